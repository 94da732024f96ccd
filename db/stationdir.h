/* stationdir — the directory of a station and the small files in it (security.md §2.1).
 *
 * Private: directory 0700, files 0600, all owned by the effective user. Shared, when the program is installed setgid for
 * the whole system: directory 2770, files 0660, of the effective group. Anything else is refused: symbolic links,
 * FIFOs, devices, wrong modes or owners, and further hard links, for what they lead to is not ours to judge.
 * Modes are set on what is made here whatever the umask.
 * Never for the database file: opening and closing that one drops SQLite's locks (stationdir_check looks without opening). */
#ifndef KANRIBO_DB_STATIONDIR_H
#define KANRIBO_DB_STATIONDIR_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/err.h"

/* *fd is a directory descriptor (close-on-exec) for the caller to close. With create, a missing directory (and its
 * parents) is made; an existing one is judged all the same. ERR_NOT_FOUND, ERR_INTEGRITY (not what it must be), ERR_IO. */
int stationdir_open(int *fd, const char *path, bool create, struct err *e);

/* Looks at a file without opening it. ERR_NOT_FOUND, ERR_INTEGRITY: no plain file of ours, empty, or hard-linked.
 * twin: the one other name that may lead to the same file, or NULL. */
int stationdir_check(int dir, const char *name, const char *twin, struct err *e);

/* Reads a whole file of 1–max bytes; *bytes is malloc'd. Same checks, on what was opened. */
int stationdir_read(int dir, const char *name, const char *twin, size_t max, unsigned char **bytes, size_t *size,
                    struct err *e);

/* Replaces a file whole: writes name.new, fsync, rename, fsync of the directory. A crash leaves the old or the new one.
 * keep: the name under which the old one stays as well (a link made before the rename), or NULL.
 * The caller holds the lock of the directory. ERR_FULL, ERR_IO. */
int stationdir_replace(int dir, const char *name, const char *keep, const void *bytes, size_t size, struct err *e);

#endif

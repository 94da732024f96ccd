/* Before a program with other declarations makes the projections anew, a copy of the station's files is taken into backups/:
 *
 *     backups/upgrade-20261124-1530-1a2b3c4d-1234-0123456789abcdef/station.g1.db, station.keys
 *
 * day and time in Japan, the schema number it had, its last event and head as printed in footers. The directory is written
 * under a name of its own and renamed when all of it is on the disk: one that has no ".part" behind its name is whole. It can
 * be opened as a station as it is. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/inside.h"
#include "db/stationdir.h"
#include "forms/date.h"
#include "forms/text.h"
#include "forms/banned.h"

#define BACKUPS "backups"
#define PREFIX "upgrade-"
#define PART ".part" /* not whole: being written, or being taken away */
enum { KEPT = 3, NAMES_MAX = 64 };

static int copy_failed(struct err *e, int number)
{
    bool full = number == ENOSPC || number == EDQUOT;
    return err_set(e, full ? ERR_FULL : ERR_IO,
                   "台帳を新しい版に改める前の控えを " BACKUPS "/ に取れません（%s）。何も変えていません。%s",
                   err_reason((char[ERR_REASON_BYTES]){0}, number),
                   full ? "データベースの大きさの2倍の空きを作ってから、もう一度開いてください。"
                        : "フォルダの権限とディスクを確かめてから、もう一度開いてください。");
}

static bool begins(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool ends(const char *text, const char *suffix)
{
    size_t n = strlen(text), m = strlen(suffix);
    return n >= m && strcmp(text + n - m, suffix) == 0;
}

/* ---- names ---- */
struct names {
    char list[NAMES_MAX][COPY_BYTES]; /* more than that are left for another time */
    size_t n;
};

static int newest_first(const void *a, const void *b)
{
    return strcmp(b, a);
}

static int names_read(struct names *names, int backups, struct err *e)
{
    names->n = 0;
    int fd = openat(backups, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    if (!dir) {
        int number = errno;
        if (fd >= 0)
            close(fd);
        return copy_failed(e, number);
    }
    for (struct dirent *d; names->n < NAMES_MAX && (d = readdir(dir)) != NULL;)
        if (begins(d->d_name, PREFIX) && text_format(names->list[names->n], COPY_BYTES, "%s", d->d_name))
            names->n++;
    closedir(dir);
    qsort(names->list, names->n, sizeof names->list[0], newest_first);
    return 0;
}

/* "-1a2b3c4d-1234-0123456789abcdef": what is in the copy, whenever it was taken. */
static int copy_what(char what[COPY_BYTES], struct station *station, int64_t number, struct err *e)
{
    char code[64];
    int rc = station_code(code, sizeof code, station, e);
    if (!rc)
        text_format(what, COPY_BYTES, "-%08llx-%s", (unsigned long long)number, code);
    return rc;
}

static void copy_name(char name[COPY_BYTES], int64_t now, const char *what)
{
    struct date d = date_of(now);
    int minute = date_minute(now);
    text_format(name, COPY_BYTES, PREFIX "%04d%02d%02d-%02d%02d%s", d.year, d.month, d.day, minute / 60, minute % 60,
                what);
}

/* ---- taking away ---- */
/* Not whole any more from the first moment. What cannot be removed is left for the next upgrade. */
static void copy_remove(int backups, const char *name)
{
    char part[COPY_BYTES + sizeof PART];
    text_format(part, sizeof part, "%s%s", name, ends(name, PART) ? "" : PART);
    if (strcmp(part, name) != 0 && renameat(backups, name, backups, part) != 0)
        return;
    int fd = openat(backups, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    for (struct dirent *d; dir && (d = readdir(dir)) != NULL;)
        if (begins(d->d_name, "station."))
            (void)unlinkat(fd, d->d_name, 0);
    if (dir)
        closedir(dir);
    else if (fd >= 0)
        close(fd);
    (void)unlinkat(backups, part, AT_REMOVEDIR);
}

/* The remains of copies that were cut off; *there gets the name of a whole one of this very content, or "". */
static int copies_sweep(char there[COPY_BYTES], int backups, const char *what, struct err *e)
{
    struct names names;
    there[0] = '\0';
    int code = names_read(&names, backups, e);
    for (size_t i = 0; !code && i < names.n; i++) {
        if (ends(names.list[i], PART))
            copy_remove(backups, names.list[i]);
        else if (!*there && ends(names.list[i], what))
            text_format(there, COPY_BYTES, "%s", names.list[i]);
    }
    return code;
}

void upgrade_prune(struct station *station)
{
    struct names names;
    size_t others = 0;
    int backups = openat(station->dirfd, BACKUPS, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (backups < 0)
        return;
    if (names_read(&names, backups, NULL) == 0)
        for (size_t i = 0; i < names.n; i++)
            if (strcmp(names.list[i], station->copy) != 0 && ++others >= KEPT)
                copy_remove(backups, names.list[i]);
    close(backups);
}

/* ---- making ---- */
struct sink {
    int fd;
    struct station *station;
    int64_t done;
};

static int sink_take(void *arg, const void *bytes, size_t n, int64_t total, struct err *e)
{
    struct sink *sink = arg;
    const char *at = bytes;
    while (n > 0) {
        ssize_t written = write(sink->fd, at, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return copy_failed(e, written ? errno : EIO);
        at += written;
        n -= (size_t)written;
        sink->done += written;
    }
    if (sink->station->progress)
        sink->station->progress(sink->station->progress_arg, "前の版の控えを取っています", sink->done, total);
    return 0;
}

static int copy_store(int dir, struct station *station, const char *db, struct err *e)
{
    struct sink sink = {.station = station};
    sink.fd = openat(dir, db, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (sink.fd < 0)
        return copy_failed(e, errno);
    int code = fchmod(sink.fd, (mode_t)station_file_mode(station)) ? copy_failed(e, errno) : 0;
    if (!code)
        code = store_image(station->store, sink_take, &sink, e);
    if (!code && fsync(sink.fd))
        code = copy_failed(e, errno);
    if (close(sink.fd) && !code)
        code = copy_failed(e, errno);
    return code;
}

static int copy_keys(int dir, struct station *station, struct err *e)
{
    unsigned char *bytes = NULL;
    size_t size = 0;
    int code = stationdir_read(station->dirfd, KEYFILE_NAME, KEYFILE_KEPT, KEYFILE_MAX, &bytes, &size, e);
    if (!code)
        code = stationdir_replace(dir, KEYFILE_NAME, NULL, bytes, size, e); /* and the directory to the disk */
    if (code == ERR_FULL)
        code = copy_failed(e, ENOSPC);
    free(bytes);
    return code;
}

static int copy_make(int backups, const char *path, const char *name, struct station *station, const char *db,
                     struct err *e)
{
    char part[COPY_BYTES + sizeof PART], *whole = NULL;
    int dir = -1;
    text_format(part, sizeof part, "%s%s", name, PART);
    if (asprintf(&whole, "%s/%s", path, part) < 0)
        return err_memory(e);
    int code = stationdir_open(&dir, whole, true, e);
    if (code == ERR_FULL)
        code = copy_failed(e, ENOSPC);
    if (!code)
        code = copy_store(dir, station, db, e);
    if (!code)
        code = copy_keys(dir, station, e);
    if (!code && (renameat(backups, part, backups, name) || fsync(backups)))
        code = copy_failed(e, errno);
    if (code)
        copy_remove(backups, part);
    if (dir >= 0)
        close(dir);
    free(whole);
    return code;
}

int upgrade_copy(struct station *station, const char *db, int64_t number, struct err *e)
{
    char what[COPY_BYTES], *path = NULL;
    int backups = -1;
    int code = copy_what(what, station, number, e);
    if (!code && asprintf(&path, "%s/" BACKUPS, station->dir) < 0)
        code = err_memory(e);
    if (!code)
        code = stationdir_open(&backups, path, true, e);
    if (code == ERR_FULL)
        code = copy_failed(e, ENOSPC);
    if (!code && fsync(station->dirfd))
        code = copy_failed(e, errno);
    if (!code)
        code = copies_sweep(station->copy, backups, what, e);
    if (!code && !station->copy[0]) {
        copy_name(station->copy, station->now, what);
        code = copy_make(backups, path, station->copy, station, db, e);
    }
    if (code)
        station->copy[0] = '\0';
    if (backups >= 0)
        close(backups);
    free(path);
    return code;
}

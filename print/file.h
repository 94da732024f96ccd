/* file — an output file that is there whole or not at all: begin, write, commit or cancel.
 *
 * The bytes go to a temporary file in the same directory (mode 0600, made with O_EXCL); commit syncs it, renames it and
 * syncs the directory. A crash leaves at most the temporary file, whose name begins with a dot. */
#ifndef KANRIBO_PRINT_FILE_H
#define KANRIBO_PRINT_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/err.h"

struct file;

/* ERR_CONFLICT when the path exists and `replace` is false (also when it appears before the commit); ERR_IO when what
 * is there is no ordinary file, or the directory cannot be written. */
int file_begin(struct file **out, const char *path, bool replace, struct err *e);
int file_write(void *file, const void *bytes, size_t n); /* an output_write; what failed is said by commit */
/* Ends the file either way and frees it. commit fails with ERR_FULL or ERR_IO and leaves nothing behind then. */
int file_commit(struct file *file, struct err *e);
void file_cancel(struct file *file); /* NULL is allowed */

#endif

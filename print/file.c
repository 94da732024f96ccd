#include "print/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forms/text.h"

#include "forms/banned.h"

struct file {
    int fd, dir;
    char name[NAME_MAX + 1], temp[NAME_MAX + 1];
    char *path; /* for sentences */
    bool replace;
    int error; /* errno of the first write that failed, 0 */
};

static int fail(struct err *e, int error, const char *what, const char *path)
{
    bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;

    if (full)
        return err_set(e, ERR_FULL, "「%s」を%s。空き容量がありません。", path, what);
    return err_set(e, ERR_IO, "「%s」を%s(%s)。", path, what, err_reason((char[ERR_REASON_BYTES]){0}, error));
}

static int exists(struct err *e, const char *path)
{
    return err_set(e, ERR_CONFLICT, "「%s」は既にあります。別の名前にするか、置き換えてよいことを指定してください。",
                   path);
}

/* Splits the path into an open directory and a name in it: the rename is then safe from a directory moved meanwhile. */
static int file_open_dir(struct file *file, const char *path, struct err *e)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    char *dir;

    if (!*name || strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || strlen(name) > NAME_MAX - 16)
        return err_set(e, ERR_INPUT, "「%s」はファイル名として使えません。", path);
    text_append(file->name, sizeof file->name, name);
    if (!slash)
        dir = text_dup(".", 1);
    else
        dir = text_dup(path, slash == path ? 1 : (size_t)(slash - path));
    if (!dir)
        return err_memory(e);
    file->dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(dir);
    return file->dir < 0 ? fail(e, errno, "書き込むフォルダが開けません", path) : 0;
}

static int file_look(const struct file *file, struct err *e)
{
    struct stat st;

    if (fstatat(file->dir, file->name, &st, AT_SYMLINK_NOFOLLOW))
        return errno == ENOENT ? 0 : fail(e, errno, "調べられません", file->path);
    if (!S_ISREG(st.st_mode))
        return err_set(e, ERR_IO, "「%s」は普通のファイルではありません。別の名前にしてください。", file->path);
    return file->replace ? 0 : exists(e, file->path);
}

static int file_open_temp(struct file *file, struct err *e)
{
    for (int i = 0; i < 100; i++) {
        uint64_t number = 0;

        if (getrandom(&number, sizeof number, 0) != (ssize_t)sizeof number)
            return fail(e, errno, "作れません", file->path);
        snprintf(file->temp, sizeof file->temp, ".kanribo-%016llx", (unsigned long long)number);
        file->fd = openat(file->dir, file->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (file->fd >= 0)
            return 0;
        if (errno != EEXIST)
            break;
    }
    return fail(e, errno, "作れません", file->path);
}

int file_begin(struct file **out, const char *path, bool replace, struct err *e)
{
    struct file *file = calloc(1, sizeof *file);
    int rc;

    *out = NULL;
    if (!file)
        return err_memory(e);
    file->fd = file->dir = -1;
    file->replace = replace;
    file->path = text_dup(path, strlen(path));
    rc = file->path ? file_open_dir(file, path, e) : err_memory(e);
    if (!rc)
        rc = file_look(file, e);
    if (!rc)
        rc = file_open_temp(file, e);
    if (rc) {
        file_cancel(file);
        return rc;
    }
    *out = file;
    return 0;
}

int file_write(void *context, const void *bytes, size_t n)
{
    struct file *file = context;
    const char *at = bytes;

    while (n > 0 && !file->error) {
        ssize_t written = write(file->fd, at, n);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            file->error = written < 0 ? errno : ENOSPC;
            break;
        }
        at += written;
        n -= (size_t)written;
    }
    if (!file->error)
        return 0;
    return file->error == ENOSPC || file->error == EDQUOT || file->error == EFBIG ? ERR_FULL : ERR_IO;
}

/* Gives the temporary file its name. Where nothing may be replaced, link() refuses a name that appeared meanwhile; a file
 * system without links (a USB stick) is looked at once more instead. */
static int file_rename(struct file *file, struct err *e)
{
    if (!file->replace) {
        if (!linkat(file->dir, file->temp, file->dir, file->name, 0)) {
            unlinkat(file->dir, file->temp, 0);
            file->temp[0] = '\0';
            return 0;
        }
        if (errno == EEXIST)
            return exists(e, file->path);
        int rc = file_look(file, e);
        if (rc)
            return rc;
    }
    if (renameat(file->dir, file->temp, file->dir, file->name))
        return fail(e, errno, "書き込めませんでした", file->path);
    file->temp[0] = '\0';
    return 0;
}

int file_commit(struct file *file, struct err *e)
{
    int rc = 0;

    if (file->error)
        rc = fail(e, file->error, "書き込めませんでした", file->path);
    if (!rc && fsync(file->fd))
        rc = fail(e, errno, "書き込めませんでした", file->path);
    int closed = close(file->fd);
    file->fd = -1;
    if (!rc && closed)
        rc = fail(e, errno, "書き込めませんでした", file->path);
    if (!rc)
        rc = file_rename(file, e);
    if (!rc && fsync(file->dir) && errno != EINVAL) /* EINVAL: a file system that cannot sync a directory */
        rc = fail(e, errno, "書き込んだことを確かめられませんでした", file->path);
    file_cancel(file);
    return rc;
}

void file_cancel(struct file *file)
{
    if (!file)
        return;
    if (file->fd >= 0)
        close(file->fd);
    if (file->dir >= 0) {
        if (file->temp[0])
            unlinkat(file->dir, file->temp, 0);
        close(file->dir);
    }
    free(file->path);
    free(file);
}

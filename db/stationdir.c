#include "db/stationdir.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forms/banned.h"

enum { NAME_BYTES = 256, PATH_BYTES = 4096 };

static const struct {
    int number;
    enum err_code code;
    const char *why;
} system_reasons[] = {
    {ENOENT, ERR_NOT_FOUND, "ありません"},
    {ENOSPC, ERR_FULL, "ディスクに空きがありません。不要なファイルを消してからやり直してください"},
    {EDQUOT, ERR_FULL, "ディスクの割当てに空きがありません。不要なファイルを消してからやり直してください"},
    {EACCES, ERR_IO, "読み書きの権限がありません。起動した利用者と置き場所を確かめてください"},
    {EPERM, ERR_IO, "操作が許されていません。起動した利用者と置き場所を確かめてください"},
    {EROFS, ERR_IO, "書込みのできない媒体にあります。書込みのできる場所に移してください"},
    {ELOOP, ERR_INTEGRITY, "別の場所を指すリンクです。実体に置き換えてください"},
    {ENOTDIR, ERR_INTEGRITY, "ディレクトリではありません（リンクも使えません）"},
    {EIO, ERR_IO, "ディスクの読み書きに失敗しました。ディスクの故障を疑い、管理者に連絡してください"},
};

static int system_failed(struct err *e, const char *name, int number)
{
    for (size_t i = 0; i < sizeof system_reasons / sizeof *system_reasons; i++) {
        if (system_reasons[i].number == number) {
            return err_set(e, system_reasons[i].code, "%s：%s。", name, system_reasons[i].why);
        }
    }
    return err_set(e, ERR_IO, "%s：読み書きに失敗しました（errno %d）。", name, number);
}

/* The two ways a station is kept, and the modes of each. */
static const struct keeping {
    bool shared;
    mode_t dir, file;
} keepings[] = {{.shared = false, .dir = 0700, .file = 0600}, {.shared = true, .dir = 02770, .file = 0660}};

/* A program that is setgid belongs to a group that its user does not. */
static const struct keeping *keeping_now(void)
{
    return &keepings[getegid() != getgid()];
}

static bool owned(const struct stat *st, const struct keeping *k)
{
    return k->shared ? st->st_gid == getegid() : st->st_uid == geteuid();
}

static int dir_judge(const char *path, const struct stat *st, struct err *e)
{
    const struct keeping *k = keeping_now();
    if (!S_ISDIR(st->st_mode)) {
        return system_failed(e, path, ENOTDIR);
    }
    if (!owned(st, k)) {
        return err_set(e, ERR_INTEGRITY, "%s：持ち主が違います。この所属のデータを作った利用者で起動してください。",
                       path);
    }
    if ((st->st_mode & 07777) != k->dir) {
        return err_set(e, ERR_INTEGRITY, "%s：権限が%04oです。他の者に読まれないよう%04oに直してください（chmod %o）。",
                       path, (unsigned)(st->st_mode & 07777), (unsigned)k->dir, (unsigned)k->dir);
    }
    return 0;
}

static int file_judge(int dir, const char *name, const char *twin, const struct stat *st, struct err *e)
{
    const struct keeping *k = keeping_now();
    struct stat other;
    if (!S_ISREG(st->st_mode)) {
        return err_set(e, ERR_INTEGRITY, "%s：通常のファイルではありません。バックアップから戻してください。", name);
    }
    if (!owned(st, k)) {
        return err_set(e, ERR_INTEGRITY, "%s：持ち主が違います。この所属のデータを作った利用者で起動してください。",
                       name);
    }
    if ((st->st_mode & 07777) != k->file) {
        return err_set(e, ERR_INTEGRITY, "%s：権限が%04oです。他の者に読まれないよう%04oに直してください（chmod %o）。",
                       name, (unsigned)(st->st_mode & 07777), (unsigned)k->file, (unsigned)k->file);
    }
    if (st->st_nlink > 1) {
        bool ours = st->st_nlink == 2 && twin != NULL && fstatat(dir, twin, &other, AT_SYMLINK_NOFOLLOW) == 0 &&
                    other.st_ino == st->st_ino && other.st_dev == st->st_dev;
        if (!ours) {
            return err_set(e, ERR_INTEGRITY, "%s：別の名前でも参照されています（ハードリンク）。複製し直してください。",
                           name);
        }
    }
    if (st->st_size <= 0) {
        return err_set(e, ERR_INTEGRITY, "%s：中身がありません。バックアップから戻してください。", name);
    }
    return 0;
}

/* Makes the directory and whatever parents are missing; one that is there is no failure. */
static int dir_make(const char *path, struct err *e)
{
    char part[PATH_BYTES];
    size_t n = strlen(path);
    mode_t mode = keeping_now()->dir;
    if (n == 0 || n >= sizeof part) {
        return err_set(e, ERR_USAGE, "データの置き場所の名前が空か、長すぎます。");
    }
    memcpy(part, path, n + 1);
    for (size_t i = 1; i < n; i++) {
        if (part[i] != '/') {
            continue;
        }
        part[i] = '\0';
        if (mkdir(part, 0700) != 0 && errno != EEXIST) {
            return system_failed(e, part, errno);
        }
        part[i] = '/';
    }
    if (mkdir(part, 0700) != 0) {
        return errno == EEXIST ? 0 : system_failed(e, part, errno);
    }
    return chmod(part, mode) == 0 ? 0 : system_failed(e, part, errno);
}

int stationdir_open(int *fd, const char *path, bool create, struct err *e)
{
    struct stat st;
    *fd = -1;
    int rc = create ? dir_make(path, e) : 0;
    if (rc != 0) {
        return rc;
    }
    int dir = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (dir < 0) {
        return system_failed(e, path, errno);
    }
    rc = fstat(dir, &st) == 0 ? dir_judge(path, &st, e) : system_failed(e, path, errno);
    if (rc != 0) {
        close(dir);
        return rc;
    }
    *fd = dir;
    return 0;
}

int stationdir_check(int dir, const char *name, const char *twin, struct err *e)
{
    struct stat st;
    if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
        return system_failed(e, name, errno);
    }
    return file_judge(dir, name, twin, &st, e);
}

/* Reads until the end or until size bytes; -1 with errno set when reading fails. */
static ssize_t read_all(int fd, unsigned char *p, size_t size)
{
    size_t done = 0;
    while (done < size) {
        ssize_t n = read(fd, p + done, size - done);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return -1;
        }
        if (n == 0) {
            break;
        }
        done += (size_t)n;
    }
    return (ssize_t)done;
}

int stationdir_read(int dir, const char *name, const char *twin, size_t max, unsigned char **bytes, size_t *size,
                    struct err *e)
{
    struct stat st;
    unsigned char *p = NULL;
    int rc;
    *bytes = NULL;
    *size = 0;
    /* Non-blocking, for opening a FIFO would wait for its writer. */
    int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) {
        return system_failed(e, name, errno);
    }
    rc = fstat(fd, &st) == 0 ? file_judge(dir, name, twin, &st, e) : system_failed(e, name, errno);
    if (rc != 0) {
        goto done;
    }
    if ((uintmax_t)st.st_size > max) {
        rc =
            err_set(e, ERR_INTEGRITY, "%s：大きすぎます（%zuバイトまで）。バックアップから戻してください。", name, max);
        goto done;
    }
    p = malloc((size_t)st.st_size);
    if (p == NULL) {
        rc = err_memory(e);
        goto done;
    }
    ssize_t n = read_all(fd, p, (size_t)st.st_size);
    if (n != st.st_size) {
        rc = system_failed(e, name, n < 0 ? errno : EIO);
        goto done;
    }
    *bytes = p;
    *size = (size_t)n;
    p = NULL;
done:
    free(p);
    close(fd);
    return rc;
}

static int write_all(int fd, const unsigned char *p, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, p, size);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return -1;
        }
        p += n;
        size -= (size_t)n;
    }
    return 0;
}

/* The new content under a name of its own, on the disk for certain. */
static int write_new(int dir, const char *name, const void *bytes, size_t size, struct err *e)
{
    int rc = 0;
    if (unlinkat(dir, name, 0) != 0 && errno != ENOENT) { /* left by a crash */
        return system_failed(e, name, errno);
    }
    int fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        return system_failed(e, name, errno);
    }
    if (fchmod(fd, keeping_now()->file) != 0 || write_all(fd, bytes, size) != 0 || fsync(fd) != 0) {
        rc = system_failed(e, name, errno);
    }
    if (close(fd) != 0 && rc == 0) {
        rc = system_failed(e, name, errno);
    }
    return rc;
}

int stationdir_replace(int dir, const char *name, const char *keep, const void *bytes, size_t size, struct err *e)
{
    char fresh[NAME_BYTES];
    int n = snprintf(fresh, sizeof fresh, "%s.new", name);
    if (n < 0 || (size_t)n >= sizeof fresh) {
        return err_set(e, ERR_USAGE, "ファイルの名前が長すぎます。");
    }
    int rc = write_new(dir, fresh, bytes, size, e);
    if (rc != 0) {
        goto done;
    }
    if (keep != NULL) {
        if ((unlinkat(dir, keep, 0) != 0 && errno != ENOENT) ||
            (linkat(dir, name, dir, keep, 0) != 0 && errno != ENOENT)) { /* no old one yet: nothing to keep */
            rc = system_failed(e, keep, errno);
            goto done;
        }
    }
    if (renameat(dir, fresh, dir, name) != 0 || fsync(dir) != 0) {
        rc = system_failed(e, name, errno);
    }
done:
    if (rc != 0) {
        (void)unlinkat(dir, fresh, 0); /* room for the next try; nothing to say about a failure of this */
    }
    return rc;
}

#include "db/dirlock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "forms/banned.h"

enum { STEP = 2 }; /* milliseconds between two tries */

static int64_t milliseconds_now(void)
{
    struct timespec t = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &t); /* cannot fail for this clock; 0 leaves the count of tries */
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int dirlock_take(struct dirlock *l, int dir, int milliseconds, struct err *e)
{
    l->fd = -1;
    /* A descriptor of its own: the lock belongs to the open file, and must not be shared with who inherits `dir`. */
    int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return err_set(e, ERR_IO,
                       "データの置き場所を開けません（errno %d）。置き場所が外されていないか確かめてください。", errno);
    }
    int64_t end = milliseconds_now() + milliseconds;
    for (int tries = milliseconds / STEP; flock(fd, LOCK_EX | LOCK_NB) != 0; tries--) {
        if (errno != EWOULDBLOCK && errno != EINTR) {
            int rc = err_set(e, ERR_IO, "データの置き場所を書込み用に確保できません（errno %d）。", errno);
            close(fd);
            return rc;
        }
        if (tries <= 0 || milliseconds_now() >= end) {
            close(fd);
            return err_set(e, ERR_BUSY,
                           "別の画面が書き込み中です。その画面の操作が終わってから、もう一度実行してください。");
        }
        struct timespec step = {.tv_nsec = STEP * 1000000L};
        (void)nanosleep(&step, NULL); /* woken early by a signal: the next try comes sooner */
    }
    l->fd = fd;
    return 0;
}

void dirlock_drop(struct dirlock *l)
{
    if (l->fd >= 0) {
        close(l->fd); /* the only descriptor of that open file: closing it unlocks */
        l->fd = -1;
    }
}

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "db/dirlock.h"
#include "db/stationdir.h"
#include "tests/db/scratch.h"

enum { WRITERS = 3, ROUNDS = 100, LONG_WAIT = 120000 };

static void one_at_a_time_even_in_one_process(void **state)
{
    (void)state;
    struct scratch s;
    struct dirlock a, b;
    struct err e;
    scratch_make(&s);
    assert_int_equal(dirlock_take(&a, s.dir, 0, &e), 0);
    assert_int_equal(dirlock_take(&b, s.dir, 30, &e), ERR_BUSY);
    assert_non_null(strstr(e.text, "別の画面が書き込み中です"));
    dirlock_drop(&b); /* not held: nothing happens */
    assert_int_equal(dirlock_take(&b, s.dir, 0, &e), ERR_BUSY);
    dirlock_drop(&a);
    assert_int_equal(dirlock_take(&b, s.dir, 0, &e), 0);
    dirlock_drop(&b);
    dirlock_drop(&b);
    scratch_remove(&s);
}

/* A child that takes the lock, says so and stays until it is killed. */
static pid_t holder(const struct scratch *s)
{
    int pipes[2];
    char byte;
    assert_int_equal(pipe(pipes), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct dirlock l;
        int rc = dirlock_take(&l, s->dir, 0, NULL);
        if (rc == 0 && write(pipes[1], "x", 1) == 1) {
            for (;;) {
                pause();
            }
        }
        _exit(1);
    }
    close(pipes[1]);
    assert_int_equal(read(pipes[0], &byte, 1), 1);
    close(pipes[0]);
    return pid;
}

static void the_lock_ends_with_its_holder(void **state)
{
    (void)state;
    struct scratch s;
    struct dirlock l;
    struct err e;
    scratch_make(&s);
    pid_t pid = holder(&s);
    assert_int_equal(kill(pid, SIGSTOP), 0); /* stopped, it still holds */
    assert_int_equal(dirlock_take(&l, s.dir, 50, &e), ERR_BUSY);
    assert_int_equal(kill(pid, SIGKILL), 0);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    assert_int_equal(dirlock_take(&l, s.dir, 0, &e), 0);
    dirlock_drop(&l);
    scratch_remove(&s);
}

/* Reads a number, writes it back one higher. Without the lock numbers are lost. */
static int count_up(const struct scratch *s, bool locked)
{
    for (int round = 0; round < ROUNDS; round++) {
        struct dirlock l = {.fd = -1};
        unsigned char *bytes;
        size_t size;
        char text[32] = "";
        if (locked && dirlock_take(&l, s->dir, LONG_WAIT, NULL) != 0) {
            return 1;
        }
        if (stationdir_read(s->dir, "n", NULL, sizeof text - 1, &bytes, &size, NULL) != 0) {
            return 2;
        }
        memcpy(text, bytes, size);
        free(bytes);
        snprintf(text, sizeof text, "%ld", strtol(text, NULL, 10) + 1);
        if (!locked) {
            sched_yield();
        }
        if (stationdir_replace(s->dir, "n", NULL, text, strlen(text), NULL) != 0 && locked) {
            return 3;
        }
        dirlock_drop(&l);
    }
    return 0;
}

static long count_of(const struct scratch *s, bool locked)
{
    unsigned char *bytes;
    size_t size;
    char text[32] = "";
    pid_t pids[WRITERS];
    scratch_file(s, "n", "0", 1, 0600);
    for (int i = 0; i < WRITERS; i++) {
        pids[i] = fork();
        assert_true(pids[i] >= 0);
        if (pids[i] == 0) {
            _exit(count_up(s, locked));
        }
    }
    for (int i = 0; i < WRITERS; i++) {
        int status;
        assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        assert_true(WIFEXITED(status));
        if (locked) {
            assert_int_equal(WEXITSTATUS(status), 0);
        }
    }
    assert_int_equal(stationdir_read(s->dir, "n", NULL, sizeof text - 1, &bytes, &size, NULL), 0);
    memcpy(text, bytes, size);
    free(bytes);
    return strtol(text, NULL, 10);
}

static void three_writers_lose_nothing(void **state)
{
    (void)state;
    struct scratch s;
    scratch_make(&s);
    assert_int_equal(count_of(&s, true), WRITERS * ROUNDS);
    assert_true(count_of(&s, false) < WRITERS * ROUNDS); /* the control: it is the lock that does it */
    scratch_remove(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_at_a_time_even_in_one_process),
        cmocka_unit_test(the_lock_ends_with_its_holder),
        cmocka_unit_test(three_writers_lose_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

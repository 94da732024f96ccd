/* kill -9 at random moments of a run: the store opens, verifies, and no entry that was told to be committed is lost
 * (security.md §4, A1). KANRIBO_KILLS asks for more than the few of a quick check. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/db/fixture.h"

enum { KILLS = 12, LONGEST = 60000 /* microseconds after the first commit */ };

/* Requests and permits without end; each id goes down the pipe once it is committed. dispose: instead of the permit. */
static void run(struct fixture *f, bool dispose, int out)
{
    struct err why = {0};
    char id[ENTRY_ID_BYTES];
    if (fixture_try_open(f, &why) != 0)
        _exit(2);
    for (int i = 0;; i++) {
        char item[32];
        snprintf(item, sizeof item, "TEST-%d-%d", (int)getpid(), i);
        memset(id, 0, sizeof id);
        if (fixture_try_request(f, id, item, &why) != 0 ||
            (dispose ? fixture_dispose(f, id, &why) : fixture_step(f, id, "permit", "out", &why)) != 0)
            _exit(3);
        if (write(out, id, sizeof id) != (ssize_t)sizeof id)
            _exit(4);
    }
}

static int acknowledged_lost(struct fixture *f, bool dispose, const char *ids, size_t n)
{
    int lost = 0;
    for (size_t i = 0; i < n; i++) {
        struct entry *entry = NULL;
        int code = entry_load(&entry, f->station, &loan_register, ids + i * ENTRY_ID_BYTES, NULL);
        if (dispose ? code != ERR_NOT_FOUND : code != 0 || strcmp(entry->state, "out") != 0)
            lost++;
        entry_free(entry);
    }
    return lost;
}

static void kill_once(struct fixture *f, uint32_t *seed, bool dispose, int writers)
{
    enum { MOST = 4096 };
    int ends[2], status;
    pid_t pids[2];
    size_t n = 0;
    ssize_t got;
    char *ids = malloc(MOST * ENTRY_ID_BYTES);
    assert_non_null(ids);
    assert_int_equal(pipe(ends), 0);
    for (int w = 0; w < writers; w++) {
        pids[w] = fork();
        if (pids[w] == 0)
            run(f, dispose, ends[1]);
    }
    close(ends[1]);
    got = read(ends[0], ids, ENTRY_ID_BYTES); /* until the first is committed */
    assert_int_equal(got, ENTRY_ID_BYTES);
    n++;
    struct timespec pause = {.tv_nsec = (long)(scratch_number(seed) % LONGEST) * 1000L};
    nanosleep(&pause, NULL);
    for (int w = 0; w < writers; w++)
        kill(pids[w], SIGKILL);
    for (int w = 0; w < writers; w++) {
        assert_int_equal(waitpid(pids[w], &status, 0), pids[w]);
        assert_true(WIFSIGNALED(status));
    }
    while (n < MOST && read(ends[0], ids + n * ENTRY_ID_BYTES, ENTRY_ID_BYTES) == ENTRY_ID_BYTES)
        n++;
    close(ends[0]);
    fixture_open(f);
    assert_int_equal(acknowledged_lost(f, dispose, ids, n), 0);
    struct verify_report report;
    assert_ok(station_verify(f->station, &report, NULL, NULL, e));
    assert_ok(station_close(f->station, "sign_out", f->now, e));
    f->station = NULL;
    free(ids);
}

static void kill_often(bool dispose)
{
    const char *asked = getenv("KANRIBO_KILLS");
    long kills = asked ? strtol(asked, NULL, 10) : KILLS;
    struct fixture f;
    uint32_t seed = 20261123;
    fixture_make(&f);
    fixture_close(&f);
    for (long i = 0; i < kills; i++)
        kill_once(&f, &seed, dispose, 1 + (int)(i % 2));
    fixture_remove(&f);
}

static void nothing_committed_is_lost_by_a_kill(void **state)
{
    (void)state;
    kill_often(false);
}

static void RT_4_a_disposal_cut_off_by_a_kill_is_whole_or_nothing(void **state)
{
    (void)state;
    kill_often(true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_committed_is_lost_by_a_kill),
                                       cmocka_unit_test(RT_4_a_disposal_cut_off_by_a_kill_is_whole_or_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The kill driver tried on a small program that keeps a number in a file: one that is honest, and one that says "done"
 * before it has written, which the driver must find out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/e2e/kill.h"

enum { ROUNDS = 5 };

/* Reads its number, then adds one for each line. */
#define COUNTER                                                                      \
    "#!/bin/sh\nstty -echo\nn=$(cat number 2>/dev/null || echo 0)\necho ready $n.\n" \
    "write() { echo $n > number.new; mv number.new number; }\n"
#define HONEST COUNTER "while read x; do n=$((n+1)); write; echo done $n.; done\n"
#define LATE COUNTER "while read x; do n=$((n+1)); echo done $n.; read x; write; echo now $n.; done\n"
/* The program of which only the worker is killed: it stays, and says so. */
#define PARENT "#!/bin/sh\n./worker\necho worker gone\nread y\n"

struct counter {
    struct stage *stage;
    const char *program; /* the script to run */
    long done;           /* the last number that was confirmed */
    int checks, survivals;
    bool late;
};

static void script_write(struct stage *stage, const char *name, const char *text)
{
    char *path = stage_path(stage, name);
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(path, 0700), 0);
    free(path);
}

static struct pty *start(void *state)
{
    struct counter *c = state;
    char *program = stage_path(c->stage, c->program);
    struct pty *p = pty_new(c->stage, NULL, PTY_ARGV(program));

    free(program);
    return p;
}

static bool number_confirmed(struct counter *c, struct pty *p)
{
    char text[40];

    snprintf(text, sizeof text, "done %ld.", c->done + 1);
    if (!pty_try_keys(p, PTY_ARGV("Enter")) || !pty_try_wait(p, text, stage_patience()))
        return false;
    c->done++;
    snprintf(text, sizeof text, "now %ld.", c->done);
    return !c->late || (pty_try_keys(p, PTY_ARGV("Enter")) && pty_try_wait(p, text, stage_patience()));
}

static bool script(void *state, struct kill_run *k, struct pty *p)
{
    struct counter *c = state;

    if (!pty_try_wait(p, "ready", stage_patience()))
        return false;
    kill_begin(k, p);
    for (int i = 0; i < ROUNDS; i++)
        if (!number_confirmed(c, p))
            return false;
    return true;
}

static bool survived(void *state, struct pty *p)
{
    struct counter *c = state;

    c->survivals++;
    return pty_try_wait(p, "worker gone", stage_patience());
}

static bool check(void *state, bool killed)
{
    struct counter *c = state;
    char *path = stage_path(c->stage, "work/number");
    FILE *f = fopen(path, "r");
    char line[32] = "";
    bool read = f == NULL || fgets(line, sizeof line, f) != NULL;
    long n = strtol(line, NULL, 10);
    /* One more than was confirmed: it was written, and the kill came before it was said. */
    bool right = read && (n == c->done || (killed && n == c->done + 1));

    if (f != NULL)
        fclose(f);
    free(path);
    c->done = n;
    c->checks++;
    return right;
}

static int counter_open(void **state)
{
    struct counter *c = calloc(1, sizeof *c);

    if (c == NULL)
        return -1;
    c->stage = stage_new();
    *state = c;
    return c->stage != NULL ? 0 : -1;
}

static int counter_close(void **state)
{
    struct counter *c = *state;

    stage_free(c->stage);
    free(c);
    return 0;
}

static void group_is_killed_by_time_and_by_change(void **state)
{
    struct counter *c = *state;
    const struct kill_plan plan = {.name = "group",
                                   .runs = 20,
                                   .whom = PTY_GROUP,
                                   .folder = stage_work(c->stage),
                                   .start = start,
                                   .script = script,
                                   .check = check};

    script_write(c->stage, "work/honest", HONEST);
    c->program = "work/honest";
    assert_true(kill_runs(&plan, c));
    assert_true(c->checks > 20);
    assert_int_equal(c->survivals, 0);
}

static void worker_is_killed_alone(void **state)
{
    struct counter *c = *state;
    const struct kill_plan plan = {.name = "worker",
                                   .runs = 10,
                                   .whom = PTY_WORKER,
                                   .start = start,
                                   .script = script,
                                   .survived = survived,
                                   .check = check};

    script_write(c->stage, "work/worker", HONEST);
    script_write(c->stage, "work/parent", PARENT);
    c->program = "work/parent";
    assert_true(kill_runs(&plan, c));
    assert_int_equal(c->survivals, 10);
}

static void program_that_confirms_too_early_is_found_out(void **state)
{
    struct counter *c = *state;
    const struct kill_plan plan = {.name = "late (must be found wrong)",
                                   .runs = 100,
                                   .whom = PTY_GROUP,
                                   .folder = stage_work(c->stage),
                                   .start = start,
                                   .script = script,
                                   .check = check};

    script_write(c->stage, "work/late", LATE);
    c->program = "work/late";
    c->late = true;
    assert_false(kill_runs(&plan, c));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(group_is_killed_by_time_and_by_change, counter_open, counter_close),
        cmocka_unit_test_setup_teardown(worker_is_killed_alone, counter_open, counter_close),
        cmocka_unit_test_setup_teardown(program_that_confirms_too_early_is_found_out, counter_open, counter_close),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* start_bench — from the start of the program to its first screen, as a ratio to a bare ncurses program that shows as much; both on
 * the same kind of terminal, in turn. Prints; judges nothing. KANRIBO and BARE name the programs. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "tests/e2e/station.h"

enum { ROUNDS = 21 };

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* From fork to the text on the screen. */
static double start(struct stage *stage, const char *program, const char *data, const char *shown)
{
    double begun = seconds();
    struct pty *p = pty_new(stage, NULL, PTY_ARGV(program, data != NULL ? "--data" : NULL, data));
    assert_non_null(p);
    pty_wait(p, shown);
    double took = seconds() - begun;
    pty_free(p);
    return took;
}

static void measure(struct stage *stage, const char *what, const char *data, const char *shown)
{
    const char *program = stage_program(stage), *bare = getenv("BARE");
    double ours[ROUNDS], theirs[ROUNDS];
    assert_non_null(program);
    assert_non_null(bare);
    for (int i = 0; i < ROUNDS; i++) {
        theirs[i] = start(stage, bare, NULL, "合言葉");
        ours[i] = start(stage, program, data, shown);
    }
    qsort(ours, ROUNDS, sizeof *ours, by_size);
    qsort(theirs, ROUNDS, sizeof *theirs, by_size);
    printf("  %-44s %9.3f ms  bare %9.3f ms  ratio %5.2f\n", what, ours[ROUNDS / 2] * 1e3, theirs[ROUNDS / 2] * 1e3,
           ours[ROUNDS / 2] / theirs[ROUNDS / 2]);
}

static void start_to_first_screen(void **state)
{
    struct stage *stage = stage_new();
    struct station station;
    (void)state;
    assert_non_null(stage);
    station_demo(&station, stage);
    measure(stage, "start to first screen (login)", station.dir, "管理簿 — ログイン");
    measure(stage, "start to first screen (no station yet)", "none", "管理簿 — はじめに");
    station_release(&station);
    stage_free(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(start_to_first_screen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

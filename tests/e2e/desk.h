/* desk — the demo's station on the evening of 2026-11-23 (a holiday; 鈴木 is 当直責任者 tonight, 高橋 holds the post
 * but is not on the roster), and what is done at its desk in every night: sign in, take out, permit.
 *
 * The station is made once in a test program and copied for every test that asks. */
#ifndef KANRIBO_TESTS_E2E_DESK_H
#define KANRIBO_TESTS_E2E_DESK_H

#include <stdbool.h>

#include "tests/e2e/play.h"
#include "tests/e2e/station.h"

struct desk {
    struct stage *stage;
    struct station station;
    struct pty *p, *q; /* up to two programs; the test opens them, desk_clear() ends them */
};

/* Runs a test program's cases; where there is no clock for them (stage.h) it says so and runs none. */
#define desk_run(tests) (desk_possible() ? cmocka_run_group_tests(tests, desk_group_open, desk_group_close) : 0)
bool desk_possible(void);

/* Group set-up and tear-down for cmocka: the station of which the others are copies. */
int desk_group_open(void **state);
int desk_group_close(void **state);

/* Set-up and tear-down of one test: *state is a struct desk with its own copy, the clock at 22:10. */
int desk_open(void **state);
/* The same, and all clocks are the stage's (stage_clock_all). */
int desk_open_all_clocks(void **state);
int desk_close(void **state);

/* Puts the station back as it was made. */
void desk_restore(struct desk *d);

/* Opens the program and signs that person in: the home screen is shown then. */
struct pty *desk_sign_in(struct desk *d, const char *uid);
/* On a program that shows the login screen, with the id still to be typed. */
void desk_type_in(struct desk *d, struct pty *p, const char *uid);
bool desk_try_in(struct desk *d, struct pty *p, const char *uid);

/* From home: the phone taken out for the purpose, up to the dialog in which somebody permits. */
void desk_take_out(struct pty *p, const char *phone, const char *purpose);
bool desk_try_take_out(struct pty *p, const char *phone, const char *purpose);
/* In that dialog: an id refused with all these words, and no passphrase is asked. Ends at NULL. */
void desk_refused(struct pty *p, const char *uid, const char *const words[]);
/* In that dialog: an id and its passphrase; the home screen says that it is done. */
void desk_permit(struct desk *d, struct pty *p, const char *uid);
/* The same from a form that was not opened from home: what is shown then. */
void desk_permit_to(struct desk *d, struct pty *p, const char *uid, const char *shown);

/* Runs `verify` as the 運用管理者; the test fails unless it ends with that. */
void desk_verify(struct desk *d, int expected);
/* Row count of a `list` of 様式第3号 with that search line. */
int desk_rows(struct desk *d, const char *line);

#endif

/* kill — a scripted run that is ended by kill -9 at a random moment, many times over.
 *
 * Every run starts the program on what the run before left behind, carries out the script until the kill, and then asks
 * whether all is well. What the script has seen confirmed on the screen is what must not be lost: it notes that in its
 * state, and the check compares (`kanribo list --json`, `kanribo verify`).
 *
 *     static bool script(void *state, struct kill_run *k, struct pty *p)
 *     {
 *         struct night *n = state;
 *         if (!night_sign_in(n, p))           uses the pty_try_ functions only
 *             return false;
 *         kill_begin(k, p);                   the moments lie between here and the end of the script
 *         if (!pty_try_keys(p, PTY_ARGV("F2")) || …)
 *             return false;
 *         n->committed++;
 *         return true;
 *     }
 *
 *     static const struct kill_plan plan = {.name = "checkout", .runs = 200, .whom = PTY_GROUP, .folder = "station",
 *                                           .start = start, .script = script, .check = check};
 *     assert_true(kill_runs(&plan, &night));
 *
 * The first run is not disturbed: it says how long the script takes and how often it changes the folder. Then the kill
 * comes at a random time in every second run, and at a random change to the folder in the others (so that the moments
 * within a commit, between commit and anchor too, are met as often as the long waits between keys); without a folder
 * always at a random time. The seed is printed; KANRIBO_SEED repeats it, KANRIBO_KILLS replaces the number of runs. */
#ifndef KANRIBO_TESTS_E2E_KILL_H
#define KANRIBO_TESTS_E2E_KILL_H

#include <stdbool.h>
#include <stdint.h>

#include "tests/e2e/pty.h"

struct kill_run;

struct kill_plan {
    const char *name;
    int runs;           /* kills to be done */
    enum pty_whom whom; /* PTY_GROUP: the whole program; PTY_WORKER: the worker alone */
    const char *folder; /* the one whose changes count, an absolute path; NULL = by time only */
    struct pty *(*start)(void *state);
    /* True when it was carried through; false when a wait failed, as it does once the kill has happened. */
    bool (*script)(void *state, struct kill_run *k, struct pty *p);
    /* For PTY_WORKER: what the program shows once its worker is gone. May be NULL. False = wrong. */
    bool (*survived)(void *state, struct pty *p);
    /* After each run, with no program left. killed: false after the undisturbed one. False = wrong. */
    bool (*check)(void *state, bool killed);
};

/* True when every check passed. Otherwise it has printed the number of the run, the moment and the seed. */
bool kill_runs(const struct kill_plan *plan, void *state);
/* Called by the script once, at the point from which it may be killed. */
void kill_begin(struct kill_run *k, struct pty *p);

#endif

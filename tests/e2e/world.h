/* world — the small world one end-to-end test lives in: a throw-away folder, a home in it, an environment that contains
 * nothing of ours, and a clock that the test sets.
 *
 * Everything a test starts (pty.h, command.h) is started in a world: working folder DIR/work, HOME=DIR/home,
 * XDG_DATA_HOME=DIR/data, TMPDIR=DIR/tmp, TERM=xterm-256color, LANG=C.UTF-8, TZ as set, PATH=/usr/bin:/bin. Nothing else
 * of the tester's environment is inherited, but the options of the sanitizers. world_free() removes the folder
 * (KANRIBO_KEEP=1 in the tester's environment keeps it and prints where it is).
 *
 * The clock. A world's programs read the true time until the first world_clock(); from then on they run under
 * libfaketime. The file that it reads holds an offset, so time goes on, is one and the same for every program of the
 * world whenever it was started, and can be moved while they run. Screens show minutes: set the clock some seconds past
 * the minute (world_clock does: 5 s) and a golden is stable for the 55 s that follow.
 * CLOCK_MONOTONIC and CLOCK_BOOTTIME stay true unless world_clock_all() is asked for: then they are moved too, and a
 * program that has been left alone over night will have locked itself. */
#ifndef KANRIBO_TESTS_E2E_WORLD_H
#define KANRIBO_TESTS_E2E_WORLD_H

#include <stdbool.h>
#include <stdint.h>

struct world;

/* NULL and a message on stderr when the folder cannot be made. The caller frees. */
struct world *world_new(void);
/* Removes the folder and all in it. NULL is allowed. */
void world_free(struct world *w);

/* The program under test: $KANRIBO as an absolute path, or NULL when the environment names none. */
const char *world_program(const struct world *w);
/* The throw-away folder; and a path inside it, malloc'd: world_path(w, "out/form-3.xlsx"). */
const char *world_dir(const struct world *w);
char *world_path(const struct world *w, const char *relative);

/* Sets a variable for the programs started from now on; NULL removes it. LANG, TZ, TERM and so on can be replaced. */
void world_setenv(struct world *w, const char *name, const char *value);

/* False where libfaketime is missing or would hang (clang's address sanitizer): the test must skip(). */
bool world_clock_possible(void);
/* Moves the clock to that minute of Japan time (whatever TZ is), plus 5 s, for the programs that run and those to come.
 * The first call only reaches programs started after it. Exits the test's process when the file cannot be written. */
void world_clock(struct world *w, int year, int month, int day, int hour, int minute);
/* From now on programs are started with all clocks moved, not only the time of day. Before the first world_clock(). */
void world_clock_all(struct world *w);
/* The world's idea of now, UTC seconds. */
int64_t world_now(const struct world *w);

/* For pty.h and command.h: the environment (NULL-terminated "NAME=value", owned by the world) and the working folder. */
char **world_environment(struct world *w);
const char *world_work(const struct world *w);

/* How long a wait may take before the test gives up, milliseconds of the tester's own CLOCK_MONOTONIC: 20 s, or
 * KANRIBO_TEST_SECONDS, and four times that in a sanitizer build. */
int world_patience(void);
/* Milliseconds of CLOCK_MONOTONIC, for deadlines. */
int64_t world_ticks(void);

#endif

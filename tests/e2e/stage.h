/* stage — what one end-to-end test plays on: a throw-away folder, a home in it, an environment that contains
 * nothing of ours, and a clock that the test sets.
 *
 * Everything a test starts (pty.h, command.h) is started on a stage: working folder DIR/work, HOME=DIR/home,
 * XDG_DATA_HOME=DIR/data, TMPDIR=DIR/tmp, TERM=xterm-256color, LANG=C.UTF-8, TZ as set, PATH=/usr/bin:/bin. Nothing else
 * of the tester's environment is inherited, but the options of the sanitizers. stage_free() removes the folder
 * (KANRIBO_KEEP=1 in the tester's environment keeps it and prints where it is).
 *
 * The clock. A stage's programs read the true time until the first stage_clock(); from then on they run under
 * libfaketime. The file that it reads holds an offset, so time goes on, is one and the same for every program of the
 * stage whenever it was started, and can be moved while they run. Screens show minutes: set the clock some seconds past
 * the minute (stage_clock does: 5 s) and a golden is stable for the 55 s that follow.
 * CLOCK_MONOTONIC and CLOCK_BOOTTIME stay true unless stage_clock_all() is asked for: then they are moved too, and a
 * program that has been left alone over night will have locked itself. */
#ifndef KANRIBO_TESTS_E2E_STAGE_H
#define KANRIBO_TESTS_E2E_STAGE_H

#include <stdbool.h>
#include <stdint.h>

struct stage;

/* NULL and a message on stderr when the folder cannot be made. The caller frees. */
struct stage *stage_new(void);
/* Removes the folder and all in it. NULL is allowed. */
void stage_free(struct stage *stage);

/* The program under test: $KANRIBO as an absolute path, or NULL when the environment names none. */
const char *stage_program(const struct stage *stage);
void stage_set_program(struct stage *stage, const char *path);
/* The throw-away folder; and a path inside it, malloc'd: stage_path(stage, "out/form-3.xlsx"). */
const char *stage_dir(const struct stage *stage);
char *stage_path(const struct stage *stage, const char *relative);

/* Sets a variable for the programs started from now on; NULL removes it. LANG, TZ, TERM and so on can be replaced. */
void stage_setenv(struct stage *stage, const char *name, const char *value);

/* False where libfaketime is missing or would hang (clang's address sanitizer): the test must skip(). */
bool stage_clock_possible(void);
/* Moves the clock to that minute of Japan time (whatever TZ is), plus 5 s, for the programs that run and those to come.
 * The first call only reaches programs started after it. Exits the test's process when the file cannot be written. */
void stage_clock(struct stage *stage, int year, int month, int day, int hour, int minute);
/* From now on programs are started with all clocks moved, not only the time of day. Before the first stage_clock(). */
void stage_clock_all(struct stage *stage);
/* The stage's idea of now, UTC seconds. */
int64_t stage_now(const struct stage *stage);

/* For pty.h and command.h: the environment (NULL-terminated "NAME=value", owned by the stage) and the working folder. */
char **stage_environment(struct stage *stage);
const char *stage_work(const struct stage *stage);

/* How long a wait may take before the test gives up, milliseconds of the tester's own CLOCK_MONOTONIC: 20 s, or
 * KANRIBO_TEST_SECONDS, and four times that in a sanitizer build. */
int stage_patience(void);
/* Milliseconds of CLOCK_MONOTONIC, for deadlines. */
int64_t stage_ticks(void);

#endif

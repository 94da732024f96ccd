/* command — a program run to its end without a terminal: what it wrote and how it ended.
 *
 *     struct result r;
 *     command_must(stage, &r, 0, "長い合言葉です", stage_program(stage), "--data", "station", "--user", "ito", "verify");
 *     assert_non_null(strstr(r.out, "…"));
 *     result_release(&r);
 *
 * The program runs in the stage's folder, environment and clock (stage.h), in a session of its own, so that it has no
 * terminal to ask. */
#ifndef KANRIBO_TESTS_E2E_COMMAND_H
#define KANRIBO_TESTS_E2E_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "tests/e2e/stage.h"

struct result {
    int status;      /* exit status; 128 + the signal; -1 when it did not end in time (it was killed then) */
    char *out, *err; /* NUL-terminated */
    size_t nout, nerr;
};

/* Runs argv[0] (an absolute path). input: what it reads on stdin, NULL = nothing. passphrase: a line (without its '\n';
 * several lines where a command asks twice) that it reads from a descriptor, announced by `--passphrase-fd 3` put before
 * the other arguments; NULL = none. False with a message on stderr when nothing could be started; release in any case. */
bool command_run(struct stage *stage, struct result *r, const char *input, const char *passphrase,
                 const char *const argv[]);

/* The same, and the running cmocka test fails, showing what was written, unless the program ends with `expected`. */
#define command_must(stage, r, expected, passphrase, ...) \
    command_must_at(stage, r, expected, passphrase, (const char *const[]){__VA_ARGS__, NULL}, __FILE__, __LINE__)
void command_must_at(struct stage *stage, struct result *r, int expected, const char *passphrase,
                     const char *const argv[], const char *file, int line);

void result_release(struct result *r);

#endif

/* golden — a screen compared with the one that was accepted: tests/e2e/golden/NAME.txt below $SRCDIR.
 *
 * The file holds the screen's rows as they are and a last line with the cursor. Nothing is ignored: set the clock
 * (stage.h) and give the station fixed data, and it is the same every time.
 *
 * `make accept` (GENERATE=1 in the environment) writes what is shown instead of comparing; read the difference with
 * `git diff tests/e2e/golden` before it is committed. */
#ifndef KANRIBO_TESTS_E2E_GOLDEN_H
#define KANRIBO_TESTS_E2E_GOLDEN_H

#include <stdbool.h>

#include "tests/e2e/pty.h"

/* Waits until the screen is the accepted one; fails the running cmocka test otherwise, printing both. Name: [a-z0-9-]. */
#define golden_is(p, name) golden_is_at(p, name, __FILE__, __LINE__)
void golden_is_at(struct pty *p, const char *name, const char *file, int line);
/* The same without failing a test; prints nothing. */
bool golden_try(struct pty *p, const char *name, int ms);

#endif

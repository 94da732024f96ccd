/* form — filling in an entry's form by its labels, whatever the order of its fields and whichever of them come up. */
#ifndef KANRIBO_TESTS_E2E_FORM_H
#define KANRIBO_TESTS_E2E_FORM_H

#include <stdbool.h>

#include "tests/e2e/pty.h"

struct answer {
    const char *label; /* of the field, or how it begins; NULL ends the list */
    const char *text;  /* typed */
    bool pick;         /* a list comes up while one types, and Enter takes what is left of it */
};

/* Goes through the form that is shown, from the field at the cursor to the line that records: fields with an answer get it,
 * the others keep what they offer. The test fails, showing the screen, when it does not come to that line, when a field
 * stays where it is, or when an answer was never asked for. */
#define form_fill(p, answers) form_fill_at(p, answers, __FILE__, __LINE__)
void form_fill_at(struct pty *p, const struct answer answers[], const char *file, int line);

/* The row at the cursor of a form or a list of choices, malloc'd; NULL when none is. */
char *form_cursor(struct pty *p);

#endif

/* term — a terminal without a window: bytes of a program in, its screen and the bytes of keys out (libvterm). pty.h is
 * what tests use; this is its half that knows libvterm. Rows and columns from 0, columns in cells, text in UTF-8. */
#ifndef KANRIBO_TESTS_E2E_TERM_H
#define KANRIBO_TESTS_E2E_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct term;

/* Exits the test's process when memory is out. ambiguous: see pty.h. */
struct term *term_new(int rows, int cols, bool (*ambiguous)(uint32_t code));
void term_free(struct term *t);
void term_resize(struct term *t, int rows, int cols);

/* Takes what the program wrote. A character cut in half at the end waits for the next call. */
void term_feed(struct term *t, const char *bytes, size_t n);
/* Presses a key by its name (pty.h). False when there is no such key. */
bool term_key(struct term *t, const char *name);
/* Pastes: between marks where the program asked for them. */
void term_paste(struct term *t, const char *text);
/* What the terminal wants to say to the program: keys and answers to queries. Valid until the next call of any other
 * function; *n may be 0. term_said(t) forgets it. */
const char *term_says(const struct term *t, size_t *n);
void term_said(struct term *t);

void term_size(const struct term *t, int *rows, int *cols);
char *term_row(const struct term *t, int row);                             /* malloc'd, blanks at the end left out */
bool term_find(const struct term *t, const char *text, int row, int *col); /* in that row */
int term_attributes(const struct term *t, int row, int col);               /* PTY_… bits */
void term_cursor(const struct term *t, int *row, int *col, bool *visible);
bool term_alternate(const struct term *t);
int term_bells(const struct term *t);

#endif

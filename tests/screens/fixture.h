/* fixture — a terminal without a terminal, keys, and texts that would like to break a screen. */
#ifndef KANRIBO_TESTS_SCREENS_FIXTURE_H
#define KANRIBO_TESTS_SCREENS_FIXTURE_H

#include <stddef.h>
#include <stdint.h>

#include "screens/screen.h"
#include "screens/term.h"

/* Headless, of that size, or the test fails. */
struct term *open_term(int rows, int cols);
/* One press of a code; of one character of text. */
struct key press(int code);
struct key typed(const char *utf8);
/* A paste of n bytes. */
struct key pasted(const char *s, size_t n);
/* Fails unless the row of the screen holds exactly that. */
void assert_row(struct term *term, int row, const char *text);
/* Does any row hold it? */
int screen_has(struct term *term, const char *text);

/* NULL-ended: controls, escape sequences, bidi, zero width, tags, broken UTF-8, towers of marks, wide at every edge. */
extern const char *const hostile[];

/* A stack over a headless terminal whose clock goes on by step_ms at each look; the loop looks after every key and
 * every wait, and then `seen` gets what the screen shows. */
struct bench {
    struct term *term;
    struct screens *screens;
    int64_t now_ms, step_ms;
    char *seen;
};
void bench_open(struct bench *b, int idle_lock_s);
void bench_close(struct bench *b);

#endif

/* term — the terminal: opened with newterm, in raw mode, UTF-8 or not at all, given back as it was.
 *
 * There is one at a time in a process (ncurses). Install the handlers of SIGTERM, SIGHUP and SIGINT before term_open():
 * ncurses takes those that are still at their default. A handler only sets the flag that options.stop points to. */
#ifndef KANRIBO_SCREENS_TERM_H
#define KANRIBO_SCREENS_TERM_H

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>

#include "forms/err.h"
#include "screens/draw.h"
#include "screens/key.h"

enum { TERM_MIN_ROWS = 24, TERM_MIN_COLS = 80, TERM_ESCAPE_MS = 25, TERM_SLICE_MS = 500 };

struct term;

struct term_options {
    const char *type; /* TERM; NULL or "dumb" is refused */
    FILE *in, *out;   /* both terminals unless headless */
    bool colour;      /* false with NO_COLOR: everything is complete without */
    bool ascii;       /* borders of + - | */
    bool headless;    /* tests and pictures: no terminal needed, output thrown away, keys from term_type() */
    int rows, cols;   /* headless only */
    const volatile sig_atomic_t *stop; /* non-zero: term_read() gives K_HANGUP. NULL = never */
};

/* Sets LC_CTYPE: the environment's where it is UTF-8, C.UTF-8 for C, POSIX and what does not exist. Another
 * encoding: ERR_IO. Every other category stays "C". */
int term_locale(struct err *e);
/* Writes UTF-8 text and a newline in the encoding of the environment's locale (for the sentence of term_locale(),
 * which the terminal could not show as UTF-8). */
void term_complain(FILE *out, const char *text);
/* stdin, stdout, TERM and NO_COLOR. */
void term_options_read(struct term_options *options);

/* Calls term_locale(). Refuses with a sentence what is no terminal and what cannot move its cursor. *t is NULL on
 * failure. */
int term_open(struct term **t, const struct term_options *options, struct err *e);
/* Gives the terminal back: alternate screen left empty, modes and tty settings restored. NULL is allowed. */
void term_close(struct term *t);
/* Empties the alternate screen and the scroll-back (E3) so that a lock leaves nothing to read. The terminal stays
 * open. */
void term_clear_for_lock(struct term *t);
/* For the parent after its worker died: leaves alternate screen, paste mode and attributes by plain xterm sequences
 * where fd is a terminal. The caller restores the termios that it saved. Uses no curses and is safe in any state. */
void term_rescue(int fd);

/* The next key within `timeout_ms` (-1 = for ever). 1 = *key is filled, 0 = none came. Waits in slices of
 * TERM_SLICE_MS, so that the stop flag is seen even when the signal came just before the wait. */
int term_read(struct term *t, struct key *key, int timeout_ms);
/* Is a key there already? Drawing waits until none is, so that a scanner's burst is never lost or slow. */
bool term_waiting(struct term *t);
/* Headless only: a script. Bytes as if typed (xterm's sequences are known; Esc before a digit makes an F key), … */
void term_type(struct term *t, const char *bytes);
/* … one K_ code as if pressed, K_NONE = a time in which no key came (term_read() returns 0 once). The end of the
 * script is a hang-up. */
void term_press(struct term *t, int code);
/* Headless only: another size; the next term_read() gives K_RESIZE. */
void term_resize(struct term *t, int rows, int cols);
/* Rings: for who reads with a scanner in his hand and does not look at the screen. */
void term_bell(struct term *t);

/* The surface to draw on; the term's own. */
struct draw *term_draw(struct term *t);

#endif

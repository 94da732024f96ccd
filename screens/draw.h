/* draw — the one place that writes text to the screen.
 *
 * Everything is clipped to its cells (never wrapped onto the next row, never half a character), padded to them, and
 * what text_check() refuses is shown as U+FFFD: no text in the store can move the cursor or break the frame.
 * Units: rows and cells from 0 at the upper left. Outside of the window is silently nothing. */
#ifndef KANRIBO_SCREENS_DRAW_H
#define KANRIBO_SCREENS_DRAW_H

#include <stdbool.h>
#include <stddef.h>

/* What a piece of text is; draw.c has one row of attributes for each, with and without colour. Never say a state by
 * role alone. */
enum draw_role {
    ROLE_PLAIN,
    ROLE_TITLE,
    ROLE_LABEL,
    ROLE_VALUE,
    ROLE_FIELD,       /* where something can be typed */
    ROLE_FIELD_FOCUS, /* and is being typed */
    ROLE_ERROR,
    ROLE_HINT,
    ROLE_CLAUSE,
    ROLE_SELECTED,
    ROLE_DISABLED,
    ROLE_RULE,
    ROLE_KEY,
    ROLE_DEMO,
    ROLE_MARK,      /* a state mark: 案 済 取 … */
    ROLE_MARK_WAIT, /* 待 返 戻 */
    ROLE_MARK_OUT,  /* 出 */
    ROLE_MARK_LATE, /* 超 否 */
    ROLE_COUNT
};

struct area {
    int row, col, rows, cols;
};

struct draw;

/* term.c only. stdscr of the current SCREEN must exist. NULL = memory. */
struct draw *draw_new(bool colour, bool ascii);
void draw_free(struct draw *d);
/* Takes over the size of the window after a resize. */
void draw_resized(struct draw *d);

int draw_rows(const struct draw *d);
int draw_cols(const struct draw *d);
/* The whole window. */
struct area draw_window(const struct draw *d);

/* Begins a picture: all blank, no caret. */
void draw_clear(struct draw *d);
/* Sends what changed. With `all`, everything (redraw key). */
void draw_flush(struct draw *d, bool all);

/* Text in exactly `cells` cells: clipped, or padded with blanks in the same role. A newline is shown as a blank. */
void draw_text(struct draw *d, int row, int col, int cells, enum draw_role role, const char *text);
void draw_text_n(struct draw *d, int row, int col, int cells, enum draw_role role, const char *s, size_t n);
/* The same, flush right. */
void draw_text_right(struct draw *d, int row, int col, int cells, enum draw_role role, const char *text);
/* Clipped text ends with "..": half a date would be read as another one. */
void draw_text_cut(struct draw *d, int row, int col, int cells, enum draw_role role, const char *text);
/* A paragraph broken by text_break() into the area; what does not fit is left away. Rows used. */
int draw_paragraph(struct draw *d, struct area area, enum draw_role role, const char *text);
/* Rows that it needs at this width. */
int draw_paragraph_rows(int cells, const char *text);
/* Lines from `skip` on (for scrolling). Rows used. */
int draw_paragraph_from(struct draw *d, struct area area, enum draw_role role, const char *text, int skip);
void draw_rule(struct draw *d, int row, int col, int cells);
void draw_fill(struct draw *d, struct area area, enum draw_role role);
/* A box with its title in the upper border; returns the area inside (one blank cell left and right). */
struct area draw_box(struct draw *d, struct area area, const char *title);
/* A box of that many rows and cells inside, in the middle of the window, never larger than it. */
struct area draw_popup(struct draw *d, int rows, int cells, const char *title);
/* Where the terminal's cursor goes at the flush (the IME writes there). The last call counts; outside hides it. */
void draw_caret(struct draw *d, int row, int col);

/* The frame of every screen. */
struct frame_key {
    char key[16];      /* "F1" */
    const char *label; /* "ヘルプ" */
    bool spare;        /* stands only where all stand */
};
enum { FRAME_FOOT = 3, FRAME_KEYS = 24 };
struct frame {
    const char *title; /* upper row, left */
    const char *right; /* upper row, right; wins when both do not fit. May be NULL */
    /* Sentences between the lower rule and the key bar: what will be recorded, who permits; each broken over as many rows
     * as it needs, five at most. NULL ends. */
    const char *foot[FRAME_FOOT];
    const char *message; /* what just happened or why not; broken over up to six rows. May be NULL */
    enum draw_role message_role;
    struct frame_key keys[FRAME_KEYS]; /* the likeliest keys, first ones win */
    int key_count;
    int keep;  /* that many of the last keys stand even when others must go (the lock) */
    bool demo; /* デモ in the upper rule */
};
/* Draws it and returns the body. */
struct area draw_frame(struct draw *d, const struct frame *frame);

/* What stands on a row now, as UTF-8 without trailing blanks; malloc'd, NULL = memory. For tests and pictures. */
char *draw_row_text(struct draw *d, int row);
/* All rows, each ended by a newline. malloc'd. */
char *draw_screen_text(struct draw *d);
/* Where the caret is; row -1 = hidden. */
void draw_caret_at(const struct draw *d, int *row, int *col);

#endif

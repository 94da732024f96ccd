/* edit_model — what edit.c (text) and edit_view.c (rows and cells) share; nobody else includes it. */
#ifndef KANRIBO_SCREENS_EDIT_MODEL_H
#define KANRIBO_SCREENS_EDIT_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "screens/edit.h"

struct step {
    char *text;
    size_t n, caret;
};

struct history {
    struct step step[EDIT_UNDO_STEPS];
    size_t count;
};

/* Presses of one kind in a row are undone together. */
enum run { RUN_NONE, RUN_TYPING, RUN_BACKSPACE, RUN_DELETE };

struct edit {
    char *text; /* always passes text_check() */
    size_t n, caret, limit;
    bool lines, changed;
    bool offered; /* the whole text is as if selected */
    enum run run;
    struct history undo, redo;
    int rows, cells; /* the window's, as last laid out */
    int column;      /* cell that ↑ ↓ keep to; -1 = the caret's own */
    size_t first;    /* one line: byte at the left edge */
    int first_row;   /* many lines: row at the upper edge */
};

/* Byte offset of the first or last place of the caret's row. */
size_t edit_row_edge(const struct edit *edit, bool end);
/* The caret a row up or down; EDIT_IGNORED where there is none. */
int edit_row_step(struct edit *edit, int by);

#endif

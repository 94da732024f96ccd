/* edit — our own editor of one line or many, over UTF-8 and grapheme clusters (libform loses wide characters).
 *
 * The model knows no curses; edit_draw() shows it. Limits are in characters, layout in cells, positions in bytes and
 * always on a character boundary. What text_check() refuses never enters. */
#ifndef KANRIBO_SCREENS_EDIT_H
#define KANRIBO_SCREENS_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/err.h"
#include "screens/draw.h"
#include "screens/key.h"

struct edit;

/* What a key did. A refusal is a negative ERR_ code with its sentence; then nothing has changed. */
enum edit_result {
    EDIT_IGNORED =
        0, /* not a key of the editor, or it would leave the field (↑ on the first line): the screen's turn */
    EDIT_MOVED,
    EDIT_CHANGED
};

enum { EDIT_UNDO_STEPS = 64 };

/* limit: most characters. lines: many lines, Enter makes a new one. */
int edit_new(struct edit **edit, size_t limit, bool lines, struct err *e);
void edit_free(struct edit *edit);

/* Replaces all, caret at the end, undo emptied. Text beyond the limit or refused by text_check(): ERR_INPUT,
 * unchanged. */
int edit_set(struct edit *edit, const char *text, struct err *e);
/* What stands there is only offered, like a selected text: the first that is typed takes its place, Backspace and Delete
 * empty it, ← → Home End keep it for editing. */
void edit_offer(struct edit *edit);
/* Inserts at the caret as one undo step. In one line, newlines and tabs become blanks, a newline at the end is
 * dropped (scanners, spreadsheet cells). All or nothing. */
int edit_insert(struct edit *edit, const char *s, size_t n, struct err *e);
const char *edit_text(const struct edit *edit);
size_t edit_bytes(const struct edit *edit);
/* Characters. */
size_t edit_length(const struct edit *edit);
size_t edit_limit(const struct edit *edit);
/* Byte offset of the caret. */
size_t edit_caret(const struct edit *edit);
void edit_set_caret(struct edit *edit, size_t at);
/* Changed since edit_new(), edit_set() or edit_mark_saved()? */
bool edit_changed(const struct edit *edit);
void edit_mark_saved(struct edit *edit);

/* Text, paste, Backspace, Delete, ← → ↑ ↓ Home End, Ctrl+Z, Ctrl+Y, Ctrl+U (empty the line), Enter where there are
 * lines. */
int edit_key(struct edit *edit, const struct key *key, struct err *e);
/* false = nothing to undo / redo. */
bool edit_undo(struct edit *edit);
bool edit_redo(struct edit *edit);

/* Tells the model the size of its window, scrolls so that the caret is inside, and gives the caret's place in it. ↑
 * ↓ Home End go by these rows. Called by edit_draw(); tests may call it alone. */
void edit_layout(struct edit *edit, int rows, int cells, int *caret_row, int *caret_col);
/* Rows that the whole text needs at this width. */
int edit_rows(const struct edit *edit, int cells);
/* With focus the terminal's cursor is put on the caret. */
void edit_draw(struct edit *edit, struct draw *d, struct area area, bool focus);

#endif

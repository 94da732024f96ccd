/* handover_page — the page of 当直引継ぎ as it is held and drawn: its lines, what is marked. screens/handover.c acts on it. */
#ifndef KANRIBO_SCREENS_HANDOVER_PAGE_H
#define KANRIBO_SCREENS_HANDOVER_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "app/handover.h"
#include "app/paper.h"
#include "screens/screen.h"
#include "screens/table.h"

enum { MARKS = 400 };
/* A line of the page: the heading of a group, or a row of it. */
struct page_line {
    enum handover_group group;
    size_t row; /* SIZE_MAX: the heading */
};
struct handover_screen {
    struct handover page;
    struct page_line *lines;
    size_t nlines;
    struct table *table;
    char marks[MARKS][ENTRY_ID_BYTES]; /* entries that are marked */
    size_t nmarks;
    bool going; /* what is marked is being done: the next form follows the last */
    struct entry *sketch;
    struct paper_made made;
    char foot[FRAME_FOOT][NAME_BYTES * 5];
};

/* Reads it anew; the marks stay. The first call makes the table. */
int page_load(struct handover_screen *self, struct screens *s, struct err *e);
void page_draw(void *arg, struct screens *s, struct draw *d);
/* The row under the cursor; NULL on a heading. */
const struct handover_row *page_selected(const struct handover_screen *self);
/* Is there something that the person signed in does about it, here and now? */
bool row_doable(const struct handover_row *row);
bool row_marked(const struct handover_screen *self, const struct handover_row *row);
void row_mark(struct handover_screen *self, const struct handover_row *row, bool on);

#endif

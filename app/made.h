/* made — entries made in memory, to be listed and printed like stored ones: the rows of computed lists (struct paper_made). */
#ifndef KANRIBO_APP_MADE_H
#define KANRIBO_APP_MADE_H

#include "app/paper.h"

struct made_cell {
    const char *key, *value; /* canonical; NULL or "" leaves it unset */
};
/* One more row of the register in that state, with these cells. *row (may be NULL): borrowed. */
int made_add(struct paper_made *rows, struct entry **row, const struct register_def *reg, const char *state,
             const struct made_cell *cells, size_t n, struct err *e);
void made_release(struct paper_made *rows);

#endif

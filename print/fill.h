/* fill — what an entry says in the columns or lines of its form, and on the line below a row that holds the rest.
 * Used by band, letter and foot. */
#ifndef KANRIBO_PRINT_FILL_H
#define KANRIBO_PRINT_FILL_H

#include "print/sheet.h"

enum { FILL_NARROW = 200 /* 0.1 mm: in a column of at most this width a date takes two lines */ };

/* What is being filled in; flow belongs to fill_further and is freed with free() in the end. */
struct filling {
    const struct register_def *reg;
    const struct sheet_row *row;
    int number;
    bool line;  /* of an application: several fields stand with their labels */
    char *flow; /* the part of the further line that is being put together: things without old values share it */
};

/* Adds the texts of a column or line to its cell, whose width and size are set. */
int fill_cell(struct filling *f, struct sheet_cell *cell, enum paper_kind kind, const char *keys, struct err *e);
/* Adds everything that has no column of its own: "label: value". */
int fill_further(struct filling *f, struct sheet_cell *cell, struct err *e);
/* The next step on record among `keys`, from *at on; NULL = no more. */
const struct done *fill_next_step(const struct filling *f, const char *keys, size_t *at);

#endif

/* fill — what an entry says in the columns of its form, and on the line below that holds the rest. Used by band alone. */
#ifndef KANRIBO_PRINT_FILL_H
#define KANRIBO_PRINT_FILL_H

#include "print/sheet.h"

enum { FILL_NARROW = 200 /* 0.1 mm: in a column of at most this width a date takes two lines */ };

/* What is being filled in; flow belongs to fill_further and is freed with free() in the end. */
struct filling {
    const struct register_def *reg;
    const struct sheet_row *row;
    int number;
    char *flow; /* the part of the further line that is being put together: things without old values share it */
};

/* Adds the texts of one column to its cell. */
int fill_column(struct filling *f, struct sheet_cell *cell, const struct paper_column *column, struct err *e);
/* Adds everything that has no column of its own: "label: value". */
int fill_further(struct filling *f, struct sheet_cell *cell, struct err *e);

#endif

/* band — one entry on a sheet: a cell for each column, and below them one that holds what has no column of its own
 * (forms.md, 様式第3号: "continuation line"). Used by sheet alone. */
#ifndef KANRIBO_PRINT_BAND_H
#define KANRIBO_PRINT_BAND_H

#include "print/sheet.h"

struct band {
    struct sheet_cell *cells; /* one for each column; x and w are set, y and the place in the grid not yet */
    size_t ncells;
    struct sheet_cell further;  /* without text when there is nothing more to say */
    int height, further_height; /* of the cells, and of `further` below them (0 without text) */
};

size_t paper_columns(const struct sheet_def *def); /* how many columns the form has */
/* How many columns on the left hold nothing but the row number: the further line stands right of them. */
size_t paper_number_columns(const struct sheet_def *def);

/* Fills in entries as line `number` of the form (more than one where they share a row), wraps it and finds its height: at
 * least def->row_height in all. */
int band_init(struct band *band, const struct register_def *reg, const struct sheet_row *rows, size_t nrows, int number,
              struct err *e);
/* The same cells, empty: a blank row. */
int band_init_blank(struct band *band, const struct sheet_def *def, struct err *e);
/* Leaves in *band what fits into `height`, and the rest, with the number repeated, in *rest (nothing: ncells is 0). */
int band_split(struct band *band, struct band *rest, int height, struct err *e);
void band_release(struct band *band);

#endif

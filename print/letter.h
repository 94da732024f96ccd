/* letter — an application: one entry on a sheet of its own, who applies to whom above, then lines of label and value.
 * Used by sheet alone. */
#ifndef KANRIBO_PRINT_LETTER_H
#define KANRIBO_PRINT_LETTER_H

#include "print/sheet.h"

/* Adds the edges that the lines stand on to the grid. ERR_USAGE: the labels leave no room. */
int letter_grid(struct sheet *sheet, const struct sheet_def *def, struct err *e);
/* Adds the pages of one entry, at most `capacity` high each. */
int letter_add(struct sheet *sheet, const struct register_def *reg, const struct sheet_head *head,
               const struct sheet_row *row, int capacity, struct err *e);

#endif

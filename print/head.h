/* head — the block that every page of a sheet begins with, and the one that ends it. Used by sheet alone. */
#ifndef KANRIBO_PRINT_HEAD_H
#define KANRIBO_PRINT_HEAD_H

#include "print/sheet.h"

/* Adds the edges that head and foot stand on to the grid, whose width is known. ERR_USAGE: what does not fit. */
int head_grid(struct sheet *sheet, const struct sheet_def *def, struct err *e);
/* Label, title, 所属, period, boxes and column labels; of an application only the label: the rest differs per entry. */
int head_init(struct sheet *sheet, const struct sheet_def *def, const struct sheet_head *head, struct err *e);

/* Adds the strip of confirmations and the notes below the rows of a page. */
int foot_add(struct sheet *sheet, struct sheet_block *page, const struct sheet_def *def, const struct sheet_head *head,
             struct err *e);
/* Adds the notes alone: below the last line of an application. */
int foot_add_notes(struct sheet *sheet, struct sheet_block *page, const struct sheet_def *def, struct err *e);

#endif

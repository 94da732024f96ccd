/* cell — one cell of a sheet while it is being laid out: texts, wrapping, type size. Used by sheet and band alone. */
#ifndef KANRIBO_PRINT_CELL_H
#define KANRIBO_PRINT_CELL_H

#include "print/sheet.h"

enum {
    CELL_PAD_X = 8, /* kept free left and right of the text: spreadsheets do so too, and differ in how much */
    CELL_PAD_Y = 4  /* above and below together */
};

/* Adds a paragraph (one for each line of the text; "" and NULL add none). What must not be printed becomes U+FFFD. */
int cell_add(struct sheet_cell *cell, const char *text, bool struck, struct err *e);
/* The same as printf. */
int cell_addf(struct sheet_cell *cell, bool struck, struct err *e, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Wraps the texts to the cell's width at `size`, which becomes the cell's. */
int cell_wrap(struct sheet_cell *cell, int size, struct err *e);
/* Wraps at the largest size, from `size` down, at which the text is at most `height` high and no word of figures is torn
 * apart; a little smaller if that saves a line of one character. What is too high even at the smallest size remains so. */
int cell_fit(struct sheet_cell *cell, int size, int height, struct err *e);
int cell_height(const struct sheet_cell *cell); /* that the wrapped text needs, 0 without text */
/* Moves the lines that do not fit into `height` to *rest, which gets the same place and looks. */
int cell_split(struct sheet_cell *cell, struct sheet_cell *rest, int height, struct err *e);
void cell_release(struct sheet_cell *cell);

#endif

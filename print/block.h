/* block — a part of a page while it is laid out: rows, the cells in them, the edges of the grid they stand on. Used by
 * sheet, head, letter and foot. */
#ifndef KANRIBO_PRINT_BLOCK_H
#define KANRIBO_PRINT_BLOCK_H

#include "print/band.h"

/* ---- the grid: x-positions that cells begin and end at, 0 and the width among them ---- */

int grid_add(struct sheet *sheet, int x, struct err *e);
/* As grid_add, unless there is an edge so near that a column between them would only be a sliver. */
int grid_add_near(struct sheet *sheet, int x, struct err *e);
int grid_at(const struct sheet *sheet, int x);   /* the edge there, or the next to the right */
int grid_near(const struct sheet *sheet, int x); /* the nearest edge */

/* ---- rows and cells ---- */

struct place {
    int row, rows, col, end; /* end: the edge after the last column */
    int size;
    enum sheet_align align;
    bool box;
};
void cell_place(struct sheet_cell *cell, const struct sheet *sheet, const struct place *p);

int block_add_row(struct sheet_block *block, int height, struct err *e);
/* Takes the cell over: its texts belong to the block, also after a failure. */
int block_take(struct sheet_block *block, struct sheet_cell *cell, struct err *e);
/* A cell with up to two texts below each other; the last of its rows becomes higher if they need it. */
int block_text(struct sheet_block *block, const struct sheet *sheet, const struct place *p, const char *text,
               const char *second, struct err *e);
/* The same for a cell that is filled in but not yet placed. Takes it over. */
int block_cell(struct sheet_block *block, const struct sheet *sheet, const struct place *p, struct sheet_cell *cell,
               struct err *e);
/* The cells of a band as the next row (two rows, with a further line); the first `numbers` cells span both. */
int block_band(struct sheet_block *block, const struct sheet *sheet, struct band *band, size_t numbers, struct err *e);
/* The y of every cell, from the rows it spans; the height of the block. */
void block_place(struct sheet_block *block);
void block_release(struct sheet_block *block);

/* ---- the pages of a sheet ---- */

int page_begin(struct sheet *sheet, struct err *e);
struct sheet_block *page_last(struct sheet *sheet);
/* Puts on the last page what of a band fits into `room`, and leaves the rest in it: ncells is 0 when nothing is left, and
 * after a failure. The first `numbers` cells as for block_band. */
int page_put(struct sheet *sheet, struct band *band, size_t numbers, int room, struct err *e);

/* "group|label" of a column or line: how long the group is (0 = none), and where the label begins. */
size_t label_group(const char *label, const char **own);

#endif

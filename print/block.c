#include "print/block.h"

#include <stdlib.h>
#include <string.h>

#include "print/cell.h"

#include "forms/banned.h"

enum { SLIVER = 15 };

/* ---- the grid ---- */

int grid_add(struct sheet *sheet, int x, struct err *e)
{
    size_t n = sheet->edges ? sheet->ncolumns + 1 : 0, at = n;
    int *edges;

    for (size_t i = 0; i < n; i++) {
        if (sheet->edges[i] == x)
            return 0;
    }
    edges = realloc(sheet->edges, (n + 1) * sizeof *edges);
    if (!edges)
        return err_memory(e);
    sheet->edges = edges;
    for (; at > 0 && edges[at - 1] > x; at--)
        edges[at] = edges[at - 1];
    edges[at] = x;
    sheet->ncolumns = n;
    return 0;
}

int grid_add_near(struct sheet *sheet, int x, struct err *e)
{
    return sheet->edges && abs(sheet->edges[grid_near(sheet, x)] - x) <= SLIVER ? 0 : grid_add(sheet, x, e);
}

int grid_at(const struct sheet *sheet, int x)
{
    size_t i = 0;

    while (i < sheet->ncolumns && sheet->edges[i] < x)
        i++;
    return (int)i;
}

int grid_near(const struct sheet *sheet, int x)
{
    int best = 0;

    for (size_t i = 1; i <= sheet->ncolumns; i++) {
        if (abs(sheet->edges[i] - x) < abs(sheet->edges[best] - x))
            best = (int)i;
    }
    return best;
}

/* ---- rows and cells ---- */

int block_add_row(struct sheet_block *block, int height, struct err *e)
{
    int *heights = calloc(block->nrows + 1, sizeof *heights);

    if (!heights)
        return err_memory(e);
    for (size_t i = 0; i < block->nrows; i++)
        heights[i] = block->heights[i];
    heights[block->nrows++] = height;
    free(block->heights);
    block->heights = heights;
    block->height += height;
    return 0;
}

int block_take(struct sheet_block *block, struct sheet_cell *cell, struct err *e)
{
    struct sheet_cell *cells = realloc(block->cells, (block->ncells + 1) * sizeof *cells);

    if (!cells) {
        cell_release(cell);
        return err_memory(e);
    }
    block->cells = cells;
    cells[block->ncells++] = *cell;
    cell->texts = NULL;
    cell->lines = NULL;
    cell->ntexts = cell->nlines = 0;
    return 0;
}

void block_place(struct sheet_block *block)
{
    block->height = 0;
    for (size_t r = 0; r < block->nrows; r++)
        block->height += block->heights[r];
    for (size_t i = 0; i < block->ncells; i++) {
        struct sheet_cell *cell = &block->cells[i];

        cell->y = cell->h = 0;
        for (int r = 0; r < cell->row; r++)
            cell->y += block->heights[r];
        for (int r = cell->row; r < cell->row + cell->rows; r++)
            cell->h += block->heights[r];
    }
}

void block_release(struct sheet_block *block)
{
    for (size_t i = 0; i < block->ncells; i++)
        cell_release(&block->cells[i]);
    free(block->cells);
    free(block->heights);
    *block = (struct sheet_block){0};
}

void cell_place(struct sheet_cell *cell, const struct sheet *sheet, const struct place *p)
{
    enum sheet_border border = p->box ? SHEET_THIN : SHEET_NONE;

    cell->row = p->row;
    cell->rows = p->rows;
    cell->col = p->col;
    cell->cols = p->end - p->col;
    cell->x = sheet->edges[p->col];
    cell->w = sheet->edges[p->end] - cell->x;
    cell->align = p->align;
    cell->top = cell->right = cell->bottom = cell->left = border;
}

int block_cell(struct sheet_block *block, const struct sheet *sheet, const struct place *p, struct sheet_cell *cell,
               struct err *e)
{
    int height = 0, rc;

    for (int r = p->row; r < p->row + p->rows; r++)
        height += block->heights[r];
    cell_place(cell, sheet, p);
    rc = cell_fit(cell, p->size, height, e);
    if (rc) {
        cell_release(cell);
        return rc;
    }
    if (cell_height(cell) > height)
        block->heights[p->row + p->rows - 1] += cell_height(cell) - height;
    return block_take(block, cell, e);
}

int block_text(struct sheet_block *block, const struct sheet *sheet, const struct place *p, const char *text,
               const char *second, struct err *e)
{
    struct sheet_cell cell = {0};
    int rc;

    if (p->end <= p->col)
        return 0;
    rc = cell_add(&cell, text, false, e);
    if (!rc)
        rc = cell_add(&cell, second, false, e);
    if (!rc)
        return block_cell(block, sheet, p, &cell, e);
    cell_release(&cell);
    return rc;
}

int block_band(struct sheet_block *block, const struct sheet *sheet, struct band *band, size_t numbers, struct err *e)
{
    int row = (int)block->nrows, rows = band->further_height > 0 ? 2 : 1;
    int rc = block_add_row(block, band->height, e);

    if (!rc && rows == 2)
        rc = block_add_row(block, band->further_height, e);
    for (size_t i = 0; !rc && i < band->ncells; i++) {
        struct sheet_cell *cell = &band->cells[i];
        struct place p = {row, i < numbers ? rows : 1, 0, 0, 0, cell->align, true};

        p.col = grid_at(sheet, cell->x);
        p.end = grid_at(sheet, cell->x + cell->w);
        cell_place(cell, sheet, &p);
        if (rows == 2 && i >= numbers)
            cell->bottom = SHEET_DOTTED;
        rc = block_take(block, cell, e);
    }
    if (!rc && rows == 2) {
        struct sheet_cell *cell = &band->further;
        struct place p = {row + 1, 1, grid_at(sheet, cell->x), (int)sheet->ncolumns, 0, SHEET_LEFT, true};

        cell_place(cell, sheet, &p);
        cell->top = SHEET_DOTTED;
        rc = block_take(block, cell, e);
    }
    return rc;
}

/* ---- the pages of a sheet ---- */

int page_begin(struct sheet *sheet, struct err *e)
{
    struct sheet_block *pages = realloc(sheet->pages, (sheet->npages + 1) * sizeof *pages);

    if (!pages)
        return err_memory(e);
    sheet->pages = pages;
    pages[sheet->npages++] = (struct sheet_block){0};
    return 0;
}

struct sheet_block *page_last(struct sheet *sheet)
{
    return &sheet->pages[sheet->npages - 1];
}

int page_put(struct sheet *sheet, struct band *band, size_t numbers, int room, struct err *e)
{
    struct band rest = {0};
    int rc = band_split(band, &rest, room, e);

    if (!rc)
        rc = block_band(page_last(sheet), sheet, band, numbers, e);
    band_release(band);
    if (rc)
        band_release(&rest);
    else
        *band = rest;
    return rc;
}

size_t label_group(const char *label, const char **own)
{
    const char *bar = strchr(label, '|');

    *own = bar ? bar + 1 : label;
    return bar ? (size_t)(bar - label) : 0;
}

#include <string.h>

#include "print/block.h"
#include "print/cell.h"
#include "print/fill.h"
#include "print/head.h"

#include "forms/banned.h"

enum { STRIP_LABEL = 45, STRIP_FIELDS = 80, STRIP_STAMP = 110, STRIP_SIZE = 80, NOTE_SIZE = 75, NOTE_GAP = 15 };

/* One cell of the strip: above what was confirmed, below the stamp. */
static int strip_cell(struct sheet *sheet, struct sheet_block *page, const struct paper_strip *strip,
                      const struct sheet_row *row, struct place p, struct err *e)
{
    struct filling f = {.reg = row ? row->entry->reg : NULL, .row = row};
    struct sheet_cell above = {.w = sheet->edges[p.end] - sheet->edges[p.col], .size = STRIP_SIZE}, below = above;
    int rc = row ? fill_cell(&f, &above, PAPER_FIELDS, strip->fields, e) : 0;

    if (!rc && row)
        rc = fill_cell(&f, &below, PAPER_STAMP, strip->steps, e);
    if (rc) {
        cell_release(&above);
        cell_release(&below);
        return rc;
    }
    rc = block_cell(page, sheet, &p, &above, e);
    p.row++;
    if (!rc)
        return block_cell(page, sheet, &p, &below, e);
    cell_release(&below);
    return rc;
}

static int strip_add(struct sheet *sheet, struct sheet_block *page, const struct paper_strip *strip,
                     const struct sheet_head *head, struct err *e)
{
    int top = (int)page->nrows, last = (int)sheet->ncolumns, width = sheet->edges[last], left = 0, rc;
    struct place p = {top, 1, 0, last, STRIP_SIZE, SHEET_LEFT, false};
    size_t skip = head->nconfirmed > (size_t)strip->cells ? head->nconfirmed - (size_t)strip->cells : 0;

    rc = block_add_row(page, STRIP_LABEL, e);
    if (!rc)
        rc = block_add_row(page, STRIP_FIELDS, e);
    if (!rc)
        rc = block_add_row(page, STRIP_STAMP, e);
    if (!rc)
        rc = block_text(page, sheet, &p, strip->label, NULL, e);
    for (int i = 0; !rc && i < strip->cells; i++) {
        size_t n = skip + (size_t)i;

        p = (struct place){top + 1, 1, left, last, STRIP_SIZE, SHEET_CENTRE, true};
        if (i + 1 < strip->cells)
            p.end = left = grid_near(sheet, width * (i + 1) / strip->cells);
        rc = strip_cell(sheet, page, strip, n < head->nconfirmed ? &head->confirmed[n] : NULL, p, e);
    }
    return rc;
}

int foot_add_notes(struct sheet *sheet, struct sheet_block *page, const struct sheet_def *def, struct err *e)
{
    struct place p = {(int)page->nrows + 1, 1, 0, (int)sheet->ncolumns, NOTE_SIZE, SHEET_LEFT, false};
    struct sheet_cell cell = {.w = sheet->edges[sheet->ncolumns]};
    int rc;

    if (!def->notes)
        return 0;
    rc = cell_add(&cell, def->notes, false, e);
    if (!rc)
        rc = cell_wrap(&cell, NOTE_SIZE, e);
    if (!rc)
        rc = block_add_row(page, NOTE_GAP, e);
    if (!rc)
        rc = block_add_row(page, cell_height(&cell), e);
    if (rc) {
        cell_release(&cell);
        return rc;
    }
    return block_cell(page, sheet, &p, &cell, e);
}

int foot_add(struct sheet *sheet, struct sheet_block *page, const struct sheet_def *def, const struct sheet_head *head,
             struct err *e)
{
    int rc = def->strip ? strip_add(sheet, page, def->strip, head, e) : 0;

    return rc ? rc : foot_add_notes(sheet, page, def, e);
}

#include "print/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/date.h"
#include "forms/text.h"
#include "print/band.h"
#include "print/cell.h"

#include "forms/banned.h"

/* Rows of the head block. The stamp boxes stand right: their label in the first row, the box in the next three. */
enum { HEAD_LABEL, HEAD_TITLE, HEAD_OFFICE, HEAD_PERIOD, HEAD_GAP, HEAD_COLUMNS, HEAD_ROWS };
static const int head_heights[HEAD_ROWS] = {
    [HEAD_LABEL] = 50, [HEAD_TITLE] = 90, [HEAD_OFFICE] = 45, [HEAD_PERIOD] = 45, [HEAD_GAP] = 20, [HEAD_COLUMNS] = 100,
};
enum {
    BOX = 180, /* 18 mm */
    TITLE_SIZE = 160,
    BANNER_SIZE = 110,
    LABEL_SIZE = 90,
    OFFICE_SIZE = 100,
    BOX_LABEL_SIZE = 75,
    COLUMN_SIZE = 75,
    STAMP_SIZE = 90,
    LONG_SIDE = 2970,
    SHORT_SIDE = 2100
};

static size_t stamp_boxes(const struct sheet_def *def)
{
    size_t n = 0;

    while (def->boxes && def->boxes[n].label)
        n++;
    return n;
}

/* ---- the grid ---- */

static int edge_add(struct sheet *sheet, size_t *n, int x, struct err *e)
{
    int *edges = realloc(sheet->edges, (*n + 1) * sizeof *edges);
    size_t at = *n;

    if (!edges)
        return err_memory(e);
    sheet->edges = edges;
    for (size_t i = 0; i < *n; i++) {
        if (edges[i] == x)
            return 0;
    }
    for (; at > 0 && edges[at - 1] > x; at--)
        edges[at] = edges[at - 1];
    edges[at] = x;
    ++*n;
    return 0;
}

static int grid_init(struct sheet *sheet, const struct sheet_def *def, struct err *e)
{
    size_t n = 0, boxes = stamp_boxes(def);
    int x = 0, rc = edge_add(sheet, &n, 0, e);

    for (const struct paper_column *column = def->columns; !rc && column->label; column++) {
        x += column->width;
        rc = edge_add(sheet, &n, x, e);
    }
    if (!rc && x > sheet->width - 2 * SHEET_MARGIN_X)
        return err_set(e, ERR_USAGE, "様式「%s」の列の幅の合計が用紙の幅を超えています。", def->title);
    if (!rc && boxes * BOX > (size_t)x)
        return err_set(e, ERR_USAGE, "様式「%s」の押印欄が用紙の幅に入りません。", def->title);
    for (size_t i = 1; !rc && i <= boxes; i++)
        rc = edge_add(sheet, &n, x - (int)i * BOX, e);
    sheet->ncolumns = n - 1;
    return rc;
}

static int edge_at(const struct sheet *sheet, int x)
{
    int i = 0;

    while (sheet->edges[i] < x)
        i++;
    return i;
}

static int edge_near(const struct sheet *sheet, int x)
{
    int best = 0;

    for (size_t i = 1; i <= sheet->ncolumns; i++) {
        if (abs(sheet->edges[i] - x) < abs(sheet->edges[best] - x))
            best = (int)i;
    }
    return best;
}

/* ---- blocks ---- */

static int block_add_row(struct sheet_block *block, int height, struct err *e)
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

/* Takes the cell over: its texts belong to the block, also after a failure. */
static int block_take(struct sheet_block *block, struct sheet_cell *cell, struct err *e)
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

/* The y of every cell, from the rows it spans. */
static void block_place(struct sheet_block *block)
{
    for (size_t i = 0; i < block->ncells; i++) {
        struct sheet_cell *cell = &block->cells[i];

        cell->y = cell->h = 0;
        for (int r = 0; r < cell->row; r++)
            cell->y += block->heights[r];
        for (int r = cell->row; r < cell->row + cell->rows; r++)
            cell->h += block->heights[r];
    }
}

static void block_release(struct sheet_block *block)
{
    for (size_t i = 0; i < block->ncells; i++)
        cell_release(&block->cells[i]);
    free(block->cells);
    free(block->heights);
}

/* ---- the head ---- */

struct place {
    int row, rows, col, end; /* end: the column after the last */
    int size;
    enum sheet_align align;
    bool box;
};

static void cell_place(struct sheet_cell *cell, const struct sheet *sheet, const struct place *p)
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

/* A cell of the head with up to two texts below each other. */
static int head_add(struct sheet *sheet, const struct place *p, const char *text, const char *second, struct err *e)
{
    struct sheet_cell cell = {0};
    int height = 0, rc;

    if (p->end <= p->col)
        return 0;
    for (int r = p->row; r < p->row + p->rows; r++)
        height += sheet->head.heights[r];
    cell_place(&cell, sheet, p);
    rc = cell_add(&cell, text, false, e);
    if (!rc)
        rc = cell_add(&cell, second, false, e);
    if (!rc)
        rc = cell_fit(&cell, p->size, height, e);
    if (rc) {
        cell_release(&cell);
        return rc;
    }
    if (cell_height(&cell) > height) /* a label with more lines than thought makes its row taller */
        sheet->head.heights[p->row + p->rows - 1] += cell_height(&cell) - height;
    return block_take(&sheet->head, &cell, e);
}

static int head_boxes(struct sheet *sheet, const struct sheet_def *def, const struct sheet_head *head, struct err *e)
{
    size_t n = stamp_boxes(def);
    int rc = 0, right = sheet->edges[sheet->ncolumns];

    for (size_t i = 0; !rc && i < n; i++) {
        const struct sheet_stamp *stamp = head->stamps ? &head->stamps[i] : NULL;
        struct place p = {.row = HEAD_LABEL, .rows = 1, .size = BOX_LABEL_SIZE, .align = SHEET_CENTRE, .box = true};
        bool stamped = stamp && stamp->name;
        char day[DATE_BYTES] = "";

        p.col = edge_at(sheet, right - (int)(n - i) * BOX);
        p.end = edge_at(sheet, right - (int)(n - i - 1) * BOX);
        rc = head_add(sheet, &p, def->boxes[i].label, NULL, e);
        p.row = HEAD_TITLE;
        p.rows = HEAD_GAP - HEAD_TITLE;
        p.size = STAMP_SIZE;
        if (stamped)
            date_format(day, sizeof day, date_of(stamp->at), DATE_SHORT);
        if (!rc)
            rc = head_add(sheet, &p, stamped ? stamp->name : NULL, day, e);
    }
    return rc;
}

static int head_texts(struct sheet *sheet, const struct sheet_def *def, const struct sheet_head *head, struct err *e)
{
    int last = (int)sheet->ncolumns, right = sheet->edges[last];
    int stamps = edge_at(sheet, right - (int)stamp_boxes(def) * BOX);
    int left = stamps < last ? edge_near(sheet, right - sheet->edges[stamps]) : 0;
    int label = edge_near(sheet, 700);
    char text[NAME_BYTES * 2];
    int rc;

    if (left > stamps)
        left = 0;
    if (label > stamps)
        label = stamps;
    rc = head_add(sheet, &(struct place){HEAD_LABEL, 1, 0, label, LABEL_SIZE, SHEET_LEFT, false}, def->label, NULL, e);
    if (!rc && head->banner) {
        text_format(text, sizeof text, "【%s】", head->banner);
        rc = head_add(sheet, &(struct place){HEAD_LABEL, 1, label, stamps, BANNER_SIZE, SHEET_CENTRE, false}, text,
                      NULL, e);
    }
    if (!rc)
        rc = head_add(sheet, &(struct place){HEAD_TITLE, 1, left, stamps, TITLE_SIZE, SHEET_CENTRE, false}, def->title,
                      NULL, e);
    if (!rc && head->office) {
        text_format(text, sizeof text, "所属　%s", head->office);
        rc = head_add(sheet, &(struct place){HEAD_OFFICE, 1, 0, label, OFFICE_SIZE, SHEET_LEFT, false}, text, NULL, e);
    }
    if (!rc && head->period)
        rc = head_add(sheet, &(struct place){HEAD_PERIOD, 1, 0, label, OFFICE_SIZE, SHEET_LEFT, false}, head->period,
                      NULL, e);
    return rc;
}

static int head_columns(struct sheet *sheet, const struct sheet_def *def, struct err *e)
{
    int x = 0, rc = 0;

    for (const struct paper_column *column = def->columns; !rc && column->label; column++) {
        struct place p = {.row = HEAD_COLUMNS, .rows = 1, .size = COLUMN_SIZE, .align = SHEET_CENTRE, .box = true};

        p.col = edge_at(sheet, x);
        x += column->width;
        p.end = edge_at(sheet, x);
        rc = head_add(sheet, &p, column->label, NULL, e);
    }
    return rc;
}

static int head_init(struct sheet *sheet, const struct sheet_def *def, const struct sheet_head *head, struct err *e)
{
    int rc = 0;

    for (int r = 0; !rc && r < HEAD_ROWS; r++)
        rc = block_add_row(&sheet->head, head_heights[r], e);
    if (!rc)
        rc = head_texts(sheet, def, head, e);
    if (!rc)
        rc = head_boxes(sheet, def, head, e);
    if (!rc)
        rc = head_columns(sheet, def, e);
    if (rc)
        return rc;
    sheet->head.height = 0;
    for (size_t r = 0; r < sheet->head.nrows; r++)
        sheet->head.height += sheet->head.heights[r];
    block_place(&sheet->head);
    return 0;
}

/* ---- the pages ---- */

/* Takes the cells of a band over as the next row (two rows, with a further line) of the block. */
static int page_take(struct sheet *sheet, struct sheet_block *page, struct band *band, size_t numbers, struct err *e)
{
    int row = (int)page->nrows, rows = band->further_height > 0 ? 2 : 1;
    int rc = block_add_row(page, band->height, e);

    if (!rc && rows == 2)
        rc = block_add_row(page, band->further_height, e);
    for (size_t i = 0; !rc && i < band->ncells; i++) {
        struct sheet_cell *cell = &band->cells[i];
        struct place p = {row, i < numbers ? rows : 1, 0, 0, 0, cell->align, true};

        p.col = edge_at(sheet, cell->x);
        p.end = edge_at(sheet, cell->x + cell->w);
        cell_place(cell, sheet, &p);
        if (rows == 2 && i >= numbers)
            cell->bottom = SHEET_DOTTED;
        rc = block_take(page, cell, e);
    }
    if (!rc && rows == 2) {
        struct sheet_cell *cell = &band->further;
        struct place p = {row + 1, 1, edge_at(sheet, cell->x), (int)sheet->ncolumns, 0, SHEET_LEFT, true};

        cell_place(cell, sheet, &p);
        cell->top = SHEET_DOTTED;
        rc = block_take(page, cell, e);
    }
    return rc;
}

static int page_blank(struct sheet *sheet, struct sheet_block *page, const struct sheet_def *def, struct err *e)
{
    struct band band;
    int rc = band_init_blank(&band, def, e);

    if (!rc)
        rc = page_take(sheet, page, &band, 0, e);
    band_release(&band);
    return rc;
}

static int page_begin(struct sheet *sheet, struct err *e)
{
    struct sheet_block *pages = realloc(sheet->pages, (sheet->npages + 1) * sizeof *pages);

    if (!pages)
        return err_memory(e);
    sheet->pages = pages;
    pages[sheet->npages++] = (struct sheet_block){0};
    return 0;
}

/* Blank rows to the foot. What is less than a row is shared out among them, or else among all rows, so that every page
 * ends at the same height. */
static int page_end(struct sheet *sheet, const struct sheet_def *def, struct err *e)
{
    struct sheet_block *page = &sheet->pages[sheet->npages - 1];
    int capacity = def->rows * def->row_height, spare, shares;
    size_t entries = page->nrows;

    while (page->height + def->row_height <= capacity) {
        int rc = page_blank(sheet, page, def, e);

        if (rc)
            return rc;
    }
    spare = capacity - page->height;
    if (entries == page->nrows)
        entries = 0;
    shares = (int)(page->nrows - entries);
    for (int i = 0; spare > 0 && i < shares; i++)
        page->heights[entries + (size_t)i] += spare * (i + 1) / shares - spare * i / shares;
    page->height = capacity > page->height ? capacity : page->height;
    block_place(page);
    return 0;
}

static struct sheet_block *page_last(struct sheet *sheet)
{
    return &sheet->pages[sheet->npages - 1];
}

/* Puts a band on the page; a new page begins when it does not fit, and what is higher than a page is split. */
static int sheet_take(struct sheet *sheet, const struct sheet_def *def, struct band *band, struct err *e)
{
    int capacity = def->rows * def->row_height;
    struct band rest = {0};
    int rc = 0;

    for (;;) {
        if (page_last(sheet)->nrows && page_last(sheet)->height + band->height + band->further_height > capacity) {
            rc = page_end(sheet, def, e);
            if (!rc)
                rc = page_begin(sheet, e);
        }
        if (!rc)
            rc = band_split(band, &rest, capacity, e);
        if (!rc)
            rc = page_take(sheet, page_last(sheet), band, paper_number_columns(def), e);
        band_release(band);
        if (rc || rest.ncells == 0)
            break;
        *band = rest;
        rest = (struct band){0};
    }
    band_release(&rest);
    return rc;
}

static int sheet_fill(struct sheet *sheet, const struct register_def *reg, const struct sheet_row *rows, size_t nrows,
                      struct err *e)
{
    int rc = page_begin(sheet, e);

    for (size_t i = 0; !rc && i < nrows; i++) {
        struct band band;

        rc = band_init(&band, reg, &rows[i], (int)i + 1, e);
        if (!rc)
            rc = sheet_take(sheet, reg->sheet, &band, e);
    }
    return rc ? rc : page_end(sheet, reg->sheet, e);
}

/* ---- the sheet ---- */

static char *labelled(const char *label, const char *text)
{
    char *out = NULL;

    if (!text)
        return text_dup("", 0);
    return asprintf(&out, "%s%s", label, text) < 0 ? NULL : out;
}

static int sheet_init(struct sheet *sheet, const struct register_def *reg, const struct sheet_head *head, struct err *e)
{
    const struct sheet_def *def = reg->sheet;
    int rc;

    sheet->landscape = def->landscape;
    sheet->width = def->landscape ? LONG_SIDE : SHORT_SIDE;
    sheet->height = def->landscape ? SHORT_SIDE : LONG_SIDE;
    sheet->created = head->created;
    sheet->title = labelled("", def->title);
    sheet->name = labelled("", head->period ? head->period : def->title);
    sheet->code = labelled("照合符号 ", head->code);
    sheet->edition = labelled("", head->edition);
    if (!sheet->title || !sheet->name || !sheet->code || !sheet->edition)
        return err_memory(e);
    rc = grid_init(sheet, def, e);
    if (!rc)
        rc = head_init(sheet, def, head, e);
    if (!rc && sheet->head.height + def->rows * def->row_height > sheet->height - 2 * SHEET_MARGIN_Y)
        rc = err_set(e, ERR_USAGE, "様式「%s」の行の高さの合計が用紙の高さを超えています。", def->title);
    return rc;
}

int sheet_new(struct sheet **out, const struct register_def *reg, const struct sheet_head *head,
              const struct sheet_row *rows, size_t nrows, struct err *e)
{
    int ambiguous = text_ambiguous(), rc;
    struct sheet *sheet;

    *out = NULL;
    if (!reg->sheet)
        return err_set(e, ERR_USAGE, "「%s」には印刷する様式がありません。", reg->label);
    sheet = calloc(1, sizeof *sheet);
    if (!sheet)
        return err_memory(e);
    text_set_ambiguous(2); /* in a Mincho ① and → are as wide as a kanji, whatever the terminal makes of them */
    rc = sheet_init(sheet, reg, head, e);
    if (!rc)
        rc = sheet_fill(sheet, reg, rows, nrows, e);
    text_set_ambiguous(ambiguous);
    if (rc) {
        sheet_free(sheet);
        return rc;
    }
    *out = sheet;
    return 0;
}

void sheet_free(struct sheet *sheet)
{
    if (!sheet)
        return;
    block_release(&sheet->head);
    for (size_t i = 0; i < sheet->npages; i++)
        block_release(&sheet->pages[i]);
    free(sheet->pages);
    free(sheet->edges);
    free(sheet->title);
    free(sheet->name);
    free(sheet->code);
    free(sheet->edition);
    free(sheet);
}

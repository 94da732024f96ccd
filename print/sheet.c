#include "print/sheet.h"

#include <stdio.h>
#include <stdlib.h>

#include "forms/text.h"
#include "print/block.h"
#include "print/head.h"
#include "print/letter.h"

#include "forms/banned.h"

enum { LONG_SIDE = 2970, SHORT_SIDE = 2100 };

/* ---- the pages of a table ---- */

/* What a sheet is made of, while it is laid out. */
struct layout {
    struct sheet *sheet;
    const struct register_def *reg;
    const struct sheet_head *head;
    int capacity; /* height of the rows of a page */
};

static int page_blank(struct sheet *sheet, struct sheet_block *page, const struct sheet_def *def, struct err *e)
{
    struct band band;
    int rc = band_init_blank(&band, def, e);

    if (!rc)
        rc = block_band(page, sheet, &band, 0, e);
    band_release(&band);
    return rc;
}

/* Blank rows to the foot. What is less than a row is shared out among them, or else among all rows, so that every page
 * ends at the same height. */
static int page_end(struct layout *l, struct err *e)
{
    struct sheet_block *page = page_last(l->sheet);
    const struct sheet_def *def = l->reg->sheet;
    size_t entries = page->nrows;
    int spare, shares, rc = 0;

    while (!rc && page->height + def->row_height <= l->capacity)
        rc = page_blank(l->sheet, page, def, e);
    spare = l->capacity - page->height;
    if (entries == page->nrows)
        entries = 0;
    shares = (int)(page->nrows - entries);
    for (int i = 0; spare > 0 && i < shares; i++)
        page->heights[entries + (size_t)i] += spare * (i + 1) / shares - spare * i / shares;
    if (!rc)
        rc = foot_add(l->sheet, page, def, l->head, e);
    block_place(page);
    return rc;
}

/* Puts a band on the page; a new page begins when it does not fit, and what is higher than a page is split. */
static int sheet_take(struct layout *l, struct band *band, struct err *e)
{
    int rc = 0;

    while (!rc && band->ncells > 0) {
        int height = page_last(l->sheet)->height + band->height + band->further_height;

        if (page_last(l->sheet)->nrows && height > l->capacity) {
            rc = page_end(l, e);
            if (!rc)
                rc = page_begin(l->sheet, e);
        }
        if (!rc)
            rc = page_put(l->sheet, band, paper_number_columns(l->reg->sheet), l->capacity, e);
    }
    band_release(band);
    return rc;
}

/* How many of the entries share the row of the first: those that follow it with the same value of the row field. */
static size_t row_entries(const struct sheet_def *def, const struct sheet_row *rows, size_t nrows)
{
    const char *value = def->row_field ? entry_get(rows[0].entry, def->row_field) : NULL;
    size_t n = 1;

    while (value && n < nrows && entry_is(rows[n].entry, def->row_field, value))
        n++;
    return n;
}

static int fill_table(struct layout *l, const struct sheet_row *rows, size_t nrows, struct err *e)
{
    int number = 0, rc = page_begin(l->sheet, e);

    for (size_t i = 0, n; !rc && i < nrows; i += n) {
        struct band band;

        n = row_entries(l->reg->sheet, &rows[i], nrows - i);
        rc = band_init(&band, l->reg, &rows[i], n, ++number, e);
        if (!rc)
            rc = sheet_take(l, &band, e);
    }
    return rc ? rc : page_end(l, e);
}

/* ---- the sheets of applications ---- */

static int fill_letters(struct layout *l, const struct sheet_row *rows, size_t nrows, struct err *e)
{
    struct entry *blank = NULL;
    int rc = nrows ? 0 : entry_new(&blank, l->reg, e);

    for (size_t i = 0; !rc && i < nrows; i++)
        rc = letter_add(l->sheet, l->reg, l->head, &rows[i], l->capacity, e);
    if (!rc && blank)
        rc = letter_add(l->sheet, l->reg, l->head, &(struct sheet_row){.entry = blank}, l->capacity, e);
    entry_free(blank);
    return rc;
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

    sheet->landscape = def->landscape;
    sheet->width = def->landscape ? LONG_SIDE : SHORT_SIDE;
    sheet->height = def->landscape ? SHORT_SIDE : LONG_SIDE;
    sheet->created = head->created;
    sheet->title = labelled("", def->title);
    sheet->name = labelled("", head->period ? head->period : def->title);
    sheet->code = labelled("照合符号 ", head->code);
    sheet->edition = labelled("", head->edition);
    return sheet->title && sheet->name && sheet->code && sheet->edition ? 0 : err_memory(e);
}

/* Columns, then what head and foot need of edges between them. */
static int grid_init(struct sheet *sheet, const struct sheet_def *def, struct err *e)
{
    int x = 0, room = sheet->width - 2 * SHEET_MARGIN_X, rc = grid_add(sheet, 0, e);

    for (const struct paper_column *column = def->columns; !rc && column && column->label; column++) {
        x += column->width;
        rc = grid_add(sheet, x, e);
    }
    if (!rc && x > room)
        return err_set(e, ERR_USAGE, "様式「%s」の列の幅の合計が用紙の幅を超えています。", def->title);
    if (!rc && def->lines)
        rc = grid_add(sheet, room, e);
    if (!rc && def->lines)
        rc = letter_grid(sheet, def, e);
    return rc ? rc : head_grid(sheet, def, e);
}

/* How high the rows of a page are together: as declared, less where a long foot needs the room. */
static int layout_capacity(struct layout *l, struct err *e)
{
    const struct sheet_def *def = l->reg->sheet;
    int room = l->sheet->height - 2 * SHEET_MARGIN_Y - l->sheet->head.height, declared = def->rows * def->row_height;
    struct sheet_block foot = {0};
    int rc = def->lines ? 0 : foot_add(l->sheet, &foot, def, l->head, e);

    block_place(&foot);
    l->capacity = room - foot.height;
    if (!rc && !def->lines && (declared > room || def->row_height > l->capacity))
        rc = err_set(e, ERR_USAGE, "様式「%s」の行の高さの合計が用紙の高さを超えています。", def->title);
    if (!def->lines && declared < l->capacity)
        l->capacity = declared;
    block_release(&foot);
    return rc;
}

static int layout_fill(struct layout *l, const struct sheet_row *rows, size_t nrows, struct err *e)
{
    int rc = sheet_init(l->sheet, l->reg, l->head, e);

    if (!rc)
        rc = grid_init(l->sheet, l->reg->sheet, e);
    if (!rc)
        rc = head_init(l->sheet, l->reg->sheet, l->head, e);
    if (!rc)
        rc = layout_capacity(l, e);
    if (rc)
        return rc;
    return l->reg->sheet->lines ? fill_letters(l, rows, nrows, e) : fill_table(l, rows, nrows, e);
}

int sheet_new(struct sheet **out, const struct register_def *reg, const struct sheet_head *head,
              const struct sheet_row *rows, size_t nrows, struct err *e)
{
    struct layout layout = {.reg = reg, .head = head};
    int ambiguous = text_ambiguous(), rc;

    *out = NULL;
    if (!reg->sheet)
        return err_set(e, ERR_USAGE, "「%s」には印刷する様式がありません。", reg->label);
    layout.sheet = calloc(1, sizeof *layout.sheet);
    if (!layout.sheet)
        return err_memory(e);
    text_set_ambiguous(2); /* in a Mincho ① and → are as wide as a kanji, whatever the terminal makes of them */
    rc = layout_fill(&layout, rows, nrows, e);
    text_set_ambiguous(ambiguous);
    if (rc) {
        sheet_free(layout.sheet);
        return rc;
    }
    *out = layout.sheet;
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

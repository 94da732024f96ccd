#include "print/band.h"

#include <stdlib.h>
#include <string.h>

#include "print/cell.h"
#include "print/fill.h"

#include "forms/banned.h"

enum { FURTHER_SIZE = 65 };

size_t paper_columns(const struct sheet_def *def)
{
    size_t n = 0;

    while (def->columns[n].label)
        n++;
    return n;
}

size_t paper_number_columns(const struct sheet_def *def)
{
    size_t n = 0;

    while (def->columns[n].label && def->columns[n].kind == PAPER_ROW_NUMBER)
        n++;
    return def->columns[n].label ? n : 0;
}

int band_init_blank(struct band *band, const struct sheet_def *def, struct err *e)
{
    size_t n = paper_columns(def), numbers = paper_number_columns(def);
    int x = 0;

    *band = (struct band){.height = def->row_height};
    band->cells = calloc(n, sizeof *band->cells);
    if (!band->cells)
        return err_memory(e);
    band->ncells = n;
    for (size_t i = 0; i < n; i++) {
        const struct paper_column *column = &def->columns[i];
        bool middle = column->kind == PAPER_ROW_NUMBER || column->kind == PAPER_STAMP || column->kind == PAPER_MARKS ||
                      column->kind == PAPER_HOURS || column->width <= FILL_NARROW;

        band->cells[i] = (struct sheet_cell){
            .x = x, .w = column->width, .size = SHEET_SIZE, .align = middle ? SHEET_CENTRE : SHEET_LEFT};
        if (i < numbers)
            band->further.x = x + column->width;
        x += column->width;
    }
    band->further.w = x - band->further.x;
    band->further.size = FURTHER_SIZE;
    return 0;
}

/* The further line shares the height of one row with the cells as long as both fit. */
static int band_measure(struct band *band, int row_height, struct err *e)
{
    int room, rc = cell_wrap(&band->further, FURTHER_SIZE, e);

    if (rc)
        return rc;
    band->further_height = cell_height(&band->further);
    room = row_height - band->further_height;
    if (room < row_height * 6 / 10)
        room = row_height * 6 / 10;
    band->height = room;
    for (size_t i = 0; i < band->ncells; i++) {
        rc = cell_fit(&band->cells[i], SHEET_SIZE, room, e);
        if (rc)
            return rc;
        if (cell_height(&band->cells[i]) > band->height)
            band->height = cell_height(&band->cells[i]);
    }
    return 0;
}

static bool text_known(const struct sheet_cell *cell, size_t n, const struct sheet_text *text)
{
    for (size_t i = 0; i < n; i++) {
        if (cell->texts[i].struck == text->struck && strcmp(cell->texts[i].text, text->text) == 0)
            return true;
    }
    return false;
}

/* What an entry says as another that shares its row has said it already is said once: all of it, so that no date is torn from
 * its name. */
static void drop_repeated(struct sheet_cell *cell, size_t before)
{
    for (size_t i = before; i < cell->ntexts; i++) {
        if (before == 0 || !text_known(cell, before, &cell->texts[i]))
            return;
    }
    while (cell->ntexts > before)
        free(cell->texts[--cell->ntexts].text);
}

/* A number of each entry that shares the row: their sum. */
static int add_up(struct sheet_cell *cell, struct err *e)
{
    long long sum = 0;

    while (cell->ntexts > 0) {
        sum += strtoll(cell->texts[--cell->ntexts].text, NULL, 10);
        free(cell->texts[cell->ntexts].text);
    }
    return cell_addf(cell, false, e, "%lld", sum);
}

static bool is_number(const struct filling *f, const struct paper_column *column)
{
    int index = column->kind == PAPER_FIELDS ? register_field(f->reg, column->keys) : -1;

    return index >= 0 && f->reg->fields[index].type == FIELD_NUMBER;
}

static int band_fill(struct band *band, struct filling *f, bool first, struct err *e)
{
    const struct paper_column *columns = f->reg->sheet->columns;
    int rc = 0;

    for (size_t i = 0; !rc && i < band->ncells; i++) {
        size_t before = band->cells[i].ntexts;

        if ((columns[i].kind == PAPER_ROW_NUMBER && !first) || !conds_hold(columns[i].when, f->row->entry))
            continue;
        rc = fill_cell(f, &band->cells[i], columns[i].kind, columns[i].keys, e);
        if (rc == 0 && before > 0 && is_number(f, &columns[i]))
            rc = add_up(&band->cells[i], e);
        else
            drop_repeated(&band->cells[i], before);
    }
    return rc ? rc : fill_further(f, &band->further, e);
}

int band_init(struct band *band, const struct register_def *reg, const struct sheet_row *rows, size_t nrows, int number,
              struct err *e)
{
    int rc = band_init_blank(band, reg->sheet, e);

    for (size_t i = 0; !rc && i < nrows; i++) {
        struct filling f = {.reg = reg, .row = &rows[i], .number = number};

        rc = band_fill(band, &f, i == 0, e);
        free(f.flow);
    }
    if (!rc)
        rc = band_measure(band, reg->sheet->row_height, e);
    if (rc)
        band_release(band);
    return rc;
}

static int repeat_number(struct sheet_cell *cell, const struct sheet_cell *number, struct err *e)
{
    int rc = number->ntexts ? cell_add(cell, number->texts[0].text, false, e) : 0;

    if (!rc)
        rc = cell_add(cell, "続き", false, e);
    return rc ? rc : cell_fit(cell, SHEET_SIZE, 2 * sheet_line_height(SHEET_SIZE) + CELL_PAD_Y, e);
}

static int split_cells(struct band *band, struct band *rest, int height, struct err *e)
{
    rest->height = 0;
    for (size_t i = 0; i < band->ncells; i++) {
        int rc = cell_split(&band->cells[i], &rest->cells[i], height, e);

        if (rc)
            return rc;
        if (cell_height(&rest->cells[i]) > rest->height)
            rest->height = cell_height(&rest->cells[i]);
    }
    return 0;
}

int band_split(struct band *band, struct band *rest, int height, struct err *e)
{
    int rc;

    *rest = (struct band){0};
    if (band->height + band->further_height <= height)
        return 0;
    rest->cells = calloc(band->ncells, sizeof *rest->cells);
    if (!rest->cells)
        return err_memory(e);
    rest->ncells = band->ncells;
    rc = split_cells(band, rest, height, e);
    if (!rc && band->height > height) { /* the further line follows what it belongs to */
        rest->further = band->further;
        band->further.texts = NULL;
        band->further.lines = NULL;
        band->further.ntexts = band->further.nlines = 0;
        band->height = height;
    } else if (!rc) {
        rc = cell_split(&band->further, &rest->further, height - band->height, e);
    }
    if (!rc && rest->cells[0].ntexts == 0)
        rc = repeat_number(&rest->cells[0], &band->cells[0], e);
    if (rc) {
        band_release(rest);
        return rc;
    }
    if (cell_height(&rest->cells[0]) > rest->height)
        rest->height = cell_height(&rest->cells[0]);
    band->further_height = cell_height(&band->further);
    rest->further_height = cell_height(&rest->further);
    return 0;
}

void band_release(struct band *band)
{
    for (size_t i = 0; i < band->ncells; i++)
        cell_release(&band->cells[i]);
    free(band->cells);
    cell_release(&band->further);
    *band = (struct band){0};
}

/* The preview of a sheet on the screen: its grid, as far as the screen is wide. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/text.h"
#include "print/output.h"
#include "print/sheet.h"

#include "forms/banned.h"

/* One row of cells while it is written: where each cell's text stands. */
struct strip {
    const struct sheet *sheet;
    const struct sheet_block *block;
    int row, cells;
    struct output_buffer *out;
};

static int put(struct output_buffer *out, const char *s, size_t n)
{
    return output_buffer_write(out, s, n);
}

static int put_blanks(struct output_buffer *out, int n)
{
    int rc = 0;

    while (!rc && n-- > 0)
        rc = put(out, " ", 1);
    return rc;
}

/* Position on the screen of an edge of the grid. */
static int edge_cell(const struct strip *strip, int col)
{
    int width = strip->sheet->edges[strip->sheet->ncolumns];

    return (int)((int64_t)strip->sheet->edges[col] * strip->cells / width);
}

static int cell_room(const struct strip *strip, const struct sheet_cell *cell)
{
    int room = edge_cell(strip, cell->col + cell->cols) - edge_cell(strip, cell->col);

    return cell->left == SHEET_NONE ? room : room - 1;
}

/* The n-th line of a cell wrapped to the screen, or NULL. */
static const char *cell_line(const struct strip *strip, const struct sheet_cell *cell, size_t wanted, size_t *bytes,
                             bool *struck)
{
    int room = cell_room(strip, cell) - (cell->left != SHEET_NONE);

    for (size_t i = 0; i < cell->ntexts && room > 0; i++) {
        const char *s = cell->texts[i].text;
        size_t n = strlen(s), at = 0, next;

        for (; at < n; at += next) {
            *bytes = text_break(s + at, n - at, room, &next);
            if (next == 0)
                break;
            *struck = cell->texts[i].struck;
            if (wanted-- == 0)
                return s + at;
        }
    }
    return NULL;
}

static size_t strip_lines(const struct strip *strip)
{
    size_t most = 1, bytes;
    bool struck;

    for (size_t i = 0; i < strip->block->ncells; i++) {
        const struct sheet_cell *cell = &strip->block->cells[i];

        if (cell->row != strip->row)
            continue;
        while (cell_line(strip, cell, most, &bytes, &struck))
            most++;
    }
    return most;
}

static const struct sheet_cell *cell_at(const struct strip *strip, int col)
{
    for (size_t i = 0; i < strip->block->ncells; i++) {
        const struct sheet_cell *cell = &strip->block->cells[i];

        if (strip->row >= cell->row && strip->row < cell->row + cell->rows && cell->col == col)
            return cell;
    }
    return NULL;
}

/* A struck line is marked by ~ before it: the screen has no struck type that every terminal shows. */
static int put_cell(const struct strip *strip, const struct sheet_cell *cell, size_t line)
{
    int room = cell_room(strip, cell), used = 0, rc = 0;
    bool struck = false;
    size_t n = 0;
    const char *s = cell->row == strip->row ? cell_line(strip, cell, line, &n, &struck) : NULL;

    if (cell->left != SHEET_NONE)
        rc = put(strip->out, "|", 1);
    if (s && struck && room > 0) {
        rc = rc ? rc : put(strip->out, "~", 1);
        used = 1;
    }
    if (s && !rc) {
        int wide = 0;

        n = text_fit(s, n, room - used, &wide);
        rc = put(strip->out, s, n);
        used += wide;
    }
    return rc ? rc : put_blanks(strip->out, room - used);
}

static int put_line(const struct strip *strip, size_t line)
{
    int col = 0, last = (int)strip->sheet->ncolumns, rc = 0;

    while (!rc && col < last) {
        const struct sheet_cell *cell = cell_at(strip, col);

        if (cell) {
            rc = put_cell(strip, cell, line);
            col += cell->cols;
        } else {
            rc = put_blanks(strip->out, edge_cell(strip, col + 1) - edge_cell(strip, col));
            col++;
        }
    }
    return rc ? rc : put(strip->out, "\n", 1);
}

static bool row_has_top(const struct strip *strip)
{
    for (size_t i = 0; i < strip->block->ncells; i++) {
        const struct sheet_cell *cell = &strip->block->cells[i];

        if (cell->row == strip->row && cell->col == 0 && cell->top == SHEET_THIN)
            return true;
    }
    return false;
}

static int put_rule(const struct strip *strip)
{
    int rc = 0;

    for (int i = 0; !rc && i < strip->cells; i++)
        rc = put(strip->out, "-", 1);
    return rc ? rc : put(strip->out, "\n", 1);
}

static int put_block(struct strip *strip, const struct sheet_block *block)
{
    int rc = 0;

    strip->block = block;
    for (strip->row = 0; !rc && strip->row < (int)block->nrows; strip->row++) {
        size_t lines = strip_lines(strip);

        if (row_has_top(strip))
            rc = put_rule(strip);
        for (size_t i = 0; !rc && i < lines; i++)
            rc = put_line(strip, i);
    }
    return rc;
}

int sheet_preview(char **out, const struct sheet *sheet, size_t page, int cells, struct err *e)
{
    struct output_buffer buffer = {0};
    struct strip strip = {.sheet = sheet, .cells = cells, .out = &buffer};
    char foot[256];
    int rc;

    *out = NULL;
    if (page >= sheet->npages)
        return err_set(e, ERR_NOT_FOUND, "%zuページはありません(全%zuページ)。", page + 1, sheet->npages);
    rc = put_block(&strip, &sheet->head);
    if (!rc)
        rc = put_block(&strip, &sheet->pages[page]);
    if (!rc)
        rc = put_rule(&strip);
    text_format(foot, sizeof foot, "%s  %zu/%zu  %s", sheet->code, page + 1, sheet->npages, sheet->edition);
    if (!rc)
        rc = put(&buffer, foot, text_fit(foot, strlen(foot), cells, NULL));
    if (!rc)
        rc = put(&buffer, "\n", 2); /* and the NUL that ends the string */
    if (rc) {
        output_buffer_release(&buffer);
        return err_memory(e);
    }
    *out = buffer.bytes;
    return 0;
}

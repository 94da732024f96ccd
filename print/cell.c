#include "print/cell.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/text.h"

#include "forms/banned.h"

/* Widths of the printable ASCII characters in IPAmj Mincho, 1/1000 of the type size. In ＭＳ 明朝, which a spreadsheet on
 * another machine may take instead, each is 500: the wider of the two counts. */
static const short ascii[] = {
    500, 500, 500, 618, 618, 784, 726, 500, 500, 500, 500, 678, 500, 500, 500, 500, 618, 618, 618,
    618, 618, 618, 618, 618, 618, 618, 500, 500, 678, 678, 678, 504, 899, 724, 709, 730, 787, 699,
    640, 782, 819, 500, 500, 721, 607, 954, 816, 801, 642, 801, 695, 614, 624, 792, 718, 960, 720,
    685, 632, 500, 500, 500, 500, 500, 500, 543, 601, 535, 614, 558, 500, 551, 616, 500, 500, 564,
    500, 897, 628, 589, 615, 598, 500, 500, 500, 609, 533, 780, 520, 534, 500, 500, 500, 500, 500,
};

/* In 1/1000 of the type size; what is one cell wide on a terminal is half as wide as a kanji here. */
static int64_t text_ems(const char *s, size_t n)
{
    int64_t ems = 0;
    uint32_t code;

    for (size_t taken; (taken = text_decode(s, n, &code)) > 0; s += taken, n -= taken) {
        int cells = text_code_width(code);

        ems += code >= ' ' && code < 0x7F ? ascii[code - ' '] : (cells < 0 ? 1 : cells) * 500;
    }
    return ems;
}

/* 0.1 pt = 0.352778 (0.1 mm) */
int sheet_text_width(const char *s, size_t n, int size)
{
    return (int)((text_ems(s, n) * size * 352778 + 999999999) / 1000000000);
}

/* At most so many cells have room: each takes at least half the type size. */
static int size_cells(int width, int size)
{
    int64_t cells = (int64_t)width * 1000000 / ((int64_t)size * 176389);

    return cells < 2 ? 2 : (int)cells;
}

/* As text_break, for a width on paper. */
static size_t break_line(const char *s, size_t n, int width, int size, size_t *next)
{
    int cells = size_cells(width, size);
    size_t end = text_break(s, n, cells, next);

    while (cells > 2 && sheet_text_width(s, end, size) > width)
        end = text_break(s, n, --cells, next);
    if (*next == 0) /* a single character wider than the cell still has to be printed */
        *next = end = text_next(s, n, 0);
    return end;
}

int sheet_line_height(int size)
{
    return (int)(((int64_t)size * 44097 + 99999) / 100000); /* a quarter more than the type */
}

static int add_paragraph(struct sheet_cell *cell, const char *s, size_t n, bool struck, struct err *e)
{
    struct sheet_text *texts = realloc(cell->texts, (cell->ntexts + 1) * sizeof *texts);
    char *shown;

    if (!texts)
        return err_memory(e);
    cell->texts = texts;
    shown = text_show(s, n);
    if (!shown)
        return err_memory(e);
    texts[cell->ntexts++] = (struct sheet_text){.text = shown, .struck = struck};
    return 0;
}

int cell_add(struct sheet_cell *cell, const char *text, bool struck, struct err *e)
{
    while (text && *text) {
        size_t n = strcspn(text, "\n");
        int rc = n ? add_paragraph(cell, text, n, struck, e) : 0;

        if (rc)
            return rc;
        text += n + (text[n] == '\n');
    }
    return 0;
}

int cell_addf(struct sheet_cell *cell, bool struck, struct err *e, const char *format, ...)
{
    char *text = NULL;
    va_list args;
    int n, rc;

    va_start(args, format);
    n = vasprintf(&text, format, args);
    va_end(args);
    if (n < 0)
        return err_memory(e);
    rc = cell_add(cell, text, struck, e);
    free(text);
    return rc;
}

static int add_line(struct sheet_cell *cell, const char *s, size_t n, bool struck, struct err *e)
{
    struct sheet_line *lines = realloc(cell->lines, (cell->nlines + 1) * sizeof *lines);

    if (!lines)
        return err_memory(e);
    cell->lines = lines;
    lines[cell->nlines++] = (struct sheet_line){.text = s, .bytes = n, .struck = struck};
    return 0;
}

int cell_wrap(struct sheet_cell *cell, int size, struct err *e)
{
    cell->size = size;
    cell->nlines = 0;
    for (size_t i = 0; i < cell->ntexts; i++) {
        const char *s = cell->texts[i].text;
        size_t n = strlen(s), at = 0;

        while (at < n) {
            size_t next, end = break_line(s + at, n - at, cell->w - 2 * CELL_PAD_X, size, &next);
            int rc = add_line(cell, s + at, end, cell->texts[i].struck, e);

            if (rc)
                return rc;
            at += next;
        }
    }
    return 0;
}

int cell_height(const struct sheet_cell *cell)
{
    return cell->nlines ? (int)cell->nlines * sheet_line_height(cell->size) + CELL_PAD_Y : 0;
}

static bool figure(char c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == ':' || c == '-' || (c >= 'A' && c <= 'Z');
}

/* Does a line end inside a number, a time or a control number? 令和8年1|1月 is read wrong. */
static bool figures_torn(const struct sheet_cell *cell)
{
    for (size_t i = 0; i + 1 < cell->nlines; i++) {
        const struct sheet_line *a = &cell->lines[i];
        const char *end = a->text + a->bytes;

        if (a->bytes > 0 && end == cell->lines[i + 1].text && figure(end[-1]) && figure(*end))
            return true;
    }
    return false;
}

/* Does a paragraph end in a line of a single character? モバイル端|末 looks like a mistake. */
static bool widowed(const struct sheet_cell *cell)
{
    for (size_t i = 1; i < cell->nlines; i++) {
        const struct sheet_line *line = &cell->lines[i], *before = line - 1;
        bool continued = line->text >= before->text && line->text <= before->text + before->bytes + 1;

        if (continued && line->text[line->bytes] == '\0' && text_length(line->text, line->bytes) == 1)
            return true;
    }
    return false;
}

int cell_fit(struct sheet_cell *cell, int size, int height, struct err *e)
{
    int fits = 0, rc = 0;

    for (int s = size; s >= SHEET_SIZE_MIN && s >= fits - 15; s -= 5) {
        rc = cell_wrap(cell, s, e);
        if (rc)
            return rc;
        if (cell_height(cell) > height || figures_torn(cell))
            continue;
        if (!widowed(cell))
            return 0;
        if (!fits)
            fits = s;
    }
    return cell_wrap(cell, fits ? fits : SHEET_SIZE_MIN, e);
}

/* The lines from `first` on as texts of their own: neighbours of one paragraph are joined again. */
static int lines_to_texts(struct sheet_cell *to, const struct sheet_cell *from, size_t first, size_t end, struct err *e)
{
    for (size_t i = first, next; i < end; i = next) {
        const struct sheet_line *a = &from->lines[i];
        const char *stop = a->text + strlen(a->text);

        for (next = i + 1; next < end; next++) {
            if (from->lines[next].text < a->text || from->lines[next].text >= stop)
                break;
        }
        const struct sheet_line *b = &from->lines[next - 1];
        int rc = add_paragraph(to, a->text, (size_t)(b->text - a->text) + b->bytes, a->struck, e);
        if (rc)
            return rc;
    }
    return 0;
}

int cell_split(struct sheet_cell *cell, struct sheet_cell *rest, int height, struct err *e)
{
    int fit = (height - CELL_PAD_Y) / sheet_line_height(cell->size);
    size_t keep = fit < 0 ? 0 : (size_t)fit;
    struct sheet_cell kept = *cell;
    int rc;

    *rest = *cell;
    rest->texts = NULL;
    rest->lines = NULL;
    rest->ntexts = rest->nlines = 0;
    if (keep >= cell->nlines)
        return 0;
    kept.texts = NULL;
    kept.lines = NULL;
    kept.ntexts = kept.nlines = 0;
    rc = lines_to_texts(&kept, cell, 0, keep, e);
    if (!rc)
        rc = lines_to_texts(rest, cell, keep, cell->nlines, e);
    if (!rc)
        rc = cell_wrap(&kept, cell->size, e);
    if (!rc)
        rc = cell_wrap(rest, cell->size, e);
    if (rc) {
        cell_release(&kept);
        cell_release(rest);
        return rc;
    }
    cell_release(cell);
    *cell = kept;
    return 0;
}

void cell_release(struct sheet_cell *cell)
{
    for (size_t i = 0; i < cell->ntexts; i++)
        free(cell->texts[i].text);
    free(cell->texts);
    free(cell->lines);
    cell->texts = NULL;
    cell->lines = NULL;
    cell->ntexts = cell->nlines = 0;
}

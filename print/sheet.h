/* sheet — a paper form filled in: declaration + entries → pages of cells, with no library (design.md §7, forms.md).
 *
 * What a sheet says is decided here once: values, wrapping, sizes, rows, page cuts. xlsx and PDF only draw its cells,
 * so both hold the same pages and the same text.
 *
 * A page is the head block (form label, title, 所属, period, stamp boxes, column labels: the same on every page), below it
 * the page's own block (entries, then blank rows to the foot, confirmations and notes; or an application) and a footer line. Lengths are 0.1 mm from the top left
 * corner inside the margins (20 mm left and right, 15 mm above and below), type sizes 0.1 pt.
 *
 * Nothing is ever lost: a value that does not fit its cell wraps, then is set smaller (down to SHEET_SIZE_MIN), then
 * makes its row taller; a page holds `rows` row heights, and what is taller than a page continues on the next. */
#ifndef KANRIBO_PRINT_SHEET_H
#define KANRIBO_PRINT_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/entry.h"
#include "forms/err.h"
#include "forms/register.h"

enum {
    SHEET_MARGIN_X = 200, /* left and right */
    SHEET_MARGIN_Y = 150, /* above and below */
    SHEET_SIZE = 80,      /* type of an ordinary value */
    SHEET_SIZE_MIN = 60
};

/* ---- what goes in ---- */

/* An earlier value of a field, printed struck through above the present one (見え消し). */
struct sheet_earlier {
    const char *key;
    const char *value; /* canonical; NULL = it was empty: nothing to strike */
};
struct sheet_row {
    const struct entry *entry;
    const struct sheet_earlier *earlier; /* oldest first; may be NULL */
    size_t nearlier;
};
struct sheet_stamp {
    const char *name; /* NULL: the box is still empty */
    int64_t at;       /* UTC seconds */
};
struct sheet_head {
    const char *office;                /* 所属: 白河署 */
    const char *period;                /* 令和8年10月分; NULL: the sheet has none */
    const struct sheet_stamp *stamps;  /* one for each box of the declaration; NULL: all empty */
    const char *code;                  /* verification code for the footer: "1234-0123456789abcdef"; NULL: none */
    const char *banner;                /* デモ; NULL for a real station */
    const char *mark;                  /* 写し, beside the banner; NULL: none */
    const struct sheet_row *confirmed; /* for the strip at the foot, oldest first; the last ones are printed */
    size_t nconfirmed;
    const char *edition; /* of the text that the form follows, for the footer; NULL: none */
    int64_t created;     /* UTC seconds, for the files' own dates: same input, same bytes */
};

/* ---- what comes out; everything belongs to the sheet ---- */

enum sheet_align { SHEET_LEFT, SHEET_CENTRE, SHEET_RIGHT };
enum sheet_border { SHEET_NONE, SHEET_THIN, SHEET_DOTTED };

struct sheet_text { /* a paragraph of a cell */
    char *text;
    bool struck;
};
struct sheet_line { /* a printed line: a stretch of a paragraph */
    const char *text;
    size_t bytes;
    bool struck;
};
struct sheet_cell {
    int col, cols, row, rows; /* in the grid: the sheet's columns, the block's rows */
    int x, y, w, h;           /* y counts from the top of the block */
    enum sheet_align align;   /* vertically always in the middle */
    enum sheet_border top, right, bottom, left;
    int size;
    struct sheet_text *texts;
    size_t ntexts;
    struct sheet_line *lines; /* the texts wrapped to the width */
    size_t nlines;
};
struct sheet_block {
    int *heights; /* of its rows */
    size_t nrows;
    struct sheet_cell *cells;
    size_t ncells;
    int height;
};
struct sheet {
    char *title, *name; /* モバイル端末等持出簿; the period or, without one, the title: names a worksheet */
    bool landscape;
    int width, height; /* of the paper, margins included: 2970 × 2100 or the reverse */
    int *edges;        /* ncolumns + 1 x-positions, from 0 to the width inside the margins */
    size_t ncolumns;   /* of the grid: the columns of the form, cut further where the stamp boxes stand */
    struct sheet_block head;
    struct sheet_block *pages;
    size_t npages; /* at least 1 */
    char *code,
        *edition; /* footer left and right, with what they are ("照合符号 …"); "" for none; page n/m stands between */
    int64_t created;
};

/* Lays out the sheet of a register. Entries come in the order in which they are numbered. */
int sheet_new(struct sheet **out, const struct register_def *reg, const struct sheet_head *head,
              const struct sheet_row *rows, size_t nrows, struct err *e);
void sheet_free(struct sheet *sheet);

/* Width in 0.1 mm of n bytes set in `size`: never less than IPAmj Mincho and ＭＳ 明朝 need. */
int sheet_text_width(const char *s, size_t n, int size);
int sheet_line_height(int size);

/* The page (from 0) as text for the screen: lines of at most `cells` cells, each ended by a newline. malloc'd. */
int sheet_preview(char **out, const struct sheet *sheet, size_t page, int cells, struct err *e);

#endif

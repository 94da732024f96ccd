#include "print/xlsx.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "forms/text.h"

#include "forms/banned.h"

enum {
    A4 = 9,           /* Excel's number of the paper */
    BREAKS = 1023,    /* as many page breaks as Excel takes */
    TEXT_FORMAT = 49, /* "@": also a value typed over stays text */
    SLACK = 60        /* 0.1 mm taken off the right and lower margins: printers round widths and heights up */
};
/* The font of the PDF. Where it is not installed, its family leads to another Mincho (ＭＳ 明朝). */
static const char cell_font[] = "IPAmjMincho";
enum { ROMAN = 1, MODERN = 3 };
/* Column widths are counted in digits of the workbook's default font. Courier New, or what stands in for it, is everywhere,
 * and at 10 pt its digit is 8 pixels wide everywhere. libxlsxwriter takes 7 (Calibri, which only Office has). */
static const char default_font[] = "Courier New";
static const double default_size = 10;
enum { DIGIT = 8, LIBRARY_DIGIT = 7 };
#define FOOTER_FONT "&\"IPAmjMincho,Regular\"&8 " /* the blank keeps a figure behind it from being read as the size */

struct look { /* what makes a format different from another */
    int size;
    enum sheet_align align;
    enum sheet_border top, right, bottom, left;
    bool struck;
};
struct book {
    lxw_workbook *workbook;
    struct {
        struct look look;
        lxw_format *format;
    } * formats;
    size_t nformats;
};

/* ---- places: what libxlsxwriter puts into files stays in memory ---- */

static bool in_memory(const char *dir)
{
    struct statfs fs;

    if (statfs(dir, &fs) || access(dir, W_OK | X_OK))
        return false;
    return fs.f_type == TMPFS_MAGIC || fs.f_type == RAMFS_MAGIC;
}

static int choose_dir(char *dir, size_t size, bool fictitious, struct err *e)
{
    char own[64];
    const char *const places[] = {"/dev/shm", own, "/run", "/tmp"};

    snprintf(own, sizeof own, "/run/user/%lu", (unsigned long)getuid());
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (in_memory(places[i])) {
            snprintf(dir, size, "%s", places[i]);
            return 0;
        }
    }
    if (!fictitious)
        return err_set(
            e, ERR_IO,
            "xlsxを作れません。途中の内容を平文でディスクに残さないための場所(/dev/shm)がこの機械にありません。"
            "PDFで出力するか、/dev/shm を使えるようにしてください。");
    snprintf(dir, size, "/tmp");
    return 0;
}

/* A file that only memory holds, under a name that libxlsxwriter can open; without /proc a file in the chosen directory. */
static int open_result(char *path, size_t size, const char *dir, bool *named, struct err *e)
{
    int fd = memfd_create("kanribo", MFD_CLOEXEC);

    *named = false;
    if (fd >= 0) {
        snprintf(path, size, "/proc/self/fd/%d", fd);
        if (!access(path, W_OK))
            return fd;
        close(fd);
    }
    snprintf(path, size, "%s/kanribo-XXXXXX", dir);
    fd = mkostemp(path, O_CLOEXEC);
    *named = fd >= 0;
    return fd >= 0 ? fd : err_set(e, ERR_IO, "xlsxを作れません(%s)。", err_reason((char[ERR_REASON_BYTES]){0}, errno));
}

/* ---- formats ---- */

static uint8_t border_of(enum sheet_border border)
{
    static const uint8_t borders[] = {
        [SHEET_NONE] = LXW_BORDER_NONE, [SHEET_THIN] = LXW_BORDER_THIN, [SHEET_DOTTED] = LXW_BORDER_HAIR};

    return borders[border];
}

static void format_font(lxw_format *format, const char *name, uint8_t family, double size)
{
    format_set_font_name(format, name);
    format_set_font_size(format, size);
    format_set_font_family(format, family);
    format_set_font_scheme(format, "");
}

static lxw_format *format_make(lxw_workbook *workbook, const struct look *look)
{
    static const uint8_t aligns[] = {
        [SHEET_LEFT] = LXW_ALIGN_LEFT, [SHEET_CENTRE] = LXW_ALIGN_CENTER, [SHEET_RIGHT] = LXW_ALIGN_RIGHT};
    lxw_format *format = workbook_add_format(workbook);

    if (!format)
        return NULL;
    format_font(format, cell_font, ROMAN, look->size / 10.0);
    format_set_align(format, aligns[look->align]);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    format_set_text_wrap(format);
    format_set_num_format_index(format, TEXT_FORMAT);
    format_set_top(format, border_of(look->top));
    format_set_right(format, border_of(look->right));
    format_set_bottom(format, border_of(look->bottom));
    format_set_left(format, border_of(look->left));
    if (look->struck)
        format_set_font_strikeout(format);
    return format;
}

static bool look_equal(const struct look *a, const struct look *b)
{
    return a->size == b->size && a->align == b->align && a->top == b->top && a->right == b->right &&
           a->bottom == b->bottom && a->left == b->left && a->struck == b->struck;
}

/* The format of a cell; each look is made once. NULL = memory. */
static lxw_format *book_format(struct book *book, const struct sheet_cell *cell, bool struck)
{
    struct look look = {cell->size, cell->align, cell->top, cell->right, cell->bottom, cell->left, struck};
    void *more;

    for (size_t i = 0; i < book->nformats; i++) {
        if (look_equal(&book->formats[i].look, &look))
            return book->formats[i].format;
    }
    more = realloc(book->formats, (book->nformats + 1) * sizeof *book->formats);
    if (!more)
        return NULL;
    book->formats = more;
    book->formats[book->nformats].look = look;
    book->formats[book->nformats].format = format_make(book->workbook, &look);
    return book->formats[book->nformats++].format;
}

/* ---- cells ---- */

static int failed(struct err *e, lxw_error error)
{
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        return err_memory(e);
    return err_set(e, ERR_IO, "xlsxを作れませんでした(%s)。", lxw_strerror(error));
}

/* The paragraphs as one text; malloc'd, NULL = memory. */
static char *cell_text(const struct sheet_cell *cell)
{
    size_t n = 1;
    char *text, *at;

    for (size_t i = 0; i < cell->ntexts; i++)
        n += strlen(cell->texts[i].text) + 1;
    text = at = malloc(n);
    for (size_t i = 0; at && i < cell->ntexts; i++) {
        size_t length = strlen(cell->texts[i].text);

        if (i > 0)
            *at++ = '\n';
        memcpy(at, cell->texts[i].text, length);
        at += length;
    }
    if (at)
        *at = '\0';
    return text;
}

static size_t struck_texts(const struct sheet_cell *cell)
{
    size_t n = 0;

    for (size_t i = 0; i < cell->ntexts; i++)
        n += cell->texts[i].struck;
    return n;
}

/* Struck and present values in one cell: pieces with a font each. */
static int write_pieces(struct book *book, lxw_worksheet *worksheet, lxw_row_t row, const struct sheet_cell *cell,
                        struct err *e)
{
    size_t n = cell->ntexts, made = 0;
    lxw_rich_string_tuple *pieces = calloc(n, sizeof *pieces), **list = calloc(n + 1, sizeof(lxw_rich_string_tuple *));
    lxw_format *plain = book_format(book, cell, false), *struck = book_format(book, cell, true);
    char **texts = calloc(n, sizeof(char *));
    int rc = pieces && list && texts && plain && struck ? 0 : err_memory(e);

    for (; !rc && made < n; made++) {
        if (asprintf(&texts[made], "%s%s", cell->texts[made].text, made + 1 < n ? "\n" : "") < 0) {
            rc = err_memory(e);
            break;
        }
        pieces[made].format = cell->texts[made].struck ? struck : plain;
        pieces[made].string = texts[made];
        list[made] = &pieces[made];
    }
    if (!rc) {
        lxw_error error = worksheet_write_rich_string(worksheet, row, (lxw_col_t)cell->col, list, plain);

        rc = error ? failed(e, error) : 0;
    }
    for (size_t i = 0; i < made; i++)
        free(texts[i]);
    free(texts);
    free(pieces);
    free(list);
    return rc;
}

static int write_cell(struct book *book, lxw_worksheet *worksheet, lxw_row_t top, const struct sheet_cell *cell,
                      struct err *e)
{
    lxw_row_t row = top + (lxw_row_t)cell->row, last = row + (lxw_row_t)cell->rows - 1;
    lxw_col_t col = (lxw_col_t)cell->col, end = (lxw_col_t)(col + cell->cols - 1);
    size_t struck = struck_texts(cell);
    lxw_format *format = book_format(book, cell, struck > 0 && struck == cell->ntexts);
    char *text = format ? cell_text(cell) : NULL;
    lxw_error error;

    if (!text)
        return err_memory(e);
    if (row != last || col != end)
        error = worksheet_merge_range(worksheet, row, col, last, end, text, format);
    else if (*text)
        error = worksheet_write_string(worksheet, row, col, text, format);
    else
        error = worksheet_write_blank(worksheet, row, col, format);
    free(text);
    if (error)
        return failed(e, error);
    return struck > 0 && struck < cell->ntexts ? write_pieces(book, worksheet, row, cell, e) : 0;
}

/* Heights in steps of a pixel, summed before rounding so that ten rows are as high as ten rows are. */
static int write_block(struct book *book, lxw_worksheet *worksheet, lxw_row_t top, const struct sheet_block *block,
                       struct err *e)
{
    int y = 0, rc = 0;

    for (size_t i = 0; i < block->nrows; i++) {
        int from = (y * 96 + 127) / 254, until;

        y += block->heights[i];
        until = (y * 96 + 127) / 254;
        lxw_error error = worksheet_set_row(worksheet, top + (lxw_row_t)i, (until - from) * 0.75, NULL);
        if (error)
            return failed(e, error);
    }
    for (size_t i = 0; !rc && i < block->ncells; i++)
        rc = write_cell(book, worksheet, top, &block->cells[i], e);
    return rc;
}

/* ---- the page ---- */

static double inches(int tenths)
{
    return tenths / 254.0;
}

/* Footer text: & is Excel's own sign there. */
static void footer_part(char *buf, size_t size, const char *part, const char *text)
{
    if (!*text)
        return;
    text_append(buf, size, part);
    while (*text) {
        size_t n = strcspn(text, "&");

        text_format(buf + strlen(buf), size - strlen(buf), "%.*s%s", (int)n, text, text[n] ? "&&" : "");
        text += n + (text[n] == '&');
    }
}

static int page_setup(lxw_worksheet *worksheet, const struct sheet *sheet, struct err *e)
{
    char footer[256] = "", pages[32];
    lxw_header_footer_options options = {.margin = inches(SHEET_MARGIN_Y / 2)};
    lxw_error error;

    worksheet_set_paper(worksheet, A4);
    if (sheet->landscape)
        worksheet_set_landscape(worksheet);
    else
        worksheet_set_portrait(worksheet);
    worksheet_set_margins(worksheet, inches(SHEET_MARGIN_X), inches(SHEET_MARGIN_X - SLACK), inches(SHEET_MARGIN_Y),
                          inches(SHEET_MARGIN_Y - SLACK / 3));
    worksheet_set_print_scale(worksheet, 100);
    worksheet_set_start_page(worksheet, 1);
    worksheet_gridlines(worksheet, LXW_HIDE_ALL_GRIDLINES);
    text_format(pages, sizeof pages, "&P/%zu", sheet->npages);
    footer_part(footer, sizeof footer, "&L" FOOTER_FONT, sheet->code);
    text_append(footer, sizeof footer, "&C" FOOTER_FONT);
    text_append(footer, sizeof footer, pages);
    footer_part(footer, sizeof footer, "&R" FOOTER_FONT, sheet->edition);
    error = worksheet_set_footer_opt(worksheet, footer, &options);
    return error ? failed(e, error) : 0;
}

/* Where an edge stands, in pixels of libxlsxwriter's reckoning: summed before rounding. */
static int edge_pixels(int x)
{
    return (x * 96 * LIBRARY_DIGIT + 127 * DIGIT) / (254 * DIGIT);
}

static int set_columns(lxw_worksheet *worksheet, const struct sheet *sheet, struct err *e)
{
    for (size_t i = 0; i < sheet->ncolumns; i++) {
        int width = edge_pixels(sheet->edges[i + 1]) - edge_pixels(sheet->edges[i]);
        lxw_error error = worksheet_set_column_pixels(worksheet, (lxw_col_t)i, (lxw_col_t)i, (uint32_t)width, NULL);

        if (error)
            return failed(e, error);
    }
    return 0;
}

/* What is printed, what is repeated, and where a page ends. `ends` are the rows below each page. */
static int set_pages(lxw_worksheet *worksheet, const struct sheet *sheet, lxw_row_t *ends, struct err *e)
{
    lxw_row_t last = ends[sheet->npages - 1];
    lxw_error error = worksheet_print_area(worksheet, 0, 0, last - 1, (lxw_col_t)(sheet->ncolumns - 1));

    if (!error)
        error = worksheet_repeat_rows(worksheet, 0, (lxw_row_t)sheet->head.nrows - 1);
    ends[sheet->npages - 1] = 0; /* ends the list; the last page needs no break */
    if (!error && sheet->npages > 1)
        error = worksheet_set_h_pagebreaks(worksheet, ends);
    worksheet_freeze_panes(worksheet, (lxw_row_t)sheet->head.nrows, 0);
    return error ? failed(e, error) : 0;
}

/* The period; for what is attached to a book of the same period its title. NULL: neither can be one, let the library number it. */
static const char *worksheet_name(lxw_workbook *workbook, const struct sheet *sheet)
{
    const char *const names[] = {sheet->name, sheet->title};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!workbook_validate_sheet_name(workbook, names[i]))
            return names[i];
    }
    return NULL;
}

static int write_sheet(struct book *book, const struct sheet *sheet, struct err *e)
{
    lxw_worksheet *worksheet;
    lxw_row_t *ends, top = (lxw_row_t)sheet->head.nrows;
    int rc;

    if (sheet->npages > BREAKS)
        return err_set(e, ERR_INPUT, "xlsxには%dページまでしか入りません(%zuページあります)。期間を短くしてください。",
                       BREAKS, sheet->npages);
    worksheet = workbook_add_worksheet(book->workbook, worksheet_name(book->workbook, sheet));
    ends = calloc(sheet->npages + 1, sizeof *ends);
    rc = worksheet && ends ? page_setup(worksheet, sheet, e) : err_memory(e);
    if (!rc)
        rc = set_columns(worksheet, sheet, e);
    if (!rc)
        rc = write_block(book, worksheet, 0, &sheet->head, e);
    for (size_t i = 0; !rc && i < sheet->npages; i++) {
        rc = write_block(book, worksheet, top, &sheet->pages[i], e);
        top += (lxw_row_t)sheet->pages[i].nrows;
        ends[i] = top;
    }
    if (!rc)
        rc = set_pages(worksheet, sheet, ends, e);
    free(ends);
    return rc;
}

/* ---- the book ---- */

static int describe(lxw_workbook *workbook, const struct sheet *sheet, struct err *e)
{
    char program[] = "kanribo " KANRIBO_VERSION;
    lxw_doc_properties properties = {.title = sheet->title, .comments = program, .created = (time_t)sheet->created};
    lxw_error error = workbook_set_properties(workbook, &properties);

    return error ? failed(e, error) : 0;
}

static int copy_result(int fd, output_write *write, void *context, struct err *e)
{
    char bytes[16384];
    off_t at = 0;
    ssize_t n;

    while ((n = pread(fd, bytes, sizeof bytes, at)) > 0) {
        int rc = write(context, bytes, (size_t)n);

        if (rc)
            return err_set(e, (enum err_code)rc, "xlsxを書き込めませんでした。");
        at += n;
    }
    if (n < 0 || at == 0)
        return err_set(e, ERR_IO, "xlsxを作れませんでした。");
    return 0;
}

/* Builds the book and closes it: libxlsxwriter writes everything then, and frees the book in every case. */
static int make_book(const struct sheet *const *sheets, size_t nsheets, const char *path, char *dir, struct err *e)
{
    lxw_workbook_options options = {.tmpdir = dir};
    struct book book = {.workbook = workbook_new_opt(path, &options)};
    lxw_error error;
    int rc;

    if (!book.workbook)
        return err_memory(e);
    format_font(STAILQ_FIRST(book.workbook->formats), default_font, MODERN, default_size);
    rc = describe(book.workbook, sheets[0], e);
    for (size_t i = 0; !rc && i < nsheets; i++)
        rc = write_sheet(&book, sheets[i], e);
    free(book.formats);
    if (rc) {
        lxw_workbook_free(book.workbook);
        return rc;
    }
    error = workbook_close(book.workbook);
    return error ? failed(e, error) : 0;
}

int xlsx_write(const struct sheet *const *sheets, size_t nsheets, bool fictitious, output_write *write, void *context,
               struct err *e)
{
    char dir[64], path[128];
    bool named;
    int fd, rc;

    if (nsheets == 0)
        return err_set(e, ERR_USAGE, "印刷するものがありません。");
    rc = choose_dir(dir, sizeof dir, fictitious, e);
    if (rc)
        return rc;
    fd = open_result(path, sizeof path, dir, &named, e);
    if (fd < 0)
        return fd;
    rc = make_book(sheets, nsheets, path, dir, e);
    if (!rc)
        rc = copy_result(fd, write, context, e);
    if (named)
        unlink(path);
    close(fd);
    return rc;
}

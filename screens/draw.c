/* The one place that writes text to the screen. */
#include "screens/draw.h"

#include <curses.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "forms/text.h"

#include "forms/banned.h"

struct draw {
    WINDOW *window;
    bool colour, ascii;
    int rows, cols;
    int caret_row, caret_col; /* row -1: hidden */
};

/* What a role looks like: without colour complete, with colour the same and a colour. */
struct look {
    attr_t attributes;
    short colour; /* COLOR_…, -1 = the terminal's own */
};
static const struct look looks[ROLE_COUNT] = {
    [ROLE_PLAIN] = {A_NORMAL, -1},
    [ROLE_TITLE] = {A_BOLD, -1},
    [ROLE_LABEL] = {A_NORMAL, COLOR_CYAN},
    [ROLE_VALUE] = {A_NORMAL, -1},
    [ROLE_FIELD] = {A_UNDERLINE, -1},
    [ROLE_FIELD_FOCUS] = {A_UNDERLINE | A_BOLD, -1},
    [ROLE_ERROR] = {A_BOLD, COLOR_RED},
    [ROLE_HINT] = {A_NORMAL, -1},
    [ROLE_CLAUSE] = {A_NORMAL, COLOR_CYAN},
    [ROLE_SELECTED] = {A_REVERSE, -1},
    [ROLE_DISABLED] = {A_DIM, -1},
    [ROLE_RULE] = {A_NORMAL, -1},
    [ROLE_KEY] = {A_BOLD, -1},
    [ROLE_DEMO] = {A_REVERSE | A_BOLD, COLOR_YELLOW},
    [ROLE_MARK] = {A_NORMAL, -1},
    [ROLE_MARK_WAIT] = {A_BOLD, COLOR_YELLOW},
    [ROLE_MARK_OUT] = {A_BOLD, COLOR_GREEN},
    [ROLE_MARK_LATE] = {A_BOLD | A_REVERSE, COLOR_RED},
};

struct draw *draw_new(bool colour, bool ascii)
{
    struct draw *d = calloc(1, sizeof *d);
    if (!d)
        return NULL;
    d->window = stdscr;
    d->ascii = ascii;
    d->colour = colour && has_colors() && start_color() != ERR && use_default_colors() != ERR;
    for (short pair = 1; d->colour && pair <= COLOR_WHITE + 1; pair++)
        init_pair(pair, (short)(pair - 1), -1);
    draw_resized(d);
    return d;
}

void draw_free(struct draw *d)
{
    free(d);
}

void draw_resized(struct draw *d)
{
    getmaxyx(d->window, d->rows, d->cols);
    d->caret_row = -1;
}

int draw_rows(const struct draw *d)
{
    return d->rows;
}

int draw_cols(const struct draw *d)
{
    return d->cols;
}

struct area draw_window(const struct draw *d)
{
    return (struct area){0, 0, d->rows, d->cols};
}

void draw_clear(struct draw *d)
{
    wattrset(d->window, A_NORMAL);
    werase(d->window);
    d->caret_row = -1;
}

void draw_flush(struct draw *d, bool all)
{
    if (all)
        clearok(d->window, TRUE);
    curs_set(d->caret_row >= 0 ? 1 : 0);
    wmove(d->window, d->caret_row >= 0 ? d->caret_row : d->rows - 1, d->caret_row >= 0 ? d->caret_col : d->cols - 1);
    wnoutrefresh(d->window);
    doupdate();
}

static void set_role(struct draw *d, enum draw_role role)
{
    const struct look *look = &looks[role < ROLE_COUNT ? role : ROLE_PLAIN];
    wattr_set(d->window, look->attributes, d->colour && look->colour >= 0 ? (short)(look->colour + 1) : (short)0, NULL);
}

/* The next cell's code points: a base and the marks on it. Bytes taken; the first is 0 where there is nothing to
 * show. */
static size_t next_cell(const char *s, size_t n, wchar_t cell[CCHARW_MAX + 1])
{
    size_t at = 0;
    int used = 0;
    while (at < n) {
        uint32_t code;
        size_t took = text_decode(s + at, n - at, &code);
        if (took == 0) {
            took = 1;
            code = 0xFFFD;
        }
        int cells = text_code_width(code);
        if (used > 0 && cells != 0)
            break;
        at += took;
        if (used == 0 && cells == 0)
            continue; /* a mark at the head would change the cell before */
        if (used < CCHARW_MAX)
            cell[used++] = cells < 0 ? L' ' : (wchar_t)code;
    }
    cell[used] = L'\0';
    return at;
}

/* Writes text that is known to fit. Cell by cell: left to itself, ncurses hangs a mark on the right half of a wide
 * character, from where it never reaches the terminal. */
static void write_run(struct draw *d, int row, int col, const char *s, size_t n)
{
    attr_t attributes;
    short pair;
    wattr_get(d->window, &attributes, &pair, NULL);
    wmove(d->window, row, col);
    for (size_t at = 0; at < n;) {
        wchar_t codes[CCHARW_MAX + 1];
        cchar_t cell;
        at += next_cell(s + at, n - at, codes);
        if (codes[0] != L'\0' && setcchar(&cell, codes, attributes, pair, NULL) == OK)
            wadd_wch(d->window, &cell);
    }
}

static void blanks(struct draw *d, int row, int col, int cells)
{
    if (cells > 0)
        mvwhline(d->window, row, col, ' ' | (chtype)(getattrs(d->window) & (int)A_ATTRIBUTES), cells);
}

static void write_cells(struct draw *d, int row, int col, int cells, const char *s, size_t n, bool right)
{
    char *shown = text_check(s, n, false, NULL) == 0 ? NULL : text_show(s, n);
    if (shown) { /* also the newlines, which it leaves */
        n = strlen(shown);
        for (char *p = shown; (p = strchr(p, '\n'));)
            *p = ' ';
        s = shown;
    }
    int used = 0;
    size_t fit = text_fit(s, n, cells, &used);
    int before = right ? cells - used : 0;
    blanks(d, row, col, before);
    write_run(d, row, col + before, s, fit);
    blanks(d, row, col + before + used, cells - before - used);
    free(shown);
}

static void put(struct draw *d, int row, int col, int cells, enum draw_role role, const char *s, size_t n, bool right)
{
    if (!s) {
        s = "";
        n = 0;
    }
    if (row < 0 || row >= d->rows || col < 0 || col >= d->cols)
        return;
    if (cells > d->cols - col)
        cells = d->cols - col;
    if (cells <= 0)
        return;
    set_role(d, role);
    write_cells(d, row, col, cells, s, n, right);
}

void draw_text_n(struct draw *d, int row, int col, int cells, enum draw_role role, const char *s, size_t n)
{
    put(d, row, col, cells, role, s, n, false);
}

void draw_text(struct draw *d, int row, int col, int cells, enum draw_role role, const char *text)
{
    put(d, row, col, cells, role, text, text ? strlen(text) : 0, false);
}

void draw_text_right(struct draw *d, int row, int col, int cells, enum draw_role role, const char *text)
{
    put(d, row, col, cells, role, text, text ? strlen(text) : 0, true);
}

void draw_text_cut(struct draw *d, int row, int col, int cells, enum draw_role role, const char *text)
{
    static const char cut[] = "..";
    size_t n = strlen(text);
    if (text_width(text, n) <= cells) {
        draw_text(d, row, col, cells, role, text);
        return;
    }
    int marks = (int)strlen(cut), used = 0;
    n = text_fit(text, n, cells > marks ? cells - marks : 0, &used);
    draw_text_n(d, row, col, used, role, text, n);
    draw_text(d, row, col + used, cells - used, role, cut);
}

int draw_paragraph_from(struct draw *d, struct area area, enum draw_role role, const char *text, int skip)
{
    size_t n = text ? strlen(text) : 0, next;
    int line = 0;
    if (area.cols <= 0)
        return 0;
    for (size_t at = 0; at < n && line - skip < area.rows; at += next, line++) {
        size_t end = text_break(text + at, n - at, area.cols, &next);
        if (line >= skip && d)
            draw_text_n(d, area.row + line - skip, area.col, area.cols, role, text + at, end);
    }
    return line > skip ? line - skip : 0;
}

int draw_paragraph(struct draw *d, struct area area, enum draw_role role, const char *text)
{
    return draw_paragraph_from(d, area, role, text, 0);
}

int draw_paragraph_rows(int cells, const char *text)
{
    return draw_paragraph_from(NULL, (struct area){0, 0, 1 << 20, cells}, ROLE_PLAIN, text, 0);
}

/* Line drawing characters are ambiguous in width: where those take two cells they would not meet. */
static bool plain_borders(const struct draw *d)
{
    return d->ascii || text_ambiguous() == 2;
}

static void line(struct draw *d, int row, int col, int cells, const char *sign)
{
    for (int i = 0; i < cells; i++)
        draw_text(d, row, col + i, 1, ROLE_RULE, sign);
}

void draw_rule(struct draw *d, int row, int col, int cells)
{
    line(d, row, col, cells, plain_borders(d) ? "-" : "─");
}

void draw_fill(struct draw *d, struct area area, enum draw_role role)
{
    for (int i = 0; i < area.rows; i++)
        draw_text(d, area.row + i, area.col, area.cols, role, "");
}

struct area draw_box(struct draw *d, struct area a, const char *title)
{
    static const char *const fine[] = {"┌", "┐", "└", "┘", "│"}, *const plain[] = {"+", "+", "+", "+", "|"};
    const char *const *sign = plain_borders(d) ? plain : fine;
    int bottom = a.row + a.rows - 1, right = a.col + a.cols - 1;
    draw_fill(d, a, ROLE_PLAIN);
    draw_rule(d, a.row, a.col, a.cols);
    draw_rule(d, bottom, a.col, a.cols);
    for (int i = 1; i < a.rows - 1; i++) {
        draw_text(d, a.row + i, a.col, 1, ROLE_RULE, sign[4]);
        draw_text(d, a.row + i, right, 1, ROLE_RULE, sign[4]);
    }
    draw_text(d, a.row, a.col, 1, ROLE_RULE, sign[0]);
    draw_text(d, a.row, right, 1, ROLE_RULE, sign[1]);
    draw_text(d, bottom, a.col, 1, ROLE_RULE, sign[2]);
    draw_text(d, bottom, right, 1, ROLE_RULE, sign[3]);
    if (title && title[0] != '\0' && a.cols > 8) {
        int used = 0;
        text_fit(title, strlen(title), a.cols - 6, &used);
        draw_text(d, a.row, a.col + 2, used + 2, ROLE_TITLE, " ");
        draw_text(d, a.row, a.col + 3, used, ROLE_TITLE, title);
    }
    return (struct area){a.row + 1, a.col + 2, a.rows > 2 ? a.rows - 2 : 0, a.cols > 4 ? a.cols - 4 : 0};
}

struct area draw_popup(struct draw *d, int rows, int cells, const char *title)
{
    struct area a = {.rows = rows + 2, .cols = cells + 4};
    if (a.rows > d->rows)
        a.rows = d->rows;
    if (a.cols > d->cols)
        a.cols = d->cols;
    a.row = (d->rows - a.rows) / 2;
    a.col = (d->cols - a.cols) / 2;
    return draw_box(d, a, title);
}

void draw_caret(struct draw *d, int row, int col)
{
    bool inside = row >= 0 && row < d->rows && col >= 0 && col < d->cols;
    d->caret_row = inside ? row : -1;
    d->caret_col = inside ? col : 0;
}

void draw_caret_at(const struct draw *d, int *row, int *col)
{
    *row = d->caret_row;
    *col = d->caret_col;
}

/* What one cell holds, as UTF-8; returns its cells (at least 1). */
static int cell_text(struct draw *d, int row, int col, char *buf, size_t size)
{
    cchar_t cell;
    wchar_t codes[CCHARW_MAX + 1];
    attr_t attributes;
    short pair;
    size_t used = 0;
    buf[0] = '\0';
    if (mvwin_wch(d->window, row, col, &cell) == ERR || getcchar(&cell, codes, &attributes, &pair, NULL) == ERR)
        return 1;
    for (int i = 0; codes[i] != L'\0' && used + 5 < size; i++)
        used += text_encode(buf + used, (uint32_t)codes[i]);
    buf[used] = '\0';
    int cells = codes[0] != L'\0' ? text_code_width((uint32_t)codes[0]) : 1;
    return cells > 1 ? cells : 1;
}

char *draw_row_text(struct draw *d, int row)
{
    size_t size = (size_t)d->cols * 4 * (CCHARW_MAX + 1) + 1, used = 0;
    char *text = malloc(size);
    if (!text)
        return NULL;
    for (int col = 0; col < d->cols;) {
        char one[4 * (CCHARW_MAX + 1) + 8];
        col += cell_text(d, row, col, one, sizeof one);
        size_t n = strlen(one);
        memcpy(text + used, one, n);
        used += n;
    }
    while (used > 0 && text[used - 1] == ' ')
        used--;
    text[used] = '\0';
    return text;
}

char *draw_screen_text(struct draw *d)
{
    size_t used = 0;
    char *all = calloc(1, 1);
    for (int row = 0; all && row < d->rows; row++) {
        char *one = draw_row_text(d, row);
        size_t n = one ? strlen(one) : 0;
        char *more = one ? realloc(all, used + n + 2) : NULL;
        if (more) {
            memcpy(more + used, one, n);
            used += n;
            more[used++] = '\n';
            more[used] = '\0';
        } else {
            free(all);
        }
        all = more;
        free(one);
    }
    return all;
}

/* A list of rows in columns. */
#include "screens/table.h"

#include <stdlib.h>
#include <string.h>

#include "forms/banned.h"

enum { CURSOR_CELLS = 2, MARK_CELLS = 3, ROWS_BEFORE_DRAWN = 20 };

struct table {
    const struct table_column *columns;
    int column_count;
    struct table_source source;
    struct table_page page; /* by count: rows and before/after of what is visible */
    size_t first, selected; /* by page: first stays 0 */
    int rows;               /* visible */
    bool loaded;
    struct err failure; /* of the last load; code ERR_NONE where it went well */
};

int table_new(struct table **out, const struct table_column *columns, int count, const struct table_source *source,
              struct err *e)
{
    struct table *t = calloc(1, sizeof *t);
    *out = t;
    if (!t)
        return err_memory(e);
    t->columns = columns;
    t->column_count = count < TABLE_COLUMNS ? count : TABLE_COLUMNS;
    t->source = *source;
    t->rows = ROWS_BEFORE_DRAWN;
    return 0;
}

void table_free(struct table *table)
{
    free(table);
}

/* Rows that cell() can be asked for. */
static size_t row_count(const struct table *t)
{
    return t->source.load ? (size_t)t->page.rows : t->source.count(t->source.arg);
}

static void clamp(struct table *t)
{
    size_t count = row_count(t), rows = (size_t)t->rows;
    if (t->selected >= count)
        t->selected = count > 0 ? count - 1 : 0;
    if (t->source.load)
        return;
    if (t->first + rows > count)
        t->first = count > rows ? count - rows : 0;
    if (t->selected < t->first)
        t->first = t->selected;
    if (t->selected >= t->first + rows)
        t->first = t->selected - rows + 1;
    t->page.rows = (int)(count - t->first < rows ? count - t->first : rows);
    t->page.before = t->first > 0;
    t->page.after = t->first + rows < count;
}

int table_reload(struct table *t, enum table_load what, struct err *e)
{
    struct table_page page = {0};
    err_clear(&t->failure);
    if (t->source.load) {
        int r = t->source.load(t->source.arg, t->loaded ? what : TABLE_FIRST, t->rows, &page, &t->failure);
        if (r != 0) {
            if (e)
                *e = t->failure;
            return r;
        }
        t->page = page;
        t->loaded = true;
    }
    if (what == TABLE_FIRST)
        t->selected = t->first = 0;
    if (what == TABLE_LAST)
        t->selected = row_count(t);
    clamp(t);
    return 0;
}

/* By page: turns it; the selection goes to the end where one comes from. */
static int turn(struct table *t, enum table_load what, size_t selected, struct err *e)
{
    int r = table_reload(t, what, e);
    if (r != 0)
        return r;
    t->selected = selected;
    clamp(t);
    return TABLE_MOVED;
}

static int select_row(struct table *t, size_t row)
{
    size_t before = t->selected;
    t->selected = row;
    clamp(t);
    return t->selected == before ? TABLE_IGNORED : TABLE_MOVED;
}

static int up(struct table *t, size_t by, struct err *e)
{
    if (t->source.load && t->page.before && (t->selected == 0 || by > 1))
        return turn(t, TABLE_PREV, by > 1 ? t->selected : (size_t)t->rows, e);
    return select_row(t, t->selected > by ? t->selected - by : 0);
}

static int down(struct table *t, size_t by, struct err *e)
{
    if (t->source.load && t->page.after && (t->selected + 1 >= row_count(t) || by > 1))
        return turn(t, TABLE_NEXT, by > 1 ? t->selected : 0, e);
    return select_row(t, t->selected + by);
}

int table_key(struct table *t, const struct key *key, struct err *e)
{
    size_t page = t->rows > 1 ? (size_t)t->rows : 1;
    switch (key->code) {
    case K_UP:
        return up(t, 1, e);
    case K_DOWN:
        return down(t, 1, e);
    case K_PAGE_UP:
        return up(t, page, e);
    case K_PAGE_DOWN:
        return down(t, page, e);
    case K_HOME:
        return t->source.load && t->page.before ? turn(t, TABLE_FIRST, 0, e) : select_row(t, 0);
    case K_END:
        return t->source.load && t->page.after ? turn(t, TABLE_LAST, (size_t)t->rows, e) : select_row(t, row_count(t));
    case K_ENTER:
        return row_count(t) > 0 ? TABLE_ENTERED : TABLE_IGNORED;
    default:
        return TABLE_IGNORED;
    }
}

bool table_selected(const struct table *t, size_t *row)
{
    *row = t->selected;
    return t->selected < row_count(t);
}

void table_select(struct table *t, size_t row)
{
    select_row(t, row);
}

bool table_has_before(const struct table *t)
{
    return t->page.before;
}

bool table_has_after(const struct table *t)
{
    return t->page.after;
}

/* Columns without a width share what the others leave. */
static void column_cells(const struct table *t, int cols, int cells[TABLE_COLUMNS])
{
    int left = cols - CURSOR_CELLS - (t->source.mark ? MARK_CELLS : 0), open = 0;
    for (int i = 0; i < t->column_count; i++) {
        left -= t->columns[i].cells + (i > 0);
        open += t->columns[i].cells == 0;
    }
    for (int i = 0; i < t->column_count; i++) {
        cells[i] = t->columns[i].cells;
        if (cells[i] == 0) {
            cells[i] = left > 0 ? left / open : 0;
            left -= cells[i];
            open--;
        }
    }
}

static void draw_cells(const struct table *t, struct draw *d, struct area row, enum draw_role role,
                       const size_t *number)
{
    int cells[TABLE_COLUMNS], col = row.col + CURSOR_CELLS + (t->source.mark ? MARK_CELLS : 0);
    int edge = row.col + row.cols;
    column_cells(t, row.cols, cells);
    for (int i = 0; i < t->column_count && col < edge; i++) {
        char buf[TABLE_CELL_BYTES] = "";
        int room = cells[i] < edge - col ? cells[i] : edge - col;
        if (number)
            t->source.cell(t->source.arg, *number, i, buf, sizeof buf);
        const char *text = number ? buf : t->columns[i].label;
        if (t->columns[i].right)
            draw_text_right(d, row.row, col, room, role, text);
        else
            draw_text_cut(d, row.row, col, room, role, text);
        col += cells[i] + 1;
    }
}

static void draw_table_row(const struct table *t, struct draw *d, struct area row, size_t number, bool focus)
{
    bool here = number == t->selected;
    enum draw_role role = here && focus ? ROLE_SELECTED : ROLE_PLAIN, mark_role = ROLE_MARK;
    draw_text(d, row.row, row.col, row.cols, role, here ? "▶" : "");
    draw_cells(t, d, row, role, &number);
    if (t->source.mark) {
        const char *mark = t->source.mark(t->source.arg, number, &mark_role);
        draw_text(d, row.row, row.col + CURSOR_CELLS, MARK_CELLS - 1, mark_role, mark);
    }
    if (here && focus)
        draw_caret(d, row.row, row.col);
}

void table_draw(struct table *t, struct draw *d, struct area area, bool focus)
{
    struct area row = {area.row + 1, area.col, 1, area.cols};
    int rows = area.rows > 1 ? area.rows - 1 : 1;
    if (area.rows <= 0 || area.cols <= 0)
        return;
    if (rows != t->rows || !t->loaded) {
        t->rows = rows;
        table_reload(t, TABLE_HERE, NULL);
    }
    clamp(t);
    draw_text(d, area.row, area.col, area.cols, ROLE_LABEL, "");
    draw_cells(t, d, (struct area){area.row, area.col, 1, area.cols}, ROLE_LABEL, NULL);
    row.rows = area.rows - 1;
    if (t->failure.code != ERR_NONE) {
        draw_paragraph(d, row, ROLE_ERROR, t->failure.text);
    } else if (row_count(t) == 0) {
        draw_paragraph(d, row, ROLE_HINT, t->source.empty ? t->source.empty : "該当するものがありません。");
    } else {
        for (int i = 0; i < t->page.rows && i < rows; i++, row.row++)
            draw_table_row(t, d, row, t->first + (size_t)i, focus);
    }
}

/* The editor in rows and cells: where the caret is, what is visible. */
#include <string.h>

#include "forms/text.h"
#include "screens/draw.h"
#include "screens/edit_model.h"

#include "forms/banned.h"

/* A row of the text: [start, end) is shown, the next one begins at next. */
struct row {
    size_t start, end, next;
    int number;
    bool last;
};

/* One cell stays free for the caret behind the last character. */
static int row_cells(int cells)
{
    return cells > 3 ? cells - 1 : 2;
}

/* The row that begins at `at`. After a newline at the very end there is one more, empty row. */
static struct row row_at(const struct edit *edit, int cells, size_t at, int number)
{
    struct row row = {.start = at, .end = at, .next = at, .number = number, .last = true};
    if (!edit->lines) {
        row.end = row.next = edit->n;
        return row;
    }
    if (at < edit->n) {
        size_t next = 0;
        row.end = at + text_break(edit->text + at, edit->n - at, row_cells(cells), &next);
        row.next = at + next;
        row.last = row.next == edit->n && edit->text[edit->n - 1] != '\n';
    }
    return row;
}

static bool row_has(const struct row *row, size_t caret)
{
    return caret >= row->start && (caret < row->next || row->last);
}

static struct row row_of(const struct edit *edit, int cells, size_t caret)
{
    struct row row = row_at(edit, cells, 0, 0);
    while (!row_has(&row, caret))
        row = row_at(edit, cells, row.next, row.number + 1);
    return row;
}

static struct row row_numbered(const struct edit *edit, int cells, int number)
{
    struct row row = row_at(edit, cells, 0, 0);
    while (row.number < number && !row.last)
        row = row_at(edit, cells, row.next, row.number + 1);
    return row;
}

int edit_rows(const struct edit *edit, int cells)
{
    struct row row = row_at(edit, cells, 0, 0);
    while (!row.last)
        row = row_at(edit, cells, row.next, row.number + 1);
    return row.number + 1;
}

static int column_of(const struct edit *edit, const struct row *row, size_t caret)
{
    return text_width(edit->text + row->start, caret - row->start);
}

/* The end of a broken row is the beginning of the next one: the last place of this one is before its last character. */
static size_t row_end(const struct edit *edit, const struct row *row)
{
    if (!row->last && row->end == row->next && row->end > row->start)
        return text_prev(edit->text, edit->n, row->end);
    return row->end;
}

size_t edit_row_edge(const struct edit *edit, bool end)
{
    struct row row = row_of(edit, edit->cells, edit->caret);
    return end ? row_end(edit, &row) : row.start;
}

int edit_row_step(struct edit *edit, int by)
{
    struct row row = row_of(edit, edit->cells, edit->caret);
    if (row.number + by < 0 || (by > 0 && row.last))
        return EDIT_IGNORED;
    if (edit->column < 0)
        edit->column = column_of(edit, &row, edit->caret);
    row = row_numbered(edit, edit->cells, row.number + by);
    edit->caret = row.start + text_fit(edit->text + row.start, row_end(edit, &row) - row.start, edit->column, NULL);
    edit->run = RUN_NONE;
    return EDIT_MOVED;
}

/* One line: the text slides so that the caret stays inside. */
static int slide(struct edit *edit, int cells)
{
    if (edit->first > edit->caret)
        edit->first = edit->caret;
    while (text_width(edit->text + edit->first, edit->caret - edit->first) > cells - 1 && edit->first < edit->caret)
        edit->first = text_next(edit->text, edit->n, edit->first);
    /* After deleting at the end, what fits again comes back. */
    for (size_t before; edit->first > 0; edit->first = before) {
        before = text_prev(edit->text, edit->n, edit->first);
        if (text_width(edit->text + before, edit->n - before) > cells - 1)
            break;
    }
    return text_width(edit->text + edit->first, edit->caret - edit->first);
}

void edit_layout(struct edit *edit, int rows, int cells, int *caret_row, int *caret_col)
{
    edit->rows = rows > 0 ? rows : 1;
    edit->cells = cells > 0 ? cells : 1;
    *caret_row = 0;
    if (!edit->lines) {
        *caret_col = slide(edit, edit->cells);
        return;
    }
    struct row row = row_of(edit, edit->cells, edit->caret);
    int all = edit_rows(edit, edit->cells);
    if (edit->first_row > all - edit->rows)
        edit->first_row = all > edit->rows ? all - edit->rows : 0;
    if (row.number < edit->first_row)
        edit->first_row = row.number;
    if (row.number >= edit->first_row + edit->rows)
        edit->first_row = row.number - edit->rows + 1;
    *caret_row = row.number - edit->first_row;
    *caret_col = column_of(edit, &row, edit->caret);
    if (*caret_col >= edit->cells) /* among blanks that hang over the edge */
        *caret_col = edit->cells - 1;
}

void edit_draw(struct edit *edit, struct draw *d, struct area area, bool focus)
{
    int caret_row, caret_col;
    enum draw_role role = focus ? ROLE_FIELD_FOCUS : ROLE_FIELD;
    if (area.rows <= 0 || area.cols <= 0)
        return;
    edit_layout(edit, area.rows, area.cols, &caret_row, &caret_col);
    if (!edit->lines) {
        draw_text(d, area.row, area.col, area.cols, role, edit->text + edit->first);
        int cells = text_width(edit->text + edit->first, edit->n - edit->first);
        if (edit->offered)
            draw_text(d, area.row, area.col, cells < area.cols ? cells : area.cols, ROLE_SELECTED,
                      edit->text + edit->first);
    } else {
        struct row row = row_numbered(edit, area.cols, edit->first_row);
        for (int i = 0; i < area.rows; i++) {
            bool there = row.number == edit->first_row + i;
            draw_text_n(d, area.row + i, area.col, area.cols, role, edit->text + row.start,
                        there ? row.end - row.start : 0);
            if (there && !row.last)
                row = row_at(edit, area.cols, row.next, row.number + 1);
        }
    }
    if (focus)
        draw_caret(d, area.row + caret_row, area.col + caret_col);
}

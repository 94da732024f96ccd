/* The page of 当直引継ぎ. See handover_page.h. */
#include "screens/handover_page.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "forms/text.h"
#include "screens/shared.h"

#include "forms/banned.h"

enum { COLUMN_MARKED, COLUMN_WHAT, COLUMN_WHO, COLUMN_DUE, COLUMN_BY, COLUMNS };
static const struct table_column columns[COLUMNS] = {
    [COLUMN_MARKED] = {.label = "", .cells = 2},      [COLUMN_WHAT] = {.label = "何を", .cells = 0},
    [COLUMN_WHO] = {.label = "誰が", .cells = 10},    [COLUMN_DUE] = {.label = "予定", .cells = 11},
    [COLUMN_BY] = {.label = "行うこと", .cells = 14},
};

static const char *const headings[HANDOVER_GROUPS] = {
    [HANDOVER_WAITING] = "返却の確認を待つもの",
    [HANDOVER_DESIGNATED] = "当直用の携帯電話機・カメラ等",
    [HANDOVER_OVERNIGHT] = "この当直で許可し、持出中のもの",
    [HANDOVER_AWAY] = "ほかの持出中",
};

/* ---- rows and marks ---- */

static const struct handover_row *row_at(const struct handover_screen *self, size_t line)
{
    return line < self->nlines && self->lines[line].row != SIZE_MAX ? &self->page.rows[self->lines[line].row] : NULL;
}

const struct handover_row *page_selected(const struct handover_screen *self)
{
    size_t line;
    return table_selected(self->table, &line) ? row_at(self, line) : NULL;
}

static size_t mark_of(const struct handover_screen *self, const char *entry)
{
    size_t i = 0;
    while (i < self->nmarks && strcmp(self->marks[i], entry) != 0)
        i++;
    return i;
}

bool row_marked(const struct handover_screen *self, const struct handover_row *row)
{
    return row->step != NULL && mark_of(self, row->entry) < self->nmarks;
}

void row_mark(struct handover_screen *self, const struct handover_row *row, bool on)
{
    size_t at = mark_of(self, row->entry);
    if (on && at == self->nmarks && self->nmarks < MARKS)
        text_format(self->marks[self->nmarks++], ENTRY_ID_BYTES, "%s", row->entry);
    else if (!on && at < self->nmarks)
        memmove(self->marks[at], self->marks[--self->nmarks], ENTRY_ID_BYTES);
}

bool row_doable(const struct handover_row *row)
{
    return row != NULL && row->step != NULL && row->mine;
}

/* ---- the table ---- */

static size_t count(void *arg)
{
    const struct handover_screen *self = arg;
    return self->nlines;
}

static void heading_cell(const struct handover_screen *self, enum handover_group group, int column, char *buf,
                         size_t size)
{
    size_t n = self->page.count[group], left = self->page.left[group];
    bool his = group == HANDOVER_WAITING || group == HANDOVER_DESIGNATED;
    buf[0] = '\0';
    if (column == COLUMN_WHAT)
        text_format(buf, size, "【%s】", headings[group]);
    else if (column == COLUMN_DUE)
        text_format(buf, size, "%zu件", n);
    else if (column == COLUMN_BY && his)
        text_format(buf, size, left > 0 ? "残り %zu件" : "残りなし", left);
}

static void row_cell(const struct handover_screen *self, const struct handover_row *row, int column, char *buf,
                     size_t size)
{
    char due[DATE_BYTES];
    buf[0] = '\0';
    switch (column) {
    case COLUMN_MARKED:
        text_format(buf, size, "%s", !row_doable(row) ? "" : row_marked(self, row) ? "■" : "□");
        break;
    case COLUMN_WHAT:
        text_format(buf, size, "%s", row->title);
        break;
    case COLUMN_WHO:
        text_format(buf, size, "%s", row->who);
        break;
    case COLUMN_DUE:
        if (row->due != 0)
            text_format(buf, size, "%s", date_format_time(due, sizeof due, row->due, DATE_DAY));
        break;
    default:
        text_format(buf, size, "%s",
                    row->back           ? "返却済"
                    : row->step != NULL ? row->step->label
                    : row->open         ? row->by
                                        : "返却待ち");
        break;
    }
}

static void cell(void *arg, size_t line, int column, char *buf, size_t size)
{
    const struct handover_screen *self = arg;
    const struct handover_row *row = row_at(self, line);
    if (row != NULL)
        row_cell(self, row, column, buf, size);
    else
        heading_cell(self, self->lines[line].group, column, buf, size);
}

static const char *mark(void *arg, size_t line, enum draw_role *role)
{
    const struct handover_screen *self = arg;
    const struct handover_row *row = row_at(self, line);
    *role = ROLE_PLAIN;
    if (row == NULL)
        return NULL;
    *role = strcmp(row->mark, "超") == 0 ? ROLE_MARK_LATE : row->open ? ROLE_MARK_WAIT : ROLE_PLAIN;
    return row->mark;
}

/* ---- loading ---- */

static int make_lines(struct handover_screen *self, struct err *e)
{
    struct page_line *lines = calloc(self->page.n + HANDOVER_GROUPS, sizeof *lines);
    size_t n = 0, row = 0;
    if (lines == NULL)
        return err_memory(e);
    for (int group = 0; group < HANDOVER_GROUPS; group++) {
        lines[n++] = (struct page_line){(enum handover_group)group, SIZE_MAX};
        for (; row < self->page.n && self->page.rows[row].group == (enum handover_group)group; row++)
            lines[n++] = (struct page_line){(enum handover_group)group, row};
    }
    free(self->lines);
    self->lines = lines;
    self->nlines = n;
    return 0;
}

int page_load(struct handover_screen *self, struct screens *s, struct err *e)
{
    struct handover fresh;
    int rc = handover_load(&fresh, shared_session(s), e);
    if (rc != 0)
        return rc;
    handover_release(&self->page);
    self->page = fresh;
    rc = make_lines(self, e);
    if (rc != 0 || self->table != NULL)
        return rc != 0 ? rc : table_reload(self->table, TABLE_HERE, e);
    const struct table_source source = {.count = count, .cell = cell, .mark = mark, .arg = self};
    rc = table_new(&self->table, columns, COLUMNS, &source, e);
    if (rc == 0)
        table_select(self->table, 1); /* under the first heading */
    return rc;
}

/* ---- drawing ---- */

static void fill_foot(struct handover_screen *self, const struct handover_row *row)
{
    for (int i = 0; i < FRAME_FOOT; i++)
        text_format(self->foot[i], sizeof self->foot[i], " ");
    if (row == NULL)
        return;
    if (row->by[0] != '\0')
        text_format(self->foot[0], sizeof self->foot[0], "%s: %s",
                    row->group == HANDOVER_DESIGNATED ? "返却する者" : "返却を確認する者", row->by);
    if (row->route[0] != '\0')
        text_format(self->foot[1], sizeof self->foot[1], "できないとき%s: %s", row->reason ? "(理由を書いて)" : "",
                    row->route);
    if (row->clause[0] != '\0')
        text_format(self->foot[2], sizeof self->foot[2], "根拠 %s", row->clause);
}

void page_draw(void *arg, struct screens *s, struct draw *d)
{
    struct handover_screen *self = arg;
    const struct handover *page = &self->page;
    char title[NAME_BYTES], shift[NAME_BYTES / 2], right[NAME_BYTES * 2];
    fill_foot(self, page_selected(self));
    const char *foot[FRAME_FOOT] = {self->foot[0], self->foot[1], self->foot[2]};
    text_format(title, sizeof title, "当直引継ぎ %s", handover_shift_label(shift, sizeof shift, page));
    text_format(right, sizeof right, "%s%s 残り%zu件",
                page->officer_name[0] != '\0' ? page->officer_name : "当直責任者 未定",
                strcmp(page->state, "received") == 0 ? " 引継ぎ済"
                : page->entry[0] != '\0'             ? " 受領待ち"
                : page->runs                         ? " 勤務中"
                                                     : " 勤務終了・引継ぎ未了",
                page->left[HANDOVER_WAITING] + page->left[HANDOVER_DESIGNATED]);
    table_draw(self->table, d, screens_frame(s, d, title, right, foot), true);
}

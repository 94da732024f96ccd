/* Any register as a list. */
#include "screens/list.h"

#include <stdlib.h>
#include <string.h>

#include "app/list.h"
#include "forms/field.h"
#include "forms/text.h"
#include "screens/detail.h"
#include "screens/edit.h"
#include "screens/entry.h"
#include "screens/life.h"
#include "screens/make.h"
#include "screens/preview.h"
#include "screens/shared.h"
#include "screens/table.h"

#include "forms/banned.h"

enum {
    LIST_OPEN = COMMAND_OWN,
    LIST_MAKE,
    LIST_RETURN,
    LIST_SORT,
    LIST_TURN,
    LIST_PRINT,
    LIST_LIFE,
    LIST_CLEAR,
    LIST_LEAVE
};
enum {
    SEARCH_CHARACTERS = 120,
    SEARCH_COL = 8,
    COUNT_CELLS = 24,
    FIXED_CELLS = 5, /* cursor and mark */
    LEAST_CELLS = 11,
    PANE_COLS = 130,
    PANE_ROWS = 34,
    PANE_CELLS = 46,
    PANE_LINES = 11
};

struct list_screen {
    struct list *list;
    struct edit *search;
    struct table *table;
    struct table_column columns[LIST_COLUMNS];
    int ncolumns, cells; /* columns shown in that many cells */
    char step[KEY_BYTES];
    bool fault; /* the search line cannot be read yet */
};

static const struct command commands[] = {
    COMMAND(LIST_OPEN, K_ENTER, "開く", "カーソルの行の内容、経過、できることを示します。"),
    COMMAND(LIST_MAKE, K_F2, "新規", "新しく記載(申請)します。"),
    COMMAND(LIST_RETURN, K_F5, "返却", "カーソルの行の返却を記録します。"),
    COMMAND(LIST_SORT, K_F6, "並べ替え", "並べる順を次の列に移します。"),
    COMMAND(LIST_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    COMMAND(LIST_TURN, K_F7, "逆順", "並べる順を逆にします。"),
    COMMAND(LIST_PRINT, K_F8, "印刷", "様式を画面で確かめ、ファイルに書き出します。申請書は、カーソルの行の1枚です。"),
    COMMAND(LIST_LIFE, K_F9, "来歴", "カーソルの行の物(人)について、全ての簿冊での経過を時の順に示します。"),
    {.id = LIST_CLEAR,
     .keys = {K_CTRL('u')},
     .label = "検索を消す",
     .help = "打った字のどれかの列にあるものだけが残ります。状態:持出中 期限<今日 のようにも打てます。",
     .hidden = true},
    {.id = COMMAND_NONE},
};

/* ---- the table's source ---- */

int list_page(struct list *list, enum table_load what, int rows, struct table_page *page, struct err *e)
{
    static const enum list_move moves[] = {
        [TABLE_FIRST] = LIST_FIRST, [TABLE_LAST] = LIST_LAST, [TABLE_NEXT] = LIST_NEXT,
        [TABLE_PREV] = LIST_PREV,   [TABLE_HERE] = LIST_HERE,
    };
    return list_load(list, moves[what], rows, &page->rows, &page->before, &page->after, e);
}

static int load(void *arg, enum table_load what, int rows, struct table_page *page, struct err *e)
{
    struct list_screen *self = arg;
    return list_page(self->list, what, rows, page, e);
}

static void cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    const struct list_screen *self = arg;
    list_cell(self->list, row, column, buf, size);
}

static const char *mark(void *arg, size_t row, enum draw_role *role)
{
    const struct list_screen *self = arg;
    enum state_kind kind;
    bool late;
    const char *text = list_mark(self->list, row, &late, &kind);
    *role = shared_mark_role(kind, late);
    return text;
}

/* Its width or that of its label; what is free text takes whatever room there is. */
static int wanted_cells(const struct field *field, int most)
{
    int label = text_width(field->label, strlen(field->label));
    if (field->type == FIELD_TEXT || field->type == FIELD_LONG_TEXT)
        return most;
    return label > field->list_width ? label : field->list_width;
}

/* As many columns as have room at their least width, the rest of the room shared out up to what they want. */
static int make_table(struct list_screen *self, int cells, struct err *e)
{
    int n, left = cells - FIXED_CELLS;
    const struct field *const *fields = list_fields(self->list, &n);
    struct table *table;
    self->ncolumns = 0;
    for (int i = 0; i < n; i++) {
        int want = fields[i]->list_width > 0 ? fields[i]->list_width : LEAST_CELLS;
        int least = want < LEAST_CELLS ? want : LEAST_CELLS;
        if (left < least + (i > 0))
            break;
        left -= least + (i > 0);
        self->columns[self->ncolumns++] =
            (struct table_column){.label = fields[i]->label, .cells = least, .right = fields[i]->type == FIELD_NUMBER};
    }
    for (bool more = true; left > 0 && more;) {
        more = false;
        for (int i = 0; i < self->ncolumns && left > 0; i++)
            if (self->columns[i].cells < wanted_cells(fields[i], cells)) {
                self->columns[i].cells++;
                left--;
                more = true;
            }
    }
    const struct table_source source = {
        .load = load, .cell = cell, .mark = mark, .arg = self, .empty = "該当する行がありません。"};
    int rc = table_new(&table, self->columns, self->ncolumns, &source, e);
    if (rc != 0)
        return rc;
    size_t row = 0;
    bool selected = self->table != NULL && table_selected(self->table, &row);
    table_free(self->table);
    self->table = table;
    self->cells = cells;
    if (selected)
        table_select(table, row);
    return 0;
}

/* ---- picture ---- */

static void draw_pane(const struct list_screen *self, struct draw *d, struct area area, int64_t now)
{
    size_t row;
    const struct entry *entry = table_selected(self->table, &row) ? list_entry(self->list, row) : NULL;
    int n = 0;
    if (entry != NULL) {
        char text[NAME_BYTES];
        entry_state_text(text, sizeof text, entry, now);
        text_append(text, sizeof text, entry->corrected ? "  訂 訂正あり" : "");
        draw_text(d, area.row + n++, area.col, area.cols, ROLE_TITLE, text);
    }
    for (const struct field *f = entry != NULL ? entry->reg->fields : NULL; f != NULL && f->key != NULL; f++) {
        char text[NAME_BYTES * 4];
        const char *value = entry_get(entry, f->key);
        if (value == NULL || n >= area.rows)
            continue;
        field_format(text, sizeof text, f, value, FORMAT_FORM);
        draw_text_cut(d, area.row + n, area.col, 19, ROLE_LABEL, f->label);
        draw_text_cut(d, area.row + n++, area.col + 20, area.cols - 20, ROLE_VALUE, text);
    }
}

static void list_draw(void *arg, struct screens *s, struct draw *d)
{
    struct list_screen *self = arg;
    const struct register_def *reg = list_register(self->list);
    char title[NAME_BYTES * 2], order[NAME_BYTES];
    struct err e;
    text_format(title, sizeof title, "%s%s%s%s%s", reg->form != NULL ? "様式第" : "",
                reg->form != NULL ? reg->form : "", reg->form != NULL ? "号 " : "", reg->label,
                self->step[0] != '\0' ? " — 選んで Enter" : "");
    list_sort_label(order, sizeof order, self->list);
    struct area in = screens_frame(s, d, title, order, NULL), pane = {0};
    draw_text(d, in.row, 1, SEARCH_COL - 1, ROLE_LABEL, "検索");
    struct area at = {in.row, SEARCH_COL, 1, in.cols - SEARCH_COL - 1};
    struct area rows = {in.row + 1, 0, in.rows - 1, in.cols};
    if (in.cols >= PANE_COLS) {
        rows.cols -= PANE_CELLS + 2;
        pane = (struct area){rows.row, rows.cols + 2, rows.rows, PANE_CELLS};
    } else if (draw_rows(d) >= PANE_ROWS) {
        rows.rows -= PANE_LINES + 1;
        draw_rule(d, rows.row + rows.rows, 0, in.cols);
        pane = (struct area){rows.row + rows.rows + 1, 2, PANE_LINES, in.cols - 3};
    }
    if (rows.cols != self->cells && make_table(self, rows.cols, &e) != 0)
        return;
    table_draw(self->table, d, rows, true);
    if (pane.rows > 0)
        draw_pane(self, d, pane, session_now(shared_session(s)));
    draw_fill(d, at, ROLE_FIELD);
    edit_draw(self->search, d, at, true);
}

/* ---- keys ---- */

static const struct entry *selected(const struct list_screen *self)
{
    size_t row;
    return table_selected(self->table, &row) ? list_entry(self->list, row) : NULL;
}

static enum screen_next open_entry(struct list_screen *self, struct screens *s, const char *step)
{
    const struct entry *entry = selected(self);
    struct err e;
    if (entry == NULL)
        return SCREEN_STAY;
    const struct step *back = register_step(entry->reg, step);
    if (back != NULL && (back->flags & STEP_BRINGS_BACK) != 0 && step_open_with(entry, STEP_BRINGS_BACK) != NULL)
        step = step_open_with(entry, STEP_BRINGS_BACK)->key; /* that of a 特例, where it is one */
    int rc =
        step[0] != '\0' ? entry_open(s, entry->reg, entry->id, step, &e) : detail_open(s, entry->reg, entry->id, &e);
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next search(struct list_screen *self, struct screens *s)
{
    struct err e;
    self->fault = list_search(self->list, edit_text(self->search), &e) != 0;
    if (self->fault) {
        screens_say(s, "%s", e.text); /* a line half typed: said, and the rows stay */
        return SCREEN_REDRAW;
    }
    return table_reload(self->table, TABLE_FIRST, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next reload(struct list_screen *self, struct screens *s, enum table_load what)
{
    struct err e;
    return table_reload(self->table, what, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next make(struct list_screen *self, struct screens *s)
{
    struct err e;
    int rc = make_open(s, list_register(self->list), &e);
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next show_life(const struct list_screen *self, struct screens *s)
{
    size_t row;
    return table_selected(self->table, &row) ? life_show(s, list_entry(self->list, row)) : SCREEN_STAY;
}

/* The sheets; of an application, which has a sheet of its own, that under the cursor. */
static enum screen_next print(struct list_screen *self, struct screens *s)
{
    const struct register_def *reg = list_register(self->list);
    const struct entry *entry = reg->sheet->unit == PAPER_PER_ENTRY ? selected(self) : NULL;
    struct err e;
    const char *line = edit_text(self->search);
    const struct preview_of of = {.entry = entry != NULL ? entry->id : NULL,
                                  .where = entry == NULL && line[0] != '\0' && !self->fault ? line : NULL};
    int rc = preview_open(s, reg, &of, &e);
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next list_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct list_screen *self = arg;
    struct err e;
    switch (command) {
    case LIST_OPEN:
        return open_entry(self, s, self->step);
    case LIST_MAKE:
        return make(self, s);
    case LIST_RETURN:
        return open_entry(self, s, register_step_with(list_register(self->list), STEP_BRINGS_BACK)->key);
    case LIST_SORT:
        list_sort_next(self->list);
        return reload(self, s, TABLE_FIRST);
    case LIST_TURN:
        list_sort_reverse(self->list);
        return reload(self, s, TABLE_FIRST);
    case LIST_PRINT:
        return print(self, s);
    case LIST_LIFE:
        return show_life(self, s);
    case LIST_LEAVE:
        return SCREEN_LEAVE;
    default:
        break;
    }
    bool sideways = key->code == K_HOME || key->code == K_END; /* of the list while nothing is typed */
    int r = sideways && edit_bytes(self->search) > 0 ? TABLE_IGNORED : table_key(self->table, key, &e);
    if (r == TABLE_IGNORED) {
        r = edit_key(self->search, key, &e);
        if (r == EDIT_CHANGED)
            return search(self, s);
    }
    return r < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
}

static bool list_typing(const void *self)
{
    (void)self;
    return true;
}

/* Masters that an account or the roster keeps are made on their own screens. */
static bool list_offers(const void *arg, int command)
{
    const struct list_screen *self = arg;
    const struct register_def *reg = list_register(self->list);
    if (command == LIST_MAKE) {
        const struct step *step = register_step_with(reg, STEP_CREATES);
        return step != NULL && self->step[0] == '\0' && !reg->own_screen;
    }
    if (command == LIST_RETURN)
        return register_step_with(reg, STEP_BRINGS_BACK) != NULL;
    return command != LIST_PRINT || reg->sheet != NULL;
}

/* The cursor goes to the entry that was recorded, if the list shows it. */
static enum screen_next show_recorded(struct list_screen *self, struct screens *s)
{
    const char *id = shared_of(s)->recorded;
    struct err e;
    if (table_reload(self->table, TABLE_HERE, &e) != 0)
        return screens_error(s, &e);
    if (list_row_of(self->list, id) < 0) {
        list_aim(self->list, id);
        if (table_reload(self->table, TABLE_HERE, &e) != 0)
            return screens_error(s, &e);
    }
    int row = list_row_of(self->list, id);
    if (row >= 0)
        table_select(self->table, (size_t)row);
    return SCREEN_REDRAW;
}

static enum screen_next list_resume(void *arg, struct screens *s, int result)
{
    struct list_screen *self = arg;
    if (self->step[0] != '\0' && result == 1) /* what it was opened for is done */
        return SCREEN_LEAVE;
    return result == 1 ? show_recorded(self, s) : reload(self, s, TABLE_HERE);
}

static void list_close(void *arg)
{
    struct list_screen *self = arg;
    table_free(self->table);
    edit_free(self->search);
    list_free(self->list);
    free(self);
}

static const struct screen_ops list_ops = {
    .name = "一覧",
    .commands = commands,
    .draw = list_draw,
    .handle = list_handle,
    .typing = list_typing,
    .offers = list_offers,
    .resume = list_resume,
    .close = list_close,
};

int list_open(struct screens *s, const struct register_def *reg, const char *line, const char *step, struct err *e)
{
    struct list_screen *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    int rc = list_new(&self->list, shared_session(s), reg, e);
    if (rc == 0)
        rc = edit_new(&self->search, SEARCH_CHARACTERS, false, e);
    if (rc == 0 && line != NULL)
        rc = edit_set(self->search, line, e);
    if (rc == 0 && line != NULL)
        rc = list_search(self->list, line, e);
    if (rc == 0)
        rc = make_table(self, draw_cols(term_draw(screens_term(s))), e);
    if (rc != 0) {
        list_close(self);
        return rc;
    }
    if (step != NULL)
        text_append(self->step, sizeof self->step, step);
    return screens_push(s, &list_ops, self, e);
}

/* 年当初・年1回の確認. */
#include "screens/yearly.h"

#include <stdlib.h>

#include "app/yearly.h"
#include "forms/text.h"
#include "screens/entry.h"
#include "screens/list.h"
#include "screens/preview.h"
#include "screens/shared.h"
#include "screens/table.h"

#include "forms/banned.h"

enum { YEARLY_CONFIRM = COMMAND_OWN, YEARLY_LEDGER, YEARLY_CHANGES, YEARLY_RECORD, YEARLY_PRINT, YEARLY_LEAVE };

struct yearly_screen {
    struct yearly ledgers[YEARLY_LEDGERS];
    struct table *table;
};

static const struct command commands[] = {
    COMMAND(YEARLY_CONFIRM, K_ENTER, "確認",
            "カーソルの簿冊の年当初の更新又は年1回の確認を記録します。変更がないときも、日と確認した者を残します。"),
    COMMAND(YEARLY_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    COMMAND(YEARLY_LEDGER, K_F3, "簿冊", "確認する簿冊の使用中の記載を一覧で示します。"),
    COMMAND(YEARLY_CHANGES, K_F5, "増減", "増減の確認を待つ記載を一覧で示し、一件ずつ確認します。"),
    COMMAND(YEARLY_RECORD, K_F6, "記録", "これまでの年次・増減の確認を一覧で示します。"),
    COMMAND(YEARLY_PRINT, K_F8, "印刷", "簿冊の様式を画面で確かめ、書き出します。"),
    {.id = COMMAND_NONE},
};

enum { COLUMN_LEDGER, COLUMN_LAST, COLUMN_UNTIL, COLUMN_STANDING, COLUMN_WAITING, COLUMN_USE, COLUMNS };
static const struct table_column columns[COLUMNS] = {
    [COLUMN_LEDGER] = {.label = "簿冊", .cells = 0},
    [COLUMN_LAST] = {.label = "前回", .cells = 10},
    [COLUMN_UNTIL] = {.label = "期限", .cells = 10},
    [COLUMN_STANDING] = {.label = "状況", .cells = 10},
    [COLUMN_WAITING] = {.label = "増減", .cells = 4, .right = true},
    [COLUMN_USE] = {.label = "登載", .cells = 5, .right = true},
};

static size_t count(void *arg)
{
    (void)arg;
    return YEARLY_LEDGERS;
}

static void standing_text(char *buf, size_t size, const struct yearly *ledger)
{
    if (ledger->in_use == 0)
        text_format(buf, size, "登載なし");
    else if (ledger->due.state == DUE_OVER)
        text_format(buf, size, "%d日超過", ledger->over_days);
    else
        text_format(buf, size, "%s",
                    ledger->due.state == DUE_NOW    ? "今日まで"
                    : ledger->due.state == DUE_SOON ? "30日以内"
                    : ledger->last.year == 0        ? "期限前"
                                                    : "済");
}

static void cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    const struct yearly_screen *self = arg;
    const struct yearly *ledger = &self->ledgers[row];
    switch (column) {
    case COLUMN_LEDGER:
        text_format(buf, size, "様式第%s号 %s", ledger->ledger->form, ledger->ledger->label);
        break;
    case COLUMN_LAST:
    case COLUMN_UNTIL: {
        struct date day = column == COLUMN_LAST ? ledger->last : ledger->until;
        text_format(buf, size, column == COLUMN_LAST ? "未確認" : "");
        if (day.year != 0)
            date_format(buf, size, day, DATE_SHORT);
        break;
    }
    case COLUMN_STANDING:
        standing_text(buf, size, ledger);
        break;
    default:
        text_format(buf, size, "%lld", (long long)(column == COLUMN_USE ? ledger->in_use : ledger->waiting));
    }
}

static const char *mark(void *arg, size_t row, enum draw_role *role)
{
    const struct yearly_screen *self = arg;
    enum due_state state = self->ledgers[row].due.state;
    const char *quiet = self->ledgers[row].last.year != 0 ? "済" : "未";
    *role = state == DUE_OVER ? ROLE_MARK_LATE : state == DUE_NONE ? ROLE_MARK : ROLE_MARK_WAIT;
    return state == DUE_OVER ? "超" : state == DUE_NONE ? quiet : "待";
}

static const struct yearly *selected(const struct yearly_screen *self)
{
    size_t row;
    return table_selected(self->table, &row) ? &self->ledgers[row] : &self->ledgers[0];
}

static void yearly_draw(void *arg, struct screens *s, struct draw *d)
{
    const struct yearly_screen *self = arg;
    const struct yearly *ledger = selected(self);
    char what[NAME_BYTES * 2], last[NAME_BYTES * 2] = " ";
    text_format(what, sizeof what, "根拠 %s  %s", ledger->clause, ledger->duty);
    if (ledger->kind[0] != '\0')
        text_format(last, sizeof last, "前回 %s  %s", ledger->kind, ledger->by);
    const char *foot[FRAME_FOOT] = {
        what, last, ledger->waiting > 0 ? "増減の確認を待つ記載があるので、「変更なし」では確認できません(F5)。" : " "};
    table_draw(self->table, d, screens_frame(s, d, "年当初・年1回の確認", session_name(shared_session(s)), foot), true);
}

/* What is known: the book, and that something has changed where a change still waits. */
static int confirm(struct screens *s, const struct yearly *ledger, struct err *e)
{
    const struct entry_given given[] = {
        {"book", ledger->ledger->form}, {ledger->waiting > 0 ? "kind" : NULL, "updated"}, {NULL, NULL}};
    return entry_open_given(s, register_find("yearly"), "confirm", given, e);
}

static enum screen_next yearly_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct yearly_screen *self = arg;
    const struct yearly *ledger = selected(self);
    struct err e;
    int rc;
    switch (command) {
    case YEARLY_CONFIRM:
        rc = confirm(s, ledger, &e);
        break;
    case YEARLY_LEDGER:
        rc = list_open(s, ledger->ledger, "状態:使用中", NULL, &e);
        break;
    case YEARLY_CHANGES:
        rc = list_open(s, ledger->ledger, "未確認", "confirm_change", &e);
        break;
    case YEARLY_RECORD:
        rc = list_open(s, register_find("yearly"), NULL, NULL, &e);
        break;
    case YEARLY_PRINT:
        rc = preview_open(s, ledger->ledger, NULL, &e);
        break;
    case YEARLY_LEAVE:
        return SCREEN_LEAVE;
    default:
        rc = table_key(self->table, key, &e);
        return rc < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
    }
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
}

/* 様式第4号 knows no 増減の確認. */
static bool yearly_offers(const void *arg, int command)
{
    return command != YEARLY_CHANGES || selected(arg)->ledger->pending_field != NULL;
}

static const char *yearly_help(void *arg)
{
    (void)arg;
    return "デジタル機器管理簿は増減がなくても年1回以上(第2の1(7)イ(ア))、公用携帯電話機管理簿は年1回(第7の1(2)エ(ア)a)"
           "、"
           "外部記録媒体管理簿は必ず年当初に(第7の1(2)オ(ア)a)、運用管理者が確認又は更新します。";
}

static enum screen_next yearly_resume(void *arg, struct screens *s, int result)
{
    struct yearly_screen *self = arg;
    struct err e;
    int rc = yearly_load(self->ledgers, shared_session(s), &e);
    (void)result;
    if (rc == 0)
        rc = table_reload(self->table, TABLE_HERE, &e);
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static void yearly_close(void *arg)
{
    struct yearly_screen *self = arg;
    table_free(self->table);
    free(self);
}

static const struct screen_ops yearly_ops = {
    .name = "年当初・年1回の確認",
    .commands = commands,
    .draw = yearly_draw,
    .handle = yearly_handle,
    .offers = yearly_offers,
    .help = yearly_help,
    .resume = yearly_resume,
    .close = yearly_close,
};

int yearly_open(struct screens *s, struct err *e)
{
    struct yearly_screen *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    const struct table_source source = {.count = count, .cell = cell, .mark = mark, .arg = self};
    int rc = yearly_load(self->ledgers, shared_session(s), e);
    if (rc == 0)
        rc = table_new(&self->table, columns, COLUMNS, &source, e);
    return screens_begin(s, &yearly_ops, self, rc, e);
}

/* 廃棄. */
#include "screens/disposal.h"

#include <stdlib.h>

#include "app/disposal.h"
#include "forms/date.h"
#include "forms/field.h"
#include "forms/register_disposal.h"
#include "forms/text.h"
#include "screens/detail.h"
#include "screens/dialog.h"
#include "screens/list.h"
#include "screens/preview.h"
#include "screens/shared.h"
#include "screens/table.h"

#include "forms/banned.h"

enum {
    DISPOSAL_OPEN = COMMAND_OWN,
    DISPOSAL_ASK,
    DISPOSAL_PERMIT,
    DISPOSAL_REFUSE,
    DISPOSAL_WITHDRAW,
    DISPOSAL_RECORD,
    DISPOSAL_PRINT,
    DISPOSAL_LEAVE,
    REASON_CHARACTERS = 150
};

/* Either the list that waits, or what could be asked for. */
struct disposal_screen {
    struct disposal_list waiting;
    struct disposal_lines due;
    struct table *table;
};

static const struct command commands[] = {
    COMMAND(DISPOSAL_OPEN, K_ENTER, "開く", "カーソルの行の記載を開きます。"),
    COMMAND(DISPOSAL_ASK, K_F2, "申請", "保管期間の満了した記載の全てを一つの目録にし、廃棄の許可を求めます。"),
    COMMAND(DISPOSAL_PERMIT, K_F4, "許可",
            "目録の全てを廃棄します。申請した者と別の運用管理者がします。元に戻すことはできません。"),
    COMMAND(DISPOSAL_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    COMMAND(DISPOSAL_REFUSE, K_F5, "否認", "理由を付けて、廃棄を認めません。"),
    COMMAND(DISPOSAL_WITHDRAW, K_F6, "取下げ", "自分の申請を取り下げます。"),
    COMMAND(DISPOSAL_RECORD, K_F3, "記録", "これまでの廃棄目録を一覧で示します。"),
    COMMAND(DISPOSAL_PRINT, K_F8, "印刷", "廃棄目録を画面で確かめ、書き出します。"),
    {.id = COMMAND_NONE},
};

enum { COLUMN_BOOK, COLUMN_TITLE, COLUMN_STATE, COLUMN_SINCE, COLUMN_DUE, COLUMNS };
static const struct table_column columns[COLUMNS] = {
    [COLUMN_BOOK] = {.label = "簿冊", .cells = 20},    [COLUMN_TITLE] = {.label = "件名", .cells = 0},
    [COLUMN_STATE] = {.label = "状態", .cells = 10},   [COLUMN_SINCE] = {.label = "完結した日", .cells = 10},
    [COLUMN_DUE] = {.label = "満了の日", .cells = 10},
};

static bool waits(const struct disposal_screen *self)
{
    return self->waiting.n > 0;
}

static size_t count(void *arg)
{
    const struct disposal_screen *self = arg;
    return waits(self) ? self->waiting.n : self->due.n;
}

static void asked_cell(const struct entry *row, int column, char *buf, size_t size)
{
    static const char *const fields[COLUMNS] = {[COLUMN_BOOK] = "book",
                                                [COLUMN_TITLE] = "title",
                                                [COLUMN_STATE] = "was",
                                                [COLUMN_SINCE] = "since",
                                                [COLUMN_DUE] = "due"};
    const char *value = entry_get(row, fields[column]);
    buf[0] = '\0';
    if (value != NULL)
        field_format(buf, size, entry_field(row, fields[column]), value, FORMAT_LIST);
}

static void due_cell(const struct disposal_line *line, int column, char *buf, size_t size)
{
    char since[DATE_BYTES], due[DATE_BYTES];
    const char *const texts[COLUMNS] = {[COLUMN_BOOK] = line->reg->label,
                                        [COLUMN_TITLE] = line->title,
                                        [COLUMN_STATE] = line->was,
                                        [COLUMN_SINCE] = date_format(since, sizeof since, line->since, DATE_SHORT),
                                        [COLUMN_DUE] = date_format(due, sizeof due, line->due, DATE_SHORT)};
    text_format(buf, size, "%s", texts[column]);
}

static void cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    const struct disposal_screen *self = arg;
    if (waits(self))
        asked_cell(self->waiting.rows[row], column, buf, size);
    else
        due_cell(&self->due.list[row], column, buf, size);
}

static int load(struct disposal_screen *self, struct screens *s, struct err *e)
{
    struct disposal_list waiting;
    struct disposal_lines due = {0};
    int rc = disposal_waiting(&waiting, shared_session(s), e);
    if (rc == 0 && waiting.n == 0) {
        screens_busy(s, "保管期間を確かめています…");
        rc = disposal_due(&due, shared_session(s), e);
    }
    if (rc != 0)
        return rc;
    disposal_list_release(&self->waiting);
    disposal_release(&self->due);
    self->waiting = waiting;
    self->due = due;
    return self->table != NULL ? table_reload(self->table, TABLE_FIRST, e) : 0;
}

static void disposal_draw(void *arg, struct screens *s, struct draw *d)
{
    struct disposal_screen *self = arg;
    char right[64], who[NAME_BYTES * 2] = "";
    if (waits(self))
        text_format(who, sizeof who, "%s の申請「%s」。別の運用管理者の許可を待っています。", self->waiting.by,
                    self->waiting.name);
    else if (self->due.n > 0)
        text_format(who, sizeof who, "満了し、残る記載のどれも参照していないものです。F2 で廃棄を申請します。");
    const char *foot[FRAME_FOOT] = {who[0] != '\0' ? who : NULL};
    text_format(right, sizeof right, "%zu件", count(self));
    struct area in =
        screens_frame(s, d, waits(self) ? "廃棄 — 許可待ちの目録" : "廃棄 — 保管期間の満了したもの", right, foot);
    table_draw(self->table, d, in, true);
}

/* ---- what is done ---- */

static enum screen_next after(struct disposal_screen *self, struct screens *s, int rc, struct err *e, const char *said)
{
    if (rc == 0)
        rc = load(self, s, e);
    if (rc == 0)
        screens_say(s, "%s", said);
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, e);
}

static enum screen_next ask(struct disposal_screen *self, struct screens *s)
{
    char name[KEY_BYTES], text[NAME_BYTES * 2];
    struct err e;
    text_format(text, sizeof text,
                "保管期間の満了した%zu件の廃棄を申請します。別の運用管理者が許可するまで、何も消えません。",
                self->due.n);
    if (!dialog_confirm(s, "廃棄の申請", text, "申請する"))
        return SCREEN_REDRAW;
    screens_busy(s, "廃棄目録を作っています…");
    int rc = disposal_request(shared_session(s), &self->due, name, &e);
    return after(self, s, rc, &e, "廃棄を申請しました。別の運用管理者が、この画面で許可します。");
}

static enum screen_next permit(struct disposal_screen *self, struct screens *s)
{
    char text[NAME_BYTES * 3];
    struct err e;
    text_format(
        text, sizeof text,
        "目録「%s」の%zu件を廃棄します。内容は簿冊と履歴から消え、元に戻せません。廃棄した記録と照合値は残ります。",
        self->waiting.name, self->waiting.n);
    if (!dialog_confirm(s, "廃棄の許可", text, "廃棄する"))
        return SCREEN_REDRAW;
    screens_busy(s, "廃棄しています…");
    int rc = disposal_permit(shared_session(s), &self->waiting, &e);
    return after(self, s, rc, &e, "廃棄しました。目録は「記録」に残ります。");
}

static enum screen_next refuse(struct disposal_screen *self, struct screens *s)
{
    char *reason = NULL;
    struct err e;
    int rc =
        dialog_text(&reason, s, "廃棄の否認", "認めない理由を入れてください。", NULL, REASON_CHARACTERS, false, &e);
    if (rc == 0)
        rc = disposal_drop(shared_session(s), &self->waiting, reason, &e);
    free(reason);
    return after(self, s, rc, &e, "廃棄を認めませんでした。");
}

static enum screen_next withdraw(struct disposal_screen *self, struct screens *s)
{
    struct err e;
    int rc = disposal_drop(shared_session(s), &self->waiting, NULL, &e);
    return after(self, s, rc, &e, "廃棄の申請を取り下げました。");
}

static enum screen_next open_row(const struct disposal_screen *self, struct screens *s)
{
    size_t row;
    struct err e;
    if (!table_selected(self->table, &row))
        return SCREEN_STAY;
    int rc = waits(self) ? detail_open(s, &register_disposal, self->waiting.rows[row]->id, &e)
                         : detail_open(s, self->due.list[row].reg, self->due.list[row].entry, &e);
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next disposal_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct disposal_screen *self = arg;
    struct err e;
    switch (command) {
    case DISPOSAL_OPEN:
        return open_row(self, s);
    case DISPOSAL_ASK:
        return ask(self, s);
    case DISPOSAL_PERMIT:
        return permit(self, s);
    case DISPOSAL_REFUSE:
        return refuse(self, s);
    case DISPOSAL_WITHDRAW:
        return withdraw(self, s);
    case DISPOSAL_RECORD:
        return list_open(s, &register_disposal, NULL, NULL, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
    case DISPOSAL_PRINT:
        return preview_open(s, &register_disposal, NULL, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
    case DISPOSAL_LEAVE:
        return SCREEN_LEAVE;
    default:
        return table_key(self->table, key, &e) < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
    }
}

/* What the list of the moment can take. */
static bool disposal_offers(const void *arg, int command)
{
    const struct disposal_screen *self = arg;
    switch (command) {
    case DISPOSAL_ASK:
        return !waits(self) && self->due.n > 0;
    case DISPOSAL_PERMIT:
    case DISPOSAL_REFUSE:
    case DISPOSAL_WITHDRAW:
        return waits(self);
    default:
        return true;
    }
}

static const char *disposal_help(void *arg)
{
    (void)arg;
    return "簿冊は、それぞれの最低保管期間(第7の1(2)ク)"
           "、保管します。満了する前のもの、続いているもの、残る記載が参照して"
           "いるものは、ここに出ません。";
}

static enum screen_next disposal_resume(void *arg, struct screens *s, int result)
{
    struct disposal_screen *self = arg;
    struct err e;
    (void)result;
    return load(self, s, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static void disposal_close(void *arg)
{
    struct disposal_screen *self = arg;
    table_free(self->table);
    disposal_list_release(&self->waiting);
    disposal_release(&self->due);
    free(self);
}

static const struct screen_ops disposal_ops = {
    .name = "廃棄",
    .commands = commands,
    .draw = disposal_draw,
    .handle = disposal_handle,
    .offers = disposal_offers,
    .help = disposal_help,
    .resume = disposal_resume,
    .close = disposal_close,
};

int disposal_open(struct screens *s, struct err *e)
{
    struct disposal_screen *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    const struct table_source source = {
        .count = count, .cell = cell, .arg = self, .empty = "保管期間の満了した記載はありません。"};
    int rc = session_may_view(shared_session(s), &register_disposal, e);
    if (rc == 0)
        rc = load(self, s, e);
    if (rc == 0)
        rc = table_new(&self->table, columns, COLUMNS, &source, e);
    return screens_begin(s, &disposal_ops, self, rc, e);
}

/* 規定と異なる事項の一覧. */
#include "screens/report.h"

#include <stdlib.h>

#include "app/departure.h"
#include "forms/field.h"
#include "forms/text.h"
#include "screens/detail.h"
#include "screens/export.h"
#include "screens/shared.h"
#include "screens/table.h"

#include "forms/banned.h"

enum { REPORT_OPEN = COMMAND_OWN, REPORT_PDF, REPORT_XLSX, REPORT_LEAVE };

struct report {
    struct departures departures;
    struct table *table;
    char foot[FRAME_FOOT][NAME_BYTES * 4];
};

static const struct command commands[] = {
    COMMAND(REPORT_OPEN, K_ENTER, "開く",
            "カーソルの行の記載を開きます。情報セキュリティ管理者の確認は、そこで記録します。"),
    COMMAND(REPORT_PDF, K_F2, "PDF", "この一覧を PDF のファイルに書き出します。"),
    COMMAND(REPORT_XLSX, K_F3, "xlsx", "この一覧を表計算のファイルに書き出します。"),
    COMMAND(REPORT_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    {.id = COMMAND_NONE},
};

/* Keys of the register's fields, in the order of the columns. */
static const char *const keys[] = {"what", "since", "set_by", "confirmation"};
enum { COLUMNS = sizeof keys / sizeof keys[0] };
static const struct table_column columns[COLUMNS] = {
    {.label = "対象", .cells = 0},
    {.label = "いつから", .cells = 10},
    {.label = "定めた者", .cells = 12},
    {.label = "情報セキュリティ管理者の確認", .cells = 28},
};

static const struct entry *row_at(const struct report *self, size_t row)
{
    return row < self->departures.rows.n ? self->departures.rows.entries[row] : NULL;
}

static void value_of(char *buf, size_t size, const struct entry *row, const char *key)
{
    const char *value = row != NULL ? entry_get(row, key) : NULL;
    buf[0] = '\0';
    if (value != NULL)
        field_format(buf, size, entry_field(row, key), value, FORMAT_LIST);
}

static size_t count(void *arg)
{
    const struct report *self = arg;
    return self->departures.rows.n;
}

static void cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    value_of(buf, size, row_at(arg, row), keys[column]);
}

static const char *mark(void *arg, size_t row, enum draw_role *role)
{
    const struct entry *entry = row_at(arg, row);
    const struct state *state = register_state(entry->reg, entry->state);
    *role = state->kind == STATE_WAITING ? ROLE_MARK_LATE : shared_mark_role(state->kind, false);
    return state->mark;
}

static int load(struct report *self, struct screens *s, struct err *e)
{
    struct departures fresh;
    int rc = departures_load(&fresh, shared_session(s), e);
    if (rc != 0)
        return rc;
    departures_release(&self->departures);
    self->departures = fresh;
    return self->table != NULL ? table_reload(self->table, TABLE_HERE, e) : 0;
}

/* Under the list, whole: what is in force and what the text has. */
static void fill_foot(struct report *self, const struct entry *row)
{
    static const char *const labels[FRAME_FOOT] = {"現在の扱い: ", "規定・既定の扱い: ", "根拠: "};
    static const char *const feet[FRAME_FOOT] = {"value", "text", "clause"};
    for (int i = 0; i < FRAME_FOOT; i++) {
        char value[NAME_BYTES * 3];
        value_of(value, sizeof value, row, feet[i]);
        text_format(self->foot[i], sizeof self->foot[i], "%s%s", value[0] != '\0' ? labels[i] : " ", value);
    }
}

static void report_draw(void *arg, struct screens *s, struct draw *d)
{
    struct report *self = arg;
    size_t row;
    char right[NAME_BYTES];
    fill_foot(self, table_selected(self->table, &row) ? row_at(self, row) : NULL);
    const char *foot[FRAME_FOOT] = {self->foot[0], self->foot[1], self->foot[2]};
    text_format(right, sizeof right, "%zu件 うち未確認 %zu件", self->departures.rows.n, self->departures.unconfirmed);
    table_draw(self->table, d, screens_frame(s, d, "規定と異なる事項の一覧", right, foot), true);
}

static enum screen_next open_source(const struct report *self, struct screens *s)
{
    size_t row;
    struct err e;
    if (!table_selected(self->table, &row))
        return SCREEN_STAY;
    const struct departure_source *source = &self->departures.sources[row];
    return detail_open(s, source->reg, source->entry, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next report_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct report *self = arg;
    const struct paper_request request = {.reg = departure_find("departure"), .made = &self->departures.rows};
    struct err e;
    switch (command) {
    case REPORT_OPEN:
        return open_source(self, s);
    case REPORT_PDF:
    case REPORT_XLSX:
        return export_file(s, &request, "departure", command == REPORT_PDF ? PAPER_PDF : PAPER_XLSX);
    case REPORT_LEAVE:
        return SCREEN_LEAVE;
    default:
        return table_key(self->table, key, &e) < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
    }
}

static const char *report_help(void *arg)
{
    (void)arg;
    return "規定によらない独自の手続を技術的措置により実現するときは、情報セキュリティ管理者の確認を受けます"
           "(第7の1(1)エ(イ))。既定から変えた設定と、適用中の例外を、未確認のものから順に示します。";
}

static enum screen_next report_resume(void *arg, struct screens *s, int result)
{
    struct err e;
    (void)result;
    return load(arg, s, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static void report_close(void *arg)
{
    struct report *self = arg;
    table_free(self->table);
    departures_release(&self->departures);
    free(self);
}

static const struct screen_ops report_ops = {
    .name = "規定と異なる事項の一覧",
    .commands = commands,
    .draw = report_draw,
    .handle = report_handle,
    .help = report_help,
    .resume = report_resume,
    .close = report_close,
};

int report_open(struct screens *s, struct err *e)
{
    struct report *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    const struct table_source source = {
        .count = count, .cell = cell, .mark = mark, .arg = self, .empty = "規定と異なる事項はありません。"};
    int rc = load(self, s, e);
    if (rc == 0)
        rc = table_new(&self->table, columns, COLUMNS, &source, e);
    return screens_begin(s, &report_ops, self, rc, e);
}

/* What is missing in a month's book, as a list from which it is mended. */
#include <stdlib.h>
#include <string.h>

#include "forms/text.h"
#include "screens/detail.h"
#include "screens/entry.h"
#include "screens/month_screen.h"
#include "screens/round.h"
#include "screens/shared.h"
#include "screens/table.h"
#include "screens/verification.h"

#include "forms/banned.h"

enum { MISSING_OPEN = COMMAND_OWN, MISSING_DETAIL, MISSING_LEAVE };

struct missing_screen {
    const struct register_def *book;
    char month[8];
    struct month_gaps gaps;
    struct table *table;
    char foot[2][NAME_BYTES * 4];
};

static const struct command commands[] = {
    COMMAND(MISSING_OPEN, K_ENTER, "行う",
            "カーソルの行を済ませる画面を開きます。自分がする行でなければ、内容を示します。"),
    COMMAND(MISSING_DETAIL, K_F3, "内容", "記載の内容と経過、できることとその理由を示します。"),
    COMMAND(MISSING_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    {.id = COMMAND_NONE},
};

enum { COLUMN_WHAT, COLUMN_TITLE, COLUMN_DETAIL, COLUMN_ACT, COLUMNS };
static const struct table_column columns[COLUMNS] = {
    [COLUMN_WHAT] = {.label = "足りないもの", .cells = 14},
    [COLUMN_TITLE] = {.label = "何の", .cells = 16},
    [COLUMN_DETAIL] = {.label = "内容", .cells = 0},
    [COLUMN_ACT] = {.label = "行うこと", .cells = 20},
};

static size_t count(void *arg)
{
    const struct missing_screen *self = arg;
    return self->gaps.n;
}

static void cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    const struct missing_screen *self = arg;
    const struct month_gap *gap = &self->gaps.list[row];
    const char *const texts[COLUMNS] = {[COLUMN_WHAT] = month_gap_label(gap->kind),
                                        [COLUMN_TITLE] = gap->title,
                                        [COLUMN_DETAIL] = gap->detail,
                                        [COLUMN_ACT] = gap->act};
    text_format(buf, size, "%s", texts[column]);
}

static const char *mark(void *arg, size_t row, enum draw_role *role)
{
    const struct missing_screen *self = arg;
    const struct month_gap *gap = &self->gaps.list[row];
    *role = gap->mine ? ROLE_MARK_LATE : ROLE_MARK_WAIT;
    return gap->mark;
}

static int load(struct missing_screen *self, struct screens *s, struct err *e)
{
    struct month_gaps fresh;
    int rc = month_missing_load(&fresh, shared_session(s), self->book, self->month, e);
    if (rc != 0)
        return rc;
    month_missing_release(&self->gaps);
    self->gaps = fresh;
    return self->table != NULL ? table_reload(self->table, TABLE_HERE, e) : 0;
}

static void missing_draw(void *arg, struct screens *s, struct draw *d)
{
    struct missing_screen *self = arg;
    char title[NAME_BYTES * 2], right[64], month[DATE_BYTES];
    size_t row;
    const struct month_gap *gap = table_selected(self->table, &row) ? &self->gaps.list[row] : NULL;
    text_format(self->foot[0], sizeof self->foot[0], "%s%s%s", gap != NULL ? gap->title : " ", gap != NULL ? "  " : "",
                gap != NULL ? gap->detail : "");
    text_format(self->foot[1], sizeof self->foot[1], "%s%s%s%s%s", gap != NULL ? gap->act : " ",
                gap != NULL ? ": " : "", gap != NULL ? gap->owner : "",
                gap != NULL && gap->clause[0] != '\0' ? "  根拠 " : "", gap != NULL ? gap->clause : "");
    const char *foot[FRAME_FOOT] = {self->foot[0], self->foot[1], NULL};
    date_format(month, sizeof month, month_first(self->month), DATE_MONTH);
    text_format(title, sizeof title, "%s %s分 足りないもの",
                self->book->brief != NULL ? self->book->brief : self->book->label, month);
    text_format(right, sizeof right, "%zu件", self->gaps.n);
    table_draw(self->table, d, screens_frame(s, d, title, right, foot), true);
}

/* ---- to the act ---- */

static int open_new(struct screens *s, const struct month_gap *gap, struct err *e)
{
    const struct entry_given given[] = {{"kind", gap->inspects}, {"month", gap->month}, {0}};
    return entry_open_given(s, gap->reg, gap->step, given, e);
}

int month_gap_open(struct screens *s, const struct month_gap *gap, struct err *e)
{
    if (gap->mine && gap->kind == GAP_ROUND && strcmp(gap->reg->id, "inspection") == 0)
        return round_open(s, gap->inspects, gap->month, e);
    if (gap->mine && gap->kind == GAP_VERIFICATION && word_in("begin|report", gap->step))
        return verification_open(s, gap->month, e);
    if (gap->entry[0] == '\0' && gap->mine)
        return open_new(s, gap, e);
    if (gap->entry[0] == '\0')
        return err_refuse(e, gap->clause[0] != '\0' ? gap->clause : NULL, "「%s」をするのは、%sです。", gap->title,
                          gap->owner);
    return gap->mine && gap->step[0] != '\0' ? entry_open(s, gap->reg, gap->entry, gap->step, e)
                                             : detail_open(s, gap->reg, gap->entry, e);
}

static enum screen_next open_gap(const struct missing_screen *self, struct screens *s, bool detail)
{
    size_t row;
    struct err e;
    if (!table_selected(self->table, &row))
        return SCREEN_STAY;
    const struct month_gap *gap = &self->gaps.list[row];
    int rc = detail && gap->entry[0] != '\0' ? detail_open(s, gap->reg, gap->entry, &e) : month_gap_open(s, gap, &e);
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next missing_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct missing_screen *self = arg;
    struct err e;
    if (command == MISSING_LEAVE)
        return SCREEN_LEAVE;
    if (command == MISSING_OPEN || command == MISSING_DETAIL)
        return open_gap(self, s, command == MISSING_DETAIL);
    return table_key(self->table, key, &e) < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
}

static enum screen_next missing_resume(void *arg, struct screens *s, int result)
{
    struct err e;
    (void)result;
    return load(arg, s, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static void missing_close(void *arg)
{
    struct missing_screen *self = arg;
    table_free(self->table);
    month_missing_release(&self->gaps);
    free(self);
}

static const struct screen_ops missing_ops = {
    .name = "足りないもの",
    .commands = commands,
    .draw = missing_draw,
    .handle = missing_handle,
    .resume = missing_resume,
    .close = missing_close,
};

int month_missing_open(struct screens *s, const struct register_def *book, const char *month, struct err *e)
{
    struct missing_screen *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    const struct table_source source = {
        .count = count, .cell = cell, .mark = mark, .arg = self, .empty = "足りないものはありません。"};
    self->book = book;
    text_format(self->month, sizeof self->month, "%s", month);
    int rc = load(self, s, e);
    if (rc == 0)
        rc = table_new(&self->table, columns, COLUMNS, &source, e);
    return screens_begin(s, &missing_ops, self, rc, e);
}

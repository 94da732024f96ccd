/* What is owed of one line of the 適合ボード. */
#include <stdlib.h>

#include "app/compliance.h"
#include "forms/date.h"
#include "forms/register_compliance.h"
#include "forms/text.h"
#include "screens/compliance.h"
#include "screens/owed.h"
#include "screens/shared.h"
#include "screens/table.h"

#include "forms/banned.h"

enum { OWED_OPEN = COMMAND_OWN, OWED_LEAVE };

struct owed {
    const struct duty_kind *kind;
    int64_t moment; /* 0 = now */
    struct duties duties;
    struct table *table;
};

static const struct command commands[] = {
    COMMAND(OWED_OPEN, K_ENTER, "行う", "カーソルの行を行う画面に移ります。"),
    COMMAND(OWED_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    {.id = COMMAND_NONE},
};

enum { COLUMN_SINCE, COLUMN_DUE, COLUMN_TITLE, COLUMN_OWNER, COLUMNS };
static const struct table_column columns[COLUMNS] = {
    [COLUMN_SINCE] = {.label = "いつから", .cells = 9},
    [COLUMN_DUE] = {.label = "いつまで", .cells = 9},
    [COLUMN_TITLE] = {.label = "件名", .cells = 0},
    [COLUMN_OWNER] = {.label = "行う者", .cells = 18},
};

static size_t count(void *arg)
{
    const struct owed *self = arg;
    return self->duties.n;
}

static void cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    const struct owed *self = arg;
    const struct duty *duty = &self->duties.list[row];
    char since[DATE_BYTES] = "", due[DATE_BYTES] = "", title[NAME_BYTES * 4];
    if (duty->since != 0)
        date_format(since, sizeof since, date_of(duty->since), DATE_SHORT);
    if (duty->due != 0)
        date_format(due, sizeof due, date_of(duty->due - 1), DATE_SHORT); /* the last day */
    text_format(title, sizeof title, "%s %s", duty->title, duty->detail);
    const char *const texts[COLUMNS] = {since, due, title, duty->owner};
    text_format(buf, size, "%s", texts[column]);
}

static const char *mark(void *arg, size_t row, enum draw_role *role)
{
    const struct owed *self = arg;
    const struct duty *duty = &self->duties.list[row];
    bool over = duty->state == DUE_OVER;
    *role = owed_role(duty);
    return compliance_sign(!over ? COMPLIANCE_DUE : duty->guide ? COMPLIANCE_GUIDE_OVER : COMPLIANCE_BROKEN);
}

static int load(struct owed *self, struct screens *s, struct err *e)
{
    const struct duties_wanted wanted = {.now = self->moment, .kind = self->kind->key};
    struct duties fresh;
    int rc = duties_load(&fresh, shared_session(s), &wanted, e);
    if (rc != 0)
        return rc;
    duties_release(&self->duties);
    self->duties = fresh;
    return self->table != NULL ? table_reload(self->table, TABLE_HERE, e) : 0;
}

static void owed_draw(void *arg, struct screens *s, struct draw *d)
{
    struct owed *self = arg;
    char title[NAME_BYTES], right[24];
    const char *foot[FRAME_FOOT] = {self->kind->label,
                                    self->moment != 0 ? "先の日の見込みです。ここからは何も行えません。" : NULL};
    text_format(title, sizeof title, "適合ボード — %s%s", self->kind->clause, self->kind->guide ? " (目安)" : "");
    text_format(right, sizeof right, "%zu件", self->duties.n);
    table_draw(self->table, d, screens_frame(s, d, title, right, foot), true);
}

static bool owed_offers(const void *arg, int command)
{
    const struct owed *self = arg;
    return command != OWED_OPEN || self->moment == 0;
}

static enum screen_next open_duty(const struct owed *self, struct screens *s)
{
    size_t row;
    struct err e;
    if (!table_selected(self->table, &row))
        return SCREEN_STAY;
    return owed_open(s, &self->duties.list[row], &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next owed_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct owed *self = arg;
    struct err e;
    switch (command) {
    case OWED_OPEN:
        return open_duty(self, s);
    case OWED_LEAVE:
        return SCREEN_LEAVE;
    default:
        return table_key(self->table, key, &e) < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
    }
}

static enum screen_next owed_resume(void *arg, struct screens *s, int result)
{
    struct err e;
    (void)result;
    return load(arg, s, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static const char *owed_help(void *arg)
{
    const struct owed *self = arg;
    return self->kind->label;
}

static void owed_close(void *arg)
{
    struct owed *self = arg;
    table_free(self->table);
    duties_release(&self->duties);
    free(self);
}

static const struct screen_ops owed_ops = {
    .name = "求められているもの",
    .commands = commands,
    .draw = owed_draw,
    .handle = owed_handle,
    .offers = owed_offers,
    .help = owed_help,
    .resume = owed_resume,
    .close = owed_close,
};

int compliance_owed_open(struct screens *s, const struct duty_kind *kind, int64_t moment, struct err *e)
{
    struct owed *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    self->kind = kind;
    self->moment = moment;
    const struct table_source source = {
        .count = count, .cell = cell, .mark = mark, .arg = self, .empty = "残っているものはありません。"};
    int rc = moment != 0 && !session_demo(shared_session(s)) ? compliance_ahead_refused(e) : load(self, s, e);
    if (rc == 0)
        rc = table_new(&self->table, columns, COLUMNS, &source, e);
    return screens_begin(s, &owed_ops, self, rc, e);
}

/* 督促. */
#include "screens/reminder.h"

#include <stdlib.h>

#include "app/made.h"
#include "app/reminder.h"
#include "forms/register_reminder.h"
#include "forms/register_reminder_letter.h"
#include "forms/text.h"
#include "screens/list.h"
#include "screens/owed.h"
#include "screens/pick.h"
#include "screens/preview.h"
#include "screens/shared.h"
#include "screens/table.h"

#include "forms/banned.h"

enum { REMIND_OPEN = COMMAND_OWN, REMIND_ALL, REMIND_ONE, REMIND_RECORD, REMIND_PRINT, REMIND_LEAVE };
enum { DUTIES_OF_ONE = 500 };

/* ---- reminding ---- */

static void way_item(void *arg, size_t index, struct pick_item *item)
{
    (void)arg;
    *item = (struct pick_item){.label = reminder_ways[index].label};
}

/* Shows the letter; it can be written to a file from there. */
static int show_letter(struct screens *s, const char *letter, struct err *e)
{
    struct paper_made pages;
    int rc = reminder_letter(&pages, shared_session(s), letter, e);
    if (rc != 0)
        return rc;
    rc = preview_open(s, &register_reminder_letter, &(struct preview_of){.moved = &pages}, e);
    made_release(&pages);
    return rc;
}

static int remind(struct screens *s, const struct duty *const *duties, size_t n, struct err *e)
{
    struct pick_options options = {.title = "督促の方法", .item = way_item};
    char letter[LETTER_BYTES];
    size_t way = 0;
    int rc = reminder_may(shared_session(s), e);
    while (reminder_ways[options.count].key != NULL)
        options.count++;
    if (rc == 0)
        rc = pick_run(s, &options, &way, e);
    if (rc == 0)
        rc = reminder_make(shared_session(s), duties, n, reminder_ways[way].key, letter, e);
    if (rc == 0)
        rc = show_letter(s, letter, e);
    if (rc == 0)
        screens_say(s, "%sへの督促を%zu件記録しました。", duties[0]->owner, n);
    return rc;
}

int reminder_of(struct screens *s, const struct duty *duty, struct err *e)
{
    return remind(s, &duty, 1, e);
}

static enum screen_next done(struct screens *s, int rc, const struct err *e)
{
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, e);
}

/* ---- what one owes ---- */

/* Over the list of holders, whose duties it borrows. */
struct one {
    const struct holder *holder;
    const struct duty *duties[DUTIES_OF_ONE];
    size_t n;
    struct table *table;
};

static const struct command one_commands[] = {
    COMMAND(REMIND_OPEN, K_ENTER, "開く", "カーソルの用務を行う画面、又はその記載を開きます。"),
    COMMAND(REMIND_ALL, K_F4, "全てを督促", "示した全ての用務を、この者に督促したことを記録し、督促状を示します。"),
    COMMAND(REMIND_ONE, K_F5, "この件を督促", "カーソルの用務だけを督促します。"),
    COMMAND(REMIND_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    {.id = COMMAND_NONE},
};

enum { ONE_WHAT, ONE_TITLE, ONE_DUE, ONE_CLAUSE, ONE_COLUMNS };
static const struct table_column one_columns[ONE_COLUMNS] = {
    [ONE_WHAT] = {.label = "行うこと", .cells = 14},
    [ONE_TITLE] = {.label = "何を", .cells = 0},
    [ONE_DUE] = {.label = "期限", .cells = 10},
    [ONE_CLAUSE] = {.label = "根拠", .cells = 18},
};

static size_t one_count(void *arg)
{
    const struct one *self = arg;
    return self->n;
}

static void one_cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    const struct one *self = arg;
    const struct duty *duty = self->duties[row];
    switch (column) {
    case ONE_DUE:
        buf[0] = '\0';
        if (duty->due != 0)
            date_format(buf, size, date_of(duty->due - 1), DATE_SHORT);
        break;
    case ONE_CLAUSE:
        owed_clause(buf, size, duty);
        break;
    default:
        text_format(buf, size, "%s", column == ONE_WHAT ? duty->act : duty->title);
    }
}

static const char *one_mark(void *arg, size_t row, enum draw_role *role)
{
    const struct one *self = arg;
    *role = owed_role(self->duties[row]);
    return self->duties[row]->mark;
}

static void one_draw(void *arg, struct screens *s, struct draw *d)
{
    const struct one *self = arg;
    size_t row;
    char title[NAME_BYTES * 2], right[64];
    const struct duty *duty = table_selected(self->table, &row) ? self->duties[row] : NULL;
    const char *foot[FRAME_FOOT] = {duty != NULL ? duty->kind->label : " ", duty != NULL ? duty->detail : " "};
    text_format(title, sizeof title, "督促 — %s", self->holder->name);
    text_format(right, sizeof right, "%zu件 うち超過 %zu件", self->n, self->holder->over);
    table_draw(self->table, d, screens_frame(s, d, title, right, foot), true);
}

static enum screen_next one_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct one *self = arg;
    size_t row;
    bool any = table_selected(self->table, &row);
    struct err e;
    switch (command) {
    case REMIND_OPEN:
        return any ? done(s, owed_open(s, self->duties[row], &e), &e) : SCREEN_STAY;
    case REMIND_ALL:
        return done(s, remind(s, self->duties, self->n, &e), &e);
    case REMIND_ONE:
        return any ? done(s, remind(s, &self->duties[row], 1, &e), &e) : SCREEN_STAY;
    case REMIND_LEAVE:
        return SCREEN_LEAVE;
    default:
        return table_key(self->table, key, &e) < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
    }
}

static void one_close(void *arg)
{
    struct one *self = arg;
    table_free(self->table);
    free(self);
}

static const struct screen_ops one_ops = {
    .name = "督促する用務",
    .commands = one_commands,
    .draw = one_draw,
    .handle = one_handle,
    .close = one_close,
};

static int one_open(struct screens *s, const struct reminders *reminders, size_t holder, struct err *e)
{
    struct one *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    const struct table_source source = {.count = one_count, .cell = one_cell, .mark = one_mark, .arg = self};
    self->holder = &reminders->holders[holder];
    self->n = reminders_of(reminders, holder, self->duties, DUTIES_OF_ONE);
    return screens_begin(s, &one_ops, self, table_new(&self->table, one_columns, ONE_COLUMNS, &source, e), e);
}

/* ---- everybody who owes ---- */

struct reminder_screen {
    struct reminders reminders;
    struct table *table;
};

static const struct command commands[] = {
    COMMAND(REMIND_OPEN, K_ENTER, "用務を見る", "カーソルの者がまだ済ませていない用務を一覧で示します。"),
    COMMAND(REMIND_ALL, K_F4, "督促", "その全ての用務を督促したことを記録し、督促状を示します。"),
    COMMAND(REMIND_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    COMMAND(REMIND_RECORD, K_F3, "記録", "これまでの督促を一覧で示します。"),
    COMMAND(REMIND_PRINT, K_F8, "印刷", "前回の督促状をもう一度示し、書き出します。"),
    {.id = COMMAND_NONE},
};

enum { COLUMN_NAME, COLUMN_N, COLUMN_OVER, COLUMN_OLDEST, COLUMN_REMINDED, COLUMNS };
static const struct table_column columns[COLUMNS] = {
    [COLUMN_NAME] = {.label = "督促を受ける者", .cells = 0},
    [COLUMN_N] = {.label = "用務", .cells = 5, .right = true},
    [COLUMN_OVER] = {.label = "超過", .cells = 5, .right = true},
    [COLUMN_OLDEST] = {.label = "最も古い", .cells = 10},
    [COLUMN_REMINDED] = {.label = "前回の督促", .cells = 10},
};

static size_t count(void *arg)
{
    const struct reminder_screen *self = arg;
    return self->reminders.n;
}

static void cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    const struct reminder_screen *self = arg;
    const struct holder *holder = &self->reminders.holders[row];
    int64_t when = column == COLUMN_OLDEST ? holder->oldest : holder->reminded;
    buf[0] = '\0';
    if (column == COLUMN_NAME)
        text_format(buf, size, "%s", holder->name);
    else if (column == COLUMN_N || column == COLUMN_OVER)
        text_format(buf, size, "%zu", column == COLUMN_N ? holder->n : holder->over);
    else if (when != 0)
        date_format(buf, size, date_of(when), DATE_SHORT);
}

static const char *mark(void *arg, size_t row, enum draw_role *role)
{
    const struct reminder_screen *self = arg;
    bool over = self->reminders.holders[row].over > 0;
    *role = over ? ROLE_MARK_LATE : ROLE_MARK_WAIT;
    return over ? "超" : "待";
}

static void reminder_draw(void *arg, struct screens *s, struct draw *d)
{
    const struct reminder_screen *self = arg;
    char right[64];
    const char *foot[FRAME_FOOT] = {"督促は当署の扱いです(◇)。督促の記録には、それぞれの用務の根拠を残します。",
                                    self->reminders.duties.more ? "用務が多いので、全ては示していません。" : " "};
    text_format(right, sizeof right, "%zu人", self->reminders.n);
    table_draw(self->table, d, screens_frame(s, d, "督促", right, foot), true);
}

static int remind_holder(struct screens *s, const struct reminders *reminders, size_t holder, struct err *e)
{
    const struct duty *duties[DUTIES_OF_ONE];
    size_t n = reminders_of(reminders, holder, duties, DUTIES_OF_ONE);
    return remind(s, duties, n, e);
}

static enum screen_next reminder_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct reminder_screen *self = arg;
    size_t row;
    bool any = table_selected(self->table, &row);
    struct err e;
    if (!any && (command == REMIND_OPEN || command == REMIND_ALL || command == REMIND_PRINT))
        return SCREEN_STAY;
    switch (command) {
    case REMIND_OPEN:
        return done(s, one_open(s, &self->reminders, row, &e), &e);
    case REMIND_ALL:
        return done(s, remind_holder(s, &self->reminders, row, &e), &e);
    case REMIND_RECORD:
        return done(s, list_open(s, &register_reminder, NULL, NULL, &e), &e);
    case REMIND_PRINT:
        return done(s, show_letter(s, self->reminders.holders[row].letter, &e), &e);
    case REMIND_LEAVE:
        return SCREEN_LEAVE;
    default:
        return table_key(self->table, key, &e) < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
    }
}

static enum screen_next reminder_resume(void *arg, struct screens *s, int result)
{
    struct reminder_screen *self = arg;
    struct reminders fresh;
    struct err e;
    (void)result;
    int rc = reminders_load(&fresh, shared_session(s), &e);
    if (rc == 0) {
        reminders_release(&self->reminders);
        self->reminders = fresh;
        rc = table_reload(self->table, TABLE_HERE, &e);
    }
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static void reminder_close(void *arg)
{
    struct reminder_screen *self = arg;
    table_free(self->table);
    reminders_release(&self->reminders);
    free(self);
}

static const struct screen_ops reminder_ops = {
    .name = "督促",
    .commands = commands,
    .draw = reminder_draw,
    .handle = reminder_handle,
    .resume = reminder_resume,
    .close = reminder_close,
};

int reminder_open(struct screens *s, struct err *e)
{
    struct reminder_screen *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    const struct table_source source = {
        .count = count, .cell = cell, .mark = mark, .arg = self, .empty = "今、済んでいない用務はありません。"};
    int rc = reminders_load(&self->reminders, shared_session(s), e);
    if (rc == 0)
        rc = table_new(&self->table, columns, COLUMNS, &source, e);
    return screens_begin(s, &reminder_ops, self, rc, e);
}

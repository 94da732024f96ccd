/* 決裁待ち. */
#include "screens/waiting.h"

#include <stdlib.h>
#include <string.h>

#include "app/duties.h"
#include "forms/text.h"
#include "screens/detail.h"
#include "screens/owed.h"
#include "screens/shared.h"
#include "screens/table.h"

#include "forms/banned.h"

enum { WAITING_OPEN = COMMAND_OWN, WAITING_DETAIL, WAITING_LEAVE, WAITING_MOST = 200, REFRESH_TICKS = 15 };

struct waiting {
    struct duties duties;
    struct table *table;
    int ticks;
};

static const struct command commands[] = {
    COMMAND(WAITING_OPEN, K_ENTER, "許可・確認", "自分の名で行う許可・確認の画面を開きます。"),
    COMMAND(WAITING_DETAIL, K_F3, "内容", "内容と経過、差戻し・否認などできることを示します。"),
    COMMAND(WAITING_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    {.id = COMMAND_NONE},
};

enum { COLUMN_TITLE, COLUMN_DETAIL, COLUMN_ACT, COLUMN_CLAUSE, COLUMNS };
static const struct table_column columns[COLUMNS] = {
    [COLUMN_TITLE] = {.label = "何を", .cells = 0},
    [COLUMN_DETAIL] = {.label = "内容", .cells = 0},
    [COLUMN_ACT] = {.label = "行うこと", .cells = 14},
    [COLUMN_CLAUSE] = {.label = "根拠", .cells = 18},
};

static size_t count(void *arg)
{
    const struct waiting *self = arg;
    return self->duties.n;
}

static void cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    const struct waiting *self = arg;
    const struct duty *duty = &self->duties.list[row];
    char clause[ERR_CLAUSE_BYTES * 2];
    const char *const texts[COLUMNS] = {[COLUMN_TITLE] = duty->title,
                                        [COLUMN_DETAIL] = duty->detail,
                                        [COLUMN_ACT] = duty->act,
                                        [COLUMN_CLAUSE] = owed_clause(clause, sizeof clause, duty)};
    text_format(buf, size, "%s", texts[column]);
}

static const char *mark(void *arg, size_t row, enum draw_role *role)
{
    const struct waiting *self = arg;
    *role = owed_role(&self->duties.list[row]);
    return self->duties.list[row].mark;
}

/* What others have asked of him: his own requests and late things stand on the board. */
static bool of_others(const struct duty *duty)
{
    return strcmp(duty->kind->key, "own") != 0 && duty->step[0] != '\0' &&
           (duty->owner_id[0] == '\0' || duty->kind->opens == NULL) && strncmp(duty->kind->key, "late_", 5) != 0;
}

static int load(struct waiting *self, struct screens *s, struct err *e)
{
    struct duties duties = {0};
    const struct duties_wanted wanted = {.mine_only = true, .most = WAITING_MOST};
    int rc = duties_load(&duties, shared_session(s), &wanted, e);
    size_t n = 0;
    if (rc != 0)
        return rc;
    for (size_t i = 0; i < duties.n; i++)
        if (of_others(&duties.list[i]))
            duties.list[n++] = duties.list[i];
    duties.n = n;
    duties_release(&self->duties);
    self->duties = duties;
    return self->table != NULL ? table_reload(self->table, TABLE_HERE, e) : 0;
}

static void waiting_draw(void *arg, struct screens *s, struct draw *d)
{
    struct waiting *self = arg;
    char right[64];
    text_format(right, sizeof right, "%zu件%s", self->duties.n, self->duties.more ? "以上" : "");
    table_draw(self->table, d, screens_frame(s, d, "決裁待ち", right, NULL), true);
}

static enum screen_next open_task(struct waiting *self, struct screens *s, bool detail)
{
    size_t row;
    struct err e;
    int rc;
    if (!table_selected(self->table, &row))
        return SCREEN_STAY;
    const struct duty *duty = &self->duties.list[row];
    rc = detail && duty->entry[0] != '\0' ? detail_open(s, duty->reg, duty->entry, &e) : owed_open(s, duty, &e);
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next waiting_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct waiting *self = arg;
    struct err e;
    if (command == WAITING_LEAVE)
        return SCREEN_LEAVE;
    if (command == WAITING_OPEN || command == WAITING_DETAIL)
        return open_task(self, s, command == WAITING_DETAIL);
    return table_key(self->table, key, &e) < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
}

static enum screen_next waiting_resume(void *arg, struct screens *s, int result)
{
    struct err e;
    (void)result;
    return load(arg, s, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next waiting_tick(void *arg, struct screens *s)
{
    struct waiting *self = arg;
    if (++self->ticks < REFRESH_TICKS)
        return SCREEN_STAY;
    self->ticks = 0;
    return waiting_resume(arg, s, 0);
}

static void waiting_close(void *arg)
{
    struct waiting *self = arg;
    table_free(self->table);
    duties_release(&self->duties);
    free(self);
}

static const struct screen_ops waiting_ops = {
    .name = "決裁待ち",
    .commands = commands,
    .draw = waiting_draw,
    .handle = waiting_handle,
    .resume = waiting_resume,
    .tick = waiting_tick,
    .close = waiting_close,
};

int waiting_open(struct screens *s, struct err *e)
{
    struct waiting *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    const struct table_source source = {
        .count = count, .cell = cell, .mark = mark, .arg = self, .empty = "あなたの許可・確認を待つものはありません。"};
    int rc = load(self, s, e);
    if (rc == 0)
        rc = table_new(&self->table, columns, COLUMNS, &source, e);
    return screens_begin(s, &waiting_ops, self, rc, e);
}

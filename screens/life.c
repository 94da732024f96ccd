/* 来歴. */
#include "screens/life.h"

#include <stdlib.h>

#include "app/life.h"
#include "forms/date.h"
#include "forms/text.h"
#include "screens/detail.h"
#include "screens/shared.h"
#include "screens/table.h"

#include "forms/banned.h"

enum { LIFE_OPEN = COMMAND_OWN, LIFE_SUBJECT, LIFE_LEAVE };

struct life_screen {
    struct life life;
    struct table *table;
};

static const struct command commands[] = {
    COMMAND(LIFE_OPEN, K_ENTER, "開く", "カーソルの行の記載を開きます。"),
    COMMAND(LIFE_SUBJECT, K_F3, "台帳", "この物(人)の台帳の記載を開きます。今の状態と、できることがわかります。"),
    COMMAND(LIFE_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    {.id = COMMAND_NONE},
};

enum { COLUMN_TIME, COLUMN_BOOK, COLUMN_WHAT, COLUMN_PERSON, COLUMN_PERMITTER, COLUMNS };
static const struct table_column columns[COLUMNS] = {
    [COLUMN_TIME] = {.label = "日時", .cells = 15},
    [COLUMN_BOOK] = {.label = "簿冊", .cells = 16},
    [COLUMN_WHAT] = {.label = "何を", .cells = 0},
    [COLUMN_PERSON] = {.label = "行った者・使用者", .cells = 12},
    [COLUMN_PERMITTER] = {.label = "許可・確認", .cells = 12},
};

static size_t count(void *arg)
{
    const struct life_screen *self = arg;
    return self->life.n;
}

static void cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    const struct life_screen *self = arg;
    const struct life_line *line = &self->life.lines[row];
    char when[DATE_BYTES];
    const char *const texts[COLUMNS] = {[COLUMN_TIME] = date_format_time(when, sizeof when, line->at, DATE_SHORT),
                                        [COLUMN_BOOK] = line->reg->label,
                                        [COLUMN_WHAT] = line->what,
                                        [COLUMN_PERSON] = line->person,
                                        [COLUMN_PERMITTER] = line->permitter};
    text_format(buf, size, "%s", texts[column]);
}

/* What happened to itself has no state. */
static const char *mark(void *arg, size_t row, enum draw_role *role)
{
    const struct life_screen *self = arg;
    const struct life_line *line = &self->life.lines[row];
    *role = line->state != NULL ? shared_mark_role(line->state->kind, line->late) : ROLE_PLAIN;
    if (line->late)
        return "超";
    return line->state != NULL ? line->state->mark : "・";
}

static int load(struct life_screen *self, struct screens *s, const struct register_def *reg, const char *id,
                struct err *e)
{
    struct life life;
    int rc = life_load(&life, shared_session(s), reg, id, e);
    if (rc != 0)
        return rc;
    life_release(&self->life);
    self->life = life;
    return self->table != NULL ? table_reload(self->table, TABLE_HERE, e) : 0;
}

static void life_draw(void *arg, struct screens *s, struct draw *d)
{
    struct life_screen *self = arg;
    char title[NAME_BYTES * 3], name[NAME_BYTES * 2], right[NAME_BYTES];
    const struct state *state = register_state(self->life.reg, self->life.subject->state);
    entry_title(name, sizeof name, self->life.subject);
    text_format(title, sizeof title, "来歴 — %s %s", self->life.reg->label, name);
    text_format(right, sizeof right, "%s %s  %zu件%s", state != NULL ? state->mark : "",
                state != NULL ? state->label : "", self->life.n, self->life.more ? "以上" : "");
    const char *foot[FRAME_FOOT] = {self->life.more ? "多いので、簿冊ごとに新しい分だけを示しています。" : NULL};
    table_draw(self->table, d, screens_frame(s, d, title, right, foot), true);
}

static enum screen_next open_row(const struct life_screen *self, struct screens *s)
{
    size_t row;
    struct err e;
    if (!table_selected(self->table, &row))
        return SCREEN_STAY;
    const struct life_line *line = &self->life.lines[row];
    return detail_open(s, line->reg, line->entry, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next life_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct life_screen *self = arg;
    struct err e;
    switch (command) {
    case LIFE_OPEN:
        return open_row(self, s);
    case LIFE_SUBJECT:
        return detail_open(s, self->life.reg, self->life.subject->id, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
    case LIFE_LEAVE:
        return SCREEN_LEAVE;
    default:
        return table_key(self->table, key, &e) < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
    }
}

static enum screen_next life_resume(void *arg, struct screens *s, int result)
{
    struct life_screen *self = arg;
    char id[ENTRY_ID_BYTES];
    struct err e;
    (void)result;
    text_format(id, sizeof id, "%s", self->life.subject->id);
    return load(self, s, self->life.reg, id, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static void life_close(void *arg)
{
    struct life_screen *self = arg;
    table_free(self->table);
    life_release(&self->life);
    free(self);
}

static const struct screen_ops life_ops = {
    .name = "来歴",
    .commands = commands,
    .draw = life_draw,
    .handle = life_handle,
    .resume = life_resume,
    .close = life_close,
};

int life_open(struct screens *s, const struct register_def *reg, const char *id, struct err *e)
{
    struct life_screen *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    const struct table_source source = {.count = count, .cell = cell, .mark = mark, .arg = self};
    int rc = load(self, s, reg, id, e);
    if (rc == 0)
        rc = table_new(&self->table, columns, COLUMNS, &source, e);
    if (rc != 0) {
        life_close(self);
        return rc;
    }
    table_select(self->table, self->life.n - 1); /* what happened last */
    return screens_push(s, &life_ops, self, e);
}

enum screen_next life_show(struct screens *s, const struct entry *entry)
{
    const struct register_def *reg;
    char id[ENTRY_ID_BYTES];
    struct err e;
    int rc = life_subject(&reg, id, shared_session(s), entry, &e);
    if (rc == 0)
        rc = life_open(s, reg, id, &e);
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

enum screen_next life_show_reference(struct screens *s, const struct field *field, const char *canonical)
{
    const struct register_def *reg;
    char id[ENTRY_ID_BYTES];
    struct err e;
    int rc = life_reference(&reg, shared_session(s), field, reference_id(id, canonical), &e);
    if (rc == 0)
        rc = life_open(s, reg, id, &e);
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

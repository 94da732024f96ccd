/* Which round. */
#include <stdlib.h>

#include "app/round.h"
#include "forms/field.h"
#include "forms/text.h"
#include "screens/round.h"
#include "screens/shared.h"
#include "screens/table.h"

#include "forms/banned.h"

enum { MENU_OPEN = COMMAND_OWN, MENU_LEAVE };

static const struct command commands[] = {
    COMMAND(MENU_OPEN, K_ENTER, "開く", "カーソルの行の点検を始め、又は続きから行います。"),
    COMMAND(MENU_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    {.id = COMMAND_NONE},
};

enum { COLUMN_MONTH, COLUMN_KIND, COLUMN_STATE, COLUMN_CLAUSE, COLUMNS };
static const struct table_column columns[COLUMNS] = {
    [COLUMN_MONTH] = {.label = "月", .cells = 8},
    [COLUMN_KIND] = {.label = "点検", .cells = 24},
    [COLUMN_STATE] = {.label = "状況", .cells = 0},
    [COLUMN_CLAUSE] = {.label = "根拠", .cells = 18},
};
struct round_menu {
    struct round_choices choices;
    struct table *table;
};

static size_t count(void *arg)
{
    const struct round_menu *self = arg;
    return self->choices.n;
}

static void cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    const struct round_menu *self = arg;
    const struct round_choice *choice = &self->choices.list[row];
    char state[NAME_BYTES], month[NAME_BYTES];
    if (choice->id[0] == '\0')
        text_format(state, sizeof state, "未着手  %lld件", (long long)choice->of);
    else
        text_format(state, sizeof state, "%s 残り%lld/%lld", choice->closed ? "済" : "実施中", (long long)choice->left,
                    (long long)choice->of);
    const struct register_def *reg = register_find("inspection");
    field_format(month, sizeof month, &reg->fields[register_field(reg, "month")], choice->month, FORMAT_LIST);
    const char *const texts[COLUMNS] = {[COLUMN_MONTH] = month,
                                        [COLUMN_KIND] = choice->kind->label,
                                        [COLUMN_STATE] = state,
                                        [COLUMN_CLAUSE] = choice->kind->clause};
    text_format(buf, size, "%s", texts[column]);
}

static const char *mark(void *arg, size_t row, enum draw_role *role)
{
    const struct round_menu *self = arg;
    const struct round_choice *choice = &self->choices.list[row];
    *role = choice->closed ? ROLE_MARK : ROLE_MARK_WAIT;
    return choice->closed ? "済" : choice->id[0] != '\0' ? "実" : "未";
}

static void menu_draw(void *arg, struct screens *s, struct draw *d)
{
    struct round_menu *self = arg;
    table_draw(self->table, d, screens_frame(s, d, "所在点検", session_name(shared_session(s)), NULL), true);
}

static int load(struct round_menu *self, struct screens *s, struct err *e)
{
    int rc = round_choices_load(&self->choices, shared_session(s), e);
    if (rc == 0 && self->choices.n == 0)
        rc = err_set(e, ERR_NOT_FOUND, "所在点検をするものがありません。管理・保管する者は、台帳で定めます。");
    return rc == 0 && self->table != NULL ? table_reload(self->table, TABLE_HERE, e) : rc;
}

static int open_choice(const struct round_menu *self, struct screens *s, size_t row, struct err *e)
{
    const struct round_choice *choice = &self->choices.list[row];
    return round_open(s, choice->kind->key, choice->month, e);
}

static enum screen_next menu_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct round_menu *self = arg;
    size_t row;
    struct err e;
    int rc = 0;
    if (command == MENU_LEAVE)
        return SCREEN_LEAVE;
    if (command != MENU_OPEN)
        rc = table_key(self->table, key, &e) < 0 ? (int)e.code : 0;
    else if (table_selected(self->table, &row))
        rc = open_choice(self, s, row, &e);
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next menu_resume(void *arg, struct screens *s, int result)
{
    struct err e;
    (void)result;
    return load(arg, s, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static void menu_close(void *arg)
{
    struct round_menu *self = arg;
    table_free(self->table);
    free(self);
}

static const struct screen_ops menu_ops = {
    .name = "所在点検",
    .commands = commands,
    .draw = menu_draw,
    .handle = menu_handle,
    .resume = menu_resume,
    .close = menu_close,
};

int round_menu_open(struct screens *s, struct err *e)
{
    struct round_menu *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    const struct table_source source = {.count = count, .cell = cell, .mark = mark, .arg = self};
    int rc = load(self, s, e);
    if (rc == 0 && self->choices.n == 1) {
        rc = open_choice(self, s, 0, e);
        menu_close(self);
        return rc;
    }
    if (rc == 0)
        rc = table_new(&self->table, columns, COLUMNS, &source, e);
    return screens_begin(s, &menu_ops, self, rc, e);
}

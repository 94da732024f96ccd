/* 異動. */
#include "screens/transfer.h"

#include <stdlib.h>

#include "app/transfer.h"
#include "forms/field.h"
#include "forms/text.h"
#include "screens/detail.h"
#include "screens/dialog.h"
#include "screens/life.h"
#include "screens/list.h"
#include "screens/pick.h"
#include "screens/shared.h"
#include "screens/table.h"

#include "forms/banned.h"

enum {
    TRANSFER_ENTER = COMMAND_OWN,
    TRANSFER_TURN,
    TRANSFER_SAVE,
    TRANSFER_RECORD,
    TRANSFER_LEAVE,
    CANDIDATES = 300,
    TYPED_CHARACTERS = 100
};

/* The act's fields on top, below them the lines of the plan. */
struct transfer_screen {
    struct act *act;
    struct transfer_plan plan;
    struct table *table;
    char foot[TRANSFER_BYTES + ERR_CLAUSE_BYTES];
};

static const struct command commands[] = {
    COMMAND(TRANSFER_ENTER, K_ENTER, "開く", "上の欄では内容を入れます。下の行では、その記載を開きます。"),
    {.id = TRANSFER_TURN,
     .keys = {' ', K_F5, K_LEFT, K_RIGHT},
     .label = "決める",
     .bar = "F5 決める",
     .help = "「□」「■」の行で、引き継ぐ・就く・終了にするかどうかを切り替えます。空白キーでもできます。"},
    {.id = TRANSFER_SAVE,
     .keys = {K_F2, K_CTRL('s')},
     .label = "記録",
     .help = "全てを一度に記録します。「止」の行が一つでもあれば、何も記録しません。"},
    COMMAND(TRANSFER_LEAVE, K_ESC, "戻る", "何も記録せずに、前の画面に戻ります。"),
    COMMAND(TRANSFER_RECORD, K_F3, "これまで", "これまでの異動を一覧で示します。"),
    {.id = COMMAND_NONE},
};

enum { COLUMN_WHAT, COLUMN_EFFECT, COLUMNS };
static const struct table_column columns[COLUMNS] = {
    [COLUMN_WHAT] = {.label = "何を", .cells = 30},
    [COLUMN_EFFECT] = {.label = "どうするか", .cells = 0},
};

/* The field of a row; NULL for a line of the plan. */
static const struct field *field_at(const struct transfer_screen *self, size_t row)
{
    size_t n;
    const struct field *const *fields = act_fields(self->act, &n);
    return row < n ? fields[row] : NULL;
}

static const struct transfer_line *line_at(const struct transfer_screen *self, size_t row, size_t *index)
{
    size_t n;
    (void)act_fields(self->act, &n);
    *index = row - n;
    return row >= n && *index < self->plan.n ? &self->plan.lines[*index] : NULL;
}

static size_t count(void *arg)
{
    const struct transfer_screen *self = arg;
    size_t n;
    (void)act_fields(self->act, &n);
    return n + self->plan.n;
}

static void cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    const struct transfer_screen *self = arg;
    const struct field *field = field_at(self, row);
    size_t index;
    const struct transfer_line *line = line_at(self, row, &index);
    const char *value = field != NULL ? entry_get(act_entry(self->act), field->key) : NULL;
    buf[0] = '\0';
    if (field != NULL && column == COLUMN_WHAT)
        text_format(buf, size, "%s", field->label);
    else if (value != NULL)
        field_format(buf, size, field, value, FORMAT_FORM);
    else if (field != NULL)
        text_format(buf, size, "(%s)", (field->flags & FIELD_REQUIRED) != 0 ? "Enter で入れる" : "なし");
    else if (line != NULL && column == COLUMN_WHAT)
        text_format(buf, size, "%s%s", line->open ? (line->chosen ? "■ " : "□ ") : "", line->label);
    else if (line != NULL)
        text_format(buf, size, "%s", line->effect);
}

static const char *mark(void *arg, size_t row, enum draw_role *role)
{
    static const char *const marks[TRANSFER_KINDS] = {
        [TRANSFER_POST] = "職",   [TRANSFER_CUSTODY] = "管", [TRANSFER_OPEN] = "未",
        [TRANSFER_ROSTER] = "直", [TRANSFER_ACCOUNT] = "利", [TRANSFER_PERSON] = "員",
    };
    size_t index;
    const struct transfer_line *line = line_at(arg, row, &index);
    *role = line != NULL && (line->blocking || line->vacant) ? ROLE_MARK_LATE : ROLE_MARK;
    if (line == NULL)
        return "";
    return line->blocking ? "止" : line->vacant ? "欠" : marks[line->kind];
}

static int reload(struct transfer_screen *self, struct err *e)
{
    struct transfer_plan fresh;
    int rc = transfer_plan_load(&fresh, self->act, &self->plan, e);
    if (rc != 0)
        return rc;
    transfer_plan_release(&self->plan);
    self->plan = fresh;
    return self->table != NULL ? table_reload(self->table, TABLE_HERE, e) : 0;
}

static void transfer_draw(void *arg, struct screens *s, struct draw *d)
{
    struct transfer_screen *self = arg;
    char right[64] = "";
    size_t row = 0, index;
    const struct transfer_line *line = table_selected(self->table, &row) ? line_at(self, row, &index) : NULL;
    const struct field *field = field_at(self, row);
    text_format(self->foot, sizeof self->foot, "%s %s",
                line != NULL                           ? line->effect
                : field != NULL && field->help != NULL ? field->help
                                                       : "",
                line != NULL ? line->clause : "");
    if (self->plan.n > 0)
        text_format(right, sizeof right, "止 %zu  欠 %zu", self->plan.blocking, self->plan.vacant);
    const char *foot[FRAME_FOOT] = {self->foot};
    table_draw(self->table, d, screens_frame(s, d, "異動 — 未記録", right, foot), true);
}

/* ---- the fields ---- */

struct picking {
    const struct field *field;
    struct candidates candidates;
};

static void candidate_item(void *arg, size_t index, struct pick_item *item)
{
    const struct candidate *c = &((struct picking *)arg)->candidates.list[index];
    *item = (struct pick_item){
        .label = c->label, .detail = c->detail, .refusal = c->refusal.code != ERR_NONE ? c->refusal.text : NULL};
}

static enum screen_next candidate_life(void *arg, struct screens *s, size_t index)
{
    const struct picking *picking = arg;
    return life_show_reference(s, picking->field, picking->candidates.list[index].canonical);
}

static int pick_value(struct transfer_screen *self, struct screens *s, const struct field *field, struct err *e)
{
    struct picking picking = {.field = field};
    size_t index;
    int rc = candidates_load(&picking.candidates, self->act, field, NULL, CANDIDATES, e);
    const struct pick_options options = {.title = field->label,
                                         .count = picking.candidates.n,
                                         .item = candidate_item,
                                         .life = field->choices == NULL ? candidate_life : NULL,
                                         .arg = &picking,
                                         .empty = "職員がまだ登録されていません。"};
    if (rc == 0)
        rc = pick_run(s, &options, &index, e);
    if (rc == 0)
        rc = act_set(self->act, field->key, picking.candidates.list[index].canonical, e);
    candidates_release(&picking.candidates);
    return rc;
}

static int type_value(struct transfer_screen *self, struct screens *s, const struct field *field, struct err *e)
{
    char *typed = NULL, start[NAME_BYTES] = "";
    const char *value = entry_get(act_entry(self->act), field->key);
    if (value != NULL)
        field_format(start, sizeof start, field, value, FORMAT_EDIT);
    int rc =
        dialog_text(&typed, s, field->label, field->help != NULL ? field->help : "", start, TYPED_CHARACTERS, false, e);
    if (rc == 0)
        rc = act_type(self->act, field->key, typed, NULL, e);
    free(typed);
    return rc;
}

static enum screen_next enter(struct transfer_screen *self, struct screens *s)
{
    size_t row, index;
    struct err e;
    int rc;
    if (!table_selected(self->table, &row))
        return SCREEN_STAY;
    const struct field *field = field_at(self, row);
    const struct transfer_line *line = line_at(self, row, &index);
    if (field != NULL) {
        rc = field_types[field->type].picked ? pick_value(self, s, field, &e) : type_value(self, s, field, &e);
        if (rc == 0)
            rc = reload(self, &e);
        if (rc == 0)
            table_select(self->table, row + 1);
    } else if (line != NULL && line->entry[0] != '\0') {
        rc = detail_open(s, line->reg, line->entry, &e);
    } else {
        transfer_choose(&self->plan, index, self->act);
        rc = reload(self, &e);
    }
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next turn(struct transfer_screen *self, struct screens *s)
{
    size_t row, index;
    struct err e;
    if (!table_selected(self->table, &row))
        return SCREEN_STAY;
    const struct transfer_line *line = line_at(self, row, &index);
    if (line == NULL)
        return enter(self, s);
    if (!line->open)
        screens_say(s, "この行は、ここでは決められません。Enter で記載を開いてください。");
    transfer_choose(&self->plan, index, self->act);
    return reload(self, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

/* ---- recording ---- */

static enum screen_next save(struct transfer_screen *self, struct screens *s)
{
    char text[NAME_BYTES * 4], what[NAME_BYTES * 2];
    struct err e;
    int rc = act_check(self->act, &e);
    if (rc != 0)
        return screens_error(s, &e);
    entry_title(what, sizeof what, act_entry(self->act));
    text_format(text, sizeof text, "%s を記録します。職と保管の引継ぎを、一度に行います。%s", what,
                self->plan.vacant > 0 ? "\n「欠」の職は、あとに誰もいなくなります。このまま記録しますか。" : "");
    if (self->plan.blocking == 0 && !dialog_confirm(s, "異動", text, "記録する"))
        return SCREEN_REDRAW;
    rc = transfer_commit(self->act, &self->plan, &e);
    if (rc == ERR_CONFLICT)
        (void)reload(self, NULL);
    if (rc != 0)
        return screens_error(s, &e);
    screens_say(s, "異動を記録しました。「直」「利」の行は、それぞれの画面で片付けてください。");
    return SCREEN_LEAVE;
}

static bool may_leave(const struct transfer_screen *self, struct screens *s)
{
    return self->plan.n == 0 || dialog_confirm(s, "異動", "まだ何も記録していません。やめますか。", "やめる");
}

static enum screen_next transfer_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct transfer_screen *self = arg;
    struct err e;
    switch (command) {
    case TRANSFER_ENTER:
        return enter(self, s);
    case TRANSFER_TURN:
        return turn(self, s);
    case TRANSFER_SAVE:
        return save(self, s);
    case TRANSFER_RECORD:
        return list_open(s, act_register(self->act), NULL, NULL, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
    case TRANSFER_LEAVE:
        return may_leave(self, s) ? SCREEN_LEAVE : SCREEN_REDRAW;
    default:
        return table_key(self->table, key, &e) < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
    }
}

static const char *transfer_help(void *arg)
{
    (void)arg;
    return "職員が離任し、又は着任するときに使います。持っている職、保管している物、続いている記載、当番、利用者IDを示"
           "し、"
           "引き継ぐものを一度に引き継ぎます。止: 先に片付けるもの。欠: あとに誰もいなくなる職。";
}

/* Something may have been put in order on the screen above. */
static enum screen_next transfer_resume(void *arg, struct screens *s, int result)
{
    struct err e;
    (void)result;
    return reload(arg, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static void transfer_close(void *arg)
{
    struct transfer_screen *self = arg;
    table_free(self->table);
    transfer_plan_release(&self->plan);
    act_free(self->act);
    free(self);
}

static const struct screen_ops transfer_ops = {
    .name = "異動",
    .commands = commands,
    .draw = transfer_draw,
    .handle = transfer_handle,
    .help = transfer_help,
    .resume = transfer_resume,
    .close = transfer_close,
};

int transfer_open(struct screens *s, struct err *e)
{
    struct transfer_screen *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    const struct table_source source = {.count = count, .cell = cell, .mark = mark, .arg = self};
    int rc = session_may_view(shared_session(s), transfer_register(shared_session(s)), e);
    if (rc == 0)
        rc = act_new(&self->act, shared_session(s), transfer_register(shared_session(s)), NULL, "record", e);
    if (rc == 0)
        rc = table_new(&self->table, columns, COLUMNS, &source, e);
    return screens_begin(s, &transfer_ops, self, rc, e);
}

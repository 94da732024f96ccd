/* 当直表. */
#include "screens/roster.h"

#include <stdlib.h>
#include <string.h>

#include "app/act.h"
#include "app/roster.h"
#include "forms/register_roster.h"
#include "forms/text.h"
#include "screens/dialog.h"
#include "screens/entry.h"
#include "screens/pick.h"
#include "screens/shared.h"
#include "screens/table.h"

#include "forms/banned.h"

enum {
    ROSTER_PICK = COMMAND_OWN,
    ROSTER_SAVE,
    ROSTER_PATTERN,
    ROSTER_TAKE,
    ROSTER_CONFIRM,
    ROSTER_CLEAR,
    ROSTER_MONTH,
    ROSTER_LEAVE
};
enum { CELLS = 31 * 2, CANDIDATES = 200, REASON_CHARACTERS = 150 };

struct roster_screen {
    struct roster_month month;
    char persons[CELLS][ENTRY_ID_BYTES]; /* picked and not yet saved; "" = as it stands */
    char names[CELLS][NAME_BYTES];
    struct table *table;
};

static const struct command commands[] = {
    COMMAND(ROSTER_PICK, K_ENTER, "選ぶ", "カーソルの勤務の当直責任者を一覧から選びます。"),
    {.id = ROSTER_SAVE, .keys = {K_F2, K_CTRL('s')}, .label = "記録", .help = "選んだものをまとめて記録します。"},
    COMMAND(ROSTER_PATTERN, K_F5, "繰り返し",
            "月の初めからカーソルまでの順を繰り返して、残りの空いた勤務を埋めます。記録するまでは案です。"),
    COMMAND(ROSTER_TAKE, K_F6, "引き受ける",
            "今夜の当直責任者を自分が引き受けます。当直責任者の職にある者だけができ、理由を残します。"),
    COMMAND(ROSTER_CONFIRM, K_F7, "引受の確認", "引き受けられた当直を確認します。"),
    {.id = ROSTER_CLEAR,
     .keys = {K_DELETE, K_BACKSPACE},
     .label = "案を消す",
     .help = "選んだ案を取り消します。",
     .hidden = true},
    COMMAND(ROSTER_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    {.id = ROSTER_MONTH, .keys = {K_LEFT, K_RIGHT}, .label = "月", .bar = "← → 前月・翌月", .help = "月を移ります。"},
    {.id = COMMAND_NONE},
};

enum { COLUMN_DATE, COLUMN_PART, COLUMN_PERSON, COLUMN_STATE, COLUMNS };
static const struct table_column columns[COLUMNS] = {
    [COLUMN_DATE] = {.label = "日", .cells = 22},
    [COLUMN_PART] = {.label = "勤務", .cells = 6},
    [COLUMN_PERSON] = {.label = "当直責任者", .cells = 24},
    [COLUMN_STATE] = {.label = "状態", .cells = 0},
};

static bool picked(const struct roster_screen *self, size_t i)
{
    return self->persons[i][0] != '\0';
}

static bool unsaved(const struct roster_screen *self)
{
    for (int i = 0; i < self->month.n; i++)
        if (picked(self, (size_t)i))
            return true;
    return false;
}

static size_t count(void *arg)
{
    const struct roster_screen *self = arg;
    return (size_t)self->month.n;
}

static void cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    const struct roster_screen *self = arg;
    const struct roster_cell *c = &self->month.cells[row];
    const struct state *state = register_state(&register_roster, c->state);
    char date[DATE_BYTES];
    const char *const texts[COLUMNS] = {[COLUMN_DATE] = date_format(date, sizeof date, c->shift.date, DATE_WEEKDAY),
                                        [COLUMN_PART] = c->shift.part == SHIFT_NIGHT ? "宿直" : "日直",
                                        [COLUMN_PERSON] = picked(self, row)    ? self->names[row]
                                                          : c->name[0] != '\0' ? c->name
                                                                               : "(未定)",
                                        [COLUMN_STATE] = picked(self, row) ? "未記録 (F2 で記録)"
                                                         : state != NULL   ? state->label
                                                                           : ""};
    text_format(buf, size, "%s", texts[column]);
}

static const char *mark(void *arg, size_t row, enum draw_role *role)
{
    const struct roster_screen *self = arg;
    const struct state *state = register_state(&register_roster, self->month.cells[row].state);
    *role = picked(self, row) ? ROLE_MARK_WAIT : shared_mark_role(state != NULL ? state->kind : STATE_CURRENT, false);
    return picked(self, row) ? "案" : state != NULL ? state->mark : "";
}

static int load(struct roster_screen *self, struct screens *s, struct date month, struct err *e)
{
    struct roster_month fresh;
    int rc = roster_load(&fresh, shared_session(s), month, e);
    if (rc != 0)
        return rc;
    self->month = fresh;
    memset(self->persons, 0, sizeof self->persons);
    memset(self->names, 0, sizeof self->names);
    return self->table != NULL ? table_reload(self->table, TABLE_HERE, e) : 0;
}

static void roster_draw(void *arg, struct screens *s, struct draw *d)
{
    struct roster_screen *self = arg;
    char title[DATE_BYTES * 2], month[DATE_BYTES];
    date_format(month, sizeof month, self->month.first, DATE_MONTH);
    text_format(title, sizeof title, "当直表 — %s", month);
    struct area in = screens_frame(s, d, title, unsaved(self) ? "案 未記録" : NULL, NULL);
    table_draw(self->table, d, in, true);
}

static void candidate_item(void *arg, size_t index, struct pick_item *item)
{
    const struct candidates *c = arg;
    *item = (struct pick_item){.label = c->list[index].label, .detail = c->list[index].detail};
    if (c->list[index].refusal.code != ERR_NONE)
        item->refusal = c->list[index].refusal.text;
}

static enum screen_next pick_person(struct roster_screen *self, struct screens *s)
{
    const struct field *field = &register_roster.fields[register_field(&register_roster, "person")];
    struct candidates candidates = {0};
    struct pick_options options = {.title = "当直責任者", .item = candidate_item, .arg = &candidates};
    struct act *act = NULL;
    size_t row, index;
    struct err e;
    if (!table_selected(self->table, &row))
        return SCREEN_STAY;
    options.empty = "職員がまだ登録されていません。";
    int rc = act_new(&act, shared_session(s), &register_roster, NULL, "plan", &e);
    if (rc == 0)
        rc = candidates_load(&candidates, act, field, NULL, CANDIDATES, &e);
    options.count = candidates.n;
    if (rc == 0)
        rc = pick_run(s, &options, &index, &e);
    if (rc == 0) {
        reference_id(self->persons[row], candidates.list[index].canonical);
        text_format(self->names[row], sizeof self->names[row], "%s", candidates.list[index].label);
        table_select(self->table, row + 1);
    }
    candidates_release(&candidates);
    act_free(act);
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
}

/* Who stands in a cell, saved or not. */
static const char *standing(const struct roster_screen *self, size_t i)
{
    return picked(self, i) ? self->persons[i] : self->month.cells[i].person;
}

static const char *name_of(const struct roster_screen *self, const char *person)
{
    for (size_t i = 0; i < (size_t)self->month.n; i++)
        if (self->names[i][0] != '\0' && strcmp(self->persons[i], person) == 0)
            return self->names[i];
        else if (strcmp(self->month.cells[i].person, person) == 0)
            return self->month.cells[i].name;
    return "";
}

static enum screen_next pattern(struct roster_screen *self, struct screens *s)
{
    const char *order[CELLS];
    char ids[CELLS][ENTRY_ID_BYTES];
    size_t row;
    int n = 0;
    if (!table_selected(self->table, &row))
        return SCREEN_STAY;
    for (size_t i = 0; i <= row; i++)
        if (standing(self, i)[0] != '\0') {
            text_format(ids[n], sizeof ids[n], "%s", standing(self, i));
            order[n] = ids[n];
            n++;
        }
    if (n == 0) {
        screens_say(s, "月の初めの何日かを選び、繰り返す順の終わりにカーソルを置いてから F5 を押してください。");
        return SCREEN_REDRAW;
    }
    roster_pattern(self->persons, &self->month, order, n);
    for (size_t i = 0; i < (size_t)self->month.n; i++)
        if (picked(self, i) && self->names[i][0] == '\0')
            text_format(self->names[i], sizeof self->names[i], "%s", name_of(self, self->persons[i]));
    return SCREEN_REDRAW;
}

static enum screen_next save(struct roster_screen *self, struct screens *s)
{
    struct err e;
    if (!unsaved(self))
        return SCREEN_STAY;
    screens_busy(s, "当直表を記録しています…");
    int rc = roster_save(shared_session(s), &self->month, (const char(*)[ENTRY_ID_BYTES])self->persons, &e);
    if (rc == 0)
        rc = load(self, s, self->month.first, &e);
    if (rc == 0)
        screens_say(s, "当直表を記録しました。");
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next take_over(struct roster_screen *self, struct screens *s)
{
    struct session *session = shared_session(s);
    char *reason = NULL;
    struct err e;
    int rc = roster_may_take_over(session, session_person(session), &e);
    if (rc == 0)
        rc = dialog_text(&reason, s, "今夜の当直責任者を引き受ける",
                         "自分が今の当直責任者を引き受けます。理由を入れてください(例: 当直の交替)。", NULL,
                         REASON_CHARACTERS, false, &e);
    if (rc == 0)
        rc = roster_take_over(session, NULL, reason, &e);
    free(reason);
    if (rc == 0)
        rc = load(self, s, self->month.first, &e);
    if (rc == 0)
        screens_say(s, "今の当直責任者を引き受けました。運用責任者が後で確認します。");
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next confirm(struct roster_screen *self, struct screens *s)
{
    size_t row;
    struct err e;
    if (!table_selected(self->table, &row) || self->month.cells[row].entry[0] == '\0')
        return SCREEN_STAY;
    int rc = entry_open(s, &register_roster, self->month.cells[row].entry, "acknowledge", &e);
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static bool may_drop(const struct roster_screen *self, struct screens *s)
{
    return !unsaved(self) || dialog_confirm(s, "未記録の案", "まだ記録していない案があります。捨てますか。", "捨てる");
}

static enum screen_next go_month(struct roster_screen *self, struct screens *s, int by)
{
    struct err e;
    if (!may_drop(self, s))
        return SCREEN_REDRAW;
    return load(self, s, date_add_months(self->month.first, by), &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next roster_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct roster_screen *self = arg;
    struct err e;
    size_t row;
    switch (command) {
    case ROSTER_PICK:
        return pick_person(self, s);
    case ROSTER_SAVE:
        return save(self, s);
    case ROSTER_PATTERN:
        return pattern(self, s);
    case ROSTER_TAKE:
        return take_over(self, s);
    case ROSTER_CONFIRM:
        return confirm(self, s);
    case ROSTER_CLEAR:
        if (table_selected(self->table, &row))
            self->persons[row][0] = self->names[row][0] = '\0';
        return SCREEN_REDRAW;
    case ROSTER_MONTH:
        return go_month(self, s, key->code == K_LEFT ? -1 : 1);
    case ROSTER_LEAVE:
        return may_drop(self, s) ? SCREEN_LEAVE : SCREEN_REDRAW;
    default:
        return table_key(self->table, key, &e) < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
    }
}

static enum screen_next roster_resume(void *arg, struct screens *s, int result)
{
    struct roster_screen *self = arg;
    struct err e;
    if (result == 0)
        return SCREEN_REDRAW;
    return load(self, s, self->month.first, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static void roster_close(void *arg)
{
    struct roster_screen *self = arg;
    table_free(self->table);
    free(self);
}

static const struct screen_ops roster_ops = {
    .name = "当直表",
    .commands = commands,
    .draw = roster_draw,
    .handle = roster_handle,
    .resume = roster_resume,
    .close = roster_close,
};

/* The cursor on the shift that runs, or the next. */
static void select_tonight(struct roster_screen *self, struct screens *s)
{
    struct shift shift;
    const struct calendar *calendar = session_calendar(shared_session(s), NULL);
    if (calendar == NULL)
        return;
    calendar_shift(calendar, session_now(shared_session(s)), &shift);
    for (int i = 0; i < self->month.n; i++)
        if (date_compare(self->month.cells[i].shift.date, shift.date) == 0 &&
            self->month.cells[i].shift.part == shift.part)
            table_select(self->table, (size_t)i);
}

int roster_open(struct screens *s, struct err *e)
{
    struct roster_screen *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    const struct table_source source = {.count = count, .cell = cell, .mark = mark, .arg = self};
    int rc = load(self, s, date_month_first(date_of(session_now(shared_session(s)))), e);
    if (rc == 0)
        rc = table_new(&self->table, columns, COLUMNS, &source, e);
    if (rc != 0) {
        roster_close(self);
        return rc;
    }
    select_tonight(self, s);
    return screens_push(s, &roster_ops, self, e);
}

/* board — what waits, for whom. See board.h. Derived from the projected entries each time it is asked. */
#include "app/board.h"

#include <stdlib.h>
#include <string.h>

#include "app/act.h"
#include "app/month.h"
#include "db/query.h"
#include "forms/field.h"
#include "forms/register_monthly.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { BOARD_SCAN = 300, STATES_BYTES = 200, OFFERS_MOST = 24 };

struct gather {
    struct board *out;
    struct session *session;
    struct actor self;
    bool mine_only;
    size_t most;
    int64_t now;
};

void board_release(struct board *board)
{
    free(board->tasks);
    board->tasks = NULL;
    board->n = 0;
}

/* A new task, or NULL when there is no room (more) or no memory (*rc). */
static struct task *add_task(struct gather *g, int *rc, struct err *e)
{
    struct task *tasks;
    if (g->out->n >= g->most) {
        g->out->more = true;
        return NULL;
    }
    tasks = realloc(g->out->tasks, (g->out->n + 1) * sizeof *tasks);
    if (tasks == NULL) {
        *rc = err_memory(e);
        return NULL;
    }
    g->out->tasks = tasks;
    memset(&tasks[g->out->n], 0, sizeof *tasks);
    return &tasks[g->out->n++];
}

static void add_detail(struct task *task, const struct entry *entry, const struct field *f)
{
    char text[NAME_BYTES];
    if (!word_in(entry->reg->detail_fields, f->key) || entry_get(entry, f->key) == NULL)
        return;
    field_format(text, sizeof text, f, entry_get(entry, f->key), FORMAT_LIST);
    text_append(task->detail, sizeof task->detail, task->detail[0] != '\0' ? " " : "");
    text_append(task->detail, sizeof task->detail, text);
}

static void fill_entry(struct task *task, const struct entry *entry)
{
    const struct register_def *reg = entry->reg;
    const struct state *state = register_state(reg, entry->state);
    const char *late = reg->late_field != NULL ? entry_get(entry, reg->late_field) : NULL;
    task->reg = reg;
    text_format(task->entry, sizeof task->entry, "%s", entry->id);
    text_format(task->mark, sizeof task->mark, "%s", state != NULL ? state->mark : "");
    entry_title(task->title, sizeof task->title, entry);
    for (int pass = 0; pass < 2; pass++) /* the time first: what is cut off at the end is words */
        for (const struct field *f = reg->fields; f->key != NULL; f++)
            if ((field_types[f->type].cell == CELL_TIME) == (pass == 0))
                add_detail(task, entry, f);
    task->due = field_time(late);
    task->since = entry->nsteps > 0 ? entry->steps[entry->nsteps - 1].at : 0;
}

static enum task_kind kind_of(const struct register_def *reg, const struct step *step)
{
    if ((step->flags & STEP_ACKNOWLEDGES) != 0)
        return TASK_TAKEN;
    for (const struct need *need = reg->needs; need != NULL && need->step != NULL; need++)
        if (strcmp(need->step, step->key) == 0) {
            const struct state *state = register_state(reg, need->state);
            return state != NULL && state->kind == STATE_DONE ? TASK_CONFIRM : TASK_DECIDE;
        }
    return TASK_DECIDE;
}

/* The decision that the text wants next: not sending back or refusing, which are always open beside it. */
static bool carries_on(const struct register_def *reg, const struct step *step)
{
    for (const struct need *need = reg->needs; need != NULL && need->step != NULL; need++)
        if (strcmp(need->step, step->key) == 0)
            return true;
    return (step->flags & STEP_REASON) == 0;
}

/* The clause of the rule that speaks of the step for this entry. Returns that rule, NULL for none. */
static const struct rule *fill_clause(struct task *task, const struct entry *entry, const char *step, int64_t now)
{
    const struct situation s = {.reg = entry->reg, .entry = (struct entry *)(uintptr_t)entry, .now = now};
    const struct rule *rule = rule_for(&s, step);
    text_format(task->clause, sizeof task->clause, "%s", rule != NULL && rule->clause != NULL ? rule->clause : "");
    return rule;
}

static int add_offer(struct gather *g, const struct entry *entry, const struct offer *offer, enum task_kind kind,
                     bool mine, struct err *e)
{
    int rc = 0;
    struct situation s = {.reg = entry->reg, .entry = (struct entry *)(uintptr_t)entry, .now = g->now};
    const struct rule *rule;
    struct task *task = add_task(g, &rc, e);
    if (task == NULL)
        return rc;
    fill_entry(task, entry);
    task->kind = kind;
    task->mine = mine;
    text_format(task->step, sizeof task->step, "%s", offer->step->key);
    text_format(task->act, sizeof task->act, "%s", offer->step->label);
    rule = fill_clause(task, entry, offer->step->key, g->now);
    if (rule != NULL)
        rule_who(task->owner, sizeof task->owner, rule, &s);
    return 0;
}

/* What stands next for an entry: a decision, or for its own people a new request. */
static int gather_entry(struct gather *g, const struct entry *entry, struct err *e)
{
    struct offer offers[OFFERS_MOST];
    int n = offers_load(offers, OFFERS_MOST, g->session, entry, e), rc = 0;
    const struct offer *open = NULL;
    const struct state *state = register_state(entry->reg, entry->state);
    bool checks = monthly_checks_missing(entry, g->now) > 0;
    for (int i = 0; rc == 0 && i < n; i++) {
        bool decides = (offers[i].step->flags & (STEP_DECIDES | STEP_ACKNOWLEDGES)) != 0;
        bool check = (offers[i].step->flags & STEP_MONTHLY) != 0;
        if (check ? !checks : (decides ? !carries_on(entry->reg, offers[i].step) : state->kind != STATE_WAITING))
            continue;
        if (decides && !check && state->kind == STATE_OUT && offers[i].refusal.code != ERR_NONE && g->mine_only)
            continue;
        if (offers[i].allowed && decides)
            return add_offer(g, entry, &offers[i], check ? TASK_WHEREABOUTS : kind_of(entry->reg, offers[i].step), true,
                             e);
        if (offers[i].allowed && (offers[i].step->flags & (STEP_RENEWS | STEP_WHEN_NEEDS)) != 0)
            return add_offer(g, entry, &offers[i], TASK_OWN, true, e);
        if (open == NULL && decides && (check || state->kind != STATE_OUT))
            open = &offers[i];
    }
    if (n < 0)
        return n;
    if (open != NULL && !g->mine_only)
        rc = add_offer(g, entry, open, kind_of(entry->reg, open->step), false, e);
    return rc;
}

/* What a late entry calls for: the step made for that (特例 that falls away, X-T2), or bringing the thing back. */
static const struct step *late_step(const struct entry *entry)
{
    const struct step *late = step_open_with(entry, STEP_WHEN_LATE);
    return late != NULL ? late : step_open_with(entry, STEP_BRINGS_BACK);
}

/* Late things first, then what waits for decisions, oldest first. */
static int gather_late(struct gather *g, const struct register_def *reg, struct err *e)
{
    char out[STATES_BYTES], now[32];
    const struct cond conds[] = {{"state", COND_IS, register_states(out, sizeof out, reg, 1u << STATE_OUT)}, {0}};
    struct query query = {.reg = reg,
                          .conds = conds,
                          .range = reg->late_field,
                          .range_until = now,
                          .sort = reg->late_field,
                          .limit = BOARD_SCAN,
                          .steps = true};
    struct rows rows = {0};
    int rc;
    if (reg->late_field == NULL || out[0] == '\0')
        return 0;
    field_time_value(now, sizeof now, g->now);
    rc = rows_load(&rows, session_station(g->session), &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++) {
        bool mine = entry_self(rows.entries[i], g->self.id);
        const struct step *back = late_step(rows.entries[i]);
        struct task *task;
        if (g->mine_only && !mine)
            continue;
        task = add_task(g, &rc, e);
        if (task == NULL)
            break;
        fill_entry(task, rows.entries[i]);
        task->kind = TASK_LATE;
        task->mine = mine;
        text_format(task->mark, sizeof task->mark, "超");
        if (back != NULL)
            text_format(task->act, sizeof task->act, "%s", back->label);
        if (back != NULL)
            fill_clause(task, rows.entries[i], back->key, g->now);
        if (back != NULL && mine)
            text_format(task->step, sizeof task->step, "%s", back->key);
        if (reg->person_field != NULL)
            text_format(task->owner, sizeof task->owner, "%s",
                        reference_label(entry_get(rows.entries[i], reg->person_field)));
    }
    rows_release(&rows);
    return rc;
}

static int gather_states(struct gather *g, const struct register_def *reg, unsigned kinds, struct err *e)
{
    char states[STATES_BYTES];
    const struct cond conds[] = {{"state", COND_IS, register_states(states, sizeof states, reg, kinds)}, {0}};
    /* What has a screen of its own is decided there, as a whole: one task stands for it. */
    const struct query query = {.reg = reg, .conds = conds, .limit = reg->own_screen ? 1 : BOARD_SCAN, .steps = true};
    struct rows rows = {0};
    int rc = states[0] != '\0' ? rows_load(&rows, session_station(g->session), &query, ROWS_FIRST, NULL, e) : 0;
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        rc = gather_entry(g, rows.entries[i], e);
    rows_release(&rows);
    return rc;
}

/* What somebody has yet to take note of (増減の確認, 後閲). */
static int gather_pending(struct gather *g, const struct register_def *reg, struct err *e)
{
    const struct cond conds[] = {{reg->pending_field, COND_SET, NULL}, {0}};
    const struct query query = {.reg = reg, .conds = conds, .limit = BOARD_SCAN, .steps = true};
    struct rows rows = {0};
    int rc =
        reg->pending_field != NULL ? rows_load(&rows, session_station(g->session), &query, ROWS_FIRST, NULL, e) : 0;
    for (size_t i = 0; rc == 0 && i < rows.n; i++) {
        const struct state *state = register_state(reg, rows.entries[i]->state);
        bool seen = reg->needs != NULL && state != NULL &&
                    (1u << state->kind & (1u << STATE_WAITING | 1u << STATE_BACK | 1u << STATE_OUT)) != 0;
        if (!seen) /* the others were looked at by their states */
            rc = gather_entry(g, rows.entries[i], e);
    }
    rows_release(&rows);
    return rc;
}

/* The month that is over and that nobody has confirmed (T-2). */
static int gather_month(struct gather *g, const struct register_def *book, struct err *e)
{
    char month[DATE_BYTES];
    struct month_state state;
    struct month_offer offers[3];
    struct date last = date_add_months(date_month_first(date_of(g->now)), -1);
    struct task *task;
    bool mine = false;
    int rc;
    if (!month_confirms(book))
        return 0;
    if (date_at(date_month_last(last), 24 * 60) <= session_founded(g->session))
        return 0; /* the paper book was in use then */
    date_format(month, sizeof month, last, DATE_ISO);
    month[7] = '\0';
    rc = month_load(&state, g->session, book, month, e);
    if (rc != 0 || state.confirmed)
        return rc;
    rc = month_offers(offers, g->session, book, month, e);
    for (int i = 0; rc == 0 && i < 3; i++)
        mine = mine || offers[i].allowed;
    if (rc != 0 || (g->mine_only && !mine))
        return rc;
    task = add_task(g, &rc, e);
    if (task == NULL)
        return rc;
    task->kind = TASK_MONTH;
    task->reg = book;
    task->mine = mine;
    task->due = date_at(date_of(g->now), 0);
    date_format(task->detail, sizeof task->detail, last, DATE_MONTH);
    text_format(task->mark, sizeof task->mark, "月");
    text_format(task->entry, sizeof task->entry, "%s", month);
    text_format(task->title, sizeof task->title, "%s", book->label);
    text_format(task->act, sizeof task->act, "月次の確認");
    text_format(task->owner, sizeof task->owner, "%s", monthly_confirmers(book->form));
    text_format(task->clause, sizeof task->clause, "%s", monthly_clause(book->form));
    return 0;
}

static int compare_tasks(const void *a, const void *b)
{
    const struct task *x = a, *y = b;
    if (x->mine != y->mine)
        return x->mine ? -1 : 1;
    if (x->kind != y->kind)
        return (int)x->kind - (int)y->kind;
    return (x->since > y->since) - (x->since < y->since);
}

/* Is it a part of another register? Its own stand behind the one task of the whole (a round of 点検). */
static bool is_part(const struct register_def *const *list, const struct register_def *reg)
{
    for (; *list != NULL; list++)
        if ((*list)->parts != NULL && strcmp((*list)->parts, reg->id) == 0)
            return true;
    return false;
}

/* What was not found and whose measures are not on record yet (R0-9): before the 運用責任者 and the 運用管理者 until they are. */
static int gather_alarms(struct gather *g, const struct register_def *reg, struct err *e)
{
    char states[STATES_BYTES], field[KEY_BYTES];
    const struct cond conds[] = {{field, COND_IS, reg->alarm_values},
                                 {"state", COND_IS, register_states(states, sizeof states, reg, 1u << STATE_WAITING)},
                                 {0}};
    const struct query query = {.reg = reg, .conds = conds, .limit = BOARD_SCAN, .steps = true};
    struct rows rows = {0};
    int rc = 0;
    if (reg->alarm_fields == NULL || states[0] == '\0')
        return 0;
    text_format(field, sizeof field, "%.*s", (int)strcspn(reg->alarm_fields, "|"), reg->alarm_fields);
    rc = rows_load(&rows, session_station(g->session), &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++) {
        struct task *task;
        bool mine =
            (g->self.posts & (POST_SUPERVISOR | POST_ADMINISTRATOR)) != 0 || entry_self(rows.entries[i], g->self.id);
        if (g->mine_only && !mine)
            continue;
        task = add_task(g, &rc, e);
        if (task == NULL)
            break;
        fill_entry(task, rows.entries[i]);
        task->kind = TASK_LATE;
        task->mine = mine;
        text_format(task->mark, sizeof task->mark, "紛");
        text_format(task->act, sizeof task->act, "報告・措置");
        text_format(task->owner, sizeof task->owner, "%s", rows.entries[i]->applicant.name);
    }
    rows_release(&rows);
    return rc;
}

int board_load(struct board *out, struct session *session, bool mine_only, size_t most, struct err *e)
{
    struct gather g = {
        .out = out, .session = session, .mine_only = mine_only, .most = most, .now = session_now(session)};
    int rc;
    memset(out, 0, sizeof *out);
    rc = actor_self(&g.self, session, e);
    for (const struct register_def *const *reg = station_registers(session_station(session)); rc == 0 && *reg != NULL;
         reg++) {
        if (session_may_view(session, *reg, NULL) != 0)
            continue;
        if (is_part(station_registers(session_station(session)), *reg)) {
            rc = gather_alarms(&g, *reg, e);
            continue;
        }
        if ((*reg)->form != NULL)
            rc = gather_late(&g, *reg, e);
        if (rc == 0 && ((*reg)->needs != NULL || register_step_with(*reg, STEP_ACKNOWLEDGES) != NULL))
            rc = gather_states(&g, *reg, 1u << STATE_WAITING | 1u << STATE_BACK, e);
        if (rc == 0 && (*reg)->needs != NULL)
            rc = gather_states(&g, *reg, 1u << STATE_OUT, e);
        if (rc == 0)
            rc = gather_pending(&g, *reg, e);
        if (rc == 0)
            rc = gather_month(&g, *reg, e);
    }
    if (rc == 0 && out->n > 1)
        qsort(out->tasks, out->n, sizeof out->tasks[0], compare_tasks);
    if (rc != 0)
        board_release(out);
    return rc;
}

/* duty_step — what waits for somebody's step: decisions, confirmations of a return, what stands open for its own people, what has yet
 * to be taken note of (増減の確認, 後閲). See duties_inside.h. */
#include <string.h>

#include "app/duties_inside.h"
#include "forms/field.h"
#include "forms/text.h"

#include "forms/banned.h"

/* The decision that the text wants next: not sending back or refusing, which are always open beside it. */
static bool carries_on(const struct register_def *reg, const struct step *step)
{
    for (const struct need *need = reg->needs; need != NULL && need->step != NULL; need++)
        if (strcmp(need->step, step->key) == 0)
            return true;
    return (step->flags & STEP_REASON) == 0;
}

/* Kinds whose day is the step itself, or that of the entry; the others are found by their own clocks. */
static bool found_here(const struct duty_kind *kind)
{
    static const char *const prefixes[] = {"change_",    "return_",      "countersign",
                                           "departures", "verification", "permit_check"};
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
        if (strncmp(kind->key, prefixes[i], strlen(prefixes[i])) == 0)
            return true;
    return false;
}

/* Is the step one that makes a duty: a decision (checks of each month are found by their clock), or what its own people have to go on
 * with? Told without the store: most of what is out needs nothing. */
static bool may_matter(const struct search *s, const struct entry *entry, const struct step *step)
{
    const struct state *state = register_state(entry->reg, entry->state);
    struct situation situation = {
        .reg = entry->reg, .entry = (struct entry *)(uintptr_t)entry, .now = s->now, .settings = s->settings};
    const struct duty_kind *kind = duty_kind_of("", entry, step->key);
    if ((step->flags & (STEP_MONTHLY | STEP_CREATES)) != 0 || !step_open(entry, step) ||
        (kind != NULL && (!found_here(kind) || (step->flags & (STEP_DECIDES | STEP_ACKNOWLEDGES)) == 0)))
        return false;
    if ((step->flags & (STEP_DECIDES | STEP_ACKNOWLEDGES)) == 0)
        return state->kind == STATE_WAITING;
    return carries_on(entry->reg, step) && rule_for(&situation, step->key) != NULL;
}

static bool matters(const struct search *s, const struct entry *entry)
{
    for (const struct step *step = entry->reg->steps; step->key != NULL; step++)
        if (may_matter(s, entry, step))
            return true;
    return false;
}

/* When the step was made that calls for this one: a correction or a change of words after it puts nothing off, but of a departure it is
 * the change itself that is to be confirmed. */
static int64_t called_at(const struct search *s, const struct entry *entry, const struct duty_kind *kind)
{
    bool any = strcmp(kind->key, "departures") == 0;
    for (size_t i = entry->nsteps; i-- > 0;) {
        const struct step *step = register_step(entry->reg, entry->steps[i].step);
        if (any || step == NULL || step->to != NULL || (step->flags & STEP_EDITS) == 0)
            return entry->steps[i].at;
    }
    return s->now;
}

/* By when: a change by the next working day; a return before the month's book is confirmed; a telephone permit by its day. */
static struct due due_of(const struct search *s, const struct entry *entry, const struct duty_kind *kind)
{
    const struct date day = date_of(called_at(s, entry, kind));
    const char *until = entry_get(entry, "countersign_until"), *period = entry_get(entry, "period_to");
    struct due due = {DUE_NOW, day, {0}};
    if (period != NULL && kind->clause != NULL) { /* a check of 様式第5号, in the month after its period */
        due = clock_in_month(date_add_days(duty_day(period), 1), s->today);
        due.state = due.state == DUE_NONE ? DUE_NOW : due.state;
    }
    if (strncmp(kind->key, "change_", strlen("change_")) == 0)
        return clock_each_time(day, s->calendar, s->today);
    if (strcmp(kind->key, "countersign") == 0 && until != NULL) {
        due.until = date_of(field_time(until));
        due.state = date_compare(s->today, due.until) > 0 ? DUE_OVER : DUE_NOW;
    }
    if (strcmp(kind->key, "departures") == 0) { /* 「十分な期間をもって」: in the month that follows it (◇) */
        due.until = date_month_last(date_add_months(date_month_first(day), 1));
        due.state = date_compare(s->today, due.until) > 0 ? DUE_OVER : DUE_NOW;
    }
    if (strncmp(kind->key, "return_", strlen("return_")) == 0) {
        due.until = date_month_last(day);
        due.state = date_compare(s->today, due.until) > 0 ? DUE_OVER : DUE_NOW;
    }
    return due;
}

static const struct duty_kind *kind_of(const struct entry *entry, const struct step *step)
{
    const struct duty_kind *kind = duty_kind_of("", entry, step->key);
    bool decides = (step->flags & (STEP_DECIDES | STEP_ACKNOWLEDGES)) != 0;
    return kind != NULL ? kind : duty_kind_find(decides ? "decide" : "own");
}

static int add_offer(struct search *s, const struct entry *entry, const struct offer *offer, struct err *e)
{
    const struct duty_kind *kind = kind_of(entry, offer->step);
    const struct state *state = register_state(entry->reg, entry->state);
    int rc = 0;
    struct duty *duty = duty_add(s, kind, due_of(s, entry, kind), &rc, e);
    if (duty == NULL)
        return rc;
    duty_of_entry(duty, entry);
    duty_of_rule(duty, s, entry, offer->step);
    duty->since = called_at(s, entry, kind);
    duty->mine = offer->allowed;
    if (kind->clause == NULL && state != NULL)
        text_format(duty->mark, sizeof duty->mark, "%s", state->mark);
    if (strcmp(kind->key, "own") == 0)
        duty_owner(duty, s, entry->applicant.id);
    if (strcmp(kind->key, "own") == 0)
        text_format(duty->owner, sizeof duty->owner, "%s", entry->applicant.name);
    duty_settle(s);
    return 0;
}

/* What stands next for an entry: the first thing the person signed in may do, else the first decision that is open to others. */
static int search_entry(struct search *s, const struct entry *entry, struct err *e)
{
    struct offer offers[DUTY_OFFERS];
    const struct offer *open = NULL;
    const struct state *state = register_state(entry->reg, entry->state);
    int n;
    if (state == NULL || !matters(s, entry))
        return 0;
    n = offers_load(offers, DUTY_OFFERS, s->session, entry, e);
    for (int i = 0; i < n; i++) {
        const struct step *step = offers[i].step;
        bool decides = (step->flags & (STEP_DECIDES | STEP_ACKNOWLEDGES)) != 0;
        if (!may_matter(s, entry, step))
            continue;
        if (offers[i].allowed && (decides || (step->flags & (STEP_RENEWS | STEP_WHEN_NEEDS)) != 0))
            return add_offer(s, entry, &offers[i], e);
        if (open == NULL && decides)
            open = &offers[i];
    }
    if (n < 0)
        return n;
    return open != NULL && !s->wanted->mine_only ? add_offer(s, entry, open, e) : 0;
}

static bool waits(const struct register_def *reg, unsigned kinds)
{
    char states[DUTY_STATES_BYTES];
    return register_states(states, sizeof states, reg, kinds)[0] != '\0';
}

static int search_states(struct search *s, const struct register_def *reg, unsigned kinds, struct err *e)
{
    struct rows rows = {0};
    int rc = waits(reg, kinds) ? search_rows(&rows, s, reg, NULL, kinds, e) : 0;
    /* What has a screen of its own is decided there, as a whole: one duty stands for it. */
    for (size_t i = 0; rc == 0 && i < rows.n && (i == 0 || !reg->own_screen); i++)
        rc = search_entry(s, rows.entries[i], e);
    rows_release(&rows);
    return rc;
}

/* Every value that the field may have, joined by '|': an index finds values, not that there is one. */
static const char *values_of(char *buf, size_t size, const struct register_def *reg, const char *key)
{
    const struct field *field = &reg->fields[register_field(reg, key)];
    text_format(buf, size, "%s", field->choices == NULL ? "yes" : "");
    for (const struct choice *choice = field->choices; choice != NULL && choice->key != NULL; choice++) {
        text_append(buf, size, buf[0] != '\0' ? "|" : "");
        text_append(buf, size, choice->key);
    }
    return buf;
}

/* What somebody has yet to take note of, but for what was looked at by its state. */
static int search_pending(struct search *s, const struct register_def *reg, struct err *e)
{
    char values[DUTY_STATES_BYTES];
    const struct cond conds[CONDS] = {
        {reg->pending_field, COND_IS,
         reg->pending_field != NULL ? values_of(values, sizeof values, reg, reg->pending_field) : NULL}};
    const unsigned seen = 1u << STATE_WAITING | 1u << STATE_BACK | 1u << STATE_OUT;
    struct rows rows = {0};
    int rc = reg->pending_field != NULL ? search_rows(&rows, s, reg, conds, 0, e) : 0;
    for (size_t i = 0; rc == 0 && i < rows.n; i++) {
        const struct state *state = register_state(reg, rows.entries[i]->state);
        if (reg->needs == NULL || state == NULL || (1u << state->kind & seen) == 0)
            rc = search_entry(s, rows.entries[i], e);
    }
    rows_release(&rows);
    return rc;
}

/* Is it a part of another register? Its own stand behind the one duty of the whole (a round of 点検). */
static bool is_part(const struct search *s, const struct register_def *reg)
{
    const struct register_def *const *list = station_registers(session_station(s->session));
    for (; *list != NULL; list++)
        if ((*list)->parts != NULL && strcmp((*list)->parts, reg->id) == 0)
            return true;
    return false;
}

int duty_steps(struct search *s, struct err *e)
{
    const struct duty_kind *alone = s->wanted->kind != NULL ? duty_kind_find(s->wanted->kind) : NULL;
    int rc = 0;
    if (alone != NULL && alone->steps == NULL && alone->clause != NULL) /* none of these (kind_of) */
        return 0;
    for (const struct register_def *const *reg = station_registers(session_station(s->session));
         rc == 0 && *reg != NULL; reg++) {
        if (session_may_view(s->session, *reg, NULL) != 0 || is_part(s, *reg))
            continue;
        if ((*reg)->needs != NULL || register_step_with(*reg, STEP_ACKNOWLEDGES) != NULL)
            rc = search_states(s, *reg, 1u << STATE_WAITING | 1u << STATE_BACK, e);
        if (rc == 0 && (*reg)->needs != NULL)
            rc = search_states(s, *reg, 1u << STATE_OUT, e);
        if (rc == 0)
            rc = search_pending(s, *reg, e);
    }
    return rc;
}

/* duty_away — what is owed of things that are out: back in time, their 所在確認 each month, what stays of a 特例, the report of an
 * exception that has ended, a 交番 terminal during a long absence. See duties_inside.h. */
#include <string.h>

#include "app/duties_inside.h"
#include "forms/field.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { HANDOVER_AHEAD_S = 3600 /* ◇: shown an hour before a duty ends */, REAPPLY_DAYS = 7 /* ◇ */ };

/* A period that ended at a minute: over from then. */
static struct due ended(int64_t at)
{
    const struct date day = date_of(at);
    return (struct due){DUE_OVER, day, day};
}

static void duty_times(struct duty *duty, int64_t since, int64_t due)
{
    duty->since = since;
    duty->due = due;
}

/* ---- 特例 ---- */

/* X-T2, T-7: not back the same day; and from the planned hour on (◇) it is asked for. */
static struct due due_of_written(const struct search *s, int64_t from, int64_t until)
{
    struct due due = clock_same_day(date_of(from), s->today);
    if (due.state == DUE_NOW && s->now < until)
        due.state = DUE_NONE;
    return due;
}

/* M-44: brought back with the report at the end of the duty; that day, to be exact (◇). */
static struct due due_of_night(const struct search *s, int64_t from, int64_t *end)
{
    struct shift shift;
    struct due due;
    (void)calendar_shift(s->calendar, from, &shift); /* in office hours: tonight's */
    *end = calendar_shift_end(s->calendar, shift);
    due = clock_same_day(date_of(*end), s->today);
    if (s->now < *end)
        due.state = s->now >= *end - HANDOVER_AHEAD_S ? DUE_SOON : DUE_NONE;
    return due;
}

static int add_exempt(struct search *s, const struct entry *entry, int64_t from, int64_t until, struct err *e)
{
    bool night = entry_is(entry, "exemption", "duty"), person = entry_is(entry, "exemption", "person");
    const struct step *step = step_open_with(entry, person ? STEP_WHEN_LATE : STEP_BRINGS_BACK);
    int64_t end = until;
    int rc = 0;
    struct duty *duty = NULL;
    if (step == NULL)
        return 0;
    if (night)
        duty = duty_add(s, duty_kind_of("night_", entry, NULL), due_of_night(s, from, &end), &rc, e);
    else if (person)
        duty = duty_add(s, duty_kind_of("full_", entry, NULL), due_of_written(s, from, until), &rc, e);
    else if (until != 0 && until < s->now)
        duty = duty_add(s, duty_kind_of("late_", entry, NULL), ended(until), &rc, e);
    if (duty == NULL)
        return rc;
    duty_of_entry(duty, entry);
    duty_times(duty, from, end);
    text_format(duty->step, sizeof duty->step, "%s", step->key);
    if (night)
        duty_owner(duty, s, entry_get(entry, "named_by"));
    else
        duty_owner(duty, s, entry_get(entry, entry->reg->person_field));
    duty->mine = night ? duty->mine : entry_self(entry, s->self.id);
    duty_settle(s);
    return 0;
}

/* ---- late ---- */

static int add_late(struct search *s, const struct entry *entry, int64_t until, struct err *e)
{
    const struct step *back = step_open_with(entry, STEP_WHEN_LATE);
    int rc = 0;
    struct duty *duty = duty_add(s, duty_kind_of("late_", entry, NULL), ended(until), &rc, e);
    if (duty == NULL)
        return rc;
    if (back == NULL)
        back = step_open_with(entry, STEP_BRINGS_BACK);
    duty_of_entry(duty, entry);
    duty_times(duty, until, until);
    if (entry->reg->person_field != NULL)
        duty_owner(duty, s, entry_get(entry, entry->reg->person_field));
    duty->mine = entry_self(entry, s->self.id);
    if (back != NULL)
        text_format(duty->act, sizeof duty->act, "%s", back->label);
    if (back != NULL && duty->mine)
        text_format(duty->step, sizeof duty->step, "%s", back->key);
    duty_settle(s);
    return 0;
}

/* R9-2: the applicant reports; and when he has not for so many days (setting, ◇), 許可者 makes him. */
static int add_exception(struct search *s, const struct entry *entry, int64_t ended_at, struct err *e)
{
    int days = setting_number(setting_get(s->settings, "exception_report_days")), rc = 0;
    const struct date day = date_of(ended_at - 1); /* the last day */
    const struct done *chased = entry_done(entry, "chase");
    const struct date from = chased != NULL ? date_of(chased->at) : day;
    const struct due report = clock_days(date_add_days(day, 1), days - 1, s->today);
    const struct due chase = clock_days(date_add_days(from, days + 1), 0, s->today);
    struct duty *duty;
    if (!entry_is(entry, "report", "needed"))
        return 0;
    duty = duty_add(s, duty_kind_find("exception_report"), report, &rc, e);
    if (duty != NULL) {
        duty_of_entry(duty, entry);
        text_format(duty->step, sizeof duty->step, "end_report");
        duty_owner(duty, s, entry_get(entry, "responsible"));
        duty_settle(s);
    }
    duty = rc == 0 ? duty_add(s, duty_kind_find("exception_chase"), chase, &rc, e) : NULL;
    if (duty != NULL) {
        duty_of_entry(duty, entry);
        text_format(duty->step, sizeof duty->step, "chase");
        duty_by_posts(duty, s);
        duty_settle(s);
    }
    return rc;
}

static int search_late(struct search *s, const struct register_def *reg, struct err *e)
{
    char out[DUTY_STATES_BYTES], now[32];
    const struct cond conds[] = {{"state", COND_IS, register_states(out, sizeof out, reg, 1u << STATE_OUT)}, {0}};
    const struct query query = {.reg = reg,
                                .conds = conds,
                                .range = reg->late_field,
                                .range_until = now,
                                .sort = reg->late_field,
                                .limit = DUTY_SCAN,
                                .steps = true};
    struct rows rows = {0};
    int rc;
    field_time_value(now, sizeof now, s->now + 1); /* a report is owed from the very second; late is what is past it */
    rc = search_load(&rows, s, &query, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++) {
        const struct entry *entry = rows.entries[i];
        int64_t until = field_time(entry_get(entry, reg->late_field));
        if (duty_kind_of("exception_", entry, NULL) != NULL)
            rc = add_exception(s, entry, until, e);
        else if (entry_get(entry, "omitted") == NULL && until < s->now)
            rc = add_late(s, entry, until, e);
    }
    rows_release(&rows);
    return rc;
}

/* ---- what is out, by its start ---- */

static int add_whereabouts(struct search *s, const struct entry *entry, const struct step *check, int64_t from,
                           struct err *e)
{
    const struct duty_kind *kind = duty_kind_of("whereabouts_", entry, check->key);
    struct offer offers[DUTY_OFFERS];
    const struct date day = date_of(from);
    int rc = 0, n;
    struct duty *duty = duty_add(s, kind, clock_month_check(day, duty_checks_met(entry, day), s->today), &rc, e);
    if (duty == NULL)
        return rc;
    duty_of_entry(duty, entry);
    duty_of_rule(duty, s, entry, check);
    n = offers_load(offers, DUTY_OFFERS, s->session, entry, e);
    for (int i = 0; i < n; i++)
        if (offers[i].step == check)
            duty->mine = offers[i].allowed;
    duty_settle(s);
    return n < 0 ? n : 0;
}

/* Only checks that the text asks for: the rule of this entry cites a clause (R3-18: a shared phone has none). */
static bool checked_monthly(const struct search *s, const struct entry *entry, const struct step *check)
{
    struct situation situation = {
        .reg = entry->reg, .entry = (struct entry *)(uintptr_t)entry, .now = s->now, .settings = s->settings};
    const struct rule *rule = check != NULL && step_open(entry, check) ? rule_for(&situation, check->key) : NULL;
    return rule != NULL && rule->clause != NULL;
}

/* T-11: kept in a cabinet of the 交番 though the absence has become a long one. */
static int add_storage(struct search *s, const struct entry *entry, int64_t from, struct err *e)
{
    const struct step *step = step_open_with(entry, STEP_WHEN_LATE);
    int rc = 0;
    struct duty *duty = duty_add(s, duty_kind_of("storage", entry, NULL), clock_week(date_of(from), s->today), &rc, e);
    if (duty == NULL)
        return rc;
    duty_of_entry(duty, entry);
    duty_owner(duty, s, entry_get(entry, entry->reg->person_field));
    text_format(duty->step, sizeof duty->step, "%s", step != NULL ? step->key : "");
    duty_settle(s);
    return 0;
}

/* R9-1: a change of what was permitted is to be applied for again. 「速やかに」 has no number of days (◇). */
static int add_reapply(struct search *s, const struct entry *entry, struct err *e)
{
    char states[DUTY_STATES_BYTES], title[NAME_BYTES], value[ENTRY_ID_BYTES + NAME_BYTES];
    const struct done *changed = entry_done(entry, "reapply");
    const struct cond conds[] = {
        {"previous", COND_IS, entry->id},
        {"state", COND_IS, register_states(states, sizeof states, entry->reg, ~(1u << STATE_VOID))},
        {0}};
    struct entry *next = NULL;
    struct duty *duty = NULL;
    int rc = search_last(&next, s, entry->reg, conds, NULL, e);
    if (rc == 0 && next == NULL && changed != NULL)
        duty = duty_add(s, duty_kind_find("reapply"), clock_days(date_of(changed->at), REAPPLY_DAYS, s->today), &rc, e);
    entry_free(next);
    if (duty == NULL)
        return rc;
    duty_of_entry(duty, entry);
    duty_owner(duty, s, entry_get(entry, "responsible"));
    entry_title(title, sizeof title, entry);
    text_format(value, sizeof value, "%s %s", entry->id, title);
    duty_given(duty, "kind", "change");
    duty_given(duty, "previous", value);
    duty->entry[0] = '\0'; /* another application */
    text_format(duty->step, sizeof duty->step, "request");
    duty_settle(s);
    return 0;
}

static int search_out(struct search *s, const struct register_def *reg, struct err *e)
{
    const struct step *check = register_step_with(reg, STEP_MONTHLY);
    const char *start = reg->sheet != NULL ? reg->sheet->period_field : NULL;
    struct rows rows = {0};
    int rc = search_rows(&rows, s, reg, NULL, 1u << STATE_OUT, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++) {
        const struct entry *entry = rows.entries[i];
        const char *from = start != NULL ? entry_get(entry, start) : NULL;
        const char *until = reg->late_field != NULL ? entry_get(entry, reg->late_field) : NULL;
        if (entry_get(entry, "reapplying") != NULL)
            rc = add_reapply(s, entry, e);
        if (rc != 0 || from == NULL)
            continue;
        if (duty_kind_of("storage", entry, NULL) != NULL)
            rc = add_storage(s, entry, field_time(from), e);
        else if (entry_get(entry, "omitted") != NULL)
            rc = add_exempt(s, entry, field_time(from), until != NULL ? field_time(until) : 0, e);
        else if (checked_monthly(s, entry, check))
            rc = add_whereabouts(s, entry, check, field_time(from), e);
    }
    rows_release(&rows);
    return rc;
}

static bool goes_out(const struct register_def *reg)
{
    char states[DUTY_STATES_BYTES];
    return register_states(states, sizeof states, reg, 1u << STATE_OUT)[0] != '\0';
}

int duty_away(struct search *s, struct err *e)
{
    int rc = 0;
    for (const struct register_def *const *reg = station_registers(session_station(s->session));
         rc == 0 && *reg != NULL; reg++) {
        if (session_may_view(s->session, *reg, NULL) != 0 || !goes_out(*reg))
            continue;
        if ((*reg)->late_field != NULL)
            rc = search_late(s, *reg, e);
        if (rc == 0)
            rc = search_out(s, *reg, e);
    }
    return rc;
}

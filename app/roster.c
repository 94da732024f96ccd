/* roster — a month of duty shifts. See roster.h. */
#include "app/roster.h"

#include <string.h>

#include "app/act.h"
#include "db/journal.h"
#include "db/query.h"
#include "forms/text.h"

#include "forms/banned.h"

static const struct register_def *roster_register(struct session *session)
{
    return station_register(session_station(session), "roster");
}

static const char *part_key(enum shift_part part)
{
    return part == SHIFT_NIGHT ? "night" : "day";
}

static void add_cell(struct roster_month *month, struct date date, enum shift_part part)
{
    month->cells[month->n++] = (struct roster_cell){.shift = {date, part}};
}

static void fill_cell(struct roster_month *month, const struct entry *entry)
{
    for (int i = 0; i < month->n; i++) {
        struct roster_cell *cell = &month->cells[i];
        char date[DATE_BYTES];
        date_format(date, sizeof date, cell->shift.date, DATE_ISO);
        if (!entry_is(entry, "date", date) || !entry_is(entry, "part", part_key(cell->shift.part)))
            continue;
        text_format(cell->entry, sizeof cell->entry, "%s", entry->id);
        reference_id(cell->person, entry_get(entry, "person"));
        text_format(cell->name, sizeof cell->name, "%s", reference_label(entry_get(entry, "person")));
        text_format(cell->state, sizeof cell->state, "%s", entry->state);
        cell->rev = entry->rev;
    }
}

int roster_load(struct roster_month *out, struct session *session, struct date month, struct err *e)
{
    char from[DATE_BYTES], until[DATE_BYTES];
    struct query query = {.reg = roster_register(session),
                          .range = "date",
                          .range_from = from,
                          .range_until = until,
                          .sort = "date",
                          .limit = 31 * 2};
    struct rows rows = {0};
    const struct calendar *calendar = session_calendar(session, e);
    struct date last = date_month_last(month);
    int rc;
    if (calendar == NULL)
        return ERR_IO;
    memset(out, 0, sizeof *out);
    out->first = date_month_first(month);
    for (struct date d = out->first; date_compare(d, last) <= 0; d = date_add_days(d, 1)) {
        if (calendar_closed_day(calendar, d))
            add_cell(out, d, SHIFT_DAY);
        add_cell(out, d, SHIFT_NIGHT);
    }
    date_format(from, sizeof from, out->first, DATE_ISO);
    date_format(until, sizeof until, date_add_days(last, 1), DATE_ISO);
    rc = rows_load(&rows, session_station(session), &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        fill_cell(out, rows.entries[i]);
    rows_release(&rows);
    return rc;
}

/* "<id> <name>" */
static int person_value(char *buf, size_t size, struct session *session, const char *person, struct err *e)
{
    struct actor actor;
    int rc = actor_load(&actor, session, person, session_now(session), e);
    text_format(buf, size, "%s %s", person, actor.name);
    return rc;
}

/* Who stands in the cell from now on; appended to the transaction. */
static int assign(struct session *session, struct journal *journal, const struct roster_cell *cell, const char *person,
                  struct err *e)
{
    char value[ENTRY_ID_BYTES + NAME_BYTES + 2], date[DATE_BYTES];
    struct act *act = NULL;
    bool fresh = cell->entry[0] == '\0';
    int rc = person_value(value, sizeof value, session, person, e);
    if (rc == 0)
        rc = act_new(&act, session, roster_register(session), fresh ? NULL : cell->entry, fresh ? "plan" : "change", e);
    date_format(date, sizeof date, cell->shift.date, DATE_ISO);
    if (rc == 0 && fresh)
        rc = act_set(act, "date", date, e);
    if (rc == 0 && fresh)
        rc = act_set(act, "part", part_key(cell->shift.part), e);
    if (rc == 0)
        rc = act_set(act, "person", value, e);
    if (rc == 0)
        rc = act_append(act, journal, e);
    act_free(act);
    return rc;
}

int roster_save(struct session *session, const struct roster_month *month, const char (*persons)[ENTRY_ID_BYTES],
                struct err *e)
{
    struct journal *journal = NULL;
    int rc = journal_begin(&journal, session_station(session), NULL, session_now(session), e);
    for (int i = 0; rc == 0 && i < month->n; i++)
        if (persons[i][0] != '\0' && strcmp(persons[i], month->cells[i].person) != 0)
            rc = assign(session, journal, &month->cells[i], persons[i], e);
    if (rc == 0)
        return journal_commit(&journal, e);
    journal_cancel(&journal);
    return rc;
}

void roster_pattern(char (*persons)[ENTRY_ID_BYTES], const struct roster_month *month, const char *const *order, int n)
{
    int next = 0;
    for (int i = 0; i < month->n && n > 0; i++) {
        const struct roster_cell *cell = &month->cells[i];
        const char *stands = persons[i][0] != '\0' ? persons[i] : cell->person;
        if (stands[0] == '\0') {
            text_format(persons[i], ENTRY_ID_BYTES, "%s", order[next]);
            stands = persons[i];
        }
        for (int k = 0; k < n; k++) /* whoever stands there already takes his turn */
            if (strcmp(order[k], stands) == 0)
                next = (k + 1) % n;
    }
}

/* The act of taking over for `person`, everything filled in. */
static int take_over_act(struct act **out, struct session *session, const char *person, const char *reason,
                         struct err *e)
{
    char value[ENTRY_ID_BYTES + NAME_BYTES + 2], date[DATE_BYTES];
    struct shift shift;
    struct entry *duty = NULL;
    int rc = duty_load(&duty, &shift, session, session_now(session), e);
    bool vacant = rc == ERR_NOT_FOUND;
    *out = NULL;
    if (vacant)
        rc = 0;
    date_format(date, sizeof date, shift.date, DATE_ISO);
    if (rc == 0)
        rc = person_value(value, sizeof value, session, person, e);
    if (rc == 0)
        rc = act_new(out, session, roster_register(session), vacant ? NULL : duty->id,
                     vacant ? "take_vacant" : "take_over", e);
    if (rc == 0 && vacant)
        rc = act_set(*out, "date", date, e);
    if (rc == 0 && vacant)
        rc = act_set(*out, "part", part_key(shift.part), e);
    if (rc == 0)
        rc = act_set(*out, "person", value, e);
    if (rc == 0)
        rc = act_set_reason(*out, reason, e);
    entry_free(duty);
    if (rc != 0) {
        act_free(*out);
        *out = NULL;
    }
    return rc;
}

int roster_take_over(struct session *session, const struct identity *identity, const char *reason, struct err *e)
{
    struct act *act;
    const char *person = identity != NULL ? identity_person(identity) : session_person(session);
    int rc = take_over_act(&act, session, person, reason, e);
    if (rc == 0)
        rc = identity != NULL ? act_commit_as(act, identity, NULL, e) : act_commit(act, NULL, e);
    act_free(act);
    return rc;
}

int roster_may_take_over(struct session *session, const char *person, struct err *e)
{
    struct act *act;
    int rc = take_over_act(&act, session, person, "引受", e);
    if (rc == 0)
        rc = act_judge_person(act, person, e);
    act_free(act);
    return rc;
}

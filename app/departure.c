/* departure — what departs from the text. See departure.h. */
#include "app/departure.h"

#include <stdlib.h>
#include <string.h>

#include "db/query.h"
#include "forms/field.h"
#include "forms/register_departure.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { DEPARTURES_OF_ONE_FIELD = 1000, STATES_BYTES = 400, TEXT_BYTES = NAME_BYTES * 4, DONE_MONTHS = 12 };

const struct register_def *departure_find(const char *id)
{
    return strcmp(id, register_departure.id) == 0 ? &register_departure : NULL;
}

void departures_release(struct departures *departures)
{
    for (size_t i = 0; i < departures->rows.n; i++)
        entry_free(departures->rows.entries[i]);
    free(departures->rows.entries);
    free(departures->sources);
    *departures = (struct departures){0};
}

/* ---- one row ---- */

/* The event that set the field to what it is. */
static const struct history_event *setting_event(const struct history *history, const char *field)
{
    const struct history_event *last = NULL;
    for (size_t i = 0; i < history->n; i++)
        if (change_after(&history->events[i].change, field) != NULL)
            last = &history->events[i];
    return last;
}

/* Does a rule of the step name one of these posts? */
static bool step_of_post(const struct register_def *reg, const char *step, unsigned posts)
{
    for (const struct rule *rule = reg->rules; rule != NULL && rule->step != NULL; rule++)
        if (strcmp(rule->step, step) == 0 && (rule->posts & posts) != 0)
            return true;
    return false;
}

static bool confirmable(const struct register_def *reg)
{
    for (const struct rule *rule = reg->rules; rule != NULL && rule->step != NULL; rule++)
        if ((rule->posts & POST_CHIEF) != 0)
            return true;
    return false;
}

/* The last decision on record since the field was set: by 情報セキュリティ管理者 where the register knows one, else whoever
 * decided. */
static const struct done *confirmation(const struct entry *entry, int64_t since_seq)
{
    const struct done *last = NULL;
    bool chief = confirmable(entry->reg);
    for (size_t i = 0; i < entry->nsteps; i++) {
        const struct done *done = &entry->steps[i];
        const struct step *step = register_step(entry->reg, done->step);
        if (done->lapsed || done->seq < since_seq || step == NULL || (step->flags & STEP_DECIDES) == 0)
            continue;
        if (!chief || step_of_post(entry->reg, done->step, POST_CHIEF))
            last = done;
    }
    return last;
}

static const struct setting_def *setting_of(const struct entry *entry)
{
    for (const struct field *f = entry->reg->fields; f->key != NULL; f++)
        if (f->choices == setting_keys)
            return setting_find(entry_get(entry, f->key));
    return NULL;
}

/* What is in force, and what the text or the default has. */
static void value_text(char *buf, size_t size, const struct entry *entry, const struct field *field)
{
    const struct setting_def *def = setting_of(entry);
    const char *departure = entry_get(entry, "departure");
    char value[TEXT_BYTES];
    field_format(value, sizeof value, field, entry_get(entry, field->key), FORMAT_FORM);
    if (def != NULL)
        text_format(buf, size, "%s%s%s", setting_means(def, entry_get(entry, "value")), departure != NULL ? "\n" : "",
                    departure != NULL ? departure : "");
    else
        text_format(buf, size, "%s%s%s", field->label, field->type != FIELD_YES ? ": " : "",
                    field->type != FIELD_YES ? value : "");
}

static void rule_text(char *buf, size_t size, const struct entry *entry, const struct field *field)
{
    const struct setting_def *def = setting_of(entry);
    text_format(buf, size, "%s", def != NULL ? setting_means(def, def->value) : field->help != NULL ? field->help : "");
}

static const char *clause_of(const struct entry *entry, const struct field *field, const struct change *change)
{
    const struct setting_def *def = setting_of(entry);
    const char *clause = def != NULL ? def->clause : field_clause(field, entry);
    return clause != NULL ? clause : change->clause;
}

static void confirmation_text(char *buf, size_t size, const struct entry *entry, const struct done *done)
{
    char day[DATE_BYTES];
    const struct step *step = done != NULL ? register_step(entry->reg, done->step) : NULL;
    if (step == NULL) {
        text_format(buf, size, confirmable(entry->reg) ? "【未確認】" : "規定の手続による");
        return;
    }
    date_format(day, sizeof day, date_of(done->at), DATE_SHORT);
    text_format(buf, size, "%s%s%s %s %s", confirmable(entry->reg) ? "" : "規定の手続による ",
                confirmable(entry->reg) ? "" : step->label, confirmable(entry->reg) ? "済" : "", done->actor.name, day);
}

static int fill_row(struct entry *row, const struct entry *entry, const struct field *field,
                    const struct history_event *event, struct err *e)
{
    char title[NAME_BYTES * 2], texts[4][TEXT_BYTES], since[DATE_BYTES];
    const struct done *done = confirmation(entry, event->seq);
    entry_title(title, sizeof title, entry);
    text_format(texts[0], TEXT_BYTES, "%s %s", entry->reg->label, title);
    value_text(texts[1], TEXT_BYTES, entry, field);
    rule_text(texts[2], TEXT_BYTES, entry, field);
    confirmation_text(texts[3], TEXT_BYTES, entry, done);
    date_format(since, sizeof since, date_of(event->change.at), DATE_ISO);
    const struct {
        const char *key, *value;
    } cells[] = {{"what", texts[0]},        {"value", texts[1]},
                 {"text", texts[2]},        {"clause", clause_of(entry, field, &event->change)},
                 {"since", since},          {"set_by", event->change.actor.name},
                 {"confirmation", texts[3]}};
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < sizeof cells / sizeof cells[0]; i++)
        rc = entry_set(row, cells[i].key, cells[i].value[0] != '\0' ? cells[i].value : NULL, e);
    text_format(row->id, sizeof row->id, "%s", entry->id);
    text_format(row->state, sizeof row->state, "%s",
                !confirmable(entry->reg) ? DEPARTURE_PERMITTED
                : done != NULL           ? DEPARTURE_CONFIRMED
                                         : DEPARTURE_UNCONFIRMED);
    return rc;
}

/* ---- all ---- */

static int append(struct departures *out, struct entry *row, const struct entry *entry, struct err *e)
{
    struct entry **entries = realloc(out->rows.entries, (out->rows.n + 1) * sizeof *entries);
    if (entries != NULL)
        out->rows.entries = entries;
    struct departure_source *sources = realloc(out->sources, (out->rows.n + 1) * sizeof *sources);
    if (sources != NULL)
        out->sources = sources;
    if (entries == NULL || sources == NULL)
        return err_memory(e);
    sources[out->rows.n] = (struct departure_source){.reg = entry->reg};
    text_format(sources[out->rows.n].entry, sizeof sources[out->rows.n].entry, "%s", entry->id);
    out->unconfirmed += strcmp(row->state, DEPARTURE_UNCONFIRMED) == 0;
    entries[out->rows.n++] = row;
    return 0;
}

/* What is done is history; it is shown as long as somebody may still ask why. */
static bool past(const struct entry *entry, int64_t since, int64_t now)
{
    const struct state *state = register_state(entry->reg, entry->state);
    struct date until = date_add_months(date_of(since), DONE_MONTHS);
    return state != NULL && state->kind == STATE_DONE && date_compare(until, date_of(now)) < 0;
}

static int add_entry(struct departures *out, struct session *session, const struct entry *entry,
                     const struct field *field, struct err *e)
{
    struct history history = {0};
    struct entry *row = NULL;
    const struct history_event *event;
    int rc = history_load(&history, session_station(session), entry->reg->id, entry->id, e);
    event = rc == 0 ? setting_event(&history, field->key) : NULL;
    if (event != NULL && !past(entry, event->change.at, session_now(session))) {
        rc = entry_new(&row, &register_departure, e);
        if (rc == 0)
            rc = fill_row(row, entry, field, event, e);
        if (rc == 0)
            rc = append(out, row, entry, e);
        if (rc != 0)
            entry_free(row);
    }
    history_release(&history);
    return rc;
}

static int add_field(struct departures *out, struct session *session, const struct register_def *reg,
                     const struct field *field, struct err *e)
{
    char states[STATES_BYTES];
    const struct cond conds[] = {{field->key, COND_SET, NULL}, {"state", COND_IS, states}, {0}};
    const struct query query = {.reg = reg, .conds = conds, .limit = DEPARTURES_OF_ONE_FIELD, .steps = true};
    struct rows rows = {0};
    register_states(states, sizeof states, reg, ~(1u << STATE_ENDED | 1u << STATE_VOID | 1u << STATE_WAITING));
    int rc = rows_load(&rows, session_station(session), &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        rc = add_entry(out, session, rows.entries[i], field, e);
    rows_release(&rows);
    return rc;
}

/* Unconfirmed ones first, each group by day. */
static bool comes_before(const struct entry *a, const struct entry *b)
{
    bool first = strcmp(a->state, DEPARTURE_UNCONFIRMED) == 0, second = strcmp(b->state, DEPARTURE_UNCONFIRMED) == 0;
    const char *since[2] = {entry_get(a, "since"), entry_get(b, "since")};
    if (first != second)
        return first;
    return since[0] != NULL && since[1] != NULL && strcmp(since[0], since[1]) < 0;
}

static void sort(struct departures *d)
{
    for (size_t i = 1; i < d->rows.n; i++)
        for (size_t k = i; k > 0 && comes_before(d->rows.entries[k], d->rows.entries[k - 1]); k--) {
            struct entry *entry = d->rows.entries[k];
            struct departure_source source = d->sources[k];
            d->rows.entries[k] = d->rows.entries[k - 1];
            d->sources[k] = d->sources[k - 1];
            d->rows.entries[k - 1] = entry;
            d->sources[k - 1] = source;
        }
}

int departures_load(struct departures *out, struct session *session, struct err *e)
{
    const struct register_def *const *list = station_registers(session_station(session));
    int rc = 0;
    *out = (struct departures){0};
    for (size_t i = 0; rc == 0 && list[i] != NULL; i++) {
        if (session_may_view(session, list[i], NULL) != 0)
            continue;
        for (const struct field *f = list[i]->fields; rc == 0 && f->key != NULL; f++)
            if ((f->flags & FIELD_DEPARTS) != 0)
                rc = add_field(out, session, list[i], f, e);
    }
    if (rc != 0) {
        departures_release(out);
        return rc;
    }
    sort(out);
    return 0;
}

int departures_fill(struct departures *out, struct paper_request *request, struct session *session, struct err *e)
{
    *out = (struct departures){0};
    if (request->reg != &register_departure)
        return 0;
    request->made = &out->rows;
    return departures_load(out, session, e);
}

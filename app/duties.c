/* duties — what is owed now. See duties.h; the sources are in duty_*.c. */
#include "app/duties.h"

#include <stdlib.h>
#include <string.h>

#include "app/duties_inside.h"
#include "app/session_impl.h"
#include "forms/field.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { DUTIES_MOST = 1000 };

void duties_release(struct duties *duties)
{
    free(duties->list);
    duties->list = NULL;
    duties->n = 0;
}

const struct register_def *search_register(const struct search *s, const char *id)
{
    return station_register(session_station(s->session), id);
}

bool search_wants(const struct search *s, const char *key)
{
    return s->wanted->kind == NULL || strncmp(s->wanted->kind, key, strlen(key)) == 0;
}

/* ---- adding ---- */

static int64_t day_start(struct date day)
{
    return date_at(day, 0);
}

struct duty *duty_add(struct search *s, const struct duty_kind *kind, struct due due, int *rc, struct err *e)
{
    struct duty *list, *duty;
    if (kind == NULL || due.state == DUE_NONE || (s->wanted->kind != NULL && strcmp(s->wanted->kind, kind->key) != 0))
        return NULL;
    if (s->out->n >= s->most) {
        s->out->more = true;
        return NULL;
    }
    list = realloc(s->out->list, (s->out->n + 1) * sizeof *list);
    if (list == NULL) {
        *rc = err_memory(e);
        return NULL;
    }
    s->out->list = list;
    duty = &list[s->out->n++];
    *duty = (struct duty){.kind = kind, .state = due.state, .guide = kind->guide};
    duty->reg = kind->reg != NULL ? search_register(s, kind->reg) : NULL;
    duty->since = due.since.year != 0 ? day_start(due.since) : 0;
    duty->due = due.until.year != 0 ? day_start(date_add_days(due.until, 1)) : 0;
    text_format(duty->mark, sizeof duty->mark, "%s", kind->mark);
    text_format(duty->act, sizeof duty->act, "%s", kind->act);
    text_format(duty->clause, sizeof duty->clause, "%s", kind->clause != NULL ? kind->clause : "");
    text_format(duty->owner, sizeof duty->owner, "%s", kind->owner != NULL ? kind->owner : "");
    return duty;
}

void duty_settle(struct search *s)
{
    if (s->wanted->mine_only && s->out->n > 0 && !s->out->list[s->out->n - 1].mine)
        s->out->n--;
}

static void add_detail(struct duty *duty, const struct entry *entry, const struct field *f)
{
    char text[NAME_BYTES];
    if (!word_in(entry->reg->detail_fields, f->key) || entry_get(entry, f->key) == NULL)
        return;
    field_format(text, sizeof text, f, entry_get(entry, f->key), FORMAT_LIST);
    text_append(duty->detail, sizeof duty->detail, duty->detail[0] != '\0' ? " " : "");
    text_append(duty->detail, sizeof duty->detail, text);
}

void duty_of_entry(struct duty *duty, const struct entry *entry)
{
    duty->reg = entry->reg;
    text_format(duty->entry, sizeof duty->entry, "%s", entry->id);
    entry_title(duty->title, sizeof duty->title, entry);
    duty->detail[0] = '\0';
    for (int pass = 0; pass < 2; pass++) /* the time first: what is cut off at the end is words */
        for (const struct field *f = entry->reg->fields; f->key != NULL; f++)
            if ((field_types[f->type].cell == CELL_TIME) == (pass == 0))
                add_detail(duty, entry, f);
}

/* What a duty without a clause of its own stands beside: the step's, the register's, the first of its fields'. */
static const char *clause_beside(const struct register_def *reg, const struct step *step)
{
    if (step->clause != NULL)
        return step->clause;
    if (reg->clause != NULL)
        return reg->clause;
    for (const struct field *f = reg->fields; f->key != NULL; f++)
        if (f->clause != NULL)
            return f->clause;
    return "第7の1(1)エ(イ)"; /* procedures of our own by technical means */
}

void duty_of_rule(struct duty *duty, const struct search *s, const struct entry *entry, const struct step *step)
{
    struct situation situation = {
        .reg = entry->reg, .entry = (struct entry *)(uintptr_t)entry, .now = s->now, .settings = s->settings};
    const struct rule *rule = rule_for(&situation, step->key);
    bool clause = rule != NULL && rule->clause != NULL;
    text_format(duty->step, sizeof duty->step, "%s", step->key);
    text_format(duty->act, sizeof duty->act, "%s", step->label);
    if (duty->kind->clause == NULL)
        text_format(duty->clause, sizeof duty->clause, "%s", clause ? rule->clause : clause_beside(entry->reg, step));
    duty->guide = duty->guide || (duty->kind->clause == NULL && !clause);
    if (rule != NULL)
        rule_who(duty->owner, sizeof duty->owner, rule, &situation);
}

void duty_owner(struct duty *duty, const struct search *s, const char *person)
{
    reference_id(duty->owner_id, person);
    text_format(duty->owner, sizeof duty->owner, "%s", reference_label(person));
    duty->mine = duty->owner_id[0] != '\0' && strcmp(duty->owner_id, s->self.id) == 0;
}

void duty_by_posts(struct duty *duty, const struct search *s)
{
    duty->mine = (s->self.posts & duty->kind->posts) != 0;
}

void duty_given(struct duty *duty, const char *field, const char *value)
{
    for (int i = 0; value != NULL && i < DUTY_GIVEN; i++)
        if (duty->given[i].field[0] == '\0') {
            text_format(duty->given[i].field, sizeof duty->given[i].field, "%s", field);
            text_format(duty->given[i].value, sizeof duty->given[i].value, "%s", value);
            return;
        }
}

/* ---- reading ---- */

struct date duty_day(const char *canonical)
{
    struct date day = {0};
    if (canonical != NULL && strlen(canonical) >= 7) {
        day.year = (int)strtol(canonical, NULL, 10);
        day.month = (int)strtol(canonical + 5, NULL, 10);
        day.day = strlen(canonical) >= 10 ? (int)strtol(canonical + 8, NULL, 10) : 1;
    }
    return day;
}

int search_load(struct rows *out, struct search *s, const struct query *query, struct err *e)
{
    int rc = rows_load(out, session_station(s->session), query, ROWS_FIRST, NULL, e);
    s->out->more = s->out->more || (rc == 0 && out->after);
    return rc;
}

int search_rows(struct rows *out, struct search *s, const struct register_def *reg, const struct cond *conds,
                unsigned kinds, struct err *e)
{
    char states[DUTY_STATES_BYTES];
    struct cond all[CONDS + 2] = {{0}};
    const struct query query = {.reg = reg, .conds = all, .limit = DUTY_SCAN, .steps = true};
    int n = 0;
    if (kinds != 0)
        all[n++] = (struct cond){"state", COND_IS, register_states(states, sizeof states, reg, kinds)};
    for (int i = 0; conds != NULL && i < CONDS && conds[i].field != NULL; i++)
        all[n++] = conds[i];
    if (kinds != 0 && states[0] == '\0')
        return 0;
    return search_load(out, s, &query, e);
}

int search_last(struct entry **out, struct search *s, const struct register_def *reg, const struct cond *conds,
                const char *sort, struct err *e)
{
    const struct query query = {
        .reg = reg, .conds = conds, .sort = sort, .descending = true, .limit = 1, .steps = true};
    struct rows rows = {0};
    int rc = rows_load(&rows, session_station(s->session), &query, ROWS_FIRST, NULL, e);
    *out = rc == 0 && rows.n > 0 ? rows_take(&rows, 0) : NULL;
    rows_release(&rows);
    return rc;
}

/* ---- all of it ---- */

static int64_t last_day(const struct duty *duty)
{
    return duty->due != 0 ? duty->due : duty->since;
}

static int compare_duties(const void *a, const void *b)
{
    const struct duty *x = a, *y = b;
    if (x->guide != y->guide)
        return x->guide ? 1 : -1;
    if (x->mine != y->mine)
        return x->mine ? -1 : 1;
    if (x->state != y->state)
        return (int)y->state - (int)x->state;
    if (last_day(x) != last_day(y))
        return last_day(x) < last_day(y) ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return strcmp(x->entry, y->entry);
}

int duties_load(struct duties *out, struct session *session, const struct duties_wanted *wanted, struct err *e)
{
    static int (*const sources[])(struct search * s, struct err * e) = {duty_away, duty_steps, duty_books, duty_rounds,
                                                                        duty_seen};
    struct search s = {.out = out, .session = session, .wanted = wanted, .now = wanted->now};
    int rc;
    memset(out, 0, sizeof *out);
    s.now = wanted->now != 0 ? wanted->now : session_now(session);
    s.most = wanted->most != 0 ? wanted->most : DUTIES_MOST;
    s.today = date_of(s.now);
    s.founded = date_of(session_founded(session));
    rc = actor_load(&s.self, session, session_person(session), s.now, e);
    if (rc == 0 && (s.calendar = session_calendar(session, e)) == NULL)
        rc = ERR_IO;
    s.settings = &session->office.view;
    for (size_t i = 0; rc == 0 && i < sizeof sources / sizeof sources[0]; i++)
        rc = sources[i](&s, e);
    if (rc == 0 && out->n > 1)
        qsort(out->list, out->n, sizeof out->list[0], compare_duties);
    if (rc != 0)
        duties_release(out);
    return rc;
}

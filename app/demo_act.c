/* demo_act — doing a line of a tale: who, on which entry, with which values; through the same code as real use. */
#include <stdlib.h>
#include <string.h>

#include "app/demo_inside.h"
#include "app/session_impl.h"
#include "app/transfer.h"
#include "db/query.h"
#include "forms/calendar.h"
#include "forms/field.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { PARTS_MOST = 200 };

/* A line while it is done. */
struct doing {
    struct demo *demo;
    struct demo_tale *tale;
    struct script_line line;
    const struct register_def *reg; /* of the entry that is acted on */
    const struct entry *on;         /* the part that is acted on; NULL: the tale's own entry */
};

static int unknown(const char *what, const char *name, struct err *e)
{
    return err_set(e, ERR_NOT_FOUND, "デモに%s「%s」がありません。", what, name);
}

/* ---- things by name ---- */

static struct demo_thing *thing_of_id(struct demo *demo, const char *value)
{
    char id[ENTRY_ID_BYTES], other[ENTRY_ID_BYTES];
    reference_id(id, value);
    for (size_t i = 0; id[0] != '\0' && i < demo->nthings; i++)
        if (strcmp(reference_id(other, demo->things[i].value), id) == 0)
            return &demo->things[i];
    return NULL;
}

/* "phone:携帯-03", or the title alone where the field knows one register; a title may be left before a space, or out. The last made */
static const struct demo_thing *thing_find(const struct demo *demo, const struct field *field, const char *name)
{
    char full[NAME_BYTES * 2];
    size_t n;
    text_format(full, sizeof full, "%s%s%s", strchr(name, ':') != NULL ? "" : field->registers,
                strchr(name, ':') != NULL ? "" : ":", name);
    n = strlen(full);
    for (size_t i = demo->nthings; i-- > 0;)
        if (strcmp(demo->things[i].name, full) == 0)
            return &demo->things[i];
    for (size_t i = demo->nthings; i-- > 0;)
        if (strncmp(demo->things[i].name, full, n) == 0 && (demo->things[i].name[n] == ' ' || full[n - 1] == ':'))
            return &demo->things[i];
    return NULL;
}

static int thing_add(struct demo *demo, const struct entry *entry, struct err *e)
{
    char title[NAME_BYTES];
    struct demo_thing *things = realloc(demo->things, (demo->nthings + 1) * sizeof *things);
    if (things == NULL)
        return err_memory(e);
    demo->things = things;
    things = &things[demo->nthings++];
    *things = (struct demo_thing){0};
    entry_title(title, sizeof title, entry);
    text_format(things->name, sizeof things->name, "%s:%s", entry->reg->id, title);
    text_format(things->value, sizeof things->value, "%s %s", entry->id, title);
    return 0;
}

/* What the entry says of the thing that goes out by it. */
static void note_away(struct demo *demo, const struct entry *entry)
{
    static const char *const fields[] = {"item", "medium"};
    const struct state *state = register_state(entry->reg, entry->state);
    for (size_t i = 0; i < 2 && entry->reg->exclusive != NULL && entry->reg->late_field != NULL; i++) {
        struct demo_thing *thing = thing_of_id(demo, entry_get(entry, fields[i]));
        if (thing != NULL)
            thing->away = state->kind == STATE_OUT;
    }
}

/* ---- values ---- */

/* Any of "a|b|c", into buf. */
static const char *any_of(char *buf, size_t size, struct demo_tale *tale, const char *value)
{
    uint64_t n = 1;
    for (const char *p = value; (p = strchr(p, '|')) != NULL; p++)
        n++;
    for (n = demo_random(&tale->seed, n); n > 0; n--)
        value = strchr(value, '|') + 1;
    text_format(buf, size, "%.*s", (int)strcspn(value, "|"), value);
    return buf;
}

static int64_t moment(const struct doing *d, const char *value)
{
    struct date day = date_of(d->tale->start);
    const char *p = value + 1;
    switch (value[0]) {
    case '@':
        return date_at(day, script_clock(&p));
    case '^':
        return date_at(date_add_days(day, 1), script_clock(&p));
    case '-':
        return d->tale->start - script_span(&p);
    case '<': {
        int64_t then = d->tale->start + script_span(&p), last = date_at(day, 23 * 60 + 59);
        return then < last ? then : last;
    }
    default:
        return d->tale->start + script_span(&p);
    }
}

static int person_value(char *buf, size_t size, const struct doing *d, const struct field *field, const char *value,
                        struct err *e)
{
    const struct field persons = {.registers = "person"};
    const struct demo_thing *thing;
    int person = value[0] == '@' ? demo_person(value + 1) : -1;
    if (strcmp(value, "@same") == 0)
        person = d->tale->permitter;
    if (strcmp(value, "@duty") == 0)
        person = demo_duty_of(d->demo, date_of(d->demo->now - 8 * HOUR - 30 * MINUTE));
    if (person >= 0 && demo_people[person].uid != NULL) {
        text_format(buf, size, "%s", d->demo->people[person]);
        return 0;
    }
    thing = thing_find(d->demo, &persons, value);
    text_format(buf, size, "%s", thing != NULL ? thing->value : "");
    return thing != NULL ? 0 : unknown(field->label, value, e);
}

static int item_value(char *buf, size_t size, const struct doing *d, const struct field *field, const char *value,
                      struct err *e)
{
    const struct demo_thing *thing =
        thing_find(d->demo, field, strcmp(value, "%") == 0 && d->tale->thing != NULL ? d->tale->thing : value);
    text_format(buf, size, "%s", thing != NULL ? thing->value : "");
    return thing != NULL ? 0 : unknown(field->label, value, e);
}

/* "?found:out" */
static void away_value(char *buf, size_t size, const struct doing *d, const char *value)
{
    const struct demo_thing *thing = d->on != NULL ? thing_of_id(d->demo, entry_get(d->on, "item")) : NULL;
    size_t n = strcspn(value, ":");
    if (thing != NULL && thing->away)
        text_format(buf, size, "%s", value + n + 1);
    else
        text_format(buf, size, "%.*s", (int)n - 1, value + 1);
}

/* The value as the field stores it. */
static int value_of(char *buf, size_t size, const struct doing *d, const struct field *field, const char *value,
                    struct err *e)
{
    bool moves = value[0] != '\0' && strchr("+-<@^", value[0]) != NULL;
    if (field->type == FIELD_PERSON)
        return person_value(buf, size, d, field, value, e);
    if (field->type == FIELD_ITEM)
        return item_value(buf, size, d, field, value, e);
    if (value[0] == '?')
        away_value(buf, size, d, value);
    else if (field->type == FIELD_TIME && moves)
        field_time_value(buf, size, moment(d, value) / MINUTE * MINUTE);
    else if ((field->type == FIELD_DATE || field->type == FIELD_MONTH) && moves)
        date_format(buf, field->type == FIELD_DATE ? DATE_BYTES : 8, date_of(moment(d, value)), DATE_ISO);
    else
        text_format(buf, size, "%s", value);
    return 0;
}

/* ---- acting ---- */

static int who(const struct doing *d, const char *name, int *person, struct err *e)
{
    const struct calendar *calendar = session_calendar(d->demo->session, e);
    struct shift shift;
    bool closed = calendar != NULL && calendar_shift(calendar, d->demo->now, &shift);
    if (calendar == NULL)
        return ERR_IO;
    if (strcmp(name, "self") == 0)
        *person = d->tale->user;
    else if (strcmp(name, "same") == 0)
        *person = d->tale->permitter;
    else if (strcmp(name, "permitter") == 0)
        *person = d->tale->permitter = closed ? demo_duty_of(d->demo, shift.date) : demo_person("ito");
    else if (strcmp(name, "duty") == 0 && closed)
        *person = demo_duty_of(d->demo, shift.date);
    else
        *person = demo_person(name);
    return demo_people[*person].uid != NULL ? 0 : unknown("職員", name, e);
}

static int set_pairs(const struct doing *d, struct act *act, struct err *e)
{
    int rc = 0;
    for (int i = 0; rc == 0 && i < d->line.n; i++) {
        char value[SCRIPT_LINE_BYTES], one[SCRIPT_LINE_BYTES];
        const char *raw = any_of(one, sizeof one, d->tale, d->line.values[i]);
        int index = register_field(d->reg, d->line.keys[i]);
        if (raw[0] == '\0')
            continue;
        if (strcmp(d->line.keys[i], "reason") == 0)
            rc = act_set_reason(act, raw, e);
        else if (index < 0)
            rc = unknown(d->reg->label, d->line.keys[i], e);
        else if ((rc = value_of(value, sizeof value, d, &d->reg->fields[index], raw, e)) == 0)
            rc = act_set(act, d->line.keys[i], value, e);
    }
    return rc;
}

/* 異動 moves posts and things with it: all that can. */
static int commit_transfer(struct act *act, struct err *e)
{
    struct transfer_plan plan = {0};
    int rc = transfer_plan_load(&plan, act, NULL, e);
    for (size_t i = 0; rc == 0 && i < plan.n; i++)
        if (plan.lines[i].open && !plan.lines[i].chosen && plan.lines[i].kind == TRANSFER_PERSON)
            transfer_choose(&plan, i, act);
    if (rc == 0)
        rc = transfer_commit(act, &plan, e);
    transfer_plan_release(&plan);
    return rc;
}

static int commit(struct doing *d, struct act *act, struct err *e)
{
    struct entry *after = NULL;
    int rc;
    if (d->reg == transfer_register(d->demo->session))
        return commit_transfer(act, e);
    rc = act_commit(act, &after, e);
    if (rc != 0)
        return rc;
    if (d->on == NULL && d->tale->id[0] == '\0') {
        text_format(d->tale->id, sizeof d->tale->id, "%s", after->id);
        rc = thing_add(d->demo, after, e);
    }
    note_away(d->demo, after);
    entry_free(after);
    return rc;
}

static int act_once(struct doing *d, struct err *e)
{
    const char *id = d->on != NULL ? d->on->id : d->tale->id;
    struct act *act = NULL;
    int rc = act_new(&act, d->demo->session, d->reg, id[0] != '\0' ? id : NULL, d->line.step, e);
    if (rc == 0)
        rc = set_pairs(d, act, e);
    if (rc == 0)
        rc = commit(d, act, e);
    act_free(act);
    return rc;
}

/* ---- the parts of an entry ---- */

/* "each": those that have no answer yet. */
static bool is_meant(const struct doing *d, const struct entry *part)
{
    if (strncmp(d->line.which, "part:", 5) != 0)
        return entry_get(part, "result") == NULL;
    return strcmp(reference_label(entry_get(part, "item")), d->line.which + 5) == 0;
}

static int act_on_parts(struct doing *d, struct err *e)
{
    struct station *station = session_station(d->demo->session);
    const struct register_def *whole = d->reg;
    const struct cond conds[] = {IS(whole->part_field, d->tale->id), IS("state", "open"), {0}};
    struct query query = {.conds = conds, .limit = PARTS_MOST};
    struct rows rows = {0};
    int most = strncmp(d->line.which, "each:", 5) == 0 ? (int)strtol(d->line.which + 5, NULL, 10) : PARTS_MOST, rc,
        n = 0;
    query.reg = d->reg = station_register(station, whole->parts);
    rc = rows_load(&rows, station, &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n && n < most; i++) {
        if (!is_meant(d, rows.entries[i]))
            continue;
        d->on = rows.entries[i];
        rc = act_once(d, e);
        d->demo->now += 20;
        n++;
    }
    rows_release(&rows);
    return rc == 0 && n == 0 ? unknown("点検の対象", d->line.which, e) : rc;
}

/* ---- a line ---- */

/* "of:@uid", "of:place:駅前交番": the entry that the tale is about. */
static int follow(struct doing *d, struct err *e)
{
    static const struct field field = {.label = "もの", .registers = ""};
    char value[VALUE_BYTES];
    const char *name = d->line.which + 3;
    int rc = name[0] == '@' ? person_value(value, sizeof value, d, &field, name, e)
                            : item_value(value, sizeof value, d, &field, name, e);
    d->line.which = "";
    if (rc == 0)
        reference_id(d->tale->id, value);
    return rc;
}

static int explain(const struct doing *d, const char *line, int rc, struct err *e)
{
    char said[ERR_TEXT_BYTES], when[32];
    text_format(said, sizeof said, "%s", e->text);
    field_time_value(when, sizeof when, d->demo->now);
    return err_set(e, rc, "デモの行 %s (%s %s): %s", line, d->tale->reg->id, when, said);
}

int demo_act(struct demo *demo, struct demo_tale *tale, int i, struct err *e)
{
    struct doing d = {.demo = demo, .tale = tale};
    int person = tale->user, rc = script_line_read(&d.line, tale->lines[i], e);
    d.reg = tale->reg;
    if (rc == 0 && (i > 0 || tale->user < 0))
        rc = who(&d, d.line.who, &person, e);
    if (i == 0)
        tale->user = person;
    if (rc == 0)
        rc = session_as(demo->session, demo->identities[person], e);
    if (rc == 0 && strncmp(d.line.which, "of:", 3) == 0)
        rc = follow(&d, e);
    if (rc == 0)
        rc = d.line.which[0] != '\0' ? act_on_parts(&d, e) : act_once(&d, e);
    return rc == 0 ? 0 : explain(&d, tale->lines[i], rc, e);
}

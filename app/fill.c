/* fill — what a new entry brings with it: parts made from the books (点検 from 様式4 and 6), and the next management number. */
#include <string.h>

#include "app/act_impl.h"
#include "db/query.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { FILL_MOST = 5000, COUNT_MOST = 1000000 };

/* The condition with "$key" replaced by that field of the entry; `id` holds a reference's id. False: the entry has no such value,
 * and then nothing is meant. */
static bool condition_of(struct cond *out, char id[ENTRY_ID_BYTES], const struct cond *cond, const struct entry *entry)
{
    const char *value;
    int index;
    *out = *cond;
    if (cond->value == NULL || cond->value[0] != '$')
        return true;
    value = entry_get(entry, cond->value + 1);
    index = register_field(entry->reg, cond->value + 1);
    if (value == NULL || index < 0)
        return false;
    out->value = value;
    if (field_types[entry->reg->fields[index].type].sql == SQL_REFERENCE)
        out->value = reference_id(id, value);
    return true;
}

static int make_part(struct act *whole, const struct entry *made, const struct fill *fill, const struct entry *thing,
                     const char *person, struct journal *journal, struct err *e)
{
    const struct register_def *parts = station_register(session_station(whole->session), made->reg->parts);
    char ref[NAME_BYTES * 3], label[NAME_BYTES * 2];
    struct act *part = NULL;
    int rc = act_new(&part, whole->session, parts, NULL, fill->step, e);
    entry_title(label, sizeof label, made);
    text_format(ref, sizeof ref, "%s %s", made->id, label);
    if (rc == 0)
        rc = act_set(part, made->reg->part_field, ref, e);
    entry_title(label, sizeof label, thing);
    text_format(ref, sizeof ref, "%s %s", thing->id, label);
    if (rc == 0)
        rc = act_set(part, fill->item, ref, e);
    if (rc == 0)
        rc = act_append_as(part, person, journal, e);
    act_free(part);
    return rc;
}

/* What a fill means for the new entry: conds gets CONDS + 2, ids what they compare. False: nothing. */
static bool fill_query(struct query *query, struct cond *conds, char ids[CONDS][ENTRY_ID_BYTES],
                       struct session *session, const struct entry *made, const struct fill *fill)
{
    *query = (struct query){
        .reg = station_register(session_station(session), fill->reg), .conds = conds, .limit = FILL_MOST};
    conds[0] = (struct cond){"state", COND_IS, "current"};
    for (int i = 0; i < CONDS && fill->conds[i].field != NULL; i++)
        if (!condition_of(&conds[i + 1], ids[i], &fill->conds[i], made))
            return false;
    return query->reg != NULL && conds_hold(fill->when, made);
}

static int fill_from(struct act *whole, const struct entry *made, const struct fill *fill, const char *person,
                     struct journal *journal, struct err *e)
{
    char ids[CONDS][ENTRY_ID_BYTES];
    struct cond conds[CONDS + 2] = {0};
    struct query query;
    struct rows rows = {0};
    int rc;
    if (!fill_query(&query, conds, ids, whole->session, made, fill))
        return 0;
    rc = rows_load(&rows, session_station(whole->session), &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        rc = make_part(whole, made, fill, rows.entries[i], person, journal, e);
    rows_release(&rows);
    return rc;
}

int act_fill_count(int64_t *out, struct session *session, const struct entry *made, struct err *e)
{
    int rc = 0;
    *out = 0;
    for (const struct fill *fill = made->reg->fills; rc == 0 && fill->reg != NULL; fill++) {
        char ids[CONDS][ENTRY_ID_BYTES];
        struct cond conds[CONDS + 2] = {0};
        struct query query;
        int64_t n = 0;
        if (fill_query(&query, conds, ids, session, made, fill))
            rc = query_count(&n, session_station(session), &query, FILL_MOST, e);
        *out += n;
    }
    return rc;
}

int act_fill(struct act *act, const struct entry *made, const char *person, struct journal *journal, struct err *e)
{
    int rc = 0;
    for (const struct fill *fill = made->reg->fills; rc == 0 && fill->reg != NULL; fill++)
        rc = fill_from(act, made, fill, person, journal, e);
    return rc;
}

static int set_number(struct act *act, const char *field, int64_t n, struct err *e)
{
    char number[32];
    text_format(number, sizeof number, "%lld", (long long)n);
    return entry_set(act->entry, field, number, e);
}

static void count_conds(struct cond out[CONDS + 2], const struct count *count)
{
    int n = 0;
    memset(out, 0, (CONDS + 2) * sizeof out[0]);
    if (count->states != NULL)
        out[n++] = (struct cond){"state", COND_IS, count->states};
    memcpy(&out[n], count->conds, sizeof count->conds);
}

/* Of other registers, for the entry that is being made. */
static int count_others(struct act *act, struct err *e)
{
    const char *done = NULL; /* rows of a field stand together */
    int rc = 0;
    for (const struct count *c = act->reg->counts; rc == 0 && c != NULL && c->field != NULL; c++) {
        struct cond conds[CONDS + 2];
        const struct query query = {.reg = station_register(session_station(act->session), c->reg), .conds = conds};
        int64_t n = 0;
        count_conds(conds, c);
        if (query.reg == NULL || !conds_hold(c->when, act->entry) || (done != NULL && strcmp(done, c->field) == 0))
            continue;
        done = c->field;
        rc = query_count(&n, session_station(act->session), &query, COUNT_MOST, e);
        if (rc == 0)
            rc = set_number(act, c->field, n, e);
    }
    return rc;
}

int act_tally(struct act *act, struct err *e)
{
    const struct register_def *parts =
        act->reg->tallies != NULL ? station_register(session_station(act->session), act->reg->parts) : NULL;
    int rc = 0;
    if (act->before == NULL)
        return count_others(act, e);
    if (parts == NULL)
        return 0;
    for (const struct tally *t = act->reg->tallies; rc == 0 && t->field != NULL; t++) {
        struct cond conds[CONDS + 2] = {{act->reg->part_field, COND_IS, act->before->id}};
        const struct query query = {.reg = parts, .conds = conds};
        int64_t n = 0;
        memcpy(&conds[1], t->conds, sizeof t->conds);
        rc = query_count(&n, session_station(act->session), &query, FILL_MOST, e);
        if (rc == 0)
            rc = set_number(act, t->field, n, e);
    }
    return rc;
}

int number_last(char *out, struct session *session, const struct register_def *reg, const struct field *field,
                const char *block, struct err *e)
{
    const struct cond conds[] = {{field->block, COND_IS, block}, {0}};
    const struct query query = {.reg = reg, .conds = conds, .sort = field->key, .descending = true, .limit = 1};
    struct rows rows = {0};
    int rc = rows_load(&rows, session_station(session), &query, ROWS_FIRST, NULL, e);
    out[0] = '\0';
    if (rc == 0 && rows.n == 1 && entry_get(rows.entries[0], field->key) != NULL)
        text_format(out, CONTROL_NUMBER_BYTES, "%s", entry_get(rows.entries[0], field->key));
    rows_release(&rows);
    return rc;
}

/* month_rounds — who has to go round in a month for 様式第5号, and who has. See month_impl.h.
 *
 * Who keeps what comes from the ledgers as they are now, by the declaration of what fills a round (register_inspection.fills);
 * of a month gone by, what was in use in it. Whose things were all inspected by another (handed over since) has none to make. */
#include <stdlib.h>
#include <string.h>

#include "app/month_impl.h"
#include "app/session_impl.h"
#include "forms/field.h"
#include "forms/filter.h"
#include "forms/register_place.h"
#include "forms/retention.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { ID_LIST_BYTES = 8192 };

struct keeping {
    struct session *session;
    const struct register_def *rounds, *things; /* 様式第5号; 様式第4号 or 第6号 */
    const char *kind, *month, *keeper;          /* keeper: the field of the thing that names him */
    const struct fill *fill;
    struct span span;
    struct cond conds[CONDS + 4];             /* which things: in use in the month, of those that a 点検 asks for */
    char unasked[ID_LIST_BYTES];              /* places whose things are inspected by the year (R5-2) */
    char states[MONTH_STATES_BYTES];          /* in use or ended: not what was entered by mistake */
    char from[DATE_BYTES], until[DATE_BYTES]; /* days of the month: [from, until) */
};

void month_keepers_release(struct month_keepers *keepers)
{
    free(keepers->list);
    memset(keepers, 0, sizeof *keepers);
}

/* The keeper of that reference, added when he is not there; NULL without memory. */
static struct month_keeper *keeper_of(struct month_keepers *keepers, const char *person)
{
    char id[ENTRY_ID_BYTES], other[ENTRY_ID_BYTES];
    struct month_keeper *grown;
    reference_id(id, person);
    for (size_t i = 0; i < keepers->n; i++)
        if (strcmp(reference_id(other, keepers->list[i].person), id) == 0)
            return &keepers->list[i];
    grown = realloc(keepers->list, (keepers->n + 1) * sizeof *grown);
    if (grown == NULL)
        return NULL;
    keepers->list = grown;
    memset(&grown[keepers->n], 0, sizeof *grown);
    text_format(grown[keepers->n].person, sizeof grown[0].person, "%s", person);
    return &grown[keepers->n++];
}

/* ---- which things ---- */

/* The row of the declaration that fills a round of the kind; conds of it but the one that names the keeper. */
static int fill_of(struct keeping *k, struct err *e)
{
    struct entry *round = NULL;
    int n = 0, rc = entry_new(&round, k->rounds, e);
    if (rc == 0)
        rc = entry_set(round, "kind", k->kind, e);
    for (const struct fill *fill = k->rounds->fills; rc == 0 && k->fill == NULL && fill->reg != NULL; fill++)
        if (conds_hold(fill->when, round))
            k->fill = fill;
    entry_free(round);
    if (rc != 0 || k->fill == NULL)
        return rc != 0 ? rc : err_set(e, ERR_USAGE, "「%s」の点検はありません。", k->kind);
    k->things = station_register(session_station(k->session), k->fill->reg);
    for (int i = 0; i < CONDS && k->fill->conds[i].field != NULL; i++)
        if (k->fill->conds[i].value != NULL && k->fill->conds[i].value[0] == '$')
            k->keeper = k->fill->conds[i].field;
        else
            k->conds[n++] = k->fill->conds[i];
    register_states(k->states, sizeof k->states, k->things, 1u << STATE_CURRENT | 1u << STATE_ENDED);
    k->conds[n] = (struct cond){"state", COND_IS, k->states};
    return 0;
}

static void add_cond(struct keeping *k, struct cond cond)
{
    int n = 0;
    while (k->conds[n].field != NULL)
        n++;
    k->conds[n] = cond;
}

/* R5-2: what is kept in クラス3 under lock asks for a round in a year; a phone for one each month wherever it is. */
static int leave_out_yearly(struct keeping *k, struct err *e)
{
    const struct query query = {.reg = k->things, .conds = k->conds};
    struct values places = {0};
    int rc = 0;
    if (strcmp(k->kind, "media") != 0)
        return 0;
    rc = query_values(&places, session_station(k->session), &query, "place", e);
    for (size_t i = 0; rc == 0 && i < places.n; i++) {
        struct entry *place = NULL;
        char id[ENTRY_ID_BYTES];
        rc = entry_load(&place, session_station(k->session), station_register(session_station(k->session), "place"),
                        reference_id(id, places.list[i].value), e);
        if (rc == 0 && place_inspected_yearly(place)) {
            text_append(k->unasked, sizeof k->unasked, k->unasked[0] != '\0' ? "|" : "");
            text_append(k->unasked, sizeof k->unasked, id);
        }
        entry_free(place);
    }
    values_release(&places);
    if (k->unasked[0] != '\0')
        add_cond(k, (struct cond){"place", COND_IS_NOT, k->unasked});
    return rc;
}

/* The things that were in use in the month — begun by its end, not ended before it — as two queries that need no other test: those
 * that have no end, those whose end is not before the month. each() gets either. */
static int each_in_use(struct keeping *k, struct cond keeper,
                       int (*each)(struct keeping *k, const struct query *query, void *arg, struct err *e), void *arg,
                       struct err *e)
{
    char line[NAME_BYTES];
    struct cond conds[CONDS + 6] = {{0}};
    struct filter ended = {0};
    struct query query = {
        .reg = k->things, .conds = conds, .range = "from", .range_until = k->until, .limit = MONTH_ROWS_MOST};
    int n = 0, rc;
    conds[n++] = keeper;
    for (int i = 0; k->conds[i].field != NULL; i++)
        conds[n++] = k->conds[i];
    conds[n] = (struct cond){"to", COND_UNSET, NULL};
    rc = each(k, &query, arg, e);
    memset(&conds[n], 0, sizeof conds[n]);
    text_format(line, sizeof line, "to>=%s", k->from);
    if (rc == 0)
        rc = filter_parse(&ended, k->things, line, session_now(k->session), e);
    query.filter = &ended;
    if (rc == 0)
        rc = each(k, &query, arg, e);
    filter_release(&ended);
    return rc;
}

/* ---- who ---- */

static int add_keepers(struct keeping *k, const struct query *query, void *arg, struct err *e)
{
    struct values persons = {0};
    int rc = query_values(&persons, session_station(k->session), query, k->keeper, e);
    for (size_t i = 0; rc == 0 && i < persons.n; i++) {
        struct month_keeper *keeper = keeper_of(arg, persons.list[i].value);
        if (keeper == NULL)
            rc = err_memory(e);
        else
            keeper->keeps = true;
    }
    values_release(&persons);
    return rc;
}

/* The rounds of the month, begun and closed; who began one has to end it, whatever he keeps now. */
static int add_rounds(struct keeping *k, struct month_keepers *out, struct err *e)
{
    const struct cond conds[] = {{"month", COND_IS, k->month}, {"kind", COND_IS, k->kind}, {0}};
    const struct query query = {.reg = k->rounds, .conds = conds, .limit = MONTH_ROWS_MOST};
    struct rows rows = {0};
    int rc = rows_load(&rows, session_station(k->session), &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++) {
        const struct entry *round = rows.entries[i];
        const struct state *state = register_state(k->rounds, round->state);
        struct month_keeper *keeper = keeper_of(out, entry_get(round, "inspector"));
        if (keeper == NULL)
            rc = err_memory(e);
        else if (state->kind == STATE_DONE)
            keeper->closed = true;
        else if (state->kind == STATE_WAITING)
            text_format(keeper->open, sizeof keeper->open, "%s", round->id);
    }
    rows_release(&rows);
    return rc;
}

/* ---- inspected by another ---- */

struct inspected {
    struct values things; /* with an answer this month */
    bool all;
};

static int look_at_things(struct keeping *k, const struct query *query, void *arg, struct err *e)
{
    struct inspected *seen = arg;
    struct rows rows = {0};
    int rc = rows_load(&rows, session_station(k->session), query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n && seen->all; i++) {
        bool found = false;
        char id[ENTRY_ID_BYTES];
        for (size_t j = 0; !found && j < seen->things.n; j++)
            found = strcmp(reference_id(id, seen->things.list[j].value), rows.entries[i]->id) == 0;
        seen->all = found;
    }
    rows_release(&rows);
    return rc;
}

static int close_handed_over(struct keeping *k, struct month_keepers *out, struct err *e)
{
    const struct cond conds[] = {
        {"month", COND_IS, k->month}, {"kind", COND_IS, k->kind}, {"state", COND_IS, "done"}, {0}};
    const struct query query = {.reg = station_register(session_station(k->session), k->rounds->parts), .conds = conds};
    struct inspected seen = {{0}, false};
    int rc = query_values(&seen.things, session_station(k->session), &query, k->fill->item, e);
    for (size_t i = 0; rc == 0 && i < out->n && seen.things.n > 0; i++) {
        struct month_keeper *keeper = &out->list[i];
        char id[ENTRY_ID_BYTES];
        if (keeper->closed || keeper->open[0] != '\0')
            continue;
        seen.all = true;
        rc = each_in_use(k, (struct cond){k->keeper, COND_IS, reference_id(id, keeper->person)}, look_at_things, &seen,
                         e);
        keeper->closed = rc == 0 && seen.all;
    }
    values_release(&seen.things);
    return rc;
}

/* ---- what is asked ---- */

static int load_keeping(struct keeping *k, struct session *session, const char *kind, const char *month, struct err *e)
{
    memset(k, 0, sizeof *k);
    k->session = session;
    k->rounds = station_register(session_station(session), "inspection");
    k->kind = kind;
    k->month = month;
    int rc = span_of(&k->span, month, e);
    if (rc == 0)
        rc = fill_of(k, e);
    date_format(k->from, sizeof k->from, k->span.first, DATE_ISO);
    date_format(k->until, sizeof k->until, k->span.next, DATE_ISO);
    return rc == 0 ? leave_out_yearly(k, e) : rc;
}

bool month_inspected(struct session *session, const struct span *span)
{
    (void)session_calendar(session, NULL); /* the settings as they are now */
    const int years = retention_years(register_find("inspection"), &session->office.view);
    if (date_compare(span->first, date_of(session_founded(session))) < 0)
        return false;
    return years <= 0 || date_compare(retention_end(date_month_last(span->first), years, &session->office.view),
                                      date_of(session_now(session))) > 0;
}

int month_keepers_load(struct month_keepers *out, struct session *session, const char *kind, const char *month,
                       struct err *e)
{
    struct keeping k;
    int rc = load_keeping(&k, session, kind, month, e);
    memset(out, 0, sizeof *out);
    if (rc == 0 && month_inspected(session, &k.span))
        rc = each_in_use(&k, (struct cond){k.keeper, COND_SET, NULL}, add_keepers, out, e);
    if (rc == 0)
        rc = add_rounds(&k, out, e);
    return rc == 0 ? close_handed_over(&k, out, e) : rc;
}

/* ---- kept by nobody ---- */

struct nameless {
    int (*each)(void *arg, const struct entry *thing, struct err *e);
    void *arg;
};

static int visit_nameless(struct keeping *k, const struct query *query, void *arg, struct err *e)
{
    const struct nameless *visit = arg;
    struct rows rows = {0};
    int rc = rows_load(&rows, session_station(k->session), query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        rc = visit->each(visit->arg, rows.entries[i], e);
    rows_release(&rows);
    return rc;
}

int month_nameless(struct session *session, const char *kind, const char *month,
                   int (*each)(void *arg, const struct entry *thing, struct err *e), void *arg, struct err *e)
{
    struct keeping k;
    struct nameless visit = {each, arg};
    int rc = load_keeping(&k, session, kind, month, e);
    if (rc != 0 || !month_inspected(session, &k.span))
        return rc;
    return each_in_use(&k, (struct cond){k.keeper, COND_UNSET, NULL}, visit_nameless, &visit, e);
}

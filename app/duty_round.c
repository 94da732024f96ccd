/* duty_round — the 点検 of each month and each person who keeps things (M-35, M-36, R5-1), and of each thing that is looked at once a year
 * (R5-2). See duties_inside.h.
 *
 * A month of a keeper is done with when a round of his was closed, or when each of his things was looked at in it, by whomever: things
 * change hands. Months whose rounds may have been disposed of by now (R5-8) are not asked again: nothing could answer. */
#include <stdlib.h>
#include <string.h>

#include "app/duties_inside.h"
#include "forms/field.h"
#include "forms/register_place.h"
#include "forms/retention.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { KEPT_MOST = 1000, MONTH_BYTES = 8 };

/* What is looked at, by kind of round. */
struct subject {
    const char *kind, *reg, *keeper, *label, *duty;
    struct cond conds[CONDS]; /* which of them */
};
static const struct subject subjects[] = {
    {"phone", "phone", "holder", "公用携帯電話機", "round_phone", {SET("holder")}},
    {"media", "medium", "custodian", "外部記録媒体", "round_media", {SET("in_book")}},
};

struct round_search {
    struct search *s;
    const struct subject *subject;
    struct rows yearly; /* places where once a year is enough */
    char month[MONTH_BYTES];
    struct date first;
    struct values closed, seen; /* keepers whose round is closed; things looked at (loaded when asked) */
    bool seen_loaded;
};

static bool value_of(const struct values *values, const char *id)
{
    char other[ENTRY_ID_BYTES];
    for (size_t i = 0; i < values->n; i++)
        if (strcmp(reference_id(other, values->list[i].value), id) == 0)
            return true;
    return false;
}

static int load_yearly(struct rows *out, struct search *s, struct err *e)
{
    const struct cond conds[] = {{"class", COND_IS, "3"}, {"locked", COND_SET, NULL}, {0}};
    const struct query query = {.reg = search_register(s, "place"), .conds = conds, .limit = KEPT_MOST};
    return search_load(out, s, &query, e);
}

static bool kept_yearly(const struct round_search *r, const struct entry *thing)
{
    char place[ENTRY_ID_BYTES];
    reference_id(place, entry_get(thing, "place"));
    for (size_t i = 0; i < r->yearly.n; i++)
        if (strcmp(r->yearly.entries[i]->id, place) == 0)
            return place_inspected_yearly(r->yearly.entries[i]);
    return false;
}

static int load_seen(struct round_search *r, struct err *e)
{
    const struct cond conds[] = {
        {"month", COND_IS, r->month}, {"kind", COND_IS, r->subject->kind}, {"state", COND_IS, "done"}, {0}};
    const struct query query = {.reg = search_register(r->s, "inspection_item"), .conds = conds};
    if (r->seen_loaded)
        return 0;
    r->seen_loaded = true;
    return query_values(&r->seen, session_station(r->s->session), &query, "item", e);
}

/* How many things of the keeper are owed a look in the month, and how many had none. */
static int count_kept(int *kept, int *missing, struct round_search *r, const char *keeper, struct err *e)
{
    struct cond conds[CONDS + 3] = {{"state", COND_IS, "current"}, {r->subject->keeper, COND_IS, keeper}};
    const struct query query = {.reg = search_register(r->s, r->subject->reg), .conds = conds, .limit = KEPT_MOST};
    const struct date next = date_add_months(r->first, 1);
    struct rows rows = {0};
    int rc = load_seen(r, e);
    for (int i = 0; i < CONDS && r->subject->conds[i].field != NULL; i++)
        conds[2 + i] = r->subject->conds[i];
    *kept = *missing = 0;
    if (rc == 0)
        rc = search_load(&rows, r->s, &query, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++) {
        const struct date from = duty_day(entry_get(rows.entries[i], "from"));
        if ((from.year != 0 && date_compare(from, next) >= 0) || kept_yearly(r, rows.entries[i]))
            continue;
        *kept += 1;
        *missing += !value_of(&r->seen, rows.entries[i]->id);
    }
    rows_release(&rows);
    return rc;
}

/* The round that he has begun and not closed. */
static int load_open(struct entry **out, struct round_search *r, const char *keeper, struct err *e)
{
    const struct cond conds[] = {{"kind", COND_IS, r->subject->kind},
                                 {"month", COND_IS, r->month},
                                 {"inspector", COND_IS, keeper},
                                 {"state", COND_IS, "open"},
                                 {0}};
    return search_last(out, r->s, search_register(r->s, "inspection"), conds, "month", e);
}

static void month_title(char *buf, size_t size, const struct round_search *r)
{
    char day[DATE_BYTES];
    if (r->first.year == r->s->today.year)
        text_format(buf, size, "%d月分 %s", r->first.month, r->subject->label);
    else
        text_format(buf, size, "%s分 %s", date_format(day, sizeof day, r->first, DATE_MONTH), r->subject->label);
}

static int add_round(struct round_search *r, const char *keeper, struct err *e)
{
    char id[ENTRY_ID_BYTES];
    struct entry *open = NULL;
    struct duty *duty = NULL;
    int kept, missing, rc;
    reference_id(id, keeper);
    if (value_of(&r->closed, id))
        return 0;
    rc = count_kept(&kept, &missing, r, id, e);
    if (rc == 0)
        rc = load_open(&open, r, id, e);
    if (rc == 0 && (missing > 0 || (open != NULL && kept > 0)))
        duty = duty_add(r->s, duty_kind_find(r->subject->duty), clock_in_month(r->first, r->s->today), &rc, e);
    if (duty != NULL) {
        month_title(duty->title, sizeof duty->title, r);
        text_format(duty->detail, sizeof duty->detail, missing > 0 ? "%d点中 %d点 未点検" : "%d点 締めがまだ", kept,
                    missing);
        text_format(duty->month, sizeof duty->month, "%s", r->month);
        text_format(duty->entry, sizeof duty->entry, "%s", open != NULL ? open->id : "");
        text_format(duty->step, sizeof duty->step, "%s", open != NULL ? "close" : "begin");
        duty_given(duty, "kind", r->subject->kind);
        duty_given(duty, "month", r->month);
        duty_owner(duty, r->s, keeper);
        duty_settle(r->s);
    }
    entry_free(open);
    return rc;
}

static int search_month(struct round_search *r, const struct values *keepers, struct err *e)
{
    const struct cond conds[] = {
        {"kind", COND_IS, r->subject->kind}, {"month", COND_IS, r->month}, {"state", COND_IS, "closed|confirmed"}, {0}};
    const struct query query = {.reg = search_register(r->s, "inspection"), .conds = conds};
    int rc = query_values(&r->closed, session_station(r->s->session), &query, "inspector", e);
    for (size_t i = 0; rc == 0 && i < keepers->n; i++)
        rc = add_round(r, keepers->list[i].value, e);
    values_release(&r->closed);
    values_release(&r->seen);
    r->seen_loaded = false;
    return rc;
}

/* The first month that the station saw whole, and whose rounds are still kept for certain. */
static struct date first_month(const struct search *s)
{
    struct date month = date_month_first(date_add_days(date_add_months(s->founded, 1), -1));
    const int years = retention_years(register_find("inspection"), s->settings);
    while (years > 0 && date_compare(retention_end(date_month_last(month), years, s->settings), s->today) <= 0)
        month = date_add_months(month, 1);
    return month;
}

static int search_subject(struct search *s, const struct subject *subject, const struct rows *yearly, struct err *e)
{
    struct round_search r = {.s = s, .subject = subject, .yearly = *yearly};
    struct cond conds[CONDS + 2] = {{"state", COND_IS, "current"}};
    const struct query query = {.reg = search_register(s, subject->reg), .conds = conds};
    struct values keepers = {0};
    int rc;
    for (int i = 0; i < CONDS && subject->conds[i].field != NULL; i++)
        conds[1 + i] = subject->conds[i];
    rc = query_values(&keepers, session_station(s->session), &query, subject->keeper, e);
    for (struct date month = first_month(s); rc == 0 && date_compare(month, s->today) <= 0;
         month = date_add_months(month, 1)) {
        char iso[DATE_BYTES];
        r.first = month;
        text_format(r.month, sizeof r.month, "%.7s", date_format(iso, sizeof iso, month, DATE_ISO));
        rc = search_month(&r, &keepers, e);
    }
    values_release(&keepers);
    return rc;
}

/* ---- once a year ---- */

static int add_yearly(struct search *s, const struct entry *thing, struct err *e)
{
    const struct cond conds[] = {{"item", COND_IS, thing->id}, {"result", COND_SET, NULL}, {0}};
    const struct date kept = duty_day(entry_get(thing, "from"));
    struct date day = kept.year == 0 || date_compare(kept, s->founded) < 0 ? s->founded : kept;
    struct entry *item = NULL;
    struct duty *duty;
    int rc = search_last(&item, s, search_register(s, "inspection_item"), conds, "month", e);
    const struct done *record = item != NULL ? entry_done(item, "record") : NULL;
    if (record != NULL)
        day = date_of(record->at);
    entry_free(item);
    duty = rc == 0 ? duty_add(s, duty_kind_find("round_yearly"), clock_year(day, s->today), &rc, e) : NULL;
    if (duty == NULL)
        return rc;
    duty_of_entry(duty, thing);
    duty_owner(duty, s, entry_get(thing, "custodian"));
    duty_given(duty, "kind", "media");
    duty_settle(s);
    return 0;
}

static int search_yearly(struct search *s, const struct rows *places, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < places->n && search_wants(s, "round_yearly"); i++) {
        const struct cond conds[CONDS] = {{"place", COND_IS, places->entries[i]->id}, {"in_book", COND_SET, NULL}};
        struct rows rows = {0};
        if (place_inspected_yearly(places->entries[i]))
            rc = search_rows(&rows, s, search_register(s, "medium"), conds, 1u << STATE_CURRENT, e);
        for (size_t k = 0; rc == 0 && k < rows.n; k++)
            rc = add_yearly(s, rows.entries[k], e);
        rows_release(&rows);
    }
    return rc;
}

int duty_rounds(struct search *s, struct err *e)
{
    struct rows places = {0};
    int rc;
    if (session_may_view(s->session, search_register(s, "inspection"), NULL) != 0)
        return 0;
    rc = load_yearly(&places, s, e);
    for (size_t i = 0; rc == 0 && i < sizeof subjects / sizeof subjects[0]; i++)
        if (search_wants(s, subjects[i].duty))
            rc = search_subject(s, &subjects[i], &places, e);
    if (rc == 0)
        rc = search_yearly(s, &places, e);
    rows_release(&places);
    return rc;
}

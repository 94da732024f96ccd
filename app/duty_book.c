/* duty_book — what is owed of whole books: the month's confirmation and 検証, the yearly confirmation of the ledgers, the periodic checks
 * of logs and permits. See duties_inside.h. */
#include <stdlib.h>
#include <string.h>

#include "app/duties_inside.h"
#include "app/month.h"
#include "forms/post.h"
#include "forms/register_yearly.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { MONTH_BYTES = 8, YEARLY_BYTES = 40 };

/* ---- the months of 様式第3号, 第5号, 第7号 ---- */

/* What has been begun of a check of 様式第5号 and not ended: the duty is to go on with it. What is reported waits for its confirmation, and
 * is found by its step (duty_step.c): *waits. */
static int load_begun(struct entry **out, bool *waits, struct search *s, const char *kind, const char *month,
                      struct err *e)
{
    const struct cond conds[] = {
        {"kind", COND_IS, kind}, {"month", COND_IS, month}, {"state", COND_IS, "open|reported"}, {0}};
    int rc = search_last(out, s, search_register(s, "inspection"), conds, "month", e);
    *waits = *out != NULL && strcmp((*out)->state, "reported") == 0;
    return rc;
}

static void go_on(struct duty *duty, const struct entry *begun)
{
    static const char *const ends[] = {"report", "close"};
    if (begun == NULL)
        return;
    text_format(duty->entry, sizeof duty->entry, "%s", begun->id);
    text_format(duty->detail, sizeof duty->detail, "実施中");
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        const struct situation situation = {.reg = begun->reg, .entry = (struct entry *)(uintptr_t)begun};
        if (rule_for(&situation, ends[i]) != NULL)
            text_format(duty->step, sizeof duty->step, "%s", ends[i]);
    }
}

static int add_month(struct search *s, const struct duty_kind *kind, const struct register_def *book, const char *month,
                     bool sole, struct err *e)
{
    const struct date day = duty_day(month);
    const bool checks = strcmp(book->form, "5") == 0;
    struct entry *begun = NULL;
    bool waits = false;
    int rc = checks ? load_begun(&begun, &waits, s, "verification", month, e) : 0;
    struct duty *duty = rc == 0 && !waits ? duty_add(s, kind, clock_after_month(day, s->today), &rc, e) : NULL;
    if (duty == NULL) {
        entry_free(begun);
        return rc;
    }
    text_format(duty->month, sizeof duty->month, "%s", month);
    date_format(duty->title, sizeof duty->title, day, DATE_MONTH);
    text_append(duty->title, sizeof duty->title, "分 ");
    text_append(duty->title, sizeof duty->title, checks ? kind->act : book->brief != NULL ? book->brief : book->label);
    duty_by_posts(duty, s);
    duty->mine = duty->mine || sole;
    duty_given(duty, checks ? "kind" : "book", checks ? "verification" : book->form);
    duty_given(duty, "month", month);
    text_format(duty->step, sizeof duty->step, "%s", checks ? "begin" : "");
    go_on(duty, begun);
    entry_free(begun);
    duty_settle(s);
    return 0;
}

/* May he decide it alone (専決)? Asked of the last month only: the counts of a month are the dear part. */
static int may_alone(bool *out, struct search *s, const struct register_def *book, const char *month, struct err *e)
{
    struct month_offer offers[3];
    int rc;
    *out = false;
    if ((s->self.posts & POST_SUPERVISOR) == 0 || strcmp(book->form, "5") == 0)
        return 0;
    rc = month_offers(offers, s->session, book, month, e);
    for (int i = 0; rc == 0 && i < 3; i++)
        *out = *out || offers[i].allowed;
    return rc;
}

static int search_months(struct search *s, const char *form, const char *kind, struct err *e)
{
    const struct register_def *book = register_of_form(form);
    char(*months)[MONTH_BYTES] = NULL;
    size_t n = 0;
    int rc;
    if (book == NULL || session_may_view(s->session, book, NULL) != 0 || !search_wants(s, kind))
        return 0;
    rc = months_unsigned(&months, &n, s->session, book, s->now, e);
    for (size_t i = 0; rc == 0 && i < n; i++) {
        bool sole = false;
        if (i + 1 == n && s->wanted->now == 0)
            rc = may_alone(&sole, s, book, months[i], e);
        if (rc == 0)
            rc = add_month(s, duty_kind_find(kind), book, months[i], sole, e);
    }
    free(months);
    return rc;
}

/* ---- the years of 様式第2号, 第4号, 第6号 ---- */

/* The day of the last confirmation that counts; that of the founding where there is none. */
static int last_confirmed(struct date *out, struct search *s, const char *book, struct err *e)
{
    static const char *const kinds[] = {"unchanged", "updated", "change"};
    char counting[YEARLY_BYTES] = "";
    const struct cond conds[] = {{"book", COND_IS, book}, {"kind", COND_IS, counting}, {0}};
    struct entry *last = NULL;
    int rc;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (yearly_counts(book, kinds[i])) {
            text_append(counting, sizeof counting, counting[0] != '\0' ? "|" : "");
            text_append(counting, sizeof counting, kinds[i]);
        }
    rc = search_last(&last, s, search_register(s, "yearly"), conds, "date", e);
    *out = last != NULL ? duty_day(entry_get(last, "date")) : s->founded;
    entry_free(last);
    return rc;
}

static int search_year(struct search *s, const char *form, const char *kind, struct err *e)
{
    const struct register_def *book = register_of_form(form);
    struct date last;
    struct duty *duty = NULL;
    int64_t total = 0;
    int rc;
    if (book == NULL || session_may_view(s->session, book, NULL) != 0 || !search_wants(s, kind))
        return 0;
    rc = state_count(&total, session_station(s->session), book, "current", e);
    if (rc == 0 && total > 0)
        rc = last_confirmed(&last, s, form, e);
    if (rc == 0 && total > 0)
        duty = duty_add(s, duty_kind_find(kind),
                        strcmp(form, "6") == 0 ? clock_year_start(last, s->calendar, s->settings, s->today)
                                               : clock_year(last, s->today),
                        &rc, e);
    if (duty == NULL)
        return rc;
    text_format(duty->title, sizeof duty->title, "%s", book->label);
    text_format(duty->detail, sizeof duty->detail, "%lld件 前回 ", (long long)total);
    {
        char day[DATE_BYTES];
        text_append(duty->detail, sizeof duty->detail, date_format(day, sizeof day, last, DATE_SHORT));
    }
    text_format(duty->step, sizeof duty->step, "confirm");
    duty_given(duty, "book", form);
    duty_by_posts(duty, s);
    duty_settle(s);
    return 0;
}

/* ---- 定期的 ---- */

/* The period after the last day that was checked; before any, the first begins with the founding of the station. */
static int next_period(struct due *due, struct date *from, struct date *to, struct search *s, const char *kind,
                       const char *months, const char *ended, struct err *e)
{
    const struct cond conds[] = {{"kind", COND_IS, kind}, {"state", COND_IS, ended}, {0}};
    struct entry *last = NULL;
    struct date day = date_add_days(s->founded, -1);
    int rc = search_last(&last, s, search_register(s, "inspection"), conds, "month", e);
    if (last != NULL && entry_get(last, "period_to") != NULL)
        day = duty_day(entry_get(last, "period_to"));
    entry_free(last);
    *due = clock_period(day, setting_number(setting_get(s->settings, months)), s->today, from, to);
    return rc;
}

static void fill_period(struct duty *duty, const char *kind, const char *month, struct date from, struct date to)
{
    char first[DATE_BYTES], last[DATE_BYTES];
    text_format(duty->title, sizeof duty->title, "%s %s–%s", duty->act,
                date_format(first, sizeof first, from, DATE_SHORT), date_format(last, sizeof last, to, DATE_SHORT));
    text_format(duty->month, sizeof duty->month, "%s", month);
    text_format(duty->step, sizeof duty->step, "begin");
    duty_given(duty, "kind", kind);
    duty_given(duty, "month", month);
    duty_given(duty, "period_from", date_format(first, sizeof first, from, DATE_ISO));
}

static int search_period(struct search *s, const char *kind, const char *months, const char *ended, struct err *e)
{
    char iso[DATE_BYTES], month[MONTH_BYTES];
    struct entry *begun = NULL;
    struct duty *duty = NULL;
    struct date from, to;
    struct due due;
    int64_t media = 0;
    bool waits = false;
    int rc;
    if (session_may_view(s->session, search_register(s, "inspection"), NULL) != 0 || !search_wants(s, kind))
        return 0;
    rc = state_count(&media, session_station(s->session), search_register(s, "medium"), NULL, e);
    if (rc != 0 || media == 0)
        return rc;
    rc = next_period(&due, &from, &to, s, kind, months, ended, e);
    text_format(month, sizeof month, "%.7s", date_format(iso, sizeof iso, to, DATE_ISO));
    if (rc == 0)
        rc = load_begun(&begun, &waits, s, kind, month, e);
    if (rc == 0 && !waits)
        duty = duty_add(s, duty_kind_find(kind), due, &rc, e);
    if (duty != NULL) {
        fill_period(duty, kind, month, from, to);
        duty_by_posts(duty, s);
        go_on(duty, begun);
        duty_settle(s);
    }
    entry_free(begun);
    return rc;
}

int duty_books(struct search *s, struct err *e)
{
    static const struct {
        int (*search)(struct search *s, const char *form, const char *kind, struct err *e);
        const char *form, *kind;
    } books[] = {
        {search_months, "3", "month_3"}, {search_months, "7", "month_7"}, {search_months, "5", "verification"},
        {search_year, "2", "year_2"},    {search_year, "4", "year_4"},    {search_year, "6", "year_6"},
    };
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < sizeof books / sizeof books[0]; i++)
        rc = books[i].search(s, books[i].form, books[i].kind, e);
    if (rc == 0)
        rc = search_period(s, "log_check", "log_check_months", "closed|confirmed", e);
    return rc != 0 ? rc : search_period(s, "permit_check", "permit_check_months", "confirmed", e);
}

/* clock — see clock.h. */
#include "forms/clock.h"

#include "forms/banned.h"

enum { YEAR_MONTHS = 12, YEAR_AHEAD_DAYS = 30, WEEK_DAYS = 7, MOST_CLOSED_DAYS = 366 };

/* How it stands: nothing before `shown`, soon before `since`, then now, then over. */
static struct due due_at(struct date shown, struct date since, struct date until, struct date today)
{
    struct due due = {DUE_NONE, since, until};
    if (date_compare(today, shown) < 0)
        return due;
    due.state = date_compare(today, until) > 0 ? DUE_OVER : date_compare(today, since) < 0 ? DUE_SOON : DUE_NOW;
    return due;
}

static struct due due_from(struct date since, struct date until, struct date today)
{
    return due_at(since, since, until, today);
}

/* The first day from `day` on that is not closed; `day` itself where the station has set a whole year closed. */
static struct date working_from(const struct calendar *calendar, struct date day)
{
    for (int ahead = 0; ahead <= MOST_CLOSED_DAYS; ahead++)
        if (!calendar_closed_day(calendar, date_add_days(day, ahead)))
            return date_add_days(day, ahead);
    return day;
}

struct due clock_month_check(struct date from, int met, struct date today)
{
    struct date day = date_month_check(from, met + 1);
    return due_from(day, day, today);
}

int clock_month_checks(struct date from, int met, struct date day)
{
    int come = date_month_checks(from, day);
    if (met < come)
        return come;
    return date_compare(day, date_month_check(from, come)) > 0 ? come + 1 : met;
}

struct due clock_in_month(struct date month, struct date today)
{
    return due_from(date_month_first(month), date_month_last(month), today);
}

struct due clock_after_month(struct date month, struct date today)
{
    return clock_in_month(date_add_months(date_month_first(month), 1), today);
}

struct due clock_year(struct date last, struct date today)
{
    struct date day = date_add_months(last, YEAR_MONTHS);
    return due_at(date_add_days(day, -YEAR_AHEAD_DAYS), day, day, today);
}

struct due clock_year_start(struct date last, const struct calendar *calendar, const struct settings *settings,
                            struct date today)
{
    struct date start = {last.year, 1, 1};
    if (!setting_day(setting_get(settings, "year_start"), &start.month, &start.day) || !date_valid(start))
        start = (struct date){last.year, 1, 1};
    if (date_compare(start, last) <= 0)
        start = date_add_months(start, YEAR_MONTHS);
    return due_from(start, date_add_days(working_from(calendar, start), -1), today);
}

struct due clock_each_time(struct date changed, const struct calendar *calendar, struct date today)
{
    return due_from(changed, working_from(calendar, date_add_days(changed, 1)), today);
}

struct due clock_day(struct date first, struct date last, struct date today)
{
    struct date next = last.year != 0 ? date_add_days(last, 1) : first;
    if (date_compare(next, first) < 0)
        next = first;
    return due_from(next, next, today);
}

struct due clock_same_day(struct date day, struct date today)
{
    return due_from(day, day, today);
}

struct due clock_period(struct date last, int months, struct date today, struct date *from, struct date *to)
{
    struct date first = date_add_days(last, 1), after = date_add_months(date_month_first(first), months);
    if (from != NULL)
        *from = first;
    if (to != NULL)
        *to = date_add_days(after, -1);
    return clock_in_month(after, today);
}

struct due clock_week(struct date from, struct date today)
{
    struct date day = date_add_days(from, WEEK_DAYS);
    return due_from(day, day, today);
}

struct due clock_days(struct date from, int days, struct date today)
{
    return due_from(from, date_add_days(from, days), today);
}

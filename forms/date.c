#include "forms/date.h"

#include <stdio.h>

#include "forms/date_era.h"

#include "forms/banned.h"

enum { DAY_SECONDS = 86400, JAPAN_SECONDS = 9 * 3600, YEAR_FIRST = 1868, YEAR_LAST = 2199 };

/* The first months of 明治 were counted by another calendar; here its year 1 is the whole of 1868. */
const struct era date_eras[ERAS] = {
    {"M", "明治", "めいじ", "明", "め", {1868, 1, 1}},     {"T", "大正", "たいしょう", "大", "た", {1912, 7, 30}},
    {"S", "昭和", "しょうわ", "昭", "し", {1926, 12, 25}}, {"H", "平成", "へいせい", "平", "へ", {1989, 1, 8}},
    {"R", "令和", "れいわ", "令", "れ", {2019, 5, 1}},
};

const struct era *date_era(struct date d)
{
    const struct era *era = &date_eras[ERAS - 1];
    while (era > date_eras && date_compare(d, era->begins) < 0)
        era--;
    return era;
}

int date_era_year(const struct era *era, int year)
{
    return year - era->begins.year + 1;
}

static bool leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_month_days(int year, int month)
{
    static const int days[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    return days[month] + (month == 2 && leap(year));
}

bool date_valid(struct date d)
{
    return d.year >= YEAR_FIRST && d.year <= YEAR_LAST && d.day >= 1 && d.day <= date_month_days(d.year, d.month);
}

int date_compare(struct date a, struct date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* A year that begins in March has its leap day last, so that the days before a month follow from its number alone; 400
 * years are 146097 days, and 719468 days lie between 0000-03-01 and 1970-01-01. */
int64_t date_days(struct date d)
{
    int64_t year = (int64_t)d.year - (d.month <= 2);
    int64_t cycle = floor_divide(year, 400);
    int64_t year_of_cycle = year - cycle * 400;
    int64_t month = ((int64_t)d.month + 9) % 12;
    int64_t day_of_year = (153 * month + 2) / 5 + d.day - 1;
    return cycle * 146097 + year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year - 719468;
}

struct date date_from_days(int64_t days)
{
    days += 719468;
    int64_t cycle = floor_divide(days, 146097);
    int64_t day_of_cycle = days - cycle * 146097;
    int64_t year_of_cycle = (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36524 - day_of_cycle / 146096) / 365;
    int64_t day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    struct date d = {
        .year = (int)(year_of_cycle + cycle * 400 + (month >= 10)),
        .month = (int)(month < 10 ? month + 3 : month - 9),
        .day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
    };
    return d;
}

int date_weekday(struct date d)
{
    int64_t days = date_days(d) + 4; /* 1970-01-01 was a Thursday */
    return (int)(days - floor_divide(days, 7) * 7);
}

struct date date_add_days(struct date d, int days)
{
    return date_from_days(date_days(d) + days);
}

struct date date_add_months(struct date d, int months)
{
    int64_t count = (int64_t)d.year * 12 + d.month - 1 + months;
    int64_t year = floor_divide(count, 12);
    d.year = (int)year;
    d.month = (int)(count - year * 12) + 1;
    int last = date_month_days(d.year, d.month);
    if (d.day > last)
        d.day = last;
    return d;
}

struct date date_month_first(struct date d)
{
    d.day = 1;
    return d;
}

struct date date_month_last(struct date d)
{
    d.day = date_month_days(d.year, d.month);
    return d;
}

struct date date_of(int64_t when)
{
    return date_from_days(floor_divide(when + JAPAN_SECONDS, DAY_SECONDS));
}

int date_minute(int64_t when)
{
    int64_t local = when + JAPAN_SECONDS;
    return (int)((local - floor_divide(local, DAY_SECONDS) * DAY_SECONDS) / 60);
}

int64_t date_at(struct date d, int minute)
{
    return date_days(d) * DAY_SECONDS + (int64_t)minute * 60 - JAPAN_SECONDS;
}

/* Each step is counted from the first day, not from the check before: 1.31 → 2.28 → 3.31, not 3.28. */
struct date date_month_check(struct date from, int n)
{
    return date_add_months(from, n);
}

int date_month_checks(struct date from, struct date until)
{
    int n = (until.year - from.year) * 12 + until.month - from.month;
    if (n > 0 && date_compare(date_month_check(from, n), until) > 0)
        n--;
    return n > 0 ? n : 0;
}

static const char *format_japanese(char *buf, size_t size, struct date d, enum date_style style)
{
    static const char *const weekdays[7] = {"日", "月", "火", "水", "木", "金", "土"};
    const struct era *era = date_era(d);
    char year[16], day[16] = "", weekday[16] = "";
    int n = date_era_year(era, d.year);
    if (n == 1)
        snprintf(year, sizeof year, "元");
    else
        snprintf(year, sizeof year, "%d", n);
    if (style != DATE_MONTH)
        snprintf(day, sizeof day, "%d日", d.day);
    if (style == DATE_WEEKDAY)
        snprintf(weekday, sizeof weekday, "(%s)", weekdays[date_weekday(d)]);
    snprintf(buf, size, "%s%s年%d月%s%s", era->name, year, d.month, day, weekday);
    return buf;
}

const char *date_format(char *buf, size_t size, struct date d, enum date_style style)
{
    if (size == 0)
        return buf;
    buf[0] = '\0';
    if (!date_valid(d)) /* a date that nobody entered */
        return buf;
    if (style == DATE_SHORT) {
        const struct era *era = date_era(d);
        snprintf(buf, size, "%s%d.%d.%d", era->letter, date_era_year(era, d.year), d.month, d.day);
    } else if (style == DATE_DAY) {
        snprintf(buf, size, "%d/%d", d.month, d.day);
    } else if (style == DATE_ISO) {
        snprintf(buf, size, "%04d-%02d-%02d", d.year, d.month, d.day);
    } else {
        format_japanese(buf, size, d, style);
    }
    return buf;
}

const char *date_format_time(char *buf, size_t size, int64_t when, enum date_style style)
{
    char day[DATE_BYTES];
    int minute = date_minute(when);
    date_format(day, sizeof day, date_of(when), style);
    snprintf(buf, size, "%s %02d:%02d", day, minute / 60, minute % 60);
    return buf;
}

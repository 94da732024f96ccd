/* date — days, minutes and eras of Japan. Time is UTC seconds; every day and hour here is Japan time (UTC+9, no summer
 * time) whatever TZ says. Nothing here asks the clock. */
#ifndef KANRIBO_FORMS_DATE_H
#define KANRIBO_FORMS_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/err.h"

struct date {
    int year, month, day; /* Gregorian, 1868–2199; month and day from 1 */
};

enum date_style {
    DATE_LONG,    /* 令和6年4月1日 */
    DATE_WEEKDAY, /* 令和6年4月1日(月) */
    DATE_SHORT,   /* R6.4.1 */
    DATE_DAY,     /* 4/1 */
    DATE_MONTH,   /* 令和6年4月 */
    DATE_ISO      /* 2024-04-01 */
};
enum { DATE_BYTES = 64 };

bool date_valid(struct date d);
int date_compare(struct date a, struct date b); /* <0, 0, >0 */
int64_t date_days(struct date d);               /* days since 1970-01-01 */
struct date date_from_days(int64_t days);
int date_weekday(struct date d); /* 0 = Sunday */
struct date date_add_days(struct date d, int days);
/* T-1: no corresponding day → last day of that month (1.31 + 1 → 2.28). */
struct date date_add_months(struct date d, int months);
struct date date_month_first(struct date d);
struct date date_month_last(struct date d);

struct date date_of(int64_t when);          /* the day in Japan */
int date_minute(int64_t when);              /* minutes since midnight in Japan, 0–1439 */
int64_t date_at(struct date d, int minute); /* UTC seconds of that minute in Japan */

/* T-1, ⚑Q27: the n-th monthly check (n ≥ 1) of something that went out on `from`: from + n months, first day not counted. */
struct date date_month_check(struct date from, int n);
/* How many monthly checks a period from–until holds: 1.15–2.14 → 0, 1.15–2.15 → 1. */
int date_month_checks(struct date from, struct date until);

/* Formats; returns buf (DATE_BYTES are always enough). */
const char *date_format(char *buf, size_t size, struct date d, enum date_style style);
/* 令和8年11月23日(月) 22:14 and the like: the date in `style`, a space, hh:mm. */
const char *date_format_time(char *buf, size_t size, int64_t when, enum date_style style);

/* Reads a day as people type it (obligations.md "Test vectors"): eras in any script and width, 60401, 20240401, 0401, 4/1,
 * +3, 昨日, 今日, ., 月末, 来月末, 年度末. `base` is today. notice (may be NULL, DATE_BYTES×2 bytes) gets a sentence when
 * the era was corrected (H31.5.1 → R1.5.1), else "". 0, or ERR_INPUT with a sentence. */
int date_parse(struct date *out, const char *text, struct date base, char *notice, struct err *e);
/* A day and a time of day: "R6.4.1 22:10", "2210" (today), "明日 8:30", "+1 0830", "今" (now to the minute). Four digits
 * alone are a time of day, never a date; 24:00 is the next midnight; a date without a time is refused. 0 or ERR_INPUT. */
int date_parse_time(int64_t *out, const char *text, int64_t now, struct err *e);

#endif

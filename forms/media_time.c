/* The moment of a line of a log: what programs write, seconds and zones included; else as people type it. See media_log.h. */
#include <stdlib.h>
#include <string.h>

#include "forms/date.h"
#include "forms/date_scan.h"
#include "forms/media_log.h"

#include "forms/banned.h"

enum { HOUR = 60, NOON = 12, ZONE_JAPAN = 9 * HOUR, COMPACT_DIGITS = 14 };

struct stamp {
    struct date day;
    int hour, minute, second, zone; /* zone in minutes east */
};

static bool any_word(const char **at, const char *const *words)
{
    for (; *words != NULL; words++)
        if (date_scan_word(at, *words))
            return true;
    return false;
}

/* 2026/10/3, 2026-10-03, 2026.10.3, 2026年10月3日 */
static bool scan_day(const char **at, struct date *day)
{
    static const char *const year[] = {"/", "-", ".", "年", NULL}, *const month[] = {"/", "-", ".", "月", NULL};
    int digits;
    if (!date_scan_number(at, 4, &day->year, &digits) || digits != 4 || !any_word(at, year))
        return false;
    if (!date_scan_number(at, 2, &day->month, &digits) || !any_word(at, month) ||
        !date_scan_number(at, 2, &day->day, &digits))
        return false;
    (void)date_scan_word(at, "日");
    return true;
}

/* 14:05, 14:05:11, 14:05:11.123, 14時5分11秒 */
static bool scan_clock(const char **at, struct stamp *s)
{
    static const char *const hour[] = {":", "時", NULL}, *const minute[] = {":", "分", NULL};
    int digits, fraction;
    if (!date_scan_number(at, 2, &s->hour, &digits) || !any_word(at, hour) ||
        !date_scan_number(at, 2, &s->minute, &digits))
        return false;
    if (!any_word(at, minute) || !date_scan_number(at, 2, &s->second, &digits))
        return true;
    if (date_scan_word(at, ".") && !date_scan_number(at, 9, &fraction, &digits))
        return false;
    (void)date_scan_word(at, "秒");
    return true;
}

/* am, pm, 午前, 午後: before or behind the time. */
static bool scan_half(const char **at, bool *morning, bool *afternoon)
{
    static const char *const before[] = {"午前", "am", "a.m.", NULL}, *const after[] = {"午後", "pm", "p.m.", NULL};
    date_scan_spaces(at);
    *morning = *morning || any_word(at, before);
    *afternoon = *afternoon || any_word(at, after);
    date_scan_spaces(at);
    return !(*morning && *afternoon);
}

/* Z, +09:00, +0900, jst, utc; none: Japan. */
static bool scan_zone(const char **at, int *zone)
{
    int sign = 0, hour, minute = 0, digits;
    *zone = ZONE_JAPAN;
    if (date_scan_word(at, "z") || date_scan_word(at, "utc") || date_scan_word(at, "gmt"))
        *zone = 0;
    else if (date_scan_word(at, "+") || date_scan_word(at, "-"))
        sign = (*at)[-1] == '+' ? 1 : -1;
    else
        (void)date_scan_word(at, "jst");
    if (sign == 0)
        return true;
    if (!date_scan_number(at, 4, &hour, &digits) || digits % 2 != 0)
        return false;
    if (digits == 4) {
        minute = hour % 100;
        hour /= 100;
    } else if (date_scan_word(at, ":") && !date_scan_number(at, 2, &minute, &digits)) {
        return false;
    }
    *zone = sign * (hour * HOUR + minute);
    return true;
}

static bool scan_whole(const char *at, struct stamp *s)
{
    bool morning = false, afternoon = false;
    if (!scan_day(&at, &s->day))
        return false;
    if (!date_scan_word(&at, "t"))
        date_scan_spaces(&at);
    if (!scan_half(&at, &morning, &afternoon) || !scan_clock(&at, s) || !scan_half(&at, &morning, &afternoon) ||
        !scan_zone(&at, &s->zone) || *at != '\0')
        return false;
    if ((morning || afternoon) && s->hour > NOON)
        return false;
    if (morning || afternoon)
        s->hour = s->hour % NOON + (afternoon ? NOON : 0);
    return true;
}

/* 20261003140511 */
static bool scan_compact(const char *at, struct stamp *s)
{
    int *const parts[] = {&s->day.year, &s->day.month, &s->day.day, &s->hour, &s->minute, &s->second};
    if (strlen(at) != COMPACT_DIGITS || strspn(at, "0123456789") != COMPACT_DIGITS)
        return false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (int n = i == 0 ? 4 : 2; n > 0; n--, at++)
            *parts[i] = *parts[i] * 10 + (*at - '0');
    return true;
}

static bool sound(const struct stamp *s)
{
    return date_valid(s->day) && s->hour < 24 && s->minute < HOUR && s->second <= 60 && abs(s->zone) <= 14 * HOUR;
}

int log_time_parse(int64_t *out, const char *text, int64_t base, struct err *e)
{
    char typed[DATE_TYPED_BYTES];
    struct stamp s = {.zone = ZONE_JAPAN};
    bool memory;
    if (!date_scan_fold(typed, text, &memory))
        return memory ? err_memory(e) : err_set(e, ERR_INPUT, "日時として読めません。");
    if (scan_whole(typed, &s) || (s = (struct stamp){.zone = ZONE_JAPAN}, scan_compact(typed, &s))) {
        if (!sound(&s))
            return err_set(e, ERR_INPUT, "「%s」という日時はありません。", text);
        *out = date_at(s.day, s.hour * HOUR + s.minute) + s.second + (int64_t)(ZONE_JAPAN - s.zone) * 60;
        return 0;
    }
    return date_parse_time(out, typed, base, e);
}

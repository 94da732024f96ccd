/* Days, moments and months. What people type is read by forms/date; here it becomes canonical and is shown. */
#include "forms/field_type.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/date.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { MINUTE = 60, VALUE_BYTES = 32 };

/* Reads n decimal digits at s. */
static bool digits_at(int *out, const char *s, size_t n)
{
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        *out = *out * 10 + (s[i] - '0');
    }
    return true;
}

/* "2026-11-23" at the head of s. */
static bool iso_date(struct date *out, const char *s)
{
    return strnlen(s, 10) == 10 && digits_at(&out->year, s, 4) && s[4] == '-' && digits_at(&out->month, s + 5, 2) &&
           s[7] == '-' && digits_at(&out->day, s + 8, 2) && date_valid(*out);
}

static bool iso_month(struct date *out, const char *s)
{
    out->day = 1;
    return strnlen(s, 8) == 7 && digits_at(&out->year, s, 4) && s[4] == '-' && digits_at(&out->month, s + 5, 2) &&
           date_valid(*out);
}

/* "2026-11-23T22:10:05+09:00", as FORMAT_JSON writes it. */
static bool iso_time(int64_t *out, const char *s)
{
    struct date day = {0, 0, 0};
    int hour, minute, second;
    if (strlen(s) != 25 || !iso_date(&day, s) || s[10] != 'T' || !digits_at(&hour, s + 11, 2) || s[13] != ':' ||
        !digits_at(&minute, s + 14, 2) || s[16] != ':' || !digits_at(&second, s + 17, 2) ||
        strcmp(s + 19, "+09:00") != 0 || hour > 23 || minute > 59 || second > 59)
        return false;
    *out = date_at(day, hour * 60 + minute) + second;
    return *out >= 0;
}

static int take_date(char **out, struct date d, struct err *e)
{
    char buf[DATE_BYTES];
    return field_take(out, date_format(buf, sizeof buf, d, DATE_ISO), e);
}

static int take_month(char **out, struct date d, struct err *e)
{
    char buf[DATE_BYTES];
    date_format(buf, sizeof buf, d, DATE_ISO);
    buf[7] = '\0';
    return field_take(out, buf, e);
}

static int take_time(char **out, int64_t when, struct err *e)
{
    char buf[VALUE_BYTES];
    return field_take(out, field_time_value(buf, sizeof buf, when), e);
}

/* Keeps the first of two canonical values only when the second could be had as well. */
static int take_pair(char **low, int rc)
{
    if (rc != 0) {
        free(*low);
        *low = NULL;
    }
    return rc;
}

/* ---- day ---- */

static int read_day(struct date *out, char *notice, const char *typed, int64_t now, struct err *e)
{
    if (strlen(typed) == 10 && iso_date(out, typed))
        return 0;
    return date_parse(out, typed, date_of(now), notice, e);
}

int date_field_parse(char **out, char *notice, const struct field *field, const char *typed, int64_t now, struct err *e)
{
    struct date day = {0, 0, 0};
    struct err beneath = {.code = ERR_NONE};
    if (read_day(&day, notice, typed, now, &beneath) != 0)
        return field_fault(e, field, &beneath);
    return take_date(out, day, e);
}

int date_field_check(const struct field *field, const char *canonical, struct err *e)
{
    struct date day = {0, 0, 0};
    if (strlen(canonical) == 10 && iso_date(&day, canonical))
        return 0;
    return err_field(e, field->key, NULL, "%s「%s」は日付ではありません。例えば R8.11.23 のように入力してください。",
                     field->label, canonical);
}

void date_field_format(char *buf, size_t size, const struct field *field, const char *canonical,
                       enum format_style style)
{
    static const enum date_style styles[] = {
        [FORMAT_FORM] = DATE_WEEKDAY, [FORMAT_LIST] = DATE_SHORT, [FORMAT_PAPER] = DATE_LONG,
        [FORMAT_EDIT] = DATE_SHORT,   [FORMAT_JSON] = DATE_ISO,
    };
    char text[DATE_BYTES];
    struct date day = {0, 0, 0};
    (void)field;
    text_append(buf, size, iso_date(&day, canonical) ? date_format(text, sizeof text, day, styles[style]) : canonical);
}

/* ---- month ---- */

static bool month_word(struct date *out, const char *typed, int64_t now)
{
    static const struct {
        const char *word;
        int months;
    } words[] = {
        {"今月", 0}, {"当月", 0}, {"先月", -1}, {"前月", -1}, {"来月", 1}, {"翌月", 1}, {"先々月", -2}, {"再来月", 2},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i].word, typed) == 0) {
            *out = date_add_months(date_month_first(date_of(now)), words[i].months);
            return true;
        }
    }
    return false;
}

/* A month is read as its first day: "R8.11" → "R8.11.1", "11" → "11/1", "202611" → "20261101", "令和8年11月" → "…1日". */
static void as_first_day(char *buf, size_t size, const char *text)
{
    static const char month[] = "月";
    size_t n = strlen(text), marks = 0, figures = 0;
    bool ends_in_month = n >= sizeof month - 1 && strcmp(text + n - (sizeof month - 1), month) == 0;
    for (size_t i = 0; i < n; i++) {
        marks += strchr("./-", text[i]) != NULL;
        figures += text[i] >= '0' && text[i] <= '9';
    }
    const char *tail = "";
    if (ends_in_month)
        tail = "1日";
    else if (figures == n)
        tail = n <= 2 ? "/1" : "01";
    else if (marks == 1)
        tail = strchr(text, '/') ? "/1" : strchr(text, '-') ? "-1" : ".1";
    buf[0] = '\0';
    text_append(buf, size, text);
    text_append(buf, size, tail);
}

static int read_month(struct date *out, char *notice, const char *typed, int64_t now, struct err *e)
{
    if (iso_month(out, typed) || month_word(out, typed, now))
        return 0;
    char text[8 * VALUE_BYTES];
    char *narrow = text_narrow(typed, strlen(typed));
    if (!narrow)
        return err_memory(e);
    as_first_day(text, sizeof text, narrow);
    free(narrow);
    int rc = date_parse(out, text, date_of(now), notice, NULL);
    if (rc == ERR_MEMORY)
        return err_memory(e);
    if (rc != 0)
        return err_set(
            e, rc, "「%s」は月として読み取れません。R8.11、11月、先月 のように、年月又は月を入力してください。", typed);
    *out = date_month_first(*out);
    return 0;
}

int month_field_parse(char **out, char *notice, const struct field *field, const char *typed, int64_t now,
                      struct err *e)
{
    struct date month = {0, 0, 0};
    struct err beneath = {.code = ERR_NONE};
    if (read_month(&month, notice, typed, now, &beneath) != 0)
        return field_fault(e, field, &beneath);
    return take_month(out, month, e);
}

int month_field_check(const struct field *field, const char *canonical, struct err *e)
{
    struct date month = {0, 0, 0};
    if (iso_month(&month, canonical))
        return 0;
    return err_field(e, field->key, NULL, "%s「%s」は月ではありません。例えば R8.11 のように入力してください。",
                     field->label, canonical);
}

void month_field_format(char *buf, size_t size, const struct field *field, const char *canonical,
                        enum format_style style)
{
    char text[DATE_BYTES];
    struct date month = {0, 0, 0};
    (void)field;
    if (style == FORMAT_JSON || !iso_month(&month, canonical)) {
        text_append(buf, size, canonical);
    } else if (style == FORMAT_FORM || style == FORMAT_PAPER) {
        text_append(buf, size, date_format(text, sizeof text, month, DATE_MONTH));
    } else {
        date_format(text, sizeof text, month, DATE_SHORT);
        char *day = strrchr(text, '.'); /* R8.11.1 → R8.11 */
        if (day)
            *day = '\0';
        text_append(buf, size, text);
    }
}

/* ---- moment ---- */

static int read_time(int64_t *out, const char *typed, int64_t now, struct err *e)
{
    if (iso_time(out, typed))
        return 0;
    int rc = date_parse_time(out, typed, now, e);
    if (rc == 0 && *out < 0)
        return err_set(e, ERR_INPUT, "「%s」は昭和45年より前です。年を確かめてください。", typed);
    return rc;
}

int time_field_parse(char **out, char *notice, const struct field *field, const char *typed, int64_t now, struct err *e)
{
    int64_t when;
    struct err beneath = {.code = ERR_NONE};
    (void)notice;
    if (read_time(&when, typed, now, &beneath) != 0)
        return field_fault(e, field, &beneath);
    return take_time(out, when, e);
}

int time_field_check(const struct field *field, const char *canonical, struct err *e)
{
    int64_t when;
    if (field_digits(&when, canonical) && date_days((struct date){2199, 12, 31}) * 86400 >= when)
        return 0;
    return err_field(e, field->key, NULL,
                     "%s「%s」は日時ではありません。例えば R8.11.23 22:10 のように入力してください。", field->label,
                     canonical);
}

static void time_json(char *buf, size_t size, int64_t when)
{
    char day[DATE_BYTES];
    int minute = date_minute(when);
    date_format(day, sizeof day, date_of(when), DATE_ISO);
    text_format(buf, size, "%sT%02d:%02d:%02d+09:00", day, minute / 60, minute % 60, (int)(when % MINUTE));
}

void time_field_format(char *buf, size_t size, const struct field *field, const char *canonical,
                       enum format_style style)
{
    static const enum date_style styles[] = {
        [FORMAT_FORM] = DATE_WEEKDAY, [FORMAT_LIST] = DATE_DAY, [FORMAT_PAPER] = DATE_LONG,
        [FORMAT_EDIT] = DATE_SHORT,   [FORMAT_JSON] = DATE_ISO,
    };
    char text[DATE_BYTES];
    int64_t when;
    (void)field;
    if (!field_digits(&when, canonical))
        text_append(buf, size, canonical);
    else if (style == FORMAT_JSON)
        time_json(buf, size, when);
    else
        text_append(buf, size, date_format_time(text, sizeof text, when, styles[style]));
}

/* ---- what a search spans ---- */

/* A day, or where none can be read the days of a month. */
static int read_days(struct date *low, struct date *high, const char *typed, int64_t now, struct err *e)
{
    struct date month = {0, 0, 0};
    bool is_month = iso_month(&month, typed) || month_word(&month, typed, now);
    int rc = is_month ? 0 : read_day(low, NULL, typed, now, e);
    if (!is_month && rc == 0) {
        *high = date_add_days(*low, 1);
        return 0;
    }
    if (rc == ERR_INPUT)
        rc = read_month(&month, NULL, typed, now, NULL);
    if (rc != 0)
        return rc == ERR_MEMORY ? err_memory(e) : rc; /* the sentence about the day stands */
    *low = month;
    *high = date_add_months(month, 1);
    return 0;
}

int date_field_range(char **low, char **high, const struct field *field, const char *typed, int64_t now, struct err *e)
{
    struct date from = {0, 0, 0}, to = from;
    struct err beneath = {.code = ERR_NONE};
    *low = *high = NULL;
    if (read_days(&from, &to, typed, now, &beneath) != 0)
        return field_fault(e, field, &beneath);
    int rc = take_date(low, from, e);
    return rc != 0 ? rc : take_pair(low, take_date(high, to, e));
}

int month_field_range(char **low, char **high, const struct field *field, const char *typed, int64_t now, struct err *e)
{
    struct date month = {0, 0, 0};
    struct err beneath = {.code = ERR_NONE};
    *low = *high = NULL;
    if (read_month(&month, NULL, typed, now, &beneath) != 0)
        return field_fault(e, field, &beneath);
    int rc = take_month(low, month, e);
    return rc != 0 ? rc : take_pair(low, take_month(high, date_add_months(month, 1), e));
}

/* A minute where a time of day is given, else a day or a month. */
int time_field_range(char **low, char **high, const struct field *field, const char *typed, int64_t now, struct err *e)
{
    struct date from = {0, 0, 0}, to = from;
    int64_t since, until;
    struct err beneath = {.code = ERR_NONE};
    *low = *high = NULL;
    int rc = read_days(&from, &to, typed, now, NULL);
    if (rc == 0) {
        since = date_at(from, 0);
        until = date_at(to, 0);
    } else if (rc == ERR_MEMORY) {
        return err_memory(e);
    } else if (read_time(&since, typed, now, &beneath) == 0) {
        since -= since % MINUTE;
        until = since + MINUTE;
    } else {
        return field_fault(e, field, &beneath);
    }
    rc = take_time(low, since, e);
    return rc != 0 ? rc : take_pair(low, take_time(high, until, e));
}

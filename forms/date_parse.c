/* Reads a day as people type it, also with the IME left on. */
#include "forms/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/date_era.h"
#include "forms/date_scan.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { NOTICE_BYTES = DATE_BYTES * 2 };

bool date_scan_fold(char buf[DATE_TYPED_BYTES], const char *text, bool *memory)
{
    char *folded = text_fold(text, strlen(text));
    *memory = !folded;
    if (!folded)
        return false;
    size_t start = strspn(folded, " "), end = strlen(folded);
    while (end > start && folded[end - 1] == ' ')
        end--;
    bool fits = end - start < DATE_TYPED_BYTES;
    if (fits) {
        memcpy(buf, folded + start, end - start);
        buf[end - start] = '\0';
    }
    free(folded);
    return fits;
}

bool date_scan_word(const char **at, const char *word)
{
    size_t n = strlen(word);
    if (strncmp(*at, word, n) != 0)
        return false;
    *at += n;
    return true;
}

bool date_scan_number(const char **at, int digits_max, int *value, int *digits)
{
    *value = 0;
    for (*digits = 0; **at >= '0' && **at <= '9'; ++*at, ++*digits) {
        if (*digits == digits_max)
            return false;
        *value = *value * 10 + (**at - '0');
    }
    return *digits > 0;
}

void date_scan_spaces(const char **at)
{
    while (**at == ' ')
        ++*at;
}

static int refuse_unreadable(struct err *e, struct date base)
{
    char example[DATE_BYTES];
    date_format(example, sizeof example, base, DATE_SHORT);
    return err_set(e, ERR_INPUT, "日付として読めません。%s、%d/%d、%02d%02d、+3、昨日、月末のように入れてください。",
                   example, base.month, base.day, base.month, base.day);
}

/* ---- words and steps ------------------------------------------------------------------------------------- */

enum step { STEP_DAY, STEP_MONTH_FIRST, STEP_MONTH_LAST, STEP_FISCAL_FIRST, STEP_FISCAL_LAST, STEP_YEAR_LAST };

static const struct {
    const char *word; /* as text_fold leaves it */
    enum step step;
    int n;
} words[] = {
    {".", STEP_DAY, 0},
    {"。", STEP_DAY, 0},
    {"今日", STEP_DAY, 0},
    {"きょう", STEP_DAY, 0},
    {"本日", STEP_DAY, 0},
    {"当日", STEP_DAY, 0},
    {"昨日", STEP_DAY, -1},
    {"きのう", STEP_DAY, -1},
    {"前日", STEP_DAY, -1},
    {"一昨日", STEP_DAY, -2},
    {"おととい", STEP_DAY, -2},
    {"明日", STEP_DAY, 1},
    {"あした", STEP_DAY, 1},
    {"あす", STEP_DAY, 1},
    {"翌日", STEP_DAY, 1},
    {"翌", STEP_DAY, 1},
    {"明後日", STEP_DAY, 2},
    {"あさって", STEP_DAY, 2},
    {"月初", STEP_MONTH_FIRST, 0},
    {"今月初", STEP_MONTH_FIRST, 0},
    {"来月初", STEP_MONTH_FIRST, 1},
    {"月末", STEP_MONTH_LAST, 0},
    {"今月末", STEP_MONTH_LAST, 0},
    {"来月末", STEP_MONTH_LAST, 1},
    {"翌月末", STEP_MONTH_LAST, 1},
    {"先月末", STEP_MONTH_LAST, -1},
    {"前月末", STEP_MONTH_LAST, -1},
    {"年度初", STEP_FISCAL_FIRST, 0},
    {"年度末", STEP_FISCAL_LAST, 0},
    {"年末", STEP_YEAR_LAST, 0},
};

static struct date step_from(struct date base, enum step step, int n)
{
    int fiscal = base.month >= 4 ? base.year : base.year - 1;
    switch (step) {
    case STEP_DAY:
        return date_add_days(base, n);
    case STEP_MONTH_FIRST:
        return date_month_first(date_add_months(base, n));
    case STEP_MONTH_LAST:
        return date_month_last(date_add_months(base, n));
    case STEP_FISCAL_FIRST:
        return (struct date){fiscal, 4, 1};
    case STEP_FISCAL_LAST:
        return (struct date){fiscal + 1, 3, 31};
    case STEP_YEAR_LAST:
        break;
    }
    return (struct date){base.year, 12, 31};
}

static bool parse_word(struct date *out, const char *typed, struct date base)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(typed, words[i].word) == 0) {
            *out = step_from(base, words[i].step, words[i].n);
            return true;
        }
    }
    return false;
}

/* Longer words before those they begin with. か月 is what text_fold makes of カ月 and ヵ月, け月 of ヶ月 and ケ月. */
static const struct {
    const char *word;
    int days, months;
} units[] = {
    {"日間", 1, 0}, {"日", 1, 0},   {"週間", 7, 0}, {"週", 7, 0},  {"か月", 0, 1},
    {"け月", 0, 1}, {"箇月", 0, 1}, {"月", 0, 1},   {"年", 0, 12},
};

/* +3, -1, ー1, +1か月, 3日後, 2週間前 */
static bool parse_step(struct date *out, const char *typed, struct date base)
{
    const char *at = typed;
    int n, digits, days = 1, months = 0;
    int sign = date_scan_word(&at, "+") ? 1 : date_scan_word(&at, "-") || date_scan_word(&at, "ー") ? -1 : 0;
    date_scan_spaces(&at);
    if (!date_scan_number(&at, 4, &n, &digits))
        return false;
    bool unit = false;
    for (size_t i = 0; i < sizeof units / sizeof *units && !unit; i++) {
        unit = date_scan_word(&at, units[i].word);
        if (unit) {
            days = units[i].days;
            months = units[i].months;
        }
    }
    if (sign == 0) {
        sign = !unit ? 0 : date_scan_word(&at, "後") ? 1 : date_scan_word(&at, "前") ? -1 : 0;
        if (sign == 0)
            return false;
    }
    if (*at != '\0')
        return false;
    *out = date_add_months(date_add_days(base, sign * n * days), sign * n * months);
    return true;
}

/* ---- year, month and day --------------------------------------------------------------------------------- */

enum unit { UNIT_NONE, UNIT_YEAR, UNIT_MONTH, UNIT_DAY };

struct number {
    int value, digits;
    enum unit unit;
};

struct typed {
    const struct era *era; /* NULL: none was typed */
    struct number number[3];
    int count;
    int weekday; /* 0 = Sunday, -1: none was typed */
};

/* What stands between numbers: also what the keys . / , - type while the IME is on. */
static const char *const separators[] = {".", "/", "-", ",", "。", "・", "、", "ー"};

static const struct era *scan_era(const char **at)
{
    for (size_t i = 0; i < ERAS; i++) {
        const struct era *era = &date_eras[i];
        char letter[2] = {(char)(era->letter[0] - 'A' + 'a'), '\0'}; /* folded: lower case */
        if (date_scan_word(at, era->name) || date_scan_word(at, era->kana) || date_scan_word(at, era->first) ||
            date_scan_word(at, era->sound) || date_scan_word(at, letter))
            return era;
    }
    return NULL;
}

static enum unit scan_unit(const char **at)
{
    if (date_scan_word(at, "年"))
        return UNIT_YEAR;
    if (date_scan_word(at, "月"))
        return UNIT_MONTH;
    return date_scan_word(at, "日") ? UNIT_DAY : UNIT_NONE;
}

static bool scan_separator(const char **at)
{
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
        if (date_scan_word(at, separators[i]))
            return true;
    return false;
}

/* (月), (月曜日); sets *weekday. False where something stands there that is none. */
static bool scan_weekday(const char **at, int *weekday)
{
    static const char *const names[7] = {"日", "月", "火", "水", "木", "金", "土"};
    if (!date_scan_word(at, "("))
        return true;
    for (int i = 0; i < 7 && *weekday < 0; i++)
        if (date_scan_word(at, names[i]))
            *weekday = i;
    if (date_scan_word(at, "曜"))
        date_scan_word(at, "日");
    return *weekday >= 0 && date_scan_word(at, ")");
}

static bool scan_typed(struct typed *t, const char *at)
{
    *t = (struct typed){.weekday = -1};
    t->era = scan_era(&at);
    date_scan_spaces(&at);
    if (t->era)
        date_scan_word(&at, "."); /* H.31.4.30 */
    bool more = true;
    while (more && t->count < 3) {
        struct number *number = &t->number[t->count];
        date_scan_spaces(&at);
        if (t->count == 0 && date_scan_word(&at, "元"))
            *number = (struct number){.value = 1, .digits = 1};
        else if (!date_scan_number(&at, 8, &number->value, &number->digits))
            return false;
        t->count++;
        date_scan_spaces(&at);
        number->unit = scan_unit(&at);
        more = number->unit == UNIT_NONE ? scan_separator(&at) : number->unit != UNIT_DAY && *at != '\0';
    }
    date_scan_spaces(&at);
    return !(more && t->count == 3) && scan_weekday(&at, &t->weekday) && *at == '\0';
}

/* Splits 401, 60401, 20240401 typed without separators into what they hold. */
static bool split_digits(struct typed *t)
{
    int value = t->number[0].value, digits = t->number[0].digits;
    bool day_only = !t->era && digits == 4;
    bool era_year = digits == 5 || digits == 6;
    bool whole_year = !t->era && digits == 8;
    if (!day_only && !era_year && !whole_year)
        return false;
    struct number year = {.value = value / 10000, .digits = digits - 4};
    struct number month = {.value = value / 100 % 100, .digits = 2};
    struct number day = {.value = value % 100, .digits = 2};
    t->count = 0;
    if (!day_only)
        t->number[t->count++] = year;
    t->number[t->count++] = month;
    t->number[t->count++] = day;
    return true;
}

/* The units that were written must stand in their places; what is missing in front comes from the base. */
static bool units_in_place(const struct typed *t)
{
    for (int i = 0; i < t->count; i++) {
        enum unit place = (enum unit)(UNIT_DAY - (t->count - 1 - i));
        if (t->number[i].unit != UNIT_NONE && t->number[i].unit != place)
            return false;
    }
    return true;
}

static int check_day(struct date d, struct date base, struct err *e)
{
    char example[DATE_BYTES], month[DATE_BYTES];
    if (d.month < 1 || d.month > 12) {
        date_format(example, sizeof example, base, DATE_SHORT);
        return err_set(e, ERR_INPUT, "%d月はありません。月は1から12までです（例: %s）。", d.month, example);
    }
    struct date last = date_month_last(d);
    if (!date_valid(last))
        return err_set(e, ERR_INPUT, "%d年は扱えません。日付は1868年（明治元年）から2199年までです。", d.year);
    if (d.day < 1 || d.day > last.day) {
        date_format(month, sizeof month, last, DATE_MONTH);
        date_format(example, sizeof example, last, DATE_SHORT);
        return err_set(e, ERR_INPUT, "%sは1日から%d日までで、%d日はありません（例: %s）。", month, last.day, d.day,
                       example);
    }
    return 0;
}

/* The year that was typed as a Gregorian one. */
static int resolve_year(int *year, const struct typed *t, const struct era *era, struct err *e)
{
    const struct number *typed = &t->number[0];
    if (!t->era && typed->digits == 4) {
        *year = typed->value;
        return 0;
    }
    if (typed->value == 0)
        return err_set(e, ERR_INPUT, "%s0年はありません。初めの年は元年です（例: %s1.%d.%d）。", era->name, era->letter,
                       era->begins.month, era->begins.day);
    if (typed->digits > 3)
        return err_set(e, ERR_INPUT, "%s%d年は扱えません。西暦なら元号を付けずに入れてください（例: 2024-04-01）。",
                       era->name, typed->value);
    *year = era->begins.year + typed->value - 1;
    return 0;
}

static int check_weekday(const struct typed *t, struct date d, struct err *e)
{
    char right[DATE_BYTES];
    if (t->weekday < 0 || t->weekday == date_weekday(d))
        return 0;
    date_format(right, sizeof right, d, DATE_WEEKDAY);
    return err_set(e, ERR_INPUT, "曜日が違います。正しくは%sです。日付か曜日を直してください。", right);
}

static void notice_era(char *notice, const struct era *era, struct date d)
{
    char right[DATE_BYTES], year[16];
    int n = date_era_year(era, d.year);
    if (date_era(d) == era)
        return;
    if (n == 1)
        snprintf(year, sizeof year, "元");
    else
        snprintf(year, sizeof year, "%d", n);
    date_format(right, sizeof right, d, DATE_LONG);
    snprintf(notice, NOTICE_BYTES, "%s%s年%d月%d日は、%sに直しました。", era->name, year, d.month, d.day, right);
}

static int parse_calendar(struct date *out, const char *typed, struct date base, char *notice, struct err *e)
{
    struct typed t;
    if (!scan_typed(&t, typed))
        return refuse_unreadable(e, base);
    if (t.count == 1 && t.number[0].unit == UNIT_NONE && !split_digits(&t))
        return refuse_unreadable(e, base);
    if (!units_in_place(&t) || (t.era && t.count < 3))
        return refuse_unreadable(e, base);
    struct date d = {.year = base.year, .month = base.month, .day = t.number[t.count - 1].value};
    if (t.count >= 2)
        d.month = t.number[t.count - 2].value;
    const struct era *era = t.era ? t.era : date_era(base);
    int code = t.count == 3 ? resolve_year(&d.year, &t, era, e) : 0;
    if (code == 0)
        code = check_day(d, base, e);
    if (code == 0)
        code = check_weekday(&t, d, e);
    if (code != 0)
        return code;
    if (t.era && notice)
        notice_era(notice, t.era, d);
    *out = d;
    return 0;
}

int date_parse_folded(struct date *out, const char *folded, struct date base, char *notice, struct err *e)
{
    struct date d;
    if (folded[0] == '\0') {
        char example[DATE_BYTES];
        date_format(example, sizeof example, base, DATE_SHORT);
        return err_set(e, ERR_INPUT, "日付が入っていません。%s、%d/%d、今日のように入れてください。", example,
                       base.month, base.day);
    }
    if (!parse_word(&d, folded, base) && !parse_step(&d, folded, base))
        return parse_calendar(out, folded, base, notice, e);
    if (!date_valid(d))
        return err_set(e, ERR_INPUT, "そこまで離れた日は扱えません。日付は1868年から2199年までです。");
    *out = d;
    return 0;
}

int date_parse(struct date *out, const char *text, struct date base, char *notice, struct err *e)
{
    char folded[DATE_TYPED_BYTES];
    bool memory;
    if (notice)
        notice[0] = '\0';
    if (!date_scan_fold(folded, text, &memory))
        return memory ? err_memory(e) : refuse_unreadable(e, base);
    return date_parse_folded(out, folded, base, notice, e);
}

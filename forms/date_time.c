/* Reads a day and a time of day. */
#include "forms/date.h"

#include <string.h>

#include "forms/date_scan.h"

#include "forms/banned.h"

enum { NOON = 12, DAY_MINUTES = 24 * 60 };

/* 22:10, 2210, 830, 22時10分, 22時, 22時半, 午後10:10. Says whether it has that shape; the hour may still be none. */
static bool scan_time(const char *at, int *hour, int *minute)
{
    int value, digits;
    bool before_noon = date_scan_word(&at, "午前"), after_noon = !before_noon && date_scan_word(&at, "午後");
    date_scan_spaces(&at);
    if (!date_scan_number(&at, 4, &value, &digits))
        return false;
    *hour = value;
    *minute = 0;
    if (date_scan_word(&at, ":")) {
        if (digits > 2 || !date_scan_number(&at, 2, minute, &digits) || digits != 2)
            return false;
    } else if (date_scan_word(&at, "時")) {
        if (digits > 2)
            return false;
        if (date_scan_word(&at, "半"))
            *minute = 30;
        else if (*at != '\0' && !(date_scan_number(&at, 2, minute, &digits) && date_scan_word(&at, "分")))
            return false;
    } else if (digits >= 3) {
        *hour = value / 100;
        *minute = value % 100;
    } else {
        return false;
    }
    if (*at != '\0')
        return false;
    if ((before_noon || after_noon) && *hour > NOON)
        *hour = -1;
    else if (after_noon && *hour < NOON)
        *hour += NOON;
    return true;
}

static int check_time(int hour, int minute, struct err *e)
{
    if (hour < 0)
        return err_set(e, ERR_INPUT, "午前・午後の時は12までです（例: 午後10:10、22:10）。");
    if (hour > 24 || minute > 59 || (hour == 24 && minute > 0))
        return err_set(e, ERR_INPUT,
                       "%d時%d分という時刻はありません。0:00から24:00までで入れてください（例: 22:10、2210）。", hour,
                       minute);
    return 0;
}

static bool is_now(const char *typed)
{
    static const char *const words[] = {"今", "いま", "現在", ".", "。"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(typed, words[i]) == 0)
            return true;
    return false;
}

/* Where the time begins: at the start, after a space, or after a word or a weekday (昨日2210, 4月1日22時10分). The end of
 * the text: there is no time. */
static size_t time_start(const char *typed)
{
    int hour, minute;
    size_t n = strlen(typed);
    for (size_t at = 0; at < n; at++) {
        unsigned char before = at > 0 ? (unsigned char)typed[at - 1] : ' ';
        if ((before >= 0x80 || before == ')' || before == ' ') && scan_time(typed + at, &hour, &minute))
            return at;
    }
    return n;
}

int date_parse_time(int64_t *out, const char *text, int64_t now, struct err *e)
{
    static const char shape[] =
        "日付と時刻として読めません。2210、22:10、4/1 22:10、昨日 22:10、今のように入れてください。";
    char typed[DATE_TYPED_BYTES];
    bool memory;
    struct date day = date_of(now);
    if (!date_scan_fold(typed, text, &memory))
        return memory ? err_memory(e) : err_set(e, ERR_INPUT, "%s", shape);
    if (typed[0] == '\0')
        return err_set(e, ERR_INPUT, "時刻が入っていません。2210、22:10、昨日 22:10、今のように入れてください。");
    if (is_now(typed)) {
        *out = date_at(day, date_minute(now));
        return 0;
    }
    size_t start = time_start(typed);
    int hour = 0, minute = 0, code;
    if (typed[start] == '\0') {
        bool day_alone = date_parse_folded(&day, typed, day, NULL, NULL) == 0;
        return err_set(e, ERR_INPUT, "%s",
                       day_alone
                           ? "時刻がありません。4/1 22:10、昨日 2210のように、日付の後に空けて時刻を入れてください。"
                           : shape);
    }
    scan_time(typed + start, &hour, &minute);
    size_t end = start;
    while (end > 0 && typed[end - 1] == ' ')
        end--;
    if (end > 0) {
        char date[DATE_TYPED_BYTES];
        memcpy(date, typed, end);
        date[end] = '\0';
        code = date_parse_folded(&day, date, day, NULL, e);
        if (code != 0)
            return code;
    }
    code = check_time(hour, minute, e);
    if (code == 0)
        *out = date_at(day, hour * 60 + minute);
    return code;
}

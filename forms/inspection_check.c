/* What an entry of 様式第5号 must agree on over several fields, and what follows from others: see register_inspection.h. */
#include <string.h>

#include "forms/field.h"
#include "forms/register_inspection.h"
#include "forms/setting.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { DIGEST_CHARACTERS = 64 };

/* ---- what follows ---- */

/* 所在点検 is of this month; what is verified and confirmed, of the last. */
static int derive_month(struct situation *s, struct err *e)
{
    char month[DATE_BYTES];
    struct date first = date_month_first(date_of(s->now));
    const char *kind = entry_get(s->entry, "kind");
    if (kind == NULL || entry_get(s->entry, "month") != NULL)
        return 0;
    date_format(month, sizeof month, word_in("phone|media", kind) ? first : date_add_months(first, -1), DATE_ISO);
    month[7] = '\0';
    return entry_set(s->entry, "month", month, e);
}

/* How many months a period has: ログの確認 and 許可の確認 by the station's settings (T-10 「定期的」), else one. */
static int months_of(const struct situation *s)
{
    const char *kind = entry_get(s->entry, "kind");
    int months = 1;
    if (kind != NULL && strcmp(kind, "log_check") == 0)
        months = setting_number(situation_setting(s, "log_check_months"));
    else if (kind != NULL && strcmp(kind, "permit_check") == 0)
        months = setting_number(situation_setting(s, "permit_check_months"));
    return months > 1 ? months : 1;
}

/* Is the period so many whole months? Then it follows the month that is typed. */
static bool whole_months(const struct entry *entry, int months)
{
    char last[DATE_BYTES];
    struct date day;
    const char *from = entry_get(entry, "period_from"), *to = entry_get(entry, "period_to");
    if (from == NULL || to == NULL)
        return from == to;
    if (strcmp(from + strlen(from) - 2, "01") != 0 ||
        date_parse(&day, from, (struct date){2000, 1, 1}, NULL, NULL) != 0)
        return false;
    day = date_month_last(date_add_months(day, months - 1));
    return strcmp(date_format(last, sizeof last, day, DATE_ISO), to) == 0;
}

/* The months that end with the month, until another period is typed. */
static int derive_period(struct situation *s, struct err *e)
{
    char first[DATE_BYTES], last[DATE_BYTES];
    struct date day;
    const char *month = entry_get(s->entry, "month");
    int months = months_of(s), rc;
    if (month == NULL || !field_asked(entry_field(s->entry, "period_from"), s->entry, NULL) ||
        !whole_months(s->entry, months))
        return 0;
    text_format(first, sizeof first, "%s-01", month);
    if (date_parse(&day, first, date_of(s->now), NULL, NULL) != 0)
        return 0; /* the field itself says so */
    date_format(last, sizeof last, date_month_last(day), DATE_ISO);
    date_format(first, sizeof first, date_add_months(day, 1 - months), DATE_ISO);
    rc = entry_set(s->entry, "period_from", first, e);
    return rc != 0 ? rc : entry_set(s->entry, "period_to", last, e);
}

/* Names the round: of the same month, kind and person only one is open at a time. */
static int derive_round(struct situation *s, struct err *e)
{
    char round[NAME_BYTES * 3], id[ENTRY_ID_BYTES];
    const char *month = entry_get(s->entry, "month"), *person = entry_get(s->entry, "inspector");
    const struct choice *kind = choice_find(entry_field(s->entry, "kind")->choices, entry_get(s->entry, "kind"));
    if (month == NULL || person == NULL || kind == NULL)
        return entry_set(s->entry, "round", NULL, e);
    text_format(round, sizeof round, "%s %s %s (%s)", month, kind->label, reference_label(person),
                reference_id(id, person));
    return entry_set(s->entry, "round", round, e);
}

static bool is_none(const struct entry *entry, const char *count)
{
    const char *n = entry_get(entry, count);
    return n == NULL || strcmp(n, "0") == 0;
}

/* What was counted belongs to a round of things; 異常の有無 follows from it. None skipped is nothing to be said on paper. */
static int derive_counts(struct situation *s, struct err *e)
{
    static const char *const counted[] = {"skipped", "registered", "present", "missing", "unlisted"};
    bool things = word_in("phone|media", entry_get(s->entry, "kind") != NULL ? entry_get(s->entry, "kind") : "");
    size_t n = !things ? 5 : is_none(s->entry, "skipped") ? 1 : 0;
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < n; i++)
        rc = entry_set(s->entry, counted[i], NULL, e);
    if (rc != 0 || !things || !step_is(s, "close"))
        return rc;
    return entry_set(s->entry, "abnormal",
                     is_none(s->entry, "missing") && is_none(s->entry, "unlisted") ? "none" : "found", e);
}

/* ⚑Q15: which permits, by the station's setting, until another is chosen. */
static int derive_covers(struct situation *s, struct err *e)
{
    if (!entry_is(s->entry, "kind", "permit_check") || entry_get(s->entry, "covers") != NULL)
        return 0;
    return entry_set(s->entry, "covers", situation_setting(s, "permit_check"), e);
}

int inspection_derive(struct situation *s, struct err *e)
{
    int rc = 0;
    if (step_is(s, "begin")) {
        rc = derive_month(s, e);
        if (rc == 0)
            rc = derive_period(s, e);
        if (rc == 0)
            rc = derive_covers(s, e);
        if (rc == 0)
            rc = derive_round(s, e);
    }
    return rc != 0 ? rc : derive_counts(s, e);
}

/* ---- what must agree ---- */

static int check_digest(const struct entry *entry, struct err *e)
{
    const char *digest = entry_get(entry, "log_digest");
    if (digest == NULL)
        return 0;
    if (strlen(digest) == DIGEST_CHARACTERS && strspn(digest, "0123456789abcdefABCDEF") == DIGEST_CHARACTERS)
        return 0;
    return err_field(e, "log_digest", NULL,
                     "SHA-256の値は16進数64桁です。保管したファイルについて計算した値を写してください。");
}

/* No day that has not come; the period's end is not before its start. */
static int check_days(const struct situation *s, struct err *e)
{
    const char *from = entry_get(s->entry, "period_from"), *to = entry_get(s->entry, "period_to");
    const char *date = entry_get(s->entry, "date");
    if (situation_ahead(s, "month"))
        return err_field(e, "month", NULL, "まだ来ていない月は点検・検証できません。");
    if (from != NULL && to != NULL && strcmp(from, to) > 0)
        return err_field(e, "period_to", NULL, "対象期間の終わりが始めより前です。どちらかを直してください。");
    if (situation_ahead(s, "date"))
        return err_field(e, "date", NULL, "点検・検証の日がまだ来ていません。行った日を入れてください。");
    if (date != NULL && from != NULL && strcmp(date, from) < 0)
        return err_field(e, "date", NULL, "点検・検証の日が対象期間より前です。日付を確かめてください。");
    return 0;
}

int inspection_check(const struct situation *s, struct err *e)
{
    int rc = check_days(s, e);
    return rc != 0 ? rc : check_digest(s->entry, e);
}

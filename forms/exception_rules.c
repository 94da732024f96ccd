/* Who may do what with an application of 様式第9号, what follows from it and what must agree: M-39, R9-1…R9-5. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "forms/application.h"
#include "forms/external.h"
#include "forms/field.h"
#include "forms/register_exception.h"

#include "forms/banned.h"

#define REPORT "第8の1(2)"
#define PERMITTER POST_EXCEPTION_PERMITTER

/* Midnight after the FIELD_DATE; 0 when it is unset. */
static int64_t day_end(const char *canonical)
{
    struct date d;
    char *rest;
    if (canonical == NULL)
        return 0;
    d.year = (int)strtol(canonical, &rest, 10);
    d.month = *rest == '-' ? (int)strtol(rest + 1, &rest, 10) : 0;
    d.day = *rest == '-' ? (int)strtol(rest + 1, &rest, 10) : 0;
    return *rest == '\0' && date_valid(d) ? date_at(d, 24 * 60) : 0;
}

/* R9-2: 「適用期間の終了後、申請者から報告がない場合」; how many days after is a setting of ours (◇). */
static int report_missing(const struct situation *s, struct err *e)
{
    int days = setting_number(situation_setting(s, "exception_report_days"));
    int64_t end = day_end(entry_get(s->entry, "until"));
    if (end > 0 && s->now < end)
        return err_refuse(e, REPORT, "適用期間がまだ終わっていません。終了後に報告がないときに行います。");
    if (s->now < end + (int64_t)(days > 0 ? days : 0) * 24 * 3600)
        return err_refuse(
            e, NULL,
            "適用期間の終了から%d日たっていません。それまでは申請者の報告を待ちます(日数は設定で変えられます)。", days);
    return 0;
}

/* A 許可者 without an account here took the report elsewhere: by which document. */
static int receipt_recorded(const struct situation *s, struct err *e)
{
    if (s->step == NULL || entry_get(s->entry, "receipt") != NULL)
        return 0;
    return err_field(e, "receipt", NULL,
                     "許可者がこの端末で確認しないときは、報告を受けた文書の番号・日・許可者名を入れてください。");
}

/* R9-1: the version that takes its place is permitted, and is the one made from it. */
static int successor_permitted(const struct situation *s, struct err *e)
{
    const struct entry *next = situation_link(s, "successor");
    char previous[ENTRY_ID_BYTES];
    if (s->step == NULL || entry_get(s->entry, "successor") == NULL)
        return 0; /* asked as a field of the step */
    reference_id(previous, next != NULL ? entry_get(next, "previous") : NULL);
    if (next == NULL || strcmp(previous, s->entry->id) != 0 || strcmp(next->state, "permitted") != 0)
        return err_field(e, "successor", "第8の1(1)",
                         "変更後の許可ではありません。この許可を元とする再申請が許可されてから、切り替えてください。");
    return 0;
}

const struct rule exception_rules[] = {
    RULE("M-39", "request", ANY, 0, NONE, "第8の2", WHEN(IS_NOT("scope", "comprehensive"))),
    RULE("M-39", "request", ANY, POST_SECURITY_OFFICER | POST_ADMINISTRATOR, NONE, "第8の1(4)",
         WHEN(IS("scope", "comprehensive"))),
    APPLICANT_RULES,
    RULE("M-39", "examine", OTHER, PERMITTER, NONE, REPORT),
    EXTERNAL("M-39", "examine", REPORT),
    RULE("M-39", "permit", OTHER, PERMITTER, NONE, REPORT, AFTER("examine")),
    EXTERNAL("M-39", "permit", REPORT, AFTER("examine")),
    RULE("", "refuse", OTHER, PERMITTER, NONE, NULL),
    EXTERNAL("M-39", "refuse", NULL),
    RULE("", "send_back", OTHER, PERMITTER, NONE, NULL),
    RULE("M-39", "reapply", SELF, 0, NONE, "第8の1(1)"),
    RULE("", "keep", SELF, 0, NONE, NULL, WHEN(SET("reapplying"))),
    RULE("", "keep", OTHER, PERMITTER, NONE, NULL, WHEN(SET("reapplying"))),
    RULE("M-39", "replace", SELF, 0, NONE, "第8の1(1)", WHEN(SET("reapplying")), EXTRA(successor_permitted)),
    RULE("M-39", "replace", OTHER, PERMITTER, NONE, "第8の1(1)", WHEN(SET("reapplying")), EXTRA(successor_permitted)),
    RULE("M-39", "end_report", SELF, 0, NONE, REPORT, WHEN(IS("report", "needed"))),
    RULE("M-39", "chase", OTHER, PERMITTER, NONE, REPORT, WHEN(IS("report", "needed")), EXTRA(report_missing)),
    RULE("M-39", "confirm_report", OTHER, PERMITTER, NONE, REPORT),
    RULE("M-39", "confirm_report", ANY, POST_ADMINISTRATOR, NONE, REPORT, EXTRA(receipt_recorded), .external = true),
    RULE("", "return_report", OTHER, PERMITTER, NONE, NULL),
    RULE("M-39", "close", SELF, 0, NONE, REPORT, WHEN(IS("report", "none"))),
    RULE("M-39", "close", OTHER, PERMITTER, NONE, REPORT, WHEN(IS("report", "none"))),
    RULE("M-39", "hand_over", SELF, 0, NONE, "第8の1(3)"),
    RULE("M-39", "hand_over", OTHER, PERMITTER | POST_ADMINISTRATOR, NONE, "第8の1(3)"),
    END_OF_RULES,
};

int exception_derive(struct situation *s, struct err *e)
{
    char end[32];
    bool asked = entry_is(s->entry, "report", "needed");
    int rc = application_applicant(s, "responsible", "request|request_again", e);
    if (rc == 0)
        rc = application_stands(s, "reapplying", "yes", "reapply", "keep|replace", e);
    if (rc == 0)
        rc = application_stands(s, "in_force", entry_get(s->entry, "provision"), "permit", "end_report|close|replace",
                                e);
    if (rc == 0 && step_is(s, "permit"))
        rc = entry_set(s->entry, "ends_at",
                       asked ? field_time_value(end, sizeof end, day_end(entry_get(s->entry, "until"))) : NULL, e);
    return rc;
}

/* R9-1: what is changed is a permit in force, of the applicant, that he has said is changing. */
static int check_previous(const struct situation *s, struct err *e)
{
    const struct entry *old = situation_link(s, "previous");
    if (!entry_is(s->entry, "kind", "change") || entry_get(s->entry, "previous") == NULL)
        return 0;
    if (old == NULL || strcmp(old->state, "permitted") != 0)
        return err_field(e, "previous", "第8の1(1)",
                         "許可を受けて適用中の例外措置ではありません。変更するもとの許可を選んでください。");
    if (entry_get(old, "reapplying") == NULL)
        return err_field(
            e, "previous", "第8の1(1)",
            "先に元の許可で「変更の再申請」を記録してください。元の許可は、決まるまで許可した範囲で有効です。");
    if (!entry_self(old, s->actor.id))
        return err_field(e, "previous", "第8の1(1)", "再申請するのは、元の許可の申請者です。");
    return 0;
}

/* R9-3: waived only where the examination held so as well. */
static int check_waiver(const struct situation *s, struct err *e)
{
    if (entry_is(s->entry, "report", "none") && !entry_is(s->entry, "examined_report", "none"))
        return err_field(e, "report", REPORT,
                         "審査で報告を要しないとされていないので、「報告を要しない」は選べません。報告を求める事項を入"
                         "れてください。");
    return 0;
}

int exception_check(const struct situation *s, struct err *e)
{
    int rc = application_period(s, "from", "until", e);
    if (rc == 0)
        rc = application_past(s, "ended_on", e);
    if (rc == 0 && step_is(s, "request|request_again"))
        rc = check_previous(s, e);
    return rc == 0 && step_is(s, "permit") ? check_waiver(s, e) : rc;
}

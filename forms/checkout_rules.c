/* Who may do which step of 様式第3号: M-01…M-12, M-15, M-16, M-30, M-31 as rows. obligations.md §2. */
#include <stddef.h>
#include <string.h>

#include "forms/register_checkout.h"
#include "forms/rule.h"

#include "forms/banned.h"

#define ROUTE(R)            \
    {                       \
        "route", COND_IS, R \
    }
#define GROUND(G)            \
    {                        \
        "ground", COND_IS, G \
    }
#define DESTINATION(D)                 \
    {                                  \
        "destination_kind", COND_IS, D \
    }

#define CONTRACTOR                       \
    {                                    \
        "carrier", COND_IS, "contractor" \
    }

/* ⚑Q12: where the applicant or the holder is the station's only 運用責任者, the 運用管理者 takes his place: in the permit and in
 * whatever else the text gives to a 運用責任者, or the row could never be closed. */
static int only_supervisor(const struct situation *s, struct err *e)
{
    if ((s->applicant_posts & POST_SUPERVISOR) != 0 && s->other_supervisors == 0)
        return 0;
    return err_refuse(
        e, NULL,
        "運用管理者が代わることができるのは、申請者・使用者のほかに運用責任者がいないときだけです。運用責任者に"
        "頼んでください。");
}

static int by_deputy(const struct situation *s, struct err *e)
{
    if ((s->applicant_posts & (POST_ADMINISTRATOR | POST_CHIEF | POST_SECURITY_OFFICER)) != 0)
        return err_refuse(
            e, "第2の1(3)イ(イ)",
            "申請者が運用管理者以上の職位なので、運用管理補助者は許可できません。上位の者の許可を受けてください。");
    if (entry_get(s->entry, "urgent_reason") == NULL || entry_get(s->entry, "administrator_absent") == NULL)
        return err_refuse(e, "第2の1(3)イ(イ)",
                          "運用管理補助者が許可できるのは、職務上緊急で、運用管理者が不在の場合だけです。両方を申請に記"
                          "載してください。");
    return 0;
}

static int not_for_phones(const struct situation *s, struct err *e)
{
    (void)s;
    return err_refuse(
        e, NULL,
        "共有公用携帯電話機には、この簿冊での1か月ごとの所在確認はありません。毎月の点検(様式第5号)で確認します。");
}

/* ⚑Q18: 「持ち出し期間…を記録した上で」: a longer period of 機密性3(高) information rests on a permit of its own, given since it
 * was asked for. */
static int secret_extended(const struct situation *s, struct err *e)
{
    for (size_t i = s->entry->nsteps; i-- > 0;) {
        if (strcmp(s->entry->steps[i].step, "extend_secret_permit") == 0)
            return 0;
        if (strcmp(s->entry->steps[i].step, "extend") == 0)
            break;
    }
    return entry_is(s->entry, "confidentiality", "3")
               ? err_refuse(e, "第2の1(3)イ(イ)",
                            "機密性3(高)情報の持ち出し期間を延ばすには、先に運用管理者の許可が要ります。")
               : 0;
}

#define STAND_IN(ID, STEP, ...)                                                                                 \
    {                                                                                                           \
        ID, STEP, {__VA_ARGS__}, PERSON_OTHER, POST_ADMINISTRATOR, DUTY_NONE, NULL, NULL, NULL, only_supervisor \
    }

/* What is asked is written in the book by the clause of its procedure; while that is not known yet, by none. */
#define ASKS(STEP, PERSON)                                                                               \
    {"", STEP, {ROUTE("mobile")}, PERSON, 0, DUTY_NONE, NULL, NULL, "第7の1(2)イ(ア)a", NULL},           \
        {"", STEP, {ROUTE("non_mobile")}, PERSON, 0, DUTY_NONE, NULL, NULL, "第7の1(2)イ(イ)b", NULL},   \
        {"", STEP, {ROUTE("shared_phone")}, PERSON, 0, DUTY_NONE, NULL, NULL, "第7の1(2)エ(ウ)a", NULL}, \
    {                                                                                                    \
        "", STEP, {{"route", COND_UNSET, NULL}}, PERSON, 0, DUTY_NONE, NULL, NULL, NULL, NULL            \
    }

const struct rule rules_checkout[] = {
    /* the applicant's own steps */
    ASKS("request", PERSON_ANY),
    ASKS("request_again", PERSON_SELF),
    {"", "withdraw", {{0}}, PERSON_SELF, 0, DUTY_NONE, NULL, NULL, NULL, NULL},
    {"", "pull_back", {{0}}, PERSON_SELF, 0, DUTY_NONE, NULL, NULL, NULL, NULL},
    {"", "extend", {{0}}, PERSON_SELF, 0, DUTY_NONE, NULL, NULL, NULL, NULL},
    {"", "return", {ROUTE("mobile")}, PERSON_ANY, 0, DUTY_NONE, NULL, NULL, "第7の1(2)イ(ア)b", NULL},
    {"", "return", {ROUTE("non_mobile")}, PERSON_ANY, 0, DUTY_NONE, NULL, NULL, "第7の1(2)イ(イ)f", NULL},
    {"", "return", {ROUTE("shared_phone")}, PERSON_ANY, 0, DUTY_NONE, NULL, NULL, "第7の1(2)エ(ウ)c", NULL},
    {"", "correct", {{0}}, PERSON_SELF, 0, DUTY_NONE, NULL, NULL, NULL, NULL},
    {"", "correct", {{0}}, PERSON_OTHER, POST_SUPERVISOR | POST_ADMINISTRATOR, DUTY_NONE, NULL, NULL, NULL, NULL},
    {"", "erase", {ROUTE("non_mobile")}, PERSON_SELF, 0, DUTY_NONE, NULL, "operator_permit", "第7の1(2)イ(イ)b", NULL},

    /* モバイル端末, and 特定用途機器 by that route (M-12) */
    {"M-01",
     "permit",
     {ROUTE("mobile"), {"kind", COND_IS, "mobile"}},
     PERSON_OTHER,
     POST_SUPERVISOR,
     DUTY_INCLUDED,
     NULL,
     NULL,
     "第7の1(2)イ(ア)a",
     NULL},
    STAND_IN("M-01", "permit", ROUTE("mobile"), {"kind", COND_IS, "mobile"}),
    {"M-12",
     "permit",
     {ROUTE("mobile"), {"kind", COND_IS, "special"}},
     PERSON_OTHER,
     POST_SUPERVISOR,
     DUTY_INCLUDED,
     NULL,
     NULL,
     "第7の1(2)イ(イ)g",
     NULL},
    STAND_IN("M-12", "permit", ROUTE("mobile"), {"kind", COND_IS, "special"}),
    {"M-02", "confirm", {ROUTE("mobile")}, PERSON_OTHER, 0, DUTY_INCLUDED, "permit", NULL, "第7の1(2)イ(ア)b", NULL},
    {"M-02",
     "confirm",
     {ROUTE("mobile"), {"alternative_reason", COND_SET, NULL}},
     PERSON_OTHER,
     POST_SUPERVISOR,
     DUTY_EXCLUDED,
     NULL,
     NULL,
     NULL,
     NULL},
    STAND_IN("M-02", "confirm", ROUTE("mobile"), {"alternative_reason", COND_SET, NULL}),
    {"M-03",
     "whereabouts",
     {ROUTE("mobile")},
     PERSON_OTHER,
     POST_SUPERVISOR,
     DUTY_EXCLUDED,
     NULL,
     NULL,
     "第7の1(2)イ(ア)c",
     NULL},
    STAND_IN("M-03", "whereabouts", ROUTE("mobile")),
    {"M-04",
     "carrier_permit",
     {ROUTE("mobile"), CONTRACTOR},
     PERSON_OTHER,
     POST_SECURITY_OFFICER,
     DUTY_NONE,
     NULL,
     NULL,
     "第7の1(2)イ(ア)e",
     NULL},

    /* 非モバイル端末等 */
    {"M-05",
     "content_check",
     {ROUTE("non_mobile"), GROUND("a")},
     PERSON_OTHER,
     POST_SUPERVISOR,
     DUTY_EXCLUDED,
     NULL,
     NULL,
     "第7の1(2)イ(イ)a(a)",
     NULL},
    STAND_IN("M-05", "content_check", ROUTE("non_mobile"), GROUND("a")),
    {"M-07",
     "unavoidable_permit",
     {ROUTE("non_mobile"), GROUND("c")},
     PERSON_OTHER,
     POST_SECURITY_OFFICER,
     DUTY_NONE,
     NULL,
     NULL,
     "第7の1(2)イ(イ)a(c)",
     NULL},
    {"M-08",
     "operator_permit",
     {ROUTE("non_mobile"), GROUND("a")},
     PERSON_OTHER,
     POST_OPERATOR,
     DUTY_NONE,
     NULL,
     "content_check",
     "第7の1(2)イ(イ)b",
     NULL},
    {"M-08",
     "operator_permit",
     {ROUTE("non_mobile"), GROUND("b")},
     PERSON_OTHER,
     POST_OPERATOR,
     DUTY_NONE,
     NULL,
     NULL,
     "第7の1(2)イ(イ)b",
     NULL},
    {"M-08",
     "operator_permit",
     {ROUTE("non_mobile"), GROUND("c")},
     PERSON_OTHER,
     POST_OPERATOR,
     DUTY_NONE,
     NULL,
     "unavoidable_permit",
     "第7の1(2)イ(イ)b",
     NULL},
    {"M-08",
     "administrator_permit",
     {ROUTE("non_mobile"), DESTINATION("outside")},
     PERSON_OTHER,
     POST_ADMINISTRATOR,
     DUTY_NONE,
     NULL,
     "operator_permit|erase",
     "第7の1(2)イ(イ)b",
     NULL},
    {"M-08",
     "administrator_permit",
     {ROUTE("non_mobile"), DESTINATION("police")},
     PERSON_OTHER,
     POST_SUPERVISOR | POST_ADMINISTRATOR,
     DUTY_EXCLUDED,
     NULL,
     "operator_permit|erase",
     "第7の1(2)イ(イ)b",
     NULL},
    {"M-09",
     "whereabouts",
     {ROUTE("non_mobile")},
     PERSON_OTHER,
     POST_SUPERVISOR,
     DUTY_EXCLUDED,
     NULL,
     NULL,
     "第7の1(2)イ(イ)c",
     NULL},
    STAND_IN("M-09", "whereabouts", ROUTE("non_mobile")),
    {"M-10",
     "carrier_permit",
     {ROUTE("non_mobile"), CONTRACTOR},
     PERSON_OTHER,
     POST_SECURITY_OFFICER,
     DUTY_NONE,
     NULL,
     NULL,
     "第7の1(2)イ(イ)e",
     NULL},
    {"M-11",
     "confirm",
     {ROUTE("non_mobile")},
     PERSON_OTHER,
     0,
     DUTY_NONE,
     "administrator_permit",
     NULL,
     "第7の1(2)イ(イ)f",
     NULL},
    {"M-11",
     "confirm",
     {ROUTE("non_mobile"), {"alternative_reason", COND_SET, NULL}},
     PERSON_OTHER,
     POST_SUPERVISOR,
     DUTY_EXCLUDED,
     NULL,
     NULL,
     NULL,
     NULL},
    STAND_IN("M-11", "confirm", ROUTE("non_mobile"), {"alternative_reason", COND_SET, NULL}),

    /* 共有公用携帯電話機 */
    {"M-15",
     "permit",
     {ROUTE("shared_phone")},
     PERSON_OTHER,
     POST_SUPERVISOR,
     DUTY_INCLUDED,
     NULL,
     NULL,
     "第7の1(2)エ(ウ)a",
     NULL},
    STAND_IN("M-15", "permit", ROUTE("shared_phone")),
    {"M-16",
     "confirm",
     {ROUTE("shared_phone")},
     PERSON_OTHER,
     POST_SUPERVISOR,
     DUTY_INCLUDED,
     NULL,
     NULL,
     "第7の1(2)エ(ウ)c",
     NULL},
    STAND_IN("M-16", "confirm", ROUTE("shared_phone")),
    {"", "whereabouts", {ROUTE("shared_phone")}, PERSON_OTHER, 0, DUTY_NONE, NULL, NULL, NULL, not_for_phones},

    /* what is inside */
    /* L87 stands before 「以下同じ」 of L1287: 当直責任者 is not reached, and not excluded by a word either (⚑Q6) */
    {"M-30",
     "report",
     {{"confidentiality", COND_IS, "2"}},
     PERSON_OTHER,
     POST_SUPERVISOR,
     DUTY_NONE,
     NULL,
     NULL,
     "第2の1(3)イ(ア)",
     NULL},
    STAND_IN("M-30", "report", {"confidentiality", COND_IS, "2"}),
    {"M-31",
     "secret_permit",
     {{"secret_route", COND_IS, "administrator"}},
     PERSON_OTHER,
     POST_ADMINISTRATOR,
     DUTY_NONE,
     NULL,
     NULL,
     "第2の1(3)イ(イ)",
     NULL},
    {"M-31",
     "secret_permit",
     {{"secret_route", COND_IS, "deputy"}},
     PERSON_OTHER,
     POST_DEPUTY | POST_ADMINISTRATOR,
     DUTY_NONE,
     NULL,
     NULL,
     "第2の1(3)イ(イ)",
     by_deputy},

    /* an extension is permitted like the first period; sending back and refusing belong to whoever may permit */
    {"M-31",
     "extend_secret_permit",
     {{"confidentiality", COND_IS, "3"}, {"new_until", COND_SET, NULL}},
     PERSON_OTHER,
     POST_ADMINISTRATOR,
     DUTY_NONE,
     NULL,
     "extend",
     "第2の1(3)イ(イ)",
     NULL},
    {"M-01",
     "extend_permit",
     {ROUTE("mobile"), {"new_until", COND_SET, NULL}},
     PERSON_OTHER,
     POST_SUPERVISOR,
     DUTY_INCLUDED,
     NULL,
     "extend",
     "第7の1(2)イ(ア)a",
     secret_extended},
    STAND_IN("M-01", "extend_permit", ROUTE("mobile"), {"new_until", COND_SET, NULL}),
    {"M-15",
     "extend_permit",
     {ROUTE("shared_phone"), {"new_until", COND_SET, NULL}},
     PERSON_OTHER,
     POST_SUPERVISOR,
     DUTY_INCLUDED,
     NULL,
     "extend",
     "第7の1(2)エ(ウ)a",
     secret_extended},
    STAND_IN("M-15", "extend_permit", ROUTE("shared_phone"), {"new_until", COND_SET, NULL}),
    {"M-08",
     "extend_permit",
     {ROUTE("non_mobile"), DESTINATION("outside"), {"new_until", COND_SET, NULL}},
     PERSON_OTHER,
     POST_ADMINISTRATOR,
     DUTY_NONE,
     NULL,
     "extend",
     "第7の1(2)イ(イ)b",
     secret_extended},
    {"M-08",
     "extend_permit",
     {ROUTE("non_mobile"), DESTINATION("police"), {"new_until", COND_SET, NULL}},
     PERSON_OTHER,
     POST_SUPERVISOR | POST_ADMINISTRATOR,
     DUTY_EXCLUDED,
     NULL,
     "extend",
     "第7の1(2)イ(イ)b",
     secret_extended},
    {"",
     "extend_refuse",
     {ROUTE("mobile|shared_phone"), {"new_until", COND_SET, NULL}},
     PERSON_OTHER,
     POST_SUPERVISOR | POST_ADMINISTRATOR,
     DUTY_INCLUDED,
     NULL,
     "extend",
     NULL,
     NULL},
    {"",
     "extend_refuse",
     {ROUTE("non_mobile"), {"new_until", COND_SET, NULL}},
     PERSON_OTHER,
     POST_SUPERVISOR | POST_ADMINISTRATOR,
     DUTY_NONE,
     NULL,
     "extend",
     NULL,
     NULL},
    {"",
     "send_back",
     {ROUTE("mobile|shared_phone")},
     PERSON_OTHER,
     POST_SUPERVISOR | POST_ADMINISTRATOR | POST_SECURITY_OFFICER,
     DUTY_INCLUDED,
     NULL,
     NULL,
     NULL,
     NULL},
    {"",
     "send_back",
     {ROUTE("non_mobile")},
     PERSON_OTHER,
     POST_SUPERVISOR | POST_ADMINISTRATOR | POST_SECURITY_OFFICER | POST_OPERATOR,
     DUTY_NONE,
     NULL,
     NULL,
     NULL,
     NULL},
    {"",
     "send_back",
     {{"secret_route", COND_IS, "deputy"}},
     PERSON_OTHER,
     POST_DEPUTY,
     DUTY_NONE,
     NULL,
     NULL,
     NULL,
     by_deputy},
    {"",
     "refuse",
     {ROUTE("mobile|shared_phone")},
     PERSON_OTHER,
     POST_SUPERVISOR | POST_ADMINISTRATOR | POST_SECURITY_OFFICER,
     DUTY_INCLUDED,
     NULL,
     NULL,
     NULL,
     NULL},
    {"",
     "refuse",
     {ROUTE("non_mobile")},
     PERSON_OTHER,
     POST_SUPERVISOR | POST_ADMINISTRATOR | POST_SECURITY_OFFICER | POST_OPERATOR,
     DUTY_NONE,
     NULL,
     NULL,
     NULL,
     NULL},
    {"",
     "refuse",
     {{"secret_route", COND_IS, "deputy"}},
     PERSON_OTHER,
     POST_DEPUTY,
     DUTY_NONE,
     NULL,
     NULL,
     NULL,
     by_deputy},
    {"", "settle", {{0}}, PERSON_OTHER, POST_SUPERVISOR | POST_ADMINISTRATOR, DUTY_NONE, NULL, "confirm", NULL, NULL},
    {0},
};

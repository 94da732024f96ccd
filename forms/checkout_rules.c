/* Who may do which step of 様式第3号: M-01…M-12, M-15, M-16, M-30, M-31 as rows. obligations.md §2. */
#include <stddef.h>

#include "forms/common_fields.h"
#include "forms/common_steps.h"
#include "forms/exemption.h"
#include "forms/external.h"
#include "forms/register_checkout.h"
#include "forms/rule.h"

#include "forms/banned.h"

#define ROUTE(R) IS("route", R)
#define GROUND(G) IS("ground", G)
#define DESTINATION(D) IS("destination_kind", D)

#define CONTRACTOR IS("carrier", "contractor")

static int not_for_phones(const struct situation *s, struct err *e)
{
    (void)s;
    return err_refuse(
        e, NULL,
        "共有公用携帯電話機には、この簿冊での1か月ごとの所在確認はありません。毎月の点検(様式第5号)で確認します。");
}

/* What is asked is written in the book by the clause of its procedure; while that is not known yet, by none. */
#define ASKS(STEP, PERSON)                                                                \
    RULE("", STEP, PERSON, 0, NONE, "第7の1(2)イ(ア)a", WHEN(ROUTE("mobile"))),           \
        RULE("", STEP, PERSON, 0, NONE, "第7の1(2)イ(イ)b", WHEN(ROUTE("non_mobile"))),   \
        RULE("", STEP, PERSON, 0, NONE, "第7の1(2)エ(ウ)a", WHEN(ROUTE("shared_phone"))), \
        RULE("", STEP, PERSON, 0, NONE, NULL, WHEN(UNSET("route")))

const struct rule checkout_rules[] = {
    /* the applicant's own steps */
    ASKS("request", ANY),
    ASKS("request_again", SELF),
    RULE("", "extend", SELF, 0, NONE, NULL, WHEN(WRITTEN)),
    RULE("", "return", ANY, 0, NONE, "第7の1(2)イ(ア)b", WHEN(ROUTE("mobile"))),
    RULE("", "return", ANY, 0, NONE, "第7の1(2)イ(イ)f", WHEN(ROUTE("non_mobile"))),
    RULE("", "return", ANY, 0, NONE, "第7の1(2)エ(ウ)c", WHEN(ROUTE("shared_phone"), WRITTEN)),
    CARRY_RULES,
    RULE("", "erase", SELF, 0, NONE, "第7の1(2)イ(イ)b", WHEN(ROUTE("non_mobile")), AFTER("operator_permit")),

    /* what goes out without an entry of the text */
    EXEMPT("X-1", "duty", "第7の1(2)エ(ウ)b(a)"),
    EXEMPT("X-2", "police_box", "第7の1(2)エ(ウ)b(b)"),
    EXEMPTION_RULES("第7の1(2)エ(ウ)b(a)", "第7の1(2)エ(ウ)a"),

    /* モバイル端末, and 特定用途機器 by that route (M-12) */
    RULE("M-01", "permit", OTHER, POST_SUPERVISOR, INCLUDED, "第7の1(2)イ(ア)a",
         WHEN(ROUTE("mobile"), IS("kind", "mobile"))),
    STAND_IN("M-01", "permit", ROUTE("mobile"), IS("kind", "mobile")),
    RULE("M-12", "permit", OTHER, POST_SUPERVISOR, INCLUDED, "第7の1(2)イ(イ)g",
         WHEN(ROUTE("mobile"), IS("kind", "special"))),
    STAND_IN("M-12", "permit", ROUTE("mobile"), IS("kind", "special")),
    RULE("M-02", "confirm", OTHER, 0, INCLUDED, "第7の1(2)イ(ア)b", WHEN(ROUTE("mobile")), SAME_AS("permit")),
    RULE("M-02", "confirm", OTHER, POST_SUPERVISOR, EXCLUDED, NULL, WHEN(ROUTE("mobile"), SET("alternative_reason"))),
    STAND_IN("M-02", "confirm", ROUTE("mobile"), SET("alternative_reason")),
    RULE("M-03", "whereabouts", OTHER, POST_SUPERVISOR, EXCLUDED, "第7の1(2)イ(ア)c", WHEN(ROUTE("mobile"))),
    STAND_IN("M-03", "whereabouts", ROUTE("mobile")),
    RULE("M-04", "carrier_permit", OTHER, POST_SECURITY_OFFICER, NONE, "第7の1(2)イ(ア)e",
         WHEN(ROUTE("mobile"), CONTRACTOR)),
    EXTERNAL("M-04", "carrier_permit", "第7の1(2)イ(ア)e", WHEN(ROUTE("mobile"), CONTRACTOR)),

    /* 非モバイル端末等 */
    RULE("M-05", "content_check", OTHER, POST_SUPERVISOR, EXCLUDED, "第7の1(2)イ(イ)a(a)",
         WHEN(ROUTE("non_mobile"), GROUND("a"))),
    STAND_IN("M-05", "content_check", ROUTE("non_mobile"), GROUND("a")),
    RULE("M-07", "unavoidable_permit", OTHER, POST_SECURITY_OFFICER, NONE, "第7の1(2)イ(イ)a(c)",
         WHEN(ROUTE("non_mobile"), GROUND("c"))),
    EXTERNAL("M-07", "unavoidable_permit", "第7の1(2)イ(イ)a(c)", WHEN(ROUTE("non_mobile"), GROUND("c"))),
    RULE("M-08", "operator_permit", OTHER, POST_OPERATOR, NONE, "第7の1(2)イ(イ)b",
         WHEN(ROUTE("non_mobile"), GROUND("a")), AFTER("content_check")),
    RULE("M-08", "operator_permit", OTHER, POST_OPERATOR, NONE, "第7の1(2)イ(イ)b",
         WHEN(ROUTE("non_mobile"), GROUND("b"))),
    RULE("M-08", "operator_permit", OTHER, POST_OPERATOR, NONE, "第7の1(2)イ(イ)b",
         WHEN(ROUTE("non_mobile"), GROUND("c")), AFTER("unavoidable_permit")),
    RULE("M-08", "administrator_permit", OTHER, POST_ADMINISTRATOR, NONE, "第7の1(2)イ(イ)b",
         WHEN(ROUTE("non_mobile"), DESTINATION("outside")), AFTER("operator_permit|erase")),
    RULE("M-08", "administrator_permit", OTHER, POST_SUPERVISOR | POST_ADMINISTRATOR, EXCLUDED, "第7の1(2)イ(イ)b",
         WHEN(ROUTE("non_mobile"), DESTINATION("police")), AFTER("operator_permit|erase")),
    RULE("M-09", "whereabouts", OTHER, POST_SUPERVISOR, EXCLUDED, "第7の1(2)イ(イ)c", WHEN(ROUTE("non_mobile"))),
    STAND_IN("M-09", "whereabouts", ROUTE("non_mobile")),
    RULE("M-10", "carrier_permit", OTHER, POST_SECURITY_OFFICER, NONE, "第7の1(2)イ(イ)e",
         WHEN(ROUTE("non_mobile"), CONTRACTOR)),
    EXTERNAL("M-10", "carrier_permit", "第7の1(2)イ(イ)e", WHEN(ROUTE("non_mobile"), CONTRACTOR)),
    RULE("M-11", "confirm", OTHER, 0, NONE, "第7の1(2)イ(イ)f", WHEN(ROUTE("non_mobile")),
         SAME_AS("administrator_permit")),
    RULE("M-11", "confirm", OTHER, POST_SUPERVISOR, EXCLUDED, NULL,
         WHEN(ROUTE("non_mobile"), SET("alternative_reason"))),
    STAND_IN("M-11", "confirm", ROUTE("non_mobile"), SET("alternative_reason")),

    /* 共有公用携帯電話機 */
    RULE("M-15", "permit", OTHER, POST_SUPERVISOR, INCLUDED, "第7の1(2)エ(ウ)a", WHEN(ROUTE("shared_phone"))),
    STAND_IN("M-15", "permit", ROUTE("shared_phone")),
    RULE("M-16", "confirm", OTHER, POST_SUPERVISOR, INCLUDED, "第7の1(2)エ(ウ)c", WHEN(ROUTE("shared_phone"))),
    STAND_IN("M-16", "confirm", ROUTE("shared_phone")),
    RULE("", "whereabouts", OTHER, 0, NONE, NULL, WHEN(ROUTE("shared_phone")), EXTRA(not_for_phones)),

    /* what is inside */
    SECRET_RULES,

    /* an extension is permitted like the first period; sending back and refusing belong to whoever may permit */
    CARRY_EXTENSION("M-01", POST_SUPERVISOR, INCLUDED, "第7の1(2)イ(ア)a", ROUTE("mobile")),
    CARRY_EXTENSION_STAND_IN("M-01", ROUTE("mobile")),
    CARRY_EXTENSION("M-15", POST_SUPERVISOR, INCLUDED, "第7の1(2)エ(ウ)a", ROUTE("shared_phone")),
    CARRY_EXTENSION_STAND_IN("M-15", ROUTE("shared_phone")),
    CARRY_EXTENSION("M-08", POST_ADMINISTRATOR, NONE, "第7の1(2)イ(イ)b", ROUTE("non_mobile"), DESTINATION("outside")),
    CARRY_EXTENSION("M-08", POST_SUPERVISOR | POST_ADMINISTRATOR, EXCLUDED, "第7の1(2)イ(イ)b", ROUTE("non_mobile"),
                    DESTINATION("police")),
    RULE("", "extend_refuse", OTHER, POST_SUPERVISOR | POST_ADMINISTRATOR, INCLUDED, NULL,
         WHEN(ROUTE("mobile|shared_phone"), SET("new_until")), AFTER("extend")),
    RULE("", "extend_refuse", OTHER, POST_SUPERVISOR | POST_ADMINISTRATOR, NONE, NULL,
         WHEN(ROUTE("non_mobile"), SET("new_until")), AFTER("extend")),
    CARRY_REFUSALS(OTHER, POST_SUPERVISOR | POST_ADMINISTRATOR | POST_SECURITY_OFFICER, INCLUDED,
                   WHEN(ROUTE("mobile|shared_phone"))),
    CARRY_REFUSALS(OTHER, POST_SUPERVISOR | POST_ADMINISTRATOR | POST_SECURITY_OFFICER | POST_OPERATOR, NONE,
                   WHEN(ROUTE("non_mobile"))),
    CARRY_REFUSALS(OTHER, POST_DEPUTY, NONE, WHEN(DEPUTY), EXTRA(secret_by_deputy)),
    {0},
};

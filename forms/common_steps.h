/* common_steps — what a book of things that go out and come back (様式第3号, 様式第7号) has in common: its states, the way of a
 * request, the extension, the return, and the checks of its times.
 *
 * The register has the fields taken_from, taken_until, new_until, returned_at, alternative_reason (from the macros below), and
 * the steps permit and secret_permit among those that lead from requested to out. The 特例 come from forms/exemption.h. */
#ifndef KANRIBO_FORMS_COMMON_STEPS_H
#define KANRIBO_FORMS_COMMON_STEPS_H

#include "forms/common_fields.h"
#include "forms/declare.h"
#include "forms/register.h"
#include "forms/rule.h"

/* ---- states ---- */

/* OUT: how the state is called in which the thing is away. */
#define CARRY_STATES(OUT)                                                                    \
    {"requested", "許可待ち", "待", STATE_WAITING}, {"out", OUT, "出", STATE_OUT},           \
        {"returned", "確認待ち", "返", STATE_BACK}, {"done", "済", "済", STATE_DONE},        \
        {"sent_back", "差戻し", "戻", STATE_WAITING}, {"refused", "否認", "否", STATE_VOID}, \
    {                                                                                        \
        "withdrawn", "取下げ", "取", STATE_VOID                                              \
    }

/* ---- steps; CLAUSE: of the request, RETURN: of the return and its confirmation, CHECK: of the monthly check ---- */

#define DECIDES (STEP_DECIDES | STEP_WHEN_NEEDS)
#define CARRY_REQUEST(CLAUSE)                                                                                \
    {                                                                                                        \
        "request", "申請", NULL, "requested", STEP_CREATES | STEP_EDITS | STEP_BY_SELF, "申請した", (CLAUSE) \
    }
#define CARRY_PERMIT(CLAUSE)                                                        \
    {                                                                               \
        "permit", "許可", "requested|written", "out", DECIDES, "許可した", (CLAUSE) \
    }
/* What follows a request: the permit of 機密性3, sending back, refusing, asking again, and a longer period. */
#define CARRY_DECISIONS(CLAUSE)                                                                                          \
    {"secret_permit",  "機密性3の許可", "requested|written", "out", DECIDES, "機密性3(高)情報の持ち出しを許可した",      \
     "第2の1(3)イ(イ)"},                                                                                                 \
        SEND_BACK_STEP, {"refuse", "否認", "requested", "refused", STEP_DECIDES | STEP_REASON, "否認した", NULL},        \
        PULL_BACK_STEP,                                                                                                  \
        {"request_again", "再申請", "sent_back", "requested", STEP_EDITS | STEP_RENEWS | STEP_BY_SELF | STEP_REPEATS,    \
         "再び申請した",  (CLAUSE)},                                                                                     \
        WITHDRAW_STEP,                                                                                                   \
        {"extend", "期間延長の申請", "out", NULL, STEP_BY_SELF | STEP_REASON | STEP_REPEATS, "期間の延長を申請した",     \
         NULL},                                                                                                          \
        {"extend_secret_permit",                                                                                         \
         "機密性3の期間延長の許可",                                                                                      \
         "out",                                                                                                          \
         NULL,                                                                                                           \
         STEP_DECIDES | STEP_REPEATS,                                                                                    \
         "機密性3(高)情報の持ち出し期間の延長を許可した",                                                                \
         "第2の1(3)イ(イ)"},                                                                                             \
        {"extend_permit", "期間延長の許可", "out", NULL, STEP_DECIDES | STEP_REPEATS, "期間の延長を許可した", (CLAUSE)}, \
    {                                                                                                                    \
        "extend_refuse", "期間延長の否認", "out", NULL, STEP_DECIDES | STEP_REASON | STEP_REPEATS,                       \
            "期間の延長を否認した", NULL                                                                                 \
    }
/* CORRECTED: the states in which a line may be corrected. */
#define CARRY_END(CHECK, RETURN, CORRECTED)                                                                          \
    {"whereabouts", "所在確認", "out", NULL, STEP_DECIDES | STEP_REPEATS | STEP_MONTHLY, "所在を確認した", (CHECK)}, \
        {"return", "返却", "out|written", "returned", STEP_BY_SELF | STEP_BRINGS_BACK, "返却した", (RETURN)},        \
        {"confirm", "返却の確認", "returned", "done", DECIDES | STEP_REPEATS, "返却を確認した", (RETURN)},           \
        {"settle", "異常の処置の記録", "returned", "done", DECIDES | STEP_REASON, "異常の処置を記録した", NULL},     \
        CORRECT_STEP(CORRECTED)

/* ---- rules ---- */

/* The applicant's own steps, correction, and the longer period of 機密性3. */
#define CARRY_RULES                                                                                    \
    RULE("", "withdraw", SELF, 0, NONE, NULL), RULE("", "pull_back", SELF, 0, NONE, NULL),             \
        RULE("", "correct", SELF, 0, NONE, NULL),                                                      \
        RULE("", "correct", OTHER, POST_SUPERVISOR | POST_ADMINISTRATOR, NONE, NULL),                  \
        RULE("", "settle", OTHER, POST_SUPERVISOR | POST_ADMINISTRATOR, NONE, NULL, AFTER("confirm")), \
        RULE("M-31", "extend_secret_permit", OTHER, POST_ADMINISTRATOR, NONE, "第2の1(3)イ(イ)",       \
             WHEN(SECRET, SET("new_until")), AFTER("extend"))
/* Sending back and refusing belong to whoever may permit: the same row for each, and 運用管理補助者 where he permits. */
#define CARRY_REFUSALS(PERSON, POSTS, DUTY, ...)                   \
    RULE("", "send_back", PERSON, POSTS, DUTY, NULL, __VA_ARGS__), \
        RULE("", "refuse", PERSON, POSTS, DUTY, NULL, __VA_ARGS__)
#define CARRY_EXTENSION(ID, POSTS, DUTY, CLAUSE, ...)                                                           \
    RULE(ID, "extend_permit", OTHER, POSTS, DUTY, CLAUSE, WHEN(SET("new_until"), __VA_ARGS__), AFTER("extend"), \
         EXTRA(carry_secret_extended))

/* ⚑Q12: 運用管理者 stands in for the only 運用責任者. */
#define CARRY_EXTENSION_STAND_IN(ID, ...)                                                                 \
    RULE(ID, "extend_permit", OTHER, POST_ADMINISTRATOR, NONE, NULL, WHEN(SET("new_until"), __VA_ARGS__), \
         AFTER("extend"), EXTRA(carry_stand_in_extends))

/* ---- fields; CLAUSES: an array of struct clause_at; further conditions as in WHEN() ---- */

#define USER_FIELD(CLAUSES)                                                            \
    {                                                                                  \
        SELF_FIELD("user", "使用者", FIELD_INDEXED | FIELD_LINKED), .clauses = CLAUSES \
    }
/* The period: its start is now, its end the end of the shift. */
#define TAKEN_FROM_FIELD(LABEL, CLAUSES)                                                                    \
    FIELD("taken_from", LABEL, TIME, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 12, \
          .initial = "now", .clauses = CLAUSES)
#define TAKEN_UNTIL_FIELD(CLAUSES, HELP)                                                                       \
    FIELD("taken_until", "終了予定", TIME, FIELD_FIXED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 12, \
          .initial = "morning", .clauses = CLAUSES, .help = HELP)
#define NEW_UNTIL_FIELD \
    FIELD("new_until", "延長後の終了予定", TIME, ASKED, NULL, .initial = "morning", .step = "extend")
#define RETURNED_AT_FIELD(LABEL, STEPS, CLAUSES)                                                             \
    FIELD("returned_at", LABEL, TIME, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 12, \
          .initial = "now", .step = STEPS, .clauses = CLAUSES)
/* One of loss_results, asked at the step. */
#define LOSS_FIELD(KEY, LABEL, STEP, CLAUSES, HELP, ...)                                               \
    FIELD(KEY, LABEL, CHOICE, ASKED, NULL, .choices = loss_results, .initial = "=found", .step = STEP, \
          .clauses = CLAUSES, WHEN(__VA_ARGS__), .help = HELP)
#define CONFIRMED_HELP "紛失なし以外では、この行は終わりません。緊急対応手順に従ってください。"
/* ⚑Q2: the confirmation by somebody else than the one who permitted. */
#define ALTERNATIVE_FIELD(STEPS, ...)                                                                              \
    FIELD("alternative_reason", "許可者以外が確認する理由", TEXT, FIELD_FIXED | FIELD_DEPARTS, NULL, .limit = 100, \
          .step = STEPS, WHEN(__VA_ARGS__),                                                                        \
          .help = "許可を与えた者が異動、病気等で確認できないときだけ書きます。運用管理者に毎月示されます。")

/* ---- the register: who and what is away, until when, and what the form says of it (ANSWER); its sheet of a month ---- */

#define CARRY_BOOK(ANSWER)                                                    \
    .exclusive = &exclusive, .outside = outside, .title_fields = "item|user", \
    AWAY("item", "user", "taken_until", "returned_at"), .retention_years = 5, .answer = ANSWER, .reminders = reminders
#define CARRY_SHEET(LABEL, TITLE) \
    LIST_SHEET(LABEL, TITLE, PER_MONTH, 10, 110), .period_field = "taken_from", .boxes = boxes

/* ---- the code beside ---- */

/* Start, end, longer period and return in order, and nothing returned in the future. */
int carry_check(const struct situation *s, struct err *e);
/* The period that an extension brings about. */
int carry_derive(struct situation *s, struct err *e);
/* ⚑Q18: a longer period of 機密性3(高) rests on a permit of its own, given since it was asked for. A rule's `extra`. */
int carry_secret_extended(const struct situation *s, struct err *e);
int carry_stand_in_extends(const struct situation *s, struct err *e);

#endif

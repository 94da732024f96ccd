/* common_fields — groups of fields that several registers ask alike: said once, with their clauses. */
#ifndef KANRIBO_FORMS_COMMON_FIELDS_H
#define KANRIBO_FORMS_COMMON_FIELDS_H

#include "forms/declare.h"
#include "forms/register.h"

/* ---- what the information inside is worth: 第2の1(3)イ (L86–89), R0-2, R0-3 ---- */
extern const struct choice confidentialities[]; /* 1(低) 2(中) 3(高) */
extern const struct choice secret_reports[];    /* how 機密性2 was reported: request, oral */
extern const struct choice secret_routes[];     /* whose permit: administrator, deputy */
extern const struct choice loss_results[];      /* found missing damaged: 紛失のない旨の確認 */
extern const struct choice carriers[];          /* staff, contractor */

#define SECRET IS("confidentiality", "3")
#define DEPUTY IS("secret_route", "deputy")

/* confidentiality and what 2(中) and 3(高) demand, as fields of the same names in every book; further conditions of its being
 * asked as in WHEN(). */
#define CONFIDENTIALITY_FIELDS(HELP, ...)                                                                           \
    FIELD("confidentiality", "機密性", CHOICE, ASKED, "第2の1(3)イ", .choices = confidentialities, .initial = "=1", \
          WHEN(__VA_ARGS__), .help = HELP),                                                                         \
        FIELD("reported_to", "報告先(運用責任者)", PERSON, ASKED, "第2の1(3)イ(ア)", .rule_step = "report",         \
              WHEN(IS("confidentiality", "2"))),                                                                    \
        FIELD("reported_how", "報告の方法", CHOICE, FIELD_REQUIRED, "第2の1(3)イ(ア)", .choices = secret_reports,   \
              .initial = "=request", WHEN(IS("confidentiality", "2"))),                                             \
        FIELD("secret_items", "機密性3の識別事項", TEXT, ASKED, "第2の1(3)イ(イ)", .limit = 120, WHEN(SECRET),      \
              .help = "文書記号、管理番号、件名等、その情報を識別できる事項。許可の前に記録します。"),              \
        SECRET_ROUTE_FIELDS(SECRET)

/* Who permits 機密性3(高), and the two grounds of the deputy's permit; asked where the conditions hold. */
#define SECRET_ROUTE_FIELDS(...)                                                                                       \
    FIELD("secret_route", "機密性3の許可者", CHOICE, ASKED, "第2の1(3)イ(イ)", .choices = secret_routes,               \
          .initial = "=administrator", WHEN(__VA_ARGS__)),                                                             \
        FIELD("urgent_reason", "緊急の理由", TEXT, ASKED, "第2の1(3)イ(イ)", .limit = 100, WHEN(__VA_ARGS__, DEPUTY)), \
        FIELD("administrator_absent", "運用管理者が不在である", YES, ASKED, "第2の1(3)イ(イ)",                         \
              WHEN(__VA_ARGS__, DEPUTY))

/* A person who is, as a rule, the one signed in; more flags, then more of the field in its braces. */
#define SELF_FIELD(KEY, LABEL, FLAGS)                                                      \
    .key = KEY, .label = LABEL, .type = FIELD_PERSON, .list_width = 16, .initial = "self", \
    .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_LISTED | (FLAGS)

/* The rows of rules that belong to these fields: M-30, M-31. */
#define SECRET_RULES                                                                                           \
    RULE("M-30", "report", OTHER, POST_SUPERVISOR, NONE, "第2の1(3)イ(ア)", WHEN(IS("confidentiality", "2"))), \
        STAND_IN("M-30", "report", IS("confidentiality", "2")), SECRET_PERMIT_RULES
/* M-31 alone: where nothing but 機密性3 is spoken of. */
#define SECRET_PERMIT_RULES                                                                                           \
    RULE("M-31", "secret_permit", OTHER, POST_ADMINISTRATOR, NONE, "第2の1(3)イ(イ)",                                 \
         WHEN(IS("secret_route", "administrator"))),                                                                  \
        RULE("M-31", "secret_permit", OTHER, POST_DEPUTY | POST_ADMINISTRATOR, NONE, "第2の1(3)イ(イ)", WHEN(DEPUTY), \
             EXTRA(secret_by_deputy))

/* ⚑Q12: the row beside that of a 運用責任者 by which 運用管理者 stands in for him; conditions as in WHEN(). */
#define STAND_IN(ID, STEP, ...) \
    RULE(ID, STEP, OTHER, POST_ADMINISTRATOR, NONE, NULL, WHEN(__VA_ARGS__), EXTRA(only_supervisor))

struct entry;
struct situation;
/* ⚑Q12: 運用管理者 takes the place of the station's only 運用責任者 where he is applicant or holder. A rule's `extra`. */
int only_supervisor(const struct situation *s, struct err *e);
/* 第2の1(3)イ(イ) (L89): urgent, 運用管理者 absent, applicant below him. A rule's `extra`. */
int secret_by_deputy(const struct situation *s, struct err *e);
/* ⚑Q6 (ii): where the text includes 当直責任者 in a check (L1382, L1400, L1407), the setting of that check (duty_whereabouts,
 * duty_log_check, duty_verification) lets him in. A rule's `extra`, beside DUTY_INCLUDED. */
int duty_by_setting(const struct situation *s, struct err *e);
/* Is he a 警部補 posted at that 交番等 (place NULL: no)? */
bool actor_is_inspector(const struct situation *s, const struct entry *place);
/* What a request with 機密性3 must say over several fields; `until` is the field of the period's end, `person`'s own 機密性3 as
 * 運用管理者 is refused (⚑Q12). */
int secret_check(const struct situation *s, const char *until, struct err *e);

#endif

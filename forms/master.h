/* master — what the masters (persons, places, devices …) have in common: an entry is current until it is ended. */
#ifndef KANRIBO_FORMS_MASTER_H
#define KANRIBO_FORMS_MASTER_H

#include "forms/declare.h"
#include "forms/register.h"
#include "forms/rule.h"

/* current → ended; steps enter, change, end, resume, correct: what has changed is changed, what was written wrong is corrected. */
/* A rule's `extra`: 廃棄 (field `ending`, where the register has one) is final. */
int master_not_gone(const struct situation *s, struct err *e);
extern const struct state master_states[];
extern const struct step master_steps[];

/* A ledger that 運用管理者 confirms 「増減の都度」 (様式第2号, 第6号): a master whose enter, end and resume set `pending` until
 * confirm_change. The register names ledger_derive and `.pending_field = "pending"`, and has LEDGER_FIELD among its fields. */
extern const struct step ledger_steps[];
#define MASTER_STEPS                                                                                                   \
    {"enter", "登録", NULL, "current", STEP_CREATES | STEP_EDITS, "登録した", NULL},                                   \
        {"change", "変更", "current", NULL, STEP_EDITS | STEP_REPEATS, "変更した", NULL},                              \
        {"end", "終了", "current", "ended", STEP_REASON | STEP_REPEATS, "終了した", NULL},                             \
        {"resume", "再開", "ended", "current", STEP_REASON | STEP_REPEATS, "再開した", NULL},                          \
    {                                                                                                                  \
        "correct", "訂正", "current|ended", NULL, STEP_EDITS | STEP_CORRECTS | STEP_REASON | STEP_REPEATS, "訂正した", \
            NULL                                                                                                       \
    }
/* ledger_steps for a register that has more of its own. */
#define LEDGER_STEPS                                                                                               \
    MASTER_STEPS,                                                                                                  \
    {                                                                                                              \
        "confirm_change", "増減の確認", "current|ended", NULL, STEP_REPEATS | STEP_ACKNOWLEDGES, "増減を確認した", \
            NULL                                                                                                   \
    }
extern const struct choice ledger_changes[];
int ledger_derive(struct situation *s, struct err *e);
/* Its first day (使用開始日, 登録日). */
#define LEDGER_FROM(LABEL, CLAUSE) \
    FIELD("from", LABEL, DATE, FIELD_REQUIRED, CLAUSE, .list_width = 12, .initial = "today")
/* Where a thing is kept; further conditions of its being asked. */
#define STORED_AT(CLAUSE, HELP, ...)                                                                       \
    FIELD("place", "保管場所", ITEM, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED | FIELD_LINKED, CLAUSE, \
          .registers = "place", .list_width = 14, WHEN(__VA_ARGS__), .help = HELP)
/* The foot of its sheets: the newest confirmations of the book (register yearly). */
#define LEDGER_STRIP(LABEL, CELLS)                                                                \
    {                                                                                             \
        .label = LABEL, .of = "yearly", .cells = CELLS, .fields = "date|kind", .steps = "confirm" \
    }
/* The ledger's last day of a thing (使用終了日, 抹消日), asked when it ends; taken up again it has none. */
#define LEDGER_END(LABEL, CLAUSE) \
    FIELD("to", LABEL, DATE, FIELD_REQUIRED, CLAUSE, .list_width = 12, .initial = "today", .step = "end")
/* A thing's last day is no day before its first, nor one to come. A register's `check`, or part of it. */
int ledger_check(const struct situation *s, struct err *e);
#define LEDGER_FIELD(CLAUSE)                                                                     \
    FIELD("pending", "増減の確認", CHOICE, FIELD_DERIVED | FIELD_INDEXED | FIELD_LISTED, CLAUSE, \
          .choices = ledger_changes, .list_width = 8)
/* The rows of a ledger kept by `POSTS`, whose changes are confirmed by 運用管理者 (rule ID, CLAUSE). */
#define LEDGER_RULES(POSTS, ID, CLAUSE)                                                                      \
    KEPT_BY(POSTS), RULE(ID, "confirm_change", ANY, POST_ADMINISTRATOR, NONE, CLAUSE, WHEN(SET("pending"))), \
        END_OF_RULES
/* What a thing is kept ready for beforehand, and the 交番等 of which. CHOICES: phone_designations or medium_designations; further
 * conditions as in WHEN(). */
#define DESIGNATION_FIELDS(CHOICES, CLAUSE, ...)                                                                       \
    FIELD("designation", "勤務用等の指定", CHOICE, 0, CLAUSE, .choices = CHOICES, .list_width = 14, WHEN(__VA_ARGS__), \
          .help = "あらかじめ指定したものだけが、記載を省略できる特例で持ち出せます。"),                               \
        FIELD("designated_place", "指定した交番等", ITEM, FIELD_REQUIRED, CLAUSE, .registers = "place",                \
              .items = {IS("kind", "police_box|residence")}, WHEN(IS("designation", "police_box")))

/* What was thrown away does not come back: resumed only where no `ending` says so. */
#define KEPT_BY(POSTS)                                                                                               \
    RULE("", "enter", ANY, POSTS, NONE, NULL), RULE("", "change", ANY, POSTS, NONE, NULL),                           \
        RULE("", "end", ANY, POSTS, NONE, NULL), RULE("", "resume", ANY, POSTS, NONE, NULL, EXTRA(master_not_gone)), \
        RULE("", "correct", ANY, POSTS, NONE, NULL)

/* The four rows of rules for a master kept by `POSTS`. */
#define MASTER_RULES(POSTS) KEPT_BY(POSTS), END_OF_RULES

#endif

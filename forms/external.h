/* external — 外部決裁: a decision taken off this PC (システムセキュリティ責任者, 許可者 at headquarters). The application prints and
 * travels; 運用管理者 records number, date, decider and conditions with the step, as the step itself. Whoever has an account and
 * the post decides on the screen by the ordinary row. The form of the record is ours (◇). */
#ifndef KANRIBO_FORMS_EXTERNAL_H
#define KANRIBO_FORMS_EXTERNAL_H

#include "forms/declare.h"
#include "forms/post.h"
#include "forms/rule.h"

/* The fields asked at the steps ('|'-joined) that may be decided off this PC. */
#define EXTERNAL_FIELDS(STEPS)                                                                     \
    FIELD("external_number", "外部決裁の番号", TEXT, 0, NULL, .limit = 40, .step = STEPS),         \
        FIELD("external_date", "外部決裁の日", DATE, 0, NULL, .step = STEPS),                      \
        FIELD("external_decider", "外部決裁の決裁者", TEXT, 0, NULL, .limit = 60, .step = STEPS),  \
        FIELD("external_conditions", "外部決裁の条件", TEXT, 0, NULL, .limit = 150, .step = STEPS, \
              .help = "この端末で決裁されなかったときだけ、届いた決裁の番号・日・決裁者・条件を写します。")

/* Beside the ordinary row of the step: 運用管理者 records what was decided elsewhere, also of his own application. */
#define EXTERNAL(ID, STEP, CLAUSE, ...) \
    RULE(ID, STEP, ANY, POST_ADMINISTRATOR, NONE, CLAUSE, EXTRA(external_recorded), .external = true, __VA_ARGS__)

/* Number, date (not in the future) and decider are there; asked only once the step is being done. */
int external_recorded(const struct situation *s, struct err *e);

#endif

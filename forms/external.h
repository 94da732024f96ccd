/* external — 外部決裁: a decision taken off this PC (システムセキュリティ責任者, 許可者 at headquarters). The application prints and
 * travels; 運用管理者 records number, date, decider and conditions with the step, as the step itself. Whoever has an account and
 * the post decides on the screen by the ordinary row. The form of the record is ours (◇). */
#ifndef KANRIBO_FORMS_EXTERNAL_H
#define KANRIBO_FORMS_EXTERNAL_H

#include "forms/post.h"
#include "forms/rule.h"

/* The fields asked at the steps ('|'-joined) that may be decided off this PC. */
#define EXTERNAL_FIELDS(STEPS)                                                                                                                \
    {.key = "external_number", .label = "外部決裁の番号", .type = FIELD_TEXT, .limit = 40, .step = STEPS},                                    \
        {.key = "external_date", .label = "外部決裁の日", .type = FIELD_DATE, .step = STEPS},                                                 \
        {.key = "external_decider", .label = "外部決裁の決裁者", .type = FIELD_TEXT, .limit = 60, .step = STEPS},                             \
    {                                                                                                                                         \
        .key = "external_conditions", .label = "外部決裁の条件", .type = FIELD_TEXT, .limit = 150, .step = STEPS,                             \
        .help = "この端末で決裁されなかったときだけ、届いた決裁の番号・日・決裁者・条件を写します。" \
    }

/* Beside the ordinary row of the step: 運用管理者 records what was decided elsewhere, also of his own application. */
#define EXTERNAL(ID, STEP, CLAUSE, ...) \
    RULE(ID, STEP, ANY, POST_ADMINISTRATOR, NONE, CLAUSE, EXTRA(external_recorded), .external = true, __VA_ARGS__)

/* Number, date (not in the future) and decider are there; asked only once the step is being done. */
int external_recorded(const struct situation *s, struct err *e);

#endif

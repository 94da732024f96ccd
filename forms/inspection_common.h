/* inspection_common — what the records of 点検 and of 目視・巡視 have in common: an answer other than 現認・紛失なし stays open
 * until it is on record to whom it was reported and what was done (R0-9). The form of that record is ours (◇). */
#ifndef KANRIBO_FORMS_INSPECTION_COMMON_H
#define KANRIBO_FORMS_INSPECTION_COMMON_H

#include "forms/declare.h"
#include "forms/register.h"

/* Asked at the steps STEPS ('|'-joined). */
#define TROUBLE_FIELDS(STEPS)                                                           \
    FIELD("trouble_reported_to", "異常の報告先", PERSON, ASKED, NULL, .step = STEPS),   \
        FIELD("measures", "異常の措置", TEXT, ASKED, NULL, .limit = 150, .step = STEPS, \
              .help = "紛失・盗難のおそれがあるときは、緊急対応手順に従い、回線の停止等の措置を記録します。")

/* The step that settles it: the entry is done once it is on record. */
#define TROUBLE_STEP(FROM, TO)                                                                              \
    {                                                                                                       \
        "settle", "異常の報告・措置の記録", FROM, TO, STEP_WHEN_NEEDS, "異常の報告先と措置を記録した", NULL \
    }

#endif

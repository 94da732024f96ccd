/* 執務日の例外: special holidays by law and extra closing or opening days. T-8, ⚑Q5. */
#include "forms/register_calendar_day.h"

#include <stddef.h>

#include "forms/master.h"
#include "forms/post.h"

#include "forms/banned.h"

static const struct choice kinds[] = {
    {"closed", "閉庁日", "閉", NULL},
    {"open", "執務日", "開", NULL},
    {0},
};
static const struct field fields[] = {
    {.key = "date",
     .label = "日",
     .type = FIELD_DATE,
     .list_width = 12,
     .flags = FIELD_REQUIRED | FIELD_LISTED | FIELD_UNIQUE},
    {.key = "kind",
     .label = "扱い",
     .type = FIELD_CHOICE,
     .choices = kinds,
     .list_width = 8,
     .initial = "=closed",
     .flags = FIELD_REQUIRED | FIELD_LISTED},
    {.key = "note",
     .label = "理由",
     .type = FIELD_TEXT,
     .limit = 60,
     .list_width = 40,
     .flags = FIELD_REQUIRED | FIELD_LISTED},
    {0},
};
static const struct rule rules[] = {MASTER_RULES(POST_TECHNICAL | POST_ADMINISTRATOR)};

const struct register_def register_calendar_day = {
    .id = "calendar_day",
    .label = "執務日の例外",
    .fields = fields,
    .states = master_states,
    .steps = master_steps,
    .rules = rules,
    .title_fields = "date|kind",
    .detail_fields = "note",
};

/* 執務日の例外: special holidays by law and extra closing or opening days. T-8, ⚑Q5. */
#include "forms/register_calendar_day.h"

#include <stddef.h>

#include "forms/declare.h"
#include "forms/master.h"
#include "forms/post.h"

#include "forms/banned.h"

static const struct choice kinds[] = {{"closed", "閉庁日", "閉", NULL}, {"open", "執務日", "開", NULL}, {0}};
static const struct field fields[] = {
    FIELD("date", "日", DATE, FIELD_REQUIRED | FIELD_LISTED | FIELD_UNIQUE, NULL, .list_width = 12),
    FIELD("kind", "扱い", CHOICE, FIELD_REQUIRED | FIELD_LISTED, NULL, .choices = kinds, .list_width = 8,
          .initial = "=closed"),
    FIELD("note", "理由", TEXT, FIELD_REQUIRED | FIELD_LISTED, NULL, .limit = 60, .list_width = 40),
    {0},
};
static const struct rule rules[] = {MASTER_RULES(POST_TECHNICAL | POST_ADMINISTRATOR)};

const struct register_def register_calendar_day = {
    REGISTER("calendar_day", "執務日の例外", NULL),
    MASTER_TABLES,
    SHOWN_AS("date|kind", "note"),
};

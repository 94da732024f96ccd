/* 業者等: the firms and offices that 職員以外の者 come from. */
#include "forms/register_firm.h"

#include <stddef.h>

#include "forms/master.h"
#include "forms/post.h"

#include "forms/banned.h"

static const struct field fields[] = {
    {.key = "name",
     .label = "事業者名",
     .type = FIELD_TEXT,
     .limit = 60,
     .list_width = 30,
     .flags = FIELD_REQUIRED | FIELD_LISTED | FIELD_UNIQUE},
    {.key = "work", .label = "業務", .type = FIELD_TEXT, .limit = 60, .list_width = 24, .flags = FIELD_LISTED},
    {.key = "phone", .label = "電話", .type = FIELD_PHONE},
    {.key = "note", .label = "備考", .type = FIELD_TEXT, .limit = 100},
    {0},
};
static const struct rule rules[] = {MASTER_RULES(POST_TECHNICAL | POST_ADMINISTRATOR | POST_SUPERVISOR)};

const struct register_def register_firm = {
    .id = "firm",
    .label = "業者等",
    .fields = fields,
    .states = master_states,
    .steps = master_steps,
    .rules = rules,
    .title_fields = "name",
    .detail_fields = "work",
};

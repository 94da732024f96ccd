/* 職員: who works here. A person is entered once and for all; posts and account refer to him. */
#include "forms/register_person.h"

#include <stddef.h>

#include "forms/master.h"
#include "forms/post.h"

#include "forms/banned.h"

static const struct field fields[] = {
    {.key = "name",
     .label = "氏名",
     .type = FIELD_TEXT,
     .limit = 30,
     .list_width = 18,
     .flags = FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED,
     .help = "姓と名の間に空白を一つ入れます。"},
    {.key = "kana",
     .label = "ふりがな",
     .type = FIELD_TEXT,
     .limit = 40,
     .list_width = 20,
     .flags = FIELD_LISTED | FIELD_INDEXED},
    {.key = "rank",
     .label = "階級・職",
     .type = FIELD_CHOICE,
     .choices = rank_choices,
     .list_width = 10,
     .flags = FIELD_REQUIRED | FIELD_LISTED,
     .clause = "第7の1(2)イ(エ)"},
    {.key = "section", .label = "課・係", .type = FIELD_TEXT, .limit = 30, .list_width = 14, .flags = FIELD_LISTED},
    {.key = "place",
     .label = "勤務場所",
     .type = FIELD_ITEM,
     .registers = "place",
     .list_width = 14,
     .flags = FIELD_LISTED},
    {.key = "note", .label = "備考", .type = FIELD_TEXT, .limit = 100},
    {0},
};
static const struct rule rules[] = {MASTER_RULES(POST_TECHNICAL | POST_ADMINISTRATOR)};

const struct register_def register_person = {
    .id = "person",
    .label = "職員",
    .fields = fields,
    .states = master_states,
    .steps = master_steps,
    .rules = rules,
    .title_fields = "name",
    .detail_fields = "rank|section",
};

/* 場所: 署, 分庁舎, 交番, 駐在所 (KB-1). */
#include "forms/register_place.h"

#include <stddef.h>

#include "forms/master.h"
#include "forms/post.h"

#include "forms/banned.h"

static const struct choice kinds[] = {
    {"headquarters", "本部", NULL, NULL},
    {"station", "署", NULL, NULL},
    {"annex", "署分庁舎", NULL, NULL},
    {"police_box", "交番", NULL, "第2の1(7)ア"},
    {"residence", "駐在所", NULL, "第2の1(7)ア"},
    {0},
};
#define AT_BOX                                  \
    {                                           \
        "kind", COND_IS, "police_box|residence" \
    }

static const struct field fields[] = {
    {.key = "name",
     .label = "名称",
     .type = FIELD_TEXT,
     .limit = 30,
     .list_width = 20,
     .flags = FIELD_REQUIRED | FIELD_LISTED | FIELD_UNIQUE},
    {.key = "kind",
     .label = "種別",
     .type = FIELD_CHOICE,
     .choices = kinds,
     .list_width = 10,
     .flags = FIELD_REQUIRED | FIELD_LISTED},
    {.key = "number",
     .label = "所属記号",
     .type = FIELD_TEXT,
     .limit = 3,
     .list_width = 8,
     .flags = FIELD_LISTED,
     .clause = "別表"},
    {.key = "inspector",
     .label = "警部補の配置",
     .type = FIELD_YES,
     .list_width = 12,
     .flags = FIELD_LISTED,
     .when = {AT_BOX},
     .clause = "第7の1(2)オ(ウ)e(b)"},
    {.key = "book_kept",
     .label = "使用・持出簿を置く",
     .type = FIELD_YES,
     .when = {AT_BOX, {"inspector", COND_SET, NULL}},
     .clause = "第7の1(2)オ(ウ)e(b)"},
    {.key = "phone", .label = "電話", .type = FIELD_PHONE},
    {.key = "note", .label = "備考", .type = FIELD_TEXT, .limit = 100},
    {0},
};
static const struct rule rules[] = {MASTER_RULES(POST_TECHNICAL | POST_ADMINISTRATOR | POST_SUPERVISOR)};

const struct register_def register_place = {
    .id = "place",
    .label = "場所",
    .fields = fields,
    .states = master_states,
    .steps = master_steps,
    .rules = rules,
    .title_fields = "name",
    .detail_fields = "kind",
};

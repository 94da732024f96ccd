/* 鍵: the keys of the 通信機械室, lent by 様式第8号 (第7の1(2)キ). */
#include "forms/register_key.h"

#include <stddef.h>

#include "forms/master.h"
#include "forms/post.h"

#include "forms/banned.h"

static const struct field fields[] = {
    {.key = "number",
     .label = "鍵番号",
     .type = FIELD_TEXT,
     .limit = 20,
     .list_width = 12,
     .flags = FIELD_REQUIRED | FIELD_LISTED | FIELD_UNIQUE},
    {.key = "place",
     .label = "通信機械室",
     .type = FIELD_ITEM,
     .registers = "place",
     .list_width = 24,
     .flags = FIELD_REQUIRED | FIELD_LISTED | FIELD_LINKED | FIELD_INDEXED,
     .items = {SET("comms_room")},
     .clause = "第7の1(2)キ"},
    {.key = "kept", .label = "鍵の保管場所", .type = FIELD_TEXT, .limit = 60, .list_width = 20, .flags = FIELD_LISTED},
    {.key = "note", .label = "備考", .type = FIELD_TEXT, .limit = 100},
    {0},
};
static const struct rule rules[] = {MASTER_RULES(POST_TECHNICAL | POST_ADMINISTRATOR)};

const struct register_def register_key = {
    .id = "key",
    .label = "鍵",
    .fields = fields,
    .states = master_states,
    .steps = master_steps,
    .rules = rules,
    .title_fields = "number|place",
    .detail_fields = "kept",
};

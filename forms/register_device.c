/* 機器: モバイル端末, 非モバイル端末等, 特定用途機器 that 様式第3号 takes out. */
#include "forms/register_device.h"

#include <stddef.h>

#include "forms/master.h"
#include "forms/post.h"

#include "forms/banned.h"

static const struct choice kinds[] = {
    {"mobile", "モバイル端末", "モ", "第7の1(2)イ(ア)"},
    {"non_mobile", "非モバイル端末等", "非", "第7の1(2)イ(イ)"},
    {"special", "特定用途機器", "特", "第7の1(2)イ(イ)g"},
    {0},
};
static const struct field fields[] = {
    {.key = "name",
     .label = "端末・機器名",
     .type = FIELD_TEXT,
     .limit = 30,
     .list_width = 18,
     .flags = FIELD_REQUIRED | FIELD_LISTED | FIELD_UNIQUE,
     .clause = "第7の1(2)イ(ア)a"},
    {.key = "kind",
     .label = "区分",
     .type = FIELD_CHOICE,
     .choices = kinds,
     .list_width = 18,
     .flags = FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED},
    {.key = "premise",
     .label = "持ち出し前提で整備",
     .type = FIELD_YES,
     .when = {{"kind", COND_IS, "special"}},
     .clause = "第7の1(2)イ(イ)g",
     .help = "持ち出しを前提として整備された特定用途機器だけに付けます。"},
    {.key = "model", .label = "機種", .type = FIELD_TEXT, .limit = 40, .list_width = 16, .flags = FIELD_LISTED},
    {.key = "serial", .label = "製造番号等", .type = FIELD_TEXT, .limit = 40, .list_width = 14},
    {.key = "place",
     .label = "保管場所",
     .type = FIELD_ITEM,
     .registers = "place",
     .list_width = 14,
     .flags = FIELD_LISTED},
    {.key = "from", .label = "使用開始日", .type = FIELD_DATE, .initial = "today"},
    {.key = "note", .label = "備考", .type = FIELD_TEXT, .limit = 100},
    {0},
};
static const struct rule rules[] = {MASTER_RULES(POST_ADMINISTRATOR | POST_SUPERVISOR | POST_OPERATOR)};

const struct register_def register_device = {
    .id = "device",
    .label = "端末・機器",
    .fields = fields,
    .states = master_states,
    .steps = master_steps,
    .rules = rules,
    .title_fields = "name",
    .detail_fields = "model|place",
};

/* 所属: the station itself. Its first event roots the registry of keys. */
#include "forms/register_station.h"

#include <stddef.h>

#include "forms/post.h"
#include "forms/rule.h"

#include "forms/banned.h"

static const struct field fields[] = {
    {.key = "number",
     .label = "所属記号",
     .type = FIELD_TEXT,
     .limit = 3,
     .list_width = 8,
     .flags = FIELD_REQUIRED | FIELD_LISTED,
     .clause = "別表"},
    {.key = "name",
     .label = "所属名",
     .type = FIELD_TEXT,
     .limit = 30,
     .list_width = 24,
     .flags = FIELD_REQUIRED | FIELD_LISTED},
    {.key = "demo", .label = "デモ", .type = FIELD_YES},
    {.key = "nonce", .label = "識別値", .type = FIELD_TEXT, .limit = 64, .flags = FIELD_REQUIRED},
    {.key = "sign_key", .label = "最初の署名鍵", .type = FIELD_TEXT, .limit = 64, .flags = FIELD_REQUIRED},
    {.key = "seal_key", .label = "最初の封印鍵", .type = FIELD_TEXT, .limit = 130, .flags = FIELD_REQUIRED},
    {0},
};
static const struct state states[] = {{"current", "開設", "開", STATE_CURRENT}, {0}};
static const struct step steps[] = {
    {"found", "開設", NULL, "current", STEP_CREATES | STEP_EDITS, "開設した", NULL},
    {0},
};
static const struct rule rules[] = {
    RULE("", "found", ANY, 0, NONE, NULL),
    {0},
};

const struct register_def register_station = {
    .own_screen = true,
    .id = "station",
    .label = "所属",
    .fields = fields,
    .states = states,
    .steps = steps,
    .rules = rules,
    .title_fields = "name",
    .detail_fields = "number",
};

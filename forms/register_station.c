/* 所属: the station itself. Its first event roots the registry of keys. */
#include "forms/register_station.h"

#include <stddef.h>

#include "forms/declare.h"
#include "forms/post.h"
#include "forms/rule.h"

#include "forms/banned.h"

static const struct field fields[] = {
    FIELD("number", "所属記号", TEXT, FIELD_REQUIRED | FIELD_LISTED, "別表", .limit = 3, .list_width = 8),
    FIELD("name", "所属名", TEXT, FIELD_REQUIRED | FIELD_LISTED, NULL, .limit = 30, .list_width = 24),
    FIELD("demo", "デモ", YES, 0, NULL),
    FIELD("nonce", "識別値", TEXT, FIELD_REQUIRED, NULL, .limit = 64),
    FIELD("sign_key", "最初の署名鍵", TEXT, FIELD_REQUIRED, NULL, .limit = 64),
    FIELD("seal_key", "最初の封印鍵", TEXT, FIELD_REQUIRED, NULL, .limit = 130),
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
    REGISTER("station", "所属", NULL),
    .own_screen = true,
    STEP_TABLES,
    SHOWN_AS("name", "number"),
};

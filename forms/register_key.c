/* 鍵: the keys of the 通信機械室, lent by 様式第8号 (第7の1(2)キ). */
#include "forms/register_key.h"

#include <stddef.h>

#include "forms/declare.h"
#include "forms/master.h"
#include "forms/post.h"

#include "forms/banned.h"

static const struct field fields[] = {
    FIELD("number", "鍵番号", TEXT, FIELD_REQUIRED | FIELD_LISTED | FIELD_UNIQUE, NULL, .limit = 20, .list_width = 12),
    FIELD("place", "通信機械室", ITEM, FIELD_REQUIRED | FIELD_LISTED | FIELD_LINKED | FIELD_INDEXED, "第7の1(2)キ",
          .registers = "place", .list_width = 24, .items = {SET("comms_room")}),
    FIELD("kept", "鍵の保管場所", TEXT, FIELD_LISTED, NULL, .limit = 60, .list_width = 20),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
    {0},
};
static const struct rule rules[] = {MASTER_RULES(POST_TECHNICAL | POST_ADMINISTRATOR)};

const struct register_def register_key = {
    REGISTER("key", "鍵", NULL),
    MASTER_TABLES,
    SHOWN_AS("number|place", "kept"),
};

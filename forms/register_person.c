/* 職員: who works here. A person is entered once and for all; posts and account refer to him. */
#include "forms/register_person.h"

#include <stddef.h>

#include "forms/declare.h"
#include "forms/master.h"
#include "forms/post.h"

#include "forms/banned.h"

static const struct field fields[] = {
    FIELD("name", "氏名", TEXT, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED, NULL, .limit = 30, .list_width = 18,
          .help = "姓と名の間に空白を一つ入れます。"),
    FIELD("kana", "ふりがな", TEXT, FIELD_LISTED | FIELD_INDEXED, NULL, .limit = 40, .list_width = 20),
    FIELD("rank", "階級・職", CHOICE, FIELD_REQUIRED | FIELD_LISTED, "第7の1(2)イ(エ)", .choices = rank_choices,
          .list_width = 10),
    FIELD("section", "課・係", TEXT, FIELD_LISTED, NULL, .limit = 30, .list_width = 14),
    FIELD("place", "勤務場所", ITEM, FIELD_LISTED, NULL, .registers = "place", .list_width = 14),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
    {0},
};
static const struct rule rules[] = {MASTER_RULES(POST_TECHNICAL | POST_ADMINISTRATOR)};

const struct register_def register_person = {
    REGISTER("person", "職員", NULL),
    MASTER_TABLES,
    SHOWN_AS("name", "rank|section"),
};

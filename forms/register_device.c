/* 機器: モバイル端末, 非モバイル端末等, 特定用途機器 that 様式第3号 takes out. */
#include "forms/register_device.h"

#include <stddef.h>

#include "forms/declare.h"
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
    FIELD("name", "端末・機器名", TEXT, FIELD_REQUIRED | FIELD_LISTED | FIELD_UNIQUE, "第7の1(2)イ(ア)a", .limit = 30,
          .list_width = 18),
    FIELD("kind", "区分", CHOICE, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED, NULL, .choices = kinds,
          .list_width = 18),
    FIELD("premise", "持ち出し前提で整備", YES, 0, "第7の1(2)イ(イ)g", WHEN({"kind", COND_IS, "special"}),
          .help = "持ち出しを前提として整備された特定用途機器だけに付けます。"),
    FIELD("model", "機種", TEXT, FIELD_LISTED, NULL, .limit = 40, .list_width = 16),
    FIELD("serial", "製造番号等", TEXT, 0, NULL, .limit = 40, .list_width = 14),
    FIELD("place", "保管場所", ITEM, FIELD_LISTED, NULL, .registers = "place", .list_width = 14),
    FIELD("from", "使用開始日", DATE, 0, NULL, .initial = "today"),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
    {0},
};
static const struct rule rules[] = {MASTER_RULES(POST_ADMINISTRATOR | POST_SUPERVISOR | POST_OPERATOR)};

const struct register_def register_device = {
    REGISTER("device", "端末・機器", NULL),
    MASTER_TABLES,
    SHOWN_AS("name", "model|place"),
};

/* 場所: 本部, 署, 分庁舎, 交番, 駐在所 (KB-1); classes and storage (R5-2, R6-6); machine rooms (第2の2(5)ウ). */
#include "forms/register_place.h"

#include <stddef.h>
#include <string.h>

#include "forms/date.h"
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
static const struct choice classes[] = {
    {"1", "クラス1", NULL, "第2の2(1)"},
    {"2", "クラス2", NULL, "第2の2(1)"},
    {"3", "クラス3", NULL, "第2の2(1)"},
    {0},
};
#define AT_BOX IS("kind", "police_box|residence")
/* A condition of a place and the days between which it holds (◇). */
#define SINCE(KEY, LABEL, ...)                                                                            \
    {                                                                                                     \
        .key = KEY, .label = LABEL, .type = FIELD_DATE, .when = { AT_BOX, SET("inspector"), __VA_ARGS__ } \
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
    {.key = "class",
     .label = "区域の分類",
     .type = FIELD_CHOICE,
     .choices = classes,
     .list_width = 10,
     .flags = FIELD_LISTED,
     .when = {IS("kind", "headquarters")},
     .clause = "第2の2(1)",
     .help = "署及び署分庁舎は区域の分類を行わない(第2の2(5))ので、本部だけに付けます。"},
    {.key = "locked",
     .label = "保管庫等に施錠して保管",
     .type = FIELD_YES,
     .list_width = 10,
     .flags = FIELD_LISTED,
     .clause = "第7の1(2)オ(ア)b"},
    {.key = "pooled", .label = "集中保管", .type = FIELD_YES, .clause = "第7の1(2)オ(ア)c"},
    {.key = "comms_room", .label = "通信機械室", .type = FIELD_YES, .clause = "第7の1(2)キ"},
    {.key = "police_system",
     .label = "警察情報システムが設置されている",
     .type = FIELD_YES,
     .when = {SET("comms_room")},
     .clause = "第2の2(5)ウ",
     .help = "職員以外の者が入る間の立会いと、記録機器を持ち込ませない確認が要ります。"},
    {.key = "inspector",
     .label = "警部補の配置",
     .type = FIELD_YES,
     .list_width = 12,
     .flags = FIELD_LISTED,
     .when = {AT_BOX},
     .clause = "第7の1(2)オ(ウ)e(b)"},
    SINCE("inspector_from", "配置の始まり", {0}),
    SINCE("inspector_to", "配置の終わり", {0}),
    {.key = "book_kept",
     .label = "使用・持出簿を置く",
     .type = FIELD_YES,
     .when = {AT_BOX, SET("inspector")},
     .clause = "第7の1(2)オ(ウ)e(b)"},
    SINCE("book_from", "簿冊を置き始めた日", SET("book_kept")),
    SINCE("book_to", "簿冊を置き終える日", SET("book_kept")),
    {.key = "phone", .label = "電話", .type = FIELD_PHONE},
    {.key = "note", .label = "備考", .type = FIELD_TEXT, .limit = 100},
    {0},
};
static const struct rule rules[] = {MASTER_RULES(POST_TECHNICAL | POST_ADMINISTRATOR | POST_SUPERVISOR)};

static int check_order(const struct entry *place, const char *from, const char *to, struct err *e)
{
    const char *first = entry_get(place, from), *last = entry_get(place, to);
    return first != NULL && last != NULL && strcmp(last, first) < 0
               ? err_field(e, to, NULL, "終わりの日が始まりの日より前です。どちらかを直してください。")
               : 0;
}

static int check(const struct situation *s, struct err *e)
{
    int rc = check_order(s->entry, "inspector_from", "inspector_to", e);
    return rc != 0 ? rc : check_order(s->entry, "book_from", "book_to", e);
}

/* Ticked, and the day lies between the two that were entered. */
static bool holds(const struct entry *place, const char *tick, const char *from, const char *to, int64_t now)
{
    char today[DATE_BYTES];
    const char *first, *last;
    if (place == NULL || entry_get(place, tick) == NULL)
        return false;
    date_format(today, sizeof today, date_of(now), DATE_ISO);
    first = entry_get(place, from);
    last = entry_get(place, to);
    return (first == NULL || strcmp(first, today) <= 0) && (last == NULL || strcmp(today, last) <= 0);
}

bool place_has_inspector(const struct entry *place, int64_t now)
{
    return holds(place, "inspector", "inspector_from", "inspector_to", now);
}

bool place_keeps_book(const struct entry *place, int64_t now)
{
    return holds(place, "book_kept", "book_from", "book_to", now);
}

bool place_inspected_yearly(const struct entry *place)
{
    return place != NULL && entry_is(place, "kind", "headquarters") && entry_is(place, "class", "3") &&
           entry_get(place, "locked") != NULL;
}

const struct register_def register_place = {
    .id = "place",
    .label = "場所",
    .fields = fields,
    .states = master_states,
    .steps = master_steps,
    .rules = rules,
    .title_fields = "name",
    .detail_fields = "kind",
    .check = check,
};

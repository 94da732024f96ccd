/* 場所: 本部, 署, 分庁舎, 交番, 駐在所 (KB-1); classes and storage (R5-2, R6-6); machine rooms (第2の2(5)ウ). */
#include "forms/register_place.h"

#include <stddef.h>
#include <string.h>

#include "forms/date.h"
#include "forms/declare.h"
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
#define SINCE(KEY, LABEL, ...) FIELD(KEY, LABEL, DATE, 0, NULL, WHEN(AT_BOX, SET("inspector"), __VA_ARGS__))

static const struct field fields[] = {
    FIELD("name", "名称", TEXT, FIELD_REQUIRED | FIELD_LISTED | FIELD_UNIQUE, NULL, .limit = 30, .list_width = 20),
    FIELD("kind", "種別", CHOICE, FIELD_REQUIRED | FIELD_LISTED, NULL, .choices = kinds, .list_width = 10),
    FIELD("number", "所属記号", TEXT, FIELD_LISTED, "別表", .limit = 3, .list_width = 8),
    FIELD("class", "区域の分類", CHOICE, FIELD_LISTED, "第2の2(1)", .choices = classes, .list_width = 10,
          WHEN(IS("kind", "headquarters")),
          .help = "署及び署分庁舎は区域の分類を行わない(第2の2(5))ので、本部だけに付けます。"),
    FIELD("locked", "保管庫等に施錠して保管", YES, FIELD_LISTED, "第7の1(2)オ(ア)b", .list_width = 10),
    FIELD("pooled", "集中保管", YES, 0, "第7の1(2)オ(ア)c"),
    FIELD("comms_room", "通信機械室", YES, 0, "第7の1(2)キ"),
    FIELD("police_system", "警察情報システムが設置されている", YES, 0, "第2の2(5)ウ", WHEN(SET("comms_room")),
          .help = "職員以外の者が入る間の立会いと、記録機器を持ち込ませない確認が要ります。"),
    FIELD("inspector", "警部補の配置", YES, FIELD_LISTED, "第7の1(2)オ(ウ)e(b)", .list_width = 12, WHEN(AT_BOX)),
    SINCE("inspector_from", "配置の始まり", {0}),
    SINCE("inspector_to", "配置の終わり", {0}),
    FIELD("book_kept", "使用・持出簿を置く", YES, 0, "第7の1(2)オ(ウ)e(b)", WHEN(AT_BOX, SET("inspector"))),
    SINCE("book_from", "簿冊を置き始めた日", SET("book_kept")),
    SINCE("book_to", "簿冊を置き終える日", SET("book_kept")),
    FIELD("phone", "電話", PHONE, 0, NULL),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
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
    REGISTER("place", "場所", NULL),
    MASTER_TABLES,
    SHOWN_AS("name", "kind"),
    .check = check,
};

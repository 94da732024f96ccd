/* 交番等の端末装置の保管: locked in a cabinet while 交番等勤務員 are away, at the 署 or 署分庁舎 when they are away for a week or
 * longer. 第2の1(7)ア(ア)(イ) (L101–102), R0-5, T-11. The text demands the keeping; the record and its due-back are ours (◇). */
#include "forms/register_terminal_storage.h"

#include <stddef.h>

#include "forms/clock.h"
#include "forms/common_fields.h"
#include "forms/date.h"
#include "forms/declare.h"
#include "forms/field.h"
#include "forms/post.h"
#include "forms/rule.h"

#include "forms/banned.h"

static const struct choice manners[] = {
    {"cabinet", "交番等の施錠設備のあるキャビネット等", NULL, "第2の1(7)ア(ア)"},
    {"station", "署又は署分庁舎", NULL, "第2の1(7)ア(イ)"},
    {0},
};

#define IN_CABINET IS("manner", "cabinet")
#define AT_STATION IS("manner", "station")

static const struct field fields[] = {
    FIELD("item", "端末装置", ITEM, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .registers = "device",
          .list_width = 18),
    FIELD("place", "交番等", ITEM, ASKED | FIELD_LISTED, "第2の1(7)ア", .registers = "place",
          .items = {IS("kind", "police_box|residence")}, .list_width = 14),
    {SELF_FIELD("user", "不在にする勤務員", 0)},
    FIELD("away_from", "不在の始め", TIME, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 12,
          .initial = "now"),
    FIELD("away_until", "戻る予定", TIME, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 12,
          .help = "ちょうど1週間の不在も、長期間の不在に含まれます。"),
    FIELD("long_absence", "長期間(1週間以上)の不在", YES, FIELD_DERIVED, "第2の1(7)ア(イ)"),
    FIELD("manner", "保管の場所", CHOICE, FIELD_REQUIRED | FIELD_DERIVED | FIELD_LISTED, "第2の1(7)ア",
          .choices = manners, .list_width = 16, .initial = "=cabinet", WHEN(UNSET("long_absence"))),
    FIELD("locked", "保管し、施錠した", YES, FIELD_REQUIRED, "第2の1(7)ア(ア)", WHEN(IN_CABINET)),
    FIELD("storage_place", "保管する署又は署分庁舎", ITEM, FIELD_REQUIRED, "第2の1(7)ア(イ)", .registers = "place",
          .items = {IS("kind", "station|annex")}, WHEN(AT_STATION),
          .missing =
              "交番又は駐在所を長期間(1週間以上)"
              "不在にするときは、端末装置を署又は署分庁舎において保管します。保管する署又は署分庁舎を選んでください。"),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
    FIELD("returned_at", "交番等に戻した日時", TIME, FIELD_REQUIRED | FIELD_LISTED, NULL, .list_width = 12,
          .initial = "now", .step = "return"),
    {0},
};
static const struct state states[] = {{"stored", "保管中", "保", STATE_OUT}, {"done", "済", "済", STATE_DONE}, {0}};
static const struct step steps[] = {
    {"store", "保管", NULL, "stored", STEP_CREATES | STEP_EDITS | STEP_BY_SELF, "保管した", "第2の1(7)ア"},
    {"prolong", "不在の延長", "stored", NULL, STEP_EDITS | STEP_BY_SELF | STEP_REPEATS | STEP_WHEN_LATE,
     "不在の期間を改めた", "第2の1(7)ア"},
    {"return", "使用の再開", "stored", "done", STEP_BY_SELF | STEP_BRINGS_BACK, "使用を再開した", NULL},
    {0},
};
#define KEEPS(STEP)                                                    \
    RULE("", STEP, ANY, 0, NONE, "第2の1(7)ア(イ)", WHEN(AT_STATION)), \
        RULE("", STEP, ANY, 0, NONE, "第2の1(7)ア(ア)", WHEN(IN_CABINET)), RULE("", STEP, ANY, 0, NONE, NULL)
static const struct rule rules[] = {
    KEEPS("store"),
    KEEPS("prolong"),
    RULE("", "return", ANY, 0, NONE, NULL),
    END_OF_RULES,
};
static const struct need needs[] = {{"done", "return", {{0}}}, {0}};
static const struct exclusive exclusive = {"item", "stored",
                                           "「%s」は保管中です。使用を再開してから、改めて保管してください。"};

/* T-11: the seventh day itself is one of a long absence. */
static bool is_long(const struct entry *entry)
{
    const char *from = entry_get(entry, "away_from"), *until = entry_get(entry, "away_until");
    return from != NULL && until != NULL &&
           clock_week(date_of(field_time(from)), date_of(field_time(until))).state != DUE_NONE;
}

static int derive(struct situation *s, struct err *e)
{
    bool away = is_long(s->entry);
    int rc = entry_set(s->entry, "long_absence", away ? "yes" : NULL, e);
    return rc == 0 && away ? entry_set(s->entry, "manner", "station", e) : rc;
}

static int check(const struct situation *s, struct err *e)
{
    const struct entry *entry = s->entry;
    int64_t from = field_time(entry_get(entry, "away_from"));
    const char *until = entry_get(entry, "away_until"), *back = entry_get(entry, "returned_at");
    if (until != NULL && field_time(until) <= from)
        return err_field(e, "away_until", NULL, "戻る予定が不在の始めより後ではありません。日時を確かめてください。");
    if (back != NULL && (field_time(back) < from || situation_ahead(s, "returned_at")))
        return err_field(e, "returned_at", NULL, "不在の始めから今までの日時を入れてください。");
    return 0;
}

static const struct paper_column columns[] = {
    COLUMN("No.", 100, PAPER_ROW_NUMBER, NULL),
    COLUMN("端末装置", 400, PAPER_FIELDS, "item"),
    COLUMN("交番等", 350, PAPER_FIELDS, "place"),
    COLUMN("勤務員", 350, PAPER_FIELDS, "user"),
    COLUMN("不在の期間", 470, PAPER_FIELDS, "away_from|away_until"),
    COLUMN("保管の場所", 400, PAPER_FIELDS, "manner|storage_place"),
    COLUMN("使用の再開", 300, PAPER_FIELDS, "returned_at"),
    COLUMN("備考", 200, PAPER_FIELDS, "note"),
    {0},
};
static const struct sheet_def sheet = {
    ATTACHED_SHEET("交番等の端末装置の保管記録", 14, 100),
    .period_field = "away_from",
};
static const struct caution reminders[] = {
    {"端末装置は、施錠設備のあるキャビネット等に保管し、施錠する。", {{0}}},
    {"1週間以上不在にするときは、署又は署分庁舎において保管する。", {{0}}},
    {0},
};

const struct register_def register_terminal_storage = {
    REGISTER("terminal_storage", "交番等の端末装置の保管", "第2の1(7)ア"),
    OWN_TABLES,
    .exclusive = &exclusive,
    SHOWN_AS("item|place", "away_from|away_until"),
    AWAY("item", "user", "away_until", "returned_at"),
    .retention_years = 1,
    OWN_CODE,
    .summary = "{place}の「{item}」を {away_from} から {away_until} までの不在の間、保管する。",
    .reminders = reminders,
};

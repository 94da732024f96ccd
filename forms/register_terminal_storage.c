/* 交番等の端末装置の保管: locked in a cabinet while 交番等勤務員 are away, at the 署 or 署分庁舎 when they are away for a week or
 * longer. 第2の1(7)ア(ア)(イ) (L101–102), R0-5, T-11. The text demands the keeping; the record and its due-back are ours (◇). */
#include "forms/register_terminal_storage.h"

#include <stddef.h>

#include "forms/common_fields.h"
#include "forms/date.h"
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
    {.key = "item",
     .label = "端末装置",
     .type = FIELD_ITEM,
     .registers = "device",
     .list_width = 18,
     .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_LISTED | FIELD_INDEXED},
    {.key = "place",
     .label = "交番等",
     .type = FIELD_ITEM,
     .registers = "place",
     .items = {IS("kind", "police_box|residence")},
     .list_width = 14,
     .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_LISTED,
     .clause = "第2の1(7)ア"},
    {SELF_FIELD("user", "不在にする勤務員", 0)},
    {.key = "away_from",
     .label = "不在の始め",
     .type = FIELD_TIME,
     .list_width = 12,
     .initial = "now",
     .flags = FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED},
    {.key = "away_until",
     .label = "戻る予定",
     .type = FIELD_TIME,
     .list_width = 12,
     .flags = FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED,
     .help = "ちょうど1週間の不在も、長期間の不在に含まれます。"},
    {.key = "long_absence",
     .label = "長期間(1週間以上)の不在",
     .type = FIELD_YES,
     .flags = FIELD_DERIVED,
     .clause = "第2の1(7)ア(イ)"},
    {.key = "manner",
     .label = "保管の場所",
     .type = FIELD_CHOICE,
     .choices = manners,
     .list_width = 16,
     .initial = "=cabinet",
     .flags = FIELD_REQUIRED | FIELD_DERIVED | FIELD_LISTED,
     .when = {UNSET("long_absence")},
     .clause = "第2の1(7)ア"},
    {.key = "locked",
     .label = "保管し、施錠した",
     .type = FIELD_YES,
     .flags = FIELD_REQUIRED,
     .when = {IN_CABINET},
     .clause = "第2の1(7)ア(ア)"},
    {.key = "storage_place",
     .label = "保管する署又は署分庁舎",
     .type = FIELD_ITEM,
     .registers = "place",
     .items = {IS("kind", "station|annex")},
     .flags = FIELD_REQUIRED,
     .when = {AT_STATION},
     .clause = "第2の1(7)ア(イ)",
     .missing =
         "交番又は駐在所を長期間(1週間以上)不在にするときは、端末装置を署又は署分庁舎において保管します。保管する署"
         "又は署分庁舎を選んでください。"},
    {.key = "note", .label = "備考", .type = FIELD_TEXT, .limit = 100},
    {.key = "returned_at",
     .label = "交番等に戻した日時",
     .type = FIELD_TIME,
     .list_width = 12,
     .step = "return",
     .initial = "now",
     .flags = FIELD_REQUIRED | FIELD_LISTED},
    {0},
};
static const struct state states[] = {
    {"stored", "保管中", "保", STATE_OUT},
    {"done", "済", "済", STATE_DONE},
    {0},
};
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

/* T-11: a week from the day after the first (⚑Q27); the seventh day itself is one of a long absence. */
static bool is_long(const struct entry *entry)
{
    const char *from = entry_get(entry, "away_from"), *until = entry_get(entry, "away_until");
    return from != NULL && until != NULL &&
           date_compare(date_of(field_time(until)), date_add_days(date_of(field_time(from)), 7)) >= 0;
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
    if (back != NULL && (field_time(back) < from || field_time(back) > s->now + 60))
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
    .label = "付属",
    .title = "交番等の端末装置の保管記録",
    .landscape = true,
    .unit = PAPER_RUNNING,
    .period_field = "away_from",
    .rows = 14,
    .row_height = 100,
    .columns = columns,
};
static const char *const reminders[] = {
    "端末装置は、施錠設備のあるキャビネット等に保管し、施錠する。",
    "1週間以上不在にするときは、署又は署分庁舎において保管する。",
    NULL,
};

const struct register_def register_terminal_storage = {
    .id = "terminal_storage",
    .label = "交番等の端末装置の保管",
    .clause = "第2の1(7)ア",
    .fields = fields,
    .states = states,
    .steps = steps,
    .rules = rules,
    .needs = needs,
    .exclusive = &exclusive,
    .sheet = &sheet,
    .title_fields = "item|place",
    .detail_fields = "away_from|away_until",
    .late_field = "away_until",
    .back_field = "returned_at",
    .person_field = "user",
    .item_field = "item",
    .retention_years = 1,
    .derive = derive,
    .check = check,
    .summary = "{place}の「{item}」を {away_from} から {away_until} までの不在の間、保管する。",
    .reminders = reminders,
};

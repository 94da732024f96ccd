/* 所在点検の対象 (様式第5号に添える個別の記録). See register_inspection_item.h. */
#include "forms/register_inspection_item.h"

#include <string.h>

#include "forms/date.h"
#include "forms/declare.h"
#include "forms/inspection_common.h"
#include "forms/post.h"
#include "forms/register_place.h"
#include "forms/rule.h"

#include "forms/banned.h"

static const struct choice kinds[] = {
    {"phone", "公用携帯電話機", "携", "第7の1(2)エ(ア)e"},
    {"media", "外部記録媒体", "媒", "第7の1(2)オ(ア)d"},
    {0},
};
static const struct choice cycles[] = {
    {"monthly", "月に1回以上", NULL, "第7の1(2)オ(ア)d"},
    {"yearly", "年に1回", NULL, "第7の1(2)オ(ア)d"},
    {0},
};
static const struct choice results[] = {
    {"found", "現認", "○", NULL},
    {"out", "持出中(帳簿と一致)", "出", NULL},
    {"missing", "不明", "×", NULL},
    {"unlisted", "台帳外", "外", NULL},
    {0},
};

static const struct field fields[] = {
    FIELD("inspection", "点検", ITEM, ASKED | FIELD_INDEXED | FIELD_LINKED, NULL, .registers = "inspection"),
    FIELD("month", "月", MONTH, FIELD_DERIVED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 12),
    FIELD("kind", "種別", CHOICE, FIELD_DERIVED | FIELD_LISTED | FIELD_INDEXED, NULL, .choices = kinds,
          .list_width = 16),
    FIELD("item", "管理番号", ITEM, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .registers = "phone|medium",
          .list_width = 18, .step = "list"),
    FIELD("thing", "台帳外のもの", TEXT, ASKED | FIELD_LISTED, NULL, .limit = 60, .list_width = 18, .step = "add",
          .help = "台帳にないのに見付かったもの。種類、見付けた場所、分かれば持ち主。"),
    FIELD("place", "保管場所", ITEM, FIELD_DERIVED | FIELD_LINKED, NULL, .registers = "place"),
    FIELD("cycle", "点検の周期", CHOICE, FIELD_DERIVED, NULL, .choices = cycles),
    FIELD("skipped", "年1回の点検で足りるので今回は点検しない", YES, 0, "第7の1(2)オ(ア)d", .step = "record",
          WHEN(IS("cycle", "yearly"))),
    FIELD("last_on", "前回点検した日", DATE, FIELD_REQUIRED, "第7の1(2)オ(ア)d", .step = "record",
          WHEN(IS("cycle", "yearly"), SET("skipped"))),
    FIELD("result", "結果", CHOICE, FIELD_REQUIRED | FIELD_LISTED, NULL, .choices = results, .list_width = 18,
          .step = "record", WHEN(UNSET("skipped")),
          .help = "不明としたときは、報告先と措置を記録するまで、この点検は終わりません。"),
    TROUBLE_FIELDS("add|settle"),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 80, .step = "record|add"),
    FIELD("released", "点検の途中で対象でなくなった", YES, FIELD_DERIVED, NULL),
    {0},
};

static const struct state states[] = {
    {"open", "未了", "未", STATE_WAITING},
    {"done", "済", "済", STATE_DONE},
    {"released", "対象外", "除", STATE_VOID},
    {0},
};
static const struct step steps[] = {
    {"list", "点検の対象とする", NULL, "open", STEP_CREATES | STEP_EDITS, "点検の対象とした", NULL},
    {"add", "台帳外のものの追加", NULL, "done", STEP_CREATES | STEP_EDITS, "台帳外のものを記載した", NULL},
    {"record", "点検の結果", "open", "done", STEP_WHEN_NEEDS | STEP_REPEATS, "点検した", NULL},
    TROUBLE_STEP("open", "done"),
    {"release", "対象から外す", "open", "released", 0, "対象から外した", NULL},
    {"reopen", "点検のやり直し", "done", "open", STEP_RENEWS | STEP_REASON | STEP_REPEATS, "点検をやり直すことにした",
     NULL},
    {0},
};
static const struct need needs[] = {
    {"done", "add", {UNSET("item")}},
    {"done", "record", {SET("item")}},
    {"done", "settle", {SET("item"), IS("result", "missing")}},
    {0},
};

/* What is said of a round that has ended stays as it is. */
static int round_open(const struct situation *s, struct err *e)
{
    const struct entry *round = situation_link(s, "inspection");
    return round == NULL || strcmp(round->state, "open") == 0
               ? 0
               : err_refuse(e, NULL,
                            "この回の点検は終わっています。点検者が「やり直し」をしてから、結果を入れてください。");
}

/* ◇: whoever keeps it now inspects it in a round of his own; what has ended, nobody. What is 不明 is not got rid of so. */
static int no_longer_kept(const struct situation *s, struct err *e)
{
    char keeper[ENTRY_ID_BYTES], inspector[ENTRY_ID_BYTES];
    int rc = round_open(s, e);
    if (rc != 0 || s->step == NULL || s->item == NULL)
        return rc;
    if (entry_done(s->entry, "record") != NULL)
        return err_refuse(e, NULL, "結果を入れたものは、対象から外せません。");
    reference_id(keeper, entry_get(s->item, entry_is(s->entry, "kind", "phone") ? "holder" : "custodian"));
    reference_id(inspector, situation_linked(s, "inspection", "inspector"));
    if (strcmp(s->item->state, "current") == 0 && strcmp(keeper, inspector) == 0)
        return err_refuse(e, NULL, "点検者が管理・保管しているものは、対象から外せません。結果を入れてください。");
    return 0;
}

/* By him who keeps the thing: ⚑Q26 for individual phones. */
#define KEEPER(ID, STEP, KIND, CLAUSE, NAME, LABEL) \
    RULE(ID, STEP, ANY, 0, NONE, CLAUSE, WHEN(IS("kind", KIND)), NAMED(NAME), WHO(LABEL), EXTRA(round_open))
#define KEEPERS(STEP)                                                                                 \
    KEEPER("M-35", STEP, "phone", "第7の1(2)エ(ア)e", "item.holder", "公用携帯電話機を管理する職員"), \
        KEEPER("M-36", STEP, "media", "第7の1(2)オ(ア)d", "item.custodian", "外部記録媒体を保管する職員")
static const struct rule rules[] = {
    KEEPERS("list"),
    KEEPERS("record"),
    RULE("", "add", ANY, 0, NONE, NULL, NAMED("inspection.inspector"), WHO("点検者"), EXTRA(round_open)),
    RULE("", "release", ANY, 0, NONE, NULL, WHEN(SET("item")), NAMED("inspection.inspector"), WHO("点検者"),
         EXTRA(no_longer_kept)),
    RULE("", "settle", ANY, 0, NONE, NULL, WHEN(IS("result", "missing")), AFTER("record"),
         NAMED("item.holder|item.custodian|inspection.inspector"), WHO("点検者"), EXTRA(round_open)),
    RULE("", "settle", ANY, POST_SUPERVISOR | POST_ADMINISTRATOR, NONE, NULL, WHEN(IS("result", "missing")),
         AFTER("record"), EXTRA(round_open)),
    RULE("", "reopen", ANY, 0, NONE, NULL, WHEN(SET("item")), NAMED("item.holder|item.custodian"), WHO("点検者"),
         EXTRA(round_open)),
    END_OF_RULES,
};

/* R5-2: by where it is kept now; a phone is inspected each month wherever it is. */
static int derive_cycle(struct situation *s, struct err *e)
{
    const char *place = s->item != NULL ? entry_get(s->item, "place") : NULL;
    bool yearly = entry_is(s->entry, "kind", "media") && place_inspected_yearly(situation_link(s, "place"));
    int rc = entry_set(s->entry, "place", place, e);
    return rc != 0 ? rc : entry_set(s->entry, "cycle", yearly ? "yearly" : "monthly", e);
}

static int derive(struct situation *s, struct err *e)
{
    const struct entry *round = situation_link(s, "inspection");
    int rc = 0;
    if (round != NULL && entry_get(s->entry, "kind") == NULL) {
        rc = entry_set(s->entry, "month", entry_get(round, "month"), e);
        if (rc == 0)
            rc = entry_set(s->entry, "kind", entry_get(round, "kind"), e);
    }
    if (rc == 0 && s->item != NULL && strcmp(s->entry->state, "done") != 0)
        rc = derive_cycle(s, e);
    if (rc == 0 && step_is(s, "add"))
        rc = entry_set(s->entry, "result", "unlisted", e);
    if (rc == 0 && step_is(s, "release"))
        rc = entry_set(s->entry, "released", "yes", e);
    return rc;
}

/* T-3: what rests on a yearly 点検 rests on one of the last twelve months (◇). */
static int check_last(const struct situation *s, struct err *e)
{
    char earliest[DATE_BYTES];
    const char *last = entry_get(s->entry, "last_on");
    date_format(earliest, sizeof earliest, date_add_months(date_of(s->now), -12), DATE_ISO);
    if (situation_ahead(s, "last_on"))
        return err_field(e, "last_on", NULL, "まだ来ていない日です。前回点検した日を入れてください。");
    if (last != NULL && strcmp(last, earliest) < 0)
        return err_field(e, "last_on", "第7の1(2)オ(ア)d",
                         "前回の点検から1年を過ぎています。今回は点検して、結果を入れてください。");
    return 0;
}

static int check(const struct situation *s, struct err *e)
{
    if (!step_is(s, "record"))
        return 0;
    if (entry_is(s->entry, "result", "unlisted"))
        return err_field(e, "result", NULL, "台帳にあるものの結果は、現認、持出中又は不明です。選び直してください。");
    return check_last(s, e);
}

static const struct paper_column columns[] = {
    COLUMN("No.", 80, PAPER_ROW_NUMBER, NULL),
    COLUMN("月", 200, PAPER_FIELDS, "month"),
    COLUMN("種別", 180, PAPER_FIELDS, "kind"),
    COLUMN("管理番号\n(台帳外のもの)", 400, PAPER_FIELDS, "item|thing"),
    COLUMN("点検者・点検日", 260, PAPER_STAMP, "record|add"),
    COLUMN("結果\n(前回点検日)", 300, PAPER_FIELDS, "result|last_on"),
    COLUMN("異常の報告先", 300, PAPER_FIELDS, "trouble_reported_to"),
    COLUMN("異常の措置", 600, PAPER_FIELDS, "measures"),
    COLUMN("備考", 250, PAPER_FIELDS, "note"),
    {0},
};
static const struct sheet_def sheet = {
    LIST_SHEET("様式第5号付属", "所在点検の対象一覧", PER_YEAR, 14, 90),
    .period_field = "month",
};

const struct register_def register_inspection_item = {
    REGISTER("inspection_item", "所在点検の対象", "第7の1(2)エ(ア)e"),
    OWN_TABLES,
    SHOWN_AS("item|thing|month", "result"),
    .item_field = "item",
    .retention_years = 1,
    OWN_CODE,
    ALARM("result", "missing|unlisted"),
};

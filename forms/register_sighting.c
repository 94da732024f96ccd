/* 目視・巡視の確認: M-42 (L1374), M-45 (L1344), M-46 (L1376, L1383–1384). See register_sighting.h. */
#include "forms/register_sighting.h"

#include <string.h>

#include "forms/common_fields.h"
#include "forms/declare.h"
#include "forms/field.h"
#include "forms/inspection_common.h"
#include "forms/post.h"
#include "forms/register_place.h"
#include "forms/rule.h"

#include "forms/banned.h"

#define CAMERA_SEEN "第7の1(2)オ(ウ)b(a)"
#define CAMERA_PATROL "第7の1(2)オ(ウ)b(c)"
#define PHONE_PATROL "第7の1(2)エ(ウ)b(b)"

/* the keys are those of the things' designations */
static const struct choice kinds[] = {
    {"person", "指定職員のデジタルカメラ等", "職", CAMERA_SEEN},
    {"police_box", "交番等の勤務用", "交", NULL},
    {0},
};
static const struct choice subjects[] = {
    {"camera", "デジタルカメラ等", NULL, NULL},
    {"phone", "共有公用携帯電話機", NULL, NULL},
    {0},
};
static const struct choice routes[] = {
    {"supervisor", "運用責任者", NULL, NULL},
    {"inspector", "当該警部補", NULL, "第7の1(2)オ(ウ)e(b)"},
    {0},
};
/* a telephone is no way to see: 「目視により」, and 1384 excepts b(c) by name */
static const struct choice ways[] = {
    {"sight", "目視", NULL, CAMERA_SEEN},
    {"patrol", "巡視等に合わせた確認", NULL, NULL},
    {0},
};

static const struct clause_at clauses[] = {
    {IS("kind", "person"), CAMERA_SEEN},
    {IS("subject", "phone"), PHONE_PATROL},
    {IS("subject", "camera"), CAMERA_PATROL},
    {{0}, NULL},
};

static const struct field fields[] = {
    FIELD("kind", "確認の別", CHOICE, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .choices = kinds, .list_width = 26,
          .initial = "last", .clauses = clauses),
    FIELD("item", "確認したもの", ITEM, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .registers = "medium|phone",
          .items = {IS("designation", "$kind")}, .list_width = 20, .clauses = clauses,
          .help = "あらかじめ指定されたもの。デジタルカメラ等は、その外部記録媒体の管理番号で選びます。"),
    FIELD("subject", "種別", CHOICE, FIELD_DERIVED, NULL, .choices = subjects),
    FIELD("place", "交番等", ITEM, FIELD_DERIVED | FIELD_LINKED | FIELD_LISTED | FIELD_INDEXED, NULL,
          .registers = "place", .list_width = 16),
    FIELD("route", "確認する者", CHOICE, FIELD_DERIVED, NULL, .choices = routes),
    FIELD("inspector_absent", "当該警部補が不在である", YES, 0, NULL, WHEN(IS("route", "inspector")),
          .help = "当該警部補が不在のときだけ、運用責任者が代わって確認します。"),
    FIELD("seen_at", "確認日時", TIME, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 14, .initial = "now",
          .clauses = clauses),
    FIELD("how", "方法", CHOICE, ASKED, NULL, .choices = ways, .clauses = clauses,
          .help = "電話による確認はできません。"),
    FIELD("locked", "保管庫等に施錠の上集中管理されている", YES, 0, CAMERA_SEEN, WHEN(IS("kind", "person")),
          .help = "使用していないものについて付けます。"),
    FIELD("result", "結果", CHOICE, ASKED | FIELD_LISTED, NULL, .choices = loss_results, .list_width = 14,
          .initial = "=found", .clauses = clauses,
          .help = "紛失なし以外では、報告先と措置を記録するまで、この行は終わりません。"),
    TROUBLE_FIELDS("settle"),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
    {0},
};

static const struct state states[] = {{"open", "措置待ち", "待", STATE_WAITING}, {"done", "済", "済", STATE_DONE}, {0}};
static const struct step steps[] = {
    {"record", "確認の記録", NULL, "done", STEP_CREATES | STEP_EDITS | STEP_WHEN_NEEDS, "確認した", NULL},
    TROUBLE_STEP("open", "done"),
    {0},
};
static const struct need needs[] = {
    {"done", "record", {{0}}},
    {"done", "settle", {IS("result", "missing|damaged")}},
    {0},
};

/* 当該警部補 of the place that the thing is designated for. */
static int by_inspector(const struct situation *s, struct err *e)
{
    return actor_is_inspector(s, situation_link(s, "place"))
               ? 0
               : err_refuse(e, "第7の1(2)オ(ウ)e(b)",
                            "使用・持出簿を置く交番等では、配置されている警部補が確認します。その者に頼んでください。");
}

#define BOX(SUBJECT, ...) WHEN(IS("kind", "police_box"), IS("subject", SUBJECT), __VA_ARGS__)
static const struct rule rules[] = {
    RULE("M-42", "record", ANY, POST_SUPERVISOR, INCLUDED, CAMERA_SEEN, WHEN(IS("kind", "person"))),
    RULE("M-45", "record", ANY, 0, NONE, PHONE_PATROL, BOX("phone", {0}), NAMED("item.holder"),
         WHO("共有公用携帯電話機を管理する職員")),
    RULE("M-46", "record", ANY, POST_SUPERVISOR, INCLUDED, CAMERA_PATROL, BOX("camera", IS("route", "supervisor"))),
    RULE("M-46", "record", ANY, 0, NONE, "第7の1(2)オ(ウ)e(b)", BOX("camera", IS("route", "inspector")),
         EXTRA(by_inspector), WHO("当該警部補")),
    /* ⚑Q16: he is away */
    RULE("M-46", "record", ANY, POST_SUPERVISOR, INCLUDED, NULL,
         BOX("camera", IS("route", "inspector"), SET("inspector_absent"))),
    /* nothing chosen yet: the form is open to all */
    RULE("", "record", ANY, 0, NONE, NULL, WHEN(UNSET("kind"))),
    RULE("", "record", ANY, 0, NONE, NULL, WHEN(IS("kind", "police_box"), UNSET("subject"))),
    RULE("", "settle", SELF, 0, NONE, NULL),
    RULE("", "settle", ANY, POST_SUPERVISOR | POST_ADMINISTRATOR, NONE, NULL),
    END_OF_RULES,
};

/* Whose it is to see a camera of that 交番等 on the day (KB-1, ⚑Q16). */
static const char *route_of(const struct situation *s)
{
    const struct entry *place = situation_link(s, "place");
    const char *seen = entry_get(s->entry, "seen_at");
    int64_t when = seen != NULL ? field_time(seen) : s->now;
    bool book = place_keeps_book(place, when) || strcmp(situation_setting(s, "box_route"), "posted") == 0;
    return book && place_has_inspector(place, when) ? "inspector" : "supervisor";
}

/* What it is and where follows from the thing; whose it is, from the place on that day. */
static int derive(struct situation *s, struct err *e)
{
    const char *subject = s->item == NULL ? NULL : strcmp(s->item->reg->id, "phone") == 0 ? "phone" : "camera";
    bool box = entry_is(s->entry, "kind", "police_box") && s->item != NULL;
    int rc;
    if (!step_is(s, "record"))
        return 0;
    rc = entry_set(s->entry, "subject", subject, e);
    if (rc == 0)
        rc = entry_set(s->entry, "place", box ? entry_get(s->item, "designated_place") : NULL, e);
    return rc != 0 ? rc : entry_set(s->entry, "route", box ? route_of(s) : NULL, e);
}

static int check(const struct situation *s, struct err *e)
{
    bool person = entry_is(s->entry, "kind", "person");
    if (!step_is(s, "record"))
        return 0;
    if (s->item == NULL || !item_offered(entry_field(s->entry, "item"), s->entry, s->item))
        return err_field(e, "item", NULL,
                         "この確認のために指定されたものではありません。台帳の指定を確かめて、選び直してください。");
    if (situation_ahead(s, "seen_at"))
        return err_field(e, "seen_at", NULL, "まだ来ていない日時です。確認した日時を入れてください。");
    if (person && !entry_is(s->entry, "how", "sight"))
        return err_field(e, "how", CAMERA_SEEN, "指定職員のデジタルカメラ等の管理状況は、目視により確認します。");
    return 0;
}

static const struct paper_column columns[] = {
    COLUMN("No.", 80, PAPER_ROW_NUMBER, NULL),
    COLUMN("確認日時", 260, PAPER_FIELDS, "seen_at"),
    COLUMN("確認の別", 340, PAPER_FIELDS, "kind"),
    COLUMN("確認したもの", 360, PAPER_FIELDS, "item"),
    COLUMN("交番等", 260, PAPER_FIELDS, "place"),
    COLUMN("方法", 200, PAPER_FIELDS, "how"),
    COLUMN("結果", 200, PAPER_FIELDS, "result"),
    COLUMN("確認者", 220, PAPER_STAMP, "record"),
    COLUMN("異常の報告先・措置", 420, PAPER_FIELDS, "trouble_reported_to|measures"),
    COLUMN("備考", 230, PAPER_FIELDS, "note"),
    {0},
};
static const struct sheet_def sheet = {ATTACHED_SHEET("目視・巡視の確認記録", 14, 90), .period_field = "seen_at"};

const struct register_def register_sighting = {
    REGISTER("sighting", "目視・巡視の確認記録", "第7の1(2)オ(ウ)b"),
    OWN_TABLES,
    SHOWN_AS("item|seen_at", "kind|result"),
    .item_field = "item",
    .retention_years = 5,
    OWN_CODE,
    .summary = "{item}を {seen_at} に確認した。",
    ALARM("result", "missing|damaged"),
};

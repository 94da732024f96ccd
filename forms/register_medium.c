/* 様式第6号 外部記録媒体管理簿: 第7の1(2)オ(ア) (L1352–1363), what 特例 presupposes in it (L1374–1376), and 抹消 at the end (L1403). */
#include "forms/register_medium.h"

#include <stddef.h>

#include "forms/declare.h"
#include "forms/exemption.h"
#include "forms/master.h"
#include "forms/medium_rules.h"
#include "forms/post.h"

#include "forms/banned.h"

static const struct choice kinds[] = {
    {"usb", "USBメモリ", NULL, NULL},
    {"card", "メモリーカード", NULL, NULL},
    {"optical", "光ディスク", NULL, NULL},
    {"disk", "外付けハードディスク等", NULL, NULL},
    {"device", "みなし媒体(カメラ・ボイスレコーダ等)", NULL, "第7の1(2)オ(ア)f"},
    {"other", "その他", NULL, NULL},
    {0},
};
static const struct choice exclusions[] = {
    {"a", "(a) 未使用", NULL, "第7の1(2)オ(ア)g(a)"},
    {"b", "(b) 追記できない機密性1", NULL, "第7の1(2)オ(ア)g(b)"},
    {"c", "(c) 押収物等、別の定めで管理", NULL, "第7の1(2)オ(ア)g(c)"},
    {0},
};
static const struct choice endings[] = {
    {"disposal", "廃棄", NULL, "第7の1(2)オ(エ)l"},
    {"handed_over", "返却・所属替え", NULL, NULL},
    {"lost", "亡失", NULL, NULL},
    {"other", "その他", NULL, NULL},
    {0},
};
static const struct choice contents[] = {
    {"yes", "取り扱った", NULL, "第7の1(2)オ(エ)l"},
    {"no", "取り扱っていない", NULL, NULL},
    {0},
};
static const struct choice erasures[] = {
    {"overwrite", "上書き消去", NULL, NULL},
    {"crypto", "暗号鍵の消去", NULL, NULL},
    {"degauss", "磁気による消去", NULL, NULL},
    {"destroy", "物理的破壊", NULL, NULL},
    {0},
};

#define LEDGER_CLAUSE "第7の1(2)オ(ア)a"
#define EXCLUDED_BY(CLASS) IS("exclusion", CLASS)
#define ERASED IS("ending", "disposal"), IS("held_secret", "yes")
#define AT_END(KEY, LABEL, TYPE, ...) \
    FIELD(KEY, LABEL, TYPE, FIELD_REQUIRED, "第7の1(2)オ(エ)l", .step = "end", __VA_ARGS__)

static const struct field fields[] = {
    FIELD("section", "課(係)", ITEM, ASKED | FIELD_LINKED | FIELD_INDEXED, "第7の1(2)オ(ア)e", .registers = "section",
          .list_width = 14, .initial = "last"),
    FIELD("number", "管理番号", CONTROL_NUMBER, ASKED | FIELD_LISTED | FIELD_INDEXED | FIELD_UNIQUE, LEDGER_CLAUSE,
          .list_width = 12, .initial = "number", .block = "section",
          .help = "所属記号、課(係)コード、一連番号を3桁ずつ。一度使った番号は、廃棄の後も使いません。"),
    FIELD("kind", "媒体の種別", CHOICE, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED, LEDGER_CLAUSE, .choices = kinds,
          .list_width = 16),
    FIELD("kind_note", "種別の内容", TEXT, FIELD_REQUIRED, NULL, .limit = 40, WHEN(IS("kind", "other"))),
    FIELD("capacity", "容量・型式等", TEXT, 0, NULL, .limit = 40),
    FIELD("of_phone", "携帯電話機に付属する", YES, 0, "第7の1(2)オ(キ)", WHEN(IS("kind", "card|other")),
          .help = "第7の1(2)オ(エ)だけが準用され、管理簿の確認、点検及び持ち出しの手続は要りません。"),
    FIELD("device_name", "使用するデジタル機器の管理名称", TEXT, 0, "第2の1(7)イ(イ)", .limit = 40,
          WHEN(IS_NOT("kind", "device")),
          .help = "デジタル機器用の媒体だけに入れます。機器と一体で管理し、分けて使うときは「分離」を記録します。"),
    FIELD("supervisor", "運用責任者", PERSON, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED | FIELD_CUSTODY,
          LEDGER_CLAUSE, .list_width = 16, .rule_step = "supervise"),
    FIELD("custodian", "保管する職員", PERSON,
          FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED | FIELD_CUSTODY | FIELD_LINKED, "第7の1(2)オ(ア)d",
          .list_width = 16, WHEN(UNSET("exclusion"), UNSET("of_phone"))),
    LEDGER_FROM("使用開始日", LEDGER_CLAUSE),
    STORED_AT("第7の1(2)オ(ア)b", NULL, UNSET("exclusion"), UNSET("of_phone")),
    DESIGNATION_FIELDS(medium_designations, "第7の1(2)オ(ウ)b"),
    FIELD("designated_person", "指定した職員", PERSON, FIELD_REQUIRED | FIELD_CUSTODY, "第7の1(2)オ(ウ)b(a)",
          WHEN(IS("designation", "person")), .help = "持ち出す職員は、一つの媒体・機器に一人だけです。"),
    FIELD("write_once", "書ききり型撮影媒体", YES, 0, "第7の1(2)オ(ウ)b",
          .help = "画像の編集、加工及び消去が構造上不可能なもの。記載の省略はできません。"),
    FIELD("exclusion", "適用除外", CHOICE, 0, "第7の1(2)オ(ア)g", .choices = exclusions, .list_width = 14,
          .help = "除外されるのはオ(ア)aからdまで(管理簿、施錠、集中保管、点検)だけです。持ち出しの手続は要ります。"),
    FIELD("exclusion_reason", "除外の理由", TEXT, FIELD_REQUIRED, "第7の1(2)オ(ア)g", .limit = 100,
          WHEN(SET("exclusion"))),
    FIELD("only_low", "記録されたものは機密性1(低)情報だけである", YES, FIELD_REQUIRED, "第7の1(2)オ(ア)g(b)",
          WHEN(EXCLUDED_BY("b"))),
    FIELD("no_more_writing", "これ以上の書き込みが技術的に不可能である", YES, FIELD_REQUIRED, "第7の1(2)オ(ア)g(b)",
          WHEN(EXCLUDED_BY("b"))),
    FIELD("other_rule", "別に定められた管理方法", TEXT, FIELD_REQUIRED, "第7の1(2)オ(ア)g(c)", .limit = 100,
          WHEN(EXCLUDED_BY("c"))),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
    FIELD("split", "機器から分離", YES, FIELD_DERIVED | FIELD_DEPARTS, "第2の1(7)イ(イ)"),
    FIELD("in_book", "管理簿の対象", YES, FIELD_DERIVED | FIELD_INDEXED, NULL),
    LEDGER_END("使用終了日", LEDGER_CLAUSE),
    AT_END("ending", "終了の別", CHOICE, .choices = endings, .initial = "=disposal"),
    AT_END("held_secret", "要機密情報", CHOICE, .choices = contents, WHEN(IS("ending", "disposal"))),
    AT_END("erased_how", "抹消の方法", CHOICE, .choices = erasures, WHEN(ERASED),
           .missing =
               "抹消の方法がありません。要機密情報を取り扱った外部記録媒体を廃棄するときは、情報を抹消してください。"),
    AT_END("erased_on", "抹消した日", DATE, .initial = "today", WHEN(ERASED)),
    AT_END("erased_by", "抹消した者", PERSON, .initial = "self", WHEN(ERASED)),
    LEDGER_FIELD(LEDGER_CLAUSE),
    {0},
};

static const struct step steps[] = {
    LEDGER_STEPS,
    {"split", "分離", "current", NULL, STEP_REASON | STEP_REPEATS, "機器から分離した", "第2の1(7)イ(イ)"},
    {"join", "一体に戻す", "current", NULL, STEP_REPEATS, "機器と一体に戻した", "第2の1(7)イ(イ)"},
    {0},
};
static const struct rule rules[] = {
    RULE("", "supervise", ANY, POST_SUPERVISOR, NONE, LEDGER_CLAUSE),
    RULE("", "split", ANY, POST_ADMINISTRATOR | POST_SUPERVISOR, NONE, NULL, WHEN(SET("device_name"), UNSET("split"))),
    RULE("", "join", ANY, POST_ADMINISTRATOR | POST_SUPERVISOR, NONE, NULL, WHEN(SET("split"))),
    LEDGER_RULES(POST_ADMINISTRATOR, "M-34", LEDGER_CLAUSE),
};

static const struct paper_column columns[] = {
    COLUMN("管理番号", 280, PAPER_FIELDS, "number"),
    COLUMN("媒体の種別", 280, PAPER_FIELDS, "kind|kind_note"),
    COLUMN("運用責任者", 260, PAPER_FIELDS, "supervisor"),
    COLUMN("使用開始日", 200, PAPER_FIELDS, "from"),
    COLUMN("使用終了日", 200, PAPER_FIELDS, "to"),
    COLUMN("持ち出す職員\nの指定", 240, PAPER_FIELDS, "designation|designated_place|designated_person"),
    COLUMN("備考", 240, PAPER_FIELDS, "note|exclusion"),
    {0},
};
static const struct paper_strip strip = LEDGER_STRIP("運用管理者確認欄", 6);
static const struct sheet_def sheet = {
    .label = "様式第6号(第7の1(2)オ関係)",
    .title = "外部記録媒体管理簿",
    .unit = PAPER_RUNNING,
    .period_field = "from",
    .rows = 20,
    .row_height = 90,
    .columns = columns,
    .strip = &strip,
    .further_fields = "exclusion_reason|other_rule|ending|erased_how|erased_on|erased_by",
    .further_steps = "confirm_change",
};

const struct register_def register_medium = {
    BOOK("6", "medium", "外部記録媒体管理簿", LEDGER_CLAUSE),
    .fields = fields,
    .states = master_states,
    .steps = steps,
    .rules = rules,
    .sheet = &sheet,
    SHOWN_AS("number", "kind|device_name|place"),
    .pending_field = "pending",
    .retention_years = 5,
    .derive = medium_derive,
    .check = medium_check,
};

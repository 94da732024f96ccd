/* 様式第2号 デジタル機器管理簿: 第2の1(7)イ (L103–108); whether the device counts as a medium: 第7の1(2)オ(ア)f (L1359), R6-4. */
#include "forms/register_digital_device.h"

#include <stddef.h>
#include <string.h>

#include "forms/declare.h"
#include "forms/master.h"
#include "forms/post.h"

#include "forms/banned.h"

static const struct choice classes[] = {
    {"camera", "デジタルカメラ", NULL, "第7の1(2)オ(ウ)b"},
    {"video", "ビデオカメラ", NULL, "第7の1(2)オ(ウ)b"},
    {"recorder", "ボイスレコーダー", NULL, "第7の1(2)オ(ウ)b"},
    {"other", "その他", NULL, NULL},
    {0},
};
static const struct choice deemings[] = {
    {"medium", "外部記録媒体とみなす", NULL, "第7の1(2)オ(ア)f"},
    {"no_connection", "規定上、警察情報システムへの接続を禁止", NULL, "第7の1(2)オ(ア)f"},
    {"no_storing", "規定上、内蔵媒体への管理対象情報の保存を禁止", NULL, "第7の1(2)オ(ア)f"},
    {0},
};

#define LEDGER_CLAUSE "第2の1(7)イ(ア)"
#define TOGETHER_CLAUSE "第2の1(7)イ(イ)"
#define BUILTIN SET("builtin_only")
#define REMOVABLE UNSET("builtin_only")
#define WORD(KEY, LABEL, WIDTH) \
    FIELD(KEY, LABEL, TEXT, FIELD_REQUIRED | FIELD_LISTED, LEDGER_CLAUSE, .limit = 40, .list_width = WIDTH)

static const struct field fields[] = {
    FIELD("name", "管理名称", TEXT, FIELD_REQUIRED | FIELD_LISTED | FIELD_UNIQUE, LEDGER_CLAUSE, .limit = 40,
          .list_width = 18),
    FIELD("class", "機器の別", CHOICE, FIELD_REQUIRED | FIELD_INDEXED, "第7の1(2)オ(ウ)b", .choices = classes,
          .list_width = 14),
    WORD("model", "機種名", 16),
    WORD("serial", "製造番号等", 14),
    FIELD("builtin_only", "情報の記録は内蔵媒体だけ", YES, 0, "第7の1(2)オ(ウ)e(e)",
          .help =
              "外部記録媒体を入れられない機器だけに付けます。ほかの機器では、内蔵媒体に管理対象情報を保存できません。"),
    FIELD("medium_kind", "媒体の種類", TEXT, FIELD_REQUIRED, LEDGER_CLAUSE, .limit = 30, WHEN(REMOVABLE)),
    FIELD("capacity", "媒体の容量等", TEXT, FIELD_REQUIRED, LEDGER_CLAUSE, .limit = 20),
    FIELD("deemed", "みなし媒体", CHOICE, FIELD_REQUIRED | FIELD_DERIVED, "第7の1(2)オ(ア)f", .choices = deemings,
          .initial = "=medium", WHEN(BUILTIN),
          .help = "記録できて電子計算機に接続できる機器は媒体とみなします。外せるのは、規定上の禁止が二つのどちらかある"
                  "ときだけです。"),
    FIELD("prohibition", "禁止を定める規定", TEXT, FIELD_REQUIRED, "第7の1(2)オ(ア)f", .limit = 100,
          WHEN(BUILTIN, IS("deemed", "no_connection|no_storing"))),
    FIELD("medium", "媒体の管理番号(様式第6号)", ITEM, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED | FIELD_LINKED,
          TOGETHER_CLAUSE, .registers = "medium", .list_width = 12, WHEN(UNSET("prohibition")),
          .missing = "媒体の管理番号がありません。機器と媒体は一体で管理します。先に外部記録媒体管理簿(様式第6号)"
                     "に登録し、選んでください。"),
    FIELD("spare", "予備の媒体を保有する", YES, FIELD_DEPARTS, TOGETHER_CLAUSE, WHEN(REMOVABLE),
          .help = "予備の外部記録媒体は、原則保有してはなりません。保有するときは理由が要り、規定と異なる事項の一覧に載"
                  "ります。"),
    FIELD("spare_reason", "予備を保有する理由", TEXT, FIELD_REQUIRED, TOGETHER_CLAUSE, .limit = 100, WHEN(SET("spare")),
          .missing = "予備の外部記録媒体は、原則保有してはなりません。保有する理由を書くか、印を外してください。"),
    STORED_AT("第2の1(7)イ(エ)", "交番等も保管場所にできます。その場合も、この管理簿は署又は分庁舎に置きます。", {0}),
    FIELD("label", "管理名称のラベルを貼付", YES, FIELD_INDEXED, "第2の1(7)イ(ウ)"),
    LEDGER_FROM("登録日", LEDGER_CLAUSE),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
    LEDGER_END("抹消日", LEDGER_CLAUSE),
    LEDGER_FIELD(LEDGER_CLAUSE),
    {0},
};
static const struct rule rules[] = {LEDGER_RULES(POST_SUPERVISOR, "M-32", LEDGER_CLAUSE)};

/* R6-4: into what takes a card nothing is to be stored (L1386): the card is the medium, the device is not asked (⚑Q21). */
static int derive(struct situation *s, struct err *e)
{
    const char *deemed = entry_get(s->entry, "deemed");
    int rc = ledger_derive(s, e);
    if (rc == 0 && entry_get(s->entry, "builtin_only") == NULL)
        return entry_set(s->entry, "deemed", NULL, e);
    return rc == 0 && deemed == NULL ? entry_set(s->entry, "deemed", "medium", e) : rc;
}

static int check(const struct situation *s, struct err *e)
{
    bool device = false;
    const char *kind = situation_linked(s, "medium", "kind");
    int rc = ledger_check(s, e);
    if (rc != 0 || kind == NULL || !step_is(s, "enter|change|correct"))
        return rc;
    device = strcmp(kind, "device") == 0;
    if (device != (entry_get(s->entry, "builtin_only") != NULL))
        return err_field(
            e, "medium", "第7の1(2)オ(ア)f",
            device ? "「みなし媒体」を選べるのは、情報の記録が内蔵媒体だけの機器です。中に入れる媒体を選んでください。"
                   : "内蔵媒体だけの機器は、それ自体が媒体です。種別が「みなし媒体」のものを選んでください。");
    return 0;
}

static const struct paper_column columns[] = {
    COLUMN("No.", 100, PAPER_ROW_NUMBER, NULL),
    COLUMN("管理名称", 380, PAPER_FIELDS, "name"),
    COLUMN("機種名", 400, PAPER_FIELDS, "model"),
    COLUMN("製造番号等", 360, PAPER_FIELDS, "serial"),
    COLUMN("デジタル機器用外部記録媒体|種類", 280, PAPER_FIELDS, "medium_kind|medium"),
    COLUMN("デジタル機器用外部記録媒体|容量", 180, PAPER_FIELDS, "capacity"),
    COLUMN("保管場所", 320, PAPER_FIELDS, "place"),
    COLUMN("登録日(増)", 200, PAPER_FIELDS, "from"),
    COLUMN("抹消日(減)", 200, PAPER_FIELDS, "to"),
    COLUMN("備考", 150, PAPER_FIELDS, "note"),
    {0},
};
static const struct paper_strip strip = LEDGER_STRIP("運用管理者確認欄", 8);
static const struct sheet_def sheet = {
    LIST_SHEET("様式第2号(第2の1(7)関係)", "デジタル機器管理簿", RUNNING, 12, 90),
    .period_field = "from",
    .strip = &strip,
    .notes = "デジタル機器とデジタル機器用外部記録媒体は、一体で管理する。\n"
             "デジタル機器の予備の外部記録媒体は、原則保有してはならない。\n"
             "デジタル機器に、管理名称を記載したラベルを貼り付ける。",
    .further_fields = "spare_reason|prohibition",
    .further_steps = "confirm_change",
};

const struct register_def register_digital_device = {
    BOOK("2", "digital_device", "デジタル機器管理簿", "第2の1(7)イ(ア)"),
    LEDGER_TABLES,
    SHOWN_AS("name", "model|medium|place"),
    .pending_field = "pending",
    .retention_years = 5,
    OWN_CODE,
};

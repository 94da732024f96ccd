/* 様式第4号 公用携帯電話機管理簿, 第7の1(2)エ(ア)a(a)–(g) (L1320–1328). Shared phones go out by 様式第3号. */
#include "forms/register_phone.h"

#include <stddef.h>
#include <string.h>

#include "forms/exemption.h"
#include "forms/master.h"
#include "forms/post.h"

#include "forms/banned.h"

static const struct choice kinds[] = {
    /* the key of a shared one is that of 様式第3号's 区分 */
    {"shared_phone", "共有", "共", "第7の1(2)エ(ア)a(c)"},
    {"individual_phone", "個別支給", "個", "第7の1(2)エ(ア)a(c)"},
    {0},
};
static const struct choice mail_uses[] = {
    {"used", "使用する", NULL, NULL},
    {"none", "使用しない", NULL, NULL},
    {0},
};

#define SHARED IS("kind", "shared_phone")
/* Every rank below the 警部・課長補佐 step. */
#define BELOW_INSPECTOR \
    IS("holder_rank", "assistant_inspector|unit_chief|sergeant|chief_clerk|senior_officer|officer|clerk")

static const struct field fields[] = {
    {.key = "number",
     .label = "管理番号",
     .type = FIELD_TEXT,
     .limit = 20,
     .list_width = 12,
     .flags = FIELD_REQUIRED | FIELD_LISTED | FIELD_UNIQUE,
     .clause = "第7の1(2)エ(ア)a(a)"},
    {.key = "phone_number",
     .label = "電話番号",
     .type = FIELD_PHONE,
     .list_width = 14,
     .flags = FIELD_REQUIRED | FIELD_LISTED,
     .clause = "第7の1(2)エ(ア)a(b)"},
    {.key = "kind",
     .label = "共有・支給の別",
     .type = FIELD_CHOICE,
     .choices = kinds,
     .list_width = 10,
     .flags = FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED,
     .clause = "第7の1(2)エ(ア)a(c)"},
    {.key = "holder",
     .label = "支給・管理する職員",
     .type = FIELD_PERSON,
     .list_width = 18,
     .flags = FIELD_LISTED | FIELD_LINKED | FIELD_CUSTODY,
     .clause = "第7の1(2)エ(ア)a(c)",
     .help = "支給された職員。共有のものは、これを管理する職員(警部・課長補佐の段階以上)。役職だけで記載することも"
             "できますが、毎月の点検を本人に示すには氏名が要ります。"},
    {.key = "holder_post",
     .label = "役職",
     .type = FIELD_TEXT,
     .limit = 40,
     .clause = "第7の1(2)エ(ア)a(c)",
     .help = "氏名に代えて、又は氏名とともに記載します。"},
    {.key = "holder_rank",
     .label = "管理する職員の階級・職",
     .type = FIELD_CHOICE,
     .choices = rank_choices,
     .flags = FIELD_REQUIRED | FIELD_DERIVED,
     .when = {SHARED, UNSET("holder")},
     .clause = "第7の1(2)エ(ア)c"},
    {.key = "unavoidable",
     .label = "やむを得ない事情",
     .type = FIELD_TEXT,
     .limit = 100,
     .flags = FIELD_REQUIRED,
     .when = {SHARED, BELOW_INSPECTOR},
     .clause = "第7の1(2)エ(ア)c",
     .missing = "共有公用携帯電話機を管理する職員は、警部又は課長補佐の段階に属する職以上の職員です。やむを得ない事情が"
                "あれば書いてください。なければ、管理する職員を選び直してください。"},
    {.key = "mail_use",
     .label = "電子メール機能",
     .type = FIELD_CHOICE,
     .choices = mail_uses,
     .clause = "第7の1(2)エ(ア)a(d)"},
    {.key = "mail",
     .label = "メールアドレス",
     .type = FIELD_MAIL,
     .when = {IS_NOT("mail_use", "none")},
     .clause = "第7の1(2)エ(ア)a(d)",
     .help = "電子メール機能を使用するものだけに入れます。"},
    {.key = "model",
     .label = "機種",
     .type = FIELD_TEXT,
     .limit = 40,
     .list_width = 14,
     .flags = FIELD_REQUIRED | FIELD_LISTED,
     .clause = "第7の1(2)エ(ア)a(e)"},
    {.key = "from",
     .label = "使用開始日",
     .type = FIELD_DATE,
     .flags = FIELD_REQUIRED,
     .initial = "today",
     .clause = "第7の1(2)エ(ア)a(f)"},
    LEDGER_END("使用終了日", "第7の1(2)エ(ア)a(f)"),
    {.key = "use", .label = "用途", .type = FIELD_TEXT, .limit = 30, .list_width = 14},
    DESIGNATION_FIELDS(phone_designations, "第7の1(2)エ(ウ)b", SHARED),
    {.key = "duty_section",
     .label = "当直勤務を取りまとめる所属",
     .type = FIELD_TEXT,
     .limit = 30,
     .when = {IS("designation", "duty")},
     .initial = "=警務課(係)",
     .clause = "第7の1(2)エ(ウ)b(a)",
     .help = "当直勤務用のものは、原則としてここで管理し、当直勤務の終了後に当直責任者がここに返却します。"},
    {.key = "place", .label = "保管場所", .type = FIELD_ITEM, .registers = "place", .clause = "第7の1(2)エ(ア)d"},
    {.key = "locked",
     .label = "使用しないときは施錠の上保管",
     .type = FIELD_YES,
     .when = {SHARED},
     .clause = "第7の1(2)エ(ア)d"},
    {.key = "pooled", .label = "集中保管", .type = FIELD_YES, .when = {SHARED}, .clause = "第7の1(2)エ(ア)d"},
    {.key = "note", .label = "その他所要の事項", .type = FIELD_TEXT, .limit = 100, .clause = "第7の1(2)エ(ア)a(g)"},
    {0},
};
static const struct rule rules[] = {MASTER_RULES(POST_ADMINISTRATOR)};

/* What is written of the holder's rank is what it was when he was named; a shared phone alone asks it. */
static int derive(struct situation *s, struct err *e)
{
    struct entry *entry = s->entry;
    int rc = 0;
    if (!entry_is(entry, "kind", "shared_phone"))
        rc = entry_set(entry, "holder_rank", NULL, e);
    else if (entry_get(entry, "holder") != NULL && situation_link(s, "holder") != NULL)
        rc = entry_set(entry, "holder_rank", situation_linked(s, "holder", "rank"), e);
    if (rc == 0 && entry_get(entry, "mail_use") == NULL && entry_get(entry, "mail") != NULL)
        rc = entry_set(entry, "mail_use", "used", e);
    if (rc == 0 && s->step != NULL && strcmp(s->step, "resume") == 0)
        rc = entry_set(entry, "to", NULL, e);
    return rc;
}

static int check(const struct situation *s, struct err *e)
{
    const struct entry *entry = s->entry;
    if (entry_get(entry, "holder") == NULL && entry_get(entry, "holder_post") == NULL)
        return err_field(e, "holder", "第7の1(2)エ(ア)a(c)",
                         "支給・管理する職員がありません。氏名か役職のどちらかを入れてください。");
    if (entry_is(entry, "mail_use", "used") && entry_get(entry, "mail") == NULL)
        return err_field(e, "mail", "第7の1(2)エ(ア)a(d)",
                         "電子メール機能を使用するもののメールアドレスがありません。入れてください。");
    return ledger_check(s, e);
}

static const struct paper_column columns[] = {
    COLUMN("管理番号", 260, PAPER_FIELDS, "number"),
    COLUMN("電話番号", 320, PAPER_FIELDS, "phone_number"),
    COLUMN("支給・共有\nの別", 160, PAPER_FIELDS, "kind"),
    COLUMN("支給職員の役職又は氏名\n(共有は管理する職員)", 400, PAPER_FIELDS, "holder_post|holder"),
    COLUMN("メールアドレス", 500, PAPER_FIELDS, "mail"),
    COLUMN("機種", 330, PAPER_FIELDS, "model"),
    COLUMN("使用開始日", 200, PAPER_FIELDS, "from"),
    COLUMN("使用終了日", 200, PAPER_FIELDS, "to"),
    COLUMN("その他\n所要の事項", 200, PAPER_FIELDS, "note"),
    {0},
};
static const struct paper_strip strip = {
    .label = "更新・運用管理者確認欄", .of = "yearly", .cells = 8, .fields = "date|kind", .steps = "confirm"};
static const struct sheet_def sheet = {
    .label = "様式第4号(第7の1(2)エ関係)",
    .title = "公用携帯電話機管理簿",
    .landscape = true,
    .unit = PAPER_RUNNING,
    .rows = 12,
    .row_height = 90,
    .columns = columns,
    .strip = &strip,
    .notes = "共有公用携帯電話機を管理する職員は、警部又は課長補佐の段階に属する職以上の職員とする。ただし、やむを得な"
             "い事情が"
             "ある場合は、この限りでない。",
    .further_fields = "use|designation|duty_section|designated_place|place|unavoidable",
};

const struct register_def register_phone = {
    .id = "phone",
    .form = "4",
    .label = "公用携帯電話機管理簿",
    .clause = "第7の1(2)エ(ア)a",
    .fields = fields,
    .states = master_states,
    .steps = master_steps,
    .rules = rules,
    .sheet = &sheet,
    .title_fields = "number",
    .detail_fields = "use|phone_number|place",
    .retention_years = 5,
    .derive = derive,
    .check = check,
};

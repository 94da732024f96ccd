/* 様式第4号 公用携帯電話機管理簿, 第7の1(2)エ(ア)a(a)–(g) (L1320–1328). Shared phones go out by 様式第3号. */
#include "forms/register_phone.h"

#include <stddef.h>

#include "forms/declare.h"
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
static const struct choice mail_uses[] = {{"used", "使用する", NULL, NULL}, {"none", "使用しない", NULL, NULL}, {0}};

#define SHARED IS("kind", "shared_phone")
/* Every rank below the 警部・課長補佐 step. */
#define BELOW_INSPECTOR \
    IS("holder_rank", "assistant_inspector|unit_chief|sergeant|chief_clerk|senior_officer|officer|clerk")

static const struct field fields[] = {
    FIELD("number", "管理番号", TEXT, FIELD_REQUIRED | FIELD_LISTED | FIELD_UNIQUE, "第7の1(2)エ(ア)a(a)", .limit = 20,
          .list_width = 12),
    FIELD("phone_number", "電話番号", PHONE, FIELD_REQUIRED | FIELD_LISTED, "第7の1(2)エ(ア)a(b)", .list_width = 14),
    FIELD("kind", "共有・支給の別", CHOICE, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED, "第7の1(2)エ(ア)a(c)",
          .choices = kinds, .list_width = 10),
    FIELD("holder", "支給・管理する職員", PERSON, FIELD_LISTED | FIELD_LINKED | FIELD_CUSTODY, "第7の1(2)エ(ア)a(c)",
          .list_width = 18,
          .help = "支給された職員。共有のものは、これを管理する職員(警部・課長補佐の段階以上)"
                  "。役職だけで記載することもできますが、毎月の点検を本人に示すには氏名が要ります。"),
    FIELD("holder_post", "役職", TEXT, 0, "第7の1(2)エ(ア)a(c)", .limit = 40,
          .help = "氏名に代えて、又は氏名とともに記載します。"),
    FIELD("holder_rank", "管理する職員の階級・職", CHOICE, FIELD_REQUIRED | FIELD_DERIVED, "第7の1(2)エ(ア)c",
          .choices = rank_choices, WHEN(SHARED, UNSET("holder"))),
    FIELD("unavoidable", "やむを得ない事情", TEXT, FIELD_REQUIRED, "第7の1(2)エ(ア)c", .limit = 100,
          WHEN(SHARED, BELOW_INSPECTOR),
          .missing = "共有公用携帯電話機を管理する職員は、警部又は課長補佐の段階に属する職以上の職員です。やむを得ない"
                     "事情があれば書いてください。なければ、管理する職員を選び直してください。"),
    FIELD("mail_use", "電子メール機能", CHOICE, 0, "第7の1(2)エ(ア)a(d)", .choices = mail_uses),
    FIELD("mail", "メールアドレス", MAIL, 0, "第7の1(2)エ(ア)a(d)", WHEN(IS_NOT("mail_use", "none")),
          .help = "電子メール機能を使用するものだけに入れます。"),
    FIELD("model", "機種", TEXT, FIELD_REQUIRED | FIELD_LISTED, "第7の1(2)エ(ア)a(e)", .limit = 40, .list_width = 14),
    FIELD("from", "使用開始日", DATE, FIELD_REQUIRED, "第7の1(2)エ(ア)a(f)", .initial = "today"),
    LEDGER_END("使用終了日", "第7の1(2)エ(ア)a(f)"),
    FIELD("use", "用途", TEXT, 0, NULL, .limit = 30, .list_width = 14),
    DESIGNATION_FIELDS(phone_designations, "第7の1(2)エ(ウ)b", SHARED),
    FIELD("duty_section", "当直勤務を取りまとめる所属", TEXT, 0, "第7の1(2)エ(ウ)b(a)", .limit = 30,
          .initial = "=警務課(係)", WHEN(IS("designation", "duty")),
          .help = "当直勤務用のものは、原則としてここで管理し、当直勤務の終了後に当直責任者がここに返却します。"),
    FIELD("place", "保管場所", ITEM, 0, "第7の1(2)エ(ア)d", .registers = "place"),
    FIELD("locked", "使用しないときは施錠の上保管", YES, 0, "第7の1(2)エ(ア)d", WHEN(SHARED)),
    FIELD("pooled", "集中保管", YES, 0, "第7の1(2)エ(ア)d", WHEN(SHARED)),
    FIELD("note", "その他所要の事項", TEXT, 0, "第7の1(2)エ(ア)a(g)", .limit = 100),
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
    if (rc == 0 && step_is(s, "resume"))
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
static const struct paper_strip strip = LEDGER_STRIP("更新・運用管理者確認欄", 8);
static const struct sheet_def sheet = {
    LIST_SHEET("様式第4号(第7の1(2)エ関係)", "公用携帯電話機管理簿", RUNNING, 12, 90),
    .strip = &strip,
    .notes = "共有公用携帯電話機を管理する職員は、警部又は課長補佐の段階に属する職以上の職員とする。ただし、やむを得な"
             "い事情がある場合は、この限りでない。",
    .further_fields = "use|designation|duty_section|designated_place|place|unavoidable",
};

const struct register_def register_phone = {
    BOOK("4", "phone", "公用携帯電話機管理簿", "第7の1(2)エ(ア)a"),
    MASTER_TABLES,
    .sheet = &sheet,
    SHOWN_AS("number", "use|phone_number|place"),
    .retention_years = 5,
    OWN_CODE,
};

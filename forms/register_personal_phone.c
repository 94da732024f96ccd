/* 個人所有携帯電話機の許可記録, 第7の1(2)カ(イ)a, b (L1420–1421); in 緊急事態 (訓練を含む。) the permit is deemed given, and what b
 * and c ask is off (g, L1427–1428). */
#include "forms/register_personal_phone.h"

#include <stddef.h>

#include "forms/application.h"

#include "forms/banned.h"

#define PERMIT "第7の1(2)カ(イ)a"
#define RECORD "第7の1(2)カ(イ)b"
#define SETTING "第7の1(2)カ(イ)c"
#define USE "第7の1(2)カ(イ)d"
#define DEEMED "第7の1(2)カ(イ)g"
#define ORDINARY IS("basis", "permit")
#define EMERGENCY IS("basis", "emergency")
#define SMARTPHONE IS("kind", "smartphone")

static const struct choice bases[] = {
    {"permit", "許可", "許", PERMIT}, {"emergency", "緊急事態(みなし許可)", "緊", DEEMED}, {0}};
static const struct choice kinds[] = {
    {"smartphone", "スマートフォン等", "ス", RECORD}, {"other", "その他の携帯電話機", "他", RECORD}, {0}};
static const struct choice mails[] = {
    {"carrier", "移動通信事業者の電子メール", NULL, USE}, {"approved", "運用管理者が認める電子メール", NULL, USE}, {0}};
static const struct choice emergencies[] = {{"disaster", "大規模災害", NULL, DEEMED},
                                            {"terror", "重大テロ", NULL, DEEMED},
                                            {"other", "その他の緊急事態", NULL, DEEMED},
                                            {"drill", "訓練", NULL, DEEMED},
                                            {0}};

static const struct field fields[] = {
    {.key = "basis",
     .label = "区分",
     .type = FIELD_CHOICE,
     .choices = bases,
     .list_width = 12,
     .flags = FIELD_DERIVED | FIELD_LISTED | FIELD_INDEXED,
     .clause = PERMIT},
    {.key = "holder",
     .label = "氏名",
     .type = FIELD_PERSON,
     .list_width = 16,
     .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_LISTED | FIELD_INDEXED,
     .initial = "self",
     .clause = RECORD},
    {.key = "purpose",
     .label = "使用が想定される職務・事情",
     .type = FIELD_TEXT,
     .limit = 150,
     .list_width = 24,
     .flags = FIELD_REQUIRED | FIELD_LISTED,
     .clause = PERMIT},
    {.key = "phone_number",
     .label = "電話番号",
     .type = FIELD_PHONE,
     .list_width = 14,
     .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_LISTED,
     .when = {ORDINARY},
     .clause = RECORD},
    {.key = "mail",
     .label = "メールアドレス",
     .type = FIELD_MAIL,
     .flags = FIELD_REQUIRED,
     .when = {ORDINARY},
     .clause = RECORD},
    ASKED_TEXT("maker", "製造業者名", 40, RECORD, ORDINARY),
    ASKED_TEXT("model", "機種名", 40, RECORD, ORDINARY),
    ASKED_CHOICE("kind", "携帯電話機の別", kinds, RECORD, ORDINARY),
    ASKED_TEXT("os", "OSの種類", 30, RECORD, ORDINARY, SMARTPHONE),
    {.key = "os_version",
     .label = "OSのバージョン",
     .type = FIELD_TEXT,
     .limit = 30,
     .flags = FIELD_REQUIRED,
     .when = {ORDINARY, SMARTPHONE},
     .clause = RECORD},
    ASKED_TICK("authenticated", "要機密情報の閲覧に主体認証を設定する", SETTING, ORDINARY),
    ASKED_TICK("not_shared", "共用・貸与(家族との共用等を含む。)をしない", SETTING, ORDINARY),
    ASKED_CHOICE("mail_service", "使用する電子メール", mails, USE, ORDINARY),
    ASKED_TEXT("mail_name", "認めを受ける電子メールの名称", 60, USE, ORDINARY, IS("mail_service", "approved")),
    ASKED_CHOICE("emergency", "緊急事態の別", emergencies, DEEMED, EMERGENCY),
    {.key = "used_on",
     .label = "使用した日",
     .type = FIELD_DATE,
     .flags = FIELD_REQUIRED,
     .when = {EMERGENCY},
     .initial = "today",
     .clause = DEEMED},
    FREE_TEXT("note", "備考", 100),
    CONDITIONS_FIELD,
    ENDED_FIELD("end"),
    {0},
};

static const struct state states[] = {
    REQUESTED_STATE,
    {"permitted", "許可", "許", STATE_CURRENT},
    {"ended", "使用終了", "終", STATE_ENDED},
    {"deemed", "みなし許可", "緊", STATE_DONE},
    UNDECIDED_STATES,
    {0},
};
static const struct step steps[] = {
    REQUEST_STEP(PERMIT),
    {"declare", "緊急事態の使用の記録", NULL, "deemed", STEP_CREATES | STEP_EDITS | STEP_BY_SELF,
     "緊急事態の使用を記録した", DEEMED},
    PERMIT_STEP("許可", "許可した", PERMIT),
    OTHER_ENDS_STEPS,
    REQUEST_AGAIN_STEP(PERMIT),
    END_STEP("使用の終了", NULL),
    CORRECT_STEP("permitted|deemed"),
    {0},
};
static const struct need needs[] = {{"permitted", "permit", {ORDINARY}}, {"ended", "end", {{0}}}, {0}};

static const struct rule rules[] = {
    RULE("M-40", "request", ANY, 0, NONE, PERMIT),
    RULE("M-40", "declare", ANY, 0, NONE, DEEMED),
    APPLICANT_RULES,
    DECIDER_RULES("M-40", POST_ADMINISTRATOR, PERMIT),
    RULE("", "end", SELF, 0, NONE, NULL),
    RULE("", "end", OTHER, POST_ADMINISTRATOR, NONE, NULL),
    END_OF_RULES,
};

static int derive(struct situation *s, struct err *e)
{
    int rc = application_stands(s, "basis", "permit", "request", NULL, e);
    return rc != 0 ? rc : application_stands(s, "basis", "emergency", "declare", NULL, e);
}

static int check(const struct situation *s, struct err *e)
{
    int rc = application_past(s, "used_on", e);
    return rc != 0 ? rc : application_past(s, "ended_on", e);
}

static const struct paper_column columns[] = {
    COLUMN("許可", 240, PAPER_STAMP, "permit"),
    COLUMN("氏名", 300, PAPER_FIELDS, "holder"),
    COLUMN("電話番号", 300, PAPER_FIELDS, "phone_number"),
    COLUMN("メールアドレス", 440, PAPER_FIELDS, "mail"),
    COLUMN("製造業者名", 260, PAPER_FIELDS, "maker"),
    COLUMN("機種名", 280, PAPER_FIELDS, "model"),
    COLUMN("OSの種類・バージョン", 280, PAPER_FIELDS, "os|os_version"),
    COLUMN("区分・使用の事情", 470, PAPER_FIELDS, "basis|purpose"),
    {0},
};
static const struct sheet_def sheet = {
    .label = "付属",
    .title = "個人所有携帯電話機の許可記録",
    .landscape = true,
    .unit = PAPER_RUNNING,
    .rows = 11,
    .row_height = 90,
    .columns = columns,
    .further_fields = "mail_service|mail_name|emergency|used_on|ended_on|conditions",
    .notes = "条件 要機密情報に当たるものの閲覧時に、パスワード等の主体認証情報の入力を求められるよう設定する。"
             "(第7の1(2)カ(イ)c)\n"
             "共用・貸与(家族との共用等を含む。)をしない。(第7の1(2)カ(イ)c)\n"
             "電子メールは、運用管理者が認めた場合を除き移動通信事業者が提供するものを使い、扱う情報は機密性2(中)"
             "までとする。"
             "(第7の1(2)カ(イ)d)",
};

const struct register_def register_personal_phone = {
    .id = "personal_phone",
    .label = "個人所有携帯電話機の許可記録",
    .clause = RECORD,
    .fields = fields,
    .states = states,
    .steps = steps,
    .rules = rules,
    .needs = needs,
    .sheet = &sheet,
    .title_fields = "holder|model",
    .detail_fields = "purpose",
    .person_field = "holder",
    .retention_years = 5,
    .derive = derive,
    .check = check,
};

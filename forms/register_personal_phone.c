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
    FIELD("basis", "区分", CHOICE, FIELD_DERIVED | FIELD_LISTED | FIELD_INDEXED, PERMIT, .choices = bases,
          .list_width = 12),
    FIELD("holder", "氏名", PERSON, ASKED | FIELD_LISTED | FIELD_INDEXED, RECORD, .list_width = 16, .initial = "self"),
    FIELD("purpose", "使用が想定される職務・事情", TEXT, FIELD_REQUIRED | FIELD_LISTED, PERMIT, .limit = 150,
          .list_width = 24),
    FIELD("phone_number", "電話番号", PHONE, ASKED | FIELD_LISTED, RECORD, .list_width = 14, WHEN(ORDINARY)),
    FIELD("mail", "メールアドレス", MAIL, FIELD_REQUIRED, RECORD, WHEN(ORDINARY)),
    FIELD("maker", "製造業者名", TEXT, ASKED, RECORD, .limit = 40, WHEN(ORDINARY)),
    FIELD("model", "機種名", TEXT, ASKED, RECORD, .limit = 40, WHEN(ORDINARY)),
    FIELD("kind", "携帯電話機の別", CHOICE, ASKED, RECORD, .choices = kinds, WHEN(ORDINARY)),
    FIELD("os", "OSの種類", TEXT, ASKED, RECORD, .limit = 30, WHEN(ORDINARY, SMARTPHONE)),
    FIELD("os_version", "OSのバージョン", TEXT, FIELD_REQUIRED, RECORD, .limit = 30, WHEN(ORDINARY, SMARTPHONE)),
    FIELD("authenticated", "要機密情報の閲覧に主体認証を設定する", YES, ASKED, SETTING, WHEN(ORDINARY)),
    FIELD("not_shared", "共用・貸与(家族との共用等を含む。)をしない", YES, ASKED, SETTING, WHEN(ORDINARY)),
    FIELD("mail_service", "使用する電子メール", CHOICE, ASKED, USE, .choices = mails, WHEN(ORDINARY)),
    FIELD("mail_name", "認めを受ける電子メールの名称", TEXT, ASKED, USE, .limit = 60,
          WHEN(ORDINARY, IS("mail_service", "approved"))),
    FIELD("emergency", "緊急事態の別", CHOICE, ASKED, DEEMED, .choices = emergencies, WHEN(EMERGENCY)),
    FIELD("used_on", "使用した日", DATE, FIELD_REQUIRED, DEEMED, WHEN(EMERGENCY), .initial = "today"),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
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
    ATTACHED_SHEET("個人所有携帯電話機の許可記録", 11, 90),
    .further_fields = "mail_service|mail_name|emergency|used_on|ended_on|conditions",
    .notes = "条件 要機密情報に当たるものの閲覧時に、パスワード等の主体認証情報の入力を求められるよう設定する。"
             "(第7の1(2)カ(イ)c)\n"
             "共用・貸与(家族との共用等を含む。)をしない。(第7の1(2)カ(イ)c)\n"
             "電子メールは、運用管理者が認めた場合を除き移動通信事業者が提供するものを使い、扱う情報は機密性2(中)"
             "までとする。"
             "(第7の1(2)カ(イ)d)",
};

const struct register_def register_personal_phone = {
    REGISTER("personal_phone", "個人所有携帯電話機の許可記録", RECORD),
    OWN_TABLES,
    SHOWN_AS("holder|model", "purpose"),
    .person_field = "holder",
    .retention_years = 5,
    OWN_CODE,
};

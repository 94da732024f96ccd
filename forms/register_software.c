/* 様式第1号 ソフトウェア等利用申請書: 機器の改造(新たな機器の接続、ソフトウェアの追加等), 第2の1(6) (L97).
 * What is asked of software (L731–736) is what the list of permitted software must consider; that this form asks it is ours. */
#include "forms/register_software.h"

#include <stddef.h>
#include <string.h>

#include "forms/application.h"
#include "forms/common_fields.h"
#include "forms/external.h"
#include "forms/field.h"

#include "forms/banned.h"

#define CLAUSE "第2の1(6)"
#define SOFTWARE IS("kind", "software")

static const struct choice kinds[] = {
    {"connect", "新たな機器の接続", "接", CLAUSE},
    {"software", "ソフトウェアの追加", "ソ", CLAUSE},
    {"other", "その他", "他", CLAUSE},
    {0},
};
static const struct choice grounds[] = {
    {"provided", "システムセキュリティ責任者が整備した機器の接続等", NULL, CLAUSE},
    {"guideline", "運用要領で職員の判断に委ねられた改造", NULL, "第4の1(2)ア(ウ)"},
    {0},
};
static const struct choice results[] = {{"permitted", "許可", "許", NULL},
                                        {"refused", "不許可", "否", NULL},
                                        {"exempt", "許可を要しない", "除", NULL},
                                        {0}};
static const struct choice presence[] = {{"no", "無", "無", NULL}, {"yes", "有", "有", NULL}, {0}};

static const struct field fields[] = {
    FIELD("kind", "申請区分", CHOICE, ASKED | FIELD_LISTED | FIELD_INDEXED, CLAUSE, .choices = kinds, .list_width = 16,
          .initial = "=software"),
    FIELD("kind_other", "その他の内容", TEXT, ASKED, CLAUSE, .limit = 60, WHEN(IS("kind", "other"))),
    FIELD("applicant", "申請者", PERSON, FIELD_DERIVED | FIELD_LISTED, CLAUSE, .list_width = 14),
    FIELD("target", "対象の警察情報システム・端末", TEXT, ASKED, NULL, .limit = 150),
    FIELD("name", "ソフトウェア・機器の名称", TEXT, ASKED | FIELD_LISTED, CLAUSE, .limit = 80, .list_width = 24),
    FIELD("maker", "製造元・提供元", TEXT, 0, NULL, .limit = 60),
    FIELD("model", "型番", TEXT, 0, NULL, .limit = 60, WHEN(IS_NOT("kind", "software"))),
    FIELD("version", "版(バージョン)", TEXT, ASKED, NULL, .limit = 40, WHEN(SOFTWARE)),
    FIELD("support", "サポート状況", TEXT, ASKED, NULL, .limit = 80, WHEN(SOFTWARE)),
    FIELD("traffic", "外部との通信", CHOICE, ASKED, NULL, .choices = presence, WHEN(SOFTWARE)),
    FIELD("protocol", "プロトコル(版)", TEXT, ASKED, NULL, .limit = 60, WHEN(SOFTWARE, IS("traffic", "yes"))),
    FIELD("port", "使用するポート", TEXT, ASKED, NULL, .limit = 40, WHEN(SOFTWARE, IS("traffic", "yes"))),
    FIELD("encrypted", "通信の暗号化", CHOICE, ASKED, NULL, .choices = presence, WHEN(SOFTWARE, IS("traffic", "yes"))),
    FIELD("bundled", "同時に導入されるソフトウェア", TEXT, ASKED, NULL, .limit = 100, WHEN(SOFTWARE)),
    FIELD("risk", "利用に伴うリスク", LONG_TEXT, ASKED, NULL, .limit = 300),
    FIELD("measure", "リスクへの対策", LONG_TEXT, 0, NULL, .limit = 300),
    FIELD("purpose", "利用目的・必要性", LONG_TEXT, ASKED, NULL, .limit = 300),
    FIELD("limited_to", "特定の業務・端末への限定", TEXT, 0, NULL, .limit = 100),
    FIELD("users", "利用者の範囲", TEXT, 0, NULL, .limit = 80),
    FIELD("used_from", "利用期間の始め", DATE, 0, NULL),
    FIELD("used_until", "利用期間の終わり", DATE, 0, NULL),
    FIELD("information", "取り扱う情報の機密性", CHOICE, 0, NULL, .choices = confidentialities),
    FIELD("contact", "担当者・電話", TEXT, 0, NULL, .limit = 60),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 150),
    FIELD("ground", "許可を要しない事由", CHOICE, ASKED, CLAUSE, .choices = grounds, .step = "exempt",
          .help = "条文が除くのはシステムセキュリティ責任者が整備した機器の接続等だけです。運用要領が職員の判断に委ねた"
                  "改造は、その条項を示すときだけ選べます。"),
    FIELD("guideline_clause", "運用要領の名称・条項", TEXT, ASKED, "第4の1(2)ア(ウ)", .limit = 80, .step = "exempt",
          WHEN(IS("ground", "guideline"))),
    FIELD("exempt_reason", "許可を要しない理由", TEXT, ASKED, CLAUSE, .limit = 150, .step = "exempt"),
    CONDITIONS_FIELD,
    EXTERNAL_FIELDS("permit|refuse"),
    FIELD("result", "結果", CHOICE, FIELD_DERIVED | FIELD_LISTED | FIELD_INDEXED, "第5の1(1)イ(ア)", .choices = results,
          .list_width = 10),
    FIELD("worked_at", "作業の日時", TIME, FIELD_REQUIRED | FIELD_LISTED, CLAUSE, .list_width = 12, .step = "work",
          .initial = "now", .help = "許可より前の作業は記録できません。"),
    FIELD("worked_by", "作業した者", TEXT, ASKED, NULL, .limit = 60, .step = "work"),
    FIELD("decided_at", "外部決裁の時刻", TIME, 0, NULL, .step = "work", WHEN(SET("external_date")),
          .help = "外部決裁の日のうちに作業したときだけ、決裁された時刻を入れます。"),
    {0},
};

static const struct state states[] = {
    REQUESTED_STATE,
    {"draft", "起案", "案", STATE_WAITING},
    {"permitted", "許可・作業待ち", "許", STATE_CURRENT},
    {"done", "作業済", "済", STATE_DONE},
    {"exempt", "許可不要", "除", STATE_DONE},
    UNDECIDED_STATES,
    {0},
};
static const struct step steps[] = {
    REQUEST_STEP(CLAUSE),
    {"prepare", "起案", NULL, "draft", STEP_CREATES | STEP_EDITS, "起案した", NULL},
    {"exempt", "許可を要しない改造の記録", NULL, "exempt", STEP_CREATES | STEP_EDITS,
     "許可を要しないものとして記録した", CLAUSE},
    {"submit", "提出", "draft", "requested", STEP_EDITS | STEP_RENEWS | STEP_DECIDES, "申請した", CLAUSE},
    PERMIT_STEP("許可", "許可した", CLAUSE),
    OTHER_ENDS_STEPS,
    REQUEST_AGAIN_STEP(CLAUSE),
    {"discard", "起案の取りやめ", "draft", "withdrawn", STEP_BY_SELF, "起案を取りやめた", NULL},
    {"work", "作業の記録", "permitted", "done", 0, "作業を記録した", CLAUSE},
    {"give_up", "作業の取りやめ", "permitted", "withdrawn", STEP_REASON, "作業を取りやめた", NULL},
    CORRECT_STEP("permitted|done|exempt"),
    {0},
};
static const struct need needs[] = {
    {"permitted", "permit", {{0}}}, {"done", "permit", {{0}}}, {"done", "work", {{0}}}, {0}};

/* R1-1: whoever drafted, it is the 運用管理者 who applies, and takes it back. */
#define ADMINISTRATOR_DOES(STEP, CITED) RULE("", STEP, ANY, POST_ADMINISTRATOR, NONE, CITED)
static const struct rule rules[] = {
    RULE("M-38", "request", ANY, POST_ADMINISTRATOR, NONE, CLAUSE),
    RULE("M-38", "submit", ANY, POST_ADMINISTRATOR, NONE, CLAUSE),
    RULE("M-38", "exempt", ANY, POST_ADMINISTRATOR, NONE, CLAUSE),
    RULE("", "prepare", ANY, 0, NONE, NULL),
    RULE("", "discard", SELF, 0, NONE, NULL),
    ADMINISTRATOR_DOES("discard", NULL),
    ADMINISTRATOR_DOES("request_again", CLAUSE),
    ADMINISTRATOR_DOES("pull_back", NULL),
    ADMINISTRATOR_DOES("withdraw", NULL),
    ADMINISTRATOR_DOES("give_up", NULL),
    ADMINISTRATOR_DOES("correct", NULL),
    DECIDER_RULES("M-38", POST_SECURITY_OFFICER, CLAUSE),
    EXTERNAL("M-38", "permit", CLAUSE),
    EXTERNAL("M-38", "refuse", NULL),
    RULE("", "work", ANY, 0, NONE, CLAUSE, AFTER("permit")),
    END_OF_RULES,
};

/* R1-4: what came of it, for the review of the software in use. */
static int derive(struct situation *s, struct err *e)
{
    int rc = application_applicant(s, "applicant", "request|submit|exempt|request_again", e);
    if (rc == 0)
        rc = application_stands(s, "result", "permitted", "permit", NULL, e);
    if (rc == 0)
        rc = application_stands(s, "result", "refused", "refuse", NULL, e);
    return rc != 0 ? rc : application_stands(s, "result", "exempt", "exempt", NULL, e);
}

/* 「事前に」: by time where the day is the same. A decision taken elsewhere is known by its day, by the hour only when told. */
static bool worked_before(const struct entry *entry, const struct done *permit, int64_t worked)
{
    const char *day = entry_get(entry, "external_date"), *hour = entry_get(entry, "decided_at");
    char mine[DATE_BYTES];
    int64_t permitted = permit->at / 60 * 60; /* what is typed knows minutes */
    int order;
    if (day == NULL || worked >= permitted)
        return worked < permitted;
    order = strcmp(date_format(mine, sizeof mine, date_of(worked), DATE_ISO), day);
    return order < 0 || (order == 0 && (hour == NULL || worked < field_time(hour)));
}

static int check_work(const struct situation *s, struct err *e)
{
    const struct done *permit = entry_done(s->entry, "permit");
    const char *worked = entry_get(s->entry, "worked_at"), *hour = entry_get(s->entry, "decided_at");
    char day[DATE_BYTES];
    if (worked == NULL || permit == NULL)
        return 0;
    date_format(day, sizeof day, date_of(field_time(hour)), DATE_ISO);
    if (hour != NULL && !entry_is(s->entry, "external_date", day))
        return err_field(e, "decided_at", NULL, "外部決裁の日の時刻ではありません。決裁の日と時刻を確かめてください。");
    if (worked_before(s->entry, permit, field_time(worked)))
        return err_field(
            e, "worked_at", CLAUSE,
            "作業が許可より前です。改造は事前に許可を受けて行うものなので、記録できません。日時を確かめてくだ"
            "さい。外部決裁の日のうちの作業なら、決裁の時刻も入れてください。");
    return application_past(s, "worked_at", e);
}

static int check(const struct situation *s, struct err *e)
{
    int rc = application_period(s, "used_from", "used_until", e);
    return rc != 0 ? rc : check_work(s, e);
}

static const struct paper_letter letter = {
    .addressee = "システムセキュリティ責任者",
    .applicant = "運用管理者",
    .steps = "request|submit|request_again|exempt",
    .fields = "contact",
};
static const struct paper_line lines[] = {
    LINE("申請区分", 90, PAPER_CHOICES, "kind|kind_other"),
    LINE("対象の警察情報システム・端末", 110, PAPER_FIELDS, "target"),
    LINE("ソフトウェア・機器の名称", 90, PAPER_FIELDS, "name"),
    LINE("製造元・版・型番", 130, PAPER_FIELDS, "maker|version|model"),
    LINE("サポート状況", 90, PAPER_FIELDS, "support"),
    LINE("外部との通信", 150, PAPER_CHOICES, "traffic|protocol|port|encrypted"),
    LINE("同時に導入されるソフトウェア", 90, PAPER_FIELDS, "bundled"),
    LINE("利用に伴うリスクと対策", 190, PAPER_FIELDS, "risk|measure"),
    LINE("利用目的・必要性", 150, PAPER_FIELDS, "purpose"),
    LINE("業務・端末の限定、利用者の範囲", 110, PAPER_FIELDS, "limited_to|users"),
    LINE("利用期間", 90, PAPER_FIELDS, "used_from|used_until"),
    LINE("取り扱う情報の機密性", 90, PAPER_CHOICES, "information"),
    LINE("備考", 90, PAPER_FIELDS, "note"),
    LINE_STAMPED("許可欄|許可", 160, PAPER_TICKS, "permit|refuse", "permit|refuse"),
    LINE("許可欄|条件", 110, PAPER_FIELDS, "conditions|external_conditions"),
    LINE("許可欄|外部決裁", 130, PAPER_FIELDS, "external_number|external_date|external_decider"),
    LINE("許可を要しない事由", 140, PAPER_CHOICES, "ground|guideline_clause|exempt_reason"),
    LINE_STAMPED("作業", 110, PAPER_FIELDS, "worked_at|worked_by", "work"),
    {0},
};
static const struct sheet_def sheet = {
    .label = "様式第1号(第2の1(6)関係)",
    .title = "ソフトウェア等利用申請書",
    .unit = PAPER_PER_ENTRY,
    .lines = lines,
    .letter = &letter,
    .label_width = 450,
};

const struct register_def register_software = {
    BOOK("1", "software", "ソフトウェア等利用申請書", CLAUSE),
    OWN_TABLES,
    SHOWN_AS("name|version", "kind|target"),
    .person_field = "applicant",
    .retention_years = 1,
    OWN_CODE,
    .summary = "「{name}」を{target}に使うことを申請する。",
};

/* 様式第9号 例外措置適用申請書, 第8 (L1556–1568). The form itself is 略 in the text (⚑Q1): what the text speaks of is asked with
 * its clause; the provision departed from, reason, measures and impact are ours. */
#include "forms/register_exception.h"

#include <stddef.h>

#include "forms/application.h"
#include "forms/external.h"

#include "forms/banned.h"

#define REPORT "第8の1(2)"

static const struct choice kinds[] = {
    {"new", "新規", "新", "第8の2"},
    {"change", "変更(再申請)", "変", "第8の1(1)"},
    {0},
};
static const struct choice scopes[] = {
    {"individual", "個別", "個", NULL},
    {"comprehensive", "包括", "包", "第8の1(4)"},
    {0},
};
static const struct choice reports[] = {{"needed", "要", "要", REPORT}, {"none", "報告を要しない", "不", REPORT}, {0}};
static const struct choice handed[] = {{"print", "印刷したもの", NULL, NULL}, {"data", "電磁的記録", NULL, NULL}, {0}};

static const struct field fields[] = {
    FIELD("kind", "申請区分", CHOICE, ASKED | FIELD_LISTED, "第8の2", .choices = kinds, .list_width = 6,
          .initial = "=new"),
    FIELD("previous", "変更する元の許可", ITEM, ASKED | FIELD_LINKED | FIELD_INDEXED, "第8の1(1)",
          .registers = "exception", WHEN(IS("kind", "change")), .items = {SET("reapplying")},
          .help = "先に元の許可で「変更の再申請」を記録します。元の許可は、決まるまで許可した範囲で有効です。"),
    FIELD("responsible", "申請者", PERSON, FIELD_DERIVED | FIELD_LISTED | FIELD_INDEXED | FIELD_CUSTODY, REPORT,
          .list_width = 14),
    FIELD("addressee", "許可者(宛先)", TEXT, FIELD_REQUIRED, NULL, .limit = 60, .initial = "last"),
    FIELD("contact", "連絡先", TEXT, 0, NULL, .limit = 60),
    FIELD("scope", "適用範囲", CHOICE, ASKED | FIELD_LISTED, "第8の1(4)", .choices = scopes, .list_width = 6,
          .initial = "=individual",
          .help = "包括的に申請できるのは、システムセキュリティ責任者又は運用管理者だけです。"),
    FIELD("scope_text", "適用を受けようとする業務等の範囲", LONG_TEXT, ASKED, "第8の1(4)", .limit = 300,
          WHEN(IS("scope", "comprehensive"))),
    FIELD("document", "文書名", TEXT, ASKED, NULL, .limit = 80),
    FIELD("provision", "適用を受けようとする規定", TEXT, ASKED | FIELD_LISTED, NULL, .limit = 60, .list_width = 22),
    FIELD("grounds", "適用を受けようとする理由", LONG_TEXT, ASKED, NULL, .limit = 400),
    FIELD("measures", "例外措置の内容・講ずる代替手段", LONG_TEXT, ASKED, NULL, .limit = 400),
    FIELD("impact", "影響", LONG_TEXT, ASKED, NULL, .limit = 300),
    FIELD("from", "適用期間の始め", DATE, ASKED, REPORT),
    FIELD("until", "適用期間の終わり", DATE, ASKED | FIELD_LISTED | FIELD_INDEXED, REPORT, .list_width = 12),
    FIELD("report_way", "終了時の報告方法", TEXT, 0, NULL, .limit = 100),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 150),

    /* 審査, 許可 */
    FIELD("examined_report", "審査における報告の要否", CHOICE, FIELD_REQUIRED, REPORT, .choices = reports,
          .step = "examine", .initial = "=needed"),
    FIELD("opinion", "審査の意見", TEXT, 0, NULL, .limit = 150, .step = "examine"),
    FIELD("report", "終了後の報告", CHOICE, ASKED, REPORT, .choices = reports, .step = "permit", .initial = "=needed",
          .help = "「報告を要しない」は、審査と許可の両方でそうされたときだけ選べます。"),
    FIELD("report_items", "報告を求める事項", TEXT, ASKED, REPORT, .limit = 150, .step = "permit",
          WHEN(IS("report", "needed"))),
    CONDITIONS_FIELD,
    EXTERNAL_FIELDS("examine|permit|refuse"),

    /* 変更 */
    FIELD("change", "変更の内容", TEXT, ASKED, "第8の1(1)", .limit = 150, .step = "reapply"),
    FIELD("reapplying", "再申請", CHOICE, FIELD_DERIVED | FIELD_LISTED, NULL,
          .choices = (const struct choice[]){{"yes", "再申請中", "再", "第8の1(1)"}, {0}}, .list_width = 10),
    FIELD("successor", "変更後の許可", ITEM, FIELD_REQUIRED | FIELD_LINKED, "第8の1(1)", .registers = "exception",
          .step = "replace"),

    /* 終了, 庶務 */
    FIELD("in_force", "適用中の例外", TEXT, FIELD_DERIVED | FIELD_DEPARTS | FIELD_INDEXED, NULL, .limit = 60),
    FIELD("ends_at", "報告の期限の始まり", TIME, FIELD_DERIVED | FIELD_INDEXED, NULL),
    ENDED_FIELD("end_report|close"),
    FIELD("reported", "報告の内容", TEXT, ASKED, REPORT, .limit = 300, .step = "end_report"),
    FIELD("receipt", "報告の受領(外部)", TEXT, 0, NULL, .limit = 100, .step = "confirm_report",
          .help = "許可者がこの端末で確認しなかったときだけ、報告を受けた文書の番号・日・許可者名を写します。"),
    FIELD("action", "必要な対応", TEXT, ASKED, REPORT, .limit = 150, .step = "chase"),
    FIELD("handed_how", "引渡しの方法", CHOICE, FIELD_REQUIRED, "第8の1(3)", .choices = handed, .step = "hand_over",
          .initial = "=print"),
    FIELD("handed_to", "情報管理課の受付者", TEXT, ASKED, "第8の1(3)", .limit = 60, .step = "hand_over"),
    {0},
};

static const struct state states[] = {
    REQUESTED_STATE,
    {"permitted", "許可・適用中", "許", STATE_OUT},
    {"reported", "報告済・確認待ち", "報", STATE_BACK},
    {"ended", "終了", "終", STATE_DONE},
    {"replaced", "変更により終了", "変", STATE_ENDED},
    UNDECIDED_STATES,
    {0},
};
static const struct step steps[] = {
    REQUEST_STEP("第8の2"),
    {"examine", "審査", "requested", NULL, STEP_DECIDES, "審査した", REPORT},
    PERMIT_STEP("許可", "許可した", REPORT),
    OTHER_ENDS_STEPS,
    REQUEST_AGAIN_STEP("第8の2"),
    {"reapply", "変更の再申請", "permitted", NULL, STEP_BY_SELF | STEP_REPEATS, "申請内容の変更を記録した",
     "第8の1(1)"},
    {"keep", "変更の取りやめ", "permitted", NULL, STEP_BY_SELF | STEP_REASON | STEP_REPEATS,
     "変更をやめ、元の許可のままとした", NULL},
    {"replace", "変更後の許可への切替", "permitted", "replaced", STEP_BY_SELF, "変更後の許可に切り替えた", "第8の1(1)"},
    {"end_report", "終了の報告", "permitted", "reported", STEP_BY_SELF | STEP_BRINGS_BACK | STEP_REPEATS,
     "終了を報告した", REPORT},
    {"chase", "報告の督促と対応", "permitted", NULL, STEP_DECIDES | STEP_REPEATS, "報告を求め、対応を記録した", REPORT},
    {"confirm_report", "報告の確認", "reported", "ended", STEP_DECIDES | STEP_WHEN_NEEDS, "報告を確認した", REPORT},
    {"return_report", "報告の差戻し", "reported", "permitted", STEP_DECIDES | STEP_REASON | STEP_REPEATS,
     "報告を差し戻した", NULL},
    {"close", "終了の記録", "permitted", "ended", STEP_BY_SELF, "終了を記録した", REPORT},
    {"hand_over", "情報管理課への引渡し", "requested|permitted|reported|ended|replaced|refused", NULL, STEP_REPEATS,
     "情報管理課へ引き渡した", "第8の1(3)"},
    CORRECT_STEP("permitted|reported|ended"),
    {0},
};
static const struct need needs[] = {
    {"permitted", "examine", {{0}}},
    {"permitted", "permit", {{0}}},
    {"reported", "end_report", {{0}}},
    {"ended", "confirm_report", {IS("report", "needed")}},
    {"ended", "close", {IS("report", "none")}},
    {0},
};

static const struct paper_letter letter = {
    .addressee = "許可者",
    .addressee_field = "addressee",
    .applicant = "申請者",
    .steps = "request|request_again",
    .fields = "contact",
};
static const struct paper_line lines[] = {
    LINE("申請区分", 90, PAPER_CHOICES, "kind|previous"),
    LINE("適用範囲", 130, PAPER_CHOICES, "scope|scope_text"),
    LINE("例外措置の適用を受けようとする規定", 110, PAPER_FIELDS, "document|provision"),
    LINE("適用を受けようとする理由", 210, PAPER_FIELDS, "grounds"),
    LINE("例外措置の内容・講ずる代替手段", 210, PAPER_FIELDS, "measures"),
    LINE("影響", 150, PAPER_FIELDS, "impact"),
    LINE("適用期間", 90, PAPER_FIELDS, "from|until"),
    LINE("終了時の報告方法", 90, PAPER_FIELDS, "report_way"),
    LINE("備考", 90, PAPER_FIELDS, "note"),
    LINE("審査欄", 110, PAPER_STEPS, "examine"),
    LINE_STAMPED("許可欄|許可", 160, PAPER_TICKS, "permit|refuse", "permit|refuse"),
    LINE("許可欄|条件", 90, PAPER_FIELDS, "conditions|external_conditions"),
    LINE("許可欄|外部決裁", 130, PAPER_FIELDS, "external_number|external_date|external_decider"),
    LINE("報告", 110, PAPER_CHOICES, "report|report_items"),
    LINE_STAMPED("終了報告", 160, PAPER_FIELDS, "ended_on|reported|action", "confirm_report"),
    LINE("庶務担当(情報管理課)", 90, PAPER_FIELDS, "handed_how|handed_to"),
    {0},
};
static const struct sheet_def sheet = {
    .label = "様式第9号(第8関係)",
    .title = "例外措置適用申請書",
    .unit = PAPER_PER_ENTRY,
    .lines = lines,
    .letter = &letter,
    .label_width = 500,
};

static const struct caution reminders[] = {
    {"変更前の許可の行で「変更後の許可への切替」をする。", {SET("previous")}},
    {0},
};

const struct register_def register_exception = {
    BOOK("9", "exception", "例外措置適用申請書", "第8の2"),
    .fields = fields,
    .states = states,
    .steps = steps,
    .rules = exception_rules,
    .needs = needs,
    .sheet = &sheet,
    SHOWN_AS("provision|responsible", "scope|until"),
    .late_field = "ends_at",
    .late_label = "期間満了",
    .reminders = reminders,
    .person_field = "responsible",
    .retention_years = 5,
    .derive = exception_derive,
    .check = exception_check,
    .summary = "「{provision}」の例外措置を {from} から {until} まで申請する。",
};

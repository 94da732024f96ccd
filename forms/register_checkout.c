/* 様式第3号 モバイル端末等持出簿: モバイル端末, 非モバイル端末等, 特定用途機器, 共有公用携帯電話機.
 * 第7の1(2)イ (L1285–1311) and エ(ウ) (L1338–1349). */
#include <stddef.h>

#include "forms/common_fields.h"
#include "forms/common_steps.h"
#include "forms/declare.h"
#include "forms/exemption.h"
#include "forms/external.h"
#include "forms/register_checkout.h"

#include "forms/banned.h"

static const struct choice kinds[] = {
    {"mobile", "モバイル端末", "モ", "第7の1(2)イ(ア)a"},
    {"non_mobile", "非モバイル端末等", "非", "第7の1(2)イ(イ)a"},
    {"special", "特定用途機器", "特", "第7の1(2)イ(イ)g"},
    {"shared_phone", "共有公用携帯電話機", "携", "第7の1(2)エ(ウ)a"},
    {0},
};
static const struct choice routes[] = {
    {"mobile", "モバイル端末に準拠した手続", NULL, "第7の1(2)イ(イ)g"},
    {"non_mobile", "非モバイル端末等の手続", NULL, "第7の1(2)イ(イ)b"},
    {"shared_phone", "共有公用携帯電話機の手続", NULL, "第7の1(2)エ(ウ)a"},
    {0},
};
static const struct choice grounds[] = {
    {"a", "(a) 要機密情報が保存されていない", "a", "第7の1(2)イ(イ)a(a)"},
    {"b", "(b) 修理・廃棄等、職員が運搬", "b", "第7の1(2)イ(イ)a(b)"},
    {"c", "(c) やむを得ない事情", "c", "第7の1(2)イ(イ)a(c)"},
    {0},
};
static const struct choice works[] = {
    {"repair", "修理", NULL, NULL},
    {"disposal", "廃棄", NULL, NULL},
    {"relocation", "保管場所変更", NULL, NULL},
    {"maintenance", "保守作業", NULL, NULL},
    {"other", "その他", NULL, NULL},
    {0},
};
static const struct choice destinations[] = {
    {"outside", "警察庁舎以外", NULL, NULL},
    {"police", "警察庁舎", NULL, "第7の1(2)イ(イ)b"},
    {0},
};
static const struct choice checks[] = {
    {"done", "実施", NULL, NULL},
    {"assured", "技術的に担保", NULL, "第7の3(2)オ"},
    {0},
};
static const struct choice stored[] = {
    {"none", "保存しない", NULL, NULL},
    {"encrypted", "他に手段がなく暗号化して保存", NULL, NULL},
    {0},
};

/* エ(ウ)c asks of a shared phone 「持ち出し終了の確認」, not the 「紛失のない旨」 of the others (R3-13). */
static const struct choice end_results[] = {
    {"ended", "持ち出し終了", "終", NULL},
    {"missing", "所在不明・盗難の疑い", "紛", NULL},
    {"damaged", "破損その他の異常", "異", NULL},
    {0},
};

/* Conditions that several fields share. */
#define ROUTE(R) IS("route", R)
#define GROUND(G) IS("ground", G)
#define CONTRACTOR IS("carrier", "contractor")
#define MOBILE_WORK SET("mobile_work")

/* What the text asks of every kind, each in its own clause; of an entry that it lets us omit it asks nothing. */
#define BY_ROUTE(NAME, MOBILE, NON_MOBILE, PHONE)                              \
    static const struct clause_at NAME[] = {{OMITTED, NULL},                   \
                                            {ROUTE("mobile"), MOBILE},         \
                                            {ROUTE("non_mobile"), NON_MOBILE}, \
                                            {ROUTE("shared_phone"), PHONE},    \
                                            {{0}, NULL}}
BY_ROUTE(clauses_row, "第7の1(2)イ(ア)a", "第7の1(2)イ(イ)b", "第7の1(2)エ(ウ)a");
BY_ROUTE(clauses_period, "第7の1(2)イ(ア)a", "第7の1(2)イ(イ)b", NULL); /* エ(ウ)a names none */
BY_ROUTE(clauses_user, NULL, NULL, "第7の1(2)エ(ウ)a");
BY_ROUTE(clauses_carrier, "第7の1(2)イ(ア)e", "第7の1(2)イ(イ)e", NULL);
BY_ROUTE(clauses_return, "第7の1(2)イ(ア)b", "第7の1(2)イ(イ)f", "第7の1(2)エ(ウ)c");
BY_ROUTE(clauses_whereabouts, "第7の1(2)イ(ア)c", "第7の1(2)イ(イ)c", NULL);

#define BEFORE_CHECK(KEY, LABEL) FIELD(KEY, LABEL, CHOICE, 0, "第7の3(2)オ(ア)", .choices = checks, WHEN(MOBILE_WORK))
#define AFTER_CHECK(KEY, LABEL) \
    FIELD(KEY, LABEL, CHOICE, 0, "第7の3(2)オ(イ)", .choices = checks, .step = "return", WHEN(MOBILE_WORK))

static const struct field fields[] = {
    EXEMPTION_FIELDS(phone_designations, "第7の1(2)エ(ウ)b(a)"),
    FIELD("kind", "区分", CHOICE, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .choices = kinds, .list_width = 4,
          .initial = "last",
          .help = "何を持ち出すか。個別に支給された公用携帯電話機は、この簿冊に記載する義務がありません(第7の1(2)イ(イ)"
                  "aは公用携帯電話機を除き、エ(ウ)は共有のものだけを定めます)。"),
    FIELD("item", "端末・機器・番号", ITEM, ASKED | FIELD_LISTED | FIELD_INDEXED, "第7の1(2)イ(ア)a",
          .registers = "device|phone", .items = {{"kind", COND_IS, "$kind"}}, .list_width = 22, .clauses = clauses_row,
          .help = "モバイル端末名、機器名又は共有公用携帯電話機の管理番号。持出中のものは選べません。"),
    FIELD("route", "手続", CHOICE, ASKED | FIELD_DERIVED, "第7の1(2)イ(イ)g", .choices = routes,
          WHEN({"kind", COND_IS, "special"}),
          .help = "持ち出しを前提として整備された特定用途機器だけが、モバイル端末に準拠した手続で持ち出せます。"),
    USER_FIELD(clauses_user),
    FIELD("purpose", "目的", TEXT, FIELD_REQUIRED | FIELD_LISTED, "第7の1(2)イ(ア)a", .limit = 100, .list_width = 24,
          .clauses = clauses_row, WHEN(WRITTEN)),
    FIELD("destination_kind", "持ち出し先の別", CHOICE, ASKED, "第7の1(2)イ(イ)b", .choices = destinations,
          .initial = "=outside", WHEN(ROUTE("non_mobile")),
          .help = "持ち出し先が警察庁舎であれば、運用管理者の許可は運用責任者(当直責任者を除く。)の許可で足ります。"),
    FIELD("destination", "持ち出し先", TEXT, 0, NULL, .limit = 60, .list_width = 16),
    TAKEN_FROM_FIELD("持出開始", clauses_period),
    TAKEN_UNTIL_FIELD(clauses_period,
                      "期間の終わり。共有公用携帯電話機には条文上の定めがありませんが、期限の目安として使います。"),
    CONFIDENTIALITY_FIELDS(
        "内部にある情報のうち最も高いもの。2(中)は運用責任者への報告、3(高)は運用管理者の許可が要ります。"
        "持ち出し先が他の警察庁舎でも、途中は庁舎外です。"),
    FIELD("minimum", "要機密情報を必要最小限にした", YES, ASKED, "第7の1(2)イ(ア)a", WHEN(ROUTE("mobile"))),
    FIELD("ground", "持ち出しの事由", CHOICE, ASKED, "第7の1(2)イ(イ)a", .choices = grounds, WHEN(ROUTE("non_mobile")),
          .missing = "持ち出しの事由がありません。(a)から(c)"
                     "までに掲げる場合を除き、非モバイル端末等を持ち出すことはできません。事由を選んでください。",
          .help = "(a)(b)(c)のいずれかでなければ、非モバイル端末等は持ち出せません。"),
    FIELD("work", "作業の別", CHOICE, ASKED, "第7の1(2)イ(イ)a(b)", .choices = works,
          WHEN(ROUTE("non_mobile"), GROUND("b"))),
    FIELD("work_other", "その他の内容", TEXT, ASKED, "第7の1(2)イ(イ)a(b)", .limit = 60,
          WHEN(ROUTE("non_mobile"), GROUND("b"), {"work", COND_IS, "other"})),
    FIELD("by_staff", "職員が運搬する", YES, ASKED, "第7の1(2)イ(イ)a(b)", WHEN(ROUTE("non_mobile"), GROUND("b"))),
    FIELD("controlled", "常に職員の管理下に置く", YES, ASKED, "第7の1(2)イ(イ)a(b)",
          WHEN(ROUTE("non_mobile"), GROUND("b"))),
    FIELD("circumstances", "やむを得ない事情", TEXT, ASKED, "第7の1(2)イ(イ)a(c)", .limit = 100,
          WHEN(ROUTE("non_mobile"), GROUND("c"))),
    FIELD("carrier", "運搬者", CHOICE, ASKED, "第7の1(2)イ(ア)e", .choices = carriers, .initial = "=staff",
          .clauses = clauses_carrier, WHEN(ROUTE("mobile|non_mobile"))),
    FIELD("carrier_name", "運搬業者等の名称", TEXT, ASKED, NULL, .limit = 60,
          WHEN(ROUTE("mobile|non_mobile"), CONTRACTOR)),
    FIELD("secrecy", "保秘に関する取決めを行った", YES, ASKED, "第7の1(2)イ(ア)e", .clauses = clauses_carrier,
          WHEN(ROUTE("mobile|non_mobile"), CONTRACTOR)),
    FIELD("secrecy_date", "取決めの日", DATE, 0, NULL, WHEN(ROUTE("mobile|non_mobile"), CONTRACTOR)),
    FIELD("mobile_work", "モバイル勤務", YES, 0, "第7の3(2)イ", WHEN(ROUTE("mobile")),
          .help = "この行がモバイル勤務の申請・承認・報告を兼ねます。"),
    FIELD("stored_secret", "要機密情報の保存", CHOICE, FIELD_REQUIRED, "第7の3(2)エ", .choices = stored,
          .initial = "=none", WHEN(MOBILE_WORK)),
    BEFORE_CHECK("before_information", "前: 管理対象情報の管理"),
    BEFORE_CHECK("before_weakness", "前: ぜい弱性対策"),
    BEFORE_CHECK("before_leak", "前: 情報漏えい対策"),
    BEFORE_CHECK("before_malware", "前: 不正プログラム対策"),
    BEFORE_CHECK("before_incident", "前: インシデント対策"),
    NEW_UNTIL_FIELD,
    RETURNED_AT_FIELD("持ち出し終了日時", "return|return_exempt", clauses_return),
    AFTER_CHECK("after_malware", "後: 不正プログラム対策"),
    AFTER_CHECK("after_information", "後: 管理対象情報の管理"),
    AFTER_CHECK("after_leak", "後: 情報漏えい対策"),
    FIELD("return_note", "終了時の備考", TEXT, 0, NULL, .limit = 100, .step = "return"),
    LOSS_FIELD("result", "確認の結果", "confirm", clauses_return, CONFIRMED_HELP, ROUTE("mobile|non_mobile")),
    FIELD("end_result", "持ち出し終了の確認", CHOICE, ASKED, "第7の1(2)エ(ウ)c", .choices = end_results,
          .initial = "=ended", .step = "confirm", WHEN(ROUTE("shared_phone")),
          .help = "持ち出し終了以外では、この行は終わりません。緊急対応手順に従ってください。"),
    ALTERNATIVE_FIELD("confirm", IS_NOT("route", "shared_phone")),
    LOSS_FIELD("whereabouts", "所在確認の結果", "whereabouts", clauses_whereabouts, NULL, ),
    FIELD("whereabouts_how", "確認の方法", TEXT, 0, NULL, .limit = 60, .step = "whereabouts"),
    EXTERNAL_FIELDS("unavoidable_permit|carrier_permit"),
    {0},
};

static const struct state states[] = {CARRY_STATES("持出中"), EXEMPTION_STATE, {0}};

static const struct step steps[] = {
    CARRY_REQUEST("第7の1(2)イ(ア)a"),
    CARRY_PERMIT("第7の1(2)イ(ア)a"),
    {"content_check", "要機密情報なしの確認", "requested", "out", DECIDES, "要機密情報がないことを確認した",
     "第7の1(2)イ(イ)a(a)"},
    {"unavoidable_permit", "やむを得ない事情の許可", "requested", "out", DECIDES, "やむを得ない事情を認めて許可した",
     "第7の1(2)イ(イ)a(c)"},
    {"operator_permit", "システム管理担当者の許可", "requested", "out", DECIDES, "許可した", "第7の1(2)イ(イ)b"},
    {"erase", "要機密情報の削除", "requested", NULL, STEP_BY_SELF, "必要最小限を残して要機密情報を削除した",
     "第7の1(2)イ(イ)b"},
    {"administrator_permit", "運用管理者の許可", "requested", "out", DECIDES, "許可した", "第7の1(2)イ(イ)b"},
    {"carrier_permit", "運搬の許可", "requested", "out", DECIDES, "職員以外による運搬を許可した", "第7の1(2)イ(ア)e"},
    CARRY_DECISIONS("第7の1(2)イ(ア)a"),
    CARRY_END("第7の1(2)イ(ア)c", "第7の1(2)イ(ア)b", "out|written|returned|done"),
    EXEMPTION_STEPS,
    {0},
};

static const struct need needs[] = {
    {"out", "permit", {ROUTE("mobile|shared_phone"), WRITTEN}},
    {"out", "content_check", {ROUTE("non_mobile"), GROUND("a")}},
    {"out", "unavoidable_permit", {ROUTE("non_mobile"), GROUND("c")}},
    {"out", "operator_permit", {ROUTE("non_mobile")}},
    {"out", "erase", {ROUTE("non_mobile")}},
    {"out", "administrator_permit", {ROUTE("non_mobile")}},
    {"out", "carrier_permit", {CONTRACTOR}},
    {"out", "secret_permit", {SECRET}},
    {"returned", "return", {{0}}},
    {"done", "confirm", {WRITTEN}},
    {"done", "settle", {ROUTE("mobile|non_mobile"), {"result", COND_IS_NOT, "found"}}},
    {"done", "settle", {ROUTE("shared_phone"), WRITTEN, {"end_result", COND_IS_NOT, "ended"}}},
    EXEMPTION_NEEDS,
    {0},
};

static const struct exclusive exclusive = {
    "item", "out|written|returned",
    "「%s」は持出中か、返却の確認待ちです。返却の確認が済むまで、重ねて持ち出すことはできません。"};

static const struct paper_column columns[] = {
    COLUMN("No.", 80, PAPER_ROW_NUMBER, NULL),
    COLUMN("区分", 160, PAPER_FIELDS, "kind"),
    COLUMN("モバイル端末名・\n機器名・管理番号", 360, PAPER_FIELDS, "item"),
    COLUMN("使用者", 270, PAPER_FIELDS, "user"),
    COLUMN("持ち出し期間", 340, PAPER_FIELDS, "taken_from|taken_until"),
    COLUMN("目的\n(持ち出し先)", 400, PAPER_FIELDS, "purpose|destination"),
    COLUMN("システム管理\n担当者許可", 160, PAPER_STAMP, "operator_permit"),
    COLUMN("許可", 180, PAPER_STAMP, "permit|administrator_permit"),
    COLUMN("持ち出し\n終了日", 180, PAPER_FIELDS, "returned_at"),
    COLUMN("終了\n(紛失なし)\n確認", 180, PAPER_STAMP, "confirm"),
    COLUMN("所在確認\n(1か月ごと)", 260, PAPER_CHECKS, "whereabouts"),
    {0},
};
static const struct stamp_box boxes[] = {
    {"運用管理者", "confirm_administrator"},
    {"運用管理補助者", "confirm_deputy"},
    {"専決", "sole_decision"},
    {0},
};
static const struct sheet_def sheet = {
    CARRY_SHEET("様式第3号(第7の1(2)イ関係)", "モバイル端末等持出簿"),
    .further_fields =
        "confidentiality|reported_to|reported_how|secret_items|urgent_reason|administrator_absent|minimum|ground|"
        "work|work_other|by_staff|controlled|circumstances|destination_kind|carrier_name|secrecy|mobile_work|"
        "stored_secret|exemption|return_note", /* what was found at the confirmation stands with its stamp */
    .further_steps = "content_check|unavoidable_permit|erase|carrier_permit|secret_permit|extend_secret_permit|extend_"
                     "permit|settle|return_exempt",
};

/* whatever goes out, 特例 included (⚑Q4) */
static const struct outside outside[] = {{OUTSIDE_ITEM, {{0}}}, {0}};

static const struct caution reminders[] = {
    {"機器を放置しない。", {{0}}},
    {"使わないときはシャットダウンし、ネットワークを切る。", {{0}}},
    {"常に携帯する。", {{0}}},
    {"常に身近に置き、目を離さない。", {{0}}},
    {0},
};

const struct register_def register_checkout = {
    BOOK("3", "checkout", "モバイル端末等持出簿", "第7の1(2)イ"),
    .fields = fields,
    .states = states,
    .steps = steps,
    .rules = checkout_rules,
    .needs = needs,
    .sheet = &sheet,
    CARRY_BOOK(exemption_answer),
    .detail_fields = "purpose|taken_from",
    .derive = checkout_derive,
    .check = checkout_check,
    .summary = "「{item}」を{user}が {taken_from} から {taken_until} まで持ち出す。",
    ALARM("result|end_result|whereabouts", "missing|damaged"),
};

/* 様式第3号 モバイル端末等持出簿: モバイル端末, 非モバイル端末等, 特定用途機器, 共有公用携帯電話機.
 * 第7の1(2)イ (L1285–1311) and エ(ウ) (L1338–1349). */
#include <stddef.h>

#include "forms/common_fields.h"
#include "forms/common_steps.h"
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

#define BEFORE_CHECK(KEY, LABEL)                                                                    \
    {                                                                                               \
        .key = KEY, .label = LABEL, .type = FIELD_CHOICE, .choices = checks, .when = {MOBILE_WORK}, \
        .clause = "第7の3(2)オ(ア)",                                                                \
    }
#define AFTER_CHECK(KEY, LABEL)                                                                                       \
    {                                                                                                                 \
        .key = KEY, .label = LABEL, .type = FIELD_CHOICE, .choices = checks, .when = {MOBILE_WORK}, .step = "return", \
        .clause = "第7の3(2)オ(イ)",                                                                                  \
    }

static const struct field fields[] = {
    EXEMPTION_FIELDS(phone_designations, "第7の1(2)エ(ウ)b(a)"),
    {.key = "kind",
     .label = "区分",
     .type = FIELD_CHOICE,
     .choices = kinds,
     .list_width = 4,
     .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_LISTED | FIELD_INDEXED,
     .initial = "last",
     .help = "何を持ち出すか。個別に支給された公用携帯電話機は、この簿冊に記載する義務がありません"
             "(第7の1(2)イ(イ)aは公用携帯電話機を除き、エ(ウ)は共有のものだけを定めます)。"},
    {.key = "item",
     .label = "端末・機器・番号",
     .type = FIELD_ITEM,
     .registers = "device|phone",
     .list_width = 22,
     .items = {{"kind", COND_IS, "$kind"}},
     .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_LISTED | FIELD_INDEXED,
     .clause = "第7の1(2)イ(ア)a",
     .clauses = clauses_row,
     .help = "モバイル端末名、機器名又は共有公用携帯電話機の管理番号。持出中のものは選べません。"},
    {.key = "route",
     .label = "手続",
     .type = FIELD_CHOICE,
     .choices = routes,
     .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_DERIVED,
     .when = {{"kind", COND_IS, "special"}},
     .clause = "第7の1(2)イ(イ)g",
     .help = "持ち出しを前提として整備された特定用途機器だけが、モバイル端末に準拠した手続で持ち出せます。"},
    USER_FIELD(clauses_user),
    {.key = "purpose",
     .label = "目的",
     .type = FIELD_TEXT,
     .limit = 100,
     .list_width = 24,
     .flags = FIELD_REQUIRED | FIELD_LISTED,
     .when = {WRITTEN},
     .clause = "第7の1(2)イ(ア)a",
     .clauses = clauses_row},
    {.key = "destination_kind",
     .label = "持ち出し先の別",
     .type = FIELD_CHOICE,
     .choices = destinations,
     .flags = FIELD_REQUIRED | FIELD_FIXED,
     .when = {ROUTE("non_mobile")},
     .clause = "第7の1(2)イ(イ)b",
     .initial = "=outside",
     .help = "持ち出し先が警察庁舎であれば、運用管理者の許可は運用責任者(当直責任者を除く。)の許可で足ります。"},
    {.key = "destination", .label = "持ち出し先", .type = FIELD_TEXT, .limit = 60, .list_width = 16},
    TAKEN_FROM_FIELD("持出開始", clauses_period),
    TAKEN_UNTIL_FIELD(clauses_period,
                      "期間の終わり。共有公用携帯電話機には条文上の定めがありませんが、期限の目安として使います。"),
    CONFIDENTIALITY_FIELDS(
        "内部にある情報のうち最も高いもの。2(中)は運用責任者への報告、3(高)は運用管理者の許可が要ります。"
        "持ち出し先が他の警察庁舎でも、途中は庁舎外です。"),
    {.key = "minimum",
     .label = "要機密情報を必要最小限にした",
     .type = FIELD_YES,
     .flags = FIELD_REQUIRED | FIELD_FIXED,
     .when = {ROUTE("mobile")},
     .clause = "第7の1(2)イ(ア)a"},
    {.key = "ground",
     .label = "持ち出しの事由",
     .type = FIELD_CHOICE,
     .choices = grounds,
     .flags = FIELD_REQUIRED | FIELD_FIXED,
     .when = {ROUTE("non_mobile")},
     .clause = "第7の1(2)イ(イ)a",
     .missing = "持ち出しの事由がありません。(a)から(c)"
                "までに掲げる場合を除き、非モバイル端末等を持ち出すことはできません。事由を選"
                "んでください。",
     .help = "(a)(b)(c)のいずれかでなければ、非モバイル端末等は持ち出せません。"},
    {.key = "work",
     .label = "作業の別",
     .type = FIELD_CHOICE,
     .choices = works,
     .flags = FIELD_REQUIRED | FIELD_FIXED,
     .when = {ROUTE("non_mobile"), GROUND("b")},
     .clause = "第7の1(2)イ(イ)a(b)"},
    {.key = "work_other",
     .label = "その他の内容",
     .type = FIELD_TEXT,
     .limit = 60,
     .flags = FIELD_REQUIRED | FIELD_FIXED,
     .when = {ROUTE("non_mobile"), GROUND("b"), {"work", COND_IS, "other"}},
     .clause = "第7の1(2)イ(イ)a(b)"},
    {.key = "by_staff",
     .label = "職員が運搬する",
     .type = FIELD_YES,
     .flags = FIELD_REQUIRED | FIELD_FIXED,
     .when = {ROUTE("non_mobile"), GROUND("b")},
     .clause = "第7の1(2)イ(イ)a(b)"},
    {.key = "controlled",
     .label = "常に職員の管理下に置く",
     .type = FIELD_YES,
     .flags = FIELD_REQUIRED | FIELD_FIXED,
     .when = {ROUTE("non_mobile"), GROUND("b")},
     .clause = "第7の1(2)イ(イ)a(b)"},
    {.key = "circumstances",
     .label = "やむを得ない事情",
     .type = FIELD_TEXT,
     .limit = 100,
     .flags = FIELD_REQUIRED | FIELD_FIXED,
     .when = {ROUTE("non_mobile"), GROUND("c")},
     .clause = "第7の1(2)イ(イ)a(c)"},
    {.key = "carrier",
     .label = "運搬者",
     .type = FIELD_CHOICE,
     .choices = carriers,
     .flags = FIELD_REQUIRED | FIELD_FIXED,
     .when = {ROUTE("mobile|non_mobile")},
     .initial = "=staff",
     .clause = "第7の1(2)イ(ア)e",
     .clauses = clauses_carrier},
    {.key = "carrier_name",
     .label = "運搬業者等の名称",
     .type = FIELD_TEXT,
     .limit = 60,
     .flags = FIELD_REQUIRED | FIELD_FIXED,
     .when = {ROUTE("mobile|non_mobile"), CONTRACTOR}},
    {.key = "secrecy",
     .label = "保秘に関する取決めを行った",
     .type = FIELD_YES,
     .flags = FIELD_REQUIRED | FIELD_FIXED,
     .when = {ROUTE("mobile|non_mobile"), CONTRACTOR},
     .clause = "第7の1(2)イ(ア)e",
     .clauses = clauses_carrier},
    {.key = "secrecy_date",
     .label = "取決めの日",
     .type = FIELD_DATE,
     .when = {ROUTE("mobile|non_mobile"), CONTRACTOR}},
    {.key = "mobile_work",
     .label = "モバイル勤務",
     .type = FIELD_YES,
     .when = {ROUTE("mobile")},
     .clause = "第7の3(2)イ",
     .help = "この行がモバイル勤務の申請・承認・報告を兼ねます。"},
    {.key = "stored_secret",
     .label = "要機密情報の保存",
     .type = FIELD_CHOICE,
     .choices = stored,
     .flags = FIELD_REQUIRED,
     .when = {MOBILE_WORK},
     .initial = "=none",
     .clause = "第7の3(2)エ"},
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
    {.key = "return_note", .label = "終了時の備考", .type = FIELD_TEXT, .limit = 100, .step = "return"},
    LOSS_FIELD("result", "確認の結果", "confirm", clauses_return, CONFIRMED_HELP, ROUTE("mobile|non_mobile")),
    {.key = "end_result",
     .label = "持ち出し終了の確認",
     .type = FIELD_CHOICE,
     .choices = end_results,
     .flags = FIELD_REQUIRED | FIELD_FIXED,
     .step = "confirm",
     .when = {ROUTE("shared_phone")},
     .initial = "=ended",
     .clause = "第7の1(2)エ(ウ)c",
     .help = "持ち出し終了以外では、この行は終わりません。緊急対応手順に従ってください。"},
    ALTERNATIVE_FIELD("confirm", IS_NOT("route", "shared_phone")),
    LOSS_FIELD("whereabouts", "所在確認の結果", "whereabouts", clauses_whereabouts, NULL, ),
    {.key = "whereabouts_how", .label = "確認の方法", .type = FIELD_TEXT, .limit = 60, .step = "whereabouts"},
    EXTERNAL_FIELDS("unavoidable_permit|carrier_permit"),
    {0},
};

static const struct state states[] = {
    CARRY_STATES("持出中"),
    EXEMPTION_STATE,
    {0},
};

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
    .label = "様式第3号(第7の1(2)イ関係)",
    .title = "モバイル端末等持出簿",
    CARRY_SHEET,
    .further_fields =
        "confidentiality|reported_to|reported_how|secret_items|urgent_reason|administrator_absent|minimum|ground|"
        "work|work_other|by_staff|controlled|circumstances|destination_kind|carrier_name|secrecy|mobile_work|"
        "stored_secret|exemption|return_note", /* what was found at the confirmation stands with its stamp */
    .further_steps = "content_check|unavoidable_permit|erase|carrier_permit|secret_permit|extend_secret_permit|extend_"
                     "permit|settle|return_exempt",
};

/* whatever goes out, 特例 included (⚑Q4) */
static const struct outside outside[] = {{OUTSIDE_ITEM, {{0}}}, {0}};

static const char *const reminders[] = {
    "機器を放置しない。",
    "使わないときはシャットダウンし、ネットワークを切る。",
    "常に携帯する。",
    "常に身近に置き、目を離さない。",
    NULL,
};

const struct register_def register_checkout = {
    .id = "checkout",
    .form = "3",
    .label = "モバイル端末等持出簿",
    .clause = "第7の1(2)イ",
    .fields = fields,
    .states = states,
    .steps = steps,
    .rules = rules_checkout,
    .needs = needs,
    .sheet = &sheet,
    CARRY_BOOK(exemption_answer),
    .detail_fields = "purpose|taken_from",
    .derive = checkout_derive,
    .check = checkout_check,
    .summary = "「{item}」を{user}が {taken_from} から {taken_until} まで持ち出す。",
    .alarm_fields = "result|end_result|whereabouts",
    .alarm_values = "missing|damaged",
};

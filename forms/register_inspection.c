/* 様式第5号 外部記録媒体等点検簿 (L1332, L1357, L1400–1402, L1407–1408). Retention 1 year (L1440). See register_inspection.h. */
#include "forms/register_inspection.h"

#include <stddef.h>

#include "forms/declare.h"

#include "forms/banned.h"

static const struct choice kinds[] = {
    {"phone", "公用携帯電話機の所在点検", "携", "第7の1(2)エ(ア)e"},
    {"media", "外部記録媒体の所在点検", "媒", "第7の1(2)オ(ア)d"},
    {"verification", "使用状況の検証", "検", "第7の1(2)オ(カ)a"},
    {"log_check", "ログの定期的確認", "ロ", "第7の1(2)オ(エ)i"},
    {"permit_check", "許可の定期的確認", "許", "第7の1(2)オ(エ)j"},
    {0},
};
static const struct choice results[] = {{"none", "異常なし", "無", NULL}, {"found", "差異・異常あり", "有", NULL}, {0}};
static const struct choice covers[] = {
    /* ⚑Q15: j refers to d, which refers to a; the application stands in c */
    {"both", "庁舎内使用と接続", NULL, "第7の1(2)オ(エ)j"},
    {"in_building", "庁舎内使用だけ", NULL, "第7の1(2)オ(エ)j"},
    {"connection", "接続だけ", NULL, "第7の1(2)オ(エ)j"},
    {0},
};
static const struct choice log_sides[] = {
    {"output", "出力のログを確認した", NULL, "第6の1(4)ウ(ア)"},
    {"input", "入力のログを確認した", NULL, "第6の1(4)ウ(ア)"},
    {0},
};
static const struct choice keepings[] = {
    {"file", "電磁的記録(ファイル)", NULL, "第7の1(2)オ(カ)b"},
    {"paper", "印刷物", NULL, "第7の1(2)オ(カ)b"},
    {0},
};

static const struct clause_at clauses_kind[] = {
    {IS("kind", "phone"), "第7の1(2)エ(ア)e"},
    {IS("kind", "media"), "第7の1(2)オ(ア)d"},
    {IS("kind", "verification"), "第7の1(2)オ(カ)a"},
    {IS("kind", "log_check|permit_check"), "第7の1(2)オ(エ)k"},
    {{0}, NULL},
};
#define KIND(K) IS("kind", K)
#define ITEMS KIND("phone|media")
#define RESULTS KIND("verification|log_check|permit_check")
#define TICK(KEY, LABEL, CLAUSE, ...) FIELD(KEY, LABEL, YES, ASKED, CLAUSE, .step = "close|report", WHEN(__VA_ARGS__))
/* How many items of the round; counted, never typed. */
#define COUNTED(KEY, LABEL) FIELD(KEY, LABEL, NUMBER, FIELD_DERIVED, NULL)
#define PERIOD_END(KEY, LABEL) FIELD(KEY, LABEL, DATE, ASKED, NULL, .clauses = clauses_kind, WHEN(RESULTS))

static const struct field fields[] = {
    FIELD("kind", "点検・検証の別", CHOICE, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .choices = kinds,
          .list_width = 24, .clauses = clauses_kind),
    FIELD("month", "月", MONTH, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 14, .clauses = clauses_kind,
          .help = "所在点検はその月、検証・確認は対象とする月。空ならば、所在点検は今月、ほかは先月になります。"),
    FIELD("inspector", "点検者・検証者", PERSON, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 16,
          .initial = "self", .clauses = clauses_kind),
    FIELD("round", "回", TEXT, FIELD_DERIVED | FIELD_INDEXED, NULL, .limit = 150),
    PERIOD_END("period_from", "対象期間の始め"),
    PERIOD_END("period_to", "対象期間の終わり"),
    FIELD("systems", "対象の端末・システム", TEXT, 0, NULL, .limit = 100, WHEN(KIND("verification|log_check"))),
    FIELD("covers", "対象の許可", CHOICE, ASKED, "第7の1(2)オ(エ)j", .choices = covers, WHEN(KIND("permit_check"))),
    FIELD("waiver", "ログの確認を不要とする決定", ITEM, FIELD_FIXED | FIELD_LINKED, "第6の1(4)ウ(ア)",
          .registers = "log_waiver", WHEN(KIND("log_check")),
          .help = "決定があるときだけ選びます。不要となるのはファイル名とファイルサイズの確認で、月に1回以上の検証は残"
                  "ります。"),
    FIELD("crossing", "暗号化してオフラインから外部回線接続端末に入力したファイルがある", YES, 0, "第6の1(4)ウ(ア)",
          WHEN(KIND("log_check"), SET("waiver"))),
    COUNTED("registered", "登録数"),
    COUNTED("present", "現在数"),
    COUNTED("missing", "不明の数"),
    COUNTED("unlisted", "台帳外の数"),
    COUNTED("skipped", "年1回のため点検しなかった数"),
    FIELD("date", "点検・検証の日", DATE, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 12,
          .initial = "today", .step = "close|report"),
    TICK("by_logs", "ログにより検証した", "第7の1(2)オ(カ)a", KIND("verification")),
    TICK("by_books", "関係簿冊により検証した", "第7の1(2)オ(カ)a", KIND("verification")),
    TICK("names_checked", "ファイル名を確認した", "第7の1(2)オ(エ)i", KIND("log_check"), UNSET("waiver")),
    TICK("sizes_checked", "ファイルサイズを確認した", "第7の1(2)オ(エ)i", KIND("log_check"), UNSET("waiver")),
    FIELD("log_side", "但書による確認", CHOICE, ASKED, "第6の1(4)ウ(ア)", .choices = log_sides, .step = "close",
          WHEN(KIND("log_check"), SET("waiver"), SET("crossing")),
          .missing = "出力と入力のどちらのログを確認したかがありません。オフライン端末から出力し、外部回線に接続された"
                     "端末に入力したファイルは、どちらか一方のログを確認します。"),
    FIELD("result", "結果", CHOICE, ASKED | FIELD_LISTED, NULL, .choices = results, .list_width = 14,
          .step = "close|report", .clauses = clauses_kind, WHEN(RESULTS)),
    FIELD("abnormal", "異常の有無", CHOICE, FIELD_DERIVED | FIELD_LISTED, NULL, .choices = results, .list_width = 14),
    FIELD("differences", "差異の一覧・措置", LONG_TEXT, ASKED, NULL, .limit = 600, .step = "close|report",
          WHEN(RESULTS, IS("result", "found"))),
    FIELD("log_kept", "ログの検証結果の保管", CHOICE, ASKED, "第7の1(2)オ(カ)b", .choices = keepings,
          .initial = "=file", .step = "report", WHEN(KIND("verification")),
          .help = "ログの検証結果は、この簿冊とともに保管します。"),
    FIELD("log_file", "検証結果のファイル名", TEXT, ASKED, "第7の1(2)オ(カ)b", .limit = 120, .step = "report",
          WHEN(KIND("verification"), IS("log_kept", "file"))),
    FIELD("log_digest", "そのファイルのSHA-256", TEXT, ASKED, NULL, .limit = 64, .step = "report",
          WHEN(KIND("verification"), IS("log_kept", "file")),
          .help = "保管したファイルが後で変わっていないことを確かめるための値。16進数64桁。"),
    FIELD("log_place", "検証結果の保管場所", TEXT, ASKED, "第7の1(2)オ(カ)b", .limit = 60, .step = "report",
          WHEN(KIND("verification"), IS("log_kept", "paper"))),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100, .step = "close|report"),
    {0},
};

static const struct state states[] = {
    {"open", "実施中", "実", STATE_WAITING},   {"reported", "確認待ち", "待", STATE_WAITING},
    {"closed", "済", "済", STATE_DONE},        {"confirmed", "確認済", "確", STATE_DONE},
    {"dropped", "取りやめ", "止", STATE_VOID}, {0},
};

static const struct step steps[] = {
    {"begin", "点検・検証を始める", NULL, "open", STEP_CREATES | STEP_EDITS, "点検・検証を始めた", NULL},
    {"close", "結果の記載", "open", "closed", STEP_WHEN_NEEDS | STEP_RENEWS | STEP_REPEATS, "結果を記載した", NULL},
    {"report", "結果の記載", "open", "reported", STEP_WHEN_NEEDS | STEP_RENEWS | STEP_REPEATS, "結果を記載した", NULL},
    {"confirm_administrator", "運用管理者の確認", "reported", "confirmed", STEP_DECIDES | STEP_WHEN_NEEDS, "確認した",
     "第7の1(2)オ(エ)j"},
    {"confirm_deputy", "運用管理補助者の確認", "reported", "confirmed", STEP_DECIDES | STEP_WHEN_NEEDS, "確認した",
     "第7の1(2)オ(カ)a"},
    {"send_back", "差戻し", "reported", "open", STEP_DECIDES | STEP_REASON | STEP_REPEATS, "差し戻した", NULL},
    {"reopen", "やり直し", "closed", "open", STEP_REASON | STEP_REPEATS, "やり直した", NULL},
    {"drop", "取りやめ", "open", "dropped", STEP_REASON, "取りやめた", NULL},
    {"correct", "訂正", "reported|closed|confirmed", NULL,
     STEP_EDITS | STEP_CORRECTS | STEP_REASON | STEP_REPEATS | STEP_BY_SELF, "訂正した", NULL},
    {0},
};

static const struct need needs[] = {
    {"reported", "report", {{0}}},
    {"closed", "close", {{0}}},
    {"confirmed", "confirm_administrator", {KIND("permit_check")}},
    {"confirmed", "confirm_deputy", {KIND("verification|permit_check")}},
    {0},
};
static const struct exclusive exclusive = {"round", "open|reported",
                                           "%sは、始めたままです。それを終えてから、次の回を始めてください。"};

/* What the inspector keeps: 様式第4号 by its holder (⚑Q26), 様式第6号 by its custodian, but for what 第7の1(2)オ(ア)g and
 * (キ) leave out. */
static const struct fill fills[] = {
    {.reg = "phone", .conds = {IS("holder", "$inspector")}, .when = {KIND("phone")}, .item = "item", .step = "list"},
    {.reg = "medium",
     .conds = {IS("custodian", "$inspector"), SET("in_book")},
     .when = {KIND("media")},
     .item = "item",
     .step = "list"},
    {0},
};

static const struct tally tallies[] = {
    {"registered", {SET("item"), UNSET("released")}},
    {"present", {IS("result", "found|out")}},
    {"missing", {IS("result", "missing")}},
    {"unlisted", {IS("result", "unlisted")}},
    {"skipped", {SET("skipped")}},
    {0},
};

#define SHOWN(LABEL, WIDTH, KEYS, KINDS)                                                                \
    {                                                                                                   \
        .label = (LABEL), .width = (WIDTH), .kind = PAPER_FIELDS, .keys = KEYS, .when = { KIND(KINDS) } \
    }
#define STAMPED(LABEL, KEYS, KINDS)                                                                \
    {                                                                                              \
        .label = (LABEL), .width = 140, .kind = PAPER_STAMP, .keys = KEYS, .when = { KIND(KINDS) } \
    }
static const struct paper_column columns[] = {
    COLUMN("月", 90, PAPER_FIELDS, "month"),
    SHOWN("点検\n年月日", 180, "date", "phone|media|log_check|permit_check"),
    SHOWN("外部記録媒体|登録数", 110, "registered", "media"),
    SHOWN("外部記録媒体|現在数", 110, "present", "media"),
    SHOWN("外部記録媒体|異常の有無", 130, "abnormal", "media"),
    STAMPED("外部記録媒体|点検者", "close", "media"),
    SHOWN("公用携帯電話機|台数", 110, "registered", "phone"),
    SHOWN("公用携帯電話機|異常の有無", 130, "abnormal", "phone"),
    STAMPED("公用携帯電話機|点検者", "close", "phone"),
    SHOWN("使用状況の検証(ログ・簿冊)|年月日", 160, "date", "verification"),
    SHOWN("使用状況の検証(ログ・簿冊)|結果", 170, "result|differences", "verification"),
    STAMPED("使用状況の検証(ログ・簿冊)|運用責任者", "report", "verification"),
    STAMPED("使用状況の検証(ログ・簿冊)|運用管理\n補助者確認", "confirm_deputy", "verification"),
    SHOWN("ログの確認|結果", 150, "result|differences", "log_check"),
    STAMPED("ログの確認|運用責任者", "close", "log_check"),
    SHOWN("許可の確認|結果", 110, "result|differences", "permit_check"),
    STAMPED("許可の確認|運用管理者", "confirm_administrator", "permit_check"),
    STAMPED("許可の確認|運用管理\n補助者", "confirm_deputy", "permit_check"),
    COLUMN("備考", 140, PAPER_FIELDS, "note"),
    {0},
};
static const struct sheet_def sheet = {
    LIST_SHEET("様式第5号(第7の1(2)エ、オ関係)", "外部記録媒体等点検簿", PER_YEAR, 12, 100),
    .period_field = "month",
    .row_field = "month",
    .further_fields = "skipped|period_from|period_to|systems|covers|by_logs|by_books|names_checked|sizes_checked|"
                      "waiver|crossing|log_side|"
                      "log_kept|log_file|log_digest|log_place",
    .attached = "inspection_item|log_result",
};

const struct register_def register_inspection = {
    BOOK("5", "inspection", "外部記録媒体等点検簿", "第7の1(2)エ(ア)e"),
    .fields = fields,
    .states = states,
    .steps = steps,
    .rules = inspection_rules,
    .needs = needs,
    .exclusive = &exclusive,
    .sheet = &sheet,
    SHOWN_AS("month|kind", "inspector|date"),
    .person_field = "inspector",
    .parts = "inspection_item",
    .part_field = "inspection",
    .fills = fills,
    .tallies = tallies,
    .retention_years = 1,
    .derive = inspection_derive,
    .check = inspection_check,
    .summary = "{month}の{kind}を{inspector}が行う。",
};

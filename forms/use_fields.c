/* The fields of 様式第7号: what the text asks of each mode, each with the clause of that mode. See register_use.h. */
#include <stddef.h>

#include "forms/common_fields.h"
#include "forms/common_steps.h"
#include "forms/declare.h"
#include "forms/exemption.h"
#include "forms/register_use.h"

#include "forms/banned.h"

static const struct choice modes[] = {
    {"take_out", "持出", "持", "第7の1(2)オ(イ)a"},
    {"device", "デジタル機器使用", "機", "第7の1(2)オ(ウ)a"},
    {"in_building", "庁舎内使用", "内", "第7の1(2)オ(エ)a"},
    {"connection", "電子計算機への接続", "接", "第7の1(2)オ(エ)c"},
    {0},
};
static const struct choice things[] = {
    {"medium", "外部記録媒体", NULL, NULL},
    {"digital_device", "デジタル機器", NULL, NULL},
    {0},
};
static const struct choice routes[] = {
    {"ordinary", "運用責任者", NULL, NULL},
    {"inspector", "交番等の警部補", NULL, "第7の1(2)オ(ウ)e(b)"},
    {"remote", "警部補の配置がない交番等", NULL, "第7の1(2)オ(ウ)e(c)"},
    {0},
};
static const struct choice omissions[] = {
    {"covered", "デジタル機器の使用として記載済み", NULL, "第7の1(2)オ(エ)a"},
    {"footage", "外部から受領した防犯カメラの媒体", NULL, "第7の1(2)オ(オ)"},
    {"unrestricted", "媒体の利用が技術的に制限されていない", NULL, "第7の1(2)オ(エ)c"},
    {0},
};
static const struct choice carriages[] = {
    {"staff", "職員が運ぶ", NULL, NULL},
    {"third", "第三者に運搬を依頼", NULL, "第2の1(3)ア(ア)"},
    {0},
};
static const struct choice carriage_means[] = {
    {"registered", "受領印のある書留郵便", NULL, "第2の1(3)ア(ア)"},
    {"vehicle", "専用車両による配達", NULL, "第2の1(3)ア(ア)"},
    {"tracked", "配達状況の追跡が可能なもの", NULL, "第2の1(3)ア(ア)"},
    {"other", "その他", NULL, NULL},
    {0},
};
const struct choice use_directions[] = {
    {"input", "入力", "入", NULL},
    {"output", "出力", "出", NULL},
    {"both", "入出力", "両", NULL},
    {0},
};
const struct choice use_encryptions[] = {
    {"police", "暗号(警察の電子計算機だけで復号)", "暗", "第7の1(2)オ(エ)e"},
    {"self", "自己復号型暗号", "自", "第7の1(2)オ(エ)f"},
    {"plain", "平文", "平", "第7の1(2)オ(エ)g"},
    {0},
};
static const struct choice plain_reasons[] = {
    {"a", "(a) 機密性1(低)情報", NULL, "第7の1(2)オ(エ)g(a)"},
    {"b", "(b) 暗号化機能が設けられていない", NULL, "第7の1(2)オ(エ)g(b)"},
    {"c", "(c) 同一の庁舎内の他の電子計算機に移す", NULL, "第7の1(2)オ(エ)g(c)"},
    {0},
};
static const struct choice means[] = {
    {"telephone", "電話", NULL, "第7の1(2)オ(ウ)e(c)"},
    {"patrol", "巡視", NULL, "第7の1(2)オ(ウ)e(c)"},
    {"other", "その他の方法", NULL, "第7の1(2)オ(ウ)e(c)"},
    {0},
};

/* ---- the clause by mode ---- */

#define BY_MODE(NAME, TAKE_OUT, DEVICE, IN_BUILDING, CONNECTION)                                  \
    static const struct clause_at NAME[] = {{MODE("take_out"), "第7の1(2)オ(イ)" TAKE_OUT},       \
                                            {MODE("device"), "第7の1(2)オ(ウ)" DEVICE},           \
                                            {MODE("in_building"), "第7の1(2)オ(エ)" IN_BUILDING}, \
                                            {MODE("connection"), "第7の1(2)オ(エ)" CONNECTION},   \
                                            {{0}, NULL}}
BY_MODE(clauses_row, "a", "a", "a", "c");
BY_MODE(clauses_end, "b", "d", "b", "h");
BY_MODE(clauses_erased, "b", "d", "h", "h");
static const struct clause_at clauses_user[] = {{MODE("device"), "第7の1(2)オ(ウ)a"},
                                                {MODE("in_building"), "第7の1(2)オ(エ)a"},
                                                {MODE("connection"), "第6の2(5)ウ"},
                                                {{0}, NULL}};
static const struct clause_at clauses_from[] = {{MODE("take_out"), "第7の1(2)オ(イ)a"},
                                                {MODE("device"), "第7の1(2)オ(ウ)a"},
                                                {MODE("connection"), "第6の2(5)ウ"},
                                                {{0}, NULL}};
static const struct clause_at clauses_whereabouts[] = {{MODE("device"), "第7の1(2)オ(ウ)e(a)"}, {{0}, NULL}};

/* ---- the shapes of small fields ---- */

#define TICK(KEY, LABEL, FLAGS, CLAUSE, ...) FIELD(KEY, LABEL, YES, FLAGS, CLAUSE, WHEN(__VA_ARGS__))
#define PICK(KEY, LABEL, CHOICES, INITIAL, CLAUSE, ...) \
    FIELD(KEY, LABEL, CHOICE, ASKED, CLAUSE, .choices = CHOICES, .initial = INITIAL, WHEN(__VA_ARGS__))
#define WORDS(KEY, LABEL, FLAGS, CLAUSE, ...) FIELD(KEY, LABEL, TEXT, FLAGS, CLAUSE, .limit = 80, WHEN(__VA_ARGS__))

#define CONNECTION MODE("connection")
#define OUTPUT MODE("connection"), IS("direction", "output|both")
#define CARRIED SET("carried")
#define RETURNS "return|return_exempt|end_connection"

/* M-23 recorded by the applicant (⚑Q14): who was asked, when, how, and read back to; *_unseen until he has countersigned. */
#define TELEPHONED(ACT, LABEL, RULE_STEP)                                                                       \
    FIELD(ACT "_called", LABEL "を受けた相手", PERSON, ASKED, "第7の1(2)オ(ウ)e(c)", .step = "telephone_" ACT,  \
          .rule_step = RULE_STEP),                                                                              \
        FIELD(ACT "_called_at", LABEL "の日時", TIME, ASKED, NULL, .initial = "now", .step = "telephone_" ACT), \
        FIELD(ACT "_means", LABEL "の方法", CHOICE, ASKED, "第7の1(2)オ(ウ)e(c)", .choices = means,             \
              .initial = "=telephone", .step = "telephone_" ACT),                                               \
        FIELD(ACT "_read_back", LABEL "の内容を復唱して確かめた", YES, ASKED, NULL, .step = "telephone_" ACT,   \
              WHEN(IS(ACT "_means", "telephone"))),                                                             \
        FIELD(ACT "_unseen", LABEL "の後閲を待つ相手", PERSON, FIELD_DERIVED, NULL)

const struct field use_fields[] = {
    FIELD("mode", "区分", CHOICE, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .choices = modes, .list_width = 4,
          .initial = "last",
          .help = "庁舎の外へ媒体を持ち出すのが「持出」、カメラ等を使うのが「デジタル機器使用」(庁舎外で使うときも)"
                  "、庁舎内で媒体を使うのが「庁舎内使用」、媒体を電子計算機につなぐ申請が「接続」です。"),
    EXEMPTION_FIELDS(medium_designations, "第7の1(2)オ(ウ)b(b)"),
    FIELD("omission", "記載を省略できる場合", CHOICE, ASKED, NULL, .choices = omissions, .step = "omit",
          .help = "記載を省略できるときも、控えだけを残すことができます(許可と確認は要りません)。"),
    FIELD("thing", "対象の別", CHOICE, FIELD_DERIVED, NULL, .choices = things),
    FIELD("outside_medium", "外部から受領した媒体", TEXT, FIELD_FIXED, "第7の1(2)オ(オ)", .limit = 80,
          WHEN(CONNECTION, UNSET("item")),
          .help = "管理番号のない、外部から受領した媒体をつなぐときだけ書きます。管理番号のある媒体は、ここを空けて"
                  "「媒体・機器」で選びます。"),
    TICK("optical", "光ディスクである", FIELD_FIXED, "第6の2(5)ア(イ)", CONNECTION, SET("outside_medium")),
    TICK("footage", "防犯カメラの動画又は静止画が記録されている", FIELD_FIXED, "第7の1(2)オ(オ)", CONNECTION,
         SET("outside_medium")),
    FIELD("item", "媒体・機器", ITEM, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .registers = "medium|digital_device",
          .items = {IS("register", "$thing")}, .list_width = 18, WHEN(UNSET("outside_medium")), .clauses = clauses_row,
          .missing = "媒体の管理番号又は機器の管理名称がありません。簿冊の記載事項です。選んでください。",
          .help = "媒体の管理番号又は機器の管理名称。使用・持出中のものは選べません。"),
    FIELD("medium", "媒体", ITEM, FIELD_DERIVED | FIELD_LINKED | FIELD_INDEXED, NULL, .registers = "medium"),
    FIELD("builtin", "情報の記録は内蔵媒体だけ", YES, FIELD_DERIVED, NULL),
    FIELD("unerasable", "削除できない媒体", YES, FIELD_DERIVED, NULL),
    USER_FIELD(clauses_user),
    FIELD("purpose", "目的・使用理由", TEXT, FIELD_REQUIRED | FIELD_LISTED, NULL, .limit = 100, .list_width = 22,
          .clauses = clauses_row, WHEN(MODE("take_out|device|connection"), WRITTEN)),
    WORDS("use_place", "使用場所", FIELD_REQUIRED, "第7の1(2)オ(エ)a", MODE("in_building")),
    WORDS("destination", "使用場所・持ち出し先", 0, NULL, MODE("take_out|device")),
    FIELD("outside", "庁舎外で使用する", YES, FIELD_FIXED, NULL, WHEN(MODE("device")),
          .help = "庁舎の外で使うときは持ち出しに当たります。終了予定と機密性を入れてください。"),
    FIELD("carried", "庁舎外への持ち出しに当たる", YES, FIELD_DERIVED | FIELD_INDEXED, NULL),
    TAKEN_FROM_FIELD("開始日時", clauses_from),
    TAKEN_UNTIL_FIELD(clauses_from, "期間の終わり。庁舎内だけで使うときは、期限の目安として使います。"),
    FIELD("book_here", "警部補が配置され簿冊を置く交番等", YES, FIELD_DERIVED, NULL),
    FIELD("inspector_absent", "当該警部補が不在である", YES, FIELD_FIXED, NULL, WHEN(SET("book_here")),
          .help = "不在のときは、運用責任者が許可します。電話によることはできません。"),
    FIELD("route", "許可する者の別", CHOICE, FIELD_DERIVED | FIELD_INDEXED, NULL, .choices = routes),
    CONFIDENTIALITY_FIELDS(
        "持ち出す情報のうち最も高いもの。2(中)は運用責任者への報告、3(高)は運用管理者の許可が要ります。", CARRIED),
    FIELD("place", "保管場所", ITEM, FIELD_DERIVED | FIELD_LISTED | FIELD_LINKED | FIELD_INDEXED, NULL,
          .registers = "place", .list_width = 14),
    /* of the start: what was out as a 特例 and is written up is in use by then */
    TICK("device_empty", "機器に保存データなし", FIELD_REQUIRED, "第7の1(2)オ(ウ)a", MODE("device"), WRITTEN,
         UNSET("exemption")),
    TICK("medium_empty", "媒体に保存データなし", FIELD_REQUIRED, "第7の1(2)オ(ウ)a", MODE("device"), WRITTEN,
         UNSET("exemption"), UNSET("builtin")),
    TICK("no_builtin_storage", "内蔵の記録媒体に保存しない", 0, "第7の1(2)オ(ウ)e(e)", MODE("device"),
         UNSET("builtin")),
    TICK("external_pc", "警察以外の電子計算機に接続", FIELD_FIXED, "第7の1(2)オ(ウ)c", CARRIED),
    TICK("malware_checked", "不正プログラムなしを確認", ASKED, "第7の1(2)オ(ウ)c", CARRIED, SET("external_pc")),
    FIELD("malware_checked_at", "不正プログラムを確認した日時", TIME, ASKED, NULL, .initial = "now",
          WHEN(CARRIED, SET("external_pc"))),
    TICK("case_locked", "施錠したケースに入れる", 0, "第7の1(2)オ(イ)c", CARRIED),
    TICK("strap", "ストラップ等を付ける", 0, "第7の1(2)オ(ウ)e(d)", MODE("device"), CARRIED),
    PICK("carriage", "運搬", carriages, "=staff", NULL, MODE("take_out")),
    PICK("carriage_means", "運搬の手段", carriage_means, NULL, "第2の1(3)ア(ア)", MODE("take_out"),
         IS("carriage", "third")),
    WORDS("tracking", "追跡番号等", 0, NULL, MODE("take_out"), IS("carriage", "third")),
    WORDS("second_copy", "異なる経路で運ぶ同一の情報", 0, "第2の1(3)ア(イ)", MODE("take_out")),
    FIELD("pc", "接続する電子計算機", ITEM, ASKED | FIELD_LINKED | FIELD_INDEXED, "第7の1(2)オ(エ)c", .registers = "pc",
          WHEN(CONNECTION)),
    WORDS("system", "対象とする情報システム", FIELD_FIXED, "第6の2(5)ウ", CONNECTION),
    PICK("direction", "入出力の別", use_directions, "=input", NULL, CONNECTION),
    PICK("information", "出力する情報の機密性", confidentialities, "=1", "第7の1(2)オ(エ)g(a)", OUTPUT),
    PICK("encryption", "平文・暗号文の別", use_encryptions, "=police", "第7の1(2)オ(エ)c", CONNECTION),
    TICK("no_common_software", "復号する電子計算機に同一の暗号化ソフトウェアがない", ASKED, "第7の1(2)オ(エ)f", OUTPUT,
         IS("encryption", "self")),
    PICK("plain_reason", "平文とする事由", plain_reasons, NULL, "第7の1(2)オ(エ)g", OUTPUT, IS("encryption", "plain")),
    FIELD("target_pc", "移す先の電子計算機", ITEM, ASKED, "第7の1(2)オ(エ)g(c)", .registers = "pc",
          WHEN(OUTPUT, IS("encryption", "plain"), IS("plain_reason", "c"))),
    TICK("server_backup", "サーバ等のバックアップを取得する", FIELD_FIXED, "第5の1(2)イ(カ)",
         MODE("in_building|connection")),
    FIELD("technical", "技術的な許可の付与が要る", YES, FIELD_DERIVED, NULL),
    FIELD("minimum_scope", "必要最小限の範囲である", YES, ASKED, "第7の1(2)オ(エ)d", .step = "permit_connection"),
    TELEPHONED("permit", "許可", "permit"),
    NEW_UNTIL_FIELD,
    FIELD("written_until", "記載後の終了予定", TIME, FIELD_FIXED, NULL, .initial = "morning", .step = "write_up",
          .help = "特例をやめて記載するときの、新しい期間の終わり。"),
    RETURNED_AT_FIELD("終了・返納日時", RETURNS, clauses_end),
    LOSS_FIELD("back", "返却時の状態", "return|return_exempt", clauses_end,
               "紛失、盗難又は破損のときは、取込みと削除の代わりにこれを選びます。", {0}),
    FIELD("imported", "取込みの要否を確かめ、済ませた", YES, ASKED, NULL, .step = RETURNS, .clauses = clauses_erased,
          WHEN(IS_NOT("back", "missing|damaged"), UNSET("server_backup")),
          .help = "取り込む必要のあるものがないことを確かめたときも、印を付けます。"),
    FIELD("erased_device", "機器に情報を残していない", YES, ASKED, NULL, .step = RETURNS, .clauses = clauses_erased,
          WHEN(MODE("device"), IS_NOT("back", "missing|damaged"))),
    FIELD("erased", "媒体に情報を残していない", YES, ASKED, NULL, .step = RETURNS, .clauses = clauses_erased,
          WHEN(UNSET("builtin"), UNSET("unerasable"), IS_NOT("back", "missing|damaged"), UNSET("server_backup"))),
    FIELD("return_note", "終了時の備考", TEXT, 0, NULL, .limit = 100, .step = RETURNS),
    TELEPHONED("confirm", "返却の確認", "confirm"),
    LOSS_FIELD("result", "確認の結果", "confirm|telephone_confirm", clauses_end, CONFIRMED_HELP, {0}),
    ALTERNATIVE_FIELD("confirm|telephone_confirm", {0}),
    TELEPHONED("whereabouts", "所在確認", "whereabouts"),
    LOSS_FIELD("whereabouts", "所在確認の結果", "whereabouts|telephone_whereabouts", clauses_whereabouts, NULL, {0}),
    FIELD("whereabouts_how", "確認の方法", TEXT, 0, NULL, .limit = 60, .step = "whereabouts"),
    FIELD("countersign_until", "後閲の期限", TIME, FIELD_DERIVED, NULL, .list_width = 12),
    FIELD("pending", "後閲待ち", YES, FIELD_DERIVED | FIELD_INDEXED, NULL),
    FIELD("covered_by", "記載済みのデジタル機器の使用", ITEM, ASKED | FIELD_LINKED, "第7の1(2)オ(エ)a",
          .registers = "use", .items = {MODE("device"), WRITTEN}, .step = "omit", WHEN(IS("omission", "covered"))),
    {0},
};

/* 様式第7号 外部記録媒体・デジタル機器使用・持出簿: its states, steps and sheet. See register_use.h. */
#include "forms/register_use.h"

#include <stddef.h>

#include "forms/common_fields.h"
#include "forms/common_steps.h"
#include "forms/declare.h"
#include "forms/exemption.h"

#include "forms/banned.h"

static const struct state states[] = {
    CARRY_STATES("使用・持出中"),
    {"granted", "接続許可中", "接", STATE_CURRENT},
    EXEMPTION_STATE,
    {"omitted", "省略の控え", "省", STATE_DONE},
    {0},
};

#define TELEPHONE "第7の1(2)オ(ウ)e(c)"
static const struct step steps[] = {
    CARRY_REQUEST("第7の1(2)オ(イ)a"),
    CARRY_PERMIT("第7の1(2)オ(イ)a"),
    {"telephone_permit", "電話等による許可の記録", "requested|written", "out", STEP_BY_SELF | STEP_WHEN_NEEDS,
     "電話等で許可を受けた", TELEPHONE},
    {"permit_connection", "接続の許可", "requested", "granted", DECIDES, "接続を許可した", "第7の1(2)オ(エ)d"},
    {"grant", "技術的な許可の付与", "requested", "granted", DECIDES, "技術的な許可を与えた", "第6の2(5)ウ"},
    CARRY_DECISIONS("第7の1(2)オ(イ)a"),
    CARRY_END("第7の1(2)オ(ウ)e(a)", "第7の1(2)オ(イ)b", "out|written|granted|returned|done"),
    {"telephone_whereabouts", "電話等による所在確認の記録", "out", NULL, STEP_BY_SELF | STEP_REPEATS | STEP_MONTHLY,
     "電話等で所在の確認を受けた", TELEPHONE},
    {"telephone_confirm", "電話等による返却の確認の記録", "returned", "done",
     STEP_BY_SELF | STEP_WHEN_NEEDS | STEP_REPEATS, "電話等で返却の確認を受けた", TELEPHONE},
    {"countersign", "後閲", "requested|out|written|returned|done", NULL, STEP_REPEATS | STEP_ACKNOWLEDGES, "後閲した",
     NULL},
    {"end_connection", "接続の終了", "granted", "done", STEP_BY_SELF, "接続を終えた", "第7の1(2)オ(エ)h"},
    {"omit", "省略の控え", NULL, "omitted", STEP_CREATES | STEP_EDITS | STEP_BY_SELF, "記載の省略を控えた", NULL},
    EXEMPTION_STEPS,
    {0},
};

/* What was permitted or confirmed by telephone names whom; then the step on the screen is not needed. */
#define MOVED IS_NOT("mode", "connection"), WRITTEN
static const struct need needs[] = {
    {"out", "permit", {MOVED, UNSET("permit_called")}},
    {"out", "telephone_permit", {SET("permit_called")}},
    {"out", "secret_permit", {SECRET}},
    {"granted", "permit_connection", {{0}}},
    {"granted", "grant", {SET("technical")}},
    {"returned", "return", {{0}}},
    {"done", "confirm", {MOVED, UNSET("confirm_called")}},
    {"done", "telephone_confirm", {SET("confirm_called")}},
    {"done", "settle", {MOVED, IS_NOT("result", "found")}},
    {"done", "end_connection", {MODE("connection")}},
    EXEMPTION_NEEDS,
    {0},
};

static const struct exclusive exclusive = {
    "item|medium", "out|written|returned",
    "「%s」は使用・持出中か、返却の確認待ちです。確認が済むまで、重ねて使用し、又は持ち出すことはできません。"
    "デジタル機器の使用として記載されている媒体は、庁舎内使用の記載を省略できます。"};

static const struct paper_column columns[] = {
    COLUMN("No.", 80, PAPER_ROW_NUMBER, NULL),
    COLUMN("区分", 120, PAPER_MARKS, "mode"),
    COLUMN("使用(持出)者\n氏名", 260, PAPER_FIELDS, "user"),
    COLUMN("媒体の管理番号・\n機器の管理名称", 300, PAPER_FIELDS, "item|outside_medium"),
    COLUMN("開始・期間|開始日時", 240, PAPER_FIELDS, "taken_from"),
    COLUMN("開始・期間|終了予定", 200, PAPER_FIELDS, "taken_until"),
    COLUMN("使用場所・\n持ち出し先", 260, PAPER_FIELDS, "use_place|destination|pc"),
    COLUMN("目的・使用理由", 300, PAPER_FIELDS, "purpose"),
    COLUMN("機密性", 100, PAPER_MARKS, "confidentiality"),
    COLUMN("許可", 150, PAPER_STAMP, "permit|telephone_permit|permit_connection"),
    COLUMN("終了|終了・返納\n日時", 220, PAPER_FIELDS, "returned_at"),
    COLUMN("終了|紛失なし\n確認", 150, PAPER_STAMP, "confirm|telephone_confirm"),
    COLUMN("所在確認\n(1か月ごと)", 190, PAPER_CHECKS, "whereabouts|telephone_whereabouts"),
    {0},
};
static const struct stamp_box boxes[] = {{"運用管理者", "confirm_administrator"}, {"専決", "sole_decision"}, {0}};
static const struct sheet_def sheet = {
    CARRY_SHEET("様式第7号(第7の1(2)オ関係)", "外部記録媒体・デジタル機器使用・持出簿"),
    .further_fields =
        "exemption|omission|covered_by|outside|reported_to|reported_how|secret_items|urgent_reason|"
        "administrator_absent|device_empty|medium_empty|external_pc|malware_checked|malware_checked_at|carriage|"
        "carriage_means|tracking|second_copy|direction|encryption|no_common_software|plain_reason|target_pc|system|"
        "server_backup|back|imported|erased_device|erased|return_note",
    /* what was permitted by telephone bears the applicant's name alone: the box stays for the seal of the one called */
    .further_steps = "grant|secret_permit|extend_secret_permit|extend_permit|countersign|settle|return_exempt",
};

/* ⚑Q4, ⚑Q20: media, and devices used outside, those of a 特例 too. */
static const struct outside outside[] = {{OUTSIDE_MEDIUM, {SET("carried")}}, {OUTSIDE_NONE, {{0}}}};

static const struct caution reminders[] = {
    {"庁舎外へは、施錠機能のついたケースに施錠して持ち出す。", {SET("carried")}},
    {"機器を庁舎外で使うときは、ストラップ等を用いて紛失と盗難を防ぐ。", {MODE("device"), SET("carried")}},
    {"機器の内蔵の記録媒体に保存しない。", {MODE("device"), UNSET("builtin")}},
    {"警察以外の電子計算機につなぐ前に、不正プログラムがないことを確認する。", {SET("carried")}},
    {"使い終えたら、必要なものを取り込んで速やかに削除する。", {{0}}},
    {0},
};

const struct register_def register_use = {
    BOOK("7", "use", "外部記録媒体・デジタル機器使用・持出簿", "第7の1(2)オ(イ)a"),
    .brief = "使用・持出簿",
    .fields = use_fields,
    .states = states,
    .steps = steps,
    .rules = use_rules,
    .needs = needs,
    .sheet = &sheet,
    CARRY_BOOK(use_answer),
    .detail_fields = "mode|purpose|taken_from",
    .pending_field = "pending",
    .derive = use_derive,
    .check = use_check,
    .summary = "「{item}」を{user}が {taken_from} から {taken_until} まで使用し、又は持ち出す。",
    ALARM("back|result|whereabouts", "missing|damaged"),
};

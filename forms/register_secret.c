/* 機密性3(高)情報の持出・提供記録, 第2の1(3)イ(イ) (L88–89): also of paper and of 提供, which have no row in 様式第3号 or 第7号. The
 * text names no book for it (⚑Q8). */
#include "forms/register_secret.h"

#include <stddef.h>

#include "forms/application.h"
#include "forms/common_fields.h"
#include "forms/field.h"

#include "forms/banned.h"

#define CLAUSE "第2の1(3)イ(イ)"
#define TAKEN IS("mode", "take_out")
#define PROVIDED IS("mode", "provide")

static const struct choice modes[] = {{"take_out", "持ち出し", "持", CLAUSE}, {"provide", "提供", "提", CLAUSE}, {0}};
static const struct choice bodies[] = {
    {"paper", "文書(紙)", "紙", NULL}, {"data", "電磁的記録", "電", NULL}, {"other", "その他", "他", NULL}, {0}};

static const struct field fields[] = {
    FIELD("confidentiality", "機密性", CHOICE, FIELD_DERIVED, NULL, .choices = confidentialities),
    FIELD("mode", "持出・提供の別", CHOICE, ASKED | FIELD_LISTED, CLAUSE, .choices = modes, .list_width = 8,
          .initial = "=take_out"),
    FIELD("body", "記録の別", CHOICE, ASKED, NULL, .choices = bodies),
    FIELD("secret_items", "識別できる事項", TEXT, ASKED | FIELD_LISTED, CLAUSE, .limit = 120, .list_width = 30,
          .help = "文書記号、管理番号、件名等、その情報を識別できる事項。許可の前に記録します。"),
    FIELD("user", "持ち出す(提供する)者", PERSON, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 14,
          .initial = "self"),
    FIELD("from", "持ち出し期間の始め", TIME, ASKED, CLAUSE, WHEN(TAKEN), .initial = "now"),
    FIELD("until", "持ち出し期間の終わり", TIME, ASKED | FIELD_LISTED | FIELD_INDEXED, CLAUSE, .list_width = 12,
          WHEN(TAKEN), .initial = "morning"),
    FIELD("provided_on", "提供日", DATE, ASKED | FIELD_LISTED, CLAUSE, .list_width = 10, WHEN(PROVIDED),
          .initial = "today"),
    FIELD("purpose", "目的", TEXT, ASKED | FIELD_LISTED, CLAUSE, .limit = 100, .list_width = 20),
    FIELD("destination", "持ち出し先・提供先", TEXT, ASKED, NULL, .limit = 60),
    FIELD("row", "簿冊の行", ITEM, 0, NULL, .registers = "checkout|use",
          .help = "端末や媒体で持ち出すとき、様式第3号又は第7号の行。"),
    SECRET_ROUTE_FIELDS(SET("secret_items")),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
    FIELD("returned_at", "持ち出し終了日時", TIME, FIELD_REQUIRED, NULL, .step = "return", .initial = "now"),
    FIELD("provided_at", "提供した日", DATE, FIELD_REQUIRED, NULL, .step = "provide", .initial = "today"),
    {0},
};

static const struct state states[] = {
    REQUESTED_STATE, {"permitted", "許可済", "許", STATE_OUT}, {"done", "済", "済", STATE_DONE}, UNDECIDED_STATES, {0},
};
static const struct step steps[] = {
    REQUEST_STEP(CLAUSE),
    {"secret_permit", "機密性3の許可", "requested", "permitted", STEP_DECIDES | STEP_WHEN_NEEDS,
     "持ち出し・提供を許可した", CLAUSE},
    OTHER_ENDS_STEPS,
    REQUEST_AGAIN_STEP(CLAUSE),
    {"return", "持ち出しの終了", "permitted", "done", STEP_BY_SELF | STEP_BRINGS_BACK, "持ち出しを終えた", NULL},
    {"provide", "提供の記録", "permitted", "done", STEP_BY_SELF, "提供した", CLAUSE},
    CORRECT_STEP("permitted|done"),
    {0},
};
static const struct need needs[] = {
    {"permitted", "secret_permit", {{0}}}, {"done", "return", {TAKEN}}, {"done", "provide", {PROVIDED}}, {0}};

#define DECIDERS POST_ADMINISTRATOR
static const struct rule rules[] = {
    RULE("M-31", "request", ANY, 0, NONE, CLAUSE),
    APPLICANT_RULES,
    SECRET_PERMIT_RULES,
    RULE("", "refuse", OTHER, DECIDERS, NONE, NULL),
    RULE("", "send_back", OTHER, DECIDERS, NONE, NULL),
    RULE("", "refuse", OTHER, POST_DEPUTY, NONE, NULL, WHEN(DEPUTY), EXTRA(secret_by_deputy)),
    RULE("", "send_back", OTHER, POST_DEPUTY, NONE, NULL, WHEN(DEPUTY), EXTRA(secret_by_deputy)),
    RULE("", "return", ANY, 0, NONE, NULL, WHEN(TAKEN)),
    RULE("", "provide", SELF, 0, NONE, CLAUSE, WHEN(PROVIDED)),
    END_OF_RULES,
};

static int derive(struct situation *s, struct err *e)
{
    return entry_set(s->entry, "confidentiality", "3", e);
}

static int check(const struct situation *s, struct err *e)
{
    const char *until = entry_get(s->entry, "until"), *back = entry_get(s->entry, "returned_at");
    int64_t from = field_time(entry_get(s->entry, "from"));
    int rc = application_past(s, "returned_at", e);
    if (rc == 0)
        rc = application_past(s, "provided_at", e);
    if (rc != 0)
        return rc;
    if (until != NULL && field_time(until) <= from)
        return err_field(e, "until", NULL, "持ち出し期間の終わりが始めより後ではありません。日時を確かめてください。");
    if (back != NULL && field_time(back) < from)
        return err_field(e, "returned_at", NULL, "持ち出し終了が始めより前です。日時を確かめてください。");
    if (!step_is(s, "request|request_again"))
        return 0;
    return secret_check(s, entry_is(s->entry, "mode", "take_out") ? "until" : NULL, e);
}

static const struct paper_column columns[] = {
    COLUMN("No.", 100, PAPER_ROW_NUMBER, NULL),
    COLUMN("識別できる事項\n(文書記号・管理番号・件名等)", 480, PAPER_FIELDS, "secret_items"),
    COLUMN("持出・\n提供", 140, PAPER_FIELDS, "mode"),
    COLUMN("提供日", 190, PAPER_FIELDS, "provided_on"),
    COLUMN("持ち出し期間", 300, PAPER_FIELDS, "from|until"),
    COLUMN("目的", 350, PAPER_FIELDS, "purpose"),
    COLUMN("提供先・持ち出し先", 300, PAPER_FIELDS, "destination"),
    COLUMN("許可", 250, PAPER_STAMP, "secret_permit"),
    COLUMN("終了", 200, PAPER_FIELDS, "returned_at"),
    COLUMN("緊急の理由\n(補助者)", 260, PAPER_FIELDS, "urgent_reason"),
    {0},
};
static const struct sheet_def sheet = {
    ATTACHED_SHEET("機密性3(高)情報持出・提供記録", 12, 95),
    .further_fields = "user|body|row|provided_at|administrator_absent",
};

const struct register_def register_secret = {
    REGISTER("secret", "機密性3(高)情報持出・提供記録", CLAUSE),
    OWN_TABLES,
    SHOWN_AS("secret_items", "user|destination"),
    AWAY(NULL, "user", "until", "returned_at"),
    .retention_years = 5,
    OWN_CODE,
};

/* The tenth register: one file, nothing else. See register_tenth.h. */
#include "tests/e2e/register_tenth.h"

#include "forms/declare.h"
#include "forms/post.h"
#include "forms/rule.h"

static const struct choice plugs[] = {{"c", "C型", "C", NULL}, {"micro", "マイクロB型", "μ", NULL}, {0}};

static const struct field fields[] = {
    FIELD("charger", "充電器", TEXT, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .limit = 30, .list_width = 16),
    FIELD("plug", "端子", CHOICE, FIELD_REQUIRED | FIELD_LISTED, NULL, .choices = plugs, .list_width = 12,
          .initial = "=c"),
    FIELD("borrower", "借受者", PERSON, ASKED | FIELD_LISTED, NULL, .list_width = 16, .initial = "self"),
    FIELD("place", "使用場所", TEXT, FIELD_LISTED, NULL, .limit = 40, .list_width = 16),
    FIELD("lent_at", "貸出日時", TIME, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 12,
          .initial = "now"),
    FIELD("returned_at", "返却日時", TIME, FIELD_REQUIRED | FIELD_LISTED, NULL, .list_width = 12, .initial = "now",
          .step = "return"),
    {0},
};

static const struct state states[] = {{"requested", "許可待ち", "待", STATE_WAITING},
                                      {"lent", "貸出中", "出", STATE_OUT},
                                      {"done", "済", "済", STATE_DONE},
                                      {0}};
static const struct step steps[] = {
    {"request", "申請", NULL, "requested", STEP_CREATES | STEP_EDITS | STEP_BY_SELF, "申請した", NULL},
    {"permit", "許可", "requested", "lent", STEP_DECIDES | STEP_WHEN_NEEDS, "許可した", NULL},
    {"return", "返却", "lent", "done", STEP_BY_SELF | STEP_BRINGS_BACK, "返却した", NULL},
    CORRECT_STEP("lent|done"),
    {0},
};
static const struct rule rules[] = {
    RULE("", "request", ANY, 0, NONE, NULL),
    RULE("", "permit", OTHER, POST_SUPERVISOR, INCLUDED, NULL),
    RULE("", "return", SELF, 0, NONE, NULL),
    RULE("", "correct", SELF, 0, NONE, NULL),
    END_OF_RULES,
};
static const struct need needs[] = {{"lent", "permit", {{0}}}, {0}};

static const struct paper_column columns[] = {
    COLUMN("No.", 100, PAPER_ROW_NUMBER, NULL),       COLUMN("充電器", 600, PAPER_FIELDS, "charger|plug"),
    COLUMN("借受者", 400, PAPER_FIELDS, "borrower"),  COLUMN("使用場所", 570, PAPER_FIELDS, "place"),
    COLUMN("貸出", 350, PAPER_FIELDS, "lent_at"),     COLUMN("許可", 200, PAPER_STAMP, "permit"),
    COLUMN("返却", 350, PAPER_FIELDS, "returned_at"), {0},
};
static const struct sheet_def sheet = {
    LIST_SHEET("様式第10号", "充電器貸出簿", PER_MONTH, 10, 110),
    .period_field = "lent_at",
};

const struct register_def register_tenth = {
    BOOK("10", "charger", "充電器貸出簿", NULL), OWN_TABLES,           SHOWN_AS("charger|borrower", "place|lent_at"),
    AWAY(NULL, "borrower", NULL, "returned_at"), .retention_years = 1, .summary = "「{charger}」を{borrower}が借りる。",
};

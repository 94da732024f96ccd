/* The tenth register: one file, nothing else. See register_tenth.h. */
#include "tests/e2e/register_tenth.h"

#include "forms/post.h"
#include "forms/rule.h"

static const struct choice plugs[] = {{"c", "C型", "C", NULL}, {"micro", "マイクロB型", "μ", NULL}, {0}};

static const struct field fields[] = {
    {.key = "charger",
     .label = "充電器",
     .type = FIELD_TEXT,
     .limit = 30,
     .list_width = 16,
     .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_LISTED | FIELD_INDEXED},
    {.key = "plug",
     .label = "端子",
     .type = FIELD_CHOICE,
     .choices = plugs,
     .list_width = 12,
     .initial = "=c",
     .flags = FIELD_REQUIRED | FIELD_LISTED},
    {.key = "borrower",
     .label = "借受者",
     .type = FIELD_PERSON,
     .list_width = 16,
     .initial = "self",
     .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_LISTED},
    {.key = "place", .label = "使用場所", .type = FIELD_TEXT, .limit = 40, .list_width = 16, .flags = FIELD_LISTED},
    {.key = "lent_at",
     .label = "貸出日時",
     .type = FIELD_TIME,
     .list_width = 12,
     .initial = "now",
     .flags = FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED},
    {.key = "returned_at",
     .label = "返却日時",
     .type = FIELD_TIME,
     .list_width = 12,
     .step = "return",
     .initial = "now",
     .flags = FIELD_REQUIRED | FIELD_LISTED},
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
    {"correct", "訂正", "lent|done", NULL, STEP_EDITS | STEP_CORRECTS | STEP_REASON | STEP_REPEATS | STEP_BY_SELF,
     "訂正した", NULL},
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
    .label = "様式第10号",
    .title = "充電器貸出簿",
    .landscape = true,
    .unit = PAPER_PER_MONTH,
    .period_field = "lent_at",
    .rows = 10,
    .row_height = 110,
    .columns = columns,
};

const struct register_def register_tenth = {
    .id = "charger",
    .form = "10",
    .label = "充電器貸出簿",
    .fields = fields,
    .states = states,
    .steps = steps,
    .rules = rules,
    .needs = needs,
    .sheet = &sheet,
    .title_fields = "charger|borrower",
    .detail_fields = "place|lent_at",
    .back_field = "returned_at",
    .person_field = "borrower",
    .item_field = NULL,
    .retention_years = 1,
    .summary = "「{charger}」を{borrower}が借りる。",
};

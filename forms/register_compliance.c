/* 適合状況一覧 and the two lists that go with it to whoever examines. See register_compliance.h. */
#include "forms/register_compliance.h"

#include <stddef.h>
#include <string.h>

#include "forms/declare.h"
#include "forms/rule.h"

#include "forms/banned.h"

#define COMPUTED(KEY, LABEL, TYPE, WIDTH) \
    FIELD(KEY, LABEL, TYPE, FIELD_DERIVED | FIELD_LISTED, NULL, .list_width = WIDTH)
#define CLAUSE_AND_TEXT COMPUTED("clause", "根拠", TEXT, 18), COMPUTED("text", "求めること", LONG_TEXT, 36)
#define GUIDE_STATE(KEY, LABEL, KIND) \
    {                                 \
        KEY, LABEL, "目", KIND        \
    }

static const struct field fields[] = {
    CLAUSE_AND_TEXT,
    COMPUTED("standing", "判定", TEXT, 14),
    COMPUTED("owed", "残り", NUMBER, 6),
    COMPUTED("over", "期限超過", NUMBER, 6),
    COMPUTED("since", "いつから", DATE, 12),
    COMPUTED("owner", "行う者", TEXT, 20),
    COMPUTED("evidence", "直近の記録", LONG_TEXT, 30),
    {0},
};
static const struct state states[] = {
    {COMPLIANCE_BROKEN, "不履行", "不", STATE_WAITING},
    {COMPLIANCE_DUE, "期限内", "期", STATE_WAITING},
    {COMPLIANCE_MET, "適合", "適", STATE_DONE},
    {COMPLIANCE_NONE, "対象なし", "無", STATE_DONE},
    GUIDE_STATE(COMPLIANCE_GUIDE_OVER, "超(目安)", STATE_WAITING),
    GUIDE_STATE(COMPLIANCE_GUIDE_DUE, "期限内(目安)", STATE_WAITING),
    GUIDE_STATE(COMPLIANCE_GUIDE_MET, "適合(目安)", STATE_DONE),
    GUIDE_STATE(COMPLIANCE_GUIDE_NONE, "対象なし(目安)", STATE_DONE),
    {0},
};
/* Nobody does anything with a row: it becomes what it is while it is reckoned. */
#define STANDS(KEY)                                                       \
    {                                                                     \
        KEY "_found", "判定", COMPLIANCE_BROKEN, KEY, 0, "判定した", NULL \
    }
static const struct step steps[] = {
    {"list", "一覧", NULL, COMPLIANCE_BROKEN, STEP_CREATES | STEP_EDITS, "一覧にした", NULL},
    STANDS(COMPLIANCE_DUE),
    STANDS(COMPLIANCE_MET),
    STANDS(COMPLIANCE_NONE),
    STANDS(COMPLIANCE_GUIDE_OVER),
    STANDS(COMPLIANCE_GUIDE_DUE),
    STANDS(COMPLIANCE_GUIDE_MET),
    STANDS(COMPLIANCE_GUIDE_NONE),
    {0},
};
#define BY_NOBODY(STEP) RULE("", STEP, ANY, 0, NONE, NULL)
#define FOUND(KEY) BY_NOBODY(KEY "_found")
static const struct rule rules[] = {
    BY_NOBODY("list"),           FOUND(COMPLIANCE_DUE),        FOUND(COMPLIANCE_MET),
    FOUND(COMPLIANCE_NONE),      FOUND(COMPLIANCE_GUIDE_OVER), FOUND(COMPLIANCE_GUIDE_DUE),
    FOUND(COMPLIANCE_GUIDE_MET), FOUND(COMPLIANCE_GUIDE_NONE), END_OF_RULES,
};

#define CLAUSE_COLUMNS COLUMN("根拠", 340, PAPER_FIELDS, "clause"), COLUMN("求めること", 700, PAPER_FIELDS, "text")
static const struct paper_column columns[] = {
    COLUMN("番号", 90, PAPER_ROW_NUMBER, NULL),
    CLAUSE_COLUMNS,
    COLUMN("判定", 230, PAPER_FIELDS, "standing"),
    COLUMN("残り", 90, PAPER_FIELDS, "owed"),
    COLUMN("期限\n超過", 90, PAPER_FIELDS, "over"),
    COLUMN("いつから", 190, PAPER_FIELDS, "since"),
    COLUMN("行う者", 380, PAPER_FIELDS, "owner"),
    COLUMN("直近の記録", 460, PAPER_FIELDS, "evidence"),
    {0},
};
static const struct sheet_def sheet = {
    LIST_SHEET("", "適合状況一覧", RUNNING, 11, 100),
    .notes = "○ 適合 △ 期限内(求められているが、期限は過ぎていない。) × 不履行 － 対象なし\n"
             "◇ は、条文が時期を定めていないものについての目安で、条文による義務ではない。",
};
const struct register_def register_compliance = {
    REGISTER("compliance", "適合状況一覧", NULL), .own_screen = true, STEP_TABLES, .sheet = &sheet,
    SHOWN_AS("clause|text", "standing"),
};

const char *compliance_sign(const char *state)
{
    static const char *const signs[][2] = {
        {COMPLIANCE_BROKEN, "×"}, {COMPLIANCE_DUE, "△"}, {COMPLIANCE_MET, "○"}, {COMPLIANCE_NONE, "－"}};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (strcmp(signs[i][0], state) == 0)
            return signs[i][1];
    return "◇";
}

/* ---- what the lines speak of ---- */

static const struct field item_fields[] = {
    CLAUSE_AND_TEXT,
    COMPUTED("day", "日", DATE, 12),
    COMPUTED("what", "件名", LONG_TEXT, 30),
    COMPUTED("who", "者", TEXT, 20),
    COMPUTED("how", "内容", LONG_TEXT, 24),
    {0},
};
static const struct state item_states[] = {{"listed", "記載", "記", STATE_DONE}, {0}};
static const struct step item_steps[] = {
    {"list", "一覧", NULL, "listed", STEP_CREATES | STEP_EDITS, "一覧にした", NULL},
    {0},
};
static const struct rule item_rules[] = {BY_NOBODY("list"), END_OF_RULES};

#define ITEM_COLUMNS(NAME, DAY, WHO, HOW)                                                 \
    static const struct paper_column NAME[] = {CLAUSE_COLUMNS,                            \
                                               COLUMN(DAY, 190, PAPER_FIELDS, "day"),     \
                                               COLUMN("件名", 580, PAPER_FIELDS, "what"), \
                                               COLUMN(WHO, 360, PAPER_FIELDS, "who"),     \
                                               COLUMN(HOW, 400, PAPER_FIELDS, "how"),     \
                                               {0}}
ITEM_COLUMNS(owed_columns, "いつから", "行う者", "状況");
ITEM_COLUMNS(evidence_columns, "記録の日", "行った者", "記録");

#define ITEM_SHEET(TITLE, COLUMNS)                                                                             \
    {                                                                                                          \
        .label = "", .title = TITLE, .landscape = true, .unit = PAPER_RUNNING, .rows = 12, .columns = COLUMNS, \
        .row_height = 95                                                                                       \
    }
#define ITEMS(ID, LABEL, SHEET)                                                                      \
    {                                                                                                \
        REGISTER(ID, LABEL, NULL), .own_screen = true, .fields = item_fields, .states = item_states, \
                                   .steps = item_steps, .rules = item_rules, .sheet = &(SHEET),      \
                                   SHOWN_AS("what", "day|who")                                       \
    }
#define OWED "適合状況一覧 別表1 求められているもの"
#define EVIDENCE "適合状況一覧 別表2 根拠の記録(過去12か月)"
static const struct sheet_def owed_sheet = ITEM_SHEET(OWED, owed_columns);
static const struct sheet_def evidence_sheet = ITEM_SHEET(EVIDENCE, evidence_columns);

const struct register_def register_compliance_owed = ITEMS("compliance_owed", OWED, owed_sheet);
const struct register_def register_compliance_evidence = ITEMS("compliance_evidence", EVIDENCE, evidence_sheet);

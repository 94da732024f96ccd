/* 取込み報告: what is taken from a phone into a computer is reported to 運用責任者 (当直責任者を除く。), in words or by this
 * record, taken in by a safe way, and then erased from the phone. 第7の1(2)エ(イ)d (L1337, M-17), カ(イ)e (L1425, M-41). The text
 * demands the report; the record is ours (◇). */
#include "forms/register_import_report.h"

#include <stddef.h>

#include "forms/common_fields.h"
#include "forms/declare.h"
#include "forms/field.h"
#include "forms/post.h"
#include "forms/rule.h"

#include "forms/banned.h"

static const struct choice sources[] = {
    {"official", "公用携帯電話機", "公", "第7の1(2)エ(イ)d"},
    {"personal", "個人所有の携帯電話機", "個", "第7の1(2)カ(イ)e"},
    {0},
};
static const struct choice ways[] = {
    {"record", "この記録により報告", NULL, NULL},
    {"oral", "口頭で報告", NULL, NULL},
    {0},
};

#define OFFICIAL IS("source", "official")
#define PERSONAL IS("source", "personal")

static const struct clause_at clauses[] = {{OFFICIAL, "第7の1(2)エ(イ)d"}, {PERSONAL, "第7の1(2)カ(イ)e"}, {{0}, NULL}};

static const struct field fields[] = {
    FIELD("source", "携帯電話機の別", CHOICE, ASKED | FIELD_LISTED, NULL, .choices = sources, .list_width = 12,
          .initial = "=official"),
    FIELD("phone", "公用携帯電話機", ITEM, ASKED | FIELD_LISTED, NULL, .registers = "phone", .list_width = 14,
          WHEN(OFFICIAL)),
    FIELD("personal_phone", "個人所有の携帯電話機", ITEM, FIELD_FIXED | FIELD_LISTED, NULL,
          .registers = "personal_phone", .list_width = 14, WHEN(PERSONAL),
          .help = "許可の記録から選びます。緊急事態で許可を得たものとみなされたときは、空けておきます。"),
    {SELF_FIELD("user", "取り込む職員", 0)},
    FIELD("what", "取り込む管理対象情報", TEXT, FIELD_REQUIRED | FIELD_LISTED, NULL, .limit = 100, .list_width = 24,
          .clauses = clauses),
    FIELD("reported_to", "報告先(運用責任者)", PERSON, ASKED | FIELD_LISTED, NULL, .list_width = 16,
          .rule_step = "receive", .clauses = clauses, .help = "当直責任者は含みません。"),
    FIELD("reported_how", "報告の方法", CHOICE, FIELD_REQUIRED, NULL, .choices = ways, .initial = "=record",
          .clauses = clauses),
    FIELD("reported_at", "報告日時", TIME, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 12,
          .initial = "now"),
    FIELD("imported_at", "取込み日時", TIME, FIELD_REQUIRED | FIELD_LISTED, NULL, .list_width = 12, .initial = "now",
          .step = "import"),
    FIELD("computer", "取り込んだ電子計算機", TEXT, 0, NULL, .limit = 40, .step = "import"),
    FIELD("safe", "不正プログラムが侵入しない安全な方法で取り込んだ", YES, FIELD_REQUIRED, NULL, .step = "import",
          .clauses = clauses),
    FIELD("erased_at", "削除日時", TIME, FIELD_REQUIRED | FIELD_LISTED, NULL, .list_width = 12, .initial = "now",
          .step = "erase"),
    FIELD("erased", "携帯電話機本体から削除した", YES, FIELD_REQUIRED, NULL, .step = "erase", .clauses = clauses),
    FIELD("erased_medium", "付属する外部記録媒体から削除した", YES, FIELD_REQUIRED, NULL, .step = "erase",
          .clauses = clauses, WHEN(PERSONAL)),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100, .step = "import|erase"),
    {0},
};
static const struct state states[] = {
    {"reported", "取込み前", "報", STATE_WAITING},
    {"imported", "削除待ち", "取", STATE_WAITING},
    {"done", "済", "済", STATE_DONE},
    {"withdrawn", "取下げ", "下", STATE_VOID},
    {0},
};
static const struct step steps[] = {
    {"report", "報告", NULL, "reported", STEP_CREATES | STEP_EDITS | STEP_BY_SELF, "報告した", NULL},
    {"receive", "報告の受領", "reported|imported|done", NULL, STEP_ACKNOWLEDGES, "報告を受けた", NULL},
    {"import", "取込み", "reported", "imported", STEP_BY_SELF, "取り込んだ", NULL},
    {"erase", "削除", "imported", "done", STEP_BY_SELF, "携帯電話機から削除した", NULL},
    {"withdraw", "取下げ", "reported", "withdrawn", STEP_BY_SELF, "取り下げた", NULL},
    CORRECT_STEP("reported|imported|done"),
    {0},
};

/* Each step under the clause of the phone that it speaks of. */
#define OF_BOTH(STEP, PERSON)                                            \
    RULE("", STEP, PERSON, 0, NONE, "第7の1(2)エ(イ)d", WHEN(OFFICIAL)), \
        RULE("", STEP, PERSON, 0, NONE, "第7の1(2)カ(イ)e", WHEN(PERSONAL))

static const struct rule rules[] = {
    OF_BOTH("report", ANY),
    OF_BOTH("import", SELF),
    OF_BOTH("erase", SELF),
    RULE("M-17", "receive", OTHER, POST_SUPERVISOR, EXCLUDED, "第7の1(2)エ(イ)d", WHEN(OFFICIAL)),
    STAND_IN("M-17", "receive", OFFICIAL),
    RULE("M-41", "receive", OTHER, POST_SUPERVISOR, EXCLUDED, "第7の1(2)カ(イ)e", WHEN(PERSONAL)),
    STAND_IN("M-41", "receive", PERSONAL),
    RULE("", "withdraw", SELF, 0, NONE, NULL),
    RULE("", "correct", SELF, 0, NONE, NULL),
    END_OF_RULES,
};
static const struct need needs[] = {{"imported", "import", {{0}}}, {"done", "erase", {{0}}}, {0}};

/* 報告した上で, 取り込んだ後: in that order, and none of it in the future. */
static int check(const struct situation *s, struct err *e)
{
    static const char *const times[] = {"reported_at", "imported_at", "erased_at"};
    const char *before = NULL;
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        const char *when = entry_get(s->entry, times[i]);
        if (when == NULL)
            continue;
        if (situation_ahead(s, times[i]))
            return err_field(e, times[i], NULL, "まだ来ていない日時です。日時を確かめてください。");
        if (before != NULL && field_time(when) < field_time(before))
            return err_field(e, times[i], field_clause(entry_field(s->entry, "what"), s->entry),
                             "報告、取込み、削除の順になっていません。日時を確かめてください。");
        before = when;
    }
    return 0;
}

static const struct paper_column columns[] = {
    COLUMN("No.", 100, PAPER_ROW_NUMBER, NULL),
    COLUMN("携帯電話機", 380, PAPER_FIELDS, "source|phone|personal_phone"),
    COLUMN("職員", 300, PAPER_FIELDS, "user"),
    COLUMN("取り込む管理対象情報", 500, PAPER_FIELDS, "what"),
    COLUMN("報告日時・報告先", 480, PAPER_FIELDS, "reported_at|reported_to|reported_how"),
    COLUMN("取込み", 300, PAPER_FIELDS, "imported_at|computer"),
    COLUMN("削除", 300, PAPER_FIELDS, "erased_at"),
    COLUMN("受領", 210, PAPER_STAMP, "receive"),
    {0},
};
static const struct sheet_def sheet = {
    ATTACHED_SHEET("携帯電話機からの取込み報告", 12, 110),
    .period_field = "reported_at",
    .further_fields = "note",
};

const struct register_def register_import_report = {
    REGISTER("import_report", "携帯電話機からの取込み報告", NULL),
    OWN_TABLES,
    SHOWN_AS("user|reported_at", "what"),
    .person_field = "user",
    .retention_years = 5,
    .check = check,
    .summary = "{user}が{what}を電子計算機に取り込むことを{reported_to}に報告する。",
};

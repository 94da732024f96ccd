/* 検証結果 (様式第5号に添える): see register_log_result.h. Kept as long as 様式第5号: 1 year (L1440). */
#include "forms/register_log_result.h"

#include <stddef.h>
#include <string.h>

#include "forms/declare.h"
#include "forms/media_compare.h"
#include "forms/rule.h"

#include "forms/banned.h"

#define CLAUSE "第7の1(2)オ(カ)b"
/* As the log has it. */
#define AS_LOGGED(KEY, LABEL, FLAGS, LIMIT, ...) FIELD(KEY, LABEL, TEXT, FLAGS, NULL, .limit = LIMIT, __VA_ARGS__)

static const struct field fields[] = {
    FIELD("inspection", "検証", ITEM, ASKED | FIELD_INDEXED | FIELD_LINKED, CLAUSE, .registers = "inspection"),
    FIELD("month", "月", MONTH, FIELD_DERIVED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 12),
    FIELD("kind", "差異の種別", CHOICE, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .choices = log_differences,
          .list_width = 24),
    FIELD("at", "日時", TIME, FIELD_LISTED, NULL, .list_width = 12),
    AS_LOGGED("person", "操作した者", FIELD_LISTED, 60, .list_width = 14),
    AS_LOGGED("medium", "媒体", FIELD_LISTED, 60, .list_width = 14),
    AS_LOGGED("pc", "電子計算機", 0, 60),
    AS_LOGGED("way", "入出力・暗号", 0, 40),
    AS_LOGGED("file", "ファイル名", 0, 150),
    AS_LOGGED("size", "サイズ", 0, 30),
    AS_LOGGED("row", "簿冊の記載", 0, 150),
    AS_LOGGED("source", "ログのファイルと行", FIELD_LISTED, 150, .list_width = 20),
    AS_LOGGED("digest", "SHA-256", 0, 64),
    {0},
};
static const struct state states[] = {
    {"listed", "記録済", "済", STATE_DONE}, {"replaced", "差替済", "替", STATE_VOID}, {0}};
static const struct step steps[] = {
    {"list", "検証結果とする", NULL, "listed", STEP_CREATES | STEP_EDITS, "検証結果とした", CLAUSE},
    {"replace", "検証のやり直し", "listed", "replaced", 0, "検証をやり直したので差し替えた", NULL},
    {0},
};

/* What was reported stays as it was reported. */
static int still_open(const struct situation *s, struct err *e)
{
    const struct entry *inspection = situation_link(s, "inspection");
    if (inspection == NULL || strcmp(inspection->state, "open") == 0)
        return 0;
    return err_refuse(e, NULL, "この検証の結果は、もう記載されています。差し戻しを受けてから、やり直してください。");
}

#define BY_VERIFIER(STEP) \
    RULE("", STEP, ANY, 0, NONE, CLAUSE, NAMED("inspection.inspector"), WHO("検証者"), EXTRA(still_open))
static const struct rule rules[] = {BY_VERIFIER("list"), BY_VERIFIER("replace"), END_OF_RULES};

static int derive(struct situation *s, struct err *e)
{
    const struct entry *inspection = situation_link(s, "inspection");
    return inspection == NULL ? 0 : entry_set(s->entry, "month", entry_get(inspection, "month"), e);
}

static const struct paper_column columns[] = {
    COLUMN("No.", 80, PAPER_ROW_NUMBER, NULL),
    COLUMN("月", 170, PAPER_FIELDS, "month"),
    COLUMN("種別", 300, PAPER_FIELDS, "kind"),
    COLUMN("日時", 210, PAPER_FIELDS, "at"),
    COLUMN("操作した者", 240, PAPER_FIELDS, "person"),
    COLUMN("媒体", 220, PAPER_FIELDS, "medium"),
    COLUMN("電子計算機", 200, PAPER_FIELDS, "pc"),
    COLUMN("入出力・暗号", 150, PAPER_FIELDS, "way"),
    COLUMN("ファイル名・サイズ", 400, PAPER_FIELDS, "file|size"),
    COLUMN("簿冊の記載", 300, PAPER_FIELDS, "row"),
    COLUMN("ログのファイルと行・SHA-256", 300, PAPER_FIELDS, "source|digest"),
    {0},
};
static const struct sheet_def sheet = {
    LIST_SHEET("様式第5号付属", "ログの検証結果", PER_YEAR, 12, 110),
    .period_field = "month",
    .notes = "ログと外部記録媒体・デジタル機器使用・持出簿を、媒体、者及び日時で照らし合わせた結果。SHA-"
             "256は、検証したログの"
             "ファイルの値。",
};

const struct register_def register_log_result = {
    REGISTER("log_result", "ログの検証結果", CLAUSE),
    STEP_TABLES,
    .sheet = &sheet,
    SHOWN_AS("kind|at", "person|medium"),
    .retention_years = 1,
    .derive = derive,
};

/* 督促の記録. See register_reminder.h. */
#include "forms/register_reminder.h"

#include <stddef.h>

#include "forms/application.h"
#include "forms/post.h"

#include "forms/banned.h"

const struct choice reminder_ways[] = {
    {"paper", "書面", "書", NULL}, {"oral", "口頭", "口", NULL}, {"phone", "電話", "電", NULL}, {0}};

/* What the duty gives. */
#define OF_DUTY(KEY, LABEL, LIMIT, FLAGS, WIDTH) \
    FIELD(KEY, LABEL, TEXT, FIELD_FIXED | (FLAGS), NULL, .limit = LIMIT, .list_width = WIDTH)
static const struct field fields[] = {
    OF_DUTY("addressee", "督促を受ける者", 80, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED, 18),
    FIELD("person", "職員", PERSON, FIELD_FIXED | FIELD_INDEXED, NULL, .help = "職に対する督促では空です。"),
    OF_DUTY("letter", "督促番号", 60, FIELD_REQUIRED | FIELD_INDEXED, 0),
    OF_DUTY("duty", "用務の種別", 40, FIELD_REQUIRED | FIELD_INDEXED, 0),
    OF_DUTY("what", "求めること", 150, FIELD_REQUIRED | FIELD_LISTED, 30),
    OF_DUTY("clause", "根拠", 60, FIELD_REQUIRED | FIELD_LISTED, 18),
    FIELD("guide", "目安による督促", YES, FIELD_FIXED, NULL,
          .help = "条文の定めた期限ではなく、当署の目安(◇)を過ぎたものです。"),
    OF_DUTY("book", "簿冊", 60, 0, 0),
    OF_DUTY("entry", "記載", 40, FIELD_INDEXED, 0),
    OF_DUTY("title", "件名", 120, FIELD_LISTED, 24),
    FIELD("since", "いつから", DATE, FIELD_FIXED, NULL),
    FIELD("due", "期限", DATE, FIELD_FIXED | FIELD_LISTED, NULL, .list_width = 12),
    FIELD("text", "督促の文", LONG_TEXT, FIELD_REQUIRED, NULL, .limit = 400),
    FIELD("way", "督促の方法", CHOICE, FIELD_REQUIRED | FIELD_LISTED, NULL, .choices = reminder_ways, .list_width = 10,
          .initial = "=paper"),
    FIELD("date", "督促の日", DATE, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 12,
          .initial = "today"),
    {0},
};
static const struct state states[] = {{"reminded", "督促済", "督", STATE_DONE}, {0}};
static const struct step steps[] = {
    {"remind", "督促", NULL, "reminded", STEP_CREATES | STEP_EDITS, "督促した", NULL},
    {0},
};
static const struct rule rules[] = {
    RULE("", "remind", ANY, POST_SUPERVISOR | POST_ADMINISTRATOR | POST_DEPUTY, INCLUDED, NULL),
    END_OF_RULES,
};

static int check(const struct situation *s, struct err *e)
{
    return application_past(s, "date", e);
}

static const struct paper_column columns[] = {
    COLUMN("番号", 100, PAPER_ROW_NUMBER, NULL),
    COLUMN("督促の日", 230, PAPER_FIELDS, "date"),
    COLUMN("督促を受ける者", 330, PAPER_FIELDS, "addressee"),
    COLUMN("求めること", 620, PAPER_FIELDS, "what|title"),
    COLUMN("根拠", 300, PAPER_FIELDS, "clause"),
    COLUMN("いつから", 230, PAPER_FIELDS, "since"),
    COLUMN("期限", 230, PAPER_FIELDS, "due"),
    COLUMN("方法", 130, PAPER_FIELDS, "way"),
    COLUMN("督促した者", 400, PAPER_STAMP, "remind"),
    {0},
};
static const struct sheet_def sheet = {
    ATTACHED_SHEET("督促の記録", 12, 105),
    .period_field = "date",
    .notes = "督促は当署の扱いで、条文の定めた手続ではありません。根拠は、督促した事項を定めた条文です。",
};

const struct register_def register_reminder = {
    REGISTER("reminder", "督促の記録", NULL),
    .own_screen = true,
    STEP_TABLES,
    .sheet = &sheet,
    SHOWN_AS("addressee|what", "title|due"),
    .check = check,
    .summary = "{addressee}に「{what}」を督促する。",
    .retention_years = 1,
};

/* 督促状. See register_reminder_letter.h. */
#include "forms/register_reminder_letter.h"

#include <stddef.h>

#include "forms/declare.h"
#include "forms/register_reminder.h"
#include "forms/rule.h"

#include "forms/banned.h"

#define COMPUTED(KEY, LABEL, TYPE, ...) FIELD(KEY, LABEL, TYPE, FIELD_DERIVED | FIELD_LISTED, NULL, __VA_ARGS__)
static const struct field fields[] = {
    COMPUTED("addressee", "督促を受ける者", TEXT, .list_width = 18),
    COMPUTED("items", "督促する事項", LONG_TEXT, .list_width = 40),
    COMPUTED("count", "件数", NUMBER, .list_width = 6),
    COMPUTED("way", "督促の方法", CHOICE, .list_width = 10, .choices = reminder_ways),
    COMPUTED("letter", "督促番号", TEXT, .list_width = 20),
    {0},
};
static const struct state states[] = {{"reminded", "督促済", "督", STATE_DONE}, {0}};
static const struct step steps[] = {{"remind", "督促", NULL, "reminded", STEP_CREATES | STEP_EDITS, "督促した", NULL},
                                    {0}};
static const struct rule rules[] = {RULE("", "remind", ANY, 0, NONE, NULL), END_OF_RULES};

static const struct paper_letter letter = {
    .addressee = "", .addressee_field = "addressee", .applicant = "督促者", .steps = "remind"};
static const struct paper_line lines[] = {
    LINE("", 130, PAPER_TEXT,
         "次の事項が、まだ済んでいません。速やかに行い、済んだことを簿冊に記録してください。"
         "済ませられない事情があるときは、下の欄に書いて督促者に返してください。"),
    LINE("督促する事項", 600, PAPER_FIELDS, "items"),
    LINE("件数・督促の方法", 90, PAPER_FIELDS, "count|way"),
    LINE("済ませた日", 120, PAPER_TEXT, "令和　　年　　月　　日"),
    LINE("済ませられない事情", 250, PAPER_TEXT, "　"),
    LINE("", 80, PAPER_TEXT,
         "※ 督促は当署の扱いです。各事項の根拠は、その事項を定めた条文です。◇は条文の期限ではなく当署の目安です。"),
    {0},
};
static const struct sheet_def sheet = {
    .label = "",
    .title = "督促状",
    .unit = PAPER_PER_ENTRY,
    .lines = lines,
    .letter = &letter,
    .label_width = 380,
};

const struct register_def register_reminder_letter = {
    REGISTER("reminder_letter", "督促状", NULL), .own_screen = true, STEP_TABLES, .sheet = &sheet,
    SHOWN_AS("addressee", "count|way"),
};

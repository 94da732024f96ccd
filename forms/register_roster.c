/* 当直表: who is 当直責任者 in which shift; and 「今夜の当直責任者を引き受ける」, so that a stale roster never stops the night.
 * L1287 (閉庁時間帯における宿日直責任者又は当務責任者), ⚑Q5; taking over is ours (◇). */
#include "forms/register_roster.h"

#include <stddef.h>
#include <string.h>

#include "forms/calendar.h"
#include "forms/declare.h"
#include "forms/post.h"
#include "forms/rule.h"
#include "forms/text.h"

#include "forms/banned.h"

static const struct choice parts[] = {{"night", "宿直", "宿", NULL}, {"day", "日直", "日", NULL}, {0}};
static const struct field fields[] = {
    FIELD("date", "日", DATE, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 12),
    FIELD("part", "勤務", CHOICE, ASKED | FIELD_LISTED, NULL, .choices = parts, .list_width = 6, .initial = "=night",
          .help = "日直は閉庁日の昼間、宿直は閉庁から翌朝までです。"),
    FIELD("person", "当直責任者", PERSON, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED, "第7の1(2)イ(ア)a",
          .list_width = 24, .rule_step = "stand"),
    FIELD("shift", "勤務の別", TEXT, FIELD_DERIVED | FIELD_UNIQUE, NULL, .limit = 20),
    {0},
};
static const struct state states[] = {
    {"planned", "予定", "予", STATE_CURRENT},
    {"taken", "引受・確認待ち", "引", STATE_BACK},
    {"settled", "引受・確認済", "済", STATE_CURRENT},
    {0},
};
static const struct step steps[] = {
    {"plan", "当直の指定", NULL, "planned", STEP_CREATES | STEP_EDITS, "当直責任者を指定した", NULL},
    {"change", "当直の変更", "planned|settled", "planned", STEP_EDITS | STEP_REPEATS, "当直責任者を変えた", NULL},
    {"take_vacant", "今夜の当直責任者を引き受ける", NULL, "taken", STEP_CREATES | STEP_EDITS | STEP_REASON,
     "当直責任者を引き受けた", NULL},
    {"take_over", "今夜の当直責任者を引き受ける", "planned|taken|settled", "taken",
     STEP_EDITS | STEP_REASON | STEP_REPEATS, "当直責任者を引き受けた", NULL},
    {"acknowledge", "引受の確認", "taken", "settled", STEP_REPEATS | STEP_ACKNOWLEDGES, "引受を確認した", NULL},
    {0},
};

/* Whoever takes a shift over takes it himself, and only the shift that runs now. */
static int takes_own_shift(const struct situation *s, struct err *e)
{
    char id[ENTRY_ID_BYTES], date[DATE_BYTES];
    struct shift shift;
    reference_id(id, entry_get(s->entry, "person"));
    if (strcmp(id, s->actor.id) != 0)
        return err_refuse(e, NULL, "引き受けることができるのは本人だけです。");
    if (!calendar_shift(s->calendar, s->now, &shift))
        return err_refuse(e, NULL, "今は執務時間中です。当直を引き受けられるのは閉庁時間帯だけです。");
    date_format(date, sizeof date, shift.date, DATE_ISO);
    if (!entry_is(s->entry, "date", date) || !entry_is(s->entry, "part", shift.part == SHIFT_NIGHT ? "night" : "day"))
        return err_refuse(e, NULL, "引き受けられるのは、今の勤務だけです。");
    return 0;
}
static const struct rule rules[] = {
    RULE("", "plan", ANY, POST_ADMINISTRATOR | POST_SUPERVISOR | POST_TECHNICAL, NONE, NULL),
    RULE("", "change", ANY, POST_ADMINISTRATOR | POST_SUPERVISOR | POST_TECHNICAL, NONE, NULL),
    RULE("", "stand", ANY, POST_DUTY_OFFICER, NONE, NULL),
    RULE("", "take_vacant", ANY, POST_DUTY_OFFICER, NONE, NULL, EXTRA(takes_own_shift)),
    RULE("", "take_over", ANY, POST_DUTY_OFFICER, NONE, NULL, EXTRA(takes_own_shift)),
    RULE("", "acknowledge", OTHER, POST_SUPERVISOR | POST_ADMINISTRATOR, NONE, NULL),
    {0},
};

static int derive(struct situation *s, struct err *e)
{
    char shift[KEY_BYTES];
    const char *date = entry_get(s->entry, "date"), *part = entry_get(s->entry, "part");
    if (date == NULL || part == NULL)
        return entry_set(s->entry, "shift", NULL, e);
    text_format(shift, sizeof shift, "%s %s", date, part);
    return entry_set(s->entry, "shift", shift, e);
}

const struct register_def register_roster = {
    REGISTER("roster", "当直表", NULL),
    STEP_TABLES,
    .title_fields = "date|part|person", /* a shift, and who has it */
    .detail_fields = "date|part",
    .person_field = "person",
    .derive = derive,
};

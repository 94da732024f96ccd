/* 当直引継ぎ記録. See register_handover.h. */
#include "forms/register_handover.h"

#include <stddef.h>
#include <string.h>

#include "forms/declare.h"
#include "forms/post.h"
#include "forms/rule.h"
#include "forms/text.h"

#include "forms/banned.h"

/* ---- shifts ---- */

struct shift shift_before(const struct calendar *c, struct shift s)
{
    if (s.part == SHIFT_NIGHT && calendar_closed_day(c, s.date))
        return (struct shift){s.date, SHIFT_DAY};
    return (struct shift){date_add_days(s.date, -1), SHIFT_NIGHT};
}

int64_t shift_begin(const struct calendar *c, struct shift s)
{
    return date_at(s.date, s.part == SHIFT_NIGHT ? c->close : c->open);
}

const char *shift_key(char *buf, size_t size, struct shift s)
{
    char date[DATE_BYTES];
    text_format(buf, size, "%s %s", date_format(date, sizeof date, s.date, DATE_ISO),
                s.part == SHIFT_NIGHT ? "night" : "day");
    return buf;
}

/* ---- the record ---- */

static const struct choice parts[] = {{"night", "宿直", "宿", NULL}, {"day", "日直", "日", NULL}, {0}};

#define COUNTED(KEY, LABEL, CLAUSE) FIELD(KEY, LABEL, NUMBER, FIELD_DERIVED, CLAUSE, .list_width = 6)
#define ROWS(KEY, LABEL, CLAUSE) FIELD(KEY, LABEL, LONG_TEXT, FIELD_DERIVED, CLAUSE)
static const struct field fields[] = {
    FIELD("roster", "当直勤務", ITEM, ASKED | FIELD_LINKED | FIELD_INDEXED, NULL, .registers = "roster"),
    FIELD("date", "日", DATE, FIELD_DERIVED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 12),
    FIELD("part", "勤務", CHOICE, FIELD_DERIVED | FIELD_LISTED, NULL, .choices = parts, .list_width = 6),
    FIELD("officer", "当直責任者", PERSON, FIELD_DERIVED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 16),
    FIELD("shift", "勤務の別", TEXT, FIELD_DERIVED | FIELD_UNIQUE, NULL, .limit = 20),
    FIELD("receiver", "引継ぎを受ける者", PERSON, FIELD_REQUIRED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 16,
          .initial = "last", .rule_step = "take_on",
          .help = "次の当直責任者、又は運用責任者。受けた確認は、その者がします。"),
    COUNTED("away", "ほかの持出中の数", NULL),
    ROWS("away_rows", "ほかの持出中", NULL),
    COUNTED("permitted", "この当直で許可した数", NULL),
    COUNTED("overnight", "この当直で許可した持出中の数", NULL),
    ROWS("overnight_rows", "この当直で許可した持出中", NULL),
    COUNTED("confirmed", "確認した返却の数", NULL),
    COUNTED("waiting", "確認を残す返却の数", NULL),
    ROWS("waiting_rows", "確認を残す返却", NULL),
    COUNTED("phones_back", "当直用の携帯電話機 返却済の数", HANDOVER_PHONES),
    COUNTED("phones_out", "当直用の携帯電話機 未返却の数", HANDOVER_PHONES),
    ROWS("phone_rows", "当直用の携帯電話機", HANDOVER_PHONES),
    COUNTED("cameras_back", "当直用のカメラ等 返却済の数", HANDOVER_CAMERAS),
    COUNTED("cameras_out", "当直用のカメラ等 未返却の数", HANDOVER_CAMERAS),
    ROWS("camera_rows", "当直用のカメラ等", HANDOVER_CAMERAS),
    FIELD("left_over", "残るものがある", YES, FIELD_DERIVED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 6),
    FIELD("why_left", "残る理由と後の措置", TEXT, FIELD_REQUIRED, NULL, .limit = 200, WHEN(SET("left_over")),
          .missing = "確認していない返却、又は返していない当直用の携帯電話機・カメラ等が残っています。残る理由と、後を"
                     "どうするかを書いてください。"),
    FIELD("remarks", "引継事項", TEXT, 0, NULL, .limit = 200),
    {0},
};

static const struct state states[] = {
    {"open", "受領待ち", "引", STATE_BACK},
    {"received", "受領済", "済", STATE_DONE},
    {0},
};
static const struct step steps[] = {
    {"hand_over", "当直の引継ぎ", NULL, "open", STEP_CREATES | STEP_EDITS | STEP_BY_SELF, "当直を引き継いだ", NULL},
    {"hand_over_again", "引継ぎのやり直し", "open", "open", STEP_EDITS | STEP_BY_SELF | STEP_REPEATS,
     "引継ぎをやり直した", NULL},
    {"receive", "引継ぎを受けた確認", "open", "received", STEP_ACKNOWLEDGES, "引継ぎを受けた", NULL},
    CORRECT_STEP("open|received"),
    {0},
};

/* ---- who ---- */

/* The shift that runs, or the one that ended last: what lies further back is history. */
static bool is_of_now(const struct situation *s)
{
    char key[KEY_BYTES];
    struct shift shift;
    bool runs = calendar_shift(s->calendar, s->now, &shift);
    return (runs && entry_is(s->entry, "shift", shift_key(key, sizeof key, shift))) ||
           entry_is(s->entry, "shift", shift_key(key, sizeof key, shift_before(s->calendar, shift)));
}

static int of_now(const struct situation *s, struct err *e)
{
    return s->step == NULL || entry_get(s->entry, "shift") == NULL || is_of_now(s)
               ? 0
               : err_refuse(e, NULL, "引き継げるのは、今の勤務か、その直前に終わった勤務だけです。");
}

#define HANDS_OVER(STEP) RULE("", STEP, ANY, 0, NONE, NULL, NAMED("roster.person"), WHO("当直責任者 "), EXTRA(of_now))
static const struct rule rules[] = {
    HANDS_OVER("hand_over"),
    HANDS_OVER("hand_over_again"),
    /* whom it may be handed to */
    RULE("", "take_on", OTHER, POST_DUTY_OFFICER | POST_SUPERVISOR | POST_ADMINISTRATOR, NONE, NULL),
    RULE("", "receive", OTHER, 0, NONE, NULL, NAMED("receiver"), WHO("引継ぎを受ける者 ")),
    RULE("", "receive", OTHER, POST_SUPERVISOR | POST_ADMINISTRATOR, NONE, NULL),
    RULE("", "correct", SELF, 0, NONE, NULL),
    END_OF_RULES,
};

/* ---- the code beside ---- */

static bool some(const struct entry *entry, const char *field)
{
    const char *n = entry_get(entry, field);
    return n != NULL && strcmp(n, "0") != 0;
}

/* Which shift and whose follows from the roster; what is left, from the counts. */
static int derive(struct situation *s, struct err *e)
{
    static const char *const same[][2] = {
        {"date", "date"}, {"part", "part"}, {"officer", "person"}, {"shift", "shift"}};
    bool left = some(s->entry, "waiting") || some(s->entry, "phones_out") || some(s->entry, "cameras_out");
    int rc = 0;
    if (!step_is(s, "hand_over|hand_over_again"))
        return 0;
    for (size_t i = 0; rc == 0 && i < sizeof same / sizeof same[0]; i++)
        rc = entry_set(s->entry, same[i][0], situation_linked(s, "roster", same[i][1]), e);
    return rc != 0 ? rc : entry_set(s->entry, "left_over", left ? "yes" : NULL, e);
}

static int check(const struct situation *s, struct err *e)
{
    if (step_is(s, "hand_over|hand_over_again") && entry_get(s->entry, "waiting") == NULL)
        return err_refuse(e, NULL, "残るものを数えていないので、引き継げません。当直引継ぎの画面から行ってください。");
    return 0;
}

static const struct paper_letter letter = {.addressee = "運用責任者",
                                           .addressee_field = "receiver",
                                           .applicant = "当直責任者",
                                           .steps = "hand_over|hand_over_again"};
static const struct paper_line lines[] = {
    LINE("当直勤務", 80, PAPER_FIELDS, "date|part|officer"),
    LINE("持出中|この当直で\n許可したもの", 150, PAPER_FIELDS, "permitted|overnight_rows"),
    LINE("持出中|ほかの\n持出中", 150, PAPER_FIELDS, "away_rows"),
    LINE("返却の確認|確認した数", 70, PAPER_FIELDS, "confirmed"),
    LINE("返却の確認|残るもの", 120, PAPER_FIELDS, "waiting_rows"),
    LINE("当直用|携帯電話機", 150, PAPER_FIELDS, "phone_rows"),
    LINE("当直用|カメラ等", 150, PAPER_FIELDS, "camera_rows"),
    LINE("残る理由と\n後の措置", 120, PAPER_FIELDS, "why_left"),
    LINE("引継事項", 120, PAPER_FIELDS, "remarks"),
    LINE_STAMPED("受領", 160, PAPER_STEPS, "receive", "receive"),
    LINE(
        "", 60, PAPER_TEXT,
        "※ 当直責任者は、当直勤務の終了後の報告時に、併せて、当直勤務用の共有公用携帯電話機及びデジタルカメラ等を、当直"
        "勤務を取りまとめる所属に返却します(" HANDOVER_PHONES "、" HANDOVER_CAMERAS ")。"),
    {0},
};
static const struct sheet_def sheet = {
    .label = "付属",
    .title = "当直引継ぎ記録",
    .unit = PAPER_PER_ENTRY,
    .period_field = "date",
    .lines = lines,
    .letter = &letter,
    .label_width = 450,
};

const struct register_def register_handover = {
    REGISTER("handover", "当直引継ぎ記録", NULL),
    .brief = "当直引継ぎ",
    .own_screen = true, /* what it counts is found there */
    STEP_TABLES,
    .sheet = &sheet,
    SHOWN_AS("date|part|officer", "receiver"),
    .person_field = "officer",
    .retention_years = 5,
    OWN_CODE,
    .summary = "{date}の当直を{receiver}に引き継ぐ。",
};

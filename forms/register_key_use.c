/* 様式第8号 通信機械室鍵管理簿: 鍵の利用, and 職員以外の者の入退室 (第7の1(2)キ, L1432). Where 警察情報システム stands in the room:
 * a 職員 present all the while, and no recording device brought in (第2の2(5)ウ, L156). */
#include "forms/register_key_use.h"

#include <stddef.h>
#include <string.h>

#include "forms/application.h"
#include "forms/field.h"

#include "forms/banned.h"

#define CLAUSE "第7の1(2)キ"
#define ATTENDED "第2の2(5)ウ"
#define LENT IS("kind", "key")
#define VISIT IS("kind", "visit")

static const struct choice kinds[] = {
    {"key", "鍵の利用", "鍵", CLAUSE}, {"visit", "職員以外の者の入退室", "入", CLAUSE}, {0}};
static const struct clause_at clauses_visit[] = {{SET("guarded"), ATTENDED}, {{0}, NULL}};

static const struct field fields[] = {
    FIELD("kind", "区分", CHOICE, FIELD_DERIVED | FIELD_LISTED | FIELD_INDEXED, CLAUSE, .choices = kinds,
          .list_width = 10),
    FIELD("key", "鍵番号", ITEM, ASKED | FIELD_LISTED | FIELD_INDEXED, CLAUSE, .registers = "key", .list_width = 16,
          WHEN(LENT)),
    FIELD("room", "通信機械室", ITEM, ASKED | FIELD_LISTED | FIELD_LINKED, CLAUSE, .registers = "place",
          .list_width = 14, WHEN(VISIT), .items = {SET("comms_room")}),
    FIELD("guarded", "警察情報システムが設置されている", YES, FIELD_DERIVED, ATTENDED),
    FIELD("user", "使用者", PERSON, ASKED | FIELD_LISTED | FIELD_INDEXED, CLAUSE, .list_width = 14, WHEN(LENT),
          .initial = "self"),
    FIELD("firm", "事業者名", ITEM, 0, NULL, .registers = "firm", WHEN(VISIT),
          .help = "所属する事業者。条文が求めるのは氏名と入退室の時刻です。"),
    FIELD("visitor", "職員以外の者の氏名", TEXT, ASKED | FIELD_LISTED, CLAUSE, .limit = 60, .list_width = 16,
          WHEN(VISIT)),
    FIELD("purpose", "使用目的", TEXT, FIELD_REQUIRED | FIELD_LISTED, NULL, .limit = 100, .list_width = 20),
    FIELD("taken_at", "貸出時刻", TIME, FIELD_REQUIRED | FIELD_LISTED, NULL, .list_width = 12, WHEN(LENT),
          .initial = "now"),
    FIELD("entered_at", "入室時刻", TIME, FIELD_REQUIRED | FIELD_LISTED, CLAUSE, .list_width = 12, WHEN(VISIT),
          .initial = "now"),
    FIELD("day", "月日", DATE, FIELD_DERIVED | FIELD_INDEXED, NULL),
    FIELD("began_at", "貸出・入室の時刻", TIME, FIELD_DERIVED, NULL),
    FIELD("due", "返却・退室の期限", TIME, FIELD_DERIVED | FIELD_INDEXED, NULL),
    FIELD("escort", "立会者", PERSON, FIELD_LISTED, ATTENDED, .list_width = 14, WHEN(VISIT), .initial = "self",
          .clauses = clauses_visit,
          .help = "警察情報システムが設置された室では、職員以外の者がいる間、職員が立ち会います。"),
    FIELD("no_devices", "記録を可能とする機器・媒体を持ち込ませない", YES, ASKED, ATTENDED,
          WHEN(VISIT, SET("guarded"))),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),

    FIELD("next_escort", "新しい立会者", PERSON, FIELD_REQUIRED, ATTENDED, .step = "hand_over"),
    FIELD("first_escort", "当初の立会者", PERSON, FIELD_DERIVED, ATTENDED),
    FIELD("handed_at", "引継ぎの時刻", TIME, FIELD_REQUIRED, NULL, .step = "hand_over", .initial = "now"),
    FIELD("left_at", "退室時刻", TIME, FIELD_REQUIRED | FIELD_LISTED, CLAUSE, .list_width = 12, .step = "leave",
          .initial = "now"),
    FIELD("escort_left_at", "立会者の退室時刻", TIME, FIELD_REQUIRED, ATTENDED, .step = "leave", WHEN(SET("guarded")),
          .initial = "now"),
    FIELD("returned_at", "返却時刻", TIME, FIELD_REQUIRED | FIELD_LISTED, NULL, .list_width = 12, .step = "return",
          .initial = "now"),
    {0},
};

static const struct state states[] = {
    {"out", "貸出中", "出", STATE_OUT},
    {"inside", "在室中", "室", STATE_OUT},
    {"returned", "返却・確認待ち", "返", STATE_BACK},
    {"done", "済", "済", STATE_DONE},
    {0},
};
#define BEGINS (STEP_CREATES | STEP_EDITS | STEP_BY_SELF)
static const struct step steps[] = {
    {"take", "鍵の貸出", NULL, "out", BEGINS, "鍵を貸し出した", CLAUSE},
    {"admit", "職員以外の者の入室", NULL, "inside", BEGINS, "入室を記録した", CLAUSE},
    {"hand_over", "立会いの引継ぎ", "out|inside", NULL, STEP_BY_SELF | STEP_REPEATS, "立会いを引き継いだ", ATTENDED},
    {"return", "返却", "out", "returned", STEP_BY_SELF | STEP_BRINGS_BACK, "返却した", CLAUSE},
    {"leave", "退室", "out|inside", "done", STEP_BY_SELF | STEP_BRINGS_BACK | STEP_WHEN_LATE, "退室を記録した", CLAUSE},
    {"confirm", "返却の確認", "returned", "done", STEP_DECIDES | STEP_WHEN_NEEDS, "返却を確認した", NULL},
    CORRECT_STEP("out|inside|returned|done"),
    {0},
};
static const struct need needs[] = {
    {"returned", "return", {{0}}}, {"done", "confirm", {LENT}}, {"done", "leave", {VISIT}}, {0}};
static const struct exclusive exclusive = {"key", "out",
                                           "「%s」は貸出中です。返却されるまで、重ねて貸し出すことはできません。"};

/* R8-3: 引継ぎ is to another one. */
static int another_attends(const struct situation *s, struct err *e)
{
    char now[ENTRY_ID_BYTES], next[ENTRY_ID_BYTES];
    reference_id(now, entry_get(s->entry, "escort"));
    reference_id(next, entry_get(s->entry, "next_escort"));
    return s->step == NULL || strcmp(now, next) != 0
               ? 0
               : err_field(e, "next_escort", NULL, "今の立会者と同じ職員です。引き継いだほかの職員を選んでください。");
}

/* The text asks no permit and no check: that somebody sees the key back is ours (◇). */
static const struct rule rules[] = {
    RULE("", "take", ANY, 0, NONE, CLAUSE),
    RULE("", "admit", ANY, 0, NONE, CLAUSE),
    RULE("", "hand_over", ANY, 0, NONE, ATTENDED, WHEN(VISIT, SET("escort")), EXTRA(another_attends)),
    RULE("", "return", ANY, 0, NONE, CLAUSE, WHEN(LENT)),
    RULE("", "leave", ANY, 0, NONE, CLAUSE, WHEN(VISIT)),
    RULE("", "confirm", OTHER, POST_SUPERVISOR | POST_ADMINISTRATOR | POST_DEPUTY, INCLUDED, NULL, WHEN(LENT)),
    RULE("", "correct", SELF, 0, NONE, NULL),
    RULE("", "correct", OTHER, POST_SUPERVISOR | POST_ADMINISTRATOR | POST_DEPUTY, NONE, NULL),
    END_OF_RULES,
};

/* Not back by the end of the day: late (◇). */
static int derive_times(struct situation *s, struct err *e)
{
    const char *began = entry_get(s->entry, entry_is(s->entry, "kind", "visit") ? "entered_at" : "taken_at");
    char due[32], day[DATE_BYTES];
    int rc = entry_set(s->entry, "began_at", began, e);
    if (rc != 0 || began == NULL)
        return rc;
    rc = entry_set(s->entry, "day", date_format(day, sizeof day, date_of(field_time(began)), DATE_ISO), e);
    if (rc != 0)
        return rc;
    return entry_set(s->entry, "due",
                     field_time_value(due, sizeof due, date_at(date_of(field_time(began)), 23 * 60 + 59)), e);
}

static int derive(struct situation *s, struct err *e)
{
    int rc = application_stands(s, "kind", "key", "take", NULL, e);
    if (rc == 0)
        rc = application_stands(s, "kind", "visit", "admit", NULL, e);
    if (rc == 0 && step_is(s, "take|admit"))
        rc = entry_set(s->entry, "guarded",
                       strcmp(s->step, "admit") == 0 ? situation_linked(s, "room", "police_system") : NULL, e);
    if (rc == 0 && step_is(s, "hand_over") && entry_get(s->entry, "first_escort") == NULL)
        rc = entry_set(s->entry, "first_escort", entry_get(s->entry, "escort"), e);
    if (rc == 0 && step_is(s, "hand_over") && entry_get(s->entry, "next_escort") != NULL)
        rc = entry_set(s->entry, "escort", entry_get(s->entry, "next_escort"), e);
    return rc != 0 || !step_is(s, "take|admit|correct") ? rc : derive_times(s, e);
}

/* R8-3: the one who attends stays until the visitor has left, or until another has taken over by name. */
static int check_escort(const struct situation *s, struct err *e)
{
    const char *left = entry_get(s->entry, "left_at"), *escort_left = entry_get(s->entry, "escort_left_at");
    if (entry_get(s->entry, "guarded") == NULL)
        return 0;
    if (entry_get(s->entry, "escort") == NULL)
        return err_field(
            e, "escort", ATTENDED,
            "立会者がありません。警察情報システムが設置された通信機械室に職員以外の者が立ち入っている間は、職員が"
            "立ち会います。立会者を入れてください。");
    if (left != NULL && escort_left != NULL && field_time(escort_left) < field_time(left))
        return err_field(
            e, "escort_left_at", ATTENDED,
            "立会者が先に退室しています。ほかの職員が立ち会ったのなら、先に「立会いの引継ぎ」をその氏名で記録して"
            "ください。");
    return 0;
}

/* None before the beginning, none in the future. */
static int check_times(const struct situation *s, struct err *e)
{
    static const char *const keys[] = {"taken_at", "entered_at",     "handed_at",
                                       "left_at",  "escort_left_at", "returned_at"};
    int64_t began = field_time(entry_get(s->entry, "began_at"));
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < sizeof keys / sizeof keys[0]; i++) {
        const char *value = entry_get(s->entry, keys[i]);
        if (value != NULL && field_time(value) < began)
            return err_field(e, keys[i], NULL, "貸出・入室より前の時刻です。時刻を確かめてください。");
        rc = application_past(s, keys[i], e);
    }
    return rc;
}

static int check(const struct situation *s, struct err *e)
{
    const char *left = entry_get(s->entry, "left_at"), *handed = entry_get(s->entry, "handed_at");
    int rc = check_times(s, e);
    if (rc != 0)
        return rc;
    if (left != NULL && handed != NULL && field_time(left) < field_time(handed))
        return err_field(e, "left_at", NULL, "退室が立会いの引継ぎより前です。時刻を確かめてください。");
    return check_escort(s, e);
}

static const struct paper_column columns[] = {
    COLUMN("月日", 160, PAPER_FIELDS, "day"),
    COLUMN("鍵の利用|鍵番号", 170, PAPER_FIELDS, "key"),
    COLUMN("鍵の利用|使用者", 270, PAPER_FIELDS, "user"),
    COLUMN("鍵の利用|貸出時刻", 160, PAPER_HOURS, "taken_at"),
    COLUMN("鍵の利用|返却時刻", 160, PAPER_HOURS, "returned_at"),
    COLUMN("鍵の利用|返却確認", 160, PAPER_STAMP, "confirm"),
    COLUMN("使用目的", 380, PAPER_FIELDS, "purpose"),
    COLUMN("職員以外の者|事業者名・氏名", 380, PAPER_FIELDS, "firm|visitor"),
    COLUMN("職員以外の者|入室時刻", 160, PAPER_HOURS, "entered_at"),
    COLUMN("職員以外の者|退室時刻", 160, PAPER_HOURS, "left_at"),
    COLUMN("職員以外の者|立会者", 230, PAPER_FIELDS, "escort"),
    COLUMN("備考", 180, PAPER_FIELDS, "note"),
    {0},
};
static const struct sheet_def sheet = {
    LIST_SHEET("様式第8号(第7の1(2)キ関係)", "通信機械室鍵管理簿", PER_MONTH, 14, 85),
    .period_field = "day",
    .further_fields = "room|no_devices|first_escort",
    .further_steps = "hand_over",
};

const struct register_def register_key_use = {
    BOOK("8", "key_use", "通信機械室鍵管理簿", CLAUSE),
    OWN_TABLES,
    .exclusive = &exclusive,
    SHOWN_AS("key|user|visitor", "purpose|began_at"),
    AWAY("key", "user", "due", "returned_at"),
    .retention_years = 5,
    OWN_CODE,
};

/* 月次確認: a book was confirmed for a month — 様式第3号 M-13 (第7の1(2)イ(エ), エ(ウ)d), 様式第7号 M-29 (オ(カ)c) — or by 専決
 * (M-14). T-2, R3-10, R3-11, R7-15. */
#include "forms/register_monthly.h"

#include <stddef.h>
#include <string.h>

#include "forms/declare.h"
#include "forms/post.h"
#include "forms/rule.h"

#include "forms/banned.h"

#define CHECKOUTS "第7の1(2)イ(エ)"
#define USES "第7の1(2)オ(カ)c"
#define OF_BOOK(B) WHEN(IS("book", B))

static const struct choice books[] = {
    {"3", "モバイル端末等持出簿", NULL, CHECKOUTS},
    {"7", "外部記録媒体・デジタル機器使用・持出簿", NULL, USES},
    {0},
};
static const struct clause_at clauses[] = {{IS("book", "3"), CHECKOUTS}, {IS("book", "7"), USES}, {{0}, NULL}};
static const struct field fields[] = {
    FIELD("book", "簿冊", CHOICE, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .choices = books, .list_width = 24,
          .initial = "=3"),
    FIELD("month", "月", MONTH, ASKED | FIELD_LISTED | FIELD_INDEXED, NULL, .list_width = 14, .initial = "month",
          .clauses = clauses),
    FIELD("rows", "行数", NUMBER, FIELD_DERIVED | FIELD_LISTED, NULL, .list_width = 6),
    FIELD("outside", "庁舎外にあった機器", NUMBER, FIELD_DERIVED, NULL, .list_width = 10),
    FIELD("outside_media", "庁舎外にあった外部記録媒体", NUMBER, FIELD_DERIVED, NULL, .list_width = 10),
    FIELD("note", "備考", TEXT, 0, NULL, .limit = 100),
    {0},
};
static const struct state states[] = {{"confirmed", "確認済", "済", STATE_DONE}, {0}};
#define CONFIRMS (STEP_CREATES | STEP_EDITS)
static const struct step steps[] = {
    {"confirm_administrator", "運用管理者の確認", NULL, "confirmed", CONFIRMS, "確認した", NULL},
    {"confirm_deputy", "運用管理補助者の確認", NULL, "confirmed", CONFIRMS, "確認した", CHECKOUTS},
    {"sole_decision", "専決", NULL, "confirmed", CONFIRMS, "専決した", NULL},
    {0},
};

static bool of_uses(const char *book)
{
    return book != NULL && strcmp(book, "7") == 0;
}

const char *monthly_confirmers(const char *book)
{
    return of_uses(book) ? "運用管理者" : "運用管理者又は運用管理補助者";
}

const char *monthly_clause(const char *book)
{
    return of_uses(book) ? USES : CHECKOUTS;
}

static const struct month_proof proofs[] = {
    {"3", "monthly", {IS("book", "3")}},
    {"5", "inspection", {IS("kind", "verification"), IS("state", "confirmed")}},
    {"7", "monthly", {IS("book", "7")}},
};

const struct month_proof *month_proof_find(const char *form)
{
    for (size_t i = 0; form != NULL && i < sizeof proofs / sizeof proofs[0]; i++)
        if (strcmp(proofs[i].form, form) == 0)
            return &proofs[i];
    return NULL;
}

static bool own_things_only(const char *scope)
{
    return strcmp(scope, "own") == 0;
}

int64_t monthly_outside(const char *book, const char *scope, int64_t items, int64_t media)
{
    return of_uses(book) ? media : own_things_only(scope) ? items : items + media;
}

size_t monthly_sole_clauses(struct sole_clause out[SOLE_CLAUSES], const char *book, const char *scope, int64_t items,
                            int64_t media)
{
    if (of_uses(book)) {
        out[0] = (struct sole_clause){USES "なお書き", "外部記録媒体", media, true};
        return 1;
    }
    if (book == NULL || strcmp(book, "3") != 0)
        return 0;
    out[0] = (struct sole_clause){CHECKOUTS "なお書き", "機器", items, true};
    out[1] =
        (struct sole_clause){"第7の1(2)エ(ウ)dなお書き", "機器・外部記録媒体", items + media, !own_things_only(scope)};
    return 2;
}

static const char *confirmers(const struct situation *s)
{
    return monthly_confirmers(entry_get(s->entry, "book"));
}

/* M-14: exactly the 警部・課長補佐 step, or that step and above, as the station has set (⚑Q28). */
static int by_inspector(const struct situation *s, const char *clause, struct err *e)
{
    bool above = strcmp(situation_setting(s, "sole_decision_rank"), "or_above") == 0 &&
                 rank_step(s->actor.rank) > rank_step("inspector");
    if (above || rank_is_inspector(s->actor.rank))
        return 0;
    return err_refuse(
        e, clause,
        "専決できるのは、警部又は課長補佐の段階に属する職にある運用責任者だけです。%sの確認を受けてください。",
        confirmers(s));
}

/* ⚑Q4: outside at any moment of the period; 特例 and what went out before count. */
static int none_outside(const struct situation *s, int64_t count, const char *what, const char *clause, struct err *e)
{
    if (count == 0)
        return 0;
    if (count < 0)
        return err_refuse(
            e, NULL, "庁舎外にあった%sを数えていないので、専決できません。月次確認の画面から行ってください。", what);
    return err_refuse(e, clause,
                      "この期間に庁舎外にあった%sが%lld件あるので、専決できません。%sの確認を受けてください。", what,
                      (long long)count, confirmers(s));
}

/* 様式第3号: no 機器, and by エ(ウ)d no 外部記録媒体 (⚑Q4). */
static int nothing_outside(const struct situation *s, struct err *e)
{
    int rc = by_inspector(s, CHECKOUTS, e);
    if (rc == 0)
        rc = none_outside(s, s->outside_items, "機器", CHECKOUTS, e);
    return rc != 0 || own_things_only(situation_setting(s, "sole_decision_scope"))
               ? rc
               : none_outside(s, s->outside_media, "外部記録媒体", "第7の1(2)エ(ウ)d", e);
}

/* 様式第7号: no 外部記録媒体. */
static int no_medium_outside(const struct situation *s, struct err *e)
{
    int rc = by_inspector(s, USES, e);
    return rc != 0 ? rc : none_outside(s, s->outside_media, "外部記録媒体", USES, e);
}

static int not_by_deputy(const struct situation *s, struct err *e)
{
    (void)s;
    return err_refuse(e, USES, "使用・持出簿を確認するのは運用管理者です。運用管理補助者の確認では足りません。");
}

static const struct rule rules[] = {
    RULE("M-13", "confirm_administrator", ANY, POST_ADMINISTRATOR, NONE, CHECKOUTS, OF_BOOK("3")),
    RULE("M-13", "confirm_deputy", ANY, POST_DEPUTY, NONE, CHECKOUTS, OF_BOOK("3")),
    RULE("M-14", "sole_decision", ANY, POST_SUPERVISOR, EXCLUDED, CHECKOUTS, OF_BOOK("3"), EXTRA(nothing_outside)),
    RULE("M-29", "confirm_administrator", ANY, POST_ADMINISTRATOR, NONE, USES, OF_BOOK("7")),
    RULE("M-29", "confirm_deputy", ANY, 0, NONE, USES, OF_BOOK("7"), EXTRA(not_by_deputy)),
    RULE("M-29", "sole_decision", ANY, POST_SUPERVISOR, EXCLUDED, USES, OF_BOOK("7"), EXTRA(no_medium_outside)),
    END_OF_RULES,
};

static int check(const struct situation *s, struct err *e)
{
    return situation_ahead(s, "month") ? err_field(e, "month", NULL, "まだ来ていない月は確認できません。") : 0;
}

const struct register_def register_monthly = {
    REGISTER("monthly", "月次確認", CHECKOUTS),
    .own_screen = true,
    STEP_TABLES,
    SHOWN_AS("book|month", "rows"),
    .check = check,
    .retention_years = 5,
};

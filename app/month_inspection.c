/* month_inspection — 様式第5号 of a month: rounds, what was not found, 検証, and the checks whose period ends with it. See month.h. */
#include <stdlib.h>
#include <string.h>

#include "app/act.h"
#include "app/month_impl.h"
#include "forms/field.h"
#include "forms/text.h"

#include "forms/banned.h"

/* What a gap of the book is called when there is no entry yet. */
static const struct choice *kind_choice(const struct register_def *book, const char *kind)
{
    return choice_find(book->fields[register_field(book, "kind")].choices, kind);
}

static void head_gap(struct month_gap *gap, const struct register_def *book, const char *kind, const char *month)
{
    const struct choice *choice = kind_choice(book, kind);
    text_format(gap->month, sizeof gap->month, "%s", month);
    text_format(gap->inspects, sizeof gap->inspects, "%s", kind);
    text_format(gap->title, sizeof gap->title, "%s", choice->label);
    text_format(gap->mark, sizeof gap->mark, "%s", choice->mark);
    text_format(gap->clause, sizeof gap->clause, "%s", choice->clause);
}

/* ---- rounds ---- */

static int add_round(struct month_gaps *out, struct session *session, const struct register_def *book,
                     const struct month_keeper *keeper, const char *kind, const char *month, struct err *e)
{
    const struct step *step = register_step(book, keeper->open[0] != '\0' ? "close" : "begin");
    char id[ENTRY_ID_BYTES];
    int rc = 0;
    struct month_gap *gap = month_gap_add(out, GAP_ROUND, book, &rc, e);
    if (gap == NULL)
        return rc;
    head_gap(gap, book, kind, month);
    text_format(gap->entry, sizeof gap->entry, "%s", keeper->open);
    text_format(gap->step, sizeof gap->step, "%s", step->key);
    text_format(gap->detail, sizeof gap->detail, "%s%s", reference_label(keeper->person),
                keeper->open[0] != '\0' ? " 点検の途中" : " 点検していません");
    text_format(gap->act, sizeof gap->act, "点検");
    text_format(gap->owner, sizeof gap->owner, "%s", reference_label(keeper->person));
    gap->mine = strcmp(reference_id(id, keeper->person), session_person(session)) == 0;
    return 0;
}

/* R4-5: one entered by 役職 alone asks nobody; the keeper of the ledger names him. */
struct nameless {
    struct month_gaps *out;
    struct session *session;
    const struct register_def *book;
    const char *kind, *month;
};

static int add_nameless(void *arg, const struct entry *thing, struct err *e)
{
    const struct nameless *of = arg;
    const struct step *change = register_step(thing->reg, "change");
    char clause[ERR_CLAUSE_BYTES];
    int rc = 0;
    struct month_gap *gap = month_gap_add(of->out, GAP_ROUND, thing->reg, &rc, e);
    if (gap == NULL)
        return rc;
    head_gap(gap, of->book, of->kind, of->month);
    text_format(clause, sizeof clause, "%s", gap->clause);
    text_format(gap->entry, sizeof gap->entry, "%s", thing->id);
    entry_title(gap->title, sizeof gap->title, thing);
    text_format(gap->detail, sizeof gap->detail, "点検する職員の氏名がありません");
    rc = change != NULL ? month_gap_step(gap, of->session, thing, change, e) : 0;
    text_format(gap->clause, sizeof gap->clause, "%s", clause);
    text_format(gap->act, sizeof gap->act, "氏名の記載");
    return rc;
}

static int add_rounds(struct month_gaps *out, struct session *session, const struct register_def *book,
                      const char *kind, const char *month, struct err *e)
{
    struct month_keepers keepers = {0};
    int rc = month_keepers_load(&keepers, session, kind, month, e);
    for (size_t i = 0; rc == 0 && i < keepers.n; i++) {
        const struct month_keeper *keeper = &keepers.list[i];
        if (keeper->open[0] != '\0' || (keeper->keeps && !keeper->closed))
            rc = add_round(out, session, book, keeper, kind, month, e);
    }
    month_keepers_release(&keepers);
    struct nameless of = {out, session, book, kind, month};
    return rc == 0 ? month_nameless(session, kind, month, add_nameless, &of, e) : rc;
}

int month_rounds_load(struct month_rounds *out, struct session *session, const char *kind, const char *month,
                      struct err *e)
{
    struct month_keepers keepers = {0};
    int rc = month_keepers_load(&keepers, session, kind, month, e);
    memset(out, 0, sizeof *out);
    for (size_t i = 0; rc == 0 && i < keepers.n; i++) {
        const struct month_keeper *keeper = &keepers.list[i];
        out->keepers += keeper->keeps || keeper->closed || keeper->open[0] != '\0';
        out->closed += keeper->closed && keeper->open[0] == '\0';
    }
    month_keepers_release(&keepers);
    return rc;
}

/* ---- entries of the month ---- */

static int load_entries(struct rows *out, struct session *session, const struct register_def *reg, const char *month,
                        struct cond first, struct cond second, struct err *e)
{
    const struct cond conds[] = {{"month", COND_IS, month}, first, second, {0}};
    const struct query query = {.reg = reg, .conds = conds, .limit = MONTH_ROWS_MOST, .steps = true};
    return rows_load(out, session_station(session), &query, ROWS_FIRST, NULL, e);
}

/* 不明, and not yet to whom it was reported and what was done (R0-9). */
static int add_unknown(struct month_gaps *out, struct session *session, const struct register_def *parts,
                       const char *month, struct err *e)
{
    struct rows rows = {0};
    int rc = load_entries(&rows, session, parts, month, (struct cond){"state", COND_IS, "open"},
                          (struct cond){"result", COND_IS, "missing"}, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++) {
        const struct step *settle = register_step(parts, "settle");
        struct month_gap *gap = month_gap_add(out, GAP_UNKNOWN, parts, &rc, e);
        if (gap == NULL)
            break;
        month_gap_entry(gap, rows.entries[i]);
        text_format(gap->mark, sizeof gap->mark, "紛");
        text_append(gap->detail, sizeof gap->detail, " 報告・措置の記録がありません");
        rc = month_gap_step(gap, session, rows.entries[i], settle, e);
    }
    rows_release(&rows);
    return rc;
}

/* The step of an entry of 検証 or 確認 that stands open: the decision that is next, else its result. */
static const struct step *next_step(struct session *session, const struct entry *entry)
{
    const struct step *next = strcmp(entry->state, "reported") == 0 ? offer_next(session, entry) : NULL;
    return next != NULL ? next : step_open_with(entry, STEP_WHEN_NEEDS | STEP_RENEWS);
}

static int add_open(struct month_gaps *out, struct session *session, enum month_gap_kind kind,
                    const struct entry *entry, struct err *e)
{
    const struct state *state = register_state(entry->reg, entry->state);
    const struct step *next = next_step(session, entry);
    int rc = 0;
    struct month_gap *gap = month_gap_add(out, kind, entry->reg, &rc, e);
    if (gap == NULL)
        return rc;
    head_gap(gap, entry->reg, entry_get(entry, "kind"), entry_get(entry, "month"));
    text_format(gap->entry, sizeof gap->entry, "%s", entry->id);
    text_format(gap->detail, sizeof gap->detail, "%s %s", reference_label(entry_get(entry, "inspector")), state->label);
    return next != NULL ? month_gap_step(gap, session, entry, next, e) : 0;
}

/* Nothing of it yet: by whom, from the rule that lets it begin. */
static int add_unbegun(struct month_gaps *out, struct session *session, enum month_gap_kind kind,
                       const struct register_def *book, const char *inspects, const char *month, struct err *e)
{
    const struct step *begin = register_step(book, "begin");
    struct situation s = {.reg = book, .now = session_now(session)};
    const struct rule *rule;
    struct actor self;
    int rc = entry_new(&s.entry, book, e);
    struct month_gap *gap = rc == 0 ? month_gap_add(out, kind, book, &rc, e) : NULL;
    if (rc == 0)
        rc = entry_set(s.entry, "kind", inspects, e);
    if (rc == 0)
        rc = actor_self(&self, session, e);
    if (rc == 0) {
        head_gap(gap, book, inspects, month);
        rule = rule_for(&s, begin->key);
        text_format(gap->step, sizeof gap->step, "%s", begin->key);
        text_format(gap->act, sizeof gap->act, "%s", begin->label);
        text_format(gap->detail, sizeof gap->detail, "まだ行っていません");
        if (rule != NULL)
            rule_who(gap->owner, sizeof gap->owner, rule, &s);
        gap->mine = rule != NULL && (self.posts & rule->posts) != 0;
    }
    entry_free(s.entry);
    return rc;
}

static enum month_verified verified_of(const struct entry *entry)
{
    return strcmp(entry->state, "confirmed") == 0  ? VERIFIED_CONFIRMED
           : strcmp(entry->state, "reported") == 0 ? VERIFIED_REPORTED
           : strcmp(entry->state, "open") == 0     ? VERIFIED_BEGUN
                                                   : VERIFIED_NOT;
}

int month_verified_load(enum month_verified *out, struct entry **by, struct session *session,
                        const struct register_def *book, const char *month, struct err *e)
{
    struct rows rows = {0};
    int rc =
        load_entries(&rows, session, book, month, (struct cond){"kind", COND_IS, "verification"}, (struct cond){0}, e);
    *out = VERIFIED_NOT;
    *by = NULL;
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        if (verified_of(rows.entries[i]) > *out) {
            *out = verified_of(rows.entries[i]);
            entry_free(*by);
            *by = rows_take(&rows, i);
        }
    rows_release(&rows);
    return rc;
}

static int add_verification(struct month_gaps *out, struct session *session, const struct register_def *book,
                            const char *month, struct err *e)
{
    struct rows rows = {0};
    bool any = false;
    int rc =
        load_entries(&rows, session, book, month, (struct cond){"kind", COND_IS, "verification"}, (struct cond){0}, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++) {
        any = any || verified_of(rows.entries[i]) != VERIFIED_NOT;
        if (register_state(book, rows.entries[i]->state)->kind == STATE_WAITING)
            rc = add_open(out, session, GAP_VERIFICATION, rows.entries[i], e);
    }
    rows_release(&rows);
    return rc == 0 && !any ? add_unbegun(out, session, GAP_VERIFICATION, book, "verification", month, e) : rc;
}

/* ---- ログの確認, 許可の確認 ---- */

static int month_number(const char *month)
{
    return month != NULL && strlen(month) == 7 ? (int)strtol(month, NULL, 10) * 12 + (int)strtol(month + 5, NULL, 10)
                                               : 0;
}

/* Does what was checked reach to this month: done for it, or for one so short before that its period still runs; or for a period that
 * holds it? */
static bool covers(const struct entry *entry, int month, int months)
{
    int of = month_number(entry_get(entry, "month"));
    char from[8], to[8];
    text_format(from, sizeof from, "%s",
                entry_get(entry, "period_from") != NULL ? entry_get(entry, "period_from") : "");
    text_format(to, sizeof to, "%s", entry_get(entry, "period_to") != NULL ? entry_get(entry, "period_to") : "");
    return (of <= month && month - of < months) || (month_number(from) <= month && month <= month_number(to));
}

/* T-10: every `months` months, the first period beginning with the month in which the station was founded (◇). */
static int add_periodic(struct month_gaps *out, struct session *session, const struct register_def *book,
                        const char *inspects, const char *setting, const char *month, struct err *e)
{
    char founded[8];
    const struct cond conds[] = {{"kind", COND_IS, inspects}, {"state", COND_IS_NOT, "dropped"}, {0}};
    const struct query query = {
        .reg = book, .conds = conds, .descending = true, .limit = MONTH_ROWS_MOST, .steps = true};
    int months = (int)strtol(session_setting(session, setting), NULL, 10), at = month_number(month);
    struct rows rows = {0};
    struct span span;
    bool done = false;
    int rc = span_of(&span, month, e);
    if (rc != 0 || !month_inspected(session, &span))
        return rc;
    rc = rows_load(&rows, session_station(session), &query, ROWS_FIRST, NULL, e);
    month_key(founded, date_of(session_founded(session)));
    done = at - month_number(founded) + 1 < months;
    for (size_t i = 0; rc == 0 && i < rows.n; i++) {
        bool of_it = covers(rows.entries[i], at, months);
        done = done || of_it;
        if (of_it && entry_is(rows.entries[i], "month", month) &&
            register_state(book, rows.entries[i]->state)->kind == STATE_WAITING)
            rc = add_open(out, session, GAP_PERIODIC, rows.entries[i], e);
    }
    rows_release(&rows);
    return rc == 0 && !done ? add_unbegun(out, session, GAP_PERIODIC, book, inspects, month, e) : rc;
}

int month_inspection_gaps(struct month_gaps *out, struct session *session, const struct register_def *book,
                          const char *month, struct err *e)
{
    const struct register_def *parts = station_register(session_station(session), book->parts);
    int rc = add_rounds(out, session, book, "phone", month, e);
    if (rc == 0)
        rc = add_rounds(out, session, book, "media", month, e);
    if (rc == 0)
        rc = add_unknown(out, session, parts, month, e);
    if (rc == 0)
        rc = add_verification(out, session, book, month, e);
    if (rc == 0)
        rc = add_periodic(out, session, book, "log_check", "log_check_months", month, e);
    return rc == 0 ? add_periodic(out, session, book, "permit_check", "permit_check_months", month, e) : rc;
}

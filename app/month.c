/* month — the month's confirmation. See month.h. */
#include "app/month.h"

#include <stdlib.h>
#include <string.h>

#include "app/act.h"
#include "app/act_impl.h"
#include "app/month_impl.h"
#include "forms/duty.h"
#include "forms/field.h"
#include "forms/filter.h"
#include "forms/register_monthly.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { COUNT_MOST = 100000, WHO_MOST = 4 };
static const char *const ways[3] = {"confirm_administrator", "confirm_deputy", "sole_decision"};

int span_of(struct span *out, const char *month, struct err *e)
{
    struct date first = {.day = 1};
    if (strlen(month) == 7 && month[4] == '-') {
        first.year = (int)strtol(month, NULL, 10);
        first.month = (int)strtol(month + 5, NULL, 10);
    }
    if (!date_valid(first))
        return err_set(e, ERR_USAGE, "「%s」は月として読めません。2026-10 のように書いてください。", month);
    out->first = first;
    out->next = date_add_months(first, 1);
    out->from = date_at(out->first, 0);
    out->until = date_at(out->next, 0);
    return 0;
}

void month_key(char buf[8], struct date day)
{
    char iso[DATE_BYTES];
    text_format(buf, 8, "%.7s", date_format(iso, sizeof iso, day, DATE_ISO));
}

/* ---- counting ---- */

enum { ROW_CONDS = CONDS + 2 };

/* The conditions of a row and, where `kinds` says so, of the state. */
static const struct cond *row_conds(struct cond out[ROW_CONDS], char states[MONTH_STATES_BYTES],
                                    const struct register_def *book, const struct outside *row, unsigned kinds)
{
    int n = 0;
    memset(out, 0, ROW_CONDS * sizeof out[0]);
    if (kinds != 0)
        out[n++] = (struct cond){"state", COND_IS, register_states(states, MONTH_STATES_BYTES, book, kinds)};
    for (int i = 0; i < CONDS && row->conds[i].field != NULL; i++)
        out[n++] = row->conds[i];
    return out;
}

/* Gone out before the month and come back in it or later. */
static int count_back(int64_t *out, struct session *session, const struct register_def *book, const struct outside *row,
                      const struct span *span, struct err *e)
{
    char start[32], line[NAME_BYTES];
    struct cond conds[ROW_CONDS];
    struct filter before = {0};
    struct query query = {.reg = book,
                          .conds = row_conds(conds, NULL, book, row, 0),
                          .range = book->back_field,
                          .range_from = start,
                          .filter = &before};
    int rc;
    field_time_value(start, sizeof start, span->from);
    text_format(line, sizeof line, "%s<%04d%02d%02d", book->sheet->period_field, span->first.year, span->first.month,
                span->first.day);
    rc = filter_parse(&before, book, line, session_now(session), e);
    if (rc != 0)
        return rc;
    rc = query_count(out, session_station(session), &query, COUNT_MOST, e);
    filter_release(&before);
    return rc;
}

/* Things outside at any moment of the month by a row of the book (⚑Q4, strictest): gone out in it, or before it and not back
 * when it began. */
static int count_row(int64_t *out, struct session *session, const struct register_def *book, const struct outside *row,
                     const struct span *span, struct err *e)
{
    char start[32], end[32], been[MONTH_STATES_BYTES], still[MONTH_STATES_BYTES];
    struct cond been_out[ROW_CONDS], still_out[ROW_CONDS];
    const struct query gone = {
        .reg = book,
        .conds = row_conds(been_out, been, book, row, 1u << STATE_OUT | 1u << STATE_BACK | 1u << STATE_DONE),
        .range = book->sheet->period_field,
        .range_from = start,
        .range_until = end};
    const struct query kept = {.reg = book,
                               .conds = row_conds(still_out, still, book, row, 1u << STATE_OUT),
                               .range = book->sheet->period_field,
                               .range_until = start};
    int64_t n[3] = {0};
    int rc;
    field_time_value(start, sizeof start, span->from);
    field_time_value(end, sizeof end, span->until);
    rc = query_count(&n[0], session_station(session), &gone, COUNT_MOST, e);
    if (rc == 0)
        rc = query_count(&n[1], session_station(session), &kept, COUNT_MOST, e);
    if (rc == 0 && book->back_field != NULL)
        rc = count_back(&n[2], session, book, row, span, e);
    *out += n[0] + n[1] + n[2];
    return rc;
}

/* By every book that says what of it is a 持ち出し. */
static int count_outside(struct month_state *out, struct session *session, const struct span *span, struct err *e)
{
    const struct register_def *const *reg = station_registers(session_station(session));
    int rc = 0;
    for (; rc == 0 && *reg != NULL; reg++)
        for (const struct outside *row = (*reg)->outside; rc == 0 && row != NULL && row->kind != OUTSIDE_NONE; row++)
            rc = count_row(row->kind == OUTSIDE_ITEM ? &out->outside_items : &out->outside_media, session, *reg, row,
                           span, e);
    return rc;
}

static int count_in_month(int64_t *out, struct session *session, const struct register_def *book,
                          const struct span *span, unsigned kinds, struct err *e)
{
    char start[32], end[32], states[MONTH_STATES_BYTES];
    const struct cond conds[] = {{"state", COND_IS, register_states(states, sizeof states, book, kinds)}, {0}};
    const struct query query = {.reg = book,
                                .conds = kinds != 0 ? conds : NULL,
                                .range = book->sheet->period_field,
                                .range_from = start,
                                .range_until = end};
    field_time_value(start, sizeof start, span->from);
    field_time_value(end, sizeof end, span->until);
    return query_count(out, session_station(session), &query, COUNT_MOST, e);
}

int monthly_checks_missing(const struct entry *entry, int64_t now)
{
    struct situation s = {.reg = entry->reg, .entry = (struct entry *)(uintptr_t)entry, .now = now};
    const struct step *check = register_step_with(entry->reg, STEP_MONTHLY);
    const struct rule *rule = check != NULL ? rule_for(&s, check->key) : NULL;
    const char *from = entry->reg->sheet != NULL ? entry_get(entry, entry->reg->sheet->period_field) : NULL;
    int met, due;
    if (rule == NULL || rule->clause == NULL || from == NULL)
        return 0; /* the text asks none of this kind (R3-18) */
    met = duty_checks_met(entry, date_of(field_time(from)));
    due = date_month_checks(date_of(field_time(from)), date_of(now));
    return due > met ? due - met : 0;
}

static int count_missing_checks(int64_t *out, struct session *session, const struct register_def *book,
                                const struct span *span, struct err *e)
{
    char states[MONTH_STATES_BYTES], end[32];
    const struct cond conds[] = {{"state", COND_IS, register_states(states, sizeof states, book, 1u << STATE_OUT)},
                                 {0}};
    const struct query query = {.reg = book,
                                .conds = conds,
                                .range = book->sheet->period_field,
                                .range_until = end,
                                .limit = MONTH_ROWS_MOST,
                                .steps = true};
    struct rows rows = {0};
    int64_t now = session_now(session);
    int rc;
    field_time_value(end, sizeof end, span->until);
    *out = 0;
    rc = rows_load(&rows, session_station(session), &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        *out += monthly_checks_missing(rows.entries[i], now < span->until ? now : span->until - 1);
    rows_release(&rows);
    return rc;
}

/* ---- confirmation ---- */

bool month_book(const struct register_def *book)
{
    return month_proof_find(book->form) != NULL;
}

bool month_confirms(const struct register_def *book)
{
    const struct month_proof *proof = month_proof_find(book->form);
    return proof != NULL && strcmp(proof->reg, "monthly") == 0;
}

static const struct register_def *monthly(struct session *session)
{
    return station_register(session_station(session), "monthly");
}

/* The last confirmation of the book for the month. */
static int load_confirmation(struct month_state *out, struct session *session, const struct register_def *book,
                             struct err *e)
{
    const struct cond conds[] = {{"book", COND_IS, book->form}, {"month", COND_IS, out->month}, {0}};
    const struct query query = {.reg = monthly(session), .conds = conds, .descending = true, .limit = 1, .steps = true};
    struct rows rows = {0};
    int rc = rows_load(&rows, session_station(session), &query, ROWS_FIRST, NULL, e);
    if (rc == 0 && rows.n == 1 && rows.entries[0]->nsteps > 0) {
        const struct done *done = &rows.entries[0]->steps[0];
        out->confirmed = true;
        out->at = done->at;
        text_format(out->by, sizeof out->by, "%s", done->actor.name);
        text_format(out->step, sizeof out->step, "%s", done->step);
    }
    rows_release(&rows);
    return rc;
}

static int load_counts(struct month_state *out, struct session *session, const struct register_def *book,
                       const struct span *span, struct err *e)
{
    int rc = count_in_month(&out->rows, session, book, span, 0, e);
    if (rc == 0)
        rc = count_in_month(&out->open_returns, session, book, span, 1u << STATE_BACK, e);
    if (rc == 0)
        rc = count_outside(out, session, span, e);
    out->outside = monthly_outside(book->form, session_setting(session, "sole_decision_scope"), out->outside_items,
                                   out->outside_media);
    if (rc == 0)
        rc = count_missing_checks(&out->missing_checks, session, book, span, e);
    if (rc == 0)
        rc = load_confirmation(out, session, book, e);
    if (rc != 0 || !out->confirmed || out->at >= span->until)
        return rc;
    struct span later = *span;
    later.from = out->at + 1;
    return count_in_month(&out->after, session, book, &later, 0, e);
}

/* 様式第5号: what its 検証 says, and by whom that was confirmed. */
static int load_inspections(struct month_state *out, struct session *session, const struct register_def *book,
                            struct err *e)
{
    const struct cond conds[] = {{"month", COND_IS, out->month}, {0}};
    const struct query query = {.reg = book, .conds = conds};
    struct entry *verified = NULL;
    int rc = query_count(&out->rows, session_station(session), &query, COUNT_MOST, e);
    if (rc == 0)
        rc = month_rounds_load(&out->phones, session, "phone", out->month, e);
    if (rc == 0)
        rc = month_rounds_load(&out->media, session, "media", out->month, e);
    if (rc == 0)
        rc = month_verified_load(&out->verified, &verified, session, book, out->month, e);
    const struct done *done =
        rc == 0 && out->verified == VERIFIED_CONFIRMED ? entry_done(verified, "confirm_deputy") : NULL;
    if (done != NULL) {
        out->confirmed = true;
        out->at = done->at;
        text_format(out->by, sizeof out->by, "%s", done->actor.name);
        text_format(out->step, sizeof out->step, "%s", done->step);
    }
    entry_free(verified);
    return rc;
}

int month_load(struct month_state *out, struct session *session, const struct register_def *book, const char *month,
               struct err *e)
{
    struct span span;
    int rc;
    memset(out, 0, sizeof *out);
    text_format(out->month, sizeof out->month, "%s", month);
    if (!month_book(book))
        return err_set(e, ERR_USAGE, "「%s」は月ごとに確認する簿冊ではありません。", book->label);
    rc = span_of(&span, month, e);
    if (rc == 0)
        rc = month_confirms(book) ? load_counts(out, session, book, &span, e) : load_inspections(out, session, book, e);
    if (rc == 0 && !out->confirmed)
        rc = month_disposed(&out->disposed, session, book, month, e);
    out->overdue = rc == 0 && !out->confirmed && !out->disposed && session_now(session) >= span.until;
    return rc;
}

static int set_number(struct act *act, const char *field, int64_t n, struct err *e)
{
    char number[32];
    text_format(number, sizeof number, "%lld", (long long)n);
    return act_set(act, field, number, e);
}

static int month_act(struct act **out, struct session *session, const struct register_def *book, const char *month,
                     const char *step, const struct month_state *state, struct err *e)
{
    int rc = act_new(out, session, monthly(session), NULL, step, e);
    if (rc != 0)
        return rc;
    (*out)->outside_items = state->outside_items;
    (*out)->outside_media = state->outside_media;
    rc = act_set(*out, "book", book->form, e);
    if (rc == 0)
        rc = act_set(*out, "month", month, e);
    if (rc == 0)
        rc = set_number(*out, "rows", state->rows, e);
    if (rc == 0)
        rc = set_number(*out, "outside", state->outside_items, e);
    return rc != 0 ? rc : set_number(*out, "outside_media", state->outside_media, e);
}

static int wants_ways(const struct register_def *book, struct err *e)
{
    return month_confirms(book)
               ? 0
               : err_set(e, ERR_USAGE, "「%s」の月は、運用管理補助者が使用状況の検証を確認して終わります。",
                         book->label);
}

/* Whom the rules would let do it now, by name. */
static int way_who(struct month_offer *way, struct act *act, struct err *e)
{
    struct situation s;
    int rc = act_situation(&s, act, session_person(act->session), e);
    if (rc != 0)
        return rc;
    rc = who_may(way->who, sizeof way->who, act->session, &s, way->step->key, WHO_MOST, e);
    situation_release(&s);
    return rc;
}

int month_offers(struct month_offer out[3], struct session *session, const struct register_def *book, const char *month,
                 struct err *e)
{
    struct month_state state;
    int rc = month_load(&state, session, book, month, e);
    if (rc == 0)
        rc = wants_ways(book, e);
    for (int i = 0; rc == 0 && i < 3; i++) {
        struct act *act = NULL;
        err_clear(&out[i].refusal);
        out[i].step = register_step(monthly(session), ways[i]);
        rc = month_act(&act, session, book, month, ways[i], &state, e);
        if (rc == 0)
            out[i].allowed = act_check(act, &out[i].refusal) == 0;
        if (rc == 0)
            rc = way_who(&out[i], act, e);
        act_free(act);
    }
    return rc;
}

int month_confirm(struct session *session, const struct register_def *book, const char *month, const char *step,
                  struct err *e)
{
    struct month_state state;
    struct act *act = NULL;
    int rc = month_load(&state, session, book, month, e);
    if (rc == 0)
        rc = wants_ways(book, e);
    if (rc == 0)
        rc = month_act(&act, session, book, month, step, &state, e);
    if (rc == 0)
        rc = act_commit(act, NULL, e);
    act_free(act);
    return rc;
}

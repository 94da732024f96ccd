/* month_missing — what a month's book still lacks, line by line. See month.h. */
#include <stdlib.h>
#include <string.h>

#include "app/act.h"
#include "app/list.h"
#include "app/month_impl.h"
#include "forms/field.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { OFFERS_MOST = 24 };

const char *month_gap_label(enum month_gap_kind kind)
{
    static const char *const labels[MONTH_GAPS] = {
        [GAP_UNDECIDED] = "未決の申請",   [GAP_LATE] = "期限超過",
        [GAP_CHECK] = "所在確認もれ",     [GAP_RETURN] = "返却確認もれ",
        [GAP_COUNTERSIGN] = "後閲もれ",   [GAP_ROUND] = "点検もれ",
        [GAP_UNKNOWN] = "不明の報告もれ", [GAP_VERIFICATION] = "使用状況の検証",
        [GAP_PERIODIC] = "定期の確認"};
    return labels[kind];
}

struct month_gap *month_gap_add(struct month_gaps *gaps, enum month_gap_kind kind, const struct register_def *reg,
                                int *rc, struct err *e)
{
    struct month_gap *grown = realloc(gaps->list, (gaps->n + 1) * sizeof *grown);
    if (grown == NULL) {
        *rc = err_memory(e);
        return NULL;
    }
    gaps->list = grown;
    grown[gaps->n] = (struct month_gap){.kind = kind, .reg = reg};
    gaps->counts[kind]++;
    return &grown[gaps->n++];
}

void month_missing_release(struct month_gaps *gaps)
{
    free(gaps->list);
    memset(gaps, 0, sizeof *gaps);
}

/* ---- an entry ---- */

static void add_detail(struct month_gap *gap, const struct entry *entry, const struct field *f)
{
    char text[NAME_BYTES];
    if (entry_get(entry, f->key) == NULL)
        return;
    field_format(text, sizeof text, f, entry_get(entry, f->key), FORMAT_LIST);
    text_append(gap->detail, sizeof gap->detail, gap->detail[0] != '\0' ? " " : "");
    text_append(gap->detail, sizeof gap->detail, text);
}

/* When and who first: what is cut off at the end is words. */
void month_gap_entry(struct month_gap *gap, const struct entry *entry)
{
    const struct register_def *reg = entry->reg;
    const struct state *state = register_state(reg, entry->state);
    const char *first[2] = {reg->sheet != NULL ? reg->sheet->period_field : NULL, reg->person_field};
    text_format(gap->entry, sizeof gap->entry, "%s", entry->id);
    text_format(gap->mark, sizeof gap->mark, "%s", state != NULL ? state->mark : "");
    entry_title(gap->title, sizeof gap->title, entry);
    for (size_t i = 0; i < 2; i++)
        if (first[i] != NULL && register_field(reg, first[i]) >= 0)
            add_detail(gap, entry, entry_field(entry, first[i]));
    for (const struct field *f = reg->fields; f->key != NULL; f++)
        if (word_in(reg->detail_fields, f->key) && (first[0] == NULL || strcmp(f->key, first[0]) != 0) &&
            (first[1] == NULL || strcmp(f->key, first[1]) != 0))
            add_detail(gap, entry, f);
}

int month_gap_step(struct month_gap *gap, struct session *session, const struct entry *entry, const struct step *step,
                   struct err *e)
{
    struct offer offers[OFFERS_MOST];
    struct situation s = {.reg = entry->reg, .entry = (struct entry *)(uintptr_t)entry, .now = session_now(session)};
    int n = offers_load(offers, OFFERS_MOST, session, entry, e);
    text_format(gap->act, sizeof gap->act, "%s", step->label);
    text_format(gap->step, sizeof gap->step, "%s", step->key);
    for (int i = 0; i < n; i++) {
        if (offers[i].step != step)
            continue;
        gap->mine = offers[i].allowed;
        if (offers[i].rule == NULL)
            continue;
        if (offers[i].rule->clause != NULL)
            text_format(gap->clause, sizeof gap->clause, "%s", offers[i].rule->clause);
        rule_who(gap->owner, sizeof gap->owner, offers[i].rule, &s);
    }
    return n < 0 ? n : 0;
}

/* ---- which of them lack something ---- */

struct finder {
    struct month_gaps *out;
    struct session *session;
    const struct register_def *book;
    struct span span;
    int64_t now, until; /* until: the end of the month, or now where it still runs */
};

static int add_gap(struct finder *f, enum month_gap_kind kind, const struct entry *entry, const struct step *step,
                   struct err *e)
{
    int rc = 0;
    struct month_gap *gap = month_gap_add(f->out, kind, f->book, &rc, e);
    if (gap == NULL)
        return rc;
    month_gap_entry(gap, entry);
    if (kind == GAP_LATE)
        text_format(gap->mark, sizeof gap->mark, "超");
    return step != NULL ? month_gap_step(gap, f->session, entry, step, e) : 0;
}

/* Of an entry that waits: the decision that stands next, or what its own people have to go on with. */
static const struct step *next_step(struct finder *f, const struct entry *entry)
{
    const struct step *next = offer_next(f->session, entry);
    return next != NULL ? next : step_open_with(entry, STEP_RENEWS);
}

/* The check on the screen, or else the one by telephone. */
static const struct step *check_step(const struct entry *entry)
{
    const struct step *check = step_open_with(entry, STEP_MONTHLY | STEP_DECIDES);
    return check != NULL ? check : step_open_with(entry, STEP_MONTHLY);
}

static int find_out(struct finder *f, const struct entry *entry, struct err *e)
{
    const struct step *back = step_open_with(entry, STEP_WHEN_LATE);
    int64_t missing = monthly_checks_missing(entry, f->until);
    int rc = missing > 0 ? add_gap(f, GAP_CHECK, entry, check_step(entry), e) : 0;
    if (rc != 0 || !entry_late(entry, f->until))
        return rc;
    return add_gap(f, GAP_LATE, entry, back != NULL ? back : step_open_with(entry, STEP_BRINGS_BACK), e);
}

static int find_entry(struct finder *f, const struct entry *entry, struct err *e)
{
    const struct state *state = register_state(entry->reg, entry->state);
    bool in_month = field_time(entry_get(entry, f->book->sheet->period_field)) >= f->span.from;
    int rc = 0;
    if (state->kind == STATE_OUT)
        rc = find_out(f, entry, e);
    else if (in_month && state->kind == STATE_BACK)
        rc = add_gap(f, GAP_RETURN, entry, next_step(f, entry), e);
    else if (in_month && state->kind == STATE_WAITING)
        rc = add_gap(f, GAP_UNDECIDED, entry, next_step(f, entry), e);
    return rc;
}

static int find_rows(struct finder *f, const struct cond *conds, bool whole_month,
                     int (*find)(struct finder *f, const struct entry *entry, struct err *e), struct err *e)
{
    char start[32], end[32];
    const struct query query = {.reg = f->book,
                                .conds = conds,
                                .range = f->book->sheet->period_field,
                                .range_from = whole_month ? start : NULL,
                                .range_until = end,
                                .sort = f->book->sheet->period_field,
                                .limit = MONTH_ROWS_MOST,
                                .steps = true};
    struct rows rows = {0};
    field_time_value(start, sizeof start, f->span.from);
    field_time_value(end, sizeof end, f->span.until);
    int rc = rows_load(&rows, session_station(f->session), &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        rc = find(f, rows.entries[i], e);
    rows_release(&rows);
    return rc;
}

static int find_open(struct finder *f, struct err *e)
{
    char states[MONTH_STATES_BYTES];
    const struct cond conds[] = {
        {"state", COND_IS,
         register_states(states, sizeof states, f->book, 1u << STATE_OUT | 1u << STATE_BACK | 1u << STATE_WAITING)},
        {0}};
    return find_rows(f, conds, false, find_entry, e);
}

static int find_unseen(struct finder *f, const struct entry *entry, struct err *e)
{
    const struct step *seen = step_open_with(entry, STEP_ACKNOWLEDGES);
    return seen != NULL ? add_gap(f, GAP_COUNTERSIGN, entry, seen, e) : 0;
}

static int find_pending(struct finder *f, struct err *e)
{
    const struct cond conds[] = {{f->book->pending_field, COND_SET, NULL}, {0}};
    return f->book->pending_field != NULL ? find_rows(f, conds, true, find_unseen, e) : 0;
}

/* By kind, each in the order in which it was found. */
static int sort_gaps(struct month_gaps *gaps, struct err *e)
{
    struct month_gap *sorted = calloc(gaps->n + 1, sizeof *sorted);
    size_t n = 0;
    if (sorted == NULL)
        return err_memory(e);
    for (int kind = 0; kind < MONTH_GAPS; kind++)
        for (size_t i = 0; i < gaps->n; i++)
            if ((int)gaps->list[i].kind == kind)
                sorted[n++] = gaps->list[i];
    free(gaps->list);
    gaps->list = sorted;
    return 0;
}

int month_missing_load(struct month_gaps *out, struct session *session, const struct register_def *book,
                       const char *month, struct err *e)
{
    struct finder f = {.out = out, .session = session, .book = book, .now = session_now(session)};
    bool disposed = false;
    int rc;
    memset(out, 0, sizeof *out);
    if (!month_book(book))
        return err_set(e, ERR_USAGE, "「%s」は月ごとに確認する簿冊ではありません。", book->label);
    rc = session_may_view(session, book, e);
    if (rc == 0)
        rc = span_of(&f.span, month, e);
    if (rc == 0)
        rc = month_disposed(&disposed, session, book, month, e);
    if (rc != 0 || disposed)
        return rc;
    f.until = f.now < f.span.until ? f.now : f.span.until - 1;
    rc = month_confirms(book) ? find_open(&f, e) : month_inspection_gaps(out, session, book, month, e);
    if (rc == 0 && month_confirms(book))
        rc = find_pending(&f, e);
    if (rc == 0)
        rc = sort_gaps(out, e);
    if (rc != 0)
        month_missing_release(out);
    return rc;
}

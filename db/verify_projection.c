/* Every row of the projections against what its events make of it: as a rebuild, entry by entry, without writing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/query.h"
#include "db/verify_inside.h"
#include "forms/text.h"
#include "forms/banned.h"

enum { STRETCH = 1024 /* entries */ };

static int row_odd(const struct entry *entry, const char *what, struct err *e)
{
    return err_set(e, ERR_INTEGRITY, "台帳 %s %s（記録 %lld 番まで）: %s。台帳が書き換えられたおそれがあります。",
                   entry->reg->label, entry->id, (long long)entry->last_seq, what);
}

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_actor(const struct actor_snapshot *a, const struct actor_snapshot *b)
{
    return same(a->id, b->id) && same(a->name, b->name) && same(a->rank, b->rank) && same(a->posts, b->posts);
}

static int steps_compare(const struct entry *live, const struct entry *made, struct err *e)
{
    if (live->nsteps != made->nsteps)
        return row_odd(live, "手続の数が記録と違います", e);
    for (size_t i = 0; i < live->nsteps; i++) {
        const struct done *a = &live->steps[i], *b = &made->steps[i];
        if (!same(a->step, b->step) || !same_actor(&a->actor, &b->actor) || !same(a->rule, b->rule) || a->at != b->at ||
            a->seq != b->seq || a->lapsed != b->lapsed || !same(a->note, b->note))
            return row_odd(live, "手続の内容が記録と違います", e);
    }
    return 0;
}

static int entry_compare(const struct entry *live, const struct entry *made, struct err *e)
{
    if (live->rev != made->rev || live->last_seq != made->last_seq)
        return row_odd(live, "最後の記録が反映されていません", e);
    if (!same(live->state, made->state))
        return row_odd(live, "状態が記録と違います", e);
    if (live->corrected != made->corrected || !same_actor(&live->applicant, &made->applicant))
        return row_odd(live, "申請者又は訂正の印が記録と違います", e);
    for (size_t i = 0; live->reg->fields[i].key; i++)
        if (!same(live->values[i], made->values[i])) {
            char what[200];
            text_format(what, sizeof what, "「%s」が記録と違います", live->reg->fields[i].label);
            return row_odd(live, what, e);
        }
    return steps_compare(live, made, e);
}

/* Digest as the events carry it, n and search text as they must be. */
static int row_compare(const struct entry *live, const struct entry *made, const unsigned char digest[HASH_BYTES],
                       int64_t n, const char *search, struct station *station, struct err *e)
{
    char *text = NULL;
    int code = entry_compare(live, made, e);
    if (!code && (made->nsteps == 0 || made->steps[0].seq != n))
        code = row_odd(live, "順番が記録と違います", e);
    if (!code)
        code = entry_prove(live, station->store, digest, e);
    if (!code)
        code = projection_search(&text, live, e);
    if (!code && !same(text, search))
        code = row_odd(live, "検索の文字列が違います", e);
    free(text);
    return code;
}

static int row_verify(struct verify *v, const struct projection_table *t, const struct statement *s, struct err *e)
{
    struct entry *live = NULL, *made = NULL;
    unsigned char digest[HASH_BYTES];
    int code = projection_row(&live, t, s, 2, digest, e);
    if (!code)
        code = projection_steps(live, v->station->store, e);
    if (!code) {
        code = entry_as_of(&made, v->station, t->reg, live->id, INT64_MAX, e);
        if (code == ERR_NOT_FOUND)
            code = row_odd(live, "記録にない記載です", e);
        else if (code == ERR_INTEGRITY)
            code = row_odd(live, "記録から作り直せません", e);
    }
    if (!code)
        code = row_compare(live, made, digest, statement_number(s, 0), statement_text(s, 1), v->station, e);
    entry_free(live);
    entry_free(made);
    v->report->entries++;
    return code;
}

/* ---- what is missing or too many ---- */
/* A query that must have no row; its first column names what is wrong. */
static int none(struct store *store, const char *what, const char *sql, const char *reg, struct err *e)
{
    struct statement s;
    int code = statement_begin(&s, store, e, sql, "t", reg);
    if (code)
        return code;
    code = statement_step(&s, e);
    if (code > 0)
        code = err_set(e, ERR_INTEGRITY, "台帳 %s %s: %s。台帳が書き換えられたおそれがあります。", reg,
                       statement_text(&s, 0) ? statement_text(&s, 0) : "", what);
    statement_end(&s);
    return code;
}

static int strays_verify(struct verify *v, const struct register_def *reg, struct err *e)
{
    static const struct {
        const char *what, *format;
    } asked[] = {
        {"記録にある記載が台帳にありません",
         "SELECT e.entry FROM event e WHERE e.register=?1 AND NOT EXISTS(SELECT 1 FROM \"r_%s\" t WHERE t.id=e.entry) "
         "AND NOT EXISTS(SELECT 1 FROM event d INDEXED BY event_disposed WHERE d.register=?1 AND d.entry=e.entry "
         "AND d.action='" TOMBSTONE "') ORDER BY e.seq LIMIT 1"},
        {"廃棄された記載が台帳に残っています", "SELECT d.entry FROM event d WHERE d.register=? AND d.action='" TOMBSTONE
                                               "' AND EXISTS(SELECT 1 FROM \"r_%s\" t WHERE t.id=d.entry) LIMIT 1"},
        {"記載のない手続があります", "SELECT s.entry FROM step s WHERE s.register=? AND NOT EXISTS(SELECT 1 FROM "
                                     "\"r_%s\" t WHERE t.id=s.entry) LIMIT 1"},
        {"状態ごとの数が違います",
         "SELECT state FROM (SELECT state,SUM(n) d FROM (SELECT state,n FROM tally WHERE register=? UNION ALL "
         "SELECT state,-1 FROM \"r_%s\") GROUP BY state) WHERE d<>0 LIMIT 1"},
    };
    int code = 0;
    for (size_t i = 0; !code && i < sizeof asked / sizeof *asked; i++) {
        char sql[1024];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        snprintf(sql, sizeof sql, asked[i].format, reg->id); /* of the table above */
#pragma GCC diagnostic pop
        code = none(v->station->store, asked[i].what, sql, reg->id, e);
    }
    return code;
}

/* Some hundred entries behind *n; *ended: there are no more. */
static int table_stretch(struct verify *v, const struct projection_table *t, const char *sql, int64_t *n, bool *ended,
                         struct err *e)
{
    struct statement s;
    int rows = 0;
    int code = statement_begin(&s, v->station->store, e, sql, "i", *n);
    while (!code && rows < STRETCH && (code = statement_step(&s, e)) > 0) {
        rows++;
        *n = statement_number(&s, 0);
        code = row_verify(v, t, &s, e);
    }
    statement_end(&s);
    *ended = rows < STRETCH;
    return code;
}

static int table_verify(struct verify *v, const struct projection_table *t, int64_t total, struct err *e)
{
    char *sql = NULL;
    int64_t n = INT64_MIN;
    bool ended = false;
    int code =
        asprintf(&sql, "SELECT t.n,t.search,%s FROM \"r_%s\" t WHERE t.n>? ORDER BY t.n", t->columns, t->reg->id) < 0
            ? err_memory(e)
            : 0;
    while (!code && !ended) {
        code = table_stretch(v, t, sql, &n, &ended, e);
        verify_tell(v, "台帳を記録と照らし合わせています", v->report->entries, total);
        if (!code && !ended)
            code = verify_breathe(v, e);
    }
    free(sql);
    return code ? code : strays_verify(v, t->reg, e);
}

int verify_projections(struct verify *v, struct err *e)
{
    struct station *station = v->station;
    struct statement s = {0};
    int64_t total = 0;
    int code = store_number(&total, station->store, e, "SELECT IFNULL(SUM(n),0) FROM tally", "");
    if (!code)
        code = statement_begin(&s, station->store, e,
                               "SELECT DISTINCT register FROM event UNION SELECT register FROM step UNION "
                               "SELECT register FROM tally",
                               "");
    while (!code && (code = statement_step(&s, e)) > 0) {
        const char *reg = statement_text(&s, 0);
        code = strcmp(reg, LOG_REGISTER) != 0 && !station_register(station, reg)
                   ? err_set(e, ERR_INTEGRITY, "簿冊「%s」を、この版のプログラムは知りません。", reg)
                   : 0;
    }
    statement_end(&s);
    for (size_t i = 0; !code && i < station->projection.n; i++)
        code = table_verify(v, &station->projection.tables[i], total, e);
    return code;
}

/* Pages of entries by keyset: from one entry on, never by offset, so that a page costs the same wherever it is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/inside.h"
#include "db/query_sql.h"
#include "forms/filter.h"
#include "forms/text.h"
#include "forms/banned.h"

enum { ROWS_DEFAULT = 50 };

/* A walk in one direction over the sorted entries. Unset values stand before all others (as SQLite has them), in a segment of
 * their own, so that either segment is one range of an index. */
struct walk {
    struct station *station;
    const struct query *query;
    const struct projection_table *table;
    struct condition where;
    bool exact;
    char sort[COLUMN_BYTES + 16]; /* "" = by n alone */
    bool down;                    /* direction of this walk */
    bool from;                    /* is there a place to begin at? */
    bool inclusive, from_unset;
    char *from_value;
    int64_t from_n;
    /* what is done with an entry: takes it over; 1 = enough */
    int (*visit)(void *arg, struct entry *entry, struct err *e);
    void *arg;
};

static void walk_release(struct walk *w)
{
    condition_release(&w->where);
    free(w->from_value);
}

/* Where the entry `from` stands in the order. */
static int walk_place(struct walk *w, const char *from, struct err *e)
{
    struct statement s;
    char *sql = NULL;
    if (asprintf(&sql, "SELECT t.n,%s FROM \"r_%s\" t WHERE t.id=?", *w->sort ? w->sort : "1", w->query->reg->id) < 0)
        return err_memory(e);
    int code = statement_begin(&s, w->station->store, e, sql, "t", from);
    free(sql);
    if (code)
        return code;
    code = statement_step(&s, e);
    if (code == 0)
        code = err_set(e, ERR_NOT_FOUND, "%s に %s という記載はありません。", w->query->reg->label, from);
    if (code > 0) {
        const char *value = statement_text(&s, 1);
        w->from = true;
        w->from_n = statement_number(&s, 0);
        w->from_unset = !value;
        w->from_value = value ? strdup(value) : NULL;
        code = value && !w->from_value ? err_memory(e) : 0;
    }
    statement_end(&s);
    return code;
}

static int walk_init(struct walk *w, struct station *station, const struct query *query, const char *from,
                     struct err *e)
{
    *w = (struct walk){
        .station = station, .query = query, .table = projection_table(&station->projection, query->reg->id)};
    if (!w->table)
        return err_set(e, ERR_NOT_FOUND, "「%s」という簿冊はありません。", query->reg->id);
    int code = condition_init(&w->where, e);
    if (!code)
        code = condition_query(&w->where, query, &w->exact, e);
    if (!code)
        code = condition_finish(&w->where, e);
    if (!code && query->sort)
        code = query_column(w->sort, sizeof w->sort, query->reg, query->sort, true, e);
    if (!code && from)
        code = walk_place(w, from, e);
    return code;
}

/* Entries with the very value that the walk begins at are a segment too: among a million equal ones the place is then found
 * by n. */
enum segment { SEGMENT_ALL, SEGMENT_UNSET, SEGMENT_TIES, SEGMENT_SET };

/* SQL of one segment; begin: the walk starts inside it. */
static char *walk_sql(const struct walk *w, enum segment segment, bool begin)
{
    char *text = NULL;
    size_t size = 0;
    const char *order = w->down ? "DESC" : "ASC", *cmp = w->down ? "<" : ">", *eq = w->inclusive ? "=" : "";
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    fprintf(out, "SELECT %s FROM \"r_%s\" t WHERE 1%s", w->table->columns, w->query->reg->id, w->where.text);
    if (segment == SEGMENT_UNSET)
        fprintf(out, " AND %s IS NULL", w->sort);
    else if (segment == SEGMENT_TIES)
        fprintf(out, " AND %s=?%zu", w->sort, w->where.nbound + 1);
    else if (segment == SEGMENT_SET && begin)
        fprintf(out, " AND %s%s?%zu", w->sort, cmp, w->where.nbound + 1);
    else if (segment == SEGMENT_SET)
        fprintf(out, " AND %s IS NOT NULL", w->sort);
    if (segment != SEGMENT_SET && begin)
        fprintf(out, " AND t.n%s%s?%zu", cmp, eq, w->where.nbound + 2);
    if (segment == SEGMENT_SET)
        fprintf(out, " ORDER BY %s %s,t.n %s", w->sort, order, order);
    else
        fprintf(out, " ORDER BY t.n %s", order);
    if (fclose(out)) {
        free(text);
        return NULL;
    }
    return text;
}

static bool sort_is_number(const struct walk *w)
{
    int at = w->query->sort ? register_field(w->query->reg, w->query->sort) : -1;
    return at >= 0 && field_sql(&w->query->reg->fields[at]) == SQL_INTEGER;
}

static int walk_bind(struct walk *w, struct statement *s, enum segment segment, int next, struct err *e)
{
    int code = 0;
    if (segment == SEGMENT_SET || segment == SEGMENT_TIES)
        code = sort_is_number(w) ? statement_bind_value(s, next, w->from_value, e)
                                 : statement_bind_text(s, next, w->from_value, e);
    return code || segment == SEGMENT_SET ? code : statement_bind_number(s, next + 1, w->from_n, e);
}

/* 1 when the visitor has enough. */
static int walk_row(struct walk *w, const struct statement *s, struct err *e)
{
    struct entry *entry = NULL;
    int code = projection_row(&entry, w->table, s, 0, NULL, e);
    if (!code && !w->exact) {
        code = filter_matches(w->query->filter, entry, e);
        if (code == 0)
            entry_free(entry);
        if (code <= 0)
            return code;
    }
    return code < 0 ? code : w->visit(w->arg, entry, e);
}

/* A range of the field that is sorted by holds for no entry in which it is unset. */
static bool none_unset(const struct walk *w)
{
    const struct query *query = w->query;
    return query->range != NULL && query->sort != NULL && strcmp(query->range, query->sort) == 0 &&
           (query->range_from != NULL || query->range_until != NULL);
}

static int walk_segment(struct walk *w, enum segment segment, bool begin, struct err *e)
{
    struct statement s = {0};
    int next = 0;
    if (segment == SEGMENT_UNSET && none_unset(w))
        return 0;
    char *sql = walk_sql(w, segment, begin);
    if (!sql)
        return err_memory(e);
    int code = condition_begin(&s, &w->where, w->station->store, sql, &next, e);
    if (!code && begin)
        code = walk_bind(w, &s, segment, next, e);
    while (!code && (code = statement_step(&s, e)) > 0) {
        code = walk_row(w, &s, e);
        if (code)
            break;
    }
    statement_end(&s);
    free(sql);
    return code;
}

/* The segments in the order of the walk, from where it begins. */
static int walk_run(struct walk *w, struct err *e)
{
    const enum segment up[] = {SEGMENT_UNSET, SEGMENT_SET}, down[] = {SEGMENT_SET, SEGMENT_UNSET};
    const enum segment *order = w->down ? down : up;
    enum segment first = !w->from ? order[0] : w->from_unset ? SEGMENT_UNSET : SEGMENT_SET;
    int code = 0;
    if (!*w->sort)
        return walk_segment(w, SEGMENT_ALL, w->from, e);
    if (w->from && first == SEGMENT_SET)
        code = walk_segment(w, SEGMENT_TIES, true, e);
    if (!code)
        code = walk_segment(w, first, w->from, e);
    if (!code && first == order[0])
        code = walk_segment(w, order[1], false, e);
    return code < 0 ? code : 0;
}

/* ---- rows ---- */
struct rows_taken {
    struct rows *rows;
    size_t limit;
    bool more;
};

static int rows_visit(void *arg, struct entry *entry, struct err *e)
{
    struct rows_taken *taken = arg;
    struct rows *rows = taken->rows;
    if (rows->n == taken->limit) {
        entry_free(entry);
        taken->more = true;
        return 1;
    }
    struct entry **grown = realloc(rows->entries, (rows->n + 1) * sizeof(struct entry *));
    if (!grown) {
        entry_free(entry);
        return err_memory(e);
    }
    rows->entries = grown;
    rows->entries[rows->n++] = entry;
    return 0;
}

static int any_visit(void *arg, struct entry *entry, struct err *e)
{
    (void)e;
    *(bool *)arg = true;
    entry_free(entry);
    return 1;
}

/* Is there an entry beyond `id` in that direction? */
static int rows_beyond(bool *there, struct station *station, const struct query *query, const char *id, bool down,
                       struct err *e)
{
    struct walk w;
    *there = false;
    int code = walk_init(&w, station, query, id, e);
    w.down = down;
    w.visit = any_visit;
    w.arg = there;
    if (!code)
        code = walk_run(&w, e);
    walk_release(&w);
    return code < 0 ? code : 0;
}

static void rows_turn(struct rows *rows)
{
    for (size_t i = 0; i < rows->n / 2; i++) {
        struct entry *other = rows->entries[i];
        rows->entries[i] = rows->entries[rows->n - 1 - i];
        rows->entries[rows->n - 1 - i] = other;
    }
}

static int rows_fill(struct rows *out, struct station *station, const struct query *query, enum rows_where where,
                     const char *from, struct err *e)
{
    struct walk w;
    bool back = where == ROWS_LAST || where == ROWS_BEFORE;
    struct rows_taken taken = {.rows = out, .limit = query->limit > 0 ? (size_t)query->limit : ROWS_DEFAULT};
    int code = walk_init(&w, station, query, where == ROWS_FIRST || where == ROWS_LAST ? NULL : from, e);
    w.down = query->descending != back;
    w.inclusive = where == ROWS_FROM;
    w.visit = rows_visit;
    w.arg = &taken;
    if (!code)
        code = walk_run(&w, e);
    walk_release(&w);
    if (code < 0)
        return code;
    code = 0;
    if (back)
        rows_turn(out);
    *(back ? &out->before : &out->after) = taken.more;
    bool *other = back ? &out->after : &out->before;
    if (from && out->n > 0 && where != ROWS_FIRST && where != ROWS_LAST)
        code =
            rows_beyond(other, station, query, out->entries[back ? out->n - 1 : 0]->id, query->descending == back, e);
    for (size_t i = 0; !code && query->steps && i < out->n; i++)
        code = projection_steps(out->entries[i], station->store, e);
    return code;
}

int rows_load(struct rows *out, struct station *station, const struct query *query, enum rows_where where,
              const char *from, struct err *e)
{
    *out = (struct rows){0};
    int code = store_snapshot(station->store, e);
    if (code)
        return code;
    code = rows_fill(out, station, query, where, from, e);
    store_snapshot_end(station->store);
    if (code)
        rows_release(out);
    return code;
}

int rows_each(struct station *station, const struct query *query, rows_taker *each, void *arg, struct err *e)
{
    char last[ENTRY_ID_BYTES] = "";
    bool more = true;
    int rc = 0;
    while (rc == 0 && more) {
        struct rows rows = {0};
        rc = rows_load(&rows, station, query, last[0] != '\0' ? ROWS_AFTER : ROWS_FIRST, last[0] != '\0' ? last : NULL,
                       e);
        more = rc == 0 && rows.after && rows.n > 0;
        if (more)
            text_format(last, sizeof last, "%s", rows.entries[rows.n - 1]->id);
        for (size_t i = 0; rc == 0 && i < rows.n; i++)
            rc = each(arg, rows_take(&rows, i), e);
        rows_release(&rows);
    }
    return rc;
}

void rows_release(struct rows *rows)
{
    for (size_t i = 0; i < rows->n; i++)
        entry_free(rows->entries[i]);
    free(rows->entries);
    *rows = (struct rows){0};
}

struct entry *rows_take(struct rows *rows, size_t i)
{
    struct entry *entry = rows->entries[i];
    rows->entries[i] = NULL;
    return entry;
}

/* ---- counts ---- */
struct counted {
    int64_t n, most;
};

static int count_visit(void *arg, struct entry *entry, struct err *e)
{
    struct counted *c = arg;
    (void)e;
    entry_free(entry);
    return ++c->n >= c->most;
}

int query_count(int64_t *out, struct station *station, const struct query *query, int64_t most, struct err *e)
{
    struct walk w;
    struct counted counted = {.most = most};
    struct query plain = *query;
    struct statement s = {0};
    char *sql = NULL;
    int next = 0;
    *out = 0;
    plain.sort = NULL;
    int code = walk_init(&w, station, &plain, NULL, e);
    if (!code && !w.exact) {
        w.visit = count_visit;
        w.arg = &counted;
        code = walk_run(&w, e);
        *out = counted.n;
        walk_release(&w);
        return code < 0 ? code : 0;
    }
    if (!code && asprintf(&sql, "SELECT COUNT(*) FROM (SELECT 1 FROM \"r_%s\" t WHERE 1%s LIMIT ?%zu)", query->reg->id,
                          w.where.text, w.where.nbound + 1) < 0)
        code = err_memory(e);
    if (!code)
        code = condition_begin(&s, &w.where, station->store, sql, &next, e);
    if (!code)
        code = statement_bind_number(&s, next, most, e);
    if (!code && (code = statement_step(&s, e)) > 0) {
        *out = statement_number(&s, 0);
        code = 0;
    }
    statement_end(&s);
    free(sql);
    walk_release(&w);
    return code;
}

int state_count(int64_t *out, struct station *station, const struct register_def *reg, const char *states,
                struct err *e)
{
    struct statement s;
    *out = 0;
    int code = statement_begin(&s, station->store, e, "SELECT state,n FROM tally WHERE register=?", "t", reg->id);
    if (code)
        return code;
    while ((code = statement_step(&s, e)) > 0)
        if (!states || word_in(states, statement_text(&s, 0)))
            *out += statement_number(&s, 1);
    statement_end(&s);
    return code;
}

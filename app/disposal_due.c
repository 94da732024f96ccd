/* disposal_due — what may go today. See disposal.h. */
#include <stdlib.h>
#include <string.h>

#include "app/disposal.h"
#include "app/session_impl.h"
#include "db/query.h"
#include "forms/field.h"
#include "forms/retention.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { PAGE = 500 };

/* An entry whose own time is over, before it is known what refers to it. */
struct candidate_row {
    struct disposal_line line;
    bool kept; /* something that stays needs it */
};
/* `from` refers to `to`: while the first stays, so does the second. */
struct edge {
    size_t from, to;
};
struct finder {
    struct session *session;
    const struct settings *settings;
    struct date today;
    struct candidate_row *rows; /* by id, once all are there */
    size_t n, room;
    struct edge *edges;
    size_t nedges, edge_room;
    int64_t done;
};

/* ---- reading every book ---- */

typedef int find_each(struct finder *f, const struct entry *entry, struct err *e);
static int each_of(struct finder *f, const struct register_def *reg, bool steps, find_each *each, struct err *e)
{
    const struct query query = {.reg = reg, .limit = PAGE, .steps = steps};
    char last[ENTRY_ID_BYTES] = "";
    bool more = true;
    int rc = 0;
    while (rc == 0 && more) {
        struct rows rows = {0};
        rc = rows_load(&rows, session_station(f->session), &query, last[0] != '\0' ? ROWS_AFTER : ROWS_FIRST,
                       last[0] != '\0' ? last : NULL, e);
        more = rc == 0 && rows.after && rows.n > 0;
        if (more)
            text_format(last, sizeof last, "%s", rows.entries[rows.n - 1]->id);
        for (size_t i = 0; rc == 0 && i < rows.n; i++)
            rc = each(f, rows.entries[i], e);
        rows_release(&rows);
    }
    return rc;
}

static int each_book(struct finder *f, bool steps, find_each *each, struct err *e)
{
    const struct register_def *const *list = station_registers(session_station(f->session));
    int rc = 0;
    for (size_t i = 0; rc == 0 && list[i] != NULL; i++)
        rc = each_of(f, list[i], steps, each, e);
    return rc;
}

static void *grow(void *list, size_t n, size_t *room, size_t size)
{
    if (n < *room)
        return list;
    void *grown = realloc(list, (*room * 2 + 64) * size);
    if (grown != NULL)
        *room = *room * 2 + 64;
    return grown;
}

/* ---- whose time is over ---- */

/* When it came into the state in which it is. */
static int64_t ended_at(const struct entry *entry)
{
    for (size_t i = entry->nsteps; i > 0; i--) {
        const struct step *step = register_step(entry->reg, entry->steps[i - 1].step);
        if (step != NULL && step->to != NULL && strcmp(step->to, entry->state) == 0)
            return entry->steps[i - 1].at;
    }
    return 0;
}

/* The register whose entries consist of those of `reg`; NULL where it is no part. */
static const struct register_def *whole_of(struct finder *f, const struct register_def *reg)
{
    const struct register_def *const *list = station_registers(session_station(f->session));
    for (size_t i = 0; list[i] != NULL; i++)
        if (list[i]->parts != NULL && strcmp(list[i]->parts, reg->id) == 0)
            return list[i];
    return NULL;
}

/* Of a part the end of its whole (RT-5). */
static int end_of(int64_t *out, struct finder *f, const struct entry *entry, struct err *e)
{
    const struct register_def *whole = whole_of(f, entry->reg);
    struct entry *loaded = NULL;
    char id[ENTRY_ID_BYTES];
    int rc = 0;
    *out = ended_at(entry);
    if (whole == NULL)
        return 0;
    reference_id(id, entry_get(entry, whole->part_field));
    if (id[0] != '\0')
        rc = entry_load(&loaded, session_station(f->session), whole, id, e);
    if (rc == 0 && loaded != NULL)
        *out = ended_at(loaded);
    entry_free(loaded);
    return rc == ERR_NOT_FOUND ? 0 : rc;
}

static void number_of(char *buf, size_t size, const struct entry *entry)
{
    buf[0] = '\0';
    for (const struct field *field = entry->reg->fields; field->key != NULL; field++)
        if (field->type == FIELD_CONTROL_NUMBER && (field->flags & FIELD_UNIQUE) != 0 &&
            entry_get(entry, field->key) != NULL)
            text_format(buf, size, "%s", entry_get(entry, field->key));
}

static int add_row(struct finder *f, const struct entry *entry, int64_t end, struct date due, struct err *e)
{
    struct candidate_row *rows = grow(f->rows, f->n, &f->room, sizeof *rows);
    const struct state *state = register_state(entry->reg, entry->state);
    if (rows == NULL)
        return err_memory(e);
    f->rows = rows;
    struct disposal_line *line = &rows[f->n].line;
    rows[f->n].kept = false;
    *line = (struct disposal_line){
        .reg = entry->reg, .since = date_of(end), .due = due, .rev = entry->rev, .seq = entry->last_seq};
    text_format(line->entry, sizeof line->entry, "%s", entry->id);
    text_format(line->was, sizeof line->was, "%s", state != NULL ? state->label : entry->state);
    entry_title(line->title, sizeof line->title, entry);
    number_of(line->number, sizeof line->number, entry);
    f->n++;
    return 0;
}

static int look_at(struct finder *f, const struct entry *entry, struct err *e)
{
    struct date due;
    int64_t end = 0;
    const struct world *world = session_world(f->session);
    int rc;
    if (++f->done % PAGE == 0 && world->progress != NULL)
        world->progress(world->progress_arg, "保管期間を確かめています", f->done, 0);
    /* A part ends no later than its whole. */
    if (retention_due(&due, entry, ended_at(entry), false, f->settings) == 0 || date_compare(due, f->today) > 0)
        return 0;
    rc = end_of(&end, f, entry, e);
    if (rc == 0 && retention_due(&due, entry, end, false, f->settings) == 1 && date_compare(due, f->today) <= 0)
        rc = add_row(f, entry, end, due, e);
    return rc;
}

/* ---- what refers to what ---- */

static int by_id(const void *a, const void *b)
{
    const struct candidate_row *x = a, *y = b;
    return strcmp(x->line.entry, y->line.entry);
}

static struct candidate_row *row_of(struct finder *f, const char *id)
{
    struct candidate_row key = {0};
    text_format(key.line.entry, sizeof key.line.entry, "%s", id);
    return f->n > 0 ? bsearch(&key, f->rows, f->n, sizeof key, by_id) : NULL;
}

static int add_edge(struct finder *f, const struct candidate_row *from, const struct candidate_row *to, struct err *e)
{
    struct edge *edges = grow(f->edges, f->nedges, &f->edge_room, sizeof *edges);
    if (edges == NULL)
        return err_memory(e);
    f->edges = edges;
    edges[f->nedges++] = (struct edge){(size_t)(from - f->rows), (size_t)(to - f->rows)};
    return 0;
}

/* RT-1: what the entry refers to lives at least as long as it; a part and its whole live together. */
static int follow(struct finder *f, const struct entry *entry, struct err *e)
{
    struct candidate_row *self = row_of(f, entry->id);
    const struct register_def *whole = self != NULL ? whole_of(f, entry->reg) : NULL;
    int rc = 0;
    for (const struct field *field = entry->reg->fields; rc == 0 && field->key != NULL; field++) {
        char id[ENTRY_ID_BYTES];
        if (field_types[field->type].sql != SQL_REFERENCE || entry_get(entry, field->key) == NULL)
            continue;
        struct candidate_row *target = row_of(f, reference_id(id, entry_get(entry, field->key)));
        bool part = whole != NULL && strcmp(field->key, whole->part_field) == 0;
        if (target != NULL && self == NULL)
            target->kept = true;
        else if (target != NULL)
            rc = add_edge(f, self, target, e);
        if (rc == 0 && part && target != NULL)
            rc = add_edge(f, target, self, e);
        else if (part && target == NULL)
            self->kept = true;
    }
    return rc;
}

static void keep_needed(struct finder *f)
{
    for (bool again = true; again;) {
        again = false;
        for (size_t i = 0; i < f->nedges; i++)
            if (f->rows[f->edges[i].from].kept && !f->rows[f->edges[i].to].kept)
                again = f->rows[f->edges[i].to].kept = true;
    }
}

/* ---- the list ---- */

static int by_book(const void *a, const void *b)
{
    const struct disposal_line *x = a, *y = b;
    int rc = strcmp(x->reg->label, y->reg->label);
    if (rc == 0)
        rc = date_compare(x->since, y->since);
    return rc != 0 ? rc : strcmp(x->entry, y->entry);
}

static int take_over(struct disposal_lines *out, const struct finder *f, struct err *e)
{
    out->list = calloc(f->n + 1, sizeof *out->list);
    if (out->list == NULL)
        return err_memory(e);
    for (size_t i = 0; i < f->n; i++)
        if (!f->rows[i].kept)
            out->list[out->n++] = f->rows[i].line;
    qsort(out->list, out->n, sizeof *out->list, by_book);
    return 0;
}

int disposal_due(struct disposal_lines *out, struct session *session, struct err *e)
{
    struct finder f = {.session = session, .today = date_of(session_now(session))};
    int rc = 0;
    *out = (struct disposal_lines){0};
    if (session_calendar(session, e) == NULL) /* reads the settings too */
        return ERR_IO;
    f.settings = &session->office.view;
    rc = each_book(&f, true, look_at, e);
    if (f.n > 1)
        qsort(f.rows, f.n, sizeof *f.rows, by_id);
    if (rc == 0 && f.n > 0)
        rc = each_book(&f, false, follow, e);
    keep_needed(&f);
    if (rc == 0)
        rc = take_over(out, &f, e);
    free(f.rows);
    free(f.edges);
    return rc;
}

void disposal_release(struct disposal_lines *lines)
{
    free(lines->list);
    *lines = (struct disposal_lines){0};
}

/* paper_rows — entries for paper and files. See paper_rows.h. */
#include "app/paper_rows.h"

#include <stdlib.h>
#include <string.h>

#include "db/query.h"
#include "forms/field.h"
#include "forms/filter.h"
#include "forms/text.h"
#include "print/csv.h"

#include "forms/banned.h"

enum { PAGE = 500, COLUMNS = 128 };

/* ---- which entries ---- */

struct bounds {
    char from[PAPER_BOUND_BYTES], until[PAPER_BOUND_BYTES];
    struct filter filter;
};

static void bound_value(char *buf, enum field_type_id type, struct date day)
{
    char iso[DATE_BYTES];
    date_format(iso, sizeof iso, day, DATE_ISO);
    if (type == FIELD_TIME)
        field_time_value(buf, PAPER_BOUND_BYTES, date_at(day, 0));
    else
        text_format(buf, PAPER_BOUND_BYTES, "%.*s", type == FIELD_MONTH ? 7 : 10, iso);
}

int paper_bounds(char from[PAPER_BOUND_BYTES], char until[PAPER_BOUND_BYTES], const struct paper_request *request,
                 enum field_type_id type, struct err *e)
{
    const char *text = request->month != NULL ? request->month : request->year;
    struct date first = {.month = 1, .day = 1};
    from[0] = until[0] = '\0';
    if (text == NULL)
        return 0;
    first.year = (int)strtol(text, NULL, 10);
    if (request->month != NULL && strlen(text) == 7)
        first.month = (int)strtol(text + 5, NULL, 10);
    if (!date_valid(first) || strlen(text) != (request->month != NULL ? 7u : 4u))
        return err_set(e, ERR_USAGE, "「%s」は読めません。月は 2026-10、年は 2026 のように書いてください。", text);
    bound_value(from, type, first);
    bound_value(until, type, date_add_months(first, request->month != NULL ? 1 : 12));
    return 0;
}

static int fill_bounds(struct bounds *bounds, struct query *query, const struct paper_request *request, struct err *e)
{
    const struct sheet_def *sheet = request->reg->sheet;
    const char *period = sheet != NULL ? sheet->period_field : NULL;
    int rc;
    if (sheet != NULL && sheet->row_field != NULL)
        query->sort = sheet->row_field; /* what shares a row comes together */
    if (request->month == NULL && request->year == NULL)
        return 0;
    if (period == NULL)
        return err_set(e, ERR_USAGE, "「%s」は月や年で分けられません。", request->reg->label);
    rc = paper_bounds(bounds->from, bounds->until, request,
                      request->reg->fields[register_field(request->reg, period)].type, e);
    query->range = period;
    query->range_from = bounds->from;
    query->range_until = bounds->until;
    if (query->sort == NULL)
        query->sort = period;
    return rc;
}

static int query_of(struct query *query, struct bounds *bounds, const struct paper_request *request, int64_t now,
                    struct err *e)
{
    int rc;
    memset(bounds, 0, sizeof *bounds);
    *query = (struct query){.reg = request->reg, .limit = PAGE, .steps = true};
    rc = fill_bounds(bounds, query, request, e);
    if (rc == 0 && request->where != NULL) {
        rc = filter_parse(&bounds->filter, request->reg, request->where, now, e);
        if (rc == ERR_INPUT && e != NULL)
            e->code = ERR_USAGE; /* as a month that cannot be read */
        query->filter = rc == 0 ? &bounds->filter : NULL;
    }
    return rc;
}

static int for_each_made(const struct paper_request *request, const struct filter *filter, paper_each *each,
                         void *context, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < request->made->n; i++) {
        struct entry *copy = NULL;
        int shown = filter != NULL ? filter_matches(filter, request->made->entries[i], e) : 1;
        rc = shown < 0 ? shown : 0;
        if (shown == 1)
            rc = entry_copy(&copy, request->made->entries[i], e);
        if (copy != NULL)
            rc = each(context, copy, e);
    }
    return rc;
}

int paper_for_each(struct session *session, const struct paper_request *request, paper_each *each, void *context,
                   struct err *e)
{
    struct query query;
    struct bounds bounds;
    struct entry *one = NULL;
    int rc;
    if (request->entry != NULL) {
        rc = entry_load(&one, session_station(session), request->reg, request->entry, e);
        return rc != 0 ? rc : each(context, one, e);
    }
    rc = query_of(&query, &bounds, request, session_now(session), e);
    if (rc == 0)
        rc = request->made != NULL ? for_each_made(request, query.filter, each, context, e)
                                   : rows_each(session_station(session), &query, each, context, e);
    filter_release(&bounds.filter);
    return rc;
}

/* ---- for sheets ---- */

struct collect {
    struct paper_rows *out;
    struct session *session;
    const struct sheet_def *sheet;
    bool all; /* also what came to nothing */
};

static void earlier_free(const struct sheet_earlier *earlier, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free((void *)(uintptr_t)earlier[i].key);
        free((void *)(uintptr_t)earlier[i].value);
    }
    free((void *)(uintptr_t)earlier);
}

/* One earlier value; texts are copied, since the history goes away. */
static int add_earlier(struct sheet_earlier **list, size_t *n, const struct field_change *f, struct err *e)
{
    struct sheet_earlier *grown = realloc(*list, (*n + 1) * sizeof *grown);
    if (grown == NULL)
        return err_memory(e);
    *list = grown;
    grown[*n] = (struct sheet_earlier){text_dup(f->key, strlen(f->key)), text_dup(f->before, strlen(f->before))};
    (*n)++;
    return grown[*n - 1].key == NULL || grown[*n - 1].value == NULL ? err_memory(e) : 0;
}

static int load_earlier(struct sheet_row *row, struct collect *c, struct err *e)
{
    struct history history = {0};
    struct sheet_earlier *list = NULL;
    size_t n = 0;
    int rc = history_load(&history, session_station(c->session), row->entry->reg->id, row->entry->id, e);
    for (size_t i = 0; rc == 0 && i < history.n; i++) {
        const struct change *change = &history.events[i].change;
        const struct step *step = register_step(row->entry->reg, change->step);
        if (step == NULL || (step->flags & STEP_CORRECTS) == 0)
            continue;
        for (size_t k = 0; rc == 0 && k < change->nfields; k++)
            if (change->fields[k].before != NULL)
                rc = add_earlier(&list, &n, &change->fields[k], e);
    }
    history_release(&history);
    row->earlier = list;
    row->nearlier = n;
    return rc;
}

/* Did a decision lead to where the entry stands? */
static bool decided(const struct entry *entry)
{
    for (size_t i = 0; i < entry->nsteps; i++) {
        const struct step *step = register_step(entry->reg, entry->steps[i].step);
        if (step != NULL && (step->flags & STEP_DECIDES) != 0 && step->to != NULL &&
            strcmp(step->to, entry->state) == 0)
            return true;
    }
    return false;
}

/* Requests that were never permitted do not stand in a book; those that wait do. An application is a sheet of its own: one
 * that was decided against says so. */
static bool on_paper(const struct collect *c, const struct entry *entry)
{
    const struct state *state = register_state(entry->reg, entry->state);
    if (state == NULL || state->kind != STATE_VOID || c->all)
        return true;
    return c->sheet != NULL && c->sheet->unit == PAPER_PER_ENTRY && decided(entry);
}

static int collect_entry(void *context, struct entry *entry, struct err *e)
{
    struct collect *c = context;
    struct sheet_row *rows;
    int rc;
    if (!on_paper(c, entry)) {
        entry_free(entry);
        return 0;
    }
    rows = realloc(c->out->rows, (c->out->n + 1) * sizeof *rows);
    if (rows == NULL) {
        entry_free(entry);
        return err_memory(e);
    }
    c->out->rows = rows;
    rows[c->out->n] = (struct sheet_row){.entry = entry};
    rc = entry->corrected ? load_earlier(&rows[c->out->n], c, e) : 0;
    c->out->n++;
    return rc;
}

int paper_rows_load(struct paper_rows *out, struct session *session, const struct paper_request *request, struct err *e)
{
    struct collect c = {out, session, request->reg->sheet, request->entry != NULL};
    int rc;
    memset(out, 0, sizeof *out);
    rc = paper_for_each(session, request, collect_entry, &c, e);
    if (rc != 0)
        paper_rows_release(out);
    return rc;
}

void paper_rows_release(struct paper_rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        entry_free((struct entry *)(uintptr_t)rows->rows[i].entry);
        earlier_free(rows->rows[i].earlier, rows->rows[i].nearlier);
    }
    free(rows->rows);
    rows->rows = NULL;
    rows->n = 0;
}

/* ---- for CSV and JSON ---- */

struct lines {
    bool json;
    output_write *write;
    void *context;
    int64_t now;
};

static bool number_field(const struct field *f)
{
    return field_types[f->type].cell == CELL_NUMBER;
}

/* id, state, then every field; texts in `cells`. Returns how many columns. */
static int entry_cells(char *(*cells), const struct field *fields[], const struct entry *entry, struct err *e)
{
    const struct state *state = register_state(entry->reg, entry->state);
    int n = 0;
    cells[n] = text_dup(entry->id, strlen(entry->id));
    fields[n++] = NULL;
    cells[n] = state != NULL ? text_dup(state->key, strlen(state->key)) : text_dup("", 0);
    fields[n++] = NULL;
    for (const struct field *f = entry->reg->fields; f->key != NULL && n < COLUMNS; f++) {
        char text[NAME_BYTES * 4];
        fields[n] = f;
        if (entry_get(entry, f->key) != NULL) {
            field_format(text, sizeof text, f, entry_get(entry, f->key), FORMAT_JSON);
            cells[n] = text_dup(text, strlen(text));
            if (cells[n] == NULL)
                return err_memory(e);
        }
        n++;
    }
    return cells[0] == NULL || cells[1] == NULL ? err_memory(e) : n;
}

static int write_entry(void *context, struct entry *entry, struct err *e)
{
    struct lines *lines = context;
    char *cells[COLUMNS] = {NULL};
    const struct field *fields[COLUMNS];
    struct json_pair pairs[COLUMNS];
    int n = entry_cells(cells, fields, entry, e), rc = n < 0 ? n : 0;
    for (int i = 0; i < n; i++)
        pairs[i] = (struct json_pair){i == 0 ? "id" : (i == 1 ? "state" : fields[i]->key), cells[i],
                                      fields[i] != NULL && number_field(fields[i]) && cells[i] != NULL};
    if (rc == 0 && lines->json)
        rc = json_line(pairs, (size_t)n, lines->write, lines->context);
    else if (rc == 0)
        rc = csv_row((const char *const *)cells, (size_t)n, lines->write, lines->context);
    if (rc != 0 && (e == NULL || e->code == ERR_NONE))
        err_set(e, (enum err_code)rc, "書き出せませんでした。空き容量と、書き出し先を確かめてください。");
    for (int i = 0; i < COLUMNS; i++)
        free(cells[i]);
    entry_free(entry);
    return rc;
}

static int write_heading(const struct lines *lines, const struct register_def *reg)
{
    const char *labels[COLUMNS] = {"番号", "状態"};
    size_t n = 2;
    int rc;
    for (const struct field *f = reg->fields; f->key != NULL && n < COLUMNS; f++)
        labels[n++] = f->label;
    rc = lines->write(lines->context, csv_bom, sizeof csv_bom);
    return rc != 0 ? rc : csv_row(labels, n, lines->write, lines->context);
}

int paper_lines(struct session *session, const struct paper_request *request, bool json, output_write *write,
                void *context, struct err *e)
{
    struct lines lines = {json, write, context, session_now(session)};
    struct query query;
    struct bounds bounds;
    int rc = query_of(&query, &bounds, request, lines.now, e); /* nothing comes out of what cannot be read */
    filter_release(&bounds.filter);
    if (rc != 0)
        return rc;
    rc = json ? 0 : write_heading(&lines, request->reg);
    if (rc != 0)
        return err_set(e, ERR_IO, "書き出せませんでした。空き容量と、書き出し先を確かめてください。");
    return paper_for_each(session, request, write_entry, &lines, e);
}

/* paper_stamps — who confirmed a book: the boxes in the head of its sheet and the strip at its foot. See paper_rows.h. */
#include <stdlib.h>
#include <string.h>

#include "app/paper_rows.h"
#include "db/query.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { CONFIRMATIONS = 50 };

/* As confirmations name it. */
static const char *book_of(const struct register_def *reg)
{
    return reg->form != NULL ? reg->form : reg->id;
}

/* ---- the boxes ---- */

static void stamp(struct paper_stamps *out, const struct stamp_box *boxes, const struct entry *entry)
{
    const struct done *done = entry->nsteps > 0 ? &entry->steps[0] : NULL;
    for (int b = 0; done != NULL && b < PAPER_BOXES && boxes[b].label != NULL; b++) {
        if (!word_in(boxes[b].keys, done->step))
            continue;
        text_format(out->names[b], sizeof out->names[b], "%s", done->actor.name);
        out->boxes[b] = (struct sheet_stamp){out->names[b], done->at};
    }
}

/* Only a month's sheet is confirmed in boxes. */
static int load_boxes(struct paper_stamps *out, struct session *session, const struct paper_request *request,
                      struct err *e)
{
    const struct sheet_def *sheet = request->reg->sheet;
    const char *of = sheet->boxes_of != NULL ? sheet->boxes_of : "monthly";
    const struct cond conds[] = {
        {"book", COND_IS, book_of(request->reg)}, {"month", COND_IS, request->month}, {NULL, COND_SET, NULL}};
    struct query query = {.conds = conds, .limit = CONFIRMATIONS, .steps = true};
    struct rows rows = {0};
    int rc;
    if (sheet->boxes == NULL || request->month == NULL)
        return 0;
    query.reg = station_register(session_station(session), of);
    if (query.reg == NULL)
        return 0;
    rc = rows_load(&rows, session_station(session), &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        stamp(out, sheet->boxes, rows.entries[i]);
    rows_release(&rows);
    return rc;
}

/* ---- the strip ---- */

/* The first day or month among its fields: by it the confirmations have their order. */
static const struct field *strip_day(const struct register_def *reg, const char *fields)
{
    const unsigned days = 1u << FIELD_DATE | 1u << FIELD_TIME | 1u << FIELD_MONTH;
    for (const struct field *field = reg->fields; field->key != NULL; field++)
        if (word_in(fields, field->key) && (days & (1u << field->type)) != 0)
            return field;
    return NULL;
}

static int keep(struct paper_stamps *out, struct rows *rows, struct err *e)
{
    if (rows->n == 0)
        return 0;
    out->strip.rows = calloc(rows->n, sizeof *out->strip.rows);
    if (out->strip.rows == NULL)
        return err_memory(e);
    for (size_t i = rows->n; i > 0; i--) { /* they come newest first */
        const struct state *state = register_state(rows->entries[i - 1]->reg, rows->entries[i - 1]->state);
        if (state == NULL || state->kind != STATE_VOID)
            out->strip.rows[out->strip.n++] = (struct sheet_row){.entry = rows_take(rows, i - 1)};
    }
    return 0;
}

static int load_strip(struct paper_stamps *out, struct session *session, const struct paper_request *request,
                      struct err *e)
{
    const struct paper_strip *strip = request->reg->sheet->strip;
    const struct cond conds[] = {{"book", COND_IS, book_of(request->reg)}, {NULL, COND_SET, NULL}};
    struct query query = {.conds = conds, .descending = true, .steps = true, .limit = CONFIRMATIONS};
    char from[PAPER_BOUND_BYTES], until[PAPER_BOUND_BYTES];
    struct rows rows = {0};
    const struct field *day;
    int rc = 0;
    query.reg = strip != NULL ? station_register(session_station(session), strip->of) : NULL;
    if (query.reg == NULL)
        return 0;
    day = strip_day(query.reg, strip->fields);
    if (day != NULL)
        rc = paper_bounds(from, until, request, day->type, e);
    if (day != NULL)
        query.sort = day->key;
    if (rc == 0 && day != NULL && (request->month != NULL || request->year != NULL)) {
        query.range = day->key;
        query.range_from = from;
        query.range_until = until;
    }
    if (rc == 0)
        rc = rows_load(&rows, session_station(session), &query, ROWS_FIRST, NULL, e);
    if (rc == 0)
        rc = keep(out, &rows, e);
    rows_release(&rows);
    return rc;
}

int paper_stamps_load(struct paper_stamps *out, struct session *session, const struct paper_request *request,
                      struct err *e)
{
    int rc;
    memset(out, 0, sizeof *out);
    rc = load_boxes(out, session, request, e);
    if (rc == 0)
        rc = load_strip(out, session, request, e);
    if (rc != 0)
        paper_stamps_release(out);
    return rc;
}

void paper_stamps_release(struct paper_stamps *stamps)
{
    paper_rows_release(&stamps->strip);
}

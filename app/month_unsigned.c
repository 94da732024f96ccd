/* month_unsigned — the months that wait for their confirmation, for ever. See month.h. */
#include <stdlib.h>
#include <string.h>

#include "app/month_impl.h"
#include "forms/field.h"
#include "forms/register_monthly.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { MONTH_BYTES = 8 };

static bool value_there(const struct values *values, const char *value)
{
    for (size_t i = 0; i < values->n; i++)
        if (strcmp(values->list[i].value, value) == 0)
            return true;
    return false;
}

/* ---- what was disposed of ---- */

/* The title that the confirmation of the month has, and its row among the disposals. */
static int proof_title(char *buf, size_t size, const struct register_def *reg, const struct month_proof *proof,
                       const char *month, struct err *e)
{
    struct entry *entry = NULL;
    int rc = entry_new(&entry, reg, e);
    for (const struct cond *cond = proof->conds; rc == 0 && cond->field != NULL; cond++)
        if (register_field(reg, cond->field) >= 0)
            rc = entry_set(entry, cond->field, cond->value, e);
    if (rc == 0)
        rc = entry_set(entry, "month", month, e);
    if (rc == 0)
        entry_title(buf, size, entry);
    entry_free(entry);
    return rc;
}

/* The label of the state in which a confirmation is: what a disposal remembers of it. */
static const char *proof_state(const struct register_def *reg, const struct month_proof *proof)
{
    const struct state *state = &reg->states[0];
    for (const struct cond *cond = proof->conds; cond->field != NULL; cond++)
        if (strcmp(cond->field, "state") == 0)
            state = register_state(reg, cond->value);
    return state->label;
}

static int load_disposed(struct values *titles, struct session *session, const struct register_def *reg,
                         const struct month_proof *proof, struct err *e)
{
    const struct cond conds[] = {
        {"book", COND_IS, reg->label}, {"was", COND_IS, proof_state(reg, proof)}, {"state", COND_IS, "disposed"}, {0}};
    const struct query query = {.reg = station_register(session_station(session), "disposal"), .conds = conds};
    return query_values(titles, session_station(session), &query, "title", e);
}

/* Takes out those of which only a disposal remembers that they were confirmed. */
static int drop_disposed(char (*months)[MONTH_BYTES], size_t *n, struct session *session,
                         const struct register_def *reg, const struct month_proof *proof, struct err *e)
{
    struct values titles = {0};
    size_t kept = 0;
    int rc = *n > 0 ? load_disposed(&titles, session, reg, proof, e) : 0;
    for (size_t i = 0; rc == 0 && i < *n; i++) {
        char title[NAME_BYTES * 2];
        rc = titles.n > 0 ? proof_title(title, sizeof title, reg, proof, months[i], e) : 0;
        if (rc == 0 && (titles.n == 0 || !value_there(&titles, title)))
            memmove(months[kept++], months[i], MONTH_BYTES);
    }
    *n = kept;
    values_release(&titles);
    return rc;
}

int month_disposed(bool *out, struct session *session, const struct register_def *book, const char *month,
                   struct err *e)
{
    char months[1][MONTH_BYTES];
    size_t n = 1;
    const struct month_proof *proof = month_proof_find(book->form);
    text_format(months[0], MONTH_BYTES, "%s", month);
    int rc = drop_disposed(months, &n, session, station_register(session_station(session), proof->reg), proof, e);
    *out = rc == 0 && n == 0;
    return rc;
}

/* ---- the months ---- */

static int load_confirmed(struct values *out, struct session *session, const struct register_def *reg,
                          const struct month_proof *proof, struct err *e)
{
    const struct query query = {.reg = reg, .conds = proof->conds};
    return query_values(out, session_station(session), &query, "month", e);
}

int months_unsigned(char (**months)[8], size_t *n, struct session *session, const struct register_def *book,
                    int64_t now, struct err *e)
{
    const struct month_proof *proof = month_proof_find(book->form);
    const struct register_def *reg = proof != NULL ? station_register(session_station(session), proof->reg) : NULL;
    struct date first = date_month_first(date_of(session_founded(session)));
    struct date running = date_month_first(date_of(now != 0 ? now : session_now(session)));
    int over = (running.year - first.year) * 12 + running.month - first.month;
    struct values confirmed = {0};
    int rc;
    *n = 0;
    *months = NULL;
    if (reg == NULL || over <= 0)
        return 0;
    *months = calloc((size_t)over, MONTH_BYTES);
    rc = *months != NULL ? load_confirmed(&confirmed, session, reg, proof, e) : err_memory(e);
    for (; rc == 0 && date_compare(first, running) < 0; first = date_add_months(first, 1)) {
        month_key((*months)[*n], first);
        *n += !value_there(&confirmed, (*months)[*n]);
    }
    if (rc == 0)
        rc = drop_disposed(*months, n, session, reg, proof, e);
    values_release(&confirmed);
    if (rc == 0)
        return 0;
    free(*months);
    *months = NULL;
    *n = 0;
    return rc;
}

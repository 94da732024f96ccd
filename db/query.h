/* query — reading entries. No statement stays open when a function here returns (traps.md "SQLite"). */
#ifndef KANRIBO_DB_QUERY_H
#define KANRIBO_DB_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/station.h"
#include "forms/cond.h"
#include "forms/entry.h"
#include "forms/err.h"

struct filter; /* forms/filter.h */

/* ---- one entry ---- */
/* With its steps. Its digest is compared with that of its last event: ERR_INTEGRITY with a sentence that names the entry
 * when they differ (a page put back from an older file). ERR_NOT_FOUND; the sentence says when it was disposed of. */
int entry_load(struct entry **out, struct station *station, const struct register_def *reg, const char *id,
               struct err *e);
/* The entry whose `field` has the value (an id for references): the last made if there are several. */
int entry_find(struct entry **out, struct station *station, const struct register_def *reg, const char *field,
               const char *value, struct err *e);

struct history_event {
    int64_t seq, tx, recorded; /* recorded: UTC seconds */
    char pc[PC_BYTES];
    char signer[UID_BYTES]; /* whose key signed the transaction */
    struct change change;
};
struct history {
    struct history_event *events; /* oldest first */
    size_t n;
};
/* Of an entry that was disposed of: one event, whose change.step is TOMBSTONE. */
int history_load(struct history *out, struct station *station, const char *reg, const char *id, struct err *e);
/* The newest `limit` events of the log register with that action (NULL: any), newest first. */
int history_log(struct history *out, struct station *station, const char *action, int limit, struct err *e);
void history_release(struct history *history);
/* The entry as it was after event seq: its history applied up to there. */
int entry_as_of(struct entry **out, struct station *station, const struct register_def *reg, const char *id,
                int64_t seq, struct err *e);

/* ---- many entries ---- */
/* Which entries: all that are set must hold. Fields of the register, and besides them "state", "id", "applicant" (person
 * id). A reference field compares its id. */
struct query {
    const struct register_def *reg;
    const struct cond *conds;             /* ended by a NULL field, any number; may be NULL */
    const struct filter *filter;          /* the search line; may be NULL */
    const char *range;                    /* a field of time, date, month or number; NULL = none */
    const char *range_from, *range_until; /* canonical, from ≤ value < until; NULL = open */
    const char *done_by, *done_step;      /* a step on record (not lapsed) of that key and/or by that person id */
    const char *sort;                     /* field key, "state" or "id"; NULL = in the order of making */
    bool descending;                      /* NULL sort: newest first */
    int limit;                            /* entries; 0 = 50 */
    bool steps;                           /* load the steps too */
};
enum rows_where {
    ROWS_FIRST,  /* the first page */
    ROWS_LAST,   /* the last page */
    ROWS_AFTER,  /* what follows the entry `from`, without it */
    ROWS_BEFORE, /* what precedes it */
    ROWS_FROM    /* begins with it */
};
struct rows {
    struct entry **entries;
    size_t n;
    bool before, after; /* is there more on either side? */
};
/* from: an entry id, or NULL for FIRST and LAST. The entries are in the order of the query wherever they are taken.
 * Digests are not compared here: entry_load does before an entry is shown in full or acted on. */
int rows_load(struct rows *out, struct station *station, const struct query *query, enum rows_where where,
              const char *from, struct err *e);
void rows_release(struct rows *rows); /* frees the entries too */
/* Takes entry i out for the caller to free. */
struct entry *rows_take(struct rows *rows, size_t i);

/* Every entry of the query in turn, a page of query->limit at a time; the entry is the callee's to free. Ends at the first failure. */
typedef int rows_taker(void *arg, struct entry *entry, struct err *e);
int rows_each(struct station *station, const struct query *query, rows_taker *each, void *arg, struct err *e);

/* How many entries are in one of the '|'-joined states (NULL: in any). From a tally kept with every event. */
int state_count(int64_t *out, struct station *station, const struct register_def *reg, const char *states,
                struct err *e);
/* How many the query has, counted up to `most` (conds, filter and range count one by one). */
int query_count(int64_t *out, struct station *station, const struct query *query, int64_t most, struct err *e);

struct value_count {
    char *value; /* canonical; of a reference "id label" */
    int64_t n;   /* entries that have it */
};
struct values {
    struct value_count *list; /* ascending as they are stored */
    size_t n;
};
/* The distinct values that a field has among the entries of the query (conds, range, done_by, done_step), unset left out: one
 * statement, no entry is loaded. ERR_USAGE with a search line that SQL cannot decide. */
int query_values(struct values *out, struct station *station, const struct query *query, const char *field,
                 struct err *e);
void values_release(struct values *values);

#endif

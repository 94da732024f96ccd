/* projection — entries as tables that screens read: a function of the events alone, written in the event's transaction. */
#ifndef KANRIBO_DB_PROJECTION_H
#define KANRIBO_DB_PROJECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/crypto.h"
#include "db/store.h"
#include "forms/entry.h"
#include "forms/err.h"
#include "forms/register.h"

/* The SQL of one register, made once. */
struct projection_table {
    const struct register_def *reg;
    char *columns; /* as projection_row reads them, each as t."…" */
    char *insert;
    int row_columns;
};
struct tally_change {
    const struct register_def *reg;
    char state[KEY_BYTES];
    int64_t by;
};
struct projection {
    struct store *store; /* borrowed */
    struct projection_table *tables;
    size_t n;
    /* What a transaction has changed and projection_flush writes: one row per state instead of one per event. */
    struct tally_change *tallies;
    size_t ntallies;
    char site[16]; /* of the counter below */
    int64_t counter;
};
int projection_init(struct projection *p, struct store *store, const struct register_def *const *list, struct err *e);
void projection_release(struct projection *p);
const struct projection_table *projection_table(const struct projection *p, const char *reg); /* NULL: unknown */

/* An entry from a row that was selected with table->columns, without its steps. digest may be NULL. */
int projection_row(struct entry **out, const struct projection_table *table, const struct statement *s, int first,
                   unsigned char *digest, struct err *e);
int projection_steps(struct entry *entry, struct store *store, struct err *e);
/* With its steps; digest (may be NULL) as stored in the row. ERR_NOT_FOUND. */
int projection_load(struct entry **out, const struct projection *p, const char *reg, const char *id,
                    unsigned char *digest, struct err *e);
/* before: NULL for a new entry. after has its event's seq. Triggers may refuse: ERR_REFUSED; a value that must be unique is
 * ERR_INPUT; a thing that is out already ERR_REFUSED with the register's own sentence. */
int projection_write(struct projection *p, const struct entry *before, const struct entry *after,
                     const unsigned char digest[HASH_BYTES], struct err *e);
/* An entry that was disposed of: row, steps, its count. */
int projection_remove(struct projection *p, const struct entry *entry, struct err *e);
/* The number in an entry id was given: "K7QF-12" counts for site K7QF up to 12. */
int projection_given(struct projection *p, const char *id, struct err *e);
int projection_flush(struct projection *p, struct err *e); /* before COMMIT */
void projection_forget(struct projection *p);              /* after ROLLBACK */

/* Where the search line looks first: the id and the values (of references the labels) of the listed fields, folded.
 * malloc'd. */
int projection_search(char **out, const struct entry *entry, struct err *e);
/* A column's value as bound: the whole canonical text, or for a reference its id into buf. */
const char *projection_value(char buf[ENTRY_ID_BYTES], const struct field *field, const char *canonical);

#endif

/* schema — the SQL of a station, made from the declarations: tables of the journal, which stay for ever, and projections with
 * their indexes and triggers, which are made anew when the text differs (design.md §3).
 *
 * Names: event, body, tx, draft, meta; tally, counter, step; r_<register> with a column f_<field> for each field, and
 * f_<field>_label beside a reference. Values are stored as their canonical text, whole numbers as numbers. */
#ifndef KANRIBO_DB_SCHEMA_H
#define KANRIBO_DB_SCHEMA_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "db/store.h"
#include "forms/err.h"
#include "forms/field.h"
#include "forms/register.h"

struct schema_item {
    char *sql;
    bool core; /* of the journal: never dropped */
};
struct schema {
    struct schema_item *items;
    size_t n;
    int64_t number; /* first 31 bits of SHA-256 over all of it and over what search texts and notes are made of */
};
int schema_init(struct schema *schema, const struct register_def *const *list, struct err *e);
void schema_release(struct schema *schema);

/* Into an empty database: everything, and the number. */
int schema_install(const struct schema *schema, struct store *store, struct err *e);
/* Drops what is not core (projections, triggers, indexes) and makes it anew, empty. Inside the caller's transaction. */
int schema_renew(const struct schema *schema, struct store *store, struct err *e);
int schema_stored_number(int64_t *out, struct store *store, struct err *e);
/* Is the database's schema the one that the program makes? ERR_INTEGRITY names the first table, index or trigger that is
 * missing, changed or too many. */
int schema_compare(const struct schema *schema, struct store *store, struct err *e);

/* For schema*.c: adds one statement. */
int schema_add(struct schema *schema, bool core, struct err *e, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
int schema_add_core(struct schema *schema, struct err *e);
int schema_add_triggers(struct schema *schema, const struct register_def *reg, struct err *e);
/* "f_<key>" for a field; false when the register has no such field. */
bool schema_column(char *buf, size_t size, const struct register_def *reg, const char *field);
enum sql_kind field_sql(const struct field *field);
/* 'a','b' from "a|b", for IN (…); only ASCII keys reach it. */
void schema_write_words(FILE *out, const char *words);

enum { COLUMN_BYTES = 64 };

#endif

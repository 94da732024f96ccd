/* store — one SQLCipher connection, opened in the one order that security.md §2.3 gives, and statements with bound values.
 *
 * SQL text is always made by the program; data goes in through bindings only (S-18). No foreign header is needed here. */
#ifndef KANRIBO_DB_STORE_H
#define KANRIBO_DB_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/crypto.h"
#include "forms/err.h"

struct sqlite3;
struct sqlite3_stmt;
struct store;

enum { STORE_APPLICATION_ID = 0x4b4e5242 }; /* "KNRB" */

/* key: as data_key_store (db/slot.h) makes it. The file must exist and not be empty (an empty one would open as a new, empty database);
 * ERR_NOT_FOUND, ERR_INTEGRITY (not a database under this key, or another program's). */
int store_open(struct store **out, const char *path, const struct secret *key, struct err *e);
/* Makes the file (must not exist; mode 0600 or 0660 whatever the umask) and an empty database in it. */
int store_create(struct store **out, const char *path, unsigned mode, const struct secret *key, struct err *e);
/* An empty database in memory, without encryption: to see what a schema looks like. */
int store_open_memory(struct store **out, struct err *e);
void store_close(struct store *store); /* NULL is allowed */
struct sqlite3 *store_handle(struct store *store);

/* Writes the whole file anew from what is alive. secure_delete leaves copies of deleted rows behind where SQLite once moved them
 * from page to page; nothing else takes those away. No transaction and no statement may be open. */
int store_scrub(struct store *store, struct err *e);

/* The bytes of the file as they lie on the disk, read through SQLite's own descriptor: opening the file again would drop its
 * locks. In a transaction that has written nothing. total: of the whole file. */
int store_image(struct store *store, int (*take)(void *arg, const void *bytes, size_t n, int64_t total, struct err *e),
                void *arg, struct err *e);

/* Several statements of constant text. */
int store_exec(struct store *store, const char *sql, struct err *e);
int store_begin(struct store *store, struct err *e); /* BEGIN IMMEDIATE */
int store_commit(struct store *store, struct err *e);
void store_rollback(struct store *store); /* none open is no error */
/* A snapshot to read from in several statements; nests, and inside a transaction does nothing. */
int store_snapshot(struct store *store, struct err *e);
void store_snapshot_end(struct store *store);

/* types: one letter per value: t text (const char *, NULL is NULL), i int64_t, b bytes (const void *, size_t),
 * n NULL without a value, d text that is bound as a number when it is one (const char *). The text and bytes must live
 * until the statement ends. */
struct statement {
    struct store *store;
    struct sqlite3_stmt *stmt;
    int slot; /* in the cache, -1 = none */
};
int statement_begin(struct statement *s, struct store *store, struct err *e, const char *sql, const char *types, ...);
int statement_prepare(struct statement *s, struct store *store, const char *sql, struct err *e); /* nothing bound */
int statement_bind_text(struct statement *s, int at, const char *text, struct err *e);           /* at: from 1 */
int statement_bind_number(struct statement *s, int at, int64_t number, struct err *e);
int statement_bind_value(struct statement *s, int at, const char *text, struct err *e); /* as d above */
int statement_bind_bytes(struct statement *s, int at, const void *bytes, size_t n, struct err *e);
int statement_step(struct statement *s, struct err *e);            /* 1 a row, 0 the end, negative an error */
int64_t statement_number(const struct statement *s, int column);   /* columns from 0 */
const char *statement_text(const struct statement *s, int column); /* NULL for NULL; lives until the next step */
int statement_columns(const struct statement *s);
const void *statement_bytes(const struct statement *s, int column, size_t *n);
void statement_end(struct statement *s); /* always, also after an error; a zeroed one is allowed */

/* begin, step to the end, end. */
int store_run(struct store *store, struct err *e, const char *sql, const char *types, ...);
/* The first column of the first row; ERR_NOT_FOUND (without a sentence) when there is none or it is NULL. */
int store_number(int64_t *out, struct store *store, struct err *e, const char *sql, const char *types, ...);

/* Was the last failure a UNIQUE constraint? column gets "table.column" or "index 'name'". */
bool store_not_unique(const struct store *store, char *column, size_t size);
/* Changes made by other connections show as another number. */
int64_t store_data_version(struct store *store);

#endif

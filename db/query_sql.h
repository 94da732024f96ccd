/* query_sql — a query as SQL with bound values. */
#ifndef KANRIBO_DB_QUERY_SQL_H
#define KANRIBO_DB_QUERY_SQL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "db/query.h"
#include "db/store.h"
#include "forms/err.h"

struct bound {
    char *text;
    int64_t number;
    bool value; /* text is bound as a number when it is one */
};
struct condition { /* text of a WHERE and what is bound in it, in order */
    FILE *out;
    char *text;
    size_t size;
    struct bound *bound;
    size_t nbound;
    int failed; /* ERR_MEMORY */
};
int condition_init(struct condition *c, struct err *e);
void condition_release(struct condition *c);
/* Ends the writing; text is then whole. */
int condition_finish(struct condition *c, struct err *e);
void condition_bind(struct condition *c, const char *text, bool value);
void condition_bind_number(struct condition *c, int64_t number);

/* Everything of the query but order and limit, as "… AND …" behind "WHERE 1". The search line makes a superset where SQL
 * cannot decide: *exact is then false, and filter_matches has the last word. */
int condition_query(struct condition *c, const struct query *query, bool *exact, struct err *e);
/* Column of a field or of "state", "id", "applicant" as t."…". ERR_NOT_FOUND names what is unknown. label: for a reference
 * its label. */
int query_column(char *buf, size_t size, const struct register_def *reg, const char *key, bool label, struct err *e);
/* Prepares sql and binds; the condition must outlive the statement. Returns the number of the next place in *next. */
int condition_begin(struct statement *s, const struct condition *c, struct store *store, const char *sql, int *next,
                    struct err *e);

#endif

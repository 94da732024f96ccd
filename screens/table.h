/* table — a list of rows in columns: selection, pages, state marks.
 *
 * Two kinds of source. *By count*: all rows can be had by index (a hundred duties). *By page*: the source holds one
 * page and moves it (a million entries by key, never by offset). In the second the page turns whole when the
 * selection leaves it. */
#ifndef KANRIBO_SCREENS_TABLE_H
#define KANRIBO_SCREENS_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/err.h"
#include "screens/draw.h"
#include "screens/key.h"

enum { TABLE_COLUMNS = 16, TABLE_CELL_BYTES = 512 };

struct table_column {
    const char *label;
    int cells; /* 0 = shares what is left */
    bool right;
};

enum table_load {
    TABLE_FIRST, /* the first page */
    TABLE_LAST,  /* the last rows */
    TABLE_NEXT,  /* the page after the last row held */
    TABLE_PREV,  /* the page before the first row held */
    TABLE_HERE   /* from the first row held, again: other data or another number of rows */
};

/* What a load() left in the source. */
struct table_page {
    int rows;           /* held now, at most what was asked for */
    bool before, after; /* there is more */
};

struct table_source {
    /* By page: moves the page. On failure the old page stays. NULL = by count. */
    int (*load)(void *arg, enum table_load what, int rows, struct table_page *page, struct err *e);
    /* By count only. */
    size_t (*count)(void *arg);
    /* Text of a cell; row counts within the page held, or from 0 by count. */
    void (*cell)(void *arg, size_t row, int column, char *buf, size_t size);
    /* State mark of the row (one kanji, two cells) and its role; NULL = no column of marks. May give NULL for none. */
    const char *(*mark)(void *arg, size_t row, enum draw_role *role);
    void *arg;
    const char *empty; /* sentence when there is no row; may be NULL */
};

enum table_result { TABLE_IGNORED = 0, TABLE_MOVED, TABLE_ENTERED };

struct table;
/* columns: a static table, count ≤ TABLE_COLUMNS. */
int table_new(struct table **table, const struct table_column *columns, int count, const struct table_source *source,
              struct err *e);
void table_free(struct table *table);
/* Reads again after the data changed (TABLE_HERE) or a new search (TABLE_FIRST); keeps the selection where it can. */
int table_reload(struct table *table, enum table_load what, struct err *e);
/* ↑ ↓ PgUp PgDn Home End; Enter = TABLE_ENTERED. Negative = the source failed. */
int table_key(struct table *table, const struct key *key, struct err *e);
/* The selected row in the numbering of cell(); false when there is none. */
bool table_selected(const struct table *table, size_t *row);
void table_select(struct table *table, size_t row);
bool table_has_before(const struct table *table);
bool table_has_after(const struct table *table);
/* Heading and rows. The first draw and another height load the rows; a failure is shown in their place. */
void table_draw(struct table *table, struct draw *d, struct area area, bool focus);

#endif

/* fill_value — the values of fields as they are printed: present and earlier ones, choices by mark or as boxes.
 * Used by fill alone. */
#ifndef KANRIBO_PRINT_FILL_VALUE_H
#define KANRIBO_PRINT_FILL_VALUE_H

#include "print/fill.h"

/* The value as it is printed, "" for none; malloc'd, NULL = memory. */
char *value_text(const struct field *field, const char *canonical);
const struct field *value_field(const struct filling *f, const char *key); /* NULL: no such field */
bool value_has_earlier(const struct filling *f, const char *key);
/* Earlier values, struck through, then the present one, if any; `before` stands before each. */
int value_put(const struct filling *f, struct sheet_cell *cell, const struct field *field, const char *before,
              struct err *e);

/* Calls `put` with every key of a '|'-joined list. */
typedef int value_each(struct filling *, struct sheet_cell *, const char *key, struct err *);
int value_each_key(const char *keys, value_each *put, struct filling *f, struct sheet_cell *cell, struct err *e);

/* PAPER_FIELDS, PAPER_MARKS, PAPER_HOURS, PAPER_CHOICES. */
int value_fields(struct filling *f, struct sheet_cell *cell, const char *keys, struct err *e);
int value_marks(struct filling *f, struct sheet_cell *cell, const char *keys, struct err *e);
int value_hours(struct filling *f, struct sheet_cell *cell, const char *keys, struct err *e);
int value_choices(struct filling *f, struct sheet_cell *cell, const char *keys, struct err *e);

/* Boxes with their labels, packed into lines so that none is torn from its label. Zero-initialise; ends with boxes_end. */
struct boxes {
    char *line; /* that is being packed; NULL: none yet */
};
int boxes_add(struct boxes *boxes, struct sheet_cell *cell, bool ticked, const char *label, const char *behind,
              struct err *e);
int boxes_end(struct boxes *boxes, struct sheet_cell *cell, struct err *e);

#endif

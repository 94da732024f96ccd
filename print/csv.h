/* csv — rows as CSV (RFC 4180, CRLF, UTF-8) and as JSON Lines (RFC 8259, one object a line). */
#ifndef KANRIBO_PRINT_CSV_H
#define KANRIBO_PRINT_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/err.h"
#include "print/output.h"

/* The bytes that tell Excel that a CSV file is UTF-8; written first where wanted. */
extern const char csv_bom[3];

/* One line. NULL is an empty value. Values are guarded (below). 0, ERR_MEMORY, or what `write` gave. */
int csv_row(const char *const *values, size_t n, output_write *write, void *context);

/* A spreadsheet takes a value for a formula when = + - @ (half or full width), TAB or CR lead it, perhaps behind blanks.
 * Such a value gets an apostrophe in front, and so does one that begins with apostrophes before such a value: so
 * csv_unguard() takes away exactly what csv_guard() added, and every value comes back as it was. malloc'd; NULL = memory. */
char *csv_guard(const char *value);
char *csv_unguard(const char *value);

struct json_pair {
    const char *key, *value; /* value NULL: null */
    bool number;             /* value is a number in JSON's own notation; anything else is written as a string */
};
/* One object and a newline. What is not UTF-8 becomes U+FFFD. 0, ERR_MEMORY, or what `write` gave. */
int json_line(const struct json_pair *pairs, size_t n, output_write *write, void *context);

#endif

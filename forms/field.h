/* field — one row of behaviour per type of field (items × types, design.md §2). No switch on a type anywhere else.
 *
 * A value has one *canonical* form, text in UTF-8, that is stored, signed and compared: dates "2026-11-23", times UTC seconds
 * in decimal, months "2026-11", ticks "yes", numbers in decimal, choices their key, references "<entry id> <label at that time>". */
#ifndef KANRIBO_FORMS_FIELD_H
#define KANRIBO_FORMS_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/date.h"
#include "forms/err.h"
#include "forms/register.h"

enum sql_kind { SQL_TEXT, SQL_INTEGER, SQL_REFERENCE /* two columns: <key> the id, <key>_label */ };
enum cell_kind { CELL_TEXT, CELL_NUMBER, CELL_DATE, CELL_TIME }; /* xlsx */
enum format_style {
    FORMAT_FORM,  /* in an entry form, full */
    FORMAT_LIST,  /* in a list, short */
    FORMAT_PAPER, /* printed: 和暦 */
    FORMAT_EDIT,  /* what the editor starts with: parse() reads it back */
    FORMAT_JSON   /* for --json and --csv: ISO 8601 dates and times with +09:00, keys of choices */
};

struct field_type {
    const char *name; /* "text" */
    enum sql_kind sql;
    enum cell_kind cell;
    int limit;           /* characters, where the field states none */
    bool lines;          /* may hold line breaks */
    bool picked;         /* chosen from a list, not typed */
    bool anew;           /* short and of one piece: typed anew sooner than edited */
    const char *example; /* for help and error sentences */
    bool exact;          /* one of a few values: a search compares it whole, not its text */
    /* typed text → canonical (malloc'd; *out = NULL for a word that means unset). 0, or ERR_INPUT with err.field set.
     * Called by field_parse(), which has trimmed, composed and measured the text: it is never empty here. notice as below. */
    int (*parse)(char **out, char *notice, const struct field *field, const char *typed, int64_t now, struct err *e);
    /* Is a canonical value well formed? */
    int (*check)(const struct field *field, const char *canonical, struct err *e);
    /* canonical → text for a person. buf is always terminated, never cut inside a character. */
    void (*format)(char *buf, size_t size, const struct field *field, const char *canonical, enum format_style style);
    int (*compare)(const char *a, const char *b); /* canonical values, not NULL */
    /* What a search for `typed` spans: low ≤ value < high, canonical and malloc'd ("今月" is a month of days). NULL for
     * types that have no order to search by; those values that have one compare bytewise (SQL_TEXT) or as integers. */
    int (*range)(char **low, char **high, const struct field *field, const char *typed, int64_t now, struct err *e);
};
extern const struct field_type field_types[FIELD_TYPES];

/* Typed text, trimmed and composed, → canonical (malloc'd, *out = NULL when there is nothing). ERR_INPUT names the field. */
int field_parse(char **out, const struct field *field, const char *typed, int64_t now, struct err *e);
/* The same, and a sentence of what was corrected on the way (H31.5.1 → R1.5.1) into notice, or "". NULL asks for none. */
enum { FIELD_NOTICE_BYTES = 2 * DATE_BYTES };
int field_parse_notice(char **out, char notice[FIELD_NOTICE_BYTES], const struct field *field, const char *typed,
                       int64_t now, struct err *e);
int field_check(const struct field *field, const char *canonical, struct err *e);
void field_format(char *buf, size_t size, const struct field *field, const char *canonical, enum format_style style);
int field_limit(const struct field *field); /* characters */
/* canonical of a moment or a day: digits into buf (32 bytes are enough). */
const char *field_time_value(char *buf, size_t size, int64_t when);
int64_t field_time(const char *canonical); /* FIELD_TIME → UTC seconds; 0 when NULL */

#endif

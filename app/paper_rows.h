/* paper_rows — the entries of a request: for sheets with their earlier values, for CSV and JSON as lines. */
#ifndef KANRIBO_APP_PAPER_ROWS_H
#define KANRIBO_APP_PAPER_ROWS_H

#include <stdbool.h>

#include "app/paper.h"
#include "print/output.h"
#include "print/sheet.h"

enum { PAPER_BOXES = 8 };

struct paper_rows {
    struct sheet_row *rows;
    size_t n;
};
/* All entries of the request in the order of their period; corrected ones with their earlier values (見え消し). */
int paper_rows_load(struct paper_rows *out, struct session *session, const struct paper_request *request,
                    struct err *e);
void paper_rows_release(struct paper_rows *rows);

/* What stamps the boxes in the head of a sheet and the strip at its foot. */
struct paper_stamps {
    struct sheet_stamp boxes[PAPER_BOXES];
    char names[PAPER_BOXES][NAME_BYTES];
    struct paper_rows strip; /* oldest first */
};
int paper_stamps_load(struct paper_stamps *out, struct session *session, const struct paper_request *request,
                      struct err *e);
void paper_stamps_release(struct paper_stamps *stamps);

/* First value and first value after of the request's month or year, as the field's type stores them; "" where it has
 * neither. ERR_USAGE: what cannot be read. */
enum { PAPER_BOUND_BYTES = 32 };
int paper_bounds(char from[PAPER_BOUND_BYTES], char until[PAPER_BOUND_BYTES], const struct paper_request *request,
                 enum field_type_id type, struct err *e);

/* Calls each() for every entry of the request, page by page; each() takes the entry over. */
typedef int paper_each(void *context, struct entry *entry, struct err *e);
int paper_for_each(struct session *session, const struct paper_request *request, paper_each *each, void *context,
                   struct err *e);
/* The same entries as CSV (with a heading line of labels and a BOM) or as JSON Lines (keys of the declaration). */
int paper_lines(struct session *session, const struct paper_request *request, bool json, output_write *write,
                void *context, struct err *e);

#endif

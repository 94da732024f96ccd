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

/* Calls each() for every entry of the request, page by page; each() takes the entry over. */
typedef int paper_each(void *context, struct entry *entry, struct err *e);
int paper_for_each(struct session *session, const struct paper_request *request, paper_each *each, void *context,
                   struct err *e);
/* The same entries as CSV (with a heading line of labels and a BOM) or as JSON Lines (keys of the declaration). */
int paper_lines(struct session *session, const struct paper_request *request, bool json, output_write *write,
                void *context, struct err *e);

#endif

/* paper — the sheets of a book for a period, to a file: xlsx, PDF, CSV, JSON Lines. */
#ifndef KANRIBO_APP_PAPER_H
#define KANRIBO_APP_PAPER_H

#include <stdio.h>

#include "app/session.h"

enum paper_format { PAPER_PDF, PAPER_XLSX, PAPER_CSV, PAPER_JSON };
struct paper_request {
    const struct register_def *reg;
    const char *month; /* "2026-10", or NULL */
    const char *year;  /* "2026", or NULL */
    const char *entry; /* an id, or NULL */
    const char *where; /* a search line, or NULL */
};
/* Writes the file whole or not at all (temp, fsync, rename); the export is an event. overwrite: an existing file is replaced. */
int paper_export(struct session *session, const struct paper_request *request, enum paper_format format,
                 const char *path, bool overwrite, struct err *e);
/* CSV or JSON Lines to a stream. */
int paper_stream(struct session *session, const struct paper_request *request, enum paper_format format, FILE *out,
                 struct err *e);
/* The listed columns as a plain table for a terminal or a pipe. */
int paper_table(struct session *session, const struct paper_request *request, FILE *out, struct err *e);
/* Format by the ending of a file name; ERR_USAGE. */
int paper_format_of(enum paper_format *out, const char *path, struct err *e);
struct sheet;
/* The pages themselves, for the preview on screen. The caller frees with sheet_free(). */
int paper_sheet(struct sheet **out, struct session *session, const struct paper_request *request, struct err *e);

#endif

/* paper — the sheets of a book for a period, to a file: xlsx, PDF, CSV, JSON Lines.
 *
 * month or year: entries whose period field (forms/paper.h) lies in it; neither: all. Void entries do not stand on paper, but
 * an application that was decided against does, and any entry that is asked for by its id. */
#ifndef KANRIBO_APP_PAPER_H
#define KANRIBO_APP_PAPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "app/session.h"

enum paper_format { PAPER_PDF, PAPER_XLSX, PAPER_CSV, PAPER_JSON };
/* Entries that were made in memory and are not stored. */
struct paper_made {
    struct entry **entries;
    size_t n;
    const char *period; /* for the head of the sheet: 令和8年11月24日現在; or NULL. Borrowed */
};
struct paper_request {
    const struct register_def *reg;
    const char *month; /* "2026-10", or NULL */
    const char *year;  /* "2026", or NULL */
    const char *entry; /* an id, or NULL */
    const char *where; /* a search line, or NULL */
    bool alone;        /* the book's own sheet, nothing that is attached to it */
    /* These instead of stored ones (reg need not be one of the program's registers); NULL = stored ones. Borrowed. */
    const struct paper_made *made;
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
/* The request for the book as it stands in a month ("2026-10"): that month of one kept by months, its year of one kept by
 * years, all of one that runs on or has a sheet an entry. `year` holds the year's text and must outlive the request. */
enum { PAPER_YEAR_BYTES = 5 };
struct paper_request paper_around(const struct register_def *reg, const char *month, char year[PAPER_YEAR_BYTES]);

/* ---- the pages themselves: for files, the preview on screen, a printer ---- */

struct sheet;
enum { PAPER_SHEETS = 16 };
struct paper_sheets {
    struct sheet
        *sheets[PAPER_SHEETS]; /* the book's own, then those attached to it; of a set one request after the other */
    size_t n;
};
/* A sheet restricted by a search line is marked 写し and has nothing attached. */
int paper_sheets(struct paper_sheets *out, struct session *session, const struct paper_request *request, struct err *e);
/* Several requests as one set (the month's: 様式第3号, 第5号, 第7号): all their sheets in order, each named by its title. */
int paper_set(struct paper_sheets *out, struct session *session, const struct paper_request *requests, size_t n,
              struct err *e);
/* The same to one file, whole or not at all: a PDF of all pages, or a workbook with a worksheet a sheet. One export on record,
 * which names the set (`what`) and its books. */
int paper_set_export(struct session *session, const char *what, const struct paper_request *requests, size_t n,
                     enum paper_format format, const char *path, bool overwrite, struct err *e);
void paper_sheets_release(struct paper_sheets *sheets);
/* The first of them alone. The caller frees with sheet_free(). */
int paper_sheet(struct sheet **out, struct session *session, const struct paper_request *request, struct err *e);
/* Entries that were made in memory and are not stored, as a sheet of `reg` with head and footer like any other. reg need
 * not be one of the program's registers. period: "令和8年10月分", or NULL. The caller frees with sheet_free(). */
int paper_sheet_of(struct sheet **out, struct session *session, const struct register_def *reg,
                   struct entry *const *entries, size_t n, const char *period, struct err *e);
/* The same to a file, whole or not at all; on record as an export of `reg`'s label. PDF or xlsx alone. */
int paper_export_of(struct session *session, const struct register_def *reg, struct entry *const *entries, size_t n,
                    const char *period, enum paper_format format, const char *path, bool overwrite, struct err *e);

#endif

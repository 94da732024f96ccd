/* month_impl — what the files of month share: the month as a stretch of time, and how a gap is added to the list. */
#ifndef KANRIBO_APP_MONTH_IMPL_H
#define KANRIBO_APP_MONTH_IMPL_H

#include "app/month.h"
#include "db/query.h"

enum { MONTH_ROWS_MOST = 2000, MONTH_STATES_BYTES = 200 };

struct span { /* the month: [from, until) */
    struct date first, next;
    int64_t from, until;
};
/* ERR_USAGE: "十月" is no month. */
int span_of(struct span *out, const char *month, struct err *e);
/* "2026-10" of any day of it. */
void month_key(char buf[8], struct date day);

/* Are the 点検 of the month asked for here? Not those of a month that the station did not see whole (the paper book has them), nor
 * those that may have been disposed of by now (R5-8): nothing could answer. */
bool month_inspected(struct session *session, const struct span *span);

/* Who has to go round for a kind of 点検 in the month, and whether he has. */
struct month_keeper {
    char person[ENTRY_ID_BYTES + NAME_BYTES]; /* "id label" */
    char open[ENTRY_ID_BYTES];                /* his round that was begun; "" = none */
    bool keeps, closed;
};
struct month_keepers {
    struct month_keeper *list;
    size_t n;
};
/* kind: of register_inspection, "phone" or "media". month_keepers_release also after a failure. */
int month_keepers_load(struct month_keepers *out, struct session *session, const char *kind, const char *month,
                       struct err *e);
/* Each thing that was in use in the month and names nobody who keeps it, so that nobody goes round with it. */
int month_nameless(struct session *session, const char *kind, const char *month,
                   int (*each)(void *arg, const struct entry *thing, struct err *e), void *arg, struct err *e);
void month_keepers_release(struct month_keepers *keepers);

int month_rounds_load(struct month_rounds *out, struct session *session, const char *kind, const char *month,
                      struct err *e);
/* How far the 検証 of the month has come; *by: the entry that says so, for the caller to free, or NULL. */
int month_verified_load(enum month_verified *out, struct entry **by, struct session *session,
                        const struct register_def *book, const char *month, struct err *e);
/* Does only a disposal remember that the month was confirmed? */
int month_disposed(bool *out, struct session *session, const struct register_def *book, const char *month,
                   struct err *e);

/* A gap more, all zero but its kind, register and month; NULL without memory (*rc). */
struct month_gap *month_gap_add(struct month_gaps *gaps, enum month_gap_kind kind, const struct register_def *reg,
                                int *rc, struct err *e);
/* What is missing in 様式第5号. */
int month_inspection_gaps(struct month_gaps *out, struct session *session, const struct register_def *book,
                          const char *month, struct err *e);
/* Title, mark and detail of an entry; with a step its label, clause, and who may. */
void month_gap_entry(struct month_gap *gap, const struct entry *entry);
int month_gap_step(struct month_gap *gap, struct session *session, const struct entry *entry, const struct step *step,
                   struct err *e);

#endif

/* verify — is everything as it was written? And making the projections anew from the journal.
 *
 * Reports the first bad place in a Japanese sentence with code ERR_INTEGRITY: transaction, sequence, entry or table. */
#ifndef KANRIBO_DB_VERIFY_H
#define KANRIBO_DB_VERIFY_H

#include <stdint.h>

#include "db/station.h"
#include "forms/err.h"

struct verify_report {
    int64_t transactions, events, entries, signatures; /* looked at */
    int64_t last_seq;
    char code[64]; /* sequence and beginning of the head, as printed in footers */
};
typedef void verify_progress(void *arg, const char *what, int64_t done, int64_t total);

/* Pages, schema, chain, bodies, signatures back to the first event, transactions, projections against a rebuild, digests
 * of entries, anchor. Writes nothing; others may write meanwhile: it lets them through every now and then. */
int station_verify(struct station *station, struct verify_report *report, verify_progress *progress, void *arg,
                   struct err *e);
/* Does a printed code ("1234-0123456789abcdef") belong to this journal? ERR_INTEGRITY when not, ERR_INPUT when it is none. */
int station_verify_code(struct station *station, const char *code, struct err *e);

/* Throws the projections away and makes them anew from the events, in one transaction. */
int station_rebuild(struct station *station, verify_progress *progress, void *arg, struct err *e);
/* SHA-256 over all projections, in a fixed order: equal before and after a rebuild. */
int station_digest(struct station *station, unsigned char digest[HASH_BYTES], struct err *e);

#endif

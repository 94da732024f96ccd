/* event — one line of the journal: header, digest of its body, place in the chain (design.md §3, doc/journal.md). */
#ifndef KANRIBO_DB_EVENT_H
#define KANRIBO_DB_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/crypto.h"
#include "db/station.h"
#include "db/store.h"
#include "forms/entry.h"
#include "forms/err.h"

enum { BOOT_BYTES = 40 };

struct event {
    int64_t seq, tx;
    int64_t clock;    /* logical: one more than the greatest known when it was written */
    int64_t recorded; /* UTC seconds */
    int64_t mono;     /* milliseconds since the PC's start, with suspend */
    char site[SITE_BYTES], pc[PC_BYTES], boot[BOOT_BYTES];
    char reg[KEY_BYTES], entry[ENTRY_ID_BYTES], action[KEY_BYTES];
    unsigned char prev[HASH_BYTES]; /* hash of the event before; zeros for the first */
    unsigned char body[HASH_BYTES]; /* SHA-256 of the body's bytes */
    unsigned char hash[HASH_BYTES]; /* SHA-256(prev ‖ header ‖ body digest) */
};

/* The columns that event_read takes, in its order, for "SELECT " EVENT_COLUMNS " FROM event e …". */
#define EVENT_COLUMNS \
    "e.seq,e.tx,e.clock,e.recorded,e.mono,e.site,e.pc,e.boot,e.register,e.entry,e.action,e.prev,e.body,e.hash"
enum { EVENT_COLUMNS_N = 14 };
int event_read(struct event *event, const struct statement *s, struct err *e);
/* What the hash must be. */
int event_hash(unsigned char hash[HASH_BYTES], const struct event *event, struct err *e);
/* Fills body and hash from the bytes of the body and prev, and inserts both rows. */
int event_insert(struct store *store, struct event *event, const void *body, size_t size, struct err *e);

/* A transaction's line: who signed what. */
struct tx {
    int64_t n, first, last;
    char uid[UID_BYTES]; /* whose key */
    unsigned char key[SIGN_PUBLIC_BYTES];
    unsigned char head[HASH_BYTES]; /* hash of the event `last` */
    unsigned char signature[SIGNATURE_BYTES];
};
#define TX_COLUMNS "n,first,last,uid,key,head,signature"
int tx_read(struct tx *tx, const struct statement *s, struct err *e);
/* dbid binds the signature to this station: the hash of its first event. */
int tx_sign(struct tx *tx, const unsigned char dbid[HASH_BYTES], const struct secret *key, struct err *e);
bool tx_signed(const struct tx *tx, const unsigned char dbid[HASH_BYTES]);
int tx_insert(struct store *store, const struct tx *tx, struct err *e);
/* The last one; n = 0 when there is none. */
int tx_last(struct tx *tx, struct store *store, struct err *e);

#endif

/* verify_inside — what the parts of verify share. */
#ifndef KANRIBO_DB_VERIFY_INSIDE_H
#define KANRIBO_DB_VERIFY_INSIDE_H

#include "db/inside.h"
#include "db/verify.h"

struct verify {
    struct station *station;
    struct verify_report *report;
    verify_progress *progress;
    void *arg;
    bool reading; /* a snapshot is open */
};
void verify_tell(struct verify *v, const char *what, int64_t done, int64_t total);
/* Lets waiting writers through: with a rollback journal nobody commits while somebody reads. What is read next may hold more
 * transactions, never half of one. No statement may be open. */
int verify_breathe(struct verify *v, struct err *e);
int verify_chain(struct verify *v, struct err *e); /* events, bodies, transactions, signatures, registry of keys */
int verify_projections(struct verify *v, struct err *e); /* every row as its events make it */

/* The public keys as the events of the user register have made them so far (security.md §2.2 "Registry"). */
struct registered {
    char entry[ENTRY_ID_BYTES], uid[UID_BYTES];
    char state[KEY_BYTES], sign_key[2 * SIGN_PUBLIC_BYTES + 1];
    char enrolled[2 * SIGN_PUBLIC_BYTES + 1]; /* key that the transaction being read registers for him */
    bool waiting;                             /* was enrolling before the transaction being read */
};
struct registry {
    struct registered *users;
    size_t n;
    char founder[2 * SIGN_PUBLIC_BYTES + 1]; /* of the first event */
};
void registry_release(struct registry *r);
void registry_begin(struct registry *r); /* a transaction begins */
/* An event of the user or station register. ERR_INTEGRITY: a key comes in by a way that is none. */
int registry_apply(struct registry *r, const struct event *event, const struct change *change, struct err *e);
/* Is the transaction signed by whom it says, with a key that an earlier transaction, or this one by himself, registered? */
int registry_judge(const struct registry *r, const struct tx *tx, const unsigned char dbid[HASH_BYTES], struct err *e);

#endif

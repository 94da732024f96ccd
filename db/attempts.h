/* attempts — who tried to sign in, and who has to wait for it (security.md §2.6; 第6の1(1)ア(ケ)a).
 *
 * An attempt is written, and is on the disk, before the passphrase is tried (db/keyfile.h keyfile_try), so that killing the
 * program saves nobody an attempt. Records since the last success stand in section B of station.keys, chained by SHA-256
 * from a start value in section A: nobody has a key before signing in. A success takes them into the journal and folds
 * what still counts into section A (`locks`, authenticated): one person's success clears his own count, not another's.
 *
 * 5 failures: 15 minutes. 10: suspended until an administrator lifts it. Ids without a slot share one count under
 * ATTEMPT_UNKNOWN (what was typed is not kept: it may be a passphrase in the wrong field); they wait after each 5th, and are
 * never suspended.
 *
 * The wait is measured by the time since boot as long as it is the same boot, whatever the clock is set to meanwhile. Over
 * a reboot only the clock is left: set forward by who may set it, the wait is skipped (the 10 are not); set back, the wait
 * begins again once, from a record of that moment (ATTEMPT_WAIT), and is measured by the new boot from there. So it is
 * never longer than 15 minutes of a running machine, and an empty clock battery locks nobody out. */
#ifndef KANRIBO_DB_ATTEMPTS_H
#define KANRIBO_DB_ATTEMPTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/crypto.h"
#include "db/encode.h"
#include "db/slot.h"
#include "forms/err.h"

enum {
    ATTEMPTS_BEFORE_WAIT = 5,
    ATTEMPTS_BEFORE_SUSPENSION = 10,
    ATTEMPTS_WAIT_SECONDS = 15 * 60,
    ATTEMPTS_MAX = 16384,        /* records between two successes */
    ATTEMPTS_UNKNOWN_MAX = 1024, /* of these that are not needed for a count; what is more is only numbered (dropped) */
    ATTEMPT_PC_BYTES = 64,
    ATTEMPT_BOOT_BYTES = 40
};
#define ATTEMPT_UNKNOWN "?"

struct attempt_clock {
    int64_t now;                   /* UTC seconds, as the station counts them */
    int64_t uptime;                /* seconds since boot, suspend included */
    char boot[ATTEMPT_BOOT_BYTES]; /* the kernel's id of this boot; "" = not known */
};
/* Uptime and boot id of this machine beside the caller's now. What cannot be read is left out. */
void attempt_clock_read(struct attempt_clock *c, int64_t now);

enum attempt_result {
    ATTEMPT_BEGUN = 1, /* counts; what follows says how it ended; without a follower it was cut short */
    ATTEMPT_FAILED,    /* the begun one ended in a wrong passphrase or code */
    ATTEMPT_WAIT       /* the wait starts again here, the clock having gone back over a reboot */
};
const char *attempt_result_name(enum attempt_result r); /* "begun", "failed", "wait": for the journal */

struct attempt {
    struct attempt_clock at;
    char uid[SLOT_UID_BYTES]; /* or ATTEMPT_UNKNOWN */
    char pc[ATTEMPT_PC_BYTES];
    enum attempt_result result;
    unsigned char hash[HASH_BYTES]; /* of the chain up to here */
};
struct attempt_lock { /* what earlier records left */
    char uid[SLOT_UID_BYTES];
    int64_t failures;
    struct attempt_clock at; /* of the last one that counts for the wait */
};
struct attempts {
    unsigned char start[HASH_BYTES]; /* section A: where the chain of the records begins */
    struct attempt_lock *locks;      /* section A, by uid */
    size_t nlocks;
    struct attempt *records; /* section B, in order */
    size_t nrecords, room;
    int64_t dropped; /* records that were not kept */
    bool odd;        /* the chain does not lead from start to the head that was stored: an alarm, no reason to stop */
};
void attempts_init(struct attempts *a, const unsigned char dbid[HASH_BYTES]); /* of a new station */
void attempts_release(struct attempts *a);

struct attempt_state {
    int64_t failures;
    int64_t wait; /* seconds still to wait; 0 = free */
    bool suspended;
    bool clock_behind; /* the wait cannot be measured: it starts again (ATTEMPT_WAIT) */
};
struct attempt_state attempts_state(const struct attempts *a, const char *uid, const struct attempt_clock *c);
/* 0 when free, else ERR_AUTH with the sentence for the sign-in screen. */
int attempt_state_refuse(const struct attempt_state *s, struct err *e);

int attempts_add(struct attempts *a, const struct attempt_clock *c, const char *uid, const char *pc,
                 enum attempt_result result, struct err *e);
/* Hash of the last record, or the start. */
void attempts_head(const struct attempts *a, unsigned char head[HASH_BYTES]);

/* After a success: *list gets the records for the journal (malloc'd, caller frees; NULL when there are none), the counts
 * go to the locks, the chain goes on from its head. uid (may be NULL) is forgiven, and so is ATTEMPT_UNKNOWN then. The
 * journal stores the head in the same transaction. */
int attempts_take(struct attempts *a, const char *uid, struct attempt **list, size_t *count, struct err *e);
/* Repair after a crash between the journal's commit and the key file: what the journal has already, up to that head, is
 * folded as in attempts_take. *found: false when the chain does not contain it (then nothing is done: an alarm). */
int attempts_settle(struct attempts *a, const unsigned char head[HASH_BYTES], bool *found, struct err *e);
/* An administrator lifts the block (take before, so that no record counts it again), or suspends. */
void attempts_lift(struct attempts *a, const char *uid);
int attempts_suspend(struct attempts *a, const char *uid, const struct attempt_clock *c, struct err *e);

/* For db/keyfile.c. Section A: pairs "attempts" and "lock/UID" put into, taken from, its encoding (*taken counts them). */
int attempts_put_locks(const struct attempts *a, struct encoding *c, struct err *e);
int attempts_get_locks(struct attempts *a, const struct decoding *d, size_t *taken, struct err *e);
/* Section B, whole; start must be there already. */
int attempt_encode(const struct attempt *r, unsigned char **bytes, size_t *size, struct err *e);
int attempts_append(struct attempts *a, const struct attempt *r, const unsigned char *bytes, size_t size,
                    struct err *e); /* bytes: the record's encoding, over which the chain goes */
int attempts_encode(const struct attempts *a, unsigned char **bytes, size_t *size, struct err *e);
int attempts_decode(struct attempts *a, const void *bytes, size_t size, struct err *e);

#endif

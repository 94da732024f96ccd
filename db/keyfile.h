/* keyfile — station.keys: the slots, the anchor of the journal and the attempts (security.md §2.1, §2.4, §2.6).
 *
 *     "kanribo keys 01\n"                                  16 bytes
 *     length, section A   encode.h: generation, dbid, name of the database, anchor, slots, locks     4 bytes big endian
 *     HMAC-SHA-256 of the 16 bytes and section A with the key "slot-v1" of the data key               32 bytes
 *     length, section B   encode.h: attempts since the last success
 *     SHA-256 of everything before                                                                    32 bytes
 *
 * The last hash finds damage before anybody signs in; the HMAC finds forgery once somebody has (keyfile_check). Until
 * then section A is kept and written back byte for byte. The file is always replaced whole, under the lock of the
 * directory; it is the commit point of a rekey.
 *
 * Order for a change of section A: lock, keyfile_read, keyfile_check, change, keyfile_seal, keyfile_write, unlock. */
#ifndef KANRIBO_DB_KEYFILE_H
#define KANRIBO_DB_KEYFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/attempts.h"
#include "db/crypto.h"
#include "db/slot.h"
#include "forms/err.h"

#define KEYFILE_NAME "station.keys"
#define KEYFILE_KEPT "station.keys.prev" /* as it was before slots last changed */
enum {
    KEYFILE_SLOTS_MAX = 1000,
    KEYFILE_DB_BYTES = 32, /* "station.g4294967295.db" and NUL */
    KEYFILE_MAX = 8 * 1024 * 1024
};

struct anchor { /* the last transaction of the journal that is certainly on the disk */
    int64_t transaction, seq;
    unsigned char head[HASH_BYTES];
};

struct keyfile {
    struct store_id id;
    struct anchor anchor;
    struct slot *slots; /* by uid, ascending */
    size_t nslots;
    struct attempts attempts;
    unsigned char *section; /* section A as read or sealed */
    size_t section_size;
    unsigned char mac[HASH_BYTES];
};

/* An empty one for a new station. */
void keyfile_init(struct keyfile *k, const struct store_id *id);
void keyfile_release(struct keyfile *k); /* a zeroed one is released already */

/* Name of the database file of that generation. */
void keyfile_db(const struct keyfile *k, char name[KEYFILE_DB_BYTES]);
struct slot *keyfile_slot(const struct keyfile *k, const char *uid); /* borrowed; NULL = none */
/* The cost that an attempt with an id without slot is made to pay: that of the dearest person's slot. */
struct kdf_cost keyfile_cost(const struct keyfile *k);
/* Adds a slot, or replaces that of the same id. */
int keyfile_put(struct keyfile *k, const struct slot *s, struct err *e);
void keyfile_remove(struct keyfile *k, const char *uid);

/* Authenticates section A. key: data_key_slots. ERR_INTEGRITY: forged, or of another data key. */
int keyfile_check(const struct keyfile *k, const struct secret *key, struct err *e);
/* Makes section A and its HMAC anew from what is in memory. */
int keyfile_seal(struct keyfile *k, const struct secret *key, struct err *e);

/* Bytes and back. encode: ERR_INTEGRITY when section A was changed and not sealed. parse: ERR_INTEGRITY unless every byte
 * is what encode would write; on failure *k is released. */
int keyfile_encode(const struct keyfile *k, unsigned char **bytes, size_t *size, struct err *e);
int keyfile_parse(struct keyfile *k, const void *bytes, size_t size, struct err *e);

/* name: KEYFILE_NAME or KEYFILE_KEPT. dir: stationdir_open. *k is made here. */
int keyfile_read(struct keyfile *k, int dir, const char *name, struct err *e);
/* keep: the slots changed, so the file as it was stays as KEYFILE_KEPT. The caller holds the lock. */
int keyfile_write(const struct keyfile *k, int dir, bool keep, struct err *e);

/* Before a passphrase or code is tried: takes the lock, reads the file, asks attempts_state, writes the attempt, unlocks.
 * 0: try it, *k is the file as it is now (release it). ERR_AUTH: this id has to wait, with the sentence. Anything else:
 * the attempt could not be written, so there is none. An id without slot is treated alike: try slot_open_none then. */
int keyfile_try(struct keyfile *k, int dir, const char *uid, const struct attempt_clock *c, const char *pc,
                struct err *e);
/* After it was wrong: records that. *state says what the next attempt would meet. */
int keyfile_failed(int dir, const char *uid, const struct attempt_clock *c, const char *pc, struct attempt_state *state,
                   struct err *e);

#endif

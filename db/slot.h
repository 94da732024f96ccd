/* slot — how one person gets at the station's data key (security.md §2.2).
 *
 * A person's slot: his two private keys under a key that Argon2id makes of his passphrase, and the data key in a capsule
 * for his public ECDH key. So the passphrase changes without the data key, and the data key without any passphrase.
 * An enrol slot: the data key under a key made of a one-time code, for 72 hours; no keys of the person's are in it.
 * Public keys in a slot are not trusted: the registry of the journal says whose they are. */
#ifndef KANRIBO_DB_SLOT_H
#define KANRIBO_DB_SLOT_H

#include <stdbool.h>
#include <stdint.h>

#include "db/crypto.h"
#include "db/encode.h"
#include "db/kdf.h"
#include "forms/err.h"

enum {
    SLOT_UID_BYTES = 33,              /* 2–32 characters and NUL */
    SLOT_ALGORITHM = 1,               /* Argon2id, AES-256-GCM, ECDH P-256 + HMAC-SHA-256, Ed25519 */
    SLOT_CODE_SECONDS = 72 * 60 * 60, /* how long a one-time code is good */
    SLOT_PRIVATE_BYTES = SIGN_SEED_BYTES + ECDH_PRIVATE_BYTES + SEAL_BYTES,
    SLOT_CAPSULE_BYTES = DATA_KEY_BYTES + CAPSULE_BYTES,
    SLOT_SEALED_BYTES = DATA_KEY_BYTES + SEAL_BYTES,
    STORE_KEY_BYTES = 68 /* x'64 hex' and NUL */
};

/* Ids: ASCII lower-case letters, digits, . _ - ; 2–32 of them. */
bool uid_valid(const char *uid);
/* An id as typed: full width and capitals are taken for the plain letters. ERR_INPUT with a sentence. */
int uid_read(char uid[SLOT_UID_BYTES], const char *typed, struct err *e);

/* Which station, and which generation of its data key: what every slot is bound to. */
struct store_id {
    unsigned char dbid[HASH_BYTES];
    uint32_t generation; /* from 1 */
};

/* The last state of the journal that this person signed: what he is shown, and asked against, at his next sign-in. */
struct witness {
    int64_t transaction, seq; /* transaction 0: none yet */
    unsigned char head[HASH_BYTES];
    unsigned char signature[SIGNATURE_BYTES];
};
void witness_sign(struct witness *w, const unsigned char dbid[HASH_BYTES], const struct secret *sign_key);
bool witness_verify(const struct witness *w, const unsigned char dbid[HASH_BYTES],
                    const unsigned char sign_public[SIGN_PUBLIC_BYTES]);

enum slot_kind { SLOT_PERSON = 1, SLOT_ENROL = 2 };
struct slot {
    char uid[SLOT_UID_BYTES];
    enum slot_kind kind;
    unsigned char salt[KDF_SALT_BYTES];
    struct kdf_cost cost;
    struct { /* SLOT_PERSON */
        unsigned char sign_public[SIGN_PUBLIC_BYTES];
        unsigned char ecdh_public[ECDH_PUBLIC_BYTES];
        unsigned char private_keys[SLOT_PRIVATE_BYTES]; /* seed and scalar, sealed */
        unsigned char capsule[SLOT_CAPSULE_BYTES];      /* the data key */
        struct witness witness;
    } person;
    struct {                                     /* SLOT_ENROL */
        int64_t expires;                         /* UTC seconds */
        unsigned char sealed[SLOT_SEALED_BYTES]; /* the data key */
    } enrol;
};

/* A person's own keys, private halves in locked memory. A zeroed struct is released already. */
struct person_keys {
    struct secret sign; /* SIGN_KEY_BYTES, for sign_bytes */
    struct secret ecdh; /* ECDH_PRIVATE_BYTES */
    unsigned char sign_public[SIGN_PUBLIC_BYTES];
    unsigned char ecdh_public[ECDH_PUBLIC_BYTES];
};
int person_keys_new(struct person_keys *k, struct err *e);
void person_keys_release(struct person_keys *k);

/* A new data key. */
int data_key_new(struct secret *dk, struct err *e);
/* The key of the database as SQLCipher takes it, raw: x'…' with NUL, in secret memory (STORE_KEY_BYTES). */
int data_key_store(struct secret *text, const struct secret *dk, struct err *e);
/* The key that authenticates section A of station.keys. */
int data_key_slots(struct secret *key, const struct secret *dk, struct err *e);

/* Makes a person's slot (the witness is empty). The passphrase is the caller's to check (db/passphrase.h). */
int slot_make(struct slot *s, const char *uid, const struct store_id *id, const struct person_keys *keys,
              const struct secret *dk, const struct secret *passphrase, const struct kdf_cost *cost, struct err *e);
/* What a passphrase opens. keys and dk are made here, both released on failure.
 * ERR_AUTH: wrong passphrase (or a slot tampered with, which cannot be told apart); ERR_INTEGRITY: passphrase right, but
 * the capsule is damaged or of another generation. */
int slot_open(struct person_keys *keys, struct secret *dk, const struct slot *s, const struct store_id *id,
              const struct secret *passphrase, struct err *e);
/* The time that an opening takes, for an id that has no slot; always ERR_AUTH with the same sentence. */
int slot_open_none(const struct kdf_cost *cost, const struct secret *passphrase, struct err *e);
/* Seals the private keys anew; public keys, capsule and witness stay. ERR_AUTH: the old one is wrong. On failure *s is
 * as it was. */
int slot_change_passphrase(struct slot *s, const struct store_id *id, const struct secret *old,
                           const struct secret *fresh, const struct kdf_cost *cost, struct err *e);

/* An enrol slot of that code (code_new), good until now + SLOT_CODE_SECONDS. */
int slot_make_enrol(struct slot *s, const char *uid, const struct store_id *id, const struct secret *dk,
                    const struct secret *code, const struct kdf_cost *cost, int64_t now, struct err *e);
/* ERR_AUTH: wrong code, or its time is over. */
int slot_open_enrol(struct secret *dk, const struct slot *s, const struct store_id *id, const struct secret *code,
                    int64_t now, struct err *e);

/* The slot as bytes of the canonical encoding (without its uid), and back: ERR_INTEGRITY unless exactly the fields of its
 * kind are there, each of its size, with a cost within bounds. */
int slot_encode(const struct slot *s, unsigned char **bytes, size_t *size, struct err *e);
int slot_decode(struct slot *s, const char *uid, const void *bytes, size_t size, struct err *e);

#endif

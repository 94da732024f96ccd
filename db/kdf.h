/* kdf — a key from a passphrase: Argon2id (RFC 9106), slow on purpose (security.md §2.2). */
#ifndef KANRIBO_DB_KDF_H
#define KANRIBO_DB_KDF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/crypto.h"
#include "forms/err.h"

enum { KDF_SALT_BYTES = 16, KDF_OPS_MAX = 16 };
#define KDF_MEMORY_MIN ((uint64_t)1 << 20) /* bytes; less is no Argon2 worth the name, even in a test */
#define KDF_MEMORY_MAX ((uint64_t)2 << 30)

struct kdf_cost {
    uint32_t ops;    /* passes over the memory */
    uint64_t memory; /* bytes */
};

/* The least that a slot is made with: 3 passes over 64 MiB. Demo and tests use it; a real station calibrates. */
extern const struct kdf_cost kdf_floor;

/* Within the bounds above. What is read from a file is asked this first: a crafted slot must not ask for a terabyte. */
bool kdf_cost_valid(const struct kdf_cost *cost);

/* key gets DATA_KEY_BYTES, in secret memory of the caller. ERR_INTEGRITY: cost out of bounds; ERR_MEMORY: not so much to be had. */
int kdf_derive(unsigned char *key, const void *passphrase, size_t size, const unsigned char salt[KDF_SALT_BYTES],
               const struct kdf_cost *cost, struct err *e);

/* A cost of about one second of this machine's CPU time: at least the floor, at most 1 GiB or a quarter of the memory.
 * Measured by CLOCK_PROCESS_CPUTIME_ID, the one clock that nobody sets or freezes. */
int kdf_calibrate(struct kdf_cost *cost, struct err *e);

#endif

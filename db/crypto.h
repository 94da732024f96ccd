/* crypto — the few primitives that kanribo uses, each checked, each from a library (security.md §2.2, §2.8).
 *
 * libsodium: random bytes, SHA-256, HMAC-SHA-256, Ed25519, Argon2id (db/kdf.h), guarded memory.
 * libcrypto: AES-256-GCM and ECDH over P-256 (listed by CRYPTREC, and working without AES instructions).
 * No foreign header is needed to include this one. */
#ifndef KANRIBO_DB_CRYPTO_H
#define KANRIBO_DB_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/err.h"

enum {
    HASH_BYTES = 32,         /* SHA-256, HMAC-SHA-256 */
    DATA_KEY_BYTES = 32,     /* AES-256 key, data key, key-encryption key */
    SIGN_PUBLIC_BYTES = 32,  /* Ed25519 */
    SIGN_SEED_BYTES = 32,    /* what is stored of an Ed25519 private key */
    SIGN_KEY_BYTES = 64,     /* what signing takes: seed and public key */
    SIGNATURE_BYTES = 64,    /* Ed25519 */
    ECDH_PUBLIC_BYTES = 65,  /* P-256, uncompressed: 04 x y */
    ECDH_PRIVATE_BYTES = 32, /* P-256 scalar, big endian */
    SEAL_BYTES = 28,         /* what AES-256-GCM adds: 12 bytes of nonce in front, 16 bytes of tag behind */
    CAPSULE_BYTES = 93       /* what a capsule adds: the ephemeral public key in front, and SEAL_BYTES */
};

/* Once per process, before anything else here; again does no harm. The configuration file of OpenSSL is not read. */
int crypto_start(struct err *e);

void crypto_random(void *out, size_t n);
/* Overwrites, and is not optimised away. */
void crypto_wipe(void *p, size_t n);
/* Compares without telling by its time where the difference is. */
bool crypto_equal(const void *a, const void *b, size_t n);

/* Bytes in guarded, locked memory (sodium_malloc), wiped when released. A zeroed struct is released already. */
struct secret {
    unsigned char *bytes;
    size_t size;
};
int secret_init(struct secret *s, size_t size, struct err *e); /* size zero bytes; size > 0 */
int secret_copy(struct secret *s, const void *bytes, size_t size, struct err *e);
void secret_release(struct secret *s);

/* SHA-256 in one go, and over parts. */
void hash_bytes(unsigned char out[HASH_BYTES], const void *data, size_t n);
struct hash {
    uint64_t state[16]; /* private to crypto.c */
};
void hash_init(struct hash *h);
void hash_add(struct hash *h, const void *data, size_t n);
void hash_end(struct hash *h, unsigned char out[HASH_BYTES]);

/* HMAC-SHA-256 with a key of any length. */
void hmac_bytes(unsigned char out[HASH_BYTES], const void *key, size_t key_size, const void *data, size_t n);
/* The key for one purpose: HMAC-SHA-256(key, label). `out` is made here; label is text such as "db-v1". */
int key_derive(struct secret *out, const struct secret *key, const char *label, struct err *e);

/* Ed25519. `key` is made here (SIGN_KEY_BYTES). */
int sign_key_new(struct secret *key, unsigned char public_key[SIGN_PUBLIC_BYTES], struct err *e);
int sign_key_from_seed(struct secret *key, unsigned char public_key[SIGN_PUBLIC_BYTES],
                       const unsigned char seed[SIGN_SEED_BYTES], struct err *e);
void sign_key_seed(unsigned char seed[SIGN_SEED_BYTES], const struct secret *key);
void sign_bytes(unsigned char signature[SIGNATURE_BYTES], const struct secret *key, const void *data, size_t n);
bool sign_verify(const unsigned char signature[SIGNATURE_BYTES], const unsigned char public_key[SIGN_PUBLIC_BYTES],
                 const void *data, size_t n);

/* AES-256-GCM. seal writes n + SEAL_BYTES, open writes n − SEAL_BYTES. The nonce is random; a key seals once or a few
 * times, never in bulk. open: ERR_INTEGRITY when key, associated data or any byte is not what it was (out is wiped). */
int crypto_seal(unsigned char *out, const unsigned char key[DATA_KEY_BYTES], const void *aad, size_t aad_size,
                const void *plain, size_t n, struct err *e);
int crypto_open(unsigned char *out, const unsigned char key[DATA_KEY_BYTES], const void *aad, size_t aad_size,
                const unsigned char *sealed, size_t n, struct err *e);

/* ECDH over P-256. `private_key` has room for ECDH_PRIVATE_BYTES in secret memory of the caller. */
int ecdh_key_new(unsigned char *private_key, unsigned char public_key[ECDH_PUBLIC_BYTES], struct err *e);
/* A capsule that only the holder of the private key opens: an ephemeral key pair, ECDH, the key
 * HMAC-SHA-256(shared secret, "kanribo-capsule-v1" with its NUL ‖ ephemeral public ‖ recipient's public ‖ context),
 * AES-256-GCM with the context as associated data.
 * seal writes n + CAPSULE_BYTES, open writes n − CAPSULE_BYTES; open: ERR_INTEGRITY when it is not the right key or
 * context or any byte is another. A public key that is no point of the curve is ERR_INTEGRITY in both. */
int capsule_seal(unsigned char *out, const unsigned char public_key[ECDH_PUBLIC_BYTES], const void *context,
                 size_t context_size, const void *plain, size_t n, struct err *e);
int capsule_open(unsigned char *out, const unsigned char *private_key,
                 const unsigned char public_key[ECDH_PUBLIC_BYTES], const void *context, size_t context_size,
                 const unsigned char *capsule, size_t n, struct err *e);

/* Lower-case hex. format writes 2n + 1 bytes; parse takes exactly 2n digits of either case and a NUL. */
void hex_format(char *out, const void *bytes, size_t n);
bool hex_parse(unsigned char *out, size_t n, const char *text);

#endif

#include "db/crypto.h"

#include <limits.h>
#include <string.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium.h>

#include "forms/banned.h"

enum { NONCE_BYTES = 12, TAG_BYTES = 16 };

static const char capsule_label[] = "kanribo-capsule-v1";

_Static_assert(SEAL_BYTES == NONCE_BYTES + TAG_BYTES, "sealed = nonce, ciphertext, tag");
_Static_assert(CAPSULE_BYTES == ECDH_PUBLIC_BYTES + SEAL_BYTES, "capsule = ephemeral key, sealed");
_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct hash), "room for the state of SHA-256");
_Static_assert((int)SIGN_KEY_BYTES == (int)crypto_sign_SECRETKEYBYTES, "Ed25519 key");

static int library_failed(struct err *e)
{
    ERR_clear_error();
    return err_set(e, ERR_IO,
                   "暗号の部品（libcrypto）が処理を受け付けませんでした。端末を再起動し、なお続くときは管理者に連絡して"
                   "ください。");
}

int crypto_start(struct err *e)
{
    if (!OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL)) {
        return library_failed(e);
    }
    if (sodium_init() < 0) {
        return err_set(e, ERR_IO, "乱数の用意ができません。端末を再起動し、なお続くときは管理者に連絡してください。");
    }
    return 0;
}

void crypto_random(void *out, size_t n)
{
    randombytes_buf(out, n);
}

void crypto_wipe(void *p, size_t n)
{
    if (p != NULL) {
        sodium_memzero(p, n);
    }
}

bool crypto_equal(const void *a, const void *b, size_t n)
{
    return sodium_memcmp(a, b, n) == 0;
}

int secret_init(struct secret *s, size_t size, struct err *e)
{
    s->size = 0;
    s->bytes = sodium_malloc(size);
    if (s->bytes == NULL) {
        return err_memory(e);
    }
    memset(s->bytes, 0, size);
    s->size = size;
    return 0;
}

int secret_copy(struct secret *s, const void *bytes, size_t size, struct err *e)
{
    int rc = secret_init(s, size, e);
    if (rc == 0) {
        memcpy(s->bytes, bytes, size);
    }
    return rc;
}

void secret_release(struct secret *s)
{
    sodium_free(s->bytes); /* wipes first; NULL is allowed */
    s->bytes = NULL;
    s->size = 0;
}

void hash_bytes(unsigned char out[HASH_BYTES], const void *data, size_t n)
{
    crypto_hash_sha256(out, data, n);
}

/* The state is copied in and out, so that the header needs no foreign one and no object is read as another type. */
void hash_init(struct hash *h)
{
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    memset(h, 0, sizeof *h);
    memcpy(h->state, &state, sizeof state);
}

void hash_add(struct hash *h, const void *data, size_t n)
{
    crypto_hash_sha256_state state;
    memcpy(&state, h->state, sizeof state);
    crypto_hash_sha256_update(&state, data, n);
    memcpy(h->state, &state, sizeof state);
}

void hash_end(struct hash *h, unsigned char out[HASH_BYTES])
{
    crypto_hash_sha256_state state;
    memcpy(&state, h->state, sizeof state);
    crypto_hash_sha256_final(&state, out);
    sodium_memzero(h, sizeof *h);
}

void hmac_bytes(unsigned char out[HASH_BYTES], const void *key, size_t key_size, const void *data, size_t n)
{
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key, key_size);
    crypto_auth_hmacsha256_update(&state, data, n);
    crypto_auth_hmacsha256_final(&state, out);
    sodium_memzero(&state, sizeof state);
}

int key_derive(struct secret *out, const struct secret *key, const char *label, struct err *e)
{
    int rc = secret_init(out, HASH_BYTES, e);
    if (rc == 0) {
        hmac_bytes(out->bytes, key->bytes, key->size, label, strlen(label));
    }
    return rc;
}

int sign_key_new(struct secret *key, unsigned char public_key[SIGN_PUBLIC_BYTES], struct err *e)
{
    int rc = secret_init(key, SIGN_KEY_BYTES, e);
    if (rc == 0) {
        crypto_sign_keypair(public_key, key->bytes);
    }
    return rc;
}

int sign_key_from_seed(struct secret *key, unsigned char public_key[SIGN_PUBLIC_BYTES],
                       const unsigned char seed[SIGN_SEED_BYTES], struct err *e)
{
    int rc = secret_init(key, SIGN_KEY_BYTES, e);
    if (rc == 0) {
        crypto_sign_seed_keypair(public_key, key->bytes, seed);
    }
    return rc;
}

void sign_key_seed(unsigned char seed[SIGN_SEED_BYTES], const struct secret *key)
{
    crypto_sign_ed25519_sk_to_seed(seed, key->bytes);
}

void sign_bytes(unsigned char signature[SIGNATURE_BYTES], const struct secret *key, const void *data, size_t n)
{
    crypto_sign_detached(signature, NULL, data, n, key->bytes);
}

bool sign_verify(const unsigned char signature[SIGNATURE_BYTES], const unsigned char public_key[SIGN_PUBLIC_BYTES],
                 const void *data, size_t n)
{
    return crypto_sign_verify_detached(signature, data, n, public_key) == 0;
}

int crypto_seal(unsigned char *out, const unsigned char key[DATA_KEY_BYTES], const void *aad, size_t aad_size,
                const void *plain, size_t n, struct err *e)
{
    unsigned char *body = out + NONCE_BYTES;
    int done = 0, rc = 0;
    if (n > INT_MAX / 2 || aad_size > INT_MAX / 2) {
        return err_set(e, ERR_INPUT, "暗号化する内容が大きすぎます。");
    }
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
    if (ctx == NULL) {
        return err_memory(e);
    }
    crypto_random(out, NONCE_BYTES);
    if (EVP_EncryptInit_ex(ctx, EVP_aes_256_gcm(), NULL, key, out) != 1 ||
        (aad_size > 0 && EVP_EncryptUpdate(ctx, NULL, &done, aad, (int)aad_size) != 1) ||
        EVP_EncryptUpdate(ctx, body, &done, plain, (int)n) != 1 || (size_t)done != n ||
        EVP_EncryptFinal_ex(ctx, body + n, &done) != 1 ||
        EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_GET_TAG, TAG_BYTES, body + n) != 1) {
        rc = library_failed(e);
    }
    EVP_CIPHER_CTX_free(ctx);
    return rc;
}

static int not_genuine(struct err *e)
{
    ERR_clear_error();
    return err_set(e, ERR_INTEGRITY, "暗号化された内容が、鍵又は元の内容と一致しません。");
}

int crypto_open(unsigned char *out, const unsigned char key[DATA_KEY_BYTES], const void *aad, size_t aad_size,
                const unsigned char *sealed, size_t n, struct err *e)
{
    unsigned char tag[TAG_BYTES];
    int done = 0, rc = 0;
    if (n < SEAL_BYTES || n > INT_MAX / 2 || aad_size > INT_MAX / 2) {
        return not_genuine(e);
    }
    size_t plain = n - SEAL_BYTES;
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
    if (ctx == NULL) {
        return err_memory(e);
    }
    memcpy(tag, sealed + n - TAG_BYTES, TAG_BYTES);
    if (EVP_DecryptInit_ex(ctx, EVP_aes_256_gcm(), NULL, key, sealed) != 1 ||
        (aad_size > 0 && EVP_DecryptUpdate(ctx, NULL, &done, aad, (int)aad_size) != 1) ||
        EVP_DecryptUpdate(ctx, out, &done, sealed + NONCE_BYTES, (int)plain) != 1 || (size_t)done != plain ||
        EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_SET_TAG, TAG_BYTES, tag) != 1) {
        rc = library_failed(e);
    } else if (EVP_DecryptFinal_ex(ctx, out + plain, &done) != 1) {
        rc = not_genuine(e);
    }
    EVP_CIPHER_CTX_free(ctx);
    if (rc != 0) {
        crypto_wipe(out, plain);
    }
    return rc;
}

int ecdh_key_new(unsigned char *private_key, unsigned char public_key[ECDH_PUBLIC_BYTES], struct err *e)
{
    BIGNUM *scalar = NULL;
    size_t size = 0;
    int rc = 0;
    EVP_PKEY *pair = EVP_EC_gen("P-256");
    if (pair == NULL ||
        EVP_PKEY_get_octet_string_param(pair, OSSL_PKEY_PARAM_PUB_KEY, public_key, ECDH_PUBLIC_BYTES, &size) != 1 ||
        size != ECDH_PUBLIC_BYTES || public_key[0] != 4 ||
        EVP_PKEY_get_bn_param(pair, OSSL_PKEY_PARAM_PRIV_KEY, &scalar) != 1 ||
        BN_bn2binpad(scalar, private_key, ECDH_PRIVATE_BYTES) != ECDH_PRIVATE_BYTES) {
        rc = library_failed(e);
    }
    BN_clear_free(scalar);
    EVP_PKEY_free(pair);
    return rc;
}

/* A key of P-256 from its bytes; without private_key a public one. NULL when it is none (no point of the curve). */
static EVP_PKEY *ecdh_load(const unsigned char *private_key, const unsigned char public_key[ECDH_PUBLIC_BYTES])
{
    EVP_PKEY *key = NULL;
    OSSL_PARAM *params = NULL;
    EVP_PKEY_CTX *ctx = NULL;
    BIGNUM *scalar = NULL;
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    if (build == NULL || public_key[0] != 4) {
        goto done;
    }
    if (!OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) ||
        !OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, public_key, ECDH_PUBLIC_BYTES)) {
        goto done;
    }
    if (private_key != NULL) {
        scalar = BN_secure_new();
        if (scalar == NULL || BN_bin2bn(private_key, ECDH_PRIVATE_BYTES, scalar) == NULL ||
            !OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PRIV_KEY, scalar)) {
            goto done;
        }
    }
    params = OSSL_PARAM_BLD_to_param(build);
    ctx = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    if (params == NULL || ctx == NULL || EVP_PKEY_fromdata_init(ctx) != 1 ||
        EVP_PKEY_fromdata(ctx, &key, private_key != NULL ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, params) != 1) {
        key = NULL;
    }
done:
    EVP_PKEY_CTX_free(ctx);
    OSSL_PARAM_free(params);
    OSSL_PARAM_BLD_free(build);
    BN_clear_free(scalar);
    return key;
}

/* The key of a capsule: ECDH, then HMAC-SHA-256 over everything that the capsule is bound to. */
static int capsule_key(unsigned char key[DATA_KEY_BYTES], EVP_PKEY *own, EVP_PKEY *peer,
                       const unsigned char ephemeral[ECDH_PUBLIC_BYTES],
                       const unsigned char recipient[ECDH_PUBLIC_BYTES], const void *context, size_t context_size,
                       struct err *e)
{
    unsigned char shared[32];
    size_t size = sizeof shared;
    int rc = 0;
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(own, NULL);
    if (ctx == NULL || EVP_PKEY_derive_init(ctx) != 1 || EVP_PKEY_derive_set_peer(ctx, peer) != 1 ||
        EVP_PKEY_derive(ctx, shared, &size) != 1 || size != sizeof shared) {
        rc = not_genuine(e);
    } else {
        crypto_auth_hmacsha256_state state;
        crypto_auth_hmacsha256_init(&state, shared, sizeof shared);
        crypto_auth_hmacsha256_update(&state, (const unsigned char *)capsule_label, sizeof capsule_label);
        crypto_auth_hmacsha256_update(&state, ephemeral, ECDH_PUBLIC_BYTES);
        crypto_auth_hmacsha256_update(&state, recipient, ECDH_PUBLIC_BYTES);
        crypto_auth_hmacsha256_update(&state, context, context_size);
        crypto_auth_hmacsha256_final(&state, key);
        sodium_memzero(&state, sizeof state);
    }
    sodium_memzero(shared, sizeof shared);
    EVP_PKEY_CTX_free(ctx);
    return rc;
}

int capsule_seal(unsigned char *out, const unsigned char public_key[ECDH_PUBLIC_BYTES], const void *context,
                 size_t context_size, const void *plain, size_t n, struct err *e)
{
    unsigned char key[DATA_KEY_BYTES] = {0};
    size_t size = 0;
    int rc;
    EVP_PKEY *own = EVP_EC_gen("P-256");
    EVP_PKEY *peer = ecdh_load(NULL, public_key);
    if (peer == NULL) {
        rc = not_genuine(e);
        goto done;
    }
    if (own == NULL ||
        EVP_PKEY_get_octet_string_param(own, OSSL_PKEY_PARAM_PUB_KEY, out, ECDH_PUBLIC_BYTES, &size) != 1 ||
        size != ECDH_PUBLIC_BYTES) {
        rc = library_failed(e);
        goto done;
    }
    rc = capsule_key(key, own, peer, out, public_key, context, context_size, e);
    if (rc == 0) {
        rc = crypto_seal(out + ECDH_PUBLIC_BYTES, key, context, context_size, plain, n, e);
    }
done:
    sodium_memzero(key, sizeof key);
    EVP_PKEY_free(peer);
    EVP_PKEY_free(own);
    return rc;
}

int capsule_open(unsigned char *out, const unsigned char *private_key,
                 const unsigned char public_key[ECDH_PUBLIC_BYTES], const void *context, size_t context_size,
                 const unsigned char *capsule, size_t n, struct err *e)
{
    unsigned char key[DATA_KEY_BYTES] = {0};
    int rc;
    if (n < CAPSULE_BYTES) {
        return not_genuine(e);
    }
    EVP_PKEY *own = ecdh_load(private_key, public_key);
    EVP_PKEY *peer = ecdh_load(NULL, capsule);
    if (own == NULL || peer == NULL) {
        rc = not_genuine(e);
        goto done;
    }
    rc = capsule_key(key, own, peer, capsule, public_key, context, context_size, e);
    if (rc == 0) {
        rc = crypto_open(out, key, context, context_size, capsule + ECDH_PUBLIC_BYTES, n - ECDH_PUBLIC_BYTES, e);
    }
done:
    sodium_memzero(key, sizeof key);
    EVP_PKEY_free(peer);
    EVP_PKEY_free(own);
    return rc;
}

void hex_format(char *out, const void *bytes, size_t n)
{
    sodium_bin2hex(out, 2 * n + 1, bytes, n); /* constant time: keys pass through here */
}

bool hex_parse(unsigned char *out, size_t n, const char *text)
{
    size_t size = 0;
    return strlen(text) == 2 * n && sodium_hex2bin(out, n, text, 2 * n, NULL, &size, NULL) == 0 && size == n;
}

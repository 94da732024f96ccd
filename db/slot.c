#include "db/slot.h"

#include <stdlib.h>
#include <string.h>

#include "forms/text.h"

#include "forms/banned.h"

static const char wrong_passphrase[] = "利用者ID又は合言葉が違います。";

bool uid_valid(const char *uid)
{
    size_t n = strlen(uid);
    return n >= 2 && n < SLOT_UID_BYTES && strspn(uid, "abcdefghijklmnopqrstuvwxyz0123456789._-") == n;
}

int uid_read(char uid[SLOT_UID_BYTES], const char *typed, struct err *e)
{
    int rc = 0;
    char *narrow = text_narrow(typed, strlen(typed));
    if (narrow == NULL) {
        return err_memory(e);
    }
    for (char *p = narrow; *p != '\0'; p++) {
        if (*p >= 'A' && *p <= 'Z') {
            *p = (char)(*p - 'A' + 'a');
        }
    }
    if (uid_valid(narrow)) {
        memcpy(uid, narrow, strlen(narrow) + 1);
    } else {
        rc = err_field(e, "uid", NULL, "利用者IDは、英小文字、数字、「.」「_」「-」で2文字から%d文字までです。",
                       SLOT_UID_BYTES - 1);
    }
    free(narrow);
    return rc;
}

/* ---- witness ---- */

static void witness_digest(unsigned char out[HASH_BYTES], const struct witness *w, const unsigned char dbid[HASH_BYTES])
{
    static const char label[] = "kanribo-witness-v1";
    unsigned char numbers[16];
    struct hash h;
    for (int i = 0; i < 8; i++) {
        numbers[i] = (unsigned char)((uint64_t)w->transaction >> (56 - 8 * i));
        numbers[8 + i] = (unsigned char)((uint64_t)w->seq >> (56 - 8 * i));
    }
    hash_init(&h);
    hash_add(&h, label, sizeof label);
    hash_add(&h, dbid, HASH_BYTES);
    hash_add(&h, numbers, sizeof numbers);
    hash_add(&h, w->head, HASH_BYTES);
    hash_end(&h, out);
}

void witness_sign(struct witness *w, const unsigned char dbid[HASH_BYTES], const struct secret *sign_key)
{
    unsigned char digest[HASH_BYTES];
    witness_digest(digest, w, dbid);
    sign_bytes(w->signature, sign_key, digest, sizeof digest);
}

bool witness_verify(const struct witness *w, const unsigned char dbid[HASH_BYTES],
                    const unsigned char sign_public[SIGN_PUBLIC_BYTES])
{
    unsigned char digest[HASH_BYTES];
    witness_digest(digest, w, dbid);
    return w->transaction > 0 && sign_verify(w->signature, sign_public, digest, sizeof digest);
}

/* ---- keys ---- */

int person_keys_new(struct person_keys *k, struct err *e)
{
    memset(k, 0, sizeof *k);
    int rc = sign_key_new(&k->sign, k->sign_public, e);
    if (rc == 0) {
        rc = secret_init(&k->ecdh, ECDH_PRIVATE_BYTES, e);
    }
    if (rc == 0) {
        rc = ecdh_key_new(k->ecdh.bytes, k->ecdh_public, e);
    }
    if (rc != 0) {
        person_keys_release(k);
    }
    return rc;
}

void person_keys_release(struct person_keys *k)
{
    secret_release(&k->sign);
    secret_release(&k->ecdh);
}

int data_key_new(struct secret *dk, struct err *e)
{
    int rc = secret_init(dk, DATA_KEY_BYTES, e);
    if (rc == 0) {
        crypto_random(dk->bytes, dk->size);
    }
    return rc;
}

int data_key_store(struct secret *text, const struct secret *dk, struct err *e)
{
    struct secret key = {0};
    int rc = key_derive(&key, dk, "db-v1", e);
    if (rc == 0) {
        rc = secret_init(text, STORE_KEY_BYTES, e);
    }
    if (rc == 0) {
        char *p = (char *)text->bytes;
        memcpy(p, "x'", 2);
        hex_format(p + 2, key.bytes, key.size);
        memcpy(p + STORE_KEY_BYTES - 2, "'", 2);
    }
    secret_release(&key);
    return rc;
}

int data_key_slots(struct secret *key, const struct secret *dk, struct err *e)
{
    return key_derive(key, dk, "slot-v1", e);
}

/* ---- what the sealed parts are bound to ---- */

enum purpose { BIND_PRIVATE, BIND_CAPSULE, BIND_ENROL };

/* The canonical encoding of all that a sealed part belongs to; *bytes for the caller to free. */
static int slot_binding(unsigned char **bytes, size_t *size, const struct slot *s, const struct store_id *id,
                        enum purpose purpose, struct err *e)
{
    static const char *const names[] = {
        [BIND_PRIVATE] = "slot.private", [BIND_CAPSULE] = "slot.capsule", [BIND_ENROL] = "slot.enrol"};
    struct encoding c;
    encoding_init(&c);
    /* A failed put is remembered by the encoding and told by finish. */
    (void)encoding_put_text(&c, "purpose", names[purpose], e);
    (void)encoding_put_number(&c, "algorithm", SLOT_ALGORITHM, e);
    (void)encoding_put(&c, "dbid", id->dbid, HASH_BYTES, e);
    (void)encoding_put_text(&c, "uid", s->uid, e);
    if (purpose != BIND_CAPSULE) { /* the passphrase changes without the capsule */
        (void)encoding_put(&c, "salt", s->salt, sizeof s->salt, e);
        (void)encoding_put_number(&c, "ops", s->cost.ops, e);
        (void)encoding_put_number(&c, "memory", (int64_t)s->cost.memory, e);
    }
    if (purpose == BIND_PRIVATE) { /* and a new data key comes without the passphrase */
        (void)encoding_put(&c, "sign", s->person.sign_public, SIGN_PUBLIC_BYTES, e);
        (void)encoding_put(&c, "ecdh", s->person.ecdh_public, ECDH_PUBLIC_BYTES, e);
    } else {
        (void)encoding_put_number(&c, "generation", id->generation, e);
    }
    if (purpose == BIND_ENROL) {
        (void)encoding_put_number(&c, "expires", s->enrol.expires, e);
    }
    return encoding_end(&c, 0, bytes, size, e);
}

static int slot_kek(struct secret *kek, const struct slot *s, const struct secret *passphrase, struct err *e)
{
    int rc = secret_init(kek, DATA_KEY_BYTES, e);
    if (rc == 0) {
        rc = kdf_derive(kek->bytes, passphrase->bytes, passphrase->size, s->salt, &s->cost, e);
    }
    return rc;
}

/* Salt and cost are in *s; seals the private keys into it. */
static int slot_seal_private(struct slot *s, const struct store_id *id, const struct person_keys *keys,
                             const struct secret *passphrase, struct err *e)
{
    struct secret kek = {0}, both = {0};
    unsigned char *aad = NULL;
    size_t aad_size;
    int rc = slot_kek(&kek, s, passphrase, e);
    if (rc == 0) {
        rc = secret_init(&both, SIGN_SEED_BYTES + ECDH_PRIVATE_BYTES, e);
    }
    if (rc == 0) {
        rc = slot_binding(&aad, &aad_size, s, id, BIND_PRIVATE, e);
    }
    if (rc == 0) {
        sign_key_seed(both.bytes, &keys->sign);
        memcpy(both.bytes + SIGN_SEED_BYTES, keys->ecdh.bytes, ECDH_PRIVATE_BYTES);
        rc = crypto_seal(s->person.private_keys, kek.bytes, aad, aad_size, both.bytes, both.size, e);
    }
    free(aad);
    secret_release(&both);
    secret_release(&kek);
    return rc;
}

static int slot_open_private(struct person_keys *keys, const struct slot *s, const struct store_id *id,
                             const struct secret *passphrase, struct err *e)
{
    struct secret kek = {0}, both = {0};
    unsigned char *aad = NULL;
    size_t aad_size;
    memset(keys, 0, sizeof *keys);
    int rc = slot_kek(&kek, s, passphrase, e);
    if (rc == 0) {
        rc = secret_init(&both, SIGN_SEED_BYTES + ECDH_PRIVATE_BYTES, e);
    }
    if (rc == 0) {
        rc = slot_binding(&aad, &aad_size, s, id, BIND_PRIVATE, e);
    }
    if (rc == 0) {
        rc = crypto_open(both.bytes, kek.bytes, aad, aad_size, s->person.private_keys, SLOT_PRIVATE_BYTES, e);
        if (rc == ERR_INTEGRITY) {
            rc = err_set(e, ERR_AUTH, "%s", wrong_passphrase);
        }
    }
    if (rc == 0) {
        rc = sign_key_from_seed(&keys->sign, keys->sign_public, both.bytes, e);
    }
    if (rc == 0) {
        rc = secret_copy(&keys->ecdh, both.bytes + SIGN_SEED_BYTES, ECDH_PRIVATE_BYTES, e);
        memcpy(keys->ecdh_public, s->person.ecdh_public, ECDH_PUBLIC_BYTES);
    }
    if (rc == 0 && !crypto_equal(keys->sign_public, s->person.sign_public, SIGN_PUBLIC_BYTES)) {
        rc =
            err_set(e, ERR_INTEGRITY,
                    "鍵ファイルの公開鍵が本人の鍵と合いません。station.keys.prev 又はバックアップから戻してください。");
    }
    if (rc != 0) {
        person_keys_release(keys);
    }
    free(aad);
    secret_release(&both);
    secret_release(&kek);
    return rc;
}

/* ---- a person's slot ---- */

static int slot_start(struct slot *s, const char *uid, enum slot_kind kind, const struct kdf_cost *cost, struct err *e)
{
    memset(s, 0, sizeof *s);
    if (!uid_valid(uid)) {
        return err_set(e, ERR_INPUT, "利用者ID「%.40s」は使えません。", uid);
    }
    memcpy(s->uid, uid, strlen(uid) + 1);
    s->kind = kind;
    s->cost = *cost;
    crypto_random(s->salt, sizeof s->salt);
    return 0;
}

int slot_make(struct slot *s, const char *uid, const struct store_id *id, const struct person_keys *keys,
              const struct secret *dk, const struct secret *passphrase, const struct kdf_cost *cost, struct err *e)
{
    unsigned char *context = NULL;
    size_t context_size;
    int rc = slot_start(s, uid, SLOT_PERSON, cost, e);
    if (rc != 0) {
        return rc;
    }
    memcpy(s->person.sign_public, keys->sign_public, SIGN_PUBLIC_BYTES);
    memcpy(s->person.ecdh_public, keys->ecdh_public, ECDH_PUBLIC_BYTES);
    rc = slot_seal_private(s, id, keys, passphrase, e);
    if (rc == 0) {
        rc = slot_binding(&context, &context_size, s, id, BIND_CAPSULE, e);
    }
    if (rc == 0) {
        rc =
            capsule_seal(s->person.capsule, s->person.ecdh_public, context, context_size, dk->bytes, DATA_KEY_BYTES, e);
    }
    free(context);
    return rc;
}

int slot_open(struct person_keys *keys, struct secret *dk, const struct slot *s, const struct store_id *id,
              const struct secret *passphrase, struct err *e)
{
    unsigned char *context = NULL;
    size_t context_size;
    *dk = (struct secret){0};
    *keys = (struct person_keys){0};
    if (s->kind != SLOT_PERSON) {
        return err_set(e, ERR_AUTH,
                       "一度だけのコードによる登録がまだ済んでいません。一度だけのコードを入力してください。");
    }
    int rc = slot_open_private(keys, s, id, passphrase, e);
    if (rc == 0) {
        rc = secret_init(dk, DATA_KEY_BYTES, e);
    }
    if (rc == 0) {
        rc = slot_binding(&context, &context_size, s, id, BIND_CAPSULE, e);
    }
    if (rc == 0) {
        rc = capsule_open(dk->bytes, keys->ecdh.bytes, keys->ecdh_public, context, context_size, s->person.capsule,
                          SLOT_CAPSULE_BYTES, e);
        if (rc == ERR_INTEGRITY) {
            rc = err_set(
                e, ERR_INTEGRITY,
                "合言葉は正しいのに、鍵ファイル（station.keys）の鍵を開けません。鍵ファイルが壊れたか、古いものに"
                "差し替えられています。station.keys.prev 又はバックアップから戻してください。");
        }
    }
    free(context);
    if (rc != 0) {
        secret_release(dk);
        person_keys_release(keys);
    }
    return rc;
}

int slot_open_none(const struct kdf_cost *cost, const struct secret *passphrase, struct err *e)
{
    struct slot nobody = {.cost = *cost};
    struct secret kek = {0};
    crypto_random(nobody.salt, sizeof nobody.salt);
    int rc = slot_kek(&kek, &nobody, passphrase, e);
    secret_release(&kek);
    return rc != 0 ? rc : err_set(e, ERR_AUTH, "%s", wrong_passphrase);
}

int slot_change_passphrase(struct slot *s, const struct store_id *id, const struct secret *old,
                           const struct secret *fresh, const struct kdf_cost *cost, struct err *e)
{
    struct person_keys keys = {0};
    struct slot changed = *s;
    if (s->kind != SLOT_PERSON) {
        return err_set(e, ERR_REFUSED, "一度だけのコードによる登録がまだ済んでいないので、合言葉の変更はできません。");
    }
    int rc = slot_open_private(&keys, s, id, old, e);
    if (rc == 0) {
        changed.cost = *cost;
        crypto_random(changed.salt, sizeof changed.salt);
        rc = slot_seal_private(&changed, id, &keys, fresh, e);
    }
    if (rc == 0) {
        *s = changed;
    }
    person_keys_release(&keys);
    return rc;
}

/* ---- an enrol slot ---- */

int slot_make_enrol(struct slot *s, const char *uid, const struct store_id *id, const struct secret *dk,
                    const struct secret *code, const struct kdf_cost *cost, int64_t now, struct err *e)
{
    struct secret kek = {0};
    unsigned char *aad = NULL;
    size_t aad_size;
    int rc = slot_start(s, uid, SLOT_ENROL, cost, e);
    if (rc != 0) {
        return rc;
    }
    s->enrol.expires = now + SLOT_CODE_SECONDS;
    rc = slot_kek(&kek, s, code, e);
    if (rc == 0) {
        rc = slot_binding(&aad, &aad_size, s, id, BIND_ENROL, e);
    }
    if (rc == 0) {
        rc = crypto_seal(s->enrol.sealed, kek.bytes, aad, aad_size, dk->bytes, DATA_KEY_BYTES, e);
    }
    free(aad);
    secret_release(&kek);
    return rc;
}

int slot_open_enrol(struct secret *dk, const struct slot *s, const struct store_id *id, const struct secret *code,
                    int64_t now, struct err *e)
{
    struct secret kek = {0};
    unsigned char *aad = NULL;
    size_t aad_size;
    *dk = (struct secret){0};
    if (s->kind != SLOT_ENROL) {
        return err_set(e, ERR_AUTH, "この利用者IDは登録が済んでいます。合言葉を入力してください。");
    }
    if (now >= s->enrol.expires ||
        now < s->enrol.expires - SLOT_CODE_SECONDS - 300) { /* a clock set back is no way round */
        return err_set(e, ERR_AUTH,
                       "一度だけのコードの期限（発行から%"
                       "d時間）の外です。端末の時計を確かめ、合っていれば、技術管理者に再発行を依頼してください。",
                       SLOT_CODE_SECONDS / 3600);
    }
    int rc = slot_kek(&kek, s, code, e);
    if (rc == 0) {
        rc = secret_init(dk, DATA_KEY_BYTES, e);
    }
    if (rc == 0) {
        rc = slot_binding(&aad, &aad_size, s, id, BIND_ENROL, e);
    }
    if (rc == 0) {
        rc = crypto_open(dk->bytes, kek.bytes, aad, aad_size, s->enrol.sealed, SLOT_SEALED_BYTES, e);
        if (rc == ERR_INTEGRITY) {
            rc = err_set(e, ERR_AUTH, "利用者ID又は一度だけのコードが違います。");
        }
    }
    if (rc != 0) {
        secret_release(dk);
    }
    free(aad);
    secret_release(&kek);
    return rc;
}

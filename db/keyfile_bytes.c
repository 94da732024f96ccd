/* The bytes of station.keys: what keyfile.h lays down. */
#include "db/keyfile.h"

#include <stdlib.h>
#include <string.h>

#include "forms/banned.h"

static const char magic[] = "kanribo keys 01\n", magic_any[] = "kanribo keys ", slot_prefix[] = "slot/";
enum { MAGIC_BYTES = sizeof magic - 1, LENGTH_BYTES = 4, SLOT_PREFIX = sizeof slot_prefix - 1 };

static int damaged(struct err *e, const char *what)
{
    return err_set(e, ERR_INTEGRITY,
                   "鍵ファイル（" KEYFILE_NAME "）が壊れています（%s）。" KEYFILE_KEPT
                   " 又はバックアップから戻してください。",
                   what);
}

static void section_mac(unsigned char mac[HASH_BYTES], const unsigned char *section, size_t size,
                        const struct secret *key, unsigned char *work)
{
    memcpy(work, magic, MAGIC_BYTES);
    memcpy(work + MAGIC_BYTES, section, size);
    hmac_bytes(mac, key->bytes, key->size, work, MAGIC_BYTES + size);
}

int keyfile_check(const struct keyfile *k, const struct secret *key, struct err *e)
{
    unsigned char mac[HASH_BYTES];
    unsigned char *work = malloc(MAGIC_BYTES + k->section_size + 1);
    if (work == NULL) {
        return err_memory(e);
    }
    section_mac(mac, k->section, k->section_size, key, work);
    free(work);
    if (!crypto_equal(mac, k->mac, HASH_BYTES)) {
        return err_set(e, ERR_INTEGRITY,
                       "鍵ファイル（" KEYFILE_NAME "）が書き換えられています。" KEYFILE_KEPT
                       " 又はバックアップから戻し、"
                       "運用管理者に報告してください。");
    }
    return 0;
}

static int section_encode(const struct keyfile *k, unsigned char **bytes, size_t *size, struct err *e)
{
    struct encoding c;
    char name[KEYFILE_DB_BYTES];
    encoding_init(&c);
    keyfile_db(k, name);
    /* A failed put is remembered by the encoding and told by finish. */
    (void)encoding_put_number(&c, "generation", k->id.generation, e);
    (void)encoding_put(&c, "dbid", k->id.dbid, HASH_BYTES, e);
    (void)encoding_put_text(&c, "database", name, e);
    (void)encoding_put_number(&c, "anchor.transaction", k->anchor.transaction, e);
    (void)encoding_put_number(&c, "anchor.seq", k->anchor.seq, e);
    (void)encoding_put(&c, "anchor.head", k->anchor.head, HASH_BYTES, e);
    int rc = attempts_put_locks(&k->attempts, &c, e);
    for (size_t i = 0; rc == 0 && i < k->nslots; i++) {
        char key[SLOT_PREFIX + SLOT_UID_BYTES];
        unsigned char *inner;
        size_t inner_size;
        memcpy(key, slot_prefix, SLOT_PREFIX);
        memcpy(key + SLOT_PREFIX, k->slots[i].uid, SLOT_UID_BYTES);
        rc = slot_encode(&k->slots[i], &inner, &inner_size, e);
        if (rc == 0) {
            rc = encoding_put(&c, key, inner, inner_size, e);
            free(inner);
        }
    }
    return encoding_end(&c, rc, bytes, size, e);
}

int keyfile_seal(struct keyfile *k, const struct secret *key, struct err *e)
{
    unsigned char *section = NULL, *work = NULL;
    size_t size;
    int rc = section_encode(k, &section, &size, e);
    if (rc != 0) {
        return rc;
    }
    work = malloc(MAGIC_BYTES + size);
    if (work == NULL) {
        free(section);
        return err_memory(e);
    }
    section_mac(k->mac, section, size, key, work);
    free(work);
    free(k->section);
    k->section = section;
    k->section_size = size;
    return 0;
}

static unsigned char *put_part(unsigned char *p, const unsigned char *bytes, size_t n)
{
    for (int i = 0; i < LENGTH_BYTES; i++) {
        *p++ = (unsigned char)(n >> (24 - 8 * i));
    }
    memcpy(p, bytes, n);
    return p + n;
}

int keyfile_encode(const struct keyfile *k, unsigned char **bytes, size_t *size, struct err *e)
{
    unsigned char *now = NULL, *tail = NULL, *out = NULL;
    size_t now_size = 0, tail_size = 0;
    *bytes = NULL;
    *size = 0;
    int rc = section_encode(k, &now, &now_size, e);
    if (rc != 0) {
        goto done;
    }
    if (k->section == NULL || now_size != k->section_size || memcmp(now, k->section, now_size) != 0) {
        rc = err_set(e, ERR_INTEGRITY, "鍵ファイルの変更に封印がないため、書き込みませんでした。");
        goto done;
    }
    rc = attempts_encode(&k->attempts, &tail, &tail_size, e);
    if (rc != 0) {
        goto done;
    }
    size_t total = MAGIC_BYTES + 2 * LENGTH_BYTES + 2 * HASH_BYTES + now_size + tail_size;
    if (total > KEYFILE_MAX) {
        rc = err_set(e, ERR_FULL, "鍵ファイルに入る量を超えています。運用管理者に連絡してください。");
        goto done;
    }
    out = malloc(total);
    if (out == NULL) {
        rc = err_memory(e);
        goto done;
    }
    memcpy(out, magic, MAGIC_BYTES);
    unsigned char *p = put_part(out + MAGIC_BYTES, now, now_size);
    memcpy(p, k->mac, HASH_BYTES);
    p = put_part(p + HASH_BYTES, tail, tail_size);
    hash_bytes(p, out, (size_t)(p - out));
    *bytes = out;
    *size = total;
done:
    free(now);
    free(tail);
    return rc;
}

/* Takes a length and that many bytes; false when they are not there. */
static bool take_part(const unsigned char **p, size_t *left, const unsigned char **part, size_t *n)
{
    if (*left < LENGTH_BYTES) {
        return false;
    }
    *n = (size_t)(*p)[0] << 24 | (size_t)(*p)[1] << 16 | (size_t)(*p)[2] << 8 | (size_t)(*p)[3];
    if (*left - LENGTH_BYTES < *n) {
        return false;
    }
    *part = *p + LENGTH_BYTES;
    *p += LENGTH_BYTES + *n;
    *left -= LENGTH_BYTES + *n;
    return true;
}

static bool get_number(const struct decoding *d, const char *key, int64_t low, int64_t high, int64_t *number,
                       size_t *taken)
{
    struct decode_pair pair;
    ++*taken;
    return decoding_get(d, key, &pair) && decode_pair_number(&pair, number) && *number >= low && *number <= high;
}

static bool get_hash(const struct decoding *d, const char *key, unsigned char out[HASH_BYTES], size_t *taken)
{
    struct decode_pair pair;
    if (!decoding_get(d, key, &pair) || pair.value_size != HASH_BYTES) {
        return false;
    }
    memcpy(out, pair.value, HASH_BYTES);
    ++*taken;
    return true;
}

static int parse_slots(struct keyfile *k, const struct decoding *d, size_t *taken, struct err *e)
{
    struct decoding walk = *d;
    struct decode_pair pair;
    int rc = 0;
    decoding_rewind(&walk);
    while (rc == 0 && decoding_next(&walk, &pair)) {
        char uid[SLOT_UID_BYTES];
        struct slot s;
        if (pair.key_size <= SLOT_PREFIX || memcmp(pair.key, slot_prefix, SLOT_PREFIX) != 0) {
            continue;
        }
        size_t n = pair.key_size - SLOT_PREFIX;
        if (n >= sizeof uid) {
            return damaged(e, "利用者IDが長すぎる");
        }
        memcpy(uid, pair.key + SLOT_PREFIX, n);
        uid[n] = '\0';
        rc = slot_decode(&s, uid, pair.value, pair.value_size, e);
        if (rc == 0) {
            rc = keyfile_put(k, &s, e);
        }
        ++*taken;
    }
    return rc;
}

static int parse_section(struct keyfile *k, struct err *e)
{
    struct decoding d;
    struct decode_pair pair;
    char name[KEYFILE_DB_BYTES], expected[KEYFILE_DB_BYTES];
    int64_t generation = 0;
    size_t taken = 1; /* database */
    int rc = decoding_init(&d, k->section, k->section_size, e);
    if (rc != 0) {
        return rc;
    }
    if (!get_number(&d, "generation", 1, UINT32_MAX, &generation, &taken) ||
        !get_hash(&d, "dbid", k->id.dbid, &taken) ||
        !get_number(&d, "anchor.transaction", 0, INT64_MAX, &k->anchor.transaction, &taken) ||
        !get_number(&d, "anchor.seq", 0, INT64_MAX, &k->anchor.seq, &taken) ||
        !get_hash(&d, "anchor.head", k->anchor.head, &taken)) {
        return damaged(e, "世代又は末尾の印");
    }
    k->id.generation = (uint32_t)generation;
    keyfile_db(k, expected);
    if (!decoding_get(&d, "database", &pair) || !decode_pair_text(&pair, name, sizeof name) ||
        strcmp(name, expected) != 0) {
        return damaged(e, "データベースの名前");
    }
    rc = attempts_get_locks(&k->attempts, &d, &taken, e);
    if (rc == 0) {
        rc = parse_slots(k, &d, &taken, e);
    }
    if (rc == 0 && taken != d.count) {
        rc = damaged(e, "知らない項目がある");
    }
    return rc;
}

static int parse_parts(struct keyfile *k, const unsigned char *bytes, size_t size, struct err *e)
{
    unsigned char hash[HASH_BYTES];
    const unsigned char *p = bytes + MAGIC_BYTES, *part;
    size_t left, n;
    if (size < MAGIC_BYTES || memcmp(bytes, magic_any, sizeof magic_any - 1) != 0) {
        return damaged(e, "鍵ファイルではない");
    }
    if (memcmp(bytes, magic, MAGIC_BYTES) != 0) {
        return err_set(e, ERR_INTEGRITY,
                       "鍵ファイル（" KEYFILE_NAME
                       "）の形式の版を読めません。新しい版のプログラムで開くか、" KEYFILE_KEPT
                       " 又はバックアップから戻してください。");
    }
    if (size > KEYFILE_MAX || size < MAGIC_BYTES + 2 * LENGTH_BYTES + 2 * HASH_BYTES) {
        return damaged(e, "長さ");
    }
    hash_bytes(hash, bytes, size - HASH_BYTES);
    if (!crypto_equal(hash, bytes + size - HASH_BYTES, HASH_BYTES)) {
        return damaged(e, "検査の値が合わない");
    }
    left = size - MAGIC_BYTES - HASH_BYTES;
    if (!take_part(&p, &left, &part, &n) || left < HASH_BYTES) {
        return damaged(e, "前半の長さ");
    }
    k->section = malloc(n + 1);
    if (k->section == NULL) {
        return err_memory(e);
    }
    memcpy(k->section, part, n);
    k->section_size = n;
    memcpy(k->mac, p, HASH_BYTES);
    p += HASH_BYTES;
    left -= HASH_BYTES;
    int rc = parse_section(k, e);
    if (rc != 0) {
        return rc;
    }
    if (!take_part(&p, &left, &part, &n) || left != 0) {
        return damaged(e, "後半の長さ");
    }
    return attempts_decode(&k->attempts, part, n, e);
}

int keyfile_parse(struct keyfile *k, const void *bytes, size_t size, struct err *e)
{
    memset(k, 0, sizeof *k);
    int rc = parse_parts(k, bytes, size, e);
    if (rc != 0) {
        keyfile_release(k);
    }
    return rc;
}

/* How a slot is written in the key file. */
#include "db/slot.h"

#include <stddef.h>
#include <string.h>

#include "forms/banned.h"

/* The fields of bytes, by kind: where they are in struct slot, and how long. */
static const struct part {
    const char *key;
    enum slot_kind kind; /* 0: both */
    bool witness;        /* there only when the person has signed something */
    size_t offset, size;
} parts[] = {
    {.key = "salt", .offset = offsetof(struct slot, salt), .size = KDF_SALT_BYTES},
    {.key = "sign",
     .kind = SLOT_PERSON,
     .offset = offsetof(struct slot, person.sign_public),
     .size = SIGN_PUBLIC_BYTES},
    {.key = "ecdh",
     .kind = SLOT_PERSON,
     .offset = offsetof(struct slot, person.ecdh_public),
     .size = ECDH_PUBLIC_BYTES},
    {.key = "private",
     .kind = SLOT_PERSON,
     .offset = offsetof(struct slot, person.private_keys),
     .size = SLOT_PRIVATE_BYTES},
    {.key = "capsule",
     .kind = SLOT_PERSON,
     .offset = offsetof(struct slot, person.capsule),
     .size = SLOT_CAPSULE_BYTES},
    {.key = "witness.head",
     .kind = SLOT_PERSON,
     .witness = true,
     .offset = offsetof(struct slot, person.witness.head),
     .size = HASH_BYTES},
    {.key = "witness.signature",
     .kind = SLOT_PERSON,
     .witness = true,
     .offset = offsetof(struct slot, person.witness.signature),
     .size = SIGNATURE_BYTES},
    {.key = "sealed", .kind = SLOT_ENROL, .offset = offsetof(struct slot, enrol.sealed), .size = SLOT_SEALED_BYTES},
};
enum { PARTS = sizeof parts / sizeof *parts };

static const struct {
    const char *name;
    enum slot_kind kind;
} kinds[] = {{"person", SLOT_PERSON}, {"enrol", SLOT_ENROL}};
enum { KINDS = sizeof kinds / sizeof *kinds };

static bool part_there(const struct part *p, const struct slot *s)
{
    return (p->kind == 0 || p->kind == s->kind) && (!p->witness || s->person.witness.transaction > 0);
}

int slot_encode(const struct slot *s, unsigned char **bytes, size_t *size, struct err *e)
{
    struct encoding c;
    encoding_init(&c);
    /* A failed put is remembered by the encoding and told by finish. */
    (void)encoding_put_number(&c, "algorithm", SLOT_ALGORITHM, e);
    (void)encoding_put_number(&c, "ops", s->cost.ops, e);
    (void)encoding_put_number(&c, "memory", (int64_t)s->cost.memory, e);
    for (size_t i = 0; i < KINDS; i++) {
        if (kinds[i].kind == s->kind) {
            (void)encoding_put_text(&c, "kind", kinds[i].name, e);
        }
    }
    for (size_t i = 0; i < PARTS; i++) {
        if (part_there(&parts[i], s)) {
            (void)encoding_put(&c, parts[i].key, (const unsigned char *)s + parts[i].offset, parts[i].size, e);
        }
    }
    if (s->kind == SLOT_ENROL) {
        (void)encoding_put_number(&c, "expires", s->enrol.expires, e);
    } else if (s->person.witness.transaction > 0) {
        (void)encoding_put_number(&c, "witness.transaction", s->person.witness.transaction, e);
        (void)encoding_put_number(&c, "witness.seq", s->person.witness.seq, e);
    }
    return encoding_end(&c, 0, bytes, size, e);
}

static bool get_number(const struct decoding *d, const char *key, int64_t low, int64_t high, int64_t *number)
{
    struct decode_pair pair;
    return decoding_get(d, key, &pair) && decode_pair_number(&pair, number) && *number >= low && *number <= high;
}

static bool get_kind(const struct decoding *d, enum slot_kind *kind)
{
    struct decode_pair pair;
    char text[16];
    if (!decoding_get(d, "kind", &pair) || !decode_pair_text(&pair, text, sizeof text)) {
        return false;
    }
    for (size_t i = 0; i < KINDS; i++) {
        if (strcmp(kinds[i].name, text) == 0) {
            *kind = kinds[i].kind;
            return true;
        }
    }
    return false;
}

/* The numbers of the slot; counts what was taken. */
static bool get_numbers(struct slot *s, const struct decoding *d, size_t *taken)
{
    struct decode_pair pair;
    int64_t ops, memory;
    if (!get_kind(d, &s->kind) || !get_number(d, "ops", 1, KDF_OPS_MAX, &ops) ||
        !get_number(d, "memory", 0, INT64_MAX, &memory)) {
        return false;
    }
    s->cost = (struct kdf_cost){.ops = (uint32_t)ops, .memory = (uint64_t)memory};
    *taken = 4; /* with algorithm */
    if (s->kind == SLOT_ENROL) {
        ++*taken;
        return get_number(d, "expires", 0, INT64_MAX, &s->enrol.expires);
    }
    if (decoding_get(d, "witness.transaction", &pair)) {
        *taken += 2;
        return get_number(d, "witness.transaction", 1, INT64_MAX, &s->person.witness.transaction) &&
               get_number(d, "witness.seq", 1, INT64_MAX, &s->person.witness.seq);
    }
    return true;
}

int slot_decode(struct slot *s, const char *uid, const void *bytes, size_t size, struct err *e)
{
    struct decoding d;
    struct decode_pair pair;
    int64_t algorithm;
    size_t taken = 0;
    memset(s, 0, sizeof *s);
    int rc = decoding_init(&d, bytes, size, e);
    if (rc != 0) {
        return rc;
    }
    if (get_number(&d, "algorithm", SLOT_ALGORITHM + 1, INT64_MAX, &algorithm)) {
        return err_set(e, ERR_INTEGRITY,
                       "鍵の方式（%lld）をこの版では扱えません。新しい版のプログラムで開いてください。",
                       (long long)algorithm);
    }
    bool good = uid_valid(uid) && get_number(&d, "algorithm", SLOT_ALGORITHM, SLOT_ALGORITHM, &algorithm) &&
                get_numbers(s, &d, &taken) && kdf_cost_valid(&s->cost);
    for (size_t i = 0; good && i < PARTS; i++) {
        if (part_there(&parts[i], s)) {
            good = decoding_get(&d, parts[i].key, &pair) && pair.value_size == parts[i].size;
            if (good) {
                memcpy((unsigned char *)s + parts[i].offset, pair.value, pair.value_size);
                taken++;
            }
        }
    }
    if (!good || taken != d.count) {
        return err_set(e, ERR_INTEGRITY, "鍵の内容が正しい形ではありません。");
    }
    memcpy(s->uid, uid, strlen(uid) + 1);
    return 0;
}

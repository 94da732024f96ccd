/* How attempts are written in the key file. */
#include "db/attempts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/banned.h"

static const struct {
    enum attempt_result result;
    const char *name;
} results[] = {{ATTEMPT_BEGUN, "begun"}, {ATTEMPT_FAILED, "failed"}, {ATTEMPT_WAIT, "wait"}};
enum { RESULTS = sizeof results / sizeof *results, NAME_BYTES = 32 };

static const char lock_prefix[] = "lock/", record_prefix[] = "record/";

const char *attempt_result_name(enum attempt_result r)
{
    for (size_t i = 0; i < RESULTS; i++) {
        if (results[i].result == r) {
            return results[i].name;
        }
    }
    return "";
}

static int not_well_formed(struct err *e)
{
    return err_set(e, ERR_INTEGRITY, "サインインの試行の記録が正しい形ではありません。");
}

static void put_clock(struct encoding *c, const struct attempt_clock *at, struct err *e)
{
    /* A failed put is remembered by the encoding and told by finish. */
    (void)encoding_put_number(c, "now", at->now, e);
    (void)encoding_put_number(c, "uptime", at->uptime, e);
    (void)encoding_put_text(c, "boot", at->boot, e);
}

/* Takes a number or a text that may be unset. */
static bool get_number(const struct decoding *d, const char *key, int64_t *number, size_t *taken)
{
    struct decode_pair pair;
    ++*taken;
    return decoding_get(d, key, &pair) && decode_pair_number(&pair, number);
}

static bool get_text(const struct decoding *d, const char *key, char *buf, size_t size, size_t *taken)
{
    struct decode_pair pair;
    buf[0] = '\0';
    if (!decoding_get(d, key, &pair)) {
        return true;
    }
    ++*taken;
    return decode_pair_text(&pair, buf, size);
}

static bool get_clock(const struct decoding *d, struct attempt_clock *at, size_t *taken)
{
    return get_number(d, "now", &at->now, taken) && get_number(d, "uptime", &at->uptime, taken) &&
           get_text(d, "boot", at->boot, sizeof at->boot, taken);
}

int attempt_encode(const struct attempt *r, unsigned char **bytes, size_t *size, struct err *e)
{
    struct encoding c;
    encoding_init(&c);
    put_clock(&c, &r->at, e);
    (void)encoding_put_text(&c, "uid", r->uid, e);
    (void)encoding_put_text(&c, "pc", r->pc, e);
    (void)encoding_put_text(&c, "result", attempt_result_name(r->result), e);
    return encoding_end(&c, 0, bytes, size, e);
}

static bool attempt_decode(struct attempt *r, const void *bytes, size_t size)
{
    struct decoding d;
    size_t taken = 0;
    char name[NAME_BYTES];
    memset(r, 0, sizeof *r);
    if (decoding_init(&d, bytes, size, NULL) != 0 || !get_clock(&d, &r->at, &taken) ||
        !get_text(&d, "uid", r->uid, sizeof r->uid, &taken) || !get_text(&d, "pc", r->pc, sizeof r->pc, &taken) ||
        !get_text(&d, "result", name, sizeof name, &taken) || taken != d.count) {
        return false;
    }
    for (size_t i = 0; i < RESULTS; i++) {
        if (strcmp(results[i].name, name) == 0) {
            r->result = results[i].result;
        }
    }
    return r->result != 0 && (uid_valid(r->uid) || strcmp(r->uid, ATTEMPT_UNKNOWN) == 0);
}

int attempts_put_locks(const struct attempts *a, struct encoding *c, struct err *e)
{
    int rc = encoding_put(c, "attempts", a->start, HASH_BYTES, e);
    for (size_t i = 0; rc == 0 && i < a->nlocks; i++) {
        char key[sizeof lock_prefix + SLOT_UID_BYTES];
        struct encoding inner;
        unsigned char *bytes;
        size_t size;
        (void)snprintf(key, sizeof key, "%s%s", lock_prefix, a->locks[i].uid);
        encoding_init(&inner);
        put_clock(&inner, &a->locks[i].at, e);
        (void)encoding_put_number(&inner, "failures", a->locks[i].failures, e);
        rc = encoding_finish(&inner, &bytes, &size, e);
        encoding_release(&inner);
        if (rc == 0) {
            rc = encoding_put(c, key, bytes, size, e);
            free(bytes);
        }
    }
    return rc;
}

static bool lock_decode(struct attempt_lock *lock, const struct decode_pair *pair)
{
    struct decoding d;
    size_t taken = 0, prefix = sizeof lock_prefix - 1, n = pair->key_size - prefix;
    memset(lock, 0, sizeof *lock);
    if (n >= sizeof lock->uid) {
        return false;
    }
    memcpy(lock->uid, pair->key + prefix, n);
    return (uid_valid(lock->uid) || strcmp(lock->uid, ATTEMPT_UNKNOWN) == 0) &&
           decoding_init(&d, pair->value, pair->value_size, NULL) == 0 && get_clock(&d, &lock->at, &taken) &&
           get_number(&d, "failures", &lock->failures, &taken) && lock->failures >= 0 && taken == d.count;
}

int attempts_get_locks(struct attempts *a, const struct decoding *d, size_t *taken, struct err *e)
{
    struct decoding walk = *d;
    struct decode_pair pair;
    if (!decoding_get(d, "attempts", &pair) || pair.value_size != HASH_BYTES) {
        return not_well_formed(e);
    }
    memcpy(a->start, pair.value, HASH_BYTES);
    ++*taken;
    decoding_rewind(&walk);
    while (decoding_next(&walk, &pair)) {
        if (pair.key_size <= sizeof lock_prefix - 1 || memcmp(pair.key, lock_prefix, sizeof lock_prefix - 1) != 0) {
            continue;
        }
        struct attempt_lock *locks = realloc(a->locks, (a->nlocks + 1) * sizeof *locks);
        if (locks == NULL) {
            return err_memory(e);
        }
        a->locks = locks;
        if (!lock_decode(&locks[a->nlocks], &pair)) {
            return not_well_formed(e);
        }
        a->nlocks++;
        ++*taken;
    }
    return 0;
}

static void record_key(char key[NAME_BYTES], size_t number)
{
    (void)snprintf(key, NAME_BYTES, "%s%06zu", record_prefix, number);
}

int attempts_encode(const struct attempts *a, unsigned char **bytes, size_t *size, struct err *e)
{
    struct encoding c;
    unsigned char head[HASH_BYTES];
    int rc = 0;
    encoding_init(&c);
    attempts_head(a, head);
    (void)encoding_put(&c, "head", head, sizeof head, e);
    if (a->dropped > 0) {
        (void)encoding_put_number(&c, "dropped", a->dropped, e);
    }
    if (a->odd) { /* stays until somebody has been told, though the next record makes the chain lead to its head again */
        (void)encoding_put_number(&c, "odd", 1, e);
    }
    for (size_t i = 0; rc == 0 && i < a->nrecords; i++) {
        char key[NAME_BYTES];
        unsigned char *inner;
        size_t inner_size;
        record_key(key, i);
        rc = attempt_encode(&a->records[i], &inner, &inner_size, e);
        if (rc == 0) {
            rc = encoding_put(&c, key, inner, inner_size, e);
            free(inner);
        }
    }
    return encoding_end(&c, rc, bytes, size, e);
}

int attempts_decode(struct attempts *a, const void *bytes, size_t size, struct err *e)
{
    struct decoding d;
    struct decode_pair pair;
    unsigned char head[HASH_BYTES], stored[HASH_BYTES];
    size_t others = 1;
    int rc = decoding_init(&d, bytes, size, e);
    if (rc != 0) {
        return rc;
    }
    if (!decoding_get(&d, "head", &pair) || pair.value_size != HASH_BYTES) {
        return not_well_formed(e);
    }
    memcpy(stored, pair.value, sizeof stored);
    if (decoding_get(&d, "dropped", &pair)) {
        others++;
        if (!decode_pair_number(&pair, &a->dropped) || a->dropped <= 0) {
            return not_well_formed(e);
        }
    }
    if (decoding_get(&d, "odd", &pair)) {
        int64_t one = 0;
        others++;
        if (!decode_pair_number(&pair, &one) || one != 1) {
            return not_well_formed(e);
        }
        a->odd = true;
    }
    if (d.count - others > ATTEMPTS_MAX) {
        return not_well_formed(e);
    }
    while (rc == 0 && decoding_next(&d, &pair)) {
        char key[NAME_BYTES];
        struct attempt r;
        if (pair.key_size < sizeof record_prefix || memcmp(pair.key, record_prefix, sizeof record_prefix - 1) != 0) {
            continue; /* counted below */
        }
        record_key(key, a->nrecords);
        if (!decode_pair_is(&pair, key) || !attempt_decode(&r, pair.value, pair.value_size)) {
            return not_well_formed(e);
        }
        rc = attempts_append(a, &r, pair.value, pair.value_size, e);
    }
    if (rc == 0 && a->nrecords != d.count - others) {
        return not_well_formed(e);
    }
    attempts_head(a, head);
    a->odd = a->odd || !crypto_equal(head, stored, HASH_BYTES);
    return rc;
}

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/body.h"
#include "db/encode.h"
#include "forms/text.h"
#include "forms/banned.h"

/* Texts of fixed size in a change: key in the body, where it lies. Sorted or not does not matter. */
static const struct body_text {
    const char *key;
    size_t at, size;
} texts[] = {
    {"actor.id", offsetof(struct change, actor.id), ENTRY_ID_BYTES},
    {"actor.name", offsetof(struct change, actor.name), NAME_BYTES},
    {"actor.posts", offsetof(struct change, actor.posts), POSTS_BYTES},
    {"actor.rank", offsetof(struct change, actor.rank), NAME_BYTES},
    {"clause", offsetof(struct change, clause), ERR_CLAUSE_BYTES},
    {"edition", offsetof(struct change, edition), KEY_BYTES},
    {"rule", offsetof(struct change, rule), KEY_BYTES},
    {"state.after", offsetof(struct change, state_after), KEY_BYTES},
    {"state.before", offsetof(struct change, state_before), KEY_BYTES},
};
enum { TEXTS = sizeof texts / sizeof *texts };

static int body_put_fields(struct encoding *c, const struct change *change, struct err *e)
{
    int code = 0;
    for (size_t i = 0; !code && i < change->nfields; i++) {
        char key[KEY_BYTES + 16];
        snprintf(key, sizeof key, "after.%s", change->fields[i].key);
        code = encoding_put_text(c, key, change->fields[i].after, e);
        snprintf(key, sizeof key, "before.%s", change->fields[i].key);
        if (!code)
            code = encoding_put_text(c, key, change->fields[i].before, e);
    }
    return code;
}

int body_encode(unsigned char **bytes, size_t *size, const struct change *change, const unsigned char *digest,
                struct err *e)
{
    struct encoding c;
    unsigned char salt[BODY_SALT_BYTES];
    char hex[2 * HASH_BYTES + 1];
    int code = 0;
    encoding_init(&c);
    for (size_t i = 0; !code && i < TEXTS; i++)
        code = encoding_put_text(&c, texts[i].key, (const char *)change + texts[i].at, e);
    if (!code)
        code = encoding_put_number(&c, "at", change->at, e);
    if (!code)
        code = encoding_put_text(&c, "reason", change->reason, e);
    if (!code)
        code = body_put_fields(&c, change, e);
    if (!code && digest) {
        hex_format(hex, digest, HASH_BYTES);
        code = encoding_put_text(&c, "digest", hex, e);
    }
    crypto_random(salt, sizeof salt);
    hex_format(hex, salt, sizeof salt);
    if (!code)
        code = encoding_put_text(&c, "salt", hex, e);
    return encoding_end(&c, code, bytes, size, e);
}

/* ---- reading ---- */
static int body_odd(struct err *e)
{
    return err_set(e, ERR_INTEGRITY, "記録の本文が読めません。");
}

static char *pair_dup(const struct decode_pair *pair)
{
    return memchr(pair->value, 0, pair->value_size) ? NULL : text_dup((const char *)pair->value, pair->value_size);
}

/* before.<key> or after.<key>: the two halves of one field change. */
static int body_field(struct change *change, const struct decode_pair *pair, size_t prefix, bool after, struct err *e)
{
    size_t n = pair->key_size - prefix;
    const char *key = pair->key + prefix;
    struct field_change *f = NULL;
    for (size_t i = 0; i < change->nfields && !f; i++)
        if (strlen(change->fields[i].key) == n && memcmp(change->fields[i].key, key, n) == 0)
            f = &change->fields[i];
    if (!f) {
        struct field_change *grown = realloc(change->fields, (change->nfields + 1) * sizeof *grown);
        if (!grown)
            return err_memory(e);
        change->fields = grown;
        f = &grown[change->nfields];
        *f = (struct field_change){.key = text_dup(key, n)};
        if (!f->key)
            return err_memory(e);
        change->nfields++;
    }
    char *value = pair_dup(pair);
    if (!value)
        return body_odd(e);
    *(after ? &f->after : &f->before) = value;
    return 0;
}

static bool key_begins(const struct decode_pair *pair, const char *prefix)
{
    size_t n = strlen(prefix);
    return pair->key_size > n && memcmp(pair->key, prefix, n) == 0;
}

static int body_text(struct change *change, const struct decode_pair *pair, struct err *e)
{
    for (size_t i = 0; i < TEXTS; i++)
        if (decode_pair_is(pair, texts[i].key))
            return decode_pair_text(pair, (char *)change + texts[i].at, texts[i].size) ? 0 : body_odd(e);
    return body_odd(e); /* a key that no version of this program writes */
}

static int body_pair(struct change *change, unsigned char *digest, bool *has_digest, const struct decode_pair *pair,
                     struct err *e)
{
    char hex[2 * HASH_BYTES + 1];
    if (key_begins(pair, "after."))
        return body_field(change, pair, strlen("after."), true, e);
    if (key_begins(pair, "before."))
        return body_field(change, pair, strlen("before."), false, e);
    if (decode_pair_is(pair, "at"))
        return decode_pair_number(pair, &change->at) ? 0 : body_odd(e);
    if (decode_pair_is(pair, "salt"))
        return 0;
    if (decode_pair_is(pair, "reason")) {
        change->reason = pair_dup(pair);
        return change->reason ? 0 : body_odd(e);
    }
    if (decode_pair_is(pair, "digest")) {
        unsigned char bytes[HASH_BYTES];
        if (!decode_pair_text(pair, hex, sizeof hex) || !hex_parse(bytes, HASH_BYTES, hex))
            return body_odd(e);
        if (digest) {
            memcpy(digest, bytes, HASH_BYTES);
            *has_digest = true;
        }
        return 0;
    }
    return body_text(change, pair, e);
}

int body_decode(struct change *change, unsigned char *digest, bool *has_digest, const void *bytes, size_t size,
                struct err *e)
{
    struct decoding d;
    struct decode_pair pair;
    if (digest)
        *has_digest = false;
    int code = decoding_init(&d, bytes, size, e);
    while (!code && decoding_next(&d, &pair))
        code = body_pair(change, digest, has_digest, &pair, e);
    return code;
}

/* ---- the digest of an entry ---- */
static int digest_step(struct encoding *c, size_t i, const struct done *step, struct err *e)
{
    const struct {
        const char *key, *text;
    } parts[] = {{"key", step->step},
                 {"actor.id", step->actor.id},
                 {"actor.name", step->actor.name},
                 {"actor.rank", step->actor.rank},
                 {"actor.posts", step->actor.posts},
                 {"rule", step->rule},
                 {"lapsed", step->lapsed ? "yes" : NULL}};
    char key[KEY_BYTES + 32];
    int code = 0;
    for (size_t p = 0; !code && p < sizeof parts / sizeof *parts; p++) {
        snprintf(key, sizeof key, "step.%06zu.%s", i, parts[p].key);
        code = encoding_put_text(c, key, parts[p].text, e);
    }
    snprintf(key, sizeof key, "step.%06zu.at", i);
    return code ? code : encoding_put_number(c, key, step->at, e);
}

static int digest_head(struct encoding *c, const struct entry *entry, struct err *e)
{
    const struct {
        const char *key, *text;
    } parts[] = {{"id", entry->id},
                 {"register", entry->reg->id},
                 {"state", entry->state},
                 {"corrected", entry->corrected ? "yes" : NULL},
                 {"applicant.id", entry->applicant.id},
                 {"applicant.name", entry->applicant.name},
                 {"applicant.rank", entry->applicant.rank},
                 {"applicant.posts", entry->applicant.posts}};
    int code = encoding_put_number(c, "rev", entry->rev, e);
    for (size_t p = 0; !code && p < sizeof parts / sizeof *parts; p++)
        code = encoding_put_text(c, parts[p].key, parts[p].text, e);
    return code;
}

int entry_digest(unsigned char digest[HASH_BYTES], const struct entry *entry, struct err *e)
{
    struct encoding c;
    unsigned char *bytes = NULL;
    size_t size = 0;
    encoding_init(&c);
    int code = digest_head(&c, entry, e);
    for (size_t i = 0; !code && entry->reg->fields[i].key; i++) {
        char key[KEY_BYTES + 16];
        snprintf(key, sizeof key, "value.%s", entry->reg->fields[i].key);
        code = encoding_put_text(&c, key, entry->values[i], e);
    }
    for (size_t i = 0; !code && i < entry->nsteps; i++)
        code = digest_step(&c, i, &entry->steps[i], e);
    if (!code)
        code = encoding_finish(&c, &bytes, &size, e);
    if (!code)
        hash_bytes(digest, bytes, size);
    free(bytes);
    encoding_release(&c);
    return code;
}

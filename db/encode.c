#include "db/encode.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/banned.h"

enum { LENGTH_BYTES = 4, FORMAT_BYTES = 512 };

void encoding_init(struct encoding *c)
{
    memset(c, 0, sizeof *c);
}

void encoding_release(struct encoding *c)
{
    free(c->bytes);
    free(c->pairs);
    memset(c, 0, sizeof *c);
}

void encoding_clear(struct encoding *c)
{
    c->used = 0;
    c->count = 0;
    c->failed = 0;
}

static bool key_valid(const unsigned char *key, size_t n)
{
    if (n == 0 || n > ENCODE_KEY_MAX) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (key[i] <= ' ' || key[i] > '~') {
            return false;
        }
    }
    return true;
}

/* Room for n more bytes and one more pair. */
static int encoding_grow(struct encoding *c, size_t n, struct err *e)
{
    if (c->room - c->used < n) {
        size_t room = c->room == 0 ? 512 : c->room;
        while (room - c->used < n) {
            room *= 2; /* the limits keep this far from overflowing */
        }
        unsigned char *bytes = realloc(c->bytes, room);
        if (bytes == NULL) {
            return err_memory(e);
        }
        c->bytes = bytes;
        c->room = room;
    }
    if (c->count == c->pairs_room) {
        size_t room = c->pairs_room == 0 ? 32 : c->pairs_room * 2;
        struct encode_pair *pairs = realloc(c->pairs, room * sizeof *pairs);
        if (pairs == NULL) {
            return err_memory(e);
        }
        c->pairs = pairs;
        c->pairs_room = room;
    }
    return 0;
}

static int encoding_add(struct encoding *c, const char *key, const void *value, size_t n, struct err *e)
{
    size_t key_size = strlen(key);
    if (!key_valid((const unsigned char *)key, key_size)) {
        return err_set(e, ERR_INPUT, "記録の見出し「%.64s」は使えません（英数字と記号、%d文字まで）。", key,
                       ENCODE_KEY_MAX);
    }
    if (n > ENCODE_VALUE_MAX) {
        return err_set(e, ERR_INPUT, "「%.64s」の値が長すぎます（%dバイトまで）。", key, ENCODE_VALUE_MAX);
    }
    if (c->count >= ENCODE_PAIRS_MAX || c->used + key_size + n > ENCODE_MAX) {
        return err_set(e, ERR_INPUT, "一つの記録に入る量を超えています。分けて入力してください。");
    }
    int rc = encoding_grow(c, key_size + n, e);
    if (rc != 0) {
        return rc;
    }
    c->pairs[c->count++] = (struct encode_pair){.at = c->used, .key_size = key_size, .value_size = n};
    memcpy(c->bytes + c->used, key, key_size);
    memcpy(c->bytes + c->used + key_size, value, n);
    c->used += key_size + n;
    return 0;
}

int encoding_put(struct encoding *c, const char *key, const void *value, size_t n, struct err *e)
{
    if (c->failed != 0) {
        return err_set(e, (enum err_code)c->failed, "記録の組立てに失敗しています。");
    }
    int rc = n == 0 ? 0 : encoding_add(c, key, value, n, e);
    if (rc != 0) {
        c->failed = rc;
    }
    return rc;
}

int encoding_put_text(struct encoding *c, const char *key, const char *text, struct err *e)
{
    return encoding_put(c, key, text, text == NULL ? 0 : strlen(text), e);
}

int encoding_put_number(struct encoding *c, const char *key, int64_t number, struct err *e)
{
    return encoding_put_format(c, key, e, "%" PRId64, number);
}

int encoding_put_format(struct encoding *c, const char *key, struct err *e, const char *format, ...)
{
    char text[FORMAT_BYTES];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof text) {
        c->failed = ERR_INPUT;
        return err_set(e, ERR_INPUT, "「%.64s」の値が長すぎます（%dバイトまで）。", key, FORMAT_BYTES - 1);
    }
    return encoding_put(c, key, text, (size_t)n, e);
}

static int compare_keys(const unsigned char *a, size_t na, const unsigned char *b, size_t nb)
{
    int order = memcmp(a, b, na < nb ? na : nb);
    if (order != 0) {
        return order;
    }
    return (na > nb) - (na < nb);
}

static int compare_pairs(const void *a, const void *b, void *bytes)
{
    const struct encode_pair *x = a, *y = b;
    const unsigned char *base = bytes;
    return compare_keys(base + x->at, x->key_size, base + y->at, y->key_size);
}

static unsigned char *put_length(unsigned char *p, size_t n)
{
    p[0] = (unsigned char)(n >> 24);
    p[1] = (unsigned char)(n >> 16);
    p[2] = (unsigned char)(n >> 8);
    p[3] = (unsigned char)n;
    return p + LENGTH_BYTES;
}

static size_t get_length(const unsigned char *p)
{
    return (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | (size_t)p[3];
}

int encoding_finish(struct encoding *c, unsigned char **bytes, size_t *size, struct err *e)
{
    *bytes = NULL;
    *size = 0;
    if (c->failed != 0) {
        return err_set(e, (enum err_code)c->failed, "記録の組立てに失敗しています。");
    }
    size_t total = 1 + c->used + c->count * 2 * LENGTH_BYTES;
    if (total > ENCODE_MAX) {
        return err_set(e, ERR_INPUT, "一つの記録に入る量を超えています。分けて入力してください。");
    }
    if (c->count > 1) {
        qsort_r(c->pairs, c->count, sizeof *c->pairs, compare_pairs, c->bytes);
    }
    for (size_t i = 1; i < c->count; i++) {
        if (compare_pairs(&c->pairs[i - 1], &c->pairs[i], c->bytes) == 0) {
            return err_set(e, ERR_INPUT, "記録の見出し「%.*s」が二つあります。", (int)c->pairs[i].key_size,
                           (const char *)c->bytes + c->pairs[i].at);
        }
    }
    unsigned char *out = malloc(total);
    if (out == NULL) {
        return err_memory(e);
    }
    unsigned char *p = out;
    *p++ = ENCODE_VERSION;
    for (size_t i = 0; i < c->count; i++) {
        const struct encode_pair *pair = &c->pairs[i];
        p = put_length(p, pair->key_size);
        memcpy(p, c->bytes + pair->at, pair->key_size);
        p = put_length(p + pair->key_size, pair->value_size);
        memcpy(p, c->bytes + pair->at + pair->key_size, pair->value_size);
        p += pair->value_size;
    }
    *bytes = out;
    *size = total;
    return 0;
}

int encoding_end(struct encoding *c, int rc, unsigned char **bytes, size_t *size, struct err *e)
{
    if (rc == 0) {
        rc = encoding_finish(c, bytes, size, e);
    }
    encoding_release(c);
    return rc;
}

/* Takes one length and that many bytes from *at; false when they are not there. */
static bool take(const struct decoding *d, size_t *at, const unsigned char **bytes, size_t *n)
{
    if (d->size - *at < LENGTH_BYTES) {
        return false;
    }
    *n = get_length(d->bytes + *at);
    if (d->size - *at - LENGTH_BYTES < *n) {
        return false;
    }
    *bytes = d->bytes + *at + LENGTH_BYTES;
    *at += LENGTH_BYTES + *n;
    return true;
}

static bool take_pair(const struct decoding *d, size_t *at, struct decode_pair *pair)
{
    const unsigned char *key;
    if (!take(d, at, &key, &pair->key_size) || !take(d, at, &pair->value, &pair->value_size)) {
        return false;
    }
    pair->key = (const char *)key;
    return true;
}

int decoding_init(struct decoding *d, const void *bytes, size_t size, struct err *e)
{
    struct decode_pair pair, before = {0};
    *d = (struct decoding){.bytes = bytes, .size = size, .at = 1};
    if (size < 1 || size > ENCODE_MAX) {
        return err_set(e, ERR_INTEGRITY, "記録の長さが正しくありません（%zuバイト）。", size);
    }
    if (d->bytes[0] != ENCODE_VERSION) {
        return err_set(e, ERR_INTEGRITY, "記録の形式の版（%u）を読めません。新しい版のプログラムで開いてください。",
                       (unsigned)d->bytes[0]);
    }
    for (size_t at = 1; at < size;) {
        size_t start = at;
        bool good = take_pair(d, &at, &pair) && key_valid((const unsigned char *)pair.key, pair.key_size) &&
                    pair.value_size > 0 && pair.value_size <= ENCODE_VALUE_MAX && d->count < ENCODE_PAIRS_MAX;
        if (good && before.key != NULL) {
            good = compare_keys((const unsigned char *)before.key, before.key_size, (const unsigned char *)pair.key,
                                pair.key_size) < 0;
        }
        if (!good) {
            return err_set(e, ERR_INTEGRITY, "記録の%zuバイト目から先が正しい形ではありません。", start);
        }
        before = pair;
        d->count++;
    }
    return 0;
}

void decoding_rewind(struct decoding *d)
{
    d->at = 1;
}

bool decoding_next(struct decoding *d, struct decode_pair *pair)
{
    return d->at < d->size && take_pair(d, &d->at, pair);
}

bool decoding_get(const struct decoding *d, const char *key, struct decode_pair *pair)
{
    struct decoding walk = *d;
    decoding_rewind(&walk);
    while (decoding_next(&walk, pair)) {
        if (decode_pair_is(pair, key)) {
            return true;
        }
    }
    return false;
}

bool decode_pair_is(const struct decode_pair *pair, const char *key)
{
    return strlen(key) == pair->key_size && memcmp(key, pair->key, pair->key_size) == 0;
}

bool decode_pair_number(const struct decode_pair *pair, int64_t *number)
{
    char text[24], again[24];
    int64_t value;
    char *end;
    if (!decode_pair_text(pair, text, sizeof text)) {
        return false;
    }
    value = strtoll(text, &end, 10);
    (void)snprintf(again, sizeof again, "%" PRId64, value);
    if (*end != '\0' || strcmp(text, again) != 0) {
        return false; /* also out of range: what comes back is another text then */
    }
    *number = value;
    return true;
}

bool decode_pair_text(const struct decode_pair *pair, char *buf, size_t size)
{
    if (pair->value_size >= size || memchr(pair->value, '\0', pair->value_size) != NULL) {
        return false;
    }
    memcpy(buf, pair->value, pair->value_size);
    buf[pair->value_size] = '\0';
    return true;
}

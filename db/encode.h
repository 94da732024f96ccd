/* encode — the one canonical encoding (design.md §3): event bodies, digests of entries and the key file.
 *
 *   01                                                    version
 *   then for each pair, keys ascending bytewise:
 *   00 00 kk kk  key bytes   00 vv vv vv  value bytes     lengths are 4 bytes, big endian
 *
 * A key is 1–ENCODE_KEY_MAX printable ASCII bytes without space; a value is 1–ENCODE_VALUE_MAX bytes, in the journal
 * always UTF-8 text, in the key file also raw bytes. What is unset is left out: there is no empty value, so that one
 * content has one encoding. Two encodings are equal exactly when their pairs are. doc/journal.md tells it to a second
 * reader. The limits are the format's: what breaks them is refused in both directions. */
#ifndef KANRIBO_DB_ENCODE_H
#define KANRIBO_DB_ENCODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/err.h"

enum {
    ENCODE_VERSION = 1,
    ENCODE_KEY_MAX = 128,           /* bytes of a key */
    ENCODE_VALUE_MAX = 1024 * 1024, /* bytes of a value */
    ENCODE_PAIRS_MAX = 65535,
    ENCODE_MAX = 16 * 1024 * 1024 /* bytes of the whole */
};

/* Building. One that is zeroed or initialised may be released; after a failed put the encoding must not be used further
 * (finish repeats the refusal). Pairs may be put in any order. */
struct encode_pair {
    size_t at; /* of the key in bytes; the value follows it */
    size_t key_size, value_size;
};
struct encoding {
    unsigned char *bytes;
    size_t used, room;
    struct encode_pair *pairs;
    size_t count, pairs_room;
    int failed;
};
void encoding_init(struct encoding *c);
void encoding_release(struct encoding *c);
/* Empty again, memory kept: for one encoding after another. */
void encoding_clear(struct encoding *c);

/* ERR_INPUT: key or value against the limits above. n == 0 leaves the key out, and so does a NULL text. */
int encoding_put(struct encoding *c, const char *key, const void *value, size_t n, struct err *e);
int encoding_put_text(struct encoding *c, const char *key, const char *text, struct err *e);
/* Decimal, "-" in front of negative ones, no other sign, no leading zeros. */
int encoding_put_number(struct encoding *c, const char *key, int64_t number, struct err *e);
int encoding_put_format(struct encoding *c, const char *key, struct err *e, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* *bytes is malloc'd, for the caller to free. ERR_INPUT when a key was put twice or the whole is too long. */
int encoding_finish(struct encoding *c, unsigned char **bytes, size_t *size, struct err *e);
/* The same where rc is 0, and c is released in any case; returns what went wrong first. */
int encoding_end(struct encoding *c, int rc, unsigned char **bytes, size_t *size, struct err *e);

/* Reading. Borrows the bytes; the whole is checked before the first pair is given out, so that a decoding that was
 * initialised holds nothing but sorted, single, well-formed pairs. ERR_INTEGRITY otherwise. */
struct decoding {
    const unsigned char *bytes;
    size_t size;
    size_t at; /* where decoding_next goes on */
    size_t count;
};
struct decode_pair { /* borrowed from the bytes, no NUL behind */
    const char *key;
    size_t key_size;
    const unsigned char *value;
    size_t value_size;
};
int decoding_init(struct decoding *d, const void *bytes, size_t size, struct err *e);
void decoding_rewind(struct decoding *d);
/* The next pair in order; false at the end. */
bool decoding_next(struct decoding *d, struct decode_pair *pair);
/* The pair of that key wherever decoding_next stands; false when it is unset. Linear. */
bool decoding_get(const struct decoding *d, const char *key, struct decode_pair *pair);
/* Is the pair's key this text? */
bool decode_pair_is(const struct decode_pair *pair, const char *key);
/* The value as a number, only in the form that encoding_put_number writes. */
bool decode_pair_number(const struct decode_pair *pair, int64_t *number);
/* The value as text with a NUL into buf; false when it does not fit or has a NUL inside. */
bool decode_pair_text(const struct decode_pair *pair, char *buf, size_t size);

#endif

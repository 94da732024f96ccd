#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/crypto.h"
#include "db/encode.h"
#include "tests/db/scratch.h"

struct vector {
    const char *pairs[8]; /* key, value, key, value, NULL: in the order of putting */
    const char *hex;
};

/* These are the format: a change of one of them makes every station unreadable. */
static const struct vector vectors[] = {
    {{NULL}, "01"},
    {{"a", "1", NULL},
     "010000000161"
     "0000000131"},
    {{"b", "x", "a", "-5", NULL},
     "01"
     "0000000161"
     "000000022d35"
     "0000000162"
     "0000000178"},
    {{"b", "x", "c", "", "a", "-5", NULL},
     "01"
     "0000000161"
     "000000022d35"
     "0000000162"
     "0000000178"},
    {{"ab", "2", "a", "1", "B", "0", NULL},
     "01"
     "0000000142"
     "0000000130"
     "0000000161"
     "0000000131"
     "000000026162"
     "0000000132"},
    {{"name", "髙﨑 \xf0\xa0\xae\xb7", NULL},
     "01"
     "000000046e616d65"
     "0000000b"
     "e9ab99efa891"
     "20f0a0aeb7"},
};

static void build(struct encoding *c, const char *const *pairs, unsigned char **bytes, size_t *size)
{
    struct err e;
    encoding_clear(c);
    for (; *pairs != NULL; pairs += 2) {
        assert_int_equal(encoding_put_text(c, pairs[0], pairs[1], &e), 0);
    }
    assert_int_equal(encoding_finish(c, bytes, size, &e), 0);
}

static void vectors_are_written_as_laid_down(void **state)
{
    (void)state;
    struct encoding c;
    encoding_init(&c);
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        unsigned char *bytes;
        size_t size;
        char hex[512];
        build(&c, vectors[i].pairs, &bytes, &size);
        hex_format(hex, bytes, size);
        assert_string_equal(hex, vectors[i].hex);
        free(bytes);
    }
    encoding_release(&c);
}

static void numbers_have_one_form(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool good;
        int64_t value;
    } numbers[] = {{"0", true, 0},
                   {"-1", true, -1},
                   {"9223372036854775807", true, INT64_MAX},
                   {"-9223372036854775808", true, INT64_MIN},
                   {"9223372036854775808", false, 0},
                   {"00", false, 0},
                   {"-0", false, 0},
                   {"+1", false, 0},
                   {" 1", false, 0},
                   {"1 ", false, 0},
                   {"0x1", false, 0},
                   {"1.0", false, 0},
                   {"", false, 0},
                   {"٣", false, 0}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct decode_pair pair = {.value = (const unsigned char *)numbers[i].text,
                                   .value_size = strlen(numbers[i].text)};
        int64_t value = 77;
        assert_int_equal(decode_pair_number(&pair, &value), numbers[i].good);
        assert_int_equal(value, numbers[i].good ? numbers[i].value : 77);
    }
    struct encoding c;
    unsigned char *bytes;
    size_t size;
    struct decoding d;
    struct decode_pair pair;
    int64_t value = 0;
    encoding_init(&c);
    assert_int_equal(encoding_put_number(&c, "n", INT64_MIN, NULL), 0);
    assert_int_equal(encoding_finish(&c, &bytes, &size, NULL), 0);
    assert_int_equal(decoding_init(&d, bytes, size, NULL), 0);
    assert_true(decoding_get(&d, "n", &pair) && decode_pair_number(&pair, &value));
    assert_true(value == INT64_MIN);
    free(bytes);
    encoding_release(&c);
}

static void building_refuses_what_reading_would(void **state)
{
    (void)state;
    struct encoding c;
    struct err e;
    unsigned char *bytes, *big = calloc(1, ENCODE_VALUE_MAX + 1);
    size_t size;
    char key[ENCODE_KEY_MAX + 2];
    encoding_init(&c);
    memset(key, 'k', sizeof key - 1);
    key[sizeof key - 1] = '\0';
    const char *bad[] = {"", "a b", "\x7f", "キー", "a\n", key};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        encoding_clear(&c);
        assert_int_equal(encoding_put_text(&c, bad[i], "v", &e), ERR_INPUT);
        assert_int_equal(encoding_finish(&c, &bytes, &size, &e), ERR_INPUT); /* and goes on refusing */
        assert_null(bytes);
    }
    encoding_clear(&c);
    assert_int_equal(encoding_put_text(&c, key + 1, "v", &e), 0); /* the longest key there may be */
    assert_int_equal(encoding_put(&c, "v", big, ENCODE_VALUE_MAX, &e), 0);
    assert_int_equal(encoding_put(&c, "w", big, ENCODE_VALUE_MAX + 1, &e), ERR_INPUT);
    encoding_clear(&c);
    assert_int_equal(encoding_put_text(&c, "a", "1", &e), 0);
    assert_int_equal(encoding_put_text(&c, "b", "1", &e), 0);
    assert_int_equal(encoding_put_text(&c, "a", "1", &e), 0);
    assert_int_equal(encoding_finish(&c, &bytes, &size, &e), ERR_INPUT);
    assert_non_null(strstr(e.text, "a"));
    encoding_clear(&c);
    int rc = 0;
    for (int i = 0; rc == 0 && i < ENCODE_MAX / ENCODE_VALUE_MAX + 1; i++) {
        key[0] = (char)('a' + i);
        key[1] = '\0';
        rc = encoding_put(&c, key, big, ENCODE_VALUE_MAX, &e);
    }
    assert_int_equal(rc, ERR_INPUT);
    encoding_release(&c);
    free(big);
}

static void too_many_pairs_are_refused(void **state)
{
    (void)state;
    struct encoding c;
    struct err e;
    char key[16];
    encoding_init(&c);
    for (int i = 0; i <= ENCODE_PAIRS_MAX; i++) {
        snprintf(key, sizeof key, "%d", i);
        assert_int_equal(encoding_put_text(&c, key, "v", &e), i < ENCODE_PAIRS_MAX ? 0 : ERR_INPUT);
    }
    encoding_release(&c);
}

static void reading_refuses_what_is_not_canonical(void **state)
{
    (void)state;
    static const struct {
        const char *hex;
        bool good;
    } cases[] = {
        {"0100000001610000000131"
         "00000001620000000131",
         true}, /* the control */
        {"", false},
        {"00"
         "00000001610000000131",
         false}, /* version */
        {"02"
         "00000001610000000131",
         false},
        {"0100000001620000000131"
         "00000001610000000131",
         false}, /* not sorted */
        {"0100000001610000000131"
         "00000001610000000131",
         false}, /* twice */
        {"0100000001610000000131"
         "00",
         false}, /* trailing */
        {"0100000001610000000131"
         "00000000",
         false},
        {"0100000000"
         "0000000131",
         false}, /* empty key */
        {"010000000161"
         "00000000",
         false}, /* empty value */
        {"010000000120"
         "0000000131",
         false}, /* space as a key */
        {"01000000018000000001"
         "31",
         false}, /* not ASCII */
        {"010000000161"
         "0000000231",
         false}, /* longer than what is there */
        {"010000000161"
         "ffffffff31",
         false},
        {"01ffffffff61"
         "0000000131",
         false},
        {"010000000161"
         "000000013132",
         false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char bytes[64];
        struct decoding d;
        struct err e;
        size_t n = strlen(cases[i].hex) / 2;
        assert_true(hex_parse(bytes, n, cases[i].hex));
        unsigned char *exact = malloc(n + 1); /* so that a sanitizer sees a step too far */
        memcpy(exact, bytes, n);
        int rc = decoding_init(&d, exact, n, &e);
        assert_int_equal(rc, cases[i].good ? 0 : ERR_INTEGRITY);
        free(exact);
    }
}

static void random_pairs(struct encoding *c, uint32_t *seed, unsigned *count)
{
    encoding_clear(c);
    *count = scratch_number(seed) % 20;
    for (unsigned i = 0; i < *count; i++) {
        char key[24];
        unsigned char value[300];
        size_t n = 1 + scratch_number(seed) % sizeof value;
        for (size_t v = 0; v < n; v++) {
            value[v] = (unsigned char)scratch_number(seed);
        }
        snprintf(key, sizeof key, "%x.%u", (unsigned)scratch_number(seed) % 4096, i);
        assert_int_equal(encoding_put(c, key, value, n, NULL), 0);
    }
}

/* Puts the pairs of *d again, the last first. */
static void again(struct encoding *c, const struct decoding *d, unsigned char **bytes, size_t *size)
{
    struct decode_pair pair, *all = calloc(d->count + 1, sizeof *all);
    struct decoding walk = *d;
    size_t n = 0;
    decoding_rewind(&walk);
    while (decoding_next(&walk, &pair)) {
        all[n++] = pair;
    }
    assert_int_equal(n, d->count);
    encoding_clear(c);
    while (n-- > 0) {
        char key[ENCODE_KEY_MAX + 1] = {0};
        memcpy(key, all[n].key, all[n].key_size);
        assert_int_equal(encoding_put(c, key, all[n].value, all[n].value_size, NULL), 0);
    }
    assert_int_equal(encoding_finish(c, bytes, size, NULL), 0);
    free(all);
}

static void one_content_has_one_encoding(void **state)
{
    (void)state;
    uint32_t seed = 20261124;
    struct encoding c, c2;
    unsigned accepted = 0;
    encoding_init(&c);
    encoding_init(&c2);
    for (int run = 0; run < 400; run++) {
        unsigned char *bytes, *same;
        size_t size, same_size;
        unsigned count;
        struct decoding d;
        random_pairs(&c, &seed, &count);
        assert_int_equal(encoding_finish(&c, &bytes, &size, NULL), 0);
        assert_int_equal(decoding_init(&d, bytes, size, NULL), 0);
        assert_int_equal(d.count, count);
        again(&c2, &d, &same, &same_size);
        assert_int_equal(same_size, size);
        assert_memory_equal(same, bytes, size);
        free(same);
        for (int change = 0; change < 40; change++) { /* whatever is accepted is canonical */
            size_t at = scratch_number(&seed) % size;
            unsigned char was = bytes[at];
            bytes[at] ^= (unsigned char)(1u << scratch_number(&seed) % 8);
            if (decoding_init(&d, bytes, size, NULL) == 0) {
                accepted++;
                again(&c2, &d, &same, &same_size);
                assert_int_equal(same_size, size);
                assert_memory_equal(same, bytes, size);
                free(same);
            }
            bytes[at] = was;
        }
        free(bytes);
    }
    assert_true(accepted > 100); /* flips inside values: the check above did look at something */
    encoding_release(&c);
    encoding_release(&c2);
}

static void a_cut_is_refused_unless_between_pairs(void **state)
{
    (void)state;
    struct encoding c;
    unsigned char *bytes;
    size_t size, good = 0;
    encoding_init(&c);
    build(&c, (const char *const[]){"a", "1", "bb", "22", "ccc", "333", NULL}, &bytes, &size);
    for (size_t n = 0; n <= size; n++) {
        struct decoding d;
        unsigned char *exact = malloc(n + 1);
        memcpy(exact, bytes, n);
        good += decoding_init(&d, exact, n, NULL) == 0;
        free(exact);
    }
    assert_int_equal(good, 4); /* none, one, two, three pairs: the length is for the container to keep */
    free(bytes);
    encoding_release(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_are_written_as_laid_down),      cmocka_unit_test(numbers_have_one_form),
        cmocka_unit_test(building_refuses_what_reading_would),   cmocka_unit_test(too_many_pairs_are_refused),
        cmocka_unit_test(reading_refuses_what_is_not_canonical), cmocka_unit_test(one_content_has_one_encoding),
        cmocka_unit_test(a_cut_is_refused_unless_between_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

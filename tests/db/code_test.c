#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/code.h"
#include "forms/text.h"
#include "tests/db/scratch.h"

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* The code as `way` types it. */
enum way { PLAIN, LOWER, WIDE, WIDE_LOWER, JOINED, SPACED, LONG_VOWEL, CONFUSED, WAYS };

static size_t type(char *out, const char *text, enum way way)
{
    size_t n = 0;
    for (; *text != '\0'; text++) {
        uint32_t c = (unsigned char)*text;
        if (c == '-') {
            if (way == JOINED) {
                continue;
            }
            c = way == SPACED       ? 0x3000
                : way == LONG_VOWEL ? 0x30fc
                : way == WIDE       ? 0xff0d
                : way == WIDE_LOWER ? 0x2212
                                    : '-';
        } else {
            if ((way == LOWER || way == WIDE_LOWER) && c >= 'A') {
                c += 'a' - 'A';
            }
            if (way == CONFUSED) {
                c = c == '0' ? 'o' : c == '1' ? 'l' : c;
            }
            if (way == WIDE || way == WIDE_LOWER) {
                c += 0xfee0;
            }
        }
        n += text_encode(out + n, c);
    }
    return n;
}

static void a_code_is_read_however_it_is_typed(void **state)
{
    (void)state;
    for (int run = 0; run < 200; run++) {
        char text[CODE_TEXT_BYTES], typed[200];
        struct secret made, read;
        struct err e;
        assert_int_equal(code_new(text, &made, &e), 0);
        assert_int_equal(strlen(text), CODE_TEXT_BYTES - 1);
        assert_int_equal(made.size, CODE_SYMBOLS);
        for (enum way way = PLAIN; way < WAYS; way++) {
            size_t n = type(typed, text, way);
            if (code_read(&read, typed, n, &e) != 0) {
                fail_msg("%.*s: %s", (int)n, typed, e.text);
            }
            assert_memory_equal(read.bytes, made.bytes, CODE_SYMBOLS);
            secret_release(&read);
        }
        secret_release(&made);
    }
}

static void every_single_slip_is_noticed(void **state)
{
    (void)state;
    char text[CODE_TEXT_BYTES];
    struct secret made, read;
    assert_int_equal(code_new(text, &made, NULL), 0);
    secret_release(&made);
    for (size_t at = 0; at < sizeof text - 1; at++) {
        char was = text[at];
        for (const char *c = alphabet; was != '-' && *c != '\0'; c++) {
            text[at] = *c;
            int rc = code_read(&read, text, sizeof text - 1, NULL);
            assert_int_equal(rc, *c == was ? 0 : ERR_INPUT);
            secret_release(&read);
        }
        text[at] = was;
    }
}

static void what_is_no_code_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "-",
                                      "7H2",
                                      "000-000-000-000-000-000-00",
                                      "000-000-000-000-000-000-000-0",
                                      "000-000-000-000-000-000-0U0",
                                      "000000000000000000000\xff",
                                      "パスフレーズ",
                                      "000-000-000-000-000-000-0あ0",
                                      "000\n000!"};
    struct secret read;
    struct err e;
    assert_int_equal(code_read(&read, "000-000-000-000-000-000-000", 27, &e), 0); /* the control */
    secret_release(&read);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(code_read(&read, bad[i], strlen(bad[i]), &e), ERR_INPUT);
        assert_null(read.bytes);
        assert_string_equal(e.field, "code");
    }
    assert_int_equal(code_read(&read, "000-000-000\0000-000-000-000", 28, &e), ERR_INPUT);
}

static void codes_use_every_symbol_and_differ(void **state)
{
    (void)state;
    int seen[128] = {0};
    char first[CODE_TEXT_BYTES], text[CODE_TEXT_BYTES];
    struct secret made;
    assert_int_equal(code_new(first, &made, NULL), 0);
    secret_release(&made);
    for (int run = 0; run < 200; run++) { /* 4000 symbols: one of 32 is missing once in 10^53 runs */
        assert_int_equal(code_new(text, &made, NULL), 0);
        assert_string_not_equal(text, first);
        for (size_t i = 0; i < made.size; i++) {
            seen[made.bytes[i]]++;
        }
        secret_release(&made);
    }
    for (const char *c = alphabet; *c != '\0'; c++) {
        assert_true(seen[(unsigned char)*c] > 0);
    }
    assert_int_equal(seen['I'] + seen['L'] + seen['O'] + seen['U'], 0);
}

static int start(void **state)
{
    (void)state;
    return crypto_start(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_read_however_it_is_typed),
        cmocka_unit_test(every_single_slip_is_noticed),
        cmocka_unit_test(what_is_no_code_is_refused),
        cmocka_unit_test(codes_use_every_symbol_and_differ),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}

/* From bytes to presses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "screens/key.h"

/* Feeds bytes and writes what came out: "か" F5 Esc Ctrl+G, separated by blanks; then what a pause brings. */
static char *presses(const char *bytes, size_t n, bool pause)
{
    struct key_decoder *d = key_decoder_new();
    char *out = calloc(1, 65536);
    assert_non_null(d);
    assert_non_null(out);
    for (size_t i = 0; i <= n; i++) {
        struct key key;
        char name[16];
        if (i < n)
            key_feed_byte(d, (unsigned char)bytes[i]);
        else if (pause)
            key_feed_pause(d);
        while (key_take(d, &key)) {
            size_t text_n;
            const char *text = key_text(&key, &text_n);
            if (out[0] != '\0')
                strcat(out, " ");
            key_label(name, sizeof name, key.code);
            if (text)
                strncat(out, text, text_n);
            else
                strcat(out, key.code == K_INVALID ? "INVALID" : name);
        }
    }
    key_decoder_free(d);
    return out;
}

static void assert_presses_n(const char *bytes, size_t n, const char *expected)
{
    char *got = presses(bytes, n, true);
    assert_string_equal(got, expected);
    free(got);
}

static void assert_presses(const char *bytes, const char *expected)
{
    assert_presses_n(bytes, strlen(bytes), expected);
}

static void text_is_one_press_a_character(void **state)
{
    (void)state;
    assert_presses("aか𠮷e\xcc\x81", "a か 𠮷 e \xcc\x81");
}

static void controls_have_names(void **state)
{
    (void)state;
    assert_presses("\r\t\x7f\x08\x07\x0b\x0c\x1a\x19", "Enter Tab BS BS Ctrl+G Ctrl+K Ctrl+L Ctrl+Z Ctrl+Y");
    assert_presses_n("\0a\x1c\x1f", 4, "a");
}

static void escape_and_a_digit_are_a_function_key(void **state)
{
    (void)state;
    assert_presses("\x1b"
                   "1\x1b"
                   "9\x1b"
                   "0",
                   "F1 F9 F10");
    assert_presses("\x1b５", "F5"); /* with the IME on */
    assert_presses("\x1b", "Esc");
    assert_presses("\x1b\x1b", "Esc Esc");
    assert_presses("\x1b"
                   "a",
                   "Esc a");
    assert_presses("\x1b\r", "Esc Enter");
    assert_presses("\x1bか", "Esc か");
}

static void sequences_of_xterm_are_known_and_others_vanish(void **state)
{
    (void)state;
    assert_presses("\x1b[A\x1b[B\x1bOC\x1bOD\x1b[H\x1b[4~\x1b[5~\x1b[6~\x1b[Z", "↑ ↓ → ← Home End PgUp PgDn Shift+Tab");
    assert_presses("\x1bOP\x1b[15~\x1b[21~\x1b[24~\x1b[[A", "F1 F5 F10 F12 F1");
    assert_presses("\x1b[1;5Ca\x1b[Ib\x1b[27;5;9~c", "a b c");
    assert_presses("\x1b[", "Esc");
    assert_presses("\x1b[99999999999999999999999999999999999999a", "9 9 9 9 9 9 9 a");
}

static void broken_utf8_loses_nothing_that_follows(void **state)
{
    (void)state;
    assert_presses("\xff"
                   "a",
                   "INVALID a");
    assert_presses("\xe3\x81"
                   "b",
                   "INVALID b");
    assert_presses("\xe3\x81\r", "Enter");
    assert_presses("\xed\xa0\x80"
                   "c",
                   "INVALID c");
    assert_presses("\xe3\x81", "INVALID");
    assert_presses("\xc0\x80か", "INVALID INVALID か");
}

static void letters_are_folded_for_commands_only(void **state)
{
    (void)state;
    static const char *const same[] = {"m", "M", "ｍ", "Ｍ"};
    for (size_t i = 0; i < 4; i++) {
        struct key_decoder *d = key_decoder_new();
        struct key key;
        for (const char *p = same[i]; *p; p++)
            key_feed_byte(d, (unsigned char)*p);
        assert_true(key_take(d, &key));
        assert_int_equal(key.letter, 'm');
        assert_string_equal(key.utf8, same[i]);
        assert_true(key_is(&key, 'm', true));
        assert_false(key_is(&key, 'm', false));
        assert_false(key_is(&key, K_CTRL('m'), true));
        key_decoder_free(d);
    }
}

static void a_paste_is_one_press(void **state)
{
    (void)state;
    assert_presses("a\x1b[200~一行目\r\n二行目\r三\n\x1b[201~b", "a 一行目\n二行目\n三\n b");
    assert_presses("\x1b[200~\x1b[20\x1b[201~", "\x1b[20");
    assert_presses("\x1b[200~never ended", "never ended");
    assert_presses("\x1b[200~\x1b[201~", "");
}

static void a_paste_without_end_of_memory_is_bounded(void **state)
{
    (void)state;
    struct key_decoder *d = key_decoder_new();
    struct key key;
    for (const char *p = "\x1b[200~x"; *p; p++)
        key_feed_byte(d, (unsigned char)*p);
    for (size_t i = 0; i < 1024 * 1024; i++)
        key_feed_byte(d, (unsigned char)"\xe3\x81\x82"[i % 3]);
    assert_false(key_take(d, &key));
    for (const char *p = "\x1b[201~"; *p; p++)
        key_feed_byte(d, (unsigned char)*p);
    assert_true(key_take(d, &key));
    assert_int_equal(key.code, K_PASTE);
    assert_true(key.paste_cut);
    assert_true(key.paste_n <= KEY_PASTE_BYTES && key.paste_n > KEY_PASTE_BYTES - 4);
    assert_int_equal((key.paste_n - 1) % 3, 0); /* whole characters */
    key_feed_byte(d, 'z');                      /* the next byte wipes it */
    assert_int_equal(key.paste[0], 0);
    key_decoder_free(d);
}

static void codes_of_curses_and_bytes_mix(void **state)
{
    (void)state;
    struct key_decoder *d = key_decoder_new();
    struct key key;
    assert_int_equal(key_wants_more(d), -1);
    key_feed_byte(d, 0x1b);
    assert_false(key_take(d, &key));
    assert_true(key_wants_more(d) > 0);
    key_feed_code(d, K_RESIZE); /* does not settle the Esc */
    assert_true(key_take(d, &key));
    assert_int_equal(key.code, K_RESIZE);
    key_feed_byte(d, '2');
    assert_true(key_take(d, &key));
    assert_int_equal(key.code, K_F2);
    key_feed_byte(d, 0x1b);
    key_feed_code(d, K_UP);
    assert_true(key_take(d, &key));
    assert_int_equal(key.code, K_ESC);
    assert_true(key_take(d, &key));
    assert_int_equal(key.code, K_UP);
    assert_false(key_take(d, &key));
    key_decoder_free(d);
}

/* A thousand bytes of every kind: nothing hangs, overflows or stays undecided after a pause. */
static void noise_is_survived(void **state)
{
    (void)state;
    unsigned seed = 12345;
    for (int round = 0; round < 200; round++) {
        struct key_decoder *d = key_decoder_new();
        struct key key;
        for (int i = 0; i < 1000; i++) {
            seed = seed * 1103515245u + 12345u;
            unsigned r = seed >> 16;
            static const unsigned char likely[] = "\x1b[O0~;A\xe3\x81\x82";
            key_feed_byte(d, r % 3 ? likely[r % (sizeof likely - 1)] : (unsigned char)(r >> 4));
            while (key_take(d, &key))
                assert_true(key.code != K_NONE);
        }
        key_feed_pause(d);
        while (key_take(d, &key))
            ;
        assert_int_equal(key_wants_more(d), -1);
        key_decoder_free(d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_one_press_a_character),
        cmocka_unit_test(controls_have_names),
        cmocka_unit_test(escape_and_a_digit_are_a_function_key),
        cmocka_unit_test(sequences_of_xterm_are_known_and_others_vanish),
        cmocka_unit_test(broken_utf8_loses_nothing_that_follows),
        cmocka_unit_test(letters_are_folded_for_commands_only),
        cmocka_unit_test(a_paste_is_one_press),
        cmocka_unit_test(a_paste_without_end_of_memory_is_bounded),
        cmocka_unit_test(codes_of_curses_and_bytes_mix),
        cmocka_unit_test(noise_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

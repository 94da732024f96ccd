/* A passphrase being typed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "screens/hidden.h"
#include "tests/screens/fixture.h"

static int hit(struct hidden *hidden, struct key key)
{
    struct err e;
    int r = 99;
    assert_true(hidden_key(hidden, &key, &r, &e));
    return r;
}

static void backspace_takes_a_whole_character(void **state)
{
    (void)state;
    char buf[HIDDEN_BYTES + 1];
    struct hidden secret;
    hidden_init(&secret, buf, sizeof buf);
    assert_int_equal(hit(&secret, typed("a")), 0);
    assert_int_equal(hit(&secret, typed("合")), 0);
    assert_int_equal(hit(&secret, typed("𠮷")), 0);
    assert_string_equal(buf, "a合𠮷");
    assert_int_equal(hit(&secret, press(K_BACKSPACE)), 0);
    assert_string_equal(buf, "a合");
    for (size_t i = secret.n; i < sizeof buf; i++)
        assert_int_equal(buf[i], 0); /* what was erased is gone */
    for (int i = 0; i < 5; i++)
        hit(&secret, press(K_BACKSPACE));
    assert_int_equal(secret.n, 0);
}

static void what_is_too_long_does_not_enter(void **state)
{
    (void)state;
    char buf[HIDDEN_BYTES + 1], paste[HIDDEN_BYTES + 1];
    struct hidden secret;
    hidden_init(&secret, buf, sizeof buf);
    memset(paste, 'x', sizeof paste);
    assert_int_equal(hit(&secret, pasted(paste, HIDDEN_BYTES + 1)), ERR_INPUT);
    assert_int_equal(secret.n, 0);
    assert_int_equal(hit(&secret, pasted(paste, HIDDEN_BYTES)), 0);
    assert_int_equal(hit(&secret, typed("x")), ERR_INPUT);
    assert_int_equal(secret.n, HIDDEN_BYTES);
    assert_int_equal(strlen(buf), HIDDEN_BYTES);
    hit(&secret, press(K_CTRL('u')));
    assert_int_equal(secret.n, 0);
    assert_int_equal(buf[HIDDEN_BYTES - 1], 0);
    char small[8];
    hidden_init(&secret, small, sizeof small);
    assert_int_equal(hit(&secret, pasted("12345678", 8)), ERR_INPUT);
    assert_int_equal(hit(&secret, pasted("1234567", 7)), 0);
}

static void control_characters_do_not_enter(void **state)
{
    (void)state;
    char buf[HIDDEN_BYTES + 1];
    struct hidden secret;
    hidden_init(&secret, buf, sizeof buf);
    assert_int_equal(hit(&secret, pasted("a\x1b[2J", 5)), ERR_INPUT);
    assert_int_equal(hit(&secret, pasted("a\0b", 3)), ERR_INPUT);
    assert_int_equal(hit(&secret, pasted("a\nb", 3)), ERR_INPUT);
    assert_int_equal(secret.n, 0);
    assert_int_equal(hit(&secret, pasted("line\n", 5)), 0); /* the end of a pasted line is none of it */
    assert_string_equal(buf, "line");
}

static void other_keys_are_left_to_the_screen(void **state)
{
    (void)state;
    char buf[HIDDEN_BYTES + 1];
    struct hidden secret;
    static const int others[] = {K_ENTER, K_ESC, K_UP, K_F1, K_TAB, K_LEFT, K_CTRL('z')};
    hidden_init(&secret, buf, sizeof buf);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct key key = press(others[i]);
        assert_false(hidden_key(&secret, &key, NULL, NULL));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(backspace_takes_a_whole_character),
        cmocka_unit_test(what_is_too_long_does_not_enter),
        cmocka_unit_test(control_characters_do_not_enter),
        cmocka_unit_test(other_keys_are_left_to_the_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

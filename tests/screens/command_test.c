/* The one list of commands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "screens/command.h"
#include "tests/screens/fixture.h"

enum { TAKE = COMMAND_OWN, NEXT };
static const struct command table[] = {
    {.id = TAKE, .keys = {K_F2, K_CTRL('n'), 'm'}, .label = "持出", .help = "新しい持出しを記録します。"},
    {.id = NEXT, .keys = {K_RIGHT}, .label = "翌月"},
    {.id = COMMAND_NONE},
};

static void keys_find_their_command(void **state)
{
    (void)state;
    struct key f2 = press(K_F2), n = press(K_CTRL('n')), m = typed("m"), other = press(K_F3);
    assert_int_equal(command_find(table, &f2, false), TAKE);
    assert_int_equal(command_find(table, &n, false), TAKE);
    assert_int_equal(command_find(table, &m, true), TAKE);
    assert_int_equal(command_find(table, &m, false), COMMAND_NONE); /* text is being typed */
    assert_int_equal(command_find(table, &other, true), COMMAND_NONE);
    assert_int_equal(command_find(NULL, &f2, true), COMMAND_NONE);
    assert_ptr_equal(command_row(table, NEXT), &table[1]);
    assert_null(command_row(table, COMMAND_HELP));
}

static void the_help_names_all_keys(void **state)
{
    (void)state;
    char buf[64];
    assert_string_equal(command_keys(buf, sizeof buf, &table[0]), "F2  Ctrl+N  m");
    assert_string_equal(command_keys(buf, sizeof buf, &table[1]), "→");
}

/* F1, F10 and F11 belong to common desktop terminals, Ctrl+L redraws. */
static void every_global_command_has_a_second_way(void **state)
{
    (void)state;
    for (const struct command *c = command_global; c->id != COMMAND_NONE; c++) {
        int ctrl = 0;
        for (int i = 0; i < COMMAND_KEYS; i++)
            ctrl += c->keys[i] > K_CTRL_BASE && c->keys[i] < K_TEXT;
        assert_true(ctrl > 0);
        assert_non_null(c->label);
        assert_non_null(c->help);
        for (const struct command *d = command_global; d != c; d++)
            for (int i = 0; i < COMMAND_KEYS && c->keys[i] != K_NONE; i++)
                for (int j = 0; j < COMMAND_KEYS; j++)
                    assert_int_not_equal(c->keys[i], d->keys[j]);
    }
    struct key l = press(K_CTRL('l')), k = press(K_CTRL('k'));
    assert_int_equal(command_find(command_global, &l, false), COMMAND_REDRAW);
    assert_int_equal(command_find(command_global, &k, false), COMMAND_LOCK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_find_their_command),
        cmocka_unit_test(the_help_names_all_keys),
        cmocka_unit_test(every_global_command_has_a_second_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

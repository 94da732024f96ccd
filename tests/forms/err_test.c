#include "forms/err.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <errno.h>
#include <string.h>

#include <cmocka.h>

static void err_set_fills_and_returns_its_code(void **state)
{
    (void)state;
    struct err e;
    memset(&e, 'x', sizeof e);
    assert_int_equal(err_set(&e, ERR_BUSY, "%d秒待ちました", 5), ERR_BUSY);
    assert_int_equal(e.code, ERR_BUSY);
    assert_string_equal(e.text, "5秒待ちました");
    assert_string_equal(e.clause, "");
    assert_string_equal(e.field, "");
}

static void err_refuse_names_the_clause_or_none(void **state)
{
    (void)state;
    struct err e;
    assert_int_equal(err_refuse(&e, "第7の1(2)イ(ア)a", "許可できません"), ERR_REFUSED);
    assert_string_equal(e.clause, "第7の1(2)イ(ア)a");
    assert_int_equal(err_refuse(&e, NULL, "許可できません"), ERR_REFUSED);
    assert_string_equal(e.clause, "");
}

static void err_field_names_the_field(void **state)
{
    (void)state;
    struct err e;
    assert_int_equal(err_field(&e, "purpose", NULL, "目的を入れてください"), ERR_INPUT);
    assert_int_equal(e.code, ERR_INPUT);
    assert_string_equal(e.field, "purpose");
}

static void err_accepts_null_and_clears(void **state)
{
    (void)state;
    struct err e;
    assert_int_equal(err_set(NULL, ERR_IO, "x"), ERR_IO);
    assert_int_equal(err_refuse(NULL, "a", "x"), ERR_REFUSED);
    assert_int_equal(err_field(NULL, "a", NULL, "x"), ERR_INPUT);
    assert_int_equal(err_memory(NULL), ERR_MEMORY);
    assert_int_equal(err_memory(&e), ERR_MEMORY);
    assert_true(strlen(e.text) > 0);
    err_clear(&e);
    assert_int_equal(e.code, ERR_NONE);
    assert_string_equal(e.text, "");
    err_clear(NULL);
}

static void err_may_quote_itself(void **state)
{
    (void)state;
    struct err e;
    err_refuse(&e, "第8の1", "だめです");
    err_refuse(&e, e.clause, "3行目: %s", e.text);
    assert_string_equal(e.text, "3行目: だめです");
    assert_string_equal(e.clause, "第8の1");
}

/* Every length of ASCII in front moves the cut through every byte of a character of 2, 3 and 4 bytes. */
static void err_never_cuts_inside_a_character(void **state)
{
    (void)state;
    static const char *const characters[] = {"é", "持", "𠮷"};
    for (size_t k = 0; k < 3; k++) {
        size_t length = strlen(characters[k]);
        for (size_t ahead = 0; ahead < 8; ahead++) {
            char text[ERR_TEXT_BYTES * 2];
            size_t used = ahead;
            memset(text, 'a', ahead);
            for (; used + length < sizeof text; used += length)
                memcpy(text + used, characters[k], length);
            text[used] = '\0';
            struct err e;
            err_field(&e, text, text, "%s", text);
            assert_int_equal((strlen(e.text) - ahead) % length, 0);
            assert_in_range(strlen(e.text), ERR_TEXT_BYTES - 1 - 3, ERR_TEXT_BYTES - 1);
            assert_int_equal((strlen(e.clause) - ahead) % length, 0);
            assert_in_range(strlen(e.clause), ERR_CLAUSE_BYTES - 1 - 3, ERR_CLAUSE_BYTES - 1);
            assert_int_equal((strlen(e.field) - ahead) % length, 0);
            assert_in_range(strlen(e.field), ERR_FIELD_BYTES - 1 - 3, ERR_FIELD_BYTES - 1);
        }
    }
}

static void err_reason_speaks_japanese(void **state)
{
    char buf[ERR_REASON_BYTES];
    (void)state;
    assert_string_equal(err_reason(buf, ENOENT), "ありません");
    assert_string_equal(err_reason(buf, ENOSPC), "空き容量がありません");
    assert_string_equal(err_reason(buf, 4095), "システムの誤り 4095");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(err_set_fills_and_returns_its_code),
        cmocka_unit_test(err_refuse_names_the_clause_or_none),
        cmocka_unit_test(err_field_names_the_field),
        cmocka_unit_test(err_accepts_null_and_clears),
        cmocka_unit_test(err_may_quote_itself),
        cmocka_unit_test(err_reason_speaks_japanese),
        cmocka_unit_test(err_never_cuts_inside_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

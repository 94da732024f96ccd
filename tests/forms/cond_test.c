#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "forms/cond.h"
#include "forms/entry.h"
#include "tests/forms/sample_register.h"

static void words_are_whole(void **state)
{
    (void)state;
    assert_true(word_in("out|returned", "out"));
    assert_true(word_in("out|returned", "returned"));
    assert_false(word_in("out|returned", "return"));
    assert_false(word_in("out|returned", "turned"));
    assert_false(word_in("out|returned", ""));
    assert_false(word_in("out|returned", "out|returned"));
    assert_false(word_in("", "out"));
    assert_false(word_in(NULL, "out"));
    assert_false(word_in("out", NULL));
}

static void conditions_are_asked_of_the_entry(void **state)
{
    (void)state;
    struct entry *entry;
    struct cond none[CONDS] = {{0}};
    struct cond is[CONDS] = {{"kind", COND_IS, "mobile|special"}};
    struct cond is_not[CONDS] = {{"kind", COND_IS_NOT, "mobile|special"}};
    struct cond set[CONDS] = {{"kind", COND_SET, NULL}};
    struct cond unset[CONDS] = {{"kind", COND_UNSET, NULL}};
    struct cond both[CONDS] = {{"kind", COND_IS, "mobile"}, {"ticked", COND_SET, NULL}};
    assert_int_equal(entry_new(&entry, &sample_register, NULL), 0);

    assert_true(conds_hold(none, entry));
    assert_false(conds_hold(is, entry)); /* unset is none of the values */
    assert_true(conds_hold(is_not, entry));
    assert_false(conds_hold(set, entry));
    assert_true(conds_hold(unset, entry));

    assert_int_equal(entry_set(entry, "kind", "special", NULL), 0);
    assert_true(conds_hold(is, entry));
    assert_false(conds_hold(is_not, entry));
    assert_true(conds_hold(set, entry));
    assert_false(conds_hold(unset, entry));

    assert_int_equal(entry_set(entry, "kind", "mobile", NULL), 0);
    assert_false(conds_hold(both, entry));
    assert_int_equal(entry_set(entry, "ticked", "yes", NULL), 0);
    assert_true(conds_hold(both, entry));
    entry_free(entry);
}

static void a_reference_is_its_id(void **state)
{
    (void)state;
    struct entry *entry;
    struct cond is[CONDS] = {{"user", COND_IS, "K7QF-12"}};
    assert_int_equal(entry_new(&entry, &sample_register, NULL), 0);
    assert_int_equal(entry_set(entry, "user", "K7QF-12 田中 玲", NULL), 0);
    assert_true(conds_hold(is, entry));
    assert_int_equal(entry_set(entry, "user", "K7QF-1 田中 玲", NULL), 0);
    assert_false(conds_hold(is, entry));
    entry_free(entry);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_whole),
        cmocka_unit_test(conditions_are_asked_of_the_entry),
        cmocka_unit_test(a_reference_is_its_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

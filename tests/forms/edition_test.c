/* R0-8: the edition of the text, how long it is in force, and the reminder half a year ahead. */
#include "forms/edition.h"
#include "tests/forms/rule_world.h"

static void R0_8_in_force_until_the_end_of_march_R11(void **state)
{
    (void)state;
    const struct edition *now = edition_current();
    assert_non_null(now);
    assert_string_equal(now->name, rule_edition);
    assert_int_equal(date_compare(now->from, (struct date){2024, 4, 1}), 0);
    assert_int_equal(date_compare(now->until, (struct date){2029, 3, 31}), 0);
    assert_ptr_equal(edition_find(rule_edition), now);
    assert_null(edition_find("令和5年達(情)第109号"));
    assert_null(edition_in_force((struct date){2024, 3, 31}));
    assert_ptr_equal(edition_in_force((struct date){2024, 4, 1}), now);
    assert_ptr_equal(edition_in_force((struct date){2029, 3, 31}), now);
    assert_null(edition_in_force((struct date){2029, 4, 1}));
}

/* Every day of the last year and of the year after. */
static void R0_8_reminds_half_a_year_ahead(void **state)
{
    (void)state;
    const struct date first = {2028, 9, 30};
    for (struct date day = {2028, 3, 31}; day.year < 2030; day = date_add_days(day, 1))
        assert_int_equal(edition_reminds(day), date_compare(first, day) <= 0);
}

static void R0_8_editions_follow_each_other(void **state)
{
    (void)state;
    for (const struct edition *edition = editions; edition->name != NULL; edition++) {
        assert_true(date_compare(edition->from, edition->until) < 0);
        if (edition[1].name != NULL)
            assert_true(date_compare(edition->until, edition[1].from) < 0);
        else
            assert_ptr_equal(edition, edition_current());
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R0_8_in_force_until_the_end_of_march_R11),
        cmocka_unit_test(R0_8_reminds_half_a_year_ahead),
        cmocka_unit_test(R0_8_editions_follow_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

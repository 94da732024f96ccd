/* The demo on awkward days and at an awkward hour: it can be made, is clean, and rebuilds equal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/app/house.h"

static void a_date(int year, int month, int day, int hour)
{
    struct house house;
    house_demo(&house, house_time(year, month, day, hour, 0));
    house_verify(&house);
    house_close(&house);
}

static void the_year_of_the_moved_holidays(void **state)
{
    (void)state;
    a_date(2021, 7, 23, 12);
}

static void far_ahead(void **state)
{
    (void)state;
    a_date(2049, 1, 1, 2); /* what began five hours ago began yesterday */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_year_of_the_moved_holidays),
        cmocka_unit_test(far_ahead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

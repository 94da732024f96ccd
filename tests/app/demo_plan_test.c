/* The demo at any hour: what it will live is planned without anything being out twice. Nothing is lived here. */
#include <stdio.h>
#include <stdlib.h>

#include "app/demo_inside.h"
#include "tests/app/model.h"

static int64_t looked_at; /* the demo is opened then */

static int64_t now(void *arg)
{
    (void)arg;
    return looked_at;
}

static void plans_at(int64_t at)
{
    const struct world world = {.dir = "", .pc = "", .now = now};
    struct demo *demo = calloc(1, sizeof *demo);
    char text[DATE_BYTES];
    struct err e;
    assert_non_null(demo);
    looked_at = at;
    demo_set(demo, &world);
    demo->session = house.session;
    if (demo_plan(demo, &e) != 0)
        fail_msg("%s: %s", date_format_time(text, sizeof text, at, DATE_SHORT), e.text);
    free(demo);
}

static void every_hour_of_a_week(void **state)
{
    (void)state;
    for (int hour = 0; hour < 7 * 24; hour++)
        plans_at(house_time(2026, 11, 20, 0, 10) + hour * HOUR);
}

/* The chances of each day are others. */
static void the_afternoon_of_every_day_of_a_season(void **state)
{
    (void)state;
    for (int day = 0; day < 90; day++)
        plans_at(house_time(2026, 10, 1, 14, 30) + day * DAY);
}

static void the_ends_and_beginnings_of_months(void **state)
{
    static const struct date days[] = {{2026, 12, 31}, {2027, 1, 1},  {2028, 2, 29},
                                       {2028, 3, 1},   {2027, 4, 30}, {2027, 5, 1}};
    static const int minutes[] = {0, 7 * 60 + 59, 8 * 60 + 30, 12 * 60, 17 * 60 + 15, 23 * 60 + 59};
    (void)state;
    for (size_t d = 0; d < sizeof days / sizeof days[0]; d++)
        for (size_t m = 0; m < sizeof minutes / sizeof minutes[0]; m++)
            plans_at(date_at(days[d], minutes[m]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(every_hour_of_a_week),
        IN_HOUSE(the_afternoon_of_every_day_of_a_season),
        IN_HOUSE(the_ends_and_beginnings_of_months),
    };
    return cmocka_run_group_tests(tests, make_model, remove_model);
}

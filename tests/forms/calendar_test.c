#include "forms/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { OPEN = 8 * 60 + 30, CLOSE = 17 * 60 + 15 };

struct named {
    int year, month, day;
    const char *name;
};

/* The days of the list that the Cabinet Office publishes (which calls 振替休日, 国民の休日 and the two special days of 2019
 * simply 休日); 2026 by the law. */
static const struct named published[] = {
    {2019, 1, 1, "元日"},
    {2019, 1, 14, "成人の日"},
    {2019, 2, 11, "建国記念の日"},
    {2019, 3, 21, "春分の日"},
    {2019, 4, 29, "昭和の日"},
    {2019, 4, 30, "国民の休日"},
    {2019, 5, 1, "天皇の即位の日"},
    {2019, 5, 2, "国民の休日"},
    {2019, 5, 3, "憲法記念日"},
    {2019, 5, 4, "みどりの日"},
    {2019, 5, 5, "こどもの日"},
    {2019, 5, 6, "振替休日"},
    {2019, 7, 15, "海の日"},
    {2019, 8, 11, "山の日"},
    {2019, 8, 12, "振替休日"},
    {2019, 9, 16, "敬老の日"},
    {2019, 9, 23, "秋分の日"},
    {2019, 10, 14, "体育の日"},
    {2019, 10, 22, "即位礼正殿の儀の行われる日"},
    {2019, 11, 3, "文化の日"},
    {2019, 11, 4, "振替休日"},
    {2019, 11, 23, "勤労感謝の日"},

    {2020, 1, 1, "元日"},
    {2020, 1, 13, "成人の日"},
    {2020, 2, 11, "建国記念の日"},
    {2020, 2, 23, "天皇誕生日"},
    {2020, 2, 24, "振替休日"},
    {2020, 3, 20, "春分の日"},
    {2020, 4, 29, "昭和の日"},
    {2020, 5, 3, "憲法記念日"},
    {2020, 5, 4, "みどりの日"},
    {2020, 5, 5, "こどもの日"},
    {2020, 5, 6, "振替休日"},
    {2020, 7, 23, "海の日"},
    {2020, 7, 24, "スポーツの日"},
    {2020, 8, 10, "山の日"},
    {2020, 9, 21, "敬老の日"},
    {2020, 9, 22, "秋分の日"},
    {2020, 11, 3, "文化の日"},
    {2020, 11, 23, "勤労感謝の日"},

    {2021, 1, 1, "元日"},
    {2021, 1, 11, "成人の日"},
    {2021, 2, 11, "建国記念の日"},
    {2021, 2, 23, "天皇誕生日"},
    {2021, 3, 20, "春分の日"},
    {2021, 4, 29, "昭和の日"},
    {2021, 5, 3, "憲法記念日"},
    {2021, 5, 4, "みどりの日"},
    {2021, 5, 5, "こどもの日"},
    {2021, 7, 22, "海の日"},
    {2021, 7, 23, "スポーツの日"},
    {2021, 8, 8, "山の日"},
    {2021, 8, 9, "振替休日"},
    {2021, 9, 20, "敬老の日"},
    {2021, 9, 23, "秋分の日"},
    {2021, 11, 3, "文化の日"},
    {2021, 11, 23, "勤労感謝の日"},

    {2022, 1, 1, "元日"},
    {2022, 1, 10, "成人の日"},
    {2022, 2, 11, "建国記念の日"},
    {2022, 2, 23, "天皇誕生日"},
    {2022, 3, 21, "春分の日"},
    {2022, 4, 29, "昭和の日"},
    {2022, 5, 3, "憲法記念日"},
    {2022, 5, 4, "みどりの日"},
    {2022, 5, 5, "こどもの日"},
    {2022, 7, 18, "海の日"},
    {2022, 8, 11, "山の日"},
    {2022, 9, 19, "敬老の日"},
    {2022, 9, 23, "秋分の日"},
    {2022, 10, 10, "スポーツの日"},
    {2022, 11, 3, "文化の日"},
    {2022, 11, 23, "勤労感謝の日"},

    {2023, 1, 1, "元日"},
    {2023, 1, 2, "振替休日"},
    {2023, 1, 9, "成人の日"},
    {2023, 2, 11, "建国記念の日"},
    {2023, 2, 23, "天皇誕生日"},
    {2023, 3, 21, "春分の日"},
    {2023, 4, 29, "昭和の日"},
    {2023, 5, 3, "憲法記念日"},
    {2023, 5, 4, "みどりの日"},
    {2023, 5, 5, "こどもの日"},
    {2023, 7, 17, "海の日"},
    {2023, 8, 11, "山の日"},
    {2023, 9, 18, "敬老の日"},
    {2023, 9, 23, "秋分の日"},
    {2023, 10, 9, "スポーツの日"},
    {2023, 11, 3, "文化の日"},
    {2023, 11, 23, "勤労感謝の日"},

    {2024, 1, 1, "元日"},
    {2024, 1, 8, "成人の日"},
    {2024, 2, 11, "建国記念の日"},
    {2024, 2, 12, "振替休日"},
    {2024, 2, 23, "天皇誕生日"},
    {2024, 3, 20, "春分の日"},
    {2024, 4, 29, "昭和の日"},
    {2024, 5, 3, "憲法記念日"},
    {2024, 5, 4, "みどりの日"},
    {2024, 5, 5, "こどもの日"},
    {2024, 5, 6, "振替休日"},
    {2024, 7, 15, "海の日"},
    {2024, 8, 11, "山の日"},
    {2024, 8, 12, "振替休日"},
    {2024, 9, 16, "敬老の日"},
    {2024, 9, 22, "秋分の日"},
    {2024, 9, 23, "振替休日"},
    {2024, 10, 14, "スポーツの日"},
    {2024, 11, 3, "文化の日"},
    {2024, 11, 4, "振替休日"},
    {2024, 11, 23, "勤労感謝の日"},

    {2025, 1, 1, "元日"},
    {2025, 1, 13, "成人の日"},
    {2025, 2, 11, "建国記念の日"},
    {2025, 2, 23, "天皇誕生日"},
    {2025, 2, 24, "振替休日"},
    {2025, 3, 20, "春分の日"},
    {2025, 4, 29, "昭和の日"},
    {2025, 5, 3, "憲法記念日"},
    {2025, 5, 4, "みどりの日"},
    {2025, 5, 5, "こどもの日"},
    {2025, 5, 6, "振替休日"},
    {2025, 7, 21, "海の日"},
    {2025, 8, 11, "山の日"},
    {2025, 9, 15, "敬老の日"},
    {2025, 9, 23, "秋分の日"},
    {2025, 10, 13, "スポーツの日"},
    {2025, 11, 3, "文化の日"},
    {2025, 11, 23, "勤労感謝の日"},
    {2025, 11, 24, "振替休日"},

    {2026, 1, 1, "元日"},
    {2026, 1, 12, "成人の日"},
    {2026, 2, 11, "建国記念の日"},
    {2026, 2, 23, "天皇誕生日"},
    {2026, 3, 20, "春分の日"},
    {2026, 4, 29, "昭和の日"},
    {2026, 5, 3, "憲法記念日"},
    {2026, 5, 4, "みどりの日"},
    {2026, 5, 5, "こどもの日"},
    {2026, 5, 6, "振替休日"},
    {2026, 7, 20, "海の日"},
    {2026, 8, 11, "山の日"},
    {2026, 9, 21, "敬老の日"},
    {2026, 9, 22, "国民の休日"},
    {2026, 9, 23, "秋分の日"},
    {2026, 10, 12, "スポーツの日"},
    {2026, 11, 3, "文化の日"},
    {2026, 11, 23, "勤労感謝の日"},
};

/* Every day of 2019–2026 is compared, so that a holiday too many shows as well as one too few. */
static void T_8_holidays_of_2019_to_2026_are_those_published(void **state)
{
    (void)state;
    size_t next = 0;
    int64_t last = date_days((struct date){2026, 12, 31});
    for (int64_t days = date_days((struct date){2019, 1, 1}); days <= last; days++) {
        struct date d = date_from_days(days);
        const struct named *h = next < sizeof published / sizeof *published ? &published[next] : NULL;
        const char *want = NULL;
        if (h && date_compare(d, (struct date){h->year, h->month, h->day}) == 0) {
            want = h->name;
            next++;
        }
        const char *got = holiday_name(d);
        if (!want != !got || (want && strcmp(want, got) != 0))
            fail_msg("%d-%d-%d: %s, published %s", d.year, d.month, d.day, got ? got : "none", want ? want : "none");
    }
    assert_int_equal(next, sizeof published / sizeof *published);
}

/* From the apparent solar longitude (Meeus, Astronomical Algorithms, ch. 27) in Japan time. */
static void T_8_equinoxes_of_2019_to_2050_are_those_of_the_orbit(void **state)
{
    (void)state;
    static const struct {
        int spring, autumn;
    } days[] = {
        /* 2019 */ {21, 23}, {20, 22}, {20, 23}, {21, 23}, {21, 23}, {20, 22}, {20, 23}, {20, 23},
        /* 2027 */ {21, 23}, {20, 22}, {20, 23}, {20, 23}, {21, 23}, {20, 22}, {20, 23}, {20, 23},
        /* 2035 */ {21, 23}, {20, 22}, {20, 23}, {20, 23}, {21, 23}, {20, 22}, {20, 23}, {20, 23},
        /* 2043 */ {21, 23}, {20, 22}, {20, 22}, {20, 23}, {21, 23}, {20, 22}, {20, 22}, {20, 23},
    };
    for (int i = 0; i < 32; i++) {
        for (int day = 15; day <= 28; day++) {
            const char *spring = holiday_name((struct date){2019 + i, 3, day});
            const char *autumn = holiday_name((struct date){2019 + i, 9, day});
            assert_int_equal(spring && strcmp(spring, "春分の日") == 0, day == days[i].spring);
            assert_int_equal(autumn && strcmp(autumn, "秋分の日") == 0, day == days[i].autumn);
        }
    }
}

static void T_8_substitute_and_sandwiched_days_to_2050(void **state)
{
    (void)state;
    static const struct named days[] = {
        {2032, 9, 21, "国民の休日"},   {2037, 9, 22, "国民の休日"},    {2043, 9, 22, "国民の休日"},
        {2049, 9, 21, "国民の休日"},   {2028, 9, 18, "敬老の日"},      {2028, 9, 22, "秋分の日"},
        {2030, 5, 6, "振替休日"},      {2031, 5, 6, "振替休日"},       {2034, 1, 2, "振替休日"},
        {2037, 5, 6, "振替休日"},      {2043, 5, 6, "振替休日"},       {2048, 5, 6, "振替休日"},
        {2050, 2, 11, "建国記念の日"}, {2050, 10, 10, "スポーツの日"},
    };
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        const char *got = holiday_name((struct date){days[i].year, days[i].month, days[i].day});
        if (!got || strcmp(got, days[i].name) != 0)
            fail_msg("%d-%d-%d: %s", days[i].year, days[i].month, days[i].day, got ? got : "none");
    }
    for (int year = 2019; year <= 2050; year++) {
        int holidays = 0, substitutes = 0, sundays = 0;
        int64_t last = date_days((struct date){year, 12, 31});
        for (int64_t n = date_days((struct date){year, 1, 1}); n <= last; n++) {
            struct date d = date_from_days(n);
            const char *name = holiday_name(d);
            bool substitute = name && strcmp(name, "振替休日") == 0;
            bool between = name && strcmp(name, "国民の休日") == 0;
            holidays += name && !substitute && !between;
            substitutes += substitute;
            sundays += name && date_weekday(d) == 0;
        }
        assert_int_equal(holidays, year == 2019 ? 17 : 16);
        assert_int_equal(substitutes, sundays); /* each Sunday's holiday is given back once */
    }
}

static void T_8_night_is_closed_from_1715_to_830(void **state)
{
    (void)state;
    const struct calendar *c = &calendar_default;
    struct date thursday = {2026, 11, 26};
    for (int minute = 0; minute < 1440; minute++)
        assert_int_equal(calendar_closed(c, date_at(thursday, minute)), minute < OPEN || minute >= CLOSE);
    assert_true(calendar_closed(c, date_at(thursday, OPEN) - 1));   /* 8:29:59 */
    assert_false(calendar_closed(c, date_at(thursday, OPEN)));      /* 8:30:00 */
    assert_false(calendar_closed(c, date_at(thursday, CLOSE) - 1)); /* 17:14:59 */
    assert_true(calendar_closed(c, date_at(thursday, CLOSE)));      /* 17:15:00 */
}

/* To the second, on every day of nine years, weekdays counted from Monday 2024-01-01. */
static void T_8_the_edges_of_office_hours_on_every_day(void **state)
{
    (void)state;
    const struct calendar *c = &calendar_default;
    int64_t first = date_days((struct date){2024, 1, 1}), last = date_days((struct date){2032, 12, 31});
    int working = 0;
    for (int64_t n = first; n <= last; n++) {
        struct date d = date_from_days(n);
        int md = d.month * 100 + d.day;
        bool closed = (n - first) % 7 >= 5 || md >= 1229 || md <= 103 || holiday_name(d) != NULL;
        working += !closed;
        assert_int_equal(calendar_closed_day(c, d), closed);
        assert_true(calendar_closed(c, date_at(d, 0)));
        assert_true(calendar_closed(c, date_at(d, OPEN) - 1));               /* 8:29:59 */
        assert_int_equal(calendar_closed(c, date_at(d, OPEN)), closed);      /* 8:30:00 */
        assert_int_equal(calendar_closed(c, date_at(d, CLOSE) - 1), closed); /* 17:14:59 */
        assert_true(calendar_closed(c, date_at(d, CLOSE)));                  /* 17:15:00 */
        assert_true(calendar_closed(c, date_at(d, 24 * 60) - 1));
    }
    assert_in_range(working, 9 * 235, 9 * 250);
}

static void T_8_weekends_holidays_and_year_end_are_closed(void **state)
{
    (void)state;
    const struct calendar *c = &calendar_default;
    static const struct {
        struct date d;
        bool closed;
    } cases[] = {
        {{2026, 11, 20}, false}, {{2026, 11, 21}, true}, {{2026, 11, 22}, true},  {{2026, 11, 23}, true},
        {{2026, 11, 24}, false}, {{2026, 9, 22}, true},  {{2026, 12, 28}, false}, {{2026, 12, 29}, true},
        {{2026, 12, 30}, true},  {{2026, 12, 31}, true}, {{2027, 1, 1}, true},    {{2028, 1, 3}, true},
        {{2028, 1, 4}, false},   {{2026, 5, 6}, true},   {{2026, 5, 7}, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(calendar_closed_day(c, cases[i].d), cases[i].closed);
        assert_int_equal(calendar_closed(c, date_at(cases[i].d, 12 * 60)), cases[i].closed);
    }
}

static void T_8_the_station_sets_its_own_hours_and_days(void **state)
{
    (void)state;
    static const struct calendar_day days[] = {
        {{2026, 11, 21}, CALENDAR_OPEN}, {{2026, 11, 25}, CALENDAR_CLOSED}, {{2026, 11, 27}, CALENDAR_CLOSED},
        {{2026, 11, 27}, CALENDAR_OPEN}, {{2026, 12, 30}, CALENDAR_OPEN},
    };
    struct calendar c = calendar_default;
    c.days = days;
    c.ndays = sizeof days / sizeof *days;
    assert_false(calendar_closed_day(&c, (struct date){2026, 11, 21})); /* a Saturday that opens */
    assert_true(calendar_closed_day(&c, (struct date){2026, 11, 22}));
    assert_false(calendar_closed_day(&c, (struct date){2026, 11, 24}));
    assert_true(calendar_closed_day(&c, (struct date){2026, 11, 25})); /* a special holiday by law */
    assert_false(calendar_closed_day(&c, (struct date){2026, 11, 26}));
    assert_false(calendar_closed_day(&c, (struct date){2026, 11, 27})); /* both: opening wins */
    assert_true(calendar_closed_day(&c, (struct date){2026, 12, 29}));
    assert_false(calendar_closed_day(&c, (struct date){2026, 12, 30}));
    c.open = 9 * 60;
    c.close = 18 * 60;
    assert_true(calendar_closed(&c, date_at((struct date){2026, 11, 24}, OPEN)));
    assert_false(calendar_closed(&c, date_at((struct date){2026, 11, 24}, CLOSE)));
    c.year_end_month = 12; /* a year's end that does not reach into January */
    c.year_end_day = 28;
    c.new_year_month = 12;
    c.new_year_day = 31;
    assert_true(calendar_closed_day(&c, (struct date){2026, 12, 28}));
    assert_false(calendar_closed_day(&c, (struct date){2028, 1, 3}));
}

static void shift_is(struct date d, int minute, bool runs, struct date date, enum shift_part part)
{
    struct shift s = {{0, 0, 0}, SHIFT_DAY};
    bool got = calendar_shift(&calendar_default, date_at(d, minute), &s);
    if (got != runs || date_compare(s.date, date) != 0 || s.part != part)
        fail_msg("%d-%d-%d %d:%02d: shift %d-%d part %d runs %d", d.year, d.month, d.day, minute / 60, minute % 60,
                 s.date.month, s.date.day, (int)s.part, got);
}

static void T_8_shifts_of_nights_and_closed_days(void **state)
{
    (void)state;
    struct date fri = {2026, 11, 20}, sat = {2026, 11, 21}, sun = {2026, 11, 22}, holiday = {2026, 11, 23};
    struct date tue = {2026, 11, 24};
    shift_is(fri, OPEN, false, fri, SHIFT_NIGHT); /* office hours: tonight's */
    shift_is(fri, CLOSE - 1, false, fri, SHIFT_NIGHT);
    shift_is(fri, CLOSE, true, fri, SHIFT_NIGHT);
    shift_is(sat, 0, true, fri, SHIFT_NIGHT); /* past midnight it is still Friday's night */
    shift_is(sat, OPEN - 1, true, fri, SHIFT_NIGHT);
    shift_is(sat, OPEN, true, sat, SHIFT_DAY);
    shift_is(sat, CLOSE - 1, true, sat, SHIFT_DAY);
    shift_is(sat, CLOSE, true, sat, SHIFT_NIGHT);
    shift_is(sun, 3 * 60, true, sat, SHIFT_NIGHT);
    shift_is(holiday, 12 * 60, true, holiday, SHIFT_DAY);
    shift_is(tue, 6 * 60 + 40, true, holiday, SHIFT_NIGHT);
    shift_is(tue, OPEN, false, tue, SHIFT_NIGHT);
    shift_is((struct date){2027, 1, 1}, 60, true, (struct date){2026, 12, 31}, SHIFT_NIGHT);
}

/* Over a year, minute by quarter hour: a shift runs exactly in closed hours, and each ends where the next state begins. */
static void T_8_shifts_cover_the_closed_hours_without_gap(void **state)
{
    (void)state;
    const struct calendar *c = &calendar_default;
    int64_t until = date_at((struct date){2027, 12, 31}, 0);
    for (int64_t now = date_at((struct date){2026, 12, 1}, 0); now < until; now += 900) {
        struct shift s, later;
        bool runs = calendar_shift(c, now, &s);
        assert_int_equal(runs, calendar_closed(c, now));
        int64_t end = calendar_shift_end(c, s);
        assert_true(end > now);
        if (!runs)
            continue;
        calendar_shift(c, end - 1, &later); /* the same shift to its last second */
        assert_int_equal(date_compare(later.date, s.date), 0);
        assert_int_equal(later.part, s.part);
        bool same = calendar_shift(c, end, &later) && date_compare(later.date, s.date) == 0 && later.part == s.part;
        assert_false(same);
    }
    struct shift day = {{2026, 11, 21}, SHIFT_DAY}, night = {{2026, 11, 21}, SHIFT_NIGHT};
    assert_int_equal(calendar_shift_end(c, day), date_at((struct date){2026, 11, 21}, CLOSE));
    assert_int_equal(calendar_shift_end(c, night), date_at((struct date){2026, 11, 22}, OPEN));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(T_8_holidays_of_2019_to_2026_are_those_published),
        cmocka_unit_test(T_8_equinoxes_of_2019_to_2050_are_those_of_the_orbit),
        cmocka_unit_test(T_8_substitute_and_sandwiched_days_to_2050),
        cmocka_unit_test(T_8_night_is_closed_from_1715_to_830),
        cmocka_unit_test(T_8_the_edges_of_office_hours_on_every_day),
        cmocka_unit_test(T_8_weekends_holidays_and_year_end_are_closed),
        cmocka_unit_test(T_8_the_station_sets_its_own_hours_and_days),
        cmocka_unit_test(T_8_shifts_of_nights_and_closed_days),
        cmocka_unit_test(T_8_shifts_cover_the_closed_hours_without_gap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

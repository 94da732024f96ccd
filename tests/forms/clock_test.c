/* The clocks of §7 from every day of 2024–2032: each day before, at and after the due day, against an almanac that is counted here day
 * by day. T-8 itself, the closed hours, is proven by calendar_test. */
#include "forms/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/forms/rule_world.h"

/* The almanac: days are numbered from 2022-01-01, a Saturday. */
enum { ALMANAC_YEAR = 2022, ALMANAC_YEARS = 14, ALMANAC_MONTHS = ALMANAC_YEARS * 12, WALK = 40 };
static struct date days[ALMANAC_YEARS * 366];
static int ndays, months[ALMANAC_MONTHS + 1]; /* first day of each month, and of the one after the last */

static int make_almanac(void **state)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    (void)state;
    for (int m = 0; m < ALMANAC_MONTHS; m++) {
        int year = ALMANAC_YEAR + m / 12, length = lengths[m % 12] + (m % 12 == 1 && year % 4 == 0);
        months[m] = ndays;
        for (int day = 1; day <= length; day++)
            days[ndays++] = (struct date){year, m % 12 + 1, day};
    }
    months[ALMANAC_MONTHS] = ndays;
    return 0;
}

static int month_of(int day)
{
    return (days[day].year - ALMANAC_YEAR) * 12 + days[day].month - 1;
}

static int number(int year, int month, int day)
{
    return months[(year - ALMANAC_YEAR) * 12 + month - 1] + day - 1;
}

/* The same day n months on; where there is none, the last of that month. */
static int months_on(int day, int n)
{
    int m = month_of(day) + n, same = months[m] + days[day].day - 1;
    return same < months[m + 1] ? same : months[m + 1] - 1;
}

static bool working(int day)
{
    int md = days[day].month * 100 + days[day].day, weekday = (day + 6) % 7;
    return weekday != 0 && weekday != 6 && md < 1229 && md > 103 && holiday_name(days[day]) == NULL;
}

static int working_after(int day)
{
    do
        day++;
    while (!working(day));
    return day;
}

/* Every day of 2024–2032, and as `last` each of them again. */
#define EVERY_DAY(D)            \
    int D = number(2024, 1, 1); \
    D <= number(2032, 12, 31);  \
    D++

static bool same(struct date a, int day)
{
    return a.year == days[day].year && a.month == days[day].month && a.day == days[day].day;
}

/* On `today` it is as it must be for something shown from `shown`, owed from `since`, in time until `until`. */
static void stands_at(int line, struct due due, int today, int shown, int since, int until)
{
    enum due_state state = today < shown ? DUE_NONE : today > until ? DUE_OVER : today < since ? DUE_SOON : DUE_NOW;
    if (due.state == state && (state == DUE_NONE || (same(due.since, since) && same(due.until, until))))
        return;
    fail_msg("line %d, on %d-%d-%d: state %d, not %d; since %d-%d-%d, not %d-%d-%d; until %d-%d-%d, not %d-%d-%d", line,
             days[today].year, days[today].month, days[today].day, (int)due.state, (int)state, due.since.year,
             due.since.month, due.since.day, days[since].year, days[since].month, days[since].day, due.until.year,
             due.until.month, due.until.day, days[until].year, days[until].month, days[until].day);
}
#define stands(DUE, TODAY, SHOWN, SINCE, UNTIL) stands_at(__LINE__, DUE, TODAY, SHOWN, SINCE, UNTIL)
/* The days around FROM and UNTIL, those between them too. */
#define WALKED(T, FROM, UNTIL) \
    int T = (FROM)-WALK;       \
    T <= (UNTIL) + WALK;       \
    T++

static void T_1_a_check_a_month_from_every_day(void **state)
{
    (void)state;
    for (EVERY_DAY(from))
        for (int met = 0; met <= 13; met++) {
            int day = months_on(from, met + 1);
            for (WALKED(t, day, day)) {
                struct due due = clock_month_check(days[from], met, days[t]);
                stands(due, t, day, day, day);
                /* owed exactly while more months are full than checks are met */
                assert_int_equal(due.state != DUE_NONE, date_month_checks(days[from], days[t]) > met);
            }
        }
}

/* ⚑Q27: the first day is not counted; no corresponding day: the last of the month, and the month after that the day again. */
static void T_1_without_a_corresponding_day(void **state)
{
    (void)state;
    static const struct {
        struct date from;
        int done;
        struct date due;
    } cases[] = {
        {{2025, 1, 15}, 0, {2025, 2, 15}},  {{2025, 1, 31}, 0, {2025, 2, 28}},   {{2025, 1, 31}, 1, {2025, 3, 31}},
        {{2024, 1, 31}, 0, {2024, 2, 29}},  {{2024, 1, 31}, 1, {2024, 3, 31}},   {{2024, 1, 30}, 0, {2024, 2, 29}},
        {{2028, 1, 29}, 0, {2028, 2, 29}},  {{2025, 1, 29}, 0, {2025, 2, 28}},   {{2024, 2, 29}, 0, {2024, 3, 29}},
        {{2024, 2, 29}, 11, {2025, 2, 28}}, {{2024, 2, 29}, 47, {2028, 2, 29}},  {{2025, 2, 28}, 0, {2025, 3, 28}},
        {{2025, 8, 31}, 0, {2025, 9, 30}},  {{2025, 8, 31}, 1, {2025, 10, 31}},  {{2025, 10, 31}, 0, {2025, 11, 30}},
        {{2025, 12, 31}, 0, {2026, 1, 31}}, {{2025, 12, 31}, 1, {2026, 2, 28}},  {{2031, 12, 31}, 1, {2032, 2, 29}},
        {{2025, 11, 30}, 2, {2026, 2, 28}}, {{2032, 12, 31}, 11, {2033, 12, 31}}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int day = number(cases[i].due.year, cases[i].due.month, cases[i].due.day);
        for (int t = day - 1; t <= day + 1; t++)
            stands(clock_month_check(cases[i].from, cases[i].done, days[t]), t, day, day, day);
    }
}

/* What is met after looks on these days decides which is next: one late look makes good what was left out, one ahead of its day counts
 * for it, and more of them in the same month for no other. */
static void T_1_R3_4_a_look_counts_for_its_month_alone(void **state)
{
    (void)state;
    static const struct {
        struct date looks[4]; /* of what went out on 31 October 2026; year 0 ends */
        struct date next;
    } cases[] = {
        {{{0}}, {2026, 11, 30}},
        {{{2026, 10, 31}}, {2026, 11, 30}}, /* the first day is not counted */
        {{{2026, 11, 1}}, {2026, 12, 31}},
        {{{2026, 11, 20}, {2026, 11, 25}, {2026, 11, 29}}, {2026, 12, 31}},
        {{{2026, 11, 30}}, {2026, 12, 31}},
        {{{2026, 11, 30}, {2026, 11, 30}}, {2026, 12, 31}},
        {{{2026, 11, 25}, {2026, 11, 30}}, {2026, 12, 31}},
        {{{2026, 11, 30}, {2026, 12, 1}}, {2027, 1, 31}},
        {{{2026, 12, 15}}, {2026, 12, 31}}, /* late: the next is not put off */
        {{{2027, 2, 10}}, {2027, 2, 28}},   /* three left out */
        {{{2027, 2, 10}, {2027, 2, 11}}, {2027, 3, 31}},
        {{{2027, 2, 28}}, {2027, 3, 31}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct date from = {2026, 10, 31};
        int met = 0;
        for (int k = 0; k < 4 && cases[i].looks[k].year != 0; k++)
            met = clock_month_checks(from, met, cases[i].looks[k]);
        int next = number(cases[i].next.year, cases[i].next.month, cases[i].next.day);
        for (WALKED(t, next, next))
            stands(clock_month_check(from, met, days[t]), t, next, next, next);
    }
}

/* From every day, looks whenever: none is owed on the day of a look, and the next is never more than two of its days away. */
static void T_1_no_month_without_a_look(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (EVERY_DAY(from)) {
        int met = 0;
        for (int look = from, n = 0; n < 12; n++) {
            seed = seed * 1664525U + 1013904223U;
            look += (int)((seed >> 16) % 50);
            met = clock_month_checks(days[from], met, days[look]);
            struct due due = clock_month_check(days[from], met, days[look]);
            assert_int_equal(due.state, DUE_NONE);
            int come = 0;
            while (months_on(from, come + 1) <= look)
                come++;
            assert_true(same(due.since, months_on(from, come + 1)) || same(due.since, months_on(from, come + 2)));
        }
    }
}

static void T_2_a_month_and_the_one_that_follows(void **state)
{
    (void)state;
    for (EVERY_DAY(any)) {
        int m = month_of(any), first = months[m], last = months[m + 1] - 1, next = months[m + 2] - 1;
        for (WALKED(t, first, next)) {
            stands(clock_in_month(days[any], days[t]), t, first, first, last);
            stands(clock_after_month(days[any], days[t]), t, last + 1, last + 1, next);
        }
    }
}

static void T_2_over_the_turn_of_a_year_and_of_february(void **state)
{
    (void)state;
    static const struct {
        struct date month, today;
        enum due_state in, after;
    } cases[] = {
        {{2026, 12, 24}, {2026, 11, 30}, DUE_NONE, DUE_NONE}, {{2026, 12, 1}, {2026, 12, 1}, DUE_NOW, DUE_NONE},
        {{2026, 12, 31}, {2026, 12, 31}, DUE_NOW, DUE_NONE},  {{2026, 12, 1}, {2027, 1, 1}, DUE_OVER, DUE_NOW},
        {{2026, 12, 31}, {2027, 1, 31}, DUE_OVER, DUE_NOW},   {{2026, 12, 15}, {2027, 2, 1}, DUE_OVER, DUE_OVER},
        {{2028, 1, 31}, {2028, 2, 29}, DUE_OVER, DUE_NOW},    {{2028, 1, 31}, {2028, 3, 1}, DUE_OVER, DUE_OVER},
        {{2027, 1, 31}, {2027, 2, 28}, DUE_OVER, DUE_NOW},    {{2027, 1, 31}, {2027, 3, 1}, DUE_OVER, DUE_OVER},
        {{2028, 2, 1}, {2028, 2, 29}, DUE_NOW, DUE_NONE},     {{2028, 2, 29}, {2028, 3, 1}, DUE_OVER, DUE_NOW},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(clock_in_month(cases[i].month, cases[i].today).state, cases[i].in);
        assert_int_equal(clock_after_month(cases[i].month, cases[i].today).state, cases[i].after);
    }
}

/* R2-2, R4-2: twelve months, the day itself still in time; 29 February: 28. Shown thirty days ahead. */
static void T_3_R2_2_twelve_months_from_every_day(void **state)
{
    (void)state;
    for (EVERY_DAY(last)) {
        int day = months_on(last, 12);
        for (WALKED(t, day, day))
            stands(clock_year(days[last], days[t]), t, day - 30, day, day);
    }
    static const struct {
        struct date last;
        int year, month, day;
    } cases[] = {{{2024, 2, 29}, 2025, 2, 28}, {{2027, 2, 28}, 2028, 2, 28},   {{2028, 2, 29}, 2029, 2, 28},
                 {{2025, 3, 1}, 2026, 3, 1},   {{2025, 12, 31}, 2026, 12, 31}, {{2025, 11, 24}, 2026, 11, 24}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int day = number(cases[i].year, cases[i].month, cases[i].day);
        for (int t = day - 31; t <= day + 1; t++)
            stands(clock_year(cases[i].last, days[t]), t, day - 30, day, day);
    }
}

/* By the calendar on the wall: the first working day of January (1–3 are 年末年始) and of April, 2024–2034. */
static const int first_working[][2] = {{4, 1}, {6, 1}, {5, 1}, {4, 1}, {4, 3}, {4, 2},
                                       {4, 1}, {6, 1}, {5, 1}, {4, 1}, {4, 3}};

/* R6-2, ⚑Q7: under both starts of the year: owed from the day on which it begins, over from its first working day. */
static void T_4_R6_2_the_beginning_of_the_year_from_every_day(void **state)
{
    (void)state;
    static char january[] = "1/1", april[] = "4/1";
    const struct setting_value values[] = {{.key = "year_start", .value = january},
                                           {.key = "year_start", .value = april}};
    const struct settings set[] = {{&values[0], 1}, {&values[1], 1}};
    for (EVERY_DAY(last))
        for (int s = 0; s < 2; s++) {
            int year = days[last].year, month = s == 0 ? 1 : 4;
            year += number(year, month, 1) <= last;
            int since = number(year, month, 1), over = number(year, month, first_working[year - 2024][s]);
            for (int t = since - 5; t <= over + 5; t++) {
                stands(clock_year_start(days[last], &calendar_default, &set[s], days[t]), t, since, since, over - 1);
                if (s == 0) /* the default */
                    stands(clock_year_start(days[last], &calendar_default, NULL, days[t]), t, since, since, over - 1);
            }
        }
}

static void T_4_R6_2_with_days_of_the_station(void **state)
{
    (void)state;
    static const struct calendar_day own[] = {{{2026, 1, 2}, CALENDAR_OPEN},   {{2027, 1, 4}, CALENDAR_CLOSED},
                                              {{2027, 4, 1}, CALENDAR_CLOSED}, {{2027, 4, 2}, CALENDAR_CLOSED},
                                              {{2028, 1, 1}, CALENDAR_OPEN},   {{2028, 4, 1}, CALENDAR_OPEN}};
    static const struct {
        const char *start;
        struct date last, since, over;
    } cases[] = {
        {"1/1", {2025, 6, 1}, {2026, 1, 1}, {2026, 1, 2}},   /* open in 年末年始 */
        {"1/1", {2026, 1, 1}, {2027, 1, 1}, {2027, 1, 5}},   /* done on the first day is that year's; a closed Monday */
        {"1/1", {2026, 12, 31}, {2027, 1, 1}, {2027, 1, 5}}, /* the day before is not the new year's */
        {"4/1", {2027, 3, 31}, {2027, 4, 1}, {2027, 4, 5}},  /* closed to the weekend and over it */
        {"1/1", {2027, 1, 2}, {2028, 1, 1}, {2028, 1, 1}},   /* open on the very day: over at once */
        {"4/1", {2027, 4, 1}, {2028, 4, 1}, {2028, 4, 1}},   /* a Saturday that opens */
        {"1/13", {2026, 12, 31}, {2027, 1, 13}, {2027, 1, 13}},
        {"2/30", {2026, 12, 31}, {2027, 1, 1}, {2027, 1, 5}}, /* no day at all: the default */
        {"", {2026, 12, 31}, {2027, 1, 1}, {2027, 1, 5}},
    };
    struct calendar c = calendar_default;
    c.days = own;
    c.ndays = sizeof own / sizeof *own;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char start[8];
        struct setting_value value = {.key = "year_start", .value = start};
        const struct settings set = {&value, 1};
        text_format(start, sizeof start, "%s", cases[i].start);
        int since = number(cases[i].since.year, cases[i].since.month, cases[i].since.day);
        int over = number(cases[i].over.year, cases[i].over.month, cases[i].over.day);
        for (int t = since - 3; t <= over + 3; t++)
            stands(clock_year_start(cases[i].last, &c, &set, days[t]), t, since, since, over - 1);
    }
}

static void T_5_R2_1_the_next_working_day_from_every_day(void **state)
{
    (void)state;
    for (EVERY_DAY(changed)) {
        int until = working_after(changed);
        for (int t = changed - 3; t <= until + 3; t++)
            stands(clock_each_time(days[changed], &calendar_default, days[t]), t, changed, changed, until);
    }
}

static void T_5_R6_1_over_weekends_and_rows_of_holidays(void **state)
{
    (void)state;
    static const struct {
        struct date changed, until;
    } cases[] = {
        {{2026, 11, 24}, {2026, 11, 25}}, {{2026, 11, 27}, {2026, 11, 30}}, /* a Friday */
        {{2026, 11, 20}, {2026, 11, 24}},                                   /* a Monday that is a holiday */
        {{2026, 11, 21}, {2026, 11, 24}}, {{2026, 11, 23}, {2026, 11, 24}}, /* made on a closed day */
        {{2024, 2, 9}, {2024, 2, 13}},    {{2028, 2, 10}, {2028, 2, 14}},
        {{2028, 2, 28}, {2028, 2, 29}},   {{2024, 4, 26}, {2024, 4, 30}},
        {{2024, 5, 2}, {2024, 5, 7}}, /* Golden Week */
        {{2026, 5, 1}, {2026, 5, 7}},     {{2026, 5, 3}, {2026, 5, 7}},
        {{2027, 4, 28}, {2027, 4, 30}},   {{2029, 4, 27}, {2029, 5, 1}},
        {{2030, 5, 2}, {2030, 5, 7}},     {{2026, 9, 18}, {2026, 9, 24}}, /* 国民の休日 */
        {{2032, 9, 17}, {2032, 9, 23}},   {{2025, 9, 22}, {2025, 9, 24}},
        {{2024, 12, 27}, {2025, 1, 6}}, /* 年末年始 */
        {{2026, 12, 28}, {2027, 1, 4}},   {{2028, 12, 28}, {2029, 1, 4}},
        {{2031, 12, 26}, {2032, 1, 5}},   {{2032, 12, 31}, {2033, 1, 4}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct date c = cases[i].changed, u = cases[i].until;
        int changed = number(c.year, c.month, c.day), until = number(u.year, u.month, u.day);
        for (int t = changed - 1; t <= until + 1; t++)
            stands(clock_each_time(c, &calendar_default, days[t]), t, changed, changed, until);
    }
    static const struct calendar_day own[] = {{{2026, 11, 21}, CALENDAR_OPEN}, {{2026, 11, 25}, CALENDAR_CLOSED}};
    struct calendar station = calendar_default;
    station.days = own;
    station.ndays = 2;
    assert_true(same(clock_each_time((struct date){2026, 11, 20}, &station, (struct date){2026, 11, 20}).until,
                     number(2026, 11, 21)));
    assert_true(same(clock_each_time((struct date){2026, 11, 24}, &station, (struct date){2026, 11, 24}).until,
                     number(2026, 11, 26)));
}

/* 年末年始 set from 4 January to the next 3rd leaves no working day: an answer all the same, the strict one. */
static void T_4_T_5_a_calendar_without_a_working_day(void **state)
{
    (void)state;
    struct calendar c = calendar_default;
    c.year_end_month = 1;
    c.year_end_day = 4;
    int day = number(2027, 1, 1), changed = number(2026, 12, 28);
    for (int t = changed - 1; t <= day + 5; t++) {
        stands(clock_year_start((struct date){2026, 5, 1}, &c, NULL, days[t]), t, day, day, day - 1);
        stands(clock_each_time(days[changed], &c, days[t]), t, changed, changed, changed + 1);
    }
}

/* A look each day since `first`: owed on the first day without one, over from the next; the last look takes the days before it
 * along, for a day that went by cannot be made good. */
static void T_6_a_look_each_day(void **state)
{
    (void)state;
    for (EVERY_DAY(first)) {
        if (days[first].day != 1 && days[first].day != 28 && days[first + 1].day != 1)
            continue;
        for (int last = first - 4; last <= first + 4; last++) {
            int owed = last < first ? first : last + 1;
            for (int t = first - 6; t <= first + 8; t++) {
                stands(clock_day(days[first], days[last], days[t]), t, owed, owed, owed);
                stands(clock_day(days[first], (struct date){0, 0, 0}, days[t]), t, first, first, first);
            }
        }
    }
}

/* Local midnight: at 23:59:59 still in time, a second later not. */
static void T_7_X_T2_until_midnight_in_japan(void **state)
{
    (void)state;
    for (EVERY_DAY(day)) {
        int64_t midnight = date_at(days[day + 1], 0);
        for (int t = day - 2; t <= day + 2; t++)
            stands(clock_same_day(days[day], days[t]), t, day, day, day);
        assert_int_equal(clock_same_day(days[day], date_of(date_at(days[day], 0) - 1)).state, DUE_NONE);
        assert_int_equal(clock_same_day(days[day], date_of(date_at(days[day], 0))).state, DUE_NOW);
        assert_int_equal(clock_same_day(days[day], date_of(midnight - 1)).state, DUE_NOW);
        assert_int_equal(clock_same_day(days[day], date_of(midnight)).state, DUE_OVER);
    }
}

/* A period begins on the day after what was looked at last, ends with a month, and is owed for the month that follows it: looked
 * at to the end each time, the periods leave no day out and none twice. */
static void T_10_periods_of_months_from_every_day(void **state)
{
    (void)state;
    static const int periods[] = {1, 2, 3, 6, 12};
    for (EVERY_DAY(last))
        for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
            int m = month_of(last + 1) + periods[i];
            int since = months[m], until = months[m + 1] - 1;
            for (WALKED(t, since, until)) {
                struct date from = {0, 0, 0}, to = {0, 0, 0};
                stands(clock_period(days[last], periods[i], days[t], &from, &to), t, since, since, until);
                assert_true(same(from, last + 1));
                assert_true(same(to, since - 1));
            }
            assert_int_equal(clock_period(days[last], periods[i], days[since], NULL, NULL).state, DUE_NOW);
        }
}

static void T_10_S_12_periods_over_the_turn_of_a_year(void **state)
{
    (void)state;
    static const struct {
        struct date last;
        int months;
        struct date from, to;
    } cases[] = {
        {{2026, 10, 31}, 1, {2026, 11, 1}, {2026, 11, 30}}, {{2026, 11, 30}, 1, {2026, 12, 1}, {2026, 12, 31}},
        {{2027, 1, 31}, 1, {2027, 2, 1}, {2027, 2, 28}},    {{2028, 1, 31}, 1, {2028, 2, 1}, {2028, 2, 29}},
        {{2026, 9, 30}, 6, {2026, 10, 1}, {2027, 3, 31}},   {{2027, 8, 31}, 6, {2027, 9, 1}, {2028, 2, 29}},
        {{2026, 12, 31}, 12, {2027, 1, 1}, {2027, 12, 31}}, {{2026, 10, 20}, 1, {2026, 10, 21}, {2026, 10, 31}},
        {{2026, 10, 5}, 6, {2026, 10, 6}, {2027, 3, 31}},   {{2028, 2, 28}, 1, {2028, 2, 29}, {2028, 2, 29}},
        {{2026, 11, 24}, 3, {2026, 11, 25}, {2027, 1, 31}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct date from, to, after = date_add_days(cases[i].to, 1);
        assert_int_equal(clock_period(cases[i].last, cases[i].months, cases[i].to, &from, &to).state, DUE_NONE);
        assert_int_equal(date_compare(from, cases[i].from), 0);
        assert_int_equal(date_compare(to, cases[i].to), 0);
        assert_int_equal(clock_period(cases[i].last, cases[i].months, after, NULL, NULL).state, DUE_NOW);
        assert_int_equal(clock_period(cases[i].last, cases[i].months, date_add_months(after, 1), NULL, NULL).state,
                         DUE_OVER);
    }
}

/* R0-5: six days are none, exactly seven are a long absence. */
static void T_11_R0_5_exactly_seven_days_from_every_day(void **state)
{
    (void)state;
    for (EVERY_DAY(from))
        for (int t = from - 2; t <= from + 10; t++)
            stands(clock_week(days[from], days[t]), t, from + 7, from + 7, from + 7);
}

/* R9-2 (a report), ⚑Q14 (後閲): in time up to and on the last of so many days. */
static void R9_2_so_many_days_from_every_day(void **state)
{
    (void)state;
    static const int given[] = {0, 1, 3, 14, 365};
    for (EVERY_DAY(from))
        for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
            int until = from + given[i];
            for (int t = from - 2; t <= from + 2; t++)
                stands(clock_days(days[from], given[i], days[t]), t, from, from, until);
            for (int t = until - 2; t <= until + 2; t++)
                stands(clock_days(days[from], given[i], days[t]), t, from, from, until);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(T_1_a_check_a_month_from_every_day),
        cmocka_unit_test(T_1_without_a_corresponding_day),
        cmocka_unit_test(T_1_R3_4_a_look_counts_for_its_month_alone),
        cmocka_unit_test(T_1_no_month_without_a_look),
        cmocka_unit_test(T_2_a_month_and_the_one_that_follows),
        cmocka_unit_test(T_2_over_the_turn_of_a_year_and_of_february),
        cmocka_unit_test(T_3_R2_2_twelve_months_from_every_day),
        cmocka_unit_test(T_4_R6_2_the_beginning_of_the_year_from_every_day),
        cmocka_unit_test(T_4_R6_2_with_days_of_the_station),
        cmocka_unit_test(T_5_R2_1_the_next_working_day_from_every_day),
        cmocka_unit_test(T_5_R6_1_over_weekends_and_rows_of_holidays),
        cmocka_unit_test(T_4_T_5_a_calendar_without_a_working_day),
        cmocka_unit_test(T_6_a_look_each_day),
        cmocka_unit_test(T_7_X_T2_until_midnight_in_japan),
        cmocka_unit_test(T_10_periods_of_months_from_every_day),
        cmocka_unit_test(T_10_S_12_periods_over_the_turn_of_a_year),
        cmocka_unit_test(T_11_R0_5_exactly_seven_days_from_every_day),
        cmocka_unit_test(R9_2_so_many_days_from_every_day),
    };
    return cmocka_run_group_tests(tests, make_almanac, NULL);
}

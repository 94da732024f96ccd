#include "forms/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static const struct date base = {2024, 4, 10}; /* R6.4.10, a Wednesday */
enum { NOTICE = DATE_BYTES * 2 };

static const char *iso(char *buf, struct date d)
{
    return date_format(buf, DATE_BYTES, d, DATE_ISO);
}

static void parses(const char *typed, struct date from, const char *want, const char *notice)
{
    struct date d = {0};
    struct err e = {0};
    char told[NOTICE] = "x", got[DATE_BYTES];
    if (date_parse(&d, typed, from, told, &e) != 0)
        fail_msg("%s: %s", typed, e.text);
    assert_string_equal(iso(got, d), want);
    assert_string_equal(told, notice);
}

static const char *refused(struct err *e, const char *typed)
{
    struct date d = {1999, 1, 2};
    char told[NOTICE] = "x";
    err_clear(e);
    if (date_parse(&d, typed, base, told, e) != ERR_INPUT)
        fail_msg("%s was taken for a day", typed);
    assert_int_equal(e->code, ERR_INPUT);
    assert_string_equal(told, "");
    assert_int_equal(d.year, 1999); /* a refusal leaves what was there */
    return e->text;
}

static void date_parse_takes_the_vectors(void **state)
{
    (void)state;
    static const char *const first_of_april[] = {
        "R6.4.1",
        "r6/4/1",
        "Ｒ６．４．１",
        "令和6年4月1日",
        "令6-4-1",
        "6.4.1",
        "60401",
        "20240401",
        "0401",
        "4/1",
        "れ6。4。1",
        "R6。4。1",
        /* and what is near them */
        "ｒ６。４。１",
        "Ｒ６・４・１",
        "R6ー4ー1",
        "れいわ6.4.1",
        "レ6.4.1",
        "ﾚｲﾜ6.4.1",
        "㋿6年4月1日",
        "R060401",
        "R60401",
        "060401",
        "６０４０１",
        "２０２４０４０１",
        "2024-04-01",
        "2024/4/1",
        "2024年4月1日",
        "4月1日",
        "４／１",
        "４・１",
        "1日",
        "  R6.4.1 ",
        "　令和６年　４月　１日　",
        "R.6.4.1",
        "R6.04.01",
        "令和6年4月1日(月)",
        "R6.4.1（月）",
        "4/1(月曜日)",
        "4月1日（月曜）",
    };
    for (size_t i = 0; i < sizeof first_of_april / sizeof *first_of_april; i++)
        parses(first_of_april[i], base, "2024-04-01", "");
    static const char *const others[][2] = {
        {"+3", "2024-04-13"},
        {"-1", "2024-04-09"},
        {"昨日", "2024-04-09"},
        {"今日", "2024-04-10"},
        {".", "2024-04-10"},
        {"月末", "2024-04-30"},
        {"来月末", "2024-05-31"},
        {"年度末", "2025-03-31"},
        {"R元.5.1", "2019-05-01"},
        {"R1.5.1", "2019-05-01"},
        {"H31.4.30", "2019-04-30"},
        {"S64.1.7", "1989-01-07"},
        /* and what is near them */
        {"。", "2024-04-10"},
        {"＋３", "2024-04-13"},
        {"ー１", "2024-04-09"},
        {"−1", "2024-04-09"},
        {"明日", "2024-04-11"},
        {"きのう", "2024-04-09"},
        {"一昨日", "2024-04-08"},
        {"明後日", "2024-04-12"},
        {"3日後", "2024-04-13"},
        {"２週間前", "2024-03-27"},
        {"1か月後", "2024-05-10"},
        {"１ヶ月後", "2024-05-10"},
        {"+1ヵ月", "2024-05-10"},
        {"先月末", "2024-03-31"},
        {"月初", "2024-04-01"},
        {"年末", "2024-12-31"},
        {"年度初", "2024-04-01"},
        {"令和元年5月1日", "2019-05-01"},
        {"R元。5。1", "2019-05-01"},
        {"平成元年1月8日", "1989-01-08"},
        {"へ1.1.8", "1989-01-08"},
        {"た15.12.24", "1926-12-24"},
        {"し1.12.25", "1926-12-25"},
        {"M45.7.29", "1912-07-29"},
        {"め1.1.1", "1868-01-01"},
        {"大正元年7月30日", "1912-07-30"},
        {"㍻31年4月30日", "2019-04-30"},
        {"20240229", "2024-02-29"},
        {"21991231", "2199-12-31"},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        parses(others[i][0], base, others[i][1], "");
}

static void date_parse_reads_words_from_its_base(void **state)
{
    (void)state;
    parses("月末", (struct date){2023, 2, 3}, "2023-02-28", "");
    parses("来月末", (struct date){2024, 1, 31}, "2024-02-29", "");
    parses("年度末", (struct date){2025, 3, 31}, "2025-03-31", "");
    parses("年度末", (struct date){2025, 4, 1}, "2026-03-31", "");
    parses("-1", (struct date){2024, 1, 1}, "2023-12-31", "");
    parses("31.4.1", (struct date){2019, 4, 10}, "2019-04-01", ""); /* the era of the base */
    parses("12/31", (struct date){2026, 1, 2}, "2026-12-31", "");
}

static void date_parse_corrects_an_era_and_says_so(void **state)
{
    (void)state;
    parses("H31.5.1", base, "2019-05-01", "平成31年5月1日は、令和元年5月1日に直しました。");
    parses("S64.1.8", base, "1989-01-08", "昭和64年1月8日は、平成元年1月8日に直しました。");
    parses("R1.4.30", base, "2019-04-30", "令和元年4月30日は、平成31年4月30日に直しました。");
    parses("S100.12.31", base, "2025-12-31", "昭和100年12月31日は、令和7年12月31日に直しました。");
    struct date d;
    assert_int_equal(date_parse(&d, "H31.5.1", base, NULL, NULL), 0);
}

static void date_parse_refuses_with_an_example(void **state)
{
    (void)state;
    struct err e;
    assert_string_equal(refused(&e, "R6.2.30"), "令和6年2月は1日から29日までで、30日はありません（例: R6.2.29）。");
    assert_string_equal(refused(&e, "R0.1.1"), "令和0年はありません。初めの年は元年です（例: R1.5.1）。");
    assert_string_equal(refused(&e, "13/1"), "13月はありません。月は1から12までです（例: R6.4.10）。");
    assert_string_equal(refused(&e, "4/1(火)"),
                        "曜日が違います。正しくは令和6年4月1日(月)です。日付か曜日を直してください。");
    assert_non_null(strstr(refused(&e, ""), "R6.4.10"));
    static const char *const wrong[] = {
        " ",
        "　",
        "あ",
        "R",
        "R6",
        "R6.4",
        "6年4月",
        "4月",
        "R元",
        "5",
        "15",
        "401",
        "1234567",
        "123456789",
        "0/1",
        "4/0",
        "4/31",
        "R7.2.29",
        "20230229",
        "18671231",
        "22000101",
        "R6.4.1x",
        "R6.4.1.",
        "R6.4.1.2",
        "6 4 1",
        "4/1/",
        "R2024.4.1",
        "R20240401",
        "+",
        "-",
        "+99999",
        "+9999年",
        "+3あ",
        "X6.4.1",
        "4//1",
        "日月年",
        "1日4月",
        "4日1月",
        "R-6.4.1",
        "\xFF",
        "R6.4.1\n",
        "(月)",
        "4/1(月",
        "999999999999999999999",
        "6.4.99999999",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const char *text = refused(&e, wrong[i]);
        assert_true(strlen(text) > 20);
    }
    char longest[4000];
    memset(longest, '1', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    refused(&e, longest);
    assert_int_equal(date_parse(&(struct date){0}, "x", base, NULL, NULL), ERR_INPUT);
}

static void date_formats(void **state)
{
    (void)state;
    static const struct {
        struct date d;
        enum date_style style;
        const char *want;
    } cases[] = {
        {{2024, 4, 1}, DATE_LONG, "令和6年4月1日"},
        {{2024, 4, 1}, DATE_WEEKDAY, "令和6年4月1日(月)"},
        {{2024, 4, 1}, DATE_SHORT, "R6.4.1"},
        {{2024, 4, 1}, DATE_DAY, "4/1"},
        {{2024, 4, 1}, DATE_MONTH, "令和6年4月"},
        {{2024, 4, 1}, DATE_ISO, "2024-04-01"},
        {{2019, 5, 1}, DATE_LONG, "令和元年5月1日"},
        {{2019, 5, 1}, DATE_MONTH, "令和元年5月"},
        {{2019, 4, 30}, DATE_LONG, "平成31年4月30日"},
        {{1989, 1, 7}, DATE_LONG, "昭和64年1月7日"},
        {{1989, 1, 8}, DATE_SHORT, "H1.1.8"},
        {{1926, 12, 24}, DATE_SHORT, "T15.12.24"},
        {{1912, 7, 29}, DATE_SHORT, "M45.7.29"},
        {{0, 0, 0}, DATE_LONG, ""},
        {{2023, 2, 29}, DATE_ISO, ""},
    };
    char buf[DATE_BYTES];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(date_format(buf, sizeof buf, cases[i].d, cases[i].style), cases[i].want);
    int64_t when = date_at((struct date){2026, 11, 23}, 22 * 60 + 14);
    assert_string_equal(date_format_time(buf, sizeof buf, when + 59, DATE_WEEKDAY), "令和8年11月23日(月) 22:14");
    assert_string_equal(date_format_time(buf, sizeof buf, date_at((struct date){2026, 1, 1}, 5), DATE_SHORT),
                        "R8.1.1 00:05");
}

static void date_round_trips_for_every_day_1989_to_2050(void **state)
{
    (void)state;
    static const enum date_style styles[] = {DATE_LONG, DATE_WEEKDAY, DATE_SHORT, DATE_ISO, DATE_DAY};
    int64_t last = date_days((struct date){2050, 12, 31});
    int weekday = 0; /* 1989-01-01 was a Sunday */
    struct date before = {1988, 12, 31};
    for (int64_t days = date_days((struct date){1989, 1, 1}); days <= last; days++) {
        struct date d = date_from_days(days), back;
        char text[DATE_BYTES], notice[NOTICE];
        assert_true(date_valid(d));
        assert_int_equal(date_days(d), days);
        assert_int_equal(date_weekday(d), weekday);
        assert_int_equal(date_compare(date_add_days(before, 1), d), 0);
        assert_true(date_compare(before, d) < 0 && date_compare(d, before) > 0);
        weekday = (weekday + 1) % 7;
        before = d;
        for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
            date_format(text, sizeof text, d, styles[i]);
            struct date from = {d.year, 1, 1};
            if (date_parse(&back, text, from, notice, NULL) != 0 || date_compare(back, d) != 0 || notice[0] != '\0')
                fail_msg("%s did not come back", text);
        }
    }
}

static void date_knows_japan_time_whatever_tz_says(void **state)
{
    (void)state;
    static const char *const zones[] = {"UTC", "JST-9", "EST5EDT"};
    for (size_t i = 0; i < 3; i++) {
        setenv("TZ", zones[i], 1);
        tzset();
        assert_int_equal(date_at((struct date){1970, 1, 1}, 9 * 60), 0);
        assert_int_equal(date_minute(0), 9 * 60);
        assert_int_equal(date_at((struct date){2024, 4, 1}, 0), 1711897200);
        struct date d = date_of(1711897199);
        assert_int_equal(d.month * 100 + d.day, 331);
        assert_int_equal(date_minute(1711897199), 1439);
        d = date_of(1711897200);
        assert_int_equal(d.month * 100 + d.day, 401);
        assert_int_equal(date_minute(1711897200), 0);
        d = date_of(-9 * 3600 - 1); /* before the epoch the day is still the earlier one */
        assert_int_equal(d.year * 10000 + d.month * 100 + d.day, 19691231);
        assert_int_equal(date_minute(-9 * 3600 - 1), 1439);
    }
}

static void T_1_a_month_without_the_day_ends_on_its_last(void **state)
{
    (void)state;
    char got[DATE_BYTES];
    struct date r6 = {2024, 1, 31}, r7 = {2025, 1, 31};
    assert_string_equal(iso(got, date_month_check(r6, 1)), "2024-02-29");
    assert_string_equal(iso(got, date_month_check(r6, 2)), "2024-03-31");
    assert_string_equal(iso(got, date_month_check(r7, 1)), "2025-02-28");
    assert_string_equal(iso(got, date_month_check(r7, 2)), "2025-03-31");
    assert_string_equal(iso(got, date_month_check((struct date){2024, 8, 31}, 1)), "2024-09-30");
    assert_string_equal(iso(got, date_month_check((struct date){2024, 1, 15}, 1)), "2024-02-15");
    assert_string_equal(iso(got, date_add_months((struct date){2024, 12, 31}, 2)), "2025-02-28");
    assert_string_equal(iso(got, date_add_months((struct date){2024, 3, 31}, -1)), "2024-02-29");
    assert_string_equal(iso(got, date_add_months((struct date){2024, 1, 31}, -13)), "2022-12-31");
}

static void T_1_one_month_includes_exactly_one(void **state)
{
    (void)state;
    struct date from = {2025, 1, 15};
    assert_int_equal(date_month_checks(from, (struct date){2025, 2, 14}), 0);
    assert_int_equal(date_month_checks(from, (struct date){2025, 2, 15}), 1);
    assert_int_equal(date_month_checks(from, (struct date){2025, 3, 14}), 1);
    assert_int_equal(date_month_checks(from, (struct date){2025, 3, 15}), 2);
    assert_int_equal(date_month_checks(from, (struct date){2026, 1, 14}), 11);
    assert_int_equal(date_month_checks(from, from), 0);
    assert_int_equal(date_month_checks(from, (struct date){2024, 1, 15}), 0);
    assert_int_equal(date_month_checks((struct date){2025, 1, 31}, (struct date){2025, 2, 27}), 0);
    assert_int_equal(date_month_checks((struct date){2025, 1, 31}, (struct date){2025, 2, 28}), 1);
    assert_int_equal(date_month_checks((struct date){2025, 1, 31}, (struct date){2025, 3, 30}), 1);
}

static void T_1_month_steps_over_every_day_2024_to_2032(void **state)
{
    (void)state;
    int64_t last = date_days((struct date){2032, 12, 31});
    for (int64_t days = date_days((struct date){2024, 1, 1}); days <= last; days++) {
        struct date from = date_from_days(days), before = from;
        for (int n = 1; n <= 14; n++) {
            struct date check = date_month_check(from, n);
            assert_true(date_valid(check));
            /* exactly n calendar months on, on the same day or, where there is none, the month's last */
            assert_int_equal((check.year - from.year) * 12 + check.month - from.month, n);
            struct date month_last = date_month_last(check);
            assert_int_equal(check.day, from.day < month_last.day ? from.day : month_last.day);
            int between = (int)(date_days(check) - date_days(before));
            assert_in_range(between, 28, 31);
            /* the period that ends on the check holds it, one that ends a day before does not */
            assert_int_equal(date_month_checks(from, check), n);
            assert_int_equal(date_month_checks(from, date_add_days(check, -1)), n - 1);
            before = check;
        }
        assert_int_equal(date_month_first(from).day, 1);
        assert_int_equal(date_add_days(date_month_last(from), 1).day, 1);
    }
}

static void date_parse_time_reads_a_day_and_a_time(void **state)
{
    (void)state;
    const int64_t now = date_at(base, 14 * 60 + 5) + 42;
    static const struct {
        const char *typed;
        struct date d;
        int minute;
    } cases[] = {
        {"R6.4.1 22:10", {2024, 4, 1}, 1330},
        {"2210", {2024, 4, 10}, 1330},
        {"明日 8:30", {2024, 4, 11}, 510},
        {"翌 8:30", {2024, 4, 11}, 510},
        {"+1 0830", {2024, 4, 11}, 510},
        {"今", {2024, 4, 10}, 845},
        {".", {2024, 4, 10}, 845},
        {"0401", {2024, 4, 10}, 241}, /* four digits alone are a time of day */
        {"0401 2210", {2024, 4, 1}, 1330},
        {"24:00", {2024, 4, 11}, 0},
        {"2400", {2024, 4, 11}, 0},
        {"4/30 24:00", {2024, 5, 1}, 0},
        {"0:00", {2024, 4, 10}, 0},
        {"0000", {2024, 4, 10}, 0},
        {"830", {2024, 4, 10}, 510},
        {"8:30", {2024, 4, 10}, 510},
        {"２２１０", {2024, 4, 10}, 1330},
        {"２２：１０", {2024, 4, 10}, 1330},
        {"れ6。4。1　２２：１０", {2024, 4, 1}, 1330},
        {"22時10分", {2024, 4, 10}, 1330},
        {"22時", {2024, 4, 10}, 1320},
        {"22時半", {2024, 4, 10}, 1350},
        {"午後10時10分", {2024, 4, 10}, 1330},
        {"昨日 午後 10:10", {2024, 4, 9}, 1330},
        {"午前8:30", {2024, 4, 10}, 510},
        {"昨日2210", {2024, 4, 9}, 1330},
        {"4月1日22時10分", {2024, 4, 1}, 1330},
        {"令和6年4月1日(月) 22:10", {2024, 4, 1}, 1330},
        {"令和6年4月1日(月)22:10", {2024, 4, 1}, 1330},
        {"20240401 2210", {2024, 4, 1}, 1330},
        {". 2210", {2024, 4, 10}, 1330},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t when = 0;
        struct err e = {0};
        if (date_parse_time(&when, cases[i].typed, now, &e) != 0)
            fail_msg("%s: %s", cases[i].typed, e.text);
        if (when != date_at(cases[i].d, cases[i].minute))
            fail_msg("%s is another time", cases[i].typed);
    }
    char text[DATE_BYTES];
    for (int minute = 0; minute < 1440; minute++) {
        int64_t when = date_at(base, minute), back = 0;
        date_format_time(text, sizeof text, when, minute % 2 == 0 ? DATE_WEEKDAY : DATE_SHORT);
        assert_int_equal(date_parse_time(&back, text, now, NULL), 0);
        assert_int_equal(back, when);
    }
}

static void date_parse_time_refuses_with_an_example(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        " ",
        "25:61",
        "2561",
        "24:01",
        "2401",
        "8:5",
        "8:60",
        "22",
        "5",
        "R6.4.1",
        "今日",
        "4/1",
        "R6.2.30 22:10",
        "13/1 2210",
        "あ 2210",
        "R6.4.1 25:00",
        "22:10:00",
        "22:10 今日",
        "午後13:00",
        "22210",
        "R6.4.1 22",
        "-1:00",
        "22時10",
        "222時",
        "20240401",
        "\xFF",
        "220000 ",
        "9999",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        int64_t when = 7;
        struct err e = {0};
        if (date_parse_time(&when, wrong[i], date_at(base, 0), &e) != ERR_INPUT)
            fail_msg("%s was taken for a time", wrong[i]);
        assert_int_equal(when, 7);
        assert_true(e.code == ERR_INPUT && strlen(e.text) > 20);
    }
    struct err e;
    int64_t when;
    date_parse_time(&when, "25:61", date_at(base, 0), &e);
    assert_string_equal(e.text,
                        "25時61分という時刻はありません。0:00から24:00までで入れてください（例: 22:10、2210）。");
    date_parse_time(&when, "R6.2.30 22:10", date_at(base, 0), &e);
    assert_non_null(strstr(e.text, "29日まで"));
    date_parse_time(&when, "4/1", date_at(base, 0), &e);
    assert_non_null(strstr(e.text, "時刻がありません"));
}

static void date_parse_survives_noise(void **state)
{
    (void)state;
    static const char *const pieces[] = {"R", "れ", "令和", "6",   "元",  ".",    "。", "年", "月", "日",
                                         "4", "31", "(",    "月)", " ",   "+",    "-",  "ー", "後", "か月",
                                         ":", "時", "午後", "分",  "999", "\xE3", "末", "　"};
    enum { PIECES = sizeof pieces / sizeof *pieces };
    uint32_t seed = 7;
    for (int round = 0; round < 40000; round++) {
        char text[200] = "";
        size_t used = 0;
        for (int i = 0; i < 9; i++) {
            seed = seed * 1664525U + 1013904223U;
            const char *piece = pieces[(seed >> 16) % PIECES];
            if ((seed >> 8) % 9 == 0)
                break;
            memcpy(text + used, piece, strlen(piece) + 1);
            used += strlen(piece);
        }
        struct date d;
        int64_t when;
        char notice[NOTICE];
        struct err e;
        int code = date_parse(&d, text, base, notice, &e);
        assert_true(code == 0 ? date_valid(d) : code == ERR_INPUT && e.text[0] != '\0');
        code = date_parse_time(&when, text, 0, &e);
        assert_true(code == 0 || (code == ERR_INPUT && e.text[0] != '\0'));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(date_parse_takes_the_vectors),
        cmocka_unit_test(date_parse_reads_words_from_its_base),
        cmocka_unit_test(date_parse_corrects_an_era_and_says_so),
        cmocka_unit_test(date_parse_refuses_with_an_example),
        cmocka_unit_test(date_formats),
        cmocka_unit_test(date_round_trips_for_every_day_1989_to_2050),
        cmocka_unit_test(date_knows_japan_time_whatever_tz_says),
        cmocka_unit_test(T_1_a_month_without_the_day_ends_on_its_last),
        cmocka_unit_test(T_1_one_month_includes_exactly_one),
        cmocka_unit_test(T_1_month_steps_over_every_day_2024_to_2032),
        cmocka_unit_test(date_parse_time_reads_a_day_and_a_time),
        cmocka_unit_test(date_parse_time_refuses_with_an_example),
        cmocka_unit_test(date_parse_survives_noise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

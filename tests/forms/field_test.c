#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "forms/field.h"
#include "tests/forms/sample_register.h"

static const struct field *sample(const char *key)
{
    int index = register_field(&sample_register, key);
    assert_true(index >= 0);
    return &sample_register.fields[index];
}

struct vector {
    const char *key, *typed, *canonical; /* canonical NULL: unset; "!": refused */
};

static void check_vectors(const struct vector *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct field *field = sample(v[i].key);
        struct err e;
        char *out;
        err_clear(&e);
        int rc = field_parse(&out, field, v[i].typed, sample_now(), &e);
        if (v[i].canonical && strcmp(v[i].canonical, "!") == 0) {
            if (rc != ERR_INPUT)
                fail_msg("%s: %s passed as %s", v[i].key, v[i].typed, out ? out : "unset");
            assert_null(out);
            assert_int_equal(e.code, ERR_INPUT);
            assert_string_equal(e.field, field->key);
            assert_non_null(strstr(e.text, field->label)); /* the sentence names the field */
            continue;
        }
        if (rc != 0)
            fail_msg("%s: %s: %s", v[i].key, v[i].typed, e.text);
        if (!v[i].canonical) {
            assert_null(out);
            continue;
        }
        assert_non_null(out);
        assert_string_equal(out, v[i].canonical);
        assert_int_equal(field_check(field, out, &e), 0);
        free(out);
    }
}
#define CHECK(V) check_vectors(V, sizeof V / sizeof V[0])

static void text_is_trimmed_composed_and_limited(void **state)
{
    (void)state;
    static const struct vector v[] = {
        {"title", "  深夜の巡回連絡　", "深夜の巡回連絡"},
        {"title", "", NULL},
        {"title", " 　\t\n", NULL},
        {"title", "か\xE3\x82\x99くせい", "がくせい"}, /* か + U+3099 */
        {"title", "\xEF\xA8\x99社", "\xEF\xA8\x99社"}, /* U+FA19 神 stays as typed */
        {"title", "一行\n二行", "!"},
        {"title", "\x1B[31m赤", "!"},
        {"title", "\xFF\xFE", "!"},
        {"title", "右\xE2\x80\xAEから左", "!"},
        {"note", "一\r\n二\r\n", "一\n二"},
        {"note", "一二三四五六七八九十", "一二三四五六七八九十"},
        {"note", "一二三四五六七八九十十", "!"},
        {"note", "か\xE3\x82\x99か\xE3\x82\x99か\xE3\x82\x99か\xE3\x82\x99か\xE3\x82\x99か\xE3\x82\x99",
         "がががががが"},
        {"note", "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷", "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷"}, /* characters, not bytes */
    };
    CHECK(v);
    assert_int_equal(field_limit(sample("note")), 10);
    assert_int_equal(field_limit(sample("title")), field_types[FIELD_TEXT].limit);
}

static void days_and_moments_become_canonical(void **state)
{
    (void)state;
    static const struct vector v[] = {
        {"day", "R6.4.1", "2024-04-01"},
        {"day", "Ｒ６．４．１", "2024-04-01"},
        {"day", "令和6年4月1日", "2024-04-01"},
        {"day", "今日", "2026-11-23"},
        {"day", "月末", "2026-11-30"},
        {"day", "2024-04-01", "2024-04-01"},
        {"day", "2024-02-30", "!"},
        {"day", "13/1", "!"},
        {"day", "あした来る", "!"},
        {"until", "R8.11.23 22:10", "1795439400"},
        {"until", "2210", "1795439400"},
        {"until", "今", "1795439640"},
        {"until", "2026-11-23T22:10:05+09:00", "1795439405"},
        {"until", "R8.11.23 25:10", "!"},
        {"until", "S40.1.1 8:30", "!"},
        {"month", "R8.11", "2026-11"},
        {"month", "令和８年１１月", "2026-11"},
        {"month", "11月", "2026-11"},
        {"month", "11", "2026-11"},
        {"month", "2026-11", "2026-11"},
        {"month", "2026/11", "2026-11"},
        {"month", "202611", "2026-11"},
        {"month", "先月", "2026-10"},
        {"month", "来月", "2026-12"},
        {"month", "R8.11.23", "2026-11"},
        {"month", "R8.13", "!"},
        {"month", "春", "!"},
    };
    CHECK(v);
}

static void a_corrected_era_is_told(void **state)
{
    (void)state;
    char notice[FIELD_NOTICE_BYTES];
    char *out;
    assert_int_equal(field_parse_notice(&out, notice, sample("day"), "H31.5.1", sample_now(), NULL), 0);
    assert_string_equal(out, "2019-05-01");
    assert_true(notice[0] != '\0');
    free(out);
    assert_int_equal(field_parse_notice(&out, notice, sample("day"), "H31.4.30", sample_now(), NULL), 0);
    assert_string_equal(notice, "");
    free(out);
    assert_int_equal(field_parse_notice(&out, notice, sample("title"), "x", sample_now(), NULL), 0);
    assert_string_equal(notice, "");
    free(out);
}

static void choices_ticks_and_numbers(void **state)
{
    (void)state;
    static const struct vector v[] = {
        {"kind", "mobile", "mobile"},
        {"kind", "ＭＯＢＩＬＥ", "mobile"},
        {"kind", "モバイル端末", "mobile"},
        {"kind", "ﾓﾊﾞｲﾙ端末", "mobile"},
        {"kind", "携", "shared_phone"},
        {"kind", "特定用途", "!"},
        {"kind", "mobile|special", "!"},
        {"ticked", "はい", "yes"},
        {"ticked", "yes", "yes"},
        {"ticked", "y", "yes"},
        {"ticked", "ｙ", "yes"},
        {"ticked", "Ｙ", "yes"},
        {"ticked", "○", "yes"},
        {"ticked", "✓", "yes"},
        {"ticked", "レ", "yes"},
        {"ticked", "", NULL},
        {"ticked", "いいえ", NULL},
        {"ticked", "n", NULL},
        {"ticked", "たぶん", "!"},
        {"pieces", "12", "12"},
        {"pieces", "１２，０００", "12000"},
        {"pieces", "007", "7"},
        {"pieces", "0", "0"},
        {"pieces", "999999999999999", "999999999999999"},
        {"pieces", "1000000000000000", "!"},
        {"pieces", "-3", "!"},
        {"pieces", "3.5", "!"},
        {"pieces", "三", "!"},
    };
    CHECK(v);
}

static void references_are_picked(void **state)
{
    (void)state;
    static const struct vector v[] = {
        {"user", "K7QF-12 田中 玲", "K7QF-12 田中 玲"},  {"user", "田中 玲", "!"},  {"user", "K7QF-12", "!"},
        {"thing", "K7QF-30 携帯-03", "K7QF-30 携帯-03"}, {"thing", "携帯-03", "!"},
    };
    CHECK(v);
}

static void numbers_of_things_and_addresses(void **state)
{
    (void)state;
    static const struct vector v[] = {
        {"number", "600-012-001", "600-012-001"},
        {"number", "600012001", "600-012-001"},
        {"number", "６００ー０１２－００１", "600-012-001"},
        {"number", "600 012 001", "600-012-001"},
        {"number", "600-12-001", "!"},
        {"number", "6000-12-001", "!"},
        {"number", "600-012-0011", "!"},
        {"number", "600-012", "!"},
        {"number", "携帯-07", "!"},
        {"phone", "080-1234-5678", "080-1234-5678"},
        {"phone", "０２４８（２３）０１１０", "0248-23-0110"},
        {"phone", "(0248)23-0110", "0248-23-0110"},
        {"phone", "110", "110"},
        {"phone", "080--1234", "!"},
        {"phone", "内線12", "!"},
        {"phone", "1234567890123456", "!"},
        {"mail", "taro.y+x@example.jp", "taro.y+x@example.jp"},
        {"mail", "ｔａｒｏ＠example.jp", "taro@example.jp"},
        {"mail", "taro@localhost", "!"},
        {"mail", "@example.jp", "!"},
        {"mail", "taro@exa..mple.jp", "!"},
        {"mail", "taro@ex@ample.jp", "!"},
        {"uid", "tanaka", "tanaka"},
        {"uid", "Ｔａｎａｋａ．1", "tanaka.1"},
        {"uid", "a", "!"},
        {"uid", ".tanaka", "!"},
        {"uid", "田中", "!"},
        {"uid", "abcdefghijklmnopqrstuvwxyz0123456", "!"},
    };
    CHECK(v);
}

static void canonical_values_are_checked(void **state)
{
    (void)state;
    static const struct {
        const char *key, *value;
    } wrong[] = {
        {"title", ""},
        {"title", "a\nb"},
        {"note", "一二三四五六七八九十十"},
        {"day", "R8.11.23"},
        {"day", "2026-02-29"},
        {"day", "2026-11-23 "},
        {"until", "-5"},
        {"until", "0123"},
        {"until", "999999999999999"},
        {"until", "2026-11-23"},
        {"month", "2026-13"},
        {"month", "2026-11-01"},
        {"kind", "モバイル端末"},
        {"kind", "none"},
        {"ticked", "はい"},
        {"pieces", "007"},
        {"pieces", "１"},
        {"user", "田中 玲"},
        {"user", "K7QF-12"},
        {"number", "600012001"},
        {"phone", "-1"},
        {"mail", "x"},
        {"uid", "Tanaka"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct err e;
        err_clear(&e);
        if (field_check(sample(wrong[i].key), wrong[i].value, &e) != ERR_INPUT)
            fail_msg("%s passed for %s", wrong[i].value, wrong[i].key);
        assert_string_equal(e.field, wrong[i].key);
    }
    assert_int_equal(field_check(sample("title"), NULL, NULL), 0); /* unset is no fault here */
}

static void values_are_shown_in_each_style(void **state)
{
    (void)state;
    static const struct {
        const char *key, *canonical, *form, *list, *paper, *edit, *json;
    } v[] = {
        {"title", "巡回", "巡回", "巡回", "巡回", "巡回", "巡回"},
        {"note", "一\n二", "一\n二", "一 二", "一\n二", "一\n二", "一\n二"},
        {"day", "2026-11-23", "令和8年11月23日(月)", "R8.11.23", "令和8年11月23日", "R8.11.23", "2026-11-23"},
        {"until", "1795439405", "令和8年11月23日(月) 22:10", "11/23 22:10", "令和8年11月23日 22:10", "R8.11.23 22:10",
         "2026-11-23T22:10:05+09:00"},
        {"month", "2026-11", "令和8年11月", "R8.11", "令和8年11月", "R8.11", "2026-11"},
        {"kind", "mobile", "モバイル端末", "モ", "モバイル端末", "モバイル端末", "mobile"},
        {"kind", "special", "特定用途機器", "特定用途機器", "特定用途機器", "特定用途機器", "special"},
        {"kind", "gone", "gone", "gone", "gone", "gone", "gone"}, /* a key that the declaration lost still shows */
        {"ticked", "yes", "はい", "レ", "レ", "はい", "yes"},
        {"pieces", "12000", "12000", "12000", "12000", "12000", "12000"},
        {"user", "K7QF-12 田中 玲", "田中 玲", "田中 玲", "田中 玲", "K7QF-12 田中 玲", "K7QF-12 田中 玲"},
        {"number", "600-012-001", "600-012-001", "600-012-001", "600-012-001", "600-012-001", "600-012-001"},
    };
    for (size_t i = 0; i < sizeof v / sizeof v[0]; i++) {
        const char *expected[] = {v[i].form, v[i].list, v[i].paper, v[i].edit, v[i].json};
        char buf[128];
        for (enum format_style style = FORMAT_FORM; style <= FORMAT_JSON; style++) {
            field_format(buf, sizeof buf, sample(v[i].key), v[i].canonical, style);
            assert_string_equal(buf, expected[style]);
        }
    }
}

static void formats_end_whole(void **state)
{
    (void)state;
    char buf[8];
    field_format(buf, sizeof buf, sample("title"), "深夜の巡回", FORMAT_FORM);
    assert_string_equal(buf, "深夜");
    field_format(buf, sizeof buf, sample("title"), NULL, FORMAT_FORM);
    assert_string_equal(buf, "");
    field_format(buf, 1, sample("until"), "1795439405", FORMAT_FORM);
    assert_string_equal(buf, "");
    field_format(buf, 0, sample("title"), "x", FORMAT_FORM);
}

/* What the editor starts with, and what --json writes, is read back as the same value. */
static void edit_and_json_read_back(void **state)
{
    (void)state;
    static const struct {
        const char *key, *canonical;
    } v[] = {
        {"title", "巡回 連絡"},    {"note", "一\n二"},   {"day", "2019-05-01"},       {"day", "1989-01-07"},
        {"until", "1795439400"},   {"month", "2019-05"}, {"month", "2026-02"},        {"kind", "special"},
        {"ticked", "yes"},         {"pieces", "12000"},  {"user", "K7QF-12 田中 玲"}, {"thing", "K7QF-30 携帯-03"},
        {"phone", "0248-23-0110"}, {"mail", "a@b.jp"},   {"uid", "tanaka"},           {"number", "600-012-001"},
    };
    for (size_t i = 0; i < sizeof v / sizeof v[0]; i++) {
        static const enum format_style styles[] = {FORMAT_EDIT, FORMAT_JSON};
        for (size_t s = 0; s < 2; s++) {
            char buf[128], *out;
            field_format(buf, sizeof buf, sample(v[i].key), v[i].canonical, styles[s]);
            assert_int_equal(field_parse(&out, sample(v[i].key), buf, sample_now(), NULL), 0);
            assert_string_equal(out, v[i].canonical);
            free(out);
        }
    }
}

static void values_have_an_order(void **state)
{
    (void)state;
    static const struct {
        enum field_type_id type;
        const char *less, *more;
    } v[] = {
        {FIELD_NUMBER, "9", "10"},
        {FIELD_TIME, "999999999", "1795439400"},
        {FIELD_DATE, "2026-09-30", "2026-10-01"},
        {FIELD_MONTH, "2026-09", "2026-10"},
        {FIELD_PERSON, "K7QF-99 a", "K7QF-12 b"}, /* by name, then by id */
        {FIELD_PERSON, "K7QF-12 a", "K7QF-99 a"},
        {FIELD_TEXT, "a", "b"},
    };
    for (size_t i = 0; i < sizeof v / sizeof v[0]; i++) {
        const struct field_type *type = &field_types[v[i].type];
        assert_true(type->compare(v[i].less, v[i].more) < 0);
        assert_true(type->compare(v[i].more, v[i].less) > 0);
        assert_int_equal(type->compare(v[i].more, v[i].more), 0);
    }
}

static void every_type_has_its_row(void **state)
{
    (void)state;
    for (int i = 0; i < FIELD_TYPES; i++) {
        const struct field_type *type = &field_types[i];
        assert_non_null(type->name);
        assert_non_null(type->example);
        assert_true(type->limit > 0);
        assert_non_null(type->parse);
        assert_non_null(type->check);
        assert_non_null(type->format);
        assert_non_null(type->compare);
        if (type->picked)
            continue;
        struct field field = {.key = "k", .label = "欄", .type = (enum field_type_id)i};
        char *out; /* the example of the help is one that the program takes */
        assert_int_equal(field_parse(&out, &field, type->example, sample_now(), NULL), 0);
        free(out);
    }
}

static void moments_are_digits(void **state)
{
    (void)state;
    char buf[32];
    assert_string_equal(field_time_value(buf, sizeof buf, 1795439405), "1795439405");
    assert_int_equal(field_time("1795439405"), 1795439405);
    assert_int_equal(field_time(NULL), 0);
    assert_int_equal(field_time("rubbish"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_trimmed_composed_and_limited),
        cmocka_unit_test(days_and_moments_become_canonical),
        cmocka_unit_test(a_corrected_era_is_told),
        cmocka_unit_test(choices_ticks_and_numbers),
        cmocka_unit_test(references_are_picked),
        cmocka_unit_test(numbers_of_things_and_addresses),
        cmocka_unit_test(canonical_values_are_checked),
        cmocka_unit_test(values_are_shown_in_each_style),
        cmocka_unit_test(formats_end_whole),
        cmocka_unit_test(edit_and_json_read_back),
        cmocka_unit_test(values_have_an_order),
        cmocka_unit_test(every_type_has_its_row),
        cmocka_unit_test(moments_are_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

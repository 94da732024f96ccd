#include "forms/text.h"

#include <dlfcn.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <cmocka.h>

#include "forms/text_table.h"

static int width(const char *s)
{
    return text_width(s, strlen(s));
}

static size_t length(const char *s)
{
    return text_length(s, strlen(s));
}

static int narrow_again(void **state)
{
    (void)state;
    text_set_ambiguous(1);
    return 0;
}

static void text_decodes_utf8_and_nothing_else(void **state)
{
    (void)state;
    static const char *const bad[] = {"\x80",         "\xC0\x80",         "\xC1\xBF",         "\xE0\x80\xAF",
                                      "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80",
                                      "\xFF",         "\xE3\x81",         "\xE3\x81(",        "\xF0\xA0\xAE"};
    uint32_t code;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(text_decode(bad[i], strlen(bad[i]), &code), 0);
    assert_int_equal(text_decode("あ", 0, &code), 0);
    for (uint32_t c = 0; c <= 0x110000; c++) {
        char bytes[4];
        size_t n = text_encode(bytes, c);
        if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
            assert_int_equal(n, 0);
            continue;
        }
        code = ~c;
        if (text_decode(bytes, n, &code) != n || code != c)
            fail_msg("U+%04X", (unsigned)c);
        if (n > 1 && text_decode(bytes, n - 1, &code) != 0)
            fail_msg("U+%04X without its last byte", (unsigned)c);
    }
}

static void text_measures_cells(void **state)
{
    (void)state;
    assert_int_equal(width("abc"), 3);
    assert_int_equal(width("持出簿"), 6);
    assert_int_equal(width("𠮷野"), 4);
    assert_int_equal(width("髙橋﨑"), 6);
    assert_int_equal(width("ｶﾞ"), 2);
    assert_int_equal(width("か\u3099"), 2);
    assert_int_equal(width("葛\U000E0100城"), 4);
    assert_int_equal(width("e\u0301"), 1);
    assert_int_equal(width("📱"), 2);
    assert_int_equal(width("\xE6\x8C"), 2); /* two bytes that are no text */
    assert_int_equal(text_code_width('\n'), -1);
    assert_int_equal(text_code_width(0x7F), -1);
    assert_int_equal(text_code_width(0x9B), -1);
}

static void text_measures_the_width_soup_in_both_settings(void **state)
{
    (void)state;
    static const char soup[] = "①②※→─│■★…―";
    text_set_ambiguous(1);
    assert_int_equal(text_ambiguous(), 1);
    assert_int_equal(width(soup), 10);
    assert_int_equal(width("～"), 2); /* U+FF5E is full-width, whatever the terminal says */
    text_set_ambiguous(2);
    assert_int_equal(text_ambiguous(), 2);
    assert_int_equal(width(soup), 20);
    assert_int_equal(width("～"), 2);
    assert_int_equal(width("ｶﾞ"), 2);
    assert_int_equal(width("か\u3099"), 2);
    assert_int_equal(width("a\u0301é"), 3); /* é is ambiguous, U+0301 too but takes no cell */
    assert_int_equal(width("abc"), 3);
}

static void text_takes_the_place_of_libc_wcwidth(void **state)
{
    (void)state;
    /* What a shared library such as ncurses finds under the name must be what this module answers. */
    int (*found)(wchar_t);
    void *symbol = dlsym(RTLD_DEFAULT, "wcwidth");
    memcpy(&found, &symbol, sizeof found);
    assert_non_null(found);
    text_set_ambiguous(2);
    assert_int_equal(found(L'①'), 2);
    assert_int_equal(wcswidth(L"①a", 8), 3);
    text_set_ambiguous(1);
    assert_int_equal(found(L'①'), 1);
    assert_int_equal(found(0x20BB7), 2);
    assert_int_equal(found(L'\0'), 0);
    assert_int_equal(found(L'\x1B'), -1);
    assert_int_equal(wcswidth(L"①a", 1), 1);
    assert_int_equal(wcswidth(L"a\nb", 3), -1);
}

static void text_counts_characters(void **state)
{
    (void)state;
    assert_int_equal(length(""), 0);
    assert_int_equal(length("か\u3099ぎ"), 2);
    assert_int_equal(length("𠮷葛\U000E0100"), 2);
    static const char s[] = "aか\u3099𠮷";
    size_t n = strlen(s);
    assert_int_equal(text_next(s, n, 0), 1);
    assert_int_equal(text_next(s, n, 1), 7);
    assert_int_equal(text_next(s, n, 7), 11);
    assert_int_equal(text_next(s, n, 11), 11);
    assert_int_equal(text_prev(s, n, 11), 7);
    assert_int_equal(text_prev(s, n, 7), 1);
    assert_int_equal(text_prev(s, n, 1), 0);
    assert_int_equal(text_prev(s, n, 0), 0);
    static const char bad[] = "\xE3\x81\xFF\x80";
    for (size_t at = 0, steps = 0; at < 4; at = text_next(bad, 4, at))
        assert_true(++steps <= 4);
    for (size_t at = 4, steps = 0; at > 0; at = text_prev(bad, 4, at))
        assert_true(++steps <= 4);
}

static void text_fits_whole_characters(void **state)
{
    (void)state;
    static const char s[] = "aか\u3099𠮷b";
    static const struct {
        int cells;
        size_t bytes;
        int used;
    } want[] = {{0, 0, 0}, {1, 1, 1}, {2, 1, 1}, {3, 7, 3}, {4, 7, 3}, {5, 11, 5}, {6, 12, 6}, {99, 12, 6}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        int used = -1;
        assert_int_equal(text_fit(s, strlen(s), want[i].cells, &used), want[i].bytes);
        assert_int_equal(used, want[i].used);
    }
    assert_int_equal(text_fit(s, strlen(s), 3, NULL), 7);
}

/* The lines of s in `cells` cells, joined by |. */
static const char *broken(char *buf, size_t size, const char *s, int cells)
{
    size_t n = strlen(s);
    buf[0] = '\0';
    for (size_t at = 0, next; at < n; at += next) {
        size_t end = text_break(s + at, n - at, cells, &next);
        assert_true(next > 0 && end <= next);
        char *line = text_dup(s + at, end);
        assert_true(text_append(buf, size, line) && text_append(buf, size, "|"));
        free(line);
    }
    return buf;
}

static void text_breaks_lines_as_japanese_does(void **state)
{
    (void)state;
    static const struct {
        int cells;
        const char *text, *lines;
    } cases[] = {
        {6, "持出簿", "持出簿|"},
        {6, "持出簿管理", "持出簿|管理|"},
        {6, "持出簿。管理", "持出|簿。管|理|"}, /* no 。 at the head */
        {6, "持出「管理」", "持出|「管|理」|"}, /* no 「 at the end, no 」 at the head */
        {7, "持出簿管理", "持出簿|管理|"},
        {6, "持出\n簿管理\n\n点検", "持出|簿管理||点検|"},
        {10, "use phone now", "use phone|now|"},
        {4, "abcdefgh", "abcd|efgh|"}, /* a word longer than the line */
        {4, "。。。。。", "。。|。。|。|"},
        {1, "持出", "持|出|"}, /* narrower than a character */
        {6, "サーバー室", "サー|バー室|"},
        {4, "ab  \ncd", "ab  |cd|"},
        {2, "ab  \ncd", "ab|cd|"},
        {20, "あいうえおかき「管理」と", "あいうえおかき|「管理」と|"}, /* a short quotation stays whole */
        {20, "「あ」いうえか「管理」と", "「あ」いうえか|「管理」と|"},
        {20, "あいうえ「かきくけこさ」と", "あいうえ「かきくけこ|さ」と|"}, /* a long one does not */
        {20, "あいうえおかき「管理であ", "あいうえおかき「管理|であ|"},
    };
    char buf[200];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(broken(buf, sizeof buf, cases[i].text, cases[i].cells), cases[i].lines);
}

static void text_check_refuses_what_misleads(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "\xFF",   "a\x1B[2J", "\x7F",   "\xC2\x85", "a\tb",       "a\rb",
        "\u200B", "\u200D",   "\u200F", "\u2028",   "\u202E",     "\u2066",
        "\u2069", "\uFEFF",   "\uFFF9", "\uFFFB",   "\U000E0001", "\U000E007F",
        "\u00AD", "\u2060",   "\u061C", "\u3164",   "\uFFFE",     "a\u0301\u0301\u0301\u0301\u0301",
    };
    struct err e;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        err_clear(&e);
        if (text_check(bad[i], strlen(bad[i]), true, &e) != ERR_INPUT || e.code != ERR_INPUT || e.text[0] == '\0')
            fail_msg("case %zu passed", i);
    }
    assert_int_equal(text_check("a\0b", 3, true, &e), ERR_INPUT);
    assert_int_equal(text_check("a\nb", 3, false, &e), ERR_INPUT);
    assert_int_equal(text_check("a\nb", 3, true, &e), 0);
    assert_int_equal(text_check("", 0, false, &e), 0);
    static const char good[] = "髙橋 𠮷野　神①②ｶﾞか\u3099葛\U000E0100a\u0301\u0301\u0301\u0301～―";
    assert_int_equal(text_check(good, strlen(good), false, &e), 0);
    assert_int_equal(text_check("か\u3099\u202E", strlen("か\u3099\u202E"), false, &e), ERR_INPUT);
    assert_non_null(strstr(e.text, "2文字目"));
    assert_non_null(strstr(e.text, "U+202E"));
    assert_int_equal(text_check("\x1B", 1, false, NULL), ERR_INPUT);
}

static void text_show_leaves_nothing_that_check_refuses(void **state)
{
    (void)state;
    static const char s[] = "a\x1B[31m\xFF\u202E髙a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\nb";
    char *shown = text_show(s, strlen(s));
    assert_string_equal(shown, "a\uFFFD[31m\uFFFD\uFFFD髙a\u0301\u0301\u0301\u0301\uFFFD\nb");
    assert_int_equal(text_check(shown, strlen(shown), true, NULL), 0);
    free(shown);
    uint32_t seed = 1;
    for (int round = 0; round < 2000; round++) {
        char noise[64];
        for (size_t i = 0; i < sizeof noise; i++) {
            seed = seed * 1664525U + 1013904223U;
            noise[i] = (char)(seed >> 24);
        }
        shown = text_show(noise, sizeof noise);
        assert_int_equal(text_check(shown, strlen(shown), true, NULL), 0);
        char *folded = text_fold(noise, sizeof noise), *composed = text_compose(noise, sizeof noise);
        char *narrowed = text_narrow(noise, sizeof noise);
        assert_true(folded && composed && narrowed);
        size_t next;
        assert_true(text_break(noise, sizeof noise, 10, &next) <= next);
        free(folded);
        free(composed);
        free(narrowed);
        free(shown);
    }
}

typedef char *text_function(const char *, size_t);

static void same(text_function *function, const char *in, const char *want)
{
    char *got = function(in, strlen(in));
    assert_string_equal(got, want);
    free(got);
}

static void text_composes_and_leaves_names_alone(void **state)
{
    (void)state;
    same(text_compose, "か\u3099き\u3099は\u309A", "がぎぱ");
    same(text_compose, "カ\u3099ウ\u3099", "ガヴ");
    same(text_compose, "e\u0301o\u0302\u0301", "éố");
    same(text_compose, "", "");
    /* each of these is another code point in NFC */
    static const char names[] = "\uFA10\uFA19\uFA1B\uFA26\uF9DC\uF929\U0002F80A\u212B";
    same(text_compose, names, names);
    same(text_compose, "か\u3099\uFA10か\u3099", "が\uFA10が");
    same(text_compose, "\uFA10\u3099", "\uFA10\u3099");
    same(text_compose, "葛\U000E0100ｶﾞ𠮷", "葛\U000E0100ｶﾞ𠮷");
    same(text_compose,
         "a\xFF"
         "か\u3099",
         "a\xFFが");
    same(text_compose, "\U0001D15E\U0001D165", "\U0001D157\U0001D165\U0001D165"); /* longer than it was */
}

static void fold_alike(const char *a, const char *b)
{
    char *x = text_fold(a, strlen(a)), *y = text_fold(b, strlen(b));
    assert_string_equal(x, y);
    free(x);
    free(y);
}

static void text_folds_names_together(void **state)
{
    (void)state;
    static const char *const alike[][2] = {
        {"髙橋", "高橋"},
        {"﨑", "崎"},
        {"嵜", "崎"},
        {"齋藤", "斎藤"},
        {"斉藤", "斎藤"},
        {"齊藤", "斎藤"},
        {"渡邊", "渡辺"},
        {"渡邉", "渡辺"},
        {"𠮷野", "吉野"},
        {"濵", "浜"},
        {"濱", "浜"},
        {"德", "徳"},
        {"瀨", "瀬"},
        {"惠", "恵"},
        {"廣", "広"},
        {"澤", "沢"},
        {"國", "国"},
        {"嶋", "島"},
        {"嶌", "島"},
        {"眞", "真"},
        {"龍", "竜"},
        {"塚", "塚"},
        {"神", "神"},
        {"佐々木", "佐佐木"},
        {"鶴ヶ城", "鶴ケ城"},
        {"Ｔｅｌ", "TEL"},
        {"ｶﾞｽ", "がす"},
        {"ガス", "か\u3099す"},
        {"①", "1"},
        {"㈱", "(株)"},
        {"葛\U000E0100", "葛"},
        {"郡山　署", "郡山 署"},
        {"サーバー", "さーばー"},
        {"１－２", "1-2"},
        {"1−2", "1-2"},
        {"〜", "～"},
    };
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
        fold_alike(alike[i][0], alike[i][1]);
    static const char *const apart[][2] = {{"坂", "阪"}, {"畑", "畠"}, {"花", "華"},
                                           {"か", "が"}, {"川", "河"}, {"崎", "埼"}};
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++) {
        char *x = text_fold(apart[i][0], strlen(apart[i][0])), *y = text_fold(apart[i][1], strlen(apart[i][1]));
        assert_string_not_equal(x, y);
        free(x);
        free(y);
    }
    same(text_fold, "", "");
    same(text_fold, "A\xFFＢ", "a\uFFFDb");
}

static void text_fold_is_done_after_once(void **state)
{
    (void)state;
    for (uint32_t code = 1; code < 0x30000; code++) {
        char bytes[4];
        size_t n = text_encode(bytes, code);
        if (n == 0)
            continue;
        assert_int_equal(text_code_variant(text_code_variant(code)), text_code_variant(code));
        char *once = text_fold(bytes, n);
        char *twice = text_fold(once, strlen(once));
        if (strcmp(once, twice) != 0)
            fail_msg("U+%04X: %s, then %s", (unsigned)code, once, twice);
        free(once);
        free(twice);
    }
}

static void text_narrows_numbers(void **state)
{
    (void)state;
    same(text_narrow, "Ｒ６．４．１", "R6.4.1");
    same(text_narrow, "Ｒ６。４。１", "R6.4.1");
    same(text_narrow, "れ6。4。1", "れ6.4.1");
    same(text_narrow, "６・４・１　２２：１０", "6/4/1 22:10");
    same(text_narrow, "ー１", "-1");
    same(text_narrow, "０９０ー１２３４−５６７８", "090-1234-5678");
    same(text_narrow, "1、000", "1,000");
    same(text_narrow, "5｡1･2ｰ3", "5.1/2-3");
    same(text_narrow, "サーバー1", "サーバー1");
    same(text_narrow, "終了。", "終了。");
    same(text_narrow, "\xFF１",
         "\xFF"
         "1");
}

static void text_append_and_format_never_cut_a_character(void **state)
{
    (void)state;
    for (size_t size = 1; size < 20; size++) {
        char buf[20] = "", text[20];
        bool whole = text_append(buf, size, "aか\u3099𠮷b");
        bool same_whole = text_format(text, size, "%s", "aか\u3099𠮷b");
        size_t want = size > 12 ? 12 : size > 11 ? 11 : size > 7 ? 7 : size > 1 ? 1 : 0;
        assert_int_equal(strlen(buf), want);
        assert_string_equal(text, buf);
        assert_int_equal(whole, size > 12);
        assert_int_equal(same_whole, size > 12);
    }
    char buf[8] = "abc";
    assert_true(text_append(buf, sizeof buf, "持d"));
    assert_string_equal(buf, "abc持d");
    assert_false(text_append(buf, sizeof buf, "x"));
    assert_true(text_append(buf, sizeof buf, ""));
    assert_true(text_format(buf, sizeof buf, "%d", 1234567));
    assert_false(text_format(buf, sizeof buf, "%d", 12345678));
    char *copy = text_dup("持出簿", 6);
    assert_string_equal(copy, "持出");
    free(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_decodes_utf8_and_nothing_else),
        cmocka_unit_test(text_measures_cells),
        cmocka_unit_test_teardown(text_measures_the_width_soup_in_both_settings, narrow_again),
        cmocka_unit_test_teardown(text_takes_the_place_of_libc_wcwidth, narrow_again),
        cmocka_unit_test(text_counts_characters),
        cmocka_unit_test(text_fits_whole_characters),
        cmocka_unit_test(text_breaks_lines_as_japanese_does),
        cmocka_unit_test(text_check_refuses_what_misleads),
        cmocka_unit_test(text_show_leaves_nothing_that_check_refuses),
        cmocka_unit_test(text_composes_and_leaves_names_alone),
        cmocka_unit_test(text_folds_names_together),
        cmocka_unit_test(text_fold_is_done_after_once),
        cmocka_unit_test(text_narrows_numbers),
        cmocka_unit_test(text_append_and_format_never_cut_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Choosing one of many. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "screens/pick.h"
#include "tests/screens/fixture.h"

static const struct pick_item persons[] = {
    {"鈴木 茂", "警部補 当直責任者", "すずき しげる", NULL, false},
    {"髙橋 誠", "巡査部長", "たかはし まこと", "今夜の当直表にありません。", false},
    {"伊藤 学", "警部 運用責任者", "いとう まなぶ", NULL, false},
    {"田中 玲", "巡査部長", "たなか れい", "申請者本人は許可できません。", false},
    {"山﨑 実", "巡査長", "やまざき みのる", NULL, false},
};

static void item(void *arg, size_t index, struct pick_item *out)
{
    *out = ((const struct pick_item *)arg)[index];
}

static struct pick_options options = {.title = "許可者", .count = 5, .item = item, .label_cells = 12};

static struct pick *make(void)
{
    struct pick *pick;
    struct err e;
    union {
        const struct pick_item *from;
        void *to;
    } arg = {.from = persons};
    options.arg = arg.to;
    assert_int_equal(pick_new(&pick, &options, &e), 0);
    return pick;
}

static enum pick_result hit(struct pick *pick, struct key key, struct err *e)
{
    return pick_key(pick, &key, e);
}

static void typing_narrows_over_folded_text(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        size_t matches, first;
    } rows[] = {
        {"高橋", 1, 1},   /* 髙 */
        {"山崎", 1, 4},   /* 﨑 */
        {"スズキ", 1, 0}, /* the reading, in katakana */
        {"巡査", 3, 1},   {"警部 いとう", 1, 2}, {"巡査　ﾀﾅｶ", 1, 3}, {"居ない", 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pick *pick = make();
        struct err e;
        assert_int_equal(pick_matches(pick), 5);
        assert_int_equal(hit(pick, pasted(rows[i].typed, strlen(rows[i].typed)), &e), PICK_STAY);
        assert_int_equal(pick_matches(pick), rows[i].matches);
        if (rows[i].matches > 0)
            assert_int_equal(pick_match(pick, 0), rows[i].first);
        else
            assert_int_equal(hit(pick, press(K_ENTER), &e), PICK_REFUSED);
        pick_free(pick);
    }
}

static void the_forbidden_cannot_be_chosen(void **state)
{
    (void)state;
    struct pick *pick = make();
    struct err e;
    size_t index;
    assert_int_equal(hit(pick, press(K_DOWN), &e), PICK_STAY);
    assert_true(pick_current(pick, &index));
    assert_int_equal(index, 1);
    assert_int_equal(hit(pick, press(K_ENTER), &e), PICK_REFUSED);
    assert_int_equal(e.code, ERR_REFUSED);
    assert_string_equal(e.text, "今夜の当直表にありません。");
    hit(pick, press(K_DOWN), &e);
    assert_int_equal(hit(pick, press(K_ENTER), &e), PICK_CHOSEN);
    assert_true(pick_current(pick, &index));
    assert_int_equal(index, 2);
    assert_int_equal(hit(pick, press(K_ESC), &e), PICK_CANCELLED);
    pick_free(pick);
}

static void the_cursor_stays_on_its_candidate(void **state)
{
    (void)state;
    struct pick *pick = make();
    struct err e;
    size_t index;
    hit(pick, press(K_END), &e);
    hit(pick, press(K_UP), &e);
    assert_true(pick_current(pick, &index) && index == 3);
    hit(pick, typed("巡"), &e);
    assert_true(pick_current(pick, &index) && index == 3);
    hit(pick, press(K_BACKSPACE), &e);
    assert_true(pick_current(pick, &index) && index == 3);
    for (int i = 0; i < 10; i++)
        hit(pick, press(K_PAGE_DOWN), &e);
    assert_true(pick_current(pick, &index) && index == 4);
    hit(pick, press(K_HOME), &e);
    assert_true(pick_current(pick, &index) && index == 0);
    pick_free(pick);
}

static void the_popup_shows_reasons(void **state)
{
    (void)state;
    struct bench b;
    struct err e;
    size_t index = 99;
    bench_open(&b, 0);
    pick_free(make());
    /* a choice by keys alone: narrow, refuse, go on, choose */
    term_type(b.term, "巡査");
    term_press(b.term, K_ENTER);
    term_press(b.term, K_DOWN);
    term_press(b.term, K_DOWN);
    term_press(b.term, K_NONE);
    term_press(b.term, K_ENTER);
    assert_int_equal(pick_run(b.screens, &options, &index, &e), 0);
    assert_int_equal(index, 4);
    assert_true(screen_has(b.term, "× 髙橋 誠      今夜の当直表にありません。"));
    assert_true(screen_has(b.term, "▶   山﨑 実"));
    assert_true(screen_has(b.term, "絞り込み 巡査"));
    assert_true(screen_has(b.term, "3/5"));
    assert_true(screen_has(b.term, "Enter 選ぶ"));
    bench_close(&b);
}

static void the_popup_is_cancelled_by_escape_and_by_hang_up(void **state)
{
    (void)state;
    struct bench b;
    struct err e;
    size_t index;
    bench_open(&b, 0);
    pick_free(make());
    term_press(b.term, K_ESC);
    assert_int_equal(pick_run(b.screens, &options, &index, &e), ERR_CANCELLED);
    assert_int_equal(pick_run(b.screens, &options, &index, &e), ERR_CANCELLED);
    assert_true(screens_ending(b.screens));
    bench_close(&b);
}

static void nothing_to_choose_says_so(void **state)
{
    (void)state;
    struct bench b;
    struct err e;
    size_t index;
    struct pick_options none = {
        .title = "機器", .count = 0, .item = item, .empty = "台帳に機器がありません。F2 で登録してください。"};
    bench_open(&b, 0);
    term_press(b.term, K_ENTER);
    term_press(b.term, K_NONE);
    term_press(b.term, K_ESC);
    assert_int_equal(pick_run(b.screens, &none, &index, &e), ERR_CANCELLED);
    assert_true(screen_has(b.term, "台帳に機器がありません。"));
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typing_narrows_over_folded_text),
        cmocka_unit_test(the_forbidden_cannot_be_chosen),
        cmocka_unit_test(the_cursor_stays_on_its_candidate),
        cmocka_unit_test(the_popup_shows_reasons),
        cmocka_unit_test(the_popup_is_cancelled_by_escape_and_by_hang_up),
        cmocka_unit_test(nothing_to_choose_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

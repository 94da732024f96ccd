/* Popups by scripted keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "screens/dialog.h"
#include "screens/hidden.h"
#include "tests/screens/fixture.h"

static void a_message_closes(void **state)
{
    (void)state;
    struct bench b;
    struct err refusal;
    bench_open(&b, 0);
    term_press(b.term, K_NONE);
    term_press(b.term, K_ENTER);
    err_refuse(&refusal, "第7の1(2)イ(ア)a", "高橋 誠は今夜の当直表にありません。");
    dialog_error(b.screens, "許可できません", &refusal);
    assert_false(screens_ending(b.screens));
    assert_true(screen_has(b.term, "許可できません"));
    assert_true(screen_has(b.term, "高橋 誠は今夜の当直表にありません。"));
    assert_true(screen_has(b.term, "根拠 第7の1(2)イ(ア)a"));
    assert_int_equal(screens_depth(b.screens), 0);
    bench_close(&b);
}

static void a_long_message_scrolls(void **state)
{
    (void)state;
    struct bench b;
    char text[4000] = "";
    for (int i = 0; i < 100; i++)
        strcat(text, i == 99 ? "最後の行" : "行\n");
    bench_open(&b, 0);
    for (int i = 0; i < 20; i++)
        term_press(b.term, K_PAGE_DOWN);
    term_press(b.term, K_NONE);
    term_press(b.term, K_ENTER);
    dialog_message(b.screens, "長い", text);
    assert_true(screen_has(b.term, "最後の行"));
    bench_close(&b);
}

static void a_question_is_yes_only_by_enter(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int code;
        bool yes;
    } rows[] = {
        {"", K_ENTER, true}, {"yy ", K_ESC, false}, {"y", K_ENTER, true}, {"", K_HANGUP, false}, {"", K_F10, false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bench b;
        bench_open(&b, 0);
        term_press(b.term, K_NONE);
        term_type(b.term, rows[i].typed);
        term_press(b.term, rows[i].code);
        assert_int_equal(dialog_confirm(b.screens, "許可", "携帯-03 を 田中 玲 に許可する", "許可"), rows[i].yes);
        assert_true(screen_has(b.term, "Enter 許可  Esc やめる"));
        bench_close(&b);
    }
}

static void a_choice_of_two_has_a_way_back(void **state)
{
    (void)state;
    static const struct {
        int code;
        enum dialog_answer answer;
    } rows[] = {{K_ENTER, DIALOG_YES}, {K_F6, DIALOG_OTHER}, {K_ESC, DIALOG_NEITHER}, {K_HANGUP, DIALOG_NEITHER}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bench b;
        bench_open(&b, 0);
        term_press(b.term, K_NONE);
        term_type(b.term, "y");
        term_press(b.term, rows[i].code);
        assert_int_equal(dialog_choose(b.screens, "下書き", "あります。", "続きから", "初めから"), rows[i].answer);
        assert_true(screen_has(b.term, "Enter 続きから  F6 初めから  Esc やめる"));
        bench_close(&b);
    }
}

static void a_line_of_text_is_asked(void **state)
{
    (void)state;
    struct bench b;
    struct err e;
    char *answer;
    bench_open(&b, 0);
    term_press(b.term, K_BACKSPACE);
    term_type(b.term, "え");
    term_press(b.term, K_NONE);
    term_press(b.term, K_ENTER);
    assert_int_equal(dialog_text(&answer, b.screens, "理由", "差し戻す理由", "誤り", 20, false, &e), 0);
    assert_string_equal(answer, "誤え");
    assert_true(screen_has(b.term, "誤え"));
    free(answer);
    term_press(b.term, K_ESC);
    assert_int_equal(dialog_text(&answer, b.screens, "理由", "差し戻す理由", NULL, 20, false, &e), ERR_CANCELLED);
    assert_null(answer);
    term_type(b.term, "一\r二");
    term_press(b.term, K_F4);
    assert_int_equal(dialog_text(&answer, b.screens, "理由", "差し戻す理由", NULL, 20, true, &e), 0);
    assert_string_equal(answer, "一\n二");
    free(answer);
    bench_close(&b);
}

/* The screen is the same whatever was typed, and however much. */
static void a_passphrase_leaves_no_trace_on_the_screen(void **state)
{
    (void)state;
    static const char *const typed[] = {"", "a", "ひみつの合言葉 correct horse battery staple"};
    char *first = NULL;
    for (size_t i = 0; i < 3; i++) {
        struct bench b;
        struct err e;
        char buf[HIDDEN_BYTES + 1];
        size_t n;
        int row, col;
        bench_open(&b, 0);
        term_type(b.term, typed[i]);
        term_press(b.term, K_NONE);
        term_press(b.term, K_ENTER);
        assert_int_equal(dialog_secret(b.screens, "その場で許可", "許可者 suzuki 鈴木 茂", buf, sizeof buf, &n, &e), 0);
        assert_int_equal(n, strlen(typed[i]));
        assert_string_equal(buf, typed[i]);
        char *shown = draw_screen_text(term_draw(b.term));
        assert_non_null(strstr(shown, "打った字も長さも表示しません"));
        draw_caret_at(term_draw(b.term), &row, &col);
        assert_true(row > 0 && col > 0);
        if (first)
            assert_string_equal(shown, first);
        else
            first = strdup(shown);
        free(shown);
        bench_close(&b);
    }
    free(first);
}

static void a_cancelled_passphrase_is_wiped(void **state)
{
    (void)state;
    static const int ways[] = {K_ESC, K_HANGUP, K_F10};
    for (size_t i = 0; i < 3; i++) {
        struct bench b;
        struct err e;
        char buf[HIDDEN_BYTES + 1];
        size_t n = 7;
        bench_open(&b, 0);
        term_type(b.term, "secret");
        term_press(b.term, ways[i]);
        assert_int_equal(dialog_secret(b.screens, "合言葉", NULL, buf, sizeof buf, &n, &e), ERR_CANCELLED);
        assert_int_equal(n, 0);
        for (size_t k = 0; k < sizeof buf; k++)
            assert_int_equal(buf[k], 0);
        bench_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_closes),
        cmocka_unit_test(a_long_message_scrolls),
        cmocka_unit_test(a_question_is_yes_only_by_enter),
        cmocka_unit_test(a_choice_of_two_has_a_way_back),
        cmocka_unit_test(a_line_of_text_is_asked),
        cmocka_unit_test(a_passphrase_leaves_no_trace_on_the_screen),
        cmocka_unit_test(a_cancelled_passphrase_is_wiped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

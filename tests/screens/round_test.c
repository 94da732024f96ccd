/* An inspection round at its screen: what a key answers for, what a scanner's keys do and do not, the way to the end and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/round.h"
#include "tests/screens/duty.h"

/* Fonts are kept by fontconfig until the process ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

static struct seat seat;

/* KANRI manages 携帯-03 and 携帯-07 and nothing else: F6 leads straight to their round. */
static int open_seat(void **state)
{
    (void)state;
    duty_open(&seat, DUTY_SUZUKI);
    return 0;
}

static int close_seat(void **state)
{
    (void)state;
    duty_close(&seat);
    return 0;
}

/* Signed in, at the round; the first time it is begun. */
static void at_round(bool first)
{
    duty_sit(&seat);
    duty_sign(&seat, DUTY_KANRI);
    DUTY_PRESS(&seat, K_F6);
    if (first)
        DUTY_PRESS(&seat, K_ENTER);
}

static void run(void)
{
    duty_run(&seat, "", false);
}

/* As it is on record: how many have an answer. */
static size_t done(void)
{
    struct session *session = duty_session(&seat, DUTY_KANRI);
    struct round *round = NULL;
    char id[ENTRY_ID_BYTES];
    struct err e;
    size_t n = 0;
    if (round_find(id, session, "phone", NULL, &e) == 0) {
        assert_int_equal(round_load(&round, session, id, &e), 0);
        n = round->done;
    }
    round_free(round);
    assert_int_equal(session_close(session, "sign_out", &e), 0);
    return n;
}

static void number(const char *text)
{
    duty_type(&seat, text);
    DUTY_PRESS(&seat, K_ENTER);
}

static void R5_1_M_35_begun_by_yes_alone(void **state)
{
    (void)state;
    at_round(false);
    DUTY_PRESS(&seat, K_ESC);
    run();
    duty_saw(&seat, "自分が管理・保管する 2件の所在点検を始めます");
    duty_saw_not(&seat, "0/2 済");
    at_round(true);
    run();
    duty_saw(&seat, "公用携帯電話機の所在点検 令和8年11月");
    duty_saw(&seat, "0/2 済 残り2");
    duty_saw(&seat, "未 携帯-03");
}

/* A number read answers for that thing; the second Enter of a scanner that sends two, and one by itself, for none. */
static void R5_1_enter_alone_answers_for_nothing(void **state)
{
    (void)state;
    at_round(true);
    DUTY_PRESS(&seat, K_ENTER);
    number("携帯-07");
    DUTY_PRESS(&seat, K_ENTER, K_ENTER);
    run();
    duty_saw(&seat, "番号を読み取るか入れてください");
    duty_saw(&seat, "現認 携帯-07");
    duty_saw(&seat, "1/2 済 残り1");
    assert_int_equal(done(), 1);
}

/* An arrow chooses the row for one Enter. */
static void R5_1_an_arrow_and_enter_answer_for_one(void **state)
{
    (void)state;
    at_round(true);
    DUTY_PRESS(&seat, K_DOWN, K_ENTER, K_ENTER, K_ENTER);
    run();
    assert_int_equal(done(), 1);
    at_round(false);
    DUTY_PRESS(&seat, K_DOWN, K_UP, K_ENTER);
    run();
    duty_saw(&seat, "2/2 済 残り0");
    assert_int_equal(done(), 2);
}

/* A scanner with a memory gives off all it has read in one go; a number copied twice answers once. */
static void R5_1_a_list_of_numbers_is_read_line_by_line(void **state)
{
    (void)state;
    at_round(true);
    term_press(seat.term, K_PASTE_BEGIN);
    term_type(seat.term, "携帯-03\n携帯-03\n携帯-98\n\n携帯-07");
    term_press(seat.term, K_PASTE_END);
    DUTY_PRESS(&seat, K_NONE);
    run();
    duty_saw(&seat, "1/2 済");
    duty_saw(&seat, "(F6): 携帯-98");
    assert_int_equal(done(), 1);
}

static void answer_elsewhere(void *arg)
{
    struct session *session = duty_session(&seat, DUTY_KANRI);
    struct round *round = NULL;
    char id[ENTRY_ID_BYTES];
    struct err e;
    struct round_reply reply;
    (void)arg;
    assert_int_equal(round_find(id, session, "phone", NULL, &e), 0);
    assert_int_equal(round_load(&round, session, id, &e), 0);
    assert_int_equal(round_scan(round, "携帯-03", &reply, &e), 0);
    assert_int_equal(reply.kind, ROUND_SEEN);
    round_free(round);
    assert_int_equal(session_close(session, "sign_out", &e), 0);
}

static void R5_1_what_another_window_answered_is_said(void **state)
{
    (void)state;
    at_round(true);
    seat.when = "0/2 済";
    seat.then = answer_elsewhere;
    number("携帯-03");
    run();
    duty_saw(&seat, "済 「携帯-03」");
    duty_saw(&seat, "1/2 済");
    assert_int_equal(done(), 1);
}

/* With the IME on: full width, its long mark for a hyphen; a part of a number moves the cursor and answers for nothing. */
static void R5_1_numbers_as_an_ime_gives_them(void **state)
{
    (void)state;
    at_round(true);
    number("携帯ー０");
    number("携帯ー０７");
    number("携帯‐０７");
    run();
    duty_saw(&seat, "番号の途中です");
    duty_saw(&seat, "済 「携帯-07」");
    assert_int_equal(done(), 1);
}

static void R5_1_the_cursor_follows_what_is_typed(void **state)
{
    (void)state;
    at_round(true);
    duty_type(&seat, "携帯-07");
    DUTY_PRESS(&seat, K_CTRL('u'));
    run();
    duty_saw(&seat, "▶ 未 携帯-07");
    assert_int_equal(done(), 0);
}

/* No key or sign of the whole keyboard answers for several things, or for one that nobody chose. */
static void R5_1_no_key_for_all_that_is_left(void **state)
{
    (void)state;
    at_round(true);
    for (int code = K_F1; code <= K_F12; code++)
        if (code != K_F10)
            DUTY_PRESS(&seat, code, K_ESC, K_ESC, K_F6);
    run();
    assert_int_equal(done(), 0);
    at_round(false);
    for (int c = 'a'; c <= 'z'; c++)
        if (strchr("dklgm", c) == NULL) /* log-out, lock, redraw, help; Enter */
            DUTY_PRESS(&seat, K_CTRL(c));
    for (int c = '!'; c <= '~'; c++)
        duty_type(&seat, (const char[]){(char)c, '\0'});
    run();
    duty_saw_not(&seat, "全部");
    assert_int_equal(done(), 0);
}

static void R5_1_M_35_its_help_names_the_clause(void **state)
{
    (void)state;
    at_round(true);
    DUTY_PRESS(&seat, K_F1);
    run();
    duty_saw(&seat, "第7の1(2)エ(ア)e");
    duty_saw(&seat, "まとめて現認とする方法は");
}

static void R5_1_R0_9_missing_asks_its_report_and_bars_the_end(void **state)
{
    (void)state;
    at_round(true);
    number("携帯-03");
    DUTY_PRESS(&seat, K_DOWN, K_F4, K_F5, K_ESC, K_F8);
    run();
    duty_saw(&seat, "どの簿冊でも持出中になっていません");
    duty_saw(&seat, "まだ終わっていないものが1件");
    duty_saw_not(&seat, "異常の報告先");
    assert_int_equal(done(), 1);
    at_round(false);
    DUTY_PRESS(&seat, K_END, K_F5, K_ENTER, K_ESC, K_F8);
    run();
    duty_saw(&seat, "異常の報告先");
    duty_saw(&seat, "報告先と措置の記録が要ります");
    duty_saw(&seat, "まだ終わっていないものが1件");
    at_round(false);
    DUTY_PRESS(&seat, K_END, K_F5);
    duty_type(&seat, "伊藤");
    DUTY_PRESS(&seat, K_ENTER);
    duty_type(&seat, "回線を停止");
    DUTY_PRESS(&seat, K_F2, K_F8, K_ENTER, K_F2);
    run();
    duty_saw(&seat, "不 携帯-07");
    duty_saw(&seat, "報告先 伊藤 学");
    duty_saw(&seat, "不明 1");
    duty_saw(&seat, "締め済 R8.11.23");
    duty_saw(&seat, "様式第5号");
}

/* What is closed is shown, and takes no answer. */
static void R5_1_a_closed_round_is_read_only(void **state)
{
    (void)state;
    at_round(true);
    number("携帯-03");
    number("携帯-07");
    DUTY_PRESS(&seat, K_F8, K_ENTER);
    run();
    duty_saw(&seat, "結果を記載しました");
    at_round(false);
    DUTY_PRESS(&seat, K_DOWN, K_ENTER, K_F5, K_F9);
    duty_type(&seat, "携帯-03");
    DUTY_PRESS(&seat, K_ENTER, K_F2);
    run();
    duty_saw(&seat, "締め済 R8.11.23  2/2");
    duty_saw_not(&seat, "番号を読み取るか入力");
    duty_saw_not(&seat, "不明として");
    duty_saw(&seat, "外部記録媒体等点検簿");
}

/* What no ledger has waits for its form, over a lock too, and is not left behind. */
static void R5_1_what_no_ledger_has_is_not_forgotten(void **state)
{
    (void)state;
    at_round(true);
    number("携帯-03");
    number("携帯-99");
    number("携帯-07");
    DUTY_PRESS(&seat, K_F8, K_F10);
    run();
    duty_saw(&seat, "台帳外で未記載 1件 (F6): 携帯-99");
    duty_saw(&seat, "台帳外で見付かった「携帯-99」が、まだ記載されていません");
    duty_sit(&seat);
    duty_sign(&seat, DUTY_KANRI); /* its form comes up by itself */
    duty_type(&seat, "伊藤");
    DUTY_PRESS(&seat, K_ENTER);
    duty_type(&seat, "持ち主を照会中");
    DUTY_PRESS(&seat, K_F2, K_F6);
    run();
    duty_saw(&seat, "台帳外のものの追加");
    duty_saw(&seat, "外 台帳外");
    duty_saw_not(&seat, "台帳外で未記載");
}

static void R5_1_an_answer_is_taken_back_with_a_reason(void **state)
{
    (void)state;
    at_round(true);
    number("携帯-03");
    DUTY_PRESS(&seat, K_F9);
    duty_type(&seat, "見間違い");
    DUTY_PRESS(&seat, K_ENTER);
    run();
    duty_saw(&seat, "1/2 済 残り1");
    assert_int_equal(done(), 0);
}

/* Those left come first when wanted, and the next one is under the cursor then. */
static void R5_1_what_is_left_first(void **state)
{
    (void)state;
    duty_add_phone(&seat, "携帯-01");
    at_round(true);
    number("携帯-01");
    DUTY_PRESS(&seat, K_F3, K_HOME, K_DOWN, K_ENTER);
    run();
    duty_saw(&seat, "2/3 済");
    const char *left = strstr(seat.before, "未 携帯-03"), *seen = strstr(seat.before, "済 携帯-01");
    assert_non_null(left);
    assert_true(left < seen);
}

#define AT_ROUND(F) cmocka_unit_test_setup_teardown(F, open_seat, close_seat)
int main(void)
{
    const struct CMUnitTest tests[] = {
        AT_ROUND(R5_1_M_35_begun_by_yes_alone),
        AT_ROUND(R5_1_enter_alone_answers_for_nothing),
        AT_ROUND(R5_1_an_arrow_and_enter_answer_for_one),
        AT_ROUND(R5_1_a_list_of_numbers_is_read_line_by_line),
        AT_ROUND(R5_1_what_another_window_answered_is_said),
        AT_ROUND(R5_1_numbers_as_an_ime_gives_them),
        AT_ROUND(R5_1_the_cursor_follows_what_is_typed),
        AT_ROUND(R5_1_no_key_for_all_that_is_left),
        AT_ROUND(R5_1_M_35_its_help_names_the_clause),
        AT_ROUND(R5_1_R0_9_missing_asks_its_report_and_bars_the_end),
        AT_ROUND(R5_1_a_closed_round_is_read_only),
        AT_ROUND(R5_1_what_no_ledger_has_is_not_forgotten),
        AT_ROUND(R5_1_an_answer_is_taken_back_with_a_reason),
        AT_ROUND(R5_1_what_is_left_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

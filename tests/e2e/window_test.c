/* Two programs on one station. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/e2e/desk.h"

#define PHONE "携帯-08"
#define PURPOSE "朧月夜の警戒"

/* The code that verify prints. */
static void code_of(struct desk *d, char code[200])
{
    static const char label[] = "照合符号 ";
    struct result r;
    const char *at;

    station_must(&d->station, &r, 0, station_officer(&d->station, "watanabe"), "verify");
    at = strstr(r.out, label);
    assert_non_null(at);
    snprintf(code, 200, "%.*s", (int)strcspn(at + strlen(label), "\n"), at + strlen(label));
    result_release(&r);
}

static void code_holds(struct desk *d, const char *code)
{
    struct result r;

    station_must(&d->station, &r, 0, station_officer(&d->station, "watanabe"), "verify", "--code", code);
    result_release(&r);
}

/* From home, of the entry that is out with PURPOSE: its correction with a purpose and a reason typed, ready for F2. */
static void correct(struct pty *p, const char *purpose)
{
    pty_send(p, "3");
    pty_wait(p, "検索");
    pty_wait(p, PURPOSE);
    pty_keys(p, "Enter");
    pty_wait(p, "○  訂正");
    pty_keys(p, "Up");
    pty_wait(p, "▶ ○  訂正");
    pty_keys(p, "Enter");
    pty_wait(p, "▶ 目的");
    pty_keys(p, "C-u");
    pty_send(p, purpose);
    pty_wait(p, purpose);
    pty_keys(p, "F2");
    pty_wait(p, "理由が要ります");
    pty_send(p, "記載誤り");
    pty_wait(p, "記載誤り");
}

static void both_work_and_each_sees_what_the_other_did(void **state)
{
    struct desk *d = *state;
    struct pty *p = desk_sign_in(d, "tanaka"), *q = desk_sign_in(d, "yamada");
    char first[200], second[200], third[200];

    code_of(d, first);
    desk_take_out(p, PHONE, PURPOSE);
    desk_permit(d, p, "suzuki");
    code_of(d, second);
    desk_take_out(q, "携帯-09", "駅前の聞き込み");
    desk_permit(d, q, "suzuki");
    code_of(d, third);
    assert_string_not_equal(first, second);
    assert_string_not_equal(second, third);
    /* What was printed before is still on the way: the anchor has never gone back. */
    code_holds(d, first);
    code_holds(d, second);
    code_holds(d, third);
    pty_send(p, "3");
    pty_wait(p, "駅前の聞き込み");
    pty_wait(p, PURPOSE);
    pty_send(q, "3");
    pty_wait(q, "駅前の聞き込み");
    pty_wait(q, PURPOSE);
    assert_int_equal(desk_rows(d, "状態:持出中 目的:" PURPOSE), 1);
    assert_int_equal(desk_rows(d, "状態:持出中 目的:駅前の聞き込み"), 1);
}

static void the_home_screen_follows_the_other_by_itself(void **state)
{
    struct desk *d = *state;
    struct pty *p = desk_sign_in(d, "tanaka"), *q = desk_sign_in(d, "suzuki");

    assert_false(pty_shows(q, PURPOSE));
    desk_take_out(p, PHONE, PURPOSE);
    assert_true(pty_try_wait(q, PHONE " 田中 玲", 2 * stage_patience())); /* it looks every 15 s */
    pty_keys(p, "Esc");
    pty_wait(p, "許可待ち");
}

static void a_conflict_is_shown_and_what_was_typed_stays(void **state)
{
    struct desk *d = *state;
    struct pty *p = desk_sign_in(d, "tanaka"), *q;

    desk_take_out(p, PHONE, PURPOSE);
    desk_permit(d, p, "suzuki");
    q = desk_sign_in(d, "tanaka");
    correct(p, "先に直した目的");
    correct(q, "後から直した目的");
    pty_keys(p, "F2");
    pty_wait_gone(p, "▶ 理由");
    assert_int_equal(desk_rows(d, "目的:先に直した目的"), 1);

    pty_keys(q, "F2");
    pty_wait(q, "他の者が更新しました");
    pty_wait(q, "先に直した目的");
    pty_wait(q, "後から直した目的");
    pty_keys(q, "Enter");
    pty_wait_gone(q, "他の者が更新しました");
    pty_wait(q, "後から直した目的");
    pty_wait(q, "記載誤り");
    assert_int_equal(desk_rows(d, "目的:先に直した目的"), 1); /* nothing was written over */
    pty_keys(q, "F2");
    pty_wait_gone(q, "▶ 理由");
    assert_int_equal(desk_rows(d, "目的:後から直した目的"), 1);
    assert_int_equal(desk_rows(d, "目的:先に直した目的"), 0);
    desk_verify(d, 0);
}

static void one_phone_asked_for_twice_goes_out_once(void **state)
{
    struct desk *d = *state;
    struct pty *p = desk_sign_in(d, "tanaka"), *q = desk_sign_in(d, "yamada");

    desk_take_out(p, PHONE, PURPOSE);
    desk_take_out(q, PHONE, "駅前の聞き込み"); /* both are waiting now, or the second was refused */
    desk_permit(d, p, "suzuki");
    pty_keys(q, "C-u");
    pty_send(q, "suzuki");
    pty_keys(q, "Enter");
    pty_wait(q, "(打った字も長さも表示しません)");
    pty_send(q, station_officer(&d->station, "suzuki")->passphrase);
    pty_keys(q, "Enter");
    pty_wait(q, "は持出中か、返却の確認待ちです");
    assert_int_equal(desk_rows(d, "状態:持出中 目的:" PURPOSE), 1);
    assert_int_equal(desk_rows(d, "状態:持出中 目的:駅前の聞き込み"), 0);
    desk_verify(d, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(both_work_and_each_sees_what_the_other_did, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(the_home_screen_follows_the_other_by_itself, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(a_conflict_is_shown_and_what_was_typed_stays, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(one_phone_asked_for_twice_goes_out_once, desk_open, desk_close),
    };
    return desk_run(tests);
}

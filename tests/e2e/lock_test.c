/* What the desk is like when its owner has left it: locked, hung up, killed, made small. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/e2e/desk.h"

#define PHONE "携帯-08"
#define PURPOSE "朧月夜の警戒"
#define LOCKED "施錠中です"

/* A form with PURPOSE typed. */
static void type_request(struct pty *p)
{
    pty_keys(p, "F2");
    pty_wait(p, "┌─ 持出・使用");
    pty_keys(p, "Enter");
    pty_wait(p, "▶ 端末・機器・番号");
    pty_send(p, PHONE);
    pty_wait(p, "┌─ 端末・機器・番号");
    pty_wait(p, PHONE);
    pty_keys(p, "Enter");
    pty_wait(p, "▶ 目的");
    pty_wait_gone(p, "┌─ 端末");
    pty_send(p, PURPOSE);
    pty_wait(p, PURPOSE);
}

static bool other_worker(struct pty *p, const void *arg)
{
    const pid_t *before = arg;
    pid_t now = pty_worker(p);
    return now != 0 && now != *before;
}

/* Locked: a new worker at the sign-in, and the screen says nothing of before. */
static void is_locked(struct pty *p, pid_t before)
{
    pty_wait(p, LOCKED);
    assert_true(pty_try_until(p, other_worker, &before, stage_patience()));
    assert_int_not_equal(kill(before, 0), 0);
    assert_false(pty_shows(p, PURPOSE));
    assert_false(pty_shows(p, PHONE));
    assert_false(pty_shows(p, "本日の用務"));
    pty_wait(p, "(打った字も長さも表示しません)"); /* whose lock it is stands there; his passphrase opens it */
}

static void unlock(struct desk *d, struct pty *p, const char *uid)
{
    pty_send(p, station_officer(&d->station, uid)->passphrase);
    pty_keys(p, "Enter");
    pty_wait_gone(p, LOCKED);
}

static void R0_6_locks_by_one_key_and_the_form_comes_back(void **state)
{
    static const char *const keys[] = {"F10", "C-k"};
    struct desk *d = *state;
    struct pty *p = desk_sign_in(d, "tanaka");

    type_request(p);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        pid_t before = pty_worker(p);

        assert_int_not_equal(before, 0);
        pty_keys_at(p, (const char *const[]){keys[i], NULL}, __FILE__, __LINE__);
        is_locked(p, before);
        unlock(d, p, "tanaka");
        pty_wait(p, "▶ 目的");
        pty_wait(p, PURPOSE);
        pty_wait(p, PHONE);
    }
    pty_keys(p, "F2");
    pty_wait(p, "許可待ち");
    assert_int_equal(desk_rows(d, "目的:" PURPOSE), 1);
}

static void R0_6_logs_out_by_one_key(void **state)
{
    struct desk *d = *state;
    struct pty *p = desk_sign_in(d, "tanaka");

    pty_keys(p, "C-d");
    pty_wait(p, "管理簿 — ログイン");
    assert_false(pty_shows(p, LOCKED));
    assert_false(pty_shows(p, "本日の用務"));
    desk_type_in(d, p, "suzuki");
    pty_wait(p, "鈴木 茂 (suzuki)");
}

static void locks_after_fifteen_minutes_without_a_key(void **state)
{
    struct desk *d = *state;
    struct pty *p;
    pid_t before;

    p = desk_sign_in(d, "tanaka");
    type_request(p);
    before = pty_worker(p);
    stage_clock(d->stage, 2026, 11, 23, 22, 24);
    pty_wait(p, "自動保存 22:2");
    assert_false(pty_shows(p, LOCKED));
    stage_clock(d->stage, 2026, 11, 23, 22, 26);
    is_locked(p, before);
    unlock(d, p, "tanaka");
    pty_wait(p, PURPOSE);
}

static void a_form_comes_back_after_a_kill(void **state)
{
    struct desk *d = *state;
    struct pty *p = desk_sign_in(d, "tanaka");
    int status = 0;

    type_request(p);
    pty_wait(p, "自動保存");
    assert_true(pty_signal(p, PTY_GROUP, SIGKILL));
    assert_true(pty_try_exit(p, &status, stage_patience()));
    pty_free(p);
    d->p = station_open(&d->station);
    p = d->p;
    assert_non_null(p);
    pty_wait(p, "利用者ID");
    pty_send(p, "tanaka");
    pty_keys(p, "Enter");
    pty_wait(p, "(打った字も長さも表示しません)");
    pty_send(p, station_officer(&d->station, "tanaka")->passphrase);
    pty_keys(p, "Enter");
    pty_wait(p, "▶ 目的"); /* where it was */
    pty_wait(p, PURPOSE);
    pty_wait(p, PHONE);
}

/* How it ends: within the patience of the harness by itself, with the terminal as it was. */
static void ends_by(struct desk *d, int signal, enum pty_whom whom)
{
    struct pty *p = desk_sign_in(d, "tanaka");

    type_request(p);
    assert_true(pty_alternate(p));
    if (signal == 0)
        pty_hang_up(p);
    else
        assert_true(pty_signal(p, whom, signal));
    (void)pty_wait_exit(p);
    if (signal != 0)
        assert_false(pty_alternate(p));
    pty_free(p);
    d->p = NULL;
    desk_verify(d, 0);
}

static void ends_when_the_terminal_goes(void **state)
{
    ends_by(*state, 0, PTY_GROUP);
}

static void ends_by_sighup_and_sigterm(void **state)
{
    ends_by(*state, SIGHUP, PTY_GROUP);
    desk_restore(*state);
    ends_by(*state, SIGTERM, PTY_GROUP);
    desk_restore(*state);
    ends_by(*state, SIGTERM, PTY_PROGRAM);
}

static void a_window_too_small_says_so_and_comes_back(void **state)
{
    struct desk *d = *state;
    struct pty *p = desk_sign_in(d, "tanaka");

    type_request(p);
    pty_resize(p, 24, 79);
    pty_wait(p, "80");
    assert_false(pty_shows(p, PURPOSE));
    pty_resize(p, 1, 1);
    pty_resize(p, 24, 80);
    pty_wait(p, PURPOSE);
    pty_resize(p, 50, 160);
    pty_wait(p, PURPOSE);
    pty_keys(p, "F2");
    pty_wait(p, "許可待ち");
}

/* A novel in the clipboard: refused with its length, and nothing of it is taken for a key. */
static void a_pasted_novel_stays_in_its_field(void **state)
{
    struct desk *d = *state;
    struct pty *p = desk_sign_in(d, "tanaka");
    static char novel[60000];
    static const char sentence[] = "吾輩は猫である。\n\t名前はまだ無い。";

    for (size_t n = 0; n + sizeof sentence < sizeof novel; n += sizeof sentence - 1)
        memcpy(novel + n, sentence, sizeof sentence);
    type_request(p);
    assert_true(pty_try_paste(p, novel));
    pty_wait(p, "この欄に入れられません");
    pty_wait(p, "▶ 目的");
    pty_wait(p, PURPOSE);
    assert_int_equal(desk_rows(d, "目的:吾輩"), 0);
    pty_keys(p, "F2");
    pty_wait(p, "許可待ち");
    assert_int_equal(desk_rows(d, "目的:" PURPOSE), 1);
}

/* Controls are refused with a sentence, in a form and in a command, and never reach the terminal. */
static void hostile_text_is_refused_and_never_shown(void **state)
{
    static const char *const hostile[] = {"凶\x1b]0;pwned\x07名", "凶\302\23331m名", "凶\xe2\x80\xae名"};
    struct desk *d = *state;
    struct pty *p = desk_sign_in(d, "tanaka");
    struct result r;
    const char *bytes;
    size_t n;

    type_request(p);
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        pty_keys(p, "Left"); /* takes the sentence of the one before away */
        pty_wait_gone(p, "使えない文字");
        assert_true(pty_try_paste(p, hostile[i]));
        pty_wait(p, "使えない文字");
        station_must(&d->station, &r, 1, station_officer(&d->station, "watanabe"), "user", "add", "kyou", hostile[i],
                     "巡査", "staff");
        assert_null(memchr(r.err, 0x1b, r.nerr));
        assert_null(strstr(r.err, "\xc2\x9b"));
        assert_null(strstr(r.err, "\xe2\x80\xae"));
        result_release(&r);
    }
    pty_keys(p, "F2");
    pty_wait(p, "許可待ち");
    bytes = pty_bytes(p, &n);
    assert_null(memmem(bytes, n, "pwned", 5));
    assert_null(memmem(bytes, n, "\xc2\x9b", 2));
    assert_null(memmem(bytes, n, "\xe2\x80\xae", 3));
}

#define CASE(NAME) cmocka_unit_test_setup_teardown(NAME, desk_open, desk_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(R0_6_locks_by_one_key_and_the_form_comes_back),
        CASE(R0_6_logs_out_by_one_key),
        cmocka_unit_test_setup_teardown(locks_after_fifteen_minutes_without_a_key, desk_open_all_clocks, desk_close),
        CASE(a_form_comes_back_after_a_kill),
        CASE(ends_when_the_terminal_goes),
        CASE(ends_by_sighup_and_sigterm),
        CASE(a_window_too_small_says_so_and_comes_back),
        CASE(a_pasted_novel_stays_in_its_field),
        CASE(hostile_text_is_refused_and_never_shown),
    };
    return desk_run(tests);
}

/* A duty night with the real program at a terminal, from sign-in to the sheet of the month. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "tests/e2e/desk.h"

#define PHONE "携帯-08"
#define PURPOSE "朧月夜の警戒と𠮷野橋の連絡"
#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* The sheet of a month says it. */
static void paper_says(struct desk *d, const char *month, const char *file, const char *const words[])
{
    char *path = stage_path(d->stage, file), *text;
    struct result r;

    station_must(&d->station, &r, 0, station_officer(&d->station, "watanabe"), "export", "--form", "3", "--month",
                 month, "-o", path);
    result_release(&r);
    text = paper_text(d->stage, path);
    for (int i = 0; words[i] != NULL; i++)
        if (strstr(text, words[i]) == NULL)
            fail_msg("%s does not say %s:\n%s", file, words[i], text);
    free(text);
    free(path);
}

static void signs_out(struct pty *p)
{
    pty_keys(p, "C-d");
    pty_wait(p, "管理簿 — ログイン");
}

static void M_15_M_16_M_13_night_is_worked_through_from_sign_in_to_paper(void **state)
{
    struct desk *d = *state;
    struct pty *p;

    p = desk_sign_in(d, "tanaka");
    desk_take_out(p, PHONE, PURPOSE);
    desk_refused(p, "takahashi", WORDS("高橋 誠は今夜の当直表にありません", "(第7の1(2)エ(ウ)a)"));
    desk_refused(p, "miura", WORDS("技術管理者は許可・確認をすることができません"));
    desk_refused(p, "tanaka", WORDS("申請者・使用者本人(田中 玲)は、自分の持ち出しを許可・確認できません"));
    desk_permit(d, p, "suzuki");
    pty_wait(p, "いまの状態 出 持出中");
    assert_int_equal(desk_rows(d, "状態:持出中 目的:" PURPOSE), 1);

    /* The phone is out: it stands in the list with the reason and cannot be chosen. */
    pty_keys(p, "F2");
    pty_wait(p, "┌─ 持出・使用");
    pty_keys(p, "Enter");
    pty_wait(p, "▶ 端末・機器・番号");
    pty_send(p, PHONE);
    pty_wait(p, "持出中: 田中 玲");
    pty_keys(p, "Enter");
    pty_keys(p, "Esc");
    pty_wait_gone(p, "┌─ 端末");
    pty_wait(p, "▶ 端末・機器・番号");
    pty_keys(p, "Esc");
    pty_wait(p, "本日の用務");

    stage_clock(d->stage, 2026, 11, 24, 6, 40);
    pty_keys(p, "F5");
    pty_wait(p, "┌─ 返却");
    pty_keys(p, "Enter");
    pty_wait(p, "選んで Enter");
    pty_send(p, "携帯-08");
    pty_wait(p, "携帯-08");
    pty_keys(p, "Enter");
    pty_wait(p, "返却");
    pty_keys(p, "F4");
    pty_wait(p, "返却の確認");
    desk_permit(d, p, "suzuki");
    pty_wait(p, "いまの状態 済");
    assert_int_equal(desk_rows(d, "状態:済 目的:" PURPOSE), 1);
    signs_out(p);

    stage_clock(d->stage, 2026, 12, 1, 9, 0);
    desk_type_in(d, p, "watanabe");
    pty_keys(p, "F7");
    pty_wait(p, "月次締め 令和8年11月");
    pty_keys(p, "F4"); /* whatever is missing in other lines */
    pty_wait(p, "記録する");
    pty_keys(p, "Enter");
    pty_wait(p, "を記録しました");

    desk_verify(d, 0);
    paper_says(d, "2026-11", "data/form-3.xlsx", WORDS("様式第3号", "田中 玲", PURPOSE, PHONE, "鈴木 茂"));
    paper_says(d, "2026-11", "data/form-3.pdf", WORDS("様式第3号", "田中 玲", "鈴木 茂", "朧月夜"));
}

/* From the dialog, at the id of one who may: the reason, then the passphrase. */
static void takes_over(struct desk *d, struct pty *p, const char *uid)
{
    pty_keys(p, "F6");
    pty_wait(p, "理由を入れてください");
    pty_send(p, "当直の交替");
    pty_wait(p, "当直の交替");
    pty_keys(p, "Enter");
    pty_wait(p, "引受と「許可」を続けて");
    pty_send(p, station_officer(&d->station, uid)->passphrase);
    pty_keys(p, "Enter");
    pty_wait(p, "本日の用務");
}

/* `duties --json`: a line each, five at least in a station that is lived in, and none without a clause of the text. */
static void each_duty_names_its_clause(struct desk *d)
{
    struct result r;
    int lines = 0;

    station_must(&d->station, &r, 0, station_officer(&d->station, "ito"), "duties", "--json");
    for (const char *at = r.out; *at != '\0'; lines++) {
        const char *end = strchr(at, '\n'), *clause = strstr(at, "\"clause\":\"");

        assert_non_null(end);
        assert_true(clause != NULL && clause < end && clause[strlen("\"clause\":\"")] != '"');
        at = end + 1;
    }
    assert_true(lines >= 5);
    result_release(&r);
}

static void M_15_an_empty_night_is_taken_over_by_one_who_holds_the_post(void **state)
{
    static const char *const others[] = {"yamada", "miura", "tanaka"};
    struct desk *d = *state;
    struct result r;
    struct pty *p;

    stage_clock(d->stage, 2027, 2, 17, 22, 10); /* the roster ends before */
    p = desk_sign_in(d, "tanaka");
    pty_wait(p, "未定");
    desk_take_out(p, PHONE, PURPOSE);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        desk_refused(p, others[i], WORDS(i == 0 ? "山田 実" : "許可・確認"));
        assert_false(pty_shows(p, "引き受ける"));
        pty_keys(p, "F6");
    }
    desk_refused(p, "takahashi", WORDS("高橋 誠", "当直表", "今夜の当直責任者を引き受ける"));
    assert_int_equal(desk_rows(d, "状態:許可待ち 目的:" PURPOSE), 1);
    takes_over(d, p, "takahashi");
    pty_wait(p, "いまの状態 出 持出中");
    pty_wait(p, "閉庁 当直責任者 高橋 誠");
    assert_int_equal(desk_rows(d, "状態:持出中 目的:" PURPOSE), 1);
    pty_keys(p, "C-d");
    pty_wait(p, "管理簿 — ログイン");

    /* The supervisor finds it on his board in the morning. */
    stage_clock(d->stage, 2027, 2, 18, 9, 0);
    desk_type_in(d, p, "ito");
    pty_keys(p, "End"); /* months have gone by, and what is ours stands below all that is late */
    for (int i = 0; i < 60 && !pty_shows(p, "引受の確認"); i++) {
        pty_keys(p, "Up");
        (void)pty_try_wait(p, "引受の確認", 300);
    }
    pty_wait(p, "引受の確認");
    station_must(&d->station, &r, 0, station_officer(&d->station, "ito"), "duties");
    assert_non_null(strstr(r.out, "引受の確認"));
    result_release(&r);
    each_duty_names_its_clause(d);
    desk_verify(d, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(M_15_an_empty_night_is_taken_over_by_one_who_holds_the_post, desk_open,
                                        desk_close),
        cmocka_unit_test_setup_teardown(M_15_M_16_M_13_night_is_worked_through_from_sign_in_to_paper, desk_open,
                                        desk_close),
    };
    return desk_run(tests);
}

/* A duty is handed over with the real program at a terminal: a night of permits and of 特例, confirmed and returned at ten past eight,
 * written out, received by another, and found on record. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "tests/e2e/desk.h"
#include "tests/e2e/form.h"

#define PHONE "携帯-08"
#define PURPOSE "朧月夜の警戒"

static void signs_out(struct pty *p)
{
    pty_keys(p, "C-d");
    pty_wait(p, "管理簿 — ログイン");
}

/* Out by the 特例 of the duty: the way, and what its form is told. */
static void takes_exempt(struct pty *p, const char *way, const struct answer *answers)
{
    pty_keys(p, "F2");
    pty_wait(p, "┌─ 持出・使用");
    pty_send(p, way);
    pty_wait(p, "1/");
    pty_keys(p, "Enter");
    pty_wait(p, "記載省略の特例");
    form_fill(p, answers);
    pty_keys(p, "Enter");
    pty_wait_gone(p, "を記録する (Enter)");
    for (int i = 0; i < 4 && !pty_shows(p, "本日の用務"); i++) {
        pty_keys(p, "Esc");
        (void)pty_try_wait(p, "本日の用務", 1000);
    }
}

/* The evening: the phone and the camera of the duty, and a phone that 鈴木 permits. */
static void evening(struct desk *d, struct pty *p)
{
    static const struct answer phone[] = {{"使用者を指名した", "鈴木", true},
                                          {"使用者は当直勤務に従事", " ", false},
                                          {"区分", "共有", true},
                                          {"端末・機器・番号", "携帯-01", true},
                                          {0}};
    static const struct answer camera[] = {{"区分", "デジタル", true},
                                           {"使用者を指名した", "鈴木", true},
                                           {"使用者は当直勤務に従事", " ", false},
                                           {"媒体・機器", "カメラ-04", true},
                                           {0}};
    desk_take_out(p, PHONE, PURPOSE);
    desk_permit(d, p, "suzuki");
    takes_exempt(p, "モバイル 特例", phone);
    takes_exempt(p, "使用 特例", camera);
}

/* The morning: the ordinary phone comes back, and nobody confirms it yet. */
static void comes_back(struct pty *p)
{
    pty_keys(p, "F5");
    pty_wait(p, "┌─ 返却");
    pty_send(p, "モバイル");
    pty_keys(p, "Enter");
    pty_wait(p, "選んで Enter");
    pty_send(p, PHONE);
    pty_wait(p, PHONE);
    pty_keys(p, "Enter");
    pty_wait(p, "返却");
    pty_keys(p, "F4");
    pty_wait(p, "返却の確認");
    pty_keys(p, "Esc");
    pty_wait(p, "本日の用務");
}

static void prints(struct desk *d, struct pty *p)
{
    char *path = stage_path(d->stage, "data/handover.pdf"), *text;
    static const char *const words[] = {"当直引継ぎ記録", "鈴木 茂", "携帯-01 返却済", "カメラ-04",
                                        "第7の1(2)エ(ウ)b(a)"};

    pty_keys(p, "F8");
    pty_wait(p, "ページ");
    pty_keys(p, "F2");
    pty_wait(p, "┌─ 書き出し");
    pty_keys(p, "C-u");
    pty_send(p, path);
    pty_keys(p, "Enter");
    pty_wait(p, "に書き出しました");
    text = paper_text(d->stage, path);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(text, words[i]) == NULL)
            fail_msg("the page does not say %s:\n%s", words[i], text);
    free(text);
    free(path);
    pty_keys(p, "Esc");
    pty_wait(p, "【返却の確認を待つもの】");
}

/* What is marked is done; the camera asks what became of its pictures. */
static void works_through(struct pty *p)
{
    static const struct answer emptied[] = {
        {"取込みの要否", " ", false}, {"機器に情報", " ", false}, {"媒体に情報", " ", false}, {0}};

    pty_keys(p, "F12");
    pty_wait(p, "当直引継ぎ 令和8年11月23日 宿直");
    pty_wait(p, PHONE);
    pty_wait(p, "許可を与えた者 鈴木 茂"); /* the demo has a medium that waits for him, too */
    pty_keys(p, "F9");
    pty_wait(p, "■");
    pty_keys(p, "F4");
    pty_wait(p, "印を付けた4件を");
    pty_keys(p, "Enter");
    pty_wait(p, "取込みの要否");
    form_fill(p, emptied);
    pty_keys(p, "Enter");
    pty_wait_gone(p, "を記録する (Enter)");
    pty_wait(p, "当直引継ぎ 令和8年");
    pty_wait(p, "残りなし");
    pty_wait_gone(p, "残り ");
}

static void hands_over(struct pty *p)
{
    pty_keys(p, "F6");
    pty_wait(p, "┌─ 引継ぎを受ける者");
    pty_send(p, "伊藤");
    pty_wait(p, "1/");
    pty_keys(p, "Enter");
    pty_wait(p, "┌─ 引継事項");
    pty_send(p, "南町の苦情を地域課へ");
    pty_wait(p, "南町の苦情");
    pty_keys(p, "Enter");
    pty_wait(p, "伊藤 学 に引き継ぎます");
    pty_keys(p, "Enter");
    pty_wait(p, "引継ぎを受けた確認");
    pty_keys(p, "Esc"); /* he is not at the desk yet */
    pty_wait(p, "受領待ち");
}

/* The record, as the command line lists it: of the night, by 鈴木, with nothing left. */
static void on_record(struct desk *d, const char *state)
{
    struct result r;
    const char *line;
    char *value;

    station_must(&d->station, &r, 0, station_officer(&d->station, "watanabe"), "list", "--register", "handover",
                 "--json");
    line = json_line(r.out, "shift", "2026-11-23 night");
    assert_non_null(line);
    value = json_value(line, "state");
    assert_string_equal(value, state);
    free(value);
    value = json_value(line, "remarks");
    assert_string_equal(value, "南町の苦情を地域課へ");
    free(value);
    value = json_value(line, "officer");
    assert_non_null(strstr(value, "鈴木 茂"));
    free(value);
    assert_non_null(strstr(line, "\"waiting\":0"));
    assert_non_null(strstr(line, "\"phones_out\":0"));
    assert_non_null(strstr(line, "\"cameras_out\":0"));
    result_release(&r);
}

static void M_44_X_1_X_4_a_duty_is_handed_over_in_the_morning(void **state)
{
    struct desk *d = *state;
    struct pty *p = desk_sign_in(d, "tanaka");

    evening(d, p);
    stage_clock(d->stage, 2026, 11, 24, 6, 40);
    comes_back(p);
    signs_out(p);

    stage_clock(d->stage, 2026, 11, 24, 8, 10);
    desk_type_in(d, p, "suzuki");
    works_through(p);
    assert_int_equal(desk_rows(d, "状態:済 目的:" PURPOSE), 1);
    prints(d, p);
    hands_over(p);
    pty_keys(p, "Esc");
    pty_wait(p, "本日の用務");
    signs_out(p);
    on_record(d, "open");

    stage_clock(d->stage, 2026, 11, 24, 8, 40);
    desk_type_in(d, p, "ito");
    pty_keys(p, "F12");
    pty_wait(p, "受領待ち");
    pty_keys(p, "F7");
    pty_wait(p, "引継ぎを受けました");
    on_record(d, "received");
    desk_verify(d, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(M_44_X_1_X_4_a_duty_is_handed_over_in_the_morning, desk_open, desk_close),
    };
    return desk_run(tests);
}

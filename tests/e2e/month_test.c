/* The end of a month of two hundred lines through the real program at a terminal, keys only: what is missing is mended from the screen
 * that names it, the books are signed, the set goes to paper. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/e2e/form.h"
#include "tests/e2e/station.h"

enum { LINES = 200 };

struct month {
    struct stage *stage;
    struct station station;
    struct pty *p;
};

static int month_begin(void **state)
{
    struct month *m = calloc(1, sizeof *m);

    *state = m;
    if (m == NULL || (m->stage = stage_new()) == NULL)
        return -1;
    station_made(&m->station, m->stage, "month_station", "200");
    stage_clock(m->stage, 2026, 11, 4, 9, 30);
    return 0;
}

static int month_end(void **state)
{
    struct month *m = *state;

    pty_free(m->p);
    station_release(&m->station);
    stage_free(m->stage);
    free(m);
    return 0;
}

/* ---- at the screen ---- */

/* Up to the month that is over. */
static void sign_in(struct month *m, const char *uid)
{
    pty_wait(m->p, "利用者ID");
    pty_keys(m->p, "C-u");
    pty_send(m->p, uid);
    pty_keys(m->p, "Enter");
    pty_wait(m->p, "(打った字も長さも表示しません)");
    pty_send(m->p, station_officer(&m->station, uid)->passphrase);
    pty_keys(m->p, "Enter");
    pty_wait(m->p, "本日の用務");
    pty_keys(m->p, "F7");
    pty_wait(m->p, "月次締め 令和8年10月");
}

static void sign_out(struct month *m)
{
    pty_keys(m->p, "Esc");
    pty_wait(m->p, "本日の用務");
    pty_keys(m->p, "C-d");
    pty_wait(m->p, "管理簿 — ログイン");
}

/* Enter on the line under the cursor, its form with what it offers, and back to the list: that many are missing still. */
static void mend(struct pty *p, const char *gap, int left)
{
    static const struct answer nothing[] = {{0}};
    char count[40];

    (void)snprintf(count, sizeof count, " %d件", left);
    pty_wait(p, gap);
    pty_keys(p, "Enter");
    form_fill(p, nothing);
    pty_keys(p, "Enter");
    pty_wait(p, "足りないもの");
    pty_wait(p, count);
}

/* Lines of the month with that search line. */
static int count_lines(struct month *m, const char *where)
{
    struct result r;
    int n = 0;

    station_must(&m->station, &r, 0, station_officer(&m->station, "kanri"), "list", "--form", "3", "--month", "2026-10",
                 "--where", where, "--json");
    for (const char *at = r.out; (at = strchr(at, '\n')) != NULL; at++)
        n++;
    result_release(&r);
    return n;
}

/* ---- the acts ---- */

/* ITO, who permitted them. */
static void mend_all(struct month *m)
{
    sign_in(m, "ito");
    pty_wait(m->p, "200件  足りないもの 4件");
    pty_wait(m->p, "期限超過 1 所在確認もれ 1 返却確認もれ 2");
    pty_wait(m->p, "専決 第7の1(2)イ(エ)なお書き: 機器 0件のとき → 201件");
    pty_keys(m->p, "Enter");
    pty_wait(m->p, "足りないもの");
    mend(m->p, "期限超過", 4); /* brought back, it waits for its confirmation */
    pty_wait_gone(m->p, "期限超過");
    mend(m->p, "所在確認もれ", 3);
    mend(m->p, "返却確認もれ", 2);
    mend(m->p, "返却確認もれ", 1);
    mend(m->p, "返却確認もれ", 0);
    pty_wait(m->p, "足りないものはありません");
    pty_keys(m->p, "Esc");
    pty_wait(m->p, "200件  もれなし");
    assert_int_equal(count_lines(m, "状態:済"), LINES);
}

/* 様式第7号, of which nothing went out, by 専決; 様式第3号 not. */
static void decide_alone(struct month *m)
{
    pty_keys(m->p, "F4");
    pty_wait(m->p, "伊藤 学はその職にありません");
    pty_keys(m->p, "Up");
    pty_wait(m->p, "外部記録媒体・デジタル機器使用・持出簿 令和8年10月分");
    pty_wait(m->p, "専決できます");
    pty_wait(m->p, "外部記録媒体 0件のとき → 0件");
    pty_keys(m->p, "F4");
    pty_wait(m->p, "┌─ 専決");
    pty_keys(m->p, "Enter");
    pty_wait(m->p, "「専決」を記録しました");
    pty_wait(m->p, "済 専決  伊藤 学");
    sign_out(m);
}

static void sign(struct month *m)
{
    sign_in(m, "kanri");
    pty_wait(m->p, "R8.9(3 5 7)  R8.10(3 5)");
    pty_keys(m->p, "F4");
    pty_wait(m->p, "┌─ 運用管理者の確認");
    pty_wait(m->p, "(行 200件)");
    pty_keys(m->p, "Enter");
    pty_wait(m->p, "「運用管理者の確認」を記録しました");
    pty_wait(m->p, "済 運用管理者の確認  管理 一郎");
    pty_wait(m->p, "R8.9(3 5 7)  R8.10(5)");
    pty_keys(m->p, "F7");
    pty_wait(m->p, "月次締め 令和8年9月");
    pty_keys(m->p, "Right");
    pty_wait(m->p, "月次締め 令和8年10月");
}

static void written_out(struct month *m, const char *key, const char *name)
{
    static const char *const words[] = {"様式第3号", "様式第5号", "所在点検の対象一覧",
                                        "様式第7号", "管理 一郎", "伊藤 学"};
    char *path = stage_path(m->stage, name), *text;

    pty_keys(m->p, key);
    pty_wait(m->p, "┌─ 書き出し");
    pty_wait(m->p, "month-2026-10");
    pty_keys(m->p, "C-u");
    pty_send(m->p, path);
    pty_keys(m->p, "Enter");
    pty_wait(m->p, "に書き出しました");
    text = paper_text(m->stage, path);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(text, words[i]) == NULL)
            fail_msg("%s does not say %s", name, words[i]);
    for (int n = 1; n <= LINES; n++) {
        char purpose[40];

        (void)snprintf(purpose, sizeof purpose, "巡回%03d", n);
        if (strstr(text, purpose) == NULL)
            fail_msg("%s has no %s", name, purpose);
    }
    free(text);
    free(path);
}

static void R3_10_R3_11_R5_5_R7_15_a_month_of_two_hundred_lines(void **state)
{
    struct month *m = *state;
    struct result r;

    m->p = station_open(&m->station);
    assert_non_null(m->p);
    mend_all(m);
    decide_alone(m);
    sign(m);
    pty_keys(m->p, "F8");
    pty_wait(m->p, "月次締め一式 — 令和8年10月分");
    written_out(m, "F2", "data/month.pdf");
    written_out(m, "F3", "data/month.xlsx");
    station_must(&m->station, &r, 0, station_officer(&m->station, "kanri"), "verify");
    result_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(R3_10_R3_11_R5_5_R7_15_a_month_of_two_hundred_lines, month_begin, month_end),
    };

    if (!stage_clock_possible()) {
        puts("1..0 # SKIP no clock that can be moved");
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}

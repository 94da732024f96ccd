/* The 適合ボード by keys: what is owed and the evidence one key away, the pack of papers, and another day in a demo alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/demo.h"
#include "app/signin.h"
#include "forms/date.h"
#include "screens/compliance.h"
#include "tests/screens/duty.h"

/* Fonts are kept by fontconfig until the process ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

enum { DAY = 24 * 60 * 60 };

static struct seat demo;

/* In December the 点検 of the phones is owed. */
static void sit(struct seat *d)
{
    duty_open(d, DUTY_SUZUKI);
    d->now += (int64_t)20 * DAY;
    d->cols = 100;
    duty_sit(d);
}

static void each_line_stands_with_its_mark_and_the_counts_above(void **state)
{
    struct seat d;
    (void)state;
    sit(&d);
    DUTY_PRESS(&d, K_HOME, K_PAGE_DOWN, K_PAGE_DOWN, K_END);
    duty_run_at(&d, DUTY_KANRI, compliance_open);
    duty_saw(&d, "適合ボード");
    duty_saw(&d, "期限内4 不履行0 目安0");
    duty_saw(&d, "△  第7の1(2)エ(ア)e");
    duty_saw(&d, "○  第6の1(3)オ");
    duty_saw(&d, "－ 第2の1(7)ア(イ)");
    duty_saw(&d, "◇  第7");
    duty_saw(&d, "目安。条文の義務ではありません");
    duty_close(&d);
}

static void what_is_owed_leads_to_the_act(void **state)
{
    struct seat d;
    (void)state;
    sit(&d);
    DUTY_PRESS(&d, K_F2, K_DOWN, K_ENTER, K_ENTER);
    duty_run_at(&d, DUTY_KANRI, compliance_open);
    duty_saw(&d, "△  第7の1(2)イ(エ)");
    duty_saw(&d, "適合ボード — 第7の1(2)エ(ア)e");
    duty_saw(&d, "2点中 2点 未点検");
    if (strstr(d.before, "所在点検") == NULL) /* the round */
        fail_msg("%s", d.before);
    duty_close(&d);
}

static void what_is_met_leads_to_its_evidence_and_so_does_a_key(void **state)
{
    struct seat d;
    (void)state;
    sit(&d);
    DUTY_PRESS(&d, K_DOWN, K_ENTER, K_ESC, K_F3, K_ESC, K_F1);
    duty_run_at(&d, DUTY_KANRI, compliance_open);
    duty_saw(&d, "デジタル機器管理簿");
    duty_saw(&d, "検証は第7の1(2)オ(カ)a"); /* of the help */
    duty_close(&d);
}

static void the_pack_is_looked_at_and_goes_to_one_file(void **state)
{
    struct seat d;
    char path[100];
    (void)state;
    sit(&d);
    DUTY_PRESS(&d, K_F8, K_END, K_F2, K_CTRL('u'));
    snprintf(path, sizeof path, "%s/pack.pdf", d.dir);
    duty_type(&d, path);
    DUTY_PRESS(&d, K_ENTER, K_F3, K_CTRL('u'));
    snprintf(path, sizeof path, "%s/pack.xlsx", d.dir);
    duty_type(&d, path);
    DUTY_PRESS(&d, K_ENTER, K_ESC, K_F8);
    duty_run_at(&d, DUTY_KANRI, compliance_open);
    duty_saw(&d, "適合状況一覧");
    duty_saw(&d, "に書き出しました");
    assert_int_equal(access(path, R_OK), 0);
    duty_close(&d);
}

static void no_other_day_in_a_real_station(void **state)
{
    struct seat d;
    (void)state;
    sit(&d);
    DUTY_PRESS(&d, K_F6, K_F1);
    duty_run_at(&d, DUTY_KANRI, compliance_open);
    duty_saw_not(&d, "どの日の様子を見ますか");
    duty_saw_not(&d, "F6 日付");
    duty_close(&d);
}

/* ---- the demo ---- */

static void run_demo(void)
{
    struct session *session;
    struct secret passphrase;
    struct err e;
    assert_int_equal(signin_read(&passphrase, demo_people[0].passphrase, strlen(demo_people[0].passphrase), &e), 0);
    assert_int_equal(session_open(&session, &demo.world, demo_people[0].uid, &passphrase, &e), 0);
    secret_release(&passphrase);
    duty_run_with(&demo, session, compliance_open);
}

static void sit_in_the_demo(void)
{
    demo.cols = 100;
    duty_sit(&demo);
}

static void another_day_is_only_looked_at(void **state)
{
    (void)state;
    sit_in_the_demo();
    DUTY_PRESS(&demo, K_HOME, K_F6);
    duty_type(&demo, "R9.4.1");
    DUTY_PRESS(&demo, K_ENTER, K_F3, K_F8, K_F2, K_ENTER, K_ENTER);
    run_demo();
    duty_saw(&demo, "適合ボード — 令和9年4月1日の見込み");
    duty_saw(&demo, "先の日の見込みです。ここからは何も行えません。");
    if (strstr(demo.before, "先の日の見込み") == NULL || strstr(demo.before, "Enter") != NULL)
        fail_msg("%s", demo.before);
    duty_saw_not(&demo, "xlsx");
}

static void a_day_that_cannot_be_read_changes_nothing_and_none_is_today(void **state)
{
    (void)state;
    sit_in_the_demo();
    DUTY_PRESS(&demo, K_F6);
    duty_type(&demo, "13/45");
    DUTY_PRESS(&demo, K_ENTER, K_F6);
    duty_type(&demo, "+60");
    DUTY_PRESS(&demo, K_ENTER, K_F6, K_ENTER, K_HOME);
    run_demo();
    duty_saw(&demo, "の見込み");
    if (strstr(demo.before, "の見込み") != NULL || strstr(demo.before, "不履行2 目安1") == NULL)
        fail_msg("%s", demo.before);
}

static int make_demo(void **state)
{
    struct err e;
    (void)state;
    duty_empty(&demo);
    demo.now = date_at((struct date){2026, 11, 24}, 14 * 60 + 10);
    return demo_make(&demo.world, &e);
}

static int remove_demo(void **state)
{
    (void)state;
    duty_close(&demo);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_line_stands_with_its_mark_and_the_counts_above),
        cmocka_unit_test(what_is_owed_leads_to_the_act),
        cmocka_unit_test(what_is_met_leads_to_its_evidence_and_so_does_a_key),
        cmocka_unit_test(the_pack_is_looked_at_and_goes_to_one_file),
        cmocka_unit_test(no_other_day_in_a_real_station),
        cmocka_unit_test(another_day_is_only_looked_at),
        cmocka_unit_test(a_day_that_cannot_be_read_changes_nothing_and_none_is_today),
    };
    return cmocka_run_group_tests(tests, make_demo, remove_demo);
}

/* 月次締め at its screen: which month, which book, what is missing and whose it is, who may sign, and one dialog before a name is put to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/month.h"
#include "forms/date.h"
#include "screens/month.h"
#include "tests/screens/duty.h"

static struct seat seat;

/* Founded on 2026-11-23; it is January. KANRI manages two phones. */
static int open_seat(void **state)
{
    (void)state;
    duty_open(&seat, DUTY_SUZUKI);
    seat.now = date_at((struct date){2027, 1, 5}, 9 * 60);
    duty_sit(&seat);
    return 0;
}

static int close_seat(void **state)
{
    (void)state;
    duty_close(&seat);
    return 0;
}

static bool confirmed(const char *form, const char *month)
{
    struct session *session = duty_session(&seat, DUTY_KANRI);
    struct month_state m;
    struct err e;
    assert_int_equal(month_load(&m, session, register_of_form(form), month, &e), 0);
    assert_int_equal(session_close(session, "sign_out", &e), 0);
    return m.confirmed;
}

static void R3_10_R7_15_months_without_a_signature_stay_until_they_have_one(void **state)
{
    (void)state;
    DUTY_PRESS(&seat, K_F7);          /* from December to the oldest */
    DUTY_PRESS(&seat, K_F4, K_ESC);   /* thought better of it */
    DUTY_PRESS(&seat, K_F4, K_ENTER); /* 様式第3号 of November */
    DUTY_PRESS(&seat, K_RIGHT);       /* December */
    DUTY_PRESS(&seat, K_UP, K_ENTER); /* 様式第7号, in which nothing is missing: Enter signs */
    DUTY_PRESS(&seat, K_ENTER, K_F7); /* back to November, of which 様式第5号 is the first that waits */
    duty_run_at(&seat, DUTY_KANRI, month_open);
    duty_saw(&seat, "月次締め 令和8年12月");
    duty_saw(&seat, "未確認の月: R8.11(3 5 7)  R8.12(3 5 7)");
    duty_saw(&seat, "月次締め 令和8年11月");
    duty_saw(&seat, "モバイル端末等持出簿 令和8年11月分に「運用管理者の確認」を記録しました");
    duty_saw(&seat, "未確認の月: R8.11(5 7)  R8.12(3 5 7)");
    duty_saw(&seat, "未確認の月: R8.11(5 7)  R8.12(3 5)");
    duty_saw(&seat, "外部記録媒体等点検簿 令和8年11月分");
    assert_true(confirmed("3", "2026-11"));
    assert_false(confirmed("7", "2026-11"));
    assert_true(confirmed("7", "2026-12"));
    assert_false(confirmed("3", "2026-12"));
}

static int open_december_7(struct screens *s, struct err *e)
{
    return month_open_at(s, register_of_form("7"), "2026-12", e);
}
static int open_november_5(struct screens *s, struct err *e)
{
    return month_open_at(s, register_of_form("5"), "2026-11", e);
}
static int open_nonsense(struct screens *s, struct err *e)
{
    return month_open_at(s, register_of_form("2"), "十一月", e);
}

static void it_opens_at_the_book_and_the_month_that_are_meant(void **state)
{
    static const struct {
        int (*open)(struct screens *s, struct err *e);
        const char *saw;
    } cases[] = {{open_december_7, "外部記録媒体・デジタル機器使用・持出簿 令和8年12月分"},
                 {open_november_5, "外部記録媒体等点検簿 令和8年11月分"},
                 {open_nonsense, "モバイル端末等持出簿 令和8年12月分"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (i > 0)
            duty_sit(&seat);
        DUTY_PRESS(&seat, K_CTRL('l'));
        duty_run_at(&seat, DUTY_KANRI, cases[i].open);
        duty_saw(&seat, cases[i].saw);
    }
}

/* Who may not is told who may, and nothing is recorded. */
static void M_13_M_14_M_29_R3_11_nobody_signs_what_is_not_his(void **state)
{
    (void)state;
    DUTY_PRESS(&seat, K_F4, K_UP, K_F4, K_ENTER, K_ENTER);
    duty_run_at(&seat, DUTY_TANAKA, month_open);
    duty_saw(&seat, "× 運用管理者の確認  運用管理者 管理 一郎");
    duty_saw(&seat, "× 専決");
    duty_saw(&seat, "専決 第7の1(2)イ(エ)なお書き: 機器 0件のとき → 0件");
    duty_saw(&seat, "専決 第7の1(2)エ(ウ)dなお書き: 機器・外部記録媒体 0件のとき → 0件");
    duty_saw(&seat, "専決 第7の1(2)オ(カ)cなお書き: 外部記録媒体 0件のとき → 0件");
    duty_saw(&seat, "田中 玲はその職にありません。できる者: 運用管理者。");
    duty_saw_not(&seat, "を記録しました");
    assert_false(confirmed("3", "2026-12"));
    assert_false(confirmed("7", "2026-12"));
}

/* 様式第5号: what stands open, and that another's is told to be his; no 専決. */
static void R5_5_R4_5_the_inspections_show_what_is_missing_and_whose_it_is(void **state)
{
    (void)state;
    DUTY_PRESS(&seat, K_DOWN, K_F4); /* the 検証 is for a 運用責任者 */
    DUTY_PRESS(&seat, K_ENTER);      /* the list: the round of KANRI stands first */
    DUTY_PRESS(&seat, K_ENTER, K_F3, K_END, K_ENTER, K_ESC);
    duty_run_at(&seat, DUTY_TANAKA, month_open);
    duty_saw(&seat, "携帯 0/1  媒体 0/0  ログ検証 未");
    duty_saw(&seat, "専決はできません");
    duty_saw(&seat, "「使用状況の検証」をするのは、運用責任者");
    duty_saw(&seat, "外部記録媒体等点検簿 令和8年12月分 足りないもの");
    duty_saw(&seat, "「公用携帯電話機の所在点検」をするのは、管理 一郎です");
    duty_saw(&seat, "「ログの定期的確認」をするのは、運用責任者");
}

/* From the list to the round itself, and back with one less. */
static void R4_5_a_round_that_is_missing_is_made_from_the_list(void **state)
{
    (void)state;
    DUTY_PRESS(&seat, K_DOWN, K_ENTER, K_ENTER, K_ENTER);
    duty_run_at(&seat, DUTY_KANRI, month_open);
    duty_saw(&seat, "2件の所在点検を始めます");
    duty_saw(&seat, "0/2 済");
}

static void R3_10_R5_5_R7_15_the_set_is_looked_at_before_it_is_written(void **state)
{
    (void)state;
    DUTY_PRESS(&seat, K_F8, K_LEFT, K_RIGHT, K_ESC);
    duty_run_at(&seat, DUTY_KANRI, month_open);
    duty_saw(&seat, "月次締め一式 — 令和8年12月分");
    duty_saw(&seat, "4ページ");
    duty_saw(&seat, "月次締め一式 — 令和8年11月分");
}

static void S_15_the_technical_administrator_sees_no_month(void **state)
{
    struct session *session = duty_session(&seat, DUTY_GIJUTSU);
    struct month_gaps gaps;
    struct err e;
    (void)state;
    assert_int_equal(month_missing_load(&gaps, session, register_of_form("3"), "2026-12", &e), ERR_REFUSED);
    assert_int_equal(session_close(session, "sign_out", &e), 0);
}

#define AT_SEAT(F) cmocka_unit_test_setup_teardown(F, open_seat, close_seat)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AT_SEAT(R3_10_R7_15_months_without_a_signature_stay_until_they_have_one),
        AT_SEAT(it_opens_at_the_book_and_the_month_that_are_meant),
        AT_SEAT(M_13_M_14_M_29_R3_11_nobody_signs_what_is_not_his),
        AT_SEAT(R5_5_R4_5_the_inspections_show_what_is_missing_and_whose_it_is),
        AT_SEAT(R4_5_a_round_that_is_missing_is_made_from_the_list),
        AT_SEAT(R3_10_R5_5_R7_15_the_set_is_looked_at_before_it_is_written),
        AT_SEAT(S_15_the_technical_administrator_sees_no_month),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

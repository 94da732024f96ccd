/* 督促 and 権限の見直し, by keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/duties.h"
#include "db/query.h"
#include "screens/access_review.h"
#include "screens/reminder.h"
#include "tests/screens/duty.h"

/* Fonts are kept by fontconfig until the process ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

/* How many entries of the register are on record. */
static int64_t count(struct seat *d, const char *reg)
{
    struct session *session = duty_session(d, DUTY_KANRI);
    int64_t n = 0;
    struct err e;
    assert_int_equal(state_count(&n, session_station(session), register_find(reg), NULL, &e), 0);
    assert_int_equal(session_close(session, "sign_out", &e), 0);
    return n;
}

/* In December the 点検 of November is over. */
static void sit(struct seat *d)
{
    duty_open(d, DUTY_SUZUKI);
    d->now += (int64_t)20 * 24 * 60 * 60;
    duty_sit(d);
}

static void R5_1_who_owes_is_reminded_and_the_letter_shown(void **state)
{
    struct seat d;
    (void)state;
    sit(&d);
    DUTY_PRESS(&d, K_ENTER, K_F4, K_ENTER, K_ESC, K_ESC);
    duty_run_at(&d, DUTY_KANRI, reminder_open);
    duty_saw(&d, "督促を受ける者");
    duty_saw(&d, "督促 — ");
    duty_saw(&d, "督促の方法");
    duty_saw(&d, "への督促を");
    duty_saw(&d, "督促する事項");
    if (strstr(d.before, "R8.12.13") == NULL) /* 前回の督促 */
        fail_msg("%s", d.before);
    assert_true(count(&d, "reminder") > 0);
    duty_close(&d);
}

/* One of several; and the letter once more. */
static void one_duty_alone_and_its_letter_again(void **state)
{
    struct seat d;
    (void)state;
    sit(&d);
    DUTY_PRESS(&d, K_ENTER, K_F5, K_DOWN, K_ENTER, K_ESC, K_ESC, K_F8);
    duty_run_at(&d, DUTY_KANRI, reminder_open);
    duty_saw(&d, "口頭");
    if (strstr(d.before, "督促状") == NULL)
        fail_msg("%s", d.before);
    assert_int_equal(count(&d, "reminder"), 1);
    duty_close(&d);
}

static void nothing_is_recorded_when_one_thinks_better_of_it(void **state)
{
    struct seat d;
    (void)state;
    sit(&d);
    DUTY_PRESS(&d, K_F4, K_ESC, K_F8);
    duty_run_at(&d, DUTY_KANRI, reminder_open);
    duty_saw(&d, "督促の記録がありません");
    assert_int_equal(count(&d, "reminder"), 0);
    duty_close(&d);
}

static void an_officer_reminds_nobody(void **state)
{
    struct seat d;
    (void)state;
    sit(&d);
    DUTY_PRESS(&d, K_F4);
    duty_run_at(&d, DUTY_TANAKA, reminder_open);
    duty_saw_not(&d, "督促の方法");
    assert_int_equal(count(&d, "reminder"), 0);
    duty_close(&d);
}

static struct duty owed;
static int open_of(struct screens *s, struct err *e)
{
    int rc = reminder_open(s, e);
    return rc == 0 ? reminder_of(s, &owed, e) : rc;
}

/* What the board's key does. */
static void one_duty_of_the_board(void **state)
{
    struct seat d;
    (void)state;
    sit(&d);
    owed = (struct duty){.kind = duty_kind_find("round_phone"),
                         .state = DUE_OVER,
                         .title = "11月分 点検",
                         .clause = "第7の1(2)エ(ア)e",
                         .owner = "伊藤 学",
                         .due = d.now - 1};
    DUTY_PRESS(&d, K_ENTER);
    duty_run_at(&d, DUTY_KANRI, open_of);
    duty_saw(&d, "督促状");
    duty_saw(&d, "11月分");
    assert_int_equal(count(&d, "reminder"), 1);
    duty_close(&d);
}

static void S_12_the_accounts_are_listed_and_the_review_recorded(void **state)
{
    struct seat d;
    (void)state;
    sit(&d);
    DUTY_PRESS(&d, K_DOWN, K_F4);
    duty_run_at(&d, DUTY_KANRI, access_review_open);
    duty_saw(&d, "識別コード 6 管理者権限 1 見直す点 0");
    duty_saw(&d, "gijutsu");
    duty_saw(&d, "技術管理者");
    duty_saw(&d, "前回の見直し なし");
    duty_saw(&d, "識別コードの数");
    duty_saw(&d, "外部決裁の番号");
    duty_close(&d);
}

static void S_12_T_10_what_is_overdue_and_its_sheet(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    d.now += (int64_t)365 * 24 * 60 * 60;
    duty_sit(&d);
    DUTY_PRESS(&d, K_UP, K_F8);
    duty_run_at(&d, DUTY_KANRI, access_review_open);
    duty_saw(&d, "超過");
    duty_saw(&d, "サインインがありません");
    duty_saw(&d, "利用者と権限の一覧");
    duty_close(&d);
}

static int open_refused(struct screens *s, struct err *e)
{
    assert_int_equal(access_review_open(s, e), ERR_REFUSED);
    return reminder_open(s, e);
}

static void S_12_others_do_not_see_the_accounts(void **state)
{
    struct seat d;
    (void)state;
    sit(&d);
    duty_run_at(&d, DUTY_TANAKA, open_refused);
    duty_saw_not(&d, "gijutsu");
    duty_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R5_1_who_owes_is_reminded_and_the_letter_shown),
        cmocka_unit_test(one_duty_alone_and_its_letter_again),
        cmocka_unit_test(nothing_is_recorded_when_one_thinks_better_of_it),
        cmocka_unit_test(an_officer_reminds_nobody),
        cmocka_unit_test(one_duty_of_the_board),
        cmocka_unit_test(S_12_the_accounts_are_listed_and_the_review_recorded),
        cmocka_unit_test(S_12_T_10_what_is_overdue_and_its_sheet),
        cmocka_unit_test(S_12_others_do_not_see_the_accounts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

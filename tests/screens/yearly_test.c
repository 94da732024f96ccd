/* The three ledgers at their yearly confirmation, by keys (R2-2, R4-2, R6-2). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "screens/yearly.h"
#include "tests/screens/duty.h"

/* Fonts are kept by fontconfig until the process ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

static void R2_2_R4_2_R6_2_one_table_says_how_the_ledgers_stand(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    duty_run_at(&d, DUTY_KANRI, yearly_open);
    duty_saw(&d, "様式第2号 デジタル機器管理簿");
    duty_saw(&d, "様式第4号 公用携帯電話機管理簿");
    duty_saw(&d, "様式第6号 外部記録媒体管理簿");
    duty_saw(&d, "登載なし");
    duty_saw(&d, "未確認");
    duty_saw(&d, "根拠 第2の1(7)イ(ア)");
    duty_close(&d);
}

static void R4_2_Enter_confirms_without_a_change(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    DUTY_PRESS(&d, K_DOWN, K_ENTER, K_F2);
    duty_run_at(&d, DUTY_KANRI, yearly_open);
    duty_saw(&d, "公用携帯電話機管理簿");
    duty_saw(&d, "年次更新(変更なし)");
    duty_saw(&d, "使用中 2件");
    if (strstr(d.before, "R8.11.23") == NULL || strstr(d.before, "管理 一郎") == NULL)
        fail_msg("%s", d.before);
    duty_close(&d);
}

/* Overdue in days; and the ledger itself is one key away. */
static void R2_2_R4_2_what_is_overdue_says_by_how_many_days(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    d.now += (int64_t)(365 + 10) * 24 * 60 * 60;
    duty_sit(&d);
    DUTY_PRESS(&d, K_DOWN, K_F3);
    duty_run_at(&d, DUTY_KANRI, yearly_open);
    duty_saw(&d, "10日超過");
    duty_saw(&d, "携帯-03");
    duty_close(&d);
}

static void M_33_who_may_not_confirm_is_told_so(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    DUTY_PRESS(&d, K_DOWN, K_ENTER);
    duty_run_at(&d, DUTY_ITO, yearly_open);
    duty_saw(&d, "運用管理者");
    duty_saw_not(&d, "登載数");
    duty_close(&d);
}

static void R4_2_the_sheets_are_looked_at_from_here(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    DUTY_PRESS(&d, K_DOWN, K_F8);
    duty_run_at(&d, DUTY_KANRI, yearly_open);
    duty_saw(&d, "1ページ");
    duty_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R2_2_R4_2_R6_2_one_table_says_how_the_ledgers_stand),
        cmocka_unit_test(R4_2_Enter_confirms_without_a_change),
        cmocka_unit_test(R2_2_R4_2_what_is_overdue_says_by_how_many_days),
        cmocka_unit_test(M_33_who_may_not_confirm_is_told_so),
        cmocka_unit_test(R4_2_the_sheets_are_looked_at_from_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* 来歴 by one key: from a list, from an entry, from a pick list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/screens/duty.h"

/* Fonts are kept by fontconfig until the process ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

static void from_a_list_and_from_an_entry(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    duty_type(&d, "4"); /* 公用携帯電話機管理簿 */
    DUTY_PRESS(&d, K_F9, K_ENTER, K_F9, K_F1, K_ESC, K_ESC, K_ESC, K_ESC, K_ESC);
    duty_run(&d, "", false);
    duty_saw(&d, "来歴 — 公用携帯電話機");
    duty_saw(&d, "登録した");
    duty_saw(&d, "F9 来歴");
    duty_saw(&d, "この物(人)の台帳の記載を開きます");
    duty_close(&d);
}

static void from_a_list_of_candidates_and_back_to_it(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    duty_sign(&d, DUTY_KANRI);
    duty_type(&d, "4");
    DUTY_PRESS(&d, K_F2, K_DOWN, K_DOWN, K_DOWN, K_F3);
    duty_type(&d, "鈴木");
    DUTY_PRESS(&d, K_F9, K_ESC, K_ENTER);
    duty_run(&d, "", false);
    duty_saw(&d, "来歴 — 職員 鈴木 茂");
    duty_saw(&d, "当直責任者"); /* his post */
    duty_saw(&d, "鈴木 茂");
    duty_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_a_list_and_from_an_entry),
        cmocka_unit_test(from_a_list_of_candidates_and_back_to_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

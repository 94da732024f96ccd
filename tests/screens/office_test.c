/* The screens of the day: first run, ids and codes, masters, roster, the month, the sheet, two windows at one entry. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/act.h"
#include "app/list.h"
#include "forms/date.h"
#include "tests/screens/duty.h"

/* Fonts are kept by fontconfig until the process ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

static const char own[] = "八つの鐘が霧の港に鳴り渡っていた";

static void the_first_run_founds_the_station_and_says_what_is_missing(void **state)
{
    struct seat d;
    (void)state;
    duty_empty(&d);
    duty_sit(&d);
    duty_type(&d, "白河");
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, "kanri");
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, "管理 一郎");
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, "かんり いちろう");
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, "警部");
    DUTY_PRESS(&d, K_ENTER, K_ENTER);
    duty_type(&d, "みじかい");
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, own);
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, "同じでない長い合言葉を打ちました");
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, own);
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, own);
    DUTY_PRESS(&d, K_ENTER, K_DOWN);
    duty_run(&d, "", false);
    duty_saw(&d, "他システムと同じものを使わないでください");
    duty_saw(&d, "短すぎます");
    duty_saw(&d, "二度の入力が一致しません");
    duty_saw(&d, "管理簿 白河署");
    duty_saw(&d, "前回ログイン なし (初めて)");
    duty_saw(&d, "最初の夜までに入れるもの");
    duty_saw_not(&d, own);
    assert_string_equal(d.uid, "kanri");
    duty_close(&d);
}

/* The code that was shown, into buf. */
static void shown_code(const struct seat *d, char buf[CODE_BYTES])
{
    static const char label[] = "コード    ";
    const char *at = NULL; /* the last of what is so called: the menu before it has 課(係)コード */
    for (const char *next = strstr(d->shown, label); next != NULL; next = strstr(next + 1, label))
        at = next;
    if (at == NULL) {
        fail_msg("no code on the screen:\n%s", d->shown);
        return;
    }
    size_t n = strcspn(at += strlen(label), " ");
    assert_true(n > 10 && n < CODE_BYTES);
    memcpy(buf, at, n);
    buf[n] = '\0';
}

/* Somebody who has no id yet. */
static void newcomer(struct seat *d)
{
    static const char *const who[] = {"name", "新田 空", "rank", "officer", NULL};
    struct session *session = duty_session(d, DUTY_KANRI);
    struct act *act;
    struct err e;
    assert_int_equal(act_new(&act, session, register_find("person"), NULL, "enter", &e), 0);
    assert_int_equal(act_type_all(act, who, &e), 0);
    assert_int_equal(act_commit(act, NULL, &e), 0);
    act_free(act);
    assert_int_equal(session_close(session, "sign_out", &e), 0);
}

static void a_code_is_shown_once_and_lets_its_person_in_once(void **state)
{
    struct seat d;
    char code[CODE_BYTES];
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    newcomer(&d);
    duty_sit(&d);
    duty_sign(&d, DUTY_KANRI);
    DUTY_PRESS(&d, K_F9, K_END, K_UP, K_UP, K_UP, K_ENTER); /* 利用者 */
    DUTY_PRESS(&d, K_F2);
    duty_type(&d, "新田");
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, "nitta");
    DUTY_PRESS(&d, K_ENTER, K_ENTER);
    duty_run(&d, "", false);
    duty_saw(&d, "一度だけのコード");
    shown_code(&d, code);

    duty_sit(&d);
    duty_type(&d, "nitta");
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, code);
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, own);
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, own);
    DUTY_PRESS(&d, K_ENTER, K_CTRL('d'));
    duty_run(&d, "", false);
    duty_saw(&d, "新田 空 (nitta)");
    assert_int_equal(d.end, SCREEN_END_LOGOUT);
    assert_string_equal(d.uid, ""); /* the next one types his own */

    duty_sit(&d);
    duty_type(&d, "nitta");
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, own);
    DUTY_PRESS(&d, K_ENTER);
    duty_run(&d, "", false);
    duty_saw_not(&d, "初回ログイン");
    duty_saw(&d, "新田 空 (nitta)");
    duty_close(&d);
}

static void a_month_of_duty_is_filled_by_a_pattern(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_PEOPLE);
    duty_sit(&d);
    duty_sign(&d, DUTY_KANRI);
    DUTY_PRESS(&d, K_F9);
    duty_type(&d, "9"); /* 当直表 */
    DUTY_PRESS(&d, K_RIGHT, K_HOME, K_ENTER);
    duty_type(&d, "鈴木");
    DUTY_PRESS(&d, K_ENTER, K_ENTER);
    duty_type(&d, "伊藤"); /* does not hold the post */
    DUTY_PRESS(&d, K_ENTER, K_CTRL('u'));
    duty_type(&d, "高橋");
    DUTY_PRESS(&d, K_ENTER, K_UP, K_F5, K_F2, K_END);
    duty_run(&d, "", false);
    duty_saw(&d, "当直表 — 令和8年12月");
    duty_saw(&d, "伊藤 学はその職にありません");
    duty_saw(&d, "案 未記録");
    duty_saw(&d, "当直表を記録しました");
    duty_saw(&d, "予 令和8年12月31日(木)    宿直");
    duty_close(&d);
}

static void the_month_is_confirmed_and_its_sheet_goes_to_a_file(void **state)
{
    struct seat d;
    char path[100];
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    d.now = date_at((struct date){2026, 12, 1}, 9 * 60);
    duty_sit(&d);
    duty_sign(&d, DUTY_KANRI);
    DUTY_PRESS(&d, K_F7, K_F4, K_ENTER, K_F8, K_F2, K_CTRL('u'));
    snprintf(path, sizeof path, "%s/form-3.pdf", d.dir);
    duty_type(&d, path);
    DUTY_PRESS(&d, K_ENTER);
    duty_run(&d, "", false);
    duty_saw(&d, "月次締め 令和8年11月");
    duty_saw(&d, "運用管理者の確認  管理 一郎");
    duty_saw(&d, "様式第3号(第7の1(2)イ関係)");
    duty_saw(&d, "に書き出しました");
    assert_int_equal(access(path, R_OK), 0);
    duty_close(&d);
}

static void commit_other(void *arg)
{
    struct err e;
    assert_int_equal(act_commit(arg, NULL, &e), 0);
}

static void both_versions_of_a_conflict_are_shown_and_nothing_typed_is_lost(void **state)
{
    struct seat d;
    struct err e;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    struct session *other = duty_session(&d, DUTY_KANRI);
    struct list *list;
    struct act *act;
    int n;
    bool before, after;
    assert_int_equal(list_new(&list, other, register_find("phone"), &e), 0);
    assert_int_equal(list_load(list, LIST_FIRST, 10, &n, &before, &after, &e), 0);
    assert_int_equal(act_new(&act, other, register_find("phone"), list_entry(list, 0)->id, "change", &e), 0);
    assert_int_equal(act_type(act, "use", "他の窓", NULL, &e), 0);
    list_free(list);

    duty_sit(&d);
    duty_sign(&d, DUTY_KANRI);
    duty_type(&d, "4"); /* 公用携帯電話機管理簿 */
    DUTY_PRESS(&d, K_ENTER, K_ENTER);
    duty_type(&d, "改");
    d.when = "携帯-07改"; /* once this is shown, the other window is faster */
    d.then = commit_other;
    d.then_arg = act;
    DUTY_PRESS(&d, K_F2, K_ENTER, K_F2);
    duty_run(&d, "", false);
    duty_saw(&d, "他の者が更新しました");
    duty_saw(&d, "記録: 携帯-07  入力: 携帯-07改");
    duty_saw(&d, "変更した");
    act_free(act);
    assert_int_equal(session_close(other, "sign_out", &e), 0);
    duty_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_run_founds_the_station_and_says_what_is_missing),
        cmocka_unit_test(a_code_is_shown_once_and_lets_its_person_in_once),
        cmocka_unit_test(a_month_of_duty_is_filled_by_a_pattern),
        cmocka_unit_test(the_month_is_confirmed_and_its_sheet_goes_to_a_file),
        cmocka_unit_test(both_versions_of_a_conflict_are_shown_and_nothing_typed_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

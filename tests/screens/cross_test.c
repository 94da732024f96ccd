/* What crosses the books, at the screen: a transfer, the list of R0-7, a disposal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/act.h"
#include "forms/date.h"
#include "tests/screens/duty.h"

/* Fonts are kept by fontconfig until the process ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

/* From the home screen to a row of the menu, counted from 1. */
static void menu(struct seat *d, int row)
{
    DUTY_PRESS(d, K_F9);
    for (int i = 1; i < row; i++)
        DUTY_PRESS(d, K_DOWN);
    DUTY_PRESS(d, K_ENTER);
}
enum { MENU_TRANSFER = 10, MENU_REPORT = 11, MENU_DISPOSAL = 12 };

static void enter(struct seat *d, const char *reg, const char *const *pairs)
{
    struct session *session = duty_session(d, DUTY_KANRI);
    struct act *act;
    struct err e;
    assert_int_equal(act_new(&act, session, register_find(reg), NULL, "enter", &e), 0);
    assert_int_equal(act_type_all(act, pairs, &e), 0);
    assert_int_equal(act_commit(act, NULL, &e), 0);
    act_free(act);
    assert_int_equal(session_close(session, "sign_out", &e), 0);
}

/* A phone asked for by 田中, and the request taken back or not. */
static void ask_for_phone(struct seat *d, bool taken_back)
{
    static const char *const asked[] = {"kind", "shared_phone", "purpose", "深夜の巡回連絡", NULL};
    struct session *session = duty_session(d, DUTY_TANAKA);
    struct candidates phones;
    struct act *act;
    struct entry *after = NULL;
    struct err e;
    const struct register_def *reg = register_find("checkout");
    assert_int_equal(act_new(&act, session, reg, NULL, "request", &e), 0);
    assert_int_equal(act_type_all(act, asked, &e), 0);
    assert_int_equal(candidates_load(&phones, act, &reg->fields[register_field(reg, "item")], "03", 5, &e), 0);
    assert_int_equal(act_set(act, "item", phones.list[0].canonical, &e), 0);
    candidates_release(&phones);
    assert_int_equal(act_commit(act, &after, &e), 0);
    act_free(act);
    if (taken_back) {
        assert_int_equal(act_new(&act, session, reg, after->id, "withdraw", &e), 0);
        assert_int_equal(act_commit(act, NULL, &e), 0);
        act_free(act);
    }
    entry_free(after);
    assert_int_equal(session_close(session, "sign_out", &e), 0);
}

static void a_person_leaves_in_one_go(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    duty_sign(&d, DUTY_KANRI);
    menu(&d, MENU_TRANSFER);
    DUTY_PRESS(&d, K_DOWN, K_ENTER);
    duty_type(&d, "鈴木");
    DUTY_PRESS(&d, K_ENTER, K_ENTER, K_CTRL('u'));
    duty_type(&d, "R8.12.1");
    DUTY_PRESS(&d, K_ENTER, K_ENTER);
    duty_type(&d, "高橋");
    DUTY_PRESS(&d, K_ENTER, K_F1, K_ESC, K_F2, K_ENTER);
    menu(&d, MENU_TRANSFER);
    DUTY_PRESS(&d, K_F3);
    duty_run(&d, "", false);
    duty_saw(&d, "異動 — 未記録");
    duty_saw(&d, "職 当直責任者");
    duty_saw(&d, "利 利用者 suzuki");
    duty_saw(&d, "異動を記録しました");
    duty_saw(&d, "異動");
    duty_saw(&d, "鈴木 茂");
    duty_saw(&d, "職員が離任し、又は着任するときに使います");
    duty_close(&d);
}

static void nothing_is_recorded_without_a_person_or_against_a_block(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    ask_for_phone(&d, false);
    duty_sit(&d);
    duty_sign(&d, DUTY_KANRI);
    menu(&d, MENU_TRANSFER);
    DUTY_PRESS(&d, K_F2, K_DOWN, K_ENTER); /* nobody yet */
    duty_type(&d, "田中");
    DUTY_PRESS(&d, K_ENTER, K_F2, K_ESC, K_ENTER);
    duty_run(&d, "", false);
    duty_saw(&d, "「職員」がありません");
    duty_saw(&d, "止 モバイル端末等持出簿 携帯-03");
    duty_saw(&d, "先に片付けるものが");
    duty_saw(&d, "やめますか");
    duty_saw_not(&d, "異動を記録しました");
    duty_close(&d);
}

static void R0_7_what_departs_is_shown_with_the_unconfirmed_and_goes_to_a_file(void **state)
{
    struct seat d;
    char path[100];
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    enter(&d, "setting", (const char *const[]){"key", "year_start", "value", "4/1", NULL});
    duty_sit(&d);
    duty_sign(&d, DUTY_KANRI);
    menu(&d, MENU_REPORT);
    DUTY_PRESS(&d, K_F2, K_CTRL('u'));
    snprintf(path, sizeof path, "%s/departure.pdf", d.dir);
    duty_type(&d, path);
    DUTY_PRESS(&d, K_ENTER, K_F1, K_ESC, K_ENTER);
    duty_run(&d, "", false);
    duty_saw(&d, "規定と異なる事項の一覧");
    duty_saw(&d, "1件 うち未確認 1件");
    duty_saw(&d, "【未確認】");
    duty_saw(&d, "に書き出しました");
    duty_saw(&d, "設定 — 年当初の日");
    assert_int_equal(access(path, R_OK), 0);
    duty_close(&d);
}

static void second_administrator(struct seat *d)
{
    struct session *session = duty_session(d, DUTY_KANRI);
    struct candidates people;
    struct act *act;
    struct err e;
    const struct register_def *reg = register_find("post");
    assert_int_equal(act_new(&act, session, reg, NULL, "enter", &e), 0);
    assert_int_equal(candidates_load(&people, act, &reg->fields[register_field(reg, "person")], "伊藤", 5, &e), 0);
    assert_int_equal(act_set(act, "person", people.list[0].canonical, &e), 0);
    candidates_release(&people);
    assert_int_equal(act_set(act, "post", "administrator", &e), 0);
    assert_int_equal(act_commit(act, NULL, &e), 0);
    act_free(act);
    assert_int_equal(session_close(session, "sign_out", &e), 0);
}

static void RT_4_a_disposal_is_asked_for_by_one_and_permitted_by_another(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    ask_for_phone(&d, true);
    d.now = date_at((struct date){2032, 4, 1}, 9 * 60);
    duty_sit(&d);
    duty_sign(&d, DUTY_KANRI);
    menu(&d, MENU_DISPOSAL);
    DUTY_PRESS(&d, K_F1, K_ESC, K_F2, K_ENTER, K_F4, K_ENTER);
    duty_run(&d, "", false);
    duty_saw(&d, "廃棄 — 保管期間の満了したもの");
    duty_saw(&d, "廃棄を申請しました");
    duty_saw(&d, "廃棄 — 許可待ちの目録");
    duty_saw(&d, "その廃棄を許可できません"); /* his own list */
    duty_saw(&d, "最低保管期間(第7の1(2)ク)");

    second_administrator(&d);
    duty_sit(&d);
    duty_sign(&d, DUTY_ITO);
    menu(&d, MENU_DISPOSAL);
    DUTY_PRESS(&d, K_F4, K_ENTER, K_F3);
    duty_run(&d, "", false);
    duty_saw(&d, "廃棄の許可");
    duty_saw(&d, "廃棄しました");
    duty_saw(&d, "廃 "); /* the record */

    duty_sit(&d);
    duty_sign(&d, DUTY_GIJUTSU);
    menu(&d, MENU_DISPOSAL);
    duty_run(&d, "", false);
    duty_saw(&d, "簿冊の内容を見ることができません");
    duty_saw_not(&d, "廃棄 — 許可待ちの目録");
    duty_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_leaves_in_one_go),
        cmocka_unit_test(nothing_is_recorded_without_a_person_or_against_a_block),
        cmocka_unit_test(R0_7_what_departs_is_shown_with_the_unconfirmed_and_goes_to_a_file),
        cmocka_unit_test(RT_4_a_disposal_is_asked_for_by_one_and_permitted_by_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

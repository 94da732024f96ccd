/* The night at the screens: taking out, who may not permit, permitting, returning, confirming; and what a lock keeps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/list.h"
#include "tests/screens/duty.h"

/* How many entries of 様式第3号 match the line. */
static int rows(struct seat *d, const char *line)
{
    struct session *session = duty_session(d, DUTY_TANAKA);
    struct list *list;
    struct err e;
    int n = 0;
    bool before, after;
    assert_int_equal(list_new(&list, session, register_of_form("3"), &e), 0);
    assert_int_equal(list_search(list, line, &e), 0);
    assert_int_equal(list_load(list, LIST_FIRST, 50, &n, &before, &after, &e), 0);
    list_free(list);
    assert_int_equal(session_close(session, "sign_out", &e), 0);
    return n;
}

/* From home to the form of a take-out, its kind chosen. */
static void begin(struct seat *d)
{
    duty_begin(d, "モバイル 申請");
    duty_type(d, "共有");
    DUTY_PRESS(d, K_ENTER);
}

/* On to the dialog of the permit. */
static void take_out(struct seat *d)
{
    begin(d);
    duty_type(d, "03");
    DUTY_PRESS(d, K_ENTER);
    duty_type(d, "深夜の巡回連絡");
    DUTY_PRESS(d, K_F4);
}

static void try_id(struct seat *d, enum duty_who who)
{
    DUTY_PRESS(d, K_CTRL('u'));
    duty_type(d, duty_people[who].uid);
    DUTY_PRESS(d, K_ENTER);
}

static void night_is_worked_through_at_the_keyboard(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    take_out(&d);
    try_id(&d, DUTY_TANAKA);
    try_id(&d, DUTY_GIJUTSU);
    try_id(&d, DUTY_TAKAHASHI);
    DUTY_PRESS(&d, K_CTRL('u'));
    duty_sign(&d, DUTY_SUZUKI);
    duty_run(&d, "", false);
    duty_saw(&d, "「携帯-03」を田中 玲が 11/23 22:10 から 11/24 08:30 まで持ち出す。");
    duty_saw(&d, "申請者・使用者本人(田中 玲)は、自分の持ち出しを許可・確認できません");
    duty_saw(&d, "技術管理者は許可・確認をすることができません");
    duty_saw(&d, "高橋 誠は今夜の当直表にありません");
    duty_saw(&d, "第7の1(2)エ(ウ)a");
    duty_saw(&d, "いまの状態 出 持出中");
    duty_saw_not(&d, duty_people[DUTY_SUZUKI].passphrase);
    assert_int_equal(d.end, SCREEN_END_HANGUP);
    assert_int_equal(rows(&d, "状態:持出中"), 1);

    d.now += (8 * 60 + 30) * 60;
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    duty_begin(&d, "モバイル 申請"); /* the kind is asked the first time only; what is out is offered to nobody */
    duty_type(&d, "03");
    DUTY_PRESS(&d, K_ENTER, K_ESC, K_ESC, K_F5, K_ENTER, K_ENTER, K_F4);
    duty_sign(&d, DUTY_SUZUKI);
    duty_run(&d, "", false);
    duty_saw(&d, "持出中: 田中 玲");
    duty_saw(&d, "いまの状態 済。");
    assert_int_equal(rows(&d, "状態:済"), 1);
    duty_close(&d);
}

/* Who mistypes his id and types on does not show his passphrase in the field of the id. */
static void what_is_typed_behind_a_refused_id_is_not_shown(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    take_out(&d);
    duty_type(&d, "suzuku");
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, duty_people[DUTY_SUZUKI].passphrase);
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, "ｓｕｚｕｋｉ"); /* the IME is on */
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, duty_people[DUTY_SUZUKI].passphrase);
    DUTY_PRESS(&d, K_ENTER);
    duty_run(&d, "", false);
    duty_saw(&d, "その利用者IDはありません");
    duty_saw_not(&d, duty_people[DUTY_SUZUKI].passphrase);
    assert_int_equal(rows(&d, "状態:持出中"), 1);
    duty_close(&d);
}

static void one_who_holds_the_post_takes_an_empty_night_over(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_PEOPLE);
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    take_out(&d);
    try_id(&d, DUTY_GIJUTSU);
    DUTY_PRESS(&d, K_F6); /* not offered to him: nothing happens */
    try_id(&d, DUTY_TAKAHASHI);
    DUTY_PRESS(&d, K_F6);
    duty_type(&d, "当直の交替");
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, duty_people[DUTY_TAKAHASHI].passphrase);
    DUTY_PRESS(&d, K_ENTER);
    duty_run(&d, "", false);
    duty_saw_not(&d, "技術 太郎 が今の当直責任者を引き受けます");
    duty_saw(&d, "高橋 誠 が今の当直責任者を引き受けます");
    duty_saw(&d, "いまの状態 出 持出中");
    duty_saw(&d, "閉庁 当直責任者 高橋 誠");
    assert_int_equal(rows(&d, "状態:持出中"), 1);
    duty_close(&d);
}

static void a_wrong_passphrase_permits_nothing(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    take_out(&d);
    duty_type(&d, "suzuki");
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, "これは違う合言葉のはずです");
    DUTY_PRESS(&d, K_ENTER, K_ESC);
    duty_run(&d, "", false);
    duty_saw(&d, "合言葉が違います");
    assert_int_equal(rows(&d, "状態:持出中"), 0);
    assert_int_equal(rows(&d, "状態:許可待ち"), 1);
    duty_close(&d);
}

static void a_form_interrupted_by_a_lock_comes_back(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    begin(&d);
    duty_type(&d, "07");
    DUTY_PRESS(&d, K_ENTER);
    term_type(d.term, "途中の目的"); /* no pause: the lock itself must keep it */
    DUTY_PRESS(&d, K_F10);
    duty_run(&d, "", false);
    assert_int_equal(d.end, SCREEN_END_LOCK);
    assert_string_equal(d.uid, "tanaka");

    duty_sit(&d);
    duty_type(&d, duty_people[DUTY_TANAKA].passphrase);
    DUTY_PRESS(&d, K_ENTER, K_F2);
    duty_run(&d, d.uid, true);
    duty_saw(&d, "施錠中");
    duty_saw(&d, "途中の目的");
    duty_saw(&d, "いまの状態 待 許可待ち");
    assert_int_equal(rows(&d, "目的:途中の目的 状態:許可待ち"), 1);
    duty_close(&d);
}

static void a_form_left_on_purpose_waits_to_be_asked_for(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    begin(&d);
    DUTY_PRESS(&d, K_ESC, K_ESC);
    duty_run(&d, "", false);
    duty_saw(&d, "下書きに残しました");

    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    duty_begin(&d, "モバイル 申請");
    DUTY_PRESS(&d, K_ENTER);
    duty_run(&d, "", false);
    duty_saw_not(&d, "途中だった手続");
    duty_saw(&d, "この手続には下書きがあります");
    duty_saw(&d, "共有公用携帯電話機");
    duty_close(&d);
}

static void what_waits_is_decided_from_ones_own_session(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    take_out(&d);
    DUTY_PRESS(&d, K_ESC);
    duty_run(&d, "", false);
    duty_sit(&d);
    duty_sign(&d, DUTY_SUZUKI);
    DUTY_PRESS(&d, K_F4, K_ENTER, K_ENTER);
    duty_run(&d, "", false);
    duty_saw(&d, "決裁待ち");
    duty_saw(&d, "いまの状態 出 持出中");
    assert_int_equal(rows(&d, "状態:持出中"), 1);
    duty_close(&d);
}

static void R0_9_what_is_not_found_shows_the_emergency_procedure_and_stays_open(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    take_out(&d);
    duty_sign(&d, DUTY_SUZUKI);
    duty_run(&d, "", false);
    d.now += (8 * 60 + 30) * 60;
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    DUTY_PRESS(&d, K_F5, K_ENTER, K_ENTER, K_F2);
    duty_run(&d, "", false);
    duty_saw_not(&d, "緊急対応手順");
    duty_sit(&d);
    duty_sign(&d, DUTY_SUZUKI);
    DUTY_PRESS(&d, K_F4, K_ENTER, K_UP, K_RIGHT, K_F2);
    duty_run(&d, "", false);
    duty_saw(&d, "所在不明・盗難の疑い");
    duty_saw(&d, "緊急対応手順");
    assert_int_equal(rows(&d, "状態:済"), 0);
    assert_int_equal(rows(&d, "状態:確認待ち"), 1);
    duty_close(&d);
}

static void a_correction_leaves_the_old_value_to_be_read(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    take_out(&d);
    duty_sign(&d, DUTY_SUZUKI);
    duty_type(&d, "3");
    DUTY_PRESS(&d, K_ENTER, K_UP, K_ENTER); /* 訂正 is the last that can be done */
    duty_type(&d, "と緊急対応");
    DUTY_PRESS(&d, K_F2);
    duty_type(&d, "記載誤り");
    DUTY_PRESS(&d, K_F2, K_PAGE_DOWN);
    duty_run(&d, "", false);
    duty_saw(&d, "「訂正」には理由が要ります");
    duty_saw(&d, "(訂正前) 深夜の巡回連絡");
    duty_saw(&d, "深夜の巡回連絡と緊急対応");
    duty_saw(&d, "理由: 記載誤り");
    duty_close(&d);
}

static void an_extension_is_permitted_at_once(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    take_out(&d);
    duty_sign(&d, DUTY_SUZUKI);
    duty_type(&d, "3");
    DUTY_PRESS(&d, K_ENTER, K_ENTER); /* 期間延長の申請 is the first that he can do */
    duty_type(&d, "事案の継続");
    DUTY_PRESS(&d, K_UP, K_CTRL('u'));
    duty_type(&d, "明日 1200");
    DUTY_PRESS(&d, K_F4);
    duty_sign(&d, DUTY_SUZUKI);
    duty_run(&d, "", false);
    duty_saw(&d, "期間延長の許可");
    duty_saw(&d, "期間の延長を許可した");
    assert_int_equal(rows(&d, "終了予定:11/24"), 1);
    duty_close(&d);
}

static void the_technical_administrator_sees_no_book(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    duty_sign(&d, DUTY_GIJUTSU);
    DUTY_PRESS(&d, K_F3, K_F2, K_F8);
    duty_run(&d, "", false);
    duty_saw(&d, "技術管理者は簿冊の内容を見ることができません");
    duty_saw_not(&d, "検索");
    duty_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(night_is_worked_through_at_the_keyboard),
        cmocka_unit_test(what_is_typed_behind_a_refused_id_is_not_shown),
        cmocka_unit_test(one_who_holds_the_post_takes_an_empty_night_over),
        cmocka_unit_test(a_wrong_passphrase_permits_nothing),
        cmocka_unit_test(a_form_interrupted_by_a_lock_comes_back),
        cmocka_unit_test(a_form_left_on_purpose_waits_to_be_asked_for),
        cmocka_unit_test(what_waits_is_decided_from_ones_own_session),
        cmocka_unit_test(R0_9_what_is_not_found_shows_the_emergency_procedure_and_stays_open),
        cmocka_unit_test(a_correction_leaves_the_old_value_to_be_read),
        cmocka_unit_test(an_extension_is_permitted_at_once),
        cmocka_unit_test(the_technical_administrator_sees_no_book),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

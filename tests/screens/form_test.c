/* The form of a step at the keyboard: its draft, what it offers, what it says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/screens/duty.h"

/* What was shown after the last picture that has the text. */
static const char *after(const struct seat *d, const char *text)
{
    const char *last = NULL;
    for (const char *at = strstr(d->shown, text); at != NULL; at = strstr(at + 1, text))
        last = at;
    if (last == NULL)
        fail_msg("never shown: %s\nthe last picture:\n%s", text, d->before);
    return last;
}

static void a_draft_is_left(struct seat *d)
{
    duty_open(d, DUTY_SUZUKI);
    duty_sit(d);
    duty_sign(d, DUTY_TANAKA);
    duty_begin(d, "モバイル 申請");
    duty_type(d, "共有");
    DUTY_PRESS(d, K_ENTER, K_DOWN, K_DOWN);
    duty_type(d, "途中の用務");
    DUTY_PRESS(d, K_ESC);
    duty_run(d, "", false);
    duty_saw(d, "下書きに残しました");
}

static void esc_at_the_question_leaves_the_draft_and_opens_nothing(void **state)
{
    struct seat d;
    (void)state;
    a_draft_is_left(&d);
    for (int again = 0; again < 2; again++) {
        duty_sit(&d);
        duty_sign(&d, DUTY_TANAKA);
        duty_begin(&d, "モバイル 申請");
        DUTY_PRESS(&d, K_ESC);
        duty_run(&d, "", false);
        duty_saw(&d, "この手続には下書きがあります");
        duty_saw(&d, "Enter 続きから  F6 下書きを捨てて初めから  Esc やめる");
        duty_saw(&d, "下書きはそのまま残っています");
        duty_saw_not(&d, "を記録する (Enter)");
    }
    duty_close(&d);
}

static void f6_at_the_question_throws_the_draft_away(void **state)
{
    struct seat d;
    (void)state;
    a_draft_is_left(&d);
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    duty_begin(&d, "モバイル 申請");
    DUTY_PRESS(&d, K_F6, K_ESC); /* a form in which nothing was typed leaves no draft either */
    duty_begin(&d, "モバイル 申請");
    duty_run(&d, "", false);
    duty_saw_not(&d, "途中の用務");
    assert_null(strstr(after(&d, "Esc やめる") + 1, "この手続には下書きがあります"));
    duty_close(&d);
}

/* 開始: now, 終了: the end of the duty, as the form gives them. */
static void a_time_that_the_form_gave_is_typed_over_or_edited(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    duty_begin(&d, "モバイル 申請");
    duty_type(&d, "共有");
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, "03");
    DUTY_PRESS(&d, K_ENTER);
    duty_type(&d, "巡回連絡");
    DUTY_PRESS(&d, K_ENTER, K_DOWN);
    duty_run(&d, "", false);
    duty_saw(&d, "R8.11.23 22:10");

    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA); /* the draft is opened where it was kept */
    DUTY_PRESS(&d, K_DOWN);
    duty_type(&d, "R8.11.23 23:15");
    DUTY_PRESS(&d, K_F1, K_ESC, K_ENTER, K_UP, K_END, K_BACKSPACE);
    duty_type(&d, "7");
    DUTY_PRESS(&d, K_ENTER);
    duty_run(&d, "", false);
    duty_saw_not(&d, "22:10R8.11.23");
    duty_saw(&d, "23:15");
    duty_saw(&d, "字を打つと、入っている値に替わります");
    duty_saw(&d, "R8.11.23 23:17");
    duty_close(&d);
}

/* From the list of 様式第3号: a phone is asked for, for that. */
static void ask(struct seat *d, bool first, const char *phone, const char *purpose)
{
    duty_begin(d, "申請");
    if (first) { /* its kind stands there the next time */
        duty_type(d, "共有");
        DUTY_PRESS(d, K_ENTER);
    }
    duty_type(d, phone);
    DUTY_PRESS(d, K_ENTER);
    duty_type(d, purpose);
    DUTY_PRESS(d, K_F2);
}

static void the_cursor_of_the_list_goes_to_what_was_recorded(void **state)
{
    struct seat d;
    (void)state;
    duty_open(&d, DUTY_SUZUKI);
    duty_sit(&d);
    duty_sign(&d, DUTY_TANAKA);
    duty_type(&d, "3");
    ask(&d, true, "03", "一つ目");
    DUTY_PRESS(&d, K_F7); /* the oldest first: what is new stands last */
    ask(&d, false, "07", "二つ目");
    duty_run(&d, "", false);
    const char *last = after(&d, "記載順↑");
    const char *cursor = strstr(last, "▶");
    assert_non_null(strstr(last, "携帯-03"));
    assert_non_null(cursor);
    assert_true(strstr(last, "携帯-03") < cursor);
    assert_true(strstr(cursor, "携帯-07") != NULL &&
                strcspn(cursor, "\n") > (size_t)(strstr(cursor, "携帯-07") - cursor));
    duty_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(esc_at_the_question_leaves_the_draft_and_opens_nothing),
        cmocka_unit_test(f6_at_the_question_throws_the_draft_away),
        cmocka_unit_test(a_time_that_the_form_gave_is_typed_over_or_edited),
        cmocka_unit_test(the_cursor_of_the_list_goes_to_what_was_recorded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

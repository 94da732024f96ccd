/* What an entry holds, for the person who decides on it; and the decision on the spot from the entry's own screen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forms/cond.h"
#include "screens/facts.h"
#include "tests/screens/duty.h"

static int position(const struct facts *facts, const struct field *field)
{
    for (int i = 0; i < facts->n; i++)
        if (facts->fields[i] == field)
            return i;
    return -1;
}

/* Of every register, with each field set and with none. */
static void every_value_is_a_fact_once_the_listed_ones_first(void **state)
{
    (void)state;
    for (size_t i = 0; registers[i] != NULL; i++) {
        struct entry *entry;
        struct facts facts;
        struct err e;
        int listed = 0, shown = 0;
        assert_int_equal(entry_new(&entry, registers[i], &e), 0);
        facts_of(&facts, entry);
        assert_int_equal(facts.n, 0);
        for (const struct field *f = registers[i]->fields; f->key != NULL; f++)
            assert_int_equal(entry_set(entry, f->key, "1", &e), 0);
        facts_of(&facts, entry);
        for (const struct field *f = registers[i]->fields; f->key != NULL; f++) {
            int at = position(&facts, f);
            bool reckoned = (f->flags & FIELD_DERIVED) != 0 && (f->flags & FIELD_LISTED) == 0;
            if (at < 0 && !reckoned)
                fail_msg("%s.%s is no fact", registers[i]->id, f->key);
            if (at >= 0 && reckoned) /* it would be asked, were it not derived */
                assert_true(f->when[0].field != NULL && conds_hold(f->when, entry));
            listed += at >= 0 && (f->flags & FIELD_LISTED) != 0;
            shown += at >= 0;
        }
        assert_int_equal(shown, facts.n);
        for (int at = 0; at < facts.n; at++)
            assert_int_equal((facts.fields[at]->flags & FIELD_LISTED) != 0, at < listed);
        entry_free(entry);
    }
}

static void facts_are_told_a_line_each(void **state)
{
    struct entry *entry;
    struct facts facts;
    struct err e;
    char text[400];
    (void)state;
    assert_int_equal(entry_new(&entry, register_find("checkout"), &e), 0);
    assert_int_equal(entry_set(entry, "destination", "駅前交番", &e), 0);
    assert_int_equal(entry_set(entry, "purpose", "巡回連絡", &e), 0);
    assert_int_equal(entry_set(entry, "user", "K7QF-2 田中 玲", &e), 0);
    facts_of(&facts, entry);
    facts_text(text, sizeof text, &facts);
    assert_non_null(strstr(text, "使用者: 田中 玲\n目的: 巡回連絡"));
    facts_of(&facts, NULL);
    assert_int_equal(facts.n, 0);
    facts_text(text, sizeof text, &facts);
    assert_string_equal(text, "");
    entry_free(entry);
}

/* What weighs is what a permit rests on and is always asked: never what may stay open. */
static void what_weighs_is_demanded_and_stands_while_permitted(void **state)
{
    const struct register_def *checkout = register_find("checkout");
    int weighs = 0;
    (void)state;
    for (const struct field *f = checkout->fields; f->key != NULL; f++) {
        assert_int_equal(fact_weighs(f), (f->flags & FIELD_REQUIRED) != 0 && (f->flags & FIELD_FIXED) != 0);
        weighs += fact_weighs(f);
    }
    assert_true(weighs > 2);
    assert_true(fact_weighs(&checkout->fields[register_field(checkout, "confidentiality")]));
}

/* A phone is asked for; the list of 様式第3号, its line opened, and F4. */
static void to_the_decision(struct seat *d)
{
    duty_sit(d);
    duty_sign(d, DUTY_TANAKA);
    duty_type(d, "3");
    DUTY_PRESS(d, K_ENTER, K_F4);
}

static void asked_for(struct seat *d)
{
    duty_open(d, DUTY_SUZUKI);
    duty_sit(d);
    duty_sign(d, DUTY_TANAKA);
    duty_begin(d, "モバイル 申請");
    duty_type(d, "共有");
    DUTY_PRESS(d, K_ENTER);
    duty_type(d, "03");
    DUTY_PRESS(d, K_ENTER);
    duty_type(d, "深夜の巡回連絡");
    DUTY_PRESS(d, K_F2);
    duty_run(d, "", false);
    duty_saw(d, "いまの状態 待 許可待ち");
}

static void F4_decides_on_the_entry_that_is_shown(void **state)
{
    struct seat d;
    (void)state;
    asked_for(&d);
    to_the_decision(&d);
    duty_sign(&d, DUTY_SUZUKI);
    duty_run(&d, "", false);
    duty_saw(&d, "「携帯-03 田中 玲」 許可");
    duty_saw(&d, "いまの状態 出 持出中");
    duty_saw(&d, "機器を放置しない。"); /* who takes it out is standing there */
    assert_non_null(strstr(d.before, "出 持出中"));
    duty_close(&d);
}

static void F4_by_whom_may_not_changes_nothing(void **state)
{
    struct seat d;
    (void)state;
    asked_for(&d);
    to_the_decision(&d);
    duty_type(&d, duty_people[DUTY_TAKAHASHI].uid); /* is not on the roster tonight */
    DUTY_PRESS(&d, K_ENTER, K_ESC, K_F4, K_ESC);
    duty_run(&d, "", false);
    duty_saw(&d, "高橋 誠は今夜の当直表にありません");
    duty_saw_not(&d, "いまの状態 出");
    assert_non_null(strstr(d.before, "待 許可待ち"));
    duty_close(&d);
}

static void F4_where_nothing_waits_says_so(void **state)
{
    struct seat d;
    (void)state;
    asked_for(&d);
    to_the_decision(&d);
    duty_sign(&d, DUTY_SUZUKI);
    DUTY_PRESS(&d, K_F4, K_ESC);
    duty_run(&d, "", false);
    duty_saw_not(&d, "いまの状態 済");
    duty_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_is_a_fact_once_the_listed_ones_first),
        cmocka_unit_test(facts_are_told_a_line_each),
        cmocka_unit_test(what_weighs_is_demanded_and_stands_while_permitted),
        cmocka_unit_test(F4_decides_on_the_entry_that_is_shown),
        cmocka_unit_test(F4_by_whom_may_not_changes_nothing),
        cmocka_unit_test(F4_where_nothing_waits_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "forms/post.h"
#include "forms/text.h"

static void bits_and_keys_agree(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        unsigned bit;
        const char *label;
    } posts[] = {
        {"staff", POST_STAFF, "職員"},
        {"supervisor", POST_SUPERVISOR, "運用責任者"},
        {"duty_officer", POST_DUTY_OFFICER, "当直責任者"},
        {"administrator", POST_ADMINISTRATOR, "運用管理者"},
        {"deputy_administrator", POST_DEPUTY, "運用管理補助者"},
        {"system_security_officer", POST_SECURITY_OFFICER, "システムセキュリティ責任者"},
        {"system_security_maintainer", POST_MAINTAINER, "システムセキュリティ維持管理者"},
        {"system_operator", POST_OPERATOR, "システム管理担当者"},
        {"chief_security_officer", POST_CHIEF, "情報セキュリティ管理者"},
        {"technical_administrator", POST_TECHNICAL, "技術管理者(アプリ管理者)"},
        {"exception_permitter", POST_EXCEPTION_PERMITTER, "許可者(例外措置)"},
    };
    size_t n = sizeof posts / sizeof posts[0];
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(post_bit(posts[i].key), posts[i].bit);
        assert_string_equal(post_label(posts[i].bit), posts[i].label);
        assert_string_equal(post_choices[i].key, posts[i].key);
        assert_int_equal(text_width(post_choices[i].mark, strlen(post_choices[i].mark)), 2);
    }
    assert_null(post_choices[n].key);
    assert_int_equal(post_bit("kaiser"), 0);
    assert_int_equal(post_bit(NULL), 0);
    assert_string_equal(post_label(0), "");
    assert_string_equal(post_label(1u << 20), "");
    assert_string_equal(post_label(POST_DEPUTY | POST_SUPERVISOR), "運用責任者");
}

static void labels_are_joined(void **state)
{
    (void)state;
    char buf[160];
    post_labels(buf, sizeof buf, POST_STAFF | POST_ADMINISTRATOR | POST_TECHNICAL);
    assert_string_equal(buf, "職員、運用管理者、技術管理者(アプリ管理者)");
    post_labels(buf, sizeof buf, 0);
    assert_string_equal(buf, "");
    post_labels(buf, 8, POST_STAFF | POST_ADMINISTRATOR); /* cut, but never inside a character */
    assert_string_equal(buf, "職員");
}

static void ranks_have_steps(void **state)
{
    (void)state;
    int above = 100;
    for (size_t i = 0; rank_choices[i].key; i++) {
        int step = rank_step(rank_choices[i].key);
        assert_true(step > 0 && step <= above);
        above = step;
    }
    assert_int_equal(rank_step("inspector"), rank_step("section_chief"));
    assert_int_equal(rank_step("assistant_inspector"), rank_step("unit_chief"));
    assert_int_equal(rank_step("sergeant"), rank_step("chief_clerk"));
    assert_int_equal(rank_step("general"), 0);
    assert_int_equal(rank_step(NULL), 0);
}

/* ⚑Q28: exactly the step of 警部・課長補佐 */
static void M_14_only_the_step_of_inspectors_decides_alone(void **state)
{
    (void)state;
    for (size_t i = 0; rank_choices[i].key; i++) {
        const char *key = rank_choices[i].key;
        bool inspector = strcmp(key, "inspector") == 0 || strcmp(key, "section_chief") == 0;
        assert_int_equal(rank_is_inspector(key), inspector);
    }
    assert_false(rank_is_inspector(NULL));
    assert_false(rank_is_inspector(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bits_and_keys_agree),
        cmocka_unit_test(labels_are_joined),
        cmocka_unit_test(ranks_have_steps),
        cmocka_unit_test(M_14_only_the_step_of_inspectors_decides_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

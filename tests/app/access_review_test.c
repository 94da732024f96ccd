/* The list of accounts and rights (S-12, T-10): who is on it, what of it asks to be looked at, when it is due, what a review begins
 * with, and that it prints. */
#include <string.h>

#include "app/access_review.h"
#include "app/account.h"
#include "forms/register_account_list.h"
#include "tests/app/model.h"
#include "tests/app/printed.h"

/* Fonts are kept by fontconfig until the process ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

static struct account_list load(void)
{
    struct account_list list;
    struct err e;
    house_ok(account_list_load(&list, house.session, &e));
    return list;
}

static const struct entry *row_of(const struct account_list *list, enum who who)
{
    for (size_t i = 0; i < list->rows.n; i++)
        if (strcmp(entry_get(list->rows.entries[i], "uid"), house_people[who].uid) == 0)
            return list->rows.entries[i];
    fail_msg("%s is not on the list", house_people[who].uid);
    return NULL;
}

/* What the row of his asks holds the words; NULL: it asks nothing. */
static void asks(enum who who, const char *words)
{
    struct account_list list = load();
    const char *question = entry_get(row_of(&list, who), "question");
    if (words == NULL && question != NULL)
        fail_msg("%s", question);
    if (words != NULL && (question == NULL || strstr(question, words) == NULL))
        fail_msg("%s: %s", words, question != NULL ? question : "nothing");
    account_list_release(&list);
}

static void S_12_the_declaration_of_the_list_is_sound(void **state)
{
    struct err e;
    (void)state;
    house_ok(register_check(&register_account_list, &e));
    assert_null(register_find("account_list")); /* never stored */
}

static void S_12_everybody_with_an_account_is_on_the_list(void **state)
{
    struct account_list list = load();
    (void)state;
    assert_int_equal(list.rows.n, WHO);
    assert_int_equal(list.accounts, WHO);
    assert_int_equal(list.administrators, 1);
    assert_int_equal(list.questions, 0);
    const struct entry *row = row_of(&list, GIJUTSU);
    assert_string_equal(entry_get(row, "person"), "技術 太郎");
    assert_string_equal(entry_get(row, "administrator"), "有");
    assert_non_null(strstr(entry_get(row, "posts"), "技術管理者"));
    assert_string_equal(entry_get(row, "standing"), "有効");
    assert_string_equal(entry_get(row, "issued"), "2026-09-14");
    assert_string_equal(entry_get(row, "seen"), "2026-09-14");
    assert_null(entry_get(row_of(&list, ITO), "administrator"));
    account_list_release(&list);
}

static void S_12_a_suspended_account_is_closed_and_asks_nothing(void **state)
{
    struct err e;
    (void)state;
    house_ok(account_suspend(house.session, "sato", "長期の休職", &e));
    struct account_list list = load();
    assert_int_equal(list.accounts, WHO - 1);
    assert_string_equal(row_of(&list, SATO)->state, ACCOUNT_CLOSED);
    account_list_release(&list);
    house.now = house_time(2027, 9, 14, 10, 0);
    asks(SATO, NULL);
}

static void S_12_the_account_of_one_who_left_is_asked_about(void **state)
{
    char person[ENTRY_ID_BYTES];
    (void)state;
    reference_id(person, house.people[SATO]);
    asks(SATO, NULL);
    house_do(&house, KANRI, "person", person, "end", "reason", "転出");
    asks(SATO, "第6の1(1)イ(キ)a");
    struct account_list list = load();
    assert_string_equal(entry_get(list.rows.entries[0], "uid"), "sato"); /* what is asked about comes first */
    account_list_release(&list);
}

static void post_give(enum who who, const char *post)
{
    char id[ENTRY_ID_BYTES] = "";
    house_do(&house, KANRI, "post", id, "enter", "=person", house.people[who], "=post", post);
}

static void S_12_rights_are_to_be_split_and_few(void **state)
{
    (void)state;
    asks(GIJUTSU, NULL);
    post_give(GIJUTSU, "system_operator");
    asks(GIJUTSU, "ほかの職を兼ねています(第6の1(3)ア)");
    asks(SATO, NULL);
    post_give(SATO, "technical_administrator");
    asks(SATO, "管理者権限を持つ者が2人");
    asks(GIJUTSU, "管理者権限を持つ者が2人");
    struct account_list list = load();
    assert_int_equal(list.administrators, 2);
    assert_int_equal(list.questions, 2);
    account_list_release(&list);
}

/* Longer than the interval of the review without a sign-in. */
static void S_12_an_account_without_use_is_asked_about(void **state)
{
    struct err e;
    (void)state;
    house.now = house_time(2027, 3, 14, 10, 0);
    asks(TANAKA, NULL);
    house.now = house_time(2027, 3, 15, 10, 0);
    asks(TANAKA, "6か月より長くサインインがありません");
    house_ok(session_close(house_session(&house, TANAKA), "sign_out", &e));
    asks(TANAKA, NULL);
    asks(SATO, "サインインがありません");
}

static void S_12_a_code_that_nobody_used_is_asked_about(void **state)
{
    static const char *const posts[] = {NULL};
    char code[CODE_BYTES];
    struct err e;
    (void)state;
    house_ok(account_add_person(house.session, "abe", "阿部 豊", "あべ ゆたか", "officer", NULL, posts, code, &e));
    struct account_list list = load();
    assert_int_equal(list.accounts, WHO + 1);
    assert_int_equal(list.questions, 1);
    assert_string_equal(entry_get(list.rows.entries[0], "standing"), "初回待ち");
    assert_null(entry_get(list.rows.entries[0], "seen"));
    account_list_release(&list);
}

static void review(const char *day)
{
    struct account_list list = load();
    struct review_given given;
    struct act *act;
    struct err e;
    review_given(&given, &list);
    account_list_release(&list);
    house_as(&house, KANRI);
    house_ok(act_new(&act, house.session, register_find("access_review"), NULL, "review", &e));
    for (int i = 0; given.pairs[i] != NULL; i += 2)
        house_ok(act_set(act, given.pairs[i], given.pairs[i + 1], &e));
    house_ok(act_type_all(act,
                          (const char *const[]){"date", day, "rights", "はい", "external_number", "シ責第3号",
                                                "external_date", day, "external_decider", "システムセキュリティ責任者",
                                                NULL},
                          &e));
    if (entry_is(act_entry(act), "findings", "found"))
        house_ok(act_type(act, "measure", "停止する", NULL, &e));
    else
        house_ok(act_type(act, "findings", "none", NULL, &e));
    house_ok(act_commit(act, NULL, &e));
    act_free(act);
}

/* Setting access_review_months, from the founding and from the last review on. */
static void T_10_S_12_the_next_review_is_due_after_the_period(void **state)
{
    struct account_list list;
    (void)state;
    static const struct {
        int year, month, day;
        enum due_state state;
    } before[] = {{2026, 9, 14, DUE_NONE}, {2027, 2, 28, DUE_NONE}, {2027, 3, 1, DUE_NOW}, {2027, 4, 1, DUE_OVER}};
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
        house.now = house_time(before[i].year, before[i].month, before[i].day, 10, 0);
        list = load();
        assert_int_equal(list.last.year, 0);
        assert_int_equal(list.due.state, before[i].state);
        account_list_release(&list);
    }
    review("R9.4.1");
    list = load();
    assert_int_equal(list.due.state, DUE_NONE);
    assert_int_equal(list.last.month, 4);
    assert_int_equal(list.from.day, 2); /* the day after */
    account_list_release(&list);
    char setting[ENTRY_ID_BYTES] = "";
    house_do(&house, KANRI, "setting", setting, "enter", "key", "access_review_months", "value", "1");
    house.now = house_time(2027, 5, 1, 10, 0);
    list = load();
    assert_int_equal(list.due.state, DUE_NOW);
    account_list_release(&list);
}

static void S_12_a_review_begins_with_what_was_counted(void **state)
{
    struct review_given given;
    struct account_list list = load();
    (void)state;
    review_given(&given, &list);
    account_list_release(&list);
    assert_string_equal(given.pairs[0], "accounts");
    assert_string_equal(given.pairs[1], "9");
    assert_string_equal(given.pairs[2], "administrators");
    assert_string_equal(given.pairs[3], "1");
    assert_null(given.pairs[4]);
    house.now = house_time(2027, 9, 14, 10, 0); /* everybody asks */
    list = load();
    review_given(&given, &list);
    account_list_release(&list);
    assert_string_equal(given.pairs[4], "findings");
    assert_string_equal(given.pairs[6], "found");
    assert_non_null(strstr(given.pairs[7], "サインインがありません"));
    review("R9.9.14"); /* and what was found fits its field */
}

static void S_12_it_is_for_those_who_answer_for_the_accounts(void **state)
{
    struct account_list list;
    struct err e;
    (void)state;
    for (enum who who = KANRI; who < WHO; who++) {
        house_as(&house, who);
        assert_int_equal(account_list_load(&list, house.session, &e), who == KANRI || who == HOJO ? 0 : ERR_REFUSED);
        if (who == KANRI || who == HOJO)
            account_list_release(&list);
    }
    house_as(&house, KANRI);
}

static void S_12_the_list_prints(void **state)
{
    struct account_list list = load();
    (void)state;
    prints(&house, &register_account_list, &list.rows);
    account_list_release(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(S_12_the_declaration_of_the_list_is_sound),
        IN_HOUSE(S_12_everybody_with_an_account_is_on_the_list),
        IN_HOUSE(S_12_a_suspended_account_is_closed_and_asks_nothing),
        IN_HOUSE(S_12_the_account_of_one_who_left_is_asked_about),
        IN_HOUSE(S_12_rights_are_to_be_split_and_few),
        IN_HOUSE(S_12_an_account_without_use_is_asked_about),
        IN_HOUSE(S_12_a_code_that_nobody_used_is_asked_about),
        IN_HOUSE(T_10_S_12_the_next_review_is_due_after_the_period),
        IN_HOUSE(S_12_a_review_begins_with_what_was_counted),
        IN_HOUSE(S_12_it_is_for_those_who_answer_for_the_accounts),
        IN_HOUSE(S_12_the_list_prints),
    };
    return cmocka_run_group_tests(tests, make_model, remove_model);
}

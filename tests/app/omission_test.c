/* 記載の省略 in a real station: a phone for duty and one of a 交番 go out, come back and are written up, over the store's own checks. */
#include <stdio.h>
#include <string.h>

#include "app/duties.h"
#include "app/permit.h"
#include "forms/text.h"
#include "tests/app/model.h"

static char box[HOUSE_VALUE];

/* The night of Monday 2026-11-23, a holiday: SUZUKI is on duty, TANAKA's place is the 交番, each phone has its designation. */
static void tonight(void)
{
    char place[ENTRY_ID_BYTES] = "", person[ENTRY_ID_BYTES], phone[ENTRY_ID_BYTES];
    house.now = house_time(2026, 11, 23, 22, 10);
    house_roster(&house, house.now, SUZUKI);
    house_do(&house, KANRI, "place", place, "enter", "name", "駅前交番", "kind", "police_box");
    snprintf(box, sizeof box, "%s 駅前交番", place);
    reference_id(person, house.people[TANAKA]);
    house_do(&house, KANRI, "person", person, "change", "=place", box);
    reference_id(phone, house.things[PHONE_3]);
    house_do(&house, KANRI, "phone", phone, "change", "designation", "duty");
    reference_id(phone, house.things[PHONE_7]);
    house_do(&house, KANRI, "phone", phone, "change", "designation", "police_box", "=designated_place", box);
}

/* The phone for duty, named by him: 0 or the refusal. */
static int take_for_duty(enum who user, enum who named_by, char id[ENTRY_ID_BYTES], struct err *e)
{
    const char *const pairs[] = {"exemption", "duty",         "=named_by", house.people[named_by], "=on_duty", "yes",
                                 "kind",      "shared_phone", "=item",     house.things[PHONE_3],  NULL};
    id[0] = '\0';
    return house_try(&house, user, "checkout", id, "take_exempt", pairs, e);
}

static int take_of_box(enum who user, char id[ENTRY_ID_BYTES], struct err *e)
{
    const char *const pairs[] = {"exemption", "police_box", "=item", house.things[PHONE_7], NULL};
    id[0] = '\0';
    return house_try(&house, user, "checkout", id, "take_exempt", pairs, e);
}

static void refused(int rc, const struct err *e, const char *sentence)
{
    assert_int_equal(rc, ERR_REFUSED);
    if (strstr(e->text, sentence) == NULL)
        fail_msg("「%s」 is not in 「%s」", sentence, e->text);
}

static int step(enum who who, char id[ENTRY_ID_BYTES], const char *key, struct err *e)
{
    return house_try(&house, who, "checkout", id, key, NULL, e);
}

static void X_1_X_T4_out_for_duty_and_returned_by_the_officer(void **state)
{
    char id[ENTRY_ID_BYTES], other[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    tonight();
    house_ok(take_for_duty(TANAKA, SUZUKI, id, &e));
    house_state(&house, "checkout", id, "out");
    refused(take_for_duty(SATO, SUZUKI, other, &e), &e, "持出中");
    house.now = house_time(2026, 11, 24, 8, 45); /* the report after duty: office hours by now */
    refused(step(TANAKA, id, "return_exempt", &e), &e, "当直責任者");
    refused(step(ITO, id, "return_exempt", &e), &e, "当直責任者");
    refused(step(TAKAHASHI, id, "return_exempt", &e), &e, "当直責任者");
    refused(step(TANAKA, id, "return", &e), &e, "");
    house_ok(step(SUZUKI, id, "return_exempt", &e));
    house_state(&house, "checkout", id, "done");
}

static void M_44_X_1_named_by_the_officer_of_tonight_alone(void **state)
{
    static const enum who others[] = {TAKAHASHI, ITO, KANRI, SATO};
    char id[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    tonight();
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_int_equal(take_for_duty(TANAKA, others[i], id, &e), ERR_REFUSED);
        assert_string_equal(e.field, "named_by");
        assert_string_equal(e.clause, "第7の1(2)エ(ウ)b(a)");
    }
    house.now = house_time(2026, 11, 24, 12, 0);
    refused(take_for_duty(TANAKA, SUZUKI, id, &e), &e, "記載省略できません: 今は閉庁時間ではありません");
}

static void X_2_the_phone_of_the_box_by_its_own_staff(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    tonight();
    refused(take_of_box(SATO, id, &e), &e, "記載省略できません");
    house.now = house_time(2026, 11, 24, 12, 0);
    house_ok(take_of_box(TANAKA, id, &e));
    house_state(&house, "checkout", id, "out");
    house_ok(step(SATO, id, "return_exempt", &e));
    house_state(&house, "checkout", id, "done");
}

/* As the screen begins it: whether he may is asked before there is a form, the conditions once it is filled in. */
static void X_1_X_3_the_form_opens_before_anything_is_typed(void **state)
{
    static const char *const books[] = {"checkout", "use"};
    struct err e;
    (void)state;
    for (size_t i = 0; i < sizeof books / sizeof books[0]; i++) {
        struct act *act = house_form(&house, TANAKA, books[i], NULL, "take_exempt", NULL);
        house_ok(permit_self(act, &e));
        assert_true(act_wants_form(act));
        assert_int_not_equal(act_check(act, &e), 0);
        assert_int_not_equal(act_commit(act, NULL, &e), 0);
        act_free(act);
    }
}

/* The form says whether the entry may be omitted, as it is typed. */
static void X_T1_the_form_says_whether(void **state)
{
    char said[ERR_TEXT_BYTES];
    struct err e;
    (void)state;
    tonight();
    struct act *act = house_form(&house, TANAKA, "checkout", NULL, "take_exempt", "exemption", "police_box", "kind",
                                 "shared_phone", "=item", house.things[PHONE_3]);
    act_answer(act, said, sizeof said);
    assert_non_null(strstr(said, "記載省略できません: 交番等の勤務用として指定されたものではありません"));
    house_ok(act_set(act, "item", house.things[PHONE_7], &e));
    act_answer(act, said, sizeof said);
    assert_non_null(strstr(said, "記載省略できます"));
    act_free(act);
    act =
        house_form(&house, TANAKA, "checkout", NULL, "request", "kind", "shared_phone", "=item", house.things[PHONE_7]);
    act_answer(act, said, sizeof said);
    assert_string_equal(said, "");
    act_free(act);
}

/* What is not back when duty is over is on the board: the officer returns it (M-44), or its user writes it up. */
static void M_44_X_T4_X_1_late_it_is_returned_or_written_up(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct duties board;
    struct err e;
    bool told = false;
    (void)state;
    tonight();
    house_ok(take_for_duty(TANAKA, SUZUKI, id, &e));
    house.now = house_time(2026, 11, 24, 9, 0);
    house_as(&house, TANAKA);
    house_ok(duties_load(&board, house.session, &(struct duties_wanted){.mine_only = false, .most = 50}, &e));
    for (size_t i = 0; i < board.n; i++)
        told = told || (strcmp(board.list[i].kind->key, "night_phone") == 0 && strcmp(board.list[i].entry, id) == 0 &&
                        strcmp(board.list[i].step, "return_exempt") == 0);
    duties_release(&board);
    assert_true(told);
    house_do(&house, TANAKA, "checkout", id, "write_up", "purpose", "検問の照会", "taken_until", "R8.11.24 17:00");
    house_state(&house, "checkout", id, "written");
    house_ok(step(ITO, id, "permit", &e));
    house_state(&house, "checkout", id, "out");
    assert_int_not_equal(step(SUZUKI, id, "return_exempt", &e), 0);
    house_ok(step(TANAKA, id, "return", &e));
    house_ok(step(SAITO, id, "confirm", &e));
    house_state(&house, "checkout", id, "done");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(X_1_X_T4_out_for_duty_and_returned_by_the_officer),
        IN_HOUSE(M_44_X_1_named_by_the_officer_of_tonight_alone),
        IN_HOUSE(X_2_the_phone_of_the_box_by_its_own_staff),
        IN_HOUSE(X_1_X_3_the_form_opens_before_anything_is_typed),
        IN_HOUSE(X_T1_the_form_says_whether),
        IN_HOUSE(M_44_X_T4_X_1_late_it_is_returned_or_written_up),
    };
    return cmocka_run_group_tests(tests, make_model, remove_model);
}

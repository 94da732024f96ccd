/* A decision on the spot: his key, his standing, and nothing left of what was refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "app/account.h"
#include "app/permit.h"
#include "db/query.h"
#include "tests/app/model.h"

static int make_night(void **state)
{
    (void)state;
    model_begin(house_time(2026, 11, 23, 22, 10));
    house_roster(&model, model.now, SUZUKI);
    house_leave(&model);
    return 0;
}

static struct act *act; /* the permit of a phone that TANAKA asked for, at his screen */
static char id[ENTRY_ID_BYTES];

static int ask(void **state)
{
    setup(state);
    house_ask(&house, TANAKA, PHONE_3, id);
    act = house_act(&house, TANAKA, "checkout", id, "permit", NULL);
    return 0;
}

static int forget(void **state)
{
    act_free(act);
    return teardown(state);
}

static int permit(enum who who, const char *passphrase, struct err *e)
{
    struct secret own = house_secret(passphrase);
    int rc = permit_commit(act, house_people[who].uid, &own, NULL, e);
    secret_release(&own);
    return rc;
}

static void M_15_it_is_signed_by_his_key_in_his_standing(void **state)
{
    struct history history;
    struct err e;
    (void)state;
    house_ok(permit(SUZUKI, house_people[SUZUKI].passphrase, &e));
    house_ok(history_load(&history, session_station(house.session), "checkout", id, &e));
    assert_int_equal(history.n, 2);
    assert_string_equal(history.events[0].signer, "tanaka");
    assert_string_equal(history.events[1].signer, "suzuki");
    assert_string_equal(history.events[1].change.actor.name, "鈴木 茂");
    assert_non_null(strstr(history.events[1].change.actor.posts, "当直責任者"));
    assert_string_equal(history.events[1].change.rule, "M-15");
    history_release(&history);
    assert_string_equal(session_uid(house.session), "tanaka"); /* who stays signed in */
}

static void M_15_a_supervisor_stands_as_such_at_night(void **state)
{
    struct entry *entry;
    struct err e;
    (void)state;
    house_ok(permit(ITO, house_people[ITO].passphrase, &e));
    entry = house_load(&house, "checkout", id);
    assert_string_equal(entry_done(entry, "permit")->actor.posts, "運用責任者");
    entry_free(entry);
}

static void who_may_not_is_told_at_his_id_and_by_his_passphrase_too(void **state)
{
    static const enum who not [] = {TANAKA, SATO, TAKAHASHI, HOJO, GIJUTSU};
    (void)state;
    for (size_t i = 0; i < sizeof not / sizeof not [0]; i++) {
        struct permit_person person;
        struct err e;
        assert_int_equal(permit_may(&person, act, house_people[not [i]].uid, &e), ERR_REFUSED);
        assert_string_equal(person.name, house_people[not [i]].name);
        assert_int_equal(permit(not [i], house_people[not [i]].passphrase, &e), ERR_REFUSED);
        house_state(&house, "checkout", id, "requested");
    }
}

static void a_wrong_passphrase_permits_nothing(void **state)
{
    struct err e;
    (void)state;
    assert_int_equal(permit(SUZUKI, house_people[TANAKA].passphrase, &e), ERR_AUTH);
    house_state(&house, "checkout", id, "requested");
}

static void the_rule_and_its_clause_are_known_before_anybody_is(void **state)
{
    struct err e;
    (void)state;
    assert_string_equal(permit_rule(act)->id, "M-15");
    assert_string_equal(permit_rule(act)->clause, "第7の1(2)エ(ウ)a");
    assert_int_equal(permit_self(act, &e), ERR_REFUSED);
}

static void what_another_decided_meanwhile_is_not_decided_twice(void **state)
{
    struct entry *entry;
    struct err e;
    (void)state;
    house_do(&house, ITO, "checkout", id, "permit", NULL);
    house_as(&house, TANAKA);
    assert_int_not_equal(permit(SUZUKI, house_people[SUZUKI].passphrase, &e), 0);
    entry = house_load(&house, "checkout", id);
    assert_string_equal(entry_done(entry, "permit")->actor.name, "伊藤 学");
    entry_free(entry);
}

static void M_15_a_suspended_person_permits_nothing(void **state)
{
    struct err e;
    (void)state;
    house_as(&house, KANRI);
    house_ok(account_suspend(house.session, "suzuki", "長期休暇のため", &e));
    house_as(&house, TANAKA);
    assert_int_not_equal(permit(SUZUKI, house_people[SUZUKI].passphrase, &e), 0);
    house_state(&house, "checkout", id, "requested");
}

#define SPOT(F) cmocka_unit_test_setup_teardown(F, ask, forget)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SPOT(M_15_it_is_signed_by_his_key_in_his_standing),
        SPOT(M_15_a_supervisor_stands_as_such_at_night),
        SPOT(who_may_not_is_told_at_his_id_and_by_his_passphrase_too),
        SPOT(a_wrong_passphrase_permits_nothing),
        SPOT(the_rule_and_its_clause_are_known_before_anybody_is),
        SPOT(what_another_decided_meanwhile_is_not_decided_twice),
        SPOT(M_15_a_suspended_person_permits_nothing),
    };
    return cmocka_run_group_tests(tests, make_night, remove_model);
}

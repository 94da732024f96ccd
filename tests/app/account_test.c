/* Ids, one-time codes, passphrases, suspension: each an event, each only for who may. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "app/account.h"
#include "app/session_impl.h"
#include "app/setup.h"
#include "app/signin.h"
#include "db/query.h"
#include "tests/app/model.h"

enum { HOUR = 3600, DAY = 24 * HOUR };
static const char fresh_text[] = "新しい朝に古い靴を磨いて出掛けた";

static int found_model(void **state)
{
    (void)state;
    house_open(&model, house_time(2026, 11, 24, 10, 0));
    house_leave(&model);
    return 0;
}

/* Signs in and out again. */
static int sign_in(const char *uid, const char *passphrase, struct err *e)
{
    struct secret secret = house_secret(passphrase);
    struct session *session = NULL;
    int rc = session_open(&session, &house.world, uid, &secret, e);
    secret_release(&secret);
    return rc != 0 ? rc : session_close(session, "sign_out", e);
}

static int enrol(const char *uid, const char *code, const char *passphrase, struct err *e)
{
    struct secret once = house_secret(code), own = house_secret(passphrase);
    struct session *session = NULL;
    int rc = session_enrol(&session, &house.world, uid, &once, &own, e);
    secret_release(&once);
    secret_release(&own);
    return rc != 0 ? rc : session_close(session, "sign_out", e);
}

static const char *his(enum who who)
{
    return house_people[who].passphrase;
}

/* ---- codes ---- */

static void S_10_S_20_a_code_opens_only_the_choice_of_ones_own(void **state)
{
    bool enrolling;
    struct err e;
    (void)state;
    house_ok(signin_may_try(&house.world, "tanaka", &enrolling, &e));
    assert_true(enrolling);
    assert_int_not_equal(sign_in("tanaka", house.codes[TANAKA], &e), 0);
    house.now += HOUR;
    house_ok(enrol("tanaka", house.codes[TANAKA], his(TANAKA), &e));
    house_ok(signin_may_try(&house.world, "tanaka", &enrolling, &e));
    assert_false(enrolling);
    house_ok(sign_in("tanaka", his(TANAKA), &e));
    house.codes[TANAKA][0] = '\0';
}

static void S_20_a_code_works_once(void **state)
{
    struct err e;
    (void)state;
    house_ok(enrol("tanaka", house.codes[TANAKA], his(TANAKA), &e));
    house.now += HOUR;
    assert_int_not_equal(enrol("tanaka", house.codes[TANAKA], fresh_text, &e), 0);
    house.now += HOUR;
    house_ok(sign_in("tanaka", his(TANAKA), &e));
}

static void S_20_a_code_of_another_is_none(void **state)
{
    struct err e;
    (void)state;
    assert_int_not_equal(enrol("tanaka", house.codes[SATO], his(TANAKA), &e), 0);
    house.now += HOUR;
    house_ok(enrol("tanaka", house.codes[TANAKA], his(TANAKA), &e));
}

static void S_20_a_code_ends_after_three_days(void **state)
{
    char code[CODE_BYTES];
    struct err e;
    (void)state;
    house.now += 72 * HOUR + 60;
    assert_int_equal(enrol("tanaka", house.codes[TANAKA], his(TANAKA), &e), ERR_AUTH);
    house_ok(account_reissue(house.session, "tanaka", "期限が切れた", code, &e));
    house.now += HOUR;
    house_ok(enrol("tanaka", code, his(TANAKA), &e));
}

/* ---- own passphrase ---- */

static void S_4_everybody_changes_his_own(void **state)
{
    struct secret old = house_secret(his(TANAKA)), fresh = house_secret(fresh_text),
                  wrong = house_secret("まったく違う合言葉の文です");
    struct session *session;
    struct err e;
    (void)state;
    session = house_session(&house, TANAKA);
    assert_int_equal(account_change_passphrase(session, &wrong, &fresh, &e), ERR_AUTH);
    house.now += HOUR;
    house_ok(account_change_passphrase(session, &old, &fresh, &e));
    house_ok(session_close(session, "sign_out", &e));
    assert_int_equal(sign_in("tanaka", his(TANAKA), &e), ERR_AUTH);
    house.now += HOUR;
    house_ok(sign_in("tanaka", fresh_text, &e));
    secret_release(&old);
    secret_release(&fresh);
    secret_release(&wrong);
}

static void S_3_a_weak_one_is_refused_with_its_clause(void **state)
{
    static const char *const weak[] = {"みじかい", "ああああああああああああああああ", "白河署白河署白河署白河署",
                                       "aaaaaaaaaaaaaaaaaaaa"};
    struct err e;
    (void)state;
    for (size_t i = 0; i < sizeof weak / sizeof weak[0]; i++) {
        struct secret secret = house_secret(weak[i]);
        assert_int_equal(account_judge(&secret, "tanaka", "田中 玲", "白河署", &e), ERR_INPUT);
        assert_string_equal(e.field, "passphrase");
        assert_null(strstr(e.text, weak[i]));
        secret_release(&secret);
    }
}

/* ---- suspension ---- */

static void S_7_suspended_at_once_and_lifted(void **state)
{
    struct err e;
    (void)state;
    house_ok(enrol("tanaka", house.codes[TANAKA], his(TANAKA), &e));
    assert_int_not_equal(account_suspend(house.session, "tanaka", "", &e), 0); /* why? */
    house_ok(account_suspend(house.session, "tanaka", "端末を紛失したため", &e));
    house.now += HOUR;
    assert_int_equal(sign_in("tanaka", his(TANAKA), &e), ERR_AUTH);
    house_ok(account_lift(house.session, "tanaka", "見つかったため", &e));
    house.now += HOUR;
    house_ok(sign_in("tanaka", his(TANAKA), &e));
}

static void S_7_a_forced_reset_ends_the_old_passphrase(void **state)
{
    char code[CODE_BYTES], id[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, id); /* signed with the key he has now */
    house_as(&house, KANRI);
    house_ok(account_reissue(house.session, "tanaka", "合言葉を忘れた", code, &e));
    house.now += HOUR;
    assert_int_equal(sign_in("tanaka", his(TANAKA), &e), ERR_AUTH);
    house.now += HOUR;
    house_ok(enrol("tanaka", code, fresh_text, &e));
    house.now += HOUR;
    house_ok(sign_in("tanaka", fresh_text, &e));
    house_verify(&house); /* and his old signatures stay good */
}

static void S_7_nobody_suspends_himself(void **state)
{
    struct err e;
    (void)state;
    assert_int_equal(account_suspend(house.session, "kanri", "試し", &e), ERR_REFUSED);
}

/* ---- who and which ---- */

static void S_8_an_id_is_never_given_twice(void **state)
{
    char code[CODE_BYTES], id[ENTRY_ID_BYTES], sato[ENTRY_ID_BYTES];
    struct entry *user;
    struct err e;
    (void)state;
    reference_id(sato, house.people[SATO]);
    assert_int_equal(account_issue(house.session, "sato2", sato, code, &e), ERR_REFUSED); /* one person, one id */
    house_ok(entry_find(&user, session_station(house.session), register_find("user"), "uid", "sato", &e));
    snprintf(id, sizeof id, "%s", user->id);
    entry_free(user);
    house_do(&house, KANRI, "user", id, "end", "reason", "IDを改めるため");
    assert_int_equal(account_issue(house.session, "tanaka", sato, code, &e), ERR_INPUT);
    assert_string_equal(e.field, "uid");
    house_ok(entry_find(&user, session_station(house.session), register_find("user"), "uid", "tanaka", &e));
    snprintf(id, sizeof id, "%s", user->id);
    entry_free(user);
    house_do(&house, KANRI, "user", id, "end", "reason", "退職したため");
    assert_int_equal(account_issue(house.session, "tanaka", sato, code, &e), ERR_INPUT); /* not even now */
    house.now += HOUR;
    assert_int_not_equal(enrol("tanaka", house.codes[TANAKA], his(TANAKA), &e), 0);
}

static void S_12_ids_are_kept_by_those_who_may(void **state)
{
    char code[CODE_BYTES];
    struct err e;
    (void)state;
    house_as(&house, TANAKA);
    assert_int_equal(account_reissue(house.session, "sato", "忘れた", code, &e), ERR_REFUSED);
    assert_int_equal(account_suspend(house.session, "sato", "いたずら", &e), ERR_REFUSED);
    assert_int_equal(account_lift(house.session, "sato", "いたずら", &e), ERR_REFUSED);
    house_as(&house, ITO); /* nor by a 運用責任者 */
    assert_int_equal(account_suspend(house.session, "sato", "いたずら", &e), ERR_REFUSED);
    house_as(&house, GIJUTSU);
    house_ok(account_reissue(house.session, "sato", "コードを失くした", code, &e));
    house.now += HOUR;
    house_ok(enrol("sato", code, his(SATO), &e));
    house.codes[SATO][0] = '\0';
}

static void a_post_counts_from_its_first_to_its_last_day(void **state)
{
    char id[ENTRY_ID_BYTES] = "";
    struct actor actor;
    struct err e;
    char sato[ENTRY_ID_BYTES];
    (void)state;
    reference_id(sato, house.people[SATO]);
    house_do(&house, KANRI, "post", id, "enter", "=person", house.people[SATO], "post", "supervisor", "from",
             "R8.11.26", "to", "R8.11.28");
    for (int day = 24; day <= 30; day++) {
        int64_t at = house_time(2026, 11, day, 23, 59);
        house_ok(actor_load(&actor, house.session, sato, at, &e));
        assert_int_equal((actor.posts & POST_SUPERVISOR) != 0, day >= 26 && day <= 28);
    }
}

static void S_12_the_technical_administrator_gives_himself_no_post(void **state)
{
    char id[ENTRY_ID_BYTES] = "";
    struct err e;
    (void)state;
    assert_int_equal(house_try(&house, GIJUTSU, "post", id, "enter",
                               (const char *const[]){"=person", house.people[GIJUTSU], "post", "supervisor", NULL}, &e),
                     ERR_REFUSED);
    assert_int_equal(house_try(&house, TANAKA, "post", id, "enter",
                               (const char *const[]){"=person", house.people[TANAKA], "post", "supervisor", NULL}, &e),
                     ERR_REFUSED);
}

/* ---- sign-in ---- */

static void the_home_screen_learns_of_failed_attempts(void **state)
{
    struct session *session;
    struct err e;
    (void)state;
    house_ok(enrol("tanaka", house.codes[TANAKA], his(TANAKA), &e));
    house.codes[TANAKA][0] = '\0';
    int64_t first = house.now;
    house.now += HOUR;
    assert_int_equal(sign_in("tanaka", "これは他人の当て推量です", &e), ERR_AUTH);
    assert_int_equal(sign_in("nobody", "これは他人の当て推量です", &e), ERR_AUTH);
    house.now += HOUR;
    session = house_session(&house, TANAKA);
    assert_int_equal(session_signin(session)->attempts, 2);
    assert_int_equal(session_signin(session)->last_time, first);
    assert_false(session_signin(session)->alarm);
    assert_string_equal(session_name(session), "田中 玲");
    assert_string_equal(session_unit_name(session), "白河署");
    assert_string_equal(session_unit_number(session), "600");
    assert_false(session_demo(session));
    house_ok(session_close(session, "sign_out", &e));
}

static void a_new_station_asks_for_a_real_unit_and_a_good_passphrase(void **state)
{
    struct house nowhere;
    struct secret good = house_secret(fresh_text), weak = house_secret("みじかい");
    struct err e;
    (void)state;
    house_empty(&nowhere, house.now);
    struct setup answers = {
        .unit = "600", .uid = "kanri", .name = "管理 一郎", .rank = "superintendent", .passphrase = &good};
    assert_false(signin_ready(&nowhere.world));
    house_ok(setup_check(&answers, &nowhere.world, &e));
    answers.unit = "東京署";
    assert_int_equal(setup_check(&answers, &nowhere.world, &e), ERR_INPUT);
    assert_string_equal(e.field, "unit");
    answers.unit = "白河署";
    answers.passphrase = &weak;
    assert_int_equal(setup_check(&answers, &nowhere.world, &e), ERR_INPUT);
    assert_string_equal(e.field, "passphrase");
    assert_false(signin_ready(&nowhere.world));
    assert_true(signin_ready(&house.world));
    scratch_remove(&nowhere.dir);
    secret_release(&good);
    secret_release(&weak);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(S_10_S_20_a_code_opens_only_the_choice_of_ones_own),
        IN_HOUSE(S_20_a_code_works_once),
        IN_HOUSE(S_20_a_code_of_another_is_none),
        IN_HOUSE(S_20_a_code_ends_after_three_days),
        IN_HOUSE(S_4_everybody_changes_his_own),
        IN_HOUSE(S_3_a_weak_one_is_refused_with_its_clause),
        IN_HOUSE(S_7_suspended_at_once_and_lifted),
        IN_HOUSE(S_7_a_forced_reset_ends_the_old_passphrase),
        IN_HOUSE(S_7_nobody_suspends_himself),
        IN_HOUSE(S_8_an_id_is_never_given_twice),
        IN_HOUSE(S_12_ids_are_kept_by_those_who_may),
        IN_HOUSE(a_post_counts_from_its_first_to_its_last_day),
        IN_HOUSE(S_12_the_technical_administrator_gives_himself_no_post),
        IN_HOUSE(the_home_screen_learns_of_failed_attempts),
        IN_HOUSE(a_new_station_asks_for_a_real_unit_and_a_good_passphrase),
    };
    return cmocka_run_group_tests(tests, found_model, remove_model);
}

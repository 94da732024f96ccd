/* The month of the book: what is counted, who confirms it, when 専決 is open; and what the board asks of whom. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "app/board.h"
#include "app/month.h"
#include "tests/app/house.h"

static struct house house, model;

static int make_model(void **state)
{
    (void)state;
    house_open(&model, house_time(2026, 9, 14, 10, 0));
    house_enrol_all(&model);
    house_leave(&model);
    return 0;
}

static int remove_model(void **state)
{
    (void)state;
    scratch_remove(&model.dir);
    return 0;
}

static int setup(void **state)
{
    (void)state;
    house_copy(&house, &model);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    house_verify(&house);
    house_close(&house);
    return 0;
}

static const struct register_def *book(void)
{
    return station_register(session_station(house.session), "checkout");
}

static struct month_state state_of(const char *month)
{
    struct month_state m;
    struct err e;
    house_ok(month_load(&m, house.session, book(), month, &e));
    return m;
}

static void offers_of(struct month_offer offers[3], enum who who, const char *month)
{
    struct err e;
    house_as(&house, who);
    house_ok(month_offers(offers, house.session, book(), month, &e));
}

/* A terminal goes out at that time: asked and permitted. */
static void take_out(int64_t at, char id[ENTRY_ID_BYTES])
{
    house.now = at;
    id[0] = '\0';
    house_do(&house, TANAKA, "checkout", id, "request", "kind", "mobile", "=item", house.things[TERMINAL_1], "purpose",
             "会議での説明", "=minimum", "yes", "confidentiality", "1");
    house_do(&house, ITO, "checkout", id, "permit", NULL);
}

static void bring_back(int64_t at, char id[ENTRY_ID_BYTES])
{
    house.now = at;
    house_do(&house, TANAKA, "checkout", id, "return", NULL);
    house_do(&house, ITO, "checkout", id, "confirm", NULL);
}

static int64_t november(void)
{
    return house_time(2026, 11, 4, 10, 0);
}

/* ---- 専決 ---- */

static void M_14_sole_decision_when_nothing_went_out(void **state)
{
    struct month_offer offers[3];
    (void)state;
    house.now = november();
    assert_int_equal(state_of("2026-10").outside, 0);
    offers_of(offers, ITO, "2026-10"); /* 警部 */
    assert_true(offers[2].allowed);
    assert_false(offers[0].allowed);
    assert_false(offers[1].allowed);
    offers_of(offers, SAITO, "2026-10"); /* 警部補 */
    assert_false(offers[2].allowed);
    assert_non_null(strstr(offers[2].refusal.text, "警部"));
    assert_string_equal(offers[2].refusal.clause, "第7の1(2)イ(エ)");
    offers_of(offers, SUZUKI, "2026-10");
    assert_false(offers[2].allowed);
}

static void R3_11_M_14_what_went_out_in_the_month_is_counted(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct month_offer offers[3];
    struct err e;
    (void)state;
    take_out(house_time(2026, 10, 5, 10, 0), id);
    bring_back(house_time(2026, 10, 5, 16, 0), id);
    house.now = november();
    assert_int_equal(state_of("2026-10").rows, 1);
    assert_int_equal(state_of("2026-10").outside, 1);
    offers_of(offers, ITO, "2026-10");
    assert_false(offers[2].allowed);
    assert_non_null(strstr(offers[2].refusal.text, "1件"));
    assert_int_equal(month_confirm(house.session, book(), "2026-10", "sole_decision", &e), ERR_REFUSED);
    assert_false(state_of("2026-10").confirmed);
    offers_of(offers, KANRI, "2026-10");
    assert_true(offers[0].allowed);
}

static void M_14_gone_out_before_and_not_back(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    take_out(house_time(2026, 9, 15, 10, 0), id);
    house.now = november();
    assert_int_equal(state_of("2026-10").rows, 0);
    assert_int_equal(state_of("2026-10").outside, 1);
    assert_int_equal(state_of("2026-08").outside, 0);
}

static void M_14_gone_out_before_and_back_in_the_month(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    take_out(house_time(2026, 9, 30, 16, 0), id);
    bring_back(house_time(2026, 10, 1, 9, 0), id);
    house.now = november();
    assert_int_equal(state_of("2026-09").outside, 1);
    assert_int_equal(state_of("2026-10").outside, 1);
    assert_int_equal(state_of("2026-11").outside, 0);
}

static void M_14_back_before_the_month_begins_does_not_count(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    take_out(house_time(2026, 9, 30, 10, 0), id);
    bring_back(house_time(2026, 9, 30, 23, 59), id);
    house.now = november();
    assert_int_equal(state_of("2026-10").outside, 0);
}

static void M_14_what_was_never_permitted_was_never_outside(void **state)
{
    char id[ENTRY_ID_BYTES], withdrawn[ENTRY_ID_BYTES];
    (void)state;
    house.now = house_time(2026, 10, 5, 10, 0);
    house_ask(&house, TANAKA, PHONE_3, id);
    house_ask(&house, SATO, PHONE_7, withdrawn);
    house_do(&house, SATO, "checkout", withdrawn, "withdraw", NULL);
    house.now = november();
    assert_int_equal(state_of("2026-10").outside, 0);
}

static void M_14_a_shared_phone_counts_too(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    house.now = house_time(2026, 10, 5, 10, 0);
    house_ask(&house, TANAKA, PHONE_3, id);
    house_do(&house, ITO, "checkout", id, "permit", NULL);
    assert_int_equal(state_of("2026-10").outside, 1);
}

/* ---- confirmation ---- */

static void R3_10_T_2_a_month_is_overdue_once_it_is_over(void **state)
{
    struct month_state m;
    struct err e;
    (void)state;
    house.now = house_time(2026, 10, 31, 23, 59);
    assert_false(state_of("2026-10").overdue);
    house.now = house_time(2026, 11, 1, 0, 0);
    assert_true(state_of("2026-10").overdue);
    house_as(&house, KANRI);
    house_ok(month_confirm(house.session, book(), "2026-10", "confirm_administrator", &e));
    m = state_of("2026-10");
    assert_true(m.confirmed);
    assert_false(m.overdue);
    assert_string_equal(m.by, "管理 一郎");
    assert_string_equal(m.step, "confirm_administrator");
    assert_int_equal(m.at, house.now);
    assert_false(state_of("2026-11").confirmed); /* each month of its own */
}

static void M_13_administrator_or_deputy_confirm_and_no_other(void **state)
{
    struct month_offer offers[3];
    struct err e;
    (void)state;
    house.now = november();
    for (int i = 0; i < WHO; i++) {
        offers_of(offers, (enum who)i, "2026-10");
        assert_int_equal(offers[0].allowed, i == KANRI);
        assert_int_equal(offers[1].allowed, i == HOJO);
    }
    house_as(&house, TANAKA);
    assert_int_equal(month_confirm(house.session, book(), "2026-10", "confirm_deputy", &e), ERR_REFUSED);
    house_as(&house, HOJO);
    house_ok(month_confirm(house.session, book(), "2026-10", "confirm_deputy", &e));
    assert_string_equal(state_of("2026-10").by, "補助 花");
}

static void a_month_that_has_not_come_is_not_confirmed(void **state)
{
    struct month_state m;
    struct err e;
    (void)state;
    house.now = november();
    house_as(&house, KANRI);
    assert_int_not_equal(month_confirm(house.session, book(), "2026-12", "confirm_administrator", &e), 0);
    assert_false(state_of("2026-12").confirmed);
    assert_int_equal(month_load(&m, house.session, book(), "2026-13", &e), ERR_USAGE);
    assert_int_equal(month_load(&m, house.session, book(), "十月", &e), ERR_USAGE);
}

/* ---- whereabouts ---- */

static void R3_4_a_check_is_missing_until_it_is_made(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    take_out(house_time(2026, 9, 15, 10, 0), id);
    house.now = house_time(2026, 10, 14, 23, 59);
    assert_int_equal(state_of("2026-10").missing_checks, 0);
    house.now = house_time(2026, 10, 15, 0, 0);
    assert_int_equal(state_of("2026-10").missing_checks, 1);
    house_do(&house, ITO, "checkout", id, "whereabouts", NULL);
    assert_int_equal(state_of("2026-10").missing_checks, 0);
    house.now = house_time(2026, 11, 15, 9, 0);
    assert_int_equal(state_of("2026-11").missing_checks, 1);
}

static void R3_18_a_shared_phone_needs_no_check_here(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, id);
    house_do(&house, ITO, "checkout", id, "permit", NULL);
    house.now = november();
    assert_int_equal(state_of("2026-10").missing_checks, 0);
}

/* ---- the board ---- */

/* His task of that kind for the entry ("" = any): listed, and his to do? */
static bool waits(enum who who, enum task_kind kind, const char *id)
{
    struct board board;
    struct err e;
    bool found = false;
    house_as(&house, who);
    house_ok(board_load(&board, house.session, true, 50, &e));
    for (size_t i = 0; i < board.n; i++) {
        assert_true(board.tasks[i].mine);
        found = found || (board.tasks[i].kind == kind && (id[0] == '\0' || strcmp(board.tasks[i].entry, id) == 0));
    }
    board_release(&board);
    return found;
}

static void each_thing_waits_for_whose_it_is_until_it_is_done(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, id);
    assert_true(waits(ITO, TASK_DECIDE, id));
    assert_false(waits(SATO, TASK_DECIDE, id));
    assert_false(waits(TANAKA, TASK_DECIDE, id));
    assert_false(waits(GIJUTSU, TASK_DECIDE, id));
    house_do(&house, ITO, "checkout", id, "send_back", "reason", "目的をもう少し詳しく");
    assert_false(waits(ITO, TASK_DECIDE, id));
    assert_true(waits(TANAKA, TASK_OWN, id));
    house_do(&house, TANAKA, "checkout", id, "request_again", "purpose", "駅前地区の深夜の巡回連絡");
    assert_false(waits(TANAKA, TASK_OWN, id));
    house_do(&house, ITO, "checkout", id, "permit", NULL);
    assert_false(waits(ITO, TASK_DECIDE, id));
    assert_false(waits(TANAKA, TASK_LATE, id));
    house.now += 2 * 86400;
    assert_true(waits(TANAKA, TASK_LATE, id));
    house_do(&house, TANAKA, "checkout", id, "return", NULL);
    assert_false(waits(TANAKA, TASK_LATE, id));
    assert_true(waits(ITO, TASK_CONFIRM, id));
    house_do(&house, ITO, "checkout", id, "confirm", NULL);
    assert_false(waits(ITO, TASK_CONFIRM, id));
}

static void R3_4_a_check_that_is_due_waits_for_the_supervisor(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    take_out(house_time(2026, 9, 15, 10, 0), id);
    assert_false(waits(ITO, TASK_WHEREABOUTS, id));
    house.now = house_time(2026, 10, 15, 10, 0);
    assert_true(waits(ITO, TASK_WHEREABOUTS, id));
    assert_false(waits(SUZUKI, TASK_WHEREABOUTS, id)); /* 当直責任者を除く */
    house_do(&house, ITO, "checkout", id, "whereabouts", NULL);
    assert_false(waits(ITO, TASK_WHEREABOUTS, id));
}

static void R3_10_the_month_waits_for_its_confirmation(void **state)
{
    struct err e;
    (void)state;
    house.now = house_time(2026, 9, 30, 12, 0);
    assert_false(waits(KANRI, TASK_MONTH, "")); /* of August there was only the paper book */
    house.now = house_time(2026, 10, 1, 9, 0);
    assert_true(waits(KANRI, TASK_MONTH, "2026-09"));
    assert_true(waits(HOJO, TASK_MONTH, "2026-09"));
    assert_false(waits(TANAKA, TASK_MONTH, ""));
    house_as(&house, KANRI);
    house_ok(month_confirm(house.session, book(), "2026-09", "confirm_administrator", &e));
    assert_false(waits(KANRI, TASK_MONTH, ""));
    assert_false(waits(HOJO, TASK_MONTH, ""));
}

#define MONTH(F) cmocka_unit_test_setup_teardown(F, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MONTH(M_14_sole_decision_when_nothing_went_out),
        MONTH(R3_11_M_14_what_went_out_in_the_month_is_counted),
        MONTH(M_14_gone_out_before_and_not_back),
        MONTH(M_14_gone_out_before_and_back_in_the_month),
        MONTH(M_14_back_before_the_month_begins_does_not_count),
        MONTH(M_14_what_was_never_permitted_was_never_outside),
        MONTH(M_14_a_shared_phone_counts_too),
        MONTH(R3_10_T_2_a_month_is_overdue_once_it_is_over),
        MONTH(M_13_administrator_or_deputy_confirm_and_no_other),
        MONTH(a_month_that_has_not_come_is_not_confirmed),
        MONTH(R3_4_a_check_is_missing_until_it_is_made),
        MONTH(R3_18_a_shared_phone_needs_no_check_here),
        MONTH(each_thing_waits_for_whose_it_is_until_it_is_done),
        MONTH(R3_4_a_check_that_is_due_waits_for_the_supervisor),
        MONTH(R3_10_the_month_waits_for_its_confirmation),
    };
    return cmocka_run_group_tests(tests, make_model, remove_model);
}

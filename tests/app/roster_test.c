/* The duty roster, and taking the night over when it is empty or stale. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "app/duties.h"
#include "app/permit.h"
#include "app/roster.h"
#include "db/query.h"
#include "tests/app/model.h"

static const struct date november = {2026, 11, 1};

static int64_t night(void)
{
    return house_time(2026, 11, 23, 22, 10); /* a holiday */
}

static int make_night(void **state)
{
    (void)state;
    model_begin(night());
    house_leave(&model);
    return 0;
}

static const char *person(enum who who)
{
    static char ids[WHO][ENTRY_ID_BYTES];
    return reference_id(ids[who], house.people[who]);
}

static const struct roster_cell *cell_of(const struct roster_month *month, int day, enum shift_part part)
{
    for (int i = 0; i < month->n; i++)
        if (month->cells[i].shift.date.day == day && month->cells[i].shift.part == part)
            return &month->cells[i];
    return NULL;
}

static bool rostered(enum who who, int64_t at)
{
    struct actor actor;
    struct err e;
    house_ok(actor_load(&actor, house.session, person(who), at, &e));
    return actor.rostered;
}

static void a_month_has_a_night_each_day_and_a_day_shift_when_closed(void **state)
{
    struct roster_month month;
    struct err e;
    (void)state;
    house_ok(roster_load(&month, house.session, november, &e));
    assert_non_null(cell_of(&month, 23, SHIFT_DAY)); /* 勤労感謝の日 */
    assert_non_null(cell_of(&month, 23, SHIFT_NIGHT));
    assert_null(cell_of(&month, 24, SHIFT_DAY));
    assert_non_null(cell_of(&month, 24, SHIFT_NIGHT));
    for (int i = 0; i < month.n; i++)
        assert_string_equal(month.cells[i].person, "");
    assert_int_equal(month.n, 30 + 11); /* nine days of weekends, 文化の日, 勤労感謝の日 */
}

static void a_pattern_fills_what_is_empty_and_is_saved_as_one_act(void **state)
{
    char persons[31 * 2][ENTRY_ID_BYTES] = {{0}};
    const char *const order[] = {person(SUZUKI), person(TAKAHASHI)};
    struct roster_month month;
    struct err e;
    (void)state;
    house_ok(roster_load(&month, house.session, november, &e));
    snprintf(persons[1], ENTRY_ID_BYTES, "%s", person(SUZUKI));
    roster_pattern(persons, &month, order, 2);
    assert_string_equal(persons[0], person(SUZUKI));
    assert_string_equal(persons[1], person(SUZUKI)); /* as it stood */
    assert_string_equal(persons[2], person(TAKAHASHI));
    assert_string_equal(persons[3], person(SUZUKI));
    int64_t before = station_seq(session_station(house.session));
    house_ok(roster_save(house.session, &month, (const char(*)[ENTRY_ID_BYTES])persons, &e));
    assert_int_equal(station_seq(session_station(house.session)), before + month.n);
    house_ok(roster_load(&month, house.session, november, &e));
    for (int i = 0; i < month.n; i++) {
        assert_string_equal(month.cells[i].person, persons[i]);
        assert_string_equal(month.cells[i].state, "planned");
    }
    assert_string_equal(month.cells[0].name, "鈴木 茂");
    house_ok(roster_save(house.session, &month, (const char(*)[ENTRY_ID_BYTES])persons, &e)); /* nothing differs */
    assert_int_equal(station_seq(session_station(house.session)), before + month.n);
}

static void only_one_who_holds_the_post_stands_on_the_roster(void **state)
{
    char persons[31 * 2][ENTRY_ID_BYTES] = {{0}};
    struct roster_month month;
    struct err e;
    (void)state;
    house_ok(roster_load(&month, house.session, november, &e));
    snprintf(persons[0], ENTRY_ID_BYTES, "%s", person(TANAKA));
    assert_int_equal(roster_save(house.session, &month, (const char(*)[ENTRY_ID_BYTES])persons, &e), ERR_REFUSED);
    house_ok(roster_load(&month, house.session, november, &e));
    assert_string_equal(month.cells[0].person, "");
}

static void the_roster_is_not_everybodys(void **state)
{
    char id[ENTRY_ID_BYTES] = "";
    struct err e;
    (void)state;
    assert_int_equal(
        house_try(&house, TANAKA, "roster", id, "plan",
                  (const char *const[]){"date", "R8.11.23", "part", "night", "=person", house.people[SUZUKI], NULL},
                  &e),
        ERR_REFUSED);
}

static void T_8_a_duty_lasts_from_closing_to_opening(void **state)
{
    (void)state;
    house_roster(&house, night(), SUZUKI);
    house_roster(&house, house_time(2026, 11, 23, 12, 0), TAKAHASHI); /* that holiday's day shift */
    assert_true(rostered(TAKAHASHI, house_time(2026, 11, 23, 8, 30)));
    assert_true(rostered(TAKAHASHI, house_time(2026, 11, 23, 17, 14)));
    assert_false(rostered(TAKAHASHI, house_time(2026, 11, 23, 17, 15)));
    assert_true(rostered(SUZUKI, house_time(2026, 11, 23, 17, 15)));
    assert_true(rostered(SUZUKI, house_time(2026, 11, 24, 0, 0)));
    assert_true(rostered(SUZUKI, house_time(2026, 11, 24, 8, 29)));
    assert_false(rostered(SUZUKI, house_time(2026, 11, 24, 8, 30)));
}

/* ---- taking over ---- */

static void an_empty_roster_is_taken_over_by_one_who_holds_the_post(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, id);
    assert_int_equal(house_try(&house, TAKAHASHI, "checkout", id, "permit", NULL, &e), ERR_REFUSED);
    house_ok(roster_may_take_over(house.session, person(TAKAHASHI), &e));
    house_as(&house, TAKAHASHI);
    house_ok(roster_take_over(house.session, NULL, "当直表に記載がないため", &e));
    assert_true(rostered(TAKAHASHI, night()));
    house_do(&house, TAKAHASHI, "checkout", id, "permit", NULL);
    house_state(&house, "checkout", id, "out");
}

static void one_who_does_not_hold_the_post_cannot(void **state)
{
    struct err e;
    (void)state;
    for (int i = 0; i < WHO; i++) {
        bool holds = i == SUZUKI || i == TAKAHASHI;
        house_as(&house, (enum who)i);
        assert_int_equal(roster_may_take_over(house.session, person((enum who)i), &e) == 0, holds);
        if (!holds)
            assert_int_equal(roster_take_over(house.session, NULL, "試し", &e), ERR_REFUSED);
    }
}

static void a_swapped_night_is_taken_over_and_seen_next_morning(void **state)
{
    struct duties board;
    struct roster_month month;
    struct err e;
    char taken[ENTRY_ID_BYTES] = "";
    (void)state;
    house_roster(&house, night(), SUZUKI);
    assert_true(rostered(SUZUKI, night()));
    house_as(&house, TAKAHASHI);
    assert_int_not_equal(roster_take_over(house.session, NULL, "", &e), 0); /* why? */
    house_ok(roster_take_over(house.session, NULL, "鈴木と交代したため", &e));
    assert_true(rostered(TAKAHASHI, night()));
    assert_false(rostered(SUZUKI, night()));
    house.now = house_time(2026, 11, 24, 9, 0);
    house_as(&house, ITO);
    house_ok(duties_load(&board, house.session, &(struct duties_wanted){.mine_only = true, .most = 20}, &e));
    for (size_t i = 0; i < board.n; i++)
        if (strcmp(board.list[i].step, "acknowledge") == 0)
            snprintf(taken, sizeof taken, "%s", board.list[i].entry);
    duties_release(&board);
    assert_string_not_equal(taken, "");
    house_do(&house, ITO, "roster", taken, "acknowledge", NULL);
    house_ok(roster_load(&month, house.session, november, &e));
    assert_string_equal(cell_of(&month, 23, SHIFT_NIGHT)->state, "settled");
    assert_string_equal(cell_of(&month, 23, SHIFT_NIGHT)->name, "高橋 誠");
}

/* The last event of the entry is signed by his key. */
static void signed_by(const char *reg, const char *id, const char *uid)
{
    struct history history;
    struct err e;
    house_ok(history_load(&history, session_station(house.session), reg, id, &e));
    assert_true(history.n > 0);
    assert_string_equal(history.events[history.n - 1].signer, uid);
    history_release(&history);
}

static void taken_over_on_the_spot_are_two_events_of_his(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct secret own = house_secret(house_people[TAKAHASHI].passphrase);
    struct permit_person he;
    struct entry *after, *duty;
    struct act *act;
    struct err e;
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, id);
    act = house_act(&house, TANAKA, "checkout", id, "permit", NULL);
    assert_int_equal(permit_may(&he, act, "takahashi", &e), ERR_REFUSED);
    assert_true(he.take_over);
    house_ok(permit_take_over(act, "takahashi", &own, "当直表に記載がないため", &after, &e));
    assert_string_equal(after->state, "out");
    assert_string_equal(entry_done(after, "permit")->actor.name, "高橋 誠");
    signed_by("checkout", id, "takahashi");
    house_ok(duty_load(&duty, NULL, house.session, house.now, &e));
    assert_string_equal(duty->state, "taken");
    signed_by("roster", duty->id, "takahashi");
    assert_string_equal(session_uid(house.session), "tanaka"); /* who stays signed in */
    entry_free(duty);
    entry_free(after);
    act_free(act);
    secret_release(&own);
}

static void in_office_hours_there_is_nothing_to_take_over(void **state)
{
    struct err e;
    (void)state;
    house.now = house_time(2026, 11, 24, 10, 0);
    house_as(&house, TAKAHASHI);
    assert_int_equal(roster_may_take_over(house.session, person(TAKAHASHI), &e), ERR_REFUSED);
    assert_int_equal(roster_take_over(house.session, NULL, "試し", &e), ERR_REFUSED);
}

static void an_extra_closed_day_has_a_day_shift(void **state)
{
    char id[ENTRY_ID_BYTES] = "";
    struct roster_month month;
    struct err e;
    (void)state;
    house_do(&house, KANRI, "calendar_day", id, "enter", "date", "R8.11.25", "kind", "closed", "note", "署の設備点検");
    house_ok(roster_load(&month, house.session, november, &e));
    assert_non_null(cell_of(&month, 25, SHIFT_DAY));
    house_roster(&house, house_time(2026, 11, 25, 12, 0), SUZUKI);
    assert_true(rostered(SUZUKI, house_time(2026, 11, 25, 12, 0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(a_month_has_a_night_each_day_and_a_day_shift_when_closed),
        IN_HOUSE(a_pattern_fills_what_is_empty_and_is_saved_as_one_act),
        IN_HOUSE(only_one_who_holds_the_post_stands_on_the_roster),
        IN_HOUSE(the_roster_is_not_everybodys),
        IN_HOUSE(T_8_a_duty_lasts_from_closing_to_opening),
        IN_HOUSE(an_empty_roster_is_taken_over_by_one_who_holds_the_post),
        IN_HOUSE(one_who_does_not_hold_the_post_cannot),
        IN_HOUSE(a_swapped_night_is_taken_over_and_seen_next_morning),
        IN_HOUSE(taken_over_on_the_spot_are_two_events_of_his),
        IN_HOUSE(in_office_hours_there_is_nothing_to_take_over),
        IN_HOUSE(an_extra_closed_day_has_a_day_shift),
    };
    return cmocka_run_group_tests(tests, make_night, remove_model);
}

/* 交番等の端末装置: a cabinet for a while, the 署 for a week or longer (R0-5, T-11). */
#include "forms/register_device.h"
#include "forms/register_place.h"
#include "forms/register_terminal_storage.h"
#include "tests/forms/rule_world.h"

static void away(struct world *w, int64_t from, int64_t until)
{
    world_start(w, &register_terminal_storage);
    world_refer(w, "item", &register_device, "K7QF-90 端末-11", NULL);
    type_all(w,
             (const char *const[]){"place", "K7QF-40 駅前交番", "user", HOLDER " 山田 実", "manner", "cabinet", NULL});
    type_time(w, "away_from", from);
    type_time(w, "away_until", until);
    world_settle(w, "store");
}

/* Exactly seven days are a long absence; a minute before the seventh day is none. Months and years do not matter. */
static void T_11_R0_5_exactly_seven_days_included(void **state)
{
    static const struct {
        int year, month, day, hour, minute;
    } starts[] = {{2026, 11, 24, 10, 0}, {2026, 12, 28, 8, 30}, {2027, 2, 25, 23, 59}, {2026, 11, 24, 0, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        for (int days = 0; days <= 40; days++) {
            struct world w;
            struct err e;
            int64_t from = moment(starts[i].year, starts[i].month, starts[i].day, starts[i].hour, starts[i].minute);
            away(&w, from, from + days * 86400 + (days == 0 ? 1 : 0));
            w.s.now = from;
            bool is_long = days >= 7;
            assert_string_equal(entry_get(w.typed, "manner"), is_long ? "station" : "cabinet");
            assert_int_equal(entry_get(w.typed, "long_absence") != NULL, is_long);
            assert_int_equal(world_do(&w, "store", clerk(), &e), ERR_INPUT);
            assert_string_equal(e.field, is_long ? "storage_place" : "locked");
            assert_string_equal(e.clause, is_long ? "第2の1(7)ア(イ)" : "第2の1(7)ア(ア)");
            type(&w, "locked", "yes");
            type(&w, "storage_place", "K7QF-41 棚倉分庁舎");
            ok(world_do(&w, "store", clerk(), &e), &e);
            assert_int_equal(entry_get(w.record, "storage_place") != NULL, is_long);
            assert_int_equal(entry_get(w.record, "locked") != NULL, !is_long);
            assert_string_equal(w.record->state, "stored");
            world_close(&w);
        }
    struct world w;
    away(&w, moment(2026, 11, 24, 10, 0), moment(2026, 11, 30, 23, 59));
    assert_string_equal(entry_get(w.typed, "manner"), "cabinet");
    type_time(&w, "away_until", moment(2026, 12, 1, 0, 0));
    world_settle(&w, "store");
    assert_string_equal(entry_get(w.typed, "manner"), "station");
    world_close(&w);
}

/* An absence that grows to a week asks for the 署 then; and the thing is due back. */
static void R0_5_a_longer_absence_is_judged_anew(void **state)
{
    struct world w;
    struct err e;
    (void)state;
    away(&w, office_hours(), office_hours() + 86400);
    type(&w, "locked", "yes");
    ok(world_do(&w, "store", clerk(), &e), &e);
    assert_string_equal(w.s.reg->late_field, "away_until");
    assert_int_equal(register_state(w.s.reg, w.record->state)->kind, STATE_OUT);
    type_time(&w, "away_until", office_hours() + 3 * 86400);
    ok(world_do(&w, "prolong", clerk(), &e), &e);
    type_time(&w, "away_until", office_hours() + 7 * 86400);
    assert_int_equal(world_do(&w, "prolong", clerk(), &e), ERR_INPUT);
    assert_string_equal(e.field, "storage_place");
    type(&w, "storage_place", "K7QF-41 棚倉分庁舎");
    ok(world_do(&w, "prolong", clerk(), &e), &e);
    assert_string_equal(w.record->state, "stored");
    w.s.now += 7 * 86400;
    type_time(&w, "returned_at", office_hours() - 60);
    assert_int_equal(world_do(&w, "return", clerk(), &e), ERR_INPUT);
    type_time(&w, "returned_at", w.s.now);
    ok(world_do(&w, "return", clerk(), &e), &e);
    assert_string_equal(w.record->state, "done");
    world_close(&w);
}

static void R0_5_at_police_boxes_and_kept_at_stations(void **state)
{
    static const char *const kinds[] = {"headquarters", "station", "annex", "police_box", "residence"};
    const struct register_def *reg = &register_terminal_storage;
    struct world w;
    (void)state;
    away(&w, office_hours(), office_hours() + 86400);
    for (size_t i = 0; i < 5; i++) {
        struct entry *place = world_entry(&register_place, "K7QF-40", (const char *const[]){"kind", kinds[i], NULL});
        assert_int_equal(item_offered(&reg->fields[register_field(reg, "place")], w.typed, place), i >= 3);
        assert_int_equal(item_offered(&reg->fields[register_field(reg, "storage_place")], w.typed, place),
                         i == 1 || i == 2);
        entry_free(place);
    }
    world_close(&w);
    assert_non_null(strstr(reg->reminders[0].text, "施錠"));
    assert_string_equal(reg->exclusive->field, "item");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(T_11_R0_5_exactly_seven_days_included),
        cmocka_unit_test(R0_5_a_longer_absence_is_judged_anew),
        cmocka_unit_test(R0_5_at_police_boxes_and_kept_at_stations),
        ALSO("R0-5", T_11_R0_5_exactly_seven_days_included),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* 様式第8号: the keys and the visitors of the 通信機械室. R8-1…R8-4. */
#include "forms/register_firm.h"
#include "forms/register_key.h"
#include "forms/register_key_use.h"
#include "forms/register_place.h"
#include "tests/forms/application_world.h"

#define CLAUSE "第7の1(2)キ"
#define ATTENDED "第2の2(5)ウ"

static const char *const lent[] = {"key", "K7QF-70 鍵1", "user", HOLDER " 山田 実", "purpose", "無線機の点検", NULL};
static const char *const visit[] = {"visitor", "甲野 乙", "purpose", "空調の修理", "escort", OTHER " 伊藤 学", NULL};

/* The key lent to HOLDER, recorded by APPLICANT. */
static void lend(struct world *w)
{
    world_start(w, &register_key_use);
    type_all(w, lent);
    type_time(w, "taken_at", w->s.now);
    done_by(w, "take", clerk());
}

/* A visitor of a room with 警察情報システム in it or not; typed, not yet recorded. */
static void visitor(struct world *w, bool police_system)
{
    world_start(w, &register_key_use);
    type_all(w, visit);
    world_refer(w, "room", &register_place, "K7QF-60 通信機械室",
                (const char *const[]){"comms_room", "yes", "police_system", police_system ? "yes" : NULL, NULL});
    type_time(w, "entered_at", w->s.now);
    if (police_system)
        type(w, "no_devices", "yes");
}

static unsigned checkers(void)
{
    return POST_SUPERVISOR | POST_ADMINISTRATOR | POST_DEPUTY;
}

static void R8_1_whoever_uses_it_or_records_it_for_him(void **state)
{
    (void)state;
    struct world w;
    world_start(&w, &register_key_use);
    type_all(&w, lent);
    type_time(&w, "taken_at", w.s.now);
    judge_everybody(&w, "take", everybody, NULL);
    world_close(&w);
    world_start(&w, &register_key_use);
    type_time(&w, "taken_at", w.s.now);
    for (size_t i = 0; lent[i] != NULL; i += 2) { /* person, key, purpose: none may be missing */
        type_all(&w, lent);
        type(&w, lent[i], NULL);
        refused(&w, "take", clerk(), lent[i], NULL);
    }
    type_all(&w, lent);
    type(&w, "taken_at", NULL);
    refused(&w, "take", clerk(), "taken_at", NULL);
    type_time(&w, "taken_at", w.s.now + 3600); /* has not come */
    refused(&w, "take", clerk(), "taken_at", NULL);
    world_close(&w);
    lend(&w);
    assert_string_equal(w.record->state, "out");
    assert_string_equal(entry_get(w.record, "kind"), "key");
    assert_null(entry_get(w.record, "visitor"));
    judge_everybody(&w, "return", everybody, NULL);
    assert_null(rule_for(&w.s, "leave"));
    world_close(&w);
}

static void R8_1_not_back_by_the_end_of_the_day_is_late(void **state)
{
    (void)state;
    static const int minutes[] = {0, 1, 9 * 60, 22 * 60, 23 * 60 + 58};
    assert_string_equal(register_key_use.late_field, "due");
    for (size_t i = 0; i < sizeof minutes / sizeof minutes[0]; i++)
        for (int visiting = 0; visiting < 2; visiting++) {
            struct world w;
            visitor(&w, false);
            w.s.now = moment(2026, 11, 24, 23, 58);
            if (!visiting)
                type_all(&w, lent);
            type_time(&w, visiting ? "entered_at" : "taken_at", moment(2026, 11, 24, 0, 0) + minutes[i] * 60);
            done_by(&w, visiting ? "admit" : "take", clerk());
            assert_int_equal(field_time(entry_get(w.record, "due")), moment(2026, 11, 24, 23, 59));
            assert_int_equal(register_state(&register_key_use, w.record->state)->kind, STATE_OUT);
            world_close(&w);
        }
}

/* ◇: who sees the key back. posts × person × rostered × hours. */
static void R8_1_the_return_is_checked_by_another(void **state)
{
    (void)state;
    static const char *const people[] = {APPLICANT, HOLDER, OTHER};
    struct world w;
    lend(&w);
    type_time(&w, "returned_at", w.s.now - 60);
    refused(&w, "return", clerk(), "returned_at", NULL);
    type_time(&w, "returned_at", w.s.now);
    done_by(&w, "return", person(HOLDER, POST_STAFF, false));
    assert_string_equal(w.record->state, "returned");
    for (unsigned n = 0; n < POSTS_EVERY * 12; n++) {
        unsigned posts = n / 12;
        bool closed = n % 2, rostered = n / 2 % 2, other = n / 4 % 3 == 2;
        bool stands = (posts & checkers()) != 0 || ((posts & POST_DUTY_OFFICER) != 0 && closed && rostered);
        w.s.now = closed ? night() : office_hours();
        w.s.actor = person(people[n / 4 % 3], posts, rostered);
        if ((rule_check(NULL, &w.s, "confirm", NULL) == 0) != (stands && other && approves(posts)))
            fail_msg("posts %x case %u", posts, n % 12);
    }
    w.s.now = office_hours();
    done_by(&w, "confirm", person(OTHER, POST_ADMINISTRATOR, false));
    assert_string_equal(w.record->state, "done");
    world_close(&w);
}

static void R8_1_a_lent_key_is_not_lent_again(void **state)
{
    (void)state;
    assert_string_equal(register_key_use.exclusive->field, "key");
    assert_string_equal(register_key_use.exclusive->states, "out");
    assert_string_equal(register_key_use.item_field, "key");
}

static void R8_2_a_visitor_in_every_comms_room(void **state)
{
    (void)state;
    struct world w;
    visitor(&w, false);
    judge_everybody(&w, "admit", everybody, NULL);
    type(&w, "visitor", NULL);
    refused(&w, "admit", clerk(), "visitor", CLAUSE);
    type(&w, "visitor", "甲野 乙");
    type(&w, "entered_at", NULL);
    refused(&w, "admit", clerk(), "entered_at", CLAUSE);
    type_time(&w, "entered_at", w.s.now);
    type(&w, "room", NULL);
    refused(&w, "admit", clerk(), "room", CLAUSE);
    type(&w, "room", "K7QF-60 通信機械室");
    type(&w, "escort", NULL); /* asked of no one where no 警察情報システム stands */
    done_by(&w, "admit", clerk());
    type(&w, "left_at", NULL);
    refused(&w, "leave", clerk(), "left_at", CLAUSE);
    type_time(&w, "left_at", w.s.now - 60);
    refused(&w, "leave", clerk(), "left_at", NULL);
    type_time(&w, "left_at", w.s.now);
    done_by(&w, "leave", clerk());
    assert_string_equal(w.record->state, "done");
    world_close(&w);
}

/* Where 警察情報システム stands: escort × devices kept out. */
static void R8_2_attended_where_a_police_system_stands(void **state)
{
    (void)state;
    for (int system = 0; system < 2; system++)
        for (int escort = 0; escort < 2; escort++)
            for (int devices = 0; devices < 2; devices++) {
                struct world w;
                visitor(&w, system);
                type(&w, "escort", escort ? OTHER " 伊藤 学" : NULL);
                type(&w, "no_devices", devices ? "yes" : NULL);
                if (system && !devices)
                    refused(&w, "admit", clerk(), "no_devices", ATTENDED);
                else if (system && !escort)
                    refused(&w, "admit", clerk(), "escort", ATTENDED);
                else {
                    done_by(&w, "admit", clerk());
                    assert_int_equal(entry_get(w.record, "guarded") != NULL, system);
                }
                world_close(&w);
            }
}

/* The escort leaves before, with or after the visitor; a 引継ぎ before or none. */
static void R8_3_the_escort_does_not_leave_first(void **state)
{
    (void)state;
    static const int minutes[] = {-30, -1, 0, 5};
    for (int system = 0; system < 2; system++)
        for (size_t i = 0; i < sizeof minutes / sizeof minutes[0]; i++) {
            struct world w;
            visitor(&w, system);
            done_by(&w, "admit", clerk());
            w.s.now += 2 * 3600;
            type_time(&w, "left_at", w.s.now - 600);
            type_time(&w, "escort_left_at", w.s.now - 600 + minutes[i] * 60);
            if (system && minutes[i] < 0)
                refused(&w, "leave", clerk(), "escort_left_at", ATTENDED);
            else
                done_by(&w, "leave", clerk());
            assert_string_equal(w.record->state, system && minutes[i] < 0 ? "inside" : "done");
            world_close(&w);
        }
}

static void R8_3_another_takes_over_by_name(void **state)
{
    (void)state;
    struct world w;
    visitor(&w, true);
    done_by(&w, "admit", clerk());
    judge_everybody(&w, "hand_over", everybody, NULL);
    w.s.now += 3600;
    type_time(&w, "handed_at", w.s.now);
    refused(&w, "hand_over", clerk(), "next_escort", ATTENDED); /* to nobody */
    type(&w, "next_escort", OTHER " 伊藤 学");
    refused(&w, "hand_over", clerk(), "next_escort", NULL); /* to himself */
    type(&w, "next_escort", ANOTHER " 佐藤 進");
    done_by(&w, "hand_over", clerk());
    assert_string_equal(entry_get(w.record, "escort"), ANOTHER " 佐藤 進");
    assert_string_equal(w.record->state, "inside");
    type_time(&w, "left_at", w.s.now - 60); /* before the 引継ぎ */
    type_time(&w, "escort_left_at", w.s.now);
    refused(&w, "leave", clerk(), "left_at", NULL);
    w.s.now += 3600;
    type_time(&w, "left_at", w.s.now);
    type_time(&w, "escort_left_at", w.s.now);
    done_by(&w, "leave", clerk());
    assert_string_equal(w.record->state, "done");
    world_close(&w);
    lend(&w); /* a key has no escort */
    assert_null(rule_for(&w.s, "hand_over"));
    world_close(&w);
}

static void R8_4_kept_for_five_years(void **state)
{
    (void)state;
    assert_int_equal(register_key_use.retention_years, 5);
    assert_string_equal(register_key_use.form, "8");
}

/* Keys belong to a 通信機械室; who keeps the masters. */
static void R8_1_keys_and_firms_are_masters(void **state)
{
    (void)state;
    const struct field *place = &register_key.fields[register_field(&register_key, "place")];
    struct entry *rooms[2];
    for (int i = 0; i < 2; i++) {
        rooms[i] = world_entry(&register_place, "K7QF-60", (const char *const[]){"comms_room", i ? "yes" : NULL, NULL});
        struct entry *key = world_entry(&register_key, "K7QF-70", NULL);
        assert_int_equal(item_offered(place, key, rooms[i]), i);
        entry_free(key);
        entry_free(rooms[i]);
    }
    for (unsigned posts = 0; posts < POSTS_EVERY; posts++) {
        struct world w;
        world_start(&w, &register_key);
        w.s.actor = person(OTHER, posts, false);
        bool kept = (posts & (POST_TECHNICAL | POST_ADMINISTRATOR)) != 0;
        assert_int_equal(rule_check(NULL, &w.s, "enter", NULL) == 0, kept);
        world_close(&w);
        world_start(&w, &register_firm);
        w.s.actor = person(OTHER, posts, false);
        assert_int_equal(rule_check(NULL, &w.s, "enter", NULL) == 0, kept || (posts & POST_SUPERVISOR) != 0);
        world_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R8_1_whoever_uses_it_or_records_it_for_him),
        cmocka_unit_test(R8_1_not_back_by_the_end_of_the_day_is_late),
        cmocka_unit_test(R8_1_the_return_is_checked_by_another),
        cmocka_unit_test(R8_1_a_lent_key_is_not_lent_again),
        cmocka_unit_test(R8_2_a_visitor_in_every_comms_room),
        cmocka_unit_test(R8_2_attended_where_a_police_system_stands),
        cmocka_unit_test(R8_3_the_escort_does_not_leave_first),
        cmocka_unit_test(R8_3_another_takes_over_by_name),
        cmocka_unit_test(R8_4_kept_for_five_years),
        cmocka_unit_test(R8_1_keys_and_firms_are_masters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

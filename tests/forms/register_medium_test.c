/* 様式第6号: R6-1, R6-3, R6-5 … R6-9, R6-11, M-34. */
#include "forms/medium_rules.h"
#include "forms/unit.h"
#include "tests/forms/ledger_world.h"
#include "tests/forms/use_world.h"

#define LEDGER "第7の1(2)オ(ア)a"
enum { ALL = MEDIUM_LEDGER | MEDIUM_STORAGE | MEDIUM_INSPECTION | MEDIUM_CARRYING | MEDIUM_USE };

static void R6_1_five_fields(void **state)
{
    (void)state;
    static const char *const text[] = {"number", "kind", "supervisor", "from", "to"};
    struct world w;
    medium_open(&w, NULL);
    demands(&w, "enter", PAIRS("section", "number", "kind", "supervisor", "from", "custodian", "place"));
    type_all(&w, PAIRS("to", "2026-11-24", "ending", "lost"));
    demands(&w, "end", PAIRS("to", "ending"));
    for (size_t i = 0; i < COUNT(text); i++)
        assert_string_equal(register_medium.fields[register_field(&register_medium, text[i])].clause, LEDGER);
    world_close(&w);
}

static void R6_1_M_34_changes_are_confirmed_each_time(void **state)
{
    (void)state;
    struct world w;
    medium_open(&w, PAIRS("ending", "lost"));
    changes_are_confirmed(&w, POST_ADMINISTRATOR, LEDGER);
    world_close(&w);
}

static void R6_1_the_last_day_is_neither_to_come_nor_before_the_first(void **state)
{
    (void)state;
    static const struct {
        const char *to, *fault;
    } days[] = {{"2026-03-31", "to"}, {"2026-04-01", ""}, {"2026-11-24", ""}, {"2026-11-25", "to"}};
    struct world w;
    medium_open(&w, PAIRS("ending", "lost"));
    for (size_t i = 0; i < COUNT(days); i++) {
        type(&w, "to", days[i].to);
        assert_string_equal(step_fault(&w, "end"), days[i].fault);
        assert_string_equal(step_fault(&w, "correct"), days[i].fault);
    }
    world_close(&w);
}

/* All 1000 first blocks × codes that agree or not × serials. */
static void R6_3_three_blocks(void **state)
{
    (void)state;
    static const char *const codes[] = {"012", "013", NULL};
    static const char *const serials[] = {"000", "001", "999"};
    int known = 0;
    for (int unit = 0; unit < 1000; unit++)
        for (size_t c = 0; c < COUNT(codes); c++)
            for (size_t s = 0; s < COUNT(serials); s++) {
                char number[CONTROL_NUMBER_BYTES], block[4];
                struct err e;
                text_format(block, sizeof block, "%03d", unit);
                text_format(number, sizeof number, "%s-012-%s", block, serials[s]);
                bool sound = unit_find(block) != NULL && (codes[c] == NULL || strcmp(codes[c], "012") == 0) && s > 0;
                err_clear(&e);
                assert_int_equal(control_number_sound("number", number, codes[c], &e) == 0, sound);
                if (!sound) {
                    assert_string_equal(e.field, "number");
                    assert_string_equal(e.clause, "第7の1(2)オ(ア)e");
                }
                known += sound;
            }
    assert_int_equal(known, 64 * 2 * 2);
}

static void R6_3_the_code_is_that_of_the_section(void **state)
{
    (void)state;
    static const char *const numbers[] = {"600-012-001", "600-013-001", "601-012-001", "600-012-000"};
    static const char *const codes[] = {"", "1", "12", "012", "0123", "01a", "０１２"};
    struct world w;
    struct world section;
    medium_open(&w, NULL);
    for (size_t i = 0; i < COUNT(numbers); i++) {
        type(&w, "number", numbers[i]);
        assert_string_equal(step_fault(&w, "enter"), i == 0 ? "" : "number");
    }
    world_start(&section, &register_section);
    type(&section, "name", "地域課");
    for (size_t i = 0; i < COUNT(codes); i++) {
        type(&section, "code", codes[i]);
        assert_string_equal(step_fault(&section, "enter"), strcmp(codes[i], "012") == 0 ? "" : "code");
    }
    world_close(&section);
    world_close(&w);
}

static void R6_3_numbers_and_codes_are_given_once(void **state)
{
    (void)state;
    const struct field *number = &register_medium.fields[register_field(&register_medium, "number")];
    const struct field *code = &register_section.fields[register_field(&register_section, "code")];
    char next[CONTROL_NUMBER_BYTES];
    assert_int_equal(number->type, FIELD_CONTROL_NUMBER);
    assert_true((number->flags & FIELD_UNIQUE) != 0 && (number->flags & FIELD_FIXED) != 0);
    assert_true((code->flags & FIELD_UNIQUE) != 0 && (code->flags & FIELD_FIXED) != 0);
    assert_string_equal(number->initial, "number");
    assert_string_equal(number->block, "section");
    assert_true(control_number_next(next, "600", "012", ""));
    assert_string_equal(next, "600-012-001");
    assert_true(control_number_next(next, "600", "012", "600-012-998"));
    assert_string_equal(next, "600-012-999");
    assert_false(control_number_next(next, "600", "012", "600-012-999"));
}

/* What applies: every kind of exclusion × belonging to a phone. */
static void R6_5_R6_9_what_applies(void **state)
{
    (void)state;
    static const char *const exclusions[] = {NULL, "a", "b", "c"};
    for (size_t x = 0; x < COUNT(exclusions); x++)
        for (int phone = 0; phone < 2; phone++) {
            struct entry *medium = world_entry(&register_medium, "K7QF-90", NULL);
            unsigned applies = phone ? MEDIUM_USE : x > 0 ? MEDIUM_CARRYING | MEDIUM_USE : ALL;
            assert_int_equal(entry_set(medium, "exclusion", exclusions[x], NULL), 0);
            assert_int_equal(entry_set(medium, "of_phone", phone ? "yes" : NULL, NULL), 0);
            assert_int_equal(medium_duties(medium), applies);
            entry_free(medium);
        }
}

/* Class × reason × the two ticks of (b) × the other rule of (c). */
static void R6_5_exclusions_and_their_demands(void **state)
{
    (void)state;
    static const char *const classes[] = {"a", "b", "c"};
    static const char *const keys[] = {"exclusion_reason", "only_low", "no_more_writing", "other_rule"};
    static const char *const values[] = {"理由", "yes", "yes", "押収物取扱要領"};
    static const int asked[][4] = {{1, 0, 0, 0}, {1, 1, 1, 0}, {1, 0, 0, 1}};
    for (size_t c = 0; c < COUNT(classes); c++)
        for (unsigned given = 0; given < 16; given++) {
            struct world w;
            const char *fault = "";
            medium_open(&w, PAIRS("exclusion", classes[c]));
            type_all(&w, PAIRS("custodian", NULL));
            type(&w, "place", NULL);
            for (int i = 3; i >= 0; i--) {
                type(&w, keys[i], (given & 1u << i) != 0 ? values[i] : NULL);
                if (asked[c][i] && (given & 1u << i) == 0)
                    fault = keys[i];
            }
            assert_string_equal(step_fault(&w, "enter"), fault);
            for (int i = 0; i < 4; i++) /* what is not asked does not stay */
                assert_true(asked[c][i] || entry_get(w.typed, keys[i]) == NULL);
            world_close(&w);
        }
}

/* Outside オ(ア)a nothing waits for 運用管理者; what comes under it, or leaves it, does. */
static void R6_5_R6_9_only_what_the_book_holds_is_confirmed(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after, *entered, *changed;
    } cases[] = {{NULL, NULL, "increase", NULL},
                 {"c", "c", NULL, NULL},
                 {NULL, "c", "increase", "decrease"},
                 {"c", NULL, NULL, "increase"}};
    static const char *const steps[] = {"change", "correct"};
    for (size_t i = 0; i < 2 * COUNT(cases); i++) {
        struct world w;
        struct err e;
        medium_open(&w, PAIRS("exclusion_reason", "押収物", "other_rule", "要領"));
        type(&w, "exclusion", cases[i / 2].before);
        ok(world_do(&w, "enter", person(OTHER, POST_ADMINISTRATOR, false), &e), &e);
        expect(&w, "pending", cases[i / 2].entered);
        world_put(&w, "confirm_change", OTHER);
        type(&w, "exclusion", cases[i / 2].after);
        type_all(&w, PAIRS("exclusion_reason", "押収物", "other_rule", "要領", "custodian", HOLDER " 山田 実"));
        type(&w, "place", "K7QF-81 証拠品倉庫");
        w.s.reason = "理由";
        ok(world_do(&w, steps[i % 2], person(OTHER, POST_ADMINISTRATOR, false), &e), &e);
        expect(&w, "pending", cases[i / 2].changed);
        world_close(&w);
    }
}

static void R6_6_storage_is_told(void **state)
{
    (void)state;
    struct world w;
    medium_open(&w, NULL);
    demands(&w, "enter", PAIRS("place"));
    world_close(&w);
    assert_string_equal(register_place.fields[register_field(&register_place, "locked")].clause, "第7の1(2)オ(ア)b");
    assert_string_equal(register_place.fields[register_field(&register_place, "pooled")].clause, "第7の1(2)オ(ア)c");
}

/* Way it ended × 要機密情報 × method, date and person of the erasure. */
static void R6_7_erased_before_it_is_thrown_away(void **state)
{
    (void)state;
    static const char *const endings[] = {"disposal", "handed_over", "lost", "other"};
    static const char *const helds[] = {NULL, "no", "yes"};
    static const char *const keys[] = {"erased_how", "erased_on", "erased_by"};
    static const char *const values[] = {"destroy", "2026-11-24", OTHER " 佐藤 健"};
    for (size_t n = 0; n < COUNT(endings); n++)
        for (size_t h = 0; h < COUNT(helds); h++)
            for (unsigned given = 0; given < 8; given++) {
                struct world w;
                const char *fault = "";
                medium_open(&w, PAIRS("to", "2026-11-24", "ending", endings[n]));
                type(&w, "held_secret", helds[h]);
                for (int i = 2; i >= 0; i--) {
                    type(&w, keys[i], (given & 1u << i) != 0 ? values[i] : NULL);
                    if (n == 0 && h == 2 && (given & 1u << i) == 0)
                        fault = keys[i];
                }
                assert_string_equal(step_fault(&w, "end"), n == 0 && h == 0 ? "held_secret" : fault);
                world_close(&w);
            }
}

static void R6_7_not_after_it_is_thrown_away(void **state)
{
    (void)state;
    struct world w;
    medium_open(&w, PAIRS("to", "2026-11-20", "ending", "disposal", "held_secret", "yes", "erased_how", "crypto",
                          "erased_on", "2026-11-20", "erased_by", OTHER " 佐藤 健"));
    assert_string_equal(step_fault(&w, "end"), "");
    type(&w, "erased_on", "2026-11-21");
    assert_string_equal(step_fault(&w, "end"), "erased_on");
    world_close(&w);
}

/* Designation × the one person × the one 交番等. */
static void R6_8_exactly_one_person_is_designated(void **state)
{
    (void)state;
    static const char *const designations[] = {NULL, "duty", "police_box", "person"};
    const struct field *who = &register_medium.fields[register_field(&register_medium, "designated_person")];
    for (size_t d = 0; d < COUNT(designations); d++)
        for (int given = 0; given < 4; given++) {
            struct world w;
            medium_open(&w, NULL);
            type(&w, "designation", designations[d]);
            type(&w, "designated_person", (given & 1) != 0 ? HOLDER " 山田 実" : NULL);
            type(&w, "designated_place", (given & 2) != 0 ? "K7QF-81 日和田交番" : NULL);
            assert_string_equal(step_fault(&w, "enter"), d == 3 && (given & 1) == 0   ? "designated_person"
                                                         : d == 2 && (given & 2) == 0 ? "designated_place"
                                                                                      : "");
            assert_true(d == 3 || entry_get(w.typed, "designated_person") == NULL);
            assert_true(d == 2 || entry_get(w.typed, "designated_place") == NULL);
            world_close(&w);
        }
    assert_int_equal(who->type, FIELD_PERSON); /* holds one, never a list */
    assert_true((who->flags & FIELD_CUSTODY) != 0);
}

static void R6_9_of_a_phone_only_its_use_is_ruled(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    medium_open(&w, PAIRS("kind", "card", "of_phone", "yes"));
    ok(world_do(&w, "enter", person(OTHER, POST_ADMINISTRATOR, false), &e), &e);
    expect(&w, "pending", NULL);
    expect(&w, "custodian", NULL);
    expect(&w, "place", NULL);
    world_close(&w);
}

/* Only 運用責任者 is named, and what he is named for moves on with his post. */
static void R6_11_the_supervisor_named_is_one(void **state)
{
    (void)state;
    const struct field *field = &register_medium.fields[register_field(&register_medium, "supervisor")];
    struct world w;
    medium_open(&w, NULL);
    assert_true((field->flags & FIELD_CUSTODY) != 0 && (field->flags & FIELD_INDEXED) != 0);
    assert_string_equal(field->rule_step, "supervise");
    for (unsigned posts = 0; posts < POSTS_ALL; posts++) {
        w.s.actor = person(OTHER, posts, true);
        assert_int_equal(rule_check_person(NULL, &w.s, "supervise", NULL),
                         (posts & POST_SUPERVISOR) != 0 && (posts & POST_TECHNICAL) == 0 ? 0 : ERR_REFUSED);
    }
    world_close(&w);
}

/* A card goes with its device until it was split from it, and again when joined. */
static void R2_3_a_card_is_not_used_by_itself(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    medium_open(&w, NULL);
    assert_int_equal(medium_alone(w.typed, NULL), 0);
    type_all(&w, PAIRS("device_name", "カメラ-01"));
    ok(world_do(&w, "enter", person(OTHER, POST_ADMINISTRATOR, false), &e), &e);
    for (int round = 0; round < 2; round++) {
        assert_int_equal(medium_alone(w.typed, &e), ERR_REFUSED);
        assert_string_equal(e.clause, "第2の1(7)イ(イ)");
        assert_int_equal(world_do(&w, "split", person(OTHER, POST_ADMINISTRATOR, false), &e), ERR_INPUT);
        w.s.reason = "鑑識課に媒体だけを送る";
        only_posts(&w, "split", POST_ADMINISTRATOR | POST_SUPERVISOR, NULL);
        ok(world_do(&w, "split", person(OTHER, POST_SUPERVISOR, false), &e), &e);
        assert_int_equal(medium_alone(w.typed, NULL), 0);
        assert_int_equal(world_do(&w, "split", person(OTHER, POST_SUPERVISOR, false), &e), ERR_REFUSED);
        w.s.reason = NULL;
        only_posts(&w, "join", POST_ADMINISTRATOR | POST_SUPERVISOR, NULL);
        ok(world_do(&w, "join", person(OTHER, POST_ADMINISTRATOR, false), &e), &e);
    }
    const struct field *split = &register_medium.fields[register_field(&register_medium, "split")];
    assert_true((split->flags & FIELD_DEPARTS) != 0);
    world_close(&w);
}

/* 様式第7号: the card alone does not go out of the house; it may be connected, and the device takes it along. */
static void R2_3_a_card_is_not_carried_out_by_itself(void **state)
{
    (void)state;
    static const char *const modes[] = {"take_out", "device", "in_building", "connection"};
    for (size_t m = 0; m < COUNT(modes); m++)
        for (int card = 0; card < 2; card++)
            for (int split = 0; split < 2; split++) {
                struct world w;
                struct err e;
                use_open(&w, modes[m], AT_STATION, NULL);
                if (m != 1) {
                    assert_int_equal(entry_set(w.item, "device_name", card ? "カメラ-01" : NULL, NULL), 0);
                    assert_int_equal(entry_set(w.item, "split", split ? "yes" : NULL, NULL), 0);
                }
                w.s.step = "request";
                err_clear(&e);
                bool refused = m == 0 && card && !split;
                assert_int_equal(entry_check(&w.s, "request", &e), refused ? ERR_REFUSED : 0);
                assert_string_equal(e.clause, refused ? "第2の1(7)イ(イ)" : "");
                world_close(&w);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R6_1_five_fields),
        cmocka_unit_test(R6_1_M_34_changes_are_confirmed_each_time),
        cmocka_unit_test(R6_1_the_last_day_is_neither_to_come_nor_before_the_first),
        cmocka_unit_test(R6_3_three_blocks),
        cmocka_unit_test(R6_3_the_code_is_that_of_the_section),
        cmocka_unit_test(R6_3_numbers_and_codes_are_given_once),
        cmocka_unit_test(R6_5_R6_9_what_applies),
        cmocka_unit_test(R6_5_exclusions_and_their_demands),
        cmocka_unit_test(R6_5_R6_9_only_what_the_book_holds_is_confirmed),
        cmocka_unit_test(R6_6_storage_is_told),
        cmocka_unit_test(R6_7_erased_before_it_is_thrown_away),
        cmocka_unit_test(R6_7_not_after_it_is_thrown_away),
        cmocka_unit_test(R6_8_exactly_one_person_is_designated),
        cmocka_unit_test(R6_9_of_a_phone_only_its_use_is_ruled),
        cmocka_unit_test(R6_11_the_supervisor_named_is_one),
        cmocka_unit_test(R2_3_a_card_is_not_used_by_itself),
        cmocka_unit_test(R2_3_a_card_is_not_carried_out_by_itself),
        ALSO("R6-9", R6_5_R6_9_what_applies),
        ALSO("M-34", R6_1_M_34_changes_are_confirmed_each_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

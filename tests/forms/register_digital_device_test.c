/* 様式第2号: R2-1, R2-3, R2-4, R2-5, M-32; and R6-4, whether a device counts as a medium. */
#include "tests/forms/ledger_world.h"

#define LEDGER "第2の1(7)イ(ア)"

static void R2_1_what_the_book_says_of_a_device(void **state)
{
    (void)state;
    static const char *const text[] = {"name", "model", "serial", "medium_kind", "capacity"};
    struct world w;
    device_open(&w, NULL);
    demands(&w, "enter", PAIRS("name", "class", "model", "serial", "medium_kind", "capacity", "place", "from"));
    for (size_t i = 0; i < COUNT(text); i++)
        assert_string_equal(register_digital_device.fields[register_field(&register_digital_device, text[i])].clause,
                            LEDGER);
    world_close(&w);
}

/* Kept by 運用責任者; 当直責任者 is none here (⚑Q6: the clause stands before L1287). */
static void R2_1_M_32_changes_are_confirmed_the_same_moment(void **state)
{
    (void)state;
    struct world w;
    device_open(&w, NULL);
    changes_are_confirmed(&w, POST_SUPERVISOR, LEDGER);
    world_close(&w);
}

/* One record set: the card is named, a spare one needs a reason and stands on the list of what departs. */
static void R2_3_device_and_card_are_one(void **state)
{
    (void)state;
    const struct field *spare = &register_digital_device.fields[register_field(&register_digital_device, "spare")];
    struct world w;
    device_open(&w, NULL);
    demands(&w, "enter", PAIRS("medium"));
    world_close(&w);
    for (int ticked = 0; ticked < 2; ticked++)
        for (int reason = 0; reason < 2; reason++)
            for (int builtin = 0; builtin < 2; builtin++) {
                device_open(&w, NULL);
                if (builtin)
                    world_refer(&w, "medium", &register_medium, "K7QF-82 600-012-001", PAIRS("kind", "device"));
                type(&w, "builtin_only", builtin ? "yes" : NULL);
                type(&w, "spare", ticked ? "yes" : NULL);
                type(&w, "spare_reason", reason ? "遠隔地での長時間の撮影" : NULL);
                assert_string_equal(step_fault(&w, "enter"), ticked && !reason && !builtin ? "spare_reason" : "");
                expect(&w, "spare", ticked && !builtin ? "yes" : NULL);
                world_close(&w);
            }
    assert_true((spare->flags & FIELD_DEPARTS) != 0);
    assert_string_equal(spare->clause, "第2の1(7)イ(イ)");
}

/* Without a label it is entered all the same, and is found by that. */
static void R2_4_a_device_without_label_is_found(void **state)
{
    (void)state;
    static const struct cond unlabelled[CONDS] = {UNSET("label")};
    const struct field *label = &register_digital_device.fields[register_field(&register_digital_device, "label")];
    for (int labelled = 0; labelled < 2; labelled++) {
        struct world w;
        device_open(&w, NULL);
        type(&w, "label", labelled ? "yes" : NULL);
        assert_string_equal(step_fault(&w, "enter"), "");
        assert_int_equal(conds_hold(unlabelled, w.typed), !labelled);
        world_close(&w);
    }
    assert_string_equal(label->clause, "第2の1(7)イ(ウ)");
    assert_true((label->flags & FIELD_INDEXED) != 0);
}

static void R2_5_a_box_may_store_it(void **state)
{
    (void)state;
    const struct field *place = &register_digital_device.fields[register_field(&register_digital_device, "place")];
    static const char *const kinds[] = {"headquarters", "station", "annex", "police_box", "residence"};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct world w;
        device_open(&w, NULL);
        struct entry *at = world_refer(&w, "place", &register_place, "K7QF-83 某所", PAIRS("kind", kinds[i]));
        assert_true(item_offered(place, w.typed, at));
        assert_string_equal(step_fault(&w, "enter"), "");
        world_close(&w);
    }
    assert_string_equal(place->clause, "第2の1(7)イ(エ)");
}

/* Records inside only × what it counts as × the rule that forbids it × a row in 様式第6号. */
static void R6_4_what_counts_as_a_medium(void **state)
{
    (void)state;
    static const char *const deemings[] = {NULL, "medium", "no_connection", "no_storing"};
    for (int builtin = 0; builtin < 2; builtin++)
        for (size_t d = 0; d < COUNT(deemings); d++)
            for (int rule = 0; rule < 2; rule++)
                for (int row = 0; row < 2; row++) {
                    struct world w;
                    bool out = builtin && d >= 2;
                    device_open(&w, NULL);
                    world_refer(&w, "medium", &register_medium, "K7QF-82 600-012-001",
                                PAIRS("kind", builtin ? "device" : "card"));
                    type(&w, "builtin_only", builtin ? "yes" : NULL);
                    type(&w, "deemed", deemings[d]);
                    type(&w, "prohibition", rule ? "生活安全企画課通達第3号" : NULL);
                    if (!row)
                        type(&w, "medium", NULL);
                    assert_string_equal(step_fault(&w, "enter"), out && !rule   ? "prohibition"
                                                                 : !out && !row ? "medium"
                                                                                : "");
                    expect(&w, "deemed", !builtin ? NULL : d == 0 ? "medium" : deemings[d]);
                    world_close(&w);
                }
}

/* ⚑Q21: the card of what takes one; the device itself of what takes none. */
static void R6_4_the_row_is_that_of_the_card_or_of_the_device(void **state)
{
    (void)state;
    static const char *const kinds[] = {"usb", "card", "optical", "disk", "device", "other"};
    for (size_t i = 0; i < COUNT(kinds); i++)
        for (int builtin = 0; builtin < 2; builtin++) {
            struct world w;
            bool itself = strcmp(kinds[i], "device") == 0;
            device_open(&w, NULL);
            world_refer(&w, "medium", &register_medium, "K7QF-82 600-012-001", PAIRS("kind", kinds[i]));
            type(&w, "builtin_only", builtin ? "yes" : NULL);
            assert_string_equal(step_fault(&w, "enter"), itself == (builtin != 0) ? "" : "medium");
            world_close(&w);
        }
}

/* A tick taken back leaves nothing of what it had asked. */
static void R6_4_a_device_that_takes_cards_after_all(void **state)
{
    (void)state;
    struct world w;
    device_open(&w, PAIRS("builtin_only", "yes", "deemed", "no_connection", "prohibition", "通達第3号"));
    world_settle(&w, "enter");
    expect(&w, "prohibition", "通達第3号");
    type(&w, "builtin_only", NULL);
    world_settle(&w, "enter");
    expect(&w, "deemed", NULL);
    expect(&w, "prohibition", NULL);
    type(&w, "builtin_only", "yes");
    world_settle(&w, "enter");
    expect(&w, "deemed", "medium");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R2_1_what_the_book_says_of_a_device),
        cmocka_unit_test(R2_1_M_32_changes_are_confirmed_the_same_moment),
        cmocka_unit_test(R2_3_device_and_card_are_one),
        cmocka_unit_test(R2_4_a_device_without_label_is_found),
        cmocka_unit_test(R2_5_a_box_may_store_it),
        cmocka_unit_test(R6_4_what_counts_as_a_medium),
        cmocka_unit_test(R6_4_the_row_is_that_of_the_card_or_of_the_device),
        cmocka_unit_test(R6_4_a_device_that_takes_cards_after_all),
        ALSO("M-32", R2_1_M_32_changes_are_confirmed_the_same_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

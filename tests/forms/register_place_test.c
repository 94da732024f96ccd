/* 場所: KB-1 (who is posted and where the book is kept, by date), R5-2 (the place's part), and who keeps the list. */
#include "tests/forms/ledger_world.h"

static int64_t day(int month, int date)
{
    return moment(2026, month, date, 12, 0);
}

/* Tick × first day × last day × the day asked: open ends count as always. */
static void KB_1_holds_between_its_days(void **state)
{
    (void)state;
    static const char *const bounds[] = {NULL, "2026-04-01", "2026-09-30"};
    const int64_t days[] = {day(3, 31), day(4, 1), day(4, 2), day(9, 29), day(9, 30), day(10, 1)};
    for (int ticked = 0; ticked < 2; ticked++)
        for (size_t from = 0; from < 2; from++)
            for (size_t to = 0; to < 2; to++)
                for (size_t d = 0; d < COUNT(days); d++) {
                    struct entry *place = world_entry(&register_place, "K7QF-81", PAIRS("kind", "police_box"));
                    bool in = ticked && (from == 0 || d >= 1) && (to == 0 || d <= 4);
                    assert_false(place_has_inspector(place, days[d]) || place_keeps_book(place, days[d]));
                    assert_int_equal(entry_set(place, "inspector", ticked ? "yes" : NULL, NULL), 0);
                    assert_int_equal(entry_set(place, "inspector_from", bounds[from], NULL), 0);
                    assert_int_equal(entry_set(place, "inspector_to", to == 0 ? NULL : bounds[2], NULL), 0);
                    assert_int_equal(place_has_inspector(place, days[d]), in);
                    assert_false(place_keeps_book(place, days[d])); /* a matter of its own */
                    assert_int_equal(entry_set(place, "book_kept", ticked ? "yes" : NULL, NULL), 0);
                    assert_int_equal(entry_set(place, "book_from", bounds[from], NULL), 0);
                    assert_int_equal(entry_set(place, "book_to", to == 0 ? NULL : bounds[2], NULL), 0);
                    assert_int_equal(place_keeps_book(place, days[d]), in);
                    entry_free(place);
                }
    assert_false(place_has_inspector(NULL, days[0]) || place_keeps_book(NULL, days[0]));
}

/* It switches at midnight in Japan. */
static void KB_1_switches_on_the_day(void **state)
{
    (void)state;
    struct entry *place = world_entry(
        &register_place, "K7QF-81",
        PAIRS("kind", "police_box", "inspector", "yes", "inspector_from", "2026-04-01", "inspector_to", "2026-09-30"));
    assert_false(place_has_inspector(place, moment(2026, 3, 31, 23, 59)));
    assert_true(place_has_inspector(place, moment(2026, 4, 1, 0, 0)));
    assert_true(place_has_inspector(place, moment(2026, 9, 30, 23, 59)));
    assert_false(place_has_inspector(place, moment(2026, 10, 1, 0, 0)));
    entry_free(place);
}

/* Only a 交番等 has these; the book only beside a 警部補 (R7-20); days only with what they speak of, and in order. */
static void KB_1_what_is_asked_where(void **state)
{
    (void)state;
    static const char *const kinds[] = {"headquarters", "station", "annex", "police_box", "residence"};
    static const char *const asked[] = {"inspector", "inspector_from", "inspector_to",
                                        "book_kept", "book_from",      "book_to"};
    for (size_t k = 0; k < COUNT(kinds); k++)
        for (int ticks = 0; ticks < 4; ticks++) {
            struct world w;
            bool box = k >= 3, inspector = box && (ticks & 1) != 0, book = inspector && (ticks & 2) != 0;
            const bool kept[] = {inspector, inspector, inspector, book, book, book};
            world_start(&w, &register_place);
            type_all(&w, PAIRS("name", "日和田", "kind", kinds[k], "inspector_from", "2026-04-01", "inspector_to",
                               "2027-03-31", "book_from", "2026-04-01", "book_to", "2027-03-31"));
            type(&w, "inspector", (ticks & 1) != 0 ? "yes" : NULL);
            type(&w, "book_kept", (ticks & 2) != 0 ? "yes" : NULL);
            assert_string_equal(step_fault(&w, "enter"), "");
            for (size_t i = 0; i < COUNT(asked); i++)
                assert_int_equal(entry_get(w.typed, asked[i]) != NULL, kept[i]);
            type(&w, "inspector_to", "2026-03-31");
            assert_string_equal(step_fault(&w, "enter"), inspector ? "inspector_to" : "");
            world_close(&w);
        }
}

/* Kind × class × locked: nothing but クラス3, locked, at headquarters. */
static void R5_2_once_a_year_in_class_3_locked(void **state)
{
    (void)state;
    static const char *const kinds[] = {"headquarters", "station", "annex", "police_box", "residence"};
    static const char *const classes[] = {NULL, "1", "2", "3"};
    assert_false(place_inspected_yearly(NULL));
    for (size_t k = 0; k < COUNT(kinds); k++)
        for (size_t c = 0; c < COUNT(classes); c++)
            for (int locked = 0; locked < 2; locked++) {
                struct world w;
                world_start(&w, &register_place);
                type_all(&w, PAIRS("name", "某所", "kind", kinds[k]));
                type(&w, "class", classes[c]);
                type(&w, "locked", locked ? "yes" : NULL);
                assert_int_equal(place_inspected_yearly(w.typed), k == 0 && c == 3 && locked);
                assert_string_equal(step_fault(&w, "enter"), "");
                assert_int_equal(entry_get(w.typed, "class") != NULL, k == 0 && c > 0); /* a 署 has none (L150) */
                world_close(&w);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(KB_1_holds_between_its_days),
        cmocka_unit_test(KB_1_switches_on_the_day),
        cmocka_unit_test(KB_1_what_is_asked_where),
        cmocka_unit_test(R5_2_once_a_year_in_class_3_locked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

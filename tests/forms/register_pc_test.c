/* The computers media are connected to (R7-17), and the book of connections to those without logs (L-10). */
#include "forms/register_connection.h"
#include "forms/register_medium.h"
#include "forms/register_pc.h"
#include "forms/register_place.h"
#include "tests/forms/rule_world.h"

static const struct actor keeper = {.id = OTHER, .name = "担当", .rank = "inspector", .posts = POST_OPERATOR};
static const char *const limits[] = {"permit", "registered", "both", "none"};
static const char *const exemptions[] = {NULL, "a", "b", "c", "d", "e"};
#define KEYS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* At least one of permit and registered for input; permit and registered for output — or an exemption, or what is missing in
 * words, listed as a departure (R0-7). */
static void R7_17_how_a_computer_limits_media(void **state)
{
    (void)state;
    for (int n = 0; n < 4 * 2 * 2 * 6 * 2 * 2; n++) {
        struct world w;
        struct err e;
        int limit = n % 4, exemption = n / 16 % 6;
        bool permit = n / 4 % 2 == 1, registered = n / 8 % 2 == 1, shortfall = n / 96 % 2 == 1, class3 = n / 192 == 1;
        const char *missing = NULL;
        world_start(&w, &register_pc);
        type_all(&w, KEYS("name", "端末-11", "input_limit", limits[limit]));
        world_refer(&w, "place", &register_place, "K7QF-80 本部",
                    KEYS("kind", "headquarters", "class", class3 ? "3" : "2"));
        type(&w, "output_permit", permit ? "yes" : NULL);
        type(&w, "output_registered_only", registered ? "yes" : NULL);
        type(&w, "exemption", exemptions[exemption]);
        type(&w, "shortfall", shortfall ? "R9.3までに改修" : NULL);
        world_settle(&w, "enter");
        if (exemption == 0 && !shortfall)
            missing = limit == 3    ? "input_limit"
                      : !permit     ? "output_permit"
                      : !registered ? "output_registered_only"
                                    : NULL;
        if (exemption == 2 && !class3)
            missing = "exemption"; /* クラス3 alone */
        assert_int_equal(world_do(&w, "enter", keeper, &e), missing == NULL ? 0 : ERR_INPUT);
        if (missing != NULL)
            assert_string_equal(e.field, missing);
        else if (exemption == 0)
            assert_int_equal(entry_get(w.record, "shortfall") != NULL, shortfall);
        world_close(&w);
    }
    assert_int_not_equal(register_pc.fields[register_field(&register_pc, "shortfall")].flags & FIELD_DEPARTS, 0);
}

/* (オ) still logs; on (ウ) no medium is used at all: neither is one without logs. (イ)–(オ) are of the text, none other. */
static void R7_17_L_10_which_computers_may_lack_the_log(void **state)
{
    (void)state;
    const struct field *no_log = &register_pc.fields[register_field(&register_pc, "no_log")];
    const struct field *exemption = &register_pc.fields[register_field(&register_pc, "exemption")];
    for (int i = 0; i < 6; i++) {
        struct world w;
        struct err e;
        bool may = i != 3 && i != 5;
        world_start(&w, &register_pc);
        type_all(&w, KEYS("name", "端末-11", "input_limit", "permit", "no_log", "yes"));
        type_all(&w, KEYS("output_permit", "yes", "output_registered_only", "yes"));
        world_refer(&w, "place", &register_place, "K7QF-80 本部", KEYS("kind", "headquarters", "class", "3"));
        type(&w, "exemption", exemptions[i]);
        assert_int_equal(field_asked(no_log, w.typed, NULL), may);
        ok(world_do(&w, "enter", keeper, &e), &e);
        assert_int_equal(entry_get(w.record, "no_log") != NULL, may);
        world_close(&w);
    }
    for (int i = 1; i < 6; i++)
        assert_non_null(choice_find(exemption->choices, exemptions[i]));
}

/* L-10: at every connection: who, when, which medium, why; only of computers that cannot log (⚑Q25: exempt or not). */
static void L_10_a_line_of_the_book_of_connections(void **state)
{
    (void)state;
    static const char *const keys[] = {"connected_at", "person", "pc", "purpose"};
    for (int n = 0; n < 5 * 2 * 6 * 2 * 2; n++) {
        struct world w;
        struct err e;
        int left_out = n % 5, exemption = n / 10 % 6;
        bool no_log = n / 5 % 2 == 1, listed = n / 60 % 2 == 1, described = n / 120 == 1;
        const char *missing = NULL;
        world_start(&w, &register_connection);
        world_refer(&w, "pc", &register_pc, "K7QF-70 端末-11",
                    KEYS("name", "端末-11", no_log ? "no_log" : NULL, "yes"));
        assert_int_equal(entry_set(w.item, "exemption", exemptions[exemption], NULL), 0);
        type_all(&w, KEYS("person", APPLICANT " 山田 実", "purpose", "資料の取込み"));
        type_time(&w, "connected_at", w.s.now);
        type(&w, "medium", listed ? "K7QF-91 580-012-001" : NULL);
        type(&w, "outside_medium", described ? "○○商店から受領したもの" : NULL);
        if (left_out < 4)
            type(&w, keys[left_out], NULL);
        if (left_out < 3)
            missing = keys[left_out];
        else if (!listed && !described)
            missing = "outside_medium";
        else if (left_out == 3)
            missing = "purpose";
        else if (!no_log)
            missing = "pc";
        assert_int_equal(world_do(&w, "record", person(APPLICANT, POST_STAFF, false), &e),
                         missing == NULL ? 0 : ERR_INPUT);
        if (missing != NULL)
            assert_string_equal(e.field, missing);
        else
            assert_string_equal(w.record->state, "recorded");
        world_close(&w);
    }
    assert_int_equal(register_connection.retention_years, 5); /* as the logs (L1103, L1117) */
}

static void L_10_what_is_to_come_is_no_connection(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    world_start(&w, &register_connection);
    world_refer(&w, "pc", &register_pc, "K7QF-70 端末-11", KEYS("name", "端末-11", "no_log", "yes"));
    type_all(&w, KEYS("person", APPLICANT " 山田 実", "purpose", "資料の取込み", "medium", "K7QF-91 580-012-001"));
    type_time(&w, "connected_at", w.s.now + 3600);
    assert_int_equal(world_do(&w, "record", person(APPLICANT, POST_STAFF, false), &e), ERR_INPUT);
    assert_string_equal(e.field, "connected_at");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R7_17_how_a_computer_limits_media),
        ALSO("R7-17 L-10", R7_17_L_10_which_computers_may_lack_the_log),
        cmocka_unit_test(L_10_a_line_of_the_book_of_connections),
        cmocka_unit_test(L_10_what_is_to_come_is_no_connection),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

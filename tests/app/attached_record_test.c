/* The records beside the books in a real station: what is taken from a phone, and the terminal of a 交番 that is left. */
#include <stdio.h>

#include "tests/app/model.h"

static void M_17_R4_6_reported_imported_and_erased(void **state)
{
    static const enum who others[] = {SUZUKI, KANRI, SATO, TANAKA};
    char id[ENTRY_ID_BYTES] = "";
    struct err e;
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        const char *const pairs[] = {"source", "official",   "=phone",       house.things[PHONE_3],
                                     "what",   "現場の写真", "=reported_to", house.people[others[i]],
                                     NULL};
        assert_int_equal(house_try(&house, TANAKA, "import_report", id, "report", pairs, &e), ERR_REFUSED);
        assert_string_equal(e.field, "reported_to");
    }
    house_do(&house, TANAKA, "import_report", id, "report", "source", "official", "=phone", house.things[PHONE_3],
             "what", "現場の写真", "=reported_to", house.people[ITO], "reported_how", "oral");
    assert_int_not_equal(house_try(&house, TANAKA, "import_report", id, "erase", NULL, &e), 0);
    house_do(&house, TANAKA, "import_report", id, "import", "=safe", "yes");
    house_do(&house, ITO, "import_report", id, "receive", NULL);
    house_do(&house, TANAKA, "import_report", id, "erase", "=erased", "yes");
    house_state(&house, "import_report", id, "done");
}

static void R0_5_T_11_a_week_away(void **state)
{
    char id[ENTRY_ID_BYTES] = "", box[ENTRY_ID_BYTES] = "", annex[ENTRY_ID_BYTES] = "", at[HOUSE_VALUE];
    struct err e;
    (void)state;
    house_do(&house, KANRI, "place", box, "enter", "name", "駅前交番", "kind", "police_box");
    house_do(&house, KANRI, "place", annex, "enter", "name", "棚倉分庁舎", "kind", "annex");
    snprintf(at, sizeof at, "%s 駅前交番", box);
    house_do(&house, TANAKA, "terminal_storage", id, "store", "=item", house.things[TERMINAL_1], "=place", at,
             "away_until", "+6 9:00", "=locked", "yes");
    house_state(&house, "terminal_storage", id, "stored");
    const char *const longer[] = {"away_until", "+7 9:00", NULL};
    assert_int_equal(house_try(&house, TANAKA, "terminal_storage", id, "prolong", longer, &e), ERR_INPUT);
    assert_string_equal(e.field, "storage_place");
    snprintf(at, sizeof at, "%s 棚倉分庁舎", annex);
    house_do(&house, TANAKA, "terminal_storage", id, "prolong", "away_until", "+7 9:00", "=storage_place", at);
    house_do(&house, TANAKA, "terminal_storage", id, "return", NULL);
    house_state(&house, "terminal_storage", id, "done");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(M_17_R4_6_reported_imported_and_erased),
        IN_HOUSE(R0_5_T_11_a_week_away),
    };
    return cmocka_run_group_tests(tests, make_model, remove_model);
}

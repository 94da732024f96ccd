/* The ledgers on a station: a number is proposed and given once (R6-3), 増減 is on the board the same moment (R2-1, R6-1, T-5), a
 * named supervisor must be one (R6-11), and a setting that departs waits for 情報セキュリティ管理者 (R0-7). */
#include <stdio.h>
#include <string.h>

#include "app/duties.h"
#include "tests/app/model.h"

static char section[HOUSE_VALUE], place[HOUSE_VALUE];

static void reference(char out[HOUSE_VALUE], const char *id, const char *label)
{
    snprintf(out, HOUSE_VALUE, "%s %s", id, label);
}

/* With a 課(係)コード and a place to keep things. */
static int make_stock(void **state)
{
    (void)state;
    char id[ENTRY_ID_BYTES] = "";
    house_open(&model, house_time(2026, 9, 14, 10, 0));
    house_enrol_all(&model);
    house_do(&model, KANRI, "section", id, "enter", "code", "012", "name", "地域係");
    reference(section, id, "012 地域係");
    id[0] = '\0';
    house_do(&model, KANRI, "place", id, "enter", "name", "保管庫", "kind", "station", "=locked", "yes");
    reference(place, id, "保管庫");
    house_leave(&model);
    return 0;
}

/* Entered by 運用管理者; returns the 管理番号 in number. */
static void medium_enter(char id[ENTRY_ID_BYTES], char number[KEY_BYTES], const char *kind)
{
    struct entry *entry;
    id[0] = '\0';
    house_do(&house, KANRI, "medium", id, "enter", "=section", section, "kind", kind, "=supervisor", house.people[ITO],
             "=custodian", house.people[SATO], "=place", place);
    entry = house_load(&house, "medium", id);
    snprintf(number, KEY_BYTES, "%s", entry_get(entry, "number"));
    entry_free(entry);
}

/* Does the board ask 運用管理者 to confirm the entry by that step? */
static bool waits(const char *reg, const char *id, const char *step)
{
    struct duties board;
    struct err e;
    bool found = false;
    house_as(&house, KANRI);
    house_ok(duties_load(&board, house.session, &(struct duties_wanted){.mine_only = true, .most = 100}, &e));
    for (size_t i = 0; i < board.n; i++)
        found = found || (strcmp(board.list[i].reg->id, reg) == 0 && strcmp(board.list[i].entry, id) == 0 &&
                          strcmp(board.list[i].step, step) == 0);
    duties_release(&board);
    return found;
}

static void R6_3_numbers_are_proposed_and_given_once(void **state)
{
    (void)state;
    char id[ENTRY_ID_BYTES], first[KEY_BYTES], second[KEY_BYTES], expected[KEY_BYTES];
    struct err e;
    medium_enter(id, first, "usb");
    house_do(&house, KANRI, "medium", id, "end", "reason", "故障", "ending", "disposal", "held_secret", "no");
    medium_enter(id, second, "usb");
    assert_string_equal(first + 3, "-012-001");
    snprintf(expected, sizeof expected, "%.8s002", first);
    assert_string_equal(second, expected); /* not the number of what is gone */
    id[0] = '\0';
    assert_int_not_equal(
        house_try(&house, KANRI, "medium", id, "enter",
                  (const char *const[]){"=section", section, "number", first, "kind", "usb", "=supervisor",
                                        house.people[ITO], "=custodian", house.people[SATO], "=place", place, NULL},
                  &e),
        0);
    assert_string_equal(e.field, "number");
}

static void R2_1_R6_1_T_5_changes_are_on_the_board_at_once(void **state)
{
    (void)state;
    char medium[ENTRY_ID_BYTES], device[ENTRY_ID_BYTES] = "", number[KEY_BYTES], card[HOUSE_VALUE];
    medium_enter(medium, number, "card");
    assert_true(waits("medium", medium, "confirm_change"));
    house_do(&house, KANRI, "medium", medium, "confirm_change", NULL);
    assert_false(waits("medium", medium, "confirm_change"));
    reference(card, medium, number);
    house_do(&house, ITO, "digital_device", device, "enter", "name", "カメラ-01", "class", "camera", "model", "IXY",
             "serial", "A-1", "medium_kind", "SDカード", "capacity", "32GB", "=medium", card, "=place", place);
    assert_true(waits("digital_device", device, "confirm_change"));
    house_do(&house, KANRI, "digital_device", device, "confirm_change", NULL);
    assert_false(waits("digital_device", device, "confirm_change"));
    house_do(&house, ITO, "digital_device", device, "end", "reason", "更新", "to", "R8.9.14");
    assert_true(waits("digital_device", device, "confirm_change"));
}

static void R6_11_who_is_named_holds_the_post(void **state)
{
    (void)state;
    char id[ENTRY_ID_BYTES] = "";
    struct err e;
    assert_int_equal(
        house_try(&house, KANRI, "medium", id, "enter",
                  (const char *const[]){"=section", section, "kind", "usb", "=supervisor", house.people[SATO],
                                        "=custodian", house.people[SATO], "=place", place, NULL},
                  &e),
        ERR_REFUSED);
    assert_string_equal(e.field, "supervisor");
}

static void R4_2_R6_2_the_year_is_confirmed_without_a_change(void **state)
{
    (void)state;
    static const char *const books[] = {"2", "4", "6"};
    for (size_t i = 0; i < 3; i++) {
        char id[ENTRY_ID_BYTES] = "";
        struct entry *entry;
        house_do(&house, KANRI, "yearly", id, "confirm", "book", books[i], "kind", "unchanged", "count", "3");
        entry = house_load(&house, "yearly", id);
        assert_string_equal(entry_get(entry, "date"), "2026-09-14");
        assert_string_equal(entry->state, "confirmed");
        entry_free(entry);
    }
}

static void R0_7_a_setting_that_departs_waits(void **state)
{
    (void)state;
    char id[ENTRY_ID_BYTES] = "";
    house_do(&house, KANRI, "setting", id, "enter", "key", "year_start", "value", "4月1日");
    assert_true(waits("setting", id, "confirm"));
    house_do(&house, KANRI, "setting", id, "confirm", "external_number", "情管第12号", "external_date", "R8.9.10",
             "external_decider", "情報セキュリティ管理者");
    assert_false(waits("setting", id, "confirm"));
}

/* What is out comes back first; who keeps a thing hands it over first. */
static void what_is_held_is_not_ended(void **state)
{
    (void)state;
    char line[ENTRY_ID_BYTES] = "", phone[ENTRY_ID_BYTES], keeper[ENTRY_ID_BYTES];
    const char *const why[] = {"reason", "更新", NULL}, *const gone[] = {"reason", "更新", "to", "R8.9.14", NULL};
    struct err why_not = {0};
    house_ask(&house, TANAKA, PHONE_3, line);
    house_do(&house, ITO, "checkout", line, "permit", NULL);
    reference_id(phone, house.things[PHONE_3]);
    assert_int_equal(house_try(&house, KANRI, "phone", phone, "end", gone, &why_not), ERR_REFUSED);
    assert_non_null(strstr(why_not.text, "返却"));
    struct entry *entry = house_load(&house, "phone", phone);
    reference_id(keeper, entry_get(entry, "holder"));
    entry_free(entry);
    assert_int_equal(house_try(&house, KANRI, "person", keeper, "end", why, &why_not), ERR_REFUSED);
    assert_non_null(strstr(why_not.text, "異動"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(R6_3_numbers_are_proposed_and_given_once), IN_HOUSE(R2_1_R6_1_T_5_changes_are_on_the_board_at_once),
        IN_HOUSE(R6_11_who_is_named_holds_the_post),        IN_HOUSE(R4_2_R6_2_the_year_is_confirmed_without_a_change),
        IN_HOUSE(R0_7_a_setting_that_departs_waits),        IN_HOUSE(what_is_held_is_not_ended),
    };
    return cmocka_run_group_tests(tests, make_stock, remove_model);
}

/* 様式第7号 in a real station: derived links, the store's own checks, the board, and 専決, over the whole way of a line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "app/duties.h"
#include "forms/field.h"
#include "forms/text.h"
#include "tests/app/model.h"

static char usb[HOUSE_VALUE], card[HOUSE_VALUE], camera[HOUSE_VALUE], box[HOUSE_VALUE], pc[HOUSE_VALUE];

#define ENTERED(OUT, WHO, REG, ...) house_enter(&house, WHO, REG, OUT, __VA_ARGS__)

static void medium(char out[HOUSE_VALUE], const char *section, const char *kind)
{
    ENTERED(out, KANRI, "medium", "=section", section, "kind", kind, "=supervisor", house.people[ITO], "=custodian",
            house.people[SATO], "=place", box);
}

/* What the station of each test has. */
static int furnish(void **state)
{
    char section[HOUSE_VALUE];
    int rc = setup(state);
    ENTERED(section, KANRI, "section", "code", "012", "name", "地域係");
    ENTERED(box, KANRI, "place", "name", "日和田交番", "kind", "police_box");
    medium(usb, section, "usb");
    medium(card, section, "card");
    ENTERED(camera, ITO, "digital_device", "name", "カメラ-03", "class", "camera", "model", "DC-1", "serial", "S1",
            "medium_kind", "SDカード", "capacity", "32GB", "=medium", card, "=place", box);
    ENTERED(pc, KANRI, "pc", "name", "端末-11", "input_limit", "permit", "=output_permit", "yes",
            "=output_registered_only", "yes");
    return rc;
}

static void value_is(const char *id, const char *key, const char *value)
{
    struct entry *entry = house_load(&house, "use", id);
    const char *now = entry_get(entry, key);
    if (value == NULL ? now != NULL : now == NULL || strcmp(now, value) != 0)
        fail_msg("%s is %s", key, now != NULL ? now : "unset");
    entry_free(entry);
}

/* A step that asks nothing more than what it fills in by itself. */
static void just(enum who who, char id[ENTRY_ID_BYTES], const char *step)
{
    house_must(&house, who, "use", id, step, NULL);
}

static void take_out(char id[ENTRY_ID_BYTES], const char *thing)
{
    id[0] = '\0';
    house_do(&house, TANAKA, "use", id, "request", "mode", "take_out", "=item", thing, "purpose", "資料の運搬");
}

static void use_camera(char id[ENTRY_ID_BYTES])
{
    id[0] = '\0';
    house_do(&house, TANAKA, "use", id, "request", "mode", "device", "=item", camera, "purpose", "実況見分",
             "=device_empty", "yes", "=medium_empty", "yes");
}

static void R7_1_R7_2_a_medium_out_and_back(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    take_out(id, usb);
    value_is(id, "medium", usb);
    value_is(id, "place", box);
    value_is(id, "carried", "yes");
    value_is(id, "confidentiality", "1");
    house_state(&house, "use", id, "requested");
    just(ITO, id, "permit");
    house_state(&house, "use", id, "out");
    house.now += 3600;
    assert_int_equal(
        house_try(&house, TANAKA, "use", id, "return", (const char *const[]){"=imported", "yes", NULL}, &e), ERR_INPUT);
    assert_string_equal(e.field, "erased");
    house_do(&house, TANAKA, "use", id, "return", "=imported", "yes", "=erased", "yes");
    house_state(&house, "use", id, "returned");
    assert_int_equal(house_try(&house, SAITO, "use", id, "confirm", (const char *const[]){NULL}, &e), ERR_REFUSED);
    just(ITO, id, "confirm");
    house_state(&house, "use", id, "done");
}

/* The card is where its camera is: neither goes out twice, in whatever mode. */
static void R7_9_a_card_and_its_camera_are_out_once(void **state)
{
    char first[ENTRY_ID_BYTES], second[ENTRY_ID_BYTES], line[HOUSE_VALUE];
    struct err e;
    (void)state;
    use_camera(first);
    value_is(first, "medium", card);
    value_is(first, "route", "remote");
    just(ITO, first, "permit");
    take_out(second, card);
    assert_int_equal(house_try(&house, ITO, "use", second, "permit", (const char *const[]){NULL}, &e), ERR_REFUSED);
    assert_non_null(strstr(e.text, "使用・持出中"));
    use_camera(second);
    assert_int_equal(house_try(&house, ITO, "use", second, "permit", (const char *const[]){NULL}, &e), ERR_REFUSED);
    /* what the device's line covers needs none of its own: a memo, beside it */
    second[0] = '\0';
    snprintf(line, sizeof line, "%s カメラ-03", first);
    house_do(&house, TANAKA, "use", second, "omit", "mode", "in_building", "=item", card, "use_place", "交番",
             "omission", "covered", "=covered_by", line);
    house_state(&house, "use", second, "omitted");
    take_out(second, usb); /* another is free */
    just(ITO, second, "permit");
}

static bool waits(enum who who, const char *id, const char *step)
{
    struct duties board;
    struct err e;
    bool found = false;
    house_as(&house, who);
    house_ok(duties_load(&board, house.session, &(struct duties_wanted){.mine_only = true, .most = 100}, &e));
    for (size_t i = 0; i < board.n; i++)
        found = found || (strcmp(board.list[i].entry, id) == 0 && strcmp(board.list[i].step, step) == 0);
    duties_release(&board);
    return found;
}

/* By telephone at night from a 交番 without 警部補: on the board of the one called until he has seen it. */
static void KB_3_M_23_by_telephone(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    use_camera(id);
    assert_int_equal(
        house_try(&house, TANAKA, "use", id, "telephone_permit",
                  (const char *const[]){"=permit_called", house.people[SATO], "=permit_read_back", "yes", NULL}, &e),
        ERR_REFUSED); /* no 運用責任者 */
    assert_string_equal(e.field, "permit_called");
    house_do(&house, TANAKA, "use", id, "telephone_permit", "=permit_called", house.people[ITO], "=permit_read_back",
             "yes");
    house_state(&house, "use", id, "out");
    assert_true(waits(ITO, id, "countersign"));
    assert_false(waits(SAITO, id, "countersign"));
    just(ITO, id, "countersign");
    assert_false(waits(ITO, id, "countersign"));
    house.now += 3600;
    house_do(&house, TANAKA, "use", id, "return", "=imported", "yes", "=erased", "yes", "=erased_device", "yes");
    house_do(&house, TANAKA, "use", id, "telephone_confirm", "=confirm_called", house.people[ITO], "=confirm_read_back",
             "yes");
    house_state(&house, "use", id, "done");
}

/* A check by telephone counts for the month as one on the screen does. */
static void M_24_T_1_a_check_by_telephone_counts(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    use_camera(id);
    just(ITO, id, "permit");
    house.now = house_time(2026, 10, 15, 10, 0);
    assert_true(waits(ITO, id, "whereabouts"));
    house_do(&house, TANAKA, "use", id, "telephone_whereabouts", "=whereabouts_called", house.people[ITO],
             "=whereabouts_read_back", "yes");
    assert_false(waits(ITO, id, "whereabouts"));
}

/* Permit, then the technical one; the row of the medium is not in its way. */
static void M_27_M_47_a_connection_beside_the_line_of_the_medium(void **state)
{
    char out[ENTRY_ID_BYTES] = "", id[ENTRY_ID_BYTES] = "";
    struct err e;
    (void)state;
    house_do(&house, TANAKA, "use", out, "request", "mode", "in_building", "=item", usb, "use_place", "刑事課");
    just(ITO, out, "permit");
    house_do(&house, TANAKA, "use", id, "request", "mode", "connection", "=item", usb, "purpose", "資料の取込み", "=pc",
             pc);
    value_is(id, "technical", "yes");
    assert_int_equal(house_try(&house, ITO, "use", id, "grant", (const char *const[]){NULL}, &e), ERR_REFUSED);
    house_do(&house, ITO, "use", id, "permit_connection", "=minimum_scope", "yes");
    house_state(&house, "use", id, "requested");
    just(ITO, id, "grant");
    house_state(&house, "use", id, "granted");
    house_do(&house, TANAKA, "use", id, "end_connection", "=imported", "yes", "=erased", "yes");
    house_state(&house, "use", id, "done");
    house_state(&house, "use", out, "out");
}

/* X-3 in the store: silent, and written up the next day with all that was left out. */
static void X_T2_X_3_a_silent_use_is_written_up(void **state)
{
    char id[ENTRY_ID_BYTES], medium_id[ENTRY_ID_BYTES], other[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    reference_id(medium_id, card);
    house_do(&house, KANRI, "medium", medium_id, "change", "designation", "person", "=designated_person",
             house.people[TANAKA]);
    id[0] = '\0';
    house_do(&house, TANAKA, "use", id, "take_exempt", "mode", "device", "=item", camera, "exemption", "person");
    house_state(&house, "use", id, "out");
    value_is(id, "omitted", "yes");
    value_is(id, "carried", "yes");
    use_camera(other);
    assert_int_equal(house_try(&house, ITO, "use", other, "permit", (const char *const[]){NULL}, &e), ERR_REFUSED);
    house.now += 24 * 3600;
    assert_true(waits(TANAKA, id, "write_up"));
    assert_int_equal(
        house_try(&house, TANAKA, "use", id, "return_exempt",
                  (const char *const[]){"=imported", "yes", "=erased", "yes", "=erased_device", "yes", NULL}, &e),
        ERR_INPUT);
    assert_string_equal(e.field, "returned_at");
    house_do(&house, TANAKA, "use", id, "write_up", "purpose", "実況見分が続くため", "=device_empty", "yes",
             "=medium_empty", "yes");
    house_state(&house, "use", id, "written");
    value_is(id, "omitted", NULL);
    just(ITO, id, "permit");
    house_state(&house, "use", id, "out");
    house_do(&house, TANAKA, "use", id, "return", "=imported", "yes", "=erased", "yes", "=erased_device", "yes");
    just(ITO, id, "confirm");
    house_state(&house, "use", id, "done");
}

#define IN_STATION(IDS, TEST)                           \
    {                                                   \
        IDS " by " #TEST, TEST, furnish, teardown, NULL \
    }

/* Why the thing is not offered for that step; "" where it is. */
static void offered(const char *step, const char *mode, const char *thing, const char *word)
{
    struct act *act = house_form(&house, SATO, "use", NULL, step, "mode", mode);
    struct candidates list;
    struct err e;
    const struct field *item = &act_register(act)->fields[register_field(act_register(act), "item")];
    bool found = false;
    house_ok(candidates_load(&list, act, item, NULL, 20, &e));
    for (size_t i = 0; i < list.n; i++) {
        if (strcmp(list.list[i].canonical, thing) != 0)
            continue;
        found = true;
        if (strstr(list.list[i].refusal.text, word) == NULL ||
            (word[0] == '\0' && list.list[i].refusal.code != ERR_NONE))
            fail_msg("%s %s %s: %s", step, mode, thing, list.list[i].refusal.text);
    }
    assert_true(found);
    candidates_release(&list);
    act_free(act);
}

/* R7-9: the medium of a device that is out, and a device whose medium is out, are not there to be taken. */
static void R7_1_R7_9_what_is_out_within_another_is_not_offered(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    offered("request", "in_building", card, "");
    use_camera(id);
    offered("request", "in_building", card, ""); /* asked for only */
    just(ITO, id, "permit");
    offered("request", "in_building", card, "持出中: 田中 玲");
    offered("request", "take_out", card, "持出中");
    offered("request", "device", camera, "持出中");
    offered("request", "take_out", usb, "");
    offered("omit", "in_building", card, ""); /* as covered by the line of the device */
}

static void R7_9_a_device_whose_medium_is_out_is_not_offered(void **state)
{
    char id[ENTRY_ID_BYTES] = "";
    (void)state;
    house_do(&house, TANAKA, "use", id, "request", "mode", "in_building", "=item", card, "use_place", "刑事課");
    offered("request", "device", camera, "");
    just(ITO, id, "permit");
    offered("request", "device", camera, "持出中: 田中 玲");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_STATION("R7-1 R7-2", R7_1_R7_2_a_medium_out_and_back),
        IN_STATION("R7-9", R7_9_a_card_and_its_camera_are_out_once),
        IN_STATION("R7-1 R7-9", R7_1_R7_9_what_is_out_within_another_is_not_offered),
        IN_STATION("R7-9", R7_9_a_device_whose_medium_is_out_is_not_offered),
        IN_STATION("KB-3 M-23", KB_3_M_23_by_telephone),
        IN_STATION("M-24 T-1", M_24_T_1_a_check_by_telephone_counts),
        IN_STATION("X-T2 X-3", X_T2_X_3_a_silent_use_is_written_up),
        IN_STATION("M-27 M-47", M_27_M_47_a_connection_beside_the_line_of_the_medium),
    };
    return cmocka_run_group_tests(tests, make_model, remove_model);
}

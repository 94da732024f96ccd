/* One key, one life: an item over all books, and a person. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "app/life.h"
#include "tests/app/november.h"

static int setup(void **state)
{
    (void)state;
    return model_open(NULL);
}

/* Out and back, permitted and confirmed by ITO. */
static void take_out(struct house *house, enum who who, enum thing phone, char id[ENTRY_ID_BYTES])
{
    house_ask(house, who, phone, id);
    house_do(house, ITO, "checkout", id, "permit", NULL);
    house->now += 60;
    house_do(house, who, "checkout", id, "return", NULL);
    house_do(house, ITO, "checkout", id, "confirm", NULL);
}

static const struct life_line *line_of(const struct life *life, const char *entry, bool own)
{
    for (size_t i = 0; i < life->n; i++)
        if (strcmp(life->lines[i].entry, entry) == 0 && life->lines[i].own == own)
            return &life->lines[i];
    return NULL;
}

static void load(struct life *out, struct house *house, const char *reg, const char *value)
{
    char id[ENTRY_ID_BYTES];
    struct err e;
    house_ok(life_load(out, house->session, station_register(session_station(house->session), reg),
                       reference_id(id, value), &e));
    for (size_t i = 1; i < out->n; i++)
        assert_true(out->lines[i - 1].at <= out->lines[i].at);
}

static void an_item_shows_its_own_history_and_every_row_that_names_it(void **state)
{
    struct house house;
    struct life life;
    char first[ENTRY_ID_BYTES], second[ENTRY_ID_BYTES], other[ENTRY_ID_BYTES], phone[ENTRY_ID_BYTES];
    (void)state;
    house_copy(&house, &model);
    take_out(&house, TANAKA, PHONE_3, first);
    house.now += MODEL_DAY;
    take_out(&house, SATO, PHONE_7, other);
    house.now += MODEL_DAY;
    reference_id(phone, house.things[PHONE_3]);
    house_do(&house, KANRI, "phone", phone, "change", "model", "試験機二");
    house.now += MODEL_DAY;
    house_ask(&house, SATO, PHONE_3, second);

    load(&life, &house, "phone", house.things[PHONE_3]);
    assert_int_equal(life.n, 4);
    assert_true(life.lines[0].own);
    assert_string_equal(life.lines[0].what, "登録した");
    assert_string_equal(life.lines[1].entry, first);
    assert_non_null(strstr(life.lines[1].what, "携帯-03"));
    assert_string_equal(life.lines[1].person, "田中 玲");
    assert_string_equal(life.lines[1].permitter, "伊藤 学");
    assert_int_equal(life.lines[1].state->kind, STATE_DONE);
    assert_string_equal(life.lines[2].what, "変更した");
    assert_string_equal(life.lines[3].entry, second);
    assert_string_equal(life.lines[3].permitter, "");
    assert_int_equal(life.lines[3].state->kind, STATE_WAITING);
    assert_null(line_of(&life, other, false));
    life_release(&life);
    house_close(&house);
}

static void an_ended_item_keeps_its_life(void **state)
{
    struct house house;
    struct life life;
    char id[ENTRY_ID_BYTES], phone[ENTRY_ID_BYTES];
    (void)state;
    house_copy(&house, &model);
    take_out(&house, TANAKA, PHONE_3, id);
    house.now += MODEL_DAY;
    reference_id(phone, house.things[PHONE_3]);
    house_do(&house, KANRI, "phone", phone, "end", "reason", "故障");
    load(&life, &house, "phone", house.things[PHONE_3]);
    assert_non_null(line_of(&life, id, false));
    assert_string_equal(life.lines[life.n - 1].what, "終了した: 故障");
    life_release(&life);
    house_close(&house);
}

static void a_person_shows_posts_things_and_rows(void **state)
{
    struct house house;
    struct life life;
    char id[ENTRY_ID_BYTES];
    size_t posts = 0, things = 0;
    (void)state;
    house_copy(&house, &model);
    house_ask(&house, ITO, PHONE_3, id);
    house_do(&house, SAITO, "checkout", id, "permit", NULL);
    load(&life, &house, "person", house.people[ITO]);
    for (size_t i = 0; i < life.n; i++) {
        posts += strcmp(life.lines[i].reg->id, "post") == 0;
        things += strcmp(life.lines[i].reg->id, "phone") == 0;
    }
    assert_int_equal(posts, 1);
    assert_int_equal(things, 2); /* he answers for both phones */
    assert_non_null(line_of(&life, id, false));
    life_release(&life);
    house_close(&house);
}

static void a_row_leads_to_its_item_and_an_item_to_itself(void **state)
{
    struct house house;
    const struct register_def *reg;
    struct entry *entry;
    char id[ENTRY_ID_BYTES], row[ENTRY_ID_BYTES], phone[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    house_copy(&house, &model);
    house_ask(&house, TANAKA, PHONE_3, row);
    entry = house_load(&house, "checkout", row);
    house_ok(life_subject(&reg, id, house.session, entry, &e));
    assert_string_equal(reg->id, "phone");
    assert_string_equal(id, reference_id(phone, house.things[PHONE_3]));
    entry_free(entry);
    entry = house_load(&house, "phone", id);
    house_ok(life_subject(&reg, id, house.session, entry, &e));
    assert_string_equal(reg->id, "phone");
    assert_string_equal(id, phone);
    entry_free(entry);
    house_close(&house);
}

static void books_that_one_may_not_see_stay_out_of_a_life(void **state)
{
    struct house house;
    struct life life;
    char id[ENTRY_ID_BYTES], phone[ENTRY_ID_BYTES];
    struct session *technical;
    struct err e;
    (void)state;
    house_copy(&house, &model);
    take_out(&house, TANAKA, PHONE_3, id);
    technical = house_session(&house, GIJUTSU);
    const struct register_def *device = station_register(session_station(technical), "device");
    house_ok(life_load(&life, technical, device, reference_id(phone, house.things[TERMINAL_1]), &e));
    for (size_t i = 0; i < life.n; i++)
        assert_null(life.lines[i].reg->form);
    life_release(&life);
    house_ok(session_close(technical, "sign_out", &e));
    house_close(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_item_shows_its_own_history_and_every_row_that_names_it),
        cmocka_unit_test(an_ended_item_keeps_its_life),
        cmocka_unit_test(a_person_shows_posts_things_and_rows),
        cmocka_unit_test(a_row_leads_to_its_item_and_an_item_to_itself),
        cmocka_unit_test(books_that_one_may_not_see_stay_out_of_a_life),
    };
    return cmocka_run_group_tests(tests, setup, model_close);
}

/* A person leaves or comes in one go: what moves, what blocks, what is left without its post; old names stay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/pages.h"
#include "app/transfer.h"
#include "db/query.h"
#include "tests/app/november.h"

static int setup(void **state)
{
    (void)state;
    return model_open(NULL);
}

static struct act *begin(struct house *house, const char *direction, enum who who, const char *date,
                         const char *successor)
{
    return house_form(house, KANRI, "transfer", NULL, "record", "direction", direction, "=person", house->people[who],
                      "date", date, "=successor", successor);
}

static struct transfer_plan plan_of(struct act *act)
{
    struct transfer_plan plan;
    struct err e;
    house_ok(transfer_plan_load(&plan, act, NULL, &e));
    return plan;
}

static struct transfer_line *line_of(struct transfer_plan *plan, enum transfer_kind kind, const char *label)
{
    for (size_t i = 0; i < plan->n; i++)
        if (plan->lines[i].kind == kind && strstr(plan->lines[i].label, label) != NULL)
            return &plan->lines[i];
    return NULL;
}

static size_t lines(const struct transfer_plan *plan, enum transfer_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->n; i++)
        n += plan->lines[i].kind == kind;
    return n;
}

static unsigned posts_on(struct house *house, enum who who, int64_t at)
{
    struct actor actor;
    char id[ENTRY_ID_BYTES];
    struct err e;
    house_ok(actor_load(&actor, house->session, reference_id(id, house->people[who]), at, &e));
    return actor.posts;
}

static void finish(struct house *house, struct act *act, struct transfer_plan *plan)
{
    transfer_plan_release(plan);
    act_free(act);
    house_verify(house);
    house_close(house);
}

static void posts_things_and_the_person_move_in_one_transaction(void **state)
{
    struct house house;
    struct err e;
    char phone[ENTRY_ID_BYTES], person[ENTRY_ID_BYTES];
    (void)state;
    house_copy(&house, &model);
    struct act *act = begin(&house, "離任", ITO, "R8.11.24", house.people[HOJO]);
    struct transfer_plan plan = plan_of(act);
    assert_int_equal(lines(&plan, TRANSFER_POST), 1);
    assert_int_equal(lines(&plan, TRANSFER_CUSTODY), 2);
    assert_int_equal(lines(&plan, TRANSFER_ACCOUNT), 1);
    assert_int_equal(plan.blocking, 0);
    assert_true(line_of(&plan, TRANSFER_POST, "運用責任者")->chosen);
    assert_string_equal(line_of(&plan, TRANSFER_ACCOUNT, "")->clause, "第6の1(1)イ(キ)");
    int64_t before = station_seq(session_station(house.session));
    house_ok(transfer_commit(act, &plan, &e));

    struct history history;
    reference_id(phone, house.things[PHONE_3]);
    house_ok(history_load(&history, session_station(house.session), "phone", phone, &e));
    int64_t tx = history.events[history.n - 1].tx;
    assert_non_null(strstr(history.events[history.n - 1].change.reason, "伊藤 学の異動"));
    history_release(&history);
    reference_id(person, house.people[ITO]);
    house_ok(history_load(&history, session_station(house.session), "person", person, &e));
    assert_int_equal(history.events[history.n - 1].tx, tx);
    history_release(&history);
    /* the entry, a post given, one ended, two phones, the person */
    assert_int_equal(station_seq(session_station(house.session)) - before, 6);

    struct entry *entry = house_load(&house, "phone", phone);
    assert_string_equal(reference_label(entry_get(entry, "holder")), "補助 花");
    entry_free(entry);
    house_state(&house, "person", person, "ended");
    assert_true((posts_on(&house, ITO, house.now) & POST_SUPERVISOR) != 0); /* to the end of the day */
    assert_true((posts_on(&house, HOJO, house.now) & POST_SUPERVISOR) != 0);
    assert_false((posts_on(&house, ITO, house.now + MODEL_DAY) & POST_SUPERVISOR) != 0);
    assert_true((posts_on(&house, HOJO, house.now + MODEL_DAY) & POST_SUPERVISOR) != 0);
    finish(&house, act, &plan);
}

static void nothing_is_written_while_something_blocks(void **state)
{
    struct house house;
    struct err e;
    char out[ENTRY_ID_BYTES];
    (void)state;
    house_copy(&house, &model);
    house_ask(&house, TANAKA, PHONE_3, out);
    house_do(&house, ITO, "checkout", out, "permit", NULL);
    struct act *act = begin(&house, "離任", TANAKA, "R8.12.1", house.people[SATO]);
    struct transfer_plan plan = plan_of(act);
    struct transfer_line *line = line_of(&plan, TRANSFER_OPEN, "携帯-03");
    assert_non_null(line);
    assert_true(line->blocking);
    int64_t before = station_seq(session_station(house.session));
    assert_int_equal(transfer_commit(act, &plan, &e), ERR_REFUSED);
    assert_int_equal(station_seq(session_station(house.session)), before);

    house_do(&house, TANAKA, "checkout", out, "return", NULL);
    house_do(&house, ITO, "checkout", out, "confirm", NULL);
    house_as(&house, KANRI);
    assert_int_equal(transfer_commit(act, &plan, &e), ERR_CONFLICT); /* the plan is not what is */
    transfer_plan_release(&plan);
    plan = plan_of(act);
    assert_int_equal(plan.blocking, 0);
    house_ok(transfer_commit(act, &plan, &e));
    finish(&house, act, &plan);
}

static void what_only_he_can_confirm_is_named_with_its_clause(void **state)
{
    struct house house;
    char out[ENTRY_ID_BYTES] = "";
    struct err e;
    (void)state;
    house_copy(&house, &model);
    house_do(&house, TANAKA, "checkout", out, "request", "kind", "mobile", "=item", house.things[TERMINAL_1], "purpose",
             "捜査会議", "=minimum", "yes", "confidentiality", "1");
    house_do(&house, ITO, "checkout", out, "permit", NULL);
    struct act *act = begin(&house, "離任", ITO, "R8.12.1", house.people[HOJO]);
    struct transfer_plan plan = plan_of(act);
    struct transfer_line *line = line_of(&plan, TRANSFER_OPEN, "端末-01");
    assert_non_null(line);
    assert_false(line->blocking); /* ⚑Q2 has a way round */
    assert_string_equal(line->clause, "第7の1(2)イ(ア)b");
    house_ok(transfer_commit(act, &plan, &e));
    struct entry *entry = NULL;
    house_ok(
        entry_find(&entry, session_station(house.session), transfer_register(house.session), "direction", "leave", &e));
    assert_non_null(strstr(entry_get(entry, "left"), "端末-01"));
    assert_non_null(strstr(entry_get(entry, "moved"), "運用責任者"));
    entry_free(entry);
    finish(&house, act, &plan);
}

static void a_thing_blocks_without_a_successor_or_with_one_whom_the_rules_refuse(void **state)
{
    struct house house;
    (void)state;
    house_copy(&house, &model);
    struct act *act = begin(&house, "離任", ITO, "R8.12.1", NULL);
    struct transfer_plan plan = plan_of(act);
    assert_int_equal(plan.blocking, 2);
    transfer_plan_release(&plan);
    act_free(act);
    act = begin(&house, "離任", ITO, "R8.12.1", house.people[TANAKA]); /* R4-3: a sergeant needs a ground */
    plan = plan_of(act);
    assert_int_equal(plan.blocking, 2);
    assert_string_equal(line_of(&plan, TRANSFER_CUSTODY, "携帯-03")->clause, "第7の1(2)エ(ア)c");
    finish(&house, act, &plan);
}

static void a_post_that_nobody_holds_after_the_date_stands_out_with_its_books(void **state)
{
    struct house house;
    (void)state;
    house_copy(&house, &model);
    struct act *act = begin(&house, "離任", HOJO, "R8.12.1", NULL);
    struct transfer_plan plan = plan_of(act);
    struct transfer_line *line = line_of(&plan, TRANSFER_POST, "運用管理補助者");
    assert_true(line->vacant);
    assert_int_equal(plan.vacant, 1);
    assert_non_null(strstr(line->effect, "様式"));
    transfer_plan_release(&plan);
    act_free(act);
    act = begin(&house, "離任", SUZUKI, "R8.12.1", NULL); /* another 当直責任者 stays */
    plan = plan_of(act);
    assert_false(line_of(&plan, TRANSFER_POST, "当直責任者")->vacant);
    transfer_plan_release(&plan);
    act_free(act);
    act = begin(&house, "離任", HOJO, "R8.12.1", house.people[SATO]);
    plan = plan_of(act);
    assert_int_equal(plan.vacant, 0);
    transfer_choose(&plan, 0, act); /* he shall not get it */
    assert_int_equal(plan.vacant, 1);
    transfer_choose(&plan, 0, act);
    assert_int_equal(plan.vacant, 0);
    finish(&house, act, &plan);
}

static void duties_from_the_date_on_are_listed(void **state)
{
    struct house house;
    (void)state;
    house_copy(&house, &model);
    house_roster(&house, house_time(2026, 11, 24, 20, 0), SUZUKI);
    house_roster(&house, house_time(2026, 12, 5, 20, 0), SUZUKI);
    house_roster(&house, house_time(2026, 12, 6, 20, 0), TAKAHASHI);
    struct act *act = begin(&house, "離任", SUZUKI, "R8.12.1", NULL);
    struct transfer_plan plan = plan_of(act);
    assert_int_equal(lines(&plan, TRANSFER_ROSTER), 1);
    assert_int_equal(plan.blocking, 0);
    finish(&house, act, &plan);
}

static void one_who_comes_gets_the_posts_that_are_chosen_from_the_date(void **state)
{
    struct house house;
    struct err e;
    (void)state;
    house_copy(&house, &model);
    struct act *act = begin(&house, "着任", SATO, "R8.12.1", NULL);
    struct transfer_plan plan = plan_of(act);
    assert_int_equal(lines(&plan, TRANSFER_POST), plan.n);
    for (size_t i = 0; i < plan.n; i++)
        assert_false(plan.lines[i].chosen);
    transfer_choose(&plan, (size_t)(line_of(&plan, TRANSFER_POST, "運用責任者") - plan.lines), act);
    house_ok(transfer_commit(act, &plan, &e));
    assert_false((posts_on(&house, SATO, house_time(2026, 11, 30, 12, 0)) & POST_SUPERVISOR) != 0);
    assert_true((posts_on(&house, SATO, house_time(2026, 12, 1, 0, 0)) & POST_SUPERVISOR) != 0);
    finish(&house, act, &plan);
}

static void only_the_administrator_records_a_transfer(void **state)
{
    struct house house;
    struct err e;
    (void)state;
    house_copy(&house, &model);
    for (int who = HOJO; who < WHO; who++) {
        struct act *act = house_form(&house, (enum who)who, "transfer", NULL, "record", "direction", "離任", "=person",
                                     house.people[TANAKA], "date", "R8.12.1");
        struct transfer_plan plan = {0};
        assert_int_equal(transfer_commit(act, &plan, &e), ERR_REFUSED);
        act_free(act);
    }
    struct act *act = begin(&house, "離任", TANAKA, "R8.12.1", house.people[TANAKA]);
    struct transfer_plan plan = plan_of(act);
    assert_int_equal(transfer_commit(act, &plan, &e), ERR_INPUT);
    assert_string_equal(e.field, "successor");
    finish(&house, act, &plan);
}

/* The sheet of November, without the foot that says of which moment it is. */
static char *printed(struct house *house)
{
    const struct paper_request request = {.reg = register_find("checkout"), .month = "2026-11"};
    struct pages pages;
    struct err e;
    house_ok(pages_load(&pages, house->session, &request, 140, &e));
    assert_true(pages.n > 0);
    char *text = strdup(pages.text[0]), *foot;
    assert_non_null(text);
    foot = strstr(text, "照合");
    if (foot != NULL)
        *foot = '\0';
    pages_release(&pages);
    return text;
}

/* What a row and its print say of a person is what he was then. */
static void old_rows_and_prints_keep_the_old_name_and_post(void **state)
{
    struct house house;
    struct err e;
    char out[ENTRY_ID_BYTES];
    (void)state;
    house_copy(&house, &model);
    house_ask(&house, TANAKA, PHONE_3, out);
    house_do(&house, ITO, "checkout", out, "permit", NULL);
    house_do(&house, TANAKA, "checkout", out, "return", NULL);
    house_do(&house, ITO, "checkout", out, "confirm", NULL);
    house_as(&house, KANRI);
    char *before = printed(&house);
    assert_non_null(strstr(before, "伊藤"));
    struct act *act = begin(&house, "離任", ITO, "R8.11.24", house.people[HOJO]);
    struct transfer_plan plan = plan_of(act);
    house_ok(transfer_commit(act, &plan, &e));
    house.now += MODEL_DAY;
    struct entry *row = house_load(&house, "checkout", out);
    assert_string_equal(entry_done(row, "permit")->actor.name, "伊藤 学");
    assert_string_equal(entry_done(row, "permit")->actor.posts, "運用責任者");
    entry_free(row);
    char *after = printed(&house);
    assert_string_equal(before, after);
    free(before);
    free(after);
    finish(&house, act, &plan);
}

/* A medium of ITO's: he is its 運用責任者 and keeps it. */
static void add_medium(struct house *house, char id[ENTRY_ID_BYTES])
{
    char section[ENTRY_ID_BYTES] = "", place[ENTRY_ID_BYTES] = "", value[HOUSE_VALUE], where[HOUSE_VALUE];
    house_do(house, KANRI, "section", section, "enter", "code", "012", "name", "地域係");
    house_do(house, KANRI, "place", place, "enter", "name", "保管庫", "kind", "station");
    snprintf(value, sizeof value, "%s 012 地域係", section);
    snprintf(where, sizeof where, "%s 保管庫", place);
    id[0] = '\0';
    house_do(house, KANRI, "medium", id, "enter", "=section", value, "kind", "usb", "=supervisor", house->people[ITO],
             "=custodian", house->people[ITO], "=place", where);
}

static void R6_11_media_that_name_the_predecessor_are_listed_and_follow_the_post(void **state)
{
    struct house house;
    struct err e;
    char id[ENTRY_ID_BYTES];
    (void)state;
    house_copy(&house, &model);
    add_medium(&house, id);
    struct act *act = begin(&house, "離任", ITO, "R8.11.24", house.people[HOJO]);
    struct transfer_plan plan = plan_of(act);
    struct transfer_line *line = line_of(&plan, TRANSFER_CUSTODY, "600-012-001");
    assert_non_null(line);
    assert_string_equal(line->fields, "supervisor|custodian");
    assert_false(line->blocking); /* HOJO is no 運用責任者 yet; by this he becomes one */
    house_ok(transfer_commit(act, &plan, &e));
    struct entry *medium = house_load(&house, "medium", id);
    assert_string_equal(reference_label(entry_get(medium, "supervisor")), "補助 花");
    assert_string_equal(reference_label(entry_get(medium, "custodian")), "補助 花");
    entry_free(medium);
    finish(&house, act, &plan);
}

static void R6_11_a_successor_without_the_post_takes_no_media_over(void **state)
{
    struct house house;
    struct err e;
    char id[ENTRY_ID_BYTES];
    (void)state;
    house_copy(&house, &model);
    add_medium(&house, id);
    struct act *act = begin(&house, "離任", ITO, "R8.11.24", house.people[HOJO]);
    struct transfer_plan plan = plan_of(act);
    for (size_t i = 0; i < plan.n; i++)
        if (plan.lines[i].kind == TRANSFER_POST)
            transfer_choose(&plan, i, act);
    int64_t before = station_seq(session_station(house.session));
    assert_true(transfer_commit(act, &plan, &e) != 0);
    assert_int_equal(station_seq(session_station(house.session)), before);
    struct transfer_plan again;
    house_ok(transfer_plan_load(&again, act, &plan, &e));
    assert_true(line_of(&again, TRANSFER_CUSTODY, "600-012-001")->blocking);
    transfer_plan_release(&again);
    finish(&house, act, &plan);
}

static void a_round_that_runs_blocks_once_and_not_with_each_of_its_items(void **state)
{
    struct house house;
    char round[ENTRY_ID_BYTES] = "";
    size_t rounds = 0;
    (void)state;
    house_copy(&house, &model);
    house_do(&house, ITO, "inspection", round, "begin", "kind", "phone");
    struct act *act = begin(&house, "離任", ITO, "R8.12.1", house.people[HOJO]);
    struct transfer_plan plan = plan_of(act);
    for (size_t i = 0; i < plan.n; i++) {
        assert_string_not_equal(plan.lines[i].reg->id, "inspection_item");
        rounds += strcmp(plan.lines[i].entry, round) == 0;
    }
    assert_int_equal(rounds, 1);
    assert_int_equal(plan.blocking, 1);
    finish(&house, act, &plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(posts_things_and_the_person_move_in_one_transaction),
        cmocka_unit_test(nothing_is_written_while_something_blocks),
        cmocka_unit_test(what_only_he_can_confirm_is_named_with_its_clause),
        cmocka_unit_test(a_thing_blocks_without_a_successor_or_with_one_whom_the_rules_refuse),
        cmocka_unit_test(a_post_that_nobody_holds_after_the_date_stands_out_with_its_books),
        cmocka_unit_test(duties_from_the_date_on_are_listed),
        cmocka_unit_test(one_who_comes_gets_the_posts_that_are_chosen_from_the_date),
        cmocka_unit_test(only_the_administrator_records_a_transfer),
        cmocka_unit_test(old_rows_and_prints_keep_the_old_name_and_post),
        cmocka_unit_test(a_round_that_runs_blocks_once_and_not_with_each_of_its_items),
        cmocka_unit_test(R6_11_media_that_name_the_predecessor_are_listed_and_follow_the_post),
        cmocka_unit_test(R6_11_a_successor_without_the_post_takes_no_media_over),
    };
    return cmocka_run_group_tests(tests, setup, model_close);
}

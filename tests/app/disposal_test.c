/* Retention and disposal (§9): nothing early, nothing that is needed, asked for by one and permitted by another; what is gone is
 * gone from books, exports and events, the chain verifies, numbers are not given again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/duties.h"
#include "app/disposal.h"
#include "app/pages.h"
#include "app/paper.h"
#include "db/query.h"
#include "tests/app/november.h"

static const char secret_purpose[] = "県境の倉庫の内偵";

/* A year in which a phone went out twice, a terminal is still out, a medium was used up. */
static void live(struct house *house)
{
    char id[ENTRY_ID_BYTES] = "", section[ENTRY_ID_BYTES] = "", place[ENTRY_ID_BYTES] = "", post[ENTRY_ID_BYTES] = "";
    char value[HOUSE_VALUE], where[HOUSE_VALUE];
    house_do(house, KANRI, "post", post, "enter", "=person", house->people[HOJO], "post", "administrator", "from",
             "R8.11.1");
    house_do(house, TANAKA, "checkout", id, "request", "kind", "shared_phone", "=item", house->things[PHONE_3],
             "purpose", secret_purpose);
    house_do(house, ITO, "checkout", id, "permit", NULL);
    house_do(house, TANAKA, "checkout", id, "return", NULL);
    house_do(house, ITO, "checkout", id, "confirm", NULL);
    house_ask(house, SATO, PHONE_7, id);
    house_do(house, SATO, "checkout", id, "withdraw", NULL);
    id[0] = '\0';
    house_do(house, TANAKA, "checkout", id, "request", "kind", "mobile", "=item", house->things[TERMINAL_1], "purpose",
             "捜査会議", "=minimum", "yes", "confidentiality", "1");
    house_do(house, ITO, "checkout", id, "permit", NULL);
    house_do(house, KANRI, "section", section, "enter", "code", "012", "name", "地域係");
    house_do(house, KANRI, "place", place, "enter", "name", "保管庫", "kind", "station", "=locked", "yes");
    snprintf(value, sizeof value, "%s 012 地域係", section);
    snprintf(where, sizeof where, "%s 保管庫", place);
    for (int i = 0; i < 2; i++) {
        id[0] = '\0';
        house_do(house, KANRI, "medium", id, "enter", "=section", value, "kind", "usb", "=supervisor",
                 house->people[ITO], "=custodian", house->people[ITO], "=place", where);
        house_do(house, KANRI, "medium", id, "confirm_change", NULL);
    }
    house_do(house, KANRI, "medium", id, "end", "reason", "故障", "ending", "disposal", "held_secret", "no");
    house_do(house, KANRI, "medium", id, "confirm_change", NULL);
}

static int setup(void **state)
{
    (void)state;
    return model_open(live);
}

static struct disposal_lines due(struct session *session)
{
    struct disposal_lines lines;
    struct err e;
    house_ok(disposal_due(&lines, session, &e));
    return lines;
}

static size_t count(const struct disposal_lines *lines, const char *reg)
{
    size_t n = 0;
    for (size_t i = 0; i < lines->n; i++)
        n += strcmp(lines->list[i].reg->id, reg) == 0;
    return n;
}

static size_t count_on(struct house *house, int year, int month, int day, int hour, int minute, const char *reg)
{
    house->now = house_time(year, month, day, hour, minute);
    struct disposal_lines lines = due(house->session);
    size_t n = count(&lines, reg);
    disposal_release(&lines);
    return n;
}

/* Everything that the station would give away, as JSON. */
static char *everything(struct session *session)
{
    const struct register_def *const *list = station_registers(session_station(session));
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    struct err e;
    assert_non_null(f);
    for (size_t i = 0; list[i] != NULL; i++) {
        const struct paper_request request = {.reg = list[i]};
        house_ok(paper_stream(session, &request, PAPER_JSON, f, &e));
    }
    fclose(f);
    return text;
}

static void ask(struct house *house, char name[KEY_BYTES])
{
    struct disposal_lines lines = due(house->session);
    struct err e;
    house_ok(disposal_request(house->session, &lines, name, &e));
    disposal_release(&lines);
}

static int permit(struct house *house, struct err *refusal)
{
    struct disposal_list list;
    struct err e;
    house_ok(disposal_waiting(&list, house->session, &e));
    int rc = disposal_permit(house->session, &list, refusal);
    disposal_list_release(&list);
    return rc;
}

/* ---- when ---- */

static void RT_1_RT_2_nothing_is_due_a_minute_before_its_day(void **state)
{
    struct house house;
    (void)state;
    house_copy(&house, &model);
    /* 様式3: 5 years from 1 April 2027 */
    assert_int_equal(count_on(&house, 2032, 3, 31, 23, 59, "checkout"), 0);
    assert_int_equal(count_on(&house, 2032, 4, 1, 0, 0, "checkout"), 2);
    /* 様式6: the one that ended */
    assert_int_equal(count_on(&house, 2032, 3, 31, 23, 59, "medium"), 0);
    assert_int_equal(count_on(&house, 2032, 4, 1, 0, 0, "medium"), 1);
    house_close(&house);
}

static void RT_3_what_is_open_never_becomes_due(void **state)
{
    struct house house;
    (void)state;
    house_copy(&house, &model);
    assert_int_equal(count_on(&house, 2099, 1, 1, 0, 0, "checkout"), 2); /* the terminal is still out */
    assert_int_equal(count_on(&house, 2099, 1, 1, 0, 0, "medium"), 1);   /* the other one is in use */
    assert_int_equal(count_on(&house, 2099, 1, 1, 0, 0, "phone"), 0);
    assert_int_equal(count_on(&house, 2099, 1, 1, 0, 0, "user"), 0);
    assert_int_equal(count_on(&house, 2099, 1, 1, 0, 0, "station"), 0);
    house_close(&house);
}

static void RT_1_a_thing_lives_as_long_as_a_row_that_stays_refers_to_it(void **state)
{
    struct house house;
    char terminal[ENTRY_ID_BYTES], phone[ENTRY_ID_BYTES];
    (void)state;
    house_copy(&house, &model);
    reference_id(terminal, house.things[TERMINAL_1]);
    reference_id(phone, house.things[PHONE_3]);
    house_do(&house, KANRI, "phone", phone, "end", "reason", "更新", "to", "R8.11.24");
    assert_int_equal(
        house_try(&house, KANRI, "device", terminal, "end", (const char *const[]){"reason", "更新", NULL}, NULL),
        ERR_REFUSED); /* out by a row that never closes */
    assert_int_equal(count_on(&house, 2040, 4, 1, 0, 0, "device"), 0);
    assert_int_equal(count_on(&house, 2040, 4, 1, 0, 0, "phone"), 1); /* its row goes with it */
    house.now = house_time(2040, 4, 1, 9, 0);
    struct disposal_lines lines = due(house.session);
    assert_int_equal(count(&lines, "checkout"), 2);
    disposal_release(&lines);
    house_close(&house);
}

static void RT_5_a_round_and_its_items_are_due_together_and_go_together(void **state)
{
    struct house house;
    struct err e;
    struct rows rows = {0};
    char round[ENTRY_ID_BYTES] = "", name[KEY_BYTES];
    (void)state;
    house_copy(&house, &model);
    house_do(&house, ITO, "inspection", round, "begin", "kind", "phone");
    const struct cond of_round[] = {{"inspection", COND_IS, round}, {0}};
    const struct query items = {.reg = station_register(session_station(house.session), "inspection_item"),
                                .conds = of_round};
    house_ok(rows_load(&rows, session_station(house.session), &items, ROWS_FIRST, NULL, &e));
    assert_int_equal(rows.n, 2);
    for (size_t i = 0; i < rows.n; i++)
        house_do(&house, ITO, "inspection_item", rows.entries[i]->id, "record", "result", "found");
    rows_release(&rows);
    assert_int_equal(count_on(&house, 2035, 4, 1, 0, 0, "inspection_item"), 0); /* the round is still open */
    house.now = house_time(2027, 4, 2, 10, 0);
    house_do(&house, ITO, "inspection", round, "close", NULL);
    house_as(&house, KANRI);
    /* the items were answered a year of the book before: they wait for the round */
    assert_int_equal(count_on(&house, 2029, 3, 31, 23, 59, "inspection_item"), 0);
    assert_int_equal(count_on(&house, 2029, 3, 31, 23, 59, "inspection"), 0);
    assert_int_equal(count_on(&house, 2029, 4, 1, 0, 0, "inspection_item"), 2);
    assert_int_equal(count_on(&house, 2029, 4, 1, 0, 0, "inspection"), 1);
    ask(&house, name);
    house_as(&house, HOJO);
    house_ok(permit(&house, &e));
    assert_int_equal(count_on(&house, 2029, 4, 1, 0, 0, "inspection_item"), 0);
    house_verify(&house);
    house_close(&house);
}

/* ---- by whom ---- */

static void RT_4_one_asks_and_another_permits(void **state)
{
    struct house house;
    char name[KEY_BYTES];
    struct err e;
    (void)state;
    house_copy(&house, &model);
    house.now = house_time(2032, 4, 1, 9, 0);
    house_as(&house, KANRI);
    ask(&house, name);
    assert_int_equal(permit(&house, &e), ERR_REFUSED); /* his own list */
    static const enum who others[] = {ITO, SAITO, SUZUKI, TANAKA, GIJUTSU};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        house_as(&house, others[i]);
        assert_int_equal(permit(&house, &e), ERR_REFUSED);
    }
    house_as(&house, KANRI);
    struct disposal_lines lines = due(house.session);
    assert_int_equal(disposal_request(house.session, &lines, name, &e), ERR_REFUSED); /* one list at a time */
    assert_int_equal(count(&lines, "checkout"), 2);                                   /* nothing has gone */
    disposal_release(&lines);

    struct disposal_list list;
    struct duties board;
    house_as(&house, HOJO);
    house_ok(disposal_waiting(&list, house.session, &e));
    assert_string_equal(list.by, "管理 一郎");
    assert_true(list.n > 1);
    house_ok(duties_load(&board, house.session, &(struct duties_wanted){.mine_only = true, .most = 100},
                         &e)); /* one task for the whole list */
    size_t tasks = 0;
    for (size_t i = 0; i < board.n; i++)
        tasks += strcmp(board.list[i].reg->id, "disposal") == 0;
    assert_int_equal(tasks, 1);
    duties_release(&board);
    char row[ENTRY_ID_BYTES]; /* no row of it is permitted by itself: its entry would stay */
    snprintf(row, sizeof row, "%s", list.rows[0]->id);
    assert_int_equal(house_try(&house, HOJO, "disposal", row, "permit", NULL, &e), ERR_REFUSED);
    house_state(&house, "disposal", row, "requested");
    house_ok(disposal_drop(house.session, &list, "年度末に行う", &e));
    disposal_list_release(&list);
    house_ok(disposal_waiting(&list, house.session, &e));
    assert_int_equal(list.n, 0);
    disposal_list_release(&list);
    house_as(&house, KANRI);
    ask(&house, name);
    house_ok(disposal_waiting(&list, house.session, &e));
    house_ok(disposal_drop(house.session, &list, NULL, &e));
    disposal_list_release(&list);
    house_verify(&house);
    house_close(&house);
}

/* The rows tell what stood in the books. */
static void S_15_the_lists_of_what_went_and_moved_are_no_business_of_the_technical_administrator(void **state)
{
    static const char *const regs[] = {"disposal", "transfer"};
    struct house house;
    struct err e;
    (void)state;
    house_copy(&house, &model);
    for (size_t i = 0; i < sizeof regs / sizeof regs[0]; i++) {
        const struct register_def *reg = station_register(session_station(house.session), regs[i]);
        for (int who = 0; who < WHO; who++) {
            bool may = who == KANRI || who == HOJO || who == ITO || who == SAITO;
            house_as(&house, (enum who)who);
            assert_int_equal(session_may_view(house.session, reg, &e), may ? 0 : ERR_REFUSED);
        }
    }
    house_close(&house);
}

/* ---- gone ---- */

static void RT_4_the_content_is_gone_and_the_chain_verifies(void **state)
{
    struct house house;
    struct disposal_lines lines;
    struct err e;
    char name[KEY_BYTES];
    (void)state;
    house_copy(&house, &model);
    house.now = house_time(2032, 4, 1, 9, 0);
    char *text = everything(house.session);
    assert_non_null(strstr(text, secret_purpose));
    free(text);
    house_as(&house, KANRI);
    lines = due(house.session);
    ask(&house, name);
    house_as(&house, HOJO);
    house_ok(permit(&house, &e));

    house_as(&house, KANRI);
    text = everything(house.session);
    assert_null(strstr(text, secret_purpose));
    for (size_t i = 0; i < lines.n; i++) {
        const struct disposal_line *line = &lines.list[i];
        struct history history;
        struct entry *entry = NULL;
        char key[ENTRY_ID_BYTES + 8];
        snprintf(key, sizeof key, "\"id\":\"%s\"", line->entry);
        assert_null(strstr(text, key));
        assert_int_equal(entry_load(&entry, session_station(house.session), line->reg, line->entry, &e), ERR_NOT_FOUND);
        house_ok(history_load(&history, session_station(house.session), line->reg->id, line->entry, &e));
        assert_int_equal(history.n, 1);
        assert_string_equal(history.events[0].change.step, TOMBSTONE);
        assert_string_equal(history.events[0].change.actor.name, "補助 花");
        assert_string_equal(history.events[0].change.actor.posts, "運用管理者");
        assert_string_equal(history.events[0].change.reason, name);
        history_release(&history);
    }
    assert_non_null(strstr(text, "\"state\":\"disposed\""));
    free(text);
    struct disposal_lines after = due(house.session);
    assert_int_equal(after.n, 0);
    disposal_release(&after);
    disposal_release(&lines);
    house_verify(&house);
    house_close(&house);
}

static void RT_4_the_list_of_disposals_prints(void **state)
{
    struct house house;
    struct pages pages;
    struct err e;
    char name[KEY_BYTES];
    (void)state;
    house_copy(&house, &model);
    house.now = house_time(2032, 4, 1, 9, 0);
    house_as(&house, KANRI);
    ask(&house, name);
    house_as(&house, HOJO);
    house_ok(permit(&house, &e));
    const struct paper_request request = {.reg = station_register(session_station(house.session), "disposal")};
    house_ok(pages_load(&pages, house.session, &request, 200, &e));
    assert_true(pages.n > 0);
    static const char *const words[] = {"廃棄目録", "600-012-002", "管理", "補助"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        assert_non_null(strstr(pages.text[0], words[i]));
    pages_release(&pages);
    house_close(&house);
}

static void RT_4_a_list_that_is_no_longer_true_is_not_carried_out(void **state)
{
    struct house house;
    struct err e;
    char name[KEY_BYTES], medium[ENTRY_ID_BYTES] = "";
    (void)state;
    house_copy(&house, &model);
    house.now = house_time(2032, 4, 1, 9, 0);
    house_as(&house, KANRI);
    struct disposal_lines lines = due(house.session);
    for (size_t i = 0; i < lines.n; i++)
        if (strcmp(lines.list[i].reg->id, "medium") == 0)
            snprintf(medium, sizeof medium, "%s", lines.list[i].entry);
    disposal_release(&lines);
    ask(&house, name);
    house_do(&house, KANRI, "medium", medium, "correct", "note", "見つかった", "reason", "書き漏れ");
    house_as(&house, HOJO);
    int64_t before = station_seq(session_station(house.session));
    assert_int_equal(permit(&house, &e), ERR_CONFLICT);
    assert_int_equal(station_seq(session_station(house.session)), before); /* none of them went */
    house_verify(&house);
    house_close(&house);
}

/* "<id> <title>" of the entry whose field has the value. */
static void value_of(char buf[HOUSE_VALUE], struct house *house, const char *reg, const char *field, const char *value)
{
    struct station *station = session_station(house->session);
    struct entry *entry = NULL;
    char title[NAME_BYTES];
    struct err e;
    house_ok(entry_find(&entry, station, station_register(station, reg), field, value, &e));
    entry_title(title, sizeof title, entry);
    snprintf(buf, HOUSE_VALUE, "%s %s", entry->id, title);
    entry_free(entry);
}

static void R6_3_a_number_that_went_with_its_medium_is_not_given_again(void **state)
{
    struct house house;
    struct err e;
    char name[KEY_BYTES];
    (void)state;
    house_copy(&house, &model);
    house.now = house_time(2032, 4, 1, 9, 0);
    house_as(&house, KANRI);
    ask(&house, name);
    house_as(&house, HOJO);
    house_ok(permit(&house, &e));
    char section[HOUSE_VALUE], place[HOUSE_VALUE];
    house_as(&house, KANRI);
    value_of(section, &house, "section", "code", "012");
    value_of(place, &house, "place", "name", "保管庫");
    struct act *act = house_form(&house, KANRI, "medium", NULL, "enter", "=section", section, "kind", "usb",
                                 "=supervisor", house.people[ITO], "=custodian", house.people[ITO], "=place", place);
    assert_string_equal(entry_get(act_entry(act), "number"), "600-012-003"); /* 002 is gone */
    house_ok(act_set(act, "number", "600-012-002", &e));
    assert_int_equal(act_check(act, &e), ERR_INPUT);
    assert_string_equal(e.field, "number");
    act_free(act);
    house_verify(&house);
    house_close(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(RT_1_RT_2_nothing_is_due_a_minute_before_its_day),
        cmocka_unit_test(RT_3_what_is_open_never_becomes_due),
        cmocka_unit_test(RT_1_a_thing_lives_as_long_as_a_row_that_stays_refers_to_it),
        cmocka_unit_test(RT_5_a_round_and_its_items_are_due_together_and_go_together),
        cmocka_unit_test(RT_4_the_list_of_disposals_prints),
        cmocka_unit_test(RT_4_one_asks_and_another_permits),
        cmocka_unit_test(S_15_the_lists_of_what_went_and_moved_are_no_business_of_the_technical_administrator),
        cmocka_unit_test(RT_4_the_content_is_gone_and_the_chain_verifies),
        cmocka_unit_test(RT_4_a_list_that_is_no_longer_true_is_not_carried_out),
        cmocka_unit_test(R6_3_a_number_that_went_with_its_medium_is_not_given_again),
    };
    return cmocka_run_group_tests(tests, setup, model_close);
}

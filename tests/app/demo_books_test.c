/* What the demo holds of all nine books and what is attached to them; and that what the rules refuse is not lived. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/duties.h"
#include "app/demo_inside.h"
#include "app/departure.h"
#include "app/list.h"
#include "app/month.h"
#include "app/session_impl.h"
#include "db/query.h"
#include "forms/unit.h"
#include "tests/app/house.h"

static struct house house;

static int make_house(void **state)
{
    (void)state;
    house_demo(&house, house_time(2026, 11, 24, 22, 10));
    return 0;
}

static int remove_house(void **state)
{
    (void)state;
    house_close(&house);
    return 0;
}

static const struct register_def *reg(const char *id)
{
    const struct register_def *found = station_register(session_station(house.session), id);
    assert_non_null(found);
    return found;
}

static int count(const char *id, const struct cond *conds)
{
    const struct query query = {.reg = reg(id), .conds = conds};
    int64_t n;
    struct err e;
    house_ok(query_count(&n, session_station(house.session), &query, 10000, &e));
    return (int)n;
}

static void load(struct rows *rows, const char *id, const struct cond *conds)
{
    const struct query query = {.reg = reg(id), .conds = conds, .limit = 5000, .steps = true};
    struct err e;
    house_ok(rows_load(rows, session_station(house.session), &query, ROWS_FIRST, NULL, &e));
}

/* Signs that person of the demo in, in place of the founder. */
static struct session *sign_in(const char *uid)
{
    struct session *session = NULL;
    struct secret passphrase = house_secret(demo_people[demo_person(uid)].passphrase);
    struct err e;
    house_ok(session_close(house.session, "sign_out", &e));
    house_ok(session_open(&session, &house.world, uid, &passphrase, &e));
    secret_release(&passphrase);
    house.session = session;
    return session;
}

static void every_register_has_entries(void **state)
{
    (void)state;
    for (const struct register_def *const *r = station_registers(session_station(house.session)); *r != NULL; r++) {
        if (strcmp((*r)->id, "disposal") == 0) /* nothing of the first year has been kept long enough */
            continue;
        if (count((*r)->id, NULL) == 0)
            fail_msg("%s has no entry", (*r)->id);
    }
}

/* 2026-11-24 is a Tuesday after a holiday: everybody came that morning. */
static void everybody_has_signed_in_lately(void **state)
{
    struct history history;
    struct err e;
    int people = 0;
    (void)state;
    house_ok(history_log(&history, session_station(house.session), "sign_in", 200, &e));
    for (const struct demo_person *p = demo_people; p->uid != NULL; p++) {
        bool found = false;
        for (size_t i = 0; i < history.n && !found; i++)
            found = strcmp(history.events[i].signer, p->uid) == 0 &&
                    history.events[i].recorded >= house_time(2026, 11, 24, 8, 15) &&
                    history.events[i].recorded < house_time(2026, 11, 24, 9, 0);
        if (!found)
            fail_msg("%s has not", p->uid);
        people++;
    }
    assert_int_equal(people, count("user", NULL));
    history_release(&history);
}

static void every_kind_of_state_occurs_in_the_nine(void **state)
{
    unsigned kinds = 0;
    (void)state;
    for (const struct register_def *const *r = station_registers(session_station(house.session)); *r != NULL; r++)
        for (const struct state *s = (*r)->states; (*r)->form != NULL && s->key != NULL; s++)
            if (count((*r)->id, (const struct cond[]){IS("state", s->key), {0}}) > 0)
                kinds |= 1u << s->kind;
    for (enum state_kind kind = STATE_WAITING; kind <= STATE_VOID; kind++)
        if ((kinds & 1u << kind) == 0)
            fail_msg("no entry of the nine is in a state of kind %d", (int)kind);
}

#define SOME(REG, ...)   \
    {                    \
        REG,             \
        {                \
            __VA_ARGS__, \
            {            \
                0        \
            }            \
        }                \
    }
static void what_the_text_tells_apart_is_there(void **state)
{
    static const struct {
        const char *reg;
        struct cond conds[CONDS];
    } some[] = {
        SOME("use", IS("mode", "take_out"), IS("state", "done")),
        SOME("use", IS("mode", "device"), IS("route", "ordinary")),
        SOME("use", IS("mode", "device"), IS("route", "inspector")),
        SOME("use", IS("mode", "device"), IS("route", "remote")),
        SOME("use", IS("mode", "in_building")),
        SOME("use", IS("mode", "connection"), IS("state", "granted")),
        SOME("use", IS("confidentiality", "3"), IS("state", "done")),
        SOME("use", IS("plain_reason", "a")),
        SOME("use", IS("plain_reason", "c")),
        SOME("use", IS("exemption", "duty"), IS("state", "done")),
        SOME("use", IS("exemption", "police_box"), IS("state", "done")),
        SOME("use", IS("exemption", "person"), UNSET("omitted"), IS("state", "done")),
        SOME("use", IS("omission", "footage")),
        SOME("checkout", IS("exemption", "duty"), IS("state", "done")),
        SOME("software", IS("state", "done"), SET("external_number")),
        SOME("software", IS("state", "refused")),
        SOME("software", IS("state", "exempt")),
        SOME("software", IS("state", "requested")),
        SOME("exception", SET("reapplying"), IS("state", "permitted")),
        SOME("exception", IS("kind", "change")),
        SOME("exception", IS("scope", "comprehensive"), IS("state", "permitted")),
        SOME("exception", IS("state", "ended")),
        SOME("key_use", IS("kind", "key"), IS("state", "out")),
        SOME("key_use", IS("kind", "visit"), IS("state", "inside")),
        SOME("key_use", IS("kind", "visit"), SET("next_escort"), IS("state", "done")),
        SOME("inspection_item", IS("result", "missing"), IS("state", "done")),
        SOME("inspection_item", IS("state", "open")),
        SOME("inspection", IS("kind", "phone"), IS("state", "open")),
        SOME("inspection", IS("kind", "verification"), IS("result", "found")),
        SOME("inspection", IS("kind", "permit_check"), IS("state", "confirmed")),
        SOME("yearly", IS("book", "2")),
        SOME("yearly", IS("book", "4")),
        SOME("yearly", IS("book", "6")),
        SOME("medium", IS("state", "ended"), IS("ending", "disposal")),
        SOME("medium", SET("pending")),
        SOME("digital_device", IS("state", "ended")),
        SOME("digital_device", SET("builtin_only")),
        SOME("pc", SET("unrestricted")),
        SOME("pc", SET("analysis")),
        SOME("pc", IS("input_limit", "both")),
        SOME("place", SET("inspector"), SET("book_kept")),
        SOME("place", SET("police_system")),
        SOME("personal_phone", IS("state", "permitted")),
        SOME("sighting", IS("route", "inspector")),
    };
    (void)state;
    for (size_t i = 0; i < sizeof some / sizeof some[0]; i++)
        if (count(some[i].reg, some[i].conds) == 0)
            fail_msg("%s: nothing for row %zu, first condition %s", some[i].reg, i, some[i].conds[0].field);
}

/* 600-012-001 … in a row, and room for more in each block. */
static void numbers_follow_each_other_and_are_free_in_every_block(void **state)
{
    struct rows sections, media;
    (void)state;
    load(&sections, "section", NULL);
    assert_true(sections.n >= 5);
    for (size_t i = 0; i < sections.n; i++) {
        char last[CONTROL_NUMBER_BYTES] = "", next[CONTROL_NUMBER_BYTES];
        const char *code = entry_get(sections.entries[i], "code");
        load(&media, "medium", (const struct cond[]){IS("section", sections.entries[i]->id), {0}});
        assert_true(media.n > 0);
        for (size_t k = 0; k < media.n; k++) {
            assert_true(control_number_next(next, "600", code, last));
            assert_string_equal(entry_get(media.entries[k], "number"), next);
            snprintf(last, sizeof last, "%s", next);
        }
        assert_true(control_number_next(next, "600", code, last));
        rows_release(&media);
    }
    rows_release(&sections);
    assert_int_equal(count("section", (const struct cond[]){IS("code", "001|012"), {0}}), 2);
    assert_true(count("medium", NULL) >= 35);
}

/* Twelve months of phones and media, by everybody who keeps some. */
static void every_round_that_ended_has_an_answer_for_each_thing(void **state)
{
    struct rows rounds;
    (void)state;
    load(&rounds, "inspection", (const struct cond[]){IS("kind", "phone|media"), IS("state", "closed"), {0}});
    assert_true(rounds.n >= 60);
    for (size_t i = 0; i < rounds.n; i++) {
        const char *id = rounds.entries[i]->id;
        assert_true(count("inspection_item", (const struct cond[]){IS("inspection", id), {0}}) > 0);
        assert_int_equal(
            count("inspection_item", (const struct cond[]){IS("inspection", id), IS("state", "open"), {0}}), 0);
    }
    rows_release(&rounds);
}

/* ---- the three told situations ---- */

static bool on_board(const char *uid, const char *id, const char *step, bool mine)
{
    struct duties board;
    struct err e;
    bool found = false;
    house_ok(duties_load(&board, sign_in(uid), &(struct duties_wanted){.mine_only = false, .most = 500}, &e));
    for (size_t i = 0; i < board.n; i++)
        found = found || (strcmp(board.list[i].entry, id) == 0 && strcmp(board.list[i].step, step) == 0 &&
                          board.list[i].mine == mine);
    duties_release(&board);
    return found;
}

static void the_camera_that_did_not_come_back_is_to_be_written_up(void **state)
{
    struct rows rows;
    (void)state;
    load(&rows, "use", (const struct cond[]){IS("exemption", "person"), SET("omitted"), IS("state", "out"), {0}});
    assert_int_equal(rows.n, 1);
    assert_true(entry_late(rows.entries[0], house.now));
    assert_true(on_board("tanaka", rows.entries[0]->id, "write_up", true));
    rows_release(&rows);
}

static void the_telephone_permit_waits_for_its_countersignature(void **state)
{
    struct rows rows;
    (void)state;
    load(&rows, "use", (const struct cond[]){SET("pending"), {0}});
    assert_int_equal(rows.n, 1);
    assert_string_equal(reference_label(entry_get(rows.entries[0], "permit_unseen")), "伊藤 学");
    assert_true(on_board("ito", rows.entries[0]->id, "countersign", true));
    assert_true(count("use", (const struct cond[]){SET("permit_called"), UNSET("pending"), {0}}) > 0);
    rows_release(&rows);
}

static void the_exception_whose_report_is_overdue_is_chased(void **state)
{
    struct rows rows;
    (void)state;
    load(&rows, "exception",
         (const struct cond[]){IS("report", "needed"), UNSET("reapplying"), IS("state", "permitted"), {0}});
    assert_int_equal(rows.n, 1);
    assert_true(entry_late(rows.entries[0], house.now));
    assert_true(on_board("sakai", rows.entries[0]->id, "chase", true));
    assert_true(on_board("kanno", rows.entries[0]->id, "end_report", true));
    rows_release(&rows);
}

/* ---- confirmations and departures ---- */

static void every_month_of_form_7_but_the_last_is_confirmed(void **state)
{
    struct month_state m;
    struct err e;
    int sole = 0;
    (void)state;
    for (int i = 0; i < 11; i++) {
        char key[32];
        snprintf(key, sizeof key, "%04d-%02d", i == 0 ? 2025 : 2026, i == 0 ? 12 : i);
        house_ok(month_load(&m, house.session, reg("use"), key, &e));
        assert_true(m.confirmed && m.rows > 0);
        assert_int_equal(strcmp(m.step, "sole_decision") == 0, m.outside_media == 0);
        assert_string_not_equal(m.step, "confirm_deputy");
        sole += strcmp(m.step, "sole_decision") == 0;
    }
    assert_int_equal(sole, 1);
}

static void one_departing_setting_is_confirmed_and_one_is_not(void **state)
{
    struct departures departures;
    struct err e;
    (void)state;
    house_ok(departures_load(&departures, house.session, &e));
    assert_true(departures.rows.n > 3);
    assert_int_equal(departures.unconfirmed, 1);
    departures_release(&departures);
    assert_int_equal(count("setting", (const struct cond[]){SET("departs"), UNSET("unconfirmed"), {0}}), 1);
    assert_int_equal(count("setting", (const struct cond[]){SET("unconfirmed"), {0}}), 1);
}

static void the_one_at_the_police_box_is_its_inspector(void **state)
{
    struct rows rows;
    (void)state;
    load(&rows, "person", (const struct cond[]){IS("rank", "assistant_inspector"), {0}});
    int posted = 0;
    for (size_t i = 0; i < rows.n; i++) {
        assert_non_null(entry_get(rows.entries[i], "place"));
        posted += strcmp(reference_label(entry_get(rows.entries[i], "place")), "駅前交番") == 0;
    }
    assert_int_equal(posted, 1);
    rows_release(&rows);
    assert_int_equal(count("person", (const struct cond[]){IS("state", "current"), UNSET("place"), {0}}), 0);
}

/* ---- the engine ---- */

/* A line as the founder: the code, and the sentence in e. */
static int lived(const char *id, const char *const *lines, struct err *e)
{
    struct demo *demo = calloc(1, sizeof *demo);
    struct demo_tale tale = {.lines = lines, .reg = reg(id), .start = house.now, .user = -1};
    int rc;
    assert_non_null(demo);
    sign_in("watanabe");
    demo->outer = &house.world;
    demo->session = house.session;
    demo->now = house.now;
    rc = demo_act(demo, &tale, 0, e);
    free(demo->things);
    free(demo);
    return rc;
}

static void what_the_rules_refuse_is_not_lived(void **state)
{
    static const struct {
        const char *reg, *line;
        int code;
        const char *says;
    } refused[] = {
        {"yearly", "* watanabe confirm book=2; kind=unchanged; date=+5d", ERR_INPUT, "まだ来ていない日"},
        {"place", "* watanabe enter kind=station", ERR_INPUT, "名称"},
        {"place", "* watanabe enter nme=白河署", ERR_NOT_FOUND, "nme"},
        {"place", "* nobody enter name=新しい交番; kind=police_box", ERR_NOT_FOUND, "nobody"},
        {"key", "* watanabe enter number=鍵-9; place=どこか", ERR_NOT_FOUND, "どこか"},
        {"place", "* watanabe", ERR_INPUT, "読めません"},
        {"place", "* watanabe enter name", ERR_INPUT, "読めません"},
    };
    struct err e;
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        err_clear(&e);
        int rc = lived(refused[i].reg, (const char *const[]){refused[i].line, NULL}, &e);
        if (rc != refused[i].code || strstr(e.text, refused[i].says) == NULL)
            fail_msg("%s: %d %s", refused[i].line, rc, e.text);
        assert_non_null(strstr(e.text, refused[i].line)); /* which line it was */
    }
    assert_int_equal(count("place", (const struct cond[]){IS("name", "新しい交番"), {0}}), 0);
}

static void lines_and_heads_are_read(void **state)
{
    struct script_line line;
    struct script_head head;
    struct err e;
    const char *p = "1d2h30m";
    (void)state;
    assert_int_equal(script_span(&p), DAY + 2 * HOUR + 30 * MINUTE);
    p = "17:15~18:00";
    assert_int_equal(script_clock(&p), 17 * 60 + 15);
    assert_string_equal(p, "~18:00");
    house_ok(script_line_read(&line, "+3h ito part:携帯-03 record result=found; note=a = b", &e));
    assert_string_equal(line.span, "+3h");
    assert_string_equal(line.which, "part:携帯-03");
    assert_string_equal(line.step, "record");
    assert_string_equal(script_value(&line, "note"), "a = b");
    assert_null(script_value(&line, "reason"));
    house_ok(script_head_read(&head, "= 75d 10:00 checkout open", &e));
    assert_true(head.when == WHEN_BEFORE && head.before == 75 * DAY && head.minute == 600 && head.open && !head.past);
    assert_string_equal(head.reg, "checkout");
    house_ok(script_head_read(&head, "= m5 9:00 inspection past", &e));
    assert_true(head.when == WHEN_MONTHLY && head.day == 5 && head.past);
    house_ok(script_head_read(&head, "= y1/4 9:00 yearly", &e));
    assert_true(head.when == WHEN_YEARLY && head.month == 1 && head.day == 4);
    assert_int_equal(script_head_read(&head, "= soon checkout", &e), ERR_INPUT);
    assert_int_equal(script_head_read(&head, "= 75d 10:00", &e), ERR_INPUT);
}

static void it_is_clean(void **state)
{
    (void)state;
    sign_in("watanabe");
    house_verify(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_register_has_entries),
        cmocka_unit_test(everybody_has_signed_in_lately),
        cmocka_unit_test(every_kind_of_state_occurs_in_the_nine),
        cmocka_unit_test(what_the_text_tells_apart_is_there),
        cmocka_unit_test(numbers_follow_each_other_and_are_free_in_every_block),
        cmocka_unit_test(every_round_that_ended_has_an_answer_for_each_thing),
        cmocka_unit_test(every_month_of_form_7_but_the_last_is_confirmed),
        cmocka_unit_test(one_departing_setting_is_confirmed_and_one_is_not),
        cmocka_unit_test(the_one_at_the_police_box_is_its_inspector),
        cmocka_unit_test(the_camera_that_did_not_come_back_is_to_be_written_up),
        cmocka_unit_test(the_telephone_permit_waits_for_its_countersignature),
        cmocka_unit_test(the_exception_whose_report_is_overdue_is_chased),
        cmocka_unit_test(what_the_rules_refuse_is_not_lived),
        cmocka_unit_test(lines_and_heads_are_read),
        cmocka_unit_test(it_is_clean),
    };
    return cmocka_run_group_tests(tests, make_house, remove_house);
}

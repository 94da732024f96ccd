/* What of a month is still open: the months without confirmation, for ever; and what is missing in one, with the act that mends it. */
#include <stdlib.h>
#include <string.h>

#include "app/disposal.h"
#include "app/month.h"
#include "db/query.h"
#include "forms/text.h"
#include "tests/app/model.h"

static const struct register_def *book_of(const char *form)
{
    return register_of_form(form);
}

/* "2026-09 2026-10 …", as of `now`. */
static void expect_unsigned(const char *form, int64_t now, const char *expected)
{
    char(*months)[8], text[NAME_BYTES * 8] = "";
    size_t n;
    struct err e;
    house_ok(months_unsigned(&months, &n, house.session, book_of(form), now, &e));
    for (size_t i = 0; i < n; i++) {
        text_append(text, sizeof text, i > 0 ? " " : "");
        text_append(text, sizeof text, months[i]);
    }
    free(months);
    if (strcmp(text, expected) != 0)
        fail_msg("様式第%s号: %s, not %s", form, text, expected);
}

static void confirm(enum who who, const char *form, const char *month, const char *step)
{
    struct err e;
    house_as(&house, who);
    house_ok(month_confirm(house.session, book_of(form), month, step, &e));
    house_as(&house, KANRI);
}

/* Begun by ITO, to the end by HOJO unless it stops before. */
static void verify_month(const char *month, bool confirmed, char id[ENTRY_ID_BYTES])
{
    id[0] = '\0';
    house_do(&house, ITO, "inspection", id, "begin", "kind", "verification", "month", month);
    house_do(&house, ITO, "inspection", id, "report", "by_logs", "yes", "by_books", "yes", "result", "none", "log_kept",
             "paper", "log_place", "警務課保管庫");
    if (confirmed)
        house_do(&house, HOJO, "inspection", id, "confirm_deputy", NULL);
    house_as(&house, KANRI);
}

/* The month of the founding counts, none before it, nor the one that runs. */
static void R3_10_R7_15_a_month_waits_until_it_is_confirmed(void **state)
{
    static const char *const forms[] = {"3", "5", "7"};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        expect_unsigned(forms[i], 0, "");
        expect_unsigned(forms[i], house_time(2026, 9, 30, 23, 59), "");
        expect_unsigned(forms[i], house_time(2026, 10, 1, 0, 0), "2026-09");
        expect_unsigned(forms[i], house_time(2027, 1, 1, 0, 0), "2026-09 2026-10 2026-11 2026-12");
        expect_unsigned(forms[i], house_time(2026, 8, 1, 0, 0), "");
    }
    expect_unsigned("2", house_time(2027, 1, 1, 0, 0), "");
    house.now = house_time(2026, 12, 3, 9, 0);
    confirm(HOJO, "3", "2026-10", "confirm_deputy");
    confirm(KANRI, "7", "2026-09", "confirm_administrator");
    confirm(ITO, "7", "2026-11", "sole_decision");
    expect_unsigned("3", 0, "2026-09 2026-11");
    expect_unsigned("7", 0, "2026-10");
    expect_unsigned("5", 0, "2026-09 2026-10 2026-11");
    confirm(KANRI, "3", "2026-09", "confirm_administrator");
    confirm(KANRI, "3", "2026-11", "confirm_administrator");
    expect_unsigned("3", 0, "");
    expect_unsigned("3", house_time(2027, 1, 1, 0, 0), "2026-12");
}

/* 様式第5号: nobody signs the book; its 検証 is confirmed, or it is not. */
static void R5_5_the_book_of_inspections_waits_for_the_deputy(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    house.now = house_time(2026, 11, 4, 10, 0);
    verify_month("2026-09", false, id);
    expect_unsigned("5", 0, "2026-09 2026-10");
    house_do(&house, HOJO, "inspection", id, "confirm_deputy", NULL);
    house_as(&house, KANRI);
    expect_unsigned("5", 0, "2026-10");
    id[0] = '\0';
    house_do(&house, ITO, "inspection", id, "begin", "kind", "log_check", "month", "2026-10");
    house_as(&house, KANRI);
    expect_unsigned("5", 0, "2026-10");
}

static void dispose_of_all_that_is_due(void)
{
    struct disposal_lines lines;
    struct disposal_list list;
    char name[KEY_BYTES];
    struct err e;
    house_as(&house, KANRI);
    house_ok(disposal_due(&lines, house.session, &e));
    assert_true(lines.n > 0);
    house_ok(disposal_request(house.session, &lines, name, &e));
    disposal_release(&lines);
    house_as(&house, HOJO);
    house_ok(disposal_waiting(&list, house.session, &e));
    house_ok(disposal_permit(house.session, &list, &e));
    disposal_list_release(&list);
    house_as(&house, KANRI);
}

/* What was confirmed and has been disposed of is not asked again; what never was stays for ever. */
static void R5_5_R5_8_R3_10_a_confirmation_that_was_disposed_of_still_counts(void **state)
{
    char id[ENTRY_ID_BYTES], post[ENTRY_ID_BYTES] = "", verified[ENTRY_ID_BYTES];
    struct entry *gone = NULL;
    struct err e;
    (void)state;
    house.now = house_time(2026, 11, 4, 10, 0);
    house_do(&house, KANRI, "post", post, "enter", "=person", house.people[HOJO], "post", "administrator", "from",
             "R8.11.1");
    verify_month("2026-09", true, verified);
    id[0] = '\0';
    house_do(&house, ITO, "inspection", id, "begin", "kind", "verification", "month", "2026-10");
    house_do(&house, ITO, "inspection", id, "drop", "reason", "対象の月を誤った");
    confirm(KANRI, "3", "2026-09", "confirm_administrator");
    house.now = house_time(2028, 4, 1, 9, 0); /* 様式第5号: 1 year */
    expect_unsigned("5", house_time(2026, 12, 1, 0, 0), "2026-10 2026-11");
    dispose_of_all_that_is_due();
    assert_int_equal(entry_load(&gone, session_station(house.session), book_of("5"), verified, &e), ERR_NOT_FOUND);
    expect_unsigned("5", house_time(2026, 12, 1, 0, 0), "2026-10 2026-11");
    expect_unsigned("3", house_time(2026, 12, 1, 0, 0), "2026-10 2026-11");
    house.now = house_time(2032, 4, 1, 9, 0); /* 様式第3号: 5 years */
    dispose_of_all_that_is_due();
    expect_unsigned("3", house_time(2026, 12, 1, 0, 0), "2026-10 2026-11");
    expect_unsigned("7", house_time(2026, 12, 1, 0, 0), "2026-09 2026-10 2026-11");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(R3_10_R7_15_a_month_waits_until_it_is_confirmed),
        IN_HOUSE(R5_5_the_book_of_inspections_waits_for_the_deputy),
        IN_HOUSE(R5_5_R5_8_R3_10_a_confirmation_that_was_disposed_of_still_counts),
    };
    return cmocka_run_group_tests(tests, make_model, remove_model);
}

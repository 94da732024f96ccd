/* The yearly confirmation of the three ledgers: what is counted, when each is due, what counts (R2-2, R4-2, R6-2; T-3, T-4). */
#include <stdio.h>
#include <string.h>

#include "app/yearly.h"
#include "tests/app/model.h"

static char place[HOUSE_VALUE], section[HOUSE_VALUE];

static void reference(char out[HOUSE_VALUE], const char *id, const char *label)
{
    snprintf(out, HOUSE_VALUE, "%s %s", id, label);
}

/* R8.9.14, with a place and a section that things are kept at. */
static int make(void **state)
{
    char id[ENTRY_ID_BYTES] = "";
    (void)state;
    model_begin(house_time(2026, 9, 14, 10, 0));
    house_do(&model, KANRI, "place", id, "enter", "name", "保管庫A", "kind", "station", "=locked", "yes");
    reference(place, id, "保管庫A");
    id[0] = '\0';
    house_do(&model, KANRI, "section", id, "enter", "code", "012", "name", "地域課");
    reference(section, id, "012");
    house_leave(&model);
    return 0;
}

static const struct yearly *ledger(const char *form)
{
    static struct yearly ledgers[YEARLY_LEDGERS];
    struct err e;
    house_ok(yearly_load(ledgers, house.session, &e));
    for (int i = 0; i < YEARLY_LEDGERS; i++)
        if (strcmp(ledgers[i].ledger->form, form) == 0)
            return &ledgers[i];
    fail_msg("%s is no ledger", form);
    return NULL;
}

static void medium_enter(char id[ENTRY_ID_BYTES])
{
    id[0] = '\0';
    house_do(&house, KANRI, "medium", id, "enter", "=section", section, "kind", "usb", "=supervisor", house.people[ITO],
             "=custodian", house.people[SATO], "=place", place);
}

static int confirm(const char *book, const char *kind, struct err *e)
{
    char id[ENTRY_ID_BYTES] = "";
    return house_try(&house, KANRI, "yearly", id, "confirm",
                     (const char *const[]){"book", book, "kind", kind, "date", "今日", NULL}, e);
}

/* What is in use is counted when the confirmation is made, and stays as it was then; typing it changes nothing. */
static void R6_2_R2_2_what_is_in_use_is_counted(void **state)
{
    char id[ENTRY_ID_BYTES] = "", first[ENTRY_ID_BYTES], second[ENTRY_ID_BYTES];
    struct entry *entry;
    (void)state;
    medium_enter(first);
    medium_enter(second);
    house_do(&house, KANRI, "yearly", id, "confirm", "book", "6", "kind", "updated", "count", "99");
    entry = house_load(&house, "yearly", id);
    assert_string_equal(entry_get(entry, "count"), "2");
    assert_string_equal(entry_get(entry, "waiting"), "2");
    entry_free(entry);
    medium_enter(second);
    entry = house_load(&house, "yearly", id);
    assert_string_equal(entry_get(entry, "count"), "2");
    entry_free(entry);
    id[0] = '\0';
    house_do(&house, KANRI, "yearly", id, "confirm", "book", "4");
    entry = house_load(&house, "yearly", id);
    assert_string_equal(entry_get(entry, "count"), "2"); /* phones */
    assert_null(entry_get(entry, "waiting"));
    entry_free(entry);
}

static void R6_1_R2_1_no_change_only_once_changes_are_confirmed(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    house_ok(confirm("6", "unchanged", &e));
    medium_enter(id);
    assert_int_equal(ledger("6")->waiting, 1);
    assert_int_equal(confirm("6", "unchanged", &e), ERR_INPUT);
    assert_string_equal(e.field, "kind");
    assert_string_equal(e.clause, "第7の1(2)オ(ア)a");
    house_ok(confirm("2", "unchanged", &e)); /* of another book */
    house_do(&house, KANRI, "medium", id, "confirm_change", NULL);
    assert_int_equal(ledger("6")->waiting, 0);
    house_ok(confirm("6", "unchanged", &e));
}

/* Twelve months from the founding, then from the last confirmation that counts. */
static void T_3_R4_2_a_ledger_is_due_within_a_year(void **state)
{
    static const struct {
        int year, month, day, over;
        enum due_state state;
    } days[] = {{2027, 8, 14, 0, DUE_NONE},
                {2027, 8, 15, 0, DUE_SOON},
                {2027, 9, 14, 0, DUE_NOW},
                {2027, 9, 15, 1, DUE_OVER},
                {2027, 10, 14, 30, DUE_OVER}};
    struct err e;
    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        house.now = house_time(days[i].year, days[i].month, days[i].day, 10, 0);
        assert_int_equal(ledger("4")->due.state, days[i].state);
        assert_int_equal(ledger("4")->over_days, days[i].over);
        assert_int_equal(date_compare(ledger("4")->until, (struct date){2027, 9, 14}), 0);
    }
    assert_int_equal(ledger("4")->last.year, 0);
    house_ok(confirm("4", "change", &e)); /* is no 更新 */
    assert_int_equal(ledger("4")->due.state, DUE_OVER);
    house_ok(confirm("4", "unchanged", &e));
    assert_int_equal(ledger("4")->due.state, DUE_NONE);
    assert_int_equal(ledger("4")->last.month, 10);
    assert_string_equal(ledger("4")->by, "管理 一郎");
    assert_string_equal(ledger("4")->kind, "年次更新(変更なし)");
    assert_int_equal(date_compare(ledger("4")->until, (struct date){2028, 10, 14}), 0);
}

/* From the first working day of the year; the setting says when the year begins. */
static void T_4_R6_2_the_ledger_of_media_is_due_at_the_years_beginning(void **state)
{
    char id[ENTRY_ID_BYTES], setting[ENTRY_ID_BYTES] = "";
    struct err e;
    (void)state;
    medium_enter(id);
    house_do(&house, KANRI, "medium", id, "confirm_change", NULL);
    house.now = house_time(2026, 12, 31, 10, 0);
    assert_int_equal(ledger("6")->due.state, DUE_NONE);
    house.now = house_time(2027, 1, 4, 10, 0); /* a Monday, after 年末年始 */
    assert_int_equal(ledger("6")->due.state, DUE_OVER);
    assert_int_equal(ledger("6")->over_days, 1);
    house_do(&house, KANRI, "setting", setting, "enter", "key", "year_start", "value", "4/1");
    assert_int_equal(ledger("6")->due.state, DUE_NONE);
    house.now = house_time(2027, 4, 1, 10, 0);
    assert_int_equal(ledger("6")->due.state, DUE_OVER);
    house_ok(confirm("6", "unchanged", &e));
    assert_int_equal(ledger("6")->due.state, DUE_NONE);
    assert_string_equal(ledger("6")->clause, "第7の1(2)オ(ア)a");
}

static void R2_2_nothing_is_owed_of_an_empty_ledger(void **state)
{
    struct err e;
    (void)state;
    house.now = house_time(2028, 9, 14, 10, 0);
    assert_int_equal(ledger("2")->in_use, 0);
    assert_int_equal(ledger("2")->due.state, DUE_NONE);
    assert_int_equal(ledger("2")->until.year, 0);
    house_ok(confirm("2", "change", &e)); /* counts for this book (L104) */
    assert_int_equal(ledger("2")->last.year, 2028);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(R6_2_R2_2_what_is_in_use_is_counted),
        IN_HOUSE(R6_1_R2_1_no_change_only_once_changes_are_confirmed),
        IN_HOUSE(T_3_R4_2_a_ledger_is_due_within_a_year),
        IN_HOUSE(T_4_R6_2_the_ledger_of_media_is_due_at_the_years_beginning),
        IN_HOUSE(R2_2_nothing_is_owed_of_an_empty_ledger),
    };
    return cmocka_run_group_tests(tests, make, remove_model);
}

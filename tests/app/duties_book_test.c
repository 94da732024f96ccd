/* A duty is owed exactly from its day on and no more once it is done: of the months, the years and the changes of the books, the rounds
 * and the periodic checks. Things that are out: see duties_test. */
#include "db/query.h"
#include "tests/app/duty_world.h"

static char id[ENTRY_ID_BYTES];
static char month[8];

static void month_is(struct date day)
{
    char iso[DATE_BYTES];
    snprintf(month, sizeof month, "%.7s", date_format(iso, sizeof iso, day, DATE_ISO));
}

/* A new entry made of what the duty knows of it already, as its screen makes it; step: where he chooses
 * it; more: further pairs. */
static void make_given(enum who who, struct watched w, const char *step, const char *const *more)
{
    const char *pairs[24];
    char keys[DUTY_GIVEN][KEY_BYTES + 1];
    struct duty duty;
    size_t n = 0;
    assert_true(owed(&duty, who, w));
    assert_string_equal(duty.entry, "");
    for (int i = 0; i < DUTY_GIVEN && duty.given[i].field[0] != '\0'; i++) {
        snprintf(keys[i], sizeof keys[i], "=%s", duty.given[i].field);
        pairs[n++] = keys[i];
        pairs[n++] = duty.given[i].value;
    }
    for (size_t i = 0; more[i] != NULL; i++)
        pairs[n++] = more[i];
    pairs[n] = NULL;
    house_must(&house, who, duty.reg->id, anew(id), step != NULL ? step : duty.step, pairs);
}
#define GIVEN(WHO, W, STEP, ...) make_given(WHO, W, STEP, (const char *const[]){__VA_ARGS__, NULL})

/* ---- months: T-2 ---- */

/* By ITO, then HOJO: it stands as it did until the second of them is done. */
static void verify(enum due_state state)
{
    const struct watched begun = WATCHED("verification", .entry = id);
    GIVEN(ITO, WATCHED("verification", .month = month), "begin", NULL);
    STANDS(begun, state);
    assert_true(his(ITO, begun));
    house_do(&house, ITO, "inspection", id, "report", "by_logs", "yes", "by_books", "yes", "result", "none", "log_kept",
             "paper", "log_place", "警務課保管庫");
    STANDS(begun, state);
    assert_true(his(HOJO, begun));
    assert_false(his(ITO, begun));
    house_do(&house, HOJO, "inspection", id, "confirm_deputy", NULL);
    STANDS(begun, DUE_NONE);
}

/* Every month to the leap February of 2028: owed from the first second after it, over a month later, gone when confirmed. */
static void T_2_R3_10_R7_15_R5_5_the_months_of_three_books(void **state)
{
    static const char *const kinds[] = {"month_3", "month_7", "verification"};
    (void)state;
    for (struct date first = DAY(2026, 9, 1); date_compare(first, DAY(2028, 3, 1)) < 0;
         first = date_add_months(first, 1)) {
        const struct date next = date_add_months(first, 1), after = date_add_months(first, 2);
        month_is(first);
        for (size_t i = 0; i < 3; i++) {
            const struct watched w = WATCHED(kinds[i], .month = month);
            house.now = date_at(next, 0) - 1;
            STANDS(w, DUE_NONE);
            house.now++;
            STANDS(w, DUE_NOW);
            house.now = date_at(after, 0) - 1;
            STANDS(w, DUE_NOW);
        }
        house.now = date_at(after, 0) - 1;
        bool late = first.month % 2 == 0; /* by turns in its last second, and when it is over */
        house.now += late;
        for (size_t i = 0; i < 3; i++)
            STANDS(WATCHED(kinds[i], .month = month), late ? DUE_OVER : DUE_NOW);
        if (first.month % 3 == 0)
            GIVEN(HOJO, WATCHED("month_3", .month = month), "confirm_deputy", NULL);
        else
            GIVEN(KANRI, WATCHED("month_3", .month = month), "confirm_administrator", NULL);
        GIVEN(KANRI, WATCHED("month_7", .month = month), "confirm_administrator", NULL);
        verify(late ? DUE_OVER : DUE_NOW);
        for (size_t i = 0; i < 3; i++)
            STANDS(WATCHED(kinds[i], .month = month), DUE_NONE);
    }
}

/* One that was left out is owed for ever, by its own people. */
static void T_2_M_13_M_29_M_37_a_month_left_out_stays(void **state)
{
    static const struct {
        const char *kind;
        enum who may[2], not [3];
    } books[] = {{"month_3", {KANRI, HOJO}, {SUZUKI, TANAKA, GIJUTSU}},
                 {"month_7", {KANRI, KANRI}, {HOJO, TANAKA, GIJUTSU}},
                 {"verification", {ITO, SAITO}, {KANRI, SUZUKI, HOJO}}};
    (void)state;
    at(2028, 3, 31, 10, 0);
    for (size_t i = 0; i < 3; i++) {
        const struct watched w = WATCHED(books[i].kind, .month = "2026-09");
        STANDS(w, DUE_OVER);
        STANDS(WATCHED(books[i].kind, .month = "2026-08"), DUE_NONE); /* before the station was */
        STANDS(WATCHED(books[i].kind, .month = "2028-03"), DUE_NONE); /* not over yet */
        for (int k = 0; k < 2; k++)
            assert_true(his(books[i].may[k], w));
        for (int k = 0; k < 3; k++)
            assert_false(his(books[i].not [k], w));
    }
}

/* ---- years: T-3, T-4 ---- */

static void renew(const char *book, const char *kind)
{
    house_do(&house, KANRI, "yearly", anew(id), "confirm", "book", book, "kind", kind);
}

/* Shown thirty days ahead of twelve months after the last; a change counts for 様式第2号 alone. */
static void T_3_R2_2_R4_2_twelve_months_of_two_ledgers(void **state)
{
    const struct watched two = WATCHED("year_2"), four = WATCHED("year_4");
    (void)state;
    WALK_AHEAD(two, DAY(2027, 9, 16), DAY(2027, 8, 15), DAY(2027, 9, 14), DAY(2027, 9, 15));
    STANDS(four, DUE_OVER);
    assert_true(his(KANRI, two));
    assert_false(his(HOJO, two));
    assert_false(his(ITO, four));
    renew("2", "change");
    renew("4", "change");
    STANDS(two, DUE_NONE);
    STANDS(four, DUE_OVER);
    renew("4", "unchanged");
    STANDS(four, DUE_NONE);
    at(2028, 2, 29, 10, 0);
    renew("2", "updated");
    renew("4", "updated");
    at(2029, 1, 20, 10, 0);
    WALK_AHEAD(four, DAY(2029, 3, 2), DAY(2029, 1, 29), DAY(2029, 2, 28), DAY(2029, 3, 1));
    STANDS(two, DUE_OVER);
}

/* From 1 January, over from the first working day; a confirmation of a change is none. */
static void T_4_R6_2_the_beginning_of_the_year(void **state)
{
    const struct watched w = WATCHED("year_6");
    (void)state;
    at(2026, 12, 20, 10, 0);
    WALK(w, DAY(2027, 1, 5), DAY(2027, 1, 1), DAY(2027, 1, 4));
    renew("6", "change");
    STANDS(w, DUE_OVER);
    renew("6", "updated");
    STANDS(w, DUE_NONE);
    at(2027, 12, 31, 10, 0);
    renew("6", "updated"); /* the day before is not the new year's */
    WALK(w, DAY(2028, 1, 2), DAY(2028, 1, 1), DAY(2028, 1, 4));
    renew("6", "updated");
    STANDS(w, DUE_NONE);
    at(2028, 12, 28, 10, 0);
    WALK(w, DAY(2029, 1, 5), DAY(2029, 1, 1), DAY(2029, 1, 4));
}

static void closed_day(const char *date)
{
    house_do(&house, KANRI, "calendar_day", anew(id), "enter", "date", date, "kind", "closed", "note", "臨時閉庁");
}

/* ⚑Q7, and days that the station closes itself. */
static void T_4_R6_2_in_april_and_over_a_closed_day(void **state)
{
    const struct watched w = WATCHED("year_6");
    (void)state;
    house_do(&house, KANRI, "setting", anew(id), "enter", "key", "year_start", "value", "4/1", "note",
             "年度に合わせる");
    at(2027, 1, 6, 10, 0);
    STANDS(w, DUE_NONE);
    at(2027, 3, 20, 10, 0);
    closed_day("R9.4.1");
    WALK(w, DAY(2027, 4, 3), DAY(2027, 4, 1), DAY(2027, 4, 2));
    renew("6", "updated");
    STANDS(w, DUE_NONE);
    at(2028, 3, 20, 10, 0);
    WALK(w, DAY(2028, 4, 4), DAY(2028, 4, 1), DAY(2028, 4, 3)); /* a Saturday */
}

/* ---- changes: T-5 ---- */

/* Entered, ended before a row of holidays, taken up again on one: each confirmed by the next working day. */
static void T_5_R2_1_R6_1_each_change_by_the_next_working_day(void **state)
{
    static const struct {
        const char *kind, *reg, *thing, *ends, *as;
        enum who keeper;
    } books[] = {{"change_6", "medium", usb, "ending", "other", KANRI},
                 {"change_2", "digital_device", camera, "to", "R8.9.18", ITO}};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char of[ENTRY_ID_BYTES];
        const struct watched w = WATCHED(books[i].kind, .entry = of);
        reference_id(of, books[i].thing);
        at(2026, 9, 14, 10, 0);
        WALK(w, DAY(2026, 9, 18), DAY(2026, 9, 14), DAY(2026, 9, 16)); /* of the founding, a Monday */
        assert_true(his(KANRI, w));
        assert_false(his(HOJO, w));
        house_do(&house, books[i].keeper, books[i].reg, of, "change", "note", "ケース付き");
        STANDS(w, DUE_OVER); /* a change of words puts nothing off */
        house_do(&house, KANRI, books[i].reg, of, "confirm_change", NULL);
        STANDS(w, DUE_NONE);
        house_do(&house, books[i].keeper, books[i].reg, of, "end", "reason", "更新のため", books[i].ends,
                 books[i].as); /* Friday 18 */
        WALK(w, DAY(2026, 9, 26), DAY(2026, 9, 18), DAY(2026, 9, 25));
        house_do(&house, KANRI, books[i].reg, of, "confirm_change", NULL);
        STANDS(w, DUE_NONE);
        at(2026, 9, 27, 10, 0); /* a Sunday */
        house_do(&house, books[i].keeper, books[i].reg, of, "resume", "reason", "再び使用するため");
        WALK(w, DAY(2026, 9, 30), DAY(2026, 9, 27), DAY(2026, 9, 29));
        house_do(&house, KANRI, books[i].reg, of, "confirm_change", NULL);
        WALK(w, DAY(2026, 10, 2), NEVER, NEVER);
    }
}

/* ---- rounds ---- */

static void answer_all(enum who who)
{
    const struct cond conds[] = {{"inspection", COND_IS, id}, {"state", COND_IS, "open"}, {0}};
    const struct query query = {
        .reg = station_register(session_station(house.session), "inspection_item"), .conds = conds, .limit = 10};
    struct rows rows = {0};
    struct err e;
    house_ok(rows_load(&rows, session_station(house.session), &query, ROWS_FIRST, NULL, &e));
    assert_true(rows.n > 0);
    for (size_t i = 0; i < rows.n; i++) {
        char item[ENTRY_ID_BYTES];
        snprintf(item, sizeof item, "%s", rows.entries[i]->id);
        house_do(&house, who, "inspection_item", item, "record", "result", "found");
    }
    rows_release(&rows);
}

/* In the month itself, from its first second to its last; begun it is owed still, closed no more. */
static void T_2_R4_5_R5_1_M_35_M_36_a_round_each_month(void **state)
{
    static const struct {
        const char *kind;
        enum who keeper, other;
    } rounds[] = {{"round_phone", ITO, SATO}, {"round_media", SATO, ITO}};
    (void)state;
    STANDS(WATCHED("round_phone"), DUE_NONE); /* the month of the founding, of which the paper book tells */
    STANDS(WATCHED("round_media"), DUE_NONE);
    for (struct date first = DAY(2026, 10, 1); date_compare(first, DAY(2027, 3, 1)) <= 0;
         first = date_add_months(first, 1)) {
        const struct date next = date_add_months(first, 1);
        bool late = first.month % 2 == 0;
        month_is(first);
        for (size_t i = 0; i < 2; i++) {
            const struct watched w = WATCHED(rounds[i].kind, .month = month);
            house.now = date_at(first, 0) - 1;
            STANDS(w, DUE_NONE);
            house.now++;
            STANDS(w, DUE_NOW);
            house.now = date_at(next, 0) - 1;
            STANDS(w, DUE_NOW);
            assert_true(his(rounds[i].keeper, w));
            assert_false(his(rounds[i].other, w));
            assert_false(his(KANRI, w));
        }
        house.now = late ? date_at(next, OFFICE) : date_at(next, 0) - 3600;
        for (size_t i = 0; i < 2; i++) {
            const struct watched w = WATCHED(rounds[i].kind, .month = month);
            STANDS(w, late ? DUE_OVER : DUE_NOW);
            GIVEN(rounds[i].keeper, w, NULL, NULL);
            STANDS(w, late ? DUE_OVER : DUE_NOW);
            answer_all(rounds[i].keeper);
            STANDS(w, late ? DUE_OVER : DUE_NOW); /* to be closed yet */
            house_do(&house, rounds[i].keeper, "inspection", id, "close", NULL);
            STANDS(w, DUE_NONE);
        }
    }
}

static void move_usb(const char *place)
{
    char of[ENTRY_ID_BYTES];
    reference_id(of, usb);
    house_do(&house, KANRI, "medium", of, "change", "=place", place);
}

/* クラス3 under lock at headquarters: once a year; out of the vault again, of the month at once. */
static void T_3_R5_2_M_36_once_a_year_in_the_vault(void **state)
{
    const struct watched yearly = WATCHED("round_yearly"), monthly = WATCHED("round_media", .month = "2028-10");
    char vault[HOUSE_VALUE];
    (void)state;
    house_do(&house, KANRI, "place", anew(id), "enter", "name", "本部倉庫", "kind", "headquarters", "class", "3",
             "=locked", "yes");
    refer(vault, id, "本部倉庫");
    move_usb(vault);
    reference_id(id, card);
    house_do(&house, KANRI, "medium", id, "end", "ending", "other", "reason",
             "故障"); /* the other one, of each month */
    STANDS(WATCHED("round_media"), DUE_NONE);
    WALK_AHEAD(yearly, DAY(2027, 9, 16), DAY(2027, 8, 15), DAY(2027, 9, 14), DAY(2027, 9, 15));
    assert_true(his(SATO, yearly));
    STANDS(WATCHED("round_media"), DUE_NONE);
    house_do(&house, SATO, "inspection", anew(id), "begin", "kind", "media");
    answer_all(SATO);
    house_do(&house, SATO, "inspection", id, "close", NULL);
    STANDS(yearly, DUE_NONE);
    at(2028, 8, 10, 10, 0);
    WALK_AHEAD(yearly, DAY(2028, 9, 17), DAY(2028, 8, 17), DAY(2028, 9, 16), DAY(2028, 9, 17));
    at(2028, 10, 5, 10, 0);
    STANDS(monthly, DUE_NONE);
    move_usb(station_place);
    STANDS(yearly, DUE_NONE);
    STANDS(monthly, DUE_NOW);
}

/* ---- periods: T-10 ---- */

/* Each month: what is over is checked in the month after it; no day is left out. */
static void T_10_R5_3_M_43_the_logs_of_each_month(void **state)
{
    const struct watched w = WATCHED("log_check");
    (void)state;
    WALK(w, DAY(2026, 10, 5), DAY(2026, 10, 1), DAY(2026, 11, 1));
    assert_true(his(ITO, w));
    assert_false(his(KANRI, w));
    for (struct date first = DAY(2026, 10, 1); date_compare(first, DAY(2027, 3, 1)) <= 0;
         first = date_add_months(first, 1)) {
        const struct date next = date_add_months(first, 1);
        house.now = date_at(next, 0) - 1;
        STANDS(w, DUE_NOW);
        house.now += first.month % 2;
        STANDS(w, first.month % 2 != 0 ? DUE_OVER : DUE_NOW);
        GIVEN(ITO, w, NULL, NULL);
        STANDS(w, first.month % 2 != 0 ? DUE_OVER : DUE_NOW);
        house_do(&house, ITO, "inspection", id, "close", "names_checked", "yes", "sizes_checked", "yes", "result",
                 "none");
        STANDS(w, first.month % 2 != 0 ? DUE_NOW : DUE_NONE); /* the next month's, when that has come */
    }
}

/* Half-yearly, by both: owed until the second of them has confirmed. */
static void T_10_R5_4_M_28_the_permits_of_half_a_year(void **state)
{
    const struct watched w = WATCHED("permit_check");
    struct entry *entry;
    (void)state;
    at(2027, 2, 20, 10, 0);
    WALK(w, DAY(2027, 4, 2), DAY(2027, 3, 1), DAY(2027, 4, 1));
    assert_true(his(ITO, w));
    GIVEN(ITO, w, NULL, "covers", "both");
    entry = house_load(&house, "inspection", id);
    assert_string_equal(entry_get(entry, "period_from"), "2026-09-14");
    assert_string_equal(entry_get(entry, "period_to"), "2027-02-28");
    entry_free(entry);
    STANDS(w, DUE_OVER);
    house_do(&house, ITO, "inspection", id, "report", "result", "none");
    STANDS(w, DUE_OVER);
    house_do(&house, KANRI, "inspection", id, "confirm_administrator", NULL);
    STANDS(w, DUE_OVER);
    house_do(&house, HOJO, "inspection", id, "confirm_deputy", NULL);
    STANDS(w, DUE_NONE);
    at(2027, 8, 25, 10, 0);
    WALK(w, DAY(2027, 10, 2), DAY(2027, 9, 1), DAY(2027, 10, 1));
}

static void T_10_S_12_the_rights_of_half_a_year(void **state)
{
    const struct watched w = WATCHED("access_review");
    (void)state;
    post_held(HOJO, "system_security_officer");
    at(2027, 2, 20, 10, 0);
    WALK(w, DAY(2027, 4, 2), DAY(2027, 3, 1), DAY(2027, 4, 1));
    assert_true(his(HOJO, w));
    assert_false(his(KANRI, w));
    house_do(&house, HOJO, "access_review", anew(id), "review", "=rights", "yes", "accounts", "9", "administrators",
             "1", "findings", "none");
    STANDS(w, DUE_NONE);
    at(2027, 9, 25, 10, 0);
    WALK(w, DAY(2027, 11, 2), DAY(2027, 10, 1), DAY(2027, 11, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        OF_DUTY(T_2_R3_10_R7_15_R5_5_the_months_of_three_books),
        OF_DUTY(T_2_M_13_M_29_M_37_a_month_left_out_stays),
        OF_DUTY(T_3_R2_2_R4_2_twelve_months_of_two_ledgers),
        OF_DUTY(T_4_R6_2_the_beginning_of_the_year),
        OF_DUTY(T_4_R6_2_in_april_and_over_a_closed_day),
        OF_DUTY(T_5_R2_1_R6_1_each_change_by_the_next_working_day),
        OF_DUTY(T_2_R4_5_R5_1_M_35_M_36_a_round_each_month),
        OF_DUTY(T_3_R5_2_M_36_once_a_year_in_the_vault),
        OF_DUTY(T_10_R5_3_M_43_the_logs_of_each_month),
        OF_DUTY(T_10_R5_4_M_28_the_permits_of_half_a_year),
        OF_DUTY(T_10_S_12_the_rights_of_half_a_year),
    };
    return cmocka_run_group_tests(tests, make_furnished, remove_model);
}

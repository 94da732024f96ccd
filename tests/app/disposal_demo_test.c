/* The demo over its whole retention (issue 3, done when 5): nothing early, content gone from database and exports, the chain
 * verifies, rebuilt projections are equal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/demo.h"
#include "app/disposal.h"
#include "app/paper.h"
#include "app/session_impl.h"
#include "db/query.h"
#include "tests/app/house.h"

enum { DAYS = 64, FAR = 2060 };

/* §9 of obligations.md, apart from the program's own table: years by form. 様式9: ⚑Q8. */
static const struct {
    const char *form;
    int years;
} books[] = {{"1", 1}, {"2", 5}, {"3", 5}, {"4", 5}, {"5", 1}, {"6", 5}, {"7", 5}, {"8", 5}, {"9", 5}};
enum { BOOKS = sizeof books / sizeof books[0] };

static struct house house;
static struct identity *permitter;
static struct disposal_lines all; /* whatever of the demo will ever be due by itself */
static struct date days[DAYS];    /* on which something becomes due, ascending */
static size_t ndays;

static struct disposal_lines due_at(int64_t at)
{
    struct disposal_lines lines;
    struct err e;
    house.now = at;
    house_ok(disposal_due(&lines, house.session, &e));
    return lines;
}

static void add_day(struct date day)
{
    size_t at = 0;
    while (at < ndays && date_compare(days[at], day) < 0)
        at++;
    if (at < ndays && date_compare(days[at], day) == 0)
        return;
    assert_true(ndays < DAYS);
    memmove(&days[at + 1], &days[at], (ndays - at) * sizeof days[0]);
    days[at] = day;
    ndays++;
}

/* A second 運用管理者, who permits what the first asks for. */
static void add_permitter(const char *uid)
{
    const struct demo_person *p = demo_people;
    struct station *station = session_station(house.session);
    struct entry *user = NULL;
    struct act *act;
    struct err e;
    while (strcmp(p->uid, uid) != 0)
        p++;
    house_ok(entry_find(&user, station, station_register(station, "user"), "uid", uid, &e));
    house_ok(act_new(&act, house.session, station_register(station, "post"), NULL, "enter", &e));
    house_ok(act_set(act, "person", entry_get(user, "person"), &e));
    house_ok(act_set(act, "post", "administrator", &e));
    house_ok(act_commit(act, NULL, &e));
    act_free(act);
    entry_free(user);
    struct secret passphrase = house_secret(p->passphrase);
    house_ok(station_identify(&permitter, station, uid, &passphrase, house.now, &e));
    secret_release(&passphrase);
}

static int setup(void **state)
{
    (void)state;
    house_demo(&house, house_time(2026, 11, 24, 22, 10));
    add_permitter("endo");
    all = due_at(house_time(FAR, 1, 1, 0, 0));
    for (size_t i = 0; i < all.n; i++)
        add_day(all.list[i].due);
    house.now = house_time(2026, 11, 24, 22, 10);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    disposal_release(&all);
    identity_free(permitter);
    house_close(&house);
    return 0;
}

/* The next 1 April after the end, and the years of the book. */
static struct date expected(const struct disposal_line *line, int years)
{
    struct date april = {line->since.year + years, 4, 1};
    struct date this_year = {line->since.year, 4, 1};
    if (date_compare(line->since, this_year) >= 0)
        april.year++;
    return april;
}

static void R1_5_R2_6_R3_16_R4_7_R5_8_R6_10_R7_16_R8_4_R9_6_each_book_is_kept_its_years(void **state)
{
    size_t seen[BOOKS] = {0};
    (void)state;
    for (size_t i = 0; i < all.n; i++)
        for (size_t b = 0; b < BOOKS; b++) {
            if (all.list[i].reg->form == NULL || strcmp(all.list[i].reg->form, books[b].form) != 0)
                continue;
            assert_int_equal(date_compare(all.list[i].due, expected(&all.list[i], books[b].years)), 0);
            seen[b]++;
        }
    for (size_t b = 0; b < BOOKS; b++)
        if (seen[b] == 0)
            fail_msg("nothing of book %s ever becomes due", books[b].form);
}

static void RT_1_nothing_is_due_the_minute_before_its_day(void **state)
{
    (void)state;
    assert_true(ndays > 0);
    for (size_t d = 0; d < ndays; d++) {
        struct disposal_lines before = due_at(date_at(days[d], 0) - 60);
        for (size_t i = 0; i < before.n; i++)
            assert_true(date_compare(before.list[i].due, days[d]) < 0);
        disposal_release(&before);
    }
}

static char *everything(void)
{
    const struct register_def *const *list = station_registers(session_station(house.session));
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    struct err e;
    for (size_t i = 0; list[i] != NULL; i++) {
        const struct paper_request request = {.reg = list[i]};
        house_ok(paper_stream(house.session, &request, PAPER_JSON, f, &e));
    }
    fclose(f);
    return text;
}

/* On that day: asked for by one, permitted by the other. Returns how many went. */
static size_t dispose_on(struct date day)
{
    struct disposal_lines lines = due_at(date_at(day, 9 * 60));
    struct disposal_list list;
    char name[KEY_BYTES];
    struct err e;
    size_t n = lines.n;
    for (size_t i = 0; i < n; i++)
        assert_true(date_compare(lines.list[i].due, day) <= 0);
    if (n > 0) {
        house_ok(session_as(house.session, NULL, &e));
        house_ok(disposal_request(house.session, &lines, name, &e));
        house_ok(session_as(house.session, permitter, &e));
        house_ok(disposal_waiting(&list, house.session, &e));
        assert_int_equal(list.n, n);
        house_ok(disposal_permit(house.session, &list, &e));
        disposal_list_release(&list);
        house_ok(session_as(house.session, NULL, &e));
    }
    disposal_release(&lines);
    return n;
}

static void RT_4_a_whole_retention_is_lived_through(void **state)
{
    size_t gone = 0;
    (void)state;
    for (size_t d = 0; d < ndays; d++)
        gone += dispose_on(days[d]);
    assert_int_equal(gone, all.n);
    char *text = everything();
    for (size_t i = 0; i < all.n; i++) {
        const struct disposal_line *line = &all.list[i];
        char key[ENTRY_ID_BYTES + 8];
        struct entry *entry = NULL;
        struct err e;
        snprintf(key, sizeof key, "\"id\":\"%s\"", line->entry);
        assert_null(strstr(text, key));
        assert_int_equal(entry_load(&entry, session_station(house.session), line->reg, line->entry, &e), ERR_NOT_FOUND);
    }
    free(text);
    struct disposal_lines left = due_at(house_time(FAR, 1, 1, 0, 0));
    assert_int_equal(left.n, 0);
    disposal_release(&left);
    house_verify(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R1_5_R2_6_R3_16_R4_7_R5_8_R6_10_R7_16_R8_4_R9_6_each_book_is_kept_its_years),
        cmocka_unit_test(RT_1_nothing_is_due_the_minute_before_its_day),
        cmocka_unit_test(RT_4_a_whole_retention_is_lived_through),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}

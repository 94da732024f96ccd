#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/draft.h"
#include "forms/field.h"
#include "forms/filter.h"
#include "tests/db/fixture.h"

enum { MANY = 23 };

/* Loans 0…22; every third has no time, the others run backwards; the even ones have a number. */
static void query_loans_make(struct fixture *f, char ids[MANY][ENTRY_ID_BYTES])
{
    struct journal *j;
    fixture_make(f);
    assert_ok(journal_begin(&j, f->station, NULL, f->now, e));
    for (int i = 0; i < MANY; i++) {
        struct change change;
        char item[32], text[64];
        snprintf(item, sizeof item, "TEST-%d", i);
        assert_ok(change_loan(&change, j, item, e));
        snprintf(text, sizeof text, "%d", FIXTURE_NOW - 60 * i);
        assert_ok(change_field(&change, "at", NULL, i % 3 ? text : NULL, e));
        snprintf(text, sizeof text, i % 2 ? "巡回 その%d" : "Ｐａｔｒｏｌ %d", i);
        assert_ok(change_field(&change, "purpose", NULL, text, e));
        snprintf(ids[i], ENTRY_ID_BYTES, "%s", change.entry);
        assert_ok(journal_append(j, &change, 0, NULL, e));
        change_release(&change);
    }
    assert_ok(journal_commit(&j, e));
}

/* Pages forwards from the first and backwards from the last must be the same list. */
static void walk_compare(struct fixture *f, struct query *query, int expected)
{
    char seen[MANY][ENTRY_ID_BYTES], from[ENTRY_ID_BYTES] = "";
    struct rows rows;
    int n = 0;
    query->limit = 4;
    for (enum rows_where where = ROWS_FIRST;; where = ROWS_AFTER) {
        assert_ok(rows_load(&rows, f->station, query, where, from, e));
        assert_int_equal(rows.before, where == ROWS_AFTER && rows.n > 0);
        for (size_t i = 0; i < rows.n; i++)
            snprintf(seen[n++], ENTRY_ID_BYTES, "%s", rows.entries[i]->id);
        bool more = rows.after;
        if (rows.n > 0)
            snprintf(from, sizeof from, "%s", rows.entries[rows.n - 1]->id);
        rows_release(&rows);
        if (!more)
            break;
    }
    assert_int_equal(n, expected);
    for (enum rows_where where = ROWS_LAST;; where = ROWS_BEFORE) {
        assert_ok(rows_load(&rows, f->station, query, where, from, e));
        assert_int_equal(rows.after, where == ROWS_BEFORE && rows.n > 0);
        for (size_t i = rows.n; i-- > 0;)
            assert_string_equal(seen[--n], rows.entries[i]->id);
        bool more = rows.before;
        if (rows.n > 0)
            snprintf(from, sizeof from, "%s", rows.entries[0]->id);
        rows_release(&rows);
        if (!more)
            break;
    }
    assert_int_equal(n, 0);
    if (expected > 6) {
        assert_ok(rows_load(&rows, f->station, query, ROWS_FROM, seen[5], e));
        assert_string_equal(rows.entries[0]->id, seen[5]);
        assert_string_equal(rows.entries[1]->id, seen[6]);
        assert_true(rows.before);
        rows_release(&rows);
    }
}

static void pages_are_the_same_from_either_end(void **state)
{
    (void)state;
    static const char *const sorts[] = {NULL, "at", "purpose", "item", "state", "id", "number"};
    struct fixture f;
    char ids[MANY][ENTRY_ID_BYTES];
    query_loans_make(&f, ids);
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
        for (int down = 0; down < 2; down++) {
            struct query query = {.reg = &loan_register, .sort = sorts[i], .descending = down};
            walk_compare(&f, &query, MANY);
        }
    fixture_remove(&f);
}

static void the_order_is_that_of_the_values(void **state)
{
    (void)state;
    struct fixture f;
    char ids[MANY][ENTRY_ID_BYTES];
    struct rows rows;
    query_loans_make(&f, ids);
    struct query query = {.reg = &loan_register, .sort = "at", .limit = MANY};
    assert_ok(rows_load(&rows, f.station, &query, ROWS_FIRST, NULL, e));
    assert_int_equal(rows.n, MANY);
    int64_t last = 0;
    for (size_t i = 0; i < rows.n; i++) {
        const char *at = entry_get(rows.entries[i], "at");
        assert_true(i < 8 ? at == NULL : at != NULL && field_time(at) > last); /* unset ones first */
        last = at ? field_time(at) : 0;
    }
    rows_release(&rows);
    query.sort = NULL;
    query.descending = true;
    assert_ok(rows_load(&rows, f.station, &query, ROWS_FIRST, NULL, e));
    assert_string_equal(rows.entries[0]->id, ids[MANY - 1]);
    rows_release(&rows);
    fixture_remove(&f);
}

static void conditions_ranges_and_steps_select(void **state)
{
    (void)state;
    struct fixture f;
    char ids[MANY][ENTRY_ID_BYTES], from[32], until[32];
    int64_t count;
    struct entry *entry;
    struct err why;
    query_loans_make(&f, ids);
    assert_ok(fixture_step(&f, ids[1], "permit", "out", e));
    const struct cond is_out[] = {{"state", COND_IS, "out"}, {0}};
    struct query query = {.reg = &loan_register, .conds = is_out};
    walk_compare(&f, &query, 1);
    const struct cond other[] = {{"state", COND_IS_NOT, "out|back"}, {"at", COND_SET, NULL}, {0}};
    query.conds = other;
    walk_compare(&f, &query, 14);
    const struct cond item[] = {{"item", COND_IS, "TEST-4|TEST-5"}, {0}};
    query.conds = item;
    walk_compare(&f, &query, 2);
    snprintf(from, sizeof from, "%d", FIXTURE_NOW - 60 * 10);
    snprintf(until, sizeof until, "%d", FIXTURE_NOW - 60 * 5);
    query = (struct query){.reg = &loan_register, .range = "at", .range_from = from, .range_until = until};
    walk_compare(&f, &query, 3); /* 10, 8, 7 */
    assert_ok(query_count(&count, f.station, &query, 100, e));
    assert_int_equal(count, 3);
    assert_ok(query_count(&count, f.station, &query, 2, e));
    assert_int_equal(count, 2);
    query = (struct query){.reg = &loan_register, .done_step = "permit|again", .done_by = "TEST-1"};
    walk_compare(&f, &query, 1);
    assert_ok(state_count(&count, f.station, &loan_register, "requested", e));
    assert_int_equal(count, MANY - 1);
    assert_ok(entry_find(&entry, f.station, &loan_register, "item", "TEST-5", e));
    assert_string_equal(entry->id, ids[5]);
    entry_free(entry);
    assert_int_equal(entry_find(&entry, f.station, &loan_register, "item", "TEST-99", &why), ERR_NOT_FOUND);
    assert_int_equal(entry_load(&entry, f.station, &loan_register, "TEST-99", &why), ERR_NOT_FOUND);
    const struct cond unknown[] = {{"colour", COND_SET, NULL}, {0}};
    query = (struct query){.reg = &loan_register, .conds = unknown};
    assert_int_equal(query_count(&count, f.station, &query, 1, &why), ERR_NOT_FOUND);
    fixture_remove(&f);
}

static void assert_values(struct fixture *f, const struct query *query, const char *field,
                          const struct value_count *expected, size_t n)
{
    struct values values;
    assert_ok(query_values(&values, f->station, query, field, e));
    assert_int_equal(values.n, n);
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(values.list[i].value, expected[i].value);
        assert_int_equal(values.list[i].n, expected[i].n);
    }
    values_release(&values);
}

static char *literal(const char *text)
{
    return (char *)(uintptr_t)text;
}

/* As counted entry by entry: of the state, of a choice, of a reference with its label, of a time; unset is no value. */
static void distinct_values_are_counted(void **state)
{
    (void)state;
    struct fixture f;
    char ids[MANY][ENTRY_ID_BYTES], from[32], later[32];
    struct values values;
    struct err why;
    struct filter filter;
    query_loans_make(&f, ids);
    assert_ok(fixture_step(&f, ids[1], "permit", "out", e));
    struct query query = {.reg = &loan_register};
    assert_values(&f, &query, "state", (struct value_count[]){{literal("out"), 1}, {literal("requested"), MANY - 1}},
                  2);
    assert_values(&f, &query, "kind", (struct value_count[]){{literal("phone"), MANY}}, 1);
    const struct cond items[] = {{"item", COND_IS, "TEST-4|TEST-5|TEST-99"}, {0}};
    query.conds = items;
    assert_values(&f, &query, "item",
                  (struct value_count[]){{literal("TEST-4 携帯TEST-4"), 1}, {literal("TEST-5 携帯TEST-5"), 1}}, 2);
    query.conds = NULL;
    assert_ok(query_values(&values, f.station, &query, "at", e));
    assert_int_equal(values.n, 15);
    values_release(&values);
    snprintf(from, sizeof from, "%d", FIXTURE_NOW - 60 * 8);
    snprintf(later, sizeof later, "%d", FIXTURE_NOW - 60 * 7);
    const struct cond eight[] = {{"item", COND_IS, "TEST-7|TEST-8|TEST-10"}, {0}};
    query = (struct query){.reg = &loan_register, .conds = eight, .range = "at", .range_from = from};
    assert_values(&f, &query, "at", (struct value_count[]){{from, 1}, {later, 1}}, 2);
    const struct cond nothing[] = {{"state", COND_IS, "back"}, {0}};
    query = (struct query){.reg = &loan_register, .conds = nothing};
    assert_values(&f, &query, "item", NULL, 0);
    assert_int_equal(query_values(&values, f.station, &query, "colour", &why), ERR_NOT_FOUND);
    assert_ok(filter_parse(&filter, &loan_register, "patrol", f.now, e));
    query = (struct query){.reg = &loan_register, .filter = &filter};
    assert_int_equal(query_values(&values, f.station, &query, "item", &why), ERR_USAGE);
    filter_release(&filter);
    fixture_remove(&f);
}

/* What SQL selects is what filter_matches passes, entry by entry. */
static void the_search_line_selects_what_it_says(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        int n;
    } asked[] = {
        {"", MANY},
        {"patrol", 12},
        {"その", 11},
        {"携帯TEST-7", 1},
        {"目的:patrol 区分:電話", 12},
        {"日時:", 8},
        {"状態:許可待ち", 22},
        {"状態:持出中", 1},
        {"物:携帯TEST", MANY},
        {"その1", 6},
        {"ないもの", 0},
        {"100%", 0},
        {"'", 0},
        {"_", 0},
    };
    struct fixture f;
    char ids[MANY][ENTRY_ID_BYTES];
    query_loans_make(&f, ids);
    assert_ok(fixture_step(&f, ids[1], "permit", "out", e));
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct filter filter;
        int64_t count;
        int matching = 0;
        struct rows rows;
        assert_ok(filter_parse(&filter, &loan_register, asked[i].line, f.now, e));
        struct query query = {.reg = &loan_register, .limit = MANY};
        assert_ok(rows_load(&rows, f.station, &query, ROWS_FIRST, NULL, e));
        for (size_t k = 0; k < rows.n; k++)
            matching += filter_matches(&filter, rows.entries[k], NULL);
        rows_release(&rows);
        query.filter = &filter;
        walk_compare(&f, &query, matching);
        if (matching != asked[i].n)
            fail_msg("%s: %d", asked[i].line, matching);
        assert_ok(query_count(&count, f.station, &query, 100, e));
        assert_int_equal(count, matching);
        filter_release(&filter);
    }
    fixture_remove(&f);
}

static void drafts_come_back(void **state)
{
    (void)state;
    struct fixture f;
    char *bytes, key[64];
    size_t n;
    int64_t saved;
    struct err why;
    fixture_make(&f);
    int64_t seq = station_seq(f.station);
    assert_int_equal(draft_newest(f.station, "TEST-1", key, sizeof key, &why), ERR_NOT_FOUND);
    assert_ok(draft_save(f.station, "TEST-1", "loan", "書きかけ", 12, f.now, e));
    assert_ok(draft_save(f.station, "TEST-1", "loan", "書き直し", 12, f.now + 1, e));
    assert_ok(draft_save(f.station, "TEST-2", "loan", "他人", 6, f.now + 2, e));
    fixture_close(&f);
    fixture_open(&f);
    assert_ok(draft_newest(f.station, "TEST-1", key, sizeof key, e));
    assert_string_equal(key, "loan");
    assert_ok(draft_load(f.station, "TEST-1", key, &bytes, &n, &saved, e));
    assert_int_equal(n, 12);
    assert_string_equal(bytes, "書き直し");
    assert_int_equal(saved, f.now + 1);
    free(bytes);
    assert_ok(draft_remove(f.station, "TEST-1", "loan", e));
    assert_ok(draft_remove(f.station, "TEST-1", "loan", e));
    assert_int_equal(draft_load(f.station, "TEST-1", "loan", &bytes, &n, &saved, &why), ERR_NOT_FOUND);
    assert_int_equal(station_seq(f.station), seq + 1); /* the sign-in alone */
    fixture_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_the_same_from_either_end),   cmocka_unit_test(the_order_is_that_of_the_values),
        cmocka_unit_test(conditions_ranges_and_steps_select),   cmocka_unit_test(distinct_values_are_counted),
        cmocka_unit_test(the_search_line_selects_what_it_says), cmocka_unit_test(drafts_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

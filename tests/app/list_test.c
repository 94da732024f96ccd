/* A book page by page: forth and back without gap or repeat, narrowed and in another order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "app/list.h"
#include "forms/field.h"
#include "tests/app/model.h"

enum { ENTRIES = 8, PAGE = 3 };
static char ids[ENTRIES][ENTRY_ID_BYTES];

static int make_entries(void **state)
{
    (void)state;
    model_begin(house_time(2026, 10, 5, 10, 0));
    for (int i = 0; i < ENTRIES; i++) {
        model.now += 60;
        house_ask(&model, i % 2 == 0 ? TANAKA : SATO, i == 5 ? PHONE_7 : PHONE_3, ids[i]);
    }
    house_leave(&model);
    return 0;
}

static struct list *list;

static int open_list(void **state)
{
    struct err e;
    setup(state);
    house_as(&house, ITO);
    house_ok(list_new(&list, house.session, station_register(session_station(house.session), "checkout"), &e));
    return 0;
}

static int close_list(void **state)
{
    list_free(list);
    return teardown(state);
}

/* The page holds the entries first, first + step … */
static void page(enum list_move move, int n, int first, int step, bool before, bool after)
{
    struct err e;
    bool b, a;
    int rows;
    house_ok(list_load(list, move, PAGE, &rows, &b, &a, &e));
    assert_int_equal(rows, n);
    for (int i = 0; i < n; i++)
        assert_string_equal(list_entry(list, (size_t)i)->id, ids[first + i * step]);
    assert_null(list_entry(list, (size_t)n));
    assert_int_equal(b, before);
    assert_int_equal(a, after);
}

static void pages_forth_and_back_have_no_gap_and_no_repeat(void **state)
{
    (void)state;
    page(LIST_FIRST, 3, 7, -1, false, true); /* the newest first */
    page(LIST_NEXT, 3, 4, -1, true, true);
    page(LIST_NEXT, 2, 1, -1, true, false);
    page(LIST_PREV, 3, 4, -1, true, true);
    page(LIST_PREV, 3, 7, -1, false, true);
    page(LIST_LAST, 3, 2, -1, true, false);
    page(LIST_HERE, 3, 2, -1, true, false);
}

static void what_is_new_is_seen_where_the_list_begins(void **state)
{
    char fresh[ENTRY_ID_BYTES];
    struct err e;
    bool before, after;
    int rows;
    (void)state;
    page(LIST_FIRST, 3, 7, -1, false, true);
    house_ask(&house, TANAKA, PHONE_7, fresh);
    house_ok(list_load(list, LIST_HERE, PAGE, &rows, &before, &after, &e));
    assert_string_equal(list_entry(list, 0)->id, fresh);
}

static void the_page_goes_where_it_is_aimed(void **state)
{
    char other[ENTRY_ID_BYTES] = "";
    struct err e;
    (void)state;
    page(LIST_FIRST, 3, 7, -1, false, true);
    assert_int_equal(list_row_of(list, ids[5]), 2);
    assert_int_equal(list_row_of(list, ids[4]), -1);
    list_aim(list, ids[4]);
    page(LIST_HERE, 3, 4, -1, true, true);
    assert_int_equal(list_row_of(list, ids[4]), 0);
    page(LIST_HERE, 3, 4, -1, true, true); /* and stays there */
    list_aim(list, ids[0]);
    page(LIST_FIRST, 3, 7, -1, false, true); /* of LIST_HERE alone */
    page(LIST_NEXT, 3, 4, -1, true, true);
    house_ok(list_search(list, "携帯-07", &e));
    page(LIST_FIRST, 1, 5, -1, false, false);
    list_aim(list, ids[4]); /* which is not among them */
    page(LIST_HERE, 1, 5, -1, false, false);
    list_aim(list, other);
    page(LIST_HERE, 1, 5, -1, false, false);
}

static void the_order_turns_round(void **state)
{
    char down[64], up[64];
    (void)state;
    list_sort_label(down, sizeof down, list);
    list_sort_reverse(list);
    list_sort_label(up, sizeof up, list);
    assert_string_not_equal(down, up);
    page(LIST_FIRST, 3, 0, 1, false, true);
    page(LIST_NEXT, 3, 3, 1, true, true);
    page(LIST_PREV, 3, 0, 1, false, true);
}

/* Every order holds every entry once, forth and back. */
static void each_order_is_whole(void **state)
{
    char first[64], label[64];
    int orders = 0;
    (void)state;
    list_sort_label(first, sizeof first, list);
    do {
        struct err e;
        bool before, after = true;
        int seen = 0, rows;
        for (enum list_move move = LIST_FIRST; after; move = LIST_NEXT) {
            house_ok(list_load(list, move, PAGE, &rows, &before, &after, &e));
            seen += rows;
        }
        assert_int_equal(seen, ENTRIES);
        while (before) {
            house_ok(list_load(list, LIST_PREV, PAGE, &rows, &before, &after, &e));
            seen -= rows;
        }
        assert_int_equal(seen, 2); /* of the last page, where the way back began */
        list_sort_next(list);
        list_sort_label(label, sizeof label, list);
        orders++;
    } while (strcmp(first, label) != 0);
    assert_true(orders > 2);
}

static void a_search_narrows_and_a_bad_one_changes_nothing(void **state)
{
    struct err e;
    (void)state;
    house_ok(list_search(list, "携帯-07", &e));
    page(LIST_FIRST, 1, 5, 1, false, false);
    assert_int_equal(list_search(list, "状態:そんな状態はない", &e), ERR_INPUT);
    page(LIST_FIRST, 1, 5, 1, false, false);
    house_ok(list_search(list, "佐藤", &e));
    page(LIST_FIRST, 3, 7, -2, false, true);
    page(LIST_NEXT, 1, 1, -2, true, false);
    house_ok(list_search(list, "", &e));
    page(LIST_FIRST, 3, 7, -1, false, true);
}

static void a_row_says_its_state_and_that_it_is_late(void **state)
{
    enum state_kind kind;
    char text[NAME_BYTES];
    bool late;
    (void)state;
    page(LIST_FIRST, 3, 7, -1, false, true);
    assert_string_equal(list_mark(list, 0, &late, &kind), "待");
    assert_int_equal(kind, STATE_WAITING);
    assert_false(late);
    house_do(&house, ITO, "checkout", ids[7], "permit", NULL);
    page(LIST_HERE, 3, 7, -1, false, true);
    assert_int_equal((list_mark(list, 0, &late, &kind), kind), STATE_OUT);
    assert_false(late);
    house.now += 3 * 86400;
    assert_string_equal(list_mark(list, 0, &late, &kind), "超");
    assert_true(late);
    entry_state_text(text, sizeof text, list_entry(list, 0), house.now);
    assert_string_equal(text, "超 持出中・期限超過");
    entry_state_text(text, sizeof text, list_entry(list, 0), house.now - 3 * 86400);
    assert_string_equal(text, "出 持出中");
    (void)list_mark(list, 1, &late, &kind); /* waits, is not out */
    assert_false(late);
}

/* R9-2: what was permitted until a day is not 適用中 after it, though nobody has recorded anything. */
static void R9_2_an_exception_whose_time_is_over_does_not_read_as_in_force(void **state)
{
    struct entry *entry;
    struct err e;
    char text[NAME_BYTES], ends[32];
    (void)state;
    house_ok(entry_new(&entry, station_register(session_station(house.session), "exception"), &e));
    strcpy(entry->state, "permitted");
    house_ok(entry_set(entry, "ends_at", field_time_value(ends, sizeof ends, house.now), &e));
    for (int after = -1; after <= 1; after++) {
        entry_state_text(text, sizeof text, entry, house.now + after);
        assert_string_equal(text, after > 0 ? "超 期間満了" : "許 許可・適用中");
    }
    strcpy(entry->state, "reported");
    entry_state_text(text, sizeof text, entry, house.now + 1);
    assert_string_equal(text, "報 報告済・確認待ち");
    entry_free(entry);
}

static void S_15_the_technical_administrator_has_no_list(void **state)
{
    struct list *none;
    struct err e;
    (void)state;
    house_as(&house, GIJUTSU);
    assert_int_equal(list_new(&none, house.session, station_register(session_station(house.session), "checkout"), &e),
                     ERR_REFUSED);
    assert_null(none);
}

#define LIST(F) cmocka_unit_test_setup_teardown(F, open_list, close_list)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LIST(pages_forth_and_back_have_no_gap_and_no_repeat),
        LIST(what_is_new_is_seen_where_the_list_begins),
        LIST(the_page_goes_where_it_is_aimed),
        LIST(the_order_turns_round),
        LIST(each_order_is_whole),
        LIST(a_search_narrows_and_a_bad_one_changes_nothing),
        LIST(a_row_says_its_state_and_that_it_is_late),
        LIST(R9_2_an_exception_whose_time_is_over_does_not_read_as_in_force),
        LIST(S_15_the_technical_administrator_has_no_list),
    };
    return cmocka_run_group_tests(tests, make_entries, remove_model);
}

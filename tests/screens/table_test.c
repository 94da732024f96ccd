/* The list of rows, by count and by page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "screens/table.h"
#include "tests/screens/fixture.h"

/* A store of `total` entries of which a page is held, as a keyset query would. */
struct store {
    long total, first;
    int held, loads, fail;
};

static int store_load(void *arg, enum table_load what, int rows, struct table_page *page, struct err *e)
{
    struct store *s = arg;
    long first = s->first;
    s->loads++;
    if (s->fail)
        return err_set(e, ERR_MOVED, "もう一度ログインしてください。");
    if (what == TABLE_FIRST)
        first = 0;
    else if (what == TABLE_LAST)
        first = s->total - rows;
    else if (what == TABLE_NEXT)
        first = s->first + s->held;
    else if (what == TABLE_PREV)
        first = s->first - rows;
    s->first = first > 0 ? first : 0;
    s->held = (int)(s->total - s->first < rows ? s->total - s->first : rows);
    *page = (struct table_page){s->held, s->first > 0, s->first + s->held < s->total};
    return 0;
}

static size_t store_count(void *arg)
{
    return (size_t)((struct store *)arg)->total;
}

static void store_cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    struct store *s = arg;
    if (column == 0)
        snprintf(buf, size, "携帯-%ld", s->first + (long)row);
    else if (column == 1)
        snprintf(buf, size, "%s", hostile[row % 20]);
    else
        snprintf(buf, size, "%ld", s->first + (long)row);
}

static const char *store_mark(void *arg, size_t row, enum draw_role *role)
{
    (void)arg;
    *role = ROLE_MARK_LATE;
    return row == 1 ? "超" : NULL;
}

static const struct table_column columns[] = {{"番号", 12, false}, {"目的", 0, false}, {"件", 6, true}};

static struct table *make(struct store *s, bool pages)
{
    struct table *table;
    struct err e;
    struct table_source source = {
        .load = pages ? store_load : NULL, .count = store_count, .cell = store_cell, .mark = store_mark, .arg = s};
    assert_int_equal(table_new(&table, columns, 3, &source, &e), 0);
    return table;
}

static int hit(struct table *table, int code)
{
    struct err e;
    struct key key = press(code);
    return table_key(table, &key, &e);
}

static long selected(struct table *table, const struct store *s)
{
    size_t row;
    return table_selected(table, &row) ? s->first + (long)row : -1;
}

static void rows_stand_in_columns_with_marks(void **state)
{
    (void)state;
    struct term *term = open_term(24, 80);
    struct store s = {.total = 3};
    for (int pages = 0; pages < 2; pages++) {
        struct table *table = make(&s, pages);
        draw_clear(term_draw(term));
        table_draw(table, term_draw(term), (struct area){2, 0, 10, 80}, true);
        assert_row(term, 2, "     番号         目的                                                        件");
        assert_true(screen_has(term, "\n▶    携帯-0"));
        assert_true(screen_has(term, "\n  超 携帯-1"));
        assert_true(screen_has(term, "\n     携帯-2"));
        int row, col;
        draw_caret_at(term_draw(term), &row, &col);
        assert_int_equal(row, 3);
        table_free(table);
    }
    term_close(term);
}

static void a_million_rows_are_paged_by_the_source(void **state)
{
    (void)state;
    struct term *term = open_term(24, 80);
    struct store s = {.total = 1000000};
    struct table *table = make(&s, true);
    table_draw(table, term_draw(term), (struct area){2, 0, 11, 80}, true);
    assert_int_equal(s.held, 10);
    assert_int_equal(s.loads, 1);
    assert_false(table_has_before(table));
    assert_true(table_has_after(table));
    assert_int_equal(hit(table, K_UP), TABLE_IGNORED);
    for (int i = 0; i < 9; i++)
        assert_int_equal(hit(table, K_DOWN), TABLE_MOVED);
    assert_int_equal(selected(table, &s), 9);
    assert_int_equal(s.loads, 1);
    assert_int_equal(hit(table, K_DOWN), TABLE_MOVED);
    assert_int_equal(selected(table, &s), 10);
    assert_int_equal(hit(table, K_UP), TABLE_MOVED);
    assert_int_equal(selected(table, &s), 9);
    hit(table, K_PAGE_DOWN);
    assert_int_equal(selected(table, &s), 19);
    hit(table, K_END);
    assert_int_equal(selected(table, &s), 999999);
    assert_int_equal(hit(table, K_DOWN), TABLE_IGNORED);
    hit(table, K_PAGE_UP);
    assert_int_equal(selected(table, &s), 999989);
    hit(table, K_HOME);
    assert_int_equal(selected(table, &s), 0);
    assert_int_equal(hit(table, K_ENTER), TABLE_ENTERED);
    table_free(table);
    term_close(term);
}

static void every_row_is_met_once_going_down(void **state)
{
    (void)state;
    struct term *term = open_term(24, 80);
    for (int pages = 0; pages < 2; pages++) {
        struct store s = {.total = 57};
        struct table *table = make(&s, pages);
        table_draw(table, term_draw(term), (struct area){2, 0, 9, 80}, true);
        for (long i = 0; i < 57; i++) {
            assert_int_equal(selected(table, &s), i);
            table_draw(table, term_draw(term), (struct area){2, 0, 9, 80}, true);
            char cell[32];
            snprintf(cell, sizeof cell, "携帯-%ld ", i);
            assert_true(screen_has(term, cell));
            assert_int_equal(hit(table, K_DOWN), i < 56 ? TABLE_MOVED : TABLE_IGNORED);
        }
        for (long i = 56; i > 0; i--)
            assert_int_equal(hit(table, K_UP), TABLE_MOVED);
        assert_int_equal(selected(table, &s), 0);
        table_free(table);
    }
    term_close(term);
}

static void data_that_shrinks_keeps_a_selection(void **state)
{
    (void)state;
    struct term *term = open_term(24, 80);
    for (int pages = 0; pages < 2; pages++) {
        struct store s = {.total = 30};
        struct table *table = make(&s, pages);
        struct err e;
        table_draw(table, term_draw(term), (struct area){2, 0, 11, 80}, true);
        hit(table, K_END);
        assert_int_equal(selected(table, &s), 29);
        s.total = 25;
        assert_int_equal(table_reload(table, TABLE_HERE, &e), 0);
        assert_int_equal(selected(table, &s), 24);
        s.total = 0;
        assert_int_equal(table_reload(table, TABLE_FIRST, &e), 0);
        assert_int_equal(selected(table, &s), -1);
        assert_int_equal(hit(table, K_ENTER), TABLE_IGNORED);
        assert_int_equal(hit(table, K_DOWN), TABLE_IGNORED);
        draw_clear(term_draw(term));
        table_draw(table, term_draw(term), (struct area){2, 0, 11, 80}, true);
        assert_true(screen_has(term, "該当するものがありません。"));
        table_free(table);
    }
    term_close(term);
}

static void a_failing_source_says_so(void **state)
{
    (void)state;
    struct term *term = open_term(24, 80);
    struct store s = {.total = 30};
    struct table *table = make(&s, true);
    struct err e;
    table_draw(table, term_draw(term), (struct area){2, 0, 11, 80}, true);
    s.fail = 1;
    struct key end = press(K_END);
    assert_int_equal(table_key(table, &end, &e), ERR_MOVED);
    assert_non_null(strstr(e.text, "ログイン"));
    draw_clear(term_draw(term));
    table_draw(table, term_draw(term), (struct area){2, 0, 11, 80}, true);
    assert_true(screen_has(term, "ログイン"));
    s.fail = 0;
    assert_int_equal(table_reload(table, TABLE_HERE, &e), 0);
    assert_int_equal(selected(table, &s), 0);
    table_free(table);
    term_close(term);
}

/* Any height and width: the selection is on the screen, the cells stay in theirs. */
static void a_storm_of_sizes_keeps_the_selection_in_sight(void **state)
{
    (void)state;
    struct term *term = open_term(50, 100);
    static const int keys[] = {K_UP, K_DOWN, K_PAGE_UP, K_PAGE_DOWN, K_HOME, K_END, K_DOWN, K_DOWN};
    unsigned seed = 3;
    for (int pages = 0; pages < 2; pages++) {
        struct store s = {.total = 200};
        struct table *table = make(&s, pages);
        for (int i = 0; i < 1000; i++) {
            seed = seed * 1103515245u + 12345u;
            unsigned r = seed >> 16;
            hit(table, keys[r % 8]);
            struct area area = {1, 3, 2 + (int)(r % 47), 20 + (int)(r % 77)};
            draw_clear(term_draw(term));
            table_draw(table, term_draw(term), area, true);
            int row, col;
            draw_caret_at(term_draw(term), &row, &col);
            assert_in_range(row, area.row + 1, area.row + area.rows - 1);
            char cell[40];
            snprintf(cell, sizeof cell, "携帯-%ld", selected(table, &s));
            char *shown = draw_row_text(term_draw(term), row);
            assert_non_null(strstr(shown, cell));
            free(shown);
        }
        table_free(table);
    }
    term_close(term);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_stand_in_columns_with_marks),
        cmocka_unit_test(a_million_rows_are_paged_by_the_source),
        cmocka_unit_test(every_row_is_met_once_going_down),
        cmocka_unit_test(data_that_shrinks_keeps_a_selection),
        cmocka_unit_test(a_failing_source_says_so),
        cmocka_unit_test(a_storm_of_sizes_keeps_the_selection_in_sight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

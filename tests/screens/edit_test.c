/* The editor's model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forms/text.h"
#include "tests/screens/fixture.h"
#include "screens/edit.h"

static struct edit *make(size_t limit, bool lines)
{
    struct edit *edit;
    struct err e;
    assert_int_equal(edit_new(&edit, limit, lines, &e), 0);
    return edit;
}

static int hit(struct edit *edit, int code)
{
    struct err e;
    struct key key = press(code);
    return edit_key(edit, &key, &e);
}

/* Types it code point by code point, as a terminal sends it. */
static void type(struct edit *edit, const char *text)
{
    struct err e;
    uint32_t code;
    size_t n = strlen(text);
    for (size_t at = 0, took; at < n; at += took) {
        char one[8] = "";
        took = text_decode(text + at, n - at, &code);
        memcpy(one, text + at, took);
        struct key key = typed(one);
        assert_int_equal(edit_key(edit, &key, &e), EDIT_CHANGED);
    }
}

static void japanese_is_typed_and_erased_by_character(void **state)
{
    (void)state;
    struct edit *edit = make(50, false);
    type(edit, "深夜の巡回連絡𠮷");
    assert_string_equal(edit_text(edit), "深夜の巡回連絡𠮷");
    assert_int_equal(edit_length(edit), 8);
    assert_int_equal(hit(edit, K_BACKSPACE), EDIT_CHANGED);
    assert_string_equal(edit_text(edit), "深夜の巡回連絡");
    hit(edit, K_HOME);
    assert_int_equal(edit_caret(edit), 0);
    assert_int_equal(hit(edit, K_LEFT), EDIT_IGNORED);
    assert_int_equal(hit(edit, K_DELETE), EDIT_CHANGED);
    hit(edit, K_RIGHT);
    type(edit, "間");
    assert_string_equal(edit_text(edit), "夜間の巡回連絡");
    hit(edit, K_END);
    assert_int_equal(edit_caret(edit), edit_bytes(edit));
    assert_int_equal(hit(edit, K_RIGHT), EDIT_IGNORED);
    assert_int_equal(hit(edit, K_ENTER), EDIT_IGNORED);
    assert_int_equal(hit(edit, K_UP), EDIT_IGNORED);
    edit_free(edit);
}

static void marks_join_what_stands_before(void **state)
{
    (void)state;
    struct edit *edit = make(3, false);
    type(edit, "か\xe3\x82\x99"); /* か + U+3099 */
    assert_string_equal(edit_text(edit), "が");
    type(edit, "葛\xf3\xa0\x84\x80"); /* an ideographic variation is one character */
    assert_int_equal(edit_length(edit), 2);
    hit(edit, K_LEFT);
    assert_int_equal(edit_caret(edit), strlen("が"));
    hit(edit, K_DELETE);
    assert_string_equal(edit_text(edit), "が");
    edit_free(edit);
}

static void compatibility_ideographs_stay_as_typed(void **state)
{
    (void)state;
    struct edit *edit = make(10, false);
    type(edit, "\xef\xa8\x90田\xef\xa8\x99"); /* 塚 U+FA10, 神 U+FA19 */
    assert_string_equal(edit_text(edit), "\xef\xa8\x90田\xef\xa8\x99");
    edit_free(edit);
}

static void a_tower_of_marks_does_not_enter(void **state)
{
    (void)state;
    struct edit *edit = make(10, false);
    struct err e;
    struct key mark = typed("\xcd\x9c");
    type(edit, "Z");
    for (int i = 0; i < 4; i++)
        assert_int_equal(edit_key(edit, &mark, &e), EDIT_CHANGED);
    assert_int_equal(edit_key(edit, &mark, &e), ERR_INPUT);
    assert_int_equal(edit_length(edit), 1);
    edit_free(edit);
}

static void the_limit_counts_characters(void **state)
{
    (void)state;
    struct edit *edit = make(3, false);
    struct err e;
    type(edit, "髙﨑𠮷");
    struct key key = typed("邊");
    assert_int_equal(edit_key(edit, &key, &e), ERR_INPUT);
    assert_non_null(strstr(e.text, "3字まで"));
    assert_string_equal(edit_text(edit), "髙﨑𠮷");
    edit_free(edit);
}

static void hostile_text_never_enters(void **state)
{
    (void)state;
    for (size_t i = 0; hostile[i]; i++) {
        for (int lines = 0; lines < 2; lines++) {
            struct edit *edit = make(200, lines);
            struct err e;
            type(edit, "前");
            struct key key = pasted(hostile[i], strlen(hostile[i]));
            int r = edit_key(edit, &key, &e);
            assert_int_equal(text_check(edit_text(edit), edit_bytes(edit), lines, NULL), 0);
            if (text_check(hostile[i], strlen(hostile[i]), true, NULL) != 0 && !strpbrk(hostile[i], "\r\t"))
                assert_int_equal(r, ERR_INPUT);
            if (r < 0) {
                assert_string_equal(edit_text(edit), "前");
                assert_true(e.text[0] != '\0');
            }
            edit_free(edit);
        }
    }
    struct edit *edit = make(200, false);
    struct err e;
    struct key nul = pasted("a\0b", 3);
    assert_int_equal(edit_key(edit, &nul, &e), ERR_INPUT);
    edit_free(edit);
}

static void a_pasted_line_loses_its_newline(void **state)
{
    (void)state;
    struct edit *edit = make(200, false);
    struct err e;
    assert_int_equal(edit_insert(edit, "600-012-001\n", 12, &e), EDIT_CHANGED);
    assert_string_equal(edit_text(edit), "600-012-001");
    assert_int_equal(edit_set(edit, "一\t二\r\n三\n", &e), 0);
    assert_string_equal(edit_text(edit), "一 二 三");
    edit_free(edit);
    edit = make(200, true);
    assert_int_equal(edit_set(edit, "一\r\n二\r三\n", &e), 0);
    assert_string_equal(edit_text(edit), "一\n二\n三\n");
    edit_free(edit);
}

static void a_novel_does_not_fit(void **state)
{
    (void)state;
    enum { NOVEL = 1024 * 1024 };
    char *novel = malloc(NOVEL);
    struct edit *edit = make(200, false);
    struct err e;
    assert_non_null(novel);
    for (size_t i = 0; i < NOVEL; i++)
        novel[i] = "\xe5\x90\xbe"[i % 3];
    type(edit, "残る");
    assert_int_equal(edit_insert(edit, novel, NOVEL - NOVEL % 3, &e), ERR_INPUT);
    assert_non_null(strstr(e.text, "200字"));
    assert_string_equal(edit_text(edit), "残る");
    struct key cut = pasted(novel, KEY_PASTE_BYTES - 1);
    cut.paste_cut = true;
    assert_int_equal(edit_key(edit, &cut, &e), ERR_INPUT);
    assert_string_equal(edit_text(edit), "残る");
    assert_int_equal(edit_insert(edit, novel, 198 * 3, &e), EDIT_CHANGED);
    assert_int_equal(edit_length(edit), 200);
    assert_true(edit_undo(edit)); /* one step */
    assert_string_equal(edit_text(edit), "残る");
    free(novel);
    edit_free(edit);
}

static void undo_takes_back_runs_and_redo_brings_them_again(void **state)
{
    (void)state;
    struct edit *edit = make(100, false);
    assert_false(edit_undo(edit));
    type(edit, "巡回");
    hit(edit, K_HOME);
    type(edit, "深夜");
    hit(edit, K_BACKSPACE);
    assert_string_equal(edit_text(edit), "深巡回");
    assert_int_equal(hit(edit, K_CTRL('z')), EDIT_CHANGED);
    assert_string_equal(edit_text(edit), "深夜巡回");
    hit(edit, K_CTRL('z'));
    assert_string_equal(edit_text(edit), "巡回");
    hit(edit, K_CTRL('z'));
    assert_string_equal(edit_text(edit), "");
    assert_int_equal(hit(edit, K_CTRL('z')), EDIT_IGNORED);
    hit(edit, K_CTRL('y'));
    hit(edit, K_CTRL('y'));
    assert_string_equal(edit_text(edit), "深夜巡回");
    type(edit, "X"); /* a new branch: nothing to redo */
    assert_int_equal(hit(edit, K_CTRL('y')), EDIT_IGNORED);
    edit_free(edit);
}

static void what_is_offered_goes_with_the_first_character(void **state)
{
    (void)state;
    struct err e;
    const struct key paste = pasted("R8.12.1", 7);
    static const struct {
        int code;
        const char *text;
    } rows[] = {{K_BACKSPACE, ""},      {K_DELETE, ""},        {K_CTRL('u'), ""},   {K_LEFT, "R8.11.234"},
                {K_RIGHT, "R8.11.234"}, {K_HOME, "4R8.11.23"}, {K_END, "R8.11.234"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct edit *edit = make(20, false);
        assert_int_equal(edit_set(edit, "R8.11.23", &e), 0);
        edit_offer(edit);
        assert_int_not_equal(hit(edit, rows[i].code), EDIT_IGNORED);
        bool emptied = rows[i].text[0] == '\0';
        assert_int_equal(edit_changed(edit), emptied);
        if (rows[i].code == K_LEFT)
            hit(edit, K_RIGHT);
        if (!emptied)
            type(edit, "4");
        assert_string_equal(edit_text(edit), rows[i].text);
        edit_free(edit);
    }
    struct edit *edit = make(20, false);
    assert_int_equal(edit_set(edit, "R8.11.23", &e), 0);
    edit_offer(edit);
    type(edit, "R9.1.1");
    assert_string_equal(edit_text(edit), "R9.1.1"); /* the second character follows the first */
    assert_true(edit_undo(edit));
    assert_string_equal(edit_text(edit), "R8.11.23"); /* and is there again in one step */
    type(edit, "4");
    assert_string_equal(edit_text(edit), "R8.11.234");
    edit_offer(edit);
    assert_int_equal(edit_key(edit, &paste, &e), EDIT_CHANGED);
    assert_string_equal(edit_text(edit), "R8.12.1");
    edit_free(edit);
}

static void undo_is_bounded(void **state)
{
    (void)state;
    struct edit *edit = make(1000, false);
    struct err e;
    for (int i = 0; i < EDIT_UNDO_STEPS * 3; i++)
        assert_int_equal(edit_insert(edit, "あ", 3, &e), EDIT_CHANGED);
    int steps = 0;
    while (edit_undo(edit))
        steps++;
    assert_int_equal(steps, EDIT_UNDO_STEPS);
    assert_int_equal(edit_length(edit), EDIT_UNDO_STEPS * 2);
    edit_free(edit);
}

static void changed_means_since_it_was_set_or_saved(void **state)
{
    (void)state;
    struct edit *edit = make(10, false);
    struct err e;
    assert_int_equal(edit_set(edit, "元", &e), 0);
    assert_false(edit_changed(edit));
    type(edit, "a");
    assert_true(edit_changed(edit));
    edit_mark_saved(edit);
    assert_false(edit_changed(edit));
    assert_int_equal(edit_set(edit, "長すぎる文なので入らない", &e), ERR_INPUT);
    assert_string_equal(edit_text(edit), "元a");
    edit_free(edit);
}

static void one_line_slides_under_the_caret(void **state)
{
    (void)state;
    struct edit *edit = make(100, false);
    int row, col;
    type(edit, "一二三四五六七八九十"); /* 20 cells */
    edit_layout(edit, 1, 11, &row, &col);
    assert_int_equal(row, 0);
    assert_int_equal(col, 10);
    hit(edit, K_HOME);
    edit_layout(edit, 1, 11, &row, &col);
    assert_int_equal(col, 0);
    for (int i = 0; i < 10; i++) {
        hit(edit, K_RIGHT);
        edit_layout(edit, 1, 11, &row, &col);
        assert_true(col >= 0 && col <= 10);
    }
    for (int i = 0; i < 8; i++)
        hit(edit, K_BACKSPACE);
    edit_layout(edit, 1, 11, &row, &col);
    assert_int_equal(col, 4); /* what fits came back */
    edit_free(edit);
}

static void many_lines_break_and_scroll(void **state)
{
    (void)state;
    struct edit *edit = make(200, true);
    struct err e;
    int row, col;
    assert_int_equal(edit_set(edit, "一二三四五六七。八\n\n終", &e), 0);
    /* 14 usable cells: the full stop may not begin a line, so 七。 goes over together */
    assert_int_equal(edit_rows(edit, 15), 4);
    edit_layout(edit, 2, 15, &row, &col);
    assert_int_equal(row, 1);
    assert_int_equal(col, 2);
    assert_int_equal(hit(edit, K_DOWN), EDIT_IGNORED);
    assert_int_equal(hit(edit, K_UP), EDIT_MOVED);
    edit_layout(edit, 2, 15, &row, &col);
    assert_int_equal(row, 0);
    assert_int_equal(col, 0);
    assert_int_equal(hit(edit, K_UP), EDIT_MOVED);
    edit_layout(edit, 2, 15, &row, &col);
    assert_int_equal(col, 2); /* back to the column it came from */
    hit(edit, K_END);
    edit_layout(edit, 2, 15, &row, &col);
    assert_int_equal(col, 6);
    hit(edit, K_UP);
    hit(edit, K_HOME);
    assert_int_equal(edit_caret(edit), 0);
    assert_int_equal(hit(edit, K_UP), EDIT_IGNORED);
    assert_int_equal(hit(edit, K_ENTER), EDIT_CHANGED);
    assert_int_equal(edit_rows(edit, 15), 5);
    edit_free(edit);
}

static void a_final_newline_gives_an_empty_row(void **state)
{
    (void)state;
    struct edit *edit = make(200, true);
    struct err e;
    int row, col;
    assert_int_equal(edit_set(edit, "a\n", &e), 0);
    assert_int_equal(edit_rows(edit, 10), 2);
    edit_layout(edit, 3, 10, &row, &col);
    assert_int_equal(row, 1);
    assert_int_equal(col, 0);
    edit_free(edit);
}

/* Any size of window, any key: the caret is inside and on a boundary. */
static void a_storm_of_sizes_keeps_the_caret_inside(void **state)
{
    (void)state;
    static const int keys[] = {K_UP,  K_DOWN,      K_LEFT,   K_RIGHT,     K_HOME,
                               K_END, K_BACKSPACE, K_DELETE, K_CTRL('z'), K_CTRL('y')};
    unsigned seed = 7;
    for (int lines = 0; lines < 2; lines++) {
        struct edit *edit = make(400, lines);
        struct err e;
        assert_int_equal(edit_set(edit, "深夜の巡回連絡、ABC word 𠮷野 か\xe3\x82\x99 ①　終わり。", &e), 0);
        for (int i = 0; i < 5000; i++) {
            int row, col;
            seed = seed * 1103515245u + 12345u;
            unsigned r = seed >> 16;
            if (r % 4 == 0)
                edit_insert(edit, lines && r % 8 == 0 ? "\n" : "語 ", lines && r % 8 == 0 ? 1 : 4, &e);
            else
                hit(edit, keys[r % 10]);
            int rows = 1 + (int)(r % 5), cells = 3 + (int)(r % 90);
            edit_layout(edit, rows, cells, &row, &col);
            assert_in_range(row, 0, rows - 1);
            assert_in_range(col, 0, cells - 1);
            size_t at = 0;
            while (at < edit_caret(edit))
                at = text_next(edit_text(edit), edit_bytes(edit), at);
            assert_int_equal(at, edit_caret(edit));
            assert_true(edit_length(edit) <= 400);
        }
        edit_free(edit);
    }
}

static void the_terminals_cursor_sits_on_the_caret(void **state)
{
    (void)state;
    struct term *term = open_term(24, 80);
    struct draw *d = term_draw(term);
    struct edit *edit = make(100, false);
    int row, col;
    type(edit, "深夜の");
    draw_clear(d);
    edit_draw(edit, d, (struct area){5, 10, 1, 20}, true);
    draw_caret_at(d, &row, &col);
    assert_int_equal(row, 5);
    assert_int_equal(col, 16);
    assert_row(term, 5, "          深夜の");
    draw_clear(d);
    edit_draw(edit, d, (struct area){5, 10, 1, 20}, false);
    draw_caret_at(d, &row, &col);
    assert_int_equal(row, -1);
    edit_free(edit);
    edit = make(100, true);
    type(edit, "一二三四五六");
    draw_clear(d);
    edit_draw(edit, d, (struct area){5, 10, 3, 9}, true);
    assert_row(term, 5, "          一二三四");
    assert_row(term, 6, "          五六");
    draw_caret_at(d, &row, &col);
    assert_int_equal(row, 6);
    assert_int_equal(col, 14);
    edit_free(edit);
    term_close(term);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(japanese_is_typed_and_erased_by_character),
        cmocka_unit_test(marks_join_what_stands_before),
        cmocka_unit_test(compatibility_ideographs_stay_as_typed),
        cmocka_unit_test(a_tower_of_marks_does_not_enter),
        cmocka_unit_test(the_limit_counts_characters),
        cmocka_unit_test(hostile_text_never_enters),
        cmocka_unit_test(a_pasted_line_loses_its_newline),
        cmocka_unit_test(a_novel_does_not_fit),
        cmocka_unit_test(undo_takes_back_runs_and_redo_brings_them_again),
        cmocka_unit_test(what_is_offered_goes_with_the_first_character),
        cmocka_unit_test(undo_is_bounded),
        cmocka_unit_test(changed_means_since_it_was_set_or_saved),
        cmocka_unit_test(one_line_slides_under_the_caret),
        cmocka_unit_test(many_lines_break_and_scroll),
        cmocka_unit_test(a_final_newline_gives_an_empty_row),
        cmocka_unit_test(a_storm_of_sizes_keeps_the_caret_inside),
        cmocka_unit_test(the_terminals_cursor_sits_on_the_caret),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

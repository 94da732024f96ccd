/* What reaches the cells of the screen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forms/text.h"
#include "tests/screens/fixture.h"

static void text_is_clipped_to_its_cells_and_padded(void **state)
{
    (void)state;
    struct term *term = open_term(24, 80);
    struct draw *d = term_draw(term);
    draw_clear(d);
    draw_text(d, 3, 0, 40, ROLE_PLAIN, "##########");
    draw_text(d, 3, 2, 5, ROLE_PLAIN, "三文字入る"); /* the third would need a sixth cell */
    assert_row(term, 3, "##三文 ###");
    draw_text(d, 4, 0, 20, ROLE_PLAIN, "####################");
    draw_text_right(d, 4, 2, 10, ROLE_PLAIN, "出5 待1");
    assert_row(term, 4, "##   出5 待1########");
    draw_text(d, 4, 2, 10, ROLE_PLAIN, NULL);
    assert_row(term, 4, "##          ########");
    term_close(term);
}

static void outside_of_the_window_is_nothing(void **state)
{
    (void)state;
    struct term *term = open_term(24, 80);
    struct draw *d = term_draw(term);
    draw_clear(d);
    draw_text(d, -1, 0, 10, ROLE_PLAIN, "a");
    draw_text(d, 24, 0, 10, ROLE_PLAIN, "a");
    draw_text(d, 0, 80, 10, ROLE_PLAIN, "a");
    draw_text(d, 0, -3, 10, ROLE_PLAIN, "a");
    draw_text(d, 0, 0, 0, ROLE_PLAIN, "a");
    draw_text(d, 0, 0, -4, ROLE_PLAIN, "a");
    for (int row = 0; row < 24; row++)
        assert_row(term, row, "");
    draw_text(d, 5, 77, 50, ROLE_PLAIN, "あいう"); /* 3 cells are left */
    char *row = draw_row_text(d, 5);
    assert_non_null(strstr(row, "あ"));
    assert_null(strstr(row, "い"));
    free(row);
    assert_row(term, 6, "");
    draw_text(d, 23, 78, 2, ROLE_PLAIN, "隅"); /* the last cell of all */
    assert_true(screen_has(term, "隅"));
    draw_flush(d, false);
    term_close(term);
}

static void marks_stay_with_their_character(void **state)
{
    (void)state;
    struct term *term = open_term(24, 80);
    struct draw *d = term_draw(term);
    draw_clear(d);
    draw_text(d, 0, 0, 10, ROLE_PLAIN, "左");
    draw_text(d, 0, 2, 4, ROLE_PLAIN, "か\xe3\x82\x99く");
    assert_row(term, 0, "左か\xe3\x82\x99く");
    draw_text(d, 1, 0, 10, ROLE_PLAIN, "左");
    draw_text(d, 1, 2, 3, ROLE_PLAIN, "\xcc\x81x"); /* nothing to sit on: not on the cell beside */
    assert_row(term, 1, "左x");
    draw_text(d, 2, 0, 3, ROLE_PLAIN, "𠮷か\xe3\x82\x99");
    assert_row(term, 2, "𠮷");
    draw_text(d, 3, 0, 4, ROLE_PLAIN, "葛\xf3\xa0\x84\x80城市");
    assert_row(term, 3, "葛\xf3\xa0\x84\x80城");
    term_close(term);
}

/* Whatever is written between two bars, the bars stay where they are. */
static void no_text_breaks_the_frame(void **state)
{
    (void)state;
    struct term *term = open_term(24, 80);
    struct draw *d = term_draw(term);
    for (size_t i = 0; hostile[i]; i++) {
        for (int cells = 1; cells < 30; cells++) {
            draw_clear(d);
            draw_text(d, 9, 0, 80, ROLE_PLAIN, "above");
            draw_text(d, 11, 0, 80, ROLE_PLAIN, "below");
            draw_text(d, 10, 0, 80, ROLE_PLAIN, "");
            draw_text(d, 10, 4, 1, ROLE_PLAIN, "|");
            draw_text(d, 10, 5 + cells, 1, ROLE_PLAIN, "|");
            draw_text(d, 10, 5, cells, ROLE_PLAIN, hostile[i]);
            draw_flush(d, false);
            assert_row(term, 9, "above");
            assert_row(term, 11, "below");
            char *row = draw_row_text(d, 10);
            size_t n = strlen(row);
            assert_int_equal(text_check(row, n, false, NULL), 0);
            assert_int_equal(strncmp(row, "    |", 5), 0);
            assert_int_equal(row[n - 1], '|');
            assert_int_equal(text_width(row, n), 6 + cells);
            free(row);
        }
    }
    term_close(term);
}

static void what_is_refused_is_shown_as_the_replacement(void **state)
{
    (void)state;
    struct term *term = open_term(24, 80);
    struct draw *d = term_draw(term);
    draw_clear(d);
    draw_text(d, 0, 0, 20, ROLE_PLAIN, "a\x1b[31mb");
    assert_row(term, 0, "a\xef\xbf\xbd[31mb");
    draw_text(d, 1, 0, 20, ROLE_PLAIN, "一行\n二行");
    assert_row(term, 1, "一行 二行");
    draw_text(d, 2, 0, 20, ROLE_PLAIN, "x\xe2\x80\xaey");
    assert_row(term, 2, "x\xef\xbf\xbdy");
    term_close(term);
}

static void a_paragraph_is_broken_the_japanese_way(void **state)
{
    (void)state;
    struct term *term = open_term(24, 80);
    struct draw *d = term_draw(term);
    const char *text = "高橋は当直表にない。許可できる者は次のとおり。\n鈴木";
    draw_clear(d);
    int rows = draw_paragraph(d, (struct area){2, 0, 10, 20}, ROLE_PLAIN, text);
    assert_int_equal(rows, draw_paragraph_rows(20, text));
    for (int i = 0; i < rows; i++) {
        char *row = draw_row_text(d, 2 + i);
        assert_int_not_equal(strncmp(row, "。", 3), 0);
        assert_true(text_width(row, strlen(row)) <= 20);
        free(row);
    }
    assert_row(term, 2 + rows - 1, "鈴木");
    assert_int_equal(draw_paragraph(d, (struct area){2, 0, 1, 20}, ROLE_PLAIN, text), 1);
    assert_int_equal(draw_paragraph(d, (struct area){2, 0, 5, 0}, ROLE_PLAIN, text), 0);
    draw_clear(d);
    assert_int_equal(draw_paragraph_from(d, (struct area){0, 0, 9, 20}, ROLE_PLAIN, text, rows - 1), 1);
    assert_row(term, 0, "鈴木");
    term_close(term);
}

static const struct frame frame = {
    .title = "様式第3号 モバイル端末等持出簿 — 新規",
    .right = "案 (自動保存 22:11)",
    .foot = {"「携帯-03」を田中玲が 11/23 22:10 から 11/24 08:30 まで持ち出す。", "許可: 当直責任者 鈴木 茂 (閉庁中)"},
    .keys = {{"F1", "ヘルプ", false}, {"Enter", "申請", false}, {"", "← → 前月・翌月", false}, {"F10", "施錠", false}},
    .key_count = 4,
    .keep = 1,
};

static void the_frame_is_that_of_the_sketch(void **state)
{
    (void)state;
    struct term *term = open_term(24, 80);
    struct draw *d = term_draw(term);
    draw_clear(d);
    struct area body = draw_frame(d, &frame);
    assert_int_equal(body.row, 2);
    assert_int_equal(body.rows, 18);
    assert_row(term, 0, " 様式第3号 モバイル端末等持出簿 — 新規                      案 (自動保存 22:11)");
    char *rule = draw_row_text(d, 1);
    assert_int_equal(text_length(rule, strlen(rule)), 80);
    free(rule);
    assert_row(term, 21, " 「携帯-03」を田中玲が 11/23 22:10 から 11/24 08:30 まで持ち出す。");
    assert_row(term, 22, " 許可: 当直責任者 鈴木 茂 (閉庁中)");
    assert_row(term, 23, " F1 ヘルプ  Enter 申請  ← → 前月・翌月  F10 施錠");
    term_close(term);
}

static void a_message_takes_rows_from_the_body(void **state)
{
    (void)state;
    struct term *term = open_term(24, 80);
    struct draw *d = term_draw(term);
    struct frame f = frame;
    f.message = "高橋 誠は今夜の当直表にありません。許可できる者: 当直責任者 鈴木 茂、運用責任者 伊藤 学 "
                "(第7の1(2)イ(ア)a)。この続きは次の行に出る。";
    f.message_role = ROLE_ERROR;
    f.demo = true;
    draw_clear(d);
    struct area body = draw_frame(d, &f);
    assert_int_equal(body.rows, 16);
    assert_true(screen_has(term, "次の行に出る。"));
    assert_true(screen_has(term, "デモ"));
    assert_row(term, 23, " F1 ヘルプ  Enter 申請  ← → 前月・翌月  F10 施錠");
    f.message = hostile[20];
    body = draw_frame(d, &f);
    assert_int_equal(body.row, 2);
    term_close(term);
}

static void keys_that_do_not_fit_go_whole_and_the_lock_stays(void **state)
{
    (void)state;
    struct term *term = open_term(24, 80);
    struct draw *d = term_draw(term);
    struct frame f = {.title = "t", .keep = 1};
    for (int i = 0; i < 11; i++) {
        f.keys[i] = (struct frame_key){"F1", "とても長い名前", false};
        f.key_count++;
    }
    f.keys[f.key_count++] = (struct frame_key){"F10", "施錠", false};
    draw_clear(d);
    draw_frame(d, &f);
    assert_row(term, 23, " F1 とても長い名前  F1 とても長い名前  F1 とても長い名前  F10 施錠");
    term_close(term);
}

static void ascii_borders_and_wide_ambiguous(void **state)
{
    (void)state;
    struct term *term = open_term(24, 80);
    struct draw *d = term_draw(term);
    draw_clear(d);
    struct area in = draw_popup(d, 3, 20, "その場で許可");
    assert_int_equal(in.rows, 3);
    assert_int_equal(in.cols, 20);
    assert_row(term, 9, "                            ┌─ その場で許可 ───────┐");
    assert_row(term, 10, "                            │                      │");
    assert_row(term, 13, "                            └──────────────────────┘");
    text_set_ambiguous(2); /* ─ would take two cells and not meet its corner */
    draw_clear(d);
    draw_popup(d, 3, 20, "その場で許可");
    assert_row(term, 9, "                            +- その場で許可 -------+");
    draw_text(d, 0, 0, 6, ROLE_PLAIN, "①②③④");
    assert_row(term, 0, "①②③"); /* ncurses measures as we do */
    draw_text(d, 0, 6, 1, ROLE_PLAIN, "|");
    assert_row(term, 0, "①②③|");
    text_set_ambiguous(1);
    draw_clear(d);
    in = draw_popup(d, 100, 300, "larger than the window");
    assert_int_equal(in.rows, 22);
    assert_int_equal(in.cols, 76);
    term_close(term);
}

/* What will be recorded is shown whole, over as many rows as it needs, and the body gives them. */
static void sentences_at_the_foot_are_broken_not_cut(void **state)
{
    (void)state;
    struct term *term = open_term(24, 80);
    struct draw *d = term_draw(term);
    char text[400] = "";
    for (int i = 0; i < 20; i++)
        strcat(text, "媒体");
    strcat(text, "の終わり。");
    const struct frame f = {.title = "t", .foot = {text, "根拠 第7の1(2)キ"}};
    draw_clear(d);
    struct area in = draw_frame(d, &f);
    assert_int_equal(in.row + in.rows, 19);
    assert_true(screen_has(term, "の終わり。"));
    assert_row(term, 22, " 根拠 第7の1(2)キ");
    term_close(term);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_clipped_to_its_cells_and_padded),
        cmocka_unit_test(outside_of_the_window_is_nothing),
        cmocka_unit_test(marks_stay_with_their_character),
        cmocka_unit_test(no_text_breaks_the_frame),
        cmocka_unit_test(what_is_refused_is_shown_as_the_replacement),
        cmocka_unit_test(a_paragraph_is_broken_the_japanese_way),
        cmocka_unit_test(the_frame_is_that_of_the_sketch),
        cmocka_unit_test(a_message_takes_rows_from_the_body),
        cmocka_unit_test(keys_that_do_not_fit_go_whole_and_the_lock_stays),
        cmocka_unit_test(ascii_borders_and_wide_ambiguous),
        cmocka_unit_test(sentences_at_the_foot_are_broken_not_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

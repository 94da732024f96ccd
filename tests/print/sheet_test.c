#include "print/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forms/field.h"
#include "forms/text.h"
#include "tests/print/fixture.h"

/* ---- reading a sheet ---- */

/* The same without line ends and continuation marks, to find a value that was cut over lines, cells and pages. */
static void sheet_run(struct output_buffer *out, const struct sheet *sheet, int col)
{
    for (size_t i = 0; i < sheet->npages; i++) {
        const struct sheet_block *block = &sheet->pages[i];

        for (size_t k = 0; k < block->ncells; k++) {
            for (size_t t = 0; block->cells[k].col == col && t < block->cells[k].ntexts; t++)
                output_buffer_write(out, block->cells[k].texts[t].text, strlen(block->cells[k].texts[t].text));
        }
    }
    output_buffer_write(out, "", 1);
}

static size_t page_count(size_t n)
{
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();

    fixture_plain(&fixture, n);
    struct sheet *sheet = fixture_sheet(&fixture, &head);
    size_t pages = sheet->npages;
    sheet_free(sheet);
    fixture_release(&fixture);
    return pages;
}

/* ---- pages ---- */

static void ten_rows_make_a_page(void **state)
{
    (void)state;
    assert_int_equal(page_count(0), 1);
    assert_int_equal(page_count(1), 1);
    assert_int_equal(page_count(10), 1);
    assert_int_equal(page_count(11), 2);
    assert_int_equal(page_count(20), 2);
    assert_int_equal(page_count(21), 3);
}

/* Rows of a block that no number stands beside. */
static int blank_rows(const struct sheet_block *block)
{
    int blank = 0;

    for (size_t i = 0; i < block->ncells; i++)
        blank += block->cells[i].col == 0 && block->cells[i].ntexts == 0;
    return blank;
}

static void every_page_is_blank_to_the_foot(void **state)
{
    (void)state;
    for (size_t n = 0; n <= 11; n++) {
        struct fixture fixture = {0};
        struct sheet_head head = fixture_head();

        fixture_plain(&fixture, n);
        struct sheet *sheet = fixture_sheet(&fixture, &head);
        assert_int_equal(blank_rows(&sheet->pages[0]), n > 10 ? 0 : 10 - (int)n);
        for (size_t i = 0; i < sheet->npages; i++)
            assert_int_equal(sheet->pages[i].height, 10 * 110);
        sheet_free(sheet);
        fixture_release(&fixture);
    }
}

static void rows_with_more_to_say_are_taller_and_a_page_holds_fewer(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();

    for (int i = 0; i < 5; i++)
        fixture_hard(&fixture);
    struct sheet *sheet = fixture_sheet(&fixture, &head);
    assert_true(sheet->npages > 2);
    for (size_t i = 0; i < sheet->npages; i++)
        assert_int_equal(sheet->pages[i].height, 10 * 110);
    sheet_free(sheet);
    fixture_release(&fixture);
}

/* ---- geometry ---- */

static void the_columns_fill_the_width_of_the_paper(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();
    struct sheet *sheet = fixture_sheet(&fixture, &head);

    assert_int_equal(sheet->width, 2970);
    assert_int_equal(sheet->height, 2100);
    assert_int_equal(sheet->edges[0], 0);
    assert_int_equal(sheet->edges[sheet->ncolumns], 2570);
    for (size_t i = 0; i < sheet->ncolumns; i++)
        assert_true(sheet->edges[i] < sheet->edges[i + 1]);
    assert_true(sheet->head.height + sheet->pages[0].height <= 2100 - 2 * SHEET_MARGIN_Y);
    sheet_free(sheet);
    fixture_release(&fixture);
}

static void every_line_fits_its_cell(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();

    fixture_hard(&fixture);
    struct sheet *sheet = fixture_sheet(&fixture, &head);
    fixture_check_cells(sheet);
    sheet_free(sheet);
    fixture_release(&fixture);
}

static void no_two_cells_of_a_page_overlap(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();

    fixture_hard(&fixture);
    struct sheet *sheet = fixture_sheet(&fixture, &head);
    fixture_check_overlap(sheet);
    sheet_free(sheet);
    fixture_release(&fixture);
}

/* ---- what is printed ---- */

static void the_head_says_what_the_sheet_is(void **state)
{
    (void)state;
    static const char *const wanted[] = {"様式第3号(第7の1(2)イ関係)\n",
                                         "モバイル端末等持出簿\n",
                                         "所属　白河署\n",
                                         "令和8年10月分\n",
                                         "【デモ】\n",
                                         "運用管理者\n",
                                         "運用管理補助者\n",
                                         "専決\n",
                                         "伊藤 学\nR8.11.2\n",
                                         "髙﨑 𠮷雄\nR8.11.3\n",
                                         "No.\n",
                                         "区分\n",
                                         "使用者\n"};
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();
    struct output_buffer text = {0};

    struct sheet *sheet = fixture_sheet(&fixture, &head);
    fixture_block_text(&text, &sheet->head);
    output_buffer_write(&text, "", 1);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (!fixture_printed(&text, wanted[i]))
            fail_msg("%s is missing in\n%s", wanted[i], text.bytes);
    }
    assert_string_equal(sheet->code, "照合符号 1234-0123456789abcdef");
    output_buffer_release(&text);
    sheet_free(sheet);
}

static void a_real_station_has_no_banner_and_may_have_no_code(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct output_buffer text = {0};

    struct sheet *sheet = fixture_sheet(&fixture, &(struct sheet_head){.office = "白河署"});
    fixture_block_text(&text, &sheet->head);
    output_buffer_write(&text, "", 1);
    assert_false(fixture_printed(&text, "デモ"));
    assert_string_equal(sheet->code, "");
    assert_string_equal(sheet->name, "モバイル端末等持出簿");
    output_buffer_release(&text);
    sheet_free(sheet);
}

static void a_row_has_its_dates_in_the_era_and_its_stamps(void **state)
{
    (void)state;
    static const char *const wanted[] = {"自 令和8年10月1日 22:10\n",
                                         "至 令和8年10月2日 07:40\n",
                                         "深夜の巡回連絡\n管内\n",
                                         "鈴木 茂\nR8.10.1\n",
                                         "鈴木 茂\nR8.10.2\n",
                                         "令和8年10月\n2日 06:40\n",
                                         "携帯-01\n",
                                         "田中 玲\n"};
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();
    struct output_buffer text = {0};

    fixture_plain(&fixture, 1);
    struct sheet *sheet = fixture_sheet(&fixture, &head);
    fixture_texts(&text, sheet);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (!fixture_printed(&text, wanted[i]))
            fail_msg("%s is missing in\n%s", wanted[i], text.bytes);
    }
    assert_false(fixture_printed(&text, "~"));
    output_buffer_release(&text);
    sheet_free(sheet);
    fixture_release(&fixture);
}

static const struct field *next_field(const char **keys, const struct register_def *reg, char *key, size_t size)
{
    size_t n = strcspn(*keys, "|");

    snprintf(key, size, "%.*s", (int)n, *keys);
    *keys += n + ((*keys)[n] == '|');
    int i = register_field(reg, key);
    return i < 0 ? NULL : &reg->fields[i];
}

/* Every value of a field that the declaration prints, formatted as on paper, is on the sheet. */
static void check_values(const struct entry *entry, const char *keys, const struct output_buffer *text)
{
    while (*keys) {
        char key[KEY_BYTES], value[1024] = "";
        const struct field *field = next_field(&keys, entry->reg, key, sizeof key);
        const char *canonical = field ? entry_get(entry, key) : NULL;

        if (!canonical || field->type == FIELD_TIME) /* times may be broken after the month: other tests */
            continue;
        field_format(value, sizeof value, field, canonical, FORMAT_PAPER);
        if (!fixture_printed(text, value))
            fail_msg("%s: %s is missing in\n%s", key, value, text->bytes);
    }
}

static void nothing_is_lost(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();
    struct output_buffer text = {0};
    const struct sheet_def *def = register_find("checkout")->sheet;

    fixture_plain(&fixture, 3);
    fixture_hard(&fixture);
    struct sheet *sheet = fixture_sheet(&fixture, &head);
    fixture_texts(&text, sheet);
    for (size_t i = 0; i < fixture.n; i++) {
        const struct entry *entry = fixture.entries[i];

        for (const struct paper_column *column = def->columns; column->label; column++) {
            if (column->kind == PAPER_FIELDS)
                check_values(entry, column->keys, &text);
        }
        check_values(entry, def->further_fields, &text);
        for (size_t k = 0; k < entry->nsteps; k++) {
            if (entry->steps[k].note)
                assert_true(fixture_printed(&text, entry->steps[k].note));
        }
    }
    output_buffer_release(&text);
    sheet_free(sheet);
    fixture_release(&fixture);
}

static void further_permits_are_named_and_dated_below_their_row(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();
    struct output_buffer text = {0};

    fixture_hard(&fixture);
    struct sheet *sheet = fixture_sheet(&fixture, &head);
    fixture_texts(&text, sheet);
    assert_true(fixture_printed(&text, "運搬の許可: 令和8年10月3日 08:21 伊藤 学(運用責任者)"));
    assert_true(fixture_printed(&text, "機密性3の許可: 令和8年10月3日 08:22 齋藤 隆(運用管理補助者)"));
    assert_true(fixture_printed(&text, "システム管理担当者の許可: 運搬時は電源を切ること"));
    output_buffer_release(&text);
    sheet_free(sheet);
    fixture_release(&fixture);
}

static void every_whereabouts_check_is_printed(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();
    struct output_buffer text = {0};

    fixture_hard(&fixture);
    struct sheet *sheet = fixture_sheet(&fixture, &head);
    fixture_texts(&text, sheet);
    assert_true(fixture_printed(&text, "R8.11.2 伊藤 学\n紛失なし\n"));
    assert_true(fixture_printed(&text, "所在確認(2回目): 令和8年12月2日 10:00 伊藤 学(運用責任者) 紛失なし"));
    assert_true(fixture_printed(&text, "所在確認(6回目): 令和9年4月1日 10:00 伊藤 学(運用責任者) 紛失なし"));
    assert_false(fixture_printed(&text, "7回目"));
    output_buffer_release(&text);
    sheet_free(sheet);
    fixture_release(&fixture);
}

static void corrected_values_stay_readable_struck_through(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();
    struct output_buffer text = {0};

    fixture_hard(&fixture);
    struct sheet *sheet = fixture_sheet(&fixture, &head);
    fixture_texts(&text, sheet);
    assert_true(fixture_printed(&text, "\n~巡回連絡\n~管内の巡回連絡\n管内の巡回連絡及び防犯指導\n"));
    assert_true(fixture_printed(&text, "~機密性: 2(中)\n機密性: 1(低)"));
    assert_true(fixture_printed(&text, "訂正: 令和8年11月12日 10:00 田中 玲(職員) 書き誤り"));
    assert_true(fixture_printed(&text, "~鈴木 茂\n~R8.11.11\n伊藤 学\nR8.11.12\n")); /* a permit that lapsed */
    output_buffer_release(&text);
    sheet_free(sheet);
    fixture_release(&fixture);
}

static void a_line_that_came_to_nothing_says_so(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();
    struct output_buffer text = {0};

    fixture_plain(&fixture, 1);
    fixture_step(fixture.entries[0], "refuse", "伊藤 学", "運用責任者", head.created, "目的が明らかでない");
    struct sheet *sheet = fixture_sheet(&fixture, &head);
    fixture_texts(&text, sheet);
    assert_false(fixture_printed(&text, "否認"));
    output_buffer_release(&text);
    sheet_free(sheet);
    snprintf(fixture.entries[0]->state, sizeof fixture.entries[0]->state, "refused");
    sheet = fixture_sheet(&fixture, &head);
    fixture_texts(&text, sheet);
    assert_true(fixture_printed(&text, "否認: 令和8年11月10日 10:00 伊藤 学(運用責任者) 目的が明らかでない"));
    output_buffer_release(&text);
    sheet_free(sheet);
    fixture_release(&fixture);
}

static void a_value_longer_than_a_page_goes_on_on_the_next(void **state)
{
    (void)state;
    enum { WORDS = 600 };
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();
    struct output_buffer text = {0};
    static char purpose[WORDS * 16];
    size_t n = 0;

    for (int i = 0; i < WORDS; i++)
        n += (size_t)snprintf(purpose + n, sizeof purpose - n, "連絡%03d件", i);
    struct entry *entry = fixture_add(&fixture);
    fixture_set(entry, "purpose", purpose);
    fixture_set(entry, "return_note", purpose);
    fixture_plain(&fixture, 1);
    struct sheet *sheet = fixture_sheet(&fixture, &head);
    assert_true(sheet->npages >= 3);
    sheet_run(&text, sheet, 5);
    assert_non_null(strstr(text.bytes, purpose));
    output_buffer_release(&text);
    fixture_texts(&text, sheet);
    assert_true(fixture_printed(&text, "1\n続き\n"));
    assert_true(fixture_printed(&text, "連絡599件"));
    for (size_t i = 0; i < sheet->npages; i++)
        assert_int_equal(sheet->pages[i].height, 10 * 110);
    fixture_check_cells(sheet);
    output_buffer_release(&text);
    sheet_free(sheet);
    fixture_release(&fixture);
}

static void what_must_not_be_printed_is_replaced(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();
    struct output_buffer text = {0};

    struct entry *entry = fixture_add(&fixture);
    fixture_set(entry, "purpose", "前\x1b[2J後\xE2\x80\xAE逆");
    struct sheet *sheet = fixture_sheet(&fixture, &head);
    fixture_texts(&text, sheet);
    assert_false(fixture_printed(&text, "\x1b"));
    assert_false(fixture_printed(&text, "\xE2\x80\xAE"));
    assert_true(fixture_printed(&text, "前\xEF\xBF\xBD[2J後\xEF\xBF\xBD逆"));
    output_buffer_release(&text);
    sheet_free(sheet);
    fixture_release(&fixture);
}

/* ---- inputs ---- */

static void a_sheet_does_not_depend_on_the_terminal(void **state)
{
    (void)state;
    char *first = NULL;

    for (int ambiguous = 1; ambiguous <= 2; ambiguous++) {
        struct fixture fixture = {0};
        struct sheet_head head = fixture_head();

        text_set_ambiguous(ambiguous);
        fixture_hard(&fixture);
        struct sheet *sheet = fixture_sheet(&fixture, &head);
        assert_int_equal(text_ambiguous(), ambiguous);
        char sizes[4096] = "";
        for (size_t i = 0; i < sheet->pages[0].ncells; i++)
            text_format(sizes + strlen(sizes), sizeof sizes - strlen(sizes), "%zu/%d ", sheet->pages[0].cells[i].nlines,
                        sheet->pages[0].cells[i].size);
        if (first)
            assert_string_equal(sizes, first);
        free(first);
        first = strdup(sizes);
        sheet_free(sheet);
        fixture_release(&fixture);
    }
    free(first);
    text_set_ambiguous(1);
}

static void a_register_without_a_form_is_refused(void **state)
{
    (void)state;
    struct sheet *sheet;
    struct sheet_head head = fixture_head();
    struct err e = {0};

    assert_int_equal(sheet_new(&sheet, register_find("person"), &head, NULL, 0, &e), ERR_USAGE);
    assert_null(sheet);
    assert_string_not_equal(e.text, "");
}

static void a_portrait_form_without_boxes_is_laid_out_too(void **state)
{
    (void)state;
    static const struct paper_column columns[] = {
        COLUMN("番号", 700, PAPER_FIELDS, "item"), COLUMN("備考", 1000, PAPER_FIELDS, "purpose"), {0}};
    static const struct sheet_def def = {
        .label = "様式第0号", .title = "見本", .rows = 20, .row_height = 90, .columns = columns};
    struct register_def reg = *register_find("checkout");
    struct sheet_head head = {.office = "白河署"};
    struct sheet *sheet;
    struct err e = {0};

    reg.sheet = &def;
    if (sheet_new(&sheet, &reg, &head, NULL, 0, &e))
        fail_msg("%s", e.text);
    assert_int_equal(sheet->width, 2100);
    assert_int_equal(sheet->ncolumns, 2);
    assert_int_equal(sheet->pages[0].nrows, 20);
    sheet_free(sheet);
}

static void a_form_wider_or_higher_than_the_paper_is_refused(void **state)
{
    (void)state;
    static const struct paper_column wide[] = {COLUMN("番号", 2600, PAPER_FIELDS, "item"), {0}};
    static const struct paper_column narrow[] = {COLUMN("番号", 260, PAPER_FIELDS, "item"), {0}};
    const struct sheet_def defs[] = {
        {.label = "様式", .title = "広い", .landscape = true, .rows = 1, .row_height = 90, .columns = wide},
        {.label = "様式", .title = "高い", .landscape = true, .rows = 30, .row_height = 90, .columns = narrow}};
    struct sheet_head head = {.office = "白河署"};

    for (size_t i = 0; i < 2; i++) {
        struct register_def reg = *register_find("checkout");
        struct sheet *sheet;
        struct err e = {0};

        reg.sheet = &defs[i];
        assert_int_equal(sheet_new(&sheet, &reg, &head, NULL, 0, &e), ERR_USAGE);
        assert_null(sheet);
    }
}

/* ---- the preview ---- */

static void the_preview_keeps_to_the_width_of_the_screen(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct sheet_head head = fixture_head();
    struct err e = {0};

    fixture_hard(&fixture);
    struct sheet *sheet = fixture_sheet(&fixture, &head);
    for (int cells = 40; cells <= 160; cells += 40) {
        char *text;

        assert_int_equal(sheet_preview(&text, sheet, 0, cells, &e), 0);
        for (char *line = text, *end; (end = strchr(line, '\n')); line = end + 1)
            assert_true(text_width(line, (size_t)(end - line)) <= cells);
        free(text);
    }
    char *text;
    assert_int_equal(sheet_preview(&text, sheet, 0, 200, &e), 0);
    assert_non_null(strstr(text, "モバイル端末等持出簿"));
    assert_non_null(strstr(text, "【デモ】"));
    assert_non_null(strstr(text, "照合符号 1234-0123456789abcdef  1/1"));
    assert_non_null(strstr(text, "~巡回連絡"));
    free(text);
    assert_int_equal(sheet_preview(&text, sheet, 1, 80, &e), ERR_NOT_FOUND);
    sheet_free(sheet);
    fixture_release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_rows_make_a_page),
        cmocka_unit_test(every_page_is_blank_to_the_foot),
        cmocka_unit_test(rows_with_more_to_say_are_taller_and_a_page_holds_fewer),
        cmocka_unit_test(the_columns_fill_the_width_of_the_paper),
        cmocka_unit_test(every_line_fits_its_cell),
        cmocka_unit_test(no_two_cells_of_a_page_overlap),
        cmocka_unit_test(the_head_says_what_the_sheet_is),
        cmocka_unit_test(a_real_station_has_no_banner_and_may_have_no_code),
        cmocka_unit_test(a_row_has_its_dates_in_the_era_and_its_stamps),
        cmocka_unit_test(nothing_is_lost),
        cmocka_unit_test(further_permits_are_named_and_dated_below_their_row),
        {"R3-4 every whereabouts check and its result is on the print", every_whereabouts_check_is_printed, NULL, NULL,
         NULL},
        cmocka_unit_test(corrected_values_stay_readable_struck_through),
        cmocka_unit_test(a_line_that_came_to_nothing_says_so),
        cmocka_unit_test(a_value_longer_than_a_page_goes_on_on_the_next),
        cmocka_unit_test(what_must_not_be_printed_is_replaced),
        cmocka_unit_test(a_sheet_does_not_depend_on_the_terminal),
        cmocka_unit_test(a_register_without_a_form_is_refused),
        cmocka_unit_test(a_portrait_form_without_boxes_is_laid_out_too),
        cmocka_unit_test(a_form_wider_or_higher_than_the_paper_is_refused),
        cmocka_unit_test(the_preview_keeps_to_the_width_of_the_screen),
    };

    return cmocka_run_group_tests_name("print/sheet", tests, NULL, NULL);
}

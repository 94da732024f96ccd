/* Every layout that a declaration can ask for, as a sheet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forms/text.h"
#include "tests/print/sample.h"

/* The sheet of a sample with n entries, and all it says, head first. */
static struct sheet *make(const struct register_def *reg, size_t n, bool hard, struct output_buffer *text)
{
    struct fixture fixture = {0};
    struct sheet *sheet;

    sample_fill(&fixture, reg, n, hard);
    sheet = sample_sheet(reg, &fixture, NULL);
    fixture_block_text(text, &sheet->head);
    fixture_texts(text, sheet);
    fixture_release(&fixture);
    return sheet;
}

static void says(const struct output_buffer *text, const char *const *wanted)
{
    for (; *wanted; wanted++) {
        if (!fixture_printed(text, *wanted))
            fail_msg("%s is missing in\n%s", *wanted, text->bytes);
    }
}

static void every_layout_keeps_to_the_paper(void **state)
{
    (void)state;
    for (size_t i = 0; samples[i]; i++) {
        for (size_t n = 0; n <= 30; n += 1 + n / 2) {
            struct output_buffer text = {0};
            struct sheet *sheet = make(samples[i], n, n % 2, &text);

            fixture_check_cells(sheet);
            fixture_check_overlap(sheet);
            assert_int_equal(sheet->width, samples[i]->sheet->landscape ? 2970 : 2100);
            assert_int_equal(sheet->edges[sheet->ncolumns], samples[i]->sheet->landscape ? 2570 : 1700);
            says(&text, (const char *const[]){samples[i]->sheet->label, samples[i]->sheet->title, "【デモ】", NULL});
            output_buffer_release(&text);
            sheet_free(sheet);
        }
    }
}

static void every_sample_is_a_good_declaration(void **state)
{
    (void)state;
    for (size_t i = 0; samples[i]; i++) {
        struct register_def reg = *samples[i];
        struct sheet_def sheet = *reg.sheet;
        struct err e = {0};

        reg.form = "3"; /* the one book that the confirmations know */
        sheet.attached = NULL;
        reg.sheet = &sheet;
        if (register_check(&reg, &e))
            fail_msg("%s: %s", samples[i]->id, e.text);
    }
}

/* ---- applications ---- */

static void each_application_has_a_sheet(void **state)
{
    (void)state;
    for (size_t n = 0; n <= 5; n++) {
        struct output_buffer text = {0};
        struct sheet *sheet = make(&sample_application, n, false, &text);

        assert_int_equal(sheet->npages, n ? n : 1);
        output_buffer_release(&text);
        sheet_free(sheet);
    }
}

static void a_blank_application_can_be_filled_in_by_hand(void **state)
{
    (void)state;
    struct output_buffer text = {0};
    struct sheet *sheet = make(&sample_application, 0, false, &text);

    says(&text, (const char *const[]){"令和　　年　　月　　日\n", "システムセキュリティ責任者　殿\n", "運用管理者\n",
                                      "官職\n", "氏名\n", "印\n", "□新たな機器の接続　□ソフトウェアの追加",
                                      "□その他(　　　", "□許可　□不許可\n", "製造元・提供元: \n", "許可欄\n",
                                      "連絡先\n", "記載例は裏面にある。\n", NULL});
    assert_false(fixture_printed(&text, "■"));
    assert_false(fixture_printed(&text, "番号　"));
    output_buffer_release(&text);
    sheet_free(sheet);
}

static void an_application_says_who_asks_whom_for_what(void **state)
{
    (void)state;
    struct output_buffer text = {0};
    struct sheet *sheet = make(&sample_application, 1, false, &text);

    says(&text, (const char *const[]){"令和8年10月1日\n", "番号　K7QF-1\n", "所属\n白河署\n", "官職\n警視\n",
                                      "氏名\n伊藤 学\n", "伊藤 学\nR8.10.1\n", "連絡先\n田中 玲\n",
                                      "■新たな機器の接続　□ソフトウェアの追加", "製造元・提供元: みちのく電機\n",
                                      "自 令和8年10月1日\n", "令和8年10月1日 10:00 情報管理課 佐藤 健　支障なし\n",
                                      "■許可　□不許可\n", "鈴木 茂\nR8.10.1\n", NULL});
    output_buffer_release(&text);
    sheet_free(sheet);
}

static void words_stand_at_the_choice_that_asks_for_them(void **state)
{
    (void)state;
    struct output_buffer text = {0};
    struct sheet *sheet = make(&sample_application, 2, true, &text);

    says(&text, (const char *const[]){"■その他(仮想環境の複製)\n",
                                      "■有(プロトコル: HTTPS(TLS1.3)　ポート: 443　暗号化: ■有 □無)", "□無\n",
                                      "■利用条件に同意した\n", "リスク: 外部の者が遠隔", "対策: 外部の者が遠隔",
                                      "利用の終了後に設定が残った場合は", NULL});
    output_buffer_release(&text);
    sheet_free(sheet);
}

static void a_refused_application_and_a_decision_elsewhere_are_told(void **state)
{
    (void)state;
    struct output_buffer text = {0};
    struct sheet *sheet = make(&sample_application, 3, true, &text);

    says(&text, (const char *const[]){"□許可　■不許可\n", "外部決裁\n髙﨑 𠮷雄\nR8.10.20\n",
                                      "外部決裁の番号: 警情第123号\n", NULL});
    output_buffer_release(&text);
    sheet_free(sheet);
}

static void a_long_application_goes_on_on_a_second_page(void **state)
{
    (void)state;
    static char words[60000];
    struct fixture fixture = {0};
    struct output_buffer text = {0};
    size_t n = 0;

    for (int i = 0; i < 800; i++)
        n += (size_t)snprintf(words + n, sizeof words - n, "危険%03d件、", i);
    sample_fill(&fixture, &sample_application, 1, false);
    fixture_set(fixture.entries[0], "risk", words);
    struct sheet *sheet = sample_sheet(&sample_application, &fixture, NULL);
    fixture_texts(&text, sheet);
    fixture_check_cells(sheet);
    fixture_check_overlap(sheet);
    assert_true(sheet->npages >= 2);
    says(&text, (const char *const[]){"ソフトウェア等利用申請書　K7QF-1　(続き)\n", "利用に伴うリスクと対策\n続き\n",
                                      "危険000件", "危険799件", "※ 許可を受けてから", NULL});
    output_buffer_release(&text);
    sheet_free(sheet);
    fixture_release(&fixture);
}

/* Declared heights that are too much together give way, as far as the texts allow, before a second page is begun. */
static void an_application_is_one_page_if_it_can_be(void **state)
{
    (void)state;
    struct paper_line lines[32];
    struct sheet_def def = *sample_application.sheet;
    struct register_def reg = sample_application;
    size_t n = 0;

    for (; def.lines[n].label; n++) {
        lines[n] = def.lines[n];
        lines[n].height = lines[n].height * 9 / 5;
    }
    lines[n] = (struct paper_line){0};
    def.lines = lines;
    reg.sheet = &def;
    for (size_t entries = 1; entries <= 2; entries++) {
        struct output_buffer text = {0};
        struct sheet *sheet = make(&reg, entries, true, &text);

        assert_int_equal(sheet->npages, entries);
        fixture_check_cells(sheet);
        assert_true(sheet->head.height + sheet->pages[0].height > 2670 - 60);
        output_buffer_release(&text);
        sheet_free(sheet);
    }
}

/* ---- ledgers ---- */

static void the_strip_stands_at_the_foot_of_every_page(void **state)
{
    (void)state;
    struct output_buffer text = {0};
    struct sheet *sheet = make(&sample_ledger, 21, false, &text);

    assert_int_equal(sheet->npages, 2);
    for (size_t i = 0; i < 2; i++) {
        struct output_buffer page = {0};
        size_t empty = 0;

        fixture_block_text(&page, &sheet->pages[i]);
        output_buffer_write(&page, "", 1);
        says(&page, (const char *const[]){"運用管理者確認欄\n", "令和8年4月\n年当初\n伊藤 学\nR8.11.7\n",
                                          "令和8年9月\n減\n伊藤 学\nR8.11.9\n", NULL});
        for (size_t k = 0; k < sheet->pages[i].ncells; k++) {
            const struct sheet_cell *cell = &sheet->pages[i].cells[k];

            empty += (size_t)cell->row + 1 == sheet->pages[i].nrows && cell->ntexts == 0;
        }
        assert_int_equal(empty, 3);
        assert_int_equal(sheet->pages[i].height, sheet->pages[0].height);
        output_buffer_release(&page);
    }
    assert_false(fixture_printed(&text, "令和8年10月分"));
    output_buffer_release(&text);
    sheet_free(sheet);
}

static void the_newest_confirmations_stand_in_the_strip(void **state)
{
    (void)state;
    struct fixture many = {0}, none = {0};
    struct sheet_head head = fixture_head();
    struct output_buffer text = {0};
    struct sheet *sheet;
    struct err e = {0};

    sample_fill(&many, &sample_ledger, 0, false);
    for (int i = 1; i <= 9; i++) {
        char note[32];

        assert_int_equal(entry_new(&many.entries[many.n], register_find("monthly"), &e), 0);
        many.rows[many.n] = (struct sheet_row){.entry = many.entries[many.n]};
        snprintf(note, sizeof note, "確認%d回", i);
        fixture_set(many.entries[many.n++], "note", note);
    }
    head.confirmed = many.rows;
    head.nconfirmed = many.n;
    assert_int_equal(sheet_new(&sheet, &sample_ledger, &head, none.rows, 0, &e), 0);
    fixture_texts(&text, sheet);
    assert_false(fixture_printed(&text, "確認3回"));
    says(&text, (const char *const[]){"確認4回\n確認5回\n確認6回\n確認7回\n確認8回\n確認9回\n", NULL});
    output_buffer_release(&text);
    sheet_free(sheet);
    fixture_release(&many);
}

/* ---- tables ---- */

static const struct sheet_cell *head_cell(const struct sheet *sheet, const char *label)
{
    for (size_t i = 0; i < sheet->head.ncells; i++) {
        if (sheet->head.cells[i].ntexts && strcmp(sheet->head.cells[i].texts[0].text, label) == 0)
            return &sheet->head.cells[i];
    }
    fail_msg("no %s in the head", label);
    return NULL;
}

static void a_group_of_columns_stands_below_one_label(void **state)
{
    (void)state;
    struct output_buffer text = {0};
    struct sheet *sheet = make(&sample_visits, 1, false, &text);
    const struct sheet_cell *group = head_cell(sheet, "職員以外の者"), *first = head_cell(sheet, "事業者名・氏名");
    const struct sheet_cell *last = head_cell(sheet, "立会者"), *alone = head_cell(sheet, "備考");

    assert_int_equal(group->w, 800);
    assert_int_equal(group->x, first->x);
    assert_int_equal(group->x + group->w, last->x + last->w);
    assert_int_equal(group->y + group->h, first->y);
    assert_int_equal(group->y, alone->y);
    assert_int_equal(group->h + first->h, alone->h);
    assert_int_equal(head_cell(sheet, "鍵の使用")->w, 1400);
    output_buffer_release(&text);
    sheet_free(sheet);
}

static void marks_and_columns_for_some_entries_only(void **state)
{
    (void)state;
    struct output_buffer text = {0};
    struct sheet *sheet = make(&sample_visits, 2, true, &text);

    says(&text, (const char *const[]){"1\n機\n600-012-001", "2\n他\n600-012-002", "令和9年3月\n31日\n", NULL});
    assert_false(fixture_printed(&text, "新たな機器の接続"));
    output_buffer_release(&text);
    sheet_free(sheet);
    struct fixture fixture = {0};
    sample_fill(&fixture, &sample_visits, 1, false);
    fixture_set(fixture.entries[0], "until", "2027-03-31");
    sheet = sample_sheet(&sample_visits, &fixture, NULL);
    fixture_texts(&text, sheet);
    assert_false(fixture_printed(&text, "令和9年3月"));
    output_buffer_release(&text);
    sheet_free(sheet);
    fixture_release(&fixture);
}

static void a_time_is_an_hour_on_the_day_of_its_row(void **state)
{
    (void)state;
    struct output_buffer text = {0};
    struct sheet *sheet = make(&sample_visits, 1, false, &text);

    says(&text, (const char *const[]){"\n09:00\nR8.10.2\n07:00\n", NULL});
    output_buffer_release(&text);
    sheet_free(sheet);
}

static void entries_of_a_month_share_a_row(void **state)
{
    (void)state;
    struct output_buffer text = {0};
    struct sheet *sheet = make(&sample_year, 4, false, &text);

    assert_int_equal(sheet->npages, 1);
    assert_int_equal(sheet->pages[0].nrows, 12 + 1); /* one entry was refused: its line below */
    says(&text,
         (const char *const[]){"令和8年\n1月\n11\n無\n10\n無\n山田 実\nR8.10.2\n", "令和8年\n2月\n13\n無\n12\n", NULL});
    output_buffer_release(&text);
    sheet_free(sheet);
}

static void a_copy_and_notes_are_marked_as_such(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    struct output_buffer text = {0};
    struct sheet *sheet = sample_sheet(&sample_record, &fixture, "写し");

    fixture_block_text(&text, &sheet->head);
    fixture_texts(&text, sheet);
    says(&text, (const char *const[]){"付属\n", "【デモ】【写し】\n", "条件1 主体認証を経なければ",
                                      "条件2 他の者と共用しない", NULL});
    assert_null(strstr(text.bytes, "様式第"));
    output_buffer_release(&text);
    sheet_free(sheet);
}

/* ---- corrections and the preview in every layout ---- */

static void earlier_values_are_struck_through_on_a_line_too(void **state)
{
    (void)state;
    static const struct sheet_earlier earlier[] = {
        {"kind", "software"}, {"maker", "旧社名電機"}, {"kind_other", "複製"}, {"name", "600-012-099"}};
    struct fixture fixture = {0};
    struct output_buffer text = {0};

    sample_fill(&fixture, &sample_application, 1, false);
    fixture.rows[0].earlier = earlier;
    fixture.rows[0].nearlier = sizeof earlier / sizeof *earlier;
    struct sheet *sheet = sample_sheet(&sample_application, &fixture, NULL);
    fixture_texts(&text, sheet);
    says(&text, (const char *const[]){"~ソフトウェアの追加\n■新たな機器の接続",
                                      "~製造元・提供元: 旧社名電機\n製造元・提供元: みちのく電機\n",
                                      "~その他の内容: 複製\n", "~600-012-099\n600-012-001\n", NULL});
    output_buffer_release(&text);
    sheet_free(sheet);
    fixture_release(&fixture);
}

static void every_layout_has_a_preview(void **state)
{
    (void)state;
    for (size_t i = 0; samples[i]; i++) {
        struct output_buffer text = {0};
        struct sheet *sheet = make(samples[i], 3, true, &text);
        struct err e = {0};

        for (size_t page = 0; page < sheet->npages; page++) {
            char *preview;

            assert_int_equal(sheet_preview(&preview, sheet, page, 120, &e), 0);
            for (char *line = preview, *end; (end = strchr(line, '\n')); line = end + 1)
                assert_true(text_width(line, (size_t)(end - line)) <= 120);
            assert_non_null(strstr(preview, samples[i]->sheet->title));
            free(preview);
        }
        output_buffer_release(&text);
        sheet_free(sheet);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_layout_keeps_to_the_paper),
        cmocka_unit_test(every_sample_is_a_good_declaration),
        cmocka_unit_test(each_application_has_a_sheet),
        cmocka_unit_test(a_blank_application_can_be_filled_in_by_hand),
        cmocka_unit_test(an_application_says_who_asks_whom_for_what),
        cmocka_unit_test(words_stand_at_the_choice_that_asks_for_them),
        cmocka_unit_test(a_refused_application_and_a_decision_elsewhere_are_told),
        cmocka_unit_test(a_long_application_goes_on_on_a_second_page),
        cmocka_unit_test(an_application_is_one_page_if_it_can_be),
        cmocka_unit_test(the_strip_stands_at_the_foot_of_every_page),
        cmocka_unit_test(the_newest_confirmations_stand_in_the_strip),
        cmocka_unit_test(a_group_of_columns_stands_below_one_label),
        cmocka_unit_test(marks_and_columns_for_some_entries_only),
        cmocka_unit_test(a_time_is_an_hour_on_the_day_of_its_row),
        cmocka_unit_test(entries_of_a_month_share_a_row),
        cmocka_unit_test(a_copy_and_notes_are_marked_as_such),
        cmocka_unit_test(earlier_values_are_struck_through_on_a_line_too),
        cmocka_unit_test(every_layout_has_a_preview),
    };

    return cmocka_run_group_tests_name("print/layout", tests, NULL, NULL);
}

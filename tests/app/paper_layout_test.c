/* What stands on the paper of books that are not kept by months: ledgers, applications, years, copies, computed lists. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/pages.h"
#include "app/paper.h"
#include "print/sheet.h"
#include "tests/app/model.h"
#include "tests/print/fixture.h"

static int make_october(void **state)
{
    (void)state;
    model_begin(house_time(2026, 10, 5, 10, 0));
    house_leave(&model);
    return 0;
}

static struct paper_request all_of(const char *reg)
{
    return (struct paper_request){.reg = station_register(session_station(house.session), reg)};
}

/* All that a request prints, page by page. */
static size_t print(struct output_buffer *text, const struct paper_request *request)
{
    struct paper_sheets sheets;
    struct err e = {0};
    size_t pages = 0;
    house_ok(paper_sheets(&sheets, house.session, request, &e));
    for (size_t i = 0; i < sheets.n; i++) {
        fixture_check_cells(sheets.sheets[i]);
        fixture_block_text(text, &sheets.sheets[i]->head);
        for (size_t k = 0; k < sheets.sheets[i]->npages; k++)
            fixture_block_text(text, &sheets.sheets[i]->pages[k]);
        pages += sheets.sheets[i]->npages;
    }
    output_buffer_write(text, "", 1);
    paper_sheets_release(&sheets);
    return pages;
}

static void says(const struct paper_request *request, size_t pages, const char *const *wanted,
                 const char *const *unwanted)
{
    struct output_buffer text = {0};
    assert_int_equal(print(&text, request), pages);
    for (; *wanted != NULL; wanted++)
        if (!fixture_printed(&text, *wanted))
            fail_msg("%s is missing in\n%s", *wanted, text.bytes);
    for (; *unwanted != NULL; unwanted++)
        if (fixture_printed(&text, *unwanted))
            fail_msg("%s stands in\n%s", *unwanted, text.bytes);
    output_buffer_release(&text);
}
#define WORDS(...)        \
    (const char *const[]) \
    {                     \
        __VA_ARGS__, NULL \
    }
#define NO_WORDS ((const char *const[]){NULL})

/* ---- applications ---- */

static void apply(const char *name, char id[ENTRY_ID_BYTES])
{
    id[0] = '\0';
    house_do(&house, KANRI, "software", id, "request", "kind", "connect", "target", "業務端末", "name", name, "risk",
             "持込み機器からの感染", "purpose", "統計事務");
}

static void a_refused_application_prints_and_a_withdrawn_one_does_not(void **state)
{
    struct paper_request request = all_of("software");
    char refused[ENTRY_ID_BYTES], withdrawn[ENTRY_ID_BYTES], waiting[ENTRY_ID_BYTES];
    (void)state;
    apply("画像整理装置", refused);
    apply("名刺読取装置", withdrawn);
    apply("文字認識装置", waiting);
    house_do(&house, KANRI, "software", refused, "refuse", "external_number", "警情第1号", "external_date", "20261005",
             "external_decider", "本部長", "reason", "必要性が認められない");
    house_do(&house, KANRI, "software", withdrawn, "withdraw", NULL);
    says(&request, 2,
         WORDS("画像整理装置", "文字認識装置", "□許可　■不許可", "外部決裁\n本部長\nR8.10.5\n", "□許可　□不許可"),
         WORDS("名刺読取装置", "■許可"));
    request.entry = withdrawn; /* asked for by name it prints all the same */
    says(&request, 1, WORDS("名刺読取装置", withdrawn), WORDS("画像整理装置"));
    request.entry = refused;
    says(&request, 1, WORDS("画像整理装置", refused), WORDS("名刺読取装置"));
}

static void without_an_application_the_form_is_blank(void **state)
{
    struct paper_request request = all_of("software");
    (void)state;
    says(&request, 1, WORDS("システムセキュリティ責任者　殿", "□新たな機器の接続", "印\n"), WORDS("■"));
}

/* ---- ledgers ---- */

static void confirm(const char *day, const char *kind)
{
    char id[ENTRY_ID_BYTES] = "";
    house_do(&house, KANRI, "yearly", id, "confirm", "book", "4", "=kind", kind, "date", day);
}

static void a_ledger_holds_what_ended_too_and_its_confirmations(void **state)
{
    struct paper_request request = all_of("phone");
    char id[ENTRY_ID_BYTES];
    (void)state;
    reference_id(id, house.things[PHONE_7]);
    house_do(&house, KANRI, "phone", id, "end", "to", "20260901", "reason", "返納のため");
    confirm("20260402", "unchanged");
    confirm("20261005", "change");
    confirm("20260701", "change");
    says(&request, 1,
         WORDS("運用管理者確認欄\n", "令和8年4月2日\n年次更新(変更なし)\n", "令和8年7月1日\n増減の確認\n",
               "令和8年10月5日\n増減の確認\n"),
         WORDS("分\n"));
}

static void only_this_books_confirmations_stand_in_its_strip(void **state)
{
    struct paper_request request = all_of("digital_device");
    char id[ENTRY_ID_BYTES] = "";
    (void)state;
    house_do(&house, KANRI, "yearly", id, "confirm", "book", "6", "date", "20260402");
    says(&request, 1, WORDS("運用管理者確認欄\n"), WORDS("令和8年4月2日"));
    request = all_of("medium");
    says(&request, 1, WORDS("令和8年4月2日\n年次更新(変更なし)\n"), NO_WORDS);
}

/* ---- periods, copies, attached sheets ---- */

static void a_book_is_asked_for_as_it_is_kept(void **state)
{
    char year[PAPER_YEAR_BYTES];
    struct paper_request request = paper_around(register_find("checkout"), "2026-10", year);
    (void)state;
    assert_string_equal(request.month, "2026-10");
    assert_null(request.year);
    request = paper_around(register_find("inspection"), "2026-10", year);
    assert_null(request.month);
    assert_string_equal(request.year, "2026");
    request = paper_around(register_find("digital_device"), "2026-10", year);
    assert_null(request.month);
    assert_null(request.year);
    request = paper_around(register_find("software"), "2026-10", year);
    assert_null(request.month);
    assert_null(request.year);
}

static void every_book_of_the_program_prints_around_a_month(void **state)
{
    (void)state;
    for (size_t i = 0; registers[i] != NULL; i++) {
        char year[PAPER_YEAR_BYTES];
        struct paper_request request = paper_around(registers[i], "2026-10", year);
        struct output_buffer text = {0};
        if (registers[i]->sheet == NULL)
            continue;
        assert_true(print(&text, &request) >= 1);
        assert_true(fixture_printed(&text, registers[i]->sheet->title));
        output_buffer_release(&text);
    }
}

static void a_year_takes_its_attached_sheets_along(void **state)
{
    struct paper_request request = all_of("inspection");
    struct paper_sheets sheets;
    struct pages pages;
    struct err e = {0};
    (void)state;
    request.year = "2026";
    assert_non_null(request.reg->sheet->attached);
    house_ok(paper_sheets(&sheets, house.session, &request, &e));
    assert_string_equal(request.reg->sheet->attached, "inspection_item|log_result");
    assert_int_equal(sheets.n, 3);
    assert_string_equal(sheets.sheets[0]->title, request.reg->sheet->title);
    assert_string_equal(sheets.sheets[1]->title, register_find("inspection_item")->sheet->title);
    assert_string_equal(sheets.sheets[2]->title, register_find("log_result")->sheet->title);
    assert_string_equal(sheets.sheets[0]->name, "令和8年分");
    paper_sheets_release(&sheets);
    house_ok(pages_load(&pages, house.session, &request, 100, &e));
    assert_int_equal(pages.n, 3); /* the preview shows what the files hold */
    pages_release(&pages);
}

static void R2_5_what_a_search_line_cut_out_is_marked_as_a_copy(void **state)
{
    struct paper_request request = all_of("checkout");
    char id[ENTRY_ID_BYTES] = "";
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, id);
    says(&request, 1, WORDS("携帯-03"), WORDS("【写し】"));
    request.where = "状態:許可待ち";
    says(&request, 1, WORDS("【写し】", "携帯-03"), NO_WORDS);
    request.where = "状態:持出中";
    says(&request, 1, WORDS("【写し】"), WORDS("携帯-03"));
}

/* ---- lists that are not stored ---- */

static void a_computed_list_prints_like_a_book(void **state)
{
    static const struct paper_column columns[] = {
        COLUMN("項目", 700, PAPER_FIELDS, "name"), COLUMN("内容", 1000, PAPER_FIELDS, "note"), {0}};
    static const struct field fields[] = {{.key = "name", .label = "項目", .type = FIELD_TEXT},
                                          {.key = "note", .label = "内容", .type = FIELD_TEXT},
                                          {0}};
    static const struct sheet_def def = {.label = "",
                                         .title = "本文と異なる設定の一覧",
                                         .unit = PAPER_RUNNING,
                                         .rows = 20,
                                         .row_height = 90,
                                         .columns = columns};
    static const struct register_def list = {
        .id = "departures", .label = "本文と異なる設定", .fields = fields, .sheet = &def};
    struct entry *entries[21];
    struct output_buffer text = {0};
    struct sheet *sheet;
    struct err e = {0};
    (void)state;
    for (size_t i = 0; i < 21; i++) {
        char name[32];
        snprintf(name, sizeof name, "設定%zu番", i + 1);
        house_ok(entry_new(&entries[i], &list, &e));
        house_ok(entry_set(entries[i], "name", name, &e));
    }
    house_ok(paper_sheet_of(&sheet, house.session, &list, entries, 21, "令和8年10月5日現在", &e));
    assert_int_equal(sheet->npages, 2);
    fixture_block_text(&text, &sheet->head);
    fixture_texts(&text, sheet);
    assert_true(fixture_printed(&text, "令和8年10月5日現在\n"));
    assert_true(fixture_printed(&text, "設定21番\n"));
    assert_non_null(strstr(sheet->code, "照合符号 "));
    sheet_free(sheet);
    output_buffer_release(&text);
    char path[300];
    snprintf(path, sizeof path, "%s/list.pdf", house.dir.path);
    int64_t before = station_seq(session_station(house.session));
    house_ok(paper_export_of(house.session, &list, entries, 21, NULL, PAPER_PDF, path, false, &e));
    assert_int_equal(station_seq(session_station(house.session)), before + 1);
    assert_int_equal(paper_export_of(house.session, &list, entries, 21, NULL, PAPER_PDF, path, false, &e),
                     ERR_CONFLICT);
    assert_int_equal(paper_export_of(house.session, &list, entries, 21, NULL, PAPER_CSV, path, true, &e), ERR_USAGE);
    assert_int_equal(remove(path), 0);
    for (size_t i = 0; i < 21; i++)
        entry_free(entries[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(a_refused_application_prints_and_a_withdrawn_one_does_not),
        IN_HOUSE(without_an_application_the_form_is_blank),
        IN_HOUSE(a_ledger_holds_what_ended_too_and_its_confirmations),
        IN_HOUSE(only_this_books_confirmations_stand_in_its_strip),
        IN_HOUSE(a_book_is_asked_for_as_it_is_kept),
        IN_HOUSE(every_book_of_the_program_prints_around_a_month),
        IN_HOUSE(a_year_takes_its_attached_sheets_along),
        IN_HOUSE(R2_5_what_a_search_line_cut_out_is_marked_as_a_copy),
        IN_HOUSE(a_computed_list_prints_like_a_book),
    };
    return cmocka_run_group_tests_name("app/paper_layout", tests, make_october, remove_model);
}

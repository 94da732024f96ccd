/* The sheets of a book to files: whole or not at all, each on record, and to nobody who may not see the book. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/month.h"
#include "db/query.h"
#include "tests/app/model.h"
#include "tests/print/fixture.h"

static int make_october(void **state)
{
    (void)state;
    model_begin(house_time(2026, 10, 5, 10, 0));
    house_leave(&model);
    return 0;
}

static struct scratch out;
static char id[ENTRY_ID_BYTES];

static int write_row(void **state)
{
    setup(state);
    scratch_make(&out);
    house_ask(&house, TANAKA, PHONE_3, id);
    house_do(&house, ITO, "checkout", id, "permit", NULL);
    return 0;
}

static int remove_out(void **state)
{
    scratch_remove(&out);
    return teardown(state);
}

static struct paper_request october(void)
{
    return (struct paper_request){.reg = station_register(session_station(house.session), "checkout"),
                                  .month = "2026-10"};
}

static int files(void)
{
    DIR *d = opendir(out.path);
    int n = 0;
    assert_non_null(d);
    for (struct dirent *entry; (entry = readdir(d)) != NULL;)
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(d);
    return n;
}

static const char *path_of(const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", out.path, name);
    return path;
}

/* The file from its beginning, at most size - 1 bytes of it. */
static size_t content(char *buf, size_t size, const char *name)
{
    FILE *f = fopen(path_of(name), "rb");
    assert_non_null(f);
    size_t n = fread(buf, 1, size - 1, f);
    buf[n] = '\0';
    fclose(f);
    return n;
}

static int export_to(enum who who, const struct paper_request *request, const char *name, bool overwrite, struct err *e)
{
    enum paper_format format;
    house_as(&house, who);
    assert_int_equal(paper_format_of(&format, name, e), 0);
    return paper_export(house.session, request, format, path_of(name), overwrite, e);
}

static void a_month_goes_to_each_kind_of_file_and_on_record(void **state)
{
    static const struct {
        const char *name, *head, *within;
    } kinds[] = {{"m.pdf", "%PDF-", NULL},
                 {"m.xlsx", "PK\003\004", NULL},
                 {"m.csv", "\xEF\xBB\xBF番号,状態,", "携帯-03"},
                 {"m.json", "{\"id\":", "\"state\":\"out\""}};
    struct paper_request request = october();
    static char text[65536];
    struct err e;
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        int64_t before = station_seq(session_station(house.session));
        house_ok(export_to(TANAKA, &request, kinds[i].name, false, &e));
        assert_int_equal(station_seq(session_station(house.session)), before + 1);
        assert_int_equal(files(), i + 1); /* nothing beside it */
        size_t n = content(text, sizeof text, kinds[i].name);
        assert_true(n > strlen(kinds[i].head));
        assert_memory_equal(text, kinds[i].head, strlen(kinds[i].head));
        if (kinds[i].within != NULL)
            assert_non_null(strstr(text, kinds[i].within));
    }
}

static void a_month_holds_what_begins_in_it(void **state)
{
    struct paper_request request = october();
    static char text[65536];
    struct err e;
    (void)state;
    request.month = "2026-11";
    house_ok(export_to(TANAKA, &request, "m.json", false, &e));
    assert_int_equal(content(text, sizeof text, "m.json"), 0);
    request = (struct paper_request){.reg = request.reg, .year = "2026"};
    house_ok(export_to(TANAKA, &request, "y.json", false, &e));
    assert_true(content(text, sizeof text, "y.json") > 0);
    request = (struct paper_request){.reg = request.reg, .entry = id};
    house_ok(export_to(TANAKA, &request, "e.json", false, &e));
    assert_non_null((content(text, sizeof text, "e.json"), strstr(text, id)));
    request = (struct paper_request){.reg = request.reg, .where = "状態:持出中"};
    house_ok(export_to(TANAKA, &request, "out.json", false, &e));
    assert_true(content(text, sizeof text, "out.json") > 0);
    request.where = "状態:許可待ち";
    house_ok(export_to(TANAKA, &request, "waiting.json", false, &e));
    assert_int_equal(content(text, sizeof text, "waiting.json"), 0);
}

/* 様式第3号, 第5号 with the things of the month, 第7号: one file, one export on record. */
static void R3_10_R5_5_R7_15_a_month_goes_to_paper_as_one_set(void **state)
{
    static const char *const titles[] = {"モバイル端末等持出簿", "外部記録媒体等点検簿", "所在点検の対象一覧",
                                         "外部記録媒体・デジタル機器使用・持出簿"};
    static const char *const names[] = {"s.pdf", "s.xlsx"};
    struct month_set set;
    struct history log = {0};
    static char text[65536];
    struct paper_sheets made;
    struct err e;
    (void)state;
    month_set(&set, house.session, "2026-10");
    house_ok(paper_set(&made, house.session, set.requests, MONTH_SET, &e));
    assert_int_equal(made.n, 4);
    for (size_t i = 0; i < 4; i++) {
        struct output_buffer page = {0};
        assert_string_equal(made.sheets[i]->title, titles[i]);
        assert_string_equal(made.sheets[i]->name, titles[i]);
        fixture_check_cells(made.sheets[i]);
        fixture_texts(&page, made.sheets[i]);
        assert_int_equal(fixture_printed(&page, "携帯-03"), i == 0);
        output_buffer_release(&page);
    }
    paper_sheets_release(&made);
    for (size_t i = 0; i < 2; i++) {
        enum paper_format format;
        int64_t before = station_seq(session_station(house.session));
        assert_int_equal(paper_format_of(&format, names[i], &e), 0);
        house_ok(paper_set_export(house.session, "一式 2026-10", set.requests, MONTH_SET, format, path_of(names[i]),
                                  false, &e));
        assert_int_equal(station_seq(session_station(house.session)), before + 1);
        assert_true(content(text, sizeof text, names[i]) > 1000);
        assert_int_equal(
            paper_set_export(house.session, "一式", set.requests, MONTH_SET, format, path_of(names[i]), false, &e),
            ERR_CONFLICT);
    }
    house_ok(history_log(&log, session_station(house.session), "export", 2, &e));
    assert_int_equal(log.n, 2);
    assert_non_null(log.events[0].change.reason);
    for (size_t i = 0; i < 4; i += i == 1 ? 2 : 1)
        assert_non_null(strstr(log.events[0].change.reason, titles[i]));
    assert_non_null(strstr(log.events[0].change.reason, "s.xlsx"));
    history_release(&log);
    assert_int_equal(
        paper_set_export(house.session, "一式", set.requests, MONTH_SET, PAPER_CSV, path_of("s.csv"), false, &e),
        ERR_USAGE);
    house_as(&house, GIJUTSU);
    assert_int_equal(
        paper_set_export(house.session, "一式", set.requests, MONTH_SET, PAPER_PDF, path_of("t.pdf"), false, &e),
        ERR_REFUSED);
    assert_int_equal(files(), 2);
}

static void nothing_is_left_of_what_failed(void **state)
{
    struct paper_request request = october();
    struct err e;
    (void)state;
    int64_t before = station_seq(session_station(house.session));
    request.month = "2026-13";
    assert_int_equal(export_to(TANAKA, &request, "m.pdf", false, &e), ERR_USAGE);
    assert_int_equal(export_to(TANAKA, &request, "m.csv", false, &e), ERR_USAGE);
    request = (struct paper_request){.reg = request.reg, .entry = "none-1"};
    assert_int_not_equal(export_to(TANAKA, &request, "m.xlsx", false, &e), 0);
    request = (struct paper_request){.reg = request.reg, .where = "無い項目:"};
    assert_int_not_equal(export_to(TANAKA, &request, "m.json", false, &e), 0);
    request = october();
    assert_int_not_equal(export_to(TANAKA, &request, "none/m.pdf", false, &e), 0);
    assert_int_equal(files(), 0);
    assert_int_equal(station_seq(session_station(house.session)), before);
}

static void what_is_there_is_kept_unless_it_may_be_replaced(void **state)
{
    struct paper_request request = october();
    char text[16];
    struct err e;
    (void)state;
    scratch_file(&out, "m.pdf", "mine", 4, 0600);
    assert_int_equal(export_to(TANAKA, &request, "m.pdf", false, &e), ERR_CONFLICT);
    content(text, sizeof text, "m.pdf");
    assert_string_equal(text, "mine");
    house_ok(export_to(TANAKA, &request, "m.pdf", true, &e));
    content(text, sizeof text, "m.pdf");
    assert_memory_equal(text, "%PDF-", 5);
    assert_int_equal(files(), 1);
}

static void S_15_the_technical_administrator_gets_none(void **state)
{
    struct paper_request request = october();
    struct sheet *sheet;
    struct err e;
    (void)state;
    assert_int_equal(export_to(GIJUTSU, &request, "m.pdf", false, &e), ERR_REFUSED);
    assert_int_equal(export_to(GIJUTSU, &request, "m.csv", false, &e), ERR_REFUSED);
    assert_int_equal(paper_sheet(&sheet, house.session, &request, &e), ERR_REFUSED);
    assert_int_equal(paper_stream(house.session, &request, PAPER_CSV, stdout, &e), ERR_REFUSED);
    assert_int_equal(files(), 0);
}

static void the_ending_says_the_kind(void **state)
{
    enum paper_format format;
    struct err e;
    (void)state;
    house_ok(paper_format_of(&format, "a/b.xlsx", &e));
    assert_int_equal(format, PAPER_XLSX);
    assert_int_equal(paper_format_of(&format, ".pdf", &e), ERR_USAGE);
    assert_int_equal(paper_format_of(&format, "m.doc", &e), ERR_USAGE);
}

#define PAPER(F) cmocka_unit_test_setup_teardown(F, write_row, remove_out)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PAPER(a_month_goes_to_each_kind_of_file_and_on_record),
        PAPER(a_month_holds_what_begins_in_it),
        PAPER(R3_10_R5_5_R7_15_a_month_goes_to_paper_as_one_set),
        PAPER(nothing_is_left_of_what_failed),
        PAPER(what_is_there_is_kept_unless_it_may_be_replaced),
        PAPER(S_15_the_technical_administrator_gets_none),
        PAPER(the_ending_says_the_kind),
    };
    return cmocka_run_group_tests(tests, make_october, remove_model);
}

/* What departs from the text (R0-7): computed, confirmed or not, printed and exported like a book. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/cli_run.h"
#include "app/departure.h"
#include "app/paper.h"
#include "forms/register_departure.h"
#include "tests/app/november.h"

/* Fonts are kept by fontconfig until the process ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

static int setup(void **state)
{
    (void)state;
    return model_open(NULL);
}

static struct departures load(struct house *house)
{
    struct departures d;
    struct err e;
    house_ok(departures_load(&d, house->session, &e));
    return d;
}

static void expect(struct house *house, size_t n, size_t unconfirmed)
{
    struct departures d = load(house);
    assert_int_equal(d.rows.n, n);
    assert_int_equal(d.unconfirmed, unconfirmed);
    departures_release(&d);
}

static const struct entry *row_of(const struct departures *d, const char *what)
{
    for (size_t i = 0; i < d->rows.n; i++)
        if (strstr(entry_get(d->rows.entries[i], "what"), what) != NULL)
            return d->rows.entries[i];
    return NULL;
}

static void R0_7_the_declaration_of_the_list_is_sound(void **state)
{
    struct err e;
    (void)state;
    house_ok(register_check(&register_departure, &e));
    assert_null(register_find("departure")); /* never stored */
    assert_ptr_equal(departure_find("departure"), &register_departure);
    assert_null(departure_find("setting"));
}

static void R0_7_a_changed_default_stands_on_the_list_until_it_is_changed_back(void **state)
{
    struct house house;
    char setting[ENTRY_ID_BYTES] = "";
    (void)state;
    house_copy(&house, &model);
    expect(&house, 0, 0);
    house_do(&house, KANRI, "setting", setting, "enter", "key", "year_start", "value", "4/1");
    struct departures d = load(&house);
    assert_int_equal(d.rows.n, 1);
    const struct entry *row = d.rows.entries[0];
    assert_string_equal(row->state, DEPARTURE_UNCONFIRMED);
    assert_non_null(strstr(entry_get(row, "value"), "年度の初め"));
    assert_non_null(entry_get(row, "text"));
    assert_null(strstr(entry_get(row, "text"), "年度"));
    assert_string_equal(entry_get(row, "clause"), "第7の1(2)オ(ア)a");
    assert_string_equal(entry_get(row, "since"), "2026-11-24");
    assert_string_equal(entry_get(row, "set_by"), "管理 一郎");
    assert_string_equal(entry_get(row, "confirmation"), "【未確認】");
    assert_string_equal(d.sources[0].reg->id, "setting");
    assert_string_equal(d.sources[0].entry, setting);
    departures_release(&d);

    house_do(&house, KANRI, "setting", setting, "confirm", "external_number", "情管第1号", "external_date", "R8.11.24",
             "external_decider", "情報セキュリティ管理者");
    d = load(&house);
    assert_int_equal(d.unconfirmed, 0);
    assert_string_equal(d.rows.entries[0]->state, DEPARTURE_CONFIRMED);
    assert_non_null(strstr(entry_get(d.rows.entries[0], "confirmation"), "R8.11.24"));
    departures_release(&d);

    house_do(&house, KANRI, "setting", setting, "change", "value", "1/1");
    expect(&house, 0, 0);
    house.now += MODEL_DAY;
    house_do(&house, KANRI, "setting", setting, "change", "value",
             "4/1"); /* the old confirmation was of the old change */
    expect(&house, 1, 1);
    house_do(&house, KANRI, "setting", setting, "end", "reason", "既定に戻す");
    expect(&house, 0, 0);
    house_close(&house);
}

static void R0_7_an_exemption_stands_on_the_list_with_who_granted_it(void **state)
{
    struct house house;
    char waiver[ENTRY_ID_BYTES] = "", setting[ENTRY_ID_BYTES] = "";
    (void)state;
    house_copy(&house, &model);
    house_do(&house, KANRI, "lock_waiver", waiver, "request", "=terminal", house.things[TERMINAL_1], "kind", "special",
             "work", "指令業務", "hindrance", "緊急の対応が遅れる。", "=room_restricted", "yes", "=room_attended",
             "yes", "=screen_hidden", "yes", "=rule_made", "yes", "rule_name", "指令端末運用規程", "setting", "60分");
    expect(&house, 0, 0); /* nothing is in force yet */
    house_do(&house, KANRI, "lock_waiver", waiver, "permit", "external_number", "情管第2号", "external_date",
             "R8.11.24", "external_decider", "情報セキュリティ管理者");
    house_do(&house, KANRI, "setting", setting, "enter", "key", "retention_secret", "value", "9");
    struct departures d = load(&house);
    assert_int_equal(d.rows.n, 2);
    assert_int_equal(d.unconfirmed, 1);
    assert_string_equal(d.rows.entries[0]->state, DEPARTURE_UNCONFIRMED); /* they stand out: first */
    const struct entry *row = row_of(&d, "端末-01");
    assert_non_null(row);
    assert_string_equal(row->state, DEPARTURE_CONFIRMED);
    departures_release(&d);
    house_do(&house, KANRI, "lock_waiver", waiver, "end", "ended_on", "R8.11.24");
    expect(&house, 1, 1);
    house_close(&house);
}

/* ⚑Q2: who confirmed in another's place. */
static void R0_7_an_alternative_confirmer_stands_on_the_list_for_a_year(void **state)
{
    struct house house;
    char out[ENTRY_ID_BYTES] = "";
    (void)state;
    house_copy(&house, &model);
    house_do(&house, TANAKA, "checkout", out, "request", "kind", "mobile", "=item", house.things[TERMINAL_1], "purpose",
             "捜査会議", "=minimum", "yes", "confidentiality", "1");
    house_do(&house, ITO, "checkout", out, "permit", NULL);
    house_do(&house, TANAKA, "checkout", out, "return", NULL);
    expect(&house, 0, 0);
    house_do(&house, SAITO, "checkout", out, "confirm", "alternative_reason", "許可者が入院中");
    house_as(&house, KANRI);
    struct departures d = load(&house);
    assert_int_equal(d.rows.n, 1);
    assert_non_null(strstr(entry_get(d.rows.entries[0], "value"), "許可者が入院中"));
    assert_string_equal(entry_get(d.rows.entries[0], "set_by"), "齋藤 和也");
    departures_release(&d);
    house.now = house_time(2027, 11, 24, 12, 0);
    expect(&house, 1, 0);
    house.now += MODEL_DAY;
    expect(&house, 0, 0);
    house_close(&house);
}

static char *slurp(const char *path)
{
    FILE *f = fopen(path, "rb");
    char *text = calloc(1, 1 << 20);
    assert_non_null(f);
    assert_non_null(text);
    assert_true(fread(text, 1, (1 << 20) - 1, f) > 0);
    fclose(f);
    return text;
}

static void R0_7_the_list_prints_and_is_exported(void **state)
{
    static const struct {
        enum paper_format format;
        const char *name, *begins;
    } formats[] = {
        {PAPER_PDF, "list.pdf", "%PDF"},
        {PAPER_XLSX, "list.xlsx", "PK"},
        {PAPER_CSV, "list.csv", "\xef\xbb\xbf"},
        {PAPER_JSON, "list.json", "{"},
    };
    struct house house;
    char setting[ENTRY_ID_BYTES] = "", path[600];
    struct err e;
    (void)state;
    house_copy(&house, &model);
    house_do(&house, KANRI, "setting", setting, "enter", "key", "year_start", "value", "4/1");
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        struct departures d;
        struct paper_request request = {.reg = &register_departure};
        house_ok(departures_fill(&d, &request, house.session, &e));
        snprintf(path, sizeof path, "%s/%s", house.dir.path, formats[i].name);
        house_ok(paper_export(house.session, &request, formats[i].format, path, false, &e));
        char *text = slurp(path);
        assert_memory_equal(text, formats[i].begins, strlen(formats[i].begins));
        if (formats[i].format == PAPER_CSV || formats[i].format == PAPER_JSON)
            assert_non_null(strstr(text, "未確認"));
        free(text);
        departures_release(&d);
        assert_int_equal(unlink(path), 0);
    }
    house_close(&house);
}

/* What the command prints, as the program's own main would run it. */
static char *printed(struct house *house, struct cli *cli)
{
    char line[200], path[600];
    int ends[2], saved = dup(STDOUT_FILENO);
    struct err e;
    snprintf(line, sizeof line, "%s\n", house_people[KANRI].passphrase);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], line, strlen(line)), (ssize_t)strlen(line));
    assert_int_equal(close(ends[1]), 0);
    cli->passphrase_fd = ends[0];
    snprintf(path, sizeof path, "%s/out", house->dir.path);
    fflush(stdout);
    assert_non_null(freopen(path, "w", stdout));
    int rc = cli_list(cli, &house->world, &e);
    fflush(stdout);
    assert_true(dup2(saved, STDOUT_FILENO) >= 0);
    close(saved);
    close(ends[0]);
    house_ok(rc);
    char *text = slurp(path);
    assert_int_equal(unlink(path), 0);
    return text;
}

static void R0_7_the_command_line_lists_it(void **state)
{
    struct house house;
    char setting[ENTRY_ID_BYTES] = "";
    struct cli cli = {.command = "list", .reg = "departure", .user = "kanri"};
    (void)state;
    house_copy(&house, &model);
    house_do(&house, KANRI, "setting", setting, "enter", "key", "year_start", "value", "4/1");
    char *text = printed(&house, &cli);
    assert_non_null(strstr(text, "年当初"));
    free(text);
    cli.json = true;
    text = printed(&house, &cli);
    assert_non_null(strstr(text, "\"state\":\"unconfirmed\""));
    free(text);
    house_close(&house);
}

static void a_search_line_narrows_rows_that_are_not_stored(void **state)
{
    struct house house;
    char setting[ENTRY_ID_BYTES] = "", other[ENTRY_ID_BYTES] = "", *text = NULL;
    size_t size = 0;
    struct departures d;
    struct err e;
    (void)state;
    house_copy(&house, &model);
    house_do(&house, KANRI, "setting", setting, "enter", "key", "year_start", "value", "4/1");
    house_do(&house, KANRI, "setting", other, "enter", "key", "retention_secret", "value", "9");
    struct paper_request request = {.reg = &register_departure, .where = "年当初"};
    house_ok(departures_fill(&d, &request, house.session, &e));
    assert_int_equal(d.rows.n, 2);
    FILE *f = open_memstream(&text, &size);
    house_ok(paper_table(house.session, &request, f, &e));
    fclose(f);
    assert_non_null(strstr(text, "年当初"));
    assert_null(strstr(text, "機密性3"));
    free(text);
    departures_release(&d);
    request = (struct paper_request){.reg = station_register(session_station(house.session), "setting")};
    house_ok(departures_fill(&d, &request, house.session, &e)); /* a stored one is left alone */
    assert_null(request.made);
    departures_release(&d);
    house_close(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R0_7_the_declaration_of_the_list_is_sound),
        cmocka_unit_test(R0_7_a_changed_default_stands_on_the_list_until_it_is_changed_back),
        cmocka_unit_test(R0_7_an_exemption_stands_on_the_list_with_who_granted_it),
        cmocka_unit_test(R0_7_an_alternative_confirmer_stands_on_the_list_for_a_year),
        cmocka_unit_test(R0_7_the_list_prints_and_is_exported),
        cmocka_unit_test(R0_7_the_command_line_lists_it),
        cmocka_unit_test(a_search_line_narrows_rows_that_are_not_stored),
    };
    return cmocka_run_group_tests(tests, setup, model_close);
}

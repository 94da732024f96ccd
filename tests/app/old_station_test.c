/* A small station of the real registers, as an earlier version of the program wrote it: it must open, verify, come out the same when
 * made anew, and print the same sheet. KANRIBO_MAKE_STATION=DIR writes such a station as this version does, with its sheet, instead
 * of testing. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/month.h"
#include "app/paper.h"
#include "app/session_impl.h"
#include "db/verify.h"
#include "print/sheet.h"
#include "tests/app/house.h"

static const char *const files[] = {"station.g1.db", "station.keys"};
static struct err e;

static char *read_file(const char *dir, const char *name, size_t *n)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        fail_msg("%s cannot be read", path);
    char *bytes = malloc(8 * 1024 * 1024);
    assert_non_null(bytes);
    *n = fread(bytes, 1, 8 * 1024 * 1024 - 1, in);
    bytes[*n] = '\0';
    fclose(in);
    return bytes;
}

static void write_file(const char *dir, const char *name, const void *bytes, size_t n)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *out = fopen(path, "wb");
    if (out == NULL)
        fail_msg("%s cannot be written", path);
    assert_int_equal(fwrite(bytes, 1, n, out), n);
    assert_int_equal(fclose(out), 0);
    assert_int_equal(chmod(path, 0600), 0);
}

/* The sheet of the month as text, without the footer's code, which moves with every sign-in. */
static char *sheet_text(struct house *house)
{
    struct paper_request request = {.reg = register_of_form("3"), .month = "2026-11"};
    struct sheet *sheet;
    char *text, *kept = calloc(1, 65536), *line, *rest = NULL;
    assert_non_null(kept);
    house_ok(paper_sheet(&sheet, house->session, &request, &e));
    assert_int_equal(sheet->npages, 1);
    house_ok(sheet_preview(&text, sheet, 0, 200, &e));
    for (line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest))
        if (strstr(line, "照合符号") == NULL)
            snprintf(kept + strlen(kept), 65536 - strlen(kept), "%s\n", line);
    free(text);
    sheet_free(sheet);
    return kept;
}

/* ---- writing one ---- */

/* One line for each fate. */
static void live(struct house *house)
{
    char id[ENTRY_ID_BYTES];
    house_roster(house, house->now, SUZUKI);
    house_ask(house, TANAKA, PHONE_3, id);
    house_do(house, SUZUKI, "checkout", id, "permit", NULL);
    house->now += 8 * 3600;
    house_do(house, TANAKA, "checkout", id, "return", NULL);
    house_do(house, SUZUKI, "checkout", id, "confirm", "end_result", "持ち出し終了");
    house_do(house, TANAKA, "checkout", id, "correct", "purpose", "駅前の巡回連絡", "reason", "書き誤り");
    house->now += 3600;
    house_ask(house, SATO, PHONE_3, id);
    house_do(house, ITO, "checkout", id, "permit", NULL);
    house_ask(house, TANAKA, PHONE_7, id);
    house_do(house, ITO, "checkout", id, "send_back", "reason", "目的を詳しく");
    house_as(house, KANRI);
    house_ok(month_confirm(house->session, register_of_form("3"), "2026-11", "confirm_administrator", &e));
}

static int make(const char *out)
{
    struct house house;
    char *text;
    house_open(&house, house_time(2026, 11, 23, 22, 10));
    house_enrol_all(&house);
    live(&house);
    text = sheet_text(&house);
    write_file(out, "form-3.txt", text, strlen(text));
    free(text);
    house_leave(&house);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        size_t n;
        char *bytes = read_file(house.dir.path, files[i], &n);
        write_file(out, files[i], bytes, n);
        free(bytes);
    }
    return 0;
}

/* ---- opening it ---- */

static void old_station(const char *version)
{
    struct house house;
    struct verify_report report;
    const char *source = getenv("SRCDIR");
    char from[512], *text, *expected;
    size_t n;
    snprintf(from, sizeof from, "%s/tests/app/%s", source != NULL ? source : ".", version);
    house_empty(&house, house_time(2026, 12, 1, 9, 0));
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *bytes = read_file(from, files[i], &n);
        write_file(house.dir.path, files[i], bytes, n);
        free(bytes);
    }
    house.session = house_session(&house, KANRI);
    assert_false(session_signin(house.session)->alarm);
    expected = read_file(from, "form-3.txt", &n);
    text = sheet_text(&house);
    assert_string_equal(text, expected);
    free(text);
    house_ok(station_verify(session_station(house.session), &report, NULL, NULL, &e));
    house_ok(station_rebuild(session_station(house.session), NULL, NULL, &e));
    text = sheet_text(&house);
    assert_string_equal(text, expected);
    free(text);
    free(expected);
    house_ok(station_verify(session_station(house.session), &report, NULL, NULL, &e));
    house_close(&house);
}

static void the_station_of_version_2_opens_and_prints_the_same(void **state)
{
    (void)state;
    old_station("station-2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_station_of_version_2_opens_and_prints_the_same)};
    const char *out = getenv("KANRIBO_MAKE_STATION");
    return out != NULL ? make(out) : cmocka_run_group_tests(tests, NULL, NULL);
}

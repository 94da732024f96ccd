/* Small stations of the real registers, as earlier versions of the program wrote them: each must open after a copy of its files, keep
 * every event, verify, come out the same when made anew, and print the same sheets.
 *
 * Beside the two files of a station lie its sheets as text, registers.txt (how many entries each register has) and chain.txt (the
 * code of its last event). KANRIBO_MAKE_STATION=DIR writes such a station as this version does (station_life.c), instead of
 * testing; it becomes the last line of `kept`. KANRIBO_KEPT_SHEETS=DIR writes the sheets that are kept as this version prints
 * them, into DIR/station-2 …: for a sheet that was changed on purpose. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/departure.h"
#include "app/paper.h"
#include "app/session_impl.h"
#include "db/query.h"
#include "db/verify.h"
#include "print/sheet.h"
#include "tests/app/station_life.h"

struct kept {
    const char *dir, *month; /* where it lies; of which its sheets are */
    int year, opened;        /* on the first day of which month */
    bool older;              /* than the program as it is: its tables are made anew */
};
static struct kept kept[] = {
    /* handed to the tests as their state */
    {"station-2", "2026-11", 2026, 12, true},
    {"station-3", STATION_LIFE_MONTH, 2032, 6, true},
    {"station-4", STATION_LIFE_MONTH, 2032, 6, false},
};
enum { KEPT = sizeof kept / sizeof kept[0], FILES = 2, SHEET_MOST = 1024 * 1024, LIST_MOST = 4096, PRINTING = 64 };
static const char *const files[FILES] = {"station.g1.db", "station.keys"};
static struct err e;

struct file {
    unsigned char *bytes;
    size_t n;
};

static void files_read(struct file out[FILES], const char *dir)
{
    for (int i = 0; i < FILES; i++)
        scratch_read(&out[i].bytes, &out[i].n, dir, files[i]);
}

static void files_free(struct file out[FILES])
{
    for (int i = 0; i < FILES; i++)
        free(out[i].bytes);
}

/* The text of a file, NULL when there is none. */
static char *text_read(const char *dir, const char *name)
{
    char path[512];
    unsigned char *bytes;
    size_t n;
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return NULL;
    fclose(in);
    scratch_read(&bytes, &n, dir, name);
    bytes[n] = '\0'; /* there is room */
    return (char *)bytes;
}

static void file_write(const char *dir, const char *name, const void *bytes, size_t n)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *out = fopen(path, "wb");
    if (out == NULL)
        fail_msg("%s cannot be written", path);
    assert_int_equal(fwrite(bytes, 1, n, out), n);
    assert_int_equal(fclose(out), 0);
}

/* ---- what a station says ---- */

/* Takes the blanks at the ends of the lines away. */
static char *trim(char *text)
{
    char *to = text;
    for (const char *from = text; *from != '\0'; from++) {
        if (*from == '\n')
            while (to > text && to[-1] == ' ')
                to--;
        *to++ = *from;
    }
    *to = '\0';
    return text;
}

/* Without the footer's code, which moves with every sign-in. */
static char *sheet_text(struct sheet *sheet)
{
    char *whole = calloc(1, SHEET_MOST), *end = whole, *page, *rest = NULL;
    assert_non_null(whole);
    for (size_t i = 0; i < sheet->npages; i++) {
        house_ok(sheet_preview(&page, sheet, i, 200, &e));
        for (char *line = strtok_r(page, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest))
            if (strstr(line, "照合符号") == NULL) {
                assert_true(end + strlen(line) + 2 < whole + SHEET_MOST);
                end += sprintf(end, "%s\n", line);
            }
        free(page);
    }
    sheet_free(sheet);
    return trim(whole);
}

static char *register_sheet(struct house *house, const struct register_def *reg, const char *month)
{
    char year[PAPER_YEAR_BYTES];
    struct paper_request request = paper_around(reg, month, year);
    struct departures departures;
    struct sheet *sheet;
    house_ok(departures_fill(&departures, &request, house->session, &e));
    house_ok(paper_sheet(&sheet, house->session, &request, &e));
    departures_release(&departures);
    return sheet_text(sheet);
}

static void sheet_name(char *name, size_t size, const struct register_def *reg)
{
    snprintf(name, size, "%s%s.txt", reg->form != NULL ? "form-" : "", reg->form != NULL ? reg->form : reg->id);
}

/* Every register that prints, and the computed list. */
static size_t printing(const struct register_def *out[PRINTING], struct house *house)
{
    size_t n = 0;
    for (const struct register_def *const *r = station_registers(session_station(house->session)); *r != NULL; r++)
        if ((*r)->sheet != NULL && n < PRINTING - 1)
            out[n++] = *r;
    out[n++] = departure_find("departure");
    return n;
}

static int64_t entries(struct house *house, const struct register_def *reg)
{
    int64_t n;
    house_ok(state_count(&n, session_station(house->session), reg, NULL, &e));
    return n;
}

/* "phone 6" for each register of the station that has entries. */
static void count_all(char list[LIST_MOST], struct house *house)
{
    size_t n = 0;
    for (const struct register_def *const *r = station_registers(session_station(house->session)); *r != NULL; r++)
        if (entries(house, *r) > 0)
            n += (size_t)snprintf(list + n, LIST_MOST - n, "%s %d\n", (*r)->id, (int)entries(house, *r));
    assert_true(n < LIST_MOST);
}

/* The code of the last event that was written before the moment: whoever had it open last had signed out. */
static void chain_before(char code[64], struct station *station, int64_t moment)
{
    struct history log;
    house_ok(history_log(&log, station, NULL, 20, &e));
    for (size_t i = 0; i < log.n; i++)
        if (log.events[i].recorded < moment) {
            house_ok(station_code_at(code, 64, station, log.events[i].seq, &e));
            history_release(&log);
            return;
        }
    fail_msg("nothing was written before");
}

/* ---- writing one ---- */

static void sheet_write(struct house *house, const struct register_def *reg, const char *month, const char *out)
{
    char *text = register_sheet(house, reg, month), name[KEY_BYTES + 8];
    sheet_name(name, sizeof name, reg);
    file_write(out, name, text, strlen(text));
    free(text);
}

static int make(const char *out)
{
    const struct register_def *list[PRINTING];
    char registers_text[LIST_MOST], code[64];
    struct house house, again;
    struct file bytes[FILES];
    station_life(&house);
    for (size_t i = 0, n = printing(list, &house); i < n; i++)
        sheet_write(&house, list[i], STATION_LIFE_MONTH, out);
    count_all(registers_text, &house);
    file_write(out, "registers.txt", registers_text, strlen(registers_text));
    house_leave(&house);
    files_read(bytes, house.dir.path);
    for (int i = 0; i < FILES; i++)
        file_write(out, files[i], bytes[i].bytes, bytes[i].n);
    files_free(bytes);
    house.now += 86400;
    house_copy(&again, &house);
    chain_before(code, session_station(again.session), again.now);
    file_write(out, "chain.txt", code, strlen(code));
    house_close(&again);
    scratch_remove(&house.dir);
    return 0;
}

/* ---- opening it ---- */

struct opened {
    const struct kept *kept;
    char from[512]; /* where it is kept */
    struct house house;
};

static void open_kept(struct opened *o, const struct kept *which)
{
    const char *source = getenv("SRCDIR");
    struct file bytes[FILES];
    *o = (struct opened){.kept = which};
    snprintf(o->from, sizeof o->from, "%s/tests/app/%s", source != NULL ? source : ".", which->dir);
    house_empty(&o->house, house_time(which->year, which->opened, 1, 9, 0));
    files_read(bytes, o->from);
    for (int i = 0; i < FILES; i++)
        scratch_file(&o->house.dir, files[i], bytes[i].bytes, bytes[i].n, 0600);
    files_free(bytes);
    o->house.session = house_session(&o->house, KANRI);
}

/* Every event of before is there: the hash of the last one stands for all that precede it. */
static void chain_is(struct opened *o, struct station *station)
{
    struct verify_report report;
    char *expected = text_read(o->from, "chain.txt"), code[64];
    assert_non_null(expected);
    chain_before(code, station, o->house.now);
    assert_string_equal(code, expected);
    house_ok(station_verify_code(station, expected, &e));
    house_ok(station_verify(station, &report, NULL, NULL, &e));
    assert_true(report.events > strtol(expected, NULL, 10));
    assert_int_equal(report.events, report.last_seq);
    free(expected);
}

static void sheets_are(struct opened *o)
{
    const struct register_def *list[PRINTING];
    char name[KEY_BYTES + 8];
    size_t n = printing(list, &o->house), seen = 0;
    for (size_t i = 0; i < n; i++) {
        sheet_name(name, sizeof name, list[i]);
        char *expected = text_read(o->from, name);
        if (expected == NULL)
            continue;
        char *text = register_sheet(&o->house, list[i], o->kept->month);
        if (strcmp(text, trim(expected)) != 0)
            print_error("%s is not what it was\n", name);
        assert_string_equal(text, expected);
        free(text);
        free(expected);
        seen++;
    }
    assert_true(seen > 0);
}

static void entries_are(struct opened *o)
{
    char *expected = text_read(o->from, "registers.txt"), *rest = NULL, id[KEY_BYTES];
    int n;
    assert_non_null(expected);
    for (char *line = strtok_r(expected, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
        assert_int_equal(sscanf(line, "%39s %d", id, &n), 2);
        const struct register_def *reg = station_register(session_station(o->house.session), id);
        if (reg == NULL)
            fail_msg("the program has no register %s", id);
        if (entries(&o->house, reg) != n)
            fail_msg("%s has %d entries, not %d", id, (int)entries(&o->house, reg), n);
    }
    free(expected);
}

/* Its copy, taken before its tables were made anew, is what it was, and a station by itself. */
static void copy_is(struct opened *o, const char *copy, const struct file before[FILES])
{
    char dir[512];
    struct file copied[FILES];
    struct house other = {.now = o->house.now};
    assert_string_not_equal(copy, "");
    snprintf(dir, sizeof dir, "%s/backups/%s", o->house.dir.path, copy);
    files_read(copied, dir);
    assert_int_equal(copied[0].n, before[0].n);
    assert_memory_equal(copied[0].bytes, before[0].bytes, before[0].n);
    assert_true(copied[1].n >= before[1].n); /* in the key file the sign-in has noted that it began */
    files_free(copied);
    other.world = o->house.world;
    other.world.dir = dir;
    other.session = house_session(&other, KANRI);
    struct opened as_copy = *o;
    as_copy.house = other;
    chain_is(&as_copy, session_station(other.session));
    entries_are(&as_copy);
    sheets_are(&as_copy);
    house_leave(&as_copy.house);
}

static void zone(const char *tz)
{
    assert_int_equal(tz != NULL ? setenv("TZ", tz, 1) : unsetenv("TZ"), 0);
    tzset();
}

static void all_is_there(struct opened *o)
{
    chain_is(o, session_station(o->house.session));
    entries_are(o);
    sheets_are(o);
}

static void it_opens_after_a_copy_and_says_what_it_said(void **state)
{
    struct opened o;
    struct file before[FILES];
    char *tz = getenv("TZ");
    open_kept(&o, *state);
    const struct station_signin *signin = session_signin(o.house.session);
    assert_false(signin->alarm);
    assert_true(signin->rebuilt || !o.kept->older);
    files_read(before, o.from);
    if (signin->rebuilt)
        copy_is(&o, signin->copy, before);
    files_free(before);
    all_is_there(&o);
    house_ok(station_rebuild(session_station(o.house.session), NULL, NULL, &e));
    all_is_there(&o);
    tz = tz != NULL ? strdup(tz) : NULL;
    zone("NZST-12NZDT");
    all_is_there(&o);
    zone(tz);
    free(tz);
    house_close(&o.house);
}

/* A program with a register more: the station as it is now is an old one to it. */
static void a_later_version_opens_it_after_a_copy(void **state)
{
    static const struct register_def *grown[PRINTING * 2];
    struct register_def later = *departure_find("departure");
    struct opened o;
    struct file before[FILES];
    struct station_signin signin = {0};
    struct station *station;
    struct secret own = house_secret(house_people[KANRI].passphrase);
    size_t n = 0;
    open_kept(&o, *state);
    const struct register_def *const *list = station_registers(session_station(o.house.session));
    for (; list[n] != NULL; n++)
        grown[n] = list[n];
    later.id = "later";
    grown[n] = &later;
    house_leave(&o.house);
    files_read(before, o.house.dir.path);
    const struct station_options options = {
        .dir = o.house.dir.path, .pc = "PC-1", .registers = grown, .now = o.house.now, .kdf_floor = true};
    house_ok(station_open(&station, &options, house_people[KANRI].uid, &own, &signin, &e));
    secret_release(&own);
    assert_true(signin.rebuilt);
    chain_is(&o, station);
    house_ok(station_close(station, "sign_out", o.house.now, &e));
    copy_is(&o, signin.copy, before);
    files_free(before);
    o.house.session = house_session(&o.house, KANRI); /* and this one again */
    assert_true(session_signin(o.house.session)->rebuilt);
    all_is_there(&o);
    house_close(&o.house);
}

/* A register that is new since has no entry in any of them: then another station must be kept. */
static void the_last_of_them_has_an_entry_of_every_register(void **state)
{
    const struct register_def *list[PRINTING];
    struct opened o;
    char name[KEY_BYTES + 8], line[KEY_BYTES + 3];
    (void)state;
    open_kept(&o, &kept[KEPT - 1]);
    char *has = text_read(o.from, "registers.txt");
    assert_non_null(has);
    for (const struct register_def *const *r = station_registers(session_station(o.house.session)); *r != NULL; r++) {
        snprintf(line, sizeof line, "\n%s ", (*r)->id);
        if (strstr(has, line) == NULL && strncmp(has, line + 1, strlen(line + 1)) != 0)
            fail_msg("%s has no entry of %s: keep another (KANRIBO_MAKE_STATION)", kept[KEPT - 1].dir, (*r)->id);
    }
    free(has);
    for (size_t i = 0, n = printing(list, &o.house); i < n; i++) {
        sheet_name(name, sizeof name, list[i]);
        char *text = text_read(o.from, name);
        if (text == NULL)
            fail_msg("%s has no %s: keep another (KANRIBO_MAKE_STATION)", kept[KEPT - 1].dir, name);
        free(text);
    }
    house_close(&o.house);
}

static int print_again(const char *out)
{
    struct opened o;
    char name[KEY_BYTES + 8], dir[512];
    for (size_t k = 0; k < KEPT; k++) {
        const struct register_def *list[PRINTING];
        open_kept(&o, &kept[k]);
        snprintf(dir, sizeof dir, "%s/%s", out, kept[k].dir);
        for (size_t i = 0, n = printing(list, &o.house); i < n; i++) {
            sheet_name(name, sizeof name, list[i]);
            char *text = text_read(o.from, name);
            if (text != NULL)
                sheet_write(&o.house, list[i], kept[k].month, dir);
            free(text);
        }
        house_close(&o.house);
    }
    return 0;
}

#define OF_KEPT(TEST, I, DIR)                      \
    {                                              \
        DIR ": " #TEST, TEST, NULL, NULL, &kept[I] \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        OF_KEPT(it_opens_after_a_copy_and_says_what_it_said, 0, "station-2"),
        OF_KEPT(a_later_version_opens_it_after_a_copy, 0, "station-2"),
        OF_KEPT(it_opens_after_a_copy_and_says_what_it_said, 1, "station-3"),
        OF_KEPT(a_later_version_opens_it_after_a_copy, 1, "station-3"),
        OF_KEPT(it_opens_after_a_copy_and_says_what_it_said, 2, "station-4"),
        OF_KEPT(a_later_version_opens_it_after_a_copy, 2, "station-4"),
        cmocka_unit_test(the_last_of_them_has_an_entry_of_every_register),
    };
    const char *out = getenv("KANRIBO_MAKE_STATION"), *sheets = getenv("KANRIBO_KEPT_SHEETS");
    if (out != NULL)
        return make(out);
    return sheets != NULL ? print_again(sheets) : cmocka_run_group_tests(tests, NULL, NULL);
}

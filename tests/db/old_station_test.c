/* Small stations written by earlier versions lie beside this file, one directory per version: each must open, verify and say
 * what it said. KANRIBO_MAKE_STATION=DIR writes such a station as this version does, instead of testing. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/db/fixture.h"

static const char *const files[] = {"station.g1.db", "station.keys"};

static void copy(const char *from_dir, const char *to_dir, const char *name)
{
    char from[512], to[512], buf[65536];
    size_t n;
    snprintf(from, sizeof from, "%s/%s", from_dir, name);
    snprintf(to, sizeof to, "%s/%s", to_dir, name);
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    if (!in || !out)
        fail_msg("%s or %s cannot be opened", from, to);
    while ((n = fread(buf, 1, sizeof buf, in)) > 0)
        assert_int_equal(fwrite(buf, 1, n, out), n);
    fclose(in);
    assert_int_equal(fclose(out), 0);
    assert_int_equal(chmod(to, 0600), 0);
}

/* One loan for each fate: requested, out, back and corrected, renewed. */
static void make(struct fixture *f)
{
    char id[ENTRY_ID_BYTES];
    fixture_make(f);
    fixture_request(f, id, "TEST-0");
    fixture_request(f, id, "TEST-1");
    assert_ok(fixture_step(f, id, "permit", "out", e));
    fixture_request(f, id, "TEST-2");
    assert_ok(fixture_step(f, id, "permit", "out", e));
    assert_ok(fixture_step(f, id, "return", "back", e));
    assert_ok(fixture_step(f, id, "correct", "back", e));
    fixture_request(f, id, "TEST-3");
    assert_ok(fixture_step(f, id, "permit", "requested", e));
    assert_ok(fixture_step(f, id, "again", "requested", e));
    assert_ok(station_close(f->station, "sign_out", f->now, e));
    f->station = NULL;
}

static void compare(struct fixture *f)
{
    static const struct {
        const char *item, *state;
        int64_t rev;
        size_t steps;
        bool corrected, permitted;
    } loans[] = {{"TEST-0", "requested", 1, 1, false, false},
                 {"TEST-1", "out", 2, 2, false, true},
                 {"TEST-2", "back", 4, 4, true, true},
                 {"TEST-3", "requested", 3, 3, false, false}};
    for (size_t i = 0; i < sizeof loans / sizeof *loans; i++) {
        struct entry *entry;
        assert_ok(entry_find(&entry, f->station, &loan_register, "item", loans[i].item, e));
        assert_string_equal(entry->state, loans[i].state);
        assert_int_equal(entry->rev, loans[i].rev);
        assert_int_equal(entry->nsteps, loans[i].steps);
        assert_int_equal(entry->corrected, loans[i].corrected);
        assert_int_equal(entry_done(entry, "permit") != NULL, loans[i].permitted);
        assert_string_equal(entry->applicant.name, "田中 玲");
        assert_string_equal(entry_get(entry, "purpose"), "深夜の巡回連絡");
        entry_free(entry);
    }
}

/* Before its tables were made anew it was copied into backups/. */
static void copy_is_the_old_one(const char *from, const struct fixture *f)
{
    char copied[512];
    unsigned char *old, *now;
    size_t n, size;
    assert_string_not_equal(f->signin.copy, "");
    snprintf(copied, sizeof copied, "%s/backups/%s", f->dir.path, f->signin.copy);
    scratch_read(&old, &n, from, files[0]);
    scratch_read(&now, &size, copied, files[0]);
    assert_int_equal(size, n);
    assert_memory_equal(now, old, n);
    free(old);
    free(now);
}

static void old_station_opens(const char *version)
{
    struct fixture f;
    struct verify_report report;
    char from[512];
    const char *source = getenv("SRCDIR");
    snprintf(from, sizeof from, "%s/tests/db/%s", source ? source : ".", version);
    memset(&f, 0, sizeof f);
    assert_ok(crypto_start(e));
    scratch_make(&f.dir);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        copy(from, f.dir.path, files[i]);
    f.now = FIXTURE_NOW + 86400;
    f.options =
        (struct station_options){.dir = f.dir.path, .pc = "PC-2", .registers = fixture_registers, .kdf_floor = true};
    fixture_open(&f);
    assert_false(f.signin.alarm);
    assert_true(f.signin.rebuilt);
    copy_is_the_old_one(from, &f);
    compare(&f);
    assert_ok(station_verify(f.station, &report, NULL, NULL, e));
    assert_ok(station_rebuild(f.station, NULL, NULL, e));
    compare(&f);
    assert_ok(station_verify(f.station, &report, NULL, NULL, e));
    fixture_close(&f);
    f.options.registers = fixture_registers_grown; /* and with a field that it never knew */
    fixture_open(&f);
    assert_true(f.signin.rebuilt);
    assert_ok(station_verify(f.station, &report, NULL, NULL, e));
    fixture_remove(&f);
}

static void the_station_of_version_1_opens(void **state)
{
    (void)state;
    old_station_opens("station-1");
}

int main(void)
{
    const char *out = getenv("KANRIBO_MAKE_STATION");
    if (out) {
        struct fixture f;
        make(&f);
        for (size_t i = 0; i < sizeof files / sizeof *files; i++)
            copy(f.dir.path, out, files[i]);
        fixture_remove(&f);
        return 0;
    }
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_station_of_version_1_opens)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

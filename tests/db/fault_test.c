/* Disks that fail and power that is cut: nothing told to be committed is lost, nothing is damaged, and work goes on when the
 * fault is over (security.md §4, A3, A4). KANRIBO_FAULTS=1 tries every operation, without it every seventh. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlcipher/sqlite3.h>

#include "tests/db/fault_vfs.h"
#include "tests/db/fixture.h"

enum { STRIDE = 7 };

static long stride(void)
{
    return getenv("KANRIBO_FAULTS") ? 1 : STRIDE;
}

static void verify_clean(struct fixture *f)
{
    struct verify_report report;
    assert_ok(station_verify(f->station, &report, NULL, NULL, e));
}

/* Request, permit, return of one thing. *done: how many of the three were told to be committed. */
static int act(struct fixture *f, char id[ENTRY_ID_BYTES], const char *item, int *done, struct err *e)
{
    *done = 0;
    int code = fixture_try_request(f, id, item, e);
    *done += !code;
    if (!code)
        code = fixture_step(f, id, "permit", "out", e);
    *done += *done == 1 && !code;
    if (!code)
        code = fixture_step(f, id, "return", "back", e);
    *done += *done == 2 && !code;
    return code;
}

static void committed_is_there(struct fixture *f, const char *id, int done)
{
    static const char *const states[] = {"", "requested", "out", "back"};
    struct entry *entry;
    if (done == 0)
        return;
    assert_ok(entry_load(&entry, f->station, &loan_register, id, e));
    /* an act whose answer was lost may have been committed all the same, never the other way round */
    bool state_as_told = strcmp(entry->state, states[done]) == 0;
    bool one_further = done < 3 && strcmp(entry->state, states[done + 1]) == 0;
    assert_true(state_as_told || one_further);
    entry_free(entry);
}

/* Request and disposal of one thing. */
static int act_dispose(struct fixture *f, char id[ENTRY_ID_BYTES], const char *item, int *done, struct err *e)
{
    int code = fixture_try_request(f, id, item, e);
    *done = !code;
    if (!code)
        code = fixture_dispose(f, id, e);
    *done += *done == 1 && !code;
    return code;
}

/* All of it or nothing: an entry whole, or its tombstone. */
static void disposed_is_gone(struct fixture *f, const char *id, int done)
{
    struct entry *entry;
    struct err why = {0};
    if (done == 0)
        return;
    int code = entry_load(&entry, f->station, &loan_register, id, &why);
    if (code == 0)
        entry_free(entry);
    if (done == 2 ? code != ERR_NOT_FOUND : code != 0 && code != ERR_NOT_FOUND)
        fail_msg("%d: %d %s", done, code, why.text);
    if (code == ERR_NOT_FOUND)
        assert_non_null(strstr(why.text, "廃棄されました"));
}

static const struct scenario {
    int (*act)(struct fixture *f, char id[ENTRY_ID_BYTES], const char *item, int *done, struct err *e);
    void (*check)(struct fixture *f, const char *id, int done);
    long stride; /* a disposal writes the whole file anew */
} ordinary = {act, committed_is_there, 1}, disposal = {act_dispose, disposed_is_gone, 9};

static void operations_fail(const struct scenario *scene, int code, bool lasting)
{
    struct fixture f;
    char id[ENTRY_ID_BYTES];
    int done, tried = 0;
    fixture_make(&f);
    for (long at = 1;; at += stride() * scene->stride) {
        struct fault fault = {.at = at, .code = code, .lasting = lasting};
        struct err why = {0};
        char item[32];
        snprintf(item, sizeof item, "TEST-%ld", at);
        fault_set(&fault);
        int rc = scene->act(&f, id, item, &done, &why);
        bool reached = fault_happened();
        fault_set(NULL);
        if (!reached)
            break;
        tried++;
        if (rc != 0 &&
            (why.text[0] == '\0' || (why.code != ERR_IO && why.code != ERR_FULL && why.code != ERR_INTEGRITY)))
            fail_msg("operation %ld: %d %s", at, rc, why.text);
        scene->check(&f, id, done);
        if (tried % 8 == 0)
            verify_clean(&f);
    }
    assert_true(tried > 5);
    assert_int_equal(act(&f, id, "TEST-0", &done, NULL), 0);
    verify_clean(&f);
    fixture_close(&f);
    fixture_open(&f);
    assert_false(f.signin.alarm);
    fixture_remove(&f);
    fault_forget();
}

static void a_write_that_fails_once_does_no_harm(void **state)
{
    (void)state;
    operations_fail(&ordinary, SQLITE_IOERR_WRITE, false);
}

static void a_disk_that_stays_broken_does_no_harm(void **state)
{
    (void)state;
    operations_fail(&ordinary, SQLITE_IOERR_FSYNC, true);
}

static void a_full_disk_does_no_harm(void **state)
{
    (void)state;
    operations_fail(&ordinary, SQLITE_FULL, true);
}

static void RT_4_a_disposal_that_the_disk_refuses_is_whole_or_nothing(void **state)
{
    (void)state;
    operations_fail(&disposal, SQLITE_IOERR_WRITE, false);
    operations_fail(&disposal, SQLITE_FULL, true);
}

/* ---- power ---- */
static void power_cuts(const struct scenario *scene)
{
    struct fixture f;
    char id[ENTRY_ID_BYTES];
    uint32_t seed = 61123;
    int done, tried = 0;
    fixture_make(&f);
    for (long at = 1;; at += stride() * scene->stride) {
        struct fault fault = {.at = at, .code = SQLITE_IOERR_WRITE, .power_cut = true};
        struct err why = {0};
        char item[32];
        snprintf(item, sizeof item, "TEST-%ld", at);
        fixture_close(&f);
        fault_forget();
        fixture_open(&f);
        fault_set(&fault);
        scene->act(&f, id, item, &done, &why);
        bool reached = fault_happened();
        station_close(f.station, NULL, f.now, NULL);
        f.station = NULL;
        fault_set(NULL);
        fault_restore(&seed);
        fault_forget();
        fixture_open(&f);
        assert_false(f.signin.alarm);
        if (!reached)
            break;
        tried++;
        scene->check(&f, id, done);
        verify_clean(&f);
    }
    assert_true(tried > 5);
    fixture_remove(&f);
    fault_forget();
}

static void power_cuts_lose_nothing_committed(void **state)
{
    (void)state;
    power_cuts(&ordinary);
}

static void RT_4_a_disposal_cut_off_by_power_is_whole_or_nothing(void **state)
{
    (void)state;
    power_cuts(&disposal);
}

/* The guard taken away: with synchronous=OFF the same cuts must do damage, or the test above proves nothing. */
static void without_synchronous_power_cuts_do_damage(void **state)
{
    (void)state;
    struct fixture f;
    char id[ENTRY_ID_BYTES];
    uint32_t seed = 4;
    int done, damaged = 0;
    for (long at = 30; at < 120 && damaged == 0; at += 5) {
        struct fault fault = {.at = at, .code = SQLITE_IOERR_WRITE, .power_cut = true};
        struct err why = {0};
        struct verify_report report;
        fixture_make(&f);
        fixture_close(&f);
        fault_forget();
        fixture_open(&f);
        assert_ok(fixture_sql(&f, "PRAGMA synchronous=OFF", e));
        fault_set(&fault);
        act(&f, id, "TEST-1", &done, &why);
        station_close(f.station, NULL, f.now, NULL);
        f.station = NULL;
        fault_set(NULL);
        fault_restore(&seed);
        fault_forget();
        if (fixture_try_open(&f, &why) != 0 || station_verify(f.station, &report, NULL, NULL, &why) != 0)
            damaged++;
        fixture_remove(&f);
    }
    assert_int_equal(damaged, 1);
}

/* ---- the spare room ---- */
static char spare_path[256];

static bool spare_is_there(void)
{
    return access(spare_path, F_OK) == 0;
}

static void a_full_disk_lets_one_sign_in_with_the_spare_room(void **state)
{
    (void)state;
    struct fixture f;
    struct history history;
    struct fault fault = {.at = 1, .code = SQLITE_FULL, .lasting = true, .asks = spare_is_there};
    fixture_make(&f);
    snprintf(spare_path, sizeof spare_path, "%s/station.spare", f.dir.path);
    assert_true(spare_is_there());
    fixture_close(&f);
    fault_set(&fault);
    fixture_open(&f);
    fault_set(NULL);
    assert_true(f.signin.alarm);
    assert_false(spare_is_there());
    assert_ok(history_log(&history, f.station, "alarm", 10, e));
    assert_int_equal(history.n, 1);
    assert_non_null(strstr(history.events[0].change.reason, "ディスクがいっぱい"));
    history_release(&history);
    fixture_close(&f);
    fixture_open(&f);
    assert_false(f.signin.alarm);
    assert_true(spare_is_there());
    fixture_remove(&f);
    fault_forget();
}

/* ---- the anchor ---- */
/* The key file cannot be written: the act stands, and the next one, of another window, moves the anchor first. */
static void an_anchor_that_cannot_be_written_loses_nothing(void **state)
{
    (void)state;
    struct fixture f, other;
    char id[ENTRY_ID_BYTES], second[ENTRY_ID_BYTES], path[256];
    struct entry *entry;
    fixture_make(&f);
    other = f;
    fixture_open(&other);
    snprintf(path, sizeof path, "%s/station.keys.new", f.dir.path);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_ok(fixture_try_request(&f, id, "TEST-7", e));
    struct err why = {0};
    int blocked = fixture_try_request(&other, second, "TEST-8", &why); /* never two ahead */
    assert_int_equal(rmdir(path), 0);
    if (blocked == 0)
        fail_msg("a second transaction went ahead of the anchor");
    assert_ok(fixture_try_request(&other, second, "TEST-8", e));
    assert_ok(entry_load(&entry, other.station, &loan_register, id, e));
    entry_free(entry);
    verify_clean(&other);
    fixture_close(&other);
    fixture_remove(&f);
}

/* ---- scrubbing ---- */
static char anchor_path[256];
static ino_t anchor_was;

/* The key file is another one: the transaction is committed, and what follows is the scrubbing. */
static bool anchor_moved(void)
{
    struct stat st;
    return stat(anchor_path, &st) == 0 && st.st_ino != anchor_was;
}

static int64_t scrubs_due(struct fixture *f)
{
    int64_t n = -1;
    assert_ok(store_number(&n, f->station->store, e, "SELECT COUNT(*) FROM meta WHERE key='" META_SCRUB "'", ""));
    return n;
}

static void RT_4_a_full_disk_leaves_the_scrubbing_to_the_next_sign_in(void **state)
{
    (void)state;
    struct fixture f;
    char id[ENTRY_ID_BYTES];
    struct stat st;
    struct fault fault = {.at = 1, .code = SQLITE_FULL, .lasting = true, .asks = anchor_moved};
    fixture_make(&f);
    fixture_request(&f, id, "TEST-7");
    snprintf(anchor_path, sizeof anchor_path, "%s/station.keys", f.dir.path);
    assert_int_equal(stat(anchor_path, &st), 0);
    anchor_was = st.st_ino;
    fault_set(&fault);
    assert_ok(fixture_dispose(&f, id, e));
    assert_true(fault_happened());
    fault_set(NULL);
    disposed_is_gone(&f, id, 2);
    assert_int_equal(scrubs_due(&f), 1);
    verify_clean(&f);
    fixture_close(&f);
    fixture_open(&f);
    assert_int_equal(scrubs_due(&f), 0);
    verify_clean(&f);
    fixture_remove(&f);
    fault_forget();
}

int main(void)
{
    fault_vfs_register();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_write_that_fails_once_does_no_harm),
        cmocka_unit_test(a_disk_that_stays_broken_does_no_harm),
        cmocka_unit_test(a_full_disk_does_no_harm),
        cmocka_unit_test(RT_4_a_disposal_that_the_disk_refuses_is_whole_or_nothing),
        cmocka_unit_test(power_cuts_lose_nothing_committed),
        cmocka_unit_test(RT_4_a_disposal_cut_off_by_power_is_whole_or_nothing),
        cmocka_unit_test(without_synchronous_power_cuts_do_damage),
        cmocka_unit_test(a_full_disk_lets_one_sign_in_with_the_spare_room),
        cmocka_unit_test(RT_4_a_full_disk_leaves_the_scrubbing_to_the_next_sign_in),
        cmocka_unit_test(an_anchor_that_cannot_be_written_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

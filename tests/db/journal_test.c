#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/db/fixture.h"

static void verify_clean(struct fixture *f)
{
    struct verify_report report;
    assert_ok(station_verify(f->station, &report, NULL, NULL, e));
    assert_true(report.transactions > 0 && report.events >= report.transactions);
}

static void entries_survive_a_reopening(void **state)
{
    (void)state;
    struct fixture f;
    char id[ENTRY_ID_BYTES];
    struct entry *entry;
    fixture_make(&f);
    fixture_request(&f, id, "TEST-7");
    assert_ok(fixture_step(&f, id, "permit", "out", e));
    verify_clean(&f);
    fixture_close(&f);
    f.now += 3600;
    fixture_open(&f);
    assert_int_equal(f.signin.last_time, FIXTURE_NOW);
    assert_false(f.signin.alarm);
    assert_false(f.signin.rebuilt);
    assert_false(f.signin.repaired);
    assert_ok(entry_load(&entry, f.station, &loan_register, id, e));
    assert_string_equal(entry->state, "out");
    assert_string_equal(entry_get(entry, "item"), "TEST-7 携帯TEST-7");
    assert_string_equal(entry_get(entry, "at"), "1795442400");
    assert_null(entry_get(entry, "number"));
    assert_int_equal(entry->rev, 2);
    assert_int_equal(entry->nsteps, 2);
    assert_non_null(entry_done(entry, "permit"));
    entry_free(entry);
    verify_clean(&f);
    fixture_remove(&f);
}

static void history_tells_who_and_what(void **state)
{
    (void)state;
    struct fixture f;
    char id[ENTRY_ID_BYTES];
    struct history history;
    struct entry *entry;
    fixture_make(&f);
    fixture_request(&f, id, "TEST-7");
    assert_ok(fixture_step(&f, id, "permit", "out", e));
    assert_ok(history_load(&history, f.station, "loan", id, e));
    assert_int_equal(history.n, 2);
    assert_string_equal(history.events[0].change.step, "request");
    assert_string_equal(change_after(&history.events[0].change, "kind"), "phone");
    assert_string_equal(history.events[0].change.actor.name, "田中 玲");
    assert_string_equal(history.events[1].change.state_after, "out");
    assert_string_equal(history.events[1].signer, FIXTURE_UID);
    assert_string_equal(history.events[1].pc, "PC-1");
    assert_int_equal(history.events[1].recorded, FIXTURE_NOW);
    assert_ok(entry_as_of(&entry, f.station, &loan_register, id, history.events[0].seq, e));
    assert_string_equal(entry->state, "requested");
    entry_free(entry);
    history_release(&history);
    fixture_remove(&f);
}

static void a_second_edit_of_the_same_state_is_a_conflict(void **state)
{
    (void)state;
    struct fixture f;
    char id[ENTRY_ID_BYTES];
    struct change change;
    struct journal *j;
    struct err why = {0};
    fixture_make(&f);
    fixture_request(&f, id, "TEST-7");
    assert_ok(fixture_step(&f, id, "permit", "out", e));
    assert_ok(journal_begin(&j, f.station, NULL, f.now, e));
    assert_ok(change_loan(&change, j, "TEST-8", e));
    snprintf(change.entry, sizeof change.entry, "%s", id);
    assert_int_equal(journal_append(j, &change, 1, NULL, &why), ERR_CONFLICT);
    assert_int_equal(journal_commit(&j, &why), ERR_IO); /* what failed is not committed by mistake */
    assert_null(j);
    assert_ok(journal_begin(&j, f.station, NULL, f.now, e));
    assert_int_equal(journal_append(j, &change, 0, NULL, &why), ERR_CONFLICT);
    journal_cancel(&j);
    change_release(&change);
    verify_clean(&f);
    fixture_remove(&f);
}

static void what_is_out_does_not_go_out_again(void **state)
{
    (void)state;
    struct fixture f;
    char first[ENTRY_ID_BYTES], second[ENTRY_ID_BYTES];
    struct err why = {0};
    fixture_make(&f);
    fixture_request(&f, first, "TEST-7");
    fixture_request(&f, second, "TEST-7");
    assert_ok(fixture_step(&f, first, "permit", "out", e));
    assert_int_equal(fixture_step(&f, second, "permit", "out", &why), ERR_REFUSED);
    assert_string_equal(why.text, "「携帯TEST-7」は持出中です。");
    assert_ok(fixture_step(&f, first, "return", "back", e));
    assert_ok(fixture_step(&f, second, "permit", "out", e));
    verify_clean(&f);
    fixture_remove(&f);
}

static void a_unique_value_is_taken_once(void **state)
{
    (void)state;
    struct fixture f;
    struct change change;
    struct journal *j;
    struct err why = {0};
    fixture_make(&f);
    for (int i = 0; i < 2; i++) {
        assert_ok(journal_begin(&j, f.station, NULL, f.now, e));
        assert_ok(change_loan(&change, j, "TEST-7", e));
        assert_ok(change_field(&change, "number", NULL, "A-1", e));
        if (i == 0) {
            assert_ok(journal_append(j, &change, 0, NULL, e));
            assert_ok(journal_commit(&j, e));
        } else {
            assert_int_equal(journal_append(j, &change, 0, NULL, &why), ERR_INPUT);
            assert_string_equal(why.field, "number");
            journal_cancel(&j);
        }
        change_release(&change);
    }
    fixture_remove(&f);
}

static void raw_sql_cannot_change_what_happened(void **state)
{
    (void)state;
    static const char *const refused[] = {
        "UPDATE event SET recorded=0 WHERE seq=1",
        "DELETE FROM event WHERE seq=(SELECT MAX(seq) FROM event)",
        "INSERT OR REPLACE INTO event SELECT * FROM event WHERE seq=1",
        "UPDATE body SET data=x'00' WHERE seq=1",
        "DELETE FROM body WHERE seq=1",
        "INSERT OR REPLACE INTO body VALUES((SELECT MAX(seq) FROM event),x'00')",
        "UPDATE tx SET uid='x'",
        "DELETE FROM tx WHERE n=1",
        "INSERT OR REPLACE INTO tx SELECT * FROM tx WHERE n=1",
        "UPDATE r_loan SET state='out'",
        "UPDATE r_loan SET state='out',rev=rev+1,last_seq=last_seq+1",
        "UPDATE r_loan SET state='out',rev=rev+1,last_seq=(SELECT MAX(seq) FROM event)",
        "UPDATE r_loan SET f_purpose='x'",
        "DELETE FROM r_loan",
        ("INSERT INTO r_loan(n,id,state,rev,last_seq,corrected,applicant,applicant_name,applicant_rank,applicant_posts,"
         "digest,search,f_kind) VALUES(99,'X-1','out',1,4,0,'','','','',x'00','','phone')"),
        "INSERT INTO step VALUES('loan','X-1',5,'permit','','','','','',0,4,0,NULL)",
        "UPDATE step SET actor='x'",
        "DELETE FROM step",
    };
    struct fixture f;
    char id[ENTRY_ID_BYTES];
    fixture_make(&f);
    fixture_request(&f, id, "TEST-7");
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct err why = {0};
        if (fixture_sql(&f, refused[i], &why) != ERR_REFUSED)
            fail_msg("not refused: %s (%s)", refused[i], why.text);
    }
    verify_clean(&f);
    fixture_remove(&f);
}

static void out_without_its_permit_is_refused(void **state)
{
    (void)state;
    struct fixture f;
    char id[ENTRY_ID_BYTES];
    struct err why = {0};
    fixture_make(&f);
    fixture_request(&f, id, "TEST-7");
    /* a program that skips the rules: another step moves the state */
    assert_int_equal(fixture_step(&f, id, "again", "out", &why), ERR_REFUSED);
    assert_non_null(strstr(why.text, "許可"));
    /* not even with a field unset that the permit depends on, under an event that somebody slipped in */
    assert_int_equal(fixture_sql(&f,
                                 "INSERT INTO event SELECT seq+1,tx+1,clock,recorded,mono,site,pc,boot,register,entry,"
                                 "'again',hash,body,zeroblob(32) FROM event ORDER BY seq DESC LIMIT 1;"
                                 "UPDATE r_loan SET state='out',f_kind=NULL,rev=rev+1,last_seq=last_seq+1",
                                 &why),
                     ERR_REFUSED);
    assert_non_null(strstr(why.text, "必要な手続が一つも"));
    assert_ok(fixture_sql(&f, "DROP TRIGGER event_no_delete;DELETE FROM event WHERE hash=zeroblob(32)", e));
    assert_ok(fixture_sql(&f,
                          "CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT "
                          "RAISE(ABORT,'記録は消せません'); END",
                          e));
    assert_ok(fixture_step(&f, id, "permit", "requested", e)); /* on record, state stays */
    assert_ok(fixture_step(&f, id, "again", "requested", e));  /* renewed: the permit lapses */
    assert_int_equal(fixture_step(&f, id, "correct", "out", &why), ERR_REFUSED);
    assert_ok(fixture_step(&f, id, "permit", "out", e));
    verify_clean(&f);
    fixture_remove(&f);
}

static void one_transaction_takes_many_entries(void **state)
{
    (void)state;
    enum { MANY = 300 };
    struct fixture f;
    struct change change;
    struct journal *j;
    int64_t count;
    char item[32];
    fixture_make(&f);
    assert_ok(journal_begin(&j, f.station, NULL, f.now, e));
    for (int i = 0; i < MANY; i++) {
        snprintf(item, sizeof item, "TEST-%d", i);
        assert_ok(change_loan(&change, j, item, e));
        assert_ok(journal_append(j, &change, 0, NULL, e));
        change_release(&change);
    }
    assert_ok(journal_commit(&j, e));
    assert_ok(state_count(&count, f.station, &loan_register, "requested|out", e));
    assert_int_equal(count, MANY);
    verify_clean(&f);
    fixture_remove(&f);
}

static void a_station_filled_in_a_rush_is_whole_once_settled(void **state)
{
    (void)state;
    struct fixture f, other;
    char id[ENTRY_ID_BYTES];
    int64_t count;
    fixture_make(&f);
    assert_ok(station_rush(f.station, e));
    assert_ok(station_rush(f.station, e));
    for (int i = 0; i < 20; i++)
        fixture_request(&f, id, "TEST-7");
    assert_ok(fixture_step(&f, id, "permit", "out", e));
    assert_ok(station_settle(f.station, e));
    assert_ok(station_settle(f.station, e));
    other = f;
    fixture_open(&other);
    assert_false(other.signin.repaired);
    verify_clean(&other);
    fixture_close(&other);
    fixture_request(&f, id, "TEST-8");
    assert_ok(station_rush(f.station, e));
    fixture_request(&f, id, "TEST-9");
    assert_ok(station_close(f.station, "sign_out", f.now, e)); /* settles too */
    fixture_open(&f);
    assert_false(f.signin.repaired);
    assert_ok(state_count(&count, f.station, &loan_register, NULL, e));
    assert_int_equal(count, 22);
    verify_clean(&f);
    fixture_remove(&f);
}

static void a_cancelled_transaction_leaves_nothing(void **state)
{
    (void)state;
    struct fixture f;
    struct change change;
    struct journal *j;
    fixture_make(&f);
    int64_t before = station_seq(f.station), count;
    assert_ok(journal_begin(&j, f.station, NULL, f.now, e));
    assert_ok(change_loan(&change, j, "TEST-7", e));
    assert_ok(journal_append(j, &change, 0, NULL, e));
    journal_cancel(&j);
    change_release(&change);
    assert_int_equal(station_seq(f.station), before);
    assert_ok(state_count(&count, f.station, &loan_register, NULL, e));
    assert_int_equal(count, 0);
    assert_ok(journal_begin(&j, f.station, NULL, f.now, e));
    assert_ok(journal_commit(&j, e)); /* an empty one leaves nothing either */
    assert_int_equal(station_seq(f.station), before);
    verify_clean(&f);
    fixture_remove(&f);
}

/* ---- several processes ---- */
static void wait_for(pid_t pid)
{
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* In a child: no assertion here, which would go on with the parent's tests. */
static int write_entries(struct fixture *f, int n)
{
    char id[ENTRY_ID_BYTES];
    struct err why = {0};
    int code = fixture_try_open(f, &why);
    for (int i = 0; !code && i < n; i++)
        code = fixture_try_request(f, id, "TEST-7", &why);
    if (!code)
        code = station_close(f->station, "sign_out", f->now, &why);
    if (code)
        fprintf(stderr, "%s\n", why.text);
    return code != 0;
}

static void two_processes_write_and_nothing_is_lost(void **state)
{
    (void)state;
    enum { EACH = 12, WRITERS = 3 };
    struct fixture f;
    int64_t count;
    pid_t pids[WRITERS];
    fixture_make(&f);
    fixture_close(&f); /* nothing open is carried over fork */
    for (int w = 0; w < WRITERS; w++) {
        pids[w] = fork();
        if (pids[w] == 0)
            _exit(write_entries(&f, EACH));
    }
    for (int w = 0; w < WRITERS; w++)
        wait_for(pids[w]);
    fixture_open(&f);
    assert_false(f.signin.alarm);
    assert_ok(state_count(&count, f.station, &loan_register, "requested", e));
    assert_int_equal(count, EACH * WRITERS);
    verify_clean(&f);
    fixture_remove(&f);
}

/* ---- the anchor ---- */
static void keys_copy(struct fixture *f, const char *from, const char *to)
{
    char a[256], b[256], buf[65536];
    snprintf(a, sizeof a, "%s/%s", f->dir.path, from);
    snprintf(b, sizeof b, "%s/%s", f->dir.path, to);
    FILE *in = fopen(a, "rb");
    assert_non_null(in);
    size_t n = fread(buf, 1, sizeof buf, in);
    fclose(in);
    scratch_file(&f->dir, to, buf, n, 0600);
    (void)b;
}

static void a_crash_between_commit_and_anchor_is_repaired(void **state)
{
    (void)state;
    struct fixture f;
    char id[ENTRY_ID_BYTES];
    fixture_make(&f);
    keys_copy(&f, "station.keys", "kept");
    fixture_request(&f, id, "TEST-7");
    keys_copy(&f, "kept", "station.keys"); /* as if the process had died after COMMIT */
    fixture_request(&f, id, "TEST-8");     /* another window writes: repairs first */
    verify_clean(&f);
    keys_copy(&f, "station.keys", "kept");
    fixture_request(&f, id, "TEST-9");
    fixture_close(&f);
    keys_copy(&f, "kept", "station.keys");
    fixture_open(&f);
    assert_true(f.signin.repaired);
    assert_false(f.signin.alarm);
    verify_clean(&f);
    fixture_remove(&f);
}

static void two_transactions_ahead_of_the_anchor_are_refused(void **state)
{
    (void)state;
    struct fixture f;
    char id[ENTRY_ID_BYTES];
    struct err why = {0};
    fixture_make(&f);
    keys_copy(&f, "station.keys", "kept");
    fixture_request(&f, id, "TEST-7");
    fixture_request(&f, id, "TEST-8");
    fixture_close(&f);
    keys_copy(&f, "kept", "station.keys");
    assert_int_equal(fixture_try_open(&f, &why), ERR_INTEGRITY);
    assert_non_null(strstr(why.text, "二つ以上進んでいます"));
    fixture_remove(&f);
}

static void an_older_database_under_a_newer_anchor_is_refused(void **state)
{
    (void)state;
    struct fixture f;
    char id[ENTRY_ID_BYTES];
    struct err why = {0};
    fixture_make(&f);
    fixture_close(&f);
    char from[256], buf[1 << 20];
    snprintf(from, sizeof from, "%s/station.g1.db", f.dir.path);
    FILE *in = fopen(from, "rb");
    assert_non_null(in);
    size_t n = fread(buf, 1, sizeof buf, in);
    fclose(in);
    fixture_open(&f);
    fixture_request(&f, id, "TEST-7");
    fixture_close(&f);
    scratch_file(&f.dir, "station.g1.db", buf, n, 0600);
    assert_int_equal(fixture_try_open(&f, &why), ERR_INTEGRITY);
    assert_non_null(strstr(why.text, "少なくなっています"));
    fixture_remove(&f);
}

/* ---- declarations that grow ---- */
static void a_register_that_gains_a_field_opens_the_old_station(void **state)
{
    (void)state;
    struct fixture f;
    char id[ENTRY_ID_BYTES];
    unsigned char before[HASH_BYTES], after[HASH_BYTES];
    struct entry *entry;
    fixture_make(&f);
    fixture_request(&f, id, "TEST-7");
    assert_ok(fixture_step(&f, id, "permit", "out", e));
    assert_ok(station_digest(f.station, before, e));
    fixture_close(&f);
    f.options.registers = fixture_registers_grown;
    fixture_open(&f);
    assert_true(f.signin.rebuilt);
    verify_clean(&f);
    assert_ok(entry_load(&entry, f.station, &loan_register_grown, id, e));
    assert_null(entry_get(entry, "colour"));
    assert_string_equal(entry_get(entry, "purpose"), "深夜の巡回連絡");
    entry_free(entry);
    fixture_close(&f);
    fixture_open(&f);
    assert_false(f.signin.rebuilt);
    fixture_close(&f);
    f.options.registers = fixture_registers;
    fixture_open(&f);
    assert_true(f.signin.rebuilt);
    assert_ok(station_digest(f.station, after, e));
    assert_memory_equal(before, after, HASH_BYTES);
    fixture_remove(&f);
}

static void a_rebuild_gives_the_same_projections(void **state)
{
    (void)state;
    struct fixture f;
    char id[ENTRY_ID_BYTES];
    unsigned char before[HASH_BYTES], after[HASH_BYTES];
    fixture_make(&f);
    fixture_request(&f, id, "TEST-7");
    assert_ok(fixture_step(&f, id, "permit", "requested", e));
    assert_ok(fixture_step(&f, id, "again", "requested", e));
    assert_ok(fixture_step(&f, id, "permit", "out", e));
    assert_ok(fixture_step(&f, id, "return", "back", e));
    assert_ok(fixture_step(&f, id, "correct", "back", e));
    assert_ok(station_digest(f.station, before, e));
    assert_ok(station_rebuild(f.station, NULL, NULL, e));
    assert_ok(station_digest(f.station, after, e));
    assert_memory_equal(before, after, HASH_BYTES);
    /* nor do zone, locale and clock take part */
    assert_int_equal(setenv("TZ", "America/New_York", 1), 0);
    tzset();
    (void)setlocale(LC_ALL, "C.UTF-8");
    fixture_close(&f);
    f.now += 10 * 365 * 86400LL;
    fixture_open(&f);
    assert_ok(station_rebuild(f.station, NULL, NULL, e));
    assert_ok(station_digest(f.station, after, e));
    assert_memory_equal(before, after, HASH_BYTES);
    (void)setlocale(LC_ALL, "C");
    assert_int_equal(unsetenv("TZ"), 0);
    tzset();
    verify_clean(&f);
    fixture_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_survive_a_reopening),
        cmocka_unit_test(history_tells_who_and_what),
        cmocka_unit_test(a_second_edit_of_the_same_state_is_a_conflict),
        cmocka_unit_test(what_is_out_does_not_go_out_again),
        cmocka_unit_test(a_unique_value_is_taken_once),
        cmocka_unit_test(raw_sql_cannot_change_what_happened),
        cmocka_unit_test(out_without_its_permit_is_refused),
        cmocka_unit_test(one_transaction_takes_many_entries),
        cmocka_unit_test(a_station_filled_in_a_rush_is_whole_once_settled),
        cmocka_unit_test(a_cancelled_transaction_leaves_nothing),
        cmocka_unit_test(two_processes_write_and_nothing_is_lost),
        cmocka_unit_test(a_crash_between_commit_and_anchor_is_repaired),
        cmocka_unit_test(two_transactions_ahead_of_the_anchor_are_refused),
        cmocka_unit_test(an_older_database_under_a_newer_anchor_is_refused),
        cmocka_unit_test(a_register_that_gains_a_field_opens_the_old_station),
        cmocka_unit_test(a_rebuild_gives_the_same_projections),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/attempts.h"
#include "db/keyfile.h"
#include "tests/db/scratch.h"

static const struct kdf_cost cheap = {.ops = 1, .memory = KDF_MEMORY_MIN};
enum { NOW = 1790000000, DAY = 86400, TEN_YEARS = 3652 * DAY, PERSONS = 10, GUESSERS = 8 };

static struct attempt_clock at(int64_t now, int64_t uptime, const char *boot)
{
    struct attempt_clock c = {.now = now, .uptime = uptime};
    snprintf(c.boot, sizeof c.boot, "%s", boot);
    return c;
}

struct fixture {
    struct scratch s;
    struct secret key;
};

static void fixture_make(struct fixture *f)
{
    struct keyfile k;
    struct store_id id = {.generation = 1};
    struct secret dk, passphrase;
    struct slot slot;
    scratch_make(&f->s);
    assert_int_equal(data_key_new(&dk, NULL), 0);
    assert_int_equal(data_key_slots(&f->key, &dk, NULL), 0);
    assert_int_equal(secret_copy(&passphrase, "code", 4, NULL), 0);
    keyfile_init(&k, &id);
    for (int i = 0; i < PERSONS; i++) {
        char uid[SLOT_UID_BYTES];
        snprintf(uid, sizeof uid, "p%d", i);
        assert_int_equal(slot_make_enrol(&slot, uid, &id, &dk, &passphrase, &cheap, NOW, NULL), 0);
        assert_int_equal(keyfile_put(&k, &slot, NULL), 0);
    }
    assert_int_equal(keyfile_seal(&k, &f->key, NULL), 0);
    assert_int_equal(keyfile_write(&k, f->s.dir, false, NULL), 0);
    keyfile_release(&k);
    secret_release(&dk);
    secret_release(&passphrase);
}

static void fixture_release(struct fixture *f)
{
    secret_release(&f->key);
    scratch_remove(&f->s);
}

static int try(const struct fixture *f, const char *uid, struct attempt_clock c, struct err *e)
{
    struct keyfile k;
    int rc = keyfile_try(&k, f->s.dir, uid, &c, "署の端末1", e);
    keyfile_release(&k);
    return rc;
}

static struct attempt_state state_of(const struct fixture *f, const char *uid, struct attempt_clock c)
{
    struct keyfile k;
    assert_int_equal(keyfile_read(&k, f->s.dir, KEYFILE_NAME, NULL), 0);
    struct attempt_state s = attempts_state(&k.attempts, uid, &c);
    keyfile_release(&k);
    return s;
}

/* A change of section A, as whoever has signed in makes it. */
enum change { TAKE, LIFT, SUSPEND };
static size_t change(const struct fixture *f, enum change what, const char *uid)
{
    struct keyfile k;
    struct attempt *list = NULL;
    struct attempt_clock c = at(NOW, 0, "boot-1");
    size_t count = 0;
    assert_int_equal(keyfile_read(&k, f->s.dir, KEYFILE_NAME, NULL), 0);
    assert_int_equal(keyfile_check(&k, &f->key, NULL), 0);
    assert_int_equal(attempts_take(&k.attempts, what == TAKE ? uid : NULL, &list, &count, NULL), 0);
    if (what == LIFT) {
        attempts_lift(&k.attempts, uid);
    } else if (what == SUSPEND) {
        assert_int_equal(attempts_suspend(&k.attempts, uid, &c, NULL), 0);
    }
    assert_int_equal(keyfile_seal(&k, &f->key, NULL), 0);
    assert_int_equal(keyfile_write(&k, f->s.dir, false, NULL), 0);
    keyfile_release(&k);
    free(list);
    return count;
}

static void fail_times(const struct fixture *f, const char *uid, int times, struct attempt_clock c)
{
    for (int i = 0; i < times; i++) {
        struct attempt_state s;
        assert_int_equal(try(f, uid, c, NULL), 0);
        assert_int_equal(keyfile_failed(f->s.dir, uid, &c, "署の端末1", &s, NULL), 0);
    }
}

static void five_failures_wait_and_ten_suspend(void **state)
{
    (void)state;
    struct fixture f;
    struct err e;
    fixture_make(&f);
    fail_times(&f, "p0", 4, at(NOW, 100, "boot-1"));
    assert_int_equal(state_of(&f, "p0", at(NOW, 100, "boot-1")).wait, 0);
    fail_times(&f, "p0", 1, at(NOW, 100, "boot-1"));
    assert_int_equal(try(&f, "p0", at(NOW, 100, "boot-1"), &e), ERR_AUTH);
    assert_non_null(strstr(e.text, "15分"));
    assert_string_equal(e.clause, "第6の1(1)ア(ケ)a");
    assert_int_equal(try(&f, "p0", at(NOW + 899, 999, "boot-1"), &e), ERR_AUTH);
    assert_non_null(strstr(e.text, "1分"));
    assert_int_equal(state_of(&f, "p0", at(NOW, 100, "boot-1")).failures, 5); /* waiting is not failing */
    assert_int_equal(try(&f, "p1", at(NOW, 100, "boot-1"), &e), 0);           /* another person is not kept waiting */
    fail_times(&f, "p0", 5, at(NOW + 900, 1000, "boot-1"));
    assert_int_equal(try(&f, "p0", at(NOW + TEN_YEARS, 900000, "boot-1"), &e), ERR_AUTH);
    assert_non_null(strstr(e.text, "停止"));
    fixture_release(&f);
}

static void S_7_suspension_holds_until_it_is_lifted(void **state)
{
    (void)state;
    struct fixture f;
    struct attempt_clock c = at(NOW, 100, "boot-1");
    fixture_make(&f);
    change(&f, SUSPEND, "p3");
    assert_int_equal(try(&f, "p3", c, NULL), ERR_AUTH);
    assert_int_equal(try(&f, "p3", at(NOW + TEN_YEARS, 0, "boot-2"), NULL), ERR_AUTH);
    change(&f, TAKE, "p1"); /* another person's success changes nothing */
    assert_int_equal(try(&f, "p3", c, NULL), ERR_AUTH);
    change(&f, LIFT, "p3");
    assert_int_equal(try(&f, "p3", c, NULL), 0);
    fixture_release(&f);
}

static void success_forgives_oneself_and_nobody_else(void **state)
{
    (void)state;
    struct fixture f;
    struct attempt_clock c = at(NOW, 100, "boot-1");
    fixture_make(&f);
    fail_times(&f, "p0", 4, c);
    fail_times(&f, "p1", 3, c);
    assert_int_equal(change(&f, TAKE, "p1"), 14);
    assert_int_equal(state_of(&f, "p0", c).failures, 4);
    assert_int_equal(state_of(&f, "p1", c).failures, 0);
    fail_times(&f, "p0", 1, c);
    assert_int_equal(try(&f, "p0", c, NULL),
                     ERR_AUTH); /* else an own sign-in between guesses would do away with the wait */
    change(&f, TAKE, "p1");
    assert_int_equal(try(&f, "p0", c, NULL), ERR_AUTH);
    assert_int_equal(change(&f, TAKE, "p0"), 0);
    assert_int_equal(try(&f, "p0", c, NULL), 0);
    fixture_release(&f);
}

static void the_clock_neither_shortens_nor_lengthens_the_wait(void **state)
{
    (void)state;
    struct fixture f;
    struct err e;
    fixture_make(&f);
    fail_times(&f, "p0", 5, at(NOW, 1000, "boot-1"));
    static const int64_t set[] = {DAY, -DAY, TEN_YEARS, -TEN_YEARS, 0};
    for (size_t i = 0; i < sizeof set / sizeof *set; i++) { /* the same boot: only its time counts */
        assert_int_equal(try(&f, "p0", at(NOW + set[i], 1899, "boot-1"), &e), ERR_AUTH);
        assert_int_equal(state_of(&f, "p0", at(NOW + set[i], 1000, "boot-1")).wait, 900);
        assert_int_equal(state_of(&f, "p0", at(NOW + set[i], 1900, "boot-1")).wait, 0);
    }
    /* Another boot, with the right time: the clock counts. */
    assert_int_equal(state_of(&f, "p0", at(NOW + 899, 10, "boot-2")).wait, 1);
    assert_int_equal(state_of(&f, "p0", at(NOW + 900, 10, "boot-2")).wait, 0);
    /* Another boot, the battery of the clock empty: it starts again there, once. */
    assert_true(state_of(&f, "p0", at(0, 10, "boot-3")).clock_behind);
    assert_int_equal(try(&f, "p0", at(0, 10, "boot-3"), &e), ERR_AUTH);
    assert_int_equal(try(&f, "p0", at(600, 610, "boot-3"), &e), ERR_AUTH);
    assert_int_equal(state_of(&f, "p0", at(600, 610, "boot-3")).wait, 300);
    assert_int_equal(try(&f, "p0", at(-DAY, 909, "boot-3"), &e), ERR_AUTH);
    assert_int_equal(try(&f, "p0", at(-DAY, 910, "boot-3"), &e), 0);
    assert_int_equal(state_of(&f, "p0", at(0, 910, "boot-3")).failures, 6); /* and the count went on as it was */
    fixture_release(&f);
}

static void ids_without_slot_share_a_count_and_look_alike(void **state)
{
    (void)state;
    struct fixture f;
    struct keyfile k;
    struct err known, unknown;
    struct attempt_clock c = at(NOW, 100, "boot-1");
    fixture_make(&f);
    fail_times(&f, "p0", 5, c);
    fail_times(&f, "nobody", 3, c);
    fail_times(&f, "my secret passphrase", 2, c); /* typed into the wrong field */
    assert_int_equal(try(&f, "p0", c, &known), ERR_AUTH);
    assert_int_equal(try(&f, "nobody", c, &unknown), ERR_AUTH);
    assert_string_equal(known.text, unknown.text);
    assert_int_equal(keyfile_read(&k, f.s.dir, KEYFILE_NAME, NULL), 0);
    for (size_t i = 0; i < k.attempts.nrecords; i++) { /* what was typed is not kept */
        assert_true(strcmp(k.attempts.records[i].uid, "p0") == 0 ||
                    strcmp(k.attempts.records[i].uid, ATTEMPT_UNKNOWN) == 0);
    }
    keyfile_release(&k);
    for (int i = 1; i < 8; i++) { /* they wait each time, and are never suspended */
        c = at(NOW + i * 900, 100 + i * 900, "boot-1");
        fail_times(&f, "nobody", 5, c);
        assert_false(state_of(&f, ATTEMPT_UNKNOWN, c).suspended);
        assert_int_equal(state_of(&f, ATTEMPT_UNKNOWN, c).wait, 900);
    }
    change(&f, TAKE, "p1");
    assert_int_equal(state_of(&f, ATTEMPT_UNKNOWN, c).failures, 0);
    fixture_release(&f);
}

static void S_6_an_attempt_is_on_the_disk_with_who_when_and_where_before_it_is_made(void **state)
{
    (void)state;
    struct fixture f;
    struct keyfile k;
    fixture_make(&f);
    for (int run = 0; run < 50; run++) { /* the program is killed between the attempt and its outcome */
        char uid[SLOT_UID_BYTES];
        int status;
        snprintf(uid, sizeof uid, "p%d", run % PERSONS);
        pid_t pid = fork();
        assert_true(pid >= 0);
        if (pid == 0) {
            if (try(&f, uid, at(NOW + run, run, "boot-1"), NULL) == 0) {
                kill(getpid(), SIGKILL);
            }
            _exit(1);
        }
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(state_of(&f, uid, at(NOW + run, run, "boot-1")).failures, run / PERSONS + 1);
    }
    assert_int_equal(keyfile_read(&k, f.s.dir, KEYFILE_NAME, NULL), 0);
    assert_int_equal(k.attempts.nrecords, 50);
    assert_string_equal(k.attempts.records[13].uid, "p3");
    assert_string_equal(k.attempts.records[13].pc, "署の端末1");
    assert_int_equal(k.attempts.records[13].at.now, NOW + 13);
    assert_int_equal(k.attempts.records[13].result, ATTEMPT_BEGUN);
    keyfile_release(&k);
    for (int i = 0; i < PERSONS; i++) {
        char uid[SLOT_UID_BYTES];
        snprintf(uid, sizeof uid, "p%d", i);
        assert_int_equal(try(&f, uid, at(NOW + 60, 60, "boot-1"), NULL), ERR_AUTH);
    }
    fixture_release(&f);
}

static void guessing_in_parallel_gains_nothing(void **state)
{
    (void)state;
    struct fixture f;
    int status, allowed = 0;
    fixture_make(&f);
    for (int i = 0; i < GUESSERS; i++) {
        pid_t pid = fork();
        assert_true(pid >= 0);
        if (pid == 0) {
            int n = 0;
            for (int round = 0; round < 3; round++) {
                n += try(&f, "p5", at(NOW, 100, "boot-1"), NULL) == 0;
            }
            _exit(n);
        }
    }
    while (waitpid(-1, &status, 0) > 0) {
        assert_true(WIFEXITED(status));
        allowed += WEXITSTATUS(status);
    }
    assert_int_equal(allowed, ATTEMPTS_BEFORE_WAIT);
    fixture_release(&f);
}

static void the_journal_gets_the_records_once(void **state)
{
    (void)state;
    struct attempts a;
    struct attempt *list;
    struct attempt_clock c = at(NOW, 1, "b");
    unsigned char dbid[HASH_BYTES] = {1}, head[HASH_BYTES], middle[HASH_BYTES], start[HASH_BYTES];
    size_t count;
    bool found;
    attempts_init(&a, dbid);
    memcpy(start, a.start, sizeof start);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(attempts_add(&a, &c, i % 2 ? "k.abe" : "s.sato", "pc", ATTEMPT_BEGUN, NULL), 0);
        if (i == 3) {
            attempts_head(&a, middle);
        }
    }
    attempts_head(&a, head);
    /* After a crash the journal has what came up to `middle`. */
    assert_int_equal(attempts_settle(&a, start, &found, NULL), 0);
    assert_true(found);
    assert_int_equal(a.nrecords, 6);
    assert_int_equal(attempts_settle(&a, middle, &found, NULL), 0);
    assert_true(found);
    assert_int_equal(a.nrecords, 2);
    assert_memory_equal(a.start, middle, HASH_BYTES);
    assert_int_equal(attempts_state(&a, "k.abe", &c).failures, 3);
    assert_int_equal(attempts_settle(&a, dbid, &found, NULL), 0);
    assert_false(found); /* not of this chain: an alarm */
    assert_int_equal(attempts_take(&a, "k.abe", &list, &count, NULL), 0);
    assert_int_equal(count, 2);
    assert_string_equal(list[0].uid, "s.sato");
    assert_memory_equal(a.start, head, HASH_BYTES); /* the chain goes on */
    free(list);
    assert_int_equal(attempts_take(&a, "k.abe", &list, &count, NULL), 0);
    assert_null(list);
    assert_int_equal(attempts_state(&a, "s.sato", &c).failures, 3);
    assert_int_equal(attempts_state(&a, "k.abe", &c).failures, 0);
    attempts_release(&a);
}

static void reload(struct attempts *a)
{
    unsigned char *bytes;
    size_t size;
    struct attempts back = {0};
    assert_int_equal(attempts_encode(a, &bytes, &size, NULL), 0);
    memcpy(back.start, a->start, HASH_BYTES);
    assert_int_equal(attempts_decode(&back, bytes, size, NULL), 0);
    free(bytes);
    attempts_release(a);
    *a = back;
}

static void an_odd_chain_stays_odd_until_it_is_taken(void **state)
{
    (void)state;
    struct attempts a;
    struct attempt *list;
    struct attempt_clock c = at(NOW, 1, "b");
    unsigned char dbid[HASH_BYTES] = {1};
    size_t count;
    attempts_init(&a, dbid);
    assert_int_equal(attempts_add(&a, &c, "k.abe", "pc", ATTEMPT_BEGUN, NULL), 0);
    reload(&a);
    assert_false(a.odd); /* the control */
    unsigned char *bytes;
    size_t size;
    assert_int_equal(attempts_encode(&a, &bytes, &size, NULL), 0);
    unsigned char *pc = memmem(bytes, size, "pc\0\0\0\x02pc", 8);
    assert_non_null(pc);
    pc[6] = 'q'; /* the record says another PC now */
    struct attempts tampered = {0};
    memcpy(tampered.start, a.start, HASH_BYTES);
    assert_int_equal(attempts_decode(&tampered, bytes, size, NULL), 0);
    free(bytes);
    assert_true(tampered.odd);
    assert_int_equal(attempts_state(&tampered, "k.abe", &c).failures, 1); /* what is there counts */
    assert_int_equal(attempts_add(&tampered, &c, "k.abe", "pc", ATTEMPT_BEGUN, NULL), 0);
    reload(&tampered); /* the next attempt does not wash it clean */
    assert_true(tampered.odd);
    assert_int_equal(attempts_take(&tampered, NULL, &list, &count, NULL), 0);
    free(list);
    reload(&tampered);
    assert_false(tampered.odd);
    attempts_release(&a);
    attempts_release(&tampered);
}

static void a_flood_is_numbered_and_stops_nobody(void **state)
{
    (void)state;
    struct attempts a;
    struct attempt_clock c = at(NOW, 1, "b");
    unsigned char dbid[HASH_BYTES] = {1};
    attempts_init(&a, dbid);
    for (int i = 0; i < ATTEMPTS_UNKNOWN_MAX + 500; i++) {
        assert_int_equal(attempts_add(&a, &c, ATTEMPT_UNKNOWN, "pc", ATTEMPT_BEGUN, NULL), 0);
    }
    assert_int_equal(a.nrecords, ATTEMPTS_UNKNOWN_MAX);
    assert_int_equal(a.dropped, 500);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(attempts_add(&a, &c, "k.abe", "pc", ATTEMPT_BEGUN, NULL), 0);
    }
    reload(&a);
    assert_int_equal(a.dropped, 500);
    assert_int_equal(attempts_state(&a, "k.abe", &c).failures, 5); /* what counts is never left out */
    attempts_release(&a);
}

static void a_reading_of_the_clocks_says_which_boot(void **state)
{
    (void)state;
    struct attempt_clock a, b;
    attempt_clock_read(&a, NOW);
    attempt_clock_read(&b, NOW);
    assert_int_equal(a.now, NOW);
    assert_string_equal(a.boot, b.boot);
    assert_int_equal(strlen(a.boot), 36);
    assert_true(b.uptime >= a.uptime);
}

static int start(void **state)
{
    (void)state;
    return crypto_start(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_failures_wait_and_ten_suspend),
        cmocka_unit_test(S_7_suspension_holds_until_it_is_lifted),
        cmocka_unit_test(success_forgives_oneself_and_nobody_else),
        cmocka_unit_test(the_clock_neither_shortens_nor_lengthens_the_wait),
        cmocka_unit_test(ids_without_slot_share_a_count_and_look_alike),
        cmocka_unit_test(S_6_an_attempt_is_on_the_disk_with_who_when_and_where_before_it_is_made),
        cmocka_unit_test(guessing_in_parallel_gains_nothing),
        cmocka_unit_test(the_journal_gets_the_records_once),
        cmocka_unit_test(an_odd_chain_stays_odd_until_it_is_taken),
        cmocka_unit_test(a_flood_is_numbered_and_stops_nobody),
        cmocka_unit_test(a_reading_of_the_clocks_says_which_boot),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}

/* store_bench — what the store costs, as ratios to the bare library doing the same work in the same run.
 *
 *     store_bench [MOST]      fills stations of 1 000, 100 000 and 1 000 000 entries of 様式第3号, but none above MOST
 *
 * Reading is compared with SQLCipher fetching the same 50 rows under the same key and settings; a permitted checkout (two acts,
 * each an event, a projection with its indexes, a signature, an anchor) with two SQLCipher transactions of the same bytes. Prints;
 * judges nothing. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "forms/register_checkout.h"
#include "tests/db/fixture.h"

enum { ROUNDS = 40, PAGE_ROWS = 50, BULK = 10000 };

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* The middle of several: one slow disk write does not count. */
static double median(double *times, size_t n)
{
    qsort(times, n, sizeof *times, by_size);
    return times[n / 2];
}

static void print(const char *what, double ours, double bare)
{
    printf("  %-44s %9.3f ms  bare %9.3f ms  ratio %5.2f\n", what, ours * 1e3, bare * 1e3, ours / bare);
}

/* ---- filling ---- */
static void change_put(struct change *c, const char *key, const char *value)
{
    assert_ok(change_field(c, key, NULL, value, e));
}

static void request(struct change *c, struct journal *j, int i)
{
    static const char *const purposes[] = {"深夜の巡回連絡", "事件現場の連絡", "留置人の護送", "少年補導"};
    char text[64];
    change_init(c);
    snprintf(c->reg, sizeof c->reg, "checkout");
    snprintf(c->step, sizeof c->step, "request");
    snprintf(c->state_after, sizeof c->state_after, "requested");
    snprintf(c->actor.id, sizeof c->actor.id, "TEST-1");
    snprintf(c->actor.name, sizeof c->actor.name, "田中 玲");
    snprintf(c->actor.rank, sizeof c->actor.rank, "巡査部長・主任");
    snprintf(c->rule, sizeof c->rule, "M-08");
    snprintf(c->clause, sizeof c->clause, "第7の1(2)エ(ウ)a");
    c->at = FIXTURE_NOW + 60 * (int64_t)i;
    change_put(c, "kind", "shared_phone");
    change_put(c, "route", "shared_phone");
    snprintf(text, sizeof text, "BENCH-%d 共携-%02d", i, i % 40);
    change_put(c, "item", text);
    snprintf(text, sizeof text, "PERSON-%d 田中 玲", i % 14);
    change_put(c, "user", text);
    change_put(c, "purpose", purposes[i % 4]);
    snprintf(text, sizeof text, "%lld", (long long)c->at);
    change_put(c, "taken_from", text);
    snprintf(text, sizeof text, "%lld", (long long)c->at + 36000);
    change_put(c, "taken_until", text);
    change_put(c, "confidentiality", "1");
    assert_ok(journal_new_id(j, c->entry, e));
}

static double fill(struct fixture *f, int from, int until)
{
    struct journal *j = NULL;
    double begun = seconds();
    for (int i = from; i < until; i++) {
        struct change change;
        if (!j)
            assert_ok(journal_begin(&j, f->station, NULL, f->now, e));
        request(&change, j, i);
        assert_ok(journal_append(j, &change, 0, NULL, e));
        change_release(&change);
        if ((i + 1) % BULK == 0)
            assert_ok(journal_commit(&j, e));
    }
    if (j)
        assert_ok(journal_commit(&j, e));
    return seconds() - begun;
}

/* ---- reading ---- */
/* The bare library: prepare, bind, step over 50 rows, every column read as text. */
static double bare_page(struct fixture *f, const char *sql, int64_t below)
{
    double times[ROUNDS];
    for (int r = 0; r < ROUNDS; r++) {
        struct statement s;
        double begun = seconds();
        assert_ok(statement_begin(&s, f->station->store, e, sql, "i", below));
        for (int rows = 0; rows < PAGE_ROWS && statement_step(&s, NULL) > 0; rows++)
            for (int i = 0; i < statement_columns(&s); i++)
                (void)statement_text(&s, i);
        statement_end(&s);
        times[r] = seconds() - begun;
    }
    return median(times, ROUNDS);
}

static double our_page(struct fixture *f, const struct query *query, enum rows_where where, const char *from)
{
    double times[ROUNDS];
    for (int r = 0; r < ROUNDS; r++) {
        struct rows rows;
        double begun = seconds();
        assert_ok(rows_load(&rows, f->station, query, where, from, e));
        times[r] = seconds() - begun;
        assert_int_equal(rows.n, PAGE_ROWS);
        rows_release(&rows);
    }
    return median(times, ROUNDS);
}

static void bench_reading(struct fixture *f)
{
    struct query query = {.reg = &register_checkout, .descending = true, .limit = PAGE_ROWS};
    struct rows rows;
    assert_ok(rows_load(&rows, f->station, &query, ROWS_FIRST, NULL, e));
    const char *last = rows.entries[rows.n - 1]->id;
    int64_t n = rows.entries[rows.n - 1]->last_seq;
    const char *sql = "SELECT * FROM r_checkout WHERE n<? ORDER BY n DESC LIMIT 50";
    print("first page", our_page(f, &query, ROWS_FIRST, NULL), bare_page(f, sql, INT64_MAX));
    print("next page", our_page(f, &query, ROWS_AFTER, last), bare_page(f, sql, n));
    query.sort = "taken_from";
    sql = "SELECT * FROM r_checkout WHERE f_taken_from<? ORDER BY f_taken_from DESC,n DESC LIMIT 50";
    print("first page by 持出開始", our_page(f, &query, ROWS_FIRST, NULL), bare_page(f, sql, INT64_MAX));
    print("next page by 持出開始", our_page(f, &query, ROWS_AFTER, last),
          bare_page(f, sql, strtoll(entry_get(rows.entries[rows.n - 1], "taken_from"), NULL, 10)));
    rows_release(&rows);
}

/* ---- writing ---- */
static int64_t body_bytes(struct fixture *f)
{
    int64_t n = 0;
    assert_ok(store_number(&n, f->station->store, e, "SELECT SUM(LENGTH(data)) FROM body", ""));
    return n;
}

static double our_checkout(struct fixture *f, int i)
{
    struct change change;
    struct journal *j;
    double begun = seconds();
    assert_ok(journal_begin(&j, f->station, NULL, f->now, e));
    request(&change, j, i);
    assert_ok(journal_append(j, &change, 0, NULL, e));
    assert_ok(journal_commit(&j, e));
    struct change permit;
    change_init(&permit);
    permit.actor = change.actor;
    permit.at = change.at;
    snprintf(permit.reg, sizeof permit.reg, "checkout");
    snprintf(permit.entry, sizeof permit.entry, "%s", change.entry);
    snprintf(permit.step, sizeof permit.step, "permit");
    snprintf(permit.state_before, sizeof permit.state_before, "requested");
    snprintf(permit.state_after, sizeof permit.state_after, "out");
    snprintf(permit.rule, sizeof permit.rule, "M-08");
    snprintf(permit.clause, sizeof permit.clause, "第7の1(2)エ(ウ)b");
    assert_ok(journal_begin(&j, f->station, NULL, f->now, e));
    assert_ok(journal_append(j, &permit, 1, NULL, e));
    assert_ok(journal_commit(&j, e));
    change_release(&change);
    change_release(&permit);
    return seconds() - begun;
}

/* Two transactions of half the bytes each into a table without an index, same file, key and settings. */
static double bare_checkout(struct fixture *f, const void *bytes, size_t n)
{
    struct store *store = f->station->store;
    double begun = seconds();
    for (int act = 0; act < 2; act++) {
        assert_ok(store_begin(store, e));
        assert_ok(store_run(store, e, "INSERT INTO bare(data) VALUES(?)", "b", bytes, n / 2));
        assert_ok(store_commit(store, e));
    }
    return seconds() - begun;
}

static void bench_writing(struct fixture *f, int i)
{
    enum { ROW_BYTES = 700 }; /* two event rows, the projection row, two steps: header, digests, values */
    double ours[ROUNDS], bare[ROUNDS];
    int64_t before = body_bytes(f);
    our_checkout(f, i);
    size_t n = (size_t)(body_bytes(f) - before) + ROW_BYTES;
    void *bytes = calloc(1, n);
    assert_non_null(bytes);
    assert_ok(store_exec(f->station->store, "CREATE TABLE bare(n INTEGER PRIMARY KEY,data BLOB)", e));
    for (int r = 0; r < ROUNDS; r++) { /* in turns: the disk is the same for both */
        ours[r] = our_checkout(f, i + 1 + r);
        bare[r] = bare_checkout(f, bytes, n);
    }
    assert_ok(store_exec(f->station->store, "DROP TABLE bare", e));
    print("one permitted checkout committed (two acts)", median(ours, ROUNDS), median(bare, ROUNDS));
    free(bytes);
}

/* ---- opening ---- */
/* The least that Argon2id takes: at the cost of a real slot the sign-in would be lost in the noise of the derivation. */
static const struct kdf_cost cheapest = {.ops = 1, .memory = KDF_MEMORY_MIN};

static void cheapen_slot(struct fixture *f, const struct secret *passphrase)
{
    struct journal *j;
    assert_ok(journal_begin(&j, f->station, NULL, f->now, e));
    struct slot *slot = keyfile_slot(&j->keyfile, FIXTURE_UID);
    assert_non_null(slot);
    assert_ok(slot_change_passphrase(slot, &f->station->id, passphrase, passphrase, &cheapest, e));
    j->keep = true;
    assert_ok(journal_append_log(j, FIXTURE_UID, "passphrase", NULL, NULL, e));
    assert_ok(journal_commit(&j, e));
}

static double bare_opening(const char *path, const struct secret *key)
{
    struct store *store;
    int64_t count;
    double begun = seconds();
    assert_ok(store_open(&store, path, key, e));
    assert_ok(store_number(&count, store, e, "SELECT COUNT(*) FROM (SELECT * FROM r_checkout LIMIT 50)", ""));
    store_close(store);
    return seconds() - begun;
}

/* Derivation alone and the whole sign-in in turns; what is printed is the difference of their medians. */
static void bench_opening(struct fixture *f)
{
    struct secret text = {0}, passphrase = {0};
    double whole[ROUNDS], derivation[ROUNDS], bare[ROUNDS];
    char path[256];
    secret_text(&passphrase, FIXTURE_PASSPHRASE);
    assert_ok(station_close(f->station, "lock", f->now, e)); /* a checkpoint, as after every night */
    fixture_open(f);
    cheapen_slot(f, &passphrase);
    assert_ok(data_key_store(&text, &f->station->data_key, e));
    assert_ok(station_close(f->station, "lock", f->now, e));
    snprintf(path, sizeof path, "%s/station.g1.db", f->dir.path);
    for (int r = 0; r < ROUNDS; r++) {
        unsigned char derived[DATA_KEY_BYTES], salt[KDF_SALT_BYTES] = {0};
        double begun = seconds();
        assert_ok(kdf_derive(derived, passphrase.bytes, passphrase.size, salt, &cheapest, e));
        derivation[r] = seconds() - begun;
        begun = seconds();
        fixture_open(f);
        whole[r] = seconds() - begun;
        assert_ok(station_close(f->station, NULL, f->now, e));
        bare[r] = bare_opening(path, &text);
    }
    print("sign-in without the key derivation", median(whole, ROUNDS) - median(derivation, ROUNDS),
          median(bare, ROUNDS));
    secret_release(&text);
    secret_release(&passphrase);
    fixture_open(f);
}

int main(int argc, char **argv)
{
    static const int sizes[] = {1000, 100000, 1000000};
    long most = argc > 1 ? strtol(argv[1], NULL, 10) : sizes[2];
    struct fixture f;
    int filled = 0;
    fixture_make_with(&f, NULL);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes && sizes[i] <= most; i++) {
        double took = fill(&f, filled, sizes[i]);
        printf("%d entries (%d more in %.1f s, %.0f a second)\n", sizes[i], sizes[i] - filled, took,
               (sizes[i] - filled) / took);
        filled = sizes[i];
        bench_opening(&f);
        bench_reading(&f);
        bench_writing(&f, filled);
        filled += ROUNDS + 1;
        fflush(stdout);
    }
    fixture_remove(&f);
    return 0;
}

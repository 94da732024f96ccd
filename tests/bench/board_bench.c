/* board_bench — what the board costs (everything that is owed, app/duties), as a ratio to the bare library running the same queries over
 * the same rows in the same run.
 *
 *     board_bench [MOST]      fills the demo's station up to 100 000 and 1 000 000 entries, but not above MOST
 *
 * What it fills in is what a station has most of: lines that are done with. The bare queries are those that duties_load itself puts to
 * the store, each distinct one once, taken down while it runs. Prints; judges nothing. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/duties.h"
#include "db/inside.h"
#include "db/query.h"
#include "tests/app/house.h"

enum { ROUNDS = 25, BULK = 10000, QUERIES = 4096 };
static struct house house;
static struct err err, *const e = &err;
static int64_t most = 1000000;

#define MUST(CALL) assert_int_equal((CALL), 0)

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Whatever else runs on the machine only slows: the quickest round is the work itself. */
static double quickest(const double times[ROUNDS])
{
    double least = times[0];
    for (int i = 1; i < ROUNDS; i++)
        least = times[i] < least ? times[i] : least;
    return least;
}

/* ---- filling ---- */

static void put(struct change *c, const char *key, const char *value)
{
    MUST(change_field(c, key, NULL, value, e));
}

static void put_time(struct change *c, const char *key, int64_t when)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", (long long)when);
    put(c, key, text);
}

static void begin(struct change *c, const char *reg, const char *entry, const char *step, const char *from,
                  const char *to, int64_t at)
{
    change_init(c);
    snprintf(c->reg, sizeof c->reg, "%s", reg);
    snprintf(c->entry, sizeof c->entry, "%s", entry);
    snprintf(c->step, sizeof c->step, "%s", step);
    snprintf(c->state_before, sizeof c->state_before, "%s", from);
    snprintf(c->state_after, sizeof c->state_after, "%s", to);
    snprintf(c->actor.id, sizeof c->actor.id, "%s", session_person(house.session));
    snprintf(c->actor.name, sizeof c->actor.name, "%s", session_name(house.session));
    c->at = at;
}

static void append(struct journal *j, struct change *c, int64_t rev)
{
    MUST(journal_append(j, c, rev, NULL, e));
    change_release(c);
}

/* A line of 様式第3号 from the request to the confirmed return. */
static void checkout_done(struct journal *j, int i, int64_t at)
{
    static const char *const steps[][3] = {
        {"permit", "requested", "out"}, {"return", "out", "returned"}, {"confirm", "returned", "done"}};
    struct change c;
    char id[ENTRY_ID_BYTES], text[64];
    MUST(journal_new_id(j, id, e));
    begin(&c, "checkout", id, "request", "", "requested", at);
    put(&c, "kind", "shared_phone");
    put(&c, "route", "shared_phone");
    snprintf(text, sizeof text, "BENCH-%d 携帯-%03d", i, i % 400);
    put(&c, "item", text);
    snprintf(text, sizeof text, "PERSON-%d 職員%d", i % 50, i % 50);
    put(&c, "user", text);
    put(&c, "purpose", "深夜の巡回連絡");
    put_time(&c, "taken_from", at);
    put_time(&c, "taken_until", at + 36000);
    put(&c, "confidentiality", "1");
    append(j, &c, 0);
    for (int s = 0; s < 3; s++) {
        begin(&c, "checkout", id, steps[s][0], steps[s][1], steps[s][2], at + 600 * (s + 1));
        if (s == 1)
            put_time(&c, "returned_at", at + 1200);
        if (s == 2)
            put(&c, "end_result", "ended");
        append(j, &c, s + 1);
    }
}

/* A line of 様式第7号 that is a memo of what may be omitted: done as it is made. */
static void use_done(struct journal *j, int i, int64_t at)
{
    struct change c;
    char id[ENTRY_ID_BYTES], text[64];
    MUST(journal_new_id(j, id, e));
    begin(&c, "use", id, "omit", "", "omitted", at);
    put(&c, "mode", "in_building");
    snprintf(text, sizeof text, "BENCH-%d 600-900-%03d", i, i % 900);
    put(&c, "item", text);
    snprintf(text, sizeof text, "PERSON-%d 職員%d", i % 50, i % 50);
    put(&c, "user", text);
    put(&c, "purpose", "統計の取込み");
    put_time(&c, "taken_from", at);
    append(j, &c, 0);
}

static void fill(int64_t from, int64_t until)
{
    struct station *station = session_station(house.session);
    const int64_t start = house.now - 360 * INT64_C(86400);
    struct journal *j = NULL;
    for (int64_t i = from; i < until; i++) {
        const int64_t at = start + (i * 30) % (330 * INT64_C(86400));
        if (j == NULL)
            MUST(journal_begin(&j, station, NULL, house.now, e));
        if (i % 10 == 0)
            checkout_done(j, (int)i, at);
        else
            use_done(j, (int)i, at);
        if ((i + 1) % BULK == 0)
            MUST(journal_commit(&j, e));
    }
    if (j != NULL)
        MUST(journal_commit(&j, e));
}

/* ---- the same queries, bare ---- */

struct noted {
    char *sql[QUERIES];
    size_t n;
};

static int note(unsigned what, void *arg, void *statement, void *text)
{
    struct noted *noted = arg;
    char *sql = what == SQLITE_TRACE_STMT ? sqlite3_expanded_sql(statement) : NULL;
    (void)text;
    if (sql == NULL || strncmp(sql, "SELECT", 6) != 0 || noted->n == QUERIES) {
        sqlite3_free(sql);
        return 0;
    }
    for (size_t i = 0; i < noted->n; i++)
        if (strcmp(noted->sql[i], sql) == 0) {
            sqlite3_free(sql);
            return 0;
        }
    noted->sql[noted->n++] = sql;
    return 0;
}

static double bare(sqlite3 *db, const struct noted *noted)
{
    double begun = seconds();
    for (size_t i = 0; i < noted->n; i++) {
        sqlite3_stmt *s = NULL;
        assert_int_equal(sqlite3_prepare_v2(db, noted->sql[i], -1, &s, NULL), SQLITE_OK);
        while (sqlite3_step(s) == SQLITE_ROW)
            for (int c = 0; c < sqlite3_column_count(s); c++)
                (void)sqlite3_column_text(s, c);
        sqlite3_finalize(s);
    }
    return seconds() - begun;
}

static double board(size_t *n)
{
    const struct duties_wanted wanted = {0};
    struct duties duties;
    double begun = seconds();
    MUST(duties_load(&duties, house.session, &wanted, e));
    double took = seconds() - begun;
    *n = duties.n;
    duties_release(&duties);
    return took;
}

static double measure(const char *what)
{
    static struct noted noted;
    double ours[ROUNDS], theirs[ROUNDS];
    sqlite3 *db = store_handle(session_station(house.session)->store);
    size_t n = 0;
    noted.n = 0;
    board(&n);
    sqlite3_trace_v2(db, SQLITE_TRACE_STMT, note, &noted);
    board(&n);
    sqlite3_trace_v2(db, 0, NULL, NULL);
    for (int r = 0; r < ROUNDS; r++) { /* in turns: the cache is the same for both */
        theirs[r] = bare(db, &noted);
        ours[r] = board(&n);
    }
    double mine = quickest(ours), its = quickest(theirs);
    printf("  %-44s %9.3f ms  bare %9.3f ms  ratio %5.2f  (%zu lines, %zu queries)\n", what, mine * 1e3, its * 1e3,
           mine / its, n, noted.n);
    for (size_t i = 0; i < noted.n; i++)
        sqlite3_free(noted.sql[i]);
    return mine;
}

static void the_board(void **state)
{
    static const struct {
        int64_t entries;
        const char *what;
    } sizes[] = {{100000, "board, 100 000 entries"}, {1000000, "board, 1 000 000 entries"}};
    double small = 0;
    int64_t there = 0;
    (void)state;
    house_demo(&house, house_time(2026, 11, 24, 14, 10));
    measure("board, the demo");
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0] && sizes[i].entries <= most; i++) {
        fill(there, sizes[i].entries);
        there = sizes[i].entries;
        double took = measure(sizes[i].what);
        if (i == 0)
            small = took;
        else
            printf("  %-44s ratio %5.2f\n", "1 000 000 entries against 100 000", took / small);
    }
    house_close(&house);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_board)};
    if (argc > 1)
        most = strtoll(argv[1], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Damage by bytes: every flipped bit, cut and swapped page of the database is refused at the opening or found by verify
 * (security.md §4, A6–A8); and so is a journal of SQLite's that somebody deletes after a kill (A11), unless nothing is missing. */
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
#include <time.h>
#include <unistd.h>

#include "tests/db/fixture.h"

enum { FLIPS = 150, PAGE = 4096, KILLS = 8 };

struct world {
    struct fixture f;
    struct secret key;
    struct store_id id;
    unsigned char *bytes;
    size_t size;
};

static void world_make(struct world *w)
{
    char id[ENTRY_ID_BYTES], item[32];
    memset(w, 0, sizeof *w);
    fixture_make(&w->f);
    for (int i = 0; i < 20; i++) {
        snprintf(item, sizeof item, "TEST-%d", i);
        fixture_request(&w->f, id, item);
    }
    assert_ok(secret_copy(&w->key, w->f.station->data_key.bytes, w->f.station->data_key.size, e));
    w->id = w->f.station->id;
    fixture_close(&w->f);
    scratch_read(&w->bytes, &w->size, w->f.dir.path, "station.g1.db");
}

static void world_remove(struct world *w)
{
    secret_release(&w->key);
    free(w->bytes);
    fixture_remove(&w->f);
}

/* Opened by its data key, without a person: many times a second. */
static int open_and_verify(struct world *w, struct err *e)
{
    struct station *station = NULL;
    struct verify_report report;
    bool rebuilt;
    int code = station_new(&station, &w->f.options, false, e);
    if (code)
        return code;
    station->id = w->id;
    assert_int_equal(secret_copy(&station->data_key, w->key.bytes, w->key.size, NULL), 0);
    code = station_attach(station, "station.g1.db", &rebuilt, e);
    if (!code)
        code = station_verify(station, &report, NULL, NULL, e);
    station_free(station);
    return code;
}

static void put(struct world *w, const void *bytes, size_t n)
{
    scratch_file(&w->f.dir, "station.g1.db", bytes, n, 0600);
    (void)unlinkat(w->f.dir.dir, "station.g1.db-journal", 0);
}

static void must_be_found(struct world *w, const char *what, size_t at)
{
    struct err why = {0};
    int code = open_and_verify(w, &why);
    if (code != ERR_INTEGRITY && code != ERR_NOT_FOUND)
        fail_msg("%s %zu: %d %s", what, at, code, why.text);
    assert_true(why.text[0] != '\0');
}

static void every_flipped_bit_is_found(void **state)
{
    (void)state;
    struct world w;
    uint32_t seed = 1123;
    world_make(&w);
    assert_ok(open_and_verify(&w, e));
    for (size_t i = 0; i < FLIPS; i++) {
        size_t at = i < 16 ? i : scratch_number(&seed) % w.size; /* the salt, then anywhere */
        unsigned char bit = (unsigned char)(1u << scratch_number(&seed) % 8);
        w.bytes[at] ^= bit;
        put(&w, w.bytes, w.size);
        must_be_found(&w, "flip at", at);
        w.bytes[at] ^= bit;
    }
    put(&w, w.bytes, w.size);
    assert_ok(open_and_verify(&w, e));
    world_remove(&w);
}

static void every_cut_is_found(void **state)
{
    (void)state;
    struct world w;
    uint32_t seed = 61;
    world_make(&w);
    for (size_t i = 0; i < 40; i++) {
        size_t n = i == 0   ? 0
                   : i < 20 ? scratch_number(&seed) % (w.size / PAGE) * PAGE
                            : scratch_number(&seed) % w.size;
        put(&w, w.bytes, n);
        must_be_found(&w, "cut at", n);
    }
    world_remove(&w);
}

static void every_swapped_page_is_found(void **state)
{
    (void)state;
    struct world w;
    uint32_t seed = 17;
    world_make(&w);
    unsigned char *mixed = malloc(w.size);
    assert_non_null(mixed);
    for (int i = 0; i < 10; i++) {
        size_t a = 1 + scratch_number(&seed) % (w.size / PAGE - 1), b = 1 + scratch_number(&seed) % (w.size / PAGE - 1);
        if (a == b)
            continue;
        memcpy(mixed, w.bytes, w.size);
        memcpy(mixed + a * PAGE, w.bytes + b * PAGE, PAGE);
        memcpy(mixed + b * PAGE, w.bytes + a * PAGE, PAGE);
        put(&w, mixed, w.size);
        must_be_found(&w, "swap of", a);
    }
    free(mixed);
    world_remove(&w);
}

/* A writer is killed, the journal that would undo his half transaction is deleted by hand. */
static void a_deleted_hot_journal_is_found_or_harmless(void **state)
{
    (void)state;
    struct world w;
    uint32_t seed = 5;
    world_make(&w);
    for (int i = 0; i < KILLS; i++) {
        int ready[2], status;
        char byte;
        put(&w, w.bytes, w.size);
        assert_int_equal(pipe(ready), 0);
        pid_t pid = fork();
        if (pid == 0) {
            struct station *station = NULL;
            bool rebuilt;
            if (station_new(&station, &w.f.options, false, NULL) != 0)
                _exit(1);
            station->id = w.id;
            if (secret_copy(&station->data_key, w.key.bytes, w.key.size, NULL) != 0 ||
                station_attach(station, "station.g1.db", &rebuilt, NULL) != 0 ||
                store_exec(station->store, "PRAGMA cache_size=2;PRAGMA cache_spill=1", NULL) != 0 ||
                write(ready[1], "x", 1) != 1)
                _exit(1);
            for (;;) /* its changes spill into the file before they are committed */
                if (store_begin(station->store, NULL) != 0 || rebuild_events(station, NULL, NULL, NULL) != 0 ||
                    store_commit(station->store, NULL) != 0)
                    _exit(1);
        }
        close(ready[1]);
        assert_int_equal(read(ready[0], &byte, 1), 1);
        close(ready[0]);
        struct timespec pause = {.tv_nsec = (long)(scratch_number(&seed) % 30000) * 1000L};
        nanosleep(&pause, NULL);
        kill(pid, SIGKILL);
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFSIGNALED(status));
        (void)unlinkat(w.f.dir.dir, "station.g1.db-journal", 0);
        struct err why = {0};
        int code = open_and_verify(&w, &why);
        if (code != 0 && code != ERR_INTEGRITY)
            fail_msg("%d %s", code, why.text);
    }
    world_remove(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_flipped_bit_is_found),
        cmocka_unit_test(every_cut_is_found),
        cmocka_unit_test(every_swapped_page_is_found),
        cmocka_unit_test(a_deleted_hot_journal_is_found_or_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

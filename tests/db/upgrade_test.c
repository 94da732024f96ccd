/* A program with other declarations copies the station's files into backups/ and makes the projections anew; killed at any
 * write, out of disk at any write, it opens again with the old or the new projections and every event (design.md §3).
 * KANRIBO_FAULTS=1 tries every write, without it every fifth after those of the copy.
 *
 * The calls to the system are taken here before libc gets them, SQLite's and ours alike. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/db/fixture.h"

/* ---- the calls that change something on the disk ---- */
static struct {
    bool counting;
    long n, kill_at, full_from;
} calls;

/* Is the disk full? Or is this the end? */
static bool call_full(bool needs_room)
{
    if (!calls.counting)
        return false;
    calls.n++;
    if (calls.n == calls.kill_at)
        kill(getpid(), SIGKILL);
    return needs_room && calls.full_from && calls.n >= calls.full_from;
}

#define TAKEN __attribute__((visibility("default")))
#define FULL_OR(needs_room, call) \
    if (call_full(needs_room)) {  \
        errno = ENOSPC;           \
        return -1;                \
    }                             \
    return call

TAKEN ssize_t write(int fd, const void *bytes, size_t n)
{
    FULL_OR(fd > 2, syscall(SYS_write, fd, bytes, n));
}

TAKEN ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
    FULL_OR(true, syscall(SYS_pwrite64, fd, bytes, n, at));
}

TAKEN ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
    FULL_OR(true, syscall(SYS_pwrite64, fd, bytes, n, at));
}

TAKEN int ftruncate(int fd, off_t size)
{
    FULL_OR(false, (int)syscall(SYS_ftruncate, fd, size));
}

TAKEN int ftruncate64(int fd, off64_t size)
{
    FULL_OR(false, (int)syscall(SYS_ftruncate, fd, size));
}

TAKEN int fsync(int fd)
{
    FULL_OR(false, (int)syscall(SYS_fsync, fd));
}

TAKEN int fdatasync(int fd)
{
    FULL_OR(false, (int)syscall(SYS_fdatasync, fd));
}

TAKEN int mkdir(const char *path, mode_t mode)
{
    FULL_OR(true, (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode));
}

TAKEN int renameat(int from_dir, const char *from, int to_dir, const char *to)
{
    FULL_OR(false, (int)syscall(SYS_renameat2, from_dir, from, to_dir, to, 0));
}

TAKEN int unlinkat(int dir, const char *path, int flags)
{
    FULL_OR(false, (int)syscall(SYS_unlinkat, dir, path, flags));
}

/* ---- a station of an older version ---- */
enum { OLD_LOANS = 6 };
static const char db_name[] = "station.g1.db";

struct file {
    unsigned char *bytes;
    size_t size;
};

struct world {
    struct fixture f;
    struct secret key;
    struct store_id id;
    struct file db, keys; /* as the older version left them */
    int64_t events, number;
};

static bool file_is(const struct file *file, const char *dir, const char *name)
{
    struct file now;
    scratch_read(&now.bytes, &now.size, dir, name);
    bool same = now.size == file->size && memcmp(now.bytes, file->bytes, now.size) == 0;
    free(now.bytes);
    return same;
}

static void world_make(struct world *w)
{
    char id[ENTRY_ID_BYTES], item[32];
    memset(w, 0, sizeof *w);
    fixture_make(&w->f);
    for (int i = 0; i < OLD_LOANS; i++) {
        snprintf(item, sizeof item, "TEST-%d", i);
        fixture_request(&w->f, id, item);
        assert_ok(fixture_step(&w->f, id, "permit", "out", e));
    }
    assert_ok(fixture_dispose(&w->f, id, e));
    assert_ok(secret_copy(&w->key, w->f.station->data_key.bytes, w->f.station->data_key.size, e));
    w->id = w->f.station->id;
    w->events = station_seq(w->f.station);
    w->number = w->f.station->schema.number;
    fixture_close(&w->f);
    scratch_read(&w->db.bytes, &w->db.size, w->f.dir.path, db_name);
    scratch_read(&w->keys.bytes, &w->keys.size, w->f.dir.path, "station.keys");
    w->f.options.registers = fixture_registers_grown;
    w->f.options.now += 3600;
}

static void backups_path(char *buf, size_t size, const struct world *w, const char *name)
{
    snprintf(buf, size, "%s/backups%s%s", w->f.dir.path, *name ? "/" : "", name);
}

/* How many copies are whole, how many are not; first: the name of a whole one. */
static void backups_count(const struct world *w, int *whole, int *parts, char first[COPY_BYTES])
{
    char path[512];
    backups_path(path, sizeof path, w, "");
    DIR *dir = opendir(path);
    *whole = *parts = 0;
    first[0] = '\0';
    for (struct dirent *d; dir && (d = readdir(dir)) != NULL;) {
        if (strncmp(d->d_name, "upgrade-", 8) != 0)
            continue;
        if (strstr(d->d_name, ".part")) {
            (*parts)++;
        } else {
            (*whole)++;
            snprintf(first, COPY_BYTES, "%.100s", d->d_name);
        }
    }
    if (dir)
        closedir(dir);
}

static void world_reset(struct world *w)
{
    char path[512];
    backups_path(path, sizeof path, w, "");
    scratch_clear(path);
    scratch_file(&w->f.dir, db_name, w->db.bytes, w->db.size, 0600);
    scratch_file(&w->f.dir, "station.keys", w->keys.bytes, w->keys.size, 0600);
    (void)unlinkat(w->f.dir.dir, "station.g1.db-journal", 0);
}

static void world_remove(struct world *w)
{
    secret_release(&w->key);
    free(w->db.bytes);
    free(w->keys.bytes);
    fixture_remove(&w->f);
}

/* Opened by its data key, without a person: many times a second. */
static int attach(struct world *w, const char *dir, const struct register_def *const *list, bool verify, bool *rebuilt,
                  struct err *e)
{
    struct station *station = NULL;
    struct verify_report report;
    struct station_options options = w->f.options;
    options.dir = dir;
    options.registers = list;
    *rebuilt = false;
    int code = station_new(&station, &options, false, e);
    if (code)
        return code;
    station->id = w->id;
    assert_int_equal(secret_copy(&station->data_key, w->key.bytes, w->key.size, NULL), 0);
    code = station_attach(station, db_name, rebuilt, e);
    if (!code && verify) {
        code = station_verify(station, &report, NULL, NULL, e);
        if (!code)
            assert_int_equal(report.events, w->events);
    }
    station_free(station);
    return code;
}

/* The copy as a station of its own, by the older program, without any rebuild. */
static void copy_is_good(struct world *w, const char *name)
{
    char path[512];
    bool rebuilt;
    struct stat st;
    backups_path(path, sizeof path, w, name);
    assert_true(file_is(&w->db, path, db_name));
    assert_true(file_is(&w->keys, path, "station.keys"));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    snprintf(path + strlen(path), 32, "/%s", db_name);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    backups_path(path, sizeof path, w, name);
    assert_ok(attach(w, path, fixture_registers, true, &rebuilt, e));
    assert_false(rebuilt);
}

/* Every write while the copy is made, then every fifth. */
static long stride(long at)
{
    return at < 25 || getenv("KANRIBO_FAULTS") ? 1 : 5;
}

/* ---- tests ---- */
static void a_copy_is_taken_before_the_tables_are_made_anew(void **state)
{
    (void)state;
    struct world w;
    bool rebuilt;
    int whole, parts;
    char name[COPY_BYTES], number[16], again[COPY_BYTES];
    world_make(&w);
    assert_ok(attach(&w, w.f.dir.path, fixture_registers_grown, true, &rebuilt, e));
    assert_true(rebuilt);
    backups_count(&w, &whole, &parts, name);
    assert_int_equal(whole, 1);
    assert_int_equal(parts, 0);
    assert_memory_equal(name, "upgrade-20261124-0000-", 22);
    snprintf(number, sizeof number, "-%08llx-", (unsigned long long)w.number);
    assert_non_null(strstr(name, number));
    copy_is_good(&w, name);
    assert_false(file_is(&w.db, w.f.dir.path, db_name));
    assert_ok(attach(&w, w.f.dir.path, fixture_registers_grown, true, &rebuilt, e)); /* the second opening */
    assert_false(rebuilt);
    backups_count(&w, &whole, &parts, again);
    assert_int_equal(whole, 1);
    assert_string_equal(again, name);
    world_remove(&w);
}

static void the_person_who_signs_in_is_told(void **state)
{
    (void)state;
    struct world w;
    int whole, parts;
    char name[COPY_BYTES];
    world_make(&w);
    w.f.now += 3600;
    fixture_open(&w.f);
    assert_true(w.f.signin.rebuilt);
    assert_false(w.f.signin.alarm);
    backups_count(&w, &whole, &parts, name);
    assert_string_equal(w.f.signin.copy, name);
    fixture_close(&w.f);
    fixture_open(&w.f);
    assert_false(w.f.signin.rebuilt);
    assert_string_equal(w.f.signin.copy, "");
    world_remove(&w);
}

/* 1 when it came to its end, 0 when it was killed. */
static bool run_killed_at(struct world *w, long at)
{
    int status;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        bool rebuilt;
        calls.kill_at = at;
        calls.counting = true;
        _exit(attach(w, w->f.dir.path, fixture_registers_grown, false, &rebuilt, NULL) != 0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFSIGNALED(status)) {
        assert_int_equal(WTERMSIG(status), SIGKILL);
        return false;
    }
    assert_int_equal(WEXITSTATUS(status), 0);
    return true;
}

static void killed_at_any_write_it_opens_again(void **state)
{
    (void)state;
    struct world w;
    bool rebuilt, ended = false;
    int whole, parts, tried = 0, copied = 0;
    char name[COPY_BYTES], before[COPY_BYTES];
    world_make(&w);
    for (long at = 1; !ended; at += stride(at), tried++) {
        world_reset(&w);
        ended = run_killed_at(&w, at);
        backups_count(&w, &whole, &parts, before);
        assert_true(whole <= 1 && parts <= 1);
        copied += whole;
        if (tried % 3 == 0) /* the older program, which knows nothing of it, works on as well */
            assert_ok(attach(&w, w.f.dir.path, fixture_registers, true, &rebuilt, e));
        assert_ok(attach(&w, w.f.dir.path, fixture_registers_grown, true, &rebuilt, e));
        backups_count(&w, &whole, &parts, name);
        if (tried % 3 != 0) {
            assert_int_equal(whole, 1);
            assert_int_equal(parts, 0);
            assert_true(!*before || strcmp(before, name) == 0);
            if (!ended)
                copy_is_good(&w, name);
        }
    }
    assert_true(tried > 10 && copied > 2 && copied < tried);
    world_remove(&w);
}

static void a_full_disk_is_told_and_nothing_is_changed(void **state)
{
    (void)state;
    struct world w;
    bool rebuilt;
    int whole, parts, copying = 0, code = ERR_FULL;
    char name[COPY_BYTES];
    world_make(&w);
    for (long at = 1; code == ERR_FULL; at += stride(at)) {
        struct err why = {0};
        world_reset(&w);
        calls.n = 0;
        calls.full_from = at;
        calls.counting = true;
        code = attach(&w, w.f.dir.path, fixture_registers_grown, false, &rebuilt, &why);
        calls.counting = false;
        if (code != 0 && code != ERR_FULL)
            fail_msg("full from %ld: %d %s", at, code, why.text);
        if (code == 0)
            break;
        backups_count(&w, &whole, &parts, name);
        assert_int_equal(parts, 0);
        if (!whole) {
            copying++;
            assert_non_null(strstr(why.text, "空きを作ってから"));
            assert_non_null(strstr(why.text, "何も変えていません"));
            assert_true(file_is(&w.db, w.f.dir.path, db_name));
        }
        assert_true(file_is(&w.keys, w.f.dir.path, "station.keys"));
        assert_ok(attach(&w, w.f.dir.path, fixture_registers, true, &rebuilt, e)); /* the older program goes on */
        assert_false(rebuilt);
        assert_ok(attach(&w, w.f.dir.path, fixture_registers_grown, true, &rebuilt, e));
        assert_true(rebuilt);
    }
    assert_true(copying > 0);
    world_remove(&w);
}

static void the_newest_three_copies_are_kept(void **state)
{
    (void)state;
    struct world w;
    bool rebuilt;
    int whole, parts;
    char name[COPY_BYTES], path[512];
    world_make(&w);
    world_reset(&w);
    for (int i = 0; i < 6; i++) { /* each time another program: copies of two contents, taken at other times */
        const struct register_def *const *list = i % 2 ? fixture_registers : fixture_registers_grown;
        char id[ENTRY_ID_BYTES], item[32];
        w.f.options.registers = list;
        w.f.now += 86400;
        snprintf(item, sizeof item, "TEST-1%d", i);
        fixture_open(&w.f);
        assert_true(w.f.signin.rebuilt);
        fixture_request(&w.f, id, item);
        w.events = station_seq(w.f.station);
        fixture_close(&w.f);
        backups_count(&w, &whole, &parts, name);
        assert_int_equal(whole, i < 3 ? i + 1 : 3);
        assert_int_equal(parts, 0);
        backups_path(path, sizeof path, &w, w.f.signin.copy);
        assert_int_equal(access(path, F_OK), 0);
    }
    backups_path(path, sizeof path, &w, "other");
    assert_int_equal(mkdir(path, 0700), 0); /* what is not ours stays */
    w.f.now = FIXTURE_NOW - 86400;          /* and a clock that is wrong does not cost the newest */
    w.f.options.registers = fixture_registers_grown;
    fixture_open(&w.f);
    fixture_close(&w.f);
    backups_count(&w, &whole, &parts, name);
    assert_int_equal(whole, 3);
    assert_int_equal(access(path, F_OK), 0);
    backups_path(path, sizeof path, &w, w.f.signin.copy);
    assert_int_equal(access(path, F_OK), 0);
    assert_ok(attach(&w, w.f.dir.path, fixture_registers_grown, false, &rebuilt, e));
    world_remove(&w);
}

/* It has the station open while another version makes other projections: its next entry must not go into those. */
static void a_program_that_was_overtaken_writes_no_more(void **state)
{
    (void)state;
    struct world w;
    struct fixture old;
    struct err why = {0};
    char id[ENTRY_ID_BYTES];
    world_make(&w);
    old = w.f;
    old.options.registers = fixture_registers;
    fixture_open(&old);
    fixture_open(&w.f);
    assert_true(w.f.signin.rebuilt);
    assert_int_equal(fixture_try_request(&old, id, "TEST-9", &why), ERR_MOVED);
    assert_non_null(strstr(why.text, "別の版のプログラム"));
    fixture_request(&w.f, id, "TEST-9");
    fixture_verify(&w.f);
    fixture_close(&old);
    world_remove(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_is_taken_before_the_tables_are_made_anew),
        cmocka_unit_test(the_person_who_signs_in_is_told),
        cmocka_unit_test(killed_at_any_write_it_opens_again),
        cmocka_unit_test(a_full_disk_is_told_and_nothing_is_changed),
        cmocka_unit_test(the_newest_three_copies_are_kept),
        cmocka_unit_test(a_program_that_was_overtaken_writes_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

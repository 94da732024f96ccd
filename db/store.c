#include <stdarg.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlcipher/sqlite3.h>

#include "db/slot.h"
#include "db/store.h"
#include "db/store_error.h"
#include "forms/banned.h"

enum { CACHED = 128, BUSY_MS = 10000 };

struct cached {
    char *sql;
    sqlite3_stmt *stmt;
    bool used;
    bool recent; /* asked for since the hand passed */
};
struct store {
    sqlite3 *db;
    int failed; /* extended code of the last failure */
    char message[ERR_TEXT_BYTES];
    int snapshots;
    bool snapshot_ours;
    size_t ncached, hand;
    struct cached cached[CACHED];
};

struct sqlite3 *store_handle(struct store *store)
{
    return store->db;
}

/* Remembers what SQLite said before another call overwrites it, and puts it into words. */
static int store_fail(struct store *store, struct err *e)
{
    store->failed = sqlite3_extended_errcode(store->db);
    snprintf(store->message, sizeof store->message, "%s", sqlite3_errmsg(store->db));
    return store_error(e, store->failed, store->message);
}

/* ---- statements ---- */
static int statement_cached(struct statement *s, const char *sql)
{
    struct store *store = s->store;
    for (size_t i = 0; i < store->ncached; i++) {
        struct cached *c = &store->cached[i];
        if (!c->used && c->sql && strcmp(c->sql, sql) == 0) {
            c->used = c->recent = true;
            s->slot = (int)i;
            s->stmt = c->stmt;
            return 1;
        }
    }
    return 0;
}

/* A free place, or that of one not asked for of late: registers and the ways to change an entry are more than there are places.
 * NULL: all are in use. */
static struct cached *cache_place(struct store *store)
{
    if (store->ncached < CACHED)
        return &store->cached[store->ncached++];
    for (size_t tried = 0; tried < 2 * CACHED; tried++) {
        struct cached *c = &store->cached[store->hand];
        store->hand = (store->hand + 1) % CACHED;
        if (!c->used && !c->recent) {
            sqlite3_finalize(c->stmt);
            free(c->sql);
            *c = (struct cached){0};
            return c;
        }
        c->recent = false;
    }
    return NULL;
}

int statement_prepare(struct statement *s, struct store *store, const char *sql, struct err *e)
{
    *s = (struct statement){.store = store, .slot = -1};
    if (statement_cached(s, sql))
        return 0;
    if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->stmt, NULL) != SQLITE_OK)
        return store_fail(store, e);
    struct cached *place = cache_place(store);
    char *copy = place ? strdup(sql) : NULL;
    if (copy) {
        *place = (struct cached){.sql = copy, .stmt = s->stmt, .used = true, .recent = true};
        s->slot = (int)(place - store->cached);
    }
    return 0;
}

static int statement_bound(struct statement *s, int rc, struct err *e)
{
    return rc == SQLITE_OK ? 0 : store_fail(s->store, e);
}

int statement_bind_text(struct statement *s, int at, const char *text, struct err *e)
{
    return statement_bound(s, sqlite3_bind_text(s->stmt, at, text, -1, SQLITE_STATIC), e);
}

int statement_bind_number(struct statement *s, int at, int64_t number, struct err *e)
{
    return statement_bound(s, sqlite3_bind_int64(s->stmt, at, number), e);
}

int statement_bind_bytes(struct statement *s, int at, const void *bytes, size_t n, struct err *e)
{
    return statement_bound(s, sqlite3_bind_blob64(s->stmt, at, bytes, n, SQLITE_STATIC), e);
}

int statement_bind_value(struct statement *s, int at, const char *text, struct err *e)
{
    if (text && *text) {
        char *end = NULL;
        errno = 0;
        long long number = strtoll(text, &end, 10);
        char back[32];
        snprintf(back, sizeof back, "%lld", number);
        if (!errno && end && !*end && strcmp(back, text) == 0)
            return statement_bind_number(s, at, number, e);
    }
    return statement_bind_text(s, at, text, e);
}

static int statement_bind_list(struct statement *s, struct err *e, const char *types, va_list list)
{
    int code = 0;
    for (int at = 1; !code && types[at - 1]; at++) {
        char type = types[at - 1];
        if (type == 't') {
            code = statement_bind_text(s, at, va_arg(list, const char *), e);
        } else if (type == 'd') {
            code = statement_bind_value(s, at, va_arg(list, const char *), e);
        } else if (type == 'i') {
            code = statement_bind_number(s, at, va_arg(list, int64_t), e);
        } else if (type == 'b') {
            const void *bytes = va_arg(list, const void *);
            size_t n = va_arg(list, size_t);
            code = statement_bind_bytes(s, at, bytes, n, e);
        } else {
            code = statement_bound(s, sqlite3_bind_null(s->stmt, at), e);
        }
    }
    return code;
}
static int statement_begin_list(struct statement *s, struct store *store, struct err *e, const char *sql,
                                const char *types, va_list list)
{
    int code = statement_prepare(s, store, sql, e);
    if (!code)
        code = statement_bind_list(s, e, types, list);
    if (code)
        statement_end(s);
    return code;
}

int statement_begin(struct statement *s, struct store *store, struct err *e, const char *sql, const char *types, ...)
{
    va_list list;
    va_start(list, types);
    int code = statement_begin_list(s, store, e, sql, types, list);
    va_end(list);
    return code;
}

int statement_step(struct statement *s, struct err *e)
{
    int rc = sqlite3_step(s->stmt);
    if (rc == SQLITE_ROW)
        return 1;
    if (rc == SQLITE_DONE)
        return 0;
    return store_fail(s->store, e);
}

int64_t statement_number(const struct statement *s, int column)
{
    return sqlite3_column_int64(s->stmt, column);
}

const char *statement_text(const struct statement *s, int column)
{
    return (const char *)sqlite3_column_text(s->stmt, column);
}

int statement_columns(const struct statement *s)
{
    return sqlite3_column_count(s->stmt);
}

const void *statement_bytes(const struct statement *s, int column, size_t *n)
{
    const void *bytes = sqlite3_column_blob(s->stmt, column);
    *n = (size_t)sqlite3_column_bytes(s->stmt, column);
    return bytes;
}

void statement_end(struct statement *s)
{
    if (!s->stmt)
        return;
    if (s->slot >= 0) {
        sqlite3_reset(s->stmt);
        sqlite3_clear_bindings(s->stmt);
        s->store->cached[s->slot].used = false;
    } else {
        sqlite3_finalize(s->stmt);
    }
    s->stmt = NULL;
}

int store_run(struct store *store, struct err *e, const char *sql, const char *types, ...)
{
    struct statement s = {0};
    va_list list;
    va_start(list, types);
    int code = statement_begin_list(&s, store, e, sql, types, list);
    va_end(list);
    if (code)
        return code;
    do
        code = statement_step(&s, e);
    while (code > 0);
    statement_end(&s);
    return code;
}

int store_number(int64_t *out, struct store *store, struct err *e, const char *sql, const char *types, ...)
{
    struct statement s = {0};
    va_list list;
    va_start(list, types);
    int code = statement_begin_list(&s, store, e, sql, types, list);
    va_end(list);
    if (code)
        return code;
    code = statement_step(&s, e);
    if (code > 0 && sqlite3_column_type(s.stmt, 0) != SQLITE_NULL) {
        *out = statement_number(&s, 0);
        code = 0;
    } else if (code >= 0) {
        code = ERR_NOT_FOUND;
    }
    statement_end(&s);
    return code;
}

bool store_not_unique(const struct store *store, char *column, size_t size)
{
    if (store->failed != SQLITE_CONSTRAINT_UNIQUE && store->failed != SQLITE_CONSTRAINT_PRIMARYKEY)
        return false;
    const char *colon = strrchr(store->message, ':');
    snprintf(column, size, "%s", colon ? colon + 2 : "");
    return true;
}

int64_t store_data_version(struct store *store)
{
    int64_t version = 0;
    return store_number(&version, store, NULL, "PRAGMA data_version", "") ? -1 : version;
}

/* ---- transactions ---- */
int store_exec(struct store *store, const char *sql, struct err *e)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : store_fail(store, e);
}

int store_begin(struct store *store, struct err *e)
{
    return store_run(store, e, "BEGIN IMMEDIATE", "");
}

int store_commit(struct store *store, struct err *e)
{
    return store_run(store, e, "COMMIT", "");
}

void store_rollback(struct store *store)
{
    if (!sqlite3_get_autocommit(store->db))
        store_run(store, NULL, "ROLLBACK", "");
}

int store_snapshot(struct store *store, struct err *e)
{
    if (store->snapshots == 0) {
        store->snapshot_ours = sqlite3_get_autocommit(store->db);
        if (store->snapshot_ours) {
            int code = store_run(store, e, "BEGIN", "");
            if (code)
                return code;
        }
    }
    store->snapshots++;
    return 0;
}

void store_snapshot_end(struct store *store)
{
    if (--store->snapshots == 0 && store->snapshot_ours)
        store_rollback(store);
}

int store_scrub(struct store *store, struct err *e)
{
    sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 1); /* VACUUM attaches its own, in memory */
    int code = store_exec(store, "VACUUM", e);
    sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 0);
    return code;
}

int store_image(struct store *store, int (*take)(void *arg, const void *bytes, size_t n, int64_t total, struct err *e),
                void *arg, struct err *e)
{
    enum { PIECE = 256 * 1024 };
    sqlite3_file *file = NULL;
    sqlite3_int64 size = 0;
    int rc = sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (rc == SQLITE_OK)
        rc = file->pMethods->xFileSize(file, &size);
    char *piece = malloc(PIECE);
    int code = piece ? 0 : err_memory(e);
    for (sqlite3_int64 at = 0; !code && rc == SQLITE_OK && at < size; at += PIECE) {
        int n = size - at < PIECE ? (int)(size - at) : PIECE;
        rc = file->pMethods->xRead(file, piece, n, at);
        if (rc == SQLITE_OK)
            code = take(arg, piece, (size_t)n, size, e);
    }
    free(piece);
    return code || rc == SQLITE_OK ? code : store_error(e, rc, "");
}

/* ---- opening ---- */
static const char after_key[] =
    "PRAGMA cipher_log_level=NONE;" /* lost if set before the key; else it prints on stderr */
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA secure_delete=ON;"
    "PRAGMA cache_size=-16000;"
    "PRAGMA journal_mode=TRUNCATE;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA trusted_schema=OFF;";

static int store_configure(struct store *store)
{
    static const struct {
        int option, value;
    } options[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1},
                   {SQLITE_DBCONFIG_DQS_DML, 0},
                   {SQLITE_DBCONFIG_DQS_DDL, 0},
                   {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (sqlite3_db_config(store->db, options[i].option, options[i].value, (int *)NULL) != SQLITE_OK)
            return -1;
    sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 0);
    return 0;
}

static int store_connect(struct store **out, const char *path, const struct secret *key, int flags, struct err *e)
{
    if (!sqlite3_compileoption_used("TEMP_STORE=2") && !sqlite3_compileoption_used("TEMP_STORE=3"))
        return err_set(
            e, ERR_IO,
            "この SQLCipher は一時データを平文で書く設定です。配布元の標準の libsqlcipher を入れてください。");
    struct store *store = calloc(1, sizeof *store);
    if (!store)
        return err_memory(e);
    int code = 0;
    if (sqlite3_open_v2(path, &store->db,
                        flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE,
                        NULL) != SQLITE_OK) {
        code = store->db ? store_fail(store, e) : err_memory(e);
        goto done;
    }
    if (key && sqlite3_key(store->db, key->bytes, STORE_KEY_BYTES - 1) != SQLITE_OK)
        code = store_fail(store, e);
    sqlite3_busy_timeout(store->db, BUSY_MS); /* first: a pragma below reads the file */
    if (!code)
        code = store_exec(store, after_key, e);
    if (!code && store_configure(store))
        code = err_set(e, ERR_IO, "データベースの安全な設定ができません。libsqlcipher の版を確かめてください。");
done:
    if (code)
        store_close(store);
    else
        *out = store;
    return code;
}

int store_open(struct store **out, const char *path, const struct secret *key, struct err *e)
{
    struct stat st;
    if (lstat(path, &st))
        return err_set(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO,
                       "データベースのファイル %s を開けません。バックアップから復元してください。", path);
    if (!S_ISREG(st.st_mode) || st.st_size == 0)
        return err_set(e, ERR_INTEGRITY,
                       "データベースのファイル %s が空か、ファイルではありません。バックアップから復元してください。",
                       path);
    struct store *store = NULL;
    int code = store_connect(&store, path, key, SQLITE_OPEN_READWRITE, e);
    if (code)
        return code;
    int64_t id = 0;
    code = store_number(&id, store, e, "PRAGMA application_id", "");
    if (!code && id != STORE_APPLICATION_ID)
        code = err_set(e, ERR_INTEGRITY, "%s は管理簿のデータベースではありません。", path);
    if (code)
        store_close(store);
    else
        *out = store;
    return code;
}

int store_create(struct store **out, const char *path, unsigned mode, const struct secret *key, struct err *e)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return err_set(e, ERR_IO, "%s を作れません（%s）。", path, err_reason((char[ERR_REASON_BYTES]){0}, errno));
    int refused = fchmod(fd, (mode_t)mode);
    if (close(fd) || refused)
        return err_set(e, ERR_IO, "%s を作れません（%s）。", path, err_reason((char[ERR_REASON_BYTES]){0}, errno));
    struct store *store = NULL;
    int code = store_connect(&store, path, key, SQLITE_OPEN_READWRITE, e);
    if (!code && store) {
        char sql[64];
        snprintf(sql, sizeof sql, "PRAGMA application_id=%d", (int)STORE_APPLICATION_ID);
        code = store_exec(store, sql, e);
    }
    if (code)
        store_close(store);
    else
        *out = store;
    return code;
}

int store_open_memory(struct store **out, struct err *e)
{
    return store_connect(out, ":memory:", NULL, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, e);
}

void store_close(struct store *store)
{
    if (!store)
        return;
    store_rollback(store);
    for (size_t i = 0; i < store->ncached; i++) {
        sqlite3_finalize(store->cached[i].stmt);
        free(store->cached[i].sql);
    }
    sqlite3_close_v2(store->db);
    free(store);
}

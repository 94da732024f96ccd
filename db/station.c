#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/inside.h"
#include "db/stationdir.h"
#include "forms/text.h"
#include "forms/banned.h"

/* ---- memory ---- */
int station_new(struct station **out, const struct station_options *options, bool create, struct err *e)
{
    struct station *s = calloc(1, sizeof *s);
    if (!s)
        return err_memory(e);
    s->dirfd = -1;
    s->kdf_floor = options->kdf_floor;
    s->registers = options->registers ? options->registers : registers;
    s->progress = options->progress;
    s->progress_arg = options->progress_arg;
    s->now = options->now;
    text_format(s->pc, sizeof s->pc, "%s", options->pc && *options->pc ? options->pc : "?");
    s->dir = strdup(options->dir);
    int code = s->dir ? crypto_start(e) : err_memory(e);
    if (!code)
        code = stationdir_open(&s->dirfd, options->dir, create, e);
    if (!code)
        code = schema_init(&s->schema, s->registers, e);
    if (code)
        station_free(s);
    else
        *out = s;
    return code;
}

void identity_free(struct identity *identity)
{
    if (!identity)
        return;
    person_keys_release(&identity->keys);
    free(identity);
}

static void rush_free(struct station *s)
{
    if (!s->rush)
        return;
    keyfile_release(&s->rush->keyfile);
    dirlock_drop(&s->rush->lock);
    free(s->rush);
    s->rush = NULL;
}

void station_free(struct station *s)
{
    if (!s)
        return;
    if (s->journal)
        journal_cancel(&s->journal);
    rush_free(s);
    projection_release(&s->projection);
    store_close(s->store);
    schema_release(&s->schema);
    identity_free(s->self);
    secret_release(&s->data_key);
    secret_release(&s->slot_key);
    if (s->dirfd >= 0)
        close(s->dirfd);
    free(s->dir);
    free(s);
}

unsigned station_file_mode(const struct station *station)
{
    struct stat st;
    return fstat(station->dirfd, &st) == 0 && (st.st_mode & S_IWGRP) ? 0660 : 0600;
}

/* ---- asking ---- */
struct identity *station_self(struct station *station)
{
    return station->self;
}

const char *identity_uid(const struct identity *identity)
{
    return identity->uid;
}

const char *identity_person(const struct identity *identity)
{
    return identity->person;
}

const struct register_def *station_register(const struct station *station, const char *id)
{
    for (size_t i = 0; station->registers[i]; i++)
        if (strcmp(station->registers[i]->id, id) == 0)
            return station->registers[i];
    return NULL;
}

const struct register_def *const *station_registers(const struct station *station)
{
    return station->registers;
}

const char *station_dir(const struct station *station)
{
    return station->dir;
}

const char *station_pc(const struct station *station)
{
    return station->pc;
}

const char *station_site(const struct station *station)
{
    return station->site;
}

int64_t station_seq(struct station *station)
{
    int64_t seq = 0;
    store_number(&seq, station->store, NULL, "SELECT MAX(seq) FROM event", "");
    return seq;
}

int64_t station_last_recorded(struct station *station)
{
    int64_t recorded = 0;
    store_number(&recorded, station->store, NULL, "SELECT recorded FROM event ORDER BY seq DESC LIMIT 1", "");
    return recorded;
}

int station_code(char *buf, size_t size, struct station *station, struct err *e)
{
    struct tx tx;
    char hex[17];
    int code = tx_last(&tx, station->store, e);
    if (code)
        return code;
    hex_format(hex, tx.head, 8);
    text_format(buf, size, "%lld-%s", (long long)tx.last, hex);
    return 0;
}

int station_code_at(char *buf, size_t size, struct station *station, int64_t seq, struct err *e)
{
    struct statement s;
    int code =
        statement_begin(&s, station->store, e, "SELECT LOWER(HEX(SUBSTR(hash,1,8))) FROM event WHERE seq=?", "i", seq);
    if (code)
        return code;
    code = statement_step(&s, e);
    if (code == 0)
        code = err_set(e, ERR_NOT_FOUND, "記録 %lld 番はありません。", (long long)seq);
    if (code > 0) {
        text_format(buf, size, "%lld-%s", (long long)seq, statement_text(&s, 0));
        code = 0;
    }
    statement_end(&s);
    return code;
}

bool station_changed(struct station *station)
{
    int64_t version = store_data_version(station->store);
    bool changed = version != station->data_version;
    station->data_version = version;
    return changed;
}

bool station_exists(const char *dir)
{
    char *path = NULL;
    bool there = false;
    if (asprintf(&path, "%s/" KEYFILE_NAME, dir) >= 0)
        there = access(path, F_OK) == 0;
    free(path);
    return there;
}

int station_may_try(const char *dir, const char *uid, int64_t now, bool *enrolling, struct err *e)
{
    struct keyfile k = {0};
    struct attempt_clock clock;
    int fd = -1;
    *enrolling = false;
    int code = crypto_start(e);
    if (!code)
        code = stationdir_open(&fd, dir, false, e);
    if (!code)
        code = keyfile_read(&k, fd, KEYFILE_NAME, e);
    if (!code) {
        const struct slot *slot = keyfile_slot(&k, uid);
        attempt_clock_read(&clock, now);
        struct attempt_state state = attempts_state(&k.attempts, slot ? uid : ATTEMPT_UNKNOWN, &clock);
        *enrolling = slot && slot->kind == SLOT_ENROL;
        code = attempt_state_refuse(&state, e);
    }
    keyfile_release(&k);
    if (fd >= 0)
        close(fd);
    return code;
}

/* ---- the store of an open station ---- */
static int station_check_meta(struct station *station, struct err *e)
{
    unsigned char dbid[HASH_BYTES], generation[4];
    struct store *store = station->store;
    int code = meta_get(store, META_DBID, dbid, HASH_BYTES, e);
    if (!code)
        code = meta_get(store, META_GENERATION, generation, sizeof generation, e);
    if (code)
        return code;
    uint32_t g =
        (uint32_t)generation[0] << 24 | (uint32_t)generation[1] << 16 | (uint32_t)generation[2] << 8 | generation[3];
    if (!crypto_equal(dbid, station->id.dbid, HASH_BYTES) || g != station->id.generation)
        return err_set(e, ERR_INTEGRITY,
                       "データベースと鍵ファイルが、同じ所属又は同じ世代のものではありません。"
                       "バックアップから両方を一緒に復元してください。");
    struct statement s;
    code = statement_begin(&s, store, e, "SELECT value FROM meta WHERE key='" META_SITE "'", "");
    if (!code && (code = statement_step(&s, e)) > 0) {
        text_format(station->site, sizeof station->site, "%s", statement_text(&s, 0));
        code = 0;
    }
    statement_end(&s);
    return code;
}

/* A program with other declarations makes the projections anew from the events, under the lock, and keeps a copy of what was.
 * *rebuilt: another process was not quicker. */
static int station_renew(struct station *station, const char *db, bool *rebuilt, struct err *e)
{
    struct dirlock lock = {.fd = -1};
    int64_t number = 0;
    int code = dirlock_take(&lock, station->dirfd, DIRLOCK_WAIT, e);
    if (!code)
        code = store_begin(station->store, e);
    if (!code)
        code = schema_stored_number(&number, station->store, e);
    bool due = number != station->schema.number;
    if (!code && due)
        code = upgrade_copy(station, db, number, e);
    if (!code && due)
        code = rebuild_events(station, station->progress, station->progress_arg, e);
    if (!code && due)
        code = store_commit(station->store, e);
    if (code || !due)
        store_rollback(station->store);
    else
        upgrade_prune(station);
    *rebuilt = !code && due;
    dirlock_drop(&lock);
    return code;
}

int station_attach(struct station *station, const char *db, bool *rebuilt, struct err *e)
{
    char *path = NULL;
    struct secret text = {0};
    int64_t number = 0;
    *rebuilt = false;
    int code = asprintf(&path, "%s/%s", station->dir, db) < 0 ? err_memory(e) : 0;
    if (!code)
        code = stationdir_check(station->dirfd, db, NULL, e);
    if (!code)
        code = data_key_slots(&station->slot_key, &station->data_key, e);
    if (!code)
        code = data_key_store(&text, &station->data_key, e);
    if (!code)
        code = store_open(&station->store, path, &text, e);
    if (!code)
        code = station_check_meta(station, e);
    if (!code)
        code = projection_init(&station->projection, station->store, station->registers, e);
    if (!code)
        code = schema_stored_number(&number, station->store, e);
    if (!code && number != station->schema.number)
        code = station_renew(station, db, rebuilt, e);
    secret_release(&text);
    free(path);
    return code;
}

/* ---- filling ---- */
int station_rush(struct station *station, struct err *e)
{
    struct journal journal = {0};
    if (station->rush)
        return 0;
    struct rush *rush = calloc(1, sizeof *rush);
    if (!rush)
        return err_memory(e);
    int code = journal_lock(&journal, station, e);
    if (!code) {
        rush->lock = journal.lock;
        rush->keyfile = journal.keyfile;
        station->rush = rush;
        code = store_exec(station->store, "PRAGMA synchronous=OFF", e);
        if (code)
            rush_free(station);
    } else {
        free(rush);
    }
    return code;
}

int station_settle(struct station *station, struct err *e)
{
    struct rush *rush = station->rush;
    if (!rush)
        return 0;
    int code = store_exec(station->store, "PRAGMA synchronous=FULL", e);
    if (!code && syncfs(station->dirfd)) /* not by a descriptor of the database: closing it drops SQLite's locks */
        code = err_set(e, ERR_IO, "%s に書き込めません（%s）。", station->dir,
                       err_reason((char[ERR_REASON_BYTES]){0}, errno));
    if (!code)
        code = keyfile_seal(&rush->keyfile, &station->slot_key, e);
    if (!code)
        code = keyfile_write(&rush->keyfile, station->dirfd, false, e);
    rush_free(station);
    return code;
}

/* ---- slots ---- */
int station_cost(struct kdf_cost *cost, bool floor, struct err *e)
{
    *cost = kdf_floor;
    return floor ? 0 : kdf_calibrate(cost, e);
}

int station_make_slot(struct slot *slot, const struct station *station, const char *uid, const struct person_keys *keys,
                      const struct secret *passphrase, struct err *e)
{
    struct kdf_cost cost;
    int code = station_cost(&cost, station->kdf_floor, e);
    return code ? code : slot_make(slot, uid, &station->id, keys, &station->data_key, passphrase, &cost, e);
}

int identity_fill(struct identity *identity, struct station *station, const char *uid, struct entry **user,
                  struct err *e)
{
    char sql[256], id[ENTRY_ID_BYTES] = "";
    struct statement s;
    *user = NULL;
    snprintf(sql, sizeof sql, "SELECT id FROM \"r_%s\" WHERE \"f_%s\"=?", USER_REGISTER, USER_FIELD_UID);
    int code = statement_begin(&s, station->store, e, sql, "t", uid);
    if (!code && (code = statement_step(&s, e)) > 0) {
        text_format(id, sizeof id, "%s", statement_text(&s, 0));
        code = 0;
    }
    statement_end(&s);
    if (!code && !*id)
        code = err_set(e, ERR_AUTH, "利用者「%s」は登録されていません。管理者に相談してください。", uid);
    if (!code)
        code = station_load(user, station, USER_REGISTER, id, e);
    if (code)
        return code;
    const char *person = entry_get(*user, USER_FIELD_PERSON);
    text_format(identity->uid, sizeof identity->uid, "%s", uid);
    text_format(identity->user, sizeof identity->user, "%s", id);
    reference_id(identity->person, person);
    text_format(identity->name, sizeof identity->name, "%s", reference_label(person));
    return 0;
}

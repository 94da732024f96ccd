/* Making a station: its files, its first transaction, its first slot. station.keys comes last and is what makes it one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/inside.h"
#include "db/spare.h"
#include "forms/text.h"
#include "forms/banned.h"

enum { SITE_LETTERS = 4 };

/* Letters and digits that nobody mistakes for others, on paper or by telephone. */
static void site_new(char site[SITE_BYTES])
{
    static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    unsigned char seed[SITE_LETTERS];
    crypto_random(seed, sizeof seed);
    for (size_t i = 0; i < SITE_LETTERS; i++)
        site[i] = letters[seed[i] % 32];
    site[SITE_LETTERS] = '\0';
}

static void create_sweep(const struct station *station, const char *db)
{
    char name[KEYFILE_DB_BYTES + 16];
    unlinkat(station->dirfd, db, 0); /* of a creation that did not come to its end */
    snprintf(name, sizeof name, "%s-journal", db);
    unlinkat(station->dirfd, name, 0);
}

static int create_store(struct station *station, const char *db, struct err *e)
{
    char *path = NULL;
    struct secret text = {0};
    int code = asprintf(&path, "%s/%s", station->dir, db) < 0 ? err_memory(e) : 0;
    if (!code)
        code = data_key_slots(&station->slot_key, &station->data_key, e);
    if (!code)
        code = data_key_store(&text, &station->data_key, e);
    if (!code)
        code = store_create(&station->store, path, station_file_mode(station), &text, e);
    if (!code)
        code = projection_init(&station->projection, station->store, station->registers, e);
    if (!code && fsync(station->dirfd))
        code = err_set(e, ERR_IO, "%s に書き込めません。", station->dir);
    secret_release(&text);
    free(path);
    return code;
}

static int create_meta(struct station *station, const struct attempts *attempts, struct err *e)
{
    uint32_t g = station->id.generation;
    unsigned char generation[4] = {(unsigned char)(g >> 24), (unsigned char)(g >> 16), (unsigned char)(g >> 8),
                                   (unsigned char)g};
    unsigned char head[HASH_BYTES];
    attempts_head(attempts, head);
    int code = meta_put(station->store, META_DBID, station->id.dbid, HASH_BYTES, e);
    if (!code)
        code = meta_put(station->store, META_GENERATION, generation, sizeof generation, e);
    if (!code)
        code = meta_put(station->store, META_ATTEMPTS, head, HASH_BYTES, e);
    if (!code)
        code =
            store_run(station->store, e, "INSERT INTO meta(key,value) VALUES('" META_SITE "',?)", "t", station->site);
    return code;
}

/* The first transaction; what it must say is checked, for dbid rests on it. */
static int create_journal(struct tx *tx, struct station *station, const struct founding *founding, struct keyfile *k,
                          int64_t now, struct err *e)
{
    struct founding_keys keys;
    struct journal *journal;
    unsigned char nonce[32];
    int64_t good = 0;
    crypto_random(nonce, sizeof nonce);
    hex_format(keys.nonce, nonce, sizeof nonce);
    hex_format(keys.sign_key, station->self->keys.sign_public, SIGN_PUBLIC_BYTES);
    hex_format(keys.seal_key, station->self->keys.ecdh_public, ECDH_PUBLIC_BYTES);
    int code = journal_found(&journal, station, station->self, now, e);
    if (code)
        return code;
    code = founding->write(founding->arg, journal, &keys, e);
    if (!code)
        code = store_number(&good, station->store, e,
                            "SELECT COUNT(*) FROM event v JOIN r_station s ON s.id=v.entry JOIN r_user u "
                            "WHERE v.seq=1 AND v.register='" STATION_REGISTER "' AND s.f_sign_key=? AND s.f_seal_key=? "
                            "AND s.f_nonce=? AND u.f_uid=? AND u.f_sign_key=? AND u.f_seal_key=? "
                            "AND u.state='" USER_STATE_ACTIVE "'",
                            "tttttt", keys.sign_key, keys.seal_key, keys.nonce, founding->uid, keys.sign_key,
                            keys.seal_key);
    if (!code && !good)
        code = err_set(e, ERR_INPUT, "最初の記録に、所属と最初の利用者の鍵が書かれていません。");
    keyfile_init(k, &station->id); /* dbid is known now */
    if (!code)
        code = create_meta(station, &k->attempts, e);
    if (code) {
        journal_cancel(&journal);
        return code;
    }
    code = journal_commit(&journal, e);
    return code ? code : tx_last(tx, station->store, e);
}

static int create_keys(struct station *station, const struct founding *founding, struct keyfile *k, const struct tx *tx,
                       struct err *e)
{
    struct slot slot;
    int code = station_make_slot(&slot, station, founding->uid, &station->self->keys, founding->passphrase, e);
    if (!code) {
        k->anchor.transaction = tx->n;
        k->anchor.seq = tx->last;
        memcpy(k->anchor.head, tx->head, HASH_BYTES);
        code = keyfile_put(k, &slot, e);
    }
    if (!code)
        code = keyfile_seal(k, &station->slot_key, e);
    if (!code)
        code = keyfile_write(k, station->dirfd, false, e);
    return code;
}

static int create_locked(struct station *station, const struct station_options *options,
                         const struct founding *founding, struct err *e)
{
    struct keyfile k = {0};
    struct tx tx;
    struct entry *user = NULL;
    char db[KEYFILE_DB_BYTES];
    if (station_exists(station->dir))
        return err_set(e, ERR_REFUSED, "%s には、すでに所属のデータがあります。", station->dir);
    station->id.generation = 1;
    keyfile_init(&k, &station->id);
    keyfile_db(&k, db);
    keyfile_release(&k);
    create_sweep(station, db);
    site_new(station->site);
    int code = data_key_new(&station->data_key, e);
    if (!code)
        code = person_keys_new(&station->self->keys, e);
    text_format(station->self->uid, sizeof station->self->uid, "%s", founding->uid);
    if (!code)
        code = create_store(station, db, e);
    if (!code)
        code = create_journal(&tx, station, founding, &k, options->now, e);
    if (!code)
        code = identity_fill(station->self, station, founding->uid, &user, e);
    if (!code)
        code = create_keys(station, founding, &k, &tx, e);
    entry_free(user);
    keyfile_release(&k);
    if (code)
        create_sweep(station, db);
    return code;
}

int station_create(struct station **out, const struct station_options *options, const struct founding *founding,
                   struct err *e)
{
    struct station *station = NULL;
    struct dirlock lock = {.fd = -1};
    *out = NULL;
    int code = station_new(&station, options, true, e);
    if (code)
        return code;
    station->self = calloc(1, sizeof *station->self);
    if (!station->self)
        code = err_memory(e);
    if (!code)
        code = dirlock_take(&lock, station->dirfd, DIRLOCK_WAIT, e);
    if (!code)
        code = create_locked(station, options, founding, e);
    dirlock_drop(&lock);
    if (!code)
        code = journal_log(station, "sign_in", NULL, options->now, e);
    if (!code)
        spare_make(station->dirfd, station_file_mode(station));
    if (code)
        station_free(station);
    else
        *out = station;
    return code;
}

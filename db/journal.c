#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/body.h"
#include "db/inside.h"
#include "forms/text.h"
#include "forms/banned.h"

/* ---- lock and key file ---- */
int journal_lock(struct journal *journal, struct station *station, struct err *e)
{
    journal->station = station;
    journal->lock.fd = -1;
    if (station->journal)
        return err_set(e, ERR_BUSY, "前の記録がまだ終わっていません。");
    if (station->rush) { /* locked and read already */
        journal->keyfile = station->rush->keyfile;
        station->rush->keyfile = (struct keyfile){0};
        return 0;
    }
    int code = dirlock_take(&journal->lock, station->dirfd, DIRLOCK_WAIT, e);
    if (!code)
        code = keyfile_read(&journal->keyfile, station->dirfd, KEYFILE_NAME, e);
    if (!code && (journal->keyfile.id.generation != station->id.generation ||
                  !crypto_equal(journal->keyfile.id.dbid, station->id.dbid, HASH_BYTES)))
        code = err_set(e, ERR_MOVED,
                       "データベースの鍵が更新されたか、別のものに置き換えられました。もう一度ログインしてください。");
    if (!code)
        code = keyfile_check(&journal->keyfile, &station->slot_key, e);
    if (code)
        journal_unlock(journal);
    return code;
}

void journal_unlock(struct journal *journal)
{
    if (journal->station->rush) {
        journal->station->rush->keyfile = journal->keyfile;
        return;
    }
    keyfile_release(&journal->keyfile);
    journal->keyfile = (struct keyfile){0};
    dirlock_drop(&journal->lock);
}

/* ---- the anchor rule (security.md §2.4) ---- */
static int anchor_odd(struct err *e, const char *what)
{
    return err_set(e, ERR_INTEGRITY,
                   "データベースと鍵ファイルの控え（アンカー）が一致しません: %s。"
                   "どちらかが古いものに戻されたおそれがあります。運用管理者に知らせ、バックアップを確かめてください。",
                   what);
}

/* Is the key one that the registry knows for this id now? */
static int key_registered(bool *known, struct store *store, const struct tx *tx, struct err *e)
{
    char hex[2 * SIGN_PUBLIC_BYTES + 1];
    int64_t found = 0;
    hex_format(hex, tx->key, SIGN_PUBLIC_BYTES);
    int code = store_number(&found, store, e, "SELECT COUNT(*) FROM \"r_user\" WHERE \"f_uid\"=? AND \"f_sign_key\"=?",
                            "tt", tx->uid, hex);
    *known = found > 0;
    return code;
}

int anchor_check(struct store *store, const struct store_id *id, const struct anchor *anchor, bool *repair,
                 struct err *e)
{
    struct tx tx;
    int64_t last = 0;
    *repair = false;
    int code = tx_last(&tx, store, e);
    if (!code)
        code = store_number(&last, store, e, "SELECT IFNULL(MAX(seq),0) FROM event", "");
    if (code)
        return code;
    if (last != tx.last)
        return anchor_odd(e, "署名のない記録があります");
    if (tx.n == anchor->transaction)
        return tx.last == anchor->seq && crypto_equal(tx.head, anchor->head, HASH_BYTES)
                   ? 0
                   : anchor_odd(e, "最後の記録が違います");
    if (tx.n < anchor->transaction)
        return anchor_odd(e, "データベースの記録が控えより少なくなっています");
    if (tx.n > anchor->transaction + 1)
        return anchor_odd(e, "データベースの記録が控えより二つ以上進んでいます");
    int64_t chained = 0;
    bool known = false;
    code = store_number(&chained, store, e, "SELECT COUNT(*) FROM event WHERE seq=? AND prev=? AND ?=?", "ibii",
                        tx.first, (const void *)anchor->head, (size_t)HASH_BYTES, tx.first, anchor->seq + 1);
    if (!code)
        code = key_registered(&known, store, &tx, e);
    if (code)
        return code;
    if (!chained || !known || !tx_signed(&tx, id->dbid))
        return anchor_odd(e, "控えより進んだ記録が、つながっていないか、正しく署名されていません");
    *repair = true;
    return 0;
}

static void anchor_of(struct anchor *anchor, const struct tx *tx)
{
    anchor->transaction = tx->n;
    anchor->seq = tx->last;
    memcpy(anchor->head, tx->head, HASH_BYTES);
}

/* What a crash left between COMMIT and the anchor. Attempts that the journal has taken in already are settled too. */
static int journal_repair(struct journal *journal, const struct tx *last, struct err *e)
{
    unsigned char head[HASH_BYTES];
    bool found = false;
    int code = meta_get(journal->station->store, META_ATTEMPTS, head, HASH_BYTES, e);
    if (!code)
        code = attempts_settle(&journal->keyfile.attempts, head, &found, e);
    if (code)
        return code;
    anchor_of(&journal->keyfile.anchor, last);
    code = keyfile_seal(&journal->keyfile, &journal->station->slot_key, e);
    if (!code)
        code = keyfile_write(&journal->keyfile, journal->station->dirfd, false, e);
    journal->repaired = !code;
    return code;
}

/* ---- begin ---- */
static int journal_start(struct journal *journal, struct err *e)
{
    struct station *station = journal->station;
    struct tx last;
    struct statement s;
    int code = tx_last(&last, station->store, e);
    if (code)
        return code;
    journal->tx = (struct tx){.n = last.n + 1, .first = last.last + 1};
    text_format(journal->tx.uid, sizeof journal->tx.uid, "%s", journal->identity->uid);
    memcpy(journal->tx.key, journal->identity->keys.sign_public, SIGN_PUBLIC_BYTES);
    journal->seq = last.last;
    memcpy(journal->head, last.head, HASH_BYTES);
    code = statement_begin(&s, station->store, e, "SELECT clock FROM event WHERE seq=?", "i", last.last);
    if (!code && (code = statement_step(&s, e)) > 0) {
        journal->logical = statement_number(&s, 0);
        code = 0;
    }
    statement_end(&s);
    if (!code)
        code = store_number(&journal->counter, station->store, e, "SELECT IFNULL(MAX(n),0) FROM counter WHERE site=?",
                            "t", station->site);
    return code;
}

static int journal_new(struct journal **out, struct station *station, const struct identity *identity, int64_t now,
                       struct err *e)
{
    *out = calloc(1, sizeof **out);
    if (!*out)
        return err_memory(e);
    (*out)->station = station;
    (*out)->identity = identity ? identity : station->self;
    (*out)->now = now;
    (*out)->lock.fd = -1;
    attempt_clock_read(&(*out)->clock, now);
    return 0;
}

/* A program that still runs while another version made other projections must not write into them. */
static int journal_current(struct station *station, struct err *e)
{
    int64_t number = 0;
    int code = schema_stored_number(&number, station->store, e);
    if (!code && number != station->schema.number)
        code = err_set(e, ERR_MOVED,
                       "別の版のプログラムが台帳を作り直しました。プログラムを終え、新しい版で開き直してください。");
    return code;
}

/* Whoever was suspended meanwhile, or got other keys, writes no more: his next act asks him to sign in again. */
static int journal_allowed(struct journal *journal, struct err *e)
{
    int64_t found = 0;
    int code = store_number(&found, journal->station->store, e,
                            "SELECT COUNT(*) FROM \"r_user\" WHERE \"f_uid\"=? AND state IN ('" USER_STATE_ACTIVE
                            "','" USER_STATE_ENROLLING "')",
                            "t", journal->identity->uid);
    if (!code && !found)
        code =
            err_set(e, ERR_AUTH, "利用者「%s」は停止又は廃止されているので、記録できません。", journal->identity->uid);
    return code;
}

int journal_begin(struct journal **out, struct station *station, const struct identity *identity, int64_t now,
                  struct err *e)
{
    struct journal *journal;
    bool repair = false;
    *out = NULL;
    int code = journal_new(&journal, station, identity, now, e);
    if (code)
        return code;
    code = journal_lock(journal, station, e);
    if (code) {
        free(journal);
        return code;
    }
    station->journal = journal;
    code = store_begin(station->store, e);
    if (!code)
        code = anchor_check(station->store, &station->id, &journal->keyfile.anchor, &repair, e);
    if (!code && repair) {
        struct tx last;
        code = tx_last(&last, station->store, e);
        if (!code)
            code = journal_repair(journal, &last, e);
    }
    if (!code)
        code = journal_current(station, e);
    if (!code)
        code = journal_allowed(journal, e);
    if (!code)
        code = journal_start(journal, e);
    if (code)
        journal_cancel(&journal);
    *out = journal;
    return code;
}

int journal_found(struct journal **out, struct station *station, const struct identity *identity, int64_t now,
                  struct err *e)
{
    struct journal *journal;
    *out = NULL;
    int code = journal_new(&journal, station, identity, now, e);
    if (code)
        return code;
    station->journal = journal;
    journal->founding = true;
    code = store_begin(station->store, e);
    if (!code)
        code = schema_install(&station->schema, station->store, e);
    if (!code)
        code = journal_start(journal, e);
    if (code)
        journal_cancel(&journal);
    *out = journal;
    return code;
}

/* ---- append ---- */
int64_t journal_now(const struct journal *journal)
{
    return journal->now;
}

int journal_new_id(struct journal *journal, char id[ENTRY_ID_BYTES], struct err *e)
{
    if (journal->counter == INT64_MAX)
        return err_set(e, ERR_IO, "記載の番号を使い切りました。");
    text_format(id, ENTRY_ID_BYTES, "%s-%lld", journal->station->site, (long long)++journal->counter);
    return 0;
}

int journal_append_event(struct journal *journal, const struct change *change, const unsigned char *digest,
                         struct err *e)
{
    struct station *station = journal->station;
    unsigned char *bytes = NULL;
    size_t size = 0;
    struct event event = {.seq = journal->seq + 1,
                          .tx = journal->tx.n,
                          .clock = journal->logical + 1,
                          .recorded = journal->now,
                          .mono = journal->clock.uptime};
    text_format(event.site, sizeof event.site, "%s", station->site);
    text_format(event.pc, sizeof event.pc, "%s", station->pc);
    text_format(event.boot, sizeof event.boot, "%s", journal->clock.boot);
    text_format(event.reg, sizeof event.reg, "%s", change->reg);
    text_format(event.entry, sizeof event.entry, "%s", change->entry);
    text_format(event.action, sizeof event.action, "%s", change->step);
    memcpy(event.prev, journal->head, HASH_BYTES);
    int code = body_encode(&bytes, &size, change, digest, e);
    if (!code)
        code = event_insert(station->store, &event, bytes, size, e);
    if (!code) {
        journal->seq = event.seq;
        journal->logical = event.clock;
        memcpy(journal->head, event.hash, HASH_BYTES);
        if (journal->founding && event.seq == 1)
            memcpy(station->id.dbid, event.hash, HASH_BYTES);
    }
    free(bytes);
    return code;
}

static int conflict(const struct register_def *reg, const char *id, struct err *e)
{
    return err_set(e, ERR_CONFLICT,
                   "%s %s は、他の者が更新しました。最新の内容を確かめてから、もう一度行ってください。", reg->label,
                   id);
}

int journal_before(struct entry **before, struct journal *journal, const struct register_def *reg, const char *id,
                   int64_t expected_rev, struct err *e)
{
    struct store *store = journal->station->store;
    *before = NULL;
    if (expected_rev > 0) {
        int code = station_load(before, journal->station, reg->id, id, e);
        if (!code && (*before)->rev != expected_rev)
            code = conflict(reg, id, e);
        return code;
    }
    char sql[KEY_BYTES + 64];
    int64_t there = 0;
    snprintf(sql, sizeof sql, "SELECT 1 FROM \"r_%s\" WHERE id=?", reg->id);
    int code = store_number(&there, store, e, sql, "t", id);
    if (code == ERR_NOT_FOUND)
        return 0;
    return code ? code : conflict(reg, id, e);
}

static int append_projected(struct journal *journal, const struct change *change, int64_t expected_rev,
                            struct entry **out, struct err *e)
{
    struct station *station = journal->station;
    struct entry *before = NULL, *after = NULL;
    unsigned char digest[HASH_BYTES];
    const struct register_def *reg = station_register(station, change->reg);
    if (!reg)
        return err_set(e, ERR_NOT_FOUND, "「%s」という簿冊はありません。", change->reg);
    int code = journal_before(&before, journal, reg, change->entry, expected_rev, e);
    if (!code)
        code = before ? entry_copy(&after, before, e) : entry_new(&after, reg, e);
    if (!code)
        code = entry_apply(after, change, journal->seq + 1, e);
    if (!code)
        code = entry_digest(digest, after, e);
    if (!code)
        code = journal_append_event(journal, change, digest, e);
    if (!code)
        code = projection_write(&station->projection, before, after, digest, e);
    entry_free(before);
    if (!code && out)
        *out = after;
    else
        entry_free(after);
    return code;
}

int journal_unusable(struct err *e)
{
    return err_set(e, ERR_IO, "この取引は失敗しました。取り消してからやり直してください。");
}

int journal_append(struct journal *journal, const struct change *change, int64_t expected_rev, struct entry **after,
                   struct err *e)
{
    if (after)
        *after = NULL;
    if (journal->failed)
        return journal_unusable(e);
    int code = strcmp(change->step, TOMBSTONE) == 0
                   ? err_set(e, ERR_REFUSED, "廃棄は、廃棄の手続によってだけ記録できます。")
               : strcmp(change->reg, LOG_REGISTER) == 0 ? journal_append_event(journal, change, NULL, e)
                                                        : append_projected(journal, change, expected_rev, after, e);
    journal->failed = code != 0;
    return code;
}

int journal_load(struct entry **out, struct journal *journal, const char *reg, const char *id, struct err *e)
{
    return station_load(out, journal->station, reg, id, e);
}

/* ---- end ---- */
static void journal_free(struct journal **journal)
{
    struct journal *j = *journal;
    *journal = NULL;
    j->station->journal = NULL;
    projection_forget(&j->station->projection);
    journal_unlock(j);
    free(j);
}

void journal_cancel(struct journal **journal)
{
    if (!*journal)
        return;
    store_rollback((*journal)->station->store);
    journal_free(journal);
}

/* The key file follows the commit. When it cannot be written the transaction stands all the same: the next begin finds the
 * anchor one behind and repairs it before anything else is written. What the file carried besides is lost, and told. */
static int journal_move_anchor(struct journal *journal, struct err *e)
{
    struct keyfile *k = &journal->keyfile;
    struct slot *slot = keyfile_slot(k, journal->tx.uid);
    anchor_of(&k->anchor, &journal->tx);
    if (slot && slot->kind == SLOT_PERSON &&
        crypto_equal(slot->person.sign_public, journal->tx.key, SIGN_PUBLIC_BYTES)) {
        struct witness *w = &slot->person.witness;
        w->transaction = journal->tx.n;
        w->seq = journal->tx.last;
        memcpy(w->head, journal->tx.head, HASH_BYTES);
        witness_sign(w, k->id.dbid, &journal->identity->keys.sign);
    }
    if (journal->station->rush)
        return 0;
    int code = keyfile_seal(k, &journal->station->slot_key, e);
    return code ? code : keyfile_write(k, journal->station->dirfd, journal->keep, e);
}

int journal_commit(struct journal **journal, struct err *e)
{
    struct journal *j = *journal;
    struct store *store = j->station->store;
    int code = 0;
    if (j->failed) {
        journal_cancel(journal);
        return err_set(e, ERR_IO, "この取引は失敗したので、何も書かれていません。");
    }
    if (j->seq < j->tx.first) {
        journal_cancel(journal);
        return 0;
    }
    j->tx.last = j->seq;
    memcpy(j->tx.head, j->head, HASH_BYTES);
    bool known = false;
    code = projection_flush(&j->station->projection, e);
    if (!code)
        code = key_registered(&known, store, &j->tx, e);
    if (!code && !known)
        code = err_set(e, ERR_MOVED, "「%s」の鍵が替えられました。もう一度ログインしてください。", j->tx.uid);
    if (!code)
        code = tx_sign(&j->tx, j->station->id.dbid, &j->identity->keys.sign, e);
    if (!code)
        code = tx_insert(store, &j->tx, e);
    if (!code)
        code = store_commit(store, e);
    struct err lost = {0};
    int moved = 0;
    if (code)
        store_rollback(store);
    else if (!j->founding)
        moved = journal_move_anchor(j, &lost);
    if (!code)
        journal_scrub(j);
    if (moved && j->account)
        code = err_set(
            e, lost.code,
            "記録は書けましたが、鍵ファイルに書けませんでした。この手続は効いていないおそれがあります。空き容量と"
            "フォルダを確かめて、もう一度行ってください。ログインできないときは、管理者がコードを再発行します。(%s)",
            lost.text);
    journal_free(journal);
    return code;
}

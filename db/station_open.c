/* Opening a station, in the order of security.md §2.3; the first sign-in with a one-time code; another person's passphrase. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/code.h"
#include "db/inside.h"
#include "db/spare.h"
#include "db/stationdir.h"
#include "forms/text.h"
#include "forms/banned.h"

static void signin_alarm(struct station_signin *signin, const char *text)
{
    if (signin->alarm)
        return;
    signin->alarm = true;
    text_format(signin->alarm_text, sizeof signin->alarm_text, "%s", text);
}

static int auth_wrong(struct err *e)
{
    return err_set(e, ERR_AUTH, "利用者ID又は合言葉が違います。5回続けて誤ると、15分待つことになります。");
}

int attempt_failed(int dirfd, const char *pc, const char *uid, const struct attempt_clock *clock, struct err *e)
{
    struct attempt_state state;
    struct err lost = {0};
    int code = keyfile_failed(dirfd, uid, clock, pc, &state, &lost);
    if (code) {
        if (e)
            *e = lost;
        return code;
    }
    (void)attempt_state_refuse(&state, e);
    return ERR_AUTH;
}

/* The passphrase of an id, with the attempt written first. keys and dk are made here. */
static int station_unlock(struct person_keys *keys, struct secret *dk, struct keyfile *k, int dirfd, const char *pc,
                          const char *uid, const struct secret *passphrase, int64_t now, struct err *e)
{
    struct attempt_clock clock;
    attempt_clock_read(&clock, now);
    int code = keyfile_try(k, dirfd, uid, &clock, pc, e);
    if (code)
        return code;
    const struct slot *slot = keyfile_slot(k, uid);
    if (slot && slot->kind == SLOT_PERSON) {
        code = slot_open(keys, dk, slot, &k->id, passphrase, e);
    } else {
        struct kdf_cost cost = keyfile_cost(k);
        code = slot_open_none(&cost, passphrase, e);
    }
    if (code != ERR_AUTH)
        return code;
    auth_wrong(e);
    return attempt_failed(dirfd, pc, uid, &clock, e);
}

/* The key that a slot gave must be the one that the journal knows for this person. */
static int identity_check(struct identity *identity, struct station *station, const char *uid, struct err *e)
{
    char hex[2 * SIGN_PUBLIC_BYTES + 1];
    struct entry *user = NULL;
    int code = identity_fill(identity, station, uid, &user, e);
    if (!code && strcmp(user->state, USER_STATE_ACTIVE) != 0)
        code = err_set(e, ERR_AUTH,
                       "利用者「%s」は、今は使えません（停止中、廃止又は初回の手続待ち）。管理者に相談してください。",
                       uid);
    hex_format(hex, identity->keys.sign_public, SIGN_PUBLIC_BYTES);
    if (!code && !entry_is(user, USER_FIELD_SIGN_KEY, hex))
        code = err_set(
            e, ERR_INTEGRITY,
            "鍵ファイルにある「%s」の鍵が、記録に登録された鍵と違います。管理者にコードの再発行を求めてください。",
            uid);
    entry_free(user);
    return code;
}

/* ---- what the sign-in finds ---- */
static int signin_last(struct station_signin *signin, struct station *station, struct err *e)
{
    struct statement s;
    int code = statement_begin(&s, station->store, e,
                               "SELECT seq,recorded FROM event WHERE register='" LOG_REGISTER
                               "' AND entry=? AND action='sign_in' ORDER BY seq DESC LIMIT 1",
                               "t", station->self->user);
    if (!code && (code = statement_step(&s, e)) > 0) {
        signin->last_seq = statement_number(&s, 0);
        signin->last_time = statement_number(&s, 1);
        code = 0;
    }
    statement_end(&s);
    return code;
}

/* What this person signed last must still be there (security.md §2.4 "witness"). */
static int signin_witness(struct station_signin *signin, struct journal *journal, struct err *e)
{
    struct station *station = journal->station;
    const struct slot *slot = keyfile_slot(&journal->keyfile, station->self->uid);
    if (!slot || slot->kind != SLOT_PERSON || slot->person.witness.transaction == 0)
        return 0;
    const struct witness *w = &slot->person.witness;
    int64_t found = 0;
    if (!witness_verify(w, station->id.dbid, station->self->keys.sign_public)) {
        signin_alarm(signin,
                     "鍵ファイルにある、あなたの前回の控えが正しく署名されていません。運用管理者に知らせてください。");
        return 0;
    }
    int code = store_number(&found, station->store, e, "SELECT COUNT(*) FROM tx WHERE n=? AND last=? AND head=?", "iib",
                            w->transaction, w->seq, (const void *)w->head, (size_t)HASH_BYTES);
    if (!code && !found)
        signin_alarm(signin, "あなたが前回署名した記録が見当たりません。全体が古いものに戻されたおそれがあります。"
                             "運用管理者に知らせてください。");
    return code;
}

/* Section B must go on from where the journal took it in. */
static int signin_section(struct station_signin *signin, struct journal *journal, struct err *e)
{
    unsigned char head[HASH_BYTES];
    struct attempts *a = &journal->keyfile.attempts;
    bool found = true;
    int code = meta_get(journal->station->store, META_ATTEMPTS, head, HASH_BYTES, e);
    if (!code && !crypto_equal(a->start, head, HASH_BYTES))
        code = attempts_settle(a, head, &found, e);
    if (!code && (a->odd || !found))
        signin_alarm(signin, "ログインの試行の記録が、前回からつながっていません。鍵ファイルが古いものに戻されたか、"
                             "書き換えられたおそれがあります。運用管理者に知らせてください。");
    return code;
}

/* change (may be NULL): a registration of the person's own key, in the same transaction. slot likewise. */
static int station_sign_in(struct station *station, struct station_signin *signin, const struct change *change,
                           int64_t rev, const struct slot *slot, int64_t now, struct err *e)
{
    struct journal *journal;
    int code = journal_begin(&journal, station, NULL, now, e);
    if (code)
        return code;
    signin->repaired = journal->repaired;
    code = entries_prove(station, e);
    if (!code)
        code = journal_scrub_due(journal, e);
    if (!code)
        code = signin_last(signin, station, e);
    if (!code && !slot)
        code = signin_witness(signin, journal, e);
    if (!code)
        code = signin_section(signin, journal, e);
    if (!code && change)
        code = journal_append(journal, change, rev, NULL, e);
    if (!code && slot) {
        code = keyfile_put(&journal->keyfile, slot, e);
        journal->keep = journal->account = true;
    }
    if (!code)
        code = journal_take_attempts(journal, station->self->uid, &signin->attempts, e);
    if (!code && signin->alarm)
        code = journal_append_log(journal, station->self->user, "alarm", signin->alarm_text, NULL, e);
    if (!code)
        code = journal_append_log(journal, station->self->user, "sign_in", NULL, NULL, e);
    if (code)
        journal_cancel(&journal);
    else
        code = journal_commit(&journal, e);
    station_changed(station);
    return code;
}

static int signin_attach(struct station_signin *signin, struct station *station, const char *db, struct err *e)
{
    int code = station_attach(station, db, &signin->rebuilt, e);
    text_format(signin->copy, sizeof signin->copy, "%s", station->copy);
    return code;
}

/* Station with identity of uid, nothing opened yet. */
static int station_prepare(struct station **out, const struct station_options *options, struct err *e)
{
    int code = station_new(out, options, false, e);
    if (code)
        return code;
    (*out)->self = calloc(1, sizeof *(*out)->self);
    return (*out)->self ? 0 : err_memory(e);
}

static int station_open_once(struct station **out, const struct station_options *options, const char *uid,
                             const struct secret *passphrase, struct station_signin *signin, struct err *e)
{
    struct station *station = NULL;
    struct keyfile k = {0};
    char db[KEYFILE_DB_BYTES];
    *out = NULL;
    *signin = (struct station_signin){0};
    int code = station_prepare(&station, options, e);
    if (!code)
        code = station_unlock(&station->self->keys, &station->data_key, &k, station->dirfd, station->pc, uid,
                              passphrase, options->now, e);
    if (!code) {
        station->id = k.id;
        keyfile_db(&k, db);
        code = signin_attach(signin, station, db, e);
    }
    if (!code)
        code = keyfile_check(&k, &station->slot_key, e);
    if (!code)
        code = identity_check(station->self, station, uid, e);
    if (!code)
        code = station_sign_in(station, signin, NULL, 0, NULL, options->now, e);
    keyfile_release(&k);
    if (code)
        station_free(station);
    else
        *out = station;
    return code;
}

/* A full disk must not keep the station shut: the spare room is given up, once, and that is told and written. */
int station_open(struct station **out, const struct station_options *options, const char *uid,
                 const struct secret *passphrase, struct station_signin *signin, struct err *e)
{
    int code = station_open_once(out, options, uid, passphrase, signin, e);
    int dir = -1;
    if (code == ERR_FULL && stationdir_open(&dir, options->dir, false, NULL) == 0) {
        if (spare_use(dir))
            code = station_open_once(out, options, uid, passphrase, signin, e);
        close(dir);
        if (code)
            return code;
        signin_alarm(signin,
                     "ディスクがいっぱいです。予備の領域を使ってログインしました。すぐに空きを作ってください。");
        code = journal_log(*out, "alarm", signin->alarm_text, options->now, e);
        if (code) {
            station_free(*out);
            *out = NULL;
        }
    } else if (!code) {
        spare_make((*out)->dirfd, station_file_mode(*out));
    }
    return code;
}

/* ---- the first sign-in ---- */
static int code_unlock(struct secret *dk, struct keyfile *k, struct station *station, const char *uid,
                       const struct secret *typed, int64_t now, struct err *e)
{
    struct attempt_clock clock;
    struct secret symbols = {0};
    const char *text = (const char *)typed->bytes;
    int code = code_read(&symbols, text, strnlen(text, typed->size), e); /* a slip of the finger is no attempt */
    if (code)
        return code;
    attempt_clock_read(&clock, now);
    code = keyfile_try(k, station->dirfd, uid, &clock, station->pc, e);
    if (!code) {
        const struct slot *slot = keyfile_slot(k, uid);
        if (slot && slot->kind == SLOT_ENROL) {
            code = slot_open_enrol(dk, slot, &k->id, &symbols, now, e);
        } else {
            struct kdf_cost cost = keyfile_cost(k);
            code = slot_open_none(&cost, &symbols, e);
        }
        if (code == ERR_AUTH)
            code = attempt_failed(station->dirfd, station->pc, uid, &clock, e);
    }
    secret_release(&symbols);
    return code;
}

static int enrol_change(struct change *change, const struct entry *user, const struct identity *self, int64_t now,
                        struct err *e)
{
    char sign[2 * SIGN_PUBLIC_BYTES + 1], seal[2 * ECDH_PUBLIC_BYTES + 1];
    if (strcmp(user->state, USER_STATE_ENROLLING) != 0)
        return err_set(e, ERR_AUTH,
                       "利用者「%s」は、初回の手続を待っていません。管理者にコードの再発行を求めてください。",
                       self->uid);
    hex_format(sign, self->keys.sign_public, SIGN_PUBLIC_BYTES);
    hex_format(seal, self->keys.ecdh_public, ECDH_PUBLIC_BYTES);
    text_format(change->reg, sizeof change->reg, "%s", USER_REGISTER);
    text_format(change->entry, sizeof change->entry, "%s", user->id);
    text_format(change->step, sizeof change->step, "%s", USER_STEP_ENROL);
    text_format(change->state_before, sizeof change->state_before, "%s", user->state);
    text_format(change->state_after, sizeof change->state_after, "%s", USER_STATE_ACTIVE);
    text_format(change->actor.id, sizeof change->actor.id, "%s", self->person);
    text_format(change->actor.name, sizeof change->actor.name, "%s", self->name);
    change->at = now;
    int code = change_field(change, USER_FIELD_SIGN_KEY, entry_get(user, USER_FIELD_SIGN_KEY), sign, e);
    return code ? code : change_field(change, USER_FIELD_SEAL_KEY, entry_get(user, USER_FIELD_SEAL_KEY), seal, e);
}

int station_enrol(struct station **out, const struct station_options *options, const char *uid,
                  const struct secret *code_text, const struct secret *passphrase, struct station_signin *signin,
                  struct err *e)
{
    struct station *station = NULL;
    struct keyfile k = {0};
    struct entry *user = NULL;
    struct slot slot;
    struct change change;
    char db[KEYFILE_DB_BYTES];
    *out = NULL;
    *signin = (struct station_signin){0};
    change_init(&change);
    int code = station_prepare(&station, options, e);
    if (!code)
        code = code_unlock(&station->data_key, &k, station, uid, code_text, options->now, e);
    if (!code) {
        station->id = k.id;
        keyfile_db(&k, db);
        code = signin_attach(signin, station, db, e);
    }
    if (!code)
        code = keyfile_check(&k, &station->slot_key, e);
    if (!code)
        code = identity_fill(station->self, station, uid, &user, e);
    if (!code)
        code = person_keys_new(&station->self->keys, e);
    if (!code)
        code = enrol_change(&change, user, station->self, options->now, e);
    if (!code)
        code = station_make_slot(&slot, station, uid, &station->self->keys, passphrase, e);
    if (!code)
        code = station_sign_in(station, signin, &change, user->rev, &slot, options->now, e);
    change_release(&change);
    entry_free(user);
    keyfile_release(&k);
    if (code)
        station_free(station);
    else
        *out = station;
    return code;
}

/* ---- another person ---- */
int station_identify(struct identity **out, struct station *station, const char *uid, const struct secret *passphrase,
                     int64_t now, struct err *e)
{
    struct keyfile k = {0};
    struct secret dk = {0};
    struct journal *journal = NULL;
    struct identity *identity = calloc(1, sizeof *identity);
    *out = NULL;
    if (!identity)
        return err_memory(e);
    int code = station_unlock(&identity->keys, &dk, &k, station->dirfd, station->pc, uid, passphrase, now, e);
    if (!code)
        code = identity_check(identity, station, uid, e);
    if (!code)
        code = journal_begin(&journal, station, identity, now, e);
    if (!code)
        code = journal_take_attempts(journal, uid, NULL, e); /* else the attempt that succeeded would count on */
    if (!code)
        code = journal_append_log(journal, identity->user, "identify", NULL, NULL, e);
    if (code)
        journal_cancel(&journal);
    else
        code = journal_commit(&journal, e);
    secret_release(&dk);
    keyfile_release(&k);
    if (code)
        identity_free(identity);
    else
        *out = identity;
    return code;
}

int station_close(struct station *station, const char *action, int64_t now, struct err *e)
{
    struct journal *journal = NULL;
    int code = 0;
    if (!station)
        return 0;
    if (station->journal)
        journal_cancel(&station->journal);
    if (action)
        code = journal_begin(&journal, station, NULL, now, e);
    if (journal) {
        code = journal_append_log(journal, station->self->user, action, NULL, NULL, e);
        if (!code)
            code = journal_checkpoint(journal, e);
        if (code)
            journal_cancel(&journal);
        else
            code = journal_commit(&journal, e);
    }
    int settled = station_settle(station, code ? NULL : e);
    station_free(station);
    return code ? code : settled;
}

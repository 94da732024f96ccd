/* Slots of the key file: codes, passphrases, blocks. What the journal says about accounts is the caller's. */
#include <stdlib.h>
#include <string.h>

#include "db/code.h"
#include "db/inside.h"
#include "forms/text.h"
#include "forms/banned.h"

_Static_assert((int)CODE_BYTES >= (int)CODE_TEXT_BYTES, "a code must fit");

/* Puts a slot into the key file in one act with the event that says so; attempts are forgiven with it. */
static int account_commit(struct station *station, const struct slot *slot, const char *action, int64_t now,
                          struct err *e)
{
    struct journal *journal;
    int code = journal_begin(&journal, station, NULL, now, e);
    if (code)
        return code;
    code = keyfile_put(&journal->keyfile, slot, e);
    journal->keep = journal->account = true;
    if (!code)
        code = journal_take_attempts(journal, slot->uid, NULL, e);
    if (!code)
        code = journal_append_log(journal, station->self->user, action, slot->uid, NULL, e);
    if (code)
        journal_cancel(&journal);
    else
        code = journal_commit(&journal, e);
    return code;
}

/* A code has 100 random bits: no derivation has to slow down guessing them, and the first sign-in is quick. */
static const struct kdf_cost code_cost = {.ops = 1, .memory = (uint64_t)8 << 20};

int station_issue_code(struct station *station, const char *uid, char text[CODE_BYTES], int64_t now, struct err *e)
{
    struct secret symbols = {0};
    struct identity who = {0};
    struct entry *user = NULL;
    struct slot slot;
    int code = identity_fill(&who, station, uid, &user, e);
    if (!code && strcmp(user->state, USER_STATE_ENROLLING) != 0)
        code = err_set(e, ERR_REFUSED,
                       "利用者「%s」は、初回の手続を待っていません。先にコードの再発行を記録してください。", uid);
    if (!code)
        code = code_new(text, &symbols, e);
    if (!code)
        code = slot_make_enrol(&slot, uid, &station->id, &station->data_key, &symbols, &code_cost, now, e);
    if (!code)
        code = account_commit(station, &slot, "issue_code", now, e);
    secret_release(&symbols);
    entry_free(user);
    return code;
}

int station_change_passphrase(struct station *station, const char *uid, const struct secret *old,
                              const struct secret *fresh, int64_t now, struct err *e)
{
    struct keyfile k = {0};
    struct attempt_clock clock;
    struct kdf_cost cost;
    attempt_clock_read(&clock, now);
    int code = station_cost(&cost, station->kdf_floor, e);
    if (!code)
        code = keyfile_try(&k, station->dirfd, uid, &clock, station->pc, e);
    if (code)
        return code;
    struct slot *slot = keyfile_slot(&k, uid);
    if (!slot || slot->kind != SLOT_PERSON)
        code = err_set(e, ERR_NOT_FOUND, "利用者「%s」の鍵がありません。", uid);
    else
        code = slot_change_passphrase(slot, &k.id, old, fresh, &cost, e);
    if (code == ERR_AUTH)
        code = attempt_failed(station->dirfd, station->pc, uid, &clock, e);
    if (!code)
        code = account_commit(station, slot, "passphrase", now, e);
    keyfile_release(&k);
    return code;
}

int station_lift(struct station *station, const char *uid, int64_t now, struct err *e)
{
    struct journal *journal;
    int code = journal_begin(&journal, station, NULL, now, e);
    if (code)
        return code;
    code = journal_take_attempts(journal, NULL, NULL, e);
    if (!code)
        attempts_lift(&journal->keyfile.attempts, uid);
    journal->account = true;
    if (!code)
        code = journal_append_log(journal, station->self->user, "lift", uid, NULL, e);
    if (code)
        journal_cancel(&journal);
    else
        code = journal_commit(&journal, e);
    return code;
}

int station_remove_slot(struct station *station, const char *uid, int64_t now, struct err *e)
{
    struct journal *journal;
    int code = journal_begin(&journal, station, NULL, now, e);
    if (code)
        return code;
    keyfile_remove(&journal->keyfile, uid);
    journal->keep = journal->account = true;
    code = journal_append_log(journal, station->self->user, "remove_slot", uid, NULL, e);
    if (code)
        journal_cancel(&journal);
    else
        code = journal_commit(&journal, e);
    return code;
}

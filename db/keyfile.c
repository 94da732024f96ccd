#include "db/keyfile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/dirlock.h"
#include "db/stationdir.h"

#include "forms/banned.h"

void keyfile_init(struct keyfile *k, const struct store_id *id)
{
    memset(k, 0, sizeof *k);
    k->id = *id;
    attempts_init(&k->attempts, id->dbid);
}

void keyfile_release(struct keyfile *k)
{
    attempts_release(&k->attempts);
    free(k->slots);
    free(k->section);
    memset(k, 0, sizeof *k);
}

void keyfile_db(const struct keyfile *k, char name[KEYFILE_DB_BYTES])
{
    (void)snprintf(name, KEYFILE_DB_BYTES, "station.g%u.db", (unsigned)k->id.generation);
}

/* Where the slot of that id is, or would be. */
static size_t slot_place(const struct keyfile *k, const char *uid, bool *there)
{
    size_t i = 0;
    int order = 1;
    while (i < k->nslots && (order = strcmp(k->slots[i].uid, uid)) < 0) {
        i++;
    }
    *there = i < k->nslots && order == 0;
    return i;
}

struct slot *keyfile_slot(const struct keyfile *k, const char *uid)
{
    bool there;
    size_t i = slot_place(k, uid, &there);
    return there ? &k->slots[i] : NULL;
}

struct kdf_cost keyfile_cost(const struct keyfile *k)
{
    struct kdf_cost cost = kdf_floor;
    uint64_t most = 0;
    for (size_t i = 0; i < k->nslots;
         i++) { /* enrol slots are cheap: what a person's slot costs must not tell him apart */
        uint64_t work = k->slots[i].cost.ops * k->slots[i].cost.memory;
        if (k->slots[i].kind == SLOT_PERSON && work > most) {
            cost = k->slots[i].cost;
            most = work;
        }
    }
    return cost;
}

int keyfile_put(struct keyfile *k, const struct slot *s, struct err *e)
{
    bool there;
    size_t i = slot_place(k, s->uid, &there);
    if (there) {
        k->slots[i] = *s;
        return 0;
    }
    if (k->nslots >= KEYFILE_SLOTS_MAX) {
        return err_set(e, ERR_FULL, "利用者IDは%d人分までです。使わない利用者IDを無効にしてください。",
                       KEYFILE_SLOTS_MAX);
    }
    struct slot *slots = realloc(k->slots, (k->nslots + 1) * sizeof *slots);
    if (slots == NULL) {
        return err_memory(e);
    }
    k->slots = slots;
    memmove(&slots[i + 1], &slots[i], (k->nslots - i) * sizeof *slots);
    slots[i] = *s;
    k->nslots++;
    return 0;
}

void keyfile_remove(struct keyfile *k, const char *uid)
{
    bool there;
    size_t i = slot_place(k, uid, &there);
    if (there) {
        memmove(&k->slots[i], &k->slots[i + 1], (k->nslots - i - 1) * sizeof *k->slots);
        k->nslots--;
    }
}

int keyfile_read(struct keyfile *k, int dir, const char *name, struct err *e)
{
    unsigned char *bytes;
    size_t size;
    /* The two names lead to one file when a crash came between keeping the old one and putting the new in its place. */
    const char *twin = strcmp(name, KEYFILE_NAME) == 0 ? KEYFILE_KEPT : KEYFILE_NAME;
    memset(k, 0, sizeof *k);
    int rc = stationdir_read(dir, name, twin, KEYFILE_MAX, &bytes, &size, e);
    if (rc == 0) {
        rc = keyfile_parse(k, bytes, size, e);
        free(bytes);
    }
    return rc;
}

int keyfile_write(const struct keyfile *k, int dir, bool keep, struct err *e)
{
    unsigned char *bytes;
    size_t size;
    int rc = keyfile_encode(k, &bytes, &size, e);
    if (rc == 0) {
        rc = stationdir_replace(dir, KEYFILE_NAME, keep ? KEYFILE_KEPT : NULL, bytes, size, e);
        free(bytes);
    }
    return rc;
}

static const char *attempt_uid(const struct keyfile *k, const char *uid)
{
    return keyfile_slot(k, uid) != NULL ? uid : ATTEMPT_UNKNOWN;
}

int keyfile_try(struct keyfile *k, int dir, const char *uid, const struct attempt_clock *c, const char *pc,
                struct err *e)
{
    struct dirlock lock;
    struct attempt_state state = {0};
    memset(k, 0, sizeof *k);
    int rc = dirlock_take(&lock, dir, DIRLOCK_WAIT, e);
    if (rc != 0) {
        return rc;
    }
    rc = keyfile_read(k, dir, KEYFILE_NAME, e);
    if (rc != 0) {
        goto done;
    }
    const char *who = attempt_uid(k, uid);
    state = attempts_state(&k->attempts, who, c);
    bool free_now = !state.suspended && state.wait == 0;
    if (free_now || state.clock_behind) {
        rc = attempts_add(&k->attempts, c, who, pc, free_now ? ATTEMPT_BEGUN : ATTEMPT_WAIT, e);
        if (rc == 0) {
            rc = keyfile_write(k, dir, false, e);
        }
    }
    if (rc == 0) {
        rc = attempt_state_refuse(&state, e);
    }
done:
    dirlock_drop(&lock);
    if (rc != 0) {
        keyfile_release(k);
    }
    return rc;
}

int keyfile_failed(int dir, const char *uid, const struct attempt_clock *c, const char *pc, struct attempt_state *state,
                   struct err *e)
{
    struct dirlock lock;
    struct keyfile k = {0};
    memset(state, 0, sizeof *state);
    int rc = dirlock_take(&lock, dir, DIRLOCK_WAIT, e);
    if (rc != 0) {
        return rc;
    }
    rc = keyfile_read(&k, dir, KEYFILE_NAME, e);
    if (rc == 0) {
        const char *who = attempt_uid(&k, uid);
        rc = attempts_add(&k.attempts, c, who, pc, ATTEMPT_FAILED, e);
        if (rc == 0) {
            rc = keyfile_write(&k, dir, false, e);
        }
        *state = attempts_state(&k.attempts, who, c);
    }
    dirlock_drop(&lock);
    keyfile_release(&k);
    return rc;
}

#include <stdlib.h>
#include <string.h>

#include "db/verify_inside.h"
#include "forms/text.h"
#include "forms/banned.h"

void registry_release(struct registry *r)
{
    free(r->users);
    *r = (struct registry){0};
}

void registry_begin(struct registry *r)
{
    for (size_t i = 0; i < r->n; i++) {
        r->users[i].waiting = strcmp(r->users[i].state, USER_STATE_ENROLLING) == 0;
        r->users[i].enrolled[0] = '\0';
    }
}

static struct registered *registry_user(struct registry *r, const char *entry)
{
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(r->users[i].entry, entry) == 0)
            return &r->users[i];
    struct registered *grown = realloc(r->users, (r->n + 1) * sizeof *grown);
    if (!grown)
        return NULL;
    r->users = grown;
    struct registered *user = &grown[r->n++];
    *user = (struct registered){0};
    text_format(user->entry, sizeof user->entry, "%s", entry);
    return user;
}

static int registry_odd(const struct event *event, const struct registered *user, const char *what, struct err *e)
{
    return err_set(e, ERR_INTEGRITY,
                   "記録 %lld 番（取引 %lld）: 利用者「%s」の鍵が、%s。鍵が差し込まれたおそれがあります。",
                   (long long)event->seq, (long long)event->tx, user->uid, what);
}

/* A key comes in with the founding, or by its owner's own first sign-in. */
static int registry_key(struct registry *r, struct registered *user, const struct event *event, const char *key,
                        struct err *e)
{
    if (event->tx == 1 && !user->enrolled[0]) {
        if (strcmp(key, r->founder) != 0)
            return registry_odd(event, user, "所属の最初の記録にある鍵と違います", e);
    } else if (strcmp(event->action, USER_STEP_ENROL) != 0 || !user->waiting || user->enrolled[0]) {
        return registry_odd(event, user, "本人の初回の手続によらずに登録されています", e);
    }
    text_format(user->enrolled, sizeof user->enrolled, "%s", key);
    text_format(user->sign_key, sizeof user->sign_key, "%s", key);
    return 0;
}

/* An id is given once, to one entry, and stays (S-8). */
static int registry_uid(struct registry *r, struct registered *user, const struct event *event, const char *uid,
                        struct err *e)
{
    if (!uid)
        return 0;
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(r->users[i].uid, uid) == 0)
            return registry_odd(event, &r->users[i], "同じ利用者IDで二度登録されています", e);
    if (user->uid[0])
        return registry_odd(event, user, "別の利用者IDに移されています", e);
    text_format(user->uid, sizeof user->uid, "%s", uid);
    return 0;
}

int registry_apply(struct registry *r, const struct event *event, const struct change *change, struct err *e)
{
    if (strcmp(event->reg, STATION_REGISTER) == 0 && event->seq == 1) {
        const char *key = change_after(change, USER_FIELD_SIGN_KEY);
        text_format(r->founder, sizeof r->founder, "%s", key ? key : "");
        return 0;
    }
    if (strcmp(event->reg, USER_REGISTER) != 0)
        return 0;
    struct registered *user = registry_user(r, event->entry);
    if (!user)
        return err_memory(e);
    const char *key = change_after(change, USER_FIELD_SIGN_KEY);
    int code = registry_uid(r, user, event, change_after(change, USER_FIELD_UID), e);
    if (!code && key)
        code = registry_key(r, user, event, key, e);
    if (change->state_after[0])
        text_format(user->state, sizeof user->state, "%s", change->state_after);
    return code;
}

int registry_judge(const struct registry *r, const struct tx *tx, const unsigned char dbid[HASH_BYTES], struct err *e)
{
    char hex[2 * SIGN_PUBLIC_BYTES + 1];
    bool known = false;
    hex_format(hex, tx->key, SIGN_PUBLIC_BYTES);
    for (size_t i = 0; i < r->n; i++) {
        const struct registered *user = &r->users[i];
        if (user->enrolled[0] && strcmp(user->uid, tx->uid) != 0)
            return err_set(e, ERR_INTEGRITY,
                           "取引 %lld: 利用者「%s」の鍵を、「%s」が登録しています。鍵が差し込まれたおそれがあります。",
                           (long long)tx->n, user->uid, tx->uid);
        if (strcmp(user->uid, tx->uid) == 0)
            known = strcmp(user->sign_key, hex) == 0;
    }
    if (!known)
        return err_set(e, ERR_INTEGRITY, "取引 %lld は、登録されていない鍵（%.16s…、「%s」の名）で署名されています。",
                       (long long)tx->n, hex, tx->uid);
    if (!tx_signed(tx, dbid))
        return err_set(e, ERR_INTEGRITY, "取引 %lld の「%s」の署名が正しくありません。", (long long)tx->n, tx->uid);
    return 0;
}

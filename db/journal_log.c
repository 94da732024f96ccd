/* Events that project to nothing: sign-ins, attempts, alarms. And the little table of what the store knows of itself. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/inside.h"
#include "forms/text.h"
#include "forms/banned.h"

int meta_put(struct store *store, const char *key, const void *value, size_t n, struct err *e)
{
    return store_run(store, e, "INSERT INTO meta(key,value) VALUES(?,?) ON CONFLICT DO UPDATE SET value=excluded.value",
                     "tb", key, value, n);
}

int meta_get(struct store *store, const char *key, void *value, size_t n, struct err *e)
{
    struct statement s;
    int code = statement_begin(&s, store, e, "SELECT value FROM meta WHERE key=?", "t", key);
    if (code)
        return code;
    code = statement_step(&s, e);
    if (code >= 0) {
        size_t size = 0;
        const void *bytes = code ? statement_bytes(&s, 0, &size) : NULL;
        if (bytes && size == n) {
            memcpy(value, bytes, n);
            code = 0;
        } else {
            code = err_set(e, ERR_INTEGRITY,
                           "データベースの見出し（%s）がないか、読めません。バックアップから復元してください。", key);
        }
    }
    statement_end(&s);
    return code;
}

int journal_append_log(struct journal *journal, const char *entry, const char *action, const char *note,
                       const char *const *fields, struct err *e)
{
    struct change change;
    const struct identity *who = journal->identity;
    int code = 0;
    change_init(&change);
    text_format(change.reg, sizeof change.reg, "%s", LOG_REGISTER);
    text_format(change.entry, sizeof change.entry, "%s", entry);
    text_format(change.step, sizeof change.step, "%s", action);
    text_format(change.actor.id, sizeof change.actor.id, "%s", who->person);
    text_format(change.actor.name, sizeof change.actor.name, "%s", who->name);
    change.at = journal->now;
    if (note && *note && !(change.reason = strdup(note)))
        code = err_memory(e);
    for (size_t i = 0; !code && fields && fields[i]; i += 2)
        code = change_field(&change, fields[i], NULL, fields[i + 1], e);
    if (!code)
        code = journal_append(journal, &change, 0, NULL, e);
    change_release(&change);
    return code;
}

static int append_attempt(struct journal *journal, const struct attempt *a, struct err *e)
{
    char when[32], uptime[32];
    snprintf(when, sizeof when, "%lld", (long long)a->at.now);
    snprintf(uptime, sizeof uptime, "%lld", (long long)a->at.uptime);
    const char *fields[] = {"uid",  a->uid, "pc",     a->pc,  "result", attempt_result_name(a->result),
                            "time", when,   "uptime", uptime, "boot",   a->at.boot,
                            NULL};
    return journal_append_log(journal, "attempt", "attempt", NULL, fields, e);
}

/* A record of a beginning says nothing beside the one of its failure, nor the last one, which this success was. */
static bool attempt_told(const struct attempt *list, size_t n, size_t i, const char *uid)
{
    if (list[i].result != ATTEMPT_BEGUN)
        return true;
    if (i + 1 < n && list[i + 1].result == ATTEMPT_FAILED && strcmp(list[i].uid, list[i + 1].uid) == 0)
        return false;
    return !(i + 1 == n && uid && strcmp(list[i].uid, uid) == 0);
}

int journal_take_attempts(struct journal *journal, const char *uid, int *failed, struct err *e)
{
    struct store *store = journal->station->store;
    struct attempt *list = NULL;
    size_t n = 0;
    unsigned char head[HASH_BYTES];
    int count = 0;
    int code = attempts_take(&journal->keyfile.attempts, uid, &list, &n, e);
    for (size_t i = 0; !code && i < n; i++) {
        if (!attempt_told(list, n, i, uid))
            continue;
        count++;
        code = append_attempt(journal, &list[i], e);
    }
    attempts_head(&journal->keyfile.attempts, head);
    if (!code)
        code = meta_put(store, META_ATTEMPTS, head, HASH_BYTES, e);
    free(list);
    if (failed)
        *failed = count;
    return code;
}

int journal_log(struct station *station, const char *action, const char *note, int64_t now, struct err *e)
{
    return journal_log_as(station, NULL, action, note, now, e);
}

int journal_log_as(struct station *station, const struct identity *identity, const char *action, const char *note,
                   int64_t now, struct err *e)
{
    const struct identity *who = identity ? identity : station->self;
    struct journal *journal;
    int code = journal_begin(&journal, station, identity, now, e);
    if (code)
        return code;
    code = journal_append_log(journal, who->user, action, note, NULL, e);
    if (code) {
        journal_cancel(&journal);
        return code;
    }
    return journal_commit(&journal, e);
}

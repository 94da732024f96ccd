/* Comparing entries with the journal: what a page put back from an older file cannot pass (security.md finding 1). */
#include <stdlib.h>
#include <string.h>

#include "db/body.h"
#include "db/inside.h"
#include "forms/banned.h"

static int entry_odd(const struct entry *entry, int64_t seq, const char *what, struct err *e)
{
    return err_set(
        e, ERR_INTEGRITY,
        "%s %s の内容が、記録（%lld 番）と一致しません: %s。古い内容に戻されたか、書き換えられたおそれがあります。"
        "操作をやめて検証を行い、運用管理者に知らせてください。",
        entry->reg->label, entry->id, (long long)seq, what);
}

/* The entry's last event, checked by itself: body against its digest, header against its hash. */
static int last_event(struct event *event, unsigned char digest[HASH_BYTES], const struct entry *entry,
                      struct store *store, struct err *e)
{
    struct statement s;
    struct change change;
    bool has = false;
    change_init(&change);
    int code = statement_begin(&s, store, e,
                               "SELECT " EVENT_COLUMNS ",b.data FROM event e JOIN body b ON b.seq=e.seq "
                               "WHERE e.register=? AND e.entry=? ORDER BY e.seq DESC LIMIT 1",
                               "tt", entry->reg->id, entry->id);
    if (code)
        return code;
    code = statement_step(&s, e);
    if (code == 0)
        code = entry_odd(entry, entry->last_seq, "記録がありません", e);
    else if (code > 0)
        code = event_read(event, &s, e);
    if (!code) {
        size_t n = 0;
        const void *bytes = statement_bytes(&s, EVENT_COLUMNS_N, &n);
        unsigned char hash[HASH_BYTES];
        hash_bytes(hash, bytes, n);
        if (!crypto_equal(hash, event->body, HASH_BYTES))
            code = entry_odd(entry, event->seq, "記録の本文が違います", e);
        if (!code)
            code = event_hash(hash, event, e);
        if (!code && !crypto_equal(hash, event->hash, HASH_BYTES))
            code = entry_odd(entry, event->seq, "記録の見出しが違います", e);
        if (!code)
            code = body_decode(&change, digest, &has, bytes, n, e);
        if (!code && !has)
            code = entry_odd(entry, event->seq, "記録に要約がありません", e);
    }
    change_release(&change);
    statement_end(&s);
    return code;
}

int entry_prove(const struct entry *entry, struct store *store, const unsigned char digest[HASH_BYTES], struct err *e)
{
    struct event event = {0};
    unsigned char recorded[HASH_BYTES], actual[HASH_BYTES];
    int code = last_event(&event, recorded, entry, store, e);
    if (code)
        return code;
    if (strcmp(event.action, TOMBSTONE) == 0)
        return entry_odd(entry, event.seq, "廃棄されたはずの記載が残っています", e);
    if (event.seq != entry->last_seq)
        return entry_odd(entry, event.seq, "最後の記録が反映されていません", e);
    code = entry_digest(actual, entry, e);
    if (code)
        return code;
    if (!crypto_equal(actual, recorded, HASH_BYTES))
        return entry_odd(entry, event.seq, "内容が違います", e);
    if (!crypto_equal(digest, recorded, HASH_BYTES))
        return entry_odd(entry, event.seq, "要約が違います", e);
    return 0;
}

/* Not there: was it disposed of? Then that is what is told. */
static int station_miss(struct station *station, const char *reg, const char *id, int code, struct err *e)
{
    struct event event;
    struct err why = {0};
    const struct register_def *def = station_register(station, reg);
    int found = tombstone_find(&event, station->store, reg, id, &why);
    if (found == ERR_NOT_FOUND)
        return code;
    if (!found)
        return tombstone_tell(def ? def->label : reg, id, event.seq, event.hash, e);
    if (e)
        *e = why;
    return found;
}

int station_load(struct entry **out, struct station *station, const char *reg, const char *id, struct err *e)
{
    unsigned char digest[HASH_BYTES];
    struct entry *entry = NULL;
    int code = store_snapshot(station->store, e);
    if (code)
        return code;
    code = projection_load(&entry, &station->projection, reg, id, digest, e);
    if (!code)
        code = entry_prove(entry, station->store, digest, e);
    if (code == ERR_NOT_FOUND)
        code = station_miss(station, reg, id, code, e);
    store_snapshot_end(station->store);
    if (code)
        entry_free(entry);
    else
        *out = entry;
    return code;
}

/* ---- since the last checkpoint ---- */
struct touched {
    char reg[KEY_BYTES], entry[ENTRY_ID_BYTES];
};

static int touched_list(struct touched **list, size_t *n, struct station *station, int64_t *from, struct err *e)
{
    struct statement s = {0};
    size_t room = 0;
    *list = NULL;
    *n = 0;
    *from = 0;
    int code = store_number(from, station->store, e,
                            "SELECT MAX(seq) FROM event WHERE register='" LOG_REGISTER "' AND entry='checkpoint'", "");
    if (code && code != ERR_NOT_FOUND)
        return code;
    /* By seq: the index over register and entry would save the sorting, and walk the whole journal at every sign-in. */
    code = statement_begin(
        &s, station->store, e,
        "SELECT DISTINCT register,entry FROM event NOT INDEXED WHERE seq>? AND register<>'" LOG_REGISTER "'", "i",
        *from);
    while (!code && (code = statement_step(&s, e)) > 0) {
        code = 0;
        if (*n == room) {
            room = room ? 2 * room : 64;
            struct touched *grown = realloc(*list, room * sizeof *grown);
            if (!grown) {
                code = err_memory(e);
                break;
            }
            *list = grown;
        }
        struct touched *t = &(*list)[(*n)++];
        snprintf(t->reg, sizeof t->reg, "%s", statement_text(&s, 0));
        snprintf(t->entry, sizeof t->entry, "%s", statement_text(&s, 1));
    }
    statement_end(&s);
    return code;
}

int entries_prove(struct station *station, struct err *e)
{
    struct touched *list;
    size_t n;
    int64_t from;
    int code = store_snapshot(station->store, e);
    if (code)
        return code;
    code = touched_list(&list, &n, station, &from, e);
    for (size_t i = 0; !code && i < n; i++) {
        struct entry *entry = NULL;
        code = station_load(&entry, station, list[i].reg, list[i].entry, e);
        if (code == ERR_NOT_FOUND) {
            struct event tombstone; /* disposed of: that is all there has to be */
            code = tombstone_find(&tombstone, station->store, list[i].reg, list[i].entry, e);
        }
        if (code == ERR_NOT_FOUND)
            code = err_set(
                e, ERR_INTEGRITY,
                "%s %s "
                "は記録にありますが、台帳にありません。古い内容に戻されたおそれがあります。検証を行ってください。",
                list[i].reg, list[i].entry);
        entry_free(entry);
        if (station->progress && i % 256 == 0)
            station->progress(station->progress_arg, "前回の締めからの記載を確かめています", (int64_t)i, (int64_t)n);
    }
    free(list);
    store_snapshot_end(station->store);
    return code;
}

enum { CHECKPOINT_EVENTS = 500 };

int journal_checkpoint(struct journal *journal, struct err *e)
{
    struct station *station = journal->station;
    struct touched *list = NULL;
    size_t n = 0;
    int64_t from = 0;
    struct hash h;
    unsigned char digest[HASH_BYTES];
    char hex[2 * HASH_BYTES + 1], since[32], count[32];
    int code = store_number(&from, station->store, e,
                            "SELECT MAX(seq) FROM event WHERE register='" LOG_REGISTER "' AND entry='checkpoint'", "");
    if (code && code != ERR_NOT_FOUND)
        return code;
    if (journal->seq - from < CHECKPOINT_EVENTS)
        return 0;
    code = touched_list(&list, &n, station, &from, e);
    hash_init(&h);
    for (size_t i = 0; !code && i < n; i++) {
        struct statement s = {0};
        char sql[2 * KEY_BYTES + 256];
        if (!projection_table(&station->projection, list[i].reg))
            continue;
        snprintf(sql, sizeof sql,
                 "SELECT digest FROM \"r_%s\" WHERE id=?2 UNION ALL SELECT hash FROM event INDEXED BY event_disposed "
                 "WHERE register=?1 AND entry=?2 AND action='" TOMBSTONE "'",
                 list[i].reg);
        code = statement_begin(&s, station->store, e, sql, "tt", list[i].reg, list[i].entry);
        if (!code && (code = statement_step(&s, e)) > 0) {
            size_t size;
            const void *bytes = statement_bytes(&s, 0, &size);
            hash_add(&h, list[i].reg, strlen(list[i].reg) + 1);
            hash_add(&h, list[i].entry, strlen(list[i].entry) + 1);
            hash_add(&h, bytes, size);
            code = 0;
        }
        statement_end(&s);
    }
    hash_end(&h, digest);
    hex_format(hex, digest, HASH_BYTES);
    snprintf(since, sizeof since, "%lld", (long long)from);
    snprintf(count, sizeof count, "%zu", n);
    const char *fields[] = {"digest", hex, "entries", count, "since", since, NULL};
    if (!code)
        code = journal_append_log(journal, "checkpoint", "checkpoint", NULL, fields, e);
    free(list);
    return code;
}

/* Disposal after the retention period: the bodies of an entry go, the tombstone that permitted it stays (design.md §3). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/body.h"
#include "db/inside.h"
#include "forms/text.h"
#include "forms/banned.h"

/* ---- finding it ---- */
static int tombstone_odd(const struct event *event, const char *what, struct err *e)
{
    return err_set(e, ERR_INTEGRITY,
                   "%s %s を廃棄した記録（%lld 番）の%s。書き換えられたおそれがあります。検証を行ってください。",
                   event->reg, event->entry, (long long)event->seq, what);
}

int tombstone_find(struct event *event, struct store *store, const char *reg, const char *entry, struct err *e)
{
    struct statement s;
    unsigned char hash[HASH_BYTES];
    int code = statement_begin(&s, store, e,
                               "SELECT " EVENT_COLUMNS
                               ",b.data FROM event e INDEXED BY event_disposed LEFT JOIN body b ON b.seq=e.seq "
                               "WHERE e.register=? AND e.entry=? AND e.action='" TOMBSTONE "'",
                               "tt", reg, entry);
    if (code)
        return code;
    code = statement_step(&s, e);
    if (code == 0)
        code = ERR_NOT_FOUND;
    else if (code > 0)
        code = event_read(event, &s, e);
    if (!code) {
        size_t size;
        const void *bytes = statement_bytes(&s, EVENT_COLUMNS_N, &size);
        hash_bytes(hash, bytes, bytes ? size : 0);
        if (!bytes || !crypto_equal(hash, event->body, HASH_BYTES))
            code = tombstone_odd(event, "本文がないか、違います", e);
    }
    statement_end(&s);
    if (!code)
        code = event_hash(hash, event, e);
    if (!code && !crypto_equal(hash, event->hash, HASH_BYTES))
        code = tombstone_odd(event, "見出しが違います", e);
    return code;
}

int tombstone_tell(const char *label, const char *id, int64_t seq, const unsigned char hash[HASH_BYTES], struct err *e)
{
    char hex[17];
    hex_format(hex, hash, 8);
    return err_set(e, ERR_NOT_FOUND, "%s %s は保管期間の満了により廃棄されました（照合: %lld-%s）。", label, id,
                   (long long)seq, hex);
}

/* ---- what it takes away ---- */
int tombstone_measure(struct removed *out, struct store *store, const char *reg, const char *entry, int64_t before,
                      struct err *e)
{
    struct statement s;
    struct hash h;
    *out = (struct removed){0};
    hash_init(&h);
    int code = statement_begin(&s, store, e,
                               "SELECT v.hash,b.seq IS NOT NULL FROM event v LEFT JOIN body b ON b.seq=v.seq "
                               "WHERE v.register=? AND v.entry=? AND v.seq<? ORDER BY v.seq",
                               "tti", reg, entry, before);
    while (!code && (code = statement_step(&s, e)) > 0) {
        size_t size;
        const void *hash = statement_bytes(&s, 0, &size);
        hash_add(&h, hash, size);
        out->events++;
        out->bodies += statement_number(&s, 1);
        code = 0;
    }
    statement_end(&s);
    hash_end(&h, out->digest);
    return code;
}

/* ---- doing it ---- */
static int tombstone_append(struct journal *journal, const struct change *permit, struct err *e)
{
    struct removed removed;
    struct change change = *permit; /* texts only: the pointers are its own or none */
    char count[32];
    change.fields = NULL;
    change.nfields = 0;
    change.state_before[0] = change.state_after[0] = '\0';
    text_format(change.step, sizeof change.step, TOMBSTONE);
    int code = tombstone_measure(&removed, journal->station->store, permit->reg, permit->entry, journal->seq + 1, e);
    if (!code && removed.bodies != removed.events)
        code = err_set(e, ERR_INTEGRITY, "%s %s の記録に、本文のないものがあります。検証を行ってください。",
                       permit->reg, permit->entry);
    snprintf(count, sizeof count, "%lld", (long long)removed.bodies);
    if (!code)
        code = change_field(&change, TOMBSTONE_FIELD_BODIES, NULL, count, e);
    if (!code)
        code = journal_append_event(journal, &change, removed.digest, e);
    change.reason = NULL; /* the caller's */
    change_release(&change);
    return code;
}

/* What is typed about it and not entered is of no use to anybody now. Keys of drafts: <register>/<entry>/<step>. */
static int drafts_remove(struct store *store, const char *entry, struct err *e)
{
    return store_run(store, e, "DELETE FROM draft WHERE instr(key||'/','/'||?||'/')>0", "t", entry);
}

static int dispose_entry(struct journal *journal, const struct register_def *reg, const struct change *permit,
                         int64_t expected_rev, struct err *e)
{
    struct station *station = journal->station;
    struct entry *entry = NULL;
    int code = journal_before(&entry, journal, reg, permit->entry, expected_rev, e);
    if (!code)
        code = tombstone_append(journal, permit, e);
    if (!code)
        code = projection_remove(&station->projection, entry, e);
    if (!code)
        code = store_run(station->store, e,
                         "DELETE FROM body WHERE seq IN (SELECT seq FROM event WHERE register=? AND entry=? AND seq<?)",
                         "tti", permit->reg, permit->entry, journal->seq);
    if (!code)
        code = drafts_remove(station->store, permit->entry, e);
    entry_free(entry);
    return code;
}

static int dispose_refuse(const struct register_def *reg, const struct change *permit, int64_t expected_rev,
                          struct err *e)
{
    static const char *const kept[] = {LOG_REGISTER, STATION_REGISTER, USER_REGISTER};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strcmp(permit->reg, kept[i]) == 0)
            return err_set(e, ERR_REFUSED, "「%s」の記録は、ほかの記録の署名を確かめるのに要るので、廃棄できません。",
                           reg ? reg->label : permit->reg);
    if (!reg)
        return err_set(e, ERR_NOT_FOUND, "「%s」という簿冊はありません。", permit->reg);
    return expected_rev > 0 ? 0 : err_set(e, ERR_REFUSED, "廃棄する記載の版が示されていません。");
}

int journal_dispose(struct journal *journal, const struct change *permit, int64_t expected_rev, struct err *e)
{
    const struct register_def *reg = station_register(journal->station, permit->reg);
    if (journal->failed)
        return journal_unusable(e);
    int code = dispose_refuse(reg, permit, expected_rev, e);
    if (!code)
        code = dispose_entry(journal, reg, permit, expected_rev, e);
    if (!code && !journal->scrub)
        code = meta_put(journal->station->store, META_SCRUB, "1", 1, e);
    journal->failed = code != 0;
    journal->scrub = journal->scrub || !code;
    return code;
}

/* ---- pages ---- */
int journal_scrub_due(struct journal *journal, struct err *e)
{
    int64_t due = 0;
    int code =
        store_number(&due, journal->station->store, e, "SELECT COUNT(*) FROM meta WHERE key='" META_SCRUB "'", "");
    journal->scrub = journal->scrub || due > 0;
    return code;
}

/* After the commit, which stands whatever comes of this: somebody may be reading, or the disk be too full to hold the file
 * twice. The row in meta goes only when it is done. */
void journal_scrub(struct journal *journal)
{
    struct store *store = journal->station->store;
    if (journal->scrub && store_scrub(store, NULL) == 0)
        (void)store_run(store, NULL, "DELETE FROM meta WHERE key='" META_SCRUB "'", "");
}

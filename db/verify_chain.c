#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/body.h"
#include "db/verify_inside.h"
#include "forms/text.h"
#include "forms/banned.h"

enum { STRETCH = 4096 /* events */ };

struct chain {
    struct verify *verify;
    struct registry registry;
    struct statement events, txs;
    struct event last; /* the last event read; seq 0 before the first */
    int64_t total;
};

static int chain_odd(const struct event *event, const char *what, struct err *e)
{
    return err_set(e, ERR_INTEGRITY, "記録 %lld 番（取引 %lld、%s %s）: %s。", (long long)event->seq,
                   (long long)event->tx, event->reg, event->entry, what);
}

/* Without a body: sound only if the entry was disposed of later, and was one that may be. */
static int chain_absent(struct chain *c, const struct event *event, struct err *e)
{
    static const char *const kept[] = {LOG_REGISTER, STATION_REGISTER, USER_REGISTER};
    struct event tombstone;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strcmp(event->reg, kept[i]) == 0)
            return chain_odd(event, "本文がありません", e);
    int code = tombstone_find(&tombstone, c->verify->station->store, event->reg, event->entry, e);
    if (code == ERR_NOT_FOUND || (!code && tombstone.seq <= event->seq))
        return chain_odd(event, "本文がないのに、廃棄の記録がありません", e);
    return code;
}

/* A tombstone says what it took away; all of that, and nothing after it, must be as it says. */
static int chain_tombstone(struct chain *c, const struct event *event, const struct change *change,
                           const unsigned char digest[HASH_BYTES], struct err *e)
{
    struct store *store = c->verify->station->store;
    const char *said = change_after(change, TOMBSTONE_FIELD_BODIES);
    struct removed removed;
    int64_t all = 0;
    char count[32];
    int code = tombstone_measure(&removed, store, event->reg, event->entry, event->seq, e);
    if (!code)
        code = store_number(&all, store, e, "SELECT COUNT(*) FROM event WHERE register=? AND entry=?", "tt", event->reg,
                            event->entry);
    if (code)
        return code;
    snprintf(count, sizeof count, "%lld", (long long)removed.events);
    if (removed.bodies)
        return chain_odd(event, "廃棄された記載の本文が残っています", e);
    if (!said || strcmp(said, count) != 0 || !crypto_equal(digest, removed.digest, HASH_BYTES))
        return chain_odd(event, "廃棄の記録が、廃棄されたものと合いません", e);
    return all == removed.events + 1 ? 0 : chain_odd(event, "廃棄の後に記録があります", e);
}

static int chain_body(struct chain *c, const struct event *event, struct err *e)
{
    struct change change;
    size_t size = 0;
    const void *bytes = statement_bytes(&c->events, EVENT_COLUMNS_N, &size);
    unsigned char digest[HASH_BYTES], after[HASH_BYTES];
    bool has = false;
    if (!bytes)
        return chain_absent(c, event, e);
    hash_bytes(digest, bytes, size);
    if (!crypto_equal(digest, event->body, HASH_BYTES))
        return chain_odd(event, "本文が書き換えられています", e);
    change_init(&change);
    int code = body_decode(&change, after, &has, bytes, size, e);
    if (code)
        code = chain_odd(event, "本文が読めません", e);
    else if (has != (strcmp(event->reg, LOG_REGISTER) != 0))
        code = chain_odd(event, "本文の要約の有無が違います", e);
    if (!code && strcmp(event->action, TOMBSTONE) == 0)
        code = chain_tombstone(c, event, &change, after, e);
    if (!code)
        code = registry_apply(&c->registry, event, &change, e);
    change_release(&change);
    return code;
}

/* The next event, checked by itself and against the one before. 1 there is one, 0 the end. */
static int chain_event(struct chain *c, int64_t tx, struct err *e)
{
    struct event event;
    unsigned char hash[HASH_BYTES];
    int code = statement_step(&c->events, e);
    if (code <= 0)
        return code;
    code = event_read(&event, &c->events, e);
    if (code)
        return code;
    if (event.seq != c->last.seq + 1)
        return err_set(e, ERR_INTEGRITY, "記録 %lld 番が抜けています（次にあるのは %lld 番）。",
                       (long long)c->last.seq + 1, (long long)event.seq);
    if (!crypto_equal(event.prev, c->last.hash, HASH_BYTES))
        return chain_odd(&event, "前の記録とつながっていません", e);
    code = event_hash(hash, &event, e);
    if (code)
        return code;
    if (!crypto_equal(hash, event.hash, HASH_BYTES))
        return chain_odd(&event, "見出しが書き換えられています", e);
    if (event.tx != tx)
        return chain_odd(&event, tx ? "署名された取引に属していません" : "署名がありません", e);
    if (event.clock <= c->last.clock)
        return chain_odd(&event, "論理時計が進んでいません", e);
    if (event.seq == 1 &&
        (strcmp(event.reg, STATION_REGISTER) != 0 || !crypto_equal(hash, c->verify->station->id.dbid, HASH_BYTES)))
        return chain_odd(&event, "この所属の最初の記録ではありません", e);
    code = chain_body(c, &event, e);
    c->last = event;
    c->verify->report->events++;
    if (event.seq % 1024 == 0)
        verify_tell(c->verify, "記録の連鎖と署名を確かめています", event.seq, c->total);
    return code ? code : 1;
}

static int chain_tx(struct chain *c, const struct tx *tx, struct err *e)
{
    int code = 1;
    if (tx->n != c->verify->report->transactions + 1)
        return err_set(e, ERR_INTEGRITY, "取引 %lld の署名が抜けています。",
                       (long long)c->verify->report->transactions + 1);
    if (tx->first != c->last.seq + 1 || tx->last < tx->first)
        return err_set(e, ERR_INTEGRITY, "取引 %lld の範囲（記録 %lld–%lld 番）が、前の取引から続いていません。",
                       (long long)tx->n, (long long)tx->first, (long long)tx->last);
    registry_begin(&c->registry);
    while (code > 0 && c->last.seq < tx->last)
        code = chain_event(c, tx->n, e);
    if (code == 0)
        return err_set(e, ERR_INTEGRITY, "記録 %lld 番が抜けています（取引 %lld の終わり）。",
                       (long long)c->last.seq + 1, (long long)tx->n);
    if (code < 0)
        return code;
    if (!crypto_equal(tx->head, c->last.hash, HASH_BYTES))
        return err_set(e, ERR_INTEGRITY, "取引 %lld の署名の先頭が、記録 %lld 番と違います。", (long long)tx->n,
                       (long long)tx->last);
    code = registry_judge(&c->registry, tx, c->verify->station->id.dbid, e);
    c->verify->report->transactions++;
    c->verify->report->signatures++;
    return code;
}

/* From where the reading stands. */
static int chain_statements(struct chain *c, struct err *e)
{
    struct store *store = c->verify->station->store;
    int code = statement_begin(&c->txs, store, e, "SELECT " TX_COLUMNS " FROM tx WHERE n>? ORDER BY n", "i",
                               c->verify->report->transactions);
    if (!code)
        code = statement_begin(&c->events, store, e,
                               "SELECT " EVENT_COLUMNS ",b.data FROM event e LEFT JOIN body b ON b.seq=e.seq "
                               "WHERE e.seq>? ORDER BY e.seq",
                               "i", c->last.seq);
    return code;
}

static void chain_statements_end(struct chain *c)
{
    statement_end(&c->events);
    statement_end(&c->txs);
}

/* Some thousand events; *ended: there is no further transaction. */
static int chain_stretch(struct chain *c, bool *ended, struct err *e)
{
    struct tx tx;
    int64_t begun = c->last.seq;
    int code = chain_statements(c, e);
    while (!code && c->last.seq < begun + STRETCH && (code = statement_step(&c->txs, e)) > 0) {
        code = tx_read(&tx, &c->txs, e);
        if (!code)
            code = chain_tx(c, &tx, e);
    }
    *ended = c->last.seq < begun + STRETCH;
    if (!code && *ended)
        code = chain_event(c, 0, e); /* one more belongs to no transaction */
    chain_statements_end(c);
    return code;
}

int verify_chain(struct verify *v, struct err *e)
{
    struct chain c = {.verify = v};
    bool ended = false;
    int code = store_number(&c.total, v->station->store, e, "SELECT IFNULL(MAX(seq),0) FROM event", "");
    while (!code && !ended) {
        code = chain_stretch(&c, &ended, e);
        if (!code && !ended)
            code = verify_breathe(v, e);
    }
    v->report->last_seq = c.last.seq;
    registry_release(&c.registry);
    return code;
}

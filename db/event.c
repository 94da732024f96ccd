#include <stdlib.h>
#include <string.h>

#include "db/encode.h"
#include "db/event.h"
#include "forms/text.h"
#include "forms/banned.h"

static int event_odd(struct err *e, int64_t seq)
{
    return err_set(e, ERR_INTEGRITY, "記録 %lld 番の行が読めません。", (long long)seq);
}

static bool column_text(char *buf, size_t size, const struct statement *s, int column)
{
    const char *text = statement_text(s, column);
    return text && text_format(buf, size, "%s", text);
}

static bool column_bytes(unsigned char *out, size_t size, const struct statement *s, int column)
{
    size_t n;
    const void *bytes = statement_bytes(s, column, &n);
    if (!bytes || n != size)
        return false;
    memcpy(out, bytes, n);
    return true;
}

int event_read(struct event *event, const struct statement *s, struct err *e)
{
    *event = (struct event){.seq = statement_number(s, 0),
                            .tx = statement_number(s, 1),
                            .clock = statement_number(s, 2),
                            .recorded = statement_number(s, 3),
                            .mono = statement_number(s, 4)};
    bool good =
        column_text(event->site, sizeof event->site, s, 5) && column_text(event->pc, sizeof event->pc, s, 6) &&
        column_text(event->boot, sizeof event->boot, s, 7) && column_text(event->reg, sizeof event->reg, s, 8) &&
        column_text(event->entry, sizeof event->entry, s, 9) &&
        column_text(event->action, sizeof event->action, s, 10) && column_bytes(event->prev, HASH_BYTES, s, 11) &&
        column_bytes(event->body, HASH_BYTES, s, 12) && column_bytes(event->hash, HASH_BYTES, s, 13);
    return good ? 0 : event_odd(e, event->seq);
}

int event_hash(unsigned char hash[HASH_BYTES], const struct event *event, struct err *e)
{
    const struct {
        const char *key, *text;
    } texts[] = {{"action", event->action}, {"boot", event->boot}, {"entry", event->entry},
                 {"register", event->reg},  {"pc", event->pc},     {"site", event->site}};
    const struct {
        const char *key;
        int64_t number;
    } numbers[] = {{"clock", event->clock},
                   {"mono", event->mono},
                   {"recorded", event->recorded},
                   {"seq", event->seq},
                   {"tx", event->tx}};
    struct encoding c;
    unsigned char *bytes = NULL;
    size_t size = 0;
    int code = 0;
    encoding_init(&c);
    for (size_t i = 0; !code && i < sizeof texts / sizeof *texts; i++)
        code = encoding_put_text(&c, texts[i].key, texts[i].text, e);
    for (size_t i = 0; !code && i < sizeof numbers / sizeof *numbers; i++)
        code = encoding_put_number(&c, numbers[i].key, numbers[i].number, e);
    if (!code)
        code = encoding_finish(&c, &bytes, &size, e);
    if (!code) {
        struct hash h;
        hash_init(&h);
        hash_add(&h, event->prev, HASH_BYTES);
        hash_add(&h, bytes, size);
        hash_add(&h, event->body, HASH_BYTES);
        hash_end(&h, hash);
    }
    free(bytes);
    encoding_release(&c);
    return code;
}

int event_insert(struct store *store, struct event *event, const void *body, size_t size, struct err *e)
{
    hash_bytes(event->body, body, size);
    int code = event_hash(event->hash, event, e);
    if (!code)
        code = store_run(
            store, e,
            "INSERT INTO event(seq,tx,clock,recorded,mono,site,pc,boot,register,entry,action,prev,body,hash) "
            "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            "iiiiittttttbbb", event->seq, event->tx, event->clock, event->recorded, event->mono, event->site, event->pc,
            event->boot, event->reg, event->entry, event->action, (const void *)event->prev, (size_t)HASH_BYTES,
            (const void *)event->body, (size_t)HASH_BYTES, (const void *)event->hash, (size_t)HASH_BYTES);
    if (!code)
        code = store_run(store, e, "INSERT INTO body(seq,data) VALUES(?,?)", "ib", event->seq, body, size);
    return code;
}

/* ---- transactions ---- */
int tx_read(struct tx *tx, const struct statement *s, struct err *e)
{
    *tx = (struct tx){.n = statement_number(s, 0), .first = statement_number(s, 1), .last = statement_number(s, 2)};
    bool good = column_text(tx->uid, sizeof tx->uid, s, 3) && column_bytes(tx->key, SIGN_PUBLIC_BYTES, s, 4) &&
                column_bytes(tx->head, HASH_BYTES, s, 5) && column_bytes(tx->signature, SIGNATURE_BYTES, s, 6);
    return good ? 0 : err_set(e, ERR_INTEGRITY, "取引 %lld の署名の行が読めません。", (long long)tx->n);
}

/* What is signed: the transaction's place and head, and the station it belongs to. */
static int tx_message(unsigned char **bytes, size_t *size, const struct tx *tx, const unsigned char dbid[HASH_BYTES],
                      struct err *e)
{
    struct encoding c;
    char hex[2 * HASH_BYTES + 1];
    encoding_init(&c);
    hex_format(hex, dbid, HASH_BYTES);
    int code = encoding_put_text(&c, "dbid", hex, e);
    hex_format(hex, tx->head, HASH_BYTES);
    if (!code)
        code = encoding_put_text(&c, "head", hex, e);
    if (!code)
        code = encoding_put_text(&c, "purpose", "kanribo-transaction", e);
    if (!code)
        code = encoding_put_text(&c, "uid", tx->uid, e);
    if (!code)
        code = encoding_put_number(&c, "tx", tx->n, e);
    if (!code)
        code = encoding_put_number(&c, "first", tx->first, e);
    if (!code)
        code = encoding_put_number(&c, "last", tx->last, e);
    return encoding_end(&c, code, bytes, size, e);
}

int tx_sign(struct tx *tx, const unsigned char dbid[HASH_BYTES], const struct secret *key, struct err *e)
{
    unsigned char *bytes = NULL;
    size_t size = 0;
    int code = tx_message(&bytes, &size, tx, dbid, e);
    if (!code)
        sign_bytes(tx->signature, key, bytes, size);
    free(bytes);
    return code;
}

bool tx_signed(const struct tx *tx, const unsigned char dbid[HASH_BYTES])
{
    unsigned char *bytes = NULL;
    size_t size = 0;
    bool good = tx_message(&bytes, &size, tx, dbid, NULL) == 0 && sign_verify(tx->signature, tx->key, bytes, size);
    free(bytes);
    return good;
}

int tx_insert(struct store *store, const struct tx *tx, struct err *e)
{
    return store_run(store, e, "INSERT INTO tx(n,first,last,uid,key,head,signature) VALUES(?,?,?,?,?,?,?)", "iiitbbb",
                     tx->n, tx->first, tx->last, tx->uid, (const void *)tx->key, (size_t)SIGN_PUBLIC_BYTES,
                     (const void *)tx->head, (size_t)HASH_BYTES, (const void *)tx->signature, (size_t)SIGNATURE_BYTES);
}

int tx_last(struct tx *tx, struct store *store, struct err *e)
{
    struct statement s;
    *tx = (struct tx){0};
    int code = statement_begin(&s, store, e, "SELECT " TX_COLUMNS " FROM tx ORDER BY n DESC LIMIT 1", "");
    if (code)
        return code;
    code = statement_step(&s, e);
    if (code > 0)
        code = tx_read(tx, &s, e);
    statement_end(&s);
    return code;
}

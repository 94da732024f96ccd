/* One entry: as it is, as it was, and all that happened to it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/body.h"
#include "db/inside.h"
#include "db/query.h"
#include "forms/text.h"
#include "forms/banned.h"

int entry_load(struct entry **out, struct station *station, const struct register_def *reg, const char *id,
               struct err *e)
{
    return station_load(out, station, reg->id, id, e);
}

int entry_find(struct entry **out, struct station *station, const struct register_def *reg, const char *field,
               const char *value, struct err *e)
{
    struct rows rows;
    const struct cond conds[] = {{field, COND_IS, value}, {NULL, 0, NULL}};
    struct query query = {.reg = reg, .conds = conds, .descending = true, .limit = 1};
    int code = rows_load(&rows, station, &query, ROWS_FIRST, NULL, e);
    if (code)
        return code;
    if (rows.n == 0)
        code = err_set(e, ERR_NOT_FOUND, "%sに「%s」はありません。", reg->label, value);
    else
        code = station_load(out, station, reg->id, rows.entries[0]->id, e);
    rows_release(&rows);
    return code;
}

/* ---- history ---- */
void history_release(struct history *history)
{
    for (size_t i = 0; i < history->n; i++)
        change_release(&history->events[i].change);
    free(history->events);
    *history = (struct history){0};
}

/* Columns: those of an event, the body, the transaction's uid. */
static int history_row(struct history *history, const struct statement *s, struct err *e)
{
    struct event event;
    unsigned char digest[HASH_BYTES];
    struct history_event *grown = realloc(history->events, (history->n + 1) * sizeof *grown);
    if (!grown)
        return err_memory(e);
    history->events = grown;
    struct history_event *h = &grown[history->n];
    *h = (struct history_event){0};
    change_init(&h->change);
    history->n++;
    int code = event_read(&event, s, e);
    if (code)
        return code;
    size_t size;
    const void *bytes = statement_bytes(s, EVENT_COLUMNS_N, &size);
    const char *signer = statement_text(s, EVENT_COLUMNS_N + 1);
    h->seq = event.seq;
    h->tx = event.tx;
    h->recorded = event.recorded;
    text_format(h->pc, sizeof h->pc, "%s", event.pc);
    text_format(h->signer, sizeof h->signer, "%s", signer ? signer : "");
    text_format(h->change.reg, sizeof h->change.reg, "%s", event.reg);
    text_format(h->change.entry, sizeof h->change.entry, "%s", event.entry);
    text_format(h->change.step, sizeof h->change.step, "%s", event.action);
    hash_bytes(digest, bytes, bytes ? size : 0);
    if (!bytes || !crypto_equal(digest, event.body, HASH_BYTES))
        return err_set(e, ERR_INTEGRITY, "記録 %lld 番の本文が、控えと一致しません。検証を行ってください。",
                       (long long)event.seq);
    return body_decode(&h->change, NULL, NULL, bytes, size, e);
}

#define HISTORY_SELECT \
    "SELECT " EVENT_COLUMNS ",b.data,x.uid FROM event e LEFT JOIN body b ON b.seq=e.seq LEFT JOIN tx x ON x.n=e.tx "

static int history_read(struct history *out, struct statement *s, struct err *e)
{
    int code;
    while ((code = statement_step(s, e)) > 0) {
        code = history_row(out, s, e);
        if (code)
            break;
    }
    statement_end(s);
    if (code)
        history_release(out);
    return code;
}

int history_load(struct history *out, struct station *station, const char *reg, const char *id, struct err *e)
{
    struct statement s;
    *out = (struct history){0};
    /* After a disposal the tombstone alone. Without one, an event without body is damage, which history_row tells. */
    int code = statement_begin(&s, station->store, e,
                               HISTORY_SELECT
                               "WHERE e.register=? AND e.entry=? AND (b.seq IS NOT NULL OR NOT EXISTS(SELECT 1 FROM "
                               "event d INDEXED BY event_disposed WHERE d.register=e.register AND d.entry=e.entry "
                               "AND d.action='" TOMBSTONE "' AND d.seq>e.seq)) ORDER BY e.seq",
                               "tt", reg, id);
    return code ? code : history_read(out, &s, e);
}

int history_log(struct history *out, struct station *station, const char *action, int limit, struct err *e)
{
    struct statement s;
    *out = (struct history){0};
    int code = action
                   ? statement_begin(&s, station->store, e,
                                     HISTORY_SELECT "WHERE e.register='" LOG_REGISTER
                                                    "' AND e.action=? ORDER BY e.seq DESC LIMIT ?",
                                     "ti", action, (int64_t)limit)
                   : statement_begin(&s, station->store, e,
                                     HISTORY_SELECT "WHERE e.register='" LOG_REGISTER "' ORDER BY e.seq DESC LIMIT ?",
                                     "i", (int64_t)limit);
    return code ? code : history_read(out, &s, e);
}

int entry_as_of(struct entry **out, struct station *station, const struct register_def *reg, const char *id,
                int64_t seq, struct err *e)
{
    struct history history;
    struct entry *entry = NULL;
    struct event event;
    int code = tombstone_find(&event, station->store, reg->id, id, e);
    if (code != ERR_NOT_FOUND)
        return code ? code : tombstone_tell(reg->label, id, event.seq, event.hash, e);
    code = history_load(&history, station, reg->id, id, e);
    if (!code)
        code = entry_new(&entry, reg, e);
    for (size_t i = 0; !code && i < history.n && history.events[i].seq <= seq; i++)
        code = entry_apply(entry, &history.events[i].change, history.events[i].seq, e);
    if (!code && entry->rev == 0)
        code = err_set(e, ERR_NOT_FOUND, "%s %s は、そのときまだありませんでした。", reg->label, id);
    history_release(&history);
    if (code)
        entry_free(entry);
    else
        *out = entry;
    return code;
}

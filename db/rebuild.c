/* The projections anew from the events: applied in the order in which they were written, never judged. */
#include <stdlib.h>
#include <string.h>

#include "db/body.h"
#include "db/inside.h"
#include "db/verify.h"
#include "forms/text.h"
#include "forms/banned.h"

static int rebuild_event(struct station *station, const struct event *event, const void *bytes, size_t size,
                         struct err *e)
{
    struct change change;
    struct entry *before = NULL, *after = NULL;
    unsigned char digest[HASH_BYTES];
    const struct register_def *reg = station_register(station, event->reg);
    if (!reg)
        return err_set(e, ERR_INTEGRITY,
                       "記録 %lld 番の簿冊「%s」を、この版のプログラムは知りません。新しい版を使ってください。",
                       (long long)event->seq, event->reg);
    change_init(&change);
    text_format(change.reg, sizeof change.reg, "%s", event->reg);
    text_format(change.entry, sizeof change.entry, "%s", event->entry);
    text_format(change.step, sizeof change.step, "%s", event->action);
    int code = body_decode(&change, NULL, NULL, bytes, size, e);
    if (!code) {
        code = projection_load(&before, &station->projection, event->reg, event->entry, NULL, NULL);
        if (code == ERR_NOT_FOUND)
            code = 0;
        else if (code)
            err_set(e, code, "%s %s を読めません。", reg->label, event->entry);
    }
    if (!code)
        code = before ? entry_copy(&after, before, e) : entry_new(&after, reg, e);
    if (!code)
        code = entry_apply(after, &change, event->seq, e);
    if (!code)
        code = entry_digest(digest, after, e);
    if (!code)
        code = projection_write(&station->projection, before, after, digest, e);
    entry_free(before);
    entry_free(after);
    change_release(&change);
    return code;
}

/* Of an entry that was disposed of only its id is left, which is not given again. bytes: of this event, NULL = it has none. */
static int rebuild_disposed(struct station *station, const struct event *event, const void *bytes, int64_t tombstone,
                            struct err *e)
{
    if (!bytes && (!tombstone || event->seq == tombstone))
        return err_set(e, ERR_INTEGRITY,
                       "記録 %lld 番（%s %s）の本文がありません。検証を行い、バックアップから復元してください。",
                       (long long)event->seq, event->reg, event->entry);
    return event->seq == tombstone ? projection_given(&station->projection, event->entry, e) : 0;
}

int rebuild_events(struct station *station, verify_progress *progress, void *arg, struct err *e)
{
    struct statement s = {0};
    int64_t last = 0, done = 0;
    int code = schema_renew(&station->schema, station->store, e);
    if (!code)
        code = store_number(&last, station->store, e, "SELECT IFNULL(MAX(seq),0) FROM event", "");
    if (!code)
        code = statement_begin(&s, station->store, e,
                               "SELECT " EVENT_COLUMNS ",b.data,d.seq FROM event e LEFT JOIN body b ON b.seq=e.seq "
                               "LEFT JOIN event d INDEXED BY event_disposed ON d.register=e.register "
                               "AND d.entry=e.entry AND d.action='" TOMBSTONE "' "
                               "WHERE e.register<>'" LOG_REGISTER "' ORDER BY e.seq",
                               "");
    while (!code && (code = statement_step(&s, e)) > 0) {
        struct event event;
        size_t size;
        const void *bytes = statement_bytes(&s, EVENT_COLUMNS_N, &size);
        code = event_read(&event, &s, e);
        int64_t tombstone = statement_number(&s, EVENT_COLUMNS_N + 1);
        if (!code)
            code = bytes && !tombstone ? rebuild_event(station, &event, bytes, size, e)
                                       : rebuild_disposed(station, &event, bytes, tombstone, e);
        if (!code && progress && done++ % 1024 == 0)
            progress(arg, "台帳を記録から作り直しています", event.seq, last);
    }
    statement_end(&s);
    if (!code)
        code = projection_flush(&station->projection, e);
    projection_forget(&station->projection);
    return code;
}

int station_rebuild(struct station *station, verify_progress *progress, void *arg, struct err *e)
{
    struct journal *journal;
    int code = journal_begin(&journal, station, NULL, station_last_recorded(station), e);
    if (code)
        return code;
    code = rebuild_events(station, progress, arg, e);
    if (!code)
        code = journal_append_log(journal, station->self->user, "rebuild", NULL, NULL, e);
    if (code)
        journal_cancel(&journal);
    else
        code = journal_commit(&journal, e);
    return code;
}

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/verify_inside.h"
#include "forms/text.h"
#include "forms/banned.h"

void verify_tell(struct verify *v, const char *what, int64_t done, int64_t total)
{
    if (v->progress)
        v->progress(v->arg, what, done, total);
}

int verify_breathe(struct verify *v, struct err *e)
{
    store_snapshot_end(v->station->store);
    int code = store_snapshot(v->station->store, e);
    v->reading = !code;
    return code;
}

/* ---- pages ---- */
/* Both pragmas answer with rows of text: cipher_integrity_check with none when all is well, integrity_check with "ok". */
static int pragma_verify(struct verify *v, const char *sql, struct err *e)
{
    struct statement s;
    int code = statement_begin(&s, v->station->store, e, sql, "");
    if (code)
        return code;
    code = statement_step(&s, e);
    if (code > 0) {
        const char *said = statement_text(&s, 0);
        code = said && strcmp(said, "ok") == 0
                   ? 0
                   : err_set(e, ERR_INTEGRITY,
                             "データベースのページが壊れています（%s）。バックアップから復元してください。",
                             said ? said : "");
    }
    statement_end(&s);
    return code;
}

/* ---- counters ---- */
static int counter_verify(struct verify *v, const char *from, const char *what, struct err *e)
{
    struct statement s;
    char sql[512];
    snprintf(sql, sizeof sql,
             "SELECT t.id FROM %s t LEFT JOIN counter c ON t.id LIKE c.site||'-%%' "
             "WHERE c.n IS NULL OR CAST(SUBSTR(t.id,LENGTH(c.site)+2) AS INTEGER)>c.n LIMIT 1",
             from);
    int code = statement_begin(&s, v->station->store, e, sql, "");
    if (!code && (code = statement_step(&s, e)) > 0)
        code =
            err_set(e, ERR_INTEGRITY, "番号の控えが、%s の %s より小さくなっています。", what, statement_text(&s, 0));
    statement_end(&s);
    return code;
}

/* Numbers of what was disposed of count too: they are not given again. */
static int counters_verify(struct verify *v, struct err *e)
{
    int code = counter_verify(v, "(SELECT entry AS id FROM event WHERE action='" TOMBSTONE "')", "廃棄した記載", e);
    for (size_t i = 0; !code && i < v->station->projection.n; i++) {
        const char *reg = v->station->projection.tables[i].reg->id;
        char table[KEY_BYTES + 8], what[KEY_BYTES + 16];
        snprintf(table, sizeof table, "\"r_%s\"", reg);
        snprintf(what, sizeof what, "台帳 %s", reg);
        code = counter_verify(v, table, what, e);
    }
    return code;
}

/* ---- anchor ---- */
static int anchor_verify(struct verify *v, const struct keyfile *k, struct err *e)
{
    bool repair = false;
    int code = keyfile_check(k, &v->station->slot_key, e);
    if (!code &&
        (k->id.generation != v->station->id.generation || !crypto_equal(k->id.dbid, v->station->id.dbid, HASH_BYTES)))
        code = err_set(e, ERR_INTEGRITY, "鍵ファイルが、この所属又はこの世代のものではありません。");
    return code ? code : anchor_check(v->station->store, &v->station->id, &k->anchor, &repair, e);
}

/* The anchor belongs to the store as it is under the lock; what it says is told after the chain, whose place is the better one. */
static int verify_begin(struct verify *v, struct err *anchor, struct err *e)
{
    struct dirlock lock = {.fd = -1};
    struct keyfile k = {0};
    int code = dirlock_take(&lock, v->station->dirfd, DIRLOCK_WAIT, e);
    if (code)
        return code;
    code = keyfile_read(&k, v->station->dirfd, KEYFILE_NAME, e);
    if (!code)
        code = store_snapshot(v->station->store, e);
    v->reading = !code;
    if (!code)
        (void)anchor_verify(v, &k, anchor);
    dirlock_drop(&lock);
    keyfile_release(&k);
    return code;
}

static int verify_all(struct verify *v, const struct err *anchor, struct err *e)
{
    struct station *station = v->station;
    verify_tell(v, "データベースのページを確かめています", 0, 0);
    int code = pragma_verify(v, "PRAGMA cipher_integrity_check", e);
    if (!code)
        code = pragma_verify(v, "PRAGMA integrity_check(1)", e);
    if (!code)
        code = verify_chain(v, e);
    if (!code && anchor->code) {
        if (e)
            *e = *anchor;
        return anchor->code;
    }
    if (!code)
        code = schema_compare(&station->schema, station->store, e);
    if (!code)
        code = verify_projections(v, e);
    if (!code)
        code = counters_verify(v, e);
    return code ? code : station_code(v->report->code, sizeof v->report->code, station, e);
}

int station_verify(struct station *station, struct verify_report *report, verify_progress *progress, void *arg,
                   struct err *e)
{
    struct verify v = {.station = station, .report = report, .progress = progress, .arg = arg};
    struct err anchor = {0};
    *report = (struct verify_report){0};
    int code = verify_begin(&v, &anchor, e);
    if (!code)
        code = verify_all(&v, &anchor, e);
    if (v.reading)
        store_snapshot_end(station->store);
    return code;
}

int station_verify_code(struct station *station, const char *text, struct err *e)
{
    char *end = NULL, *narrow = text_narrow(text, strlen(text)), sql_hex[17] = "";
    unsigned char wanted[8];
    int64_t found = 0;
    if (!narrow)
        return err_memory(e);
    long long seq = strtoll(narrow, &end, 10);
    bool good = end != narrow && *end == '-' && strlen(end + 1) == 16 && hex_parse(wanted, sizeof wanted, end + 1);
    free(narrow);
    if (!good)
        return err_set(e, ERR_INPUT,
                       "照合符号は「1234-0123456789abcdef」の形です。用紙の下端のとおりに入れてください。");
    hex_format(sql_hex, wanted, sizeof wanted);
    int code = store_number(&found, station->store, e,
                            "SELECT COUNT(*) FROM event WHERE seq=? AND LOWER(HEX(SUBSTR(hash,1,8)))=?", "it",
                            (int64_t)seq, sql_hex);
    if (!code && !found)
        code = err_set(e, ERR_INTEGRITY,
                       "照合符号 %lld-%s は、この記録のものではありません。まず打ち間違いがないか、用紙を見て確かめてく"
                       "ださい。合っていれば、印刷の後に記録が書き換えられたか、古いものに戻されたおそれがあります。",
                       seq, sql_hex);
    return code;
}

/* ---- digest of all projections ---- */
static int digest_rows(struct hash *h, struct store *store, const char *sql, struct err *e)
{
    struct statement s;
    int code = statement_begin(&s, store, e, sql, "");
    if (code)
        return code;
    while ((code = statement_step(&s, e)) > 0)
        for (int i = 0; i < statement_columns(&s); i++) {
            size_t n;
            const void *bytes = statement_bytes(&s, i, &n);
            int64_t size = bytes ? (int64_t)n : -1;
            hash_add(h, &size, sizeof size);
            if (bytes)
                hash_add(h, bytes, n);
        }
    statement_end(&s);
    return code;
}

int station_digest(struct station *station, unsigned char digest[HASH_BYTES], struct err *e)
{
    struct hash h;
    int code = store_snapshot(station->store, e);
    if (code)
        return code;
    hash_init(&h);
    for (size_t i = 0; !code && i < station->projection.n; i++) {
        char sql[KEY_BYTES + 64];
        snprintf(sql, sizeof sql, "SELECT * FROM \"r_%s\" ORDER BY n", station->projection.tables[i].reg->id);
        code = digest_rows(&h, station->store, sql, e);
    }
    if (!code)
        code = digest_rows(&h, station->store, "SELECT * FROM step ORDER BY register,entry,n", e);
    if (!code)
        code = digest_rows(&h, station->store, "SELECT * FROM tally WHERE n<>0 ORDER BY register,state", e);
    if (!code)
        code = digest_rows(&h, station->store, "SELECT * FROM counter ORDER BY site", e);
    hash_end(&h, digest);
    store_snapshot_end(station->store);
    return code;
}

#include <stdlib.h>
#include <string.h>

#include "db/draft.h"
#include "db/inside.h"
#include "forms/text.h"
#include "forms/banned.h"

int draft_save(struct station *station, const char *person, const char *key, const void *bytes, size_t n, int64_t now,
               struct err *e)
{
    struct journal journal = {0};
    int code = journal_lock(&journal, station, e); /* a draft is no event: the anchor stays where it is */
    if (code)
        return code;
    code = store_run(station->store, e,
                     "INSERT INTO draft(person,key,saved,data) VALUES(?,?,?,?) "
                     "ON CONFLICT DO UPDATE SET saved=excluded.saved,data=excluded.data",
                     "ttib", person, key, now, n ? bytes : "", n);
    journal_unlock(&journal);
    return code;
}

int draft_remove(struct station *station, const char *person, const char *key, struct err *e)
{
    struct journal journal = {0};
    int64_t there = 0;
    int code =
        store_number(&there, station->store, e, "SELECT 1 FROM draft WHERE person=? AND key=?", "tt", person, key);
    if (code)
        return code == ERR_NOT_FOUND ? 0 : code;
    code = journal_lock(&journal, station, e); /* a draft is no event: the anchor stays where it is */
    if (code)
        return code;
    code = store_run(station->store, e, "DELETE FROM draft WHERE person=? AND key=?", "tt", person, key);
    journal_unlock(&journal);
    return code;
}

int draft_remove_within(struct journal *journal, const char *person, const char *key, struct err *e)
{
    return store_run(journal->station->store, e, "DELETE FROM draft WHERE person=? AND key=?", "tt", person, key);
}

int draft_load(struct station *station, const char *person, const char *key, char **bytes, size_t *n, int64_t *saved,
               struct err *e)
{
    struct statement s;
    *bytes = NULL;
    int code = statement_begin(&s, station->store, e, "SELECT data,saved FROM draft WHERE person=? AND key=?", "tt",
                               person, key);
    if (code)
        return code;
    code = statement_step(&s, e);
    if (code == 0) {
        code = err_set(e, ERR_NOT_FOUND, "書きかけはありません。");
    } else if (code > 0) {
        const void *data = statement_bytes(&s, 0, n);
        if (saved)
            *saved = statement_number(&s, 1);
        *bytes = malloc(*n + 1);
        code = *bytes ? 0 : err_memory(e);
        if (*bytes && *n)
            memcpy(*bytes, data, *n);
        if (*bytes)
            (*bytes)[*n] = '\0';
    }
    statement_end(&s);
    return code;
}

int draft_newest(struct station *station, const char *person, char *buf, size_t size, struct err *e)
{
    struct statement s;
    int code =
        statement_begin(&s, station->store, e,
                        "SELECT key FROM draft WHERE person=? ORDER BY saved DESC,rowid DESC LIMIT 1", "t", person);
    if (code)
        return code;
    code = statement_step(&s, e);
    if (code == 0)
        code = err_set(e, ERR_NOT_FOUND, "書きかけはありません。");
    else if (code > 0)
        code = text_format(buf, size, "%s", statement_text(&s, 0)) ? 0
                                                                   : err_set(e, ERR_IO, "書きかけの名前が長すぎます。");
    statement_end(&s);
    return code;
}

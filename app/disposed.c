/* disposed — management numbers of what is gone. See disposed.h. */
#include "app/disposed.h"

#include "db/query.h"
#include "forms/text.h"

#include "forms/banned.h"

int disposed_number(bool *given, struct session *session, const char *number, struct err *e)
{
    const struct cond conds[] = {{"number", COND_IS, number}, {"state", COND_IS, "disposed"}, {0}};
    const struct query query = {.reg = station_register(session_station(session), "disposal"), .conds = conds};
    int64_t n = 0;
    int rc = query_count(&n, session_station(session), &query, 1, e);
    *given = n > 0;
    return rc;
}

int disposed_last(char *out, size_t size, struct session *session, const char *block, struct err *e)
{
    char until[KEY_BYTES];
    const struct cond conds[] = {{"state", COND_IS, "disposed"}, {0}};
    const struct query query = {.reg = station_register(session_station(session), "disposal"),
                                .conds = conds,
                                .range = "number",
                                .range_from = block,
                                .range_until = until,
                                .sort = "number",
                                .descending = true,
                                .limit = 1};
    struct rows rows = {0};
    int rc;
    text_format(until, sizeof until, "%s~", block); /* after every digit */
    out[0] = '\0';
    rc = rows_load(&rows, session_station(session), &query, ROWS_FIRST, NULL, e);
    if (rc == 0 && rows.n == 1)
        text_format(out, size, "%s", entry_get(rows.entries[0], "number"));
    rows_release(&rows);
    return rc;
}

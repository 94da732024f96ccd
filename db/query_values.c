/* Distinct values: one statement whatever the number of entries, by the index of what it asks for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/inside.h"
#include "db/query_sql.h"
#include "forms/text.h"
#include "forms/banned.h"

void values_release(struct values *values)
{
    for (size_t i = 0; i < values->n; i++)
        free(values->list[i].value);
    free(values->list);
    *values = (struct values){0};
}

/* Value, number of entries, label of a reference. */
static int values_add(struct values *out, const struct statement *s, struct err *e)
{
    const char *value = statement_text(s, 0), *label = statement_text(s, 2);
    struct value_count *grown = realloc(out->list, (out->n + 1) * sizeof *grown);
    char *text = NULL;
    if (!grown)
        return err_memory(e);
    out->list = grown;
    if (asprintf(&text, "%s%s%s", value ? value : "", label ? " " : "", label ? label : "") < 0)
        return err_memory(e);
    grown[out->n++] = (struct value_count){.value = text, .n = statement_number(s, 1)};
    return 0;
}

/* *sql is the caller's to free. */
static int values_sql(char **sql, const struct query *query, const char *field, const char *where, struct err *e)
{
    char column[COLUMN_BYTES + 16], label[COLUMN_BYTES + 16];
    int code = query_column(column, sizeof column, query->reg, field, false, e);
    if (!code)
        code = query_column(label, sizeof label, query->reg, field, true, e);
    if (code)
        return code;
    if (strcmp(column, label) == 0)
        text_format(label, sizeof label, "NULL");
    code = asprintf(sql, "SELECT %s,COUNT(*),MAX(%s) FROM \"r_%s\" t WHERE %s IS NOT NULL%s GROUP BY 1 ORDER BY 1",
                    column, label, query->reg->id, column, where);
    return code < 0 ? err_memory(e) : 0;
}

int query_values(struct values *out, struct station *station, const struct query *query, const char *field,
                 struct err *e)
{
    struct condition where;
    struct statement s = {0};
    char *sql = NULL;
    bool exact = true;
    int next = 0, code = condition_init(&where, e);
    *out = (struct values){0};
    if (!code)
        code = condition_query(&where, query, &exact, e);
    if (!code)
        code = condition_finish(&where, e);
    if (!code && !exact)
        code = err_set(e, ERR_USAGE, "この条件では、%sの値を集められません。", query->reg->label);
    if (!code)
        code = values_sql(&sql, query, field, where.text, e);
    if (!code)
        code = condition_begin(&s, &where, station->store, sql, &next, e);
    while (!code && (code = statement_step(&s, e)) > 0)
        code = values_add(out, &s, e);
    statement_end(&s);
    free(sql);
    condition_release(&where);
    if (code)
        values_release(out);
    return code;
}

/* paper_table — a book's listed columns as plain text: one line an entry, widths in cells. See paper.h. */
#include <string.h>

#include "app/paper_rows.h"
#include "forms/field.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { ID_CELLS = 12, STATE_CELLS = 8 };

static int put(FILE *out, const char *text, int cells)
{
    int used = 0;
    size_t n = text_fit(text, strlen(text), cells, &used);
    return fprintf(out, "%.*s%*s  ", (int)n, text, cells - used, "") < 0 ? ERR_IO : 0;
}

static bool listed(const struct field *f)
{
    return (f->flags & FIELD_LISTED) != 0;
}

static int put_heading(FILE *out, const struct register_def *reg)
{
    int rc = put(out, "番号", ID_CELLS);
    if (rc == 0)
        rc = put(out, "状態", STATE_CELLS);
    for (const struct field *f = reg->fields; rc == 0 && f->key != NULL; f++)
        if (listed(f))
            rc = put(out, f->label, f->list_width);
    return rc == 0 && fputc('\n', out) == EOF ? ERR_IO : rc;
}

struct table {
    FILE *out;
    bool headed;
};

static int put_entry(void *context, struct entry *entry, struct err *e)
{
    struct table *table = context;
    FILE *out = table->out;
    const struct state *state = register_state(entry->reg, entry->state);
    int rc = table->headed ? 0 : put_heading(out, entry->reg);
    table->headed = true;
    if (rc == 0)
        rc = put(out, entry->id, ID_CELLS);
    if (rc == 0)
        rc = put(out, state != NULL ? state->label : entry->state, STATE_CELLS);
    for (const struct field *f = entry->reg->fields; rc == 0 && f->key != NULL; f++) {
        char text[NAME_BYTES * 4] = "";
        if (!listed(f))
            continue;
        if (entry_get(entry, f->key) != NULL)
            field_format(text, sizeof text, f, entry_get(entry, f->key), FORMAT_LIST);
        rc = put(out, text, f->list_width);
    }
    if (rc == 0 && fputc('\n', out) == EOF)
        rc = ERR_IO;
    entry_free(entry);
    return rc == 0 ? 0 : err_set(e, ERR_IO, "書き出せませんでした。");
}

int paper_table(struct session *session, const struct paper_request *request, FILE *out, struct err *e)
{
    struct table table = {.out = out};
    int rc = session_may_view(session, request->reg, e);
    if (rc == 0)
        rc = paper_for_each(session, request, put_entry, &table, e);
    if (rc == 0 && !table.headed && put_heading(out, request->reg) != 0)
        rc = err_set(e, ERR_IO, "書き出せませんでした。");
    if (rc == 0 && fflush(out) != 0)
        rc = err_set(e, ERR_IO, "書き出せませんでした。");
    return rc;
}

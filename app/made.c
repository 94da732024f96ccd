/* made — see made.h. */
#include "app/made.h"

#include <stdlib.h>

#include "forms/text.h"

#include "forms/banned.h"

int made_add(struct paper_made *rows, struct entry **row, const struct register_def *reg, const char *state,
             const struct made_cell *cells, size_t n, struct err *e)
{
    struct entry **entries = realloc(rows->entries, (rows->n + 1) * sizeof *entries);
    struct entry *made = NULL;
    int rc = entries != NULL ? entry_new(&made, reg, e) : err_memory(e);
    if (entries != NULL)
        rows->entries = entries;
    for (size_t i = 0; rc == 0 && i < n; i++)
        if (cells[i].value != NULL && cells[i].value[0] != '\0')
            rc = entry_set(made, cells[i].key, cells[i].value, e);
    if (rc != 0) {
        entry_free(made);
        return rc;
    }
    text_format(made->state, sizeof made->state, "%s", state);
    rows->entries[rows->n++] = made;
    if (row != NULL)
        *row = made;
    return 0;
}

void made_release(struct paper_made *rows)
{
    for (size_t i = 0; i < rows->n; i++)
        entry_free(rows->entries[i]);
    free(rows->entries);
    *rows = (struct paper_made){0};
}

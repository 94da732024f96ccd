/* pages — the sheets of a book as text. See pages.h. */
#include "app/pages.h"

#include <stdlib.h>

#include "print/sheet.h"

#include "forms/banned.h"

void pages_release(struct pages *pages)
{
    for (size_t i = 0; pages->text != NULL && i < pages->n; i++)
        free(pages->text[i]);
    free(pages->text);
    *pages = (struct pages){0};
}

int pages_load(struct pages *out, struct session *session, const struct paper_request *request, int cells,
               struct err *e)
{
    struct sheet *sheet = NULL;
    *out = (struct pages){0};
    int rc = session_may_view(session, request->reg, e);
    if (rc == 0)
        rc = paper_sheet(&sheet, session, request, e);
    if (rc != 0)
        return rc;
    out->text = calloc(sheet->npages + 1, sizeof *out->text);
    if (out->text == NULL)
        rc = err_memory(e);
    while (rc == 0 && out->n < sheet->npages) {
        rc = sheet_preview(&out->text[out->n], sheet, out->n, cells, e);
        if (rc == 0)
            out->n++;
    }
    sheet_free(sheet);
    if (rc != 0)
        pages_release(out);
    return rc;
}

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

static int add_sheet(struct pages *out, const struct sheet *sheet, int cells, struct err *e)
{
    char **text = realloc(out->text, (out->n + sheet->npages + 1) * sizeof *text);
    int rc = 0;
    if (text == NULL)
        return err_memory(e);
    out->text = text;
    for (size_t page = 0; rc == 0 && page < sheet->npages; page++) {
        rc = sheet_preview(&out->text[out->n], sheet, page, cells, e);
        if (rc == 0)
            out->n++;
    }
    return rc;
}

int pages_load_set(struct pages *out, struct session *session, const struct paper_request *requests, size_t n,
                   int cells, struct err *e)
{
    struct paper_sheets sheets;
    *out = (struct pages){0};
    int rc = paper_set(&sheets, session, requests, n, e);
    for (size_t i = 0; rc == 0 && i < sheets.n; i++)
        rc = add_sheet(out, sheets.sheets[i], cells, e);
    paper_sheets_release(&sheets);
    if (rc != 0)
        pages_release(out);
    return rc;
}

int pages_load(struct pages *out, struct session *session, const struct paper_request *request, int cells,
               struct err *e)
{
    return pages_load_set(out, session, request, 1, cells, e);
}

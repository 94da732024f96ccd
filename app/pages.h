/* pages — the sheets of a book as text, to look at on the screen before they go to a file. */
#ifndef KANRIBO_APP_PAGES_H
#define KANRIBO_APP_PAGES_H

#include <stddef.h>

#include "app/paper.h"

struct pages {
    char **text; /* a page each: lines of at most `cells` cells, each ended by a newline */
    size_t n;
};
int pages_load(struct pages *out, struct session *session, const struct paper_request *request, int cells,
               struct err *e);
/* Of a set (paper_set), one request after the other. */
int pages_load_set(struct pages *out, struct session *session, const struct paper_request *requests, size_t n,
                   int cells, struct err *e);
void pages_release(struct pages *pages);

#endif

/* preview — the sheets of a book on the screen, and to a file (xlsx, PDF). */
#ifndef KANRIBO_SCREENS_PREVIEW_H
#define KANRIBO_SCREENS_PREVIEW_H

#include "app/paper.h"
#include "screens/screen.h"

/* Which of the book; all NULL: as it stands in the month that runs. */
struct preview_of {
    const char *month; /* "2026-10"; a book kept by years shows its year, one that runs on all of it */
    const char *entry; /* that one alone */
    /* Rows made in memory instead (a computed list); they stay as they are until the preview has left. */
    const struct paper_made *made;
    struct paper_made *moved; /* or such rows, taken over: empty when it has them, released when it has left */
    /* Several requests as one set (paper_set), all of them; borrowed until the preview has left. */
    const struct paper_request *requests;
    size_t nrequests;
    const char *where; /* what a search line finds: a 写し, as a 交番 keeps it (R2-5, KB-2) */
    bool set; /* the month's set (month_set): 様式第3号, 第5号, 第7号 in one file; reg is the first of them */
};
/* of: borrowed for the call; NULL as if all of it were. */
int preview_open(struct screens *s, const struct register_def *reg, const struct preview_of *of, struct err *e);
#endif

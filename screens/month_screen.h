/* month_screen — what the files of 月次締め share. */
#ifndef KANRIBO_SCREENS_MONTH_SCREEN_H
#define KANRIBO_SCREENS_MONTH_SCREEN_H

#include "app/month.h"
#include "forms/date.h"
#include "screens/draw.h"
#include "screens/month.h"

enum { MONTH_BOOKS = 4, MONTH_WAYS = 3 };

struct month_line { /* a book of the month */
    const struct register_def *reg;
    struct month_state state;
    struct month_gaps gaps;
    struct month_offer ways[MONTH_WAYS]; /* none of 様式第5号 */
    char (*waiting)[8];                  /* its months without confirmation */
    size_t nwaiting;
};
struct month_screen {
    struct date first; /* of the month shown */
    char month[8];
    struct month_line books[MONTH_BOOKS];
    int nbooks, book; /* book: the cursor */
};

/* The first day of "2026-10". */
struct date month_first(const char *month);
void month_draw(void *self, struct screens *s, struct draw *d);
/* The step that stands open for the 検証 of the month, where there is one; NULL. */
const struct month_gap *month_verification(const struct month_line *line);
/* Label of the way by which the month was confirmed. */
const char *month_way_label(const struct month_line *line);

/* What is missing in the book, as a list: Enter goes to the act. */
int month_missing_open(struct screens *s, const struct register_def *book, const char *month, struct err *e);
/* The act that mends it; what another has to do is shown. */
int month_gap_open(struct screens *s, const struct month_gap *gap, struct err *e);

#endif

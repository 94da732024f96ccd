/* month — 月次締め: the three books of a month on one screen, with what is missing, who may sign, and 専決 with the counts that decide
 * it; what is missing is mended from here, then the month is signed, then its set goes to paper. */
#ifndef KANRIBO_SCREENS_MONTH_H
#define KANRIBO_SCREENS_MONTH_H

#include "forms/register.h"
#include "screens/screen.h"

/* The month that is over. */
int month_open(struct screens *s, struct err *e);
/* That month ("2026-10"; NULL or unreadable: the one that is over) with the cursor on the book (NULL: the first). */
int month_open_at(struct screens *s, const struct register_def *book, const char *month, struct err *e);

#endif

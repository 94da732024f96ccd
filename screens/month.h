/* month — 月次締め: the books of a month with their counts; confirming them, or 専決. */
#ifndef KANRIBO_SCREENS_MONTH_H
#define KANRIBO_SCREENS_MONTH_H

#include "screens/screen.h"

int month_open(struct screens *s, struct err *e);

#endif

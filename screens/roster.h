/* roster — 当直表: a month at a time, by pick list or by continuing a pattern; taking tonight over. */
#ifndef KANRIBO_SCREENS_ROSTER_H
#define KANRIBO_SCREENS_ROSTER_H

#include "screens/screen.h"

int roster_open(struct screens *s, struct err *e);

#endif

/* owed_open — from something that is owed to the act itself: what Enter does on the board, the 適合ボード, the reminders. */
#ifndef KANRIBO_SCREENS_OWED_H
#define KANRIBO_SCREENS_OWED_H

#include "app/duties.h"
#include "screens/draw.h"
#include "screens/screen.h"

/* The screen that does it, the form of the step where the person signed in may take it, else the entry to look at. */
int owed_open(struct screens *s, const struct duty *duty, struct err *e);
/* How its mark is drawn: over, owed, 目安. */
enum draw_role owed_role(const struct duty *duty);
/* The clause for a narrow column, without the 第 of 第…の; of a 目安 with ◇ before it. Returns buf. */
const char *owed_clause(char *buf, size_t size, const struct duty *duty);

#endif

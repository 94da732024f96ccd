/* reminder — 督促: who owes what, and reminding him of it; the letter of it is looked at and printed. */
#ifndef KANRIBO_SCREENS_REMINDER_H
#define KANRIBO_SCREENS_REMINDER_H

#include "app/duties.h"
#include "screens/screen.h"

/* Everybody who owes something now, and what. */
int reminder_open(struct screens *s, struct err *e);
/* Out of a handler: reminds of this one duty, and shows its letter. ERR_CANCELLED: of nothing. */
int reminder_of(struct screens *s, const struct duty *duty, struct err *e);

#endif

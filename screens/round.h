/* round — an inspection round (所在点検): everything one keeps on one screen, answered by scanner, by a number typed, or by arrow and
 * key. Each answer is recorded at once. There is no key that answers for several things. */
#ifndef KANRIBO_SCREENS_ROUND_H
#define KANRIBO_SCREENS_ROUND_H

#include "screens/screen.h"

/* Of the person signed in. kind: phone, media; month: "2026-11", NULL = that which runs. Continues the open one, or asks and begins one;
 * shows one that is closed. ERR_CANCELLED: none is begun. */
int round_open(struct screens *s, const char *kind, const char *month, struct err *e);
/* The rounds that he owes or has: one of them straight away where there is no choice. */
int round_menu_open(struct screens *s, struct err *e);

#endif

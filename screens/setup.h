/* setup — the first run: the station from the 64 所属 and its first person, a 運用管理者. */
#ifndef KANRIBO_SCREENS_SETUP_H
#define KANRIBO_SCREENS_SETUP_H

#include "screens/screen.h"

/* Pushes it as the lowest screen. */
int setup_open(struct screens *s, struct err *e);

#endif

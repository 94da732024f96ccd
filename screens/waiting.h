/* waiting — 決裁待ち: what waits for a decision of the person signed in; Enter opens it. */
#ifndef KANRIBO_SCREENS_WAITING_H
#define KANRIBO_SCREENS_WAITING_H

#include "screens/screen.h"

int waiting_open(struct screens *s, struct err *e);

#endif

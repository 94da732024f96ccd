/* account — 利用者: an id for a person and the code shown once, a new code, suspension, lifting it. */
#ifndef KANRIBO_SCREENS_ACCOUNT_H
#define KANRIBO_SCREENS_ACCOUNT_H

#include "screens/screen.h"

int account_open(struct screens *s, struct err *e);

#endif

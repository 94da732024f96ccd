/* yearly — the yearly confirmation of the three ledgers (様式第2号, 第4号, 第6号) in one table: R2-2, R4-2, R6-2. */
#ifndef KANRIBO_SCREENS_YEARLY_H
#define KANRIBO_SCREENS_YEARLY_H

#include "screens/screen.h"

int yearly_open(struct screens *s, struct err *e);

#endif

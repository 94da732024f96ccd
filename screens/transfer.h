/* transfer — 異動: a person, a date, a successor; what moves, what blocks and what is left, decided and recorded in one go. */
#ifndef KANRIBO_SCREENS_TRANSFER_H
#define KANRIBO_SCREENS_TRANSFER_H

#include "screens/screen.h"

int transfer_open(struct screens *s, struct err *e);

#endif

/* own — the screen of a register that has one of its own (register_def.own_screen). */
#ifndef KANRIBO_SCREENS_OWN_H
#define KANRIBO_SCREENS_OWN_H

#include "forms/register.h"
#include "screens/screen.h"

/* ERR_NOT_FOUND where the register has none. */
int own_open(struct screens *s, const struct register_def *reg, struct err *e);

#endif

/* detail — an entry whole: values, corrected ones struck out, its history; what can be done with it, and why not the rest. */
#ifndef KANRIBO_SCREENS_DETAIL_H
#define KANRIBO_SCREENS_DETAIL_H

#include "forms/register.h"
#include "screens/screen.h"

int detail_open(struct screens *s, const struct register_def *reg, const char *id, struct err *e);

#endif

/* list — any register as a list: search as one types, order, pages, detail beside or below it where there is room. */
#ifndef KANRIBO_SCREENS_LIST_H
#define KANRIBO_SCREENS_LIST_H

#include "forms/register.h"
#include "screens/screen.h"

/* search: the line to start with ("状態:持出中"), or NULL. step: Enter opens the form of that step instead of the entry
 * itself (返却 from the home screen), or NULL. */
int list_open(struct screens *s, const struct register_def *reg, const char *search, const char *step, struct err *e);

#endif

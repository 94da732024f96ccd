/* list — any register as a list: search as one types, order, pages, detail beside or below it where there is room. */
#ifndef KANRIBO_SCREENS_LIST_H
#define KANRIBO_SCREENS_LIST_H

#include "forms/register.h"
#include "screens/screen.h"
#include "screens/table.h"

struct list;

/* search: the line to start with ("状態:持出中"), or NULL. step: Enter opens the form of that step instead of the entry
 * itself (返却 from the home screen), or NULL. */
int list_open(struct screens *s, const struct register_def *reg, const char *search, const char *step, struct err *e);

/* What a table that shows a list asks for (table_source.load). */
int list_page(struct list *list, enum table_load what, int rows, struct table_page *page, struct err *e);

#endif

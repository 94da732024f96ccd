/* life — the whole life of an item or a person over all books, as a list; Enter opens the entry. */
#ifndef KANRIBO_SCREENS_LIFE_H
#define KANRIBO_SCREENS_LIFE_H

#include "forms/entry.h"
#include "forms/register.h"
#include "screens/screen.h"

int life_open(struct screens *s, const struct register_def *reg, const char *id, struct err *e);
/* Of the thing that the entry is about, or of the entry itself where it is about none. What a handler returns. */
enum screen_next life_show(struct screens *s, const struct entry *entry);
/* Of what a reference value of the field names. */
enum screen_next life_show_reference(struct screens *s, const struct field *field, const char *canonical);

#endif

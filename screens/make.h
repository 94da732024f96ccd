/* make — beginning something new: which book, and by which of its ways (申請, 特例による使用). */
#ifndef KANRIBO_SCREENS_MAKE_H
#define KANRIBO_SCREENS_MAKE_H

#include "forms/register.h"
#include "screens/screen.h"

/* Opens the form of the step that makes an entry; asks which where the book has several. ERR_CANCELLED. */
int make_open(struct screens *s, const struct register_def *reg, struct err *e);
/* The same over every book whose things go out and come back. */
int make_take_out(struct screens *s, struct err *e);
/* Asks for one of the registers that `wanted` names and the person may see; straight away where there is only one. */
int make_pick(const struct register_def **out, struct screens *s, const char *title,
              bool (*wanted)(const struct register_def *reg), struct err *e);

#endif

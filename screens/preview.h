/* preview — the sheets of a book for a month on the screen, and to a file (xlsx, PDF). */
#ifndef KANRIBO_SCREENS_PREVIEW_H
#define KANRIBO_SCREENS_PREVIEW_H

#include "forms/register.h"
#include "screens/screen.h"

/* month: "2026-10", or NULL = the month that runs. */
int preview_open(struct screens *s, const struct register_def *reg, const char *month, struct err *e);

#endif

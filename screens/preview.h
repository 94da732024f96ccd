/* preview — the sheets of a book on the screen, and to a file (xlsx, PDF). */
#ifndef KANRIBO_SCREENS_PREVIEW_H
#define KANRIBO_SCREENS_PREVIEW_H

#include "forms/register.h"
#include "screens/screen.h"

/* month: "2026-10", or NULL = the month that runs; a book kept by years shows its year, one that runs on all of it. entry: that
 * one alone, or NULL. */
int preview_open(struct screens *s, const struct register_def *reg, const char *month, const char *entry,
                 struct err *e);

#endif

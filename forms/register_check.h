/* register_check — the parts of checking a declaration that stand in files of their own; for register_check.c. */
#ifndef KANRIBO_FORMS_REGISTER_CHECK_H
#define KANRIBO_FORMS_REGISTER_CHECK_H

#include "forms/register.h"

/* What a declaration leans on outside itself: linked fields, keepers named by rules, numbers, parts and fills. */
int register_check_links(const struct register_def *reg, struct err *e);

#endif

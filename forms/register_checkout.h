/* register_checkout — 様式第3号 モバイル端末等持出簿: the declaration, and the rules beside it. 第7の1(2)イ, エ(ウ). */
#ifndef KANRIBO_FORMS_REGISTER_CHECKOUT_H
#define KANRIBO_FORMS_REGISTER_CHECKOUT_H

#include "forms/register.h"
#include "forms/rule.h"

extern const struct register_def register_checkout;
/* M-01…M-12, M-15, M-16, M-30, M-31 (obligations.md §2); ends with a NULL step. */
extern const struct rule rules_checkout[];

#endif

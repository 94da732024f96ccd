/* register_checkout — 様式第3号 モバイル端末等持出簿: the declaration, and the rules beside it. 第7の1(2)イ, エ(ウ). */
#ifndef KANRIBO_FORMS_REGISTER_CHECKOUT_H
#define KANRIBO_FORMS_REGISTER_CHECKOUT_H

#include "forms/register.h"
#include "forms/rule.h"

extern const struct register_def register_checkout;
/* M-01…M-12, M-15, M-16, M-30, M-31 (obligations.md §2); ends with a NULL step. */
extern const struct rule checkout_rules[];
/* register_def.derive: the route from kind and thing (M-12), and the period that an extension brings about. */
int checkout_derive(struct situation *s, struct err *e);
/* register_def.check: times in order, and of a request what R3-6, R3-17, R0-2 and R0-3 ask. */
int checkout_check(const struct situation *s, struct err *e);

#endif

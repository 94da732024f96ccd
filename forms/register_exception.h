/* register_exception — 様式第9号 例外措置適用申請書, 第8 (L1556–1568). */
#ifndef KANRIBO_FORMS_REGISTER_EXCEPTION_H
#define KANRIBO_FORMS_REGISTER_EXCEPTION_H

#include "forms/register.h"
#include "forms/rule.h"

extern const struct register_def register_exception;

/* exception_rules.c: who may do what (M-39, R9-1…R9-5); ends with a NULL step. */
extern const struct rule exception_rules[];
/* What is in force, until when, who answers for the report. */
int exception_derive(struct situation *s, struct err *e);
/* R9-1, R9-3, R9-5, and the times. */
int exception_check(const struct situation *s, struct err *e);

#endif

/* register_monthly — 月次確認: that a book was confirmed for a month, by whom, or by 専決 (M-13, M-14). */
#ifndef KANRIBO_FORMS_REGISTER_MONTHLY_H
#define KANRIBO_FORMS_REGISTER_MONTHLY_H

#include "forms/register.h"

extern const struct register_def register_monthly;

#endif

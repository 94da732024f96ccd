/* register_firm — 業者等: where visitors and contractors come from. */
#ifndef KANRIBO_FORMS_REGISTER_FIRM_H
#define KANRIBO_FORMS_REGISTER_FIRM_H

#include "forms/register.h"

extern const struct register_def register_firm;

#endif

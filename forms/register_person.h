/* register_person — 職員: who works here. */
#ifndef KANRIBO_FORMS_REGISTER_PERSON_H
#define KANRIBO_FORMS_REGISTER_PERSON_H

#include "forms/register.h"

extern const struct register_def register_person;

#endif

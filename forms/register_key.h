/* register_key — the keys of the 通信機械室 that 様式第8号 lends. */
#ifndef KANRIBO_FORMS_REGISTER_KEY_H
#define KANRIBO_FORMS_REGISTER_KEY_H

#include "forms/register.h"

extern const struct register_def register_key;

#endif

/* register_user — 利用者: sign-in ids and public keys (S-8, S-9); never deleted, never given twice. */
#ifndef KANRIBO_FORMS_REGISTER_USER_H
#define KANRIBO_FORMS_REGISTER_USER_H

#include "forms/register.h"

extern const struct register_def register_user;

#endif

/* register_secret — 機密性3(高)情報の持出・提供記録, 第2の1(3)イ(イ) (L88–89). */
#ifndef KANRIBO_FORMS_REGISTER_SECRET_H
#define KANRIBO_FORMS_REGISTER_SECRET_H

#include "forms/register.h"

extern const struct register_def register_secret;

#endif

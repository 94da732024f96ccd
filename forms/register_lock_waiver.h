/* register_lock_waiver — 再認証の機能の不適用 (M-49), 第5の1(1)ア(ア)c (L725–729). */
#ifndef KANRIBO_FORMS_REGISTER_LOCK_WAIVER_H
#define KANRIBO_FORMS_REGISTER_LOCK_WAIVER_H

#include "forms/register.h"

extern const struct register_def register_lock_waiver;

#endif

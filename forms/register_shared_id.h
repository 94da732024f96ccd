/* register_shared_id — 共用識別コード (M-50), 第6の1(1)イ(カ) (L1031–1033). */
#ifndef KANRIBO_FORMS_REGISTER_SHARED_ID_H
#define KANRIBO_FORMS_REGISTER_SHARED_ID_H

#include "forms/register.h"

extern const struct register_def register_shared_id;

#endif

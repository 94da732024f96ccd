/* register_personal_phone — 個人所有携帯電話機の許可記録, 第7の1(2)カ(イ) (L1420–1428). */
#ifndef KANRIBO_FORMS_REGISTER_PERSONAL_PHONE_H
#define KANRIBO_FORMS_REGISTER_PERSONAL_PHONE_H

#include "forms/register.h"

extern const struct register_def register_personal_phone;

#endif

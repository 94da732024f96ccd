/* register_phone — 様式第4号 公用携帯電話機管理簿, 第7の1(2)エ(ア)a; shared phones go out by 様式第3号. */
#ifndef KANRIBO_FORMS_REGISTER_PHONE_H
#define KANRIBO_FORMS_REGISTER_PHONE_H

#include "forms/register.h"

extern const struct register_def register_phone;

#endif

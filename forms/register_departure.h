/* 規定と異なる事項の一覧 (R0-7): computed whenever it is asked for, never stored (app/departure). Not among the registers of the
 * program; declared to be listed and printed like one. */
#ifndef KANRIBO_FORMS_REGISTER_DEPARTURE_H
#define KANRIBO_FORMS_REGISTER_DEPARTURE_H

#include "forms/register.h"

extern const struct register_def register_departure;

/* Its states: 情報セキュリティ管理者 has confirmed it, has yet to, or the text has a procedure of its own for it. */
#define DEPARTURE_CONFIRMED "confirmed"
#define DEPARTURE_UNCONFIRMED "unconfirmed"
#define DEPARTURE_PERMITTED "permitted"

#endif

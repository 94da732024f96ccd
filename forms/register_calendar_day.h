/* register_calendar_day — days that the station closes or opens beside the law's calendar (T-8, ⚑Q5). */
#ifndef KANRIBO_FORMS_REGISTER_CALENDAR_DAY_H
#define KANRIBO_FORMS_REGISTER_CALENDAR_DAY_H

#include "forms/register.h"

extern const struct register_def register_calendar_day;

#endif

/* register_station — 所属: the station itself; its first event roots the registry of keys (security.md §2.2). */
#ifndef KANRIBO_FORMS_REGISTER_STATION_H
#define KANRIBO_FORMS_REGISTER_STATION_H

#include "forms/register.h"

extern const struct register_def register_station;

#endif

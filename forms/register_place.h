/* register_place — 場所: 署, 分庁舎, 交番, 駐在所 (KB-1). */
#ifndef KANRIBO_FORMS_REGISTER_PLACE_H
#define KANRIBO_FORMS_REGISTER_PLACE_H

#include "forms/register.h"

extern const struct register_def register_place;

#endif

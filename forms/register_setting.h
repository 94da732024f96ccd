/* register_setting — 設定: what the station sets where the text is silent (⚑). */
#ifndef KANRIBO_FORMS_REGISTER_SETTING_H
#define KANRIBO_FORMS_REGISTER_SETTING_H

#include "forms/register.h"

extern const struct register_def register_setting;

#endif

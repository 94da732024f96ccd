/* register_device — モバイル端末, 非モバイル端末等, 特定用途機器: what 様式第3号 takes out. */
#ifndef KANRIBO_FORMS_REGISTER_DEVICE_H
#define KANRIBO_FORMS_REGISTER_DEVICE_H

#include "forms/register.h"

extern const struct register_def register_device;

#endif

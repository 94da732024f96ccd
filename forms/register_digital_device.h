/* register_digital_device — 様式第2号 デジタル機器管理簿, 第2の1(7)イ (L103–108): a row per device, kept by 運用責任者. Its card has its
 * own row in 様式第6号 and is named there; a device that records only inside is itself the medium (⚑Q21). */
#ifndef KANRIBO_FORMS_REGISTER_DIGITAL_DEVICE_H
#define KANRIBO_FORMS_REGISTER_DIGITAL_DEVICE_H

#include "forms/register.h"

extern const struct register_def register_digital_device;

#endif

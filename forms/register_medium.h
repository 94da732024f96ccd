/* register_medium — 様式第6号 外部記録媒体管理簿, 第7の1(2)オ(ア) (L1352–1363): a row per medium. Cameras and recorders that count as
 * media (みなし媒体, L1359) have theirs here as well; the device itself is in 様式第2号. */
#ifndef KANRIBO_FORMS_REGISTER_MEDIUM_H
#define KANRIBO_FORMS_REGISTER_MEDIUM_H

#include "forms/register.h"

extern const struct register_def register_medium;

#endif

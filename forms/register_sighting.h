/* register_sighting — 目視・巡視の確認: the duties that stay where the entry of 様式第3号 or 第7号 may be omitted (M-42, M-45,
 * M-46). The text names no book for them; the record is ours (◇). */
#ifndef KANRIBO_FORMS_REGISTER_SIGHTING_H
#define KANRIBO_FORMS_REGISTER_SIGHTING_H

#include "forms/register.h"

extern const struct register_def register_sighting;

#endif

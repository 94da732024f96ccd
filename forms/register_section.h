/* register_section — 課(係)コード: the middle block of a 管理番号, 「所属ごとに定める」 (別表, L1661). R6-3. */
#ifndef KANRIBO_FORMS_REGISTER_SECTION_H
#define KANRIBO_FORMS_REGISTER_SECTION_H

#include "forms/register.h"

extern const struct register_def register_section;

#endif

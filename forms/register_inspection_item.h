/* register_inspection_item — one thing of a round of 所在点検: a phone of 様式第4号, a medium of 様式第6号, or what no ledger has
 * (◇). R5-1, R5-2, R0-9. */
#ifndef KANRIBO_FORMS_REGISTER_INSPECTION_ITEM_H
#define KANRIBO_FORMS_REGISTER_INSPECTION_ITEM_H

#include "forms/register.h"

extern const struct register_def register_inspection_item;

#endif

/* register_connection — 接続記録簿: written at every connection of a medium to a computer that cannot keep the logs of
 * 第6の1(4)ウ(イ)(エ). 第6の1(4)ウ(カ) (L1117), L-10. */
#ifndef KANRIBO_FORMS_REGISTER_CONNECTION_H
#define KANRIBO_FORMS_REGISTER_CONNECTION_H

#include "forms/register.h"

extern const struct register_def register_connection;

#endif

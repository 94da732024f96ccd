/* register_disposal — 廃棄: an entry whose retention period is over is to go; asked for by one, permitted by another (RT-4, ◇). It
 * stays for ever: what was there, and which 管理番号 is not given again. */
#ifndef KANRIBO_FORMS_REGISTER_DISPOSAL_H
#define KANRIBO_FORMS_REGISTER_DISPOSAL_H

#include "forms/register.h"

extern const struct register_def register_disposal;

#endif

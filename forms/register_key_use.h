/* register_key_use — 様式第8号 通信機械室鍵管理簿, 第7の1(2)キ (L1432), 第2の2(5)ウ (L156). */
#ifndef KANRIBO_FORMS_REGISTER_KEY_USE_H
#define KANRIBO_FORMS_REGISTER_KEY_USE_H

#include "forms/register.h"

extern const struct register_def register_key_use;

#endif

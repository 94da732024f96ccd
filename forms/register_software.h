/* register_software — 様式第1号 ソフトウェア等利用申請書, 第2の1(6) (L97). */
#ifndef KANRIBO_FORMS_REGISTER_SOFTWARE_H
#define KANRIBO_FORMS_REGISTER_SOFTWARE_H

#include "forms/register.h"

extern const struct register_def register_software;

#endif

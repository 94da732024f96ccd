/* register_terminal_storage — 交番等の端末装置の保管, 第2の1(7)ア (R0-5, T-11). */
#ifndef KANRIBO_FORMS_REGISTER_TERMINAL_STORAGE_H
#define KANRIBO_FORMS_REGISTER_TERMINAL_STORAGE_H

#include "forms/register.h"

extern const struct register_def register_terminal_storage;

#endif

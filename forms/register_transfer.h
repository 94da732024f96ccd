/* 異動: declared in register_transfer.c. */
#ifndef KANRIBO_FORMS_REGISTER_TRANSFER_H
#define KANRIBO_FORMS_REGISTER_TRANSFER_H

#include "forms/register.h"

extern const struct register_def register_transfer;

#endif

/* 督促状: a page a holder, made from his reminders of one 督促 whenever it is asked for, never stored (app/reminder). Not among the
 * registers of the program; declared to be printed like one. */
#ifndef KANRIBO_FORMS_REGISTER_REMINDER_LETTER_H
#define KANRIBO_FORMS_REGISTER_REMINDER_LETTER_H

#include "forms/register.h"

extern const struct register_def register_reminder_letter;

#endif

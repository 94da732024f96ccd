/* 様式第10号 充電器貸出簿: a book that the regulation does not have. With its name in the list of registers and in the Makefile it
 * must have list, form, SQL, journal, filter and paper like the nine (tenth_test). */
#ifndef KANRIBO_TESTS_E2E_REGISTER_TENTH_H
#define KANRIBO_TESTS_E2E_REGISTER_TENTH_H

#include "forms/register.h"

extern const struct register_def register_tenth;

#endif

/* register_roster — 当直表: who is 当直責任者 in which shift, and taking a shift over. */
#ifndef KANRIBO_FORMS_REGISTER_ROSTER_H
#define KANRIBO_FORMS_REGISTER_ROSTER_H

#include "forms/register.h"

extern const struct register_def register_roster;

#endif

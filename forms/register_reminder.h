/* register_reminder — 督促の記録: that somebody was reminded of what he owes, by whom and how. Ours (◇): no clause asks for it; each
 * names the clause of the duty that it reminds of. An entry a duty; those of one 督促 have the same `letter`. */
#ifndef KANRIBO_FORMS_REGISTER_REMINDER_H
#define KANRIBO_FORMS_REGISTER_REMINDER_H

#include "forms/register.h"

extern const struct register_def register_reminder;
extern const struct choice reminder_ways[]; /* 書面 口頭 電話 */

#endif

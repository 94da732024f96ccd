/* compliance — the 適合ボード: clause by clause met, due or broken, with the evidence one key away; prints the auditor's pack. */
#ifndef KANRIBO_SCREENS_COMPLIANCE_H
#define KANRIBO_SCREENS_COMPLIANCE_H

#include "forms/duty.h"
#include "screens/screen.h"

int compliance_open(struct screens *s, struct err *e);

/* What is owed of one kind, as of a moment (0 = now; another one is a look ahead, from which nothing is done). */
int compliance_owed_open(struct screens *s, const struct duty_kind *kind, int64_t moment, struct err *e);

#endif

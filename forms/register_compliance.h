/* 適合状況一覧: clause by clause met, due or broken, what is owed and the evidence; computed whenever it is asked for, never stored
 * (app/compliance). Not among the registers of the program; declared to be listed and printed like them. */
#ifndef KANRIBO_FORMS_REGISTER_COMPLIANCE_H
#define KANRIBO_FORMS_REGISTER_COMPLIANCE_H

#include "forms/register.h"

/* A row a duty of forms/duty. */
extern const struct register_def register_compliance;
/* What the lines speak of, one by one: what is owed; what is on record of the last 12 months. */
extern const struct register_def register_compliance_owed;
extern const struct register_def register_compliance_evidence;

/* States of a row. Those of a 目安 (◇: ours, beside a clause) are never "broken". */
#define COMPLIANCE_BROKEN "broken"
#define COMPLIANCE_DUE "due"
#define COMPLIANCE_MET "met"
#define COMPLIANCE_NONE "none"
#define COMPLIANCE_GUIDE_OVER "guide_over"
#define COMPLIANCE_GUIDE_DUE "guide_due"
#define COMPLIANCE_GUIDE_MET "guide_met"
#define COMPLIANCE_GUIDE_NONE "guide_none"
/* ○ △ × － of the text's, ◇ of ours: what stands before the label. */
const char *compliance_sign(const char *state);

#endif

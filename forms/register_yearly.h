/* register_yearly — a ledger (様式第2号, 第4号, 第6号) was confirmed or brought up to date: 増減の都度, 年1回以上, 年当初. Its cells stand
 * at the foot of the ledger's sheets. M-32, M-33, M-34; R2-2, R4-2, R6-2; T-3, T-4. */
#ifndef KANRIBO_FORMS_REGISTER_YEARLY_H
#define KANRIBO_FORMS_REGISTER_YEARLY_H

#include <stdbool.h>

#include "forms/register.h"

extern const struct register_def register_yearly;

/* Does a confirmation of that kind meet the yearly duty of the book ("2", "4", "6")? That of a change does for 様式第2号 alone, of
 * which the text asks a yearly one 「増減がない場合であっても」 (L104); 様式第4号 and 第6号 are to be 更新 (L1321, L1354). By
 * when the next one is due: clock_year (様式第2号, 第4号), clock_year_start (様式第6号). */
bool yearly_counts(const char *book, const char *kind);

#endif

/* register_inspection — 様式第5号 外部記録媒体等点検簿: 所在点検 (M-35, M-36), 使用状況の検証 (M-37), ログの確認 (M-43), 許可の
 * 確認 (M-28). An entry is one round: a month or period, a kind, a person. Its items: register_inspection_item. */
#ifndef KANRIBO_FORMS_REGISTER_INSPECTION_H
#define KANRIBO_FORMS_REGISTER_INSPECTION_H

#include "forms/register.h"
#include "forms/rule.h"

extern const struct register_def register_inspection;
extern const struct rule inspection_rules[]; /* inspection_rules.c */

/* inspection_check.c: month, period and `round` from what is typed; what must agree over several fields. */
int inspection_derive(struct situation *s, struct err *e);
int inspection_check(const struct situation *s, struct err *e);

#endif

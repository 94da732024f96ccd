/* register_monthly — 月次確認: that a book was confirmed for a month, by whom, or by 専決 (M-13, M-14, M-29). */
#ifndef KANRIBO_FORMS_REGISTER_MONTHLY_H
#define KANRIBO_FORMS_REGISTER_MONTHLY_H

#include <stdint.h>

#include "forms/register.h"

extern const struct register_def register_monthly;

/* Of what was outside in the month, what bars 専決 of the book of that form number: 機器 and 外部記録媒体 of 様式第3号 (エ(ウ)d),
 * 外部記録媒体 of 様式第7号. scope: the setting sole_decision_scope (⚑Q4); "own": 機器 alone of 様式第3号. */
int64_t monthly_outside(const char *book, const char *scope, int64_t items, int64_t media);
/* The sentences of the text that open 専決 of the book, with what each counts. decides: it must hold here (⚑Q4: of 様式第3号 both
 * by default; with the scope "own" the first alone). Returns how many: 0 of a book without 専決 (様式第5号, R5-5). */
struct sole_clause {
    const char *clause, *says; /* 第7の1(2)イ(エ)なお書き; what must not have been outside */
    int64_t count;             /* of that; it holds with 0 */
    bool decides;
};
enum { SOLE_CLAUSES = 2 };
size_t monthly_sole_clauses(struct sole_clause out[SOLE_CLAUSES], const char *book, const char *scope, int64_t items,
                            int64_t media);
/* Who confirms it: 運用管理者, of 様式第3号 also 運用管理補助者. And by which clause. */
const char *monthly_confirmers(const char *book);
const char *monthly_clause(const char *book);

/* What on record says that a month of the book of that form number was confirmed: an entry of `reg` for which `conds` hold (a
 * "state" may be among them), with the month in its field "month". Of 様式第5号: its 検証, confirmed (R5-5). NULL: the book is
 * not confirmed month by month. */
struct month_proof {
    const char *form, *reg;
    struct cond conds[CONDS];
};
const struct month_proof *month_proof_find(const char *form);

#endif

/* medium_rules — what follows from what a medium is: which parts of 第7の1(2)オ apply to it (R6-5, R6-9), and whether it may be
 * used without its device (R2-3). Pure. */
#ifndef KANRIBO_FORMS_MEDIUM_RULES_H
#define KANRIBO_FORMS_MEDIUM_RULES_H

#include "forms/entry.h"
#include "forms/rule.h"

enum {
    MEDIUM_LEDGER = 1u << 0,     /* オ(ア)a: 様式第6号, 増減の確認, 年当初の更新 */
    MEDIUM_STORAGE = 1u << 1,    /* オ(ア)b, c: locked, pooled */
    MEDIUM_INSPECTION = 1u << 2, /* オ(ア)d: 様式第5号 */
    MEDIUM_CARRYING = 1u << 3,   /* オ(イ): 様式第7号, permit, end */
    MEDIUM_USE = 1u << 4         /* オ(エ): use, connection, output, erasure, checks of logs */
};
/* What applies to the medium: all of it; not オ(ア)a–d to one excluded by g (L1360–1363); オ(エ) alone, 準用, to one that belongs to
 * a phone (L1412). */
unsigned medium_duties(const struct entry *medium);
/* May it be used or carried out by itself? Not the card of a device (「一体で管理」, L105) until an explicit split. */
int medium_alone(const struct entry *medium, struct err *e);

/* derive and check of the register. */
int medium_derive(struct situation *s, struct err *e);
int medium_check(const struct situation *s, struct err *e);

#endif

/* yearly — how the three ledgers (様式第2号, 第4号, 第6号) stand to their yearly confirmation: R2-2, R4-2, R6-2; T-3, T-4. */
#ifndef KANRIBO_APP_YEARLY_H
#define KANRIBO_APP_YEARLY_H

#include "app/session.h"
#include "forms/clock.h"

enum { YEARLY_LEDGERS = 3 };
struct yearly {
    const struct register_def *ledger;
    const char *clause;
    int64_t in_use, waiting; /* entries; of them and of ended ones, whose change is not yet confirmed */
    struct date last;        /* of the last confirmation that counts as the year's; year 0: there was none */
    char by[NAME_BYTES];     /* who gave it */
    char kind[NAME_BYTES];   /* its label: 年次更新(変更なし) */
    const char *duty;        /* what the text asks, in a sentence */
    struct due due;          /* the next; DUE_NONE: done, or nothing is in use */
    struct date until;       /* its last day in time, also while it is not owed yet; year 0: nothing is in use */
    int over_days;           /* days since then; 0 = in time */
};
/* In the order of the forms. Refused to who may not see one of them. */
int yearly_load(struct yearly out[YEARLY_LEDGERS], struct session *session, struct err *e);

#endif

/* decide — a decision on the spot: whoever permits or confirms gives his own id and passphrase at this keyboard.
 *
 * Who may not is told so at the id, before a passphrase is asked. Where the duty roster alone stands in the way, one who
 * holds the post is offered to take the duty over. */
#ifndef KANRIBO_SCREENS_DECIDE_H
#define KANRIBO_SCREENS_DECIDE_H

#include "app/act.h"
#include "screens/screen.h"

/* Out of a handler: commits the act as another person. ERR_CANCELLED: nobody decided. *after (not NULL) is the caller's. */
int decide_run(struct screens *s, struct act *act, struct entry **after, struct err *e);
/* The decisions that stand next for an entry, one after the other, until one is not another person's or nobody decides.
 * *entry is replaced by what it became, *step by the last step taken. */
void decide_chain(struct screens *s, struct entry **entry, const struct step **step);

#endif

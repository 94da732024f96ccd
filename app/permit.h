/* permit — a decision on the spot: another person at the keyboard, by his own id and passphrase, for one act.
 *
 * The person signed in stays signed in; the identity lives no longer than the call. */
#ifndef KANRIBO_APP_PERMIT_H
#define KANRIBO_APP_PERMIT_H

#include <stdbool.h>

#include "app/act.h"

/* The rule that speaks of the act's step for its entry, whoever acts: its clause is the ground. NULL if none. */
const struct rule *permit_rule(struct act *act);

/* May the person signed in do the act's step at all, whatever is still to be typed? 0 or the refusal. */
int permit_self(struct act *act, struct err *e);

struct permit_person {
    char name[NAME_BYTES]; /* "" when the id is unknown */
    bool take_over; /* refused, but he would be allowed had he taken over the duty that runs, and he may take it over */
};
/* May the person of that id do the act's step? Asked before a passphrase. 0, or the refusal with who may. */
int permit_may(struct permit_person *out, struct act *act, const char *uid, struct err *e);
/* Shows the passphrase, commits as him. *after (may be NULL) is the caller's to free. */
int permit_commit(struct act *act, const char *uid, const struct secret *passphrase, struct entry **after,
                  struct err *e);
/* The same, but first he takes over the duty that runs, with a reason: two events, each signed by him (◇). */
int permit_take_over(struct act *act, const char *uid, const struct secret *passphrase, const char *reason,
                     struct entry **after, struct err *e);

#endif

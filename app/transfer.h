/* transfer — a person leaves or comes on a date: what he holds is listed, what can move is moved, what stands in the way is
 * told (issue 3). Read first (transfer_plan), decided by a person (transfer_choose), then done in one transaction.
 *
 * Generic over the declarations: FIELD_CUSTODY moves to the successor by the register's own change step; entries that wait or
 * are out are found by applicant, person_field and the steps that only their maker may follow (rule.same_as). */
#ifndef KANRIBO_APP_TRANSFER_H
#define KANRIBO_APP_TRANSFER_H

#include <stdbool.h>
#include <stddef.h>

#include "app/act.h"

enum transfer_kind {
    TRANSFER_POST, /* held: ends on the date, and the successor gets it where chosen; of one who comes: given where chosen */
    TRANSFER_CUSTODY, /* a thing that he answers for: to the successor */
    TRANSFER_OPEN,    /* an entry that he applied for or holds, or that only he can confirm (⚑Q2) */
    TRANSFER_ROSTER,  /* a duty that he stands for from the date on */
    TRANSFER_ACCOUNT, /* his id (S-11) */
    TRANSFER_PERSON,  /* his entry among the persons: ended where chosen */
    TRANSFER_KINDS
};
enum { TRANSFER_BYTES = NAME_BYTES * 3, TRANSFER_CUSTODY_FIELDS = 8 };
struct transfer_line {
    enum transfer_kind kind;
    const struct register_def *reg;
    char entry[ENTRY_ID_BYTES];  /* "" for a post that somebody who comes may get */
    char post[KEY_BYTES];        /* TRANSFER_POST */
    char fields[NAME_BYTES];     /* TRANSFER_CUSTODY: keys, '|'-joined */
    char step[KEY_BYTES];        /* TRANSFER_CUSTODY: by which it changes */
    char label[TRANSFER_BYTES];  /* what */
    char effect[TRANSFER_BYTES]; /* what becomes of it, as it is decided now */
    char clause[ERR_CLAUSE_BYTES];
    bool open; /* a decision that transfer_choose turns */
    bool chosen;
    bool blocking; /* nothing is committed while this is so */
    bool vacant;   /* a post that nobody holds after the date */
    bool others;   /* TRANSFER_POST: others hold it after the date */
    bool started;  /* TRANSFER_POST: held on the date already, so that it can end there */
};
struct transfer_plan {
    struct transfer_line *lines;
    size_t n;
    size_t blocking, vacant; /* how many lines are so */
};

/* The register of these acts. */
const struct register_def *transfer_register(struct session *session);
/* What the act (a new entry of that register with direction, person, date, successor as far as they are typed) would bring
 * about. No line before person and date are there. Decisions of `before` (may be NULL) are kept. */
int transfer_plan_load(struct transfer_plan *out, struct act *act, const struct transfer_plan *before, struct err *e);
void transfer_plan_release(struct transfer_plan *plan);
/* Turns the decision of a line that is open. What that means for other lines is known once the plan is loaded again. */
void transfer_choose(struct transfer_plan *plan, size_t line, const struct act *act);
/* All of it, and the entry itself, in one transaction, or nothing. ERR_REFUSED while something blocks; ERR_CONFLICT when
 * what he holds is no longer what the plan says: load it again. */
int transfer_commit(struct act *act, const struct transfer_plan *plan, struct err *e);

#endif

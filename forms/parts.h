/* parts — how an entry stands to other entries, as data: what it is made of, and what of it counts elsewhere. */
#ifndef KANRIBO_FORMS_PARTS_H
#define KANRIBO_FORMS_PARTS_H

#include "forms/cond.h"

/* What a new entry is filled with: a part for each current entry of `reg` for which `conds` hold. See register_def.fills. */
struct fill {
    const char *reg;          /* where the things are: "medium"; NULL ends the list */
    struct cond conds[CONDS]; /* which of them; a value "$key" is that field of the new entry */
    struct cond when[CONDS];  /* for which new entries */
    const char *item, *step;  /* field of the part that gets the thing; the step that makes the part */
};

/* How many parts of an entry there are for which `conds` hold: a derived number, counted anew for each step on the entry. */
struct tally {
    const char *field; /* FIELD_NUMBER, FIELD_DERIVED of the entry; NULL ends the list */
    struct cond conds[CONDS];
};

/* How many entries of another register there are when an entry is made: a number that nobody types. For each field the first row
 * whose `when` holds; the field is set while the entry is being made and stays as it was then. */
struct count {
    const char *field;        /* FIELD_NUMBER, FIELD_DERIVED of the entry; NULL ends the list */
    const char *reg;          /* whose entries */
    const char *states;       /* in one of them ('|'-joined); NULL = in any */
    struct cond conds[CONDS]; /* which of them */
    struct cond when[CONDS];  /* for which new entries */
};

/* Which entries of a book are a 持ち出し for 専決 (M-14, M-29, ⚑Q4), and of what. No entry belongs to two rows. */
enum outside_kind { OUTSIDE_NONE, OUTSIDE_ITEM, OUTSIDE_MEDIUM };
struct outside {
    enum outside_kind kind; /* OUTSIDE_NONE ends the list */
    struct cond conds[CONDS];
};

#endif

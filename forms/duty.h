/* duty — what the text obliges somebody to do again and again or by a time, as data: one row a duty of obligations.md §4. A line of the
 * 適合ボード each; what is owed of it today is found by app/duties, and by when, by forms/clock. Nothing of it is stored. */
#ifndef KANRIBO_FORMS_DUTY_H
#define KANRIBO_FORMS_DUTY_H

#include <stdbool.h>

#include "forms/clock.h"

struct duty_kind {
    const char *key;   /* ASCII, for ever: "duty" of `kanribo duties --json` */
    const char *ids;   /* of obligations.md, joined by ' ' */
    const char *mark;  /* one kanji, two cells */
    const char *label; /* what the text asks, for the 適合ボード */
    const char *act;   /* what is done about it, for a line of the board */
    const char
        *clause; /* of the text; of a 目安, the one that it stands beside; NULL: of the rule that speaks of the entry */
    const char *owner; /* whose it is, in the text's words; NULL: by name, entry by entry */
    unsigned posts;    /* who may do it, POST_ bits; 0 = by name, or as the rules of the step say */
    const char *reg;   /* id of the register in which it is recorded that it was done; NULL = in the entry itself */
    const char *where; /* search line of that evidence there; NULL = all */
    const char
        *opens; /* the screen that does it: "month", "round", "verification", "handover" …; NULL = the entry's step */
    bool guide; /* 目安: ours, not the text's (◇) */
};
/* Every kind, in the order of the text; ends with a NULL key. */
extern const struct duty_kind duty_kinds[];
const struct duty_kind *duty_kind_find(const char *key); /* NULL if unknown */

#endif

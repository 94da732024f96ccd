/* duty — what the text obliges somebody to do again and again or by a time, as data: one row a duty of obligations.md §4. A line of the
 * 適合ボード each; what is owed of it today is found by app/duties, and by when, by forms/clock. Nothing of it is stored. */
#ifndef KANRIBO_FORMS_DUTY_H
#define KANRIBO_FORMS_DUTY_H

#include <stdbool.h>

#include "forms/clock.h"
#include "forms/entry.h"

struct duty_kind {
    const char *key;    /* ASCII, for ever: "duty" of `kanribo duties --json` */
    const char *ids;    /* of obligations.md, joined by ' ' */
    const char *mark;   /* one kanji, two cells */
    const char *label;  /* what the text asks, for the 適合ボード */
    const char *act;    /* what is done about it, for a line of the board */
    const char *clause; /* of the text; of a 目安, that which it stands beside; NULL: of the rule of the step */
    const char *owner;  /* whose it is, in the text's words; NULL: by name, entry by entry */
    unsigned posts;     /* who may do it, POST_ bits; 0 = by name, or as the rules of the step say */
    const char *reg;    /* id of the register in which it is recorded that it was done; NULL = in the entry itself */
    const char *where;  /* search line of that evidence there; NULL = all */
    const char *steps;  /* '|'-joined: the steps of reg that do it; NULL = the one that makes the entry */
    struct cond when[CONDS]; /* of which entries of reg it speaks, where the steps alone do not say */
    const char *opens;       /* the screen that does it: "month", "round", "handover" …; NULL = the entry's step */
    bool guide;              /* 目安: ours, not the text's (◇) */
};
/* Every kind, in the order of the text; ends with a NULL key. */
extern const struct duty_kind duty_kinds[];
const struct duty_kind *duty_kind_find(const char *key); /* NULL if unknown */
/* The kind whose keys begin with `prefix` ("return_", "late_"; "" = any) and that speaks of this entry and, unless step is NULL, of that
 * step on it; NULL if none does. */
const struct duty_kind *duty_kind_of(const char *prefix, const struct entry *entry, const char *step);
/* T-1: how many of the 1か月ごと checks of what went out on `from` are met by those on record (STEP_MONTHLY: on the screen or by
 * telephone). */
int duty_checks_met(const struct entry *entry, struct date from);

#endif

/* edition — the editions of the text, and how long each is in force (L5). Every event keeps the edition it was made under (R0-8). */
#ifndef KANRIBO_FORMS_EDITION_H
#define KANRIBO_FORMS_EDITION_H

#include <stdbool.h>

#include "forms/date.h"

struct edition {
    const char *name;        /* as events have it */
    struct date from, until; /* both days count */
};
/* Oldest first; ends with a NULL name. The last is rule_edition, which the rules of this program cite. */
extern const struct edition editions[];
const struct edition *edition_find(const char *name);      /* NULL if unknown */
const struct edition *edition_current(void);               /* of the rules of this program */
const struct edition *edition_in_force(struct date today); /* NULL if none is */
/* Is it time to ask for the next edition? From half a year before the end of the current one (◇), and after it. */
bool edition_reminds(struct date today);

#endif

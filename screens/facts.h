/* facts — what an entry holds, for the person who decides on it: every field that is set, the most telling first. */
#ifndef KANRIBO_SCREENS_FACTS_H
#define KANRIBO_SCREENS_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/entry.h"

enum { FACTS_MOST = 96 };
struct facts {
    const struct entry *entry; /* NULL: nothing is on record yet */
    const struct field *fields[FACTS_MOST];
    int n;
};
/* The fields of the lists first, then the others in the order of declaration; what is only reckoned and never shown stays
 * out. */
void facts_of(struct facts *out, const struct entry *entry);
/* One line for each, label and value: for a dialog. */
void facts_text(char *buf, size_t size, const struct facts *facts);
/* Is it one that a permit rests on and that is always demanded (機密性, 持ち出し先)? */
bool fact_weighs(const struct field *field);

#endif

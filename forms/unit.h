/* unit — the 64 所属 of 別表 (L1663–1796) and their 所属記号. */
#ifndef KANRIBO_FORMS_UNIT_H
#define KANRIBO_FORMS_UNIT_H

struct unit {
    const char *number; /* three digits */
    const char *name;
};
/* In the order of the table; ends with a NULL number. */
extern const struct unit units[];
/* By number or name ("600", "白河署"); NULL if the table has none. */
const struct unit *unit_find(const char *number_or_name);

#endif

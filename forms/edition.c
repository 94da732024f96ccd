/* edition — see edition.h. */
#include "forms/edition.h"

#include <stddef.h>
#include <string.h>

#include "forms/rule.h"

#include "forms/banned.h"

enum { REMINDER_MONTHS = 6 };

const struct edition editions[] = {
    {"令和6年達(情)第154号", {2024, 4, 1}, {2029, 3, 31}},
    {0},
};

const struct edition *edition_find(const char *name)
{
    for (const struct edition *edition = editions; edition->name != NULL; edition++)
        if (strcmp(edition->name, name) == 0)
            return edition;
    return NULL;
}

const struct edition *edition_current(void)
{
    return edition_find(rule_edition);
}

const struct edition *edition_in_force(struct date today)
{
    for (const struct edition *edition = editions; edition->name != NULL; edition++)
        if (date_compare(edition->from, today) <= 0 && date_compare(today, edition->until) <= 0)
            return edition;
    return NULL;
}

bool edition_reminds(struct date today)
{
    return date_compare(date_add_months(edition_current()->until, -REMINDER_MONTHS), today) <= 0;
}

#include "forms/cond.h"

#include <stddef.h>
#include <string.h>

#include "forms/entry.h"
#include "forms/field.h"

#include "forms/banned.h"

/* Is the word of n bytes one of the '|'-separated words of `list`? */
static bool listed(const char *list, const char *word, size_t n)
{
    for (const char *at = list; at;) {
        const char *bar = strchr(at, '|');
        size_t length = bar ? (size_t)(bar - at) : strlen(at);
        if (length == n && memcmp(at, word, n) == 0)
            return true;
        at = bar ? bar + 1 : NULL;
    }
    return false;
}

bool word_in(const char *list, const char *word)
{
    return list && word && *word && listed(list, word, strlen(word));
}

/* The label beside a reference's id is only a copy of a name: a condition asks for the id, as the id's column in SQL does. */
static bool value_in(const char *list, const struct field *field, const char *value)
{
    if (field_types[field->type].sql != SQL_REFERENCE)
        return word_in(list, value);
    char id[ENTRY_ID_BYTES];
    return word_in(list, reference_id(id, value));
}

static bool cond_holds(const struct cond *cond, const struct entry *entry)
{
    int index = register_field(entry->reg, cond->field);
    const char *value = index < 0 ? NULL : entry->values[index];
    switch (cond->op) {
    case COND_SET:
        return value != NULL;
    case COND_UNSET:
        return value == NULL;
    case COND_IS:
        return value && value_in(cond->value, &entry->reg->fields[index], value);
    case COND_IS_NOT:
        return !value || !value_in(cond->value, &entry->reg->fields[index], value);
    }
    return false;
}

bool conds_hold(const struct cond conds[CONDS], const struct entry *entry)
{
    for (int i = 0; i < CONDS && conds[i].field; i++)
        if (!cond_holds(&conds[i], entry))
            return false;
    return true;
}

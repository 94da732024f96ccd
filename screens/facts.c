/* What an entry holds, for the person who decides on it. */
#include "screens/facts.h"

#include "forms/cond.h"
#include "forms/field.h"
#include "forms/text.h"

#include "forms/banned.h"

static bool is_fact(const struct entry *entry, const struct field *field)
{
    if (entry_get(entry, field->key) == NULL)
        return false;
    if ((field->flags & FIELD_DERIVED) == 0 || (field->flags & FIELD_LISTED) != 0)
        return true;
    return field->when[0].field != NULL && conds_hold(field->when, entry);
}

void facts_of(struct facts *out, const struct entry *entry)
{
    *out = (struct facts){.entry = entry};
    for (int listed = 1; listed >= 0 && entry != NULL; listed--)
        for (const struct field *f = entry->reg->fields; f->key != NULL && out->n < FACTS_MOST; f++)
            if (((f->flags & FIELD_LISTED) != 0) == (listed != 0) && is_fact(entry, f))
                out->fields[out->n++] = f;
}

void facts_text(char *buf, size_t size, const struct facts *facts)
{
    char value[NAME_BYTES * 8];
    buf[0] = '\0';
    for (int i = 0; i < facts->n; i++) {
        const struct field *f = facts->fields[i];
        field_format(value, sizeof value, f, entry_get(facts->entry, f->key), FORMAT_FORM);
        text_append(buf, size, i > 0 ? "\n" : "");
        text_append(buf, size, f->label);
        text_append(buf, size, ": ");
        text_append(buf, size, value);
    }
}

bool fact_weighs(const struct field *field)
{
    return (field->flags & (FIELD_REQUIRED | FIELD_FIXED)) == (FIELD_REQUIRED | FIELD_FIXED);
}

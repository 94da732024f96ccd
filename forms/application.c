/* application — see application.h. */
#include "forms/application.h"

#include <string.h>

#include "forms/text.h"

#include "forms/banned.h"

int application_applicant(struct situation *s, const char *field, const char *steps, struct err *e)
{
    char value[ENTRY_ID_BYTES + NAME_BYTES + 2];
    if (!step_is(s, steps))
        return 0;
    text_format(value, sizeof value, "%s %s", s->actor.id, s->actor.name);
    return entry_set(s->entry, field, value, e);
}

int application_stands(struct situation *s, const char *field, const char *value, const char *from, const char *until,
                       struct err *e)
{
    if (step_is(s, from))
        return entry_set(s->entry, field, value, e);
    return step_is(s, until) ? entry_set(s->entry, field, NULL, e) : 0;
}

static const char *label_of(const struct situation *s, const char *field)
{
    return entry_field(s->entry, field)->label;
}

int application_period(const struct situation *s, const char *first, const char *last, struct err *e)
{
    const char *from = entry_get(s->entry, first), *until = entry_get(s->entry, last);
    if (from == NULL || until == NULL || strcmp(from, until) <= 0)
        return 0;
    return err_field(e, last, NULL, "「%s」が「%s」より前です。日付を確かめてください。", label_of(s, last),
                     label_of(s, first));
}

int application_past(const struct situation *s, const char *field, struct err *e)
{
    return situation_ahead(s, field)
               ? err_field(e, field, NULL, "「%s」がまだ来ていません。実際の日時を入れてください。", label_of(s, field))
               : 0;
}

/* retention — see retention.h. */
#include "forms/retention.h"

#include <string.h>

#include "forms/banned.h"

enum { FOR_EVER = -1 };

/* What is not simply the years of the declaration. */
struct term {
    const char *reg;
    const char *setting; /* its years are a setting (⚑Q8) */
    int years;
    bool from_end; /* the text itself says 「…から5年」: the clock starts with the end, whatever the station sets */
};
static const struct term terms[] = {
    {"exception", "retention_exception", 0, false},
    {"personal_phone", "retention_personal_phone", 0, false},
    {"secret", "retention_secret", 0, false},
    {"post", NULL, 5, true},            /* 表6: 指名の解除から5年 (L625), P-2 */
    {"pc", NULL, 5, true},              /* 表6: 使用終了から5年 (L691), P-7 */
    {"disposal", NULL, FOR_EVER, true}, /* what is gone, and numbers never given again, are known by it alone */
    {"station", NULL, FOR_EVER, true},
    {"user", NULL, FOR_EVER, true}, /* S-9: 識別コードの付与の記録 is never erased */
    {"shared_id", NULL, FOR_EVER, true},
    {NULL, NULL, 0, false},
};

static const struct term *term_of(const struct register_def *reg)
{
    for (const struct term *term = terms; term->reg != NULL; term++)
        if (strcmp(term->reg, reg->id) == 0)
            return term;
    return NULL;
}

/* The register whose entries consist of those of `reg`; itself where there is none. */
static const struct register_def *whole_of(const struct register_def *reg)
{
    for (size_t i = 0; registers[i] != NULL; i++)
        if (registers[i]->parts != NULL && strcmp(registers[i]->parts, reg->id) == 0)
            return registers[i];
    return reg;
}

int retention_years(const struct register_def *reg, const struct settings *settings)
{
    const struct register_def *whole = whole_of(reg);
    const struct term *term = term_of(whole);
    int years;
    if (term == NULL)
        return whole->retention_years;
    if (term->setting == NULL)
        return term->years;
    years = setting_number(setting_get(settings, term->setting));
    return years > 0 ? years : whole->retention_years;
}

/* Nothing more is to come of it. */
static bool closed(const struct entry *entry)
{
    const struct state *state = register_state(entry->reg, entry->state);
    const unsigned kinds = 1u << STATE_DONE | 1u << STATE_ENDED | 1u << STATE_VOID;
    if (state == NULL || (1u << state->kind & kinds) == 0)
        return false;
    return entry->reg->pending_field == NULL || entry_get(entry, entry->reg->pending_field) == NULL;
}

/* The first whole day of the period: the next 1 April or 1 January after the end, or the day after it. */
static struct date clock_start(struct date end, const struct term *term, const struct settings *settings)
{
    const char *start = term != NULL && term->from_end ? "completion" : setting_get(settings, "retention_start");
    struct date day = {end.year, strcmp(start, "year_end") == 0 ? 1 : 4, 1};
    if (strcmp(start, "completion") == 0)
        return date_add_days(end, 1);
    return date_compare(day, end) > 0 ? day : date_add_months(day, 12);
}

struct date retention_end(struct date end, int years, const struct settings *settings)
{
    return date_add_months(clock_start(end, NULL, settings), 12 * years);
}

int retention_due(struct date *out, const struct entry *entry, int64_t ended_at, bool referred,
                  const struct settings *settings)
{
    int years = retention_years(entry->reg, settings);
    if (years < 0 || referred || ended_at <= 0 || !closed(entry))
        return 0;
    *out = date_add_months(clock_start(date_of(ended_at), term_of(whole_of(entry->reg)), settings), 12 * years);
    return 1;
}

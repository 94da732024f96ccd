#include "forms/register.h"

#include <string.h>

#include "forms/text.h"

#include "forms/banned.h"

const struct register_def *register_find(const char *id)
{
    for (size_t i = 0; id && registers[i]; i++)
        if (strcmp(registers[i]->id, id) == 0)
            return registers[i];
    return NULL;
}

const struct register_def *register_of_form(const char *form)
{
    for (size_t i = 0; form && registers[i]; i++)
        if (registers[i]->form && strcmp(registers[i]->form, form) == 0)
            return registers[i];
    return NULL;
}

int register_field(const struct register_def *reg, const char *key)
{
    for (int i = 0; key && reg->fields[i].key; i++)
        if (strcmp(reg->fields[i].key, key) == 0)
            return i;
    return -1;
}

const struct step *register_step(const struct register_def *reg, const char *key)
{
    for (size_t i = 0; key && reg->steps && reg->steps[i].key; i++)
        if (strcmp(reg->steps[i].key, key) == 0)
            return &reg->steps[i];
    return NULL;
}

const struct state *register_state(const struct register_def *reg, const char *key)
{
    for (size_t i = 0; key && reg->states && reg->states[i].key; i++)
        if (strcmp(reg->states[i].key, key) == 0)
            return &reg->states[i];
    return NULL;
}

const struct choice *choice_find(const struct choice *choices, const char *key)
{
    for (size_t i = 0; key && choices && choices[i].key; i++)
        if (strcmp(choices[i].key, key) == 0)
            return &choices[i];
    return NULL;
}

size_t register_nfields(const struct register_def *reg)
{
    size_t n = 0;
    while (reg->fields[n].key)
        n++;
    return n;
}

const char *register_states(char *buf, size_t size, const struct register_def *reg, unsigned kinds)
{
    buf[0] = '\0';
    for (const struct state *s = reg->states; s->key != NULL; s++) {
        if ((kinds & 1u << s->kind) == 0)
            continue;
        text_append(buf, size, buf[0] != '\0' ? "|" : "");
        text_append(buf, size, s->key);
    }
    return buf;
}

const struct step *register_step_with(const struct register_def *reg, unsigned flags)
{
    for (const struct step *step = reg->steps; step != NULL && step->key != NULL; step++)
        if ((step->flags & flags) == flags)
            return step;
    return NULL;
}

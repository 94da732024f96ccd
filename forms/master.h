/* master — what the masters (persons, places, devices …) have in common: an entry is current until it is ended. */
#ifndef KANRIBO_FORMS_MASTER_H
#define KANRIBO_FORMS_MASTER_H

#include "forms/register.h"
#include "forms/rule.h"

/* current → ended; steps enter, change, end, resume. */
extern const struct state master_states[];
extern const struct step master_steps[];

/* The four rows of rules for a master kept by `POSTS`. */
#define MASTER_RULES(POSTS)                                                          \
    {"", "enter", {{0}}, PERSON_ANY, POSTS, DUTY_NONE, NULL, NULL, NULL, NULL},      \
        {"", "change", {{0}}, PERSON_ANY, POSTS, DUTY_NONE, NULL, NULL, NULL, NULL}, \
        {"", "end", {{0}}, PERSON_ANY, POSTS, DUTY_NONE, NULL, NULL, NULL, NULL},    \
        {"", "resume", {{0}}, PERSON_ANY, POSTS, DUTY_NONE, NULL, NULL, NULL, NULL}, \
    {                                                                                \
        0                                                                            \
    }

#endif

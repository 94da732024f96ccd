/* setting — the station's settings: their defaults, and how their values are read. */
#ifndef KANRIBO_FORMS_SETTING_H
#define KANRIBO_FORMS_SETTING_H

#include <stdbool.h>

struct setting_default {
    const char *key, *value;
};
/* The default of every setting (⚑); ends with a NULL key. */
extern const struct setting_default setting_defaults[];

int setting_minutes(const char *value);                    /* "8:30" → minutes since midnight; -1 if it is none */
bool setting_day(const char *value, int *month, int *day); /* "12/29" */
int setting_number(const char *value);                     /* -1 if it is none */

#endif

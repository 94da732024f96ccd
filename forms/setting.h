/* setting — the station's settings: their defaults, and how their values are read. */
#ifndef KANRIBO_FORMS_SETTING_H
#define KANRIBO_FORMS_SETTING_H

#include <stdbool.h>

struct setting_default {
    const char *key, *value;
};
struct setting_value {
    char key[40];
    char *value;
};
/* What the station has entered. */
struct settings {
    const struct setting_value *list;
    int n;
};
/* Value of a setting, its default when never entered (or settings is NULL); "" for an unknown key. */
const char *setting_get(const struct settings *settings, const char *key);
/* The default of every setting (⚑); ends with a NULL key. */
extern const struct setting_default setting_defaults[];

int setting_minutes(const char *value);                    /* "8:30" → minutes since midnight; -1 if it is none */
bool setting_day(const char *value, int *month, int *day); /* "12/29" */
int setting_number(const char *value);                     /* -1 if it is none */

#endif

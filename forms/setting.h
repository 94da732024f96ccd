/* setting — the station's settings: what the text leaves open (⚑) and what is ours; their defaults, and how values are read. */
#ifndef KANRIBO_FORMS_SETTING_H
#define KANRIBO_FORMS_SETTING_H

#include <stdbool.h>

#include "forms/err.h"
#include "forms/register.h"

enum setting_kind { /* never stored */
                    SETTING_TEXT,
                    SETTING_CLOCK,  /* 8:30 */
                    SETTING_DAY,    /* 12/29 */
                    SETTING_NUMBER, /* least–most */
                    SETTING_WORD    /* one of `words` */
};
struct setting_def {
    const char *key, *label;
    const char *value; /* the default */
    enum setting_kind kind;
    int least, most;
    const struct choice *words;
    const char *clause; /* of what it governs, or NULL */
    const char
        *question; /* ⚑ of obligations.md: what the text leaves open; NULL: ours, and no value departs from the text */
    const char *departs; /* what another value than the default means, for the list of R0-7; with `question` only */
};
/* Every setting; ends with a NULL key. */
extern const struct setting_def setting_defs[];
extern const struct choice setting_keys[];               /* the same, to choose from */
const struct setting_def *setting_find(const char *key); /* NULL if unknown */

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
bool setting_on(const struct settings *settings, const char *key); /* is it "yes"? */

/* May the setting have that value? The refusal names the field "value". */
int setting_check(const struct setting_def *def, const char *value, struct err *e);
/* The word meant by a key or a label of `words` ("する" → "yes"); the value itself where it has no words or is none of them. */
const char *setting_word(const struct setting_def *def, const char *value);
/* The value as people read it: the label of a word, else the value itself. */
const char *setting_means(const struct setting_def *def, const char *value);
/* Is the value another than the default of what the text leaves open (R0-7)? */
bool setting_departs(const struct setting_def *def, const char *value);

int setting_minutes(const char *value);                    /* "8:30" → minutes since midnight; -1 if it is none */
bool setting_day(const char *value, int *month, int *day); /* "12/29" */
int setting_number(const char *value);                     /* -1 if it is none */

#endif

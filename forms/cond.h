/* cond — conditions as data: the same row is asked in memory here and compiled to SQL in db/schema. */
#ifndef KANRIBO_FORMS_COND_H
#define KANRIBO_FORMS_COND_H

#include <stdbool.h>

struct entry;

enum cond_op {
    COND_IS = 1, /* the field has one of the values; several are joined by '|': "mobile|special" */
    COND_IS_NOT, /* the field has none of them (an unset field has none) */
    COND_SET,
    COND_UNSET
};
struct cond {
    const char *field; /* NULL ends the list */
    enum cond_op op;
    const char *value;
};
enum { CONDS = 6 };
/* What the text bids whoever takes a thing out; said where these hold of the entry. */
struct caution {
    const char *text; /* NULL ends the list */
    struct cond when[CONDS];
};

/* One condition of a list, as declarations write it. */
#define IS(FIELD, VALUES)      \
    {                          \
        FIELD, COND_IS, VALUES \
    }
#define IS_NOT(FIELD, VALUES)      \
    {                              \
        FIELD, COND_IS_NOT, VALUES \
    }
#define SET(FIELD)            \
    {                         \
        FIELD, COND_SET, NULL \
    }
#define UNSET(FIELD)            \
    {                           \
        FIELD, COND_UNSET, NULL \
    }

/* Do all conditions up to the first with a NULL field hold for the entry? An empty list holds. */
bool conds_hold(const struct cond conds[CONDS], const struct entry *entry);
/* Is `word` one of the '|'-separated words of `list`? An empty or NULL list has none. */
bool word_in(const char *list, const char *word);

#endif

/* filter_word — the words of a search line, before anybody asks what they mean. For forms/filter.c. */
#ifndef KANRIBO_FORMS_FILTER_WORD_H
#define KANRIBO_FORMS_FILTER_WORD_H

#include "forms/err.h"

enum filter_sign {
    FILTER_SIGN_NONE,   /* a bare word */
    FILTER_SIGN_HAS,    /* : */
    FILTER_SIGN_IS,     /* = */
    FILTER_SIGN_BEFORE, /* < */
    FILTER_SIGN_AFTER,  /* > */
    FILTER_SIGN_UNTIL,  /* <= ≦ ≤ */
    FILTER_SIGN_SINCE   /* >= ≧ ≥ */
};
struct filter_word {
    enum filter_sign sign;
    char *name;  /* before the sign; "" for a bare word */
    char *value; /* after it; without the quotes */
};

/* The next word from *at on, which moves behind it: 1 and *word, 0 at the end, ERR_INPUT (a quote left open), ERR_MEMORY. */
int filter_word_read(struct filter_word *word, const char **at, struct err *e);
void filter_word_release(struct filter_word *word);

#endif

/* access_review — the list to review (S-12, T-10): every sign-in id with its person, posts and rights, and what of it asks to be
 * looked at; computed when asked. What is found is ours (◇); that it is reviewed is the text's (L1042, L1049, L611). */
#ifndef KANRIBO_APP_ACCESS_REVIEW_H
#define KANRIBO_APP_ACCESS_REVIEW_H

#include "app/paper.h"
#include "forms/clock.h"

struct account_list {
    struct paper_made
        rows;         /* of register_account_list; what asks to be looked at first. row->id is that of the user entry */
    int64_t accounts; /* neither suspended nor ended */
    int64_t administrators; /* of them, who hold the rights of the technical administrator */
    int64_t questions;      /* rows that ask to be looked at */
    struct date last;       /* day of the last review on record; year 0: there was none */
    struct due due;         /* the next one */
    struct date from;       /* first day of the period that is to be reviewed */
};
/* Refused to who may not see the reviews. */
int account_list_load(struct account_list *out, struct session *session, struct err *e);
void account_list_release(struct account_list *list);

/* What the form of a review begins with (register_access_review): counts, period, what was found. */
enum { REVIEW_GIVEN = 5, REVIEW_TEXT_BYTES = 1024 };
struct review_given {
    char texts[REVIEW_GIVEN][REVIEW_TEXT_BYTES];
    const char *pairs[REVIEW_GIVEN * 2 + 1]; /* key, canonical value; ends with NULL */
};
void review_given(struct review_given *out, const struct account_list *list);

#endif

/* month — the month's confirmation of a book and 専決, computed from the entries (M-13, M-14, M-29, R3-10, R3-11, R7-15, ⚑Q4). */
#ifndef KANRIBO_APP_MONTH_H
#define KANRIBO_APP_MONTH_H

#include "app/session.h"

struct month_state {
    char month[8];   /* 2026-10 */
    int64_t rows;    /* entries whose period begins in the month */
    int64_t outside; /* what bars 専決 of this book: things outside at any moment of it, gone out before included */
    int64_t outside_items;  /* 機器 by every book, 特例 included (register_def.outside) */
    int64_t outside_media;  /* 外部記録媒体 */
    int64_t open_returns;   /* returned, not confirmed */
    int64_t missing_checks; /* monthly whereabouts checks due by the end of the month and not on record */
    bool confirmed;
    bool overdue;         /* the month is over and nobody has confirmed it */
    char by[NAME_BYTES];  /* who */
    char step[KEY_BYTES]; /* how: confirm_administrator, confirm_deputy, sole_decision */
    int64_t at;
};
/* Is the book one that is confirmed month by month (a choice of monthly's `book`)? The functions below want such a book. */
bool month_confirms(const struct register_def *book);
int month_load(struct month_state *out, struct session *session, const struct register_def *book, const char *month,
               struct err *e);
/* Which of the three steps may the person signed in do, and why not the others: err of each. order: administrator, deputy, sole. */
struct month_offer {
    const struct step *step;
    bool allowed;
    struct err refusal;
};
int month_offers(struct month_offer out[3], struct session *session, const struct register_def *book, const char *month,
                 struct err *e);
int month_confirm(struct session *session, const struct register_def *book, const char *month, const char *step,
                  struct err *e);

/* Every month of the book (様式第3号, 第5号, 第7号) that is over and that nothing on record says was confirmed, oldest first: from
 * the month in which the station was founded (before it the paper book was in use) to the last one before `now` (0 =
 * session_now). For ever: a month leaves the list by being confirmed alone. One indexed query says which were, whatever
 * their number.
 * What proved it may have been disposed of since (retention: 1 year of 様式第5号): a second query then asks the rows of the
 * executed disposals, which keep book, title and state of what went. Only what was confirmed is ever disposed of (RT-3), so a
 * month whose confirmation stands there is not asked again; one that never had any stays.
 * The caller frees *months. A book that is not confirmed by the month has none: 0. */
int months_unsigned(char (**months)[8], size_t *n, struct session *session, const struct register_def *book,
                    int64_t now, struct err *e);

/* How many of the monthly checks (STEP_MONTHLY: 所在確認) that the text asks for an entry are due by `now` and not on record (R3-4, R3-18). */
int monthly_checks_missing(const struct entry *entry, int64_t now);

#endif

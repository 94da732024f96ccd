/* month — the month's confirmation of a book and 専決, computed from the entries (M-13, M-14, M-29, R3-10, R3-11, R7-15, ⚑Q4). */
#ifndef KANRIBO_APP_MONTH_H
#define KANRIBO_APP_MONTH_H

#include "app/paper.h"
#include "app/session.h"

/* Who has gone round of those who have to (R4-5, R5-1). */
struct month_rounds {
    int64_t keepers; /* who keep something in use in the month that asks for a 点検 of the kind */
    int64_t closed;  /* of them, whose round is closed or whose things were all inspected by another */
};
enum month_verified { VERIFIED_NOT, VERIFIED_BEGUN, VERIFIED_REPORTED, VERIFIED_CONFIRMED };

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
    int64_t after; /* entries that begin after the confirmation, in the same month: it did not cover them (R3-10 ◇) */
    /* 様式第5号 alone, of which nobody signs the month: its 検証 is confirmed (R5-5), and that is what `confirmed` means there */
    struct month_rounds phones, media;
    enum month_verified verified;
    bool disposed; /* the confirmation was disposed of since: what else is not there any more is not missing */
};
/* Is the book on the screen of the month's end (様式第3号, 第5号, 第7号)? */
bool month_book(const struct register_def *book);
/* Is the book one that is confirmed month by month as a whole (a choice of monthly's `book`), by one of the three ways? */
bool month_confirms(const struct register_def *book);
/* Of a month_book; else ERR_USAGE. */
int month_load(struct month_state *out, struct session *session, const struct register_def *book, const char *month,
               struct err *e);
/* ---- what is missing, each with the act that mends it ---- */

enum month_gap_kind {
    GAP_UNDECIDED,    /* asked for and neither permitted nor withdrawn */
    GAP_LATE,         /* out beyond its time: never brought back, or not written up */
    GAP_CHECK,        /* a 1か月ごと 所在確認 */
    GAP_RETURN,       /* brought back, not confirmed */
    GAP_COUNTERSIGN,  /* permitted or confirmed by telephone, not 後閲 */
    GAP_ROUND,        /* a keeper whose round is not closed */
    GAP_UNKNOWN,      /* 不明 without report and measures */
    GAP_VERIFICATION, /* 使用状況の検証: to be made, reported or confirmed */
    GAP_PERIODIC,     /* ログの確認, 許可の確認 where their period ends with the month */
    MONTH_GAPS
};
const char *month_gap_label(enum month_gap_kind kind); /* 返却確認もれ … */
struct month_gap {
    enum month_gap_kind kind;
    const struct register_def *reg; /* of the entry, or of the one to be made */
    char entry[ENTRY_ID_BYTES];     /* "" = none yet */
    char step[KEY_BYTES];           /* that mends it; of an entry "" = it is to be looked at */
    char month[8];                  /* of a round, 検証 or 確認 */
    char inspects[KEY_BYTES];       /* its kind: phone, media, verification, log_check, permit_check */
    char mark[8], title[NAME_BYTES * 2], detail[NAME_BYTES * 2], act[NAME_BYTES];
    char clause[ERR_CLAUSE_BYTES]; /* "" where the text has none (◇) */
    char owner[NAME_BYTES];        /* whose it is: post or name */
    bool mine;                     /* the person signed in may do it now */
};
struct month_gaps {
    struct month_gap *list; /* by kind, then by time */
    size_t n;
    int64_t counts[MONTH_GAPS];
};
/* Of the entries of the month; what is out, or out without its check, since an earlier month too. Read from the open entries, by
 * their states: the others cost nothing. */
int month_missing_load(struct month_gaps *out, struct session *session, const struct register_def *book,
                       const char *month, struct err *e);
void month_missing_release(struct month_gaps *gaps);

/* Which of the three steps may the person signed in do, and why not the others: err of each. order: administrator, deputy, sole. */
struct month_offer {
    const struct step *step;
    bool allowed;
    struct err refusal;
    char who[NAME_BYTES * 2]; /* names of those who may; "" = nobody */
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

/* What is printed of a month in one go: 様式第3号 and 第7号 of it, 様式第5号 of its year and the things inspected in it. The texts
 * that the requests point to stand in the set itself. */
enum { MONTH_SET = 4 };
struct month_set {
    char month[8], year[PAPER_YEAR_BYTES];
    struct paper_request requests[MONTH_SET];
};
void month_set(struct month_set *out, const struct session *session, const char *month);

/* How many of the monthly checks (STEP_MONTHLY: 所在確認) that the text asks for an entry are due by `now` and not on record (R3-4, R3-18). */
int monthly_checks_missing(const struct entry *entry, int64_t now);

#endif

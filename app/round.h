/* round — one round of 所在点検 as the inspector goes round with it: the things he keeps, the answer to each, what the books say of it,
 * and the numbers that a scanner reads. The store is 様式第5号 and its items (register_inspection, register_inspection_item): each
 * answer is one act, signed, so that what was said is there after a lock or a kill. M-35, M-36, R5-1, R5-2, R4-5. */
#ifndef KANRIBO_APP_ROUND_H
#define KANRIBO_APP_ROUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"
#include "forms/date.h"

enum round_answer { ROUND_OPEN, ROUND_FOUND, ROUND_OUT, ROUND_MISSING, ROUND_UNLISTED, ROUND_SKIPPED, ROUND_ANSWERS };
enum { ROUND_NAMES = 3, ROUND_NAME_BYTES = 80 };

/* By which book a thing is out just now. */
struct round_out {
    const struct register_def *reg; /* NULL: by no book */
    char who[NAME_BYTES];
    int64_t since;
};

struct round_item {
    struct entry *entry;                      /* of register_inspection_item */
    char title[NAME_BYTES];                   /* 600-012-001; of what no ledger has, what it is */
    char what[NAME_BYTES], place[NAME_BYTES]; /* USBメモリ; 保管庫A */
    char names[ROUND_NAMES]
              [ROUND_NAME_BYTES]; /* what it may be called on its label, as round_normal() has it; "" = none */
    enum round_answer answer;
    int64_t at;                  /* of the answer */
    bool wants;                  /* the round cannot end before something is said of it */
    bool yearly;                 /* 年に1回: by where it is kept now */
    char last[DATE_BYTES];       /* the day of the last 点検 before this round; "" = none on record */
    char reason[NAME_BYTES * 2]; /* why it cannot be left out this time; "" = it can */
    bool gone;                   /* handed on or ended since the round began, without an answer: the end takes it off */
    char gone_to[NAME_BYTES]; /* … and where to: 「田中 玲に引き継いだもの」, 「使用を終わったもの」; "" */
    struct round_out out;
};

struct round {
    struct session *session;
    struct entry *entry; /* of register_inspection */
    bool closed;
    struct round_item *items; /* by number; what no ledger has comes last */
    size_t n;
    size_t of, done, left; /* things of the ledger, those of them with an answer, and what still wants something */
    size_t gone;           /* not among them */
    size_t counts[ROUND_ANSWERS]; /* how many have that answer */
};

/* ---- which ---- */

/* A round that the person signed in owes or has: kinds × the month that runs, and what he left open before. */
struct round_choice {
    const struct choice *kind;
    char month[8];           /* 2026-11 */
    char id[ENTRY_ID_BYTES]; /* "" = not begun */
    bool closed;
    int64_t of, left; /* things; those without an answer (not begun: both what he keeps) */
};
enum { ROUND_CHOICES = 16 };
struct round_choices {
    struct round_choice list[ROUND_CHOICES];
    size_t n;
};
int round_choices_load(struct round_choices *out, struct session *session, struct err *e);

/* His round of that kind (phone, media) and month: the open one, else the one closed last. ERR_NOT_FOUND: none yet. */
int round_find(char id[ENTRY_ID_BYTES], struct session *session, const char *kind, const char *month, struct err *e);
/* How many things would be inspected now: what he keeps. */
int round_keeps(int64_t *out, struct session *session, const char *kind, struct err *e);
/* Begins one. month NULL: that which runs. ERR_REFUSED when one of the kind and month is open. */
int round_begin(char id[ENTRY_ID_BYTES], struct session *session, const char *kind, const char *month, struct err *e);

/* An entry as a field of another refers to it: its id and title. */
enum { ROUND_REFERENCE_BYTES = ENTRY_ID_BYTES + NAME_BYTES * 2 };
const char *round_refer(char buf[ROUND_REFERENCE_BYTES], const struct entry *entry);

/* ---- going round ---- */
int round_load(struct round **out, struct session *session, const char *id, struct err *e);
void round_free(struct round *round);

/* A number as it is compared: width, case, hyphens (‐ － ー), blanks and the marks of a bar code do not count. */
void round_normal(char *buf, size_t size, const char *typed);
/* The first item whose name begins with what is typed so far; false where none does. */
bool round_prefix(const struct round *round, const char *typed, size_t *item);

enum round_reply_kind {
    ROUND_SEEN,   /* 現認, recorded */
    ROUND_AGAIN,  /* 済: was said before */
    ROUND_PART,   /* the beginning of numbers only; or one that two things have */
    ROUND_OTHERS, /* in a ledger, and not for this round: another's, left out of 点検, of another kind */
    ROUND_UNKNOWN /* 台帳外 */
};
struct round_reply {
    enum round_reply_kind kind;
    size_t item; /* ROUND_SEEN, ROUND_AGAIN, ROUND_PART: where the cursor goes; else round->n */
    char text[ERR_TEXT_BYTES];
};
/* What a scanner read or somebody typed. A thing that came into his keeping after the round began joins it. */
int round_scan(struct round *round, const char *typed, struct round_reply *reply, struct err *e);
/* ROUND_FOUND, ROUND_OUT (only while a book has it out: ERR_REFUSED), ROUND_MISSING, ROUND_SKIPPED. What was said of it before is taken
 * back first. */
int round_answer(struct round *round, size_t item, enum round_answer answer, struct err *e);
/* Takes an answer back. */
int round_reopen(struct round *round, size_t item, const char *reason, struct err *e);
/* 「使用・持出簿 11/21 佐藤 健」; "" when no book has it out. */
void round_out_text(char *buf, size_t size, const struct round_out *out);

/* The result with today's date (step close): refused while something is left. What is gone is taken off first. */
int round_close(struct round *round, struct err *e);

#endif

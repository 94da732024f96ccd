/* handover — the end of a duty on one page: what is out, what was permitted this shift and is out over its end, which returns wait for
 * this 当直責任者's confirmation, which phones and cameras of the duty are back (M-44). Computed when asked, by queries over states.
 *
 * 同 is bound to the person (M-02, M-19, M-21, M-26): what he permitted he confirms himself, at any hour; for what is still out the
 * page names who may instead (⚑Q2). What is done is each time the ordinary step, judged and signed by itself. */
#ifndef KANRIBO_APP_HANDOVER_H
#define KANRIBO_APP_HANDOVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/act.h"
#include "app/session.h"

/* In the order of the page: what he does before he leaves, then what he leaves. */
enum handover_group { HANDOVER_WAITING, HANDOVER_DESIGNATED, HANDOVER_OVERNIGHT, HANDOVER_AWAY, HANDOVER_GROUPS };

struct handover_row {
    enum handover_group group;
    const struct register_def *reg; /* of the entry: a line of a book, or the thing itself when it is back */
    char entry[ENTRY_ID_BYTES];
    const struct step *step; /* what ends it: confirm, return_exempt; NULL = nothing that is done here */
    bool open;               /* to be done before he leaves */
    bool mine;               /* the person signed in may do it, now */
    bool camera;             /* of HANDOVER_DESIGNATED: else a phone */
    bool back;               /* likewise: it is back */
    bool reason;             /* `route` is the way of ⚑Q2: they write why */
    char mark[8];
    char title[NAME_BYTES], who[NAME_BYTES]; /* the thing, and who has it */
    char by[NAME_BYTES * 2];                 /* who does it, or will: 許可を与えた者 鈴木 茂 */
    char route[NAME_BYTES * 2];              /* who may where he cannot, by name (⚑Q2); "" = nobody else */
    char clause[ERR_CLAUSE_BYTES];
    int64_t since, due; /* UTC seconds; due 0 = none */
};

struct handover {
    struct shift shift;
    int64_t from, until;                          /* of the shift, UTC seconds */
    bool runs;                                    /* it is not over yet */
    char roster[ENTRY_ID_BYTES + NAME_BYTES * 2]; /* reference; "" = nobody stands in the roster */
    char officer[ENTRY_ID_BYTES], officer_name[NAME_BYTES];
    bool his;                   /* the person signed in is he */
    char entry[ENTRY_ID_BYTES]; /* the record of it; "" = not handed over yet */
    char state[KEY_BYTES];      /* of the record */
    char receiver[ENTRY_ID_BYTES], receiver_name[NAME_BYTES];
    struct handover_row *rows; /* by group, the open ones first, then by time */
    size_t n;
    size_t count[HANDOVER_GROUPS], left[HANDOVER_GROUPS]; /* rows; open ones */
    int64_t permitted, confirmed;                         /* by him since the shift began */
    bool more;                                            /* there were more rows than are listed */
};

/* The shift that runs or the one that ended last: his own that is over and not handed over, one that he is to receive, his own
 * that runs, before any other. */
int handover_load(struct handover *out, struct session *session, struct err *e);
void handover_release(struct handover *h);
/* "令和8年11月23日 宿直". Returns buf. */
const char *handover_shift_label(char *buf, size_t size, const struct handover *h);
/* Anything that he would leave undone? */
bool handover_leaves(const struct handover *h);
/* The rows of a group as words, a line each; of HANDOVER_DESIGNATED the phones or the cameras. */
void handover_rows_text(char *buf, size_t size, const struct handover *h, enum handover_group group, bool camera);

/* Does the step of a row as the person signed in. *form: it demands what is to be typed first, nothing was done. */
int handover_do(bool *form, struct session *session, const struct handover_row *row, struct err *e);

/* The record as it would be: what is counted and listed is filled in; receiver, why_left and remarks are still to be set. */
int handover_act(struct act **out, struct session *session, const struct handover *h, struct err *e);
/* Loads anew, fills in and commits. why: "" where nothing is left. id (may be NULL): of the record. */
int handover_record(struct session *session, const char *receiver, const char *why, const char *remarks,
                    char id[ENTRY_ID_BYTES], struct err *e);
/* Takes note of it as the person signed in. */
int handover_receive(struct session *session, const struct handover *h, struct err *e);
/* The record in memory, as it stands now, for paper before it is on record. The caller frees. */
int handover_sketch(struct entry **out, const struct handover *h, struct err *e);

#endif

/* duties — what is owed at a moment, by whom, since when, by which clause: found in the projected entries each time it is asked, never
 * stored. The board, `kanribo duties`, the 適合ボード, the handover and the reminders all read this one function.
 *
 * Kinds are rows of forms/duty; by when, forms/clock. Each source below is one indexed query or a few, never a pass over the journal. */
#ifndef KANRIBO_APP_DUTIES_H
#define KANRIBO_APP_DUTIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"
#include "forms/duty.h"

enum { DUTY_GIVEN = 3 };
struct duty {
    const struct duty_kind *kind;
    enum due_state state;
    const struct register_def *reg; /* of the entry; with none, that in which doing it is recorded */
    char entry[ENTRY_ID_BYTES];     /* "" = of no entry that exists */
    char step[KEY_BYTES]; /* of the entry, or the one that makes the new entry; "" = the entry is to be looked at */
    struct {              /* what is known already of a new entry: field, canonical value; "" ends */
        char field[KEY_BYTES];
        char value[ENTRY_ID_BYTES + NAME_BYTES];
    } given[DUTY_GIVEN];
    char month[8]; /* "2026-10" where it is a month's; "" */
    char mark[8];  /* 超 待 返 出 … */
    char title[NAME_BYTES * 2];
    char detail[NAME_BYTES * 2];
    char act[NAME_BYTES];          /* 許可, 紛失なし確認 … */
    char clause[ERR_CLAUSE_BYTES]; /* of a 目安 the one it stands beside; never "" */
    char owner[NAME_BYTES];        /* whose it is: post or name */
    char owner_id[ENTRY_ID_BYTES]; /* person; "" = a post */
    int64_t since, due;            /* UTC seconds; due 0 = at no time that the text names */
    bool guide;                    /* 目安 (◇): of its kind, or because no clause has a rule for the step */
    bool mine;                     /* the person signed in may do it, now */
};
struct duties {
    struct duty *list; /* 目安 below all others; of each, mine first, then what is over, then the oldest */
    size_t n;
    bool more; /* there were more than could be listed */
};
struct duties_wanted {
    int64_t now; /* 0 = session_now; another moment is for a look ahead alone (適合ボード of a demo) */
    bool mine_only;
    size_t most;      /* 0 = 1000 */
    const char *kind; /* duty_kind.key; NULL = all */
};
int duties_load(struct duties *out, struct session *session, const struct duties_wanted *wanted, struct err *e);
void duties_release(struct duties *duties);

#endif

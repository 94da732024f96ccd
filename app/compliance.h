/* compliance — the 適合ボード: every duty of the text as a line that is met, due or broken, with what is owed and the newest evidence; and
 * the pack of papers for whoever examines. Computed when asked from duties_load() and the projected entries.
 *
 * A line of a 目安 (◇) stands below the others and is never broken. */
#ifndef KANRIBO_APP_COMPLIANCE_H
#define KANRIBO_APP_COMPLIANCE_H

#include <stddef.h>
#include <stdint.h>

#include "app/duties.h"
#include "app/paper.h"
#include "app/session.h"

struct compliance_evidence {
    const struct register_def *reg; /* NULL: none is on record */
    char entry[ENTRY_ID_BYTES];
    char title[NAME_BYTES * 2];
    char step[NAME_BYTES]; /* what was done, its label */
    char by[NAME_BYTES];
    int64_t at;
};
struct compliance_line {
    const struct duty_kind *kind;
    const char *state; /* key: COMPLIANCE_… of forms/register_compliance.h */
    size_t owed, over;
    int64_t since; /* of the oldest; 0 = nothing is owed */
    char owner[NAME_BYTES];
    struct compliance_evidence evidence;
};
struct compliance {
    struct compliance_line *lines; /* in the order of the text, 目安 below */
    size_t n;
    struct duties duties;   /* all that is owed, as the lines count it */
    struct paper_made rows; /* of register_compliance, parallel to lines */
    int64_t at;             /* the moment that was looked at */
    size_t broken, due, met, guides_over;
};
/* now: 0, or in a demo another moment to look at; a real station refuses that (ERR_REFUSED). */
int compliance_load(struct compliance *out, struct session *session, int64_t now, struct err *e);
int compliance_ahead_refused(struct err *e); /* that refusal */
void compliance_release(struct compliance *compliance);
/* The search line that finds the evidence in kind->reg, "" for all; false where the evidence is no book that can be listed. */
bool compliance_book(const struct register_def **reg, const char **where, struct session *session,
                     const struct duty_kind *kind);

/* The auditor's pack: the list, what is owed, what is on record of the last 12 months. As of now: a look ahead is no paper. Not to be
 * moved once it is loaded. */
enum { COMPLIANCE_SHEETS = 3 };
struct compliance_pack {
    struct compliance board;
    char day[NAME_BYTES]; /* as of which */
    struct paper_made owed, evidence;
    struct paper_request requests[COMPLIANCE_SHEETS]; /* into the above */
};
int compliance_pack_load(struct compliance_pack *out, struct session *session, struct err *e);
void compliance_pack_release(struct compliance_pack *pack);

#endif

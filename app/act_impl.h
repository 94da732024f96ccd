/* act_impl — what an act is made of; for act.c, act_judge.c, act_draft.c and candidate.c alone. */
#ifndef KANRIBO_APP_ACT_IMPL_H
#define KANRIBO_APP_ACT_IMPL_H

#include "app/act.h"
#include "forms/unit.h"

enum { ACT_FIELDS = 96, ACT_UNDO = 64 };

struct act {
    struct session *session;
    const struct register_def *reg;
    const struct step *step;
    struct entry *before; /* on record; NULL for a new entry */
    struct entry *entry;  /* as it would be */
    char *reason;
    char place[KEY_BYTES];        /* the field at which the form stands; "" = none */
    struct entry *undo[ACT_UNDO]; /* values before each change; undo[nundo] … undo[nredo − 1] are to redo */
    int nundo, nredo;
    bool asked[ACT_FIELDS]; /* by index: was the field asked when last looked? */
    const struct field *fields[ACT_FIELDS];
    int64_t outside_items, outside_media; /* 専決: counted by month.c; −1 = not counted, and then refused */
};

/* Is the field among those that this step asks? A correction asks all that stand and may change. */
bool act_asks(const struct act *act, const struct field *field);
/* The entry around what was typed: unsets, derives, gives fields that are newly asked their initial value. */
int act_settle(struct act *act, struct err *e);
/* The situation of the act with `person` acting; released by the caller. committing: what the step itself brings about
 * is derived too. */
int act_situation(struct situation *out, struct act *act, const char *person, struct err *e);
/* The entry on record again, with what was typed on top. */
int act_reload(struct act *act, struct err *e);
/* What was typed is entered by this transaction: its draft goes with it. */
int act_draft_end(struct act *act, struct journal *journal, struct err *e);
/* The parts that a new entry is filled with (register_def.fills), made by the same person in the same transaction. */
int act_fill(struct act *act, const struct entry *made, const char *person, struct journal *journal, struct err *e);
/* How many parts that would be. */
int act_fill_count(int64_t *out, struct session *session, const struct entry *made, struct err *e);
/* Does something hang on the entry that this step ends (app/held.c)? 0 or ERR_REFUSED. */
int act_held(struct act *act, struct err *e);
/* Sets what is counted: of the parts of an entry on record (register_def.tallies), of other registers for a new one
 * (register_def.counts). */
int act_tally(struct act *act, struct err *e);
/* As act_append, judged as that person. */
int act_append_as(struct act *act, const char *person, struct journal *journal, struct err *e);
/* The highest number given in the block so far, "" for none; into a buffer of CONTROL_NUMBER_BYTES. */
int number_last(char *out, struct session *session, const struct register_def *reg, const struct field *field,
                const char *block, struct err *e);
/* The person's last entry of the register; ERR_NOT_FOUND. */
int act_last(struct entry **out, struct act *act, struct err *e);

#endif

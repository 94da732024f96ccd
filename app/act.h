/* act — one step on one entry, from the first key to the commit: what is typed, judged, signed and written.
 *
 * Screens, command line, import and demo all enter through here; so every entry of every register is made the same way. */
#ifndef KANRIBO_APP_ACT_H
#define KANRIBO_APP_ACT_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "forms/field.h"

struct act;

/* Begins a step: a new entry (id NULL, a STEP_CREATES step), filled with the initial values of its fields, or a step on the
 * entry of that id as it is now (digest compared). */
int act_new(struct act **out, struct session *session, const struct register_def *reg, const char *id, const char *step,
            struct err *e);
void act_free(struct act *act);

struct session *act_session(const struct act *act);
const struct register_def *act_register(const struct act *act);
const struct step *act_step(const struct act *act);
const struct entry *act_entry(const struct act *act);  /* as it would be; borrowed */
const struct entry *act_before(const struct act *act); /* as it is on record; NULL for a new one */

/* The fields asked now, in order: the register's own for a step that edits, and the step's own. Changes with what is typed.
 * Borrowed until the next act_ call. */
const struct field *const *act_fields(struct act *act, size_t *n);
/* Typed text for a field; parsed, then the rest of the entry settles around it. On ERR_INPUT nothing has changed.
 * notice (DATE_BYTES*2 bytes, may be NULL): a sentence when the text was corrected. */
int act_type(struct act *act, const char *field, const char *typed, char *notice, struct err *e);
/* A canonical value (picked); NULL unsets. */
int act_set(struct act *act, const char *field, const char *canonical, struct err *e);
int act_set_reason(struct act *act, const char *reason, struct err *e);
const char *act_reason(const struct act *act); /* "" when none */
/* Fills the fields that are asked from the person's last entry of the same register (F9 「前回と同じ」), but times. */
int act_as_last(struct act *act, struct err *e);
/* Steps back and forth through what act_type, act_set and act_as_last changed. ERR_NOT_FOUND at the end. */
int act_undo(struct act *act, struct err *e);
int act_redo(struct act *act, struct err *e);

/* Does the step demand something that is not there yet, so that its form must be shown first: a field, or a reason? */
bool act_wants_form(struct act *act);

/* Everything complete and allowed for the person signed in? The first fault, with its field. */
int act_check(struct act *act, struct err *e);
/* The sentence of what will be recorded: 「携帯-03」を田中 玲が … , or 「携帯-03」について、…に「返却した」と記録する。 */
void act_summary(struct act *act, char *buf, size_t size);
/* What the register says of what is typed (記載省略できます…); "" for nothing. */
void act_answer(struct act *act, char *buf, size_t size);
/* Which decisions this entry will still need, as rules: step keys and rules, in order; and who may (names). Returns how many. */
struct act_need {
    const struct step *step;
    const struct rule *rule; /* NULL if the register has none for it */
    char who[NAME_BYTES * 2];
};
int act_needs(struct act *act, struct act_need *out, int most);

/* Commits as the person signed in. ERR_CONFLICT: somebody else changed the entry; act_before() is then what is on record now
 * and nothing typed is lost. *after may be NULL. */
int act_commit(struct act *act, struct entry **after, struct err *e);
/* A decision on the spot: commits as `identity`, judged as him. */
int act_commit_as(struct act *act, const struct identity *identity, struct entry **after, struct err *e);
struct journal;
/* One of several acts of one transaction (a month of the roster, an import): judged as the person signed in, appended to a
 * transaction that the caller began and commits. */
int act_append(struct act *act, struct journal *journal, struct err *e);
/* May that person do this step? Asked at the id, before a passphrase. *person gets nothing but his name, for the dialog. */
int act_may(struct act *act, const char *uid, char name[NAME_BYTES], struct err *e);
/* The same for the person of an entry id. */
int act_judge_person(struct act *act, const char *person, struct err *e);
/* Typed for the whole in one go: pairs of key and typed text, ended by NULL. For command line, demo, tests. */
int act_type_all(struct act *act, const char *const *pairs, struct err *e);

/* Drafts: what is typed is kept per person and form, and comes back after a lock or a kill. */
int act_draft_save(struct act *act, struct err *e);
int act_draft_load(struct act *act, struct err *e); /* ERR_NOT_FOUND: there is none */
/* The key of the field at which a form stands, kept in its draft: "" = none. */
void act_set_place(struct act *act, const char *key);
const char *act_place(const struct act *act);
int act_draft_drop(struct act *act, struct err *e);
/* left: the person has put his drafts aside himself, there is no form to reopen until one is begun or changed again. Else
 * takes that back. */
int act_draft_leave(struct session *session, bool left, struct err *e);
/* The newest draft of the person signed in: which form to reopen. ERR_NOT_FOUND. */
struct act_draft {
    const struct register_def *reg;
    char id[ENTRY_ID_BYTES]; /* "" for a new entry */
    char step[KEY_BYTES];
};
int act_draft_newest(struct act_draft *out, struct session *session, struct err *e);

/* ---- what can be done with an entry ---- */
struct offer {
    const struct step *step;
    const struct rule *rule; /* that speaks of it for this entry: its clause */
    bool allowed;            /* to the person signed in, now */
    struct err refusal;      /* why not */
};
/* Every step that the entry's state leaves open and whose order has come, for the person signed in. Returns how many. */
int offers_load(struct offer *out, int most, struct session *session, const struct entry *entry, struct err *e);
/* The decision that stands next for the entry, whoever takes it: step key or NULL. */
const struct step *offer_next(struct session *session, const struct entry *entry);

/* ---- pick lists ---- */
struct candidate {
    char *canonical; /* to act_set */
    char *label, *detail;
    struct err refusal; /* code ERR_NONE: can be chosen */
};
struct candidates {
    struct candidate *list;
    size_t n;
};
/* What the field offers, narrowed by text typed (folded, anywhere in label or detail; NULL = all), the chosen first, those
 * that cannot be chosen last with the reason. At most `most`. */
int candidates_load(struct candidates *out, struct act *act, const struct field *field, const char *typed, int most,
                    struct err *e);
void candidates_release(struct candidates *candidates);

#endif

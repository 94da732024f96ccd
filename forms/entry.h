/* entry — one entry (a line of a book) in memory, and a change to it.
 *
 * An entry is what its changes made it: entry_apply() is the only way it moves, in a running program, in a rebuild and in
 * the history alike. It applies and never judges (design.md §3): no clock, setting or rule of today takes part. */
#ifndef KANRIBO_FORMS_ENTRY_H
#define KANRIBO_FORMS_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/err.h"
#include "forms/register.h"

enum { ENTRY_ID_BYTES = 32, KEY_BYTES = 40, NAME_BYTES = 128, POSTS_BYTES = 160 };

/* Who acted, as he was at that moment. */
struct actor_snapshot {
    char id[ENTRY_ID_BYTES]; /* entry of the person register; "" for the program itself */
    char name[NAME_BYTES];
    char rank[NAME_BYTES];   /* label */
    char posts[POSTS_BYTES]; /* labels of the standing that the rule rested on, joined by 、 */
};

struct field_change {
    char *key;
    char *before, *after; /* canonical, NULL = unset */
};

struct change {
    char reg[KEY_BYTES], entry[ENTRY_ID_BYTES], step[KEY_BYTES];
    char state_before[KEY_BYTES], state_after[KEY_BYTES];
    int64_t at; /* when it happened, UTC seconds (may lie before the recorded time) */
    struct actor_snapshot actor;
    char rule[KEY_BYTES]; /* M-01, or "" */
    char clause[ERR_CLAUSE_BYTES];
    char edition[KEY_BYTES]; /* of the text the rule cites */
    char *reason;            /* or NULL */
    struct field_change *fields;
    size_t nfields;
};
void change_init(struct change *c);
void change_release(struct change *c);
/* Adds before → after for a field; equal values add nothing. */
int change_field(struct change *c, const char *key, const char *before, const char *after, struct err *e);
const char *change_after(const struct change *c, const char *key); /* NULL if not set by this change */

/* A step on record. */
struct done {
    char step[KEY_BYTES];
    struct actor_snapshot actor;
    char rule[KEY_BYTES];
    int64_t at;
    int64_t seq; /* of its event; 0 while not yet committed */
    bool lapsed; /* a later request renewed it */
    char *note;  /* reason, or what the step's own fields said ("result: …"), or NULL */
};

struct entry {
    const struct register_def *reg;
    char id[ENTRY_ID_BYTES];
    char state[KEY_BYTES];
    int64_t rev;                     /* number of changes applied */
    int64_t last_seq;                /* of its last event */
    bool corrected;                  /* 訂 */
    struct actor_snapshot applicant; /* who made it */
    char **values;                   /* register_nfields() canonical values, NULL = unset */
    struct done *steps;
    size_t nsteps;
};

int entry_new(struct entry **out, const struct register_def *reg, struct err *e);
void entry_free(struct entry *entry);
int entry_copy(struct entry **out, const struct entry *from, struct err *e);
/* The field of that key, which its register must have. */
const struct field *entry_field(const struct entry *entry, const char *key);
const char *entry_get(const struct entry *entry, const char *key); /* NULL: unset or no such field */
bool entry_is(const struct entry *entry, const char *key, const char *value);
int entry_set(struct entry *entry, const char *key, const char *canonical, struct err *e); /* copies; NULL unsets */
/* The last step of that key on record and not lapsed, or NULL. */
const struct done *entry_done(const struct entry *entry, const char *step);
/* The id part of a reference value ("K7QF-12 田中 玲" → "K7QF-12") into buf; "" when unset. */
const char *reference_id(char buf[ENTRY_ID_BYTES], const char *canonical);
/* The label part, pointing into canonical; "" when unset. */
const char *reference_label(const char *canonical);
/* Is every need of `state` on record? *missing (may be NULL) gets the step of the first that is not. */
bool entry_ready(const struct entry *entry, const char *state, const char **missing);
/* Does what this step answered call for the emergency procedure (R0-9)? step NULL: does any answer that stands? */
bool entry_alarms(const struct entry *entry, const char *step);
/* Title for pick lists and references, from the register's title_fields. */
void entry_title(char *buf, size_t size, const struct entry *entry);

/* Applies a change; seq is that of its event (0 before commit). ERR_INTEGRITY when `before` values do not agree. */
int entry_apply(struct entry *entry, const struct change *change, int64_t seq, struct err *e);

#endif

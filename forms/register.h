/* register — a register (簿冊) as data: what design.md §2 calls a declaration.
 *
 * A register is one `const struct register_def` in one file forms/register_<id>.c; everything else reads it. Keys are ASCII
 * and stable for ever (SQL column, journal, JSON); labels may change. Lists end with an item whose key is NULL. */
#ifndef KANRIBO_FORMS_REGISTER_H
#define KANRIBO_FORMS_REGISTER_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/cond.h"
#include "forms/err.h"
#include "forms/paper.h"
#include "forms/parts.h"

struct situation;
struct rule;

struct choice {
    const char *key;   /* ASCII, stored */
    const char *label; /* Japanese, shown */
    const char *mark;  /* one wide character for narrow columns, or NULL */
    const char *clause;
};

enum field_type_id { /* never stored; the row of behaviour is field_types[type] (forms/field.h) */
                     FIELD_TEXT,
                     FIELD_LONG_TEXT,
                     FIELD_DATE,
                     FIELD_TIME,  /* date and time of day */
                     FIELD_MONTH, /* a calendar month */
                     FIELD_CHOICE,
                     FIELD_YES, /* a tick: "yes" or unset */
                     FIELD_NUMBER,
                     FIELD_PERSON, /* an entry of the person register */
                     FIELD_ITEM,   /* an entry of one of `registers` */
                     FIELD_CONTROL_NUMBER,
                     FIELD_PHONE,
                     FIELD_MAIL,
                     FIELD_UID, /* sign-in id */
                     FIELD_TYPES
};

enum {
    FIELD_REQUIRED = 1u << 0, /* demanded whenever `when` holds */
    FIELD_LISTED = 1u << 1,   /* a column of the list, in the order of declaration */
    FIELD_INDEXED = 1u << 2,  /* SQL index: sorting and equality are quick */
    FIELD_UNIQUE = 1u << 3,   /* no two entries of the register, ever */
    FIELD_FIXED = 1u << 4,    /* what a permit rests on: not open to a correction, needs a new request */
    FIELD_DERIVED = 1u << 5,  /* filled by the register's derive function; typed only where its `when` holds */
    FIELD_RETIRED = 1u << 6,  /* kept for old entries, no longer asked */
    FIELD_LINKED = 1u << 7, /* FIELD_ITEM, FIELD_PERSON: rules and derive read the entry referred to (situation_link) */
    FIELD_CUSTODY = 1u << 8, /* FIELD_PERSON: he answers for the thing; when he leaves, it goes to a successor */
    FIELD_DEPARTS = 1u << 9  /* while it is set, the entry departs from the text: on the list of R0-7 */
};

/* The clause of a field where it differs from one kind of entry to the next. */
struct clause_at {
    struct cond when; /* a NULL field ends the list */
    const char *clause;
};

struct field {
    const char *key, *label;
    enum field_type_id type;
    unsigned flags;
    int limit;                    /* characters; 0 = the type's own limit */
    int list_width;               /* cells in a list */
    const struct choice *choices; /* FIELD_CHOICE */
    const char *registers;        /* FIELD_ITEM: ids joined by '|' */
    /* FIELD_ITEM, FIELD_PERSON: only entries for which these hold are offered; a value "$key" is the value of that field
     * of the entry being made; the field "register" is the id of the candidate's register */
    struct cond items[CONDS];
    const char *rule_step;   /* FIELD_PERSON: he must be one whom the rules of this step allow (rule_check_person) */
    struct cond when[CONDS]; /* shown, and demanded if REQUIRED, only when these hold */
    const char *step;    /* asked at these steps ('|'-joined); NULL = asked where the register's fields are entered */
    const char *initial; /* "=literal", "now", "today", "self" (the person signed in), "last" (as last time),
                                    "morning" (next opening of the office), "month" (last month), "number" (next free
                                    management number of the `block`); NULL = empty */
    const char *block; /* FIELD_CONTROL_NUMBER: the FIELD_ITEM field of its 課(係)コード; it follows a change of that */
    const char *clause;              /* where the field comes from, or NULL */
    const struct clause_at *clauses; /* per kind of entry: the first that holds; NULL = always `clause` */
    const char *missing;             /* what to say when it is required and not there; NULL = the ordinary sentence */
    const char *help;                /* one or two sentences for F1 at the field */
};

enum state_kind { STATE_WAITING, STATE_OUT, STATE_BACK, STATE_DONE, STATE_CURRENT, STATE_ENDED, STATE_VOID };
struct state {
    const char *key, *label, *mark; /* mark: one kanji, two cells */
    enum state_kind kind;
};

enum {
    STEP_CREATES = 1u << 0, /* makes the entry */
    STEP_EDITS = 1u << 1,   /* the register's own fields may change with it */
    STEP_WHEN_NEEDS =
        1u << 2,             /* the state becomes `to` only once every need of `to` is on record; till then it stays */
    STEP_RENEWS = 1u << 3,   /* permits given before it lapse (a new request) */
    STEP_REASON = 1u << 4,   /* a reason is demanded */
    STEP_REPEATS = 1u << 5,  /* may be done again */
    STEP_DECIDES = 1u << 6,  /* a decision by another person: offered on the spot, with his own passphrase */
    STEP_BY_SELF = 1u << 7,  /* offered to the applicant or user himself */
    STEP_CORRECTS = 1u << 8, /* 見え消し: old values stay readable */
    STEP_BRINGS_BACK = 1u << 9, /* the thing comes back: 返却 */
    STEP_MONTHLY = 1u << 10,    /* a check due each month while the thing is out (T-1), where its rule cites a clause */
    STEP_ACKNOWLEDGES = 1u << 11, /* takes note of what another did, and decides nothing: on the board until done */
    STEP_WHEN_LATE = 1u << 12     /* what is called for once the thing is late, before bringing it back (X-T2) */
};
struct step {
    const char *key, *label;
    const char *from; /* '|'-joined states; NULL for STEP_CREATES */
    const char *to;   /* NULL: the state stays */
    unsigned flags;
    const char *done; /* past tense for the history: 許可した */
    const char *clause;
};

/* `state` may be entered only with `step` on record and not lapsed, when `when` holds. Compiled to triggers by db/schema. */
struct need {
    const char *state, *step;
    struct cond when[CONDS];
};

/* No two entries may have the same value of a field while both are in one of `states`: a thing that is out cannot go out
 * again. */
struct exclusive {
    const char *field; /* '|'-joined: each by itself; one that is unset collides with none */
    const char *states;
    const char *refusal; /* sentence with one %s for the label of the thing */
};

struct register_def {
    const char *id;    /* ASCII: SQL table, journal */
    const char *form;  /* "3", or NULL for masters and attached records */
    const char *label; /* モバイル端末等持出簿 */
    const char *brief; /* the label for narrow places (使用・持出簿); NULL = label */
    const char *clause;
    const struct field *fields;
    const struct state *states; /* the first is the state of a new entry */
    const struct step *steps;
    const struct rule *rules;
    const struct need *needs;          /* may be NULL */
    const struct exclusive *exclusive; /* may be NULL; one */
    const struct sheet_def *sheet;     /* may be NULL */
    const char *title_fields;  /* '|'-joined: what names an entry where it is picked or referred to: "number|model" */
    const char *detail_fields; /* '|'-joined: what a pick list shows beside the title */
    const char *late_field;    /* FIELD_TIME: an entry in a STATE_OUT state after it is late (超) ◇; or NULL */
    const char *late_label; /* what such an entry is then, in place of its state's label; NULL: that and 期限超過 */
    const char *back_field; /* FIELD_TIME: when the thing came back; or NULL */
    const char *person_field;  /* who holds the thing; with the applicant he counts as "self". Or NULL */
    const char *item_field;    /* the thing that goes out, or NULL */
    const char *pending_field; /* set while somebody has yet to take note (増減の確認): on the board; or NULL */
    /* An entry that consists of others (a round of 点検 and its items): the register of these, and their FIELD_ITEM field
     * that refers to this one. Both NULL for none. */
    const char *parts, *part_field;
    /* The step that makes an entry also makes a part for each current entry of these registers for which the conditions
     * hold ("$key": that field of this entry); ends with a NULL register; or NULL. */
    const struct fill *fills;
    const struct tally *tallies;   /* of its parts; or NULL */
    const struct count *counts;    /* of other registers; or NULL */
    const struct outside *outside; /* entries out by this book that bar 専決; NULL: none */
    int retention_years;           /* 0 = as long as anything refers to it */
    /* Fills derived fields from the typed ones and the item (may be NULL). Pure. Called before every check. */
    int (*derive)(struct situation *s, struct err *e);
    /* Checks over several fields (end before start …). Pure; may be NULL. */
    int (*check)(const struct situation *s, struct err *e);
    /* What will be recorded, in one sentence: "「{item}」を{user}が {taken_from} から持ち出す。" or NULL. */
    const char *summary;
    /* A sentence about what is typed, for the foot of the form; "" for none. Pure; returns buf. May be NULL. */
    const char *(*answer)(char *buf, size_t size, const struct situation *s);
    bool own_screen; /* made on a screen of its own (accounts, the month), not in the general form */
    /* '|'-joined: answers of a step that, when one of `alarm_values`, call for the emergency procedure (R0-9); or NULL */
    const char *alarm_fields;
    const char *alarm_values;
    const struct caution *reminders; /* shown when a thing goes out; ends with a NULL text; or NULL */
    /* Who sees it: 0 = everybody, but of a record (form or sheet) the technical administrator; else who holds one of these. */
    unsigned view_posts;
};

/* Every register of the program; ends with NULL. */
extern const struct register_def *const registers[];

const struct register_def *register_find(const char *id);      /* by id; NULL if unknown */
const struct register_def *register_of_form(const char *form); /* by form number "3" */
/* Index of a field, -1 if there is none. */
int register_field(const struct register_def *reg, const char *key);
const struct step *register_step(const struct register_def *reg, const char *key);
/* The first step that has all the flags; NULL if none has. */
const struct step *register_step_with(const struct register_def *reg, unsigned flags);
const struct state *register_state(const struct register_def *reg, const char *key);
/* Keys of the states whose kind is in `kinds` (bits 1u << kind), '|'-joined; "" for none. Returns buf. */
const char *register_states(char *buf, size_t size, const struct register_def *reg, unsigned kinds);
const struct choice *choice_find(const struct choice *choices, const char *key);
size_t register_nfields(const struct register_def *reg);
/* Checks the declaration itself (keys unique and ASCII, references exist, widths, states reachable). For tests and the start. */
int register_check(const struct register_def *reg, struct err *e);

#endif

/* rule — who may do a step, as pure functions over rows of data. obligations.md §2 is the truth table.
 *
 * Nothing here reads a clock, a setting or a store: the situation carries all. A refusal names the clause where the text has
 * one (err.clause), and none where the rule is ours (◇). */
#ifndef KANRIBO_FORMS_RULE_H
#define KANRIBO_FORMS_RULE_H

#include <stdbool.h>
#include <stdint.h>

#include "forms/calendar.h"
#include "forms/entry.h"
#include "forms/err.h"
#include "forms/post.h"
#include "forms/setting.h"

/* The edition of the text that the clauses cite; written into every event. */
extern const char rule_edition[];

struct actor {
    char id[ENTRY_ID_BYTES]; /* of the person entry */
    char name[NAME_BYTES];
    char rank[KEY_BYTES];       /* key */
    char place[ENTRY_ID_BYTES]; /* where he is posted: entry of the place register; "" = not entered */
    unsigned posts;             /* held at `now` */
    bool rostered; /* on the duty roster for the shift that `now` belongs to (taken-over nights included) */
};

/* An entry that a FIELD_LINKED field refers to. */
struct link {
    const char *field;
    struct entry *entry;
};
enum { LINKS = 8 };

struct situation {
    const struct register_def *reg;
    struct entry *entry; /* as it would be with what is typed; steps as on record */
    struct entry *item;  /* the thing, or NULL; read only */
    const char *step;    /* the step being done, NULL while an entry is only looked at */
    struct actor actor;
    unsigned
        applicant_posts;   /* of the applicant (the actor while the entry is being made) and of the holder, at `now` */
    int other_supervisors; /* 運用責任者 of the station besides applicant and holder (⚑Q12) */
    int64_t now;
    const struct calendar *calendar;
    const char *reason;              /* typed with the step, or NULL */
    struct link links[LINKS];        /* ends with a NULL field; read only */
    const struct settings *settings; /* NULL: every default */
    int64_t open_parts;              /* of the entry's parts (register_def.parts) still waiting; −1 = not counted */
    /* for 専決 (M-14): what was outside at any moment of the period; filled by app/ */
    int64_t outside_items, outside_media;
};

enum duty_standing {
    DUTY_NONE,     /* 当直責任者 has no standing in this step */
    DUTY_INCLUDED, /* 運用責任者 includes him, in closed hours, when rostered (L1287) */
    DUTY_EXCLUDED  /* 「当直責任者を除く。」: as DUTY_NONE, but the refusal says so */
};
enum rule_person {
    PERSON_OTHER = 0, /* anybody but the applicant and the holder of the thing (⚑Q12) */
    PERSON_SELF,      /* the applicant or the holder */
    PERSON_ANY        /* whoever: keeping of books and masters */
};

struct rule {
    const char *id; /* M-01; ours have none: "" */
    const char *step;
    struct cond when[CONDS]; /* which entries it speaks of */
    enum rule_person person;
    unsigned posts; /* any of these; 0 = everybody with an account */
    enum duty_standing duty;
    const char *same_as; /* must be the one who did the last of these steps ('|'-joined): 同 */
    const char *after;   /* these must be on record before ('|'-joined) */
    const char *clause;  /* NULL: ours */
    int (*extra)(const struct situation *s, struct err *e); /* what rows cannot say; may be NULL */
    /* Must be the person named there: fields of the entry joined by '|', or "link.field" of the entry that a linked field or
     * the item ("item.field") refers to. NULL: no such demand. */
    const char *named;
    const char *who; /* how he is called where neither post nor name says it (当該警部補); NULL = by the posts */
    bool external;   /* 外部決裁: the decision was taken off this PC; he who acts records it (forms/external.h) */
};

/* A row of rules on one line: RULE("M-01", "permit", OTHER, POST_SUPERVISOR, INCLUDED, "第7の1(2)イ(ア)a",
 * WHEN(IS("route", "mobile"))). Ends with END_OF_RULES. */
#define RULE(ID, STEP, PERSON, POSTS, DUTY, CLAUSE, ...)                                                          \
    {                                                                                                             \
        .id = ID, .step = STEP, .person = PERSON_##PERSON, .posts = POSTS, .duty = DUTY_##DUTY, .clause = CLAUSE, \
        __VA_ARGS__                                                                                               \
    }
#define WHEN(...) .when = {__VA_ARGS__}
#define SAME_AS(STEPS) .same_as = STEPS
#define AFTER(STEPS) .after = STEPS
#define EXTRA(FUNCTION) .extra = FUNCTION
#define NAMED(FIELDS) .named = FIELDS
#define WHO(LABEL) .who = LABEL
#define END_OF_RULES \
    {                \
        0            \
    }

/* May the actor do the step? 0 and *which (may be NULL), or a refusal. Checks the state the step starts from, order, post,
 * hours, roster, person and reason. */
int rule_check(const struct rule **which, const struct situation *s, const char *step, struct err *e);
/* As rule_check, but of the person alone: who may not is told so before a passphrase is asked. */
int rule_check_person(const struct rule **which, const struct situation *s, const char *step, struct err *e);
/* Standing in which the actor acts under the rule: "当直責任者", "運用責任者" … for the snapshot. */
void rule_standing(char *buf, size_t size, const struct rule *rule, const struct situation *s);
/* The rule that speaks of the entry for a step, whoever acts (the clause for the last line of a form); NULL if none. */
const struct rule *rule_for(const struct situation *s, const char *step);
/* Does the step belong to the entry as it stands, whoever may do it: right state, still to do, some rule speaks of it? */
bool step_open(const struct entry *entry, const struct step *step);
/* The first such step with all the flags; NULL if there is none. */
const struct step *step_open_with(const struct entry *entry, unsigned flags);
/* The entry that a linked field refers to ("item": the thing); NULL when it is unset or not known. */
const struct entry *situation_link(const struct situation *s, const char *field);
/* Value of a field of a linked entry: situation_linked(s, "place", "kind"); NULL when there is none. */
const char *situation_linked(const struct situation *s, const char *link, const char *field);
/* Is one of these steps ('|'-joined) being done? Not while the entry is only looked at. */
bool step_is(const struct situation *s, const char *steps);
/* Does the FIELD_DATE, FIELD_MONTH or FIELD_TIME lie ahead of now (two clocks may differ by a minute)? Unset: no. */
bool situation_ahead(const struct situation *s, const char *field);
/* Value of a setting of the station, its default when never entered; "" for an unknown key. */
const char *situation_setting(const struct situation *s, const char *key);

/* Who may: "運用責任者(当直責任者を含む)" from the rule alone. */
void rule_who(char *buf, size_t size, const struct rule *rule, const struct situation *s);

/* Makes the entry consistent before it is checked: unsets what is no longer asked, then lets the register derive the rest. */
int entry_settle(struct situation *s, struct err *e);
/* Is `candidate` one that `field` of `entry` offers (its `items` conditions, with "$key" filled in from `entry`)? */
bool item_offered(const struct field *field, const struct entry *entry, const struct entry *candidate);
/* Is the person of that id the applicant of the entry, or the holder of its thing? */
bool entry_self(const struct entry *entry, const char *person_id);
/* Are the fields complete and sound for making the entry or for this step (required, `when`, types, register's own check)?
 * Fills the first fault with its field. */
int entry_check(const struct situation *s, const char *step, struct err *e);
/* The clause that asks the field of this entry; NULL where the text has none. */
const char *field_clause(const struct field *field, const struct entry *entry);
/* Is the field asked now? step NULL = among the register's own fields. */
bool field_asked(const struct field *field, const struct entry *entry, const char *step);

#endif

/* duties_inside — how the sources of duties add what they find; for app/duties.c and app/duty_*.c alone. */
#ifndef KANRIBO_APP_DUTIES_INSIDE_H
#define KANRIBO_APP_DUTIES_INSIDE_H

#include "app/act.h"
#include "app/duties.h"
#include "db/query.h"
#include "forms/setting.h"

enum { DUTY_SCAN = 300, DUTY_STATES_BYTES = 200, DUTY_OFFERS = 24 };

struct search {
    struct duties *out;
    struct session *session;
    const struct duties_wanted *wanted;
    struct actor self;
    const struct calendar *calendar; /* borrowed, as the settings: nothing below asks the session for a setting */
    const struct settings *settings;
    int64_t now;
    struct date today, founded; /* the day the station was made: before it the paper books were in use */
    size_t most;
};

/* Is a kind with that key (or prefix, "late_") asked for at all? */
bool search_wants(const struct search *s, const char *key);
/* A new duty of the kind, with what the kind says of it; NULL when there is no room, or no memory (*rc). */
struct duty *duty_add(struct search *s, const struct duty_kind *kind, struct due due, int *rc, struct err *e);
/* Title, detail, mark, register and id of an entry. */
void duty_of_entry(struct duty *duty, const struct entry *entry);
/* By a rule: its clause and who may. A rule without a clause makes the duty a 目安 beside that of step, register or field. */
void duty_of_rule(struct duty *duty, const struct search *s, const struct entry *entry, const struct step *step);
/* He who owes it by name: a FIELD_PERSON value. Then it is his alone. */
void duty_owner(struct duty *duty, const struct search *s, const char *person);
/* Is it the person's whom the kind's posts name? */
void duty_by_posts(struct duty *duty, const struct search *s);
/* One thing that is known of the new entry. */
void duty_given(struct duty *duty, const char *field, const char *value);
/* The last one added goes again where it is not mine and only mine are wanted. */
void duty_settle(struct search *s);
/* Day of a canonical FIELD_DATE or FIELD_MONTH (its first); year 0 when it is none. */
struct date duty_day(const char *canonical);
/* The first rows of the query; that there are more than its limit is said of the whole list. */
int search_load(struct rows *out, struct search *s, const struct query *query, struct err *e);
/* Entries of reg with these conditions, in these kinds of state (0 = any), with their steps, at most DUTY_SCAN; released by the caller. */
int search_rows(struct rows *out, struct search *s, const struct register_def *reg, const struct cond *conds,
                unsigned kinds, struct err *e);
/* The newest entry for which the conditions hold, by an indexed field; *out NULL when there is none. The caller frees it. */
int search_last(struct entry **out, struct search *s, const struct register_def *reg, const struct cond *conds,
                const char *sort, struct err *e);
const struct register_def *search_register(const struct search *s, const char *id);

/* ---- the sources ---- */
int duty_steps(struct search *s,
               struct err *e); /* decisions, confirmations, what waits for its own people, changes (duty_step.c) */
int duty_away(struct search *s, struct err *e);   /* what is out: late, 所在確認, 特例 (duty_away.c) */
int duty_books(struct search *s, struct err *e);  /* months, years, periods (duty_book.c) */
int duty_rounds(struct search *s, struct err *e); /* 点検 (duty_round.c) */
int duty_seen(struct search *s, struct err *e);   /* 目視, 巡視, and single things (duty_seen.c) */

#endif

/* roster — the duty roster, a month at a time, and taking tonight over. */
#ifndef KANRIBO_APP_ROSTER_H
#define KANRIBO_APP_ROSTER_H

#include "app/session.h"
#include "forms/date.h"

struct roster_cell {
    struct shift shift;
    char entry[ENTRY_ID_BYTES]; /* "" = nobody yet */
    char person[ENTRY_ID_BYTES];
    char name[NAME_BYTES];
    char state[KEY_BYTES]; /* of the roster entry */
    int64_t rev;
};
struct roster_month {
    struct date first;
    struct roster_cell cells[31 * 2]; /* in order of time; a closed day has a day and a night shift */
    int n;
};
int roster_load(struct roster_month *out, struct session *session, struct date month, struct err *e);
/* Writes what differs, as one act: person ids in `persons` parallel to month->cells, "" = leave. */
int roster_save(struct session *session, const struct roster_month *month, const char (*persons)[ENTRY_ID_BYTES],
                struct err *e);
/* Fills the empty shifts of a month by continuing the order of persons (ids) given, one a shift; into `persons`. */
void roster_pattern(char (*persons)[ENTRY_ID_BYTES], const struct roster_month *month, const char *const *order, int n);
/* 「今夜の当直責任者を引き受ける」: by `identity` (NULL: the person signed in), with a reason. */
int roster_take_over(struct session *session, const struct identity *identity, const char *reason, struct err *e);
/* May he (entry id of the person)? So that the dialog offers it only to one who holds the post. */
int roster_may_take_over(struct session *session, const char *person, struct err *e);

#endif

/* entry — the form for any step of any register: fields typed and picked, what will be recorded, who must permit. */
#ifndef KANRIBO_SCREENS_ENTRY_H
#define KANRIBO_SCREENS_ENTRY_H

#include "app/act.h"
#include "screens/screen.h"

/* Opens the form of a step (a new entry: id NULL). A draft of it is offered to be continued or thrown
 * away: ERR_CANCELLED with Esc. The screen leaves with 1
 * when something was recorded. */
int entry_open(struct screens *s, const struct register_def *reg, const char *id, const char *step, struct err *e);
/* The same for a new entry of which something is known already: canonical values, ended by a NULL field. */
struct entry_given {
    const char *field, *value;
};
int entry_open_given(struct screens *s, const struct register_def *reg, const char *step,
                     const struct entry_given *given, struct err *e);
/* Says what has become of an entry by that step, and reminds where a thing goes out. */
void entry_say_recorded(struct screens *s, const struct entry *after, const struct step *step);
/* Continues the newest draft of the person signed in without asking. ERR_NOT_FOUND: there is none. */
int entry_reopen(struct screens *s, struct err *e);

#endif

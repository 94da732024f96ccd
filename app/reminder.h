/* reminder — 督促: who owes what, reminding him of it, and the letter of it. Ours (◇): each reminder names the clause of the duty. */
#ifndef KANRIBO_APP_REMINDER_H
#define KANRIBO_APP_REMINDER_H

#include "app/duties.h"
#include "app/paper.h"

enum { LETTER_BYTES = 64 };
/* Who owes something now: a person, or a post whoever holds it. */
struct holder {
    char id[ENTRY_ID_BYTES]; /* of the person; "" = a post */
    char name[NAME_BYTES];
    size_t n, over;            /* duties; of them, how many are over */
    int64_t oldest;            /* since when the oldest is owed, UTC seconds; 0 = not known */
    int64_t reminded;          /* when he was last reminded; 0 = never */
    char letter[LETTER_BYTES]; /* of that; "" */
};
struct reminders {
    struct duties duties;
    size_t *owner; /* of each duty its holder; NOBODY: it is not owed yet */
    struct holder *holders;
    size_t n;
};
#define NOBODY ((size_t)-1)
/* Most over first, then the oldest. */
int reminders_load(struct reminders *out, struct session *session, struct err *e);
void reminders_release(struct reminders *reminders);
/* His duties, in the order of duties_load; at most `most`. Borrowed. Returns how many. */
size_t reminders_of(const struct reminders *reminders, size_t holder, const struct duty **out, size_t most);

/* May the person signed in remind anybody? 0 or ERR_REFUSED. */
int reminder_may(struct session *session, struct err *e);
/* Reminds of the duties, an entry each, in one transaction. way: a key of reminder_ways. letter gets the number that they share. */
int reminder_make(struct session *session, const struct duty *const *duties, size_t n, const char *way,
                  char letter[LETTER_BYTES], struct err *e);
/* The 督促状 of that number, a row of register_reminder_letter for each whom it reminds. ERR_NOT_FOUND. The caller releases with
 * made_release(). */
int reminder_letter(struct paper_made *out, struct session *session, const char *letter, struct err *e);

#endif

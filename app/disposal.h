/* disposal — what has been kept long enough goes (第7の1(2)ク, RT-1 … RT-6): listed by the program, asked for by one person,
 * permitted by another, then gone from books and events alike; the rows of the list and the tombstones stay.
 *
 * An entry is due when forms/retention says so and nothing that stays refers to it: what refers to it goes with it or keeps it.
 * A part (register_def.parts) goes with its whole or not at all (RT-5). */
#ifndef KANRIBO_APP_DISPOSAL_H
#define KANRIBO_APP_DISPOSAL_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"

struct disposal_line {
    const struct register_def *reg;
    char entry[ENTRY_ID_BYTES];
    char title[NAME_BYTES * 2];
    char number[KEY_BYTES]; /* 管理番号, "" for none */
    char was[KEY_BYTES];    /* label of its state */
    struct date since, due; /* completed; first day on which it may go */
    int64_t rev, seq;       /* as it is now; seq of its last event */
};
struct disposal_lines {
    struct disposal_line *list; /* by book, then by day */
    size_t n;
};
/* All that may go today. Reads every book once. */
int disposal_due(struct disposal_lines *out, struct session *session, struct err *e);
void disposal_release(struct disposal_lines *lines);

/* Asks for them, a row of the disposal register each, in one transaction. name gets that of the list. ERR_NOT_FOUND when
 * there are none, ERR_REFUSED while another list waits. */
int disposal_request(struct session *session, const struct disposal_lines *lines, char name[KEY_BYTES], struct err *e);

/* The list that waits for a permit. */
struct disposal_list {
    char name[KEY_BYTES]; /* "" = none waits */
    char by[NAME_BYTES];
    int64_t at;
    struct entry **rows;
    size_t n;
};
int disposal_waiting(struct disposal_list *out, struct session *session, struct err *e);
void disposal_list_release(struct disposal_list *list);
/* Permits the list and disposes of all of it in one transaction, as the person signed in. ERR_CONFLICT: an entry has changed,
 * or is not due any more; the sentence names it. */
int disposal_permit(struct session *session, const struct disposal_list *list, struct err *e);
/* Refuses it (with a reason), or takes it back (NULL). */
int disposal_drop(struct session *session, const struct disposal_list *list, const char *reason, struct err *e);

#endif

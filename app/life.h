/* life — the whole life of an item or a person over all books: its own history, and every entry of every register that
 * refers to it, in the order of time. Generic over the declarations. */
#ifndef KANRIBO_APP_LIFE_H
#define KANRIBO_APP_LIFE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/session.h"

struct life_line {
    int64_t at; /* of an own event, or when the entry that refers to it was made */
    const struct register_def *reg;
    char entry[ENTRY_ID_BYTES];
    bool own;                  /* an event of its own history */
    const struct state *state; /* of the entry that refers to it, as it is now; NULL for an own event */
    bool late;
    char what[NAME_BYTES * 2];  /* what was done to it; or how the entry refers to it, and the entry's title */
    char person[NAME_BYTES];    /* who did it; who holds, or applied */
    char permitter[NAME_BYTES]; /* who decided, joined by 、 */
};
struct life {
    const struct register_def *reg;
    struct entry *subject;
    struct life_line *lines; /* oldest first */
    size_t n;
    bool more; /* a book had more than could be listed: its newest are here */
};
/* Digest compared (ERR_INTEGRITY). Books that the person signed in may not see are left out; ERR_REFUSED when that of the
 * subject itself is one. */
int life_load(struct life *out, struct session *session, const struct register_def *reg, const char *id, struct err *e);
void life_release(struct life *life);

/* Whose life an entry belongs to: the thing that it is about (item_field), else the entry itself. */
int life_subject(const struct register_def **reg, char id[ENTRY_ID_BYTES], struct session *session,
                 const struct entry *entry, struct err *e);
/* The register of the entry of that id that the field refers to. ERR_NOT_FOUND: it is no more. */
int life_reference(const struct register_def **reg, struct session *session, const struct field *field, const char *id,
                   struct err *e);
/* Does the field refer to entries of that register? */
bool life_refers(const struct field *field, const struct register_def *reg);

#endif

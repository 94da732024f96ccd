/* shared — what the screens of one worker process share: the world, the person signed in. screens_shared() is this. */
#ifndef KANRIBO_SCREENS_SHARED_H
#define KANRIBO_SCREENS_SHARED_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "screens/screen.h"

struct shared {
    struct world world;            /* with progress shown on the screen */
    struct screens *screens;       /* for progress */
    struct session *session;       /* NULL before the sign-in */
    char uid[UID_BYTES];           /* of the person signed in, or to be offered at the login screen */
    char recorded[ENTRY_ID_BYTES]; /* the entry that a form recorded last; the screen below may point at it */
    bool locked;                   /* the login screen follows a lock */
    bool demo;
};

struct shared *shared_of(const struct screens *s);
/* Of the person signed in; screens that are not `locked` only. */
struct session *shared_session(const struct screens *s);
/* Signed in: the session becomes the worker's (closed by screens_start()), the idle lock is set. */
void shared_signed_in(struct screens *s, struct session *session);
/* Passphrase or code by dialog into locked memory; the caller releases it. ERR_CANCELLED; ERR_INPUT when it is empty. */
int shared_ask_secret(struct secret *out, struct screens *s, const char *title, const char *text, struct err *e);
/* A new passphrase, twice, judged: asks until it is good or Esc. uid, name, unit: whose; NULL where not known. */
int shared_ask_new_secret(struct secret *out, struct screens *s, const char *title, const char *uid, const char *name,
                          const char *unit, struct err *e);
/* Role of a state's mark. */
enum draw_role shared_mark_role(enum state_kind kind, bool late);

#endif

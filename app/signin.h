/* signin — what the login screen needs before anybody is signed in. */
#ifndef KANRIBO_APP_SIGNIN_H
#define KANRIBO_APP_SIGNIN_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"

/* Is there a station in the world's directory? */
bool signin_ready(const struct world *world);
/* The id as it is kept: full width and capitals folded. ERR_INPUT for what is no id; the sentence does not repeat what was
 * typed, which may be a passphrase in the wrong field. */
int signin_uid(char uid[UID_BYTES], const char *typed, struct err *e);
/* May this id try now? ERR_AUTH with a sentence: suspended, delayed. *enrolling: it waits for its one-time code. */
int signin_may_try(const struct world *world, const char *uid, bool *enrolling, struct err *e);
/* A passphrase or code as typed, composed, in locked memory; the caller releases it. ERR_INPUT (field "passphrase"). */
int signin_read(struct secret *out, const char *typed, size_t n, struct err *e);

#endif

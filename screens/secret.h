/* secret — a passphrase being typed: nothing of it is shown, not even its length.
 *
 * The buffer is the caller's (locked memory) and is wiped by secret_wipe(); no other copy is made. */
#ifndef KANRIBO_SCREENS_SECRET_H
#define KANRIBO_SCREENS_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/err.h"
#include "screens/key.h"

enum { SECRET_BYTES = 1024 };

struct secret {
    char *buf;   /* at least SECRET_BYTES + 1 */
    size_t size; /* of buf, bytes */
    size_t n;    /* bytes typed; buf[n] is NUL */
};

void secret_init(struct secret *secret, char *buf, size_t size);
/* Overwrites the buffer; may be used again. */
void secret_wipe(struct secret *secret);
/* Text, paste, Backspace (a whole character), Ctrl+U (all). true = was ours. Too long or refused by text_check(): *result is a
 * negative code with its sentence (that says nothing about the length typed so far), nothing entered. result may be NULL. */
bool secret_key(struct secret *secret, const struct key *key, int *result, struct err *e);

#endif

/* hidden — a passphrase being typed: nothing of it is shown, not even its length.
 *
 * The buffer is the caller's (locked memory) and is wiped by hidden_wipe(); no other copy is made. */
#ifndef KANRIBO_SCREENS_HIDDEN_H
#define KANRIBO_SCREENS_HIDDEN_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/err.h"
#include "screens/key.h"

enum { HIDDEN_BYTES = 1024 };

struct hidden {
    char *buf;   /* at least HIDDEN_BYTES + 1 */
    size_t size; /* of buf, bytes */
    size_t n;    /* bytes typed; buf[n] is NUL */
};

void hidden_init(struct hidden *hidden, char *buf, size_t size);
/* Overwrites the buffer; may be used again. */
void hidden_wipe(struct hidden *hidden);
/* Text, paste, Backspace (a whole character), Ctrl+U (all). true = was ours. Too long or refused by text_check():
 * *result is a negative code with its sentence (that says nothing about the length typed so far), nothing entered.
 * result may be NULL. */
bool hidden_key(struct hidden *hidden, const struct key *key, int *result, struct err *e);

#endif

/* passphrase — is it long enough, and not what a third person would guess first? S-3, 第6の1(1)ア(オ).
 *
 * The text asks for enough characters and for what others cannot easily guess; the figures and the table of weak words
 * are ours (◇). The check looks for no kinds of characters: a sentence in Japanese is as good as any. */
#ifndef KANRIBO_DB_PASSPHRASE_H
#define KANRIBO_DB_PASSPHRASE_H

#include <stddef.h>

#include "db/crypto.h"
#include "forms/err.h"

enum {
    PASSPHRASE_MIN = 15,         /* characters (text_length) */
    PASSPHRASE_COUNTED_MIN = 10, /* characters when a weak word, a run or a repetition counts as one */
    PASSPHRASE_BYTES_MAX = 1024
};

/* What was typed, composed (text_compose) so that the same keys give the same bytes on every input method; in secret
 * memory, no NUL. For setting and for trying alike. ERR_INPUT (field "passphrase"): empty, too long, not text. */
int passphrase_read(struct secret *passphrase, const char *typed, size_t n, struct err *e);

struct passphrase_about { /* whose it is: NULL where not known */
    const char *uid;
    const char *name;    /* family and given name with a space between */
    const char *reading; /* the same in kana */
    const char *station;
};
/* Before a passphrase is set. ERR_INPUT (field "passphrase", with the clause): what is wrong with it, never the thing itself. */
int passphrase_check(const struct secret *passphrase, const struct passphrase_about *about, struct err *e);

#endif

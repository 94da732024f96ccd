/* code — the one-time code by which a person signs in for the first time (security.md §2.2): 100 random bits.
 *
 * Printed as 21 letters and digits in groups of three, "7H2-K9M-…": 20 of 5 bits each and one that checks them (Luhn, modulo
 * 32), so that a slip of the finger is told before it counts as an attempt. I, L, O and U are never printed; I and L are
 * read as 1, O as 0. Case, width (full-width letters), spaces and hyphens of any kind do not matter when it is typed. */
#ifndef KANRIBO_DB_CODE_H
#define KANRIBO_DB_CODE_H

#include <stddef.h>

#include "db/crypto.h"
#include "forms/err.h"

enum {
    CODE_SYMBOLS = 20,   /* of 5 bits: what is secret */
    CODE_TEXT_BYTES = 28 /* 21 symbols, 6 hyphens, NUL */
};

/* A new code. text gets what is printed (wipe it after use), symbols the CODE_SYMBOLS bytes from which the key comes. */
int code_new(char text[CODE_TEXT_BYTES], struct secret *symbols, struct err *e);
/* Reads what was typed. ERR_INPUT: not a code at all, too short or long, or mistyped (the check fails). */
int code_read(struct secret *symbols, const char *typed, size_t n, struct err *e);

#endif

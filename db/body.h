/* body — a change as the bytes that an event carries, and the digest of an entry. doc/journal.md names every key. */
#ifndef KANRIBO_DB_BODY_H
#define KANRIBO_DB_BODY_H

#include <stdbool.h>
#include <stddef.h>

#include "db/crypto.h"
#include "forms/entry.h"
#include "forms/err.h"

enum { BODY_SALT_BYTES = 16 };

/* *bytes is malloc'd. digest: of the entry after the change; NULL for an event of the log. Random salt is added, so that what a body says cannot be guessed from its digest. */
int body_encode(unsigned char **bytes, size_t *size, const struct change *change, const unsigned char *digest,
                struct err *e);
/* Fills change (initialised by the caller but for reg, entry and step, which the event's header says; released by the
 * caller also after a failure). *has_digest may be NULL when digest is. ERR_INTEGRITY. */
int body_decode(struct change *change, unsigned char *digest, bool *has_digest, const void *bytes, size_t size,
                struct err *e);

/* SHA-256 over the canonical encoding of id, register, state, revision, set values and steps on record. Labels of today's
 * program take no part in it. */
int entry_digest(unsigned char digest[HASH_BYTES], const struct entry *entry, struct err *e);

#endif

/* draft — what a person has typed and not yet entered, per person and key (the form it belongs to). The one thing that is
 * stored and is no event (design.md §3): encrypted in the store, gone when the entry is made. */
#ifndef KANRIBO_DB_DRAFT_H
#define KANRIBO_DB_DRAFT_H

#include <stddef.h>
#include <stdint.h>

#include "db/station.h"
#include "forms/err.h"

/* Keeps or replaces. key: ASCII, e.g. "checkout" or "checkout/K7QF-12/return". Takes the station's lock. */
int draft_save(struct station *station, const char *person, const char *key, const void *bytes, size_t n, int64_t now,
               struct err *e);
/* Goes with the transaction: whoever is killed after its commit finds no draft of what is already entered. */
int draft_remove_within(struct journal *journal, const char *person, const char *key, struct err *e);
/* *bytes is malloc'd with a NUL behind n bytes. ERR_NOT_FOUND when there is none. */
int draft_load(struct station *station, const char *person, const char *key, char **bytes, size_t *n, int64_t *saved,
               struct err *e);
int draft_remove(struct station *station, const char *person, const char *key, struct err *e); /* none is no error */
/* The key of the newest draft of the person into buf; ERR_NOT_FOUND when there is none. */
int draft_newest(struct station *station, const char *person, char *buf, size_t size, struct err *e);

#endif

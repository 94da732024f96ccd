/* demo — a fictitious station, a year old: 白河署 (600), made through the same code as real use. */
#ifndef KANRIBO_APP_DEMO_H
#define KANRIBO_APP_DEMO_H

#include "app/session.h"

struct demo_person {
    const char *uid, *passphrase, *name, *kana, *rank, *section;
    const char *posts; /* keys joined by '|' */
};
/* Everybody of the demo, for the login screen and the list on stdout; ends with a NULL uid. */
extern const struct demo_person demo_people[];

/* Makes the demo in world->dir as if its last year had been lived up to world's now. progress as in world. */
int demo_make(const struct world *world, struct err *e);
/* What is in the directory: 0 a demo, ready to be opened; ERR_NOT_FOUND nothing, so one can be made; ERR_REFUSED a real
 * station, or a demo whose making was broken off. */
int demo_find(const char *dir, struct err *e);
/* Is the station in the directory a demo? Decided without a key (a mark in the directory), confirmed after sign-in. */
bool demo_is(const char *dir);

#endif

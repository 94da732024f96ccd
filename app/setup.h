/* setup — the first run: a station from the 64 所属 and its first person, a 運用管理者 with his own passphrase. */
#ifndef KANRIBO_APP_SETUP_H
#define KANRIBO_APP_SETUP_H

#include "app/session.h"

struct setup {
    const char *unit;                     /* number or name of 別表: "600" or "白河署" */
    const char *uid, *name, *kana, *rank; /* of the first person; rank: key */
    const struct secret *passphrase;
    bool demo;
};
/* Judges the answers (err.field: unit, uid, name, rank, passphrase) without writing. */
int setup_check(const struct setup *setup, const struct world *world, struct err *e);
/* Founds the station and signs the first person in. */
int setup_found(struct session **out, const struct setup *setup, const struct world *world, struct err *e);

#endif

/* dirlock — the one lock around every write to a station (security.md §2.4).
 *
 * flock() on the directory, never on or beside the database file. Order: lock, read station.keys, compare generations,
 * BEGIN IMMEDIATE, write, COMMIT, write station.keys, unlock. Attempts, rekey and restore take the same lock.
 * The lock ends with the process that holds it, however that ends. It is not recursive: a second one in the same process
 * waits for the first, and fails. */
#ifndef KANRIBO_DB_DIRLOCK_H
#define KANRIBO_DB_DIRLOCK_H

#include "forms/err.h"

enum { DIRLOCK_WAIT = 10000 }; /* milliseconds before saying that another window is writing */

struct dirlock {
    int fd; /* -1: not held */
};

/* dir: the directory's descriptor (stationdir_open); milliseconds: how long to wait, usually DIRLOCK_WAIT.
 * ERR_BUSY when somebody else holds it all that time. Waiting ends also where the clock is frozen: tries are counted. */
int dirlock_take(struct dirlock *l, int dir, int milliseconds, struct err *e);
void dirlock_drop(struct dirlock *l); /* one that is not held is left as it is */

#endif

/* spare — station.spare, 8 MiB that are given up when the disk is full, so that a sign-in and the event that says so can still
 * be written (security.md §2.1, L-11). */
#ifndef KANRIBO_DB_SPARE_H
#define KANRIBO_DB_SPARE_H

#include <stdbool.h>

#define SPARE_NAME "station.spare"

/* Made when it is missing and the disk has room for more than that; otherwise nothing happens. mode: 0600 or 0660. */
void spare_make(int dir, unsigned mode);
/* Gives the room back. false: there was none. */
bool spare_use(int dir);

#endif

/* shelf — media for a house to inspect: a 課, a place, and so many media that one person keeps there. */
#ifndef KANRIBO_TESTS_APP_SHELF_H
#define KANRIBO_TESTS_APP_SHELF_H

#include <stdio.h>

#include "tests/app/house.h"

struct shelf {
    char section[HOUSE_VALUE], place[HOUSE_VALUE];
};

/* A reference to what `reg` now has as entry `id`. */
static inline void shelf_refer(char out[HOUSE_VALUE], struct house *in, const char *reg, const char *id)
{
    char title[NAME_BYTES];
    struct entry *entry = house_load(in, reg, id);
    entry_title(title, sizeof title, entry);
    (void)snprintf(out, HOUSE_VALUE, "%s %s", id, title);
    entry_free(entry);
}

/* 課(係) 012 and a cupboard of the station. */
static inline void shelf_make(struct shelf *shelf, struct house *in)
{
    char id[ENTRY_ID_BYTES] = "";
    house_do(in, KANRI, "section", id, "enter", "code", "012", "name", "地域係");
    shelf_refer(shelf->section, in, "section", id);
    id[0] = '\0';
    house_do(in, KANRI, "place", id, "enter", "name", "保管庫A", "kind", "station", "=locked", "yes");
    shelf_refer(shelf->place, in, "place", id);
}

/* One more medium of his, at `place` (NULL: on the shelf); a reference to it. */
static inline void shelf_add(char out[HOUSE_VALUE], const struct shelf *shelf, struct house *in, enum who keeper,
                             const char *place)
{
    char id[ENTRY_ID_BYTES] = "";
    house_do(in, KANRI, "medium", id, "enter", "=section", shelf->section, "kind", "usb", "=supervisor",
             in->people[ITO], "=custodian", in->people[keeper], "=place", place != NULL ? place : shelf->place);
    shelf_refer(out, in, "medium", id);
}

#endif

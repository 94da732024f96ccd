/* demo_people — who and what the demo's station has. Nobody and nothing of it exists. */
#ifndef KANRIBO_APP_DEMO_PEOPLE_H
#define KANRIBO_APP_DEMO_PEOPLE_H

#include "app/demo.h"

struct demo_place {
    const char *name, *kind, *number;
    bool inspector;
};
extern const struct demo_place demo_places[]; /* ends with a NULL name */

struct demo_thing { /* a device, or with a phone number an official phone */
    const char *name, *kind, *model, *phone, *use;
    bool premise;
    int place; /* index in demo_places */
};
extern const struct demo_thing demo_things[]; /* ends with a NULL name */

extern const char *const demo_purposes[];     /* ends with NULL */
extern const char *const demo_destinations[]; /* ends with NULL */

#endif

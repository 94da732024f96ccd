/* demo_inside — the demo while it is being made: a clock that it sets itself, and everybody's identity. */
#ifndef KANRIBO_APP_DEMO_INSIDE_H
#define KANRIBO_APP_DEMO_INSIDE_H

#include "app/act.h"
#include "app/demo_people.h"

enum { DEMO_PEOPLE = 24, DEMO_THINGS = 64, VALUE_BYTES = ENTRY_ID_BYTES + NAME_BYTES + 2 };

struct demo {
    const struct world *outer; /* whose now is the day on which the demo is looked at */
    struct world world;        /* the same directory with the clock below */
    int64_t now;
    int64_t start;
    uint64_t seed; /* of the same date, the same */
    struct session *session;
    struct identity *identities[DEMO_PEOPLE]; /* parallel to demo_people; NULL = the founder himself */
    char people[DEMO_PEOPLE][VALUE_BYTES];    /* reference values */
    char places[16][VALUE_BYTES];
    char things[DEMO_THINGS][VALUE_BYTES];
    int64_t free_from[DEMO_THINGS]; /* when the thing is back and confirmed */
};

uint64_t demo_random(struct demo *demo, uint64_t below);
int demo_person(const char *uid); /* index in demo_people */
/* One step by that person at demo->now: pairs of field and canonical value, ended by NULL; "reason" is the step's reason. id: of
 * the entry, or of the new one when it is "" (filled in then). */
int demo_step(struct demo *demo, int person, const char *reg, char id[ENTRY_ID_BYTES], const char *step,
              const char *const *pairs, struct err *e);
/* The days up to the outer world's now (demo_year.c). */
int demo_live(struct demo *demo, struct err *e);
/* Who is 当直責任者 in the shift that begins on that day: tonight 鈴木, the others in turn before and after. */
int demo_duty_of(const struct demo *demo, struct date date);

#endif

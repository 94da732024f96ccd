/* demo_inside — the demo while it is being made: a clock that it sets itself, everybody's identity, and what there is by name. */
#ifndef KANRIBO_APP_DEMO_INSIDE_H
#define KANRIBO_APP_DEMO_INSIDE_H

#include "app/act.h"
#include "app/demo.h"
#include "app/demo_script.h"
#include "forms/calendar.h"
#include "forms/date.h"

enum { DEMO_PEOPLE = 32, VALUE_BYTES = ENTRY_ID_BYTES + NAME_BYTES * 2 };

/* An entry that the tales can speak of. */
struct demo_thing {
    char name[NAME_BYTES * 2]; /* "phone:携帯-03": register and title */
    char value[VALUE_BYTES];   /* reference */
    bool away;                 /* out by a book */
};

struct demo {
    const struct world *outer; /* whose now is the day on which the demo is looked at */
    struct world world;        /* the same directory with the clock below */
    int64_t now;
    int64_t start;
    uint64_t seed; /* of the same date, the same */
    struct session *session;
    struct identity *identities[DEMO_PEOPLE]; /* parallel to demo_people; NULL = the founder himself */
    char people[DEMO_PEOPLE][VALUE_BYTES];    /* reference values */
    struct demo_thing *things;
    size_t nthings;
};

/* A tale while it is lived: an entry, and what is done with it. */
struct demo_tale {
    const char *const *lines; /* the first makes it */
    const struct register_def *reg;
    char *thing; /* of a habit, "phone:携帯-03"; or NULL */
    int64_t start;
    uint64_t seed; /* of a habit: which of its alternatives */
    int user, permitter;
    char id[ENTRY_ID_BYTES];
};

uint64_t demo_random(uint64_t *seed, uint64_t below);
int demo_person(const char *uid); /* index in demo_people; of its end when it is nobody */
/* Who is 当直責任者 in the shift that begins on that day: tonight 鈴木, the others in turn before and after. */
int demo_duty_of(const struct demo *demo, struct date date);
/* Does line i of the tale, as of demo->now (demo_act.c). */
int demo_act(struct demo *demo, struct demo_tale *tale, int i, struct err *e);
/* The shift with which the handing over begins in the demo; and every one from *next on whose end has come by `at`, handed over
 * and received (demo_handover.c). */
struct shift demo_first_handover(struct demo *demo, int64_t end);
int demo_hand_over(struct demo *demo, struct shift *next, int64_t at, struct err *e);
/* The masters (demo_year.c); then, once there is a roster, the days up to the outer world's now. */
int demo_begin(struct demo *demo, struct err *e);
int demo_live(struct demo *demo, struct err *e);
/* Plans the year as demo_live() would, without living it: ERR_CONFLICT where one thing would be out twice. */
int demo_plan(struct demo *demo, struct err *e);
/* When it all begins, and from where its chances are drawn. */
void demo_set(struct demo *demo, const struct world *outer);

#endif

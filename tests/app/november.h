/* november — a house of November that a test program opens once, lives in as it needs, and copies for every test. */
#ifndef KANRIBO_TESTS_APP_NOVEMBER_H
#define KANRIBO_TESTS_APP_NOVEMBER_H

#include "tests/app/house.h"

static struct house model;
enum { MODEL_DAY = 24 * 60 * 60 };

/* Tuesday 2026-11-24 10:00, everybody enrolled. live: what has happened in it, or NULL. For the group's setup. */
static inline int model_open(void (*live)(struct house *house))
{
    house_open(&model, house_time(2026, 11, 24, 10, 0));
    house_enrol_all(&model);
    if (live != NULL) {
        live(&model);
        house_as(&model, KANRI);
    }
    house_leave(&model);
    return 0;
}

static inline int model_close(void **state)
{
    (void)state;
    house_close(&model);
    return 0;
}

#endif

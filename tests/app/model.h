/* model — a station that is made once for a program of tests, and of which each test gets a copy of its own. */
#ifndef KANRIBO_TESTS_APP_MODEL_H
#define KANRIBO_TESTS_APP_MODEL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/app/house.h"

static struct house house, model;

/* Founded at that moment, everybody has enrolled; house_leave(&model) when it has all that its tests need. */
static inline void model_begin(int64_t at)
{
    house_open(&model, at);
    house_enrol_all(&model);
}

/* R8.9.14, a Monday. */
static inline int make_model(void **state)
{
    (void)state;
    model_begin(house_time(2026, 9, 14, 10, 0));
    house_leave(&model);
    return 0;
}

static inline int remove_model(void **state)
{
    (void)state;
    scratch_remove(&model.dir);
    return 0;
}

static inline int setup(void **state)
{
    (void)state;
    house_copy(&house, &model);
    return 0;
}

static inline int teardown(void **state)
{
    (void)state;
    house_verify(&house);
    house_close(&house);
    return 0;
}

/* Another copy in the midst of a test. */
static inline void fresh_house(void)
{
    house_close(&house);
    house_copy(&house, &model);
}

#define IN_HOUSE(F) cmocka_unit_test_setup_teardown(F, setup, teardown)

#endif

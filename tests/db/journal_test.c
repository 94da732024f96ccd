#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/db/fixture.h"

static void entries_survive_a_reopening(void **state)
{
    (void)state;
    struct fixture f;
    char id[ENTRY_ID_BYTES];
    struct entry *entry;
    fixture_make(&f);
    fixture_request(&f, id, "TEST-7");
    assert_ok(fixture_step(&f, id, "permit", "out", e));
    fixture_close(&f);
    f.now += 3600;
    fixture_open(&f);
    assert_int_equal(f.signin.last_time, FIXTURE_NOW);
    assert_false(f.signin.alarm);
    assert_ok(entry_load(&entry, f.station, &loan_register, id, e));
    assert_string_equal(entry->state, "out");
    assert_string_equal(entry_get(entry, "item"), "TEST-7 携帯TEST-7");
    assert_string_equal(entry_get(entry, "at"), "1795442400");
    assert_null(entry_get(entry, "number"));
    assert_int_equal(entry->rev, 2);
    assert_int_equal(entry->nsteps, 2);
    assert_non_null(entry_done(entry, "permit"));
    entry_free(entry);
    fixture_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_survive_a_reopening),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

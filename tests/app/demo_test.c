/* The demo: the same for the same date but for the keys, and clean and rebuilt equal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/paper.h"
#include "tests/app/house.h"

/* Ids begin with letters of the site, which are drawn when it is founded. */
static void mask_site(char *text, const char *id)
{
    char site[ENTRY_ID_BYTES];
    size_t n = strcspn(id, "-") + 1;
    snprintf(site, sizeof site, "%.*s", (int)n, id);
    for (char *at = text; (at = strstr(at, site)) != NULL; at += n)
        memset(at, '#', n);
}

/* Everything that the books and masters hold, as CSV; for the caller to free. */
static char *books(struct house *house)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    struct err e;
    assert_non_null(out);
    for (const struct register_def *const *reg = station_registers(session_station(house->session)); *reg != NULL;
         reg++) {
        struct paper_request request = {.reg = *reg};
        if (strcmp((*reg)->id, "user") == 0 || strcmp((*reg)->id, "station") == 0)
            continue; /* the keys */
        house_ok(paper_stream(house->session, &request, PAPER_CSV, out, &e));
    }
    assert_int_equal(fclose(out), 0);
    mask_site(text, session_person(house->session));
    return text;
}

static void a_leap_day_and_the_same_date_gives_the_same_demo(void **state)
{
    struct house house;
    char *first, *second;
    (void)state;
    house_demo(&house, house_time(2028, 2, 29, 12, 0));
    first = books(&house);
    assert_true(strlen(first) > 10000);
    house_verify(&house);
    house_close(&house);
    house_demo(&house, house_time(2028, 2, 29, 12, 0));
    second = books(&house);
    house_close(&house);
    for (char *a = first, *b = second; strcmp(a, b) != 0; a++, b++)
        if (*a != *b)
            fail_msg("%.80s / %.80s", a, b);
    free(first);
    free(second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_leap_day_and_the_same_date_gives_the_same_demo),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

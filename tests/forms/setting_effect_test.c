/* What the station's settings change in 専決 of 様式第3号: M-14, R3-11 under both values of Q4 and Q28. */
#include "forms/register_monthly.h"
#include "tests/forms/ledger_world.h"

/* 専決 of the book, with that many things outside, by a 運用責任者 of that rank. */
static int decide(const char *book, const char *rank, const char *scope, const char *ranks, int64_t items,
                  int64_t media)
{
    struct world w;
    world_start(&w, &register_monthly);
    type_all(&w, PAIRS("book", book, "month", "2026-10"));
    world_set(&w, "sole_decision_scope", scope);
    world_set(&w, "sole_decision_rank", ranks);
    w.s.actor = posted(person(OTHER, POST_SUPERVISOR, false), "", rank);
    w.s.outside_items = items;
    w.s.outside_media = media;
    int rc = rule_check(NULL, &w.s, "sole_decision", NULL);
    world_close(&w);
    return rc;
}

static void M_14_R3_11_what_bars_it_by_the_setting(void **state)
{
    (void)state;
    static const char *const scopes[] = {"both", "own"};
    static const char *const books[] = {"3", "7"};
    for (size_t s = 0; s < COUNT(scopes); s++)
        for (size_t b = 0; b < COUNT(books); b++)
            for (int64_t items = 0; items < 3; items++)
                for (int64_t media = 0; media < 3; media++) {
                    int64_t counted = b == 1 ? media : s == 1 ? items : items + media;
                    assert_int_equal(monthly_outside(books[b], scopes[s], items, media), counted);
                    assert_int_equal(decide(books[b], "inspector", scopes[s], "exact", items, media) == 0,
                                     counted == 0);
                }
}

static void M_14_who_decides_by_the_setting(void **state)
{
    (void)state;
    static const char *const books[] = {"3", "7"};
    for (size_t b = 0; b < COUNT(books); b++)
        for (const struct choice *rank = rank_choices; rank->key != NULL; rank++) {
            bool exactly = rank_step(rank->key) == rank_step("inspector");
            bool above = rank_step(rank->key) > rank_step("inspector");
            assert_int_equal(decide(books[b], rank->key, "both", "exact", 0, 0) == 0, exactly);
            assert_int_equal(decide(books[b], rank->key, "both", "or_above", 0, 0) == 0, exactly || above);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(M_14_R3_11_what_bars_it_by_the_setting),
        cmocka_unit_test(M_14_who_decides_by_the_setting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

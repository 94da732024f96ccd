/* Confirmations of the ledgers: who (M-32, M-33, M-34), of what (R4-2), and which is the year's (R2-2, R6-2). When the
 * next is due: clock_test. */
#include "forms/register_yearly.h"
#include "tests/forms/ledger_world.h"

static const struct {
    const char *book, *clause;
} books[] = {{"2", "第2の1(7)イ(ア)"}, {"4", "第7の1(2)エ(ア)a"}, {"6", "第7の1(2)オ(ア)a"}};

static void confirmation_open(struct world *w, const char *book, const char *kind, const char *date)
{
    world_start(w, &register_yearly);
    type_all(w, PAIRS("book", book, "kind", kind, "date", date));
}

static void M_32_M_33_M_34_by_the_administrator_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(books); i++) {
        const struct rule *rule = NULL;
        struct world w;
        char id[KEY_BYTES];
        confirmation_open(&w, books[i].book, "unchanged", "2026-11-24");
        only_posts(&w, "confirm", POST_ADMINISTRATOR, books[i].clause);
        w.s.actor = person(OTHER, POST_ADMINISTRATOR, false);
        assert_int_equal(rule_check(&rule, &w.s, "confirm", NULL), 0);
        text_format(id, sizeof id, "M-3%zu", i + 2);
        assert_string_equal(rule->id, id);
        world_close(&w);
    }
}

/* Nothing changed is an entry too, with its day and its person; not of a day to come. */
static void R4_2_an_update_without_change_is_an_entry(void **state)
{
    (void)state;
    static const char *const kinds[] = {"unchanged", "updated", "change"};
    static const char *const dates[] = {"2026-11-23", "2026-11-24", "2026-11-25"};
    for (size_t b = 0; b < COUNT(books); b++)
        for (size_t k = 0; k < COUNT(kinds); k++)
            for (size_t d = 0; d < COUNT(dates); d++) {
                struct world w;
                struct err e;
                confirmation_open(&w, books[b].book, kinds[k], dates[d]);
                int rc = world_do(&w, "confirm", person(OTHER, POST_ADMINISTRATOR, false), &e);
                assert_int_equal(rc, d < 2 ? 0 : ERR_INPUT);
                if (rc == 0) {
                    assert_string_equal(w.record->state, "confirmed");
                    assert_string_equal(w.record->applicant.id, OTHER);
                } else {
                    assert_string_equal(e.field, "date");
                }
                world_close(&w);
            }
    struct world w;
    confirmation_open(&w, "4", "unchanged", "2026-11-24");
    demands(&w, "confirm", PAIRS("book", "kind", "date"));
    world_close(&w);
}

/* While changes wait for their confirmation nothing is 「変更なし」; not counted (an entry from before) is no reason to refuse. */
static void R2_1_R6_1_unchanged_only_where_no_change_waits(void **state)
{
    (void)state;
    static const char *const kinds[] = {"unchanged", "updated", "change"};
    static const char *const waiting[] = {NULL, "0", "1", "12"};
    for (size_t b = 0; b < COUNT(books); b++)
        for (size_t k = 0; k < COUNT(kinds); k++)
            for (size_t n = 0; n < COUNT(waiting); n++) {
                struct world w;
                struct err e;
                bool refused = k == 0 && n > 1;
                confirmation_open(&w, books[b].book, kinds[k], "2026-11-24");
                type(&w, "waiting", waiting[n]);
                assert_int_equal(world_do(&w, "confirm", person(OTHER, POST_ADMINISTRATOR, false), &e),
                                 refused ? ERR_INPUT : 0);
                if (refused) {
                    assert_string_equal(e.field, "kind");
                    assert_string_equal(e.clause, books[b].clause);
                    assert_non_null(strstr(e.text, waiting[n]));
                }
                world_close(&w);
            }
}

static void R2_2_R6_2_what_counts_as_the_years(void **state)
{
    (void)state;
    static const char *const kinds[] = {"unchanged", "updated", "change"};
    for (size_t b = 0; b < COUNT(books); b++)
        for (size_t k = 0; k < COUNT(kinds); k++)
            assert_int_equal(yearly_counts(books[b].book, kinds[k]), k < 2 || b == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(M_32_M_33_M_34_by_the_administrator_alone),
        cmocka_unit_test(R4_2_an_update_without_change_is_an_entry),
        cmocka_unit_test(R2_1_R6_1_unchanged_only_where_no_change_waits),
        cmocka_unit_test(R2_2_R6_2_what_counts_as_the_years),
        ALSO("M-33", M_32_M_33_M_34_by_the_administrator_alone),
        ALSO("M-34", M_32_M_33_M_34_by_the_administrator_alone),
        ALSO("R6-2", R2_2_R6_2_what_counts_as_the_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

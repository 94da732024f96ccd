/* 権限の見直しの記録: who reviews, here or elsewhere, what is asked, and which clause says what (S-12, T-10). */
#include "forms/register_access_review.h"
#include "tests/forms/ledger_world.h"

static const char *const steps[] = {"review", "review_prepared"};

/* All that a review without findings asks. */
static void review_new(struct world *w)
{
    world_start(w, &register_access_review);
    type_all(w,
             PAIRS("date", "2026-11-24", "rights", "yes", "accounts", "22", "administrators", "1", "findings", "none"));
}

static void prepare(struct world *w)
{
    review_new(w);
    world_put(w, "prepare", OTHER);
}

static void decided_elsewhere(struct world *w)
{
    type_all(w, PAIRS("external_number", "情管第9号", "external_date", "2026-11-24", "external_decider", "星 美咲"));
}

/* L1049: システムセキュリティ責任者; 運用管理者 only to record what was decided elsewhere. */
static void S_12_by_the_security_officer_or_recorded_as_decided_elsewhere(void **state)
{
    (void)state;
    for (size_t s = 0; s < COUNT(steps); s++)
        for (unsigned posts = 0; posts < POSTS_ALL; posts++)
            for (int bits = 0; bits < 8; bits++) {
                const struct rule *rule = NULL;
                struct world w;
                struct err e;
                bool elsewhere = (bits & 4) != 0, technical = (posts & POST_TECHNICAL) != 0;
                bool may = !technical &&
                           ((posts & POST_SECURITY_OFFICER) != 0 || (elsewhere && (posts & POST_ADMINISTRATOR) != 0));
                if (s == 0)
                    review_new(&w);
                else
                    prepare(&w);
                if (elsewhere)
                    decided_elsewhere(&w);
                w.s.now = (bits & 1) != 0 ? night() : office_hours();
                w.s.actor = person(OTHER, posts, (bits & 2) != 0);
                w.s.step = steps[s];
                int rc = rule_check(&rule, &w.s, steps[s], &e);
                if ((rc == 0) != may)
                    fail_msg("%s: posts %x, %d: %d %s", steps[s], posts, bits, rc, e.text);
                if (may) {
                    assert_string_equal(rule->id, "S-12");
                    assert_string_equal(rule->clause, "第6の1(3)オ");
                    assert_int_equal(rule->external, (posts & POST_SECURITY_OFFICER) == 0);
                }
                world_close(&w);
            }
}

static void S_12_the_maintainer_reports_and_takes_back(void **state)
{
    (void)state;
    for (unsigned posts = 0; posts < POSTS_ALL; posts++) {
        struct world w;
        bool may = (posts & POST_MAINTAINER) != 0; /* decides nothing, and so no post stands in the way */
        review_new(&w);
        w.s.actor = person(OTHER, posts, false);
        assert_int_equal(rule_check(NULL, &w.s, "prepare", NULL), may ? 0 : ERR_REFUSED);
        world_close(&w);
    }
    static const char *const who[] = {OTHER, ANOTHER};
    for (size_t i = 0; i < COUNT(who); i++) {
        struct world w;
        struct err e;
        prepare(&w);
        assert_int_equal(world_do(&w, "withdraw", person(who[i], POST_MAINTAINER, false), &e),
                         i == 0 ? 0 : ERR_REFUSED);
        assert_string_equal(w.record->state, i == 0 ? "withdrawn" : "prepared");
        world_close(&w);
    }
}

static void S_12_T_10_what_a_review_asks(void **state)
{
    struct world w;
    struct err e;
    (void)state;
    review_new(&w);
    demands(&w, "review", PAIRS("date", "rights", "accounts", "administrators", "findings"));
    world_close(&w);
    static const char *const findings[] = {"none", "found"};
    for (size_t f = 0; f < COUNT(findings); f++)
        for (int bits = 0; bits < 4; bits++) {
            bool good = f == 0 || bits == 3;
            review_new(&w);
            type(&w, "findings", findings[f]);
            type(&w, "found", (bits & 1) != 0 ? "使われていないID" : NULL);
            type(&w, "measure", (bits & 2) != 0 ? "停止する" : NULL);
            assert_int_equal(world_do(&w, "review", person(OTHER, POST_SECURITY_OFFICER, false), &e),
                             good ? 0 : ERR_INPUT);
            if (good)
                assert_string_equal(w.record->state, "reviewed");
            else
                assert_string_equal(e.clause, "第6の1(3)オ");
            world_close(&w);
        }
}

/* Not of a day to come; not of a period that begins after it. */
static void T_10_the_days_of_a_review(void **state)
{
    static const struct {
        const char *from, *date, *field;
    } days[] = {{NULL, "2026-11-24", NULL},
                {"2026-05-25", "2026-11-24", NULL},
                {NULL, "2026-11-25", "date"},
                {"2026-11-24", "2026-11-23", "date"}};
    (void)state;
    for (size_t i = 0; i < COUNT(days); i++) {
        struct world w;
        struct err e;
        review_new(&w);
        type(&w, "from", days[i].from);
        type(&w, "date", days[i].date);
        assert_int_equal(world_do(&w, "review", person(OTHER, POST_SECURITY_OFFICER, false), &e),
                         days[i].field == NULL ? 0 : ERR_INPUT);
        if (days[i].field != NULL)
            assert_string_equal(e.field, days[i].field);
        world_close(&w);
    }
}

/* Each clause for what it says: L1049 and L1042 定期的, L611 適宜. */
static void S_12_each_clause_is_cited_for_what_it_says(void **state)
{
    static const struct {
        const char *field, *clause;
    } cited[] = {{"rights", "第6の1(3)オ"}, {"access", "第6の1(2)イ"}, {"needless", "第4の2(3)エ"}};
    (void)state;
    for (size_t i = 0; i < COUNT(cited); i++) {
        int at = register_field(&register_access_review, cited[i].field);
        assert_true(at >= 0);
        assert_string_equal(register_access_review.fields[at].clause, cited[i].clause);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(S_12_by_the_security_officer_or_recorded_as_decided_elsewhere),
        cmocka_unit_test(S_12_the_maintainer_reports_and_takes_back),
        cmocka_unit_test(S_12_T_10_what_a_review_asks),
        cmocka_unit_test(T_10_the_days_of_a_review),
        cmocka_unit_test(S_12_each_clause_is_cited_for_what_it_says),
        ALSO("T-10", S_12_T_10_what_a_review_asks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

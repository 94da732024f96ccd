/* 取込み報告: who receives it (M-17, M-41), and that report, import and erasure come in that order (R4-6, R10-2). */
#include "forms/register_import_report.h"
#include "tests/forms/rule_world.h"

static const char *const sources[] = {"official", "personal"};
static const char *const clauses[] = {"第7の1(2)エ(イ)d", "第7の1(2)カ(イ)e"};
static const char *const ids[] = {"M-17", "M-41"};

/* A whole report, typed but not made; reported by that way ("record", "oral"). */
static void report(struct world *w, size_t source, const char *how)
{
    world_start(w, &register_import_report);
    type_all(w,
             (const char *const[]){"source", sources[source], "phone", "K7QF-90 携帯-03", "user", HOLDER " 山田 実",
                                   "what", "現場の写真", "reported_to", OTHER " 伊藤 学", "reported_how", how, NULL});
    type_time(w, "reported_at", office_hours());
    world_settle(w, "report");
}

static void reported(struct world *w, size_t source, const char *how)
{
    struct err e;
    report(w, source, how);
    ok(world_do(w, "report", clerk(), &e), &e);
    assert_string_equal(w->record->state, "reported");
}

/* Every set of posts, in and out of hours, on the roster or not, another or oneself. */
static void prove_receiver(size_t source)
{
    static const char *const people[] = {OTHER, APPLICANT, HOLDER};
    struct world w;
    reported(&w, source, "record");
    for (unsigned posts = 0; posts < POSTS_ALL; posts++)
        for (unsigned bits = 0; bits < 4; bits++)
            for (size_t p = 0; p < 3; p++) {
                const struct rule *rule = NULL;
                struct err e;
                bool may = (posts & POST_SUPERVISOR) != 0 && (posts & POST_TECHNICAL) == 0 && p == 0;
                w.s.now = bits & 1 ? night() : office_hours();
                w.s.actor = person(people[p], posts, bits & 2);
                err_clear(&e);
                assert_int_equal(rule_check(&rule, &w.s, "receive", &e), may ? 0 : ERR_REFUSED);
                assert_int_equal(rule_check_person(NULL, &w.s, "receive", &e), may ? 0 : ERR_REFUSED);
                if (may)
                    assert_string_equal(rule->id, ids[source]);
                else if (p == 0 && (posts & POST_TECHNICAL) == 0)
                    assert_string_equal(e.clause, clauses[source]);
            }
    world_close(&w);
}

static void M_17_R4_6_received_by_a_supervisor_not_the_duty_officer(void **state)
{
    (void)state;
    prove_receiver(0);
}

static void M_41_R10_2_received_by_a_supervisor_not_the_duty_officer(void **state)
{
    (void)state;
    prove_receiver(1);
}

/* ⚑Q12 */
static void M_17_M_41_the_only_supervisor_reports_to_the_administrator(void **state)
{
    (void)state;
    for (size_t source = 0; source < 2; source++)
        for (int others = 0; others < 2; others++)
            for (int own = 0; own < 2; own++) {
                struct world w;
                struct err e;
                reported(&w, source, "record");
                w.s.other_supervisors = others;
                w.s.applicant_posts = own ? POST_SUPERVISOR : POST_STAFF;
                w.s.actor = person(ANOTHER, POST_ADMINISTRATOR, false);
                assert_int_equal(rule_check(NULL, &w.s, "receive", &e), own && !others ? 0 : ERR_REFUSED);
                world_close(&w);
            }
}

/* Nothing is taken in without the report, and none of the ticks can be left out; in words it is as good as by the record. */
static void R4_6_R10_2_reported_then_imported_then_erased(void **state)
{
    (void)state;
    for (unsigned bits = 0; bits < 4; bits++) {
        struct world w;
        struct err e;
        size_t source = bits & 1;
        reported(&w, source, bits & 2 ? "oral" : "record");
        assert_int_equal(world_do(&w, "erase", clerk(), &e), ERR_REFUSED);
        type_time(&w, "imported_at", w.s.now);
        assert_int_equal(world_do(&w, "import", clerk(), &e), ERR_INPUT);
        assert_string_equal(e.field, "safe");
        assert_string_equal(e.clause, clauses[source]);
        type(&w, "safe", "yes");
        assert_int_equal(world_do(&w, "import", person(OTHER, POST_SUPERVISOR, false), &e), ERR_REFUSED);
        ok(world_do(&w, "import", clerk(), &e), &e);
        assert_string_equal(w.record->state, "imported");
        type_time(&w, "erased_at", w.s.now);
        assert_int_equal(world_do(&w, "erase", clerk(), &e), ERR_INPUT);
        assert_string_equal(e.field, "erased");
        type(&w, "erased", "yes");
        if (source == 1) { /* 「携帯電話機本体及び付属する外部記録媒体から」 */
            assert_int_equal(world_do(&w, "erase", clerk(), &e), ERR_INPUT);
            assert_string_equal(e.field, "erased_medium");
        }
        type(&w, "erased_medium", "yes");
        ok(world_do(&w, "erase", clerk(), &e), &e);
        assert_string_equal(w.record->state, "done");
        assert_int_equal(entry_get(w.record, "erased_medium") != NULL, source == 1);
        ok(world_do(&w, "receive", person(OTHER, POST_SUPERVISOR, false), &e), &e); /* noted late */
        world_close(&w);
    }
}

/* Every order of the three times: only the one of the text is taken. */
static void R4_6_the_times_are_in_order(void **state)
{
    (void)state;
    for (int r = 0; r < 3; r++)
        for (int i = 0; i < 3; i++)
            for (int x = 0; x < 3; x++) {
                struct world w;
                struct err e;
                report(&w, 0, "record");
                type_time(&w, "reported_at", office_hours() - 3600 + r * 60);
                ok(world_do(&w, "report", clerk(), &e), &e);
                type(&w, "safe", "yes");
                type_time(&w, "imported_at", office_hours() - 3600 + i * 60);
                int rc = world_do(&w, "import", clerk(), &e);
                assert_int_equal(rc, i >= r ? 0 : ERR_INPUT);
                type(&w, "erased", "yes");
                type_time(&w, "erased_at", office_hours() - 3600 + x * 60);
                if (rc == 0)
                    assert_int_equal(world_do(&w, "erase", clerk(), &e), x >= i ? 0 : ERR_INPUT);
                world_close(&w);
            }
}

static void R4_6_each_part_of_the_report_is_demanded(void **state)
{
    static const char *const wanted[] = {"phone", "what", "reported_to", "reported_how", "reported_at"};
    (void)state;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        struct world w;
        struct err e;
        report(&w, 0, "record");
        type(&w, wanted[i], NULL);
        assert_int_equal(world_do(&w, "report", clerk(), &e), ERR_INPUT);
        assert_string_equal(e.field, wanted[i]);
        world_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(M_17_R4_6_received_by_a_supervisor_not_the_duty_officer),
        cmocka_unit_test(M_41_R10_2_received_by_a_supervisor_not_the_duty_officer),
        cmocka_unit_test(M_17_M_41_the_only_supervisor_reports_to_the_administrator),
        cmocka_unit_test(R4_6_R10_2_reported_then_imported_then_erased),
        cmocka_unit_test(R4_6_the_times_are_in_order),
        cmocka_unit_test(R4_6_each_part_of_the_report_is_demanded),
        ALSO("R10-2", R4_6_R10_2_reported_then_imported_then_erased),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

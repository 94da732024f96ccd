/* The record of 機密性3(高) carried out or provided, on paper too. R0-2, R0-3, M-31. */
#include "forms/register_secret.h"
#include "tests/forms/application_world.h"

#define CLAUSE "第2の1(3)イ(イ)"
#define SAID                                                                                               \
    "body", "paper", "secret_items", "刑企第12号", "user", HOLDER " 山田 実", "purpose", "検察庁への送付", \
        "destination", "地方検察庁", "secret_route", "administrator"

static const char *const carried[] = {SAID, "mode", "take_out", "from", "1795485600", "until", "1795518000", NULL};
static const char *const provided[] = {SAID, "mode", "provide", "provided_on", "2026-11-24", NULL};
static const char *const grounds[] = {"secret_route", "deputy", "urgent_reason", "人命に関わる", "administrator_absent",
                                      "yes",          NULL};

static struct actor administrator(void)
{
    return person(OTHER, POST_STAFF | POST_ADMINISTRATOR, false);
}
static bool deputies_too(unsigned posts, bool self)
{
    return (posts & (POST_ADMINISTRATOR | POST_DEPUTY)) != 0 && !self && approves(posts);
}

static void R0_2_identification_period_or_day_and_purpose_come_first(void **state)
{
    (void)state;
    struct world w;
    assert_int_equal(field_time("1795485600"),
                     moment(2026, 11, 24, 13, 0) + (1795485600 - moment(2026, 11, 24, 13, 0)));
    demands(&register_secret, "request", clerk(), carried,
            "body|secret_items|user|purpose|destination|mode|from|until|secret_route");
    demands(&register_secret, "request", clerk(), provided,
            "body|secret_items|user|purpose|destination|mode|provided_on|secret_route");
    static const char *const cited[] = {"secret_items", "purpose", "from", "until", "provided_on"};
    for (int i = 0; i < 5; i++)
        assert_string_equal(register_secret.fields[register_field(&register_secret, cited[i])].clause, CLAUSE);
    world_start(&w, &register_secret); /* a period that ends before it begins */
    type_all(&w, carried);
    type(&w, "until", entry_get(w.typed, "from"));
    refused(&w, "request", clerk(), "until", NULL);
    judge_everybody(&w, "request", every_approver, NULL);
    world_close(&w);
}

static void R0_2_paper_and_provision_have_no_other_book(void **state)
{
    (void)state;
    static const char *const bodies[] = {"paper", "data", "other"};
    for (int i = 0; i < 3; i++)
        for (int provide = 0; provide < 2; provide++) {
            struct world w;
            const char *end = provide ? "provide" : "return";
            apply(&w, &register_secret, "request", clerk(), provide ? provided : carried);
            type(&w, "body", bodies[i]);
            assert_null(entry_get(w.record, "row")); /* none is needed */
            assert_string_equal(entry_get(w.record, "confidentiality"), "3");
            done_by(&w, "secret_permit", administrator());
            assert_string_equal(w.record->state, "permitted");
            assert_null(rule_for(&w.s, provide ? "return" : "provide"));
            w.s.now = moment(2026, 11, 25, 9, 0);
            type(&w, "provided_at", "2026-11-26");
            type_time(&w, "returned_at", w.s.now + 3600);
            refused(&w, end, person(HOLDER, POST_STAFF, false), NULL, NULL); /* not yet */
            type(&w, "provided_at", provide ? "2026-11-24" : NULL);
            type(&w, "returned_at", NULL);
            if (!provide)
                type_time(&w, "returned_at", w.s.now);
            done_by(&w, end, person(HOLDER, POST_STAFF, false));
            assert_string_equal(w.record->state, "done");
            world_close(&w);
        }
}

static void M_31_the_administrator_permits(void **state)
{
    (void)state;
    struct world w;
    apply(&w, &register_secret, "request", clerk(), carried);
    w.s.reason = "理由";
    judge_everybody(&w, "secret_permit", other_administrators, CLAUSE);
    judge_everybody(&w, "refuse", other_administrators, NULL);
    judge_everybody(&w, "send_back", other_administrators, NULL);
    world_close(&w);
}

/* The three grounds: urgent × absent × applicant below the administrator, as what the applicant holds. */
static void R0_3_M_31_the_deputy_needs_all_three(void **state)
{
    (void)state;
    static const unsigned above = POST_ADMINISTRATOR | POST_CHIEF | POST_SECURITY_OFFICER;
    for (unsigned posts = 0; posts < POSTS_EVERY; posts++)
        for (int n = 0; n < 4; n++) {
            struct world w;
            struct err e;
            bool good = n == 3 && (posts & above) == 0;
            world_start(&w, &register_secret);
            type_all(&w, carried);
            type_all(&w, grounds);
            type(&w, "urgent_reason", n & 1 ? "人命に関わる" : NULL);
            type(&w, "administrator_absent", n & 2 ? "yes" : NULL);
            w.s.applicant_posts = posts;
            int rc = world_do(&w, "request", person(APPLICANT, POST_STAFF, false), &e);
            if ((rc == 0) != good)
                fail_msg("posts %x, grounds %d: %s", posts, n, rc != 0 ? e.text : "asked");
            if (rc != 0)
                assert_string_equal(e.field, !(n & 1)   ? "urgent_reason"
                                             : !(n & 2) ? "administrator_absent"
                                                        : "secret_route");
            world_close(&w);
        }
    struct world w;
    apply(&w, &register_secret, "request", clerk(), carried);
    type_all(&w, grounds);
    w.s.reason = "理由";
    judge_everybody(&w, "secret_permit", deputies_too, CLAUSE);
    judge_everybody(&w, "refuse", deputies_too, NULL);
    judge_everybody(&w, "send_back", deputies_too, NULL);
    w.s.applicant_posts = POST_ADMINISTRATOR;           /* became one since: his deputy still may not */
    judge_everybody(&w, "secret_permit", nobody, NULL); /* …and what was asked of him is asked anew of the other */
    world_close(&w);
}

static void M_31_R0_2_an_administrators_own_is_asked_above(void **state)
{
    (void)state;
    struct world w;
    world_start(&w, &register_secret);
    type_all(&w, carried);
    w.s.applicant_posts = POST_STAFF | POST_ADMINISTRATOR;
    refused(&w, "request", clerk(), "confidentiality", "");
    world_close(&w);
    assert_int_equal(register_secret.retention_years, 5); /* ⚑Q8 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R0_2_identification_period_or_day_and_purpose_come_first),
        cmocka_unit_test(R0_2_paper_and_provision_have_no_other_book),
        cmocka_unit_test(M_31_the_administrator_permits),
        cmocka_unit_test(R0_3_M_31_the_deputy_needs_all_three),
        cmocka_unit_test(M_31_R0_2_an_administrators_own_is_asked_above),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

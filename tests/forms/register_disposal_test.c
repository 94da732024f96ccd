/* 廃棄: RT-1 (not a day too early), RT-4 (asked for by one, permitted by another 運用管理者). */
#include "forms/register_disposal.h"
#include "tests/forms/ledger_world.h"

static void disposal_open(struct world *w)
{
    world_start(w, &register_disposal);
    type_all(w, PAIRS("list", "令和8年度第1回", "book", "medium", "entry", "K7QF-90", "title", "600-012-001", "number",
                      "600-012-001", "was", "終了", "since", "2021-03-31", "due", "2026-04-01", "hash", "12ab"));
}

static void RT_4_two_persons(void **state)
{
    (void)state;
    static const char *const decisions[] = {"permit", "refuse"};
    struct world w;
    struct err e;
    disposal_open(&w);
    only_posts(&w, "request", POST_ADMINISTRATOR | POST_DEPUTY | POST_SUPERVISOR, NULL);
    ok(world_do(&w, "request", person(APPLICANT, POST_ADMINISTRATOR, false), &e), &e);
    w.s.reason = "理由";
    for (size_t d = 0; d < COUNT(decisions); d++)
        for (unsigned posts = 0; posts < POSTS_ALL; posts++)
            for (int self = 0; self < 2; self++) {
                bool may = (posts & POST_ADMINISTRATOR) != 0 && (posts & POST_TECHNICAL) == 0 && !self;
                w.s.actor = person(self ? APPLICANT : OTHER, posts, true);
                err_clear(&e);
                assert_int_equal(rule_check(NULL, &w.s, decisions[d], &e), may ? 0 : ERR_REFUSED);
                if (self && posts == POST_ADMINISTRATOR)
                    assert_non_null(strstr(e.text, "申請した者と別の運用管理者"));
            }
    ok(world_do(&w, "permit", person(OTHER, POST_ADMINISTRATOR, false), &e), &e);
    assert_string_equal(w.record->state, "disposed");
    world_close(&w);
}

static void RT_4_what_stays_is_whole(void **state)
{
    (void)state;
    struct world w;
    disposal_open(&w);
    demands(&w, "request", PAIRS("list", "book", "entry", "title", "since", "due", "hash"));
    for (const struct field *f = register_disposal.fields; f->key != NULL; f++)
        assert_true(f->type != FIELD_ITEM && f->type != FIELD_PERSON); /* refers to nothing that may go itself */
    world_close(&w);
}

static void RT_1_not_a_day_too_early(void **state)
{
    (void)state;
    static const char *const steps[] = {"request", "permit"};
    struct world w;
    disposal_open(&w);
    for (size_t i = 0; i < COUNT(steps); i++)
        for (int late = -1; late < 2; late++) {
            w.s.now = moment(2026, 4, 1 + late > 0 ? 1 + late : 1, 0, 0) - (late < 0 ? 60 : 0);
            assert_string_equal(step_fault(&w, steps[i]), late < 0 ? "due" : "");
        }
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(RT_4_two_persons),
        cmocka_unit_test(RT_4_what_stays_is_whole),
        cmocka_unit_test(RT_1_not_a_day_too_early),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

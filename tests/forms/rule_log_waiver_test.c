/* ログの確認を不要とする決定: M-48, R5-7. */
#include "forms/register_log_waiver.h"
#include "tests/forms/rule_world.h"

/* All that the ground asks. */
static void waiver_new(struct world *w, const char *ground, const char *direction)
{
    world_start(w, &register_log_waiver);
    type_all(w, (const char *const[]){"system", "事務用端末", "ground", ground, "direction", direction, "from",
                                      "2026-11-24", NULL});
    if (strcmp(ground, "a") == 0)
        type_all(w, (const char *const[]){"confirmed", "yes", "confirmed_on", "2026-10-01", NULL});
    else
        type(w, "only_police", "yes");
}

/* 前: 当直責任者 is not reached, closed hours or not; no deputy, no administrator. */
static void M_48_only_the_supervisor_decides(void **state)
{
    (void)state;
    static const char *const steps[] = {"enter", "change", "end", "resume"};
    static const char *const from[] = {NULL, "current", "current", "ended"};
    for (size_t s = 0; s < 4; s++) {
        struct world w;
        waiver_new(&w, "b", "both");
        w.s.reason = "見直し";
        if (from[s] != NULL) {
            world_put(&w, "enter", OTHER);
            text_format(w.typed->state, sizeof w.typed->state, "%s", from[s]);
        }
        for (unsigned posts = 0; posts < POSTS_ALL; posts++)
            for (int bits = 0; bits < 4; bits++) {
                const struct rule *rule = NULL;
                struct err e;
                bool may = (posts & POST_SUPERVISOR) != 0 && (posts & POST_TECHNICAL) == 0;
                w.s.now = (bits & 1) != 0 ? night() : office_hours();
                w.s.actor = person(OTHER, posts, (bits & 2) != 0);
                assert_int_equal(rule_check(&rule, &w.s, steps[s], &e), may ? 0 : ERR_REFUSED);
                if (may)
                    assert_string_equal(rule->id, "M-48");
            }
        world_close(&w);
    }
}

/* ground × direction: a is for 入力 alone. */
static void M_48_R5_7_ground_and_direction(void **state)
{
    (void)state;
    static const char *const grounds[] = {"a", "b"};
    static const char *const directions[] = {"input", "output", "both"};
    for (size_t g = 0; g < 2; g++)
        for (size_t d = 0; d < 3; d++) {
            struct world w;
            struct err e;
            bool good = g == 1 || d == 0;
            waiver_new(&w, grounds[g], directions[d]);
            assert_int_equal(world_do(&w, "enter", person(OTHER, POST_SUPERVISOR, false), &e), good ? 0 : ERR_INPUT);
            if (!good) {
                assert_string_equal(e.field, "direction");
                assert_string_equal(e.clause, "第6の1(4)ウ(ア)a");
            }
            world_close(&w);
        }
}

/* Each condition of a ground, missing in turn; without a ground there is no waiver. */
static void M_48_R5_7_what_a_ground_rests_on(void **state)
{
    (void)state;
    static const struct {
        const char *ground, *field;
    } wanted[] = {{"a", "confirmed"}, {"a", "confirmed_on"}, {"b", "only_police"}, {"a", "ground"},
                  {"b", "ground"},    {"a", "system"},       {"b", "direction"}};
    for (size_t i = 0; i < 7; i++) {
        struct world w;
        struct err e;
        waiver_new(&w, wanted[i].ground, "input");
        type(&w, wanted[i].field, NULL);
        assert_int_equal(world_do(&w, "enter", person(OTHER, POST_SUPERVISOR, false), &e), ERR_INPUT);
        assert_string_equal(e.field, wanted[i].field);
        world_close(&w);
    }
    struct world w;
    struct err e;
    waiver_new(&w, "a", "input");
    type(&w, "confirmed_on", "2026-11-25");
    assert_int_equal(world_do(&w, "enter", person(OTHER, POST_SUPERVISOR, false), &e), ERR_INPUT);
    world_close(&w);
}

/* 但書: from offline to one with 外部回線, one of the two logs is still checked. */
static void M_48_R5_7_offline_to_online_keeps_one_log(void **state)
{
    (void)state;
    static const char *const sides[] = {NULL, "output", "input"};
    static const char *const grounds[] = {"a", "b"};
    for (size_t g = 0; g < 2; g++)
        for (int crossing = 0; crossing < 2; crossing++)
            for (size_t s = 0; s < 3; s++) {
                struct world w;
                struct err e;
                waiver_new(&w, grounds[g], "input");
                type(&w, "crossing", crossing ? "yes" : NULL);
                type(&w, "side", sides[s]);
                assert_int_equal(world_do(&w, "enter", person(OTHER, POST_SUPERVISOR, false), &e),
                                 crossing && s == 0 ? ERR_INPUT : 0);
                world_close(&w);
            }
}

static void R0_7_R5_7_a_waiver_in_force_departs_from_the_text(void **state)
{
    (void)state;
    const struct field *ground = &register_log_waiver.fields[register_field(&register_log_waiver, "ground")];
    assert_true((ground->flags & FIELD_DEPARTS) != 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(M_48_only_the_supervisor_decides),
        cmocka_unit_test(M_48_R5_7_ground_and_direction),
        cmocka_unit_test(M_48_R5_7_what_a_ground_rests_on),
        cmocka_unit_test(M_48_R5_7_offline_to_online_keeps_one_log),
        cmocka_unit_test(R0_7_R5_7_a_waiver_in_force_departs_from_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Who permits, confirms and checks a line of 様式第7号: M-18…M-27, M-30, M-31, M-47, over all posts, hours, ranks and persons. */
#include "tests/forms/use_world.h"

static const struct variant {
    const char *mode, *step;
    enum place_kind place;
    const char *done; /* before it */
} variants[] = {
    {"take_out", "permit", AT_STATION, ""},
    {"device", "permit", AT_STATION, ""},
    {"device", "permit", AT_INSPECTED, ""},
    {"device", "permit", AT_REMOTE, ""},
    {"in_building", "permit", AT_STATION, ""},
    {"connection", "permit_connection", AT_STATION, ""},
    {"connection", "grant", AT_STATION, "permit_connection"},
};
enum { TAKE_OUT, ORDINARY, INSPECTOR, REMOTE, IN_BUILDING, CONNECTION, GRANT, VARIANTS };

static const char *const ranks[] = {"officer", "assistant_inspector", "inspector"};
static const char *const who[] = {APPLICANT, HOLDER, ANOTHER};

/* The text's word for each permit, without looking at a rule of the program. */
static bool may_permit(int variant, const struct actor *a, bool closed)
{
    bool supervisor = (a->posts & POST_SUPERVISOR) != 0;
    bool duty = (a->posts & POST_DUTY_OFFICER) != 0 && a->rostered && closed;
    if (strcmp(a->id, ANOTHER) != 0 || (a->posts & POST_TECHNICAL) != 0)
        return false;
    if (variant == INSPECTOR)
        return strcmp(a->rank, "assistant_inspector") == 0 && strcmp(a->place, PLACE) == 0;
    return supervisor || (duty && variant != GRANT);
}

struct case_of {
    int variant;
    bool closed, only; /* only: the applicant is the station's only 運用責任者 (⚑Q12) */
};

static void try_all(struct world *w, const struct case_of *c)
{
    for (unsigned posts = 0; posts < POSTS_ALL; posts++)
        for (int i = 0; i < 3 * 3 * 2 * 2; i++) {
            struct actor a = person(who[i % 3], posts, i / 18 == 1);
            struct err e;
            bool want;
            a = posted(a, i / 9 % 2 == 1 ? PLACE : "K7QF-81", ranks[i / 3 % 3]);
            want = may_permit(c->variant, &a, c->closed);
            if (c->only && c->variant != INSPECTOR && strcmp(a.id, ANOTHER) == 0 && (posts & POST_TECHNICAL) == 0)
                want = want || (posts & POST_ADMINISTRATOR) != 0;
            w->s.actor = a;
            err_clear(&e);
            if ((rule_check(NULL, &w->s, variants[c->variant].step, &e) == 0) != want)
                fail_msg("variant %d posts %x rank %s at %s as %s closed %d rostered %d only %d: %s", c->variant, posts,
                         a.rank, a.place, a.id, c->closed, a.rostered, c->only, e.text);
        }
}

static void permits(int variant)
{
    for (int i = 0; i < 4; i++) {
        struct world w;
        const struct case_of c = {variant, i % 2 == 1, i / 2 == 1};
        use_open(&w, variants[variant].mode, variants[variant].place, NULL);
        use_put(&w, variants[variant].done);
        w.s.now = c.closed ? night() : office_hours();
        w.s.applicant_posts = c.only ? POST_SUPERVISOR : POST_STAFF;
        w.s.other_supervisors = c.only ? 0 : 1;
        w.s.step = variants[variant].step;
        try_all(&w, &c);
        world_close(&w);
    }
}

/* A test of one variant. */
#define BY_EVERYBODY(NAME, CALL)   \
    static void NAME(void **state) \
    {                              \
        (void)state;               \
        CALL;                      \
    }
BY_EVERYBODY(M_18_a_medium_goes_out, permits(TAKE_OUT))
BY_EVERYBODY(M_20_a_device_is_used, permits(ORDINARY))
BY_EVERYBODY(M_22_a_device_of_a_place_with_its_inspector, permits(INSPECTOR))
BY_EVERYBODY(M_23_a_device_of_a_place_without_one, permits(REMOTE))
BY_EVERYBODY(M_25_a_medium_is_used_in_the_building, permits(IN_BUILDING))
BY_EVERYBODY(M_27_a_connection, permits(CONNECTION))
BY_EVERYBODY(M_47_the_permit_is_given_technically, permits(GRANT))

/* The row that allowed it, its clause and the standing it was done in. */
static void the_clause_and_id_of_each_permit(void **state)
{
    (void)state;
    static const char *const ids[] = {"M-18", "M-20", "M-22", "M-23", "M-25", "M-27", "M-47"};
    static const char *const clauses[] = {"第7の1(2)オ(イ)a",    "第7の1(2)オ(ウ)a", "第7の1(2)オ(ウ)e(b)",
                                          "第7の1(2)オ(ウ)e(c)", "第7の1(2)オ(エ)a", "第7の1(2)オ(エ)d",
                                          "第6の2(5)ウ"};
    for (int v = 0; v < VARIANTS; v++) {
        struct world w;
        const struct rule *rule = NULL;
        struct err e;
        use_open(&w, variants[v].mode, variants[v].place, NULL);
        use_put(&w, variants[v].done);
        w.s.actor = posted(person(ANOTHER, POST_STAFF | POST_SUPERVISOR, false), PLACE, "assistant_inspector");
        ok(rule_check(&rule, &w.s, variants[v].step, &e), &e);
        assert_string_equal(rule->id, ids[v]);
        assert_string_equal(rule->clause, clauses[v]);
        world_close(&w);
    }
}

/* ---- the end ---- */

static const struct ending {
    const char *mode, *id;
    enum place_kind place;
} endings[] = {{"take_out", "M-19", AT_STATION},
               {"device", "M-21", AT_STATION},
               {"device", "M-22", AT_INSPECTED},
               {"device", "M-23", AT_REMOTE},
               {"in_building", "M-26", AT_STATION}};

/* 同: OTHER permitted; nobody else confirms, whatever he holds. With a reason (⚑Q2) another 運用責任者 not by duty. */
static void confirms(const struct ending *end, bool reason, bool closed)
{
    struct world w;
    use_open(&w, end->mode, end->place, NULL);
    use_put(&w, "permit|return");
    assert_string_equal(w.record->state, "returned");
    type(&w, "alternative_reason", reason ? "異動したため" : NULL);
    w.s.now = closed ? night() : office_hours();
    for (unsigned posts = 0; posts < POSTS_ALL * 2; posts++)
        for (int p = 0; p < 4; p++) {
            static const char *const ids[] = {APPLICANT, HOLDER, OTHER, ANOTHER};
            struct err e;
            const struct rule *rule = NULL;
            bool supervisor = (posts & POST_SUPERVISOR) != 0, technical = (posts & POST_TECHNICAL) != 0;
            bool want = !technical && (p == 2 || (p == 3 && reason && supervisor));
            w.s.actor = person(ids[p], posts % POSTS_ALL, posts >= POSTS_ALL);
            err_clear(&e);
            if ((rule_check(&rule, &w.s, "confirm", &e) == 0) != want)
                fail_msg("%s posts %x as %s reason %d: %s", end->mode, posts, ids[p], reason, e.text);
            if (want)
                assert_string_equal(rule->id, end->id);
        }
    world_close(&w);
}

static void confirms_each(int ending)
{
    for (int n = 0; n < 4; n++)
        confirms(&endings[ending], n % 2 == 1, n / 2 == 1);
}
BY_EVERYBODY(M_19_who_let_it_out_confirms_it, confirms_each(0))
BY_EVERYBODY(M_21_who_permitted_its_use_confirms_it, confirms_each(1))
BY_EVERYBODY(M_22_the_inspector_confirms_it, confirms_each(2))
BY_EVERYBODY(M_23_who_permitted_from_afar_confirms_it, confirms_each(3))
BY_EVERYBODY(M_26_who_permitted_it_within_confirms_it, confirms_each(4))

static void an_alternative_confirmer_is_a_setting(void **state)
{
    (void)state;
    for (int on = 0; on < 2; on++) {
        struct world w;
        struct err e;
        use_open(&w, "take_out", AT_STATION, NULL);
        use_put(&w, "permit|return");
        world_set(&w, "alternative_confirmer", on == 1 ? "yes" : "no");
        type_all(&w, KEYS("alternative_reason", "病気のため", "result", "found"));
        assert_int_equal(world_do(&w, "confirm", person(ANOTHER, POST_SUPERVISOR, false), &e), on == 1 ? 0 : ERR_INPUT);
        world_close(&w);
    }
}

/* The ordinary one, and by the setting stand_in the only 運用責任者's permit falls to nobody. */
static void standing_in_is_a_setting(void **state)
{
    (void)state;
    for (int on = 0; on < 2; on++) {
        struct world w;
        struct err e;
        use_open(&w, "take_out", AT_STATION, NULL);
        use_put(&w, "");
        world_set(&w, "stand_in", on == 1 ? "yes" : "no");
        w.s.applicant_posts = POST_SUPERVISOR;
        w.s.other_supervisors = 0;
        assert_int_equal(world_do(&w, "permit", person(ANOTHER, POST_ADMINISTRATOR, false), &e),
                         on == 1 ? 0 : ERR_REFUSED);
        world_close(&w);
    }
}

/* ---- each month ---- */

/* M-24: 運用責任者; 当直責任者 only by the setting (⚑Q6); at an inspected 交番 the 警部補 (M-22). R7-7: of devices alone. */
static void M_24_M_22_R7_7_whereabouts_by_everybody(void **state)
{
    (void)state;
    for (int n = 0; n < 5 * 4; n++) {
        static const char *const modes[] = {"device", "device", "device", "take_out", "in_building"};
        struct world w;
        int m = n / 4;
        bool setting = n % 2 == 1, closed = n / 2 % 2 == 1;
        use_open(&w, modes[m], m < 3 ? (enum place_kind)m : AT_STATION, NULL);
        use_put(&w, "permit");
        world_set(&w, "duty_whereabouts", setting ? "yes" : "no");
        world_set(&w, "duty_log_check", setting ? "no" : "yes"); /* another's */
        w.s.now = closed ? night() : office_hours();
        for (unsigned posts = 0; posts < POSTS_ALL; posts++)
            for (int p = 0; p < 3 * 2 * 2; p++) {
                struct err e;
                bool other = p % 3 == 2, here = p / 3 % 2 == 1, rostered = p / 6 == 1, want;
                bool duty = (posts & POST_DUTY_OFFICER) != 0 && rostered && closed && setting;
                want = other && (posts & POST_TECHNICAL) == 0 && m < 3 &&
                       (m == AT_INSPECTED ? here : (posts & POST_SUPERVISOR) != 0 || duty);
                w.s.actor =
                    posted(person(who[p % 3], posts, rostered), PLACE, here ? "assistant_inspector" : "officer");
                err_clear(&e);
                if ((rule_check(NULL, &w.s, "whereabouts", &e) == 0) != want)
                    fail_msg("%s %d posts %x person %d setting %d: %s", modes[m], m, posts, p, setting, e.text);
            }
        world_close(&w);
    }
}

/* ---- what is inside ---- */

/* M-30: reported to a 運用責任者 (前: no 当直責任者). M-31: 運用管理者; 補助者 only urgently and in his absence. */
static void M_30_M_31_secret_permits_by_everybody(void **state)
{
    (void)state;
    for (int n = 0; n < 2 * 2 * 2; n++) {
        struct world w;
        bool deputy = n % 2 == 1, high = n / 2 % 2 == 1, device = n / 4 == 1;
        use_open(&w, device ? "device" : "take_out", AT_STATION,
                 KEYS("outside", "yes", "confidentiality", "3", "secret_items", "福刑第12号", "secret_route",
                      deputy ? "deputy" : "administrator", "urgent_reason", "逮捕状の執行", "administrator_absent",
                      "yes"));
        use_put(&w, "");
        w.s.now = night();
        w.s.applicant_posts = high ? POST_ADMINISTRATOR : POST_STAFF;
        for (unsigned posts = 0; posts < POSTS_ALL * 2; posts++)
            for (int p = 0; p < 3; p++) {
                struct err e;
                bool want = p == 2 && (posts & POST_TECHNICAL) == 0 &&
                            ((posts & POST_ADMINISTRATOR) != 0 || (posts & POST_DEPUTY) != 0) &&
                            (deputy ? !high : (posts & POST_ADMINISTRATOR) != 0);
                w.s.actor = person(who[p], posts % POSTS_ALL, posts >= POSTS_ALL);
                if ((rule_check(NULL, &w.s, "secret_permit", &e) == 0) != want)
                    fail_msg("posts %x person %d deputy %d high %d", posts, p, deputy, high);
            }
        world_close(&w);
    }
    for (unsigned posts = 0; posts < POSTS_ALL; posts++) {
        struct world w;
        struct err e;
        use_open(&w, "take_out", AT_STATION, KEYS("confidentiality", "2", "reported_how", "oral"));
        w.s.now = night();
        w.s.actor = person(ANOTHER, posts, true);
        assert_int_equal(rule_check_person(NULL, &w.s, "report", &e) == 0,
                         (posts & POST_SUPERVISOR) != 0 && (posts & POST_TECHNICAL) == 0);
        world_close(&w);
    }
}

/* ⚑Q18: both permits, in either order; no device or medium goes out on one of them. */
static void M_31_R7_1_secret_comes_on_top(void **state)
{
    (void)state;
    for (int n = 0; n < 4; n++) {
        struct world w;
        struct err e;
        const struct actor sv = person(OTHER, POST_SUPERVISOR, false), ad = person(ANOTHER, POST_ADMINISTRATOR, false);
        bool first = n % 2 == 0;
        use_open(&w, n / 2 == 0 ? "take_out" : "device", AT_STATION,
                 KEYS("outside", "yes", "confidentiality", "3", "secret_items", "福刑第12号", "secret_route",
                      "administrator"));
        ok(world_do(&w, "request", person(APPLICANT, POST_STAFF, false), &e), &e);
        ok(world_do(&w, first ? "permit" : "secret_permit", first ? sv : ad, &e), &e);
        assert_string_equal(w.record->state, "requested");
        ok(world_do(&w, first ? "secret_permit" : "permit", first ? ad : sv, &e), &e);
        assert_string_equal(w.record->state, "out");
        world_close(&w);
    }
}

/* A longer period is permitted as the first was. */
static void an_extension_is_permitted_like_the_first_period(void **state)
{
    (void)state;
    for (int v = TAKE_OUT; v <= IN_BUILDING; v++)
        for (unsigned posts = 0; posts < POSTS_ALL; posts++) {
            struct world w;
            struct err e;
            use_open(&w, variants[v].mode, variants[v].place, NULL);
            use_put(&w, "permit");
            type_time(&w, "new_until", w.s.now + 30 * 3600);
            world_put(&w, "extend", APPLICANT);
            w.s.actor = posted(person(ANOTHER, posts, false), PLACE, "assistant_inspector");
            if ((rule_check(NULL, &w.s, "extend_permit", &e) == 0) != may_permit(v, &w.s.actor, false))
                fail_msg("variant %d posts %x", v, posts);
            world_close(&w);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(M_18_a_medium_goes_out),
        cmocka_unit_test(M_20_a_device_is_used),
        cmocka_unit_test(M_22_a_device_of_a_place_with_its_inspector),
        cmocka_unit_test(M_23_a_device_of_a_place_without_one),
        cmocka_unit_test(M_25_a_medium_is_used_in_the_building),
        cmocka_unit_test(M_27_a_connection),
        cmocka_unit_test(M_47_the_permit_is_given_technically),
        cmocka_unit_test(the_clause_and_id_of_each_permit),
        cmocka_unit_test(M_19_who_let_it_out_confirms_it),
        cmocka_unit_test(M_21_who_permitted_its_use_confirms_it),
        cmocka_unit_test(M_22_the_inspector_confirms_it),
        cmocka_unit_test(M_23_who_permitted_from_afar_confirms_it),
        cmocka_unit_test(M_26_who_permitted_it_within_confirms_it),
        cmocka_unit_test(an_alternative_confirmer_is_a_setting),
        cmocka_unit_test(standing_in_is_a_setting),
        ALSO("M-24 M-22 R7-7", M_24_M_22_R7_7_whereabouts_by_everybody),
        ALSO("M-30 M-31", M_30_M_31_secret_permits_by_everybody),
        ALSO("M-31 R7-1", M_31_R7_1_secret_comes_on_top),
        cmocka_unit_test(an_extension_is_permitted_like_the_first_period),
        ALSO("R7-7", M_24_M_22_R7_7_whereabouts_by_everybody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

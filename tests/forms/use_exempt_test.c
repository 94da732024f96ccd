/* Cameras and recorders used without a line of the text, X-T1…X-T5, R7-9's 特例, in 様式第7号 itself. */
#include "forms/exemption.h"
#include "tests/forms/use_world.h"

static const struct actor self = {
    .id = APPLICANT, .name = "職員", .rank = "officer", .posts = POST_STAFF, .place = "K7QF-81"};
static const struct actor boss = {.id = OTHER, .name = "上司", .rank = "inspector", .posts = POST_SUPERVISOR};

static const char *const exemptions[] = {"person", "duty", "police_box"};
static const char *const clauses[] = {"第7の1(2)オ(ウ)b(a)", "第7の1(2)オ(ウ)b(b)", "第7の1(2)オ(ウ)b(c)"};
static const char *const classes[] = {"camera", "video", "recorder", "other"};

/* Everything that one exemption rests on, each of which may fail. */
struct facts {
    int exemption, class, designation; /* 3: none */
    bool erasable, right_one, closed, on_duty, named, today, secret;
};

static struct facts good(int exemption)
{
    return (struct facts){exemption, 0, exemption, true, true, true, true, true, true, false};
}

static void open_exempt(struct world *w, const struct facts *f)
{
    struct entry *medium;
    use_open(w, "device", AT_REMOTE, NULL);
    w->s.now = f->closed ? night() : office_hours();
    assert_int_equal(entry_set(w->item, "class", classes[f->class], NULL), 0);
    medium = world_refer(w, "medium", &register_medium, MEDIUM, KEYS("number", "580-012-001", "kind", "card"));
    assert_int_equal(entry_set(medium, "write_once", f->erasable ? NULL : "yes", NULL), 0);
    assert_int_equal(entry_set(medium, "designation", f->designation < 3 ? exemptions[f->designation] : NULL, NULL), 0);
    assert_int_equal(
        entry_set(medium, "designated_person", f->right_one ? HOLDER " 山田 実" : ANOTHER " 鈴木 茂", NULL), 0);
    assert_int_equal(entry_set(medium, "designated_place", f->right_one ? "K7QF-81 富久山" : "K7QF-82 久保田", NULL),
                     0);
    world_refer(w, "user", &register_person, HOLDER " 山田 実",
                KEYS("name", "山田 実", "rank", "officer", "place", "K7QF-81 富久山"));
    type_time(w, "taken_from", w->s.now);
    type_time(w, "taken_until", w->s.now + (f->today ? 3600 : 9 * 3600 + 6 * 3600));
    type_all(w, KEYS("exemption", exemptions[f->exemption], f->on_duty ? "on_duty" : NULL, "yes"));
    type(w, "named_by", f->named ? OTHER " 佐々木 剛" : NULL);
    world_settle(w, "take_exempt");
    type_all(w, KEYS("confidentiality", f->secret ? "3" : "1", "secret_items", "福刑第12号", "secret_route",
                     "administrator"));
    world_settle(w, "take_exempt");
}

/* 1373–1376 as they stand. */
static bool fine(const struct facts *f)
{
    bool common = f->class < 3 && f->erasable && f->designation == f->exemption && !f->secret;
    switch (f->exemption) {
    case 0:
        return common && f->right_one && f->today;
    case 1:
        return common && f->closed && f->on_duty && f->named;
    default:
        return common && f->right_one;
    }
}

static void X_3_X_4_X_5_X_T1_X_T3_every_case_of_the_register(void **state)
{
    (void)state;
    for (int n = 0; n < 3 * 4 * 4 * 128; n++) {
        struct world w;
        struct err e;
        const int bits = n / 48;
        const struct facts f = {n % 3,    n / 3 % 4, n / 12 % 4, bits & 1,  bits & 2,
                                bits & 4, bits & 8,  bits & 16,  bits & 32, bits & 64};
        int rc;
        open_exempt(&w, &f);
        rc = world_do(&w, "take_exempt", self, &e);
        if ((rc == 0) != fine(&f))
            fail_msg("exemption %d class %d designation %d bits %x: %s", f.exemption, f.class, f.designation, bits,
                     e.text);
        if (rc == 0) {
            assert_string_equal(w.record->state, "out");
            assert_true(entry_done(w.record, "permit") == NULL && use_is(&w, "omitted", "yes"));
        } else if (f.exemption != 1 || f.named) {
            assert_non_null(strstr(e.text, "記載省略できません"));
        }
        world_close(&w);
    }
}

static void X_3_X_4_X_5_each_by_its_clause(void **state)
{
    (void)state;
    static const char *const ids[] = {"X-3", "X-4", "X-5"};
    for (int i = 0; i < 3; i++) {
        struct world w;
        struct err e;
        const struct rule *rule = NULL;
        const struct facts f = good(i);
        open_exempt(&w, &f);
        w.s.actor = self;
        ok(rule_check(&rule, &w.s, "take_exempt", &e), &e);
        assert_string_equal(rule->id, ids[i]);
        assert_string_equal(rule->clause, clauses[i]);
        world_close(&w);
    }
}

/* The 特例 speaks of cameras and recorders that are used: nothing else of this book may pass under it. */
static void X_3_X_4_X_5_of_devices_alone(void **state)
{
    (void)state;
    static const char *const modes[] = {"take_out", "in_building", "connection"};
    for (int m = 0; m < 3; m++)
        for (int i = 0; i < 3; i++) {
            struct world w;
            struct err e;
            use_open(&w, modes[m], AT_STATION, NULL);
            w.s.now = night();
            assert_int_equal(entry_set(w.item, "designation", exemptions[i], NULL), 0);
            type_all(&w, KEYS("exemption", exemptions[i], "on_duty", "yes", "named_by", OTHER " 佐々木 剛"));
            world_settle(&w, "take_exempt");
            assert_int_not_equal(world_do(&w, "take_exempt", self, &e), 0);
            assert_non_null(strstr(e.text, "記載省略できません"));
            world_close(&w);
        }
}

/* X-T5: only 1371 is lifted: nothing of it is asked, all else is. */
static void X_T5_what_the_exemption_lifts_and_what_stays(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        bool stays;
    } fields[] = {{"purpose", false},           {"device_empty", false},  {"medium_empty", false},
                  {"external_pc", true},        {"case_locked", true},    {"strap", true},
                  {"no_builtin_storage", true}, {"confidentiality", true}};
    for (int i = 0; i < 3; i++) {
        struct world w;
        const struct facts f = good(i);
        open_exempt(&w, &f);
        for (size_t k = 0; k < sizeof fields / sizeof fields[0]; k++)
            assert_int_equal(
                field_asked(&register_use.fields[register_field(&register_use, fields[k].key)], w.typed, NULL),
                fields[k].stays);
        world_close(&w);
    }
}

static void X_T5_malware_is_looked_for_all_the_same(void **state)
{
    (void)state;
    for (int n = 0; n < 3 * 2; n++) {
        struct world w;
        struct err e;
        const struct facts f = good(n % 3);
        bool checked = n / 3 == 1;
        open_exempt(&w, &f);
        type_all(&w, KEYS("external_pc", "yes", checked ? "malware_checked" : NULL, "yes"));
        type_time(&w, "malware_checked_at", w.s.now);
        assert_int_equal(world_do(&w, "take_exempt", self, &e), checked ? 0 : ERR_INPUT);
        if (!checked)
            assert_string_equal(e.field, "malware_checked");
        world_close(&w);
    }
}

/* The return asks import and erasing of both, and ends without a confirmation (⚑Q19); a loss must be written up first. */
static void X_T5_X_T4_the_return_asks_import_and_erasing(void **state)
{
    (void)state;
    static const char *const backs[] = {"found", "missing", "damaged"};
    for (int n = 0; n < 3 * 3 * 8; n++) {
        struct world w;
        struct err e;
        const struct facts f = good(n % 3);
        int b = n / 3 % 3;
        bool imported = n / 9 % 2 == 1, erased = n / 18 % 2 == 1, device = n / 36 == 1;
        const char *missing = b > 0       ? "back"
                              : !imported ? "imported"
                              : !device   ? "erased_device"
                              : !erased   ? "erased"
                                          : NULL;
        struct actor officer = {.id = OTHER, .name = "当直", .posts = POST_DUTY_OFFICER, .rostered = true};
        open_exempt(&w, &f);
        ok(world_do(&w, "take_exempt", self, &e), &e);
        type_time(&w, "returned_at", w.s.now);
        type(&w, "back", backs[b]);
        type(&w, "imported", imported ? "yes" : NULL);
        type(&w, "erased", erased ? "yes" : NULL);
        type(&w, "erased_device", device ? "yes" : NULL);
        assert_int_equal(world_do(&w, "return", self, &e), ERR_REFUSED); /* not the way of a written line */
        assert_int_equal(world_do(&w, "return_exempt", f.exemption == 1 ? officer : self, &e),
                         missing == NULL ? 0 : ERR_INPUT);
        if (missing != NULL)
            assert_string_equal(e.field, missing);
        assert_string_equal(w.record->state, missing == NULL ? "done" : "out");
        world_close(&w);
    }
}

/* X-T2: not back the same day: no silent end any more; the whole line and the permit, then the ordinary end. */
static void X_T2_X_3_not_back_the_same_day(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    struct facts f = good(0);
    f.closed = false;
    open_exempt(&w, &f);
    ok(world_do(&w, "take_exempt", self, &e), &e);
    w.s.now += 15 * 3600; /* the next day, 1:00 */
    use_answer_return(&w);
    assert_int_equal(world_do(&w, "return_exempt", self, &e), ERR_INPUT);
    assert_string_equal(e.field, "returned_at");
    assert_string_equal(e.clause, "第7の1(2)オ(ウ)b(a)");
    world_retype(&w);
    assert_int_equal(world_do(&w, "write_up", self, &e), ERR_INPUT);
    assert_string_equal(e.field, "purpose");   /* what 1371 asks and the exemption had lifted */
    type(&w, "purpose", "実況見分が続くため"); /* and no tick about a start that is past */
    type_time(&w, "written_until", w.s.now + 20 * 3600);
    ok(world_do(&w, "write_up", self, &e), &e);
    assert_string_equal(w.record->state, "written");
    assert_int_equal(field_time(entry_get(w.record, "taken_until")), w.s.now + 20 * 3600);
    assert_true(use_is(&w, "omitted", NULL) && use_is(&w, "exemption", "person"));
    assert_int_equal(world_do(&w, "return_exempt", self, &e), ERR_REFUSED);
    ok(world_do(&w, "permit", boss, &e), &e);
    assert_string_equal(w.record->state, "out");
    use_answer_return(&w);
    ok(world_do(&w, "return", self, &e), &e);
    assert_string_equal(w.record->state, "returned");
    type(&w, "result", "found");
    assert_int_equal(world_do(&w, "confirm", person(ANOTHER, POST_SUPERVISOR, false), &e), ERR_REFUSED);
    ok(world_do(&w, "confirm", boss, &e), &e);
    assert_string_equal(w.record->state, "done");
    world_close(&w);
}

/* It is what a late one calls for, and the hour planned is the hour it is late from. */
static void X_T2_a_late_one_is_written_up(void **state)
{
    (void)state;
    const struct step *step = register_step_with(&register_use, STEP_WHEN_LATE);
    assert_non_null(step);
    assert_string_equal(step->key, "write_up");
    assert_string_equal(register_use.late_field, "taken_until");
    assert_int_equal(register_state(&register_use, "written")->kind, STATE_OUT);
}

/* X-T4: the silent line is out like any other: the thing is somewhere, and nobody else takes it. */
static void X_T4_a_silent_line_is_where_the_thing_is(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct world w;
        struct err e;
        const struct facts f = good(i);
        open_exempt(&w, &f);
        ok(world_do(&w, "take_exempt", self, &e), &e);
        assert_true(word_in(register_use.exclusive->states, w.record->state));
        assert_int_equal(register_state(&register_use, w.record->state)->kind, STATE_OUT);
        assert_true(use_is(&w, "carried", "yes")); /* ⚑Q4: bars 専決 */
        assert_true(use_is(&w, "medium", MEDIUM));
        world_close(&w);
    }
}

/* Written or not, M-24's monthly check is of what is written (e(a) stands beside a). */
static void X_T4_no_monthly_check_of_a_silent_line(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    const struct facts f = good(2);
    open_exempt(&w, &f);
    ok(world_do(&w, "take_exempt", self, &e), &e);
    assert_null(rule_for(&w.s, "whereabouts"));
    world_close(&w);
}

/* X-T1: the answer in words, for the form. */
static void X_T1_the_answer_in_words(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct world w;
        char text[ERR_TEXT_BYTES];
        struct facts f = good(i);
        open_exempt(&w, &f);
        w.s.actor = self;
        assert_non_null(strstr(exemption_answer(text, sizeof text, &w.s), "記載省略できます"));
        world_close(&w);
        f.erasable = false;
        open_exempt(&w, &f);
        w.s.actor = self;
        assert_non_null(strstr(exemption_answer(text, sizeof text, &w.s), "書ききり型"));
        world_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALSO("X-3 X-4 X-5 X-T1 X-T3", X_3_X_4_X_5_X_T1_X_T3_every_case_of_the_register),
        ALSO("X-3 X-4 X-5", X_3_X_4_X_5_each_by_its_clause),
        ALSO("X-3 X-4 X-5", X_3_X_4_X_5_of_devices_alone),
        cmocka_unit_test(X_T5_what_the_exemption_lifts_and_what_stays),
        cmocka_unit_test(X_T5_malware_is_looked_for_all_the_same),
        ALSO("X-T5 X-T4", X_T5_X_T4_the_return_asks_import_and_erasing),
        ALSO("X-T2 X-3", X_T2_X_3_not_back_the_same_day),
        cmocka_unit_test(X_T2_a_late_one_is_written_up),
        cmocka_unit_test(X_T4_a_silent_line_is_where_the_thing_is),
        cmocka_unit_test(X_T4_no_monthly_check_of_a_silent_line),
        cmocka_unit_test(X_T1_the_answer_in_words),
        ALSO("X-4", X_3_X_4_X_5_X_T1_X_T3_every_case_of_the_register),
        ALSO("X-5", X_3_X_4_X_5_X_T1_X_T3_every_case_of_the_register),
        ALSO("X-T3", X_3_X_4_X_5_X_T1_X_T3_every_case_of_the_register),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Digital devices at 交番 and 駐在所: KB-1…KB-6, M-22, M-23, R7-20 — the route, and what goes by telephone (⚑Q14, ⚑Q16). */
#include "tests/forms/use_world.h"

#define TODAY "2026-11-24"

/* Whether something holds by its tick and days. */
static const struct span {
    const char *tick, *from, *to;
    bool holds;
} spans[] = {
    {NULL, NULL, NULL, false},          {"yes", NULL, NULL, true},
    {"yes", TODAY, NULL, true},         {"yes", NULL, TODAY, true},
    {"yes", "2026-11-25", NULL, false}, {"yes", NULL, "2026-11-23", false},
    {"yes", TODAY, TODAY, true},        {"yes", "2026-11-01", "2026-11-30", true},
};
enum { SPANS = sizeof spans / sizeof spans[0] };
static const char *const kinds[] = {"headquarters", "station", "annex", "police_box", "residence"};

static void set(struct entry *entry, const char *key, const char *value)
{
    assert_int_equal(entry_set(entry, key, value, NULL), 0);
}

static void set_span(struct entry *place, const char *tick, const char *from, const char *to, const struct span *span)
{
    set(place, tick, span->tick);
    set(place, from, span->from);
    set(place, to, span->to);
}

enum own { OWN_NOT, OWN_APPLICANT, OWN_USER, OWNS };

static const char *wanted(int kind, const struct span *inspector, const struct span *book, bool absent, int own,
                          bool posted_is_enough)
{
    if (kind < 3)
        return "ordinary";
    if (!inspector->holds)
        return "remote";
    if (!book->holds && !posted_is_enough)
        return "ordinary";
    return absent || own != OWN_NOT ? "ordinary" : "inspector";
}

static void try_route(int kind, int i, int b, int variant)
{
    struct world w;
    bool absent = variant % 2 == 1, posted_is_enough = variant / 2 % 2 == 1;
    int own = variant / 4;
    struct entry *place, *user;
    use_open(&w, "device", AT_STATION, NULL);
    place = use_place(&w, AT_STATION);
    set(place, "kind", kinds[kind]);
    if (kind >= 3)
        set_span(place, "inspector", "inspector_from", "inspector_to", &spans[i]);
    if (kind >= 3)
        set_span(place, "book_kept", "book_from", "book_to", &spans[b]);
    world_set(&w, "box_route", posted_is_enough ? "posted" : "both");
    user = world_refer(&w, "user", &register_person, HOLDER " 山田 実", KEYS("name", "山田 実", "rank", "officer"));
    if (own == OWN_USER) {
        set(user, "rank", "assistant_inspector");
        set(user, "place", PLACE_REFERENCE);
    }
    if (own == OWN_APPLICANT)
        w.s.actor = posted(w.s.actor, PLACE, "assistant_inspector");
    world_settle(&w, "request"); /* now it is known whether a 警部補 is there: absence is asked */
    type(&w, "inspector_absent", absent && use_is(&w, "book_here", "yes") ? "yes" : NULL);
    world_settle(&w, "request");
    if (!use_is(&w, "route", wanted(kind, &spans[i], &spans[b], absent, own, posted_is_enough)))
        fail_msg("%s inspector %d book %d absent %d own %d: %s", kinds[kind], i, b, absent, own,
                 entry_get(w.typed, "route"));
    world_close(&w);
}

/* 「当該警部補」 needs both, on the day (KB-1, KB-2); without the book the ordinary way (KB-5); without him 1384 (KB-3), wherever
 * the book is said to be (R7-20); his own use and absence go to 運用責任者 (KB-6). */
static void KB_1_KB_2_KB_5_KB_6_R7_20_the_route_of_every_place(void **state)
{
    (void)state;
    for (int kind = 0; kind < 5; kind++)
        for (int i = 0; i < SPANS; i++)
            for (int b = 0; b < SPANS; b++)
                for (int variant = 0; variant < 4 * OWNS; variant++)
                    try_route(kind, i, b, variant);
}

/* Never self-permitted, by whatever route: KB-6. */
static void KB_6_nobody_permits_himself(void **state)
{
    (void)state;
    for (int place = 0; place < PLACE_KINDS; place++)
        for (int p = 0; p < 2; p++) {
            struct world w;
            struct err e;
            use_open(&w, "device", (enum place_kind)place, NULL);
            use_put(&w, "");
            w.s.actor =
                posted(person(p == 0 ? APPLICANT : HOLDER, POST_SUPERVISOR, false), PLACE, "assistant_inspector");
            assert_int_equal(rule_check(NULL, &w.s, "permit", &e), ERR_REFUSED);
            world_close(&w);
        }
}

/* KB-1: what was posted yesterday does not permit today; each month's check goes by the facts of its own day. */
static void KB_1_M_22_M_24_the_day_decides(void **state)
{
    (void)state;
    static const int64_t day = 24 * 3600;
    for (int offset = -2; offset <= 2; offset++) {
        struct world w;
        struct err e;
        struct entry *place;
        bool still = offset <= 0;
        use_open(&w, "device", AT_INSPECTED, NULL);
        use_put(&w, "permit");
        place = use_place(&w, AT_INSPECTED);
        set(place, "inspector_to", TODAY);
        w.s.now = office_hours() + offset * day;
        w.s.actor = posted(person(ANOTHER, POST_STAFF, false), PLACE, "assistant_inspector");
        assert_int_equal(rule_check(NULL, &w.s, "whereabouts", &e), still ? 0 : ERR_REFUSED);
        w.s.actor = person(ANOTHER, POST_SUPERVISOR, false);
        assert_int_equal(rule_check(NULL, &w.s, "whereabouts", &e), still ? ERR_REFUSED : 0);
        w.s.actor = person(HOLDER, POST_STAFF, false);
        assert_int_equal(rule_check(NULL, &w.s, "telephone_whereabouts", &e), still ? ERR_REFUSED : 0);
        world_close(&w);
    }
}

/* ---- by telephone ---- */

static const char *const modes[] = {"take_out", "device", "in_building", "connection"};

/* KB-3, KB-4: of オ(ウ) at a place without 警部補, and of nothing else anywhere. */
static void KB_3_KB_4_KB_5_the_telephone_is_for_devices_at_such_places(void **state)
{
    (void)state;
    static const char *const steps[] = {"telephone_permit", "telephone_confirm", "telephone_whereabouts"};
    static const char *const before[] = {"", "permit|return", "permit"};
    for (int m = 0; m < 4; m++)
        for (int place = 0; place < PLACE_KINDS + 1; place++)
            for (int step = 0; step < 3; step++)
                for (int p = 0; p < 3; p++) {
                    static const char *const ids[] = {APPLICANT, HOLDER, OTHER};
                    struct world w;
                    struct err e;
                    if (m == 3 && step > 0)
                        continue;
                    use_open(&w, modes[m], place < PLACE_KINDS ? (enum place_kind)place : AT_INSPECTED, NULL);
                    if (place == PLACE_KINDS) { /* KB-5: posted there, the book at the 署 */
                        set(use_place(&w, AT_INSPECTED), "book_kept", NULL);
                        world_settle(&w, "request");
                    }
                    use_put(&w, before[step]);
                    w.s.actor = person(ids[p], POST_SUPERVISOR, false);
                    assert_int_equal(rule_check(NULL, &w.s, steps[step], &e) == 0,
                                     m == 1 && place == AT_REMOTE && p < 2);
                    world_close(&w);
                }
}

static void call(struct world *w, const char *act, const char *id, const char *means)
{
    char key[KEY_BYTES], value[NAME_BYTES];
    static const char *const parts[] = {"called", "called_at", "means", "read_back"};
    for (int i = 0; i < 4; i++) {
        text_format(key, sizeof key, "%s_%s", act, parts[i]);
        text_format(value, sizeof value, "%s 佐々木 剛", id);
        if (i == 0)
            type(w, key, value);
        else if (i == 1)
            type_time(w, key, w->s.now);
        else
            type(w, key, i == 2 ? means : "yes");
    }
}

/* M-23, ⚑Q14: the applicant records whom he asked, when, how, and that he read it back; nothing of it may be missing. */
static void KB_3_M_23_what_is_recorded_of_a_telephone_permit(void **state)
{
    (void)state;
    static const char *const keys[] = {"permit_called", "permit_called_at", "permit_means", "permit_read_back"};
    static const char *const means[] = {"telephone", "patrol", "other"};
    for (int m = 0; m < 3; m++)
        for (int missing = -1; missing < 4; missing++) {
            struct world w;
            struct err e;
            bool fine = missing < 0 || (missing == 3 && m > 0);
            use_open(&w, "device", AT_REMOTE, NULL);
            use_put(&w, "");
            call(&w, "permit", OTHER, means[m]);
            if (missing >= 0)
                type(&w, keys[missing], NULL);
            assert_int_equal(world_do(&w, "telephone_permit", person(HOLDER, POST_STAFF, false), &e),
                             fine ? 0 : ERR_INPUT);
            assert_string_equal(w.record->state, fine ? "out" : "requested");
            if (fine)
                assert_true(use_is(&w, "pending", "yes") && use_is(&w, "permit_unseen", OTHER " 佐々木 剛"));
            else
                assert_string_equal(e.field, keys[missing]);
            world_close(&w);
        }
}

/* A call lies between what it was about and now, to the minute. */
static void M_23_a_call_is_not_before_the_request_nor_ahead(void **state)
{
    (void)state;
    static const int minutes[] = {-1440, -1, 0, 1, 30, 32}; /* a clock may be a minute off */
    for (size_t i = 0; i < sizeof minutes / sizeof minutes[0]; i++)
        for (int confirms = 0; confirms < 2; confirms++) {
            struct world w;
            struct err e;
            const char *act = confirms ? "confirm" : "permit",
                       *field = confirms ? "confirm_called_at" : "permit_called_at";
            use_open(&w, "device", AT_REMOTE, NULL);
            use_put(&w, "");
            int64_t about = w.s.now;
            if (confirms) {
                call(&w, "permit", OTHER, "telephone");
                assert_int_equal(world_do(&w, "telephone_permit", person(HOLDER, POST_STAFF, false), &e), 0);
                about = w.s.now += 3600;
                use_answer_return(&w);
                assert_int_equal(world_do(&w, "return", person(HOLDER, POST_STAFF, false), &e), 0);
                type(&w, "result", "found");
            }
            w.s.now += 30 * 60;
            call(&w, act, OTHER, "telephone");
            type_time(&w, field, about + minutes[i] * 60);
            bool fine = minutes[i] >= 0 && minutes[i] <= 30;
            int rc = world_do(&w, confirms ? "telephone_confirm" : "telephone_permit",
                              person(HOLDER, POST_STAFF, false), &e);
            assert_int_equal(rc, fine ? 0 : ERR_INPUT);
            if (!fine)
                assert_string_equal(e.field, field);
            world_close(&w);
        }
}

/* Who can be called is who could permit: rule_step of the field. */
static void M_23_only_a_supervisor_can_be_called(void **state)
{
    (void)state;
    static const char *const fields[] = {"permit_called", "confirm_called", "whereabouts_called"};
    static const char *const steps[] = {"permit", "confirm", "whereabouts"};
    for (int i = 0; i < 3; i++) {
        const struct field *f = &register_use.fields[register_field(&register_use, fields[i])];
        assert_int_equal(f->type, FIELD_PERSON);
        assert_string_equal(f->rule_step, steps[i]);
    }
}

/* From the permit by telephone to the end by telephone; the one called countersigns each, and he alone. */
static void KB_3_M_23_a_use_by_telephone_from_end_to_end(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    const struct actor self = person(HOLDER, POST_STAFF, false), boss = person(OTHER, POST_SUPERVISOR, false);
    use_open(&w, "device", AT_REMOTE, NULL);
    ok(world_do(&w, "request", person(APPLICANT, POST_STAFF, false), &e), &e);
    call(&w, "permit", OTHER, "telephone");
    ok(world_do(&w, "telephone_permit", self, &e), &e);
    assert_int_equal(world_do(&w, "countersign", person(ANOTHER, POST_SUPERVISOR, false), &e), ERR_REFUSED);
    assert_int_equal(world_do(&w, "countersign", self, &e), ERR_REFUSED);
    w.s.now += 3600;
    call(&w, "whereabouts", ANOTHER, "telephone");
    type(&w, "whereabouts", "found");
    ok(world_do(&w, "telephone_whereabouts", self, &e), &e);
    ok(world_do(&w, "countersign", boss, &e), &e);
    assert_true(use_is(&w, "permit_unseen", NULL) && use_is(&w, "pending", "yes")); /* the other still has to */
    ok(world_do(&w, "countersign", person(ANOTHER, POST_SUPERVISOR, false), &e), &e);
    assert_true(use_is(&w, "pending", NULL) && use_is(&w, "countersign_until", NULL));
    use_answer_return(&w);
    ok(world_do(&w, "return", self, &e), &e);
    call(&w, "confirm", OTHER, "telephone");
    type(&w, "result", "found");
    ok(world_do(&w, "telephone_confirm", self, &e), &e);
    assert_string_equal(w.record->state, "done");
    assert_true(use_is(&w, "pending", "yes"));
    ok(world_do(&w, "countersign", boss, &e), &e);
    assert_true(use_is(&w, "pending", NULL));
    world_close(&w);
}

/* On the screen the one who was called confirms what he permitted by telephone, and nobody else. */
static void M_23_the_one_called_confirms(void **state)
{
    (void)state;
    for (unsigned posts = 0; posts < POSTS_ALL; posts++) {
        struct world w;
        struct err e;
        use_open(&w, "device", AT_REMOTE, NULL);
        use_put(&w, "");
        call(&w, "permit", OTHER, "telephone");
        world_put(&w, "telephone_permit", APPLICANT);
        world_put(&w, "return", APPLICANT);
        for (int p = 0; p < 4; p++) {
            static const char *const ids[] = {APPLICANT, HOLDER, OTHER, ANOTHER};
            w.s.actor = person(ids[p], posts, true);
            assert_int_equal(rule_check(NULL, &w.s, "confirm", &e) == 0, p == 2 && (posts & POST_TECHNICAL) == 0);
        }
        world_close(&w);
    }
}

/* A permit by telephone lapses with the request it belonged to. */
static void a_telephone_permit_lapses_with_its_request(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    use_open(
        &w, "device", AT_REMOTE,
        KEYS("outside", "yes", "confidentiality", "3", "secret_items", "福刑第12号", "secret_route", "administrator"));
    ok(world_do(&w, "request", person(APPLICANT, POST_STAFF, false), &e), &e);
    call(&w, "permit", OTHER, "telephone");
    ok(world_do(&w, "telephone_permit", person(APPLICANT, POST_STAFF, false), &e), &e);
    assert_string_equal(w.record->state, "requested"); /* the permit of 機密性3 is open */
    ok(world_do(&w, "pull_back", person(APPLICANT, POST_STAFF, false), &e), &e);
    ok(world_do(&w, "request_again", person(APPLICANT, POST_STAFF, false), &e), &e);
    assert_true(use_is(&w, "permit_called", NULL) && use_is(&w, "pending", NULL));
    ok(world_do(&w, "secret_permit", person(ANOTHER, POST_ADMINISTRATOR, false), &e), &e);
    assert_string_equal(w.record->state, "requested");
    world_close(&w);
}

/* The deadline of a countersignature is a setting (◇). */
static void the_deadline_of_a_countersignature(void **state)
{
    (void)state;
    for (int days = 1; days <= 5; days++) {
        struct world w;
        struct err e;
        char number[8];
        use_open(&w, "device", AT_REMOTE, NULL);
        use_put(&w, "");
        text_format(number, sizeof number, "%d", days);
        world_set(&w, "telephone_days", number);
        call(&w, "permit", OTHER, "telephone");
        ok(world_do(&w, "telephone_permit", person(APPLICANT, POST_STAFF, false), &e), &e);
        assert_int_equal(field_time(entry_get(w.record, "countersign_until")), w.s.now + days * 24 * 3600);
        world_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALSO("KB-1 KB-2 KB-5 KB-6 R7-20", KB_1_KB_2_KB_5_KB_6_R7_20_the_route_of_every_place),
        cmocka_unit_test(KB_6_nobody_permits_himself),
        ALSO("KB-1 M-22 M-24", KB_1_M_22_M_24_the_day_decides),
        ALSO("KB-3 KB-4 KB-5", KB_3_KB_4_KB_5_the_telephone_is_for_devices_at_such_places),
        ALSO("KB-3 M-23", KB_3_M_23_what_is_recorded_of_a_telephone_permit),
        cmocka_unit_test(M_23_a_call_is_not_before_the_request_nor_ahead),
        cmocka_unit_test(M_23_only_a_supervisor_can_be_called),
        ALSO("KB-3 M-23", KB_3_M_23_a_use_by_telephone_from_end_to_end),
        cmocka_unit_test(M_23_the_one_called_confirms),
        cmocka_unit_test(a_telephone_permit_lapses_with_its_request),
        cmocka_unit_test(the_deadline_of_a_countersignature),
        ALSO("KB-2", KB_1_KB_2_KB_5_KB_6_R7_20_the_route_of_every_place),
        ALSO("KB-4", KB_3_KB_4_KB_5_the_telephone_is_for_devices_at_such_places),
        ALSO("KB-5", KB_1_KB_2_KB_5_KB_6_R7_20_the_route_of_every_place),
        ALSO("R7-20", KB_1_KB_2_KB_5_KB_6_R7_20_the_route_of_every_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

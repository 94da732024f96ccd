/* What a line of 様式第7号 must say and how it ends: R7-1…R7-10, R7-16, R7-19, R0-2, R0-4, by tables over all combinations. */
#include "tests/forms/use_world.h"

static const struct actor self = {.id = APPLICANT, .name = "職員", .rank = "officer", .posts = POST_STAFF};
static const struct actor boss = {.id = OTHER, .name = "上司", .rank = "inspector", .posts = POST_SUPERVISOR};

static const struct field *field_of(const char *key)
{
    return &register_use.fields[register_field(&register_use, key)];
}

/* Is the field among those that a request asks of what is typed? */
static bool asked(const struct world *w, const char *key)
{
    return field_asked(field_of(key), w->typed, NULL);
}

static void want(struct world *w, const char *step, const char *missing)
{
    struct err e;
    int rc = world_do(w, step, self, &e);
    if (missing == NULL)
        ok(rc, &e);
    else if (rc != ERR_INPUT || strcmp(e.field, missing) != 0)
        fail_msg("wanted a fault at %s, got %d at %s: %s", missing, rc, e.field, e.text);
}

/* ---- what each mode asks ---- */

static const char *const modes[] = {"take_out", "device", "in_building", "connection"};

/* 1366, 1371, 1388, 1390: leaving out one thing refuses the line, and names the clause of its mode. */
static void R7_1_R7_4_R7_10_R7_11_what_each_mode_must_say(void **state)
{
    (void)state;
    static const struct {
        const char *key, *clauses[4]; /* by mode; NULL: not demanded by that mode's own clause or not asked */
    } demands[] = {
        {"item", {"第7の1(2)オ(イ)a", "第7の1(2)オ(ウ)a", "第7の1(2)オ(エ)a", "第7の1(2)オ(エ)c"}},
        {"taken_until", {"第7の1(2)オ(イ)a", NULL, NULL, "第6の2(5)ウ"}},
        {"purpose", {"第7の1(2)オ(イ)a", "第7の1(2)オ(ウ)a", NULL, "第7の1(2)オ(エ)c"}},
        {"taken_from", {"第7の1(2)オ(イ)a", "第7の1(2)オ(ウ)a", "", "第6の2(5)ウ"}},
        {"user", {"", "第7の1(2)オ(ウ)a", "第7の1(2)オ(エ)a", "第6の2(5)ウ"}},
        {"use_place", {NULL, NULL, "第7の1(2)オ(エ)a", NULL}},
        {"device_empty", {NULL, "第7の1(2)オ(ウ)a", NULL, NULL}},
        {"medium_empty", {NULL, "第7の1(2)オ(ウ)a", NULL, NULL}},
        {"pc", {NULL, NULL, NULL, "第7の1(2)オ(エ)c"}},
        {"encryption", {NULL, NULL, NULL, "第7の1(2)オ(エ)c"}},
        {"direction", {NULL, NULL, NULL, ""}},
        {"confidentiality", {"第2の1(3)イ", NULL, NULL, NULL}},
    };
    for (int m = 0; m < 4; m++)
        for (size_t i = 0; i < sizeof demands / sizeof demands[0]; i++) {
            struct world w;
            struct err e;
            const char *clause = demands[i].clauses[m];
            use_open(&w, modes[m], AT_STATION, NULL);
            type(&w, demands[i].key, NULL);
            if (strcmp(demands[i].key, "item") == 0) {
                entry_free(w.item);
                w.s.item = w.item = NULL;
            }
            if (clause == NULL) {
                want(&w, "request", NULL);
            } else {
                assert_int_equal(world_do(&w, "request", self, &e), ERR_INPUT);
                assert_string_equal(e.field, demands[i].key);
                assert_string_equal(e.clause, clause);
            }
            world_close(&w);
        }
}

/* The thing of a mode is a medium, or a device: nothing passes under another mode. */
static void the_thing_must_be_of_the_mode(void **state)
{
    (void)state;
    for (int m = 0; m < 4; m++)
        for (int device = 0; device < 2; device++) {
            struct world w;
            use_open(&w, modes[m], AT_STATION, NULL);
            world_refer(&w, "item", device == 1 ? &register_digital_device : &register_medium, "K7QF-95 何か",
                        KEYS("place", PLACE_REFERENCE));
            want(&w, "request", device == (m == 1) ? NULL : "item");
            world_close(&w);
        }
}

/* M-25: of media that are 登載 in 様式6. */
static void M_25_media_outside_the_ledger_are_not_written(void **state)
{
    (void)state;
    static const char *const exclusions[] = {NULL, "a", "b", "c"};
    for (int m = 0; m < 4; m++)
        for (int i = 0; i < 4; i++) {
            struct world w;
            if (m == 1)
                continue;
            use_open(&w, modes[m], AT_STATION, NULL);
            assert_int_equal(entry_set(w.item, "exclusion", exclusions[i], NULL), 0);
            want(&w, "request", m == 2 && i > 0 ? "item" : NULL); /* carrying such a one out is still 1366 (R6-5) */
            world_close(&w);
        }
}

/* R7-4: for device and medium, before the permit; a built-in-only device has no other medium. R7-8 beside it. */
static void R7_4_R7_8_nothing_is_stored_before_the_permit(void **state)
{
    (void)state;
    for (int n = 0; n < 8; n++) {
        struct world w;
        bool device = n % 2 == 1, medium = n / 2 % 2 == 1, builtin = n / 4 == 1;
        use_open(&w, "device", AT_STATION, NULL);
        assert_int_equal(entry_set(w.item, "builtin_only", builtin ? "yes" : NULL, NULL), 0);
        type(&w, "device_empty", device ? "yes" : NULL);
        type(&w, "medium_empty", medium ? "yes" : NULL);
        world_settle(&w, "request");
        assert_int_equal(asked(&w, "medium_empty"), !builtin);
        assert_int_equal(asked(&w, "no_builtin_storage"), !builtin);
        want(&w, "request", !device ? "device_empty" : !medium && !builtin ? "medium_empty" : NULL);
        world_close(&w);
    }
}

/* R7-5: the clause speaks of any medium; before it goes out. */
static void R7_5_malware_is_looked_for_before_going_out(void **state)
{
    (void)state;
    for (int n = 0; n < 4 * 2 * 2 * 2 * 2; n++) {
        struct world w;
        int m = n % 4;
        bool outside = n / 4 % 2 == 1, planned = n / 8 % 2 == 1, checked = n / 16 % 2 == 1, timed = n / 32 == 1;
        bool carried = m == 0 || (m == 1 && outside), full = checked && timed;
        use_open(&w, modes[m], AT_STATION, NULL);
        type_all(&w, KEYS("confidentiality", "1", outside ? "outside" : NULL, "yes"));
        type(&w, "external_pc", planned ? "yes" : NULL);
        type(&w, "malware_checked", checked ? "yes" : NULL);
        if (timed)
            type_time(&w, "malware_checked_at", w.s.now);
        world_settle(&w, "request");
        if (carried && planned)
            assert_true(asked(&w, "malware_checked"));
        want(&w, "request", !carried || !planned || full ? NULL : checked ? "malware_checked_at" : "malware_checked");
        assert_string_equal(field_of("malware_checked")->clause, "第7の1(2)オ(ウ)c");
        world_close(&w);
    }
}

/* Is it said of what is typed? */
static bool reminded(const struct world *w, const char *word)
{
    for (const struct caution *c = register_use.reminders; c->text != NULL; c++)
        if (strstr(c->text, word) != NULL && conds_hold(c->when, w->typed))
            return true;
    return false;
}

/* Shown where they belong, never demanded as if the text asked a tick. */
static void R7_3_R7_8_R7_19_reminders_and_their_ticks(void **state)
{
    (void)state;
    assert_int_equal(
        (field_of("case_locked")->flags | field_of("strap")->flags | field_of("no_builtin_storage")->flags) &
            FIELD_REQUIRED,
        0);
    for (int n = 0; n < 8; n++) {
        struct world w;
        int m = n % 4;
        bool outside = n / 4 == 1, carried = m == 0 || (m == 1 && outside);
        use_open(&w, modes[m], AT_STATION, outside ? KEYS("outside", "yes") : NULL);
        assert_int_equal(asked(&w, "case_locked"), carried);
        assert_int_equal(asked(&w, "strap"), m == 1 && outside);
        assert_int_equal(asked(&w, "no_builtin_storage"), m == 1);
        assert_int_equal(use_is(&w, "carried", "yes"), carried);           /* ⚑Q20: counted as 持ち出し */
        assert_int_equal(reminded(&w, "施錠機能のついたケース"), carried); /* 第7の1(2)オ(イ)c */
        assert_int_equal(reminded(&w, "ストラップ"), m == 1 && outside);   /* 第7の1(2)オ(ウ)e(d): of devices */
        assert_int_equal(reminded(&w, "内蔵"), m == 1);
        assert_int_equal(reminded(&w, "不正プログラム"), carried);
        assert_true(reminded(&w, "削除"));
        world_close(&w);
    }
}

/* ---- what goes out of the building ---- */

/* R0-2: every carry-out asks 機密性; 2 whom it was reported to; 3 identification, period and purpose before the permit. */
static void R0_2_R7_1_what_confidentiality_demands(void **state)
{
    (void)state;
    static const char *const classes[] = {NULL, "1", "2", "3"};
    for (int n = 0; n < 2 * 4 * 2 * 2 * 2; n++) {
        struct world w;
        bool device = n % 2 == 1, reported = n / 8 % 2 == 1, identified = n / 16 % 2 == 1, until = n / 32 == 1;
        int c = n / 2 % 4;
        const char *missing;
        use_open(&w, device ? "device" : "take_out", AT_STATION, KEYS("outside", "yes"));
        type(&w, "confidentiality", classes[c]);
        type(&w, "reported_to", reported ? OTHER " 佐々木 剛" : NULL);
        type(&w, "reported_how", "request");
        type(&w, "secret_items", identified ? "福刑第12号" : NULL);
        type(&w, "secret_route", "administrator");
        if (!until)
            type(&w, "taken_until", NULL);
        world_settle(&w, "request");
        missing = c == 0 ? "confidentiality" : c == 2 && !reported ? "reported_to" : NULL;
        if (c == 3 && !identified)
            missing = "secret_items";
        want(&w, "request", missing != NULL ? missing : until ? NULL : "taken_until");
        world_close(&w);
    }
}

/* Within the building nothing of it is asked. */
static void R0_2_within_the_building_no_confidentiality(void **state)
{
    (void)state;
    for (int m = 1; m < 4; m++) {
        struct world w;
        use_open(&w, modes[m], AT_STATION, NULL);
        assert_false(asked(&w, "confidentiality"));
        assert_true(use_is(&w, "confidentiality", NULL));
        want(&w, "request", NULL);
        world_close(&w);
    }
}

/* R0-4: by a third party: the means; tracking number and second copy may be noted. */
static void R0_4_carriage_by_a_third_party(void **state)
{
    (void)state;
    static const char *const means[] = {NULL, "registered", "vehicle", "tracked", "other"};
    for (int m = 0; m < 4; m++)
        for (int n = 0; n < 2 * 5 * 2; n++) {
            struct world w;
            bool third = n % 2 == 1, tracked = n / 10 == 1;
            use_open(&w, modes[m], AT_STATION, KEYS("carriage", third ? "third" : "staff"));
            type(&w, "carriage_means", means[n / 2 % 5]);
            type(&w, "tracking", tracked ? "1234-5678" : NULL);
            type(&w, "second_copy", "専用回線でも送る");
            world_settle(&w, "request");
            assert_int_equal(asked(&w, "carriage_means"), m == 0 && third);
            assert_int_equal(asked(&w, "second_copy"), m == 0);
            want(&w, "request", m == 0 && third && n / 2 % 5 == 0 ? "carriage_means" : NULL);
            assert_int_equal(use_is(&w, "tracking", "1234-5678"), m == 0 && third && tracked);
            world_close(&w);
        }
}

/* ---- the end ---- */

/* R7-2, R7-6, R7-13: import, and erasing where there is something to erase from, before the line can close; what is lost needs
 * neither, and stays open. */
static void R7_2_R7_6_R7_10_R7_13_what_a_return_must_say(void **state)
{
    (void)state;
    static const char *const backs[] = {"found", "missing", "damaged"};
    for (int n = 0; n < 3 * 3 * 2 * 2 * 2 * 4; n++) {
        struct world w;
        int m = n % 3, b = n / 3 % 3, of = n / 72;
        bool imported = n / 9 % 2 == 1, erased = n / 18 % 2 == 1, device = n / 36 % 2 == 1;
        bool builtin = m == 1 && of == 1, optical = of == 2, backup = m == 2 && of == 3, found = b == 0;
        const char *missing = NULL;
        use_open(&w, modes[m], AT_STATION, of == 3 ? KEYS("server_backup", "yes") : NULL);
        if (m == 1)
            assert_int_equal(entry_set(w.item, "builtin_only", builtin ? "yes" : NULL, NULL), 0);
        if (optical)
            world_refer(&w, "medium", &register_medium, MEDIUM, KEYS("number", "580-012-001", "kind", "optical"));
        world_settle(&w, "request");
        use_put(&w, "permit");
        use_answer_return(&w);
        type(&w, "back", backs[b]);
        type(&w, "imported", imported ? "yes" : NULL);
        type(&w, "erased", erased ? "yes" : NULL);
        type(&w, "erased_device", device ? "yes" : NULL);
        if (found && !erased && !builtin && !optical && !backup)
            missing = "erased";
        if (found && m == 1 && !device)
            missing = "erased_device";
        if (found && !imported && !backup)
            missing = "imported";
        want(&w, "return", missing);
        assert_string_equal(w.record->state, missing == NULL ? "returned" : "out");
        world_close(&w);
    }
}

/* R7-2, R7-6, R7-10: end time, and the clause of each mode. */
static void R7_2_R7_6_R7_10_the_end_is_dated(void **state)
{
    (void)state;
    static const char *const clauses[] = {"第7の1(2)オ(イ)b", "第7の1(2)オ(ウ)d", "第7の1(2)オ(エ)b"};
    static const char *const erasing[] = {"第7の1(2)オ(イ)b", "第7の1(2)オ(ウ)d", "第7の1(2)オ(エ)h"};
    for (int m = 0; m < 3; m++)
        for (int when = 0; when < 4; when++) {
            struct world w;
            struct err e;
            static const int64_t offsets[] = {0, -3600, 7200, 0};
            use_open(&w, modes[m], AT_STATION, NULL);
            use_put(&w, "permit");
            use_answer_return(&w);
            if (when == 3)
                type(&w, "returned_at", NULL);
            else
                type_time(&w, "returned_at", w.s.now + offsets[when]);
            assert_int_equal(world_do(&w, "return", self, &e), when == 0 ? 0 : ERR_INPUT);
            if (when > 0)
                assert_string_equal(e.field, "returned_at");
            assert_string_equal(field_clause(field_of("returned_at"), w.typed), clauses[m]);
            assert_string_equal(field_clause(field_of("erased"), w.typed), erasing[m]);
            world_close(&w);
        }
}

/* An answer other than 紛失なし leaves the line open until it is settled, and calls for the emergency procedure (R0-9). */
static void R7_2_a_loss_leaves_the_line_open(void **state)
{
    (void)state;
    static const char *const results[] = {"found", "missing", "damaged"};
    for (int n = 0; n < 9; n++) {
        struct world w;
        struct err e;
        int m = n % 3, r = n / 3;
        use_open(&w, modes[m], AT_STATION, NULL);
        use_put(&w, "permit|return");
        type(&w, "result", results[r]);
        ok(world_do(&w, "confirm", boss, &e), &e);
        assert_string_equal(w.record->state, r == 0 ? "done" : "returned");
        assert_int_equal(entry_alarms(w.record, NULL), r != 0);
        if (r != 0) {
            w.s.reason = "発見した";
            ok(world_do(&w, "settle", person(ANOTHER, POST_SUPERVISOR, false), &e), &e);
            assert_string_equal(w.record->state, "done");
        }
        world_close(&w);
    }
}

/* From request to the end, by the steps of each mode and no other. */
static void R7_1_R7_6_R7_10_from_request_to_end(void **state)
{
    (void)state;
    for (int m = 0; m < 3; m++) {
        struct world w;
        struct err e;
        use_open(&w, modes[m], AT_STATION, NULL);
        ok(world_do(&w, "request", self, &e), &e);
        assert_string_equal(w.record->state, "requested");
        assert_int_equal(world_do(&w, "return", self, &e), ERR_REFUSED);
        assert_int_equal(world_do(&w, "permit_connection", boss, &e), ERR_REFUSED);
        ok(world_do(&w, "permit", boss, &e), &e);
        assert_string_equal(w.record->state, "out");
        assert_int_equal(world_do(&w, "return_exempt", self, &e), ERR_REFUSED);
        use_answer_return(&w);
        ok(world_do(&w, "return", self, &e), &e);
        type(&w, "result", "found");
        ok(world_do(&w, "confirm", boss, &e), &e);
        assert_string_equal(w.record->state, "done");
        world_close(&w);
    }
}

/* Sent back, asked again, withdrawn, refused: as 様式第3号 does it; what a request rests on cannot be corrected. */
static void the_ways_of_a_request(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    use_open(&w, "take_out", AT_STATION, NULL);
    ok(world_do(&w, "request", self, &e), &e);
    w.s.reason = "期間を直すこと";
    ok(world_do(&w, "send_back", boss, &e), &e);
    assert_string_equal(w.record->state, "sent_back");
    ok(world_do(&w, "request_again", self, &e), &e);
    ok(world_do(&w, "pull_back", self, &e), &e);
    ok(world_do(&w, "request_again", self, &e), &e);
    ok(world_do(&w, "refuse", boss, &e), &e);
    assert_string_equal(w.record->state, "refused");
    world_close(&w);
    use_open(&w, "device", AT_STATION, NULL);
    ok(world_do(&w, "request", self, &e), &e);
    ok(world_do(&w, "withdraw", self, &e), &e);
    assert_string_equal(w.record->state, "withdrawn");
    world_close(&w);
    for (const char *const *key =
             KEYS("mode", "item", "user", "taken_until", "outside", "pc", "encryption", "direction");
         *key != NULL; key++)
        assert_int_not_equal(field_of(*key)->flags & FIELD_FIXED, 0);
}

/* A period that is extended: 様式第3号's rule for 機密性3 too. */
static void an_extension_moves_the_period(void **state)
{
    (void)state;
    for (int n = 0; n < 2; n++) {
        struct world w;
        struct err e;
        int64_t longer = office_hours() + 30 * 3600;
        use_open(&w, "take_out", AT_STATION,
                 n == 0 ? NULL
                        : KEYS("confidentiality", "3", "secret_items", "福刑第12号", "secret_route", "administrator"));
        use_put(&w, n == 0 ? "permit" : "permit|secret_permit");
        type_time(&w, "new_until", longer);
        w.s.reason = "捜査が続くため";
        ok(world_do(&w, "extend", self, &e), &e);
        assert_int_equal(world_do(&w, "extend_permit", boss, &e), n == 0 ? 0 : ERR_REFUSED);
        if (n == 1) {
            ok(world_do(&w, "extend_secret_permit", person(ANOTHER, POST_ADMINISTRATOR, false), &e), &e);
            ok(world_do(&w, "extend_permit", boss, &e), &e);
        }
        assert_int_equal(field_time(entry_get(w.record, "taken_until")), longer);
        assert_true(entry_get(w.record, "new_until") == NULL);
        world_close(&w);
    }
}

/* ---- the book ---- */

static void R7_16_kept_for_five_years(void **state)
{
    (void)state;
    assert_int_equal(register_use.retention_years, 5);
    assert_string_equal(register_use.form, "7");
}

/* One thing is out once: the device, its card, and both as media. */
static void a_thing_is_out_once(void **state)
{
    (void)state;
    for (int m = 0; m < 3; m++) {
        struct world w;
        use_open(&w, modes[m], AT_STATION, NULL);
        assert_true(use_is(&w, "medium", MEDIUM)); /* of the device, its card */
        assert_true(use_is(&w, "item", m == 1 ? DEVICE : MEDIUM));
        world_close(&w);
    }
    assert_string_equal(register_use.exclusive->field, "item|medium");
    for (const char *const *state_key = KEYS("out", "written", "returned"); *state_key != NULL; state_key++)
        assert_true(word_in(register_use.exclusive->states, *state_key));
    assert_false(word_in(register_use.exclusive->states, "granted"));
}

/* What has ended does not go out again. */
static void a_thing_that_ended_is_refused(void **state)
{
    (void)state;
    for (int m = 0; m < 4; m++) {
        struct world w;
        struct err e;
        use_open(&w, modes[m], AT_STATION, NULL);
        text_format(w.item->state, sizeof w.item->state, "ended");
        assert_int_equal(world_do(&w, "request", self, &e), ERR_INPUT);
        assert_string_equal(e.field, "item");
        world_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ALSO("R7-1 R7-4 R7-10 R7-11", R7_1_R7_4_R7_10_R7_11_what_each_mode_must_say),
        cmocka_unit_test(the_thing_must_be_of_the_mode),
        cmocka_unit_test(M_25_media_outside_the_ledger_are_not_written),
        ALSO("R7-4 R7-8", R7_4_R7_8_nothing_is_stored_before_the_permit),
        cmocka_unit_test(R7_5_malware_is_looked_for_before_going_out),
        ALSO("R7-3 R7-8 R7-19", R7_3_R7_8_R7_19_reminders_and_their_ticks),
        ALSO("R0-2 R7-1", R0_2_R7_1_what_confidentiality_demands),
        cmocka_unit_test(R0_2_within_the_building_no_confidentiality),
        cmocka_unit_test(R0_4_carriage_by_a_third_party),
        ALSO("R7-2 R7-6 R7-10 R7-13", R7_2_R7_6_R7_10_R7_13_what_a_return_must_say),
        ALSO("R7-2 R7-6 R7-10", R7_2_R7_6_R7_10_the_end_is_dated),
        cmocka_unit_test(R7_2_a_loss_leaves_the_line_open),
        ALSO("R7-1 R7-6 R7-10", R7_1_R7_6_R7_10_from_request_to_end),
        cmocka_unit_test(the_ways_of_a_request),
        cmocka_unit_test(an_extension_moves_the_period),
        cmocka_unit_test(R7_16_kept_for_five_years),
        cmocka_unit_test(a_thing_is_out_once),
        cmocka_unit_test(a_thing_that_ended_is_refused),
        ALSO("R7-10", R7_1_R7_4_R7_10_R7_11_what_each_mode_must_say),
        ALSO("R7-19", R7_3_R7_8_R7_19_reminders_and_their_ticks),
        ALSO("R7-6", R7_1_R7_6_R7_10_from_request_to_end),
        ALSO("R7-8", R7_3_R7_8_R7_19_reminders_and_their_ticks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A line of 様式第3号 from going out to done: return, confirmation, whereabouts, longer periods, モバイル勤務. */
#include "tests/forms/checkout_world.h"

/* ---- return and confirmation ---- */

static void out(struct world *w, const char *kind)
{
    struct err e;
    world_open(w, kind, strcmp(kind, "special") == 0 ? "yes" : NULL, of_kind(kind, "yes"));
    made(w);
    if (strcmp(kind, "non_mobile") == 0) {
        ok(world_do(w, "operator_permit", person(OTHER, POST_OPERATOR, false), &e), &e);
        ok(world_do(w, "erase", clerk(), &e), &e);
        ok(world_do(w, "administrator_permit", administrator(), &e), &e);
    } else {
        ok(world_do(w, "permit", supervisor(), &e), &e);
    }
    assert_string_equal(w->record->state, "out");
}

static void back(struct world *w)
{
    struct err e;
    w->s.now = office_hours() + 3600;
    type_time(w, "returned_at", w->s.now);
    ok(world_do(w, "return", clerk(), &e), &e);
    assert_string_equal(w->record->state, "returned");
}

static struct actor permitter(const char *kind)
{
    return strcmp(kind, "non_mobile") == 0 ? administrator() : supervisor();
}

static void R3_3_R3_8_R3_13_done_only_when_confirmed(void **state)
{
    (void)state;
    static const char *const kinds[] = {"mobile", "non_mobile", "special", "shared_phone"};
    for (size_t k = 0; k < 4; k++) {
        struct world w;
        struct err e;
        bool phone = k == 3;
        const char *asked = phone ? "end_result" : "result";
        out(&w, kinds[k]);
        assert_int_equal(world_do(&w, "return", clerk(), &e), ERR_INPUT); /* when? */
        assert_string_equal(e.field, "returned_at");
        assert_string_equal(e.clause, phone ? "第7の1(2)エ(ウ)c" : k == 1 ? "第7の1(2)イ(イ)f" : "第7の1(2)イ(ア)b");
        type_time(&w, "returned_at", w.s.now + 3600);
        assert_int_equal(world_do(&w, "return", clerk(), &e), ERR_INPUT); /* not come yet */
        type_time(&w, "returned_at", office_hours() - 60);
        assert_int_equal(world_do(&w, "return", clerk(), &e), ERR_INPUT); /* before it went */
        back(&w);
        assert_false(entry_ready(w.record, "done", NULL));
        assert_int_equal(world_do(&w, "confirm", permitter(kinds[k]), &e), ERR_INPUT);
        assert_string_equal(e.field, asked);
        type(&w, asked, phone ? "ended" : "found");
        type(&w, phone ? "result" : "end_result", phone ? "found" : "ended"); /* not asked: not kept */
        ok(world_do(&w, "confirm", permitter(kinds[k]), &e), &e);
        assert_null(entry_get(w.record, phone ? "result" : "end_result"));
        assert_string_equal(w.record->state, "done");
        /* 「紛失のない旨」 of the one, 「持ち出し終了の確認」 of the other */
        assert_non_null(strstr(entry_done(w.record, "confirm")->note, phone ? "持ち出し終了" : "紛失なし"));
        assert_null(strstr(entry_done(w.record, "confirm")->note, phone ? "紛失" : "持ち出し終了"));
        world_close(&w);
    }
}

static void R0_9_another_result_leaves_the_row_open(void **state)
{
    (void)state;
    static const char *const kinds[] = {"mobile", "non_mobile", "shared_phone"};
    static const char *const faults[] = {"missing", "damaged"};
    for (size_t k = 0; k < 3; k++)
        for (size_t f = 0; f < 2; f++)
            for (int found = 0; found < 2; found++) {
                struct world w;
                struct err e;
                const char *asked = k == 2 ? "end_result" : "result";
                out(&w, kinds[k]);
                if (k < 2) {
                    type(&w, "whereabouts", "missing");
                    ok(world_do(&w, "whereabouts", supervisor(), &e), &e);
                    assert_string_equal(w.record->state, "out");
                }
                back(&w);
                type(&w, asked, faults[f]);
                w.s.reason = "届出";
                assert_int_equal(world_do(&w, "settle", administrator(), &e), ERR_REFUSED); /* nothing to settle yet */
                ok(world_do(&w, "confirm", permitter(kinds[k]), &e), &e);
                assert_string_equal(w.record->state, "returned");
                if (found) { /* it came to light after all */
                    type(&w, asked, k == 2 ? "ended" : "found");
                    ok(world_do(&w, "confirm", permitter(kinds[k]), &e), &e);
                } else {
                    w.s.reason = NULL;
                    assert_int_equal(world_do(&w, "settle", supervisor(), &e), ERR_INPUT);
                    w.s.reason = "届出";
                    assert_int_equal(world_do(&w, "settle", clerk(), &e), ERR_REFUSED);
                    ok(world_do(&w, "settle", supervisor(), &e), &e);
                }
                assert_string_equal(w.record->state, "done");
                world_close(&w);
            }
}

/* What changed since the request keeps nothing from coming back. */
static void R3_3_a_thing_that_is_out_can_come_back(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    out(&w, "special");
    assert_int_equal(entry_set(w.item, "premise", NULL, NULL), 0);
    back(&w);
    type(&w, "result", "found");
    ok(world_do(&w, "confirm", supervisor(), &e), &e);
    world_close(&w);

    const char *const pairs[] = {"confidentiality",
                                 "3",
                                 "secret_items",
                                 "文書第1号",
                                 "secret_route",
                                 "deputy",
                                 "urgent_reason",
                                 "急",
                                 "administrator_absent",
                                 "yes",
                                 NULL};
    world_open(&w, "mobile", NULL, pairs);
    made(&w);
    ok(world_do(&w, "permit", supervisor(), &e), &e);
    assert_string_equal(w.record->state, "requested");
    ok(world_do(&w, "secret_permit", person(ANOTHER, POST_DEPUTY, false), &e), &e);
    assert_string_equal(w.record->state, "out");
    w.s.applicant_posts = POST_ADMINISTRATOR; /* promoted */
    entry_free(w.item);
    w.s.item = w.item = NULL; /* and the thing struck off */
    back(&w);
    world_close(&w);
}

/* ---- whereabouts ---- */

static void T_1_R3_4_R3_8_a_check_for_each_month(void **state)
{
    (void)state;
    static const struct {
        struct date from, until;
        int checks;
    } periods[] = {
        {{2026, 1, 15}, {2026, 2, 14}, 0}, {{2026, 1, 15}, {2026, 2, 15}, 1}, {{2024, 1, 31}, {2024, 2, 29}, 1},
        {{2025, 1, 31}, {2025, 2, 27}, 0}, {{2025, 1, 31}, {2025, 2, 28}, 1}, {{2025, 1, 31}, {2025, 3, 30}, 1},
        {{2025, 1, 31}, {2025, 3, 31}, 2}, {{2026, 8, 31}, {2026, 9, 30}, 1}, {{2026, 1, 15}, {2027, 1, 15}, 12},
    };
    for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++)
        assert_int_equal(date_month_checks(periods[i].from, periods[i].until), periods[i].checks);
    static const char *const kinds[] = {"mobile", "non_mobile"};
    for (size_t k = 0; k < 2; k++) {
        struct world w;
        struct err e;
        out(&w, kinds[k]);
        assert_int_equal(world_do(&w, "whereabouts", supervisor(), &e), ERR_INPUT);
        assert_string_equal(e.field, "whereabouts");
        assert_string_equal(e.clause, k == 0 ? "第7の1(2)イ(ア)c" : "第7の1(2)イ(イ)c");
        for (int month = 1; month <= 3; month++) {
            struct date d = date_month_check(date_of(office_hours()), month);
            w.s.now = date_at(d, 600);
            type(&w, "whereabouts", "found");
            ok(world_do(&w, "whereabouts", supervisor(), &e), &e);
            assert_string_equal(w.record->state, "out");
            assert_non_null(strstr(entry_done(w.record, "whereabouts")->note, "所在確認の結果: 紛失なし"));
        }
        assert_string_equal(entry_done(w.record, "whereabouts")->actor.posts, "運用責任者");
        world_close(&w);
    }
}

static void R3_18_a_phone_has_no_monthly_check_here(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    out(&w, "shared_phone");
    w.s.now = moment(2027, 3, 1, 10, 0);
    for (unsigned posts = 0; posts < POSTS_ALL; posts++) {
        w.s.actor = person(ANOTHER, posts, true);
        assert_int_equal(rule_check(NULL, &w.s, "whereabouts", &e), ERR_REFUSED);
        assert_string_equal(e.clause, "");
        if ((posts & POST_TECHNICAL) == 0)
            assert_non_null(strstr(e.text, "様式第5号"));
    }
    world_close(&w);
}

/* ---- a longer period ---- */

static void M_31_R3_1_a_longer_period_is_permitted(void **state)
{
    (void)state;
    for (int secret = 0; secret < 2; secret++) {
        struct world w;
        struct err e;
        const char *const pairs[] = {
            "confidentiality", secret ? "3" : "1", "secret_items", "文書第1号", "secret_route", "administrator", NULL};
        world_open(&w, "mobile", NULL, pairs);
        made(&w);
        ok(world_do(&w, "permit", supervisor(), &e), &e);
        if (secret)
            ok(world_do(&w, "secret_permit", administrator(), &e), &e);
        assert_string_equal(w.record->state, "out");
        for (int again = 1; again < 3; again++) {
            int64_t until = office_hours() + (again + 1) * 86400;
            w.s.reason = "延長";
            type_time(&w, "new_until", office_hours());
            assert_int_equal(world_do(&w, "extend", clerk(), &e), ERR_INPUT);
            type_time(&w, "new_until", until);
            ok(world_do(&w, "extend", clerk(), &e), &e);
            assert_true(field_time(entry_get(w.record, "taken_until")) < until); /* asked is not permitted */
            assert_int_equal(world_do(&w, "extend_permit", clerk(), &e), ERR_REFUSED);
            if (secret) { /* each time anew */
                assert_int_equal(world_do(&w, "extend_permit", supervisor(), &e), ERR_REFUSED);
                assert_string_equal(e.clause, "第2の1(3)イ(イ)");
                ok(world_do(&w, "extend_secret_permit", administrator(), &e), &e);
            }
            ok(world_do(&w, "extend_permit", supervisor(), &e), &e);
            assert_true(field_time(entry_get(w.record, "taken_until")) == until);
            assert_null(entry_get(w.record, "new_until"));
            assert_int_equal(world_do(&w, "extend_permit", supervisor(), &e), ERR_REFUSED); /* nothing asked */
        }
        world_close(&w);
    }
}

/* What a permit rests on, and what a confirmer said, is not open to a correction. */
static void R3_1_R3_3_no_correction_goes_round_a_permit(void **state)
{
    (void)state;
    static const char *const fixed[] = {"kind",
                                        "item",
                                        "route",
                                        "user",
                                        "taken_until",
                                        "new_until",
                                        "confidentiality",
                                        "secret_route",
                                        "secret_items",
                                        "ground",
                                        "destination_kind",
                                        "carrier",
                                        "secrecy",
                                        "minimum",
                                        "result",
                                        "end_result",
                                        "whereabouts",
                                        "alternative_reason",
                                        "reported_to"};
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
        int index = register_field(&register_checkout, fixed[i]);
        assert_true(index >= 0);
        if ((register_checkout.fields[index].flags & FIELD_FIXED) == 0)
            fail_msg("%s", fixed[i]);
    }
}

/* ---- around a decision ---- */

static void R3_1_sent_back_and_asked_again(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    world_open(&w, "non_mobile", NULL, of_a);
    made(&w);
    ok(world_do(&w, "content_check", supervisor(), &e), &e);
    w.s.reason = "目的が足りない";
    assert_int_equal(world_do(&w, "send_back", clerk(), &e), ERR_REFUSED);
    assert_int_equal(world_do(&w, "send_back", person(ANOTHER, POST_DUTY_OFFICER, true), &e), ERR_REFUSED);
    ok(world_do(&w, "send_back", administrator(), &e), &e);
    assert_string_equal(w.record->state, "sent_back");
    w.s.reason = NULL;
    assert_int_equal(world_do(&w, "request_again", person(OTHER, POST_STAFF, false), &e), ERR_REFUSED);
    ok(world_do(&w, "request_again", person(HOLDER, POST_STAFF, false), &e), &e);
    assert_null(entry_done(w.record, "content_check")); /* lapsed */
    assert_non_null(entry_done(w.record, "request"));
    ok(world_do(&w, "pull_back", clerk(), &e), &e);
    ok(world_do(&w, "request_again", clerk(), &e), &e);
    assert_int_equal(world_do(&w, "withdraw", supervisor(), &e), ERR_REFUSED);
    ok(world_do(&w, "withdraw", clerk(), &e), &e);
    assert_string_equal(w.record->state, "withdrawn");
    assert_int_equal(world_do(&w, "content_check", supervisor(), &e), ERR_REFUSED);
    world_close(&w);
}

/* ---- モバイル勤務, reminders, keeping ---- */

static void R3_14_lists_before_and_after_mobile_work(void **state)
{
    (void)state;
    struct world w;
    int before = 0, after = 0;
    world_open(&w, "mobile", NULL, NULL);
    for (int work = 0; work < 2; work++) {
        before = after = 0;
        type(&w, "mobile_work", work ? "yes" : NULL);
        for (const struct field *f = register_checkout.fields; f->key != NULL; f++) {
            bool first = strncmp(f->key, "before_", 7) == 0, last = strncmp(f->key, "after_", 6) == 0;
            before += first && field_asked(f, w.typed, NULL);
            after += last && field_asked(f, w.typed, "return");
            if (first || last) {
                assert_null(f->initial); /* a list that fills itself in checks nothing */
                assert_false(f->flags & FIELD_REQUIRED);
                assert_non_null(choice_find(f->choices, "assured"));
                assert_string_equal(f->clause, first ? "第7の3(2)オ(ア)" : "第7の3(2)オ(イ)");
            }
        }
        assert_int_equal(before, work ? 5 : 0);
        assert_int_equal(after, work ? 3 : 0);
    }
    refused(&w, "stored_secret", "第7の3(2)エ");
    type(&w, "stored_secret", "encrypted");
    made(&w);
    world_close(&w);
}

static void R3_15_R3_16_four_reminders_and_five_years(void **state)
{
    (void)state;
    int n = 0;
    while (register_checkout.reminders[n].text != NULL)
        n++;
    assert_int_equal(n, 4);
    assert_int_equal(register_checkout.retention_years, 5);
    assert_string_equal(register_checkout.label, "モバイル端末等持出簿");
    assert_string_equal(register_checkout.sheet->label, "様式第3号(第7の1(2)イ関係)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R3_3_R3_8_R3_13_done_only_when_confirmed),
        cmocka_unit_test(R0_9_another_result_leaves_the_row_open),
        cmocka_unit_test(R3_3_a_thing_that_is_out_can_come_back),
        cmocka_unit_test(T_1_R3_4_R3_8_a_check_for_each_month),
        cmocka_unit_test(R3_18_a_phone_has_no_monthly_check_here),
        cmocka_unit_test(M_31_R3_1_a_longer_period_is_permitted),
        cmocka_unit_test(R3_1_R3_3_no_correction_goes_round_a_permit),
        cmocka_unit_test(R3_1_sent_back_and_asked_again),
        cmocka_unit_test(R3_14_lists_before_and_after_mobile_work),
        cmocka_unit_test(R3_15_R3_16_four_reminders_and_five_years),
        ALSO("R3-4", T_1_R3_4_R3_8_a_check_for_each_month),
        ALSO("R3-8", R3_3_R3_8_R3_13_done_only_when_confirmed),
        ALSO("R3-13", R3_3_R3_8_R3_13_done_only_when_confirmed),
        ALSO("R3-16", R3_15_R3_16_four_reminders_and_five_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

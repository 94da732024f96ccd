/* 様式第5号: who does which 点検, 検証 and 確認 (M-28, M-35, M-36, M-37, M-43), what a round must say, and when it ends. */
#include "forms/register_inspection.h"
#include "forms/register_log_waiver.h"
#include "tests/forms/rule_world.h"

#define ME APPLICANT " 田中 玲"
#define HIM OTHER " 佐藤 健"

static const char *const kinds[] = {"phone", "media", "verification", "log_check", "permit_check"};
enum { KINDS = 5 };

/* A round of that kind, by APPLICANT, as typed. */
static void round_new(struct world *w, const char *kind)
{
    world_start(w, &register_inspection);
    type(w, "kind", kind);
    type(w, "inspector", ME);
    world_settle(w, "begin");
}

/* The same, on record in the state in which results are entered. */
static void round_begun(struct world *w, const char *kind)
{
    round_new(w, kind);
    world_put(w, "begin", APPLICANT);
    text_format(w->record->applicant.id, sizeof w->record->applicant.id, APPLICANT);
    world_retype(w);
    w->s.open_parts = 0;
}

static const char *result_step(const char *kind)
{
    return word_in("verification|permit_check", kind) ? "report" : "close";
}

static void type_result(struct world *w, const char *kind)
{
    type(w, "date", "2026-11-24");
    if (word_in("verification|log_check|permit_check", kind))
        type(w, "result", "none");
    if (strcmp(kind, "verification") == 0)
        type_all(w, (const char *const[]){"by_logs", "yes", "by_books", "yes", "log_kept", "paper", "log_place",
                                          "警務課保管庫", NULL});
    if (strcmp(kind, "log_check") == 0)
        type_all(w, (const char *const[]){"names_checked", "yes", "sizes_checked", "yes", NULL});
}

/* On record with its result, waiting for those who confirm. */
static void round_reported(struct world *w, const char *kind)
{
    struct err e;
    round_begun(w, kind);
    type_result(w, kind);
    ok(world_do(w, "report", person(APPLICANT, POST_SUPERVISOR, false), &e), &e);
    assert_string_equal(w->record->state, "reported");
}

/* Whose a kind is: the keeper whatever his posts, or 運用責任者, or he and 当直責任者 where the setting says so. */
static bool may(const char *kind, unsigned posts, bool closed, bool rostered, bool setting, bool self)
{
    bool duty = (posts & POST_DUTY_OFFICER) != 0 && closed && rostered && setting;
    if ((posts & POST_TECHNICAL) != 0 || !self)
        return false;
    if (word_in("phone|media", kind))
        return true;
    return (posts & POST_SUPERVISOR) != 0 || (duty && strcmp(kind, "permit_check") != 0);
}

static const char *const clauses[KINDS] = {"第7の1(2)エ(ア)e", "第7の1(2)オ(ア)d", "第7の1(2)オ(カ)a",
                                           "第7の1(2)オ(エ)i", "第7の1(2)オ(エ)j"};
static const char *const ids[KINDS] = {"M-35", "M-36", "M-37", "M-43", "M-28"};

/* Every combination of posts, hours, roster, setting and person, for that step of a situation that is otherwise ready. */
static void judge_all(struct world *w, size_t k, const char *step, bool setting)
{
    for (unsigned posts = 0; posts < POSTS_ALL; posts++)
        for (int bits = 0; bits < 8; bits++) {
            bool closed = (bits & 1) != 0, rostered = (bits & 2) != 0, self = (bits & 4) != 0;
            const struct rule *rule = NULL;
            struct err e;
            err_clear(&e);
            w->s.now = closed ? night() : office_hours();
            w->s.actor = person(self ? APPLICANT : OTHER, posts, rostered);
            w->s.step = step;
            int rc = rule_check(&rule, &w->s, step, &e);
            if ((rc == 0) != may(kinds[k], posts, closed, rostered, setting, self))
                fail_msg("%s %s posts %x bits %d setting %d: %s", kinds[k], step, posts, bits, setting, e.text);
            if (rc == 0) {
                assert_string_equal(rule->id, ids[k]);
                assert_string_equal(rule->clause, clauses[k]);
            } else {
                assert_int_equal(rc, ERR_REFUSED);
            }
        }
}

/* Each check has a switch of its own: the others stand the other way. */
static void let_duty_in(struct world *w, const char *kind, bool in)
{
    static const char *const keys[] = {"duty_log_check", "duty_verification", "duty_whereabouts"};
    for (size_t i = 0; i < 3; i++) {
        bool own = strstr(keys[i], kind) != NULL;
        world_set(w, keys[i], own == in ? "yes" : "no");
    }
}

static void M_35_M_36_M_37_M_43_who_begins_and_who_enters_the_result(void **state)
{
    (void)state;
    for (size_t k = 0; k < KINDS; k++)
        for (int setting = 0; setting < 2; setting++) {
            struct world w;
            round_new(&w, kinds[k]);
            let_duty_in(&w, kinds[k], setting);
            judge_all(&w, k, "begin", setting);
            world_close(&w);
            round_begun(&w, kinds[k]);
            let_duty_in(&w, kinds[k], setting);
            judge_all(&w, k, result_step(kinds[k]), setting);
            world_close(&w);
        }
}

static void a_result_belongs_to_its_kind_of_step(void **state)
{
    (void)state;
    for (size_t k = 0; k < KINDS; k++) {
        struct world w;
        struct err e;
        const char *other = strcmp(result_step(kinds[k]), "close") == 0 ? "report" : "close";
        round_begun(&w, kinds[k]);
        w.s.actor = person(APPLICANT, POST_SUPERVISOR, false);
        assert_int_equal(rule_check(NULL, &w.s, other, &e), ERR_REFUSED);
        world_close(&w);
    }
}

/* M-37: 運用管理補助者 confirms; M-28: he and 運用管理者, each his own; nobody his own round. */
static void M_28_M_37_R5_4_R5_5_who_confirms(void **state)
{
    (void)state;
    static const char *const steps[] = {"confirm_administrator", "confirm_deputy"};
    static const unsigned wanted[] = {POST_ADMINISTRATOR, POST_DEPUTY};
    static const char *const two[] = {"verification", "permit_check"};
    for (size_t k = 0; k < 2; k++) {
        struct world w;
        round_reported(&w, two[k]);
        for (size_t s = 0; s < 2; s++)
            for (unsigned posts = 0; posts < POSTS_ALL; posts++)
                for (int bits = 0; bits < 8; bits++) {
                    bool asked = s == 1 || k == 1, self = (bits & 4) != 0;
                    bool allowed = asked && !self && (posts & wanted[s]) != 0 && (posts & POST_TECHNICAL) == 0;
                    struct err e;
                    w.s.now = (bits & 1) != 0 ? night() : office_hours();
                    w.s.actor = person(self ? APPLICANT : OTHER, posts, (bits & 2) != 0);
                    assert_int_equal(rule_check(NULL, &w.s, steps[s], &e), allowed ? 0 : ERR_REFUSED);
                }
        world_close(&w);
    }
}

static void M_28_R5_4_both_sign_and_they_are_two_persons(void **state)
{
    (void)state;
    static const char *const steps[] = {"confirm_administrator", "confirm_deputy"};
    static const unsigned posts[] = {POST_ADMINISTRATOR, POST_DEPUTY};
    for (size_t first = 0; first < 2; first++) {
        struct world w;
        struct err e;
        size_t second = 1 - first;
        round_reported(&w, "permit_check");
        ok(world_do(&w, steps[first], person(OTHER, posts[first], false), &e), &e);
        assert_string_equal(w.record->state, "reported");
        assert_int_equal(world_do(&w, steps[second], person(OTHER, POST_ADMINISTRATOR | POST_DEPUTY, false), &e),
                         ERR_REFUSED);
        assert_string_equal(e.clause, "第7の1(2)オ(エ)j");
        ok(world_do(&w, steps[second], person(ANOTHER, posts[second], false), &e), &e);
        assert_string_equal(w.record->state, "confirmed");
        world_close(&w);
    }
}

/* ⚑Q15: 庁舎内使用 and 接続, as the station has not set otherwise. */
static void M_28_R5_4_which_permits_are_confirmed(void **state)
{
    (void)state;
    static const char *const scopes[] = {NULL, "both", "connection"};
    for (size_t i = 0; i < 3; i++) {
        struct world w;
        round_new(&w, "verification");
        if (scopes[i] != NULL)
            world_set(&w, "permit_check", scopes[i]);
        assert_null(entry_get(w.typed, "covers"));
        type(&w, "kind", "permit_check");
        world_settle(&w, "begin");
        assert_string_equal(entry_get(w.typed, "covers"), scopes[i] != NULL ? scopes[i] : "both");
        world_close(&w);
    }
}

/* What was sent back is reported anew, and then confirmed anew. */
static void R5_5_sent_back_it_is_confirmed_anew(void **state)
{
    struct world w;
    struct err e;
    (void)state;
    round_reported(&w, "permit_check");
    ok(world_do(&w, "confirm_administrator", person(OTHER, POST_ADMINISTRATOR, false), &e), &e);
    w.s.reason = "期間が違う";
    ok(world_do(&w, "send_back", person(ANOTHER, POST_DEPUTY, false), &e), &e);
    w.s.reason = NULL;
    assert_string_equal(w.record->state, "open");
    ok(world_do(&w, "report", person(APPLICANT, POST_SUPERVISOR, false), &e), &e);
    ok(world_do(&w, "confirm_deputy", person(ANOTHER, POST_DEPUTY, false), &e), &e);
    assert_string_equal(w.record->state, "reported");
    ok(world_do(&w, "confirm_administrator", person(OTHER, POST_ADMINISTRATOR, false), &e), &e);
    assert_string_equal(w.record->state, "confirmed");
    world_close(&w);
}

static void R5_5_there_is_no_sole_decision(void **state)
{
    (void)state;
    for (const struct step *step = register_inspection.steps; step->key != NULL; step++)
        assert_null(strstr(step->label, "専決"));
    for (const struct rule *rule = register_inspection.rules; rule->step != NULL; rule++)
        assert_string_not_equal(rule->id, "M-14");
}

static void R5_1_R0_9_a_round_ends_when_each_thing_is_answered(void **state)
{
    (void)state;
    static const int64_t open[] = {-1, 0, 1, 30};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < 4; i++) {
            struct world w;
            struct err e;
            round_begun(&w, kinds[k]);
            type_result(&w, kinds[k]);
            w.s.open_parts = open[i];
            assert_int_equal(world_do(&w, "close", person(APPLICANT, POST_STAFF, false), &e),
                             open[i] == 0 ? 0 : ERR_REFUSED);
            assert_string_equal(w.record->state, open[i] == 0 ? "closed" : "open");
            if (open[i] > 0)
                assert_non_null(strstr(e.text, open[i] == 1 ? "1件" : "30件"));
            world_close(&w);
        }
}

/* 異常の有無 follows from what was counted. */
static void R5_1_what_was_counted_says_whether_all_is_there(void **state)
{
    (void)state;
    static const struct {
        const char *missing, *unlisted, *abnormal;
    } counts[] = {
        {"0", "0", "none"}, {"1", "0", "found"}, {"0", "2", "found"}, {"3", "1", "found"}, {NULL, NULL, "none"}};
    for (size_t i = 0; i < 5; i++) {
        struct world w;
        struct err e;
        round_begun(&w, "media");
        type_result(&w, "media");
        type(&w, "missing", counts[i].missing);
        type(&w, "unlisted", counts[i].unlisted);
        ok(world_do(&w, "close", person(APPLICANT, POST_STAFF, false), &e), &e);
        assert_string_equal(entry_get(w.record, "abnormal"), counts[i].abnormal);
        world_close(&w);
    }
}

/* ---- month and period ---- */

static void R5_1_R5_3_month_and_period_follow_until_typed(void **state)
{
    (void)state;
    for (size_t k = 0; k < KINDS; k++) {
        struct world w;
        bool things = word_in("phone|media", kinds[k]), permits = strcmp(kinds[k], "permit_check") == 0;
        round_new(&w, kinds[k]);
        assert_string_equal(entry_get(w.typed, "month"), things ? "2026-11" : "2026-10");
        if (things) {
            assert_null(entry_get(w.typed, "period_from"));
        } else {
            assert_string_equal(entry_get(w.typed, "period_from"), permits ? "2026-05-01" : "2026-10-01");
            assert_string_equal(entry_get(w.typed, "period_to"), "2026-10-31");
        }
        type(&w, "month", "2026-02");
        world_settle(&w, "begin");
        assert_string_equal(entry_get(w.typed, "month"), "2026-02");
        if (!things) {
            assert_string_equal(entry_get(w.typed, "period_from"), permits ? "2025-09-01" : "2026-02-01");
            assert_string_equal(entry_get(w.typed, "period_to"), "2026-02-28");
            type(&w, "period_from", "2026-02-10");
            type(&w, "month", "2026-03");
            world_settle(&w, "begin");
            assert_string_equal(entry_get(w.typed, "period_from"), "2026-02-10");
            assert_string_equal(entry_get(w.typed, "period_to"), "2026-02-28");
        }
        world_close(&w);
    }
}

/* 「定期的」: as many months as the station has set, of log_check and permit_check alone. */
static void R5_3_R5_4_the_period_by_the_setting(void **state)
{
    static const char *const settings[] = {"log_check_months", "permit_check_months"};
    static const char *const of[] = {"log_check", "permit_check"};
    static const struct {
        const char *months, *from;
    } periods[] = {{"1", "2026-10-01"}, {"3", "2026-08-01"}, {"12", "2025-11-01"}};
    (void)state;
    for (size_t k = 0; k < KINDS; k++)
        for (size_t i = 0; i < 2; i++)
            for (size_t p = 0; p < 3; p++) {
                struct world w;
                world_start(&w, &register_inspection);
                world_set(&w, settings[i], periods[p].months);
                type(&w, "kind", kinds[k]);
                type(&w, "inspector", ME);
                type(&w, "month", "2026-10");
                world_settle(&w, "begin");
                if (strcmp(kinds[k], of[i]) == 0) {
                    assert_string_equal(entry_get(w.typed, "period_from"), periods[p].from);
                    assert_string_equal(entry_get(w.typed, "period_to"), "2026-10-31");
                } else if (strcmp(kinds[k], "verification") == 0) {
                    assert_string_equal(entry_get(w.typed, "period_from"), "2026-10-01");
                }
                world_close(&w);
            }
}

static void R5_3_days_that_cannot_be_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *field, *value;
        bool good;
    } cases[] = {{"month", "2026-12", false},          {"month", "2026-11", true},
                 {"period_to", "2026-09-30", false},   {"period_to", "2026-10-01", true},
                 {"period_from", "2026-11-01", false}, {"period_from", "2026-10-31", true}};
    for (size_t i = 0; i < 6; i++) {
        struct world w;
        struct err e;
        round_new(&w, "log_check");
        type(&w, cases[i].field, cases[i].value);
        w.s.step = "begin";
        assert_int_equal(entry_check(&w.s, "begin", &e), cases[i].good ? 0 : ERR_INPUT);
        world_close(&w);
    }
    for (int day = 24; day < 26; day++) {
        struct world w;
        struct err e;
        char date[DATE_BYTES];
        round_begun(&w, "log_check");
        type_result(&w, "log_check");
        text_format(date, sizeof date, "2026-11-%02d", day);
        type(&w, "date", date);
        assert_int_equal(world_do(&w, "close", person(APPLICANT, POST_SUPERVISOR, false), &e),
                         day == 24 ? 0 : ERR_INPUT);
        world_close(&w);
    }
}

/* ---- what is asked ---- */

/* Each field that the result demands, missing in turn, holds the round back. */
static void demands(const char *kind, const char *const *pairs, const char *const *wanted)
{
    for (size_t i = 0; wanted[i] != NULL; i++) {
        struct world w;
        struct err e;
        round_begun(&w, kind);
        type_result(&w, kind);
        type_all(&w, pairs);
        type(&w, wanted[i], NULL);
        assert_int_equal(world_do(&w, result_step(kind), person(APPLICANT, POST_SUPERVISOR, false), &e), ERR_INPUT);
        assert_string_equal(e.field, wanted[i]);
        world_close(&w);
    }
}

static void M_43_R5_3_names_and_sizes_are_checked(void **state)
{
    (void)state;
    demands("log_check", NULL, (const char *const[]){"date", "names_checked", "sizes_checked", "result", NULL});
    demands("log_check", (const char *const[]){"result", "found", NULL}, (const char *const[]){"differences", NULL});
}

static void M_37_R5_5_logs_and_books_are_both_used(void **state)
{
    (void)state;
    demands("verification", NULL, (const char *const[]){"date", "by_logs", "by_books", "result", NULL});
}

static void R5_6_the_result_of_the_log_is_kept_with_the_book(void **state)
{
    (void)state;
    static const struct {
        const char *digest;
        bool good;
    } digests[] = {{"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", true},
                   {"9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08", true},
                   {"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a0", false},
                   {"zf86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", false}};
    demands("verification", NULL, (const char *const[]){"log_kept", "log_place", NULL});
    demands("verification", (const char *const[]){"log_kept", "file", NULL}, (const char *const[]){"log_file", NULL});
    demands(
        "verification",
        (const char *const[]){"log_kept", "file", "log_file", "usb-2026-10.csv", "log_digest", digests[0].digest, NULL},
        (const char *const[]){"log_digest", NULL});
    for (size_t i = 0; i < 4; i++) {
        struct world w;
        struct err e;
        round_begun(&w, "verification");
        type_result(&w, "verification");
        type_all(&w, (const char *const[]){"log_kept", "file", "log_file", "usb-2026-10.csv", "log_digest",
                                           digests[i].digest, NULL});
        assert_int_equal(world_do(&w, "report", person(APPLICANT, POST_SUPERVISOR, false), &e),
                         digests[i].good ? 0 : ERR_INPUT);
        world_close(&w);
    }
}

/* A waiver lifts names and sizes of ログの確認; the 検証 does not know it. 但書: one of the two logs all the same. */
static void R5_7_a_waiver_lifts_names_and_sizes_only(void **state)
{
    (void)state;
    for (int crossing = 0; crossing < 2; crossing++)
        for (int side = 0; side < 3; side++) {
            static const char *const sides[] = {NULL, "output", "input"};
            struct world w;
            struct err e;
            round_new(&w, "log_check");
            world_refer(&w, "waiver", &register_log_waiver, "K7QF-50 事務用", NULL);
            type(&w, "crossing", crossing ? "yes" : NULL);
            world_settle(&w, "begin");
            world_put(&w, "begin", APPLICANT);
            type(&w, "date", "2026-11-24");
            type(&w, "result", "none");
            type(&w, "log_side", sides[side]);
            assert_int_equal(world_do(&w, "close", person(APPLICANT, POST_SUPERVISOR, false), &e),
                             !crossing || side > 0 ? 0 : ERR_INPUT);
            world_close(&w);
        }
    for (const struct field *f = register_inspection.fields; f->key != NULL; f++)
        if (strcmp(f->key, "waiver") == 0) {
            struct world w;
            round_new(&w, "verification");
            assert_false(field_asked(f, w.typed, NULL));
            world_close(&w);
        }
}

/* ---- the round ---- */

static void a_round_names_month_kind_and_person(void **state)
{
    struct world w;
    (void)state;
    round_new(&w, "phone");
    assert_string_equal(entry_get(w.typed, "round"), "2026-11 公用携帯電話機の所在点検 田中 玲 (K7QF-1)");
    type(&w, "inspector", HIM);
    world_settle(&w, "begin");
    assert_string_equal(entry_get(w.typed, "round"), "2026-11 公用携帯電話機の所在点検 佐藤 健 (K7QF-3)");
    type(&w, "kind", NULL);
    world_settle(&w, "begin");
    assert_null(entry_get(w.typed, "round"));
    world_close(&w);
}

static void a_round_of_things_is_not_dropped_and_a_verification_is(void **state)
{
    (void)state;
    for (size_t k = 0; k < KINDS; k++) {
        struct world w;
        struct err e;
        round_begun(&w, kinds[k]);
        w.s.reason = "誤って始めた";
        assert_int_equal(world_do(&w, "drop", person(APPLICANT, POST_SUPERVISOR, false), &e), k < 2 ? ERR_REFUSED : 0);
        assert_string_equal(w.record->state, k < 2 ? "open" : "dropped");
        world_close(&w);
    }
}

static void R5_8_kept_for_one_year(void **state)
{
    (void)state;
    assert_int_equal(register_inspection.retention_years, 1);
    assert_int_equal(register_find("inspection_item")->retention_years, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(M_35_M_36_M_37_M_43_who_begins_and_who_enters_the_result),
        cmocka_unit_test(a_result_belongs_to_its_kind_of_step),
        cmocka_unit_test(M_28_M_37_R5_4_R5_5_who_confirms),
        cmocka_unit_test(M_28_R5_4_both_sign_and_they_are_two_persons),
        cmocka_unit_test(M_28_R5_4_which_permits_are_confirmed),
        cmocka_unit_test(R5_5_sent_back_it_is_confirmed_anew),
        cmocka_unit_test(R5_5_there_is_no_sole_decision),
        cmocka_unit_test(R5_1_R0_9_a_round_ends_when_each_thing_is_answered),
        cmocka_unit_test(R5_1_what_was_counted_says_whether_all_is_there),
        cmocka_unit_test(R5_1_R5_3_month_and_period_follow_until_typed),
        cmocka_unit_test(R5_3_R5_4_the_period_by_the_setting),
        cmocka_unit_test(R5_3_days_that_cannot_be_are_refused),
        cmocka_unit_test(M_43_R5_3_names_and_sizes_are_checked),
        cmocka_unit_test(M_37_R5_5_logs_and_books_are_both_used),
        cmocka_unit_test(R5_6_the_result_of_the_log_is_kept_with_the_book),
        cmocka_unit_test(R5_7_a_waiver_lifts_names_and_sizes_only),
        cmocka_unit_test(a_round_names_month_kind_and_person),
        cmocka_unit_test(a_round_of_things_is_not_dropped_and_a_verification_is),
        cmocka_unit_test(R5_8_kept_for_one_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

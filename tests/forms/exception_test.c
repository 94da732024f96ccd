/* 様式第9号: who applies for what, review and permit, the change, the report after the end, the hand-over. M-39, R9-1…R9-6. */
#include "forms/register_exception.h"
#include "tests/forms/application_world.h"

#define REPORT "第8の1(2)"
#define CHANGE "第8の1(1)"
#define BLANKET "第8の1(4)"
#define PERIOD "from", "2026-12-01", "until", "2026-12-31"
#define ASKED                                                                                                     \
    "kind", "new", "addressee", "情報セキュリティ管理者", "scope", "individual", "document", "細目", "provision", \
        "第7の1", "grounds", "代替機の不足", "measures", "施錠して保管", "impact", "小さい", PERIOD

static const char *const asked[] = {ASKED, NULL};
static const char *const blanket[] = {ASKED, "scope", "comprehensive", "scope_text", "鑑識業務", NULL};

static struct actor permitter(void)
{
    return person(OTHER, POST_STAFF | POST_EXCEPTION_PERMITTER, false);
}
static struct actor administrator(void)
{
    return person(ANOTHER, POST_STAFF | POST_ADMINISTRATOR, false);
}

static void examine(struct world *w, const char *report)
{
    type(w, "examined_report", report);
    done_by(w, "examine", permitter());
}

/* Permitted with a report to follow. */
static void permitted(struct world *w)
{
    apply(w, &register_exception, "request", clerk(), asked);
    examine(w, "needed");
    type(w, "report", "needed");
    type(w, "report_items", "使用した回数");
    done_by(w, "permit", permitter());
    assert_string_equal(w->record->state, "permitted");
}

static bool self_approves(unsigned posts, bool self)
{
    return self && approves(posts);
}
static bool himself(unsigned posts, bool self)
{
    (void)posts;
    return self;
}
static bool blanket_posts(unsigned posts, bool self)
{
    (void)self;
    return (posts & (POST_SECURITY_OFFICER | POST_ADMINISTRATOR)) != 0 && approves(posts);
}
static bool permitters(unsigned posts, bool self)
{
    return (posts & POST_EXCEPTION_PERMITTER) != 0 && !self && approves(posts);
}
static bool permitters_or_recorders(unsigned posts, bool self)
{
    return permitters(posts, self) || ((posts & POST_ADMINISTRATOR) != 0 && approves(posts));
}
static bool self_or_permitters(unsigned posts, bool self)
{
    return permitters(posts, self) || self_approves(posts, self);
}
static bool self_or_desks(unsigned posts, bool self)
{
    return (self || (posts & (POST_EXCEPTION_PERMITTER | POST_ADMINISTRATOR)) != 0) && approves(posts);
}

static void R9_5_M_39_who_applies_for_what(void **state)
{
    (void)state;
    struct world w;
    world_start(&w, &register_exception);
    type_all(&w, asked);
    judge_everybody(&w, "request", every_approver, NULL);
    type_all(&w, blanket);
    judge_everybody(&w, "request", blanket_posts, BLANKET);
    type(&w, "scope_text", NULL);
    refused(&w, "request", administrator(), "scope_text", BLANKET);
    world_close(&w);
    demands(&register_exception, "request", administrator(), blanket,
            "kind|addressee|scope|scope_text|document|provision|grounds|measures|impact|from|until");
    world_start(&w, &register_exception); /* the end before the beginning */
    type_all(&w, asked);
    type(&w, "until", "2026-11-30");
    refused(&w, "request", clerk(), "until", NULL);
    type(&w, "until", "2026-12-01");
    done_by(&w, "request", clerk());
    assert_string_equal(entry_get(w.record, "responsible"), APPLICANT " 職員" APPLICANT);
    world_close(&w);
}

static void M_39_review_then_permit_or_a_decision_elsewhere(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    apply(&w, &register_exception, "request", clerk(), asked);
    judge_everybody(&w, "examine", permitters, REPORT);
    w.s.reason = "理由";
    judge_everybody(&w, "permit", nobody, REPORT); /* not before the review */
    judge_everybody(&w, "refuse", permitters, NULL);
    type_all(&w, (const char *const[]){DECIDED_ELSEWHERE, NULL});
    judge_everybody(&w, "examine", permitters_or_recorders, NULL);
    judge_everybody(&w, "refuse", permitters_or_recorders, NULL);
    examine(&w, "needed");
    judge_everybody(&w, "permit", permitters_or_recorders, NULL);
    type(&w, "external_number", NULL);
    judge_everybody(&w, "permit", permitters, NULL);
    done_by(&w, "send_back", permitter()); /* asked again, it is reviewed again */
    done_by(&w, "request_again", clerk());
    judge_everybody(&w, "permit", nobody, REPORT);
    world_close(&w);

    permitted(&w);
    assert_string_equal(entry_get(w.record, "in_force"), "第7の1"); /* on the list of departures */
    assert_int_not_equal(world_do(&w, "permit", permitter(), &e), 0);
    world_close(&w);
}

/* R9-3: the examination and the permit, each with or without a report. */
static void R9_3_a_report_is_waived_only_twice(void **state)
{
    (void)state;
    static const char *const answers[] = {"needed", "none"};
    for (int x = 0; x < 2; x++)
        for (int y = 0; y < 2; y++)
            for (int items = 0; items < 2; items++) {
                struct world w;
                apply(&w, &register_exception, "request", clerk(), asked);
                examine(&w, answers[x]);
                type(&w, "report", answers[y]);
                if (items)
                    type(&w, "report_items", "使用した回数");
                if (y == 0 && !items)
                    refused(&w, "permit", permitter(), "report_items", REPORT);
                else if (y == 1 && x == 0)
                    refused(&w, "permit", permitter(), "report", REPORT);
                else {
                    done_by(&w, "permit", permitter());
                    assert_int_equal(entry_get(w.record, "ends_at") != NULL, y == 0); /* late, or never */
                    assert_int_equal(rule_for(&w.s, "chase") != NULL, y == 0);
                    assert_int_equal(rule_for(&w.s, "end_report") != NULL, y == 0);
                    assert_int_equal(rule_for(&w.s, "close") != NULL, y == 1);
                }
                world_close(&w);
            }
}

static void R9_3_without_a_report_it_is_closed(void **state)
{
    (void)state;
    struct world w;
    apply(&w, &register_exception, "request", clerk(), asked);
    examine(&w, "none");
    type(&w, "report", "none");
    done_by(&w, "permit", permitter());
    judge_everybody(&w, "close", self_or_permitters, NULL);
    w.s.now = moment(2027, 1, 4, 9, 0);
    type(&w, "ended_on", "2026-12-31");
    done_by(&w, "close", clerk());
    assert_string_equal(w.record->state, "ended");
    assert_null(entry_get(w.record, "in_force"));
    world_close(&w);
}

static void R9_2_the_report_after_the_end(void **state)
{
    (void)state;
    struct world w;
    permitted(&w);
    assert_int_equal(field_time(entry_get(w.record, "ends_at")), moment(2027, 1, 1, 0, 0));
    assert_string_equal(register_exception.late_field, "ends_at");
    assert_string_equal(register_step_with(&register_exception, STEP_BRINGS_BACK)->key, "end_report");
    w.s.now = moment(2027, 1, 4, 9, 0);
    judge_everybody(&w, "end_report", self_approves, NULL);
    type(&w, "ended_on", "2026-12-31");
    refused(&w, "end_report", clerk(), "reported", REPORT);
    type(&w, "reported", "3回使用、異常なし");
    type(&w, "ended_on", "2027-01-05"); /* has not come */
    refused(&w, "end_report", clerk(), "ended_on", NULL);
    type(&w, "ended_on", "2026-12-31");
    done_by(&w, "end_report", clerk());
    assert_string_equal(w.record->state, "reported");
    assert_null(entry_get(w.record, "in_force"));
    judge_everybody(&w, "confirm_report", permitters, REPORT);
    type(&w, "receipt", "情管第3号 12.31 総括責任者");
    judge_everybody(&w, "confirm_report", permitters_or_recorders, NULL);
    type(&w, "receipt", NULL);
    w.s.reason = "回数がない";
    done_by(&w, "return_report", permitter());
    assert_string_equal(w.record->state, "permitted");
    assert_null(entry_get(w.record, "in_force")); /* over all the same */
    type(&w, "reported", "3回使用");
    done_by(&w, "end_report", clerk());
    done_by(&w, "confirm_report", permitter());
    assert_string_equal(w.record->state, "ended");
    world_close(&w);
}

/* No report: chased by the 許可者 after the end and the days of the setting (◇), with what had to be done. */
static void R9_2_no_report_is_chased(void **state)
{
    (void)state;
    static const char *const settings[] = {NULL, "0", "30"};
    static const int days[] = {14, 0, 30};
    static const int minutes[] = {-1, 0, 1};
    for (int i = 0; i < 3; i++)
        for (int m = 0; m < 3; m++) {
            struct world w;
            struct err e;
            permitted(&w);
            if (settings[i] != NULL)
                world_set(&w, "exception_report_days", settings[i]);
            w.s.now = moment(2027, 1, 1, 0, 0) + (int64_t)days[i] * 24 * 3600 + minutes[m] * 60;
            type(&w, "action", "電話で報告を求めた");
            if (m == 0) {
                refused(&w, "chase", permitter(), NULL, i == 1 ? REPORT : "");
            } else {
                type(&w, "action", NULL);
                refused(&w, "chase", permitter(), "action", REPORT);
                type(&w, "action", "電話で報告を求めた");
                done_by(&w, "chase", permitter());
                type(&w, "action", "所属長に通知した");
                done_by(&w, "chase", permitter()); /* as often as it takes */
                assert_string_equal(w.record->state, "permitted");
                assert_int_not_equal(world_do(&w, "chase", clerk(), &e), 0);
            }
            world_close(&w);
        }
    struct world w;
    permitted(&w);
    w.s.now = moment(2027, 2, 1, 9, 0);
    judge_everybody(&w, "chase", permitters, REPORT);
    world_close(&w);
}

/* What the new version refers to, in that state, said to be changing or not, by whom. */
static void R9_1_a_change_is_applied_for_anew(void **state)
{
    (void)state;
    static const char *const states[] = {"requested", "permitted", "reported", "ended"};
    for (int n = 0; n < 16; n++) {
        bool said = n & 1, mine = n & 2, good = said && mine && n / 4 == 1;
        struct world w;
        struct entry *old;
        world_start(&w, &register_exception);
        type_all(&w, asked);
        type(&w, "kind", "change");
        refused(&w, "request", clerk(), "previous", CHANGE);
        old = world_refer(&w, "previous", &register_exception, "K7QF-50 第7の1",
                          (const char *const[]){"reapplying", said ? "yes" : NULL, NULL});
        text_format(old->state, sizeof old->state, "%s", states[n / 4]);
        text_format(old->applicant.id, sizeof old->applicant.id, "%s", mine ? APPLICANT : ANOTHER);
        if (good)
            done_by(&w, "request", clerk());
        else
            refused(&w, "request", clerk(), "previous", CHANGE);
        world_close(&w);
    }
}

/* ⚑Q23: while the new one is undecided, the old one stays permitted and is marked. */
static void R9_1_the_old_permit_stays_until_the_new_one(void **state)
{
    (void)state;
    struct world w;
    permitted(&w);
    judge_everybody(&w, "reapply", self_approves, NULL);
    assert_null(rule_for(&w.s, "replace"));
    refused(&w, "reapply", clerk(), "change", CHANGE);
    type(&w, "change", "期間を延ばす");
    done_by(&w, "reapply", clerk());
    assert_string_equal(w.record->state, "permitted");
    assert_string_equal(entry_get(w.record, "reapplying"), "yes");
    assert_string_equal(entry_get(w.record, "in_force"), "第7の1");
    const struct field *mark = &register_exception.fields[register_field(&register_exception, "reapplying")];
    assert_int_not_equal(mark->flags & FIELD_LISTED, 0);
    assert_string_equal(mark->choices[0].label, "再申請中");
    w.s.reason = "変更が不要になった";
    done_by(&w, "keep", clerk());
    assert_null(entry_get(w.record, "reapplying"));
    assert_string_equal(w.record->state, "permitted");
    world_close(&w);
}

static void R9_1_the_new_permit_takes_its_place(void **state)
{
    (void)state;
    static const char *const states[] = {"requested", "permitted", "refused", "withdrawn"};
    for (int n = 0; n < 8; n++) {
        struct world w;
        struct entry *next;
        permitted(&w);
        type(&w, "change", "期間を延ばす");
        done_by(&w, "reapply", clerk());
        next = world_refer(&w, "successor", &register_exception, "K7QF-51 第7の1",
                           (const char *const[]){"previous", n & 1 ? "K7QF-100 第7の1" : "K7QF-99 第5の1", NULL});
        text_format(next->state, sizeof next->state, "%s", states[n / 2]);
        if (n == 3) {
            judge_everybody(&w, "replace", self_or_permitters, NULL);
            done_by(&w, "replace", clerk());
            assert_string_equal(w.record->state, "replaced");
            assert_null(entry_get(w.record, "in_force"));
        } else {
            refused(&w, "replace", clerk(), "successor", CHANGE);
        }
        world_close(&w);
    }
}

static void R9_4_handed_over_to_the_office_that_keeps_it(void **state)
{
    (void)state;
    struct world w;
    apply(&w, &register_exception, "request", clerk(), asked);
    judge_everybody(&w, "hand_over", self_or_desks, NULL);
    type(&w, "handed_how", "print");
    refused(&w, "hand_over", clerk(), "handed_to", "第8の1(3)");
    type(&w, "handed_to", "情報管理課 庶務");
    done_by(&w, "hand_over", clerk());
    assert_string_equal(w.record->state, "requested"); /* nothing waits for it */
    world_close(&w);
    permitted(&w);
    type(&w, "handed_how", "data");
    type(&w, "handed_to", "情報管理課 庶務");
    done_by(&w, "hand_over", administrator());
    done_by(&w, "hand_over", permitter());
    assert_string_equal(w.record->state, "permitted");
    world_close(&w);
}

static void R9_6_kept_for_five_years(void **state)
{
    (void)state;
    assert_int_equal(register_exception.retention_years, 5);
    assert_string_equal(register_exception.form, "9");
}

static void M_39_the_applicant_takes_it_back(void **state)
{
    (void)state;
    static const char *const steps[] = {"pull_back", "withdraw"};
    for (int i = 0; i < 2; i++) {
        struct world w;
        apply(&w, &register_exception, "request", clerk(), asked);
        judge_everybody(&w, steps[i], himself, NULL);
        world_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R9_5_M_39_who_applies_for_what),
        cmocka_unit_test(M_39_review_then_permit_or_a_decision_elsewhere),
        cmocka_unit_test(R9_3_a_report_is_waived_only_twice),
        cmocka_unit_test(R9_3_without_a_report_it_is_closed),
        cmocka_unit_test(R9_2_the_report_after_the_end),
        cmocka_unit_test(R9_2_no_report_is_chased),
        cmocka_unit_test(R9_1_a_change_is_applied_for_anew),
        cmocka_unit_test(R9_1_the_old_permit_stays_until_the_new_one),
        cmocka_unit_test(R9_1_the_new_permit_takes_its_place),
        cmocka_unit_test(R9_4_handed_over_to_the_office_that_keeps_it),
        cmocka_unit_test(R9_6_kept_for_five_years),
        cmocka_unit_test(M_39_the_applicant_takes_it_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

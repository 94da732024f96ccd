/* 様式第1号: who applies, who permits, that the permit comes before the work, and what needs none. M-38, R1-1…R1-6. */
#include "forms/register_software.h"
#include "tests/forms/application_world.h"

#define CLAUSE "第2の1(6)"
#define ADDED                                                                                                    \
    "kind", "software", "target", "署端末 3台", "name", "画像閲覧", "version", "4.2", "support", "令和12年まで", \
        "traffic", "no", "bundled", "なし", "risk", "小さい", "purpose", "現場写真の閲覧"

static const char *const added[] = {ADDED, NULL};
static const char *const talking[] = {ADDED,  "traffic", "yes",       "protocol", "TLS 1.3",
                                      "port", "443",     "encrypted", "yes",      NULL};
static const char *const connected[] = {"kind", "connect", "target",       "署端末 1台", "name", "スキャナ", "risk",
                                        "なし", "purpose", "書類の電子化", "maker",      "甲社", NULL};
static const char *const another[] = {
    "kind",   "other", "kind_other", "内蔵メモリの増設", "target", "署端末 1台", "name",
    "メモリ", "risk",  "なし",       "purpose",          "解析",   NULL};

static struct actor administrator(void)
{
    return person(HOLDER, POST_STAFF | POST_ADMINISTRATOR, false);
}
static struct actor officer(void)
{
    return person(OTHER, POST_STAFF | POST_SECURITY_OFFICER, false);
}

/* Drafted by APPLICANT, applied for by HOLDER. */
static void ask(struct world *w)
{
    apply(w, &register_software, "prepare", clerk(), added);
    assert_string_equal(w->record->state, "draft");
    assert_null(entry_get(w->record, "applicant"));
    done_by(w, "submit", administrator());
    assert_string_equal(w->record->state, "requested");
}

/* Taking back approves nothing: whatever else he holds. */
static bool any_administrator(unsigned posts, bool self)
{
    (void)self;
    return (posts & POST_ADMINISTRATOR) != 0;
}

static void R1_1_M_38_only_an_administrator_applies(void **state)
{
    (void)state;
    struct world w;
    world_start(&w, &register_software);
    type_all(&w, added);
    judge_everybody(&w, "request", administrators, CLAUSE);
    judge_everybody(&w, "prepare", everybody, NULL); /* ◇ */
    world_close(&w);
    apply(&w, &register_software, "prepare", clerk(), added);
    judge_everybody(&w, "submit", administrators, CLAUSE);
    done_by(&w, "submit", administrator());
    assert_string_equal(entry_get(w.record, "applicant"), HOLDER " 職員" HOLDER); /* not the one who drafted */
    world_close(&w);
    apply(&w, &register_software, "request", administrator(), added);
    assert_string_equal(w.record->state, "requested");
    world_close(&w);
}

static void M_38_the_security_officer_permits_or_his_decision_is_recorded(void **state)
{
    (void)state;
    static const char *const steps[] = {"permit", "refuse"};
    static const char *const elsewhere[] = {DECIDED_ELSEWHERE, NULL};
    for (int i = 0; i < 2; i++) {
        struct world w;
        ask(&w);
        w.s.reason = "理由";
        judge_everybody(&w, steps[i], other_officers, i == 0 ? CLAUSE : NULL);
        type_all(&w, elsewhere);
        judge_everybody(&w, steps[i], officers_or_recorders, NULL);
        for (size_t f = 0; elsewhere[f] != NULL; f += 2) {
            type(&w, elsewhere[f], NULL);
            judge_everybody(&w, steps[i], other_officers, NULL);
            told(&w, steps[i], administrator(), "外部決裁を記録するには"); /* who may, and what he left out */
            type(&w, elsewhere[f], elsewhere[f + 1]);
        }
        type(&w, "external_date", "2026-11-25"); /* has not come yet */
        judge_everybody(&w, steps[i], other_officers, NULL);
        type(&w, "external_date", "2026-11-23");
        done_by(&w, steps[i], administrator());
        assert_string_equal(w.record->state, i == 0 ? "permitted" : "refused");
        world_close(&w);
    }
}

static void R1_2_work_comes_after_the_permit(void **state)
{
    (void)state;
    static const int minutes[] = {-24 * 60, -60, -1, 0, 1, 30};
    for (size_t i = 0; i < sizeof minutes / sizeof minutes[0]; i++) {
        struct world w;
        int64_t permitted;
        ask(&w);
        type_time(&w, "worked_at", w.s.now);
        type(&w, "worked_by", "甲社 乙");
        refused(&w, "work", clerk(), NULL, ""); /* not permitted yet */
        done_by(&w, "permit", officer());
        permitted = w.s.now;
        w.s.now += 2 * 3600;
        type(&w, "worked_by", "甲社 乙");
        type_time(&w, "worked_at", permitted + minutes[i] * 60);
        if (minutes[i] < 0)
            refused(&w, "work", clerk(), "worked_at", CLAUSE);
        else
            done_by(&w, "work", clerk());
        assert_string_equal(w.record->state, minutes[i] < 0 ? "permitted" : "done");
        world_close(&w);
    }
}

/* A decision taken elsewhere on the 23rd, recorded on the 24th at ten: what counts is the decision, as far as it is known. */
static void R1_2_work_comes_after_a_decision_taken_elsewhere(void **state)
{
    (void)state;
    const int64_t hour = moment(2026, 11, 23, 14, 0);
    const struct {
        int64_t worked;
        bool told, good;
        const char *field;
    } cases[] = {
        {moment(2026, 11, 22, 23, 59), false, false, "worked_at"},
        {moment(2026, 11, 22, 23, 59), true, false, "worked_at"},
        {moment(2026, 11, 23, 13, 59), false, false, "worked_at"},
        {moment(2026, 11, 23, 13, 59), true, false, "worked_at"},
        {moment(2026, 11, 23, 14, 0), true, true, NULL},
        {moment(2026, 11, 23, 14, 1), false, false, "worked_at"},
        {moment(2026, 11, 24, 0, 0), false, true, NULL},
        {moment(2026, 11, 24, 9, 0), true, true, NULL},
        {moment(2026, 11, 24, 12, 0), false, true, NULL},
        {moment(2026, 11, 24, 12, 10), false, false, "worked_at"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct world w;
        ask(&w);
        type_all(&w, (const char *const[]){DECIDED_ELSEWHERE, NULL});
        done_by(&w, "permit", administrator());
        w.s.now = moment(2026, 11, 24, 12, 0);
        type(&w, "worked_by", "甲社 乙");
        type_time(&w, "worked_at", cases[i].worked);
        if (cases[i].told)
            type_time(&w, "decided_at", hour);
        if (cases[i].good)
            done_by(&w, "work", clerk());
        else
            refused(&w, "work", clerk(), cases[i].field, NULL);
        world_close(&w);
    }
}

static void R1_3_R1_6_what_needs_no_permit(void **state)
{
    (void)state;
    struct world w;
    static const char *const grounds[] = {"provided", "guideline"};
    world_start(&w, &register_software);
    type_all(&w, connected);
    judge_everybody(&w, "exempt", administrators, CLAUSE);
    world_close(&w);
    for (int i = 0; i < 2; i++)
        for (int reason = 0; reason < 2; reason++)
            for (int clause = 0; clause < 2; clause++) {
                world_start(&w, &register_software);
                type_all(&w, connected);
                type(&w, "ground", grounds[i]);
                type(&w, "exempt_reason", reason ? "整備された端末のスキャナ" : NULL);
                type(&w, "guideline_clause", clause ? "運用要領第3の2" : NULL);
                if (reason == 0)
                    refused(&w, "exempt", administrator(), i == 1 && !clause ? "guideline_clause" : "exempt_reason",
                            NULL);
                else if (i == 1 && !clause)
                    refused(&w, "exempt", administrator(), "guideline_clause", "第4の1(2)ア(ウ)");
                else {
                    done_by(&w, "exempt", administrator());
                    assert_string_equal(w.record->state, "exempt");
                    assert_string_equal(entry_get(w.record, "result"), "exempt");
                    assert_string_equal(entry_get(w.record, "exempt_reason"), "整備された端末のスキャナ");
                }
                world_close(&w);
            }
    world_start(&w, &register_software); /* without a ground there is no exemption */
    type_all(&w, connected);
    type(&w, "exempt_reason", "急ぐから");
    refused(&w, "exempt", administrator(), "ground", CLAUSE);
    world_close(&w);
}

static void R1_4_what_was_granted_and_refused_is_listed(void **state)
{
    (void)state;
    static const struct {
        const char *step, *result;
    } ends[] = {{"permit", "permitted"}, {"refuse", "refused"}, {NULL, NULL}};
    const struct field *field = &register_software.fields[register_field(&register_software, "result")];
    assert_int_equal(field->flags & (FIELD_LISTED | FIELD_INDEXED), FIELD_LISTED | FIELD_INDEXED);
    assert_string_equal(field->clause, "第5の1(1)イ(ア)");
    for (int i = 0; i < 3; i++) {
        struct world w;
        ask(&w);
        w.s.reason = "版が古い";
        if (ends[i].step != NULL)
            done_by(&w, ends[i].step, officer());
        if (ends[i].result == NULL)
            assert_null(entry_get(w.record, "result"));
        else
            assert_string_equal(entry_get(w.record, "result"), ends[i].result);
        world_close(&w);
    }
}

static void R1_5_kept_for_a_year(void **state)
{
    (void)state;
    assert_int_equal(register_software.retention_years, 1);
    assert_string_equal(register_software.form, "1");
}

static void M_38_fields_of_each_kind(void **state)
{
    (void)state;
    demands(&register_software, "request", administrator(), added,
            "kind|target|name|version|support|traffic|bundled|risk|purpose");
    demands(&register_software, "request", administrator(), talking,
            "kind|target|name|version|support|protocol|port|encrypted|bundled|risk|purpose|traffic");
    demands(&register_software, "request", administrator(), connected, "kind|target|name|risk|purpose");
    demands(&register_software, "request", administrator(), another, "kind|kind_other|target|name|risk|purpose");
}

/* Sent back, asked again, withdrawn: by the administrators, whoever drafted; a permit before that lapses. */
static void R1_1_the_way_back_belongs_to_the_administrator(void **state)
{
    (void)state;
    struct world w;
    ask(&w);
    judge_everybody(&w, "pull_back", any_administrator, NULL);
    judge_everybody(&w, "withdraw", any_administrator, NULL);
    w.s.reason = "版がない";
    judge_everybody(&w, "send_back", other_officers, NULL);
    done_by(&w, "send_back", officer());
    judge_everybody(&w, "request_again", any_administrator, NULL);
    done_by(&w, "request_again", administrator());
    assert_string_equal(w.record->state, "requested");
    done_by(&w, "permit", officer());
    done_by(&w, "give_up", administrator());
    assert_string_equal(w.record->state, "withdrawn");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R1_1_M_38_only_an_administrator_applies),
        ALSO("M-38", R1_1_M_38_only_an_administrator_applies),
        cmocka_unit_test(M_38_the_security_officer_permits_or_his_decision_is_recorded),
        cmocka_unit_test(R1_2_work_comes_after_the_permit),
        cmocka_unit_test(R1_2_work_comes_after_a_decision_taken_elsewhere),
        cmocka_unit_test(R1_3_R1_6_what_needs_no_permit),
        ALSO("R1-6", R1_3_R1_6_what_needs_no_permit),
        cmocka_unit_test(R1_4_what_was_granted_and_refused_is_listed),
        cmocka_unit_test(R1_5_kept_for_a_year),
        cmocka_unit_test(M_38_fields_of_each_kind),
        cmocka_unit_test(R1_1_the_way_back_belongs_to_the_administrator),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

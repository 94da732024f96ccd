/* The cases in which an entry may be omitted: obligations.md §6, X-1…X-5, X-T1, X-T3, X-T4 and M-44, against tables written from
 * the text. The conditions of devices are judged over a register of this file: 様式第7号 has its own tests. */
#include "forms/exemption.h"
#include "forms/register_person.h"
#include "forms/register_place.h"
#include "tests/forms/checkout_world.h"

#define BOX "K7QF-40"
#define ELSEWHERE "K7QF-41"

/* ---- the judgement over everything that it looks at ---- */

static const struct choice classes[] = {{"camera", "カメラ", NULL, NULL},
                                        {"video", "ビデオ", NULL, NULL},
                                        {"recorder", "レコーダー", NULL, NULL},
                                        {"other", "その他", NULL, NULL},
                                        {0}};
static const struct choice levels[] = {{"1", "1", NULL, NULL}, {"2", "2", NULL, NULL}, {"3", "3", NULL, NULL}, {0}};
static const struct state idle[] = {{"current", "在", "在", STATE_CURRENT}, {0}};
static const struct field device_fields[] = {
    {.key = "class", .label = "種別", .type = FIELD_CHOICE, .choices = classes}, {0}};
static const struct register_def device = {.id = "d", .label = "機器", .fields = device_fields, .states = idle};
static const struct field medium_fields[] = {
    {.key = "designation", .label = "指定", .type = FIELD_CHOICE, .choices = medium_designations},
    {.key = "designated_place", .label = "場所", .type = FIELD_TEXT},
    {.key = "designated_person", .label = "職員", .type = FIELD_TEXT},
    {.key = "write_once", .label = "書ききり", .type = FIELD_YES},
    {0}};
static const struct register_def medium = {.id = "m", .label = "媒体", .fields = medium_fields, .states = idle};
static const struct field use_fields[] = {
    EXEMPTION_FIELDS(medium_designations, "第7の1(2)オ(ウ)b(b)"),
    {.key = "item", .label = "機器", .type = FIELD_ITEM, .registers = "device"},
    {.key = "medium", .label = "媒体", .type = FIELD_ITEM, .registers = "device", .flags = FIELD_LINKED},
    {.key = "user", .label = "使用者", .type = FIELD_PERSON, .flags = FIELD_LINKED},
    {.key = "taken_from", .label = "開始", .type = FIELD_TIME},
    {.key = "taken_until", .label = "終了", .type = FIELD_TIME},
    {.key = "confidentiality", .label = "機密性", .type = FIELD_CHOICE, .choices = levels},
    {0}};
static const struct register_def use = {.id = "u",
                                        .label = "使用",
                                        .fields = use_fields,
                                        .states = idle,
                                        .late_field = "taken_until",
                                        .item_field = "item"};

/* What a case is made of; each index says which of the values stands. */
struct facts {
    const char *exemption, *class, *designation, *level;
    bool once, closed, on_duty, named, of_place, the_person;
    int back; /* 0 the same day, 1 the next, 2 not said */
};

static void world_facts(struct world *w, const struct facts *f)
{
    world_start(w, &use);
    world_refer(w, "item", &device, "K7QF-90 カメラ-1", (const char *const[]){"class", f->class, NULL});
    world_refer(w, "medium", &medium, "K7QF-91 600-012-001",
                (const char *const[]){"designated_place", BOX " 駅前交番", "designated_person",
                                      f->the_person ? HOLDER " 山田 実" : OTHER " 伊藤 学",
                                      f->once ? "write_once" : NULL, "yes", NULL});
    if (f->designation != NULL)
        ok(entry_set(*world_slot(w, "medium"), "designation", f->designation, NULL), NULL);
    world_refer(w, "user", &register_person, HOLDER " 山田 実",
                (const char *const[]){"place", f->of_place ? BOX " 駅前交番" : ELSEWHERE " 南町交番", NULL});
    w->s.now = f->closed ? night() : office_hours();
    type(w, "exemption", f->exemption);
    type(w, "omitted", "yes");
    type(w, "named_by", f->named ? OTHER " 鈴木 茂" : NULL);
    type(w, "on_duty", f->on_duty ? "yes" : NULL);
    type(w, "confidentiality", f->level);
    type_time(w, "taken_from", w->s.now);
    if (f->back < 2)
        type_time(w, "taken_until", moment(2026, 11, 24 + f->back, 23, 59));
}

/* From the text, once more: L1342–1344, L1372–1376, L88. */
static bool may_omit(const struct facts *f)
{
    bool designated = f->designation != NULL && strcmp(f->designation, f->exemption) == 0;
    if (f->once || strcmp(f->class, "other") == 0 || strcmp(f->level, "3") == 0 || !designated)
        return false;
    if (strcmp(f->exemption, "duty") == 0)
        return f->closed && f->on_duty && f->named;
    if (strcmp(f->exemption, "police_box") == 0)
        return f->of_place;
    return f->the_person && f->back == 0;
}

static void judge_facts(const struct facts *f)
{
    struct world w;
    struct err e;
    char answer[ERR_TEXT_BYTES];
    world_facts(&w, f);
    err_clear(&e);
    w.s.step = NULL; /* only the person is asked: nothing is typed yet */
    assert_int_equal(exemption_judge(&w.s, &e), 0);
    w.s.step = "take_exempt";
    int rc = exemption_judge(&w.s, &e);
    exemption_answer(answer, sizeof answer, &w.s);
    if ((rc == 0) != may_omit(f))
        fail_msg("%s %s %s: %s", f->exemption, f->class, f->designation != NULL ? f->designation : "-", e.text);
    assert_ptr_equal(strstr(answer, rc == 0 ? "記載省略できます" : "記載省略できません: "), answer);
    if (rc != 0) {
        assert_int_equal(rc, ERR_REFUSED);
        assert_ptr_equal(strstr(answer, e.text), answer);
        assert_non_null(strstr(answer, e.clause));
        assert_true(e.clause[0] != '\0');
    }
    if (f->once)
        assert_int_equal(rc, ERR_REFUSED);
    world_close(&w);
}

static void X_T1_X_1_X_2_X_3_X_4_X_5_every_case(void **state)
{
    static const char *const exemptions[] = {"duty", "police_box", "person"};
    static const char *const designations[] = {NULL, "duty", "police_box", "person"};
    static const char *const levels_of[] = {"1", "2", "3"};
    (void)state;
    for (unsigned i = 0; i < 3 * 4 * 4 * 3 * 3 * 64; i++) {
        unsigned n = i / 64;
        struct facts f = {.once = i & 1,
                          .closed = i >> 1 & 1,
                          .on_duty = i >> 2 & 1,
                          .named = i >> 3 & 1,
                          .of_place = i >> 4 & 1,
                          .the_person = i >> 5 & 1};
        f.exemption = exemptions[n % 3];
        f.class = classes[n / 3 % 4].key;
        f.designation = designations[n / 12 % 4];
        f.level = levels_of[n / 48 % 3];
        f.back = (int)(n / 144);
        judge_facts(&f);
    }
}

/* All conditions hold, but for the one. */
static struct facts all_but(const char *exemption, const char *what)
{
#define HOLDS(NAME) (strcmp(what, NAME) != 0)
    return (struct facts){.exemption = exemption,
                          .class = HOLDS("class") ? "camera" : "other",
                          .designation = HOLDS("designation")             ? exemption
                                         : strcmp(exemption, "duty") != 0 ? "duty"
                                                                          : "person",
                          .level = HOLDS("level") ? "1" : "3",
                          .once = !HOLDS("once"),
                          .closed = HOLDS("closed"),
                          .on_duty = HOLDS("on_duty"),
                          .named = HOLDS("named"),
                          .of_place = HOLDS("place"),
                          .the_person = HOLDS("the_person"),
                          .back = HOLDS("next_day") ? HOLDS("unsaid") ? 0 : 2 : 1};
}

/* Where one condition alone fails, it is the one that is told, with its clause. */
static void X_T1_the_failing_condition_is_named(void **state)
{
    static const struct {
        const char *exemption, *fails, *said, *clause;
    } faults[] = {
        {"duty", "closed", "閉庁時間", "第7の1(2)オ(ウ)b(b)"},
        {"duty", "on_duty", "当直勤務に従事していません", "第7の1(2)オ(ウ)b(b)"},
        {"duty", "named", "指名していません", "第7の1(2)オ(ウ)b(b)"},
        {"duty", "designation", "当直勤務用として指定", "第7の1(2)オ(ウ)b(b)"},
        {"duty", "once", "書ききり型", "第7の1(2)オ(ウ)b"},
        {"police_box", "place", "勤務員ではありません", "第7の1(2)オ(ウ)b(c)"},
        {"police_box", "designation", "交番等の勤務用", "第7の1(2)オ(ウ)b(c)"},
        {"police_box", "once", "書ききり型", "第7の1(2)オ(ウ)b"},
        {"person", "the_person", "指定された職員ではありません", "第7の1(2)オ(ウ)b(a)"},
        {"person", "next_day", "その日のうち", "第7の1(2)オ(ウ)b(a)"},
        {"person", "unsaid", "その日のうち", "第7の1(2)オ(ウ)b(a)"},
        {"person", "designation", "あらかじめ一に指定", "第7の1(2)オ(ウ)b(a)"},
        {"person", "class", "ボイスレコーダー", "第7の1(2)オ(ウ)b"},
        {"person", "once", "書ききり型", "第7の1(2)オ(ウ)b"},
        {"person", "level", "運用管理者の許可", "第2の1(3)イ(イ)"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct facts f = all_but(faults[i].exemption, faults[i].fails);
        struct world w;
        struct err e;
        err_clear(&e);
        world_facts(&w, &f);
        w.s.step = "take_exempt";
        assert_int_equal(exemption_judge(&w.s, &e), ERR_REFUSED);
        if (strstr(e.text, faults[i].said) == NULL || strcmp(e.clause, faults[i].clause) != 0)
            fail_msg("%s without %s: %s (%s)", faults[i].exemption, faults[i].fails, e.text, e.clause);
        world_close(&w);
    }
}

static void X_T1_nothing_chosen_is_told(void **state)
{
    struct world w;
    struct err e;
    char answer[ERR_TEXT_BYTES];
    (void)state;
    world_start(&w, &use);
    err_clear(&e);
    w.s.step = "take_exempt";
    assert_int_equal(exemption_judge(&w.s, &e), ERR_INPUT);
    assert_string_equal(e.field, "exemption");
    assert_string_equal(exemption_answer(answer, sizeof answer, &w.s), "");
    type(&w, "exemption", "person");
    assert_string_equal(exemption_answer(answer, sizeof answer, &w.s), ""); /* no longer omitted */
    assert_int_equal(exemption_judge(&w.s, &e), ERR_REFUSED);
    assert_non_null(strstr(e.text, "選ばれていません"));
    world_close(&w);
}

/* ---- phones, through 様式第3号 ---- */

/* A phone of that designation, asked to go out as that exemption. */
static void take(struct world *w, const char *designation, const char *exemption)
{
    world_open(w, "shared_phone", NULL, NULL);
    w->s.now = night();
    type_time(w, "taken_from", night());
    type(w, "purpose", NULL);
    world_refer(w, "item", &register_phone, "K7QF-90 携帯-01",
                (const char *const[]){"kind", "shared_phone", "designated_place", BOX " 駅前交番",
                                      designation != NULL ? "designation" : NULL, designation, NULL});
    world_refer(w, "user", &register_person, HOLDER " 山田 実", (const char *const[]){"place", BOX " 駅前交番", NULL});
    type(w, "exemption", exemption);
    type(w, "on_duty", "yes");
    type(w, "named_by", OTHER " 鈴木 茂");
    world_settle(w, "take_exempt");
}

static void taken(struct world *w, const char *exemption)
{
    struct err e;
    take(w, exemption, exemption);
    ok(world_do(w, "take_exempt", clerk(), &e), &e);
    assert_string_equal(w->record->state, "out");
}

static void X_1_X_2_only_what_is_designated_goes_out_so(void **state)
{
    static const char *const words[] = {"duty", "police_box", NULL};
    (void)state;
    for (size_t d = 0; d < 3; d++)
        for (size_t x = 0; x < 2; x++) {
            struct world w;
            struct err e;
            take(&w, words[d], words[x]);
            int rc = world_do(&w, "take_exempt", clerk(), &e);
            assert_int_equal(rc, d == x ? 0 : ERR_REFUSED);
            if (rc != 0)
                assert_string_equal(e.clause, x == 0 ? "第7の1(2)エ(ウ)b(a)" : "第7の1(2)エ(ウ)b(b)");
            world_close(&w);
        }
}

/* Each of X-1: in office hours, not named, not on duty. */
static void X_1_closed_hours_named_and_on_duty(void **state)
{
    (void)state;
    for (unsigned bits = 0; bits < 8; bits++) {
        struct world w;
        struct err e;
        take(&w, "duty", "duty");
        if ((bits & 1) == 0)
            w.s.now = office_hours() + 3600;
        type(&w, "named_by", bits & 2 ? OTHER " 鈴木 茂" : NULL);
        type(&w, "on_duty", bits & 4 ? "yes" : NULL);
        assert_int_equal(world_do(&w, "take_exempt", clerk(), &e), bits == 7 ? 0 : ERR_REFUSED);
        world_close(&w);
    }
}

/* the staff of that place, at any hour; whoever signs in to write it down. */
static void X_2_the_staff_of_that_place(void **state)
{
    static const char *const places[] = {BOX " 駅前交番", ELSEWHERE " 南町交番", NULL};
    (void)state;
    for (size_t p = 0; p < 3; p++)
        for (int closed = 0; closed < 2; closed++) {
            struct world w;
            struct err e;
            take(&w, "police_box", "police_box");
            w.s.now = closed ? night() : office_hours() + 3600;
            ok(entry_set(*world_slot(&w, "user"), "place", places[p], NULL), NULL);
            assert_int_equal(world_do(&w, "take_exempt", clerk(), &e), p == 0 ? 0 : ERR_REFUSED);
            assert_null(entry_get(w.typed, "named_by"));
            world_close(&w);
        }
}

/* Where is it? Out, from the first moment; not to be taken twice; the text's entry is not asked and not said to be. */
static void X_T4_a_silent_use_is_an_entry(void **state)
{
    static const char *const words[] = {"duty", "police_box"};
    (void)state;
    for (size_t x = 0; x < 2; x++) {
        struct world w;
        struct err e;
        taken(&w, words[x]);
        assert_int_equal(register_state(&register_checkout, w.record->state)->kind, STATE_OUT);
        assert_true(word_in(register_checkout.exclusive->states, "out"));
        assert_true(word_in(register_checkout.exclusive->states, "written"));
        assert_null(entry_get(w.record, "purpose"));
        assert_null(field_clause(&register_checkout.fields[register_field(&register_checkout, "item")], w.record));
        assert_string_equal(entry_get(w.record, "omitted"), "yes");
        assert_null(rule_for(&w.s, "return"));
        assert_null(rule_for(&w.s, "extend"));
        w.s.now += 3600;
        type_time(&w, "returned_at", w.s.now);
        ok(world_do(&w, "return_exempt", person(OTHER, POST_STAFF | POST_DUTY_OFFICER, true), &e), &e);
        assert_string_equal(w.record->state, "done");
        assert_null(entry_done(w.record, "permit"));
        assert_null(entry_done(w.record, "confirm"));
        assert_true(entry_ready(w.record, "done", NULL));
        assert_string_equal(w.record->steps[0].rule, x == 0 ? "X-1" : "X-2");
        world_close(&w);
    }
}

/* An entry that was not omitted does not end by the way of one that was. */
static void X_T4_an_ordinary_entry_does_not_end_so(void **state)
{
    struct world w;
    struct err e;
    (void)state;
    world_open(&w, "shared_phone", NULL, NULL);
    ok(world_do(&w, "request", clerk(), &e), &e);
    ok(world_do(&w, "permit", person(OTHER, POST_SUPERVISOR, false), &e), &e);
    assert_null(rule_for(&w.s, "return_exempt"));
    assert_null(rule_for(&w.s, "write_up"));
    type_time(&w, "returned_at", w.s.now);
    assert_int_equal(world_do(&w, "return_exempt", person(OTHER, POST_DUTY_OFFICER, true), &e), ERR_REFUSED);
    assert_false(entry_ready(w.record, "done", NULL));
    world_close(&w);
}

/* The whole entry, the permit, and from then on the ordinary way. */
static void X_T4_X_1_written_up_it_needs_all(void **state)
{
    struct world w;
    struct err e;
    (void)state;
    taken(&w, "duty");
    assert_int_equal(world_do(&w, "write_up", clerk(), &e), ERR_INPUT);
    assert_string_equal(e.field, "purpose");
    type(&w, "purpose", "検問の照会");
    assert_int_equal(world_do(&w, "write_up", person(ANOTHER, POST_SUPERVISOR, false), &e), ERR_REFUSED);
    ok(world_do(&w, "write_up", clerk(), &e), &e);
    assert_string_equal(w.record->state, "written");
    assert_string_equal(entry_get(w.record, "exemption"), "duty");
    assert_false(entry_ready(w.record, "out", NULL));
    assert_int_equal(world_do(&w, "return_exempt", person(OTHER, POST_DUTY_OFFICER, true), &e), ERR_REFUSED);
    assert_int_equal(world_do(&w, "permit", clerk(), &e), ERR_REFUSED);
    ok(world_do(&w, "permit", person(OTHER, POST_DUTY_OFFICER, true), &e), &e);
    assert_string_equal(w.record->state, "out");
    assert_int_equal(world_do(&w, "write_up", clerk(), &e), ERR_REFUSED);
    w.s.now += 3600;
    type_time(&w, "returned_at", w.s.now);
    ok(world_do(&w, "return", clerk(), &e), &e);
    assert_string_equal(w.record->state, "returned");
    type(&w, "end_result", "ended");
    ok(world_do(&w, "confirm", person(ANOTHER, POST_SUPERVISOR, false), &e), &e);
    assert_string_equal(w.record->state, "done");
    world_close(&w);
}

/* What comes back before the permit was given can still come back. */
static void X_T4_written_up_and_back(void **state)
{
    struct world w;
    struct err e;
    (void)state;
    taken(&w, "police_box");
    type(&w, "purpose", "検問の照会");
    ok(world_do(&w, "write_up", clerk(), &e), &e);
    type_time(&w, "returned_at", w.s.now);
    ok(world_do(&w, "return", clerk(), &e), &e);
    assert_string_equal(w.record->state, "returned");
    world_close(&w);
}

/* ---- M-44 ---- */

static void M_44_only_the_officer_of_the_shift_names(void **state)
{
    struct world w;
    (void)state;
    take(&w, "duty", "duty");
    for (unsigned posts = 0; posts < POSTS_ALL; posts++)
        for (unsigned bits = 0; bits < 4; bits++) {
            struct err e;
            bool rostered = bits & 1, closed = bits & 2;
            bool may = (posts & POST_DUTY_OFFICER) != 0 && (posts & POST_TECHNICAL) == 0 && rostered && closed;
            w.s.now = closed ? night() : office_hours();
            w.s.actor = person(OTHER, posts, rostered);
            err_clear(&e);
            assert_int_equal(rule_check_person(NULL, &w.s, "name_user", &e), may ? 0 : ERR_REFUSED);
            if (!may && (posts & POST_TECHNICAL) == 0)
                assert_string_equal(e.clause, "第7の1(2)エ(ウ)b(a)");
        }
    world_close(&w);
}

/* He who named, whatever the hour: the report comes after duty; or he of the shift that runs by then. Nobody else. */
static void M_44_only_he_returns_what_went_out_for_duty(void **state)
{
    static const char *const people[] = {OTHER, ANOTHER, APPLICANT, HOLDER};
    struct world w;
    (void)state;
    taken(&w, "duty");
    for (unsigned posts = 0; posts < POSTS_ALL; posts++)
        for (unsigned bits = 0; bits < 4; bits++)
            for (size_t p = 0; p < 4; p++) {
                struct err e;
                bool rostered = bits & 1, closed = bits & 2;
                bool may = (posts & POST_DUTY_OFFICER) != 0 && (posts & POST_TECHNICAL) == 0 &&
                           (p == 0 || (rostered && closed));
                w.s.now = closed ? moment(2026, 11, 25, 6, 0) : moment(2026, 11, 25, 8, 45);
                w.s.actor = person(people[p], posts, rostered);
                assert_int_equal(rule_check(NULL, &w.s, "return_exempt", &e), may ? 0 : ERR_REFUSED);
            }
    world_close(&w);
}

static void M_44_X_2_what_is_of_a_police_box_is_brought_back_by_anybody(void **state)
{
    struct world w;
    struct err e;
    (void)state;
    taken(&w, "police_box");
    for (unsigned posts = 0; posts < POSTS_ALL; posts++) {
        w.s.actor = person(ANOTHER, posts, false);
        ok(rule_check(NULL, &w.s, "return_exempt", &e), &e);
    }
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(X_T1_X_1_X_2_X_3_X_4_X_5_every_case),
        cmocka_unit_test(X_T1_the_failing_condition_is_named),
        cmocka_unit_test(X_T1_nothing_chosen_is_told),
        ALSO("X-T3", X_T1_X_1_X_2_X_3_X_4_X_5_every_case),
        cmocka_unit_test(X_1_X_2_only_what_is_designated_goes_out_so),
        cmocka_unit_test(X_1_closed_hours_named_and_on_duty),
        cmocka_unit_test(X_2_the_staff_of_that_place),
        cmocka_unit_test(X_T4_a_silent_use_is_an_entry),
        cmocka_unit_test(X_T4_an_ordinary_entry_does_not_end_so),
        cmocka_unit_test(X_T4_X_1_written_up_it_needs_all),
        cmocka_unit_test(X_T4_written_up_and_back),
        cmocka_unit_test(M_44_only_the_officer_of_the_shift_names),
        cmocka_unit_test(M_44_only_he_returns_what_went_out_for_duty),
        cmocka_unit_test(M_44_X_2_what_is_of_a_police_box_is_brought_back_by_anybody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

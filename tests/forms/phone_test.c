/* 様式第4号: what is recorded of a phone (R4-1…R4-4, R4-7), who keeps it (M-33), who manages a shared one. */
#include "forms/register_person.h"
#include "forms/register_phone.h"
#include "forms/register_place.h"
#include "tests/forms/rule_world.h"

static struct actor keeper(void)
{
    return person(ANOTHER, POST_ADMINISTRATOR, false);
}

/* A phone with all it needs; shared ones managed by somebody of that rank. */
static void phone(struct world *w, const char *kind, const char *rank)
{
    world_start(w, &register_phone);
    type_all(w, (const char *const[]){"number", "携帯-03", "phone_number", "080-0000-0003", "kind", kind, "model",
                                      "試験機", "from", "2026-04-01", NULL});
    world_refer(w, "holder", &register_person, HOLDER " 伊藤 学", (const char *const[]){"rank", rank, NULL});
    world_settle(w, "enter");
}

static void misses(struct world *w, const char *field, const char *clause)
{
    struct err e;
    int rc = world_do(w, "enter", keeper(), &e);
    if (rc != ERR_INPUT || strcmp(e.field, field) != 0 || strcmp(e.clause, clause) != 0)
        fail_msg("%d %s (%s) %s, not %s (%s)", rc, e.field, e.clause, e.text, field, clause);
}

static void entered(struct world *w)
{
    struct err e;
    ok(world_do(w, "enter", keeper(), &e), &e);
    assert_string_equal(w->record->state, "current");
}

/* ---- R4-1: (a) to (g) ---- */

static void R4_1_each_item_of_the_text_with_its_clause(void **state)
{
    static const struct {
        const char *field, *clause;
    } wanted[] = {{"number", "第7の1(2)エ(ア)a(a)"},
                  {"phone_number", "第7の1(2)エ(ア)a(b)"},
                  {"kind", "第7の1(2)エ(ア)a(c)"},
                  {"model", "第7の1(2)エ(ア)a(e)"},
                  {"from", "第7の1(2)エ(ア)a(f)"}};
    (void)state;
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        struct world w;
        phone(&w, "individual_phone", "sergeant");
        type(&w, wanted[i].field, NULL);
        misses(&w, wanted[i].field, wanted[i].clause);
        world_close(&w);
    }
}

/* 「役職又は氏名」: either, both, not neither; of the shared and of the others. */
static void R4_1_name_or_post(void **state)
{
    static const char *const kinds[] = {"shared_phone", "individual_phone"};
    (void)state;
    for (unsigned bits = 0; bits < 8; bits++) {
        struct world w;
        const char *kind = kinds[bits >> 2];
        phone(&w, kind, "inspector");
        if ((bits & 1) == 0) {
            type(&w, "holder", NULL);
            type(&w, "holder_rank", "inspector"); /* then it is typed */
        }
        type(&w, "holder_post", bits & 2 ? "地域課長" : NULL);
        if ((bits & 3) != 0)
            entered(&w);
        else
            misses(&w, "holder", "第7の1(2)エ(ア)a(c)");
        world_close(&w);
    }
}

/* 「電子メール機能を使用するものに限る。」 */
static void R4_1_mail_only_where_it_is_used(void **state)
{
    static const char *const uses[] = {NULL, "used", "none"};
    (void)state;
    for (size_t u = 0; u < 3; u++)
        for (int typed = 0; typed < 2; typed++) {
            struct world w;
            phone(&w, "individual_phone", "sergeant");
            type(&w, "mail_use", uses[u]);
            type(&w, "mail", typed ? "a@example.jp" : NULL);
            const struct field *mail = &register_phone.fields[register_field(&register_phone, "mail")];
            assert_int_equal(field_asked(mail, w.typed, NULL), u != 2);
            if (u == 1 && !typed) {
                misses(&w, "mail", "第7の1(2)エ(ア)a(d)");
            } else {
                entered(&w);
                assert_int_equal(entry_get(w.record, "mail") != NULL, typed && u != 2);
                assert_string_equal(entry_get(w.record, "mail_use") != NULL ? entry_get(w.record, "mail_use") : "",
                                    u == 2            ? "none"
                                    : typed || u == 1 ? "used"
                                                      : "");
            }
            world_close(&w);
        }
}

/* (f): the last day is asked when its use ends, and is gone when it is taken up again. */
static void R4_1_end_of_use(void **state)
{
    static const struct {
        const char *day;
        int rc;
    } days[] = {{NULL, ERR_INPUT}, {"2026-03-31", ERR_INPUT}, {"2026-04-01", 0}, {"2026-11-24", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        struct world w;
        struct err e;
        phone(&w, "individual_phone", "sergeant");
        entered(&w);
        w.s.reason = "返納";
        type(&w, "to", days[i].day);
        assert_int_equal(world_do(&w, "end", keeper(), &e), days[i].rc);
        if (days[i].rc != 0)
            assert_string_equal(e.field, "to");
        if (days[i].rc == 0) {
            assert_string_equal(w.record->state, "ended");
            ok(world_do(&w, "resume", keeper(), &e), &e);
            assert_null(entry_get(w.record, "to"));
        }
        world_close(&w);
    }
}

/* ---- R4-3 ---- */

/* 警部又は課長補佐の段階に属する職以上: every rank, of the shared and of the others, with and without the reason. */
static void R4_3_who_manages_a_shared_one(void **state)
{
    static const char *const above[] = {"superintendent", "inspector", "section_chief"};
    (void)state;
    for (const struct choice *rank = rank_choices; rank->key != NULL; rank++)
        for (unsigned bits = 0; bits < 4; bits++) {
            struct world w;
            bool shared = bits & 1, reason = bits & 2, high = false;
            for (size_t i = 0; i < 3; i++)
                high = high || strcmp(above[i], rank->key) == 0;
            phone(&w, shared ? "shared_phone" : "individual_phone", rank->key);
            type(&w, "unavoidable", reason ? "警部が配置されていない" : NULL);
            if (shared && !high && !reason) {
                misses(&w, "unavoidable", "第7の1(2)エ(ア)c");
            } else {
                entered(&w);
                assert_int_equal(entry_get(w.record, "unavoidable") != NULL, shared && !high);
                assert_string_equal(entry_get(w.record, "holder_rank") != NULL ? "yes" : "no", shared ? "yes" : "no");
            }
            world_close(&w);
        }
}

/* Named by his post alone, his rank is asked; and what was written stays when he rises. */
static void R4_3_rank_of_a_post(void **state)
{
    struct world w;
    struct err e;
    (void)state;
    phone(&w, "shared_phone", "inspector");
    type(&w, "holder", NULL);
    type(&w, "holder_rank", NULL);
    type(&w, "holder_post", "地域課長");
    misses(&w, "holder_rank", "第7の1(2)エ(ア)c");
    type(&w, "holder_rank", "assistant_inspector");
    misses(&w, "unavoidable", "第7の1(2)エ(ア)c");
    type(&w, "holder_rank", "inspector");
    entered(&w);
    world_close(&w);

    phone(&w, "shared_phone", "sergeant");
    type(&w, "unavoidable", "警部が配置されていない");
    entered(&w);
    ok(entry_set(*world_slot(&w, "holder"), "rank", "inspector", NULL), NULL);
    assert_string_equal(entry_get(w.record, "holder_rank"), "sergeant");
    ok(world_do(&w, "change", keeper(), &e), &e); /* looked at anew */
    assert_string_equal(entry_get(w.record, "holder_rank"), "inspector");
    assert_null(entry_get(w.record, "unavoidable"));
    world_close(&w);
}

/* ---- R4-4, and what 特例 rest on ---- */

static void R4_4_storage_and_designation_of_shared_ones(void **state)
{
    static const char *const asked[] = {"locked", "pooled", "designation"};
    (void)state;
    for (int shared = 0; shared < 2; shared++)
        for (size_t i = 0; i < 3; i++) {
            struct world w;
            const struct field *field = &register_phone.fields[register_field(&register_phone, asked[i])];
            phone(&w, shared ? "shared_phone" : "individual_phone", "inspector");
            assert_int_equal(field_asked(field, w.typed, NULL), shared);
            assert_string_equal(field->clause, i < 2 ? "第7の1(2)エ(ア)d" : "第7の1(2)エ(ウ)b");
            type(&w, asked[i], i < 2 ? "yes" : "duty");
            entered(&w);
            assert_int_equal(entry_get(w.record, asked[i]) != NULL, shared);
            world_close(&w);
        }
}

static void R4_4_X_2_designated_for_one_place(void **state)
{
    static const char *const kinds[] = {"headquarters", "station", "annex", "police_box", "residence"};
    const struct field *field = &register_phone.fields[register_field(&register_phone, "designated_place")];
    struct world w;
    (void)state;
    phone(&w, "shared_phone", "inspector");
    type(&w, "designation", "police_box");
    misses(&w, "designated_place", "第7の1(2)エ(ウ)b");
    for (size_t i = 0; i < 5; i++) {
        struct entry *place = world_entry(&register_place, "K7QF-40", (const char *const[]){"kind", kinds[i], NULL});
        assert_int_equal(item_offered(field, w.typed, place), i >= 3);
        entry_free(place);
    }
    type(&w, "designated_place", "K7QF-40 駅前交番");
    entered(&w);
    world_close(&w);
}

/* ---- R4-7, M-33 and the sheet ---- */

static void R4_7_five_years_and_a_sheet_of_its_own(void **state)
{
    int width = 0;
    (void)state;
    assert_int_equal(register_phone.retention_years, 5);
    assert_string_equal(register_phone.sheet->label, "様式第4号(第7の1(2)エ関係)");
    for (const struct paper_column *c = register_phone.sheet->columns; c->label != NULL; c++)
        width += c->width;
    assert_int_equal(width, 2570);
}

/* 運用管理者 keeps it, and renews it yearly even when nothing changed: the confirmations of the book stand at its foot. */
static void M_33_R4_2_kept_and_renewed_by_the_administrator(void **state)
{
    static const char *const steps[] = {"enter", "change", "end", "resume"};
    (void)state;
    assert_string_equal(register_phone.sheet->strip->of, "yearly");
    const struct register_def *yearly = register_find("yearly");
    const struct field *book = &yearly->fields[register_field(yearly, "book")];
    assert_non_null(choice_find(book->choices, register_phone.form));
    assert_non_null(choice_find(yearly->fields[register_field(yearly, "kind")].choices, "unchanged"));
    for (size_t i = 0; i < 4; i++)
        for (unsigned posts = 0; posts < POSTS_ALL; posts++) {
            struct world w;
            phone(&w, "individual_phone", "sergeant");
            if (i > 0)
                world_put(&w, "enter", ANOTHER);
            if (i == 3)
                world_put(&w, "end", ANOTHER);
            struct err e;
            w.s.reason = "理由";
            w.s.actor = person(OTHER, posts, true);
            err_clear(&e);
            assert_int_equal(rule_check(NULL, &w.s, steps[i], &e), posts & POST_ADMINISTRATOR ? 0 : ERR_REFUSED);
            world_close(&w);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R4_1_each_item_of_the_text_with_its_clause),
        cmocka_unit_test(R4_1_name_or_post),
        cmocka_unit_test(R4_1_mail_only_where_it_is_used),
        cmocka_unit_test(R4_1_end_of_use),
        cmocka_unit_test(R4_3_who_manages_a_shared_one),
        cmocka_unit_test(R4_3_rank_of_a_post),
        cmocka_unit_test(R4_4_storage_and_designation_of_shared_ones),
        cmocka_unit_test(R4_4_X_2_designated_for_one_place),
        cmocka_unit_test(R4_7_five_years_and_a_sheet_of_its_own),
        cmocka_unit_test(M_33_R4_2_kept_and_renewed_by_the_administrator),
        ALSO("R4-2", M_33_R4_2_kept_and_renewed_by_the_administrator),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

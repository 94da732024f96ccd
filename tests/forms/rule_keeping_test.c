/* Who keeps the masters and the roster; and that what the declarations cite is a clause of this edition. */
#include "forms/register_post.h"
#include "forms/register_roster.h"
#include "tests/forms/checkout_world.h"

enum { AD = POST_ADMINISTRATOR, SV = POST_SUPERVISOR, OP = POST_OPERATOR, TA = POST_TECHNICAL };

static const struct {
    const char *reg;
    unsigned posts;
} kept[] = {
    {"phone", AD}, /* M-33 (1320) */
    {"device", AD | SV | OP},
    {"person", TA | AD},
    {"post", TA | AD},
    {"place", TA | AD | SV},
    {"calendar_day", TA | AD},
    {"setting", TA | AD},
};

static void M_33_masters_are_kept_by(void **state)
{
    (void)state;
    static const char *const states[] = {"", "current", "current", "ended"};
    static const char *const steps[] = {"enter", "change", "end", "resume"};
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        for (size_t k = 0; k < 4; k++)
            for (unsigned posts = 0; posts < POSTS_ALL; posts++) {
                struct situation s = {.reg = register_find(kept[i].reg),
                                      .now = night(),
                                      .calendar = &calendar_default,
                                      .reason = "理由",
                                      .actor = person(OTHER, posts, true)};
                struct err e;
                assert_int_equal(entry_new(&s.entry, s.reg, NULL), 0);
                s.entry->rev = k > 0;
                if (k > 0)
                    text_format(s.entry->state, sizeof s.entry->state, "%s", states[k]);
                err_clear(&e);
                assert_int_equal(rule_check(NULL, &s, steps[k], &e), (posts & kept[i].posts) != 0 ? 0 : ERR_REFUSED);
                assert_string_equal(e.clause, "");
                entry_free(s.entry);
            }
}

/* The technician gives posts to others, never to himself. */
static void S_12_nobody_appoints_himself_by_the_technical_post(void **state)
{
    (void)state;
    struct situation s = {.reg = &register_post, .now = night(), .calendar = &calendar_default};
    struct err e;
    assert_int_equal(entry_new(&s.entry, &register_post, NULL), 0);
    assert_int_equal(entry_set(s.entry, "person", OTHER " 伊藤 学", NULL), 0);
    s.actor = person(OTHER, POST_TECHNICAL, false);
    assert_int_equal(rule_check(NULL, &s, "enter", &e), ERR_REFUSED);
    s.actor = person(OTHER, POST_TECHNICAL | POST_ADMINISTRATOR, false);
    assert_int_equal(rule_check(NULL, &s, "enter", &e), ERR_REFUSED);
    s.actor = person(ANOTHER, POST_TECHNICAL, false);
    ok(rule_check(NULL, &s, "enter", &e), &e);
    entry_free(s.entry);
}

/* Who took the night over does not confirm it himself. */
static void a_night_taken_over_is_confirmed_by_another(void **state)
{
    (void)state;
    struct situation s = {.reg = &register_roster, .now = office_hours(), .calendar = &calendar_default};
    assert_int_equal(entry_new(&s.entry, &register_roster, NULL), 0);
    assert_int_equal(entry_set(s.entry, "person", OTHER " 鈴木 茂", NULL), 0);
    text_format(s.entry->state, sizeof s.entry->state, "taken");
    text_format(s.entry->applicant.id, sizeof s.entry->applicant.id, APPLICANT);
    s.entry->rev = 2;
    for (unsigned posts = 0; posts < POSTS_ALL; posts++) {
        struct err e;
        s.actor = person(OTHER, posts, false);
        assert_int_equal(rule_check(NULL, &s, "acknowledge", &e), ERR_REFUSED);
        s.actor = person(ANOTHER, posts, false);
        assert_int_equal(rule_check(NULL, &s, "acknowledge", &e), (posts & (SV | AD)) != 0 ? 0 : ERR_REFUSED);
    }
    entry_free(s.entry);
}

/* Read off the text; a clause that is not here is misspelt or not read yet. */
static const char clauses[] =
    "第2の1(6)|第4の1(2)ア(ウ)|第5の1(1)イ(ア)|第5の1(1)ア(ア)c(a)|第5の1(1)ア(ア)c(b)|第5の1(1)ア(ア)c(c)|"
    "第5の1(1)ア(ア)c(d)|第6の1(1)イ(カ)|第6の1(1)イ(カ)a|第6の1(1)イ(カ)b|第6の1(1)イ(キ)a|第7の1(2)カ(イ)a|"
    "第7の1(2)カ(イ)b|第7の1(2)カ(イ)c|第7の1(2)カ(イ)d|第7の1(2)カ(イ)g|第8の1(1)|第8の1(3)|第8の1(4)|第8の2|"
    "第2の1(7)イ(ア)|第2の1(7)イ(イ)|第2の1(7)イ(ウ)|第2の1(7)イ(エ)|第2の2(1)|第2の2(5)ウ|第7の1(2)オ(ア)a|第7の1(2)"
    "オ(ア)b|"
    "第7の1(2)オ(ア)c|第7の1(2)オ(ア)d|第7の1(2)オ(ア)e|第7の1(2)オ(ア)f|第7の1(2)オ(ア)g|第7の1(2)オ(ア)g(a)|第7の1(2)"
    "オ(ア)g(b)|"
    "第7の1(2)オ(ア)g(c)|第7の1(2)オ(ウ)b|第7の1(2)オ(ウ)b(a)|第7の1(2)オ(ウ)b(b)|第7の1(2)オ(ウ)b(c)|第7の1(2)オ(ウ)e("
    "e)|"
    "第7の1(2)エ(ア)e|第7の1(2)オ(エ)i|第7の1(2)オ(エ)j|第7の1(2)オ(エ)k|第7の1(2)オ(カ)a|第7の1(2)オ(カ)b|第7の1(2)オ("
    "カ)c|"
    "第4の2(3)エ|第6の1(4)ウ(ウ)a|第6の1(4)ウ(イ)f|第6の1(4)ウ(イ)e|第6の1(4)ウ(イ)d|第6の1(4)ウ(イ)c|第6の1(4)ウ(イ)b|"
    "第6の1(2)イ|第6の1(3)ア|第6の1(3)オ|第6の1(4)ウ(イ)|第6の1(4)ウ(イ)a|"
    "第6の1(4)ウ(ア)|第6の1(4)ウ(ア)a|第6の1(4)ウ(ア)b|"
    "第7の1(2)オ(イ)a|第7の1(2)オ(イ)b|第7の1(2)オ(イ)c|第7の1(2)オ(ウ)a|第7の1(2)オ(ウ)c|第7の1(2)オ(ウ)d|"
    "第7の1(2)オ(ウ)e(a)|第7の1(2)オ(ウ)e(c)|第7の1(2)オ(ウ)e(d)|第7の1(2)オ(エ)a|第7の1(2)オ(エ)b|第7の1(2)オ(エ)c|"
    "第7の1(2)オ(エ)d|第7の1(2)オ(エ)e|第7の1(2)オ(エ)f|第7の1(2)オ(エ)g|第7の1(2)オ(エ)g(a)|第7の1(2)オ(エ)g(b)|"
    "第7の1(2)オ(エ)g(c)|第7の1(2)オ(エ)h|第7の1(2)オ(オ)|第2の1(3)ア(ア)|第2の1(3)ア(イ)|第5の1(2)イ(カ)|"
    "第6の1(4)ウ(カ)|第6の2(5)|第6の2(5)ア|第6の2(5)ア(ア)|第6の2(5)ア(イ)|第6の2(5)イ(イ)|第6の2(5)イ(エ)|"
    "第6の2(5)ウ|第6の2(5)エ|第6の2(5)エ(ア)|第6の2(5)エ(イ)|第6の2(5)エ(ウ)|第6の2(5)エ(エ)|第6の2(5)エ(オ)|"
    "第7の1(2)オ(エ)l|第7の1(2)オ(キ)|第7の1(2)オ(エ)i|第7の1(2)オ(エ)j|第7の1(2)キ|第7の1(2)ク|第7の1(1)エ(イ)|"
    "第2の1(3)イ|第2の1(3)イ(ア)|第2の1(3)イ(イ)|第2の1(7)ア|第5の1(1)ア(ア)c|第5の1(1)ウ(ア)c|第6の1(1)ア(カ)|"
    "第6の1(1)イ(イ)a|第7の1(2)イ|第7の1(2)イ(ア)|第7の1(2)イ(ア)a|第7の1(2)イ(ア)b|第7の1(2)イ(ア)c|第7の1(2)イ(ア)e|"
    "第7の1(2)イ(イ)|第7の1(2)イ(イ)a|第7の1(2)イ(イ)a(a)|第7の1(2)イ(イ)a(b)|第7の1(2)イ(イ)a(c)|第7の1(2)イ(イ)b|"
    "第7の1(2)イ(イ)c|第7の1(2)イ(イ)e|第7の1(2)イ(イ)f|第7の1(2)イ(イ)g|第7の1(2)イ(エ)|第7の1(2)エ(ア)a|"
    "第7の1(2)エ(ア)a(a)|第7の1(2)エ(ア)a(b)|第7の1(2)エ(ア)a(c)|第7の1(2)エ(ア)a(d)|第7の1(2)エ(ア)a(e)|"
    "第7の1(2)エ(ア)a(f)|第7の1(2)エ(ア)a(g)|第7の1(2)エ(ア)d|第7の1(2)エ(ウ)a|第7の1(2)エ(ウ)c|第7の1(2)エ(ウ)d|"
    "第7の1(2)エ(ア)c|第7の1(2)エ(イ)d|第7の1(2)エ(ウ)b(a)|第7の1(2)エ(ウ)b(b)|第7の1(2)カ(イ)e|第2の1(7)ア(ア)|"
    "第2の1(7)ア(イ)|第8の1(2)|第7の1(2)エ(ウ)b|"
    "第7の1(2)オ(ウ)e(b)|第7の3(2)イ|第7の3(2)エ|第7の3(2)オ|第7の3(2)オ(ア)|第7の3(2)オ(イ)|別表";

static void known(const struct register_def *reg, const char *what, const char *clause)
{
    if (clause != NULL && !word_in(clauses, clause))
        fail_msg("%s %s cites %s", reg->id, what, clause);
}

static void every_clause_cited_is_one_of_the_text(void **state)
{
    (void)state;
    for (size_t r = 0; registers[r] != NULL; r++) {
        const struct register_def *reg = registers[r];
        known(reg, reg->id, reg->clause);
        for (const struct field *f = reg->fields; f->key != NULL; f++) {
            known(reg, f->key, f->clause);
            for (const struct choice *c = f->choices; c != NULL && c->key != NULL; c++)
                known(reg, c->key, c->clause);
            for (const struct clause_at *at = f->clauses; at != NULL && at->when.field != NULL; at++)
                known(reg, f->key, at->clause);
        }
        for (const struct step *step = reg->steps; step->key != NULL; step++)
            known(reg, step->key, step->clause);
        for (const struct rule *rule = reg->rules; rule->step != NULL; rule++)
            known(reg, rule->step, rule->clause);
    }
}

/* The clause beside a request is that of its procedure; the field's that of its kind. */
static void R3_1_clause_of_each_procedure(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *request, *back;
    } ways[] = {{"mobile", "第7の1(2)イ(ア)a", "第7の1(2)イ(ア)b"},
                {"non_mobile", "第7の1(2)イ(イ)b", "第7の1(2)イ(イ)f"},
                {"shared_phone", "第7の1(2)エ(ウ)a", "第7の1(2)エ(ウ)c"}};
    for (size_t i = 0; i < 3; i++) {
        struct world w;
        world_open(&w, ways[i].kind, NULL, NULL);
        assert_string_equal(rule_for(&w.s, "request")->clause, ways[i].request);
        assert_string_equal(rule_for(&w.s, "return")->clause, ways[i].back);
        type(&w, "route", NULL);
        assert_null(rule_for(&w.s, "request")->clause);
        world_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(M_33_masters_are_kept_by),
        cmocka_unit_test(S_12_nobody_appoints_himself_by_the_technical_post),
        cmocka_unit_test(a_night_taken_over_is_confirmed_by_another),
        cmocka_unit_test(every_clause_cited_is_one_of_the_text),
        cmocka_unit_test(R3_1_clause_of_each_procedure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

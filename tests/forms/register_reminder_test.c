/* 督促の記録: who reminds, when, and that each names the clause of its duty. */
#include "forms/register_reminder.h"
#include "forms/register_reminder_letter.h"
#include "tests/forms/ledger_world.h"

static void reminder_new(struct world *w)
{
    world_start(w, &register_reminder);
    type_all(w, PAIRS("addressee", "田中 玲", "person", HOLDER " 田中 玲", "letter", "1", "duty", "late_mobile", "what",
                      "モバイル端末を持ち帰る", "clause", "第7の1(2)イ(ア)a", "title", "端末-01", "text",
                      "済んでいません。", "way", "oral", "date", "2026-11-24"));
}

/* 運用責任者, 運用管理者, 運用管理補助者; 当直責任者 in closed hours, when rostered; whomever it is about. */
static void who_may_remind(void **state)
{
    static const char *const who[] = {APPLICANT, HOLDER, OTHER};
    const unsigned keepers = POST_SUPERVISOR | POST_ADMINISTRATOR | POST_DEPUTY;
    (void)state;
    for (unsigned posts = 0; posts < POSTS_ALL; posts++)
        for (int bits = 0; bits < 4; bits++)
            for (size_t p = 0; p < COUNT(who); p++) {
                struct world w;
                struct err e;
                bool closed = (bits & 1) != 0, rostered = (bits & 2) != 0;
                bool duty = closed && rostered && (posts & POST_DUTY_OFFICER) != 0;
                bool may = (posts & keepers) != 0 || duty;
                reminder_new(&w);
                w.s.now = closed ? night() : office_hours();
                w.s.actor = person(who[p], posts, rostered);
                int rc = rule_check(NULL, &w.s, "remind", &e);
                if ((rc == 0) != may)
                    fail_msg("posts %x, %d: %d %s", posts, bits, rc, e.text);
                world_close(&w);
            }
}

static void each_names_addressee_duty_and_clause(void **state)
{
    struct world w;
    struct err e;
    (void)state;
    reminder_new(&w);
    demands(&w, "remind", PAIRS("addressee", "letter", "duty", "what", "clause", "text", "way", "date"));
    assert_int_equal(world_do(&w, "remind", person(OTHER, POST_SUPERVISOR, false), &e), 0);
    assert_string_equal(w.record->state, "reminded");
    world_close(&w);
    reminder_new(&w);
    type(&w, "person", NULL); /* to a post */
    assert_int_equal(world_do(&w, "remind", person(OTHER, POST_DEPUTY, false), &e), 0);
    world_close(&w);
    reminder_new(&w);
    type(&w, "date", "2026-11-25");
    assert_int_equal(world_do(&w, "remind", person(OTHER, POST_DEPUTY, false), &e), ERR_INPUT);
    assert_string_equal(e.field, "date");
    world_close(&w);
}

static void the_letter_is_never_stored(void **state)
{
    struct err e;
    (void)state;
    assert_int_equal(register_check(&register_reminder_letter, &e), 0);
    assert_null(register_find("reminder_letter"));
    assert_false(register_reminder_letter.sheet->landscape);
    assert_null(register_reminder.clause); /* ours: no clause asks for it */
    for (const struct rule *rule = register_reminder.rules; rule->step != NULL; rule++)
        assert_null(rule->clause);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_may_remind),
        cmocka_unit_test(each_names_addressee_duty_and_clause),
        cmocka_unit_test(the_letter_is_never_stored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

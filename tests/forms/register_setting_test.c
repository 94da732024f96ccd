/* 設定: every setting's default and what it may be; R0-7: what departs from a default of ⚑, and who confirms it. */
#include "forms/register_setting.h"
#include "forms/setting.h"
#include "tests/forms/ledger_world.h"

#define CONFIRM "第7の1(1)エ(イ)"

static void setting_open(struct world *w, const char *key, const char *value)
{
    world_start(w, &register_setting);
    type_all(w, PAIRS("key", key, "value", value));
}

/* Of each setting a value that is good and not the default. */
static const char *another(const struct setting_def *def)
{
    static char number[8];
    switch (def->kind) {
    case SETTING_CLOCK:
        return "9:00";
    case SETTING_DAY:
        return "12/28";
    case SETTING_NUMBER:
        text_format(number, sizeof number, "%d", setting_number(def->value) == def->least ? def->most : def->least);
        return number;
    case SETTING_WORD:
        for (const struct choice *word = def->words; word->key != NULL; word++)
            if (strcmp(word->key, def->value) != 0)
                return word->label;
        break;
    case SETTING_TEXT:
        break;
    }
    return "別の手順";
}

static void every_default_is_one_that_may_be_entered(void **state)
{
    (void)state;
    for (const struct setting_def *def = setting_defs; def->key != NULL; def++) {
        struct err e;
        err_clear(&e);
        ok(setting_check(def, def->value, &e), &e);
        assert_false(setting_departs(def, def->value));
        assert_ptr_equal(setting_find(def->key), def);
        assert_string_equal(setting_get(NULL, def->key), def->value);
        assert_string_equal(choice_find(setting_keys, def->key)->label, def->label);
        assert_true((def->question == NULL) == (def->departs == NULL)); /* what is ours departs from nothing */
        assert_true((def->kind == SETTING_WORD) == (def->words != NULL));
    }
    assert_string_equal(setting_get(NULL, "no_such"), "");
}

static void what_cannot_be_read_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *key, *bad, *good;
    } cases[] = {
        {"office_open", "25:00|24:01|8.30|朝", "0:00|24:00|8:30"},
        {"year_end", "13/1|12-29|0/1|1/0|1/32", "12/29|1/1"},
        {"lock_minutes", "0|16|-1|十五|", "1|15"},
        {"telephone_days", "0|32|3日", "1|31"},
        {"duty_log_check", "YES|1|多分", "yes|no|する|しない"},
        {"retention_start", "may|4/1", "april|year_end|completion"},
        {"year_start", "2/1|1月", "1/1|4/1|1月1日|4月1日"},
        {"retention_exception", "0|100", "1|99"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        for (int good = 0; good < 2; good++)
            for (const char *at = good ? cases[i].good : cases[i].bad; at != NULL;) {
                char value[KEY_BYTES];
                struct err e;
                size_t n = strcspn(at, "|");
                text_format(value, sizeof value, "%.*s", (int)n, at);
                at = at[n] == '|' ? at + n + 1 : NULL;
                err_clear(&e);
                int rc = setting_check(setting_find(cases[i].key), value, &e);
                if ((rc == 0) != (good != 0))
                    fail_msg("%s=%s", cases[i].key, value);
                if (rc != 0)
                    assert_string_equal(e.field, "value");
            }
}

/* Every setting × default or another value × each step: only another value of what the text leaves open departs. */
static void R0_7_what_departs_is_marked_until_it_is_confirmed(void **state)
{
    (void)state;
    for (const struct setting_def *def = setting_defs; def->key != NULL; def++)
        for (int other = 0; other < 2; other++) {
            struct world w;
            struct err e;
            bool departs = other && def->question != NULL;
            setting_open(&w, def->key, other ? another(def) : def->value);
            w.s.reason = "理由";
            ok(world_do(&w, "enter", person(APPLICANT, POST_ADMINISTRATOR, false), &e), &e);
            expect(&w, "departs", departs ? "yes" : NULL);
            expect(&w, "departure", departs ? def->departs : NULL);
            expect(&w, "unconfirmed", departs ? "waiting" : NULL);
            expect(&w, "means", setting_means(def, entry_get(w.typed, "value")));
            assert_int_equal(world_do(&w, "confirm", person(OTHER, POST_CHIEF, false), &e), departs ? 0 : ERR_REFUSED);
            expect(&w, "unconfirmed", NULL);
            expect(&w, "departs", departs ? "yes" : NULL); /* confirmed, it departs all the same */
            ok(world_do(&w, "change", person(OTHER, POST_ADMINISTRATOR, false), &e), &e);
            expect(&w, "unconfirmed", departs ? "waiting" : NULL); /* what is set anew is confirmed anew */
            ok(world_do(&w, "end", person(OTHER, POST_ADMINISTRATOR, false), &e), &e);
            expect(&w, "departs", NULL); /* the default holds again */
            ok(world_do(&w, "correct", person(OTHER, POST_ADMINISTRATOR, false), &e), &e);
            expect(&w, "unconfirmed", NULL);
            ok(world_do(&w, "resume", person(OTHER, POST_ADMINISTRATOR, false), &e), &e);
            expect(&w, "unconfirmed", departs ? "waiting" : NULL);
            world_close(&w);
        }
}

/* 情報セキュリティ管理者, not he who set it; or 運用管理者 with number, day and person of what was decided elsewhere. */
static void R0_7_who_confirms(void **state)
{
    (void)state;
    struct world w;
    struct err e;
    setting_open(&w, "retention_start", "completion");
    ok(world_do(&w, "enter", person(APPLICANT, POST_ADMINISTRATOR, false), &e), &e);
    for (int recorded = 0; recorded < 2; recorded++)
        for (unsigned posts = 0; posts < POSTS_ALL; posts++)
            for (int self = 0; self < 2; self++) {
                bool chief = (posts & POST_CHIEF) != 0 && !self;
                bool record = (posts & POST_ADMINISTRATOR) != 0 && recorded;
                w.s.actor = person(self ? APPLICANT : OTHER, posts, true);
                w.s.step = "confirm";
                err_clear(&e);
                type(&w, "external_number", recorded ? "情管第12号" : NULL);
                type(&w, "external_date", recorded ? "2026-11-20" : NULL);
                type(&w, "external_decider", recorded ? "情報セキュリティ管理者 高橋" : NULL);
                assert_int_equal(rule_check(NULL, &w.s, "confirm", &e) == 0,
                                 (chief || record) && (posts & POST_TECHNICAL) == 0);
            }
    world_close(&w);
}

static void R0_7_it_is_on_the_list_and_on_the_board(void **state)
{
    (void)state;
    const struct field *departs = &register_setting.fields[register_field(&register_setting, "departs")];
    const struct step *confirm = register_step(&register_setting, "confirm");
    assert_true((departs->flags & FIELD_DEPARTS) != 0 && (departs->flags & FIELD_DERIVED) != 0);
    assert_string_equal(register_setting.pending_field, "unconfirmed");
    assert_true((confirm->flags & STEP_ACKNOWLEDGES) != 0);
    assert_string_equal(confirm->clause, CONFIRM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_default_is_one_that_may_be_entered),
        cmocka_unit_test(what_cannot_be_read_is_refused),
        cmocka_unit_test(R0_7_what_departs_is_marked_until_it_is_confirmed),
        cmocka_unit_test(R0_7_who_confirms),
        cmocka_unit_test(R0_7_it_is_on_the_list_and_on_the_board),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

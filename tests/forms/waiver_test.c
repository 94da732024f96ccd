/* What the text lets be otherwise once another has agreed: the lock after 15 minutes (M-49), an id that several use (M-50, S-8), and
 * that the record of its issue is never erased (S-9). */
#include "forms/register_lock_waiver.h"
#include "forms/register_shared_id.h"
#include "forms/retention.h"
#include "tests/forms/application_world.h"

#define LOCK "第5の1(1)ア(ア)c"
#define SHARED "第6の1(1)イ(カ)"

static const char *const waiver[] = {"terminal",
                                     "K7QF-40 110番受付端末1",
                                     "kind",
                                     "special",
                                     "work",
                                     "110番の受付",
                                     "hindrance",
                                     "即時の対応が要る",
                                     "setting",
                                     "施錠なし",
                                     "room_restricted",
                                     "yes",
                                     "room_attended",
                                     "yes",
                                     "screen_hidden",
                                     "yes",
                                     "rule_made",
                                     "yes",
                                     "rule_name",
                                     "通信指令室端末運用規程",
                                     NULL};
static const char *const by_users[] = {"code",          "tsushin-01",     "system",     "指令システム",   "ground",
                                       "operation",     "constraint",     "席を替わる", "users",          "指令台の者",
                                       "identified_by", "勤務表との照合", "rule_name",  "共用コード規定", NULL};
static const char *const by_administrators[] = {"code",      "root-01",        "system",        "旧システム",
                                                "ground",    "function",       "constraint",    "一つしか持てない",
                                                "users",     "維持管理者",     "identified_by", "作業記録簿",
                                                "rule_name", "共用コード規定", "until",         "2028-03-31",
                                                NULL};

static struct actor maintainer(void)
{
    return person(APPLICANT, POST_STAFF | POST_MAINTAINER, false);
}
static bool other_chiefs(unsigned posts, bool self)
{
    return (posts & POST_CHIEF) != 0 && !self && approves(posts);
}
static bool chiefs_or_recorders(unsigned posts, bool self)
{
    return other_chiefs(posts, self) || ((posts & POST_ADMINISTRATOR) != 0 && approves(posts));
}
static bool maintainers(unsigned posts, bool self)
{
    (void)self;
    return (posts & POST_MAINTAINER) != 0 && approves(posts);
}

/* 2^4 of the conditions × kind of terminal. */
static void M_49_all_four_conditions_and_special_terminals_alone(void **state)
{
    (void)state;
    static const char *const conditions[] = {"room_restricted", "room_attended", "screen_hidden", "rule_made"};
    for (int n = 0; n < 32; n++) {
        struct world w;
        struct err e;
        bool good = n == 15;
        world_start(&w, &register_lock_waiver);
        type_all(&w, waiver);
        for (int i = 0; i < 4; i++)
            type(&w, conditions[i], n & 1 << i ? "yes" : NULL);
        if (n & 16)
            type(&w, "kind", "general");
        int rc = world_do(&w, "request", clerk(), &e);
        if ((rc == 0) != good || (rc != 0 && strncmp(e.clause, LOCK, strlen(LOCK)) != 0))
            fail_msg("%d: %d %s (%s)", n, rc, e.text, e.clause);
        world_close(&w);
    }
    demands(&register_lock_waiver, "request", clerk(), waiver,
            "terminal|kind|work|hindrance|setting|room_restricted|room_attended|screen_hidden|rule_made|rule_name");
}

static void M_49_confirmed_by_the_chief(void **state)
{
    (void)state;
    struct world w;
    const struct field *mark = &register_lock_waiver.fields[register_field(&register_lock_waiver, "in_force")];
    world_start(&w, &register_lock_waiver);
    type_all(&w, waiver);
    judge_everybody(&w, "request", every_approver, NULL);
    done_by(&w, "request", clerk());
    assert_null(entry_get(w.record, "in_force"));
    judge_everybody(&w, "permit", other_chiefs, LOCK);
    type_all(&w, (const char *const[]){DECIDED_ELSEWHERE, NULL});
    judge_everybody(&w, "permit", chiefs_or_recorders, NULL);
    done_by(&w, "permit", person(OTHER, POST_CHIEF, false));
    assert_string_equal(w.record->state, "permitted");
    assert_int_not_equal(mark->flags & FIELD_DEPARTS, 0); /* on the list of R0-7 while it stands */
    assert_string_equal(entry_get(w.record, "in_force"), "110番受付端末1");
    type(&w, "ended_on", "2026-11-24");
    done_by(&w, "end", clerk());
    assert_null(entry_get(w.record, "in_force"));
    world_close(&w);
}

static void M_50_S_8_a_shared_id_needs_consultation_rule_and_a_way_to_tell(void **state)
{
    (void)state;
    struct world w;
    demands(&register_shared_id, "request", maintainer(), by_users,
            "code|system|ground|constraint|users|identified_by|rule_name");
    demands(&register_shared_id, "request", maintainer(), by_administrators,
            "code|system|ground|constraint|users|identified_by|rule_name|until");
    world_start(&w, &register_shared_id);
    type_all(&w, by_users);
    judge_everybody(&w, "request", maintainers, SHARED);
    done_by(&w, "request", maintainer());
    type(&w, "granted_on", "2026-11-24");
    refused(&w, "grant", maintainer(), NULL, NULL); /* not before the 協議 */
    judge_everybody(&w, "permit", other_officers, SHARED);
    type_all(&w, (const char *const[]){DECIDED_ELSEWHERE, NULL});
    judge_everybody(&w, "permit", officers_or_recorders, NULL);
    done_by(&w, "permit", person(OTHER, POST_SECURITY_OFFICER, false));
    assert_string_equal(w.record->state, "consulted");
    judge_everybody(&w, "grant", maintainers, SHARED);
    type(&w, "granted_on", "2026-11-25"); /* has not come */
    refused(&w, "grant", maintainer(), "granted_on", NULL);
    type(&w, "granted_on", "2026-11-24");
    done_by(&w, "grant", maintainer());
    assert_string_equal(w.record->state, "permitted");
    world_close(&w);
}

/* What was issued stays on record: no step leaves a state that counts as void, nothing is called erasing, and codes are never
 * given twice. */
static void M_50_S_9_the_record_of_an_issue_is_never_erased(void **state)
{
    (void)state;
    static const char *const books[] = {"shared_id", "user"};
    for (int i = 0; i < 2; i++) {
        const struct register_def *reg = register_find(books[i]);
        for (const struct step *step = reg->steps; step->key != NULL; step++)
            if (strstr(step->key, "erase") || strstr(step->key, "delete") || strstr(step->label, "消去") ||
                strstr(step->label, "削除"))
                fail_msg("%s offers %s", reg->id, step->label);
    }
    for (const struct step *step = register_shared_id.steps; step->key != NULL; step++)
        if (word_in(step->from, "permitted") || word_in(step->from, "ended"))
            assert_true(step->to == NULL || strcmp(step->to, "ended") == 0);
    assert_int_not_equal(register_shared_id.fields[register_field(&register_shared_id, "code")].flags & FIELD_UNIQUE,
                         0);
    assert_true(retention_years(&register_shared_id, NULL) < 0); /* kept for ever */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(M_49_all_four_conditions_and_special_terminals_alone),
        cmocka_unit_test(M_49_confirmed_by_the_chief),
        cmocka_unit_test(M_50_S_8_a_shared_id_needs_consultation_rule_and_a_way_to_tell),
        cmocka_unit_test(M_50_S_9_the_record_of_an_issue_is_never_erased),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

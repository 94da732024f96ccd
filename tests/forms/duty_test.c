/* The table of duties: every row sound by itself, and every duty of the ids in it. What is owed when: tests/app/duties_test. */
#include "forms/duty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "forms/filter.h"
#include "forms/register.h"
#include "tests/forms/rule_world.h"

#define EVERY_KIND(K)                       \
    const struct duty_kind *K = duty_kinds; \
    K->key != NULL;                         \
    K++

static void every_key_is_ascii_and_its_own(void **state)
{
    (void)state;
    for (EVERY_KIND(kind)) {
        if (kind->key[0] == '\0' || strspn(kind->key, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(kind->key))
            fail_msg("key %s", kind->key);
        assert_ptr_equal(duty_kind_find(kind->key), kind); /* the first with that key */
    }
    assert_null(duty_kind_find(""));
    assert_null(duty_kind_find("return"));
}

/* What it is, what is done about it, and a mark of two cells. */
static void every_duty_has_its_words(void **state)
{
    (void)state;
    for (EVERY_KIND(kind)) {
        assert_true(kind->label != NULL && kind->label[0] != '\0');
        assert_true(kind->act != NULL && kind->act[0] != '\0');
        assert_true(kind->owner == NULL || kind->owner[0] != '\0');
        assert_int_equal(text_width(kind->mark, strlen(kind->mark)), 2);
        assert_int_equal(strlen(kind->mark), 3); /* one kanji */
        assert_true(text_width(kind->act, strlen(kind->act)) <= 16);
        assert_true(kind->posts < POST_EXCEPTION_PERMITTER * 2);
        assert_null(strchr(kind->label, '\n'));
    }
}

/* A duty names a clause of the text; the two decisions take theirs from the rule of the step that waits. */
static void every_duty_names_its_clause(void **state)
{
    (void)state;
    for (EVERY_KIND(kind)) {
        bool decision = strcmp(kind->key, "decide") == 0 || strcmp(kind->key, "own") == 0;
        if ((kind->clause == NULL) != decision)
            fail_msg("%s: clause %s", kind->key, kind->clause != NULL ? kind->clause : "none");
        if (!decision && kind->clause != NULL &&
            (strncmp(kind->clause, "第", 3) != 0 || strchr(kind->clause, ' ') != NULL) &&
            strncmp(kind->clause, "令和", 6) != 0)
            fail_msg("%s: clause %s", kind->key, kind->clause);
    }
}

/* Where it is recorded that it was done can be searched: the line of the 適合ボード. */
static void every_evidence_can_be_found(void **state)
{
    (void)state;
    for (EVERY_KIND(kind)) {
        const struct register_def *reg = kind->reg != NULL ? register_find(kind->reg) : NULL;
        struct filter filter;
        struct err e;
        if (kind->reg != NULL && reg == NULL)
            fail_msg("%s: no register %s", kind->key, kind->reg);
        if (kind->where == NULL)
            continue;
        assert_non_null(reg);
        err_clear(&e);
        if (filter_parse(&filter, reg, kind->where, office_hours(), &e) != 0)
            fail_msg("%s: %s: %s", kind->key, kind->where, e.text);
        assert_true(filter.nterms > 0);
        for (size_t i = 0; i < filter.nterms; i++) { /* a field and one of its values, not words anywhere or nowhere */
            assert_int_equal(filter.terms[i].kind, FILTER_IS);
            assert_true(filter.terms[i].field >= 0);
        }
        filter_release(&filter);
    }
}

/* The steps that do it and the conditions that choose it are the register's own. */
static void every_step_and_condition_is_the_registers(void **state)
{
    (void)state;
    for (EVERY_KIND(kind)) {
        const struct register_def *reg = kind->reg != NULL ? register_find(kind->reg) : NULL;
        bool done = kind->steps == NULL;
        for (const struct step *step = reg != NULL ? reg->steps : NULL; !done && step != NULL && step->key != NULL;
             step++)
            done = word_in(kind->steps, step->key);
        if (!done)
            fail_msg("%s: none of %s", kind->key, kind->steps);
        for (int i = 0; i < CONDS && kind->when[i].field != NULL; i++)
            if (reg == NULL || register_field(reg, kind->when[i].field) < 0)
                fail_msg("%s: no field %s", kind->key, kind->when[i].field);
    }
}

/* obligations.md, as far as it goes. */
static bool id_exists(const char *id, size_t n)
{
    static const struct {
        const char *prefix;
        int most;
    } ids[] = {{"M-", 50}, {"R0-", 9},  {"R1-", 6},  {"R2-", 6}, {"R3-", 18}, {"R4-", 7},
               {"R5-", 8}, {"R6-", 11}, {"R7-", 20}, {"R8-", 4}, {"R9-", 6},  {"RT-", 6},
               {"KB-", 6}, {"S-", 25},  {"T-", 12},  {"X-T", 5}, {"X-", 8}};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        size_t length = strlen(ids[i].prefix);
        if (n <= length || strncmp(id, ids[i].prefix, length) != 0)
            continue;
        char *end;
        long number = strtol(id + length, &end, 10);
        return end == id + n && number >= 1 && number <= ids[i].most;
    }
    return false;
}

static void every_id_is_one_of_the_obligations(void **state)
{
    (void)state;
    for (EVERY_KIND(kind)) {
        const char *id = kind->ids;
        bool decision = kind->clause == NULL;
        assert_non_null(id);
        assert_int_equal(id[0] == '\0', decision);
        while (id[0] != '\0') {
            size_t n = strcspn(id, " ");
            if (!id_exists(id, n))
                fail_msg("%s: %.*s", kind->key, (int)n, id);
            id += n + strspn(id + n, " ");
        }
    }
}

/* Does any row carry the id? */
static bool carried(const char *id)
{
    size_t n = strlen(id);
    for (EVERY_KIND(kind))
        for (const char *at = strstr(kind->ids, id); at != NULL; at = strstr(at + 1, id))
            if ((at == kind->ids || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' '))
                return true;
    return false;
}

/* What the text has done again and again, or by a time. */
static void every_clock_has_its_duty(void **state)
{
    (void)state;
    static const char *const ids[] = {"R0-5", "R2-1", "R2-2", "R3-4", "R3-8", "R3-10", "R3-18", "R4-2",  "R4-5", "R5-1",
                                      "R5-2", "R5-3", "R5-4", "R5-5", "R6-1", "R6-2",  "R7-7",  "R7-15", "R8-1", "R9-2",
                                      "M-03", "M-09", "M-13", "M-24", "M-28", "M-29",  "M-32",  "M-33",  "M-34", "M-35",
                                      "M-36", "M-37", "M-42", "M-43", "M-44", "M-45",  "M-46",  "X-T2",  "T-1",  "T-2",
                                      "T-3",  "T-4",  "T-5",  "T-6",  "T-7",  "T-10"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (!carried(ids[i]))
            fail_msg("no duty carries %s", ids[i]);
}

/* A 目安 is ours: what the text itself gives no time for, and nothing that it does. */
static void ours_are_marked_as_such(void **state)
{
    (void)state;
    static const char *const ours[] = {"late_storage",  "late_phone",  "handover",    "patrol_phone",
                                       "patrol_camera", "late_device", "countersign", "late_in_building",
                                       "late_key",      "edition"};
    for (EVERY_KIND(kind)) {
        bool listed = false;
        for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
            listed = listed || strcmp(kind->key, ours[i]) == 0;
        if (kind->guide != listed)
            fail_msg("%s is %sa 目安", kind->key, kind->guide ? "" : "not ");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_is_ascii_and_its_own),
        cmocka_unit_test(every_duty_has_its_words),
        cmocka_unit_test(every_duty_names_its_clause),
        cmocka_unit_test(every_evidence_can_be_found),
        cmocka_unit_test(every_step_and_condition_is_the_registers),
        cmocka_unit_test(every_id_is_one_of_the_obligations),
        cmocka_unit_test(every_clock_has_its_duty),
        cmocka_unit_test(ours_are_marked_as_such),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

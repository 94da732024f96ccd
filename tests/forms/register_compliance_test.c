/* The declarations of 適合状況一覧 and its two lists; every duty has what a line of it needs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "forms/duty.h"
#include "forms/filter.h"
#include "forms/register_compliance.h"

static const struct register_def *const lists[] = {&register_compliance, &register_compliance_owed,
                                                   &register_compliance_evidence};

static void the_lists_are_sound_and_never_stored(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        struct err e;
        if (register_check(lists[i], &e) != 0)
            fail_msg("%s: %s", lists[i]->id, e.text);
        assert_null(register_find(lists[i]->id));
    }
}

/* Never colour alone: each mark stands for one thing. */
static void marks_tell_met_due_broken_and_none_apart(void **state)
{
    static const char *const keys[] = {COMPLIANCE_MET, COMPLIANCE_DUE, COMPLIANCE_BROKEN, COMPLIANCE_NONE};
    static const char *const marks[] = {"○", "△", "×", "－"};
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        assert_string_equal(compliance_sign(keys[i]), marks[i]);
    for (const struct state *s = register_compliance.states; s->key != NULL; s++)
        if (strncmp(s->key, "guide", 5) == 0)
            assert_string_equal(compliance_sign(s->key), "◇");
}

static int fault(const struct duty_kind *kind, const char *what)
{
    print_error("%s: %s\n", kind->key, what);
    return 1;
}

/* A 目安 names the clause that it stands beside, and the line of evidence can be searched for. */
static void every_duty_has_its_clause_and_a_search_line_that_is_read(void **state)
{
    int faults = 0;
    (void)state;
    for (const struct duty_kind *kind = duty_kinds; kind->key != NULL; kind++) {
        const struct register_def *reg = kind->reg != NULL ? register_find(kind->reg) : NULL;
        struct filter filter;
        struct err e;
        assert_true(kind->label[0] != '\0' && kind->act[0] != '\0');
        if (kind->guide)
            assert_non_null(kind->clause);
        if (kind->reg != NULL && reg == NULL)
            faults += fault(kind, kind->reg);
        if (reg == NULL || kind->where == NULL)
            continue;
        if (filter_parse(&filter, reg, kind->where, 0, &e) != 0) {
            faults += fault(kind, e.text);
            continue;
        }
        assert_true(filter.nterms > 0);
        for (size_t i = 0; i < filter.nterms; i++)
            if (filter.terms[i].kind != FILTER_IS)
                faults += fault(kind, kind->where);
        filter_release(&filter);
    }
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lists_are_sound_and_never_stored),
        cmocka_unit_test(marks_tell_met_due_broken_and_none_apart),
        cmocka_unit_test(every_duty_has_its_clause_and_a_search_line_that_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

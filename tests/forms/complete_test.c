/* Every register by itself, whatever it is: from nothing to its end by its own steps, on this program alone. R0-1. */
#include "tests/forms/rule_world.h"

enum { STATES = 32 };
#define ENDS (1u << STATE_DONE | 1u << STATE_ENDED)

static size_t count_states(const struct register_def *reg)
{
    size_t n = 0;
    while (reg->states[n].key != NULL)
        n++;
    assert_true(n < STATES);
    return n;
}

static bool has_rule(const struct register_def *reg, const char *step)
{
    for (const struct rule *rule = reg->rules; rule->step != NULL; rule++)
        if (strcmp(rule->step, step) == 0)
            return true;
    return false;
}

/* Grows the set of states from which (back) or to which steps lead, until it stays. */
static void spread(bool *in, const struct register_def *reg, bool back)
{
    size_t n = count_states(reg);
    for (bool more = true; more;) {
        more = false;
        for (const struct step *step = reg->steps; step->key != NULL; step++) {
            const struct state *to = register_state(reg, step->to);
            if (!has_rule(reg, step->key) || to == NULL)
                continue;
            bool to_in = in[to - reg->states];
            for (size_t i = 0; i < n; i++) {
                size_t add = back ? i : (size_t)(to - reg->states);
                if (word_in(step->from, reg->states[i].key) && (back ? to_in : in[i]) && !in[add])
                    in[add] = more = true;
            }
        }
    }
}

/* Begun by a step, it reaches an end; and wherever it stands that is no end, an end can be reached. */
static void R0_1_every_register_comes_to_its_end_by_its_steps(void **state)
{
    (void)state;
    for (size_t r = 0; registers[r] != NULL; r++) {
        const struct register_def *reg = registers[r];
        bool reached[STATES] = {false}, ending[STATES] = {false};
        size_t n = count_states(reg), ends = 0;
        for (const struct step *step = reg->steps; step->key != NULL; step++)
            if ((step->flags & STEP_CREATES) != 0 && has_rule(reg, step->key)) {
                reached[register_state(reg, step->to != NULL ? step->to : reg->states[0].key) - reg->states] = true;
                reached[0] = reached[0] || (step->flags & STEP_WHEN_NEEDS) != 0; /* begun, but not complete */
            }
        spread(reached, reg, false);
        for (size_t i = 0; i < n; i++)
            ending[i] = (1u << reg->states[i].kind & (ENDS | 1u << STATE_VOID)) != 0;
        spread(ending, reg, true);
        for (size_t i = 0; i < n; i++) {
            ends += reached[i] && (1u << reg->states[i].kind & ENDS) != 0;
            if (!reached[i])
                fail_msg("%s: no step leads to %s", reg->id, reg->states[i].key);
            if (!ending[i] && reg->states[i].kind != STATE_CURRENT && reg->needs != NULL)
                fail_msg("%s: nothing leads on from %s", reg->id, reg->states[i].key);
        }
        /* a roster or a calendar has no end but the day itself */
        if (ends == 0 && reg->form != NULL)
            fail_msg("%s never ends", reg->id);
    }
}

/* Each need of a state can be met before: its step is open in some state that is not beyond it. */
static void R0_1_what_a_state_needs_can_be_done(void **state)
{
    (void)state;
    for (size_t r = 0; registers[r] != NULL; r++)
        for (const struct need *need = registers[r]->needs; need != NULL && need->state != NULL; need++)
            if (register_step(registers[r], need->step) == NULL || !has_rule(registers[r], need->step))
                fail_msg("%s: nobody can do %s", registers[r]->id, need->step);
}

/* A decision on paper elsewhere is recorded beside one that can be taken here: its fields are never demanded, and no step has
 * rows for 外部決裁 alone. */
static void R0_1_nothing_requires_paper(void **state)
{
    (void)state;
    for (size_t r = 0; registers[r] != NULL; r++) {
        const struct register_def *reg = registers[r];
        for (const struct field *f = reg->fields; f->key != NULL; f++)
            if (strncmp(f->key, "external_", 9) == 0 && (f->flags & FIELD_REQUIRED) != 0)
                fail_msg("%s demands %s", reg->id, f->key);
        for (const struct step *step = reg->steps; step->key != NULL; step++) {
            bool external = false, here = false;
            for (const struct rule *rule = reg->rules; rule->step != NULL; rule++)
                if (strcmp(rule->step, step->key) == 0)
                    *(rule->external ? &external : &here) = true;
            if (external && !here)
                fail_msg("%s: %s can only be recorded", reg->id, step->key);
        }
    }
}

static void R0_1_all_nine_books_are_there(void **state)
{
    (void)state;
    static const struct {
        const char *form, *id, *label;
        int years; /* L1436–1443; 様式9: ⚑Q8 */
    } books[] = {
        {"1", "software", "ソフトウェア等利用申請書", 1},
        {"2", "digital_device", "デジタル機器管理簿", 5},
        {"3", "checkout", "モバイル端末等持出簿", 5},
        {"4", "phone", "公用携帯電話機管理簿", 5},
        {"5", "inspection", "外部記録媒体等点検簿", 1},
        {"6", "medium", "外部記録媒体管理簿", 5},
        {"7", "use", "外部記録媒体・デジタル機器使用・持出簿", 5},
        {"8", "key_use", "通信機械室鍵管理簿", 5},
        {"9", "exception", "例外措置適用申請書", 5},
    };
    for (size_t i = 0; i < sizeof books / sizeof books[0]; i++) {
        const struct register_def *reg = register_of_form(books[i].form);
        if (reg == NULL) {
            fail_msg("様式第%s号", books[i].form);
            return;
        }
        assert_string_equal(reg->id, books[i].id);
        assert_string_equal(reg->label, books[i].label);
        assert_int_equal(reg->retention_years, books[i].years);
        assert_non_null(reg->sheet); /* and each can be printed */
        assert_non_null(strstr(reg->sheet->label, books[i].form));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R0_1_every_register_comes_to_its_end_by_its_steps),
        cmocka_unit_test(R0_1_what_a_state_needs_can_be_done),
        cmocka_unit_test(R0_1_nothing_requires_paper),
        cmocka_unit_test(R0_1_all_nine_books_are_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "forms/field.h"
#include "tests/forms/sample_register.h"

static void every_register_of_the_program_is_sound(void **state)
{
    (void)state;
    size_t faults = 0;
    assert_non_null(registers[0]);
    for (size_t i = 0; registers[i]; i++) {
        struct err e;
        err_clear(&e);
        if (register_check(registers[i], &e) != 0) {
            print_error("%s\n", e.text);
            faults++;
        }
        assert_ptr_equal(register_find(registers[i]->id), registers[i]); /* no id twice */
    }
    assert_int_equal(faults, 0);
}

static void things_are_found_by_key(void **state)
{
    (void)state;
    assert_ptr_equal(register_of_form("3"), register_find("checkout"));
    assert_null(register_of_form("99"));
    assert_null(register_of_form(NULL));
    assert_null(register_find("no_such"));
    assert_null(register_find(NULL));
    assert_int_equal(register_field(&sample_register, "title"), 0);
    assert_int_equal(register_field(&sample_register, "titl"), -1);
    assert_int_equal(register_field(&sample_register, NULL), -1);
    assert_string_equal(register_step(&sample_register, "permit")->label, "許可");
    assert_null(register_step(&sample_register, "x"));
    assert_string_equal(register_state(&sample_register, "out")->mark, "出");
    assert_null(register_state(&sample_register, "x"));
    assert_string_equal(choice_find(sample_kinds, "mobile")->label, "モバイル端末");
    assert_null(choice_find(sample_kinds, "x"));
    assert_null(choice_find(NULL, "x"));
    assert_int_equal(register_nfields(&sample_register), sizeof sample_fields / sizeof sample_fields[0] - 1);
}

/* Copies of the sample's tables that a test can spoil in one place. */
struct copy {
    struct register_def reg;
    struct field fields[sizeof sample_fields / sizeof sample_fields[0]];
    struct state states[sizeof sample_states / sizeof sample_states[0]];
    struct step steps[sizeof sample_steps / sizeof sample_steps[0]];
    struct rule rules[sizeof sample_rules / sizeof sample_rules[0]];
    struct need needs[sizeof sample_needs / sizeof sample_needs[0]];
    struct exclusive exclusive;
    struct paper_column columns[sizeof sample_columns / sizeof sample_columns[0]];
    struct sheet_def sheet;
};

static void copy_make(struct copy *c)
{
    c->reg = sample_register;
    memcpy(c->fields, sample_fields, sizeof sample_fields);
    memcpy(c->states, sample_states, sizeof sample_states);
    memcpy(c->steps, sample_steps, sizeof sample_steps);
    memcpy(c->rules, sample_rules, sizeof sample_rules);
    memcpy(c->needs, sample_needs, sizeof sample_needs);
    memcpy(c->columns, sample_columns, sizeof sample_columns);
    c->exclusive = sample_exclusive;
    c->sheet = sample_sheet;
    c->reg.fields = c->fields;
    c->reg.states = c->states;
    c->reg.steps = c->steps;
    c->reg.rules = c->rules;
    c->reg.needs = c->needs;
    c->reg.exclusive = &c->exclusive;
    c->reg.sheet = &c->sheet;
    c->sheet.columns = c->columns;
}

static const struct choice twice[] = {{.key = "a", .label = "甲"}, {.key = "a", .label = "乙"}, {.key = NULL}};
static const struct choice shouting[] = {{.key = "A", .label = "甲"}, {.key = NULL}};
static const struct stamp_box boxes[] = {{"印", "confirm_deputy"}, {.label = NULL}};
static const struct stamp_box no_such_box[] = {{"印", "no_such_step"}, {.label = NULL}};

static const struct paper_line no_such_step[] = {LINE("許可", 90, PAPER_TICKS, "permit+no_such"), {.label = NULL}};
static const struct paper_line no_height[] = {LINE("件名", 0, PAPER_FIELDS, "title"), {.label = NULL}};
static const struct paper_line numbered[] = {LINE("番号", 90, PAPER_ROW_NUMBER, NULL), {.label = NULL}};
static const struct paper_line no_such_stamp[] = {LINE_STAMPED("許可", 90, PAPER_TICKS, "permit", "no_such"),
                                                  {.label = NULL}};
static const struct paper_line good_lines[] = {LINE("許可", 90, PAPER_TICKS, "permit+second"), {.label = NULL}};
static const struct paper_letter no_such_applicant = {.steps = "no_such"};
static const struct paper_strip no_such_strip = {
    .label = "確認欄", .of = "no_such", .cells = 6, .steps = "confirm_deputy"};
static const struct paper_strip of_other_books = {
    .label = "確認欄", .of = "monthly", .cells = 6, .steps = "confirm_deputy"};
static const struct paper_strip no_cells = {.label = "確認欄", .of = "monthly", .steps = "confirm_deputy"};

static const struct tally counted[] = {{"pieces", {{0}}}, {0}};
static const struct outside no_such_outside[] = {{OUTSIDE_ITEM, {SET("no_such")}}, {0}};
static const struct outside all_outside[] = {{OUTSIDE_ITEM, {{0}}}, {0}};

static void copy_lines(struct copy *c, const struct paper_line *lines)
{
    c->sheet.unit = PAPER_PER_ENTRY;
    c->sheet.columns = NULL;
    c->sheet.lines = lines;
    c->sheet.label_width = 450;
}

enum { TITLE, NOTE, DAY, UNTIL, MONTH, KIND, TICKED, PIECES, USER, THING }; /* places in sample_fields */

/* clang-format off */
/* One fault each; the number is the case. False when there is no such case. */
static bool spoil(struct copy *c, int number)
{
    switch (number) {
    case 0: c->reg.id = "Sample"; return true;
    case 1: c->fields[TITLE].key = "件名"; return true;
    case 2: c->fields[TITLE].key = "id"; return true;
    case 3: c->fields[NOTE].key = "title"; return true;
    case 4: c->fields[NOTE].key = "user_label"; return true;
    case 5: c->fields[NOTE].label = ""; return true;
    case 6: c->fields[TITLE].list_width = 0; return true;
    case 7: c->fields[TITLE].list_width = 900; return true;
    case 8: c->fields[KIND].choices = NULL; return true;
    case 9: c->fields[KIND].choices = twice; return true;
    case 10: c->fields[KIND].choices = shouting; return true;
    case 11: c->fields[NOTE].choices = sample_kinds; return true;
    case 12: c->fields[THING].registers = NULL; return true;
    case 13: c->fields[THING].registers = "phone|no_such"; return true;
    case 14: c->fields[THING].items[0] = (struct cond){"no_such", COND_SET, NULL}; return true;
    case 15: c->fields[THING].items[0] = (struct cond){"kind", COND_IS, "$no_such"}; return true;
    case 16: c->fields[TICKED].when[0].field = "no_such"; return true;
    case 17: c->fields[TICKED].when[0].value = "mobile|no_such"; return true;
    case 18: c->fields[TICKED].when[0].value = NULL; return true;
    case 19: c->fields[TICKED].when[0].op = 0; return true;
    case 20: c->fields[TICKED].when[0].op = COND_SET; return true;
    case 21: c->fields[TICKED].step = "check|no_such"; return true;
    case 22: c->fields[KIND].initial = "=no_such"; return true;
    case 23: c->fields[TITLE].initial = "now"; return true;
    case 24: c->fields[USER].rule_step = "no_such"; return true;
    case 25: c->states[1].key = "open"; return true;
    case 26: c->states[1].mark = "o"; return true;
    case 27: c->states[0].key = NULL; return true;
    case 28: c->steps[1].key = "ask"; return true;
    case 29: c->steps[1].from = NULL; return true;
    case 30: c->steps[1].from = "open|no_such"; return true;
    case 31: c->steps[1].to = "no_such"; return true;
    case 32: c->steps[1].to = NULL; return true;
    case 33: c->steps[1].done = NULL; return true;
    case 34: c->steps[5].to = "out"; return true; /* nothing leads to done */
    case 35: c->rules[0].step = "no_such"; return true;
    case 36: c->rules[6].step = NULL; return true; /* who may correct? */
    case 37: c->rules[1].after = "no_such"; return true;
    case 38: c->rules[1].same_as = "permit|no_such"; return true;
    case 39: c->rules[1].when[0] = (struct cond){"no_such", COND_SET, NULL}; return true;
    case 40: c->needs[0].state = "no_such"; return true;
    case 41: c->needs[0].step = "no_such"; return true;
    case 42: c->needs[1].when[0].field = "no_such"; return true;
    case 43: c->exclusive.field = "no_such"; return true;
    case 44: c->exclusive.states = "out|no_such"; return true;
    case 45: c->exclusive.refusal = "持出中です。"; return true;
    case 46: c->exclusive.refusal = "%s%s"; return true;
    case 47: c->reg.title_fields = "title|no_such"; return true;
    case 48: c->reg.title_fields = NULL; return true;
    case 49: c->reg.detail_fields = "no_such"; return true;
    case 50: c->reg.late_field = "day"; return true; /* a day is no moment */
    case 51: c->reg.person_field = "thing"; return true;
    case 52: c->reg.item_field = "user"; return true;
    case 53: c->reg.summary = "「{no_such}」を持ち出す。"; return true;
    case 54: c->columns[1].width++; return true;
    case 55: c->columns[1].keys = "title|no_such"; return true;
    case 56: c->columns[2].keys = "title"; return true; /* a stamp is of a step */
    case 57: c->sheet.landscape = true; return true;
    case 58: c->sheet.rows = 100; return true;
    case 59: c->sheet.period_field = NULL; return true;
    case 60: c->sheet.period_field = "title"; return true;
    case 61: c->sheet.further_fields = "no_such"; return true;
    case 62: c->sheet.further_steps = "no_such"; return true;
    case 63: c->sheet.boxes = no_such_box; return true;
    case 64: c->columns[1].kind = PAPER_KINDS; return true;
    case 65: c->columns[1].when[0] = (struct cond){"no_such", COND_SET, NULL}; return true;
    case 66: c->columns[1].keys = NULL; return true;
    case 67: c->sheet.row_field = "no_such"; return true;
    case 68: c->sheet.strip = &no_such_strip; return true;
    case 69: c->sheet.strip = &of_other_books; return true;
    case 70: c->sheet.strip = &no_cells; return true;
    case 71: c->sheet.attached = "no_such"; return true;
    case 72: c->sheet.attached = "person"; return true; /* has no sheet */
    case 73: c->sheet.boxes = boxes; c->sheet.boxes_of = "person"; return true;
    case 74: c->sheet.unit = PAPER_PER_ENTRY; return true; /* without lines */
    case 75: copy_lines(c, no_such_step); return true;
    case 76: copy_lines(c, no_height); return true;
    case 77: copy_lines(c, numbered); return true;
    case 78: copy_lines(c, no_such_stamp); return true;
    case 79: copy_lines(c, good_lines); c->sheet.label_width = 900; return true;
    case 80: copy_lines(c, good_lines); c->sheet.letter = &no_such_applicant; return true;
    case 81: c->reg.tallies = counted; return true; /* of no parts */
    case 82: c->reg.outside = no_such_outside; return true;
    case 83: c->reg.outside = all_outside; c->sheet.period_field = NULL; c->sheet.unit = PAPER_RUNNING; return true;
    default: return false;
    }
}
/* clang-format on */

static void an_application_of_lines_is_sound(void **state)
{
    (void)state;
    static struct copy c;
    struct err e = {0};
    copy_make(&c);
    copy_lines(&c, good_lines);
    if (register_check(&c.reg, &e) != 0)
        fail_msg("%s", e.text);
}

static void each_fault_of_a_declaration_is_found(void **state)
{
    (void)state;
    static struct copy c;
    struct err e;
    err_clear(&e);
    copy_make(&c);
    if (register_check(&c.reg, &e) != 0)
        fail_msg("%s", e.text);
    for (int i = 0;; i++) {
        copy_make(&c);
        if (!spoil(&c, i))
            break;
        err_clear(&e);
        if (register_check(&c.reg, &e) != ERR_INTEGRITY)
            fail_msg("fault %d passed", i);
        assert_non_null(strstr(e.text, "宣言に誤り"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_register_of_the_program_is_sound),
        cmocka_unit_test(things_are_found_by_key),
        cmocka_unit_test(an_application_of_lines_is_sound),
        cmocka_unit_test(each_fault_of_a_declaration_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The SQL made of declarations: as many registers, fields and conditions as they like, and what the compiled conditions demand
 * is what those in memory demand. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/register_person.h"
#include "forms/register_station.h"
#include "forms/register_user.h"
#include "tests/db/fixture.h"

/* ---- conditions ---- */
static const struct choice letters[] = {{"a", "甲", NULL, NULL}, {"b", "乙", NULL, NULL}, {0}};
static const struct field fields[] = {{.key = "c0", .label = "零", .type = FIELD_CHOICE, .choices = letters},
                                      {.key = "c1", .label = "一", .type = FIELD_CHOICE, .choices = letters},
                                      {.key = "c2", .label = "二", .type = FIELD_CHOICE, .choices = letters},
                                      {.key = "c3", .label = "三", .type = FIELD_CHOICE, .choices = letters},
                                      {.key = "c4", .label = "四", .type = FIELD_CHOICE, .choices = letters},
                                      {.key = "c5", .label = "五", .type = FIELD_CHOICE, .choices = letters},
                                      {.key = "c6", .label = "六", .type = FIELD_CHOICE, .choices = letters},
                                      {.key = "c7", .label = "七", .type = FIELD_CHOICE, .choices = letters},
                                      {0}};
enum { FIELDS = sizeof fields / sizeof *fields - 1 };
_Static_assert((int)CONDS >= 4 && (int)CONDS <= (int)FIELDS, "a field for each condition");
static const struct state states[] = {
    {"requested", "許可待ち", "待", STATE_WAITING}, {"out", "持出中", "出", STATE_OUT}, {0}};
static const struct step steps[] = {{"request", "申請", NULL, "requested", STEP_CREATES | STEP_EDITS, "申請した", NULL},
                                    {"permit", "許可", "requested", "out", STEP_DECIDES, "許可した", NULL},
                                    {"check", "確認", "requested", "out", 0, "確認した", NULL},
                                    {0}};

static int append(struct fixture *f, struct change *change, int64_t rev, struct entry **after, struct err *e)
{
    struct journal *j = NULL;
    int code = journal_begin(&j, f->station, NULL, f->now, e);
    if (!code && !*change->entry)
        code = journal_new_id(j, change->entry, e);
    if (!code)
        code = journal_append(j, change, rev, after, e);
    if (code)
        journal_cancel(&j);
    else
        code = journal_commit(&j, e);
    return code;
}

static void change_step(struct change *change, const char *step, const char *to)
{
    snprintf(change->reg, sizeof change->reg, "many");
    snprintf(change->step, sizeof change->step, "%s", step);
    snprintf(change->state_before, sizeof change->state_before, "%s", strcmp(step, "request") ? "requested" : "");
    snprintf(change->state_after, sizeof change->state_after, "%s", to);
}

/* One of all combinations: bit i of mask says whether field i is as condition i wants it. */
static void combination(struct fixture *f, const struct need *need, unsigned mask)
{
    struct change change;
    struct entry *entry = NULL;
    struct err why = {0};
    change_init(&change);
    change_step(&change, "request", "requested");
    for (size_t i = 0; i < CONDS; i++) {
        static const char *const good[] = {"a", "b", "a", NULL}, *const bad[] = {"b", "a", NULL, "a"};
        const char *value = (mask >> i & 1 ? good : bad)[i % 4];
        if (value)
            assert_ok(change_field(&change, fields[i].key, NULL, value, e));
    }
    assert_ok(append(f, &change, 0, &entry, e));
    bool demanded = conds_hold(need->when, entry);
    assert_int_equal(demanded, mask == (1u << CONDS) - 1);
    struct change step;
    change_init(&step);
    change_step(&step, "check", "out");
    snprintf(step.entry, sizeof step.entry, "%s", change.entry);
    int code = append(f, &step, 1, NULL, &why);
    if (code != (demanded ? ERR_REFUSED : 0))
        fail_msg("%x: %d %s", mask, code, why.text);
    if (demanded)
        assert_non_null(strstr(why.text, "「許可」が記録にない"));
    change_step(&step, "permit", "out");
    if (demanded)
        assert_ok(append(f, &step, 1, NULL, e));
    entry_free(entry);
    change_release(&step);
    change_release(&change);
}

static void as_many_conditions_as_a_need_can_have_are_compiled(void **state)
{
    (void)state;
    struct need needs[] = {{.state = "out", .step = "permit"}, {.state = "out", .step = "permit|check"}, {0}};
    for (size_t i = 0; i < CONDS; i++) {
        static const struct cond kinds[] = {
            {NULL, COND_IS, "a|x"}, {NULL, COND_IS_NOT, "a|x"}, {NULL, COND_SET, NULL}, {NULL, COND_UNSET, NULL}};
        needs[0].when[i] = kinds[i % 4];
        needs[0].when[i].field = fields[i].key;
    }
    const struct register_def many = {
        .id = "many", .label = "多", .fields = fields, .states = states, .steps = steps, .needs = needs};
    const struct register_def *const list[] = {&many, &register_station, &register_user, &register_person, NULL};
    struct fixture f;
    fixture_make_with(&f, list);
    for (unsigned mask = 0; mask < 1u << CONDS; mask++)
        combination(&f, &needs[0], mask);
    fixture_verify(&f);
    fixture_remove(&f);
}

/* ---- a large house ---- */
enum { REGISTERS = 40, WIDE = 150, NEEDS = 24 };

struct house {
    char ids[REGISTERS][24], keys[WIDE][40], labels[WIDE][40], ways[NEEDS][40];
    struct field fields[WIDE + 1];
    struct step steps[NEEDS + 2];
    struct need needs[NEEDS + 1];
    struct register_def regs[REGISTERS];
    const struct register_def *list[REGISTERS + 4];
};

static void house_make(struct house *h)
{
    for (int i = 0; i < WIDE; i++) {
        snprintf(h->keys[i], sizeof h->keys[i], "a_rather_long_field_key_%03d", i);
        snprintf(h->labels[i], sizeof h->labels[i], "項目%d", i);
        h->fields[i] = (struct field){.key = h->keys[i],
                                      .label = h->labels[i],
                                      .type = FIELD_TEXT,
                                      .flags = FIELD_LISTED | (i % 10 ? 0 : FIELD_INDEXED)};
    }
    h->steps[0] = steps[0];
    for (int i = 0; i < NEEDS; i++) {
        snprintf(h->ways[i], sizeof h->ways[i], "a_rather_long_step_key_%03d", i);
        h->steps[i + 1] = (struct step){.key = h->ways[i], .label = "手続", .from = "requested", .to = "out"};
        h->needs[i] = (struct need){"out", h->ways[i], {{h->keys[i], COND_IS, "x"}}};
    }
    for (int i = 0; i < REGISTERS; i++) {
        snprintf(h->ids[i], sizeof h->ids[i], "book_%03d", i);
        h->regs[i] = (struct register_def){.id = h->ids[i],
                                           .label = "簿",
                                           .fields = h->fields,
                                           .states = states,
                                           .steps = h->steps,
                                           .needs = h->needs};
        h->list[i] = &h->regs[i];
    }
    h->list[REGISTERS] = &register_station;
    h->list[REGISTERS + 1] = &register_user;
    h->list[REGISTERS + 2] = &register_person;
}

/* Made, taken a step further by the last of the many ways, in every book: more statements than are kept prepared. */
static void house_fill(struct house *h, struct fixture *f)
{
    for (int r = 0; r < REGISTERS; r++) {
        struct change change, step;
        change_init(&change);
        change_init(&step);
        change_step(&change, "request", "requested");
        snprintf(change.reg, sizeof change.reg, "%s", h->ids[r]);
        for (int i = 0; i < WIDE; i++)
            assert_ok(change_field(&change, h->keys[i], NULL, "あ", e));
        assert_ok(append(f, &change, 0, NULL, e));
        change_step(&step, h->ways[NEEDS - 1], "out");
        snprintf(step.reg, sizeof step.reg, "%s", h->ids[r]);
        snprintf(step.entry, sizeof step.entry, "%s", change.entry);
        for (int i = r; i < WIDE; i += 3)
            assert_ok(change_field(&step, h->keys[i], "あ", "い", e));
        assert_ok(append(f, &step, 1, NULL, e));
        change_release(&change);
        change_release(&step);
    }
}

static void forty_registers_of_a_hundred_and_fifty_fields_are_no_limit(void **state)
{
    (void)state;
    struct house *h = calloc(1, sizeof *h);
    struct fixture f;
    unsigned char before[HASH_BYTES], after[HASH_BYTES];
    struct entry *entry;
    assert_non_null(h);
    house_make(h);
    fixture_make_with(&f, h->list);
    house_fill(h, &f);
    house_fill(h, &f);
    assert_ok(station_digest(f.station, before, e));
    assert_ok(station_rebuild(f.station, NULL, NULL, e));
    assert_ok(station_digest(f.station, after, e));
    assert_memory_equal(before, after, HASH_BYTES);
    fixture_verify(&f);
    assert_ok(entry_find(&entry, f.station, &h->regs[7], h->keys[140], "あ", e));
    assert_string_equal(entry->state, "out");
    assert_int_equal(entry->rev, 2);
    entry_free(entry);
    struct query query = {.reg = &h->regs[39], .sort = h->keys[149], .limit = 1};
    struct rows rows;
    assert_ok(rows_load(&rows, f.station, &query, ROWS_FIRST, NULL, e));
    assert_int_equal(rows.n, 1);
    assert_true(rows.after);
    rows_release(&rows);
    fixture_remove(&f);
    free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_many_conditions_as_a_need_can_have_are_compiled),
        cmocka_unit_test(forty_registers_of_a_hundred_and_fifty_fields_are_no_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

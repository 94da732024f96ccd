/* How long entries are kept: obligations.md §9, RT-1, RT-2, RT-3, RT-5, RT-6, over every register × state × day. */
#include "forms/retention.h"
#include "tests/forms/ledger_world.h"

/* 第7の1(2)ク (L1436–1443), L1117, ⚑Q8, 表6. −1 for ever. */
static const struct {
    const char *reg;
    int years;
} table[] = {
    {"software", 1},        {"digital_device", 5}, {"checkout", 5}, {"phone", 5},      {"inspection", 1},
    {"inspection_item", 1}, {"medium", 5},         {"use", 5},      {"key_use", 5},    {"exception", 5},
    {"connection", 5},      {"personal_phone", 5}, {"secret", 5},   {"post", 5},       {"pc", 5},
    {"disposal", -1},       {"station", -1},       {"user", -1},    {"shared_id", -1},
};

static int years_expected(const char *reg)
{
    for (size_t i = 0; i < COUNT(table); i++)
        if (strcmp(table[i].reg, reg) == 0)
            return table[i].years;
    return -2;
}

static void settings_of(struct settings *settings, struct setting_value *value, const char *key, char *text)
{
    *value = (struct setting_value){.value = text};
    text_format(value->key, sizeof value->key, "%s", key);
    *settings = (struct settings){value, 1};
}

/* When the thing is over by the register's own declaration. */
static bool is_over(const struct state *state)
{
    return state->kind == STATE_DONE || state->kind == STATE_ENDED || state->kind == STATE_VOID;
}

static struct date start_expected(struct date end, const char *start)
{
    struct date day = {end.year, strcmp(start, "year_end") == 0 ? 1 : 4, 1};
    if (strcmp(start, "completion") == 0)
        return date_add_days(end, 1);
    while (date_compare(day, end) <= 0)
        day.year++;
    return day;
}

/* One entry on one day under one start of the clock. */
static void due_is_right(const struct entry *entry, const struct state *state, struct date end, char *start)
{
    struct setting_value value;
    struct settings settings;
    struct date due = {0}, expected;
    const int years = retention_years(entry->reg, NULL);
    bool from_end = strcmp(entry->reg->id, "post") == 0 || strcmp(entry->reg->id, "pc") == 0;
    settings_of(&settings, &value, "retention_start", start);
    for (int referred = 0; referred < 2; referred++) {
        int is = retention_due(&due, entry, date_at(end, 23 * 60 + 59), referred, &settings);
        if (is != (is_over(state) && years >= 0 && !referred))
            fail_msg("%s %s %d", entry->reg->id, state->key, is);
        if (is == 0)
            continue;
        expected = start_expected(end, from_end ? "completion" : start);
        expected.year += years;
        if (!date_valid(expected))
            expected = date_month_last((struct date){expected.year, expected.month, 1});
        if (date_compare(due, expected) != 0)
            fail_msg("%s %s after %d-%d-%d: %d-%d-%d", entry->reg->id, start, end.year, end.month, end.day, due.year,
                     due.month, due.day);
        assert_true(date_compare(date_add_months(end, 12 * years), due) <= 0); /* a minimum */
    }
}

static void RT_1_RT_2_RT_3_every_register_state_and_day(void **state)
{
    (void)state;
    static const struct date ends[] = {{2026, 3, 31}, {2026, 4, 1},  {2026, 4, 2}, {2026, 12, 31},
                                       {2027, 1, 1},  {2024, 2, 29}, {2024, 2, 28}};
    char starts[][16] = {"april", "year_end", "completion"};
    for (size_t r = 0; registers[r] != NULL; r++)
        for (const struct state *s = registers[r]->states; s->key != NULL; s++)
            for (size_t d = 0; d < COUNT(ends); d++)
                for (size_t c = 0; c < COUNT(starts); c++) {
                    struct entry *entry = world_entry(registers[r], "K7QF-1", NULL);
                    text_format(entry->state, sizeof entry->state, "%s", s->key);
                    due_is_right(entry, s, ends[d], starts[c]);
                    entry_free(entry);
                }
}

/* The last day on which it must be there, and the next. */
static void RT_2_the_day_itself(void **state)
{
    (void)state;
    static const struct {
        char start[16];
        struct date end, due;
    } cases[] = {
        {"april", {2026, 3, 31}, {2031, 4, 1}},         {"april", {2026, 4, 1}, {2032, 4, 1}},
        {"year_end", {2026, 12, 31}, {2032, 1, 1}},     {"year_end", {2027, 1, 1}, {2033, 1, 1}},
        {"completion", {2026, 11, 24}, {2031, 11, 25}}, {"completion", {2024, 2, 29}, {2029, 3, 1}},
    };
    struct entry *entry = world_entry(&register_medium, "K7QF-1", NULL);
    text_format(entry->state, sizeof entry->state, "ended");
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct setting_value value;
        struct settings settings;
        struct date due;
        char start[16];
        text_format(start, sizeof start, "%s", cases[i].start);
        settings_of(&settings, &value, "retention_start", start);
        for (int minute = 0; minute < 24 * 60; minute += 24 * 60 - 1) { /* the first and the last minute of the day */
            assert_int_equal(retention_due(&due, entry, date_at(cases[i].end, minute), false, &settings), 1);
            assert_int_equal(date_compare(due, cases[i].due), 0);
        }
    }
    entry_free(entry);
}

/* Ended, but 運用管理者 has yet to confirm that it is gone; and what has no known end. */
static void RT_3_what_waits_for_a_confirmation_is_open(void **state)
{
    (void)state;
    struct date due;
    for (size_t r = 0; registers[r] != NULL; r++) {
        const struct register_def *reg = registers[r];
        if (reg->pending_field == NULL || register_state(reg, "ended") == NULL)
            continue;
        struct entry *entry = world_entry(reg, "K7QF-1", NULL);
        text_format(entry->state, sizeof entry->state, "ended");
        assert_int_equal(retention_due(&due, entry, office_hours(), false, NULL), 1);
        assert_int_equal(retention_due(&due, entry, 0, false, NULL), 0);
        assert_int_equal(entry_set(entry, reg->pending_field, "decrease", NULL), 0);
        assert_int_equal(retention_due(&due, entry, office_hours(), false, NULL), 0);
        entry_free(entry);
    }
}

static void RT_1_years_of_every_book(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        const struct register_def *reg = register_find(table[i].reg);
        assert_non_null(reg);
        if (retention_years(reg, NULL) != table[i].years)
            fail_msg("%s %d", reg->id, retention_years(reg, NULL));
    }
    for (int form = 1; form <= 9; form++) { /* every book of the text is in the table */
        char number[4];
        text_format(number, sizeof number, "%d", form);
        assert_non_null(register_of_form(number));
        assert_true(years_expected(register_of_form(number)->id) > 0);
    }
}

/* ⚑Q8: of these the text says nothing, the station does. */
static void R9_6_years_that_the_station_sets(void **state)
{
    (void)state;
    static const char *const regs[] = {"exception", "personal_phone", "secret"};
    for (size_t i = 0; i < COUNT(regs); i++)
        for (int years = 1; years < 100; years += 7) {
            struct setting_value value;
            struct settings settings;
            char key[KEY_BYTES], text[8];
            const struct register_def *reg = register_find(regs[i]);
            assert_non_null(reg);
            text_format(key, sizeof key, "retention_%s", regs[i]);
            text_format(text, sizeof text, "%d", years);
            settings_of(&settings, &value, key, text);
            assert_int_equal(retention_years(reg, &settings), years);
            assert_int_equal(retention_years(&register_medium, &settings), 5);
        }
}

/* A part goes with its whole, whatever it declares itself; the logs go never, so they outlive both. */
static void RT_5_parts_live_and_go_with_the_whole(void **state)
{
    (void)state;
    for (size_t r = 0; registers[r] != NULL; r++) {
        const struct register_def *part = registers[r]->parts != NULL ? register_find(registers[r]->parts) : NULL;
        if (part == NULL)
            continue;
        struct register_def other = *part;
        other.retention_years = 99;
        assert_int_equal(retention_years(&other, NULL), retention_years(registers[r], NULL));
        for (struct date end = {2026, 1, 1}; end.year < 2028; end = date_add_days(end, 1)) {
            struct date whole_due = {0}, part_due = {0};
            struct entry *whole = world_entry(registers[r], "K7QF-1", NULL), *piece = world_entry(part, "K7QF-2", NULL);
            char states[NAME_BYTES];
            register_states(states, sizeof states, registers[r], 1u << STATE_DONE);
            text_format(whole->state, sizeof whole->state, "%.*s", (int)strcspn(states, "|"), states);
            register_states(states, sizeof states, part, 1u << STATE_DONE);
            text_format(piece->state, sizeof piece->state, "%.*s", (int)strcspn(states, "|"), states);
            assert_int_equal(retention_due(&whole_due, whole, date_at(end, 600), false, NULL), 1);
            assert_int_equal(retention_due(&part_due, piece, date_at(end, 600), false, NULL), 1);
            assert_int_equal(date_compare(whole_due, part_due), 0);
            entry_free(whole);
            entry_free(piece);
        }
    }
    assert_null(register_find("log")); /* no register, so nothing that could be disposed of */
    assert_true(retention_years(register_find("connection"), NULL) >
                retention_years(register_find("inspection"), NULL));
}

/* 表6: 5 years from the day itself, whatever start the station has set for its books. */
static void RT_6_posts_run_from_the_day_they_end(void **state)
{
    (void)state;
    char starts[][16] = {"april", "year_end", "completion"};
    static const char *const regs[] = {"post", "pc"};
    for (size_t r = 0; r < COUNT(regs); r++)
        for (size_t i = 0; register_find(regs[r]) != NULL && i < COUNT(starts); i++) {
            struct setting_value value;
            struct settings settings;
            struct date due;
            struct entry *entry = world_entry(register_find(regs[r]), "K7QF-1", NULL);
            char states[NAME_BYTES];
            register_states(states, sizeof states, entry->reg, 1u << STATE_ENDED);
            text_format(entry->state, sizeof entry->state, "%.*s", (int)strcspn(states, "|"), states);
            settings_of(&settings, &value, "retention_start", starts[i]);
            assert_int_equal(retention_due(&due, entry, moment(2026, 11, 24, 9, 0), false, &settings), 1);
            assert_int_equal(date_compare(due, (struct date){2031, 11, 25}), 0);
            entry_free(entry);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(RT_1_RT_2_RT_3_every_register_state_and_day),
        cmocka_unit_test(RT_2_the_day_itself),
        cmocka_unit_test(RT_3_what_waits_for_a_confirmation_is_open),
        cmocka_unit_test(RT_1_years_of_every_book),
        cmocka_unit_test(R9_6_years_that_the_station_sets),
        cmocka_unit_test(RT_5_parts_live_and_go_with_the_whole),
        cmocka_unit_test(RT_6_posts_run_from_the_day_they_end),
        ALSO("RT-2", RT_1_RT_2_RT_3_every_register_state_and_day),
        ALSO("RT-3", RT_1_RT_2_RT_3_every_register_state_and_day),
        ALSO("R1-5", RT_1_years_of_every_book),
        ALSO("R2-6", RT_1_years_of_every_book),
        ALSO("R3-16", RT_1_years_of_every_book),
        ALSO("R4-7", RT_1_years_of_every_book),
        ALSO("R5-8", RT_1_years_of_every_book),
        ALSO("R6-10", RT_1_years_of_every_book),
        ALSO("R7-16", RT_1_years_of_every_book),
        ALSO("R8-4", RT_1_years_of_every_book),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

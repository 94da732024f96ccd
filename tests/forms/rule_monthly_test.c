/* The month's confirmation and 専決: M-13, M-14, T-2, R3-10, R3-11; and who may take over a night. */
#include "forms/register_monthly.h"
#include "forms/register_roster.h"
#include "tests/forms/checkout_world.h"

static void confirmation_new(struct situation *s, const char *month)
{
    memset(s, 0, sizeof *s);
    s->reg = &register_monthly;
    s->now = moment(2026, 12, 1, 9, 0);
    s->calendar = &calendar_default;
    assert_int_equal(entry_new(&s->entry, &register_monthly, NULL), 0);
    assert_int_equal(entry_set(s->entry, "book", "3", NULL), 0);
    assert_int_equal(entry_set(s->entry, "month", month, NULL), 0);
}

static const int64_t *both_hours(void)
{
    static int64_t hours[2];
    hours[0] = moment(2026, 12, 1, 9, 0);
    hours[1] = moment(2026, 12, 1, 22, 0);
    return hours;
}

static void M_13_administrator_or_deputy(void **state)
{
    (void)state;
    static const struct {
        const char *step;
        unsigned posts;
    } ways[] = {{"confirm_administrator", POST_ADMINISTRATOR}, {"confirm_deputy", POST_DEPUTY}};
    struct situation s;
    confirmation_new(&s, "2026-11");
    for (size_t i = 0; i < 2; i++)
        for (unsigned posts = 0; posts < POSTS_ALL; posts++)
            for (size_t h = 0; h < 2; h++)
                for (int rostered = 0; rostered < 2; rostered++) {
                    struct err e;
                    bool may = (posts & ways[i].posts) != 0 && (posts & POST_TECHNICAL) == 0;
                    s.now = both_hours()[h];
                    s.actor = person(OTHER, posts, rostered);
                    err_clear(&e);
                    assert_int_equal(rule_check(NULL, &s, ways[i].step, &e), may ? 0 : ERR_REFUSED);
                    if (!may) {
                        assert_true(e.text[0] != '\0');
                        assert_string_equal(e.clause, (posts & POST_TECHNICAL) != 0 ? "" : "第7の1(2)イ(エ)");
                    }
                }
    entry_free(s.entry);
}

/* ⚑Q28: exactly that step, neither above nor below; ⚑Q4: nothing outside at any moment. */
static void M_14_R3_11_sole_decision(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        bool exactly;
    } ranks[] = {{"superintendent", false},
                 {"inspector", true},
                 {"section_chief", true},
                 {"assistant_inspector", false},
                 {"unit_chief", false},
                 {"sergeant", false},
                 {"chief_clerk", false},
                 {"senior_officer", false},
                 {"officer", false},
                 {"clerk", false},
                 {"", false}};
    static const int64_t counts[] = {-1, 0, 1, 12};
    struct situation s;
    confirmation_new(&s, "2026-11");
    for (size_t r = 0; r < sizeof ranks / sizeof ranks[0]; r++)
        for (size_t i = 0; i < 4; i++)
            for (size_t m = 0; m < 4; m++)
                for (unsigned posts = 0; posts < POSTS_ALL; posts++)
                    for (size_t h = 0; h < 2; h++) {
                        struct err e;
                        bool may = (posts & POST_SUPERVISOR) != 0 && (posts & POST_TECHNICAL) == 0 &&
                                   ranks[r].exactly && counts[i] == 0 && counts[m] == 0;
                        s.now = both_hours()[h];
                        s.actor = person(OTHER, posts, true); /* 当直責任者を除く, rostered or not */
                        text_format(s.actor.rank, sizeof s.actor.rank, "%s", ranks[r].key);
                        s.outside_items = counts[i];
                        s.outside_media = counts[m];
                        err_clear(&e);
                        if ((rule_check(NULL, &s, "sole_decision", &e) == 0) != may)
                            fail_msg("%s %d %d %x", ranks[r].key, (int)counts[i], (int)counts[m], posts);
                    }
    entry_free(s.entry);
}

static void M_14_refusals_show_the_count(void **state)
{
    (void)state;
    static const struct {
        const char *rank;
        int64_t items, media;
        const char *says, *clause;
    } cases[] = {
        {"superintendent", 0, 0, "警部又は課長補佐の段階", "第7の1(2)イ(エ)"},
        {"inspector", 12, 0, "機器が12件", "第7の1(2)イ(エ)"},
        {"inspector", 0, 3, "外部記録媒体が3件", "第7の1(2)エ(ウ)d"},
        {"inspector", -1, -1, "数えていない", ""},
    };
    struct situation s;
    confirmation_new(&s, "2026-11");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct err e;
        s.actor = person(OTHER, POST_SUPERVISOR, false);
        text_format(s.actor.rank, sizeof s.actor.rank, "%s", cases[i].rank);
        s.outside_items = cases[i].items;
        s.outside_media = cases[i].media;
        assert_int_equal(rule_check(NULL, &s, "sole_decision", &e), ERR_REFUSED);
        if (strstr(e.text, cases[i].says) == NULL)
            fail_msg("%s", e.text);
        assert_string_equal(e.clause, cases[i].clause);
    }
    entry_free(s.entry);
}

static void T_2_R3_10_a_calendar_month_not_yet_come_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *month;
        bool may;
    } months[] = {{"2026-11", true}, {"2026-12", true}, {"2027-01", false}, {"2020-01", true}};
    for (size_t i = 0; i < 4; i++) {
        struct situation s;
        struct err e;
        confirmation_new(&s, months[i].month);
        s.actor = person(OTHER, POST_ADMINISTRATOR, false);
        s.step = "confirm_administrator";
        assert_int_equal(entry_check(&s, s.step, &e), months[i].may ? 0 : ERR_INPUT);
        assert_int_equal(entry_set(s.entry, "month", NULL, NULL), 0);
        assert_int_equal(entry_check(&s, s.step, &e), ERR_INPUT);
        assert_string_equal(e.clause, "第7の1(2)イ(エ)");
        entry_free(s.entry);
    }
}

/* T-8: the last minute of a month by Japan's calendar, not UTC's. */
static void T_8_the_month_is_japans(void **state)
{
    (void)state;
    struct situation s;
    struct err e;
    confirmation_new(&s, "2026-12");
    s.step = "confirm_administrator";
    s.now = moment(2026, 11, 30, 23, 59);
    assert_int_equal(entry_check(&s, s.step, &e), ERR_INPUT);
    s.now += 60;
    ok(entry_check(&s, s.step, &e), &e);
    entry_free(s.entry);
}

/* ---- the night is taken over ---- */

static void the_holder_of_the_post_takes_his_own_running_shift(void **state)
{
    (void)state;
    static const struct {
        int day, hour; /* of November 2026 */
        const char *date, *part;
    } shifts[] = {{24, 22, "2026-11-24", "night"},
                  {25, 3, "2026-11-24", "night"},
                  {28, 12, "2026-11-28", "day"},
                  {23, 12, "2026-11-23", "day"},
                  {24, 12, "", ""}};
    static const char *const dates[] = {"2026-11-23", "2026-11-24", "2026-11-25", "2026-11-28"};
    static const char *const parts[] = {"night", "day"};
    struct situation s = {.reg = &register_roster, .calendar = &calendar_default, .reason = "急病"};
    assert_int_equal(entry_new(&s.entry, &register_roster, NULL), 0);
    assert_int_equal(entry_set(s.entry, "person", OTHER " 鈴木 茂", NULL), 0);
    for (size_t i = 0; i < sizeof shifts / sizeof shifts[0]; i++)
        for (size_t d = 0; d < 4; d++)
            for (size_t p = 0; p < 2; p++)
                for (unsigned posts = 0; posts < POSTS_ALL; posts++) {
                    struct err e;
                    bool runs = strcmp(dates[d], shifts[i].date) == 0 && strcmp(parts[p], shifts[i].part) == 0;
                    bool holds = (posts & POST_DUTY_OFFICER) != 0;
                    s.now = moment(2026, 11, shifts[i].day, shifts[i].hour, 0);
                    assert_int_equal(entry_set(s.entry, "date", dates[d], NULL), 0);
                    assert_int_equal(entry_set(s.entry, "part", parts[p], NULL), 0);
                    s.actor = person(OTHER, posts, false);
                    err_clear(&e);
                    assert_int_equal(rule_check(NULL, &s, "take_vacant", &e), runs && holds ? 0 : ERR_REFUSED);
                    assert_string_equal(e.clause, "");
                    s.actor = person(ANOTHER, posts, false); /* in another's name */
                    assert_int_equal(rule_check(NULL, &s, "take_vacant", &e), ERR_REFUSED);
                    /* whom the plan may name: one who holds the post and permits at all */
                    assert_int_equal(rule_check_person(NULL, &s, "stand", &e),
                                     holds && (posts & POST_TECHNICAL) == 0 ? 0 : ERR_REFUSED);
                }
    s.reason = NULL;
    struct err e;
    assert_int_equal(rule_check(NULL, &s, "take_vacant", &e), ERR_INPUT);
    entry_free(s.entry);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(M_13_administrator_or_deputy),
        cmocka_unit_test(M_14_R3_11_sole_decision),
        cmocka_unit_test(M_14_refusals_show_the_count),
        cmocka_unit_test(T_2_R3_10_a_calendar_month_not_yet_come_is_refused),
        cmocka_unit_test(T_8_the_month_is_japans),
        cmocka_unit_test(the_holder_of_the_post_takes_his_own_running_shift),
        ALSO("R3-10", T_2_R3_10_a_calendar_month_not_yet_come_is_refused),
        ALSO("R3-11", M_14_R3_11_sole_decision),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

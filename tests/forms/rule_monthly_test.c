/* The month's confirmation and 専決: M-13, M-14, M-29, T-2, R3-10, R3-11, R7-15; and who may take over a night. */
#include "forms/register_monthly.h"
#include "forms/register_roster.h"
#include "tests/forms/checkout_world.h"

/* Of which book, and by which clause it is confirmed. */
static const struct {
    const char *book, *clause;
} books[] = {{"3", "第7の1(2)イ(エ)"}, {"7", "第7の1(2)オ(カ)c"}};

static void confirmation_of(struct situation *s, const char *book, const char *month)
{
    memset(s, 0, sizeof *s);
    s->reg = &register_monthly;
    s->now = moment(2026, 12, 1, 9, 0);
    s->calendar = &calendar_default;
    assert_int_equal(entry_new(&s->entry, &register_monthly, NULL), 0);
    assert_int_equal(entry_set(s->entry, "book", book, NULL), 0);
    assert_int_equal(entry_set(s->entry, "month", month, NULL), 0);
}
static void confirmation_new(struct situation *s, const char *month)
{
    confirmation_of(s, "3", month);
}

static const int64_t *both_hours(void)
{
    static int64_t hours[2];
    hours[0] = moment(2026, 12, 1, 9, 0);
    hours[1] = moment(2026, 12, 1, 22, 0);
    return hours;
}

/* 様式第3号: 運用管理者 or 運用管理補助者. 様式第7号: 運用管理者; the deputy is not named. */
static void M_13_M_29_R7_15_who_confirms(void **state)
{
    (void)state;
    static const struct {
        const char *step;
        unsigned posts[2]; /* of each book */
    } ways[] = {{"confirm_administrator", {POST_ADMINISTRATOR, POST_ADMINISTRATOR}},
                {"confirm_deputy", {POST_DEPUTY, 0}}};
    for (size_t b = 0; b < 2; b++) {
        struct situation s;
        confirmation_of(&s, books[b].book, "2026-11");
        for (size_t i = 0; i < 2; i++)
            for (unsigned posts = 0; posts < POSTS_ALL; posts++)
                for (size_t h = 0; h < 2; h++)
                    for (int rostered = 0; rostered < 2; rostered++) {
                        struct err e;
                        const struct rule *rule = NULL;
                        bool may = (posts & ways[i].posts[b]) != 0 && (posts & POST_TECHNICAL) == 0;
                        s.now = both_hours()[h];
                        s.actor = person(OTHER, posts, rostered);
                        err_clear(&e);
                        assert_int_equal(rule_check(&rule, &s, ways[i].step, &e), may ? 0 : ERR_REFUSED);
                        if (may) {
                            assert_string_equal(rule->id, b == 0 ? "M-13" : "M-29");
                            assert_string_equal(rule->clause, books[b].clause);
                        } else {
                            assert_true(e.text[0] != '\0');
                            assert_string_equal(e.clause, (posts & POST_TECHNICAL) != 0 ? "" : books[b].clause);
                        }
                    }
        entry_free(s.entry);
    }
}

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
static char word_own[] = "own", word_both[] = "both", word_above[] = "or_above", word_exact[] = "exact";

/* 当直責任者を除く, rostered or not. */
static void judge_posts(struct situation *s, size_t b, bool otherwise, const char *what)
{
    for (unsigned posts = 0; posts < POSTS_ALL; posts++)
        for (size_t h = 0; h < 2; h++) {
            struct err e;
            const struct rule *rule = NULL;
            struct actor who = person(OTHER, posts, true);
            bool may = (posts & POST_SUPERVISOR) != 0 && (posts & POST_TECHNICAL) == 0 && otherwise;
            memcpy(who.rank, s->actor.rank, sizeof who.rank);
            s->actor = who;
            s->now = both_hours()[h];
            err_clear(&e);
            if ((rule_check(&rule, s, "sole_decision", &e) == 0) != may)
                fail_msg("%s %s %d %d %x", books[b].book, what, (int)s->outside_items, (int)s->outside_media, posts);
            if (may)
                assert_string_equal(rule->id, b == 0 ? "M-14" : "M-29");
        }
}

/* ⚑Q28: exactly that step, neither above nor below; ⚑Q4: nothing outside at any moment, of 様式第7号 no medium. own, above: as
 * the station may set them. */
static void judge_book(size_t b, bool own, bool above)
{
    struct setting_value values[] = {{.key = "sole_decision_scope", .value = own ? word_own : word_both},
                                     {.key = "sole_decision_rank", .value = above ? word_above : word_exact}};
    const struct settings settings = {values, 2};
    struct situation s;
    confirmation_of(&s, books[b].book, "2026-11");
    s.settings = &settings;
    for (size_t r = 0; r < sizeof ranks / sizeof ranks[0]; r++)
        for (size_t i = 0; i < 4; i++)
            for (size_t m = 0; m < 4; m++) {
                bool rank = ranks[r].exactly || (above && strcmp(ranks[r].key, "superintendent") == 0);
                bool media = counts[m] == 0 || (b == 0 && own), items = counts[i] == 0 || b == 1;
                text_format(s.actor.rank, sizeof s.actor.rank, "%s", ranks[r].key);
                s.outside_items = counts[i];
                s.outside_media = counts[m];
                judge_posts(&s, b, rank && items && media, ranks[r].key);
            }
    entry_free(s.entry);
}

static void M_14_M_29_R3_11_R7_15_sole_decision(void **state)
{
    (void)state;
    for (size_t b = 0; b < 2; b++)
        for (int set = 0; set < 4; set++)
            judge_book(b, (set & 1) != 0, (set & 2) != 0);
}

static void M_14_M_29_R3_11_refusals_show_the_count(void **state)
{
    (void)state;
    static const struct {
        size_t book;
        const char *rank;
        int64_t items, media;
        const char *says, *clause;
    } cases[] = {
        {0, "superintendent", 0, 0, "警部又は課長補佐の段階", "第7の1(2)イ(エ)"},
        {0, "inspector", 12, 0, "機器が12件", "第7の1(2)イ(エ)"},
        {0, "inspector", 0, 3, "外部記録媒体が3件", "第7の1(2)エ(ウ)d"},
        {0, "inspector", 0, 3, "運用管理者又は運用管理補助者の確認", "第7の1(2)エ(ウ)d"},
        {0, "inspector", -1, -1, "数えていない", ""},
        {1, "superintendent", 0, 0, "警部又は課長補佐の段階", "第7の1(2)オ(カ)c"},
        {1, "inspector", 12, 3, "外部記録媒体が3件", "第7の1(2)オ(カ)c"},
        {1, "inspector", 12, 3, "運用管理者の確認", "第7の1(2)オ(カ)c"},
        {1, "inspector", 0, -1, "数えていない", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct situation s;
        struct err e;
        confirmation_of(&s, books[cases[i].book].book, "2026-11");
        s.actor = person(OTHER, POST_SUPERVISOR, false);
        text_format(s.actor.rank, sizeof s.actor.rank, "%s", cases[i].rank);
        s.outside_items = cases[i].items;
        s.outside_media = cases[i].media;
        assert_int_equal(rule_check(NULL, &s, "sole_decision", &e), ERR_REFUSED);
        if (strstr(e.text, cases[i].says) == NULL)
            fail_msg("%s", e.text);
        assert_string_equal(e.clause, cases[i].clause);
        entry_free(s.entry);
    }
}

/* What the screen shows beside it. */
static void R3_11_R7_15_what_bars_it(void **state)
{
    (void)state;
    for (int64_t items = 0; items < 3; items++)
        for (int64_t media = 0; media < 3; media++) {
            assert_int_equal(monthly_outside("3", "both", items, media), items + media);
            assert_int_equal(monthly_outside("3", "own", items, media), items);
            assert_int_equal(monthly_outside("7", "both", items, media), media);
            assert_int_equal(monthly_outside("7", "own", items, media), media);
        }
}

/* The sentences that the screen shows are those that decide: 専決 is open exactly where each that decides counts nothing. */
static void M_14_M_29_R3_11_R7_15_R5_5_the_clauses_shown_decide(void **state)
{
    (void)state;
    static const char *const forms[] = {"3", "7"};
    struct sole_clause clauses[SOLE_CLAUSES];
    for (int n = 0; n < 3 * 3 * 2 * 2; n++) {
        const int64_t items = n % 3, media = n / 3 % 3;
        const bool own = n / 9 % 2 == 1;
        const size_t b = (size_t)n / 18;
        struct setting_value values[] = {{.key = "sole_decision_scope", .value = own ? word_own : word_both}};
        const struct settings settings = {values, 1};
        struct situation s;
        bool open = true;
        size_t count = monthly_sole_clauses(clauses, forms[b], own ? "own" : "both", items, media);
        assert_int_equal(count, b == 0 ? 2 : 1);
        for (size_t i = 0; i < count; i++) {
            open = open && (!clauses[i].decides || clauses[i].count == 0);
            assert_non_null(strstr(clauses[i].clause, "なお書き"));
            assert_memory_equal(clauses[i].clause, i == 0 ? books[b].clause : "第7の1(2)エ(ウ)d",
                                strlen(i == 0 ? books[b].clause : "第7の1(2)エ(ウ)d"));
        }
        confirmation_of(&s, forms[b], "2026-11");
        s.settings = &settings;
        s.outside_items = items;
        s.outside_media = media;
        s.actor = person(OTHER, POST_SUPERVISOR, false);
        text_format(s.actor.rank, sizeof s.actor.rank, "inspector");
        assert_int_equal(rule_check(NULL, &s, "sole_decision", NULL) == 0, open);
        assert_int_equal(monthly_outside(forms[b], own ? "own" : "both", items, media) == 0, open);
        entry_free(s.entry);
    }
    static const char *const none[] = {"5", "2", NULL};
    for (size_t i = 0; i < 3; i++) /* R5-5 */
        assert_int_equal(monthly_sole_clauses(clauses, none[i], "both", 0, 0), 0);
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
        confirmation_of(&s, books[i % 2].book, months[i].month);
        s.actor = person(OTHER, POST_ADMINISTRATOR, false);
        s.step = "confirm_administrator";
        assert_int_equal(entry_check(&s, s.step, &e), months[i].may ? 0 : ERR_INPUT);
        assert_int_equal(entry_set(s.entry, "month", NULL, NULL), 0);
        assert_int_equal(entry_check(&s, s.step, &e), ERR_INPUT);
        assert_string_equal(e.clause, books[i % 2].clause);
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
        cmocka_unit_test(M_13_M_29_R7_15_who_confirms),
        cmocka_unit_test(M_14_M_29_R3_11_R7_15_sole_decision),
        cmocka_unit_test(M_14_M_29_R3_11_refusals_show_the_count),
        cmocka_unit_test(R3_11_R7_15_what_bars_it),
        cmocka_unit_test(M_14_M_29_R3_11_R7_15_R5_5_the_clauses_shown_decide),
        cmocka_unit_test(T_2_R3_10_a_calendar_month_not_yet_come_is_refused),
        cmocka_unit_test(T_8_the_month_is_japans),
        cmocka_unit_test(the_holder_of_the_post_takes_his_own_running_shift),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

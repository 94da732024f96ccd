/* 当直引継ぎ記録: which shift, by whom, to whom, with words for what is left. */
#include "forms/register_handover.h"
#include "forms/register_roster.h"
#include "tests/forms/rule_world.h"

#define SUZUKI "K7QF-41"
#define SUZUKI_REFERENCE SUZUKI " 鈴木 茂"
#define ITO "K7QF-42"
#define ITO_REFERENCE ITO " 伊藤 学"
#define DAY (24 * 60 * 60)

/* ---- shifts ---- */

static void every_shift_begins_where_the_one_before_it_or_the_office_ends(void **state)
{
    const struct calendar *c = &calendar_default;
    struct date day = {2024, 1, 1}, end = {2032, 12, 31};
    (void)state;
    for (; date_compare(day, end) <= 0; day = date_add_days(day, 1)) {
        bool closed = calendar_closed_day(c, day);
        struct shift night = {day, SHIFT_NIGHT}, last = shift_before(c, night);
        assert_int_equal(last.part, closed ? SHIFT_DAY : SHIFT_NIGHT);
        assert_int_equal(date_compare(last.date, closed ? day : date_add_days(day, -1)), 0);
        assert_int_equal(shift_begin(c, night) - calendar_shift_end(c, last),
                         closed ? 0 : (17 * 60 + 15 - 8 * 60 - 30) * 60);
        assert_true(shift_begin(c, night) < calendar_shift_end(c, night));
        if (!closed)
            continue;
        struct shift by_day = {day, SHIFT_DAY};
        last = shift_before(c, by_day);
        assert_int_equal(last.part, SHIFT_NIGHT);
        assert_int_equal(date_compare(last.date, date_add_days(day, -1)), 0);
        assert_int_equal(shift_begin(c, by_day), calendar_shift_end(c, last));
    }
}

/* What runs at a moment has begun and is not over. */
static void the_shift_that_runs_holds_the_moment(void **state)
{
    const struct calendar *c = &calendar_default;
    (void)state;
    for (int64_t now = moment(2026, 1, 1, 0, 7), n = 0; n < 2 * 8760; now += 30 * 60, n++) {
        struct shift shift;
        char key[KEY_BYTES], date[DATE_BYTES];
        if (!calendar_shift(c, now, &shift))
            continue;
        assert_true(shift_begin(c, shift) <= now && now < calendar_shift_end(c, shift));
        shift_key(key, sizeof key, shift);
        date_format(date, sizeof date, shift.date, DATE_ISO);
        assert_memory_equal(key, date, 10);
        assert_string_equal(key + 11, shift.part == SHIFT_NIGHT ? "night" : "day");
    }
}

/* ---- the record ---- */

static struct actor officer(void)
{
    return person(SUZUKI, POST_STAFF | POST_DUTY_OFFICER, false);
}

static struct actor supervisor(void)
{
    return person(ITO, POST_STAFF | POST_SUPERVISOR, false);
}

/* The night of R8.11.23, 鈴木's; nothing is left; to 伊藤. */
static void start(struct world *w)
{
    world_start(w, &register_handover);
    world_refer(w, "roster", &register_roster, "K7QF-60 令和8年11月23日 宿直",
                (const char *const[]){"date", "2026-11-23", "part", "night", "person", SUZUKI_REFERENCE, "shift",
                                      "2026-11-23 night", NULL});
    type_all(w, (const char *const[]){"receiver",    ITO_REFERENCE, "away",       "0", "permitted",    "0",
                                      "overnight",   "0",           "confirmed",  "0", "waiting",      "0",
                                      "phones_back", "1",           "phones_out", "0", "cameras_back", "1",
                                      "cameras_out", "0",           NULL});
    w->s.now = moment(2026, 11, 24, 8, 10);
    world_settle(w, "hand_over");
}

static void M_44_by_the_officer_of_that_shift_until_the_next_is_over(void **state)
{
    static const struct {
        int day, hour, minute;
        bool allowed;
    } at[] = {
        {23, 8, 29, false},  /* the night before runs */
        {23, 17, 14, false}, /* the day of a holiday runs */
        {23, 17, 15, true},  {23, 23, 59, true},  {24, 8, 29, true},  {24, 8, 30, true}, {24, 12, 0, true},
        {24, 17, 14, true},  {24, 17, 15, true},  {25, 8, 29, true}, /* the next night is over with this minute */
        {25, 8, 30, false},  {25, 17, 15, false}, {30, 12, 0, false},
    };
    static const struct {
        const char *id;
        unsigned posts;
        bool rostered;
    } who[] = {
        {SUZUKI, POST_STAFF | POST_DUTY_OFFICER, true},
        {SUZUKI, POST_STAFF | POST_DUTY_OFFICER, false},
        {"K7QF-43", POST_STAFF | POST_DUTY_OFFICER, true}, /* of another shift */
        {"K7QF-43", POST_STAFF | POST_DUTY_OFFICER, false},
        {ITO, POST_STAFF | POST_SUPERVISOR, false},
        {"K7QF-44", POST_STAFF | POST_ADMINISTRATOR | POST_DEPUTY, false},
        {"K7QF-45", POST_STAFF, false},
        {"K7QF-46", POST_TECHNICAL, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++)
        for (size_t k = 0; k < sizeof who / sizeof who[0]; k++) {
            struct world w;
            struct err e;
            bool his = strcmp(who[k].id, SUZUKI) == 0;
            start(&w);
            w.s.now = moment(2026, 11, at[i].day, at[i].hour, at[i].minute);
            int rc = world_do(&w, "hand_over", person(who[k].id, who[k].posts, who[k].rostered), &e);
            if ((rc == 0) != (his && at[i].allowed))
                fail_msg("%d. %d:%02d %s: %s", at[i].day, at[i].hour, at[i].minute, who[k].id, rc == 0 ? "" : e.text);
            if (rc != 0)
                assert_int_equal(rc, ERR_REFUSED);
            if (rc != 0 && !his)
                assert_non_null(strstr(e.text, "当直責任者 鈴木 茂"));
            world_close(&w);
        }
}

static void what_it_is_follows_from_the_roster(void **state)
{
    struct world w;
    struct err e;
    (void)state;
    start(&w);
    ok(world_do(&w, "hand_over", officer(), &e), &e);
    assert_string_equal(entry_get(w.record, "date"), "2026-11-23");
    assert_string_equal(entry_get(w.record, "part"), "night");
    assert_string_equal(entry_get(w.record, "officer"), SUZUKI_REFERENCE);
    assert_string_equal(entry_get(w.record, "shift"), "2026-11-23 night");
    assert_string_equal(w.record->state, "open");
    world_close(&w);
}

/* Returns unconfirmed, phones out, cameras out: each by itself demands words, and none when nothing is left. */
static void M_44_what_is_left_demands_words(void **state)
{
    static const char *const fields[] = {"waiting", "phones_out", "cameras_out"};
    (void)state;
    for (unsigned bits = 0; bits < 8; bits++)
        for (int words = 0; words < 2; words++) {
            struct world w;
            struct err e;
            start(&w);
            for (int i = 0; i < 3; i++)
                type(&w, fields[i], (bits >> i & 1) != 0 ? "2" : "0");
            type(&w, "why_left", words != 0 ? "朝の報告の後に返却する。" : NULL);
            int rc = world_do(&w, "hand_over", officer(), &e);
            if ((rc == 0) != (bits == 0 || words != 0))
                fail_msg("%u %d: %s", bits, words, rc == 0 ? "" : e.text);
            if (rc != 0)
                assert_string_equal(e.field, "why_left");
            else
                assert_int_equal(entry_is(w.record, "left_over", "yes"), bits != 0);
            if (rc == 0 && bits == 0)
                assert_null(entry_get(w.record, "why_left"));
            world_close(&w);
        }
}

static void what_was_not_counted_is_not_handed_over(void **state)
{
    struct world w;
    struct err e;
    (void)state;
    start(&w);
    type(&w, "waiting", NULL);
    assert_int_equal(world_do(&w, "hand_over", officer(), &e), ERR_REFUSED);
    assert_non_null(strstr(e.text, "当直引継ぎの画面"));
    type(&w, "waiting", "0");
    type(&w, "receiver", NULL);
    assert_int_equal(world_do(&w, "hand_over", officer(), &e), ERR_INPUT);
    world_close(&w);
}

/* Whom it may be handed to: over every combination of posts. */
static void it_is_taken_on_by_the_posts_that_answer_for_the_books(void **state)
{
    struct world w;
    (void)state;
    start(&w);
    for (unsigned posts = 0; posts < POSTS_ALL; posts++) {
        unsigned fit = posts & (POST_DUTY_OFFICER | POST_SUPERVISOR | POST_ADMINISTRATOR);
        w.s.actor = person("K7QF-50", posts, false);
        int rc = rule_check_person(NULL, &w.s, "take_on", NULL);
        if ((rc == 0) != (fit != 0 && (posts & POST_TECHNICAL) == 0))
            fail_msg("posts %x: %d", posts, rc);
        w.s.actor = person(SUZUKI, posts, false);
        assert_int_not_equal(rule_check_person(NULL, &w.s, "take_on", NULL), 0);
    }
    world_close(&w);
}

/* He who was named, or a post that answers for the books; never he who hands over. */
static void it_is_received_by_another(void **state)
{
    static const char *const ids[] = {ITO, "K7QF-43", SUZUKI};
    static const unsigned posts[] = {POST_STAFF, POST_DUTY_OFFICER, POST_SUPERVISOR, POST_ADMINISTRATOR, POST_DEPUTY};
    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        for (size_t k = 0; k < sizeof posts / sizeof posts[0]; k++) {
            struct world w;
            struct err e;
            bool named = strcmp(ids[i], ITO) == 0, his = strcmp(ids[i], SUZUKI) == 0;
            bool fit = (posts[k] & (POST_SUPERVISOR | POST_ADMINISTRATOR)) != 0;
            start(&w);
            ok(world_do(&w, "hand_over", officer(), &e), &e);
            w.s.now += DAY;
            int rc = world_do(&w, "receive", person(ids[i], POST_STAFF | posts[k], false), &e);
            if ((rc == 0) != (!his && (named || fit)))
                fail_msg("%s %x: %s", ids[i], posts[k], rc == 0 ? "" : e.text);
            assert_string_equal(w.record->state, rc == 0 ? "received" : "open");
            world_close(&w);
        }
}

static void it_is_done_again_until_it_is_received_and_corrected_after(void **state)
{
    struct world w;
    struct err e;
    (void)state;
    start(&w);
    ok(world_do(&w, "hand_over", officer(), &e), &e);
    type(&w, "confirmed", "3");
    assert_int_equal(world_do(&w, "hand_over_again", supervisor(), &e), ERR_REFUSED);
    ok(world_do(&w, "hand_over_again", officer(), &e), &e);
    assert_string_equal(entry_get(w.record, "confirmed"), "3");
    ok(world_do(&w, "receive", supervisor(), &e), &e);
    assert_int_equal(world_do(&w, "hand_over_again", officer(), &e), ERR_REFUSED);
    assert_int_equal(world_do(&w, "receive", supervisor(), &e), ERR_REFUSED);
    w.s.reason = "書き誤り";
    type(&w, "remarks", "鍵は保管庫に戻した。");
    assert_int_equal(world_do(&w, "correct", supervisor(), &e), ERR_REFUSED);
    ok(world_do(&w, "correct", officer(), &e), &e);
    assert_string_equal(w.record->state, "received");
    world_close(&w);
}

/* The record is ours and cites nothing; what it says of phones and cameras stands in the text. */
static void M_44_the_clauses_are_those_of_the_return(void **state)
{
    (void)state;
    assert_null(register_handover.clause);
    for (const struct rule *rule = register_handover.rules; rule->step != NULL; rule++)
        assert_null(rule->clause);
    for (const struct field *f = register_handover.fields; f->key != NULL; f++) {
        const char *clause = strncmp(f->key, "phone", 5) == 0    ? "第7の1(2)エ(ウ)b(a)"
                             : strncmp(f->key, "camera", 6) == 0 ? "第7の1(2)オ(ウ)b(b)"
                                                                 : NULL;
        if (clause == NULL ? f->clause != NULL : f->clause == NULL || strcmp(f->clause, clause) != 0)
            fail_msg("%s cites %s", f->key, f->clause != NULL ? f->clause : "nothing");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shift_begins_where_the_one_before_it_or_the_office_ends),
        cmocka_unit_test(the_shift_that_runs_holds_the_moment),
        cmocka_unit_test(M_44_by_the_officer_of_that_shift_until_the_next_is_over),
        cmocka_unit_test(what_it_is_follows_from_the_roster),
        cmocka_unit_test(M_44_what_is_left_demands_words),
        cmocka_unit_test(what_was_not_counted_is_not_handed_over),
        cmocka_unit_test(it_is_taken_on_by_the_posts_that_answer_for_the_books),
        cmocka_unit_test(it_is_received_by_another),
        cmocka_unit_test(it_is_done_again_until_it_is_received_and_corrected_after),
        cmocka_unit_test(M_44_the_clauses_are_those_of_the_return),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

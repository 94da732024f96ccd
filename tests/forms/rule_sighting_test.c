/* 目視・巡視の確認: M-42, M-45, M-46 — what stays where an entry may be omitted. */
#include "forms/register_medium.h"
#include "forms/register_phone.h"
#include "forms/register_place.h"
#include "forms/register_sighting.h"
#include "tests/forms/rule_world.h"

#define BOX "K7QF-80 日和田交番"
#define ELSEWHERE "K7QF-81"

enum sort { CAMERA_OF_ONE, BOX_PHONE, BOX_CAMERA, SORTS };

/* A thing of that sort, its 交番 with or without 警部補 and book; seen, all there. */
static void sighting_new(struct world *w, enum sort sort, bool inspector, bool book)
{
    bool phone = sort == BOX_PHONE, box = sort != CAMERA_OF_ONE;
    struct entry *thing;
    world_start(w, &register_sighting);
    type(w, "kind", box ? "police_box" : "person");
    thing = world_refer(w, "item", phone ? &register_phone : &register_medium, "K7QF-70 580-012-001",
                        (const char *const[]){"designation", box ? "police_box" : "person",
                                              phone ? "holder" : "custodian", HOLDER " 管理 次郎", NULL});
    text_format(thing->state, sizeof thing->state, "current");
    if (box) {
        ok(entry_set(thing, "designated_place", BOX, NULL), NULL);
        world_refer(w, "place", &register_place, BOX, (const char *const[]){"kind", "police_box", NULL});
        ok(entry_set(*world_slot(w, "place"), "inspector", inspector ? "yes" : NULL, NULL), NULL);
        ok(entry_set(*world_slot(w, "place"), "book_kept", inspector && book ? "yes" : NULL, NULL), NULL);
    }
    type_time(w, "seen_at", office_hours());
    type(w, "how", box ? "patrol" : "sight");
    type(w, "result", "found");
    world_settle(w, "record");
}

struct who {
    const char *id, *place, *rank;
    unsigned posts;
    bool closed, rostered;
};

/* May he, by the text? */
static bool may(enum sort sort, bool of_inspector, bool absent, const struct who *who)
{
    bool supervisor =
        (who->posts & POST_SUPERVISOR) != 0 || ((who->posts & POST_DUTY_OFFICER) != 0 && who->closed && who->rostered);
    if ((who->posts & POST_TECHNICAL) != 0)
        return false;
    if (sort == BOX_PHONE)
        return strcmp(who->id, HOLDER) == 0;
    if (sort == BOX_CAMERA && of_inspector)
        return (strcmp(who->place, "K7QF-80") == 0 && strcmp(who->rank, "assistant_inspector") == 0) ||
               (absent && supervisor);
    return supervisor;
}

static void judge(struct world *w, enum sort sort, bool of_inspector, bool absent)
{
    static const char *const ids[] = {"M-42", "M-45", "M-46"};
    static const char *const people[] = {HOLDER, OTHER};
    static const char *const places[] = {"K7QF-80", ELSEWHERE};
    static const char *const ranks[] = {"assistant_inspector", "inspector", "sergeant"};
    for (unsigned posts = 0; posts < POSTS_ALL; posts++)
        for (int i = 0; i < 48; i++) {
            const struct who who = {.id = people[i % 2],
                                    .place = places[i / 2 % 2],
                                    .rank = ranks[i / 4 % 3],
                                    .posts = posts,
                                    .closed = i / 12 % 2 != 0,
                                    .rostered = i / 24 != 0};
            const struct rule *rule = NULL;
            struct err e;
            err_clear(&e);
            w->s.now = who.closed ? night() : office_hours();
            w->s.actor = posted(person(who.id, posts, who.rostered), who.place, who.rank);
            w->s.step = "record";
            int rc = rule_check(&rule, &w->s, "record", &e);
            if ((rc == 0) != may(sort, of_inspector, absent, &who))
                fail_msg("%s %s %s %s posts %x closed %d rostered %d: %s", ids[sort], who.id, who.place, who.rank,
                         posts, who.closed, who.rostered, e.text);
            if (rc == 0)
                assert_string_equal(rule->id, ids[sort]);
        }
}

static void M_42_M_45_M_46_who_sees_what(void **state)
{
    (void)state;
    for (int sort = 0; sort < SORTS; sort++)
        for (int there = 0; there < 4; there++)
            for (int absent = 0; absent < 2; absent++) {
                bool inspector = (there & 1) != 0, book = (there & 2) != 0;
                struct world w;
                sighting_new(&w, (enum sort)sort, inspector, book);
                if (absent)
                    type(&w, "inspector_absent", "yes");
                judge(&w, (enum sort)sort, inspector && book, absent != 0);
                world_set(&w, "box_route", "posted"); /* ⚑Q16: without the book too */
                world_settle(&w, "record");
                judge(&w, (enum sort)sort, inspector, absent != 0 && inspector);
                world_close(&w);
            }
}

/* The clause of each. */
static void M_42_M_45_M_46_by_which_clause(void **state)
{
    (void)state;
    static const char *const clauses[] = {"第7の1(2)オ(ウ)b(a)", "第7の1(2)エ(ウ)b(b)", "第7の1(2)オ(ウ)b(c)"};
    for (int sort = 0; sort < SORTS; sort++) {
        struct world w;
        sighting_new(&w, (enum sort)sort, false, false);
        assert_string_equal(rule_for(&w.s, "record")->clause, clauses[sort]);
        world_close(&w);
    }
    struct world w;
    sighting_new(&w, BOX_CAMERA, true, true);
    assert_string_equal(rule_for(&w.s, "record")->clause, "第7の1(2)オ(ウ)e(b)");
    world_close(&w);
}

/* KB-1: on the day it was seen, not on the day it is written. */
static void M_46_by_whom_on_which_day(void **state)
{
    (void)state;
    static const struct {
        const char *field, *date;
        bool of_inspector;
    } dates[] = {{"inspector_from", "2026-11-24", true}, {"inspector_from", "2026-11-25", false},
                 {"inspector_to", "2026-11-24", true},   {"inspector_to", "2026-11-23", false},
                 {"book_from", "2026-11-24", true},      {"book_from", "2026-11-25", false},
                 {"book_to", "2026-11-24", true},        {"book_to", "2026-11-23", false}};
    for (size_t i = 0; i < 8; i++) {
        struct world w;
        sighting_new(&w, BOX_CAMERA, true, true);
        ok(entry_set(*world_slot(&w, "place"), dates[i].field, dates[i].date, NULL), NULL);
        world_settle(&w, "record");
        assert_string_equal(entry_get(w.typed, "route"), dates[i].of_inspector ? "inspector" : "supervisor");
        world_close(&w);
    }
}

/* There is no telephone among the ways, and 指定職員's are seen by the eye. */
static void M_42_M_46_KB_3_no_telephone(void **state)
{
    (void)state;
    const struct field *how = &register_sighting.fields[register_field(&register_sighting, "how")];
    for (const struct choice *way = how->choices; way->key != NULL; way++)
        assert_null(strstr(way->label, "電話"));
    for (int sort = 0; sort < SORTS; sort++)
        for (const struct choice *way = how->choices; way->key != NULL; way++) {
            struct world w;
            struct err e;
            bool good = sort != CAMERA_OF_ONE || strcmp(way->key, "sight") == 0;
            sighting_new(&w, (enum sort)sort, false, false);
            type(&w, "how", way->key);
            assert_int_equal(world_do(&w, "record", person(HOLDER, POST_SUPERVISOR, false), &e), good ? 0 : ERR_INPUT);
            world_close(&w);
        }
}

/* Only what was designated for it beforehand. */
static void M_42_M_45_M_46_of_what_was_designated(void **state)
{
    (void)state;
    static const char *const designations[] = {NULL, "duty", "police_box", "person"};
    for (int sort = 0; sort < SORTS; sort++)
        for (size_t d = 0; d < 4; d++) {
            struct world w;
            struct err e;
            bool good = designations[d] != NULL &&
                        strcmp(designations[d], sort == CAMERA_OF_ONE ? "person" : "police_box") == 0;
            if (sort == BOX_PHONE && d == 3)
                continue;
            sighting_new(&w, (enum sort)sort, false, false);
            ok(entry_set(w.item, "designation", designations[d], NULL), NULL);
            assert_int_equal(world_do(&w, "record", person(HOLDER, POST_SUPERVISOR, false), &e), good ? 0 : ERR_INPUT);
            world_close(&w);
        }
}

static void R0_9_what_is_not_there_stays_open(void **state)
{
    (void)state;
    static const char *const results[] = {"found", "missing", "damaged"};
    for (int sort = 0; sort < SORTS; sort++)
        for (size_t r = 0; r < 3; r++) {
            struct world w;
            struct err e;
            sighting_new(&w, (enum sort)sort, false, false);
            type(&w, "result", results[r]);
            ok(world_do(&w, "record", person(HOLDER, POST_SUPERVISOR, false), &e), &e);
            assert_string_equal(w.record->state, r == 0 ? "done" : "open");
            assert_int_equal(entry_alarms(w.record, NULL), r > 0);
            if (r > 0) {
                assert_int_equal(world_do(&w, "settle", person(OTHER, POST_SUPERVISOR, false), &e), ERR_INPUT);
                type(&w, "trouble_reported_to", ANOTHER " 伊藤 明");
                type(&w, "measures", "捜索中");
                assert_int_equal(world_do(&w, "settle", person(OTHER, POST_STAFF, false), &e), ERR_REFUSED);
                ok(world_do(&w, "settle", person(OTHER, POST_SUPERVISOR, false), &e), &e);
                assert_string_equal(w.record->state, "done");
            }
            world_close(&w);
        }
}

static void a_time_to_come_is_refused(void **state)
{
    (void)state;
    for (int minutes = -60; minutes <= 60; minutes += 30) {
        struct world w;
        struct err e;
        sighting_new(&w, CAMERA_OF_ONE, false, false);
        type_time(&w, "seen_at", office_hours() + minutes * 60);
        assert_int_equal(world_do(&w, "record", person(OTHER, POST_SUPERVISOR, false), &e),
                         minutes > 0 ? ERR_INPUT : 0);
        world_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(M_42_M_45_M_46_who_sees_what),
        cmocka_unit_test(M_42_M_45_M_46_by_which_clause),
        cmocka_unit_test(M_46_by_whom_on_which_day),
        cmocka_unit_test(M_42_M_46_KB_3_no_telephone),
        cmocka_unit_test(M_42_M_45_M_46_of_what_was_designated),
        cmocka_unit_test(R0_9_what_is_not_there_stays_open),
        cmocka_unit_test(a_time_to_come_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

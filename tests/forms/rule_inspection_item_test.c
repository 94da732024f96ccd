/* One thing of a 所在点検: whose it is to inspect (M-35, M-36), how often (R5-2), what an answer leaves open (R0-9). */
#include "forms/register_inspection.h"
#include "forms/register_inspection_item.h"
#include "forms/register_medium.h"
#include "forms/register_phone.h"
#include "forms/register_place.h"
#include "tests/forms/rule_world.h"

#define ME APPLICANT " 田中 玲"
#define KEEPER HOLDER " 佐藤 健"

/* As app/ makes it: APPLICANT's round of that kind, and a thing that HOLDER keeps. */
static void item_new(struct world *w, bool phone, const char *const *place)
{
    struct entry *round, *thing;
    world_start(w, &register_inspection_item);
    round = world_refer(
        w, "inspection", &register_inspection, "K7QF-60 2026-11",
        (const char *const[]){"kind", phone ? "phone" : "media", "month", "2026-11", "inspector", ME, NULL});
    text_format(round->state, sizeof round->state, "open");
    thing = world_refer(w, "item", phone ? &register_phone : &register_medium, "K7QF-70 580-012-001",
                        (const char *const[]){phone ? "holder" : "custodian", KEEPER, "place", "K7QF-80 本館", NULL});
    text_format(thing->state, sizeof thing->state, "current");
    if (place != NULL)
        world_refer(w, "place", &register_place, "K7QF-80 本館", place);
    world_settle(w, "list");
}

static void item_listed(struct world *w, bool phone, const char *const *place)
{
    item_new(w, phone, place);
    world_put(w, "list", HOLDER);
}

static void R5_1_month_and_kind_are_those_of_the_round(void **state)
{
    (void)state;
    for (int phone = 0; phone < 2; phone++) {
        struct world w;
        item_new(&w, phone, NULL);
        assert_string_equal(entry_get(w.typed, "month"), "2026-11");
        assert_string_equal(entry_get(w.typed, "kind"), phone ? "phone" : "media");
        assert_string_equal(entry_get(w.typed, "place"), "K7QF-80 本館");
        world_close(&w);
    }
}

/* Whoever keeps it and nobody else, whatever his posts; by ⚑Q26 the holder of an individual phone too. */
static void M_35_M_36_R4_5_the_keeper_inspects(void **state)
{
    (void)state;
    static const char *const people[] = {APPLICANT, HOLDER, OTHER};
    static const char *const steps[] = {"list", "record"};
    static const char *const phones[] = {"shared_phone", "individual_phone"};
    for (int phone = 0; phone < 3; phone++) /* 0: a medium */
        for (size_t s = 0; s < 2; s++) {
            struct world w;
            if (s == 0)
                item_new(&w, phone > 0, NULL);
            else
                item_listed(&w, phone > 0, NULL);
            if (phone > 0)
                ok(entry_set(w.item, "kind", phones[phone - 1], NULL), NULL);
            for (size_t p = 0; p < 3; p++)
                for (unsigned posts = 0; posts < POSTS_ALL; posts++)
                    for (int bits = 0; bits < 4; bits++) {
                        const struct rule *rule = NULL;
                        struct err e;
                        bool may = p == 1 && (posts & POST_TECHNICAL) == 0;
                        w.s.now = (bits & 1) != 0 ? night() : office_hours();
                        w.s.actor = person(people[p], posts, (bits & 2) != 0);
                        assert_int_equal(rule_check(&rule, &w.s, steps[s], &e), may ? 0 : ERR_REFUSED);
                        if (may) {
                            assert_string_equal(rule->id, phone > 0 ? "M-35" : "M-36");
                            assert_string_equal(rule->clause, phone > 0 ? "第7の1(2)エ(ア)e" : "第7の1(2)オ(ア)d");
                        }
                    }
            world_close(&w);
        }
}

/* kind × class × locked: yearly exists at headquarters alone, for media alone. */
static void R5_2_M_36_yearly_only_in_class_three_and_locked(void **state)
{
    (void)state;
    static const char *const kinds[] = {"headquarters", "station", "annex", "police_box", "residence"};
    static const char *const classes[] = {NULL, "1", "2", "3"};
    for (int phone = 0; phone < 2; phone++)
        for (size_t k = 0; k < 5; k++)
            for (size_t c = 0; c < 4; c++)
                for (int locked = 0; locked < 2; locked++) {
                    const char *const place[] = {"kind",
                                                 kinds[k],
                                                 locked ? "locked" : "note",
                                                 "yes",
                                                 c > 0 ? "class" : "note",
                                                 c > 0 ? classes[c] : "なし",
                                                 NULL};
                    bool yearly = !phone && k == 0 && c == 3 && locked;
                    const struct field *skipped =
                        &register_inspection_item.fields[register_field(&register_inspection_item, "skipped")];
                    struct world w;
                    struct err e;
                    item_listed(&w, phone, place);
                    world_settle(&w, "record");
                    assert_string_equal(entry_get(w.typed, "cycle"), yearly ? "yearly" : "monthly");
                    assert_int_equal(field_asked(skipped, w.typed, "record"), yearly);
                    type(&w, "skipped", "yes");
                    type(&w, "last_on", "2026-04-01");
                    assert_int_equal(world_do(&w, "record", person(HOLDER, POST_STAFF, false), &e),
                                     yearly ? 0 : ERR_INPUT);
                    assert_string_equal(w.record->state, yearly ? "done" : "open");
                    world_close(&w);
                }
}

/* The place or its lock changes: from then on it is inspected each month again. */
static void R5_2_a_change_of_place_switches_back(void **state)
{
    (void)state;
    static const char *const changes[][2] = {{"locked", NULL}, {"class", "2"}, {"kind", "station"}};
    for (size_t i = 0; i < 3; i++) {
        struct world w;
        struct entry *place;
        item_listed(&w, false, (const char *const[]){"kind", "headquarters", "class", "3", "locked", "yes", NULL});
        assert_string_equal(entry_get(w.record, "cycle"), "yearly");
        place = *world_slot(&w, "place");
        ok(entry_set(place, changes[i][0], changes[i][1], NULL), NULL);
        world_settle(&w, "record");
        assert_string_equal(entry_get(w.typed, "cycle"), "monthly");
        world_close(&w);
    }
}

/* T-3: 今回は点検しない rests on a 点検 of the last twelve months. */
static void R5_2_T_3_a_year_after_the_last_it_is_due(void **state)
{
    (void)state;
    static const struct {
        const char *last;
        bool good;
    } days[] = {
        {"2025-11-23", false}, {"2025-11-24", true}, {"2026-11-24", true}, {"2026-11-25", false}, {NULL, false}};
    for (size_t i = 0; i < 5; i++) {
        struct world w;
        struct err e;
        item_listed(&w, false, (const char *const[]){"kind", "headquarters", "class", "3", "locked", "yes", NULL});
        type(&w, "skipped", "yes");
        type(&w, "last_on", days[i].last);
        assert_int_equal(world_do(&w, "record", person(HOLDER, POST_STAFF, false), &e), days[i].good ? 0 : ERR_INPUT);
        world_close(&w);
    }
}

static void R0_9_R3_18_what_each_answer_leaves_open(void **state)
{
    (void)state;
    static const struct {
        const char *result, *state;
        int rc;
        bool alarm;
    } answers[] = {{"found", "done", 0, false},
                   {"out", "done", 0, false}, /* a shared phone that is out goes on being inspected */
                   {"missing", "open", 0, true},
                   {"unlisted", "open", ERR_INPUT, false},
                   {NULL, "open", ERR_INPUT, false}};
    for (int phone = 0; phone < 2; phone++)
        for (size_t i = 0; i < 5; i++) {
            struct world w;
            struct err e;
            item_listed(&w, phone, NULL);
            type(&w, "result", answers[i].result);
            assert_int_equal(world_do(&w, "record", person(HOLDER, POST_STAFF, false), &e), answers[i].rc);
            assert_string_equal(w.record->state, answers[i].state);
            assert_int_equal(entry_alarms(w.record, "record"), answers[i].alarm);
            world_close(&w);
        }
}

/* 報告先 and 措置, both, by the keeper, the inspector or who stands above them. */
static void R0_9_missing_ends_with_report_and_measures(void **state)
{
    (void)state;
    static const char *const people[] = {APPLICANT, HOLDER, OTHER};
    for (size_t p = 0; p < 3; p++)
        for (unsigned posts = 0; posts < POSTS_ALL; posts++)
            for (int said = 0; said < 4; said++) {
                struct world w;
                struct err e;
                bool may = p < 2 || (posts & (POST_SUPERVISOR | POST_ADMINISTRATOR)) != 0;
                if (said < 3 && posts % 37 != 0) /* the fields do not depend on the posts */
                    continue;
                item_listed(&w, true, NULL);
                type(&w, "result", "missing");
                world_put(&w, "record", HOLDER);
                type(&w, "trouble_reported_to", (said & 1) != 0 ? ANOTHER " 伊藤 明" : NULL);
                type(&w, "measures", (said & 2) != 0 ? "回線を停止し、捜索中" : NULL);
                assert_int_equal(world_do(&w, "settle", person(people[p], posts, false), &e), !may        ? ERR_REFUSED
                                                                                              : said == 3 ? 0
                                                                                                          : ERR_INPUT);
                assert_string_equal(w.record->state, may && said == 3 ? "done" : "open");
                world_close(&w);
            }
}

/* Found after all: inspected again, it is done without a report. */
static void R0_9_found_after_all(void **state)
{
    struct world w;
    struct err e;
    (void)state;
    item_listed(&w, false, NULL);
    type(&w, "result", "missing");
    ok(world_do(&w, "record", person(HOLDER, POST_STAFF, false), &e), &e);
    type(&w, "result", "found");
    ok(world_do(&w, "record", person(HOLDER, POST_STAFF, false), &e), &e);
    assert_string_equal(w.record->state, "done");
    world_close(&w);
}

/* ◇: handed on to another or ended in the midst of a round: the inspector takes it off, and only then; never what he keeps, nor what has a
 * result. */
static void R5_1_what_is_kept_no_more_is_taken_off(void **state)
{
    (void)state;
    static const char *const people[] = {APPLICANT, HOLDER, OTHER};
    for (int phone = 0; phone < 2; phone++)
        for (int kept = 0; kept < 2; kept++)
            for (int ended = 0; ended < 2; ended++)
                for (int said = 0; said < 2; said++)
                    for (size_t p = 0; p < 3; p++) {
                        struct world w;
                        struct err e;
                        bool may = p == 0 && (!kept || ended) && !said;
                        item_listed(&w, phone, NULL);
                        if (said) {
                            type(&w, "result", "missing");
                            world_put(&w, "record", HOLDER);
                        }
                        ok(entry_set(w.item, phone ? "holder" : "custodian", kept ? ME : KEEPER, NULL), NULL);
                        text_format(w.item->state, sizeof w.item->state, ended ? "ended" : "current");
                        assert_int_equal(world_do(&w, "release", person(people[p], POST_STAFF, false), &e),
                                         may ? 0 : ERR_REFUSED);
                        assert_string_equal(w.record->state, may ? "released" : "open");
                        assert_int_equal(entry_get(w.record, "released") != NULL, may);
                        world_close(&w);
                    }
}

/* ◇: what no ledger has is added by the inspector of the round, with what was done about it. */
static void R5_1_R0_9_what_no_ledger_has(void **state)
{
    (void)state;
    static const char *const people[] = {APPLICANT, HOLDER, OTHER};
    static const char *const wanted[] = {"thing", "trouble_reported_to", "measures", NULL};
    for (size_t p = 0; p < 3; p++)
        for (size_t missing = 0; missing < 4; missing++) {
            struct world w;
            struct err e;
            struct entry *round;
            world_start(&w, &register_inspection_item);
            round = world_refer(&w, "inspection", &register_inspection, "K7QF-60 2026-11",
                                (const char *const[]){"kind", "media", "month", "2026-11", "inspector", ME, NULL});
            text_format(round->state, sizeof round->state, "open");
            type_all(&w, (const char *const[]){"thing", "USBメモリ 4GB 机の引出し", "trouble_reported_to",
                                               ANOTHER " 伊藤 明", "measures", "持ち主を照会中", NULL});
            if (wanted[missing] != NULL)
                type(&w, wanted[missing], NULL);
            assert_int_equal(world_do(&w, "add", person(people[p], POST_STAFF, false), &e), p != 0 ? ERR_REFUSED
                                                                                            : wanted[missing] != NULL
                                                                                                ? ERR_INPUT
                                                                                                : 0);
            if (p == 0 && wanted[missing] == NULL) {
                assert_string_equal(w.record->state, "done");
                assert_string_equal(entry_get(w.record, "result"), "unlisted");
                assert_string_equal(entry_get(w.record, "kind"), "media");
            }
            world_close(&w);
        }
}

static void R5_1_nothing_is_said_of_a_round_that_has_ended(void **state)
{
    (void)state;
    static const char *const states[] = {"open", "closed"};
    for (size_t i = 0; i < 2; i++) {
        struct world w;
        struct err e;
        item_listed(&w, true, NULL);
        text_format((*world_slot(&w, "inspection"))->state, KEY_BYTES, "%s", states[i]);
        type(&w, "result", "found");
        assert_int_equal(world_do(&w, "record", person(HOLDER, POST_STAFF, false), &e), i == 0 ? 0 : ERR_REFUSED);
        world_close(&w);
    }
}

static void R5_1_the_ledgers_fill_a_round_with_what_he_keeps(void **state)
{
    (void)state;
    struct world w, medium;
    const struct fill *fill = register_inspection.fills;
    static const char *const ins[] = {"yes", NULL};
    world_start(&w, &register_inspection);
    type(&w, "inspector", KEEPER);
    type(&w, "kind", "phone");
    assert_string_equal(fill[0].reg, "phone");
    assert_true(conds_hold(fill[0].when, w.typed));
    assert_false(conds_hold(fill[1].when, w.typed));
    type(&w, "kind", "media");
    assert_false(conds_hold(fill[0].when, w.typed));
    assert_true(conds_hold(fill[1].when, w.typed));
    assert_string_equal(fill[1].reg, "medium");
    for (size_t i = 0; i < 2; i++) { /* what オ(ア)g and (キ) leave out is not in the book */
        const struct cond in_book[CONDS] = {fill[1].conds[1]};
        world_start(&medium, &register_medium);
        type(&medium, "in_book", ins[i]);
        assert_int_equal(conds_hold(in_book, medium.typed), i == 0);
        world_close(&medium);
    }
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R5_1_month_and_kind_are_those_of_the_round),
        cmocka_unit_test(M_35_M_36_R4_5_the_keeper_inspects),
        cmocka_unit_test(R5_2_M_36_yearly_only_in_class_three_and_locked),
        cmocka_unit_test(R5_2_a_change_of_place_switches_back),
        cmocka_unit_test(R5_2_T_3_a_year_after_the_last_it_is_due),
        cmocka_unit_test(R0_9_R3_18_what_each_answer_leaves_open),
        cmocka_unit_test(R0_9_missing_ends_with_report_and_measures),
        cmocka_unit_test(R0_9_found_after_all),
        cmocka_unit_test(R5_1_R0_9_what_no_ledger_has),
        cmocka_unit_test(R5_1_what_is_kept_no_more_is_taken_off),
        cmocka_unit_test(R5_1_nothing_is_said_of_a_round_that_has_ended),
        cmocka_unit_test(R5_1_the_ledgers_fill_a_round_with_what_he_keeps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The month of the book: what is counted, who confirms it, when 専決 is open; and what the board asks of whom. */
#include <string.h>

#include "app/duties.h"
#include "app/month.h"
#include "forms/field.h"
#include "forms/text.h"
#include "tests/app/month_world.h"

static const struct register_def *book(void)
{
    return station_register(session_station(house.session), "checkout");
}

static const struct register_def *uses(void)
{
    return station_register(session_station(house.session), "use");
}

static struct month_state state_in(const struct register_def *reg, const char *month)
{
    struct month_state m;
    struct err e;
    house_ok(month_load(&m, house.session, reg, month, &e));
    return m;
}

static struct month_state state_of(const char *month)
{
    return state_in(book(), month);
}

static void offers_in(const struct register_def *reg, struct month_offer offers[3], enum who who, const char *month)
{
    struct err e;
    house_as(&house, who);
    house_ok(month_offers(offers, house.session, reg, month, &e));
}

static void offers_of(struct month_offer offers[3], enum who who, const char *month)
{
    offers_in(book(), offers, who, month);
}

static int64_t november(void)
{
    return house_time(2026, 11, 4, 10, 0);
}

/* How 様式第7号 is used: what of it is a 持ち出し (⚑Q4, ⚑Q20)? */
static const struct way {
    const char *name;
    bool carried, exempt, camera;
    const char *request[10];
} ways[] = {
    {"taken out", true, false, false, {"mode", "take_out", "purpose", "捜査資料の運搬", "confidentiality", "1"}},
    {"used in the building", false, false, false, {"mode", "in_building", "use_place", "会議室"}},
    {"a camera in the building",
     false,
     false,
     true,
     {"mode", "device", "purpose", "採証", "=device_empty", "yes", "=medium_empty", "yes"}},
    {"a camera outside",
     true,
     false,
     true,
     {"mode", "device", "purpose", "採証", "=device_empty", "yes", "=medium_empty", "yes", "=outside", "yes"}},
    {"a camera without an entry", true, true, true, {"mode", "device", "=outside", "yes", "exemption", "person"}},
};
enum { WAYS = 5 };

/* Begun at that time by TANAKA; permitted where it is written. */
static void use(const struct way *way, const struct media *m, int64_t at, char id[ENTRY_ID_BYTES])
{
    const char *pairs[16] = {way->request[0], way->request[1], "=item", way->camera ? m->camera : m->usb};
    size_t n = 4;
    char until[32];
    id[0] = '\0';
    for (size_t i = 2; i < 10 && way->request[i] != NULL; i++)
        pairs[n++] = way->request[i];
    pairs[n++] = "=taken_until";
    pairs[n++] = field_time_value(until, sizeof until, at + 3600);
    house.now = at;
    house_must(&house, TANAKA, "use", id, way->exempt ? "take_exempt" : "request", pairs);
    if (!way->exempt)
        house_do(&house, ITO, "use", id, "permit", NULL);
}

static void end_use(const struct way *way, int64_t at, char id[ENTRY_ID_BYTES])
{
    house.now = at;
    if (way->camera)
        house_do(&house, TANAKA, "use", id, way->exempt ? "return_exempt" : "return", "=imported", "yes",
                 "=erased_device", "yes", "=erased", "yes");
    else
        house_do(&house, TANAKA, "use", id, "return", "=imported", "yes", "=erased", "yes");
    if (!way->exempt)
        house_do(&house, ITO, "use", id, "confirm", NULL);
}

/* ---- 専決 ---- */

static void M_14_sole_decision_when_nothing_went_out(void **state)
{
    struct month_offer offers[3];
    (void)state;
    house.now = november();
    assert_int_equal(state_of("2026-10").outside, 0);
    offers_of(offers, ITO, "2026-10"); /* 警部 */
    assert_true(offers[2].allowed);
    assert_false(offers[0].allowed);
    assert_false(offers[1].allowed);
    assert_string_equal(offers[0].who, "運用管理者 管理 一郎");
    assert_string_equal(offers[2].who, "運用責任者 伊藤 学"); /* the other one is no 警部 */
    offers_of(offers, SAITO, "2026-10");                      /* 警部補 */
    assert_false(offers[2].allowed);
    assert_non_null(strstr(offers[2].refusal.text, "警部"));
    assert_string_equal(offers[2].refusal.clause, "第7の1(2)イ(エ)");
    offers_of(offers, SUZUKI, "2026-10");
    assert_false(offers[2].allowed);
}

static void R3_11_M_14_what_went_out_in_the_month_is_counted(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct month_offer offers[3];
    struct err e;
    (void)state;
    take_out(house_time(2026, 10, 5, 10, 0), id);
    bring_back(house_time(2026, 10, 5, 16, 0), id);
    house.now = november();
    assert_int_equal(state_of("2026-10").rows, 1);
    assert_int_equal(state_of("2026-10").outside, 1);
    offers_of(offers, ITO, "2026-10");
    assert_false(offers[2].allowed);
    assert_non_null(strstr(offers[2].refusal.text, "1件"));
    assert_int_equal(month_confirm(house.session, book(), "2026-10", "sole_decision", &e), ERR_REFUSED);
    assert_false(state_of("2026-10").confirmed);
    offers_of(offers, KANRI, "2026-10");
    assert_true(offers[0].allowed);
}

static void M_14_gone_out_before_and_not_back(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    take_out(house_time(2026, 9, 15, 10, 0), id);
    house.now = november();
    assert_int_equal(state_of("2026-10").rows, 0);
    assert_int_equal(state_of("2026-10").outside, 1);
    assert_int_equal(state_of("2026-08").outside, 0);
}

static void M_14_gone_out_before_and_back_in_the_month(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    take_out(house_time(2026, 9, 30, 16, 0), id);
    bring_back(house_time(2026, 10, 1, 9, 0), id);
    house.now = november();
    assert_int_equal(state_of("2026-09").outside, 1);
    assert_int_equal(state_of("2026-10").outside, 1);
    assert_int_equal(state_of("2026-11").outside, 0);
}

static void M_14_back_before_the_month_begins_does_not_count(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    take_out(house_time(2026, 9, 30, 10, 0), id);
    bring_back(house_time(2026, 9, 30, 23, 59), id);
    house.now = november();
    assert_int_equal(state_of("2026-10").outside, 0);
}

static void M_14_what_was_never_permitted_was_never_outside(void **state)
{
    char id[ENTRY_ID_BYTES], withdrawn[ENTRY_ID_BYTES];
    (void)state;
    house.now = house_time(2026, 10, 5, 10, 0);
    house_ask(&house, TANAKA, PHONE_3, id);
    house_ask(&house, SATO, PHONE_7, withdrawn);
    house_do(&house, SATO, "checkout", withdrawn, "withdraw", NULL);
    house.now = november();
    assert_int_equal(state_of("2026-10").outside, 0);
}

static void M_14_a_shared_phone_counts_too(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    house.now = house_time(2026, 10, 5, 10, 0);
    house_ask(&house, TANAKA, PHONE_3, id);
    house_do(&house, ITO, "checkout", id, "permit", NULL);
    assert_int_equal(state_of("2026-10").outside, 1);
}

/* ---- 様式第7号 ---- */

/* What went out by 様式第7号 bars 専決 of both books (エ(ウ)d); what is used inside, of neither. */
static void M_14_M_29_R7_15_each_way_of_using_a_medium(void **state)
{
    (void)state;
    for (size_t i = 0; i < WAYS; i++) {
        struct media m;
        struct month_offer offers[3];
        char id[ENTRY_ID_BYTES];
        if (i > 0)
            fresh_house();
        enter_media(&m);
        use(&ways[i], &m, house_time(2026, 10, 5, 10, 0), id);
        end_use(&ways[i], house_time(2026, 10, 5, 10, 30), id);
        house.now = november();
        if (state_in(uses(), "2026-10").outside_media != (ways[i].carried ? 1 : 0))
            fail_msg("%s", ways[i].name);
        assert_int_equal(state_in(uses(), "2026-10").outside, ways[i].carried);
        assert_int_equal(state_of("2026-10").outside, ways[i].carried);
        assert_int_equal(state_of("2026-10").outside_items, 0);
        offers_in(uses(), offers, ITO, "2026-10");
        assert_int_equal(offers[2].allowed, !ways[i].carried);
        if (ways[i].carried)
            assert_string_equal(offers[2].refusal.clause, "第7の1(2)オ(カ)c");
        offers_of(offers, ITO, "2026-10");
        assert_int_equal(offers[2].allowed, !ways[i].carried);
        if (ways[i].carried)
            assert_string_equal(offers[2].refusal.clause, "第7の1(2)エ(ウ)d");
    }
}

/* Before, into, in, out of and after the month: gone out and come back. */
static void M_29_at_any_moment_of_the_month(void **state)
{
    (void)state;
    static const struct {
        int from_month, from_day, to_month, to_day; /* to 0: not back yet */
        bool outside;
    } spans[] = {{9, 20, 9, 30, false}, {9, 20, 10, 1, true},  {9, 20, 11, 2, true}, {9, 20, 0, 0, true},
                 {10, 1, 10, 31, true}, {10, 31, 11, 1, true}, {11, 1, 11, 2, false}};
    struct media m;
    enter_media(&m);
    for (size_t i = 0; i < 7; i++) {
        char id[ENTRY_ID_BYTES];
        struct media now = m;
        if (i > 0) {
            fresh_house();
            enter_media(&now);
        }
        use(&ways[0], &now, house_time(2026, spans[i].from_month, spans[i].from_day, 10, 0), id);
        if (spans[i].to_month != 0)
            end_use(&ways[0], house_time(2026, spans[i].to_month, spans[i].to_day, 12, 0), id);
        house.now = november();
        if (state_in(uses(), "2026-10").outside != (spans[i].outside ? 1 : 0))
            fail_msg("%d.%d", spans[i].from_month, spans[i].from_day);
    }
}

/* A terminal or phone outside bars 専決 of 様式第3号 alone. */
static void M_29_R7_15_what_is_no_medium_does_not_bar_it(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct month_offer offers[3];
    (void)state;
    take_out(house_time(2026, 10, 5, 10, 0), id);
    house.now = november();
    assert_int_equal(state_in(uses(), "2026-10").outside, 0);
    assert_int_equal(state_in(uses(), "2026-10").outside_items, 1);
    offers_in(uses(), offers, ITO, "2026-10");
    assert_true(offers[2].allowed);
    offers_of(offers, ITO, "2026-10");
    assert_false(offers[2].allowed);
}

/* 運用管理補助者 is not named. */
static void M_29_R7_15_the_administrator_confirms_and_no_other(void **state)
{
    struct month_offer offers[3];
    struct err e;
    (void)state;
    house.now = november();
    for (int i = 0; i < WHO; i++) {
        offers_in(uses(), offers, (enum who)i, "2026-10");
        assert_int_equal(offers[0].allowed, i == KANRI);
        assert_false(offers[1].allowed);
        assert_int_equal(offers[2].allowed, i == ITO);
    }
    house_as(&house, HOJO);
    assert_int_equal(month_confirm(house.session, uses(), "2026-10", "confirm_deputy", &e), ERR_REFUSED);
    assert_string_equal(e.clause, "第7の1(2)オ(カ)c");
    house_as(&house, KANRI);
    house_ok(month_confirm(house.session, uses(), "2026-10", "confirm_administrator", &e));
    assert_true(state_in(uses(), "2026-10").confirmed);
    assert_false(state_of("2026-10").confirmed); /* each book of its own */
}

/* ---- the three sentences on 専決: イ(エ), エ(ウ)d, オ(カ)c ---- */

/* Months, and what of each was outside at any moment of it (⚑Q4, ⚑Q20). */
enum month_of {
    OF_NOTHING,
    OF_DESIGNATED_PHONE,
    OF_PHONE,
    OF_TERMINAL_SINCE_BEFORE,
    OF_MEDIUM_INSIDE,
    OF_DEVICE_INSIDE,
    OF_MEDIUM_OUT,
    OF_DEVICE_OUT,
    OF_DESIGNATED_DEVICE,
    OF_MEDIUM_SINCE_BEFORE,
    MONTHS_OF
};
static const struct {
    const char *name;
    int64_t items, media;
} months_of[MONTHS_OF] = {
    [OF_NOTHING] = {"nothing", 0, 0},
    [OF_DESIGNATED_PHONE] = {"one designated phone, by 特例", 1, 0},
    [OF_PHONE] = {"one phone that was permitted", 1, 0},
    [OF_TERMINAL_SINCE_BEFORE] = {"a terminal out since September", 1, 0},
    [OF_MEDIUM_INSIDE] = {"a medium used in the building", 0, 0},
    [OF_DEVICE_INSIDE] = {"a camera used in the building", 0, 0},
    [OF_MEDIUM_OUT] = {"one medium out", 0, 1},
    [OF_DEVICE_OUT] = {"one camera outside with its card", 0, 1}, /* one row for both */
    [OF_DESIGNATED_DEVICE] = {"one camera outside by 特例", 0, 1},
    [OF_MEDIUM_SINCE_BEFORE] = {"a medium out since September", 0, 1},
};

static void take_duty_phone(int64_t at, char id[ENTRY_ID_BYTES])
{
    char phone[ENTRY_ID_BYTES];
    house.now = at;
    id[0] = '\0';
    house_do(&house, KANRI, "phone", (char *)(uintptr_t)reference_id(phone, house.things[PHONE_3]), "change",
             "designation", "duty");
    house_do(&house, TANAKA, "checkout", id, "take_exempt", "exemption", "duty", "=named_by", house.people[SUZUKI],
             "=on_duty", "yes", "kind", "shared_phone", "=item", house.things[PHONE_3]);
    house_do(&house, SUZUKI, "checkout", id, "return_exempt", NULL);
}

static void live_october(enum month_of of)
{
    static const size_t way_of[MONTHS_OF] = {
        [OF_MEDIUM_INSIDE] = 1, [OF_DEVICE_INSIDE] = 2,     [OF_MEDIUM_OUT] = 0,
        [OF_DEVICE_OUT] = 3,    [OF_DESIGNATED_DEVICE] = 4, [OF_MEDIUM_SINCE_BEFORE] = 0};
    const int64_t september = house_time(2026, 9, 20, 10, 0), october = house_time(2026, 10, 5, 10, 0);
    char id[ENTRY_ID_BYTES];
    struct media m;
    enter_media(&m);
    house_roster(&house, house_time(2026, 10, 5, 22, 0), SUZUKI);
    if (of == OF_DESIGNATED_PHONE)
        take_duty_phone(house_time(2026, 10, 5, 22, 0), id);
    else if (of == OF_PHONE || of == OF_TERMINAL_SINCE_BEFORE)
        take_out(of == OF_PHONE ? october : september, id);
    else if (of != OF_NOTHING)
        use(&ways[way_of[of]], &m, of == OF_MEDIUM_SINCE_BEFORE ? september : october, id);
    if (of >= OF_MEDIUM_INSIDE && of != OF_MEDIUM_SINCE_BEFORE)
        end_use(&ways[way_of[of]], october + 1800, id);
}

/* By whom and by which sentence, of one book, as the station has set it. */
static void judge_sole(const struct register_def *reg, enum month_of of, bool own, bool above)
{
    const int64_t items = months_of[of].items, media = months_of[of].media;
    const bool uses_book = reg == uses(), met = uses_book ? media == 0 : items == 0 && (own || media == 0);
    const char *barred = uses_book ? "第7の1(2)オ(カ)c" : items > 0 ? "第7の1(2)イ(エ)" : "第7の1(2)エ(ウ)d";
    static const enum who persons[] = {KANRI, HOJO, ITO, SAITO, SUZUKI};
    for (size_t p = 0; p < sizeof persons / sizeof persons[0]; p++) {
        const enum who i = persons[p];
        struct month_offer offers[3];
        struct err e;
        bool may = met && (i == ITO || (i == KANRI && above));
        offers_in(reg, offers, i, "2026-10");
        if (offers[2].allowed != may)
            fail_msg("%s %s: %s %d %d", reg->form, months_of[of].name, house_people[i].uid, own, above);
        if (!may)
            assert_int_equal(month_confirm(house.session, reg, "2026-10", "sole_decision", &e), ERR_REFUSED);
        if (i == ITO && !met)
            assert_string_equal(offers[2].refusal.clause, barred);
    }
}

/* Done when 2: every month × both books × both settings × 警部, one above it, 警部補, 当直責任者 on his night, and
 * a 警部 who is no 運用責任者. */
static void M_14_M_29_R3_11_R7_15_the_three_clauses(void **state)
{
    (void)state;
    for (int of = 0; of < MONTHS_OF; of++) {
        char post[ENTRY_ID_BYTES] = "", scope[ENTRY_ID_BYTES] = "", rank[ENTRY_ID_BYTES] = "";
        if (of > 0)
            fresh_house();
        house_do(&house, KANRI, "post", post, "enter", "=person", house.people[KANRI], "post", "supervisor");
        live_october((enum month_of)of);
        house.now = house_time(2026, 11, 4, 22, 0);
        house_roster(&house, house.now, SUZUKI);
        for (int b = 0; b < 2; b++) {
            struct month_state m = state_in(b == 0 ? book() : uses(), "2026-10");
            if (m.outside_items != months_of[of].items || m.outside_media != months_of[of].media)
                fail_msg("%s: %d %d", months_of[of].name, (int)m.outside_items, (int)m.outside_media);
        }
        for (int set = 0; set < 4; set++) {
            const bool own = set == 1 || set == 2, above = set >= 2; /* one is changed at a time */
            house_as(&house, KANRI);
            if (set == 1)
                house_do(&house, KANRI, "setting", scope, "enter", "key", "sole_decision_scope", "value", "own");
            else if (set == 2)
                house_do(&house, KANRI, "setting", rank, "enter", "key", "sole_decision_rank", "value", "or_above");
            else if (set == 3)
                house_do(&house, KANRI, "setting", scope, "change", "value", "both");
            judge_sole(book(), (enum month_of)of, own, above);
            judge_sole(uses(), (enum month_of)of, own, above);
        }
    }
}

static void a_book_that_no_month_confirms_is_none(void **state)
{
    static const char *const books[] = {"phone", "sighting", "person", "monthly"};
    (void)state;
    assert_true(month_confirms(book()) && month_book(book()));
    assert_true(month_confirms(uses()) && month_book(uses()));
    for (size_t i = 0; i < 4; i++) {
        const struct register_def *reg = station_register(session_station(house.session), books[i]);
        struct month_state m;
        struct err e;
        assert_false(month_confirms(reg) || month_book(reg));
        assert_int_equal(month_load(&m, house.session, reg, "2026-10", &e), ERR_USAGE);
    }
}

/* R5-5: of 様式第5号 the 検証 is confirmed, by the deputy; none of the three ways, 専決 least of all, is open. */
static void R5_5_there_is_no_sole_decision_of_the_inspections(void **state)
{
    const struct register_def *inspections = register_of_form("5");
    struct month_offer offers[3];
    struct err e;
    (void)state;
    house.now = november();
    assert_true(month_book(inspections));
    assert_false(month_confirms(inspections));
    for (int i = 0; i < WHO; i++) {
        static const char *const steps[] = {"confirm_administrator", "confirm_deputy", "sole_decision"};
        house_as(&house, (enum who)i);
        assert_int_equal(month_offers(offers, house.session, inspections, "2026-10", &e), ERR_USAGE);
        for (size_t k = 0; k < 3; k++)
            assert_int_equal(month_confirm(house.session, inspections, "2026-10", steps[k], &e), ERR_USAGE);
    }
    house_as(&house, KANRI);
    assert_false(state_in(inspections, "2026-10").confirmed);
}

/* ---- confirmation ---- */

static void R3_10_T_2_a_month_is_overdue_once_it_is_over(void **state)
{
    struct month_state m;
    struct err e;
    (void)state;
    house.now = house_time(2026, 10, 31, 23, 59);
    assert_false(state_of("2026-10").overdue);
    house.now = house_time(2026, 11, 1, 0, 0);
    assert_true(state_of("2026-10").overdue);
    house_as(&house, KANRI);
    house_ok(month_confirm(house.session, book(), "2026-10", "confirm_administrator", &e));
    m = state_of("2026-10");
    assert_true(m.confirmed);
    assert_false(m.overdue);
    assert_string_equal(m.by, "管理 一郎");
    assert_string_equal(m.step, "confirm_administrator");
    assert_int_equal(m.at, house.now);
    assert_false(state_of("2026-11").confirmed); /* each month of its own */
}

/* R3-10 (◇): what begins after the confirmation was not covered by it; it may be confirmed again. */
static void R3_10_a_confirmation_covers_what_there_was(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    take_out(house_time(2026, 10, 5, 10, 0), id);
    bring_back(house_time(2026, 10, 5, 16, 0), id);
    house.now = house_time(2026, 10, 15, 10, 0);
    house_as(&house, KANRI);
    house_ok(month_confirm(house.session, book(), "2026-10", "confirm_administrator", &e));
    assert_int_equal(state_of("2026-10").after, 0);
    take_out(house_time(2026, 10, 20, 10, 0), id);
    bring_back(house_time(2026, 10, 20, 16, 0), id);
    house_as(&house, KANRI);
    assert_true(state_of("2026-10").confirmed);
    assert_int_equal(state_of("2026-10").after, 1);
    house.now = november();
    house_ok(month_confirm(house.session, book(), "2026-10", "confirm_administrator", &e));
    assert_int_equal(state_of("2026-10").after, 0);
}

static void M_13_administrator_or_deputy_confirm_and_no_other(void **state)
{
    struct month_offer offers[3];
    struct err e;
    (void)state;
    house.now = november();
    for (int i = 0; i < WHO; i++) {
        offers_of(offers, (enum who)i, "2026-10");
        assert_int_equal(offers[0].allowed, i == KANRI);
        assert_int_equal(offers[1].allowed, i == HOJO);
    }
    house_as(&house, TANAKA);
    assert_int_equal(month_confirm(house.session, book(), "2026-10", "confirm_deputy", &e), ERR_REFUSED);
    house_as(&house, HOJO);
    house_ok(month_confirm(house.session, book(), "2026-10", "confirm_deputy", &e));
    assert_string_equal(state_of("2026-10").by, "補助 花");
}

static void a_month_that_has_not_come_is_not_confirmed(void **state)
{
    struct month_state m;
    struct err e;
    (void)state;
    house.now = november();
    house_as(&house, KANRI);
    assert_int_not_equal(month_confirm(house.session, book(), "2026-12", "confirm_administrator", &e), 0);
    assert_false(state_of("2026-12").confirmed);
    assert_int_equal(month_load(&m, house.session, book(), "2026-13", &e), ERR_USAGE);
    assert_int_equal(month_load(&m, house.session, book(), "十月", &e), ERR_USAGE);
}

/* ---- whereabouts ---- */

static void R3_4_a_check_is_missing_until_it_is_made(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    take_out(house_time(2026, 9, 15, 10, 0), id);
    house.now = house_time(2026, 10, 14, 23, 59);
    assert_int_equal(state_of("2026-10").missing_checks, 0);
    house.now = house_time(2026, 10, 15, 0, 0);
    assert_int_equal(state_of("2026-10").missing_checks, 1);
    house_do(&house, ITO, "checkout", id, "whereabouts", NULL);
    assert_int_equal(state_of("2026-10").missing_checks, 0);
    house.now = house_time(2026, 11, 15, 9, 0);
    assert_int_equal(state_of("2026-11").missing_checks, 1);
}

static void R3_18_a_shared_phone_needs_no_check_here(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, id);
    house_do(&house, ITO, "checkout", id, "permit", NULL);
    house.now = november();
    assert_int_equal(state_of("2026-10").missing_checks, 0);
}

/* ---- the board ---- */

/* His task of that kind for the entry ("" = any): listed, and his to do? */
static bool waits(enum who who, const char *kind, const char *id)
{
    struct duties board;
    struct err e;
    bool found = false;
    house_as(&house, who);
    house_ok(duties_load(&board, house.session, &(struct duties_wanted){.mine_only = true, .most = 50}, &e));
    for (size_t i = 0; i < board.n; i++) {
        assert_true(board.list[i].mine);
        found =
            found || (strncmp(board.list[i].kind->key, kind, strlen(kind)) == 0 &&
                      (id[0] == '\0' || strcmp(board.list[i].entry, id) == 0 || strcmp(board.list[i].month, id) == 0));
    }
    duties_release(&board);
    return found;
}

static void each_thing_waits_for_whose_it_is_until_it_is_done(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, id);
    assert_true(waits(ITO, "decide", id));
    assert_false(waits(SATO, "decide", id));
    assert_false(waits(TANAKA, "decide", id));
    assert_false(waits(GIJUTSU, "decide", id));
    house_do(&house, ITO, "checkout", id, "send_back", "reason", "目的をもう少し詳しく");
    assert_false(waits(ITO, "decide", id));
    assert_true(waits(TANAKA, "own", id));
    house_do(&house, TANAKA, "checkout", id, "request_again", "purpose", "駅前地区の深夜の巡回連絡");
    assert_false(waits(TANAKA, "own", id));
    house_do(&house, ITO, "checkout", id, "permit", NULL);
    assert_false(waits(ITO, "decide", id));
    assert_false(waits(TANAKA, "late_", id));
    house.now += 2 * 86400;
    assert_true(waits(TANAKA, "late_", id));
    house_do(&house, TANAKA, "checkout", id, "return", NULL);
    assert_false(waits(TANAKA, "late_", id));
    assert_true(waits(ITO, "return_", id));
    house_do(&house, ITO, "checkout", id, "confirm", NULL);
    assert_false(waits(ITO, "return_", id));
}

static void R3_4_a_check_that_is_due_waits_for_the_supervisor(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    take_out(house_time(2026, 9, 15, 10, 0), id);
    assert_false(waits(ITO, "whereabouts_", id));
    house.now = house_time(2026, 10, 15, 10, 0);
    assert_true(waits(ITO, "whereabouts_", id));
    assert_false(waits(SUZUKI, "whereabouts_", id)); /* 当直責任者を除く */
    house_do(&house, ITO, "checkout", id, "whereabouts", NULL);
    assert_false(waits(ITO, "whereabouts_", id));
}

static void R3_10_the_month_waits_for_its_confirmation(void **state)
{
    struct err e;
    (void)state;
    house.now = house_time(2026, 9, 30, 12, 0);
    assert_false(waits(KANRI, "month_", "")); /* of August there was only the paper book */
    house.now = house_time(2026, 10, 1, 9, 0);
    assert_true(waits(KANRI, "month_", "2026-09"));
    assert_true(waits(HOJO, "month_", "2026-09"));
    assert_false(waits(TANAKA, "month_", ""));
    house_as(&house, KANRI);
    house_ok(month_confirm(house.session, book(), "2026-09", "confirm_administrator", &e));
    assert_true(waits(KANRI, "month_", "2026-09")); /* 様式第7号 is his alone */
    assert_false(waits(HOJO, "month_", ""));
    house_as(&house, KANRI);
    house_ok(month_confirm(house.session, uses(), "2026-09", "confirm_administrator", &e));
    assert_false(waits(KANRI, "month_", ""));
    assert_false(waits(HOJO, "month_", ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(M_14_sole_decision_when_nothing_went_out),
        IN_HOUSE(R3_11_M_14_what_went_out_in_the_month_is_counted),
        IN_HOUSE(M_14_gone_out_before_and_not_back),
        IN_HOUSE(M_14_gone_out_before_and_back_in_the_month),
        IN_HOUSE(M_14_back_before_the_month_begins_does_not_count),
        IN_HOUSE(M_14_what_was_never_permitted_was_never_outside),
        IN_HOUSE(M_14_a_shared_phone_counts_too),
        IN_HOUSE(M_14_M_29_R7_15_each_way_of_using_a_medium),
        IN_HOUSE(M_29_at_any_moment_of_the_month),
        IN_HOUSE(M_29_R7_15_what_is_no_medium_does_not_bar_it),
        IN_HOUSE(M_29_R7_15_the_administrator_confirms_and_no_other),
        IN_HOUSE(M_14_M_29_R3_11_R7_15_the_three_clauses),
        IN_HOUSE(a_book_that_no_month_confirms_is_none),
        IN_HOUSE(R5_5_there_is_no_sole_decision_of_the_inspections),
        IN_HOUSE(R3_10_T_2_a_month_is_overdue_once_it_is_over),
        IN_HOUSE(R3_10_a_confirmation_covers_what_there_was),
        IN_HOUSE(M_13_administrator_or_deputy_confirm_and_no_other),
        IN_HOUSE(a_month_that_has_not_come_is_not_confirmed),
        IN_HOUSE(R3_4_a_check_is_missing_until_it_is_made),
        IN_HOUSE(R3_18_a_shared_phone_needs_no_check_here),
        IN_HOUSE(each_thing_waits_for_whose_it_is_until_it_is_done),
        IN_HOUSE(R3_4_a_check_that_is_due_waits_for_the_supervisor),
        IN_HOUSE(R3_10_the_month_waits_for_its_confirmation),
    };
    return cmocka_run_group_tests(tests, make_model, remove_model);
}

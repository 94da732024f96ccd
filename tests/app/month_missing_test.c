/* What of a month is still open: the months without confirmation, for ever; and what is missing in one, with the act that mends it. */
#include <stdlib.h>
#include <string.h>

#include "app/disposal.h"
#include "app/month.h"
#include "db/query.h"
#include "tests/app/month_world.h"

static const struct register_def *book_of(const char *form)
{
    return register_of_form(form);
}

/* "2026-09 2026-10 …", as of `now`. */
static void expect_unsigned(const char *form, int64_t now, const char *expected)
{
    char(*months)[8], text[NAME_BYTES * 8] = "";
    size_t n;
    struct err e;
    house_ok(months_unsigned(&months, &n, house.session, book_of(form), now, &e));
    for (size_t i = 0; i < n; i++) {
        text_append(text, sizeof text, i > 0 ? " " : "");
        text_append(text, sizeof text, months[i]);
    }
    free(months);
    if (strcmp(text, expected) != 0)
        fail_msg("様式第%s号: %s, not %s", form, text, expected);
}

static void confirm(enum who who, const char *form, const char *month, const char *step)
{
    struct err e;
    house_as(&house, who);
    house_ok(month_confirm(house.session, book_of(form), month, step, &e));
    house_as(&house, KANRI);
}

/* Begun by ITO, to the end by HOJO unless it stops before. */
static void verify_month(const char *month, bool confirmed, char id[ENTRY_ID_BYTES])
{
    id[0] = '\0';
    house_do(&house, ITO, "inspection", id, "begin", "kind", "verification", "month", month);
    house_do(&house, ITO, "inspection", id, "report", "by_logs", "yes", "by_books", "yes", "result", "none", "log_kept",
             "paper", "log_place", "警務課保管庫");
    if (confirmed)
        house_do(&house, HOJO, "inspection", id, "confirm_deputy", NULL);
    house_as(&house, KANRI);
}

/* The month of the founding counts, none before it, nor the one that runs. */
static void R3_10_R7_15_a_month_waits_until_it_is_confirmed(void **state)
{
    static const char *const forms[] = {"3", "5", "7"};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        expect_unsigned(forms[i], 0, "");
        expect_unsigned(forms[i], house_time(2026, 9, 30, 23, 59), "");
        expect_unsigned(forms[i], house_time(2026, 10, 1, 0, 0), "2026-09");
        expect_unsigned(forms[i], house_time(2027, 1, 1, 0, 0), "2026-09 2026-10 2026-11 2026-12");
        expect_unsigned(forms[i], house_time(2026, 8, 1, 0, 0), "");
    }
    expect_unsigned("2", house_time(2027, 1, 1, 0, 0), "");
    house.now = house_time(2026, 12, 3, 9, 0);
    confirm(HOJO, "3", "2026-10", "confirm_deputy");
    confirm(KANRI, "7", "2026-09", "confirm_administrator");
    confirm(ITO, "7", "2026-11", "sole_decision");
    expect_unsigned("3", 0, "2026-09 2026-11");
    expect_unsigned("7", 0, "2026-10");
    expect_unsigned("5", 0, "2026-09 2026-10 2026-11");
    confirm(KANRI, "3", "2026-09", "confirm_administrator");
    confirm(KANRI, "3", "2026-11", "confirm_administrator");
    expect_unsigned("3", 0, "");
    expect_unsigned("3", house_time(2027, 1, 1, 0, 0), "2026-12");
}

/* 様式第5号: nobody signs the book; its 検証 is confirmed, or it is not. */
static void R5_5_the_book_of_inspections_waits_for_the_deputy(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    house.now = house_time(2026, 11, 4, 10, 0);
    verify_month("2026-09", false, id);
    expect_unsigned("5", 0, "2026-09 2026-10");
    house_do(&house, HOJO, "inspection", id, "confirm_deputy", NULL);
    house_as(&house, KANRI);
    expect_unsigned("5", 0, "2026-10");
    id[0] = '\0';
    house_do(&house, ITO, "inspection", id, "begin", "kind", "log_check", "month", "2026-10");
    house_as(&house, KANRI);
    expect_unsigned("5", 0, "2026-10");
}

static void dispose_of_all_that_is_due(void)
{
    struct disposal_lines lines;
    struct disposal_list list;
    char name[KEY_BYTES];
    struct err e;
    house_as(&house, KANRI);
    house_ok(disposal_due(&lines, house.session, &e));
    assert_true(lines.n > 0);
    house_ok(disposal_request(house.session, &lines, name, &e));
    disposal_release(&lines);
    house_as(&house, HOJO);
    house_ok(disposal_waiting(&list, house.session, &e));
    house_ok(disposal_permit(house.session, &list, &e));
    disposal_list_release(&list);
    house_as(&house, KANRI);
}

/* What was confirmed and has been disposed of is not asked again; what never was stays for ever. */
static void R5_5_R5_8_R3_10_a_confirmation_that_was_disposed_of_still_counts(void **state)
{
    char id[ENTRY_ID_BYTES], post[ENTRY_ID_BYTES] = "", verified[ENTRY_ID_BYTES];
    struct entry *gone = NULL;
    struct err e;
    (void)state;
    house.now = house_time(2026, 11, 4, 10, 0);
    house_do(&house, KANRI, "post", post, "enter", "=person", house.people[HOJO], "post", "administrator", "from",
             "R8.11.1");
    verify_month("2026-09", true, verified);
    id[0] = '\0';
    house_do(&house, ITO, "inspection", id, "begin", "kind", "verification", "month", "2026-10");
    house_do(&house, ITO, "inspection", id, "drop", "reason", "対象の月を誤った");
    confirm(KANRI, "3", "2026-09", "confirm_administrator");
    house.now = house_time(2028, 4, 1, 9, 0); /* 様式第5号: 1 year */
    expect_unsigned("5", house_time(2026, 12, 1, 0, 0), "2026-10 2026-11");
    dispose_of_all_that_is_due();
    assert_int_equal(entry_load(&gone, session_station(house.session), book_of("5"), verified, &e), ERR_NOT_FOUND);
    expect_unsigned("5", house_time(2026, 12, 1, 0, 0), "2026-10 2026-11");
    expect_unsigned("3", house_time(2026, 12, 1, 0, 0), "2026-10 2026-11");
    house.now = house_time(2032, 4, 1, 9, 0); /* 様式第3号: 5 years */
    dispose_of_all_that_is_due();
    expect_unsigned("3", house_time(2026, 12, 1, 0, 0), "2026-10 2026-11");
    expect_unsigned("7", house_time(2026, 12, 1, 0, 0), "2026-09 2026-10 2026-11");
}

/* ---- what is missing ---- */

static struct month_gaps gaps_of(enum who who, const char *form, const char *month)
{
    struct month_gaps gaps;
    struct err e;
    house_as(&house, who);
    house_ok(month_missing_load(&gaps, house.session, book_of(form), month, &e));
    house_as(&house, KANRI);
    return gaps;
}

static size_t how_many(const char *form, const char *month)
{
    struct month_gaps gaps = gaps_of(KANRI, form, month);
    size_t n = gaps.n;
    month_missing_release(&gaps);
    return n;
}

/* The line of that kind for the entry, as he sees it; fails without one. */
static struct month_gap gap_of(enum who who, const char *form, const char *month, enum month_gap_kind kind,
                               const char *entry)
{
    struct month_gaps gaps = gaps_of(who, form, month);
    struct month_gap found = {.reg = NULL};
    for (size_t i = 0; i < gaps.n; i++)
        if (gaps.list[i].kind == kind && strcmp(gaps.list[i].entry, entry) == 0)
            found = gaps.list[i];
    if (found.reg == NULL)
        fail_msg("no gap %d of %s among %zu", (int)kind, entry, gaps.n);
    assert_true(gaps.counts[kind] > 0);
    month_missing_release(&gaps);
    return found;
}

/* Whose it is, by which clause, and that it goes by the step it names. */
static void expect_gap(const char *form, const char *month, enum month_gap_kind kind, const char *entry,
                       const char *step, const char *clause, enum who may)
{
    struct month_gap gap = gap_of(may, form, month, kind, entry);
    assert_string_equal(gap.step, step);
    assert_string_equal(gap.clause, clause);
    assert_true(gap.mine);
    assert_true(gap.title[0] != '\0' && gap.detail[0] != '\0' && gap.act[0] != '\0' && gap.owner[0] != '\0');
    assert_true(gap.mark[0] != '\0');
    if (kind != GAP_LATE) /* anybody may bring a thing back */
        assert_false(gap_of(SATO, form, month, kind, entry).mine);
}

/* A phone out in October: how far it has come. */
static void phone_of_october(enum thing phone, int day, const char *const *steps, char id[ENTRY_ID_BYTES])
{
    house.now = house_time(2026, 10, day, 18, 0);
    house_ask(&house, TANAKA, phone, id);
    for (size_t i = 0; steps[i] != NULL; i++) {
        house.now += 60;
        house_do(&house, strcmp(steps[i], "return") == 0 ? TANAKA : ITO, "checkout", id, steps[i], NULL);
    }
}

static void R3_3_R3_4_R3_10_each_line_of_the_month_that_lacks_something(void **state)
{
    char done[ENTRY_ID_BYTES], returned[ENTRY_ID_BYTES], out[ENTRY_ID_BYTES], asked[ENTRY_ID_BYTES];
    (void)state;
    take_out(house_time(2026, 9, 15, 10, 0), out);
    phone_of_october(PHONE_3, 2, (const char *const[]){"permit", "return", "confirm", NULL}, done);
    phone_of_october(PHONE_3, 5, (const char *const[]){"permit", "return", NULL}, returned);
    phone_of_october(PHONE_7, 31, (const char *const[]){NULL}, asked);
    house.now = house_time(2026, 11, 4, 10, 0);
    assert_int_equal(how_many("3", "2026-10"), 4);
    assert_int_equal(how_many("3", "2026-09"), 1); /* out beyond its time, no check due yet */
    assert_int_equal(how_many("3", "2026-08"), 0);
    assert_int_equal(how_many("7", "2026-10"), 0);
    expect_gap("3", "2026-09", GAP_LATE, out, "return", "第7の1(2)イ(ア)b", TANAKA);
    expect_gap("3", "2026-10", GAP_LATE, out, "return", "第7の1(2)イ(ア)b", TANAKA);
    expect_gap("3", "2026-10", GAP_CHECK, out, "whereabouts", "第7の1(2)イ(ア)c", ITO);
    expect_gap("3", "2026-10", GAP_RETURN, returned, "confirm", "第7の1(2)エ(ウ)c", ITO);
    expect_gap("3", "2026-10", GAP_UNDECIDED, asked, "permit", "第7の1(2)エ(ウ)a", ITO);

    house_do(&house, ITO, "checkout", out, "whereabouts", NULL);
    assert_int_equal(how_many("3", "2026-10"), 3);
    house_do(&house, ITO, "checkout", returned, "confirm", NULL);
    assert_int_equal(how_many("3", "2026-10"), 2);
    house_do(&house, TANAKA, "checkout", asked, "withdraw", NULL);
    assert_int_equal(how_many("3", "2026-10"), 1);
    bring_back(house.now, out);
    assert_int_equal(how_many("3", "2026-10"), 0);
    assert_int_equal(how_many("3", "2026-09"), 0);
}

static void R7_4_R7_15_a_permit_by_telephone_waits_for_its_countersign(void **state)
{
    struct media m;
    char id[ENTRY_ID_BYTES] = "";
    (void)state;
    enter_media_at(&m, "日和田交番", "police_box");
    house.now = house_time(2026, 10, 5, 20, 0);
    house_do(&house, TANAKA, "use", id, "request", "mode", "device", "=item", m.camera, "purpose", "実況見分",
             "=device_empty", "yes", "=medium_empty", "yes");
    expect_gap("7", "2026-10", GAP_UNDECIDED, id, "permit", "第7の1(2)オ(ウ)e(c)", ITO);
    house_do(&house, TANAKA, "use", id, "telephone_permit", "=permit_called", house.people[ITO], "=permit_read_back",
             "yes");
    house.now = house_time(2026, 11, 4, 10, 0);
    expect_gap("7", "2026-10", GAP_COUNTERSIGN, id, "countersign", "", ITO);
    expect_gap("7", "2026-10", GAP_LATE, id, "return", "第7の1(2)オ(ウ)d", TANAKA);
    assert_int_equal(how_many("7", "2026-10"), 2);
    house_do(&house, ITO, "use", id, "countersign", NULL);
    house_do(&house, TANAKA, "use", id, "return", "=imported", "yes", "=erased_device", "yes", "=erased", "yes");
    expect_gap("7", "2026-10", GAP_RETURN, id, "confirm", "第7の1(2)オ(ウ)e(c)", ITO);
    house_do(&house, ITO, "use", id, "confirm", NULL);
    assert_int_equal(how_many("7", "2026-10"), 0);
    assert_int_equal(how_many("3", "2026-10"), 0);
}

/* ---- 様式第5号 ---- */

static void expect_rounds(const char *month, int64_t phones, int64_t of_phones, int64_t media, int64_t of_media)
{
    struct month_state m;
    struct err e;
    house_as(&house, KANRI);
    house_ok(month_load(&m, house.session, book_of("5"), month, &e));
    assert_int_equal(m.phones.closed, phones);
    assert_int_equal(m.phones.keepers, of_phones);
    assert_int_equal(m.media.closed, media);
    assert_int_equal(m.media.keepers, of_media);
}

static enum month_verified verified_of(const char *month)
{
    struct month_state m;
    struct err e;
    house_ok(month_load(&m, house.session, book_of("5"), month, &e));
    assert_int_equal(m.confirmed, m.verified == VERIFIED_CONFIRMED);
    if (m.confirmed)
        assert_string_equal(m.by, "補助 花");
    return m.verified;
}

static size_t items_of(char ids[4][ENTRY_ID_BYTES], const char *round)
{
    const struct cond conds[] = {{"inspection", COND_IS, round}, {0}};
    const struct query query = {.reg = register_find("inspection_item"), .conds = conds};
    struct rows rows;
    struct err e;
    house_ok(rows_load(&rows, session_station(house.session), &query, ROWS_FIRST, NULL, &e));
    size_t n = rows.n < 4 ? rows.n : 4;
    for (size_t i = 0; i < n; i++)
        text_format(ids[i], ENTRY_ID_BYTES, "%s", rows.entries[i]->id);
    rows_release(&rows);
    return n;
}

static void begin_round(enum who who, const char *kind, const char *month, char id[ENTRY_ID_BYTES])
{
    id[0] = '\0';
    house_do(&house, who, "inspection", id, "begin", "kind", kind, "month", month);
}

static void close_round(enum who who, char round[ENTRY_ID_BYTES])
{
    char ids[4][ENTRY_ID_BYTES];
    size_t n = items_of(ids, round);
    for (size_t i = 0; i < n; i++)
        house_do(&house, who, "inspection_item", ids[i], "record", "result", "found");
    house_do(&house, who, "inspection", round, "close", NULL);
}

/* The phones of the house are kept by ITO. */
static void R4_5_R5_1_R0_9_a_round_is_missing_until_it_is_closed(void **state)
{
    char round[ENTRY_ID_BYTES], ids[4][ENTRY_ID_BYTES];
    struct month_gap gap;
    (void)state;
    house.now = house_time(2026, 11, 4, 10, 0);
    expect_rounds("2026-10", 0, 1, 0, 0);
    gap = gap_of(ITO, "5", "2026-10", GAP_ROUND, "");
    assert_string_equal(gap.inspects, "phone");
    assert_string_equal(gap.month, "2026-10");
    assert_string_equal(gap.step, "begin");
    assert_string_equal(gap.clause, "第7の1(2)エ(ア)e");
    assert_string_equal(gap.owner, "伊藤 学");
    assert_true(gap.mine);
    assert_false(gap_of(KANRI, "5", "2026-10", GAP_ROUND, "").mine);
    begin_round(ITO, "phone", "2026-10", round);
    assert_string_equal(gap_of(ITO, "5", "2026-10", GAP_ROUND, round).step, "close");
    expect_rounds("2026-10", 0, 1, 0, 0);
    assert_int_equal(items_of(ids, round), 2);
    house_do(&house, ITO, "inspection_item", ids[0], "record", "result", "found");
    house_do(&house, ITO, "inspection_item", ids[1], "record", "result", "missing");
    gap = gap_of(ITO, "5", "2026-10", GAP_UNKNOWN, ids[1]);
    assert_string_equal(gap.step, "settle");
    assert_string_equal(gap.reg->id, "inspection_item");
    assert_true(gap.mine);
    assert_true(gap_of(KANRI, "5", "2026-10", GAP_UNKNOWN, ids[1]).mine);
    assert_false(gap_of(SATO, "5", "2026-10", GAP_UNKNOWN, ids[1]).mine);
    house_do(&house, ITO, "inspection_item", ids[1], "settle", "=trouble_reported_to", house.people[KANRI], "measures",
             "回線を停止した");
    house_do(&house, ITO, "inspection", round, "close", NULL);
    expect_rounds("2026-10", 1, 1, 0, 0);
    struct month_gaps gaps = gaps_of(KANRI, "5", "2026-10");
    assert_int_equal(gaps.counts[GAP_ROUND] + gaps.counts[GAP_UNKNOWN], 0);
    month_missing_release(&gaps);
    expect_rounds("2026-11", 0, 1, 0, 0);
}

/* In use in the month: begun by its end, not ended before it. What is handed over later was inspected all the same. */
static void R4_5_R5_1_who_keeps_what_in_which_month(void **state)
{
    char round[ENTRY_ID_BYTES], phone[ENTRY_ID_BYTES], other[ENTRY_ID_BYTES];
    (void)state;
    reference_id(phone, house.things[PHONE_3]);
    reference_id(other, house.things[PHONE_7]);
    house.now = house_time(2026, 11, 20, 10, 0);
    house_do(&house, KANRI, "phone", phone, "change", "=holder", house.people[HOJO], "from", "R8.11.20");
    expect_rounds("2026-09", 0, 0, 0, 0); /* the station did not see it whole */
    expect_rounds("2026-10", 0, 1, 0, 0); /* HOJO's began in November */
    expect_rounds("2026-11", 0, 2, 0, 0);
    begin_round(ITO, "phone", "2026-11", round);
    close_round(ITO, round);
    expect_rounds("2026-11", 1, 2, 0, 0);
    begin_round(HOJO, "phone", "2026-11", round);
    close_round(HOJO, round);
    expect_rounds("2026-11", 2, 2, 0, 0);
    house.now = house_time(2026, 12, 10, 10, 0);
    house_do(&house, KANRI, "phone", other, "change", "=holder", house.people[SATO], "reason", "異動", "unavoidable",
             "ほかにいない");
    expect_rounds("2026-11", 3, 3, 0, 0); /* SATO's was inspected by ITO */
    expect_rounds("2026-12", 0, 2, 0, 0);
    house.now = house_time(2026, 12, 30, 10, 0);
    house_do(&house, KANRI, "phone", other, "end", "reason", "更新", "to", "R8.12.30");
    house.now = house_time(2027, 1, 10, 10, 0);
    expect_rounds("2026-12", 0, 2, 0, 0);
    expect_rounds("2027-01", 0, 1, 0, 0);
}

/* R5-2: at the station each month; in クラス3 under lock at headquarters by the year. */
static void R5_1_R5_2_media_by_where_they_are_kept(void **state)
{
    char section[ENTRY_ID_BYTES] = "", place[ENTRY_ID_BYTES] = "", id[ENTRY_ID_BYTES] = "", of[HOUSE_VALUE],
         at[HOUSE_VALUE], round[ENTRY_ID_BYTES];
    struct media m;
    (void)state;
    house.now = house_time(2026, 10, 5, 10, 0);
    house_do(&house, KANRI, "section", section, "enter", "code", "013", "name", "警務係");
    house_do(&house, KANRI, "place", place, "enter", "name", "本部", "kind", "headquarters", "class", "3", "=locked",
             "yes");
    reference(of, section, "013 警務係");
    reference(at, place, "本部");
    house_do(&house, KANRI, "medium", id, "enter", "=section", of, "kind", "usb", "=supervisor", house.people[ITO],
             "=custodian", house.people[TANAKA], "=place", at);
    expect_rounds("2026-10", 0, 1, 0, 0);
    house_do(&house, KANRI, "place", place, "change", "=locked", NULL, "reason", "錠の故障");
    expect_rounds("2026-10", 0, 1, 0, 1);
    house_do(&house, KANRI, "place", place, "change", "=locked", "yes", "reason", "錠の修理");
    enter_media(&m);
    expect_rounds("2026-10", 0, 1, 0, 1); /* ITO */
    begin_round(ITO, "media", "2026-10", round);
    close_round(ITO, round);
    expect_rounds("2026-10", 0, 1, 1, 1);
}

/* Entered by 役職 alone: nobody would go round with it, and the keeper of the ledger is told so. */
static void R4_5_a_phone_that_names_nobody(void **state)
{
    char phone[ENTRY_ID_BYTES];
    (void)state;
    house.now = house_time(2026, 10, 5, 10, 0);
    reference_id(phone, house.things[PHONE_3]);
    house_do(&house, KANRI, "phone", phone, "change", "=holder", NULL, "holder_post", "警務課長", "=holder_rank",
             "superintendent");
    expect_rounds("2026-10", 0, 1, 0, 0); /* ITO keeps the other one */
    expect_gap("5", "2026-10", GAP_ROUND, phone, "change", "第7の1(2)エ(ア)e", KANRI);
    house_do(&house, KANRI, "phone", phone, "change", "=holder", house.people[HOJO]);
    expect_rounds("2026-10", 0, 2, 0, 0);
    assert_string_equal(gap_of(HOJO, "5", "2026-10", GAP_ROUND, "").inspects, "phone");
}

/* R5-8: what may have been disposed of by now is not asked for. */
static void R5_8_nothing_is_missing_of_months_that_may_be_gone(void **state)
{
    struct month_gaps gaps;
    (void)state;
    house.now = house_time(2028, 3, 31, 10, 0); /* kept to 1 April 2028 */
    gaps = gaps_of(KANRI, "5", "2026-12");
    assert_int_equal(gaps.counts[GAP_ROUND], 1);
    assert_true(gaps.counts[GAP_PERIODIC] > 0);
    month_missing_release(&gaps);
    house.now = house_time(2028, 4, 1, 10, 0);
    gaps = gaps_of(KANRI, "5", "2026-12");
    assert_int_equal(gaps.counts[GAP_ROUND] + gaps.counts[GAP_PERIODIC], 0);
    assert_int_equal(gaps.counts[GAP_VERIFICATION], 1); /* nobody confirmed it, then or since */
    month_missing_release(&gaps);
}

static void R5_5_the_step_of_the_verification_that_stands_open(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct month_gap gap;
    (void)state;
    house.now = house_time(2026, 11, 4, 10, 0);
    assert_int_equal(verified_of("2026-10"), VERIFIED_NOT);
    gap = gap_of(ITO, "5", "2026-10", GAP_VERIFICATION, "");
    assert_string_equal(gap.inspects, "verification");
    assert_string_equal(gap.clause, "第7の1(2)オ(カ)a");
    assert_true(gap.mine);
    assert_false(gap_of(HOJO, "5", "2026-10", GAP_VERIFICATION, "").mine);
    begin_round(ITO, "verification", "2026-10", id);
    assert_int_equal(verified_of("2026-10"), VERIFIED_BEGUN);
    expect_gap("5", "2026-10", GAP_VERIFICATION, id, "report", "第7の1(2)オ(カ)a", ITO);
    house_do(&house, ITO, "inspection", id, "report", "by_logs", "yes", "by_books", "yes", "result", "none", "log_kept",
             "paper", "log_place", "警務課保管庫");
    assert_int_equal(verified_of("2026-10"), VERIFIED_REPORTED);
    expect_gap("5", "2026-10", GAP_VERIFICATION, id, "confirm_deputy", "第7の1(2)オ(カ)a", HOJO);
    assert_false(gap_of(KANRI, "5", "2026-10", GAP_VERIFICATION, id).mine);
    house_do(&house, HOJO, "inspection", id, "confirm_deputy", NULL);
    house_as(&house, KANRI);
    assert_int_equal(verified_of("2026-10"), VERIFIED_CONFIRMED);
    struct month_gaps gaps = gaps_of(KANRI, "5", "2026-10");
    assert_int_equal(gaps.counts[GAP_VERIFICATION], 0);
    month_missing_release(&gaps);
}

static int64_t periodic(const char *month)
{
    struct month_gaps gaps = gaps_of(KANRI, "5", month);
    int64_t n = gaps.counts[GAP_PERIODIC];
    month_missing_release(&gaps);
    return n;
}

/* T-10: ログの確認 of each month, 許可の確認 of every sixth (settings). */
static void R5_3_R5_4_T_10_the_checks_whose_period_ends_with_the_month(void **state)
{
    static const struct {
        const char *month;
        int64_t n;
    } months[] = {{"2026-09", 0}, {"2026-10", 1}, {"2027-01", 1}, {"2027-02", 2}, {"2027-03", 2}};
    char id[ENTRY_ID_BYTES];
    (void)state;
    house.now = house_time(2027, 3, 2, 10, 0);
    for (size_t i = 0; i < sizeof months / sizeof months[0]; i++)
        if (periodic(months[i].month) != months[i].n)
            fail_msg("%s: %d", months[i].month, (int)periodic(months[i].month));
    begin_round(ITO, "log_check", "2027-02", id);
    expect_gap("5", "2027-02", GAP_PERIODIC, id, "close", "第7の1(2)オ(エ)i", ITO);
    house_do(&house, ITO, "inspection", id, "close", "=names_checked", "yes", "=sizes_checked", "yes", "result",
             "none");
    assert_int_equal(periodic("2027-02"), 1);
    begin_round(ITO, "permit_check", "2027-02", id);
    house_do(&house, ITO, "inspection", id, "report", "result", "none");
    expect_gap("5", "2027-02", GAP_PERIODIC, id, "confirm_administrator", "第7の1(2)オ(エ)j", KANRI);
    house_do(&house, KANRI, "inspection", id, "confirm_administrator", NULL);
    expect_gap("5", "2027-02", GAP_PERIODIC, id, "confirm_deputy", "第7の1(2)オ(エ)j", HOJO);
    house_do(&house, HOJO, "inspection", id, "confirm_deputy", NULL);
    assert_int_equal(periodic("2027-02"), 0);
    assert_int_equal(periodic("2027-03"), 1); /* the logs */
    assert_int_equal(periodic("2027-07"), 1);
    assert_int_equal(periodic("2027-08"), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(R3_10_R7_15_a_month_waits_until_it_is_confirmed),
        IN_HOUSE(R5_5_the_book_of_inspections_waits_for_the_deputy),
        IN_HOUSE(R5_5_R5_8_R3_10_a_confirmation_that_was_disposed_of_still_counts),
        IN_HOUSE(R3_3_R3_4_R3_10_each_line_of_the_month_that_lacks_something),
        IN_HOUSE(R7_4_R7_15_a_permit_by_telephone_waits_for_its_countersign),
        IN_HOUSE(R4_5_R5_1_R0_9_a_round_is_missing_until_it_is_closed),
        IN_HOUSE(R4_5_R5_1_who_keeps_what_in_which_month),
        IN_HOUSE(R5_1_R5_2_media_by_where_they_are_kept),
        IN_HOUSE(R4_5_a_phone_that_names_nobody),
        IN_HOUSE(R5_8_nothing_is_missing_of_months_that_may_be_gone),
        IN_HOUSE(R5_5_the_step_of_the_verification_that_stands_open),
        IN_HOUSE(R5_3_R5_4_T_10_the_checks_whose_period_ends_with_the_month),
    };
    return cmocka_run_group_tests(tests, make_model, remove_model);
}

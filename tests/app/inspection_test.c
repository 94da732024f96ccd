/* 点検 from the ledgers to the book: what fills a round, who answers, what is counted, and when it ends. */
#include <string.h>

#include "app/duties.h"
#include "app/paper.h"
#include "db/query.h"
#include "forms/text.h"
#include "tests/app/model.h"
#include "tests/print/fixture.h"

/* The ids of the round's items, in the order of making. */
static size_t items_of(char ids[4][ENTRY_ID_BYTES], const char *round)
{
    const struct cond conds[] = {{"inspection", COND_IS, round}, {0}};
    const struct query query = {
        .reg = station_register(session_station(house.session), "inspection_item"), .conds = conds, .limit = 10};
    struct rows rows = {0};
    struct err e;
    size_t n;
    house_ok(rows_load(&rows, session_station(house.session), &query, ROWS_FIRST, NULL, &e));
    n = rows.n;
    assert_true(n <= 4);
    for (size_t i = 0; i < n; i++)
        text_format(ids[i], ENTRY_ID_BYTES, "%s", rows.entries[i]->id);
    rows_release(&rows);
    return n;
}

static void expect_field(const char *reg, const char *id, const char *field, const char *value)
{
    struct entry *entry = house_load(&house, reg, id);
    if (value == NULL)
        assert_null(entry_get(entry, field));
    else
        assert_string_equal(entry_get(entry, field), value);
    entry_free(entry);
}

/* The keeper of the phones of the house, and a round of his. */
static enum who keeper(void)
{
    struct entry *phone;
    char id[ENTRY_ID_BYTES], holder[ENTRY_ID_BYTES], person[ENTRY_ID_BYTES];
    phone = house_load(&house, "phone", reference_id(id, house.things[PHONE_3]));
    reference_id(holder, entry_get(phone, "holder"));
    entry_free(phone);
    for (int i = 0; i < WHO; i++)
        if (strcmp(reference_id(person, house.people[i]), holder) == 0)
            return (enum who)i;
    fail_msg("nobody keeps it");
    return KANRI;
}

static void begin(char round[ENTRY_ID_BYTES], enum who who, const char *kind)
{
    round[0] = '\0';
    house_do(&house, who, "inspection", round, "begin", "kind", kind);
}

static void R5_1_M_35_a_round_is_filled_with_what_he_keeps(void **state)
{
    char round[ENTRY_ID_BYTES], ids[4][ENTRY_ID_BYTES];
    (void)state;
    begin(round, keeper(), "phone");
    assert_int_equal(items_of(ids, round), 2);
    for (size_t i = 0; i < 2; i++) {
        expect_field("inspection_item", ids[i], "month", "2026-09");
        expect_field("inspection_item", ids[i], "kind", "phone");
        house_state(&house, "inspection_item", ids[i], "open");
    }
    begin(round, TANAKA, "phone"); /* who keeps nothing has nothing to answer */
    assert_int_equal(items_of(ids, round), 0);
    begin(round, keeper(), "media");
    assert_int_equal(items_of(ids, round), 0);
}

/* M-36: a USB at headquarters in クラス3 under lock, one at the station, and one that オ(ア)g leaves out; by TANAKA. */
static void R5_1_R5_2_M_36_media_but_for_what_is_left_out(void **state)
{
    static const struct {
        const char *place, *exclusion, *cycle;
    } media[] = {{"本部", NULL, "yearly"}, {"署", NULL, "monthly"}, {NULL, "a", NULL}};
    char section[ENTRY_ID_BYTES] = "", place[2][ENTRY_ID_BYTES] = {"", ""}, round[ENTRY_ID_BYTES],
         ids[4][ENTRY_ID_BYTES], of[HOUSE_VALUE], at[HOUSE_VALUE];
    (void)state;
    house_do(&house, KANRI, "section", section, "enter", "code", "012", "name", "地域係");
    text_format(of, sizeof of, "%s 012 地域係", section);
    house_do(&house, KANRI, "place", place[0], "enter", "name", "本部", "kind", "headquarters", "class", "3", "=locked",
             "yes");
    house_do(&house, KANRI, "place", place[1], "enter", "name", "署", "kind", "station", "=locked", "yes");
    for (size_t i = 0; i < 3; i++) {
        char id[ENTRY_ID_BYTES] = "";
        if (media[i].place != NULL) {
            text_format(at, sizeof at, "%s %s", place[i], media[i].place);
            house_do(&house, KANRI, "medium", id, "enter", "=section", of, "kind", "usb", "=supervisor",
                     house.people[ITO], "=custodian", house.people[TANAKA], "=place", at);
        } else {
            house_do(&house, KANRI, "medium", id, "enter", "=section", of, "kind", "usb", "=supervisor",
                     house.people[ITO], "exclusion", media[i].exclusion, "exclusion_reason", "未使用");
        }
    }
    begin(round, TANAKA, "media");
    assert_int_equal(items_of(ids, round), 2);
    for (size_t i = 0; i < 2; i++)
        expect_field("inspection_item", ids[i], "cycle", media[i].cycle);
    house_do(&house, TANAKA, "inspection_item", ids[0], "record", "=skipped", "yes", "last_on", "R8.4.1");
    house_do(&house, TANAKA, "inspection_item", ids[1], "record", "result", "found");
    house_do(&house, TANAKA, "inspection", round, "close", NULL);
    expect_field("inspection", round, "registered", "2");
    expect_field("inspection", round, "present", "1");
    expect_field("inspection", round, "skipped", "1");
    expect_field("inspection", round, "abnormal", "none");
}

/* Does it stand on his board, before the others? */
static bool alarms(enum who who, const char *id)
{
    struct duties board;
    struct err e;
    bool found = false;
    house_as(&house, who);
    house_ok(duties_load(&board, house.session, &(struct duties_wanted){.mine_only = true, .most = 50}, &e));
    for (size_t i = 0; i < board.n; i++)
        found = found || (strcmp(board.list[i].entry, id) == 0 && strcmp(board.list[i].kind->key, "loss") == 0);
    duties_release(&board);
    return found;
}

static void R5_1_R0_9_the_round_ends_with_its_counts(void **state)
{
    char round[ENTRY_ID_BYTES], ids[4][ENTRY_ID_BYTES];
    struct err e;
    enum who who = keeper();
    (void)state;
    begin(round, who, "phone");
    assert_int_equal(items_of(ids, round), 2);
    assert_int_equal(house_try(&house, who, "inspection", round, "close", (const char *const[]){NULL}, &e),
                     ERR_REFUSED);
    assert_non_null(strstr(e.text, "2件"));
    house_do(&house, who, "inspection_item", ids[0], "record", "result", "found");
    house_do(&house, who, "inspection_item", ids[1], "record", "result", "missing");
    house_state(&house, "inspection_item", ids[1], "open");
    assert_true(alarms(KANRI, ids[1]));
    assert_false(alarms(KANRI, ids[0]));
    assert_int_equal(house_try(&house, who, "inspection", round, "close", (const char *const[]){NULL}, &e),
                     ERR_REFUSED);
    assert_non_null(strstr(e.text, "1件"));
    house_do(&house, who, "inspection_item", ids[1], "settle", "=trouble_reported_to", house.people[KANRI], "measures",
             "回線を停止した");
    assert_false(alarms(KANRI, ids[1]));
    house_do(&house, who, "inspection", round, "close", NULL);
    house_state(&house, "inspection", round, "closed");
    expect_field("inspection", round, "registered", "2");
    expect_field("inspection", round, "present", "1");
    expect_field("inspection", round, "missing", "1");
    expect_field("inspection", round, "unlisted", "0");
    expect_field("inspection", round, "skipped", NULL);
    expect_field("inspection", round, "abnormal", "found");
    assert_int_equal(house_try(&house, who, "inspection_item", ids[0], "reopen",
                               (const char *const[]){"reason", "見間違い", NULL}, &e),
                     ERR_REFUSED);
}

static void M_35_nobody_answers_for_another(void **state)
{
    char round[ENTRY_ID_BYTES], ids[4][ENTRY_ID_BYTES];
    struct err e;
    enum who who = keeper();
    (void)state;
    begin(round, who, "phone");
    items_of(ids, round);
    for (int i = 0; i < WHO; i++)
        if (i != (int)who)
            assert_int_equal(house_try(&house, (enum who)i, "inspection_item", ids[0], "record",
                                       (const char *const[]){"result", "found", NULL}, &e),
                             ERR_REFUSED);
}

/* A second round of the same month, kind and person waits for the first. */
static void R5_1_one_round_at_a_time(void **state)
{
    char round[ENTRY_ID_BYTES], again[ENTRY_ID_BYTES] = "", ids[4][ENTRY_ID_BYTES];
    struct err e;
    enum who who = keeper();
    (void)state;
    begin(round, who, "phone");
    assert_int_equal(
        house_try(&house, who, "inspection", again, "begin", (const char *const[]){"kind", "phone", NULL}, &e),
        ERR_REFUSED);
    assert_non_null(strstr(e.text, "公用携帯電話機の所在点検"));
    items_of(ids, round);
    for (size_t i = 0; i < 2; i++)
        house_do(&house, who, "inspection_item", ids[i], "record", "result", "out");
    house_do(&house, who, "inspection", round, "close", NULL);
    begin(again, who, "phone"); /* 月に1回以上 */
    assert_int_equal(items_of(ids, again), 2);
}

static void R5_1_what_no_ledger_has_is_counted(void **state)
{
    char round[ENTRY_ID_BYTES], part[ENTRY_ID_BYTES] = "", ref[HOUSE_VALUE];
    (void)state;
    begin(round, TANAKA, "media");
    text_format(ref, sizeof ref, "%s 2026-09", round);
    house_do(&house, TANAKA, "inspection_item", part, "add", "=inspection", ref, "thing", "USBメモリ 机の引出し",
             "=trouble_reported_to", house.people[ITO], "measures", "持ち主を照会中");
    house_state(&house, "inspection_item", part, "done");
    house_do(&house, TANAKA, "inspection", round, "close", NULL);
    expect_field("inspection", round, "unlisted", "1");
    expect_field("inspection", round, "registered", "0");
    expect_field("inspection", round, "abnormal", "found");
}

/* M-37: 運用責任者 verifies, 運用管理補助者 confirms. */
static void M_37_R5_5_R5_6_verification_from_begin_to_confirmed(void **state)
{
    char round[ENTRY_ID_BYTES] = "";
    struct err e;
    (void)state;
    house_do(&house, ITO, "inspection", round, "begin", "kind", "verification");
    expect_field("inspection", round, "month", "2026-08");
    house_do(&house, ITO, "inspection", round, "report", "by_logs", "yes", "by_books", "yes", "result", "none",
             "log_kept", "paper", "log_place", "警務課保管庫");
    assert_int_equal(house_try(&house, KANRI, "inspection", round, "confirm_deputy", (const char *const[]){NULL}, &e),
                     ERR_REFUSED);
    house_do(&house, HOJO, "inspection", round, "confirm_deputy", NULL);
    house_state(&house, "inspection", round, "confirmed");
    expect_field("inspection", round, "registered", NULL);
    expect_field("inspection", round, "abnormal", NULL);
}

static size_t count(const struct output_buffer *text, const char *word)
{
    size_t n = 0;
    for (const char *at = strstr(text->bytes, word); at != NULL; at = strstr(at + strlen(word), word))
        n++;
    return n;
}

/* Two keepers, a 検証 and a ログの確認 of the same month: one row of the year's sheet, the numbers added up, each stamp with its
 * date, nothing said twice; the things on the sheet that follows. */
static void R5_1_R5_6_the_year_on_paper(void **state)
{
    const struct paper_request request = {.reg = register_find("inspection"), .year = "2026"};
    char round[ENTRY_ID_BYTES], ids[4][ENTRY_ID_BYTES], phone[ENTRY_ID_BYTES], done[ENTRY_ID_BYTES] = "";
    struct output_buffer text = {0};
    struct paper_sheets sheets;
    struct err e;
    (void)state;
    reference_id(phone, house.things[PHONE_7]);
    house_do(&house, KANRI, "phone", phone, "change", "=holder", house.people[HOJO]);
    for (int i = 0; i < 2; i++) {
        enum who who = i == 0 ? ITO : HOJO;
        begin(round, who, "phone");
        assert_int_equal(items_of(ids, round), 1);
        house_do(&house, who, "inspection_item", ids[0], "record", "result", "found");
        house_do(&house, who, "inspection", round, "close", NULL);
    }
    house_do(&house, ITO, "inspection", done, "begin", "kind", "log_check", "month", "2026-09");
    house_do(&house, ITO, "inspection", done, "close", "=names_checked", "yes", "=sizes_checked", "yes", "result",
             "found", "differences", "簿冊にない接続が1件");
    house_ok(paper_sheets(&sheets, house.session, &request, &e));
    assert_int_equal(sheets.n, 3);
    fixture_check_cells(sheets.sheets[0]);
    fixture_texts(&text, sheets.sheets[0]);
    assert_true(fixture_printed(&text, "9月\n"));
    assert_int_equal(count(&text, "9月\n14日"), 1);
    assert_true(fixture_printed(&text, "2\n異常なし\n伊藤 学\nR8.9.14\n補助 花\nR8.9.14\n"));
    assert_int_equal(count(&text, "簿冊にない接続"), 1);
    assert_false(fixture_printed(&text, "結果の記載"));
    output_buffer_release(&text);
    text = (struct output_buffer){0};
    fixture_texts(&text, sheets.sheets[1]);
    assert_true(fixture_printed(&text, "携帯-03"));
    assert_true(fixture_printed(&text, "携帯-07"));
    assert_int_equal(count(&text, "現認"), 2);
    output_buffer_release(&text);
    paper_sheets_release(&sheets);
}

/* A new entry that needs another step starts in the first state. */
static void R0_9_a_sighting_that_finds_nothing_stays_open(void **state)
{
    static const char *const results[] = {"found", "missing"};
    char place[ENTRY_ID_BYTES] = "", ref[HOUSE_VALUE], phone[ENTRY_ID_BYTES];
    enum who who = keeper();
    (void)state;
    house_do(&house, KANRI, "place", place, "enter", "name", "日和田交番", "kind", "police_box");
    text_format(ref, sizeof ref, "%s 日和田交番", place);
    reference_id(phone, house.things[PHONE_3]);
    house_do(&house, KANRI, "phone", phone, "change", "designation", "police_box", "=designated_place", ref);
    for (size_t i = 0; i < 2; i++) {
        char id[ENTRY_ID_BYTES] = "";
        house_do(&house, who, "sighting", id, "record", "kind", "police_box", "=item", house.things[PHONE_3], "how",
                 "patrol", "result", results[i]);
        house_state(&house, "sighting", id, i == 0 ? "done" : "open");
        expect_field("sighting", id, "place", ref);
        if (i == 1) {
            house_do(&house, who, "sighting", id, "settle", "=trouble_reported_to", house.people[KANRI], "measures",
                     "回線を停止した");
            house_state(&house, "sighting", id, "done");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(R5_1_M_35_a_round_is_filled_with_what_he_keeps),
        IN_HOUSE(R5_1_R5_2_M_36_media_but_for_what_is_left_out),
        IN_HOUSE(R5_1_R0_9_the_round_ends_with_its_counts),
        IN_HOUSE(M_35_nobody_answers_for_another),
        IN_HOUSE(R5_1_one_round_at_a_time),
        IN_HOUSE(R5_1_what_no_ledger_has_is_counted),
        IN_HOUSE(M_37_R5_5_R5_6_verification_from_begin_to_confirmed),
        IN_HOUSE(R5_1_R5_6_the_year_on_paper),
        IN_HOUSE(R0_9_a_sighting_that_finds_nothing_stays_open),
    };
    return cmocka_run_group_tests(tests, make_model, remove_model);
}

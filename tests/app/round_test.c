/* A round of 所在点検 as it is gone through: what is in it, what a scanner's number does, what the books say, when it is over. */
#include <string.h>

#include "app/round.h"
#include "forms/text.h"
#include "tests/app/model.h"
#include "tests/app/shelf.h"

enum { KEPT = 4 };
static struct shelf shelf;
static char media[KEPT][HOUSE_VALUE]; /* SATO's; numbers 600-012-001 … */
static struct round *at_hand;

/* SATO keeps four media, TANAKA one. */
static int furnish(void **state)
{
    char other[HOUSE_VALUE];
    int rc = setup(state);
    shelf_make(&shelf, &house);
    for (int i = 0; i < KEPT; i++)
        shelf_add(media[i], &shelf, &house, SATO, NULL);
    shelf_add(other, &shelf, &house, TANAKA, NULL);
    return rc;
}

static int leave(void **state)
{
    round_free(at_hand);
    at_hand = NULL;
    return teardown(state);
}

/* His round, begun if need be, and read anew. */
static struct round *go(enum who who, const char *kind, const char *month)
{
    char id[ENTRY_ID_BYTES];
    struct err e;
    house_as(&house, who);
    round_free(at_hand);
    at_hand = NULL;
    if (round_find(id, house.session, kind, month, &e) == ERR_NOT_FOUND)
        house_ok(round_begin(id, house.session, kind, month, &e));
    house_ok(round_load(&at_hand, house.session, id, &e));
    return at_hand;
}

static enum round_reply_kind scan(const char *typed, const char *says)
{
    struct round_reply reply;
    struct err e;
    house_ok(round_scan(at_hand, typed, &reply, &e));
    if (strstr(reply.text, says) == NULL)
        fail_msg("%s: %s", typed, reply.text);
    return reply.kind;
}

static void R5_1_M_36_prefilled_with_all_he_keeps(void **state)
{
    struct round *round = go(SATO, "media", NULL);
    (void)state;
    assert_int_equal(round->n, KEPT);
    assert_int_equal(round->of, KEPT);
    assert_int_equal(round->left, KEPT);
    assert_int_equal(round->done, 0);
    for (size_t i = 0; i < KEPT; i++) {
        assert_string_equal(round->items[i].title, reference_label(media[i]));
        assert_string_equal(round->items[i].what, "USBメモリ");
        assert_string_equal(round->items[i].place, "保管庫A");
        assert_int_equal(round->items[i].answer, ROUND_OPEN);
        assert_null(round->items[i].out.reg);
    }
}

static void R4_5_M_35_the_phones_of_him_who_manages_them(void **state)
{
    struct round *round = go(ITO, "phone", NULL);
    (void)state;
    assert_int_equal(round->n, 2);
    assert_int_equal(scan("080 0000 0003", "現認 携帯-03"), ROUND_SEEN); /* its number serves as well */
    assert_int_equal(scan("携帯ー０７", "現認 携帯-07"), ROUND_SEEN);
    assert_int_equal(round->left, 0);
    assert_int_equal(scan("600-012-001", "この点検の対象ではありません"), ROUND_OTHERS);
}

/* Every way in which a number may arrive. */
static void R5_1_a_number_in_every_writing(void **state)
{
    static const char *const writings[] = {"600-012-001",    "６００－０１２－００１", "600ー012ー001",
                                           "600‐012−001",    "600 012 001 ",           "600012001",
                                           "６００012００1", "*600-012-001*"};
    (void)state;
    go(SATO, "media", NULL);
    for (size_t i = 0; i < sizeof writings / sizeof writings[0]; i++) {
        assert_int_equal(scan(writings[i], i == 0 ? "現認 600-012-001" : "済 「600-012-001」"),
                         i == 0 ? ROUND_SEEN : ROUND_AGAIN);
        assert_int_equal(at_hand->done, 1);
    }
}

static void R5_1_what_else_a_number_may_be(void **state)
{
    struct err e;
    struct round_reply reply;
    char id[ENTRY_ID_BYTES];
    (void)state;
    reference_id(id, media[3]);
    house_do(&house, KANRI, "medium", id, "end", "ending", "lost", "reason", "亡失");
    go(SATO, "media", NULL);
    assert_int_equal(at_hand->of, KEPT - 1);
    assert_int_equal(scan("600-012-004", "使用を終わったものです"), ROUND_UNKNOWN);
    assert_int_equal(scan("600-012-005", "田中 玲が保管するものです"), ROUND_OTHERS);
    assert_int_equal(scan("携帯-03", "公用携帯電話機管理簿のものです"), ROUND_OTHERS);
    assert_int_equal(scan("600-012-00", "番号の途中です"), ROUND_PART);
    assert_int_equal(scan("600-099-001", "どの台帳にもありません"), ROUND_UNKNOWN);
    assert_int_equal(round_scan(at_hand, " － ", &reply, &e), ERR_INPUT);
}

/* Each answer is on record at once: whoever comes back finds it. */
static void R5_1_a_round_goes_on_where_it_was(void **state)
{
    (void)state;
    go(SATO, "media", NULL);
    scan("600-012-001", "現認");
    scan("600-012-003", "現認");
    go(SATO, "media", "2026-09");
    assert_int_equal(at_hand->done, 2);
    assert_int_equal(at_hand->left, 2);
    assert_int_equal(at_hand->items[0].answer, ROUND_FOUND);
    assert_int_equal(at_hand->items[0].at, house.now);
    assert_int_equal(scan("600-012-003", "済"), ROUND_AGAIN);
}

static void use(enum who who, const char *medium, char id[ENTRY_ID_BYTES])
{
    house_do(&house, who, "use", id, "request", "mode", "in_building", "=item", medium, "use_place", "地域課",
             "confidentiality", "1");
}

static void R5_1_out_only_when_the_book_has_it_out(void **state)
{
    char id[ENTRY_ID_BYTES] = "", text[NAME_BYTES * 2];
    struct err e;
    (void)state;
    go(SATO, "media", NULL);
    assert_int_equal(round_answer(at_hand, 0, ROUND_OUT, &e), ERR_REFUSED);
    assert_non_null(strstr(e.text, "どの簿冊でも持出中になっていません"));
    use(TANAKA, media[0], id);
    house_do(&house, ITO, "use", id, "permit", NULL);
    go(SATO, "media", NULL);
    round_out_text(text, sizeof text, &at_hand->items[0].out);
    assert_string_equal(text, "使用・持出簿 9/14 田中 玲");
    assert_null(at_hand->items[1].out.reg);
    house_ok(round_answer(at_hand, 0, ROUND_OUT, &e));
    assert_int_equal(at_hand->items[0].answer, ROUND_OUT);
    assert_string_equal(entry_get(at_hand->items[0].entry, "note"), "使用・持出簿 9/14 田中 玲 と一致");
    assert_int_equal(at_hand->left, KEPT - 1);
    /* it came back: seen after all; and then the book does not have it out, whatever the screen still shows */
    assert_int_equal(scan("600-012-001", "現認"), ROUND_SEEN);
    assert_null(entry_get(at_hand->items[0].entry, "note"));
    house_do(&house, TANAKA, "use", id, "return", "=imported", "yes", "=erased", "yes");
    house_as(&house, SATO);
    assert_int_equal(round_answer(at_hand, 0, ROUND_OUT, &e), ERR_REFUSED);
}

/* A camera is out by its own line of 様式第7号, and its card with it; a phone by 様式第3号. */
static void R5_1_M_35_what_each_book_has_out(void **state)
{
    char camera[HOUSE_VALUE], id[ENTRY_ID_BYTES] = "", text[NAME_BYTES * 2];
    struct err e;
    (void)state;
    house_do(&house, ITO, "digital_device", id, "enter", "name", "カメラ-03", "class", "camera", "model", "DC-1",
             "serial", "S1", "medium_kind", "SDカード", "capacity", "32GB", "=medium", media[1], "=place", shelf.place);
    shelf_refer(camera, &house, "digital_device", id);
    id[0] = '\0';
    house_do(&house, TANAKA, "use", id, "request", "mode", "device", "=item", camera, "purpose", "実況見分",
             "confidentiality", "1", "=device_empty", "yes", "=medium_empty", "yes");
    house_do(&house, ITO, "use", id, "permit", NULL);
    go(SATO, "media", NULL);
    round_out_text(text, sizeof text, &at_hand->items[1].out);
    assert_string_equal(text, "使用・持出簿 9/14 田中 玲");
    house_ok(round_answer(at_hand, 1, ROUND_OUT, &e));
    assert_int_equal(scan("カメラー０３", "現認 600-012-002 カメラ-03"), ROUND_SEEN); /* known by its name too */
    id[0] = '\0';
    house_ask(&house, TANAKA, PHONE_7, id);
    house_do(&house, ITO, "checkout", id, "permit", NULL);
    go(ITO, "phone", NULL);
    round_out_text(text, sizeof text, &at_hand->items[1].out);
    assert_non_null(strstr(text, "持出簿 9/14 田中 玲"));
    house_ok(round_answer(at_hand, 1, ROUND_OUT, &e));
    assert_int_equal(round_answer(at_hand, 0, ROUND_OUT, &e), ERR_REFUSED);
}

static void settle(size_t item)
{
    char id[ENTRY_ID_BYTES];
    text_format(id, sizeof id, "%s", at_hand->items[item].entry->id);
    house_do(&house, SATO, "inspection_item", id, "settle", "=trouble_reported_to", house.people[ITO], "measures",
             "捜索中");
}

static void R5_1_R0_9_missing_bars_the_end_until_it_is_reported(void **state)
{
    struct err e;
    (void)state;
    go(SATO, "media", NULL);
    for (size_t i = 0; i < KEPT - 1; i++)
        house_ok(round_answer(at_hand, i, ROUND_FOUND, &e));
    assert_int_equal(round_close(at_hand, &e), ERR_REFUSED);
    house_ok(round_answer(at_hand, KEPT - 1, ROUND_MISSING, &e));
    assert_true(at_hand->items[KEPT - 1].wants);
    assert_int_equal(at_hand->done, KEPT - 1);
    assert_int_equal(round_close(at_hand, &e), ERR_REFUSED);
    assert_non_null(strstr(e.text, "不明"));
    settle(KEPT - 1);
    go(SATO, "media", NULL);
    assert_int_equal(at_hand->left, 0);
    house_ok(round_close(at_hand, &e));
    assert_true(at_hand->closed);
    assert_string_equal(entry_get(at_hand->entry, "missing"), "1");
    assert_string_equal(entry_get(at_hand->entry, "abnormal"), "found");
    assert_string_equal(entry_get(at_hand->entry, "date"), "2026-09-14");
    go(SATO, "media", NULL); /* not begun again: what is closed is shown */
    assert_true(at_hand->closed);
    assert_int_equal(round_answer(at_hand, 0, ROUND_MISSING, &e), ERR_REFUSED);
}

/* Lost and found within the round: the report stays in its history. */
static void R0_9_found_after_all_by_its_number(void **state)
{
    struct err e;
    (void)state;
    go(SATO, "media", NULL);
    house_ok(round_answer(at_hand, 1, ROUND_MISSING, &e));
    assert_int_equal(scan("600-012-002", "現認"), ROUND_SEEN); /* before the report */
    house_ok(round_answer(at_hand, 1, ROUND_MISSING, &e));
    settle(1);
    go(SATO, "media", NULL);
    assert_int_equal(at_hand->items[1].answer, ROUND_MISSING);
    assert_int_equal(scan("600-012-002", "現認"), ROUND_SEEN); /* and after it */
    assert_int_equal(at_hand->counts[ROUND_MISSING], 0);
    house_ok(round_reopen(at_hand, 1, "見間違い", &e));
    assert_int_equal(at_hand->items[1].answer, ROUND_OPEN);
    assert_int_equal(round_reopen(at_hand, 1, "見間違い", &e), ERR_REFUSED);
}

static void R5_1_what_comes_into_his_keeping_joins_the_round(void **state)
{
    char more[HOUSE_VALUE];
    (void)state;
    go(SATO, "media", NULL);
    shelf_add(more, &shelf, &house, SATO, NULL);
    house_as(&house, SATO);
    assert_int_equal(scan(reference_label(more), "現認"), ROUND_SEEN);
    assert_int_equal(at_hand->of, KEPT + 1);
}

/* Handed on or ended in the midst: its next keeper's to inspect, or nobody's; the round of the first ends without it. */
static void R5_1_what_leaves_his_keeping_leaves_the_round(void **state)
{
    char id[ENTRY_ID_BYTES], item[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    go(SATO, "media", NULL);
    reference_id(id, media[2]);
    house_do(&house, KANRI, "medium", id, "change", "=custodian", house.people[TANAKA]);
    reference_id(id, media[3]);
    house_do(&house, KANRI, "medium", id, "end", "ending", "lost", "reason", "亡失");
    go(SATO, "media", NULL);
    assert_int_equal(at_hand->gone, 2);
    assert_int_equal(at_hand->of, KEPT - 2);
    assert_string_equal(at_hand->items[2].gone_to, "田中 玲に引き継いだもの");
    assert_int_equal(round_answer(at_hand, 2, ROUND_FOUND, &e), ERR_REFUSED);
    assert_int_equal(round_answer(at_hand, 3, ROUND_MISSING, &e), ERR_REFUSED);
    text_format(item, sizeof item, "%s", at_hand->items[2].entry->id);
    assert_int_equal(round_close(at_hand, &e), ERR_REFUSED); /* two of his own are left */
    house_state(&house, "inspection_item", item, "open");
    scan("600-012-001", "現認");
    scan("600-012-002", "現認");
    house_ok(round_close(at_hand, &e));
    house_state(&house, "inspection_item", item, "released");
    assert_string_equal(entry_get(at_hand->entry, "registered"), "2");
    assert_string_equal(entry_get(at_hand->entry, "present"), "2");
    assert_string_equal(entry_get(at_hand->entry, "abnormal"), "none");
    go(TANAKA, "media", NULL);
    assert_int_equal(at_hand->of, 2); /* his own, and what he took over */
    assert_int_equal(scan("600-012-003", "現認"), ROUND_SEEN);
}

/* ---- 年に1回 ---- */

static void yearly_place(char out[HOUSE_VALUE])
{
    char id[ENTRY_ID_BYTES] = "";
    house_do(&house, KANRI, "place", id, "enter", "name", "本部倉庫", "kind", "headquarters", "class", "3", "=locked",
             "yes");
    shelf_refer(out, &house, "place", id);
}

static void R5_2_T_3_left_out_with_its_last_day_for_twelve_months(void **state)
{
    static const struct {
        int year, month;
        bool may;
    } later[] = {{2026, 10, true}, {2027, 9, true}, {2027, 10, false}};
    char place[HOUSE_VALUE], kept[HOUSE_VALUE];
    struct err e;
    (void)state;
    yearly_place(place);
    shelf_add(kept, &shelf, &house, HOJO, place);
    go(HOJO, "media", NULL);
    assert_true(at_hand->items[0].yearly);
    assert_int_equal(round_answer(at_hand, 0, ROUND_SKIPPED, &e), ERR_REFUSED);
    assert_non_null(strstr(e.text, "前回の点検の記録がありません"));
    scan(reference_label(kept), "現認");
    house_ok(round_close(at_hand, &e));
    for (size_t i = 0; i < 3; i++) {
        house.now = house_time(later[i].year, later[i].month, 14, 9, 0);
        go(HOJO, "media", NULL);
        assert_string_equal(at_hand->items[0].last, "2026-09-14");
        assert_int_equal(round_answer(at_hand, 0, ROUND_SKIPPED, &e), later[i].may ? 0 : ERR_REFUSED);
        if (later[i].may) {
            assert_string_equal(entry_get(at_hand->items[0].entry, "last_on"), "2026-09-14");
            house_ok(round_close(at_hand, &e));
            assert_string_equal(entry_get(at_hand->entry, "skipped"), "1");
        } else {
            assert_non_null(strstr(e.text, "1年を過ぎています"));
            assert_string_equal(e.clause, "第7の1(2)オ(ア)d");
        }
    }
}

/* The place, its class or its lock changes: from that month it is inspected each month, and a 省略 of this month no longer does. */
static void R5_2_back_to_monthly_by_itself(void **state)
{
    static const char *const changes[][2] = {{"=locked", NULL}, {"class", "2"}, {"kind", "station"}};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        char place[HOUSE_VALUE], kept[HOUSE_VALUE], id[ENTRY_ID_BYTES];
        struct act *act;
        struct err e;
        if (i > 0) {
            round_free(at_hand);
            at_hand = NULL;
            fresh_house();
            shelf_make(&shelf, &house);
        }
        yearly_place(place);
        shelf_add(kept, &shelf, &house, HOJO, place);
        go(HOJO, "media", NULL);
        scan(reference_label(kept), "現認");
        house_ok(round_close(at_hand, &e));
        house.now = house_time(2026, 10, 14, 9, 0);
        go(HOJO, "media", NULL);
        house_ok(round_answer(at_hand, 0, ROUND_SKIPPED, &e));
        assert_int_equal(at_hand->left, 0);
        house_as(&house, KANRI);
        reference_id(id, place);
        house_ok(act_new(&act, house.session, register_find("place"), id, "change", &e));
        if (changes[i][0][0] == '=')
            house_ok(act_set(act, changes[i][0] + 1, changes[i][1], &e));
        else
            house_ok(act_type(act, changes[i][0], changes[i][1], NULL, &e));
        house_ok(act_commit(act, NULL, &e));
        act_free(act);
        go(HOJO, "media", NULL);
        assert_false(at_hand->items[0].yearly);
        assert_int_equal(at_hand->left, 1);
        assert_int_equal(round_close(at_hand, &e), ERR_REFUSED);
        assert_string_equal(e.clause, "第7の1(2)オ(ア)d");
        assert_int_equal(scan(reference_label(kept), "現認"), ROUND_SEEN);
        assert_string_equal(entry_get(at_hand->items[0].entry, "cycle"), "monthly");
        house_ok(round_close(at_hand, &e));
    }
}

/* ---- which rounds ---- */

static void R5_1_the_rounds_of_the_month_and_those_left_open(void **state)
{
    struct round_choices choices;
    struct err e;
    (void)state;
    house_as(&house, SATO);
    house_ok(round_choices_load(&choices, house.session, &e));
    assert_int_equal(choices.n, 1); /* he manages no phone */
    assert_string_equal(choices.list[0].kind->key, "media");
    assert_string_equal(choices.list[0].month, "2026-09");
    assert_string_equal(choices.list[0].id, "");
    assert_int_equal(choices.list[0].left, KEPT);
    go(SATO, "media", NULL);
    scan("600-012-001", "現認");
    house.now = house_time(2026, 10, 3, 9, 0);
    house_ok(round_choices_load(&choices, house.session, &e));
    assert_int_equal(choices.n, 2);
    assert_string_equal(choices.list[0].month, "2026-10");
    assert_string_equal(choices.list[1].month, "2026-09");
    assert_int_equal(choices.list[1].left, KEPT - 1);
    go(SATO, "media", "2026-09"); /* that one goes on */
    assert_int_equal(at_hand->done, 1);
    for (size_t i = 1; i < KEPT; i++)
        house_ok(round_answer(at_hand, i, ROUND_FOUND, &e));
    house_ok(round_close(at_hand, &e));
    go(SATO, "media", NULL);
    house_ok(round_choices_load(&choices, house.session, &e));
    assert_int_equal(choices.n, 1);
    assert_false(choices.list[0].closed);
}

static void M_36_nobody_goes_round_for_another(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    go(SATO, "media", NULL);
    text_format(id, sizeof id, "%s", at_hand->entry->id);
    for (int who = 0; who < WHO; who++) {
        struct round *round = NULL;
        struct round_reply reply;
        if (who == SATO)
            continue;
        house_as(&house, (enum who)who);
        if (round_load(&round, house.session, id, &e) == 0) {
            assert_int_equal(round_scan(round, "600-012-001", &reply, &e), ERR_REFUSED);
            assert_int_equal(round_answer(round, 0, ROUND_MISSING, &e), ERR_REFUSED);
        }
        round_free(round);
    }
    house_as(&house, SATO);
}

#define GOING_ROUND(F) cmocka_unit_test_setup_teardown(F, furnish, leave)
int main(void)
{
    const struct CMUnitTest tests[] = {
        GOING_ROUND(R5_1_M_36_prefilled_with_all_he_keeps),
        GOING_ROUND(R4_5_M_35_the_phones_of_him_who_manages_them),
        GOING_ROUND(R5_1_a_number_in_every_writing),
        GOING_ROUND(R5_1_what_else_a_number_may_be),
        GOING_ROUND(R5_1_a_round_goes_on_where_it_was),
        GOING_ROUND(R5_1_out_only_when_the_book_has_it_out),
        GOING_ROUND(R5_1_M_35_what_each_book_has_out),
        GOING_ROUND(R5_1_R0_9_missing_bars_the_end_until_it_is_reported),
        GOING_ROUND(R0_9_found_after_all_by_its_number),
        GOING_ROUND(R5_1_what_comes_into_his_keeping_joins_the_round),
        GOING_ROUND(R5_1_what_leaves_his_keeping_leaves_the_round),
        GOING_ROUND(R5_2_T_3_left_out_with_its_last_day_for_twelve_months),
        GOING_ROUND(R5_2_back_to_monthly_by_itself),
        GOING_ROUND(R5_1_the_rounds_of_the_month_and_those_left_open),
        GOING_ROUND(M_36_nobody_goes_round_for_another),
    };
    return cmocka_run_group_tests(tests, make_model, remove_model);
}

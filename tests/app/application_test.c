/* The applications and the key book from their beginning to their end in a store, by the people of a station that has nobody who
 * decides at headquarters: nothing but this program is needed. R0-1. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "app/duties.h"
#include "tests/app/house.h"

#define ELSEWHERE "external_number", "達第12号", "external_date", "R8.11.23", "external_decider", "本部"

static struct house model;
static const int64_t hour = 60 * 60;

static int setup(void **state)
{
    (void)state;
    house_model(&model, house_time(2026, 11, 24, 10, 0));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    scratch_remove(&model.dir);
    return 0;
}

static void value_is(struct house *house, const char *reg, const char *id, const char *field, const char *value)
{
    struct entry *entry = house_load(house, reg, id);
    if (value == NULL)
        assert_null(entry_get(entry, field));
    else
        assert_string_equal(entry_get(entry, field), value);
    entry_free(entry);
}

/* The step waits on his board? */
static bool waits(struct house *house, enum who who, const char *reg, const char *step)
{
    struct duties board;
    struct err e;
    bool found = false;
    house_as(house, who);
    house_ok(duties_load(&board, house->session, &(struct duties_wanted){.mine_only = true, .most = 200}, &e));
    for (size_t i = 0; i < board.n; i++)
        found = found || (board.list[i].reg != NULL && strcmp(board.list[i].reg->id, reg) == 0 &&
                          strcmp(board.list[i].step, step) == 0);
    duties_release(&board);
    return found;
}

static void R0_1_R1_1_software_from_draft_to_work(void **state)
{
    struct house house;
    char id[ENTRY_ID_BYTES] = "";
    struct err e;
    (void)state;
    house_copy(&house, &model);
    house_do(&house, TANAKA, "software", id, "prepare", "kind", "ソフトウェアの追加", "target", "署端末", "name",
             "画像閲覧", "version", "4.2", "support", "令和12年まで", "traffic", "無", "bundled", "なし", "risk",
             "小さい", "purpose", "現場写真の閲覧");
    assert_true(waits(&house, KANRI, "software", "submit"));
    house_do(&house, KANRI, "software", id, "submit", NULL);
    value_is(&house, "software", id, "applicant", house.people[KANRI]);
    assert_int_not_equal(
        house_try(&house, TANAKA, "software", id, "permit", (const char *const[]){ELSEWHERE, NULL}, &e), 0);
    assert_int_not_equal(house_try(&house, KANRI, "software", id, "permit", NULL, &e), 0);
    house_do(&house, KANRI, "software", id, "permit", ELSEWHERE, "external_conditions", "現場写真に限る");
    value_is(&house, "software", id, "result", "permitted");
    house_do(&house, TANAKA, "software", id, "work", "worked_by", "甲社");
    house_state(&house, "software", id, "done");
    house_verify(&house);
    house_close(&house);
}

static void ask_exception(struct house *house, enum who who, char id[ENTRY_ID_BYTES], const char *until)
{
    house_do(house, who, "exception", id, "request", "kind", "新規", "addressee", "情報セキュリティ管理者", "scope",
             "個別", "document", "細目", "provision", "第7の1", "grounds", "代替機の不足", "measures", "施錠して保管",
             "impact", "小さい", "from", "R8.11.25", "until", until);
}

/* Reviewed and permitted elsewhere. */
static void permit_exception(struct house *house, const char *asked)
{
    char id[ENTRY_ID_BYTES];
    snprintf(id, sizeof id, "%s", asked);
    house_do(house, KANRI, "exception", id, "examine", "examined_report", "要", ELSEWHERE);
    house_do(house, KANRI, "exception", id, "permit", "report", "要", "report_items", "回数", ELSEWHERE);
    house_state(house, "exception", id, "permitted");
}

static void R0_1_R9_2_an_exception_to_its_report(void **state)
{
    struct house house;
    char id[ENTRY_ID_BYTES] = "";
    (void)state;
    house_copy(&house, &model);
    ask_exception(&house, TANAKA, id, "R8.11.30");
    permit_exception(&house, id);
    value_is(&house, "exception", id, "in_force", "第7の1");
    assert_false(waits(&house, TANAKA, "exception", "end_report"));
    house.now = house_time(2026, 12, 1, 9, 0);
    assert_true(waits(&house, TANAKA, "exception", "end_report"));
    house_do(&house, TANAKA, "exception", id, "end_report", "ended_on", "R8.11.30", "reported", "3回");
    house_do(&house, KANRI, "exception", id, "confirm_report", "receipt", "情管第3号 12.1 本部");
    house_do(&house, KANRI, "exception", id, "hand_over", "handed_to", "情報管理課 庶務");
    house_state(&house, "exception", id, "ended");
    value_is(&house, "exception", id, "in_force", NULL);
    house_verify(&house);
    house_close(&house);
}

static void R0_1_R9_1_a_changed_exception_takes_the_place_of_the_old(void **state)
{
    struct house house;
    char old[ENTRY_ID_BYTES] = "", next[ENTRY_ID_BYTES] = "", before[HOUSE_VALUE], after[HOUSE_VALUE];
    static const char *const changed[] = {"kind",     "変更(再申請)", "addressee", "管理者", "scope",   "個別",
                                          "document", "細目",         "provision", "第7の1", "grounds", "長引くため",
                                          "measures", "施錠",         "impact",    "小さい", "from",    "R8.11.25",
                                          "until",    "R9.1.31",      NULL};
    struct act *act;
    struct err e;
    (void)state;
    house_copy(&house, &model);
    ask_exception(&house, TANAKA, old, "R8.12.31");
    permit_exception(&house, old);
    snprintf(before, sizeof before, "%s 第7の1", old);
    for (int said = 0; said < 2; said++) { /* first it is said that the old one is changing */
        act = house_act(&house, TANAKA, "exception", NULL, "request", changed);
        house_ok(act_set(act, "previous", before, &e));
        struct entry *made = NULL;
        int rc = act_commit(act, &made, &e);
        assert_int_equal(rc != 0, said == 0);
        if (rc == 0)
            snprintf(next, sizeof next, "%s", made->id);
        entry_free(made);
        act_free(act);
        if (said == 0) {
            assert_string_equal(e.field, "previous");
            house_do(&house, TANAKA, "exception", old, "reapply", "change", "期間の延長");
        }
    }
    house_state(&house, "exception", old, "permitted"); /* ⚑Q23 */
    value_is(&house, "exception", old, "reapplying", "yes");
    snprintf(after, sizeof after, "%s 第7の1", next);
    assert_int_not_equal(
        house_try(&house, TANAKA, "exception", old, "replace", (const char *const[]){"=successor", after, NULL}, &e),
        0);
    permit_exception(&house, next);
    house_do(&house, TANAKA, "exception", old, "replace", "=successor", after);
    house_state(&house, "exception", old, "replaced");
    house_verify(&house);
    house_close(&house);
}

static void R0_1_R8_1_R8_3_keys_and_visitors(void **state)
{
    struct house house;
    char place[ENTRY_ID_BYTES] = "", key[ENTRY_ID_BYTES] = "", firm[ENTRY_ID_BYTES] = "", use[ENTRY_ID_BYTES] = "",
         again[ENTRY_ID_BYTES] = "", visit[ENTRY_ID_BYTES] = "", room[HOUSE_VALUE], key_1[HOUSE_VALUE],
         from[HOUSE_VALUE];
    struct err e;
    (void)state;
    house_copy(&house, &model);
    house_do(&house, KANRI, "place", place, "enter", "name", "署通信機械室", "kind", "署", "comms_room", "はい",
             "police_system", "はい");
    snprintf(room, sizeof room, "%s 署通信機械室", place);
    house_do(&house, KANRI, "key", key, "enter", "number", "鍵1", "=place", room);
    snprintf(key_1, sizeof key_1, "%s 鍵1", key);
    house_do(&house, KANRI, "firm", firm, "enter", "name", "甲空調");
    snprintf(from, sizeof from, "%s 甲空調", firm);

    house_do(&house, TANAKA, "key_use", use, "take", "=key", key_1, "purpose", "点検");
    assert_int_not_equal(house_try(&house, SATO, "key_use", again, "take",
                                   (const char *const[]){"=key", key_1, "purpose", "点検", NULL}, &e),
                         0);
    assert_false(waits(&house, TANAKA, "key_use", "return"));
    house.now = house_time(2026, 11, 25, 0, 1);
    assert_true(waits(&house, TANAKA, "key_use", "return")); /* the day is over */
    house_do(&house, TANAKA, "key_use", use, "return", NULL);
    assert_true(waits(&house, KANRI, "key_use", "confirm"));
    house_do(&house, KANRI, "key_use", use, "confirm", NULL);
    house_state(&house, "key_use", use, "done");

    house.now = house_time(2026, 11, 25, 10, 0);
    assert_int_not_equal(
        house_try(&house, TANAKA, "key_use", visit, "admit",
                  (const char *const[]){"=room", room, "=firm", from, "visitor", "甲野", "purpose", "修理", NULL}, &e),
        0);
    assert_string_equal(e.field, "no_devices");
    house_do(&house, TANAKA, "key_use", visit, "admit", "=room", room, "=firm", from, "visitor", "甲野", "purpose",
             "修理", "no_devices", "はい");
    value_is(&house, "key_use", visit, "guarded", "yes");
    value_is(&house, "key_use", visit, "escort", house.people[TANAKA]);
    house.now += hour;
    house_do(&house, SATO, "key_use", visit, "hand_over", "=next_escort", house.people[SATO]);
    value_is(&house, "key_use", visit, "escort", house.people[SATO]);
    house.now = house_time(2026, 11, 26, 0, 1);
    assert_true(waits(&house, TANAKA, "key_use", "leave"));
    house_do(&house, SATO, "key_use", visit, "leave", NULL);
    house_state(&house, "key_use", visit, "done");
    house_verify(&house);
    house_close(&house);
}

static void R0_1_R10_1_the_records_attached(void **state)
{
    struct house house;
    char phone[ENTRY_ID_BYTES] = "", urgent[ENTRY_ID_BYTES] = "", secret[ENTRY_ID_BYTES] = "",
         lock[ENTRY_ID_BYTES] = "";
    (void)state;
    house_copy(&house, &model);
    house_do(&house, TANAKA, "personal_phone", phone, "request", "purpose", "捜索", "phone_number", "090-0000-0000",
             "mail", "a@example.jp", "maker", "甲社", "model", "A-1", "kind", "スマートフォン等", "os", "甲",
             "os_version", "14", "authenticated", "はい", "not_shared", "はい", "mail_service",
             "移動通信事業者の電子メール");
    house_do(&house, KANRI, "personal_phone", phone, "permit", NULL);
    house_do(&house, TANAKA, "personal_phone", phone, "end", NULL);
    house_state(&house, "personal_phone", phone, "ended");
    house_do(&house, TANAKA, "personal_phone", urgent, "declare", "purpose", "安否", "emergency", "訓練");
    house_state(&house, "personal_phone", urgent, "deemed");

    house_do(&house, TANAKA, "secret", secret, "request", "mode", "提供", "body", "文書(紙)", "secret_items",
             "刑企第12号", "purpose", "送付", "destination", "地検");
    house_do(&house, KANRI, "secret", secret, "secret_permit", NULL);
    house_do(&house, TANAKA, "secret", secret, "provide", NULL);
    house_state(&house, "secret", secret, "done");

    house_do(&house, TANAKA, "lock_waiver", lock, "request", "=terminal", house.things[TERMINAL_1], "kind",
             "特定の業務を行うための端末", "work", "110番", "hindrance", "即時の対応", "setting", "なし",
             "room_restricted", "はい", "room_attended", "はい", "screen_hidden", "はい", "rule_made", "はい",
             "rule_name", "規程");
    house_do(&house, KANRI, "lock_waiver", lock, "permit", ELSEWHERE);
    value_is(&house, "lock_waiver", lock, "in_force", "端末-01");
    house_do(&house, TANAKA, "lock_waiver", lock, "end", NULL);
    house_state(&house, "lock_waiver", lock, "ended");
    house_verify(&house);
    house_close(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R0_1_R1_1_software_from_draft_to_work),
        cmocka_unit_test(R0_1_R9_2_an_exception_to_its_report),
        cmocka_unit_test(R0_1_R9_1_a_changed_exception_takes_the_place_of_the_old),
        cmocka_unit_test(R0_1_R8_1_R8_3_keys_and_visitors),
        cmocka_unit_test(R0_1_R10_1_the_records_attached),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}

/* The door through which every entry goes: asked, permitted, returned, confirmed; refused; undone; kept as a draft. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "app/duties.h"
#include "app/permit.h"
#include "app/session_impl.h"
#include "app/view.h"
#include "forms/text.h"
#include "tests/app/model.h"

/* Monday 2026-11-23 is a holiday; Tuesday is not. */
static int64_t night(void)
{
    return house_time(2026, 11, 23, 22, 10);
}
static int64_t noon(void)
{
    return house_time(2026, 11, 24, 12, 0);
}

/* SUZUKI is on the roster. */
static int make_night(void **state)
{
    (void)state;
    model_begin(night());
    house_roster(&model, night(), SUZUKI);
    house_leave(&model);
    return 0;
}

static void refused(int rc, const struct err *e, const char *sentence, const char *clause)
{
    assert_int_equal(rc, ERR_REFUSED);
    if (strstr(e->text, sentence) == NULL)
        fail_msg("「%s」 is not in 「%s」", sentence, e->text);
    assert_string_equal(e->clause, clause);
}

static int step(enum who who, char id[ENTRY_ID_BYTES], const char *key, struct err *e)
{
    return house_try(&house, who, "checkout", id, key, NULL, e);
}

static void ask_terminal(char id[ENTRY_ID_BYTES], enum who who, const char *confidentiality)
{
    id[0] = '\0';
    house_do(&house, who, "checkout", id, "request", "kind", "mobile", "=item", house.things[TERMINAL_1], "purpose",
             "会議での説明", "=minimum", "yes", "confidentiality", confidentiality);
}

/* ---- the first night ---- */

static void M_15_M_16_a_phone_goes_out_at_night_and_comes_back(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct entry *entry;
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, id);
    house_state(&house, "checkout", id, "requested");
    house_do(&house, SUZUKI, "checkout", id, "permit", NULL);
    house_state(&house, "checkout", id, "out");
    house.now = house_time(2026, 11, 24, 6, 40);
    house_do(&house, TANAKA, "checkout", id, "return", NULL);
    house_state(&house, "checkout", id, "returned");
    house_do(&house, SUZUKI, "checkout", id, "confirm", NULL);
    entry = house_load(&house, "checkout", id);
    assert_string_equal(entry->state, "done");
    assert_string_equal(entry_done(entry, "permit")->actor.name, "鈴木 茂");
    assert_string_equal(entry_done(entry, "permit")->rule, "M-15");
    assert_string_equal(entry_done(entry, "confirm")->rule, "M-16");
    assert_string_equal(entry_get(entry, "end_result"), "ended");
    entry_free(entry);
}

static void R3_12_without_a_permit_nothing_goes_out(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, id);
    assert_int_equal(step(TANAKA, id, "return", &e), ERR_REFUSED);
    house_state(&house, "checkout", id, "requested");
}

static void M_15_the_wrong_person_is_refused_with_the_reason(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    house_ask(&house, SUZUKI, PHONE_3, id); /* tonight's duty officer asks for himself */
    refused(step(SUZUKI, id, "permit", &e), &e, "本人", "");
    refused(step(TAKAHASHI, id, "permit", &e), &e, "当直", "第7の1(2)エ(ウ)a");
    refused(step(TANAKA, id, "permit", &e), &e, "運用責任者", "第7の1(2)エ(ウ)a");
    assert_int_equal(step(GIJUTSU, id, "permit", &e), ERR_REFUSED);
    house_state(&house, "checkout", id, "requested");
    house_do(&house, ITO, "checkout", id, "permit", NULL); /* a 運用責任者 may at any hour */
    house_state(&house, "checkout", id, "out");
}

static void M_01_duty_officer_permits_at_night_and_not_in_office_hours(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    ask_terminal(id, TANAKA, "1");
    house.now = noon();
    refused(step(SUZUKI, id, "permit", &e), &e, "閉庁時間帯", "第7の1(2)イ(ア)a");
    house.now = night();
    house_do(&house, SUZUKI, "checkout", id, "permit", NULL);
    house_state(&house, "checkout", id, "out");
}

static void M_15_permitted_on_the_spot_by_his_own_key(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct secret own = house_secret(house_people[SUZUKI].passphrase), wrong = house_secret("これは違う合言葉ですね");
    struct permit_person person;
    struct entry *after;
    struct act *act;
    struct err e;
    (void)state;
    (void)house_identity(&house, SUZUKI);
    house_ask(&house, TANAKA, PHONE_3, id);
    act = house_act(&house, TANAKA, "checkout", id, "permit", NULL);
    assert_int_equal(permit_may(&person, act, "tanaka", &e), ERR_REFUSED);
    assert_int_equal(permit_may(&person, act, "takahashi", &e), ERR_REFUSED);
    assert_string_equal(person.name, "高橋 誠");
    assert_true(person.take_over); /* he holds the post */
    assert_int_equal(permit_may(&person, act, "gijutsu", &e), ERR_REFUSED);
    assert_false(person.take_over);
    assert_int_not_equal(permit_may(&person, act, "nobody", &e), 0);
    house_ok(permit_may(&person, act, "suzuki", &e));
    assert_int_equal(permit_commit(act, "suzuki", &wrong, NULL, &e), ERR_AUTH);
    house_state(&house, "checkout", id, "requested");
    house.now += 60;
    house_ok(permit_commit(act, "suzuki", &own, &after, &e));
    assert_string_equal(after->state, "out");
    assert_string_equal(entry_done(after, "permit")->actor.name, "鈴木 茂");
    assert_string_equal(session_uid(house.session), "tanaka"); /* who stays signed in */
    entry_free(after);
    act_free(act);
    secret_release(&own);
    secret_release(&wrong);
}

/* ---- what is out ---- */

static const struct candidate *find(const struct candidates *list, const char *label)
{
    for (size_t i = 0; i < list->n; i++)
        if (strstr(list->list[i].label, label) != NULL)
            return &list->list[i];
    fail_msg("%s is not offered", label);
    return NULL;
}

static const struct field *field_of(const struct act *act, const char *key)
{
    return &act_register(act)->fields[register_field(act_register(act), key)];
}

static void R3_12_what_is_out_cannot_be_picked_nor_permitted_again(void **state)
{
    char first[ENTRY_ID_BYTES], second[ENTRY_ID_BYTES];
    struct candidates list;
    struct act *act;
    struct err e;
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, first);
    house_ask(&house, SATO, PHONE_3, second); /* both wait */
    house_do(&house, SUZUKI, "checkout", first, "permit", NULL);
    act = house_form(&house, SATO, "checkout", NULL, "request", "kind", "shared_phone");
    house_ok(candidates_load(&list, act, field_of(act, "item"), NULL, 50, &e));
    assert_int_equal(list.n, 2);
    assert_int_equal(find(&list, "携帯-03")->refusal.code, ERR_REFUSED);
    assert_non_null(strstr(find(&list, "携帯-03")->refusal.text, "田中 玲"));
    assert_int_equal(find(&list, "携帯-07")->refusal.code, ERR_NONE);
    assert_string_equal(list.list[0].label, "携帯-07"); /* what can be chosen comes first */
    candidates_release(&list);
    house_ok(candidates_load(&list, act, field_of(act, "item"), "07", 50, &e));
    assert_int_equal(list.n, 1);
    candidates_release(&list);
    act_free(act);
    refused(step(SUZUKI, second, "permit", &e), &e, "持出中", "");
    house.now += 3600;
    house_do(&house, TANAKA, "checkout", first, "return", NULL);
    refused(step(SUZUKI, second, "permit", &e), &e, "確認待ち", ""); /* not confirmed yet */
    house_do(&house, SUZUKI, "checkout", first, "confirm", NULL);
    house_do(&house, SUZUKI, "checkout", second, "permit", NULL);
}

static void R3_17_an_individual_phone_is_not_offered(void **state)
{
    char id[ENTRY_ID_BYTES] = "";
    struct candidates list;
    struct act *act;
    struct err e;
    (void)state;
    house_do(&house, KANRI, "phone", id, "enter", "number", "携帯-31", "phone_number", "080-0000-0031", "kind",
             "individual_phone", "=holder", house.people[SATO], "model", "試験機", "from", "R8.4.1");
    act = house_form(&house, SATO, "checkout", NULL, "request", "kind", "shared_phone");
    house_ok(candidates_load(&list, act, field_of(act, "item"), "31", 50, &e));
    assert_int_equal(list.n, 0);
    candidates_release(&list);
    act_free(act);
}

/* ---- what is inside ---- */

static void R0_2_M_30_confidentiality_2_names_a_supervisor(void **state)
{
    char id[ENTRY_ID_BYTES] = "";
    struct candidates list;
    struct act *act;
    struct err e;
    (void)state;
    act = house_form(&house, TANAKA, "checkout", NULL, "request", "kind", "mobile", "=item", house.things[TERMINAL_1],
                     "purpose", "会議での説明", "=minimum", "yes", "confidentiality", "2");
    assert_int_equal(act_check(act, &e), ERR_INPUT);
    assert_string_equal(e.field, "reported_to");
    house_ok(candidates_load(&list, act, field_of(act, "reported_to"), NULL, 50, &e));
    assert_int_equal(find(&list, "伊藤 学")->refusal.code, ERR_NONE);
    assert_int_equal(find(&list, "佐藤 健")->refusal.code, ERR_REFUSED);
    assert_int_equal(find(&list, "田中 玲")->refusal.code, ERR_REFUSED); /* himself */
    candidates_release(&list);
    house_ok(act_set(act, "reported_to", house.people[SATO], &e));
    assert_int_equal(act_commit(act, NULL, &e), ERR_REFUSED);
    assert_string_equal(e.field, "reported_to");
    assert_string_equal(e.clause, "第2の1(3)イ(ア)");
    act_free(act);
    house_do(&house, TANAKA, "checkout", id, "request", "kind", "mobile", "=item", house.things[TERMINAL_1], "purpose",
             "会議での説明", "=minimum", "yes", "confidentiality", "2", "=reported_to", house.people[ITO]);
    house_do(&house, SUZUKI, "checkout", id, "permit", NULL);
    house_state(&house, "checkout", id, "out");
}

static void R0_2_M_31_confidentiality_3_goes_out_with_two_permits(void **state)
{
    char id[ENTRY_ID_BYTES] = "";
    struct act *act;
    struct err e;
    (void)state;
    act = house_form(&house, TANAKA, "checkout", NULL, "request", "kind", "mobile", "=item", house.things[TERMINAL_1],
                     "purpose", "捜査会議", "=minimum", "yes", "confidentiality", "3");
    assert_int_equal(act_check(act, &e), ERR_INPUT); /* identification before anything can be permitted */
    assert_string_equal(e.field, "secret_items");
    act_free(act);
    house_do(&house, TANAKA, "checkout", id, "request", "kind", "mobile", "=item", house.things[TERMINAL_1], "purpose",
             "捜査会議", "=minimum", "yes", "confidentiality", "3", "secret_items", "刑収第214号");
    house_do(&house, SUZUKI, "checkout", id, "permit", NULL);
    house_state(&house, "checkout", id, "requested");
    assert_int_equal(step(ITO, id, "secret_permit", &e), ERR_REFUSED);
    assert_int_equal(step(HOJO, id, "secret_permit", &e), ERR_REFUSED); /* the deputy: only by the urgent way */
    house_do(&house, KANRI, "checkout", id, "secret_permit", NULL);
    house_state(&house, "checkout", id, "out");
}

static void R0_3_the_deputy_needs_urgency_and_absence(void **state)
{
    char id[ENTRY_ID_BYTES] = "";
    struct act *act;
    struct err e;
    (void)state;
    act = house_form(&house, TANAKA, "checkout", NULL, "request", "kind", "mobile", "=item", house.things[TERMINAL_1],
                     "purpose", "捜査会議", "=minimum", "yes", "confidentiality", "3", "secret_items", "刑収第214号",
                     "secret_route", "deputy");
    assert_int_equal(act_check(act, &e), ERR_INPUT);
    assert_string_equal(e.field, "urgent_reason");
    house_ok(act_type(act, "urgent_reason", "被疑者の逮捕に直ちに要る", NULL, &e));
    assert_int_equal(act_check(act, &e), ERR_INPUT);
    assert_string_equal(e.field, "administrator_absent");
    house_ok(act_set(act, "administrator_absent", "yes", &e));
    struct entry *after;
    house_ok(act_commit(act, &after, &e));
    snprintf(id, sizeof id, "%s", after->id);
    entry_free(after);
    act_free(act);
    house_do(&house, SUZUKI, "checkout", id, "permit", NULL);
    house_do(&house, HOJO, "checkout", id, "secret_permit", NULL);
    house_state(&house, "checkout", id, "out");
}

/* ---- coming back ---- */

static void R3_3_M_02_only_the_same_permitter_confirms(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    ask_terminal(id, TANAKA, "1");
    house_do(&house, SUZUKI, "checkout", id, "permit", NULL);
    house.now = house_time(2026, 11, 24, 7, 0);
    house_do(&house, TANAKA, "checkout", id, "return", NULL);
    refused(step(ITO, id, "confirm", &e), &e, "許可", "第7の1(2)イ(ア)b");
    house.now = noon(); /* off duty he is still the one who permitted */
    house_do(&house, SUZUKI, "checkout", id, "confirm", NULL);
    house_state(&house, "checkout", id, "done");
}

static void R3_13_M_16_another_duty_officer_confirms_a_phone(void **state)
{
    char id[ENTRY_ID_BYTES];
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, id);
    house_do(&house, SUZUKI, "checkout", id, "permit", NULL);
    house.now = noon();
    house_do(&house, TANAKA, "checkout", id, "return", NULL);
    house_do(&house, ITO, "checkout", id, "confirm", NULL);
    house_state(&house, "checkout", id, "done");
}

static void R0_9_another_answer_than_no_loss_leaves_it_open(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct entry *entry;
    struct err e;
    (void)state;
    ask_terminal(id, TANAKA, "1");
    house_do(&house, SUZUKI, "checkout", id, "permit", NULL);
    house.now = house_time(2026, 11, 24, 7, 0);
    house_do(&house, TANAKA, "checkout", id, "return", NULL);
    house_do(&house, SUZUKI, "checkout", id, "confirm", "result", "missing");
    house_state(&house, "checkout", id, "returned");
    assert_int_not_equal(step(ITO, id, "settle", &e), 0); /* not without saying what was done */
    house_do(&house, ITO, "checkout", id, "settle", "reason", "遺失物として発見し、緊急対応手順で報告した");
    entry = house_load(&house, "checkout", id);
    assert_string_equal(entry->state, "done");
    assert_string_equal(entry_get(entry, "result"), "missing"); /* what was found stays on record */
    entry_free(entry);
}

static void R3_7_M_08_a_non_mobile_goes_out_in_its_order_only(void **state)
{
    char id[ENTRY_ID_BYTES] = "";
    struct err e;
    (void)state;
    house.now = noon();
    house_do(&house, TANAKA, "checkout", id, "request", "kind", "non_mobile", "=item", house.things[SERVER_1],
             "purpose", "更新に伴う引渡し", "destination", "業者の作業場", "ground", "a");
    refused(step(KANRI, id, "administrator_permit", &e), &e, "", "第7の1(2)イ(イ)b");
    assert_int_equal(step(TANAKA, id, "erase", &e), ERR_REFUSED);
    assert_int_equal(step(SUZUKI, id, "content_check", &e), ERR_REFUSED); /* 当直責任者を除く */
    house_do(&house, ITO, "checkout", id, "content_check", NULL);
    assert_int_equal(step(ITO, id, "operator_permit", &e), ERR_REFUSED); /* システム管理担当者 alone */
    house_state(&house, "checkout", id, "requested");
}

static void R3_5_a_contractor_needs_the_agreement_and_its_permit(void **state)
{
    char id[ENTRY_ID_BYTES] = "";
    struct act *act;
    struct entry *after;
    struct err e;
    (void)state;
    act = house_form(&house, TANAKA, "checkout", NULL, "request", "kind", "mobile", "=item", house.things[TERMINAL_1],
                     "purpose", "本部への送付", "=minimum", "yes", "carrier", "contractor", "carrier_name",
                     "みちのく精密運送");
    assert_int_equal(act_check(act, &e), ERR_INPUT);
    assert_string_equal(e.field, "secrecy");
    house_ok(act_set(act, "secrecy", "yes", &e));
    house_ok(act_commit(act, &after, &e));
    snprintf(id, sizeof id, "%s", after->id);
    entry_free(after);
    act_free(act);
    house_do(&house, SUZUKI, "checkout", id, "permit", NULL);
    house_state(&house, "checkout", id, "requested"); /* システムセキュリティ責任者 has not */
    refused(step(ITO, id, "carrier_permit", &e), &e, "システムセキュリティ責任者", "第7の1(2)イ(ア)e");
}

/* ---- the applicant's own ways ---- */

static void sent_back_and_asked_again(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, id);
    assert_int_not_equal(step(SUZUKI, id, "send_back", &e), 0); /* why? */
    house_do(&house, SUZUKI, "checkout", id, "send_back", "reason", "目的をもう少し詳しく");
    house_state(&house, "checkout", id, "sent_back");
    assert_int_not_equal(step(SUZUKI, id, "permit", &e), 0);
    house_do(&house, TANAKA, "checkout", id, "request_again", "purpose", "駅前地区の深夜の巡回連絡");
    house_do(&house, SUZUKI, "checkout", id, "permit", NULL);
    house_state(&house, "checkout", id, "out");
}

static void withdrawn_and_refused_are_the_end(void **state)
{
    char withdrawn[ENTRY_ID_BYTES], no[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, withdrawn);
    assert_int_equal(step(SATO, withdrawn, "withdraw", &e), ERR_REFUSED); /* not his */
    house_do(&house, TANAKA, "checkout", withdrawn, "withdraw", NULL);
    assert_int_not_equal(step(SUZUKI, withdrawn, "permit", &e), 0);
    house_ask(&house, TANAKA, PHONE_3, no);
    house_do(&house, SUZUKI, "checkout", no, "refuse", "reason", "職務に必要と認められない");
    assert_int_not_equal(step(TANAKA, no, "request_again", &e), 0);
    house_state(&house, "checkout", no, "refused");
}

static void an_extension_needs_its_permit(void **state)
{
    char id[ENTRY_ID_BYTES], until[64];
    struct entry *entry;
    struct err e;
    (void)state;
    ask_terminal(id, TANAKA, "1");
    house_do(&house, SUZUKI, "checkout", id, "permit", NULL);
    house_do(&house, TANAKA, "checkout", id, "extend", "new_until", "R8.11.25 17:00", "reason", "会議が延びた");
    entry = house_load(&house, "checkout", id);
    snprintf(until, sizeof until, "%s", entry_get(entry, "new_until"));
    assert_string_not_equal(entry_get(entry, "taken_until"), until);
    entry_free(entry);
    assert_int_equal(step(TANAKA, id, "extend_permit", &e), ERR_REFUSED);
    house_do(&house, SUZUKI, "checkout", id, "extend_permit", NULL);
    entry = house_load(&house, "checkout", id);
    assert_string_equal(entry_get(entry, "taken_until"), until);
    entry_free(entry);
}

static void a_correction_shows_what_stood_there(void **state)
{
    char id[ENTRY_ID_BYTES];
    bool earlier = false;
    struct entry *entry;
    struct view view;
    struct err e;
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, id);
    house_do(&house, SUZUKI, "checkout", id, "permit", NULL);
    assert_int_not_equal(house_try(&house, TANAKA, "checkout", id, "correct",
                                   (const char *const[]){"purpose", "夜間警戒の連絡", NULL}, &e),
                         0); /* why? */
    assert_int_equal(house_try(&house, SATO, "checkout", id, "correct",
                               (const char *const[]){"purpose", "いたずら", "reason", "書き誤り", NULL}, &e),
                     ERR_REFUSED);
    house_do(&house, TANAKA, "checkout", id, "correct", "purpose", "夜間警戒の連絡", "reason", "書き誤り");
    entry = house_load(&house, "checkout", id);
    assert_true(entry->corrected);
    assert_string_equal(entry->state, "out");
    entry_free(entry);
    house_ok(view_load(&view, house.session, station_register(session_station(house.session), "checkout"), id, &e));
    for (size_t i = 0; i < view.n; i++)
        earlier =
            earlier || (view.lines[i].kind == VIEW_EARLIER && strstr(view.lines[i].text, "深夜の巡回連絡") != NULL);
    assert_true(earlier);
    view_release(&view);
}

/* ---- two at once ---- */

static void a_conflict_keeps_what_was_typed(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct act *mine;
    struct err e;
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, id);
    mine = house_form(&house, TANAKA, "checkout", id, "withdraw", NULL);
    house_do(&house, SUZUKI, "checkout", id, "permit", NULL); /* meanwhile */
    house_as(&house, TANAKA);
    assert_int_not_equal(act_commit(mine, NULL, &e), 0);
    act_free(mine);
    house_state(&house, "checkout", id, "out");

    mine = house_form(&house, TANAKA, "checkout", id, "correct", "purpose", "私の書いた目的", "reason", "書き誤り");
    house_do(&house, ITO, "checkout", id, "correct", "destination", "駅前地区", "reason", "書き落とし");
    house_as(&house, TANAKA);
    assert_int_equal(act_commit(mine, NULL, &e), ERR_CONFLICT);
    assert_string_equal(entry_get(act_before(mine), "destination"), "駅前地区");  /* what is on record now */
    assert_string_equal(entry_get(act_entry(mine), "purpose"), "私の書いた目的"); /* nothing typed is lost */
    house_ok(act_commit(mine, NULL, &e));
    act_free(mine);
    struct entry *entry = house_load(&house, "checkout", id);
    assert_string_equal(entry_get(entry, "destination"), "駅前地区");
    assert_string_equal(entry_get(entry, "purpose"), "私の書いた目的");
    entry_free(entry);
}

/* ---- typing ---- */

static void undo_and_redo_step_through_what_was_typed(void **state)
{
    struct act *act;
    struct err e;
    (void)state;
    act = house_form(&house, TANAKA, "checkout", NULL, "request", "kind", "shared_phone", "purpose", "一つ目");
    house_ok(act_type(act, "purpose", "二つ目", NULL, &e));
    assert_int_equal(act_type(act, "taken_from", "昨日のいつか", NULL, &e), ERR_INPUT);
    assert_string_equal(e.field, "taken_from");
    house_ok(act_undo(act, &e));
    assert_string_equal(entry_get(act_entry(act), "purpose"), "一つ目");
    house_ok(act_redo(act, &e));
    assert_string_equal(entry_get(act_entry(act), "purpose"), "二つ目");
    assert_int_equal(act_redo(act, &e), ERR_NOT_FOUND);
    house_ok(act_undo(act, &e));
    house_ok(act_undo(act, &e));
    assert_null(entry_get(act_entry(act), "purpose"));
    act_free(act);
}

static void what_belongs_to_another_kind_goes_with_it(void **state)
{
    struct act *act;
    struct err e;
    (void)state;
    act = house_form(&house, TANAKA, "checkout", NULL, "request", "kind", "non_mobile", "=item", house.things[SERVER_1],
                     "ground", "b");
    assert_string_equal(entry_get(act_entry(act), "route"), "non_mobile");
    house_ok(act_type(act, "kind", "mobile", NULL, &e));
    assert_null(entry_get(act_entry(act), "ground"));
    assert_string_equal(entry_get(act_entry(act), "route"), "mobile");
    act_free(act);
}

static void as_last_time_fills_all_but_the_times(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct act *act;
    struct err e;
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, id);
    house_do(&house, TANAKA, "checkout", id, "withdraw", NULL);
    house.now += 3600;
    act = house_form(&house, TANAKA, "checkout", NULL, "request", NULL);
    house_ok(act_as_last(act, &e));
    assert_string_equal(entry_get(act_entry(act), "item"), house.things[PHONE_3]);
    assert_string_equal(entry_get(act_entry(act), "purpose"), "深夜の巡回連絡");
    char now[32];
    field_time_value(now, sizeof now, house.now);
    assert_string_equal(entry_get(act_entry(act), "taken_from"), now);
    act_free(act);
}

static void a_draft_comes_back(void **state)
{
    struct act_draft draft;
    struct act *act;
    struct err e;
    (void)state;
    act = house_form(&house, TANAKA, "checkout", NULL, "request", "kind", "shared_phone", "purpose", "途中まで");
    house_ok(act_draft_save(act, &e));
    act_free(act);
    house_as(&house, SATO);
    assert_int_equal(act_draft_newest(&draft, house.session, &e), ERR_NOT_FOUND); /* his own only */
    house_as(&house, TANAKA);
    house_ok(act_draft_newest(&draft, house.session, &e));
    assert_string_equal(draft.reg->id, "checkout");
    assert_string_equal(draft.step, "request");
    act = house_form(&house, TANAKA, "checkout", NULL, "request", NULL);
    house_ok(act_draft_load(act, &e));
    assert_string_equal(entry_get(act_entry(act), "purpose"), "途中まで");
    house_ok(act_draft_drop(act, &e));
    assert_int_equal(act_draft_load(act, &e), ERR_NOT_FOUND);
    act_free(act);
}

/* Whoever is killed right after the commit must not find the form again, and enter it twice. */
static void a_draft_ends_with_the_commit_itself(void **state)
{
    struct act_draft draft;
    struct act *act;
    struct err e;
    (void)state;
    act = house_form(&house, TANAKA, "checkout", NULL, "request", "kind", "shared_phone", "=item",
                     house.things[PHONE_3], "purpose", "深夜の巡回連絡");
    house_ok(act_draft_save(act, &e));
    house_ok(act_draft_newest(&draft, house.session, &e));
    house_ok(act_commit(act, NULL, &e));
    act_free(act);
    assert_int_equal(act_draft_newest(&draft, house.session, &e), ERR_NOT_FOUND);
}

/* ---- what is offered ---- */

static const struct offer *offered(const struct offer *offers, int n, const char *key)
{
    for (int i = 0; i < n; i++)
        if (strcmp(offers[i].step->key, key) == 0)
            return &offers[i];
    return NULL;
}

static void offers_are_what_the_state_and_the_person_allow(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct offer offers[16];
    struct entry *entry;
    struct err e;
    int n;
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, id);
    entry = house_load(&house, "checkout", id);
    house_as(&house, SUZUKI);
    n = offers_load(offers, 16, house.session, entry, &e);
    assert_non_null(offered(offers, n, "permit"));
    assert_true(offered(offers, n, "permit")->allowed);
    assert_string_equal(offered(offers, n, "permit")->rule->clause, "第7の1(2)エ(ウ)a");
    assert_null(offered(offers, n, "return"));
    assert_null(offered(offers, n, "secret_permit")); /* this line needs none */
    assert_string_equal(offer_next(house.session, entry)->key, "permit");
    house_as(&house, TANAKA);
    n = offers_load(offers, 16, house.session, entry, &e);
    assert_true(offered(offers, n, "withdraw")->allowed);
    assert_false(offered(offers, n, "permit")->allowed);
    assert_int_equal(offered(offers, n, "permit")->refusal.code, ERR_REFUSED);
    entry_free(entry);
}

static void the_board_shows_what_waits_and_what_is_late(void **state)
{
    char id[ENTRY_ID_BYTES];
    struct duties board;
    struct err e;
    bool decide = false, late = false;
    (void)state;
    house_ask(&house, TANAKA, PHONE_3, id);
    house_as(&house, SUZUKI);
    house_ok(duties_load(&board, house.session, &(struct duties_wanted){.mine_only = true, .most = 20}, &e));
    for (size_t i = 0; i < board.n; i++)
        decide = decide || (strcmp(board.list[i].kind->key, "decide") == 0 && strcmp(board.list[i].entry, id) == 0);
    assert_true(decide);
    duties_release(&board);
    house_do(&house, SUZUKI, "checkout", id, "permit", NULL);
    house.now = noon(); /* it was to be back at 8:30 */
    house_as(&house, ITO);
    house_ok(duties_load(&board, house.session, &(struct duties_wanted){.mine_only = false, .most = 20}, &e));
    for (size_t i = 0; i < board.n; i++)
        late = late || (strncmp(board.list[i].kind->key, "late_", 5) == 0 && strcmp(board.list[i].entry, id) == 0);
    assert_true(late);
    duties_release(&board);
}

static void S_15_the_technical_administrator_sees_no_book(void **state)
{
    struct err e;
    (void)state;
    house_as(&house, GIJUTSU);
    assert_int_equal(session_may_view(house.session, station_register(session_station(house.session), "checkout"), &e),
                     ERR_REFUSED);
    house_ok(session_may_view(house.session, station_register(session_station(house.session), "person"), &e));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(M_15_M_16_a_phone_goes_out_at_night_and_comes_back),
        IN_HOUSE(R3_12_without_a_permit_nothing_goes_out),
        IN_HOUSE(M_15_the_wrong_person_is_refused_with_the_reason),
        IN_HOUSE(M_01_duty_officer_permits_at_night_and_not_in_office_hours),
        IN_HOUSE(M_15_permitted_on_the_spot_by_his_own_key),
        IN_HOUSE(R3_12_what_is_out_cannot_be_picked_nor_permitted_again),
        IN_HOUSE(R3_17_an_individual_phone_is_not_offered),
        IN_HOUSE(R0_2_M_30_confidentiality_2_names_a_supervisor),
        IN_HOUSE(R0_2_M_31_confidentiality_3_goes_out_with_two_permits),
        IN_HOUSE(R0_3_the_deputy_needs_urgency_and_absence),
        IN_HOUSE(R3_3_M_02_only_the_same_permitter_confirms),
        IN_HOUSE(R3_13_M_16_another_duty_officer_confirms_a_phone),
        IN_HOUSE(R0_9_another_answer_than_no_loss_leaves_it_open),
        IN_HOUSE(R3_7_M_08_a_non_mobile_goes_out_in_its_order_only),
        IN_HOUSE(R3_5_a_contractor_needs_the_agreement_and_its_permit),
        IN_HOUSE(sent_back_and_asked_again),
        IN_HOUSE(withdrawn_and_refused_are_the_end),
        IN_HOUSE(an_extension_needs_its_permit),
        IN_HOUSE(a_correction_shows_what_stood_there),
        IN_HOUSE(a_conflict_keeps_what_was_typed),
        IN_HOUSE(undo_and_redo_step_through_what_was_typed),
        IN_HOUSE(what_belongs_to_another_kind_goes_with_it),
        IN_HOUSE(as_last_time_fills_all_but_the_times),
        IN_HOUSE(a_draft_comes_back),
        IN_HOUSE(a_draft_ends_with_the_commit_itself),
        IN_HOUSE(offers_are_what_the_state_and_the_person_allow),
        IN_HOUSE(the_board_shows_what_waits_and_what_is_late),
        IN_HOUSE(S_15_the_technical_administrator_sees_no_book),
    };
    return cmocka_run_group_tests(tests, make_night, remove_model);
}

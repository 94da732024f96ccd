/* A duty is owed exactly from its moment on and no more once it is done: what waits for a decision or a confirmation, what is late, and
 * the single things of the ledgers. */
#include "app/handover.h"
#include "tests/app/duty_world.h"

static char id[ENTRY_ID_BYTES];

struct doing {
    enum who who;
    const char *step;
    const char *pairs[6];
};
/* How a thing goes out and comes back: asked for by TANAKA, decided by these, until 26 November 17:00. */
struct outing {
    const char *reg, *late, *back;
    const char *request[16];
    struct doing decisions[4];
    const char *returned[8];
    enum who confirms;
    bool guide; /* is the time ours (◇)? */
};
#define BACK_AT "taken_until", "R8.11.26 17:00"
#define EMPTIED "=imported", "yes", "=erased", "yes"
static const struct outing outings[] = {
    {"checkout",
     "late_mobile",
     "return_mobile",
     {"kind", "mobile", "=item", house.things[TERMINAL_1], "purpose", "会議", "=minimum", "yes", "confidentiality", "1",
      BACK_AT},
     {{ITO, "permit", {0}}},
     {0},
     ITO,
     false},
    {"checkout",
     "late_terminal",
     "return_terminal",
     {"kind", "non_mobile", "=item", house.things[SERVER_1], "purpose", "引渡し", "destination", "作業場", "ground",
      "a", BACK_AT},
     {{ITO, "content_check", {0}},
      {SATO, "operator_permit", {0}},
      {TANAKA, "erase", {0}},
      {KANRI, "administrator_permit", {0}}},
     {0},
     KANRI,
     false},
    {"checkout",
     "late_phone",
     "return_phone",
     {"kind", "shared_phone", "=item", house.things[PHONE_3], "purpose", "巡回", BACK_AT},
     {{ITO, "permit", {0}}},
     {0},
     SAITO,
     true},
    {"use",
     "late_medium",
     "return_medium",
     {"mode", "take_out", "=item", usb, "purpose", "資料の運搬", BACK_AT},
     {{ITO, "permit", {0}}},
     {EMPTIED},
     ITO,
     false},
    {"use",
     "late_device",
     "return_device",
     {"mode", "device", "=item", camera, "purpose", "実況見分", "=device_empty", "yes", "=medium_empty", "yes",
      BACK_AT},
     {{ITO, "permit", {0}}},
     {EMPTIED, "=erased_device", "yes"},
     ITO,
     true},
    {"use",
     "late_in_building",
     "return_in_building",
     {"mode", "in_building", "=item", usb, "use_place", "会議室", BACK_AT},
     {{ITO, "permit", {0}}},
     {EMPTIED},
     ITO,
     true},
};
enum { OUTINGS = sizeof outings / sizeof *outings };

static void decided(const struct outing *o)
{
    const struct watched decide = WATCHED("decide", .entry = id);
    at(2026, 11, 25, 10, 0);
    house_must(&house, TANAKA, o->reg, anew(id), "request", o->request);
    for (int i = 0; i < 4 && o->decisions[i].step != NULL; i++) {
        const struct doing *d = &o->decisions[i];
        STANDS(decide, d->who != TANAKA ? DUE_NOW : stands(decide));
        assert_true(d->who == TANAKA || his(d->who, decide));
        assert_false(his(TAKAHASHI, decide));
        house_must(&house, d->who, o->reg, id, d->step, d->pairs);
    }
    STANDS(decide, DUE_NONE);
    house_state(&house, o->reg, id, "out");
}

/* Late from the second after its time; back, it waits for the one who confirms, till the month's end, and for nobody after him. */
static void R3_1_R3_3_R7_2_R7_6_R7_10_late_back_and_confirmed(void **state)
{
    (void)state;
    for (size_t i = 0; i < OUTINGS; i++) {
        const struct outing *o = &outings[i];
        const struct watched late = WATCHED(o->late, .entry = id), back = WATCHED(o->back, .entry = id);
        struct duty duty;
        decided(o);
        house.now = house_time(2026, 11, 26, 17, 0);
        STANDS(late, DUE_NONE);
        house.now++;
        STANDS(late, DUE_OVER);
        assert_true(owed(&duty, TANAKA, late) && duty.mine);
        assert_int_equal(duty.guide, o->guide);
        assert_false(his(SATO, late));
        at(2026, 11, 28, 10, 0);
        STANDS(late, DUE_OVER);
        STANDS(back, DUE_NONE);
        house_must(&house, TANAKA, o->reg, id, "return", o->returned);
        STANDS(late, DUE_NONE);
        STANDS(back, DUE_NOW);
        assert_true(owed(&duty, o->confirms, back) && duty.mine);
        assert_false(duty.guide);
        assert_false(his(TANAKA, back));
        WALK(back, DAY(2026, 12, 2), DAY(2026, 11, 28), DAY(2026, 12, 1));
        house_must(&house, o->confirms, o->reg, id, "confirm", (const char *const[]){NULL});
        STANDS(back, DUE_NONE);
        WALK(back, DAY(2026, 12, 4), NEVER, NEVER);
        fresh_house();
    }
}

/* Refused, sent back or taken back it is nobody's decision any more; sent back it is the applicant's own. */
static void M_01_a_request_that_comes_back_is_his_own(void **state)
{
    const struct watched decide = WATCHED("decide", .entry = id), own = WATCHED("own", .entry = id);
    static const struct {
        enum who who;
        const char *step;
    } ends[] = {{ITO, "refuse"}, {TANAKA, "withdraw"}, {ITO, "send_back"}};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        at(2026, 11, 25, 10, 0);
        house_must(&house, TANAKA, "checkout", anew(id), "request", outings[0].request);
        STANDS(decide, DUE_NOW);
        assert_false(his(TANAKA, own));
        house_must(&house, ends[i].who, "checkout", id, ends[i].step,
                   ends[i].who == ITO ? (const char *const[]){"reason", "期間を改めること", NULL}
                                      : (const char *const[]){NULL});
        STANDS(decide, DUE_NONE);
    }
    assert_true(his(TANAKA, own));
    assert_false(his(SATO, own));
    house_do(&house, TANAKA, "checkout", id, "withdraw", NULL);
    STANDS(own, DUE_NONE);
    STANDS(decide, DUE_NONE);
}

/* What was confirmed as missing stays before those who answer for it until the measures are on record. */
static void R0_9_a_loss_until_its_measures(void **state)
{
    const struct watched loss = WATCHED("loss", .entry = id), back = WATCHED("return_mobile", .entry = id);
    (void)state;
    decided(&outings[0]);
    house_do(&house, TANAKA, "checkout", id, "return", NULL);
    STANDS(loss, DUE_NONE);
    house_do(&house, ITO, "checkout", id, "confirm", "result", "missing");
    WALK(loss, DAY(2026, 11, 27), DAY(2026, 11, 25), DAY(2026, 11, 26));
    assert_true(his(ITO, loss));
    assert_true(his(KANRI, loss));
    house_do(&house, KANRI, "checkout", id, "settle", "reason", "回線を停止し、本部へ報告した");
    STANDS(loss, DUE_NONE);
    STANDS(back, DUE_NONE);
}

static void move_to_box(const char *reg, enum who who, const char *thing)
{
    char of[ENTRY_ID_BYTES];
    reference_id(of, thing);
    house_do(&house, who, reg, of, "change", "=place", box);
}

/* ⚑Q14: by telephone from a 交番: to be seen by him who was called within the three days of the setting. */
static void R7_4_M_23_a_permit_by_telephone_is_seen(void **state)
{
    const struct watched w = WATCHED("countersign", .entry = id);
    struct duty duty;
    (void)state;
    move_to_box("medium", KANRI, card);
    move_to_box("digital_device", ITO, camera);
    at(2026, 11, 25, 10, 0);
    house_must(&house, TANAKA, "use", anew(id), "request", outings[4].request);
    house_do(&house, TANAKA, "use", id, "telephone_permit", "=permit_called", house.people[ITO], "=permit_read_back",
             "yes");
    WALK(w, DAY(2026, 11, 30), DAY(2026, 11, 25), DAY(2026, 11, 29));
    assert_true(owed(&duty, ITO, w) && duty.mine && duty.guide);
    assert_false(his(SAITO, w));
    house_do(&house, ITO, "use", id, "countersign", NULL);
    STANDS(w, DUE_NONE);
}

/* R2-4: from the day on which the device came; a label ends it. */
static void R2_4_a_device_without_its_label(void **state)
{
    const struct watched w = WATCHED("label");
    char of[ENTRY_ID_BYTES];
    (void)state;
    WALK(w, DAY(2026, 9, 17), DAY(2026, 9, 14), DAY(2026, 9, 15));
    assert_true(his(ITO, w));
    assert_false(his(TANAKA, w));
    reference_id(of, camera);
    house_do(&house, ITO, "digital_device", of, "change", "=label", "yes");
    STANDS(w, DUE_NONE);
}

/* ◇: back at the 交番 at the time that was planned. */
static void R0_5_a_terminal_is_due_back(void **state)
{
    const struct watched w = WATCHED("late_storage", .entry = id);
    struct duty duty;
    (void)state;
    at(2026, 11, 25, 10, 0);
    house_do(&house, TANAKA, "terminal_storage", anew(id), "store", "=item", house.things[TERMINAL_2], "=place", box,
             "away_until", "+2 8:30", "=locked", "yes");
    house.now = house_time(2026, 11, 27, 8, 30);
    STANDS(w, DUE_NONE);
    house.now++;
    STANDS(w, DUE_OVER);
    assert_true(owed(&duty, TANAKA, w) && duty.mine && duty.guide);
    house_do(&house, TANAKA, "terminal_storage", id, "return", NULL);
    STANDS(w, DUE_NONE);
}

/* R8-1: the key of the room, back by the end of the day (◇). */
static void R8_1_a_key_is_back_the_same_day(void **state)
{
    const struct watched w = WATCHED("late_key", .entry = id);
    char room[HOUSE_VALUE], key[HOUSE_VALUE];
    struct duty duty;
    (void)state;
    house_do(&house, KANRI, "place", anew(id), "enter", "name", "通信機械室", "kind", "station", "=comms_room", "yes");
    refer(room, id, "通信機械室");
    house_do(&house, KANRI, "key", anew(id), "enter", "number", "K-1", "=place", room);
    refer(key, id, "K-1");
    at(2026, 11, 25, 14, 0);
    house_do(&house, TANAKA, "key_use", anew(id), "take", "=key", key, "purpose", "点検");
    at(2026, 11, 25, 23, 59);
    STANDS(w, DUE_NONE);
    house.now++;
    STANDS(w, DUE_OVER);
    assert_true(owed(&duty, TANAKA, w) && duty.guide);
    house_do(&house, TANAKA, "key_use", id, "return", NULL);
    STANDS(w, DUE_NONE);
}

/* R0-8: from half a year before the text's last day (◇), and after it. */
static void R0_8_the_next_edition(void **state)
{
    const struct watched w = WATCHED("edition");
    (void)state;
    at(2028, 9, 28, 10, 0);
    WALK_AHEAD(w, DAY(2028, 10, 3), DAY(2028, 9, 30), NEVER, NEVER);
    at(2029, 3, 28, 10, 0);
    WALK_AHEAD(w, DAY(2029, 4, 2), DAY(2028, 9, 30), DAY(2029, 3, 31), DAY(2029, 4, 1));
}

/* R0-7: what departs from the text waits for 情報セキュリティ管理者, who sits elsewhere, in this month and the next (◇). */
static void R0_7_a_departure_is_confirmed(void **state)
{
    const struct watched w = WATCHED("departures", .entry = id);
    (void)state;
    at(2026, 9, 25, 10, 0);
    house_do(&house, KANRI, "setting", anew(id), "enter", "key", "year_start", "value", "1/1");
    WALK(w, DAY(2026, 11, 25), NEVER, NEVER);
    house_do(&house, KANRI, "setting", id, "change", "value", "4/1");
    WALK(w, DAY(2027, 1, 2), DAY(2026, 11, 25), DAY(2027, 1, 1));
    house_do(&house, KANRI, "setting", id, "change", "value", "1/1");
    STANDS(w, DUE_NONE);
}

/* M-44: the camera of the night with his report, and his handover (◇): ahead for the last hour, owed from 8:30, over from midnight. */
static void M_44_X_4_T_8_what_ends_with_a_duty(void **state)
{
    const struct watched back = WATCHED("night_camera", .entry = id), handover = WATCHED("handover");
    static const struct {
        int day, hour, minute;
        enum due_state state;
    } moments[] = {{24, 23, 0, DUE_NONE}, {25, 7, 29, DUE_NONE}, {25, 7, 30, DUE_SOON}, {25, 8, 29, DUE_SOON},
                   {25, 8, 30, DUE_NOW},  {25, 23, 59, DUE_NOW}, {26, 0, 0, DUE_OVER},  {26, 7, 0, DUE_OVER}};
    char of[ENTRY_ID_BYTES];
    struct err e;
    (void)state;
    reference_id(of, card);
    house_do(&house, KANRI, "medium", of, "change", "designation", "duty");
    at(2026, 11, 24, 22, 0); /* a Tuesday */
    house_roster(&house, house.now, SUZUKI);
    house_do(&house, TANAKA, "use", anew(id), "take_exempt", "mode", "device", "=item", camera, "exemption", "duty",
             "=named_by", house.people[SUZUKI], "=on_duty", "yes");
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        at(2026, 11, moments[i].day, moments[i].hour, moments[i].minute);
        STANDS(back, moments[i].state);
        STANDS(handover, moments[i].state);
    }
    assert_true(his(SUZUKI, back) && his(SUZUKI, handover));
    assert_false(his(TAKAHASHI, back) || his(TAKAHASHI, handover) || his(ITO, handover));
    house_must(&house, SUZUKI, "use", id, "return_exempt", outings[4].returned);
    STANDS(back, DUE_NONE);
    house_as(&house, SUZUKI);
    house_ok(handover_record(house.session, house.people[ITO], "", "", NULL, &e));
    STANDS(handover, DUE_NONE);
}

/* Something of every kind that goes on for months. */
static void much_is_open(void)
{
    for (int i = 0; i < OUTINGS; i++) {
        const struct outing *o = &outings[i];
        if (strcmp(o->late, "late_in_building") == 0)
            continue; /* the medium is out already */
        house_must(&house, TANAKA, o->reg, anew(id), "request", o->request);
        for (int k = 0; k < 4 && o->decisions[k].step != NULL && i != 1; k++)
            house_must(&house, o->decisions[k].who, o->reg, id, o->decisions[k].step, o->decisions[k].pairs);
    }
    house_must(&house, TANAKA, "use", id, "return", outings[4].returned);
    house_do(&house, TANAKA, "terminal_storage", anew(id), "store", "=item", house.things[TERMINAL_2], "=place", box,
             "away_until", "+2 8:30", "=locked", "yes");
    house_do(&house, ITO, "inspection", anew(id), "begin", "kind", "phone");
}

static bool same_duty(const struct duty *a, const struct duty *b)
{
    return a->kind == b->kind && a->state == b->state && a->since == b->since && a->due == b->due &&
           a->guide == b->guide && strcmp(a->entry, b->entry) == 0 && strcmp(a->month, b->month) == 0 &&
           strcmp(a->title, b->title) == 0 && strcmp(a->step, b->step) == 0;
}

static bool listed(const struct duties *list, const struct duty *duty)
{
    for (size_t i = 0; i < list->n; i++)
        if (same_duty(&list->list[i], duty))
            return true;
    return false;
}

/* Derived, never stored: what is asked of a day ahead is what that day itself will tell when nothing is done till then. */
static void a_look_ahead_tells_what_the_day_will(void **state)
{
    struct duties ahead, then;
    struct err e;
    (void)state;
    at(2026, 11, 25, 10, 0);
    much_is_open();
    for (int day = 0; day < 420; day += 6) {
        const int64_t now = house_time(2026, 11, 25, 12, 0) + (int64_t)day * MINUTES * 60;
        at(2026, 11, 25, 11, 0);
        house_ok(duties_load(&ahead, house.session, &(struct duties_wanted){.now = now}, &e));
        house.now = now;
        house_ok(duties_load(&then, house.session, &(struct duties_wanted){0}, &e));
        for (size_t i = 0; i < then.n; i++)
            if (!listed(&ahead, &then.list[i]))
                fail_msg("%s (%s) of day %d was not told", then.list[i].kind->key, then.list[i].title, day);
        assert_int_equal(ahead.n, then.n);
        assert_true(then.n > 10);
        duties_release(&ahead);
        duties_release(&then);
    }
}

/* Each one's own list is what of the whole is his, in its order: his comes first. */
static void ones_own_list_is_his_part_of_the_whole(void **state)
{
    static const int days[] = {0, 1, 5, 36, 120};
    struct duties all, own;
    struct err e;
    (void)state;
    at(2026, 11, 25, 10, 0);
    much_is_open();
    for (size_t k = 0; k < sizeof days / sizeof *days; k++)
        for (int who = 0; who < WHO; who++) {
            house.now = house_time(2026, 11, 25, 12, 0) + (int64_t)days[k] * MINUTES * 60;
            house_as(&house, (enum who)who);
            house_ok(duties_load(&all, house.session, &(struct duties_wanted){0}, &e));
            house_ok(duties_load(&own, house.session, &(struct duties_wanted){.mine_only = true}, &e));
            size_t n = 0;
            for (size_t i = 0; i < all.n; i++)
                if (all.list[i].mine) {
                    assert_true(n < own.n && own.list[n].mine);
                    if (!same_duty(&all.list[i], &own.list[n]))
                        fail_msg("%s is not in its place", all.list[i].kind->key);
                    n++;
                }
            assert_int_equal(n, own.n);
            for (size_t i = 1; i < all.n; i++) /* 目安 below all others; of each, his first */
                assert_true(all.list[i - 1].guide != all.list[i].guide ? all.list[i].guide
                                                                       : all.list[i - 1].mine >= all.list[i].mine);
            duties_release(&all);
            duties_release(&own);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        OF_DUTY(R3_1_R3_3_R7_2_R7_6_R7_10_late_back_and_confirmed),
        OF_DUTY(M_01_a_request_that_comes_back_is_his_own),
        OF_DUTY(R0_9_a_loss_until_its_measures),
        OF_DUTY(R7_4_M_23_a_permit_by_telephone_is_seen),
        OF_DUTY(R2_4_a_device_without_its_label),
        OF_DUTY(R0_5_a_terminal_is_due_back),
        OF_DUTY(R8_1_a_key_is_back_the_same_day),
        OF_DUTY(R0_8_the_next_edition),
        OF_DUTY(R0_7_a_departure_is_confirmed),
        OF_DUTY(M_44_X_4_T_8_what_ends_with_a_duty),
        OF_DUTY(a_look_ahead_tells_what_the_day_will),
        OF_DUTY(ones_own_list_is_his_part_of_the_whole),
    };
    return cmocka_run_group_tests(tests, make_furnished, remove_model);
}

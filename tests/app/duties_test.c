/* A duty is owed exactly from its day on and no more once it is done: of things that are out, and of what is seen. The books: see
 * duties_book_test. */
#include "tests/app/duty_world.h"

static char id[ENTRY_ID_BYTES];

/* Asked for by TANAKA, at the moment of house.now. */
static void take_terminal(void)
{
    house_do(&house, TANAKA, "checkout", anew(id), "request", "kind", "mobile", "=item", house.things[TERMINAL_1],
             "purpose", "長期の応援", "=minimum", "yes", "confidentiality", "1", "taken_until", "R9.9.30 17:00");
    house_do(&house, ITO, "checkout", id, "permit", NULL);
}

static void whereabouts(const char *reg)
{
    house_do(&house, ITO, reg, id, "whereabouts", "whereabouts", "found");
}

/* Out on 31 October: 11.30, 12.31, 1.31, 2.28 and 3.31 again; early and late ones do not move the next. */
static void R3_4_M_03_T_1_whereabouts_of_a_mobile(void **state)
{
    const struct watched w = WATCHED("whereabouts_mobile", .entry = id);
    (void)state;
    at(2026, 10, 31, 10, 0);
    take_terminal();
    WALK(w, DAY(2026, 12, 2), DAY(2026, 11, 30), DAY(2026, 12, 1));
    assert_true(his(ITO, w));
    assert_true(his(SAITO, w));
    house_roster(&house, house_time(2026, 12, 2, 22, 0), SUZUKI);
    at(2026, 12, 2, 22, 0);
    assert_false(his(SUZUKI, w)); /* 当直責任者を除く */
    assert_false(his(KANRI, w));
    whereabouts("checkout");
    STANDS(w, DUE_NONE);
    WALK(w, DAY(2026, 12, 31), DAY(2026, 12, 31), DAY(2027, 1, 1));
    whereabouts("checkout");
    STANDS(w, DUE_NONE);
    WALK(w, DAY(2027, 1, 20), NEVER, NEVER);
    whereabouts("checkout"); /* ahead of its day */
    WALK(w, DAY(2027, 2, 28), DAY(2027, 2, 28), DAY(2027, 3, 1));
    whereabouts("checkout");
    STANDS(w, DUE_NONE);
    WALK(w, DAY(2027, 4, 2), DAY(2027, 3, 31), DAY(2027, 4, 1));
    house_do(&house, TANAKA, "checkout", id, "return", NULL);
    STANDS(w, DUE_NONE);
    WALK(w, DAY(2027, 5, 2), NEVER, NEVER);
}

/* Looks in the same month count for that month alone, and one makes good all that were left out. */
static void R3_4_T_1_more_looks_than_one_put_off_nothing(void **state)
{
    const struct watched w = WATCHED("whereabouts_mobile", .entry = id);
    (void)state;
    at(2026, 10, 15, 10, 0);
    take_terminal();
    for (int day = 5; day < 9; day++) {
        at(2026, 11, day, 10, 0);
        whereabouts("checkout");
    }
    WALK(w, DAY(2027, 3, 20), DAY(2026, 12, 15), DAY(2026, 12, 16));
    whereabouts("checkout");
    STANDS(w, DUE_NONE);
    WALK(w, DAY(2027, 4, 17), DAY(2027, 4, 15), DAY(2027, 4, 16));
}

/* Less than a month: none. */
static void R3_4_T_1_back_the_day_before_a_month_is_full(void **state)
{
    const struct watched w = WATCHED("whereabouts_mobile");
    (void)state;
    at(2026, 10, 15, 10, 0);
    take_terminal();
    WALK(w, DAY(2026, 11, 14), NEVER, NEVER);
    house_do(&house, TANAKA, "checkout", id, "return", NULL);
    house_do(&house, ITO, "checkout", id, "confirm", NULL);
    WALK(w, DAY(2026, 12, 16), NEVER, NEVER);
}

static void R3_8_M_09_T_1_whereabouts_of_a_non_mobile(void **state)
{
    const struct watched w = WATCHED("whereabouts_terminal", .entry = id);
    (void)state;
    at(2026, 11, 30, 10, 0);
    house_do(&house, TANAKA, "checkout", anew(id), "request", "kind", "non_mobile", "=item", house.things[SERVER_1],
             "purpose", "更新に伴う引渡し", "destination", "業者の作業場", "ground", "a", "taken_until",
             "R9.9.30 17:00");
    house_do(&house, ITO, "checkout", id, "content_check", NULL);
    house_do(&house, SATO, "checkout", id, "operator_permit", NULL);
    house_do(&house, TANAKA, "checkout", id, "erase", NULL);
    WALK(w, DAY(2026, 12, 5), NEVER, NEVER); /* not out yet */
    house_do(&house, KANRI, "checkout", id, "administrator_permit", NULL);
    house_state(&house, "checkout", id, "out");
    WALK(w, DAY(2027, 1, 2), DAY(2026, 12, 30), DAY(2026, 12, 31));
    assert_true(his(ITO, w));
    whereabouts("checkout");
    STANDS(w, DUE_NONE);
    STANDS(WATCHED("whereabouts_mobile"), DUE_NONE);
    WALK(w, DAY(2027, 1, 31), DAY(2027, 1, 30), DAY(2027, 1, 31));
}

/* R3-18: a shared phone has none, how long ever it is out. */
static void R3_18_no_whereabouts_of_a_phone(void **state)
{
    (void)state;
    at(2026, 10, 1, 10, 0);
    house_ask(&house, TANAKA, PHONE_3, id);
    house_do(&house, ITO, "checkout", id, "permit", NULL);
    for (int month = 0; month < 4; month++) {
        house.now = date_at(date_add_months(DAY(2026, 11, 2), month), OFFICE);
        STANDS(WATCHED("whereabouts_mobile"), DUE_NONE);
        STANDS(WATCHED("whereabouts_terminal"), DUE_NONE);
        STANDS(WATCHED("late_phone", .entry = id), DUE_OVER);
    }
}

static void use_camera(const char *until)
{
    house_do(&house, TANAKA, "use", anew(id), "request", "mode", "device", "=item", camera, "purpose", "実況見分",
             "=device_empty", "yes", "=medium_empty", "yes", "taken_until", until);
    house_do(&house, ITO, "use", id, "permit", NULL);
}

/* For a year and a day, from 29 February's neighbour: each month's check once, on its day. */
static void R7_7_M_24_T_1_whereabouts_of_a_device(void **state)
{
    const struct watched w = WATCHED("whereabouts_device", .entry = id);
    struct date from = DAY(2027, 1, 31);
    (void)state;
    house.now = date_at(from, OFFICE);
    use_camera("R10.5.31 17:00");
    for (int n = 1; n <= 14; n++) {
        struct date day = date_add_months(from, n);
        WALK(w, day, day, NEVER);
        whereabouts("use");
        STANDS(w, DUE_NONE);
    }
    WALK(w, DAY(2028, 5, 1), DAY(2028, 4, 30), DAY(2028, 5, 1));
    house_do(&house, TANAKA, "use", id, "return", "=imported", "yes", "=erased", "yes", "=erased_device", "yes");
    STANDS(w, DUE_NONE);
}

static void take_exempt(void)
{
    house_do(&house, TANAKA, "use", anew(id), "take_exempt", "mode", "device", "=item", camera, "exemption", "person",
             "taken_until", "16:00");
}

/* X-T2: from the planned hour on (◇), over from midnight; written up or brought back it is owed no more. */
static void X_T2_X_3_T_7_a_full_entry_the_same_day(void **state)
{
    const struct watched w = WATCHED("full_entry", .entry = id);
    (void)state;
    at(2026, 11, 25, 13, 0);
    take_exempt();
    STANDS(w, DUE_NONE);
    house.now = house_time(2026, 11, 25, 16, 0) - 1;
    STANDS(w, DUE_NONE);
    house.now++;
    STANDS(w, DUE_NOW);
    assert_true(his(TANAKA, w));
    assert_false(his(SATO, w));
    house.now = house_time(2026, 11, 26, 0, 0) - 1;
    STANDS(w, DUE_NOW);
    house.now++;
    STANDS(w, DUE_OVER);
    house_do(&house, TANAKA, "use", id, "write_up", "purpose", "張り込み", "taken_until", "R8.11.27 17:00",
             "=device_empty", "yes", "=medium_empty", "yes");
    STANDS(w, DUE_NONE);
    WALK(w, DAY(2026, 11, 30), NEVER, NEVER);
}

static void X_3_T_7_back_in_time_no_entry_is_owed(void **state)
{
    const struct watched w = WATCHED("full_entry");
    (void)state;
    at(2026, 11, 25, 13, 0);
    take_exempt();
    at(2026, 11, 25, 17, 0);
    STANDS(w, DUE_NOW);
    house_do(&house, TANAKA, "use", id, "return_exempt", "=imported", "yes", "=erased", "yes", "=erased_device", "yes");
    STANDS(w, DUE_NONE);
    WALK(w, DAY(2026, 11, 28), NEVER, NEVER);
}

/* M-44: ahead for the last hour of the duty (◇), owed from its end, over from the next day. */
static void M_44_X_1_T_8_a_phone_of_the_night_comes_back(void **state)
{
    const struct watched w = WATCHED("night_phone", .entry = id);
    char phone[ENTRY_ID_BYTES];
    (void)state;
    at(2026, 11, 23, 22, 10); /* a holiday */
    house_roster(&house, house.now, SUZUKI);
    reference_id(phone, house.things[PHONE_3]);
    house_do(&house, KANRI, "phone", phone, "change", "designation", "duty");
    house_do(&house, TANAKA, "checkout", anew(id), "take_exempt", "exemption", "duty", "=named_by",
             house.people[SUZUKI], "=on_duty", "yes", "kind", "shared_phone", "=item", house.things[PHONE_3]);
    STANDS(w, DUE_NONE);
    house.now = house_time(2026, 11, 24, 7, 30) - 1;
    STANDS(w, DUE_NONE);
    house.now++;
    STANDS(w, DUE_SOON);
    house.now = house_time(2026, 11, 24, 8, 30) - 1;
    STANDS(w, DUE_SOON);
    house.now++;
    STANDS(w, DUE_NOW);
    assert_true(his(SUZUKI, w));
    assert_false(his(TAKAHASHI, w));
    house.now = house_time(2026, 11, 25, 0, 0) - 1;
    STANDS(w, DUE_NOW);
    house.now++;
    STANDS(w, DUE_OVER);
    house_do(&house, SUZUKI, "checkout", id, "return_exempt", NULL);
    STANDS(w, DUE_NONE);
}

/* M-42: every day from the one on which it was designated; a day without a look is over for ever, and not asked again once it is
 * seen. */
static void M_42_X_3_T_6_a_look_each_day(void **state)
{
    const struct watched w = WATCHED("sight");
    (void)state;
    STANDS(w, DUE_NOW); /* the day of the founding */
    assert_true(his(ITO, w));
    assert_false(his(TANAKA, w));
    for (int day = 15; day <= 18; day++) {
        house_do(&house, ITO, "sighting", anew(id), "record", "kind", "person", "=item", card, "how", "sight");
        STANDS(w, DUE_NONE);
        house.now = house_time(2026, 9, day, 0, 0) - 1;
        STANDS(w, DUE_NONE);
        at(2026, 9, day, 0, 0);
        STANDS(w, DUE_NOW);
        at(2026, 9, day, 23, 59);
        STANDS(w, DUE_NOW);
    }
    WALK(w, DAY(2026, 9, 21), DAY(2026, 9, 18), DAY(2026, 9, 19));
    house_do(&house, SAITO, "sighting", anew(id), "record", "kind", "person", "=item", card, "how", "sight");
    STANDS(w, DUE_NONE);
    WALK(w, DAY(2026, 9, 23), DAY(2026, 9, 22), DAY(2026, 9, 23));
}

/* On a Saturday 当直責任者 may look as well, while he is rostered. */
static void M_42_T_8_by_the_officer_in_closed_hours(void **state)
{
    const struct watched w = WATCHED("sight");
    (void)state;
    at(2026, 9, 18, 17, 0); /* a Friday */
    house_roster(&house, house_time(2026, 9, 18, 18, 0), SUZUKI);
    house_roster(&house, house_time(2026, 9, 19, 10, 0), TAKAHASHI);
    assert_false(his(SUZUKI, w));
    at(2026, 9, 18, 17, 15);
    assert_true(his(SUZUKI, w));
    assert_false(his(TAKAHASHI, w));
    assert_true(his(ITO, w));
    at(2026, 9, 19, 10, 0);
    assert_true(his(TAKAHASHI, w));
    assert_false(his(SUZUKI, w));
    house_do(&house, TAKAHASHI, "sighting", anew(id), "record", "kind", "person", "=item", card, "how", "sight");
    STANDS(w, DUE_NONE);
}

static void designate(const char *reg, const char *thing)
{
    char of[ENTRY_ID_BYTES];
    reference_id(of, thing);
    house_do(&house, KANRI, reg, of, "change", "designation", "police_box", "=designated_place", box);
}

/* M-45, M-46: asked for until it is seen; then ahead of the thirtieth day after that (◇); at a 交番 with 警部補 and book by him. */
static void M_45_M_46_X_2_X_5_a_look_at_patrol(void **state)
{
    const struct watched phone = WATCHED("patrol_phone"), device = WATCHED("patrol_camera");
    char of[ENTRY_ID_BYTES];
    struct duty duty;
    (void)state;
    designate("phone", house.things[PHONE_7]);
    designate("medium", card);
    STANDS(WATCHED("sight"), DUE_NONE);
    WALK(device, DAY(2026, 10, 16), DAY(2026, 9, 14), DAY(2026, 10, 15));
    STANDS(phone, DUE_OVER);
    assert_true(owed(&duty, ITO, phone) && duty.mine && duty.guide);
    assert_false(his(SAITO, phone)); /* not he who keeps it */
    assert_true(his(SAITO, device));
    house_do(&house, ITO, "sighting", anew(id), "record", "kind", "police_box", "=item", house.things[PHONE_7], "how",
             "patrol");
    house_do(&house, ITO, "sighting", anew(id), "record", "kind", "police_box", "=item", card, "how", "patrol");
    WALK_AHEAD(phone, DAY(2026, 11, 18), DAY(2026, 10, 16), DAY(2026, 11, 15), DAY(2026, 11, 16));
    STANDS(device, DUE_OVER);
    reference_id(of, box);
    house_do(&house, KANRI, "place", of, "change", "=inspector", "yes", "=book_kept", "yes");
    reference_id(of, house.people[SUZUKI]);
    house_do(&house, KANRI, "person", of, "change", "=place", box); /* 警部補 */
    assert_true(his(SUZUKI, device));
    assert_false(his(SAITO, device));
    assert_false(his(SUZUKI, phone));
    assert_true(his(ITO, phone));
}

/* Designated later than it came, or anew: to be looked at from that day, and before it nothing was left out. */
static void M_42_M_45_T_6_from_the_day_of_the_designation(void **state)
{
    const struct watched daily = WATCHED("sight"), phone = WATCHED("patrol_phone");
    char of[ENTRY_ID_BYTES];
    (void)state;
    reference_id(of, card);
    house_do(&house, ITO, "sighting", anew(id), "record", "kind", "person", "=item", card, "how", "sight");
    house_do(&house, KANRI, "medium", of, "change", "designation", "");
    WALK(daily, DAY(2026, 11, 24), NEVER, NEVER);
    STANDS(phone, DUE_NONE);
    designate("phone", house.things[PHONE_7]);
    house_do(&house, KANRI, "medium", of, "change", "designation", "person", "=designated_person",
             house.people[TANAKA]);
    STANDS(phone, DUE_NOW);
    WALK(daily, DAY(2026, 11, 27), DAY(2026, 11, 24), DAY(2026, 11, 25));
    house_do(&house, KANRI, "medium", of, "change", "note", "赤い札"); /* a change of words puts nothing off */
    STANDS(daily, DUE_OVER);
    WALK(phone, DAY(2026, 12, 26), DAY(2026, 11, 24), DAY(2026, 12, 25));
}

static void leave_terminal(void)
{
    house_do(&house, TANAKA, "terminal_storage", anew(id), "store", "=item", house.things[TERMINAL_2], "=place", box,
             "away_until", "+5 8:30", "=locked", "yes");
}

/* T-11: left in the cabinet for five days it is; on the seventh day the absence is a long one. */
static void R0_5_T_11_a_terminal_of_a_long_absence(void **state)
{
    const struct watched w = WATCHED("storage", .entry = id);
    (void)state;
    at(2026, 9, 30, 10, 0);
    leave_terminal();
    WALK(w, DAY(2026, 10, 9), DAY(2026, 10, 7), DAY(2026, 10, 8));
    assert_true(his(TANAKA, w));
    house_do(&house, TANAKA, "terminal_storage", id, "prolong", "away_until", "R8.10.20 8:30", "=storage_place",
             station_place);
    STANDS(w, DUE_NONE);
    WALK(w, DAY(2026, 10, 25), NEVER, NEVER);
}

static void R0_5_T_11_back_on_the_sixth_day(void **state)
{
    const struct watched w = WATCHED("storage");
    (void)state;
    at(2026, 9, 30, 10, 0);
    leave_terminal();
    WALK(w, DAY(2026, 10, 6), NEVER, NEVER);
    house_do(&house, TANAKA, "terminal_storage", id, "return", NULL);
    WALK(w, DAY(2026, 10, 9), NEVER, NEVER);
}

/* To the end of the month, permitted by SAITO. */
static void have_exception(const char *needed)
{
    bool asked = strcmp(needed, "needed") == 0;
    house_do(&house, TANAKA, "exception", anew(id), "request", "kind", "new", "addressee", "情報セキュリティ管理者",
             "scope", "individual", "document", "細目", "provision", "第7の1", "grounds", "代替機の不足", "measures",
             "施錠して保管", "impact", "小さい", "from", "R8.11.25", "until", "R8.11.30");
    house_do(&house, SAITO, "exception", id, "examine", "examined_report", needed);
    house_do(&house, SAITO, "exception", id, "permit", "report", needed, asked ? "report_items" : "note",
             asked ? "回数" : "");
}

/* R9-2: from the day after the period; 許可者 makes him when fourteen days have gone by, and again after fourteen more. */
static void R9_2_a_report_after_the_end_and_the_chase(void **state)
{
    const struct watched report = WATCHED("exception_report", .entry = id);
    const struct watched chase = WATCHED("exception_chase", .entry = id);
    (void)state;
    at(2026, 11, 24, 10, 0);
    have_exception("needed");
    struct date day = date_of(house.now);
    for (; date_compare(day, DAY(2026, 12, 16)) <= 0; day = date_add_days(day, 1)) {
        house.now = date_at(day, day.month == 12 ? 0 : OFFICE);
        STANDS(report, date_compare(day, DAY(2026, 12, 15)) >= 0  ? DUE_OVER
                       : date_compare(day, DAY(2026, 12, 1)) >= 0 ? DUE_NOW
                                                                  : DUE_NONE);
        STANDS(chase, date_compare(day, DAY(2026, 12, 16)) >= 0   ? DUE_OVER
                      : date_compare(day, DAY(2026, 12, 15)) >= 0 ? DUE_NOW
                                                                  : DUE_NONE);
    }
    assert_true(his(TANAKA, report));
    assert_false(his(SAITO, report));
    assert_true(his(SAITO, chase));
    assert_false(his(TANAKA, chase));
    house_do(&house, SAITO, "exception", id, "chase", "action", "本人に報告を求めた");
    STANDS(chase, DUE_NONE);
    STANDS(report, DUE_OVER);
    WALK(chase, DAY(2027, 1, 2), DAY(2026, 12, 31), DAY(2027, 1, 1));
    house_do(&house, TANAKA, "exception", id, "end_report", "ended_on", "R8.11.30", "reported", "3回");
    STANDS(report, DUE_NONE);
    STANDS(chase, DUE_NONE);
    WALK(chase, DAY(2027, 2, 1), NEVER, NEVER);
}

static void R9_2_R9_3_no_report_where_none_is_asked(void **state)
{
    (void)state;
    at(2026, 11, 24, 10, 0);
    have_exception("none");
    for (int d = 29; d < 50; d++) {
        house.now = date_at(date_add_days(DAY(2026, 11, 1), d), OFFICE);
        STANDS(WATCHED("exception_report"), DUE_NONE);
        STANDS(WATCHED("exception_chase"), DUE_NONE);
    }
}

/* All of them together are what each is alone: one list for the board, each kind for itself. */
static void every_kind_alone_is_its_part_of_the_whole(void **state)
{
    struct duties all, some;
    struct err e;
    size_t n = 0;
    (void)state;
    at(2026, 9, 15, 10, 0);
    take_terminal();
    use_camera("R8.9.15 17:00");
    leave_terminal();
    at(2026, 11, 24, 10, 0);
    house_do(&house, ITO, "inspection", anew(id), "begin", "kind", "verification");
    house_do(&house, ITO, "inspection", id, "report", "by_logs", "yes", "by_books", "yes", "result", "none", "log_kept",
             "paper", "log_place", "警務課保管庫");
    house_ok(duties_load(&all, house.session, &(struct duties_wanted){0}, &e));
    assert_false(all.more);
    for (const struct duty_kind *kind = duty_kinds; kind->key != NULL; kind++) {
        house_ok(duties_load(&some, house.session, &(struct duties_wanted){.kind = kind->key}, &e));
        for (size_t i = 0, next = 0; i < some.n; i++, n++) { /* in the same order */
            while (next < all.n && all.list[next].kind != kind)
                next++;
            assert_true(next < all.n);
            assert_string_equal(all.list[next].entry, some.list[i].entry);
            assert_string_equal(all.list[next].title, some.list[i].title);
            assert_int_equal(all.list[next].state, some.list[i].state);
            next++;
        }
        duties_release(&some);
    }
    assert_int_equal(n, all.n);
    assert_true(n > 10);
    duties_release(&all);
}

/* More than is looked at in one go is said, never left out in silence. */
static void what_was_not_looked_at_is_said(void **state)
{
    const struct duties_wanted changes = {.kind = "change_6"};
    struct duties duties;
    struct err e;
    (void)state;
    house_ok(duties_load(&duties, house.session, &changes, &e));
    assert_int_equal(duties.n, 2);
    assert_false(duties.more);
    duties_release(&duties);
    for (int n = 0; n < 300; n++)
        house_do(&house, KANRI, "medium", anew(id), "enter", "=section", section, "kind", "usb", "=supervisor",
                 house.people[ITO], "=custodian", house.people[SATO], "=place", station_place);
    house_ok(duties_load(&duties, house.session, &changes, &e));
    assert_int_equal(duties.n, 300);
    assert_true(duties.more);
    duties_release(&duties);
    house_ok(duties_load(&duties, house.session, &(struct duties_wanted){.most = 5}, &e));
    assert_int_equal(duties.n, 5);
    assert_true(duties.more);
    duties_release(&duties);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        OF_DUTY(R3_4_M_03_T_1_whereabouts_of_a_mobile),
        OF_DUTY(R3_4_T_1_more_looks_than_one_put_off_nothing),
        OF_DUTY(R3_4_T_1_back_the_day_before_a_month_is_full),
        OF_DUTY(R3_8_M_09_T_1_whereabouts_of_a_non_mobile),
        OF_DUTY(R3_18_no_whereabouts_of_a_phone),
        OF_DUTY(R7_7_M_24_T_1_whereabouts_of_a_device),
        OF_DUTY(X_T2_X_3_T_7_a_full_entry_the_same_day),
        OF_DUTY(X_3_T_7_back_in_time_no_entry_is_owed),
        OF_DUTY(M_44_X_1_T_8_a_phone_of_the_night_comes_back),
        OF_DUTY(M_42_X_3_T_6_a_look_each_day),
        OF_DUTY(M_42_T_8_by_the_officer_in_closed_hours),
        OF_DUTY(M_45_M_46_X_2_X_5_a_look_at_patrol),
        OF_DUTY(M_42_M_45_T_6_from_the_day_of_the_designation),
        OF_DUTY(R0_5_T_11_a_terminal_of_a_long_absence),
        OF_DUTY(R0_5_T_11_back_on_the_sixth_day),
        OF_DUTY(R9_2_a_report_after_the_end_and_the_chase),
        OF_DUTY(R9_2_R9_3_no_report_where_none_is_asked),
        OF_DUTY(what_was_not_looked_at_is_said),
        OF_DUTY(every_kind_alone_is_its_part_of_the_whole),
    };
    return cmocka_run_group_tests(tests, make_furnished, remove_model);
}

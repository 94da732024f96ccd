/* The end of a duty: what is out, what waits for him who permitted, what is designated for the duty; and the record of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/handover.h"
#include "app/paper.h"
#include "db/query.h"
#include "forms/register_handover.h"
#include "forms/text.h"
#include "tests/app/model.h"

/* Fonts are kept by fontconfig until the process ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

enum line {
    EXEMPT_PHONE,
    EXEMPT_CAMERA,
    BACK_TERMINAL,
    BACK_PHONE,
    BACK_MEDIUM,
    BACK_CAMERA,
    BACK_INSIDE,
    OUT_TERMINAL,
    DAY_TERMINAL,
    LINES
};
static char ids[LINES][ENTRY_ID_BYTES];
static char usb[HOUSE_VALUE], inside[HOUSE_VALUE], duty_camera[HOUSE_VALUE], free_camera[HOUSE_VALUE];

#define ENTERED(OUT, WHO, REG, ...) house_enter(&house, WHO, REG, OUT, __VA_ARGS__)
#define MEDIUM(OUT, KIND, ...)                                                                                       \
    ENTERED(OUT, KANRI, "medium", "=section", section, "kind", KIND, "=supervisor", house.people[ITO], "=custodian", \
            house.people[SATO], "=place", office, __VA_ARGS__)
#define CAMERA(OUT, NAME, CARD)                                                                           \
    ENTERED(OUT, ITO, "digital_device", "name", NAME, "class", "camera", "model", "DC-1", "serial", "S1", \
            "medium_kind", "SDカード", "capacity", "32GB", "=medium", CARD, "=place", office)

static int64_t evening(int minute)
{
    return house_time(2026, 11, 23, 22, minute);
}
static int64_t morning(int hour, int minute)
{
    return house_time(2026, 11, 24, hour, minute);
}

/* Things, phones and cards designated for the duty, and 鈴木 on the roster of the night of 2026-11-23, a holiday. */
static void furnish(void)
{
    char section[HOUSE_VALUE], phone[ENTRY_ID_BYTES], duty_card[HOUSE_VALUE], free_card[HOUSE_VALUE],
        office[HOUSE_VALUE];
    house.now = evening(0);
    ENTERED(section, KANRI, "section", "code", "012", "name", "地域係");
    ENTERED(office, KANRI, "place", "name", "警務課事務室", "kind", "station");
    MEDIUM(usb, "usb", NULL);
    MEDIUM(inside, "usb", NULL);
    MEDIUM(duty_card, "card", "designation", "duty");
    MEDIUM(free_card, "card", NULL);
    CAMERA(duty_camera, "カメラ-01", duty_card);
    CAMERA(free_camera, "カメラ-02", free_card);
    reference_id(phone, house.things[PHONE_3]);
    house_do(&house, KANRI, "phone", phone, "change", "designation", "duty");
    house_roster(&house, evening(0), SUZUKI);
}

static void just(enum who who, const char *reg, char id[ENTRY_ID_BYTES], const char *step)
{
    house_must(&house, who, reg, id, step, NULL);
}

static void take_terminal(char id[ENTRY_ID_BYTES], const char *thing, enum who permitter)
{
    id[0] = '\0';
    house_do(&house, TANAKA, "checkout", id, "request", "kind", "mobile", "=item", thing, "purpose", "捜査", "=minimum",
             "yes");
    just(permitter, "checkout", id, "permit");
}

/* Out by the 特例 of the duty, named by 鈴木. */
static void take_exempt(void)
{
    ids[EXEMPT_PHONE][0] = ids[EXEMPT_CAMERA][0] = '\0';
    house_do(&house, TANAKA, "checkout", ids[EXEMPT_PHONE], "take_exempt", "exemption", "duty", "=named_by",
             house.people[SUZUKI], "=on_duty", "yes", "kind", "shared_phone", "=item", house.things[PHONE_3]);
    house_do(&house, TANAKA, "use", ids[EXEMPT_CAMERA], "take_exempt", "exemption", "duty", "=named_by",
             house.people[SUZUKI], "=on_duty", "yes", "mode", "device", "=item", duty_camera);
}

/* Permitted by 鈴木 in the night and returned before the morning: M-02, M-16, M-19, M-21, M-26. */
static void out_and_back(void)
{
    take_terminal(ids[BACK_TERMINAL], house.things[TERMINAL_1], SUZUKI);
    house_ask(&house, TANAKA, PHONE_7, ids[BACK_PHONE]);
    just(SUZUKI, "checkout", ids[BACK_PHONE], "permit");
    house_do(&house, TANAKA, "use", ids[BACK_MEDIUM], "request", "mode", "take_out", "=item", usb, "purpose", "運搬");
    just(SUZUKI, "use", ids[BACK_MEDIUM], "permit");
    house_do(&house, TANAKA, "use", ids[BACK_CAMERA], "request", "mode", "device", "=item", free_camera, "purpose",
             "実況見分", "=device_empty", "yes", "=medium_empty", "yes");
    just(SUZUKI, "use", ids[BACK_CAMERA], "permit");
    house_do(&house, TANAKA, "use", ids[BACK_INSIDE], "request", "mode", "in_building", "=item", inside, "use_place",
             "事務室");
    just(SUZUKI, "use", ids[BACK_INSIDE], "permit");
    house.now = morning(6, 0);
    just(TANAKA, "checkout", ids[BACK_TERMINAL], "return");
    just(TANAKA, "checkout", ids[BACK_PHONE], "return");
    house_do(&house, TANAKA, "use", ids[BACK_MEDIUM], "return", "=imported", "yes", "=erased", "yes");
    house_do(&house, TANAKA, "use", ids[BACK_CAMERA], "return", "=imported", "yes", "=erased_device", "yes", "=erased",
             "yes");
    house_do(&house, TANAKA, "use", ids[BACK_INSIDE], "return", "=imported", "yes", "=erased", "yes");
}

/* A night with everything in it, up to 8:10. */
static void night(void)
{
    char day[HOUSE_VALUE];
    for (int i = 0; i < LINES; i++)
        ids[i][0] = '\0';
    house.now = house_time(2026, 11, 20, 11, 0); /* a Friday: permitted by day, out over the holidays */
    ENTERED(day, KANRI, "device", "name", "端末-04", "kind", "mobile", "model", "試験機");
    house_do(&house, SATO, "checkout", ids[DAY_TERMINAL], "request", "kind", "mobile", "=item", day, "purpose", "出張",
             "=minimum", "yes", "taken_until", "R8.11.30 17:00");
    just(ITO, "checkout", ids[DAY_TERMINAL], "permit");
    furnish();
    house.now = evening(10);
    take_exempt();
    take_terminal(ids[OUT_TERMINAL], house.things[TERMINAL_2], SUZUKI);
    out_and_back();
    house.now = morning(8, 10);
}

static int make_night(void **state)
{
    (void)state;
    model_begin(house_time(2026, 9, 14, 10, 0));
    house_leave(&model);
    house_copy(&house, &model);
    scratch_remove(&model.dir);
    night();
    house_leave(&house);
    model = house;
    return 0;
}

static struct handover page(enum who who)
{
    struct handover h;
    struct err e;
    house_as(&house, who);
    house_ok(handover_load(&h, house.session, &e));
    return h;
}

static const struct handover_row *row_of(const struct handover *h, const char *id)
{
    size_t i = 0;
    while (i < h->n && strcmp(h->rows[i].entry, id) != 0)
        i++;
    assert_true(i < h->n);
    return &h->rows[i];
}

static void M_44_X_1_X_4_one_page_of_the_night(void **state)
{
    static const struct {
        enum line line;
        enum handover_group group;
        bool open, mine;
        const char *clause, *by;
    } expected[] = {
        {EXEMPT_PHONE, HANDOVER_DESIGNATED, true, true, "第7の1(2)エ(ウ)b(a)", "鈴木 茂"},
        {EXEMPT_CAMERA, HANDOVER_DESIGNATED, true, true, "第7の1(2)オ(ウ)b(b)", "鈴木 茂"},
        {BACK_TERMINAL, HANDOVER_WAITING, true, true, "第7の1(2)イ(ア)b", "許可を与えた者 鈴木 茂"},
        {BACK_PHONE, HANDOVER_WAITING, true, true, "第7の1(2)エ(ウ)c", "運用責任者(閉庁時間帯は当直責任者を含む)"},
        {BACK_MEDIUM, HANDOVER_WAITING, true, true, "第7の1(2)オ(イ)b", "許可を与えた者 鈴木 茂"},
        {BACK_CAMERA, HANDOVER_WAITING, true, true, "第7の1(2)オ(ウ)d", "許可を与えた者 鈴木 茂"},
        {BACK_INSIDE, HANDOVER_WAITING, true, true, "第7の1(2)オ(エ)b", "許可を与えた者 鈴木 茂"},
        {OUT_TERMINAL, HANDOVER_OVERNIGHT, false, false, "第7の1(2)イ(ア)b", "許可を与えた者 鈴木 茂"},
        {DAY_TERMINAL, HANDOVER_AWAY, false, false, "第7の1(2)イ(ア)b", "許可を与えた者 伊藤 学"},
    };
    (void)state;
    struct handover h = page(SUZUKI);
    assert_true(h.his);
    assert_true(h.runs);
    assert_string_equal(h.officer_name, "鈴木 茂");
    assert_int_equal(h.n, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        const struct handover_row *row = row_of(&h, ids[expected[i].line]);
        if (row->group != expected[i].group || row->open != expected[i].open || row->mine != expected[i].mine ||
            strcmp(row->clause, expected[i].clause) != 0 || strstr(row->by, expected[i].by) == NULL)
            fail_msg("line %zu: group %d open %d mine %d %s %s", i, (int)row->group, row->open, row->mine, row->clause,
                     row->by);
    }
    assert_int_equal(h.left[HANDOVER_WAITING], 5);
    assert_int_equal(h.left[HANDOVER_DESIGNATED], 2);
    assert_int_equal(h.permitted, 6);
    assert_int_equal(h.confirmed, 0);
    handover_release(&h);
    /* any other sees the same page and may do nothing of it */
    for (int who = KANRI; who <= SATO; who++) {
        if (who == SUZUKI)
            continue;
        h = page((enum who)who);
        assert_false(h.his);
        assert_int_equal(h.n, sizeof expected / sizeof expected[0]);
        for (size_t i = 0; i < h.n; i++)
            if (h.rows[i].mine && strcmp(h.rows[i].entry, ids[BACK_PHONE]) != 0) /* 終了の確認 is any 運用責任者's */
                fail_msg("%s may %s", house_people[who].name, h.rows[i].title);
        handover_release(&h);
    }
}

/* ⚑Q2: who confirms where he cannot, by name; for a phone, whoever holds the post then. */
static void M_02_M_19_M_21_M_26_what_stays_out_goes_to_named_persons(void **state)
{
    static const enum line lines[] = {OUT_TERMINAL, BACK_TERMINAL, BACK_PHONE, BACK_MEDIUM, BACK_CAMERA, BACK_INSIDE};
    char setting[ENTRY_ID_BYTES] = "";
    (void)state;
    struct handover h = page(SUZUKI);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        const struct handover_row *row = row_of(&h, ids[lines[i]]);
        assert_non_null(strstr(row->route, "伊藤 学"));
        assert_non_null(strstr(row->route, "齋藤 和也"));
        assert_null(strstr(row->route, "高橋"));
        assert_int_equal(row->reason, lines[i] != BACK_PHONE);
    }
    assert_string_equal(row_of(&h, ids[EXEMPT_PHONE])->route, "");
    /* who permitted is not named beside himself */
    assert_string_equal(row_of(&h, ids[DAY_TERMINAL])->route, "運用責任者 齋藤 和也");
    handover_release(&h);
    /* where the station allows no alternative, none is named: but of a phone the text itself names another */
    house_do(&house, KANRI, "setting", setting, "enter", "key", "alternative_confirmer", "value", "no");
    h = page(SUZUKI);
    assert_string_equal(row_of(&h, ids[OUT_TERMINAL])->route, "");
    assert_non_null(strstr(row_of(&h, ids[BACK_PHONE])->route, "伊藤 学"));
    handover_release(&h);
}

static int confirm(enum who who, enum line line, struct err *e)
{
    bool use = line >= BACK_MEDIUM && line <= BACK_INSIDE;
    return house_try(&house, who, use ? "use" : "checkout", ids[line], "confirm", NULL, e);
}

/* By telephone from a 交番 without 警部補: he who was called permitted, and he confirms. */
static void M_23_what_he_permitted_by_telephone_is_his(void **state)
{
    char box[HOUSE_VALUE], section[HOUSE_VALUE], card[HOUSE_VALUE], camera[HOUSE_VALUE], id[ENTRY_ID_BYTES] = "";
    (void)state;
    house.now = evening(30);
    ENTERED(section, KANRI, "section", "code", "021", "name", "交番係");
    ENTERED(box, KANRI, "place", "name", "日和田交番", "kind", "police_box");
    ENTERED(card, KANRI, "medium", "=section", section, "kind", "card", "=supervisor", house.people[ITO], "=custodian",
            house.people[SATO], "=place", box);
    ENTERED(camera, ITO, "digital_device", "name", "カメラ-09", "class", "camera", "model", "DC-1", "serial", "S9",
            "medium_kind", "SDカード", "capacity", "32GB", "=medium", card, "=place", box);
    house_do(&house, TANAKA, "use", id, "request", "mode", "device", "=item", camera, "purpose", "実況見分",
             "=device_empty", "yes", "=medium_empty", "yes");
    house_do(&house, TANAKA, "use", id, "telephone_permit", "=permit_called", house.people[SUZUKI], "=permit_read_back",
             "yes");
    house.now = morning(8, 10);
    struct handover h = page(SUZUKI);
    assert_int_equal(row_of(&h, id)->group, HANDOVER_OVERNIGHT);
    assert_string_equal(row_of(&h, id)->by, "許可を与えた者 鈴木 茂");
    assert_int_equal(h.permitted, 7);
    handover_release(&h);
    house_do(&house, TANAKA, "use", id, "return", "=imported", "yes", "=erased", "yes", "=erased_device", "yes");
    house.now = morning(9, 0);
    h = page(SUZUKI);
    assert_int_equal(row_of(&h, id)->group, HANDOVER_WAITING);
    assert_true(row_of(&h, id)->mine);
    handover_release(&h);
}

/* The rule is bound to the person: at 8:30 he goes home and is still the only one, but for a phone's 終了の確認, whose clause names
 * the post and not him. */
static void M_02_M_16_M_19_M_21_M_26_at_half_past_eight_and_after(void **state)
{
    static const struct {
        int hour, minute;
        bool phone;
    } at[] = {{8, 29, true}, {8, 30, false}, {8, 31, false}, {12, 0, false}, {17, 14, false}};
    static const enum line bound[] = {BACK_TERMINAL, BACK_MEDIUM, BACK_CAMERA, BACK_INSIDE};
    struct err e;
    (void)state;
    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
        house.now = morning(at[i].hour, at[i].minute);
        struct handover h = page(SUZUKI);
        assert_true(h.his); /* his shift, over or not */
        assert_int_equal(h.runs, at[i].phone);
        for (size_t k = 0; k < sizeof bound / sizeof bound[0]; k++)
            assert_true(row_of(&h, ids[bound[k]])->mine);
        assert_int_equal(row_of(&h, ids[BACK_PHONE])->mine, at[i].phone);
        assert_true(row_of(&h, ids[BACK_PHONE])->open);
        assert_true(row_of(&h, ids[EXEMPT_PHONE])->mine); /* he named: the report after the duty lies in office hours */
        assert_true(row_of(&h, ids[EXEMPT_CAMERA])->mine);
        handover_release(&h);
    }
    house.now = morning(9, 0);
    for (size_t k = 0; k < sizeof bound / sizeof bound[0]; k++) {
        assert_int_equal(confirm(ITO, bound[k], &e), ERR_REFUSED);
        assert_int_equal(confirm(TAKAHASHI, bound[k], &e), ERR_REFUSED);
        house_ok(confirm(SUZUKI, bound[k], &e));
    }
    assert_int_equal(confirm(SUZUKI, BACK_PHONE, &e), ERR_REFUSED);
    house_ok(confirm(ITO, BACK_PHONE, &e));
}

/* One after the other, each by its own step; what asks for words is left to its form. */
static void do_all(size_t *done, size_t *forms)
{
    struct handover h = page(SUZUKI);
    struct err e;
    *done = *forms = 0;
    for (size_t i = 0; i < h.n; i++) {
        bool form;
        if (!h.rows[i].open || !h.rows[i].mine)
            continue;
        house_ok(handover_do(&form, house.session, &h.rows[i], &e));
        *(form ? forms : done) += 1;
    }
    handover_release(&h);
}

static void M_44_each_is_done_by_its_own_step(void **state)
{
    size_t done, forms;
    (void)state;
    do_all(&done, &forms);
    assert_int_equal(done, 6);
    assert_int_equal(forms, 1); /* the camera's card: imported and erased */
    house_state(&house, "checkout", ids[EXEMPT_PHONE], "done");
    house_state(&house, "use", ids[EXEMPT_CAMERA], "out");
    struct entry *entry = house_load(&house, "use", ids[BACK_MEDIUM]);
    const struct done *on_record = entry_done(entry, "confirm");
    assert_non_null(on_record);
    assert_string_equal(on_record->rule, "M-19");
    assert_string_equal(on_record->actor.name, "鈴木 茂");
    assert_string_equal(entry->state, "done");
    entry_free(entry);
    struct handover h = page(SUZUKI);
    assert_int_equal(h.left[HANDOVER_WAITING], 0);
    assert_int_equal(h.left[HANDOVER_DESIGNATED], 1);
    assert_int_equal(h.confirmed, 5);
    handover_release(&h);
    struct err e;
    house_do(&house, SUZUKI, "use", ids[EXEMPT_CAMERA], "return_exempt", "=imported", "yes", "=erased_device", "yes",
             "=erased", "yes");
    h = page(SUZUKI);
    assert_false(handover_leaves(&h));
    assert_int_equal(h.count[HANDOVER_DESIGNATED], 2); /* both are back, by name */
    for (size_t i = 0; i < h.n; i++)
        if (h.rows[i].group == HANDOVER_DESIGNATED)
            assert_true(h.rows[i].back);
    handover_release(&h);
    bool form;
    struct handover_row nothing = {0};
    assert_int_equal(handover_do(&form, house.session, &nothing, &e), ERR_REFUSED);
}

static int record(enum who who, enum who receiver, const char *why, struct err *e)
{
    house_as(&house, who);
    return handover_record(house.session, house.people[receiver], why, "特になし", NULL, e);
}

static void what_is_left_is_handed_over_with_words_alone(void **state)
{
    struct err e;
    (void)state;
    assert_int_equal(record(SUZUKI, TAKAHASHI, "", &e), ERR_INPUT);
    assert_string_equal(e.field, "why_left");
    assert_int_equal(record(TAKAHASHI, ITO, "-", &e), ERR_REFUSED);
    assert_int_equal(record(ITO, SAITO, "-", &e), ERR_REFUSED);
    assert_int_equal(record(SUZUKI, TANAKA, "-", &e), ERR_REFUSED); /* who holds no post takes nothing on */
    assert_string_equal(e.field, "receiver");
    assert_int_equal(record(SUZUKI, SUZUKI, "-", &e), ERR_REFUSED);
    house_ok(record(SUZUKI, ITO, "朝の報告の後に確認し、返却する。", &e));
    struct handover h = page(SUZUKI);
    struct entry *entry = house_load(&house, "handover", h.entry);
    assert_string_equal(entry_get(entry, "left_over"), "yes");
    assert_string_equal(entry_get(entry, "waiting"), "5");
    assert_string_equal(entry_get(entry, "permitted"), "6");
    assert_string_equal(entry_get(entry, "overnight"), "1");
    assert_string_equal(entry_get(entry, "away"), "1");
    assert_string_equal(entry_get(entry, "phones_out"), "1");
    assert_string_equal(entry_get(entry, "cameras_out"), "1");
    assert_string_equal(entry_get(entry, "shift"), "2026-11-23 night");
    assert_non_null(strstr(entry_get(entry, "officer"), "鈴木 茂"));
    assert_non_null(strstr(entry_get(entry, "overnight_rows"), "端末-02 田中 玲"));
    assert_non_null(strstr(entry_get(entry, "overnight_rows"), "許可を与えた者 鈴木 茂"));
    assert_non_null(strstr(entry_get(entry, "overnight_rows"), "できないとき 運用責任者 伊藤 学"));
    assert_non_null(strstr(entry_get(entry, "camera_rows"), "カメラ-01"));
    entry_free(entry);
    handover_release(&h);
}

static void a_duty_is_handed_over_and_received(void **state)
{
    struct err e;
    size_t done, forms;
    (void)state;
    do_all(&done, &forms);
    house_do(&house, SUZUKI, "use", ids[EXEMPT_CAMERA], "return_exempt", "=imported", "yes", "=erased_device", "yes",
             "=erased", "yes");
    house_ok(record(SUZUKI, TAKAHASHI, NULL, &e));
    house_ok(record(SUZUKI, ITO, NULL, &e)); /* again, as long as nobody has received it */
    struct handover h = page(ITO);
    assert_string_equal(h.state, "open");
    assert_string_equal(h.receiver_name, "伊藤 学");
    char id[ENTRY_ID_BYTES];
    snprintf(id, sizeof id, "%s", h.entry);
    static const enum who others[] = {TANAKA, SUZUKI, TAKAHASHI};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        house_as(&house, others[i]);
        assert_int_equal(handover_receive(house.session, &h, &e), ERR_REFUSED);
    }
    house_as(&house, ITO);
    house_ok(handover_receive(house.session, &h, &e));
    handover_release(&h);
    house_state(&house, "handover", id, "received");
    assert_int_equal(record(SUZUKI, ITO, NULL, &e), ERR_REFUSED);
    house.now = morning(9, 0);
    h = page(SUZUKI);
    assert_string_equal(h.entry, id);
    handover_release(&h);
}

/* The shift that ended last may still be handed over, by him whose it was; the one before it is history. */
static void a_shift_is_handed_over_until_the_next_has_ended(void **state)
{
    struct err e;
    (void)state;
    house_roster(&house, house_time(2026, 11, 24, 22, 0), TAKAHASHI);
    house.now = house_time(2026, 11, 24, 17, 20); /* the next night runs, his has not been handed over */
    struct handover h = page(SUZUKI);
    assert_true(h.his);
    assert_false(h.runs);
    handover_release(&h);
    h = page(TAKAHASHI);
    assert_true(h.his);
    assert_true(h.runs);
    assert_string_equal(h.entry, "");
    handover_release(&h);
    h = page(ITO);
    assert_true(h.runs);
    handover_release(&h);
    house_ok(record(SUZUKI, TAKAHASHI, "後は伊藤に頼んだ。", &e));
    h = page(TAKAHASHI);
    assert_false(h.runs); /* what he is to receive comes before his own */
    house_ok(handover_receive(house.session, &h, &e));
    handover_release(&h);
    h = page(TAKAHASHI);
    assert_true(h.runs);
    handover_release(&h);
    house.now = house_time(2026, 11, 25, 9, 0);
    h = page(SUZUKI);
    assert_false(h.his);
    assert_string_equal(h.officer_name, "高橋 誠");
    handover_release(&h);
    char late[HOUSE_VALUE] = "";
    house_as(&house, SUZUKI);
    struct act *act;
    struct entry *roster;
    house_ok(entry_find(&roster, session_station(house.session),
                        station_register(session_station(house.session), "roster"), "shift", "2026-11-23 night", &e));
    snprintf(late, sizeof late, "%s 2026-11-23", roster->id);
    entry_free(roster);
    house_ok(act_new(&act, house.session, &register_handover, NULL, "hand_over", &e));
    house_ok(act_set(act, "waiting", "0", &e));
    house_ok(act_set(act, "roster", late, &e));
    house_ok(act_set(act, "receiver", house.people[ITO], &e));
    assert_int_equal(act_commit(act, NULL, &e), ERR_REFUSED);
    assert_non_null(strstr(e.text, "直前に終わった勤務だけ"));
    act_free(act);
}

/* Day and night of a holiday by the same one. */
static void who_stays_on_hands_nothing_over(void **state)
{
    struct err e;
    (void)state;
    house_roster(&house, house_time(2026, 11, 23, 12, 0), SUZUKI);
    house.now = evening(30);
    struct handover h = page(SUZUKI);
    assert_true(h.runs);
    assert_int_equal(h.shift.part, SHIFT_NIGHT);
    handover_release(&h);
    house_ok(record(SUZUKI, ITO, "-", &e));
    h = page(SUZUKI);
    assert_true(h.runs);
    assert_string_equal(h.state, "open");
    handover_release(&h);
}

static void a_night_nobody_stands_for_is_not_handed_over(void **state)
{
    struct err e;
    (void)state;
    house.now = house_time(2026, 11, 25, 22, 0);
    struct handover h = page(SUZUKI);
    assert_false(h.his);
    assert_string_equal(h.roster, "");
    assert_int_equal(h.left[HANDOVER_WAITING], 0);
    handover_release(&h);
    assert_int_equal(record(SUZUKI, ITO, "-", &e), ERR_REFUSED);
    assert_non_null(strstr(e.text, "当直表"));
    house_as(&house, GIJUTSU); /* it is a record of the station: not for the technical administrator (S-15) */
    assert_int_equal(handover_load(&h, house.session, &e), ERR_REFUSED);
}

/* On paper as it stands now, and as it was handed over. */
static void it_prints(void **state)
{
    struct handover h;
    struct entry *sketch = NULL;
    struct err e;
    char path[600];
    (void)state;
    h = page(SUZUKI);
    house_ok(handover_sketch(&sketch, &h, &e));
    const struct paper_made made = {.entries = &sketch, .n = 1};
    const struct paper_request requests[2] = {{.reg = &register_handover, .made = &made}, {.reg = &register_handover}};
    for (size_t i = 0; i < 2; i++) {
        static const enum paper_format formats[] = {PAPER_PDF, PAPER_XLSX};
        for (size_t k = 0; k < 2; k++) {
            snprintf(path, sizeof path, "%s/%zu.%s", house.dir.path, i, k == 0 ? "pdf" : "xlsx");
            house_ok(paper_export(house.session, &requests[i], formats[k], path, false, &e));
            assert_int_equal(remove(path), 0);
        }
        if (i == 0)
            house_ok(record(SUZUKI, ITO, "後で確認する。", &e));
    }
    entry_free(sketch);
    handover_release(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOUSE(M_44_X_1_X_4_one_page_of_the_night),
        IN_HOUSE(M_02_M_19_M_21_M_26_what_stays_out_goes_to_named_persons),
        IN_HOUSE(M_23_what_he_permitted_by_telephone_is_his),
        IN_HOUSE(M_02_M_16_M_19_M_21_M_26_at_half_past_eight_and_after),
        IN_HOUSE(M_44_each_is_done_by_its_own_step),
        IN_HOUSE(what_is_left_is_handed_over_with_words_alone),
        IN_HOUSE(a_duty_is_handed_over_and_received),
        IN_HOUSE(a_shift_is_handed_over_until_the_next_has_ended),
        IN_HOUSE(who_stays_on_hands_nothing_over),
        IN_HOUSE(a_night_nobody_stands_for_is_not_handed_over),
        IN_HOUSE(it_prints),
    };
    return cmocka_run_group_tests(tests, make_night, remove_model);
}

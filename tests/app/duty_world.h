/* duty_world — a furnished station of September 2026, and how a duty stands in it: for the tests of what is owed when. The clock is
 * house.now; acts go forward alone. */
#ifndef KANRIBO_TESTS_APP_DUTY_WORLD_H
#define KANRIBO_TESTS_APP_DUTY_WORLD_H

#include <stdio.h>
#include <string.h>

#include "app/duties.h"
#include "forms/cond.h"
#include "tests/app/model.h"

#define DAY(Y, M, D) ((struct date){Y, M, D})
#define NEVER DAY(9999, 1, 1)
enum { MINUTES = 24 * 60, OFFICE = 10 * 60 };

/* Which duty: its kind, and where there are several the entry or the month. NULL = whichever. */
struct watched {
    const char *kind, *entry, *month;
};
#define WATCHED(KIND, ...) ((struct watched){.kind = KIND, __VA_ARGS__})

static char section[HOUSE_VALUE], station_place[HOUSE_VALUE], box[HOUSE_VALUE], usb[HOUSE_VALUE], card[HOUSE_VALUE],
    camera[HOUSE_VALUE];

static inline void refer(char out[HOUSE_VALUE], const char *id, const char *label)
{
    snprintf(out, HOUSE_VALUE, "%s %s", id, label);
}

static inline char *anew(char id[ENTRY_ID_BYTES])
{
    id[0] = '\0';
    return id;
}

static inline void post_held(enum who who, const char *post)
{
    char id[ENTRY_ID_BYTES] = "";
    house_do(&house, KANRI, "post", id, "enter", "=person", house.people[who], "post", post);
}

/* SATO keeps the media; the card of the camera is one that TANAKA alone carries. */
static inline void furnish(void)
{
    char id[ENTRY_ID_BYTES] = "";
    house_do(&house, KANRI, "section", id, "enter", "code", "012", "name", "地域係");
    refer(section, id, "012 地域係");
    house_do(&house, KANRI, "place", anew(id), "enter", "name", "本署", "kind", "station", "=locked", "yes");
    refer(station_place, id, "本署");
    house_do(&house, KANRI, "place", anew(id), "enter", "name", "駅前交番", "kind", "police_box");
    refer(box, id, "駅前交番");
    house_do(&house, KANRI, "medium", anew(id), "enter", "=section", section, "kind", "usb", "=supervisor",
             house.people[ITO], "=custodian", house.people[SATO], "=place", station_place);
    refer(usb, id, "600-012-001");
    house_do(&house, KANRI, "medium", anew(id), "enter", "=section", section, "kind", "card", "=supervisor",
             house.people[ITO], "=custodian", house.people[SATO], "=place", station_place, "designation", "person",
             "=designated_person", house.people[TANAKA]);
    refer(card, id, "600-012-002");
    house_do(&house, ITO, "digital_device", anew(id), "enter", "name", "カメラ-01", "class", "camera", "model",
             "試験機", "serial", "0001", "medium_kind", "SDカード", "capacity", "32GB", "=medium", card, "=place",
             station_place);
    refer(camera, id, "カメラ-01");
    post_held(SATO, "system_operator");
    post_held(SAITO, "exception_permitter");
}

/* Founded on Monday R8.9.14. The names above stay those of every copy. */
static inline int make_furnished(void **state)
{
    (void)state;
    house_open(&house, house_time(2026, 9, 14, 10, 0));
    house_enrol_all(&house);
    furnish();
    house_leave(&house);
    model = house;
    return 0;
}

static inline int leave_house(void **state)
{
    (void)state;
    house_close(&house);
    return 0;
}
#define OF_DUTY(F) cmocka_unit_test_setup_teardown(F, setup, leave_house)

/* What is said of its times agrees with how it stands; what is asked for by the hour (◇) stands by the day. */
static inline void times_agree(const struct duty *duty)
{
    bool by_hour = word_in("full_entry|handover", duty->kind->key) || strncmp(duty->kind->key, "night_", 6) == 0;
    if (by_hour || duty->kind->clause == NULL)
        return;
    if ((duty->since > house.now) != (duty->state == DUE_SOON) ||
        (duty->due != 0 && (duty->due <= house.now) != (duty->state == DUE_OVER)))
        fail_msg("%s stands at %d: since %lld, due %lld, now %lld", duty->kind->key, (int)duty->state,
                 (long long)duty->since, (long long)duty->due, (long long)house.now);
}

/* The duty as `who` is told of it, in out; false when it is not owed. Asking leaves no trace in the journal. */
static inline bool owed(struct duty *out, enum who who, struct watched w)
{
    struct duties duties;
    struct err e;
    bool found = false;
    house_as(&house, who);
    struct station *station = session_station(house.session);
    int64_t before = station_seq(station);
    house_ok(duties_load(&duties, house.session, &(struct duties_wanted){.kind = w.kind}, &e));
    for (size_t i = 0; i < duties.n; i++) {
        const struct duty *duty = &duties.list[i];
        assert_string_equal(duty->kind->key, w.kind);
        if ((w.entry != NULL && strcmp(duty->entry, w.entry) != 0) ||
            (w.month != NULL && strcmp(duty->month, w.month) != 0))
            continue;
        if (found)
            fail_msg("%s is owed twice", w.kind);
        found = true;
        *out = *duty;
        times_agree(duty);
        assert_true(duty->clause[0] != '\0' && duty->title[0] != '\0' && duty->owner[0] != '\0');
    }
    duties_release(&duties);
    assert_int_equal(station_seq(station), before);
    return found;
}

static inline enum due_state stands(struct watched w)
{
    struct duty duty;
    return owed(&duty, KANRI, w) ? duty.state : DUE_NONE;
}

/* May he do it now, by his own list? */
static inline bool his(enum who who, struct watched w)
{
    struct duty duty;
    return owed(&duty, who, w) && duty.mine;
}

static inline void stands_now(int line, struct watched w, enum due_state state)
{
    enum due_state is = stands(w);
    char now[DATE_BYTES];
    if (is != state)
        fail_msg("line %d: %s on %s: state %d, not %d", line, w.kind,
                 date_format_time(now, sizeof now, house.now, DATE_ISO), (int)is, (int)state);
}
#define STANDS(W, STATE) stands_now(__LINE__, W, STATE)

/* From the day of house.now to `to`, at the first second, at ten and at the last second of each day: nothing before `shown`, ahead
 * before `since`, owed from then, over from `over`. Ends at ten of that last day. */
static inline void walked(int line, struct watched w, struct date to, struct date shown, struct date since,
                          struct date over)
{
    for (struct date day = date_of(house.now); date_compare(day, to) <= 0; day = date_add_days(day, 1)) {
        const int64_t moments[] = {date_at(day, 0), date_at(day, OFFICE), date_at(day, MINUTES) - 1};
        bool edge = date_compare(day, shown) == 0 || date_compare(day, since) == 0 || date_compare(day, over) == 0 ||
                    date_compare(date_add_days(day, 1), shown) == 0 || date_compare(date_add_days(day, 1), over) == 0 ||
                    date_compare(date_add_days(day, 1), since) == 0;
        enum due_state state = date_compare(day, over) >= 0    ? DUE_OVER
                               : date_compare(day, since) >= 0 ? DUE_NOW
                               : date_compare(day, shown) >= 0 ? DUE_SOON
                                                               : DUE_NONE;
        for (int i = edge ? 0 : 1; i < (edge ? 3 : 2); i++)
            if (moments[i] >= house.now) {
                house.now = moments[i];
                stands_now(line, w, state);
            }
    }
    house.now = date_at(to, OFFICE);
}
/* Nothing to be shown ahead. */
#define WALK(W, TO, SINCE, OVER) walked(__LINE__, W, TO, SINCE, SINCE, OVER)
#define WALK_AHEAD(W, TO, SHOWN, SINCE, OVER) walked(__LINE__, W, TO, SHOWN, SINCE, OVER)

static inline void at(int year, int month, int day, int hour, int minute)
{
    house.now = house_time(year, month, day, hour, minute);
}

#endif

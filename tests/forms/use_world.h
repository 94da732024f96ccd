/* use_world — lines of 様式第7号 in the world of rule_world.h: a complete request of each mode, and the things it speaks of. */
#ifndef KANRIBO_TESTS_FORMS_USE_WORLD_H
#define KANRIBO_TESTS_FORMS_USE_WORLD_H

#include "forms/register_digital_device.h"
#include "forms/register_medium.h"
#include "forms/register_pc.h"
#include "forms/register_person.h"
#include "forms/register_place.h"
#include "forms/register_use.h"
#include "tests/forms/rule_world.h"

#define MEDIUM "K7QF-91 580-012-001"
#define DEVICE "K7QF-90 カメラ-03"
#define PLACE "K7QF-80"
#define PLACE_REFERENCE PLACE " 日和田交番"
#define PC "K7QF-70 端末-11"
#define KEYS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* What a place is, for the routes: 署; 交番 with 警部補 and book; 交番 without 警部補. */
enum place_kind { AT_STATION, AT_INSPECTED, AT_REMOTE, PLACE_KINDS };

static inline struct entry *use_place(struct world *w, enum place_kind kind)
{
    static const char *const station[] = {"name", "郡山署", "kind", "station", NULL};
    static const char *const inspected[] = {"name", "日和田交番", "kind", "police_box", "inspector",
                                            "yes",  "book_kept",  "yes",  NULL};
    static const char *const remote[] = {"name", "日和田駐在所", "kind", "residence", NULL};
    static const char *const *const values[] = {station, inspected, remote};
    return world_refer(w, "place", &register_place, PLACE_REFERENCE, values[kind]);
}

/* A request of that mode with all it needs, confidentiality 1, typed but not made. pairs: more, NULL ends. */
static inline void use_open(struct world *w, const char *mode, enum place_kind place, const char *const *pairs)
{
    bool device = strcmp(mode, "device") == 0;
    world_start(w, &register_use);
    type(w, "mode", mode);
    use_place(w, place);
    if (device)
        world_refer(w, "item", &register_digital_device, DEVICE,
                    KEYS("name", "カメラ-03", "class", "camera", "medium", MEDIUM, "place", PLACE_REFERENCE));
    else
        world_refer(w, "item", &register_medium, MEDIUM,
                    KEYS("number", "580-012-001", "kind", "usb", "place", PLACE_REFERENCE));
    world_refer(w, "medium", &register_medium, MEDIUM, KEYS("number", "580-012-001", "kind", "card"));
    world_refer(w, "user", &register_person, HOLDER " 山田 実", KEYS("name", "山田 実", "rank", "officer"));
    world_refer(
        w, "pc", &register_pc, PC,
        KEYS("name", "端末-11", "input_limit", "permit", "output_permit", "yes", "output_registered_only", "yes"));
    type_all(w, KEYS("purpose", "実況見分", "use_place", "刑事課", "device_empty", "yes", "medium_empty", "yes",
                     "direction", "input", "information", "1", "encryption", "police", "confidentiality", "1",
                     "carriage", "staff"));
    type_time(w, "taken_from", w->s.now);
    type_time(w, "taken_until", w->s.now + 6 * 3600);
    type_all(w, pairs);
    world_settle(w, "request");
}

/* On record as requested, and with these steps ('|'-joined) by OTHER. */
static inline void use_put(struct world *w, const char *steps)
{
    char key[KEY_BYTES];
    world_put(w, "request", APPLICANT);
    while (steps != NULL && steps[0] != '\0') {
        size_t n = strcspn(steps, "|");
        text_format(key, sizeof key, "%.*s", (int)n, steps);
        world_put(w, key, OTHER);
        steps += steps[n] == '|' ? n + 1 : n;
    }
}

/* What a return answers. */
static inline void use_answer_return(struct world *w)
{
    type_all(w, KEYS("back", "found", "imported", "yes", "erased", "yes", "erased_device", "yes"));
    type_time(w, "returned_at", w->s.now);
}

static inline bool use_is(const struct world *w, const char *key, const char *value)
{
    const char *now = entry_get(w->typed, key);
    return value == NULL ? now == NULL : now != NULL && strcmp(now, value) == 0;
}

#endif

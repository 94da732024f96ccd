/* checkout_world — rule_world with a whole request of 様式第3号, for the tests of its rules. */
#ifndef KANRIBO_TESTS_FORMS_CHECKOUT_WORLD_H
#define KANRIBO_TESTS_FORMS_CHECKOUT_WORLD_H

#include "forms/register_checkout.h"
#include "forms/register_device.h"
#include "forms/register_phone.h"
#include "tests/forms/rule_world.h"

/* The thing that goes out: a phone or a device of that kind. */
static inline void world_thing(struct world *w, const char *kind, const char *premise)
{
    bool phone = strstr(kind, "phone") != NULL;
    const char *const pairs[] = {"kind", kind, phone || premise == NULL ? NULL : "premise", premise, NULL};
    world_refer(w, "item", phone ? &register_phone : &register_device, "K7QF-90 携帯-03", pairs);
}

/* A request of that kind with all it needs, typed but not made: confidentiality 1, carried by staff. pairs: more, NULL ends. */
static inline void world_open(struct world *w, const char *kind, const char *premise, const char *const *pairs)
{
    world_start(w, &register_checkout);
    world_thing(w, kind, premise);
    type(w, "kind", kind);
    type(w, "user", HOLDER " 山田 実");
    type(w, "purpose", "深夜の巡回連絡");
    type_time(w, "taken_from", office_hours());
    type_time(w, "taken_until", office_hours() + 22 * 3600);
    type(w, "confidentiality", "1");
    type(w, "carrier", "staff");
    type(w, "minimum", "yes");
    type(w, "destination_kind", "outside");
    type_all(w, pairs);
    world_settle(w, "request");
}

static inline struct actor supervisor(void)
{
    return person(OTHER, POST_STAFF | POST_SUPERVISOR, false);
}
static inline struct actor administrator(void)
{
    return person(ANOTHER, POST_STAFF | POST_ADMINISTRATOR, false);
}

/* What a request of each kind says besides: pairs for world_open. */
static const char *const of_mobile[] = {NULL};
static const char *const of_a[] = {"ground", "a", NULL};
static const char *const of_b[] = {"ground", "b", "work", "repair", "by_staff", "yes", "controlled", "yes", NULL};

static inline const char *const *of_kind(const char *kind, const char *premise)
{
    return strcmp(kind, "non_mobile") == 0 || (strcmp(kind, "special") == 0 && premise == NULL) ? of_b : of_mobile;
}

static inline void refused(struct world *w, const char *field, const char *clause)
{
    struct err e;
    int rc = world_do(w, "request", clerk(), &e);
    if (rc != ERR_INPUT || strcmp(e.field, field) != 0 || strcmp(e.clause, clause) != 0 || e.text[0] == '\0')
        fail_msg("%d %s (%s) %s, not %s (%s)", rc, e.field, e.clause, e.text, field, clause);
}

static inline void made(struct world *w)
{
    struct err e;
    ok(world_do(w, "request", clerk(), &e), &e);
    assert_string_equal(w->record->state, "requested");
}

#endif

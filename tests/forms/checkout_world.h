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

#endif

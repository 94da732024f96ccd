/* checkout_world — an entry of 様式第3号 in the world of rule_world.h. */
#ifndef KANRIBO_TESTS_FORMS_CHECKOUT_WORLD_H
#define KANRIBO_TESTS_FORMS_CHECKOUT_WORLD_H

#include "forms/register_checkout.h"
#include "forms/register_device.h"
#include "forms/register_phone.h"
#include "tests/forms/rule_world.h"

static inline struct entry *thing(const char *kind, const char *premise)
{
    struct entry *item;
    bool phone = strstr(kind, "phone") != NULL;
    assert_int_equal(entry_new(&item, phone ? &register_phone : &register_device, NULL), 0);
    assert_int_equal(entry_set(item, "kind", kind, NULL), 0);
    if (premise != NULL && !phone)
        assert_int_equal(entry_set(item, "premise", premise, NULL), 0);
    return item;
}

/* A request of that kind with all it needs, typed but not made: confidentiality 1, carried by staff. pairs: more, NULL ends. */
static inline void world_open(struct world *w, const char *kind, const char *premise, const char *const *pairs)
{
    world_start(w, &register_checkout);
    w->s.item = w->item = thing(kind, premise);
    type(w, "kind", kind);
    type(w, "item", "K7QF-90 携帯-03");
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

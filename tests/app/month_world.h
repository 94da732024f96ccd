/* month_world — what goes out in the months of the tests: terminals, and the media and cameras of 様式第7号. */
#ifndef KANRIBO_TESTS_APP_MONTH_WORLD_H
#define KANRIBO_TESTS_APP_MONTH_WORLD_H

#include "forms/text.h"
#include "tests/app/model.h"

/* A terminal goes out at that time: asked and permitted. */
static inline void take_out(int64_t at, char id[ENTRY_ID_BYTES])
{
    house.now = at;
    id[0] = '\0';
    house_do(&house, TANAKA, "checkout", id, "request", "kind", "mobile", "=item", house.things[TERMINAL_1], "purpose",
             "会議での説明", "=minimum", "yes", "confidentiality", "1");
    house_do(&house, ITO, "checkout", id, "permit", NULL);
}

static inline void bring_back(int64_t at, char id[ENTRY_ID_BYTES])
{
    house.now = at;
    house_do(&house, TANAKA, "checkout", id, "return", NULL);
    house_do(&house, ITO, "checkout", id, "confirm", NULL);
}

/* A USB of the 地域係, and a camera with a card that TANAKA alone carries; kept in such a place. */
struct media {
    char usb[HOUSE_VALUE], card[HOUSE_VALUE], camera[HOUSE_VALUE];
};

static inline void reference(char out[HOUSE_VALUE], const char *id, const char *label)
{
    text_format(out, HOUSE_VALUE, "%s %s", id, label);
}

static inline void enter_media_at(struct media *m, const char *name, const char *kind)
{
    char section[ENTRY_ID_BYTES] = "", place[ENTRY_ID_BYTES] = "", id[ENTRY_ID_BYTES] = "", of[HOUSE_VALUE],
         at[HOUSE_VALUE];
    house_do(&house, KANRI, "section", section, "enter", "code", "012", "name", "地域係");
    house_do(&house, KANRI, "place", place, "enter", "name", name, "kind", kind, "=locked", "yes");
    reference(of, section, "012 地域係");
    reference(at, place, name);
    house_do(&house, KANRI, "medium", id, "enter", "=section", of, "kind", "usb", "=supervisor", house.people[ITO],
             "=custodian", house.people[ITO], "=place", at);
    reference(m->usb, id, "600-012-001");
    id[0] = '\0';
    house_do(&house, KANRI, "medium", id, "enter", "=section", of, "kind", "card", "=supervisor", house.people[ITO],
             "=custodian", house.people[ITO], "=place", at, "designation", "person", "=designated_person",
             house.people[TANAKA]);
    reference(m->card, id, "600-012-002");
    id[0] = '\0';
    house_do(&house, ITO, "digital_device", id, "enter", "name", "カメラ-01", "class", "camera", "model", "試験機",
             "serial", "0001", "medium_kind", "SDカード", "capacity", "32GB", "=medium", m->card, "=place", at);
    reference(m->camera, id, "カメラ-01");
}

static inline void enter_media(struct media *m)
{
    enter_media_at(m, "保管庫", "station");
}

#endif

/* session_impl — what a session is made of; for session.c, office.c, actor.c and act.c alone. */
#ifndef KANRIBO_APP_SESSION_IMPL_H
#define KANRIBO_APP_SESSION_IMPL_H

#include "app/session.h"
#include "forms/setting.h"

enum { OFFICE_DAYS = 400, OFFICE_SETTINGS = 128 };

/* Office calendar and settings as they were last read. */
struct office {
    bool read;
    struct calendar calendar;
    struct calendar_day days[OFFICE_DAYS];
    struct setting_value settings[OFFICE_SETTINGS];
    struct settings view; /* of settings: what the rules read */
};

struct session {
    const struct world *world;
    struct station *station;
    struct station_signin signin;
    const struct identity *acting; /* whose acts these are: session_as(); NULL = the person signed in */
    char uid[UID_BYTES];
    char person[ENTRY_ID_BYTES];
    char name[NAME_BYTES];
    char unit_name[NAME_BYTES], unit_number[KEY_BYTES];
    int64_t founded; /* UTC seconds: when the station was made */
    bool demo;
    struct office office;
};

void office_release(struct office *office);
/* Somebody may have changed settings or extra days: read them again when next asked. */
void office_forget(struct session *session);

/* From here on the session acts as that person, who has shown his passphrase: his acts are signed by his key. NULL: as the one
 * signed in. For the demo and the tests, which play many people in one session. NULL session is allowed. */
int session_as(struct session *session, const struct identity *identity, struct err *e);

#endif

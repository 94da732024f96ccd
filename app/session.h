/* session — a person signed in at an open station, and what the rules need to know of him and of the office at a moment.
 *
 * Time comes from the clock given when the session was opened; nothing else in app/ asks for it. */
#ifndef KANRIBO_APP_SESSION_H
#define KANRIBO_APP_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "db/station.h"
#include "forms/calendar.h"
#include "forms/entry.h"
#include "forms/err.h"
#include "forms/rule.h"

/* What main hands down. */
struct world {
    const char *dir; /* of the station */
    const char *pc;
    int64_t (*now)(void *arg); /* UTC seconds */
    void *arg;
    bool kdf_floor; /* demo and tests: the cheapest key derivation allowed */
    void (*progress)(void *arg, const char *what, int64_t done, int64_t total); /* may be NULL */
    void *progress_arg;
};
int64_t world_now(const struct world *world);

struct session;

/* Sign-in with one's passphrase; and with a one-time code, choosing one's own. The world is borrowed. */
int session_open(struct session **out, const struct world *world, const char *uid, const struct secret *passphrase,
                 struct err *e);
int session_enrol(struct session **out, const struct world *world, const char *uid, const struct secret *code,
                  const struct secret *passphrase, struct err *e);
/* The station just founded by setup_found() or demo, already open and signed in; takes the station over. */
int session_adopt(struct session **out, const struct world *world, struct station *station, struct err *e);
/* action: "sign_out", "lock". NULL session is allowed. */
int session_close(struct session *session, const char *action, struct err *e);

struct station *session_station(const struct session *session);
const struct world *session_world(const struct session *session);
int64_t session_now(const struct session *session);
const struct station_signin *session_signin(const struct session *session);
const char *session_uid(const struct session *session);
const char *session_person(const struct session *session);      /* entry id */
const char *session_name(const struct session *session);        /* 氏名 */
const char *session_unit_name(const struct session *session);   /* 白河署 */
const char *session_unit_number(const struct session *session); /* 600 */
int64_t session_founded(const struct session *session);         /* when the station was made, UTC seconds */
bool session_demo(const struct session *session);
/* May the person signed in see this book? The technical administrator sees none (S-15). 0 or ERR_REFUSED. */
int session_may_view(struct session *session, const struct register_def *reg, struct err *e);

/* Reads settings and extra days again when the journal has moved. Borrowed until the next call. */
const struct calendar *session_calendar(struct session *session, struct err *e);
/* Value of a setting, its default when never entered. Borrowed until the next call of any of these two. */
const char *session_setting(struct session *session, const char *key);

/* Who he is at `now`: posts held, rank, on the roster or not. */
int actor_load(struct actor *out, struct session *session, const char *person, int64_t now, struct err *e);
int actor_self(struct actor *out, struct session *session, struct err *e);
/* The roster's entry for the shift that `now` belongs to (or the coming one in office hours). ERR_NOT_FOUND: nobody. */
int duty_load(struct entry **out, struct shift *shift, struct session *session, int64_t now, struct err *e);
/* Fills what the rules need besides entry and actor: calendar, settings, applicant's posts, other supervisors, open parts, the
 * item and the linked entries (which the caller frees with situation_release). The actor must be set. */
int situation_fill(struct situation *s, struct session *session, struct err *e);
/* The linked entries and the item again, where the entry's references have changed since (*changed is set). */
int situation_follow(bool *changed, struct situation *s, struct session *session, struct err *e);
void situation_release(struct situation *s);
/* "当直責任者 鈴木 茂、運用責任者 伊藤 学": persons whom the rules would allow the step now; at most `most` names. */
int who_may(char *buf, size_t size, struct session *session, const struct situation *s, const char *step, int most,
            struct err *e);

#endif

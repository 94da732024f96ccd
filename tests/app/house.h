/* house — a small station and everybody in it, for the tests of app/: each acts by his own key, the clock is the test's. */
#ifndef KANRIBO_TESTS_APP_HOUSE_H
#define KANRIBO_TESTS_APP_HOUSE_H

#include <stdint.h>

#include "app/act.h"
#include "app/session.h"
#include "tests/db/scratch.h"

enum who { KANRI, HOJO, ITO, SAITO, SUZUKI, TAKAHASHI, TANAKA, SATO, GIJUTSU, WHO };
enum thing { PHONE_3, PHONE_7, TERMINAL_1, TERMINAL_2, SERVER_1, THING };
enum { HOUSE_VALUE = ENTRY_ID_BYTES + NAME_BYTES + 2 };

struct house_person {
    const char *uid, *name, *kana, *rank, *passphrase;
    const char *posts[4];
};
extern const struct house_person house_people[WHO];

struct house {
    struct scratch dir; /* of the station */
    int64_t now;        /* stands still; the test moves it */
    struct world world;
    struct session *session; /* of the founder: 運用管理者 */
    struct identity *identities[WHO];
    char codes[WHO][CODE_BYTES]; /* until he has enrolled */
    char people[WHO][HOUSE_VALUE];
    char things[THING][HOUSE_VALUE];
};

/* A moment in Japan. */
int64_t house_time(int year, int month, int day, int hour, int minute);
/* Founded at that moment: persons with posts and ids, things; nobody on the roster. */
void house_open(struct house *house, int64_t at);
void house_close(struct house *house);
/* A copy of a station that nobody has open (house_leave), with its founder signed in: much quicker than a new one. */
void house_copy(struct house *house, const struct house *model);
/* Such a station: founded, everybody enrolled, nobody in it. */
void house_model(struct house *model, int64_t at);
/* Everybody is out, the files stay. */
void house_leave(struct house *house);
/* The same for a program that makes a station for another: prints id and passphrase of those persons, a line each, parted by a tab, and
 * moves the station to `dir`, which must not exist. Returns 1, having failed; else the program ends here. */
int house_give(struct house *house, const enum who *persons, size_t n, const char *dir);
/* The directory only, no station in it. */
void house_empty(struct house *house, int64_t at);

/* The demo as of that moment instead, its first person signed in: a 運用管理者, as KANRI is. */
void house_demo(struct house *house, int64_t at);

/* He has signed in with his code (once) and shown his passphrase. KANRI gives the identity of the session: NULL. */
const struct identity *house_identity(struct house *house, enum who who);
/* The session acts as him from here on. */
void house_as(struct house *house, enum who who);
/* All of them, for a model. */
void house_enrol_all(struct house *house);
/* A session of his own. */
struct session *house_session(struct house *house, enum who who);
struct secret house_secret(const char *text);
/* Who stands in for the shift that runs at that moment. */
void house_roster(struct house *house, int64_t at, enum who who);

/* A new act of his at house->now with pairs of key and typed text, ended by NULL; a key that begins with '=' is set to a
 * canonical value. The test fails when something cannot be typed. */
struct act *house_act(struct house *house, enum who who, const char *reg, const char *id, const char *step,
                      const char *const *pairs);
#define house_form(house, who, reg, id, step, ...) \
    house_act(house, who, reg, id, step, (const char *const[]){__VA_ARGS__, NULL})
/* The same, committed: 0 or the code of the refusal. id: of the entry, "" = a new one, filled in. */
int house_try(struct house *house, enum who who, const char *reg, char id[ENTRY_ID_BYTES], const char *step,
              const char *const *pairs, struct err *e);
/* And that must succeed. */
#define house_do(house, who, reg, id, step, ...) \
    house_must(house, who, reg, id, step, (const char *const[]){__VA_ARGS__, NULL})
void house_must(struct house *house, enum who who, const char *reg, char id[ENTRY_ID_BYTES], const char *step,
                const char *const *pairs);
/* An entry of a master or ledger by its step "enter"; `out` gets what a FIELD_ITEM takes of it. */
#define house_enter(house, who, reg, out, ...) \
    house_entered(house, who, reg, out, (const char *const[]){__VA_ARGS__, NULL})
void house_entered(struct house *house, enum who who, const char *reg, char out[HOUSE_VALUE], const char *const *pairs);
/* A phone asked for, for tonight. */
void house_ask(struct house *house, enum who who, enum thing phone, char id[ENTRY_ID_BYTES]);
/* The entry as it is on record, for the caller to free. */
struct entry *house_load(struct house *house, const char *reg, const char *id);
void house_state(struct house *house, const char *reg, const char *id, const char *state);

/* Verified, and the same when made anew from the events: in another zone, and under another setting. The last that is done
 * with a house: it enters that setting. */
void house_verify(struct house *house);

/* 0, or the test fails with the sentence. */
#define house_ok(call) house_ok_at(call, &e, __FILE__, __LINE__)
void house_ok_at(int rc, const struct err *e, const char *file, int line);

#endif

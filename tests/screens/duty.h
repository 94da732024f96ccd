/* duty — a small station and a sitting at its screen: scripted keys in, everything that was ever shown out. */
#ifndef KANRIBO_TESTS_SCREENS_DUTY_H
#define KANRIBO_TESTS_SCREENS_DUTY_H

#include <stdbool.h>
#include <stdint.h>

#include "app/session.h"
#include "screens/screen.h"
#include "screens/term.h"

/* The people of the station: 運用管理者, officer, two who hold the post of 当直責任者, 運用責任者, 技術管理者. */
enum duty_who { DUTY_KANRI, DUTY_TANAKA, DUTY_SUZUKI, DUTY_TAKAHASHI, DUTY_ITO, DUTY_GIJUTSU, DUTY_PEOPLE };
struct duty_person {
    const char *uid, *name, *kana, *rank, *passphrase;
    const char *posts[4];
};
extern const struct duty_person duty_people[DUTY_PEOPLE];

struct seat {
    char dir[64];
    int64_t now; /* stands still; the test moves it */
    struct world world;
    struct term *term;
    int cols;                /* of the window; 0 = 80 */
    char *shown;             /* every picture since duty_sit(), one below the other */
    char *before;            /* the last of them */
    const char *when;        /* once this is shown, */
    void (*then)(void *arg); /* this happens; may be NULL */
    void *then_arg;
    enum screen_end end;
    char uid[UID_BYTES];
};

/* 2026-11-23 22:10 in Japan, a holiday. */
int64_t duty_night(void);
/* A fresh station with its people enrolled and the phones 携帯-03 and 携帯-07. roster: who stands in for tonight, or
 * DUTY_PEOPLE for nobody. */
void duty_open(struct seat *d, enum duty_who roster);
/* One more shared phone. */
void duty_add_phone(struct seat *d, const char *number);
/* A directory in which there is no station yet. */
void duty_empty(struct seat *d);
void duty_close(struct seat *d);
/* Signs in from the program's side; the caller closes. */
struct session *duty_session(struct seat *d, enum duty_who who);

/* A script is typed before it is run. Begins one, at that id ("" = none) and after a lock or not. */
void duty_sit(struct seat *d);
/* Text as typed, then a pause in which the screen is drawn. */
void duty_type(struct seat *d, const char *text);
/* Codes, each followed by a pause; ends with K_NONE. */
void duty_press(struct seat *d, const int *codes);
#define DUTY_PRESS(d, ...) duty_press(d, (const int[]){__VA_ARGS__, K_NONE})
/* Id and passphrase at the login screen or in the dialog of a decision. */
void duty_sign(struct seat *d, enum duty_who who);
/* F2 at home and the way that these words narrow the list to. */
void duty_begin(struct seat *d, const char *way);
/* Runs it; the end of the script hangs up unless the script ended it before. */
void duty_run(struct seat *d, const char *uid, bool locked);
/* The same with that person signed in, and on the screen that `open` opens. */
void duty_run_at(struct seat *d, enum duty_who who, int (*open)(struct screens *s, struct err *e));
/* The same with a session of the test's, which is closed. */
void duty_run_with(struct seat *d, struct session *session, int (*open)(struct screens *s, struct err *e));
/* Fails unless it was ever shown / was never shown. */
void duty_saw(const struct seat *d, const char *text);
void duty_saw_not(const struct seat *d, const char *text);

#endif

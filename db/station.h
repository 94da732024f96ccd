/* station — the directory of one station as the rest of the program sees it: made once, opened by a person with his
 * passphrase, closed. design.md §4, security.md §2.1–2.6.
 *
 * What is read and written in an open station: db/query.h, db/journal.h, db/draft.h, db/verify.h.
 * Passphrases come in secret memory; nothing here keeps them. `now` is UTC seconds. */
#ifndef KANRIBO_DB_STATION_H
#define KANRIBO_DB_STATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/crypto.h"
#include "forms/entry.h"
#include "forms/err.h"
#include "forms/register.h"

/* What the store itself knows of the registers; all else is generic.
 *
 * Register "user" (accounts): an entry per sign-in id with the fields below. Its states: "enrolling" (a one-time code was
 * issued, or issued again), "active", "suspended", "ended". Public keys are 64 and 130 lower-case hex digits.
 * Register "station": one entry, the first event of every journal.
 * Register "log": events that project to nothing (sign_in, sign_out, lock, checkpoint, attempt, alarm …); needs no
 * declaration.
 * Action "tombstone": the last event of an entry that was disposed of (journal_dispose). No register has a step of that key. */
#define STATION_REGISTER "station"
#define USER_REGISTER "user"
#define LOG_REGISTER "log"
#define USER_FIELD_UID "uid"
#define USER_FIELD_PERSON "person" /* reference to the person entry */
#define USER_FIELD_SIGN_KEY "sign_key"
#define USER_FIELD_SEAL_KEY "seal_key"
#define USER_STATE_ENROLLING "enrolling"
#define USER_STATE_ACTIVE "active"
#define USER_STATE_SUSPENDED "suspended"
#define USER_STATE_ENDED "ended"
#define TOMBSTONE "tombstone"
#define TOMBSTONE_FIELD_BODIES "bodies" /* how many were removed */
#define USER_STEP_ENROL "enrol"         /* his first sign-in: makes the keys. enrolling → active */

enum { COPY_BYTES = 120 };
enum { UID_BYTES = 33, PC_BYTES = 64, SITE_BYTES = 8, CODE_BYTES = 40 /* CODE_TEXT_BYTES of db/code.h fit */ };

struct station;
/* A person who has shown his passphrase: his signing key in locked memory. */
struct identity;
struct journal;

struct station_options {
    const char *dir;
    const char *pc;                              /* name of this PC, for the events */
    const struct register_def *const *registers; /* NULL: all of the program */
    int64_t now;
    bool kdf_floor; /* slots that are made cost the least allowed (tests, demo); else calibrated to about a second */
    /* Called while something longer than half a second runs; may be NULL. */
    void (*progress)(void *arg, const char *what, int64_t done, int64_t total);
    void *progress_arg;
};

/* ---- founding ---- */
/* How the first events are written: called by station_create inside the first transaction. The first change appended must
 * be the creation of the "station" entry, with the fields nonce, sign_key and seal_key as given here (so that dbid, the hash
 * of that event, stands for them); the others (person, user in state active with the same keys, posts) follow through
 * journal_append. */
struct founding_keys {
    char nonce[65];    /* hex digits of 32 random bytes */
    char sign_key[65]; /* hex of the first person's public keys */
    char seal_key[131];
};
struct founding {
    const char *uid;                 /* of the first person */
    const struct secret *passphrase; /* checked by the caller */
    int (*write)(void *arg, struct journal *journal, const struct founding_keys *keys, struct err *e);
    void *arg;
};
/* Makes the directory's files, writes the first transaction and leaves the station open, signed in. ERR_REFUSED when the
 * directory already holds a station. After a failure nothing usable is left behind. */
int station_create(struct station **out, const struct station_options *options, const struct founding *founding,
                   struct err *e);

/* ---- opening ---- */
bool station_exists(const char *dir);
/* What the login screen may know before anybody signs in: may this id try now? 0, or ERR_AUTH with a sentence (suspended,
 * delayed, unknown ids look like known ones). *enrolling: the id waits for its one-time code. */
int station_may_try(const char *dir, const char *uid, int64_t now, bool *enrolling, struct err *e);

struct station_signin { /* what the home screen shows of the sign-in */
    int64_t last_time;  /* of this person's last sign-in; 0 = the first */
    int64_t last_seq;   /* journal sequence then */
    int attempts;       /* failed attempts by anybody since the last sign-in of anybody, now in the journal */
    bool alarm;         /* witness behind, section B odd, anchor rule broken: the sentence is in alarm_text */
    bool rebuilt;       /* the projections were made anew for this version of the program */
    char copy
        [COPY_BYTES]; /* … and before that the files were copied into this directory in backups/; "" = they were not */
    bool repaired;    /* the anchor was one transaction behind, as after a crash */
    char alarm_text[ERR_TEXT_BYTES];
};
/* The whole order of security.md §2.3. ERR_AUTH: id or passphrase wrong, delayed, suspended. ERR_INTEGRITY: a sentence
 * that names what is wrong and the remedy. */
int station_open(struct station **out, const struct station_options *options, const char *uid,
                 const struct secret *passphrase, struct station_signin *signin, struct err *e);
/* First sign-in with a one-time code: makes the person's keys, registers them by a self-signed transaction (the user entry
 * must be in state "enrolling"), and leaves the station open as station_open does. */
int station_enrol(struct station **out, const struct station_options *options, const char *uid,
                  const struct secret *code, const struct secret *passphrase, struct station_signin *signin,
                  struct err *e);
/* Writes a checkpoint when one is due, wipes keys, closes. action: "sign_out", "lock" or NULL (no event). NULL station is
 * allowed. What fails in writing the event is told, but the station is closed and freed in any case. */
int station_close(struct station *station, const char *action, int64_t now, struct err *e);

/* To fill a new station by its founder alone (demo, bench): from here on its directory stays locked, a commit is not forced to
 * the disk by itself, and the anchor moves in memory only. station_settle brings all of it to the disk and unlocks; closing does
 * that too. Without it the station is lost. Meanwhile nobody can sign in or be identified, so get identities before. */
int station_rush(struct station *station, struct err *e);
int station_settle(struct station *station, struct err *e); /* not rushing: nothing */

struct identity *station_self(struct station *station); /* the person signed in; borrowed */
const struct register_def *station_register(const struct station *station, const char *id); /* NULL if unknown */
const struct register_def *const *station_registers(const struct station *station);
const char *station_dir(const struct station *station);
const char *station_pc(const struct station *station);
const char *station_site(const struct station *station);
int64_t station_seq(struct station *station); /* of the last event */
/* When it was written, UTC seconds: a clock that stands before it is wrong (security.md §2.6). */
int64_t station_last_recorded(struct station *station);
/* Sequence and first 16 hex digits of the head, as printed in footers: "1234-0123456789abcdef"; ≥ 40 bytes. */
int station_code(char *buf, size_t size, struct station *station, struct err *e);
/* The same of one event, as of an entry's last_seq or a tombstone; station_verify_code takes it too. ERR_NOT_FOUND. */
int station_code_at(char *buf, size_t size, struct station *station, int64_t seq, struct err *e);
/* Has another process written since the last call? Cheap; for screens that wait. */
bool station_changed(struct station *station);

/* ---- another person at the keyboard (permit on the spot) ---- */
/* Same rules of attempts as a sign-in; nothing is written to the journal but refused attempts. */
int station_identify(struct identity **out, struct station *station, const char *uid, const struct secret *passphrase,
                     int64_t now, struct err *e);
void identity_free(struct identity *identity); /* wipes; NULL is allowed; not for station_self() */
const char *identity_uid(const struct identity *identity);
const char *identity_person(const struct identity *identity); /* id of the person entry; "" for none */

/* ---- accounts. The events about them are the caller's (changes of the "user" entry); these change the key file. ---- */
/* Issues a one-time code for a user entry in state "enrolling": a new enrol slot, an old slot of that id is replaced.
 * code gets the text to print (CODE_BYTES). */
int station_issue_code(struct station *station, const char *uid, char code[CODE_BYTES], int64_t now, struct err *e);
int station_change_passphrase(struct station *station, const char *uid, const struct secret *old,
                              const struct secret *fresh, int64_t now, struct err *e);
/* Lifts the block after too many attempts. */
int station_lift(struct station *station, const char *uid, int64_t now, struct err *e);
/* Takes the slot away: the id can no longer sign in (suspended, ended). */
int station_remove_slot(struct station *station, const char *uid, int64_t now, struct err *e);

#endif

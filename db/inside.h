/* inside — what station, journal and their reports share. Not for the layers above. */
#ifndef KANRIBO_DB_INSIDE_H
#define KANRIBO_DB_INSIDE_H

#include "db/attempts.h"
#include "db/dirlock.h"
#include "db/event.h"
#include "db/journal.h"
#include "db/keyfile.h"
#include "db/projection.h"
#include "db/schema.h"
#include "db/slot.h"
#include "db/station.h"
#include "db/store.h"

struct identity {
    char uid[UID_BYTES];
    char user[ENTRY_ID_BYTES];   /* entry of the user register */
    char person[ENTRY_ID_BYTES]; /* entry of the person register */
    char name[NAME_BYTES];
    struct person_keys keys;
};

struct rush { /* what a rushing station keeps from one transaction to the next */
    struct dirlock lock;
    struct keyfile keyfile;
};

struct station {
    char *dir;
    int dirfd;
    char pc[PC_BYTES], site[SITE_BYTES];
    const struct register_def *const *registers;
    struct store *store;
    struct schema schema;
    struct projection projection;
    struct store_id id;
    struct secret data_key, slot_key;
    bool kdf_floor;
    struct identity *self;
    struct journal *journal; /* the one that is open, or NULL */
    struct rush *rush;       /* NULL but while it is being filled */
    int64_t data_version;
    int64_t now;           /* when it was opened */
    char copy[COPY_BYTES]; /* in backups/: its files before this opening made the projections anew; "" = it did not */
    void (*progress)(void *arg, const char *what, int64_t done, int64_t total);
    void *progress_arg;
};

struct journal {
    struct station *station;
    const struct identity *identity;
    struct dirlock lock;
    struct keyfile keyfile;
    bool keep;     /* slots change: the key file as it was is kept */
    bool account;  /* the key file carries more than the anchor: when it cannot be written, that must be told */
    bool repaired; /* the anchor was one transaction behind */
    bool failed;
    bool scrub;    /* something was disposed of: the file is written anew behind the commit */
    bool founding; /* the first transaction of a station: no key file yet */
    int64_t now;
    struct attempt_clock clock;
    struct tx tx;
    int64_t seq, logical;           /* of the last event */
    unsigned char head[HASH_BYTES]; /* its hash */
    int64_t counter;                /* of the last entry id given */
};

#define META_DBID "dbid"
#define META_GENERATION "generation"
#define META_SITE "site"
#define META_ATTEMPTS "attempts" /* head of the attempts that the journal has taken in */
#define META_SCRUB "scrub"       /* there while copies of what was disposed of may lie in the pages */
int meta_put(struct store *store, const char *key, const void *value, size_t n, struct err *e);
/* ERR_INTEGRITY when it is missing or of another size. */
int meta_get(struct store *store, const char *key, void *value, size_t n, struct err *e);

/* Locked, nothing begun: journal_begin without the transaction, for changes of the key file alone. */
int journal_lock(struct journal *journal, struct station *station, struct err *e);
void journal_unlock(struct journal *journal);
/* The first transaction of a new, empty store; the directory is locked by the caller. */
int journal_found(struct journal **out, struct station *station, const struct identity *identity, int64_t now,
                  struct err *e);
/* One event for the change, at the end of the chain; projects nothing. */
int journal_append_event(struct journal *journal, const struct change *change, const unsigned char *digest,
                         struct err *e);
/* The entry that a change is about as it stands: NULL for expected_rev 0. ERR_CONFLICT. */
int journal_before(struct entry **before, struct journal *journal, const struct register_def *reg, const char *id,
                   int64_t expected_rev, struct err *e);
int journal_unusable(struct err *e); /* after an error it can only be cancelled */
/* A line of the log register. entry: whom or what it is about. fields are key, value pairs, NULL-ended; may be NULL. */
int journal_append_log(struct journal *journal, const char *entry, const char *action, const char *note,
                       const char *const *fields, struct err *e);
/* Attempts since the last success go into the journal and count for uid no more. *failed: how many were refused. */
int journal_take_attempts(struct journal *journal, const char *uid, int *failed, struct err *e);
/* A checkpoint when one is due. */
int journal_checkpoint(struct journal *journal, struct err *e);

/* The tombstone of an entry that was disposed of, its body and header checked. ERR_NOT_FOUND without a sentence; ERR_INTEGRITY. */
int tombstone_find(struct event *event, struct store *store, const char *reg, const char *entry, struct err *e);
/* ERR_NOT_FOUND with the sentence for whoever looks for it. */
int tombstone_tell(const char *label, const char *id, int64_t seq, const unsigned char hash[HASH_BYTES], struct err *e);
/* Writes the file anew, if that is due and can be done; else the next sign-in does. */
void journal_scrub(struct journal *journal);
int journal_scrub_due(struct journal *journal, struct err *e); /* left over from before? */
struct removed {                                               /* what an entry had before event seq */
    int64_t events, bodies;
    unsigned char digest[HASH_BYTES]; /* over the hashes of the events, in their order */
};
int tombstone_measure(struct removed *out, struct store *store, const char *reg, const char *entry, int64_t before,
                      struct err *e);

/* Does the store agree with the anchor? *repair: it is one signed transaction ahead, as after a crash. */
int anchor_check(struct store *store, const struct store_id *id, const struct anchor *anchor, bool *repair,
                 struct err *e);
/* Are the entry's values those of its last event? digest: as stored in its row. */
int entry_prove(const struct entry *entry, struct store *store, const unsigned char digest[HASH_BYTES], struct err *e);
/* Every entry touched since the last checkpoint. */
int entries_prove(struct station *station, struct err *e);
/* Load and prove. */
int station_load(struct entry **out, struct station *station, const char *reg, const char *id, struct err *e);

/* Opens store, schema, projection for station->id and data key. Rebuilds when this program makes other projections. */
int station_attach(struct station *station, const char *db, bool *rebuilt, struct err *e);
int station_new(struct station **out, const struct station_options *options, bool create, struct err *e);
void station_free(struct station *station);
/* Of its files: 0660 in a directory shared by a group, else 0600 (security.md §2.1). */
unsigned station_file_mode(const struct station *station);
int station_make_slot(struct slot *slot, const struct station *station, const char *uid, const struct person_keys *keys,
                      const struct secret *passphrase, struct err *e);
int station_cost(struct kdf_cost *cost, bool floor, struct err *e);
/* The user entry of that id, with person and name into the identity. */
int identity_fill(struct identity *identity, struct station *station, const char *uid, struct entry **user,
                  struct err *e);
/* A copy of the files as they are into backups/, unless it is there; station->copy gets its name. Directory locked, a
 * transaction begun. number: of the schema that it has. */
int upgrade_copy(struct station *station, const char *db, int64_t number, struct err *e);
/* Keeps the newest three, this one among them. */
void upgrade_prune(struct station *station);
/* Projections from the events, inside the caller's transaction. */
int rebuild_events(struct station *station, void (*progress)(void *, const char *, int64_t, int64_t), void *arg,
                   struct err *e);

/* A passphrase or code was wrong: puts that on record. Returns ERR_AUTH, and e keeps the sentence that it has unless the next
 * try will have to wait; or what kept it from being recorded. */
int attempt_failed(int dirfd, const char *pc, const char *uid, const struct attempt_clock *clock, struct err *e);

#endif

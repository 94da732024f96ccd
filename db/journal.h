/* journal — begin, append, commit: one act of one person is one transaction, signed once (design.md §3).
 *
 *     struct journal *j;
 *     journal_begin(&j, station, identity, now, e);
 *     journal_new_id(j, change.entry);
 *     journal_append(j, &change, 0, NULL, e);
 *     journal_commit(&j, e);                     or journal_cancel(&j)
 *
 * From begin to commit the station directory is locked: ask nobody anything in between. Any number of changes may be
 * appended. What the changes say is applied, not judged; rules are the caller's (forms/rule.h), and what no program may
 * do is refused by the triggers. */
#ifndef KANRIBO_DB_JOURNAL_H
#define KANRIBO_DB_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "db/station.h"
#include "forms/entry.h"
#include "forms/err.h"

/* Takes the lock (waits up to 10 s: ERR_BUSY), checks the generation (ERR_MOVED: sign in again) and the anchor. identity
 * signs; NULL = the person signed in. It must live until commit or cancel. */
int journal_begin(struct journal **out, struct station *station, const struct identity *identity, int64_t now,
                  struct err *e);
/* A new entry id "SITE-123", never given before and, once an entry is made with it, never again. */
int journal_new_id(struct journal *journal, char id[ENTRY_ID_BYTES], struct err *e);
/* Appends one change of one entry. expected_rev: the entry's rev as the caller saw it, 0 for a new entry; another one is
 * ERR_CONFLICT. *after (may be NULL) gets the entry as it is now, for the caller to free. change->actor, rule, clause are
 * stored as given. A change of the "log" register projects to nothing: expected_rev is ignored, after must be NULL.
 * ERR_REFUSED: a state without its permits, or a thing that is out (the register's own sentence). ERR_INPUT: a value that
 * must be unique is taken (err.field). After an error the transaction can only be cancelled. */
int journal_append(struct journal *journal, const struct change *change, int64_t expected_rev, struct entry **after,
                   struct err *e);
/* Disposes of an entry whose retention period is over; who may, and when, is the caller's. permit: register, entry, actor, at,
 * rule, clause, edition and reason (the approved list) of the tombstone, an event that stays; its step, states and fields are
 * not used. expected_rev as on that list, else ERR_CONFLICT. The bodies of all earlier events of the entry are removed, its row,
 * steps and search text, and drafts about it: its id, when and in which order things happened, and all hashes stay, and the
 * chain verifies. What other entries say of it (labels of references) is theirs. Nothing can be written about it any more, its
 * id is never given again; loading it is ERR_NOT_FOUND with a sentence, its history the tombstone alone. ERR_REFUSED for the
 * registers "station" and "user", which signatures rest on, and "log". Any number of entries in one transaction. */
int journal_dispose(struct journal *journal, const struct change *permit, int64_t expected_rev, struct err *e);
/* An entry as this transaction sees it; digest checked. */
int journal_load(struct entry **out, struct journal *journal, const char *reg, const char *id, struct err *e);
/* Signs, commits, moves the anchor, unlocks. On failure everything is rolled back and unlocked; *journal is NULL either
 * way. A transaction without a change leaves nothing behind. */
int journal_commit(struct journal **journal, struct err *e);
void journal_cancel(struct journal **journal); /* NULL is allowed */
int64_t journal_now(const struct journal *journal);

/* One event of the log register (sign_out, export, verify …) in a transaction of its own. note may be NULL. */
int journal_log(struct station *station, const char *action, const char *note, int64_t now, struct err *e);
/* The same of another person, who signs it; NULL = the person signed in. */
int journal_log_as(struct station *station, const struct identity *identity, const char *action, const char *note,
                   int64_t now, struct err *e);

#endif

/* account — ids, one-time codes, passphrases, suspension (S-4, S-7, S-8, S-10, S-20). Each is an event. */
#ifndef KANRIBO_APP_ACCOUNT_H
#define KANRIBO_APP_ACCOUNT_H

#include "app/session.h"

/* Gives a person (entry id) an id; code gets the one-time code to hand over, valid 72 hours. */
int account_issue(struct session *session, const char *uid, const char *person, char code[CODE_BYTES], struct err *e);
/* A new code for somebody who has forgotten his passphrase; his old signatures stay valid. */
int account_reissue(struct session *session, const char *uid, const char *reason, char code[CODE_BYTES], struct err *e);
int account_suspend(struct session *session, const char *uid, const char *reason, struct err *e);
int account_lift(struct session *session, const char *uid, const char *reason, struct err *e);
/* Own change (S-4). */
int account_change_passphrase(struct session *session, const struct secret *old, const struct secret *fresh,
                              struct err *e);
/* Is this good enough as a passphrase of that person? The sentence says what is missing. */
int account_judge(const struct secret *passphrase, const char *uid, const char *name, const char *unit, struct err *e);
/* Adds a person, his posts and his id in one go; for the command line and the demo. posts: keys ended by NULL. */
int account_add_person(struct session *session, const char *uid, const char *name, const char *kana, const char *rank,
                       const char *section, const char *const *posts, char code[CODE_BYTES], struct err *e);

#endif

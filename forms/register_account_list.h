/* 利用者と権限の一覧: every sign-in id with its person, posts and rights, and what of it asks to be looked at (S-12): computed whenever
 * it is asked for, never stored (app/access_review). Not among the registers of the program; declared to be listed and printed like
 * one. */
#ifndef KANRIBO_FORMS_REGISTER_ACCOUNT_LIST_H
#define KANRIBO_FORMS_REGISTER_ACCOUNT_LIST_H

#include "forms/register.h"

extern const struct register_def register_account_list;

/* Its states. */
#define ACCOUNT_SOUND "sound"
#define ACCOUNT_QUESTIONED "questioned"
#define ACCOUNT_CLOSED "closed"

#endif

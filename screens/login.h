/* login — sign-in: id and passphrase, or one-time code and the choice of one's own. After a lock it says so. */
#ifndef KANRIBO_SCREENS_LOGIN_H
#define KANRIBO_SCREENS_LOGIN_H

#include "screens/screen.h"

/* Pushes it as the lowest screen. */
int login_open(struct screens *s, struct err *e);

#endif

/* menu — masters, settings and the person's own passphrase. */
#ifndef KANRIBO_SCREENS_MENU_H
#define KANRIBO_SCREENS_MENU_H

#include "screens/screen.h"

int menu_open(struct screens *s, struct err *e);

#endif

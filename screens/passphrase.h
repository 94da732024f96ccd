/* passphrase — changing one's own. */
#ifndef KANRIBO_SCREENS_PASSPHRASE_H
#define KANRIBO_SCREENS_PASSPHRASE_H

#include "screens/screen.h"

/* Out of a handler. */
enum screen_next passphrase_change(struct screens *s);

#endif

/* start — from an open terminal to the end of one sitting: first run or login, then home, until lock, log-out or quit.
 *
 * One worker process runs this once: at its end the session is closed and all keys are wiped; after a lock the parent
 * starts another worker, which shows the login screen with the same id. */
#ifndef KANRIBO_SCREENS_START_H
#define KANRIBO_SCREENS_START_H

#include <stdbool.h>
#include <stdint.h>

#include "app/session.h"
#include "screens/screen.h"
#include "screens/term.h"

struct start_options {
    const struct world *world; /* borrowed; progress is shown on the screen */
    struct term *term;
    int64_t (*boot_ms)(void *arg); /* as in struct screens_options */
    void *arg;
    const char *uid; /* offered at the login screen; NULL or "" = none */
    bool locked;     /* it follows a lock: the screen says so */
    bool demo;       /* banner, and the sign-ins on the login screen */
};

/* uid gets the id of the person who was signed in at the end, or what was offered; "" after a log-out. 0 and *end; or an error that kept it
 * from starting or from recording the end. */
int screens_start(const struct start_options *options, enum screen_end *end, char uid[UID_BYTES], struct err *e);

#endif

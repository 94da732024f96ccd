/* process — the parent that gives the terminal back whatever happens, and the worker that does all the work
 * (security.md §2.7). The worker ends at a lock: what it had in memory ends with it, and the parent starts a fresh one. */
#ifndef KANRIBO_APP_PROCESS_H
#define KANRIBO_APP_PROCESS_H

#include <signal.h>
#include <stdbool.h>

#include "db/station.h"
#include "forms/err.h"

enum process_end { PROCESS_QUIT = 0, PROCESS_LOCK, PROCESS_LOGOUT, PROCESS_HANGUP, PROCESS_FAILED };

struct process {
    /* Runs in the worker: one sitting. uid: who is offered at the login screen, and who was signed in at its end. */
    enum process_end (*work)(void *arg, char uid[UID_BYTES], bool locked);
    void *arg;
    void (*rescue)(int fd); /* puts the screen of a terminal right again after a worker died */
};
/* Set by SIGTERM, SIGHUP and SIGINT in the worker: for the loop to look at. */
extern volatile sig_atomic_t process_stop;

/* What every process of kanribo does first: umask, no core dumps, not dumpable, environment cleared of what steers
 * libraries, SIGPIPE ignored, 0–2 open. */
int process_harden(struct err *e);
/* Runs workers until one ends for good. Returns the exit code of the program. */
int process_run(const struct process *process);

#endif

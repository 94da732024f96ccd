/* process — the child of a program under test, and the moment at which it is to be killed. The half of pty.h that knows
 * /proc and inotify. */
#ifndef KANRIBO_TESTS_E2E_PROCESS_H
#define KANRIBO_TESTS_E2E_PROCESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* The one child of a process, or of several the one with "worker" in its name; 0 when it has none. */
pid_t process_worker(pid_t parent);

/* In the child between fork and exec: gives back the signals that the tester's shell ignores, and lets the child die
 * with the test. */
void process_prepare(void);

/* In the test, before it starts anything: orphans of what it starts become its own children, so that it can wait for
 * them. */
void process_adopt(void);
/* Kills a group that a child of ours leads, and waits until every process of it is gone. The leader must not have been
 * reaped: so its number, which is also that of the group, still means ours. */
void process_end(pid_t leader);

/* Removes what libfaketime leaves in /dev/shm for a program that was killed, and what would stop a later program that is
 * given the same number. */
void process_sweep(pid_t pid);

/* A moment: a time (microseconds of CLOCK_MONOTONIC), or the n-th change to a file in a folder. */
struct moment {
    bool armed;
    int64_t at;  /* -1: not by time */
    int inotify; /* -1: not by changes */
    int changes; /* seen so far */
    int n;       /* the change meant */
};

void moment_release(struct moment *m);
bool moment_at(struct moment *m, int64_t at);
/* False, with a message on stderr, when the folder cannot be watched. */
bool moment_change(struct moment *m, const char *folder, int n);
/* Has it come? Disarms it when it has. now: microseconds of CLOCK_MONOTONIC. */
bool moment_come(struct moment *m, int64_t now);

#endif

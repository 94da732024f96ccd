/* screen — a screen is an ops table; the stack of screens; the loop.
 *
 * Handlers draw nothing: they change their state and say what the loop does next. The loop draws when no key is
 * waiting, knows help, lock, log-out and redraw on every screen, locks after idle_lock_s without a key, and ends on
 * hang-up. A window under 80×24 shows one sentence and comes back when it is larger. */
#ifndef KANRIBO_SCREENS_SCREEN_H
#define KANRIBO_SCREENS_SCREEN_H

#include <stdbool.h>
#include <stdint.h>

#include "forms/err.h"
#include "screens/command.h"
#include "screens/draw.h"
#include "screens/key.h"
#include "screens/term.h"

struct screens;

enum screen_next {
    SCREEN_STAY = 0, /* nothing to show */
    SCREEN_REDRAW,
    SCREEN_REPAINT, /* as after a resize: everything */
    /* Close this screen (with what screens_leave_with() set), back to the one below; after the last one: quit. */
    SCREEN_LEAVE,
    SCREEN_LOCK,
    SCREEN_LOGOUT,
    SCREEN_QUIT
};

/* Why screens_run() came back. All screens have been saved and closed. */
enum screen_end { SCREEN_END_QUIT = 0, SCREEN_END_LOCK, SCREEN_END_LOGOUT, SCREEN_END_HANGUP };

struct screen_ops {
    const char *name;               /* title of the help screen, Japanese */
    const struct command *commands; /* ends with id 0; NULL = none */
    bool popup;                     /* drawn over the one below */
    bool locked;                    /* nobody is signed in here: no lock, no log-out, no idle timer */
    void (*draw)(void *self, struct screens *s, struct draw *d);
    /* command = the id of `commands` that the key means, or COMMAND_NONE. */
    enum screen_next (*handle)(void *self, struct screens *s, const struct key *key, int command);
    /* The rest may be NULL. */
    bool (*typing)(const void *self); /* text is being typed: letters are no commands */
    bool (*offers)(const void *self,
                   int command);     /* can it be done now? Otherwise not on the key bar and not given to handle */
    const char *(*help)(void *self); /* shown above the commands in the help: the clause of this field … */
    enum screen_next (*tick)(void *self, struct screens *s);               /* about once a second while no key comes */
    enum screen_next (*resume)(void *self, struct screens *s, int result); /* the screen above has left */
    void (*save)(void *self);  /* before lock, log-out, hang-up and quit: keep the draft */
    void (*close)(void *self); /* frees self */
};

struct screens_options {
    struct term *term;
    int64_t (*boot_ms)(void *arg); /* CLOCK_BOOTTIME in ms: counts while the PC sleeps */
    void *arg;                     /* of boot_ms */
    int idle_lock_s;               /* 900; 0 = never */
    bool demo;
    void *shared; /* whatever the concrete screens share (session, station, clock): screens_shared() */
};

int screens_new(struct screens **s, const struct screens_options *options, struct err *e);
/* Closes what is left. NULL is allowed. */
void screens_free(struct screens *s);
void *screens_shared(const struct screens *s);
struct term *screens_term(const struct screens *s);
void screens_set_idle(struct screens *s, int idle_lock_s);

/* A new screen as far as it could be made: put on top when rc is 0, else closed; returns rc. */
int screens_begin(struct screens *s, const struct screen_ops *ops, void *self, int rc, struct err *e);
/* Puts a screen on top. self becomes the stack's, also when this fails (then it is closed at once). From a handler:
 * return SCREEN_REDRAW (or anything but LEAVE) after it. */
int screens_push(struct screens *s, const struct screen_ops *ops, void *self, struct err *e);
/* In the place of the top one, which is closed after its handler has returned. */
int screens_replace(struct screens *s, const struct screen_ops *ops, void *self, struct err *e);
/* What resume() or screens_modal() gets when the top one leaves; 0 otherwise. */
void screens_leave_with(struct screens *s, int result);
/* Leaves all but the lowest screen after this handler (home key). */
void screens_home(struct screens *s);
int screens_depth(const struct screens *s);

/* Runs until the stack is empty or ended. */
enum screen_end screens_run(struct screens *s);
/* For dialogs, out of a handler: pushes, runs until that screen has left, returns its result. When the whole stack
 * ends meanwhile (lock, hang-up) the result is -1: the handler gives up as for a cancel, and what it returns no
 * longer counts. */
int screens_modal(struct screens *s, const struct screen_ops *ops, void *self, struct err *e);
/* The stack is ending: a long piece of work stops at the next good place. */
bool screens_ending(const struct screens *s);

/* The message line; stays until the next key. */
void screens_say(struct screens *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The sentence of an error, with its clause. Always returns SCREEN_REDRAW, so that handlers can return it. */
enum screen_next screens_error(struct screens *s, const struct err *e);
/* Before anything longer than half a second: the sentence is on the screen when this returns. */
void screens_busy(struct screens *s, const char *text);

/* The frame of the screen being drawn: title, foot sentences, message, デモ, key bar of its own and the global
 * commands. Returns the body. `foot` may be NULL, else FRAME_FOOT pointers, NULL ends. */
struct area screens_frame(struct screens *s, struct draw *d, const char *title, const char *right,
                          const char *const *foot);
/* The key bar's text of a popup's commands ("Enter 許可  Esc やめる"); returns buf. */
const char *screens_keys(struct screens *s, char *buf, size_t size);

#endif

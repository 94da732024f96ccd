/* screen_stack — what screen.c (stack and loop) and screen_frame.c (frame, key bar, help) share; nobody else
 * includes it. */
#ifndef KANRIBO_SCREENS_SCREEN_STACK_H
#define KANRIBO_SCREENS_SCREEN_STACK_H

#include <stdbool.h>
#include <stdint.h>

#include "screens/screen.h"

enum { SCREENS_DEPTH = 32, MESSAGE_BYTES = ERR_TEXT_BYTES + ERR_CLAUSE_BYTES + 16, TICK_MS = 1000 };

struct layer {
    const struct screen_ops *ops;
    void *self;
    bool dead; /* closed when the handler that runs has returned */
};

struct screens {
    struct screens_options options;
    struct layer layer[SCREENS_DEPTH];
    int count;
    int drawing; /* layer whose draw() runs */
    int result;  /* for resume() or screens_modal() */
    bool dirty, repaint;
    bool ended;
    enum screen_end end;
    int64_t last_key_ms, last_tick_ms;
    char message[MESSAGE_BYTES];
    enum draw_role message_role;
};

/* The topmost layer that is no popup. */
int screens_base(const struct screens *s);
/* Is somebody signed in on the screen shown? */
bool screens_open(const struct screens *s);
/* The help of the top screen, on top of it. */
int screens_push_help(struct screens *s, struct err *e);
/* Draws all that is visible. */
void screens_draw(struct screens *s);

#endif

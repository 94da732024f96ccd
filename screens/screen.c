/* The stack of screens and the loop. */
#include "screens/screen.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/text.h"
#include "screens/screen_stack.h"

#include "forms/banned.h"

int screens_new(struct screens **out, const struct screens_options *options, struct err *e)
{
    struct screens *s = calloc(1, sizeof *s);
    *out = s;
    if (!s)
        return err_memory(e);
    s->options = *options;
    s->last_key_ms = s->last_tick_ms = options->boot_ms(options->arg);
    return 0;
}

static void layer_close(struct layer *layer)
{
    if (layer->ops->close)
        layer->ops->close(layer->self);
}

static void close_all(struct screens *s)
{
    while (s->count > 0)
        layer_close(&s->layer[--s->count]);
}

void screens_free(struct screens *s)
{
    if (!s)
        return;
    close_all(s);
    explicit_bzero(s, sizeof *s);
    free(s);
}

void *screens_shared(const struct screens *s)
{
    return s->options.shared;
}

struct term *screens_term(const struct screens *s)
{
    return s->options.term;
}

void screens_set_idle(struct screens *s, int idle_lock_s)
{
    s->options.idle_lock_s = idle_lock_s;
}

int screens_depth(const struct screens *s)
{
    return s->count;
}

int screens_push(struct screens *s, const struct screen_ops *ops, void *self, struct err *e)
{
    struct layer layer = {.ops = ops, .self = self};
    if (s->count == SCREENS_DEPTH) {
        layer_close(&layer);
        return err_set(e, ERR_REFUSED, "画面を重ねすぎています。Esc で前の画面に戻ってください。");
    }
    s->layer[s->count++] = layer;
    s->dirty = true;
    return 0;
}

int screens_begin(struct screens *s, const struct screen_ops *ops, void *self, int rc, struct err *e)
{
    if (rc == 0)
        return screens_push(s, ops, self, e);
    ops->close(self);
    return rc;
}

int screens_replace(struct screens *s, const struct screen_ops *ops, void *self, struct err *e)
{
    int old = s->count - 1;
    int r = screens_push(s, ops, self, e);
    if (r == 0 && old >= 0)
        s->layer[old].dead = true;
    return r;
}

void screens_leave_with(struct screens *s, int result)
{
    s->result = result;
}

void screens_home(struct screens *s)
{
    for (int i = 1; i < s->count; i++)
        s->layer[i].dead = true;
}

bool screens_ending(const struct screens *s)
{
    return s->ended;
}

static void end(struct screens *s, enum screen_end why)
{
    if (!s->ended)
        s->end = why;
    s->ended = true;
}

/* Closes the dead layers from `from` on: those below belong to handlers that are still running. */
static void sweep(struct screens *s, int from)
{
    int kept = from;
    struct layer gone[SCREENS_DEPTH];
    int gone_count = 0;
    for (int i = from; i < s->count; i++) {
        if (s->layer[i].dead)
            gone[gone_count++] = s->layer[i];
        else
            s->layer[kept++] = s->layer[i];
    }
    if (s->count > from)
        s->count = kept;
    while (gone_count > 0)
        layer_close(&gone[--gone_count]);
}

static void apply_next(struct screens *s, int layer, enum screen_next next)
{
    static const enum screen_end ends[] = {
        [SCREEN_LOCK] = SCREEN_END_LOCK, [SCREEN_LOGOUT] = SCREEN_END_LOGOUT, [SCREEN_QUIT] = SCREEN_END_QUIT};
    switch (next) {
    case SCREEN_STAY:
        break;
    case SCREEN_REPAINT:
        s->repaint = true;
        s->dirty = true;
        break;
    case SCREEN_REDRAW:
        s->dirty = true;
        break;
    case SCREEN_LEAVE:
        s->layer[layer].dead = true;
        break;
    default:
        end(s, ends[next]);
    }
}

/* A handler of `layer` has returned: what it asked for, then the screens that are on top now hear that the one above
 * has left. */
static void after(struct screens *s, int base, int layer, enum screen_next next)
{
    apply_next(s, layer, next);
    for (;;) {
        int before = s->count;
        sweep(s, base);
        if (s->count != before)
            s->dirty = true;
        if (s->ended || s->count <= base || s->count > layer)
            return;
        layer = s->count - 1;
        const struct layer *top = &s->layer[layer];
        int result = s->result;
        s->result = 0;
        if (top->ops->resume)
            apply_next(s, layer, top->ops->resume(top->self, s, result));
    }
}

static void tick(struct screens *s, int base)
{
    s->last_tick_ms = s->options.boot_ms(s->options.arg);
    for (int i = screens_base(s); i < s->count; i++) {
        const struct layer *layer = &s->layer[i];
        int count = s->count;
        if (!layer->ops->tick)
            continue;
        enum screen_next next = layer->ops->tick(layer->self, s);
        if (next != SCREEN_LEAVE || i == s->count - 1)
            after(s, base, i, next);
        if (s->ended || s->count != count)
            return;
    }
}

static bool idle_too_long(const struct screens *s)
{
    int64_t idle = s->options.boot_ms(s->options.arg) - s->last_key_ms;
    return s->options.idle_lock_s > 0 && screens_open(s) && idle >= (int64_t)s->options.idle_lock_s * 1000;
}

/* Keys that mean the same everywhere. true = done. */
static bool global_key(struct screens *s, const struct key *key)
{
    struct err e;
    int command = command_find(command_global, key, false);
    if ((command == COMMAND_LOCK || command == COMMAND_LOGOUT) && !screens_open(s))
        return false;
    switch (command) {
    case COMMAND_HELP:
        if (screens_push_help(s, &e) != 0)
            screens_error(s, &e);
        return true;
    case COMMAND_LOCK:
        end(s, SCREEN_END_LOCK);
        return true;
    case COMMAND_LOGOUT:
        end(s, SCREEN_END_LOGOUT);
        return true;
    case COMMAND_REDRAW:
        s->dirty = s->repaint = true;
        return true;
    default:
        return false;
    }
}

static bool too_small(const struct screens *s)
{
    const struct draw *d = term_draw(s->options.term);
    return draw_rows(d) < TERM_MIN_ROWS || draw_cols(d) < TERM_MIN_COLS;
}

static void screen_key(struct screens *s, int base, const struct key *key)
{
    int top = s->count - 1;
    const struct layer *layer = &s->layer[top];
    const struct screen_ops *ops = layer->ops;
    bool letters = !ops->typing || !ops->typing(layer->self);
    int command = command_find(ops->commands, key, letters);
    if (command != COMMAND_NONE && ops->offers && !ops->offers(layer->self, command))
        command = COMMAND_NONE;
    after(s, base, top, ops->handle(layer->self, s, key, command));
}

static void take_key(struct screens *s, int base, const struct key *key)
{
    if (key->code == K_HANGUP) {
        end(s, SCREEN_END_HANGUP);
        return;
    }
    if (key->code == K_RESIZE) {
        s->dirty = s->repaint = true;
        return;
    }
    if (idle_too_long(s)) { /* the PC slept: this key came too late to mean anything */
        end(s, SCREEN_END_LOCK);
        return;
    }
    s->last_key_ms = s->options.boot_ms(s->options.arg);
    if (s->message[0] != '\0')
        s->dirty = true;
    s->message[0] = '\0';
    if (key->code == K_INVALID)
        screens_say(s, "端末から UTF-8 でない文字が届きました。端末の文字コードを UTF-8 にしてください。");
    else if (!too_small(s) || command_find(command_global, key, false) == COMMAND_LOCK)
        if (!global_key(s, key))
            screen_key(s, base, key);
}

static void loop(struct screens *s, int base)
{
    struct term *term = s->options.term;
    while (!s->ended && s->count > base) {
        struct key key;
        if (s->dirty && !term_waiting(term))
            screens_draw(s);
        bool got = term_read(term, &key, TICK_MS) == 1;
        if (got)
            take_key(s, base, &key);
        else if (idle_too_long(s))
            end(s, SCREEN_END_LOCK);
        explicit_bzero(&key, sizeof key); /* it may be a letter of a passphrase */
        bool due = s->options.boot_ms(s->options.arg) - s->last_tick_ms >= TICK_MS;
        if (!s->ended && s->count > base && (!got || due))
            tick(s, base);
    }
}

enum screen_end screens_run(struct screens *s)
{
    s->ended = false;
    s->dirty = s->repaint = true;
    s->last_key_ms = s->options.boot_ms(s->options.arg);
    loop(s, 0);
    if (!s->ended)
        end(s, SCREEN_END_QUIT);
    if (s->end != SCREEN_END_QUIT) /* dark at once, saved after */
        term_clear_for_lock(s->options.term);
    for (int i = s->count - 1; i >= 0; i--)
        if (s->layer[i].ops->save)
            s->layer[i].ops->save(s->layer[i].self);
    close_all(s);
    return s->end;
}

int screens_modal(struct screens *s, const struct screen_ops *ops, void *self, struct err *e)
{
    int base = s->count;
    s->result = 0;
    if (screens_push(s, ops, self, e) != 0)
        return -1;
    loop(s, base);
    int result = s->result;
    s->result = 0;
    s->dirty = true;
    bool home = base > 0 && s->layer[base - 1].dead;
    if (!s->ended)
        return home ? -1 : result;
    /* The caller's memory may be the screen's: it is saved and closed before that goes. */
    while (s->count > base) {
        const struct layer *layer = &s->layer[--s->count];
        if (layer->ops->save)
            layer->ops->save(layer->self);
        if (layer->ops->close)
            layer->ops->close(layer->self);
    }
    return -1;
}

static void __attribute__((format(printf, 3, 0)))
say(struct screens *s, enum draw_role role, const char *format, va_list args)
{
    char text[MESSAGE_BYTES]; /* the arguments may point into the old message */
    if (vsnprintf(text, sizeof text, format, args) < 0)
        text[0] = '\0';
    s->message[0] = '\0';
    text_append(s->message, sizeof s->message, text);
    s->message_role = role;
    s->dirty = true;
}

void screens_say(struct screens *s, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(s, ROLE_PLAIN, format, args);
    va_end(args);
}

enum screen_next screens_error(struct screens *s, const struct err *e)
{
    if (e->clause[0] != '\0' && !strstr(e->text, e->clause))
        screens_say(s, "%s (%s)", e->text, e->clause);
    else
        screens_say(s, "%s", e->text);
    s->message_role = ROLE_ERROR;
    return SCREEN_REDRAW;
}

void screens_busy(struct screens *s, const char *text)
{
    screens_say(s, "%s", text);
    screens_draw(s);
    s->message[0] = '\0';
    s->dirty = true;
}

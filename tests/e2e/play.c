#include "tests/e2e/play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

static bool move_is_none(const struct move *m)
{
    return m->wait == NULL && m->gone == NULL && m->type == NULL && m->keys[0] == NULL;
}

static bool move_make(struct pty *p, const struct move *m)
{
    if (m->wait != NULL && !pty_try_wait(p, m->wait, stage_patience()))
        return false;
    if (m->gone != NULL && !pty_try_gone(p, m->gone, stage_patience()))
        return false;
    if (m->type != NULL && !pty_try_send(p, m->type))
        return false;
    return m->keys[0] == NULL || pty_try_keys(p, m->keys);
}

bool play_try(struct pty *p, const struct move moves[])
{
    for (size_t i = 0; !move_is_none(&moves[i]); i++)
        if (!move_make(p, &moves[i]))
            return false;
    return true;
}

void play_at(struct pty *p, const struct move moves[], const char *file, int line)
{
    for (size_t i = 0; !move_is_none(&moves[i]); i++) {
        const struct move *m = &moves[i];

        if (move_make(p, m))
            continue;
        fprintf(stderr, "%s:%d: move %zu (wait \"%s\", gone \"%s\", type \"%s\", key %s) was not played along\n", file,
                line, i, m->wait != NULL ? m->wait : "", m->gone != NULL ? m->gone : "", m->type != NULL ? m->type : "",
                m->keys[0] != NULL ? m->keys[0] : "");
        pty_show(p);
        _fail(file, line);
    }
}

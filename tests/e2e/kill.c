#include "tests/e2e/kill.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct kill_run {
    const struct kill_plan *plan;
    int64_t us; /* the moment: microseconds from kill_begin(), or -1 */
    int change; /* or this change; INT_MAX = none, count only */
    int64_t begun;
};

/* What the undisturbed run measured. */
struct extent {
    int64_t us;
    int changes;
};

static int64_t now_us(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* splitmix64: the same moments for the same seed, on every machine. */
static uint64_t random_next(uint64_t *seed)
{
    uint64_t z = *seed += 0x9e3779b97f4a7c15;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

void kill_begin(struct kill_run *k, struct pty *p)
{
    k->begun = now_us();
    if (k->us >= 0)
        pty_kill_later(p, k->plan->whom, k->us, NULL, 0);
    else if (k->plan->folder != NULL)
        pty_kill_later(p, k->plan->whom, -1, k->plan->folder, k->change);
}

static bool undisturbed(const struct kill_plan *plan, void *state, struct extent *e)
{
    struct kill_run k = {.plan = plan, .us = -1, .change = INT_MAX};
    struct pty *p = plan->start(state);
    bool ok = p != NULL && plan->script(state, &k, p);

    if (ok && k.begun == 0) {
        fputs("the script never calls kill_begin()\n", stderr);
        ok = false;
    }
    if (ok) {
        e->us = now_us() - k.begun;
        pty_read(p);
        e->changes = pty_changes(p);
    } else if (p != NULL) {
        pty_show(p);
    }
    pty_free(p);
    return ok && plan->check(state, false);
}

/* One run with a kill. *killed: it came in time; otherwise the run says anew how long the script takes. */
static bool disturbed(const struct kill_plan *plan, void *state, struct kill_run *k, struct extent *e, bool *killed)
{
    struct pty *p = plan->start(state);
    bool done, ok = p != NULL;

    if (p == NULL)
        return false;
    done = plan->script(state, k, p);
    *killed = pty_killed(p);
    if (done && !*killed)
        e->us = now_us() - k->begun;
    if (!done && !*killed) {
        fputs("the script failed before the kill\n", stderr);
        pty_show(p);
        ok = false;
    }
    pty_kill_forget(p);
    if (ok && *killed && plan->whom == PTY_WORKER && plan->survived != NULL && !plan->survived(state, p)) {
        fputs("the program did not survive its worker\n", stderr);
        pty_show(p);
        ok = false;
    }
    pty_free(p);
    return ok && plan->check(state, *killed);
}

static uint64_t number_from(const char *variable, uint64_t otherwise)
{
    const char *text = getenv(variable);

    return text != NULL && *text != '\0' ? strtoull(text, NULL, 0) : otherwise;
}

bool kill_runs(const struct kill_plan *plan, void *state)
{
    uint64_t seed = number_from("KANRIBO_SEED", (uint64_t)now_us() ^ (uint64_t)getpid() << 40), first = seed;
    int wanted = (int)number_from("KANRIBO_KILLS", (uint64_t)plan->runs), kills = 0;
    struct extent e = {0};

    fprintf(stderr, "# %s: seed %llu\n", plan->name, (unsigned long long)seed);
    if (!undisturbed(plan, state, &e)) {
        fprintf(stderr, "%s: the undisturbed run is wrong\n", plan->name);
        return false;
    }
    fprintf(stderr, "# %s: the script takes %lld ms and changes the folder %d times\n", plan->name,
            (long long)(e.us / 1000), e.changes);
    /* A script that is through before its kill does not count, and there is an end to trying. */
    for (int run = 0; kills < wanted && run < 5 * wanted + 10; run++) {
        struct kill_run k = {.plan = plan, .us = -1};
        bool killed = false;

        if (e.changes > 0 && run % 2 == 1)
            k.change = 1 + (int)(random_next(&seed) % (uint64_t)e.changes);
        else
            k.us = (int64_t)(random_next(&seed) % (uint64_t)(e.us + 1));
        if (!disturbed(plan, state, &k, &e, &killed)) {
            fprintf(stderr, "%s: wrong in run %d (kill %s %lld), KANRIBO_SEED=%llu\n", plan->name, run,
                    k.us >= 0 ? "after µs" : "at change", (long long)(k.us >= 0 ? k.us : k.change),
                    (unsigned long long)first);
            return false;
        }
        kills += killed ? 1 : 0;
    }
    fprintf(stderr, "# %s: %d kills\n", plan->name, kills);
    return kills >= wanted;
}

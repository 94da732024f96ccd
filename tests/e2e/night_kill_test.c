/* kill -9 at random moments of a night: what the screen had said to be recorded is there afterwards, and nothing else is
 * wrong. KANRIBO_KILLS in the environment replaces the number of kills (`make check-kill`: 200 of each). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/e2e/desk.h"
#include "tests/e2e/kill.h"

enum { RUNS = 24, FRESH = 12, MARK_BYTES = 64 };
#define HOME "本日の用務"
#define SECRET "(打った字も長さも表示しません)"
#define RECORDED "許可待ち"
#define PHONE "携帯-08"

struct night {
    struct desk *d;
    int run, since; /* since: runs since the station was put back */
    char mark[MARK_BYTES], other[MARK_BYTES];
    char all[2 * FRESH][MARK_BYTES]; /* purposes that the screen said to be recorded */
    int nall;
    char code[200]; /* what verify printed last */
    bool bystander; /* a second program records at the same time */
    bool asked;     /* it has been told to */
};

static bool inside(struct pty *p, const void *arg)
{
    (void)arg;
    return pty_shows(p, HOME) || pty_shows(p, "— 申請");
}

static void say_failure(const struct night *n, const char *what, const struct result *r)
{
    fprintf(stderr, "run %d: %s: status %d\n%s\n%s\n", n->run, what, r->status, r->out != NULL ? r->out : "",
            r->err != NULL ? r->err : "");
}

/* From home, or from the form of the run before that came back as a draft, which is thrown away: a request is typed. */
static bool fill(struct pty *p, const char *mark)
{
    static const struct move discard[] = {{.keys = {"F6"}}, {.wait = "捨てる", .keys = {"Enter"}}, {.wait = HOME}, {0}};
    const struct move write[] = {
        {.keys = {"F2"}},
        {.wait = "┌─ 持出・使用", .keys = {"Enter"}},
        {.wait = "▶ 端末・機器・番号", .keys = {"Up"}}, /* the kind is the one that he took last */
        {.wait = "▶ 区分", .type = "共有"},
        {.wait = "┌─ 区分", .keys = {"Enter"}},
        {.wait = "▶ 端末・機器・番号", .gone = "┌─ 区分", .type = PHONE},
        {.wait = "┌─ 端末・機器・番号"},
        {.wait = PHONE, .keys = {"Enter"}},
        {.wait = "▶ 目的", .gone = "┌─ 端末", .type = mark},
        {.wait = mark},
        {0},
    };

    if (!pty_try_until(p, inside, NULL, stage_patience()))
        return false;
    return (pty_shows(p, HOME) || play_try(p, discard)) && play_try(p, write);
}

static bool sign_in(struct night *n, struct pty *p, const char *uid)
{
    const struct move moves[] = {
        {.wait = "利用者ID", .type = uid, .keys = {"Enter"}},
        {.wait = SECRET, .type = station_officer(&n->d->station, uid)->passphrase, .keys = {"Enter"}},
        {0},
    };

    return play_try(p, moves);
}

static struct pty *start(void *state)
{
    struct night *n = state;

    if (n->since == FRESH) {
        desk_restore(n->d);
        n->since = n->nall = 0;
        n->code[0] = '\0';
    }
    n->since++;
    n->run++;
    snprintf(n->mark, sizeof n->mark, "殺試%d号", n->run);
    snprintf(n->other, sizeof n->other, "殺試%d傍", n->run);
    n->asked = false;
    if (n->bystander) {
        n->d->q = station_open(&n->d->station);
        if (n->d->q == NULL || !sign_in(n, n->d->q, "yamada") || !fill(n->d->q, n->other))
            return NULL;
    }
    return station_open(&n->d->station);
}

/* A sign-in that is cut off counts as a failed one, and five in a row make its owner wait: each run has another. */
static const char *applicant(const struct night *n)
{
    static const char *const uids[] = {"tanaka", "sato", "yoshida", "takada"};

    return uids[n->run % (int)(sizeof uids / sizeof uids[0])];
}

/* One request, noted once the screen says that it is recorded. */
static bool script(void *state, struct kill_run *k, struct pty *p)
{
    struct night *n = state;

    if (!n->bystander) {
        kill_begin(k, p);
        if (!sign_in(n, p, applicant(n)) || !fill(p, n->mark) || !pty_try_keys(p, PTY_ARGV("F2")))
            return false;
    } else { /* the moments lie in the commit itself, while the other one waits for the lock */
        if (!sign_in(n, p, applicant(n)) || !fill(p, n->mark))
            return false;
        kill_begin(k, p);
        n->asked = true;
        if (!pty_try_keys(p, PTY_ARGV("F2")) || !pty_try_keys(n->d->q, PTY_ARGV("F2")))
            return false;
    }
    if (!pty_try_wait(p, RECORDED, stage_patience()))
        return false;
    memcpy(n->all[n->nall++], n->mark, sizeof n->mark);
    return true;
}

/* Whoever waited while the other was killed has his own recorded. */
static bool bystander_done(struct night *n)
{
    struct pty *q = n->d->q;
    bool ok = (n->asked || pty_try_keys(q, PTY_ARGV("F2"))) && pty_try_wait(q, RECORDED, stage_patience());

    if (!ok)
        pty_show(q);
    else
        memcpy(n->all[n->nall++], n->other, sizeof n->other);
    pty_free(q);
    n->d->q = NULL;
    return ok;
}

/* Everything that was said to be recorded is in the list, once. */
static bool nothing_lost(struct night *n)
{
    struct result r;
    bool ok = station_try(&n->d->station, &r, station_officer(&n->d->station, "watanabe"),
                          PTY_ARGV("list", "--form", "3", "--where", "目的:殺試", "--json")) == 0;

    for (int i = 0; ok && i < n->nall; i++) {
        const char *first = strstr(r.out, n->all[i]);

        ok = first != NULL && strstr(first + 1, n->all[i]) == NULL;
        if (!ok)
            fprintf(stderr, "%s is %s\n", n->all[i], first == NULL ? "lost" : "there twice");
    }
    if (!ok)
        say_failure(n, "list", &r);
    result_release(&r);
    return ok;
}

/* Verifies, and the code printed before is still on the way. */
static bool check(void *state, bool killed)
{
    static const char label[] = "照合符号 ";
    struct night *n = state;
    const struct officer *chief = station_officer(&n->d->station, "watanabe");
    struct result r;
    const char *at;
    bool others = !n->bystander || bystander_done(n);
    int status = n->code[0] != '\0' ? station_try(&n->d->station, &r, chief, PTY_ARGV("verify", "--code", n->code))
                                    : station_try(&n->d->station, &r, chief, PTY_ARGV("verify"));

    (void)killed;
    at = status == 0 ? strstr(r.out, label) : NULL;
    if (at != NULL)
        snprintf(n->code, sizeof n->code, "%.*s", (int)strcspn(at + strlen(label), "\n"), at + strlen(label));
    else
        say_failure(n, "verify", &r);
    result_release(&r);
    return others && at != NULL && nothing_lost(n);
}

/* Without its worker the program puts the terminal right, says so and ends. */
static bool survived(void *state, struct pty *p)
{
    int status = -1;

    (void)state;
    return pty_try_wait(p, "途中で終わりました", stage_patience()) && pty_try_exit(p, &status, stage_patience()) &&
           status == 1 && !pty_alternate(p);
}

static void nothing_is_lost_when_the_group_is_killed(void **state)
{
    struct night n = {.d = *state};
    const struct kill_plan plan = {.name = "group",
                                   .runs = RUNS,
                                   .whom = PTY_GROUP,
                                   .folder = n.d->station.dir,
                                   .start = start,
                                   .script = script,
                                   .check = check};

    assert_true(kill_runs(&plan, &n));
}

static void nothing_is_lost_when_the_worker_is_killed(void **state)
{
    struct night n = {.d = *state};
    const struct kill_plan plan = {.name = "worker",
                                   .runs = RUNS,
                                   .whom = PTY_WORKER,
                                   .folder = n.d->station.dir,
                                   .start = start,
                                   .script = script,
                                   .survived = survived,
                                   .check = check};

    assert_true(kill_runs(&plan, &n));
}

static void nothing_is_lost_when_another_waits_for_the_lock(void **state)
{
    struct night n = {.d = *state, .bystander = true};
    const struct kill_plan plan = {.name = "bystander",
                                   .runs = RUNS,
                                   .whom = PTY_GROUP,
                                   .folder = n.d->station.dir,
                                   .start = start,
                                   .script = script,
                                   .check = check};

    assert_true(kill_runs(&plan, &n));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_is_lost_when_the_group_is_killed, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(nothing_is_lost_when_the_worker_is_killed, desk_open, desk_close),
        cmocka_unit_test_setup_teardown(nothing_is_lost_when_another_waits_for_the_lock, desk_open, desk_close),
    };
    return desk_run(tests);
}

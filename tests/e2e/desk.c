#include "tests/e2e/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What only the home screen has; what stands where a passphrase is asked. */
#define HOME "本日の用務"
#define SECRET "(打った字も長さも表示しません)"

static struct desk origin;

bool desk_possible(void)
{
    if (!stage_clock_possible())
        puts("1..0 # SKIP no clock that can be moved");
    return stage_clock_possible();
}

int desk_group_open(void **state)
{
    (void)state;
    origin.stage = stage_new();
    if (origin.stage == NULL)
        return -1;
    stage_clock(origin.stage, 2026, 11, 23, 22, 10);
    station_demo(&origin.station, origin.stage);
    return 0;
}

int desk_group_close(void **state)
{
    (void)state;
    station_release(&origin.station);
    stage_free(origin.stage);
    return 0;
}

static int open_desk(void **state, bool all)
{
    struct desk *d = calloc(1, sizeof *d);
    struct result r;

    *state = d;
    if (d == NULL)
        return -1;
    d->stage = stage_new();
    if (d->stage == NULL)
        return -1;
    if (all)
        stage_clock_all(d->stage);
    stage_clock(d->stage, 2026, 11, 23, 22, 10);
    d->station = origin.station;
    d->station.stage = d->stage;
    d->station.dir = stage_path(d->stage, "data/station");
    command_must(d->stage, &r, 0, NULL, "/bin/cp", "-a", origin.station.dir, d->station.dir);
    result_release(&r);
    return 0;
}

int desk_open(void **state)
{
    return open_desk(state, false);
}

int desk_open_all_clocks(void **state)
{
    return open_desk(state, true);
}

int desk_close(void **state)
{
    struct desk *d = *state;

    pty_free(d->p);
    pty_free(d->q);
    free(d->station.dir);
    stage_free(d->stage);
    free(d);
    return 0;
}

void desk_restore(struct desk *d)
{
    struct result r;

    command_must(d->stage, &r, 0, NULL, "/bin/rm", "-rf", d->station.dir);
    result_release(&r);
    command_must(d->stage, &r, 0, NULL, "/bin/cp", "-a", origin.station.dir, d->station.dir);
    result_release(&r);
}

/* ---- sign in ---- */

bool desk_try_in(struct desk *d, struct pty *p, const char *uid)
{
    const struct move moves[] = {
        {.wait = "利用者ID", .type = uid, .keys = {"Enter"}},
        {.wait = SECRET, .type = station_officer(&d->station, uid)->passphrase, .keys = {"Enter"}},
        {.wait = HOME},
        {0},
    };

    return play_try(p, moves);
}

void desk_type_in(struct desk *d, struct pty *p, const char *uid)
{
    if (!desk_try_in(d, p, uid)) {
        pty_show(p);
        fail_msg("%s could not sign in", uid);
    }
}

struct pty *desk_sign_in(struct desk *d, const char *uid)
{
    struct pty *p = station_open(&d->station);

    assert_non_null(p);
    if (d->p == NULL)
        d->p = p;
    else
        d->q = p;
    desk_type_in(d, p, uid);
    return p;
}

/* ---- a night ---- */

bool desk_try_take_out(struct pty *p, const char *phone, const char *purpose)
{
    const struct move moves[] = {
        {.wait = HOME, .keys = {"F2"}},
        {.wait = "┌─ 持出・使用", .keys = {"Enter"}}, /* the first: 様式第3号 申請 */
        {.wait = "▶ 端末・機器・番号", .type = phone},
        {.wait = "┌─ 端末・機器・番号"},
        {.wait = phone, .keys = {"Enter"}},
        {.wait = "▶ 目的", .gone = "┌─ 端末", .type = purpose},
        {.wait = purpose, .keys = {"F4"}},
        {.wait = "┌─ 許可"},
        {0},
    };

    return play_try(p, moves);
}

void desk_take_out(struct pty *p, const char *phone, const char *purpose)
{
    if (!desk_try_take_out(p, phone, purpose)) {
        pty_show(p);
        fail_msg("%s could not be taken out", phone);
    }
}

void desk_refused(struct pty *p, const char *uid, const char *const words[])
{
    pty_keys(p, "C-u");
    pty_send(p, uid);
    pty_keys(p, "Enter");
    for (int i = 0; words[i] != NULL; i++)
        pty_wait(p, words[i]);
    assert_false(pty_shows(p, SECRET));
}

void desk_permit(struct desk *d, struct pty *p, const char *uid)
{
    desk_permit_to(d, p, uid, HOME);
}

void desk_permit_to(struct desk *d, struct pty *p, const char *uid, const char *shown)
{
    pty_keys(p, "C-u");
    pty_send(p, uid);
    pty_keys(p, "Enter");
    pty_wait(p, SECRET);
    pty_send(p, station_officer(&d->station, uid)->passphrase);
    pty_keys(p, "Enter");
    pty_wait(p, shown);
}

/* ---- afterwards ---- */

void desk_verify(struct desk *d, int expected)
{
    struct result r;

    station_must(&d->station, &r, expected, station_officer(&d->station, "watanabe"), "verify");
    result_release(&r);
}

int desk_rows(struct desk *d, const char *line)
{
    struct result r;
    int n = 0;

    station_must(&d->station, &r, 0, station_officer(&d->station, "watanabe"), "list", "--form", "3", "--where", line,
                 "--json");
    for (const char *at = r.out; (at = strchr(at, '\n')) != NULL; at++)
        n++;
    result_release(&r);
    return n;
}

/* demo — making the station and its people; its year: demo_year.c. See demo.h. */
#include "app/demo.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/account.h"
#include "app/demo_inside.h"
#include "app/roster.h"
#include "app/session_impl.h"
#include "app/setup.h"
#include "db/passphrase.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { DEMO_DAYS = 365, OPENING = 9 * 60, POSTS_MOST = 8 };
#define DEMO_MARK "demo"

/* SplitMix64: the same numbers everywhere. */
uint64_t demo_random(uint64_t *seed, uint64_t below)
{
    uint64_t z = (*seed += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (z ^ (z >> 31)) % below;
}

static int64_t demo_clock(void *arg)
{
    const struct demo *demo = arg;
    return demo->now;
}

int demo_person(const char *uid)
{
    int i = 0;
    while (demo_people[i].uid != NULL && strcmp(demo_people[i].uid, uid) != 0)
        i++;
    return i;
}

int demo_duty_of(const struct demo *demo, struct date date)
{
    static const char *const turn[] = {"suzuki", "takahashi", "kobayashi"};
    struct date tonight = date_of(world_now(demo->outer) - 8 * 3600 - 1800); /* a night lasts until half past eight */
    int64_t days = date_days(date) - date_days(tonight);
    return demo_person(turn[((days % 3) + 3) % 3]);
}

/* ---- the mark: a real station's directory never has one ---- */

static bool mark_stat(struct stat *st, const char *dir)
{
    char path[4096];
    text_format(path, sizeof path, "%s/" DEMO_MARK, dir);
    return lstat(path, st) == 0 && S_ISREG(st->st_mode);
}

bool demo_is(const char *dir)
{
    struct stat st;
    return mark_stat(&st, dir);
}

/* The mark is empty until the demo is whole. */
int demo_find(const char *dir, struct err *e)
{
    struct stat st;
    if (mark_stat(&st, dir))
        return st.st_size > 0 ? 0
                              : err_refuse(e, NULL,
                                           "%s のデモは、作る途中で終わっています。フォルダごと消してから、もう一度"
                                           "実行してください。",
                                           dir);
    if (station_exists(dir))
        return err_refuse(e, NULL, "%s には本物の所属があります。デモは別のフォルダに作ってください。", dir);
    return err_set(e, ERR_NOT_FOUND, "%s にデモはありません。", dir);
}

static int open_mark(int *fd, const char *dir, int flags, struct err *e)
{
    char path[4096];
    text_format(path, sizeof path, "%s/" DEMO_MARK, dir);
    *fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | flags, 0600);
    return *fd >= 0 ? 0
                    : err_set(e, ERR_IO, "%s を書けません: %s", path, err_reason((char[ERR_REASON_BYTES]){0}, errno));
}

static int make_mark(const char *dir, struct err *e)
{
    int fd, rc = 0;
    if (mkdir(dir, 0700) != 0 && errno != EEXIST)
        return err_set(e, ERR_IO, "%s を作れません: %s", dir, err_reason((char[ERR_REASON_BYTES]){0}, errno));
    rc = open_mark(&fd, dir, O_CREAT | O_EXCL, e);
    if (rc == 0)
        (void)close(fd);
    return rc;
}

static int finish_mark(const char *dir, struct err *e)
{
    static const char whole[] = "kanribo demo\n";
    int fd, rc = open_mark(&fd, dir, 0, e);
    if (rc != 0)
        return rc;
    if (write(fd, whole, sizeof whole - 1) != (ssize_t)(sizeof whole - 1) || fsync(fd) != 0)
        rc = err_set(e, ERR_IO, "デモの印を書けません: %s", err_reason((char[ERR_REASON_BYTES]){0}, errno));
    return close(fd) == 0
               ? rc
               : err_set(e, ERR_IO, "デモの印を書けません: %s", err_reason((char[ERR_REASON_BYTES]){0}, errno));
}

static void remove_mark(const char *dir)
{
    char path[4096];
    text_format(path, sizeof path, "%s/" DEMO_MARK, dir);
    (void)unlink(path);
}

/* ---- people ---- */

static int add_person(struct demo *demo, const struct demo_person *p, char code[CODE_BYTES], struct err *e)
{
    char keys[NAME_BYTES];
    const char *posts[POSTS_MOST + 1] = {NULL};
    int n = 0;
    text_format(keys, sizeof keys, "%s", p->posts);
    for (char *key = keys, *bar; key != NULL && n < POSTS_MOST; key = bar != NULL ? bar + 1 : NULL) {
        bar = strchr(key, '|');
        if (bar != NULL)
            *bar = '\0';
        if (strcmp(key, "staff") != 0)
            posts[n++] = key;
    }
    return account_add_person(demo->session, p->uid, p->name, p->kana, p->rank, p->section, posts, code, e);
}

/* His own first sign-in with the code, his own passphrase. */
static int enrol(struct demo *demo, const struct demo_person *p, const char *code, struct err *e)
{
    struct secret symbols = {0}, passphrase = {0};
    struct session *his = NULL;
    int rc = passphrase_read(&symbols, code, strlen(code), e);
    if (rc == 0)
        rc = passphrase_read(&passphrase, p->passphrase, strlen(p->passphrase), e);
    if (rc == 0)
        rc = account_judge(&passphrase, p->uid, p->name, "白河署", e);
    if (rc == 0)
        rc = session_enrol(&his, &demo->world, p->uid, &symbols, &passphrase, e);
    secret_release(&symbols);
    secret_release(&passphrase);
    return rc != 0 ? rc : session_close(his, "sign_out", e);
}

static int identify(struct demo *demo, int i, struct err *e)
{
    struct secret passphrase = {0};
    int rc = passphrase_read(&passphrase, demo_people[i].passphrase, strlen(demo_people[i].passphrase), e);
    if (rc == 0)
        rc = station_identify(&demo->identities[i], session_station(demo->session), demo_people[i].uid, &passphrase,
                              demo->now, e);
    secret_release(&passphrase);
    if (rc == 0)
        text_format(demo->people[i], VALUE_BYTES, "%s %s", identity_person(demo->identities[i]), demo_people[i].name);
    return rc;
}

static int make_people(struct demo *demo, struct err *e)
{
    int rc = 0;
    for (int i = 1; rc == 0 && demo_people[i].uid != NULL; i++) {
        char code[CODE_BYTES];
        if (demo->outer->progress != NULL)
            demo->outer->progress(demo->outer->progress_arg, "デモの職員", i, DEMO_PEOPLE);
        rc = add_person(demo, &demo_people[i], code, e);
        if (rc == 0)
            rc = enrol(demo, &demo_people[i], code, e);
        if (rc == 0)
            rc = identify(demo, i, e);
        crypto_wipe(code, sizeof code);
        demo->now += 60;
    }
    text_format(demo->people[0], VALUE_BYTES, "%s %s", session_person(demo->session), demo_people[0].name);
    return rc;
}

static int found(struct demo *demo, struct err *e)
{
    const struct demo_person *p = &demo_people[0];
    struct secret passphrase = {0};
    struct setup setup = {.unit = "600",
                          .uid = p->uid,
                          .name = p->name,
                          .kana = p->kana,
                          .rank = p->rank,
                          .passphrase = &passphrase,
                          .demo = true};
    int rc = passphrase_read(&passphrase, p->passphrase, strlen(p->passphrase), e);
    if (rc == 0)
        rc = setup_found(&demo->session, &setup, &demo->world, e);
    secret_release(&passphrase);
    return rc;
}

/* ---- roster ---- */

static int make_roster(struct demo *demo, struct err *e)
{
    struct date month = date_month_first(date_of(demo->start));
    struct date last = date_add_months(date_month_first(date_of(world_now(demo->outer))), 1);
    int rc = session_as(demo->session, NULL, e);
    for (; rc == 0 && date_compare(month, last) <= 0; month = date_add_months(month, 1)) {
        struct roster_month shifts;
        char persons[31 * 2][ENTRY_ID_BYTES];
        rc = roster_load(&shifts, demo->session, month, e);
        for (int i = 0; rc == 0 && i < shifts.n; i++)
            reference_id(persons[i], demo->people[demo_duty_of(demo, shifts.cells[i].shift.date)]);
        if (rc == 0)
            rc = roster_save(demo->session, &shifts, (const char(*)[ENTRY_ID_BYTES])persons, e);
        demo->now += 60;
    }
    return rc;
}

/* ---- all of it ---- */

static int make_all(struct demo *demo, struct err *e)
{
    int rc = found(demo, e);
    if (rc == 0)
        rc = make_people(demo, e);
    if (rc == 0) /* everybody is known: from here on nobody signs in */
        rc = station_rush(session_station(demo->session), e);
    if (rc == 0)
        rc = demo_begin(demo, e);
    if (rc == 0)
        rc = make_roster(demo, e);
    if (rc == 0)
        rc = demo_live(demo, e);
    if (rc == 0)
        rc = station_settle(session_station(demo->session), e);
    return rc;
}

void demo_set(struct demo *demo, const struct world *outer)
{
    struct date today = date_of(world_now(outer));
    demo->outer = outer;
    demo->start = date_at(date_add_days(today, -DEMO_DAYS), OPENING);
    demo->now = demo->start;
    demo->seed = (uint64_t)date_days(today);
}

int demo_make(const struct world *world, struct err *e)
{
    struct demo *demo = calloc(1, sizeof *demo);
    int rc, closed;
    if (demo == NULL)
        return err_memory(e);
    demo_set(demo, world);
    demo->world = (struct world){.dir = world->dir, .pc = world->pc, .now = demo_clock, .arg = demo, .kdf_floor = true};
    rc = demo_find(world->dir, e);
    if (rc == 0)
        rc = err_refuse(e, NULL, "%s には既にデモがあります。", world->dir);
    if (rc == ERR_NOT_FOUND)
        rc = make_mark(world->dir, e);
    if (rc == 0 && (rc = make_all(demo, e)) != 0 && !station_exists(world->dir))
        remove_mark(world->dir); /* a real station may be founded there one day */
    (void)session_as(demo->session, NULL, NULL);
    for (int i = 0; i < DEMO_PEOPLE; i++)
        identity_free(demo->identities[i]);
    closed = session_close(demo->session, "sign_out", rc == 0 ? e : NULL);
    free(demo->things);
    free(demo);
    if (rc == 0)
        rc = closed;
    return rc != 0 ? rc : finish_mark(world->dir, e);
}

#include "tests/screens/duty.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/account.h"
#include "app/act.h"
#include "app/roster.h"
#include "app/setup.h"
#include "app/signin.h"
#include "forms/date.h"
#include "screens/shared.h"
#include "screens/start.h"
#include "tests/screens/fixture.h"

const struct duty_person duty_people[DUTY_PEOPLE] = {
    [DUTY_KANRI] = {"kanri", "管理 一郎", "かんり いちろう", "inspector", "蒼い湖に二羽の鳥が降りて歌った", {0}},
    [DUTY_TANAKA] = {"tanaka", "田中 玲", "たなか れい", "sergeant", "坂の途中で猫が三匹あくびをした", {"staff"}},
    [DUTY_SUZUKI] = {"suzuki",
                     "鈴木 茂",
                     "すずき しげる",
                     "inspector",
                     "四角い月を見たのは夢の中だけだ",
                     {"staff", "duty_officer"}},
    [DUTY_TAKAHASHI] = {"takahashi",
                        "高橋 誠",
                        "たかはし まこと",
                        "inspector",
                        "五つ目の角を曲がると海の匂いだ",
                        {"staff", "duty_officer"}},
    [DUTY_ITO] = {"ito", "伊藤 学", "いとう まなぶ", "inspector", "六月の雨は屋根を静かに叩いていた", {"supervisor"}},
    [DUTY_GIJUTSU] = {"gijutsu",
                      "技術 太郎",
                      "ぎじゅつ たろう",
                      "sergeant",
                      "七色の傘が駅の前に並んでいる",
                      {"technical_administrator"}},
};

static void ok(int rc, const struct err *e)
{
    if (rc != 0)
        fail_msg("%d %s [%s] %s", rc, e->text, e->field, e->clause);
}

int64_t duty_night(void)
{
    return date_at((struct date){2026, 11, 23}, 22 * 60 + 10);
}

static int64_t now(void *arg)
{
    const struct seat *d = arg;
    return d->now;
}

static struct secret secret_of(const char *text)
{
    struct secret s;
    struct err e;
    ok(signin_read(&s, text, strlen(text), &e), &e);
    return s;
}

struct session *duty_session(struct seat *d, enum duty_who who)
{
    struct secret passphrase = secret_of(duty_people[who].passphrase);
    struct session *session;
    struct err e;
    ok(session_open(&session, &d->world, duty_people[who].uid, &passphrase, &e), &e);
    secret_release(&passphrase);
    return session;
}

static void enrol(struct seat *d, struct session *session, const struct duty_person *p)
{
    char code[CODE_BYTES];
    struct err e;
    ok(account_add_person(session, p->uid, p->name, p->kana, p->rank, "地域課", p->posts, code, &e), &e);
    struct secret once = secret_of(code), own = secret_of(p->passphrase);
    struct session *his;
    ok(session_enrol(&his, &d->world, p->uid, &once, &own, &e), &e);
    ok(session_close(his, "sign_out", &e), &e);
    secret_release(&once);
    secret_release(&own);
}

static void add_phone(struct session *session, const char *number)
{
    const char *const pairs[] = {"kind",   "shared_phone", "number", number, "phone_number", "080-1111-1234", "model",
                                 "試験機", "from",         "R8.4.1", NULL};
    char holder[ENTRY_ID_BYTES + NAME_BYTES + 2];
    struct act *act;
    struct err e;
    snprintf(holder, sizeof holder, "%s %s", session_person(session), session_name(session));
    ok(act_new(&act, session, register_find("phone"), NULL, "enter", &e), &e);
    ok(act_set(act, "holder", holder, &e), &e);
    ok(act_type_all(act, pairs, &e), &e);
    ok(act_commit(act, NULL, &e), &e);
    act_free(act);
}

void duty_add_phone(struct seat *d, const char *number)
{
    struct session *session = duty_session(d, DUTY_KANRI);
    struct err e;
    add_phone(session, number);
    ok(session_close(session, "sign_out", &e), &e);
}

static void put_on_roster(struct seat *d, struct session *session, enum duty_who who)
{
    char persons[31 * 2][ENTRY_ID_BYTES] = {{0}};
    struct roster_month month;
    struct shift tonight;
    struct err e;
    struct session *his = duty_session(d, who);
    calendar_shift(session_calendar(session, &e), d->now, &tonight);
    ok(roster_load(&month, session, date_month_first(date_of(d->now)), &e), &e);
    for (int i = 0; i < month.n; i++)
        if (date_compare(month.cells[i].shift.date, tonight.date) == 0 && month.cells[i].shift.part == tonight.part)
            snprintf(persons[i], sizeof persons[i], "%s", session_person(his));
    ok(session_close(his, "sign_out", &e), &e);
    ok(roster_save(session, &month, (const char(*)[ENTRY_ID_BYTES])persons, &e), &e);
}

void duty_empty(struct seat *d)
{
    struct err e;
    *d = (struct seat){.dir = "/tmp/kanribo-duty-XXXXXX", .now = duty_night()};
    assert_non_null(mkdtemp(d->dir));
    strcat(d->dir, "/s");
    d->world = (struct world){.dir = d->dir, .pc = "試験", .now = now, .arg = d, .kdf_floor = true};
    ok(crypto_start(&e), &e);
}

void duty_open(struct seat *d, enum duty_who roster)
{
    const struct duty_person *first = &duty_people[DUTY_KANRI];
    struct session *session;
    struct err e;
    duty_empty(d);
    struct secret passphrase = secret_of(first->passphrase);
    struct setup setup = {.unit = "600",
                          .uid = first->uid,
                          .name = first->name,
                          .kana = first->kana,
                          .rank = first->rank,
                          .passphrase = &passphrase};
    ok(setup_found(&session, &setup, &d->world, &e), &e);
    secret_release(&passphrase);
    for (int i = DUTY_KANRI + 1; i < DUTY_PEOPLE; i++)
        enrol(d, session, &duty_people[i]);
    add_phone(session, "携帯-03");
    add_phone(session, "携帯-07");
    if (roster != DUTY_PEOPLE)
        put_on_roster(d, session, roster);
    ok(session_close(session, "sign_out", &e), &e);
}

static void empty(const char *path)
{
    DIR *dir = opendir(path);
    struct dirent *f;
    while (dir && (f = readdir(dir)) != NULL)
        if (strcmp(f->d_name, ".") != 0 && strcmp(f->d_name, "..") != 0 && unlinkat(dirfd(dir), f->d_name, 0) != 0)
            unlinkat(dirfd(dir), f->d_name, AT_REMOVEDIR);
    if (dir)
        closedir(dir);
    rmdir(path);
}

void duty_close(struct seat *d)
{
    empty(d->dir);
    *strrchr(d->dir, '/') = '\0';
    rmdir(d->dir);
    free(d->shown);
    free(d->before);
}

void duty_sit(struct seat *d)
{
    d->term = open_term(24, d->cols > 0 ? d->cols : 80);
    free(d->shown);
    free(d->before);
    d->shown = strdup("");
    d->before = strdup("");
}

void duty_press(struct seat *d, const int *codes)
{
    for (; *codes != K_NONE; codes++) {
        term_press(d->term, *codes);
        term_press(d->term, K_NONE);
    }
}

void duty_type(struct seat *d, const char *text)
{
    term_type(d->term, text);
    term_press(d->term, K_NONE);
}

void duty_sign(struct seat *d, enum duty_who who)
{
    duty_type(d, duty_people[who].uid);
    DUTY_PRESS(d, K_ENTER);
    duty_type(d, duty_people[who].passphrase);
    DUTY_PRESS(d, K_ENTER);
}

void duty_begin(struct seat *d, const char *way)
{
    DUTY_PRESS(d, K_F2);
    duty_type(d, way);
    DUTY_PRESS(d, K_ENTER);
}

/* The loop asks for the time after every wait: what the screen shows then has been seen. */
static int64_t boot_ms(void *arg)
{
    struct seat *d = arg;
    char *seen = draw_screen_text(term_draw(d->term));
    assert_non_null(seen);
    if (strcmp(seen, d->before) != 0) {
        size_t n = strlen(d->shown), more = strlen(seen);
        char *all = realloc(d->shown, n + more + 2);
        assert_non_null(all);
        memcpy(all + n, seen, more);
        all[n + more] = '\n';
        all[n + more + 1] = '\0';
        d->shown = all;
    }
    free(d->before);
    d->before = seen;
    if (d->then != NULL && strstr(seen, d->when) != NULL) {
        void (*then)(void *arg) = d->then;
        d->then = NULL;
        then(d->then_arg);
    }
    return 0;
}

void duty_run(struct seat *d, const char *uid, bool locked)
{
    const struct start_options options = {
        .world = &d->world, .term = d->term, .boot_ms = boot_ms, .arg = d, .uid = uid, .locked = locked};
    struct err e;
    ok(screens_start(&options, &d->end, d->uid, &e), &e);
    term_close(d->term);
    d->term = NULL;
}

void duty_run_at(struct seat *d, enum duty_who who, int (*open)(struct screens *s, struct err *e))
{
    duty_run_with(d, duty_session(d, who), open);
}

void duty_run_with(struct seat *d, struct session *session, int (*open)(struct screens *s, struct err *e))
{
    struct shared shared = {.world = d->world};
    const struct screens_options stack = {.term = d->term, .boot_ms = boot_ms, .arg = d, .shared = &shared};
    struct err e;
    ok(screens_new(&shared.screens, &stack, &e), &e);
    shared_signed_in(shared.screens, session);
    ok(open(shared.screens, &e), &e);
    d->end = screens_run(shared.screens);
    ok(session_close(shared.session, "sign_out", &e), &e);
    screens_free(shared.screens);
    term_close(d->term);
    d->term = NULL;
}

void duty_saw(const struct seat *d, const char *text)
{
    if (strstr(d->shown, text) == NULL)
        fail_msg("never shown: %s\nthe last picture:\n%s", text, d->before);
}

void duty_saw_not(const struct seat *d, const char *text)
{
    if (strstr(d->shown, text) != NULL)
        fail_msg("shown: %s", text);
}

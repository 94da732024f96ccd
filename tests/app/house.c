#include "tests/app/house.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/account.h"
#include "app/demo.h"
#include "app/roster.h"
#include "app/session_impl.h"
#include "app/setup.h"
#include "app/signin.h"
#include "db/query.h"
#include "db/verify.h"
#include "forms/date.h"

const struct house_person house_people[WHO] = {
    [KANRI] = {"kanri", "管理 一郎", "かんり いちろう", "superintendent", "蒼い湖に二羽の鳥が降りて歌った", {0}},
    [HOJO] = {"hojo", "補助 花", "ほじょ はな", "inspector", "白い帆船が港の外で待っていた", {"deputy_administrator"}},
    [ITO] = {"ito", "伊藤 学", "いとう まなぶ", "inspector", "六月の雨は屋根を静かに叩いていた", {"supervisor"}},
    [SAITO] = {"saito",
               "齋藤 和也",
               "さいとう かずや",
               "assistant_inspector",
               "川べりの柳が風にそよいで眠る",
               {"supervisor"}},
    [SUZUKI] = {"suzuki",
                "鈴木 茂",
                "すずき しげる",
                "assistant_inspector",
                "四角い月を見たのは夢の中だけだ",
                {"duty_officer"}},
    [TAKAHASHI] = {"takahashi",
                   "高橋 誠",
                   "たかはし まこと",
                   "assistant_inspector",
                   "五つ目の角を曲がると海の匂いだ",
                   {"duty_officer"}},
    [TANAKA] = {"tanaka", "田中 玲", "たなか れい", "sergeant", "坂の途中で猫が三匹あくびをした", {0}},
    [SATO] = {"sato", "佐藤 健", "さとう けん", "sergeant", "古い時計が遅れて鐘を鳴らす午後", {0}},
    [GIJUTSU] = {"gijutsu",
                 "技術 太郎",
                 "ぎじゅつ たろう",
                 "chief_clerk",
                 "七色の傘が駅の前に並んでいる",
                 {"technical_administrator"}},
};

void house_ok_at(int rc, const struct err *e, const char *file, int line)
{
    if (rc == 0)
        return;
    print_error("%d %s [%s] %s\n", rc, e->text, e->field, e->clause);
    _fail(file, line);
}

int64_t house_time(int year, int month, int day, int hour, int minute)
{
    return date_at((struct date){year, month, day}, hour * 60 + minute);
}

static int64_t now(void *arg)
{
    const struct house *house = arg;
    return house->now;
}

struct secret house_secret(const char *text)
{
    struct secret s;
    struct err e;
    house_ok(signin_read(&s, text, strlen(text), &e));
    return s;
}

/* ---- a person ---- */

static void enrol(struct house *house, enum who who)
{
    struct secret code, own = house_secret(house_people[who].passphrase);
    struct session *his;
    struct err e;
    code = house_secret(house->codes[who]);
    house_ok(session_enrol(&his, &house->world, house_people[who].uid, &code, &own, &e));
    house_ok(session_close(his, "sign_out", &e));
    secret_release(&code);
    secret_release(&own);
    house->codes[who][0] = '\0';
}

const struct identity *house_identity(struct house *house, enum who who)
{
    struct err e;
    if (who == KANRI)
        return NULL;
    if (house->codes[who][0] != '\0')
        enrol(house, who);
    if (house->identities[who] == NULL) {
        struct secret own = house_secret(house_people[who].passphrase);
        house_ok(station_identify(&house->identities[who], session_station(house->session), house_people[who].uid, &own,
                                  house->now, &e));
        secret_release(&own);
    }
    return house->identities[who];
}

void house_enrol_all(struct house *house)
{
    for (int i = KANRI + 1; i < WHO; i++)
        if (house->codes[i][0] != '\0')
            enrol(house, (enum who)i);
}

void house_as(struct house *house, enum who who)
{
    struct err e;
    house_ok(session_as(house->session, house_identity(house, who), &e));
}

struct session *house_session(struct house *house, enum who who)
{
    struct secret own = house_secret(house_people[who].passphrase);
    struct session *session;
    struct err e;
    if (house->codes[who][0] != '\0')
        enrol(house, who);
    house_ok(session_open(&session, &house->world, house_people[who].uid, &own, &e));
    secret_release(&own);
    return session;
}

static void add_person(struct house *house, enum who who)
{
    const struct house_person *p = &house_people[who];
    struct entry *user;
    char person[ENTRY_ID_BYTES];
    struct err e;
    house_ok(account_add_person(house->session, p->uid, p->name, p->kana, p->rank, "地域課", p->posts,
                                house->codes[who], &e));
    house_ok(entry_find(&user, session_station(house->session),
                        station_register(session_station(house->session), "user"), "uid", p->uid, &e));
    snprintf(house->people[who], HOUSE_VALUE, "%s %s", reference_id(person, entry_get(user, "person")), p->name);
    entry_free(user);
}

void house_roster(struct house *house, int64_t at, enum who who)
{
    char persons[31 * 2][ENTRY_ID_BYTES] = {{0}};
    struct roster_month month;
    struct shift shift;
    struct err e;
    house_as(house, KANRI);
    assert_true(calendar_shift(session_calendar(house->session, &e), at, &shift));
    house_ok(roster_load(&month, house->session, date_month_first(shift.date), &e));
    for (int i = 0; i < month.n; i++)
        if (date_compare(month.cells[i].shift.date, shift.date) == 0 && month.cells[i].shift.part == shift.part)
            reference_id(persons[i], house->people[who]);
    house_ok(roster_save(house->session, &month, (const char(*)[ENTRY_ID_BYTES])persons, &e));
}

/* ---- a step ---- */

struct act *house_act(struct house *house, enum who who, const char *reg, const char *id, const char *step,
                      const char *const *pairs)
{
    struct act *act;
    struct err e;
    house_as(house, who);
    house_ok(act_new(&act, house->session, station_register(session_station(house->session), reg), id, step, &e));
    for (size_t i = 0; pairs != NULL && pairs[i] != NULL; i += 2) {
        if (pairs[i][0] == '=')
            house_ok(act_set(act, pairs[i] + 1, pairs[i + 1], &e));
        else
            house_ok(act_type_all(act, (const char *const[]){pairs[i], pairs[i + 1], NULL}, &e));
    }
    return act;
}

int house_try(struct house *house, enum who who, const char *reg, char id[ENTRY_ID_BYTES], const char *step,
              const char *const *pairs, struct err *e)
{
    struct act *act = house_act(house, who, reg, id[0] != '\0' ? id : NULL, step, pairs);
    struct entry *after = NULL;
    int rc = act_commit(act, &after, e);
    if (rc == 0)
        snprintf(id, ENTRY_ID_BYTES, "%s", after->id);
    entry_free(after);
    act_free(act);
    return rc;
}

void house_must(struct house *house, enum who who, const char *reg, char id[ENTRY_ID_BYTES], const char *step,
                const char *const *pairs)
{
    struct err e;
    house_ok(house_try(house, who, reg, id, step, pairs, &e));
}

void house_entered(struct house *house, enum who who, const char *reg, char out[HOUSE_VALUE], const char *const *pairs)
{
    char id[ENTRY_ID_BYTES] = "", title[NAME_BYTES];
    house_must(house, who, reg, id, "enter", pairs);
    struct entry *entry = house_load(house, reg, id);
    entry_title(title, sizeof title, entry);
    snprintf(out, HOUSE_VALUE, "%s %s", id, title);
    entry_free(entry);
}

void house_ask(struct house *house, enum who who, enum thing phone, char id[ENTRY_ID_BYTES])
{
    id[0] = '\0';
    house_do(house, who, "checkout", id, "request", "kind", "shared_phone", "=item", house->things[phone], "purpose",
             "深夜の巡回連絡");
}

struct entry *house_load(struct house *house, const char *reg, const char *id)
{
    struct station *station = session_station(house->session);
    struct entry *entry;
    struct err e;
    house_ok(entry_load(&entry, station, station_register(station, reg), id, &e));
    return entry;
}

void house_state(struct house *house, const char *reg, const char *id, const char *state)
{
    struct entry *entry = house_load(house, reg, id);
    assert_string_equal(entry->state, state);
    entry_free(entry);
}

/* Made anew from the events it is what it is. */
static void rebuild_equal(struct station *station)
{
    unsigned char live[HASH_BYTES], again[HASH_BYTES];
    struct err e;
    house_ok(station_digest(station, live, &e));
    house_ok(station_rebuild(station, NULL, NULL, &e));
    house_ok(station_digest(station, again, &e));
    assert_memory_equal(live, again, HASH_BYTES);
}

static void zone(const char *tz)
{
    assert_int_equal(tz != NULL ? setenv("TZ", tz, 1) : unsetenv("TZ"), 0);
    tzset();
}

void house_verify(struct house *house)
{
    struct station *station = session_station(house->session);
    struct verify_report report;
    char setting[ENTRY_ID_BYTES] = "", before[64] = "";
    const char *tz = getenv("TZ");
    struct entry *known = NULL;
    struct err e;
    if (tz != NULL)
        snprintf(before, sizeof before, "%s", tz);
    house_ok(station_verify(station, &report, NULL, NULL, &e));
    zone("EST5EDT");
    rebuild_equal(station);
    if (entry_find(&known, station, station_register(station, "setting"), "key", "new_year", NULL) != 0)
        house_do(house, KANRI, "setting", setting, "enter", "key", "new_year", "value", "1/5");
    entry_free(known);
    zone("NZST-12NZDT");
    rebuild_equal(station);
    zone(tz != NULL ? before : NULL);
    house_ok(station_verify(station, &report, NULL, NULL, &e));
}

/* ---- the station ---- */

void house_empty(struct house *house, int64_t at)
{
    struct err e;
    *house = (struct house){.now = at};
    house_ok(crypto_start(&e));
    scratch_make(&house->dir);
    house->world = (struct world){.dir = house->dir.path, .pc = "PC-1", .now = now, .arg = house, .kdf_floor = true};
}

static void add_things(struct house *house)
{
    static const struct {
        const char *name, *reg, *kind, *phone;
    } things[THING] = {[PHONE_3] = {"携帯-03", "phone", "shared_phone", "080-0000-0003"},
                       [PHONE_7] = {"携帯-07", "phone", "shared_phone", "080-0000-0007"},
                       [TERMINAL_1] = {"端末-01", "device", "mobile", NULL},
                       [TERMINAL_2] = {"端末-02", "device", "mobile", NULL},
                       [SERVER_1] = {"サーバ-1", "device", "non_mobile", NULL}};
    for (int i = 0; i < THING; i++) {
        char id[ENTRY_ID_BYTES] = "";
        if (things[i].phone != NULL)
            house_do(house, KANRI, "phone", id, "enter", "number", things[i].name, "phone_number", things[i].phone,
                     "kind", things[i].kind, "=holder", house->people[ITO], "model", "試験機", "from", "R8.4.1");
        else
            house_do(house, KANRI, "device", id, "enter", "name", things[i].name, "kind", things[i].kind, "model",
                     "試験機");
        snprintf(house->things[i], HOUSE_VALUE, "%s %s", id, things[i].name);
    }
}

void house_open(struct house *house, int64_t at)
{
    const struct house_person *first = &house_people[KANRI];
    struct err e;
    house_empty(house, at);
    struct secret passphrase = house_secret(first->passphrase);
    struct setup setup = {.unit = "600",
                          .uid = first->uid,
                          .name = first->name,
                          .kana = first->kana,
                          .rank = first->rank,
                          .passphrase = &passphrase};
    house_ok(setup_found(&house->session, &setup, &house->world, &e));
    secret_release(&passphrase);
    snprintf(house->people[KANRI], HOUSE_VALUE, "%s %s", session_person(house->session), first->name);
    for (int i = KANRI + 1; i < WHO; i++)
        add_person(house, (enum who)i);
    add_things(house);
}

static void copy_file(const struct house *to, const struct house *from, const char *name)
{
    char path[512];
    unsigned char *bytes = NULL;
    long size;
    snprintf(path, sizeof path, "%s/%s", from->dir.path, name);
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        fail_msg("%s is not there", path);
    assert_int_equal(fseek(in, 0, SEEK_END), 0);
    size = ftell(in);
    assert_true(size > 0);
    bytes = malloc((size_t)size);
    assert_non_null(bytes);
    rewind(in);
    assert_int_equal(fread(bytes, 1, (size_t)size, in), size);
    fclose(in);
    scratch_file(&to->dir, name, bytes, (size_t)size, 0600);
    free(bytes);
}

void house_copy(struct house *house, const struct house *model)
{
    house_empty(house, model->now);
    memcpy(house->codes, model->codes, sizeof house->codes);
    memcpy(house->people, model->people, sizeof house->people);
    memcpy(house->things, model->things, sizeof house->things);
    copy_file(house, model, "station.g1.db");
    copy_file(house, model, "station.keys");
    house->session = house_session(house, KANRI);
}

void house_leave(struct house *house)
{
    struct err e;
    if (house->session != NULL)
        house_ok(session_as(house->session, NULL, &e));
    for (int i = 0; i < WHO; i++) {
        identity_free(house->identities[i]);
        house->identities[i] = NULL;
    }
    house_ok(session_close(house->session, "sign_out", &e));
    house->session = NULL;
}

int house_give(struct house *house, const enum who *persons, size_t n, const char *dir)
{
    house_leave(house);
    for (size_t i = 0; i < n; i++)
        printf("%s\t%s\n", house_people[persons[i]].uid, house_people[persons[i]].passphrase);
    if (fflush(stdout) != 0)
        return 1;
    (void)execl("/bin/mv", "mv", "-T", house->dir.path, dir, (char *)NULL);
    return 1;
}

void house_model(struct house *model, int64_t at)
{
    house_open(model, at);
    house_enrol_all(model);
    house_leave(model);
}

void house_close(struct house *house)
{
    house_leave(house);
    scratch_remove(&house->dir);
}

void house_demo(struct house *house, int64_t at)
{
    struct err e;
    house_empty(house, at);
    house_ok(demo_make(&house->world, &e));
    assert_true(demo_is(house->dir.path));
    struct secret own = house_secret(demo_people[0].passphrase);
    house_ok(session_open(&house->session, &house->world, demo_people[0].uid, &own, &e));
    secret_release(&own);
    assert_true(session_demo(house->session));
}

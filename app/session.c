/* session — a person at an open station. See session.h. */
#include "app/session.h"

#include <stdlib.h>
#include <string.h>

#include "app/session_impl.h"
#include "db/journal.h"
#include "db/query.h"
#include "forms/text.h"

#include "forms/banned.h"

int64_t world_now(const struct world *world)
{
    return world->now(world->arg);
}

static struct station_options options_of(const struct world *world)
{
    return (struct station_options){
        .dir = world->dir,
        .pc = world->pc,
        .now = world_now(world),
        .kdf_floor = world->kdf_floor,
        .progress = world->progress,
        .progress_arg = world->progress_arg,
    };
}

/* What never changes while the session lasts: who and where. */
static int read_names(struct session *session, struct err *e)
{
    const struct register_def *persons = station_register(session->station, "person");
    struct query query = {.reg = station_register(session->station, STATION_REGISTER), .limit = 1, .steps = true};
    struct rows rows = {0};
    struct entry *person = NULL;
    int rc = rows_load(&rows, session->station, &query, ROWS_FIRST, NULL, e);
    if (rc != 0)
        return rc;
    if (rows.n == 1) {
        const char *name = entry_get(rows.entries[0], "name"), *number = entry_get(rows.entries[0], "number");
        text_append(session->unit_name, sizeof session->unit_name, name != NULL ? name : "");
        text_append(session->unit_number, sizeof session->unit_number, number != NULL ? number : "");
        session->demo = entry_get(rows.entries[0], "demo") != NULL;
        session->founded = rows.entries[0]->nsteps > 0 ? rows.entries[0]->steps[0].at : 0;
    }
    rows_release(&rows);
    text_append(session->person, sizeof session->person, identity_person(station_self(session->station)));
    rc = entry_load(&person, session->station, persons, session->person, e);
    if (rc != 0)
        return rc;
    text_append(session->name, sizeof session->name,
                entry_get(person, "name") != NULL ? entry_get(person, "name") : "");
    entry_free(person);
    return 0;
}

int session_as(struct session *session, const struct identity *identity, struct err *e)
{
    struct entry *person = NULL;
    const struct identity *who;
    int rc;
    if (session == NULL)
        return 0;
    who = identity != NULL ? identity : station_self(session->station);
    rc = entry_load(&person, session->station, station_register(session->station, "person"), identity_person(who), e);
    if (rc != 0)
        return rc;
    session->acting = identity;
    text_format(session->uid, sizeof session->uid, "%s", identity_uid(who));
    text_format(session->person, sizeof session->person, "%s", identity_person(who));
    text_format(session->name, sizeof session->name, "%s", entry_get(person, "name"));
    entry_free(person);
    return 0;
}

int session_adopt(struct session **out, const struct world *world, struct station *station, struct err *e)
{
    struct session *session = calloc(1, sizeof *session);
    int rc;
    *out = NULL;
    if (session == NULL) {
        station_close(station, NULL, world_now(world), NULL);
        return err_memory(e);
    }
    session->world = world;
    session->station = station;
    text_append(session->uid, sizeof session->uid, identity_uid(station_self(station)));
    rc = read_names(session, e);
    if (rc != 0) {
        session_close(session, NULL, NULL);
        return rc;
    }
    *out = session;
    return 0;
}

static int adopt(struct session **out, const struct world *world, struct station *station,
                 const struct station_signin *signin, struct err *e)
{
    int rc = session_adopt(out, world, station, e);
    if (rc == 0)
        (*out)->signin = *signin;
    return rc;
}

int session_open(struct session **out, const struct world *world, const char *uid, const struct secret *passphrase,
                 struct err *e)
{
    struct station_options options = options_of(world);
    struct station_signin signin = {0};
    struct station *station;
    int rc = station_open(&station, &options, uid, passphrase, &signin, e);
    *out = NULL;
    return rc != 0 ? rc : adopt(out, world, station, &signin, e);
}

int session_enrol(struct session **out, const struct world *world, const char *uid, const struct secret *code,
                  const struct secret *passphrase, struct err *e)
{
    struct station_options options = options_of(world);
    struct station_signin signin = {0};
    struct station *station;
    int rc = station_enrol(&station, &options, uid, code, passphrase, &signin, e);
    *out = NULL;
    return rc != 0 ? rc : adopt(out, world, station, &signin, e);
}

int session_close(struct session *session, const char *action, struct err *e)
{
    int rc;
    if (session == NULL)
        return 0;
    rc = station_close(session->station, action, session_now(session), e);
    office_release(&session->office);
    free(session);
    return rc;
}

int session_may_view(struct session *session, const struct register_def *reg, struct err *e)
{
    struct actor actor;
    int rc;
    if (reg->form == NULL && reg->sheet == NULL && reg->view_posts == 0) /* a master, no record */
        return 0;
    rc = actor_load(&actor, session, session->person, session_now(session), e);
    if (rc != 0)
        return rc;
    if ((actor.posts & POST_TECHNICAL) != 0)
        return err_refuse(e, NULL,
                          "技術管理者は簿冊の内容を見ることができません。簿冊は職員のIDでサインインして見てください。");
    if (reg->view_posts != 0 && (actor.posts & reg->view_posts) == 0)
        return err_refuse(e, NULL, "「%s」を見る職にありません。", reg->label);
    return 0;
}

struct station *session_station(const struct session *session)
{
    return session->station;
}
const struct world *session_world(const struct session *session)
{
    return session->world;
}
int64_t session_now(const struct session *session)
{
    return world_now(session->world);
}
const struct station_signin *session_signin(const struct session *session)
{
    return &session->signin;
}
const char *session_uid(const struct session *session)
{
    return session->uid;
}
const char *session_person(const struct session *session)
{
    return session->person;
}
const char *session_name(const struct session *session)
{
    return session->name;
}
const char *session_unit_name(const struct session *session)
{
    return session->unit_name;
}
const char *session_unit_number(const struct session *session)
{
    return session->unit_number;
}
int64_t session_founded(const struct session *session)
{
    return session->founded;
}
bool session_demo(const struct session *session)
{
    return session->demo;
}

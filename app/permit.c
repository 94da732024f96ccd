/* permit — a decision on the spot. See permit.h. */
#include "app/permit.h"

#include "app/roster.h"
#include "db/query.h"

#include "forms/banned.h"

/* The situation of the act for the person signed in, on a copy of its entry; released by situation_end(). */
static int situation_self(struct situation *s, struct act *act, struct err *e)
{
    struct session *session = act_session(act);
    *s = (struct situation){.reg = act_register(act), .reason = act_reason(act)};
    int rc = entry_copy(&s->entry, act_entry(act), e);
    if (rc == 0)
        rc = actor_self(&s->actor, session, e);
    if (rc == 0)
        rc = situation_fill(s, session, e);
    return rc;
}

static void situation_end(struct situation *s)
{
    situation_release(s);
    entry_free(s->entry);
}

const struct rule *permit_rule(struct act *act)
{
    struct situation s;
    const struct rule *rule = situation_self(&s, act, NULL) == 0 ? rule_for(&s, act_step(act)->key) : NULL;
    situation_end(&s);
    return rule;
}

int permit_self(struct act *act, struct err *e)
{
    struct situation s;
    int rc = situation_self(&s, act, e);
    if (rc == 0)
        rc = rule_check_person(NULL, &s, act_step(act)->key, e);
    situation_end(&s);
    return rc;
}

/* Would he be allowed if he stood on the roster, and may he put himself there? */
static bool duty_would_help(struct act *act, const char *uid)
{
    struct session *session = act_session(act);
    const struct register_def *users = station_register(session_station(session), USER_REGISTER);
    struct situation s = {.reg = act_register(act), .reason = act_reason(act)};
    struct entry *user = NULL;
    char person[ENTRY_ID_BYTES];
    bool helps = false;
    if (entry_find(&user, session_station(session), users, USER_FIELD_UID, uid, NULL) != 0)
        return false;
    reference_id(person, entry_get(user, USER_FIELD_PERSON));
    entry_free(user);
    if (roster_may_take_over(session, person, NULL) != 0 || entry_copy(&s.entry, act_entry(act), NULL) != 0)
        return false;
    if (actor_load(&s.actor, session, person, session_now(session), NULL) == 0 && !s.actor.rostered &&
        situation_fill(&s, session, NULL) == 0) {
        s.actor.rostered = true;
        helps = rule_check_person(NULL, &s, act_step(act)->key, NULL) == 0;
        situation_release(&s);
    }
    entry_free(s.entry);
    return helps;
}

int permit_may(struct permit_person *out, struct act *act, const char *uid, struct err *e)
{
    *out = (struct permit_person){0};
    int rc = act_may(act, uid, out->name, e);
    if (rc == ERR_REFUSED)
        out->take_over = duty_would_help(act, uid);
    return rc;
}

static int identify(struct identity **out, struct act *act, const char *uid, const struct secret *passphrase,
                    struct err *e)
{
    struct session *session = act_session(act);
    return station_identify(out, session_station(session), uid, passphrase, session_now(session), e);
}

int permit_commit(struct act *act, const char *uid, const struct secret *passphrase, struct entry **after,
                  struct err *e)
{
    struct identity *identity = NULL;
    int rc = identify(&identity, act, uid, passphrase, e);
    if (rc == 0)
        rc = act_commit_as(act, identity, after, e);
    identity_free(identity);
    return rc;
}

int permit_take_over(struct act *act, const char *uid, const struct secret *passphrase, const char *reason,
                     struct entry **after, struct err *e)
{
    struct identity *identity = NULL;
    int rc = identify(&identity, act, uid, passphrase, e);
    if (rc == 0)
        rc = roster_take_over(act_session(act), identity, reason, e);
    if (rc == 0)
        rc = act_commit_as(act, identity, after, e);
    identity_free(identity);
    return rc;
}

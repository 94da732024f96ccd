/* account — ids, codes, passphrases. See account.h. */
#include "app/account.h"

#include <string.h>

#include "app/act.h"
#include "app/session_impl.h"
#include "db/passphrase.h"
#include "db/query.h"
#include "forms/text.h"

#include "forms/banned.h"

int account_judge(const struct secret *passphrase, const char *uid, const char *name, const char *unit, struct err *e)
{
    struct passphrase_about about = {.uid = uid, .name = name, .station = unit};
    return passphrase_check(passphrase, &about, e);
}

static const struct register_def *users(struct session *session)
{
    return station_register(session_station(session), USER_REGISTER);
}

/* "<id> <name>" of a person. */
static int person_value(char *buf, size_t size, struct session *session, const char *person, struct err *e)
{
    struct entry *entry = NULL;
    char title[NAME_BYTES];
    int rc =
        entry_load(&entry, session_station(session), station_register(session_station(session), "person"), person, e);
    if (rc != 0)
        return rc;
    entry_title(title, sizeof title, entry);
    text_format(buf, size, "%s %s", entry->id, title);
    entry_free(entry);
    return 0;
}

/* S-8: one person, one id (◇). An id that was ended leaves room for another, never for the same. */
static int check_only_id(struct session *session, const char *person, struct err *e)
{
    struct entry *user = NULL;
    int rc = entry_find(&user, session_station(session), users(session), USER_FIELD_PERSON, person, NULL);
    if (rc == 0 && strcmp(user->state, USER_STATE_ENDED) != 0)
        rc = err_refuse(
            e, NULL, "この職員には、すでに利用者ID「%s」があります。新しいIDは、そのIDを廃止してから付与してください。",
            entry_get(user, USER_FIELD_UID));
    entry_free(user);
    return rc == ERR_NOT_FOUND ? 0 : rc;
}

int account_issue(struct session *session, const char *uid, const char *person, char code[CODE_BYTES], struct err *e)
{
    char value[ENTRY_ID_BYTES + NAME_BYTES + 2];
    struct act *act = NULL;
    int rc = person_value(value, sizeof value, session, person, e);
    if (rc == 0)
        rc = check_only_id(session, person, e);
    if (rc == 0)
        rc = act_new(&act, session, users(session), NULL, "issue", e);
    if (rc == 0)
        rc = act_type(act, "uid", uid, NULL, e);
    if (rc == 0)
        rc = act_set(act, "person", value, e);
    if (rc == 0)
        rc = act_commit(act, NULL, e);
    /* Killed in between, the id waits without a code: 「コードの再発行」 makes one. */
    if (rc == 0)
        rc = station_issue_code(session_station(session), entry_get(act_entry(act), "uid"), code, session_now(session),
                                e);
    act_free(act);
    return rc;
}

/* One step on the user entry of an id. */
static int user_step(struct session *session, const char *uid, const char *step, const char *reason, struct err *e)
{
    struct entry *user = NULL;
    struct act *act = NULL;
    int rc = entry_find(&user, session_station(session), users(session), USER_FIELD_UID, uid, e);
    if (rc == ERR_NOT_FOUND)
        return err_field(e, "uid", NULL, "その利用者IDはありません。IDを確かめて、入れ直してください。");
    if (rc == 0)
        rc = act_new(&act, session, users(session), user->id, step, e);
    if (rc == 0 && reason != NULL)
        rc = act_set_reason(act, reason, e);
    if (rc == 0)
        rc = act_commit(act, NULL, e);
    act_free(act);
    entry_free(user);
    return rc;
}

int account_reissue(struct session *session, const char *uid, const char *reason, char code[CODE_BYTES], struct err *e)
{
    int rc = user_step(session, uid, "reissue", reason, e);
    return rc != 0 ? rc : station_issue_code(session_station(session), uid, code, session_now(session), e);
}

int account_suspend(struct session *session, const char *uid, const char *reason, struct err *e)
{
    if (strcmp(uid, session_uid(session)) == 0)
        return err_refuse(e, NULL, "自分のIDは停止できません。ほかの管理者に頼んでください。");
    return user_step(session, uid, "suspend", reason, e);
}

int account_lift(struct session *session, const char *uid, const char *reason, struct err *e)
{
    int rc = user_step(session, uid, "lift", reason, e);
    return rc != 0 ? rc : station_lift(session_station(session), uid, session_now(session), e);
}

int account_change_passphrase(struct session *session, const struct secret *old, const struct secret *fresh,
                              struct err *e)
{
    int rc = account_judge(fresh, session->uid, session->name, session->unit_name, e);
    if (rc == 0)
        rc = station_change_passphrase(session->station, session->uid, old, fresh, session_now(session), e);
    return rc != 0 ? rc : user_step(session, session->uid, "passphrase", NULL, e);
}

int account_add_person(struct session *session, const char *uid, const char *name, const char *kana, const char *rank,
                       const char *section, const char *const *posts, char code[CODE_BYTES], struct err *e)
{
    const struct register_def *persons = station_register(session_station(session), "person");
    const struct register_def *post_reg = station_register(session_station(session), "post");
    const char *const pairs[] = {
        "name", name, "kana", kana != NULL ? kana : "", "rank", rank, "section", section != NULL ? section : "", NULL};
    char value[ENTRY_ID_BYTES + NAME_BYTES + 2], id[ENTRY_ID_BYTES];
    struct act *act = NULL;
    struct entry *person = NULL;
    int rc = act_new(&act, session, persons, NULL, "enter", e);
    if (rc == 0)
        rc = act_type_all(act, pairs, e);
    if (rc == 0)
        rc = act_commit(act, &person, e);
    act_free(act);
    act = NULL;
    if (rc != 0)
        return rc;
    text_format(id, sizeof id, "%s", person->id);
    text_format(value, sizeof value, "%s %s", id, entry_get(person, "name"));
    entry_free(person);
    for (size_t i = 0; rc == 0 && posts[i] != NULL; i++) {
        rc = act_new(&act, session, post_reg, NULL, "enter", e);
        if (rc == 0)
            rc = act_set(act, "person", value, e);
        if (rc == 0)
            rc = act_type(act, "post", posts[i], NULL, e);
        if (rc == 0)
            rc = act_commit(act, NULL, e);
        act_free(act);
        act = NULL;
    }
    return rc != 0 ? rc : account_issue(session, uid, id, code, e);
}

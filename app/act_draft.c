/* act_draft — what is typed survives a lock or a kill: per person and form, encrypted in the store. See act.h.
 *
 * The bytes are the canonical encoding (db/encode.h): "reason", "place" (the field at which the form stands), and a pair "f.<key>" per field that is set. */
#include <stdlib.h>
#include <string.h>

#include "app/act.h"
#include "app/act_impl.h"
#include "db/draft.h"
#include "db/encode.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { DRAFT_KEY_BYTES = KEY_BYTES * 2 + ENTRY_ID_BYTES };

/* "checkout//request" for a new entry, "checkout/K7QF-12/return" for a step on one. */
static void draft_key(char *buf, size_t size, const struct act *act)
{
    text_format(buf, size, "%s/%s/%s", act->reg->id, act->before != NULL ? act->before->id : "", act->step->key);
}

void act_set_place(struct act *act, const char *key)
{
    text_format(act->place, sizeof act->place, "%s", key);
}

const char *act_place(const struct act *act)
{
    return act->place;
}

int act_draft_save(struct act *act, struct err *e)
{
    char key[DRAFT_KEY_BYTES];
    struct encoding enc;
    unsigned char *bytes = NULL;
    size_t n = 0;
    int rc;
    draft_key(key, sizeof key, act);
    encoding_init(&enc);
    rc = encoding_put_text(&enc, "reason", act->reason, e);
    if (rc == 0 && act->place[0] != '\0')
        rc = encoding_put_text(&enc, "place", act->place, e);
    for (const struct field *f = act->reg->fields; rc == 0 && f->key != NULL; f++) {
        char name[KEY_BYTES + 3];
        text_format(name, sizeof name, "f.%s", f->key);
        rc = encoding_put_text(&enc, name, entry_get(act->entry, f->key), e);
    }
    if (rc == 0)
        rc = encoding_finish(&enc, &bytes, &n, e);
    if (rc == 0)
        rc = draft_save(session_station(act->session), session_person(act->session), key, bytes, n,
                        session_now(act->session), e);
    free(bytes);
    encoding_release(&enc);
    return rc;
}

/* The value of a pair as a string of its own; NULL in *out when the pair is not there. */
static int pair_text(char **out, const struct decoding *d, const char *key, struct err *e)
{
    struct decode_pair pair;
    *out = NULL;
    if (!decoding_get(d, key, &pair))
        return 0;
    *out = text_dup((const char *)pair.value, pair.value_size);
    return *out == NULL ? err_memory(e) : 0;
}

static int restore(struct act *act, const struct decoding *d, struct err *e)
{
    char *place = NULL;
    int rc = pair_text(&act->reason, d, "reason", e);
    if (rc == 0)
        rc = pair_text(&place, d, "place", e);
    if (rc == 0)
        act_set_place(act, place != NULL ? place : "");
    free(place);
    for (const struct field *f = act->reg->fields; rc == 0 && f->key != NULL; f++) {
        char name[KEY_BYTES + 3], *value = NULL;
        if (!act_asks(act, f) && (act->step->flags & STEP_CREATES) == 0)
            continue;
        text_format(name, sizeof name, "f.%s", f->key);
        rc = pair_text(&value, d, name, e);
        /* A program of another version may no longer take it: then the field is asked anew. */
        if (rc == 0 && (value == NULL || field_check(f, value, NULL) == 0))
            rc = entry_set(act->entry, f->key, value, e);
        free(value);
    }
    return rc != 0 ? rc : act_settle(act, e);
}

int act_draft_load(struct act *act, struct err *e)
{
    char key[DRAFT_KEY_BYTES], *bytes = NULL;
    struct decoding d;
    size_t n = 0;
    int64_t saved;
    int rc;
    draft_key(key, sizeof key, act);
    rc = draft_load(session_station(act->session), session_person(act->session), key, &bytes, &n, &saved, e);
    if (rc == 0)
        rc = decoding_init(&d, bytes, n, e);
    if (rc == 0) {
        free(act->reason);
        rc = restore(act, &d, e);
    }
    free(bytes);
    return rc;
}

int act_draft_end(struct act *act, struct journal *journal, struct err *e)
{
    char key[DRAFT_KEY_BYTES];
    draft_key(key, sizeof key, act);
    return draft_remove_within(journal, session_person(act->session), key, e);
}

int act_draft_drop(struct act *act, struct err *e)
{
    char key[DRAFT_KEY_BYTES];
    draft_key(key, sizeof key, act);
    return draft_remove(session_station(act->session), session_person(act->session), key, e);
}

/* A draft of its own, newer than all others, whose key names no form. */
int act_draft_leave(struct session *session, bool left, struct err *e)
{
    static const char key[] = "left";
    struct station *station = session_station(session);
    int rc = draft_remove(station, session_person(session), key, e);
    if (rc == 0 && left)
        rc = draft_save(station, session_person(session), key, "", 0, session_now(session), e);
    return rc;
}

int act_draft_newest(struct act_draft *out, struct session *session, struct err *e)
{
    char key[DRAFT_KEY_BYTES], reg[KEY_BYTES];
    const char *id, *step;
    int rc = draft_newest(session_station(session), session_person(session), key, sizeof key, e);
    if (rc != 0)
        return rc;
    id = strchr(key, '/');
    step = id != NULL ? strchr(id + 1, '/') : NULL;
    if (step == NULL)
        return err_set(e, ERR_NOT_FOUND, "下書きがありません。");
    text_format(reg, sizeof reg, "%.*s", (int)(id - key), key);
    text_format(out->id, sizeof out->id, "%.*s", (int)(step - id - 1), id + 1);
    text_format(out->step, sizeof out->step, "%s", step + 1);
    out->reg = station_register(session_station(session), reg);
    return out->reg != NULL ? 0 : err_set(e, ERR_NOT_FOUND, "下書きの簿冊がありません。");
}

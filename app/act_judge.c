/* act_judge — may it be done, and doing it: from a finished form to a signed event. See act.h. */
#include <stdlib.h>
#include <string.h>

#include "app/act.h"
#include "app/act_impl.h"
#include "app/disposed.h"
#include "app/session_impl.h"
#include "db/journal.h"
#include "db/query.h"
#include "forms/text.h"

#include "forms/banned.h"

/* A person named in a field must be one whom the rules of that step allow (M-30: 報告先). */
static int check_named_persons(struct act *act, struct situation *s, struct err *e)
{
    size_t n;
    const struct field *const *fields = act_fields(act, &n);
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < n; i++) {
        char id[ENTRY_ID_BYTES];
        struct situation his = *s;
        const char *value = entry_get(act->entry, fields[i]->key);
        if (fields[i]->rule_step == NULL || value == NULL)
            continue;
        rc = actor_load(&his.actor, act->session, reference_id(id, value), s->now, e);
        if (rc == 0)
            rc = rule_check_person(NULL, &his, fields[i]->rule_step, e);
        if (rc == ERR_REFUSED && e != NULL)
            text_format(e->field, sizeof e->field, "%s", fields[i]->key);
    }
    return rc;
}

/* A management number is given once, also after the thing was disposed of (R6-3). */
static int check_numbers(struct act *act, struct err *e)
{
    int rc = 0;
    for (const struct field *f = act->reg->fields; act->before == NULL && rc == 0 && f->key != NULL; f++) {
        const char *number = entry_get(act->entry, f->key);
        bool given = false;
        if (f->type != FIELD_CONTROL_NUMBER || (f->flags & FIELD_UNIQUE) == 0 || number == NULL)
            continue;
        rc = disposed_number(&given, act->session, number, e);
        if (rc == 0 && given)
            rc = err_field(e, f->key, NULL, "「%s」は廃棄したものの番号です。次の番号を使ってください。", number);
    }
    return rc;
}

/* Rules first, on what is on record and typed; then what the step brings about; then the fields. */
static int judge(const struct rule **rule, struct act *act, struct situation *s, struct err *e)
{
    int rc;
    s->step = act->step->key;
    rc = rule_check(rule, s, act->step->key, e);
    if (rc == 0)
        rc = act_held(act, e);
    if (rc == 0)
        rc = entry_settle(s, e);
    if (rc == 0)
        rc = entry_check(s, act->step->key, e);
    if (rc == 0)
        rc = check_named_persons(act, s, e);
    if (rc == 0)
        rc = check_numbers(act, e);
    return rc;
}

int act_check(struct act *act, struct err *e)
{
    struct situation s;
    struct entry *kept = NULL;
    int rc =
        entry_copy(&kept, act->entry, e); /* judging derives what the step brings about: only a commit keeps that */
    if (rc != 0)
        return rc;
    rc = act_situation(&s, act, session_person(act->session), e);
    if (rc == 0)
        rc = judge(NULL, act, &s, e);
    situation_release(&s);
    entry_free(act->entry);
    act->entry = kept;
    return rc;
}

int act_reload(struct act *act, struct err *e)
{
    struct entry *fresh = NULL, *merged = NULL;
    int rc = entry_load(&fresh, session_station(act->session), act->reg, act->entry->id, e);
    if (rc == 0)
        rc = entry_copy(&merged, fresh, e);
    for (const struct field *f = act->reg->fields; rc == 0 && f->key != NULL; f++) {
        const char *was = entry_get(act->before, f->key), *is = entry_get(act->entry, f->key);
        bool typed = (was == NULL) != (is == NULL) || (was != NULL && strcmp(was, is) != 0);
        if (typed)
            rc = entry_set(merged, f->key, is, e);
    }
    if (rc != 0) {
        entry_free(fresh);
        entry_free(merged);
        return rc;
    }
    entry_free(act->before);
    entry_free(act->entry);
    act->before = fresh;
    act->entry = merged;
    return 0;
}

/* ---- the change ---- */

static int fill_fields(struct change *c, const struct act *act, struct err *e)
{
    for (const struct field *f = act->reg->fields; f->key != NULL; f++) {
        const char *before = act->before != NULL ? entry_get(act->before, f->key) : NULL;
        int rc = change_field(c, f->key, before, entry_get(act->entry, f->key), e);
        if (rc != 0)
            return rc;
    }
    return 0;
}

static void fill_actor(struct change *c, const struct situation *s, const struct rule *rule)
{
    const struct choice *rank = choice_find(rank_choices, s->actor.rank);
    text_format(c->actor.id, sizeof c->actor.id, "%s", s->actor.id);
    text_format(c->actor.name, sizeof c->actor.name, "%s", s->actor.name);
    text_format(c->actor.rank, sizeof c->actor.rank, "%s", rank != NULL ? rank->label : s->actor.rank);
    rule_standing(c->actor.posts, sizeof c->actor.posts, rule, s);
    text_format(c->rule, sizeof c->rule, "%s", rule->id);
    text_format(c->clause, sizeof c->clause, "%s", rule->clause != NULL ? rule->clause : "");
    text_format(c->edition, sizeof c->edition, "%s", rule_edition);
}

/* The state after the step: `to`, but for one of several that are needed only once all are on record. A new entry that still
 * needs another stays in the first state. */
static int fill_state(struct change *c, const struct act *act, struct err *e)
{
    struct entry *trial = NULL;
    const struct step *step = act->step;
    const char *before = act->before != NULL ? act->before->state : "";
    const char *now = act->before != NULL ? before : act->reg->states[0].key;
    int rc;
    text_format(c->state_before, sizeof c->state_before, "%s", before);
    text_format(c->state_after, sizeof c->state_after, "%s", step->to != NULL ? step->to : before);
    if ((step->flags & STEP_WHEN_NEEDS) == 0)
        return 0;
    text_format(c->state_after, sizeof c->state_after, "%s", now);
    if (act->before == NULL)
        text_format(c->entry, sizeof c->entry, "?"); /* its id is given when it is written */
    rc = act->before != NULL ? entry_copy(&trial, act->before, e) : entry_new(&trial, act->reg, e);
    if (rc == 0)
        rc = entry_apply(trial, c, 0, e);
    if (rc == 0 && entry_ready(trial, step->to, NULL))
        text_format(c->state_after, sizeof c->state_after, "%s", step->to);
    if (act->before == NULL)
        c->entry[0] = '\0';
    entry_free(trial);
    return rc;
}

static int fill_change(struct change *c, const struct act *act, const struct situation *s, const struct rule *rule,
                       struct err *e)
{
    int rc;
    text_format(c->reg, sizeof c->reg, "%s", act->reg->id);
    text_format(c->step, sizeof c->step, "%s", act->step->key);
    if (act->before != NULL)
        text_format(c->entry, sizeof c->entry, "%s", act->before->id);
    c->at = s->now;
    fill_actor(c, s, rule);
    if (act->reason != NULL) {
        c->reason = text_dup(act->reason, strlen(act->reason));
        if (c->reason == NULL)
            return err_memory(e);
    }
    rc = fill_fields(c, act, e);
    if (rc == 0 && (act->step->flags & STEP_CORRECTS) != 0 && c->nfields == 0)
        rc = err_set(e, ERR_INPUT, "直したところがありません。直す欄を書き換えてから記録してください。");
    return rc != 0 ? rc : fill_state(c, act, e);
}

/* ---- commit ---- */

/* Judges and appends within a transaction that is already begun. */
static int append(struct act *act, const char *person, struct journal *journal, struct change *c, struct entry **after,
                  struct err *e)
{
    struct entry *made = NULL;
    int rc = act->before == NULL ? journal_new_id(journal, c->entry, e) : 0;
    if (rc == 0)
        rc = journal_append(journal, c, act->before != NULL ? act->before->rev : 0, &made, e);
    if (rc == 0 && act->before == NULL && act->reg->fills != NULL)
        rc = act_fill(act, made, person, journal, e);
    if (after != NULL && rc == 0)
        *after = made;
    else
        entry_free(made);
    return rc != 0 ? rc : act_draft_end(act, journal, e);
}

static int write_change(struct act *act, const char *person, struct change *c, const struct identity *identity,
                        struct entry **after, struct err *e)
{
    struct journal *journal = NULL;
    struct entry *made = NULL;
    int rc = journal_begin(&journal, session_station(act->session), identity, c->at, e);
    if (rc == 0)
        rc = append(act, person, journal, c, &made, e);
    if (rc == 0)
        rc = journal_commit(&journal, e);
    else
        journal_cancel(&journal);
    if (rc == 0 && after != NULL)
        *after = made;
    else
        entry_free(made);
    return rc;
}

/* `journal` NULL: a transaction of its own. What was typed stays as it was typed when it fails. */
static int commit(struct act *act, const char *person, const struct identity *identity, struct journal *journal,
                  struct entry **after, struct err *e)
{
    struct situation s = {0};
    struct change c;
    struct entry *kept = NULL;
    const struct rule *rule = NULL;
    int rc;
    if (journal == NULL && act->reg->own_screen && (act->step->flags & STEP_DECIDES) != 0)
        return err_refuse(e, NULL, "「%s」は、「%s」の画面でまとめて行います。", act->step->label, act->reg->label);
    rc = entry_copy(&kept, act->entry, e);
    if (rc != 0)
        return rc;
    change_init(&c);
    rc = act_situation(&s, act, person, e);
    if (rc == 0)
        rc = judge(&rule, act, &s, e);
    if (rc == 0)
        rc = fill_change(&c, act, &s, rule, e);
    if (rc == 0)
        rc = journal != NULL ? append(act, person, journal, &c, after, e)
                             : write_change(act, person, &c, identity, after, e);
    situation_release(&s);
    change_release(&c);
    if (rc == 0) {
        if (word_in("setting|calendar_day", act->reg->id))
            office_forget(act->session);
        entry_free(kept);
        return 0;
    }
    entry_free(act->entry);
    act->entry = kept;
    if (rc == ERR_CONFLICT && act->before != NULL)
        (void)act_reload(act, NULL);
    return rc;
}

int act_commit(struct act *act, struct entry **after, struct err *e)
{
    return commit(act, session_person(act->session), act->session->acting, NULL, after, e);
}

int act_commit_as(struct act *act, const struct identity *identity, struct entry **after, struct err *e)
{
    return commit(act, identity_person(identity), identity, NULL, after, e);
}

int act_append_as(struct act *act, const char *person, struct journal *journal, struct err *e)
{
    return commit(act, person, NULL, journal, NULL, e);
}

int act_append(struct act *act, struct journal *journal, struct err *e)
{
    return commit(act, session_person(act->session), NULL, journal, NULL, e);
}

/* ---- who may ---- */

static int person_of_uid(char id[ENTRY_ID_BYTES], struct session *session, const char *uid, struct err *e)
{
    struct entry *user = NULL;
    int rc = entry_find(&user, session_station(session), station_register(session_station(session), USER_REGISTER),
                        USER_FIELD_UID, uid, e);
    if (rc == ERR_NOT_FOUND)
        return err_set(e, ERR_NOT_FOUND, "その利用者IDはありません。IDを確かめて、入れ直してください。");
    if (rc == 0)
        reference_id(id, entry_get(user, USER_FIELD_PERSON));
    entry_free(user);
    return rc;
}

int act_judge_person(struct act *act, const char *person, struct err *e)
{
    struct situation s = {0};
    int rc = act_situation(&s, act, person, e);
    if (rc == 0)
        rc = rule_check(NULL, &s, act->step->key, e);
    situation_release(&s);
    return rc;
}

int act_may(struct act *act, const char *uid, char name[NAME_BYTES], struct err *e)
{
    char id[ENTRY_ID_BYTES], who[NAME_BYTES * 3];
    struct situation s = {0};
    int rc = person_of_uid(id, act->session, uid, e);
    name[0] = '\0';
    if (rc != 0)
        return rc;
    rc = act_situation(&s, act, id, e);
    if (rc == 0) {
        text_format(name, NAME_BYTES, "%s", s.actor.name);
        rc = rule_check(NULL, &s, act->step->key, e);
    }
    if (rc == ERR_REFUSED && e != NULL && who_may(who, sizeof who, act->session, &s, act->step->key, 3, NULL) == 0) {
        text_append(e->text, sizeof e->text, who[0] != '\0' ? "今できるのは " : "今できる者がいません");
        text_append(e->text, sizeof e->text, who);
        text_append(e->text, sizeof e->text, "。");
    }
    if (rc == 0) /* what was looked for on the way and not found is no answer */
        err_clear(e);
    situation_release(&s);
    return rc;
}

int act_needs(struct act *act, struct act_need *out, int most)
{
    struct situation s;
    int n = 0;
    if (act->reg->needs == NULL || act_situation(&s, act, session_person(act->session), NULL) != 0)
        return 0;
    for (const struct need *need = act->reg->needs; need->step != NULL && n < most; need++) {
        const struct step *step = register_step(act->reg, need->step);
        const struct rule *rule = rule_for(&s, need->step);
        const struct state *state = register_state(act->reg, need->state);
        if ((step->flags & STEP_DECIDES) == 0 || !conds_hold(need->when, act->entry) || rule == NULL ||
            entry_done(act->entry, need->step) != NULL || state->kind == STATE_DONE)
            continue; /* no rule speaks of it yet: nobody can be named while the kind is not chosen */
        out[n].step = step;
        out[n].rule = rule;
        out[n].who[0] = '\0';
        (void)who_may(out[n].who, sizeof out[n].who, act->session, &s, need->step, 2, NULL);
        n++;
    }
    situation_release(&s);
    return n;
}

void act_answer(struct act *act, char *buf, size_t size)
{
    struct situation s = {0};
    buf[0] = '\0';
    if (act->reg->answer != NULL && act_situation(&s, act, session_person(act->session), NULL) == 0)
        act->reg->answer(buf, size, &s);
    situation_release(&s);
}

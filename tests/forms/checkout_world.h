/* checkout_world — an entry of 様式第3号 outside any store, for the tests of the rules: what is typed, who acts and when, and
 * a step done the way app/act does it, or put on record unjudged. */
#ifndef KANRIBO_TESTS_FORMS_CHECKOUT_WORLD_H
#define KANRIBO_TESTS_FORMS_CHECKOUT_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "forms/date.h"
#include "forms/field.h"
#include "forms/post.h"
#include "forms/register_checkout.h"
#include "forms/register_device.h"
#include "forms/register_phone.h"
#include "forms/rule.h"
#include "forms/text.h"

#define APPLICANT "K7QF-1"
#define HOLDER "K7QF-2"
#define OTHER "K7QF-3"
#define ANOTHER "K7QF-4"

/* A test that proves one more id, named by it. */
#define ALSO(ID, TEST)                          \
    {                                           \
        ID " by " #TEST, TEST, NULL, NULL, NULL \
    }

enum { WORLD_CHANGES = 200, POSTS_ALL = 1 << 10 };

struct world {
    struct entry *record, *typed, *item;
    struct situation s;
    struct change changes[WORLD_CHANGES];
    size_t nchanges;
};

static inline int64_t moment(int year, int month, int day, int hour, int minute)
{
    return date_at((struct date){year, month, day}, hour * 60 + minute);
}
/* R8.11.24, a Tuesday. */
static inline int64_t office_hours(void)
{
    return moment(2026, 11, 24, 10, 0);
}
static inline int64_t night(void)
{
    return moment(2026, 11, 24, 22, 14);
}

static inline void ok(int rc, const struct err *e)
{
    if (rc != 0)
        fail_msg("%s (%s) %s", e->text, e->clause, e->field);
}

static inline struct actor person(const char *id, unsigned posts, bool rostered)
{
    struct actor a = {.posts = posts, .rostered = rostered};
    text_format(a.id, sizeof a.id, "%s", id);
    text_format(a.name, sizeof a.name, "職員%s", id);
    text_format(a.rank, sizeof a.rank, "inspector");
    return a;
}

static inline void type(struct world *w, const char *key, const char *value)
{
    struct err e;
    err_clear(&e);
    ok(entry_set(w->typed, key, value, &e), &e);
}

static inline void type_time(struct world *w, const char *key, int64_t when)
{
    char digits[32];
    type(w, key, field_time_value(digits, sizeof digits, when));
}

static inline struct entry *thing(const char *kind, const char *premise)
{
    struct entry *item;
    bool phone = strstr(kind, "phone") != NULL;
    assert_int_equal(entry_new(&item, phone ? &register_phone : &register_device, NULL), 0);
    assert_int_equal(entry_set(item, "kind", kind, NULL), 0);
    if (premise != NULL && !phone)
        assert_int_equal(entry_set(item, "premise", premise, NULL), 0);
    return item;
}

/* A request of that kind with all it needs, typed but not made: confidentiality 1, carried by staff. pairs: more, NULL ends. */
static inline void world_open(struct world *w, const char *kind, const char *premise, const char *const *pairs)
{
    struct err e;
    err_clear(&e);
    memset(w, 0, sizeof *w);
    ok(entry_new(&w->record, &register_checkout, &e), &e);
    ok(entry_new(&w->typed, &register_checkout, &e), &e);
    w->item = thing(kind, premise);
    w->s = (struct situation){.reg = &register_checkout,
                              .entry = w->typed,
                              .item = w->item,
                              .actor = person(APPLICANT, POST_STAFF, false),
                              .applicant_posts = POST_STAFF,
                              .other_supervisors = 1,
                              .now = office_hours(),
                              .calendar = &calendar_default};
    type(w, "kind", kind);
    type(w, "item", "K7QF-90 携帯-03");
    type(w, "user", HOLDER " 山田 実");
    type(w, "purpose", "深夜の巡回連絡");
    type_time(w, "taken_from", office_hours());
    type_time(w, "taken_until", office_hours() + 22 * 3600);
    type(w, "confidentiality", "1");
    type(w, "carrier", "staff");
    type(w, "minimum", "yes");
    type(w, "destination_kind", "outside");
    for (size_t i = 0; pairs != NULL && pairs[i] != NULL; i += 2)
        type(w, pairs[i], pairs[i + 1]);
    w->s.step = "request";
    ok(entry_settle(&w->s, &e), &e);
    w->s.step = NULL;
}

static inline void world_close(struct world *w)
{
    for (size_t i = 0; i < w->nchanges; i++)
        change_release(&w->changes[i]);
    entry_free(w->record);
    entry_free(w->typed);
    entry_free(w->item);
    memset(w, 0, sizeof *w);
}

/* What is on record is typed anew. */
static inline void world_retype(struct world *w)
{
    entry_free(w->typed);
    assert_int_equal(entry_copy(&w->typed, w->record, NULL), 0);
    w->s.entry = w->typed;
}

static inline void world_record(struct world *w, const char *key, const struct rule *rule)
{
    const struct step *step = register_step(&register_checkout, key);
    struct change *c;
    struct err e;
    struct entry *trial;
    err_clear(&e);
    assert_true(w->nchanges < WORLD_CHANGES);
    c = &w->changes[w->nchanges++];
    change_init(c);
    text_format(c->reg, sizeof c->reg, "checkout");
    text_format(c->entry, sizeof c->entry, "K7QF-100");
    text_format(c->step, sizeof c->step, "%s", key);
    text_format(c->state_before, sizeof c->state_before, "%s", w->record->rev > 0 ? w->record->state : "");
    text_format(c->state_after, sizeof c->state_after, "%s",
                step->to != NULL && (step->flags & STEP_WHEN_NEEDS) == 0 ? step->to : w->record->state);
    text_format(c->actor.id, sizeof c->actor.id, "%s", w->s.actor.id);
    text_format(c->actor.name, sizeof c->actor.name, "%s", w->s.actor.name);
    if (rule != NULL) {
        rule_standing(c->actor.posts, sizeof c->actor.posts, rule, &w->s);
        text_format(c->rule, sizeof c->rule, "%s", rule->id);
    }
    c->at = w->s.now;
    for (const struct field *f = register_checkout.fields; f->key != NULL; f++)
        ok(change_field(c, f->key, entry_get(w->record, f->key), entry_get(w->typed, f->key), &e), &e);
    if ((step->flags & STEP_WHEN_NEEDS) != 0) {
        ok(entry_copy(&trial, w->record, &e), &e);
        ok(entry_apply(trial, c, 0, &e), &e);
        if (entry_ready(trial, step->to, NULL))
            text_format(c->state_after, sizeof c->state_after, "%s", step->to);
        entry_free(trial);
    }
    ok(entry_apply(w->record, c, (int64_t)w->nchanges, &e), &e);
    world_retype(w);
}

/* Judged as app/act judges; a refusal leaves everything as it was typed. */
static inline int world_do(struct world *w, const char *key, struct actor who, struct err *e)
{
    const struct rule *rule = NULL;
    struct entry *kept;
    assert_int_equal(entry_copy(&kept, w->typed, NULL), 0);
    w->s.actor = who;
    w->s.step = NULL;
    err_clear(e);
    int rc = rule_check(&rule, &w->s, key, e);
    w->s.step = key;
    if (rc == 0)
        rc = entry_settle(&w->s, e);
    if (rc == 0)
        rc = entry_check(&w->s, key, e);
    if (rc == 0) {
        world_record(w, key, rule);
        entry_free(kept);
    } else {
        entry_free(w->typed);
        w->s.entry = w->typed = kept;
    }
    w->s.step = NULL;
    return rc;
}

/* On record without being judged, by that person. */
static inline void world_put(struct world *w, const char *key, const char *id)
{
    struct actor kept = w->s.actor;
    w->s.actor = person(id, POST_STAFF, false);
    w->s.step = key;
    assert_int_equal(entry_settle(&w->s, NULL), 0);
    world_record(w, key, NULL);
    w->s.step = NULL;
    w->s.actor = kept;
}

#endif

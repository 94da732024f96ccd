/* rule_world — an entry of any register outside any store, for the tests of its rules: what is typed, the things and persons it
 * refers to, who acts and when, and a step done the way app/act does it, or put on record unjudged.
 *
 *     struct world w;
 *     world_start(&w, &register_use);
 *     world_refer(&w, "item", &register_medium, "K7QF-90 580-012-001", (const char *const[]){"kind", "usb", NULL});
 *     type(&w, "purpose", "捜査資料の運搬");
 *     world_settle(&w, "request");
 *     assert_int_equal(world_do(&w, "request", person(APPLICANT, POST_STAFF, false), &e), 0);
 *     world_close(&w); */
#ifndef KANRIBO_TESTS_FORMS_RULE_WORLD_H
#define KANRIBO_TESTS_FORMS_RULE_WORLD_H

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

enum { WORLD_CHANGES = 200, WORLD_SETTINGS = 8, POSTS_ALL = 1 << 10 };

struct world {
    struct entry *record, *typed, *item;
    struct situation s;
    struct change changes[WORLD_CHANGES];
    size_t nchanges;
    struct setting_value values[WORLD_SETTINGS];
    struct settings settings;
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
    if (rc != 0 && e != NULL)
        fail_msg("%s (%s) %s", e->text, e->clause, e->field);
    assert_int_equal(rc, 0);
}

static inline struct actor person(const char *id, unsigned posts, bool rostered)
{
    struct actor a = {.posts = posts, .rostered = rostered};
    text_format(a.id, sizeof a.id, "%s", id);
    text_format(a.name, sizeof a.name, "職員%s", id);
    text_format(a.rank, sizeof a.rank, "inspector");
    return a;
}
static inline struct actor clerk(void)
{
    return person(APPLICANT, POST_STAFF, false);
}
/* The same one, posted at that place (an entry's id) in that rank (key). */
static inline struct actor posted(struct actor a, const char *place, const char *rank)
{
    text_format(a.place, sizeof a.place, "%s", place);
    text_format(a.rank, sizeof a.rank, "%s", rank);
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

/* pairs: key, value, …; NULL ends; may be NULL */
static inline void type_all(struct world *w, const char *const *pairs)
{
    for (size_t i = 0; pairs != NULL && pairs[i] != NULL; i += 2)
        type(w, pairs[i], pairs[i + 1]);
}

/* An empty entry of the register, by APPLICANT, a member of the staff, in office hours. */
static inline void world_start(struct world *w, const struct register_def *reg)
{
    struct err e;
    err_clear(&e);
    memset(w, 0, sizeof *w);
    ok(entry_new(&w->record, reg, &e), &e);
    ok(entry_new(&w->typed, reg, &e), &e);
    w->settings.list = w->values;
    w->s = (struct situation){.reg = reg,
                              .entry = w->typed,
                              .actor = person(APPLICANT, POST_STAFF, false),
                              .applicant_posts = POST_STAFF,
                              .other_supervisors = 1,
                              .now = office_hours(),
                              .calendar = &calendar_default,
                              .settings = &w->settings,
                              .open_parts = -1};
}

/* An entry of a register by itself: pairs as in type_all. */
static inline struct entry *world_entry(const struct register_def *reg, const char *id, const char *const *pairs)
{
    struct entry *entry;
    struct err e;
    err_clear(&e);
    ok(entry_new(&entry, reg, &e), &e);
    text_format(entry->id, sizeof entry->id, "%s", id);
    entry->rev = 1;
    for (size_t i = 0; pairs != NULL && pairs[i] != NULL; i += 2)
        ok(entry_set(entry, pairs[i], pairs[i + 1], &e), &e);
    return entry;
}

/* Where the field's entry hangs: the thing, or one of the links. */
static inline struct entry **world_slot(struct world *w, const char *field)
{
    int i = 0;
    if (w->s.reg->item_field != NULL && strcmp(field, w->s.reg->item_field) == 0)
        return &w->item;
    while (w->s.links[i].field != NULL && strcmp(w->s.links[i].field, field) != 0)
        i++;
    assert_true(i < LINKS - 1);
    w->s.links[i].field = field;
    return &w->s.links[i].entry;
}

/* Types a reference ("K7QF-90 日和田交番") into the field and loads what it refers to: an entry of `reg` with these values.
 * The entry is returned, to be changed at will. */
static inline struct entry *world_refer(struct world *w, const char *field, const struct register_def *reg,
                                        const char *reference, const char *const *pairs)
{
    char id[ENTRY_ID_BYTES];
    struct entry **at = world_slot(w, field);
    entry_free(*at);
    *at = world_entry(reg, reference_id(id, reference), pairs);
    w->s.item = w->item;
    type(w, field, reference);
    return *at;
}

/* A setting of the station; it must be one of register_setting. */
static inline void world_set(struct world *w, const char *key, const char *value)
{
    struct setting_value *at;
    assert_true(w->settings.n < WORLD_SETTINGS);
    at = &w->values[w->settings.n++];
    text_format(at->key, sizeof at->key, "%s", key);
    at->value = text_dup(value, strlen(value));
    assert_non_null(at->value);
}

/* What app/act does after each thing typed into the step. */
static inline void world_settle(struct world *w, const char *step)
{
    struct err e;
    err_clear(&e);
    w->s.step = step;
    ok(entry_settle(&w->s, &e), &e);
    w->s.step = NULL;
}

static inline void world_close(struct world *w)
{
    for (size_t i = 0; i < w->nchanges; i++)
        change_release(&w->changes[i]);
    for (int i = 0; i < LINKS; i++)
        entry_free(w->s.links[i].entry);
    for (int i = 0; i < w->settings.n; i++)
        free(w->values[i].value);
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
    const struct step *step = register_step(w->s.reg, key);
    struct change *c;
    struct err e;
    struct entry *trial;
    err_clear(&e);
    assert_true(w->nchanges < WORLD_CHANGES);
    c = &w->changes[w->nchanges++];
    change_init(c);
    text_format(c->reg, sizeof c->reg, "%s", w->s.reg->id);
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
    for (const struct field *f = w->s.reg->fields; f->key != NULL; f++)
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
    w->s.step = key;
    err_clear(e);
    int rc = rule_check(&rule, &w->s, key, e);
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

/* application_world — an application outside any store: whole requests from pairs, and who may do a step asked of everybody:
 * every set of posts × applicant, holder, other × rostered or not × office hours and night. */
#ifndef KANRIBO_TESTS_FORMS_APPLICATION_WORLD_H
#define KANRIBO_TESTS_FORMS_APPLICATION_WORLD_H

#include "tests/forms/rule_world.h"

enum { POSTS_EVERY = 1 << 11 };

/* External decision of the day before office_hours(). */
#define DECIDED_ELSEWHERE \
    "external_number", "達第12号", "external_date", "2026-11-23", "external_decider", "本部 総括責任者"

/* Does the text (or our own rule) let one with these posts do it? self: he is the applicant or the holder. */
typedef bool may(unsigned posts, bool self);

static inline bool approves(unsigned posts) /* 技術管理者 approves nothing */
{
    return (posts & POST_TECHNICAL) == 0;
}

/* Who may what, in most of them. */
static inline bool everybody(unsigned posts, bool self)
{
    (void)posts, (void)self;
    return true;
}
static inline bool nobody(unsigned posts, bool self)
{
    (void)posts, (void)self;
    return false;
}
static inline bool every_approver(unsigned posts, bool self)
{
    (void)self;
    return approves(posts);
}
static inline bool administrators(unsigned posts, bool self)
{
    (void)self;
    return (posts & POST_ADMINISTRATOR) != 0 && approves(posts);
}
static inline bool other_administrators(unsigned posts, bool self)
{
    return !self && administrators(posts, self);
}
static inline bool other_officers(unsigned posts, bool self)
{
    return (posts & POST_SECURITY_OFFICER) != 0 && !self && approves(posts);
}
/* 外部決裁: whoever decides, or an administrator who records it. */
static inline bool officers_or_recorders(unsigned posts, bool self)
{
    return other_officers(posts, self) || administrators(posts, self);
}

/* Fails at the first person for whom the rules and the table differ. clause: of the refusal by post, or NULL. */
static inline void judge_everybody(struct world *w, const char *step, may *may_do, const char *clause)
{
    static const char *const people[] = {APPLICANT, HOLDER, OTHER};
    struct date today = date_of(w->s.now);
    int64_t kept = w->s.now;
    for (unsigned n = 0; n < POSTS_EVERY * 12; n++) {
        const char *who = people[n / 4 % 3];
        unsigned posts = n / 12;
        struct err e;
        w->s.now = date_at(today, n % 2 ? 22 * 60 + 14 : 10 * 60);
        w->s.actor = person(who, posts, n / 2 % 2);
        w->s.step = step;
        err_clear(&e);
        bool allowed = rule_check(NULL, &w->s, step, &e) == 0;
        if (allowed != may_do(posts, entry_self(w->typed, who)))
            fail_msg("%s by %s, posts %x, case %u: %s %s", step, who, posts, n % 12, allowed ? "allowed" : "refused",
                     e.text);
        if (!allowed && approves(posts) && clause != NULL && !entry_self(w->typed, who) &&
            strcmp(e.clause, clause) != 0)
            fail_msg("%s is refused by (%s), not (%s): %s", step, e.clause, clause, e.text);
    }
    w->s.now = kept;
    w->s.step = NULL;
}

/* An application with these values, made by `step`. */
static inline void apply(struct world *w, const struct register_def *reg, const char *step, struct actor who,
                         const char *const *pairs)
{
    struct err e;
    world_start(w, reg);
    type_all(w, pairs);
    ok(world_do(w, step, who, &e), &e);
}

static inline void done_by(struct world *w, const char *step, struct actor who)
{
    struct err e;
    ok(world_do(w, step, who, &e), &e);
}

/* Refused, nothing recorded; field and clause as given (NULL: whatever). */
static inline void refused(struct world *w, const char *step, struct actor who, const char *field, const char *clause)
{
    struct err e;
    int64_t rev = w->record->rev;
    if (world_do(w, step, who, &e) == 0)
        fail_msg("%s was done", step);
    assert_int_equal(w->record->rev, rev);
    if ((field != NULL && strcmp(e.field, field) != 0) || (clause != NULL && strcmp(e.clause, clause) != 0))
        fail_msg("%s: %s (%s) %s, not %s (%s)", step, e.field, e.clause, e.text, field ? field : "",
                 clause ? clause : "");
}

/* Refused with these words in the sentence. */
static inline void told(struct world *w, const char *step, struct actor who, const char *words)
{
    struct err e;
    assert_int_not_equal(world_do(w, step, who, &e), 0);
    if (strstr(e.text, words) == NULL)
        fail_msg("%s is refused by: %s", step, e.text);
}

/* Each of the fields ('|'-joined) is demanded: left out, the step is refused at it; and nothing else that was given is. */
static inline void demands(const struct register_def *reg, const char *step, struct actor who, const char *const *pairs,
                           const char *fields)
{
    for (size_t i = 0; pairs[i] != NULL; i += 2) {
        struct world w;
        struct err e;
        world_start(&w, reg);
        type_all(&w, pairs);
        type(&w, pairs[i], NULL);
        int rc = world_do(&w, step, who, &e);
        if (word_in(fields, pairs[i]) != (rc != 0))
            fail_msg("%s without %s: %s", step, pairs[i], rc != 0 ? e.text : "done");
        if (rc != 0)
            assert_string_equal(e.field, pairs[i]);
        world_close(&w);
    }
}

#endif

/* offer — what can be done with an entry, by whom, and what stands next. See act.h. */
#include <string.h>

#include "app/act.h"
#include "forms/text.h"

#include "forms/banned.h"

/* A permit that the entry does not need is not offered. What its own people do is, wherever a rule speaks of it: it may be what
 * makes the need (a permit by telephone). */
static bool needed(const struct register_def *reg, const struct entry *entry, const struct step *step)
{
    bool named = false;
    if ((step->flags & STEP_DECIDES) == 0)
        return true;
    for (const struct need *need = reg->needs; need != NULL && need->step != NULL; need++) {
        if (strcmp(need->step, step->key) != 0)
            continue;
        named = true;
        if (conds_hold(need->when, entry))
            return true;
    }
    return !named;
}

static int situation_of(struct situation *s, struct session *session, const struct entry *entry, struct entry **copy,
                        struct err *e)
{
    int rc = entry_copy(copy, entry, e);
    if (rc != 0)
        return rc;
    *s = (struct situation){
        .reg = entry->reg, .entry = *copy, .reason = "…"}; /* a reason will be asked when it is done */
    rc = actor_self(&s->actor, session, e);
    return rc != 0 ? rc : situation_fill(s, session, e);
}

int offers_load(struct offer *out, int most, struct session *session, const struct entry *entry, struct err *e)
{
    struct situation s = {0};
    struct entry *copy = NULL;
    int n = 0, rc = situation_of(&s, session, entry, &copy, e);
    for (const struct step *step = entry->reg->steps; rc == 0 && step->key != NULL && n < most; step++) {
        if (!step_open(entry, step) || !needed(entry->reg, entry, step))
            continue;
        err_clear(&out[n].refusal);
        out[n].step = step;
        out[n].rule = rule_for(&s, step->key);
        out[n].allowed = rule_check(NULL, &s, step->key, &out[n].refusal) == 0;
        n++;
    }
    situation_release(&s);
    entry_free(copy);
    return rc != 0 ? rc : n;
}

/* The first decision that is open and whose turn has come. */
const struct step *offer_next(struct session *session, const struct entry *entry)
{
    struct situation s = {0};
    struct entry *copy = NULL;
    const struct step *next = NULL;
    bool ok = situation_of(&s, session, entry, &copy, NULL) == 0;
    for (const struct need *need = entry->reg->needs; ok && next == NULL && need != NULL && need->step != NULL;
         need++) {
        const struct step *step = register_step(entry->reg, need->step);
        const struct rule *rule;
        if (!step_open(entry, step) || !conds_hold(need->when, entry))
            continue;
        rule = rule_for(&s, step->key);
        if (rule->after == NULL || entry_done(entry, rule->after) != NULL || strchr(rule->after, '|') != NULL)
            next = step;
    }
    situation_release(&s);
    entry_free(copy);
    return next;
}

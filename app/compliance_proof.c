/* compliance_proof — what is on record of a duty, and whether there is anything that it speaks of. */
#include <string.h>

#include "app/compliance_inside.h"
#include "db/query.h"
#include "forms/filter.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { STATES_BYTES = 400, PAGE = 200 };

/* What a duty speaks of where that is not the entries of its book: a register and a search line. "*": always something; "": only
 * what is on record of it. */
static const struct subject {
    const char *kind, *reg, *where;
} subjects[] = {
    {"whereabouts_mobile", "", NULL},
    {"whereabouts_terminal", "", NULL},
    {"whereabouts_device", "", NULL},
    {"change_2", "digital_device", NULL},
    {"year_2", "digital_device", NULL},
    {"label", "digital_device", NULL},
    {"access_review", "*", NULL},
    {"month_3", "*", NULL},
    {"month_7", "*", NULL},
    {"edition", "*", NULL},
    {"year_4", "phone", NULL},
    {"round_phone", "phone", NULL},
    {"night_phone", "phone", "designation:duty"},
    {"patrol_phone", "phone", "designation:police_box"},
    {"change_6", "medium", NULL},
    {"year_6", "medium", NULL},
    {"round_media", "medium", NULL},
    {"round_yearly", "place", "class:3"},
    {"sight", "medium", "designation:person"},
    {"full_entry", "medium", "designation:person"},
    {"night_camera", "medium", "designation:duty"},
    {"patrol_camera", "medium", "designation:police_box"},
    {"verification", "medium", NULL},
    {"log_check", "medium", NULL},
};

static const struct subject *subject_of(const struct duty_kind *kind)
{
    for (size_t i = 0; i < sizeof subjects / sizeof subjects[0]; i++)
        if (strcmp(subjects[i].kind, kind->key) == 0)
            return &subjects[i];
    return NULL;
}

bool compliance_book(const struct register_def **reg, const char **where, struct session *session,
                     const struct duty_kind *kind)
{
    *reg = kind->reg != NULL ? station_register(session_station(session), kind->reg) : NULL;
    *where = kind->where != NULL ? kind->where : "";
    return *reg != NULL;
}

/* ---- queries ---- */

struct proof_query {
    char states[STATES_BYTES];
    struct cond conds[2];
    struct filter filter;
    struct query query;
};

static int query_of(struct proof_query *q, const struct register_def *reg, const char *where, unsigned without,
                    int64_t now, struct err *e)
{
    memset(q, 0, sizeof *q);
    int rc = filter_parse(&q->filter, reg, where != NULL ? where : "", now, e);
    register_states(q->states, sizeof q->states, reg, ~without);
    q->conds[0] = (struct cond){"state", COND_IS, q->states};
    q->query = (struct query){.reg = reg, .conds = q->conds, .filter = &q->filter, .descending = true, .limit = 1};
    return rc;
}

/* An entry that was taken back or not yet done is no evidence; one that waits where a step is named has that step on record. */
static int evidence_query(struct proof_query *q, const struct register_def *reg, const struct duty_kind *kind,
                          int64_t now, struct err *e)
{
    unsigned without = kind->steps != NULL ? 1u << STATE_VOID : 1u << STATE_VOID | 1u << STATE_WAITING;
    int rc = query_of(q, reg, kind->where, without, now, e);
    q->query.done_step = kind->steps;
    q->query.steps = true;
    return rc;
}

/* The step that is the evidence: the last of those named, else the last at all. */
static const struct done *evidence_step(const struct entry *entry, const struct duty_kind *kind)
{
    const struct done *last = NULL;
    for (size_t i = 0; i < entry->nsteps; i++)
        if (!entry->steps[i].lapsed && (kind->steps == NULL || word_in(kind->steps, entry->steps[i].step)))
            last = &entry->steps[i];
    return last;
}

static void fill_evidence(struct compliance_evidence *out, const struct entry *entry, const struct duty_kind *kind)
{
    const struct done *done = evidence_step(entry, kind);
    const struct step *step = done != NULL ? register_step(entry->reg, done->step) : NULL;
    *out = (struct compliance_evidence){.reg = entry->reg, .at = done != NULL ? done->at : 0};
    text_format(out->entry, sizeof out->entry, "%s", entry->id);
    entry_title(out->title, sizeof out->title, entry);
    text_format(out->step, sizeof out->step, "%s", step != NULL ? step->label : "");
    text_format(out->by, sizeof out->by, "%s", done != NULL ? done->actor.name : "");
}

int proof_newest(struct compliance_evidence *out, struct session *session, const struct duty_kind *kind, int64_t now,
                 struct err *e)
{
    const struct register_def *reg;
    const char *where;
    struct proof_query q;
    struct rows rows = {0};
    *out = (struct compliance_evidence){0};
    if (!compliance_book(&reg, &where, session, kind))
        return 0;
    int rc = evidence_query(&q, reg, kind, now, e);
    if (rc == 0)
        rc = rows_load(&rows, session_station(session), &q.query, ROWS_FIRST, NULL, e);
    if (rc == 0 && rows.n > 0)
        fill_evidence(out, rows.entries[0], kind);
    rows_release(&rows);
    filter_release(&q.filter);
    return rc;
}

int proof_for_each(struct session *session, const struct duty_kind *kind, int64_t from, int64_t now, size_t most,
                   bool *more, proof_each *each, void *arg, struct err *e)
{
    const struct register_def *reg;
    const char *where;
    struct proof_query q;
    struct rows rows = {0};
    size_t n = 0;
    *more = false;
    if (!compliance_book(&reg, &where, session, kind))
        return 0;
    int rc = evidence_query(&q, reg, kind, now, e);
    q.query.limit = PAGE;
    if (rc == 0)
        rc = rows_load(&rows, session_station(session), &q.query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++) {
        struct compliance_evidence evidence;
        fill_evidence(&evidence, rows.entries[i], kind);
        if (evidence.at < from)
            continue;
        *more = *more || n == most;
        if (n < most)
            rc = each(arg, &evidence, e);
        n++;
    }
    *more = *more || rows.after;
    rows_release(&rows);
    filter_release(&q.filter);
    return rc;
}

int proof_subject(bool *exists, struct session *session, const struct duty_kind *kind, bool evident, int64_t now,
                  struct err *e)
{
    const struct subject *subject = subject_of(kind);
    const char *id = subject != NULL ? subject->reg : kind->reg,
               *where = subject != NULL ? subject->where : kind->where;
    const struct register_def *reg;
    struct proof_query q;
    int64_t n = 0;
    *exists = subject != NULL && subject->reg[0] != '\0' ? strcmp(subject->reg, "*") == 0 : evident;
    reg = id != NULL && !*exists ? station_register(session_station(session), id) : NULL;
    if (reg == NULL)
        return 0;
    int rc =
        query_of(&q, reg, where, subject != NULL ? 1u << STATE_VOID | 1u << STATE_ENDED : 1u << STATE_VOID, now, e);
    if (rc == 0)
        rc = query_count(&n, session_station(session), &q.query, 1, e);
    filter_release(&q.filter);
    *exists = n > 0;
    return rc;
}

/* transfer_things — what he answers for, what is open, his duties and his account. See transfer.h. */
#include <string.h>

#include "app/transfer_inside.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { STATES_BYTES = 400, OPEN_KINDS = 1 << STATE_WAITING | 1 << STATE_OUT | 1 << STATE_BACK };

static bool planned(const struct transfer_plan *plan, const struct entry *entry)
{
    for (size_t i = 0; i < plan->n; i++)
        if (strcmp(plan->lines[i].entry, entry->id) == 0)
            return true;
    return false;
}

/* ---- what he answers for ---- */

/* The register's own step that changes an entry in that state; NULL where there is none. */
static const struct step *change_step(const struct register_def *reg, const char *state)
{
    const unsigned other = STEP_CREATES | STEP_CORRECTS | STEP_RENEWS | STEP_DECIDES;
    for (const struct step *step = reg->steps; step->key != NULL; step++)
        if ((step->flags & STEP_EDITS) != 0 && (step->flags & other) == 0 && word_in(step->from, state))
            return step;
    return NULL;
}

/* The fields by which he answers for the thing, keys and labels. */
static void custody_of(struct transfer_line *line, char *names, size_t size, const struct planner *p,
                       const struct entry *entry)
{
    char id[ENTRY_ID_BYTES];
    names[0] = '\0';
    for (const struct field *f = entry->reg->fields; f->key != NULL; f++) {
        if ((f->flags & FIELD_CUSTODY) == 0 || strcmp(reference_id(id, entry_get(entry, f->key)), p->person) != 0)
            continue;
        text_append(line->fields, sizeof line->fields, line->fields[0] != '\0' ? "|" : "");
        text_append(line->fields, sizeof line->fields, f->key);
        text_append(names, size, names[0] != '\0' ? "・" : "");
        text_append(names, size, f->label);
    }
}

static bool gives_posts(const struct transfer_plan *plan)
{
    for (size_t i = 0; i < plan->n; i++)
        if (plan->lines[i].kind == TRANSFER_POST && plan->lines[i].chosen)
            return true;
    return false;
}

/* Would the change to the successor be accepted? A post that he gets by this very transfer is judged when it is done. */
static int try_custody(struct transfer_line *line, struct planner *p, struct err *e)
{
    struct act *act = NULL;
    struct err why = {0};
    int rc = act_new(&act, p->session, line->reg, line->entry, line->step, e);
    for (const struct field *f = line->reg->fields; rc == 0 && f->key != NULL; f++)
        if (word_in(line->fields, f->key))
            rc = act_set(act, f->key, entry_get(act_entry(p->act), "successor"), e);
    if (rc == 0 && act_check(act, &why) != 0) {
        bool promised = why.code == ERR_REFUSED && word_in(line->fields, why.field) && gives_posts(p->plan);
        line->blocking = !promised;
        if (!promised)
            text_format(line->effect, sizeof line->effect, "%s", why.text);
        text_format(line->clause, sizeof line->clause, "%s", promised ? "" : why.clause);
    }
    act_free(act);
    return rc;
}

static int add_thing(struct planner *p, const struct entry *entry, struct err *e)
{
    char names[NAME_BYTES];
    const struct step *step = change_step(entry->reg, entry->state);
    struct transfer_line *line;
    int rc;
    if (planned(p->plan, entry))
        return 0;
    rc = planner_add_entry(&line, p, step != NULL ? TRANSFER_CUSTODY : TRANSFER_OPEN, entry, e);
    if (rc != 0)
        return rc;
    custody_of(line, names, sizeof names, p, entry);
    if (step == NULL) {
        text_format(line->effect, sizeof line->effect, "%sのままです。引き継ぐ手続を、この記載でしてください", names);
        return 0;
    }
    text_format(line->step, sizeof line->step, "%s", step->key);
    line->blocking = p->successor[0] == '\0';
    if (line->blocking)
        text_format(line->effect, sizeof line->effect, "%s: 後任を選ぶか、先に台帳で別の職員にしてください", names);
    else
        text_format(line->effect, sizeof line->effect, "%s → %s", names,
                    reference_label(entry_get(act_entry(p->act), "successor")));
    return line->blocking ? 0 : try_custody(line, p, e);
}

static int add_things(struct planner *p, const struct register_def *reg, struct err *e)
{
    char states[STATES_BYTES];
    int rc = 0;
    register_states(states, sizeof states, reg, 1u << STATE_CURRENT | OPEN_KINDS);
    for (const struct field *f = reg->fields; rc == 0 && f->key != NULL; f++) {
        const struct cond conds[] = {{f->key, COND_IS, p->person}, {"state", COND_IS, states}, {0}};
        const struct query query = {.reg = reg, .conds = conds};
        if ((f->flags & FIELD_CUSTODY) != 0 && states[0] != '\0')
            rc = planner_each(p, &query, add_thing, e);
    }
    return rc;
}

/* ---- what is open ---- */

static int add_open(struct planner *p, const struct entry *entry, struct err *e)
{
    const struct state *state = register_state(entry->reg, entry->state);
    struct transfer_line *line;
    int rc;
    if (planned(p->plan, entry))
        return 0;
    rc = planner_add_entry(&line, p, TRANSFER_OPEN, entry, e);
    if (rc != 0)
        return rc;
    line->blocking = true;
    text_format(line->effect, sizeof line->effect, "「%s」です。先に終えてください",
                state != NULL ? state->label : entry->state);
    return 0;
}

/* He did the last of the steps that only the same person may follow, and that one has not followed yet (同, ⚑Q2). */
static const struct rule *bound_rule(const struct entry *entry, const char *person)
{
    for (const struct rule *rule = entry->reg->rules; rule != NULL && rule->step != NULL; rule++) {
        const struct done *last = NULL;
        if (rule->same_as == NULL || entry_done(entry, rule->step) != NULL || !conds_hold(rule->when, entry))
            continue;
        for (size_t i = 0; i < entry->nsteps; i++)
            if (!entry->steps[i].lapsed && word_in(rule->same_as, entry->steps[i].step))
                last = &entry->steps[i];
        if (last != NULL && strcmp(last->actor.id, person) == 0)
            return rule;
    }
    return NULL;
}

static int add_bound(struct planner *p, const struct entry *entry, struct err *e)
{
    const struct rule *rule = bound_rule(entry, p->person);
    const struct step *step = rule != NULL ? register_step(entry->reg, rule->step) : NULL;
    struct transfer_line *line;
    int rc;
    if (step == NULL || planned(p->plan, entry))
        return 0;
    rc = planner_add_entry(&line, p, TRANSFER_OPEN, entry, e);
    if (rc != 0)
        return rc;
    text_format(line->effect, sizeof line->effect,
                "「%s」は、許可を与えたこの職員がします。異動の前に済ませるのが原則です", step->label);
    text_format(line->clause, sizeof line->clause, "%s", rule->clause != NULL ? rule->clause : "");
    return 0;
}

/* What belongs to an entry that is listed itself. */
static bool is_part(const struct planner *p, const struct register_def *reg)
{
    const struct register_def *const *list = station_registers(session_station(p->session));
    for (size_t i = 0; list[i] != NULL; i++)
        if (list[i]->parts != NULL && strcmp(list[i]->parts, reg->id) == 0)
            return true;
    return false;
}

static int add_open_of(struct planner *p, const struct register_def *reg, struct err *e)
{
    char states[STATES_BYTES];
    const struct cond open[] = {{"state", COND_IS, states}, {0}};
    const struct cond applied[] = {{"state", COND_IS, states}, {"applicant", COND_IS, p->person}, {0}};
    const struct cond held[] = {{"state", COND_IS, states}, {reg->person_field, COND_IS, p->person}, {0}};
    const struct query made = {.reg = reg, .conds = applied}, holds = {.reg = reg, .conds = held},
                       decided = {.reg = reg, .conds = open, .done_by = p->person, .steps = true};
    int rc;
    register_states(states, sizeof states, reg, OPEN_KINDS);
    if (states[0] == '\0' || is_part(p, reg) || strcmp(reg->id, USER_REGISTER) == 0) /* an id: TRANSFER_ACCOUNT */
        return 0;
    rc = planner_each(p, &made, add_open, e);
    if (rc == 0 && reg->person_field != NULL)
        rc = planner_each(p, &holds, add_open, e);
    return rc != 0 ? rc : planner_each(p, &decided, add_bound, e);
}

/* ---- duties, account, person ---- */

static int add_duty(struct planner *p, const struct entry *entry, struct err *e)
{
    struct transfer_line *line;
    int rc;
    if (planned(p->plan, entry))
        return 0;
    rc = planner_add_entry(&line, p, TRANSFER_ROSTER, entry, e);
    if (rc == 0)
        text_format(line->effect, sizeof line->effect, "当番のままです。代わりの者を入れてください");
    return rc;
}

/* Entries with a person on a day to come: duties. */
static int add_duties(struct planner *p, const struct register_def *reg, struct err *e)
{
    char states[STATES_BYTES];
    const struct field *day = NULL;
    for (const struct field *f = reg->fields; day == NULL && f->key != NULL; f++)
        day = f->type == FIELD_DATE ? f : NULL;
    register_states(states, sizeof states, reg, 1u << STATE_CURRENT);
    if (day == NULL || reg->person_field == NULL || states[0] == '\0')
        return 0;
    const struct cond conds[] = {{"state", COND_IS, states}, {reg->person_field, COND_IS, p->person}, {0}};
    const struct query query = {.reg = reg, .conds = conds, .range = day->key, .range_from = p->date, .sort = day->key};
    return planner_each(p, &query, add_duty, e);
}

static int add_account(struct planner *p, const struct entry *entry, struct err *e)
{
    const struct state *state = register_state(entry->reg, entry->state);
    struct transfer_line *line;
    int rc;
    if (state == NULL || state->kind == STATE_ENDED)
        return 0;
    rc = planner_add_entry(&line, p, TRANSFER_ACCOUNT, entry, e);
    if (rc != 0)
        return rc;
    text_format(line->effect, sizeof line->effect, "「%s」です。「利用者」でIDを廃止してください", state->label);
    text_format(line->clause, sizeof line->clause, "第6の1(1)イ(キ)");
    return 0;
}

static int add_accounts(struct planner *p, struct err *e)
{
    const struct cond conds[] = {{USER_FIELD_PERSON, COND_IS, p->person}, {0}};
    const struct query query = {.reg = station_register(session_station(p->session), USER_REGISTER), .conds = conds};
    return planner_each(p, &query, add_account, e);
}

int planner_add_things(struct planner *p, struct err *e)
{
    static int (*const adds[])(struct planner * p, const struct register_def *reg,
                               struct err *e) = {add_things, add_open_of, add_duties};
    const struct register_def *const *list = station_registers(session_station(p->session));
    int rc = 0;
    for (size_t k = 0; k < sizeof adds / sizeof adds[0]; k++)
        for (size_t i = 0; rc == 0 && list[i] != NULL; i++)
            rc = adds[k](p, list[i], e);
    return rc != 0 ? rc : add_accounts(p, e);
}

/* held — what still hangs on an entry that is to be ended: a thing that is out comes back first, and who keeps things or has a line
 * open hands over first (異動). Over every register, by what its declaration says. */
#include <string.h>

#include "app/act_impl.h"
#include "db/query.h"
#include "forms/text.h"

#include "forms/banned.h"

/* The first entry of `reg` whose field refers to the one of the act, in one of the states; NULL in *out for none. */
static int first_with(struct entry **out, struct act *act, const struct register_def *reg, const char *field,
                      const char *states, struct err *e)
{
    const struct cond conds[] = {{field, COND_IS, act->before->id}, {"state", COND_IS, states}, {0}};
    const struct query query = {.reg = reg, .conds = conds, .limit = 1};
    struct rows rows = {0};
    int rc = states[0] != '\0' ? rows_load(&rows, session_station(act->session), &query, ROWS_FIRST, NULL, e) : 0;
    *out = rc == 0 && rows.n > 0 ? rows_take(&rows, 0) : NULL;
    rows_release(&rows);
    return rc;
}

static int refuse(const struct entry *found, const struct field *field, const char *what, struct err *e)
{
    char title[NAME_BYTES * 2];
    int rc;
    if (found == NULL)
        return 0;
    entry_title(title, sizeof title, found);
    rc = err_refuse(e, NULL, "%s「%s」の「%s」になっているので、終了できません。%s", found->reg->label, title,
                    field->label, what);
    return rc;
}

/* States in which an entry of the register holds what the field refers to; "" for a field that holds nothing. */
static const char *holding(char *buf, size_t size, const struct register_def *reg, const struct field *field)
{
    if (reg->exclusive != NULL && word_in(reg->exclusive->field, field->key))
        return reg->exclusive->states;
    if ((field->flags & FIELD_CUSTODY) != 0)
        return register_states(buf, size, reg, 1u << STATE_CURRENT);
    if (reg->person_field != NULL && strcmp(reg->person_field, field->key) == 0 && reg->form != NULL)
        return register_states(buf, size, reg, 1u << STATE_WAITING | 1u << STATE_OUT | 1u << STATE_BACK);
    return "";
}

static int check_register(struct act *act, const struct register_def *reg, struct err *e)
{
    int rc = 0;
    for (const struct field *f = reg->fields; rc == 0 && f->key != NULL; f++) {
        char states[NAME_BYTES];
        struct entry *found = NULL;
        bool refers = f->type == FIELD_PERSON ? strcmp(act->reg->id, "person") == 0
                                              : f->type == FIELD_ITEM && word_in(f->registers, act->reg->id);
        if (!refers)
            continue;
        rc = first_with(&found, act, reg, f->key, holding(states, sizeof states, reg, f), e);
        if (rc == 0)
            rc = refuse(found, f,
                        f->type == FIELD_PERSON ? "先に異動の画面で引き継いでください。"
                                                : "先に返却とその確認を済ませてください。",
                        e);
        entry_free(found);
    }
    return rc;
}

int act_held(struct act *act, struct err *e)
{
    const struct state *to = act->step->to != NULL ? register_state(act->reg, act->step->to) : NULL;
    int rc = 0;
    if (act->before == NULL || to == NULL || to->kind != STATE_ENDED)
        return 0;
    for (const struct register_def *const *reg = station_registers(session_station(act->session));
         rc == 0 && *reg != NULL; reg++)
        rc = check_register(act, *reg, e);
    return rc;
}

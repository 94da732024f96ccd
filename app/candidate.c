/* candidate — what a field offers to pick from, and why some of it cannot be picked. See act.h. */
#include <stdlib.h>
#include <string.h>

#include "app/act.h"
#include "app/act_impl.h"
#include "db/query.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { CANDIDATE_SCAN = 1000 };

void candidates_release(struct candidates *candidates)
{
    for (size_t i = 0; i < candidates->n; i++) {
        free(candidates->list[i].canonical);
        free(candidates->list[i].label);
        free(candidates->list[i].detail);
    }
    free(candidates->list);
    candidates->list = NULL;
    candidates->n = 0;
}

/* Takes over nothing: copies all three texts. */
static int add(struct candidates *out, const char *canonical, const char *label, const char *detail,
               const struct err *refusal, struct err *e)
{
    struct candidate *list = realloc(out->list, (out->n + 1) * sizeof *list), *c;
    if (list == NULL)
        return err_memory(e);
    out->list = list;
    c = &list[out->n++];
    *c = (struct candidate){.canonical = text_dup(canonical, strlen(canonical)),
                            .label = text_dup(label, strlen(label)),
                            .detail = text_dup(detail, strlen(detail))};
    if (refusal != NULL)
        c->refusal = *refusal;
    return c->canonical == NULL || c->label == NULL || c->detail == NULL ? err_memory(e) : 0;
}

/* Folded `needle` (NULL = all) anywhere in either text. */
static bool matches(const char *needle, const char *label, const char *detail)
{
    bool hit = needle == NULL || needle[0] == '\0';
    for (int i = 0; !hit && i < 2; i++) {
        const char *text = i == 0 ? label : detail;
        char *folded = text_fold(text, strlen(text));
        hit = folded != NULL && strstr(folded, needle) != NULL;
        free(folded);
    }
    return hit;
}

/* The fields named in detail_fields, as one text. */
static void detail_of(char *buf, size_t size, const struct entry *entry)
{
    const char *list = entry->reg->detail_fields;
    buf[0] = '\0';
    for (const struct field *f = entry->reg->fields; list != NULL && f->key != NULL; f++) {
        char text[NAME_BYTES];
        if (!word_in(list, f->key) || entry_get(entry, f->key) == NULL)
            continue;
        field_format(text, sizeof text, f, entry_get(entry, f->key), FORMAT_LIST);
        text_append(buf, size, buf[0] != '\0' ? " / " : "");
        text_append(buf, size, text);
    }
}

/* Is the thing of that id out, named in that field of another entry? Then why says with whom. */
static int out_as(struct err *why, struct act *act, const char *key, const char *id, struct err *e)
{
    const struct cond conds[] = {{key, COND_IS, id}, {"state", COND_IS, act->reg->exclusive->states}, {0}};
    const struct query query = {.reg = act->reg, .conds = conds, .limit = 1};
    struct rows rows = {0};
    int rc = rows_load(&rows, session_station(act->session), &query, ROWS_FIRST, NULL, e);
    if (rc == 0 && rows.n > 0 && strcmp(rows.entries[0]->id, act->entry->id) != 0)
        err_refuse(why, NULL, "持出中: %s", reference_label(entry_get(rows.entries[0], act->reg->person_field)));
    rows_release(&rows);
    return rc;
}

/* Why the thing cannot be picked: it is out, by itself or within another (the medium of a device that is out). */
static int thing_refusal(struct err *why, struct act *act, const struct field *field, const struct entry *thing,
                         struct err *e)
{
    const struct exclusive *x = act->reg->exclusive;
    const struct state *to = act->step->to != NULL ? register_state(act->reg, act->step->to) : NULL;
    int rc = 0;
    err_clear(why);
    if (x == NULL || !word_in(x->field, field->key) ||
        (to != NULL && to->kind == STATE_DONE)) /* it takes nothing out */
        return 0;
    for (const struct field *f = act->reg->fields; rc == 0 && why->code == ERR_NONE && f->key != NULL; f++) {
        char within[ENTRY_ID_BYTES];
        if (!word_in(x->field, f->key))
            continue;
        rc = out_as(why, act, f->key, thing->id, e);
        reference_id(within, entry_get(thing, f->key)); /* what goes out with it */
        if (rc == 0 && why->code == ERR_NONE && within[0] != '\0')
            rc = out_as(why, act, f->key, within, e);
    }
    return rc;
}

static int person_refusal(struct err *why, struct act *act, const struct field *field, const struct entry *person,
                          struct err *e)
{
    struct situation s;
    int rc;
    err_clear(why);
    if (field->rule_step == NULL)
        return 0;
    rc = act_situation(&s, act, person->id, e);
    if (rc == 0)
        (void)rule_check_person(NULL, &s, field->rule_step, why);
    situation_release(&s);
    return rc;
}

static int add_entry(struct candidates *out, struct act *act, const struct field *field, const struct entry *entry,
                     const char *needle, struct err *e)
{
    char label[NAME_BYTES * 2], detail[NAME_BYTES * 2], canonical[NAME_BYTES * 3];
    struct err why;
    int rc;
    if (!item_offered(field, act->entry, entry))
        return 0;
    entry_title(label, sizeof label, entry);
    detail_of(detail, sizeof detail, entry);
    if (!matches(needle, label, detail))
        return 0;
    rc = field->type == FIELD_PERSON ? person_refusal(&why, act, field, entry, e)
                                     : thing_refusal(&why, act, field, entry, e);
    text_format(canonical, sizeof canonical, "%s %s", entry->id, label);
    return rc != 0 ? rc : add(out, canonical, label, detail, &why, e);
}

static int add_register(struct candidates *out, struct act *act, const struct field *field, const char *reg,
                        const char *needle, int most, struct err *e)
{
    char states[NAME_BYTES];
    const struct register_def *def = station_register(session_station(act->session), reg);
    const struct cond usable[] = {{"state", COND_IS, states}, {0}};
    struct query query = {.reg = def, .conds = usable, .descending = true, .limit = CANDIDATE_SCAN};
    struct rows rows = {0};
    int rc;
    if (def == NULL)
        return 0;
    /* of a master what is in use, in the order of entering; of a book its rows, the newest first */
    query.descending = register_states(states, sizeof states, def, 1u << STATE_OUT)[0] != '\0' ||
                       register_states(states, sizeof states, def, 1u << STATE_CURRENT)[0] == '\0';
    if (query.descending)
        register_states(states, sizeof states, def, ~(1u << STATE_VOID | 1u << STATE_ENDED));
    rc = rows_load(&rows, session_station(act->session), &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n && out->n < (size_t)most; i++)
        rc = add_entry(out, act, field, rows.entries[i], needle, e);
    rows_release(&rows);
    return rc;
}

static int add_choices(struct candidates *out, const struct field *field, const char *needle, struct err *e)
{
    int rc = 0;
    for (const struct choice *c = field->choices; rc == 0 && c != NULL && c->key != NULL; c++)
        if (matches(needle, c->label, "")) /* not the clause: its digits are no choice's */
            rc = add(out, c->key, c->label, c->clause != NULL ? c->clause : "", NULL, e);
    return rc;
}

/* Those that can be chosen first; otherwise the order stays. */
static int sort_refused_last(struct candidates *c, struct err *e)
{
    struct candidate *sorted = calloc(c->n + 1, sizeof *sorted);
    size_t n = 0;
    if (sorted == NULL)
        return err_memory(e);
    for (int refused = 0; refused < 2; refused++)
        for (size_t i = 0; i < c->n; i++)
            if ((c->list[i].refusal.code != ERR_NONE) == (refused == 1))
                sorted[n++] = c->list[i];
    free(c->list);
    c->list = sorted;
    return 0;
}

int candidates_load(struct candidates *out, struct act *act, const struct field *field, const char *typed, int most,
                    struct err *e)
{
    char *needle = typed != NULL ? text_fold(typed, strlen(typed)) : NULL;
    const char *list = field->type == FIELD_PERSON ? "person" : field->registers;
    int rc = 0;
    out->list = NULL;
    out->n = 0;
    if (typed != NULL && needle == NULL)
        return err_memory(e);
    if (field->choices != NULL)
        rc = add_choices(out, field, needle, e);
    while (rc == 0 && field->choices == NULL && list != NULL && list[0] != '\0') {
        char reg[KEY_BYTES];
        size_t n = strcspn(list, "|");
        text_format(reg, sizeof reg, "%.*s", (int)n, list);
        rc = add_register(out, act, field, reg, needle, most, e);
        list += list[n] == '|' ? n + 1 : n;
    }
    if (rc == 0)
        rc = sort_refused_last(out, e);
    free(needle);
    if (rc != 0)
        candidates_release(out);
    return rc;
}

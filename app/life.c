/* life — what happened to an item or a person over all books. See life.h. */
#include "app/life.h"

#include <stdlib.h>
#include <string.h>

#include "app/list.h"
#include "db/query.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { LIFE_OF_ONE_FIELD = 500 };

bool life_refers(const struct field *field, const struct register_def *reg)
{
    if (field->type == FIELD_PERSON)
        return strcmp(reg->id, "person") == 0;
    return field->type == FIELD_ITEM && word_in(field->registers, reg->id);
}

static int add(struct life_line **out, struct life *life, struct err *e)
{
    struct life_line *lines = realloc(life->lines, (life->n + 1) * sizeof *lines);
    if (lines == NULL)
        return err_memory(e);
    life->lines = lines;
    *out = &lines[life->n++];
    memset(*out, 0, sizeof **out);
    return 0;
}

/* ---- its own history ---- */

static int add_history(struct life *life, struct session *session, const char *id, struct err *e)
{
    struct history history = {0};
    int rc = history_load(&history, session_station(session), life->reg->id, id, e);
    for (size_t i = 0; rc == 0 && i < history.n; i++) {
        const struct change *c = &history.events[i].change;
        const struct step *step = register_step(life->reg, c->step);
        struct life_line *line;
        rc = add(&line, life, e);
        if (rc != 0)
            break;
        line->at = c->at;
        line->reg = life->reg;
        line->own = true;
        text_format(line->entry, sizeof line->entry, "%s", id);
        text_format(line->what, sizeof line->what, "%s%s%s", step != NULL && step->done != NULL ? step->done : c->step,
                    c->reason != NULL ? ": " : "", c->reason != NULL ? c->reason : "");
        text_format(line->person, sizeof line->person, "%s", c->actor.name);
    }
    history_release(&history);
    return rc;
}

/* ---- entries that refer to it ---- */

/* Everyone whose decision is on record. */
static void deciders(char *buf, size_t size, const struct entry *entry)
{
    buf[0] = '\0';
    for (size_t i = 0; i < entry->nsteps; i++) {
        const struct done *done = &entry->steps[i];
        const struct step *step = register_step(entry->reg, done->step);
        if (step == NULL || (step->flags & STEP_DECIDES) == 0 || done->lapsed || strstr(buf, done->actor.name) != NULL)
            continue;
        text_append(buf, size, buf[0] != '\0' ? "、" : "");
        text_append(buf, size, done->actor.name);
    }
}

/* The labels of the fields by which the entry refers to it, then what it is called. */
static void refer_text(char *buf, size_t size, const struct entry *entry, const struct entry *subject)
{
    char title[NAME_BYTES * 2], id[ENTRY_ID_BYTES];
    buf[0] = '\0';
    for (const struct field *f = entry->reg->fields; f->key != NULL; f++) {
        if (!life_refers(f, subject->reg) || strcmp(reference_id(id, entry_get(entry, f->key)), subject->id) != 0)
            continue;
        text_append(buf, size, buf[0] != '\0' ? "・" : "");
        text_append(buf, size, f->label);
    }
    if (buf[0] == '\0')
        text_append(buf, size, "申請");
    entry_title(title, sizeof title, entry);
    text_append(buf, size, " ");
    text_append(buf, size, title);
}

static bool listed(const struct life *life, size_t from, const char *id)
{
    for (size_t i = from; i < life->n; i++)
        if (strcmp(life->lines[i].entry, id) == 0)
            return true;
    return false;
}

static int add_entry(struct life *life, struct session *session, const struct entry *entry, struct err *e)
{
    struct life_line *line;
    const char *holder = entry->reg->person_field != NULL ? entry_get(entry, entry->reg->person_field) : NULL;
    int rc = add(&line, life, e);
    if (rc != 0)
        return rc;
    line->at = entry->nsteps > 0 ? entry->steps[0].at : 0;
    line->reg = entry->reg;
    line->state = register_state(entry->reg, entry->state);
    line->late = entry_late(entry, session_now(session));
    text_format(line->entry, sizeof line->entry, "%s", entry->id);
    refer_text(line->what, sizeof line->what, entry, life->subject);
    text_format(line->person, sizeof line->person, "%s",
                holder != NULL ? reference_label(holder) : entry->applicant.name);
    deciders(line->permitter, sizeof line->permitter, entry);
    return 0;
}

/* Those whose `field` is the subject; an entry that names it twice stands once. */
static int add_referring(struct life *life, struct session *session, const struct register_def *reg, const char *field,
                         size_t from, struct err *e)
{
    const struct cond conds[] = {{field, COND_IS, life->subject->id}, {0}};
    const struct query query = {
        .reg = reg, .conds = conds, .descending = true, .limit = LIFE_OF_ONE_FIELD, .steps = true};
    struct rows rows = {0};
    int rc = rows_load(&rows, session_station(session), &query, ROWS_FIRST, NULL, e);
    for (size_t i = 0; rc == 0 && i < rows.n; i++)
        if (!listed(life, from, rows.entries[i]->id))
            rc = add_entry(life, session, rows.entries[i], e);
    life->more = life->more || rows.after;
    rows_release(&rows);
    return rc;
}

static int add_register(struct life *life, struct session *session, const struct register_def *reg, struct err *e)
{
    size_t from = life->n;
    int rc = 0;
    if (session_may_view(session, reg, NULL) != 0)
        return 0;
    for (const struct field *f = reg->fields; rc == 0 && f->key != NULL; f++)
        if (life_refers(f, life->reg))
            rc = add_referring(life, session, reg, f->key, from, e);
    /* What a person applied for in a book is his as well, where no field names him. */
    if (rc == 0 && reg->form != NULL && strcmp(life->reg->id, "person") == 0)
        rc = add_referring(life, session, reg, "applicant", from, e);
    return rc;
}

/* ---- all ---- */

static int by_time(const void *a, const void *b)
{
    const struct life_line *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return x->own != y->own ? (x->own ? -1 : 1) : strcmp(x->entry, y->entry);
}

int life_load(struct life *out, struct session *session, const struct register_def *reg, const char *id, struct err *e)
{
    const struct register_def *const *list = station_registers(session_station(session));
    int rc = session_may_view(session, reg, e);
    *out = (struct life){.reg = reg};
    if (rc == 0)
        rc = entry_load(&out->subject, session_station(session), reg, id, e);
    if (rc == 0)
        rc = add_history(out, session, id, e);
    for (size_t i = 0; rc == 0 && list[i] != NULL; i++)
        rc = add_register(out, session, list[i], e);
    if (rc != 0) {
        life_release(out);
        return rc;
    }
    if (out->n > 1)
        qsort(out->lines, out->n, sizeof *out->lines, by_time);
    return 0;
}

void life_release(struct life *life)
{
    entry_free(life->subject);
    free(life->lines);
    *life = (struct life){0};
}

int life_reference(const struct register_def **reg, struct session *session, const struct field *field, const char *id,
                   struct err *e)
{
    const struct register_def *const *list = station_registers(session_station(session));
    int rc = ERR_NOT_FOUND;
    for (size_t i = 0; rc == ERR_NOT_FOUND && list[i] != NULL; i++) {
        struct entry *found = NULL;
        if (!life_refers(field, list[i]))
            continue;
        rc = entry_load(&found, session_station(session), list[i], id, e);
        entry_free(found);
        *reg = list[i];
    }
    return rc;
}

int life_subject(const struct register_def **reg, char id[ENTRY_ID_BYTES], struct session *session,
                 const struct entry *entry, struct err *e)
{
    const char *field = entry->reg->item_field;
    int rc = ERR_NOT_FOUND;
    reference_id(id, field != NULL ? entry_get(entry, field) : NULL);
    if (id[0] != '\0')
        rc = life_reference(reg, session, entry_field(entry, field), id, e);
    if (rc != ERR_NOT_FOUND)
        return rc;
    err_clear(e);
    *reg = entry->reg;
    text_format(id, ENTRY_ID_BYTES, "%s", entry->id);
    return 0;
}

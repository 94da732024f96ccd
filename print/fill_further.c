/* fill — the line below a row: everything of an entry that has no column of its own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/date.h"
#include "forms/field.h"
#include "forms/text.h"
#include "print/cell.h"
#include "print/fill_value.h"

#include "forms/banned.h"

static const char gap[] = "　　"; /* between two things on the line */

static int flow_add(struct filling *f, const char *label, const char *value, struct err *e)
{
    char *longer = NULL;

    if (asprintf(&longer, "%s%s%s: %s", f->flow ? f->flow : "", f->flow ? gap : "", label, value) < 0)
        return err_memory(e);
    free(f->flow);
    f->flow = longer;
    return 0;
}

static int flow_end(struct filling *f, struct sheet_cell *cell, struct err *e)
{
    int rc = cell_add(cell, f->flow, false, e);

    free(f->flow);
    f->flow = NULL;
    return rc;
}

static int further_field(struct filling *f, struct sheet_cell *cell, const char *key, struct err *e)
{
    const struct field *field = value_field(f, key);
    const char *value = field ? entry_get(f->row->entry, key) : NULL;
    char before[NAME_BYTES];
    char *text;
    int rc;

    if (field && value_has_earlier(f, key)) {
        rc = flow_end(f, cell, e);
        text_format(before, sizeof before, "%s: ", field->label);
        return rc ? rc : value_put(f, cell, field, before, e);
    }
    if (!value)
        return 0;
    text = value_text(field, value);
    rc = text ? flow_add(f, field->label, text, e) : err_memory(e);
    free(text);
    return rc;
}

/* 運搬の許可: 令和8年11月23日 22:14 鈴木 茂(運用責任者) 条件付き */
static int flow_step(struct filling *f, const char *label, const struct done *done, struct err *e)
{
    char when[DATE_BYTES], *text = NULL;
    const char *posts = done->actor.posts, *note = done->note ? done->note : "";
    int rc;

    date_format_time(when, sizeof when, done->at, DATE_LONG);
    if (asprintf(&text, "%s %s%s%s%s%s%s%s", when, done->actor.name, *posts ? "(" : "", posts, *posts ? ")" : "",
                 *note ? " " : "", note, done->lapsed ? "(再申請により失効)" : "") < 0)
        return err_memory(e);
    rc = flow_add(f, label, text, e);
    free(text);
    return rc;
}

static int further_step(struct filling *f, struct sheet_cell *cell, const char *key, struct err *e)
{
    const struct step *step = register_step(f->reg, key);

    (void)cell;
    for (size_t i = 0; i < f->row->entry->nsteps; i++) {
        const struct done *done = &f->row->entry->steps[i];

        if (strcmp(done->step, key) == 0) {
            int rc = flow_step(f, step ? step->label : key, done, e);

            if (rc)
                return rc;
        }
    }
    return 0;
}

/* What no declaration need name: who corrected the line, and how a line ended that came to nothing. */
static int further_history(struct filling *f, struct err *e)
{
    const struct entry *entry = f->row->entry;
    const struct state *state = register_state(f->reg, entry->state);
    bool nothing = state && state->kind == STATE_VOID;

    for (size_t i = 0; i < entry->nsteps; i++) {
        const struct step *step = register_step(f->reg, entry->steps[i].step);
        bool ended = nothing && step && step->to && strcmp(step->to, entry->state) == 0;

        if (step && ((step->flags & STEP_CORRECTS) || ended) && !word_in(f->reg->sheet->further_steps, step->key)) {
            int rc = flow_step(f, step->label, &entry->steps[i], e);

            if (rc)
                return rc;
        }
    }
    return 0;
}

/* Is the field printed anyway, in a column that speaks of the entry or among the further fields? */
static bool printed(const struct filling *f, const char *key)
{
    const struct sheet_def *def = f->reg->sheet;

    for (const struct paper_column *column = def->columns; column->label; column++) {
        if ((column->kind == PAPER_FIELDS || column->kind == PAPER_MARKS || column->kind == PAPER_HOURS) &&
            word_in(column->keys, key) && conds_hold(column->when, f->row->entry))
            return true;
    }
    return word_in(def->further_fields, key);
}

/* Passes over "label: value" of the field at *at, as a note has it (entry_apply); false when something else stands there. */
static bool pass_field(const char **at, const struct field *field, const char *value)
{
    size_t size = strlen(value) * 4 + 256, label = strlen(field->label);
    char *text = malloc(size);
    bool same = false;

    if (text) {
        field_format(text, size, field, value, FORMAT_FORM);
        same = strncmp(*at, field->label, label) == 0 && strncmp(*at + label, ": ", 2) == 0 &&
               strncmp(*at + label + 2, text, strlen(text)) == 0;
        if (same)
            *at += label + 2 + strlen(text);
        if (same && strncmp(*at, "　", strlen("　")) == 0)
            *at += strlen("　");
    }
    free(text);
    return same;
}

/* Does the note say only what is printed anyway: no reason, and the step's own fields as they are now? */
static bool all_printed(const struct filling *f, const struct done *done)
{
    const char *at = done->note;

    for (const struct field *field = f->reg->fields; field->key; field++) {
        const char *value = entry_get(f->row->entry, field->key);

        if (value && word_in(field->step, done->step) && (!printed(f, field->key) || !pass_field(&at, field, value)))
            return false;
    }
    return *at == '\0';
}

/* Is it stamped in a column before this one? */
static bool stamped_before(const struct filling *f, const struct paper_column *column, const char *step)
{
    for (const struct paper_column *other = f->reg->sheet->columns; other < column; other++) {
        if (other->kind == PAPER_STAMP && word_in(other->keys, step) && conds_hold(other->when, f->row->entry))
            return true;
    }
    return false;
}

/* What a column had no room for by its nature: notes beside a stamp, the second and later checks. */
static int further_column(struct filling *f, const struct paper_column *column, struct err *e)
{
    size_t at = 0, n = 0;
    const struct done *done;
    int rc = 0;

    if ((column->kind != PAPER_STAMP && column->kind != PAPER_CHECKS) || !conds_hold(column->when, f->row->entry))
        return 0;
    while (!rc && (done = fill_next_step(f, column->keys, &at))) {
        const struct step *step = register_step(f->reg, done->step);
        char label[NAME_BYTES];

        n++;
        text_format(label, sizeof label, "%s", step ? step->label : done->step);
        if (column->kind == PAPER_CHECKS && n > 1) {
            text_format(label, sizeof label, "%s(%zu回目)", step ? step->label : done->step, n);
            rc = flow_step(f, label, done, e);
        } else if (column->kind == PAPER_STAMP && done->note && *done->note && !all_printed(f, done) &&
                   !stamped_before(f, column, done->step)) {
            rc = flow_add(f, label, done->note, e);
        }
    }
    return rc;
}

int fill_further(struct filling *f, struct sheet_cell *cell, struct err *e)
{
    const struct sheet_def *def = f->reg->sheet;
    int rc = value_each_key(def->further_fields, further_field, f, cell, e);

    if (!rc)
        rc = value_each_key(def->further_steps, further_step, f, cell, e);
    for (const struct paper_column *column = def->columns; !rc && column->label; column++)
        rc = further_column(f, column, e);
    if (!rc)
        rc = further_history(f, e);
    return rc ? rc : flow_end(f, cell, e);
}

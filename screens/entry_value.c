/* The form of an entry: its rows and their values. */
#include "screens/entry_form.h"

#include <stdlib.h>
#include <string.h>

#include "forms/field.h"
#include "forms/text.h"
#include "screens/life.h"
#include "screens/pick.h"

#include "forms/banned.h"

enum { CANDIDATES = 500, REASON_CHARACTERS = 150 };

const struct field form_reason_field = {
    .key = "reason",
    .label = "理由",
    .type = FIELD_TEXT,
    .limit = REASON_CHARACTERS,
    .flags = FIELD_REQUIRED,
    .help = "この手続には理由の記載が要ります。",
};

const struct field *form_field(const struct form_row *row)
{
    return row->kind == FORM_COMMIT ? NULL : row->field;
}

bool form_typed(const struct form_row *row)
{
    return row->kind != FORM_COMMIT && !field_types[row->field->type].picked;
}

const char *form_value(const struct form *form, const struct form_row *row)
{
    if (row->kind == FORM_REASON)
        return act_reason(form->act)[0] != '\0' ? act_reason(form->act) : NULL;
    return row->kind == FORM_FIELD ? entry_get(act_entry(form->act), row->field->key) : NULL;
}

static bool same_row(const struct form_row *a, const struct form_row *b)
{
    return a->kind == b->kind && a->field == b->field;
}

void form_rows(struct form *form)
{
    struct form_row held = form->nrows > 0 ? form->rows[form->focus] : (struct form_row){.kind = FORM_COMMIT};
    size_t n;
    const struct field *const *fields = act_fields(form->act, &n);
    form->nrows = 0;
    for (size_t i = 0; i < n && form->nrows < FORM_ROWS - 2; i++)
        form->rows[form->nrows++] = (struct form_row){FORM_FIELD, fields[i]};
    if ((act_step(form->act)->flags & STEP_REASON) != 0)
        form->rows[form->nrows++] = (struct form_row){FORM_REASON, &form_reason_field};
    form->rows[form->nrows++] = (struct form_row){FORM_COMMIT, NULL};
    if (form->focus >= form->nrows)
        form->focus = form->nrows - 1;
    for (int i = 0; i < form->nrows; i++)
        if (same_row(&form->rows[i], &held))
            form->focus = i;
}

int form_focus(struct form *form, int row, struct err *e)
{
    char text[NAME_BYTES * 8] = "";
    if (row < 0)
        row = 0;
    if (row >= form->nrows)
        row = form->nrows - 1;
    edit_free(form->edit);
    form->edit = NULL;
    form->focus = row;
    const struct form_row *r = &form->rows[row];
    if (!form_typed(r))
        return 0;
    const char *value = form_value(form, r);
    int rc = edit_new(&form->edit, (size_t)field_limit(r->field), field_types[r->field->type].lines, e);
    if (rc == 0 && value != NULL) {
        field_format(text, sizeof text, r->field, value, FORMAT_EDIT);
        rc = edit_set(form->edit, text, e);
        if (rc == 0 && field_types[r->field->type].anew)
            edit_offer(form->edit);
    }
    return rc;
}

static int type(struct form *form, const struct form_row *row, const char *text, char *notice, struct err *e)
{
    if (row->kind == FORM_REASON)
        return act_set_reason(form->act, text, e);
    return act_type(form->act, row->field->key, text, notice, e);
}

int form_take(struct form *form, char *notice, struct err *e)
{
    const struct form_row row = form->rows[form->focus];
    if (notice != NULL)
        notice[0] = '\0';
    if (form->edit == NULL || !edit_changed(form->edit))
        return 0;
    int rc = type(form, &row, edit_text(form->edit), notice, e);
    if (rc == ERR_INPUT && e != NULL)
        form->fault = *e;
    if (rc != 0)
        return rc;
    edit_mark_saved(form->edit);
    if (form->fault.code != ERR_NONE && strcmp(form->fault.field, row.field->key) == 0)
        err_clear(&form->fault);
    form_rows(form);
    form_sentences(form);
    return 0;
}

void form_take_softly(struct form *form)
{
    const struct form_row *row = &form->rows[form->focus];
    if (form->edit == NULL || !edit_changed(form->edit))
        return;
    /* A half-typed day would be read as another one; half a text is half a text. */
    if (row->field->type == FIELD_TEXT || row->field->type == FIELD_LONG_TEXT)
        (void)type(form, row, edit_text(form->edit), NULL, NULL);
}

static bool required(const struct field *field)
{
    return (field->flags & FIELD_REQUIRED) != 0;
}

int form_missing(const struct form *form, int from)
{
    for (int i = from; i < form->nrows; i++)
        if (form->rows[i].kind != FORM_COMMIT && required(form->rows[i].field) &&
            form_value(form, &form->rows[i]) == NULL)
            return i;
    return form->nrows - 1;
}

int form_row_of(const struct form *form, const char *key)
{
    for (int i = 0; i < form->nrows; i++)
        if (form->rows[i].kind != FORM_COMMIT && strcmp(form->rows[i].field->key, key) == 0)
            return i;
    return form->nrows - 1;
}

struct picking {
    const struct field *field;
    struct candidates candidates;
};

static void candidate_item(void *arg, size_t index, struct pick_item *item)
{
    const struct picking *picking = arg;
    const struct candidate *c = &picking->candidates.list[index];
    *item = (struct pick_item){.label = c->label, .detail = c->detail, .aside = picking->field->choices != NULL};
    if (c->refusal.code != ERR_NONE)
        item->refusal = c->refusal.text;
}

static enum screen_next candidate_life(void *arg, struct screens *s, size_t index)
{
    const struct picking *picking = arg;
    return life_show_reference(s, picking->field, picking->candidates.list[index].canonical);
}

static int set(struct form *form, const struct field *field, const char *canonical, struct err *e)
{
    int rc = act_set(form->act, field->key, canonical, e);
    if (rc != 0)
        return rc;
    form->changed = true;
    if (form->fault.code != ERR_NONE && strcmp(form->fault.field, field->key) == 0)
        err_clear(&form->fault);
    form_rows(form);
    form_sentences(form);
    return 0;
}

int form_pick(struct form *form, struct screens *s, const char *filter, struct err *e)
{
    const struct field *field = form_field(&form->rows[form->focus]);
    const char *now = form_value(form, &form->rows[form->focus]);
    struct picking picking = {.field = field};
    struct candidates *candidates = &picking.candidates;
    struct pick_options options = {.title = field->label,
                                   .item = candidate_item,
                                   .life = field->choices == NULL ? candidate_life : NULL,
                                   .arg = &picking,
                                   .filter = filter,
                                   .empty = "選べるものがまだ登録されていません。"};
    size_t index;
    int rc = candidates_load(candidates, form->act, field, NULL, CANDIDATES, e);
    if (rc != 0)
        return rc;
    options.count = candidates->n;
    for (size_t i = 0; i < candidates->n; i++)
        if (now != NULL && strcmp(candidates->list[i].canonical, now) == 0)
            options.selected = i;
    rc = pick_run(s, &options, &index, e);
    if (rc == 0)
        rc = set(form, field, candidates->list[index].canonical, e);
    candidates_release(candidates);
    return rc;
}

bool form_cycle(struct form *form, int by, struct err *e)
{
    const struct field *field = form_field(&form->rows[form->focus]);
    const char *now = form_value(form, &form->rows[form->focus]);
    int n = 0, at = -1;
    err_clear(e);
    if (field == NULL || !field_types[field->type].picked)
        return false;
    if (field->type == FIELD_YES) {
        set(form, field, now == NULL ? "yes" : NULL, e);
        return true;
    }
    for (; field->choices != NULL && field->choices[n].key != NULL; n++)
        if (now != NULL && strcmp(field->choices[n].key, now) == 0)
            at = n;
    if (n == 0)
        return false;
    at = at < 0 ? (by > 0 ? 0 : n - 1) : (at + by + n) % n;
    set(form, field, field->choices[at].key, e);
    return true;
}

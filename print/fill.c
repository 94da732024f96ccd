#include "print/fill.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/date.h"
#include "forms/field.h"
#include "forms/text.h"
#include "print/cell.h"

#include "forms/banned.h"

static const char gap[] = "　　"; /* between two things on the further line */

/* ---- values ---- */

/* The value as it is printed; malloc'd, NULL = memory. */
static char *value_text(const struct field *field, const char *canonical)
{
    size_t size = strlen(canonical) * 4 + 256;
    char *buf = malloc(size);

    if (buf) {
        buf[0] = '\0';
        field_format(buf, size, field, canonical, FORMAT_PAPER);
    }
    return buf;
}

/* Calls `put` with every key of a '|'-joined list. */
static int each_key(const char *keys, int (*put)(struct filling *, struct sheet_cell *, const char *, struct err *),
                    struct filling *f, struct sheet_cell *cell, struct err *e)
{
    while (keys && *keys) {
        char key[KEY_BYTES];
        size_t n = strcspn(keys, "|");
        int rc;

        if (n >= sizeof key)
            return err_set(e, ERR_USAGE, "様式の定義に長すぎる項目名があります。");
        memcpy(key, keys, n);
        key[n] = '\0';
        rc = put(f, cell, key, e);
        if (rc)
            return rc;
        keys += n + (keys[n] == '|');
    }
    return 0;
}

static const struct field *field_of(const struct filling *f, const char *key)
{
    int i = register_field(f->reg, key);

    return i < 0 ? NULL : &f->reg->fields[i];
}

static bool is_time(const struct field *field)
{
    return field->type == FIELD_TIME || field->type == FIELD_DATE;
}

static int put_value(struct sheet_cell *cell, const struct field *field, const char *canonical, const char *before,
                     bool struck, struct err *e)
{
    char *text = value_text(field, canonical);
    const char *month = text && cell->w <= FILL_NARROW && is_time(field) ? strstr(text, "月") : NULL;
    int rc, head = month ? (int)(month - text) + (int)strlen("月") : 0;

    if (!text)
        return err_memory(e);
    if (head) /* a date that has no room on one line: 令和8年10月 above 31日 06:40 */
        rc = cell_addf(cell, struck, e, "%s%.*s\n%s", before, head, text, text + head);
    else
        rc = cell_addf(cell, struck, e, "%s%s", before, text);
    free(text);
    return rc;
}

/* Earlier values, struck through, then the present one; `before` stands before each. */
static int put_history(const struct filling *f, struct sheet_cell *cell, const struct field *field, const char *before,
                       struct err *e)
{
    const char *now = entry_get(f->row->entry, field->key);

    for (size_t i = 0; i < f->row->nearlier; i++) {
        const struct sheet_earlier *old = &f->row->earlier[i];

        if (old->value && strcmp(old->key, field->key) == 0) {
            int rc = put_value(cell, field, old->value, before, true, e);

            if (rc)
                return rc;
        }
    }
    return now ? put_value(cell, field, now, before, false, e) : 0;
}

static bool has_earlier(const struct filling *f, const char *key)
{
    for (size_t i = 0; i < f->row->nearlier; i++) {
        if (f->row->earlier[i].value && strcmp(f->row->earlier[i].key, key) == 0)
            return true;
    }
    return false;
}

/* ---- the columns ---- */

static int fill_number(struct filling *f, struct sheet_cell *cell, const struct paper_column *column, struct err *e)
{
    (void)column;
    return cell_addf(cell, false, e, "%d", f->number);
}

/* Two times in one column are a period. */
static bool is_period(const struct filling *f, const char *keys)
{
    size_t times = 0;

    for (const struct field *field = f->reg->fields; field->key; field++) {
        if (!word_in(keys, field->key))
            continue;
        if (!is_time(field))
            return false;
        times++;
    }
    return times == 2;
}

static int put_field(struct filling *f, struct sheet_cell *cell, const char *key, struct err *e)
{
    const struct field *field = field_of(f, key);

    return field ? put_history(f, cell, field, "", e) : 0;
}

static int fill_fields(struct filling *f, struct sheet_cell *cell, const struct paper_column *column, struct err *e)
{
    const char *second = strchr(column->keys, '|');
    char first[KEY_BYTES];

    if (!second || !is_period(f, column->keys))
        return each_key(column->keys, put_field, f, cell, e);
    text_format(first, sizeof first, "%.*s", (int)(second - column->keys), column->keys);
    const struct field *from = field_of(f, first), *until = field_of(f, second + 1);
    int rc = from ? put_history(f, cell, from, "自 ", e) : 0;

    return rc || !until ? rc : put_history(f, cell, until, "至 ", e);
}

static int put_stamp(struct sheet_cell *cell, const struct done *done, bool struck, struct err *e)
{
    char day[DATE_BYTES];
    int rc = cell_add(cell, done->actor.name, struck, e);

    date_format(day, sizeof day, date_of(done->at), DATE_SHORT);
    return rc ? rc : cell_add(cell, day, struck, e);
}

/* A permit that lapsed with a new request stays readable, struck through. */
static int fill_stamp(struct filling *f, struct sheet_cell *cell, const struct paper_column *column, struct err *e)
{
    const struct done *last = NULL;

    for (size_t i = 0; i < f->row->entry->nsteps; i++) {
        const struct done *done = &f->row->entry->steps[i];

        if (!word_in(column->keys, done->step))
            continue;
        if (!done->lapsed) {
            last = done;
        } else {
            int rc = put_stamp(cell, done, true, e);

            if (rc)
                return rc;
        }
    }
    return last ? put_stamp(cell, last, false, e) : 0;
}

static const struct done *next_check(const struct filling *f, const char *keys, size_t *at)
{
    while (*at < f->row->entry->nsteps) {
        const struct done *done = &f->row->entry->steps[(*at)++];

        if (word_in(keys, done->step))
            return done;
    }
    return NULL;
}

/* The first check; the others stand on the further line. */
static int fill_checks(struct filling *f, struct sheet_cell *cell, const struct paper_column *column, struct err *e)
{
    size_t at = 0;
    const struct done *done = next_check(f, column->keys, &at);
    char day[DATE_BYTES];
    int rc;

    if (!done)
        return 0;
    date_format(day, sizeof day, date_of(done->at), DATE_SHORT);
    rc = cell_addf(cell, done->lapsed, e, "%s %s", day, done->actor.name);
    return rc ? rc : cell_add(cell, done->note, done->lapsed, e);
}

static int (*const kinds[])(struct filling *, struct sheet_cell *, const struct paper_column *, struct err *) = {
    [PAPER_ROW_NUMBER] = fill_number,
    [PAPER_FIELDS] = fill_fields,
    [PAPER_STAMP] = fill_stamp,
    [PAPER_CHECKS] = fill_checks,
};

int fill_column(struct filling *f, struct sheet_cell *cell, const struct paper_column *column, struct err *e)
{
    return kinds[column->kind](f, cell, column, e);
}

/* ---- the further line ---- */

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
    const struct field *field = field_of(f, key);
    const char *value = field ? entry_get(f->row->entry, key) : NULL;
    char before[NAME_BYTES];
    char *text;
    int rc;

    if (field && has_earlier(f, key)) {
        rc = flow_end(f, cell, e);
        text_format(before, sizeof before, "%s: ", field->label);
        return rc ? rc : put_history(f, cell, field, before, e);
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

/* What a column had no room for by its nature: notes beside a stamp, the second and later checks. */
static int further_column(struct filling *f, const struct paper_column *column, struct err *e)
{
    size_t at = 0, n = 0;
    const struct done *done;
    int rc = 0;

    if (column->kind != PAPER_STAMP && column->kind != PAPER_CHECKS)
        return 0;
    while (!rc && (done = next_check(f, column->keys, &at))) {
        const struct step *step = register_step(f->reg, done->step);
        char label[NAME_BYTES];

        n++;
        text_format(label, sizeof label, "%s", step ? step->label : done->step);
        if (column->kind == PAPER_CHECKS && n > 1) {
            text_format(label, sizeof label, "%s(%zu回目)", step ? step->label : done->step, n);
            rc = flow_step(f, label, done, e);
        } else if (column->kind == PAPER_STAMP && done->note && *done->note) {
            rc = flow_add(f, label, done->note, e);
        }
    }
    return rc;
}

int fill_further(struct filling *f, struct sheet_cell *cell, struct err *e)
{
    const struct sheet_def *def = f->reg->sheet;
    int rc = each_key(def->further_fields, further_field, f, cell, e);

    if (!rc)
        rc = each_key(def->further_steps, further_step, f, cell, e);
    for (const struct paper_column *column = def->columns; !rc && column->label; column++)
        rc = further_column(f, column, e);
    if (!rc)
        rc = further_history(f, e);
    return rc ? rc : flow_end(f, cell, e);
}

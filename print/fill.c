#include "print/fill.h"

#include <stdlib.h>
#include <string.h>

#include "forms/date.h"
#include "forms/field.h"
#include "forms/text.h"
#include "print/cell.h"
#include "print/fill_value.h"

#include "forms/banned.h"

static int fill_number(struct filling *f, struct sheet_cell *cell, const char *keys, struct err *e)
{
    (void)keys;
    return cell_addf(cell, false, e, "%d", f->number);
}

/* ---- steps ---- */

/* Who decided off this PC (forms/external.h) and when, if the step stands for such a decision; NULL if it does not. */
static const char *decided_elsewhere(const struct filling *f, const struct done *done, struct date *day)
{
    const char *decider = entry_get(f->row->entry, "external_decider");
    const char *canonical = entry_get(f->row->entry, "external_date");
    char *end;

    if (!decider || !canonical || !word_in(value_field(f, "external_decider")->step, done->step))
        return NULL;
    day->year = (int)strtol(canonical, &end, 10);
    day->month = *end ? (int)strtol(end + 1, &end, 10) : 0;
    day->day = *end ? (int)strtol(end + 1, &end, 10) : 0;
    return date_valid(*day) ? decider : NULL;
}

/* Who decided by word of mouth, when and how, where the step asks for him: its person whom a rule must allow (電話による許可). NULL
 * if it asks for none. *how (may stay NULL) is borrowed from the declaration. */
static const char *decided_by_word(const struct filling *f, const struct done *done, struct date *day, const char **how)
{
    const char *person = NULL;

    for (const struct field *field = f->reg->fields; field->key; field++) {
        const char *value = word_in(field->step, done->step) ? entry_get(f->row->entry, field->key) : NULL;

        if (!value)
            continue;
        if (field->type == FIELD_PERSON && field->rule_step)
            person = reference_label(value);
        else if (field->type == FIELD_TIME && person)
            *day = date_of(field_time(value));
        else if (field->type == FIELD_CHOICE && person && !*how)
            *how = choice_find(field->choices, value) ? choice_find(field->choices, value)->label : NULL;
    }
    return person;
}

/* The stamp of a decision taken elsewhere, or by telephone, is not that of the person who recorded it. */
static int put_stamp(const struct filling *f, struct sheet_cell *cell, const struct done *done, bool struck,
                     struct err *e)
{
    struct date date = date_of(done->at);
    const char *how = "外部決裁", *decider = decided_elsewhere(f, done, &date);
    char day[DATE_BYTES];
    int rc;

    if (!decider) {
        how = NULL;
        date = date_of(done->at);
        decider = decided_by_word(f, done, &date, &how);
    }
    rc = decider && how ? cell_add(cell, how, struck, e) : 0;

    date_format(day, sizeof day, date, DATE_SHORT);
    if (!rc)
        rc = cell_add(cell, decider ? decider : done->actor.name, struck, e);
    return rc ? rc : cell_add(cell, day, struck, e);
}

/* A permit that lapsed with a new request stays readable, struck through. */
static int fill_stamp(struct filling *f, struct sheet_cell *cell, const char *keys, struct err *e)
{
    const struct done *last = NULL;

    for (size_t i = 0; i < f->row->entry->nsteps; i++) {
        const struct done *done = &f->row->entry->steps[i];

        if (!word_in(keys, done->step))
            continue;
        if (!done->lapsed) {
            last = done;
        } else {
            int rc = put_stamp(f, cell, done, true, e);

            if (rc)
                return rc;
        }
    }
    return last ? put_stamp(f, cell, last, false, e) : 0;
}

const struct done *fill_next_step(const struct filling *f, const char *keys, size_t *at)
{
    while (*at < f->row->entry->nsteps) {
        const struct done *done = &f->row->entry->steps[(*at)++];

        if (word_in(keys, done->step))
            return done;
    }
    return NULL;
}

/* The first check; the others stand on the further line. */
static int fill_checks(struct filling *f, struct sheet_cell *cell, const char *keys, struct err *e)
{
    size_t at = 0;
    const struct done *done = fill_next_step(f, keys, &at);
    char day[DATE_BYTES];
    int rc;

    if (!done)
        return 0;
    date_format(day, sizeof day, date_of(done->at), DATE_SHORT);
    rc = cell_addf(cell, done->lapsed, e, "%s %s", day, done->actor.name);
    return rc ? rc : cell_add(cell, done->note, done->lapsed, e);
}

/* 令和8年11月23日 22:14 運用管理者 伊藤 学 条件付き; each on its own, with the step's label where there are several. */
static int fill_steps(struct filling *f, struct sheet_cell *cell, const char *keys, struct err *e)
{
    bool several = strchr(keys, '|') != NULL;
    const struct done *done;
    int rc = 0;

    for (size_t at = 0; !rc && (done = fill_next_step(f, keys, &at));) {
        const struct step *step = register_step(f->reg, done->step);
        const char *label = several && step ? step->label : "", *posts = done->actor.posts;
        const char *note = done->note ? done->note : "";
        char when[DATE_BYTES];
        struct date day;

        date_format_time(when, sizeof when, done->at, DATE_LONG);
        rc = cell_addf(cell, done->lapsed, e, "%s%s%s%s %s%s%s%s%s", label, *label ? " " : "",
                       decided_elsewhere(f, done, &day) ? "(外部決裁の記録) " : "", when, posts, *posts ? " " : "",
                       done->actor.name, *note ? "　" : "", note);
    }
    return rc;
}

/* Is one of the steps, joined by '+', on record? *label gets that of the first. */
static bool ticked(const struct filling *f, const char *keys, size_t n, const char **label)
{
    bool on_record = false;

    *label = NULL;
    for (size_t at = 0, next; at < n; at = next + 1) {
        char key[KEY_BYTES];
        const struct step *step;

        for (next = at; next < n && keys[next] != '+';)
            next++;
        text_format(key, sizeof key, "%.*s", (int)(next - at), keys + at);
        step = register_step(f->reg, key);
        if (!*label)
            *label = step ? step->label : "";
        on_record = on_record || entry_done(f->row->entry, key);
    }
    return on_record;
}

static int fill_ticks(struct filling *f, struct sheet_cell *cell, const char *keys, struct err *e)
{
    struct boxes boxes = {0};
    int rc = 0;

    while (!rc && *keys) {
        size_t n = strcspn(keys, "|");
        const char *label;
        bool on_record = ticked(f, keys, n, &label);

        rc = boxes_add(&boxes, cell, on_record, label, "", e);
        keys += n + (keys[n] == '|');
    }
    if (!rc)
        return boxes_end(&boxes, cell, e);
    free(boxes.line);
    return rc;
}

/* ---- all of them ---- */

static int fill_text(struct filling *f, struct sheet_cell *cell, const char *keys, struct err *e)
{
    (void)f;
    return cell_add(cell, keys, false, e);
}

static int (*const kinds[PAPER_KINDS])(struct filling *, struct sheet_cell *, const char *, struct err *) = {
    [PAPER_ROW_NUMBER] = fill_number, [PAPER_FIELDS] = value_fields, [PAPER_STAMP] = fill_stamp,
    [PAPER_CHECKS] = fill_checks,     [PAPER_MARKS] = value_marks,   [PAPER_HOURS] = value_hours,
    [PAPER_CHOICES] = value_choices,  [PAPER_TICKS] = fill_ticks,    [PAPER_STEPS] = fill_steps,
    [PAPER_TEXT] = fill_text,
};

int fill_cell(struct filling *f, struct sheet_cell *cell, enum paper_kind kind, const char *keys, struct err *e)
{
    return kinds[kind](f, cell, keys, e);
}

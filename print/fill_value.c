#include "print/fill_value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/date.h"
#include "forms/field.h"
#include "forms/text.h"
#include "print/cell.h"

#include "forms/banned.h"

static const char gap[] = "　"; /* between two boxes */
enum { MONTH_ALONE = 130 /* 0.1 mm: in a column this narrow a month of a year's sheet stands without the year */ };

char *value_text(const struct field *field, const char *canonical)
{
    size_t size = (canonical ? strlen(canonical) : 0) * 4 + 256;
    char *buf = malloc(size);

    if (buf) {
        buf[0] = '\0';
        if (canonical)
            field_format(buf, size, field, canonical, FORMAT_PAPER);
    }
    return buf;
}

int value_each_key(const char *keys, value_each *put, struct filling *f, struct sheet_cell *cell, struct err *e)
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

const struct field *value_field(const struct filling *f, const char *key)
{
    int i = register_field(f->reg, key);

    return i < 0 ? NULL : &f->reg->fields[i];
}

static bool is_time(const struct field *field)
{
    return field->type == FIELD_TIME || field->type == FIELD_DATE;
}

/* Where a date that has no room on one line is cut: 令和8年10月 above 31日 06:40, 令和8年 above 10月. */
static int date_cut(const struct field *field, const char *text)
{
    const char *mark = is_time(field) ? "月" : "年";
    const char *at = is_time(field) || field->type == FIELD_MONTH ? strstr(text, mark) : NULL;

    return at ? (int)(at - text) + (int)strlen(mark) : 0;
}

static int put_value(const struct filling *f, struct sheet_cell *cell, const struct field *field, const char *canonical,
                     const char *before, bool struck, struct err *e)
{
    char *text = value_text(field, canonical);
    int rc, head = text && cell->w <= FILL_NARROW ? date_cut(field, text) : 0;
    bool of_year = field->type == FIELD_MONTH && f->reg->sheet && f->reg->sheet->unit == PAPER_PER_YEAR;

    if (!text)
        return err_memory(e);
    if (head && of_year && cell->w <= MONTH_ALONE) /* the head says which year it is */
        rc = cell_addf(cell, struck, e, "%s%s", before, text + head);
    else if (head)
        rc = cell_addf(cell, struck, e, "%s%.*s\n%s", before, head, text, text + head);
    else
        rc = cell_addf(cell, struck, e, "%s%s", before, text);
    free(text);
    return rc;
}

/* The values before the present one, struck through. */
static int put_earlier(const struct filling *f, struct sheet_cell *cell, const struct field *field, const char *before,
                       struct err *e)
{
    for (size_t i = 0; i < f->row->nearlier; i++) {
        const struct sheet_earlier *old = &f->row->earlier[i];

        if (old->value && strcmp(old->key, field->key) == 0) {
            int rc = put_value(f, cell, field, old->value, before, true, e);

            if (rc)
                return rc;
        }
    }
    return 0;
}

int value_put(const struct filling *f, struct sheet_cell *cell, const struct field *field, const char *before,
              struct err *e)
{
    const char *now = entry_get(f->row->entry, field->key);
    int rc = put_earlier(f, cell, field, before, e);

    return !rc && now ? put_value(f, cell, field, now, before, false, e) : rc;
}

bool value_has_earlier(const struct filling *f, const char *key)
{
    for (size_t i = 0; i < f->row->nearlier; i++) {
        if (f->row->earlier[i].value && strcmp(f->row->earlier[i].key, key) == 0)
            return true;
    }
    return false;
}

/* ---- fields below each other ---- */

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
    const struct field *field = value_field(f, key);

    return field ? value_put(f, cell, field, "", e) : 0;
}

/* On a line: the label stands also where the value is still to be written. */
static int put_labelled(struct filling *f, struct sheet_cell *cell, const char *key, struct err *e)
{
    const struct field *field = value_field(f, key);
    char before[NAME_BYTES];

    if (!field)
        return 0;
    text_format(before, sizeof before, "%s: ", field->label);
    return entry_get(f->row->entry, key) || value_has_earlier(f, key) ? value_put(f, cell, field, before, e)
                                                                      : cell_add(cell, before, false, e);
}

int value_fields(struct filling *f, struct sheet_cell *cell, const char *keys, struct err *e)
{
    const char *second = strchr(keys, '|');
    char first[KEY_BYTES];

    if (!second || !is_period(f, keys))
        return value_each_key(keys, second && f->line ? put_labelled : put_field, f, cell, e);
    text_format(first, sizeof first, "%.*s", (int)(second - keys), keys);
    const struct field *from = value_field(f, first), *until = value_field(f, second + 1);
    int rc = from ? value_put(f, cell, from, "自 ", e) : 0;

    return rc || !until ? rc : value_put(f, cell, until, "至 ", e);
}

/* ---- choices by their mark ---- */

static int put_mark(struct filling *f, struct sheet_cell *cell, const char *key, struct err *e)
{
    const struct field *field = value_field(f, key);
    const char *value = field ? entry_get(f->row->entry, key) : NULL;
    const struct choice *choice = value && field->choices ? choice_find(field->choices, value) : NULL;

    if (!choice || !choice->mark || value_has_earlier(f, key))
        return put_field(f, cell, key, e);
    return cell_add(cell, choice->mark, false, e);
}

int value_marks(struct filling *f, struct sheet_cell *cell, const char *keys, struct err *e)
{
    return value_each_key(keys, put_mark, f, cell, e);
}

/* ---- times by their hour ---- */

/* Is it the day of the field that puts the entry on its sheet? */
static bool day_of_sheet(const struct filling *f, int64_t when)
{
    const char *key = f->reg->sheet ? f->reg->sheet->period_field : NULL;
    const struct field *field = key ? value_field(f, key) : NULL;
    const char *value = field ? entry_get(f->row->entry, key) : NULL;
    char day[DATE_BYTES];

    if (!value)
        return false;
    if (field->type == FIELD_TIME)
        return date_compare(date_of(field_time(value)), date_of(when)) == 0;
    return strcmp(date_format(day, sizeof day, date_of(when), DATE_ISO), value) == 0;
}

static int put_hour(struct filling *f, struct sheet_cell *cell, const char *key, struct err *e)
{
    const struct field *field = value_field(f, key);
    const char *value = field ? entry_get(f->row->entry, key) : NULL;
    int64_t when = field_time(value);
    char day[DATE_BYTES] = "";

    if (!value || field->type != FIELD_TIME || value_has_earlier(f, key))
        return put_field(f, cell, key, e);
    if (!day_of_sheet(f, when))
        date_format(day, sizeof day, date_of(when), DATE_SHORT);
    return cell_addf(cell, false, e, "%s\n%02d:%02d", day, date_minute(when) / 60, date_minute(when) % 60);
}

int value_hours(struct filling *f, struct sheet_cell *cell, const char *keys, struct err *e)
{
    return value_each_key(keys, put_hour, f, cell, e);
}

/* ---- choices as boxes ---- */

int boxes_end(struct boxes *boxes, struct sheet_cell *cell, struct err *e)
{
    int rc = cell_add(cell, boxes->line, false, e);

    free(boxes->line);
    boxes->line = NULL;
    return rc;
}

/* Adds to the line, or begins a new one when it would be wider than the cell. */
static int boxes_put(struct boxes *boxes, struct sheet_cell *cell, const char *text, struct err *e)
{
    char *longer = NULL;

    if (asprintf(&longer, "%s%s%s", boxes->line ? boxes->line : "", boxes->line ? gap : "", text) < 0)
        return err_memory(e);
    if (boxes->line && sheet_text_width(longer, strlen(longer), cell->size) > cell->w - 2 * CELL_PAD_X) {
        int rc = boxes_end(boxes, cell, e);

        free(longer);
        longer = rc ? NULL : text_dup(text, strlen(text));
        if (!longer)
            return rc ? rc : err_memory(e);
    }
    free(boxes->line);
    boxes->line = longer;
    return 0;
}

int boxes_add(struct boxes *boxes, struct sheet_cell *cell, bool ticked, const char *label, const char *behind,
              struct err *e)
{
    char *text = NULL;
    int rc;

    if (asprintf(&text, "%s%s%s", ticked ? "■" : "□", label, behind) < 0)
        return err_memory(e);
    rc = boxes_put(boxes, cell, text, e);
    free(text);
    return rc;
}

/* Is the field asked of this choice alone? */
static bool hangs_on(const struct field *field, const char *choices, const char *choice)
{
    for (size_t i = 0; i < CONDS && field->when[i].field; i++) {
        const struct cond *cond = &field->when[i];

        if (cond->op == COND_IS && strcmp(cond->field, choices) == 0 && (!choice || strcmp(cond->value, choice) == 0))
            return choice || strchr(cond->value, '|') == NULL;
    }
    return false;
}

/* The choices as boxes on one line, other values as they are printed, room to write where there is none. malloc'd. */
static char *words_value(const struct field *field, const char *now)
{
    char *text = field->choices ? text_dup("", 0) : value_text(field, now);

    for (const struct choice *choice = field->choices; text && choice && choice->key; choice++) {
        char *longer = NULL;
        bool ticked = now && strcmp(now, choice->key) == 0;

        if (asprintf(&longer, "%s%s%s%s", text, *text ? " " : "", ticked ? "■" : "□", choice->label) < 0)
            longer = NULL;
        free(text);
        text = longer;
    }
    return text;
}

/* Appends "label: value" to *text. */
static int words_add(char **text, const struct filling *f, const struct field *field, bool labelled, struct err *e)
{
    const char *now = entry_get(f->row->entry, field->key);
    char *value = words_value(field, now), *longer = NULL;
    const char *shown = value && *value ? value : "　　　　　　　";
    int rc = value ? 0 : err_memory(e);

    if (!rc && asprintf(&longer, "%s%s%s%s%s", *text ? *text : "", *text ? gap : "", labelled ? field->label : "",
                        labelled ? ": " : "", shown) < 0)
        rc = err_memory(e);
    free(value);
    if (rc)
        return rc;
    free(*text);
    *text = longer;
    return 0;
}

/* What stands in parentheses behind a choice: the fields among `keys` that are asked of it alone. "" for none; malloc'd. */
static int choice_words(char **out, const struct filling *f, const char *keys, const struct field *choices,
                        const char *choice, struct err *e)
{
    char *text = NULL;
    size_t n = 0;
    int rc = 0;

    *out = NULL;
    for (const struct field *field = f->reg->fields; field->key; field++)
        n += word_in(keys, field->key) && hangs_on(field, choices->key, choice);
    for (const struct field *field = f->reg->fields; !rc && field->key; field++) {
        if (word_in(keys, field->key) && hangs_on(field, choices->key, choice))
            rc = words_add(&text, f, field, n > 1, e);
    }
    if (!rc && (text ? asprintf(out, "(%s)", text) < 0 : !(*out = text_dup("", 0))))
        rc = err_memory(e);
    free(text);
    return rc;
}

static int put_boxes(struct filling *f, struct sheet_cell *cell, const char *keys, const struct field *field,
                     struct err *e)
{
    const char *now = entry_get(f->row->entry, field->key);
    struct boxes boxes = {0};
    int rc = 0;

    for (const struct choice *choice = field->choices; !rc && choice && choice->key; choice++) {
        char *words = NULL;

        rc = choice_words(&words, f, keys, field, choice->key, e);
        if (!rc)
            rc = boxes_add(&boxes, cell, now && strcmp(now, choice->key) == 0, choice->label, words, e);
        free(words);
    }
    if (field->type == FIELD_YES)
        rc = boxes_add(&boxes, cell, now != NULL, field->label, "", e);
    if (!rc)
        return boxes_end(&boxes, cell, e);
    free(boxes.line);
    return rc;
}

/* Does the field stand in parentheses at a choice that is printed too? */
static bool in_parentheses(const struct filling *f, const char *keys, const struct field *field)
{
    for (const struct field *other = f->reg->fields; other->key; other++) {
        if (other->choices && word_in(keys, other->key) && hangs_on(field, other->key, NULL))
            return true;
    }
    return false;
}

static int put_chosen(struct filling *f, struct sheet_cell *cell, const char *keys, const struct field *field,
                      bool first, struct err *e)
{
    char before[NAME_BYTES] = "";
    int rc;

    if (in_parentheses(f, keys, field)) {
        text_format(before, sizeof before, "%s: ", field->label);
        return put_earlier(f, cell, field, before, e);
    }
    if (!field->choices && field->type != FIELD_YES)
        return (first || !f->line ? put_field : put_labelled)(f, cell, field->key, e);
    rc = put_earlier(f, cell, field, "", e);
    if (!rc && f->line && !first && field->choices)
        rc = cell_addf(cell, false, e, "%s:", field->label);
    return rc ? rc : put_boxes(f, cell, keys, field, e);
}

int value_choices(struct filling *f, struct sheet_cell *cell, const char *keys, struct err *e)
{
    for (const char *at = keys; *at;) {
        char key[KEY_BYTES];
        size_t n = strcspn(at, "|");
        const struct field *field;
        int rc;

        text_format(key, sizeof key, "%.*s", (int)n, at);
        field = value_field(f, key);
        rc = field ? put_chosen(f, cell, keys, field, at == keys, e) : 0;
        if (rc)
            return rc;
        at += n + (at[n] == '|');
    }
    return 0;
}

#include "forms/filter.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "forms/field.h"
#include "forms/filter_word.h"
#include "forms/text.h"

#include "forms/banned.h"

struct parser {
    struct filter *filter;
    const struct register_def *reg;
    int64_t now;
    struct err *err;
};

static void term_release(struct filter_term *t)
{
    free(t->value);
    free(t->low);
    free(t->high);
}

void filter_release(struct filter *filter)
{
    for (size_t i = 0; i < filter->nterms; i++)
        term_release(&filter->terms[i]);
    free(filter->terms);
    *filter = (struct filter){.reg = filter->reg};
}

/* Adds a term to the group that is being read; its strings are ours from here, also when it fails. */
static int add(struct parser *p, struct filter_term term)
{
    struct filter *f = p->filter;
    struct filter_term *grown = realloc(f->terms, (f->nterms + 1) * sizeof *grown);
    if (!grown) {
        term_release(&term);
        return err_memory(p->err);
    }
    term.group = f->ngroups;
    grown[f->nterms++] = term;
    f->terms = grown;
    return 0;
}

static int add_copy(struct parser *p, enum filter_kind kind, int field, const char *value)
{
    char *copy = text_dup(value, strlen(value));
    return copy ? add(p, (struct filter_term){.kind = kind, .field = field, .value = copy}) : err_memory(p->err);
}

static int add_late(struct parser *p)
{
    char buf[32];
    field_time_value(buf, sizeof buf, p->now);
    char *high = text_dup(buf, strlen(buf));
    int field = register_field(p->reg, p->reg->late_field);
    return high ? add(p, (struct filter_term){.kind = FILTER_LATE, .field = field, .high = high}) : err_memory(p->err);
}

/* ---- names of choices and states ---- */

struct name {
    const char *key, *label, *mark;
};
typedef struct name name_at(const struct register_def *reg, const struct field *field, size_t i);

static struct name choice_name(const struct register_def *reg, const struct field *field, size_t i)
{
    (void)reg;
    const struct choice *c = &field->choices[i];
    return (struct name){c->key, c->label, c->mark};
}

static struct name state_name(const struct register_def *reg, const struct field *field, size_t i)
{
    (void)field;
    const struct state *s = &reg->states[i];
    return (struct name){s->key, s->label, s->mark};
}

enum fit { FIT_WHOLE, FIT_PART };

/* 1, 0 or ERR_MEMORY: is the folded text the name / part of it? */
static int name_fits(const char *name, const char *folded, enum fit fit)
{
    char *text = name ? text_fold(name, strlen(name)) : NULL;
    if (name && !text)
        return ERR_MEMORY;
    int fits = text && (fit == FIT_PART ? strstr(text, folded) != NULL : strcmp(text, folded) == 0);
    free(text);
    return fits;
}

static int fits_any(struct name name, const char *folded, enum fit fit)
{
    int rc = name_fits(name.label, folded, fit);
    if (rc != 0 || fit == FIT_PART)
        return rc;
    rc = name_fits(name.key, folded, fit);
    return rc != 0 ? rc : name_fits(name.mark, folded, fit);
}

/* The keys that fit, '|'-joined and malloc'd; *out = NULL for none. */
static int fitting_keys(char **out, struct parser *p, name_at *at, const struct field *field, const char *folded,
                        enum fit fit)
{
    size_t size = 1;
    for (size_t i = 0; at(p->reg, field, i).key; i++)
        size += strlen(at(p->reg, field, i).key) + 1;
    char *keys = calloc(1, size);
    int rc = keys ? 0 : ERR_MEMORY;
    for (size_t i = 0; rc >= 0 && at(p->reg, field, i).key; i++) {
        rc = fits_any(at(p->reg, field, i), folded, fit);
        if (rc <= 0)
            continue;
        if (keys[0])
            text_append(keys, size, "|");
        text_append(keys, size, at(p->reg, field, i).key);
    }
    if (rc < 0 || !keys[0]) {
        free(keys);
        keys = NULL;
    }
    *out = keys;
    return rc < 0 ? err_memory(p->err) : 0;
}

/* The one that is named, or all whose label has the text in it. */
static int named_keys(char **out, struct parser *p, name_at *at, const struct field *field, const char *folded)
{
    int rc = fitting_keys(out, p, at, field, folded, FIT_WHOLE);
    return rc == 0 && !*out ? fitting_keys(out, p, at, field, folded, FIT_PART) : rc;
}

/* ---- key:value ---- */

static bool is_order(enum filter_sign sign)
{
    return sign != FILTER_SIGN_HAS && sign != FILTER_SIGN_IS;
}

static int no_order(struct parser *p, const char *key, const char *label)
{
    return err_field(p->err, key, NULL, "「%s」は大小で比べられません。%s:語 のように、: か = で探してください。",
                     label, label);
}

static int add_range(struct parser *p, int index, const struct filter_word *w)
{
    const struct field *field = &p->reg->fields[index];
    struct filter_term term = {.kind = FILTER_RANGE, .field = index};
    char *low, *high;
    int rc = field_types[field->type].range(&low, &high, field, w->value, p->now, p->err);
    if (rc != 0)
        return rc;
    bool before = w->sign == FILTER_SIGN_BEFORE, after = w->sign == FILTER_SIGN_AFTER;
    bool until = w->sign == FILTER_SIGN_UNTIL, since = w->sign == FILTER_SIGN_SINCE;
    /* [low, high) is what was named: before it, after its end, until its end, since its beginning */
    term.low = before || until ? NULL : after ? high : low;
    term.high = after || since ? NULL : before ? low : high;
    if (term.low != low && term.high != low)
        free(low);
    if (term.low != high && term.high != high)
        free(high);
    return add(p, term);
}

static int add_exact(struct parser *p, int index, const struct filter_word *w, const char *folded)
{
    const struct field *field = &p->reg->fields[index];
    char *canonical;
    if (field->choices) {
        int rc = named_keys(&canonical, p, choice_name, field, folded);
        if (rc != 0)
            return rc;
    } else {
        canonical = NULL;
    }
    if (!canonical) {
        int rc = field_parse(&canonical, field, w->value, p->now, p->err);
        if (rc != 0)
            return rc;
    }
    return add(p,
               (struct filter_term){.kind = canonical ? FILTER_IS : FILTER_UNSET, .field = index, .value = canonical});
}

/* K7QF-12: an entry's id. */
static bool is_id(const char *text)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    size_t site = strspn(text, letters);
    size_t count = text[site] == '-' ? strspn(text + site + 1, "0123456789") : 0;
    return site > 0 && count > 0 && text[site + 1 + count] == '\0' && strlen(text) < ENTRY_ID_BYTES;
}

static int add_id(struct parser *p, int field, const char *text)
{
    char id[ENTRY_ID_BYTES];
    size_t n = 0;
    for (; n < sizeof id - 1 && text[n]; n++)
        id[n] = (char)(text[n] >= 'a' && text[n] <= 'z' ? text[n] - 'a' + 'A' : text[n]);
    id[n] = '\0';
    return add_copy(p, FILTER_IS, field, id);
}

/* A value typed as the field would take it is searched for in its canonical spelling (６００－０１２－００１). */
static int add_text(struct parser *p, int index, const struct filter_word *w, const char *folded)
{
    const struct field *field = &p->reg->fields[index];
    enum filter_kind kind = w->sign == FILTER_SIGN_IS ? FILTER_SAME : FILTER_TEXT;
    char *canonical, *text = NULL;
    bool reference = field_types[field->type].sql == SQL_REFERENCE;
    if (reference && is_id(w->value))
        return add_id(p, index, w->value);
    int rc = field_parse(&canonical, field, w->value, p->now, NULL);
    if (rc == ERR_MEMORY)
        return err_memory(p->err);
    if (rc == 0 && canonical && reference) {
        char id[ENTRY_ID_BYTES];
        rc = add_copy(p, FILTER_IS, index, reference_id(id, canonical));
    } else if (rc == 0 && canonical) {
        text = text_fold(canonical, strlen(canonical));
        rc = text ? add_copy(p, kind, index, text) : err_memory(p->err);
    } else {
        rc = add_copy(p, kind, index, folded);
    }
    free(text);
    free(canonical);
    return rc;
}

static int read_field(struct parser *p, int index, const struct filter_word *w, const char *folded)
{
    const struct field *field = &p->reg->fields[index];
    const struct field_type *type = &field_types[field->type];
    if (!*w->value && !is_order(w->sign))
        return add(p, (struct filter_term){.kind = FILTER_UNSET, .field = index});
    if (type->range)
        return add_range(p, index, w);
    if (is_order(w->sign))
        return no_order(p, field->key, field->label);
    return type->exact ? add_exact(p, index, w, folded) : add_text(p, index, w, folded);
}

static bool is_late(const struct parser *p, const char *folded)
{
    return p->reg->late_field &&
           (strcmp(folded, "超過") == 0 || strcmp(folded, "超") == 0 || strcmp(folded, "late") == 0);
}

static int read_state(struct parser *p, const struct filter_word *w, const char *folded)
{
    char labels[ERR_TEXT_BYTES / 2] = "";
    char *keys = NULL;
    if (is_order(w->sign))
        return no_order(p, "state", "状態");
    if (is_late(p, folded))
        return add_late(p);
    int rc = *folded ? named_keys(&keys, p, state_name, NULL, folded) : 0;
    if (rc != 0)
        return rc;
    if (keys)
        return add(p, (struct filter_term){.kind = FILTER_IS, .field = FILTER_STATE, .value = keys});
    for (size_t i = 0; p->reg->states[i].key; i++)
        text_format(labels + strlen(labels), sizeof labels - strlen(labels), "「%s」", p->reg->states[i].label);
    if (p->reg->late_field)
        text_append(labels, sizeof labels, "「超過」");
    return err_field(p->err, "state", NULL, "「%s」という状態はありません。%sから選んでください(例: 状態:%s)。",
                     w->value, labels, p->reg->states[0].label);
}

static int read_id(struct parser *p, const struct filter_word *w)
{
    if (is_order(w->sign))
        return no_order(p, "id", "番号");
    if (is_id(w->value))
        return add_id(p, FILTER_ID, w->value);
    return err_field(p->err, "id", NULL,
                     "「%s」は記載の番号ではありません。画面に出ている番号を K7QF-12 のように入力してください。",
                     w->value);
}

/* ---- names of fields ---- */

enum { NAME_NONE = -10 };

/* Index of the field whose label begins with the folded text, if it is the only one, else NAME_NONE. */
static int label_begins(const struct register_def *reg, const char *folded, bool *memory)
{
    int found = NAME_NONE;
    for (int i = 0; *folded && reg->fields[i].key; i++) {
        char *label = text_fold(reg->fields[i].label, strlen(reg->fields[i].label));
        *memory = *memory || !label;
        bool begins = label && strncmp(label, folded, strlen(folded)) == 0;
        free(label);
        if (begins && found != NAME_NONE)
            return NAME_NONE;
        if (begins)
            found = i;
    }
    return found;
}

static int find_name(struct parser *p, const char *folded, bool *memory)
{
    static const struct {
        const char *name;
        int field;
    } pseudo[] = {{"状態", FILTER_STATE}, {"state", FILTER_STATE}, {"番号", FILTER_ID}, {"id", FILTER_ID}};
    for (int i = 0; p->reg->fields[i].key; i++) {
        struct name name = {p->reg->fields[i].key, p->reg->fields[i].label, NULL};
        int rc = fits_any(name, folded, FIT_WHOLE);
        *memory = *memory || rc < 0;
        if (rc > 0)
            return i;
    }
    for (size_t i = 0; i < sizeof pseudo / sizeof pseudo[0]; i++)
        if (strcmp(pseudo[i].name, folded) == 0)
            return pseudo[i].field;
    if (p->reg->late_field && (strcmp(folded, "期限") == 0 || strcmp(folded, "due") == 0))
        return register_field(p->reg, p->reg->late_field);
    return label_begins(p->reg, folded, memory);
}

static int unknown_name(struct parser *p, const char *name)
{
    enum { SHOWN = 6 };
    char labels[ERR_TEXT_BYTES / 2] = "「状態」";
    int shown = 0;
    for (size_t i = 0; p->reg->fields[i].key && shown < SHOWN; i++) {
        if (!(p->reg->fields[i].flags & FIELD_LISTED))
            continue;
        text_format(labels + strlen(labels), sizeof labels - strlen(labels), "「%s」", p->reg->fields[i].label);
        shown++;
    }
    return err_set(
        p->err, ERR_INPUT,
        "「%s」という項目は%sにないか、一つに決まりません。%sなどで探せます(例: 状態:%s)。記号も含めて探すには \"%s…\" "
        "のように囲んでください。",
        name, p->reg->label, labels, p->reg->states[0].label, name);
}

/* ---- a bare word ---- */

static int add_word_field(struct parser *p, int index, const char *folded)
{
    const struct field *field = &p->reg->fields[index];
    const struct field_type *type = &field_types[field->type];
    char *keys = NULL;
    if (type->range || (type->exact && !field->choices))
        return 0; /* has no text of its own */
    if (!type->exact)
        return add_copy(p, FILTER_TEXT, index, folded);
    int rc = fitting_keys(&keys, p, choice_name, field, folded, FIT_PART);
    return rc == 0 && keys ? add(p, (struct filter_term){.kind = FILTER_IS, .field = index, .value = keys}) : rc;
}

static int read_bare(struct parser *p, const struct filter_word *w, const char *folded)
{
    size_t before = p->filter->nterms;
    char *keys = NULL;
    int rc = 0;
    for (int i = 0; rc == 0 && p->reg->fields[i].key; i++)
        if (p->reg->fields[i].flags & FIELD_LISTED)
            rc = add_word_field(p, i, folded);
    if (rc == 0)
        rc = fitting_keys(&keys, p, state_name, NULL, folded, FIT_PART);
    if (rc == 0 && keys)
        rc = add(p, (struct filter_term){.kind = FILTER_IS, .field = FILTER_STATE, .value = keys});
    if (rc == 0 && is_late(p, folded))
        rc = add_late(p);
    if (rc == 0 && is_id(w->value))
        rc = add_id(p, FILTER_ID, w->value);
    if (rc == 0 && p->filter->nterms == before)
        rc = add(p, (struct filter_term){.kind = FILTER_NEVER, .field = FILTER_STATE});
    return rc;
}

/* ---- the line ---- */

static int read_named(struct parser *p, const struct filter_word *w, const char *folded)
{
    bool memory = false;
    char *name = text_fold(w->name, strlen(w->name));
    if (!name)
        return err_memory(p->err);
    int field = find_name(p, name, &memory);
    free(name);
    if (memory)
        return err_memory(p->err);
    if (field == NAME_NONE)
        return unknown_name(p, w->name);
    if (field == FILTER_STATE)
        return read_state(p, w, folded);
    return field == FILTER_ID ? read_id(p, w) : read_field(p, field, w, folded);
}

static int read_word(struct parser *p, const struct filter_word *w)
{
    if (p->filter->ngroups >= FILTER_WORDS)
        return err_set(p->err, ERR_INPUT, "探す語が多すぎます。%d語までにしてください。", FILTER_WORDS);
    char *folded = text_fold(w->value, strlen(w->value));
    if (!folded)
        return err_memory(p->err);
    int rc = 0;
    if (w->sign != FILTER_SIGN_NONE)
        rc = read_named(p, w, folded);
    else if (*folded)
        rc = read_bare(p, w, folded);
    if (rc == 0 && (w->sign != FILTER_SIGN_NONE || *folded))
        p->filter->ngroups++;
    free(folded);
    return rc;
}

int filter_parse(struct filter *filter, const struct register_def *reg, const char *text, int64_t now, struct err *e)
{
    struct parser p = {filter, reg, now, e};
    struct filter_word word;
    *filter = (struct filter){.reg = reg};
    int rc = text_check(text, strlen(text), false, e);
    const char *at = text;
    while (rc == 0 && (rc = filter_word_read(&word, &at, e)) > 0) {
        rc = read_word(&p, &word);
        filter_word_release(&word);
    }
    if (rc != 0)
        filter_release(filter);
    return rc;
}

/* ---- asking ---- */

/* 1, 0 or ERR_MEMORY. */
static int text_holds(const struct filter_term *t, const struct field *field, const char *value)
{
    bool reference = field_types[field->type].sql == SQL_REFERENCE;
    return name_fits(reference ? reference_label(value) : value, t->value,
                     t->kind == FILTER_SAME ? FIT_WHOLE : FIT_PART);
}

static bool range_holds(const struct filter_term *t, const struct field *field, const char *value)
{
    const struct field_type *type = &field_types[field->type];
    return (!t->low || type->compare(value, t->low) >= 0) && (!t->high || type->compare(value, t->high) < 0);
}

static int pseudo_holds(const struct filter_term *t, const struct entry *entry)
{
    return t->kind == FILTER_IS && word_in(t->value, t->field == FILTER_STATE ? entry->state : entry->id);
}

static int term_holds(const struct filter_term *t, const struct entry *entry)
{
    if (t->field < 0)
        return pseudo_holds(t, entry);
    const struct field *field = &entry->reg->fields[t->field];
    const char *value = entry->values[t->field];
    if (!value || t->kind == FILTER_UNSET)
        return !value && t->kind == FILTER_UNSET;
    if (t->kind == FILTER_TEXT || t->kind == FILTER_SAME)
        return text_holds(t, field, value);
    if (t->kind == FILTER_RANGE)
        return range_holds(t, field, value);
    if (t->kind == FILTER_LATE) {
        const struct state *state = register_state(entry->reg, entry->state);
        return state && state->kind == STATE_OUT && range_holds(t, field, value);
    }
    char id[ENTRY_ID_BYTES];
    bool reference = field_types[field->type].sql == SQL_REFERENCE;
    return t->kind == FILTER_IS && word_in(t->value, reference ? reference_id(id, value) : value);
}

int filter_matches(const struct filter *filter, const struct entry *entry, struct err *e)
{
    for (size_t i = 0; i < filter->nterms;) {
        int group = filter->terms[i].group, holds = 0;
        for (; i < filter->nterms && filter->terms[i].group == group; i++) {
            if (holds == 0)
                holds = term_holds(&filter->terms[i], entry);
        }
        if (holds <= 0)
            return holds < 0 ? err_memory(e) : 0;
    }
    return 1;
}

/* register_check — is a declaration sound? What a compiler cannot see in a table: that every word names something. */
#include "forms/register.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "forms/entry.h"
#include "forms/field.h"
#include "forms/register_check.h"
#include "forms/rule.h"
#include "forms/text.h"

#include "forms/banned.h"

enum {
    LIST_CELLS = 60 /* the widest column that a list can use */
};

int register_fault(const struct register_def *reg, struct err *e, const char *format, ...)
{
    char what[ERR_TEXT_BYTES / 2];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return err_set(e, ERR_INTEGRITY, "簿冊「%s」の宣言に誤りがあります: %s。プログラムを直してください。",
                   reg->id ? reg->id : "?", n < 0 ? "" : what);
}

/* The next of the '|'-separated words at *at; false at the end. */
static bool next_word(const char **at, char word[KEY_BYTES])
{
    if (!*at)
        return false;
    size_t n = strcspn(*at, "|");
    snprintf(word, KEY_BYTES, "%.*s", (int)n, *at);
    *at = (*at)[n] ? *at + n + 1 : NULL;
    return true;
}

static bool good_key(const char *key)
{
    return key[0] >= 'a' && key[0] <= 'z' && strlen(key) < KEY_BYTES &&
           strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(key);
}

static bool known(const struct register_def *reg, enum word_kind kind, const char *word)
{
    return kind == WORD_FIELD  ? register_field(reg, word) >= 0
           : kind == WORD_STEP ? register_step(reg, word) != NULL
                               : register_state(reg, word) != NULL;
}

/* Every word of the list (NULL has none) names a field, step or state. */
int register_check_words(const struct register_def *reg, enum word_kind kind, const char *list, const char *where,
                         struct err *e)
{
    char word[KEY_BYTES];
    for (const char *at = list; next_word(&at, word);)
        if (!known(reg, kind, word))
            return register_fault(reg, e, "%sの「%s」がない", where, word);
    return 0;
}

/* ---- conditions ---- */

/* own: the register whose field a "$key" speaks of, NULL where there can be none. */
static int check_cond(const struct register_def *reg, const struct cond *cond, const struct register_def *own,
                      const char *where, struct err *e)
{
    int index = register_field(reg, cond->field);
    if (own && strcmp(cond->field, "register") == 0 && cond->op == COND_IS && cond->value && cond->value[0] == '$')
        return register_field(own, cond->value + 1) >= 0
                   ? 0
                   : register_fault(reg, e, "%sの条件の「%s」が項目でない", where, cond->value);
    if (index < 0)
        return register_fault(reg, e, "%sの条件の項目「%s」がない", where, cond->field);
    const struct field *field = &reg->fields[index];
    switch (cond->op) {
    case COND_SET:
    case COND_UNSET:
        return cond->value ? register_fault(reg, e, "%sの条件「%s」に値は要らない", where, cond->field) : 0;
    case COND_IS:
    case COND_IS_NOT:
        break;
    default:
        return register_fault(reg, e, "%sの条件「%s」に演算がない", where, cond->field);
    }
    if (!cond->value || !*cond->value)
        return register_fault(reg, e, "%sの条件「%s」に値がない", where, cond->field);
    if (cond->value[0] == '$')
        return own && register_field(own, cond->value + 1) >= 0
                   ? 0
                   : register_fault(reg, e, "%sの条件の「%s」が項目でない", where, cond->value);
    char word[KEY_BYTES];
    for (const char *at = cond->value; next_word(&at, word);)
        if (field_types[field->type].exact && field_check(field, word, NULL) != 0)
            return register_fault(reg, e, "%sの条件「%s」の値「%s」がない", where, cond->field, word);
    return 0;
}

int register_check_conds(const struct register_def *reg, const struct cond conds[CONDS], const struct register_def *own,
                         const char *where, struct err *e)
{
    int rc = 0;
    for (int i = 0; rc == 0 && i < CONDS && conds[i].field; i++)
        rc = check_cond(reg, &conds[i], own, where, e);
    return rc;
}

/* ---- fields ---- */

static int check_choices(const struct register_def *reg, const struct field *field, struct err *e)
{
    const struct choice *choices = field->choices;
    if ((field->type == FIELD_CHOICE) != (choices != NULL))
        return register_fault(reg, e, "「%s」の選択肢が型と合わない", field->key);
    for (size_t i = 0; choices && choices[i].key; i++) {
        const struct choice *c = &choices[i];
        if (!*c->key || strlen(c->key) >= KEY_BYTES ||
            strspn(c->key, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(c->key))
            return register_fault(reg, e, "「%s」の選択肢のキー「%s」が使えない", field->key, c->key);
        if (choice_find(choices, c->key) != c)
            return register_fault(reg, e, "「%s」の選択肢「%s」が二つある", field->key, c->key);
        if (!c->label || !*c->label)
            return register_fault(reg, e, "「%s」の選択肢「%s」に表示がない", field->key, c->key);
    }
    return choices && !choices[0].key ? register_fault(reg, e, "「%s」に選択肢がない", field->key) : 0;
}

/* The registers that a reference may point into, and what must hold there. */
static int check_targets(const struct register_def *reg, const struct field *field, struct err *e)
{
    bool item = field->type == FIELD_ITEM;
    if (item != (field->registers != NULL))
        return register_fault(reg, e, "「%s」の参照先の簿冊が型と合わない", field->key);
    const char *list = field->type == FIELD_PERSON ? "person" : field->registers;
    if (!list)
        return field->items[0].field ? register_fault(reg, e, "「%s」は参照でないのに候補の条件がある", field->key) : 0;
    char id[KEY_BYTES];
    for (const char *at = list; next_word(&at, id);) {
        const struct register_def *target = register_find(id);
        if (!target)
            return register_fault(reg, e, "「%s」の参照先の簿冊「%s」がない", field->key, id);
        int rc = register_check_conds(target, field->items, reg, field->key, e);
        if (rc != 0)
            return rc;
    }
    return 0;
}

static int check_initial(const struct register_def *reg, const struct field *field, struct err *e)
{
    static const struct {
        const char *word;
        enum field_type_id type;
    } words[] = {
        {"now", FIELD_TIME},
        {"morning", FIELD_TIME},
        {"today", FIELD_DATE},
        {"month", FIELD_MONTH},
        {"self", FIELD_PERSON},
        {"last", FIELD_TYPES}, /* any */
        {"number", FIELD_CONTROL_NUMBER},
    };
    const char *initial = field->initial;
    if (!initial || (initial[0] == '=' && field_check(field, initial + 1, NULL) == 0))
        return 0;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i].word, initial) == 0 && (words[i].type == field->type || words[i].type == FIELD_TYPES))
            return 0;
    return register_fault(reg, e, "「%s」の初期値「%s」が使えない", field->key, initial);
}

static bool has_rule(const struct register_def *reg, const char *step)
{
    for (size_t i = 0; reg->rules && reg->rules[i].step; i++)
        if (strcmp(reg->rules[i].step, step) == 0)
            return true;
    return false;
}

static int check_field(const struct register_def *reg, const struct field *field, struct err *e)
{
    char label_column[KEY_BYTES + 8];
    if (!good_key(field->key) || word_in("id|state", field->key))
        return register_fault(reg, e, "項目のキー「%s」が使えない", field->key);
    if (register_field(reg, field->key) != (int)(field - reg->fields))
        return register_fault(reg, e, "項目「%s」が二つある", field->key);
    if (!field->label || !*field->label || field->type >= FIELD_TYPES || field->limit < 0)
        return register_fault(reg, e, "項目「%s」の表示、型又は字数がない", field->key);
    snprintf(label_column, sizeof label_column, "%s_label", field->key);
    if (field_types[field->type].sql == SQL_REFERENCE && register_field(reg, label_column) >= 0)
        return register_fault(reg, e, "項目「%s」は参照「%s」の列と重なる", label_column, field->key);
    if (((field->flags & FIELD_LISTED) && field->list_width < 2) || field->list_width < 0 ||
        field->list_width > LIST_CELLS)
        return register_fault(reg, e, "項目「%s」の一覧での幅 %d がおかしい", field->key, field->list_width);
    if (field->rule_step && (field->type != FIELD_PERSON || !has_rule(reg, field->rule_step)))
        return register_fault(reg, e, "項目「%s」の規則「%s」がない", field->key, field->rule_step);
    int rc = check_choices(reg, field, e);
    if (rc == 0)
        rc = check_targets(reg, field, e);
    if (rc == 0)
        rc = check_initial(reg, field, e);
    if (rc == 0)
        rc = register_check_conds(reg, field->when, NULL, field->key, e);
    return rc != 0 ? rc : register_check_words(reg, WORD_STEP, field->step, field->key, e);
}

/* ---- states, steps, rules ---- */

static int check_states(const struct register_def *reg, struct err *e)
{
    size_t n = 0;
    for (; reg->states && reg->states[n].key; n++) {
        const struct state *s = &reg->states[n];
        if (!good_key(s->key) || register_state(reg, s->key) != s)
            return register_fault(reg, e, "状態のキー「%s」が使えないか、二つある", s->key);
        if (!s->label || !*s->label || !s->mark || text_width(s->mark, strlen(s->mark)) != 2)
            return register_fault(reg, e, "状態「%s」に表示又は2桁の印がない", s->key);
    }
    return n > 0 ? 0 : register_fault(reg, e, "状態がない");
}

static int check_step(const struct register_def *reg, const struct step *step, struct err *e)
{
    bool creates = (step->flags & STEP_CREATES) != 0;
    if (!good_key(step->key) || register_step(reg, step->key) != step)
        return register_fault(reg, e, "手続のキー「%s」が使えないか、二つある", step->key);
    if (!step->label || !*step->label || !step->done || !*step->done)
        return register_fault(reg, e, "手続「%s」に表示又は過去形がない", step->key);
    if (creates != (step->from == NULL))
        return register_fault(reg, e, "手続「%s」の始まる状態がおかしい", step->key);
    if ((step->flags & STEP_WHEN_NEEDS) && !step->to)
        return register_fault(reg, e, "手続「%s」に行き先の状態がない", step->key);
    if (!has_rule(reg, step->key))
        return register_fault(reg, e, "手続「%s」を誰が行えるかの規則がない", step->key);
    int rc = register_check_words(reg, WORD_STATE, step->from, step->key, e);
    return rc == 0 && step->to && !register_state(reg, step->to)
               ? register_fault(reg, e, "手続「%s」の行き先の状態「%s」がない", step->key, step->to)
               : rc;
}

/* A state that no step leads to would be a word of the law that nothing ever says. */
static int check_reachable(const struct register_def *reg, struct err *e)
{
    enum { STATES = 64 };
    bool reached[STATES] = {false};
    bool more = true;
    for (const struct step *step = reg->steps; step->key; step++) /* a new entry that needs another step starts first */
        if ((step->flags & STEP_CREATES) && (step->flags & STEP_WHEN_NEEDS))
            reached[0] = true;
    while (more) {
        more = false;
        for (const struct step *step = reg->steps; step->key; step++) {
            bool from = (step->flags & STEP_CREATES) != 0;
            for (size_t i = 0; !from && i < STATES && reg->states[i].key; i++)
                from = reached[i] && word_in(step->from, reg->states[i].key);
            const char *to = step->to ? step->to : (step->flags & STEP_CREATES) ? reg->states[0].key : NULL;
            const struct state *state = from && to ? register_state(reg, to) : NULL;
            size_t at = state ? (size_t)(state - reg->states) : STATES;
            if (at < STATES && !reached[at])
                reached[at] = more = true;
        }
    }
    for (size_t i = 0; reg->states[i].key; i++)
        if (i >= STATES || !reached[i])
            return register_fault(reg, e, "状態「%s」に至る手続がない", reg->states[i].key);
    return 0;
}

static int check_steps(const struct register_def *reg, struct err *e)
{
    bool creates = false;
    if (!reg->steps || !reg->steps[0].key)
        return register_fault(reg, e, "手続がない");
    for (const struct step *step = reg->steps; step->key; step++) {
        int rc = check_step(reg, step, e);
        if (rc != 0)
            return rc;
        creates = creates || (step->flags & STEP_CREATES);
    }
    return creates ? check_reachable(reg, e) : register_fault(reg, e, "記載を起こす手続がない");
}

/* A rule speaks of a step, or of a person whom a field names (rule_step). */
static bool rule_named(const struct register_def *reg, const char *step)
{
    for (size_t i = 0; reg->fields[i].key; i++)
        if (reg->fields[i].rule_step && strcmp(reg->fields[i].rule_step, step) == 0)
            return true;
    return register_step(reg, step) != NULL;
}

static int check_rules(const struct register_def *reg, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && reg->rules && reg->rules[i].step; i++) {
        const struct rule *rule = &reg->rules[i];
        if (!rule->id || !rule_named(reg, rule->step))
            return register_fault(reg, e, "規則の手続「%s」がない", rule->step);
        rc = register_check_conds(reg, rule->when, NULL, rule->step, e);
        if (rc == 0)
            rc = register_check_words(reg, WORD_STEP, rule->same_as, rule->step, e);
        if (rc == 0)
            rc = register_check_words(reg, WORD_STEP, rule->after, rule->step, e);
    }
    for (size_t i = 0; rc == 0 && reg->needs && reg->needs[i].state; i++) {
        const struct need *need = &reg->needs[i];
        if (!register_state(reg, need->state) || !register_step(reg, need->step))
            return register_fault(reg, e, "状態「%s」に要る手続「%s」がない", need->state,
                                  need->step ? need->step : "");
        rc = register_check_conds(reg, need->when, NULL, need->step, e);
    }
    return rc;
}

/* ---- references of the register to its own fields ---- */

int register_check_typed(const struct register_def *reg, const char *key, unsigned types, const char *where,
                         struct err *e)
{
    int index = register_field(reg, key);
    if (!key || (index >= 0 && (types & (1u << reg->fields[index].type))))
        return 0;
    return register_fault(reg, e, "%sの「%s」がないか、型が違う", where, key);
}

static int check_exclusive(const struct register_def *reg, struct err *e)
{
    const struct exclusive *x = reg->exclusive;
    if (!x)
        return 0;
    const char *place = x->refusal ? strstr(x->refusal, "%s") : NULL;
    if (!place || strchr(x->refusal, '%') != place || strchr(place + 1, '%'))
        return register_fault(reg, e, "重複を断る文に %%s が一つない");
    if (!x->field || !x->states)
        return register_fault(reg, e, "重複を断る項目又は状態がない");
    int rc = register_check_words(reg, WORD_FIELD, x->field, "exclusive", e);
    return rc != 0 ? rc : register_check_words(reg, WORD_STATE, x->states, "exclusive", e);
}

/* Every {key} of the sentence is a field. */
static int check_summary(const struct register_def *reg, struct err *e)
{
    for (const char *at = reg->summary ? strchr(reg->summary, '{') : NULL; at; at = strchr(at, '{')) {
        char key[KEY_BYTES];
        size_t n = strcspn(++at, "}");
        snprintf(key, sizeof key, "%.*s", (int)n, at);
        if (at[n] != '}' || register_field(reg, key) < 0)
            return register_fault(reg, e, "要旨の項目「%s」がない", key);
    }
    return 0;
}

static int check_named(const struct register_def *reg, struct err *e)
{
    const unsigned days = 1u << FIELD_TIME;
    int rc = register_check_words(reg, WORD_FIELD, reg->title_fields, "title_fields", e);
    if (rc == 0 && !reg->title_fields)
        rc = register_fault(reg, e, "記載を名指す項目(title_fields)がない");
    if (rc == 0)
        rc = register_check_words(reg, WORD_FIELD, reg->detail_fields, "detail_fields", e);
    if (rc == 0)
        rc = register_check_typed(reg, reg->late_field, days, "late_field", e);
    if (rc == 0)
        rc = register_check_typed(reg, reg->person_field, 1u << FIELD_PERSON, "person_field", e);
    if (rc == 0)
        rc = register_check_typed(reg, reg->item_field, 1u << FIELD_ITEM, "item_field", e);
    if (rc == 0)
        rc = check_exclusive(reg, e);
    return rc != 0 ? rc : check_summary(reg, e);
}

int register_check(const struct register_def *reg, struct err *e)
{
    if (!reg->id || !good_key(reg->id) || !reg->label || !*reg->label || !reg->fields || !reg->fields[0].key)
        return register_fault(reg, e, "キー、表示又は項目がない");
    int rc = check_states(reg, e);
    if (rc == 0)
        rc = check_steps(reg, e);
    for (size_t i = 0; rc == 0 && reg->fields[i].key; i++)
        rc = check_field(reg, &reg->fields[i], e);
    if (rc == 0)
        rc = check_rules(reg, e);
    if (rc == 0)
        rc = check_named(reg, e);
    if (rc == 0)
        rc = register_check_links(reg, e);
    return rc == 0 && reg->sheet ? register_check_paper(reg, e) : rc;
}

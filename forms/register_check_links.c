/* register_check_links — what a declaration leans on outside itself must be there. See register_check.h. */
#include <string.h>

#include "forms/entry.h"
#include "forms/register_check.h"
#include "forms/rule.h"
#include "forms/text.h"

#include "forms/banned.h"

static int fault(const struct register_def *reg, struct err *e, const char *what, const char *key)
{
    return err_set(e, ERR_INTEGRITY, "簿冊「%s」の宣言に誤りがあります: %s「%s」。プログラムを直してください。",
                   reg->id, what, key != NULL ? key : "");
}

static const struct field *field_of(const struct register_def *reg, const char *key)
{
    int index = reg != NULL && key != NULL ? register_field(reg, key) : -1;
    return index >= 0 ? &reg->fields[index] : NULL;
}

/* Does one of the registers that the field refers to have a field of that key? A register that is not in the program's list
 * (a test's own) cannot be asked. */
static bool target_has(const struct field *field, const char *key)
{
    const char *list = field->type == FIELD_PERSON ? "person" : field->registers;
    while (list != NULL && list[0] != '\0') {
        char id[KEY_BYTES];
        size_t n = strcspn(list, "|");
        const struct register_def *target;
        text_format(id, sizeof id, "%.*s", (int)n, list);
        target = register_find(id);
        if (target == NULL || register_field(target, key) >= 0)
            return true;
        list += list[n] == '|' ? n + 1 : n;
    }
    return false;
}

static int check_linked(const struct register_def *reg, struct err *e)
{
    int links = 0;
    for (const struct field *f = reg->fields; f->key != NULL; f++) {
        if ((f->flags & FIELD_LINKED) != 0 && f->type != FIELD_ITEM && f->type != FIELD_PERSON)
            return fault(reg, e, "参照でない項目は結び付けられない", f->key);
        if ((f->flags & FIELD_CUSTODY) != 0 && f->type != FIELD_PERSON)
            return fault(reg, e, "管理する者は職員の項目でなければならない", f->key);
        links += (f->flags & FIELD_LINKED) != 0;
        if (f->initial != NULL && strcmp(f->initial, "number") == 0 &&
            (field_of(reg, f->block) == NULL || field_of(reg, f->block)->type != FIELD_ITEM))
            return fault(reg, e, "管理番号の課(係)コードの項目がない", f->key);
    }
    return links <= LINKS ? 0 : fault(reg, e, "結び付けた項目が多すぎる", reg->label);
}

/* "field" or "link.field": the field is there, and of a person. */
static int check_keeper(const struct register_def *reg, const char *spec, struct err *e)
{
    char link[KEY_BYTES];
    size_t n = strcspn(spec, ".");
    const struct field *field;
    text_format(link, sizeof link, "%.*s", (int)n, spec);
    if (spec[n] == '\0')
        return field_of(reg, spec) != NULL && field_of(reg, spec)->type == FIELD_PERSON
                   ? 0
                   : fault(reg, e, "規則の名指す職員の項目がない", spec);
    field = field_of(reg, strcmp(link, "item") == 0 && reg->item_field != NULL ? reg->item_field : link);
    if (field == NULL || (field->type != FIELD_ITEM && field->type != FIELD_PERSON) ||
        ((field->flags & FIELD_LINKED) == 0 && strcmp(link, "item") != 0) || !target_has(field, spec + n + 1))
        return fault(reg, e, "規則の名指す、参照先の職員の項目がない", spec);
    return 0;
}

static int check_keepers(const struct register_def *reg, struct err *e)
{
    for (const struct rule *rule = reg->rules; rule != NULL && rule->step != NULL; rule++)
        for (const char *at = rule->named; at != NULL;) {
            char spec[KEY_BYTES * 2];
            size_t n = strcspn(at, "|");
            int rc;
            text_format(spec, sizeof spec, "%.*s", (int)n, at);
            rc = check_keeper(reg, spec, e);
            if (rc != 0)
                return rc;
            at = at[n] == '|' ? at + n + 1 : NULL;
        }
    return 0;
}

static int check_parts(const struct register_def *reg, struct err *e)
{
    const struct register_def *parts = reg->parts != NULL ? register_find(reg->parts) : NULL;
    const struct field *back = field_of(parts, reg->part_field);
    if (reg->parts == NULL)
        return reg->fills == NULL ? 0 : fault(reg, e, "満たす先の簿冊がない", reg->label);
    if (back == NULL || back->type != FIELD_ITEM || !word_in(back->registers, reg->id))
        return fault(reg, e, "部分の簿冊又はその参照の項目がない", reg->parts);
    for (const struct fill *fill = reg->fills; fill != NULL && fill->reg != NULL; fill++) {
        const struct field *item = field_of(parts, fill->item);
        const struct step *step = register_step(parts, fill->step);
        if (item == NULL || item->type != FIELD_ITEM || !word_in(item->registers, fill->reg))
            return fault(reg, e, "満たす項目がない", fill->item);
        if (step == NULL || (step->flags & STEP_CREATES) == 0)
            return fault(reg, e, "満たす手続がない", fill->step);
        for (int i = 0; i < CONDS && fill->conds[i].field != NULL; i++)
            if (field_of(register_find(fill->reg), fill->conds[i].field) == NULL)
                return fault(reg, e, "満たす条件の項目がない", fill->conds[i].field);
    }
    return 0;
}

/* What is counted: of the parts for the entry, of other registers for a new one, of the book for 専決. */
static int check_counts(const struct register_def *reg, struct err *e)
{
    const struct register_def *parts = reg->parts != NULL ? register_find(reg->parts) : NULL;
    int rc = 0;
    for (const struct tally *tally = reg->tallies; rc == 0 && tally != NULL && tally->field != NULL; tally++) {
        const struct field *field = field_of(reg, tally->field);
        if (parts == NULL || field == NULL || field->type != FIELD_NUMBER || (field->flags & FIELD_DERIVED) == 0)
            return fault(reg, e, "部分を数える項目がない", tally->field);
        rc = register_check_conds(parts, tally->conds, NULL, tally->field, e);
    }
    for (const struct count *c = reg->counts; rc == 0 && c != NULL && c->field != NULL; c++) {
        const struct field *field = field_of(reg, c->field);
        if (register_find(c->reg) == NULL || field == NULL || field->type != FIELD_NUMBER ||
            (field->flags & FIELD_DERIVED) == 0)
            return fault(reg, e, "ほかの簿冊を数える項目がない", c->field);
        rc = register_check_conds(register_find(c->reg), c->conds, NULL, c->field, e);
        if (rc == 0)
            rc = register_check_words(register_find(c->reg), WORD_STATE, c->states, c->field, e);
        if (rc == 0)
            rc = register_check_conds(reg, c->when, NULL, c->field, e);
    }
    for (const struct outside *row = reg->outside; rc == 0 && row != NULL && row->kind != OUTSIDE_NONE; row++) {
        if (reg->sheet == NULL || reg->sheet->period_field == NULL)
            return fault(reg, e, "持ち出しの期間を決める項目がない", reg->label);
        rc = register_check_conds(reg, row->conds, NULL, "outside", e);
    }
    return rc;
}

int register_check_links(const struct register_def *reg, struct err *e)
{
    int rc = check_linked(reg, e);
    if (rc == 0)
        rc = check_keepers(reg, e);
    if (rc == 0)
        rc = check_parts(reg, e);
    if (rc == 0)
        rc = check_counts(reg, e);
    if (rc == 0 && reg->pending_field != NULL && field_of(reg, reg->pending_field) == NULL)
        rc = fault(reg, e, "確認を待つことを示す項目がない", reg->pending_field);
    return rc;
}

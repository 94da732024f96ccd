/* rule — rows of data judged over a situation. See rule.h. */
#include "forms/rule.h"

#include <stdio.h>
#include <string.h>

#include "forms/field.h"
#include "forms/text.h"

#include "forms/banned.h"

const char rule_edition[] = "令和6年達(情)第154号";

bool entry_self(const struct entry *entry, const char *person_id)
{
    char holder[ENTRY_ID_BYTES] = "";
    if (person_id[0] == '\0')
        return false;
    if (entry->reg->person_field != NULL)
        reference_id(holder, entry_get(entry, entry->reg->person_field));
    return strcmp(entry->applicant.id, person_id) == 0 || strcmp(holder, person_id) == 0;
}

bool item_offered(const struct field *field, const struct entry *entry, const struct entry *candidate)
{
    for (int i = 0; i < CONDS && field->items[i].field != NULL; i++) {
        struct cond one[CONDS] = {field->items[i]};
        if (one[0].value != NULL && one[0].value[0] == '$') {
            one[0].value = entry_get(entry, field->items[i].value + 1);
            if (one[0].value == NULL)
                return false;
        }
        if (strcmp(field->items[i].field, "register") == 0 ? !word_in(one[0].value, candidate->reg->id)
                                                           : !conds_hold(one, candidate))
            return false;
    }
    return true;
}

bool field_asked(const struct field *field, const struct entry *entry, const char *step)
{
    if ((field->flags & FIELD_RETIRED) != 0 || ((field->flags & FIELD_DERIVED) != 0 && field->when[0].field == NULL))
        return false;
    if (step == NULL ? field->step != NULL : !word_in(field->step, step))
        return false;
    return conds_hold(field->when, entry);
}

const char *field_clause(const struct field *field, const struct entry *entry)
{
    if (field->clauses == NULL)
        return field->clause;
    for (const struct clause_at *at = field->clauses; at->when.field != NULL; at++) {
        const struct cond one[CONDS] = {at->when};
        if (conds_hold(one, entry))
            return at->clause;
    }
    return NULL;
}

/* ---- what the situation knows ---- */

const struct entry *situation_link(const struct situation *s, const char *field)
{
    if (strcmp(field, "item") == 0 && s->item != NULL)
        return s->item;
    for (int i = 0; i < LINKS && s->links[i].field != NULL; i++)
        if (strcmp(s->links[i].field, field) == 0)
            return s->links[i].entry;
    return NULL;
}

const char *situation_linked(const struct situation *s, const char *link, const char *field)
{
    const struct entry *entry = situation_link(s, link);
    return entry != NULL ? entry_get(entry, field) : NULL;
}

bool step_is(const struct situation *s, const char *steps)
{
    return s->step != NULL && word_in(steps, s->step);
}

bool situation_ahead(const struct situation *s, const char *field)
{
    const char *value = entry_get(s->entry, field);
    char today[DATE_BYTES];
    if (value == NULL)
        return false;
    if (entry_field(s->entry, field)->type == FIELD_TIME)
        return field_time(value) > s->now + 60;
    date_format(today, sizeof today, date_of(s->now), DATE_ISO);
    return strcmp(value, today) > 0; /* a month is the beginning of its days */
}

const char *situation_setting(const struct situation *s, const char *key)
{
    return setting_get(s->settings, key);
}

/* ---- who ---- */

/* The value of "field" of the entry or "link.field" of a linked one. */
static const char *named_value(const struct situation *s, const char *spec)
{
    char link[KEY_BYTES];
    size_t n = strcspn(spec, ".");
    if (spec[n] == '\0')
        return entry_get(s->entry, spec);
    text_format(link, sizeof link, "%.*s", (int)n, spec);
    return situation_linked(s, link, spec + n + 1);
}

/* Is he the person named in one of the fields? *first (may be NULL) gets the first reference that is set. */
static bool is_named(const struct situation *s, const char *fields, const char *person, const char **first)
{
    for (const char *at = fields; at != NULL;) {
        char spec[KEY_BYTES * 2], id[ENTRY_ID_BYTES];
        size_t n = strcspn(at, "|");
        const char *value;
        text_format(spec, sizeof spec, "%.*s", (int)n, at);
        value = named_value(s, spec);
        if (first != NULL && *first == NULL)
            *first = value;
        if (value != NULL && strcmp(reference_id(id, value), person) == 0)
            return true;
        at = at[n] == '|' ? at + n + 1 : NULL;
    }
    return false;
}

/* The last step on record that binds the rule to its person (同). */
static const struct done *bound_by(const struct rule *rule, const struct entry *entry)
{
    for (size_t i = entry->nsteps; i-- > 0;)
        if (!entry->steps[i].lapsed && word_in(rule->same_as, entry->steps[i].step))
            return &entry->steps[i];
    return NULL;
}

/* Does he stand as 運用責任者 because he is the 当直責任者 of this shift? L1287: closed hours only, rostered only. */
static bool stands_by_duty(const struct rule *rule, const struct situation *s)
{
    return rule->duty == DUTY_INCLUDED && (rule->posts == 0 || (rule->posts & POST_SUPERVISOR) != 0) &&
           (s->actor.posts & POST_DUTY_OFFICER) != 0 && s->actor.rostered && calendar_closed(s->calendar, s->now);
}

static bool holds_post(const struct rule *rule, const struct situation *s)
{
    return rule->posts == 0 || (s->actor.posts & rule->posts) != 0 || stands_by_duty(rule, s);
}

void rule_standing(char *buf, size_t size, const struct rule *rule, const struct situation *s)
{
    unsigned held = rule->posts & s->actor.posts;
    const struct done *bound = bound_by(rule, s->entry);
    buf[0] = '\0';
    if (bound != NULL)
        text_append(buf, size, bound->actor.posts); /* he acts as the one who permitted, whatever he is by now */
    else if (rule->who != NULL)
        text_append(buf, size, rule->who);
    else if (rule->posts == 0)
        text_append(buf, size, "職員");
    else if (held != 0)
        post_labels(buf, size, held & (~held + 1)); /* the lowest: the post the text names first */
    else
        text_append(buf, size, "当直責任者");
    if (rule->external)
        text_append(buf, size, "(外部決裁の記録)");
}

void rule_who(char *buf, size_t size, const struct rule *rule, const struct situation *s)
{
    buf[0] = '\0';
    if (rule->same_as != NULL) {
        const struct done *bound = bound_by(rule, s->entry);
        text_format(buf, size, "許可を与えた者%s%s", bound != NULL ? " " : "", bound != NULL ? bound->actor.name : "");
    } else if (rule->who != NULL) {
        text_append(buf, size, rule->who);
    } else if (rule->posts == 0) {
        text_append(buf, size, rule->person == PERSON_SELF ? "申請者又は使用者" : "職員");
    } else {
        post_labels(buf, size, rule->posts);
        if (rule->duty == DUTY_INCLUDED)
            text_append(buf, size, "(閉庁時間帯は当直責任者を含む)");
        else if (rule->duty == DUTY_EXCLUDED)
            text_append(buf, size, "(当直責任者を除く)");
    }
}

static int refuse_post(const struct rule *rule, const struct situation *s, struct err *e)
{
    char who[POSTS_BYTES];
    bool duty = (s->actor.posts & POST_DUTY_OFFICER) != 0;
    struct shift shift;
    rule_who(who, sizeof who, rule, s);
    if (rule->duty == DUTY_INCLUDED && duty && !calendar_closed(s->calendar, s->now))
        return err_refuse(
            e, rule->clause,
            "今は執務時間中です。当直責任者が運用責任者に含まれるのは閉庁時間帯だけなので、%sはできません。"
            "できる者: %s。",
            s->actor.name, who);
    if (rule->duty == DUTY_INCLUDED && duty && !s->actor.rostered)
        return err_refuse(
            e, rule->clause, "%sは%sの当直表にありません。できる者: %s。", s->actor.name,
            calendar_shift(s->calendar, s->now, &shift) && shift.part == SHIFT_DAY ? "今日の日直" : "今夜", who);
    if (rule->duty == DUTY_EXCLUDED && duty)
        return err_refuse(e, rule->clause,
                          "ここでは当直責任者は運用責任者に含まれないので、%sはできません。できる者: %s。",
                          s->actor.name, who);
    return err_refuse(e, rule->clause, "%sはその職にありません。できる者: %s。", s->actor.name, who);
}

static int check_named(const struct rule *rule, const struct situation *s, struct err *e)
{
    const char *first = NULL;
    if (rule->named == NULL || is_named(s, rule->named, s->actor.id, &first))
        return 0;
    return err_refuse(e, rule->clause, "これができるのは%s%sです。本人がサインインして行ってください。",
                      rule->who != NULL ? rule->who : "", first != NULL ? reference_label(first) : "");
}

/* 同: bound to the person, not to the hour. */
static int check_same(const struct rule *rule, const struct situation *s, struct err *e)
{
    const struct done *last = bound_by(rule, s->entry);
    const struct step *step = register_step(s->reg, rule->step);
    if (rule->same_as == NULL)
        return 0;
    if (last != NULL && strcmp(last->actor.id, s->actor.id) == 0)
        return 0;
    return err_refuse(e, rule->clause,
                      "確認するのは許可を与えた者です(%s)。その者が確認できない事情があるときは、この行の「%s」を開き、"
                      "「許可者以外が確認する理由」を書いて、運用責任者(当直責任者を除く)が確認します。",
                      last != NULL ? last->actor.name : "許可の記録がありません",
                      step != NULL ? step->label : rule->step);
}

static int check_person(const struct rule *rule, const struct situation *s, struct err *e)
{
    const struct step *step = register_step(s->reg, rule->step);
    bool self = entry_self(s->entry, s->actor.id);
    int rc;
    /* a row with an id is one of the text's permits, confirmations and reports: none of them is his, whatever else he holds */
    if ((s->actor.posts & POST_TECHNICAL) != 0 &&
        (rule->id[0] != '\0' || step == NULL || (step->flags & STEP_DECIDES) != 0))
        return err_refuse(e, NULL,
                          "技術管理者は許可・確認をすることができません。技術管理者でない者に頼んでください。");
    if (rule->person == PERSON_OTHER && self)
        return err_refuse(e, NULL,
                          "申請者・使用者本人(%s)は、自分の持ち出しを許可・確認できません。ほかの者に頼んでください。",
                          s->actor.name);
    if (rule->person == PERSON_SELF && !self)
        return err_refuse(e, NULL, "これができるのは申請者又は使用者本人です。本人がサインインして行ってください。");
    if (!holds_post(rule, s))
        return refuse_post(rule, s, e);
    rc = check_named(rule, s, e);
    return rc != 0 ? rc : check_same(rule, s, e);
}

/* ---- when ---- */

static int check_order(const struct rule *rule, const struct situation *s, struct err *e)
{
    const char *word = rule->after;
    while (word != NULL && word[0] != '\0') {
        char key[KEY_BYTES];
        size_t n = strcspn(word, "|");
        const struct step *step;
        text_format(key, sizeof key, "%.*s", (int)n, word);
        step = register_step(s->reg, key);
        if (entry_done(s->entry, key) == NULL)
            return err_refuse(e, rule->clause, "先に「%s」が要ります。それが済んでから行ってください。",
                              step != NULL ? step->label : key);
        word = word[n] == '|' ? word + n + 1 : NULL;
    }
    return 0;
}

static int check_state(const struct situation *s, const struct step *step, struct err *e)
{
    const struct state *now = register_state(s->reg, s->entry->state);
    if ((step->flags & STEP_CREATES) != 0) {
        if (s->entry->rev == 0)
            return 0;
        return err_refuse(e, NULL, "すでに記載された行です。新しい行として記載してください。");
    }
    if (!word_in(step->from, s->entry->state))
        return err_refuse(e, NULL, "この行は今「%s」なので、「%s」はできません。",
                          now != NULL ? now->label : s->entry->state, step->label);
    if ((step->flags & STEP_REPEATS) == 0 && entry_done(s->entry, step->key) != NULL)
        return err_refuse(e, NULL, "「%s」は済んでいます。", step->label);
    return 0;
}

/* ---- the judgement ---- */

typedef int judge(const struct rule *rule, const struct situation *s, struct err *e);

static int judge_person(const struct rule *rule, const struct situation *s, struct err *e)
{
    int rc = check_person(rule, s, e);
    if (rc == 0 && rule->extra != NULL)
        rc = rule->extra(s, e);
    return rc;
}

static int judge_all(const struct rule *rule, const struct situation *s, struct err *e)
{
    int rc = judge_person(rule, s, e);
    return rc != 0 ? rc : check_order(rule, s, e);
}

/* The first row that allows decides; where none does, the first row's refusal is told: it is the text's ordinary way. Who
 * may by a later row and has only left a field of it empty (外部決裁) is told that as well. */
static int judge_rows(const struct rule **which, const struct situation *s, const char *step, judge *judged,
                      struct err *e)
{
    struct err first;
    bool any = false;
    for (const struct rule *rule = s->reg->rules; rule->step != NULL; rule++) {
        struct err mine;
        if (strcmp(rule->step, step) != 0 || !conds_hold(rule->when, s->entry))
            continue;
        err_clear(&mine);
        if (judged(rule, s, &mine) == 0) {
            if (which != NULL)
                *which = rule;
            return 0;
        }
        if (!any)
            first = mine;
        else if (first.code == ERR_REFUSED && mine.code == ERR_INPUT)
            text_append(first.text, sizeof first.text, mine.text);
        any = true;
    }
    if (!any)
        return err_refuse(e, NULL, "この行に、その手続はありません。");
    if (e != NULL)
        *e = first;
    return first.code;
}

int rule_check_person(const struct rule **which, const struct situation *s, const char *step, struct err *e)
{
    return judge_rows(which, s, step, judge_person, e);
}

int rule_check(const struct rule **which, const struct situation *s, const char *step, struct err *e)
{
    const struct step *def = register_step(s->reg, step);
    int rc;
    if (def == NULL)
        return err_refuse(e, NULL, "その手続(%s)はありません。", step);
    rc = check_state(s, def, e);
    if (rc != 0)
        return rc;
    if ((def->flags & STEP_REASON) != 0 && (s->reason == NULL || s->reason[0] == '\0'))
        return err_field(e, "reason", NULL, "「%s」には理由が要ります。理由を書いてください。", def->label);
    return judge_rows(which, s, step, judge_all, e);
}

static const struct rule *rule_of(const struct entry *entry, const char *step)
{
    for (const struct rule *rule = entry->reg->rules; rule->step != NULL; rule++)
        if (strcmp(rule->step, step) == 0 && conds_hold(rule->when, entry))
            return rule;
    return NULL;
}

const struct rule *rule_for(const struct situation *s, const char *step)
{
    return rule_of(s->entry, step);
}

bool step_open(const struct entry *entry, const struct step *step)
{
    if ((step->flags & STEP_CREATES) != 0 || !word_in(step->from, entry->state))
        return false;
    if ((step->flags & STEP_REPEATS) == 0 && entry_done(entry, step->key) != NULL)
        return false;
    return rule_of(entry, step->key) != NULL;
}

const struct step *step_open_with(const struct entry *entry, unsigned flags)
{
    for (const struct step *step = entry->reg->steps; step->key != NULL; step++)
        if ((step->flags & flags) == flags && step_open(entry, step))
            return step;
    return NULL;
}

/* ---- the entry itself ---- */

/* Does the field keep its value? A step that edits the book's own fields unsets those no longer asked; any step unsets those
 * of its own that this kind of entry is not asked. */
static bool field_kept(const struct field *field, const struct entry *entry, const struct step *step)
{
    if ((field->flags & (FIELD_DERIVED | FIELD_RETIRED)) != 0 || conds_hold(field->when, entry))
        return true;
    return field->step == NULL ? (step->flags & STEP_EDITS) == 0 : !word_in(field->step, step->key);
}

int entry_settle(struct situation *s, struct err *e)
{
    const struct step *step = s->step != NULL ? register_step(s->reg, s->step) : NULL;
    int rc = s->reg->derive != NULL ? s->reg->derive(s, e) : 0;
    if (rc != 0 || step == NULL)
        return rc;
    /* Hiding one field may hide another that depends on it: fields only ever depend on earlier ones. */
    for (const struct field *f = s->reg->fields; f->key != NULL; f++) {
        if (entry_get(s->entry, f->key) != NULL && !field_kept(f, s->entry, step)) {
            rc = entry_set(s->entry, f->key, NULL, e);
            if (rc != 0)
                return rc;
        }
    }
    return s->reg->derive != NULL && (step->flags & STEP_EDITS) != 0 ? s->reg->derive(s, e) : 0;
}

static int check_fields(const struct situation *s, const char *step, struct err *e)
{
    for (const struct field *f = s->reg->fields; f->key != NULL; f++) {
        const char *value = entry_get(s->entry, f->key);
        if (value != NULL) {
            int rc = field_check(f, value, e);
            if (rc != 0)
                return rc;
        } else if ((f->flags & FIELD_REQUIRED) != 0 && field_asked(f, s->entry, step)) {
            const char *clause = field_clause(f, s->entry);
            if (f->missing != NULL)
                return err_field(e, f->key, clause, "%s", f->missing);
            return err_field(e, f->key, clause,
                             f->type == FIELD_YES ? "「%s」の確認が要ります。確かめて、印を付けてください。"
                                                  : "「%s」がありません。入れてください。",
                             f->label);
        }
    }
    return 0;
}

/* What has ended is history: nothing new is made with it. */
static int check_link(const struct situation *s, const char *field, const struct entry *thing, struct err *e)
{
    const struct state *state = register_state(thing->reg, thing->state);
    char title[NAME_BYTES];
    if (state == NULL || (state->kind != STATE_ENDED && state->kind != STATE_VOID) || register_field(s->reg, field) < 0)
        return 0;
    entry_title(title, sizeof title, thing);
    return err_field(e, field, NULL, "「%s」は%sの「%s」なので、使えません。ほかのものを選んでください。", title,
                     thing->reg->label, state->label);
}

static int check_links(const struct situation *s, struct err *e)
{
    int rc = s->item != NULL && s->reg->item_field != NULL ? check_link(s, s->reg->item_field, s->item, e) : 0;
    for (int i = 0; rc == 0 && i < LINKS && s->links[i].field != NULL; i++)
        if (s->links[i].entry != NULL)
            rc = check_link(s, s->links[i].field, s->links[i].entry, e);
    return rc;
}

int entry_check(const struct situation *s, const char *step, struct err *e)
{
    const struct step *def = register_step(s->reg, step);
    int rc = 0;
    if (def != NULL && (def->flags & (STEP_CREATES | STEP_RENEWS)) != 0)
        rc = check_links(s, e);
    if (rc == 0 && def != NULL && (def->flags & STEP_EDITS) != 0)
        rc = check_fields(s, NULL, e);
    if (rc == 0)
        rc = check_fields(s, step, e);
    if (rc == 0 && s->reg->check != NULL)
        rc = s->reg->check(s, e);
    return rc;
}

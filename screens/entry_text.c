/* The form of an entry: what it says. */
#include "screens/entry_form.h"

#include <string.h>

#include "app/permit.h"
#include "forms/cond.h"
#include "forms/date.h"
#include "forms/field.h"
#include "forms/rule.h"
#include "forms/text.h"
#include "screens/dialog.h"
#include "screens/entry.h"
#include "screens/shared.h"

#include "forms/banned.h"

static void needs_text(struct form *form)
{
    struct act_need needs[FORM_NEEDS];
    int n = act_needs(form->act, needs, FORM_NEEDS);
    form->needs[0][0] = form->needs[1][0] = '\0';
    for (int i = 0; i < n && i < 2; i++) {
        const char *clause = needs[i].rule != NULL ? needs[i].rule->clause : NULL;
        text_format(form->needs[i], sizeof form->needs[i], "%s: %s%s%s%s", needs[i].step->label,
                    needs[i].who[0] != '\0' ? needs[i].who : "今できる者がいません", clause != NULL ? "   根拠 " : "",
                    clause != NULL ? clause : "", i == 1 && n > 2 ? " ほか" : "");
    }
    if (n < 2)
        act_answer(form->act, form->needs[n > 0], sizeof form->needs[0]);
}

void form_sentences(struct form *form)
{
    const struct step *step = act_step(form->act);
    const struct entry *before = act_before(form->act);
    if (before == NULL || ((step->flags & STEP_EDITS) != 0 && (step->flags & STEP_CORRECTS) == 0)) {
        int wrong = form->fault.code != ERR_NONE ? register_field(act_register(form->act), form->fault.field) : -1;
        if (wrong >= 0) /* what is typed there is not what would be recorded */
            text_format(form->summary, sizeof form->summary, "「%s」を直すと、記録する内容をここに示します。",
                        act_register(form->act)->fields[wrong].label);
        else
            act_summary(form->act, form->summary, sizeof form->summary);
        needs_text(form);
        return;
    }
    act_summary(form->act, form->summary, sizeof form->summary);
    form->needs[0][0] = form->needs[1][0] = '\0';
    const struct rule *rule = permit_rule(form->act);
    if (rule != NULL && rule->clause != NULL)
        text_format(form->needs[0], sizeof form->needs[0], "根拠 %s", rule->clause);
}

void form_conflict(char *buf, size_t size, const struct form *form, const struct err *e)
{
    const struct entry *record = act_before(form->act), *typed = act_entry(form->act);
    text_format(buf, size, "%s", e->text);
    if (record == NULL)
        return;
    if (record->nsteps > 0) {
        const struct done *last = &record->steps[record->nsteps - 1];
        const struct step *step = register_step(record->reg, last->step);
        char when[DATE_BYTES], line[NAME_BYTES * 3];
        date_format_time(when, sizeof when, last->at, DATE_SHORT);
        text_format(line, sizeof line, "\n%s  %s  %s", when, last->actor.name,
                    step != NULL && step->done != NULL ? step->done : last->step);
        text_append(buf, size, line);
    }
    for (const struct field *f = record->reg->fields; f->key != NULL; f++) {
        const char *his = entry_get(record, f->key), *mine = entry_get(typed, f->key);
        char a[NAME_BYTES] = "(空)", b[NAME_BYTES] = "(空)", line[NAME_BYTES * 4];
        if (his == mine || (his != NULL && mine != NULL && strcmp(his, mine) == 0))
            continue;
        if (his != NULL)
            field_format(a, sizeof a, f, his, FORMAT_LIST);
        if (mine != NULL)
            field_format(b, sizeof b, f, mine, FORMAT_LIST);
        text_format(line, sizeof line, "\n%s  記録: %s  入力: %s", f->label, a, b);
        text_append(buf, size, line);
    }
    text_append(buf, size, "\n\n入力した内容は残っています。確かめて、もう一度記録してください。");
}

void entry_say_recorded(struct screens *s, const struct entry *after, const struct step *step)
{
    const struct state *state = register_state(after->reg, after->state);
    char title[NAME_BYTES * 2], text[NAME_BYTES * 8] = "";
    entry_title(title, sizeof title, after);
    text_format(shared_of(s)->recorded, sizeof shared_of(s)->recorded, "%s", after->id);
    text_format(text, sizeof text, "「%s」: %s。いまの状態 ", title, step->done != NULL ? step->done : step->label);
    if (state != NULL && strcmp(state->mark, state->label) != 0) {
        text_append(text, sizeof text, state->mark);
        text_append(text, sizeof text, " ");
    }
    text_append(text, sizeof text, state != NULL ? state->label : "");
    text_append(text, sizeof text, "。");
    bool goes_out =
        state != NULL && state->kind == STATE_OUT && step->to != NULL && strcmp(step->to, after->state) == 0;
    for (const struct caution *c = goes_out ? after->reg->reminders : NULL; c != NULL && c->text != NULL; c++)
        if (conds_hold(c->when, after))
            text_append(text, sizeof text, c->text);
    if (entry_alarms(after, step->key)) { /* R0-9: the line stays open, and now something else comes first */
        text_append(text, sizeof text, "\n\n緊急対応手順\n");
        text_append(text, sizeof text, session_setting(shared_session(s), "emergency"));
        dialog_message(s, "紛失・盗難・異常", text);
        return;
    }
    screens_say(s, "%s", text);
}

const char *form_help(void *self)
{
    struct form *form = self;
    const struct field *field = form_field(&form->rows[form->focus]);
    const struct step *step = act_step(form->act);
    const struct rule *rule = permit_rule(form->act);
    const char *clause = field != NULL ? field_clause(field, act_entry(form->act)) : rule != NULL ? rule->clause : NULL;
    form->help[0] = '\0';
    if (field != NULL)
        text_format(form->help, sizeof form->help, "%s%s%s\n%s%s", field->label, clause != NULL ? "  根拠 " : "",
                    clause != NULL ? clause : "", field->help != NULL ? field->help : "",
                    field->help == NULL && field_types[field->type].example != NULL &&
                            form_typed(&form->rows[form->focus])
                        ? field_types[field->type].example
                        : "");
    if (field != NULL && field_types[field->type].anew)
        text_append(form->help, sizeof form->help,
                    "\n字を打つと、入っている値に替わります。← → で、入っている値を直せます。");
    if (field == NULL)
        text_format(form->help, sizeof form->help, "%s%s%s", step->label, clause != NULL ? "  根拠 " : "",
                    clause != NULL ? clause : "");
    return form->help;
}

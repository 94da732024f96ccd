/* act — what is typed into a step. See act.h; judging and committing: act_judge.c. */
#include "app/act.h"

#include <stdlib.h>
#include <string.h>

#include "app/act_impl.h"
#include "app/disposed.h"
#include "db/query.h"
#include "forms/date.h"
#include "forms/text.h"

#include "forms/banned.h"

bool act_asks(const struct act *act, const struct field *field)
{
    const struct entry *entry = act->entry;
    if ((act->step->flags & STEP_CORRECTS) != 0) /* what stands may be corrected, unless a permit rests on it */
        return (field->flags & (FIELD_FIXED | FIELD_RETIRED | FIELD_DERIVED)) == 0 && conds_hold(field->when, entry) &&
               (field->step == NULL || entry_get(act->before, field->key) != NULL);
    if ((act->step->flags & STEP_EDITS) != 0 && field_asked(field, entry, NULL))
        return act->before == NULL || (field->flags & FIELD_FIXED) == 0 || (act->step->flags & STEP_RENEWS) != 0;
    return field_asked(field, entry, act->step->key);
}

const struct field *const *act_fields(struct act *act, size_t *n)
{
    *n = 0;
    for (const struct field *f = act->reg->fields; f->key != NULL && *n < ACT_FIELDS; f++)
        if (act_asks(act, f))
            act->fields[(*n)++] = f;
    return act->fields;
}

bool act_wants_form(struct act *act)
{
    size_t n;
    const struct field *const *fields = act_fields(act, &n);
    bool wants = (act->step->flags & STEP_REASON) != 0 && act->reason == NULL;
    for (size_t i = 0; i < n; i++)
        wants = wants || ((fields[i]->flags & FIELD_REQUIRED) != 0 && entry_get(act->entry, fields[i]->key) == NULL);
    return wants;
}

/* ---- initial values ---- */

static int self_value(char **out, struct act *act, struct err *e)
{
    char value[ENTRY_ID_BYTES + NAME_BYTES + 2];
    text_format(value, sizeof value, "%s %s", session_person(act->session), session_name(act->session));
    *out = text_dup(value, strlen(value));
    return *out == NULL ? err_memory(e) : 0;
}

static int number_value(char **out, int64_t when, struct err *e)
{
    char value[32];
    field_time_value(value, sizeof value, when);
    *out = text_dup(value, strlen(value));
    return *out == NULL ? err_memory(e) : 0;
}

static int date_value(char **out, struct date d, size_t bytes, struct err *e)
{
    char value[DATE_BYTES];
    date_format(value, sizeof value, d, DATE_ISO);
    *out = text_dup(value, bytes);
    return *out == NULL ? err_memory(e) : 0;
}

static int now_value(char **out, struct act *act, struct err *e)
{
    return number_value(out, session_now(act->session) / 60 * 60, e);
}

static int today_value(char **out, struct act *act, struct err *e)
{
    return date_value(out, date_of(session_now(act->session)), 10, e);
}

/* The month that is over. */
static int month_value(char **out, struct act *act, struct err *e)
{
    return date_value(out, date_add_months(date_month_first(date_of(session_now(act->session))), -1), 7, e);
}

/* The end of the duty that runs; in office hours, closing time. */
static int morning_value(char **out, struct act *act, struct err *e)
{
    struct shift shift;
    int64_t now = session_now(act->session);
    const struct calendar *calendar = session_calendar(act->session, e);
    if (calendar == NULL)
        return ERR_IO;
    if (!calendar_shift(calendar, now, &shift))
        return number_value(out, date_at(date_of(now), calendar->close), e);
    return number_value(out, calendar_shift_end(calendar, shift), e);
}

static const struct initial {
    const char *name;
    int (*value)(char **out, struct act *act, struct err *e);
} initials[] = {
    {"self", self_value},   {"now", now_value},         {"today", today_value},
    {"month", month_value}, {"morning", morning_value},
};

int act_last(struct entry **out, struct act *act, struct err *e)
{
    struct cond conds[2] = {{"applicant", COND_IS, session_person(act->session)}};
    struct query query = {.reg = act->reg, .conds = conds, .descending = true, .limit = 1};
    struct rows rows = {0};
    int rc = rows_load(&rows, session_station(act->session), &query, ROWS_FIRST, NULL, e);
    *out = NULL;
    if (rc == 0 && rows.n == 1)
        *out = rows_take(&rows, 0);
    else if (rc == 0)
        rc = err_set(e, ERR_NOT_FOUND, "前に記載した行がありません。");
    rows_release(&rows);
    return rc;
}

static int last_value(char **out, struct act *act, const struct field *field, struct err *e)
{
    struct entry *last = NULL;
    int rc = act_last(&last, act, e);
    *out = NULL;
    if (rc == 0 && entry_get(last, field->key) != NULL) {
        const char *value = entry_get(last, field->key);
        *out = text_dup(value, strlen(value));
        rc = *out == NULL ? err_memory(e) : 0;
    }
    entry_free(last);
    return rc == ERR_NOT_FOUND ? 0 : rc;
}

/* `last`, or the highest of the block among what was disposed of. */
static int number_gone(char last[CONTROL_NUMBER_BYTES], struct session *session, const char *code, struct err *e)
{
    char block[CONTROL_NUMBER_BYTES], gone[CONTROL_NUMBER_BYTES];
    int rc;
    text_format(block, sizeof block, "%s-%s-", session_unit_number(session), code != NULL ? code : "");
    rc = disposed_last(gone, sizeof gone, session, block, e);
    if (rc == 0 && strcmp(gone, last) > 0)
        text_format(last, CONTROL_NUMBER_BYTES, "%s", gone);
    return rc;
}

/* The number after the highest that the block has had, ended things included; disposed ones are remembered by the register of
 * disposals. Nothing where the block is full: the officer chooses. */
static int next_number(char **out, struct act *act, const struct field *field, struct err *e)
{
    char value[CONTROL_NUMBER_BYTES], last[CONTROL_NUMBER_BYTES] = "";
    const struct field *block = &act->reg->fields[register_field(act->reg, field->block)];
    char id[ENTRY_ID_BYTES];
    struct entry *section = NULL;
    int rc = 0;
    *out = NULL;
    reference_id(id, entry_get(act->entry, field->block));
    if (id[0] == '\0')
        return 0;
    rc = entry_load(&section, session_station(act->session),
                    station_register(session_station(act->session), block->registers), id, e);
    if (rc == 0)
        rc = number_last(last, act->session, act->reg, field, id, e);
    if (rc == 0)
        rc = number_gone(last, act->session, entry_get(section, "code"), e);
    if (rc == 0 && control_number_next(value, session_unit_number(act->session), entry_get(section, "code"), last)) {
        *out = text_dup(value, strlen(value));
        rc = *out == NULL ? err_memory(e) : 0;
    }
    entry_free(section);
    return rc;
}

static int initial_value(char **out, struct act *act, const struct field *field, struct err *e)
{
    *out = NULL;
    if (field->initial[0] == '=') {
        *out = text_dup(field->initial + 1, strlen(field->initial + 1));
        return *out == NULL ? err_memory(e) : 0;
    }
    if (strcmp(field->initial, "last") == 0)
        return last_value(out, act, field, e);
    if (strcmp(field->initial, "number") == 0)
        return next_number(out, act, field, e);
    for (size_t i = 0; i < sizeof initials / sizeof initials[0]; i++)
        if (strcmp(initials[i].name, field->initial) == 0)
            return initials[i].value(out, act, e);
    return 0;
}

/* ---- settling ---- */

/* Gives each field that has come to be asked its initial value. *changed: something was set. */
static int fill_initials(struct act *act, bool *changed, struct err *e)
{
    int index = 0, rc = 0;
    *changed = false;
    for (const struct field *f = act->reg->fields; rc == 0 && f->key != NULL && index < ACT_FIELDS; f++, index++) {
        bool asked = act_asks(act, f);
        char *value = NULL;
        if (asked && !act->asked[index] && f->initial != NULL && entry_get(act->entry, f->key) == NULL) {
            rc = initial_value(&value, act, f, e);
            if (rc == 0 && value != NULL) {
                rc = entry_set(act->entry, f->key, value, e);
                *changed = true;
            }
            free(value);
        }
        act->asked[index] = asked;
    }
    return rc;
}

int act_situation(struct situation *out, struct act *act, const char *person, struct err *e)
{
    int rc;
    *out = (struct situation){.reg = act->reg,
                              .entry = act->entry,
                              .reason = act->reason,
                              .outside_items = act->outside_items,
                              .outside_media = act->outside_media};
    rc = actor_load(&out->actor, act->session, person, session_now(act->session), e);
    if (rc == 0)
        rc = act_tally(act, e);
    return rc != 0 ? rc : situation_fill(out, act->session, e);
}

int act_settle(struct act *act, struct err *e)
{
    struct situation s;
    bool again = true;
    int rc = act_situation(&s, act, session_person(act->session), e);
    /* While typing, only a step that edits the book's own fields makes hidden ones go; what a decision brings about
     * (a new period) is derived when it is committed. */
    if ((act->step->flags & STEP_EDITS) != 0 && (act->step->flags & STEP_CORRECTS) == 0)
        s.step = act->step->key;
    for (int i = 0; rc == 0 && again && i < 8; i++) {
        rc = entry_settle(&s, e);
        if (rc == 0)
            rc = fill_initials(act, &again, e);
        if (rc == 0)
            rc = situation_follow(&again, &s, act->session, e);
    }
    situation_release(&s);
    return rc;
}

int act_new(struct act **out, struct session *session, const struct register_def *reg, const char *id, const char *step,
            struct err *e)
{
    struct act *act = calloc(1, sizeof *act);
    int rc = 0;
    *out = NULL;
    if (act == NULL)
        return err_memory(e);
    act->session = session;
    act->reg = reg;
    act->step = register_step(reg, step);
    act->outside_items = act->outside_media = -1;
    if (act->step == NULL)
        rc = err_set(e, ERR_NOT_FOUND, "「%s」に「%s」という手続はありません。", reg->label, step);
    else if (register_nfields(reg) > ACT_FIELDS)
        rc = err_set(e, ERR_INPUT, "「%s」の欄が多すぎます。", reg->label);
    else if (id == NULL)
        rc = entry_new(&act->entry, reg, e);
    else
        rc = entry_load(&act->before, session_station(session), reg, id, e);
    if (rc == 0 && id != NULL)
        rc = entry_copy(&act->entry, act->before, e);
    if (rc == 0 && id != NULL && (act->step->flags & STEP_EDITS) == 0)
        for (const struct field *f = reg->fields; rc == 0 && f->key != NULL; f++) /* asked anew each time */
            if (f->step != NULL && word_in(f->step, step))
                rc = entry_set(act->entry, f->key, NULL, e);
    if (rc == 0)
        rc = act_settle(act, e);
    if (rc != 0) {
        act_free(act);
        return rc;
    }
    *out = act;
    return 0;
}

void act_free(struct act *act)
{
    if (act == NULL)
        return;
    for (int i = 0; i < act->nredo; i++)
        entry_free(act->undo[i]);
    entry_free(act->before);
    entry_free(act->entry);
    free(act->reason);
    free(act);
}

struct session *act_session(const struct act *act)
{
    return act->session;
}
const struct register_def *act_register(const struct act *act)
{
    return act->reg;
}
const struct step *act_step(const struct act *act)
{
    return act->step;
}
const struct entry *act_entry(const struct act *act)
{
    return act->entry;
}
const struct entry *act_before(const struct act *act)
{
    return act->before;
}
const char *act_reason(const struct act *act)
{
    return act->reason != NULL ? act->reason : "";
}

/* ---- typing, with undo ---- */

/* Keeps a copy of the values for undo. */
static int remember(struct act *act, struct err *e)
{
    struct entry *copy;
    int rc = entry_copy(&copy, act->entry, e);
    if (rc != 0)
        return rc;
    for (int i = act->nundo; i < act->nredo; i++)
        entry_free(act->undo[i]);
    if (act->nundo == ACT_UNDO) {
        entry_free(act->undo[0]);
        memmove(act->undo, act->undo + 1, (ACT_UNDO - 1) * sizeof act->undo[0]);
        act->nundo--;
    }
    act->undo[act->nundo++] = copy;
    act->nredo = act->nundo;
    return 0;
}

int act_undo(struct act *act, struct err *e)
{
    struct entry *now = act->entry;
    if (act->nundo == 0)
        return err_set(e, ERR_NOT_FOUND, "これより前はありません。");
    act->nundo--;
    act->entry = act->undo[act->nundo];
    act->undo[act->nundo] = now;
    return 0;
}

int act_redo(struct act *act, struct err *e)
{
    struct entry *now = act->entry;
    if (act->nundo == act->nredo)
        return err_set(e, ERR_NOT_FOUND, "やり直すものはありません。");
    act->entry = act->undo[act->nundo];
    act->undo[act->nundo] = now;
    act->nundo++;
    return 0;
}

/* A number belongs to its block: another block asks for another number. */
static int forget_numbers(struct act *act, const char *block, struct err *e)
{
    int index = 0, rc = 0;
    for (const struct field *f = act->reg->fields; rc == 0 && f->key != NULL; f++, index++)
        if (f->block != NULL && strcmp(f->block, block) == 0) {
            rc = entry_set(act->entry, f->key, NULL, e);
            act->asked[index] = false;
        }
    return rc;
}

int act_set(struct act *act, const char *field, const char *canonical, struct err *e)
{
    int index = register_field(act->reg, field), rc;
    const char *now = entry_get(act->entry, field);
    if (index < 0)
        return err_set(e, ERR_NOT_FOUND, "「%s」に「%s」という欄はありません。", act->reg->label, field);
    if (now == canonical || (now != NULL && canonical != NULL && strcmp(now, canonical) == 0))
        return 0;
    if (canonical != NULL) {
        rc = field_check(&act->reg->fields[index], canonical, e);
        if (rc != 0)
            return rc;
    }
    rc = remember(act, e);
    if (rc == 0)
        rc = entry_set(act->entry, field, canonical, e);
    if (rc == 0)
        rc = forget_numbers(act, field, e);
    return rc != 0 ? rc : act_settle(act, e);
}

int act_type(struct act *act, const char *field, const char *typed, char *notice, struct err *e)
{
    int index = register_field(act->reg, field), rc;
    char *canonical = NULL;
    if (notice != NULL)
        notice[0] = '\0';
    if (index < 0)
        return err_set(e, ERR_NOT_FOUND, "「%s」に「%s」という欄はありません。", act->reg->label, field);
    rc = field_parse(&canonical, &act->reg->fields[index], typed, session_now(act->session), e);
    if (rc == 0 && notice != NULL && act->reg->fields[index].type == FIELD_DATE) {
        struct date day;
        date_parse(&day, typed, date_of(session_now(act->session)), notice, NULL);
    }
    if (rc == 0)
        rc = act_set(act, field, canonical, e);
    free(canonical);
    return rc;
}

int act_type_all(struct act *act, const char *const *pairs, struct err *e)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && pairs[i] != NULL; i += 2) {
        if (strcmp(pairs[i], "reason") == 0 && register_field(act->reg, "reason") < 0)
            rc = act_set_reason(act, pairs[i + 1], e);
        else
            rc = act_type(act, pairs[i], pairs[i + 1], NULL, e);
    }
    return rc;
}

int act_set_reason(struct act *act, const char *reason, struct err *e)
{
    static const struct field field = {.key = "reason", .label = "理由", .type = FIELD_TEXT, .limit = 150};
    char *canonical = NULL;
    int rc = field_parse(&canonical, &field, reason, session_now(act->session), e);
    if (rc != 0)
        return rc;
    free(act->reason);
    act->reason = canonical;
    return 0;
}

int act_as_last(struct act *act, struct err *e)
{
    struct entry *last;
    int rc = act_last(&last, act, e);
    if (rc != 0)
        return rc;
    rc = remember(act, e);
    /* Earlier fields decide which later ones are asked: settle after each. */
    for (const struct field *f = act->reg->fields; rc == 0 && f->key != NULL; f++)
        if (act_asks(act, f) && f->step == NULL && f->type != FIELD_TIME && f->type != FIELD_DATE &&
            f->type != FIELD_YES && entry_get(last, f->key) != NULL) {
            rc = entry_set(act->entry, f->key, entry_get(last, f->key), e);
            if (rc == 0)
                rc = act_settle(act, e);
        }
    entry_free(last);
    return rc;
}

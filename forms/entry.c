#include "forms/entry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/field.h"
#include "forms/text.h"

#include "forms/banned.h"

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Nothing and unset are the same: no canonical value is empty. */
static const char *canonical_or_unset(const char *value)
{
    return value && *value ? value : NULL;
}

/* A copy, or NULL for NULL; false when memory ran out. */
static bool duplicate(char **out, const char *value)
{
    *out = value ? text_dup(value, strlen(value)) : NULL;
    return *out || !value;
}

/* ---- change ---- */

void change_init(struct change *c)
{
    memset(c, 0, sizeof *c);
}

static void field_change_release(struct field_change *f)
{
    free(f->key);
    free(f->before);
    free(f->after);
}

void change_release(struct change *c)
{
    for (size_t i = 0; i < c->nfields; i++)
        field_change_release(&c->fields[i]);
    free(c->fields);
    free(c->reason);
    change_init(c);
}

static struct field_change *change_find(const struct change *c, const char *key)
{
    for (size_t i = 0; i < c->nfields; i++)
        if (strcmp(c->fields[i].key, key) == 0)
            return &c->fields[i];
    return NULL;
}

/* The field was changed before in the same change: the value before stays, and the field goes when it is back at it. */
static int change_again(struct change *c, struct field_change *f, const char *after, struct err *e)
{
    char *copy;
    if (!duplicate(&copy, after))
        return err_memory(e);
    free(f->after);
    f->after = copy;
    if (same(f->before, f->after)) {
        field_change_release(f);
        size_t rest = c->nfields - (size_t)(f - c->fields) - 1;
        memmove(f, f + 1, rest * sizeof *f);
        c->nfields--;
    }
    return 0;
}

int change_field(struct change *c, const char *key, const char *before, const char *after, struct err *e)
{
    before = canonical_or_unset(before);
    after = canonical_or_unset(after);
    struct field_change *known = change_find(c, key);
    if (known)
        return change_again(c, known, after, e);
    if (same(before, after))
        return 0;
    struct field_change *grown = realloc(c->fields, (c->nfields + 1) * sizeof *grown);
    if (!grown)
        return err_memory(e);
    c->fields = grown;
    struct field_change f = {NULL, NULL, NULL};
    if (!duplicate(&f.key, key) || !duplicate(&f.before, before) || !duplicate(&f.after, after)) {
        field_change_release(&f);
        return err_memory(e);
    }
    c->fields[c->nfields++] = f;
    return 0;
}

const char *change_after(const struct change *c, const char *key)
{
    const struct field_change *f = change_find(c, key);
    return f ? f->after : NULL;
}

/* ---- entry ---- */

int entry_new(struct entry **out, const struct register_def *reg, struct err *e)
{
    size_t n = register_nfields(reg);
    *out = NULL;
    struct entry *entry = calloc(1, sizeof *entry);
    if (!entry)
        return err_memory(e);
    entry->values = calloc(n > 0 ? n : 1, sizeof *entry->values);
    if (!entry->values) {
        free(entry);
        return err_memory(e);
    }
    entry->reg = reg;
    if (reg->states && reg->states[0].key)
        text_append(entry->state, sizeof entry->state, reg->states[0].key);
    *out = entry;
    return 0;
}

void entry_free(struct entry *entry)
{
    if (!entry)
        return;
    size_t n = register_nfields(entry->reg);
    for (size_t i = 0; i < n; i++)
        free(entry->values[i]);
    for (size_t i = 0; i < entry->nsteps; i++)
        free(entry->steps[i].note);
    free(entry->values);
    free(entry->steps);
    free(entry);
}

static bool copy_steps(struct entry *to, const struct entry *from)
{
    if (from->nsteps == 0)
        return true;
    to->steps = calloc(from->nsteps, sizeof *to->steps);
    if (!to->steps)
        return false;
    for (size_t i = 0; i < from->nsteps; i++) {
        to->steps[i] = from->steps[i];
        to->nsteps++;
        if (!duplicate(&to->steps[i].note, from->steps[i].note))
            return false;
    }
    return true;
}

int entry_copy(struct entry **out, const struct entry *from, struct err *e)
{
    struct entry *to;
    int rc = entry_new(&to, from->reg, e);
    *out = NULL;
    if (!to)
        return rc;
    memcpy(to->id, from->id, sizeof to->id);
    memcpy(to->state, from->state, sizeof to->state);
    to->rev = from->rev;
    to->last_seq = from->last_seq;
    to->corrected = from->corrected;
    to->applicant = from->applicant;
    bool whole = copy_steps(to, from);
    size_t n = register_nfields(from->reg);
    for (size_t i = 0; whole && i < n; i++)
        whole = duplicate(&to->values[i], from->values[i]);
    if (!whole) {
        entry_free(to);
        return err_memory(e);
    }
    *out = to;
    return 0;
}

const struct field *entry_field(const struct entry *entry, const char *key)
{
    return &entry->reg->fields[register_field(entry->reg, key)];
}

const char *entry_get(const struct entry *entry, const char *key)
{
    int index = register_field(entry->reg, key);
    return index < 0 ? NULL : entry->values[index];
}

bool entry_is(const struct entry *entry, const char *key, const char *value)
{
    const char *now = entry_get(entry, key);
    return now && value && strcmp(now, value) == 0;
}

int entry_set(struct entry *entry, const char *key, const char *canonical, struct err *e)
{
    int index = register_field(entry->reg, key);
    if (index < 0)
        return err_set(e, ERR_NOT_FOUND, "%sに「%s」という項目はありません。項目の名前を確かめてください。",
                       entry->reg->label, key);
    char *copy;
    if (!duplicate(&copy, canonical_or_unset(canonical)))
        return err_memory(e);
    free(entry->values[index]);
    entry->values[index] = copy;
    return 0;
}

const struct done *entry_done(const struct entry *entry, const char *step)
{
    for (size_t i = entry->nsteps; step && i-- > 0;)
        if (!entry->steps[i].lapsed && strcmp(entry->steps[i].step, step) == 0)
            return &entry->steps[i];
    return NULL;
}

const char *reference_id(char buf[ENTRY_ID_BYTES], const char *canonical)
{
    size_t n = canonical ? strcspn(canonical, " ") : 0;
    if (n >= ENTRY_ID_BYTES)
        n = 0;
    if (n > 0)
        memcpy(buf, canonical, n);
    buf[n] = '\0';
    return buf;
}

const char *reference_label(const char *canonical)
{
    const char *space = canonical ? strchr(canonical, ' ') : NULL;
    return space ? space + 1 : "";
}

bool entry_ready(const struct entry *entry, const char *state, const char **missing)
{
    const struct need *needs = entry->reg->needs;
    for (size_t i = 0; needs && needs[i].state; i++) {
        if (strcmp(needs[i].state, state) != 0 || !conds_hold(needs[i].when, entry) || entry_done(entry, needs[i].step))
            continue;
        if (missing)
            *missing = needs[i].step;
        return false;
    }
    if (missing)
        *missing = NULL;
    return true;
}

enum { TITLE_PART_BYTES = 512 };

void entry_title(char *buf, size_t size, const struct entry *entry)
{
    if (size == 0)
        return;
    buf[0] = '\0';
    for (const char *at = entry->reg->title_fields; at;) {
        size_t n = strcspn(at, "|");
        char key[KEY_BYTES], part[TITLE_PART_BYTES];
        snprintf(key, sizeof key, "%.*s", (int)n, at);
        at = at[n] ? at + n + 1 : NULL;
        int index = register_field(entry->reg, key);
        if (index < 0 || !entry->values[index])
            continue;
        field_format(part, sizeof part, &entry->reg->fields[index], entry->values[index], FORMAT_FORM);
        if (buf[0])
            text_append(buf, size, " ");
        text_append(buf, size, part);
    }
    if (!buf[0])
        text_append(buf, size, entry->id);
}

/* ---- applying ---- */

static const char to_do[] = "操作を止め、kanribo verify で記録を調べてください。";

static int check_fields(const struct entry *entry, const struct change *change, struct err *e)
{
    const struct register_def *reg = entry->reg;
    for (size_t i = 0; i < change->nfields; i++) {
        const struct field_change *f = &change->fields[i];
        int index = register_field(reg, f->key);
        if (index < 0)
            return err_set(e, ERR_INTEGRITY, "%s %sの記録に、簿冊にない項目「%s」があります。%s", reg->label,
                           change->entry, f->key, to_do);
        if (change_find(change, f->key) != f)
            return err_set(e, ERR_INTEGRITY, "%s %sの一つの記録に、項目「%s」の変更が二度あります。%s", reg->label,
                           change->entry, reg->fields[index].label, to_do);
        if (!same(entry->values[index], f->before))
            return err_set(e, ERR_INTEGRITY, "%s %sの項目「%s」が、記録にある変更前の内容と一致しません。%s",
                           reg->label, change->entry, reg->fields[index].label, to_do);
    }
    return 0;
}

static int check_change(const struct entry *entry, const struct change *change, struct err *e)
{
    const char *label = entry->reg->label;
    if (strcmp(change->reg, entry->reg->id) != 0 || (entry->rev > 0 && strcmp(change->entry, entry->id) != 0) ||
        !change->entry[0])
        return err_set(e, ERR_INTEGRITY, "%s %sに、別の記載(%s %s)の変更は行えません。%s", label, entry->id,
                       change->reg, change->entry, to_do);
    /* what makes an entry has no state before it; a caller may as well name the one that a new entry starts in */
    bool fresh = entry->rev == 0 && !change->state_before[0];
    if (!fresh && strcmp(change->state_before, entry->state) != 0)
        return err_set(e, ERR_INTEGRITY, "%s %sの状態が、記録にある変更前の状態と一致しません(今 %s、記録 %s)。%s",
                       label, change->entry, entry->state, change->state_before, to_do);
    if (!change->state_after[0])
        return err_set(e, ERR_INTEGRITY, "%s %sの記録に、変更後の状態がありません。%s", label, change->entry, to_do);
    return check_fields(entry, change, e);
}

/* The value that a field has once the change is applied. */
static const char *value_after(const struct entry *entry, const struct change *change, size_t index)
{
    const struct field_change *f = change_find(change, entry->reg->fields[index].key);
    return f ? f->after : entry->values[index];
}

static int write_note_field(FILE *note, bool first, const struct field *field, const char *value)
{
    size_t size = strlen(value) + TITLE_PART_BYTES; /* a text at its full length, or the label of a choice, a date … */
    char *shown = malloc(size);
    if (!shown)
        return ERR_MEMORY;
    field_format(shown, size, field, value, FORMAT_FORM);
    fprintf(note, "%s%s: %s", first ? "" : "　", field->label, shown);
    free(shown);
    return 0;
}

/* What a step has to say for itself: the reason, then its own fields. A field may keep its value from the time before
 * (異常なし again), so it is not the changed ones that count but those that are set; a retired one only where it is named. */
static int make_note(char **out, const struct entry *entry, const struct change *change, struct err *e)
{
    char *text = NULL;
    size_t size = 0;
    FILE *note = open_memstream(&text, &size);
    if (!note)
        return err_memory(e);
    bool first = true;
    int rc = 0;
    if (change->reason && *change->reason) {
        fputs(change->reason, note);
        first = false;
    }
    for (size_t i = 0; rc == 0 && entry->reg->fields[i].key; i++) {
        const struct field *field = &entry->reg->fields[i];
        const char *value = value_after(entry, change, i);
        if (!value || !word_in(field->step, change->step) ||
            ((field->flags & FIELD_RETIRED) && !change_find(change, field->key)))
            continue;
        rc = write_note_field(note, first, field, value);
        first = false;
    }
    bool failed = ferror(note) != 0;
    if (fclose(note) != 0 || failed || rc != 0 || first) {
        free(text);
        text = NULL;
    }
    *out = text;
    return first || text ? 0 : err_memory(e);
}

static void lapse_steps(struct entry *entry)
{
    for (size_t i = 0; i < entry->nsteps; i++) {
        const struct step *step = register_step(entry->reg, entry->steps[i].step);
        if (!step || !(step->flags & STEP_CREATES))
            entry->steps[i].lapsed = true;
    }
}

/* All that can fail has been done: `values` are copies in the order of change->fields, `steps` has room for one more. */
static void move_entry(struct entry *entry, const struct change *change, char **values, char *note, int64_t seq)
{
    for (size_t i = 0; i < change->nfields; i++) {
        int index = register_field(entry->reg, change->fields[i].key);
        free(entry->values[index]);
        entry->values[index] = values[i];
        values[i] = NULL;
    }
    const struct step *step = register_step(entry->reg, change->step);
    unsigned flags = step ? step->flags : 0;
    if (flags & STEP_CREATES)
        entry->applicant = change->actor;
    if (flags & STEP_CORRECTS)
        entry->corrected = true;
    if (flags & STEP_RENEWS)
        lapse_steps(entry);
    struct done *done = &entry->steps[entry->nsteps++];
    *done = (struct done){.actor = change->actor, .at = change->at, .seq = seq, .note = note};
    memcpy(done->step, change->step, sizeof done->step);
    memcpy(done->rule, change->rule, sizeof done->rule);
    memcpy(entry->id, change->entry, sizeof entry->id);
    memcpy(entry->state, change->state_after, sizeof entry->state);
    entry->rev++;
    if (seq > 0)
        entry->last_seq = seq;
}

int entry_apply(struct entry *entry, const struct change *change, int64_t seq, struct err *e)
{
    char *note = NULL;
    char **values = NULL;
    int rc = check_change(entry, change, e);
    if (rc != 0)
        return rc;
    rc = make_note(&note, entry, change, e);
    if (rc != 0)
        goto done;
    rc = ERR_MEMORY;
    values = calloc(change->nfields + 1, sizeof *values);
    if (!values)
        goto done;
    for (size_t i = 0; i < change->nfields; i++)
        if (!duplicate(&values[i], change->fields[i].after))
            goto done;
    struct done *steps = realloc(entry->steps, (entry->nsteps + 1) * sizeof *steps);
    if (!steps)
        goto done;
    entry->steps = steps;
    move_entry(entry, change, values, note, seq);
    note = NULL;
    rc = 0;
done:
    for (size_t i = 0; values && i < change->nfields; i++)
        free(values[i]);
    free(values);
    free(note);
    return rc == ERR_MEMORY ? err_memory(e) : rc;
}

bool entry_alarms(const struct entry *entry, const char *step)
{
    for (const struct field *f = entry->reg->fields; f->key != NULL; f++) {
        const char *value = entry_get(entry, f->key);
        if (value != NULL && word_in(entry->reg->alarm_fields, f->key) && word_in(entry->reg->alarm_values, value) &&
            (step == NULL || word_in(f->step, step)))
            return true;
    }
    return false;
}

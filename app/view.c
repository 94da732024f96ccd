/* view — one entry whole, as lines to read. See view.h. */
#include "app/view.h"

#include <stdlib.h>
#include <string.h>

#include "db/query.h"
#include "forms/date.h"
#include "forms/field.h"
#include "forms/text.h"

#include "forms/banned.h"

enum { VIEW_TEXT_BYTES = 2048 };

static int add(struct view *view, enum view_kind kind, const char *label, const char *text, struct err *e)
{
    struct view_line *lines = realloc(view->lines, (view->n + 1) * sizeof *lines), *line;
    if (lines == NULL)
        return err_memory(e);
    view->lines = lines;
    line = &lines[view->n++];
    *line = (struct view_line){.kind = kind, .text = text_dup(text, strlen(text))};
    if (label != NULL)
        line->label = text_dup(label, strlen(label));
    return line->text == NULL || (label != NULL && line->label == NULL) ? err_memory(e) : 0;
}

void view_release(struct view *view)
{
    for (size_t i = 0; i < view->n; i++) {
        free(view->lines[i].label);
        free(view->lines[i].text);
    }
    free(view->lines);
    entry_free(view->entry);
    *view = (struct view){0};
}

static bool corrects(const struct register_def *reg, const struct change *change)
{
    const struct step *step = register_step(reg, change->step);
    return step != NULL && (step->flags & STEP_CORRECTS) != 0;
}

static void value_text(char *buf, size_t size, const struct field *field, const char *value, enum format_style style)
{
    if (value == NULL)
        text_format(buf, size, "(空)");
    else
        field_format(buf, size, field, value, style);
}

/* A value, and above it what stood there before each correction. */
static int add_field(struct view *view, const struct history *history, const struct field *field, struct err *e)
{
    char text[VIEW_TEXT_BYTES + NAME_BYTES], value[VIEW_TEXT_BYTES];
    int rc = 0;
    bool struck = false;
    for (size_t i = 0; rc == 0 && i < history->n; i++) {
        const struct change *change = &history->events[i].change;
        for (size_t j = 0; rc == 0 && corrects(view->entry->reg, change) && j < change->nfields; j++) {
            if (strcmp(change->fields[j].key, field->key) != 0 || change->fields[j].before == NULL)
                continue;
            value_text(value, sizeof value, field, change->fields[j].before, FORMAT_FORM);
            text_format(text, sizeof text, "(訂正前) %s", value);
            rc = add(view, VIEW_EARLIER, field->label, text, e);
            struck = true;
        }
    }
    const char *now = entry_get(view->entry, field->key);
    if (rc != 0 || (now == NULL && !struck))
        return rc;
    value_text(text, sizeof text, field, now, FORMAT_FORM);
    return add(view, VIEW_FIELD, field->label, text, e);
}

static int add_event(struct view *view, const struct history_event *event, struct err *e)
{
    const struct change *c = &event->change;
    const struct step *step = register_step(view->entry->reg, c->step);
    char when[DATE_BYTES], text[VIEW_TEXT_BYTES];
    date_format_time(when, sizeof when, c->at, DATE_SHORT);
    text_format(text, sizeof text, "%s%s%s  %s%s%s", c->actor.posts, c->actor.posts[0] != '\0' ? " " : "",
                c->actor.name, step != NULL && step->done != NULL ? step->done : c->step,
                c->clause[0] != '\0' ? "  根拠 " : "", c->clause);
    int rc = add(view, VIEW_EVENT, when, text, e);
    if (rc == 0 && c->reason != NULL) {
        text_format(text, sizeof text, "理由: %s", c->reason);
        rc = add(view, VIEW_CHANGE, "", text, e);
    }
    /* What a later step changed; what the first one entered stands above. */
    for (size_t i = 0; rc == 0 && c->state_before[0] != '\0' && i < c->nfields; i++) {
        int index = register_field(view->entry->reg, c->fields[i].key);
        char before[NAME_BYTES * 2], after[NAME_BYTES * 2];
        if (index < 0)
            continue;
        const struct field *field = &view->entry->reg->fields[index];
        value_text(before, sizeof before, field, c->fields[i].before, FORMAT_LIST);
        value_text(after, sizeof after, field, c->fields[i].after, FORMAT_LIST);
        if (c->fields[i].before != NULL)
            text_format(text, sizeof text, "%s: %s → %s", field->label, before, after);
        else
            text_format(text, sizeof text, "%s: %s", field->label, after);
        rc = add(view, VIEW_CHANGE, "", text, e);
    }
    return rc;
}

int view_load(struct view *out, struct session *session, const struct register_def *reg, const char *id, struct err *e)
{
    struct history history = {0};
    *out = (struct view){0};
    int rc = session_may_view(session, reg, e);
    if (rc == 0)
        rc = entry_load(&out->entry, session_station(session), reg, id, e);
    if (rc == 0)
        rc = history_load(&history, session_station(session), reg->id, id, e);
    for (const struct field *f = reg->fields; rc == 0 && f->key != NULL; f++)
        rc = add_field(out, &history, f, e);
    if (rc == 0)
        rc = add(out, VIEW_HEAD, NULL, "経過", e);
    for (size_t i = 0; rc == 0 && i < history.n; i++)
        rc = add_event(out, &history.events[i], e);
    history_release(&history);
    if (rc != 0)
        view_release(out);
    return rc;
}

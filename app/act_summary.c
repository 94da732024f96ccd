/* act_summary — what a step will record, as one sentence. See act.h. */
#include <string.h>

#include "app/act.h"
#include "app/act_impl.h"
#include "forms/field.h"
#include "forms/text.h"

#include "forms/banned.h"

/* The register's own sentence, its {keys} filled in. */
static void fill(char *buf, size_t size, const struct act *act)
{
    const char *p = act->reg->summary;
    while (*p != '\0') {
        char key[KEY_BYTES], text[NAME_BYTES * 2];
        size_t n = strcspn(p, "{");
        text_format(text, sizeof text, "%.*s", (int)n, p);
        text_append(buf, size, text);
        p += n;
        if (*p != '{')
            continue;
        n = strcspn(p, "}");
        text_format(key, sizeof key, "%.*s", (int)n - 1, p + 1);
        p += p[n] == '}' ? n + 1 : n;
        int index = register_field(act->reg, key);
        if (index >= 0 && entry_get(act->entry, key) != NULL)
            field_format(text, sizeof text, &act->reg->fields[index], entry_get(act->entry, key), FORMAT_LIST);
        else
            text_format(text, sizeof text, "…");
        text_append(buf, size, text);
    }
}

/* It speaks of the first way to make an entry, and of what is typed anew into one. */
static bool speaks_of(const struct register_def *reg, const struct step *step)
{
    if (reg->summary == NULL || (step->flags & STEP_EDITS) == 0 || (step->flags & STEP_CORRECTS) != 0)
        return false;
    return (step->flags & STEP_CREATES) == 0 || step == register_step_with(reg, STEP_CREATES);
}

void act_summary(struct act *act, char *buf, size_t size)
{
    const struct step *step = act->step;
    const struct entry *entry = act->before != NULL ? act->before : act->entry;
    char title[NAME_BYTES * 2];
    buf[0] = '\0';
    if (speaks_of(act->reg, step)) {
        fill(buf, size, act);
        return;
    }
    entry_title(title, sizeof title, entry);
    if (strcmp(title, entry->id) != 0) { /* it has a name by now */
        text_append(buf, size, "「");
        text_append(buf, size, title);
        text_append(buf, size, "」について、");
    }
    bool book = act->reg->form != NULL; /* the others have names of things: 職員, 鍵 */
    text_append(buf, size, book ? "" : "「");
    text_append(buf, size, act->reg->label);
    text_append(buf, size, book ? "に「" : "」に「");
    text_append(buf, size, step->done != NULL ? step->done : step->label);
    text_append(buf, size, step->done != NULL ? "」と記録する。" : "」を記録する。");
}

/* The editor's model: text, caret, what was before. No curses here. */
#include "screens/edit.h"

#include <stdlib.h>
#include <string.h>

#include "forms/text.h"
#include "screens/edit_model.h"

#include "forms/banned.h"

int edit_new(struct edit **out, size_t limit, bool lines, struct err *e)
{
    struct edit *edit = calloc(1, sizeof *edit);
    *out = NULL;
    if (!edit || !(edit->text = calloc(1, 1))) {
        free(edit);
        return err_memory(e);
    }
    edit->limit = limit;
    edit->lines = lines;
    edit->rows = 1;
    edit->cells = 78;
    edit->column = -1;
    *out = edit;
    return 0;
}

static void history_clear(struct history *h)
{
    while (h->count > 0)
        free(h->step[--h->count].text);
}

void edit_free(struct edit *edit)
{
    if (!edit)
        return;
    history_clear(&edit->undo);
    history_clear(&edit->redo);
    free(edit->text);
    free(edit);
}

static bool history_push(struct history *h, const struct edit *edit)
{
    char *copy = text_dup(edit->text, edit->n);
    if (!copy)
        return false;
    if (h->count == EDIT_UNDO_STEPS) {
        free(h->step[0].text);
        memmove(h->step, h->step + 1, --h->count * sizeof h->step[0]);
    }
    h->step[h->count++] = (struct step){copy, edit->n, edit->caret};
    return true;
}

static bool history_go(struct edit *edit, struct history *from, struct history *to)
{
    if (from->count == 0 || !history_push(to, edit))
        return false;
    struct step step = from->step[--from->count];
    free(edit->text);
    edit->text = step.text;
    edit->n = step.n;
    edit->caret = step.caret;
    edit->run = RUN_NONE;
    edit->column = -1;
    edit->changed = true;
    edit->offered = false;
    return true;
}

bool edit_undo(struct edit *edit)
{
    return history_go(edit, &edit->undo, &edit->redo);
}

bool edit_redo(struct edit *edit)
{
    return history_go(edit, &edit->redo, &edit->undo);
}

/* The new text takes the place of the old. Presses of one kind in a row are one step to undo. */
static int replace(struct edit *edit, char *text, size_t n, size_t caret, enum run run, struct err *e)
{
    if ((run == RUN_NONE || run != edit->run) && !history_push(&edit->undo, edit)) {
        free(text);
        return err_memory(e);
    }
    history_clear(&edit->redo);
    free(edit->text);
    edit->text = text;
    edit->n = n;
    edit->caret = caret;
    edit->run = run;
    edit->column = -1;
    edit->changed = true;
    edit->offered = false;
    return EDIT_CHANGED;
}

/* What comes in as this field takes it: CR and tab have no place, newlines only where there are lines. malloc'd. */
static char *clean(const struct edit *edit, const char *s, size_t n, size_t *out_n)
{
    char *out = malloc(n + 1);
    size_t used = 0;
    for (size_t i = 0; out && i < n; i++) {
        char c = s[i];
        if (c == '\r' && i + 1 < n && s[i + 1] == '\n')
            continue;
        if (c == '\r')
            c = '\n';
        if (c == '\t' || (c == '\n' && !edit->lines))
            c = i + 1 == n && s[i] != '\t' ? '\0' : ' ';
        if (c != '\0' || s[i] == '\0')
            out[used++] = c;
    }
    if (out)
        out[used] = '\0';
    *out_n = used;
    return out;
}

/* a + b + c with b's NUL-free bytes; malloc'd. */
static char *join(const char *a, size_t a_n, const char *b, size_t b_n, const char *c, size_t c_n)
{
    char *out = malloc(a_n + b_n + c_n + 1);
    if (!out)
        return NULL;
    memcpy(out, a, a_n);
    memcpy(out + a_n, b, b_n);
    memcpy(out + a_n + b_n, c, c_n);
    out[a_n + b_n + c_n] = '\0';
    return out;
}

static int check_limit(const struct edit *edit, const char *text, size_t n, size_t more, struct err *e)
{
    if (text_length(text, n) <= edit->limit)
        return 0;
    size_t now = edit_length(edit), left = now < edit->limit ? edit->limit - now : 0;
    if (more <= 1)
        return err_set(e, ERR_INPUT, "この欄は%zu字までです。これ以上は入りません。", edit->limit);
    return err_set(e, ERR_INPUT,
                   "%zu字をこの欄に入れられません。%zu字までで、あと%zu字です。短くして入れ直してください。", more,
                   edit->limit, left);
}

/* Inserts text that clean() gave. The character before the caret takes part, so that か and a typed U+3099 become が. */
static int insert(struct edit *edit, const char *s, size_t n, enum run run, struct err *e)
{
    size_t from = edit->offered ? 0 : edit->caret, to = edit->offered ? edit->n : edit->caret;
    size_t before = text_prev(edit->text, edit->n, from);
    char *pair = join(edit->text + before, from - before, s, n, "", 0);
    char *composed = pair ? text_compose(pair, from - before + n) : NULL;
    size_t composed_n = composed ? strlen(composed) : 0;
    size_t tail = edit->n - to;
    char *text = composed ? join(edit->text, before, composed, composed_n, edit->text + to, tail) : NULL;
    size_t text_n = before + composed_n + tail, caret = before;
    free(pair);
    free(composed);
    if (!text)
        return err_memory(e);
    int r = text_check(text, text_n, edit->lines, e);
    if (r == 0)
        r = check_limit(edit, text, text_n, text_length(s, n), e);
    if (r != 0) {
        free(text);
        return r;
    }
    while (caret < before + composed_n) /* onto a boundary: what followed may have joined */
        caret = text_next(text, text_n, caret);
    return replace(edit, text, text_n, caret, run, e);
}

static int insert_run(struct edit *edit, const char *s, size_t n, enum run run, struct err *e)
{
    size_t clean_n;
    char *cleaned = clean(edit, s, n, &clean_n);
    if (!cleaned)
        return err_memory(e);
    int r = text_check(cleaned, clean_n, edit->lines, e);
    if (r == 0)
        r = clean_n > 0 ? insert(edit, cleaned, clean_n, run, e) : EDIT_MOVED;
    free(cleaned);
    return r;
}

int edit_insert(struct edit *edit, const char *s, size_t n, struct err *e)
{
    return insert_run(edit, s, n, RUN_NONE, e);
}

int edit_set(struct edit *edit, const char *text, struct err *e)
{
    struct edit *fresh = NULL;
    int r = edit_new(&fresh, edit->limit, edit->lines, e);
    if (!fresh)
        return r;
    r = edit_insert(fresh, text, strlen(text), e);
    if (r >= 0) {
        history_clear(&edit->undo);
        history_clear(&edit->redo);
        free(edit->text);
        edit->text = fresh->text;
        edit->n = edit->caret = fresh->n;
        fresh->text = NULL;
        edit->run = RUN_NONE;
        edit->column = -1;
        edit->first = 0;
        edit->first_row = 0;
        edit->changed = false;
        edit->offered = false;
        r = 0;
    }
    edit_free(fresh);
    return r;
}

void edit_offer(struct edit *edit)
{
    edit->offered = edit->n > 0;
}

const char *edit_text(const struct edit *edit)
{
    return edit->text;
}

size_t edit_bytes(const struct edit *edit)
{
    return edit->n;
}

size_t edit_length(const struct edit *edit)
{
    return text_length(edit->text, edit->n);
}

size_t edit_limit(const struct edit *edit)
{
    return edit->limit;
}

size_t edit_caret(const struct edit *edit)
{
    return edit->caret;
}

void edit_set_caret(struct edit *edit, size_t at)
{
    size_t boundary = 0;
    while (boundary < at && boundary < edit->n)
        boundary = text_next(edit->text, edit->n, boundary);
    edit->caret = boundary;
    edit->offered = false;
    edit->run = RUN_NONE;
    edit->column = -1;
}

bool edit_changed(const struct edit *edit)
{
    return edit->changed;
}

void edit_mark_saved(struct edit *edit)
{
    edit->changed = false;
}

static int cut(struct edit *edit, size_t from, size_t to, enum run run, struct err *e)
{
    if (edit->offered) {
        from = 0;
        to = edit->n;
    }
    if (from == to)
        return EDIT_IGNORED;
    char *text = join(edit->text, from, "", 0, edit->text + to, edit->n - to);
    if (!text)
        return err_memory(e);
    size_t n = edit->n - (to - from), caret = 0;
    while (caret < from)
        caret = text_next(text, n, caret);
    return replace(edit, text, n, caret, run, e);
}

static size_t paragraph_start(const struct edit *edit)
{
    size_t at = edit->caret;
    while (at > 0 && edit->text[at - 1] != '\n')
        at--;
    return at;
}

static int step_aside(struct edit *edit, size_t to)
{
    if (to == edit->caret && !edit->offered)
        return EDIT_IGNORED;
    edit->offered = false;
    edit->caret = to;
    edit->run = RUN_NONE;
    edit->column = -1;
    return EDIT_MOVED;
}

static int paste(struct edit *edit, const struct key *key, struct err *e)
{
    if (key->paste_cut)
        return err_set(e, ERR_INPUT, "貼り付けた文が長すぎます。この欄は%zu字までです。短くして貼り付けてください。",
                       edit->limit);
    return edit_insert(edit, key->paste, key->paste_n, e);
}

int edit_key(struct edit *edit, const struct key *key, struct err *e)
{
    switch (key->code) {
    case K_TEXT:
        return insert_run(edit, key->utf8, strlen(key->utf8), RUN_TYPING, e);
    case K_PASTE:
        return paste(edit, key, e);
    case K_ENTER:
        return edit->lines ? edit_insert(edit, "\n", 1, e) : EDIT_IGNORED;
    case K_BACKSPACE:
        return cut(edit, text_prev(edit->text, edit->n, edit->caret), edit->caret, RUN_BACKSPACE, e);
    case K_DELETE:
        return cut(edit, edit->caret, text_next(edit->text, edit->n, edit->caret), RUN_DELETE, e);
    case K_CTRL('u'):
        return cut(edit, paragraph_start(edit), edit->caret, RUN_NONE, e);
    case K_CTRL('z'):
        return edit_undo(edit) ? EDIT_CHANGED : EDIT_IGNORED;
    case K_CTRL('y'):
        return edit_redo(edit) ? EDIT_CHANGED : EDIT_IGNORED;
    case K_LEFT:
        return step_aside(edit, text_prev(edit->text, edit->n, edit->caret));
    case K_RIGHT:
        return step_aside(edit, text_next(edit->text, edit->n, edit->caret));
    case K_HOME:
    case K_END:
        return step_aside(edit, edit_row_edge(edit, key->code == K_END));
    case K_UP:
    case K_DOWN:
        return edit_row_step(edit, key->code == K_DOWN ? 1 : -1);
    default:
        return EDIT_IGNORED;
    }
}

/* The form for any step of any register: its keys. */
#include "screens/entry.h"

#include <stdlib.h>
#include <string.h>

#include "app/permit.h"
#include "forms/cond.h"
#include "forms/field.h"
#include "forms/text.h"
#include "screens/decide.h"
#include "screens/dialog.h"
#include "screens/entry_form.h"
#include "screens/shared.h"

#include "forms/banned.h"

enum {
    FORM_ENTER = COMMAND_OWN,
    FORM_NEXT,
    FORM_BACK,
    FORM_RECORD,
    FORM_LIST,
    FORM_SPOT,
    FORM_DISCARD,
    FORM_LAST,
    FORM_UNDO,
    FORM_REDO,
    FORM_SCROLL,
    FORM_LEAVE
};

static const struct command commands[] = {
    {.id = FORM_ENTER,
     .keys = {K_ENTER},
     .label = "次へ",
     .help = "次の欄に進みます。最後の行では記録します。",
     .hidden = true},
    {.id = FORM_NEXT, .keys = {K_TAB, K_DOWN}, .label = "次の欄", .help = "次の欄に移ります。", .hidden = true},
    {.id = FORM_BACK, .keys = {K_BACKTAB, K_UP}, .label = "前の欄", .help = "前の欄に移ります。", .hidden = true},
    {.id = FORM_RECORD, .keys = {K_F2, K_CTRL('s')}, .label = "記録", .help = "このまま自分の名で記録(申請)します。"},
    COMMAND(FORM_LIST, K_F3, "一覧", "この欄に入れられるものを一覧から選びます。選べないものは、その理由を示します。"),
    {.id = FORM_SPOT,
     .keys = {K_F4, K_CTRL('p')},
     .label = "その場で許可",
     .help =
         "記録したうえで、許可・確認をする人が、この端末で自分のIDと合言葉を入れます。申請者はログインしたままです。"},
    COMMAND(FORM_LAST, K_F9, "前回", "前に自分が記載したものと同じ内容を入れます。日時は入れません。"),
    COMMAND(FORM_UNDO, K_CTRL('z'), "戻す", "直前の入力を取り消します。"),
    {.id = FORM_REDO,
     .keys = {K_CTRL('y')},
     .label = "やり直す",
     .help = "取り消した入力をやり直します。",
     .hidden = true},
    {.id = FORM_SCROLL,
     .keys = {K_PAGE_DOWN, K_PAGE_UP},
     .label = "送る",
     .bar = "PgUp PgDn 内容の続き",
     .help = "記録されている内容の続きを見ます。"},
    COMMAND(FORM_LEAVE, K_ESC, "下書き", "入力中の内容を下書きに残して戻ります。"),
    COMMAND(FORM_DISCARD, K_F6, "破棄", "入力中の内容と下書きを捨てて戻ります。"),
    {.id = COMMAND_NONE},
};

/* A fault: shown at its field where that is asked, else as a message. */
static enum screen_next show_fault(struct form *form, struct screens *s, const struct err *e)
{
    struct err ignored;
    int row = e->field[0] != '\0' ? form_row_of(form, e->field) : form->nrows - 1;
    if (form->rows[row].kind == FORM_COMMIT)
        return screens_error(s, e);
    form->fault = *e;
    if (row != form->focus)
        (void)form_focus(form, row, &ignored);
    form_sentences(form);
    return SCREEN_REDRAW;
}

static void save_draft(struct form *form)
{
    if (form->recorded)
        return;
    if (form->edit != NULL && edit_changed(form->edit)) {
        form_take_softly(form);
        form->changed = true;
    }
    const struct form_row *row = &form->rows[form->focus];
    act_set_place(form->act, row->kind != FORM_COMMIT ? row->field->key : "");
    if (form->changed && act_draft_save(form->act, NULL) == 0) {
        form->changed = false;
        form->saved_at = session_now(act_session(form->act));
    }
}

static enum screen_next move(struct form *form, struct screens *s, int to)
{
    char notice[FIELD_NOTICE_BYTES];
    struct err e;
    bool typed = form->edit != NULL && edit_changed(form->edit);
    const struct form_row target = form->rows[to < 0 ? 0 : to >= form->nrows ? form->nrows - 1 : to];
    if (form_take(form, notice, &e) != 0)
        return show_fault(form, s, &e);
    form->changed = form->changed || typed;
    /* What was typed may have brought other fields up: go to the one that was meant. */
    int row = target.kind == FORM_COMMIT && to < form->nrows - 1
                  ? to
                  : form_row_of(form, target.field != NULL ? target.field->key : "");
    if (form_focus(form, row, &e) != 0)
        return screens_error(s, &e);
    if (notice[0] != '\0')
        screens_say(s, "%s", notice);
    return SCREEN_REDRAW;
}

/* The form is closed by hand: whatever drafts there are, none was interrupted. */
static void put_aside(struct form *form)
{
    struct session *session = act_session(form->act);
    struct act_draft other;
    if (act_draft_newest(&other, session, NULL) == 0)
        (void)act_draft_leave(session, true, NULL);
}

static enum screen_next finished(struct form *form, struct screens *s)
{
    form->recorded = true;
    (void)act_draft_drop(form->act, NULL);
    put_aside(form);
    screens_leave_with(s, 1);
    return SCREEN_LEAVE;
}

static enum screen_next commit_failed(struct form *form, struct screens *s, const struct err *e)
{
    if (e->code != ERR_CONFLICT)
        return show_fault(form, s, e);
    char text[FORM_CONFLICT_BYTES];
    form_conflict(text, sizeof text, form, e);
    dialog_message(s, "他の者が更新しました", text);
    form_rows(form);
    form_sentences(form);
    struct err ignored;
    (void)form_focus(form, form->focus, &ignored);
    return SCREEN_REDRAW;
}

/* Records as the person signed in; on_spot: then whoever decides may do so at once. */
static enum screen_next record(struct form *form, struct screens *s, bool on_spot)
{
    struct entry *after = NULL;
    const struct step *step = act_step(form->act);
    struct err e;
    bool typed = form->edit != NULL && edit_changed(form->edit);
    if (form_take(form, NULL, &e) != 0)
        return show_fault(form, s, &e);
    form->changed = form->changed || typed;
    if (act_commit(form->act, &after, &e) != 0)
        return commit_failed(form, s, &e);
    form->recorded = true;
    (void)act_draft_drop(form->act, NULL);
    if (on_spot)
        decide_chain(s, &after, &step);
    if (!screens_ending(s))
        entry_say_recorded(s, after, step);
    entry_free(after);
    return finished(form, s);
}

static bool decided_by_other(const struct form *form)
{
    return (act_step(form->act)->flags & STEP_DECIDES) != 0;
}

/* The step itself is another person's decision: he does it here. */
static enum screen_next decide_here(struct form *form, struct screens *s)
{
    struct entry *after = NULL;
    struct err e;
    if (form_take(form, NULL, &e) != 0)
        return show_fault(form, s, &e);
    int rc = decide_run(s, form->act, &after, &e);
    if (rc == ERR_CANCELLED)
        return SCREEN_REDRAW;
    if (rc != 0)
        return commit_failed(form, s, &e);
    entry_say_recorded(s, after, act_step(form->act));
    entry_free(after);
    return finished(form, s);
}

static enum screen_next pick(struct form *form, struct screens *s, const char *filter)
{
    struct err e;
    int rc = form_pick(form, s, filter, &e);
    if (rc == ERR_CANCELLED)
        return SCREEN_REDRAW;
    if (rc != 0)
        return screens_error(s, &e);
    int missing = form_missing(form, form->focus + 1); /* the quick way through a form that is mostly filled */
    rc = form_focus(form, missing < form->nrows - 1 ? missing : form->focus + 1, &e);
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next enter(struct form *form, struct screens *s)
{
    const struct form_row *row = &form->rows[form->focus];
    const struct field *field = form_field(row);
    struct err e;
    if (field == NULL)
        return record(form, s, false);
    if (!form_typed(row) && form_value(form, row) == NULL) {
        if (field->type != FIELD_YES)
            return pick(form, s, NULL);
        form_cycle(form, 1, &e);
        return e.code == ERR_NONE ? SCREEN_REDRAW : screens_error(s, &e);
    }
    return move(form, s, form->focus + 1);
}

static enum screen_next undo(struct form *form, struct screens *s, bool redo)
{
    struct err e;
    if (form->edit != NULL && (redo ? edit_redo(form->edit) : edit_undo(form->edit)))
        return SCREEN_REDRAW;
    if ((redo ? act_redo(form->act, &e) : act_undo(form->act, &e)) != 0)
        return screens_error(s, &e);
    form->changed = true;
    form_rows(form);
    form_sentences(form);
    return form_focus(form, form->focus, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next as_last(struct form *form, struct screens *s)
{
    struct err e;
    if (form_take(form, NULL, &e) != 0)
        return show_fault(form, s, &e);
    if (act_as_last(form->act, &e) != 0)
        return screens_error(s, &e);
    form->changed = true;
    form_rows(form);
    form_sentences(form);
    return form_focus(form, form_missing(form, 0), &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next discard(struct form *form, struct screens *s)
{
    if (!dialog_confirm(s, "破棄", "入力中の内容と、この手続の下書きを捨てます。", "捨てる"))
        return SCREEN_REDRAW;
    form->recorded = true;
    (void)act_draft_drop(form->act, NULL);
    put_aside(form);
    return SCREEN_LEAVE;
}

static enum screen_next leave(struct form *form, struct screens *s)
{
    save_draft(form);
    put_aside(form); /* the next sign-in goes home */
    if (form->saved_at != 0)
        screens_say(s, "入力中の内容を下書きに残しました。");
    return SCREEN_LEAVE;
}

/* Keys that are no commands: typing, and on a picked row choosing. */
static enum screen_next type_key(struct form *form, struct screens *s, const struct key *key)
{
    const struct form_row *row = &form->rows[form->focus];
    struct err e;
    size_t n;
    const char *text = key_text(key, &n);
    if (form->edit != NULL) {
        int r = edit_key(form->edit, key, &e);
        return r < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
    }
    if (row->kind == FORM_COMMIT)
        return SCREEN_STAY;
    bool space = key->code == K_TEXT && key->letter == ' ';
    if (key->code == K_LEFT || key->code == K_RIGHT || (space && row->field->type == FIELD_YES)) {
        if (form_cycle(form, key->code == K_LEFT ? -1 : 1, &e) && e.code != ERR_NONE)
            return screens_error(s, &e);
        return SCREEN_REDRAW;
    }
    if (key->code == K_DELETE || key->code == K_BACKSPACE) {
        if (act_set(form->act, row->field->key, NULL, &e) != 0)
            return screens_error(s, &e);
        form->changed = true;
        form_rows(form);
        form_sentences(form);
        return SCREEN_REDRAW;
    }
    if (text == NULL || row->field->type == FIELD_YES)
        return SCREEN_STAY;
    char filter[64];
    text_format(filter, sizeof filter, "%.*s", space ? 0 : (int)n, text);
    return pick(form, s, filter);
}

static enum screen_next form_handle(void *self, struct screens *s, const struct key *key, int command)
{
    struct form *form = self;
    const struct field *field = form_field(&form->rows[form->focus]);
    if (command == FORM_ENTER && form->edit != NULL && field_types[field->type].lines)
        return type_key(form, s, key);
    if ((command == FORM_NEXT || command == FORM_BACK) && form->edit != NULL && key->code != K_TAB &&
        key->code != K_BACKTAB && field_types[field->type].lines && edit_key(form->edit, key, NULL) != EDIT_IGNORED)
        return SCREEN_REDRAW;
    switch (command) {
    case FORM_ENTER:
        return enter(form, s);
    case FORM_NEXT:
        return move(form, s, form->focus + 1);
    case FORM_BACK:
        return move(form, s, form->focus - 1);
    case FORM_RECORD:
        return record(form, s, false);
    case FORM_LIST:
        return field != NULL && !form_typed(&form->rows[form->focus]) ? pick(form, s, NULL) : SCREEN_REDRAW;
    case FORM_SPOT:
        return decided_by_other(form) ? decide_here(form, s) : record(form, s, true);
    case FORM_DISCARD:
        return discard(form, s);
    case FORM_LAST:
        return as_last(form, s);
    case FORM_UNDO:
    case FORM_REDO:
        return undo(form, s, command == FORM_REDO);
    case FORM_SCROLL:
        form_scroll(form, key->code == K_PAGE_UP ? -1 : 1);
        return SCREEN_REDRAW;
    case FORM_LEAVE:
        return leave(form, s);
    default:
        return type_key(form, s, key);
    }
}

static bool form_typing(const void *self)
{
    (void)self;
    return true; /* on a picked row letters narrow its list */
}

/* Is there a decision by another person that could follow? */
static bool decision_follows(const struct form *form)
{
    const struct step *step = act_step(form->act);
    const struct entry *before = act_before(form->act);
    const char *state = step->to != NULL ? step->to : before != NULL ? before->state : "";
    if ((step->flags & STEP_CORRECTS) != 0)
        return false;
    for (const struct step *next = act_register(form->act)->steps; next->key != NULL; next++)
        if ((next->flags & (STEP_DECIDES | STEP_REASON)) == STEP_DECIDES && next->from != NULL &&
            word_in(next->from, state))
            return true;
    return false;
}

static bool form_offers(const void *self, int command)
{
    const struct form *form = self;
    const struct form_row *row = &form->rows[form->focus];
    if (command == FORM_LIST)
        return row->kind == FORM_FIELD && !form_typed(row) && row->field->type != FIELD_YES;
    if (command == FORM_LAST)
        return act_before(form->act) == NULL;
    if (command == FORM_SCROLL)
        return form->facts_most > 0;
    if (command == FORM_SPOT)
        return decided_by_other(form) || decision_follows(form);
    return true;
}

static enum screen_next form_tick(void *self, struct screens *s)
{
    struct form *form = self;
    int64_t before = form->saved_at;
    (void)s;
    save_draft(form);
    return form->saved_at != before ? SCREEN_REDRAW : SCREEN_STAY;
}

static void form_save(void *self)
{
    save_draft(self);
}

static void form_close(void *self)
{
    struct form *form = self;
    edit_free(form->edit);
    act_free(form->act);
    free(form);
}

static const struct screen_ops form_ops = {
    .name = "記載",
    .commands = commands,
    .draw = form_draw,
    .handle = form_handle,
    .typing = form_typing,
    .offers = form_offers,
    .help = form_help,
    .tick = form_tick,
    .save = form_save,
    .close = form_close,
};

/* What is known of a new entry before anything is typed. */
static int give(struct act *act, const struct entry_given *given, struct err *e)
{
    int rc = 0;
    for (; rc == 0 && given != NULL && given->field != NULL; given++)
        rc = act_set(act, given->field, given->value, e);
    return rc;
}

/* A draft of it: continued, thrown away for a new one, or nothing at all is opened. */
static int take_draft(struct form *form, struct screens *s, bool ask, const struct entry_given *given, struct err *e)
{
    struct session *session = act_session(form->act);
    const struct register_def *reg = act_register(form->act);
    const struct entry *before = act_before(form->act);
    char id[ENTRY_ID_BYTES], step[KEY_BYTES];
    if (act_draft_load(form->act, NULL) != 0)
        return 0;
    enum dialog_answer answer = !ask ? DIALOG_YES
                                     : dialog_choose(s, "下書き",
                                                     "この手続には下書きがあります。続きから入れますか。\n"
                                                     "初めから入れるときは、下書きを捨てます。",
                                                     "続きから", "下書きを捨てて初めから");
    if (answer == DIALOG_NEITHER) {
        err_set(e, ERR_CANCELLED, "下書きはそのまま残っています。");
        screens_say(s, "%s", e->text);
        return ERR_CANCELLED;
    }
    if (answer == DIALOG_YES) {
        form->saved_at = session_now(session);
        return 0;
    }
    text_format(id, sizeof id, "%s", before != NULL ? before->id : "");
    text_format(step, sizeof step, "%s", act_step(form->act)->key);
    int rc = act_draft_drop(form->act, e);
    act_free(form->act);
    form->act = NULL;
    if (rc == 0)
        rc = act_new(&form->act, session, reg, id[0] != '\0' ? id : NULL, step, e);
    return rc != 0 ? rc : give(form->act, given, e);
}

static int open_form(struct screens *s, const struct register_def *reg, const char *id, const char *step, bool ask,
                     const struct entry_given *given, struct err *e)
{
    struct form *form = calloc(1, sizeof *form);
    if (form == NULL)
        return err_memory(e);
    int rc = act_new(&form->act, shared_session(s), reg, id, step, e);
    if (rc == 0)
        rc = give(form->act, given, e);
    if (rc == 0 && !ask)
        (void)act_draft_load(form->act, NULL); /* who may may depend on what was typed */
    if (rc == 0 && !decided_by_other(form)) /* told now, not after all is typed; another's decision may be taken here */
        rc = permit_self(form->act, e);
    if (rc == 0)
        rc = take_draft(form, s, ask, given, e);
    if (rc == 0) {
        form_rows(form);
        form_sentences(form);
        bool changes = id != NULL && (act_step(form->act)->flags & STEP_EDITS) != 0;
        const char *place = form->saved_at != 0 ? act_place(form->act) : "";
        int first = changes ? 0 : form_missing(form, 0);
        rc = form_focus(form, place[0] != '\0' ? form_row_of(form, place) : first, e);
    }
    if (rc != 0) {
        form_close(form);
        return rc;
    }
    (void)act_draft_leave(shared_session(s), false, NULL);
    return screens_push(s, &form_ops, form, e);
}

int entry_open(struct screens *s, const struct register_def *reg, const char *id, const char *step, struct err *e)
{
    return open_form(s, reg, id, step, true, NULL, e);
}

int entry_open_given(struct screens *s, const struct register_def *reg, const char *step,
                     const struct entry_given *given, struct err *e)
{
    return open_form(s, reg, NULL, step, true, given, e);
}

int entry_reopen(struct screens *s, struct err *e)
{
    struct act_draft draft;
    int rc = act_draft_newest(&draft, shared_session(s), e);
    return rc != 0 ? rc : open_form(s, draft.reg, draft.id[0] != '\0' ? draft.id : NULL, draft.step, false, NULL, e);
}

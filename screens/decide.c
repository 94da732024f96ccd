/* A decision on the spot. */
#include "screens/decide.h"

#include <stdlib.h>
#include <string.h>

#include "app/permit.h"
#include "app/signin.h"
#include "forms/field.h"
#include "forms/text.h"
#include "screens/dialog.h"
#include "screens/edit.h"
#include "screens/facts.h"
#include "screens/hidden.h"
#include "screens/shared.h"

#include "forms/banned.h"

enum { DECIDE_ENTER = COMMAND_OWN, DECIDE_BACK, DECIDE_TAKE_OVER, DECIDE_WHOLE, DECIDE_CANCEL };
enum {
    POPUP_CELLS = 70,
    VALUE_COL = 8,
    UID_CELLS = 18,
    ANSWER_ROWS = 5,
    DECIDED = 1,
    REASON_CHARACTERS = 150,
    OFFERS = 16,
    WHOLE_BYTES = 16384
};

struct decide {
    struct act *act;
    struct entry **after;
    struct edit *uid;
    struct secret buf;
    struct hidden hidden;
    bool at_secret;
    bool refused; /* the id was refused: what is typed on blindly may be a passphrase and must not be shown */
    struct permit_person person;
    struct err answer; /* why not; code ERR_NONE = nothing to say */
    char what[NAME_BYTES * 16];
};

static const struct command commands[] = {
    {.id = DECIDE_ENTER, .keys = {K_ENTER, K_TAB}, .label = "進む", .help = "IDを確かめ、次に合言葉で記録します。"},
    {.id = DECIDE_BACK, .keys = {K_UP, K_BACKTAB}, .label = "IDに戻る", .help = "IDを入れ直します。", .hidden = true},
    COMMAND(DECIDE_TAKE_OVER, K_F6, "今夜の当直責任者を引き受ける",
            "当直責任者の職にある者が、自分の合言葉と理由で今の当直を引き受け、続けて許可・確認をします。運用責任者が後"
            "で確認します。"),
    COMMAND(DECIDE_WHOLE, K_F3, "内容の全部", "許可・確認をするものの内容を、全ての欄で示します。"),
    COMMAND(DECIDE_CANCEL, K_ESC, "やめる(申請は残ります)", "誰も許可・確認をせずに戻ります。申請は残ります。"),
    {.id = COMMAND_NONE},
};

static void add_field(struct decide *decide, const struct field *field, const char *before)
{
    char text[NAME_BYTES * 2];
    const char *value = entry_get(act_entry(decide->act), field->key);
    if (value == NULL)
        return;
    field_format(text, sizeof text, field, value, FORMAT_LIST);
    text_append(decide->what, sizeof decide->what, before);
    text_append(decide->what, sizeof decide->what, field->label);
    text_append(decide->what, sizeof decide->what, " ");
    text_append(decide->what, sizeof decide->what, text);
}

/* What is decided: the sentence of it, what the step's own fields say, and what a permit rests on. */
static void describe(struct decide *decide)
{
    const struct entry *entry = act_entry(decide->act);
    const struct step *step = act_step(decide->act);
    const struct rule *rule = permit_rule(decide->act);
    const char *clause = rule != NULL ? rule->clause : NULL;
    char title[NAME_BYTES * 2], text[NAME_BYTES * 4];
    size_t n;
    const struct field *const *fields = act_fields(decide->act, &n);
    struct facts facts;
    int weighing = 0;
    entry_title(title, sizeof title, entry);
    text_format(decide->what, sizeof decide->what, "「%s」 %s%s%s", title, step->label,
                clause != NULL ? "   根拠 " : "", clause != NULL ? clause : "");
    act_summary(decide->act, text, sizeof text);
    text_append(decide->what, sizeof decide->what, text[0] != '\0' ? "\n" : "");
    text_append(decide->what, sizeof decide->what, text);
    for (size_t i = 0; i < n; i++)
        add_field(decide, fields[i], i == 0 ? "\n" : "  ");
    facts_of(&facts, entry);
    for (int i = 0; i < facts.n; i++)
        if (fact_weighs(facts.fields[i]))
            add_field(decide, facts.fields[i], weighing++ == 0 ? "\n" : "  ");
}

static void show_whole(const struct decide *decide, struct screens *s)
{
    char text[WHOLE_BYTES];
    struct facts facts;
    facts_of(&facts, act_entry(decide->act));
    facts_text(text, sizeof text, &facts);
    dialog_message(s, act_step(decide->act)->label, text);
}

static int draw_answer(const struct decide *decide, struct draw *d, struct area in, int row)
{
    char text[ERR_TEXT_BYTES + ERR_CLAUSE_BYTES + 8];
    const struct err *a = &decide->answer;
    if (a->code == ERR_NONE)
        return 0;
    bool clause = a->clause[0] != '\0' && strstr(a->text, a->clause) == NULL;
    text_format(text, sizeof text, "%s%s%s%s", a->text, clause ? " (" : "", clause ? a->clause : "", clause ? ")" : "");
    return draw_paragraph(d, (struct area){row, in.col, ANSWER_ROWS, in.cols}, ROLE_ERROR, text);
}

static void decide_draw(void *self, struct screens *s, struct draw *d)
{
    struct decide *decide = self;
    char keys[200], text[NAME_BYTES * 2];
    int cells = draw_cols(d) - 10 > POPUP_CELLS ? POPUP_CELLS : draw_cols(d) - 10;
    int what = draw_paragraph_rows(cells, decide->what), most = draw_rows(d) - ANSWER_ROWS - 9;
    what = what < most ? what : most; /* the rest by the key for all of it */
    struct area in = draw_popup(d, what + 4 + ANSWER_ROWS + 1, cells, act_step(decide->act)->label);
    draw_paragraph(d, (struct area){in.row, in.col, what, in.cols}, ROLE_PLAIN, decide->what);
    int row = in.row + what + 1;
    struct area uid = {row, in.col + VALUE_COL, 1, UID_CELLS};
    draw_text(d, row, in.col, VALUE_COL, ROLE_LABEL, "ID");
    draw_fill(d, uid, decide->at_secret ? ROLE_FIELD : ROLE_FIELD_FOCUS);
    edit_draw(decide->uid, d, uid, !decide->at_secret);
    draw_text(d, row, in.col + VALUE_COL + UID_CELLS + 2, in.cols - VALUE_COL - UID_CELLS - 2, ROLE_VALUE,
              decide->person.name);
    row++;
    draw_text(d, row, in.col, VALUE_COL, ROLE_LABEL, "合言葉");
    draw_text(d, row, in.col + VALUE_COL + 2, in.cols - VALUE_COL - 2, ROLE_HINT,
              decide->at_secret ? "(打った字も長さも表示しません)" : "");
    if (decide->at_secret)
        draw_caret(d, row, in.col + VALUE_COL);
    draw_answer(decide, d, in, row + 1);
    text_format(text, sizeof text, "%s のログインのままで続きます。", session_name(act_session(decide->act)));
    draw_text(d, in.row + in.rows - 2, in.col, in.cols, ROLE_HINT, text);
    draw_text_right(d, in.row + in.rows - 1, in.col, in.cols, ROLE_HINT, screens_keys(s, keys, sizeof keys));
}

static enum screen_next id_given(struct decide *decide)
{
    char uid[UID_BYTES];
    err_clear(&decide->answer);
    if (edit_bytes(decide->uid) == 0) {
        err_set(&decide->answer, ERR_INPUT, "許可・確認をする人の利用者IDを入れてください。");
        return SCREEN_REDRAW;
    }
    int rc = signin_uid(uid, edit_text(decide->uid), &decide->answer);
    if (rc == 0)
        rc = edit_set(decide->uid, uid, &decide->answer);
    if (rc == 0)
        rc = permit_may(&decide->person, decide->act, uid, &decide->answer);
    decide->at_secret = rc == 0;
    decide->refused = rc != 0;
    hidden_wipe(&decide->hidden);
    return SCREEN_REDRAW;
}

static enum screen_next decided(struct decide *decide, struct screens *s, int rc)
{
    if (rc == 0) {
        screens_leave_with(s, DECIDED);
        return SCREEN_LEAVE;
    }
    if (rc == ERR_REFUSED) /* what may have changed since the id was given */
        decide->at_secret = false;
    return SCREEN_REDRAW;
}

static enum screen_next commit(struct decide *decide, struct screens *s)
{
    struct secret passphrase = {0};
    err_clear(&decide->answer);
    int rc = signin_read(&passphrase, decide->hidden.buf, decide->hidden.n, &decide->answer);
    hidden_wipe(&decide->hidden);
    if (rc == 0) {
        screens_busy(s, "合言葉を確かめています…");
        rc = permit_commit(decide->act, edit_text(decide->uid), &passphrase, decide->after, &decide->answer);
    }
    secret_release(&passphrase);
    return decided(decide, s, rc);
}

static enum screen_next take_over(struct decide *decide, struct screens *s)
{
    struct secret passphrase = {0};
    char *reason = NULL, text[NAME_BYTES * 4];
    struct err e;
    text_format(text, sizeof text, "%s が今の当直責任者を引き受けます。理由を入れてください(例: 当直の交替)。",
                decide->person.name);
    int rc = dialog_text(&reason, s, "当直責任者の引受", text, NULL, REASON_CHARACTERS, false, &e);
    if (rc == 0 && reason[0] == '\0')
        rc = err_set(&e, ERR_INPUT, "引き受ける理由を入れてください。");
    text_format(text, sizeof text, "%s の合言葉を入れてください。引受と「%s」を続けて記録します。", decide->person.name,
                act_step(decide->act)->label);
    if (rc == 0)
        rc = shared_ask_secret(&passphrase, s, "当直責任者の引受", text, &e);
    if (rc == 0) {
        screens_busy(s, "合言葉を確かめています…");
        rc = permit_take_over(decide->act, edit_text(decide->uid), &passphrase, reason, decide->after, &e);
    }
    secret_release(&passphrase);
    free(reason);
    if (rc != 0 && rc != ERR_CANCELLED)
        decide->answer = e;
    return rc == ERR_CANCELLED ? SCREEN_REDRAW : decided(decide, s, rc);
}

static enum screen_next decide_handle(void *self, struct screens *s, const struct key *key, int command)
{
    struct decide *decide = self;
    int rc = 0;
    struct err e;
    if (decide->refused && !decide->at_secret) {
        if (key->code == K_TEXT || key->code == K_PASTE)
            return SCREEN_STAY;
        decide->refused = false;
        if (command == DECIDE_ENTER) { /* the end of what was typed blindly, or "again" */
            decide->person = (struct permit_person){0};
            (void)edit_set(decide->uid, "", NULL);
            return SCREEN_REDRAW;
        }
    }
    switch (command) {
    case DECIDE_ENTER:
        return decide->at_secret ? commit(decide, s) : id_given(decide);
    case DECIDE_BACK:
        hidden_wipe(&decide->hidden);
        decide->at_secret = false;
        return SCREEN_REDRAW;
    case DECIDE_TAKE_OVER:
        return take_over(decide, s);
    case DECIDE_WHOLE:
        show_whole(decide, s);
        return SCREEN_REDRAW;
    case DECIDE_CANCEL:
        return SCREEN_LEAVE;
    default:
        break;
    }
    if (decide->at_secret) {
        hidden_key(&decide->hidden, key, &rc, &e);
    } else {
        rc = edit_key(decide->uid, key, &e);
        if (rc == EDIT_CHANGED) {
            decide->person = (struct permit_person){0};
            err_clear(&decide->answer);
        }
    }
    if (rc < 0)
        decide->answer = e;
    return SCREEN_REDRAW;
}

static bool decide_typing(const void *self)
{
    (void)self;
    return true;
}

static bool decide_offers(const void *self, int command)
{
    const struct decide *decide = self;
    return command != DECIDE_TAKE_OVER || decide->person.take_over;
}

static const struct screen_ops decide_ops = {
    .name = "その場での許可・確認",
    .commands = commands,
    .popup = true,
    .draw = decide_draw,
    .handle = decide_handle,
    .typing = decide_typing,
    .offers = decide_offers,
};

int decide_run(struct screens *s, struct act *act, struct entry **after, struct err *e)
{
    struct decide decide = {.act = act, .after = after};
    *after = NULL;
    describe(&decide);
    int rc = edit_new(&decide.uid, UID_BYTES - 1, false, e);
    if (rc == 0)
        rc = secret_init(&decide.buf, HIDDEN_BYTES + 1, e);
    if (rc == 0) {
        hidden_init(&decide.hidden, (char *)decide.buf.bytes, decide.buf.size);
        int result = screens_modal(s, &decide_ops, &decide, e);
        if (result != DECIDED || *after == NULL)
            rc = err_set(e, ERR_CANCELLED, "許可・確認はまだです。");
    }
    edit_free(decide.uid);
    secret_release(&decide.buf);
    return rc;
}

/* Does it follow the step just taken, or what that one followed? (機密性3 and ordinary permit of an extension) */
static bool follows(const struct rule *rule, const struct register_def *reg, const struct step *taken)
{
    if (rule == NULL || rule->after == NULL)
        return false;
    for (const struct rule *r = reg->rules; r->step != NULL; r++)
        if (strcmp(r->step, taken->key) == 0 && r->after != NULL && strcmp(r->after, rule->after) == 0)
            return true;
    return word_in(rule->after, taken->key);
}

/* The decision that stands next: one that the state needs, or one that follows the step just taken (期間延長の許可). */
static const struct step *next_decision(struct session *session, const struct entry *entry, const struct step *taken)
{
    struct offer offers[OFFERS];
    const struct step *next = offer_next(session, entry);
    if (next != NULL && (next->flags & STEP_DECIDES) != 0)
        return next;
    int n = offers_load(offers, OFFERS, session, entry, NULL);
    for (int i = 0; i < n; i++) {
        const struct offer *o = &offers[i];
        bool plain = (o->step->flags & (STEP_DECIDES | STEP_REASON)) == STEP_DECIDES;
        if (plain && o->step != taken && follows(o->rule, entry->reg, taken))
            return o->step;
    }
    return NULL;
}

void decide_chain(struct screens *s, struct entry **entry, const struct step **step)
{
    struct session *session = shared_session(s);
    while (!screens_ending(s)) {
        const struct step *next = next_decision(session, *entry, *step);
        struct act *act = NULL;
        struct entry *after = NULL;
        struct err e;
        if (next == NULL)
            return;
        int rc = act_new(&act, session, (*entry)->reg, (*entry)->id, next->key, &e);
        bool form =
            rc == 0 && act_wants_form(act); /* more is to be typed than a passphrase: from the entry's own screen */
        if (rc == 0 && !form)
            rc = decide_run(s, act, &after, &e);
        act_free(act);
        if (rc != 0 || form)
            return;
        entry_free(*entry);
        *entry = after;
        *step = next;
    }
}

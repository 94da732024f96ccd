/* An entry whole. */
#include "screens/detail.h"

#include <stdlib.h>
#include <string.h>

#include "app/act.h"
#include "app/list.h"
#include "app/view.h"
#include "forms/text.h"
#include "screens/decide.h"
#include "screens/entry.h"
#include "screens/life.h"
#include "screens/own.h"
#include "screens/preview.h"
#include "screens/shared.h"

#include "forms/banned.h"

enum { DETAIL_DO = COMMAND_OWN, DETAIL_SPOT, DETAIL_SCROLL, DETAIL_MOVE, DETAIL_LIFE, DETAIL_PRINT, DETAIL_LEAVE };
enum { OFFERS = 12, OFFER_ROWS = 6, LABEL_LEAST = 18, LABEL_MOST = 32 };

struct detail {
    const struct register_def *reg;
    char id[ENTRY_ID_BYTES];
    struct view view;
    struct offer offers[OFFERS];
    int noffers, selected;
    int top, page, most; /* of the text */
    int label;           /* cells of the column of labels */
};

static const struct command commands[] = {
    COMMAND(DETAIL_DO, K_ENTER, "行う", "選んだ手続を自分の名で行います。"),
    COMMAND(DETAIL_SPOT, K_F4, "その場で許可", "次の許可・確認をする人が、この端末で自分のIDと合言葉を入れます。"),
    COMMAND(DETAIL_LIFE, K_F9, "来歴", "この記載の物(人)について、全ての簿冊での経過を時の順に示します。"),
    {.id = DETAIL_PRINT,
     .keys = {K_F8},
     .label = "印刷",
     .help = "この記載の様式を画面で確かめ、ファイルに書き出します。",
     .hidden = true},
    COMMAND(DETAIL_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    {.id = DETAIL_MOVE, .keys = {K_UP, K_DOWN}, .label = "選ぶ", .bar = "↑ ↓ 選ぶ", .help = "できることを選びます。"},
    {.id = DETAIL_SCROLL,
     .keys = {K_PAGE_DOWN, K_PAGE_UP},
     .label = "送る",
     .bar = "PgUp PgDn 送る",
     .help = "内容と経過の続きを見ます。訂正前の値は「訂」の行に残ります。"},
    {.id = COMMAND_NONE},
};

static void measure_labels(struct detail *self)
{
    int cells = LABEL_LEAST;
    for (size_t i = 0; i < self->view.n; i++) {
        const char *label = self->view.lines[i].label;
        int n = label != NULL ? text_width(label, strlen(label)) : 0;
        cells = n > cells ? n : cells;
    }
    self->label = (cells < LABEL_MOST ? cells : LABEL_MOST) + 2;
}

static int load(struct detail *self, struct screens *s, struct err *e)
{
    struct view view;
    int rc = view_load(&view, shared_session(s), self->reg, self->id, e);
    if (rc != 0)
        return rc;
    bool same = self->view.entry != NULL && self->view.n == view.n;
    view_release(&self->view);
    self->view = view;
    measure_labels(self);
    const struct step *was = self->selected < self->noffers ? self->offers[self->selected].step : NULL;
    int n = offers_load(self->offers, OFFERS, shared_session(s), self->view.entry, e);
    self->noffers = n > 0 ? n : 0;
    self->selected = 0;
    for (int i = self->noffers - 1; i >= 0; i--)
        if (self->offers[i].allowed)
            self->selected = i;
    for (int i = 0; i < self->noffers && same; i++) /* nothing was done: the cursor stays */
        if (self->offers[i].step == was)
            self->selected = i;
    return n < 0 ? n : 0;
}

/* Rows that a line takes; with d NULL only counted. */
static int draw_line(const struct view_line *line, int label, struct draw *d, struct area in, int row)
{
    static const enum draw_role roles[] = {[VIEW_FIELD] = ROLE_VALUE,
                                           [VIEW_EARLIER] = ROLE_DISABLED,
                                           [VIEW_HEAD] = ROLE_TITLE,
                                           [VIEW_EVENT] = ROLE_PLAIN,
                                           [VIEW_CHANGE] = ROLE_HINT};
    int col = line->label != NULL ? label : 0, cells = in.cols - 2 - col;
    int start = line->kind == VIEW_EARLIER ? 4 : 1, names = label - start - 1;
    int rows = draw_paragraph_rows(cells, line->text);
    int most = line->label != NULL ? draw_paragraph_rows(names, line->label) : 1; /* a long one takes more rows */
    rows = rows > most ? rows : most;
    if (d == NULL)
        return rows;
    int skip = row < in.row ? in.row - row : 0, at = row + skip, left = in.row + in.rows - at;
    if (skip >= rows || left <= 0)
        return rows;
    if (line->label != NULL && skip == 0)
        draw_text(d, row, in.col + 1, 3, ROLE_MARK, line->kind == VIEW_EARLIER ? "訂" : "");
    if (line->label != NULL)
        draw_paragraph_from(d, (struct area){at, in.col + start, left, names}, ROLE_LABEL, line->label, skip);
    draw_paragraph_from(d, (struct area){at, in.col + 1 + col, left, cells}, roles[line->kind], line->text, skip);
    return rows;
}

static void draw_text_lines(struct detail *self, struct draw *d, struct area in)
{
    int all = 0;
    for (size_t i = 0; i < self->view.n; i++)
        all += draw_line(&self->view.lines[i], self->label, NULL, in, 0);
    self->page = in.rows > 1 ? in.rows - 1 : 1;
    self->most = all > in.rows ? all - in.rows : 0;
    if (self->top > self->most)
        self->top = self->most;
    int row = in.row - self->top;
    for (size_t i = 0; i < self->view.n; i++)
        row += draw_line(&self->view.lines[i], self->label, d, in, row);
    if (self->top > 0)
        draw_text_right(d, in.row, in.cols - 3, 2, ROLE_HINT, "↑");
    if (self->top < self->most)
        draw_text_right(d, in.row + in.rows - 1, in.cols - 3, 2, ROLE_HINT, "↓");
}

static void draw_offer(const struct detail *self, struct draw *d, struct area row, int i)
{
    const struct offer *offer = &self->offers[i];
    bool here = i == self->selected;
    char text[ERR_TEXT_BYTES + ERR_CLAUSE_BYTES];
    enum draw_role role = here ? ROLE_SELECTED : offer->allowed ? ROLE_PLAIN : ROLE_DISABLED;
    if (offer->allowed)
        text_format(text, sizeof text, "%s",
                    offer->rule != NULL && offer->rule->clause != NULL ? offer->rule->clause : "");
    else
        text_format(text, sizeof text, "%s %s", offer->refusal.text, offer->refusal.clause);
    draw_text(d, row.row, row.col, row.cols, role, here ? "▶" : "");
    draw_text(d, row.row, row.col + 2, 3, role, offer->allowed ? "○" : "×");
    draw_text_cut(d, row.row, row.col + 5, 26, role, offer->step->label);
    draw_text_cut(d, row.row, row.col + 32, row.cols - 33, role, text);
}

static void detail_draw(void *arg, struct screens *s, struct draw *d)
{
    struct detail *self = arg;
    char title[NAME_BYTES * 3], name[NAME_BYTES * 2], right[NAME_BYTES];
    const struct entry *entry = self->view.entry;
    entry_title(name, sizeof name, entry);
    entry_state_text(right, sizeof right, entry, session_now(shared_session(s)));
    text_format(title, sizeof title, "%s — %s", self->reg->label, name);
    text_append(right, sizeof right, entry->corrected ? " 訂  " : "  ");
    text_append(right, sizeof right, self->id);
    /* Why the selected one cannot be done, whole. */
    const struct offer *offer = self->selected < self->noffers ? &self->offers[self->selected] : NULL;
    char why[ERR_TEXT_BYTES] = "";
    if (offer != NULL && !offer->allowed)
        text_append(why, sizeof why, offer->refusal.text);
    const char *foot[FRAME_FOOT] = {why[0] != '\0' ? why : NULL};
    struct area in = screens_frame(s, d, title, right, foot);
    int rows = self->noffers < OFFER_ROWS ? self->noffers : OFFER_ROWS;
    struct area text = {in.row, in.col, in.rows - rows - (rows > 0), in.cols};
    draw_text_lines(self, d, text);
    if (rows == 0)
        return;
    draw_rule(d, text.row + text.rows, 0, in.cols);
    int first = self->selected < rows ? 0 : self->selected - rows + 1;
    for (int i = 0; i < rows; i++)
        draw_offer(self, d, (struct area){text.row + text.rows + 1 + i, 0, 1, in.cols}, first + i);
    draw_caret(d, text.row + text.rows + 1 + self->selected - first, 0);
}

static enum screen_next perform(struct detail *self, struct screens *s)
{
    struct err e;
    if (self->noffers == 0)
        return SCREEN_STAY;
    const struct offer *offer = &self->offers[self->selected];
    /* Another person's decision may still be done on the spot: the form has the key for it. */
    if (!offer->allowed && (offer->step->flags & STEP_DECIDES) == 0)
        return screens_error(s, &offer->refusal);
    bool own = self->reg->own_screen && (offer->step->flags & STEP_DECIDES) != 0;
    int rc = own ? own_open(s, self->reg, &e) : entry_open(s, self->reg, self->id, offer->step->key, &e);
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

/* The selected decision, or the one that stands next. */
static enum screen_next on_spot(struct detail *self, struct screens *s)
{
    const struct offer *offer = self->selected < self->noffers ? &self->offers[self->selected] : NULL;
    const struct step *step = offer_next(shared_session(s), self->view.entry);
    if ((step == NULL || (step->flags & STEP_DECIDES) == 0) && offer != NULL) /* nothing stands next: what is chosen */
        step = offer->step;
    struct entry *after = NULL;
    struct act *act = NULL;
    struct err e;
    if (step == NULL || (step->flags & STEP_DECIDES) == 0) {
        screens_say(s, "ほかの人の許可・確認を待っているものはありません。");
        return SCREEN_REDRAW;
    }
    int rc = act_new(&act, shared_session(s), self->reg, self->id, step->key, &e);
    if (rc == 0 && act_wants_form(act)) { /* typed first; the form asks for the decider then */
        act_free(act);
        rc = entry_open(s, self->reg, self->id, step->key, &e);
        return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
    }
    if (rc == 0)
        rc = decide_run(s, act, &after, &e);
    if (rc == 0)
        entry_say_recorded(s, after, step);
    act_free(act);
    entry_free(after);
    if (rc == 0)
        rc = load(self, s, &e);
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next detail_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct detail *self = arg;
    struct err e;
    switch (command) {
    case DETAIL_DO:
        return perform(self, s);
    case DETAIL_SPOT:
        return on_spot(self, s);
    case DETAIL_MOVE:
        if (self->noffers > 0)
            self->selected = (self->selected + (key->code == K_UP ? self->noffers - 1 : 1)) % self->noffers;
        return SCREEN_REDRAW;
    case DETAIL_SCROLL:
        self->top += key->code == K_PAGE_UP ? -self->page : self->page;
        self->top = self->top < 0 ? 0 : self->top > self->most ? self->most : self->top;
        return SCREEN_REDRAW;
    case DETAIL_PRINT:
        return preview_open(s, self->reg, &(struct preview_of){.entry = self->id}, &e) == 0 ? SCREEN_REDRAW
                                                                                            : screens_error(s, &e);
    case DETAIL_LIFE:
        return life_show(s, self->view.entry);
    case DETAIL_LEAVE:
        return SCREEN_LEAVE;
    default:
        break;
    }
    int digit = key->code == K_TEXT ? key->letter - '1' : -1;
    if (digit < 0 || digit >= self->noffers)
        return SCREEN_STAY;
    self->selected = digit;
    return perform(self, s);
}

static bool detail_offers(const void *arg, int command)
{
    const struct detail *self = arg;
    bool decision = false;
    for (int i = 0; i < self->noffers; i++)
        decision = decision || (self->offers[i].step->flags & STEP_DECIDES) != 0;
    if (command == DETAIL_PRINT)
        return self->reg->sheet != NULL;
    return command == DETAIL_SPOT ? decision : command != DETAIL_DO || self->noffers > 0;
}

static enum screen_next detail_resume(void *arg, struct screens *s, int result)
{
    struct err e;
    (void)result;
    return load(arg, s, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static void detail_close(void *arg)
{
    struct detail *self = arg;
    view_release(&self->view);
    free(self);
}

static const struct screen_ops detail_ops = {
    .name = "一件の内容",
    .commands = commands,
    .draw = detail_draw,
    .handle = detail_handle,
    .offers = detail_offers,
    .resume = detail_resume,
    .close = detail_close,
};

int detail_open(struct screens *s, const struct register_def *reg, const char *id, struct err *e)
{
    struct detail *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    self->reg = reg;
    text_append(self->id, sizeof self->id, id);
    int rc = load(self, s, e);
    return screens_begin(s, &detail_ops, self, rc, e);
}

/* 月次締め. */
#include "screens/month.h"

#include <stdlib.h>
#include <string.h>

#include "app/month.h"
#include "forms/date.h"
#include "forms/register_monthly.h"
#include "forms/text.h"
#include "screens/dialog.h"
#include "screens/list.h"
#include "screens/preview.h"
#include "screens/shared.h"

#include "forms/banned.h"

enum { MONTH_CONFIRM = COMMAND_OWN, MONTH_ROWS, MONTH_PRINT, MONTH_GO, MONTH_MOVE, MONTH_LEAVE };
enum { BOOKS = 9, WAYS = 3, MONTH_BYTES = 8, BOOK_ROWS = 3 + WAYS + 1 };

struct month_book {
    const struct register_def *reg;
    struct month_state state;
    struct month_offer ways[WAYS];
};
struct month_screen {
    struct date first;
    char month[MONTH_BYTES];
    struct month_book books[BOOKS];
    int nbooks, book, way; /* selected */
};

static const struct command commands[] = {
    {.id = MONTH_CONFIRM,
     .keys = {K_F4, K_ENTER},
     .label = "確認・専決",
     .help = "カーソルの確認又は専決を、自分の名で記録します。できないときは理由を示します。"},
    COMMAND(MONTH_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    COMMAND(MONTH_ROWS, K_F3, "行を見る", "その月の行を一覧で示します。"),
    COMMAND(MONTH_PRINT, K_F8, "印刷", "その月の様式を画面で確かめ、書き出します。"),
    {.id = MONTH_GO, .keys = {K_LEFT, K_RIGHT}, .label = "月", .bar = "← → 前月・翌月", .help = "月を移ります。"},
    {.id = MONTH_MOVE,
     .keys = {K_UP, K_DOWN},
     .label = "選ぶ",
     .bar = "↑ ↓ 選ぶ",
     .help = "簿冊と確認の別を選びます。"},
    {.id = COMMAND_NONE},
};

static int load(struct month_screen *self, struct screens *s, struct err *e)
{
    struct session *session = shared_session(s);
    char iso[DATE_BYTES];
    int rc = 0;
    date_format(iso, sizeof iso, self->first, DATE_ISO);
    text_format(self->month, sizeof self->month, "%.7s", iso);
    self->nbooks = 0;
    for (size_t i = 0; rc == 0 && registers[i] != NULL && self->nbooks < BOOKS; i++) {
        struct month_book *book = &self->books[self->nbooks];
        if (!month_confirms(registers[i]))
            continue;
        book->reg = registers[i];
        rc = month_load(&book->state, session, book->reg, self->month, e);
        if (rc == 0)
            rc = month_offers(book->ways, session, book->reg, self->month, e);
        self->nbooks++;
    }
    return rc;
}

static const char *way_label(const struct month_book *book)
{
    for (int i = 0; i < WAYS; i++)
        if (book->ways[i].step != NULL && strcmp(book->ways[i].step->key, book->state.step) == 0)
            return book->ways[i].step->label;
    return "";
}

static void draw_state(const struct month_book *book, struct draw *d, struct area at)
{
    char text[NAME_BYTES * 3], when[DATE_BYTES];
    const struct month_state *m = &book->state;
    text_format(text, sizeof text, "様式第%s号 %s", book->reg->form != NULL ? book->reg->form : "", book->reg->label);
    draw_text_cut(d, at.row, 1, at.cols - 2, ROLE_TITLE, text);
    text_format(text, sizeof text, "行 %lld件  庁舎外 機器%lld 媒体%lld  返却確認もれ %lld  所在確認もれ %lld",
                (long long)m->rows, (long long)m->outside_items, (long long)m->outside_media,
                (long long)m->open_returns, (long long)m->missing_checks);
    draw_text(d, at.row + 1, 3, at.cols - 4, m->open_returns + m->missing_checks > 0 ? ROLE_ERROR : ROLE_PLAIN, text);
    date_format_time(when, sizeof when, m->at, DATE_SHORT);
    if (m->confirmed)
        text_format(text, sizeof text, "済 %s  %s  %s", way_label(book), m->by, when);
    else
        text_format(text, sizeof text, "%s", m->overdue ? "未 月が終わりました。確認が要ります。" : "未");
    draw_text(d, at.row + 2, 3, at.cols - 4, m->overdue ? ROLE_MARK_WAIT : ROLE_VALUE, text);
}

static void draw_ways(const struct month_screen *self, const struct month_book *book, bool at_book, struct draw *d,
                      struct area at)
{
    for (int i = 0; i < WAYS; i++) {
        const struct month_offer *way = &book->ways[i];
        bool here = at_book && i == self->way;
        char text[ERR_TEXT_BYTES + ERR_CLAUSE_BYTES];
        enum draw_role role = here ? ROLE_SELECTED : way->allowed ? ROLE_PLAIN : ROLE_DISABLED;
        if (way->allowed)
            text_format(text, sizeof text, "できます  根拠 %s", monthly_clause(book->reg->form));
        else
            text_format(text, sizeof text, "%s", way->refusal.text);
        draw_text(d, at.row + i, 0, at.cols, role, here ? "▶" : "");
        draw_text(d, at.row + i, 3, 3, role, way->allowed ? "○" : "×");
        draw_text(d, at.row + i, 6, 24, role, way->step != NULL ? way->step->label : "");
        draw_text(d, at.row + i, 31, at.cols - 32, role, text);
        if (here)
            draw_caret(d, at.row + i, 0);
    }
}

static void month_draw(void *arg, struct screens *s, struct draw *d)
{
    const struct month_screen *self = arg;
    char title[DATE_BYTES * 2], month[DATE_BYTES], why[ERR_TEXT_BYTES + ERR_CLAUSE_BYTES] = "";
    date_format(month, sizeof month, self->first, DATE_MONTH);
    text_format(title, sizeof title, "月次締め %s", month);
    if (self->nbooks > 0 && !self->books[self->book].ways[self->way].allowed)
        text_format(why, sizeof why, "%s %s", self->books[self->book].ways[self->way].refusal.text,
                    self->books[self->book].ways[self->way].refusal.clause);
    struct area in = screens_frame(s, d, title, session_name(shared_session(s)), NULL);
    int shown = in.rows / BOOK_ROWS > 0 ? in.rows / BOOK_ROWS : 1;
    int first = self->book < shown ? 0 : self->book - shown + 1, row = in.row;
    for (int i = first; i < self->nbooks && i < first + shown; i++, row += BOOK_ROWS) {
        draw_state(&self->books[i], d, (struct area){row, 0, 3, in.cols});
        draw_ways(self, &self->books[i], i == self->book, d, (struct area){row + 3, 0, WAYS, in.cols});
    }
    if (row < in.row + in.rows)
        draw_paragraph(d, (struct area){row, 3, in.row + in.rows - row, in.cols - 5}, ROLE_HINT, why);
}

static enum screen_next confirm(struct month_screen *self, struct screens *s)
{
    struct err e;
    char text[NAME_BYTES * 4], month[DATE_BYTES];
    if (self->nbooks == 0)
        return SCREEN_STAY;
    const struct month_book *book = &self->books[self->book];
    const struct month_offer *way = &book->ways[self->way];
    if (!way->allowed)
        return screens_error(s, &way->refusal);
    date_format(month, sizeof month, self->first, DATE_MONTH);
    text_format(text, sizeof text, "%s%s%s %s分 (行 %lld件) について「%s」を記録します。\n根拠 %s",
                book->state.confirmed ? book->state.by : "",
                book->state.confirmed ? " がすでに確認しています。重ねて記録しますか。\n" : "", book->reg->label, month,
                (long long)book->state.rows, way->step->label, monthly_clause(book->reg->form));
    if (!dialog_confirm(s, way->step->label, text, "記録する"))
        return SCREEN_REDRAW;
    int rc = month_confirm(shared_session(s), book->reg, self->month, way->step->key, &e);
    if (rc == 0)
        screens_say(s, "%s %s分に「%s」を記録しました。", book->reg->label, month, way->step->label);
    if (rc == 0)
        rc = load(self, s, &e);
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next show_rows(const struct month_screen *self, struct screens *s)
{
    char line[NAME_BYTES];
    struct err e;
    const struct register_def *reg = self->books[self->book].reg;
    text_format(line, sizeof line, "%s:%s", reg->sheet->period_field, self->month);
    return list_open(s, reg, line, NULL, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static void move(struct month_screen *self, int by)
{
    int n = self->nbooks * WAYS;
    if (n == 0)
        return;
    int at = (self->book * WAYS + self->way + by + n) % n;
    self->book = at / WAYS;
    self->way = at % WAYS;
}

static enum screen_next month_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct month_screen *self = arg;
    struct err e;
    switch (command) {
    case MONTH_CONFIRM:
        return confirm(self, s);
    case MONTH_ROWS:
        return self->nbooks > 0 ? show_rows(self, s) : SCREEN_STAY;
    case MONTH_PRINT:
        if (self->nbooks == 0)
            return SCREEN_STAY;
        return preview_open(s, self->books[self->book].reg, &(struct preview_of){.month = self->month}, &e) == 0
                   ? SCREEN_REDRAW
                   : screens_error(s, &e);
    case MONTH_GO:
        self->first = date_add_months(self->first, key->code == K_LEFT ? -1 : 1);
        return load(self, s, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
    case MONTH_MOVE:
        move(self, key->code == K_UP ? -1 : 1);
        return SCREEN_REDRAW;
    case MONTH_LEAVE:
        return SCREEN_LEAVE;
    default:
        return SCREEN_STAY;
    }
}

static void month_close(void *arg)
{
    free(arg);
}

static const struct screen_ops month_ops = {
    .name = "月次締め",
    .commands = commands,
    .draw = month_draw,
    .handle = month_handle,
    .close = month_close,
};

/* The cursor on what the person signed in may do. */
static void select_allowed(struct month_screen *self)
{
    for (int i = WAYS - 1; self->nbooks > 0 && i >= 0; i--)
        if (self->books[0].ways[i].allowed)
            self->way = i;
}

int month_open(struct screens *s, struct err *e)
{
    struct month_screen *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    self->first = date_add_months(date_month_first(date_of(session_now(shared_session(s)))), -1);
    int rc = session_may_view(shared_session(s), register_of_form("3"), e);
    if (rc == 0)
        rc = load(self, s, e);
    if (rc != 0) {
        month_close(self);
        return rc;
    }
    select_allowed(self);
    return screens_push(s, &month_ops, self, e);
}

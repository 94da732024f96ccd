/* 月次締め: which month, which book; signing it; its set on paper. */
#include "screens/month.h"

#include <stdlib.h>
#include <string.h>

#include "forms/register_monthly.h"
#include "forms/text.h"
#include "screens/dialog.h"
#include "screens/list.h"
#include "screens/month_screen.h"
#include "screens/preview.h"
#include "screens/shared.h"

#include "forms/banned.h"

enum {
    MONTH_OPEN = COMMAND_OWN,
    MONTH_CONFIRM,
    MONTH_ROWS,
    MONTH_OLDEST,
    MONTH_PRINT,
    MONTH_GO,
    MONTH_MOVE,
    MONTH_LEAVE
};

static const struct command commands[] = {
    COMMAND(MONTH_OPEN, K_ENTER, "開く",
            "カーソルの簿冊に足りないものを一覧で示します。何も足りないときは、確認・専決に進みます。"),
    COMMAND(MONTH_CONFIRM, K_F4, "確認・専決",
            "カーソルの簿冊のその月の確認又は専決を、自分の名で記録します。できないときは理由を示します。"),
    COMMAND(MONTH_PRINT, K_F8, "一式を印刷",
            "その月の様式第3号・第5号・第7号を一式で確かめ、一つのファイルに書き出します。"),
    {.id = MONTH_GO, .keys = {K_LEFT, K_RIGHT}, .label = "月", .bar = "← → 前月・翌月", .help = "月を移ります。"},
    COMMAND(MONTH_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    COMMAND(MONTH_ROWS, K_F3, "行", "その月の行を一覧で示します。"),
    COMMAND(MONTH_OLDEST, K_F7, "最も古い月", "まだ確認されていない最も古い月に移ります。"),
    {.id = MONTH_MOVE,
     .keys = {K_UP, K_DOWN},
     .label = "選ぶ",
     .bar = "↑ ↓ 選ぶ",
     .help = "簿冊を選びます。",
     .hidden = true},
    {.id = COMMAND_NONE},
};

static void line_release(struct month_line *line)
{
    month_missing_release(&line->gaps);
    free(line->waiting);
    memset(line, 0, sizeof *line);
}

static int line_load(struct month_line *line, struct session *session, const struct register_def *book,
                     const char *month, struct err *e)
{
    line->reg = book;
    int rc = month_load(&line->state, session, book, month, e);
    if (rc == 0)
        rc = month_missing_load(&line->gaps, session, book, month, e);
    if (rc == 0 && month_confirms(book))
        rc = month_offers(line->ways, session, book, month, e);
    return rc == 0 ? months_unsigned(&line->waiting, &line->nwaiting, session, book, 0, e) : rc;
}

/* What is shown stays as it is when it cannot be read again. */
static int load(struct month_screen *self, struct screens *s, struct err *e)
{
    struct month_line fresh[MONTH_BOOKS] = {{0}};
    char iso[DATE_BYTES];
    int n = 0, rc = 0;
    date_format(iso, sizeof iso, self->first, DATE_ISO);
    text_format(self->month, sizeof self->month, "%.7s", iso);
    for (size_t i = 0; rc == 0 && registers[i] != NULL && n < MONTH_BOOKS; i++)
        if (month_book(registers[i]))
            rc = line_load(&fresh[n++], shared_session(s), registers[i], self->month, e);
    for (int i = 0; i < n; i++) {
        line_release(rc == 0 ? &self->books[i] : &fresh[i]);
        if (rc == 0)
            self->books[i] = fresh[i];
    }
    self->nbooks = rc == 0 ? n : self->nbooks;
    return rc;
}

static enum screen_next reload(struct month_screen *self, struct screens *s)
{
    struct err e;
    return load(self, s, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

/* ---- signing ---- */

/* The way that is open to the person signed in; with two of them, which he means. NULL: none, said why. */
static const struct month_offer *choose_way(const struct month_line *line, struct screens *s)
{
    const struct month_offer *open[MONTH_WAYS] = {0};
    int n = 0;
    for (int i = 0; i < MONTH_WAYS; i++)
        if (line->ways[i].allowed)
            open[n++] = &line->ways[i];
    if (n == 0) {
        screens_error(s, &line->ways[0].refusal);
        return NULL;
    }
    if (n == 1)
        return open[0];
    enum dialog_answer answer =
        dialog_choose(s, "確認・専決", "どちらとして記録しますか。", open[0]->step->label, open[1]->step->label);
    return answer == DIALOG_YES ? open[0] : answer == DIALOG_OTHER ? open[1] : NULL;
}

/* What will be recorded, and what of the month is missing still. */
static bool agreed(const struct month_screen *self, const struct month_line *line, const struct month_offer *way,
                   struct screens *s)
{
    char text[NAME_BYTES * 5], missing[NAME_BYTES] = "", month[DATE_BYTES];
    date_format(month, sizeof month, self->first, DATE_MONTH);
    if (line->gaps.n > 0)
        text_format(missing, sizeof missing, "足りないものが %zu件あります(Enter で一覧)。\n", line->gaps.n);
    text_format(text, sizeof text, "%s%s%s%s %s分 (行 %lld件) について「%s」を記録します。\n根拠 %s",
                line->state.confirmed ? line->state.by : "",
                line->state.confirmed ? " がすでに確認しています。重ねて記録しますか。\n" : "", missing,
                line->reg->label, month, (long long)line->state.rows, way->step->label,
                monthly_clause(line->reg->form));
    return dialog_confirm(s, way->step->label, text, "記録する");
}

static enum screen_next confirm(struct month_screen *self, struct screens *s)
{
    struct err e;
    char month[DATE_BYTES];
    if (self->nbooks == 0)
        return SCREEN_STAY;
    const struct month_line *line = &self->books[self->book];
    if (!month_confirms(line->reg)) {
        const struct month_gap *gap = month_verification(line);
        int rc = gap != NULL ? month_gap_open(s, gap, &e) : 0;
        if (gap != NULL)
            return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
        screens_say(s, "この月の使用状況の検証は、確認まで済んでいます。");
        return SCREEN_REDRAW;
    }
    const struct month_offer *way = choose_way(line, s);
    if (way == NULL || !agreed(self, line, way, s))
        return SCREEN_REDRAW;
    date_format(month, sizeof month, self->first, DATE_MONTH);
    int rc = month_confirm(shared_session(s), line->reg, self->month, way->step->key, &e);
    if (rc == 0)
        screens_say(s, "%s %s分に「%s」を記録しました。", line->reg->label, month, way->step->label);
    if (rc == 0)
        rc = load(self, s, &e);
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

/* ---- going elsewhere ---- */

static enum screen_next open_missing(struct month_screen *self, struct screens *s)
{
    struct err e;
    if (self->nbooks == 0)
        return SCREEN_STAY;
    const struct month_line *line = &self->books[self->book];
    if (line->gaps.n == 0)
        return confirm(self, s);
    return month_missing_open(s, line->reg, self->month, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next show_rows(const struct month_screen *self, struct screens *s)
{
    char line[NAME_BYTES];
    struct err e;
    if (self->nbooks == 0)
        return SCREEN_STAY;
    const struct register_def *reg = self->books[self->book].reg;
    text_format(line, sizeof line, "%s:%s", reg->sheet->period_field, self->month);
    return list_open(s, reg, line, NULL, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next print_set(const struct month_screen *self, struct screens *s)
{
    struct err e;
    const struct preview_of of = {.month = self->month, .set = true};
    return preview_open(s, register_of_form("3"), &of, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

struct date month_first(const char *month)
{
    return (struct date){(int)strtol(month, NULL, 10), (int)strtol(month + 5, NULL, 10), 1};
}

/* The oldest month that waits, with the cursor on a book of which it does. */
static bool to_oldest(struct month_screen *self)
{
    const char *oldest = NULL;
    for (int i = 0; i < self->nbooks; i++)
        if (self->books[i].nwaiting > 0 && (oldest == NULL || strcmp(self->books[i].waiting[0], oldest) < 0)) {
            oldest = self->books[i].waiting[0];
            self->book = i;
        }
    if (oldest != NULL)
        self->first = month_first(oldest);
    return oldest != NULL;
}

static enum screen_next month_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct month_screen *self = arg;
    switch (command) {
    case MONTH_OPEN:
        return open_missing(self, s);
    case MONTH_CONFIRM:
        return confirm(self, s);
    case MONTH_ROWS:
        return show_rows(self, s);
    case MONTH_PRINT:
        return print_set(self, s);
    case MONTH_OLDEST:
        return to_oldest(self) ? reload(self, s) : SCREEN_STAY;
    case MONTH_GO:
        self->first = date_add_months(self->first, key->code == K_LEFT ? -1 : 1);
        return reload(self, s);
    case MONTH_MOVE:
        if (self->nbooks > 0)
            self->book = (self->book + (key->code == K_UP ? self->nbooks - 1 : 1)) % self->nbooks;
        return SCREEN_REDRAW;
    case MONTH_LEAVE:
        return SCREEN_LEAVE;
    default:
        return SCREEN_STAY;
    }
}

static bool month_offered(const void *arg, int command)
{
    const struct month_screen *self = arg;
    if (command != MONTH_OLDEST)
        return true;
    for (int i = 0; i < self->nbooks; i++)
        if (self->books[i].nwaiting > 0)
            return true;
    return false;
}

static const char *month_help(void *arg)
{
    (void)arg;
    return "様式第3号は運用管理者又は運用管理補助者、様式第7号は運用管理者が、月1回以上確認します。庁舎外に持ち出して"
           "いない月は、警部又は課長補佐の段階に属する運用責任者(当直責任者を除く。)が専決できます。様式第5号に専決はな"
           "く、使用状況の検証を運用管理補助者が確認します。確認されていない月は、いつまでも示します。";
}

static enum screen_next month_resume(void *arg, struct screens *s, int result)
{
    (void)result;
    return reload(arg, s);
}

static void month_close(void *arg)
{
    struct month_screen *self = arg;
    for (int i = 0; i < self->nbooks; i++)
        line_release(&self->books[i]);
    free(self);
}

static const struct screen_ops month_ops = {
    .name = "月次締め",
    .commands = commands,
    .draw = month_draw,
    .handle = month_handle,
    .offers = month_offered,
    .help = month_help,
    .resume = month_resume,
    .close = month_close,
};

int month_open_at(struct screens *s, const struct register_def *book, const char *month, struct err *e)
{
    struct month_screen *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    self->first = date_add_months(date_month_first(date_of(session_now(shared_session(s)))), -1);
    if (month != NULL && strlen(month) == 7 && date_valid(month_first(month)))
        self->first = month_first(month);
    int rc = session_may_view(shared_session(s), register_of_form("3"), e);
    if (rc == 0)
        rc = load(self, s, e);
    for (int i = 0; rc == 0 && book != NULL && i < self->nbooks; i++)
        if (self->books[i].reg == book)
            self->book = i;
    return screens_begin(s, &month_ops, self, rc, e);
}

int month_open(struct screens *s, struct err *e)
{
    return month_open_at(s, NULL, NULL, e);
}

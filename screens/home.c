/* The home screen. */
#include "screens/home.h"

#include <stdlib.h>
#include <string.h>

#include "forms/text.h"
#include "screens/owed.h"
#include "screens/entry.h"
#include "screens/home_board.h"
#include "screens/handover.h"
#include "screens/list.h"
#include "screens/make.h"
#include "screens/menu.h"
#include "screens/month.h"
#include "screens/own.h"
#include "screens/preview.h"
#include "screens/roster.h"
#include "screens/reminder.h"
#include "screens/round.h"
#include "screens/shared.h"
#include "screens/waiting.h"

#include "forms/banned.h"

enum {
    HOME_OPEN = COMMAND_OWN,
    HOME_TAKE,
    HOME_SEARCH,
    HOME_WAITING,
    HOME_RETURN,
    HOME_ROUND,
    HOME_MONTH,
    HOME_PRINT,
    HOME_MENU,
    HOME_HANDOVER,
    HOME_REMIND,
    HOME_MOVE
};
enum { REFRESH_TICKS = 15 };

static const struct command commands[] = {
    {.id = HOME_OPEN, .keys = {K_ENTER}, .label = "開く", .help = "カーソルの用務、簿冊を開きます。", .hidden = true},
    {.id = HOME_TAKE,
     .keys = {K_F2, 'n'},
     .label = "持出",
     .help = "新しく申請・記載します。簿冊にカーソルがあればその簿冊に、なければ選びます。"},
    {.id = HOME_SEARCH, .keys = {K_F3, '/'}, .label = "検索", .help = "簿冊を選んで開き、探します。", .spare = true},
    {.id = HOME_WAITING, .keys = {K_F4, 'w'}, .label = "決裁", .help = "自分の許可・確認を待つものを示します。"},
    {.id = HOME_RETURN, .keys = {K_F5, 'r'}, .label = "返却", .help = "持出中のものから選んで返却を記録します。"},
    {.id = HOME_ROUND,
     .keys = {K_F6, 'i'},
     .label = "点検",
     .help = "所在点検: 自分が保管するものを読み取り、結果を記録します。"},
    {.id = HOME_MONTH, .keys = {K_F7, 'g'}, .label = "月次", .help = "簿冊の月次の確認・専決をします。"},
    {.id = HOME_PRINT,
     .keys = {K_F8, 'p'},
     .label = "印刷",
     .help = "様式を画面で確かめ、ファイルに書き出します。",
     .spare = true},
    {.id = HOME_MENU,
     .keys = {K_F9, 'm'},
     .label = "台帳",
     .help = "適合ボード、督促、当直表、職員、機器、利用者、設定、自分の合言葉。"},
    {.id = HOME_HANDOVER,
     .keys = {K_F12, 'h'},
     .label = "引継ぎ",
     .help = "当直引継ぎ: 当直の終わりに、残るものを一枚で確かめます。",
     .spare = true},
    {.id = HOME_REMIND,
     .keys = {K_CTRL('t'), 'u'},
     .label = "督促",
     .help = "カーソルの用務を、行う者に督促し、督促状を示します。",
     .hidden = true},
    {.id = HOME_MOVE,
     .keys = {K_UP, K_DOWN, K_HOME, K_END},
     .label = "選ぶ",
     .help = "用務と簿冊を選びます。1から9までの数字は、その番号の様式の簿冊を開きます。",
     .hidden = true},
    {.id = COMMAND_NONE},
};

static void add_row(struct home *home, enum home_kind kind, int index)
{
    if (home->nrows < HOME_MOST_ROWS)
        home->rows[home->nrows++] = (struct home_row){kind, index};
}

/* What is missing is shown to those who can enter it. */
static bool keeps_masters(struct session *session)
{
    struct actor self;
    return actor_self(&self, session, NULL) == 0 &&
           (self.posts & (POST_ADMINISTRATOR | POST_TECHNICAL | POST_SUPERVISOR)) != 0;
}

/* What the cursor stands on, so that it stands there again when rows have come or gone. */
struct place {
    const struct duty_kind *kind;
    const struct register_def *book;
    char entry[ENTRY_ID_BYTES], title[NAME_BYTES * 2];
    int row;
};

static struct place place_here(const struct home *home)
{
    const struct home_row *row = home_row_here(home);
    struct place place = {.book = home_book_here(home), .row = row != NULL ? home->selected : 0};
    if (row != NULL && row->kind == HOME_TASK && home->duties.n > 0) {
        const struct duty *duty = &home->duties.list[row->index];
        place.kind = duty->kind;
        text_append(place.entry, sizeof place.entry, duty->entry);
        text_append(place.title, sizeof place.title, duty->title);
    }
    return place;
}

/* The same task or book, else what has taken the place of the task. Nothing where only books are left: F2 would begin
 * one that nobody chose. */
static int row_of(const struct home *home, const struct place *place)
{
    int duties = home->nrows - home->nbooks;
    for (int i = 0; i < home->nrows; i++) {
        const struct home_row *row = &home->rows[i];
        const struct duty *duty = row->kind == HOME_TASK ? &home->duties.list[row->index] : NULL;
        if (row->kind == HOME_BOOK && home->books[row->index].reg == place->book)
            return i;
        if (duty != NULL && duty->kind == place->kind && strcmp(duty->entry, place->entry) == 0 &&
            strcmp(duty->title, place->title) == 0)
            return i;
    }
    return duties == 0 ? HOME_NOWHERE : place->row < duties ? place->row : duties - 1;
}

static int load(struct home *home, struct err *e)
{
    struct duties duties = {0};
    const struct duties_wanted wanted = {.most = 0};
    const struct place place = place_here(home);
    int rc = duties_load(&duties, home->session, &wanted, e);
    if (rc != 0)
        return rc;
    duties_release(&home->duties);
    home->duties = duties;
    home->nbooks = 0;
    for (size_t i = 0; rc == 0 && registers[i] != NULL && home->nbooks < HOME_MOST_BOOKS; i++)
        if (registers[i]->form != NULL && session_may_view(home->session, registers[i], NULL) == 0)
            rc = book_load(&home->books[home->nbooks++], home->session, registers[i], e);
    int n = rc == 0
                ? keeps_masters(home->session) ? missing_load(home->missing, HOME_MOST_MISSING, home->session, e) : 0
                : rc;
    home->nmissing = n > 0 ? n : 0;
    if (n >= 0)
        rc = duty_line(home->duty, sizeof home->duty, home->session, e);
    home->nrows = 0;
    for (size_t i = 0; i < home->duties.n && i < HOME_MOST_TASKS; i++)
        add_row(home, HOME_TASK, (int)i);
    for (int i = 0; i < home->nmissing; i++)
        add_row(home, HOME_MISSING, i);
    for (int i = 0; i < home->nbooks; i++)
        add_row(home, HOME_BOOK, i);
    home->selected = row_of(home, &place);
    return n < 0 ? n : rc;
}

static enum screen_next done(struct screens *s, int rc, const struct err *e)
{
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, e);
}

static enum screen_next open_row(struct home *home, struct screens *s)
{
    struct err e;
    const struct home_row *row = home_row_here(home);
    if (row == NULL)
        return SCREEN_STAY;
    if (row->kind == HOME_TASK)
        return done(s, owed_open(s, &home->duties.list[row->index], &e), &e);
    if (row->kind == HOME_BOOK)
        return done(s, list_open(s, home->books[row->index].reg, NULL, NULL, &e), &e);
    const struct register_def *reg = home->missing[row->index].reg;
    int rc = reg->own_screen                  ? own_open(s, reg, &e)
             : strcmp(reg->id, "roster") == 0 ? roster_open(s, &e)
                                              : list_open(s, reg, NULL, NULL, &e);
    return done(s, rc, &e);
}

static enum screen_next remind(const struct home *home, struct screens *s)
{
    const struct home_row *row = home_row_here(home);
    struct err e;
    return row == NULL || row->kind != HOME_TASK ? SCREEN_STAY
                                                 : done(s, reminder_of(s, &home->duties.list[row->index], &e), &e);
}

static enum screen_next take_out(const struct home *home, struct screens *s)
{
    const struct register_def *book = home_book_here(home);
    struct err e;
    return done(s, book != NULL && !book->own_screen ? make_open(s, book, &e) : make_take_out(s, &e), &e);
}

static bool comes_back(const struct register_def *reg)
{
    return reg->form != NULL && register_step_with(reg, STEP_BRINGS_BACK) != NULL;
}

static bool is_book(const struct register_def *reg)
{
    return reg->form != NULL;
}

/* The book under the cursor if it will do, else one that is asked for. */
static int choose_book(const struct register_def **book, const struct home *home, struct screens *s, const char *title,
                       bool (*wanted)(const struct register_def *reg), struct err *e)
{
    *book = home_book_here(home);
    return *book != NULL && wanted(*book) ? 0 : make_pick(book, s, title, wanted, e);
}

/* What is out, to be brought back. */
static enum screen_next come_back(const struct home *home, struct screens *s)
{
    char out[NAME_BYTES], line[NAME_BYTES * 2] = "";
    const struct register_def *book;
    struct err e;
    int rc = choose_book(&book, home, s, "返却", comes_back, &e);
    if (rc != 0)
        return done(s, rc, &e);
    register_states(out, sizeof out, book, 1u << STATE_OUT);
    out[strcspn(out, "|")] = '\0';
    const struct state *state = register_state(book, out);
    text_format(line, sizeof line, "状態:%s ", state != NULL ? state->label : "");
    return done(s, list_open(s, book, line, register_step_with(book, STEP_BRINGS_BACK)->key, &e), &e);
}

static enum screen_next show_book(const struct home *home, struct screens *s, bool print)
{
    const struct register_def *book;
    struct err e;
    int rc = choose_book(&book, home, s, print ? "印刷" : "検索", is_book, &e);
    if (rc == 0)
        rc = print ? preview_open(s, book, NULL, &e) : list_open(s, book, NULL, NULL, &e);
    return done(s, rc, &e);
}

static enum screen_next open_form(struct screens *s, const struct key *key)
{
    char number[2] = {(char)key->letter, '\0'};
    const struct register_def *book = register_of_form(number);
    struct err e;
    return book == NULL ? SCREEN_STAY : done(s, list_open(s, book, NULL, NULL, &e), &e);
}

static void move(struct home *home, int code)
{
    bool last = code == K_END || (code == K_UP && home->selected <= 0);
    if (home->nrows == 0)
        return;
    if (last || code == K_HOME)
        home->selected = last ? home->nrows - 1 : 0;
    else
        home->selected = (home->selected + (code == K_UP ? -1 : 1)) % home->nrows;
}

static enum screen_next home_handle(void *self, struct screens *s, const struct key *key, int command)
{
    struct home *home = self;
    struct err e;
    switch (command) {
    case HOME_OPEN:
        return open_row(home, s);
    case HOME_TAKE:
        return take_out(home, s);
    case HOME_SEARCH:
        return show_book(home, s, false);
    case HOME_WAITING:
        return done(s, waiting_open(s, &e), &e);
    case HOME_RETURN:
        return come_back(home, s);
    case HOME_ROUND:
        return done(s, round_menu_open(s, &e), &e);
    case HOME_HANDOVER:
        return done(s, handover_open(s, &e), &e);
    case HOME_REMIND:
        return remind(home, s);
    case HOME_MONTH:
        return done(s, month_open(s, &e), &e);
    case HOME_PRINT:
        return show_book(home, s, true);
    case HOME_MENU:
        return done(s, menu_open(s, &e), &e);
    case HOME_MOVE:
        move(home, key->code);
        return SCREEN_REDRAW;
    default:
        return key->code == K_TEXT && key->letter >= '1' && key->letter <= '9' ? open_form(s, key) : SCREEN_STAY;
    }
}

static enum screen_next home_resume(void *self, struct screens *s, int result)
{
    struct err e;
    (void)result;
    return done(s, load(self, &e), &e);
}

/* The clock moves, and other windows write. */
static enum screen_next home_tick(void *self, struct screens *s)
{
    struct home *home = self;
    struct err e;
    if (++home->ticks < REFRESH_TICKS)
        return SCREEN_STAY;
    home->ticks = 0;
    return done(s, load(home, &e), &e);
}

static void home_close(void *self)
{
    struct home *home = self;
    duties_release(&home->duties);
    free(home);
}

static const struct screen_ops home_ops = {
    .name = "ホーム",
    .commands = commands,
    .draw = home_draw,
    .handle = home_handle,
    .resume = home_resume,
    .tick = home_tick,
    .close = home_close,
};

int home_open(struct screens *s, struct err *e)
{
    struct home *home = calloc(1, sizeof *home);
    struct err missing;
    if (home == NULL)
        return err_memory(e);
    home->session = shared_session(s);
    home->selected = HOME_NOWHERE;
    int rc = load(home, e);
    if (rc != 0) {
        home_close(home);
        return rc;
    }
    rc = screens_replace(s, &home_ops, home, e);
    const struct station_signin *signin = session_signin(home->session);
    if (rc == 0 && signin->rebuilt)
        screens_say(s, "プログラムの版が変わったので、台帳を記録から作り直しました。元の控えは backups/%s です。",
                    signin->copy);
    if (rc == 0 && entry_reopen(s, &missing) == 0)
        screens_say(s, "途中だった手続を、下書きから続けます。");
    return rc;
}

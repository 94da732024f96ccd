/* The home screen. */
#include "screens/home.h"

#include <stdlib.h>
#include <string.h>

#include "app/board.h"
#include "forms/date.h"
#include "forms/text.h"
#include "screens/detail.h"
#include "screens/entry.h"
#include "screens/list.h"
#include "screens/make.h"
#include "screens/menu.h"
#include "screens/month.h"
#include "screens/own.h"
#include "screens/preview.h"
#include "screens/roster.h"
#include "screens/shared.h"
#include "screens/waiting.h"

#include "forms/banned.h"

enum {
    HOME_OPEN = COMMAND_OWN,
    HOME_TAKE,
    HOME_SEARCH,
    HOME_WAITING,
    HOME_RETURN,
    HOME_ROSTER,
    HOME_MONTH,
    HOME_PRINT,
    HOME_MENU,
    HOME_MOVE
};
enum { TASKS = 60, BOOKS = 12, MISSING = 12, ROWS = TASKS + BOOKS + MISSING, REFRESH_TICKS = 15, COUNT_CELLS = 11 };
enum home_kind { HOME_TASK, HOME_MISSING, HOME_BOOK };

struct home_row {
    enum home_kind kind;
    int index;
};
struct home {
    struct session *session;
    struct board board;
    struct book books[BOOKS];
    struct missing missing[MISSING];
    int nbooks, nmissing;
    struct home_row rows[ROWS];
    int nrows, selected, task_top;
    char duty[NAME_BYTES * 2];
    int ticks;
};

static const struct command commands[] = {
    {.id = HOME_OPEN, .keys = {K_ENTER}, .label = "開く", .help = "カーソルの用務、簿冊を開きます。", .hidden = true},
    {.id = HOME_TAKE,
     .keys = {K_F2, 'n'},
     .label = "持出",
     .help = "新しく申請・記載します。簿冊にカーソルがあればその簿冊に、なければ選びます。"},
    {.id = HOME_SEARCH, .keys = {K_F3, '/'}, .label = "検索", .help = "簿冊を選んで開き、探します。", .hidden = true},
    {.id = HOME_WAITING, .keys = {K_F4, 'w'}, .label = "決裁", .help = "自分の許可・確認を待つものを示します。"},
    {.id = HOME_RETURN, .keys = {K_F5, 'r'}, .label = "返却", .help = "持出中のものから選んで返却を記録します。"},
    {.id = HOME_ROSTER, .keys = {K_F6, 't'}, .label = "当直", .help = "当直表を月ごとに示します。"},
    {.id = HOME_MONTH, .keys = {K_F7, 'g'}, .label = "月次", .help = "簿冊の月次の確認・専決をします。"},
    {.id = HOME_PRINT,
     .keys = {K_F8, 'p'},
     .label = "印刷",
     .help = "様式を画面で確かめ、ファイルに書き出します。",
     .hidden = true},
    {.id = HOME_MENU, .keys = {K_F9, 'm'}, .label = "台帳", .help = "職員、機器、利用者、設定、自分の合言葉。"},
    {.id = HOME_MOVE,
     .keys = {K_UP, K_DOWN, K_HOME, K_END},
     .label = "選ぶ",
     .help = "用務と簿冊を選びます。1から9までの数字は、その番号の様式の簿冊を開きます。",
     .hidden = true},
    {.id = COMMAND_NONE},
};

static void add_row(struct home *home, enum home_kind kind, int index)
{
    if (home->nrows < ROWS)
        home->rows[home->nrows++] = (struct home_row){kind, index};
}

/* What is missing is shown to those who can enter it. */
static bool keeps_masters(struct session *session)
{
    struct actor self;
    return actor_self(&self, session, NULL) == 0 &&
           (self.posts & (POST_ADMINISTRATOR | POST_TECHNICAL | POST_SUPERVISOR)) != 0;
}

static int load(struct home *home, struct err *e)
{
    struct board board = {0};
    int rc = board_load(&board, home->session, false, TASKS, e);
    if (rc != 0)
        return rc;
    board_release(&home->board);
    home->board = board;
    home->nbooks = 0;
    for (size_t i = 0; rc == 0 && registers[i] != NULL && home->nbooks < BOOKS; i++)
        if (registers[i]->form != NULL && session_may_view(home->session, registers[i], NULL) == 0)
            rc = book_load(&home->books[home->nbooks++], home->session, registers[i], e);
    int n = rc == 0 ? keeps_masters(home->session) ? missing_load(home->missing, MISSING, home->session, e) : 0 : rc;
    home->nmissing = n > 0 ? n : 0;
    if (n >= 0)
        rc = duty_line(home->duty, sizeof home->duty, home->session, e);
    home->nrows = 0;
    for (size_t i = 0; i < home->board.n && i < TASKS; i++)
        add_row(home, HOME_TASK, (int)i);
    for (int i = 0; i < home->nmissing; i++)
        add_row(home, HOME_MISSING, i);
    for (int i = 0; i < home->nbooks; i++)
        add_row(home, HOME_BOOK, i);
    if (home->selected >= home->nrows)
        home->selected = home->nrows > 0 ? home->nrows - 1 : 0;
    return n < 0 ? n : rc;
}

/* ---- picture ---- */

static const char *short_clause(const char *clause)
{
    static const char article[] = "第"; /* a narrow column may drop the 第…の */
    return strncmp(clause, article, strlen(article)) == 0 ? clause + strlen(article) : clause;
}

static enum draw_role task_role(const struct task *task)
{
    return task->kind == TASK_LATE ? ROLE_MARK_LATE : task->kind == TASK_OWN ? ROLE_MARK_OUT : ROLE_MARK_WAIT;
}

static int book_lines(const struct home *home)
{
    return (home->nbooks + 1) / 2;
}

/* A cell whose text does not fit says so: half a date would be read as another one. */
static void draw_cell(struct draw *d, int row, int col, int cells, enum draw_role role, const char *text)
{
    static const char cut[] = "..";
    char shown[NAME_BYTES * 2];
    size_t n = strlen(text);
    if (text_width(text, n) > cells) {
        n = text_fit(text, n, cells - (int)sizeof cut + 1, NULL);
        text_format(shown, sizeof shown, "%.*s%s", (int)n, text, cut);
        text = shown;
    }
    draw_text(d, row, col, cells, role, text);
}

static void draw_task(const struct home *home, struct draw *d, struct area at, int index, bool here)
{
    const struct task *task = &home->board.tasks[index];
    enum draw_role role = here ? ROLE_SELECTED : task->mine ? ROLE_PLAIN : ROLE_DISABLED;
    int wide = at.cols > 100 ? 14 : 0;
    draw_text(d, at.row, at.col, at.cols, role, here ? "▶" : "");
    draw_text(d, at.row, at.col + 2, 2, task_role(task), task->mark);
    draw_cell(d, at.row, at.col + 5, 24 + wide, role, task->title);
    draw_cell(d, at.row, at.col + 30 + wide, 20 + wide, role, task->detail);
    draw_text(d, at.row, at.col + 51 + 2 * wide, 12, role, task->act);
    draw_text(d, at.row, at.col + 64 + 2 * wide, at.cols - 65 - 2 * wide, role,
              task->clause[0] != '\0' ? short_clause(task->clause) : task->owner);
}

/* Counts that are not nothing: what is out, late, waiting; of a book where nothing moves, how many there are. */
static void book_counts(char *buf, size_t size, const struct book *book)
{
    const struct {
        const char *mark;
        int64_t n;
    } counts[] = {{"出", book->out}, {"超", book->late}, {"待", book->waiting}};
    buf[0] = '\0';
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        char one[NAME_BYTES];
        if (counts[i].n == 0)
            continue;
        text_format(one, sizeof one, "%s%s%lld", buf[0] != '\0' ? " " : "", counts[i].mark, (long long)counts[i].n);
        text_append(buf, size, one);
    }
    if (buf[0] == '\0')
        text_format(buf, size, "計%lld", (long long)book->total);
}

/* Two columns of books: a form's number, its name, its counts. */
static void draw_book(const struct home *home, struct draw *d, struct area at, int index, bool here)
{
    const struct book *book = &home->books[index];
    char text[NAME_BYTES], counts[NAME_BYTES];
    enum draw_role role = here ? ROLE_SELECTED : ROLE_PLAIN;
    text_format(text, sizeof text, "%s %s", book->reg->form,
                book->reg->brief != NULL ? book->reg->brief : book->reg->label);
    book_counts(counts, sizeof counts, book);
    draw_text(d, at.row, at.col, 2, role, here ? "▶" : "");
    draw_cell(d, at.row, at.col + 2, at.cols - COUNT_CELLS - 3, role, text);
    draw_text_right(d, at.row, at.col + at.cols - COUNT_CELLS - 1, COUNT_CELLS, book->late > 0 ? ROLE_MARK_LATE : role,
                    counts);
    if (here)
        draw_caret(d, at.row, at.col);
}

static void draw_books(const struct home *home, struct draw *d, struct area in, int row, int edge)
{
    int lines = book_lines(home), half = in.cols / 2;
    int selected =
        home->nrows > 0 && home->rows[home->selected].kind == HOME_BOOK ? home->rows[home->selected].index : -1;
    if (home->nbooks > 0 && row < edge)
        draw_text(d, row++, 1, in.cols - 2, ROLE_TITLE, "簿冊");
    for (int i = 0; i < home->nbooks; i++)
        if (row + i % lines < edge)
            draw_book(home, d, (struct area){row + i % lines, i < lines ? 0 : half, 1, half}, i, i == selected);
}

static void draw_signin(const struct home *home, struct draw *d, struct area in)
{
    const struct station_signin *signin = session_signin(home->session);
    char when[DATE_BYTES] = "", text[NAME_BYTES * 3];
    if (signin->last_time > 0)
        date_format_time(when, sizeof when, signin->last_time, DATE_WEEKDAY);
    text_format(text, sizeof text, "%s (%s)  前回ログイン %s", session_name(home->session), session_uid(home->session),
                signin->last_time > 0 ? when : "なし (初めて)");
    draw_text(d, in.row, 1, in.cols - 2, ROLE_HINT, text);
    if (signin->attempts > 0) {
        text_format(text, sizeof text, "前回から合言葉の間違いが%d回ありました", signin->attempts);
        draw_text_right(d, in.row, in.cols - 37, 36, ROLE_ERROR, text);
    }
}

static int draw_tasks(struct home *home, struct draw *d, struct area in, int row, int most)
{
    char text[80];
    int n = (int)home->board.n < TASKS ? (int)home->board.n : TASKS, rows = n < most ? n : most;
    bool at_task = home->nrows > 0 && home->rows[home->selected].kind == HOME_TASK;
    int selected = at_task ? home->rows[home->selected].index : home->task_top;
    text_format(text, sizeof text, "本日の用務  %d件%s", n, home->board.more ? "以上" : "");
    draw_text(d, row++, 1, in.cols - 2, ROLE_TITLE, text);
    if (selected < home->task_top)
        home->task_top = selected;
    if (selected >= home->task_top + rows)
        home->task_top = selected - rows + 1;
    if (home->task_top > n - rows)
        home->task_top = n - rows;
    if (n == 0)
        draw_text(d, row++, 3, in.cols - 4, ROLE_HINT, "今することはありません。");
    for (int i = home->task_top; i < home->task_top + rows; i++)
        draw_task(home, d, (struct area){row++, 0, 1, in.cols}, i, at_task && i == selected);
    if (home->task_top + rows < n)
        draw_text_right(d, row - 1, in.cols - 3, 2, ROLE_HINT, "↓");
    return row;
}

static void home_draw(void *self, struct screens *s, struct draw *d)
{
    struct home *home = self;
    const struct station_signin *signin = session_signin(home->session);
    char title[NAME_BYTES * 2], when[DATE_BYTES];
    date_format_time(when, sizeof when, session_now(home->session), DATE_WEEKDAY);
    text_format(title, sizeof title, "管理簿 %s  %s", session_unit_name(home->session), when);
    const char *foot[FRAME_FOOT] = {signin->alarm ? signin->alarm_text : NULL};
    struct area in = screens_frame(s, d, title, home->duty, foot);
    int row = in.row, edge = in.row + in.rows;
    draw_signin(home, d, in);
    int below = book_lines(home) + 1 + (home->nmissing > 0 ? (home->nmissing < 5 ? home->nmissing : 5) + 1 : 0);
    int most = in.rows - 2 - below - 1;
    row = draw_tasks(home, d, in, row + 1, most > 2 ? most : 2);
    if (home->nmissing > 0 && row < edge)
        draw_text(d, row++, 1, in.cols - 2, ROLE_TITLE, "最初の夜までに入れるもの");
    for (int i = 0; i < home->nrows; i++) {
        const struct home_row *r = &home->rows[i];
        bool here = i == home->selected;
        if (r->kind != HOME_MISSING || row >= edge)
            continue;
        draw_text(d, row, 0, in.cols, here ? ROLE_SELECTED : ROLE_PLAIN, here ? "▶" : "");
        draw_text(d, row++, 3, in.cols - 4, here ? ROLE_SELECTED : ROLE_PLAIN, home->missing[r->index].text);
        if (here)
            draw_caret(d, row - 1, 0);
    }
    draw_books(home, d, in, row, edge);
}

/* ---- keys ---- */

static enum screen_next done(struct screens *s, int rc, const struct err *e)
{
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, e);
}

static enum screen_next open_task(const struct task *task, struct screens *s)
{
    struct err e;
    int rc;
    if (task->kind == TASK_MONTH)
        rc = month_open(s, &e);
    else if (task->reg->own_screen)
        rc = own_open(s, task->reg, &e);
    else if (task->step[0] != '\0' && task->mine)
        rc = entry_open(s, task->reg, task->entry, task->step, &e);
    else
        rc = detail_open(s, task->reg, task->entry, &e);
    return done(s, rc, &e);
}

static enum screen_next open_row(struct home *home, struct screens *s)
{
    struct err e;
    if (home->nrows == 0)
        return SCREEN_STAY;
    const struct home_row *row = &home->rows[home->selected];
    if (row->kind == HOME_TASK)
        return open_task(&home->board.tasks[row->index], s);
    if (row->kind == HOME_BOOK)
        return done(s, list_open(s, home->books[row->index].reg, NULL, NULL, &e), &e);
    const struct register_def *reg = home->missing[row->index].reg;
    int rc = strcmp(reg->id, "roster") == 0 ? roster_open(s, &e) : list_open(s, reg, NULL, NULL, &e);
    return done(s, rc, &e);
}

/* The book under the cursor, or NULL. */
static const struct register_def *book_here(const struct home *home)
{
    const struct home_row *row = home->nrows > 0 ? &home->rows[home->selected] : NULL;
    return row != NULL && row->kind == HOME_BOOK ? home->books[row->index].reg : NULL;
}

static enum screen_next take_out(const struct home *home, struct screens *s)
{
    const struct register_def *book = book_here(home);
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
    *book = book_here(home);
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
        rc = print ? preview_open(s, book, NULL, NULL, &e) : list_open(s, book, NULL, NULL, &e);
    return done(s, rc, &e);
}

static enum screen_next open_form(struct screens *s, const struct key *key)
{
    char number[2] = {(char)key->letter, '\0'};
    const struct register_def *book = register_of_form(number);
    struct err e;
    return book == NULL ? SCREEN_STAY : done(s, list_open(s, book, NULL, NULL, &e), &e);
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
    case HOME_ROSTER:
        return done(s, roster_open(s, &e), &e);
    case HOME_MONTH:
        return done(s, month_open(s, &e), &e);
    case HOME_PRINT:
        return show_book(home, s, true);
    case HOME_MENU:
        return done(s, menu_open(s, &e), &e);
    case HOME_MOVE:
        if (key->code == K_HOME || key->code == K_END)
            home->selected = key->code == K_HOME || home->nrows == 0 ? 0 : home->nrows - 1;
        else if (home->nrows > 0)
            home->selected = (home->selected + (key->code == K_UP ? home->nrows - 1 : 1)) % home->nrows;
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
    board_release(&home->board);
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

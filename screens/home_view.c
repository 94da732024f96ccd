/* The home screen: its picture. */
#include <string.h>

#include "forms/date.h"
#include "forms/text.h"
#include "screens/owed.h"
#include "screens/home_board.h"
#include "screens/shared.h"

#include "forms/banned.h"

const struct home_row *home_row_here(const struct home *home)
{
    return home->selected == HOME_NOWHERE || home->nrows == 0 ? NULL : &home->rows[home->selected];
}

const struct register_def *home_book_here(const struct home *home)
{
    const struct home_row *row = home_row_here(home);
    return row != NULL && row->kind == HOME_BOOK ? home->books[row->index].reg : NULL;
}

enum { WIDE = 106 }; /* cells of a window in which the owner of each duty has a column */

static int book_lines(const struct home *home)
{
    return (home->nbooks + 1) / 2;
}

static void draw_task(const struct home *home, struct draw *d, struct area at, int index, bool here)
{
    const struct duty *duty = &home->duties.list[index];
    char clause[ERR_CLAUSE_BYTES * 2];
    enum draw_role role = here ? ROLE_SELECTED : duty->mine ? ROLE_PLAIN : ROLE_DISABLED;
    int more = at.cols >= WIDE ? (at.cols - WIDE) / 3
               : at.cols > 80  ? (at.cols - 80) / 3
                               : 0; /* what a wide window gives each column */
    const struct {
        const char *text;
        int cells;
    } columns[] = {{duty->title, 23 + more},
                   {duty->detail, 19 + more},
                   {duty->act, 14 + more / 2},
                   {duty->owner, at.cols >= WIDE ? 20 : 0},
                   {owed_clause(clause, sizeof clause, duty), at.cols}};
    draw_text(d, at.row, at.col, at.cols, role, here ? "▶" : "");
    draw_text(d, at.row, at.col + 2, 2, owed_role(duty), duty->mark);
    int col = at.col + 5, edge = at.col + at.cols - 1;
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        if (columns[i].cells == 0)
            continue;
        draw_text_cut(d, at.row, col, columns[i].cells < edge - col ? columns[i].cells : edge - col, role,
                      columns[i].text);
        col += columns[i].cells + 1;
    }
    if (here)
        draw_caret(d, at.row, at.col);
}

/* What is out has the mark that the book itself has for it (出, 許 …). */
static const char *out_mark(const struct register_def *reg)
{
    for (const struct state *state = reg->states; state->key != NULL; state++)
        if (state->kind == STATE_OUT)
            return state->mark;
    return "出";
}

/* Counts that are not nothing: what is out, late, waiting; of a book where nothing moves, how many there are. */
static void book_counts(char *buf, size_t size, const struct book *book)
{
    const struct {
        const char *mark;
        int64_t n;
    } counts[] = {{out_mark(book->reg), book->out}, {"超", book->late}, {"待", book->waiting}};
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
    int cells = text_width(counts, strlen(counts)); /* numbers are never cut, names may be */
    draw_text(d, at.row, at.col, 2, role, here ? "▶" : "");
    draw_text_cut(d, at.row, at.col + 2, at.cols - cells - 4, role, text);
    draw_text_right(d, at.row, at.col + at.cols - cells - 1, cells, book->late > 0 ? ROLE_MARK_LATE : role, counts);
    if (here)
        draw_caret(d, at.row, at.col);
}

static void draw_books(const struct home *home, struct draw *d, struct area in, int row, int edge)
{
    int lines = book_lines(home), half = in.cols / 2;
    const struct register_def *selected = home_book_here(home);
    row += row + lines + 1 < edge; /* a blank line where there is room */
    if (home->nbooks > 0 && row < edge)
        draw_text(d, row++, 1, in.cols - 2, ROLE_TITLE, "簿冊");
    for (int i = 0; i < home->nbooks; i++)
        if (row + i % lines < edge)
            draw_book(home, d, (struct area){row + i % lines, i < lines ? 0 : half, 1, half}, i,
                      selected != NULL && home->books[i].reg == selected);
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
    char text[NAME_BYTES], rest[NAME_BYTES] = "";
    int n = (int)home->duties.n < HOME_MOST_TASKS ? (int)home->duties.n : HOME_MOST_TASKS, rows = n < most ? n : most;
    const struct home_row *here = home_row_here(home);
    bool at_task = here != NULL && here->kind == HOME_TASK;
    int selected = at_task ? here->index : home->task_top;
    if (selected < home->task_top)
        home->task_top = selected;
    if (selected >= home->task_top + rows)
        home->task_top = selected - rows + 1;
    if (home->task_top > n - rows)
        home->task_top = n - rows;
    text_format(text, sizeof text, "本日の用務  %d件%s", n, home->duties.more ? "以上" : "");
    if (rows < n)
        text_format(rest, sizeof rest, "  (↑%d件 ↓%d件)", home->task_top, n - rows - home->task_top);
    text_append(text, sizeof text, rest);
    draw_text(d, row++, 1, in.cols - 2, ROLE_TITLE, text);
    if (n == 0)
        draw_text(d, row++, 3, in.cols - 4, ROLE_HINT, "今することはありません。");
    for (int i = home->task_top; i < home->task_top + rows; i++)
        draw_task(home, d, (struct area){row++, 0, 1, in.cols}, i, at_task && i == selected);
    return row;
}

/* Of the duty under the cursor: whose it is, by when, by which clause, whole. */
static void duty_sentence(char *buf, size_t size, const struct home *home)
{
    const struct home_row *row = home_row_here(home);
    char due[DATE_BYTES];
    buf[0] = '\0';
    if (row == NULL || row->kind != HOME_TASK)
        return;
    const struct duty *duty = &home->duties.list[row->index];
    text_format(buf, size, "%s: %s  ", duty->mine ? "あなたが行えます" : "行う者", duty->owner);
    if (duty->due != 0) {
        text_append(buf, size, duty->state == DUE_OVER ? "期限超過 " : "期限 ");
        if (date_minute(duty->due) == 0) /* the midnight after the last day */
            date_format(due, sizeof due, date_of(duty->due - 1), DATE_SHORT);
        else
            date_format_time(due, sizeof due, duty->due, DATE_SHORT);
        text_append(buf, size, due);
        text_append(buf, size, "  ");
    }
    text_append(buf, size, duty->guide ? "目安◇ " : "根拠 ");
    text_append(buf, size, duty->clause);
}

void home_draw(void *self, struct screens *s, struct draw *d)
{
    struct home *home = self;
    const struct station_signin *signin = session_signin(home->session);
    char title[NAME_BYTES * 2], when[DATE_BYTES], sentence[NAME_BYTES * 3];
    date_format_time(when, sizeof when, session_now(home->session), DATE_WEEKDAY);
    text_format(title, sizeof title, "管理簿 %s  %s", session_unit_name(home->session), when);
    duty_sentence(sentence, sizeof sentence, home);
    const char *foot[FRAME_FOOT] = {sentence, signin->alarm ? signin->alarm_text : NULL};
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

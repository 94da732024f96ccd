/* 適合ボード. */
#include "screens/compliance.h"

#include <stdlib.h>
#include <string.h>

#include "app/compliance.h"
#include "forms/date.h"
#include "forms/register_compliance.h"
#include "forms/text.h"
#include "screens/dialog.h"
#include "screens/list.h"
#include "screens/preview.h"
#include "screens/shared.h"
#include "screens/table.h"

#include "forms/banned.h"

enum {
    BOARD_OPEN = COMMAND_OWN,
    BOARD_ONLY,
    BOARD_EVIDENCE,
    BOARD_DATE,
    BOARD_PRINT,
    BOARD_LEAVE,
    DAY_CHARACTERS = 20
};

struct board_screen {
    struct compliance board;
    size_t *shown; /* lines of the board, by row */
    size_t n;
    bool demo, only;             /* only: what is not met alone */
    int64_t moment;              /* 0 = now */
    struct compliance_pack pack; /* while its pages are looked at */
    struct table *table;
    char foot[FRAME_FOOT][NAME_BYTES * 4];
};

static const struct command commands[] = {
    COMMAND(BOARD_OPEN, K_ENTER, "開く",
            "その条文で求められているものを示します。何も残っていなければ、根拠となる記録を示します。"),
    COMMAND(BOARD_ONLY, K_F2, "未了だけ", "適合と対象なしの行を隠し、又は戻します。"),
    COMMAND(BOARD_EVIDENCE, K_F3, "根拠", "その条文について残っている記録を一覧で示します。"),
    COMMAND(
        BOARD_DATE, K_F6, "日付",
        "別の日の様子を見ます。デモでだけできます。見るだけで、そこからは何も行えません。空にすると今日に戻ります。"),
    COMMAND(
        BOARD_PRINT, K_F8, "印刷",
        "適合状況一覧に、求められているものと根拠の記録を付けて画面で確かめ、PDF か表計算のファイルに書き出します。"),
    COMMAND(BOARD_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    {.id = COMMAND_NONE},
};

enum { COLUMN_CLAUSE, COLUMN_TEXT, COLUMN_OWED, COLUMN_OWNER, COLUMN_EVIDENCE, COLUMNS };
static const struct table_column columns[COLUMNS] = {
    [COLUMN_CLAUSE] = {.label = "根拠", .cells = 20},
    [COLUMN_TEXT] = {.label = "求めること", .cells = 0},
    [COLUMN_OWED] = {.label = "残り", .cells = 4, .right = true},
    [COLUMN_OWNER] = {.label = "行う者", .cells = 12},
    [COLUMN_EVIDENCE] = {.label = "記録", .cells = 9},
};

static const struct compliance_line *line_at(const struct board_screen *self, size_t row)
{
    return row < self->n ? &self->board.lines[self->shown[row]] : NULL;
}

static const struct compliance_line *selected(const struct board_screen *self)
{
    size_t row;
    return table_selected(self->table, &row) ? line_at(self, row) : NULL;
}

static bool is_open(const struct compliance_line *line)
{
    return line->owed > 0;
}

static size_t count(void *arg)
{
    const struct board_screen *self = arg;
    return self->n;
}

static void cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    const struct compliance_line *line = line_at(arg, row);
    char day[DATE_BYTES] = "", owed[24] = "";
    if (line->evidence.reg != NULL)
        date_format(day, sizeof day, date_of(line->evidence.at), DATE_SHORT);
    if (line->owed > 0)
        text_format(owed, sizeof owed, "%zu", line->owed);
    const char *const texts[COLUMNS] = {[COLUMN_CLAUSE] = line->kind->clause,
                                        [COLUMN_TEXT] = line->kind->label,
                                        [COLUMN_OWED] = owed,
                                        [COLUMN_OWNER] = line->owner,
                                        [COLUMN_EVIDENCE] = day};
    text_format(buf, size, "%s", texts[column]);
}

static const char *mark(void *arg, size_t row, enum draw_role *role)
{
    const struct compliance_line *line = line_at(arg, row);
    *role = strcmp(line->state, COMPLIANCE_BROKEN) == 0       ? ROLE_MARK_LATE
            : strcmp(line->state, COMPLIANCE_DUE) == 0        ? ROLE_MARK_WAIT
            : strcmp(line->state, COMPLIANCE_GUIDE_OVER) == 0 ? ROLE_MARK_OUT
                                                              : ROLE_MARK;
    return compliance_sign(line->state);
}

/* ---- loading ---- */

static int show(struct board_screen *self, struct err *e)
{
    self->n = 0;
    for (size_t i = 0; i < self->board.n; i++)
        if (!self->only || is_open(&self->board.lines[i]))
            self->shown[self->n++] = i;
    return self->table != NULL ? table_reload(self->table, TABLE_HERE, e) : 0;
}

static int load(struct board_screen *self, struct screens *s, int64_t moment, struct err *e)
{
    struct compliance fresh;
    screens_busy(s, "条文ごとに確かめています…");
    int rc = compliance_load(&fresh, shared_session(s), moment, e);
    if (rc != 0)
        return rc;
    compliance_release(&self->board);
    self->board = fresh;
    self->moment = moment;
    size_t *shown = realloc(self->shown, (fresh.n + 1) * sizeof *shown);
    if (shown == NULL)
        return err_memory(e);
    self->shown = shown;
    return show(self, e);
}

/* ---- drawing ---- */

/* Under the list: the line whole, what is owed of it, what is on record. */
static void fill_foot(struct board_screen *self, const struct compliance_line *line)
{
    char day[DATE_BYTES];
    for (int i = 0; i < FRAME_FOOT; i++)
        text_format(self->foot[i], sizeof self->foot[i], " ");
    if (line == NULL)
        return;
    const struct state *state = register_state(&register_compliance, line->state);
    text_format(self->foot[0], sizeof self->foot[0], "%s %s%s", state->label, line->kind->label,
                line->kind->guide ? " (目安。条文の義務ではありません)" : "");
    if (line->owed > 0)
        text_format(self->foot[1], sizeof self->foot[1], "残り%zu件 うち期限超過%zu件 %sから %s", line->owed,
                    line->over, date_format(day, sizeof day, date_of(line->since), DATE_SHORT), line->owner);
    if (line->evidence.reg != NULL)
        text_format(self->foot[2], sizeof self->foot[2], "直近の記録 %s %s %s %s %s",
                    date_format(day, sizeof day, date_of(line->evidence.at), DATE_SHORT), line->evidence.by,
                    line->evidence.step, line->evidence.reg->label, line->evidence.title);
}

static void board_draw(void *arg, struct screens *s, struct draw *d)
{
    struct board_screen *self = arg;
    const struct compliance *board = &self->board;
    char title[NAME_BYTES], right[NAME_BYTES], day[DATE_BYTES];
    fill_foot(self, selected(self));
    const char *foot[FRAME_FOOT] = {self->foot[0], self->foot[1], self->foot[2]};
    text_format(title, sizeof title, "適合ボード%s%s%s", self->moment != 0 ? " — " : "",
                self->moment != 0 ? date_format(day, sizeof day, date_of(self->moment), DATE_LONG) : "",
                self->moment != 0 ? "の見込み" : "");
    text_format(right, sizeof right, "適合%zu 期限内%zu 不履行%zu 目安%zu", board->met, board->due, board->broken,
                board->guides_over);
    table_draw(self->table, d, screens_frame(s, d, title, right, foot), true);
}

/* ---- what is done ---- */

/* The records that speak of the line. */
static enum screen_next open_evidence(const struct board_screen *self, struct screens *s)
{
    const struct compliance_line *line = selected(self);
    const struct register_def *reg;
    const char *where;
    struct err e;
    if (line == NULL)
        return SCREEN_STAY;
    if (!compliance_book(&reg, &where, shared_session(s), line->kind)) {
        screens_say(s, "この行には、根拠となる簿冊がありません。");
        return SCREEN_REDRAW;
    }
    return list_open(s, reg, where, NULL, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next open_line(const struct board_screen *self, struct screens *s)
{
    const struct compliance_line *line = selected(self);
    struct err e;
    if (line == NULL)
        return SCREEN_STAY;
    if (!is_open(line))
        return self->moment == 0 ? open_evidence(self, s) : SCREEN_STAY;
    return compliance_owed_open(s, line->kind, self->moment, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

/* A look at another day, in a demo alone: the session refuses it elsewhere as well. */
static enum screen_next move_date(struct board_screen *self, struct screens *s)
{
    static const char prompt[] = "どの日の様子を見ますか。(+30、R9.1.5 など。空にすると今日に戻ります)";
    char *text = NULL;
    struct date day;
    struct err e;
    int64_t now = session_now(shared_session(s));
    int rc = dialog_text(&text, s, "日付", prompt, NULL, DAY_CHARACTERS, false, &e);
    if (rc == 0 && text[0] != '\0')
        rc = date_parse(&day, text, date_of(now), NULL, &e);
    if (rc == 0)
        rc = load(self, s, text[0] != '\0' ? date_at(day, 0) + (now - date_at(date_of(now), 0)) : 0, &e);
    free(text);
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next print(struct board_screen *self, struct screens *s)
{
    const struct preview_of of = {.requests = self->pack.requests, .nrequests = COMPLIANCE_SHEETS};
    struct err e;
    screens_busy(s, "一式を作っています…");
    compliance_pack_release(&self->pack);
    int rc = compliance_pack_load(&self->pack, shared_session(s), &e);
    if (rc == 0)
        rc = preview_open(s, &register_compliance, &of, &e);
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

/* What is only looked ahead at leads to nothing, and is no paper. */
static bool board_offers(const void *arg, int command)
{
    const struct board_screen *self = arg;
    if (command == BOARD_EVIDENCE || command == BOARD_PRINT)
        return self->moment == 0;
    return command != BOARD_DATE || self->demo;
}

static enum screen_next board_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct board_screen *self = arg;
    struct err e;
    switch (command) {
    case BOARD_OPEN:
        return open_line(self, s);
    case BOARD_ONLY:
        self->only = !self->only;
        return show(self, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
    case BOARD_EVIDENCE:
        return open_evidence(self, s);
    case BOARD_DATE:
        return move_date(self, s);
    case BOARD_PRINT:
        return print(self, s);
    case BOARD_LEAVE:
        return SCREEN_LEAVE;
    default:
        return table_key(self->table, key, &e) < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
    }
}

static const char *board_help(void *arg)
{
    (void)arg;
    return "規定が求めることを条文の順に並べ、果たされているか(○)、期限内か(△)、期限を過ぎたか(×)を示します。"
           "◇ は条文が時期を定めていないものの目安で、下に並べます。条文による義務ではありません。"
           "点検は第7の1(2)エ(ア)e・オ(ア)d、簿冊の確認は第7の1(2)イ(エ)・オ(カ)c、検証は第7の1(2)オ(カ)aなど、"
           "根拠は行ごとに示します。";
}

static enum screen_next board_resume(void *arg, struct screens *s, int result)
{
    struct err e;
    (void)result;
    return load(arg, s, ((struct board_screen *)arg)->moment, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static void board_close(void *arg)
{
    struct board_screen *self = arg;
    table_free(self->table);
    compliance_release(&self->board);
    compliance_pack_release(&self->pack);
    free(self->shown);
    free(self);
}

static const struct screen_ops board_ops = {
    .name = "適合ボード",
    .commands = commands,
    .draw = board_draw,
    .handle = board_handle,
    .offers = board_offers,
    .help = board_help,
    .resume = board_resume,
    .close = board_close,
};

int compliance_open(struct screens *s, struct err *e)
{
    struct board_screen *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    self->demo = session_demo(shared_session(s));
    const struct table_source source = {
        .count = count, .cell = cell, .mark = mark, .arg = self, .empty = "残っているものはありません。"};
    int rc = load(self, s, 0, e);
    if (rc == 0)
        rc = table_new(&self->table, columns, COLUMNS, &source, e);
    return screens_begin(s, &board_ops, self, rc, e);
}

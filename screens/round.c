/* An inspection round: its keys. The picture: round_view.c. */
#include "screens/round.h"

#include <stdlib.h>
#include <string.h>

#include "forms/text.h"
#include "screens/dialog.h"
#include "screens/entry.h"
#include "screens/preview.h"
#include "screens/round_screen.h"
#include "screens/shared.h"

#include "forms/banned.h"

enum {
    GO_SEEN = COMMAND_OWN,
    GO_OUT,
    GO_MISSING,
    GO_UNLISTED,
    GO_SKIP,
    GO_CLOSE,
    GO_AGAIN,
    GO_SORT,
    GO_PRINT,
    GO_LEAVE
};
enum { REASON_CHARACTERS = 60 };

static const struct command commands[] = {
    COMMAND(GO_SEEN, K_ENTER, "現認",
            "番号が入っていれば、その番号のものを現認とします。↑ ↓ で選んだ直後は、カーソルの行を現認とします。"),
    COMMAND(GO_OUT, K_F4, "持出", "カーソルの行を持出中とします。持出簿、使用・持出簿で持出中のときだけ記録できます。"),
    COMMAND(GO_MISSING, K_F5, "不明",
            "カーソルの行を不明とし、報告先と措置を記録します。それが済むまで、この回は終わりません。"),
    COMMAND(GO_UNLISTED, K_F6, "台帳外", "台帳にないのに見付かったものを、見付けた場所とともに記載します。"),
    COMMAND(GO_CLOSE, K_F8, "締め",
            "全てに結果があれば、今日の日付で結果を記載します。所在点検の結果には、ほかの者の確認はいりません。"),
    COMMAND(GO_LEAVE, K_ESC, "中断", "ここまでの結果は記録してあります。次に開くと続きから始まります。"),
    {.id = GO_SKIP,
     .keys = {K_F7},
     .label = "年1回",
     .help =
         "クラス3に分類された区域に施錠して保管するものを、前回の点検日を示して今回は省略します(第7の1(2)オ(ア)d)。",
     .spare = true},
    {.id = GO_AGAIN,
     .keys = {K_F9},
     .label = "やり直し",
     .help = "カーソルの行の結果を、理由を付けて未了に戻します。",
     .spare = true},
    {.id = GO_SORT,
     .keys = {K_F3},
     .label = "順",
     .help = "番号の順と、未了のものを先にする順とを切り替えます。",
     .spare = true},
    {.id = GO_PRINT,
     .keys = {K_F2},
     .label = "様式5",
     .help = "その年の点検簿と、この月の対象ごとの記録を画面で確かめ、書き出します。",
     .spare = true},
    {.id = COMMAND_NONE},
};

/* ---- reading anew ---- */

static int reload(struct round_screen *self, struct err *e)
{
    struct round *fresh;
    char at[ENTRY_ID_BYTES] = "";
    size_t item = self->table != NULL ? round_selected(self) : self->round->n;
    if (item < self->round->n)
        text_format(at, sizeof at, "%s", self->round->items[item].entry->id);
    int rc = round_load(&fresh, self->round->session, self->round->entry->id, e);
    if (rc != 0)
        return rc;
    round_free(self->round);
    self->round = fresh;
    rc = round_sort(self, e);
    for (size_t i = 0; rc == 0 && at[0] != '\0' && i < fresh->n; i++)
        if (strcmp(fresh->items[i].entry->id, at) == 0)
            round_select(self, i);
    return rc;
}

/* After an answer. Where those left come first the cursor stays in its place, so that the next one is under it. */
static enum screen_next answered(struct round_screen *self, struct screens *s, size_t item)
{
    struct err e;
    self->chosen = false;
    if (round_sort(self, &e) != 0)
        return screens_error(s, &e);
    if (!self->left_first)
        round_select(self, item);
    return SCREEN_REDRAW;
}

/* Somebody may have been faster, at another window: what is on record now is shown. */
static enum screen_next failed(struct round_screen *self, struct screens *s, const struct err *e)
{
    (void)reload(self, NULL);
    return screens_error(s, e);
}

/* ---- answers ---- */

static enum screen_next scan(struct round_screen *self, struct screens *s, const char *typed)
{
    struct round_reply reply;
    struct err e;
    int rc = round_scan(self->round, typed, &reply, &e);
    if ((rc == ERR_REFUSED || rc == ERR_CONFLICT) && reload(self, NULL) == 0)
        rc = round_scan(self->round, typed, &reply, &e); /* answered at another window meanwhile? */
    if (rc != 0 || (reply.kind != ROUND_SEEN && reply.kind != ROUND_AGAIN))
        term_bell(screens_term(s));
    if (rc != 0)
        return failed(self, s, &e);
    if (reply.kind == ROUND_UNKNOWN)
        round_note(self, typed);
    if (reply.item < self->round->n) {
        (void)answered(self, s, reply.item);
        round_select(self, reply.item);
    }
    if (reply.kind == ROUND_SEEN || reply.kind == ROUND_AGAIN)
        screens_say(s, "%s", reply.text);
    else if (err_set(&e, ERR_INPUT, "%s", reply.text) != 0)
        return screens_error(s, &e);
    return SCREEN_REDRAW;
}

static enum screen_next answer(struct round_screen *self, struct screens *s, enum round_answer answer)
{
    size_t item = round_selected(self);
    struct err e;
    if (item == self->round->n)
        return SCREEN_STAY;
    if (round_answer(self->round, item, answer, &e) != 0)
        return failed(self, s, &e);
    return answered(self, s, item);
}

/* A number, or the row that an arrow has just chosen: a second Enter of a scanner answers for nothing. */
static enum screen_next enter(struct round_screen *self, struct screens *s)
{
    char typed[ROUND_LINE_CHARACTERS * 4 + 1];
    struct err e;
    text_format(typed, sizeof typed, "%s", edit_text(self->line));
    for (size_t n = strlen(typed); n > 0 && typed[n - 1] == ' ';) /* a scanner's filling */
        typed[--n] = '\0';
    if (typed[0] != '\0') {
        (void)edit_set(self->line, "", &e);
        self->chosen = false;
        return scan(self, s, typed);
    }
    if (self->chosen)
        return answer(self, s, ROUND_FOUND);
    screens_say(s, "番号を読み取るか入れてください。一覧から選ぶときは、↑ ↓ で選んでから Enter を押します。");
    return SCREEN_REDRAW;
}

/* What a scanner with a memory gives off, or what was copied: a number a line. */
static enum screen_next paste(struct round_screen *self, struct screens *s, const struct key *key)
{
    enum screen_next next = SCREEN_REDRAW;
    struct err e;
    for (size_t at = 0; at < key->paste_n && !screens_ending(s);) {
        const char *line = key->paste + at, *end = memchr(line, '\n', key->paste_n - at);
        size_t n = end != NULL ? (size_t)(end - line) : key->paste_n - at;
        if (edit_insert(self->line, line, n, &e) < 0) {
            (void)edit_set(self->line, "", NULL);
            return screens_error(s, &e);
        }
        if (end != NULL && edit_bytes(self->line) > 0)
            next = enter(self, s);
        at += n + (end != NULL);
    }
    return next;
}

static enum screen_next missing(struct round_screen *self, struct screens *s)
{
    size_t index = round_selected(self);
    char text[NAME_BYTES * 6];
    struct err e;
    if (index == self->round->n)
        return SCREEN_STAY;
    const struct round_item *item = &self->round->items[index];
    text_format(
        text, sizeof text,
        "「%s」を不明として記録し、報告先と措置の記録に進みます。\n紛失・盗難のおそれがあるときは、緊急対応手順に従"
        "って直ちに報告してください。",
        item->title);
    int rc = 0;
    if (item->answer != ROUND_MISSING || !item->wants) {
        if (!dialog_confirm(s, "不明", text, "不明とする"))
            return SCREEN_REDRAW;
        rc = round_answer(self->round, index, ROUND_MISSING, &e);
    }
    if (rc == 0)
        (void)answered(self, s, index);
    if (rc == 0)
        rc = entry_open(s, register_find(self->round->entry->reg->parts), self->round->items[index].entry->id, "settle",
                        &e);
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : failed(self, s, &e);
}

static enum screen_next again(struct round_screen *self, struct screens *s)
{
    size_t item = round_selected(self);
    char *reason = NULL;
    struct err e;
    if (item == self->round->n)
        return SCREEN_STAY;
    int rc = dialog_text(&reason, s, "やり直し", "この結果を未了に戻す理由を入れてください。前の結果は経過に残ります。",
                         "", REASON_CHARACTERS, false, &e);
    if (rc == 0)
        rc = round_reopen(self->round, item, reason, &e);
    free(reason);
    if (rc == ERR_CANCELLED)
        return SCREEN_REDRAW;
    return rc == 0 ? answered(self, s, item) : failed(self, s, &e);
}

/* ---- the end ---- */

/* The year's sheet, and the things of this round's month alone: a whole year of them would be fifty pages. */
static enum screen_next print(struct round_screen *self, struct screens *s)
{
    const struct register_def *reg = self->round->entry->reg;
    struct err e;
    text_format(self->month, sizeof self->month, "%s", entry_get(self->round->entry, "month"));
    self->requests[0] = paper_around(reg, self->month, self->year);
    self->requests[0].alone = true;
    self->requests[1] = (struct paper_request){.reg = register_find(reg->parts), .month = self->month};
    const struct preview_of of = {.requests = self->requests, .nrequests = 2};
    return preview_open(s, reg, &of, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next finish(struct round_screen *self, struct screens *s)
{
    char text[ROUND_FOOT_BYTES * 3], title[NAME_BYTES * 2], counts[ROUND_FOOT_BYTES];
    struct err e;
    if (self->round->left == 0 && self->nunlisted > 0) {
        (void)err_set(&e, ERR_INPUT, "台帳外で見付かった「%s」が、まだ記載されていません。F6 で記載してください。",
                      self->unlisted[0]);
        return screens_error(s, &e);
    }
    for (size_t i = self->round->n; self->round->left > 0 && i > 0; i--)
        if (self->round->items[i - 1].wants)
            round_select(self, i - 1);
    if (self->round->left == 0) {
        round_title(title, sizeof title, self->round);
        round_counts(counts, sizeof counts, self->round);
        text_format(text, sizeof text, "%s の結果を、今日の日付で記載します。\n%s", title, counts);
        if (!dialog_confirm(s, "締め", text, "記載する"))
            return SCREEN_REDRAW;
    }
    int rc = round_close(self->round, &e);
    if (rc == 0)
        rc = reload(self, &e);
    if (rc != 0)
        return failed(self, s, &e);
    screens_say(s, "結果を記載しました。F2 で様式第5号を確かめ、書き出せます。");
    return SCREEN_REDRAW;
}

static enum screen_next leave(struct round_screen *self, struct screens *s)
{
    struct err e;
    if (edit_bytes(self->line) > 0) {
        (void)edit_set(self->line, "", &e);
        return SCREEN_REDRAW;
    }
    if (self->nunlisted > 0 &&
        !dialog_confirm(s, "中断", "台帳外で見付かったものが、まだ記載されていません。下書きに残して中断しますか。",
                        "中断する"))
        return SCREEN_REDRAW;
    return SCREEN_LEAVE;
}

/* ---- keys ---- */

static bool round_offers(const void *arg, int command)
{
    const struct round_screen *self = arg;
    if (self->round->closed)
        return command == GO_PRINT || command == GO_LEAVE || command == GO_SORT;
    if (command == GO_PRINT)
        return self->round->left == 0;
    return true;
}

static bool round_typing(const void *arg)
{
    const struct round_screen *self = arg;
    return !self->round->closed;
}

/* Arrows move the cursor; all else is typed, and the cursor goes to the first number that begins so. */
static enum screen_next type(struct round_screen *self, struct screens *s, const struct key *key)
{
    struct err e;
    size_t item;
    int moved = key->code == K_ENTER ? TABLE_IGNORED : table_key(self->table, key, &e);
    if (moved != TABLE_IGNORED) {
        self->chosen = moved == TABLE_MOVED;
        return moved < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
    }
    if (self->round->closed)
        return SCREEN_STAY;
    if (key->code == K_PASTE)
        return paste(self, s, key);
    self->chosen = false;
    if (edit_key(self->line, key, &e) < 0)
        return screens_error(s, &e);
    if (round_prefix(self->round, edit_text(self->line), &item))
        round_select(self, item);
    return SCREEN_REDRAW;
}

static enum screen_next round_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct round_screen *self = arg;
    struct err e;
    switch (command) {
    case GO_SEEN:
        return enter(self, s);
    case GO_OUT:
        return answer(self, s, ROUND_OUT);
    case GO_MISSING:
        return missing(self, s);
    case GO_UNLISTED:
        return round_add_unlisted(self, s);
    case GO_SKIP:
        return answer(self, s, ROUND_SKIPPED);
    case GO_CLOSE:
        return finish(self, s);
    case GO_AGAIN:
        return again(self, s);
    case GO_SORT:
        self->left_first = !self->left_first;
        return round_sort(self, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
    case GO_PRINT:
        return print(self, s);
    case GO_LEAVE:
        return leave(self, s);
    default:
        return type(self, s, key);
    }
}

static const char *round_help(void *arg)
{
    const struct round_screen *self = arg;
    if (entry_is(self->round->entry, "kind", "phone"))
        return "公用携帯電話機を管理する職員は、月に1回以上、所在を点検して様式第5号に記載します(第7の1(2)エ(ア)e)。"
               "一つずつ現物を確かめてください。まとめて現認とする方法はありません。";
    return "外部記録媒体を保管する職員は、月に1回(クラス3に分類された区域に施錠して保管するものは年に1回)"
           "以上、所在を点検"
           "して様式第5号に記載します(第7の1(2)オ(ア)d)。一つずつ現物を確かめてください。まとめて現認とする方法はありま"
           "せん。";
}

/* The form above has left: 1 = it recorded. */
static enum screen_next round_resume(void *arg, struct screens *s, int result)
{
    struct round_screen *self = arg;
    struct err e;
    bool added = round_added(self, result == 1);
    if (reload(self, &e) != 0)
        return screens_error(s, &e);
    if (added && self->round->n > 0)
        round_select(self, self->round->n - 1);
    return SCREEN_REDRAW;
}

static enum screen_next round_tick(void *arg, struct screens *s)
{
    struct round_screen *self = arg;
    struct err e;
    if (!station_changed(session_station(self->round->session)))
        return SCREEN_STAY;
    return reload(self, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static void round_close_screen(void *arg)
{
    struct round_screen *self = arg;
    table_free(self->table);
    edit_free(self->line);
    free(self->order);
    round_free(self->round);
    free(self);
}

static const struct screen_ops round_ops = {
    .name = "所在点検",
    .commands = commands,
    .draw = round_draw,
    .handle = round_handle,
    .typing = round_typing,
    .offers = round_offers,
    .help = round_help,
    .tick = round_tick,
    .resume = round_resume,
    .close = round_close_screen,
};

/* ---- opening ---- */

/* None yet: how many it would be, and for which month. */
static int begin(char id[ENTRY_ID_BYTES], struct screens *s, const char *kind, const char *month, struct err *e)
{
    char text[NAME_BYTES * 4], now[DATE_BYTES];
    int64_t n = 0;
    int rc = round_keeps(&n, shared_session(s), kind, e);
    if (rc != 0)
        return rc;
    if (n == 0)
        return err_set(e, ERR_NOT_FOUND, "所在点検をするものがありません。管理・保管する者は、台帳で定めます。");
    date_format(now, sizeof now, date_of(session_now(shared_session(s))), DATE_ISO);
    text_format(text, sizeof text, "自分が管理・保管する %lld件の所在点検を始めます。%s", (long long)n,
                month != NULL && strncmp(now, month, strlen(month)) != 0
                    ? "\nその月のうちには行われていません。点検の日は、行った日のまま記載されます。"
                    : "");
    if (!dialog_confirm(s, "所在点検", text, "始める"))
        return err_set(e, ERR_CANCELLED, "始めませんでした。");
    screens_busy(s, "点検の対象を書き出しています…");
    return round_begin(id, shared_session(s), kind, month, e);
}

int round_open(struct screens *s, const char *kind, const char *month, struct err *e)
{
    char id[ENTRY_ID_BYTES];
    int rc = round_find(id, shared_session(s), kind, month, e);
    if (rc == ERR_NOT_FOUND)
        rc = begin(id, s, kind, month, e);
    if (rc != 0)
        return rc;
    struct round_screen *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    rc = round_load(&self->round, shared_session(s), id, e);
    if (rc == 0)
        rc = round_sort(self, e);
    if (rc == 0)
        rc = edit_new(&self->line, ROUND_LINE_CHARACTERS, false, e);
    if (rc == 0)
        rc = round_table(self, e);
    if (rc == 0 && !self->round->closed)
        round_find_unlisted(self);
    return screens_begin(s, &round_ops, self, rc, e);
}

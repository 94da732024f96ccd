/* 当直引継ぎ. */
#include "screens/handover.h"

#include <stdlib.h>
#include <string.h>

#include "forms/register_handover.h"
#include "forms/text.h"
#include "screens/decide.h"
#include "screens/detail.h"
#include "screens/dialog.h"
#include "screens/entry.h"
#include "screens/handover_page.h"
#include "screens/pick.h"
#include "screens/preview.h"
#include "screens/shared.h"

#include "forms/banned.h"

enum {
    DUTY_DO = COMMAND_OWN,
    DUTY_DETAIL,
    DUTY_MARK,
    DUTY_MARK_ALL,
    DUTY_DO_MARKED,
    DUTY_HAND_OVER,
    DUTY_RECEIVE,
    DUTY_PRINT,
    DUTY_LEAVE,
    CANDIDATES = 300,
    WORDS_CHARACTERS = 200
};

static const struct command commands[] = {
    COMMAND(DUTY_DO, K_ENTER, "行う", "カーソルの行の返却の確認、又は特例の返却をします。ほかの行では内容を示します。"),
    {.id = DUTY_MARK,
     .keys = {K_F5, ' '},
     .label = "印",
     .help = "カーソルの行に印を付け、又は外します。空白キーでもできます。"},
    COMMAND(DUTY_DO_MARKED, K_F4, "記録",
            "印を付けたものを、自分の名で一件ずつ記録します。取込みや削除の確認が要るものは、その欄を順に開きます。"),
    COMMAND(DUTY_HAND_OVER, K_F6, "引継ぎ",
            "この当直の引継ぎを記録します。残るものがあれば、理由と後の措置を書きます。受領されるまで、やり直せます。"),
    COMMAND(DUTY_RECEIVE, K_F7, "受領", "引継ぎを受けたことを、自分の名で記録します。"),
    COMMAND(DUTY_PRINT, K_F8, "印刷", "引継ぎの一枚を画面で確かめ、書き出します。"),
    COMMAND(DUTY_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    COMMAND(DUTY_MARK_ALL, K_F9, "全部に印", "自分ができるものの全部に印を付けます。"),
    COMMAND(DUTY_DETAIL, K_F3, "内容", "カーソルの行の内容と経過を示します。"),
    {.id = COMMAND_NONE},
};

static size_t count_marked(const struct handover_screen *self)
{
    size_t n = 0;
    for (size_t i = 0; i < self->page.n; i++)
        n += row_doable(&self->page.rows[i]) && row_marked(self, &self->page.rows[i]);
    return n;
}

/* ---- what is done ---- */

static enum screen_next again(struct handover_screen *self, struct screens *s, int rc, struct err *e)
{
    struct err mine = *e;
    int loaded = page_load(self, s, e);
    if (rc != 0 && rc != ERR_CANCELLED)
        return screens_error(s, &mine);
    return loaded == 0 ? SCREEN_REDRAW : screens_error(s, e);
}

static enum screen_next open_row(const struct handover_screen *self, struct screens *s, bool detail)
{
    const struct handover_row *row = page_selected(self);
    struct err e;
    if (row == NULL)
        return SCREEN_STAY;
    int rc = row_doable(row) && !detail ? entry_open(s, row->reg, row->entry, row->step->key, &e)
                                        : detail_open(s, row->reg, row->entry, &e);
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

/* The first marked one that is still to be done opens its form; none: the work is over. */
static enum screen_next next_form(struct handover_screen *self, struct screens *s)
{
    struct err e;
    for (size_t i = 0; i < self->page.n; i++) {
        const struct handover_row *row = &self->page.rows[i];
        if (!row_doable(row) || !row_marked(self, row))
            continue;
        self->going = true;
        return entry_open(s, row->reg, row->entry, row->step->key, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
    }
    self->going = false;
    self->nmarks = 0;
    return SCREEN_REDRAW;
}

/* One after the other, each an act of its own; what asks for words is left to its form. */
static enum screen_next do_marked(struct handover_screen *self, struct screens *s)
{
    size_t n = count_marked(self), done = 0;
    char text[NAME_BYTES * 4];
    struct err e;
    int rc = 0;
    if (n == 0) {
        screens_say(s, "印を付けてください。F9 で自分ができるものの全部に付きます。");
        return SCREEN_REDRAW;
    }
    text_format(text, sizeof text,
                "印を付けた%zu件を、自分の名で一件ずつ記録します。返却の確認は、いずれも紛失のないこと(共有公用携帯"
                "電話機は持ち出しの終了)を確かめたものとして記録します。異常のあるものは印を外し、Enter で記録します。",
                n);
    if (!dialog_confirm(s, "返却の確認・特例の返却", text, "記録する"))
        return SCREEN_REDRAW;
    for (size_t i = 0; rc == 0 && i < self->page.n; i++) {
        bool form = false;
        if (!row_doable(&self->page.rows[i]) || !row_marked(self, &self->page.rows[i]))
            continue;
        rc = handover_do(&form, shared_session(s), &self->page.rows[i], &e);
        done += rc == 0 && !form;
    }
    enum screen_next next = again(self, s, rc, &e);
    if (rc != 0)
        return next;
    screens_say(s, "%zu件を記録しました。", done);
    return next_form(self, s);
}

static enum screen_next turn_mark(struct handover_screen *self, struct screens *s)
{
    const struct handover_row *row = page_selected(self);
    if (!row_doable(row)) {
        screens_say(s, "この行には、あなたが今ここで行うことはありません。");
        return SCREEN_REDRAW;
    }
    row_mark(self, row, !row_marked(self, row));
    return SCREEN_REDRAW;
}

static enum screen_next mark_all(struct handover_screen *self)
{
    for (size_t i = 0; i < self->page.n; i++)
        if (row_doable(&self->page.rows[i]))
            row_mark(self, &self->page.rows[i], true);
    return SCREEN_REDRAW;
}

/* ---- handing over ---- */

static void candidate_item(void *arg, size_t index, struct pick_item *item)
{
    const struct candidate *c = &((const struct candidates *)arg)->list[index];
    *item = (struct pick_item){
        .label = c->label, .detail = c->detail, .refusal = c->refusal.code != ERR_NONE ? c->refusal.text : NULL};
}

static int pick_receiver(char **canonical, struct handover_screen *self, struct screens *s, struct err *e)
{
    struct candidates candidates = {0};
    struct pick_options options = {.title = "引継ぎを受ける者", .item = candidate_item, .arg = &candidates};
    struct act *act = NULL;
    size_t index = 0;
    int rc = handover_act(&act, shared_session(s), &self->page, e);
    if (rc == 0)
        rc =
            candidates_load(&candidates, act, &register_handover.fields[register_field(&register_handover, "receiver")],
                            NULL, CANDIDATES, e);
    options.count = candidates.n;
    if (rc == 0)
        rc = pick_run(s, &options, &index, e);
    if (rc == 0 &&
        (*canonical = text_dup(candidates.list[index].canonical, strlen(candidates.list[index].canonical))) == NULL)
        rc = err_memory(e);
    candidates_release(&candidates);
    act_free(act);
    return rc;
}

/* He who receives is at the desk: his own id and passphrase. Else he does it later. */
static void offer_receipt(struct screens *s, const char *id)
{
    struct act *act = NULL;
    struct entry *after = NULL;
    struct err e;
    int rc = act_new(&act, shared_session(s), &register_handover, id, "receive", &e);
    if (rc == 0)
        rc = decide_run(s, act, &after, &e);
    screens_say(s, rc == 0 ? "引継ぎを記録し、受領されました。"
                           : "引継ぎを記録しました。受領は、受ける者がこの画面で後から記録できます。");
    entry_free(after);
    act_free(act);
}

static int ask_words(char **why, char **remarks, const struct handover_screen *self, struct screens *s, struct err *e)
{
    static const char left[] =
        "確認していない返却、又は返していない当直用のものが残っています。残る理由と、後をどうするか"
        "を書いてください。";
    int rc = handover_leaves(&self->page) ? dialog_text(why, s, "残るもの", left, NULL, WORDS_CHARACTERS, false, e) : 0;
    return rc != 0 ? rc
                   : dialog_text(remarks, s, "引継事項", "次の者に伝えること(なければ空のまま)。", NULL,
                                 WORDS_CHARACTERS, false, e);
}

static enum screen_next hand_over(struct handover_screen *self, struct screens *s)
{
    char *receiver = NULL, *why = NULL, *remarks = NULL, id[ENTRY_ID_BYTES] = "", text[NAME_BYTES * 4];
    const struct handover *page = &self->page;
    struct err e;
    int rc = pick_receiver(&receiver, self, s, &e);
    if (rc == 0)
        rc = ask_words(&why, &remarks, self, s, &e);
    if (rc == 0) {
        text_format(
            text, sizeof text,
            "%s に引き継ぎます。\n許可した数 %lld、うち持出中 %zu。確認した返却 %lld、残る確認 %zu。当直用の未返却 "
            "%zu。",
            reference_label(receiver), (long long)page->permitted, page->count[HANDOVER_OVERNIGHT],
            (long long)page->confirmed, page->left[HANDOVER_WAITING], page->left[HANDOVER_DESIGNATED]);
        rc = dialog_confirm(s, "当直の引継ぎ", text, "記録する")
                 ? handover_record(shared_session(s), receiver, why, remarks, id, &e)
                 : ERR_CANCELLED;
    }
    free(receiver);
    free(why);
    free(remarks);
    if (rc == 0)
        offer_receipt(s, id);
    return again(self, s, rc, &e);
}

static enum screen_next receive(struct handover_screen *self, struct screens *s)
{
    struct err e;
    int rc = handover_receive(shared_session(s), &self->page, &e);
    if (rc == 0)
        screens_say(s, "引継ぎを受けました。");
    return again(self, s, rc, &e);
}

/* What is on record; before that, the page as it stands now. */
static enum screen_next print(struct handover_screen *self, struct screens *s)
{
    struct preview_of of = {.entry = self->page.entry[0] != '\0' ? self->page.entry : NULL};
    struct err e;
    int rc = 0;
    if (of.entry == NULL) {
        entry_free(self->sketch);
        rc = handover_sketch(&self->sketch, &self->page, &e);
        self->made = (struct paper_made){.entries = &self->sketch, .n = 1};
        of.made = &self->made;
    }
    if (rc == 0)
        rc = preview_open(s, &register_handover, &of, &e);
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

/* ---- the screen ---- */

static enum screen_next handover_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct handover_screen *self = arg;
    struct err e;
    switch (command) {
    case DUTY_DO:
    case DUTY_DETAIL:
        return open_row(self, s, command == DUTY_DETAIL);
    case DUTY_MARK:
        return turn_mark(self, s);
    case DUTY_MARK_ALL:
        return mark_all(self);
    case DUTY_DO_MARKED:
        return do_marked(self, s);
    case DUTY_HAND_OVER:
        return hand_over(self, s);
    case DUTY_RECEIVE:
        return receive(self, s);
    case DUTY_PRINT:
        return print(self, s);
    case DUTY_LEAVE:
        return SCREEN_LEAVE;
    default:
        return table_key(self->table, key, &e) < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
    }
}

/* He hands over until it is received; another receives. */
static bool handover_offers(const void *arg, int command)
{
    const struct handover *page = &((const struct handover_screen *)arg)->page;
    if (command == DUTY_HAND_OVER)
        return page->his && strcmp(page->state, "received") != 0;
    return command != DUTY_RECEIVE || (!page->his && strcmp(page->state, "open") == 0);
}

static const char *handover_help(void *arg)
{
    (void)arg;
    return "持ち出し時に許可を与えた者が、返却のとき紛失のない旨を確認します(第7の1(2)イ(ア)b、オ(イ)b、オ(ウ)d、オ"
           "(エ)b)。許可した当直責任者は、退庁の前にここで確認します。その者が確認できないときは、運用責任者("
           "当直責任者を"
           "除く。)が理由を書いて確認します。当直用の共有公用携帯電話機とデジタルカメラ等は、勤務の終了後の報告に併せて"
           "当直責任者が返却します(" HANDOVER_PHONES "、" HANDOVER_CAMERAS
           ")。引継ぎの記録そのものは、条文の定めではありません。";
}

static enum screen_next handover_resume(void *arg, struct screens *s, int result)
{
    struct handover_screen *self = arg;
    struct err e;
    if (page_load(self, s, &e) != 0)
        return screens_error(s, &e);
    if (self->going && result == 1)
        return next_form(self, s);
    self->going = false;
    return SCREEN_REDRAW;
}

static void handover_close(void *arg)
{
    struct handover_screen *self = arg;
    table_free(self->table);
    handover_release(&self->page);
    entry_free(self->sketch);
    free(self->lines);
    free(self);
}

static const struct screen_ops handover_ops = {
    .name = "当直引継ぎ",
    .commands = commands,
    .draw = page_draw,
    .handle = handover_handle,
    .offers = handover_offers,
    .help = handover_help,
    .resume = handover_resume,
    .close = handover_close,
};

int handover_open(struct screens *s, struct err *e)
{
    struct handover_screen *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    return screens_begin(s, &handover_ops, self, page_load(self, s, e), e);
}

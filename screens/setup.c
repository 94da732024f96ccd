/* The first run. */
#include "screens/setup.h"

#include <stdlib.h>
#include <string.h>

#include "app/setup.h"
#include "forms/post.h"
#include "forms/text.h"
#include "forms/unit.h"
#include "screens/edit.h"
#include "screens/home.h"
#include "screens/pick.h"
#include "screens/shared.h"

#include "forms/banned.h"

enum { SETUP_ENTER = COMMAND_OWN, SETUP_NEXT, SETUP_BACK, SETUP_LIST, SETUP_QUIT };
enum { ROW_UNIT, ROW_UID, ROW_NAME, ROW_KANA, ROW_RANK, ROW_DONE, ROWS };
enum { LABEL_COL = 4, VALUE_COL = 18, VALUE_CELLS = 40 };

static const struct setup_row {
    const char *key, *label, *help;
    size_t limit; /* characters; 0 = picked */
} rows[ROWS] = {
    [ROW_UNIT] = {"unit", "所属", "別表の64の所属から選びます。", 0},
    [ROW_UID] = {"uid", "利用者ID", "半角の英小文字、数字、. _ - の2–32字。二度と変えられません。", UID_BYTES - 1},
    [ROW_NAME] = {"name", "氏名", "姓と名の間に空白を一つ入れます。", 30},
    [ROW_KANA] = {"kana", "ふりがな", "姓と名の間に空白を一つ入れます。", 40},
    [ROW_RANK] = {"rank", "階級・職", "一覧から選びます。", 0},
    [ROW_DONE] = {NULL, "合言葉を決めて始める", "次に、自分の合言葉を二度入れます。", 0},
};

struct setup_screen {
    struct shared *shared;
    struct edit *edits[ROWS];
    const struct unit *unit;
    const struct choice *rank;
    int focus;
};

static const struct command commands[] = {
    COMMAND(SETUP_ENTER, K_ENTER, "次へ", "次の欄に進みます。最後の行では署を作ります。"),
    {.id = SETUP_NEXT, .keys = {K_TAB, K_DOWN}, .label = "次の欄", .help = "次の欄に移ります。", .hidden = true},
    {.id = SETUP_BACK, .keys = {K_BACKTAB, K_UP}, .label = "前の欄", .help = "前の欄に移ります。", .hidden = true},
    COMMAND(SETUP_LIST, K_F3, "一覧", "一覧から選びます。"),
    COMMAND(SETUP_QUIT, K_ESC, "終了", "何も作らずに終わります。"),
    {.id = COMMAND_NONE},
};

static bool picks(int row)
{
    return row == ROW_UNIT || row == ROW_RANK;
}

static const char *picked_text(const struct setup_screen *self, int row)
{
    if (row == ROW_UNIT)
        return self->unit != NULL ? self->unit->name : "";
    return self->rank != NULL ? self->rank->label : "";
}

static void setup_draw(void *arg, struct screens *s, struct draw *d)
{
    struct setup_screen *self = arg;
    const char *foot[FRAME_FOOT] = {rows[self->focus].help};
    struct area in = screens_frame(s, d, "管理簿 — はじめに", NULL, foot);
    int row = in.row + 1;
    row += draw_paragraph(d, (struct area){row, 2, 4, in.cols - 4}, ROLE_PLAIN,
                          "この署の管理簿を作ります。最初の利用者は運用管理者です。"
                          "ほかの職員、職、機器、当直表は、始めてから順に入れます。");
    row++;
    for (int i = 0; i < ROWS; i++, row++) {
        bool here = i == self->focus;
        struct area at = {row, VALUE_COL, 1, VALUE_CELLS};
        draw_text(d, row, 1, 2, ROLE_PLAIN, here ? "▶" : "");
        if (i == ROW_DONE) {
            draw_text(d, ++row, LABEL_COL, 26, here ? ROLE_SELECTED : ROLE_KEY, rows[i].label);
            if (here)
                draw_caret(d, row, LABEL_COL);
            continue;
        }
        draw_text(d, row, LABEL_COL, VALUE_COL - LABEL_COL - 1, ROLE_LABEL, rows[i].label);
        draw_fill(d, at, here ? ROLE_FIELD_FOCUS : ROLE_FIELD);
        if (self->edits[i] != NULL)
            edit_draw(self->edits[i], d, at, here);
        else
            draw_text(d, row, VALUE_COL, VALUE_CELLS, here ? ROLE_FIELD_FOCUS : ROLE_FIELD, picked_text(self, i));
        if (here && self->edits[i] == NULL)
            draw_caret(d, row, VALUE_COL);
    }
}

static void unit_item(void *arg, size_t index, struct pick_item *item)
{
    (void)arg;
    *item = (struct pick_item){.label = units[index].name, .detail = units[index].number};
}

static void rank_item(void *arg, size_t index, struct pick_item *item)
{
    (void)arg;
    *item = (struct pick_item){.label = rank_choices[index].label};
}

static enum screen_next pick(struct setup_screen *self, struct screens *s, const char *filter)
{
    struct pick_options options = {.title = rows[self->focus].label, .filter = filter};
    bool unit = self->focus == ROW_UNIT;
    size_t index;
    struct err e;
    options.item = unit ? unit_item : rank_item;
    while (unit ? units[options.count].number != NULL : rank_choices[options.count].key != NULL)
        options.count++;
    int rc = pick_run(s, &options, &index, &e);
    if (rc == ERR_CANCELLED)
        return SCREEN_REDRAW;
    if (rc != 0)
        return screens_error(s, &e);
    if (unit)
        self->unit = &units[index];
    else
        self->rank = &rank_choices[index];
    self->focus++;
    return SCREEN_REDRAW;
}

static struct setup answers(const struct setup_screen *self)
{
    return (struct setup){.unit = self->unit != NULL ? self->unit->number : "",
                          .uid = edit_text(self->edits[ROW_UID]),
                          .name = edit_text(self->edits[ROW_NAME]),
                          .kana = edit_text(self->edits[ROW_KANA]),
                          .rank = self->rank != NULL ? self->rank->key : "",
                          .demo = false};
}

static enum screen_next fault(struct setup_screen *self, struct screens *s, const struct err *e)
{
    for (int i = 0; i < ROW_DONE; i++)
        if (strcmp(e->field, rows[i].key) == 0)
            self->focus = i;
    return screens_error(s, e);
}

static enum screen_next found(struct setup_screen *self, struct screens *s)
{
    struct setup setup = answers(self);
    struct secret passphrase = {0}; /* empty: the other answers are judged first */
    struct session *session = NULL;
    struct err e;
    setup.passphrase = &passphrase;
    int rc = setup_check(&setup, &self->shared->world, &e);
    if (rc != 0 && strcmp(e.field, "passphrase") != 0)
        return fault(self, s, &e);
    rc = shared_ask_new_secret(&passphrase, s, "自分の合言葉を決める", setup.uid, setup.name, self->unit->name, &e);
    if (rc == 0) {
        screens_busy(s, "署の管理簿を作っています…");
        rc = setup_found(&session, &setup, &self->shared->world, &e);
    }
    secret_release(&passphrase);
    if (rc == ERR_CANCELLED)
        return SCREEN_REDRAW;
    if (rc != 0)
        return fault(self, s, &e);
    shared_signed_in(s, session);
    return home_open(s, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

/* To the next row; what is wrong with this one is told here and not at the end. */
static enum screen_next leave(struct setup_screen *self, struct screens *s)
{
    struct setup setup = answers(self);
    struct secret passphrase = {0};
    struct err e = {0};
    setup.passphrase = &passphrase;
    if (setup_check(&setup, &self->shared->world, &e) != 0 && strcmp(e.field, rows[self->focus].key) == 0)
        return screens_error(s, &e);
    self->focus++;
    return SCREEN_REDRAW;
}

static enum screen_next setup_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct setup_screen *self = arg;
    struct err e;
    size_t n;
    const char *text = key_text(key, &n);
    switch (command) {
    case SETUP_ENTER:
        if (self->focus == ROW_DONE)
            return found(self, s);
        if (picks(self->focus) && picked_text(self, self->focus)[0] == '\0')
            return pick(self, s, NULL);
        return leave(self, s);
    case SETUP_NEXT:
        self->focus += self->focus < ROW_DONE;
        return SCREEN_REDRAW;
    case SETUP_BACK:
        self->focus -= self->focus > 0;
        return SCREEN_REDRAW;
    case SETUP_LIST:
        return picks(self->focus) ? pick(self, s, NULL) : SCREEN_REDRAW;
    case SETUP_QUIT:
        return SCREEN_QUIT;
    default:
        break;
    }
    if (self->edits[self->focus] != NULL)
        return edit_key(self->edits[self->focus], key, &e) < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
    if (!picks(self->focus) || text == NULL)
        return SCREEN_STAY;
    char filter[64];
    text_format(filter, sizeof filter, "%.*s", (int)n, text);
    return pick(self, s, key->letter == ' ' ? NULL : filter);
}

static bool setup_typing(const void *self)
{
    (void)self;
    return true;
}

static bool setup_offers(const void *arg, int command)
{
    const struct setup_screen *self = arg;
    return command != SETUP_LIST || picks(self->focus);
}

static void setup_close(void *arg)
{
    struct setup_screen *self = arg;
    for (int i = 0; i < ROWS; i++)
        edit_free(self->edits[i]);
    free(self);
}

static const struct screen_ops setup_ops = {
    .name = "はじめに",
    .commands = commands,
    .locked = true,
    .draw = setup_draw,
    .handle = setup_handle,
    .typing = setup_typing,
    .offers = setup_offers,
    .close = setup_close,
};

int setup_open(struct screens *s, struct err *e)
{
    struct setup_screen *self = calloc(1, sizeof *self);
    int rc = 0;
    if (self == NULL)
        return err_memory(e);
    self->shared = shared_of(s);
    for (int i = 0; rc == 0 && i < ROWS; i++)
        if (rows[i].limit > 0)
            rc = edit_new(&self->edits[i], rows[i].limit, false, e);
    return screens_begin(s, &setup_ops, self, rc, e);
}

/* Masters, settings and what is one's own. */
#include "screens/menu.h"

#include <stdlib.h>

#include "forms/text.h"
#include "screens/account.h"
#include "screens/list.h"
#include "screens/month.h"
#include "screens/passphrase.h"
#include "screens/roster.h"
#include "screens/shared.h"

#include "forms/banned.h"

enum { MENU_OPEN = COMMAND_OWN, MENU_MOVE, MENU_LEAVE };

static const struct command commands[] = {
    {.id = MENU_OPEN, .keys = {K_ENTER}, .label = "開く", .help = "選んだものを開きます。"},
    {.id = MENU_MOVE, .keys = {K_UP, K_DOWN}, .label = "選ぶ", .bar = "↑ ↓ 選ぶ", .help = "数字でも選べます。"},
    {.id = MENU_LEAVE, .keys = {K_ESC}, .label = "戻る", .help = "前の画面に戻ります。"},
    {.id = COMMAND_NONE},
};

static enum screen_next log_out(struct screens *s)
{
    (void)s;
    return SCREEN_LOGOUT;
}

static enum screen_next quit(struct screens *s)
{
    (void)s;
    return SCREEN_QUIT;
}

/* One of: a register as a list, a screen of its own, something done at once. */
static const struct item {
    const char *label, *help;
    const char *reg;
    int (*open)(struct screens *s, struct err *e);
    enum screen_next (*act)(struct screens *s);
} items[] = {
    {"職員", "氏名、階級、課・係", "person", NULL, NULL},
    {"職の指定", "運用責任者、当直責任者などの職", "post", NULL, NULL},
    {"利用者", "利用者ID、初回のコード、利用停止", NULL, account_open, NULL},
    {"場所", "署、分庁舎、交番、保管庫", "place", NULL, NULL},
    {"端末・機器", "モバイル端末、非モバイル端末等、特定用途機器", "device", NULL, NULL},
    {"公用携帯電話機", "共有・個別の公用携帯電話機", "phone", NULL, NULL},
    {"当直表", "夜ごと、休日ごとの当直責任者", NULL, roster_open, NULL},
    {"月次の確認", "簿冊の確認・専決", NULL, month_open, NULL},
    {"確認の記録", "済んだ月次の確認・専決", "monthly", NULL, NULL},
    {"閉庁日・開庁日", "署で定める日", "calendar_day", NULL, NULL},
    {"設定", "執務時間、自動施錠など", "setting", NULL, NULL},
    {"合言葉の変更", "自分の合言葉", NULL, NULL, passphrase_change},
    {"ログアウト", "ログイン画面に戻る", NULL, NULL, log_out},
    {"終了", "プログラムを終わる", NULL, NULL, quit},
};
enum { ITEMS = sizeof items / sizeof items[0] };

struct menu {
    int selected;
};

static void menu_draw(void *self, struct screens *s, struct draw *d)
{
    const struct menu *menu = self;
    struct area in = screens_frame(s, d, "台帳・設定", session_name(shared_session(s)), NULL);
    for (int i = 0; i < ITEMS && i < in.rows; i++) {
        char text[NAME_BYTES];
        bool here = i == menu->selected;
        enum draw_role role = here ? ROLE_SELECTED : ROLE_PLAIN;
        if (i < 9) /* a digit is one key */
            text_format(text, sizeof text, " %d %s", i + 1, items[i].label);
        else
            text_format(text, sizeof text, "   %s", items[i].label);
        draw_text(d, in.row + i, 0, in.cols, role, here ? "▶" : "");
        draw_text(d, in.row + i, 3, 24, role, text);
        draw_text(d, in.row + i, 28, in.cols - 29, role, items[i].help);
        if (here)
            draw_caret(d, in.row + i, 0);
    }
}

static enum screen_next open_item(const struct item *item, struct screens *s)
{
    struct err e;
    int rc;
    if (item->act != NULL)
        return item->act(s);
    rc = item->open != NULL ? item->open(s, &e) : list_open(s, register_find(item->reg), NULL, NULL, &e);
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next menu_handle(void *self, struct screens *s, const struct key *key, int command)
{
    struct menu *menu = self;
    if (command == MENU_LEAVE)
        return SCREEN_LEAVE;
    if (command == MENU_OPEN)
        return open_item(&items[menu->selected], s);
    if (command == MENU_MOVE) {
        menu->selected = (menu->selected + (key->code == K_UP ? ITEMS - 1 : 1)) % ITEMS;
        return SCREEN_REDRAW;
    }
    int digit = key->code == K_TEXT ? key->letter - '1' : -1;
    if (digit < 0 || digit > 8)
        return SCREEN_STAY;
    menu->selected = digit;
    return open_item(&items[digit], s);
}

static void menu_close(void *self)
{
    free(self);
}

static const struct screen_ops menu_ops = {
    .name = "台帳・設定",
    .commands = commands,
    .draw = menu_draw,
    .handle = menu_handle,
    .close = menu_close,
};

int menu_open(struct screens *s, struct err *e)
{
    struct menu *menu = calloc(1, sizeof *menu);
    return menu == NULL ? err_memory(e) : screens_push(s, &menu_ops, menu, e);
}

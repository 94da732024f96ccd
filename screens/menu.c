/* Masters, settings and what is one's own. */
#include "screens/menu.h"

#include <stdlib.h>

#include "forms/text.h"
#include "screens/access_review.h"
#include "screens/account.h"
#include "screens/compliance.h"
#include "screens/disposal.h"
#include "screens/handover.h"
#include "screens/list.h"
#include "screens/month.h"
#include "screens/passphrase.h"
#include "screens/reminder.h"
#include "screens/report.h"
#include "screens/roster.h"
#include "screens/round.h"
#include "screens/shared.h"
#include "screens/transfer.h"
#include "screens/verification.h"
#include "screens/yearly.h"

#include "forms/banned.h"

enum { MENU_OPEN = COMMAND_OWN, MENU_MOVE, MENU_LEAVE };

static const struct command commands[] = {
    COMMAND(MENU_OPEN, K_ENTER, "開く", "選んだものを開きます。"),
    {.id = MENU_MOVE,
     .keys = {K_UP, K_DOWN, K_HOME, K_END},
     .label = "選ぶ",
     .bar = "↑ ↓ 選ぶ",
     .help = "数字でも選べます。"},
    COMMAND(MENU_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
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

/* A screen of its own, or something done at once. */
struct item {
    const char *label, *help;
    int (*open)(struct screens *s, struct err *e);
    enum screen_next (*act)(struct screens *s);
};
/* What is done by the day, the month, the year: the digits are theirs. */
static const struct item acts[] = {
    {"当直引継ぎ", "勤務の終わりの一枚: 確認、返却、引継ぎ", handover_open, NULL},
    {"所在点検", "公用携帯電話機・外部記録媒体を一つずつ確かめる", round_menu_open, NULL},
    {"月次の確認", "簿冊の確認・専決", month_open, NULL},
    {"使用状況の検証", "ログと使用・持出簿の照合、差異、結果の記載", verification_menu_open, NULL},
    {"年当初・年1回の確認", "様式第2号・第4号・第6号の更新と確認", yearly_open, NULL},
    {"督促", "済んでいない用務を、者ごとに", reminder_open, NULL},
    {"適合ボード", "条文ごとに、果たされているかと、その根拠", compliance_open, NULL},
    {"権限の見直し", "利用者ID、職、管理者権限", access_review_open, NULL},
    {"当直表(月ごと)", "夜ごと、休日ごとの当直責任者", roster_open, NULL},
    {"異動", "離任・着任: 職、保管、続く記載の引継ぎ", transfer_open, NULL},
    {"規定と異なる事項", "既定から変えた設定、適用中の例外", report_open, NULL},
    {"廃棄", "保管期間の満了した記載", disposal_open, NULL},
};
/* What is one's own. */
static const struct item own[] = {
    {"利用者", "利用者ID、初回のコード、利用停止", account_open, NULL},
    {"合言葉の変更", "自分の合言葉", NULL, passphrase_change},
    {"ログアウト", "ログイン画面に戻る", NULL, log_out},
    {"終了", "プログラムを終わる", NULL, quit},
};
enum { ACTS = sizeof acts / sizeof acts[0], OWNS = sizeof own / sizeof own[0], REGISTERS = 64, LABEL_CELLS = 34 };

/* Between them every register that is no numbered form and has no screen of its own. */
struct menu {
    const struct register_def *regs[REGISTERS];
    int nregs, selected, top;
};

static int rows_of(const struct menu *menu)
{
    return ACTS + menu->nregs + OWNS;
}

/* NULL where the row is a register. */
static const struct item *item_of(const struct menu *menu, int row)
{
    return row < ACTS ? &acts[row] : row < ACTS + menu->nregs ? NULL : &own[row - ACTS - menu->nregs];
}

static const char *row_label(const struct menu *menu, int row)
{
    const struct item *item = item_of(menu, row);
    return item != NULL ? item->label : menu->regs[row - ACTS]->label;
}

/* A record of the text by its clause, a master by what kind of thing it is. */
static const char *row_help(const struct menu *menu, int row)
{
    const struct item *item = item_of(menu, row);
    if (item != NULL)
        return item->help;
    return menu->regs[row - ACTS]->clause != NULL ? menu->regs[row - ACTS]->clause : "台帳";
}

static void menu_draw(void *self, struct screens *s, struct draw *d)
{
    struct menu *menu = self;
    struct area in = screens_frame(s, d, "用務・記録・台帳・設定", session_name(shared_session(s)), NULL);
    int n = rows_of(menu);
    if (menu->selected < menu->top)
        menu->top = menu->selected;
    if (menu->selected >= menu->top + in.rows)
        menu->top = menu->selected - in.rows + 1;
    for (int i = menu->top; i < n && i < menu->top + in.rows; i++) {
        char text[NAME_BYTES];
        bool here = i == menu->selected;
        int row = in.row + i - menu->top;
        enum draw_role role = here ? ROLE_SELECTED : ROLE_PLAIN;
        if (i < 9) /* a digit is one key */
            text_format(text, sizeof text, " %d %s", i + 1, row_label(menu, i));
        else
            text_format(text, sizeof text, "   %s", row_label(menu, i));
        draw_text(d, row, 0, in.cols, role, here ? "▶" : "");
        draw_text(d, row, 3, LABEL_CELLS, role, text);
        draw_text(d, row, LABEL_CELLS + 4, in.cols - LABEL_CELLS - 8, role, row_help(menu, i));
        if (here)
            draw_caret(d, row, 0);
    }
    if (menu->top > 0)
        draw_text_right(d, in.row, in.cols - 3, 2, ROLE_HINT, "↑");
    if (menu->top + in.rows < n)
        draw_text_right(d, in.row + in.rows - 1, in.cols - 3, 2, ROLE_HINT, "↓");
}

static enum screen_next open_row(const struct menu *menu, struct screens *s)
{
    const struct item *item = item_of(menu, menu->selected);
    struct err e;
    int rc;
    if (item == NULL)
        rc = list_open(s, menu->regs[menu->selected - ACTS], NULL, NULL, &e);
    else if (item->act != NULL)
        return item->act(s);
    else
        rc = item->open(s, &e);
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next menu_handle(void *self, struct screens *s, const struct key *key, int command)
{
    struct menu *menu = self;
    int n = rows_of(menu);
    switch (command) {
    case MENU_LEAVE:
        return SCREEN_LEAVE;
    case MENU_OPEN:
        return open_row(menu, s);
    case MENU_MOVE:
        if (key->code == K_HOME || key->code == K_END)
            menu->selected = key->code == K_HOME ? 0 : n - 1;
        else
            menu->selected = (menu->selected + (key->code == K_UP ? n - 1 : 1)) % n;
        return SCREEN_REDRAW;
    default:
        break;
    }
    int digit = key->code == K_TEXT ? key->letter - '1' : -1;
    if (digit < 0 || digit > 8)
        return SCREEN_STAY;
    menu->selected = digit;
    return open_row(menu, s);
}

static void menu_close(void *self)
{
    free(self);
}

static const struct screen_ops menu_ops = {
    .name = "用務・記録・台帳・設定",
    .commands = commands,
    .draw = menu_draw,
    .handle = menu_handle,
    .close = menu_close,
};

int menu_open(struct screens *s, struct err *e)
{
    struct menu *menu = calloc(1, sizeof *menu);
    struct session *session = shared_session(s);
    if (menu == NULL)
        return err_memory(e);
    for (const struct register_def *const *reg = station_registers(session_station(session)); *reg != NULL; reg++)
        if ((*reg)->form == NULL && !(*reg)->own_screen && menu->nregs < REGISTERS &&
            session_may_view(session, *reg, NULL) == 0)
            menu->regs[menu->nregs++] = *reg;
    return screens_push(s, &menu_ops, menu, e);
}

/* 利用者. */
#include "screens/account.h"

#include <stdlib.h>
#include <string.h>

#include "app/account.h"
#include "app/act.h"
#include "app/list.h"
#include "forms/field.h"
#include "forms/register_user.h"
#include "forms/text.h"
#include "screens/detail.h"
#include "screens/dialog.h"
#include "screens/list.h"
#include "screens/pick.h"
#include "screens/shared.h"
#include "screens/table.h"

#include "forms/banned.h"

enum { ACCOUNT_OPEN = COMMAND_OWN, ACCOUNT_ISSUE, ACCOUNT_REISSUE, ACCOUNT_SUSPEND, ACCOUNT_LIFT, ACCOUNT_LEAVE };
enum { CANDIDATES = 500, REASON_CHARACTERS = 150, COLUMNS = 3 };

struct account {
    struct list *list;
    struct table *table;
};

static const struct command commands[] = {
    COMMAND(ACCOUNT_ISSUE, K_F2, "IDの付与",
            "職員に利用者IDを与え、初回ログインのための一度だけのコードを作ります。コードは一度しか表示しません。"),
    COMMAND(ACCOUNT_REISSUE, K_F5, "コード再発行",
            "合言葉を忘れた人に、新しいコードを作ります。前の署名はそのまま有効です。"),
    COMMAND(ACCOUNT_SUSPEND, K_F6, "利用停止", "その人がログインできないようにします。"),
    COMMAND(ACCOUNT_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    COMMAND(ACCOUNT_LIFT, K_F7, "停止の解除", "利用停止や、間違いの繰り返しによる停止を解きます。"),
    COMMAND(ACCOUNT_OPEN, K_ENTER, "経過", "その利用者IDの経過を示します。"),
    {.id = COMMAND_NONE},
};

static const struct table_column columns[COLUMNS] = {
    {.label = "利用者ID", .cells = 20},
    {.label = "職員", .cells = 26},
    {.label = "状態", .cells = 0},
};

static int load(void *arg, enum table_load what, int rows, struct table_page *page, struct err *e)
{
    struct account *self = arg;
    return list_page(self->list, what, rows, page, e);
}

static void cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    const struct account *self = arg;
    const struct entry *entry = list_entry(self->list, row);
    const struct state *state = entry != NULL ? register_state(entry->reg, entry->state) : NULL;
    if (column < 2)
        list_cell(self->list, row, column, buf, size);
    else
        text_format(buf, size, "%s", state != NULL ? state->label : "");
}

static const char *mark(void *arg, size_t row, enum draw_role *role)
{
    const struct account *self = arg;
    enum state_kind kind;
    bool late;
    const char *text = list_mark(self->list, row, &late, &kind);
    *role = shared_mark_role(kind, false);
    return text;
}

static void account_draw(void *arg, struct screens *s, struct draw *d)
{
    struct account *self = arg;
    table_draw(self->table, d, screens_frame(s, d, "利用者", NULL, NULL), true);
}

static void candidate_item(void *arg, size_t index, struct pick_item *item)
{
    const struct candidates *c = arg;
    *item = (struct pick_item){.label = c->list[index].label, .detail = c->list[index].detail};
    if (c->list[index].refusal.code != ERR_NONE)
        item->refusal = c->list[index].refusal.text;
}

static int pick_person(char person[ENTRY_ID_BYTES], char name[NAME_BYTES], struct screens *s, struct err *e)
{
    const struct field *field = &register_user.fields[register_field(&register_user, "person")];
    struct candidates candidates = {0};
    struct pick_options options = {.title = "IDを与える職員",
                                   .item = candidate_item,
                                   .arg = &candidates,
                                   .empty = "職員がまだ登録されていません。先に「職員」に登録してください。"};
    struct act *act = NULL;
    size_t index;
    int rc = act_new(&act, shared_session(s), &register_user, NULL, "issue", e);
    if (rc == 0)
        rc = candidates_load(&candidates, act, field, NULL, CANDIDATES, e);
    options.count = candidates.n;
    if (rc == 0)
        rc = pick_run(s, &options, &index, e);
    if (rc == 0) {
        reference_id(person, candidates.list[index].canonical);
        text_format(name, NAME_BYTES, "%s", candidates.list[index].label);
    }
    candidates_release(&candidates);
    act_free(act);
    return rc;
}

static void show_code(struct screens *s, const char *uid, char code[CODE_BYTES])
{
    char text[NAME_BYTES * 4];
    text_format(text, sizeof text,
                "利用者ID  %s\nコード    %s\n\n書き写して本人に渡してください。この画面を閉じると二度と表示しません。\n"
                "72時間のうちに一度だけ使えます。初回ログインで本人が自分の合言葉を決めます。",
                uid, code);
    dialog_message(s, "一度だけのコード", text);
    explicit_bzero(text, sizeof text);
    explicit_bzero(code, CODE_BYTES);
}

static enum screen_next ended(struct account *self, struct screens *s, int rc, struct err *e)
{
    if (rc == 0)
        rc = table_reload(self->table, TABLE_HERE, e);
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, e);
}

static enum screen_next issue(struct account *self, struct screens *s)
{
    char person[ENTRY_ID_BYTES], name[NAME_BYTES], prompt[NAME_BYTES * 2], code[CODE_BYTES] = "";
    char *uid = NULL;
    struct err e;
    int rc = pick_person(person, name, s, &e);
    text_format(prompt, sizeof prompt, "%s に与える利用者IDを入れてください (半角の英小文字、数字、. _ - の2–32字)。",
                name);
    if (rc == 0)
        rc = dialog_text(&uid, s, "IDの付与", prompt, NULL, UID_BYTES - 1, false, &e);
    if (rc == 0) {
        screens_busy(s, "コードを作っています…");
        rc = account_issue(shared_session(s), uid, person, code, &e);
    }
    if (rc == 0)
        show_code(s, uid, code);
    free(uid);
    return ended(self, s, rc, &e);
}

/* A step on the selected account, with its reason. */
static enum screen_next with_reason(struct account *self, struct screens *s, int command)
{
    size_t row;
    char code[CODE_BYTES] = "", prompt[NAME_BYTES * 2], uid[UID_BYTES];
    char *reason = NULL;
    struct err e;
    const struct entry *entry = table_selected(self->table, &row) ? list_entry(self->list, row) : NULL;
    const char *label = command_row(commands, command)->label;
    if (entry == NULL || entry_get(entry, USER_FIELD_UID) == NULL)
        return SCREEN_STAY;
    text_format(uid, sizeof uid, "%s", entry_get(entry, USER_FIELD_UID));
    text_format(prompt, sizeof prompt, "利用者ID「%s」の%sの理由を入れてください。", uid, label);
    int rc = dialog_text(&reason, s, label, prompt, NULL, REASON_CHARACTERS, false, &e);
    if (rc == 0 && command == ACCOUNT_REISSUE)
        rc = account_reissue(shared_session(s), uid, reason, code, &e);
    else if (rc == 0 && command == ACCOUNT_SUSPEND)
        rc = account_suspend(shared_session(s), uid, reason, &e);
    else if (rc == 0)
        rc = account_lift(shared_session(s), uid, reason, &e);
    free(reason);
    if (rc == 0 && code[0] != '\0')
        show_code(s, uid, code);
    if (rc == 0)
        screens_say(s, "利用者ID「%s」: %sを記録しました。", uid, label);
    return ended(self, s, rc, &e);
}

static enum screen_next account_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct account *self = arg;
    struct err e;
    size_t row;
    switch (command) {
    case ACCOUNT_ISSUE:
        return issue(self, s);
    case ACCOUNT_REISSUE:
    case ACCOUNT_SUSPEND:
    case ACCOUNT_LIFT:
        return with_reason(self, s, command);
    case ACCOUNT_OPEN:
        if (!table_selected(self->table, &row))
            return SCREEN_STAY;
        return detail_open(s, &register_user, list_entry(self->list, row)->id, &e) == 0 ? SCREEN_REDRAW
                                                                                        : screens_error(s, &e);
    case ACCOUNT_LEAVE:
        return SCREEN_LEAVE;
    default:
        return table_key(self->table, key, &e) < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
    }
}

/* Only what the state of the selected account leaves open: a suspended one is lifted, not suspended again. */
static bool account_offers(const void *arg, int command)
{
    static const struct {
        int command;
        const char *step;
    } steps[] = {{ACCOUNT_REISSUE, "reissue"}, {ACCOUNT_SUSPEND, "suspend"}, {ACCOUNT_LIFT, "lift"}};
    const struct account *self = arg;
    size_t row;
    const struct entry *entry = table_selected(self->table, &row) ? list_entry(self->list, row) : NULL;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        if (steps[i].command == command)
            return entry == NULL || word_in(register_step(&register_user, steps[i].step)->from, entry->state);
    return true;
}

static enum screen_next account_resume(void *arg, struct screens *s, int result)
{
    struct err e;
    (void)result;
    return ended(arg, s, 0, &e);
}

static void account_close(void *arg)
{
    struct account *self = arg;
    table_free(self->table);
    list_free(self->list);
    free(self);
}

static const struct screen_ops account_ops = {
    .name = "利用者",
    .commands = commands,
    .draw = account_draw,
    .handle = account_handle,
    .resume = account_resume,
    .offers = account_offers,
    .close = account_close,
};

int account_open(struct screens *s, struct err *e)
{
    struct account *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    const struct table_source source = {.load = load, .cell = cell, .mark = mark, .arg = self};
    int rc = list_new(&self->list, shared_session(s), &register_user, e);
    if (rc == 0)
        rc = table_new(&self->table, columns, COLUMNS, &source, e);
    return screens_begin(s, &account_ops, self, rc, e);
}

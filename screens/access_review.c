/* 権限の見直し. */
#include "screens/access_review.h"

#include <stdlib.h>

#include "app/access_review.h"
#include "forms/field.h"
#include "forms/post.h"
#include "forms/register_access_review.h"
#include "forms/register_account_list.h"
#include "forms/text.h"
#include "screens/detail.h"
#include "screens/entry.h"
#include "screens/list.h"
#include "screens/preview.h"
#include "screens/shared.h"
#include "screens/table.h"

#include "forms/banned.h"

enum { REVIEW_OPEN = COMMAND_OWN, REVIEW_RECORD, REVIEW_LIST, REVIEW_PRINT, REVIEW_LEAVE };

struct review_screen {
    struct account_list accounts;
    struct table *table;
    char foot[FRAME_FOOT][NAME_BYTES * 4];
};

static const struct command commands[] = {
    COMMAND(REVIEW_OPEN, K_ENTER, "開く", "カーソルの利用者IDの経過を示します。"),
    COMMAND(REVIEW_RECORD, K_F4, "見直し",
            "見直しを記録します。システムセキュリティ維持管理者は、運用状況の報告を作ります。数は数えてあります。"),
    COMMAND(REVIEW_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    COMMAND(REVIEW_LIST, K_F3, "記録", "これまでの権限の見直しを一覧で示します。"),
    COMMAND(REVIEW_PRINT, K_F8, "印刷", "この一覧を画面で確かめ、書き出します。"),
    {.id = COMMAND_NONE},
};

/* Keys of the register's fields, in the order of the columns. */
static const char *const keys[] = {"uid", "person", "posts", "administrator", "seen", "standing"};
enum { COLUMNS = sizeof keys / sizeof keys[0] };
static const struct table_column columns[COLUMNS] = {
    {.label = "利用者ID", .cells = 12}, {.label = "職員", .cells = 12},       {.label = "職", .cells = 0},
    {.label = "管理", .cells = 4},      {.label = "サインイン", .cells = 10}, {.label = "状態", .cells = 8},
};

static const struct entry *row_at(const struct review_screen *self, size_t row)
{
    return row < self->accounts.rows.n ? self->accounts.rows.entries[row] : NULL;
}

static const struct entry *selected(const struct review_screen *self)
{
    size_t row;
    return table_selected(self->table, &row) ? row_at(self, row) : NULL;
}

static size_t count(void *arg)
{
    const struct review_screen *self = arg;
    return self->accounts.rows.n;
}

static void cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    const struct entry *entry = row_at(arg, row);
    const char *value = entry_get(entry, keys[column]);
    buf[0] = '\0';
    if (value != NULL)
        field_format(buf, size, entry_field(entry, keys[column]), value, FORMAT_LIST);
}

static const char *mark(void *arg, size_t row, enum draw_role *role)
{
    const struct entry *entry = row_at(arg, row);
    const struct state *state = register_state(entry->reg, entry->state);
    *role = shared_mark_role(state->kind, false);
    return state->mark;
}

/* When it was last reviewed and when it is due; what the row asks. */
static void fill_foot(struct review_screen *self)
{
    const struct entry *row = selected(self);
    const char *question = row != NULL ? entry_get(row, "question") : NULL;
    const struct account_list *a = &self->accounts;
    char last[DATE_BYTES] = "なし", since[DATE_BYTES] = "", until[DATE_BYTES] = "";
    if (a->last.year != 0)
        date_format(last, sizeof last, a->last, DATE_SHORT);
    if (a->due.state != DUE_NONE) {
        date_format(since, sizeof since, a->due.since, DATE_SHORT);
        date_format(until, sizeof until, a->due.until, DATE_SHORT);
    }
    text_format(self->foot[0], sizeof self->foot[0], "%s%s", question != NULL ? "見直す点(◇): " : " ",
                question != NULL ? question : "");
    for (char *p = self->foot[0]; *p != '\0'; p++)
        *p = *p == '\n' ? ' ' : *p;
    text_format(self->foot[1], sizeof self->foot[1], "前回の見直し %s%s%s%s%s%s  根拠 第6の1(3)オ", last,
                since[0] != '\0' ? "  今回 " : "", since, since[0] != '\0' ? "–" : "", until,
                a->due.state == DUE_OVER ? " 超過" : "");
}

static void review_draw(void *arg, struct screens *s, struct draw *d)
{
    struct review_screen *self = arg;
    char right[NAME_BYTES];
    fill_foot(self);
    const char *foot[FRAME_FOOT] = {self->foot[0], self->foot[1]};
    text_format(right, sizeof right, "識別コード %lld 管理者権限 %lld 見直す点 %lld",
                (long long)self->accounts.accounts, (long long)self->accounts.administrators,
                (long long)self->accounts.questions);
    table_draw(self->table, d, screens_frame(s, d, "権限の見直し", right, foot), true);
}

/* The maintainer reports how they are run; whoever else opens it records the review. */
static int record(const struct review_screen *self, struct screens *s, struct err *e)
{
    struct review_given counted;
    struct entry_given given[REVIEW_GIVEN + 1] = {{NULL, NULL}};
    struct actor actor;
    bool reports;
    int rc = actor_self(&actor, shared_session(s), e);
    review_given(&counted, &self->accounts);
    for (int i = 0; i < REVIEW_GIVEN && counted.pairs[i * 2] != NULL; i++)
        given[i] = (struct entry_given){counted.pairs[i * 2], counted.pairs[i * 2 + 1]};
    reports = (actor.posts & POST_MAINTAINER) != 0 && (actor.posts & (POST_SECURITY_OFFICER | POST_ADMINISTRATOR)) == 0;
    return rc == 0 ? entry_open_given(s, &register_access_review, reports ? "prepare" : "review", given, e) : rc;
}

static enum screen_next review_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct review_screen *self = arg;
    const struct entry *row = selected(self);
    struct err e;
    int rc = 0;
    switch (command) {
    case REVIEW_OPEN:
        if (row != NULL)
            rc = detail_open(s, register_find("user"), row->id, &e);
        break;
    case REVIEW_RECORD:
        rc = record(self, s, &e);
        break;
    case REVIEW_LIST:
        rc = list_open(s, &register_access_review, NULL, NULL, &e);
        break;
    case REVIEW_PRINT:
        rc = preview_open(s, &register_account_list, &(struct preview_of){.made = &self->accounts.rows}, &e);
        break;
    case REVIEW_LEAVE:
        return SCREEN_LEAVE;
    default:
        return table_key(self->table, key, &e) < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
    }
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
}

static const char *review_help(void *arg)
{
    (void)arg;
    return "システムセキュリティ責任者は、管理者権限の運用状況を定期的に把握し(第6の1(3)オ)"
           "、アクセス制御の要件を定期的に"
           "見直し(第6の1(2)イ)、不要な識別コードや過剰なアクセス権限がないか適宜見直します(第4の2(3)エ)。";
}

static enum screen_next review_resume(void *arg, struct screens *s, int result)
{
    struct review_screen *self = arg;
    struct account_list fresh;
    struct err e;
    (void)result;
    int rc = account_list_load(&fresh, shared_session(s), &e);
    if (rc == 0) {
        account_list_release(&self->accounts);
        self->accounts = fresh;
        rc = table_reload(self->table, TABLE_HERE, &e);
    }
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static void review_close(void *arg)
{
    struct review_screen *self = arg;
    table_free(self->table);
    account_list_release(&self->accounts);
    free(self);
}

static const struct screen_ops review_ops = {
    .name = "権限の見直し",
    .commands = commands,
    .draw = review_draw,
    .handle = review_handle,
    .help = review_help,
    .resume = review_resume,
    .close = review_close,
};

int access_review_open(struct screens *s, struct err *e)
{
    struct review_screen *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    const struct table_source source = {.count = count, .cell = cell, .mark = mark, .arg = self};
    int rc = account_list_load(&self->accounts, shared_session(s), e);
    if (rc == 0)
        rc = table_new(&self->table, columns, COLUMNS, &source, e);
    return screens_begin(s, &review_ops, self, rc, e);
}

/* 使用状況の検証. */
#include "screens/verification.h"

#include <stdlib.h>
#include <string.h>

#include "app/verification.h"
#include "forms/date.h"
#include "forms/field.h"
#include "forms/register_log_result.h"
#include "forms/register_use.h"
#include "forms/text.h"
#include "screens/detail.h"
#include "screens/dialog.h"
#include "screens/entry.h"
#include "screens/list.h"
#include "screens/log_columns.h"
#include "screens/log_lines.h"
#include "screens/preview.h"
#include "screens/shared.h"
#include "screens/table.h"

#include "forms/banned.h"

enum {
    VERIFY_LOOK = COMMAND_OWN,
    VERIFY_RECORD,
    VERIFY_READ,
    VERIFY_KIND,
    VERIFY_COLUMNS,
    VERIFY_DROP,
    VERIFY_PAPER,
    VERIFY_LINES,
    VERIFY_KEPT,
    VERIFY_BOOK,
    VERIFY_MONTH,
    VERIFY_LEAVE,
    PATH_CHARACTERS = 200,
    NAME_CHARACTERS = 40,
    TEXT_BYTES = 4096,
    ALL_KINDS = -1
};

struct verification_screen {
    struct verification *v;
    struct date first;
    size_t *rows; /* of v->shown, by row of the table */
    size_t n;
    int kind; /* the fault that alone is shown, or ALL_KINDS */
    struct table *table;
    char foot[FRAME_FOOT][TEXT_BYTES / 4];
};

static const struct command commands[] = {
    COMMAND(VERIFY_READ, K_F3, "ログを読む",
            "電子計算機のログ(CSV)を読み、使用・持出簿と照らし合わせます。続けて幾つでも読めます。"),
    {.id = VERIFY_RECORD,
     .keys = {K_F2, K_CTRL('s')},
     .label = "結果の記載",
     .help = "差異を検証結果として記録し、外部記録媒体等点検簿の結果の記載に進みます。運用管理補助者の確認は、その後で"
             "す。"},
    COMMAND(VERIFY_LOOK, K_ENTER, "見る", "カーソルの差異について、ログの行と簿冊の記載を示します。"),
    COMMAND(VERIFY_KIND, K_F5, "種別", "差異の種別ごとに絞ります。押すごとに次の種別に移ります。"),
    COMMAND(VERIFY_COLUMNS, K_F6, "列", "カーソルのログの、列の対応を決め直します。"),
    COMMAND(VERIFY_LINES, K_F8, "ログの確認",
            "全ての行のファイル名とファイルサイズを示します。ログの定期的確認の結果は、そこで記載します。"),
    COMMAND(VERIFY_PAPER, K_F7, "印刷", "検証結果を様式の形で示し、PDF や表計算のファイルに書き出します。"),
    COMMAND(VERIFY_KEPT, K_F4, "記録済", "この月の検証結果として記録したものを、一覧で示します。"),
    COMMAND(VERIFY_BOOK, K_F9, "簿冊", "この月に始まる使用・持出簿の記載を、一覧で示します。"),
    {.id = VERIFY_DROP,
     .keys = {K_DELETE},
     .label = "外す",
     .help = "カーソルのログを照合から外します。",
     .hidden = true},
    {.id = VERIFY_MONTH, .keys = {K_LEFT, K_RIGHT}, .label = "月", .bar = "← → 前月・翌月", .help = "月を移ります。"},
    COMMAND(VERIFY_LEAVE, K_ESC, "戻る", "前の画面に戻ります。"),
    {.id = COMMAND_NONE},
};

static const char *const keys[] = {"kind", "at", "person", "medium", "file"};
enum { COLUMNS = sizeof keys / sizeof keys[0] };
static const struct table_column columns[COLUMNS] = {
    {.label = "種別", .cells = 28}, {.label = "日時", .cells = 11},    {.label = "操作した者", .cells = 12},
    {.label = "媒体", .cells = 12}, {.label = "ファイル", .cells = 0},
};

static const struct entry *entry_at(const struct verification_screen *self, size_t row)
{
    return row < self->n ? self->v->shown.entries[self->rows[row]] : NULL;
}

static size_t count(void *arg)
{
    const struct verification_screen *self = arg;
    return self->n;
}

static void cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    const struct entry *entry = entry_at(arg, row);
    const char *value = entry != NULL ? entry_get(entry, keys[column]) : NULL;
    buf[0] = '\0';
    if (value != NULL)
        field_format(buf, size, entry_field(entry, keys[column]), value, FORMAT_LIST);
}

static bool is_kind(const struct entry *entry, const char *key)
{
    return entry != NULL && entry_is(entry, "kind", key);
}

static const char *mark(void *arg, size_t row, enum draw_role *role)
{
    const struct entry *entry = entry_at(arg, row);
    const struct choice *kind = entry != NULL ? choice_find(log_differences, entry_get(entry, "kind")) : NULL;
    *role = is_kind(entry, LOG_FILE_KIND)                        ? ROLE_MARK
            : is_kind(entry, log_differences[LOG_ROW_ALONE].key) ? ROLE_MARK_WAIT
                                                                 : ROLE_MARK_LATE;
    return kind != NULL ? kind->mark : "";
}

/* ---- what is shown ---- */

static int narrow(struct verification_screen *self, struct err *e)
{
    const struct paper_made *shown = &self->v->shown;
    size_t *rows = realloc(self->rows, (shown->n + 1) * sizeof *rows);
    if (rows == NULL)
        return err_memory(e);
    self->rows = rows;
    self->n = 0;
    for (size_t i = 0; i < shown->n; i++)
        if (self->kind == ALL_KINDS || is_kind(shown->entries[i], log_differences[self->kind].key))
            self->rows[self->n++] = i;
    return self->table != NULL ? table_reload(self->table, TABLE_FIRST, e) : 0;
}

static int compare(struct verification_screen *self, struct screens *s, struct err *e)
{
    self->kind = ALL_KINDS;
    self->n = 0; /* what is shown goes before it comes again, and the progress draws meanwhile */
    screens_busy(s, "ログと簿冊を照らし合わせています…");
    int rc = verification_compare(self->v, e);
    return rc == 0 ? narrow(self, e) : rc;
}

static int load(struct verification_screen *self, struct screens *s, struct err *e)
{
    struct verification *fresh;
    char month[DATE_BYTES];
    date_format(month, sizeof month, self->first, DATE_ISO);
    month[7] = '\0';
    int rc = verification_load(&fresh, shared_session(s), month, e);
    if (rc != 0)
        return rc;
    verification_free(self->v);
    self->v = fresh;
    self->kind = ALL_KINDS;
    return narrow(self, e);
}

static void fill_foot(struct verification_screen *self)
{
    char summary[TEXT_BYTES];
    size_t row;
    const struct entry *entry = table_selected(self->table, &row) ? entry_at(self, row) : NULL;
    const char *said = entry != NULL ? entry_get(entry, is_kind(entry, LOG_FILE_KIND) ? "file" : "row") : NULL;
    const char *source = entry != NULL ? entry_get(entry, is_kind(entry, LOG_FILE_KIND) ? "size" : "source") : NULL;
    const struct state *state =
        self->v->round != NULL ? register_state(self->v->round->reg, self->v->round->state) : NULL;
    (void)verification_summary(summary, sizeof summary, self->v);
    text_format(self->foot[0], sizeof self->foot[0], "%.*s", (int)strcspn(summary, "\n"), summary);
    text_format(self->foot[1], sizeof self->foot[1], "%s%s%s", said != NULL ? said : " ", source != NULL ? "  " : "",
                source != NULL ? source : "");
    text_format(self->foot[2], sizeof self->foot[2], "この月の検証: %s  根拠 第7の1(2)オ(カ)a",
                state != NULL ? state->label : "未");
}

static void verification_draw(void *arg, struct screens *s, struct draw *d)
{
    struct verification_screen *self = arg;
    char title[DATE_BYTES * 2], month[DATE_BYTES], right[NAME_BYTES];
    date_format(month, sizeof month, self->first, DATE_MONTH);
    text_format(title, sizeof title, "使用状況の検証 %s", month);
    text_format(right, sizeof right, "%s%s", self->kind != ALL_KINDS ? log_differences[self->kind].label : "",
                self->kind != ALL_KINDS ? " だけ" : "");
    fill_foot(self);
    const char *foot[FRAME_FOOT] = {self->foot[0], self->foot[1], self->foot[2]};
    table_draw(self->table, d, screens_frame(s, d, title, right, foot), true);
}

/* The next kind that there is; after the last, all. */
static enum screen_next next_kind(struct verification_screen *self, struct screens *s)
{
    struct err e;
    do
        self->kind = self->kind + 1 < LOG_FAULTS ? self->kind + 1 : ALL_KINDS;
    while (self->kind != ALL_KINDS && self->v->result.counts[self->kind] == 0);
    return narrow(self, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

/* ---- one difference ---- */

static void add_line(char *text, size_t size, const struct entry *entry)
{
    for (const struct field *f = entry->reg->fields; f->key != NULL; f++) {
        char value[TEXT_BYTES / 4];
        if (entry_get(entry, f->key) == NULL || strcmp(f->key, "month") == 0)
            continue;
        field_format(value, sizeof value, f, entry_get(entry, f->key), FORMAT_FORM);
        text_append(text, size, f->label);
        text_append(text, size, ": ");
        text_append(text, size, value);
        text_append(text, size, "\n");
    }
}

static enum screen_next look(struct verification_screen *self, struct screens *s)
{
    char text[TEXT_BYTES] = "";
    struct err e;
    size_t row;
    if (!table_selected(self->table, &row) || entry_at(self, row) == NULL)
        return SCREEN_STAY;
    const struct entry *use = verification_row(self->v, self->rows[row]);
    add_line(text, sizeof text, entry_at(self, row));
    if (use == NULL) {
        dialog_message(s, "ログと簿冊", text);
        return SCREEN_REDRAW;
    }
    if (!dialog_confirm(s, "ログと簿冊", text, "簿冊の記載を開く"))
        return SCREEN_REDRAW;
    return detail_open(s, use->reg, use->id, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

/* ---- files ---- */

static struct verification_file *file_here(const struct verification_screen *self, size_t *index)
{
    size_t row;
    if (!table_selected(self->table, &row) || !is_kind(entry_at(self, row), LOG_FILE_KIND))
        return NULL;
    *index = self->rows[row];
    return *index < self->v->nfiles ? &self->v->files[*index] : NULL;
}

/* Chosen by the person, and kept under a name for the months to come where he may keep it. */
static int map(struct verification_screen *self, struct screens *s, struct verification_file *file, struct err *e)
{
    char *name = NULL, start[NAME_BYTES];
    int rc = log_columns_run(s, file, e);
    if (rc != 0)
        return rc;
    text_format(start, sizeof start, "%.*s", (int)strcspn(file->name, "0123456789._"), file->name);
    rc = dialog_text(
        &name, s, "ログの列の対応",
        "この対応に付ける名称を入れてください。次の月からは、同じ見出しのログでは聞きません。\nEsc では、今回だけの"
        "対応とします。",
        start, NAME_CHARACTERS, false, e);
    if (rc == 0 && verification_map(self->v, file, name, e) != 0)
        dialog_error(s, "対応は今回だけのものになります", e);
    free(name);
    return screens_ending(s) ? ERR_CANCELLED : 0;
}

static int read_file(struct verification_screen *self, struct screens *s, const char *path, struct err *e)
{
    bool mapped = false;
    screens_busy(s, "ログを読んでいます…");
    int rc = verification_read(self->v, path, &mapped, e);
    if (rc != 0)
        return rc;
    if (!mapped)
        rc = map(self, s, &self->v->files[self->v->nfiles - 1], e);
    if (rc == 0)
        rc = compare(self, s, e);
    if (rc != 0) {
        struct err ignored;
        verification_drop(self->v, self->v->nfiles - 1);
        (void)compare(self, s, &ignored);
    }
    return rc;
}

static enum screen_next read_log(struct verification_screen *self, struct screens *s)
{
    char *path = NULL;
    struct err e;
    int rc = dialog_text(
        &path, s, "ログを読む",
        "電子計算機の、外部記録媒体の利用のログ(CSV)のファイル名を入れてください。元のファイルは変わりません。", NULL,
        PATH_CHARACTERS, false, &e);
    if (rc == 0)
        rc = read_file(self, s, path, &e);
    free(path);
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next map_again(struct verification_screen *self, struct screens *s)
{
    size_t index;
    struct err e;
    struct verification_file *file = file_here(self, &index);
    if (file == NULL) {
        screens_say(s, "読んだログの行にカーソルを置いてください。");
        return SCREEN_REDRAW;
    }
    int rc = map(self, s, file, &e);
    if (rc == 0)
        rc = compare(self, s, &e);
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next drop(struct verification_screen *self, struct screens *s)
{
    size_t index;
    struct err e;
    if (file_here(self, &index) == NULL || !dialog_confirm(s, "外す", "このログを照合から外します。", "外す"))
        return SCREEN_REDRAW;
    verification_drop(self->v, index);
    return compare(self, s, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

/* ---- on record, on paper ---- */

static enum screen_next record(struct verification_screen *self, struct screens *s)
{
    char summary[TEXT_BYTES], text[TEXT_BYTES + NAME_BYTES];
    struct err e;
    (void)verification_summary(summary, sizeof summary, self->v);
    text_format(text, sizeof text, "%s\nこれを検証結果として記録し、外部記録媒体等点検簿の結果の記載に進みます。",
                summary);
    if (!dialog_confirm(s, "結果の記載", text, "進む"))
        return SCREEN_REDRAW;
    screens_busy(s, "検証結果を記録しています…");
    int rc = verification_record(self->v, &e);
    if (rc == 0)
        rc = entry_reopen(s, &e);
    return rc == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next paper(struct verification_screen *self, struct screens *s)
{
    const struct preview_of of = {.month = self->v->month, .made = &self->v->shown};
    struct err e;
    return preview_open(s, &register_log_result, &of, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

/* The entries of the month in a book. */
static enum screen_next show_list(const struct verification_screen *self, struct screens *s,
                                  const struct register_def *reg)
{
    char line[NAME_BYTES];
    struct err e;
    text_format(line, sizeof line, "%s:%s", reg->sheet->period_field, self->v->month);
    return list_open(s, reg, line, NULL, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static bool may_close(const struct verification_screen *self, struct screens *s)
{
    return self->v->nfiles == 0 || dialog_confirm(s, "使用状況の検証", "読んだログとの照合を終えます。", "終える");
}

static enum screen_next go_month(struct verification_screen *self, struct screens *s, int by)
{
    struct err e;
    struct date first = self->first;
    if (!may_close(self, s))
        return SCREEN_REDRAW;
    self->first = date_add_months(self->first, by);
    if (load(self, s, &e) == 0)
        return SCREEN_REDRAW;
    self->first = first;
    return screens_error(s, &e);
}

static enum screen_next verification_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct verification_screen *self = arg;
    struct err e;
    switch (command) {
    case VERIFY_READ:
        return read_log(self, s);
    case VERIFY_RECORD:
        return record(self, s);
    case VERIFY_LOOK:
        return look(self, s);
    case VERIFY_KIND:
        return next_kind(self, s);
    case VERIFY_COLUMNS:
        return map_again(self, s);
    case VERIFY_DROP:
        return drop(self, s);
    case VERIFY_PAPER:
        return paper(self, s);
    case VERIFY_LINES:
        return log_lines_open(s, self->v, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
    case VERIFY_KEPT:
        return show_list(self, s, &register_log_result);
    case VERIFY_BOOK:
        return show_list(self, s, &register_use);
    case VERIFY_MONTH:
        return go_month(self, s, key->code == K_LEFT ? -1 : 1);
    case VERIFY_LEAVE:
        return may_close(self, s) ? SCREEN_LEAVE : SCREEN_REDRAW;
    default:
        return table_key(self->table, key, &e) < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
    }
}

static const char *verification_help(void *arg)
{
    (void)arg;
    return "運用責任者は、外部記録媒体の使用状況について、月に1回以上、ログ及び関係簿冊により検証し、結果を外部記録媒体"
           "等点検簿に"
           "記載し、運用管理補助者の確認を受けます(第7の1(2)オ(カ)a)。ログの検証結果は、点検簿とともに保管します(同b)。"
           "ログを取得できない電子計算機については、接続記録簿の記載を照らし合わせます。";
}

/* The result may have been recorded on the form, or a row put right. */
static enum screen_next verification_resume(void *arg, struct screens *s, int result)
{
    struct verification_screen *self = arg;
    struct err e;
    (void)result;
    return verification_round(self->v, &e) == 0 && compare(self, s, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
}

static void verification_close(void *arg)
{
    struct verification_screen *self = arg;
    table_free(self->table);
    verification_free(self->v);
    free(self->rows);
    free(self);
}

static const struct screen_ops verification_ops = {
    .name = "使用状況の検証",
    .commands = commands,
    .draw = verification_draw,
    .handle = verification_handle,
    .help = verification_help,
    .resume = verification_resume,
    .close = verification_close,
};

static struct date month_of(const char *month, struct date today)
{
    char first[DATE_BYTES];
    struct date day = date_add_months(date_month_first(today), -1);
    if (month != NULL) {
        text_format(first, sizeof first, "%.7s-01", month);
        (void)date_parse(&day, first, today, NULL, NULL);
    }
    return day;
}

int verification_open(struct screens *s, const char *month, struct err *e)
{
    struct verification_screen *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    self->first = month_of(month, date_of(session_now(shared_session(s))));
    const struct table_source source = {.count = count,
                                        .cell = cell,
                                        .mark = mark,
                                        .arg = self,
                                        .empty =
                                            "差異はありません。F3 でログを読むと、使用・持出簿と照らし合わせます。"};
    int rc = load(self, s, e);
    if (rc == 0)
        rc = table_new(&self->table, columns, COLUMNS, &source, e);
    return screens_begin(s, &verification_ops, self, rc, e);
}

int verification_menu_open(struct screens *s, struct err *e)
{
    return verification_open(s, NULL, e);
}

/* Every line of the logs, for ログの定期的確認. */
#include "screens/log_lines.h"

#include <stdlib.h>
#include <string.h>

#include "forms/date.h"
#include "forms/field.h"
#include "forms/register_inspection.h"
#include "forms/text.h"
#include "screens/dialog.h"
#include "screens/entry.h"
#include "screens/shared.h"
#include "screens/table.h"

#include "forms/banned.h"

enum { LINES_LOOK = COMMAND_OWN, LINES_RECORD, LINES_SORT, LINES_LEAVE, TEXT_BYTES = 2048 };

struct lines_screen {
    struct verification *v;
    struct table *table;
    size_t *rows; /* of v->lines */
    size_t n, nameless, sizeless;
    bool by_size;
    char foot[FRAME_FOOT][TEXT_BYTES / 4];
};

static const struct command commands[] = {
    {.id = LINES_RECORD,
     .keys = {K_F2, K_CTRL('s')},
     .label = "結果の記載",
     .help = "ファイル名とファイルサイズを確認した結果を、外部記録媒体等点検簿に記載します。"},
    COMMAND(LINES_LOOK, K_ENTER, "見る", "カーソルの行の全ての項目を示します。"),
    COMMAND(LINES_SORT, K_F5, "並べ替え", "日時の順と、ファイルサイズの大きい順を切り替えます。"),
    COMMAND(LINES_LEAVE, K_ESC, "戻る", "照合の画面に戻ります。"),
    {.id = COMMAND_NONE},
};

enum { COLUMN_TIME, COLUMN_PERSON, COLUMN_MEDIUM, COLUMN_WAY, COLUMN_SIZE, COLUMN_FILE, COLUMNS };
static const struct table_column columns[COLUMNS] = {
    [COLUMN_TIME] = {.label = "日時", .cells = 11},
    [COLUMN_PERSON] = {.label = "操作した者", .cells = 12},
    [COLUMN_MEDIUM] = {.label = "媒体", .cells = 12},
    [COLUMN_WAY] = {.label = "入出力", .cells = 6},
    [COLUMN_SIZE] = {.label = "サイズ", .cells = 11, .right = true},
    [COLUMN_FILE] = {.label = "ファイル名", .cells = 0},
};

static size_t count(void *arg)
{
    const struct lines_screen *self = arg;
    return self->n;
}

static void time_text(char *buf, size_t size, const struct log_line *line)
{
    char text[DATE_BYTES];
    text_format(buf, size, "%s",
                line->at != 0 ? date_format_time(text, sizeof text, line->at, DATE_DAY) : line->text[LOG_TIME]);
}

static void cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    static const char *const ways[] = {"", "入力", "出力"};
    const struct lines_screen *self = arg;
    buf[0] = '\0';
    if (row >= self->n)
        return;
    const struct log_line *line = &self->v->lines[self->rows[row]];
    const char *const texts[COLUMNS] = {[COLUMN_PERSON] = verification_person(self->v, line),
                                        [COLUMN_MEDIUM] = line->text[LOG_MEDIUM],
                                        [COLUMN_WAY] = ways[line->direction],
                                        [COLUMN_SIZE] = line->text[LOG_SIZE],
                                        [COLUMN_FILE] = line->text[LOG_FILE]};
    if (column == COLUMN_TIME)
        time_text(buf, size, line);
    else
        text_format(buf, size, "%s", texts[column]);
}

/* ---- which, in which order ---- */

static int fill(struct lines_screen *self, struct err *e)
{
    const struct verification *v = self->v;
    self->rows = calloc(v->nlines + 1, sizeof *self->rows);
    if (self->rows == NULL)
        return err_memory(e);
    for (size_t i = 0; i < v->nlines; i++) {
        const struct log_line *line = &v->lines[i];
        if (line->at != 0 && (line->at < v->period.from || line->at >= v->period.until))
            continue;
        self->rows[self->n++] = i;
        self->nameless += line->text[LOG_FILE][0] == '\0';
        self->sizeless += line->text[LOG_SIZE][0] == '\0';
    }
    return 0;
}

struct sorted {
    int64_t key;
    size_t row;
};

static int compare(const void *a, const void *b)
{
    const struct sorted *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static int sort(struct lines_screen *self, struct err *e)
{
    struct sorted *list = calloc(self->n + 1, sizeof *list);
    if (list == NULL)
        return err_memory(e);
    for (size_t i = 0; i < self->n; i++) {
        const struct log_line *line = &self->v->lines[self->rows[i]];
        list[i] = (struct sorted){self->by_size ? -log_size(line->text[LOG_SIZE]) : line->at, self->rows[i]};
    }
    qsort(list, self->n, sizeof *list, compare);
    for (size_t i = 0; i < self->n; i++)
        self->rows[i] = list[i].row;
    free(list);
    return self->table != NULL ? table_reload(self->table, TABLE_FIRST, e) : 0;
}

static void lines_draw(void *arg, struct screens *s, struct draw *d)
{
    struct lines_screen *self = arg;
    char title[NAME_BYTES], from[DATE_BYTES], to[DATE_BYTES], right[NAME_BYTES];
    date_format(from, sizeof from, date_of(self->v->period.from), DATE_SHORT);
    date_format(to, sizeof to, date_of(self->v->period.until - 1), DATE_SHORT);
    text_format(title, sizeof title, "ログの確認 %s–%s", from, to);
    text_format(right, sizeof right, "%zu行 %s", self->n, self->by_size ? "サイズ順" : "日時順");
    text_format(self->foot[0], sizeof self->foot[0],
                "ファイル名のない行 %zu、サイズのない行 %zu  根拠 第7の1(2)オ(エ)i", self->nameless, self->sizeless);
    text_format(self->foot[1], sizeof self->foot[1],
                "ログの確認を不要とする決定が%lld件あります。その範囲のファイル名とサイズは、確認を要しません"
                "(第6の1(4)ウ(ア))。月に1回以上の検証は残ります。",
                (long long)self->v->waivers);
    const char *foot[FRAME_FOOT] = {self->foot[0], self->v->waivers > 0 ? self->foot[1] : NULL};
    table_draw(self->table, d, screens_frame(s, d, title, right, foot), true);
}

/* ---- keys ---- */

static enum screen_next look(const struct lines_screen *self, struct screens *s)
{
    char text[TEXT_BYTES], number[NAME_BYTES];
    size_t row;
    if (!table_selected(self->table, &row) || row >= self->n)
        return SCREEN_STAY;
    const struct log_line *line = &self->v->lines[self->rows[row]];
    text_format(text, sizeof text, "%s %zu行目\n", line->source, line->line);
    for (int c = 0; c < LOG_COLUMNS; c++) {
        if (line->text[c][0] == '\0')
            continue;
        text_format(number, sizeof number, "%s: ", log_columns[c].label);
        text_append(text, sizeof text, number);
        text_append(text, sizeof text, line->text[c]);
        text_append(text, sizeof text, "\n");
    }
    dialog_message(s, "ログの行", text);
    return SCREEN_REDRAW;
}

/* The ログの確認 of the month that he has begun, else a new one: which decision lifts what, he says himself. */
static enum screen_next record(struct lines_screen *self, struct screens *s)
{
    const struct entry_given given[] = {{"kind", "log_check"}, {"month", self->v->month}, {NULL, NULL}};
    struct entry *round;
    struct err e;
    int rc = verification_find(&round, self->v, "log_check", &e);
    if (rc == 0 && verification_own(self->v, round))
        rc = entry_open(s, &register_inspection, round->id, "close", &e);
    else if (rc == 0)
        rc = entry_open_given(s, &register_inspection, "begin", given, &e);
    entry_free(round);
    return rc == 0 || rc == ERR_CANCELLED ? SCREEN_REDRAW : screens_error(s, &e);
}

static enum screen_next lines_handle(void *arg, struct screens *s, const struct key *key, int command)
{
    struct lines_screen *self = arg;
    struct err e;
    switch (command) {
    case LINES_LOOK:
        return look(self, s);
    case LINES_RECORD:
        return record(self, s);
    case LINES_SORT:
        self->by_size = !self->by_size;
        return sort(self, &e) == 0 ? SCREEN_REDRAW : screens_error(s, &e);
    case LINES_LEAVE:
        return SCREEN_LEAVE;
    default:
        return table_key(self->table, key, &e) < 0 ? screens_error(s, &e) : SCREEN_REDRAW;
    }
}

static const char *lines_help(void *arg)
{
    (void)arg;
    return "運用責任者は、職員が外部記録媒体を用いて入出力したファイル名及びファイルサイズに係るログを定期的に確認しま"
           "す"
           "(第7の1(2)オ(エ)i)。結果は外部記録媒体等点検簿に記載します(同k)。";
}

static void lines_close(void *arg)
{
    struct lines_screen *self = arg;
    table_free(self->table);
    free(self->rows);
    free(self);
}

static const struct screen_ops lines_ops = {
    .name = "ログの確認",
    .commands = commands,
    .draw = lines_draw,
    .handle = lines_handle,
    .help = lines_help,
    .close = lines_close,
};

int log_lines_open(struct screens *s, struct verification *v, struct err *e)
{
    struct lines_screen *self = calloc(1, sizeof *self);
    if (self == NULL)
        return err_memory(e);
    self->v = v;
    const struct table_source source = {.count = count,
                                        .cell = cell,
                                        .arg = self,
                                        .empty = "ログの行がありません。前の画面で F3 でログを読んでください。"};
    int rc = fill(self, e);
    if (rc == 0)
        rc = sort(self, e);
    if (rc == 0)
        rc = table_new(&self->table, columns, COLUMNS, &source, e);
    return screens_begin(s, &lines_ops, self, rc, e);
}

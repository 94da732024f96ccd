/* The picture of an inspection round. */
#include <stdlib.h>
#include <string.h>

#include "forms/field.h"
#include "forms/text.h"
#include "screens/round_screen.h"
#include "screens/shared.h"

#include "forms/banned.h"

enum { COLUMN_NUMBER, COLUMN_WHAT, COLUMN_ANSWER, COLUMNS };
static const struct table_column columns[COLUMNS] = {
    [COLUMN_NUMBER] = {.label = "管理番号", .cells = 13},
    [COLUMN_WHAT] = {.label = "種別・用途", .cells = 15},
    [COLUMN_ANSWER] = {.label = "結果", .cells = 0},
};
static const struct {
    const char *mark, *label;
    enum draw_role role;
} answers[ROUND_ANSWERS] = {
    [ROUND_OPEN] = {"未", "未了", ROLE_MARK_WAIT},       [ROUND_FOUND] = {"済", "現認", ROLE_MARK},
    [ROUND_OUT] = {"出", "持出中", ROLE_MARK_OUT},       [ROUND_MISSING] = {"不", "不明", ROLE_MARK_LATE},
    [ROUND_UNLISTED] = {"外", "台帳外", ROLE_MARK_LATE}, [ROUND_SKIPPED] = {"年", "省略", ROLE_MARK},
};
static const char line_label[] = "番号を読み取るか入力: ";

size_t round_selected(const struct round_screen *self)
{
    size_t row;
    return table_selected(self->table, &row) && row < self->round->n ? self->order[row] : self->round->n;
}

void round_select(struct round_screen *self, size_t item)
{
    for (size_t row = 0; row < self->round->n; row++)
        if (self->order[row] == item)
            table_select(self->table, row);
}

int round_sort(struct round_screen *self, struct err *e)
{
    const struct round *round = self->round;
    size_t *order = malloc((round->n + 1) * sizeof *order), n = 0;
    if (order == NULL)
        return err_memory(e);
    for (int pass = self->left_first ? 1 : 0; pass >= 0; pass--)
        for (size_t i = 0; i < round->n; i++)
            if (!self->left_first || round->items[i].wants == (pass == 1))
                order[n++] = i;
    free(self->order);
    self->order = order;
    return self->table != NULL ? table_reload(self->table, TABLE_HERE, e) : 0;
}

void round_counts(char *buf, size_t size, const struct round *round)
{
    text_format(buf, size, "登録 %zu", round->of);
    for (int i = ROUND_FOUND; i < ROUND_ANSWERS; i++) {
        char one[NAME_BYTES];
        text_format(one, sizeof one, "  %s %zu", answers[i].label, round->counts[i]);
        text_append(buf, size, one);
    }
    if (round->gone > 0) {
        char gone[NAME_BYTES];
        text_format(gone, sizeof gone, "\n途中で対象でなくなったもの %zu件は、対象から外します。", round->gone);
        text_append(buf, size, gone);
    }
}

void round_title(char *buf, size_t size, const struct round *round)
{
    char kind[NAME_BYTES], month[NAME_BYTES];
    field_format(kind, sizeof kind, entry_field(round->entry, "kind"), entry_get(round->entry, "kind"), FORMAT_LIST);
    field_format(month, sizeof month, entry_field(round->entry, "month"), entry_get(round->entry, "month"),
                 FORMAT_FORM);
    text_format(buf, size, "%s %s", kind, month);
}

/* ---- rows ---- */

static size_t count(void *arg)
{
    const struct round_screen *self = arg;
    return self->round->n;
}

/* A canonical day as people read it. */
static void day_text(char *buf, size_t size, const struct entry *entry, const char *day)
{
    field_format(buf, size, entry_field(entry, "last_on"), day, FORMAT_LIST);
}

/* Nothing is said of it yet: what helps to find it. */
static void open_text(char *buf, size_t size, const struct round_item *item)
{
    char text[NAME_BYTES * 2];
    if (item->gone) {
        text_format(buf, size, "%s (締めで対象外)", item->gone_to);
    } else if (item->out.reg != NULL) {
        round_out_text(text, sizeof text, &item->out);
        text_format(buf, size, "%s が持出中 (F4)", text);
    } else if (item->yearly && item->reason[0] == '\0') {
        day_text(text, sizeof text, item->entry, item->last);
        text_format(buf, size, "%s  年1回 前回 %s (F7)", item->place, text);
    } else {
        text_format(buf, size, "%s", item->place);
    }
}

static void answer_text(char *buf, size_t size, const struct round_item *item)
{
    char text[NAME_BYTES * 2];
    const char *to = entry_get(item->entry, "trouble_reported_to"), *note = entry_get(item->entry, "note");
    switch (item->answer) {
    case ROUND_FOUND:
        text_format(buf, size, "現認 %s", date_format_time(text, sizeof text, item->at, DATE_DAY));
        return;
    case ROUND_OUT:
        text_format(buf, size, "持出中 (%s)", note != NULL ? note : "帳簿と一致");
        return;
    case ROUND_MISSING:
        text_format(buf, size, "不明 %s%s", item->wants ? "報告先と措置の記録が要ります (F5)" : "報告先 ",
                    !item->wants && to != NULL ? reference_label(to) : "");
        return;
    case ROUND_UNLISTED:
        text_format(buf, size, "%s", item->title);
        return;
    case ROUND_SKIPPED:
        day_text(text, sizeof text, item->entry, entry_get(item->entry, "last_on"));
        text_format(buf, size, item->wants ? "省略できなくなりました。点検が要ります。" : "省略 (年1回 前回 %s)", text);
        return;
    default:
        open_text(buf, size, item);
    }
}

static void cell(void *arg, size_t row, int column, char *buf, size_t size)
{
    const struct round_screen *self = arg;
    const struct round_item *item = &self->round->items[self->order[row]];
    if (column == COLUMN_ANSWER)
        answer_text(buf, size, item);
    else if (column == COLUMN_WHAT)
        text_format(buf, size, "%s", item->what);
    else
        text_format(buf, size, "%s", item->answer == ROUND_UNLISTED ? answers[ROUND_UNLISTED].label : item->title);
}

static const char *mark(void *arg, size_t row, enum draw_role *role)
{
    const struct round_screen *self = arg;
    const struct round_item *item = &self->round->items[self->order[row]];
    *role = item->wants && item->answer != ROUND_OPEN ? ROLE_MARK_LATE : answers[item->answer].role;
    return answers[item->answer].mark;
}

int round_table(struct round_screen *self, struct err *e)
{
    const struct table_source source = {
        .count = count, .cell = cell, .mark = mark, .arg = self, .empty = "点検するものがありません。"};
    return table_new(&self->table, columns, COLUMNS, &source, e);
}

/* ---- the frame ---- */

/* What the books say of the row, or why it cannot be left out; and what was read that no ledger has. */
static void fill_foot(struct round_screen *self, const char **foot)
{
    size_t at = round_selected(self), n = 0;
    const struct round_item *item = at < self->round->n ? &self->round->items[at] : NULL;
    if (item != NULL && !self->round->closed && item->place[0] != '\0') {
        text_format(self->foot[n], ROUND_FOOT_BYTES, "%s  保管場所 %s%s%s", item->title, item->place,
                    item->yearly ? "  年1回: " : "", item->yearly ? item->reason : "");
        if (item->yearly && item->reason[0] == '\0')
            text_append(self->foot[n], ROUND_FOOT_BYTES, "F7 で省略できます (第7の1(2)オ(ア)d)");
        foot[n] = self->foot[n];
        n++;
    }
    if (self->nunlisted > 0) {
        text_format(self->foot[n], ROUND_FOOT_BYTES, "台帳外で未記載 %zu件 (F6):", self->nunlisted);
        for (size_t i = 0; i < self->nunlisted; i++) {
            text_append(self->foot[n], ROUND_FOOT_BYTES, " ");
            text_append(self->foot[n], ROUND_FOOT_BYTES, self->unlisted[i]);
        }
        foot[n] = self->foot[n];
    }
}

/* What is out of order stands there as long as it is. */
static void append_count(char *buf, size_t size, const char *label, size_t n)
{
    char one[NAME_BYTES];
    text_format(one, sizeof one, " %s%zu", label, n);
    if (n > 0)
        text_append(buf, size, one);
}

void round_draw(void *arg, struct screens *s, struct draw *d)
{
    struct round_screen *self = arg;
    const struct round *round = self->round;
    char title[NAME_BYTES * 4], right[NAME_BYTES], day[NAME_BYTES] = "";
    const char *foot[FRAME_FOOT] = {NULL};
    int label = text_width(line_label, strlen(line_label)) + 2;
    round_title(title, sizeof title, round);
    text_append(title, sizeof title, "  ");
    text_append(title, sizeof title, reference_label(entry_get(round->entry, "inspector")));
    if (round->closed && entry_get(round->entry, "date") != NULL)
        field_format(day, sizeof day, entry_field(round->entry, "date"), entry_get(round->entry, "date"), FORMAT_LIST);
    if (round->closed)
        text_format(right, sizeof right, "締め済 %s  %zu/%zu", day, round->done, round->of);
    else
        text_format(right, sizeof right, "%zu/%zu 済 残り%zu", round->done, round->of, round->left);
    append_count(right, sizeof right, "不明", round->counts[ROUND_MISSING]);
    append_count(right, sizeof right, "台帳外", round->counts[ROUND_UNLISTED] + self->nunlisted);
    fill_foot(self, foot);
    struct area in = screens_frame(s, d, title, right, foot);
    if (!round->closed && in.rows > 2) {
        in.rows--;
        draw_text(d, in.row + in.rows, 1, label, ROLE_LABEL, line_label);
        edit_draw(self->line, d, (struct area){in.row + in.rows, label, 1, in.cols - label - 1}, true);
    }
    table_draw(self->table, d, in, round->closed);
}

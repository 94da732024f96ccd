/* The lines of a log set against the rows of 様式第7号: three merges, each over lines and rows in the order of a key and of time. */
#include "forms/media_compare.h"

#include <stdlib.h>
#include <string.h>

#include "forms/banned.h"

const struct choice log_differences[] = {
    [LOG_NO_ROW] = {"no_row", "使用の記載なし", "無", NULL},
    [LOG_OTHER_PERSON] = {"other_person", "記載と異なる者の使用", "人", NULL},
    [LOG_OUTSIDE_TIME] = {"outside_time", "記載の時間の外の使用", "時", NULL},
    [LOG_NOT_IN_LEDGER] = {"not_in_ledger", "外部記録媒体管理簿にない媒体", "媒", NULL},
    [LOG_OTHER_PC] = {"other_pc", "許可と異なる電子計算機", "機", NULL},
    [LOG_PLAIN_TEXT] = {"plain", "暗号の許可に対する平文の出力", "平", NULL},
    [LOG_WHO] = {"unknown_person", "操作した者が分からない", "誰", NULL},
    [LOG_UNREAD] = {"unread", "日時を読めない行", "読", NULL},
    [LOG_ROW_ALONE] = {"row_alone", "ログのない記載(参考)", "参", NULL},
    [LOG_FAULTS] = {LOG_FILE_KIND, "読んだログ", "録", NULL},
    {LOG_MORE_KIND, "一つずつ載せなかった差異", "他", NULL},
    {0},
};

enum { DAY_SECONDS = 24 * 60 * 60 };

/* What a line and a row are matched by. A NULL key takes no part in the merge. */
struct merge {
    const char *(*line_key)(const struct log_line *line);
    const char *(*row_key)(const struct log_row *row);
    enum log_fault without; /* what a line is that no row stands for */
};

/* ---- the keys ---- */

static const char *line_medium(const struct log_line *line)
{
    return line->medium;
}

static const char *row_medium(const struct log_row *row)
{
    return row->medium;
}

static const char *row_person(const struct log_row *row)
{
    return row->person;
}

static bool names_medium(const struct log_line *line)
{
    return line->medium != NULL || line->text[LOG_MEDIUM][0] != '\0';
}

static const char *unnamed_person(const struct log_line *line)
{
    return names_medium(line) ? NULL : line->person;
}

/* His medium is in no 様式第6号. */
static const char *unlisted_person(const struct log_line *line)
{
    return names_medium(line) && line->medium == NULL ? line->person : NULL;
}

/* A medium from outside, as a connection names it. */
static const char *outside_person(const struct log_row *row)
{
    return row->medium == NULL && row->connection ? row->person : NULL;
}

static const struct merge merges[] = {
    {line_medium, row_medium, LOG_NO_ROW},
    {unnamed_person, row_person, LOG_NO_ROW},
    {unlisted_person, outside_person, LOG_NOT_IN_LEDGER},
};

/* ---- in order ---- */

struct at {
    const char *key;
    int64_t time;
    size_t index;
};

static int compare_at(const void *a, const void *b)
{
    const struct at *x = a, *y = b;
    int by_key = strcmp(x->key, y->key);
    if (by_key != 0)
        return by_key;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static void sort(struct at *list, size_t n)
{
    if (n > 0)
        qsort(list, n, sizeof *list, compare_at);
}

/* ---- one pass ---- */

struct pass {
    struct log_result *out;
    const struct log_line *lines;
    struct log_row *rows;
    const struct log_period *period;
    const struct merge *merge;
    struct at *line_order, *row_order;
    size_t nlines, nrows;
    size_t *running; /* rows that have begun and not ended, of the key at hand */
    size_t nrunning, next;
    size_t ended; /* the row of that key that ended last; LOG_NONE */
    struct err *e;
};

static int add(struct log_result *out, enum log_fault fault, size_t line, size_t row, struct err *e)
{
    if (out->n == out->room) {
        size_t room = out->room * 2 + 64;
        struct log_difference *list = realloc(out->list, room * sizeof *list);
        if (list == NULL)
            return err_memory(e);
        out->list = list;
        out->room = room;
    }
    out->list[out->n++] = (struct log_difference){fault, line, row};
    out->counts[fault]++;
    return 0;
}

static bool by_him(const struct log_row *row, const struct log_line *line)
{
    return line->person != NULL && row->person != NULL && strcmp(row->person, line->person) == 0;
}

static bool at_pc(const struct log_row *row, const struct log_line *line)
{
    return row->pc == NULL || (line->pc != NULL && strcmp(row->pc, line->pc) == 0);
}

/* Rows of the key that begin by then; those that have ended go. */
static void move_to(struct pass *p, const struct at *line)
{
    size_t kept = 0;
    while (p->next < p->nrows && strcmp(p->row_order[p->next].key, line->key) == 0 &&
           p->row_order[p->next].time - p->period->tolerance <= line->time)
        p->running[p->nrunning++] = p->row_order[p->next++].index;
    for (size_t i = 0; i < p->nrunning; i++) {
        size_t row = p->running[i];
        if (p->rows[row].until + p->period->tolerance >= line->time)
            p->running[kept++] = row;
        else if (p->ended == LOG_NONE || p->rows[p->ended].until < p->rows[row].until)
            p->ended = row;
    }
    p->nrunning = kept;
}

/* A connection with its permit: the computer and the encryption that it names. */
static int check_connection(struct pass *p, size_t line, const size_t *mine, size_t n)
{
    const struct log_line *l = &p->lines[line];
    size_t other = LOG_NONE, here = LOG_NONE;
    for (size_t i = 0; i < n; i++) {
        const struct log_row *row = &p->rows[mine[i]];
        if (row->connection && at_pc(row, l))
            here = mine[i];
        else if (row->connection)
            other = mine[i];
    }
    if (here == LOG_NONE)
        return other != LOG_NONE && l->text[LOG_PC][0] != '\0' ? add(p->out, LOG_OTHER_PC, line, other, p->e) : 0;
    if (p->rows[here].encrypted && l->direction == LOG_OUTPUT && l->encryption == LOG_PLAIN)
        return add(p->out, LOG_PLAIN_TEXT, line, here, p->e);
    return 0;
}

/* His row within a day of it, before or after: the time is what is wrong. */
static size_t near_row(const struct pass *p, const struct at *line)
{
    const struct log_line *l = &p->lines[line->index];
    if (p->ended != LOG_NONE && by_him(&p->rows[p->ended], l) && line->time - p->rows[p->ended].until <= DAY_SECONDS)
        return p->ended;
    if (p->next < p->nrows && strcmp(p->row_order[p->next].key, line->key) == 0 &&
        by_him(&p->rows[p->row_order[p->next].index], l) && p->row_order[p->next].time - line->time <= DAY_SECONDS)
        return p->row_order[p->next].index;
    return LOG_NONE;
}

static int judge(struct pass *p, const struct at *at)
{
    const struct log_line *line = &p->lines[at->index];
    size_t mine = 0, other = LOG_NONE, near;
    for (size_t i = 0; i < p->nrunning; i++) { /* his rows first */
        size_t row = p->running[i];
        if (!by_him(&p->rows[row], line)) {
            other = row;
            continue;
        }
        p->running[i] = p->running[mine];
        p->running[mine++] = row;
        p->rows[row].met = true;
    }
    if (mine > 0)
        return check_connection(p, at->index, p->running, mine);
    if (line->person == NULL)
        return add(p->out, LOG_WHO, at->index, other, p->e);
    if (other != LOG_NONE)
        return add(p->out, LOG_OTHER_PERSON, at->index, other, p->e);
    near = near_row(p, at);
    return near != LOG_NONE ? add(p->out, LOG_OUTSIDE_TIME, at->index, near, p->e)
                            : add(p->out, p->merge->without, at->index, LOG_NONE, p->e);
}

static int run(struct pass *p)
{
    const char *key = NULL;
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < p->nlines; i++) {
        const struct at *line = &p->line_order[i];
        if (key == NULL || strcmp(key, line->key) != 0) {
            key = line->key;
            p->nrunning = 0;
            p->ended = LOG_NONE;
            while (p->next < p->nrows && strcmp(p->row_order[p->next].key, key) < 0)
                p->next++;
        }
        move_to(p, line);
        rc = judge(p, line);
    }
    return rc;
}

static bool within(const struct log_line *line, const struct log_period *period)
{
    return line->at >= period->from && line->at < period->until;
}

static int merge(struct pass *p, size_t n, size_t m)
{
    p->nlines = p->nrows = p->nrunning = p->next = 0;
    for (size_t i = 0; i < n; i++) {
        const char *key =
            p->lines[i].at != 0 && within(&p->lines[i], p->period) ? p->merge->line_key(&p->lines[i]) : NULL;
        if (key != NULL)
            p->line_order[p->nlines++] = (struct at){key, p->lines[i].at, i};
    }
    for (size_t i = 0; i < m; i++) {
        const char *key = p->merge->row_key(&p->rows[i]);
        if (key != NULL)
            p->row_order[p->nrows++] = (struct at){key, p->rows[i].from, i};
    }
    sort(p->line_order, p->nlines);
    sort(p->row_order, p->nrows);
    return run(p);
}

/* ---- all ---- */

/* Lines that no merge can take: no time, nobody. */
static int sort_out(struct pass *p, size_t n)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < n; i++) {
        const struct log_line *line = &p->lines[i];
        if (line->at != 0 && !within(line, p->period)) {
            p->out->later++;
            continue;
        }
        p->out->lines++;
        if (line->at == 0)
            rc = add(p->out, LOG_UNREAD, i, LOG_NONE, p->e);
        else if (line->person == NULL && line->medium == NULL)
            rc = add(p->out, LOG_WHO, i, LOG_NONE, p->e);
    }
    return rc;
}

static int find_alone(struct pass *p, size_t m)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < m; i++)
        if (p->rows[i].expected && !p->rows[i].met)
            rc = add(p->out, LOG_ROW_ALONE, LOG_NONE, i, p->e);
    return rc;
}

/* The differences as they are read: by time, each file's own lines in their order. */
static void put_in_order(struct pass *p, struct at *keys, struct log_difference *copy)
{
    struct log_result *out = p->out;
    for (size_t i = 0; i < out->n; i++) {
        copy[i] = out->list[i];
        keys[i] = (struct at){"", copy[i].line != LOG_NONE ? p->lines[copy[i].line].at : p->rows[copy[i].row].from, i};
        if (copy[i].line == LOG_NONE)
            keys[i].key = "rows";
    }
    sort(keys, out->n);
    for (size_t i = 0; i < out->n; i++)
        out->list[i] = copy[keys[i].index];
}

static int order(struct pass *p)
{
    struct at *keys = calloc(p->out->n + 1, sizeof *keys);
    struct log_difference *copy = calloc(p->out->n + 1, sizeof *copy);
    bool made = keys != NULL && copy != NULL;
    if (made)
        put_in_order(p, keys, copy);
    free(keys);
    free(copy);
    return made ? 0 : err_memory(p->e);
}

int log_compare(struct log_result *out, const struct log_line *lines, size_t n, struct log_row *rows, size_t m,
                const struct log_period *period, struct err *e)
{
    struct pass p = {.out = out, .lines = lines, .rows = rows, .period = period, .ended = LOG_NONE, .e = e};
    int rc = 0;
    *out = (struct log_result){0};
    p.line_order = calloc(n + 1, sizeof *p.line_order);
    p.row_order = calloc(m + 1, sizeof *p.row_order);
    p.running = calloc(m + 1, sizeof *p.running);
    if (p.line_order == NULL || p.row_order == NULL || p.running == NULL)
        rc = err_memory(e);
    for (size_t i = 0; rc == 0 && i < m; i++)
        rows[i].met = false;
    if (rc == 0)
        rc = sort_out(&p, n);
    for (size_t i = 0; rc == 0 && i < sizeof merges / sizeof *merges; i++) {
        p.merge = &merges[i];
        rc = merge(&p, n, m);
    }
    if (rc == 0)
        rc = find_alone(&p, m);
    if (rc == 0)
        rc = order(&p);
    free(p.line_order);
    free(p.row_order);
    free(p.running);
    if (rc != 0)
        log_result_release(out);
    return rc;
}

void log_result_release(struct log_result *result)
{
    free(result->list);
    *result = (struct log_result){0};
}

size_t log_result_faults(const struct log_result *result)
{
    return result->n - result->counts[LOG_ROW_ALONE];
}

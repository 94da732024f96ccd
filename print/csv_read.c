/* CSV text in, rows of UTF-8 cells out: the cells lie one behind the other in a text no longer than the file's. */
#include "print/csv_read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forms/text.h"
#include "print/csv_text.h"

#include "forms/banned.h"

struct reader {
    struct csv_table *table;
    const char *text; /* `at` walks through it, `to` through that of the table */
    size_t at, to, n;
    size_t line;                  /* of `at` */
    size_t rows_room, cells_room; /* allocated */
    size_t opened, fault;         /* the quote that opened a cell; where something is wrong */
};

void csv_release(struct csv_table *table)
{
    free(table->text);
    free(table->cells);
    free(table->rows);
    *table = (struct csv_table){0};
}

const char *csv_cell(const struct csv_table *table, size_t row, size_t column)
{
    const struct csv_row *r = &table->rows[row];
    return column < r->n ? table->cells[r->first + column] : "";
}

/* ---- one cell ---- */

static bool at_break(const struct reader *r)
{
    return r->at < r->n && (r->text[r->at] == '\n' || r->text[r->at] == '\r');
}

/* Over CR LF, CR or LF. */
static void skip_break(struct reader *r)
{
    r->at += r->text[r->at] == '\r' && r->at + 1 < r->n && r->text[r->at + 1] == '\n' ? 2 : 1;
    r->line++;
}

static void put(struct reader *r, char c)
{
    r->table->text[r->to++] = c;
}

enum cell_fault { CELL_SOUND, CELL_OPEN, CELL_TRAILS };

/* `at` stands behind the opening quote; afterwards behind the closing one. */
static enum cell_fault read_quoted(struct reader *r)
{
    for (;;) {
        if (r->at >= r->n)
            return CELL_OPEN;
        if (at_break(r)) {
            skip_break(r);
            put(r, '\n');
        } else if (r->text[r->at] != '"') {
            put(r, r->text[r->at++]);
        } else if (r->at + 1 < r->n && r->text[r->at + 1] == '"') {
            put(r, '"');
            r->at += 2;
        } else {
            r->at++;
            return CELL_SOUND;
        }
    }
}

static bool at_end_of_cell(const struct reader *r)
{
    return r->at >= r->n || at_break(r) || r->text[r->at] == r->table->separator;
}

static enum cell_fault read_cell(struct reader *r)
{
    if (r->at < r->n && r->text[r->at] == '"') {
        r->opened = r->at++;
        enum cell_fault fault = read_quoted(r);
        if (fault != CELL_SOUND || at_end_of_cell(r))
            return fault;
        r->fault = r->at;
        return CELL_TRAILS;
    }
    while (!at_end_of_cell(r))
        put(r, r->text[r->at++]);
    return CELL_SOUND;
}

/* ---- rows ---- */

/* A list with room for one more than n; NULL = memory, and the old one stays. */
static void *with_room(void *list, size_t *room, size_t n, size_t size)
{
    size_t wanted = *room * 2 + 64;
    void *more = n < *room ? list : realloc(list, wanted * size);
    if (more != NULL && n >= *room)
        *room = wanted;
    return more;
}

static int refuse_cell(const char *whole, const struct reader *r, enum cell_fault fault, struct err *e)
{
    struct csv_place place = csv_place(whole, fault == CELL_OPEN ? r->opened : r->fault);
    if (fault == CELL_OPEN)
        return err_set(e, ERR_INPUT, "%zu行目の%zu文字目で始まる引用符「\"」が閉じられていません。", place.line,
                       place.column);
    return err_set(
        e, ERR_INPUT,
        "%zu行目の%zu文字目で、引用符「\"」を閉じた後に文字があります。引用符を二つ重ねて書くか、取り除いてくだ"
        "さい。",
        place.line, place.column);
}

static int append_cell(struct reader *r, char *cell, struct err *e)
{
    struct csv_table *t = r->table;
    char **cells = with_room(t->cells, &r->cells_room, t->ncells, sizeof *cells);
    if (cells == NULL)
        return err_memory(e);
    t->cells = cells;
    t->cells[t->ncells++] = cell;
    return 0;
}

static int append_row(struct reader *r, struct csv_row row, struct err *e)
{
    struct csv_table *t = r->table;
    if (t->n >= CSV_ROWS_MOST)
        return err_set(e, ERR_INPUT, "行が多すぎます。%d行までのファイルに分けてください。", CSV_ROWS_MOST);
    struct csv_row *rows = with_room(t->rows, &r->rows_room, t->n, sizeof *rows);
    if (rows == NULL)
        return err_memory(e);
    t->rows = rows;
    t->rows[t->n++] = row;
    return 0;
}

static int add_cell(struct reader *r, const char *whole, struct csv_row *row, bool *filled, struct err *e)
{
    size_t start = r->to, line = r->line;
    enum cell_fault fault = read_cell(r);
    int rc = fault != CELL_SOUND ? refuse_cell(whole, r, fault, e) : 0;
    if (rc == 0 && r->to - start > CSV_CELL_MOST)
        rc = err_set(e, ERR_INPUT, "%zu行目の%zu列目が長すぎます。一つの欄は%dバイトまでです。", line, row->n + 1,
                     CSV_CELL_MOST);
    if (rc == 0 && row->n >= CSV_COLUMNS_MOST)
        rc = err_set(e, ERR_INPUT, "%zu行目の列が多すぎます。列は%dまでです。", line, CSV_COLUMNS_MOST);
    if (rc == 0)
        rc = append_cell(r, r->table->text + start, e);
    if (rc != 0)
        return rc;
    *filled = *filled || r->to > start;
    row->n++;
    return 0;
}

/* One row; the separator or line break behind a cell gives way to its NUL. */
static int read_row(struct reader *r, const char *whole, struct err *e)
{
    struct csv_row row = {.line = r->line, .first = r->table->ncells};
    bool filled = false, more = true;
    int rc = 0;
    while (rc == 0 && more) {
        rc = add_cell(r, whole, &row, &filled, e);
        more = rc == 0 && r->at < r->n && !at_break(r);
        if (rc == 0 && r->at < r->n && !more)
            skip_break(r);
        else if (more)
            r->at++;
        if (rc == 0)
            put(r, '\0');
    }
    if (rc != 0)
        return rc;
    if (!filled) {
        r->table->ncells = row.first;
        return 0;
    }
    return append_row(r, row, e);
}

/* ---- what parts the cells ---- */

static const char separators[] = {',', ';', '\t'};

/* The one that the first line with any text has most of, outside quotes. */
static char most_of(const char *s, size_t n)
{
    size_t counts[sizeof separators] = {0}, best = 0;
    bool quoted = false;
    while (n > 0 && (*s == '\n' || *s == '\r')) {
        s++;
        n--;
    }
    for (size_t i = 0; i < n && (quoted || (s[i] != '\n' && s[i] != '\r')); i++) {
        quoted = quoted != (s[i] == '"');
        for (size_t k = 0; !quoted && k < sizeof separators; k++)
            counts[k] += s[i] == separators[k];
    }
    for (size_t k = 1; k < sizeof separators; k++)
        best = counts[k] > counts[best] ? k : best;
    return separators[best];
}

/* Excel's own line "sep=;" names it, and is no row. */
static char separator_of(struct reader *r)
{
    if (r->n >= 5 && strncmp(r->text, "sep=", 4) == 0 && memchr(separators, r->text[4], sizeof separators) != NULL &&
        (r->n == 5 || r->text[5] == '\n' || r->text[5] == '\r')) {
        r->at = 5;
        if (at_break(r))
            skip_break(r);
        return r->text[4];
    }
    return most_of(r->text, r->n);
}

int csv_read(struct csv_table *out, const void *bytes, size_t n, char separator, struct err *e)
{
    struct reader r = {.table = out, .line = 1};
    char *whole = NULL;
    int rc;
    *out = (struct csv_table){0};
    if (n > CSV_BYTES_MOST)
        return err_set(e, ERR_INPUT, "ファイルが大きすぎます。%dMBまでです。", CSV_BYTES_MOST / (1024 * 1024));
    rc = csv_text(&whole, &r.n, &out->cp932, bytes, n, e);
    if (rc == 0 && (out->text = malloc(r.n + 1)) == NULL)
        rc = err_memory(e);
    if (rc == 0) {
        r.text = whole;
        out->separator = separator_of(&r);
        if (separator != '\0')
            out->separator = separator;
    }
    while (rc == 0 && r.at < r.n)
        rc = read_row(&r, whole, e);
    free(whole);
    if (rc != 0)
        csv_release(out);
    return rc;
}

/* ---- files ---- */

static int refuse_file(struct err *e, const char *path, int error)
{
    return err_set(e, error == ENOENT ? ERR_NOT_FOUND : ERR_IO, "「%s」が開けません(%s)。", path,
                   err_reason((char[ERR_REASON_BYTES]){0}, error));
}

static int read_all(unsigned char *bytes, size_t n, int fd, const char *path, struct err *e)
{
    for (size_t at = 0; at < n;) {
        ssize_t got = read(fd, bytes + at, n - at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return refuse_file(e, path, got < 0 ? errno : EIO);
        at += (size_t)got;
    }
    return 0;
}

int csv_read_file(unsigned char **bytes, size_t *n, const char *path, struct err *e)
{
    struct stat st;
    int rc = 0, fd;
    *bytes = NULL;
    *n = 0;
    /* the program may run with a group of its own: what the person himself may read counts */
    if (access(path, R_OK) != 0 || (fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) < 0)
        return refuse_file(e, path, errno);
    if (fstat(fd, &st) != 0)
        rc = refuse_file(e, path, errno);
    else if (!S_ISREG(st.st_mode))
        rc = err_set(e, ERR_INPUT, "「%s」は普通のファイルではありません。", path);
    else if (st.st_size == 0)
        rc = err_set(e, ERR_INPUT, "「%s」は空のファイルです。", path);
    else if (st.st_size > CSV_BYTES_MOST)
        rc = err_set(e, ERR_INPUT, "「%s」は大きすぎます。%dMBまでです。", path, CSV_BYTES_MOST / (1024 * 1024));
    if (rc == 0 && (*bytes = malloc((size_t)st.st_size)) == NULL)
        rc = err_memory(e);
    if (rc == 0)
        rc = read_all(*bytes, (size_t)st.st_size, fd, path, e);
    if (rc == 0)
        *n = (size_t)st.st_size;
    close(fd);
    if (rc != 0) {
        free(*bytes);
        *bytes = NULL;
    }
    return rc;
}
